//! What electricity and study support rest on figures of the law whose text was not read.
//!
//! In: the quarters and pupils of a run. Out: households, pupils and their months by clause, to be told once.

use std::collections::{BTreeMap, BTreeSet};

use super::HomeBooks;
use super::pupils;
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
        let mut rests = |rate: &str, months: &[Month]| {
            let figures = months.iter().filter_map(|m| world.law.figure(rate, *m));
            let open: Vec<Clause> = figures.filter(|f| !f.checked).map(|f| f.clause).collect();
            for clause in &open {
                *unread.months.entry(*clause).or_default() += 1;
            }
            !open.is_empty()
        };
        // What is not due at all was not measured by a rate.
        let quarters = self.quarters.iter();
        let measured = quarters.filter(|q| q.due.is_some() && q.right.told != Told::No);
        let of: BTreeSet<usize> = measured
            .filter(|q| rests(quarters::RATE, &q.months))
            .map(|q| q.home)
            .collect();
        let claims = self.pupils.iter();
        let granted = claims.filter(|p| p.due.as_ref().is_some_and(|due| due.most() > 0));
        let who: BTreeSet<usize> = granted
            .filter(|p| rests(pupils::RATE, &p.months))
            .map(|p| p.person)
            .collect();
        unread.households = of.len() as u64;
        unread.pupils = who.len() as u64;
        unread
    }
}
