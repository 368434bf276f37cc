//! Why a file or a sheet cannot be read or recognised: typed, so that `texts` can say it in words.

use crate::model::{Key, Role};

/// A file, sheet or cell that stops a run.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {kind}")]
pub struct ReadFault {
    /// The file as shown.
    pub path: String,
    /// The sheet, where one is concerned.
    pub sheet: Option<String>,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What is wrong with a file or a sheet.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultKind {
    /// The path does not exist.
    #[error("no such file or folder")]
    NotFound,
    /// The system does not let it be read.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// Nothing in it.
    #[error("empty file")]
    Empty,
    /// An office program's lock file.
    #[error("lock file of an office program")]
    LockFile,
    /// No format of spreadsheets.
    #[error("not a spreadsheet")]
    NotASpreadsheet,
    /// Something else that offices have beside their lists.
    #[error("not a spreadsheet: {0:?}")]
    Other(Other),
    /// A record of a text table that goes on and on: a quote that is never closed.
    #[error("record at row {0} does not end")]
    EndlessRecord(u32),
    /// Needs a password.
    #[error("protected by a password")]
    Encrypted,
    /// Cut off or broken.
    #[error("damaged: {0}")]
    Damaged(String),
    /// Far larger unpacked than any list.
    #[error("unpacks to more than can be a list")]
    UnpackedTooLarge,
    /// Larger than a workbook may be.
    #[error("larger than a workbook may be")]
    TooLarge,
    /// An old format that is not read.
    #[error("format {0} is not read")]
    OldFormat(&'static str),
    /// No header row within the first rows.
    #[error("no header row found")]
    NoHeader,
    /// Columns fit no role.
    #[error("fits no role")]
    Unrecognised {
        /// The role that fits best.
        nearest: Role,
        /// What it lacks.
        missing: Vec<Key>,
        /// The header row as Excel numbers it.
        row: u32,
        /// Headers that mean nothing, as letters and words.
        unknown: Vec<(String, String)>,
    },
    /// The header's letters are lost to a wrong encoding.
    #[error("letters lost in {cell}")]
    LostLetters {
        /// A cell that shows it, such as `B3`.
        cell: String,
        /// What it holds.
        text: String,
    },
    /// A row with more text than any has.
    #[error("row {0} holds too much text")]
    LongRow(u32),
    /// From one column to another, counted from 0, what may be a list beside another.
    #[error("columns {0} to {1} may be a list of their own")]
    Beside(u32, u32),
    /// More lists than so many in one sheet.
    #[error("more than {0} lists")]
    ManyLists(usize),
    /// A payment list that tells its month nowhere.
    #[error("month not told")]
    NoMonth(Role),
}

/// What a file is that is no spreadsheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Other {
    /// A text document.
    Document,
    /// A PDF.
    Pdf,
    /// A photograph or scan.
    Picture,
    /// Packed files.
    Archive,
    /// A web page without a table: of a session that ended, or the frame of several.
    WebPage,
    /// A web page and its pictures in one file.
    WebArchive,
    /// A link to a file that is elsewhere.
    Shortcut,
}

impl FaultKind {
    /// From an error of the file system.
    #[allow(clippy::needless_pass_by_value)] // stands as a function in map_err
    pub(super) fn unreadable(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::NotFound,
            _ => Self::Unreadable(error.kind().to_string()),
        }
    }

    /// This fault at a file.
    pub fn at(self, path: &str, sheet: Option<&str>) -> ReadFault {
        ReadFault {
            path: path.to_owned(),
            sheet: sheet.map(str::to_owned),
            kind: self,
        }
    }
}
