//! OpenDocument spreadsheets, streamed.
//!
//! Empty rows and cells come as one with a count (up to the end of the grid), so counts are bounds to
//! step over, never memory to ask for.

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};
use rustc_hash::FxHashMap;

use super::cell::{MOST_COLUMNS, MOST_ROWS, MOST_WEIGHT};
use super::comments::remark;
use super::numbers::DateShown;
use super::package::Package;
use super::style::{Style, push_date};
use super::table::serial_of_iso;
use super::xml::{self, MOST_EVENT, Xml, attribute, broken, push_entity};
use super::{Book, FaultKind, Legacy, Merge, RawRow, Rows, SheetHead};

const CONTENT: &str = "content.xml";

/// No list has one row so often running.
const MOST_ALIKE: u32 = 100_000;
/// Cells from which on a row is one of a list.
const LEAST_OF_LIST: usize = 3;

/// An open document.
pub struct Ods {
    source: Source,
    heads: Vec<SheetHead>,
    styles: FxHashMap<String, Style>,
}

/// Where its XML is.
enum Source {
    Package(Package),
    /// A flat document is one file of XML.
    Flat(Vec<u8>),
}

impl Source {
    fn content(&mut self) -> Result<Box<dyn BufRead + Send + '_>, FaultKind> {
        match self {
            Self::Package(package) => package.xml(CONTENT),
            Self::Flat(bytes) => Ok(Box::new(bytes.as_slice())),
        }
    }
}

impl Ods {
    /// Reads the names of the sheets.
    pub fn open(mut package: Package) -> Result<Self, FaultKind> {
        let manifest = package.text("META-INF/manifest.xml").unwrap_or_default();
        if manifest.contains("encryption-data") {
            return Err(FaultKind::Encrypted);
        }
        Self::read(Source::Package(package))
    }

    /// Reads a flat document (`.fods`).
    pub fn flat(bytes: Vec<u8>) -> Result<Self, FaultKind> {
        Self::read(Source::Flat(bytes))
    }

    fn read(mut source: Source) -> Result<Self, FaultKind> {
        let (heads, styles) = begin(&mut source)?;
        Ok(Self {
            source,
            heads,
            styles,
        })
    }
}

/// The sheets that a document names, whether their style hides them, and how styles show cells.
fn begin(source: &mut Source) -> Result<(Vec<SheetHead>, FxHashMap<String, Style>), FaultKind> {
    let mut heads = Vec::new();
    let mut styles = FxHashMap::default();
    let mut hidden_styles: Vec<String> = Vec::new();
    let mut style = String::new();
    let mut reader = xml::reader(source.content()?);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(broken)? {
            Event::Start(e) => match e.local_name().as_ref() {
                "style" => style = attribute(&e, "name").unwrap_or_default(),
                "table-properties" if attribute(&e, "display").is_some_and(|v| v == "false") => {
                    hidden_styles.push(style.clone());
                }
                "text-properties" => {
                    let line = attribute(&e, "text-line-through-style");
                    let line = line.or_else(|| attribute(&e, "text-line-through-type"));
                    let shown = Style {
                        date: None,
                        width: 0,
                        struck: line.is_some_and(|line| line != "none"),
                        legacy: attribute(&e, "font-name").and_then(|n| Legacy::of_font(&n)),
                    };
                    if shown.struck || shown.legacy.is_some() {
                        styles.insert(style.clone(), shown);
                    }
                }
                "table" => heads.push(SheetHead {
                    name: attribute(&e, "name"),
                    hidden: attribute(&e, "style-name").is_some_and(|s| hidden_styles.contains(&s)),
                }),
                _ => {}
            },
            Event::Eof => return Ok((heads, styles)),
            _ => {}
        }
    }
}

impl Book for Ods {
    fn sheets(&self) -> &[SheetHead] {
        &self.heads
    }

    fn rows(&mut self, sheet: usize) -> Result<Box<dyn Rows + '_>, FaultKind> {
        let mut reader = xml::reader(self.source.content()?);
        let mut buffer = Vec::new();
        let mut seen = 0;
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer).map_err(broken)? {
                Event::Start(e) if e.local_name().as_ref() == "table" => {
                    if seen == sheet {
                        break;
                    }
                    seen += 1;
                }
                Event::Eof => return Err(FaultKind::Damaged("<table>?".to_owned())),
                _ => {}
            }
        }
        Ok(Box::new(OdsRows {
            xml: reader,
            buffer,
            merges: Vec::new(),
            next_row: 1,
            repeat: 0,
            weight: 0,
            kept: RawRow::default(),
            ended: false,
            styles: &self.styles,
        }))
    }
}

struct OdsRows<'a, R: BufRead> {
    styles: &'a FxHashMap<String, Style>,
    xml: Xml<R>,
    buffer: Vec<u8>,
    merges: Vec<Merge>,
    next_row: u32,
    /// How often the row read last is still to be given.
    repeat: u32,
    weight: u64,
    kept: RawRow,
    ended: bool,
}

impl<R: BufRead + Send> Rows for OdsRows<'_, R> {
    fn next(&mut self, row: &mut RawRow) -> Result<bool, FaultKind> {
        while !self.ended {
            if self.repeat > 0 {
                self.repeat -= 1;
                row.clone_from(&self.kept);
                row.number = self.next_row;
                self.next_row += 1;
                return Ok(true);
            }
            self.buffer.clear();
            let event = self.xml.read_event_into(&mut self.buffer).map_err(broken)?;
            match event {
                Event::Start(e) if e.local_name().as_ref() == "table-row" => {
                    let count = repeated(&e, "number-rows-repeated");
                    let hidden = attribute(&e, "visibility").is_some_and(|v| v != "visible");
                    self.kept.start(self.next_row);
                    self.kept.hidden = hidden;
                    self.read_row()?;
                    self.kept.settle_encoding();
                    let left = MOST_ROWS.saturating_sub(self.next_row - 1);
                    if self.kept.is_empty() {
                        self.next_row = self.next_row.saturating_add(count.min(left));
                    } else {
                        self.repeat = count.min(left);
                        self.weight += u64::from(self.repeat) * self.kept.weight();
                        let no_list = count > MOST_ALIKE && self.kept.len() >= LEAST_OF_LIST;
                        if self.weight > MOST_WEIGHT || no_list {
                            return Err(FaultKind::UnpackedTooLarge);
                        }
                    }
                }
                Event::End(e) if e.local_name().as_ref() == "table" => {
                    self.ended = true;
                    return Ok(false);
                }
                Event::Eof => return Err(FaultKind::Damaged("</table>?".to_owned())),
                _ => {}
            }
        }
        Ok(false)
    }

    fn merges(&self) -> &[Merge] {
        &self.merges
    }
}

impl<R: BufRead> OdsRows<'_, R> {
    fn read_row(&mut self) -> Result<(), FaultKind> {
        let mut column = 0u32;
        loop {
            self.buffer.clear();
            match self.xml.read_event_into(&mut self.buffer).map_err(broken)? {
                Event::Start(e)
                    if matches!(e.local_name().as_ref(), "table-cell" | "covered-table-cell") =>
                {
                    let count = repeated(&e, "number-columns-repeated").min(MOST_COLUMNS);
                    let cell = Cell::of(&e, self.styles);
                    self.read_cell(column, count, &cell)?;
                    column = column.saturating_add(count).min(MOST_COLUMNS);
                }
                Event::End(e) if e.local_name().as_ref() == "table-row" => return Ok(()),
                Event::Eof => return Err(FaultKind::Damaged("</table-row>?".to_owned())),
                _ => {}
            }
        }
    }

    fn read_cell(&mut self, column: u32, count: u32, cell: &Cell) -> Result<(), FaultKind> {
        let mut text = String::new();
        let mut letters = false;
        loop {
            self.buffer.clear();
            match self.xml.read_event_into(&mut self.buffer).map_err(broken)? {
                Event::Start(e) => match e.local_name().as_ref() {
                    "annotation" => self.read_comment(column)?,
                    "p" => {
                        letters = true;
                        if !text.is_empty() {
                            text.push('\n');
                        }
                    }
                    "s" => text.push(' '),
                    "tab" | "line-break" => text.push('\n'),
                    _ => {}
                },
                Event::End(e) => match e.local_name().as_ref() {
                    "p" => letters = false,
                    "table-cell" | "covered-table-cell" => break,
                    _ => {}
                },
                Event::Text(t) if letters => text.push_str(&t.xml10_content()),
                Event::CData(t) if letters => text.push_str(&t.xml10_content()),
                Event::GeneralRef(e) if letters => push_entity(&e, &mut text),
                Event::Eof => return Err(FaultKind::Damaged("</table-cell>?".to_owned())),
                _ => {}
            }
            if text.len() > MOST_EVENT {
                return Err(FaultKind::UnpackedTooLarge);
            }
        }
        if cell.rows > 1 || cell.columns > 1 {
            let top = self.kept.number;
            self.merges.push(Merge {
                top,
                bottom: top.saturating_add(cell.rows - 1),
                left: column,
                right: column.saturating_add(cell.columns - 1),
            });
        }
        for i in 0..count {
            if !cell.push(&mut self.kept, column + i, &text) {
                break;
            }
        }
        Ok(())
    }
}

impl<R: BufRead> OdsRows<'_, R> {
    /// Takes what the comment at a cell says.
    fn read_comment(&mut self, column: u32) -> Result<(), FaultKind> {
        let (mut author, mut text) = (String::new(), String::new());
        let (mut of_author, mut of_text) = (false, false);
        loop {
            self.buffer.clear();
            let event = self.xml.read_event_into(&mut self.buffer).map_err(broken)?;
            let said = if of_author { &mut author } else { &mut text };
            match event {
                Event::Start(e) => match e.local_name().as_ref() {
                    "creator" => of_author = true,
                    "p" => {
                        of_text = true;
                        said.push('\n');
                    }
                    "s" => said.push(' '),
                    "tab" | "line-break" => said.push('\n'),
                    _ => {}
                },
                Event::End(e) => match e.local_name().as_ref() {
                    "annotation" => break,
                    "creator" => of_author = false,
                    "p" => of_text = false,
                    _ => {}
                },
                Event::Text(t) if of_author || of_text => said.push_str(&t.xml10_content()),
                Event::CData(t) if of_author || of_text => said.push_str(&t.xml10_content()),
                Event::GeneralRef(e) if of_author || of_text => push_entity(&e, said),
                Event::Eof => return Err(FaultKind::Damaged("</annotation>?".to_owned())),
                _ => {}
            }
            if text.len().max(author.len()) > MOST_EVENT {
                return Err(FaultKind::UnpackedTooLarge);
            }
        }
        if let Some(said) = remark(&author, &text) {
            self.kept.note_aside(column, said);
        }
        Ok(())
    }
}

/// What a cell's tag tells.
struct Cell {
    kind: String,
    value: String,
    formula: bool,
    style: Style,
    rows: u32,
    columns: u32,
}

impl Cell {
    fn of(e: &BytesStart<'_>, styles: &FxHashMap<String, Style>) -> Self {
        let kind = attribute(e, "value-type").unwrap_or_default();
        let name = match kind.as_str() {
            "date" => "date-value",
            "boolean" => "boolean-value",
            "string" => "string-value",
            _ => "value",
        };
        Self {
            value: attribute(e, name).unwrap_or_default(),
            kind,
            formula: attribute(e, "formula").is_some(),
            style: attribute(e, "style-name")
                .and_then(|name| styles.get(&name).copied())
                .unwrap_or_default(),
            rows: repeated(e, "number-rows-spanned").min(MOST_ROWS),
            columns: repeated(e, "number-columns-spanned").min(MOST_COLUMNS),
        }
    }

    /// Adds the value; says whether there is one.
    fn push(&self, row: &mut RawRow, column: u32, text: &str) -> bool {
        let before = row.len();
        let font = self.style.legacy;
        match self.kind.as_str() {
            "float" | "currency" | "percentage" => match self.value.parse() {
                Ok(number) => row.push_number(column, number),
                Err(_) => row.push_text(column, text, font),
            },
            "date" => match serial_of_iso(&self.value) {
                Some(serial) => push_date(row, column, serial, shown(text)),
                None => row.push_text(column, text, font),
            },
            "boolean" => row.push_bool(column, self.value == "true"),
            _ if text.starts_with('#') && self.formula => row.push_error(column, text),
            _ if text.is_empty() && !self.value.is_empty() => {
                row.push_text(column, &self.value, font);
            }
            _ if text.is_empty() && self.formula => row.push_no_value(column),
            _ => row.push_text(column, text, font),
        }
        if self.style.struck && row.len() > before {
            row.strike();
        }
        row.len() > before
    }
}

/// How much of its date a cell shows.
fn shown(text: &str) -> DateShown {
    let figures = text.split(|c: char| !c.is_ascii_digit());
    let figures = figures.filter(|part| !part.is_empty()).count();
    match (figures, text.len()) {
        (1, 4) => DateShown::Year,
        (1 | 2, _) => DateShown::Month,
        _ => DateShown::Day,
    }
}

fn repeated(e: &BytesStart<'_>, name: &str) -> u32 {
    attribute(e, name)
        .and_then(|v| v.trim().parse().ok())
        .unwrap_or(1)
        .max(1)
}
