//! The rows of one sheet of an xlsb, in one pass over its records.

use std::io::BufRead;

use super::records::{self, Records, string};
use crate::read::binary::{Record, error, rk};
use crate::read::cell::{MOST_COLUMNS, MOST_ROWS, MOST_WEIGHT};
use crate::read::comments::Comments;
use crate::read::excel::Shared;
use crate::read::style::Style;
use crate::read::{FaultKind, Merge, RawRow, Rows};

/// More records than a row has, with formulas and what other programs add to each cell; and than stand
/// before the first row.
const MOST_RECORDS: u32 = 8 * MOST_COLUMNS;

/// Streams the rows of a sheet.
pub struct SheetRows<'a, R: BufRead> {
    records: Records<R>,
    book: &'a Shared,
    merges: Vec<Merge>,
    comments: Comments,
    /// The row whose head was read last, and whether it is hidden.
    head: Option<(u32, bool)>,
    weight: u64,
    ended: bool,
}

impl<'a, R: BufRead> SheetRows<'a, R> {
    /// Over the records of a sheet; merged areas and comments stand elsewhere.
    pub fn new(
        records: Records<R>,
        book: &'a Shared,
        (merges, comments): (Vec<Merge>, Comments),
    ) -> Self {
        Self {
            records,
            book,
            merges,
            comments,
            head: None,
            weight: 0,
            ended: false,
        }
    }
}

impl<R: BufRead + Send> Rows for SheetRows<'_, R> {
    fn next(&mut self, row: &mut RawRow) -> Result<bool, FaultKind> {
        while !self.ended {
            let head = self.head.take();
            let (number, hidden) = head.unwrap_or((0, false));
            row.start(number);
            row.hidden = hidden;
            self.comments.tell(row);
            let mut next_column = 0;
            let mut left = MOST_RECORDS;
            loop {
                left -= 1;
                if left == 0 {
                    return Err(FaultKind::Damaged(format!("row {number}")));
                }
                let record = self.records.next()?;
                let record = record.ok_or_else(|| FaultKind::Damaged("BrtEndSheetData?".into()))?;
                match record.kind {
                    records::ROW => {
                        let number = record.u32(0).min(MOST_ROWS - 1) + 1;
                        self.head = Some((number, record.u8(11) & 0x10 != 0));
                        break;
                    }
                    records::SHEET_DATA_END => {
                        self.ended = true;
                        self.records.finish()?;
                        break;
                    }
                    // Numbers of other meanings stand before the first row.
                    _ if head.is_some() => next_column = cell(self.book, row, &record, next_column),
                    _ => {}
                }
            }
            self.weight += row.weight();
            if self.weight > MOST_WEIGHT {
                return Err(FaultKind::UnpackedTooLarge);
            }
            if !row.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn merges(&self) -> &[Merge] {
        &self.merges
    }
}

/// Adds a cell, if the record is one, and tells the column after it.
fn cell(book: &Shared, row: &mut RawRow, record: &Record<'_>, next_column: u32) -> u32 {
    let (kind, column, rest) = match record.kind {
        records::SHORT_BLANK => return next_column + 1,
        short @ records::SHORT_RK..=records::SHORT_SHARED => {
            (short - records::SHORT_RK + records::RK, next_column, 0)
        }
        kind @ (..=records::FORMULA_ERROR | records::RICH_STRING) => (kind, record.u32(0), 4),
        _ => return next_column,
    };
    if column >= MOST_COLUMNS {
        return next_column;
    }
    let style = book.style((record.u32(rest) & 0x00ff_ffff) as usize);
    let record = Record {
        kind,
        data: record.from(rest + 4),
    };
    let before = row.len();
    value(book, row, column, &record, style);
    if style.struck && row.len() > before {
        row.strike();
    }
    column + 1
}

fn value(book: &Shared, row: &mut RawRow, column: u32, value: &Record<'_>, style: Style) {
    match value.kind {
        records::RK => style.push(row, column, rk(value.u32(0)), book.shift),
        records::REAL | records::FORMULA_REAL => {
            style.push(row, column, value.f64(0), book.shift);
        }
        records::ERROR | records::FORMULA_ERROR => row.push_error(column, error(value.u8(0))),
        records::BOOL | records::FORMULA_BOOL => row.push_bool(column, value.u8(0) != 0),
        records::STRING | records::FORMULA_STRING => {
            row.push_text(column, &string(value.data).0, style.legacy);
        }
        records::RICH_STRING => {
            row.push_text(column, &string(value.from(1)).0, style.legacy);
        }
        records::SHARED => match book.strings.get(value.u32(0) as usize) {
            Some((text, run)) => row.push_text(column, text, run.or(style.legacy)),
            None => row.push_error(column, "#REF!"),
        },
        _ => {}
    }
}
