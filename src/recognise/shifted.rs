//! Rows whose cells slid a column to the right or left, as a cell put in or taken out by hand makes them.
//!
//! In: a row whose name is not where the header has it. Out: the same row moved back, where just that
//! makes a person of it.

use super::plan::Plan;
use super::skip::is_plain_person;
use super::words::Field;
use crate::model::Key;
use crate::read::{RawRow, Value};

/// Moves a row back; says whether it had slid.
pub fn put_back(raw: &mut RawRow, plan: &Plan) -> bool {
    let Some((from, by)) = slid(raw, plan) else {
        return false;
    };
    let mut moved = raw.clone();
    moved.slide(from, by);
    let back = is_plain_person(&moved, plan);
    if back {
        *raw = moved;
    }
    back
}

/// From which column the cells are to be moved, and whether to the right.
fn slid(raw: &RawRow, plan: &Plan) -> Option<(u32, bool)> {
    let name = plan.name?;
    if plan.slot(name).map(|s| s.field) != Some(Field::Key(Key::Name)) {
        return None;
    }
    let here = raw.get(name);
    let before = name.checked_sub(1);
    let numbers = |column: Option<u32>| column.is_some() && column == plan.number;
    let empty = |column: Option<u32>| column.is_some_and(|c| raw.get(c).is_none());
    if is_name(raw, name + 1) && holds_no_words(plan, name + 1) {
        let first = match here {
            None => name,
            Some(value) if is_figure(value) && numbers(before) && empty(before) => before?,
            Some(_) => return None,
        };
        return Some((first, false));
    }
    let before = before.filter(|c| numbers(Some(*c)) && is_name(raw, *c))?;
    here.is_some_and(is_figure).then_some((before, true))
}

/// Whether a cell holds what only a name is: several words of letters alone.
fn is_name(raw: &RawRow, column: u32) -> bool {
    raw.text(column).is_some_and(|text| {
        let text = text.trim();
        text.contains(' ') && text.chars().all(|c| c.is_alphabetic() || c == ' ')
    })
}

/// Whether a column has dates, numbers or marks, and so no name.
fn holds_no_words(plan: &Plan, column: u32) -> bool {
    plan.slot(column).is_some_and(|slot| {
        slot.field.is_money()
            || matches!(
                slot.field,
                Field::Key(Key::Born | Key::IdNumber | Key::Died | Key::Sex)
                    | Field::BornMale
                    | Field::BornFemale
                    | Field::BornDay
                    | Field::BornYear
            )
    })
}

fn is_figure(value: Value<'_>) -> bool {
    match value {
        Value::Number(_) | Value::Date(_) => true,
        Value::Text(text) => {
            let signs = |b: u8| b.is_ascii_digit() || b"/.- ".contains(&b);
            text.bytes().any(|b| b.is_ascii_digit()) && text.bytes().all(signs)
        }
        _ => false,
    }
}
