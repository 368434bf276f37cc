//! Wrong amounts, in the ledger alone or on the roll as well.

use crate::model::Month;

use super::super::life::Life;
use super::super::maker::{Maker, Want};
use super::super::rows::Case;
use super::{Scene, index, span};

pub const SCENES: &[Scene] = &[
    Scene::new("amount-too-high", 2, too_high).often(2),
    Scene::new("amount-too-low", 2, too_low).often(2),
    Scene::new("amount-wrong-every-month", 2, every_month),
    Scene::new("amount-wrong-on-roll-too", 2, on_roll_too),
    Scene::new("ledger-arithmetic", 2, arithmetic),
];

/// Sums that no other age or category would give.
const OFF: [i64; 5] = [20_000, 30_000, 45_000, 60_000, 100_000];

fn off(maker: &mut Maker, sign: i64) -> i64 {
    sign * maker.random.pick(&OFF)
}

fn shift(life: &mut Life, months: &[Month], by: i64) {
    let rows = life.pay.iter_mut().filter(|r| months.contains(&r.month));
    rows.for_each(|r| r.regular += by);
}

fn wrong(maker: &mut Maker, case: &mut Case, sign: i64) {
    let first = index(maker, 0, -1);
    let last = maker.random.between(first, maker.len() - 1);
    let months = span(maker.month(first), maker.month(last));
    let mut life = maker.life(&Want::any());
    let by = off(maker, sign);
    shift(&mut life, &months, by);
    let amount = by * months.len() as i64;
    case.expect("wrong-amount", &life.who, months, amount);
    life.join(case);
}

fn too_high(maker: &mut Maker, case: &mut Case) {
    wrong(maker, case, 1);
}

fn too_low(maker: &mut Maker, case: &mut Case) {
    wrong(maker, case, -1);
}

fn every_month(maker: &mut Maker, case: &mut Case) {
    let sign = *maker.random.pick(&[1, -1]);
    let months = span(maker.months.first, maker.months.last);
    let mut life = maker.life(&Want::any());
    let by = off(maker, sign);
    shift(&mut life, &months, by);
    let amount = by * months.len() as i64;
    case.expect("wrong-amount", &life.who, months, amount);
    life.join(case);
}

/// The roll grants the wrong sum and the ledger pays it.
fn on_roll_too(maker: &mut Maker, case: &mut Case) {
    let sign = *maker.random.pick(&[1, -1]);
    let months = span(maker.months.first, maker.months.last);
    let mut life = maker.life(&Want::any());
    let by = off(maker, sign);
    shift(&mut life, &months, by);
    for row in &mut life.roll {
        row.amount = row.amount.map(|a| a + by);
    }
    let amount = by * months.len() as i64;
    case.expect("wrong-amount", &life.who, months, amount);
    case.expect(
        "amount-not-coefficient",
        &life.who,
        vec![maker.months.last],
        0,
    )
    .any_months()
    .secondary();
    life.join(case);
}

/// The printed total is not the sum of its parts; the parts are right.
fn arithmetic(maker: &mut Maker, case: &mut Case) {
    let month = index(maker, 0, -1);
    let month = maker.month(month);
    let mut life = maker.life(&Want::any());
    let by = *maker.random.pick(&[100_000, -50_000, 270_000]);
    if let Some(row) = life.row(month) {
        row.total_off = by;
    }
    case.expect("ledger-arithmetic", &life.who, vec![month], 0);
    life.join(case);
}
