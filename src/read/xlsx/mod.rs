//! Workbooks of Excel (xlsx, xlsm).
//!
//! In: a package. Out: sheets whose rows stream in one pass over the sheet's XML, with what only that
//! pass shows together: hidden rows, struck-through cells, fonts of old encodings, and formulas saved
//! without a result. calamine gives each of these apart, at the price of a second pass.

use quick_xml::events::Event;

use super::package::{LARGE_SHEET, Package};
use super::relations::{self, Relation};
use super::style::Style;
use super::xml::{self, attribute, broken};
use super::{Book, FaultKind, Merge, Rows, SheetHead};

mod comments;
mod plain;
mod sheet;
pub mod strings;
mod styles;

use sheet::{OfBook, SheetRows};
use strings::Strings;

/// An open workbook.
pub struct Xlsx {
    package: Package,
    heads: Vec<SheetHead>,
    parts: Vec<String>,
    strings: Strings,
    styles: Vec<Style>,
    from_1904: bool,
}

impl Xlsx {
    /// Reads everything but the sheets.
    pub fn open(mut package: Package) -> Result<Self, FaultKind> {
        let (workbook, relations) = relations::of_workbook(&mut package, "xl/workbook.xml");
        let mut opened = Self {
            heads: Vec::new(),
            parts: Vec::new(),
            strings: Strings::default(),
            styles: Vec::new(),
            from_1904: false,
            package,
        };
        opened.read_workbook(&workbook, &relations)?;
        if let Some(part) = relations::target(&opened.package, &relations, "/sharedStrings") {
            opened.strings = Strings::read(opened.package.xml(&part)?)?;
        }
        if let Some(part) = relations::target(&opened.package, &relations, "/styles") {
            opened.styles = styles::read(opened.package.xml(&part)?)?;
        }
        Ok(opened)
    }

    fn read_workbook(&mut self, part: &str, relations: &[Relation]) -> Result<(), FaultKind> {
        let text = self.package.text(part)?;
        let mut reader = xml::reader(text.as_bytes());
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer).map_err(broken)? {
                Event::Start(e) if e.local_name().as_ref() == "workbookPr" => {
                    self.from_1904 = attribute(&e, "date1904")
                        .is_some_and(|v| matches!(v.trim(), "1" | "true" | "on"));
                }
                Event::Start(e) if e.local_name().as_ref() == "sheet" => {
                    let id = attribute(&e, "id").unwrap_or_default();
                    let Some(relation) = relations.iter().find(|r| r.id == id) else {
                        continue;
                    };
                    if !relation.kind.ends_with("/worksheet") {
                        continue;
                    }
                    if self.parts.contains(&relation.target) {
                        // Of two sheets of one part one is a lie, and its people would count twice.
                        return Err(FaultKind::Damaged(format!("{0} = {0}", relation.target)));
                    }
                    self.heads.push(SheetHead {
                        name: attribute(&e, "name"),
                        hidden: attribute(&e, "state").is_some_and(|s| s != "visible"),
                    });
                    self.parts.push(relation.target.clone());
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    /// The merged areas of a sheet, which stand behind its rows.
    fn merges(&mut self, part: &str) -> Result<Vec<Merge>, FaultKind> {
        if self.package.size(part) > LARGE_SHEET {
            return Ok(Vec::new());
        }
        let text = self.package.text(part)?;
        let start = text.find("mergeCells").unwrap_or(text.len());
        let start = text.get(..start).and_then(|t| t.rfind('<'));
        let mut reader = xml::reader(start.and_then(|at| text.get(at..)).unwrap_or("").as_bytes());
        let mut buffer = Vec::new();
        let mut all = Vec::new();
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer) {
                Ok(Event::Start(e)) if e.local_name().as_ref() == "mergeCell" => {
                    all.extend(attribute(&e, "ref").and_then(|area| super::cell::area(&area)));
                }
                Ok(Event::End(e)) if e.local_name().as_ref() == "mergeCells" => return Ok(all),
                // Of what is broken the rows tell.
                Ok(Event::Eof) | Err(_) => return Ok(all),
                Ok(_) => {}
            }
        }
    }
}

impl Book for Xlsx {
    fn sheets(&self) -> &[SheetHead] {
        &self.heads
    }

    fn rows(&mut self, sheet: usize) -> Result<Box<dyn Rows + '_>, FaultKind> {
        let part = self.parts.get(sheet).cloned().unwrap_or_default();
        let merges = self.merges(&part)?;
        let comments = comments::of(&mut self.package, &part);
        let xml = self.package.xml(&part)?;
        Ok(Box::new(SheetRows::new(
            xml,
            OfBook {
                strings: &self.strings,
                styles: &self.styles,
                from_1904: self.from_1904,
            },
            (merges, comments),
        )))
    }
}
