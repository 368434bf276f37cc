//! The entries of the law files after checking: months instead of texts, categories as bits, amounts whole. Still
//! in the shape in which the law is written; [`super::compile`] turns them into tables by month.

use super::Clause;
use crate::model::{Level, Month, Scheme};

/// Since when, until when, where it stands, and whether anybody read it there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dated {
    pub from: Month,
    pub to: Option<Month>,
    pub clause: Clause,
    pub checked: bool,
}

impl Dated {
    /// Its clause, if the text was not read.
    pub fn unread(&self) -> Clause {
        if self.checked {
            Clause::NONE
        } else {
            self.clause
        }
    }

    pub fn in_force(&self, month: Month) -> bool {
        self.from <= month && self.to.is_none_or(|to| month <= to)
    }
}

/// A category with its names.
#[derive(Clone, Debug)]
pub struct Category {
    /// Code, such as `poor_elderly`.
    pub code: String,
    /// What kind of money it is.
    pub scheme: Scheme,
    /// The level of disability that the category itself names.
    pub level: Option<Level>,
    /// For care money, the level of the cared-for person that the category names.
    pub cares_for: Option<Level>,
    /// Vietnamese name.
    pub vi: String,
    /// English name.
    pub en: String,
    /// Other words for it.
    pub names: Vec<String>,
}

/// A text of the law.
#[derive(Clone, Debug)]
pub struct Decree {
    /// Code that clauses begin with, such as `ND20-2021`.
    pub code: String,
    /// Vietnamese title.
    pub vi: String,
    /// English title.
    pub en: String,
}

/// A least and a most: more than one value where the law leaves it open.
pub(super) type Pair = (i64, i64);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Worth {
    /// Hundredths of the base level.
    Coefficient(Pair),
    /// Đồng.
    Amount(Pair),
}

/// What a further child or person adds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Each {
    /// Nothing beyond `several`.
    No,
    /// As much again.
    Yes,
    /// Nothing or as much again: the law leaves it open.
    Perhaps,
}

/// What multiplies an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Nothing,
    Children,
    ChildrenAndPregnancy,
    Persons,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Band {
    /// Full years; `None`: from birth.
    pub from: Option<u8>,
    /// Full years; `None`: for life.
    pub until: Option<u8>,
    /// The band is the very month of this birthday.
    pub turning: Option<u8>,
    /// Poor and near-poor households only.
    pub poor: bool,
    /// Whether the age still counts is open.
    pub open: bool,
    pub worth: Worth,
    pub several: Option<Worth>,
    pub each: Each,
    pub clause: Clause,
    pub also: Clause,
    pub several_clause: Clause,
    pub checked: bool,
}

impl Band {
    /// Its clause, if the text was not read.
    pub fn unread(&self) -> Clause {
        if self.checked {
            Clause::NONE
        } else {
            self.clause
        }
    }
}

/// How an age changes what is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The benefit begins by the birthday alone.
    EntryByAge,
    /// The benefit begins by a decision after the birthday.
    EntryByDecision,
    /// The amount rises.
    Rise,
    /// The amount falls.
    Fall,
    /// The benefit ends.
    End,
}

impl Change {
    pub(super) const WORDS: [(&'static str, Self); 5] = [
        ("entry-by-age", Self::EntryByAge),
        ("entry-by-decision", Self::EntryByDecision),
        ("rise", Self::Rise),
        ("fall", Self::Fall),
        ("end", Self::End),
    ];

    /// As law files write it.
    pub fn code(self) -> &'static str {
        Self::WORDS
            .iter()
            .find(|(_, change)| *change == self)
            .map_or("", |(word, _)| word)
    }
}

/// Circumstances that a category may exclude, one bit each.
pub(super) mod bars {
    pub const NEAR_POOR: u8 = 1;
    pub const DIVORCED: u8 = 2;
    pub const PENSION: u8 = 4;
    pub const WORDS: [(&str, u8); 3] = [
        ("near_poor", NEAR_POOR),
        ("divorced", DIVORCED),
        ("pension", PENSION),
    ];
}

#[derive(Clone, Debug)]
pub(super) struct Rate {
    pub dated: Dated,
    pub category: usize,
    /// For funerals: only for those who drew one of these; 0 for all others.
    pub drawn: u64,
    /// Levels of disability, one bit each in the order of [`Level::ALL`].
    pub levels: u8,
    pub entry: Option<Change>,
    pub excludes: u8,
    pub opens: u8,
    pub studying: bool,
    pub continues: Option<usize>,
    pub of: Of,
    pub bands: Vec<Band>,
    /// Where it stands, for faults found while compiling.
    pub place: (String, usize),
}

/// What the month of a birthday gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Treatment {
    Old,
    New,
    Open,
}

#[derive(Clone, Debug)]
pub(super) struct Turn {
    pub dated: Dated,
    pub changes: Vec<Change>,
    /// Categories, or 0 for all that have no turn of their own.
    pub of: u64,
    pub month: Treatment,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Highest {
    pub dated: Dated,
    /// Categories, or 0 for all.
    pub of: u64,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Both {
    pub dated: Dated,
    pub category: usize,
    pub with: u64,
    /// Whether both are due is open.
    pub open: bool,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Base {
    pub dated: Dated,
    pub level: Pair,
}

#[derive(Clone, Debug)]
pub(super) struct NamedFigure {
    pub name: String,
    pub dated: Dated,
    pub value: i64,
    pub range: Pair,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct OneOffEntry {
    pub dated: Dated,
    pub amount: i64,
}

/// Who decides that a benefit begins, changes or stops.
#[derive(Clone, Debug)]
pub struct Decider {
    pub(super) dated: Dated,
    /// In Vietnamese, as a sentence needs it.
    pub vi: String,
    /// In English.
    pub en: String,
}

/// Support that goes to a household or a pupil instead of a beneficiary: so much a month, paid by the period.
#[derive(Clone, Debug)]
pub struct Support {
    /// Code, such as `electricity`; its figures begin with it (`electricity.month`).
    pub code: String,
    /// Vietnamese name.
    pub vi: String,
    /// English name.
    pub en: String,
    /// Other words for it.
    pub names: Vec<String>,
    /// The calendar month with which a period begins, 1 to 12.
    pub begins: u8,
    /// How many months a period has.
    pub months: u8,
    /// Whether the whole period is right too for who was on the list for a part of it.
    pub whole_is_right: bool,
    /// On what ground it is given.
    pub grounds: Vec<Ground>,
}

/// A ground of support, such as a poor household.
#[derive(Clone, Debug)]
pub struct Ground {
    /// Code, such as `near_poor`.
    pub code: String,
    /// Vietnamese name.
    pub vi: String,
    /// English name.
    pub en: String,
    /// Other words for it.
    pub names: Vec<String>,
}

/// What a ground gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gives {
    Yes,
    No,
    Open,
}

/// What a ground gives in a stretch of months.
#[derive(Clone, Copy, Debug)]
pub(super) struct GroundEntry {
    pub dated: Dated,
    pub support: usize,
    pub ground: usize,
    pub gives: Gives,
    /// Nothing for a household that uses more in a month, kWh.
    pub kwh_most: Option<u32>,
}

/// Everything that the law files say.
#[derive(Default)]
pub(super) struct Entries {
    pub children_most: u8,
    pub judged_from: Option<Month>,
    pub decrees: Vec<Decree>,
    pub categories: Vec<Category>,
    pub bases: Vec<Base>,
    pub rates: Vec<Rate>,
    pub turns: Vec<Turn>,
    pub highest: Vec<Highest>,
    pub both: Vec<Both>,
    pub figures: Vec<NamedFigure>,
    pub one_offs: Vec<OneOffEntry>,
    pub deciders: Vec<Decider>,
    pub supports: Vec<Support>,
    pub grounds: Vec<GroundEntry>,
    /// Texts of the clauses; [`Clause`] is an index into them, 0 the empty one.
    pub clauses: Vec<String>,
}
