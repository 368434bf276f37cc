//! Which months of a weak identity in the ledgers are one person's.
//!
//! In: the corpus, in which all rows that say the same name and year are one identity. Out: the rows
//! that need an identity of their own, for [`namesakes`](super::namesakes) to give them: the second
//! of two like rows in a month, and each stretch of months in which something else stands beside
//! them. Rows of a person whom the post office writes now with the number and now without are told
//! from a namesake's by the rows that stand beside them in the month.

use rustc_hash::FxHashMap;

use super::namesakes::Apart;
use crate::link::grant::{Months, month_bit};
use crate::model::{Corpus, Identity, IdentityId, Month, Payment, PaymentFlags, Scheme};

fn is_monthly(payment: &Payment) -> bool {
    payment.regular > 0 && payment.scheme == Scheme::Benefit
}

/// Ledger rows of weak identities that some month has more than once, or that keep company now with
/// one row that says more and now with another, apart by stretch: months of one category and amount
/// with as many such rows each, in the same company. Where a row more or less stands in the month, it
/// may be another person's from there on. Out: each row but those of the first stretch's first, why it
/// is apart, and which of its month's like rows it is.
pub(super) fn apart_in_ledgers(
    corpus: &Corpus,
    is_weak: impl Fn(IdentityId) -> bool,
) -> Vec<(usize, Apart, u8)> {
    let monthly = |p: &Payment| is_monthly(p) && is_weak(p.identity);
    // A country has millions of rows and few such identities.
    let mut seen = vec![0; corpus.identities.len()];
    let mut repeated = vec![false; corpus.identities.len()];
    for payment in corpus.payments.iter().filter(|p| monthly(p)) {
        let (at, month) = (payment.identity.0 as usize, month_bit(payment.month));
        if let (Some(seen), Some(repeated)) = (seen.get_mut(at), repeated.get_mut(at)) {
            *repeated |= *seen & month != 0;
            *seen |= month;
        }
    }
    let company = Company::of(corpus, &is_weak);
    let is_repeated = |p: &Payment| {
        repeated.get(p.identity.0 as usize) == Some(&true) || company.changes(p.identity)
    };
    let mut rows: Vec<(&Payment, usize)> = corpus
        .payments
        .iter()
        .zip(0..)
        .filter(|(p, _)| monthly(p) && is_repeated(p))
        .collect();
    let grant = |p: &Payment| {
        (
            p.identity,
            p.categories,
            p.regular / i32::from(p.months.max(1)),
        )
    };
    let list = |p: &Payment| (p.month, p.place.source, p.commune);
    // Who leaves money one month has it beside the next: such rows are of one and the same namesake.
    let carries = |p: &Payment| p.flags.has(PaymentFlags::UNPAID) || p.arrears > 0;
    rows.sort_by_key(|(p, at)| (grant(p), list(p), carries(p), *at));
    let funerals = corpus.payments.iter().zip(0..);
    let mut apart: Vec<(usize, Apart, u8)> = funerals
        .filter(|(p, _)| p.scheme == Scheme::Funeral && is_repeated(p))
        .map(|(_, at)| (at, Apart::Funeral, 0))
        .collect();
    for of_one in rows.chunk_by(|a, b| a.0.identity == b.0.identity) {
        let mut months: Vec<_> = of_one.iter().map(|(p, _)| list(p)).collect();
        months.sort_unstable();
        // The same row in two ledgers may be one payment told twice, which is not for here.
        let Some(of) = of_one.first().map(|(p, _)| p.identity) else {
            continue;
        };
        if months.windows(2).all(|pair| pair[0] != pair[1]) && !company.changes(of) {
            continue;
        }
        let mut stretch = 0_u16;
        for granted in of_one.chunk_by(|a, b| grant(a.0) == grant(b.0)) {
            let (first, mut before) = (stretch, None);
            for month in granted.chunk_by(|a, b| list(a.0) == list(b.0)) {
                let beside = month.first().map(|(p, _)| company.in_month(of, p.month));
                let now = Some((month.len(), beside));
                if before.is_some() && before != now {
                    stretch = stretch.saturating_add(1);
                }
                before = now;
                for ((_, at), nth) in month.iter().zip(counted()) {
                    // Rows beside another stay together: a slip is known by coming now and then.
                    let stretch = if nth > 0 { first } else { stretch };
                    if (stretch, nth) != (0, 0) {
                        apart.push((*at, Apart::InLedger(stretch), nth));
                    }
                }
            }
            stretch = stretch.saturating_add(1);
        }
    }
    apart
}

/// 0, 1, 2 and so on.
fn counted() -> impl Iterator<Item = u8> {
    (0..u8::MAX).chain(std::iter::repeat(u8::MAX))
}

/// In which months rows that say more of the same name stand beside those of weak identities.
struct Company {
    /// The months of each namesake who stands beside an identity in some of its months and not in
    /// others.
    beside: FxHashMap<IdentityId, Vec<Months>>,
}

impl Company {
    fn of(corpus: &Corpus, is_weak: impl Fn(IdentityId) -> bool) -> Self {
        let mut months: Vec<Months> = vec![0; corpus.identities.len()];
        for payment in corpus.payments.iter().filter(|p| is_monthly(p)) {
            if let Some(months) = months.get_mut(payment.identity.0 as usize) {
                *months |= month_bit(payment.month);
            }
        }
        let mut paid: Vec<(&Identity, IdentityId, Months)> = (0..)
            .map(IdentityId)
            .zip(&corpus.identities)
            .zip(&months)
            .filter(|(_, months)| **months != 0)
            .map(|((id, identity), months)| (identity, id, *months))
            .collect();
        let name = |i: &Identity| (i.name, i.commune);
        paid.sort_unstable_by_key(|(identity, id, _)| (name(identity), *id));
        let mut beside: FxHashMap<IdentityId, Vec<Months>> = FxHashMap::default();
        for namesakes in paid.chunk_by(|a, b| name(a.0) == name(b.0)) {
            for (weak, id, own) in namesakes.iter().filter(|(_, id, _)| is_weak(*id)) {
                for (strong, _, theirs) in namesakes.iter().filter(|(_, id, _)| !is_weak(*id)) {
                    let common = own & theirs;
                    let births = weak.born.zip(strong.born);
                    let may_be_one = births.is_none_or(|(a, b)| a.overlaps(b));
                    if common != 0 && common != *own && may_be_one {
                        beside.entry(*id).or_default().push(*theirs);
                    }
                }
            }
        }
        Self { beside }
    }

    /// Whether somebody stands beside an identity in some of its months only.
    fn changes(&self, identity: IdentityId) -> bool {
        self.beside.contains_key(&identity)
    }

    /// Which of them do so in a month, as bits.
    fn in_month(&self, identity: IdentityId, month: Month) -> u64 {
        let beside = self.beside.get(&identity).map_or(&[][..], Vec::as_slice);
        let stand = beside.iter().map(|months| months & month_bit(month) != 0);
        let bits = stand.zip(0..u64::BITS);
        bits.fold(0, |all, (stands, at)| all | u64::from(stands) << at)
    }
}
