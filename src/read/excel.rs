//! What the workbooks of Excel since 2007 have in common, whether their parts are XML (xlsx) or records
//! (xlsb).
//!
//! In: a package, and what its parts say. Out: sheets with their parts, and what all cells share.

use super::package::{LARGE_SHEET, Package};
use super::relations::{self, Relation};
use super::style::{DAYS_TO_1904, Style};
use super::xlsx::strings::Strings;
use super::{FaultKind, SheetHead};

/// An open workbook.
pub struct Excel {
    /// Where its parts are.
    pub package: Package,
    /// Its sheets.
    pub heads: Vec<SheetHead>,
    /// What holds for all of them.
    pub shared: Shared,
    parts: Vec<String>,
    relations: Vec<Relation>,
}

/// What the cells of all sheets share.
#[derive(Default)]
pub struct Shared {
    /// Texts that cells name by number.
    pub strings: Strings,
    /// Formats that cells name by number.
    pub styles: Vec<Style>,
    /// Days to add to a date.
    pub shift: f64,
}

impl Shared {
    /// Takes from where the workbook counts days.
    pub fn count_from_1904(&mut self, from_1904: bool) {
        self.shift = if from_1904 { DAYS_TO_1904 } else { 0.0 };
    }

    /// The format of this number.
    pub fn style(&self, number: usize) -> Style {
        self.styles.get(number).copied().unwrap_or_default()
    }
}

impl Excel {
    /// A workbook of which nothing is read yet, and its own part; `usual` is where Excel puts that.
    pub fn new(mut package: Package, usual: &str) -> (Self, String) {
        let (part, relations) = relations::of_workbook(&mut package, usual);
        let new = Self {
            package,
            heads: Vec::new(),
            shared: Shared::default(),
            parts: Vec::new(),
            relations,
        };
        (new, part)
    }

    /// The part that the workbook is related to in this way.
    pub fn related(&self, kind: &str) -> Option<String> {
        relations::target(&self.package, &self.relations, kind)
    }

    /// Adds the sheet that the workbook calls so, if it is one of cells.
    pub fn add_sheet(&mut self, id: &str, head: SheetHead) -> Result<(), FaultKind> {
        let found = self.relations.iter().find(|r| r.id == id);
        let Some(relation) = found.filter(|r| r.kind.ends_with("/worksheet")) else {
            return Ok(());
        };
        if self.parts.contains(&relation.target) {
            // Of two sheets of one part one is a lie, and its people would count twice.
            return Err(FaultKind::Damaged(format!("{0} = {0}", relation.target)));
        }
        self.parts.push(relation.target.clone());
        self.heads.push(head);
        Ok(())
    }

    /// The part of a sheet.
    pub fn part(&self, sheet: usize) -> String {
        self.parts.get(sheet).cloned().unwrap_or_default()
    }

    /// The part with the comments of a sheet's part, unless it is missing or larger than any list's.
    pub fn comments(&mut self, part: &str) -> Option<String> {
        let related = relations::of(&mut self.package, part);
        let comments = relations::target(&self.package, &related, "/comments")?;
        (self.package.size(&comments) <= LARGE_SHEET).then_some(comments)
    }
}
