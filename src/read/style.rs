//! What a cell's format tells: the one answer that the workbooks of Excel, old and new, come to.

use super::Legacy;

/// A cell format.
#[derive(Clone, Copy, Default, Debug)]
pub struct Style {
    /// Numbers are shown as dates.
    pub date: bool,
    /// Letters are struck through.
    pub struck: bool,
    /// The font is one of an old encoding.
    pub legacy: Option<Legacy>,
}

/// Days between the two calendars that Excel counts from.
pub const DAYS_TO_1904: f64 = 1462.0;
