//! A sheet of paper as clerks lay it out: state heads, title, header, lines, total, signatures.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
};

/// A cell.
pub enum Cell {
    Text(String),
    Money(i64),
    Number(f64),
    Day(u16, u8, u8),
    Empty,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text.to_owned())
        }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

/// A workbook whose bytes do not hang on the day it is made.
pub fn workbook() -> Workbook {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2020, 11, 2).expect("a day");
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    book
}

/// The bytes of a workbook.
pub fn bytes(mut book: Workbook) -> Vec<u8> {
    book.save_to_buffer().expect("a workbook")
}

/// A page under way.
pub struct Page<'a> {
    sheet: &'a mut Worksheet,
    pub row: u32,
    last: u16,
    line: Format,
    money: Format,
    date: Format,
    bold: Format,
    middle: Format,
}

impl<'a> Page<'a> {
    /// A page of so many columns with these widths.
    pub fn new(sheet: &'a mut Worksheet, widths: &[f64]) -> Self {
        for (column, width) in widths.iter().enumerate() {
            sheet
                .set_column_width(column as u16, *width)
                .expect("a width");
        }
        sheet
            .set_landscape()
            .set_paper_size(9)
            .set_print_fit_to_pages(1, 0);
        let font = Format::new()
            .set_font_name("Times New Roman")
            .set_font_size(12);
        let line = font.clone().set_border(FormatBorder::Thin);
        let bold = line
            .clone()
            .set_bold()
            .set_align(FormatAlign::Center)
            .set_text_wrap();
        Self {
            sheet,
            row: 0,
            last: widths.len() as u16 - 1,
            money: line.clone().set_num_format("#,##0"),
            date: line.clone().set_num_format("dd/mm/yyyy"),
            line,
            bold: bold.set_align(FormatAlign::VerticalCenter),
            middle: font.set_bold().set_align(FormatAlign::Center),
        }
    }

    /// The two heads of a state paper.
    pub fn heads(&mut self, left: [&str; 2], right: [&str; 2]) {
        let half = self.last / 2;
        for (left, right) in left.into_iter().zip(right) {
            self.merged(self.row, 0, self.row, half - 1, left);
            if !right.is_empty() {
                self.merged(self.row, half, self.row, self.last, right);
            }
            self.row += 1;
        }
        self.row += 1;
    }

    /// A line over the whole width.
    pub fn title(&mut self, text: &str) {
        self.merged(self.row, 0, self.row, self.last, text);
        self.row += 1;
    }

    /// A header of one row.
    pub fn header(&mut self, words: &[&str]) {
        for (column, word) in words.iter().enumerate() {
            self.sheet
                .write_with_format(self.row, column as u16, *word, &self.bold)
                .expect("a cell");
        }
        self.row += 1;
    }

    /// A header of two rows: a word alone goes down both, a word over others spans them.
    pub fn header_over(&mut self, words: &[(&str, &[&str])]) {
        let mut column = 0;
        for (word, under) in words {
            let bold = self.bold.clone();
            if under.is_empty() {
                self.sheet
                    .merge_range(self.row, column, self.row + 1, column, word, &bold)
                    .expect("a merge");
                column += 1;
                continue;
            }
            let last = column + under.len() as u16 - 1;
            self.sheet
                .merge_range(self.row, column, self.row, last, word, &bold)
                .expect("a merge");
            for word in *under {
                self.sheet
                    .write_with_format(self.row + 1, column, *word, &bold)
                    .expect("a cell");
                column += 1;
            }
        }
        self.row += 2;
    }

    /// A row of column numbers.
    pub fn numbers(&mut self) {
        let words: Vec<String> = (1..=self.last + 1).map(|n| format!("({n})")).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        self.header(&words);
    }

    /// A line of the list.
    pub fn line(&mut self, cells: Vec<Cell>) {
        for (column, cell) in cells.into_iter().enumerate() {
            let column = column as u16;
            let (row, sheet) = (self.row, &mut *self.sheet);
            let written = match cell {
                Cell::Text(text) => sheet.write_with_format(row, column, text, &self.line),
                Cell::Money(sum) => sheet.write_with_format(row, column, sum as f64, &self.money),
                Cell::Number(value) => sheet.write_with_format(row, column, value, &self.line),
                Cell::Day(y, m, d) => {
                    let day = ExcelDateTime::from_ymd(y, m, d).expect("a day");
                    sheet.write_with_format(row, column, &day, &self.date)
                }
                Cell::Empty => sheet.write_blank(row, column, &self.line),
            };
            written.expect("a cell");
        }
        self.row += 1;
    }

    /// Place and date, and who signs.
    pub fn signatures(&mut self, place: &str, left: &str, right: &str) {
        self.row += 1;
        let half = self.last / 2;
        self.merged(self.row, half, self.row, self.last, place);
        self.row += 1;
        self.merged(self.row, 0, self.row, half - 1, left);
        self.merged(self.row, half, self.row, self.last, right);
        self.row += 1;
    }

    fn merged(&mut self, row: u32, column: u16, last_row: u32, last: u16, text: &str) {
        self.sheet
            .merge_range(row, column, last_row, last, text, &self.middle)
            .expect("a merge");
    }
}

/// A CSV as bytes.
pub fn csv(bom: bool, delimiter: u8, lines: &[Vec<String>]) -> Vec<u8> {
    let mut out = if bom {
        "\u{feff}".as_bytes().to_vec()
    } else {
        Vec::new()
    };
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .terminator(csv::Terminator::CRLF)
        .from_writer(&mut out);
    for line in lines {
        writer.write_record(line).expect("a line");
    }
    writer.flush().expect("memory");
    drop(writer);
    out
}
