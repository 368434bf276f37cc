//! The rules of a reconciliation, run over accounts and balances.
//!
//! In: the accounts of all people, the balances of communes, and who may have been paid twice. Out:
//! findings in order of rank; each carries the part of what is unexplained that it names.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::adjust;
use super::evidence::Evidence;
use super::facts::{Books, Element, View};
use super::finding::{self, Gathered};
use super::lang::Entity;
use super::rulefile::Rule;
use super::run::{Asked, Held, Judged, Part, Scope, judge_case, sum};
use super::say::Speaker;
use crate::model::{
    Balance, CellRef, Confidence, Finding, Money, PersonAccounts, PersonId, RowId, SubjectKind, Sym,
};
use crate::settle::{Case, World};

/// The rule that speaks of money paid twice; it runs beside the rules of reconciliation.
pub const PAID_TWICE: &str = "paid-twice";

/// What is judged.
pub struct Reconciled<'a> {
    /// All accounts.
    pub people: &'a [PersonAccounts],
    /// All balances, by month and commune.
    pub balances: &'a [Balance],
    /// Who has several payments for one month.
    pub paid_again: &'a [PersonId],
    /// The cell of a booked row.
    pub cell: &'a (dyn Fn(RowId) -> Option<CellRef> + Sync),
    /// By what a person was told apart when first seen.
    pub key: &'a (dyn Fn(PersonId) -> Option<String> + Sync),
}

/// Judges a reconciliation.
pub fn judge_accounts(
    world: &World,
    reconciled: &Reconciled,
    rules: &[Rule],
    speaker: &Speaker,
) -> Judged {
    let twice: Vec<usize> = (0..rules.len())
        .filter(|at| rules.get(*at).is_some_and(|r| r.slug == PAID_TWICE))
        .collect();
    let mut all = Part::default();
    for &at in &twice {
        let asked: Vec<Asked> = rules.get(at).into_iter().map(Asked::new).collect();
        for person in reconciled.paid_again {
            let mut part = Part::default();
            let case = world.case(*person);
            let scope = Scope::Beneficiaries;
            judge_case((world, scope), &case, &asked, speaker, &mut part);
            let mut counted = twice_of(reconciled.people, *person);
            for (_, mut finding) in part.found {
                finding.counted = Money::ZERO;
                if finding.confidence == Confidence::Certain {
                    finding.counted = Money(std::mem::take(&mut counted));
                }
                all.found.push((at, finding));
            }
            all.adjustments.extend(part.adjustments);
        }
    }
    let about = |entity: Entity| -> Vec<(usize, &Rule)> {
        let rules = rules.iter().enumerate();
        rules.filter(|(_, rule)| rule.about == entity).collect()
    };
    let (of_accounts, of_balances) = (about(Entity::Account), about(Entity::CommuneMonth));
    let people: Vec<(Vec<(usize, Finding)>, i64)> = reconciled
        .people
        .par_iter()
        .map(|person| of_person(world, reconciled, person, &of_accounts, speaker))
        .collect();
    let mut unexplained = 0;
    for (found, left) in people {
        all.found.extend(found);
        unexplained += left;
    }
    for (_, finding) in &mut all.found {
        let key = finding.person.and_then(|person| (reconciled.key)(person));
        if let Some(key) = key {
            finding.id = finding::id_by_key(finding, &key, &[]);
        }
    }
    all.found
        .extend(of_communes(world, reconciled, &of_balances, speaker));
    all.found.sort_by_key(|(rule, _)| *rule);
    let mut findings: Vec<Finding> = all.found.into_iter().map(|(_, f)| f).collect();
    finding::make_ids_distinct(&mut findings);
    let mut adjustments = all.adjustments;
    adjust::sort(&mut adjustments);
    Judged {
        findings,
        adjustments,
        unexplained,
        ..Judged::default()
    }
}

/// What of a person's unexplained money was paid a second time, đồng.
fn twice_of(people: &[PersonAccounts], person: PersonId) -> i64 {
    let at = people.binary_search_by_key(&person, |p| p.person);
    let accounts = at.ok().and_then(|at| people.get(at));
    let entries = accounts.into_iter().flat_map(|p| &p.entries);
    entries
        .map(|e| e.account.twice.min((-e.account.unexplained()).max(0)))
        .sum()
}

fn of_person(
    world: &World,
    reconciled: &Reconciled,
    person: &PersonAccounts,
    rules: &[(usize, &Rule)],
    speaker: &Speaker,
) -> (Vec<(usize, Finding)>, i64) {
    let books = Books {
        entries: &person.entries,
        balances: reconciled.balances,
        ..Books::default()
    };
    // What no finding names yet, by account.
    let mut left: Vec<i64> = person
        .entries
        .iter()
        .map(|e| {
            let over = -e.account.unexplained();
            over - e.account.twice.min(over.max(0))
        })
        .collect();
    let nobody = Case::place(Sym::EMPTY);
    let mut case: Option<Case> = None;
    let mut found = Vec::new();
    for (index, rule) in rules {
        let mut held: Vec<Held> = Vec::new();
        for (at, entry) in person.entries.iter().enumerate() {
            let view = View {
                world,
                case: &nobody,
                at: Element::Account(at),
                books,
            };
            let Some(hit) = rule.judge(&view) else {
                continue;
            };
            let measure = rule.cases.get(hit.case).and_then(|c| c.amount.as_ref());
            held.push(Held {
                amount: measure.map_or(0, |measure| sum(measure.value(&view))),
                hit,
                element: view.at,
                month: Some(entry.month),
            });
        }
        if held.is_empty() {
            continue;
        }
        let case = case.get_or_insert_with(|| world.who(person.person));
        let mut by_confidence: BTreeMap<Confidence, Vec<&Held>> = BTreeMap::new();
        for one in &held {
            by_confidence
                .entry(one.hit.confidence)
                .or_default()
                .push(one);
        }
        for held in by_confidence.into_values() {
            let mut counted = 0;
            let mut evidence = Evidence::default();
            for one in &held {
                let Element::Account(at) = one.element else {
                    continue;
                };
                if let Some(left) = left.get_mut(at) {
                    let part = one.amount.clamp((*left).min(0), (*left).max(0));
                    *left -= part;
                    // What is not certain names its money, and counts none.
                    if one.hit.confidence == Confidence::Certain {
                        counted += part;
                    }
                }
                let rows = person.entries.get(at).map_or(&[][..], |e| &e.rows);
                evidence.known(rows.iter().filter_map(|row| (reconciled.cell)(*row)));
            }
            let gathered = Gathered {
                view: View {
                    world,
                    case,
                    at: Element::Person,
                    books,
                },
                rule,
                held: &held,
                counted,
                evidence,
            };
            found.push((*index, finding::make(&gathered, speaker)));
        }
    }
    let covered = |at: usize| {
        let entry = person.entries.get(at)?;
        reconciled.balances.get(entry.balance as usize)
    };
    let open = left.iter().enumerate();
    let open = open.filter(|(at, _)| covered(*at).is_some_and(|b| b.has_approved));
    (found, open.map(|(_, left)| left.abs()).sum())
}

fn of_communes(
    world: &World,
    reconciled: &Reconciled,
    rules: &[(usize, &Rule)],
    speaker: &Speaker,
) -> Vec<(usize, Finding)> {
    let mut communes: BTreeMap<(&str, Sym), Vec<usize>> = BTreeMap::new();
    for (at, balance) in reconciled.balances.iter().enumerate() {
        let key = (balance.commune.as_str(), balance.commune_sym);
        communes.entry(key).or_default().push(at);
    }
    let books = Books {
        entries: &[],
        balances: reconciled.balances,
        ..Books::default()
    };
    let mut found = Vec::new();
    for ((name, commune), months) in communes {
        let case = Case::place(commune);
        for (index, rule) in rules {
            let mut held: Vec<Held> = Vec::new();
            let mut evidence = Evidence::default();
            for &at in &months {
                let view = View {
                    world,
                    case: &case,
                    at: Element::Balance(at),
                    books,
                };
                let (Some(hit), Some(balance)) = (rule.judge(&view), view.balance()) else {
                    continue;
                };
                let measure = rule.cases.get(hit.case).and_then(|c| c.amount.as_ref());
                let lists = balance.changes.iter().flat_map(|c| &c.cells);
                evidence.known(lists.cloned());
                held.push(Held {
                    amount: measure.map_or(0, |measure| sum(measure.value(&view))),
                    hit,
                    element: view.at,
                    month: Some(balance.month),
                });
            }
            if held.is_empty() {
                continue;
            }
            let gathered = Gathered {
                view: View {
                    world,
                    case: &case,
                    at: Element::Person,
                    books,
                },
                rule,
                held: &held.iter().collect::<Vec<_>>(),
                counted: 0,
                evidence,
            };
            let mut finding = finding::make(&gathered, speaker);
            finding.subject.kind = SubjectKind::Commune;
            name.clone_into(&mut finding.subject.name);
            finding.id = finding::id_of(&finding, &[]);
            finding.counted = Money::ZERO;
            found.push((*index, finding));
        }
    }
    found
}
