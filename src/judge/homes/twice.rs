//! Pupils whom two schools claim.
//!
//! In: the rows of schools' lists. Out: each row too many marked with the months claimed twice and the money. A pupil who
//! changed schools within a term is claimed by both for a part of it: only more months than the term has are
//! surely claimed twice. Rows of which nothing tells the months are perhaps of the same ones.

use rustc_hash::FxHashMap;

use super::pupils::{Claim, Pupil, one_pupil};
use super::study::term;
use crate::model::{Month, Place};
use crate::settle::World;

/// Marks the rows of pupils whom two schools claim for the same months.
pub(super) fn find_twice(
    world: &World,
    (claims, by_name): (&[Claim], &FxHashMap<String, Vec<usize>>),
    order: &[&Claim],
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
        // Months surely claimed twice, and those that may be.
        let (mut count, mut most) = (0, 0);
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
            let overlap = Overlap::of(world, claim, other);
            // Of the rows of a month all but the one nearest to what is right are too many.
            if overlap.count == 0 || rank(mine) <= rank(theirs) {
                continue;
            }
            if sure && overlap.certain {
                count = count.max(overlap.count);
            }
            most = most.max(overlap.count);
            places.push(other.record.place);
            twice.extend(overlap.months);
        }
        twice.sort_unstable();
        twice.dedup();
        let Some(pupil) = row_of
            .get(&claim.record.place)
            .and_then(|at| all.get_mut(*at))
        else {
            continue;
        };
        if !places.is_empty() {
            let months = i64::from(claim.record.months.max(1));
            let again = if count > 0 { count } else { most }.min(months);
            pupil.surplus = pupil.granted().saturating_mul(again) / months;
            pupil.twice = Some((twice, count > 0));
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

/// What two rows of one pupil have in common.
struct Overlap {
    /// The months that both may mean.
    months: Vec<Month>,
    /// How many of them are claimed twice: at least where that is certain, else at most.
    count: i64,
    certain: bool,
}

impl Overlap {
    fn of(world: &World, a: &Claim, b: &Claim) -> Self {
        let (of_a, of_b) = (a.months(), b.months());
        if of_a.is_empty() || of_b.is_empty() {
            return Self::undated(world, a, b);
        }
        let all = of_b.iter().filter(|m| !of_a.contains(m)).count() + of_a.len();
        let months: Vec<Month> = of_a.into_iter().filter(|m| of_b.contains(m)).collect();
        let longer = |claim: &Claim| {
            let within = i64::from(claim.record.within);
            term(world.law, within, claim.months().first().copied()).1 - within
        };
        // Months that a term may have beyond those it is read with.
        let more = longer(a).max(longer(b));
        let claimed = |claim: &Claim| {
            let count = i64::from(claim.record.months.max(1));
            if claim.record.months >= claim.record.within {
                count + more
            } else {
                count
            }
        };
        let (mine, theirs) = (claimed(a), claimed(b));
        let sure = mine + theirs - (all as i64 + more);
        let most = mine.min(theirs).min(months.len() as i64);
        Self {
            count: if sure > 0 { sure.min(most) } else { most },
            certain: sure > 0,
            months,
        }
    }

    /// Of rows one of which tells no months, or neither: those of the other within the range.
    fn undated(world: &World, a: &Claim, b: &Claim) -> Self {
        let dated = [a, b]
            .into_iter()
            .find(|claim| claim.record.month.is_some());
        let months: Vec<Month> = dated.map(Claim::months).unwrap_or_default();
        let apart = dated.is_some() && !months.iter().any(|m| world.range.contains(*m));
        let fewest = a.record.months.min(b.record.months).max(1);
        Self {
            months,
            count: if apart { 0 } else { i64::from(fewest) },
            certain: false,
        }
    }
}
