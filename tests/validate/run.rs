//! Runs of `validate` and what they found.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

use super::list::{List, person};

/// What a run came to.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

pub fn validate(args: &[&str], files: &[&Path]) -> Run {
    let mut command = Command::cargo_bin("rasoat").expect("the binary");
    command.arg("validate").args(args).args(files);
    let output = command.output().expect("a run");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    Run {
        code: output.status.code().expect("a code"),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

/// Rule and cell of every fault.
pub fn found(files: &[&Path]) -> BTreeSet<(String, String)> {
    let out = tempfile::tempdir().expect("a folder");
    let folder = out.path().to_str().expect("a name");
    let run = validate(&["--format", "json", "--out", folder], files);
    let result: Value = serde_json::from_str(&run.out).expect("json");
    assert_eq!(result["run"]["command"], "validate");
    let mut all = BTreeSet::new();
    for finding in result["findings"].as_array().expect("findings") {
        for cell in finding["evidence"].as_array().expect("evidence") {
            let column = cell["column"].as_str().unwrap_or("");
            let rule = finding["rule"].as_str().expect("a rule").to_owned();
            all.insert((rule, format!("{column}{}", cell["row"])));
        }
    }
    all
}

pub fn cells(all: &[(&str, &str)]) -> BTreeSet<(String, String)> {
    let owned = |(rule, cell): &(&str, &str)| ((*rule).to_owned(), (*cell).to_owned());
    all.iter().map(owned).collect()
}

pub fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

/// Five hundred rows with ten faults of ten kinds.
pub fn ward(folder: &Path) -> (PathBuf, BTreeSet<(String, String)>) {
    let mut list = List::ward("Kỳ Bá", (0..500).map(person).collect());
    let truth = [
        list.set("missing-value", 17, "I", ""),
        list.set("bad-date", 44, "C", "31/02/1934"),
        list.set("bad-id-number", 81, "E", "0341A8001234"),
        list.set_number("id-number-damaged", 120, "E", 34_130_900_120.0),
        list.set("id-number-contradicts", 163, "E", "034038000163"),
        list.repeat("duplicate-row", 205, 206),
        list.set("unknown-category", 260, "F", "Diện đặc thù của phường"),
        list.set_number("amount-not-coefficient", 310, "H", 405_000.0),
        list.error("formula-error", 377, "J"),
        list.total_off("sheet-total"),
    ];
    list.note(44, "C");
    list.note(45, "C");
    let path = folder.join("DS BTXH Ky Ba T10.2020.xlsx");
    list.write(&path);
    (path, truth.into_iter().collect())
}
