//! Children of poor households whom no school claims.
//!
//! In: households with their members, and the rows of schools' lists. Out: a [`Pupil`] for each child of the age of
//! school that none of them names; perhaps, where no list tells its school year. Where no school's list has a pupil of the commune, nobody is looked for.

use rustc_hash::FxHashMap;

use super::lists::Homes;
use super::pupils::{Claim, Pupil};
use super::quarters::Told;
use super::who::near;
use crate::law::Clause;
use crate::model::{Day, HouseholdKinds, Month, Named, PartialDate};
use crate::settle::World;

/// Figures of the law by their names in `rules/law/study.toml`.
const AGE_FROM: &str = "study.age_from";
const AGE_TO: &str = "study.age_to";

/// Children of poor households of the age of school whom no school claims.
pub(super) fn unclaimed(
    world: &World,
    homes: &Homes,
    (claims, by_name): (&[Claim], &FxHashMap<String, Vec<usize>>),
) -> Vec<Pupil> {
    let months = claims
        .iter()
        .flat_map(Claim::months)
        .filter(|m| world.range.contains(*m));
    let dated = months.min();
    let undated = claims.iter().any(|c| c.record.month.is_none());
    let Some(first) = dated.or(undated.then_some(world.range.first)) else {
        return Vec::new();
    };
    let communes: std::collections::BTreeSet<_> =
        claims.iter().map(|c| c.record.who.commune).collect();
    let figure = |name: &str| world.law.figure(name, first).map(|f| f.value);
    let (Some(from), Some(to)) = (figure(AGE_FROM), figure(AGE_TO)) else {
        return Vec::new();
    };
    let gone = gone(world);
    let mut all = Vec::new();
    for home in &homes.all {
        // Who came onto the list in between may have come too late for it.
        let covered = |m: &Month| {
            *m >= first && homes.covers(HouseholdKinds::POOR, home.head.named.commune, *m)
        };
        let seen: Vec<Month> = world.range.iter().filter(covered).collect();
        let poor = seen.iter().all(|m| home.is(HouseholdKinds::POOR, *m));
        if !poor || seen.is_empty() || !communes.contains(&home.head.named.commune) {
            continue;
        }
        for member in home.members.iter().filter(|m| !m.is_head) {
            let Some(born) = member.who.named.born else {
                continue;
            };
            let of_name = by_name.get(member.who.bare()).into_iter().flatten();
            let mut same = of_name.filter_map(|i| claims.get(*i));
            let claimed = same.any(|claim| {
                let other = claim.record.who.born;
                // A birth a digit off may be this child's, mistyped.
                other.is_none_or(|b| b.overlaps(born) || near(b, born))
                    || claim.parent.is_named_as(&home.head)
            });
            let is_gone = gone
                .get(member.who.bare())
                .is_some_and(|births| births.iter().any(|b| b.is_none_or(|b| b.overlaps(born))));
            let mut school_age = age_within(born, (from, to), world.range.last);
            if dated.is_none() && school_age == Told::Yes {
                // The lists may be of another school year.
                school_age = Told::Perhaps;
            }
            if claimed || is_gone || school_age == Told::No {
                continue;
            }
            all.push(Pupil {
                person: usize::MAX - all.len(),
                named: Named {
                    commune: home.head.named.commune,
                    ..member.who.named
                },
                months: Vec::new(),
                claimed: false,
                school_age,
                borne: None,
                paid: None,
                fees: None,
                due: None,
                unread: Clause::NONE,
                twice: None,
                surplus: 0,
                places: vec![member.place],
            });
        }
    }
    all
}

/// Births of the dead and of those who are away, by name.
fn gone(world: &World) -> FxHashMap<String, Vec<Option<PartialDate>>> {
    let corpus = world.corpus;
    let deaths = corpus.deaths.iter().map(|d| d.identity);
    let away = corpus.absences.iter().map(|a| a.identity);
    let mut gone: FxHashMap<String, Vec<Option<PartialDate>>> = FxHashMap::default();
    for one in deaths
        .chain(away)
        .filter_map(|identity| corpus.identity(identity))
    {
        let bare = crate::link::FoldedName::new(corpus.texts.get(one.name)).bare;
        gone.entry(bare).or_default().push(one.born);
    }
    gone
}

/// Whether an age lies between two, in whole years, on the last day of what is judged.
fn age_within(born: PartialDate, (from, to): (i64, i64), month: Month) -> Told {
    let day = PartialDate::month(month).map_or(Day(0), |m| m.last);
    let ages = [born.first, born.last].map(|born| age(born, day));
    let within: Vec<bool> = ages.iter().map(|age| from <= *age && *age <= to).collect();
    if within.iter().all(|w| *w) {
        Told::Yes
    } else if within.contains(&true) {
        Told::Perhaps
    } else {
        Told::No
    }
}

fn age(born: Day, at: Day) -> i64 {
    let ((year, month, day), (then, of, on)) = (born.ymd(), at.ymd());
    i64::from(then - year) - i64::from((of, on) < (month, day))
}
