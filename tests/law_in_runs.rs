//! What the law files say of themselves in a run: figures not read, months not judged, a province's own level, who a
//! department is, rules switched off and thresholds set.
#![allow(missing_docs, clippy::expect_used)]

mod lists;

use std::fs;
use std::path::Path;
use std::process::Command;

use lists::{Audit, LEDGER, Lists, ROLL};

const POOR: &str = "1,Nguyễn Thị Hoa,21/03/1950,Nữ,034150001234,Bồ Xuyên,Người cao tuổi cô đơn thuộc hộ nghèo,,405000,04/2018,";
const OLD: &str = "2,Trần Thị Mận,02/05/1930,Nữ,034130001235,Bồ Xuyên,Người cao tuổi từ đủ 80 tuổi,,270000,01/2014,";

fn paid(month: &str, name: &str, born: &str, amount: i64) -> String {
    format!("{month},{name},{born},,Bồ Xuyên,,{amount},,,,")
}

fn hoa(month: &str, amount: i64) -> String {
    paid(month, "Nguyễn Thị Hoa", "21/03/1950", amount)
}

fn man(month: &str, amount: i64) -> String {
    paid(month, "Trần Thị Mận", "02/05/1930", amount)
}

fn lists(rows: &[String]) -> Lists {
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    Lists::new()
        .with("danh-sach.csv", ROLL, &[POOR, OLD])
        .with("chi-tra.csv", LEDGER, &rows)
}

/// Runs with a folder of own rules: what was found, and what was said.
fn with_rules(lists: &Lists, rules: &Path, more: &[&str]) -> (Audit, String) {
    let rules = rules.display().to_string();
    let run = lists.run(&[&["--rules", &rules], more].concat());
    let said = String::from_utf8_lossy(&run.output.stdout).into_owned() + &run.told();
    assert!(matches!(run.code(), 0 | 1), "{said}");
    (run.result(), said)
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("folder made");
    fs::write(path, text).expect("file written");
}

#[test]
fn a_run_counts_the_amounts_that_rest_on_a_figure_not_read() {
    let rows = [
        hoa("09/2020", 405_000),
        hoa("10/2020", 405_000),
        man("09/2020", 270_000),
        man("10/2020", 270_000),
    ];
    let lists = lists(&rows);
    let run = lists.run(&[]);
    let told = String::from_utf8_lossy(&run.output.stdout).into_owned();
    assert!(told.contains("2 tháng hưởng của 1 người"), "{told}");
    assert!(
        told.contains("điểm i khoản 1 Điều 6 Nghị định 136/2013/NĐ-CP"),
        "{told}"
    );
    let unchecked = &run.result().0["unchecked"];
    assert_eq!(unchecked["people"], 1);
    assert_eq!(unchecked["months"], 2);
    assert_eq!(unchecked["basis"], serde_json::json!(["ND136-2013:6.1i"]));
}

#[test]
fn months_before_2015_are_not_judged_and_the_run_says_so() {
    let rows = [man("12/2014", 123_000), man("02/2015", 123_000)];
    let lists = lists(&rows);
    let run = lists.run(&[]);
    let told = String::from_utf8_lossy(&run.output.stdout).into_owned();
    assert!(
        told.contains("trước tháng 1/2015: chưa xét mức hưởng"),
        "{told}"
    );
    let wrong = run.result().of("wrong-amount");
    assert_eq!(wrong, ["wrong-amount Trần Thị Mận 2015-02 -147000 error"]);
}

const OWN_LEVEL: &str = "[[base]]\nfrom = \"2020-07\"\nlevel = 300_000\nclause = \"NQ12-2020-HDND:1\"\nchecked = \"2020-07-01\"\n";

#[test]
fn a_provinces_own_level_changes_what_is_due_from_its_month_on() {
    let rules = tempfile::tempdir().expect("a folder");
    write(rules.path(), "law/tinh.toml", OWN_LEVEL);
    // 270.000 is right in June, 300.000 from July on; the poor elderly draw 1,5 of it.
    let rows = [
        man("06/2020", 270_000),
        man("07/2020", 270_000),
        man("08/2020", 300_000),
        hoa("06/2020", 405_000),
        hoa("07/2020", 450_000),
        hoa("08/2020", 405_000),
    ];
    let (audit, _) = with_rules(&lists(&rows), rules.path(), &[]);
    assert_eq!(
        audit.of("wrong-amount"),
        [
            "wrong-amount Nguyễn Thị Hoa 2020-08 -45000 error",
            "wrong-amount Trần Thị Mận 2020-07 -30000 error",
        ]
    );
    assert!(audit.ties());
    for (month, due) in [
        ("2020-06", "270.000"),
        ("2020-07", "300.000"),
        ("2021-07", "360.000"),
    ] {
        let out = Command::new(env!("CARGO_BIN_EXE_rasoat"))
            .args([
                "due",
                "--category",
                "NCT80",
                "--born",
                "1930",
                "--month",
                month,
                "--rules",
            ])
            .arg(rules.path())
            .output()
            .expect("rasoat runs");
        let told = String::from_utf8_lossy(&out.stdout).into_owned();
        assert!(told.contains(&format!("Được hưởng: {due} đồng")), "{told}");
    }
}

#[test]
fn a_department_names_its_province_and_higher_levels_there_are_no_fault() {
    let rules = tempfile::tempdir().expect("a folder");
    let rows = [man("10/2020", 350_000), hoa("10/2020", 405_000)];
    let lists = lists(&rows);
    assert_eq!(lists.audit().of("wrong-amount").len(), 1);
    write(rules.path(), "law/tinh.toml", "province = \"hà nội\"\n");
    let (audit, _) = with_rules(&lists, rules.path(), &[]);
    assert_eq!(audit.of("wrong-amount"), Vec::<String>::new());
    write(rules.path(), "law/tinh.toml", "\nprovince = \"Ha Noy\"\n");
    let run = lists.run(&["--rules", &rules.path().display().to_string()]);
    assert_eq!(run.code(), 2);
    let told = run.told();
    assert!(
        told.contains("tinh.toml, dòng 2: chưa có mức riêng của tỉnh “Ha Noy”"),
        "{told}"
    );
    assert!(told.contains("Hải Phòng"), "{told}");
}

#[test]
fn rules_are_switched_off_and_thresholds_set_by_files() {
    let rows = [man("10/2020", 300_000), hoa("10/2020", 405_000)];
    let lists = lists(&rows);
    let rules = tempfile::tempdir().expect("a folder");
    write(
        rules.path(),
        "checks/amounts/wrong-amount.toml",
        "enabled = false\n",
    );
    let (audit, said) = with_rules(&lists, rules.path(), &[]);
    assert_eq!(audit.of("wrong-amount"), Vec::<String>::new());
    assert!(said.contains("30.000"), "{said}");
    let config = rules.path().join("rasoat.toml");
    fs::write(&config, "[limits]\nmonth = 4\n").expect("written");
    let run = lists.run(&["--config", &config.display().to_string()]);
    assert_eq!(run.code(), 2);
    assert!(run.told().contains("months"), "{}", run.told());
}
