//! A sheet of paper as clerks lay it out: heads, titles, header, lines, totals, signatures.
//!
//! In: texts and sums. Out: a worksheet, in the encoding and font of the list.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::legacy::Encoding;

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Text; empty: an empty cell with a border.
    Text(String),
    /// A number that is shown with dots.
    Money(f64),
    /// A number as it is.
    Bare(f64),
}

impl Cell {
    /// An empty cell.
    pub const EMPTY: Self = Self::Text(String::new());
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A word of a header, and the words below it.
pub struct Head<'a> {
    /// The word.
    pub word: &'a str,
    /// The words below; empty where it stands alone.
    pub under: Vec<&'a str>,
}

/// A workbook whose bytes do not hang on the day it is made.
pub fn workbook() -> Workbook {
    let mut book = Workbook::new();
    if let Ok(made) = ExcelDateTime::from_ymd(2020, 11, 2) {
        book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    }
    book
}

/// A page under way.
pub struct Paper<'a> {
    sheet: &'a mut Worksheet,
    encoding: Encoding,
    row: u32,
    last: u16,
    line: Format,
    money: Format,
    head: Format,
    middle: Format,
}

type Written = Result<(), XlsxError>;

impl<'a> Paper<'a> {
    /// A page with columns of these widths.
    pub fn new(
        sheet: &'a mut Worksheet,
        encoding: Encoding,
        widths: &[f64],
    ) -> Result<Self, XlsxError> {
        for (column, width) in (0..).zip(widths) {
            sheet.set_column_width(column, *width)?;
        }
        let font = Format::new()
            .set_font_name(encoding.font())
            .set_font_size(12);
        let line = font.clone().set_border(FormatBorder::Thin);
        let bold = line.clone().set_bold().set_align(FormatAlign::Center);
        Ok(Self {
            sheet,
            encoding,
            row: 0,
            last: (widths.len().max(2) - 1) as u16,
            money: line.clone().set_num_format("#,##0"),
            line,
            head: bold.set_text_wrap().set_align(FormatAlign::VerticalCenter),
            middle: font.set_bold().set_align(FormatAlign::Center),
        })
    }

    /// The two heads of a state paper.
    pub fn heads(&mut self, left: [&str; 2], right: [&str; 2]) -> Written {
        let half = self.last / 2;
        for (left, right) in left.into_iter().zip(right) {
            self.merge(self.row, 0, half - 1, left)?;
            self.merge(self.row, half, self.last, right)?;
            self.row += 1;
        }
        self.row += 1;
        Ok(())
    }

    /// A line over the whole width.
    pub fn title(&mut self, text: &str) -> Written {
        self.merge(self.row, 0, self.last, text)?;
        self.row += 1;
        Ok(())
    }

    /// A header of one or two rows.
    pub fn header(&mut self, heads: &[Head]) -> Written {
        let tall = heads.iter().any(|h| !h.under.is_empty());
        let mut column = 0;
        for head in heads {
            let word = self.encoding.store(head.word);
            let (row, last_row) = (self.row, self.row + u32::from(tall));
            if head.under.is_empty() {
                if tall {
                    self.sheet
                        .merge_range(row, column, last_row, column, &word, &self.head)?;
                } else {
                    self.sheet
                        .write_with_format(row, column, &word, &self.head)?;
                }
                column += 1;
                continue;
            }
            let last = column + head.under.len() as u16 - 1;
            if last > column {
                self.sheet
                    .merge_range(row, column, row, last, &word, &self.head)?;
            } else {
                self.sheet
                    .write_with_format(row, column, &word, &self.head)?;
            }
            for word in &head.under {
                let word = self.encoding.store(word);
                self.sheet
                    .write_with_format(last_row, column, &word, &self.head)?;
                column += 1;
            }
        }
        self.row += 1 + u32::from(tall);
        Ok(())
    }

    /// A row of column numbers.
    pub fn numbers(&mut self) -> Written {
        for column in 0..=self.last {
            let number = format!("({})", column + 1);
            self.sheet
                .write_with_format(self.row, column, &number, &self.head)?;
        }
        self.row += 1;
        Ok(())
    }

    /// A line of the list.
    pub fn line(&mut self, cells: &[Cell]) -> Written {
        for (column, cell) in (0..).zip(cells) {
            let row = self.row;
            match cell {
                Cell::Text(text) if text.is_empty() => {
                    self.sheet.write_blank(row, column, &self.line)?
                }
                Cell::Text(text) => {
                    let text = self.encoding.store(text);
                    self.sheet
                        .write_with_format(row, column, &text, &self.line)?
                }
                Cell::Money(sum) => self
                    .sheet
                    .write_with_format(row, column, *sum, &self.money)?,
                Cell::Bare(sum) => self
                    .sheet
                    .write_with_format(row, column, *sum, &self.line)?,
            };
        }
        self.row += 1;
        Ok(())
    }

    /// Place and date, and who signs.
    pub fn signatures(&mut self, place: &str, left: &str, right: &str) -> Written {
        self.row += 1;
        let half = self.last / 2;
        self.merge(self.row, half, self.last, place)?;
        self.row += 1;
        self.merge(self.row, 0, half - 1, left)?;
        self.merge(self.row, half, self.last, right)?;
        self.row += 1;
        Ok(())
    }

    fn merge(&mut self, row: u32, first: u16, last: u16, text: &str) -> Written {
        if text.is_empty() {
            return Ok(());
        }
        let text = self.encoding.store(text);
        if last > first {
            self.sheet
                .merge_range(row, first, row, last, &text, &self.middle)?;
        } else {
            self.sheet
                .write_with_format(row, first, &text, &self.middle)?;
        }
        Ok(())
    }
}
