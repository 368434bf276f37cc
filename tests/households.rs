//! Electricity support held against the lists of households: who, which months, how many đồng.
#![allow(clippy::expect_used, reason = "a test may fail")]

#[path = "support/homes.rs"]
mod homes;

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use homes::{Told, of_rules};
use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};

const Q3: [&str; 3] = ["2020-07", "2020-08", "2020-09"];

/// Audits a folder of files; the result.
fn audited(files: &[(&str, &str)]) -> Value {
    homes::audited(files, (Q3[0], Q3[2]))
}

fn audit(folder: &Path) -> Value {
    homes::audit(folder, (Q3[0], Q3[2]))
}

/// The findings about households.
fn found(result: &Value) -> Vec<Told> {
    for finding in of_rules(result, "electricity") {
        assert_eq!(finding["subject"]["kind"], "household");
        assert!(finding["subject"].get("born").is_none());
        assert_eq!(finding["counted"], 0);
    }
    homes::found(result, "electricity")
}

fn one(rule: &str, name: &str, amount: i64) -> Vec<Told> {
    vec![(
        rule.to_owned(),
        name.to_owned(),
        json!(Q3),
        amount,
        "certain".to_owned(),
    )]
}

const HOMES: &str = "Mã hộ,Họ và tên chủ hộ,Phường/Xã,Địa chỉ,Loại hộ,Từ tháng,Đến tháng\n\
    HN-001,Nguyễn Văn Hoạch,Bồ Xuyên,Tổ 5,Hộ nghèo,,\n\
    HN-002,Trần Thị Bưởi,Bồ Xuyên,Tổ 9,Hộ nghèo,,\n\
    CN-003,Phạm Văn Cận,Bồ Xuyên,Tổ 7,Hộ cận nghèo,,\n\
    CS-004,Lê Văn Chính,Bồ Xuyên,Tổ 2,Hộ chính sách,,\n\
    HN-005,Vũ Thị Đào,Bồ Xuyên,Tổ 1,Hộ nghèo,08/2020,\n\
    HN-006,Bùi Văn Ao,Bồ Xuyên,Tổ 3,Hộ nghèo,,06/2020\n";

/// The usual rows of the third quarter, all in order, and these.
fn paid(more: &str) -> String {
    format!(
        "Quý,Chủ hộ,Phường/Xã,Địa chỉ,Số kWh/tháng,Số tiền\n\
         Quý III/2020,Nguyễn Văn Hoạch,Bồ Xuyên,Tổ 5,31,165000\n\
         Quý III/2020,Lê Văn Chính,Bồ Xuyên,Tổ 2,50,165500\n\
         Quý III/2020,Vũ Thị Đào,Bồ Xuyên,Tổ 1,28,110000\n{more}"
    )
}

const BUOI: &str = "Quý III/2020,Trần Thị Bưởi,Bồ Xuyên,Tổ 9,20,165000\n";

fn run(more: &str) -> Vec<Told> {
    found(&audited(&[
        ("ho-ngheo.csv", HOMES),
        ("tien-dien.csv", &paid(more)),
    ]))
}

#[test]
fn what_is_in_order_accuses_nobody() {
    assert_eq!(run(BUOI), vec![]);
}

#[test]
fn a_household_on_no_list_a_near_poor_one_and_one_that_left() {
    let row =
        |name: &str, place: &str| format!("{BUOI}Quý III/2020,{name},Bồ Xuyên,{place},22,165000\n");
    let rule = "electricity-not-eligible";
    assert_eq!(
        run(&row("Đỗ Văn Giàu", "Tổ 20")),
        one(rule, "Đỗ Văn Giàu", 165_000)
    );
    assert_eq!(
        run(&row("Phạm Văn Cận", "Tổ 7")),
        one(rule, "Phạm Văn Cận", 165_000)
    );
    assert_eq!(
        run(&row("Bùi Văn Ao", "Tổ 3")),
        one(rule, "Bùi Văn Ao", 165_000)
    );
}

#[test]
fn one_household_twice_and_a_wrong_amount() {
    let twice = format!("{BUOI}{BUOI}");
    assert_eq!(
        run(&twice),
        one("electricity-twice", "Trần Thị Bưởi", 165_000)
    );
    let less = BUOI.replace("165000", "153000");
    assert_eq!(
        run(&less),
        one("electricity-wrong-amount", "Trần Thị Bưởi", -12_000)
    );
}

#[test]
fn a_household_in_no_payment() {
    assert_eq!(
        run(""),
        one("electricity-not-paid", "Trần Thị Bưởi", -165_000)
    );
}

#[test]
fn a_name_alone_accuses_nobody_surely() {
    let elsewhere = BUOI.replace("Tổ 9", "Tổ 30");
    let told = run(&elsewhere);
    assert_eq!(told.len(), 2);
    assert!(told.iter().all(|f| f.4 == "possible"), "{told:?}");
}

#[test]
fn without_a_list_of_households_nothing_is_held_against_anybody_and_it_is_told_once() {
    let result = audited(&[(
        "tien-dien.csv",
        &paid("Quý III/2020,Đỗ Văn Giàu,Bồ Xuyên,Tổ 20,22,165000\n"),
    )]);
    assert_eq!(found(&result), vec![]);
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("tien-dien.csv"), paid(BUOI)).expect("a file");
    let mut command = Command::cargo_bin("rasoat").expect("the binary");
    command
        .args(["audit", "--lang", "en", "--fail-on", "never"])
        .arg(folder.path());
    let output = command
        .arg("--out")
        .arg(folder.path().join("out"))
        .assert()
        .success();
    let text = String::from_utf8_lossy(&output.get_output().stdout).into_owned();
    assert_eq!(
        text.matches("No list of poor, near-poor and policy households")
            .count(),
        1,
        "{text}"
    );
}

#[test]
fn a_member_on_monthly_assistance_makes_a_policy_household() {
    let who = "Đỗ Văn Giàu,21/03/1938,Nam,Bồ Xuyên,Tổ 20";
    let header = "Họ và tên,Ngày sinh,Giới tính,Xã/Phường,Tổ";
    let roll = format!("{header},Đối tượng,Mức hưởng,Hưởng từ tháng\n{who},NCT80,270000,04/2018\n");
    let rows = ["07", "08", "09"]
        .map(|m| format!("{m}/2020,{who},270000,Đã nhận\n"))
        .concat();
    let ledger = format!("Tháng,{header},Số tiền,Tình trạng\n{rows}");
    let row = |kwh: &str| {
        paid(&format!(
            "{BUOI}Quý III/2020,Đỗ Văn Giàu,Bồ Xuyên,Tổ 20,{kwh},165000\n"
        ))
    };
    let told = |kwh: &str| {
        let power = row(kwh);
        let files = [
            ("ho-ngheo.csv", HOMES),
            ("tien-dien.csv", &power),
            ("danh-sach.csv", &roll),
            ("chi-tra.csv", &ledger),
        ];
        found(&audited(&files))
    };
    assert_eq!(told("41"), vec![]);
    assert_eq!(
        told("62"),
        one("electricity-not-eligible", "Đỗ Văn Giàu", 165_000)
    );
}

/// Marks under one header, members below their heads, notes of leaving; sheets of quarters in groups.
#[test]
fn workbooks_as_communes_lay_them_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let rows: [&[&str]; 9] = [
        &["PHƯỜNG KỲ BÁ"],
        &[
            "DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO, HỘ CHÍNH SÁCH NĂM 2020 (theo kết quả rà soát cuối năm 2019)",
        ],
        &[
            "STT",
            "Mã hộ",
            "Họ và tên",
            "Quan hệ với chủ hộ",
            "Ngày sinh",
            "Tổ",
            "Phân loại hộ",
            "",
            "",
            "Ghi chú",
        ],
        &[
            "",
            "",
            "",
            "",
            "",
            "",
            "Nghèo",
            "Cận nghèo",
            "Chính sách",
            "",
        ],
        &[
            "1",
            "KB001",
            "Nguyễn Văn Hoạch",
            "Chủ hộ",
            "01/02/1960",
            "5",
            "x",
            "",
            "",
            "",
        ],
        &["", "", "Đỗ Thị Mơ", "Vợ", "05/06/1962", "", "", "", "", ""],
        &[
            "2",
            "KB002",
            "Phạm Văn Cận",
            "Chủ hộ",
            "01/02/1961",
            "6",
            "",
            "x",
            "",
            "",
        ],
        &[
            "3",
            "KB003",
            "Lê Văn Chính",
            "Chủ hộ",
            "01/02/1962",
            "7",
            "",
            "",
            "x",
            "",
        ],
        &[
            "4",
            "KB004",
            "Bùi Văn Ao",
            "Chủ hộ",
            "01/02/1963",
            "8",
            "x",
            "",
            "",
            "Thoát nghèo từ tháng 7/2020",
        ],
    ];
    for (at, row) in (0..).zip(rows) {
        for (column, text) in (0..).zip(row).filter(|(_, t)| !t.is_empty()) {
            sheet.write(at, column, *text).expect("a cell");
        }
    }
    book.save(folder.path().join("ho.xlsx")).expect("a book");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Quý III").expect("a name");
    let rows: [&[&str]; 10] = [
        &["UBND PHƯỜNG KỲ BÁ"],
        &["DANH SÁCH CHI TRẢ TIỀN ĐIỆN QUÝ III NĂM 2020"],
        &[
            "STT",
            "Họ tên chủ hộ",
            "Tổ dân phố",
            "Số tháng",
            "Mức hỗ trợ/tháng",
            "Thành tiền",
        ],
        &["A", "Hộ nghèo"],
        &["1", "Nguyễn Văn Hoạch", "5", "3", "55000", "165000"],
        &["2", "Đỗ Thị Mơ", "5", "3", "55000", "165000"],
        &["3", "Bùi Văn Ao", "8", "3", "55000", "165000"],
        &["B", "Hộ chính sách xã hội"],
        &["4", "Lê Văn Chính", "7", "3", "55000", "165000"],
        &["", "Tổng cộng", "", "", "", "660000"],
    ];
    for (at, row) in (0..).zip(rows) {
        for (column, text) in (0..).zip(row).filter(|(_, t)| !t.is_empty()) {
            match text.parse::<f64>() {
                Ok(number) => sheet.write(at, column, number).expect("a cell"),
                Err(_) => sheet.write(at, column, *text).expect("a cell"),
            };
        }
    }
    book.save(folder.path().join("tien dien.xlsx"))
        .expect("a book");
    let told = found(&audit(folder.path()));
    let expected = [
        one("electricity-not-eligible", "Bùi Văn Ao", 165_000),
        one("electricity-twice", "Nguyễn Văn Hoạch", 165_000),
    ];
    assert_eq!(told, expected.concat());
}

#[test]
fn who_collects_for_the_own_household_is_no_receiver_for_many() {
    let names = [
        "Phạm Thị Na",
        "Đỗ Văn Mít",
        "Vũ Thị Bưởi",
        "Bùi Văn Ổi",
        "Đặng Thị Chanh",
        "Ngô Văn Quýt",
    ];
    let rows = names
        .map(|n| format!("09/2020,{n},1935,Bồ Xuyên,270000,Lê Văn Tám\n"))
        .concat();
    let ledger = format!("Tháng,Họ và tên,Năm sinh,Phường/Xã,Số tiền,Người nhận\n{rows}");
    let told = |homes: &str| {
        let result = audited(&[("chi-tra.csv", &ledger), ("ho-ngheo.csv", homes)]);
        let findings = result["findings"].as_array().expect("findings").clone();
        findings
            .iter()
            .filter(|f| f["rule"] == "one-receiver-many")
            .count()
    };
    let header = "Mã hộ,Họ và tên,Quan hệ với chủ hộ,Năm sinh,Phường/Xã,Loại hộ\n";
    let own =
        "HN-44,Lê Văn Tám,Chủ hộ,1975,Bồ Xuyên,Hộ nghèo\nHN-44,Phạm Thị Na,Mẹ,1935,Bồ Xuyên,\n";
    assert_eq!(told(&format!("{header}{own}")), 0);
    assert_eq!(
        told(&format!(
            "{header}HN-45,Trần Văn Sung,Chủ hộ,1971,Bồ Xuyên,Hộ nghèo\n"
        )),
        1
    );
}

#[test]
fn a_row_of_another_period_made_paid_households_of_the_commune_unpaid() {
    let result = audited(&[
        (
            "ho.csv",
            "Mã hộ,Họ và tên chủ hộ,Phường/Xã,Địa chỉ,Loại hộ\n\
             HN-001,Lưu Văn Hoạch,Bồ Xuyên,Tổ 5,Hộ nghèo\n\
             HN-002,Quách Thị Bưởi,Bồ Xuyên,Tổ 9,Hộ nghèo\n",
        ),
        (
            "tien-dien-quy.csv",
            "Quý,Chủ hộ,Phường/Xã,Địa chỉ,Số tiền\n\
             Quý III/2020,Lưu Văn Hoạch,Bồ Xuyên,Tổ 5,165000\n",
        ),
        (
            "ho-tro-tien-dien-thang.csv",
            "Tháng,Chủ hộ,Phường/Xã,Địa chỉ,Tiền điện\n\
             7/2020,Quách Thị Bưởi,Bồ Xuyên,Tổ 9,55000\n\
             8/2020,Quách Thị Bưởi,Bồ Xuyên,Tổ 9,55000\n\
             9/2020,Quách Thị Bưởi,Bồ Xuyên,Tổ 9,55000\n",
        ),
    ]);
    let unpaid = found(&result);
    let unpaid = unpaid.iter().filter(|f| f.0 == "electricity-not-paid");
    assert_eq!(unpaid.count(), 0, "{result}");
}
