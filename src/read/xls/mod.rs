//! Workbooks of Excel 5 to 2003 (xls, BIFF5 and BIFF8).
//!
//! In: a file in memory. Out: its sheets. Read by our own hand and not with calamine, which asks for
//! memory by what a damaged file claims, and does not tell hidden rows, fonts and strike-through.

use rustc_hash::FxHashSet;

use super::binary::{Record, error, rk};
use super::cell::MOST_COLUMNS;
use super::comments::Comments;
use super::style::Style;
use super::table::{Sheet, Table};
use super::{FaultKind, Merge, Other, RawRow, SheetHead};

mod cfb;
mod notes;
mod records;
mod strings;
mod workbook;

use notes::Notes;
use records::Records;
use workbook::Globals;

/// Most that the rows of all sheets may take in memory, in bytes. A file may name one long text a million
/// times.
const MOST_HELD: u64 = 512 << 20;

/// Reads a file whole.
pub fn open(bytes: &[u8]) -> Result<Table, FaultKind> {
    let container = cfb::Container::open(bytes)?;
    if container.has("EncryptedPackage") {
        return Err(FaultKind::Encrypted);
    }
    let stream = ["Workbook", "Book"]
        .iter()
        .find_map(|name| container.stream(name));
    match stream {
        Some(stream) => open_stream(&stream),
        None if container.has("WordDocument") => Err(FaultKind::Other(Other::Document)),
        None => Err(FaultKind::NotASpreadsheet),
    }
}

/// Reads a stream without its container.
pub fn open_stream(stream: &[u8]) -> Result<Table, FaultKind> {
    let globals = Globals::read(stream)?;
    let mut table = Table::default();
    let mut weight = 0;
    for bound in &globals.sheets {
        let head = SheetHead {
            name: bound.name.clone(),
            hidden: bound.hidden,
        };
        let part = stream.get(bound.at..).unwrap_or(&[]);
        table.push(head, sheet(part, &globals, &mut weight)?);
    }
    Ok(table)
}

/// A cell before it is put in its row.
struct Found {
    row: u32,
    column: u32,
    style: Style,
    value: Raw,
}

enum Raw {
    Shared(u32),
    Text(String),
    Number(f64),
    Bool(bool),
    Error(u8),
}

/// Reads the records of one sheet.
fn sheet(part: &[u8], globals: &Globals, held: &mut u64) -> Result<Sheet, FaultKind> {
    let mut cells: Vec<Found> = Vec::new();
    let mut hidden: FxHashSet<u32> = FxHashSet::default();
    let mut merges = Vec::new();
    let mut notes = Notes::default();
    let mut depth = 0;
    // A formula whose text result comes in the next record.
    let mut waiting: Option<(u32, u32, u16)> = None;
    for record in Records::new(part) {
        let record = record?;
        if depth == 1 {
            notes.take(&record, globals.letters);
        }
        match record.kind {
            records::BOF => depth += 1,
            records::EOF if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    let beside = (&hidden, &notes.comments());
                    return rows(cells, merges, beside, globals, held);
                }
            }
            // Charts within the sheet have cells of their own.
            _ if depth == 0 => return Err(FaultKind::Damaged("BIFF BOF?".to_owned())),
            _ if depth != 1 => {}
            records::ROW => {
                if record.u16(12) & 0x20 != 0 {
                    hidden.insert(u32::from(record.u16(0)) + 1);
                }
            }
            records::MERGED => merges.extend(merged(&record)),
            records::STRING => {
                if let Some((row, column, format)) = waiting.take() {
                    cells.push(Found {
                        row,
                        column,
                        style: globals.style(format),
                        value: Raw::Text(globals.text(record.data, format)),
                    });
                }
            }
            records::MULRK => {
                let (row, first) = (u32::from(record.u16(0)) + 1, u32::from(record.u16(2)));
                let count = record.data.len().saturating_sub(6) / 6;
                for i in 0..count {
                    let style = globals.style(record.u16(4 + i * 6));
                    let value = Raw::Number(rk(record.u32(6 + i * 6)));
                    cells.push(Found {
                        row,
                        column: first + i as u32,
                        style,
                        value,
                    });
                }
            }
            _ => {
                let (row, column) = (u32::from(record.u16(0)) + 1, u32::from(record.u16(2)));
                let format = record.u16(4);
                let value = match record.kind {
                    records::LABELSST => Raw::Shared(record.u32(6)),
                    records::LABEL | records::RSTRING => {
                        Raw::Text(globals.text(record.from(6), format))
                    }
                    records::NUMBER => Raw::Number(record.f64(6)),
                    records::RK => Raw::Number(rk(record.u32(6))),
                    records::BOOLERR if record.u8(7) == 0 => Raw::Bool(record.u8(6) != 0),
                    records::BOOLERR => Raw::Error(record.u8(6)),
                    records::FORMULA if record.u16(12) != 0xffff => Raw::Number(record.f64(6)),
                    records::FORMULA => match record.u8(6) {
                        0 => {
                            waiting = Some((row, column, format));
                            continue;
                        }
                        1 => Raw::Bool(record.u8(8) != 0),
                        2 => Raw::Error(record.u8(8)),
                        _ => continue,
                    },
                    _ => continue,
                };
                cells.push(Found {
                    row,
                    column,
                    style: globals.style(format),
                    value,
                });
            }
        }
    }
    Err(FaultKind::Damaged("BIFF EOF?".to_owned()))
}

/// Puts cells into rows; of two at one place the later counts.
fn rows(
    mut cells: Vec<Found>,
    merges: Vec<Merge>,
    (hidden, comments): (&FxHashSet<u32>, &Comments),
    globals: &Globals,
    held: &mut u64,
) -> Result<Sheet, FaultKind> {
    cells.sort_by_key(|c| (c.row, c.column));
    let mut sheet = Sheet {
        rows: Vec::new(),
        merges,
    };
    let mut row = RawRow::default();
    let mut cells = cells.into_iter().peekable();
    while let Some(cell) = cells.next() {
        if cells
            .peek()
            .is_some_and(|next| (next.row, next.column) == (cell.row, cell.column))
        {
            continue;
        }
        if row.number != cell.row {
            if !row.is_empty() {
                *held += row.weight();
                sheet.rows.push(std::mem::take(&mut row));
            }
            if *held > MOST_HELD {
                return Err(FaultKind::UnpackedTooLarge);
            }
            row.start(cell.row);
            row.hidden = hidden.contains(&cell.row);
            comments.tell(&mut row);
        }
        if cell.column < MOST_COLUMNS {
            put(&mut row, &cell, globals);
        }
        // Whoever reads the sheet stops here.
        if row.is_whole().is_err() {
            break;
        }
    }
    if !row.is_empty() {
        sheet.rows.push(row);
    }
    Ok(sheet)
}

fn put(row: &mut RawRow, cell: &Found, globals: &Globals) {
    let before = row.len();
    match &cell.value {
        Raw::Shared(index) => match globals.strings.get(*index as usize) {
            Some((text, run)) => row.push_text(cell.column, text, run.or(cell.style.legacy)),
            None => row.push_error(cell.column, "#REF!"),
        },
        Raw::Text(text) => row.push_text(cell.column, text, cell.style.legacy),
        Raw::Number(n) => cell.style.push(row, cell.column, *n, globals.shift()),
        Raw::Bool(b) => row.push_bool(cell.column, *b),
        Raw::Error(code) => row.push_error(cell.column, error(*code)),
    }
    if cell.style.struck && row.len() > before {
        row.strike();
    }
}

fn merged(record: &Record<'_>) -> Vec<Merge> {
    let count = usize::from(record.u16(0)).min(record.data.len() / 8);
    (0..count)
        .map(|i| Merge {
            top: u32::from(record.u16(2 + i * 8)) + 1,
            bottom: u32::from(record.u16(4 + i * 8)) + 1,
            left: u32::from(record.u16(6 + i * 8)),
            right: u32::from(record.u16(8 + i * 8)),
        })
        .collect()
}
