//! A typed row as values of SQL.
//!
//! In: a row and the columns asked for. Out: their values. Yes and no are 1 and 0, months `YYYY-MM`,
//! days `YYYY-MM-DD`, and several months, repairs and doubts a JSON array.

use rusqlite::types::Value;

use super::ask::Reads;
use super::tables::date_columns;
use crate::model::{CategoryTable, Day, HELD, Held, HeldKind, PartialDate, Role, Row};
use crate::recognise::written_date;
use crate::texts::{Lang, rows};

/// The columns of a list that are kept, in order.
pub(super) struct Columns(Vec<(String, Of)>);

/// Where the value of a column comes from.
#[derive(Clone, Copy)]
enum Of {
    Key(&'static str),
    FirstDay(&'static str),
    LastDay(&'static str),
    Repairs,
    Doubts,
}

impl Columns {
    /// The columns of a role's table that a statement reads.
    pub fn new(reads: &Reads, role: Role) -> Self {
        let mut all = Vec::new();
        for (key, kind) in HELD {
            if kind == HeldKind::Date {
                let [first, last] = date_columns(key);
                all.extend([(first, Of::FirstDay(key)), (last, Of::LastDay(key))]);
            } else {
                all.push((key.to_owned(), Of::Key(key)));
            }
        }
        all.push(("repairs".to_owned(), Of::Repairs));
        all.push(("doubts".to_owned(), Of::Doubts));
        all.retain(|(name, _)| reads.column(role.code(), name));
        Self(all)
    }

    /// Their names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// Their values on a row.
    pub fn values(&self, row: &Row, categories: &CategoryTable, lang: Lang) -> Vec<Value> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let held = row.held(categories);
        let of = |key: &str| {
            let found = held.iter().find(|(k, _)| *k == key);
            found.map(|(_, value)| value)
        };
        let value = |(_, column): &(String, Of)| match *column {
            Of::Key(key) => of(key).map_or(Value::Null, value),
            Of::FirstDay(key) => day(of(key).and_then(date).map(|d| d.first)),
            Of::LastDay(key) => day(of(key).and_then(date).map(|d| d.last)),
            Of::Repairs => notes(row, true, lang),
            Of::Doubts => notes(row, false, lang),
        };
        self.0.iter().map(value).collect()
    }
}

fn value(held: &Held<'_>) -> Value {
    match held {
        Held::Text(words) => Value::Text(words.to_string()),
        Held::Number(number) => Value::Integer(*number),
        Held::Decimal(number) => Value::Real(*number),
        Held::Flag(flag) => Value::Integer(i64::from(*flag)),
        Held::Date(date) => Value::Text(date.to_string()),
        Held::Months(months) => json(months),
    }
}

/// A list of a later role keeps its dates as written.
fn date(held: &Held<'_>) -> Option<PartialDate> {
    match held {
        Held::Date(date) => Some(*date),
        Held::Text(words) => written_date(words),
        _ => None,
    }
}

/// A day, where there is one.
pub(super) fn day(day: Option<Day>) -> Value {
    day.map_or(Value::Null, |day| {
        Value::Text(PartialDate::from(day).to_string())
    })
}

/// Anything nested, as JSON.
pub(super) fn json(value: &impl serde::Serialize) -> Value {
    serde_json::to_string(value).map_or(Value::Null, Value::Text)
}

fn notes(row: &Row, repairs: bool, lang: Lang) -> Value {
    let told = row.notes.iter().filter(|n| n.kind.is_repair() == repairs);
    let told: Vec<String> = told.map(|n| rows::note(lang, n)).collect();
    if told.is_empty() {
        Value::Null
    } else {
        json(&told)
    }
}
