//! Of which commune a list is, driven through the binary: by its titles, its sheet, its file and the
//! other lists of the run.

#![allow(missing_docs, clippy::unwrap_used, reason = "a test may fail")]

mod inspected;

use std::fs;

use inspected::inspect;
use rust_xlsxwriter::Workbook;
use serde_json::Value;
use tempfile::TempDir;

/// Names that hold words of periods, ranks, papers and villages.
const NAMES: [&str; 48] = [
    "Tân Quy",
    "Phú Quý",
    "Tân Kỳ",
    "Thành Công",
    "Dương Quan",
    "Quán Toan",
    "Quan Hoa",
    "Quán Thánh",
    "Thị Cầu",
    "Kỳ Sơn",
    "Danh Thắng",
    "Quý Lộc",
    "Quy Đức",
    "Năm Căn",
    "Đội Bình",
    "Xuân Quan",
    "Thị Nại",
    "Huyền Sơn",
    "Tính Giang",
    "Tổ Múa",
    "Khu Láo",
    "Bản Cầm",
    "Thôn Môn",
    "Báo Đáp",
    "Hương Sơn",
    "Tân Hương",
    "Từ Đà",
    "Cộng Hòa",
    "Viên An",
    "Giao Thủy",
    "Tân Tiến",
    "Đông Hòa",
    "Lê Hồng Phong",
    "Trần Hưng Đạo",
    "Kỳ Bá",
    "Nhân Hòa",
    "Điểm He",
    "Biên Giới",
    "Trung Kỳ",
    "Phú Thị",
    "Ngày Mới",
    "Tân Năm",
    "Quỳ Hợp",
    "Tĩnh Túc",
    "Thái Đô",
    "Chi Lăng",
    "Đợt Sơn",
    "Phương Đông",
];

const HEADER: [&str; 6] = [
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Đối tượng",
    "Mức hưởng",
    "Hưởng từ tháng",
];
const PERSON: [&str; 6] = [
    "1",
    "Nguyễn Thị Hoa",
    "01/02/1935",
    "Trên 80 tuổi",
    "270000",
    "01/2018",
];

/// A workbook of rolls: sheet name and title lines of each.
fn workbook(sheets: &[(String, Vec<String>)]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, titles) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        for (row, title) in (0u32..).zip(titles) {
            sheet.write(row, 0, title.as_str()).unwrap();
        }
        for (row, line) in (titles.len() as u32..).zip([HEADER, PERSON]) {
            for (column, text) in (0u16..).zip(line) {
                sheet.write(row, column, text).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

fn communes(document: &Value) -> Vec<String> {
    let sources = document["sources"].as_array().unwrap().iter();
    let first = |s: &Value| s["rows"][0]["commune"].as_str().unwrap_or("").to_owned();
    sources.map(first).collect()
}

#[test]
fn a_name_in_a_title_is_whole_whatever_words_it_holds() {
    let styles = [
        ("DANH SÁCH ĐỐI TƯỢNG BẢO TRỢ XÃ HỘI ", " THÁNG 8 NĂM 2020"),
        ("UBND ", ""),
        ("DANH SÁCH CHI TRẢ TẠI ", " QUÝ II/2020"),
        ("Danh sách của ", " - Quý II/2020"),
        ("", " từ tháng 5/2020, huyện Hà Lâm"),
        ("BƯU ĐIỆN HÀ LÂM - ", " HUYỆN HÀ LÂM"),
    ];
    let dir = TempDir::new().unwrap();
    let mut wrong = Vec::new();
    for (start, end) in styles {
        let capitals = !format!("{start}{end}").chars().any(char::is_lowercase);
        let sheets: Vec<(String, Vec<String>)> = (0..)
            .zip(NAMES)
            .map(|(i, name)| {
                let rank = ["Xã", "Phường"][i % 2];
                let named = format!("{rank} {name}");
                let named = if capitals {
                    named.to_uppercase()
                } else {
                    named
                };
                (format!("S{i}"), vec![format!("{start}{named}{end}")])
            })
            .collect();
        let path = dir.path().join("a.xlsx");
        fs::write(&path, workbook(&sheets)).unwrap();
        for (got, want) in communes(&inspect(&path)).iter().zip(NAMES) {
            if got != want {
                wrong.push(format!("{start}{want}{end}: {got}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn words_that_are_no_names_are_none() {
    let titles = [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "DANH SÁCH CHI TRẢ TRỢ CẤP XÃ HỘI THÁNG 8 NĂM 2020",
        "Danh sách các xã, phường tháng 8/2020",
        "PHÒNG LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI THỊ XÃ SƠN TÂY",
        "Ban chỉ huy quân sự xã đội",
        "TRỢ CẤP XÃ HỘI HÀNG THÁNG",
    ];
    let dir = TempDir::new().unwrap();
    let sheets: Vec<_> = (0..)
        .zip(titles)
        .map(|(i, t): (usize, &str)| (format!("S{i}"), vec![t.to_owned()]))
        .collect();
    let path = dir.path().join("a.xlsx");
    fs::write(&path, workbook(&sheets)).unwrap();
    assert_eq!(communes(&inspect(&path)), vec![""; titles.len()]);
}

#[test]
fn names_of_files_and_sheets_tell_the_commune_behind_its_rank() {
    let dir = TempDir::new().unwrap();
    let files = [
        ("1 xa-quy-loc-2020-08.xlsx", "Quy Loc"),
        ("2 Xa Ky Son T8.2020.xlsx", "Ky Son"),
        ("3 phuong_quan_hoa_thang_8.xlsx", "Quan Hoa"),
        ("4 Xã Tân Kỳ - Quý II 2020.xlsx", "Tân Kỳ"),
        ("5 P. Thị Cầu T8.xlsx", "Thị Cầu"),
    ];
    for (name, _) in files {
        let bytes = workbook(&[("Sheet1".to_owned(), vec!["DANH SÁCH".to_owned()])]);
        fs::write(dir.path().join(name), bytes).unwrap();
    }
    let want: Vec<&str> = files.iter().map(|(_, commune)| *commune).collect();
    assert_eq!(communes(&inspect(dir.path())), want);
}

#[test]
fn a_name_that_other_lists_know_tells_the_commune() {
    let dir = TempDir::new().unwrap();
    let ledger = "Tháng,Xã,Họ và tên,Năm sinh,Chế độ,Số tiền\n\
        10/2020,Xã Tân Kỳ,Trần Văn An,1935,NCT 80+,270000\n\
        10/2020,Xã Phù Lưu,Trần Văn Ba,1935,NCT 80+,270000\n\
        10/2020,Xã Vạn Thọ,Trần Văn Tư,1935,NCT 80+,270000\n";
    fs::write(dir.path().join("a.csv"), ledger).unwrap();
    let bare = |sheet: &str| workbook(&[(sheet.to_owned(), vec!["DANH SÁCH".to_owned()])]);
    let mixed = dir.path().join("van tho");
    fs::create_dir(&mixed).unwrap();
    for (name, sheet) in [
        ("b phu-luu.xlsx", "Sheet1"),
        ("c Tan Ky T8.xlsx", "Sheet1"),
        ("d.xlsx", "Phù Lưu"),
        ("e tan ky phu luu.xlsx", "Sheet1"),
        ("f xa-phu-luu.xlsx", "Sheet1"),
        ("van tho/a.xlsx", "Sheet1"),
    ] {
        fs::write(dir.path().join(name), bare(sheet)).unwrap();
    }
    let got = communes(&inspect(dir.path()));
    // Two names tell nothing, and a name without tones takes those that the others give it.
    let want = [
        "Tân Kỳ",
        "Phù Lưu",
        "Tân Kỳ",
        "Phù Lưu",
        "",
        "Phù Lưu",
        "Vạn Thọ",
    ];
    assert_eq!(got, want);
    // A folder in which lists of another commune stand is called so by chance.
    let other = workbook(&[("Sheet1".to_owned(), vec!["UBND XÃ TÂN KỲ".to_owned()])]);
    fs::write(mixed.join("b.xlsx"), other).unwrap();
    let got = communes(&inspect(dir.path()));
    assert_eq!(
        got.get(6..),
        Some(&[String::new(), "Tân Kỳ".to_owned()][..])
    );
}

#[test]
fn capitals_without_tones_are_read_by_the_words_that_follow() {
    let titles = [
        ("XA TAN KY THANG 8 NAM 2020", "Tan Ky"),
        ("UBND XA QUY DUC QUY II/2020", "Quy Duc"),
        ("UBND PHUONG QUAN HOA", "Quan Hoa"),
        ("XA DUONG QUAN HUYEN VAN LAM", "Duong Quan"),
        ("XA NAM CAN NAM 2020", "Nam Can"),
        ("UBND XA XUAN QUAN THANG 8/2020", "Xuan Quan"),
        ("TRO CAP XA HOI THANG 8", ""),
    ];
    let sheets: Vec<_> = (0..)
        .zip(titles)
        .map(|(i, (title, _)): (usize, _)| (format!("S{i}"), vec![title.to_owned()]))
        .collect();
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("a.xlsx");
    fs::write(&path, workbook(&sheets)).unwrap();
    assert_eq!(
        communes(&inspect(&path)),
        titles.map(|(_, commune)| commune)
    );
}
