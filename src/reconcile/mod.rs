//! Approved lists held against what was paid, commune by commune and month by month.
//!
//! In: booked [`Piece`]s, whichever run they came in. Out: an [`Outcome`] with the balances. Everything is
//! reckoned anew from all pieces in force, in an order of their own, so that neither the order of files nor
//! the number of runs can show in a result. The steps: [`lists`] folds pieces into lists, linking tells who
//! is who, [`accounts`] reckons each person's months, [`balance`] adds them up, and the rules judge.

mod accounts;
mod alike;
mod balance;
pub mod booked;
pub mod booking;
mod changed;
pub mod decided;
mod lists;
mod lots;
pub mod whos;

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::audit::{Book, unheeded_in};
use crate::judge::{Reconciled, judge_accounts, key_of};
use crate::link::{link, mark_unpaid};
use crate::model::{
    Account, AccountEntry, Balance, CommuneTally, Corpus, Difference, Finding, Links, Money, Month,
    MonthRange, Office, Outcome, PersonAccounts, PersonId, Reconciliation, Role, Scheme, Source,
    SourceId, Subject, SubjectKind, Totals, Unread,
};
use crate::settle::{Surplus, World};
use crate::texts::{Lang, reconcile as texts};

use accounts::Communes;
pub use balance::add;
use booked::{Piece, State};
use decided::KeptPair;
use lists::Lists;
use whos::Whos;

/// What is reconciled.
pub struct Given<'a> {
    /// The pieces in force, in canonical order.
    pub pieces: &'a [&'a Piece],
    /// Pieces that others replaced, each with what replaced it.
    pub replaced: &'a [(&'a Piece, &'a Piece)],
    /// What persons decided of two rows.
    pub pairs: &'a [KeptPair],
    /// The lists of decisions of this run.
    pub links: &'a [Source],
    /// Whom the rows name.
    pub whos: &'a Whos,
    /// By what the person of each [`whos::Who`] was told apart when first seen, where that is known.
    pub keys: &'a [Option<String>],
    /// The lists of this run, to be told.
    pub sources: Vec<Source>,
}

/// What came of it.
pub struct Reckoned {
    /// Findings and balances.
    pub outcome: Outcome,
    /// By what the persons of rows are told apart, for those of whom it was not known.
    pub keys: Vec<(u32, String)>,
}

/// The order in which pieces count, whatever the order in which they came.
pub fn order(a: &Piece, b: &Piece) -> std::cmp::Ordering {
    fn key(p: &Piece) -> impl Ord + '_ {
        let origin = (&p.origin.sha256, &p.origin.sheet);
        (p.month, p.role, &p.commune, origin)
    }
    key(a).cmp(&key(b))
}

/// Puts pieces in that order.
pub fn canonical(pieces: &mut [&Piece]) {
    pieces.sort_by(|a, b| order(a, b));
}

/// Leaves of a result what concerns these months.
pub fn narrow(outcome: &mut Outcome, range: MonthRange) {
    outcome.range = range;
    outcome
        .findings
        .retain(|f| f.months.is_empty() || f.months.iter().any(|m| range.contains(*m)));
    if let Some(of) = &mut outcome.reconciliation {
        of.balances.retain(|b| range.contains(b.month));
        of.differences.retain(|d| range.contains(d.month));
    }
}

/// Reconciles the pieces over the months that their returns cover.
pub fn reconcile(given: Given, book: &Book, lang: Lang, mut remarks: Vec<String>) -> Reckoned {
    let pieces = given.pieces;
    let mut lists = Lists::new(pieces, given.whos, given.pairs);
    lists.corpus.addresses = book.addresses.clone();
    let mut communes = Communes::new(&mut lists, pieces);
    let list = |id: SourceId| given.links.get(id.0 as usize);
    remarks.extend(unheeded_in(&list, &lists.decisions, lang));
    let linked = link(&lists.corpus, &lists.decisions.links());
    let mut people = accounts::accounts(&lists, pieces, &linked, &mut communes);
    let mut corpus = std::mem::take(&mut lists.corpus);
    mark_unpaid(&mut corpus, &linked);
    let booked = covered(pieces);
    let world = World::new(&corpus, &linked, &book.law, booked);
    let paid_again = paid_again(&people, pieces, &communes);
    if book
        .rules
        .iter()
        .any(|r| r.slug == crate::judge::PAID_TWICE)
    {
        take_twice(&world, &paid_again, &mut people);
    }
    let mut balances = balance::balances(&mut people, &communes, &corpus);
    changed::note(&mut balances, given.replaced, given.whos);
    let keys = Keys::new(&people, pieces, given.keys);
    let subject = |person: PersonId| {
        let case = world.who(person);
        let text = |sym| corpus.texts.get(sym).to_owned();
        Subject {
            kind: SubjectKind::Person,
            name: text(case.name),
            born: case.shown_born,
            sex: case.sex,
            id_number: case.id_number,
            commune: text(case.commune),
            household: String::new(),
        }
    };
    let key = |person: PersonId| Some(keys.of(person, || key_of(&subject(person))));
    let reconciled = Reconciled {
        people: &people,
        balances: &balances,
        paid_again: &paid_again,
        cell: &|row| lists.cell(row),
        key: &key,
    };
    let mut judged = judge_accounts(&world, &reconciled, &book.rules, &book.speaker(lang));
    for finding in &mut judged.findings {
        for cell in &mut finding.evidence {
            if let Some(told) = lists.told(cell) {
                *cell = told;
            }
        }
    }
    if judged.unexplained != 0 {
        remarks.push(texts::unexplained(lang, judged.unexplained));
    }
    remarks.extend(lists.copies.iter().filter_map(|copy| {
        let (piece, of) = (lists.piece(copy.source)?, lists.piece(copy.of)?);
        Some(texts::copy(lang, piece, of))
    }));
    remarks.extend(without_approved(&balances, lang));
    // A list approved ahead of its return waits for it.
    balances.retain(|b| b.month <= booked.last);
    let mut differences = differences(&people, &judged.findings, &corpus, subject);
    differences.retain(|d| d.month <= booked.last);
    let named = judged.findings.iter().filter_map(|f| f.person);
    let named: FxHashSet<PersonId> = named.collect();
    let named = people.iter().filter(|p| named.contains(&p.person));
    let new_keys = keys.new_ones(named, pieces, given.keys, |person| key_of(&subject(person)));
    let totals = totals(&people, pieces, &balances);
    Reckoned {
        keys: new_keys,
        outcome: Outcome {
            command: "reconcile",
            range: booked,
            rules_digest: book.digest.clone(),
            sources: given.sources,
            findings: judged.findings,
            adjustments: judged.adjustments,
            totals,
            communes: tallies(&balances),
            links: Links::default(),
            remarks,
            reconciliation: Some(Reconciliation {
                balances,
                differences,
            }),
            office: Office::default(),
            decider: String::new(),
            unread: Unread::default(),
            resolved: Vec::new(),
        },
    }
}

/// The months that the returns cover, else those of the approved lists.
fn covered(pieces: &[&Piece]) -> MonthRange {
    let of = |role: Role| {
        let months = pieces.iter().filter(move |p| p.role == role);
        months.map(|p| p.month)
    };
    let span = |role| Some((of(role).min()?, of(role).max()?));
    let span = span(Role::Ledger).or_else(|| span(Role::Approved));
    let (first, last) = span.unwrap_or((Month(2020 * 12), Month(2020 * 12)));
    MonthRange { first, last }
}

/// People with several payments of the monthly benefit for one month. Where all that was paid was approved
/// or carried over, a second row is late money, another benefit or somebody of the same name, and no fault;
/// without an approved list of the month, nobody can tell.
fn paid_again(people: &[PersonAccounts], pieces: &[&Piece], communes: &Communes) -> Vec<PersonId> {
    let mut again = Vec::new();
    let mut months: Vec<Month> = Vec::new();
    for person in people {
        months.clear();
        let is_told = |e: &AccountEntry| {
            let booked = communes.booked.get(&e.commune);
            booked.is_some_and(|booked| booked.approved.contains(&e.month))
        };
        let entries = person.entries.iter();
        let entries = entries.filter(|e| is_told(e) && e.account.unexplained() != 0);
        for id in entries.flat_map(|e| &e.rows) {
            let Some(piece) = pieces.get(id.booking as usize) else {
                continue;
            };
            let Some(row) = piece.rows.get(id.row as usize) else {
                continue;
            };
            let monthly = row.scheme == Scheme::Benefit as u8 && row.regular > 0;
            if piece.role == Role::Ledger && row.state == State::Paid && monthly {
                months.push(row.month);
            }
        }
        months.sort_unstable();
        if months.windows(2).any(|pair| pair.first() == pair.last()) {
            again.push(person.person);
        }
    }
    again
}

/// Notes on accounts what settlement says was paid a second time.
fn take_twice(world: &World, paid_again: &[PersonId], people: &mut [PersonAccounts]) {
    for person in paid_again {
        let case = world.case(*person);
        let Ok(at) = people.binary_search_by_key(person, |p| p.person) else {
            continue;
        };
        let Some(accounts) = people.get_mut(at) else {
            continue;
        };
        let surplus = case.parts.iter();
        for part in surplus.filter(|p| p.surplus == Some(Surplus::SameCommune)) {
            let here = |e: &&mut AccountEntry| {
                // A row that tells no commune was brought home to the one of the person's other rows.
                let at_home = part.commune.is_empty() || e.commune == part.commune;
                at_home && e.month >= part.month && e.account.difference() > 0
            };
            if let Some(entry) = accounts.entries.iter_mut().find(here) {
                entry.account.twice += part.amount;
            }
        }
    }
}

/// By what people are told apart.
struct Keys<'a> {
    /// The first known of each person, with the number of who bears it.
    known: FxHashMap<PersonId, (u32, &'a str)>,
}

impl<'a> Keys<'a> {
    fn new(people: &[PersonAccounts], pieces: &[&Piece], known: &'a [Option<String>]) -> Self {
        let mut keys: FxHashMap<PersonId, (u32, &str)> = FxHashMap::default();
        for person in people.iter().filter(|_| !known.is_empty()) {
            let mut first: Option<(u32, &str)> = None;
            each_who(person, pieces, |who| {
                if first.is_none_or(|(before, _)| who < before)
                    && let Some(Some(key)) = known.get(who as usize)
                {
                    first = Some((who, key));
                }
            });
            keys.extend(first.map(|first| (person.person, first)));
        }
        Self { known: keys }
    }

    fn of(&self, person: PersonId, new: impl FnOnce() -> String) -> String {
        let known = self.known.get(&person);
        known.map_or_else(new, |(_, key)| (*key).to_owned())
    }

    /// Whos without a key of the people that findings name, each with its person's. Of others nothing is
    /// kept: what is learnt of them later tells them apart better.
    fn new_ones<'p>(
        &self,
        named: impl Iterator<Item = &'p PersonAccounts>,
        pieces: &[&Piece],
        known: &[Option<String>],
        new: impl Fn(PersonId) -> String,
    ) -> Vec<(u32, String)> {
        let is_known = |who: u32| known.get(who as usize).is_some_and(Option::is_some);
        let of_person = |person: &PersonAccounts| {
            let mut whos: Vec<u32> = Vec::new();
            each_who(person, pieces, |who| {
                if !is_known(who) && !whos.contains(&who) {
                    whos.push(who);
                }
            });
            if whos.is_empty() {
                return Vec::new();
            }
            let key = self.of(person.person, || new(person.person));
            whos.into_iter().map(|who| (who, key.clone())).collect()
        };
        let mut keys: Vec<(u32, String)> = named.flat_map(of_person).collect();
        keys.sort_unstable();
        keys.dedup_by_key(|(who, _)| *who);
        keys
    }
}

fn each_who(person: &PersonAccounts, pieces: &[&Piece], mut with: impl FnMut(u32)) {
    for id in person.entries.iter().flat_map(|e| &e.rows) {
        let piece = pieces.get(id.booking as usize);
        if let Some(row) = piece.and_then(|p| p.rows.get(id.row as usize)) {
            with(row.who);
        }
    }
}

/// Everybody whose two sides differ in a month.
fn differences(
    people: &[PersonAccounts],
    findings: &[Finding],
    corpus: &Corpus,
    subject: impl Fn(PersonId) -> Subject,
) -> Vec<Difference> {
    let mut about: FxHashMap<PersonId, Vec<&Finding>> = FxHashMap::default();
    for finding in findings {
        if let Some(person) = finding.person {
            about.entry(person).or_default().push(finding);
        }
    }
    let mut all = Vec::new();
    for person in people {
        let differ = |a: &Account| a.approved != a.paid || a.carried_in != 0 || a.carried_out != 0;
        let entries = person.entries.iter();
        let mut who: Option<Subject> = None;
        for entry in entries.filter(|e| differ(&e.account)) {
            let mut subject = who.get_or_insert_with(|| subject(person.person)).clone();
            corpus
                .texts
                .get(entry.commune)
                .clone_into(&mut subject.commune);
            let found = about.get(&person.person).into_iter().flatten();
            let found: Vec<&str> = found
                .filter(|f| f.months.contains(&entry.month))
                .map(|f| f.title.as_str())
                .collect();
            all.push(Difference {
                subject,
                month: entry.month,
                account: entry.account,
                found: found.join("; "),
            });
        }
    }
    all.par_sort_by(|a, b| {
        let (one, other) = (&a.subject, &b.subject);
        let by_commune = one.commune.cmp(&other.commune);
        by_commune
            .then(a.month.cmp(&b.month))
            .then_with(|| one.name.cmp(&other.name))
    });
    all
}

/// Communes' months that cannot be held against an approved list.
fn without_approved(balances: &[Balance], lang: Lang) -> Vec<String> {
    let mut communes: BTreeMap<&str, Vec<Month>> = BTreeMap::new();
    let told = |b: &&Balance| !b.has_approved && (b.has_return || b.sum.approved != 0);
    for balance in balances.iter().filter(told) {
        communes
            .entry(&balance.commune)
            .or_default()
            .push(balance.month);
    }
    let lines = communes.into_iter();
    lines
        .map(|(commune, months)| texts::no_approved(lang, commune, &months))
        .collect()
}

fn totals(people: &[PersonAccounts], pieces: &[&Piece], balances: &[Balance]) -> Totals {
    let paid: i64 = balances.iter().map(|b| b.sum.paid).sum();
    let approved: i64 = balances.iter().map(|b| b.sum.approved).sum();
    let last = balances.iter().map(|b| b.month).max();
    let open = balances.iter().filter(|b| Some(b.month) == last);
    let over = |sign: i64| -> i64 {
        let entries = people.iter().flat_map(|p| &p.entries);
        entries
            .map(|e| (e.account.unexplained() * sign).max(0))
            .sum()
    };
    let rows = pieces.iter().filter(|p| p.role == Role::Ledger);
    Totals {
        people: people.len() as u64,
        payments: rows.map(|p| p.rows.len() as u64).sum(),
        paid: Money(paid),
        due: Money(approved),
        due_range: (Money(approved), Money(approved)),
        recover: Money(over(-1)),
        arrears: Money(over(1)),
        unclaimed: Money(open.map(|b| b.sum.carried_out).sum()),
        ..Totals::default()
    }
}

fn tallies(balances: &[Balance]) -> Vec<CommuneTally> {
    let mut all: BTreeMap<&str, CommuneTally> = BTreeMap::new();
    for balance in balances {
        let tally = all.entry(&balance.commune).or_default();
        balance.commune.clone_into(&mut tally.commune);
        tally.people = tally
            .people
            .max(balance.people_approved.max(balance.people_paid));
        tally.paid += Money(balance.sum.paid);
        let left = balance.sum.unexplained();
        tally.recover += Money((-left).max(0));
        tally.arrears += Money(left.max(0));
    }
    all.into_values().collect()
}
