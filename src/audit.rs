//! The audit as a whole: folded lists in, an [`Outcome`] out. Each step is its own folder's; here
//! they only follow one another.

use std::collections::{BTreeMap, BTreeSet};

use crate::judge::lang::{Limits, Vocabulary};
use crate::judge::rulefile::{self, Rule};
use crate::judge::{PAID_TWICE, Scope, Speaker, excuse_totals, facts, judge, links};
use crate::law::{Law, LawFault};
use crate::link::decisions::{Fault, RowFault};
use crate::link::fold::{CopyOf, Folded};
use crate::link::{Decisions, link, link_explained, mark_unpaid};
use crate::model::{
    AddressWords, Corpus, Links, Month, MonthRange, Office, Outcome, PartialDate, Role, Source,
    SourceId, Sym, Totals, Unread,
};
use crate::recognise::{WordsFault, address_words, card_codes};
use crate::rules::RuleFiles;
use crate::settle::World;
use crate::texts::{Lang, alphabet, pairs, remarks};

/// Law and rules in force, loaded once a run.
pub struct Book {
    /// The law.
    pub law: Law,
    /// What rules may name.
    pub vocabulary: Vocabulary,
    /// The rules in order of rank.
    pub rules: Vec<Rule>,
    /// The words of addresses.
    pub addresses: AddressWords,
    /// Digest of all files behind them.
    pub digest: String,
}

/// Law or rule files that cannot be used.
#[derive(Debug)]
pub enum BookFault {
    /// Law files.
    Law(Vec<LawFault>),
    /// The words of health cards or addresses.
    Words(WordsFault),
    /// Rule files.
    Rules(Vec<rulefile::Fault>),
}

impl Book {
    /// Loads law and rules; `limits` are the thresholds that a configuration sets.
    pub fn load(files: &RuleFiles, limits: &Limits) -> Result<Self, BookFault> {
        let law = Law::load(files).map_err(BookFault::Law)?;
        let cards = card_codes(files).map_err(BookFault::Words)?;
        let addresses = address_words(files).map_err(BookFault::Words)?;
        let vocabulary = facts::vocabulary(&law, cards);
        let rules = rulefile::load(files, &vocabulary, limits).map_err(BookFault::Rules)?;
        Ok(Self {
            law,
            vocabulary,
            rules,
            addresses,
            digest: files.digest(),
        })
    }

    /// Speaks the sentences of findings.
    pub fn speaker(&self, lang: Lang) -> Speaker<'_> {
        let names = (0..self.law.categories().codes().len()).map(|index| {
            let category = self.law.category(index);
            category.map_or_else(String::new, |c| lang.pick(&c.vi, &c.en).clone())
        });
        Speaker {
            lang,
            vocabulary: &self.vocabulary,
            categories: names.collect(),
        }
    }
}

/// Audits the lists of a run over `range`, or over the months that the ledgers cover. `remarks`
/// are what reading has to say.
pub fn audit(
    command: &'static str,
    folded: Folded,
    book: &Book,
    range: Option<MonthRange>,
    lang: Lang,
    mut remarks: Vec<String>,
) -> Outcome {
    let Folded {
        mut corpus,
        copies,
        undated,
        pairs,
        ..
    } = folded;
    let range = range.unwrap_or_else(|| covered(&corpus));
    remarks.extend(uncovered(&corpus, range, lang));
    remarks.extend(placeless(&corpus, lang));
    remarks.extend(undated_support(&corpus, lang));
    if !undated.is_empty() {
        remarks.push(remarks::undated(lang, undated.len()));
    }
    remarks.extend(
        copies
            .iter()
            .filter_map(|copy| told_copy(&corpus, copy, lang)),
    );
    corpus.addresses = book.addresses.clone();
    let decisions = Decisions::settle(&mut corpus, pairs);
    remarks.extend(unheeded(&corpus, &decisions, lang));
    let (linked, explained) = link_explained(&corpus, &decisions.links());
    mark_unpaid(&mut corpus, &linked);
    excuse_totals(&mut corpus, &linked, &book.law, range.last);
    let world = World::new(&corpus, &linked, &book.law, range);
    let speaker = book.speaker(lang);
    let judged = judge(&world, &book.rules, &speaker, Scope::Beneficiaries);
    if judged.unexplained != 0 {
        remarks.push(remarks::unexplained(lang, judged.unexplained));
    }
    remarks.extend(by_law(&book.law, range, &judged.unread, lang));
    remarks.extend(without_rate(&corpus, &book.law, range, lang));
    if !linked.unsure.is_empty() {
        remarks.push(remarks::unsure(lang, linked.unsure.len()));
    }
    let links = links(&world, (&decisions, &explained), &judged.findings, lang);
    Outcome {
        command,
        range,
        rules_digest: book.digest.clone(),
        findings: judged.findings,
        adjustments: judged.adjustments,
        totals: judged.totals,
        communes: judged.communes,
        links,
        remarks,
        sources: corpus.sources,
        office: Office::default(),
        decider: book
            .law
            .decider(range.last)
            .map_or_else(String::new, |(d, _)| lang.pick(&d.vi, &d.en).clone()),
        unread: judged.unread,
        reconciliation: None,
        resolved: Vec::new(),
    }
}

/// The group of rules that look at lists as lists.
const LIST_QUALITY: &str = "list-quality";

/// Rules of other groups that a list shows to be broken on its own, or beside another list.
const OF_LISTS: [&str; 6] = [
    "shared-id-number",
    "two-categories-listed",
    PAID_TWICE,
    "paid-in-two-communes",
    "ledger-arithmetic",
    "ledger-total",
];

/// Checks lists on their own, before they are sent: whether each is in order, and whether somebody
/// stands on two of them. Nothing is settled against law or registers.
pub fn check(folded: Folded, book: &Book, lang: Lang, mut remarks: Vec<String>) -> Outcome {
    let Folded {
        mut corpus,
        copies,
        pairs,
        ..
    } = folded;
    let range = covered(&corpus);
    let told = copies.iter().filter_map(|c| told_copy(&corpus, c, lang));
    remarks.extend(told);
    corpus.addresses = book.addresses.clone();
    let decisions = Decisions::settle(&mut corpus, pairs);
    remarks.extend(unheeded(&corpus, &decisions, lang));
    let linked = link(&corpus, &decisions.links());
    excuse_totals(&mut corpus, &linked, &book.law, range.last);
    let world = World::new(&corpus, &linked, &book.law, range);
    let of_lists =
        |rule: &&Rule| rule.group == LIST_QUALITY || OF_LISTS.iter().any(|slug| *slug == rule.slug);
    let rules: Vec<Rule> = book.rules.iter().filter(of_lists).cloned().collect();
    let judged = judge(&world, &rules, &book.speaker(lang), Scope::Lists);
    Outcome {
        command: "validate",
        range,
        rules_digest: book.digest.clone(),
        findings: judged.findings,
        adjustments: Vec::new(),
        totals: Totals {
            people: judged.totals.people,
            payments: judged.totals.payments,
            ..Totals::default()
        },
        communes: Vec::new(),
        links: Links::default(),
        remarks,
        sources: corpus.sources,
        office: Office::default(),
        decider: String::new(),
        unread: Unread::default(),
        reconciliation: None,
        resolved: Vec::new(),
    }
}

/// What the law files themselves leave open: months before the first that is judged, figures not read.
fn by_law(law: &Law, range: MonthRange, unread: &Unread, lang: Lang) -> Vec<String> {
    let before = law.judged_from().filter(|from| range.first < *from);
    let before = before.map(|from| remarks::before_law(lang, from));
    let unread = (unread.months > 0).then(|| remarks::unread(lang, law, unread));
    before.into_iter().chain(unread).collect()
}

/// Months of electricity or study support for which the law files have no money, with the support by its code.
fn without_rate(corpus: &Corpus, law: &Law, range: MonthRange, lang: Lang) -> Vec<String> {
    let electricity = corpus.electricity.iter().map(|r| (r.month, r.months));
    let pupils = corpus.pupils.iter().filter(|r| r.amount.is_some());
    let study: Vec<_> = pupils.map(|r| (r.month, r.within)).collect();
    let mut told = Vec::new();
    for (code, rows) in [("electricity", electricity.collect()), ("study", study)] {
        let Some(support) = law.find_support(code) else {
            continue;
        };
        let stretches = rows
            .into_iter()
            .filter_map(|(month, count)| Some((month?, count)));
        let months = stretches
            .flat_map(|(first, count)| (0..i32::from(count.max(1))).map(move |i| first.plus(i)));
        let is_open = |month: &Month| range.contains(*month) && !law.supports_in(support, *month);
        let months: BTreeSet<Month> = months.filter(is_open).collect();
        let name = law.supports().get(support).map(|s| lang.pick(&s.vi, &s.en));
        if let (Some(name), false) = (name, months.is_empty()) {
            told.push(remarks::without_rate(lang, name, &Vec::from_iter(months)));
        }
    }
    told
}

/// The months that the ledgers cover; without ledgers the month of the latest roll, else the latest
/// month that any list names (never the clock: the same lists give the same result).
pub(crate) fn covered(corpus: &Corpus) -> MonthRange {
    let of = |role: Role| {
        let months = corpus.coverage.iter().filter(move |c| c.role == role);
        months.filter_map(|c| c.month)
    };
    if let (Some(first), Some(last)) = (of(Role::Ledger).min(), of(Role::Ledger).max()) {
        return MonthRange { first, last };
    }
    let supported = corpus.electricity.iter().map(|r| (r.month, r.months));
    let supported = supported.chain(corpus.pupils.iter().map(|r| (r.month, r.months)));
    let supported = supported.filter_map(|(month, count)| Some((month?, count.max(1))));
    let last_of = |(month, count): (Month, u8)| month.plus(i32::from(count) - 1);
    let first = supported.clone().map(|(month, _)| month).min();
    if let (Some(first), Some(last)) = (first, supported.map(last_of).max()) {
        return MonthRange { first, last };
    }
    let starts = corpus
        .roll
        .iter()
        .filter_map(|r| r.from)
        .map(PartialDate::last_month);
    let deaths = corpus
        .deaths
        .iter()
        .filter_map(|d| d.died)
        .map(PartialDate::last_month);
    let stays = corpus
        .absences
        .iter()
        .filter_map(|a| a.from)
        .map(PartialDate::last_month);
    let last = of(Role::Roll)
        .max()
        .or_else(|| starts.chain(deaths).chain(stays).max())
        .unwrap_or(Month(2020 * 12));
    MonthRange { first: last, last }
}

/// Communes whose electricity or study support no list of households covers.
fn without_households(corpus: &Corpus, lang: Lang) -> Option<String> {
    let listed: BTreeSet<Sym> = corpus.households.iter().map(|r| r.who.commune).collect();
    if listed.contains(&Sym::EMPTY) {
        return None;
    }
    let paid = corpus.electricity.iter().map(|r| r.who.commune);
    let communes: BTreeSet<Sym> = paid
        .chain(corpus.pupils.iter().map(|r| r.who.commune))
        .collect();
    let mut names: Vec<&str> = communes
        .difference(&listed)
        .filter(|commune| !commune.is_empty() || listed.is_empty())
        .map(|c| corpus.texts.get(*c))
        .collect();
    names.sort_by_cached_key(|name| alphabet::place(name));
    (!names.is_empty()).then(|| remarks::no_households(lang, &names))
}

/// Rows of electricity or study support of which nothing tells the months, by list.
fn undated_support(corpus: &Corpus, lang: Lang) -> Vec<String> {
    let electricity = corpus.electricity.iter().map(|r| (r.month, r.place));
    let pupils = corpus.pupils.iter().map(|r| (r.month, r.place));
    let mut told = Vec::new();
    for (role, records) in [
        (Role::Electricity, electricity.collect::<Vec<_>>()),
        (Role::Pupils, pupils.collect()),
    ] {
        let mut rows: BTreeMap<SourceId, usize> = BTreeMap::new();
        for (_, place) in records.iter().filter(|(month, _)| month.is_none()) {
            *rows.entry(place.source).or_default() += 1;
        }
        let lists = rows.keys().filter_map(|source| corpus.source(*source));
        let places: Vec<(&str, Option<&str>)> = lists
            .map(|l| (l.path.as_str(), l.sheet.as_deref()))
            .collect();
        let all = rows.values().sum();
        if !places.is_empty() {
            told.push(remarks::undated_support(lang, role, &places, all));
        }
    }
    told
}

/// Most decisions not followed that are told one by one.
const UNHEEDED: usize = 20;

/// The decisions that are not followed, and why.
pub(crate) fn unheeded(corpus: &Corpus, decisions: &Decisions, lang: Lang) -> Vec<String> {
    unheeded_in(&|list| corpus.source(list), decisions, lang)
}

/// The same, with the lists in which they stand.
pub(crate) fn unheeded_in<'a>(
    list: &dyn Fn(SourceId) -> Option<&'a Source>,
    decisions: &Decisions,
    lang: Lang,
) -> Vec<String> {
    let mut told = Vec::new();
    let mut not_given: BTreeMap<&str, usize> = BTreeMap::new();
    for (fault, given) in decisions.ignored() {
        let Some(list) = list(given.at.source) else {
            continue;
        };
        match fault {
            // Decisions of earlier months are carried on, and their lists may not be of this run.
            Fault::Row(side, RowFault::NoFile) => {
                let path = given.pair.rows.get(side).map_or("", |row| &row.path);
                *not_given.entry(path).or_default() += 1;
            }
            _ => told.push(pairs::ignored(lang, list, given.at.row, &given.pair, fault)),
        }
    }
    let more = told.len().saturating_sub(UNHEEDED);
    told.truncate(UNHEEDED);
    if more > 0 {
        told.push(pairs::more_ignored(lang, more));
    }
    let files = not_given.into_iter();
    told.extend(files.map(|(path, count)| pairs::not_given(lang, path, count)));
    told
}

/// Rolls, ledgers and lists of support with rows of which nothing tells the commune.
fn placeless(corpus: &Corpus, lang: Lang) -> Option<String> {
    let paid = corpus.payments.iter().map(|p| (p.place, p.commune));
    let granted = corpus.roll.iter().map(|r| (r.place, r.commune));
    // Where no list of households tells a commune either, none is needed.
    let homes = corpus.households.iter().map(|r| r.who.commune);
    let told = homes.clone().next().is_some() && !homes.clone().any(Sym::is_empty);
    let power = corpus.electricity.iter().map(|r| (r.place, r.who.commune));
    let pupils = corpus.pupils.iter().map(|r| (r.place, r.who.commune));
    let supported = power.chain(pupils).filter(|_| told);
    let mut rows: BTreeMap<SourceId, usize> = BTreeMap::new();
    let all = paid.chain(granted).chain(supported);
    for (place, _) in all.filter(|(_, c)| c.is_empty()) {
        *rows.entry(place.source).or_default() += 1;
    }
    let lists = rows.keys().filter_map(|source| corpus.source(*source));
    let places: Vec<(&str, Option<&str>)> = lists
        .map(|l| (l.path.as_str(), l.sheet.as_deref()))
        .collect();
    let all = rows.values().sum();
    (!places.is_empty()).then(|| remarks::placeless(lang, &places, all))
}

pub(crate) fn told_copy(corpus: &Corpus, copy: &CopyOf, lang: Lang) -> Option<String> {
    let (list, of) = (corpus.source(copy.source)?, corpus.source(copy.of)?);
    Some(remarks::copy(lang, list, of, copy.rows))
}

/// What no list covers, told once (6): communes without a roll, months without a ledger, registers
/// that were not given.
fn uncovered(corpus: &Corpus, range: MonthRange, lang: Lang) -> Vec<String> {
    let mut told = Vec::new();
    for role in [
        Role::Deaths,
        Role::Absences,
        Role::Certificates,
        Role::Pensions,
        Role::Cards,
    ] {
        if !corpus.coverage.iter().any(|c| c.role == role) {
            told.push(remarks::no_register(lang, role));
        }
    }
    told.extend(without_households(corpus, lang));
    let communes = |role: Role| {
        let of = corpus.coverage.iter().filter(move |c| c.role == role);
        of.map(|c| c.commune).collect::<BTreeSet<_>>()
    };
    let (rolls, ledgers) = (communes(Role::Roll), communes(Role::Ledger));
    let mut names: Vec<&str> = ledgers
        .difference(&rolls)
        .map(|c| corpus.texts.get(*c))
        .collect();
    names.sort_by_cached_key(|name| alphabet::place(name));
    if !names.is_empty() {
        told.push(remarks::no_roll(lang, &names));
    }
    let mut gaps = Vec::new();
    for commune in rolls.union(&ledgers) {
        let months: Vec<Month> = range
            .iter()
            .filter(|m| !corpus.covers(Role::Ledger, *commune, Some(*m)))
            .collect();
        if !months.is_empty() {
            gaps.push((corpus.texts.get(*commune), months));
        }
    }
    gaps.sort_by_cached_key(|(name, _)| alphabet::place(name));
    told.extend(
        gaps.iter()
            .map(|(commune, months)| remarks::no_ledger(lang, commune, months)),
    );
    told
}
