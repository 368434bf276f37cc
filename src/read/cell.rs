//! A row of cells as the file holds it, used again from row to row so that reading allocates little.

use std::ops::Range;

use super::FaultKind;
use super::legacy::{self, Legacy};
use super::syllable;
use crate::model::text::{beginning, tidy};

/// The value of a cell.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Value<'a> {
    /// Letters, as written but for the encoding.
    Text(&'a str),
    /// A number.
    Number(f64),
    /// A number shown as a date: days since 30 December 1899.
    Date(f64),
    /// True or false.
    Bool(bool),
    /// An error such as `#REF!`.
    Error(&'a str),
    /// A formula that was saved without its result.
    NoValue,
}

/// One row of a sheet.
#[derive(Clone, Debug, Default)]
pub struct RawRow {
    /// The row number that Excel shows.
    pub number: u32,
    /// Whether the sheet hides it.
    pub hidden: bool,
    /// What comments at its cells say, by column.
    pub aside: Vec<(u32, String)>,
    /// Texts turned from an old encoding: column, encoding, letters as they stood.
    pub legacy: Vec<(u32, Legacy, String)>,
    text: String,
    cells: Vec<Cell>,
    cut: bool,
    /// A font told the encoding of one of its texts.
    by_font: bool,
}

#[derive(Clone, Copy, Debug)]
struct Cell {
    column: u32,
    kind: Kind,
    struck: bool,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Text(u32, u32),
    Error(u32, u32),
    Number(f64),
    Date(f64),
    Bool(bool),
    NoValue,
}

/// Errors that a spreadsheet shows in place of a value; saved as text they are still none.
const ERRORS: [&str; 7] = [
    "#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!",
];

/// Columns that a sheet can have.
pub const MOST_COLUMNS: u32 = 16_384;
/// Text that a row may hold, in bytes: as much as a dozen cells that are full to their brim.
const MOST_TEXT: usize = 1 << 20;
/// Cells of a row past so many weigh a thousand bytes each: no list is so wide.
const WIDE: usize = 1000;
/// Most that the rows of a sheet may weigh together: more than twenty filled columns down to the last
/// row. A file may name one long text a million times.
pub const MOST_WEIGHT: u64 = 2 << 30;
/// Bytes of comments that a row keeps; more are no remark about somebody.
const MOST_ASIDE: usize = 2_000;
/// Rows that a sheet can have.
pub const MOST_ROWS: u32 = 1_048_576;

impl RawRow {
    /// Empties it for the row of this number, keeping its memory.
    pub fn start(&mut self, number: u32) {
        self.number = number;
        self.hidden = false;
        self.aside.clear();
        self.legacy.clear();
        self.text.clear();
        self.cells.clear();
        self.cut = false;
        self.by_font = false;
    }

    /// Takes what a comment at one of its cells says.
    pub fn note_aside(&mut self, column: u32, comment: &str) {
        let held: usize = self.aside.iter().map(|(_, said)| said.len()).sum();
        let comment = beginning(comment, MOST_ASIDE.saturating_sub(held));
        let mut decoded = String::new();
        if let Some(found) = legacy::detect(comment) {
            found.decode_into(comment, &mut decoded);
        }
        let said = tidy(if decoded.is_empty() {
            comment
        } else {
            &decoded
        });
        if !said.is_empty() {
            self.aside.push((column, said.into_owned()));
        }
    }

    /// Leaves only the cells of some columns.
    pub fn keep(&mut self, columns: &Range<u32>) {
        self.cells.retain(|cell| columns.contains(&cell.column));
        self.legacy.retain(|(column, ..)| columns.contains(column));
        self.aside.retain(|(column, _)| columns.contains(column));
    }

    /// Whether it has no room: a damaged file may give cells of one row, or a place, without end.
    fn is_full(&mut self, text: usize) -> bool {
        let full = self.cells.len() >= MOST_COLUMNS as usize || self.text.len() + text > MOST_TEXT;
        self.cut |= full;
        full
    }

    /// A fault where cells were left out for want of room.
    pub fn is_whole(&self) -> Result<(), FaultKind> {
        if self.cut {
            return Err(FaultKind::LongRow(self.number));
        }
        Ok(())
    }

    /// Whether there is no value.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// How many cells hold a value.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// What it takes in memory, about, in bytes.
    pub(super) fn weight(&self) -> u64 {
        let wide = self.cells.len().saturating_sub(WIDE) << 10;
        (self.text.len() + self.cells.len() * size_of::<Cell>() + wide) as u64
    }

    /// Whether most of its cells are struck through.
    pub fn is_struck(&self) -> bool {
        self.cells.iter().filter(|cell| cell.struck).count() * 2 > self.cells.len()
    }

    /// The cells that hold a value, by column (the first is 0).
    pub fn cells(&self) -> impl Iterator<Item = (u32, Value<'_>)> {
        self.cells.iter().map(|c| (c.column, self.value(c.kind)))
    }

    /// The value at a column.
    pub fn get(&self, column: u32) -> Option<Value<'_>> {
        let cell = self.cells.iter().find(|c| c.column == column)?;
        Some(self.value(cell.kind))
    }

    /// The text at a column, if it is text.
    pub fn text(&self, column: u32) -> Option<&str> {
        match self.get(column)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Adds a text; blank ones are no value. `font` tells the encoding where the file knows it,
    /// else the letters do.
    pub fn push_text(&mut self, column: u32, text: &str, font: Option<Legacy>) {
        if text.bytes().all(|b| b.is_ascii_whitespace()) || self.is_full(text.len()) {
            return;
        }
        // Most texts are seen to be none at a glance.
        let could_be = matches!(text.as_bytes().first(), Some(b'#' | b' '));
        if could_be && ERRORS.contains(&text.trim()) {
            self.push_error(column, text.trim());
            return;
        }
        let start = self.text.len();
        let found = if text.is_ascii() {
            None
        } else {
            let told = font.filter(|f| f.could_be(text));
            self.by_font |= told.is_some();
            told.or_else(|| legacy::detect(text))
        };
        if let Some(found) = found {
            found.decode_into(text, &mut self.text);
            self.legacy.push((column, found, text.to_owned()));
        } else if font == Some(Legacy::Tcvn3Capitals) && text.is_ascii() {
            // Such a font shows small letters as capitals: a receipt `pc01` is read `PC01`.
            self.text.push_str(&text.to_ascii_uppercase());
        } else {
            self.text.push_str(text);
        }
        let kind = Kind::Text(start as u32, self.text.len() as u32);
        self.push(column, kind);
    }

    /// Takes the texts that could be either for what most of their row is (`Sè` beside `tiÒn`), in
    /// files without fonts.
    pub fn settle_encoding(&mut self) {
        let Some(found) = self.usual_encoding() else {
            return;
        };
        // Beside a text that can only be Unicode, one that reads well as it stands is no other.
        let in_unicode = self.cells().any(|(column, value)| {
            matches!(value, Value::Text(text) if !text.is_ascii() && !found.could_be(text))
                && self.legacy.iter().all(|(c, _, _)| *c != column)
        });
        for i in 0..self.cells.len() {
            let Some(&Cell {
                column,
                kind: Kind::Text(from, to),
                ..
            }) = self.cells.get(i)
            else {
                continue;
            };
            let told = self.legacy.iter().position(|(c, _, _)| *c == column);
            let was = match told.and_then(|at| self.legacy.get(at)) {
                Some((_, other, _)) if *other == found => continue,
                Some((_, _, was)) => was.clone(),
                None => {
                    let text = self.text.get(from as usize..to as usize);
                    text.unwrap_or("").to_owned()
                }
            };
            let stands = in_unicode && told.is_none() && syllable::misspelt(&was) == 0;
            if was.is_ascii() || !found.could_be(&was) || stands {
                continue;
            }
            let start = self.text.len() as u32;
            found.decode_into(&was, &mut self.text);
            if let Some(cell) = self.cells.get_mut(i) {
                cell.kind = Kind::Text(start, self.text.len() as u32);
            }
            match told.and_then(|at| self.legacy.get_mut(at)) {
                Some(entry) => entry.1 = found,
                None => self.legacy.push((column, found, was)),
            }
        }
    }

    /// Takes the texts that no letter tells for what the sheet around them is in (`Vò` is Vũ), unless one
    /// of them can only be Unicode.
    pub fn settle_as(&mut self, found: Legacy) {
        let untold: Vec<(usize, u32, String)> = self
            .cells
            .iter()
            .enumerate()
            .filter_map(|(i, cell)| match cell.kind {
                Kind::Text(from, to) => {
                    let text = self.text.get(from as usize..to as usize)?;
                    let told = self.legacy.iter().any(|(c, _, _)| *c == cell.column);
                    (!told && !text.is_ascii()).then(|| (i, cell.column, text.to_owned()))
                }
                _ => None,
            })
            .collect();
        if self.by_font || !untold.iter().all(|(_, _, text)| found.could_be(text)) {
            return;
        }
        for (i, column, was) in untold {
            let start = self.text.len() as u32;
            found.decode_into(&was, &mut self.text);
            if let Some(cell) = self.cells.get_mut(i) {
                cell.kind = Kind::Text(start, self.text.len() as u32);
            }
            self.legacy.push((column, found, was));
        }
    }

    /// The old encoding that most texts of these rows are in, where none can only be Unicode; nothing
    /// where fonts tell, since then other fonts tell as well.
    pub fn usual_of(rows: &[RawRow]) -> Option<Legacy> {
        let by_font = rows.iter().any(|row| row.by_font);
        if by_font || rows.iter().all(|row| row.legacy.is_empty()) {
            return None;
        }
        let untold = |row: &'_ RawRow, column: u32| row.legacy.iter().all(|(c, _, _)| *c != column);
        let told = rows.iter().flat_map(|row| &row.legacy);
        let plain = rows.iter().flat_map(|row| {
            row.cells().filter_map(move |(column, value)| match value {
                Value::Text(text) if untold(row, column) => Some(text),
                _ => None,
            })
        });
        let texts = told.map(|(_, _, was)| was.as_str()).chain(plain);
        legacy::usual(texts).filter(|found| *found != Legacy::Twice)
    }

    /// The old encoding of most cells, the first of several.
    fn usual_encoding(&self) -> Option<Legacy> {
        let count = |of: Legacy| self.legacy.iter().filter(|(_, l, _)| *l == of).count();
        let all = self.legacy.iter().map(|(_, legacy, _)| *legacy);
        all.rev().max_by_key(|legacy| count(*legacy))
    }

    /// Adds an error value.
    pub fn push_error(&mut self, column: u32, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        let kind = Kind::Error(start as u32, self.text.len() as u32);
        self.push(column, kind);
    }

    /// Adds a number.
    pub fn push_number(&mut self, column: u32, number: f64) {
        self.push(column, Kind::Number(number));
    }

    /// Adds a date, in days since 30 December 1899.
    pub fn push_date(&mut self, column: u32, serial: f64) {
        self.push(column, Kind::Date(serial));
    }

    /// Moves the cells from a column on by one to the right, or to the left where that is free.
    pub fn slide(&mut self, from: u32, right: bool) {
        let moved = |column: &mut u32| {
            if *column >= from {
                *column = if right {
                    (*column + 1).min(MOST_COLUMNS - 1)
                } else {
                    column.saturating_sub(1)
                };
            }
        };
        self.cells
            .iter_mut()
            .for_each(|cell| moved(&mut cell.column));
        self.legacy
            .iter_mut()
            .for_each(|(column, ..)| moved(column));
    }

    /// Puts a text in place of what stands at a column.
    pub fn put_text(&mut self, column: u32, text: &str) {
        let before = self.cells.len();
        self.push_text(column, text, None);
        if self.cells.len() > before
            && let Some(new) = self.cells.pop()
        {
            self.cells.retain(|cell| cell.column != column);
            let at = self.cells.partition_point(|cell| cell.column < column);
            self.cells.insert(at, new);
        }
    }

    /// Adds true or false.
    pub fn push_bool(&mut self, column: u32, value: bool) {
        self.push(column, Kind::Bool(value));
    }

    /// Adds a formula without a result.
    pub fn push_no_value(&mut self, column: u32) {
        self.push(column, Kind::NoValue);
    }

    /// Marks the cell added last as struck through.
    pub fn strike(&mut self) {
        if let Some(last) = self.cells.last_mut() {
            last.struck = true;
        }
    }

    fn push(&mut self, column: u32, kind: Kind) {
        if column < MOST_COLUMNS && !self.is_full(0) {
            self.cells.push(Cell {
                column,
                kind,
                struck: false,
            });
        }
    }

    fn value(&self, kind: Kind) -> Value<'_> {
        let slice = |from: u32, to: u32| self.text.get(from as usize..to as usize).unwrap_or("");
        match kind {
            Kind::Text(from, to) => Value::Text(slice(from, to)),
            Kind::Error(from, to) => Value::Error(slice(from, to)),
            Kind::Number(n) => Value::Number(n),
            Kind::Date(n) => Value::Date(n),
            Kind::Bool(b) => Value::Bool(b),
            Kind::NoValue => Value::NoValue,
        }
    }
}

/// A merged area, bounds included; columns count from 0, rows are the numbers that Excel shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    /// First row.
    pub top: u32,
    /// Last row.
    pub bottom: u32,
    /// First column.
    pub left: u32,
    /// Last column.
    pub right: u32,
}

/// The letters of a column: 0 is `A`, 27 is `AB`.
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The column of letters; `None` past `XFD` and for anything else.
pub fn column_index(letters: &str) -> Option<u32> {
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let mut column = 0u32;
    for letter in letters.bytes() {
        if !letter.is_ascii_alphabetic() {
            return None;
        }
        column = column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
    }
    (column <= MOST_COLUMNS).then_some(column - 1)
}

/// A reference such as `AB12` as column and row number; `None` outside the grid.
pub fn cell_reference(text: &str) -> Option<(u32, u32)> {
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let (letters, number) = text.split_at(digits);
    let number: u32 = number.parse().ok()?;
    ((1..=MOST_ROWS).contains(&number)).then_some((column_index(letters)?, number))
}

/// Where an area such as `A1:D1` lies.
pub fn area(text: &str) -> Option<Merge> {
    let (first, last) = text.split_once(':')?;
    let ((left, top), (right, bottom)) = (cell_reference(first)?, cell_reference(last)?);
    (left <= right && top <= bottom).then_some(Merge {
        top,
        bottom,
        left,
        right,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_font_of_capitals_shows_plain_letters_as_capitals_too() {
        let mut row = RawRow::default();
        row.push_text(0, "pc112042", Some(Legacy::Tcvn3Capitals));
        row.push_text(1, "pc112042", Some(Legacy::Tcvn3));
        assert_eq!(
            (row.text(0), row.text(1)),
            (Some("PC112042"), Some("pc112042"))
        );
    }

    #[test]
    fn a_row_that_has_no_room_says_so() {
        let mut row = RawRow::default();
        row.start(7);
        let long = "é".repeat(16_000);
        for column in 0..32 {
            row.push_text(column, &long, None);
            assert_eq!(row.is_whole(), Ok(()));
        }
        row.push_text(32, &long, None);
        assert_eq!(row.is_whole(), Err(FaultKind::LongRow(7)));
        assert_eq!(row.len(), 32);
        row.start(8);
        assert_eq!(row.is_whole(), Ok(()));
    }

    #[test]
    fn references_end_at_the_edge_of_the_grid() {
        assert_eq!(cell_reference("A1"), Some((0, 1)));
        assert_eq!(cell_reference("XFD1048576"), Some((16_383, 1_048_576)));
        for text in ["XFE1", "A0", "A1048577", "AAAAAAAAA7", "7", "A", ""] {
            assert_eq!(cell_reference(text), None, "{text}");
        }
        for column in [0, 25, 26, 701, 702, 16_383] {
            assert_eq!(column_index(&column_letters(column)), Some(column));
        }
    }

    #[test]
    fn a_font_of_capitals_shows_small_letters_as_capitals() {
        let mut row = RawRow::default();
        row.push_text(0, "pc112042", Some(Legacy::Tcvn3Capitals));
        row.push_text(1, "pc112042", Some(Legacy::Tcvn3));
        assert_eq!(row.text(0), Some("PC112042"));
        assert_eq!(row.text(1), Some("pc112042"));
    }
}
