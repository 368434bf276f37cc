//! Which pairs are worth weighing.
//!
//! In: facts and units. Out: pairs of units that agree in one of a few keys: name and year, name
//! and commune, a part of the name and year and commune, full birth and commune, family and given
//! name and full birth, book and commune, account, health card. A key that too many share is taken with a finer one, so a
//! common name costs no more than a rare one.

use std::hash::BuildHasher;

use rayon::prelude::*;
use rustc_hash::FxBuildHasher;

use super::facts::{Fact, Facts};
use super::units::Units;
use crate::model::PartialDate;

/// More units than this with one key: a finer key is needed.
const CROWD: usize = 40;
/// The same for whole names, where a finer key parts who tells less from who tells more.
const NAMESAKES: usize = 120;
/// The same for keys in which hardly any pair is one person.
const SMALL_CROWD: usize = 12;

/// What is worth weighing.
pub(crate) struct Candidates {
    /// Pairs, each with the smaller unit first, sorted, without repeats.
    pub pairs: Vec<(u32, u32)>,
    /// Units with so many namesakes of whom the lists say the same that none was weighed, rising.
    pub crowded: Vec<u32>,
}

/// Candidate pairs.
pub(crate) fn candidates(facts: &Facts, units: &Units) -> Candidates {
    let kinds: [(KeysOf, usize); 5] = [
        (by_name, NAMESAKES),
        (by_syllables, CROWD),
        (by_one_syllable, SMALL_CROWD),
        (by_birth, CROWD),
        (by_number, CROWD),
    ];
    let found: Vec<Candidates> = kinds
        .par_iter()
        .map(|(keys_of, crowd)| {
            let mut keys = Keys::default();
            for (fact, unit) in facts.all.iter().zip(&units.of) {
                keys.unit = *unit;
                keys_of(facts, fact, &mut keys);
            }
            keys.all.sort_unstable();
            keys.all.dedup();
            let mut found = Candidates {
                pairs: Vec::new(),
                crowded: Vec::new(),
            };
            for block in keys.all.chunk_by(|a, b| a.0 == b.0) {
                let block: Vec<u32> = block.iter().map(|(_, unit)| *unit).collect();
                pair_up(&block, (*crowd, 0), facts, units, &mut found);
            }
            found.pairs.sort_unstable();
            found.pairs.dedup();
            found
        })
        .collect();
    // Who is one of a crowd by name alone is; other keys are met besides.
    let mut crowded = found
        .first()
        .map_or_else(Vec::new, |by_name| by_name.crowded.clone());
    crowded.sort_unstable();
    crowded.dedup();
    let mut pairs: Vec<(u32, u32)> = found.into_iter().flat_map(|f| f.pairs).collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    Candidates { pairs, crowded }
}

type KeysOf = fn(&Facts, &Fact, &mut Keys);

#[derive(Default)]
struct Keys {
    unit: u32,
    all: Vec<(u64, u32)>,
}

impl Keys {
    fn add(&mut self, key: impl std::hash::Hash) {
        self.all.push((FxBuildHasher.hash_one(key), self.unit));
    }
}

fn by_name(facts: &Facts, fact: &Fact, keys: &mut Keys) {
    let name = facts.name(fact).bare;
    keys.add((name, 0, fact.commune));
    for year in years(fact.born) {
        keys.add((name, 1, year));
    }
}

fn by_syllables(facts: &Facts, fact: &Fact, keys: &mut Keys) {
    let name = facts.name(fact);
    for year in years(fact.born).flat_map(|y| [y, y + 1]) {
        keys.add((0, name.family, name.middle, year, fact.commune));
        keys.add((1, name.family, name.given, year, fact.commune));
        keys.add((2, name.middle, name.given, year, fact.commune));
    }
}

fn by_one_syllable(facts: &Facts, fact: &Fact, keys: &mut Keys) {
    let name = facts.name(fact);
    for year in years(fact.born).flat_map(|y| [y, y + 1]) {
        keys.add((0, name.given, year, fact.commune));
        keys.add((1, name.family, year, fact.commune));
    }
}

fn by_birth(facts: &Facts, fact: &Fact, keys: &mut Keys) {
    let Some(born) = fact.born.filter(|b| b.is_day()) else {
        return;
    };
    let name = facts.name(fact);
    let (year, month, day) = born.first.ymd();
    let (low, high) = (month.min(day), month.max(day));
    keys.add((0, year, low, high, fact.commune));
    keys.add((1, year, low, high, name.family, name.given));
    keys.add((2, low, high, name.bare));
}

fn by_number(_: &Facts, fact: &Fact, keys: &mut Keys) {
    if !fact.book.is_empty() {
        keys.add((0, fact.book, fact.commune));
    }
    if !fact.account.is_empty() {
        keys.add((1, fact.account));
    }
    if !fact.card.is_empty() {
        keys.add((2, fact.card));
    }
}

/// The years that a birth may be taken for in another list.
fn years(born: Option<PartialDate>) -> impl Iterator<Item = i32> {
    let year = born.map(|b| b.first.ymd().0);
    year.into_iter()
}

/// Pairs up a block, by finer keys where it is too large.
fn pair_up(
    block: &[u32],
    (crowd, depth): (usize, u8),
    facts: &Facts,
    units: &Units,
    found: &mut Candidates,
) {
    if block.len() > crowd {
        if depth < FINER {
            let mut keyed: Vec<(u64, u32)> = block
                .iter()
                .map(|unit| (finer(units.face(*unit, facts), depth), *unit))
                .collect();
            keyed.sort_unstable();
            for part in keyed.chunk_by(|a, b| a.0 == b.0) {
                let part: Vec<u32> = part.iter().map(|(_, unit)| *unit).collect();
                pair_up(&part, (crowd, depth + 1), facts, units, found);
            }
        } else {
            found.crowded.extend(block);
        }
        return;
    }
    for (i, a) in block.iter().enumerate() {
        for b in &block[i + 1..] {
            if a != b && worth_weighing(*a, *b, facts, units) {
                found.pairs.push((*a.min(b), *a.max(b)));
            }
        }
    }
}

const FINER: u8 = 4;

fn finer(fact: &Fact, depth: u8) -> u64 {
    match depth {
        0 => FxBuildHasher.hash_one(fact.commune),
        1 => FxBuildHasher.hash_one(fact.born.map(|b| b.first.ymd().0)),
        2 => FxBuildHasher.hash_one((fact.born.map(|b| b.first), fact.sex)),
        _ => FxBuildHasher.hash_one((fact.village, fact.book, fact.account, fact.card)),
    }
}

/// Rows of one roll are different people unless they agree in everything; most pairs end here.
fn worth_weighing(a: u32, b: u32, facts: &Facts, units: &Units) -> bool {
    if units.tiers[a as usize] != 0 || units.tiers[b as usize] != 0 {
        return true;
    }
    !stand_on_one_roll(a, b, facts, units) || {
        let (x, y) = (units.face(a, facts), units.face(b, facts));
        facts.name(x).bare == facts.name(y).bare
            && x.born == y.born
            && x.born.is_some_and(PartialDate::is_day)
    }
}

/// Whether two units have rows on one roll.
pub(crate) fn stand_on_one_roll(a: u32, b: u32, facts: &Facts, units: &Units) -> bool {
    units
        .members(a)
        .iter()
        .any(|x| units.members(b).iter().any(|y| facts.share_a_roll(*x, *y)))
}
