//! Rows that say the same of who they are, and are not all one person.
//!
//! In: which rows of which identity leave it. Out: the same corpus, in which they have an identity of
//! their own. Whoever compares a row with another speaks of that row: where both are of one list, it
//! alone leaves; else all rows of its kind of list do, since a ledger has ten rows of somebody of whom
//! the roll has one.

use rustc_hash::FxHashMap;

use crate::link::rows::Record;
use crate::model::{Corpus, Identity, IdentityId, Place};

/// What leaves an identity.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(super) enum Leaving {
    /// One row.
    Row(Place),
    /// All rows of a kind of list.
    Kind(usize),
}

/// Parts identities; answers which of them could be parted.
pub(super) fn part(corpus: &mut Corpus, leaving: &[(IdentityId, Leaving)]) -> Vec<bool> {
    if leaving.is_empty() {
        return Vec::new();
    }
    let mut next = numbered(corpus, leaving.iter().map(|(identity, _)| *identity));
    let mut fresh: FxHashMap<(IdentityId, Leaving), IdentityId> = FxHashMap::default();
    for (identity, what) in leaving {
        let nth = next.get(identity).copied().flatten();
        if let (false, Some(nth), Some(old)) = (
            fresh.contains_key(&(*identity, *what)),
            nth,
            corpus.identity(*identity).cloned(),
        ) {
            let new = IdentityId(corpus.identities.len() as u32);
            corpus.identities.push(Identity { nth, ..old });
            fresh.insert((*identity, *what), new);
            next.insert(*identity, nth.checked_add(1));
        }
    }
    let new = |record: Record<'_>| {
        let of = |what| fresh.get(&(record.identity(), what)).copied();
        of(Leaving::Row(record.place())).or_else(|| of(Leaving::Kind(record.tier())))
    };
    macro_rules! move_all {
        ($($records:ident $kind:ident)*) => {$(
            for record in &mut corpus.$records {
                if let Some(new) = new(Record::$kind(record)) {
                    record.identity = new;
                }
            }
        )*};
    }
    move_all!(
        roll Roll payments Payment absences Absence certificates Certificate pensions Pension
        cards Card
        deaths Death
    );
    leaving.iter().map(|one| fresh.contains_key(one)).collect()
}

/// The next free number among identities that say the same; `None` where all are taken.
fn numbered(
    corpus: &Corpus,
    parted: impl Iterator<Item = IdentityId>,
) -> FxHashMap<IdentityId, Option<u8>> {
    let says = |identity: &Identity| Identity {
        nth: 0,
        ..identity.clone()
    };
    let parted: Vec<(IdentityId, Identity)> = parted
        .filter_map(|id| Some((id, says(corpus.identity(id)?))))
        .collect();
    let mut most: FxHashMap<&Identity, u8> = parted.iter().map(|(_, said)| (said, 0)).collect();
    for identity in &corpus.identities {
        if let Some(most) = most.get_mut(&says(identity)) {
            *most = (*most).max(identity.nth);
        }
    }
    let next = |said: &Identity| most.get(said)?.checked_add(1);
    parted.iter().map(|(id, said)| (*id, next(said))).collect()
}
