//! Birthdays that change the right: changes made in time, changes missed, ages not met.

use crate::model::Month;

use super::super::maker::{Maker, Want};
use super::super::rows::Case;
use super::{Scene, index, span};

pub const SCENES: &[Scene] = &[
    Scene::new("birthday-rate-changed-in-time", 4, changed_in_time).often(3),
    Scene::new("birthday-rate-missed", 4, missed).often(3),
    Scene::new("birthday-rate-missed-long-since", 3, missed_long_since).often(2),
    Scene::new("birthday-entry-in-time", 4, entry_in_time),
    Scene::new("birthday-end-in-time", 4, end_in_time),
    Scene::new("age-not-yet", 2, not_yet).often(2),
    Scene::new("age-reached-within-the-months", 4, reached_within),
    Scene::new("age-passed", 4, passed),
    Scene::new("age-passed-long-since", 2, passed_long_since),
];

/// Categories whose rate changes at an age (years).
const TURNS: [(&[&str], i32); 6] = [
    (&["disabled_severe"], 60),
    (&["disabled_extreme"], 60),
    (&["poor_elderly"], 80),
    (&["disabled_severe"], 16),
    (&["disabled_extreme"], 16),
    (&["orphan"], 4),
];

fn all_months(maker: &Maker) -> Vec<Month> {
    span(maker.months.first, maker.months.last)
}

/// In the month of the birthday itself the old and the new amount are both right.
fn changed_in_time(maker: &mut Maker, case: &mut Case) {
    let (code, age) = *maker.random.pick(&TURNS);
    let birthday = index(maker, 1, -2);
    let birthday = maker.month(birthday);
    let before = code.first().map_or(0, |c| maker.amount(c, age - 1));
    let mut life = maker.life(&Want::of(code).turning(age, birthday));
    let last_old = birthday.plus(-i32::from(maker.random.chance(0.5)));
    let old = life.pay.iter_mut().filter(|r| r.month <= last_old);
    old.for_each(|r| r.regular = before);
    life.join(case);
}

fn rate_not_adjusted(maker: &mut Maker, case: &mut Case, birthday: Month) {
    let (code, age) = *maker.random.pick(&TURNS);
    let profile = code.first().map_or(0, |c| maker.settings.profile(c));
    let mut life = maker.life(&Want::of(code).turning(age, birthday));
    let old_rate = maker.settings.profiles[profile].rate_near(age - 1, 0);
    let old = maker.settings.amount(old_rate);
    life.pay.iter_mut().for_each(|r| r.regular = old);
    if maker.random.chance(0.7) {
        for row in &mut life.roll {
            row.rate = old_rate;
            row.amount = Some(old);
        }
    }
    let months = life.months(|m| m > birthday);
    let amount = (old - life.amount) * months.len() as i64;
    case.expect("age-rate-not-adjusted", &life.who, months, amount)
        .warning();
    life.join(case);
}

fn missed(maker: &mut Maker, case: &mut Case) {
    let birthday = index(maker, 0, -3);
    let birthday = maker.month(birthday);
    rate_not_adjusted(maker, case, birthday);
}

fn missed_long_since(maker: &mut Maker, case: &mut Case) {
    let birthday = maker.months.first.plus(-maker.random.between(2, 10));
    rate_not_adjusted(maker, case, birthday);
}

/// Eighty within the months, drawing from that month or the next.
fn entry_in_time(maker: &mut Maker, case: &mut Case) {
    let birthday = index(maker, 1, -2);
    let birthday = maker.month(birthday);
    let start = birthday.plus(i32::from(maker.random.chance(0.5)));
    let want = Want::of(&["elderly80"]).turning(80, birthday).from(start);
    maker.life(&want).join(case);
}

/// An orphan of sixteen who does not study: paid for the last time in the month of the birthday.
fn end_in_time(maker: &mut Maker, case: &mut Case) {
    let birthday = index(maker, 1, -2);
    let birthday = maker.month(birthday);
    let mut life = maker.life(&Want::of(&["orphan"]).turning(16, birthday));
    life.paid_through(birthday);
    life.off_roll();
    life.join(case);
}

/// Years too young for the category.
fn not_yet(maker: &mut Maker, case: &mut Case) {
    let want = if maker.random.chance(0.7) {
        Want::of(&["elderly80"]).aged(70, 77)
    } else {
        Want::of(&["poor_elderly"]).aged(50, 57)
    };
    let life = maker.life(&want);
    let months = all_months(maker);
    let amount = life.worth(&months);
    case.expect("age-not-met", &life.who, months, amount);
    life.join(case);
}

/// Drawing for a while before eighty; the month of the birthday is open.
fn reached_within(maker: &mut Maker, case: &mut Case) {
    let birthday = index(maker, 1, -2);
    let birthday = maker.month(birthday);
    let life = maker.life(&Want::of(&["elderly80"]).turning(80, birthday));
    let months = span(maker.months.first, birthday.plus(-1));
    let amount = life.worth(&months);
    case.expect("age-not-met", &life.who, months, amount);
    life.join(case);
}

/// An orphan of sixteen paid on.
fn passed(maker: &mut Maker, case: &mut Case) {
    let birthday = index(maker, 0, -3);
    let birthday = maker.month(birthday);
    let life = maker.life(&Want::of(&["orphan"]).turning(16, birthday));
    let months = life.months(|m| m > birthday);
    let amount = life.worth(&months);
    case.expect("age-not-met", &life.who, months, amount);
    life.join(case);
}

/// A student past the twenty-third birthday.
fn passed_long_since(maker: &mut Maker, case: &mut Case) {
    let birthday = maker.months.first.plus(-maker.random.between(2, 9));
    let life = maker.life(&Want::of(&["studying16to22"]).turning(23, birthday));
    let months = all_months(maker);
    let amount = life.worth(&months);
    case.expect("age-not-met", &life.who, months, amount);
    life.join(case);
}
