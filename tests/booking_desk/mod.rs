//! Small lists of one commune written into a folder, reconciled through the binary, and what came out.

#![allow(dead_code, missing_docs, clippy::expect_used)] // each test file uses its own part

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

/// Name, birth and id number.
pub const WHO: [(&str, &str, &str); 6] = [
    ("Nguyễn Thị Hoa", "21/03/1938", "034138001234"),
    ("Trần Văn Bình", "02/04/1975", "034075001235"),
    ("Lê Thị Mai", "11/11/1941", "034141001236"),
    ("Phạm Văn Long", "05/06/1950", "034050001237"),
    ("Vũ Thị Lan", "17/08/1939", "034139001238"),
    ("Đặng Văn Sơn", "09/01/1962", "034062001239"),
];
pub const HEAD: &str = "STT,Họ và tên,Ngày sinh,Số CCCD,Xã/Phường,Số tiền,Trạng thái\n";

pub struct Desk(tempfile::TempDir);

impl Desk {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a list: a person's place in [`WHO`], what the row says, and its status.
    pub fn list(&self, name: &str, rows: &[(usize, i64, &str)]) -> PathBuf {
        let lines = rows
            .iter()
            .zip(1..)
            .map(|((at, sum, status), n): (_, i32)| {
                let (name, born, id) = WHO[*at];
                format!("{n},{name},{born},{id},Bồ Xuyên,{sum},{status}\n")
            });
        let text: String = lines.collect();
        self.text(name, &(HEAD.to_owned() + &text))
    }

    /// The approved list of a month: 270.000 đồng for each of these.
    pub fn approved(&self, name: &str, people: &[usize]) -> PathBuf {
        let lines = people.iter().zip(1..).map(|(at, n): (_, i32)| {
            let (name, born, id) = WHO[*at];
            format!("{n},{name},{born},{id},Bồ Xuyên,270000\n")
        });
        let head = "STT,Họ và tên,Ngày sinh,Số CCCD,Xã/Phường,Số tiền phê duyệt\n";
        self.text(name, &(head.to_owned() + &lines.collect::<String>()))
    }

    pub fn text(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(&path, text).expect("written");
        path
    }

    pub fn run(&self, args: &[&str], paths: &[PathBuf]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_rasoat"))
            .arg("reconcile")
            .args(paths)
            .args(args)
            .arg("--store")
            .arg(self.path("so.db"))
            .arg("--out")
            .arg(self.path("ket-qua"))
            .output()
            .expect("rasoat runs")
    }

    #[track_caller]
    pub fn reconcile(&self, paths: &[PathBuf]) -> Value {
        self.told(&self.run(&["-q"], paths))
    }

    #[track_caller]
    pub fn told(&self, output: &Output) -> Value {
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{told}");
        let text = fs::read(self.path("ket-qua/ket-qua.json")).expect("a result");
        let result = serde_json::from_slice(&text).expect("JSON");
        assert_ties(&result);
        result
    }
}

/// Every balance ties, and what is carried into a month was carried out of the one before.
#[track_caller]
fn assert_ties(result: &Value) {
    let mut before: BTreeMap<String, i64> = BTreeMap::new();
    for line in result["reconciliation"].as_array().expect("balances") {
        let sum = |key: &str| line[key].as_i64().expect("đồng");
        let left = sum("paid") + sum("returned") + sum("carried_out") + sum("unexplained");
        assert_eq!(sum("carried_in") + sum("approved"), left, "{line}");
        let commune = line["commune"].as_str().expect("commune").to_owned();
        let carried = before.insert(commune, sum("carried_out"));
        assert_eq!(
            carried.unwrap_or(sum("carried_in")),
            sum("carried_in"),
            "{line}"
        );
    }
}

/// Month and its sums: carried in, approved, paid, returned, carried out, unexplained.
pub fn balances(result: &Value) -> Vec<(String, [i64; 6])> {
    let lines = result["reconciliation"]
        .as_array()
        .expect("balances")
        .iter();
    let sums = [
        "carried_in",
        "approved",
        "paid",
        "returned",
        "carried_out",
        "unexplained",
    ];
    lines
        .map(|line| {
            let month = line["month"].as_str().expect("month").to_owned();
            (month, sums.map(|key| line[key].as_i64().expect("đồng")))
        })
        .collect()
}

/// Rule, months and amount of every finding.
pub fn findings(result: &Value) -> Vec<(&str, Vec<&str>, i64)> {
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

pub fn rules(result: &Value) -> Vec<&str> {
    let all = result["findings"].as_array().expect("findings").iter();
    all.map(|f| f["rule"].as_str().expect("rule")).collect()
}

pub const PAID: &str = "Đã nhận";
pub const UNPAID: &str = "Chưa nhận";
