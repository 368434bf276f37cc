//! Pupils: who claims them, on what ground, and for how much.
//!
//! In: households and the rows of schools' lists. Out: a [`Pupil`] for each row, and one for each child of a poor
//! household whom no school claims.

use rustc_hash::FxHashMap;

use super::children::unclaimed;
use super::lists::{Asked, Home, Homes, code};
use super::quarters::Told;
use super::who::Who;
use crate::model::{Due, HouseholdKinds, Key, Month, Named, Place, PupilRecord, Span, Sym};
use crate::settle::World;

/// Figures of the law by their names in `rules/law/study.toml`.
pub(super) const RATE: &str = "study.month";
const MONTHS_MOST: &str = "study.months_most";

/// A row of a school's list, or a child on none.
pub struct Pupil {
    /// Whose findings belong together.
    pub person: usize,
    /// The pupil.
    pub named: Named,
    /// The months of the row; none for a child on no list.
    pub months: Vec<Month>,
    /// Whether some school claims the pupil.
    pub claimed: bool,
    /// Whether a child is of the age of school.
    pub school_age: Told,
    /// Whether the household is on the list that the ground asks for; no question where none does.
    pub eligible: Option<Told>,
    /// What the row grants, đồng.
    pub paid: Option<i64>,
    /// What is right, đồng: a term may have four months or five.
    pub due: Option<Due>,
    /// Months that another school claims too, and whether it surely is the same pupil.
    pub twice: Option<(Vec<Month>, bool)>,
    /// What is paid once more in these months, đồng.
    pub surplus: i64,
    /// The rows.
    pub places: Vec<Place>,
}

impl Pupil {
    /// What the row grants, less the nearest sum that is right, đồng.
    pub fn difference(&self) -> i64 {
        self.paid.map_or(0, |paid| off(paid, self.due.as_ref()))
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
    who: Who,
    pub parent: Who,
    mother: Who,
    /// Mã hộ, folded.
    code: String,
    person: usize,
    /// Whether the row itself tells where the pupil lives.
    placed: bool,
}

/// The pupils of a run.
pub fn pupils(world: &World, homes: &Homes) -> Vec<Pupil> {
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
    let mut used: FxHashMap<(usize, Sym, i32), i64> = FxHashMap::default();
    let mut order: Vec<&Claim> = claims.iter().collect();
    order.sort_by_key(|c| (c.person, c.record.month, c.record.place));
    for claim in &order {
        all.extend(of_row(world, homes, claim, &mut used));
    }
    find_twice(world, &order, &by_name, &claims, &mut all);
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

    fn tells_parent(&self) -> bool {
        !self.parent.bare().is_empty() || !self.mother.bare().is_empty()
    }

    /// The months of the row.
    pub fn months(&self) -> Vec<Month> {
        let first = self.record.month;
        let count = i32::from(self.record.months.max(1));
        first.map_or_else(Vec::new, |m| (0..count).map(|i| m.plus(i)).collect())
    }
}

/// Whether two rows name one pupil: surely, perhaps, or (none) not.
fn one_pupil(a: &Claim, b: &Claim) -> Option<bool> {
    let fit = a.who.fit(&b.who)?;
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
        // Sisters may bear one name.
        return None;
    }
    let day = born.is_some_and(|(a, b)| a.is_day() && a == b);
    match parents {
        // One list may name the father, the other the mother.
        Some(false) => (fit.sure && day && a.who.lives_with(&b.who)).then_some(false),
        Some(true) => Some(fit.sure && born.is_some()),
        None => Some(fit.sure && day),
    }
}

fn of_row(
    world: &World,
    homes: &Homes,
    claim: &Claim,
    used: &mut FxHashMap<(usize, Sym, i32), i64>,
) -> Option<Pupil> {
    if claim.who.bare().is_empty() {
        return None;
    }
    let (record, months) = (claim.record, claim.months());
    let asked = months.first().copied().unwrap_or(world.range.last);
    let grounds = record.grounds;
    let seen = if months.is_empty() {
        vec![world.range.last]
    } else {
        months.clone()
    };
    let eligible = asks_for(grounds).map(|near| eligible(homes, claim, near, &seen));
    let due = due(world, claim, asked, eligible, used);
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
        eligible,
        paid,
        due,
        twice: None,
        surplus: 0,
        places: vec![record.place],
    })
}

/// Whether a ground rests on a list of households, and if so whether that of the near-poor will do.
fn asks_for(grounds: HouseholdKinds) -> Option<bool> {
    let others = HouseholdKinds::ORPHAN
        | HouseholdKinds::DISABLED
        | HouseholdKinds::OTHER
        | HouseholdKinds::POLICY;
    if grounds.has(others) {
        return None;
    }
    if grounds.has(HouseholdKinds::NEAR_POOR) {
        return Some(true);
    }
    grounds.has(HouseholdKinds::POOR).then_some(false)
}

fn eligible(homes: &Homes, claim: &Claim, near: bool, months: &[Month]) -> Told {
    let (poor, near_poor) = (HouseholdKinds::POOR, HouseholdKinds::NEAR_POOR);
    let wanted = if near { poor | near_poor } else { poor };
    let commune = claim.record.who.commune;
    let on = |home: &Home| months.iter().any(|m| home.is(wanted, *m));
    let found = found(homes, claim);
    if found.iter().any(|(home, sure)| *sure && on(home)) {
        return Told::Yes;
    }
    let covered = |kind: u8| months.iter().any(|m| homes.covers(kind, commune, *m));
    if !covered(poor) || near && !covered(near_poor) {
        return Told::NotCovered;
    }
    if found.iter().any(|(home, _)| on(home)) {
        return Told::Perhaps;
    }
    let told = claim.tells_parent() || !claim.record.code.is_empty();
    if told && claim.placed || found.iter().any(|(_, sure)| *sure) || homes.tells_members(commune) {
        return Told::No;
    }
    // Nobody tells whose child it is, or where it lives.
    if told { Told::No } else { Told::Perhaps }
}

/// The households that a pupil may be of.
fn found<'h>(homes: &'h Homes, claim: &Claim) -> Vec<(&'h Home, bool)> {
    let mut all = Vec::new();
    for who in [&claim.who, &claim.parent, &claim.mother] {
        if who.bare().is_empty() {
            continue;
        }
        let found = homes.find(&Asked {
            who,
            code: claim.code.clone(),
        });
        let sure = found
            .equals
            .iter()
            .chain(found.sure.iter().map(|(at, _)| at));
        all.extend(sure.map(|at| (*at, true)));
        all.extend(found.perhaps.iter().map(|at| (*at, false)));
        if !claim.placed {
            all.extend(homes.elsewhere(who).map(|at| (at, false)));
        }
    }
    let homes = all
        .into_iter()
        .filter_map(|(at, sure)| Some((homes.all.get(at)?, sure)));
    homes.collect()
}

/// What is right for a row: the rate for each month, nine months a school year at most.
fn due(
    world: &World,
    claim: &Claim,
    at: Month,
    eligible: Option<Told>,
    used: &mut FxHashMap<(usize, Sym, i32), i64>,
) -> Option<Due> {
    let record = claim.record;
    let granting = HouseholdKinds::POOR | HouseholdKinds::ORPHAN;
    if !record.grounds.has(granting) {
        let near = record.grounds.0 == HouseholdKinds::NEAR_POOR;
        return near.then(|| Due::exactly(0));
    }
    if record.months == 0 || eligible == Some(Told::No) {
        return None;
    }
    let figure = |name: &str, month: Month| world.law.figure(name, month);
    let count = i64::from(record.months);
    let first = record.month.unwrap_or(at);
    // A school year begins in September; July is surely before it.
    let year = first.plus(-6).year();
    let before = used.entry((claim.person, record.school, year)).or_insert(0);
    let left = (figure(MONTHS_MOST, at)?.value - *before).max(0);
    let (fewest, most) = if record.counted {
        (count, count)
    } else {
        term(count)
    };
    if record.amount.is_some_and(|sum| sum != 0) {
        *before += count;
    }
    let mut due = Due::default();
    let mut sum = Span::default();
    for i in 0..=most.min(left) {
        if i >= fewest.min(left) {
            due.add(sum);
        }
        let rate = figure(RATE, first.plus(i32::try_from(i).ok()?))?;
        sum.least += rate.least;
        sum.most += rate.most;
    }
    Some(due)
}

/// Terms have four months or five, where a row does not count them.
fn term(count: i64) -> (i64, i64) {
    if matches!(count, 4 | 5) {
        (4, 5)
    } else {
        (count, count)
    }
}

/// Marks the rows of pupils whom two schools claim for the same months.
fn find_twice(
    world: &World,
    order: &[&Claim],
    by_name: &FxHashMap<String, Vec<usize>>,
    claims: &[Claim],
    all: &mut [Pupil],
) {
    let mut row_of: FxHashMap<Place, usize> = FxHashMap::default();
    for (at, pupil) in all.iter().enumerate() {
        row_of.extend(pupil.places.first().map(|place| (*place, at)));
    }
    for claim in order {
        let of_name = by_name.get(claim.who.bare()).into_iter().flatten();
        let others = of_name.filter_map(|i| claims.get(*i)).filter(|other| {
            other.record.place != claim.record.place && !same_school(world, other, claim)
        });
        let mut twice: Vec<Month> = Vec::new();
        let mut certain = false;
        let mut places: Vec<Place> = Vec::new();
        for other in others {
            let Some(sure) = one_pupil(claim, other) else {
                continue;
            };
            let (mine, theirs) = (
                row_of.get(&claim.record.place),
                row_of.get(&other.record.place),
            );
            let rank = |at: Option<&usize>| {
                let pupil = at.and_then(|at| all.get(*at));
                pupil.map(|p| (p.difference().abs(), p.places.first().copied()))
            };
            let both: Vec<Month> = claim
                .months()
                .into_iter()
                .filter(|m| other.months().contains(m))
                .collect();
            // Of the rows of a month all but the one nearest to what is right are too many.
            if both.is_empty() || rank(mine) <= rank(theirs) {
                continue;
            }
            certain |= sure;
            places.push(other.record.place);
            twice.extend(both);
        }
        twice.sort_unstable();
        twice.dedup();
        let Some(pupil) = row_of
            .get(&claim.record.place)
            .and_then(|at| all.get_mut(*at))
        else {
            continue;
        };
        if !twice.is_empty() {
            let months = (pupil.months.len().max(1)) as i64;
            pupil.surplus = pupil.paid.unwrap_or(0) * twice.len() as i64 / months;
            pupil.twice = Some((twice, certain));
            pupil.places.extend(places);
        }
    }
}

/// Whether two rows may be of one school, or of one that is not told.
fn same_school(world: &World, a: &Claim, b: &Claim) -> bool {
    let text = |claim: &Claim| world.corpus.texts.get(claim.record.school);
    let (Some((kind, name)), Some((other, of_other))) =
        (text(a).split_once('|'), text(b).split_once('|'))
    else {
        return true;
    };
    let kinds = kind == other || kind.is_empty() || other.is_empty();
    let within = |part: &str, whole: &str| {
        part.is_empty() || format!(" {whole} ").contains(&format!(" {part} "))
    };
    kinds && (within(name, of_other) || within(of_other, name))
}
