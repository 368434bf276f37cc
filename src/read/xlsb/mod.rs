//! Binary workbooks of Excel (xlsb).
//!
//! In: a package. Out: sheets whose rows stream past. By our own hand and not with calamine, which
//! panics at lengths that a damaged file claims, and does not tell hidden rows, fonts, strike-through.

use rustc_hash::FxHashMap;

use super::comments::Comments;
use super::excel::Excel;
use super::numbers::{self, DateShown};
use super::package::{LARGE_SHEET, Package, Part};
use super::style::Style;
use super::{Book, FaultKind, Legacy, Merge, Rows, SheetHead};

mod records;
mod sheet;

use records::{Records, string};
use sheet::SheetRows;

/// An open workbook.
pub struct Xlsb(Excel);

impl Xlsb {
    /// Reads everything but the sheets.
    pub fn open(package: Package) -> Result<Self, FaultKind> {
        let (mut book, part) = Excel::new(package, "xl/workbook.bin");
        read_workbook(&mut book, &part)?;
        let mut fonts = Vec::new();
        if let Some(part) = book.related("/styles") {
            (book.shared.styles, fonts) = styles(book.package.part(&part)?)?;
        }
        if let Some(part) = book.related("/sharedStrings") {
            let mut records = Records::new(book.package.part(&part)?);
            while let Some(record) = records.next()? {
                if record.kind == records::SST_ITEM {
                    let (text, font) = rich(record.data, &fonts);
                    book.shared.strings.push(&text, font)?;
                }
            }
        }
        Ok(Self(book))
    }

    /// The merged areas of a sheet, which stand behind its rows.
    fn merges(&mut self, part: &str) -> Result<Vec<Merge>, FaultKind> {
        let mut all = Vec::new();
        if self.0.package.size(part) > LARGE_SHEET {
            return Ok(all);
        }
        let mut records = Records::new(self.0.package.part(part)?);
        while let Some(record) = records.next()? {
            let (top, bottom) = (record.u32(0), record.u32(4));
            let (left, right) = (record.u32(8), record.u32(12));
            if record.kind == records::MERGED && top <= bottom && left <= right {
                all.push(Merge {
                    top: top.saturating_add(1),
                    bottom: bottom.saturating_add(1),
                    left,
                    right,
                });
            }
        }
        Ok(all)
    }

    /// What a part of comments says.
    fn comments(&mut self, part: &str) -> Result<Comments, FaultKind> {
        let (mut all, mut authors) = (Comments::default(), Vec::new());
        let (mut author, mut place) = (0, (0, 0));
        let mut records = Records::new(self.0.package.part(part)?);
        while let Some(record) = records.next()? {
            match record.kind {
                records::COMMENT_AUTHOR => authors.push(string(record.data).0),
                records::COMMENT => {
                    author = record.u32(0) as usize;
                    place = (record.u32(12), record.u32(4).saturating_add(1));
                }
                records::COMMENT_TEXT => {
                    let author = authors.get(author).map_or("", String::as_str);
                    all.add(place, author, &string(record.from(1)).0);
                }
                _ => {}
            }
        }
        Ok(all)
    }
}

impl Book for Xlsb {
    fn sheets(&self) -> &[SheetHead] {
        &self.0.heads
    }

    fn rows(&mut self, sheet: usize) -> Result<Box<dyn Rows + '_>, FaultKind> {
        let part = self.0.part(sheet);
        let merges = self.merges(&part)?;
        // Of what is broken the rows tell.
        let comments = self.0.comments(&part).map(|at| self.comments(&at));
        let beside = (merges, comments.and_then(Result::ok).unwrap_or_default());
        let records = Records::new(self.0.package.part(&part)?);
        Ok(Box::new(SheetRows::new(records, &self.0.shared, beside)))
    }
}

/// The sheets, and from where days count.
fn read_workbook(book: &mut Excel, part: &str) -> Result<(), FaultKind> {
    let mut sheets: Vec<(String, SheetHead)> = Vec::new();
    let mut records = Records::new(book.package.part(part)?);
    while let Some(record) = records.next()? {
        match record.kind {
            records::BOOK_PROPERTIES => book.shared.count_from_1904(record.u8(0) & 1 != 0),
            records::SHEET => {
                let (id, rest) = string(record.from(8));
                let head = SheetHead {
                    name: Some(string(rest).0),
                    hidden: record.u32(0) != 0,
                };
                sheets.push((id, head));
            }
            _ => {}
        }
    }
    drop(records);
    for (id, head) in sheets {
        book.add_sheet(&id, head)?;
    }
    Ok(())
}

/// The formats in the order in which cells name them, and the fonts.
fn styles(part: Part<'_>) -> Result<(Vec<Style>, Vec<Style>), FaultKind> {
    let mut codes: FxHashMap<u16, (Option<DateShown>, u8)> = FxHashMap::default();
    let mut fonts: Vec<Style> = Vec::new();
    let mut styles = Vec::new();
    let mut named_by_cells = false;
    let mut records = Records::new(part);
    while let Some(record) = records.next()? {
        match record.kind {
            records::FORMAT => {
                let code = string(record.from(2)).0;
                let shown = (numbers::date_of_code(&code), numbers::id_width(&code));
                codes.insert(record.u16(0), shown);
            }
            records::FONT => fonts.push(Style {
                date: None,
                width: 0,
                struck: record.u16(2) & 8 != 0,
                legacy: Legacy::of_font(&string(record.from(21)).0),
            }),
            records::CELL_XFS => named_by_cells = true,
            records::CELL_XFS_END => named_by_cells = false,
            records::XF if named_by_cells => {
                let (format, font) = (record.u16(2), usize::from(record.u16(4)));
                let own = codes.get(&format).copied();
                let (date, width) =
                    own.unwrap_or_else(|| (numbers::date_of_id(u32::from(format)), 0));
                styles.push(Style {
                    date,
                    width,
                    ..fonts.get(font).copied().unwrap_or_default()
                });
            }
            _ => {}
        }
    }
    Ok((styles, fonts))
}

/// A text with the runs of its fonts, and the first old encoding that these tell.
fn rich(data: &[u8], fonts: &[Style]) -> (String, Option<Legacy>) {
    let (text, runs) = string(data.get(1..).unwrap_or(&[]));
    let has_runs = data.first().is_some_and(|flags| flags & 1 != 0);
    let runs = runs.get(4..).filter(|_| has_runs).unwrap_or(&[]);
    let mut runs = runs.as_chunks::<4>().0.iter();
    let legacy = runs.find_map(|run| {
        fonts
            .get(usize::from(u16::from_le_bytes([run[2], run[3]])))?
            .legacy
    });
    (text, legacy)
}
