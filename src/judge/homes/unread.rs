//! What electricity and study support rest on figures of the law whose text was not read.
//!
//! In: the quarters and pupils of a run. Out: households, pupils and their months by clause, to be told once.

use std::collections::{BTreeMap, BTreeSet};

use super::HomeBooks;
use super::quarters::{self, Told};
use crate::law::Clause;
use crate::model::Month;
use crate::settle::World;

/// Counts of them.
#[derive(Default)]
pub struct UnreadHomes {
    /// Households.
    pub households: u64,
    /// Pupils.
    pub pupils: u64,
    /// Months by clause.
    pub months: BTreeMap<Clause, u64>,
}

impl HomeBooks {
    /// What of it rests on figures that were not read.
    pub(in crate::judge) fn unread(&self, world: &World) -> UnreadHomes {
        let mut unread = UnreadHomes::default();
        let mut rests = |clause: Clause, month: Month| {
            let counts = clause != Clause::NONE && world.range.contains(month);
            if counts {
                *unread.months.entry(clause).or_default() += 1;
            }
            counts
        };
        let rate = |month: Month| {
            let figure = world.law.figure(quarters::RATE, month);
            let open = figure.filter(|figure| !figure.checked);
            open.map_or(Clause::NONE, |figure| figure.clause)
        };
        let (mut of, mut who) = (BTreeSet::new(), BTreeSet::new());
        // What is not due at all was not measured by a rate.
        let quarters = self.quarters.iter();
        for quarter in quarters.filter(|q| q.due.is_some() && q.right.told != Told::No) {
            for month in &quarter.months {
                if rests(rate(*month), *month) {
                    of.insert(quarter.home);
                }
            }
        }
        for pupil in self.pupils.iter().filter(|p| p.paid.is_some()) {
            for month in &pupil.months {
                if rests(pupil.unread, *month) {
                    who.insert(pupil.person);
                }
            }
        }
        unread.households = of.len() as u64;
        unread.pupils = who.len() as u64;
        unread
    }
}
