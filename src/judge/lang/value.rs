//! What a fact can be, and who answers for it.
//!
//! Four states that are not the same (none, not covered, unknown, a value), and two kinds of
//! openness of a value. Where states meet in one comparison, the first of these decides: *none*
//! (nothing is linked: every comparison is no), *not covered* (no such register was given: silent),
//! *unknown* (it is there, but unreadable), the values.

use crate::model::{Due, Month, PartialDate, Span, Sym};

/// Why a range is more than one value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Open {
    /// One value is true, the lists do not tell which: comparisons that depend on it are unknown.
    Evidence,
    /// The law allows every value: only what holds for all of them can be held against anybody.
    Law,
}

/// Whole numbers from `lo` to `hi`: a count, đồng, months since the year 0 or days.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Range {
    /// Least.
    pub lo: i64,
    /// Most.
    pub hi: i64,
    /// Why they differ; says nothing where they do not.
    pub open: Open,
}

impl Range {
    /// One number.
    pub const fn point(value: i64) -> Self {
        Self {
            lo: value,
            hi: value,
            open: Open::Evidence,
        }
    }

    /// Whether it is one number.
    pub fn is_point(self) -> bool {
        self.lo == self.hi
    }

    /// Whether a number is in both.
    pub fn overlaps(self, other: Self) -> bool {
        self.lo <= other.hi && other.lo <= self.hi
    }

    /// A range computed from two: open by evidence as soon as an evidence is open, since then a
    /// part of it may be wrong.
    pub(super) fn of(lo: i64, hi: i64, a: Self, b: Self) -> Self {
        let law = |r: Self| r.is_point() || r.open == Open::Law;
        let open = if law(a) && law(b) {
            Open::Law
        } else {
            Open::Evidence
        };
        Self { lo, hi, open }
    }
}

/// A fact as it stands.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Value {
    /// The register covers the place and time, and there is none.
    None,
    /// No register was given that could tell.
    NotCovered,
    /// It is there, but nothing is known of it.
    Unknown,
    /// Yes or no.
    Bool(bool),
    /// A number, sum of money, month or date, perhaps a range.
    Int(Range),
    /// The words that it can be (open by evidence).
    Words(u64),
    /// Text as written.
    Text(Sym),
    /// What may be due.
    Due(Due),
}

impl Value {
    /// One number or sum of money.
    pub fn number(value: i64) -> Self {
        Self::Int(Range::point(value))
    }

    /// A month.
    pub fn month(month: Month) -> Self {
        Self::number(i64::from(month.0))
    }

    /// A date as far as it is known.
    pub fn date(date: PartialDate) -> Self {
        Self::evidence(i64::from(date.first.0), i64::from(date.last.0))
    }

    /// One of the numbers from `lo` to `hi`, the lists do not tell which.
    pub fn evidence(lo: i64, hi: i64) -> Self {
        Self::Int(Range {
            lo,
            hi,
            open: Open::Evidence,
        })
    }

    /// Any of the numbers from `lo` to `hi`: the law allows them all.
    pub fn law(lo: i64, hi: i64) -> Self {
        Self::Int(Range {
            lo,
            hi,
            open: Open::Law,
        })
    }

    /// One word of a word list.
    pub fn word(index: usize) -> Self {
        Self::Words(1 << index)
    }

    /// Whether more than one value is possible.
    pub fn is_open(&self) -> bool {
        match self {
            Self::None | Self::NotCovered | Self::Bool(_) | Self::Text(_) => false,
            Self::Unknown => true,
            Self::Int(range) => !range.is_point(),
            Self::Words(set) => !set.is_power_of_two(),
            Self::Due(due) => !due.is_exact(),
        }
    }

    /// The outcomes that the evidence leaves open, each with what the law allows in it. Of a range
    /// of many the two ends speak for those between, as every order comparison is monotone.
    pub(super) fn worlds(&self) -> Worlds<'_> {
        let span = |least, most| Span { least, most };
        match self {
            Self::Int(r) if r.is_point() || r.open == Open::Law => Worlds::One([span(r.lo, r.hi)]),
            Self::Int(r) => Worlds::Ends([span(r.lo, r.lo), span(r.hi, r.hi)]),
            Self::Due(due) => Worlds::Of(due.spans()),
            _ => Worlds::Of(&[]),
        }
    }
}

/// Outcomes of one value.
pub(super) enum Worlds<'a> {
    One([Span; 1]),
    Ends([Span; 2]),
    Of(&'a [Span]),
}

impl Worlds<'_> {
    pub(super) fn spans(&self) -> &[Span] {
        match self {
            Self::One(one) => one,
            Self::Ends(ends) => ends,
            Self::Of(spans) => spans,
        }
    }
}

/// A case that answers for its facts.
pub trait FactSource {
    /// The fact in a slot of the vocabulary.
    fn fact(&self, slot: usize) -> Value;
    /// Whether the fact rests on a link that is only likely.
    fn likely(&self, slot: usize) -> bool;
    /// Hands each element of a list of the vocabulary to `f`.
    fn each(&self, list: usize, f: &mut dyn FnMut(&dyn FactSource));
}
