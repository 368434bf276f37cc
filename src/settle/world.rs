//! Everything settlement looks things up in, built once a run.

use std::hash::BuildHasher;

use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::case::Entry;
use super::group::Grouped;
use crate::law::Law;
use crate::link::Linked;
use crate::model::text::{commune_key, fold, tidy};
use crate::model::{
    Categories, Corpus, Day, IdentityId, Key, Level, Month, MonthRange, PartialDate, Payment,
    PersonId, Role, RollRecord, Scheme, Source, Strength, Sym,
};

/// The lists, the people, the law and the range, with every index that settlement needs.
pub struct World<'a> {
    /// The lists.
    pub corpus: &'a Corpus,
    /// The people.
    pub linked: &'a Linked,
    /// The law.
    pub law: &'a Law,
    /// Months audited.
    pub range: MonthRange,
    pub(super) payments: Grouped,
    pub(super) roll: Grouped,
    pub(super) changes: Grouped,
    pub(super) deaths: Grouped,
    pub(super) absences: Grouped,
    pub(super) certificates: Grouped,
    pub(super) pensions: Grouped,
    pub(super) cards: Grouped,
    others: Grouped,
    /// Months of each commune's rolls, rising.
    rolls: FxHashMap<Sym, Vec<Month>>,
    /// Communes and months that a ledger covers.
    ledgers: FxHashSet<(Sym, Month)>,
    last_ledger: FxHashMap<Sym, Month>,
    /// Communes whose ledgers have rows or columns of a scheme (18).
    schemes: FxHashSet<(Sym, Scheme)>,
    /// How many people share a receipt number within a commune and month.
    receipts: FxHashMap<u64, u32>,
    /// How many people are paid to an account, where it is more than one.
    accounts: FxHashMap<Sym, u32>,
    /// Communes that a register covers, by role; the empty one stands for all.
    registers: FxHashSet<(Role, Sym)>,
    /// Indexes of the shared id numbers that a person bears.
    sharing: FxHashMap<PersonId, Vec<usize>>,
    /// Persons on the rolls by commune and folded name, for the people cared for.
    by_name: FxHashMap<(Sym, String), Vec<PersonId>>,
    /// People of whose rows some are open, and may be somebody's on a roll.
    perhaps_listed: FxHashSet<PersonId>,
}

impl<'a> World<'a> {
    /// Indexes the lists of a run.
    pub fn new(corpus: &'a Corpus, linked: &'a Linked, law: &'a Law, range: MonthRange) -> Self {
        let people = linked.people();
        let person = |identity: IdentityId| linked.person_of.get(identity.0 as usize).copied();
        let mut rolls: FxHashMap<Sym, Vec<Month>> = FxHashMap::default();
        let mut ledgers = FxHashSet::default();
        let mut last_ledger: FxHashMap<Sym, Month> = FxHashMap::default();
        for cover in &corpus.coverage {
            match (cover.role, cover.month) {
                (Role::Roll, month) => {
                    let month = month.unwrap_or(range.last);
                    let known = rolls.entry(cover.commune).or_default();
                    if let Err(place) = known.binary_search(&month) {
                        known.insert(place, month);
                    }
                }
                (Role::Ledger, Some(month)) => {
                    ledgers.insert((cover.commune, month));
                    let last = last_ledger.entry(cover.commune).or_insert(month);
                    *last = (*last).max(month);
                }
                _ => {}
            }
        }
        let mut world = Self {
            corpus,
            linked,
            law,
            range,
            payments: Grouped::new(people, corpus.payments.iter().map(|p| person(p.identity))),
            roll: Grouped::new(people, corpus.roll.iter().map(|r| person(r.identity))),
            changes: Grouped::new(
                people,
                corpus.changes.iter().map(|r| person(r.row.identity)),
            ),
            deaths: Grouped::new(people, corpus.deaths.iter().map(|r| person(r.identity))),
            absences: Grouped::new(people, corpus.absences.iter().map(|r| person(r.identity))),
            certificates: Grouped::new(
                people,
                corpus.certificates.iter().map(|r| person(r.identity)),
            ),
            pensions: Grouped::new(people, corpus.pensions.iter().map(|r| person(r.identity))),
            cards: Grouped::new(people, corpus.cards.iter().map(|r| person(r.identity))),
            others: Grouped::new(people, corpus.others.iter().map(|r| person(r.identity))),
            rolls,
            ledgers,
            last_ledger,
            schemes: schemes(corpus),
            receipts: FxHashMap::default(),
            accounts: FxHashMap::default(),
            registers: corpus
                .coverage
                .iter()
                .map(|c| (c.role, c.commune))
                .collect(),
            sharing: sharing(linked),
            by_name: FxHashMap::default(),
            perhaps_listed: FxHashSet::default(),
        };
        world.index_perhaps_listed();
        world.index_receipts();
        world.index_accounts();
        if corpus.roll.iter().any(|r| r.scheme == Scheme::Care) {
            world.index_names();
        }
        world
    }

    /// How many people there are.
    pub fn people(&self) -> usize {
        self.linked.people()
    }

    /// Months of a commune's rolls, rising; empty where there is none.
    pub fn rolls(&self, commune: Sym) -> &[Month] {
        self.rolls.get(&commune).map_or(&[], Vec::as_slice)
    }

    /// Whether a ledger covers a commune and month.
    pub fn has_ledger(&self, commune: Sym, month: Month) -> bool {
        self.ledgers.contains(&(commune, month))
    }

    /// The last month that a commune's ledgers cover.
    pub fn last_ledger(&self, commune: Sym) -> Option<Month> {
        self.last_ledger.get(&commune).copied()
    }

    /// Whether a commune's ledgers have rows or columns of a scheme.
    pub fn has_scheme(&self, commune: Sym, scheme: Scheme) -> bool {
        self.schemes.contains(&(commune, scheme))
    }

    /// Whether a register of a role covers a commune in some month.
    pub fn register_covers(&self, role: Role, commune: Sym) -> bool {
        self.registers.contains(&(role, Sym::EMPTY)) || self.registers.contains(&(role, commune))
    }

    /// Everybody who bears an id number of this person that several bear, number by number.
    pub fn sharing_id(
        &self,
        person: PersonId,
    ) -> impl Iterator<Item = &'a [PersonId]> + use<'a, '_> {
        let numbers = self.sharing.get(&person).map_or(&[][..], Vec::as_slice);
        let linked = self.linked;
        let people = |at: &usize| linked.shared_ids.get(*at).map(|(_, people)| &people[..]);
        numbers.iter().filter_map(people)
    }

    /// Whether some row may or may not be this person's.
    pub fn is_shadowed(&self, person: PersonId) -> bool {
        self.linked.may_be_more(person) || self.is_unsure(person)
    }

    /// Whether a row that stands for this person may as well be somebody else's.
    pub fn is_unsure(&self, person: PersonId) -> bool {
        let unsure = |id: &IdentityId| self.linked.strength(*id) == Strength::Unsure;
        self.linked.members(person).iter().any(unsure)
    }

    /// Whether somebody on a roll may be meant with the rows of this person, and they are no rows too
    /// many.
    pub fn may_be_listed(&self, person: PersonId) -> bool {
        self.perhaps_listed.contains(&person) && !self.linked.is_surplus(person)
    }

    fn index_perhaps_listed(&mut self) {
        let listed =
            |(_, person, _): &(IdentityId, PersonId, f64)| !self.roll.of(*person).is_empty();
        let open = self.linked.unsure.iter();
        let open = open.filter(|open| open.candidates.iter().any(listed));
        self.perhaps_listed = open
            .filter_map(|open| self.linked.person(open.identity))
            .collect();
    }

    /// Whether an identity's link is only likely.
    pub fn is_likely(&self, identity: IdentityId) -> bool {
        self.linked.strength(identity) != Strength::Certain
    }

    /// The ledger rows of a case, as indexes into the corpus.
    pub fn payments_of(&self, case: &super::case::Case) -> &[u32] {
        self.payments.of(case.person)
    }

    /// The ledger rows of a person, as indexes into the corpus.
    pub fn payments_of_person(&self, person: PersonId) -> &[u32] {
        self.payments.of(person)
    }

    /// Whether a case is on a roll or was paid: who only stands in a register of the whole
    /// population is nobody's beneficiary.
    pub fn is_beneficiary(&self, case: &super::case::Case) -> bool {
        !case.entries.is_empty() || !self.payments_of(case).is_empty()
    }

    /// The roll rows of a case, as indexes into the corpus.
    pub fn roll_of(&self, case: &super::case::Case) -> &[u32] {
        self.roll.of(case.person)
    }

    /// Indexes of the register rows that name a case: deaths, absences, certificates, pensions,
    /// health cards.
    pub fn registered(&self, case: &super::case::Case) -> [&[u32]; 5] {
        [
            self.deaths.of(case.person),
            self.absences.of(case.person),
            self.certificates.of(case.person),
            self.pensions.of(case.person),
            self.cards.of(case.person),
        ]
    }

    /// Indexes of the rows of other roles that name a case.
    pub fn others_of(&self, case: &super::case::Case) -> &[u32] {
        self.others.of(case.person)
    }

    /// All payments of a ledger line: one a scheme, side by side in the corpus.
    fn line(&self, index: u32) -> &'a [Payment] {
        let payments = &self.corpus.payments;
        let at = index as usize;
        let Some(place) = payments.get(at).map(|p| p.place) else {
            return &[];
        };
        let same = |p: &&Payment| p.place == place;
        let before = payments.iter().take(at).rev().take_while(same).count();
        let after = payments.iter().skip(at).take_while(same).count();
        payments.get(at - before..at + after).unwrap_or(&[])
    }

    /// Regular and arrears of a ledger line less what is held back, đồng.
    pub fn row_sum(&self, index: u32) -> i64 {
        self.line(index)
            .iter()
            .map(|p| {
                let held = self.corpus.extra(p).map_or(0, |e| e.deduction.0);
                i64::from(p.regular) + i64::from(p.arrears) - held
            })
            .sum()
    }

    /// How many payments of other people bear the receipt number of a payment.
    pub fn sharing_receipt(&self, index: u32) -> u32 {
        let Some(payment) = self.payment(index) else {
            return 0;
        };
        let people = receipt(payment).and_then(|r| self.receipts.get(&r));
        people.map_or(0, |people| people - 1)
    }

    /// The account to which a payment went; empty for cash, or where the ledger does not say.
    pub fn account_of(&self, index: u32) -> Sym {
        let identity = self.payment(index).map(|p| p.identity);
        let identity = identity.and_then(|i| self.corpus.identity(i));
        identity.map_or(Sym::EMPTY, |i| i.account)
    }

    /// How many other people are paid to the account of a payment.
    pub fn sharing_account(&self, index: u32) -> u32 {
        let people = self.accounts.get(&self.account_of(index));
        people.map_or(0, |people| people - 1)
    }

    /// The level of the person whom a care entry is for, in a month.
    pub fn care_level(&self, entry: &Entry, month: Month) -> Option<Level> {
        self.level_in(self.cared_for(entry)?, month)
    }

    /// The levels of those who may be cared for where nothing tells which of them is, lightest first;
    /// none unless all are known.
    pub fn care_levels(&self, entry: &Entry, month: Month) -> Vec<Level> {
        let name = self.corpus.texts.get(entry.cared_for);
        let people = self.by_name.get(&(entry.commune, fold(name)));
        let levels = people
            .into_iter()
            .flatten()
            .map(|p| self.level_in(*p, month));
        let mut levels: Vec<Level> = levels.collect::<Option<_>>().unwrap_or_default();
        levels.sort_unstable();
        levels.dedup();
        levels
    }

    fn level_in(&self, person: PersonId, month: Month) -> Option<Level> {
        let certificates = super::registers::certificates(self, person);
        let in_force = certificates
            .iter()
            .rev()
            .find(|c| c.issued.is_none_or(|i| i.first_month() <= month));
        in_force.and_then(|c| c.level).or_else(|| {
            self.records(person)
                .filter(|r| r.scheme == Scheme::Benefit)
                .filter_map(|r| self.level_on_roll(r))
                .next_back()
        })
    }

    /// Whether a set of categories is about the disabled and nobody else.
    pub fn is_disability(&self, categories: Categories) -> bool {
        let mut all = categories.iter().peekable();
        all.peek().is_some() && all.all(|c| self.level_of(c).is_some())
    }

    /// The level of disability that a category itself names.
    pub fn level_of(&self, category: usize) -> Option<Level> {
        self.law.category(category).and_then(|c| c.level)
    }

    /// The level that a roll row tells, in its own column or by its category.
    pub(super) fn level_on_roll(&self, record: &RollRecord) -> Option<Level> {
        let named = || self.level_of(record.categories.single()?);
        record.level.or_else(named)
    }

    /// The commune that a list as a whole is of; empty where it tells none or has a column for it.
    pub fn commune_of(&self, source: &Source) -> Sym {
        let key = commune_key(&source.commune);
        let known = self.corpus.coverage.iter().map(|c| c.commune);
        known
            .filter(|sym| !sym.is_empty())
            .find(|sym| !key.is_empty() && commune_key(self.corpus.texts.get(*sym)) == key)
            .unwrap_or_default()
    }

    /// A ledger row.
    pub fn payment(&self, index: u32) -> Option<&'a Payment> {
        self.corpus.payments.get(index as usize)
    }

    /// The last day of the last month audited: what "today" means (15).
    pub fn today(&self) -> Day {
        PartialDate::month(self.range.last).map_or(Day(0), |m| m.last)
    }

    /// The person whom a care entry names, if the commune's rolls have one such. Of namesakes it is the
    /// one whose name is the same to the tone, or whose disability is of the kind that is cared for:
    /// who else is meant, nobody can tell.
    pub fn cared_for(&self, entry: &Entry) -> Option<PersonId> {
        if entry.cared_for.is_empty() {
            return None;
        }
        let name = self.corpus.texts.get(entry.cared_for);
        let people = self.by_name.get(&(entry.commune, fold(name)))?;
        let spelt = || people.iter().filter(|p| self.is_spelt(**p, name));
        match (people.as_slice(), spelt().count()) {
            ([one], _) => Some(*one),
            (_, 1) => spelt().next().copied(),
            _ => people.iter().find(|p| self.is_extreme(**p)).copied(),
        }
    }

    /// Whether a roll has a person under this name, tones and all.
    fn is_spelt(&self, person: PersonId, name: &str) -> bool {
        let tones = |text: &str| tidy(text).to_lowercase();
        let mut identities = self
            .records(person)
            .filter_map(|r| self.corpus.identity(r.identity));
        identities.any(|i| tones(self.corpus.texts.get(i.name)) == tones(name))
    }

    fn is_extreme(&self, person: PersonId) -> bool {
        let extreme = Some(Level::Extreme);
        self.records(person)
            .any(|r| self.level_on_roll(r) == extreme)
    }

    fn records(&self, person: PersonId) -> impl DoubleEndedIterator<Item = &'a RollRecord> {
        let rows = self.roll.of(person).iter();
        rows.filter_map(|&i| self.corpus.roll.get(i as usize))
    }

    fn index_receipts(&mut self) {
        // The sums of one row are one payment, whoever each of them may be linked to.
        let rows = self.corpus.payments.chunk_by(|a, b| a.place == b.place);
        let mut borne: Vec<(u64, u32)> = rows
            .filter_map(|row| {
                let payment = row.first()?;
                Some((receipt(payment)?, self.linked.person(payment.identity)?.0))
            })
            .collect();
        borne.par_sort_unstable();
        borne.dedup();
        // Hardly any receipt has several bearers, and only those are kept.
        for bearers in borne.chunk_by(|a, b| a.0 == b.0) {
            if let [(receipt, _), _, ..] = bearers {
                self.receipts.insert(*receipt, bearers.len() as u32);
            }
        }
    }

    fn index_accounts(&mut self) {
        let mut borne: Vec<(Sym, u32)> = Vec::new();
        for (identity, person) in self.corpus.identities.iter().zip(&self.linked.person_of) {
            if !identity.account.is_empty() {
                borne.push((identity.account, person.0));
            }
        }
        borne.sort_unstable();
        borne.dedup();
        for bearers in borne.chunk_by(|a, b| a.0 == b.0) {
            if let [(account, _), _, ..] = bearers {
                self.accounts.insert(*account, bearers.len() as u32);
            }
        }
    }

    fn index_names(&mut self) {
        for record in &self.corpus.roll {
            let identity = self.corpus.identity(record.identity);
            let person = self.linked.person_of.get(record.identity.0 as usize);
            if let (Some(identity), Some(&person)) = (identity, person) {
                let key = (record.commune, fold(self.corpus.texts.get(identity.name)));
                let people = self.by_name.entry(key).or_default();
                if !people.contains(&person) {
                    people.push(person);
                }
            }
        }
    }
}

/// A receipt of a commune and month, as one number.
fn receipt(payment: &Payment) -> Option<u64> {
    let all = (payment.commune, payment.month, payment.receipt);
    (payment.receipt != 0).then(|| FxBuildHasher.hash_one(all))
}

/// Which schemes the ledgers of each commune speak of: by a row, or by a column of their own (18).
fn schemes(corpus: &Corpus) -> FxHashSet<(Sym, Scheme)> {
    let mut schemes = FxHashSet::default();
    for payment in &corpus.payments {
        schemes.insert((payment.commune, payment.scheme));
        let columns = [
            (Key::Funeral, Scheme::Funeral),
            (Key::OneOff, Scheme::OneOff),
        ];
        for (key, scheme) in columns {
            let source = corpus.source(payment.place.source);
            if source.is_some_and(|s| s.column(key).is_some()) {
                schemes.insert((payment.commune, scheme));
            }
        }
    }
    schemes
}

fn sharing(linked: &Linked) -> FxHashMap<PersonId, Vec<usize>> {
    let mut sharing: FxHashMap<PersonId, Vec<usize>> = FxHashMap::default();
    for (index, (_, people)) in linked.shared_ids.iter().enumerate() {
        for person in people {
            sharing.entry(*person).or_default().push(index);
        }
    }
    sharing
}
