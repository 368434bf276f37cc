//! What the law gives for the cost of study.
//!
//! In: a row of a school's list. Out: the sums that are right for it, or nothing where that is not judged: a ground that
//! the law does not name, a month that its files do not reach.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::pupils::Claim;
use crate::law::{Clause, Law, SupportFor, Why};
use crate::model::{Due, HouseholdKinds, Month, MonthRange, Sym};

/// The support by its code in `rules/law/study.toml`, and its figures.
const STUDY: &str = "study";
const MONTHS_MOST: &str = "study.months_most";
const TERM: &str = "study.term";

/// The law's grounds by the kinds that lists tell.
const GROUNDS: [(u8, &str); 4] = [
    (HouseholdKinds::POOR, "poor"),
    (HouseholdKinds::NEAR_POOR, "near_poor"),
    (HouseholdKinds::ORPHAN, "orphan"),
    (HouseholdKinds::DISABLED, "disabled"),
];

/// Months before the law's first of a school year in which schools call their pupils already.
const OPENS_EARLY: i32 = 1;

/// The law of study support, and the months that pupils have used of their school years.
pub(super) struct Study<'a> {
    law: &'a Law,
    support: Option<usize>,
    /// The grounds by the kinds that lists tell.
    grounds: Vec<(u8, usize)>,
    used: FxHashMap<(usize, Sym, Month), i64>,
}

impl<'a> Study<'a> {
    pub fn new(law: &'a Law) -> Self {
        let support = law.find_support(STUDY);
        let ground = |code: &str| law.ground(support?, code);
        let grounds = GROUNDS
            .iter()
            .filter_map(|(kind, code)| Some((*kind, ground(code)?)));
        Self {
            law,
            support,
            grounds: grounds.collect(),
            used: FxHashMap::default(),
        }
    }

    /// What is right for a row, đồng, and a clause of it that nobody checked; rows have to come in the order of their
    /// months. A row without a month may be of any school year of `range`. `refused`: the household is not on the list
    /// that the ground asks for.
    pub fn right(
        &mut self,
        claim: &Claim,
        range: MonthRange,
        refused: bool,
    ) -> Option<(Due, Clause)> {
        let (record, support) = (claim.record, self.support?);
        if !record
            .grounds
            .has(HouseholdKinds::POOR | HouseholdKinds::ORPHAN)
        {
            // Other grounds may rest on what the list does not tell; of the near-poor nothing is open.
            let near = record.grounds.0 == HouseholdKinds::NEAR_POOR;
            let first = record.month.unwrap_or(range.last);
            let right = near.then(|| self.asked(claim, first, 1)).flatten();
            return right.filter(|(due, _)| due.most() == 0);
        }
        if record.months == 0 || refused {
            return None;
        }
        let Some(first) = record.month else {
            return self.of_any_year(claim, range);
        };
        let most = self.law.figure(MONTHS_MOST, first)?.value;
        let year = self.law.period(support, first.plus(OPENS_EARLY)).first;
        let key = (claim.person, record.school, year);
        let left = (most - self.used.get(&key).copied().unwrap_or(0)).max(0);
        let all = self.within(claim, first, (left, i64::from(record.within)));
        if record.amount.is_some_and(|sum| sum != 0) && all.is_some() {
            *self.used.entry(key).or_default() += i64::from(record.months);
        }
        all
    }

    /// What is right in one of the school years that have months in a range; nothing where one of them is not judged.
    fn of_any_year(&self, claim: &Claim, range: MonthRange) -> Option<(Due, Clause)> {
        let support = self.support?;
        let opens = |month: Month| self.law.period(support, month.plus(OPENS_EARLY)).first;
        let years: BTreeSet<Month> = [range.first.plus(-OPENS_EARLY)]
            .into_iter()
            .chain(range.iter())
            .map(opens)
            .collect();
        let mut all = None;
        for first in years {
            let most = self.law.figure(MONTHS_MOST, first)?.value;
            all = Some(either(all, self.within(claim, first, (most, most))?));
        }
        all
    }

    /// What is right for the months of a row that lie somewhere in a stretch from a month on, of which `left` at most are
    /// paid for.
    fn within(
        &self,
        claim: &Claim,
        first: Month,
        (left, stretch): (i64, i64),
    ) -> Option<(Due, Clause)> {
        let count = i64::from(claim.record.months);
        let (fewest, longest) = if claim.record.counted {
            (count, count)
        } else {
            term(self.law, count, Some(first))
        };
        let mut all = None;
        for count in fewest.min(left)..=longest.min(left) {
            let room = (stretch - count).max(0);
            for skipped in 0..=room {
                let one = if count == 0 {
                    (Due::exactly(0), Clause::NONE)
                } else {
                    self.asked(claim, first.plus(i32::try_from(skipped).ok()?), count)?
                };
                all = Some(either(all, one));
            }
        }
        all
    }

    /// What the law gives a row for so many months on.
    fn asked(&self, claim: &Claim, first: Month, count: i64) -> Option<(Due, Clause)> {
        let named = self
            .grounds
            .iter()
            .filter(|(kind, _)| claim.record.grounds.has(*kind));
        let grounds: Vec<usize> = named.map(|(_, ground)| *ground).collect();
        let last = first.plus(i32::try_from(count).ok()? - 1);
        let answer = self.law.support(&SupportFor {
            support: self.support?,
            grounds: &grounds,
            months: MonthRange { first, last },
            listed: None,
            kwh: None,
        });
        let answer = answer.answer;
        (answer.why != Why::NotJudged).then_some((answer.due, answer.unread))
    }
}

/// Either of two outcomes.
fn either(before: Option<(Due, Clause)>, (due, unread): (Due, Clause)) -> (Due, Clause) {
    before.map_or((due, unread), |(other, clause)| {
        (other.or(&due), clause.or(unread))
    })
}

/// The fewest and the most months of a stretch that is as long as a term.
pub(super) fn term(law: &Law, count: i64, first: Option<Month>) -> (i64, i64) {
    let figure = first.and_then(|month| law.figure(TERM, month));
    figure.map_or((count, count), |term| {
        if (term.least..=term.most).contains(&count) {
            (term.least, term.most)
        } else {
            (count, count)
        }
    })
}
