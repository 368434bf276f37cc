//! Results of checking, typed into our own workbook of findings.
//!
//! In: a sheet of it. Out: the findings beside which something was typed. The heads are those that we
//! wrote ourselves, in either language, so no clerk's words are asked.

use super::written_date;
use crate::model::text::tidy;
use crate::model::{Checked, PartialDate};
use crate::read::{FaultKind, RawRow, Rows, Value};
use crate::texts::{Lang, results};

/// A head stands in one of the first rows.
const HEADS_WITHIN: u32 = 10;

/// Where the columns are.
struct Columns {
    finding: u32,
    outcome: u32,
    on: Option<u32>,
    by: Option<u32>,
}

/// The typed rows of a sheet, each with its number and that of the head; nothing for another sheet.
pub fn outcomes(rows: &mut dyn Rows) -> Result<(u32, Vec<(u32, Checked)>), FaultKind> {
    let mut row = RawRow::default();
    let (mut head, mut columns, mut found) = (0, None, Vec::new());
    while rows.next(&mut row)? {
        let Some(at) = &columns else {
            if row.number > HEADS_WITHIN {
                break;
            }
            (head, columns) = (row.number, columns_of(&row));
            continue;
        };
        let checked = checked(&row, at);
        if !checked.finding.is_empty() && !checked.outcome.is_empty() {
            found.push((row.number, checked));
        }
    }
    Ok((head, found))
}

fn columns_of(row: &RawRow) -> Option<Columns> {
    let find = |at: usize| {
        let heads = [Lang::Vi, Lang::En].map(|lang| results::finding_heads(lang).get(at).copied());
        let is_one = |text: &str| heads.contains(&Some(&*tidy(text)));
        row.cells()
            .find(|(_, value)| matches!(value, Value::Text(text) if is_one(text)))
            .map(|(column, _)| column)
    };
    let [outcome, on, by, finding] = results::TYPED;
    Some(Columns {
        finding: find(finding)?,
        outcome: find(outcome)?,
        on: find(on),
        by: find(by),
    })
}

fn checked(row: &RawRow, at: &Columns) -> Checked {
    let mut checked = Checked::default();
    for (column, value) in row.cells() {
        if column == at.finding {
            checked.finding = text(value);
        } else if column == at.outcome {
            checked.outcome = text(value);
        } else if Some(column) == at.on {
            checked.on = day(value);
        } else if Some(column) == at.by {
            checked.by = text(value);
        }
    }
    checked
}

fn text(value: Value<'_>) -> String {
    match value {
        Value::Text(text) => tidy(text).into_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(true) => "x".to_owned(),
        _ => String::new(),
    }
}

fn day(value: Value<'_>) -> Option<PartialDate> {
    match value {
        Value::Text(text) => written_date(text),
        other => super::values::date(other, super::values::DateUse::Event, None).value,
    }
}
