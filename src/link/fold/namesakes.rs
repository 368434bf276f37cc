//! Namesakes are not one person because their rows look alike.
//!
//! In: the corpus, in which rows of the same content are one identity. Out: the same corpus, in
//! which identities that say no more than a name and a year are apart where they may be several
//! people: two rows of one roll, and rows of lists of different roles (a death register is full of
//! strangers). Which of them are one person is then for linking to weigh, or to leave open.

use rustc_hash::FxHashMap;

use crate::model::{Corpus, Identity, IdentityId, PartialDate};

/// Kinds of lists, in the order in which linking takes them.
pub(crate) const TIERS: usize = 6;

/// Gives such rows identities of their own, and drops identities that no record has any more.
pub(super) fn keep_apart(corpus: &mut Corpus) {
    let weak: Vec<bool> = corpus.identities.iter().map(is_weak).collect();
    let is_weak = |id: IdentityId| weak.get(id.0 as usize).copied().unwrap_or(false);
    let mut fresh = Fresh {
        next: corpus.identities.len() as u32,
        ..Fresh::default()
    };
    for (at, rank) in repeated_on_rolls(corpus, is_weak) {
        if let Some(record) = corpus.roll.get_mut(at) {
            record.identity = fresh.number(record.identity, rank);
        }
    }
    let mut first_tier = vec![u8::MAX; weak.len()];
    each_identity(corpus, |tier, id| {
        let Some(first) = first_tier.get_mut(id.0 as usize) else {
            return;
        };
        if *first == u8::MAX {
            *first = tier as u8;
        } else if usize::from(*first) != tier && is_weak(*id) {
            *id = fresh.number(*id, RANKS + tier as u32);
        }
    });
    let copies = fresh.of.iter();
    corpus.identities.extend(
        copies
            .filter_map(|of| corpus.identities.get(of.0 as usize).cloned())
            .collect::<Vec<_>>(),
    );
}

/// Ranks of rows on one roll come below this.
const RANKS: u32 = u32::MAX / 2;

/// New identities for old ones, one for each rank or tier.
#[derive(Default)]
struct Fresh {
    next: u32,
    by_rank: FxHashMap<(IdentityId, u32), IdentityId>,
    /// The old identity of each new one.
    of: Vec<IdentityId>,
}

impl Fresh {
    fn number(&mut self, old: IdentityId, rank: u32) -> IdentityId {
        let next = self.next + self.of.len() as u32;
        let number = *self.by_rank.entry((old, rank)).or_insert(IdentityId(next));
        if number.0 == next {
            self.of.push(old);
        }
        number
    }
}

/// Roll rows whose weak identity stands on the same roll before, with how often it does.
fn repeated_on_rolls(corpus: &Corpus, is_weak: impl Fn(IdentityId) -> bool) -> Vec<(usize, u32)> {
    let list_of = |at: &usize| {
        let record = corpus.roll.get(*at);
        record.map(|r| (r.identity, r.place.source, r.commune, r.month, r.scheme))
    };
    let rows = corpus.roll.iter().enumerate();
    let mut weak: Vec<usize> = rows
        .filter(|(_, record)| is_weak(record.identity))
        .map(|(at, _)| at)
        .collect();
    weak.sort_by_key(list_of);
    weak.chunk_by(|a, b| list_of(a) == list_of(b))
        .flat_map(|rows| rows.iter().copied().zip(0..).skip(1))
        .collect()
}

/// Whether an identity says too little to be one person wherever it stands.
fn is_weak(identity: &Identity) -> bool {
    identity.id_number.is_none()
        && identity.book.is_empty()
        && !identity.born.is_some_and(PartialDate::is_day)
}

/// Drops identities that no record has, and renumbers the others in their order.
pub(super) fn drop_unused(corpus: &mut Corpus) {
    let mut used = vec![false; corpus.identities.len()];
    each_identity(corpus, |_, id| {
        if let Some(mark) = used.get_mut(id.0 as usize) {
            *mark = true;
        }
    });
    if used.iter().all(|u| *u) {
        return;
    }
    let mut next = 0;
    let numbers: Vec<IdentityId> = used
        .iter()
        .map(|used| {
            let number = IdentityId(next);
            next += u32::from(*used);
            number
        })
        .collect();
    each_identity(corpus, |_, id| {
        if let Some(number) = numbers.get(id.0 as usize) {
            *id = *number;
        }
    });
    let mut used = used.into_iter();
    corpus
        .identities
        .retain(|_| used.next().unwrap_or_default());
}

/// Every record's identity with the tier of its list.
fn each_identity(corpus: &mut Corpus, mut with: impl FnMut(usize, &mut IdentityId)) {
    macro_rules! each {
        ($($tier:literal $records:ident)*) => {$(
            for record in &mut corpus.$records {
                with($tier, &mut record.identity);
            }
        )*};
    }
    each!(0 roll 1 payments 2 absences 3 certificates 4 pensions 5 deaths);
}
