//! Which identity each row of each list is.

use crate::model::{Corpus, IdentityId, Place};

/// Every row that became a record, with its identity, in source and row order, once each.
pub fn rows(corpus: &Corpus) -> Vec<(Place, IdentityId)> {
    let mut all: Vec<(Place, IdentityId)> = Vec::new();
    all.extend(corpus.payments.iter().map(|r| (r.place, r.identity)));
    all.extend(corpus.roll.iter().map(|r| (r.place, r.identity)));
    all.extend(corpus.deaths.iter().map(|r| (r.place, r.identity)));
    all.extend(corpus.absences.iter().map(|r| (r.place, r.identity)));
    all.extend(corpus.certificates.iter().map(|r| (r.place, r.identity)));
    all.extend(corpus.pensions.iter().map(|r| (r.place, r.identity)));
    all.extend(corpus.others.iter().map(|r| (r.place, r.identity)));
    all.sort_unstable();
    all.dedup();
    all
}
