//! A household's quarter: what was paid for its electricity, and what the law gives.
//!
//! In: households and the rows of electricity lists. Out: a [`Quarter`] for each household and time that a list
//! of electricity support covers, paid or not.

use super::entitled::{Entitled, Judge, counted};
use super::lists::{Home, Homes};
use super::payments::{Payments, Stretch, months};
use super::policy::Rolls;
use super::sums::{Part, Sums};
use crate::judge::lang::Value;
use crate::model::{ElectricityRecord, Key, Month, Place};
use crate::settle::World;

/// Figures of the law by their names in `rules/law/electricity.toml`.
pub const RATE: &str = "electricity.month";
const TOLERANCE: &str = "electricity.tolerance";

/// What the lists tell of a question.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Told {
    /// It is so.
    Yes,
    /// It is not.
    No,
    /// It may be.
    Perhaps,
    /// No list covers it.
    NotCovered,
}

impl Told {
    /// As a fact.
    pub fn value(self) -> Value {
        match self {
            Self::Yes => Value::Bool(true),
            Self::No => Value::Bool(false),
            Self::Perhaps => Value::Unknown,
            Self::NotCovered => Value::NotCovered,
        }
    }
}

/// A household and the months of a payment.
pub struct Quarter {
    /// Index into [`Homes::all`].
    pub home: usize,
    /// The months, rising.
    pub months: Vec<Month>,
    /// Whether the household is entitled, and what speaks against it.
    pub right: Entitled,
    /// What the rows came to.
    pub sums: Sums,
    /// That the rows are this household's and of these months is sure.
    pub sure: bool,
    /// Months that the row counts, where the lists of households have more, or the period fewer.
    pub counted: Option<u8>,
    /// What is right, đồng, at least and at most; none where the law gives no rate.
    pub due: Option<(i64, i64)>,
    /// How far a row may be off, đồng.
    pub tolerance: i64,
    /// The rows.
    pub places: Vec<Place>,
}

impl Quarter {
    /// What counts, less the nearest sum that is right, đồng.
    pub fn difference(&self) -> i64 {
        match (self.sums.kept, self.due) {
            (Some(kept), Some(due)) => off(kept, due),
            _ => 0,
        }
    }
}

/// A sum less the nearest one that is right, đồng.
fn off(sum: i64, (least, most): (i64, i64)) -> i64 {
    sum - sum.clamp(least, most)
}

/// The months that the rows count, where they are for one period.
fn told_months(stretch: &Stretch, records: &[&ElectricityRecord]) -> Option<u8> {
    let first = stretch.rows.first()?;
    let one_period = stretch.rows.iter().all(|r| r.time == first.time);
    let told = || records.iter().filter_map(|r| r.counted);
    // Rows may share the months of a period, or each count all of them.
    let sum = told().fold(0, u8::saturating_add);
    let shared = Some(sum).filter(|sum| usize::from(*sum) <= stretch.months.len());
    let counted = shared.or_else(|| told().max());
    counted.filter(|n| one_period && *n > 0)
}

/// Builds the quarters of a run.
pub fn quarters(world: &World, homes: &mut Homes, rolls: &Rolls) -> Vec<Quarter> {
    let payments = Payments::new(world, homes);
    let builder = Builder {
        world,
        homes,
        judge: Judge::new(world, homes, rolls, &payments),
    };
    let stretches = payments.stretches(world.range);
    let quarters = stretches.into_iter();
    quarters
        .filter_map(|(home, stretch)| builder.quarter(home, stretch))
        .collect()
}

struct Builder<'a> {
    world: &'a World<'a>,
    homes: &'a Homes,
    judge: Judge<'a>,
}

impl Builder<'_> {
    fn quarter(&self, at: usize, stretch: Stretch) -> Option<Quarter> {
        let home = self.homes.all.get(at)?;
        let records: Vec<&ElectricityRecord> = stretch
            .rows
            .iter()
            .filter_map(|r| self.world.corpus.electricity.get(r.row))
            .collect();
        let right = self.judge.entitled((at, home), &stretch.months, &records)?;
        let told = told_months(&stretch, &records);
        let within = usize::from(told.unwrap_or(0)) <= stretch.months.len();
        let agreed = told.is_none_or(|n| within && usize::from(n) >= right.counted);
        let listed = self.due(&stretch.months, None, right.counted);
        let as_told = self.due(&stretch.months, told.filter(|_| within), right.counted);
        let months = self.world.law.figure(TOLERANCE, *stretch.months.first()?);
        let tolerance = months.map_or(0, |f| f.value);
        let parts = self.parts(home, &stretch, told.filter(|_| within));
        let most = listed.map(|(_, most)| most + tolerance);
        let mut sums = Sums::of(&parts, most);
        let nothing = parts.iter().all(Part::is_back);
        if nothing {
            // A row names the household, though nothing was handed over, or only taken back.
            if !parts.is_empty() || records.iter().any(|r| r.unpaid) {
                return None;
            }
            sums.times.1 = usize::from(stretch.perhaps);
        }
        let guessed = stretch.rows.iter().all(|r| r.guessed) && !stretch.rows.is_empty();
        if guessed {
            sums.times.0 = 0;
        }
        // Where the row counts other months than the lists have, the sum that is further off speaks.
        let further = |due: &Option<(i64, i64)>| {
            let due = due.zip(sums.kept);
            due.map_or(0, |(due, kept)| off(kept, due).abs())
        };
        let due = if agreed || further(&as_told) > further(&listed) {
            as_told
        } else {
            listed
        };
        let own = home.places.first().copied();
        // Whose all the rows are is as open as whether they are of these months.
        let miscoded = stretch.rows.iter().all(|r| r.miscoded) && !stretch.rows.is_empty();
        let certain = nothing || sums.dated && !miscoded;
        Some(Quarter {
            home: at,
            sure: !guessed && agreed && certain,
            counted: told.filter(|_| !agreed),
            right: right.if_dated(certain),
            sums,
            due,
            tolerance,
            places: records.iter().map(|r| r.place).chain(own).collect(),
            months: stretch.months,
        })
    }

    /// The rows that hand money over.
    fn parts(&self, home: &Home, stretch: &Stretch, told: Option<u8>) -> Vec<Part> {
        let corpus = self.world.corpus;
        let part = |row: &super::payments::Payment| {
            let record = corpus.electricity.get(row.row)?;
            if record.unpaid || record.amount == Some(0) {
                return None;
            }
            let months: Vec<Month> = months(row.time).collect();
            let told = told.or(record.counted.filter(|n| usize::from(*n) <= months.len()));
            let due = self.due(&months, told, counted(home, &months));
            let off = |sum: i64| due.map_or(0, |due| off(sum, due).abs());
            let sums = [record.amount, record.or_amount].into_iter().flatten();
            let sum = sums.min_by_key(|sum| off(*sum));
            let list = corpus.source(record.place.source);
            let keys = [Key::Amount, Key::Regular, Key::Total];
            Some(Part {
                off: sum.map_or(0, off),
                sum,
                firm: row.firm,
                dated: !record.month_open,
                money: sum.is_some()
                    || list.is_some_and(|l| keys.iter().any(|k| l.column(*k).is_some())),
                months,
            })
        };
        stretch.rows.iter().filter_map(part).collect()
    }

    /// What is right: the months counted, else from the months on a list to all of them.
    fn due(&self, months: &[Month], told: Option<u8>, eligible: usize) -> Option<(i64, i64)> {
        let figures: Option<Vec<_>> = months
            .iter()
            .map(|m| self.world.law.figure(RATE, *m))
            .collect();
        let figures = figures?;
        let mut least: Vec<i64> = figures.iter().map(|f| f.least).collect();
        let mut most: Vec<i64> = figures.iter().map(|f| f.most).collect();
        least.sort_unstable();
        most.sort_unstable();
        let at_least = told.map_or(eligible, usize::from).max(1);
        let at_most = told.map_or(months.len(), usize::from).max(at_least);
        let low = least.iter().take(at_least).sum();
        let high = most.iter().rev().take(at_most).sum();
        Some((low, high))
    }
}
