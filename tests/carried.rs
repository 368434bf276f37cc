//! Money carried from month to month: what a month without a return hides is held against nobody, and a
//! gap that stands for months is one sum.

#![allow(missing_docs, clippy::expect_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const HOA: &str = "1,Nguyễn Thị Hoa,21/03/1938,034138001234,Bồ Xuyên";
const BINH: &str = "2,Trần Văn Bình,02/04/1975,034075001235,Bồ Xuyên";
const PAID: &str = "270000,0,270000,Đã nhận";

fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, text).expect("written");
    path
}

/// The approved list of a month: both people, 270.000 đồng each.
fn approved(folder: &Path, month: u8) -> PathBuf {
    let head = "STT,Họ và tên,Ngày sinh,Số CCCD,Xã/Phường,Số tiền phê duyệt";
    let text = format!("{head}\n{HOA},270000\n{BINH},270000\n");
    write(folder, &format!("phe-duyet-2020-{month:02}.csv"), &text)
}

/// The return of a month: Bình is paid, Hoa's row is as told, or left out.
fn paid(folder: &Path, month: u8, hoa: &str) -> PathBuf {
    let head = "STT,Họ và tên,Ngày sinh,Số CCCD,Xã/Phường,Tháng này,Chưa trả tháng trước,Tổng số tiền,Trạng thái";
    let mut text = format!("{head}\n{BINH},{PAID}\n");
    if !hoa.is_empty() {
        text = format!("{text}{HOA},{hoa}\n");
    }
    write(folder, &format!("chi-tra-2020-{month:02}.csv"), &text)
}

fn reconcile(folder: &Path, paths: &[PathBuf]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_rasoat"))
        .args(["reconcile", "-q", "--format", "json"])
        .args(paths)
        .arg("--store")
        .arg(folder.join("so.db"))
        .arg("--out")
        .arg(folder.join("ket-qua"))
        .output()
        .expect("rasoat runs");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{told}");
    let text = fs::read(folder.join("ket-qua/ket-qua.json")).expect("a result");
    serde_json::from_slice(&text).expect("JSON")
}

/// Rule, months and amount of every finding.
fn findings(result: &Value) -> Vec<(&str, Vec<&str>, i64)> {
    let all = result["findings"].as_array().expect("findings").iter();
    all.map(|f| {
        let months = f["months"].as_array().expect("months").iter();
        (
            f["rule"].as_str().expect("rule"),
            months.filter_map(Value::as_str).collect(),
            f["amount"].as_i64().expect("đồng"),
        )
    })
    .collect()
}

#[test]
fn what_a_missing_return_may_have_paid_makes_no_run_and_no_wrong_sum() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let mut paths = vec![
        approved(folder, 3),
        paid(folder, 3, "270000,0,270000,Chưa nhận"),
    ];
    for month in 5..9 {
        paths.extend([approved(folder, month), paid(folder, month, PAID)]);
    }
    let result = reconcile(folder, &paths);
    assert_eq!(
        findings(&result),
        [("month-missing", vec!["2020-04"], 0)],
        "Hoa may have collected in April"
    );
    let april = paid(folder, 4, "270000,270000,540000,Đã nhận");
    let result = reconcile(folder, &[approved(folder, 4), april]);
    assert_eq!(findings(&result), []);
}

#[test]
fn a_month_whose_return_is_not_here_yet_lengthens_no_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let unpaid = [
        "270000,0,270000,Chưa nhận",
        "270000,270000,540000,Chưa nhận",
    ];
    let paths = [
        approved(folder, 3),
        paid(folder, 3, unpaid[0]),
        approved(folder, 4),
        paid(folder, 4, unpaid[1]),
        approved(folder, 5),
    ];
    assert_eq!(findings(&reconcile(folder, &paths)), []);
    let may = paid(folder, 5, "270000,540000,810000,Chưa nhận");
    let months = vec!["2020-03", "2020-04", "2020-05"];
    assert_eq!(
        findings(&reconcile(folder, &[may])),
        [("carried-too-long", months, 0)]
    );
}

#[test]
fn a_gap_that_stands_for_months_is_one_sum() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let mut paths = vec![approved(folder, 3), paid(folder, 3, "")];
    for month in 4..6 {
        paths.extend([approved(folder, month), paid(folder, month, PAID)]);
    }
    let result = reconcile(folder, &paths);
    let mismatch = findings(&result)
        .into_iter()
        .find(|(rule, ..)| *rule == "carry-mismatch");
    assert_eq!(
        mismatch,
        Some(("carry-mismatch", vec!["2020-04", "2020-05"], -270_000))
    );
}

#[test]
fn a_missing_month_is_told_before_what_hangs_on_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let short = "220000,0,220000,Đã nhận";
    let paths = [
        approved(folder, 3),
        paid(folder, 3, short),
        approved(folder, 5),
        paid(folder, 5, PAID),
    ];
    let output = Command::new(env!("CARGO_BIN_EXE_rasoat"))
        .args(["reconcile", "-q"])
        .args(&paths)
        .arg("--store")
        .arg(folder.join("so.db"))
        .arg("--out")
        .arg(folder.join("ket-qua"))
        .output()
        .expect("rasoat runs");
    let told = String::from_utf8_lossy(&output.stdout);
    let at = |words: &str| told.find(words).expect(words);
    assert!(at("chưa có kết quả chi trả T4/2020") < at("chi thiếu 50.000 đồng"));
}

#[test]
fn a_column_of_what_was_given_back_is_read() {
    let heads = [
        (
            "Mức trợ cấp,Kỳ trước chuyển sang,Đã chi,Chưa chi,Nộp trả ngân sách",
            ["270000,,270000,,", "270000,270000,270000,,270000"],
        ),
        (
            "Tháng này,Chưa trả tháng trước,Tổng số tiền,Số tiền nộp trả",
            ["270000,0,270000,", "270000,270000,540000,270000"],
        ),
    ];
    for (head, [binh, hoa]) in heads {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path();
        let text = format!(
            "STT,Họ và tên,Ngày sinh,Số CCCD,Xã/Phường,{head}\n{BINH},{binh}\n{HOA},{hoa}\n"
        );
        let paths = [
            approved(folder, 3),
            paid(folder, 3, "270000,0,270000,Chưa nhận"),
            approved(folder, 4),
            write(folder, "chi-tra-2020-04.csv", &text),
        ];
        let result = reconcile(folder, &paths);
        assert_eq!(findings(&result), [], "{head}");
        let april = &result["reconciliation"][1];
        let sums = ["carried_in", "paid", "returned", "carried_out"];
        let sums = sums.map(|key| april[key].as_i64().expect("đồng"));
        assert_eq!(sums, [270_000, 540_000, 270_000, 0], "{head}");
    }
}
