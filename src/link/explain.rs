//! Why an identity was linked, field by field.
//!
//! In: the corpus and its links. Out: for an identity the one through which it was linked, and what
//! each field weighed. It is computed when asked, since hardly any of millions of links is looked at.

use super::weigh::{FIELDS, Weighed};
use super::{Decision, Evidence, Linked};
use crate::model::{Corpus, IdentityId};

/// Explains links of one corpus.
pub struct Explainer {
    evidence: Evidence,
    fact_of: Vec<u32>,
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
        let fact = |id: IdentityId| {
            let at = *self.fact_of.get(id.0 as usize)?;
            self.evidence.facts.all.get(at as usize)
        };
        let scales = self.evidence.scales();
        Some(Why {
            through: b,
            fields: scales.fields(fact(a)?, fact(b)?),
        })
    }
}
