//! Cells that say "as above": `nt`, `như trên`, `″`.
//!
//! In: the rows of people, one after the other. Out: the same rows with what stands above in such cells. Only
//! words are repeated so: a name, a number, a sum or a mark of payment is each person's own, and stays.

use super::plan::Plan;
use super::words::{Field, Words};
use crate::model::Key;
use crate::model::text::fold;
use crate::read::{RawRow, Value};

/// What the last person's row says, by column.
#[derive(Default)]
pub struct Ditto {
    above: Vec<(u32, String)>,
}

impl Ditto {
    /// Fills a row from the one above, and keeps it for the one below.
    pub fn fill(&mut self, raw: &mut RawRow, plan: &Plan, words: &Words) {
        let mut repeated: Vec<u32> = Vec::new();
        for (column, value) in raw.cells() {
            let Value::Text(text) = value else {
                continue;
            };
            if !plan.slot(column).is_some_and(|s| is_repeated(s.field)) {
                continue;
            }
            match self.above.iter_mut().find(|(at, _)| *at == column) {
                // Most rows say the same as the one above in so many words.
                Some((_, above)) if above == text => {}
                Some(_) if says_as_above(text, words) => repeated.push(column),
                Some((_, above)) => text.clone_into(above),
                None if says_as_above(text, words) => {}
                None => self.above.push((column, text.to_owned())),
            }
        }
        for (column, above) in &self.above {
            if repeated.contains(column) {
                raw.put_text(*column, above);
            }
        }
    }
}

fn is_repeated(field: Field) -> bool {
    let Field::Key(key) = field else {
        return false;
    };
    matches!(
        key,
        Key::Commune
            | Key::Village
            | Key::Category
            | Key::Kind
            | Key::Level
            | Key::Decision
            | Key::From
            | Key::Reason
            | Key::HouseholdKind
            | Key::School
            | Key::Class
            | Key::Ground
    )
}

/// A word or a mark and nothing else.
fn says_as_above(text: &str, words: &Words) -> bool {
    const LONGEST: usize = 24;
    if text.len() > LONGEST || text.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let text = text.trim();
    let marks = |c: char| "\"″〃“”'’/- ".contains(c);
    let quotes = |c: char| "\"″〃“”".contains(c);
    let marked = text.contains(quotes) || text.contains("''") || text.contains("//");
    marked && text.chars().all(marks) || words.rows.ditto.is(&fold(text))
}
