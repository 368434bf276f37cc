//! Two rows that a person compared, as they stand in a list of such decisions.

use super::PartialDate;

/// A row of a list as a person names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedRow {
    /// Path of the file, or its name alone.
    pub path: String,
    /// Sheet; empty where the file has one only.
    pub sheet: String,
    /// The row number that Excel shows.
    pub row: Option<u32>,
    /// The name that stood in the row when it was looked at; empty if not told.
    pub name: String,
}

/// Two rows, and what a person said of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pair {
    /// The rows.
    pub rows: [NamedRow; 2],
    /// The answer as written.
    pub answer: String,
    /// Whether they are one person; `None` where the answer says neither.
    pub same: Option<bool>,
    /// Who said so.
    pub by: String,
    /// When.
    pub on: Option<PartialDate>,
}
