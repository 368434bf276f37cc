//! A city whose communes were asked for their lists twice: at the first month and at the last.
//!
//! In: settings and a plan. Out: the files of the plain layout, an earlier roll beside them, and `truth.json`. Every
//! commune is one scene of the progress of the review: a list that is missing, one that is the old one although people
//! on it died or moved, or what looks like that and is in order.

use std::collections::VecDeque;
use std::io;
use std::path::Path;
use std::rc::Rc;

use crate::model::{AwayKind, Month, PartialDate, Sex, SubjectKind};

use super::city::{self, Lists, Plan};
use super::csv::CsvFiles;
use super::life::Life;
use super::maker::{Maker, Want};
use super::random::Random;
use super::rows::{Case, RollRow, Who, Written};
use super::scenes::cards;
use super::scenes::deaths::{dead_on_roll, die_in, optional_funeral};
use super::scenes::{index, span};
use super::settings::Settings;
use super::truth::Truth;

/// What a commune sent.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sent {
    /// Nothing.
    Nothing,
    /// The first list alone.
    Once,
    /// Both.
    Twice,
}

/// One kind of commune.
struct Scene {
    /// Its name in `truth.json`.
    name: &'static str,
    sent: Sent,
    /// Makes whoever the scene is about, with the rows that the earlier roll alone has.
    plant: fn(&mut Maker, &mut Case) -> Vec<RollRow>,
    /// How sure it is that the list is stale; none where it is not.
    stale: Option<bool>,
}

const fn twice(
    name: &'static str,
    stale: Option<bool>,
    plant: fn(&mut Maker, &mut Case) -> Vec<RollRow>,
) -> Scene {
    Scene {
        name,
        sent: Sent::Twice,
        plant,
        stale,
    }
}

const SCENES: &[Scene] = &[
    Scene {
        name: "review-missing",
        sent: Sent::Nothing,
        plant: nobody_left,
        stale: None,
    },
    Scene {
        name: "quiet-review-older-list",
        sent: Sent::Once,
        plant: nobody_left,
        stale: None,
    },
    twice("review-stale-after-death", Some(true), died),
    twice("review-stale-after-move", Some(true), moved),
    twice("review-stale-year-of-death", Some(false), died_in_the_year),
    twice("quiet-review-nobody-left", None, nobody_left),
    twice("quiet-review-taken-off", None, taken_off),
    twice("quiet-review-newcomer-on-list", None, newcomer),
    twice("quiet-review-stranger-died", None, stranger_died),
    twice("quiet-review-plain-absence", None, away_for_work),
];

/// Writes the city into an empty folder; the answer is how many people it has.
pub fn write(
    folder: &Path,
    settings: &Settings,
    plan: &Plan,
    truth: &mut Truth,
) -> io::Result<u64> {
    let mut lists = CsvFiles::create(folder, settings, plan)?;
    let communes = city::communes(settings, plan.people);
    let mut maker = Maker::new(settings, plan, communes);
    let mut earlier: Vec<RollRow> = Vec::new();
    let mut deck: VecDeque<&Scene> = VecDeque::new();
    for (commune, quota) in city::quotas(settings, plan.people, communes).enumerate() {
        maker.commune = commune;
        maker.taken.clear();
        maker.random = Random::new(plan.seed, commune as u64);
        lists.commune(commune)?;
        if deck.is_empty() {
            let mut all: Vec<&Scene> = SCENES.iter().collect();
            maker.random.shuffle(&mut all);
            deck.extend(all);
        }
        let planted = maker.random.chance(plan.faults);
        let quiet = || SCENES.iter().find(|s| s.name == "quiet-review-nobody-left");
        let Some(scene) = planted.then(|| deck.pop_front()).flatten().or_else(quiet) else {
            continue;
        };
        let mut case = Case::default();
        let mut before = (scene.plant)(&mut maker, &mut case);
        while maker.lives < quota {
            maker.life(&Want::any()).join(&mut case);
        }
        // Who was taken off had a card as well.
        let now = case.roll.len();
        case.roll.extend(before.iter().cloned());
        cards::fill(&mut case, &maker);
        case.roll.truncate(now);
        expect(&mut case, scene, settings, &maker);
        let newcomers = |row: &&RollRow| row.from.is_none_or(|from| from <= maker.months.first);
        before.extend(case.roll.iter().filter(newcomers).cloned());
        if scene.sent != Sent::Nothing {
            earlier.append(&mut before);
        }
        if scene.sent != Sent::Twice {
            case.roll.clear();
        }
        truth.case(scene.name, &case)?;
        lists.case(&case)?;
    }
    lists.earlier_roll(maker.months.first, &earlier)?;
    lists.finish()?;
    Ok(maker.lives)
}

/// What the scene must bring about its commune.
fn expect(case: &mut Case, scene: &Scene, settings: &Settings, maker: &Maker) {
    let rule = match (scene.sent, scene.stale) {
        (Sent::Nothing, _) => "review-missing",
        (_, Some(_)) => "review-stale",
        _ => return,
    };
    let commune = Rc::new(Who {
        name: settings.communes[maker.commune].name.clone(),
        born: Written::Nothing,
        sex: Sex::Female,
        id: String::new(),
        commune: maker.commune,
        village: String::new(),
        exact: true,
    });
    let expected = case.expect(rule, &commune, vec![maker.months.last], 0);
    expected.warning().kind = SubjectKind::Commune;
    if scene.stale == Some(false) {
        expected.possible();
    }
}

/// Somebody who is paid to a month within the range, and that month.
fn leaves(maker: &mut Maker) -> (Life, Month) {
    let last = index(maker, 0, -2);
    let last = maker.month(last);
    let mut life = maker.life(&Want::any().full());
    life.exact();
    life.paid_through(last);
    (life, last)
}

fn nobody_left(maker: &mut Maker, case: &mut Case) -> Vec<RollRow> {
    maker.life(&Want::any()).join(case);
    Vec::new()
}

fn died(maker: &mut Maker, case: &mut Case) -> Vec<RollRow> {
    let (mut life, month) = leaves(maker);
    die_in(&mut life, month, maker);
    life.bury(month, case, maker);
    dead_on_roll(maker, case, &life, month);
    life.join(case);
    Vec::new()
}

fn moved(maker: &mut Maker, case: &mut Case) -> Vec<RollRow> {
    let (mut life, month) = leaves(maker);
    let day = maker.day(month, 1, 28);
    life.away(AwayKind::Moved, day, None, maker);
    case.expect("absent-on-roll", &life.who, vec![maker.months.last], 0)
        .warning()
        .or_months(span(month.plus(1), maker.months.last));
    life.join(case);
    Vec::new()
}

/// The register tells the year alone: the death may have been before the first list.
fn died_in_the_year(maker: &mut Maker, case: &mut Case) -> Vec<RollRow> {
    let year = maker.months.last.year();
    let mut life = maker.life(&Want::any().full());
    life.exact();
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
    Vec::new()
}

fn taken_off(maker: &mut Maker, case: &mut Case) -> Vec<RollRow> {
    let (mut life, month) = leaves(maker);
    let before = std::mem::take(&mut life.roll);
    die_in(&mut life, month, maker);
    life.bury(month, case, maker);
    life.join(case);
    before
}

/// A list that is a new one, though one of the dead still stands on it.
fn newcomer(maker: &mut Maker, case: &mut Case) -> Vec<RollRow> {
    died(maker, case);
    let start = index(maker, 1, -1);
    let start = maker.month(start);
    maker.life(&Want::any().from(start)).join(case);
    Vec::new()
}

fn stranger_died(maker: &mut Maker, case: &mut Case) -> Vec<RollRow> {
    super::scenes::deaths::stranger_died(maker, case);
    Vec::new()
}

/// Away for work: the right goes on, and no list has to change.
fn away_for_work(maker: &mut Maker, case: &mut Case) -> Vec<RollRow> {
    super::scenes::absences::plain_paid(maker, case);
    Vec::new()
}
