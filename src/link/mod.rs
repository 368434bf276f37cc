//! From typed rows to people.
//!
//! In: the typed rows of every list. Out: the [`Corpus`](crate::model::Corpus) of small records
//! ([`fold`]) and, for each identity in it, the person it belongs to and how sure that is
//! ([`link`]).
//!
//! Linking goes in this order: what each identity says ([`facts`]), who bears one id number
//! ([`units`]), which pairs are worth weighing ([`block`]), what a pair weighs ([`weigh`], with the
//! [`chance`]s counted from the lists), and who is whose ([`attach`], with the [`claims`] of ledger
//! rows on people of the rolls weighed as a whole). What persons decided comes before all weights
//! ([`decisions`]).

mod attach;
mod block;
mod chance;
mod claims;
pub mod decisions;
mod explain;
mod facts;
mod find;
pub mod fold;
mod grant;
mod linked;
#[cfg(test)]
mod made_up;
mod name;
mod number;
mod rows;
mod shares;
#[cfg(test)]
mod tests;
mod units;
mod unpaid;
mod weigh;

pub use decisions::Decisions;
pub use explain::{Explainer, Why};
pub use find::{Finder, Wanted};
pub use linked::{Decision, Linked, UnsureLink};
pub(crate) use name::FoldedName;
pub use rows::{Record, records, rows};
pub use unpaid::mark_unpaid;
pub use weigh::{Agreement, Field, Weighed};

use chance::Chances;
use facts::Facts;
use units::Units;
use weigh::Scales;

use crate::model::{Corpus, IdNumber, IdentityId};

/// Links the identities of a corpus into people. `decisions` are obeyed whatever the weights say.
pub fn link(corpus: &Corpus, decisions: &[Decision]) -> Linked {
    let evidence = Evidence::new(corpus, decisions);
    let (facts, units) = (&evidence.facts, &evidence.units);
    let candidates = block::candidates(facts, units);
    let decided = Decided::new(corpus, decisions, facts, units);
    let attached = attach::attach(&evidence.scales(), units, &candidates.pairs, &decided);
    number::people(
        corpus,
        facts,
        units,
        attached,
        (&decided, &candidates.crowded),
    )
}

/// What links are weighed by.
struct Evidence {
    facts: Facts,
    units: Units,
    chances: Chances,
    worthless_ids: Vec<IdNumber>,
}

impl Evidence {
    fn new(corpus: &Corpus, decisions: &[Decision]) -> Self {
        let facts = Facts::new(corpus);
        let decided = by_facts(corpus, decisions, &facts)
            .map(|(a, b, same)| ((a.min(b), a.max(b)), same))
            .collect();
        let units = Units::new(&facts, &decided);
        let one_each = (0..units.len() as u32).map(|unit| units.face(unit, &facts));
        let chances = Chances::count(&facts, one_each);
        let worthless_ids = units.shared.iter().map(|(id, _)| *id).collect();
        Self {
            facts,
            units,
            chances,
            worthless_ids,
        }
    }

    fn scales(&self) -> Scales<'_> {
        Scales {
            facts: &self.facts,
            chances: &self.chances,
            worthless_ids: &self.worthless_ids,
        }
    }
}

/// The decisions, by facts.
fn by_facts(
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
struct Decided {
    /// The smaller unit first; in canonical order.
    units: Vec<(u32, u32, bool)>,
    /// Facts that were said to be one person, the same way.
    same: Vec<(u32, u32)>,
}

impl Decided {
    fn new(corpus: &Corpus, decisions: &[Decision], facts: &Facts, units: &Units) -> Self {
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
    fn is_placed(&self, unit: u32) -> bool {
        let mut same = self.units.iter().filter(|u| u.2);
        same.any(|u| u.0 == unit || u.1 == unit)
    }

    /// What was said of two units.
    fn of(&self, a: u32, b: u32) -> Option<bool> {
        let pair = (a.min(b), a.max(b));
        let at = self.units.partition_point(|u| (u.0, u.1) < pair);
        let found = self.units.get(at).filter(|u| (u.0, u.1) == pair);
        found.map(|u| u.2)
    }
}
