//! What can be wrong with a rule file. The sentences are in `texts::rule_faults`.

use std::ops::Range;
use std::sync::Arc;

use crate::judge::lang;
use crate::rules::RuleFile;

/// A fault and the bytes of the file it stands in.
#[derive(Clone, Debug)]
pub struct Fault {
    /// The file.
    pub file: Arc<RuleFile>,
    /// Bytes of its text.
    pub span: Range<usize>,
    /// What is wrong.
    pub kind: FaultKind,
}

impl Fault {
    /// Line and column (in letters) of its start, both from 1.
    pub fn place(&self) -> (usize, usize) {
        let before = self.file.text.get(..self.span.start).unwrap_or("");
        let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        (line, column)
    }
}

/// What a key holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wants {
    /// A text.
    Text,
    /// A text or a list of texts.
    Texts,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// A table.
    Table,
    /// A list of tables.
    Tables,
    /// A text, whole number, or `true`/`false`.
    Cell,
}

/// Closed lists of words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Code {
    /// What a rule is about.
    About,
    /// Severity.
    Severity,
    /// Action.
    Action,
    /// Which months a finding names.
    Months,
    /// Confidence.
    Confidence,
}

/// What is wrong with a rule file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FaultKind {
    /// It is not TOML; the reader's own words.
    Toml(String),
    /// No such key.
    UnknownKey {
        /// As written.
        key: String,
        /// The nearest right one.
        nearest: Option<String>,
    },
    /// A key has to be there.
    Missing(&'static str),
    /// A key holds something else.
    WrongType(Wants),
    /// A text is empty.
    Empty,
    /// Not one of a closed list.
    NotACode {
        /// Which list.
        code: Code,
        /// As written.
        given: String,
        /// The nearest right one.
        nearest: Option<String>,
        /// All of the list.
        known: Vec<&'static str>,
    },
    /// Not a month `2020-10` or months `2020-01..2020-10`.
    NotAMonth,
    /// An expression is at fault.
    Expression(lang::FaultKind),
    /// A message names no fact.
    Placeholder {
        /// As written.
        name: String,
        /// The nearest right one.
        nearest: Option<String>,
    },
    /// A message opens `{` and does not close it.
    OpenBrace,
    /// A limit that nothing names.
    UnusedLimit,
    /// No example expects a finding.
    NoExampleFires,
    /// No example expects nothing.
    NoExampleQuiet,
    /// Another file has the same name.
    SlugTwice(String),
}
