//! The city as clerks hand it over: a roll a commune, each in a layout of its own; a ledger
//! workbook a month with a sheet a commune; registers with titles.
//!
//! In: cases. Out: some forty files. One commune's rolls and the month workbooks are held in memory,
//! which is what workbooks cost; the plain CSV layout streams.

use std::io;
use std::path::{Path, PathBuf};

use rust_xlsxwriter::{Workbook, XlsxError};

use super::cells::Office;
use super::city::{Lists, Plan};
use super::csv::card_cells;
use super::layouts::{LAYOUTS, Layout};
use super::legacy::Encoding;
use super::paper::{Cell, Head, Paper, workbook};
use super::rows::{Case, PayRow, Who};
use super::settings::Settings;
use super::style::Style;
use super::workbook_roll;

/// The files under way.
pub struct Workbooks<'a> {
    settings: &'a Settings,
    plan: Plan,
    folder: PathBuf,
    post: Style,
    commune: usize,
    here: Case,
    months: Vec<Workbook>,
    registers: [Vec<Vec<String>>; 5],
}

const LEDGER: [(&str, &str, &str, f64); 18] = [
    ("", "", "number", 6.0),
    ("", "", "name", 26.0),
    ("", "Năm sinh", "year", 10.0),
    ("", "", "id_number", 15.0),
    ("", "", "category", 30.0),
    ("", "", "regular", 14.0),
    ("Truy lĩnh", "Số tháng", "arrears_months", 8.0),
    ("Truy lĩnh", "Số tiền", "arrears", 12.0),
    ("Chưa trả tháng trước", "Số tháng", "carried_months", 8.0),
    ("Chưa trả tháng trước", "Số tiền", "carried", 12.0),
    ("", "", "funeral", 12.0),
    ("", "", "total", 14.0),
    ("Người nhận", "Ký nhận", "paid", 12.0),
    ("Người nhận", "Họ và tên", "receiver", 24.0),
    ("Người nhận", "Ngày nhận", "received_on", 12.0),
    ("", "", "cared_for", 22.0),
    ("", "", "receipt", 12.0),
    ("", "", "note", 24.0),
];
/// Columns of a ledger whose sums stand below it.
const SUMS: [&str; 5] = ["regular", "arrears", "carried", "funeral", "total"];
const REGISTERS: [(&str, &str, &[&str]); 5] = [
    (
        "deaths",
        "TRÍCH SỔ ĐĂNG KÝ KHAI TỬ",
        &["died", "registered"],
    ),
    (
        "absences",
        "DANH SÁCH ĐỐI TƯỢNG VẮNG MẶT, CHUYỂN ĐI",
        &["reason", "away_from", "away_to"],
    ),
    (
        "certificates",
        "DANH SÁCH CẤP GIẤY XÁC NHẬN KHUYẾT TẬT",
        &["kind", "level", "certificate", "issued"],
    ),
    (
        "pensions",
        "DANH SÁCH NGƯỜI HƯỞNG LƯƠNG HƯU, TRỢ CẤP BHXH HÀNG THÁNG",
        &["pension_kind", "pension", "from"],
    ),
    (
        "cards",
        "DANH SÁCH THẺ BHYT",
        &["card", "valid_from", "valid_to"],
    ),
];
const PERSON: [&str; 5] = ["name", "born", "sex", "id_number", "commune"];

impl<'a> Workbooks<'a> {
    /// Opens a city in an empty folder.
    pub fn create(folder: &Path, settings: &'a Settings, plan: &Plan) -> io::Result<Self> {
        for sub in ["danh-sach", "chi-tra", "so-sach"] {
            std::fs::create_dir(folder.join(sub))?;
        }
        Ok(Self {
            settings,
            plan: *plan,
            folder: folder.to_owned(),
            post: Style::of_workbooks(settings, plan, 0),
            commune: 0,
            here: Case::default(),
            months: plan.months.iter().map(|_| workbook()).collect(),
            registers: [const { Vec::new() }; 5],
        })
    }

    /// The layout of a commune.
    fn layout(&self, commune: usize) -> &'static Layout {
        &LAYOUTS[(commune + self.plan.seed as usize % LAYOUTS.len()) % LAYOUTS.len()]
    }

    /// Writes out the commune at hand.
    fn close(&mut self) -> io::Result<()> {
        let case = std::mem::take(&mut self.here);
        if case.roll.is_empty() && case.ledger.is_empty() {
            return Ok(());
        }
        let layout = self.layout(self.commune);
        let style = Style::of_workbooks(self.settings, &self.plan, 1 + self.commune as u64);
        let office = Office {
            style: &style,
            settings: self.settings,
        };
        let folder = self.folder.join("danh-sach");
        workbook_roll::write(&folder, &office, layout, self.commune, &case.roll)?;
        for (i, month) in self.plan.months.iter().enumerate() {
            let rows: Vec<&PayRow> = case.ledger.iter().filter(|r| r.month == month).collect();
            self.ledger(i, &rows).map_err(io::Error::other)?;
        }
        Ok(())
    }

    fn ledger(&mut self, month: usize, rows: &[&PayRow]) -> Result<(), XlsxError> {
        let Some(book) = self.months.get_mut(month) else {
            return Ok(());
        };
        let commune = &self.settings.communes[self.commune];
        let office = Office {
            style: &self.post,
            settings: self.settings,
        };
        let sheet = book.add_worksheet().set_name(&commune.name)?;
        let widths = LEDGER.map(|(.., width)| width);
        let mut paper = Paper::new(sheet, Encoding::Unicode, &widths)?;
        let when = self.plan.months.first.plus(month as i32);
        paper.title("BƯU ĐIỆN THÀNH PHỐ THÁI BÌNH")?;
        paper.title("DANH SÁCH CHI TRẢ TRỢ CẤP XÃ HỘI HÀNG THÁNG")?;
        paper.title(&format!("Tháng {} năm {}", when.number(), when.year()))?;
        paper.title(&commune.ranked())?;
        paper.header(&heads(LEDGER.iter().map(|(over, word, key, _)| {
            let word = if word.is_empty() {
                self.post.header(key)
            } else {
                *word
            };
            (*over, word)
        })))?;
        for (number, row) in (1..).zip(rows) {
            let who = self.post.as_the_post_office_writes(&row.who);
            let cells = LEDGER.map(|(.., key, _)| match key {
                "number" => Cell::Bare(number as f64),
                "year" => Cell::Text(workbook_roll::year(&who)),
                "arrears_months" | "carried_months" => {
                    let text = office.pay(row, &who, number, key);
                    text.parse().map_or(Cell::EMPTY, Cell::Bare)
                }
                key if SUMS.contains(&key) => match part(row, key) {
                    0 => Cell::EMPTY,
                    sum => Cell::Money(sum as f64),
                },
                key => Cell::Text(office.pay(row, &who, number, key)),
            });
            paper.line(&cells)?;
        }
        let totals = LEDGER.map(|(.., key, _)| match key {
            "name" => "Tổng cộng".into(),
            key if SUMS.contains(&key) => {
                // A printed total that is off is one row's fault; the sheet adds what it shows.
                let sum: i64 = rows.iter().map(|row| part(row, key)).sum();
                Cell::Money(sum as f64)
            }
            _ => Cell::EMPTY,
        });
        paper.line(&totals)?;
        let place = format!(
            "Thái Bình, ngày 15 tháng {:02} năm {}",
            when.number(),
            when.year()
        );
        paper.signatures(&place, "NHÂN VIÊN CHI TRẢ", "GIÁM ĐỐC BƯU ĐIỆN")
    }

    fn register(&mut self, which: usize, who: &Who, cells: Vec<String>) {
        let communes = &self.settings.communes;
        let person = PERSON.map(|key| self.post.person(key, who, communes));
        self.registers[which].push(person.into_iter().chain(cells).collect());
    }

    /// Writes what is left and closes everything.
    pub fn finish(mut self) -> io::Result<()> {
        self.close()?;
        for (i, mut book) in self.months.into_iter().enumerate() {
            let month = self.plan.months.first.plus(i as i32);
            let name = format!("DS chi tra T{:02}.{}.xlsx", month.number(), month.year());
            let path = self.folder.join("chi-tra").join(name);
            book.save(path).map_err(io::Error::other)?;
        }
        for ((role, title, keys), rows) in REGISTERS.iter().zip(&self.registers) {
            let mut book = workbook();
            let keys: Vec<&str> = PERSON.iter().chain(*keys).copied().collect();
            let written = register(&mut book, &self.post, title, &keys, rows);
            written.map_err(io::Error::other)?;
            let name = self.post.file(role).replace(".csv", ".xlsx");
            let path = self.folder.join("so-sach").join(name);
            book.save(path).map_err(io::Error::other)?;
        }
        Ok(())
    }
}

/// A sum of a row, đồng. A funeral has a column of its own.
fn part(row: &PayRow, key: &str) -> i64 {
    match key {
        "regular" => row.regular,
        "arrears" => row.arrears,
        "carried" => row.carried,
        "funeral" => row.funeral,
        _ => row.sum() + row.total_off,
    }
}

/// Words under the words above them.
pub fn heads<'w>(words: impl Iterator<Item = (&'w str, &'w str)>) -> Vec<Head<'w>> {
    let mut heads: Vec<Head> = Vec::new();
    for (over, word) in words {
        match heads.last_mut() {
            Some(head) if !over.is_empty() && head.word == over => head.under.push(word),
            _ if over.is_empty() => heads.push(Head {
                word,
                under: Vec::new(),
            }),
            _ => heads.push(Head {
                word: over,
                under: vec![word],
            }),
        }
    }
    heads
}

fn register(
    book: &mut Workbook,
    style: &Style,
    title: &str,
    keys: &[&str],
    rows: &[Vec<String>],
) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    let widths = vec![18.0; keys.len()];
    let mut paper = Paper::new(sheet, Encoding::Unicode, &widths)?;
    paper.title("THÀNH PHỐ THÁI BÌNH")?;
    paper.title(title)?;
    paper.header(&heads(keys.iter().map(|key| ("", style.header(key)))))?;
    for row in rows {
        let cells: Vec<Cell> = row.iter().map(|text| Cell::from(text.as_str())).collect();
        paper.line(&cells)?;
    }
    paper.signatures(
        "Thái Bình, tháng 10 năm 2020",
        "NGƯỜI LẬP",
        "THỦ TRƯỞNG ĐƠN VỊ",
    )
}

impl Lists for Workbooks<'_> {
    fn commune(&mut self, index: usize) -> io::Result<()> {
        self.close()?;
        self.commune = index;
        Ok(())
    }

    fn case(&mut self, case: &Case) -> io::Result<()> {
        self.here.roll.extend(case.roll.iter().cloned());
        self.here.ledger.extend(case.ledger.iter().cloned());
        let settings = self.settings;
        for row in &case.deaths {
            let registered = row
                .registered
                .map_or_else(String::new, |d| self.post.date(d));
            let cells = vec![self.post.date(row.died), registered];
            self.register(0, &row.who, cells);
        }
        for row in &case.absences {
            let to = row.to.map_or_else(String::new, |d| self.post.date(d));
            let cells = vec![row.reason.clone(), self.post.date(row.from), to];
            self.register(1, &row.who, cells);
        }
        for row in &case.certificates {
            let kinds = settings.words.kinds(row.kinds);
            let level = self.post.level(row.level);
            let cells = vec![kinds, level, row.number.clone(), self.post.date(row.issued)];
            self.register(2, &row.who, cells);
        }
        for row in &case.pensions {
            let cells = vec![
                row.kind.clone(),
                self.post.money(row.amount),
                self.post.date(row.from),
            ];
            self.register(3, &row.who, cells);
        }
        for row in &case.cards {
            let cells = card_cells(&self.post, row, &self.plan);
            self.register(4, &row.who, cells.to_vec());
        }
        Ok(())
    }
}
