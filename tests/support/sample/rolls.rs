//! The rolls of October 2020: three communes, three layouts.

use std::collections::BTreeMap;

use super::page::{self, Cell, Page};
use super::spec::{Person, Row, Spec};

/// The lines of a commune's roll, grouped by category in the order in which these first come.
fn lines<'a>(spec: &'a Spec, commune: &'a str) -> Vec<(&'a str, Vec<(&'a Person, &'a Row)>)> {
    let mut groups: Vec<(&str, Vec<(&Person, &Row)>)> = Vec::new();
    for person in spec.of(commune).filter(|p| p.on_roll) {
        for row in &person.rows {
            let words = spec.words[&row.category].as_str();
            match groups.iter_mut().find(|(w, _)| *w == words) {
                Some((_, lines)) => lines.push((person, row)),
                None => groups.push((words, vec![(person, row)])),
            }
        }
    }
    groups
}

fn total(groups: &[(&str, Vec<(&Person, &Row)>)]) -> i64 {
    let lines = groups.iter().flat_map(|(_, lines)| lines);
    lines.map(|(_, row)| row.amount()).sum()
}

fn coefficient(rate: i64) -> String {
    format!("{},{}", rate / 100, rate % 100 / 10)
}

fn sex(person: &Person) -> &'static str {
    if person.sex == "female" {
        "Nữ"
    } else {
        "Nam"
    }
}

fn level<'a>(spec: &'a Spec, row: &Row) -> &'a str {
    row.level().map_or("", |l| spec.levels[l].as_str())
}

/// All three.
pub fn write(spec: &Spec, files: &mut BTreeMap<String, Vec<u8>>) {
    files.insert(
        "danh-sach/DS BTXH Bo Xuyen T10.2020.xlsx".into(),
        bo_xuyen(spec),
    );
    files.insert(
        "danh-sach/KY BA - doi tuong thang 10.xlsx".into(),
        ky_ba(spec),
    );
    files.insert(
        "danh-sach/Vũ Phúc - danh sách đối tượng.csv".into(),
        vu_phuc(spec),
    );
}

const MOTTO: [&str; 2] = [
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
];

/// State heads, a header of one row, column numbers, a line for each group, a total.
fn bo_xuyen(spec: &Spec) -> Vec<u8> {
    let mut book = page::workbook();
    let sheet = book.add_worksheet().set_name("BTXH").expect("a name");
    let widths = [
        6.0, 24.0, 12.0, 8.0, 15.0, 9.0, 30.0, 20.0, 14.0, 8.0, 12.0, 12.0, 16.0,
    ];
    let mut page = Page::new(sheet, &widths);
    page.heads(["UBND THÀNH PHỐ THÁI BÌNH", "UBND PHƯỜNG BỒ XUYÊN"], MOTTO);
    page.title("DANH SÁCH ĐỐI TƯỢNG BẢO TRỢ XÃ HỘI ĐANG HƯỞNG TRỢ CẤP HÀNG THÁNG");
    page.title("Tháng 10 năm 2020");
    page.title("Đơn vị tính: đồng");
    page.header(&[
        "STT",
        "Họ và tên",
        "Ngày, tháng, năm sinh",
        "Giới tính",
        "Số CMND/CCCD",
        "Tổ dân phố",
        "Đối tượng",
        "Dạng tật",
        "Mức độ",
        "Hệ số",
        "Mức hưởng",
        "Hưởng từ tháng",
        "Ghi chú",
    ]);
    page.numbers();
    let groups = lines(spec, "Bồ Xuyên");
    let mut number = 0;
    for (i, (words, lines)) in groups.iter().enumerate() {
        let roman = ["I", "II", "III", "IV", "V", "VI"][i];
        let mut cells: Vec<Cell> = vec![roman.into(), (*words).into()];
        cells.resize_with(widths.len(), || Cell::Empty);
        page.line(cells);
        for (person, row) in lines {
            number += 1;
            page.line(vec![
                Cell::Number(f64::from(number)),
                person.name.as_str().into(),
                person.born().into(),
                sex(person).into(),
                person.id.as_str().into(),
                person.village.as_str().into(),
                (*words).into(),
                row.kind.as_deref().unwrap_or("").into(),
                level(spec, row).into(),
                coefficient(row.rate).into(),
                Cell::Money(row.amount()),
                row.from().into(),
                row.note.as_str().into(),
            ]);
        }
    }
    let mut cells: Vec<Cell> = vec![Cell::Empty, "Tổng cộng".into()];
    cells.resize_with(10, || Cell::Empty);
    cells.push(Cell::Money(total(&groups)));
    cells.extend([Cell::Empty, Cell::Empty]);
    page.line(cells);
    page.signatures(
        "Bồ Xuyên, ngày 12 tháng 10 năm 2020",
        "NGƯỜI LẬP BIỂU",
        "TM. ỦY BAN NHÂN DÂN",
    );
    page::bytes(book)
}

/// Two header rows; the column of the birth says the sex.
fn ky_ba(spec: &Spec) -> Vec<u8> {
    let mut book = page::workbook();
    let sheet = book.add_worksheet().set_name("Sheet1").expect("a name");
    let widths = [
        6.0, 24.0, 12.0, 12.0, 15.0, 9.0, 30.0, 20.0, 14.0, 8.0, 12.0, 12.0, 22.0, 16.0,
    ];
    let mut page = Page::new(sheet, &widths);
    page.heads(["UBND PHƯỜNG KỲ BÁ", "BAN LĐ-TB VÀ XÃ HỘI"], ["", ""]);
    page.title("DANH SÁCH ĐỐI TƯỢNG HƯỞNG TRỢ CẤP XÃ HỘI HÀNG THÁNG");
    page.title("(Tháng 10/2020)");
    page.header_over(&[
        ("TT", &[]),
        ("Họ và tên", &[]),
        ("Năm sinh", &["Nam", "Nữ"]),
        ("Số CCCD", &[]),
        ("Chỗ ở hiện nay", &[]),
        ("Diện hưởng", &[]),
        ("Khuyết tật", &["Dạng tật", "Mức độ"]),
        ("Hệ số", &[]),
        ("Mức trợ cấp", &[]),
        ("Hưởng từ tháng", &[]),
        ("Người được chăm sóc", &[]),
        ("Ghi chú", &[]),
    ]);
    let groups = lines(spec, "Kỳ Bá");
    let lines = groups
        .iter()
        .flat_map(|(words, l)| l.iter().map(move |l| (words, l)));
    for (i, (words, (person, row))) in lines.enumerate() {
        let (man, woman) = match person.sex.as_str() {
            "female" => (String::new(), person.born()),
            _ => (person.born(), String::new()),
        };
        page.line(vec![
            Cell::Number(i as f64 + 1.0),
            person.name.as_str().into(),
            man.into(),
            woman.into(),
            person.id.as_str().into(),
            person.village.as_str().into(),
            (**words).into(),
            row.kind.as_deref().unwrap_or("").into(),
            level(spec, row).into(),
            Cell::Number(row.rate as f64 / 100.0),
            Cell::Money(row.amount()),
            row.from().into(),
            row.cared_for.as_deref().unwrap_or("").into(),
            row.note.as_str().into(),
        ]);
    }
    let mut cells: Vec<Cell> = vec![Cell::Empty, "TỔNG CỘNG".into()];
    cells.resize_with(10, || Cell::Empty);
    cells.push(Cell::Money(total(&groups)));
    cells.resize_with(14, || Cell::Empty);
    page.line(cells);
    page.signatures(
        "Kỳ Bá, ngày 09 tháng 10 năm 2020",
        "CÁN BỘ LĐ-TBXH",
        "CHỦ TỊCH",
    );
    page::bytes(book)
}

/// A CSV saved from Excel: semicolons, title lines, money with dots.
fn vu_phuc(spec: &Spec) -> Vec<u8> {
    let header = [
        "STT",
        "Họ và tên",
        "Ngày sinh",
        "Giới tính",
        "Số CCCD",
        "Thôn",
        "Đối tượng",
        "Dạng tật",
        "Mức độ",
        "Số con",
        "Hệ số",
        "Mức hưởng",
        "Hưởng từ tháng",
        "Ghi chú",
    ];
    let width = header.len();
    let alone = |text: &str| {
        let mut line = vec![text.to_owned()];
        line.resize(width, String::new());
        line
    };
    let mut out = vec![
        alone("UBND XÃ VŨ PHÚC"),
        alone("DANH SÁCH ĐỐI TƯỢNG BẢO TRỢ XÃ HỘI"),
        alone("Tháng 10 năm 2020"),
        header.map(str::to_owned).to_vec(),
    ];
    let groups = lines(spec, "Vũ Phúc");
    let lines = groups
        .iter()
        .flat_map(|(words, l)| l.iter().map(move |l| (words, l)));
    for (i, (words, (person, row))) in lines.enumerate() {
        out.push(vec![
            (i + 1).to_string(),
            person.name.clone(),
            person.born(),
            sex(person).to_owned(),
            person.id.clone(),
            person.village.clone(),
            (*words).to_string(),
            row.kind.clone().unwrap_or_default(),
            level(spec, row).to_owned(),
            row.children.map_or(String::new(), |n| n.to_string()),
            coefficient(row.rate),
            rasoat::model::Money(row.amount()).to_string(),
            row.from(),
            row.note.clone(),
        ]);
    }
    let mut last = alone("");
    "Tổng cộng".clone_into(&mut last[1]);
    last[11] = rasoat::model::Money(total(&groups)).to_string();
    out.push(last);
    page::csv(true, b';', &out)
}
