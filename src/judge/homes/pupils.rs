//! Pupils: who claims them, on what ground, and for how much.
//!
//! In: households, rolls and the rows of schools' lists. Out: a [`Pupil`] for each row, and one for each child of a
//! poor household whom no school claims. The ground is held against the lists in [`grounds`](super::grounds), the money
//! against the law in [`study`](super::study).

use rustc_hash::FxHashMap;

use super::children::unclaimed;
use super::grounds::{self, Borne};
use super::lists::{Homes, code};
use super::policy::Rolls;
use super::quarters::Told;
use super::study::Study;
use super::twice::find_twice;
use super::who::{Who, near};
use crate::law::Clause;
use crate::model::{Due, Key, Month, Named, Place, PupilRecord, Sym};
use crate::settle::World;

/// A row of a school's list, or a child on none.
pub struct Pupil {
    /// Whose findings belong together.
    pub person: usize,
    /// The pupil.
    pub named: Named,
    /// The months of the row, the whole term's where it only counts them; none where nothing tells them, or for a
    /// child on no list.
    pub months: Vec<Month>,
    /// Whether some school claims the pupil.
    pub claimed: bool,
    /// Whether a child is of the age of school.
    pub school_age: Told,
    /// What the lists say of a ground that rests on one.
    pub borne: Option<Borne>,
    /// Support for the cost of study that the row grants, đồng.
    pub paid: Option<i64>,
    /// Fees that it lets off, đồng.
    pub fees: Option<i64>,
    /// What is right, đồng: a term may have a month more; none where it is not judged.
    pub due: Option<Due>,
    /// A clause that this rests on and nobody checked.
    pub unread: Clause,
    /// Months that another school claims too, and whether it surely is the same pupil.
    pub twice: Option<(Vec<Month>, bool)>,
    /// What is paid once more in these months, đồng.
    pub surplus: i64,
    /// The rows.
    pub places: Vec<Place>,
}

impl Pupil {
    /// Support granted, less the nearest sum that is right, đồng.
    pub fn difference(&self) -> i64 {
        self.paid.map_or(0, |paid| off(paid, self.due.as_ref()))
    }

    /// Whether a school claims the pupil for months that nothing tells.
    pub fn is_undated(&self) -> bool {
        self.claimed && self.months.is_empty()
    }

    /// Support and fees, đồng.
    pub fn granted(&self) -> i64 {
        self.paid
            .unwrap_or(0)
            .saturating_add(self.fees.unwrap_or(0))
    }
}

/// A sum less the nearest one that is right, đồng; 0 where nobody knows what is right.
fn off(sum: i64, due: Option<&Due>) -> i64 {
    let spans = due.map_or(&[][..], Due::spans).iter();
    let away = spans.map(|span| sum - sum.clamp(span.least, span.most));
    away.min_by_key(|away| away.abs()).unwrap_or(0)
}

/// A row ready to be compared.
pub(super) struct Claim<'a> {
    pub record: &'a PupilRecord,
    pub who: Who,
    pub parent: Who,
    pub mother: Who,
    /// Mã hộ, folded.
    pub code: String,
    pub person: usize,
    /// Whether the row itself tells where the pupil lives.
    pub placed: bool,
}

/// The pupils of a run.
pub fn pupils(world: &World, homes: &Homes, rolls: &Rolls) -> Vec<Pupil> {
    let mut claims: Vec<Claim> = world
        .corpus
        .pupils
        .iter()
        .enumerate()
        .map(|(at, r)| Claim::new(world, r, at))
        .collect();
    let mut by_name: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for at in 0..claims.len() {
        let Some(claim) = claims.get(at) else {
            continue;
        };
        let of_name = by_name.entry(claim.who.bare().to_owned()).or_default();
        let same = of_name.iter().filter_map(|i| claims.get(*i));
        let same = same
            .filter(|other| one_pupil(claim, other) == Some(true))
            .map(|other| other.person)
            .next();
        of_name.push(at);
        if let (Some(person), Some(claim)) = (same, claims.get_mut(at)) {
            claim.person = person;
        }
    }
    let mut all: Vec<Pupil> = Vec::new();
    let mut study = Study::new(world.law);
    let mut order: Vec<&Claim> = claims.iter().collect();
    order.sort_by_key(|c| (c.person, c.record.month, c.record.place));
    for claim in &order {
        all.extend(of_row(world, (homes, rolls), claim, &mut study));
    }
    find_twice(world, (&claims, &by_name), &order, &mut all);
    all.retain(|p| p.months.is_empty() || p.months.iter().any(|m| world.range.contains(*m)));
    all.extend(unclaimed(world, homes, (&claims, &by_name)));
    all
}

impl<'a> Claim<'a> {
    fn new(world: &World, record: &'a PupilRecord, at: usize) -> Self {
        let beside = |name: Sym| {
            let (born, sex, id_number) = (None, None, None);
            Who::new(
                world,
                Named {
                    name,
                    born,
                    sex,
                    id_number,
                    ..record.who
                },
            )
        };
        let source = world.corpus.source(record.place.source);
        let told = source.is_some_and(|s| s.column(Key::Commune).is_some());
        Self {
            record,
            who: Who::new(world, record.who),
            parent: beside(record.parent),
            mother: beside(record.mother),
            code: code(world, record.code),
            person: at,
            placed: told || !record.who.village.is_empty(),
        }
    }

    pub fn tells_parent(&self) -> bool {
        !self.parent.bare().is_empty() || !self.mother.bare().is_empty()
    }

    /// The months in which those of the row lie.
    pub fn months(&self) -> Vec<Month> {
        let first = self.record.month;
        let count = i32::from(self.record.within.max(1));
        first.map_or_else(Vec::new, |m| (0..count).map(|i| m.plus(i)).collect())
    }
}

/// Whether two rows name one pupil: surely, perhaps, or (none) not.
pub(super) fn one_pupil(a: &Claim, b: &Claim) -> Option<bool> {
    let told = a.tells_parent() && b.tells_parent();
    let either = |a: &Claim, b: &Claim| {
        let parents = [&b.parent, &b.mother];
        parents
            .iter()
            .any(|p| a.parent.is_named_as(p) || a.mother.is_named_as(p))
    };
    let parents = told.then(|| either(a, b));
    let born = a.record.who.born.zip(b.record.who.born);
    if born.is_some_and(|(a, b)| a.is_day() && b.is_day() && a != b) {
        // Sisters may bear one name, and a birth may be mistyped.
        let mistyped = a.who.is_named_as(&b.who) && born.is_some_and(|(a, b)| near(a, b));
        let one_home = parents.unwrap_or(false) || a.who.lives_with(&b.who);
        return (mistyped && one_home && parents != Some(false)).then_some(false);
    }
    let fit = a.who.fit(&b.who)?;
    let day = born.is_some_and(|(a, b)| a.is_day() && a == b);
    match parents {
        // One list may name the father, the other the mother.
        Some(false) => (fit.sure && day && a.who.lives_with(&b.who)).then_some(false),
        Some(true) => Some(fit.sure && born.is_some()),
        None => Some(fit.sure && day && agree(a, b)),
    }
}

/// Whether more than name and birth says that two rows are of one pupil: a number, a household, a place, a school. Two
/// of one name are born on one day often enough.
fn agree(a: &Claim, b: &Claim) -> bool {
    let (one, other) = (&a.record.who, &b.record.who);
    let number = one.id_number.is_some() && one.id_number == other.id_number;
    let told = a.placed && b.placed && !one.commune.is_empty();
    let commune = told && one.commune == other.commune;
    let place = a.who.lives_with(&b.who) || commune && !a.who.lives_apart_from(&b.who);
    let code = commune && !a.code.is_empty() && a.code == b.code;
    let school = !a.record.school.is_empty() && a.record.school == b.record.school;
    number || place || code || school
}

fn of_row(
    world: &World,
    (homes, rolls): (&Homes, &Rolls),
    claim: &Claim,
    study: &mut Study,
) -> Option<Pupil> {
    if claim.who.bare().is_empty() {
        return None;
    }
    let (record, months) = (claim.record, claim.months());
    let seen = if months.is_empty() {
        world.range.iter().collect()
    } else {
        months.clone()
    };
    let mut borne = grounds::borne(homes, rolls, claim, &seen);
    if let Some(borne) = borne.as_mut().filter(|_| months.is_empty())
        && borne.eligible == Told::No
    {
        // It may be of a school year that the lists do not tell of.
        borne.eligible = Told::Perhaps;
    }
    let refused = borne.as_ref().is_some_and(|b| b.eligible == Told::No);
    let right = study.right(claim, world.range, refused);
    let (due, unread) = right.map_or((None, Clause::NONE), |(due, unread)| (Some(due), unread));
    let paid = record.amount.filter(|sum| *sum != 0);
    let paid = match (paid, record.or_amount) {
        (Some(paid), Some(or)) if off(or, due.as_ref()).abs() < off(paid, due.as_ref()).abs() => {
            Some(or)
        }
        (paid, _) => paid,
    };
    Some(Pupil {
        person: claim.person,
        named: record.who,
        months,
        claimed: true,
        school_age: Told::No,
        borne,
        paid,
        fees: record.fees.filter(|sum| *sum != 0),
        due,
        unread,
        twice: None,
        surplus: 0,
        places: vec![record.place],
    })
}
