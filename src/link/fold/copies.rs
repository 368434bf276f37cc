//! A list given twice is one list (`contract.md`, 1).
//!
//! In: the corpus. Out: the same without the rows of lists that another list of the same role,
//! commune and month holds already, in nine rows of ten or more; and what was left out. A list in a
//! file with a commune column is one commune's rows. One repeated row within a list is genuine.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::namesakes::drop_unused;
use crate::model::{Corpus, Month, Payment, PaymentFlags, Place, Role, SourceId, Sym};

/// A list that was left out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CopyOf {
    /// The list left out.
    pub source: SourceId,
    /// The list that holds its rows.
    pub of: SourceId,
    /// Rows left out.
    pub rows: u32,
    /// How many of them stand in the other list word for word.
    pub same: u32,
}

/// One list: role, commune and month, and the kind of its money, which is a copy of such money only.
type ListKey = (Role, Sym, Option<Month>, Kind);

/// What the money of a list is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Kind {
    /// Of its month.
    Own,
    /// Late money within a ledger of another month.
    Late,
    /// Given back to the budget.
    Returned,
}

/// The parts of ledgers that are late money.
type Late = FxHashSet<(SourceId, Sym, Month)>;

/// What one row of a list says; receipts count only between lists that both have them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct RowSays {
    plain: u64,
    with_receipt: u64,
}

/// Drops copies.
pub(super) fn leave_out(corpus: &mut Corpus) -> Vec<CopyOf> {
    let mut sources: FxHashMap<ListKey, Vec<SourceId>> = FxHashMap::default();
    let late = &super::coverage::late(corpus);
    let mut last = None;
    each_row(corpus, late, |list, place, _| {
        if last.replace((list, place.source)) != Some((list, place.source)) {
            let of_list = sources.entry(list).or_default();
            if !of_list.contains(&place.source) {
                of_list.push(place.source);
            }
        }
    });
    sources.retain(|_, of_list| of_list.len() > 1);
    if sources.is_empty() {
        return Vec::new();
    }
    let mut rows: FxHashMap<(ListKey, SourceId), Vec<RowSays>> = FxHashMap::default();
    each_row(corpus, late, |list, place, says| {
        if sources.contains_key(&list) {
            rows.entry((list, place.source)).or_default().push(says());
        }
    });
    let mut lists: Vec<(ListKey, Vec<SourceId>)> = sources.into_iter().collect();
    lists.sort_unstable();
    let mut dropped: FxHashMap<(ListKey, SourceId), SourceId> = FxHashMap::default();
    let mut copies: FxHashMap<(SourceId, SourceId), (u32, u32)> = FxHashMap::default();
    for (list, of_list) in lists {
        let mut of_list: Vec<(SourceId, Vec<RowSays>)> = of_list
            .into_iter()
            .filter_map(|source| Some((source, rows.remove(&(list, source))?)))
            .collect();
        // The whole before its parts, the first path before its copies.
        of_list.sort_by_key(|(source, rows)| (std::cmp::Reverse(rows.len()), *source));
        let mut kept: Vec<(SourceId, Vec<RowSays>)> = Vec::new();
        for (source, mut says) in of_list {
            let found = kept.iter_mut().find_map(|(of, whole)| {
                let same = same_rows(&mut says, whole);
                (same * 10 >= says.len() * 9).then_some((*of, same))
            });
            if let Some((of, same)) = found {
                dropped.insert((list, source), of);
                let told = copies.entry((source, of)).or_default();
                told.0 += says.len() as u32;
                told.1 += same as u32;
            } else {
                kept.push((source, says));
            }
        }
    }
    if !dropped.is_empty() {
        keep_unpaid_marks(corpus, late, &dropped);
        drop_rows(corpus, late, &dropped);
    }
    let mut copies: Vec<CopyOf> = copies
        .into_iter()
        .map(|((source, of), (rows, same))| CopyOf {
            source,
            of,
            rows,
            same,
        })
        .collect();
    copies.sort_unstable();
    copies
}

/// How many rows of the part stand in the whole; a row that is there twice counts twice.
fn same_rows(part: &mut [RowSays], whole: &mut [RowSays]) -> usize {
    let receipts = |rows: &[RowSays]| rows.iter().any(|r| r.plain != r.with_receipt);
    let by_receipt = receipts(part) && receipts(whole);
    let key = |r: &RowSays| if by_receipt { r.with_receipt } else { r.plain };
    part.sort_unstable_by_key(key);
    whole.sort_unstable_by_key(key);
    let mut rest = whole.iter().map(key).peekable();
    part.iter()
        .map(key)
        .filter(|row| {
            while rest.next_if(|w| w < row).is_some() {}
            rest.next_if_eq(row).is_some()
        })
        .count()
}

/// A list of the unpaid is a part of the ledger: its marks go over to the ledger's rows.
fn keep_unpaid_marks(
    corpus: &mut Corpus,
    late: &Late,
    dropped: &FxHashMap<(ListKey, SourceId), SourceId>,
) {
    let mut unpaid: FxHashSet<(SourceId, u64)> = FxHashSet::default();
    for payment in &corpus.payments {
        let of = dropped.get(&(list_of(payment, late), payment.place.source));
        if let Some(of) = of.filter(|_| payment.flags.has(PaymentFlags::UNPAID)) {
            unpaid.insert((*of, says(payment).plain));
        }
    }
    if unpaid.is_empty() {
        return;
    }
    let marked: Vec<usize> = (0..corpus.payments.len())
        .filter(|at| {
            corpus
                .payments
                .get(*at)
                .is_some_and(|p| unpaid.contains(&(p.place.source, says(p).plain)))
        })
        .collect();
    for at in marked {
        if let Some(payment) = corpus.payments.get_mut(at) {
            payment.flags.set(PaymentFlags::UNPAID);
        }
    }
}

fn drop_rows(corpus: &mut Corpus, late: &Late, dropped: &FxHashMap<(ListKey, SourceId), SourceId>) {
    let mut gone: FxHashSet<Place> = FxHashSet::default();
    each_row(corpus, late, |list, place, _| {
        if dropped.contains_key(&(list, place.source)) {
            gone.insert(place);
        }
    });
    let stays = |place: &Place| !gone.contains(place);
    corpus.payments.retain(|r| stays(&r.place));
    corpus.roll.retain(|r| stays(&r.place));
    corpus.changes.retain(|r| stays(&r.row.place));
    corpus.deaths.retain(|r| stays(&r.place));
    corpus.absences.retain(|r| stays(&r.place));
    corpus.certificates.retain(|r| stays(&r.place));
    corpus.pensions.retain(|r| stays(&r.place));
    corpus.cards.retain(|r| stays(&r.place));
    corpus.households.retain(|r| stays(&r.place));
    corpus.electricity.retain(|r| stays(&r.place));
    corpus.pupils.retain(|r| stays(&r.place));
    corpus.others.retain(|r| stays(&r.place));
    corpus.notes.retain(|(place, _)| stays(place));
    drop_unused(corpus);
}

/// Every record with its list, its row and what it says.
fn each_row(
    corpus: &Corpus,
    late: &Late,
    mut with: impl FnMut(ListKey, Place, &dyn Fn() -> RowSays),
) {
    for p in &corpus.payments {
        with(list_of(p, late), p.place, &|| says(p));
    }
    for r in &corpus.roll {
        let words = (
            r.scheme,
            r.category,
            r.level,
            r.kinds,
            r.coefficient,
            r.until,
        );
        let sums = (r.identity, r.amount, r.from, r.children, r.cared_for);
        let list = (Role::Roll, r.commune, r.month, Kind::Own);
        with(list, r.place, &|| plain((words, sums)));
    }
    for r in &corpus.deaths {
        let list = (Role::Deaths, Sym::EMPTY, None, Kind::Own);
        with(list, r.place, &|| plain((r.identity, r.died)));
    }
    for r in &corpus.absences {
        let list = (Role::Absences, r.commune, None, Kind::Own);
        with(list, r.place, &|| {
            plain((r.identity, r.from, r.to, r.reason))
        });
    }
    for r in &corpus.certificates {
        let list = (Role::Certificates, Sym::EMPTY, None, Kind::Own);
        let says = (r.identity, r.number, r.issued, r.level, r.kinds);
        with(list, r.place, &|| plain(says));
    }
    for r in &corpus.pensions {
        let list = (Role::Pensions, Sym::EMPTY, None, Kind::Own);
        with(list, r.place, &|| {
            plain((r.identity, r.from, r.until, r.kind))
        });
    }
    each_home(corpus, &mut with);
    for r in &corpus.cards {
        let list = (Role::Cards, Sym::EMPTY, None, Kind::Own);
        with(list, r.place, &|| {
            plain((r.identity, r.number, r.from, r.to))
        });
    }
}

/// Records of lists about households and pupils.
fn each_home(corpus: &Corpus, mut with: impl FnMut(ListKey, Place, &dyn Fn() -> RowSays)) {
    for r in &corpus.households {
        let list = (Role::Households, r.who.commune, r.month, Kind::Own);
        let says = (r.who, r.head, r.code, r.kinds, r.from, r.until);
        with(list, r.place, &|| plain(says));
    }
    for r in &corpus.electricity {
        let list = (Role::Electricity, r.who.commune, r.month, Kind::Own);
        let says = (r.who, r.code, r.kinds, r.amount, r.kwh, r.counted);
        with(list, r.place, &|| plain(says));
    }
    for r in &corpus.pupils {
        // Two schools may claim the same pupils.
        let list = (Role::Pupils, r.school, r.month, Kind::Own);
        let says = (
            r.who,
            r.parent,
            r.code,
            r.grounds,
            (r.amount, r.fees),
            r.months,
        );
        with(list, r.place, &|| plain(says));
    }
}

fn list_of(payment: &Payment, late: &Late) -> ListKey {
    let (commune, month) = (payment.commune, payment.month);
    let is_late = || !late.is_empty() && late.contains(&(payment.place.source, commune, month));
    let kind = if payment.flags.has(PaymentFlags::RETURNED) {
        Kind::Returned
    } else if is_late() {
        Kind::Late
    } else {
        Kind::Own
    };
    (Role::Ledger, commune, Some(month), kind)
}

fn says(p: &Payment) -> RowSays {
    let mut said = plain((p.identity, p.months, p.scheme, p.regular, p.arrears));
    if p.receipt != 0 {
        said.with_receipt = hash((said.plain, p.receipt));
    }
    said
}

fn plain(content: impl Hash) -> RowSays {
    let plain = hash(content);
    RowSays {
        plain,
        with_receipt: plain,
    }
}

fn hash(content: impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    content.hash(&mut hasher);
    hasher.finish()
}
