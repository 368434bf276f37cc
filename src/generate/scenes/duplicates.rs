//! Duplicates: one person paid twice, one number for two people, one receipt for two payments, and
//! the namesakes who are no duplicates.

use crate::model::{Kinds, Month, PartialDate};

use super::super::life::{Life, pension_row};
use super::super::maker::{Maker, Want};
use super::super::rows::{Case, Repaid, Written};
use super::{Scene, index, span};

pub const SCENES: &[Scene] = &[
    Scene::new("paid-twice", 2, paid_twice).often(3),
    Scene::new("paid-twice-other-amount", 2, paid_twice_other_amount),
    Scene::new("two-categories", 2, two_categories).often(2),
    Scene::new("two-categories-cumulated", 2, cumulated).often(2),
    Scene::new("shared-id-number", 2, shared_id)
        .people(2)
        .often(2),
    Scene::new("shared-id-number-contradicting", 2, shared_id_contradicting).people(2),
    Scene::new("arrears-twice", 5, arrears_twice).often(2),
    Scene::new("receipt-repeated", 2, receipt_repeated)
        .people(2)
        .often(2),
    Scene::new("pension-and-benefit", 2, pension_and_benefit).often(3),
    Scene::new("pension-beside-disability", 2, pension_beside_disability),
    Scene::new("pension-of-namesake", 2, pension_of_namesake),
    Scene::new("pension-of-stranger", 2, pension_of_stranger),
    Scene::new("namesakes-same-year", 2, namesakes)
        .people(3)
        .often(3),
];

/// Some months, at least one.
fn some_months(maker: &mut Maker) -> Vec<Month> {
    let first = index(maker, 0, -1);
    let last = maker.random.between(first, maker.len() - 1);
    if maker.random.chance(0.3) {
        return span(maker.months.first, maker.months.last);
    }
    span(maker.month(first), maker.month(last))
}

fn again(maker: &mut Maker, life: &mut Life, months: &[Month], amount: i64) {
    let receiver = life.pay.first().and_then(|r| r.receiver.clone());
    for month in months {
        let mut row = maker.pay_row(&life.who, life.profile, *month, amount);
        row.receiver.clone_from(&receiver);
        life.pay.push(row);
    }
}

fn paid_twice(maker: &mut Maker, case: &mut Case) {
    let months = some_months(maker);
    let mut life = maker.life(&Want::any());
    let amount = life.amount;
    again(maker, &mut life, &months, amount);
    let surplus = life.worth(&months);
    case.expect("paid-twice", &life.who, months, surplus);
    life.join(case);
}

/// The second payment is another sum: the surplus is the one farther from what was due.
fn paid_twice_other_amount(maker: &mut Maker, case: &mut Case) {
    let months = some_months(maker);
    let mut life = maker.life(&Want::any());
    let amount = life.amount - i64::from(maker.random.between(1, 4)) * 25_000;
    again(maker, &mut life, &months, amount);
    let surplus = amount * months.len() as i64;
    case.expect("paid-twice", &life.who, months, surplus);
    life.join(case);
}

/// Puts a second category onto the roll and into the ledger.
fn second_category(maker: &mut Maker, life: &mut Life, code: &str, children: u8) -> i64 {
    let profile = maker.settings.profile(code);
    let category = &maker.settings.profiles[profile];
    let rate = category
        .rate(category.ages[0].from.max(30), children)
        .unwrap_or(category.bands[0].rate);
    let amount = maker.settings.amount(rate);
    let decision = maker.decision(life.from);
    let rows = life.roll.clone();
    life.roll.extend(rows.into_iter().map(|row| {
        let mut row = row;
        row.profile = Some(profile);
        row.level = None;
        row.kinds = Kinds::default();
        row.children = children;
        row.rate = rate;
        row.amount = Some(amount);
        row.decision.clone_from(&decision);
        row
    }));
    let rows = life.pay.clone();
    for mut row in rows {
        row.profile = Some(profile);
        row.regular = amount;
        row.receipt = maker.receipt();
        life.pay.push(row);
    }
    amount
}

/// Severely disabled and past eighty: the highest alone is due.
fn two_categories(maker: &mut Maker, case: &mut Case) {
    let mut life = maker.life(&Want::of(&["disabled_severe", "disabled_extreme"]).aged(83, 94));
    let from = maker.months.first.plus(-4);
    for row in &mut life.roll {
        row.from = row.from.max(Some(from));
    }
    life.from = life.from.max(from);
    let less = second_category(maker, &mut life, "elderly80", 0).min(life.amount);
    let months = span(maker.months.first, maker.months.last);
    let amount = less * months.len() as i64;
    case.expect("two-categories", &life.who, months, amount);
    life.join(case);
}

/// A poor single parent who is disabled draws both.
fn cumulated(maker: &mut Maker, case: &mut Case) {
    let mut life = maker.life(&Want::of(&["disabled_severe"]).aged(25, 48));
    let children = maker.random.between(1, 2) as u8;
    second_category(maker, &mut life, "single_parent", children);
    life.join(case);
}

/// One old number of nine digits, which tells nothing, for two different people.
fn shared_id(maker: &mut Maker, case: &mut Case) {
    share(maker, case, &Want::of(&["elderly80"]).old_id());
}

/// One citizen number, so that its digits contradict the second holder.
fn shared_id_contradicting(maker: &mut Maker, case: &mut Case) {
    share(maker, case, &Want::of(&["disabled_severe"]).aged(20, 40));
}

fn share(maker: &mut Maker, case: &mut Case, want: &Want) {
    let mut first = maker.life(&want.clone().full());
    first.exact();
    // Ages apart, so that nobody takes the two for one.
    let mut second = maker.life(&Want::of(&["disabled_extreme"]).aged(42, 57).old_id());
    let id = first.who.id.clone();
    let twelve = id.len() == 12;
    second.rename(|who| {
        who.exact = true;
        who.id = id;
    });
    for life in [&first, &second] {
        case.expect("shared-id-number", &life.who, vec![maker.months.last], 0)
            .any_months();
    }
    if twelve {
        let last = maker.months.last;
        case.expect("id-number-contradicts", &second.who, vec![last], 0)
            .any_months()
            .secondary();
    }
    first.join(case);
    second.join(case);
}

/// Two months missed, repaid, and repaid once more.
fn arrears_twice(maker: &mut Maker, case: &mut Case) {
    let mut life = maker.life(&Want::any());
    let first = index(maker, 0, -5);
    let first = maker.month(first);
    let missed = span(first, first.plus(maker.random.between(0, 1)));
    let again = maker.random.between(3, 4);
    life.repay(&missed, first.plus(2), Repaid::Named(missed.clone()));
    life.repay_again(&missed, first.plus(again));
    let amount = life.worth(&missed);
    case.expect("arrears-twice", &life.who, missed, amount);
    life.join(case);
}

fn receipt_repeated(maker: &mut Maker, case: &mut Case) {
    let month = index(maker, 0, -1);
    let month = maker.month(month);
    let mut lives = [maker.life(&Want::any()), maker.life(&Want::any())];
    let number = lives[0].row(month).map_or(0, |r| r.receipt);
    for life in &mut lives {
        if let Some(row) = life.row(month) {
            row.receipt = number;
        }
        case.expect("receipt-repeated", &life.who, vec![month], 0)
            .warning();
    }
    for life in lives {
        life.join(case);
    }
}

fn pension_and_benefit(maker: &mut Maker, case: &mut Case) {
    let mut life = maker.life(&Want::of(&["elderly80"]));
    life.pension(maker);
    let months = span(maker.months.first, maker.months.last);
    let amount = life.worth(&months);
    case.expect("pension-and-benefit", &life.who, months, amount);
    life.join(case);
}

/// A pension does not exclude the benefit of a disabled person.
fn pension_beside_disability(maker: &mut Maker, case: &mut Case) {
    let mut life = maker.life(&Want::of(&["disabled_severe", "disabled_extreme"]).aged(63, 85));
    life.pension(maker);
    life.join(case);
}

fn pension_of_namesake(maker: &mut Maker, case: &mut Case) {
    let mut life = maker.life(&Want::of(&["elderly80"]).full());
    life.exact();
    let mut other = (*maker.stranger(61, 79)).clone();
    other.name.clone_from(&life.who.name);
    other.sex = life.who.sex;
    other.exact = true;
    if let Some(born) = other.born.date() {
        other.id = maker.citizen_number(born.first.ymd().0, other.sex);
    }
    let row = pension_row(&other.into(), maker);
    case.pensions.push(row);
    life.join(case);
}

fn pension_of_stranger(maker: &mut Maker, case: &mut Case) {
    let who = maker.stranger(58, 90);
    let row = pension_row(&who, maker);
    case.pensions.push(row);
    maker.life(&Want::any()).join(case);
}

/// Two or three people of one name and one year of birth in one commune.
fn namesakes(maker: &mut Maker, case: &mut Case) {
    let want = Want::of(&["elderly80"]).full();
    let mut first = maker.life(&want);
    first.exact();
    let others = maker.random.between(1, 2);
    let (name, sex) = (first.who.name.clone(), first.who.sex);
    let born = first.who.born.date();
    for i in 0..others {
        let mut other = maker.life(&want);
        // Not younger, so that the older ages of the law lie as far back.
        let day = born.and_then(|born| {
            let (year, month, day) = born.first.ymd();
            let month = maker.random.between(1, month as i32) as u32;
            PartialDate::day(year, month, (day + 7 * (i as u32 + 1)) % 28 + 1)
        });
        if let Some(day) = day {
            let id = maker.citizen_number(day.first.ymd().0, sex);
            let name = name.clone();
            other.rename(|who| {
                who.name = name;
                who.sex = sex;
                who.born = Written::Date(day);
                who.id = id;
                who.exact = true;
            });
            let start = other.from.max(first.from);
            other.roll.iter_mut().for_each(|r| r.from = Some(start));
        }
        other.join(case);
    }
    first.join(case);
}
