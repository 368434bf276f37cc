//! Faults of a list that the list alone shows: empty cells, dates that are none, id numbers that
//! are none or contradict, rows written twice, amounts that the coefficient does not give.

use crate::model::{PartialDate, Sex};

use super::super::life::Life;
use super::super::maker::{Maker, Want};
use super::super::rows::{Case, Written};
use super::Scene;

pub const SCENES: &[Scene] = &[
    Scene::new("missing-start", 2, missing_start),
    Scene::new("missing-amount", 2, missing_amount),
    Scene::new("missing-birth", 2, missing_birth),
    Scene::new("no-such-date", 2, no_such_date),
    Scene::new("birth-in-the-future", 2, future_birth),
    Scene::new("birth-too-long-ago", 2, ancient_birth),
    Scene::new("start-before-birth", 2, start_before_birth),
    Scene::new("id-with-letters", 2, id_with_letters),
    Scene::new("id-of-wrong-length", 2, id_of_wrong_length),
    Scene::new("id-of-no-province", 2, id_of_no_province),
    Scene::new("id-of-other-year", 2, id_of_other_year).often(2),
    Scene::new("id-of-other-sex", 2, id_of_other_sex),
    Scene::new("row-twice", 2, row_twice).often(2),
    Scene::new("roll-amount-off", 2, roll_amount_off),
    Scene::new("coefficient-of-no-category", 2, coefficient_off),
];

/// What a single list shows has no months of its own and moves no money.
fn shows(maker: &Maker, case: &mut Case, rule: &'static str, life: Life) {
    case.expect(rule, &life.who, vec![maker.months.last], 0)
        .any_months();
    life.join(case);
}

fn missing_start(maker: &mut Maker, case: &mut Case) {
    let mut life = maker.life(&Want::any());
    life.roll.iter_mut().for_each(|r| r.from = None);
    shows(maker, case, "missing-value", life);
}

fn missing_amount(maker: &mut Maker, case: &mut Case) {
    let mut life = maker.life(&Want::any());
    life.roll.iter_mut().for_each(|r| r.amount = None);
    shows(maker, case, "missing-value", life);
}

/// A category whose amount hangs on no age.
const AGELESS: &[&str] = &["single_parent"];

fn missing_birth(maker: &mut Maker, case: &mut Case) {
    let mut life = maker.life(&Want::of(AGELESS));
    life.rename(|who| {
        who.born = Written::Nothing;
        who.exact = true;
    });
    shows(maker, case, "missing-value", life);
}

fn born(life: &mut Life, born: Written) {
    life.rename(|who| {
        who.born = born;
        who.exact = true;
    });
}

fn no_such_date(maker: &mut Maker, case: &mut Case) {
    let mut life = maker.life(&Want::of(AGELESS).full().old_id());
    let year = life.who.born.date().map_or(1980, |d| d.first.ymd().0);
    let text = *maker.random.pick(&["31/02/", "30/02/", "31/04/", "32/05/"]);
    born(&mut life, Written::Text(format!("{text}{year}").into()));
    shows(maker, case, "bad-date", life);
}

/// A child's rate, which a birth in the future gives as well.
fn future_birth(maker: &mut Maker, case: &mut Case) {
    let wanted = Want::of(&["disabled_severe"]).aged(9, 13).old_id();
    let mut life = maker.life(&wanted);
    let day = maker.day(maker.months.last.plus(30), 1, 28);
    born(&mut life, Written::Date(day));
    shows(maker, case, "bad-date", life);
}

fn ancient_birth(maker: &mut Maker, case: &mut Case) {
    let mut life = maker.life(&Want::of(&["elderly80"]).old_id());
    let years = maker.random.between(125, 140);
    let day = maker.day(maker.months.last.plus(-12 * years), 1, 28);
    born(&mut life, Written::Date(day));
    shows(maker, case, "bad-date", life);
}

fn start_before_birth(maker: &mut Maker, case: &mut Case) {
    let mut life = maker.life(&Want::of(&["disabled_severe"]).aged(9, 13));
    let birth = life.who.born.date().map(PartialDate::first_month);
    let start = birth.map(|m| m.plus(-maker.random.between(4, 30)));
    life.roll.iter_mut().for_each(|r| r.from = start);
    shows(maker, case, "bad-date", life);
}

fn numbered(maker: &Maker, case: &mut Case, rule: &'static str, mut life: Life, id: String) {
    life.rename(|who| {
        who.id = id;
        who.exact = true;
    });
    shows(maker, case, rule, life);
}

fn id_with_letters(maker: &mut Maker, case: &mut Case) {
    let life = maker.life(&Want::any().full());
    let mut id = life.who.id.clone();
    id.replace_range(3..5, maker.random.pick::<&str>(&["AB", "XK", "TB"]));
    numbered(maker, case, "bad-id-number", life, id);
}

fn id_of_wrong_length(maker: &mut Maker, case: &mut Case) {
    let life = maker.life(&Want::any().full());
    let mut id = life.who.id.clone();
    if maker.random.chance(0.5) {
        id.truncate(7);
    } else {
        id = format!("{id:0>12}7");
    }
    numbered(maker, case, "bad-id-number", life, id);
}

/// Three digits that no province has, before digits that agree with birth and sex.
fn id_of_no_province(maker: &mut Maker, case: &mut Case) {
    let life = maker.life(&Want::any().full());
    let year = life.who.born.date().map_or(1950, |d| d.first.ymd().0);
    let mut id = maker.citizen_number(year, life.who.sex);
    id.replace_range(0..3, maker.random.pick::<&str>(&["734", "990", "555"]));
    numbered(maker, case, "bad-id-number", life, id);
}

fn id_of_other_year(maker: &mut Maker, case: &mut Case) {
    let life = maker.life(&Want::any().full());
    let year = life.who.born.date().map_or(1950, |d| d.first.ymd().0);
    let other = year - maker.random.between(2, 9);
    let id = maker.citizen_number(other, life.who.sex);
    numbered(maker, case, "id-number-contradicts", life, id);
}

fn id_of_other_sex(maker: &mut Maker, case: &mut Case) {
    let life = maker.life(&Want::any().full());
    let year = life.who.born.date().map_or(1950, |d| d.first.ymd().0);
    let other = match life.who.sex {
        Sex::Female => Sex::Male,
        Sex::Male => Sex::Female,
    };
    let id = maker.citizen_number(year, other);
    numbered(maker, case, "id-number-contradicts", life, id);
}

/// The same person twice in one list, the second time perhaps in capitals.
fn row_twice(maker: &mut Maker, case: &mut Case) {
    let mut life = maker.life(&Want::any().full());
    life.exact();
    let mut rows = life.roll.clone();
    if maker.random.chance(0.5) {
        let mut who = (*life.who).clone();
        who.name = who.name.to_uppercase();
        let who = std::rc::Rc::new(who);
        for row in &mut rows {
            row.who = who.clone();
        }
    }
    life.roll.extend(rows);
    shows(maker, case, "duplicate-row", life);
}

fn roll_amount_off(maker: &mut Maker, case: &mut Case) {
    let mut life = maker.life(&Want::any());
    let by = *maker.random.pick(&[45_000, -45_000, 100_000, 27_000]);
    for row in &mut life.roll {
        row.amount = row.amount.map(|a| a + by);
    }
    shows(maker, case, "amount-not-coefficient", life);
}

/// Hệ số 1,5 for people of eighty and more, who have 1,0; the ledger pays what is due.
fn coefficient_off(maker: &mut Maker, case: &mut Case) {
    let mut life = maker.life(&Want::of(&["elderly80"]));
    let rate = *maker.random.pick(&[150, 200, 120]);
    for row in &mut life.roll {
        row.rate = rate;
        row.amount = Some(maker.settings.amount(rate));
    }
    shows(maker, case, "amount-not-coefficient", life);
}
