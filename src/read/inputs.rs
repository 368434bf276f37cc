//! Which files of the arguments are worth reading.
//!
//! In: files and folders. Out: the files in the order of their shown paths, and what was left out
//! and why. A file named outright is always kept: if it is no list, reading it says so.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use super::package::{Kind, Package};
use super::sniff::{self, Format};
use super::{FaultKind, MOST_BYTES, Other, ReadFault};

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Where it is.
    pub path: PathBuf,
    /// As told in documents: from the argument's folder on, with `/`; NFC.
    pub shown: String,
    /// Its bytes, where they do not stand in a file (the examples of rules).
    pub held: Option<Vec<u8>>,
}

/// The files of a run.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// Files to read, in the order of their shown paths.
    pub files: Vec<Input>,
    /// Files that are no lists.
    pub left_out: Vec<LeftOut>,
}

/// A file or sheet that was not taken for a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The file as shown.
    pub path: String,
    /// The sheet, if only that.
    pub sheet: Option<String>,
    /// Why.
    pub why: LeftOutWhy,
}

impl LeftOut {
    /// Whether an earlier run of this program wrote it.
    pub fn is_own_output(&self) -> bool {
        let name = Path::new(&self.path).file_name();
        self.why == LeftOutWhy::OwnOutput || name.is_some_and(|name| name == "ket-qua.json")
    }
}

/// Why something was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOutWhy {
    /// An office program's lock file (`~$…`).
    LockFile,
    /// Written by this program.
    OwnOutput,
    /// No spreadsheet at all.
    NotASpreadsheet,
    /// Something else that offices have beside their lists.
    Other(Other),
    /// A sheet that the workbook hides.
    HiddenSheet,
    /// A summary, minutes, a report of the office program.
    NoList,
    /// Changes to a roll, without saying which or since when.
    UntoldChange,
    /// A sheet without a value.
    EmptySheet,
}

/// Walks files and folders. Every path that is not there is told.
pub fn inputs(paths: &[PathBuf]) -> Result<Inputs, Vec<ReadFault>> {
    let mut found = Inputs::default();
    let mut faults = Vec::new();
    for path in paths {
        let shown = path.display().to_string();
        match fs::metadata(path) {
            Ok(meta) if meta.is_dir() => walk(path, "", &mut Vec::new(), &mut found, &mut faults),
            Ok(_) if is_marked_copy(path) && no_list(path) == Some(LeftOutWhy::OwnOutput) => {
                found.left_out.push(left_out(shown, LeftOutWhy::OwnOutput));
            }
            Ok(_) => {
                let name = path
                    .file_name()
                    .map(|n| n.to_string_lossy().nfc().collect());
                found.files.push(Input {
                    path: path.clone(),
                    shown: name.unwrap_or(shown),
                    held: None,
                });
            }
            Err(error) => faults.push(FaultKind::unreadable(error).at(&shown, None)),
        }
    }
    found
        .files
        .sort_by(|a, b| (&a.shown, &a.path).cmp(&(&b.shown, &b.path)));
    found.files.dedup_by(|a, b| a.path == b.path);
    tell_apart(&mut found.files);
    found.left_out.sort_by(|a, b| a.path.cmp(&b.path));
    if faults.is_empty() {
        Ok(found)
    } else {
        Err(faults)
    }
}

/// Files of one name from several folders are shown with the path they were named by.
fn tell_apart(files: &mut [Input]) {
    for same in files.chunk_by_mut(|a, b| a.shown == b.shown) {
        if same.len() > 1 {
            for input in same {
                let path = input.path.to_string_lossy().replace('\\', "/");
                input.shown = path.nfc().collect();
            }
        }
    }
}

/// Whether it is called as a marked copy: `*.xlsx` in a clerk's folder names those as well.
fn is_marked_copy(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|n| n.to_string_lossy().ends_with(".kiem-tra.xlsx"))
}

/// Whether it is the file that an office program keeps beside an open document.
pub fn is_lock_file(path: &Path) -> bool {
    path.file_name().is_some_and(|n| {
        let name = n.to_string_lossy();
        name.starts_with("~$") || name.starts_with(".~lock.")
    })
}

fn walk(
    folder: &Path,
    prefix: &str,
    above: &mut Vec<PathBuf>,
    found: &mut Inputs,
    faults: &mut Vec<ReadFault>,
) {
    // A link to a folder above would be walked round and round.
    let real = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    if above.contains(&real) {
        return;
    }
    above.push(real);
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            let shown = if prefix.is_empty() {
                folder.display().to_string()
            } else {
                prefix.to_owned()
            };
            faults.push(FaultKind::unreadable(error).at(&shown, None));
            above.pop();
            return;
        }
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let name: String = entry.file_name().to_string_lossy().nfc().collect();
        let shown = format!("{prefix}{name}");
        if is_lock_file(&path) {
            found.left_out.push(left_out(shown, LeftOutWhy::LockFile));
        } else if name.starts_with('.') || name == "rasoat.toml" || is_store(&path) {
            // Hidden files, the settings and what is remembered are nobody's lists.
        } else if path.is_dir() {
            walk(&path, &format!("{shown}/"), above, found, faults);
        } else {
            match no_list(&path) {
                Some(why) => found.left_out.push(left_out(shown, why)),
                None => found.files.push(Input {
                    path,
                    shown,
                    held: None,
                }),
            }
        }
    }
    above.pop();
}

/// Whether it is a database, or what one keeps beside itself while it is written.
fn is_store(path: &Path) -> bool {
    const MARK: &[u8] = b"SQLite format 3\0";
    let name = path.to_string_lossy();
    let database = name.strip_suffix("-journal").unwrap_or(&name);
    let mut head = [0; MARK.len()];
    // A pipe would never answer.
    if !fs::metadata(database).is_ok_and(|meta| meta.is_file()) {
        return database.ends_with("so-doi-chieu.db");
    }
    let read = File::open(database).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head == MARK || database.ends_with("so-doi-chieu.db")
}

fn left_out(path: String, why: LeftOutWhy) -> LeftOut {
    LeftOut {
        path,
        sheet: None,
        why,
    }
}

/// Why a file met in a folder is no list; `None` where it has to be read. What looks like a list and
/// cannot be read is kept, so that it is told as a fault.
fn no_list(path: &Path) -> Option<LeftOutWhy> {
    let ending = path
        .extension()
        .map(|e| e.to_string_lossy().to_ascii_lowercase());
    let ending = ending.as_deref().unwrap_or("");
    let tables = [
        "csv", "tsv", "tab", "xls", "xlsx", "xlsm", "xlsb", "xlt", "xltx", "xltm", "ods", "xml",
        "htm", "html",
    ];
    let mut head = Vec::new();
    if fs::metadata(path).is_ok_and(|m| !m.is_file()) {
        return Some(LeftOutWhy::NotASpreadsheet);
    }
    let read = File::open(path).and_then(|f| f.take(sniff::HEAD as u64).read_to_end(&mut head));
    if read.is_err() {
        return None;
    }
    match sniff::format(&head) {
        Ok(Format::Zip) if fs::metadata(path).is_ok_and(|m| m.len() > MOST_BYTES) => None,
        Ok(Format::Zip) => {
            let mut package = match Package::open(Box::new(File::open(path).ok()?)) {
                Ok(package) => package,
                Err(_) if tables.contains(&ending) => return None,
                Err(fault) => return Some(why(&fault)),
            };
            match package.kind() {
                Kind::Own => Some(LeftOutWhy::OwnOutput),
                Kind::Other if !tables.contains(&ending) => match package.other() {
                    FaultKind::OldFormat(_) => None,
                    fault => Some(why(&fault)),
                },
                // Into our workbook of findings a person may have typed: reading tells.
                _ => None,
            }
        }
        Ok(Format::Ole | Format::Biff) if tables.contains(&ending) || ending.is_empty() => None,
        // An old format is a table all the same, with somebody's rows in it.
        Ok(Format::Xml2003 | Format::FlatOds | Format::Html) | Err(FaultKind::OldFormat(_)) => None,
        Ok(Format::Delimited) if ending == "txt" && looks_tabular(&head) => None,
        Ok(Format::Delimited) | Err(_) if tables.contains(&ending) => None,
        Ok(Format::Ole) if matches!(ending, "doc" | "dot" | "wps") => {
            Some(LeftOutWhy::Other(Other::Document))
        }
        Err(fault) => Some(why(&fault)),
        Ok(_) => Some(LeftOutWhy::NotASpreadsheet),
    }
}

fn why(fault: &FaultKind) -> LeftOutWhy {
    match fault {
        FaultKind::Other(other) => LeftOutWhy::Other(*other),
        _ => LeftOutWhy::NotASpreadsheet,
    }
}

/// A text file counts as a table where tabs or semicolons split its lines.
fn looks_tabular(head: &[u8]) -> bool {
    let lines = head.split(|b| *b == b'\n').count();
    let marks = head.iter().filter(|b| matches!(**b, b'\t' | b';')).count();
    marks >= lines * 2
}
