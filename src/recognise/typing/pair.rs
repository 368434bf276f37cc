//! The cells of a list of decided pairs: which two rows, same or different, who said so and when.

use super::Typist;
use super::cells::{doubt, text_of};
use crate::model::text::fold;
use crate::model::{Key, NamedRow, NoteKind, Row};
use crate::read::Value;
use crate::recognise::values::{DateUse, reference, row_number};

impl Typist<'_, '_> {
    /// One cell of such a list.
    pub(super) fn pair(&mut self, key: Key, value: Value<'_>, row: &mut Row) {
        let on = if key == Key::AnsweredOn {
            self.a_date(key, value, DateUse::Event, row)
        } else {
            None
        };
        let pair = row.pair.get_or_insert_default();
        let text = text_of(value);
        let [first, second] = &mut pair.rows;
        match key {
            Key::FirstRow => name_row(first, value),
            Key::FirstPath => first.path = text,
            Key::FirstSheet => first.sheet = text,
            Key::FirstName => first.name = text,
            Key::SecondRow => name_row(second, value),
            Key::SecondPath => second.path = text,
            Key::SecondSheet => second.sheet = text,
            Key::SecondName => second.name = text,
            Key::AnsweredBy => pair.by = text,
            Key::AnsweredOn => pair.on = on,
            _ => {
                let (words, folded) = (&self.list.words.values, fold(&text));
                pair.same = if words.same.is(&folded) {
                    Some(true)
                } else if words.different.is(&folded) {
                    Some(false)
                } else {
                    None
                };
                let unclear = pair.same.is_none();
                pair.answer = text;
                if unclear {
                    doubt(row, key, NoteKind::NotAnAnswer, value);
                }
            }
        }
    }
}

/// A row by its number, or by the whole reference as our own sheets write it; columns of path and
/// sheet, where there are any, count before what the reference says.
fn name_row(named: &mut NamedRow, value: Value<'_>) {
    let whole = match value {
        Value::Text(text) => reference(text),
        _ => None,
    };
    let Some((path, sheet, number)) = whole else {
        named.row = row_number(&text_of(value));
        return;
    };
    named.row = number;
    if named.path.is_empty() {
        named.path = path;
        named.sheet = sheet;
    }
}
