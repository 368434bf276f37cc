//! Disability: what the certificate says against what the roll says.

use crate::model::{Kinds, Level, Month};

use super::super::life::Life;
use super::super::maker::{Maker, Want};
use super::super::rows::Case;
use super::{Scene, span};

pub const SCENES: &[Scene] = &[
    Scene::new("certificate-lighter", 2, lighter).often(2),
    Scene::new("certificate-heavier", 2, heavier).often(2),
    Scene::new("certificate-other-kind", 2, other_kind).often(2),
    Scene::new("certificate-mild", 2, mild).often(2),
    Scene::new("certificate-missing", 2, missing).often(2),
    Scene::new("certificate-renewed-lighter", 2, renewed_lighter),
    Scene::new("certificate-renewed-right", 2, renewed_right).often(2),
    Scene::new("certificate-of-namesake", 2, of_namesake),
    Scene::new("certificate-of-young-child", 2, of_young_child),
];

const DISABLED: &[&str] = &["disabled_severe", "disabled_extreme"];

fn all_months(maker: &Maker) -> Vec<Month> {
    span(maker.months.first, maker.months.last)
}

/// The monthly amount that the person would draw at another level, đồng.
fn amount_at(maker: &Maker, life: &Life, level: Level) -> i64 {
    let code = match level {
        Level::Extreme => "disabled_extreme",
        Level::Severe => "disabled_severe",
        Level::Mild => return 0,
    };
    let born = life.who.born.date();
    let age = born.map_or(30, |b| (maker.months.last.0 - b.last_month().0) / 12);
    maker.amount(code, age)
}

fn certify(life: &mut Life, level: Level) {
    life.certificates.iter_mut().for_each(|c| c.level = level);
}

fn lighter(maker: &mut Maker, case: &mut Case) {
    let mut life = maker.life(&Want::of(&["disabled_extreme"]));
    certify(&mut life, Level::Severe);
    mismatch_lighter(maker, case, &life);
    life.join(case);
}

fn mismatch_lighter(maker: &Maker, case: &mut Case, life: &Life) {
    let months = all_months(maker);
    let over = life.amount - amount_at(maker, life, Level::Severe);
    let amount = over * months.len() as i64;
    case.expect("disability-level-mismatch", &life.who, months, amount);
}

/// A raise needs a decision; without one it is only pointed out, and nothing is owed.
fn heavier(maker: &mut Maker, case: &mut Case) {
    let mut life = maker.life(&Want::of(&["disabled_severe"]));
    certify(&mut life, Level::Extreme);
    case.expect("disability-level-mismatch", &life.who, all_months(maker), 0)
        .warning()
        .or_months(vec![maker.months.last]);
    life.join(case);
}

fn other_kind(maker: &mut Maker, case: &mut Case) {
    let mut life = maker.life(&Want::of(DISABLED));
    let next = |kinds: Kinds| Kinds(if kinds.0 >= 1 << 4 { 1 } else { kinds.0 << 1 });
    life.certificates
        .iter_mut()
        .for_each(|c| c.kinds = next(c.kinds));
    case.expect("disability-kind-mismatch", &life.who, all_months(maker), 0)
        .warning()
        .or_months(vec![maker.months.last]);
    life.join(case);
}

fn mild(maker: &mut Maker, case: &mut Case) {
    let mut life = maker.life(&Want::of(DISABLED));
    certify(&mut life, Level::Mild);
    let months = all_months(maker);
    let amount = life.worth(&months);
    case.expect("disability-not-eligible", &life.who, months, amount);
    life.join(case);
}

fn missing(maker: &mut Maker, case: &mut Case) {
    let mut life = maker.life(&Want::of(DISABLED));
    life.certificates.clear();
    case.expect("disability-no-certificate", &life.who, all_months(maker), 0)
        .or_months(vec![maker.months.last]);
    life.join(case);
}

/// An older certificate beside the one in force, which is the newer.
fn renewed(maker: &mut Maker, before: Level, now: Level) -> Life {
    let code: &'static [&'static str] = match now.max(before) {
        Level::Extreme => &["disabled_extreme"],
        _ => &["disabled_severe"],
    };
    let from = maker.months.first.plus(-3);
    let mut life = maker.life(&Want::of(code).from(from).aged(24, 58));
    let kinds = life.certificates.first().map_or(Kinds(1), |c| c.kinds);
    let newer = maker.certificate(&life.who, now, kinds, from.plus(-2));
    let issued = maker.settings.certificates_since.plus(2);
    let older = maker.certificate(&life.who, before, kinds, issued);
    life.certificates = vec![older, newer];
    life
}

fn renewed_lighter(maker: &mut Maker, case: &mut Case) {
    let life = renewed(maker, Level::Extreme, Level::Severe);
    mismatch_lighter(maker, case, &life);
    life.join(case);
}

fn renewed_right(maker: &mut Maker, case: &mut Case) {
    renewed(maker, Level::Severe, Level::Extreme).join(case);
}

/// A stranger of the same name, born in another year, has a mild certificate.
fn of_namesake(maker: &mut Maker, case: &mut Case) {
    let mut life = maker.life(&Want::of(DISABLED).aged(20, 40));
    life.exact();
    let mut other = (*maker.stranger(45, 58)).clone();
    other.name.clone_from(&life.who.name);
    other.sex = life.who.sex;
    other.exact = true;
    if let Some(born) = other.born.date() {
        other.id = maker.citizen_number(born.first.ymd().0, other.sex);
    }
    let kinds = maker.kinds();
    let issued = maker.months.first.plus(-30);
    let row = maker.certificate(&other.into(), Level::Mild, kinds, issued);
    case.certificates.push(row);
    life.join(case);
}

/// Certified before the age at which a certificate is made anew, and past it now.
fn of_young_child(maker: &mut Maker, case: &mut Case) {
    let mut life = maker.life(&Want::of(&["disabled_severe"]).aged(9, 13));
    let Some(born) = life.who.born.date() else {
        return life.join(case);
    };
    let remade = 12 * maker.settings.redetermined_at;
    let issued = born.first_month().plus(remade - 14);
    let from = issued.plus(1);
    let kinds = maker.kinds();
    life.certificates = vec![maker.certificate(&life.who, Level::Severe, kinds, issued)];
    for row in &mut life.roll {
        row.kinds = kinds;
        row.from = Some(from);
    }
    case.expect(
        "disability-not-redetermined",
        &life.who,
        all_months(maker),
        0,
    )
    .warning()
    .or_months(vec![maker.months.last]);
    life.join(case);
}
