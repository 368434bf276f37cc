//! Running the rules over all people, side by side.
//!
//! In: the world and the rules. Out: findings in order of rank, adjustments and sums, the same
//! whatever the number of threads.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::adjust;
use super::evidence::Evidence;
use super::facts::{self, Books, Element, Namespace, RowRef, View};
use super::finding::{self, Gathered};
use super::homes::{self, HomeBooks, UnreadHomes};
use super::money::{Atoms, Moved};
use super::receivers;
use super::reviews;
use super::rulefile::{self, Hit, Rule};
use super::say::Speaker;
use super::sheets;
use crate::judge::lang::{Entity, Value};
use crate::model::{
    Adjustment, CommuneTally, Confidence, CountedIn, Finding, Month, PartialDate, PersonId,
    Severity, Sym, Totals, Unread,
};
use crate::settle::{Case, Tally, World, tally};
use crate::texts::alphabet::compare;

/// People handled by one thread at a time.
const CHUNK: usize = 512;

/// Whom a run is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// Who is on a roll or was paid, with their rows of rolls and registers.
    Beneficiaries,
    /// Everybody on any list, with every row: the lists are checked on their own.
    Lists,
}

/// What the rules found.
#[derive(Default)]
pub struct Judged {
    /// Findings by rank of their rule, then in the order of people.
    pub findings: Vec<Finding>,
    /// Adjustments by kind, commune and name.
    pub adjustments: Vec<Adjustment>,
    /// Sums.
    pub totals: Totals,
    /// Sums by commune, sorted by name.
    pub communes: Vec<CommuneTally>,
    /// Differences that no rule explained, đồng; anything but zero is a bug or a rule switched off.
    pub unexplained: i64,
    /// Amounts that rest on figures of the law whose text was not read.
    pub unread: Unread,
}

/// A rule with the registers without which none of its branches can hold.
pub(super) struct Asked<'a> {
    rule: &'a Rule,
    /// By branch.
    needs: Vec<Vec<Namespace>>,
}

impl<'a> Asked<'a> {
    pub(super) fn new(rule: &'a Rule) -> Self {
        let of = |case: &rulefile::Case| {
            let slots = case.when.needs();
            slots.into_iter().map(facts::namespace).collect()
        };
        Self {
            rule,
            needs: rule.cases.iter().map(of).collect(),
        }
    }

    /// Whether the registers that the rule needs do not name the person at all.
    fn is_silent(&self, view: View) -> bool {
        let silent = |needs: &Vec<Namespace>| needs.iter().any(|n| view.is_silent(*n));
        self.needs.iter().all(silent)
    }
}

/// One rule holding of one element.
pub(super) struct Held {
    pub(super) hit: Hit,
    pub(super) element: Element,
    /// đồng.
    pub(super) amount: i64,
    pub(super) month: Option<Month>,
}

/// Judges all people of a world.
pub fn judge(world: &World, rules: &[Rule], speaker: &Speaker, scope: Scope) -> Judged {
    let all_rules: Vec<&Rule> = rules.iter().collect();
    let rules: &[Asked] = &rules.iter().map(Asked::new).collect::<Vec<_>>();
    let people = world.people();
    let chunks = people.div_ceil(CHUNK);
    let parts: Vec<Part> = (0..chunks)
        .into_par_iter()
        .map(|chunk| {
            let mut part = Part::default();
            for index in chunk * CHUNK..((chunk + 1) * CHUNK).min(people) {
                let case = world.case(PersonId(index as u32));
                judge_case((world, scope), &case, rules, speaker, &mut part);
            }
            part
        })
        .collect();
    let mut all = Part::default();
    for part in parts {
        all.add(part);
    }
    let homes = match scope {
        Scope::Beneficiaries => HomeBooks::new(world),
        Scope::Lists => HomeBooks::default(),
    };
    all.found
        .extend(receivers::judge(world, &all_rules, speaker, &homes));
    all.found.extend(sheets::judge(world, &all_rules, speaker));
    if scope == Scope::Beneficiaries {
        all.found.extend(reviews::judge(world, &all_rules, speaker));
        all.found
            .extend(homes::judge(world, &all_rules, speaker, &homes));
    }
    all.finish(world, homes.unread(world))
}

/// What one chunk of people found; chunks are joined in their order.
#[derive(Default)]
pub(super) struct Part {
    /// Index of the rule, and the finding.
    pub(super) found: Vec<(usize, Finding)>,
    pub(super) adjustments: Vec<Adjustment>,
    sum: Tally,
    communes: BTreeMap<Sym, Tally>,
    unexplained: i64,
}

impl Part {
    fn add(&mut self, other: Self) {
        self.found.extend(other.found);
        self.adjustments.extend(other.adjustments);
        self.sum.add(&other.sum);
        for (commune, sum) in &other.communes {
            self.communes.entry(*commune).or_default().add(sum);
        }
        self.unexplained += other.unexplained;
    }

    fn finish(mut self, world: &World, homes: UnreadHomes) -> Judged {
        // A stable sort: within a rule, people keep their order.
        self.found.sort_by_key(|(rule, _)| *rule);
        let mut findings: Vec<Finding> = self.found.into_iter().map(|(_, f)| f).collect();
        finding::make_ids_distinct(&mut findings);
        adjust::sort(&mut self.adjustments);
        let mut communes: Vec<CommuneTally> = self
            .communes
            .into_iter()
            .map(|(commune, sum)| CommuneTally {
                commune: world.corpus.texts.get(commune).to_owned(),
                people: sum.totals.people,
                paid: sum.totals.paid,
                recover: sum.totals.recover,
                arrears: sum.totals.arrears,
            })
            .collect();
        communes.sort_by(|a, b| compare(&a.commune, &b.commune));
        let law = world.law;
        for (clause, months) in homes.months {
            *self.sum.unread.entry(clause).or_default() += months;
        }
        let unread = Unread {
            people: self.sum.unread_people + homes.pupils,
            households: homes.households,
            months: self.sum.unread.values().sum(),
            basis: self
                .sum
                .unread
                .keys()
                .map(|clause| law.clause(*clause).to_owned())
                .collect(),
        };
        Judged {
            findings,
            adjustments: self.adjustments,
            totals: self.sum.totals,
            communes,
            unexplained: self.unexplained,
            unread,
        }
    }
}

pub(super) fn judge_case(
    (world, scope): (&World, Scope),
    case: &Case,
    rules: &[Asked],
    speaker: &Speaker,
    part: &mut Part,
) {
    let view = View {
        world,
        case,
        at: Element::Person,
        books: Books::default(),
    };
    let sum = tally(world, case);
    if scope == Scope::Beneficiaries && !world.is_beneficiary(case) {
        return;
    }
    part.communes.entry(case.commune).or_default().add(&sum);
    part.sum.add(&sum);
    let mut atoms = Atoms::of(case);
    let mut findings: Vec<(usize, Finding)> = Vec::new();
    let mut carried: Vec<Moved> = Vec::new();
    let rows = rows(view, scope);
    let by_turn = rules.iter().enumerate().filter(|(_, r)| !r.rule.residual);
    let residual = rules.iter().enumerate().filter(|(_, r)| r.rule.residual);
    for (index, asked) in by_turn.chain(residual) {
        if asked.is_silent(view) {
            continue;
        }
        let rule = asked.rule;
        let held = hold((view, &rows), rule, &atoms);
        let by_weight: BTreeSet<_> = held.iter().map(|h| weight(rule, h)).collect();
        for one in by_weight {
            let confidence = one.0;
            let held: Vec<&Held> = held.iter().filter(|h| weight(rule, h) == one).collect();
            let mut moved = Moved::default();
            let mut elsewhere = BTreeSet::new();
            for one in held.iter().filter(|h| h.amount != 0) {
                atoms.speak_of(case, one.element);
            }
            if confidence == Confidence::Certain {
                for one in held.iter().filter(|h| h.amount != 0) {
                    let (amount, before) = atoms.claim(case, one.element, findings.len());
                    moved.add(one.month, amount);
                    elsewhere.extend(before);
                }
            }
            let mut evidence = Evidence::of(view, rule, &held);
            if scope == Scope::Lists {
                evidence.name_doubles(&world.corpus.sources, &rule.slug);
            }
            let gathered = Gathered {
                view,
                rule,
                held: &held,
                counted: moved.sum(),
                evidence,
            };
            let mut finding = finding::make(&gathered, speaker);
            let others = elsewhere.iter().filter_map(|at: &usize| findings.get(*at));
            finding.counted_in = others.map(|(_, f)| CountedIn::from(f)).collect();
            findings.push((index, finding));
            carried.push(moved);
        }
    }
    part.unexplained += atoms.left();
    if !findings.is_empty() {
        let moving = findings.iter().map(|(_, f)| f).zip(&carried);
        part.adjustments
            .extend(adjust::from_findings(world, case, moving));
        part.found.append(&mut findings);
    }
}

/// What one finding of a rule has in common: a branch that only asks to look is told apart from
/// one that takes money back.
fn weight(rule: &Rule, held: &Held) -> (Confidence, Reverse<Severity>) {
    let branch = rule.cases.get(held.hit.case);
    let severity = branch.map_or(held.hit.severity, |b| b.severity);
    (held.hit.confidence, Reverse(severity))
}

/// All elements of a case of which a rule holds.
fn hold((view, rows): (View, &[RowRef]), rule: &Rule, atoms: &Atoms) -> Vec<Held> {
    let case = view.case;
    let mut held = Vec::new();
    let mut ask = |element: Element, month: Option<Month>, default: &dyn Fn(&Hit) -> i64| {
        let view = view.at(element);
        if let Some(hit) = rule.judge(&view) {
            let own = rule.cases.get(hit.case).and_then(|c| c.amount.as_ref());
            let amount = own.map_or_else(|| default(&hit), |measure| sum(measure.value(&view)));
            held.push(Held {
                hit,
                element,
                amount,
                month,
            });
        }
    };
    match rule.about {
        Entity::Payment => {
            for (index, part) in case.parts.iter().enumerate() {
                ask(Element::Payment(index), Some(part.month), &|_| part.amount);
            }
        }
        Entity::Month => {
            for (index, state) in case.months.iter().enumerate() {
                if rule.residual && !atoms.is_open(index) {
                    continue;
                }
                ask(
                    Element::Month(index),
                    Some(state.month),
                    &|hit| match hit.confidence {
                        Confidence::Certain => state.difference(),
                        Confidence::Likely => state.difference_as_if(),
                        Confidence::Possible => state.widest_difference(),
                    },
                );
            }
        }
        Entity::Entry => {
            for (index, entry) in case.entries.iter().enumerate() {
                ask(Element::Entry(index), entry.rolls.last().copied(), &|_| 0);
            }
        }
        Entity::Person => ask(Element::Person, None, &|_| 0),
        Entity::Death => {
            if let Some(death) = case.death {
                let known = death.date.filter(|date| date.is_month());
                let month = known.map(PartialDate::last_month);
                ask(Element::Person, month, &|_| 0);
            }
        }
        Entity::Card => {
            for index in 0..case.cards.len() {
                for month in view.world.range.iter() {
                    ask(Element::Card(index, month), Some(month), &|_| 0);
                }
            }
        }
        Entity::Row => {
            for row in rows {
                ask(Element::Row(*row), None, &|_| 0);
            }
        }
        _ => {}
    }
    held
}

/// The money of a hit as its rule measures it; of an open sum the end nearer to nothing.
pub(super) fn sum(value: Value) -> i64 {
    match value {
        Value::Int(range) if range.lo > 0 => range.lo,
        Value::Int(range) => range.hi.min(0),
        _ => 0,
    }
}

/// Rows that belong to the person: of rolls and registers, of every list where lists are checked.
fn rows(view: View<'_>, scope: Scope) -> Vec<RowRef> {
    let (case, world) = (view.case, view.world);
    let [deaths, absences, certificates, pensions, cards] = world.registered(case);
    let mut rows: Vec<RowRef> = Vec::new();
    let mut add = |indexes: &[u32], row: fn(u32) -> RowRef| {
        rows.extend(indexes.iter().map(|i| row(*i)));
    };
    add(world.roll_of(case), RowRef::Roll);
    add(deaths, RowRef::Death);
    add(absences, RowRef::Absence);
    add(certificates, RowRef::Certificate);
    add(pensions, RowRef::Pension);
    add(cards, RowRef::Card);
    if scope == Scope::Lists {
        add(world.payments_of(case), RowRef::Payment);
        add(world.others_of(case), RowRef::Other);
        // One line of a ledger or roll may be several records.
        rows.dedup_by_key(|row| row.place(world.corpus));
    }
    rows
}
