//! The post office's ledgers: a workbook a month, a sheet a commune, the form with what was not
//! paid the month before.

use std::collections::BTreeMap;

use super::page::{self, Cell, Page};
use super::spec::{FUNERAL, MONTHS, Person, Row, Spec};

const COMMUNES: [(&str, &str); 3] = [
    ("Bồ Xuyên", "Phường Bồ Xuyên"),
    ("Kỳ Bá", "Phường Kỳ Bá"),
    ("Vũ Phúc", "Xã Vũ Phúc"),
];

/// A line of a ledger.
#[derive(Default)]
struct Line {
    name: String,
    year: String,
    id: String,
    category: String,
    regular: i64,
    arrears: i64,
    carried: (u32, i64),
    funeral: i64,
    off: i64,
    signed: bool,
    receiver: String,
    day: u32,
    receipt: String,
    note: String,
}

impl Line {
    fn total(&self) -> i64 {
        self.regular + self.arrears + self.carried.1 + self.funeral + self.off
    }
}

/// All four months.
pub fn write(spec: &Spec, files: &mut BTreeMap<String, Vec<u8>>) {
    for month in MONTHS {
        let mut book = page::workbook();
        for (i, (commune, ranked)) in COMMUNES.into_iter().enumerate() {
            let sheet = book.add_worksheet().set_name(commune).expect("a name");
            let lines = lines(spec, commune, month, i);
            fill(spec, sheet, (commune, ranked), month, &lines);
        }
        let path = format!("chi-tra/Chi tra tro cap T{month:02}.2020.xlsx");
        files.insert(path, page::bytes(book));
    }
}

fn lines(spec: &Spec, commune: &str, month: u32, place: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for person in spec.of(commune) {
        let paid = person.pay.contains(&month);
        for row in person.rows.iter().filter(|r| paid && !r.unpaid) {
            lines.push(regular(spec, person, row, month));
            if person.twice.contains(&month) {
                lines.push(regular(spec, person, row, month));
            }
        }
        if person.funeral == Some(month) {
            lines.push(Line {
                funeral: FUNERAL,
                note: "Mai táng phí".into(),
                ..line(spec, person, &person.rows[0], month)
            });
        }
    }
    let unnumbered = lines.iter_mut().enumerate();
    for (i, line) in unnumbered.filter(|(_, l)| l.signed && l.receipt.is_empty()) {
        line.receipt = format!("PC-{month:02}{}{:02}", place + 1, i + 1);
    }
    lines
}

fn line(spec: &Spec, person: &Person, row: &Row, month: u32) -> Line {
    let name = match &row.cared_for {
        Some(other) => format!("{} (nuôi {other})", person.name),
        None => person.name.clone(),
    };
    let signed = !person.unclaimed.contains(&month);
    Line {
        name,
        year: person.year(),
        id: person.id.clone(),
        category: spec.words[&row.category].clone(),
        signed,
        receiver: if signed {
            person.receiver(month).to_owned()
        } else {
            String::new()
        },
        day: *person.received.get(&month.to_string()).unwrap_or(&8),
        ..Line::default()
    }
}

fn regular(spec: &Spec, person: &Person, row: &Row, month: u32) -> Line {
    let key = month.to_string();
    let mut line = line(spec, person, row, month);
    line.regular = person.sums.get(&key).copied().unwrap_or(row.amount());
    line.off = person.total_off.get(&key).copied().unwrap_or(0);
    for arrears in person.arrears.iter().filter(|a| a.r#in == month) {
        line.arrears = row.amount() * arrears.r#for.len() as i64;
        let months: Vec<String> = arrears.r#for.iter().map(|m| format!("T{m}")).collect();
        line.note = format!("Truy lĩnh {}/2020", months.join(", "));
    }
    if let Some(carried) = person.carried.as_ref().filter(|c| c.r#in == month) {
        line.carried = (carried.months, carried.amount);
    }
    if let Some(receipt) = person.receipt.as_ref().filter(|r| r.r#in == month) {
        line.receipt.clone_from(&receipt.number);
    }
    line
}

fn fill(
    spec: &Spec,
    sheet: &mut rust_xlsxwriter::Worksheet,
    (commune, ranked): (&str, &str),
    month: u32,
    lines: &[Line],
) {
    let widths = [
        6.0, 32.0, 10.0, 15.0, 34.0, 14.0, 12.0, 8.0, 12.0, 12.0, 14.0, 12.0, 24.0, 12.0, 12.0,
        20.0,
    ];
    let mut page = Page::new(sheet, &widths);
    page.title("BƯU ĐIỆN THÀNH PHỐ THÁI BÌNH");
    page.title("DANH SÁCH CHI TRẢ TRỢ CẤP XÃ HỘI HÀNG THÁNG");
    page.title(&format!("Tháng {month} năm 2020"));
    page.title(ranked);
    page.header_over(&[
        ("STT", &[]),
        ("Họ và tên", &[]),
        ("Năm sinh", &[]),
        ("Số CMND/CCCD", &[]),
        ("Đối tượng", &[]),
        ("Tiền trợ cấp tháng này", &[]),
        ("Truy lĩnh", &[]),
        ("Chưa trả tháng trước", &["Số tháng", "Số tiền"]),
        ("Mai táng phí", &[]),
        ("Tổng số tiền", &[]),
        ("Người nhận", &["Ký nhận", "Họ và tên", "Ngày nhận"]),
        ("Số phiếu chi", &[]),
        ("Ghi chú", &[]),
    ]);
    let money = |sum: i64| {
        if sum == 0 {
            Cell::Empty
        } else {
            Cell::Money(sum)
        }
    };
    for (i, line) in lines.iter().enumerate() {
        let received = if line.signed {
            Cell::Day(2020, month as u8, line.day as u8)
        } else {
            Cell::Empty
        };
        page.line(vec![
            Cell::Number(i as f64 + 1.0),
            line.name.as_str().into(),
            line.year.as_str().into(),
            line.id.as_str().into(),
            line.category.as_str().into(),
            money(line.regular),
            money(line.arrears),
            if line.carried.0 == 0 {
                Cell::Empty
            } else {
                Cell::Number(f64::from(line.carried.0))
            },
            money(line.carried.1),
            money(line.funeral),
            Cell::Money(line.total()),
            if line.signed {
                "Đã ký"
            } else {
                "Chưa nhận"
            }
            .into(),
            line.receiver.as_str().into(),
            received,
            line.receipt.as_str().into(),
            line.note.as_str().into(),
        ]);
    }
    let sum = |part: &dyn Fn(&Line) -> i64| Cell::Money(lines.iter().map(part).sum());
    let wrong = &spec.wrong_total;
    let by = if wrong.commune == commune && wrong.month == month {
        wrong.by
    } else {
        0
    };
    let all: i64 = lines.iter().map(Line::total).sum();
    let mut cells: Vec<Cell> = vec![Cell::Empty, "Tổng cộng".into()];
    cells.resize_with(5, || Cell::Empty);
    cells.extend([
        sum(&|l| l.regular),
        sum(&|l| l.arrears),
        Cell::Empty,
        sum(&|l| l.carried.1),
        sum(&|l| l.funeral),
        Cell::Money(all + by),
    ]);
    cells.resize_with(16, || Cell::Empty);
    page.line(cells);
    page.signatures(
        &format!("Thái Bình, ngày 15 tháng {month} năm 2020"),
        "NHÂN VIÊN CHI TRẢ",
        "GIÁM ĐỐC BƯU ĐIỆN",
    );
}
