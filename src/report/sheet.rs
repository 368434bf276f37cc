//! Writing cells: a thin hand over a worksheet that keeps every text within what a cell can hold
//! and every amount dotted.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::measure::{self, Fitted};
use super::style;
use crate::model::{MonthRange, PartialDate};
use crate::texts::Lang;
use crate::texts::results;

/// Most rows of data on one sheet; what is more goes to a further sheet.
pub const ROWS_A_SHEET: usize = 1_000_000;

/// Most characters in a cell, with room for the mark that something was cut.
const CELL_LIMIT: usize = 32_000;

/// Name of the custom document property by which the tool knows its own workbooks.
pub const OWN_MARK: &str = "rasoat";

/// An empty workbook with our mark (`sai-lech`, `dieu-chinh`) and a fixed day of creation: the last
/// day of the last month audited, so that the same input gives the same bytes.
pub fn workbook(lang: Lang, mark: &str, range: MonthRange) -> Result<Workbook, XlsxError> {
    let mut properties = DocProperties::new()
        .set_title(results::book_title(lang, mark, range))
        .set_author(env!("CARGO_PKG_NAME"))
        .set_company(env!("CARGO_PKG_NAME"))
        .set_custom_property(OWN_MARK, mark);
    if let Some(day) = PartialDate::month(range.last).map(|month| month.last.ymd()) {
        let made = ExcelDateTime::from_ymd(day.0 as u16, day.1 as u8, day.2 as u8)?;
        properties = properties.set_creation_datetime(&made);
    }
    let mut workbook = Workbook::new();
    workbook.set_default_format(&style::plain(11.0), 20, 64)?;
    workbook.set_properties(&properties);
    workbook.set_zip_compression_level(3);
    Ok(workbook)
}

/// Writes cells of one worksheet; in constant memory, so row after row.
pub struct Hand<'a> {
    /// The worksheet, for what is not a cell.
    pub sheet: &'a mut Worksheet,
    /// By how much rows are taller than usual, points.
    taller: f64,
    across: bool,
}

impl<'a> Hand<'a> {
    /// A hand over a worksheet.
    pub fn new(sheet: &'a mut Worksheet) -> Self {
        Self {
            sheet,
            taller: 0.0,
            across: false,
        }
    }

    /// A text, cut where no cell could hold it.
    pub fn text(&mut self, row: u32, column: u16, text: &str, format: &Format) -> Drawn {
        self.sheet
            .write_string_with_format(row, column, &*clip(text), format)?;
        Ok(())
    }

    /// A text of which the first part has a form of its own.
    pub fn two(
        &mut self,
        row: u32,
        column: u16,
        first: (&str, &Format),
        rest: &str,
        format: &Format,
    ) -> Drawn {
        let (name, own) = first;
        let (name, rest) = (clip(name), clip(rest));
        let plain = style::plain(11.0);
        let parts = [(own, &*name), (&plain, &*rest)];
        self.sheet
            .write_rich_string_with_format(row, column, &parts, format)?;
        Ok(())
    }

    /// An amount in đồng.
    pub fn money(&mut self, row: u32, column: u16, value: i64, format: &Format) -> Drawn {
        let dotted = format.clone().set_num_format(style::dotted(value));
        self.sheet
            .write_number_with_format(row, column, value as f64, &dotted)?;
        Ok(())
    }

    /// A nought that is meant, where [`money`](Self::money) would write a dash.
    pub fn nought(&mut self, row: u32, column: u16, format: &Format) -> Drawn {
        let format = format.clone().set_num_format(style::NOUGHT);
        self.sheet
            .write_number_with_format(row, column, 0, &format)?;
        Ok(())
    }

    /// A count; nothing where it is zero.
    pub fn count(&mut self, row: u32, column: u16, count: u64, format: &Format) -> Drawn {
        if count == 0 {
            return self.blank(row, column, format);
        }
        self.money(row, column, count as i64, format)
    }

    /// An empty cell with its lines.
    pub fn blank(&mut self, row: u32, column: u16, format: &Format) -> Drawn {
        self.sheet.write_blank(row, column, format)?;
        Ok(())
    }

    /// A text over several columns.
    pub fn wide(&mut self, row: u32, columns: (u16, u16), text: &str, format: &Format) -> Drawn {
        self.block((row, row), columns, text, format)
    }

    /// A text over several rows and columns.
    pub fn block(
        &mut self,
        rows: (u32, u32),
        columns: (u16, u16),
        text: &str,
        format: &Format,
    ) -> Drawn {
        if rows.0 == rows.1 && columns.0 == columns.1 {
            return self.text(rows.0, columns.0, text, format);
        }
        self.sheet
            .merge_range(rows.0, columns.0, rows.1, columns.1, &clip(text), format)?;
        Ok(())
    }

    /// Gives a row the height that these texts need; in constant memory, before the next row.
    pub fn fit(&mut self, row: u32, texts: &[Fitted]) -> Drawn {
        self.tall(row, measure::height(texts))
    }

    /// Gives a row its height in points, once.
    pub fn tall(&mut self, row: u32, height: f64) -> Drawn {
        self.taller += height - measure::USUAL;
        self.sheet.set_row_height(row, height)?;
        Ok(())
    }

    /// Spares the reader a last page with next to nothing on it (a last row, signatures under a
    /// repeated head): what spills over a little is drawn together. `last` is the last row, `head` the
    /// height of the repeated rows in points, `widths` are those of the printed columns.
    pub fn fill_pages(&mut self, last: u32, head: f64, widths: impl IntoIterator<Item = f64>) {
        let height = f64::from(last + 1) * measure::USUAL + self.taller;
        let pages = measure::pages(height, head, widths, self.across);
        if let Some(pages) = measure::drawn_together(pages) {
            self.sheet.set_print_fit_to_pages(1, pages);
        }
    }

    /// Widths in characters, from the first column on.
    pub fn widths(&mut self, widths: impl IntoIterator<Item = f64>) -> Drawn {
        for (column, width) in widths.into_iter().enumerate() {
            self.sheet.set_column_width(column as u16, width)?;
        }
        Ok(())
    }

    /// A4 across, all columns on one page's width, numbered pages.
    pub fn landscape(&mut self, footer: &str) {
        self.across = true;
        self.sheet.set_landscape();
        self.printed(footer);
    }

    /// A4 upright, all columns on one page's width, numbered pages.
    pub fn portrait(&mut self, footer: &str) {
        self.sheet.set_portrait();
        self.printed(footer);
    }

    fn printed(&mut self, footer: &str) {
        self.sheet
            .set_paper_size(9)
            .set_print_fit_to_pages(1, 0)
            .set_print_center_horizontally(true)
            .set_margins(0.5, 0.4, 0.5, 0.6, 0.3, 0.3)
            .set_footer(format!(
                "&L&\"{font},Regular\"&9{footer}&R&\"{font},Regular\"&9&P/&N",
                font = style::FONT,
                footer = footer.replace('&', "&&"),
            ));
    }
}

/// What drawing a part of a sheet answers.
pub type Drawn = Result<(), XlsxError>;

fn clip(text: &str) -> std::borrow::Cow<'_, str> {
    // Most characters of Vietnamese take two or three bytes: only a text long in bytes is counted.
    if text.len() <= CELL_LIMIT {
        return text.into();
    }
    match text.char_indices().nth(CELL_LIMIT) {
        Some((end, _)) => format!("{} …", text.get(..end).unwrap_or("")).into(),
        None => text.into(),
    }
}
