//! The law as tables by month: for each stretch of months in which nothing changes, what every category gives at
//! every age. Built once by [`super::compile`], read for every person and month by [`super::due`].

use super::Clause;
use super::answer::{AgeStanding, Why};
use super::entry::{Base, Both, Each, Highest, Of, Pair};
use crate::model::{Month, Span};

/// What is due from one age on, until the next segment. Ages are counted in months from the month of birth, so that
/// the month of a birthday is a segment of its own.
#[derive(Clone, Copy, Debug)]
pub(super) struct Segment {
    /// Age in months.
    pub from: i32,
    /// For one child or person, đồng.
    pub one: Span,
    /// For two and more, đồng.
    pub several: Option<Span>,
    pub each: Each,
    pub clause: Clause,
    /// The clause of the base level, or another that set the amount.
    pub also: Clause,
    pub several_clause: Clause,
    /// The clause whose text was not read, if the amount rests on one.
    pub unread: Clause,
    pub standing: AgeStanding,
    pub why: Why,
    /// Coefficient in hundredths, least and most; zero where the amount is fixed or nothing.
    pub hundredths: Pair,
}

impl Segment {
    /// What is due for so many children or persons, đồng.
    pub fn amount(&self, count: i64) -> Span {
        let flat = self.several.unwrap_or(self.one);
        let times = Span {
            least: self.one.least * count,
            most: self.one.most * count,
        };
        match (count, self.each) {
            (..=0, _) => Span::default(),
            (1, _) => self.one,
            (_, Each::No) => flat,
            (_, Each::Yes) => times,
            (_, Each::Perhaps) => hull(flat, times),
        }
    }
}

/// Everything between two amounts.
pub(super) fn hull(a: Span, b: Span) -> Span {
    Span {
        least: a.least.min(b.least),
        most: a.most.max(b.most),
    }
}

/// What one category gives in one stretch of months.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// By age; for others, and for poor and near-poor households. Never empty.
    pub segments: [Vec<Segment>; 2],
    /// Whether the two differ.
    pub by_household: bool,
    pub excludes: u8,
    pub opens: u8,
    pub studying: bool,
    pub continues: Option<usize>,
    pub of: Of,
    pub clause: Clause,
    pub unread: Clause,
    /// Amounts of all age bands, rising, đồng.
    pub rates: Vec<Span>,
    /// Coefficients of all age bands, rising, hundredths.
    pub coefficients: Vec<u16>,
}

impl Table {
    /// The segments that hold for a household.
    pub fn of_household(&self, poor: bool) -> &[Segment] {
        let [others, households] = &self.segments;
        if poor { households } else { others }
    }

    /// The segment of an age in months.
    pub fn at(&self, poor: bool, age: i32) -> Option<&Segment> {
        let segments = self.of_household(poor);
        segments.iter().rev().find(|s| s.from <= age)
    }

    /// The next age above this one at which something changes.
    pub fn next(&self, poor: bool, age: i32) -> Option<i32> {
        let segments = self.of_household(poor);
        segments.iter().map(|s| s.from).find(|from| *from > age)
    }
}

/// A stretch of months in which nothing changes.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    /// Its first month; it lasts until the next slot.
    pub first: Month,
    pub base: Option<Base>,
    /// By category and level, an index into the tables.
    pub tables: Vec<[Option<u32>; 3]>,
    /// Funerals of those who drew one of these categories.
    pub funerals: Vec<(u64, u32)>,
    pub both: Vec<Both>,
    pub highest: Vec<Highest>,
}
