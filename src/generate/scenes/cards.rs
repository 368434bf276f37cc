//! Health cards: everybody on a roll has one that is in order, and these scenes have others.
//!
//! The card of whoever is no scene's is of a kind that outlives a stop, and ends with its holder. Where a list leaves
//! open when somebody died, or who somebody is, a finding about the card is neither demanded nor too much.

use std::rc::Rc;

use crate::model::{Month, PartialDate};

use super::super::maker::{Maker, Want};
use super::super::rows::{CardRow, Case, Who};
use super::deaths::die_in;
use super::starts::decide;
use super::{Scene, index, span};

/// The card of monthly social assistance, and one that anybody may have.
const OF_BENEFIT: &str = "BT";
const OF_MERIT: &str = "KC";

/// Planted beside the people of each commune.
pub const SCENES: &[Scene] = &[
    Scene::new("card-outlives-holder", 3, outlives_holder),
    Scene::new("card-ends-with-holder", 3, ends_with_holder),
    Scene::new("card-outlives-benefit", 3, outlives_benefit),
    Scene::new("card-of-merit-after-stop", 3, of_merit_after_stop),
    Scene::new("card-none", 2, none),
    Scene::new("card-ran-out", 3, ran_out),
    Scene::new("card-of-another-kind", 2, of_another_kind),
];

fn last_day(month: Month) -> PartialDate {
    let last = PartialDate::month(month).map_or(crate::model::Day(0), |m| m.last);
    PartialDate::from(last)
}

/// Past the last month of all.
fn runs_on(maker: &Maker) -> PartialDate {
    last_day(maker.months.last.plus(5))
}

fn give(case: &mut Case, who: &Rc<Who>, kind: &'static str, to: PartialDate) {
    let who = who.clone();
    case.cards.push(CardRow { who, kind, to });
}

/// Gives a card to everybody on a roll who has none yet and is to have one.
pub fn fill(case: &mut Case, maker: &Maker) {
    let mut people: Vec<Rc<Who>> = Vec::new();
    for who in case.roll.iter().map(|r| &r.who) {
        let same = |known: &Rc<Who>| known.name == who.name && known.born == who.born;
        let known = people.iter().chain(case.cards.iter().map(|c| &c.who));
        if !known.chain(&case.uncarded).any(same) {
            people.push(who.clone());
        }
    }
    for who in people {
        let mut deaths = case.deaths.iter().filter(|d| d.who.name == who.name);
        let own = deaths
            .clone()
            .find(|d| Rc::ptr_eq(&d.who, &who) && d.died.is_month());
        let to = own.map_or_else(|| runs_on(maker), |d| last_day(d.died.last_month()));
        let told = who.born.date().is_some();
        let open = !told || deaths.any(|d| !Rc::ptr_eq(&d.who, &who) || !d.died.is_month());
        give(case, &who, OF_MERIT, to);
        if open {
            for rule in ["card-after-death", "card-missing"] {
                case.expect(rule, &who, Vec::new(), 0)
                    .optional()
                    .any_months();
            }
        }
    }
}

/// Dies and is paid no more; the card ends `with` the holder, or runs on.
fn die(maker: &mut Maker, case: &mut Case, with: bool) {
    let died = index(maker, 0, -2);
    let died = maker.month(died);
    let mut life = maker.life(&Want::any().full());
    life.paid_through(died);
    life.off_roll();
    die_in(&mut life, died, maker);
    life.bury(died, case, maker);
    let to = if with { last_day(died) } else { runs_on(maker) };
    give(case, &life.who, OF_BENEFIT, to);
    if !with {
        let months = span(died.plus(1), maker.months.last);
        case.expect("card-after-death", &life.who, months, 0);
    }
    life.join(case);
}

fn outlives_holder(maker: &mut Maker, case: &mut Case) {
    die(maker, case, false);
}

fn ends_with_holder(maker: &mut Maker, case: &mut Case) {
    die(maker, case, true);
}

/// Stopped by decision, with a card of this kind that runs on.
fn stop(maker: &mut Maker, case: &mut Case, kind: &'static str) {
    let stop = index(maker, 1, -1);
    let stop = maker.month(stop);
    let mut life = maker.life(&Want::any().full());
    decide(&mut life, stop);
    life.paid_through(stop.plus(-1));
    give(case, &life.who, kind, runs_on(maker));
    if kind == OF_BENEFIT {
        let months = span(stop, maker.months.last);
        case.expect("card-after-stop", &life.who, months, 0)
            .warning();
    }
    life.join(case);
}

fn outlives_benefit(maker: &mut Maker, case: &mut Case) {
    stop(maker, case, OF_BENEFIT);
}

fn of_merit_after_stop(maker: &mut Maker, case: &mut Case) {
    stop(maker, case, OF_MERIT);
}

fn none(maker: &mut Maker, case: &mut Case) {
    let life = maker.life(&Want::any().full());
    case.uncarded.push(life.who.clone());
    let months = span(maker.months.first, maker.months.last);
    case.expect("card-missing", &life.who, months, 0).warning();
    life.join(case);
}

fn ran_out(maker: &mut Maker, case: &mut Case) {
    let last = index(maker, 0, -2);
    let last = maker.month(last);
    let life = maker.life(&Want::any().full());
    give(case, &life.who, OF_BENEFIT, last_day(last));
    let months = span(last.plus(1), maker.months.last);
    case.expect("card-missing", &life.who, months, 0).warning();
    life.join(case);
}

fn of_another_kind(maker: &mut Maker, case: &mut Case) {
    let life = maker.life(&Want::any().full());
    give(case, &life.who, OF_MERIT, runs_on(maker));
    life.join(case);
}
