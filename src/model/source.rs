//! Where a list came from and how it was understood.

use super::{Key, Money, Month, Role, Sym};

/// One sheet taken for a list.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path as told in documents: from the argument's folder on, with `/`.
    pub path: String,
    /// Digest of the file's bytes, in hex.
    pub sha256: String,
    /// `csv`, `xlsx`, …
    pub format: &'static str,
    /// `unicode`, `tcvn3`, `vni`, `mixed`.
    pub encoding: &'static str,
    /// Sheet name; `None` for formats without sheets.
    pub sheet: Option<String>,
    /// What the list is.
    pub role: Role,
    /// The month told by title, sheet, file or folder.
    pub month: Option<Month>,
    /// How many đồng a written unit is (1, or 1000 under `ĐVT: nghìn đồng`).
    pub unit: i64,
    /// Row numbers of the header.
    pub header_rows: Vec<u32>,
    /// Column letters of each key found, in the order of the columns.
    pub columns: Vec<(Key, String)>,
    /// Columns whose header means nothing, as letters and words.
    pub unknown_columns: Vec<(String, String)>,
    /// The commune told by title, sheet, file or folder; empty if none (or a column has it).
    pub commune: String,
    /// Rows read as people.
    pub rows: u32,
    /// Rows left out, and why.
    pub skipped: Vec<Skipped>,
    /// The list's own total lines that are no sums of its rows, from top to bottom.
    pub wrong_totals: Vec<TotalLine>,
    /// Cells that are at fault whoever the row is about, by kind, row and column.
    pub flaws: Vec<Flaw>,
}

impl Source {
    /// The column letters of a key, if the list has it.
    pub fn column(&self, key: Key) -> Option<&str> {
        let (_, letters) = self.columns.iter().find(|(k, _)| *k == key)?;
        Some(letters)
    }

    /// The list of a sheet that a cell is of: the lowest of those that begin above it and to its left.
    pub fn at<'a>(
        lists: &'a [Self],
        (path, sheet): (&str, Option<&str>),
        (row, column): (u32, Option<&str>),
    ) -> Option<(usize, &'a Self)> {
        let here = |(_, list): &(usize, &Self)| list.path == path && list.sheet.as_deref() == sheet;
        let mut here = lists.iter().enumerate().filter(here).peekable();
        let first = here.peek().copied();
        let place = |letters: &str| (letters.len(), letters.to_owned());
        let column = column.map(place);
        let is_left = |list: &Self| match (&column, list.first_column()) {
            (Some(column), Some(first)) => place(first) <= *column,
            _ => true,
        };
        let begins = |list: &Self| list.header_rows.first().copied().unwrap_or(0);
        here.filter(|(_, list)| begins(list) <= row && is_left(list))
            .max_by_key(|(_, list)| (begins(list), list.first_column().map(place)))
            .or(first)
    }

    /// The letters of its first column.
    pub fn first_column(&self) -> Option<&str> {
        self.columns.first().map(|(_, letters)| letters.as_str())
    }

    /// The flaws of a kind.
    pub fn flaws_of(&self, kind: FlawKind) -> impl Iterator<Item = &Flaw> {
        self.flaws.iter().filter(move |flaw| flaw.kind == kind)
    }
}

/// A cell of a list that is at fault whoever its row is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// What is wrong.
    pub kind: FlawKind,
    /// The row number that Excel shows.
    pub row: u32,
    /// The column's letters.
    pub column: String,
}

/// What can be wrong with a cell whoever its row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FlawKind {
    /// A person's row without a name.
    NoName,
    /// A running number that is not the one after the last.
    NumberGap,
    /// Text in an old encoding; of a list that is so throughout, its first cell.
    Legacy,
    /// A line that is no person's shows `#REF!` or the like.
    ErrorValue,
}

/// A total line that does not agree with its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotalLine {
    /// The row number that Excel shows.
    pub row: u32,
    /// The column.
    pub key: Key,
    /// What it says, đồng.
    pub printed: Money,
    /// What its rows add up to, đồng: of the last total all above it.
    pub sum: Money,
}

/// A row that is not a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The row number that Excel shows.
    pub row: u32,
    /// Why: `total`, `column-numbers`, `group`, `signature`, `repeated-header`, `no-name`, `title`.
    pub why: &'static str,
}

/// What a run could judge: a role has lists of this commune and month (`None`: of every month).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Coverage {
    /// Role of the lists.
    pub role: Role,
    /// Commune; empty for a register that names none and so covers all.
    pub commune: Sym,
    /// Month, for ledgers and rolls.
    pub month: Option<Month>,
}
