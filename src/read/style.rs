//! What a cell's format tells: the one answer that the workbooks of Excel, old and new, come to.

use super::{Legacy, RawRow};

/// A cell format.
#[derive(Clone, Copy, Default, Debug)]
pub struct Style {
    /// Numbers are shown as dates.
    pub date: bool,
    /// Whole numbers are filled up with noughts to so many digits; 0 for none.
    pub width: u8,
    /// Letters are struck through.
    pub struck: bool,
    /// The font is one of an old encoding.
    pub legacy: Option<Legacy>,
}

/// Days between the two calendars that Excel counts from.
pub const DAYS_TO_1904: f64 = 1462.0;

impl Style {
    /// Puts a number into a row as the cell shows it. `shift` are the days by which the workbook's
    /// calendar is late.
    pub fn push(self, row: &mut RawRow, column: u32, number: f64, shift: f64) {
        let whole = number.fract() == 0.0 && (0.0..1e15).contains(&number);
        if !number.is_finite() {
        } else if self.date {
            row.push_date(column, number + shift);
        } else if self.width > 0 && whole {
            let width = usize::from(self.width);
            row.push_text(column, &format!("{number:0width$}"), None);
        } else {
            row.push_number(column, number);
        }
    }
}
