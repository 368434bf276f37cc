//! One commune's roll in its layout.
//!
//! In: the rows of a commune. Out: one file, xlsx or semicolon CSV.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use rust_xlsxwriter::{Workbook, XlsxError};

use super::cells::Office;
use super::layouts::{Groups, Layout};
use super::paper::{Cell, Paper, workbook};
use super::rows::{RollRow, Who, Written};
use super::workbooks::heads;
use crate::model::Sex;

const MOTTO: [&str; 2] = [
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
];
const ROMAN: [&str; 12] = [
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII",
];

/// Writes the roll of a commune.
pub fn write(
    folder: &Path,
    office: &Office,
    layout: &Layout,
    commune: usize,
    rows: &[RollRow],
) -> io::Result<()> {
    let place = &office.settings.communes[commune];
    let name = match commune % 3 {
        0 => format!("DS BTXH {} T10.2020", place.name),
        1 => format!(
            "{} - danh sách đối tượng tháng 10",
            place.name.to_uppercase()
        ),
        _ => format!("Danh sach huong tro cap {}", place.ranked()),
    };
    let roll = Roll {
        office,
        layout,
        commune,
    };
    if layout.csv {
        let path = folder.join(format!("{name}.csv"));
        return roll.csv(BufWriter::new(File::create(path)?), rows);
    }
    let mut book = workbook();
    roll.fill(&mut book, rows).map_err(io::Error::other)?;
    let path = folder.join(format!("{name}.xlsx"));
    book.save(path).map_err(io::Error::other)
}

struct Roll<'a> {
    office: &'a Office<'a>,
    layout: &'a Layout,
    commune: usize,
}

impl Roll<'_> {
    /// The rows by category, in the order of the settings; one group where a column tells it.
    fn groups<'r>(&self, rows: &'r [RollRow]) -> Vec<(usize, Vec<&'r RollRow>)> {
        if self.layout.groups == Groups::Column {
            return vec![(0, rows.iter().collect())];
        }
        let profiles = 0..self.office.settings.profiles.len();
        let groups = profiles.map(|p| {
            let of = rows.iter().filter(|r| r.profile.unwrap_or(0) == p);
            (p, of.collect::<Vec<_>>())
        });
        groups.filter(|(_, rows)| !rows.is_empty()).collect()
    }

    fn fill(&self, book: &mut Workbook, rows: &[RollRow]) -> Result<(), XlsxError> {
        let groups = self.groups(rows);
        if self.layout.groups == Groups::Sheets {
            for (profile, rows) in groups {
                let name = &self.office.settings.profiles[profile].sheet;
                let words = self.office.style.category(profile);
                let mut paper = self.paper(book, Some(name))?;
                let title = format!("DANH SÁCH {} HƯỞNG TRỢ CẤP XÃ HỘI", words.to_uppercase());
                self.opening(&mut paper, &title)?;
                self.lines(&mut paper, 0, &rows)?;
                self.closing(&mut paper, &rows)?;
            }
            return Ok(());
        }
        let mut paper = self.paper(book, None)?;
        self.opening(
            &mut paper,
            "DANH SÁCH ĐỐI TƯỢNG BẢO TRỢ XÃ HỘI ĐANG HƯỞNG TRỢ CẤP HÀNG THÁNG",
        )?;
        let mut number = 0;
        for (i, (profile, rows)) in groups.iter().enumerate() {
            let roman = ROMAN[i % ROMAN.len()];
            if self.layout.groups == Groups::Rows {
                let words = self.office.style.category(*profile);
                paper.line(&self.told(roman, &words, None))?;
            }
            self.lines(&mut paper, number, rows)?;
            number += rows.len();
            if self.layout.groups == Groups::Rows {
                let sum = Some(sum(rows));
                paper.line(&self.told("", &format!("Cộng {roman}"), sum))?;
            }
        }
        self.closing(&mut paper, &rows.iter().collect::<Vec<_>>())
    }

    fn paper<'b>(
        &self,
        book: &'b mut Workbook,
        name: Option<&str>,
    ) -> Result<Paper<'b>, XlsxError> {
        let sheet = book.add_worksheet();
        if let Some(name) = name {
            sheet.set_name(name)?;
        }
        let widths: Vec<f64> = self.layout.columns.iter().map(|c| c.width).collect();
        Paper::new(sheet, self.layout.encoding, &widths)
    }

    fn opening(&self, paper: &mut Paper, title: &str) -> Result<(), XlsxError> {
        let commune = self.office.settings.communes[self.commune].ranked();
        let ours = format!("UBND {}", commune.to_uppercase());
        if self.layout.heads {
            paper.heads(["UBND THÀNH PHỐ THÁI BÌNH", &ours], MOTTO)?;
        } else {
            paper.title(&ours)?;
        }
        paper.title(title)?;
        paper.title("Tháng 10 năm 2020")?;
        if self.layout.thousands {
            paper.title("Đơn vị tính: nghìn đồng")?;
        }
        self.header(paper)
    }

    fn header(&self, paper: &mut Paper) -> Result<(), XlsxError> {
        let words = self
            .layout
            .columns
            .iter()
            .map(|c| (c.over, self.word(c.key, c.word)));
        paper.header(&heads(words))?;
        if self.layout.numbers {
            paper.numbers()?;
        }
        Ok(())
    }

    fn word<'w>(&'w self, key: &'w str, word: &'w str) -> &'w str {
        if word.is_empty() {
            self.office.style.header(key)
        } else {
            word
        }
    }

    fn lines(&self, paper: &mut Paper, before: usize, rows: &[&RollRow]) -> Result<(), XlsxError> {
        for (i, row) in rows.iter().enumerate() {
            let page = self.layout.page;
            if page > 0 && i > 0 && i % page == 0 {
                let carried = Some(sum(&rows[..i]));
                paper.line(&self.told("", "Cộng chuyển trang sau", carried))?;
                self.header(paper)?;
                paper.line(&self.told("", "Trang trước chuyển sang", carried))?;
            }
            let number = (before + i + 1) as u64;
            let cells = self
                .layout
                .columns
                .iter()
                .map(|c| self.cell(row, number, c.key));
            paper.line(&cells.collect::<Vec<_>>())?;
        }
        Ok(())
    }

    fn closing(&self, paper: &mut Paper, rows: &[&RollRow]) -> Result<(), XlsxError> {
        paper.line(&self.told("", "Tổng cộng", Some(sum(rows))))?;
        let commune = &self.office.settings.communes[self.commune].name;
        let place = format!("{commune}, ngày 12 tháng 10 năm 2020");
        paper.signatures(&place, "NGƯỜI LẬP BIỂU", "TM. ỦY BAN NHÂN DÂN")
    }

    /// A line that is no person: two words and perhaps a sum.
    fn told(&self, first: &str, second: &str, sum: Option<i64>) -> Vec<Cell> {
        let mut cells = vec![Cell::EMPTY; self.layout.columns.len()];
        if let [a, b, ..] = cells.as_mut_slice() {
            (*a, *b) = (first.into(), second.into());
        }
        let place = self.layout.place("amount").and_then(|p| cells.get_mut(p));
        if let (Some(cell), Some(sum)) = (place, sum) {
            *cell = self.money(sum);
        }
        cells
    }

    fn money(&self, sum: i64) -> Cell {
        if self.layout.thousands {
            return Cell::Money(sum as f64 / 1000.0);
        }
        let text = self.office.style.money(sum);
        if text.contains('.') {
            Cell::Text(text)
        } else {
            Cell::Money(sum as f64)
        }
    }

    fn cell(&self, row: &RollRow, number: u64, key: &str) -> Cell {
        let text = self.text(row, number, key);
        let bare = match key {
            "amount" => return row.amount.map_or(Cell::EMPTY, |sum| self.money(sum)),
            "id_number" => self.layout.bare_ids,
            "number" | "coefficient" | "children" | "day" | "month_of_birth" => true,
            _ => false,
        };
        let value = text.parse().ok().filter(|_| bare);
        value.map_or(Cell::Text(text), Cell::Bare)
    }

    fn text(&self, row: &RollRow, number: u64, key: &str) -> String {
        let who = &row.who;
        let split = who.name.rsplit_once(' ');
        let name = match key {
            "name" => who.name.clone(),
            "first_names" => split.map_or(String::new(), |(first, _)| first.to_owned()),
            "given_name" => split.map_or(who.name.as_str(), |(_, last)| last).to_owned(),
            "born_male" | "born_female" => {
                let mine = (who.sex == Sex::Female) == (key == "born_female");
                return if mine {
                    self.office.roll(row, number, "born")
                } else {
                    String::new()
                };
            }
            "day" | "month_of_birth" | "year" => return part_of_birth(who, key),
            key => return self.office.roll(row, number, key),
        };
        if self.layout.capitals {
            name.to_uppercase()
        } else {
            name
        }
    }

    fn csv(&self, mut out: impl Write, rows: &[RollRow]) -> io::Result<()> {
        out.write_all("\u{feff}".as_bytes())?;
        let mut sheet = csv::WriterBuilder::new().delimiter(b';').from_writer(out);
        let columns = self.layout.columns;
        sheet.write_record(columns.iter().map(|c| self.word(c.key, c.word)))?;
        for (number, row) in (1..).zip(rows) {
            sheet.write_record(columns.iter().map(|c| self.text(row, number, c.key)))?;
        }
        sheet.flush()
    }
}

fn sum(rows: &[&RollRow]) -> i64 {
    rows.iter().filter_map(|r| r.amount).sum()
}

/// One of the three columns of a birth.
fn part_of_birth(who: &Who, key: &str) -> String {
    let parts: Vec<String> = match &who.born {
        Written::Date(date) => {
            let (year, month, day) = date.first.ymd();
            let known = |known: bool, value: u32| {
                if known {
                    value.to_string()
                } else {
                    String::new()
                }
            };
            vec![
                known(date.is_day(), day),
                known(date.is_month(), month),
                year.to_string(),
            ]
        }
        Written::Text(text) => text.split('/').map(str::to_owned).collect(),
        Written::Nothing => Vec::new(),
    };
    let place = match key {
        "day" => 0,
        "month_of_birth" => 1,
        _ => 2,
    };
    parts.get(place).cloned().unwrap_or_default()
}

/// Year of birth alone, as the post office writes it.
pub fn year(who: &Who) -> String {
    part_of_birth(who, "year")
}
