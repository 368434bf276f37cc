//! `rasoat inspect` on a large workbook, whole process, beside calamine's streaming reader, which gives the
//! same cells one by one without asking what they say.
//!
//! `cargo bench --bench reading`

#![allow(missing_docs, clippy::expect_used)]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use calamine::{DataRef, Reader, Xlsx, open_workbook};
use criterion::{Criterion, criterion_group, criterion_main};
use rust_xlsxwriter::{Format, Workbook, XlsxError};

const ROWS: u32 = 200_000;
const HEADER: [&str; 11] = [
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Số CCCD",
    "Xã/Phường",
    "Thôn/Tổ",
    "Đối tượng",
    "Hệ số",
    "Mức hưởng",
    "Từ tháng",
];

/// A roll of 200,000 invented people, its texts shared as Excel writes them, or each in its cell.
fn roll(path: &Path, shared: bool) -> Result<(), XlsxError> {
    let mut book = Workbook::new();
    let sheet = if shared {
        book.add_worksheet()
    } else {
        book.add_worksheet_with_constant_memory()?
    };
    let money = Format::new().set_num_format("#,##0");
    let day = Format::new().set_num_format("dd/mm/yyyy");
    sheet.write(0, 0, "DANH SÁCH HƯỞNG TRỢ CẤP XÃ HỘI THÁNG 10 NĂM 2020")?;
    for (column, label) in (0..).zip(HEADER) {
        sheet.write(2, column, label)?;
    }
    let given = ["Hoa", "Lan", "Mai", "Cúc", "Đào"];
    for i in 0..ROWS {
        let (row, year) = (i + 3, 1925 + i % 16);
        let name = given.get(i as usize % given.len()).copied().unwrap_or("");
        sheet.write(row, 0, i + 1)?;
        sheet.write(row, 1, format!("Nguyễn Thị {name}"))?;
        let born = format!("{:02}/{:02}/{year}", 1 + i % 28, 1 + i % 12);
        sheet.write(row, 2, born)?;
        sheet.write(row, 3, "Nữ")?;
        sheet.write(row, 4, format!("0341{:02}{i:06}", year % 100))?;
        sheet.write(row, 5, "Bồ Xuyên")?;
        sheet.write(row, 6, format!("Tổ {}", 1 + i % 20))?;
        sheet.write(row, 7, "Người cao tuổi từ đủ 80 tuổi")?;
        sheet.write(row, 8, 1)?;
        sheet.write_with_format(row, 9, 270_000, &money)?;
        sheet.write_with_format(row, 10, 43_556, &day)?;
    }
    book.save(path)
}

fn inspected(path: &Path) {
    let mut run = Command::new(env!("CARGO_BIN_EXE_rasoat"));
    run.arg("inspect").arg(path).stdout(Stdio::null());
    assert!(run.status().expect("rasoat runs").success());
}

fn streamed(path: &Path) -> usize {
    let mut book: Xlsx<_> = open_workbook(path).expect("a workbook");
    let name = book.sheet_names().first().cloned().expect("a sheet");
    let mut cells = book.worksheet_cells_reader(&name).expect("its cells");
    let mut letters = 0;
    while let Some(cell) = cells.next_cell().expect("a cell") {
        letters += match cell.get_value() {
            DataRef::SharedString(text) => text.len(),
            DataRef::String(text) => text.len(),
            _ => 1,
        };
    }
    letters
}

fn reading(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    for (texts, shared) in [("shared texts", true), ("inline texts", false)] {
        let path: PathBuf = folder.path().join("danh-sach.xlsx");
        roll(&path, shared).expect("the roll is written");
        let mut group = criterion.benchmark_group(format!("200,000 x 11 cells, {texts}"));
        group.sample_size(10);
        group.bench_function("rasoat inspect", |b| b.iter(|| inspected(&path)));
        group.bench_function("calamine, cells alone", |b| {
            b.iter(|| black_box(streamed(&path)));
        });
        group.finish();
    }
}

criterion_group!(benches, reading);
criterion_main!(benches);
