//! Schools' lists held against the lists of households: who, which months, how many đồng.
#![allow(clippy::expect_used, reason = "a test may fail")]

use std::fs;

use assert_cmd::Command;
use serde_json::{Value, json};

const TERM: [&str; 4] = ["2020-09", "2020-10", "2020-11", "2020-12"];

type Told = (String, String, Value, i64, String);

/// Rule, name, months, amount and confidence of each finding about pupils.
fn found(files: &[(&str, &str)]) -> Vec<Told> {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    let out = folder.path().join("ket-qua");
    let mut command = Command::cargo_bin("rasoat").expect("the binary");
    command
        .args([
            "audit",
            "--fail-on",
            "never",
            "--from",
            "2020-09",
            "--to",
            "2020-12",
        ])
        .arg(folder.path())
        .arg("--out")
        .arg(&out);
    command.assert().success();
    let text = fs::read(out.join("ket-qua.json")).expect("the result");
    let result: Value = serde_json::from_slice(&text).expect("json");
    let findings = result["findings"].as_array().expect("findings").iter();
    let text = |v: &Value| v.as_str().unwrap_or("").to_owned();
    let told = findings.filter(|f| text(&f["rule"]).starts_with("pupil"));
    let told = told.map(|f| {
        assert_eq!(f["subject"]["kind"], "person");
        let amount = f["amount"].as_i64().expect("an amount");
        let who = text(&f["subject"]["name"]);
        (
            text(&f["rule"]),
            who,
            f["months"].clone(),
            amount,
            text(&f["confidence"]),
        )
    });
    told.collect()
}

fn one(rule: &str, name: &str, amount: i64) -> Vec<Told> {
    let months = if rule == "pupil-not-claimed" {
        json!([])
    } else {
        json!(TERM)
    };
    vec![(
        rule.to_owned(),
        name.to_owned(),
        months,
        amount,
        "certain".to_owned(),
    )]
}

const HOMES: &str = "Mã hộ,Họ và tên,Quan hệ với chủ hộ,Ngày sinh,Phường/Xã,Tổ,Loại hộ\n\
    HN-001,Nguyễn Văn Hoạch,Chủ hộ,01/02/1980,Bồ Xuyên,Tổ 5,Hộ nghèo\n\
    HN-001,Nguyễn Thị Bé,Con,06/05/2010,Bồ Xuyên,Tổ 5,\n\
    HN-001,Nguyễn Văn Tí,Con,06/05/2015,Bồ Xuyên,Tổ 5,\n\
    HN-002,Trần Thị Bưởi,Chủ hộ,01/02/1981,Bồ Xuyên,Tổ 9,Hộ nghèo\n\
    HN-002,Trần Văn Út,Cháu,06/05/2009,Bồ Xuyên,Tổ 9,\n\
    CN-003,Phạm Văn Cận,Chủ hộ,01/02/1982,Bồ Xuyên,Tổ 7,Hộ cận nghèo\n\
    CN-003,Phạm Minh Khôi,Con,06/05/2011,Bồ Xuyên,Tổ 7,\n";

const HEADER: &str = "Họ và tên học sinh,Ngày sinh,Phường/Xã,Tổ,Họ tên cha/mẹ,Trường,Lớp,Đối tượng miễn giảm,Học kỳ,Số tiền\n";
const TERM_TEXT: &str = "Học kỳ I năm học 2020-2021";

fn row(
    name: &str,
    born: &str,
    place: &str,
    parent: &str,
    school: &str,
    ground: &str,
    sum: &str,
) -> String {
    format!("{name},{born},Bồ Xuyên,{place},{parent},{school},4A,{ground},{TERM_TEXT},{sum}\n")
}

fn be(school: &str, sum: &str) -> String {
    row(
        "Nguyễn Thị Bé",
        "06/05/2010",
        "Tổ 5",
        "Nguyễn Văn Hoạch",
        school,
        "Hộ nghèo",
        sum,
    )
}

fn ut() -> String {
    row(
        "Trần Văn Út",
        "06/05/2009",
        "Tổ 9",
        "Trần Thị Bưởi",
        "THCS Bồ Xuyên",
        "Hộ nghèo",
        "400000",
    )
}

fn khoi(ground: &str, sum: &str) -> String {
    row(
        "Phạm Minh Khôi",
        "06/05/2011",
        "Tổ 7",
        "Phạm Văn Cận",
        "TH Bồ Xuyên",
        ground,
        sum,
    )
}

fn run(rows: &[String]) -> Vec<Told> {
    let pupils = format!("{HEADER}{}", rows.concat());
    found(&[("ho-ngheo.csv", HOMES), ("hoc-sinh.csv", &pupils)])
}

#[test]
fn what_is_in_order_accuses_nobody() {
    let rows = [be("TH Bồ Xuyên", "400000"), ut(), khoi("Hộ cận nghèo", "")];
    assert_eq!(run(&rows), vec![]);
}

#[test]
fn a_ground_that_no_list_bears_out() {
    let stranger = row(
        "Đỗ Thị Sen",
        "01/02/2010",
        "Tổ 20",
        "Đỗ Văn Giàu",
        "TH Bồ Xuyên",
        "Hộ nghèo",
        "400000",
    );
    let rule = "pupil-not-eligible";
    assert_eq!(
        run(&[be("TH Bồ Xuyên", "400000"), ut(), stranger]),
        one(rule, "Đỗ Thị Sen", 400_000)
    );
    let rows = [
        be("TH Bồ Xuyên", "400000"),
        ut(),
        khoi("Hộ nghèo", "400000"),
    ];
    assert_eq!(run(&rows), one(rule, "Phạm Minh Khôi", 400_000));
}

#[test]
fn two_schools_and_one_school_under_two_names() {
    let at = |school: &str| run(&[be("TH Bồ Xuyên", "400000"), be(school, "400000"), ut()]);
    assert_eq!(
        at("Tiểu học Kỳ Bá"),
        one("pupil-twice", "Nguyễn Thị Bé", 400_000)
    );
    let twice = at("Trường Tiểu học Bồ Xuyên");
    assert!(twice.iter().all(|f| f.0 != "pupil-twice"), "{twice:?}");
    let namesake = row(
        "Nguyễn Thị Bé",
        "06/05/2010",
        "Tổ 20",
        "Nguyễn Văn Khác",
        "TH Kỳ Bá",
        "Mồ côi",
        "400000",
    );
    assert_eq!(run(&[be("TH Bồ Xuyên", "400000"), ut(), namesake]), vec![]);
}

#[test]
fn wrong_sums() {
    let rule = "pupil-wrong-amount";
    assert_eq!(
        run(&[be("TH Bồ Xuyên", "300000"), ut()]),
        one(rule, "Nguyễn Thị Bé", -100_000)
    );
    let rows = [
        be("TH Bồ Xuyên", "400000"),
        ut(),
        khoi("Hộ cận nghèo", "400000"),
    ];
    assert_eq!(run(&rows), one(rule, "Phạm Minh Khôi", 400_000));
}

#[test]
fn a_child_of_school_age_on_no_list() {
    // Of the others one is five years old and one of a near-poor household.
    assert_eq!(
        run(&[be("TH Bồ Xuyên", "400000")]),
        one("pupil-not-claimed", "Trần Văn Út", 0)
    );
}

#[test]
fn without_a_list_of_households_only_sums_are_judged() {
    let rows = [be("TH Bồ Xuyên", "600000"), khoi("Hộ nghèo", "400000")];
    let pupils = format!("{HEADER}{}", rows.concat());
    assert_eq!(
        found(&[("hoc-sinh.csv", &pupils)]),
        one("pupil-wrong-amount", "Nguyễn Thị Bé", 100_000)
    );
}
