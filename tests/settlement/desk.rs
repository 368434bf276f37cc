//! Runs of the binary over a made-up settlement, and what came out.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

use super::{Found, Line, Settlement, month};

pub struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    pub fn new(settlement: &Settlement) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for at in 0..settlement.months {
            settlement.write(&folder.path().join("ho-so"), at);
        }
        Self { folder }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn month(&self, at: usize) -> PathBuf {
        self.path("ho-so").join(format!("thang-{}", month(at)))
    }

    pub fn command(&self, store: &str, paths: &[PathBuf]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rasoat"));
        command.arg("reconcile").args(paths);
        command.arg("--store").arg(self.path(store));
        command.arg("--out").arg(self.path("ket-qua"));
        command
    }

    pub fn run(&self, store: &str, paths: &[PathBuf], args: &[&str]) -> Output {
        self.command(store, paths)
            .args(args)
            .output()
            .expect("rasoat runs")
    }

    pub fn reconcile(&self, store: &str, paths: &[PathBuf]) -> Value {
        let output = self.run(store, paths, &["-q"]);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(matches!(output.status.code(), Some(0 | 1)), "{told}");
        self.result()
    }

    pub fn result(&self) -> Value {
        let text = fs::read(self.path("ket-qua/ket-qua.json")).expect("a result");
        serde_json::from_slice(&text).expect("JSON")
    }

    pub fn query(&self, store: &str, sql: &str) -> Value {
        let output = Command::new(env!("CARGO_BIN_EXE_rasoat"))
            .args(["query", sql, "--format", "json", "--store"])
            .arg(self.path(store))
            .output()
            .expect("rasoat runs");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        serde_json::from_slice(&output.stdout).expect("JSON")
    }
}

pub fn balances(result: &Value) -> BTreeMap<(String, String), Line> {
    let lines = result["reconciliation"].as_array().expect("balances");
    let lines = lines.iter().map(|line| {
        let text = |key: &str| line[key].as_str().expect("text").to_owned();
        let sums = [
            "carried_in",
            "approved",
            "paid",
            "returned",
            "carried_out",
            "unexplained",
        ];
        let sums = sums.map(|key| line[key].as_i64().expect("đồng"));
        ((text("month"), text("commune")), sums)
    });
    lines.collect()
}

pub fn findings(result: &Value) -> Vec<Found> {
    let all = result["findings"].as_array().expect("findings");
    let mut all: Vec<Found> = all
        .iter()
        .map(|f| {
            let months = f["months"].as_array().expect("months");
            let months = months.iter().map(|m| m.as_str().expect("month").to_owned());
            (
                f["rule"].as_str().expect("rule").to_owned(),
                f["subject"]["name"].as_str().expect("name").to_owned(),
                months.collect(),
                f["amount"].as_i64().expect("amount"),
            )
        })
        .collect();
    all.sort();
    all
}

pub fn ids(result: &Value) -> Vec<String> {
    let all = result["findings"].as_array().expect("findings");
    let mut ids: Vec<String> = all
        .iter()
        .map(|f| f["id"].as_str().expect("id").to_owned())
        .collect();
    ids.sort();
    ids
}

#[track_caller]
pub fn assert_true(result: &Value, settlement: &Settlement, months: usize) {
    let truth = settlement.truth(months);
    assert_eq!(balances(result), truth.balances);
    assert_eq!(findings(result), truth.findings);
}
