//! Months that `generate --as reconcile` makes up, reconciled: whatever the seed, every balance is exact and
//! every planted fault is found under its rule and no other, in whatever order and parts the lists come.

#![allow(missing_docs, clippy::expect_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use proptest::prelude::*;
use serde_json::Value;

fn rasoat(args: &[&str], paths: &[PathBuf]) {
    let output = Command::new(env!("CARGO_BIN_EXE_rasoat"))
        .args(args)
        .args(paths)
        .output()
        .expect("rasoat runs");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{told}");
}

fn read(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).expect("a result")).expect("JSON")
}

/// Month and commune with what its line says.
fn balances(of: &Value) -> BTreeMap<(String, String), Vec<i64>> {
    let keys = [
        "carried_in",
        "approved",
        "paid",
        "returned",
        "carried_out",
        "unexplained",
    ];
    let lines = of["reconciliation"].as_array().expect("balances").iter();
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    lines
        .map(|line| {
            let sums = keys.map(|key| line[key].as_i64().expect("đồng"));
            (
                (text(&line["month"]), text(&line["commune"])),
                sums.to_vec(),
            )
        })
        .collect()
}

/// Rule, name, months and amount of every finding.
fn findings(of: &Value) -> Vec<String> {
    let all = of["findings"].as_array().expect("findings").iter();
    let mut all: Vec<String> = all
        .map(|f| {
            let name = if f["name"].is_string() {
                &f["name"]
            } else {
                &f["subject"]["name"]
            };
            format!("{} {name} {} {}", f["rule"], f["months"], f["amount"])
        })
        .collect();
    all.sort();
    all
}

fn ids(of: &Value) -> Vec<String> {
    let all = of["findings"].as_array().expect("findings").iter();
    let mut all: Vec<String> = all.map(|f| f["id"].to_string()).collect();
    all.sort();
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5))]

    #[test]
    fn every_balance_is_exact_and_every_fault_found(
        seed in 0_u32..10_000,
        people in 30_u32..400,
        order in Just((0..5).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        let (people, seed) = (people.to_string(), seed.to_string());
        rasoat(
            &["generate", "-q", "--as", "reconcile", "--months", "5", "--people", &people, "--seed", &seed],
            &[at("ho-so")],
        );
        let truth = read(&at("ho-so/truth.json"));
        let run = |name: &str, lists: &[PathBuf]| {
            let (store, out) = (at(&format!("{name}.db")), at(name));
            let (store, out) = (store.display().to_string(), out.display().to_string());
            rasoat(&["reconcile", "-q", "--store", &store, "--out", &out], lists);
            read(&at(name).join("ket-qua.json"))
        };
        let at_once = run("mot-lan", &[at("ho-so")]);
        prop_assert_eq!(balances(&at_once), balances(&truth));
        prop_assert_eq!(findings(&at_once), findings(&truth));
        let mut months: Vec<PathBuf> = fs::read_dir(at("ho-so"))
            .expect("months")
            .map(|entry| entry.expect("a month").path())
            .filter(|path| path.is_dir())
            .collect();
        months.sort();
        let mut last = Value::Null;
        for month in order {
            last = run("tung-thang", &[months[month].clone()]);
        }
        prop_assert_eq!(balances(&last), balances(&truth));
        prop_assert_eq!(ids(&last), ids(&at_once));
    }
}
