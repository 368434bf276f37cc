//! Sheets held in memory, for formats whose files are small: XML Spreadsheet 2003, HTML, xls.

use super::{Book, FaultKind, Merge, RawRow, Rows, SheetHead};

/// A file whose sheets were read whole.
#[derive(Default)]
pub struct Table {
    heads: Vec<SheetHead>,
    sheets: Vec<Sheet>,
}

/// The rows of a sheet and its merged areas.
#[derive(Default)]
pub struct Sheet {
    /// Rows that hold a value, by number.
    pub rows: Vec<RawRow>,
    /// Merged areas.
    pub merges: Vec<Merge>,
}

impl Table {
    /// Adds a sheet.
    pub fn push(&mut self, head: SheetHead, sheet: Sheet) {
        self.heads.push(head);
        self.sheets.push(sheet);
    }

    /// Hides the sheet added last.
    pub fn hide_last(&mut self) {
        if let Some(head) = self.heads.last_mut() {
            head.hidden = true;
        }
    }
}

impl Book for Table {
    fn sheets(&self) -> &[SheetHead] {
        &self.heads
    }

    fn rows(&mut self, sheet: usize) -> Result<Box<dyn Rows + '_>, FaultKind> {
        let sheet = self.sheets.get(sheet).ok_or(FaultKind::Empty)?;
        Ok(Box::new(Held { sheet, next: 0 }))
    }
}

struct Held<'a> {
    sheet: &'a Sheet,
    next: usize,
}

impl Rows for Held<'_> {
    fn next(&mut self, row: &mut RawRow) -> Result<bool, FaultKind> {
        let Some(found) = self.sheet.rows.get(self.next) else {
            return Ok(false);
        };
        row.clone_from(found);
        self.next += 1;
        Ok(true)
    }

    fn merges(&self) -> &[Merge] {
        &self.sheet.merges
    }
}

/// Days since 30 December 1899 of a date such as `1945-03-02` or `1945-03-02T00:00:00.000`.
pub fn serial_of_iso(text: &str) -> Option<f64> {
    let mut parts = text.get(..10)?.split('-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    let day = parts.next()?.parse().ok()?;
    let date = chrono::NaiveDate::from_ymd_opt(year, month, day)?;
    let start = chrono::NaiveDate::from_ymd_opt(1899, 12, 30)?;
    Some((date - start).num_days() as f64)
}
