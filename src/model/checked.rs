//! What a person typed beside a finding in our own workbook.

use super::PartialDate;

/// A finding that was looked into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Its id.
    pub finding: String,
    /// What looking into it came to.
    pub outcome: String,
    /// When.
    pub on: Option<PartialDate>,
    /// Who looked.
    pub by: String,
}
