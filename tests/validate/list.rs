//! A roll of a ward as state papers have it: letterhead, title, a head of two merged rows, column
//! numbers, people, total and signatures. Faults are typed over its cells.

use std::collections::BTreeMap;
use std::path::Path;

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Formula, Note, Workbook};

/// A person of eighty and more.
#[derive(Clone)]
pub struct Person {
    pub name: String,
    pub born: String,
    pub woman: bool,
    pub id: String,
}

const FAMILIES: [&str; 10] = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Vũ", "Bùi", "Đỗ", "Hoàng", "Ngô", "Đặng",
];
const GIVEN: [&str; 20] = [
    "Hoa", "Bình", "Mận", "Lan", "Na", "Nụ", "Thắm", "Quý", "Sen", "Tư", "Yến", "Dậu", "Hợi",
    "Khánh", "Loan", "Minh", "Oanh", "Phúc", "Sửu", "Vượng",
];

/// The person of a number, unlike all others.
pub fn person(n: u32) -> Person {
    let woman = n.is_multiple_of(2);
    let (year, month, day) = (1930 + n % 10, 1 + n % 12, 1 + (n / 7) % 28);
    let middle = if woman { "Thị" } else { "Văn" };
    let (family, given) = (FAMILIES[(n / 20 % 10) as usize], GIVEN[(n % 20) as usize]);
    Person {
        name: format!("{family} {middle} {given}"),
        born: format!("{day:02}/{month:02}/{year}"),
        woman,
        id: format!("034{}{}{:06}", u32::from(woman), year % 100, 500 + n * 7),
    }
}

enum Typed {
    Text(String),
    Number(f64),
    Date(f64),
    Filled(f64),
    Error,
}

/// A list on its way into a workbook.
pub struct List {
    commune: String,
    people: Vec<Person>,
    typed: BTreeMap<(u32, u16), Typed>,
    noted: Vec<(u32, u16)>,
    /// By how much the total is wrong, đồng.
    off: i64,
}

/// The row of the first person as Excel counts.
const FIRST: u32 = 9;
const AMOUNT: i64 = 270_000;

impl List {
    /// A list of the people of a ward.
    pub fn ward(commune: &str, people: Vec<Person>) -> Self {
        Self {
            commune: commune.to_owned(),
            people,
            typed: BTreeMap::new(),
            noted: Vec::new(),
            off: 0,
        }
    }

    fn put(&mut self, rule: &str, person: u32, column: &str, typed: Typed) -> (String, String) {
        let letter = column.bytes().next().expect("a letter");
        self.typed.insert((person, u16::from(letter - b'A')), typed);
        (rule.to_owned(), format!("{column}{}", FIRST + person))
    }

    /// A note that the clerk has made on a person's cell.
    pub fn note(&mut self, person: u32, column: &str) {
        let letter = column.bytes().next().expect("a letter");
        self.noted.push((person, u16::from(letter - b'A')));
    }

    /// Types a text over a person's cell; empty for nothing.
    pub fn set(&mut self, rule: &str, person: u32, column: &str, text: &str) -> (String, String) {
        self.put(rule, person, column, Typed::Text(text.to_owned()))
    }

    /// Types a number over a person's cell.
    pub fn set_number(
        &mut self,
        rule: &str,
        person: u32,
        column: &str,
        n: f64,
    ) -> (String, String) {
        self.put(rule, person, column, Typed::Number(n))
    }

    /// A day as Excel counts them, shown as a date.
    pub fn set_date(&mut self, person: u32, column: &str, serial: f64) {
        self.put("", person, column, Typed::Date(serial));
    }

    /// A number shown with twelve digits.
    pub fn set_filled(&mut self, person: u32, column: &str, n: f64) {
        self.put("", person, column, Typed::Filled(n));
    }

    /// A formula that has lost what it pointed at.
    pub fn error(&mut self, rule: &str, person: u32, column: &str) -> (String, String) {
        self.put(rule, person, column, Typed::Error)
    }

    /// Writes one person in the place of another as well.
    pub fn repeat(&mut self, rule: &str, person: usize, again: usize) -> (String, String) {
        self.people[again] = self.people[person].clone();
        (rule.to_owned(), format!("B{}", FIRST + again as u32))
    }

    /// A total that is no sum of the rows.
    pub fn total_off(&mut self, rule: &str) -> (String, String) {
        self.off += 1_000_000;
        (
            rule.to_owned(),
            format!("H{}", FIRST + self.people.len() as u32),
        )
    }

    /// Writes the workbook.
    pub fn write(&self, path: &Path) {
        let mut book = Workbook::new();
        self.draw(&mut book).expect("a sheet");
        book.save(path).expect("a workbook");
    }

    fn draw(&self, book: &mut Workbook) -> Result<(), rust_xlsxwriter::XlsxError> {
        let plain = Format::new()
            .set_font_name("Times New Roman")
            .set_font_size(12);
        let bold = plain.clone().set_bold().set_align(FormatAlign::Center);
        let cell = plain.clone().set_border(FormatBorder::Thin);
        let head = bold.clone().set_border(FormatBorder::Thin).set_text_wrap();
        let money = cell.clone().set_num_format("#,##0");
        let sheet = book.add_worksheet();
        sheet.set_name("T10")?;
        sheet.set_landscape();
        for (column, width) in [5.0, 26.0, 12.0, 9.0, 16.0, 34.0, 7.0, 12.0, 12.0, 14.0]
            .iter()
            .enumerate()
        {
            sheet.set_column_width(column as u16, *width)?;
        }
        let ward = self.commune.to_uppercase();
        sheet.merge_range(0, 0, 0, 3, "UBND THÀNH PHỐ THÁI BÌNH", &plain)?;
        sheet.merge_range(1, 0, 1, 3, &format!("UBND PHƯỜNG {ward}"), &bold)?;
        sheet.merge_range(0, 5, 0, 9, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", &bold)?;
        sheet.merge_range(1, 5, 1, 9, "Độc lập - Tự do - Hạnh phúc", &bold)?;
        let title = "DANH SÁCH ĐỐI TƯỢNG BẢO TRỢ XÃ HỘI ĐANG HƯỞNG TRỢ CẤP HÀNG THÁNG";
        sheet.merge_range(3, 0, 3, 9, title, &bold)?;
        sheet.merge_range(4, 0, 4, 9, "Tháng 10 năm 2020", &bold)?;
        let heads = [
            "STT",
            "Họ và tên",
            "Ngày sinh",
            "Giới tính",
            "Số CMND/CCCD",
            "Đối tượng",
            "Hệ số",
            "Mức hưởng",
            "Hưởng từ tháng",
            "Ghi chú",
        ];
        for (column, text) in heads.iter().enumerate() {
            sheet.merge_range(5, column as u16, 6, column as u16, text, &head)?;
            sheet.write_with_format(7, column as u16, format!("({})", column + 1), &head)?;
        }
        for (at, person) in (0u32..).zip(&self.people) {
            let row = FIRST - 1 + at;
            sheet.write_number_with_format(row, 0, at + 1, &cell)?;
            let sex = if person.woman { "Nữ" } else { "Nam" };
            let texts = [
                (1, person.name.as_str()),
                (2, &person.born),
                (3, sex),
                (4, &person.id),
                (5, "Người cao tuổi từ đủ 80 tuổi"),
                (8, "04/2018"),
                (9, ""),
            ];
            for (column, text) in texts {
                sheet.write_with_format(row, column, text, &cell)?;
            }
            sheet.write_number_with_format(row, 6, 1.0, &cell)?;
            sheet.write_number_with_format(row, 7, AMOUNT as f64, &money)?;
            for ((_, column), typed) in self.typed.range((at, 0)..=(at, 99)) {
                match typed {
                    Typed::Text(text) => sheet.write_with_format(row, *column, text, &cell)?,
                    Typed::Number(n) => sheet.write_number_with_format(row, *column, *n, &cell)?,
                    Typed::Date(n) => {
                        let date = cell.clone().set_num_format("dd/mm/yyyy");
                        sheet.write_number_with_format(row, *column, *n, &date)?
                    }
                    Typed::Filled(n) => {
                        let filled = cell.clone().set_num_format("000000000000");
                        sheet.write_number_with_format(row, *column, *n, &filled)?
                    }
                    Typed::Error => {
                        let broken = Formula::new("=#REF!").set_result("#REF!");
                        sheet.write_formula_with_format(row, *column, broken, &cell)?
                    }
                };
            }
        }
        for (person, column) in &self.noted {
            let note = Note::new("đã hỏi gia đình");
            sheet.insert_note(FIRST - 1 + person, *column, &note)?;
        }
        let last = FIRST - 1 + self.people.len() as u32;
        let own: i64 = AMOUNT * self.people.len() as i64;
        sheet.merge_range(last, 0, last, 6, "Tổng cộng", &head)?;
        let sum = own - self.others() + self.off;
        sheet.write_number_with_format(last, 7, sum as f64, &money)?;
        sheet.merge_range(
            last + 2,
            6,
            last + 2,
            9,
            "Thái Bình, ngày 05 tháng 10 năm 2020",
            &plain,
        )?;
        sheet.merge_range(last + 3, 0, last + 3, 3, "NGƯỜI LẬP BIỂU", &bold)?;
        sheet.merge_range(last + 3, 6, last + 3, 9, "TM. ỦY BAN NHÂN DÂN", &bold)?;
        Ok(())
    }

    /// By how much amounts typed over differ from what they were.
    fn others(&self) -> i64 {
        let sums = self.typed.iter().filter(|((_, column), _)| *column == 7);
        sums.map(|(_, typed)| match typed {
            Typed::Number(n) => AMOUNT - *n as i64,
            _ => AMOUNT,
        })
        .sum()
    }
}
