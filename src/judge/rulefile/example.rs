//! Examples of rules: a few rows of lists and what the rule has to say of them.
//!
//! Examples go the whole way from cells to findings, so whoever runs them is handed in
//! ([`ExampleRunner`]); what came is held against what was expected here.

use toml::Spanned;
use toml::de::DeValue;

use super::fault::{FaultKind, Wants};
use super::rule::Rule;
use super::table::{self, Faults, Table};
use crate::model::{Confidence, Key, Money, Month, Role, Severity};

/// An example of a rule.
#[derive(Clone, PartialEq, Debug)]
pub struct Example {
    /// What it shows.
    pub name: String,
    /// The line of the file in which it starts.
    pub line: usize,
    /// The lists.
    pub given: Given,
    /// The findings of the rule, and no others.
    pub expect: Vec<Expected>,
}

/// The lists of an example.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Given {
    /// First month audited, if told (`given.from` or `given.month`).
    pub from: Option<Month>,
    /// Last month audited, if told (`given.to` or `given.month`).
    pub to: Option<Month>,
    /// Lists by role; a role that is named with no rows is a list with no rows.
    pub lists: Vec<GivenList>,
    /// Rows of a return that had been booked before the one that is given.
    pub replaced: Vec<ExampleRow>,
}

/// A list of an example.
#[derive(Clone, PartialEq, Debug)]
pub struct GivenList {
    /// What it is.
    pub role: Role,
    /// Its rows; a row with `months = […]` stands here once a month.
    pub rows: Vec<ExampleRow>,
}

/// A row of a list: what its cells hold.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ExampleRow {
    /// The month of a row that was repeated with `months`.
    pub month: Option<Month>,
    /// The cells, in the order of the keys' names.
    pub cells: Vec<(Key, Cell)>,
    /// The row is hidden.
    pub hidden: bool,
    /// The row is struck through.
    pub struck: bool,
}

/// A cell of an example.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cell {
    /// Text, as a clerk would type it.
    Text(String),
    /// A number.
    Number(i64),
    /// Yes or no.
    Bool(bool),
}

/// What a finding has to be.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Expected {
    /// Its months, rising.
    pub months: Vec<Month>,
    /// Its amount, đồng.
    pub amount: Money,
    /// Its severity.
    pub severity: Severity,
    /// Its confidence, where the example says.
    pub confidence: Option<Confidence>,
    /// Whom it concerns, where the example says.
    pub name: Option<String>,
}

/// What a finding was.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Observed {
    /// Slug of its rule.
    pub rule: String,
    /// Its months, rising.
    pub months: Vec<Month>,
    /// Its amount, đồng.
    pub amount: Money,
    /// Its severity.
    pub severity: Severity,
    /// Its confidence.
    pub confidence: Confidence,
    /// Whom it concerns.
    pub name: String,
}

/// Runs the lists of an example through everything that a user's lists go through.
pub trait ExampleRunner {
    /// All findings of all rules; an error is a sentence that says why the example cannot run.
    fn run(&self, rules: &[Rule], example: &Example) -> Result<Vec<Observed>, String>;
}

/// An example that did not come out as it says.
#[derive(Clone, PartialEq, Debug)]
pub struct Failure {
    /// Slug of the rule.
    pub rule: String,
    /// The file, as shown to a user.
    pub file: String,
    /// The example.
    pub example: Example,
    /// What the rule found instead, or why the example could not run.
    pub came: Result<Vec<Observed>, String>,
}

/// Runs every example of every rule; failures in the order of the rules.
pub fn run_examples(rules: &[Rule], runner: &dyn ExampleRunner) -> Vec<Failure> {
    let mut failures = Vec::new();
    for rule in rules {
        for example in &rule.examples {
            let came = runner.run(rules, example).map(|all| {
                all.into_iter()
                    .filter(|seen| seen.rule == rule.slug)
                    .collect::<Vec<_>>()
            });
            if !came.as_ref().is_ok_and(|came| fits(&example.expect, came)) {
                let (rule, file) = (rule.slug.clone(), rule.file.clone());
                failures.push(Failure {
                    rule,
                    file,
                    example: example.clone(),
                    came,
                });
            }
        }
    }
    failures
}

/// Whether every finding expected came, once, and no other.
fn fits(expected: &[Expected], came: &[Observed]) -> bool {
    let mut left: Vec<&Observed> = came.iter().collect();
    for wanted in expected {
        let same = |seen: &&Observed| {
            seen.months == wanted.months
                && seen.amount == wanted.amount
                && seen.severity == wanted.severity
                && wanted.confidence.is_none_or(|c| c == seen.confidence)
                && wanted.name.as_ref().is_none_or(|n| *n == seen.name)
        };
        let Some(at) = left.iter().position(same) else {
            return false;
        };
        left.swap_remove(at);
    }
    left.is_empty()
}

const KEYS: [&str; 3] = ["name", "given", "expect"];
const EXPECTED: [&str; 5] = ["months", "amount", "severity", "confidence", "name"];

/// Reads the examples of a rule file.
pub(super) fn read(root: &Table, text: &str, faults: &mut Faults) -> Vec<Example> {
    let before = faults.len();
    let tables = root.tables("example", &KEYS, faults);
    let mut examples = Vec::new();
    for table in tables {
        let name = table.needed("name", faults).map_or("", |(name, _)| name);
        let above = text.get(..table.span.start).unwrap_or("");
        if table.get("given").is_none() {
            faults.push((table.span.clone(), FaultKind::Missing("given")));
        }
        if table.get("expect").is_none() {
            faults.push((table.span.clone(), FaultKind::Missing("expect")));
        }
        let expect = table.tables("expect", &EXPECTED, faults);
        examples.push(Example {
            name: name.to_owned(),
            line: above.bytes().filter(|b| *b == b'\n').count() + 1,
            given: table
                .table("given", &[], faults)
                .map_or_else(Given::default, |given| read_given(&given, faults)),
            expect: expect
                .iter()
                .filter_map(|e| read_expected(e, faults))
                .collect(),
        });
    }
    let fires = |example: &Example| !example.expect.is_empty();
    if faults.len() == before {
        if !examples.iter().any(fires) {
            faults.push((root.span.clone(), FaultKind::NoExampleFires));
        }
        if examples.iter().all(fires) {
            faults.push((root.span.clone(), FaultKind::NoExampleQuiet));
        }
    }
    examples
}

fn read_expected(table: &Table, faults: &mut Faults) -> Option<Expected> {
    if table.get("severity").is_none() {
        faults.push((table.span.clone(), FaultKind::Missing("severity")));
    }
    let mut months = table::months(&table.texts("months", faults), faults);
    months.sort_unstable();
    Some(Expected {
        months,
        amount: Money(table.integer("amount", faults).unwrap_or(0)),
        severity: table.code("severity", faults)?,
        confidence: table.code("confidence", faults),
        name: table.text("name", faults).map(|(name, _)| name.to_owned()),
    })
}

fn read_given(table: &Table, faults: &mut Faults) -> Given {
    let mut given = Given::default();
    for ((key, span), value) in table.entries() {
        if let "month" | "from" | "to" = key {
            let month = table::months(&table::texts(value, faults), faults)
                .first()
                .copied();
            if key != "to" {
                given.from = month;
            }
            if key != "from" {
                given.to = month;
            }
        } else if let Some(role) = Role::from_code(key) {
            let rows = table::tables(value, &[], faults);
            let rows = rows.iter().flat_map(|row| read_row(row, faults)).collect();
            given.lists.push(GivenList { role, rows });
        } else if key == "replaced" {
            let rows = table::tables(value, &[], faults);
            given.replaced = rows.iter().flat_map(|row| read_row(row, faults)).collect();
        } else {
            let known = Role::ALL
                .iter()
                .map(|r| r.code())
                .chain(["month", "from", "to", "replaced"]);
            faults.push((span, unknown(key, known)));
        }
    }
    given
}

/// A row, once for each of its `months`.
fn read_row(table: &Table, faults: &mut Faults) -> Vec<ExampleRow> {
    let mut row = ExampleRow::default();
    let mut months = Vec::new();
    for ((key, span), value) in table.entries() {
        match key {
            "months" => months = table::months(&table::texts(value, faults), faults),
            "hidden" => row.hidden = table.boolean(key, faults).unwrap_or(false),
            "struck" => row.struck = table.boolean(key, faults).unwrap_or(false),
            _ => {
                if let Some(key) = Key::from_code(key) {
                    row.cells
                        .extend(cell(value, faults).map(|cell| (key, cell)));
                } else {
                    let known = Key::ALL.iter().map(|k| k.code());
                    faults.push((
                        span,
                        unknown(key, known.chain(["months", "hidden", "struck"])),
                    ));
                }
            }
        }
    }
    if months.is_empty() {
        return vec![row];
    }
    months
        .iter()
        .map(|month| ExampleRow {
            month: Some(*month),
            ..row.clone()
        })
        .collect()
}

fn cell(value: &Spanned<DeValue>, faults: &mut Faults) -> Option<Cell> {
    match value.get_ref() {
        DeValue::String(text) => Some(Cell::Text(text.to_string())),
        DeValue::Integer(_) => table::integer(value, faults).map(Cell::Number),
        DeValue::Float(number) => Some(Cell::Text(number.as_str().to_owned())),
        DeValue::Boolean(value) => Some(Cell::Bool(*value)),
        DeValue::Datetime(date) => Some(Cell::Text(date.to_string())),
        DeValue::Array(_) | DeValue::Table(_) => table::wrong(value, Wants::Cell, faults),
    }
}

fn unknown<'a>(key: &str, known: impl Iterator<Item = &'a str>) -> FaultKind {
    let nearest = crate::judge::lang::vocabulary::nearest(key, known).map(str::to_owned);
    FaultKind::UnknownKey {
        key: key.to_owned(),
        nearest,
    }
}
