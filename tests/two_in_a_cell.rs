//! A cell that names two people: told, and nobody is accused of what may stand in the other's row.
#![allow(missing_docs, clippy::unwrap_used)]

use std::fmt::Write as _;
use std::fs;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

const OLD: &str = "Bồ Xuyên,Người cao tuổi từ đủ 80 tuổi trở lên,270000";

fn roll(names: &[&str]) -> String {
    let mut text = "DANH SÁCH ĐỐI TƯỢNG THÁNG 1/2020\n\
                    STT,Họ và tên,Năm sinh,Phường/Xã,Loại đối tượng,Mức hưởng,Hưởng từ\n"
        .to_owned();
    for (at, name) in names.iter().enumerate() {
        writeln!(text, "{},\"{name}\",193{at},{OLD},01/2018", at + 1).unwrap();
    }
    text
}

fn ledger(people: &[(&str, u32)]) -> String {
    let mut text = "DANH SÁCH CHI TRẢ TRỢ CẤP THÁNG 1/2020\n\
                    STT,Họ và tên,Năm sinh,Phường/Xã,Loại đối tượng,Số tiền\n"
        .to_owned();
    for (at, (name, born)) in people.iter().enumerate() {
        writeln!(text, "{},\"{name}\",{born},{OLD}", at + 1).unwrap();
    }
    text
}

/// What a command finds, as rule, confidence and name.
fn found(command: &str, files: &[(&str, String)]) -> Vec<String> {
    let dir = TempDir::new().unwrap();
    for (name, text) in files {
        fs::write(dir.path().join(name), text).unwrap();
    }
    let mut rasoat = Command::cargo_bin("rasoat").unwrap();
    rasoat.args([
        command,
        "--lang",
        "en",
        "--fail-on",
        "never",
        "--format",
        "json",
    ]);
    if command == "audit" {
        rasoat.args(["--month", "2020-01"]);
    }
    rasoat.arg("--out").arg(dir.path().join("out"));
    rasoat.args(files.iter().map(|(name, _)| dir.path().join(name)));
    let output = rasoat.output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{told}");
    let result: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let findings = result["findings"].as_array().unwrap().iter();
    let told = findings.map(|finding| {
        let (rule, sure) = (text(&finding["rule"]), text(&finding["confidence"]));
        format!("{rule} {sure} {}", text(&finding["subject"]["name"]))
    });
    told.collect()
}

#[test]
fn a_cell_with_two_names_is_a_fault_of_the_list() {
    for cell in [
        "Lê Thị Hoa / Đỗ Văn Tư",
        "Lê Thị Hoa & con",
        "Lê Thị Hoa + Đỗ Văn Tư",
        "Lê Thị Hoa\nĐỗ Văn Tư",
    ] {
        let told = found("validate", &[("ds.csv", roll(&["Trần Thị Lan", cell]))]);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(
            told[0].starts_with("missing-value certain Lê Thị Hoa"),
            "{told:?}"
        );
    }
    for cell in ["Lê Thị Hoa/Tý", "Lê Thị\nHoa", "Lê Thị Hoa (con Đỗ Văn Tư)"] {
        let told = found("validate", &[("ds.csv", roll(&["Trần Thị Lan", cell]))]);
        assert!(told.is_empty(), "{told:?}");
    }
}

#[test]
fn nobody_who_may_be_meant_is_accused_with_certainty() {
    let sure = |rolls: &[&str], paid: &[(&str, u32)]| {
        let mut told = found(
            "audit",
            &[("ds.csv", roll(rolls)), ("chi.csv", ledger(paid))],
        );
        told.retain(|one| one.contains(" certain ") && !one.starts_with("missing-value "));
        told
    };
    let lan = ("Trần Thị Lan", 1930);
    for cell in [
        "Lê Thị Hoa / Đỗ Văn Tư",
        "Lê Thị Hoa\nĐỗ Văn Tư",
        "Lê Thị Hoa & con",
    ] {
        // On the roll as one, in the ledger as one or two.
        for paid in [
            vec![lan, ("Lê Thị Hoa", 1931)],
            vec![lan, ("Lê Thị Hoa", 1945)],
            vec![lan, (cell, 1931)],
            vec![lan],
        ] {
            let told = sure(&["Trần Thị Lan", cell], &paid);
            assert!(told.is_empty(), "{cell} {paid:?}: {told:?}");
        }
        // The other way round.
        let told = sure(&["Trần Thị Lan", "Lê Thị Hoa"], &[lan, (cell, 1950)]);
        assert!(told.is_empty(), "{cell}: {told:?}");
    }
    let told = sure(
        &["Trần Thị Lan", "Lê Thị Hoa / Đỗ Văn Tư"],
        &[lan, ("Lê Thị Hoa", 1932), ("Đỗ Văn Tư", 1933)],
    );
    assert!(told.is_empty(), "{told:?}");
    // Who is meant by no such cell is judged as before.
    let told = sure(
        &["Trần Thị Lan", "Lê Thị Hoa / Đỗ Văn Tư"],
        &[("Vũ Thị Năm", 1933)],
    );
    assert_eq!(
        told,
        [
            "paid-not-on-roll certain Vũ Thị Năm",
            "not-paid certain Trần Thị Lan"
        ]
    );
}
