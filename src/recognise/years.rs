//! Columns of births that hold years: `19333` in one is a year with a figure too many, and no day that Excel counts.
//!
//! In: the first rows of a list and its columns. Out: the columns in which such numbers are no dates.

use super::header::Column;
use super::words::{Field, word_at};
use crate::model::Key;
use crate::read::{RawRow, Value};

/// The columns of births that hold years: no number of them is surely a day, and most are years or the header asks for
/// one.
pub fn years(rows: &[RawRow], columns: &[Column]) -> Vec<u32> {
    columns
        .iter()
        .filter(|column| holds_births(column.field) && holds_years(rows, column))
        .map(|column| column.at)
        .collect()
}

fn holds_births(field: Field) -> bool {
    matches!(
        field,
        Field::BornMale | Field::BornFemale | Field::BornYear | Field::Key(Key::Born)
    )
}

fn holds_years(rows: &[RawRow], column: &Column) -> bool {
    let (mut years, mut long, mut days) = (0, 0, 0);
    for number in rows.iter().filter_map(|row| number(row.get(column.at)?)) {
        match number {
            1850..=2100 => years += 1,
            n if is_long(n) => long += 1,
            3_000..=99_999 => days += 1,
            _ => {}
        }
    }
    let asks_year = word_at(&column.label, "nam sinh")
        .is_some_and(|_| word_at(&column.label, "ngay").is_none());
    days == 0 && (years > long || asks_year)
}

/// Whether a number of such a column is a year with a figure too many.
pub fn is_long_year(value: Value<'_>) -> bool {
    number(value).is_some_and(is_long)
}

/// Whether the first four figures of five are a year, as births have it.
fn is_long(number: i64) -> bool {
    (1850..=2100).contains(&(number / 10))
}

fn number(value: Value<'_>) -> Option<i64> {
    match value {
        Value::Number(n) if n.fract() == 0.0 => Some(n as i64),
        Value::Text(text) => {
            let text = text.trim();
            let figures = text.len() <= 5 && text.bytes().all(|b| b.is_ascii_digit());
            text.parse().ok().filter(|_| figures)
        }
        _ => None,
    }
}
