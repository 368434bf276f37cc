//! What each identity says of who somebody is, in the form in which it is compared.
//!
//! In: the corpus. Out: [`Facts`], one [`Fact`] an identity, in a canonical order that depends only
//! on the contents of the identities, not on the order of files. Everything after this works in
//! that order, so that linking gives the same people whatever came first.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::fold::{TIERS, tier_of};
use super::grant::{self, Grant};
use super::name::FoldedName;
use crate::model::text::{commune_key, fold};
use crate::model::{
    Corpus, IdNumber, Identity, IdentityId, Interner, PartialDate, PaymentFlags, Place, Scheme,
    Sex, Sym,
};

/// What one identity says.
#[derive(Clone, Debug)]
pub(crate) struct Fact {
    /// Which identity.
    pub identity: IdentityId,
    /// Index into [`Facts::names`].
    pub name: u32,
    /// Birth as told, else the year that the id number tells.
    pub born: Option<PartialDate>,
    /// Sex as told, else as the id number tells.
    pub sex: Option<Sex>,
    /// Id number.
    pub id: Option<IdNumber>,
    /// Commune, as in the corpus.
    pub commune: Sym,
    /// Village, in [`Facts::texts`].
    pub village: Sym,
    /// Book, in [`Facts::texts`].
    pub book: Sym,
    /// Account, in [`Facts::texts`].
    pub account: Sym,
    /// Number of the insured, in [`Facts::texts`].
    pub card: Sym,
    /// Who is named as guardian, or receives for the person: a bare name in [`Facts::texts`].
    pub guardian: Sym,
    /// Which of several rows that say the same, see [`Identity::nth`].
    pub nth: u8,
    /// Which stretch of months, see [`Identity::stretch`].
    pub stretch: u16,
    /// What it was granted or paid a month.
    pub grant: Grant,
    /// 0 roll, 1 ledger, 2 absences, 3 certificates, 4 pensions and cards, 5 deaths, 6 funerals: the first it
    /// stands in.
    pub tier: u8,
}

/// A name taken apart; numbers are texts of [`Facts::texts`].
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Name {
    /// Without marks.
    pub bare: Sym,
    /// With marks.
    pub toned: Sym,
    /// First syllable, without marks.
    pub family: Sym,
    /// Syllables between, without marks.
    pub middle: Sym,
    /// Last syllable, without marks.
    pub given: Sym,
    /// Whether it has any marks.
    pub marked: bool,
}

/// A roll on which somebody stands, and with how many monthly benefits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct OnRoll {
    pub list: u32,
    /// As a count; `i32::MIN` where the roll tells none.
    pub month: i32,
    pub benefits: u8,
}

/// All facts.
#[derive(Default)]
pub(crate) struct Facts {
    /// In canonical order.
    pub all: Vec<Fact>,
    /// Distinct names.
    pub names: Vec<Name>,
    /// Parts of names, villages and books, folded.
    pub texts: Interner,
    /// As in [`Corpus::merged`].
    merged: Vec<(Sym, Sym)>,
    /// For each fact, the rolls it stands on: `lists[list_ends[i - 1]..list_ends[i]]`, rising.
    lists: Vec<OnRoll>,
    list_ends: Vec<u32>,
}

impl Facts {
    /// The facts of a corpus.
    pub fn new(corpus: &Corpus) -> Self {
        let tiers = tiers(corpus);
        let order = canonical_order(corpus, &tiers);
        let mut facts = Self {
            merged: corpus.merged.clone(),
            ..Self::default()
        };
        let name_of = facts.fold_names(corpus);
        let mut places: FxHashMap<(Sym, bool), Sym> = FxHashMap::default();
        for at in order {
            let Some(one) = corpus.identity(IdentityId(at)) else {
                continue;
            };
            let mut folded = |sym: Sym, is_village: bool| {
                *places.entry((sym, is_village)).or_insert_with(|| {
                    let text = fold(corpus.texts.get(sym));
                    let text = if is_village {
                        corpus.addresses.bare(&text)
                    } else {
                        &text
                    };
                    facts.texts.intern(text)
                })
            };
            let (village, book) = (folded(one.village, true), folded(one.book, false));
            let (account, card) = (folded(one.account, false), folded(one.card, false));
            facts.all.push(Fact {
                identity: IdentityId(at),
                name: name_of.get(&one.name).copied().unwrap_or_default(),
                born: one.born.or_else(|| told_year(one)),
                sex: one.sex.or_else(|| told_sex(one)),
                id: one.id_number,
                commune: one.commune,
                village,
                book,
                account,
                card,
                guardian: Sym::EMPTY,
                nth: one.nth,
                stretch: one.stretch,
                grant: Grant::default(),
                tier: tiers.get(at as usize).copied().unwrap_or(0),
            });
        }
        let fact_of = facts.by_identity(corpus);
        facts.note_rolls(corpus, &fact_of);
        facts.note_guardians(corpus, &fact_of);
        grant::note(&mut facts.all, corpus, &fact_of);
        facts
    }

    /// The name of a fact.
    pub fn name(&self, fact: &Fact) -> Name {
        self.names
            .get(fact.name as usize)
            .copied()
            .unwrap_or_default()
    }

    /// Whether one commune went into the other.
    pub fn became_one(&self, a: Sym, b: Sym) -> bool {
        let merged = |old, new| self.merged.binary_search(&(old, new)).is_ok();
        merged(a, b) || merged(b, a)
    }

    /// The rolls that a fact stands on, rising.
    pub fn rolls(&self, at: u32) -> &[OnRoll] {
        let at = at as usize;
        let end = |i: usize| self.list_ends.get(i).copied().unwrap_or(0) as usize;
        let start = if at == 0 { 0 } else { end(at - 1) };
        self.lists.get(start..end(at)).unwrap_or(&[])
    }

    /// Whether two facts stand on one roll.
    pub fn share_a_roll(&self, a: u32, b: u32) -> bool {
        let (mut a, mut b) = (self.rolls(a).iter(), self.rolls(b).iter());
        let (mut x, mut y) = (a.next(), b.next());
        while let (Some(i), Some(j)) = (x, y) {
            match i.list.cmp(&j.list) {
                std::cmp::Ordering::Less => x = a.next(),
                std::cmp::Ordering::Greater => y = b.next(),
                std::cmp::Ordering::Equal => return true,
            }
        }
        false
    }

    /// For each identity of the corpus, its fact.
    pub fn by_identity(&self, corpus: &Corpus) -> Vec<u32> {
        let mut fact_of = vec![0; corpus.identities.len()];
        for (fact, at) in self.all.iter().zip(0..) {
            if let Some(of) = fact_of.get_mut(fact.identity.0 as usize) {
                *of = at;
            }
        }
        fact_of
    }

    fn fold_names(&mut self, corpus: &Corpus) -> FxHashMap<Sym, u32> {
        let mut distinct: Vec<Sym> = corpus.identities.iter().map(|i| i.name).collect();
        distinct.sort_unstable();
        distinct.dedup();
        let folded: Vec<FoldedName> = distinct
            .par_iter()
            .map(|name| FoldedName::new(corpus.texts.get(*name)))
            .collect();
        for name in &folded {
            let bare = name.bare.as_str();
            let (family, rest) = bare.split_once(' ').unwrap_or(("", bare));
            let (middle, given) = rest.rsplit_once(' ').unwrap_or(("", rest));
            let name = Name {
                bare: self.texts.intern(bare),
                toned: self.texts.intern(&name.toned),
                family: self.texts.intern(family),
                middle: self.texts.intern(middle),
                given: self.texts.intern(given),
                marked: name.marked,
            };
            self.names.push(name);
        }
        distinct.into_iter().zip(0..).collect()
    }

    fn note_guardians(&mut self, corpus: &Corpus, fact_of: &[u32]) {
        let mut bare: FxHashMap<Sym, Sym> = FxHashMap::default();
        let on_rolls = corpus.roll.iter().map(|r| (r.identity, r.guardian));
        let received = corpus.payments.iter();
        let received = received.filter(|p| !p.flags.has(PaymentFlags::OWN_NAME));
        let received = received.map(|p| (p.identity, p.receiver));
        for (identity, name) in on_rolls
            .chain(received)
            .filter(|(_, name)| !name.is_empty())
        {
            let fact = fact_of.get(identity.0 as usize);
            let Some(fact) = fact.and_then(|at| self.all.get_mut(*at as usize)) else {
                continue;
            };
            if fact.guardian.is_empty() {
                let texts = &mut self.texts;
                fact.guardian = *bare
                    .entry(name)
                    .or_insert_with(|| texts.intern(&FoldedName::new(corpus.texts.get(name)).bare));
            }
        }
    }

    fn note_rolls(&mut self, corpus: &Corpus, fact_of: &[u32]) {
        let mut lists: FxHashMap<(Place, Sym, i32), u32> = FxHashMap::default();
        let mut rows: Vec<(u32, OnRoll)> = Vec::with_capacity(corpus.roll.len());
        for record in &corpus.roll {
            let list = Place {
                row: 0,
                ..record.place
            };
            let month = record.month.map_or(i32::MIN, |m| m.0);
            let next = lists.len() as u32;
            let list = *lists.entry((list, record.commune, month)).or_insert(next);
            let fact = fact_of.get(record.identity.0 as usize);
            let benefits = u8::from(record.scheme == Scheme::Benefit);
            let on_roll = OnRoll {
                list,
                month,
                benefits,
            };
            rows.push((fact.copied().unwrap_or(0), on_roll));
        }
        rows.sort_unstable();
        rows.dedup_by(|next, kept| {
            let same = next.0 == kept.0 && next.1.list == kept.1.list;
            if same {
                kept.1.benefits = kept.1.benefits.saturating_add(next.1.benefits);
            }
            same
        });
        let mut rows = rows.into_iter().peekable();
        for at in 0..self.all.len() as u32 {
            while let Some((_, list)) = rows.next_if(|(fact, _)| *fact == at) {
                self.lists.push(list);
            }
            self.list_ends.push(self.lists.len() as u32);
        }
    }
}

/// The identities sorted by what they say, texts by their letters; equal ones stay in their order.
fn canonical_order(corpus: &Corpus, tiers: &[u8]) -> Vec<u32> {
    let mut rank = vec![0u32; corpus.texts.len()];
    let mut used: Vec<Sym> = corpus
        .identities
        .iter()
        .flat_map(|i| [i.name, i.village, i.book, i.account, i.card])
        .collect();
    used.par_sort_unstable();
    used.dedup();
    used.par_sort_unstable_by_key(|s| corpus.texts.get(*s));
    for (sym, at) in used.iter().zip(1..) {
        if let Some(rank) = rank.get_mut(sym.0 as usize) {
            *rank = at;
        }
    }
    let mut communes: Vec<Sym> = corpus.identities.iter().map(|i| i.commune).collect();
    communes.sort_unstable();
    communes.dedup();
    communes.sort_by_cached_key(|s| commune_key(corpus.texts.get(*s)));
    let communes: FxHashMap<Sym, u32> = communes.into_iter().zip(0..).collect();
    let of = |sym: Sym| rank.get(sym.0 as usize).copied().unwrap_or(0);
    let mut order: Vec<_> = corpus
        .identities
        .iter()
        .zip(0u32..)
        .map(|(i, at)| {
            let commune = communes.get(&i.commune).copied().unwrap_or(0);
            let born = i.born.map_or((0, 0), |b| (b.first.0, b.last.0));
            (
                (of(i.name), born, i.sex, i.id_number),
                (
                    commune,
                    of(i.village),
                    of(i.book),
                    of(i.account),
                    of(i.card),
                    i.nth,
                    i.stretch,
                ),
                tiers.get(at as usize).copied(),
                at,
            )
        })
        .collect();
    order.par_sort_unstable();
    order.into_iter().map(|(_, _, _, at)| at).collect()
}

/// The first tier that each identity stands in.
fn tiers(corpus: &Corpus) -> Vec<u8> {
    let mut tiers = vec![TIERS as u8 - 1; corpus.identities.len()];
    let mut at_most = |id: IdentityId, tier: u8| {
        if let Some(t) = tiers.get_mut(id.0 as usize) {
            *t = (*t).min(tier);
        }
    };
    corpus.pensions.iter().for_each(|r| at_most(r.identity, 4));
    corpus.cards.iter().for_each(|r| at_most(r.identity, 4));
    corpus
        .certificates
        .iter()
        .for_each(|r| at_most(r.identity, 3));
    corpus.absences.iter().for_each(|r| at_most(r.identity, 2));
    let changes = corpus.changes.iter();
    changes.for_each(|r| at_most(r.row.identity, 2));
    corpus
        .payments
        .iter()
        .for_each(|r| at_most(r.identity, tier_of(r) as u8));
    corpus.deaths.iter().for_each(|r| at_most(r.identity, 5));
    corpus.roll.iter().for_each(|r| at_most(r.identity, 0));
    tiers
}

fn told_year(one: &Identity) -> Option<PartialDate> {
    let id = one.id_number?;
    (id.agrees_with(None, one.sex) == Some(true))
        .then(|| id.birth_year().and_then(PartialDate::year))
        .flatten()
}

fn told_sex(one: &Identity) -> Option<Sex> {
    let id = one.id_number?;
    (id.agrees_with(one.born, None) == Some(true))
        .then(|| id.sex())
        .flatten()
}
