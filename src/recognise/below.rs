//! A list below another in one sheet, with columns of its own.
//!
//! In: the rows of the upper list as they pass. Out: the row where the next list begins, its title
//! included. Below a header of other columns nothing is where it was: read by the upper header, a day of
//! death would stand for a sum of money. A header that is only repeated is `heading`'s matter.

use std::ops::Range;

use super::header::{figures, known, label_field};
use super::typing::List;
use super::words::Field;
use crate::model::text::fold;
use crate::model::{Key, Role};
use crate::read::{FaultKind, Merge, RawRow, Rows, Value};

/// Where the next list begins.
#[derive(Default)]
pub struct Below {
    /// Its first row, once its header was met.
    found: Option<u32>,
}

impl Below {
    /// The first row of the next list.
    pub fn found(&self) -> Option<u32> {
        self.found
    }

    /// Whether a row is the header of another list, whose title may begin in an earlier row.
    pub fn begins(&mut self, raw: &RawRow, list: &List<'_>, title: Option<u32>) -> bool {
        if is_other_header(raw, list) {
            self.found = Some(title.unwrap_or(raw.number));
        }
        self.found.is_some()
    }
}

/// A row of the upper list went by: a person, or none for a reason. The first line of what may be the title
/// of the next list is kept in mind.
pub fn pass(title: &mut Option<u32>, row: u32, why: Option<&str>) {
    match why {
        Some("title" | "group") => *title = title.or(Some(row)),
        // A signature may stand beside the first lines of a title.
        Some("signature" | "column-numbers") => {}
        _ => *title = None,
    }
}

fn is_other_header(raw: &RawRow, list: &List<'_>) -> bool {
    if list.plan.role == Role::Links || raw.len() < 3 || figures(raw) > 0 {
        return false;
    }
    let fields = known(raw, list.words);
    let named = fields
        .iter()
        .any(|f| matches!(f, Field::Key(Key::Name) | Field::FamilyName));
    named && fields.len() >= 3 && raw.cells().any(|cell| is_new(cell, list))
}

/// Whether a cell is the header of a column that the list has not got there.
fn is_new((column, value): (u32, Value<'_>), list: &List<'_>) -> bool {
    let Value::Text(text) = value else {
        return false;
    };
    let Some(field) = label_field(text, list.words) else {
        return false;
    };
    let folded = fold(text);
    let same = |(at, label): &(u32, String)| *at == column && *label == folded;
    let slot = list.plan.slot(column).map(|slot| slot.field);
    slot != Some(field) && !list.labels.iter().any(same)
}

/// The texts of a header, folded, with their columns.
pub fn labels(header: &[RawRow]) -> Vec<(u32, String)> {
    let texts = header.iter().flat_map(RawRow::cells);
    let texts = texts.filter_map(|(column, value)| match value {
        Value::Text(text) => Some((column, fold(text))),
        _ => None,
    });
    texts.collect()
}

/// The rows of a sheet from one on.
pub struct RowsFrom<'a> {
    rows: &'a mut dyn Rows,
    first: u32,
    /// Only what stands in these columns, where a list stands beside another.
    pub columns: Option<Range<u32>>,
}

impl<'a> RowsFrom<'a> {
    /// Those of this number and later.
    pub fn row(first: u32, rows: &'a mut dyn Rows) -> Self {
        Self {
            rows,
            first,
            columns: None,
        }
    }
}

impl Rows for RowsFrom<'_> {
    fn next(&mut self, row: &mut RawRow) -> Result<bool, FaultKind> {
        while self.rows.next(row)? {
            if let Some(columns) = &self.columns {
                row.keep(columns);
            }
            if row.number >= self.first && !row.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn merges(&self) -> &[Merge] {
        self.rows.merges()
    }
}
