//! What the lists cover, so that nobody is judged by a list that was never given.
//!
//! In: the corpus. Out: its `coverage`, sorted. A roll or ledger covers the communes and months of
//! its rows; a register covers every commune unless the list itself is one commune's, since a
//! commune without deaths simply has no row in it.

use rustc_hash::{FxHashMap, FxHashSet};

use super::merge::Communes;
use crate::model::{Corpus, Coverage, Month, Role, SourceId, Sym};

/// A month with fewer rows than this part of a ledger's busiest month is late money, not a ledger
/// of that month.
const LATE_PART: u32 = 5;

/// The months of ledgers that are late money.
pub(super) fn late(corpus: &Corpus) -> FxHashSet<(SourceId, Sym, Month)> {
    let mut late = FxHashSet::default();
    each_month(corpus, |source, commune, month, is_late| {
        if is_late {
            late.insert((source, commune, month));
        }
    });
    late
}

/// The months of the rows of every ledger, and whether they are late money in it; in no order.
fn each_month(corpus: &Corpus, mut with: impl FnMut(SourceId, Sym, Month, bool)) {
    let mut ledgers: FxHashMap<(SourceId, Sym), FxHashMap<Month, u32>> = FxHashMap::default();
    for payment in &corpus.payments {
        let months = ledgers
            .entry((payment.place.source, payment.commune))
            .or_default();
        for i in 0..i32::from(payment.months) {
            *months.entry(payment.month.plus(i)).or_default() += 1;
        }
    }
    #[allow(
        clippy::iter_over_hash_type,
        reason = "what is made of it is sorted, or a set"
    )]
    for ((source, commune), months) in &ledgers {
        let listed = corpus.source(*source).and_then(|s| s.month);
        let busiest = months.values().copied().max().unwrap_or(0);
        for (month, rows) in months {
            let is_own = listed == Some(*month) || rows * LATE_PART >= busiest;
            with(*source, *commune, *month, !is_own);
        }
    }
}

/// Fills the corpus's coverage.
pub(super) fn note(corpus: &mut Corpus, mut communes: Communes) {
    let mut all = Vec::new();
    each_month(corpus, |_, commune, month, is_late| {
        if !is_late {
            all.push(Coverage {
                role: Role::Ledger,
                commune,
                month: Some(month),
            });
        }
    });
    let mut last = None;
    for record in &corpus.roll {
        let roll = Coverage {
            role: Role::Roll,
            commune: record.commune,
            month: record.month,
        };
        if last.replace(roll) != Some(roll) {
            all.push(roll);
        }
    }
    for at in 0..corpus.sources.len() {
        let Some(source) = corpus.sources.get(at) else {
            continue;
        };
        let register = matches!(
            source.role,
            Role::Deaths | Role::Absences | Role::Certificates | Role::Pensions
        );
        if register {
            let (role, name) = (source.role, source.commune.clone());
            let written = corpus.texts.intern(&name);
            all.push(Coverage {
                role,
                commune: communes.one(written, corpus),
                month: None,
            });
        }
    }
    all.sort_unstable();
    all.dedup();
    corpus.coverage = all;
}
