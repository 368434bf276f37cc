//! Who a row is that linking did not take.
//!
//! In: what a row says of somebody, where the row was left out of the corpus (a copy, a list of a
//! role without records, a payment without a month). Out: the person whose rows say the same, and how
//! sure that is. Nothing is weighed: a row that only resembles somebody finds nobody.

use rustc_hash::FxHashMap;

use super::Linked;
use super::name::FoldedName;
use crate::model::text::commune_key;
use crate::model::{Corpus, IdNumber, IdentityId, PartialDate, PersonId, Strength};

/// What a row says of who it is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Name as written.
    pub name: String,
    /// Birth as far as told.
    pub born: Option<PartialDate>,
    /// Id number after repair.
    pub id_number: Option<IdNumber>,
    /// Commune.
    pub commune: String,
}

/// Finds people of one corpus by what a row says.
pub struct Finder<'a> {
    corpus: &'a Corpus,
    linked: &'a Linked,
    by_name: FxHashMap<String, Vec<IdentityId>>,
}

impl<'a> Finder<'a> {
    /// Indexes the names of a corpus.
    pub fn new(corpus: &'a Corpus, linked: &'a Linked) -> Self {
        let mut by_name: FxHashMap<String, Vec<IdentityId>> = FxHashMap::default();
        for (identity, at) in corpus.identities.iter().zip(0..) {
            let name = FoldedName::new(corpus.texts.get(identity.name)).toned;
            by_name.entry(name).or_default().push(IdentityId(at));
        }
        Self {
            corpus,
            linked,
            by_name,
        }
    }

    /// The person, an identity that says the same, and how sure it is; `None` for nobody or several.
    pub fn find(&self, wanted: &Wanted) -> Option<(PersonId, IdentityId, Strength)> {
        let namesakes = self.by_name.get(&FoldedName::new(&wanted.name).toned)?;
        let mut found: Vec<(Strength, PersonId, IdentityId)> = namesakes
            .iter()
            .filter_map(|id| Some((self.agree(wanted, *id)?, self.linked.person(*id)?, *id)))
            .collect();
        let best = found.iter().map(|f| f.0).max()?;
        found.retain(|f| f.0 == best);
        let (_, person, identity) = *found.first()?;
        let one = found.iter().all(|f| f.1 == person);
        one.then_some((person, identity, best))
    }

    /// How surely a namesake is the one: by the id number or the day of birth in one commune as
    /// good as proven, by a birth that only agrees likely.
    fn agree(&self, wanted: &Wanted, identity: IdentityId) -> Option<Strength> {
        let identity = self.corpus.identity(identity)?;
        let born = wanted.born.zip(identity.born);
        if born.is_some_and(|(a, b)| !a.overlaps(b)) {
            return None;
        }
        if let (Some(a), Some(b)) = (wanted.id_number, identity.id_number) {
            return (a == b).then_some(Strength::Certain);
        }
        let (a, b) = born?;
        let commune = self.corpus.texts.get(identity.commune);
        if commune_key(commune) != commune_key(&wanted.commune) {
            return None;
        }
        let day = a.is_day() && a == b;
        Some(if day {
            Strength::Certain
        } else {
            Strength::Likely
        })
    }
}
