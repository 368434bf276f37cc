//! Care support: paid to a household beside the benefit of the person cared for.

use super::super::life::Life;
use super::super::maker::{Maker, Want};
use super::super::rows::Case;
use super::{Scene, span};

pub const SCENES: &[Scene] = &[
    Scene::new("care-right", 2, right).people(2).often(2),
    Scene::new("care-without-extreme", 2, without_extreme)
        .people(2)
        .often(2),
];

/// A household that cares for somebody of this category.
fn household(maker: &mut Maker, case: &mut Case, wanted: &Want) -> Life {
    let mut cared = maker.life(&wanted.clone().full());
    // Rows of care name the person cared for by name alone.
    let rare = maker.rare_name(cared.who.sex);
    cared.rename(|who| who.name = rare);
    let from = cared.from;
    let mut payee = maker.life(&Want::of(&["care_household"]).full().from(from));
    let name = cared.who.name.clone();
    for row in &mut payee.roll {
        row.cared_for.clone_from(&name);
    }
    for row in &mut payee.pay {
        row.cared_for.clone_from(&name);
    }
    cared.join(case);
    payee
}

fn right(maker: &mut Maker, case: &mut Case) {
    household(maker, case, &Want::of(&["disabled_extreme"])).join(case);
}

/// The person cared for is certified severe.
fn without_extreme(maker: &mut Maker, case: &mut Case) {
    let payee = household(maker, case, &Want::of(&["disabled_severe"]));
    let months = span(maker.months.first, maker.months.last);
    let amount = payee.worth(&months);
    case.expect("care-without-extreme", &payee.who, months, amount);
    payee.join(case);
}
