//! An audit of made-up cities finds what was planted, and nothing else.
#![allow(clippy::expect_used, reason = "a test may fail")]

#[path = "support/truth.rs"]
mod truth;

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;
use truth::{Comparison, compare};

fn rasoat() -> Command {
    Command::cargo_bin("rasoat").expect("the binary")
}

fn read(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).expect("a file")).expect("json")
}

/// How far the review has come: every commune is a scene of its own.
#[test]
fn communes_that_sent_no_list_or_the_old_one_again() {
    for seed in 0..4 {
        let comparison = city("review", 800, 10, seed, 0.0);
        assert_right(&comparison);
        for rule in ["review-missing", "review-stale"] {
            let found = comparison.rules.get(rule).copied().unwrap_or_default();
            assert!(
                found[0] > 0 && found[1] + found[2] == 0,
                "{rule}: {found:?}"
            );
        }
    }
}

/// Audits a folder and compares with a truth.
fn audited(folder: &Path, truth: &Path) -> Comparison {
    let out = tempfile::tempdir().expect("a folder");
    let out = out.path().join("ket-qua");
    let mut command = rasoat();
    command.arg("audit").arg(folder).arg("--out").arg(&out);
    command.assert().code(1);
    compare(&read(truth), &read(&out.join("ket-qua.json")))
}

fn city(layout: &str, people: u32, months: u32, seed: u32, noise: f32) -> Comparison {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path().join("thanh-pho");
    let mut command = rasoat();
    command.arg("generate").arg(&folder).args(["--as", layout]);
    let numbers = [("--people", people), ("--months", months), ("--seed", seed)];
    for (flag, value) in numbers {
        command.arg(flag).arg(value.to_string());
    }
    command.arg("--noise").arg(noise.to_string());
    if layout == "review" {
        command.args(["--faults", "1"]);
    }
    command.assert().success();
    audited(&folder, &folder.join("truth.json"))
}

fn assert_right(comparison: &Comparison) {
    let table = comparison.table();
    assert!(comparison.recall() >= 0.995, "{table}");
    assert!(comparison.precision() >= 0.995, "{table}");
    assert!(comparison.months() >= 0.99, "{table}");
    assert_eq!(comparison.amounts_off, 0, "{table}");
    assert_eq!(comparison.accused, 0, "{table}");
    // A finding over a likely link counts nothing, so with one the sums may differ.
    if comparison.weights_off == 0 {
        assert_eq!(comparison.totals_off, 0, "{table}");
    }
}

#[test]

fn a_city_of_two_thousand() {
    assert_right(&city("csv", 2000, 10, 1, 0.0));
}

#[test]

fn other_seeds_write_other_headers_dates_and_delimiters() {
    for seed in 2..6 {
        assert_right(&city("csv", 600, 10, seed, 0.0));
    }
}

#[test]

fn a_careless_post_office() {
    assert_right(&city("csv", 1000, 10, 7, 0.5));
}

#[test]

fn the_city_as_clerks_send_it() {
    // Eight seeds give every commune every layout.
    for seed in 0..8 {
        assert_right(&city("workbooks", 800, 10, seed, 0.2));
    }
}

#[test]

fn the_sample() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let comparison = audited(
        &home.join("sample-data"),
        &home.join("tests/sample-truth.json"),
    );
    let table = comparison.table();
    assert!(
        comparison.recall() >= 1.0 && comparison.precision() >= 1.0,
        "{table}"
    );
    assert_right(&comparison);
}

/// What the comparison itself must notice.
#[test]
fn the_comparison_sees_misses_extras_and_wrong_money() {
    let finding = |rule: &str, name: &str, amount: i64| {
        serde_json::json!({
            "rule": rule, "severity": "error", "confidence": "certain", "months": ["2020-08"],
            "amount": amount, "counted": amount,
            "subject": { "kind": "person", "name": name, "commune": "Kỳ Bá" },
        })
    };
    let truth = serde_json::json!({
        "findings": [finding("not-paid", "Vũ Văn An", -1), finding("paid-twice", "Bùi Thị Ba", 5)],
        "totals": { "recover": 5 },
    });
    let result = serde_json::json!({
        "findings": [finding("paid-twice", "BÙI THỊ BA", 6), finding("bad-date", "Lê Thị Tư", 0)],
        "totals": { "recover": 6 },
    });
    let seen = compare(&truth, &result);
    let off = (
        seen.amounts_off,
        seen.accused,
        seen.months_off,
        seen.totals_off,
    );
    assert_eq!(off, (1, 1, 0, 1), "{}", seen.table());
    assert!((seen.recall() - 0.5).abs() < 1e-9 && (seen.precision() - 0.5).abs() < 1e-9);
    let same = compare(&truth, &truth);
    assert_eq!(
        (same.recall(), same.precision(), same.amounts_off),
        (1.0, 1.0, 0)
    );
}
