//! The rows of one sheet, in one pass over its XML.

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use super::plain::plain;
use super::strings::{Within, unescaped};
use crate::read::cell::{MOST_COLUMNS, MOST_ROWS, MOST_WEIGHT, cell_reference};
use crate::read::comments::Comments;
use crate::read::excel::Shared;
use crate::read::style::Style;
use crate::read::xml::{self, MOST_EVENT, Xml, broken, push_entity};
use crate::read::{FaultKind, Legacy, Merge, RawRow, Rows};

/// Streams the rows of a sheet.
pub struct SheetRows<'a, R: BufRead> {
    xml: Xml<R>,
    book: &'a Shared,
    /// No style has a font of an old encoding.
    fontless: bool,
    merges: Vec<Merge>,
    comments: Comments,
    /// What all names begin with, such as `x:`; mostly nothing.
    prefix: String,
    buffer: Vec<u8>,
    value: String,
    next_row: u32,
    weight: u64,
    ended: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Type {
    Number,
    Shared,
    Text,
    Inline,
    Bool,
    Error,
    Iso,
}

impl Type {
    /// By what the file calls it.
    fn of(code: &str) -> Self {
        match code {
            "s" => Self::Shared,
            "str" => Self::Text,
            "inlineStr" => Self::Inline,
            "b" => Self::Bool,
            "e" => Self::Error,
            "d" => Self::Iso,
            _ => Self::Number,
        }
    }
}

/// A cell while its parts come in.
struct Open {
    column: Option<u32>,
    style: Style,
    kind: Type,
    formula: bool,
}

/// The cells of a row so far.
#[derive(Default)]
struct Place {
    cells: u32,
    next: u32,
}

impl Place {
    /// The column of the next cell; `None` where it has none.
    fn of(&mut self, reference: Option<&str>, row: u32) -> Result<Option<u32>, FaultKind> {
        self.cells += 1;
        if self.cells > MOST_COLUMNS {
            return Err(FaultKind::Damaged(format!("row {row}")));
        }
        let column = match reference {
            // A cell outside the grid, or in another row than its own, has no place.
            Some(told) => cell_reference(told.trim())
                .filter(|(_, number)| *number == row)
                .map(|(column, _)| column),
            None => (self.next < MOST_COLUMNS).then_some(self.next),
        };
        self.next = column.map_or(self.next, |c| c + 1);
        Ok(column)
    }
}

impl<'a, R: BufRead> SheetRows<'a, R> {
    /// Over the XML of a sheet; merged areas and comments stand elsewhere.
    pub fn new(part: R, book: &'a Shared, (merges, comments): (Vec<Merge>, Comments)) -> Self {
        Self {
            xml: xml::reader(part),
            book,
            fontless: book.styles.iter().all(|style| style.legacy.is_none()),
            merges,
            comments,
            prefix: String::new(),
            buffer: Vec::with_capacity(1024),
            value: String::new(),
            next_row: 1,
            weight: 0,
            ended: false,
        }
    }

    /// Reads the cells of a row up to its end.
    fn cells(&mut self, row: &mut RawRow) -> Result<(), FaultKind> {
        let mut place = Place::default();
        loop {
            self.plain_cells(row, &mut place)?;
            self.buffer.clear();
            match self.xml.read_event_into(&mut self.buffer).map_err(broken)? {
                Event::Start(e) if e.local_name().as_ref() == "c" => {
                    let open = open_cell(self.book, &e, row.number, &mut place)?;
                    self.cell(row, open)?;
                }
                Event::End(e) if e.local_name().as_ref() == "row" => return Ok(()),
                Event::Eof => return Err(FaultKind::Damaged("</row>?".to_owned())),
                _ => {}
            }
        }
    }

    /// Reads cells without anything unusual, as far as they follow and lie in memory.
    fn plain_cells(&mut self, row: &mut RawRow, place: &mut Place) -> Result<(), FaultKind> {
        let bytes = self.xml.ahead().map_err(broken)?;
        let mut rest = bytes;
        while let Some((cell, after)) = plain(rest, &self.prefix) {
            let open = Open {
                column: place.of(cell.reference, row.number)?,
                style: style(self.book, cell.style),
                kind: Type::of(cell.kind),
                formula: cell.formula,
            };
            push(self.book, row, &open, cell.value, None);
            rest = after;
        }
        let used = bytes.len() - rest.len();
        self.xml.skip(used);
        Ok(())
    }

    /// Reads a cell up to its end and adds its value.
    fn cell(&mut self, row: &mut RawRow, mut open: Open) -> Result<(), FaultKind> {
        self.value.clear();
        let mut within = Within::default();
        let (mut in_value, mut in_inline) = (false, false);
        loop {
            self.buffer.clear();
            let event = self.xml.read_event_into(&mut self.buffer).map_err(broken)?;
            match &event {
                Event::Start(e) => match e.local_name().as_ref() {
                    "v" => in_value = open.kind != Type::Inline,
                    "is" => in_inline = true,
                    "f" => open.formula = true,
                    _ => within.take(&event, &mut self.value),
                },
                Event::End(e) => match e.local_name().as_ref() {
                    "c" => break,
                    "v" => in_value = false,
                    "is" => in_inline = false,
                    _ => within.take(&event, &mut self.value),
                },
                Event::Text(t) if in_value => self.value.push_str(&t.xml10_content()),
                Event::CData(t) if in_value => self.value.push_str(&t.xml10_content()),
                Event::GeneralRef(e) if in_value => push_entity(e, &mut self.value),
                Event::Eof => return Err(FaultKind::Damaged("</c>?".to_owned())),
                _ if in_inline => within.take(&event, &mut self.value),
                _ => {}
            }
            if self.value.len() > MOST_EVENT {
                return Err(FaultKind::UnpackedTooLarge);
            }
        }
        push(self.book, row, &open, &self.value, within.font);
        Ok(())
    }
}

fn style(book: &Shared, number: &str) -> Style {
    book.style(number.parse().unwrap_or(0))
}

fn open_cell(
    book: &Shared,
    element: &BytesStart<'_>,
    row: u32,
    place: &mut Place,
) -> Result<Open, FaultKind> {
    let (mut reference, mut number, mut kind) = (None, String::new(), Type::Number);
    for a in element.attributes().with_checks(false).flatten() {
        match a.key.local_name().as_ref() {
            "r" => reference = Some(a.value.as_ref().to_owned()),
            "s" => a.value.as_ref().clone_into(&mut number),
            "t" => kind = Type::of(a.value.as_ref()),
            _ => {}
        }
    }
    Ok(Open {
        column: place.of(reference.as_deref(), row)?,
        style: style(book, &number),
        kind,
        formula: false,
    })
}

/// Adds the value of a cell, if it has a place; `font` is that of its own runs.
fn push(book: &Shared, row: &mut RawRow, open: &Open, value: &str, font: Option<Legacy>) {
    let Some(column) = open.column else {
        return;
    };
    let before = row.len();
    push_value(book, row, (column, open), value, font.or(open.style.legacy));
    if open.style.struck && row.len() > before {
        row.strike();
    }
}

fn push_value(
    book: &Shared,
    row: &mut RawRow,
    (column, open): (u32, &Open),
    value: &str,
    font: Option<Legacy>,
) {
    if value.is_empty() {
        if open.formula {
            row.push_no_value(column);
        }
        return;
    }
    match open.kind {
        Type::Shared => {
            let found = value.trim().parse().ok().and_then(|i| book.strings.get(i));
            if let Some((text, run)) = found {
                row.push_text(column, text, run.or(font));
            } else {
                row.push_error(column, value);
            }
        }
        Type::Text | Type::Inline => row.push_text(column, &unescaped(value), font),
        Type::Bool => row.push_bool(column, matches!(value.trim(), "1" | "true")),
        Type::Error => row.push_error(column, value),
        Type::Iso => row.push_text(column, value, None),
        Type::Number => match value.trim().parse::<f64>() {
            Ok(n) if n.is_finite() => open.style.push(row, column, n, book.shift),
            _ => row.push_text(column, value, font),
        },
    }
}

impl<R: BufRead + Send> Rows for SheetRows<'_, R> {
    fn next(&mut self, row: &mut RawRow) -> Result<bool, FaultKind> {
        while !self.ended {
            self.buffer.clear();
            let event = self.xml.read_event_into(&mut self.buffer).map_err(broken)?;
            match event {
                Event::Start(e) if e.local_name().as_ref() == "row" => {
                    let (mut number, mut hidden) = (self.next_row, false);
                    for a in e.attributes().with_checks(false).flatten() {
                        match a.key.local_name().as_ref() {
                            "r" => number = a.value.trim().parse().unwrap_or(number),
                            "hidden" => hidden = matches!(a.value.as_ref(), "1" | "true"),
                            _ => {}
                        }
                    }
                    let (name, local) = (e.name(), e.local_name());
                    let prefix = name.as_ref().strip_suffix(local.as_ref());
                    prefix.unwrap_or("").clone_into(&mut self.prefix);
                    number = number.clamp(1, MOST_ROWS);
                    self.next_row = number + 1;
                    row.start(number);
                    row.hidden = hidden;
                    self.comments.tell(row);
                    self.cells(row)?;
                    // Some programs keep the letters and put a font of their own.
                    if self.fontless {
                        row.settle_encoding();
                    }
                    self.weight += row.weight();
                    if self.weight > MOST_WEIGHT {
                        return Err(FaultKind::UnpackedTooLarge);
                    }
                    if !row.is_empty() {
                        return Ok(true);
                    }
                }
                Event::End(e) if e.local_name().as_ref() == "sheetData" => {
                    self.ended = true;
                    self.xml.finish()?;
                }
                Event::Eof => return Err(FaultKind::Damaged("</sheetData>?".to_owned())),
                _ => {}
            }
        }
        Ok(false)
    }

    fn merges(&self) -> &[Merge] {
        &self.merges
    }
}
