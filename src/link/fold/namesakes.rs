//! Namesakes are not one person because their rows look alike.
//!
//! In: the corpus, in which rows of the same content are one identity. Out: the same corpus, in
//! which identities that say no more than a name and a year are apart where they may be several
//! people: two rows of one roll, two rows of one month of a ledger, and rows of lists of different
//! roles (a death register is full of strangers). Which of them are one person is then for linking
//! to weigh, or to leave open.

use rustc_hash::FxHashMap;

use crate::model::{
    Categories, Corpus, Identity, IdentityId, PartialDate, Payment, RollRecord, Scheme,
};

/// Kinds of lists, in the order in which linking takes them: rolls, ledgers, absences,
/// certificates, pensions, deaths, and funeral rows that may be of several people.
pub(crate) const TIERS: usize = 7;

/// The kind of a ledger row. Funeral support is for somebody whose death has to be known first.
pub(crate) fn tier_of(payment: &Payment) -> usize {
    if payment.scheme == Scheme::Funeral {
        TIERS - 1
    } else {
        1
    }
}

/// Gives such rows identities of their own, and drops identities that no record has any more.
pub(super) fn keep_apart(corpus: &mut Corpus) {
    let weak: Vec<bool> = corpus.identities.iter().map(is_weak).collect();
    let is_weak = |id: IdentityId| weak.get(id.0 as usize).copied().unwrap_or(false);
    let mut fresh = Fresh {
        next: corpus.identities.len() as u32,
        ..Fresh::default()
    };
    for (at, nth) in repeated_on_rolls(corpus, is_weak) {
        if let Some(record) = corpus.roll.get_mut(at) {
            record.identity = fresh.number(record.identity, Apart::OnRoll, nth);
        }
    }
    for (at, grant, nth) in repeated_in_ledgers(corpus, is_weak) {
        if let Some(payment) = corpus.payments.get_mut(at) {
            payment.identity = fresh.number(payment.identity, Apart::InLedger(grant), nth);
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
            *id = fresh.number(*id, Apart::Tier(tier), 0);
        }
    });
    let copies = fresh.of.iter().filter_map(|(of, nth)| {
        let old = corpus.identities.get(of.0 as usize)?;
        let nth = *nth;
        Some(Identity { nth, ..old.clone() })
    });
    let copies: Vec<Identity> = copies.collect();
    corpus.identities.extend(copies);
}

/// Why a row has an identity of its own.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Apart {
    /// Others on the roll say the same.
    OnRoll,
    /// Others in the month say the same, and are paid for other categories.
    InLedger(u8),
    /// It stands on a list of another role.
    Tier(usize),
}

/// New identities for old ones.
#[derive(Default)]
struct Fresh {
    next: u32,
    numbers: FxHashMap<(IdentityId, Apart, u8), IdentityId>,
    /// The old identity of each new one, and which of several rows it is.
    of: Vec<(IdentityId, u8)>,
}

impl Fresh {
    fn number(&mut self, old: IdentityId, apart: Apart, nth: u8) -> IdentityId {
        let next = self.next + self.of.len() as u32;
        let key = (old, apart, nth);
        let number = *self.numbers.entry(key).or_insert(IdentityId(next));
        if number.0 == next {
            self.of.push((old, nth));
        }
        number
    }
}

/// Roll rows whose weak identity stands on the same roll before, with how often it does. A row that
/// is another one to the letter, down to village and start, is that row written twice: so much is no
/// namesake's.
fn repeated_on_rolls(corpus: &Corpus, is_weak: impl Fn(IdentityId) -> bool) -> Vec<(usize, u8)> {
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
    let mut repeated = Vec::new();
    for rows in weak.chunk_by(|a, b| list_of(a) == list_of(b)) {
        let mut kept: Vec<&RollRecord> = Vec::new();
        for at in rows {
            let Some(row) = corpus.roll.get(*at) else {
                continue;
            };
            let nth = kept
                .iter()
                .position(|other| is_written_twice(corpus, other, row));
            let nth = nth.unwrap_or(kept.len());
            if nth == kept.len() {
                kept.push(row);
            }
            if nth > 0 {
                repeated.push((*at, u8::try_from(nth).unwrap_or(u8::MAX)));
            }
        }
    }
    repeated
}

/// Whether two rows of one identity agree in everything, and tell enough.
fn is_written_twice(corpus: &Corpus, a: &RollRecord, b: &RollRecord) -> bool {
    let granted = |r: &RollRecord| {
        (
            r.categories,
            r.level,
            r.kinds,
            r.children,
            r.amount,
            r.cared_for,
        )
    };
    let lives = corpus
        .identity(a.identity)
        .is_some_and(|i| !i.village.is_empty());
    lives && a.from.is_some() && (a.from, a.until) == (b.from, b.until) && granted(a) == granted(b)
}

/// Stands for a category of its own.
const FUNERAL: u8 = u8::MAX;

/// Ledger rows of weak identities that some month of a ledger has more than once: apart by
/// category, and within one by how often it stands in the month before; and the funeral rows of such
/// identities. Out: each row but the first, which category, how often.
fn repeated_in_ledgers(
    corpus: &Corpus,
    is_weak: impl Fn(IdentityId) -> bool,
) -> Vec<(usize, u8, u8)> {
    let monthly = |p: &Payment| p.regular > 0 && p.scheme == Scheme::Benefit && is_weak(p.identity);
    // A country has millions of rows and few such identities: months seen are bits, by the remainder of 64.
    let mut seen = vec![0u64; corpus.identities.len()];
    let mut repeated = vec![false; corpus.identities.len()];
    for payment in corpus.payments.iter().filter(|p| monthly(p)) {
        let (at, bit) = (
            payment.identity.0 as usize,
            1 << payment.month.0.rem_euclid(64),
        );
        if let (Some(seen), Some(repeated)) = (seen.get_mut(at), repeated.get_mut(at)) {
            *repeated |= *seen & bit != 0;
            *seen |= bit;
        }
    }
    let is_repeated = |p: &Payment| repeated.get(p.identity.0 as usize) == Some(&true);
    let mut rows: Vec<(&Payment, usize)> = corpus
        .payments
        .iter()
        .zip(0..)
        .filter(|(p, _)| monthly(p) && is_repeated(p))
        .collect();
    let list = |p: &Payment| (p.identity, p.place.source, p.commune, p.month);
    rows.sort_by_key(|(p, at)| (list(p), p.categories, p.regular, *at));
    let together = |a: &(&Payment, usize), b: &(&Payment, usize)| list(a.0) == list(b.0);
    let funerals = corpus.payments.iter().zip(0..);
    let mut apart: Vec<(usize, u8, u8)> = funerals
        .filter(|(p, _)| p.scheme == Scheme::Funeral && is_repeated(p))
        .map(|(_, at)| (at, FUNERAL, 0))
        .collect();
    for of_one in rows.chunk_by(|a, b| a.0.identity == b.0.identity) {
        // The same row in two ledgers may be one payment told twice, which is not for here.
        if of_one.chunk_by(together).all(|month| month.len() < 2) {
            continue;
        }
        let mut kinds: Vec<Categories> = of_one.iter().map(|(p, _)| p.categories).collect();
        kinds.sort_unstable();
        kinds.dedup();
        for month in of_one.chunk_by(together) {
            for same in month.chunk_by(|a, b| a.0.categories == b.0.categories) {
                for ((payment, at), nth) in same.iter().zip(counted()) {
                    let kind = kinds.binary_search(&payment.categories).unwrap_or(0);
                    let kind = u8::try_from(kind).unwrap_or(FUNERAL - 1);
                    if (kind, nth) != (0, 0) {
                        apart.push((*at, kind, nth));
                    }
                }
            }
        }
    }
    apart
}

/// 0, 1, 2 and so on.
fn counted() -> impl Iterator<Item = u8> {
    (0..u8::MAX).chain(std::iter::repeat(u8::MAX))
}

/// Whether an identity says too little to be one person wherever it stands.
fn is_weak(identity: &Identity) -> bool {
    identity.id_number.is_none()
        && identity.book.is_empty()
        && identity.account.is_empty()
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
    each!(0 roll 1 payments 2 absences 3 certificates 4 pensions 5 deaths 6 others);
}
