//! What a cell's format tells: the one answer that the workbooks of Excel, old and new, come to.

use chrono::{Datelike as _, Days, NaiveDate};

use super::numbers::DateShown;
use super::{Legacy, RawRow};

/// A cell format.
#[derive(Clone, Copy, Default, Debug)]
pub struct Style {
    /// Numbers are shown as dates, or as so much of them.
    pub date: Option<DateShown>,
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
        } else if let Some(shown) = self.date {
            push_date(row, column, number + shift, shown);
        } else if self.width > 0 && whole {
            let width = usize::from(self.width);
            row.push_text(column, &format!("{number:0width$}"), None);
        } else {
            row.push_number(column, number);
        }
    }
}

/// Puts a date into a row as the cell shows it: of one shown without its day, the first stands for all.
pub fn push_date(row: &mut RawRow, column: u32, serial: f64, shown: DateShown) {
    let day = (serial.fract() == 0.0 && (0.0..1e7).contains(&serial)).then(|| {
        let first = NaiveDate::from_ymd_opt(1899, 12, 30)?;
        first.checked_add_days(Days::new(serial as u64))
    });
    match day.flatten().filter(|day| day.day() == 1) {
        Some(day) if shown == DateShown::Month => {
            row.push_text(column, &day.format("%m/%Y").to_string(), None);
        }
        Some(day) if shown == DateShown::Year && day.month() == 1 => {
            row.push_text(column, &day.year().to_string(), None);
        }
        _ => row.push_date(column, serial),
    }
}
