//! The scenes of households and pupils: one fault each, or what looks like one and is in order.
//!
//! What is expected is read off the rule catalogue alone.

use std::rc::Rc;

use crate::generate::random::Random;
use crate::generate::rows::{Case, Who};
use crate::model::{Month, SubjectKind};

use super::{Home, Kind, Power, Pupil, Town};

/// One kind of case.
pub struct Scene {
    /// Its name in `truth.json`.
    pub name: &'static str,
    /// Whether it needs a school term, else a quarter.
    of_term: bool,
    /// Plants it.
    pub plant: fn(&mut Town, &mut Case),
}

const fn power(name: &'static str, plant: fn(&mut Town, &mut Case)) -> Scene {
    Scene {
        name,
        of_term: false,
        plant,
    }
}

const fn study(name: &'static str, plant: fn(&mut Town, &mut Case)) -> Scene {
    Scene {
        name,
        of_term: true,
        plant,
    }
}

/// All scenes.
const SCENES: &[Scene] = &[
    power("power-to-nobody-listed", to_nobody_listed),
    power("power-to-near-poor", to_near_poor),
    power("power-to-one-who-uses-much", to_one_who_uses_much),
    power("power-after-leaving-the-list", after_leaving),
    power("power-twice", twice),
    power("power-to-head-and-spouse", head_and_spouse),
    power("power-of-wrong-amount", wrong_amount),
    power("power-missing", missing),
    power("quiet-power-rounded", rounded),
    power("quiet-power-part-of-a-quarter", part_of_a_quarter),
    power("quiet-power-to-namesakes", namesakes),
    power("quiet-power-fetched-by-the-spouse", fetched_by_spouse),
    power("quiet-power-near-poor-unpaid", near_poor_unpaid),
    study("pupil-of-nobody-listed", pupil_unlisted),
    study("pupil-near-poor-as-poor", near_poor_as_poor),
    study("pupil-at-two-schools", two_schools),
    study("pupil-of-wrong-amount", wrong_support),
    study("pupil-near-poor-supported", near_poor_supported),
    study("pupil-missing", pupil_missing),
    study("quiet-pupil-orphan", orphan),
    study("quiet-pupil-namesakes", pupil_namesakes),
    study("quiet-pupil-poor-on-near-poor-ground", poor_on_near_ground),
    study("quiet-pupil-too-young", too_young),
    study("quiet-pupil-at-another-commune", at_another_commune),
];

/// All scenes that the months have room for, each once.
pub fn shuffled(random: &mut Random, quarters: &[Month], term: &[Month]) -> Vec<&'static Scene> {
    let able = |s: &&Scene| {
        if s.of_term {
            !term.is_empty()
        } else {
            !quarters.is_empty()
        }
    };
    let mut all: Vec<&Scene> = SCENES.iter().filter(able).collect();
    random.shuffle(&mut all);
    all
}

/// A household in order: paid where it is entitled, its children claimed.
pub fn in_order(town: &mut Town) {
    let kind = *town
        .maker
        .random
        .pick(&[Kind::Poor, Kind::Poor, Kind::Policy, Kind::NearPoor]);
    let mut home = town.home(kind);
    if kind != Kind::Policy && town.maker.random.chance(0.6) && !town.term.is_empty() {
        let child = town.child(&mut home, (8, 14));
        let amount = support(town, kind);
        let row = town.claim(&home, &child, amount);
        town.lists.pupils.push(row);
    }
    if kind != Kind::NearPoor {
        town.pay_but(&home, None);
    }
    town.lists.households.push(home);
}

fn support(town: &Town, kind: Kind) -> i64 {
    match kind {
        Kind::Poor => town.term.len() as i64 * town.study,
        _ => 0,
    }
}

fn quarter_of(first: Month) -> Vec<Month> {
    (0..3).map(|i| first.plus(i)).collect()
}

/// A finding about a household's quarter.
fn of_home<'c>(
    case: &'c mut Case,
    rule: &'static str,
    (home, quarter): (&Home, Month),
    amount: i64,
) -> &'c mut crate::generate::rows::Expected {
    let months = quarter_of(quarter);
    let expected = case.expect(rule, &home.head, months, amount).uncounted();
    expected.kind = SubjectKind::Household;
    expected
}

/// What a whole quarter gives, đồng.
fn whole(town: &Town) -> i64 {
    3 * town.power
}

fn paid(town: &mut Town, home: &Home, quarter: Month, bend: impl FnOnce(&mut Power)) {
    let mut row = town.power_row(home, quarter);
    bend(&mut row);
    town.lists.power.push(row);
}

fn to_nobody_listed(town: &mut Town, case: &mut Case) {
    let mut home = town.home(Kind::Poor);
    home.code.clear();
    let quarter = town.quarter();
    paid(town, &home, quarter, |_| {});
    of_home(
        case,
        "electricity-not-eligible",
        (&home, quarter),
        whole(town),
    );
}

fn to_near_poor(town: &mut Town, case: &mut Case) {
    let home = town.home(Kind::NearPoor);
    let quarter = town.quarter();
    paid(town, &home, quarter, |row| row.kind = Kind::Poor);
    of_home(
        case,
        "electricity-not-eligible",
        (&home, quarter),
        whole(town),
    );
    town.lists.households.push(home);
}

fn to_one_who_uses_much(town: &mut Town, case: &mut Case) {
    let home = town.home(Kind::Policy);
    let quarter = town.quarter();
    town.pay_but(&home, Some(quarter));
    let used = town.maker.random.between(53, 90);
    paid(town, &home, quarter, |row| row.kwh = used);
    of_home(
        case,
        "electricity-not-eligible",
        (&home, quarter),
        whole(town),
    );
    town.lists.households.push(home);
}

fn after_leaving(town: &mut Town, case: &mut Case) {
    let mut home = town.home(Kind::Poor);
    let quarter = town
        .quarters
        .last()
        .copied()
        .unwrap_or(town.maker.months.last);
    home.until = Some(quarter);
    town.pay_but(&home, None);
    of_home(
        case,
        "electricity-not-eligible",
        (&home, quarter),
        whole(town),
    );
    town.lists.households.push(home);
}

fn twice(town: &mut Town, case: &mut Case) {
    paid_again(town, case, |_, _| {});
}

fn head_and_spouse(town: &mut Town, case: &mut Case) {
    paid_again(town, case, fetch_by_spouse);
}

/// A household paid once more for a quarter, by a row that is a little different.
fn paid_again(town: &mut Town, case: &mut Case, bend: fn(&Home, &mut Power)) {
    let home = town.home(Kind::Poor);
    let quarter = town.quarter();
    town.pay_but(&home, None);
    paid(town, &home, quarter, |row| bend(&home, row));
    of_home(case, "electricity-twice", (&home, quarter), whole(town));
    town.lists.households.push(home);
}

fn fetch_by_spouse(home: &Home, row: &mut Power) {
    if let Some((spouse, _)) = home.members.first() {
        row.head = spouse.clone();
    }
}

fn wrong_amount(town: &mut Town, case: &mut Case) {
    let home = town.home(Kind::Poor);
    let quarter = town.quarter();
    town.pay_but(&home, Some(quarter));
    let off = *town
        .maker
        .random
        .pick(&[-110_000, -55_000, -12_000, 6_000, 55_000, 501]);
    paid(town, &home, quarter, |row| row.amount += off);
    of_home(case, "electricity-wrong-amount", (&home, quarter), off);
    town.lists.households.push(home);
}

fn missing(town: &mut Town, case: &mut Case) {
    let kind = *town.maker.random.pick(&[Kind::Poor, Kind::Policy]);
    let home = town.home(kind);
    let quarter = town.quarter();
    town.pay_but(&home, Some(quarter));
    of_home(case, "electricity-not-paid", (&home, quarter), -whole(town)).warning();
    town.lists.households.push(home);
}

fn rounded(town: &mut Town, _: &mut Case) {
    let home = town.home(Kind::Poor);
    let quarter = town.quarter();
    town.pay_but(&home, Some(quarter));
    let off = *town.maker.random.pick(&[-500, 500, -150]);
    paid(town, &home, quarter, |row| row.amount += off);
    town.lists.households.push(home);
}

/// On the list from the second month of the last quarter: two months or three are right.
fn part_of_a_quarter(town: &mut Town, _: &mut Case) {
    let mut home = town.home(Kind::Poor);
    let quarter = town
        .quarters
        .last()
        .copied()
        .unwrap_or(town.maker.months.last);
    home.from = Some(quarter.plus(1));
    let months = i64::from(town.maker.random.between(2, 3));
    let amount = months * town.power;
    paid(town, &home, quarter, |row| row.amount = amount);
    town.lists.households.push(home);
}

/// Two heads of one name in two villages, each paid once.
fn namesakes(town: &mut Town, _: &mut Case) {
    let one = town.home(Kind::Poor);
    let mut other = town.home(Kind::Poor);
    let village = if one.head.village == "Tổ 3" {
        "Tổ 8"
    } else {
        "Tổ 3"
    };
    let mut who = Who::clone(&other.head);
    who.name.clone_from(&one.head.name);
    who.sex = one.head.sex;
    village.clone_into(&mut who.village);
    other.head = Rc::new(who);
    for home in [one, other] {
        town.pay_but(&home, None);
        town.lists.households.push(home);
    }
}

fn fetched_by_spouse(town: &mut Town, _: &mut Case) {
    let home = town.home(Kind::Poor);
    let quarter = town.quarter();
    town.pay_but(&home, Some(quarter));
    paid(town, &home, quarter, |row| fetch_by_spouse(&home, row));
    town.lists.households.push(home);
}

fn near_poor_unpaid(town: &mut Town, _: &mut Case) {
    let home = town.home(Kind::NearPoor);
    town.lists.households.push(home);
}

/// A household with a child, and the row of its school.
fn family(town: &mut Town, kind: Kind) -> (Home, Pupil) {
    let mut home = town.home(kind);
    let child = town.child(&mut home, (8, 14));
    let amount = support(town, kind);
    let row = town.claim(&home, &child, amount);
    if kind != Kind::NearPoor {
        town.pay_but(&home, None);
    }
    (home, row)
}

fn pupil_unlisted(town: &mut Town, case: &mut Case) {
    let mut home = town.home(Kind::Poor);
    let child = town.child(&mut home, (8, 14));
    let amount = support(town, Kind::Poor);
    let row = town.claim(&home, &child, amount);
    case.expect("pupil-not-eligible", &child, town.term.clone(), amount)
        .uncounted();
    town.lists.pupils.push(row);
}

fn near_poor_as_poor(town: &mut Town, case: &mut Case) {
    let (home, mut row) = family(town, Kind::NearPoor);
    row.ground = Kind::Poor.word();
    row.amount = support(town, Kind::Poor);
    case.expect(
        "pupil-not-eligible",
        &row.who,
        town.term.clone(),
        row.amount,
    )
    .uncounted();
    town.lists.pupils.push(row);
    town.lists.households.push(home);
}

fn two_schools(town: &mut Town, case: &mut Case) {
    let (home, row) = family(town, Kind::Poor);
    let mut other = row.clone();
    // A primary and a secondary school of one commune are two schools as well.
    other.school = if town.maker.communes > 1 {
        (row.school.0, (town.maker.commune + 1) % town.maker.communes)
    } else {
        (!row.school.0, row.school.1)
    };
    case.expect("pupil-twice", &row.who, town.term.clone(), row.amount)
        .uncounted();
    town.lists.pupils.extend([row, other]);
    town.lists.households.push(home);
}

fn wrong_support(town: &mut Town, case: &mut Case) {
    let (home, mut row) = family(town, Kind::Poor);
    let off = *town.maker.random.pick(&[-100_000, -40_000, -150_000]);
    row.amount += off;
    case.expect("pupil-wrong-amount", &row.who, town.term.clone(), off)
        .uncounted();
    town.lists.pupils.push(row);
    town.lists.households.push(home);
}

fn near_poor_supported(town: &mut Town, case: &mut Case) {
    let (home, mut row) = family(town, Kind::NearPoor);
    row.amount = support(town, Kind::Poor);
    case.expect(
        "pupil-wrong-amount",
        &row.who,
        town.term.clone(),
        row.amount,
    )
    .uncounted();
    town.lists.pupils.push(row);
    town.lists.households.push(home);
}

fn pupil_missing(town: &mut Town, case: &mut Case) {
    let (home, row) = family(town, Kind::Poor);
    case.expect("pupil-not-claimed", &row.who, Vec::new(), 0)
        .info();
    town.lists.households.push(home);
}

fn orphan(town: &mut Town, _: &mut Case) {
    let (home, mut row) = family(town, Kind::Poor);
    row.ground = "Mồ côi cả cha và mẹ";
    row.parent.clear();
    town.lists.pupils.push(row);
    town.lists.households.push(home);
}

/// Two children of one name and birth, of two households, at two schools.
fn pupil_namesakes(town: &mut Town, _: &mut Case) {
    let (mut one, row) = family(town, Kind::Poor);
    let mut other = town.home(Kind::Poor);
    let mut who = Who::clone(&row.who);
    who.village = if one.head.village == "Tổ 3" {
        "Tổ 8".into()
    } else {
        "Tổ 3".into()
    };
    let mut head = Who::clone(&other.head);
    head.village.clone_from(&who.village);
    other.head = Rc::new(head);
    let who = Rc::new(who);
    other.members = vec![(who.clone(), "Con")];
    town.pay_but(&other, None);
    let mut second = town.claim(&other, &who, row.amount);
    second.school = (!row.school.0, row.school.1);
    one.members.truncate(2);
    town.lists.pupils.extend([row, second]);
    town.lists.households.extend([one, other]);
}

fn poor_on_near_ground(town: &mut Town, _: &mut Case) {
    let (home, mut row) = family(town, Kind::Poor);
    row.ground = Kind::NearPoor.word();
    row.amount = 0;
    town.lists.pupils.push(row);
    town.lists.households.push(home);
}

fn too_young(town: &mut Town, _: &mut Case) {
    let mut home = town.home(Kind::Poor);
    town.child(&mut home, (3, 5));
    town.child(&mut home, (17, 20));
    town.pay_but(&home, None);
    town.lists.households.push(home);
}

fn at_another_commune(town: &mut Town, _: &mut Case) {
    let (home, mut row) = family(town, Kind::Poor);
    row.school.1 = (town.maker.commune + 1) % town.maker.communes;
    town.lists.pupils.push(row);
    town.lists.households.push(home);
}
