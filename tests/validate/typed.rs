//! Lists typed as text, with some cells typed over.

use std::fs;
use std::path::{Path, PathBuf};

/// A list in order, with cells of some rows (both from 1, as Excel counts) typed over.
pub fn typed_over(
    folder: &Path,
    header: &str,
    rows: &[&str],
    over: &[(usize, usize, &str)],
) -> PathBuf {
    let mut lines: Vec<Vec<String>> = std::iter::once(&header)
        .chain(rows)
        .map(|line| line.split(';').map(str::to_owned).collect())
        .collect();
    for (row, column, text) in over {
        (*text).clone_into(&mut lines[row - 1][column - 1]);
    }
    let lines: Vec<String> = lines.iter().map(|line| line.join(";")).collect();
    let path = folder.join("phuong-ky-ba-thang-10-2020.csv");
    fs::write(&path, lines.join("\n")).expect("a file");
    path
}
