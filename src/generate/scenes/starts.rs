//! When the right starts and ends by paper: ghosts, joiners, leavers, decisions, missed months and
//! the arrears that repay them.

use crate::model::Month;

use super::super::life::Life;
use super::super::maker::{Maker, Want};
use super::super::rows::{Case, Repaid};
use super::{Scene, index, span};

pub const SCENES: &[Scene] = &[
    Scene::new("ghost", 2, ghost).often(2),
    Scene::new("ghost-since-lately", 4, ghost_lately),
    Scene::new("left-before-the-roll", 3, left).often(3),
    Scene::new("joined", 3, joined).often(3),
    Scene::new("joined-with-arrears", 4, joined_with_arrears).often(2),
    Scene::new("before-start", 3, before_start).often(3),
    Scene::new("after-decision", 3, after_decision).often(2),
    Scene::new("stopped-by-decision", 3, stopped_by_decision),
    Scene::new("not-paid", 3, not_paid).often(3),
    Scene::new("not-paid-at-all", 2, not_paid_at_all),
    Scene::new("missed-then-repaid", 4, repaid).often(3),
    Scene::new("missed-then-half-repaid", 5, half_repaid),
];

fn ghost(maker: &mut Maker, case: &mut Case) {
    haunt(maker, case, 0);
}

fn ghost_lately(maker: &mut Maker, case: &mut Case) {
    let first = index(maker, 1, -2);
    haunt(maker, case, first);
}

/// Paid up to the roll's month, and on no roll.
fn haunt(maker: &mut Maker, case: &mut Case, first: i32) {
    let first = maker.month(first);
    let mut life = maker.life(&Want::any());
    life.off_roll();
    life.keep(|m| m >= first);
    let months = span(first, maker.months.last);
    let amount = life.worth(&months);
    case.expect("paid-not-on-roll", &life.who, months, amount);
    life.join(case);
}

/// Nothing tells why, but the payments ended before the roll was made.
fn left(maker: &mut Maker, case: &mut Case) {
    let last = index(maker, 0, -2);
    let last = maker.month(last);
    let mut life = maker.life(&Want::any());
    life.off_roll();
    life.paid_through(last);
    life.join(case);
}

fn joined(maker: &mut Maker, case: &mut Case) {
    let start = index(maker, 1, -1);
    let start = maker.month(start);
    maker.life(&Want::any().from(start)).join(case);
}

/// The decision came late: the first payment brings the months since the start.
fn joined_with_arrears(maker: &mut Maker, case: &mut Case) {
    let start = index(maker, 0, -3);
    let first_paid = maker
        .random
        .between(start + 1, (start + 3).min(maker.len() - 1));
    let (start, first_paid) = (maker.month(start), maker.month(first_paid));
    let mut life = maker.life(&Want::any().from(start));
    let missed = span(start, first_paid.plus(-1));
    let told = if maker.random.chance(0.5) {
        Repaid::Named(missed.clone())
    } else {
        Repaid::Count(missed.len() as u8)
    };
    life.repay(&missed, first_paid, told);
    life.join(case);
}

fn before_start(maker: &mut Maker, case: &mut Case) {
    let start = index(maker, 1, -1);
    let first_paid = maker.random.between((start - 3).max(0), start - 1);
    let (start, first_paid) = (maker.month(start), maker.month(first_paid));
    let mut life = maker.life(&Want::any().from(first_paid));
    for row in &mut life.roll {
        row.from = Some(start);
    }
    let months = span(first_paid, start.plus(-1));
    let amount = life.worth(&months);
    case.expect("paid-before-start", &life.who, months, amount);
    life.join(case);
}

pub(super) fn decide(life: &mut Life, stop: Month) {
    life.roll.iter_mut().for_each(|r| r.until = Some(stop));
}

fn after_decision(maker: &mut Maker, case: &mut Case) {
    let stop = index(maker, 1, -1);
    let last = maker.random.between(stop, maker.len() - 1);
    let (stop, last) = (maker.month(stop), maker.month(last));
    let mut life = maker.life(&Want::any());
    decide(&mut life, stop);
    life.paid_through(last);
    let months = span(stop, last);
    let amount = life.worth(&months);
    case.expect("paid-after-decision", &life.who, months, amount);
    life.join(case);
}

fn stopped_by_decision(maker: &mut Maker, case: &mut Case) {
    let stop = index(maker, 1, -1);
    let stop = maker.month(stop);
    let mut life = maker.life(&Want::any());
    decide(&mut life, stop);
    life.paid_through(stop.plus(-1));
    life.join(case);
}

fn missing(case: &mut Case, life: &mut Life, months: Vec<Month>) {
    life.keep(|m| !months.contains(&m));
    let owed = -life.worth(&months);
    case.expect("not-paid", &life.who, months, owed);
}

/// Some months, perhaps with a gap between.
fn not_paid(maker: &mut Maker, case: &mut Case) {
    let first = index(maker, 0, -1);
    let last = maker
        .random
        .between(first, (first + 2).min(maker.len() - 1));
    let mut months = span(maker.month(first), maker.month(last));
    let later = maker.month(last + 2);
    if later <= maker.months.last && maker.random.chance(0.3) {
        months.push(later);
    }
    let mut life = maker.life(&Want::any());
    missing(case, &mut life, months);
    life.join(case);
}

fn not_paid_at_all(maker: &mut Maker, case: &mut Case) {
    let mut life = maker.life(&Want::any());
    let months = span(maker.months.first, maker.months.last);
    missing(case, &mut life, months);
    life.join(case);
}

/// One or two months missed and repaid, with or without saying which.
fn repaid(maker: &mut Maker, case: &mut Case) {
    let first = index(maker, 0, -3);
    let last = maker
        .random
        .between(first, (first + 1).min(maker.len() - 3));
    let again = maker
        .random
        .between(last + 1, (last + 3).min(maker.len() - 1));
    let missed = span(maker.month(first), maker.month(last));
    let told = match maker.random.below(3) {
        0 => Repaid::Untold,
        // "That many months back from the month before" names these only from the next month.
        1 if again == last + 1 => Repaid::Count(missed.len() as u8),
        _ => Repaid::Named(missed.clone()),
    };
    let again = maker.month(again);
    let mut life = maker.life(&Want::any());
    life.repay(&missed, again, told);
    life.join(case);
}

/// Of two months missed the second is repaid by name; the first is still owed.
fn half_repaid(maker: &mut Maker, case: &mut Case) {
    let first = index(maker, 0, -4);
    let first = maker.month(first);
    let mut life = maker.life(&Want::any());
    let second = first.plus(1);
    life.repay(&[second], first.plus(2), Repaid::Named(vec![second]));
    missing(case, &mut life, vec![first]);
    life.join(case);
}
