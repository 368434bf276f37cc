//! Households and pupils: electricity support and study support held against the lists of households.
//!
//! In: the world. Out: a [`Quarter`] for each household and time, a [`Pupil`] for each row of a school's list and each
//! child on none, and the findings of the rules about them. Where no list of households covers a commune and time,
//! nothing is held against anybody.

mod children;
mod entitled;
mod gone;
mod grounds;
mod groups;
mod lists;
mod payments;
mod policy;
mod pupils;
mod quarters;
mod search;
mod study;
mod sums;
mod twice;
mod unread;
mod usage;
mod who;

use std::collections::BTreeMap;

use super::evidence::Evidence;
use super::facts::{Books, Element, View};
use super::finding::{self, Gathered};
use super::lang::Entity;
use super::rulefile::{MonthsOf, Rule};
use super::run::{Held, sum};
use super::say::Speaker;
use crate::model::{Confidence, Finding, Month, Named, PersonId, Place, Sym};
use crate::settle::{Case, World};
use crate::texts::alphabet::place;

pub(super) use grounds::Borne;
use lists::{Asked, Homes};
pub(super) use pupils::Pupil;
pub(super) use quarters::{Quarter, Told};
pub(super) use unread::UnreadHomes;
use who::Who;

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
    let again = rule.months == MonthsOf::Again;
    match element {
        Element::Quarter(at) => {
            let quarter = books.quarters.get(at);
            quarter.map_or_else(Default::default, |q| {
                let months = if again { &q.sums.again } else { &q.months };
                (months.clone(), q.places.clone())
            })
        }
        Element::Pupil(at) => {
            let Some(pupil) = books.pupils.get(at) else {
                return (Vec::new(), Vec::new());
            };
            let months = match &pupil.twice {
                Some((months, _)) if again => months,
                _ => &pupil.months,
            };
            (months.clone(), pupil.places.clone())
        }
        _ => (Vec::new(), Vec::new()),
    }
}

/// The household of a finding as lists tell it: its code, and where it lives; empty where they tell neither.
pub(super) fn told_of(view: &View) -> (String, String) {
    let Some((Element::Quarter(at), books)) = view.books.homes.map(|books| (view.at, books)) else {
        return (String::new(), String::new());
    };
    let home = books
        .quarters
        .get(at)
        .and_then(|q| books.homes.all.get(q.home));
    let text = |sym: Sym| view.world.corpus.texts.get(sym).trim().to_owned();
    home.map_or_else(Default::default, |h| {
        (text(h.written_code), text(h.head.named.village))
    })
}
