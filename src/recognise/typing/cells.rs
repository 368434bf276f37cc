//! Single cells to values, and back to text.

use super::{Typist, remember};
use crate::model::text::{fold, tidy};
use crate::model::{Key, Money, Month, Note, NoteKind, PartialDate, Row, Sex};
use crate::read::Value;
use crate::recognise::plan::Slot;
use crate::recognise::values::{DateUse, MonthSpan, amount, date, month_span};
use crate::recognise::words::ValueWords;

impl Typist<'_, '_> {
    /// A date, with what is to be said of it.
    pub(super) fn a_date(
        &mut self,
        key: Key,
        value: Value<'_>,
        usage: DateUse,
        row: &mut Row,
    ) -> Option<PartialDate> {
        let read = date(value, usage, self.list.latest_year());
        if let Some(kind) = read.note {
            doubt(row, key, kind, value);
        }
        read.value
    }

    /// A birth in the column of its sex; a mark in a column of its own tells the sex alone.
    pub(super) fn born_by_sex(
        &mut self,
        value: Value<'_>,
        sex: Sex,
        may_be_mark: bool,
        row: &mut Row,
    ) {
        let is_mark = match value {
            Value::Text(t) => t.bytes().filter(u8::is_ascii_digit).count() < 2,
            Value::Number(n) => n.abs() < 10.0,
            Value::Bool(b) => b,
            _ => false,
        };
        let nothing = matches!(value, Value::Number(n) if n == 0.0)
            || matches!(value, Value::Text(t) if matches!(t.trim(), "0" | "-"));
        if nothing {
            return;
        }
        if is_mark && may_be_mark {
            row.sex = Some(sex);
            return;
        }
        if let Some(born) = self.a_date(Key::Born, value, DateUse::Birth, row) {
            row.born = Some(born);
            row.sex = Some(sex);
        }
    }

    /// The months that the row's money is for.
    pub(super) fn month(&mut self, value: Value<'_>, row: &mut Row) {
        let span = match value {
            Value::Text(text) => {
                if let Some(span) = self.months.get(text) {
                    *span
                } else {
                    let span = month_of_text(text, self.list.latest_year());
                    remember(&mut self.months, text.to_owned(), span);
                    span
                }
            }
            Value::Number(n) if (1.0..=12.0).contains(&n) && n.fract() == 0.0 => {
                let first = self
                    .list
                    .latest_year()
                    .and_then(|y| Month::new(y, n as u32));
                first.map(|first| MonthSpan { first, count: 1 })
            }
            other => {
                let read = date(other, DateUse::Event, None);
                read.value.filter(|d| d.is_month()).map(|d| MonthSpan {
                    first: d.first_month(),
                    count: 1,
                })
            }
        };
        if let Some(span) = span {
            row.month = Some(span.first);
            row.months = span.count;
        } else {
            doubt(row, Key::Month, NoteKind::NotADate, value);
        }
    }
}

/// A sum of money, with what is to be said of it.
pub(super) fn money(key: Key, value: Value<'_>, slot: Slot, row: &mut Row) -> Option<Money> {
    let read = amount(value, slot.unit);
    if let Some(kind) = read.note {
        doubt(row, key, kind, value);
    }
    read.value
}

/// Least that is a sum of money where a mark may stand as well, đồng.
const LEAST_SUM: i64 = 1000;

/// The sum in a column of marks, đồng; `None` for a mark.
pub(super) fn sum(value: Value<'_>, slot: Slot) -> Option<Money> {
    let read = amount(value, slot.unit).value?;
    (read.0 >= LEAST_SUM).then_some(read)
}

/// Nam or nữ.
pub(super) fn sex(value: Value<'_>, words: &ValueWords) -> Option<Sex> {
    use Sex::{Female, Male};
    match value {
        Value::Text("Nam" | "nam" | "NAM" | "male" | "M") | Value::Number(1.0) => Some(Male),
        Value::Text("Nữ" | "nữ" | "NỮ" | "female" | "F") | Value::Number(0.0) => Some(Female),
        Value::Text(text) => {
            let folded = fold(text);
            if words.male.is(&folded) {
                Some(Male)
            } else if words.female.is(&folded) {
                Some(Female)
            } else {
                None
            }
        }
        Value::Bool(b) => Some(if b { Male } else { Female }),
        _ => None,
    }
}

/// A text cell to its field.
pub(super) fn text(key: Key, value: Value<'_>, row: &mut Row) {
    if matches!(value, Value::Error(_)) {
        doubt(row, key, NoteKind::ErrorValue, value);
        return;
    }
    let field = match key {
        Key::Village => &mut row.village,
        Key::Category => &mut row.category,
        Key::Decision => &mut row.decision,
        Key::Book => &mut row.book,
        Key::Certificate => &mut row.certificate,
        Key::Receiver => &mut row.receiver,
        Key::Account => &mut row.account,
        Key::Receipt => &mut row.receipt,
        Key::Reason => &mut row.reason,
        Key::Pension => &mut row.pension,
        Key::CaredFor => &mut row.cared_for,
        Key::Status => &mut row.status,
        _ => &mut row.note,
    };
    field.clear();
    write(field, value);
}

/// Says something of a cell.
pub(super) fn doubt(row: &mut Row, key: Key, kind: NoteKind, value: Value<'_>) {
    let mut was = String::new();
    write(&mut was, value);
    row.notes.push(Note { key, kind, was });
}

/// A cell as a text.
pub(super) fn write(out: &mut String, value: Value<'_>) {
    use std::fmt::Write;
    let _ = match value {
        Value::Text(text) => {
            out.push_str(&tidy(text));
            Ok(())
        }
        Value::Error(text) => {
            out.push_str(text);
            Ok(())
        }
        Value::Number(n) if n.fract() == 0.0 && n.abs() < 1e15 => write!(out, "{n:.0}"),
        Value::Number(n) => write!(out, "{n}"),
        Value::Date(_) => match date(value, DateUse::Event, None).value {
            Some(date) => write!(out, "{}", date.slashed()),
            None => Ok(()),
        },
        Value::Bool(b) => write!(out, "{}", u8::from(b)),
        Value::NoValue => Ok(()),
    };
}

/// A cell as a text of its own.
pub(super) fn text_of(value: Value<'_>) -> String {
    let mut text = String::new();
    write(&mut text, value);
    text
}

/// A cell as documents show it.
pub fn shown(value: Value<'_>) -> String {
    text_of(value)
}

/// A day, month or year of its own.
pub(super) fn small(value: Value<'_>) -> Option<u32> {
    match value {
        Value::Number(n) if n.fract() == 0.0 && (0.0..=2200.0).contains(&n) => Some(n as u32),
        Value::Text(t) => t.trim().parse().ok(),
        _ => None,
    }
}

/// A date from three cells, as far as they tell; `None` where the calendar has no such day or month.
pub(super) fn parts_of_date(
    (day, month, _): (Option<u32>, Option<u32>, Option<u32>),
    year: u32,
) -> Option<PartialDate> {
    let y = year as i32;
    // A nought is a place left open.
    match (day.filter(|d| *d > 0), month.filter(|m| *m > 0)) {
        (Some(d), Some(m)) => PartialDate::day(y, m, d),
        (None, Some(m)) => Month::new(y, m).and_then(PartialDate::month),
        (Some(32..), None) => None,
        _ => PartialDate::year(y),
    }
}

/// A month cell: `2020-10` at once, anything else the long way.
fn month_of_text(text: &str, year: Option<i32>) -> Option<MonthSpan> {
    if let Ok(first) = text.parse::<Month>() {
        return Some(MonthSpan { first, count: 1 });
    }
    if let Some(span) = month_span(text, year) {
        return Some(span);
    }
    let number: u32 = text.trim().parse().ok()?;
    Some(MonthSpan {
        first: Month::new(year?, number)?,
        count: 1,
    })
}

/// Whether some program put `?` or its like for letters that its encoding lacked: `Nguy?n Th? Hoa`.
pub fn letters_lost(text: &str) -> bool {
    let mut before = ' ';
    text.chars().any(|c| {
        let within = matches!(before, '?' | '\u{fffd}') && c.is_alphabetic()
            || before.is_alphabetic() && c == '\u{fffd}';
        before = c;
        within
    })
}
