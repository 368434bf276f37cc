//! From typed rows to people.
//!
//! In: the typed rows of every list. Out: the [`Corpus`](crate::model::Corpus) of small records
//! ([`fold`]) and, for each identity in it, the person it belongs to and how sure that is
//! ([`link`]).
//!
//! Linking goes in this order: what each identity says ([`facts`]), who bears one id number
//! ([`units`]), which pairs are worth weighing ([`block`]), what a pair weighs ([`weigh`], with the
//! [`chance`]s counted from the lists), and who is whose ([`attach`], with the [`claims`] of ledger
//! rows on people of the rolls weighed as a whole).

mod attach;
mod block;
mod chance;
mod claims;
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

pub use explain::{Explainer, Why};
pub use find::{Finder, Wanted};
pub use linked::{Decision, Linked, UnsureLink};
pub(crate) use name::FoldedName;
pub use rows::rows;
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
    let forced: Vec<(u32, u32, bool)> = decided(corpus, decisions, facts)
        .map(|(a, b, same)| (units.of[a as usize], units.of[b as usize], same))
        .collect();
    let attached = attach::attach(&evidence.scales(), units, &candidates.pairs, &forced);
    number::people(corpus, facts, units, attached, &candidates.crowded)
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
        let apart = decided(corpus, decisions, &facts)
            .filter(|(_, _, same)| !same)
            .map(|(a, b, _)| (a.min(b), a.max(b)))
            .collect();
        let units = Units::new(&facts, &apart);
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
fn decided(
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
