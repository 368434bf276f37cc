//! Workbooks of Excel (xlsx, xlsm).
//!
//! In: a package. Out: sheets whose rows stream in one pass over the sheet's XML, with what only that
//! pass shows together: hidden rows, struck-through cells, fonts of old encodings, and formulas saved
//! without a result. calamine gives each of these apart, at the price of a second pass.

use quick_xml::events::Event;

use super::excel::Excel;
use super::package::{LARGE_SHEET, Package};
use super::xml::{self, attribute, broken};
use super::{Book, FaultKind, Merge, Rows, SheetHead};

mod comments;
mod plain;
mod sheet;
pub mod strings;
mod styles;

use sheet::SheetRows;
use strings::Strings;

/// An open workbook.
pub struct Xlsx(Excel);

impl Xlsx {
    /// Reads everything but the sheets.
    pub fn open(package: Package) -> Result<Self, FaultKind> {
        let (mut book, part) = Excel::new(package, "xl/workbook.xml");
        read_workbook(&mut book, &part)?;
        if let Some(part) = book.related("/sharedStrings") {
            book.shared.strings = Strings::read(book.package.xml(&part)?)?;
        }
        if let Some(part) = book.related("/styles") {
            book.shared.styles = styles::read(book.package.xml(&part)?)?;
        }
        Ok(Self(book))
    }

    /// The merged areas of a sheet, which stand behind its rows.
    fn merges(&mut self, part: &str) -> Result<Vec<Merge>, FaultKind> {
        if self.0.package.size(part) > LARGE_SHEET {
            return Ok(Vec::new());
        }
        let text = self.0.package.text(part)?;
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
        &self.0.heads
    }

    fn rows(&mut self, sheet: usize) -> Result<Box<dyn Rows + '_>, FaultKind> {
        let part = self.0.part(sheet);
        let merges = self.merges(&part)?;
        let comments = comments::of(&mut self.0, &part);
        let xml = self.0.package.xml(&part)?;
        let beside = (merges, comments);
        Ok(Box::new(SheetRows::new(xml, &self.0.shared, beside)))
    }
}

/// The sheets, and from where days count.
fn read_workbook(book: &mut Excel, part: &str) -> Result<(), FaultKind> {
    let text = book.package.text(part)?;
    let mut reader = xml::reader(text.as_bytes());
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(broken)? {
            Event::Start(e) if e.local_name().as_ref() == "workbookPr" => {
                let from_1904 = attribute(&e, "date1904")
                    .is_some_and(|v| matches!(v.trim(), "1" | "true" | "on"));
                book.shared.count_from_1904(from_1904);
            }
            Event::Start(e) if e.local_name().as_ref() == "sheet" => {
                let head = SheetHead {
                    name: attribute(&e, "name"),
                    hidden: attribute(&e, "state").is_some_and(|s| s != "visible"),
                };
                book.add_sheet(&attribute(&e, "id").unwrap_or_default(), head)?;
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}
