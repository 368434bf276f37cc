//! Who is who, for a person to look at: links that findings rest on, links left open, and what
//! persons decided. The plain content of two sheets of `sai-lech.xlsx`.

use super::{CellRef, IdNumber, PartialDate};

/// All that is told of links.
#[derive(Clone, Debug, Default)]
pub struct Links {
    /// Pairs of rows left open, likeliest first.
    pub open: Vec<PairLine>,
    /// How many more there are.
    pub open_besides: usize,
    /// Likely links that findings rest on, in the order of the findings.
    pub likely: Vec<LikelyLine>,
    /// How many more there are.
    pub likely_besides: usize,
    /// Decisions that were given, obeyed or not.
    pub decided: Vec<PairLine>,
}

/// One row, as far as it is known.
#[derive(Clone, Debug)]
pub struct RowLine {
    /// Where it stands.
    pub at: CellRef,
    /// How many other rows say the same of who it is.
    pub alike: usize,
    /// Name.
    pub name: String,
    /// Birth as told.
    pub born: Option<PartialDate>,
    /// Id number.
    pub id_number: Option<IdNumber>,
    /// Commune.
    pub commune: String,
    /// Village.
    pub village: String,
    /// What else the row says: category and amount, the day of death.
    pub says: String,
}

/// Two rows side by side.
#[derive(Clone, Debug)]
pub struct PairLine {
    /// The rows.
    pub rows: [RowLine; 2],
    /// How likely they are one person, or what became of the decision; in words.
    pub chance: String,
    /// What speaks for one person.
    pub agrees: String,
    /// What speaks against it.
    pub differs: String,
    /// The decision, in words that are read back; empty while open.
    pub answer: String,
    /// Who decided.
    pub by: String,
    /// When.
    pub on: Option<PartialDate>,
}

/// A likely link with what each field weighs.
#[derive(Clone, Debug)]
pub struct LikelyLine {
    /// The row and the one it was linked to (or kept apart from).
    pub rows: [RowLine; 2],
    /// Field by field, a line each.
    pub fields: String,
    /// The sum of the weights, in words.
    pub sum: String,
    /// What was made of it, in words.
    pub verdict: String,
    /// Indexes of the findings that rest on it.
    pub findings: Vec<usize>,
}
