//! What a list is and what its columns are called, as offices other than ours write it.
#![allow(missing_docs, clippy::unwrap_used)]

mod inspected;

use std::fs;
use std::path::Path;

use inspected::{column, rasoat, read, role};
use rust_xlsxwriter::Workbook;
use serde_json::Value;
use tempfile::TempDir;

fn workbook(path: &Path, sheets: &[(&str, &[&[&str]])]) {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (at, row) in rows.iter().enumerate() {
            for (column, text) in row.iter().enumerate().filter(|(_, t)| !t.is_empty()) {
                sheet.write_string(at as u32, column as u16, *text).unwrap();
            }
        }
    }
    book.save(path).unwrap();
}

#[test]
fn a_death_register_is_known_however_its_day_of_death_is_called() {
    for heading in [
        "\"Đã chết vào lúc … giờ … phút, ngày …\"",
        "Đã chết vào ngày",
        "\"Chết lúc, ngày\"",
        "\"Đã chết vào lúc..giờ..phút, ngày\"",
        "Mất ngày",
        "Từ trần ngày",
        "Qua đời",
        "Qua đời ngày",
        "Thời điểm tử vong",
        "\"Ngày, giờ chết\"",
        "\"Ngày, tháng, năm mất\"",
        "Tạ thế ngày",
    ] {
        let text = format!(
            "Số,Ngày đăng ký,Họ tên,Ngày sinh,Giới tính,Nơi cư trú cuối cùng,{heading}\n1,02/03/2020,Nguyễn Thị Hoa,1938,Nữ,Xã An Khê,01/03/2020\n"
        );
        let document = read("so-tu-phap.csv", text);
        assert_eq!(role(&document), "deaths", "{heading}");
        assert_eq!(column(&document, "died"), "2020-03-01", "{heading}");
        assert_eq!(column(&document, "registered"), "2020-03-02", "{heading}");
    }
}

#[test]
fn a_pension_list_is_none_of_beneficiaries() {
    for (kind, sum) in [
        ("Loại chế độ", "Mức hưởng"),
        ("Loại hưu", "Mức hưởng"),
        ("Chế độ", "Mức hưởng"),
        ("Loại chế độ BHXH", "Số tiền"),
    ] {
        let dir = TempDir::new().unwrap();
        let path = dir.path().join("bhxh.xlsx");
        let heads = [
            "STT",
            "Họ và tên",
            "Ngày sinh",
            "Số CMND",
            "Địa chỉ",
            kind,
            sum,
            "Hưởng từ tháng",
        ];
        workbook(
            &path,
            &[(
                "Sheet1",
                &[
                    &["BẢO HIỂM XÃ HỘI THÀNH PHỐ HÀ LÂM"],
                    &["DANH SÁCH NGƯỜI HƯỞNG LƯƠNG HƯU, TRỢ CẤP BHXH HÀNG THÁNG"],
                    &["Tháng 10 năm 2020"],
                    &heads,
                    &[
                        "1",
                        "NGUYỄN THỊ HOA",
                        "01-02-1938",
                        "034138000001",
                        "Xã An Khê",
                        "Hưu trí",
                        "2400000",
                        "01/1998",
                    ],
                ],
            )],
        );
        let document = inspected::inspect(&path);
        assert_eq!(role(&document), "pensions", "{kind}, {sum}");
        assert_eq!(column(&document, "from"), "1998-01");
    }
    // Whose list says that they have no pension, or whose pension is the social one, stays a roll.
    for title in [
        "DANH SÁCH ĐỐI TƯỢNG HƯỞNG TRỢ CẤP HƯU TRÍ XÃ HỘI THÁNG 10/2025",
        "DANH SÁCH NGƯỜI CAO TUỔI KHÔNG CÓ LƯƠNG HƯU, TRỢ CẤP BHXH HÀNG THÁNG - THÁNG 10/2025",
    ] {
        let text = format!(
            "{title},,,,\nSTT,Họ và tên,Ngày sinh,Chế độ,Mức hưởng,Hưởng từ tháng\n1,Nguyễn Thị Hoa,01/02/1938,NCT 80,500000,07/2025\n"
        );
        assert_eq!(role(&read("ds.csv", text)), "roll", "{title}");
    }
}

#[test]
fn what_can_be_read_is_shown_beside_what_cannot() {
    let dir = TempDir::new().unwrap();
    let (good, bad, worse) = (
        dir.path().join("khai-tu.csv"),
        dir.path().join("la.csv"),
        dir.path().join("trong.csv"),
    );
    fs::write(
        &good,
        "Họ tên,Ngày sinh,Ngày chết\nNguyễn Thị Hoa,1938,01/03/2020\n",
    )
    .unwrap();
    fs::write(
        &bad,
        "Họ tên,Ngày sinh,Ngày khuất núi\nNguyễn Thị Hoa,1938,01/03/2020\n",
    )
    .unwrap();
    fs::write(&worse, "").unwrap();
    for format in ["json", "text"] {
        let output = assert_cmd::Command::cargo_bin("rasoat")
            .unwrap()
            .args(["inspect", "--rows", "--lang", "en", "--format", format])
            .args([&good, &bad, &worse])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2));
        let told = String::from_utf8(output.stderr).unwrap();
        let shown = String::from_utf8(output.stdout).unwrap();
        assert!(
            told.contains("la.csv") && told.contains("trong.csv"),
            "{told}"
        );
        for word in ["row 1", "C “Ngày khuất núi”", "[words]", "--skip-unknown"] {
            assert!(told.contains(word), "{word}: {told}");
        }
        assert!(
            shown.contains("khai-tu.csv") && !shown.contains("la.csv"),
            "{shown}"
        );
        if format == "json" {
            let document: Value = serde_json::from_str(&shown).unwrap();
            assert_eq!(column(&document, "died"), "2020-03-01");
        }
    }
    // The way out that the message names.
    let config = dir.path().join("rasoat.toml");
    fs::write(&config, "[words]\ndied = [\"Ngày khuất núi\"]\n").unwrap();
    let mut command = rasoat(&[&bad]);
    let output = command.arg("--config").arg(&config).output().unwrap();
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(column(&document, "died"), "2020-03-01");
}

#[test]
fn the_sheets_of_a_workbook_are_one_line_of_the_terminal() {
    let dir = TempDir::new().unwrap();
    let names = ["An Khê", "Phù Lưu", "Vũ Đông", "Hòa Bình"];
    let rows: Vec<Vec<Vec<String>>> = names
        .iter()
        .map(|name| {
            let line = |cells: &[&str]| cells.iter().map(|c| (*c).to_owned()).collect();
            vec![
                line(&[&format!(
                    "DANH SÁCH CHI TRẢ XÃ {} THÁNG 10/2020",
                    name.to_uppercase()
                )]),
                line(&[
                    "STT",
                    "Họ và tên",
                    "Năm sinh",
                    "Chế độ",
                    "Số tiền",
                    "Ký nhận",
                ]),
                line(&[
                    "1",
                    &format!("Nguyễn Thị {name}"),
                    "1935",
                    "NCT 80",
                    "270000",
                    "x",
                ]),
            ]
        })
        .collect();
    let mut book = Workbook::new();
    for (name, rows) in names.iter().zip(&rows) {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (at, row) in rows.iter().enumerate() {
            for (column, text) in row.iter().enumerate() {
                sheet.write_string(at as u32, column as u16, text).unwrap();
            }
        }
    }
    book.save(dir.path().join("chi-tra.xlsx")).unwrap();
    let mut command = assert_cmd::Command::cargo_bin("rasoat").unwrap();
    let output = command
        .args(["audit", "--lang", "en", "--fail-on", "never", "--out"])
        .arg(dir.path().join("out"))
        .arg(dir.path())
        .output()
        .unwrap();
    let shown = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = shown
        .lines()
        .filter(|l| l.contains("chi-tra.xlsx"))
        .collect();
    assert!(
        matches!(lines.as_slice(), [one] if one.contains("4 sheets")),
        "{shown}"
    );
    let json = fs::read_to_string(dir.path().join("out/ket-qua.json")).unwrap();
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["sources"].as_array().unwrap().len(), 4);
}

#[test]
fn title_and_columns_tell_a_role_before_the_name_of_the_sheet() {
    let header: &[&str] = &[
        "STT",
        "Họ và tên",
        "Năm sinh",
        "Từ ngày",
        "Đến ngày",
        "Lý do",
    ];
    let person: &[&str] = &[
        "1",
        "Nguyễn Thị Hoa",
        "1938",
        "01/03/2020",
        "05/06/2020",
        "Đi làm ăn xa",
    ];
    let title: &[&str] = &["DANH SÁCH ĐỐI TƯỢNG BẢO TRỢ XÃ HỘI VẮNG MẶT TẠI ĐỊA PHƯƠNG"];
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("BTXH.xlsx");
    for (sheet, rows) in [
        ("DS", &[title, header, person][..]),
        ("Danh sách đối tượng", &[title, header, person]),
        ("DS", &[&["DANH SÁCH VẮNG MẶT"], header, person]),
        ("DS", &[header, person]),
    ] {
        workbook(&path, &[(sheet, rows)]);
        let document = inspected::inspect(&path);
        assert_eq!(role(&document), "absences", "{sheet}: {rows:?}");
        assert_eq!(column(&document, "away_from"), "2020-03-01");
        assert_eq!(column(&document, "away_to"), "2020-06-05");
    }
    let header: &[&str] = &[
        "STT",
        "Họ và tên",
        "Năm sinh",
        "Diện",
        "Từ ngày",
        "Đến ngày",
    ];
    let person: &[&str] = &["1", "Nguyễn Thị Hoa", "1938", "NCT", "01/03/2020", ""];
    workbook(&path, &[("DS", &[header, person])]);
    assert_eq!(role(&inspected::inspect(&path)), "roll");
}
