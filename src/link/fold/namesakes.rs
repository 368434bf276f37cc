//! Namesakes on one roll are not one person.
//!
//! In: the corpus, in which rows of the same content are one identity. Out: the same corpus, in
//! which two rows of one roll that agree only in name and year (or not even that) are identities of
//! their own. Which of them a ledger row means is then for linking to say, or to leave open.

use rustc_hash::FxHashMap;

use crate::model::{Corpus, Identity, IdentityId, PartialDate};

/// Gives such rows identities of their own, and drops identities that no record has any more.
pub(super) fn keep_apart(corpus: &mut Corpus) {
    let mut order: Vec<usize> = (0..corpus.roll.len())
        .filter(|at| {
            let record = corpus.roll.get(*at);
            record.is_some_and(|r| corpus.identity(r.identity).is_some_and(is_weak))
        })
        .collect();
    let list_of = |at: &usize| {
        let record = corpus.roll.get(*at);
        record.map(|r| (r.identity, r.place.source, r.commune, r.month, r.scheme))
    };
    order.sort_by_key(list_of);
    let lists: Vec<&[usize]> = order.chunk_by(|a, b| list_of(a) == list_of(b)).collect();
    let twice: Vec<IdentityId> = lists
        .iter()
        .filter(|rows| rows.len() > 1)
        .filter_map(|rows| corpus.roll.get(*rows.first()?).map(|r| r.identity))
        .collect();
    if twice.is_empty() {
        return;
    }
    let mut own: FxHashMap<(IdentityId, usize), IdentityId> = FxHashMap::default();
    let mut moves = Vec::new();
    for rows in lists {
        for (rank, at) in rows.iter().enumerate() {
            let Some(record) = corpus.roll.get(*at) else {
                continue;
            };
            let Some(identity) = corpus.identity(record.identity) else {
                continue;
            };
            if twice.binary_search(&record.identity).is_err() {
                continue;
            }
            let next = IdentityId(corpus.identities.len() as u32);
            let fresh = identity.clone();
            let number = *own.entry((record.identity, rank)).or_insert(next);
            if number == next {
                corpus.identities.push(fresh);
            }
            moves.push((*at, number));
        }
    }
    for (at, number) in moves {
        if let Some(record) = corpus.roll.get_mut(at) {
            record.identity = number;
        }
    }
    drop_unused(corpus);
}

/// Whether an identity says too little to be one person wherever it stands twice on one list.
fn is_weak(identity: &Identity) -> bool {
    identity.id_number.is_none()
        && identity.book.is_empty()
        && !identity.born.is_some_and(PartialDate::is_day)
}

/// Drops identities that no record has, and renumbers the others in their order.
pub(super) fn drop_unused(corpus: &mut Corpus) {
    let mut used = vec![false; corpus.identities.len()];
    each_identity(corpus, |id| {
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
    each_identity(corpus, |id| {
        if let Some(number) = numbers.get(id.0 as usize) {
            *id = *number;
        }
    });
    let mut used = used.into_iter();
    corpus
        .identities
        .retain(|_| used.next().unwrap_or_default());
}

fn each_identity(corpus: &mut Corpus, mut with: impl FnMut(&mut IdentityId)) {
    corpus
        .payments
        .iter_mut()
        .for_each(|r| with(&mut r.identity));
    corpus.roll.iter_mut().for_each(|r| with(&mut r.identity));
    corpus.deaths.iter_mut().for_each(|r| with(&mut r.identity));
    corpus
        .absences
        .iter_mut()
        .for_each(|r| with(&mut r.identity));
    corpus
        .certificates
        .iter_mut()
        .for_each(|r| with(&mut r.identity));
    corpus
        .pensions
        .iter_mut()
        .for_each(|r| with(&mut r.identity));
}
