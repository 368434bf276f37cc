//! Decisions in the numbers that linking works with.
//!
//! In: decisions about identities. Out: the same about facts and about units, in canonical order.

use super::facts::Facts;
use super::linked::Decision;
use super::units::Units;
use crate::model::{Corpus, IdentityId};

/// The decisions, by facts.
pub(super) fn by_facts(
    corpus: &Corpus,
    decisions: &[Decision],
    facts: &Facts,
) -> impl Iterator<Item = (u32, u32, bool)> {
    let fact_of = facts.by_identity(corpus);
    let fact = move |id: IdentityId| fact_of.get(id.0 as usize).copied();
    decisions
        .iter()
        .filter_map(move |d| Some((fact(d.a)?, fact(d.b)?, d.same)))
}

/// What persons decided, by units.
#[derive(Default)]
pub(super) struct Decided {
    /// The smaller unit first; in canonical order.
    pub units: Vec<(u32, u32, bool)>,
    /// Facts that were said to be one person, the same way.
    pub same: Vec<(u32, u32)>,
}

impl Decided {
    pub fn new(corpus: &Corpus, decisions: &[Decision], facts: &Facts, units: &Units) -> Self {
        let mut new = Self::default();
        for (a, b, same) in by_facts(corpus, decisions, facts) {
            let (a, b) = (a.min(b), a.max(b));
            let of = |fact: u32| units.of[fact as usize];
            let (x, y) = (of(a).min(of(b)), of(a).max(of(b)));
            if x != y {
                new.units.push((x, y, same));
            }
            if same {
                new.same.push((a, b));
            }
        }
        new.units.sort_unstable();
        new.units.dedup();
        new.same.sort_unstable();
        new
    }

    /// Whether a unit was said to be another one's person.
    pub fn is_placed(&self, unit: u32) -> bool {
        let mut same = self.units.iter().filter(|u| u.2);
        same.any(|u| u.0 == unit || u.1 == unit)
    }

    /// What was said of two units.
    pub fn of(&self, a: u32, b: u32) -> Option<bool> {
        let pair = (a.min(b), a.max(b));
        let at = self.units.partition_point(|u| (u.0, u.1) < pair);
        let found = self.units.get(at).filter(|u| (u.0, u.1) == pair);
        found.map(|u| u.2)
    }
}
