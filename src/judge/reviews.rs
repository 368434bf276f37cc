//! The progress of the review: which commune sent no list, and which sent the one before once more.
//!
//! In: the world. Out: a [`Review`] for each of a commune's rolls that has one before it, and for each
//! commune with money and no roll, then the findings of the rules about them. A run without any roll
//! is no review, and says nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::evidence::Evidence;
use super::facts::{Books, Element, View};
use super::finding::{self, Gathered};
use super::lang::Entity;
use super::rulefile::Rule;
use super::run::Held;
use super::say::Speaker;
use crate::model::{
    AwayKind, Finding, IdentityId, Month, PartialDate, PaymentFlags, PersonId, Place, Role,
    RollRecord, SubjectKind, Sym,
};
use crate::settle::{Case, World};
use crate::texts::alphabet::compare;

/// What a commune sent, or did not, for a month.
pub struct Review {
    /// The commune.
    commune: Sym,
    /// The roll's month; the last month audited where there is none.
    month: Month,
    /// There is money and no roll.
    pub(super) missing: bool,
    /// The roll says word for word what the one before said.
    pub(super) unchanged: bool,
    /// Deaths and moves since the one before, of people on it: at least and at most.
    pub(super) changes: (i64, i64),
    /// What its ledgers of the month hold.
    pub(super) paid: Option<Sum>,
    /// What those of the month before held.
    pub(super) before: Option<Sum>,
    /// First rows of the lists concerned.
    places: Vec<Place>,
}

/// What a commune's ledgers of a month hold.
#[derive(Clone, Copy, Default)]
pub(super) struct Sum {
    /// Handed over for the month, đồng.
    pub(super) money: i64,
    /// People named (count).
    pub(super) people: i64,
}

/// A month's roll: what its rows say, and where it begins.
type Roll<'a> = (Vec<Says<'a>>, Place);
type Says<'a> = (Option<PersonId>, String, &'a str);

/// Findings of the rules about communes' months.
pub(super) fn judge(world: &World, rules: &[&Rule], speaker: &Speaker) -> Vec<(usize, Finding)> {
    let mut reviews = repeated(world);
    reviews.extend(missing(world));
    let asks = |rule: &&Rule| rule.about == Entity::CommuneMonth && rule.names("commune.");
    if rules.iter().any(asks) {
        reviews.extend(paid(world));
    }
    let name = |review: &Review| world.corpus.texts.get(review.commune);
    reviews.sort_by(|a, b| compare(name(a), name(b)).then(a.month.cmp(&b.month)));
    let books = Books {
        reviews: &reviews,
        ..Books::default()
    };
    let about = rules.iter().enumerate();
    let about = about.filter(|(_, rule)| rule.about == Entity::CommuneMonth);
    let mut found = Vec::new();
    for (index, rule) in about {
        for of_commune in all_of_communes(&reviews) {
            let case = Case::place(of_commune.first().map_or(Sym::EMPTY, |(_, r)| r.commune));
            let view = View {
                world,
                case: &case,
                at: Element::Person,
                books,
            };
            found.extend(finding(view, rule, &of_commune, speaker).map(|f| (index, f)));
        }
    }
    found
}

/// The reviews of each commune, with their places among all.
fn all_of_communes(reviews: &[Review]) -> Vec<Vec<(usize, &Review)>> {
    let all: Vec<(usize, &Review)> = reviews.iter().enumerate().collect();
    let groups = all.chunk_by(|a, b| a.1.commune == b.1.commune);
    groups.map(<[_]>::to_vec).collect()
}

fn finding(
    view: View,
    rule: &Rule,
    reviews: &[(usize, &Review)],
    speaker: &Speaker,
) -> Option<Finding> {
    let mut held: Vec<Held> = Vec::new();
    let mut evidence = Evidence::default();
    for (at, review) in reviews {
        let element = Element::Review(*at);
        let Some(hit) = rule.judge(&view.at(element)) else {
            continue;
        };
        for place in &review.places {
            evidence.row(view.world, *place);
        }
        held.push(Held {
            hit,
            element,
            amount: 0,
            month: Some(review.month),
        });
    }
    // What is sure does not become doubtful by a month that is not.
    let surest = held.iter().map(|h| h.hit.confidence).min()?;
    held.retain(|h| h.hit.confidence == surest);
    let gathered = Gathered {
        view,
        rule,
        held: &held.iter().collect::<Vec<_>>(),
        counted: 0,
        evidence,
    };
    let mut finding = finding::make(&gathered, speaker);
    finding.subject.kind = SubjectKind::Commune;
    finding.subject.name.clone_from(&finding.subject.commune);
    finding.id = finding::id_of(&finding, &[]);
    Some(finding)
}

/// Every roll beside the one before it.
fn repeated(world: &World) -> Vec<Review> {
    let mut communes: BTreeMap<Sym, BTreeMap<Month, Roll>> = BTreeMap::new();
    for record in &world.corpus.roll {
        let month = record.month.unwrap_or(world.range.last);
        let months = communes.entry(record.commune).or_default();
        let (rows, _) = months.entry(month).or_insert((Vec::new(), record.place));
        rows.push(says(world, record));
    }
    let left = left(world);
    let mut reviews = Vec::new();
    for (commune, mut months) in communes {
        for (rows, _) in months.values_mut() {
            rows.sort_unstable();
        }
        let rolls: Vec<(&Month, &Roll)> = months.iter().collect();
        for pair in rolls.windows(2) {
            let &[(before, (old, old_place)), (month, (new, place))] = pair else {
                continue;
            };
            if !world.range.contains(*month) || commune.is_empty() {
                continue;
            }
            let people: BTreeSet<PersonId> = new.iter().filter_map(|(p, ..)| *p).collect();
            let mut changes = (0, 0);
            for person in people {
                let since = left.get(&person).into_iter().flatten();
                let known: Vec<bool> = since
                    .filter_map(|(date, likely)| within(*date, *before, *month, *likely))
                    .collect();
                changes.0 += i64::from(known.contains(&true));
                changes.1 += i64::from(!known.is_empty());
            }
            reviews.push(Review {
                commune,
                month: *month,
                missing: false,
                unchanged: old == new,
                changes,
                paid: None,
                before: None,
                places: vec![*place, *old_place],
            });
        }
    }
    reviews
}

/// What a row of a roll says, so that two lists can be held against each other.
fn says<'a>(world: &World<'a>, record: &'a RollRecord) -> Says<'a> {
    let terms = (
        (record.scheme, record.categories.0, record.level),
        (record.amount, record.from, record.until, record.leaving),
    );
    let person = world.linked.person(record.identity);
    let note = world.corpus.texts.get(record.note);
    (person, format!("{terms:?}"), note)
}

/// Whether somebody left between a roll and the next: surely, perhaps, or (none) not.
fn within(date: PartialDate, before: Month, month: Month, likely: bool) -> Option<bool> {
    let (first, last) = (date.first_month(), date.last_month());
    let surely = first >= before && last < month && !likely;
    (last >= before && first < month).then_some(surely)
}

/// Deaths and moves by person, and whether the link is only likely.
fn left(world: &World) -> BTreeMap<PersonId, Vec<(PartialDate, bool)>> {
    let mut left: BTreeMap<PersonId, Vec<(PartialDate, bool)>> = BTreeMap::new();
    let mut add = |identity: IdentityId, date: Option<PartialDate>| {
        if let (Some(person), Some(date)) = (world.linked.person(identity), date) {
            let likely = world.is_likely(identity);
            left.entry(person).or_default().push((date, likely));
        }
    };
    for death in &world.corpus.deaths {
        add(death.identity, death.died);
    }
    let absences = world.corpus.absences.iter();
    for stay in absences.filter(|a| a.kind == AwayKind::Moved && a.to.is_none()) {
        add(stay.identity, stay.from);
    }
    left
}

/// Communes of the locality that ledgers name and no roll does. Where a roll names no commune,
/// nobody knows whose it is.
fn missing(world: &World) -> Vec<Review> {
    let corpus = world.corpus;
    let of = |role: Role| -> BTreeSet<Sym> {
        let covers = corpus.coverage.iter().filter(|c| c.role == role);
        covers.map(|c| c.commune).collect()
    };
    let rolls = of(Role::Roll);
    if rolls.is_empty() || rolls.contains(&Sym::EMPTY) {
        return Vec::new();
    }
    let merged = |commune: Sym| {
        let mut pairs = corpus.merged.iter();
        pairs.any(|(old, new)| {
            *old == commune && rolls.contains(new) || *new == commune && rolls.contains(old)
        })
    };
    let ledgers = of(Role::Ledger).into_iter();
    ledgers
        .filter(|c| !c.is_empty() && !rolls.contains(c) && !merged(*c))
        .filter(|c| corpus.strange.binary_search(c).is_err())
        .map(|commune| {
            let payment = corpus.payments.iter().find(|p| p.commune == commune);
            Review {
                commune,
                month: world.range.last,
                missing: true,
                unchanged: false,
                changes: (0, 0),
                paid: None,
                before: None,
                places: payment.map(|p| p.place).into_iter().collect(),
            }
        })
        .collect()
}

/// What every commune paid in each month of the range, beside the month before.
fn paid(world: &World) -> Vec<Review> {
    let mut sums: BTreeMap<(Sym, Month), (Sum, Place, BTreeSet<IdentityId>)> = BTreeMap::new();
    for payment in &world.corpus.payments {
        let key = (payment.commune, payment.month);
        let (sum, _, people) = sums
            .entry(key)
            .or_insert_with(|| (Sum::default(), payment.place, BTreeSet::new()));
        if !payment.flags.has(PaymentFlags::UNPAID) {
            sum.money += i64::from(payment.regular) + i64::from(payment.arrears);
        }
        if people.insert(payment.identity) {
            sum.people += 1;
        }
    }
    let months = sums
        .iter()
        .filter(|((commune, month), _)| !commune.is_empty() && world.range.contains(*month));
    let review = |(key, of): (&(Sym, Month), &(Sum, Place, BTreeSet<IdentityId>))| {
        let before = sums.get(&(key.0, key.1.plus(-1)));
        Review {
            commune: key.0,
            month: key.1,
            missing: false,
            unchanged: false,
            changes: (0, 0),
            paid: Some(of.0),
            before: before.map(|of| of.0),
            places: before.map(|of| of.1).into_iter().chain([of.1]).collect(),
        }
    };
    months.map(review).collect()
}
