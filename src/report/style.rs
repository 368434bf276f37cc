//! How both workbooks look: fonts, fills and number formats, in one place.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::model::Severity;

/// The font that NĐ 30/2020/NĐ-CP wants on every paper.
pub const FONT: &str = "Times New Roman";

/// Ink of titles and heads.
pub const INK: u32 = 0x1F_3A_5F;
/// Behind the heads of tables.
pub const HEAD_FILL: u32 = 0xDC_E6_F1;
const TYPING_FILL: u32 = 0xFF_F9_DB;
const RULE_LINE: u32 = 0x9A_A5_B1;

/// The plain cell of a size in points.
pub fn plain(points: f64) -> Format {
    Format::new()
        .set_font_name(FONT)
        .set_font_size(points)
        .set_font_family(1)
        .set_align(FormatAlign::VerticalCenter)
}

/// The name of a part of a page.
pub fn section() -> Format {
    plain(13.0).set_bold().set_font_color(Color::RGB(INK))
}

/// A cell of a table: thin lines, text wrapped.
pub fn cell(points: f64) -> Format {
    plain(points)
        .set_text_wrap()
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::RGB(RULE_LINE))
}

/// A head of a table column.
pub fn head(points: f64) -> Format {
    centred(cell(points))
        .set_bold()
        .set_font_color(Color::RGB(INK))
        .set_background_color(Color::RGB(HEAD_FILL))
}

/// The head of a column in which a person types.
pub fn typing_head(points: f64) -> Format {
    head(points).set_background_color(Color::RGB(TYPING_FILL))
}

/// A line of a table that stands above others: a group, a commune, a total.
pub fn strong(format: &Format) -> Format {
    format
        .clone()
        .set_bold()
        .set_background_color(Color::RGB(0xF3_F5_F8))
}

/// The same cell in the middle.
pub fn centred(format: Format) -> Format {
    format.set_align(FormatAlign::Center)
}

/// The same cell to the right, for money and counts.
pub fn right(format: Format) -> Format {
    format
        .set_align(FormatAlign::Right)
        .set_indent(0)
        .unset_text_wrap()
}

/// The same cell tinted by how heavy a finding is.
pub fn tinted(format: Format, severity: Severity) -> Format {
    format.set_background_color(Color::RGB(tint(severity)))
}

/// The light colour of a severity.
pub fn tint(severity: Severity) -> u32 {
    match severity {
        Severity::Error => 0xFA_DB_D8,
        Severity::Warning => 0xFD_F0_C9,
        Severity::Info => 0xDF_EB_F7,
    }
}

/// The full colour of a severity, for bars of a chart.
pub fn bar(severity: Severity) -> u32 {
    match severity {
        Severity::Error => 0xC0_50_4D,
        Severity::Warning => 0xE5_B1_3A,
        Severity::Info => 0x7F_A7_D1,
    }
}

/// A nought that is meant, in line with the amounts above it.
pub const NOUGHT: &str = "0_)";

/// A number format that shows `1.215.000` whatever the machine's locale, while the cell stays a
/// number. `#,##0` would show the separator of the machine. A format has room for two conditions
/// only, so the format goes by the size of what is written; a smaller number typed over a positive
/// one still shows right. Conditions and signs do not mix the same way everywhere, so negative
/// amounts have formats without conditions. `_)` keeps the digits off the edge of the cell.
pub fn dotted(value: i64) -> &'static str {
    let groups = value
        .unsigned_abs()
        .checked_ilog10()
        .map_or(0, |tens| tens / 3 + 1);
    match (value < 0, groups) {
        // A dash instead of a column full of noughts.
        (_, 0) => r#"0_);-0_);"–"_)"#,
        (true, 1) => "0_)",
        (true, 2) => r"#\.##0_)",
        (true, 3) => r"#\.###\.##0_)",
        (true, 4) => r"#\.###\.###\.##0_)",
        (true, _) => r"#\.###\.###\.###\.##0_)",
        (false, 1..=3) => r"[>=1000000]#\.###\.##0_);[>=1000]#\.##0_);0_)",
        (false, 4) => r"[>=1000000000]#\.###\.###\.##0_);[>=1000000]#\.###\.##0_);#\.##0_)",
        (false, _) => {
            r"[>=1000000000000]#\.###\.###\.###\.##0_);[>=1000000000]#\.###\.###\.##0_);#\.###\.##0_)"
        }
    }
}
