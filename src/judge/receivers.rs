//! Findings about those who collect for others, and the others whom a finding concerns.

use std::collections::BTreeMap;

use super::evidence::Evidence;
use super::facts::{Books, Element, View};
use super::finding::{self, Gathered};
use super::homes::HomeBooks;
use super::lang::Entity;
use super::rulefile::Rule;
use super::run::Held;
use super::say::Speaker;
use crate::model::text::fold;
use crate::model::{Finding, Month, PaymentFlags, PersonId, Place, Subject, SubjectKind, Sym};
use crate::settle::{Case, World};

/// Somebody who collects in a commune.
#[derive(Default)]
struct Receiver {
    name: Sym,
    people: Vec<PersonId>,
    months: Vec<Month>,
    places: Vec<Place>,
}

/// Findings of the rules about receivers.
pub(super) fn judge(
    world: &World,
    rules: &[&Rule],
    speaker: &Speaker,
    homes: &HomeBooks,
) -> Vec<(usize, Finding)> {
    let mut found = Vec::new();
    let about: Vec<(usize, &Rule)> = rules
        .iter()
        .copied()
        .enumerate()
        .filter(|(_, rule)| rule.about == Entity::Receiver)
        .collect();
    if about.is_empty() {
        return found;
    }
    for ((commune, _), mut receiver) in gather(world) {
        receiver.people.sort_unstable();
        receiver.people.dedup();
        receiver.months.sort_unstable();
        receiver.months.dedup();
        let outside = homes.outside_one_home(world, receiver.name, &receiver.people);
        let case = Case::receiver(receiver.name, commune, outside);
        let view = View {
            world,
            case: &case,
            at: Element::Person,
            books: Books::default(),
        };
        for (index, rule) in &about {
            let Some(hit) = rule.judge(&view) else {
                continue;
            };
            let held: Vec<Held> = receiver
                .months
                .iter()
                .map(|month| Held {
                    hit: hit.clone(),
                    element: Element::Person,
                    amount: 0,
                    month: Some(*month),
                })
                .collect();
            let mut evidence = Evidence::default();
            for place in &receiver.places {
                evidence.payment(world, *place);
            }
            let gathered = Gathered {
                view,
                rule,
                held: &held.iter().collect::<Vec<_>>(),
                counted: 0,
                evidence,
            };
            let mut finding = finding::make(&gathered, speaker);
            finding.subject.kind = SubjectKind::Receiver;
            found.push((*index, finding));
        }
    }
    found
}

/// Everybody who collects for somebody else, by commune and folded name.
fn gather(world: &World) -> BTreeMap<(Sym, String), Receiver> {
    let corpus = world.corpus;
    let mut keys: rustc_hash::FxHashMap<Sym, String> = rustc_hash::FxHashMap::default();
    let mut receivers: BTreeMap<(Sym, String), Receiver> = BTreeMap::new();
    for payment in &corpus.payments {
        let own = payment.flags.has(PaymentFlags::OWN_NAME);
        let unpaid = payment.flags.has(PaymentFlags::UNPAID);
        if own || unpaid || payment.receiver.is_empty() || !world.range.contains(payment.month) {
            continue;
        }
        let key = keys
            .entry(payment.receiver)
            .or_insert_with(|| fold(corpus.texts.get(payment.receiver)));
        let receiver = receivers.entry((payment.commune, key.clone())).or_default();
        if receiver.name.is_empty() {
            receiver.name = payment.receiver;
        }
        receiver
            .people
            .extend(world.linked.person_of.get(payment.identity.0 as usize));
        if receiver.months.last() != Some(&payment.month) {
            receiver.months.push(payment.month);
        }
        if receiver.places.len() < MOST_PLACES {
            receiver.places.push(payment.place);
        }
    }
    receivers
}

/// Cells shown of a receiver; the rest say nothing new.
const MOST_PLACES: usize = 12;

/// Others named in a finding; where one number was filled down a whole list, naming everybody to
/// everybody would say nothing more.
const MOST_OTHERS: usize = 20;

/// The others whom a finding concerns: those who bear the same id number.
pub(super) fn others(view: &View, rule: &Rule) -> Vec<Subject> {
    let asks = |slot: usize| super::facts::name(slot) == "person.sharing_id";
    if !rule.cases.iter().any(|c| c.when.facts().any(asks)) {
        return Vec::new();
    }
    sharing(view)
        .take(MOST_OTHERS)
        .map(|other| finding::subject(view.world, &view.world.who(*other)))
        .collect()
}

/// How many others bear the same id number beyond those who are named.
pub(super) fn others_unnamed(view: &View) -> usize {
    sharing(view).skip(MOST_OTHERS).count()
}

fn sharing<'a>(view: &View<'a>) -> impl Iterator<Item = &'a PersonId> + use<'a> {
    let person = view.case.person;
    let bearers = view.world.sharing_id(person).flatten();
    bearers.filter(move |other| **other != person)
}
