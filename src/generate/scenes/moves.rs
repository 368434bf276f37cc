//! Moves between communes, right and doubled.

use crate::model::{AwayKind, Month};

use super::super::life::Life;
use super::super::maker::{Maker, Want};
use super::super::rows::Case;
use super::{Scene, index, span};

pub const SCENES: &[Scene] = &[
    Scene::new("move-right", 3, right).across().often(2),
    Scene::new("move-right-untold", 3, right_untold)
        .across()
        .often(2),
    Scene::new("move-paid-on", 5, paid_on).across().often(2),
    Scene::new("two-communes-on-both-rolls", 3, on_both_rolls)
        .across()
        .often(2),
    Scene::new("two-communes-on-one-roll", 4, on_one_roll)
        .across()
        .often(2),
];

/// The same person as a later commune lists them.
fn elsewhere(maker: &mut Maker, life: &Life, from: Month) -> Life {
    let other = maker
        .random
        .between(maker.commune as i32 + 1, maker.communes as i32 - 1);
    let decision = maker.decision(from);
    let mut there = life.clone();
    there.certificates.clear();
    let commune = (other as usize).min(maker.communes - 1);
    let village = format!("Tổ {}", maker.random.between(1, 30));
    there.rename(|who| {
        who.commune = commune;
        who.village = village;
    });
    there.from = from;
    for row in &mut there.roll {
        row.from = Some(from);
        row.decision.clone_from(&decision);
    }
    there.keep(|m| m >= from);
    for row in &mut there.pay {
        row.receipt = maker.receipt();
    }
    there
}

/// Paid here to a month, there from the next.
fn moved(maker: &mut Maker, case: &mut Case, told: bool) {
    let left = index(maker, 0, -2);
    let left = maker.month(left);
    let mut here = maker.life(&Want::any());
    let there = elsewhere(maker, &here, left.plus(1));
    here.paid_through(left);
    here.off_roll();
    if told {
        let day = maker.day(left, 1, 28);
        here.away(AwayKind::Moved, day, None, maker);
    }
    here.join(case);
    there.join(case);
}

fn right(maker: &mut Maker, case: &mut Case) {
    moved(maker, case, true);
}

fn right_untold(maker: &mut Maker, case: &mut Case) {
    moved(maker, case, false);
}

/// The old commune pays on for some months after the move.
fn paid_on(maker: &mut Maker, case: &mut Case) {
    let over = maker.random.between(1, (maker.len() - 3).min(3));
    let left = maker.random.between(0, maker.len() - 2 - over);
    let left = maker.month(left);
    let mut here = maker.life(&Want::any());
    let there = elsewhere(maker, &here, left.plus(1));
    here.paid_through(left.plus(over));
    here.off_roll();
    let day = maker.day(left, 1, 28);
    here.away(AwayKind::Moved, day, None, maker);
    let months = span(left.plus(1), left.plus(over));
    let amount = here.worth(&months);
    case.expect("paid-while-absent", &here.who, months.clone(), amount)
        .secondary();
    case.expect("paid-in-two-communes", &here.who, months, amount)
        .uncounted();
    here.join(case);
    there.join(case);
}

fn on_both_rolls(maker: &mut Maker, case: &mut Case) {
    let since = if maker.random.chance(0.5) {
        maker.months.first.plus(-2)
    } else {
        let start = index(maker, 1, -1);
        maker.month(start)
    };
    let here = maker.life(&Want::any());
    let there = elsewhere(maker, &here, since.max(here.from));
    let months = there.months(|_| true);
    let amount = here.worth(&months);
    case.expect("paid-in-two-communes", &here.who, months, amount);
    here.join(case);
    there.join(case);
}

/// Another commune pays for some months without having the person on its roll.
fn on_one_roll(maker: &mut Maker, case: &mut Case) {
    let first = index(maker, 0, -3);
    let last = maker.random.between(first, maker.len() - 2);
    let (first, last) = (maker.month(first), maker.month(last));
    let here = maker.life(&Want::any());
    let mut there = elsewhere(maker, &here, maker.months.first);
    there.off_roll();
    there.keep(|m| first <= m && m <= last);
    let months = span(first, last);
    let amount = here.worth(&months);
    case.expect("paid-in-two-communes", &here.who, months, amount);
    here.join(case);
    there.join(case);
}
