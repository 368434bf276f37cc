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
        let columns = (0u32..).zip(&plan.slots);
        let repeated = columns.filter(|(_, slot)| slot.is_some_and(|s| is_repeated(s.field)));
        for (column, _) in repeated {
            let held = self.above.iter_mut().find(|(at, _)| *at == column);
            match (raw.get(column), held) {
                (Some(Value::Text(text)), Some((_, above))) if says_as_above(text, words) => {
                    raw.put_text(column, above);
                }
                (Some(Value::Text(text)), Some((_, above))) => text.clone_into(above),
                (Some(Value::Text(text)), None) if !says_as_above(text, words) => {
                    self.above.push((column, text.to_owned()));
                }
                _ => {}
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
    if text.len() > LONGEST {
        return false;
    }
    let text = text.trim();
    let marks = |c: char| "\"″〃“”'’/- ".contains(c);
    let quotes = |c: char| "\"″〃“”".contains(c);
    let marked = text.contains(quotes) || text.contains("''") || text.contains("//");
    marked && text.chars().all(marks) || words.rows.ditto.is(&fold(text))
}
