//! What can be wrong with a law file: place, and what it is. `texts::law` makes sentences of it.

/// A fault in a law file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}:{line}: {kind}")]
pub struct LawFault {
    /// The file as a user finds it.
    pub path: String,
    /// Line, from 1.
    pub line: usize,
    /// What it is.
    pub kind: LawFaultKind,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LawFaultKind {
    /// Not TOML, an unknown key, or a value of the wrong type; in the words of the TOML reader.
    #[error("{0}")]
    Form(String),
    /// A key that every such entry must have.
    #[error("missing key `{0}`")]
    Missing(&'static str),
    /// Not a month such as 2020-07.
    #[error("not a month: {0}")]
    NotAMonth(String),
    /// Neither a day such as 2026-11-25 nor "not yet".
    #[error("neither a day nor \"not yet\": {0}")]
    NotChecked(String),
    /// Not a number, not a pair of them rising, or finer than a hundredth.
    #[error("`{key}` is no number that can stand here: {value}")]
    NotANumber {
        /// The key.
        key: &'static str,
        /// What stands there.
        value: String,
    },
    /// No category of this code.
    #[error("no such category: {0}")]
    UnknownCategory(String),
    /// No support, or no ground of it, of this code.
    #[error("no such support or ground: {0}")]
    UnknownGround(String),
    /// A province of which the law files know no level of its own.
    #[error("no such province: {given}; known: {known}")]
    UnknownProvince {
        /// As written.
        given: String,
        /// Those of which there are levels.
        known: String,
    },
    /// A word that is not one of those that may stand here.
    #[error("`{key}` cannot be \"{value}\"; allowed: {allowed}")]
    UnknownWord {
        /// The key.
        key: &'static str,
        /// What stands there.
        value: String,
        /// What may stand there.
        allowed: &'static str,
    },
    /// The same category twice.
    #[error("category {0} stands twice")]
    Twice(String),
    /// More categories than a set can hold.
    #[error("more than 64 categories")]
    TooMany,
    /// `to` before `from`, or `until` not above `from`.
    #[error("ends before it begins")]
    Backwards,
    /// Bands of one entry overlap.
    #[error("bands overlap at {0} years")]
    Overlap(u8),
    /// Bands begin at an age, and `entry` does not say how one gets in.
    #[error("bands begin at an age, so `entry` must say age or decision")]
    NoEntry,
    /// No [[turn]] says what the month of such a birthday gives.
    #[error("no [[turn]] for {change} in {month}")]
    NoTurn {
        /// The change.
        change: &'static str,
        /// First month without one.
        month: String,
    },
    /// A rate is in force where no base level is.
    #[error("no base level in {0}")]
    NoBase(String),
}
