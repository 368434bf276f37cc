//! `sample-data` is what its spec says, and `rasoat sample` writes it out.
#![allow(clippy::expect_used, reason = "a test may fail")]

#[path = "support/sample/mod.rs"]
mod sample;

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use sample::spec::Spec;

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data")
}

fn truth_path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sample-truth.json")
}

fn truth_text(spec: &Spec) -> String {
    let text = serde_json::to_string_pretty(&sample::truth(spec)).expect("json");
    text + "\n"
}

/// All files under a folder by their path in it.
fn under(folder: &Path, root: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            under(&path, root, found);
        } else {
            let path = path.strip_prefix(root).expect("under the root");
            let parts: Vec<_> = path.iter().map(|p| p.to_string_lossy()).collect();
            found.push(parts.join("/"));
        }
    }
}

#[test]
#[ignore = "writes sample-data anew: cargo test --test sample -- --ignored"]
fn remake() {
    let spec = Spec::load();
    for (path, bytes) in sample::files(&spec) {
        let path = home().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    fs::write(truth_path(), truth_text(&spec)).expect("a file");
}

#[test]
fn the_committed_files_are_those_of_the_spec() {
    let spec = Spec::load();
    let files = sample::files(&spec);
    let mut committed = Vec::new();
    under(&home(), &home(), &mut committed);
    committed.sort();
    assert_eq!(committed, files.keys().cloned().collect::<Vec<_>>());
    for (path, bytes) in files {
        assert!(
            fs::read(home().join(&path)).expect("a file") == bytes,
            "{path}"
        );
    }
    assert_eq!(
        fs::read_to_string(truth_path()).expect("a file"),
        truth_text(&spec)
    );
}

#[test]
fn the_command_writes_the_same_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("mau");
    let mut command = Command::cargo_bin("rasoat").expect("the binary");
    command.arg("sample").arg(&target).assert().success();
    let mut written = Vec::new();
    under(&target, &target, &mut written);
    written.sort();
    let files = sample::files(&Spec::load());
    assert_eq!(written, files.keys().cloned().collect::<Vec<_>>());
    for (path, bytes) in files {
        assert!(
            fs::read(target.join(&path)).expect("a file") == bytes,
            "{path}"
        );
    }
}

#[test]
fn a_folder_with_files_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("cu.csv"), "x").expect("a file");
    let mut command = Command::cargo_bin("rasoat").expect("the binary");
    command.arg("sample").arg(folder.path()).assert().code(2);
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
}
