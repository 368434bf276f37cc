//! Cells to values: how clerks write dates, months, money, id numbers and names.
//!
//! Each file takes what a cell holds and gives the value with what was repaired or doubted
//! ([`NoteKind`]). Nothing is guessed silently.

mod away;
mod date;
mod id;
mod money;
mod month;
mod name;
mod note;
mod reference;

pub use away::away;
pub use date::{DateUse, date};
pub use id::{IdContext, id_number};
pub use money::{Unit, amount, coefficient, count};
pub use month::{Mention, MonthSpan, mentions, month_list, month_span, plain, span};
pub use name::{NameCell, cared_for, name};
pub use note::{NoteCell, note};
pub use reference::{reference, row_number};

use crate::model::NoteKind;

/// A value and what is to be said of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Read<T> {
    /// The value; `None` where the cell holds none that can be used.
    pub value: Option<T>,
    /// A repair or a doubt.
    pub note: Option<NoteKind>,
}

impl<T> Read<T> {
    /// A value as written.
    pub fn fine(value: T) -> Self {
        Self {
            value: Some(value),
            note: None,
        }
    }

    /// A value that was mended, or that is doubtful.
    pub fn noted(value: T, note: NoteKind) -> Self {
        Self {
            value: Some(value),
            note: Some(note),
        }
    }

    /// No value, with the reason.
    pub fn lost(note: NoteKind) -> Self {
        Self {
            value: None,
            note: Some(note),
        }
    }

    /// No value, and nothing to say: the cell is as good as empty.
    pub fn none() -> Self {
        Self {
            value: None,
            note: None,
        }
    }
}
