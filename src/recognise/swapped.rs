//! Columns of dates that an American Excel took apart: `05/06/1940` became 6 May, `25/06/1940` stayed
//! text. Told by the first rows: every real date has a day that could be a month, every text has not.

use super::plan::Plan;
use super::values::{DateUse, date};
use super::words::Field;
use crate::model::{Key, PartialDate};
use crate::read::{RawRow, Value};

/// Fewer texts or dates than this prove nothing.
const LEAST: u32 = 2;

/// The columns in which real dates may have day and month swapped.
pub fn swapped(rows: &[RawRow], plan: &Plan) -> Vec<u32> {
    let columns = (0u32..)
        .zip(&plan.slots)
        .filter(|(_, slot)| slot.is_some_and(|s| holds_dates(s.field)));
    columns
        .map(|(column, _)| column)
        .filter(|column| is_swapped(rows, *column))
        .collect()
}

fn holds_dates(field: Field) -> bool {
    matches!(
        field,
        Field::BornMale
            | Field::BornFemale
            | Field::Key(
                Key::Born
                    | Key::Died
                    | Key::Registered
                    | Key::Issued
                    | Key::AwayFrom
                    | Key::AwayTo
                    | Key::From
            )
    )
}

fn is_swapped(rows: &[RawRow], column: u32) -> bool {
    let (mut dates, mut texts) = (0, 0);
    for value in rows.iter().filter_map(|row| row.get(column)) {
        let read = date(value, DateUse::Event, None)
            .value
            .filter(|d| d.is_day());
        let Some(day) = read else {
            continue;
        };
        let late = day.first.ymd().2 > 12;
        match value {
            Value::Date(_) if late => return false,
            Value::Text(_) if !late => return false,
            Value::Date(_) => dates += 1,
            Value::Text(_) => texts += 1,
            _ => {}
        }
    }
    dates >= LEAST && texts >= LEAST
}

/// Whether a date of such a column would be another one with day and month swapped.
pub fn could_be_swapped(date: PartialDate) -> bool {
    let (_, month, day) = date.first.ymd();
    date.is_day() && day <= 12 && day != month
}
