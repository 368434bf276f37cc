//! Why an identity was linked, field by field.
//!
//! In: the corpus and its links. Out: for an identity the one through which it was linked, and what
//! each field weighed. It is computed when asked, since hardly any of millions of links is looked at;
//! what a person should look at in any case is kept from linking itself ([`Explained`]).

use super::weigh::{FIELDS, Weighed};
use super::{Decision, Evidence, Linked};
use rustc_hash::FxHashMap;

use crate::model::{Corpus, IdentityId, Strength};

/// Explains links of one corpus.
pub struct Explainer {
    evidence: Evidence,
    fact_of: Vec<u32>,
}

/// The evidence of links that are not certain and of those that persons decided.
#[derive(Clone, Debug, Default)]
pub struct Explained(FxHashMap<(IdentityId, IdentityId), [Weighed; FIELDS]>);

impl Explained {
    /// Keeps it while it is at hand.
    pub(super) fn new(
        evidence: &Evidence,
        corpus: &Corpus,
        linked: &Linked,
        decisions: &[Decision],
    ) -> Self {
        let through = linked.through.iter().zip(&linked.strength).zip(0..);
        let likely = through.filter(|((_, strength), _)| **strength == Strength::Likely);
        let likely = likely.map(|((through, _), at)| (IdentityId(at), *through));
        let open = linked.unsure.iter().flat_map(|unsure| {
            let candidates = unsure.candidates.iter();
            candidates.map(|(other, ..)| (unsure.identity, *other))
        });
        let decided = decisions.iter().map(|decision| (decision.a, decision.b));
        let fact_of = evidence.facts.by_identity(corpus);
        let pairs = likely.chain(open).chain(decided).filter(|(a, b)| a != b);
        let weighed = pairs.filter_map(|(a, b)| Some(((a, b), evidence.compare(&fact_of, a, b)?)));
        Self(weighed.collect())
    }

    /// How two identities compare, if that was kept.
    pub fn compare(&self, a: IdentityId, b: IdentityId) -> Option<Why> {
        let fields = self.0.get(&(a, b)).or_else(|| self.0.get(&(b, a)))?;
        Some(Why {
            through: b,
            fields: *fields,
        })
    }
}

/// What a link rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    /// The identity through which it was linked.
    pub through: IdentityId,
    /// Each field; the weights together speak for one person if above zero.
    pub fields: [Weighed; FIELDS],
}

impl Explainer {
    /// Weighs the corpus anew, under the decisions that were obeyed.
    pub fn new(corpus: &Corpus, decisions: &[Decision]) -> Self {
        let evidence = Evidence::new(corpus, decisions);
        let fact_of = evidence.facts.by_identity(corpus);
        Self { evidence, fact_of }
    }

    /// Why an identity belongs to its person; `None` where it stands for itself.
    pub fn why(&self, linked: &Linked, identity: IdentityId) -> Option<Why> {
        let through = *linked.through.get(identity.0 as usize)?;
        (through != identity).then(|| self.compare(identity, through))?
    }

    /// How two identities compare, whether they were linked or not.
    pub fn compare(&self, a: IdentityId, b: IdentityId) -> Option<Why> {
        Some(Why {
            through: b,
            fields: self.evidence.compare(&self.fact_of, a, b)?,
        })
    }
}
