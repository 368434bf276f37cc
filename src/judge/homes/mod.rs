//! Households and pupils: electricity support and study support held against the lists of households.
//!
//! In: the world. Out: a [`Quarter`] for each household and time, a [`Pupil`] for each row of a school's list and each
//! child on none, and the findings of the rules about them. Where no list of households covers a commune and time,
//! nothing is held against anybody.

mod children;
mod grounds;
mod groups;
mod lists;
mod policy;
mod pupils;
mod quarters;
mod study;
mod twice;
mod who;

use std::collections::{BTreeMap, BTreeSet};

use super::evidence::Evidence;
use super::facts::{Books, Element, View};
use super::finding::{self, Gathered};
use super::lang::Entity;
use super::rulefile::Rule;
use super::run::{Held, sum};
use super::say::Speaker;
use crate::law::Clause;
use crate::model::{Confidence, Finding, Month, Named, PersonId, Place, Sym};
use crate::settle::{Case, Tally, World};
use crate::texts::alphabet::place;

pub(super) use grounds::Borne;
use lists::{Asked, Homes};
pub(super) use pupils::Pupil;
pub(super) use quarters::{Quarter, Told};
use who::Who;

/// The money of a month's electricity by its name in `rules/law/electricity.toml`.
const ELECTRICITY: &str = "electricity.month";

/// What rules about households and pupils look at.
#[derive(Default)]
pub struct HomeBooks {
    pub(super) homes: Homes,
    pub(super) quarters: Vec<Quarter>,
    pub(super) pupils: Vec<Pupil>,
}

impl HomeBooks {
    /// Of the lists of a run.
    pub(super) fn new(world: &World) -> Self {
        let corpus = world.corpus;
        if corpus.households.is_empty() && corpus.electricity.is_empty() && corpus.pupils.is_empty()
        {
            return Self::default();
        }
        let mut homes = Homes::new(world);
        let rolls = policy::Rolls::new(world);
        let pupils = pupils::pupils(world, &homes, &rolls);
        let quarters = quarters::quarters(world, &mut homes, &rolls);
        Self {
            homes,
            quarters,
            pupils,
        }
    }

    /// The months of households and pupils whose money was held against figures of the law that nobody checked.
    pub(super) fn unread(&self, world: &World) -> Tally {
        let mut tally = Tally::default();
        let mut who: BTreeSet<(bool, usize)> = BTreeSet::new();
        let mut add = |is_pupil: bool, one: usize, month: Month, clause: Clause| {
            if clause != Clause::NONE && world.range.contains(month) {
                *tally.unread.entry(clause).or_default() += 1;
                who.insert((is_pupil, one));
            }
        };
        for pupil in self.pupils.iter().filter(|p| p.paid.is_some()) {
            for month in &pupil.months {
                add(true, pupil.person, *month, pupil.unread);
            }
        }
        for quarter in self.quarters.iter().filter(|q| q.kept().is_some()) {
            for month in quarter.months.iter().filter(|_| quarter.due.is_some()) {
                let figure = world.law.figure(ELECTRICITY, *month);
                let figure = figure.filter(|figure| !figure.checked);
                let clause = figure.map_or(Clause::NONE, |figure| figure.clause);
                add(false, quarter.home, *month, clause);
            }
        }
        tally.unread_people = who.len() as u64;
        tally
    }

    /// How many of some people are outside one household: that of whoever collects for them, else the one that
    /// most of them share.
    pub(super) fn outside_one_home(
        &self,
        world: &World,
        receiver: Sym,
        people: &[PersonId],
    ) -> usize {
        let listed = || self.homes.all.iter().filter(|h| h.is_listed());
        if people.len() < 2 || listed().next().is_none() {
            return people.len();
        }
        let mut of_home: BTreeMap<usize, usize> = BTreeMap::new();
        for person in people {
            let case = world.who(*person);
            let named = Named {
                name: case.name,
                born: case.born,
                sex: case.sex,
                id_number: case.id_number,
                commune: case.commune,
                village: case.village,
            };
            let found = self.homes.find(&Asked {
                who: &Who::new(world, named),
                code: String::new(),
            });
            if let Some((at, true)) = found.sure {
                *of_home.entry(at).or_default() += 1;
            }
        }
        let name = Who::new(
            world,
            Named {
                name: receiver,
                ..Named::default()
            },
        );
        let own = of_home.iter().filter(|(at, _)| {
            let home = self.homes.all.get(**at);
            home.is_some_and(|h| {
                h.head.is_named_as(&name) || h.members.iter().any(|m| m.who.is_named_as(&name))
            })
        });
        let own = own.map(|(_, count)| *count).max();
        let shared = of_home.values().copied().filter(|count| *count > 1).max();
        people.len() - own.or(shared).unwrap_or(0)
    }
}

/// Findings of the rules about households and pupils.
pub(super) fn judge(
    world: &World,
    rules: &[&Rule],
    speaker: &Speaker,
    books: &HomeBooks,
) -> Vec<(usize, Finding)> {
    let mut found = Vec::new();
    for (index, rule) in rules.iter().enumerate() {
        let subjects = match rule.about {
            Entity::Household => households(world, books),
            Entity::Pupil => of_pupils(world, books),
            _ => continue,
        };
        for subject in subjects {
            let view = View {
                world,
                case: &subject.case,
                at: Element::Person,
                books: Books {
                    homes: Some(books),
                    ..Books::default()
                },
            };
            found.extend(
                findings(view, rule, &subject, speaker)
                    .into_iter()
                    .map(|f| (index, f)),
            );
        }
    }
    found
}

/// Whom findings name, with what rules ask of them.
struct Subject {
    case: Case,
    elements: Vec<Element>,
}

/// Households by commune and head, with their quarters.
fn households(world: &World, books: &HomeBooks) -> Vec<Subject> {
    let mut of_home: BTreeMap<usize, Vec<Element>> = BTreeMap::new();
    for (at, quarter) in books.quarters.iter().enumerate() {
        of_home
            .entry(quarter.home)
            .or_default()
            .push(Element::Quarter(at));
    }
    let subjects = of_home.into_iter().filter_map(|(home, elements)| {
        let home = books.homes.all.get(home)?;
        Some(Subject {
            case: Case::household(&home.head.named),
            elements,
        })
    });
    sorted(world, subjects.collect())
}

/// Pupils by commune and name, with their rows.
fn of_pupils(world: &World, books: &HomeBooks) -> Vec<Subject> {
    let mut of_person: BTreeMap<usize, Vec<Element>> = BTreeMap::new();
    for (at, pupil) in books.pupils.iter().enumerate() {
        of_person
            .entry(pupil.person)
            .or_default()
            .push(Element::Pupil(at));
    }
    let subjects = of_person.into_values().filter_map(|elements| {
        let Some(Element::Pupil(first)) = elements.first() else {
            return None;
        };
        let pupil = books.pupils.get(*first)?;
        Some(Subject {
            case: Case::named(&pupil.named),
            elements,
        })
    });
    sorted(world, subjects.collect())
}

fn sorted(world: &World, mut subjects: Vec<Subject>) -> Vec<Subject> {
    let text = |sym: Sym| world.corpus.texts.get(sym);
    subjects.sort_by_cached_key(|s| (place(text(s.case.commune)), place(text(s.case.name))));
    subjects
}

/// One finding for what is sure, one for what is possible.
fn findings(view: View, rule: &Rule, subject: &Subject, speaker: &Speaker) -> Vec<Finding> {
    let mut held: Vec<Held> = Vec::new();
    for element in &subject.elements {
        let view = view.at(*element);
        let Some(hit) = rule.judge(&view) else {
            continue;
        };
        let measure = rule.cases.get(hit.case).and_then(|c| c.amount.as_ref());
        let amount = measure.map_or(0, |m| sum(m.value(&view)));
        held.push(Held {
            hit,
            element: *element,
            amount,
            month: None,
        });
    }
    let mut confidences: Vec<Confidence> = held.iter().map(|h| h.hit.confidence).collect();
    confidences.sort_unstable();
    confidences.dedup();
    let finding = |confidence: Confidence| {
        let held: Vec<&Held> = held
            .iter()
            .filter(|h| h.hit.confidence == confidence)
            .collect();
        let mut evidence = Evidence::default();
        // Each month once, the money with the first.
        let mut monthly: Vec<Held> = Vec::new();
        for one in &held {
            let (months, places) = told(view, rule, one.element);
            for place in places {
                evidence.home(view.world, place);
            }
            let mut amounts = std::iter::once(one.amount).chain(std::iter::repeat(0));
            let months: Vec<Option<Month>> = if months.is_empty() {
                vec![None]
            } else {
                months.into_iter().map(Some).collect()
            };
            for month in months {
                monthly.push(Held {
                    hit: one.hit.clone(),
                    element: one.element,
                    amount: amounts.next().unwrap_or(0),
                    month,
                });
            }
        }
        let gathered = Gathered {
            view,
            rule,
            held: &monthly.iter().collect::<Vec<_>>(),
            counted: 0,
            evidence,
        };
        let mut finding = finding::make(&gathered, speaker);
        if rule.about == Entity::Household {
            finding.subject.kind = crate::model::SubjectKind::Household;
            finding.id = finding::id_of(&finding, &[]);
        }
        finding
    };
    confidences.into_iter().map(finding).collect()
}

/// The months that a rule speaks of, and the rows.
fn told(view: View, rule: &Rule, element: Element) -> (Vec<Month>, Vec<Place>) {
    let Some(books) = view.books.homes else {
        return (Vec::new(), Vec::new());
    };
    match element {
        Element::Quarter(at) => {
            let quarter = books.quarters.get(at);
            quarter.map_or_else(Default::default, |q| (q.months.clone(), q.places.clone()))
        }
        Element::Pupil(at) => {
            let Some(pupil) = books.pupils.get(at) else {
                return (Vec::new(), Vec::new());
            };
            // A rule that asks for a second claim speaks of the months claimed twice.
            let asks_twice = rule.cases.iter().flat_map(|c| c.when.facts());
            let mut asks_twice = asks_twice.map(super::facts::name);
            let months = match &pupil.twice {
                Some((months, _)) if asks_twice.any(|name| name == "pupil.claimed_twice") => months,
                _ => &pupil.months,
            };
            (months.clone(), pupil.places.clone())
        }
        _ => (Vec::new(), Vec::new()),
    }
}
