//! XML Spreadsheet 2003, mostly met as a file named `.xls`.

use quick_xml::events::{BytesStart, Event};
use rustc_hash::FxHashMap;

use super::cell::{MOST_COLUMNS, MOST_ROWS};
use super::comments::remark;
use super::numbers::{DateShown, date_of_code};
use super::style::push_date;
use super::table::{Sheet, Table, serial_of_iso};
use super::xml::{self, attribute, broken, push_entity};
use super::{FaultKind, Legacy, Merge, RawRow, SheetHead};

/// Reads a file whole.
pub fn open(bytes: &[u8]) -> Result<Table, FaultKind> {
    let (text, _, _) = xml::declared(bytes).decode(bytes);
    let mut reader = xml::reader(text.as_bytes());
    let mut buffer = Vec::new();
    let mut parser = Parser::default();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(broken)? {
            Event::Start(e) => parser.start(&e),
            Event::End(e) => parser.end(e.local_name().as_ref()),
            Event::Text(t) => parser.letters(&t.xml10_content()),
            Event::CData(t) => parser.letters(&t.xml10_content()),
            Event::GeneralRef(e) if parser.in_data => push_entity(&e, &mut parser.text),
            Event::Eof if parser.depth > 0 => {
                return Err(FaultKind::Damaged("</Workbook>?".to_owned()));
            }
            Event::Eof => return Ok(parser.table),
            _ => {}
        }
    }
}

#[derive(Clone, Copy, Default)]
struct Style {
    date: Option<DateShown>,
    legacy: Option<Legacy>,
    struck: bool,
}

#[derive(Default)]
struct Parser {
    table: Table,
    sheet: Sheet,
    name: Option<String>,
    row: RawRow,
    next_row: u32,
    next_column: u32,
    column: u32,
    styles: FxHashMap<String, Style>,
    style_id: String,
    style: Style,
    kind: String,
    text: String,
    in_data: bool,
    /// Who says the comment that is open.
    author: Option<String>,
    in_visible: bool,
    formula: bool,
    depth: i32,
}

impl Parser {
    fn start(&mut self, e: &BytesStart<'_>) {
        self.depth += 1;
        match e.local_name().as_ref() {
            "Style" => self.style_id = attribute(e, "ID").unwrap_or_default(),
            "Font" if !self.in_data => {
                let style = self.styles.entry(self.style_id.clone()).or_default();
                style.legacy = attribute(e, "FontName").and_then(|n| Legacy::of_font(&n));
                style.struck = attribute(e, "StrikeThrough").is_some_and(|v| v == "1");
            }
            "NumberFormat" => {
                let style = self.styles.entry(self.style_id.clone()).or_default();
                style.date = attribute(e, "Format").and_then(|code| date_of_code(&code));
            }
            "Worksheet" => {
                self.name = attribute(e, "Name");
                self.sheet = Sheet::default();
                self.next_row = 1;
            }
            "Row" => {
                let number = index(e).unwrap_or(self.next_row).clamp(1, MOST_ROWS);
                self.row.start(number);
                self.row.hidden = attribute(e, "Hidden").is_some_and(|v| v == "1");
                self.next_row = number + 1 + whole(e, "Span").unwrap_or(0);
                self.next_column = 0;
            }
            "Cell" => self.cell(e),
            "Comment" => self.author = Some(attribute(e, "Author").unwrap_or_default()),
            "Data" => {
                self.kind = attribute(e, "Type").unwrap_or_default();
                self.text.clear();
                self.in_data = true;
            }
            "Visible" => self.in_visible = true,
            _ => {}
        }
    }

    fn cell(&mut self, e: &BytesStart<'_>) {
        self.column = index(e).map_or(self.next_column, |i| i.saturating_sub(1));
        let across = whole(e, "MergeAcross").unwrap_or(0).min(MOST_COLUMNS);
        let down = whole(e, "MergeDown").unwrap_or(0).min(MOST_ROWS);
        if across > 0 || down > 0 {
            self.sheet.merges.push(Merge {
                top: self.row.number,
                bottom: self.row.number.saturating_add(down),
                left: self.column,
                right: self.column.saturating_add(across),
            });
        }
        self.next_column = self.column.saturating_add(across + 1);
        let id = attribute(e, "StyleID").unwrap_or_default();
        self.style = self.styles.get(&id).copied().unwrap_or_default();
        self.formula = attribute(e, "Formula").is_some();
    }

    fn letters(&mut self, text: &str) {
        if self.in_data {
            self.text.push_str(text);
        } else if self.in_visible && text.trim() != "SheetVisible" {
            self.table.hide_last();
        }
    }

    fn end(&mut self, name: &str) {
        self.depth -= 1;
        match name {
            "Comment" => self.author = None,
            // A comment holds its letters as a cell does.
            "Data" if self.author.is_some() => {
                self.in_data = false;
                let author = self.author.as_deref().unwrap_or_default();
                if let Some(said) = remark(author, &self.text) {
                    self.row.note_aside(self.column, said);
                }
            }
            "Data" => {
                self.in_data = false;
                self.value();
                self.formula = false;
            }
            "Cell" if self.formula => self.row.push_no_value(self.column),
            "Row" if !self.row.is_empty() => {
                self.row.settle_encoding();
                self.sheet.rows.push(std::mem::take(&mut self.row));
            }
            "Table" => {
                let head = SheetHead {
                    name: self.name.clone(),
                    hidden: false,
                };
                self.table.push(head, std::mem::take(&mut self.sheet));
            }
            "Visible" => self.in_visible = false,
            _ => {}
        }
    }

    fn value(&mut self) {
        let before = self.row.len();
        let text = self.text.trim();
        match self.kind.as_str() {
            "Number" => match text.parse() {
                Ok(number) => self.row.push_number(self.column, number),
                Err(_) => self
                    .row
                    .push_text(self.column, &self.text, self.style.legacy),
            },
            "DateTime" => match serial_of_iso(text) {
                Some(serial) => {
                    let shown = self.style.date.unwrap_or(DateShown::Day);
                    push_date(&mut self.row, self.column, serial, shown);
                }
                None => self.row.push_text(self.column, &self.text, None),
            },
            "Boolean" => self.row.push_bool(self.column, text == "1"),
            "Error" => self.row.push_error(self.column, text),
            _ => self
                .row
                .push_text(self.column, &self.text, self.style.legacy),
        }
        if self.style.struck && self.row.len() > before {
            self.row.strike();
        }
    }
}

fn index(e: &BytesStart<'_>) -> Option<u32> {
    whole(e, "Index")
}

fn whole(e: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(e, name)?.trim().parse().ok()
}
