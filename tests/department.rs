//! Ten rules as a department's analyst would write them from the README and `rasoat rules facts` alone.
#![allow(missing_docs, clippy::expect_used)]

use std::process::Command;

fn rasoat(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_rasoat"))
        .args(arguments)
        .output()
        .expect("rasoat runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (
        output.status.code().unwrap_or(-1),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn ten_rules_of_a_department_load_and_do_what_their_examples_say() {
    let (code, out, err) = rasoat(&["rules", "test", "tests/department"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    let (_, out, _) = rasoat(&["rules", "list", "--rules", "tests/department"]);
    let own = out.lines().filter(|line| line.contains(" own "));
    assert_eq!(own.count(), 10, "{out}");
}

#[test]
fn a_departments_rules_speak_in_an_audit_beside_the_built_in_ones() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("ket-qua").display().to_string();
    let (code, told, err) = rasoat(&[
        "audit",
        "sample-data",
        "--rules",
        "tests/department",
        "--out",
        &out,
    ]);
    assert_eq!(code, 1, "{err}");
    let text =
        std::fs::read_to_string(folder.path().join("ket-qua/ket-qua.json")).expect("a result");
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let totals = &json["totals"];
    let sum = |key: &str| totals[key].as_i64().expect("a sum");
    // Rules that move no money of their own change no total.
    assert_eq!(sum("paid") - sum("due"), sum("recover") - sum("arrears"));
    let found = json["findings"].as_array().expect("findings");
    let receivers = found.iter().filter(|f| f["rule"] == "nhan-thay-ba-nguoi");
    assert!(receivers.count() > 0, "{told}");
    let counted: i64 = found.iter().filter_map(|f| f["counted"].as_i64()).sum();
    assert_eq!(counted, sum("paid") - sum("due") + sum("unclaimed"));
}
