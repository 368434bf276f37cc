//! Absences: stays that end the right, stays that only ask to look, returns, money not collected,
//! and one person who collects for many.

use crate::model::{AwayKind, Month, Sex};

use super::super::life::Life;
use super::super::maker::{Maker, Want};
use super::super::rows::{Case, Repaid};
use super::{Scene, index, span};

pub const SCENES: &[Scene] = &[
    Scene::new("away-paid-to-the-end", 3, paid_to_the_end).often(3),
    Scene::new("away-paid-then-stopped", 4, paid_then_stopped).often(2),
    Scene::new("away-paid-and-returned", 5, paid_and_returned).often(2),
    Scene::new("away-right-stop-and-return", 5, right_stop_and_return).often(2),
    Scene::new("away-right-stop-off-roll", 3, right_stop_off_roll).often(2),
    Scene::new("away-within-a-month", 3, within_a_month),
    Scene::new("away-before-the-months", 2, before_the_months),
    Scene::new("away-plain-paid", 3, plain_paid).often(2),
    Scene::new("away-plain-returned", 5, plain_returned),
    Scene::new("away-unclear-reason", 3, unclear_reason),
    Scene::new("absent-on-roll", 3, absent_on_roll).often(2),
    Scene::new("absent-on-roll-plain", 3, absent_on_roll_plain),
    Scene::new("unclaimed-three-and-more", 4, unclaimed_streak).often(2),
    Scene::new("unclaimed-to-the-end", 4, unclaimed_to_the_end),
    Scene::new("unclaimed-two", 4, unclaimed_two),
    Scene::new("unclaimed-then-collected", 5, unclaimed_collected),
    Scene::new("one-receiver-many", 3, receiver_many).people(9),
    Scene::new("one-receiver-few", 3, receiver_few).people(5),
    Scene::new("absence-of-stranger", 2, stranger_away),
];

const ENDING: [AwayKind; 4] = [
    AwayKind::Moved,
    AwayKind::Prison,
    AwayKind::Institution,
    AwayKind::Missing,
];

/// A kind that ends the right.
fn ending(maker: &mut Maker) -> AwayKind {
    *maker.random.pick(&ENDING)
}

/// A kind that ends the right and from which one comes back.
fn returning(maker: &mut Maker) -> AwayKind {
    *maker
        .random
        .pick(&[AwayKind::Prison, AwayKind::Institution])
}

fn leave(life: &mut Life, kind: AwayKind, from: Month, to: Option<Month>, maker: &mut Maker) {
    let left = maker.day(from, 1, 28);
    let back = to.map(|month| maker.day(month, 1, 28));
    life.away(kind, left, back, maker);
}

fn paid_to_the_end(maker: &mut Maker, case: &mut Case) {
    let left = index(maker, 0, -2);
    let left = maker.month(left);
    let kind = ending(maker);
    let mut life = maker.life(&Want::any());
    leave(&mut life, kind, left, None, maker);
    while_absent(case, &life, span(left.plus(1), maker.months.last));
    life.join(case);
}

fn while_absent(case: &mut Case, life: &Life, months: Vec<Month>) {
    let amount = life.worth(&months);
    case.expect("paid-while-absent", &life.who, months, amount);
}

fn paid_then_stopped(maker: &mut Maker, case: &mut Case) {
    let left = index(maker, 0, -4);
    let last = maker.random.between(left + 1, maker.len() - 2);
    let (left, last) = (maker.month(left), maker.month(last));
    let kind = ending(maker);
    let mut life = maker.life(&Want::any());
    life.paid_through(last);
    if maker.random.chance(0.5) {
        life.off_roll();
    }
    leave(&mut life, kind, left, None, maker);
    while_absent(case, &life, span(left.plus(1), last));
    life.join(case);
}

/// Where one may be away between two months, with at least one whole month between.
fn stay(maker: &mut Maker) -> (Month, Month) {
    let left = index(maker, 0, -4);
    let back = maker.random.between(left + 2, maker.len() - 2);
    (maker.month(left), maker.month(back))
}

fn paid_and_returned(maker: &mut Maker, case: &mut Case) {
    let (left, back) = stay(maker);
    let kind = returning(maker);
    let mut life = maker.life(&Want::any());
    leave(&mut life, kind, left, Some(back), maker);
    while_absent(case, &life, span(left.plus(1), back.plus(-1)));
    life.join(case);
}

/// Not paid while away, paid again after the return; the month of return itself may be either.
fn right_stop_and_return(maker: &mut Maker, case: &mut Case) {
    let (left, back) = stay(maker);
    let kind = returning(maker);
    let paid_at_once = maker.random.chance(0.5);
    let mut life = maker.life(&Want::any());
    life.keep(|m| m <= left || m > back || (m == back && paid_at_once));
    leave(&mut life, kind, left, Some(back), maker);
    life.join(case);
}

fn right_stop_off_roll(maker: &mut Maker, case: &mut Case) {
    let left = index(maker, 0, -2);
    let left = maker.month(left);
    let kind = ending(maker);
    let mut life = maker.life(&Want::any());
    life.paid_through(left);
    life.off_roll();
    leave(&mut life, kind, left, None, maker);
    life.join(case);
}

fn within_a_month(maker: &mut Maker, case: &mut Case) {
    let left = index(maker, 0, -2);
    let left = maker.month(left);
    let over_the_turn = maker.random.chance(0.5);
    let kind = if over_the_turn {
        AwayKind::Plain
    } else {
        returning(maker)
    };
    let from = maker.day(left, 3, 9);
    let to = if over_the_turn {
        maker.day(left.plus(1), 1, 20)
    } else {
        maker.day(left, 20, 28)
    };
    let mut life = maker.life(&Want::any());
    life.away(kind, from, Some(to), maker);
    life.join(case);
}

fn before_the_months(maker: &mut Maker, case: &mut Case) {
    let mut life = maker.life(&Want::any());
    let kind = returning(maker);
    let left = maker.months.first.plus(-9);
    leave(&mut life, kind, left, Some(left.plus(4)), maker);
    life.join(case);
}

/// The right goes on; the office has to look.
fn only_look(case: &mut Case, life: &Life, months: Vec<Month>) {
    case.expect("paid-while-absent", &life.who, months, 0)
        .warning();
}

pub(in crate::generate) fn plain_paid(maker: &mut Maker, case: &mut Case) {
    let left = index(maker, 0, -2);
    let left = maker.month(left);
    let mut life = maker.life(&Want::any());
    leave(&mut life, AwayKind::Plain, left, None, maker);
    only_look(case, &life, span(left.plus(1), maker.months.last));
    life.join(case);
}

fn plain_returned(maker: &mut Maker, case: &mut Case) {
    let (left, back) = stay(maker);
    let mut life = maker.life(&Want::any());
    leave(&mut life, AwayKind::Plain, left, Some(back), maker);
    only_look(case, &life, span(left.plus(1), back.plus(-1)));
    life.join(case);
}

fn unclear_reason(maker: &mut Maker, case: &mut Case) {
    let left = index(maker, 0, -2);
    let left = maker.month(left);
    let mut life = maker.life(&Want::any());
    leave(&mut life, AwayKind::Unclear, left, None, maker);
    only_look(case, &life, span(left.plus(1), maker.months.last));
    life.join(case);
}

fn absent_on_roll(maker: &mut Maker, case: &mut Case) {
    let left = index(maker, 0, -2);
    let left = maker.month(left);
    let kind = ending(maker);
    let mut life = maker.life(&Want::any());
    life.paid_through(left);
    leave(&mut life, kind, left, None, maker);
    on_roll(maker, case, &life, left);
    life.join(case);
}

fn on_roll(maker: &Maker, case: &mut Case, life: &Life, left: Month) {
    case.expect("absent-on-roll", &life.who, vec![maker.months.last], 0)
        .warning()
        .or_months(span(left.plus(1), maker.months.last));
}

/// A plain absence ends no right: what was not paid is still owed.
fn absent_on_roll_plain(maker: &mut Maker, case: &mut Case) {
    let left = index(maker, 0, -2);
    let left = maker.month(left);
    let mut life = maker.life(&Want::any());
    life.paid_through(left);
    leave(&mut life, AwayKind::Plain, left, None, maker);
    on_roll(maker, case, &life, left);
    let missing = span(left.plus(1), maker.months.last);
    let owed = -life.worth(&missing);
    case.expect("not-paid", &life.who, missing, owed)
        .secondary();
    life.join(case);
}

fn unclaimed(life: &mut Life, months: &[Month]) {
    let rows = life.pay.iter_mut().filter(|r| months.contains(&r.month));
    rows.for_each(|r| r.unclaimed = true);
}

fn streak(maker: &mut Maker, case: &mut Case, first: i32, length: i32) {
    let first = maker.month(first);
    let months = span(first, first.plus(length - 1));
    let mut life = maker.life(&Want::any());
    unclaimed(&mut life, &months);
    if length >= 3 {
        case.expect("unclaimed-streak", &life.who, months, 0)
            .warning();
    }
    life.join(case);
}

fn unclaimed_streak(maker: &mut Maker, case: &mut Case) {
    let length = maker.random.between(3, (maker.len() - 1).min(5));
    let first = maker.random.between(0, maker.len() - 1 - length);
    streak(maker, case, first, length);
}

fn unclaimed_to_the_end(maker: &mut Maker, case: &mut Case) {
    let length = maker.random.between(3, (maker.len() - 1).min(6));
    streak(maker, case, maker.len() - length, length);
}

fn unclaimed_two(maker: &mut Maker, case: &mut Case) {
    let first = index(maker, 0, -3);
    streak(maker, case, first, 2);
}

/// Two months not collected, handed over with the third.
fn unclaimed_collected(maker: &mut Maker, case: &mut Case) {
    let first = index(maker, 0, -4);
    let first = maker.month(first);
    let months = span(first, first.plus(1));
    let mut life = maker.life(&Want::any());
    unclaimed(&mut life, &months);
    let sum = life.worth(&months);
    let as_arrears = maker.random.chance(0.3);
    if let Some(row) = life.row(first.plus(2)) {
        if as_arrears {
            row.arrears = sum;
            row.repaid = Repaid::Named(months);
        } else {
            row.carried = sum;
            row.carried_months = 2;
        }
    }
    life.join(case);
}

fn shared_receiver(maker: &mut Maker, case: &mut Case, people: i32, finding: bool) {
    let first = index(maker, 0, -2);
    let last = maker.random.between(first, maker.len() - 1);
    let (first, last) = (maker.month(first), maker.month(last));
    let sex = *maker.random.pick(&[Sex::Female, Sex::Male]);
    let receiver = maker.fresh_name(sex);
    let mut who = None;
    for _ in 0..people {
        let mut life = maker.life(&Want::any());
        let rows = life.pay.iter_mut();
        rows.filter(|r| first <= r.month && r.month <= last)
            .for_each(|r| r.receiver = Some(receiver.clone()));
        who = Some(life.who.clone());
        life.join(case);
    }
    if let Some(who) = who.filter(|_| finding) {
        let mut named = (*who).clone();
        named.name = receiver.to_string();
        case.expect("one-receiver-many", &named.into(), span(first, last), 0)
            .warning()
            .receiver();
    }
}

fn receiver_many(maker: &mut Maker, case: &mut Case) {
    let people = maker.random.between(7, 9);
    shared_receiver(maker, case, people, true);
}

fn receiver_few(maker: &mut Maker, case: &mut Case) {
    let people = maker.random.between(3, 5);
    shared_receiver(maker, case, people, false);
}

fn stranger_away(maker: &mut Maker, case: &mut Case) {
    let who = maker.stranger(18, 70);
    let mut life = maker.life(&Want::any());
    let left = index(maker, 0, -1);
    let left = maker.month(left);
    let kind = ending(maker);
    leave(&mut life, kind, left, None, maker);
    for mut row in life.absences.drain(..) {
        row.who = who.clone();
        case.absences.push(row);
    }
    life.join(case);
}
