//! A file of cases, answered row by row. In: a CSV with the columns of a question. Out: an answer a row, as text, JSON
//! or CSV; or what is wrong with every row that cannot be answered.

use std::fmt::Write as _;
use std::path::Path;

use super::{Line, csv, json_text};
use crate::cli::{Common, Format};
use crate::law::{Asked, Law, Words};
use crate::texts::{due as words, law as texts};

/// Answers every row of a file of cases, or says what is wrong with all rows that cannot be answered.
pub(super) fn cases(common: &Common, law: &Law, path: &Path) -> Result<String, String> {
    let lang = common.lang;
    let unreadable = |error: &dyn std::fmt::Display| format!("{}: {error}\n", path.display());
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .trim(csv::Trim::All)
        .from_path(path)
        .map_err(|error| unreadable(&error))?;
    let headers = reader
        .headers()
        .map_err(|error| unreadable(&error))?
        .clone();
    let column = |name: &str| {
        headers
            .iter()
            .position(|h| h.trim_start_matches('\u{feff}') == name)
    };
    if column("month").is_none() || column("category").is_none() {
        return Err(unreadable(&words::columns_missing(lang)));
    }
    let mut lines = Vec::new();
    let mut faults = String::new();
    for record in reader.records() {
        let record = record.map_err(|error| unreadable(&error))?;
        let cell = |name: &str| column(name).and_then(|i| record.get(i)).unwrap_or("");
        let words = Words {
            month: cell("month"),
            category: cell("category"),
            level: cell("level"),
            born: cell("born"),
            children: cell("children"),
            studying: cell("studying"),
            extra: cell("extra"),
        };
        match Asked::read(law, &words) {
            Ok(question) => lines.push(Line::new(law, cell("id"), &question.answer(law))),
            Err(fault) => {
                let line = record.position().map_or(0, csv::Position::line);
                let what = texts::question(lang, &fault);
                let file = path.display().to_string();
                let _ = writeln!(faults, "{}", words::line(lang, &file, line, &what));
            }
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    match common.format {
        Format::Csv => csv(&lines),
        Format::Json => json_text(&lines),
        Format::Text => Ok(lines.iter().fold(String::new(), |mut all, line| {
            let sure = words::sure(lang, line.certain);
            let basis = line.basis.join("; ");
            let _ = writeln!(all, "{:8} {:>20}  {sure:10} {basis}", line.id, line.amount);
            all
        })),
    }
}
