//! How an amount came about, step by step, for a clerk who asks. The same walk as [`super::due`], with the single
//! amounts kept.

use super::part::Part;
use super::{Circumstances, Clause, Law, Why};
use crate::model::{Month, Span};

/// One amount that was looked at: a category at an age, its coefficient, what it gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Index of the category.
    pub category: usize,
    /// What it gives, đồng.
    pub amount: Span,
    /// Coefficient in hundredths, least and most; zero where there is none.
    pub coefficient: (i64, i64),
    /// How many children or persons multiply it.
    pub count: i64,
    /// Where it stands.
    pub clause: Clause,
    /// The clause whose text was not read, if the amount rests on one.
    pub unread: Clause,
    /// What decided it.
    pub why: Why,
}

impl Law {
    /// Every different amount that was looked at, in the order in which they were met.
    pub fn explain(&self, month: Month, person: &Circumstances<'_>) -> Vec<Step> {
        let mut steps = Vec::new();
        if let Some(slot) = self.slot(month) {
            self.walk(slot, month, person, |parts, _| {
                for part in parts.iter() {
                    let step = Step::from(part);
                    if !steps.contains(&step) {
                        steps.push(step);
                    }
                }
            });
        }
        steps
    }
}

impl From<&Part> for Step {
    fn from(part: &Part) -> Self {
        Self {
            category: part.category,
            amount: part.span,
            coefficient: part.hundredths,
            count: part.count,
            clause: part.clause,
            unread: part.unread,
            why: part.why,
        }
    }
}
