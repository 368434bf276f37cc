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
mod decided;
pub mod decisions;
mod explain;
mod facts;
mod find;
pub mod fold;
mod grant;
mod joint;
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
pub use explain::{Explained, Explainer, Why};
pub use find::{Finder, Wanted};
pub use linked::{Decision, Linked, UnsureLink};
pub(crate) use name::FoldedName;
pub use rows::{Record, records, rows};
pub use unpaid::mark_unpaid;
pub use weigh::{Agreement, Field, Weighed};

use chance::Chances;
use decided::{Decided, by_facts};
use facts::Facts;
use units::Units;
use weigh::{FIELDS, Scales};

use crate::model::{Corpus, IdNumber, IdentityId};

/// Links the identities of a corpus into people. `decisions` are obeyed whatever the weights say.
pub fn link(corpus: &Corpus, decisions: &[Decision]) -> Linked {
    weighed(corpus, decisions).0
}

/// The same, with the evidence that a person should look at.
pub fn link_explained(corpus: &Corpus, decisions: &[Decision]) -> (Linked, Explained) {
    let (linked, evidence) = weighed(corpus, decisions);
    let explained = Explained::new(&evidence, corpus, &linked, decisions);
    (linked, explained)
}

fn weighed(corpus: &Corpus, decisions: &[Decision]) -> (Linked, Evidence) {
    let evidence = Evidence::new(corpus, decisions);
    let (facts, units) = (&evidence.facts, &evidence.units);
    let candidates = block::candidates(facts, units);
    let decided = Decided::new(corpus, decisions, facts, units);
    let attached = attach::attach(&evidence.scales(), units, &candidates.pairs, &decided);
    let open = number::LeftOpen {
        crowded: &candidates.crowded,
        joint: joint::Joint::new(corpus, facts, units),
    };
    let linked = number::people(corpus, facts, units, attached, (&decided, &open));
    (linked, evidence)
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

    /// How two identities compare, field by field.
    fn compare(&self, fact_of: &[u32], a: IdentityId, b: IdentityId) -> Option<[Weighed; FIELDS]> {
        let fact = |id: IdentityId| {
            let at = *fact_of.get(id.0 as usize)?;
            self.facts.all.get(at as usize)
        };
        Some(self.scales().fields(fact(a)?, fact(b)?))
    }

    fn scales(&self) -> Scales<'_> {
        Scales {
            facts: &self.facts,
            chances: &self.chances,
            worthless_ids: &self.worthless_ids,
        }
    }
}
