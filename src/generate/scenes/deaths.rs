//! Deaths: payments that stopped in time, stopped late or went on, and the dead on the roll.

use crate::model::{Day, Month, PartialDate};

use super::super::life::Life;
use super::super::maker::{Maker, Want};
use super::super::rows::{Case, DeathRow, Repaid, Who, Written};
use super::{Scene, index, span};

pub const SCENES: &[Scene] = &[
    Scene::new("death-right-stop", 3, right_stop).often(4),
    Scene::new("death-in-last-month", 2, in_last_month),
    Scene::new("death-paid-one-month-more", 4, one_month_more).often(2),
    Scene::new("death-paid-months-more", 5, months_more).often(3),
    Scene::new("death-paid-more-still-on-roll", 5, more_still_on_roll),
    Scene::new("death-paid-to-the-end", 3, to_the_end).often(2),
    Scene::new("death-paid-to-the-end-off-roll", 3, to_the_end_off_roll),
    Scene::new("death-month-known", 5, month_known),
    Scene::new("death-year-before", 3, year_before),
    Scene::new("death-this-year", 4, this_year),
    Scene::new("dead-on-roll", 3, on_roll).often(2),
    Scene::new("dead-on-roll-long-since", 2, on_roll_long_since),
    Scene::new("death-signed-after", 3, signed_after),
    Scene::new("death-heir-collects", 3, heir_collects),
    Scene::new("death-arrears-to-heir", 4, arrears_to_heir),
    Scene::new("death-of-namesake", 2, namesake_died).often(2),
    Scene::new("death-of-same-year-elsewhere", 2, same_year_elsewhere),
    Scene::new("death-of-stranger", 2, stranger_died).often(3),
];

/// The day of a death that comes after the month's payday, so that nobody signs after it.
pub(in crate::generate) fn die_in(life: &mut Life, month: Month, maker: &mut Maker) {
    let died = maker.day(month, 12, 28);
    life.die(died, maker);
}

/// Paid `over` months after the death, then no more.
fn stopped_late(maker: &mut Maker, case: &mut Case, over: i32, keep_roll: bool) {
    let died = maker.random.between(0, maker.len() - 2 - over);
    let died = maker.month(died);
    let last = died.plus(over);
    let mut life = maker.life(&Want::any());
    life.paid_through(last);
    if !keep_roll {
        life.off_roll();
    }
    die_in(&mut life, died, maker);
    life.heir(died.plus(1), maker);
    life.bury(died, case, maker);
    let months = span(died.plus(1), last);
    after_death(case, &life, months.clone());
    if over >= 2 {
        stopped_after(case, &life, died, months);
    }
    life.join(case);
}

fn after_death(case: &mut Case, life: &Life, months: Vec<Month>) {
    let amount = life.worth(&months);
    case.expect("paid-after-death", &life.who, months, amount);
}

/// "The payments stopped more than one month after the month of death": the catalogue does not say
/// whether the months are those paid late, those between, or the one in which they stopped.
fn stopped_after(case: &mut Case, life: &Life, died: Month, paid: Vec<Month>) {
    let stop = paid.last().map_or(died, |m| m.plus(1));
    case.expect("death-reported-late", &life.who, paid, 0)
        .warning()
        .secondary()
        .or_months(vec![died])
        .or_months(vec![stop])
        .or_months(span(died.plus(1), stop))
        .or_months(span(died.plus(2), stop.plus(-1)));
}

fn right_stop(maker: &mut Maker, case: &mut Case) {
    let died = index(maker, 0, -2);
    let died = maker.month(died);
    let mut life = maker.life(&Want::any());
    life.paid_through(died);
    life.off_roll();
    die_in(&mut life, died, maker);
    life.bury(died, case, maker);
    life.join(case);
}

fn in_last_month(maker: &mut Maker, case: &mut Case) {
    let mut life = maker.life(&Want::any());
    die_in(&mut life, maker.months.last, maker);
    life.join(case);
}

fn one_month_more(maker: &mut Maker, case: &mut Case) {
    stopped_late(maker, case, 1, false);
}

fn months_more(maker: &mut Maker, case: &mut Case) {
    let over = maker.random.between(2, (maker.len() - 2).min(5));
    stopped_late(maker, case, over, false);
}

fn more_still_on_roll(maker: &mut Maker, case: &mut Case) {
    let over = maker.random.between(1, (maker.len() - 2).min(3));
    stopped_late(maker, case, over, true);
}

fn to_the_end(maker: &mut Maker, case: &mut Case) {
    let died = index(maker, 0, -2);
    let died = maker.month(died.max(maker.len() - 6));
    let mut life = maker.life(&Want::any());
    die_in(&mut life, died, maker);
    life.heir(died.plus(1), maker);
    life.bury(died, case, maker);
    after_death(case, &life, span(died.plus(1), maker.months.last));
    life.join(case);
}

fn to_the_end_off_roll(maker: &mut Maker, case: &mut Case) {
    let died = index(maker, 0, -2);
    let died = maker.month(died.max(maker.len() - 4));
    let mut life = maker.life(&Want::any());
    life.off_roll();
    die_in(&mut life, died, maker);
    life.heir(died.plus(1), maker);
    life.bury(died, case, maker);
    let months = span(died.plus(1), maker.months.last);
    after_death(case, &life, months.clone());
    // Struck off the roll of the last month, paid on: whether that is a report that came late is
    // open.
    let late = case.expect("death-reported-late", &life.who, months, 0);
    late.warning().secondary().optional().any_months();
    life.join(case);
}

/// The register tells the month alone; it is enough. An heir collects all the year, so that
/// nobody can have signed after the day of death.
fn month_known(maker: &mut Maker, case: &mut Case) {
    let over = maker.random.between(1, (maker.len() - 2).min(4));
    let died = maker.random.between(0, maker.len() - 2 - over);
    let died = maker.month(died);
    let last = died.plus(over);
    let mut life = maker.life(&Want::any());
    life.heir(maker.months.first, maker);
    life.paid_through(last);
    life.off_roll();
    if let Some(date) = PartialDate::month(died) {
        life.die(date, maker);
    }
    life.bury(died, case, maker);
    let months = span(died.plus(1), last);
    after_death(case, &life, months.clone());
    if over >= 2 {
        stopped_after(case, &life, died, months);
    }
    life.join(case);
}

/// Known by the year before the months: every payment is after it for certain.
fn year_before(maker: &mut Maker, case: &mut Case) {
    let mut life = maker.life(&Want::any());
    let year = maker.months.first.year() - 1;
    life.heir(maker.months.first, maker);
    if let Some(date) = PartialDate::year(year) {
        life.die(date, maker);
    }
    let months = span(maker.months.first, maker.months.last);
    after_death(case, &life, months);
    optional_funeral(case, &life);
    life.join(case);
}

/// Known by the year of the months: the later months are possible, none is certain.
fn this_year(maker: &mut Maker, case: &mut Case) {
    let mut life = maker.life(&Want::any());
    let year = maker.months.last.year();
    life.heir(maker.months.first, maker);
    if let Some(date) = PartialDate::year(year) {
        life.die(date, maker);
    }
    let after = life.months(|m| m.year() == year && m.number() > 1);
    let amount = life.worth(&after);
    case.expect("paid-after-death", &life.who, after, amount)
        .possible();
    optional_funeral(case, &life);
    life.join(case);
}

pub(in crate::generate) fn optional_funeral(case: &mut Case, life: &Life) {
    case.expect("funeral-unclaimed", &life.who, Vec::new(), 0)
        .info()
        .optional()
        .any_months();
}

pub(in crate::generate) fn dead_on_roll(maker: &Maker, case: &mut Case, life: &Life, died: Month) {
    let first = maker.months.first.max(died.plus(1));
    case.expect("dead-on-roll", &life.who, vec![maker.months.last], 0)
        .or_months(span(first, maker.months.last));
}

fn on_roll(maker: &mut Maker, case: &mut Case) {
    let died = index(maker, 0, -2);
    let died = maker.month(died);
    let mut life = maker.life(&Want::any());
    life.paid_through(died);
    die_in(&mut life, died, maker);
    life.bury(died, case, maker);
    dead_on_roll(maker, case, &life, died);
    life.join(case);
}

fn on_roll_long_since(maker: &mut Maker, case: &mut Case) {
    // So far back that the three months of the funeral are out of sight.
    let died = maker.months.first.plus(-8);
    let wanted = Want::of(&["disabled_severe", "disabled_extreme"]).from(died.plus(-20));
    let mut life = maker.life(&wanted);
    life.pay.clear();
    die_in(&mut life, died, maker);
    dead_on_roll(maker, case, &life, died);
    life.join(case);
}

/// Received in the own name after the day of death, in a month still due.
fn signed_after(maker: &mut Maker, case: &mut Case) {
    let died = index(maker, 0, -2);
    let died = maker.month(died);
    let mut life = maker.life(&Want::any().full());
    life.exact();
    life.paid_through(died);
    life.off_roll();
    life.pay.iter_mut().for_each(|r| r.receiver = None);
    let day = maker.day(died, 2, 4);
    life.die(day, maker);
    life.bury(died, case, maker);
    case.expect("signed-after-death", &life.who, vec![died], 0)
        .warning();
    life.join(case);
}

/// The same day of death, but an heir signed.
fn heir_collects(maker: &mut Maker, case: &mut Case) {
    let died = index(maker, 0, -2);
    let died = maker.month(died);
    let mut life = maker.life(&Want::any());
    life.paid_through(died);
    life.off_roll();
    life.heir(died, maker);
    let day = maker.day(died, 2, 4);
    life.die(day, maker);
    life.bury(died, case, maker);
    life.join(case);
}

/// The month of death was missed and is paid to the heir in the month after, as arrears.
fn arrears_to_heir(maker: &mut Maker, case: &mut Case) {
    let died = index(maker, 1, -2);
    let died = maker.month(died);
    let mut life = maker.life(&Want::any());
    life.paid_through(died.plus(1));
    life.off_roll();
    die_in(&mut life, died, maker);
    life.heir(died.plus(1), maker);
    life.repay(&[died], died.plus(1), Repaid::Named(vec![died]));
    if let Some(row) = life.row(died.plus(1)) {
        row.regular = 0;
    }
    life.bury(died, case, maker);
    life.join(case);
}

/// Somebody of the same name died; birth and id number tell the two apart.
fn namesake_died(maker: &mut Maker, case: &mut Case) {
    let mut life = maker.life(&Want::any().full());
    life.exact();
    let mut dead = (*maker.stranger(60, 95)).clone();
    let year = |who: &Who| who.born.date().map(|d| d.first.ymd().0);
    while year(&dead) == year(&life.who) {
        dead = (*maker.stranger(60, 95)).clone();
    }
    dead.name.clone_from(&life.who.name);
    dead.sex = life.who.sex;
    if let Some(year) = year(&dead) {
        dead.id = maker.citizen_number(year, dead.sex);
    }
    dead.exact = true;
    register(maker, case, dead);
    life.join(case);
}

/// Same name and year of birth, another day, another id number, another commune.
fn same_year_elsewhere(maker: &mut Maker, case: &mut Case) {
    let mut life = maker.life(&Want::any().full());
    life.exact();
    let mut dead = (*life.who).clone();
    let Some(born) = dead.born.date() else {
        return life.join(case);
    };
    let (year, month, day) = born.first.ymd();
    let other = Month::new(year, month % 12 + 1).map(|m| maker.day(m, 1, day as i32));
    if let Some(other) = other {
        dead.born = Written::Date(other);
    }
    maker.made += 1;
    dead.id = maker.citizen_number(year, dead.sex);
    dead.commune = (dead.commune + 1) % maker.communes;
    register(maker, case, dead);
    life.join(case);
}

pub(in crate::generate) fn stranger_died(maker: &mut Maker, case: &mut Case) {
    let dead = (*maker.stranger(30, 95)).clone();
    register(maker, case, dead);
    maker.life(&Want::any()).join(case);
}

fn register(maker: &mut Maker, case: &mut Case, dead: Who) {
    let died = index(maker, 0, -1);
    let died = maker.month(died);
    let died = maker.day(died, 1, 28);
    case.deaths.push(DeathRow {
        who: dead.into(),
        died,
        registered: Some(PartialDate::from(Day(died.last.0 + 3))),
    });
}
