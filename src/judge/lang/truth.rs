//! What an expression says of a case: Kleene's yes, no and unknown, kept apart by *why* it is open.
//!
//! The evidence leaves some worlds open, one of which is real; in each of them the law may leave a
//! choice. A truth is the set of what the expression can be in these worlds: true for every
//! choice, false for every choice, hanging on the choice (`Law`), or hanging on a register that was
//! not given (`Uncovered`). Two worlds' answers meet pairwise, so with yes and no alone this is
//! Kleene's logic. Negation swaps yes and no and leaves the other two as they are: what the law
//! leaves open is never held against anybody, neither by a condition nor by its negation.
//!
//! `Uncovered` gives way only to what decides without it: a false side of `and`, a true side of
//! `or`. Everything else that meets it is silent.

/// A set of outcomes, one bit each.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Truth(u8);

impl Truth {
    pub(super) const YES: Self = Self(0b0001);
    pub(super) const NO: Self = Self(0b0010);
    /// Some choices that the law allows make it true, some false.
    pub(super) const LAW: Self = Self(0b0100);
    pub(super) const UNCOVERED: Self = Self(0b1000);
    /// The evidence allows yes and no.
    pub(super) const UNKNOWN: Self = Self(0b0011);

    pub(super) fn of(yes: bool) -> Self {
        if yes { Self::YES } else { Self::NO }
    }

    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The outcomes of either.
    pub(super) fn or_else(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn is_decided(self) -> bool {
        self == Self::YES || self == Self::NO
    }

    pub(super) fn not(self) -> Self {
        Self((self.0 & 0b1100) | (self.0 & 0b01) << 1 | (self.0 & 0b10) >> 1)
    }

    pub(super) fn and(self, other: Self) -> Self {
        let both = |a: u8, b: u8| self.0 & a != 0 && other.0 & b != 0;
        let mut out = (self.0 | other.0) & Self::NO.0;
        if both(0b0001, 0b0001) {
            out |= Self::YES.0;
        }
        if both(0b0100, 0b0101) || both(0b0101, 0b0100) {
            out |= Self::LAW.0;
        }
        if both(0b1000, 0b1101) || both(0b1101, 0b1000) {
            out |= Self::UNCOVERED.0;
        }
        Self(out)
    }

    pub(super) fn or(self, other: Self) -> Self {
        self.not().and(other.not()).not()
    }

    /// Yes only if it is so in every world and for every choice; unknown if it is so in some world.
    pub(super) fn answer(self) -> Answer {
        if self == Self::YES {
            Answer::Yes
        } else if self.has(Self::YES) {
            Answer::Unknown
        } else if self.has(Self::UNCOVERED) {
            Answer::Silent
        } else {
            Answer::No
        }
    }
}

/// What a rule says of a case.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    /// It holds, whatever is left open.
    Yes,
    /// It does not, or holds only for some of the choices that the law allows.
    No,
    /// It holds for some of what the lists leave open.
    Unknown,
    /// No register was given that could tell.
    Silent,
}

/// What a rule says of a case, and why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Verdict {
    /// The answer.
    pub truth: Answer,
    /// Whether it rests on a link that is only likely.
    pub likely: bool,
    /// For [`Answer::Unknown`]: the facts that left it open; see [`super::Expression::missing`].
    pub(super) missing: u64,
}

/// A truth on its way up the tree, with what it rests on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Mark {
    pub(super) truth: Truth,
    pub(super) likely: bool,
    pub(super) missing: u64,
}

impl Mark {
    pub(super) fn plain(truth: Truth) -> Self {
        Self {
            truth,
            likely: false,
            missing: 0,
        }
    }

    pub(super) fn not(self) -> Self {
        Self {
            truth: self.truth.not(),
            ..self
        }
    }

    pub(super) fn and(self, other: Self) -> Self {
        self.join(other, Truth::NO, Truth::and)
    }

    pub(super) fn or(self, other: Self) -> Self {
        self.join(other, Truth::YES, Truth::or)
    }

    /// A side that decides alone speaks alone; of two such, the one on firm links.
    fn join(self, other: Self, decisive: Truth, join: fn(Truth, Truth) -> Truth) -> Self {
        match (self.truth == decisive, other.truth == decisive) {
            (true, true) if self.likely => other,
            (true, _) => self,
            (_, true) => other,
            _ => Self {
                truth: join(self.truth, other.truth),
                likely: self.likely || other.likely,
                missing: self.missing | other.missing,
            },
        }
    }

    pub(super) fn verdict(self) -> Verdict {
        Verdict {
            truth: self.truth.answer(),
            likely: self.likely,
            missing: self.missing,
        }
    }
}
