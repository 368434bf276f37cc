//! `rasoat inspect`: what was understood of each file.
//!
//! In: files. Out: role, month, commune, unit, header, columns and skipped rows of each list, and with
//! `--rows` its rows, as text or as the contract's JSON. Exit 2 with all faults if any file cannot be read.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use serde_json::{Map, Value, json};

use super::config::Config;
use super::lists::no_lists;
use super::{Common, Format, book};
use crate::model::{CategoryTable, Held, Row};
use crate::read::{self, LeftOut};
use crate::recognise::{self, CATEGORY_CODES, List, Sink, Words};
use crate::texts::{Lang, audit, reading, rows};

/// Xem chương trình hiểu tệp thế nào: loại danh sách, tháng, cột, dòng bỏ qua
#[derive(clap::Args)]
pub struct Options {
    /// Tệp hoặc thư mục
    #[arg(required = true, value_name = "FILE")]
    paths: Vec<PathBuf>,
    /// In cả các dòng đọc được
    #[arg(long)]
    rows: bool,
}

/// Runs the command. What could be read is printed whatever else could not.
pub fn run(common: &Common, options: &Options) -> ExitCode {
    let Seen { text, faults } = look(common, options).unwrap_or_else(|faults| Seen {
        text: String::new(),
        faults,
    });
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    // A closed pipe is no fault of ours.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    let mut err = std::io::stderr().lock();
    for line in &faults {
        let _ = writeln!(err, "{line}");
    }
    if faults.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(2)
    }
}

/// What is printed, and the faults, a line each.
struct Seen {
    text: String,
    faults: Vec<String>,
}

/// Reads the files; only where nothing can be read at all are there faults alone.
fn look(common: &Common, options: &Options) -> Result<Seen, Vec<String>> {
    let lang = common.lang;
    let config = Config::load(common.config.as_deref(), options.paths.first())
        .map_err(|e| vec![e.to_string()])?;
    let own = common.rules.as_ref().or(config.rules.as_ref());
    let files =
        book::files(own.map(PathBuf::as_path), lang).map_err(|e| vec![e.trim_end().to_owned()])?;
    let table = CategoryTable::new(CATEGORY_CODES.iter().map(|c| (*c).to_owned()).collect());
    let mut words = Words::load(&files, &table).map_err(|all| {
        all.iter()
            .map(|f| reading::words_fault(lang, f))
            .collect::<Vec<_>>()
    })?;
    words
        .lay_over(&config.words)
        .map_err(|column| vec![audit::no_such_column(lang, &column).trim_end().to_owned()])?;
    let told = |all: &[read::ReadFault]| {
        all.iter()
            .map(|f| reading::fault(lang, f))
            .collect::<Vec<_>>()
    };
    let inputs = read::inputs(&options.paths).map_err(|all| told(&all))?;
    let keep = options.rows;
    let found = recognise::read_lists(
        &inputs.files,
        &words,
        &table,
        |_| Kept {
            keep,
            rows: Vec::new(),
        },
        &|| {},
    );
    let left_out: Vec<LeftOut> = inputs.left_out.into_iter().chain(found.left_out).collect();
    let mut faults = told(&found.faults);
    let text_alone = !matches!(common.format, Format::Json);
    if found.lists.is_empty() && faults.is_empty() {
        faults.push(audit::no_list(lang).trim_end().to_owned());
        faults.extend(no_lists(left_out.iter(), lang));
    }
    // Where there is no list, the faults say it all.
    let nothing = found.lists.is_empty() && (text_alone || !found.faults.is_empty());
    let text = match common.format {
        _ if nothing => String::new(),
        Format::Json => json_text(lang, options.rows, &found.lists, &left_out, &table),
        Format::Text | Format::Csv => plain_text(lang, &found.lists, &left_out),
    };
    Ok(Seen { text, faults })
}

/// Keeps the rows of a list, where they are asked for.
struct Kept {
    keep: bool,
    rows: Vec<Row>,
}

impl Sink for Kept {
    fn row(&mut self, row: &Row) {
        if self.keep {
            self.rows.push(row.clone());
        }
    }

    fn join(&mut self, next: Self) {
        self.rows.extend(next.rows);
    }
}

fn json_text(
    lang: Lang,
    rows: bool,
    lists: &[List<Kept>],
    left_out: &[LeftOut],
    table: &CategoryTable,
) -> String {
    let sources: Vec<Value> = lists
        .iter()
        .map(|list| source_json(lang, rows, list, table))
        .collect();
    let left: Vec<Value> = left_out
        .iter()
        .map(|l| json!({"path": l.path, "sheet": l.sheet, "why": reading::left_out(lang, l.why)}))
        .collect();
    let document = json!({"sources": sources, "left_out": left});
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

fn source_json(lang: Lang, rows: bool, list: &List<Kept>, table: &CategoryTable) -> Value {
    let source = &list.source;
    let mut columns: Map<String, Value> = Map::new();
    for (key, letters) in &source.columns {
        let all = match columns.get(key.code()).and_then(Value::as_str) {
            Some(before) => format!("{before},{letters}"),
            None => letters.clone(),
        };
        columns.insert(key.code().to_owned(), all.into());
    }
    let unknown: Map<String, Value> = source
        .unknown_columns
        .iter()
        .map(|(at, text)| (at.clone(), text.as_str().into()))
        .collect();
    let skipped: Vec<Value> = source
        .skipped
        .iter()
        .map(|s| json!({"row": s.row, "why": s.why.replace('-', " ")}))
        .collect();
    let mut value = json!({
        "path": source.path, "sha256": source.sha256, "format": source.format, "sheet": source.sheet,
        "role": source.role.code(), "month": source.month, "commune": none_if_empty(&source.commune),
        "unit": source.unit, "encoding": source.encoding, "header_rows": source.header_rows,
        "columns": columns, "unknown_columns": unknown, "skipped": skipped,
    });
    if rows {
        let all = list.sink.rows.iter();
        let typed: Vec<Value> = all.map(|row| row_json(lang, row, table)).collect();
        if let Some(object) = value.as_object_mut() {
            object.insert("rows".to_owned(), typed.into());
        }
    }
    value
}

fn none_if_empty(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// A row under the contract's keys; what the cells do not hold is left out.
fn row_json(lang: Lang, row: &Row, table: &CategoryTable) -> Value {
    let mut out = Map::new();
    out.insert("row".to_owned(), row.number.into());
    for (key, value) in row.held(table) {
        out.insert(key.to_owned(), value_json(&value));
    }
    let (repairs, doubts): (Vec<_>, Vec<_>) = row.notes.iter().partition(|n| n.kind.is_repair());
    let told = |notes: Vec<&crate::model::Note>| {
        notes
            .iter()
            .map(|n| rows::note(lang, n))
            .collect::<Vec<_>>()
    };
    out.insert("repairs".to_owned(), told(repairs).into());
    out.insert("doubts".to_owned(), told(doubts).into());
    Value::Object(out)
}

fn value_json(value: &Held<'_>) -> Value {
    match value {
        Held::Text(words) => json!(words),
        Held::Number(number) => json!(number),
        Held::Decimal(number) => json!(number),
        Held::Flag(flag) => json!(flag),
        Held::Date(date) => json!(date),
        Held::Months(months) => json!(months),
    }
}

fn plain_text(lang: Lang, lists: &[List<Kept>], left_out: &[LeftOut]) -> String {
    let labels = reading::labels(lang);
    let mut out = String::new();
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    for list in lists {
        let source = &list.source;
        let sheet = source
            .sheet
            .as_ref()
            .map(|s| format!(" [{s}]"))
            .unwrap_or_default();
        line(format!(
            "{}{sheet} ({}, {})",
            source.path, source.format, source.encoding
        ));
        line(format!(
            "  {}: {}",
            labels.role,
            reading::role(lang, source.role)
        ));
        let month = source
            .month
            .map_or_else(|| labels.none.to_owned(), crate::model::Month::slashed);
        line(format!("  {}: {month}", labels.month));
        let commune = if source.commune.is_empty() {
            labels.none
        } else {
            &source.commune
        };
        line(format!("  {}: {commune}", labels.commune));
        let unit = crate::model::Money(source.unit);
        line(format!("  {}: {unit} {}", labels.unit, labels.dong));
        line(format!(
            "  {}: {}",
            labels.header,
            numbers(&source.header_rows)
        ));
        let columns: Vec<String> = source
            .columns
            .iter()
            .map(|(key, at)| format!("{at} {}", reading::key(lang, *key)))
            .collect();
        line(format!("  {}: {}", labels.columns, columns.join("; ")));
        if !source.unknown_columns.is_empty() {
            let unknown = reading::unknown_columns(&source.unknown_columns);
            line(format!("  {}: {unknown}", labels.unknown));
        }
        line(format!("  {}: {}", labels.rows, source.rows));
        let mut by_reason: Vec<(&str, Vec<u32>)> = Vec::new();
        for skipped in &source.skipped {
            match by_reason.iter_mut().find(|(why, _)| *why == skipped.why) {
                Some((_, rows)) => rows.push(skipped.row),
                None => by_reason.push((skipped.why, vec![skipped.row])),
            }
        }
        for (why, rows) in by_reason {
            let why = reading::skipped(lang, why);
            line(format!(
                "  {}: {why} ({} {})",
                labels.skipped,
                labels.row,
                numbers(&rows)
            ));
        }
        for row in &list.sink.rows {
            row_lines(lang, row, &labels, &mut line);
        }
    }
    for left in left_out {
        let sheet = left
            .sheet
            .as_ref()
            .map(|s| format!(" [{s}]"))
            .unwrap_or_default();
        line(format!(
            "{}: {}{sheet}: {}",
            labels.left_out,
            left.path,
            reading::left_out(lang, left.why)
        ));
    }
    out
}

/// A row for eyes: one line of values, a line for each repair and doubt.
fn row_lines(lang: Lang, row: &Row, labels: &reading::Labels, line: &mut impl FnMut(String)) {
    let values = rows::row(lang, row);
    line(format!("  {} {}: {values}", labels.row, row.number));
    for note in &row.notes {
        let mark = if note.kind.is_repair() {
            labels.repair
        } else {
            labels.doubt
        };
        line(format!("      {mark}: {}", rows::note_line(lang, note)));
    }
}

/// Row numbers, runs shortened: `3-7, 12`.
fn numbers(rows: &[u32]) -> String {
    let mut parts: Vec<(u32, u32)> = Vec::new();
    for &row in rows {
        match parts.last_mut() {
            Some((_, last)) if *last + 1 == row => *last = row,
            _ => parts.push((row, row)),
        }
    }
    let shown: Vec<String> = parts
        .iter()
        .map(|(a, b)| {
            if a == b {
                a.to_string()
            } else {
                format!("{a}-{b}")
            }
        })
        .collect();
    shown.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_rows_are_shortened() {
        assert_eq!(numbers(&[3, 4, 5, 9]), "3-5, 9");
    }
}
