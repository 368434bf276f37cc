//! What the lists leave open, narrowed by what the grant itself proves.
//!
//! The roll is the work of an office that had the papers before it: its coefficient and amount tell
//! which of several categories and how many children were meant, and its start tells that an age was
//! reached. Only what is open is narrowed; what is told is never changed.

use super::case::{Case, Entry};
use super::world::World;
use crate::law::{AgeStanding, Circumstances, Claim};
use crate::model::{Categories, Month, PartialDate, Scheme};

/// Children who are tried, one after the other.
const MOST_CHILDREN: u8 = 9;

/// Ages that are tried, in years: more than anybody lives.
const AGES: i32 = 110;

/// Narrows categories, children and birth of a case by its entries.
pub(super) fn narrow(world: &World, case: &mut Case) {
    for index in 0..case.entries.len() {
        let Some(entry) = case.entries.get(index) else {
            continue;
        };
        let month = entry.rolls.last().copied().unwrap_or(world.range.last);
        let categories = categories(world, entry, month);
        let single = categories.single();
        let children = entry
            .children
            .or_else(|| children(world, case.born, entry, single?, month));
        let start = entry.from.filter(|f| f.is_month());
        let born = start
            .zip(single)
            .zip(case.born)
            .and_then(|((from, category), born)| born_by_grant(world, category, from, born));
        if let Some(entry) = case.entries.get_mut(index) {
            entry.categories = categories;
            entry.children = children;
        }
        case.born = born.or(case.born);
    }
}

/// Of several categories those that pay the roll's coefficient or amount.
fn categories(world: &World, entry: &Entry, month: Month) -> Categories {
    if entry.categories.single().is_some() {
        return entry.categories;
    }
    let base = world.law.base(month).unwrap_or(0);
    let fits = |category: &usize| {
        let known = world.law.coefficients(*category, entry.level, month);
        match (entry.coefficient, entry.amount) {
            (Some(coefficient), _) => known.contains(&coefficient),
            (None, Some(amount)) => known.iter().any(|k| i64::from(*k) * base / 100 == amount),
            _ => true,
        }
    };
    let fitting = entry
        .categories
        .iter()
        .filter(fits)
        .fold(Categories::default(), |set, c| set.or(Categories::one(c)));
    if fitting.is_empty() {
        entry.categories
    } else {
        fitting
    }
}

/// The least number of children for which the law gives exactly what the roll grants, where the
/// number changes anything.
fn children(
    world: &World,
    born: Option<PartialDate>,
    entry: &Entry,
    category: usize,
    month: Month,
) -> Option<u8> {
    let amount = entry.amount?;
    let claims = [Claim {
        category,
        level: entry.level,
    }];
    let due = |children| {
        let person = Circumstances {
            claims: &claims,
            born,
            children,
            ..Circumstances::default()
        };
        world.law.due(month, &person).due
    };
    if entry.scheme != Scheme::Benefit || due(None).is_exact() || due(Some(1)) == due(Some(2)) {
        return None;
    }
    (1..=MOST_CHILDREN).find(|count| {
        let due = due(Some(*count));
        due.is_exact() && due.least() == amount
    })
}

/// The births of a year that had reached the category's age when it was granted.
fn born_by_grant(
    world: &World,
    category: usize,
    start: PartialDate,
    born: PartialDate,
) -> Option<PartialDate> {
    let start = start.first_month();
    let standing = |born| world.law.age_standing(category, start, Some(born));
    if born.is_month() || standing(born) != AgeStanding::OpenByEvidence {
        return None;
    }
    (born.first_month().0..=born.last_month().0)
        .filter_map(|m| PartialDate::month(Month(m))?.intersect(born))
        .filter(|month| matches!(standing(*month), AgeStanding::Met | AgeStanding::OpenByLaw))
        .reduce(|a, b| PartialDate {
            first: a.first,
            last: b.last,
        })
}

impl World<'_> {
    /// Whether a sum is what an entry's category pays at some age, all else being the same.
    pub(super) fn is_rate_of_some_age(
        &self,
        category: usize,
        entry: &Entry,
        month: Month,
        sum: i64,
    ) -> bool {
        let claims = [Claim {
            category,
            level: entry.level,
        }];
        (1..AGES).any(|age| {
            // A month after the birthday, when no rate is open.
            let born = PartialDate::month(month.plus(-12 * age - 1));
            let person = Circumstances {
                claims: &claims,
                born,
                children: entry.children,
                ..Circumstances::default()
            };
            let due = self.law.due(month, &person).due;
            due.is_exact() && due.least() == sum
        })
    }
}
