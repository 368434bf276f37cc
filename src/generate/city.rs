//! Walks through the made-up city, commune by commune and case by case, and hands each case on.
//!
//! In: settings and a plan. Out: cases to a layout and to the truth. Memory is bounded by one
//! commune's names and by the few people who have rows in a later commune as well.

use std::collections::VecDeque;
use std::io;

use rustc_hash::FxHashSet;

use crate::model::MonthRange;

use super::maker::{Maker, Want};
use super::random::Random;
use super::rows::Case;
use super::scenes::{self, Scene, cards};
use super::settings::Settings;
use super::truth::Truth;

/// What city to make.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Beneficiaries.
    pub people: u64,
    /// Months of the ledgers.
    pub months: MonthRange,
    /// Seed.
    pub seed: u64,
    /// How carelessly the lists are written, 0 to 1.
    pub noise: f64,
    /// Share of cases that plant something, 0 to 1.
    pub faults: f64,
}

/// A layout: where the rows of the cases go.
pub trait Lists {
    /// The rows that follow belong to this commune's roll and ledgers.
    fn commune(&mut self, index: usize) -> io::Result<()>;
    /// The rows of a case.
    fn case(&mut self, case: &Case) -> io::Result<()>;
}

/// A small city has fewer communes, so that each keeps lists worth reading.
const PEOPLE_PER_COMMUNE: u64 = 25;

/// How many communes a city of so many people has.
pub fn communes(settings: &Settings, people: u64) -> usize {
    let most = settings.communes.len();
    (people / PEOPLE_PER_COMMUNE).clamp(1, most as u64) as usize
}

/// Makes the city; the answer is how many people it has besides those planned.
pub fn walk(
    settings: &Settings,
    plan: &Plan,
    lists: &mut dyn Lists,
    truth: &mut Truth,
) -> io::Result<u64> {
    let mut further = 0;
    let communes = communes(settings, plan.people);
    let mut deck = Deck::new(plan, communes);
    let mut visitors: Vec<Case> = vec![Case::default(); communes];
    let mut maker = Maker::new(settings, plan, communes);
    let mut cases = 0;
    for (commune, quota) in quotas(settings, plan.people, communes).enumerate() {
        maker.commune = commune;
        maker.taken.clear();
        lists.commune(commune)?;
        let waiting = std::mem::take(&mut visitors[commune]);
        for row in &waiting.ledger {
            let year = row.who.born.date().map_or(0, |b| b.first.ymd().0);
            maker.taken.insert((row.who.name.clone(), year));
        }
        lists.case(&waiting)?;
        while maker.lives < quota {
            cases += 1;
            maker.random = Random::new(plan.seed, cases);
            let mut case = Case::default();
            let planted = maker.random.chance(plan.faults);
            let room = (quota - maker.lives) as usize;
            let scene = planted.then(|| deck.draw(commune, room)).flatten();
            if let Some(scene) = scene {
                (scene.plant)(&mut maker, &mut case);
            } else {
                maker.life(&Want::any()).join(&mut case);
            }
            cards::fill(&mut case, &maker);
            truth.case(scene.map_or("", |s| s.name), &case)?;
            send_on(&mut case, commune, &mut visitors);
            lists.case(&case)?;
        }
        let before = (maker.lives, maker.made);
        maker.made = CARDS + further;
        with_cards(&mut maker, plan, lists, truth)?;
        further += maker.lives - before.0;
        (maker.lives, maker.made) = before;
    }
    Ok(further)
}

/// Cards planted in each commune, beside its people: the scenes that came before draw as they did without them.
fn with_cards(
    maker: &mut Maker,
    plan: &Plan,
    lists: &mut dyn Lists,
    truth: &mut Truth,
) -> io::Result<()> {
    for (at, scene) in (0_u64..).zip(cards::SCENES) {
        let stream = STREAM + 100 * maker.commune as u64 + at;
        maker.random = Random::new(plan.seed, stream);
        if scene.months > plan.months.len() || !maker.random.chance(plan.faults) {
            continue;
        }
        let mut case = Case::default();
        (scene.plant)(maker, &mut case);
        cards::fill(&mut case, maker);
        truth.case(scene.name, &case)?;
        lists.case(&case)?;
    }
    Ok(())
}

/// The first of the streams of draws that are the cards' own, and of the numbers of their people.
const STREAM: u64 = 1 << 60;
const CARDS: u64 = 700_000;

/// How many people have been made when each commune is done.
pub fn quotas(settings: &Settings, people: u64, communes: usize) -> impl Iterator<Item = u64> {
    let weights = settings.communes.iter().take(communes).map(|c| c.weight);
    let weights: Vec<u64> = weights.map(u64::from).collect();
    let all: u64 = weights.iter().sum::<u64>().max(1);
    weights.into_iter().scan(0, move |sum, weight| {
        *sum += weight;
        Some(people * *sum / all)
    })
}

/// Takes the rows of a later commune out of a case, for when that commune's turn comes.
fn send_on(case: &mut Case, commune: usize, visitors: &mut [Case]) {
    let roll = case.roll.extract_if(.., |r| r.who.commune > commune);
    for row in roll {
        visitors[row.who.commune].roll.push(row);
    }
    let ledger = case.ledger.extract_if(.., |r| r.who.commune > commune);
    for row in ledger {
        visitors[row.who.commune].ledger.push(row);
    }
}

/// The scenes in an order of the seed's, every one before any comes again.
struct Deck {
    seed: u64,
    rounds: u64,
    months: usize,
    communes: usize,
    left: VecDeque<&'static Scene>,
}

impl Deck {
    fn new(plan: &Plan, communes: usize) -> Self {
        Self {
            seed: plan.seed,
            rounds: 0,
            months: plan.months.len(),
            communes,
            left: VecDeque::new(),
        }
    }

    /// The next scene that has room; what has none waits.
    fn draw(&mut self, commune: usize, room: usize) -> Option<&'static Scene> {
        let after = self.communes - commune;
        let fits = |s: &&Scene| s.communes <= after && s.people <= room;
        if !self.left.iter().any(fits) {
            self.shuffle_in();
        }
        let place = self.left.iter().position(fits)?;
        self.left.remove(place)
    }

    fn shuffle_in(&mut self) {
        self.rounds += 1;
        let mut random = Random::new(self.seed, u64::MAX / 2 - self.rounds);
        let able = scenes::all().filter(|s| s.months <= self.months && s.communes <= self.communes);
        let mut round: Vec<_> = able.flat_map(|s| vec![s; s.copies]).collect();
        random.shuffle(&mut round);
        // Everything once before anything a second time, so that a small city has it all.
        let mut seen = FxHashSet::default();
        let (once, again): (Vec<&Scene>, Vec<&Scene>) =
            round.into_iter().partition(|s| seen.insert(s.name));
        self.left.extend(once);
        self.left.extend(again);
    }
}
