//! The rows of one sheet, in one pass over its XML.

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use super::strings::{Strings, Within, unescaped};
use crate::read::cell::{MOST_COLUMNS, MOST_ROWS, MOST_WEIGHT, cell_reference};
use crate::read::style::{DAYS_TO_1904, Style};
use crate::read::xml::{self, MOST_EVENT, Xml, broken, push_entity};
use crate::read::{FaultKind, Merge, RawRow, Rows};

/// Streams the rows of a sheet.
pub struct SheetRows<'a, R: BufRead> {
    xml: Xml<R>,
    strings: &'a Strings,
    styles: &'a [Style],
    from_1904: bool,
    /// No style has a font of an old encoding.
    fontless: bool,
    merges: Vec<Merge>,
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

/// A cell while its parts come in.
struct Open {
    column: Option<u32>,
    style: Style,
    kind: Type,
    formula: bool,
}

impl<'a, R: BufRead> SheetRows<'a, R> {
    /// Over the XML of a sheet.
    pub fn new(
        part: R,
        strings: &'a Strings,
        styles: &'a [Style],
        from_1904: bool,
        merges: Vec<Merge>,
    ) -> Self {
        Self {
            xml: xml::reader(part),
            strings,
            styles,
            from_1904,
            fontless: styles.iter().all(|style| style.legacy.is_none()),
            merges,
            buffer: Vec::with_capacity(1024),
            value: String::new(),
            next_row: 1,
            weight: 0,
            ended: false,
        }
    }

    /// Reads the cells of a row up to its end.
    fn cells(&mut self, row: &mut RawRow) -> Result<(), FaultKind> {
        let mut next_column = 0;
        let mut cells = 0;
        loop {
            self.buffer.clear();
            match self.xml.read_event_into(&mut self.buffer).map_err(broken)? {
                Event::Start(e) if e.local_name().as_ref() == "c" => {
                    cells += 1;
                    if cells > MOST_COLUMNS {
                        return Err(FaultKind::Damaged(format!("row {}", row.number)));
                    }
                    let open = open_cell(&e, row.number, next_column, self.styles);
                    next_column = open.column.map_or(next_column, |c| c + 1);
                    self.cell(row, open)?;
                }
                Event::End(e) if e.local_name().as_ref() == "row" => return Ok(()),
                Event::Eof => return Err(FaultKind::Damaged("</row>?".to_owned())),
                _ => {}
            }
        }
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
        let Some(column) = open.column else {
            return Ok(());
        };
        let before = row.len();
        self.push(row, column, &open, within.font.or(open.style.legacy));
        if open.style.struck && row.len() > before {
            row.strike();
        }
        Ok(())
    }

    fn push(&self, row: &mut RawRow, column: u32, open: &Open, font: Option<crate::read::Legacy>) {
        let value = self.value.as_str();
        if value.is_empty() {
            if open.formula {
                row.push_no_value(column);
            }
            return;
        }
        match open.kind {
            Type::Shared => {
                let found = value.trim().parse().ok().and_then(|i| self.strings.get(i));
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
                Ok(n) if n.is_finite() => {
                    let shift = if self.from_1904 { DAYS_TO_1904 } else { 0.0 };
                    open.style.push(row, column, n, shift);
                }
                _ => row.push_text(column, value, font),
            },
        }
    }
}

impl<R: BufRead> Rows for SheetRows<'_, R> {
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
                    number = number.clamp(1, MOST_ROWS);
                    self.next_row = number + 1;
                    row.start(number);
                    row.hidden = hidden;
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

fn open_cell(element: &BytesStart<'_>, row: u32, next_column: u32, styles: &[Style]) -> Open {
    let mut open = Open {
        column: (next_column < MOST_COLUMNS).then_some(next_column),
        style: Style::default(),
        kind: Type::Number,
        formula: false,
    };
    let mut style = 0usize;
    for a in element.attributes().with_checks(false).flatten() {
        let value = a.value.as_ref();
        match a.key.local_name().as_ref() {
            // A cell outside the grid, or in another row than its own, has no place.
            "r" => {
                open.column = cell_reference(value.trim())
                    .filter(|(_, number)| *number == row)
                    .map(|(column, _)| column);
            }
            "s" => style = value.parse().unwrap_or(0),
            "t" => {
                open.kind = match value {
                    "s" => Type::Shared,
                    "str" => Type::Text,
                    "inlineStr" => Type::Inline,
                    "b" => Type::Bool,
                    "e" => Type::Error,
                    "d" => Type::Iso,
                    _ => Type::Number,
                };
            }
            _ => {}
        }
    }
    open.style = styles.get(style).copied().unwrap_or_default();
    open
}
