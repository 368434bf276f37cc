//! Namesakes are not one person because their rows look alike.
//!
//! In: the corpus, in which rows of the same content are one identity. Out: the same corpus, in
//! which identities that say no more than a name and a year are apart where they may be several
//! people: two rows of one roll, two rows of one month of a ledger, and rows of lists of different
//! roles (a death register is full of strangers). Which of them are one person is then for linking
//! to weigh, or to leave open.

use rustc_hash::FxHashMap;

use super::stretches;
use crate::model::{Corpus, Identity, IdentityId, PartialDate, Payment, RollRecord, Scheme};

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

/// Gives such rows identities of their own.
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
    for (at, apart, nth) in stretches::apart_in_ledgers(corpus, is_weak) {
        let Some(old) = corpus.payments.get(at).map(|p| p.identity) else {
            continue;
        };
        let new = fresh.number(old, apart, nth);
        for payment in of_line(corpus, at) {
            if payment.identity == old
                && (payment.scheme == Scheme::Funeral) == (apart == Apart::Funeral)
            {
                payment.identity = new;
            }
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
    let copies = fresh.of.iter().filter_map(|(of, apart, nth)| {
        let old = corpus.identities.get(of.0 as usize)?;
        let stretch = match apart {
            Apart::InLedger(stretch) => *stretch,
            _ => 0,
        };
        let nth = *nth;
        Some(Identity {
            nth,
            stretch,
            ..old.clone()
        })
    });
    let copies: Vec<Identity> = copies.collect();
    corpus.identities.extend(copies);
}

/// All payments of a ledger line, side by side in the corpus: what one line pays in two columns is
/// one person's.
fn of_line(corpus: &mut Corpus, at: usize) -> &mut [Payment] {
    let payments = &corpus.payments;
    let place = payments.get(at).map(|p| p.place);
    let same = |p: &&Payment| Some(p.place) == place;
    let before = payments.iter().take(at).rev().take_while(same).count();
    let after = payments.iter().skip(at).take_while(same).count();
    corpus
        .payments
        .get_mut(at - before..at + after)
        .unwrap_or_default()
}

/// Why a row has an identity of its own.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Apart {
    /// Others on the roll say the same.
    OnRoll,
    /// Others in the month say the same; which stretch of months.
    InLedger(u16),
    /// Funeral support of somebody of whom others may say the same.
    Funeral,
    /// It stands on a list of another role.
    Tier(usize),
}

/// New identities for old ones.
#[derive(Default)]
struct Fresh {
    next: u32,
    numbers: FxHashMap<(IdentityId, Apart, u8), IdentityId>,
    /// The old identity of each new one, and what sets it apart.
    of: Vec<(IdentityId, Apart, u8)>,
}

impl Fresh {
    fn number(&mut self, old: IdentityId, apart: Apart, nth: u8) -> IdentityId {
        let next = self.next + self.of.len() as u32;
        let key = (old, apart, nth);
        let number = *self.numbers.entry(key).or_insert(IdentityId(next));
        if number.0 == next {
            self.of.push((old, apart, nth));
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
    weak.sort_by_key(|at| (list_of(at), corpus.roll.get(*at).map(granted)));
    let mut repeated = Vec::new();
    for rows in weak.chunk_by(|a, b| list_of(a) == list_of(b)) {
        let mut next = 0_u32;
        let mut written: Option<(&RollRecord, u32)> = None;
        for at in rows {
            let Some(row) = corpus.roll.get(*at) else {
                continue;
            };
            let nth = match written {
                Some((before, nth)) if is_written_twice(corpus, before, row) => nth,
                _ => {
                    next += 1;
                    next - 1
                }
            };
            written = Some((row, nth));
            if nth > 0 {
                repeated.push((*at, u8::try_from(nth).unwrap_or(u8::MAX)));
            }
        }
    }
    repeated
}

/// What a roll row grants. Rows of one name are taken in this order, whatever their order on the sheet.
fn granted(r: &RollRecord) -> impl Ord + use<> {
    let amounts = (r.categories, r.amount, r.from, r.until);
    (amounts, r.level, r.kinds, r.children, r.cared_for)
}

/// Whether two rows of one identity agree in everything, and tell enough.
fn is_written_twice(corpus: &Corpus, a: &RollRecord, b: &RollRecord) -> bool {
    let lives = corpus.identity(a.identity);
    let tells = lives.is_some_and(|i| !i.village.is_empty()) && a.from.is_some();
    tells && granted(a) == granted(b)
}

/// Whether an identity says too little to be one person wherever it stands.
fn is_weak(identity: &Identity) -> bool {
    identity.id_number.is_none()
        && identity.book.is_empty()
        && identity.account.is_empty()
        && identity.card.is_empty()
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
    for change in &mut corpus.changes {
        with(2, &mut change.row.identity);
    }
    each!(0 roll 1 payments 2 absences 3 certificates 4 pensions 4 cards 5 deaths 6 others);
}
