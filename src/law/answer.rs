//! What is asked of the law, and what it answers.

use super::Clause;
use super::entry::Change;
use crate::model::{Due, Level, PartialDate};

/// A category that somebody is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Index of the category.
    pub category: usize,
    /// Level of disability: of the person, or of the one cared for. Where it contradicts the category's own
    /// level (a certificate says nặng, the list đặc biệt nặng), this one decides.
    pub level: Option<Level>,
}

impl Claim {
    /// A category without a level of its own.
    pub fn new(category: usize) -> Self {
        Self {
            category,
            level: None,
        }
    }
}

/// How poor the household is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Household {
    /// As the category needs it; what only poverty would open (the social pension from 70 on) stays closed.
    #[default]
    AsNeeded,
    /// As the category needs it; what only poverty would open stays open as a question of evidence.
    Unknown,
    /// Hộ nghèo.
    Poor,
    /// Hộ cận nghèo.
    NearPoor,
}

/// What is known of a person in a month. What is not known leaves the answer open by evidence.
#[derive(Clone, Copy, Debug, Default)]
pub struct Circumstances<'a> {
    /// Categories, at most [`super::MOST_CLAIMS`]; care money and benefits add up, of benefits the highest or
    /// those that cumulate. With `funeral` among them the others are what the dead person drew.
    pub claims: &'a [Claim],
    /// Birth; for care money of the one cared for.
    pub born: Option<PartialDate>,
    /// Children who count (under 16 or studying; for `care_mother` under 36 months).
    pub children: Option<u8>,
    /// Whether the person studies; unknown is taken as the category says.
    pub studying: Option<bool>,
    /// How poor.
    pub household: Household,
    /// A divorced parent.
    pub divorced: bool,
    /// Draws a pension or monthly social insurance.
    pub pension: bool,
    /// Is pregnant.
    pub pregnant: bool,
    /// How many persons are cared for; unknown is one.
    pub persons: Option<u8>,
}

/// Up to twelve clauses, the deciding one first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Clauses {
    list: [Clause; 12],
    len: u8,
}

impl Clauses {
    /// Adds a clause unless it is there or the list is full.
    pub(super) fn push(&mut self, clause: Clause) {
        let len = usize::from(self.len);
        if clause == Clause::NONE || self.as_slice().contains(&clause) {
            return;
        }
        if let Some(place) = self.list.get_mut(len) {
            *place = clause;
            self.len += 1;
        }
    }

    pub(super) fn extend(&mut self, other: &Self) {
        for clause in other.as_slice() {
            self.push(*clause);
        }
    }

    /// The clauses.
    pub fn as_slice(&self) -> &[Clause] {
        self.list.get(..usize::from(self.len)).unwrap_or(&[])
    }

    /// The deciding one.
    pub fn first(&self) -> Clause {
        self.as_slice().first().copied().unwrap_or_default()
    }
}

/// What is due.
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    /// One span for each outcome that the evidence leaves open; a wide span is open by law. đồng.
    pub due: Due,
    /// Where it stands.
    pub clauses: Clauses,
    /// One amount, and texts that were read settle it.
    pub certain: bool,
    /// The clause of an amount used whose text was not read; [`Clause::NONE`] where all were.
    pub unread: Clause,
    /// Why.
    pub why: Why,
}

impl Answer {
    /// The outcomes of both: the evidence allows either (a category of which two readings are possible).
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        let mut clauses = self.clauses;
        clauses.extend(&other.clauses);
        let due = self.due.or(&other.due);
        Self {
            due,
            clauses,
            certain: self.certain && other.certain && due.is_exact(),
            unread: self.unread.or(other.unread),
            why: if self.due == other.due {
                self.why
            } else {
                Why::Evidence
            },
        }
    }
}

/// What decided an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The rate of the category.
    Rate,
    /// The month of a birthday that changes what is due.
    Birthday(Change),
    /// A birthday with a rule of its own.
    BirthdayOwn,
    /// The law leaves the amount of this age open.
    OpenByLaw,
    /// The age is not reached.
    AgeNotReached,
    /// The age is past.
    AgePassed,
    /// The category does not exist in this month.
    NotInForce,
    /// The category never gives money.
    NoBenefit,
    /// Not at this level of disability.
    Level,
    /// Not for near-poor households.
    NearPoor,
    /// Not for divorced parents.
    Divorced,
    /// Not beside a pension.
    Pension,
    /// Not for who does not study.
    NotStudying,
    /// No child counts.
    NoChildren,
    /// The dead person drew nothing.
    NothingDrawn,
    /// The highest of several.
    Highest,
    /// Several are due together.
    Both,
    /// Whether several are due together is open.
    BothOpen,
    /// What is known of the person leaves several outcomes.
    Evidence,
    /// The law files do not reach back to this month.
    NotJudged,
    /// The ground gives no such support.
    Ground,
    /// The household uses too much electricity.
    TooMuchUse,
    /// How much electricity the household uses is not known.
    UseUnknown,
    /// On the list for a part of the period: the part and the whole are right.
    PartOfPeriod,
    /// Nothing was claimed.
    NoClaim,
}

/// Whether a category's condition of age holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgeStanding {
    /// It holds, or there is none.
    Met,
    /// The age is not reached.
    NotYet,
    /// The age is past.
    Past,
    /// The law leaves it open (the month of a birthday, the 23rd year of a student).
    OpenByLaw,
    /// What is known of the birth leaves it open.
    OpenByEvidence,
    /// The category does not exist in this month.
    NotInForce,
}

/// What a pension does to a category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PensionEffect {
    /// Nothing.
    None,
    /// It excludes.
    Excludes,
    /// It excludes unless it is lower than the benefit.
    ExcludesUnlessLower,
}

/// A number of the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The number.
    pub value: i64,
    /// Least that is right.
    pub least: i64,
    /// Most that is right.
    pub most: i64,
    /// Where it stands.
    pub clause: Clause,
    /// Whether its text was read.
    pub checked: bool,
}
