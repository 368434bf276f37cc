//! The rows of an answer as text, JSON or CSV.
//!
//! In: the names of the columns and row after row. Out: bytes. JSON is an array with an object a
//! row, a row a line; CSV is RFC 4180; text stands in columns under a head.

use std::io::Write;

use rusqlite::types::ValueRef;

use crate::report::{Shown, Table, plain};

/// What an answer is printed as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// For eyes.
    Text,
    /// For scripts.
    Json,
    /// For spreadsheets.
    Csv,
}

/// Prints rows as they come.
pub(super) struct Printer {
    columns: Vec<String>,
    out: Out,
}

enum Out {
    Text {
        lines: Vec<Vec<Shown>>,
        words: Vec<bool>,
    },
    Json {
        bytes: Vec<u8>,
        keys: Vec<Vec<u8>>,
    },
    Csv(Box<csv::Writer<Vec<u8>>>),
}

impl Printer {
    /// Begins with the columns.
    pub fn new(shape: Shape, columns: Vec<String>) -> Self {
        let out = match shape {
            Shape::Text => Out::Text {
                lines: Vec::new(),
                words: vec![false; columns.len()],
            },
            Shape::Json => Out::Json {
                bytes: b"[".to_vec(),
                keys: keys(&columns),
            },
            Shape::Csv => {
                let mut builder = csv::WriterBuilder::new();
                builder.terminator(csv::Terminator::CRLF);
                let mut writer = builder.from_writer(Vec::new());
                // Writing to memory cannot fail.
                let _ = writer.write_record(&columns);
                Out::Csv(Box::new(writer))
            }
        };
        Self { columns, out }
    }

    /// The next row.
    pub fn row(&mut self, cells: &[ValueRef<'_>]) {
        match &mut self.out {
            Out::Text { lines, words } => {
                for (cell, words) in cells.iter().zip(words) {
                    *words |= matches!(cell, ValueRef::Text(_) | ValueRef::Blob(_));
                }
                let shown = cells
                    .iter()
                    .map(|c| plain(text(*c).replace(['\n', '\r'], " ")));
                lines.push(shown.collect());
            }
            Out::Json { bytes, keys } => json_row(bytes, keys, cells),
            Out::Csv(writer) => {
                let _ = writer.write_record(cells.iter().map(|c| text(*c)));
            }
        }
    }

    /// Everything.
    pub fn finish(self) -> Vec<u8> {
        match self.out {
            Out::Text { lines, words } => {
                let align = words.iter().map(|words| if *words { 'l' } else { 'r' });
                let mut table = Table::new(align.collect::<String>());
                table.line(self.columns.into_iter().map(plain));
                for line in lines {
                    table.line(line);
                }
                let mut bytes = Vec::new();
                let _ = table.print(&mut bytes);
                bytes
            }
            Out::Json { mut bytes, .. } => {
                let end: &[u8] = if bytes.len() == 1 { b"]\n" } else { b"\n]\n" };
                bytes.extend_from_slice(end);
                bytes
            }
            Out::Csv(writer) => writer.into_inner().unwrap_or_default(),
        }
    }
}

fn json_row(bytes: &mut Vec<u8>, keys: &[Vec<u8>], cells: &[ValueRef<'_>]) {
    bytes.extend_from_slice(if bytes.len() == 1 { b"\n  " } else { b",\n  " });
    for (at, (key, cell)) in keys.iter().zip(cells).enumerate() {
        bytes.extend_from_slice(if at == 0 { b"{" } else { b", " });
        bytes.extend_from_slice(key);
        bytes.extend_from_slice(b": ");
        let _ = match cell {
            ValueRef::Null => bytes.write_all(b"null"),
            ValueRef::Integer(number) => write!(bytes, "{number}"),
            ValueRef::Real(number) => {
                let written = serde_json::to_writer(&mut *bytes, number);
                written.map_err(Into::into)
            }
            ValueRef::Text(_) | ValueRef::Blob(_) => {
                let written = serde_json::to_writer(&mut *bytes, &text(*cell));
                written.map_err(Into::into)
            }
        };
    }
    bytes.extend_from_slice(if keys.is_empty() { b"{}" } else { b"}" });
}

/// The keys of an object, as JSON; a name that comes again takes a number, so that no value is lost.
fn keys(columns: &[String]) -> Vec<Vec<u8>> {
    let key = |(at, name): (usize, &String)| {
        let before = columns.iter().take(at).filter(|c| *c == name).count();
        let name = match before {
            0 => name.clone(),
            before => format!("{name}_{}", before + 1),
        };
        serde_json::to_vec(&name).unwrap_or_default()
    };
    columns.iter().enumerate().map(key).collect()
}

/// A value as plain text; nothing for NULL.
fn text(cell: ValueRef<'_>) -> String {
    match cell {
        ValueRef::Null => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
            String::from_utf8_lossy(bytes).into_owned()
        }
    }
}
