//! What one claim gives in one world, where everything unknown is settled one way.

use super::answer::{Circumstances, Household, Why};
use super::entry::{Of, bars};
use super::table::{Segment, Table};
use super::{Clause, MOST_CLAIMS};
use crate::model::{Level, Span};

/// One way in which everything unknown may be.
#[derive(Clone, Copy)]
pub(super) struct World {
    /// Age in months.
    pub age: i32,
    pub level: Option<Level>,
    pub children: i64,
    pub poor: bool,
    /// A pension is drawn, and it excludes where only a higher one does.
    pub pension_excludes: bool,
}

/// What one claim gives in one world.
#[derive(Clone, Copy)]
pub(super) struct Part {
    pub category: usize,
    pub span: Span,
    pub clause: Clause,
    /// The clause that grants the category.
    pub who: Clause,
    /// The clause of the base level, or another that set the amount.
    pub also: Clause,
    /// The clause whose text was not read, if the amount rests on one.
    pub unread: Clause,
    pub why: Why,
    /// Coefficient in hundredths, if the amount is one of the base level.
    pub hundredths: (i64, i64),
    /// How many children or persons it was multiplied by.
    pub count: i64,
}

/// What one claim each gives.
#[derive(Clone, Copy)]
pub(super) struct Parts {
    pub list: [Option<Part>; MOST_CLAIMS],
}

impl Parts {
    pub fn iter(&self) -> impl Iterator<Item = &Part> + Clone {
        self.list.iter().flatten()
    }
}

impl Part {
    /// What one category gives in one world.
    pub fn of_table(
        person: &Circumstances<'_>,
        category: usize,
        table: &Table,
        world: &World,
    ) -> Self {
        let barred = |why| Self::nothing(category, why, table.clause, table.unread);
        let excluded = |bar: u8| table.excludes & bar != 0;
        if person.household == Household::NearPoor && excluded(bars::NEAR_POOR) {
            return barred(Why::NearPoor);
        }
        if person.divorced && excluded(bars::DIVORCED) {
            return barred(Why::Divorced);
        }
        let opened = table.opens & bars::PENSION != 0 && world.pension_excludes;
        if person.pension && (excluded(bars::PENSION) || opened) {
            return barred(Why::Pension);
        }
        if table.studying && person.studying == Some(false) {
            return barred(Why::NotStudying);
        }
        let count = match table.of {
            Of::Nothing => 1,
            Of::Children => world.children,
            Of::ChildrenAndPregnancy => world.children + i64::from(person.pregnant),
            Of::Persons => i64::from(person.persons.unwrap_or(1)),
        };
        let Some(segment) = table.at(world.poor, world.age) else {
            return barred(Why::NotInForce);
        };
        if count == 0 {
            return barred(Why::NoChildren);
        }
        Self::of(category, table.clause, segment, count)
    }

    /// What a segment gives for so many children or persons.
    pub fn of(category: usize, who: Clause, segment: &Segment, count: i64) -> Self {
        let several = count > 1 && segment.several_clause != Clause::NONE;
        let span = segment.amount(count);
        Self {
            category,
            span,
            clause: if several {
                segment.several_clause
            } else {
                segment.clause
            },
            who,
            also: segment.also,
            unread: segment.unread,
            why: match segment.why {
                Why::Rate if span.least != span.most => Why::OpenByLaw,
                why => why,
            },
            hundredths: segment.hundredths,
            count,
        }
    }

    /// No money, and why.
    pub fn nothing(category: usize, why: Why, clause: Clause, unread: Clause) -> Self {
        Self {
            category,
            span: Span::default(),
            clause,
            who: Clause::NONE,
            also: Clause::NONE,
            unread,
            why,
            hundredths: (0, 0),
            count: 0,
        }
    }
}
