//! Runs of the binary over lists of households, electricity and pupils, for the tests of their rules.
//!
//! In: files by name, and the months to audit. Out: the result, and its findings in short.
#![allow(clippy::expect_used, reason = "a test may fail")]
#![allow(dead_code, reason = "each test file uses its own part")]

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

/// Rule, name, months, amount and confidence of a finding.
pub type Told = (String, String, Value, i64, String);

/// Writes files into a folder and audits it.
pub fn audited(files: &[(&str, &str)], months: (&str, &str)) -> Value {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    audit(folder.path(), months)
}

/// Audits a folder over some months, in English; under `told`, what the terminal shows.
pub fn audit(folder: &Path, (from, to): (&str, &str)) -> Value {
    let out = folder.join("ket-qua");
    let mut command = Command::cargo_bin("rasoat").expect("the binary");
    command
        .args(["audit", "--lang", "en", "--fail-on", "never"])
        .args(["--from", from, "--to", to, "--out"])
        .arg(&out)
        .arg(folder);
    let done = command.assert().success();
    let told = String::from_utf8_lossy(&done.get_output().stdout).into_owned();
    let bytes = fs::read(out.join("ket-qua.json")).expect("the result");
    let mut result: Value = serde_json::from_slice(&bytes).expect("json");
    result["told"] = told.into();
    result
}

/// The findings of the rules whose names begin so.
pub fn of_rules<'a>(result: &'a Value, rules: &'a str) -> impl Iterator<Item = &'a Value> {
    let findings = result["findings"].as_array().expect("findings").iter();
    findings.filter(move |f| text(&f["rule"]).starts_with(rules))
}

/// The same in short.
pub fn found(result: &Value, rules: &str) -> Vec<Told> {
    let told = of_rules(result, rules).map(|f| {
        let amount = f["amount"].as_i64().expect("an amount");
        let (rule, who) = (text(&f["rule"]), text(&f["subject"]["name"]));
        (
            rule,
            who,
            f["months"].clone(),
            amount,
            text(&f["confidence"]),
        )
    });
    told.collect()
}

/// A text of the result.
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or("").to_owned()
}
