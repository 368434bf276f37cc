//! `rasoat rules` from the outside: what it prints and with which code it ends.

#[path = "support/own_rule.rs"]
mod own_rule;

use std::error::Error;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use own_rule::{RULE, write};

type Tested = Result<(), Box<dyn Error>>;

fn rasoat(arguments: &[&str]) -> Result<(i32, String, String), Box<dyn Error>> {
    let output = Command::cargo_bin("rasoat")?.args(arguments).output()?;
    Ok((
        output.status.code().unwrap_or(-1),
        String::from_utf8(output.stdout)?,
        String::from_utf8(output.stderr)?,
    ))
}

fn own(text: &str) -> Result<tempfile::TempDir, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    write(folder.path(), "my-rule.toml", text);
    Ok(folder)
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

#[test]
fn a_rule_dropped_into_an_own_folder_is_listed_and_explained() -> Tested {
    let folder = own(RULE)?;
    let dir = shown(folder.path());
    let (code, out, err) = rasoat(&["rules", "--rules", &dir, "list"])?;
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(
        out.lines()
            .any(|line| line.starts_with("my-rule") && line.ends_with("Quy tắc riêng")),
        "{out}"
    );
    let (_, out, _) = rasoat(&["rules", "--rules", &dir, "show", "my-rule"])?;
    for wanted in [
        "payment.month > 2020-01",
        "CV15-2020",
        "biên bản",
        "+ fires",
        "– quiet",
    ] {
        assert!(out.contains(wanted), "{wanted} in {out}");
    }
    let (_, out, _) = rasoat(&[
        "rules", "--rules", &dir, "show", "my-rule", "--format", "json",
    ])?;
    let json: serde_json::Value = serde_json::from_str(&out)?;
    assert_eq!(json["group"], "own");
    assert_eq!(json["cases"][0]["severity"], "warning");
    Ok(())
}

#[test]
fn an_unknown_name_is_told_with_the_nearest() -> Tested {
    let folder = own(RULE)?;
    let dir = shown(folder.path());
    let (code, out, err) = rasoat(&["rules", "--rules", &dir, "show", "my-rul"])?;
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("Có phải là `my-rule`?"), "{err}");
    Ok(())
}

#[test]
fn a_broken_rule_ends_with_2_and_says_where() -> Tested {
    let folder = own(&RULE.replace("payment.month", "payment.moth"))?;
    let dir = shown(folder.path());
    let (code, out, err) = rasoat(&["rules", "--rules", &dir, "list", "--lang", "en"])?;
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("my-rule.toml:4:13"), "{err}");
    assert!(err.contains("did you mean `payment.month`?"), "{err}");
    Ok(())
}

#[test]
fn a_law_file_is_shown_as_it_is() -> Tested {
    let folder = own(RULE)?;
    fs::create_dir(folder.path().join("law"))?;
    fs::write(
        folder.path().join("law/nd999-2030.toml"),
        "code = \"ND999-2030\"\n",
    )?;
    let dir = shown(folder.path());
    let (code, out, _) = rasoat(&["rules", "--rules", &dir, "show", "ND999-2030"])?;
    assert_eq!((code, out.as_str()), (0, "code = \"ND999-2030\"\n"));
    Ok(())
}

#[test]
fn a_decree_is_shown_as_it_is_understood_and_as_it_stands() -> Tested {
    let (code, out, err) = rasoat(&["rules", "show", "nd20-2021"])?;
    assert_eq!((code, err.as_str()), (0, ""));
    let line = |what: &str, age: &str| {
        let mut lines = out
            .lines()
            .filter(|l| l.starts_with(what) && l.contains(age));
        lines.next().unwrap_or("").to_owned()
    };
    assert!(
        out.starts_with("Nghị định 20/2021/NĐ-CP (ND20-2021)"),
        "{out}"
    );
    let orphan = line("Trẻ em dưới 16 tuổi không có nguồn nuôi dưỡng", "dưới 4");
    for wanted in [
        "hệ số 2,5",
        "7/2021–9/2026",
        "điểm a khoản 1 Điều 6",
        "đã đối chiếu",
    ] {
        assert!(orphan.contains(wanted), "{wanted} in {orphan}");
    }
    assert!(line("Mức chuẩn", "").contains("360.000 đồng"), "{out}");
    let (_, raw, _) = rasoat(&["rules", "show", "ND20-2021", "-v"])?;
    assert!(raw.contains("[[rate]]"), "{raw}");
    // A text that has no file of its own, and one whose figures were not read.
    let (_, out, _) = rasoat(&["rules", "show", "QD28-2014"])?;
    assert!(out.contains("Hỗ trợ tiền điện: hộ nghèo"), "{out}");
    let (_, out, _) = rasoat(&["rules", "show", "ND136-2013", "--lang", "en"])?;
    assert!(
        out.contains("not read") && out.contains("60 to under 80"),
        "{out}"
    );
    let (_, out, _) = rasoat(&["rules", "show", "ND20-2021", "--format", "json"])?;
    let json: serde_json::Value = serde_json::from_str(&out)?;
    assert!(json["entries"].as_array().is_some_and(|all| all.len() > 20));
    Ok(())
}

#[test]
fn every_fact_is_told_with_type_and_doc_in_both_languages() -> Tested {
    let (code, out, _) = rasoat(&["rules", "facts", "--format", "json"])?;
    assert_eq!(code, 0);
    let json: serde_json::Value = serde_json::from_str(&out)?;
    let facts = json["facts"].as_array().ok_or("facts")?;
    assert!(!facts.is_empty());
    for fact in facts {
        for text in [
            &fact["name"],
            &fact["type"],
            &fact["doc"]["vi"],
            &fact["doc"]["en"],
        ] {
            assert!(text.as_str().is_some_and(|text| !text.is_empty()), "{fact}");
        }
    }
    let (_, text, _) = rasoat(&["rules", "facts"])?;
    assert!(text.contains("payment.month"), "{text}");
    Ok(())
}

#[test]
fn every_built_in_rule_speaks_both_languages() -> Tested {
    let titles = |lang: &str| -> Result<Vec<String>, Box<dyn Error>> {
        let (code, out, err) = rasoat(&["rules", "list", "--format", "json", "--lang", lang])?;
        assert_eq!(code, 0, "{err}");
        let json: serde_json::Value = serde_json::from_str(&out)?;
        let rules = json.as_array().ok_or("rules")?;
        Ok(rules.iter().map(|rule| rule["title"].to_string()).collect())
    };
    for (vi, en) in titles("vi")?.iter().zip(&titles("en")?) {
        assert_ne!(vi, en);
    }
    Ok(())
}

/// A reader that has seen enough (`| head -1`) is no fault of the program's.
#[test]
fn completions_bear_a_pipe_that_its_reader_has_closed() -> Tested {
    let (reader, writer) = std::io::pipe()?;
    drop(reader);
    let done = std::process::Command::new(env!("CARGO_BIN_EXE_rasoat"))
        .args(["completions", "bash"])
        .stdout(writer)
        .output()?;
    assert_eq!(done.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&done.stderr), "");
    Ok(())
}
