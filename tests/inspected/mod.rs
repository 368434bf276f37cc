//! Lists looked at through `rasoat inspect`, and what it says of them.

#![allow(dead_code, missing_docs, clippy::unwrap_used)] // each test file uses its own part

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reading")
}

pub fn rasoat(paths: &[&Path]) -> Command {
    let mut command = Command::cargo_bin("rasoat").unwrap();
    command.args(["inspect", "--rows", "--format", "json", "--lang", "en"]);
    command.args(paths);
    command
}

pub fn inspect(path: &Path) -> Value {
    let output = rasoat(&[path]).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{}: {told}", path.display());
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Writes a file and reads it.
pub fn read(name: &str, bytes: impl AsRef<[u8]>) -> Value {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join(name);
    fs::write(&path, bytes).unwrap();
    inspect(&path)
}

/// All rows of a document, with their sheet.
pub fn rows(document: &Value) -> Vec<Value> {
    let sources = document["sources"].as_array().unwrap();
    sources
        .iter()
        .flat_map(|s| {
            s["rows"].as_array().unwrap().iter().map(|row| {
                let mut row = row.clone();
                row["sheet"] = s["sheet"].clone();
                row
            })
        })
        .collect()
}

pub fn role(document: &Value) -> &str {
    document["sources"][0]["role"].as_str().unwrap()
}

/// The rows of one column, `-` where it is absent.
pub fn column(document: &Value, key: &str) -> String {
    let text = |row: &Value| match &row[key] {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    rows(document)
        .iter()
        .map(text)
        .collect::<Vec<_>>()
        .join(" | ")
}

pub fn refused(name: &str, bytes: impl AsRef<[u8]>) -> String {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join(name);
    fs::write(&path, bytes).unwrap();
    let output = rasoat(&[&path]).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{name} was read");
    assert!(
        output.stdout.is_empty(),
        "{name}: half an answer was printed"
    );
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains(name), "{told}");
    told
}
