//! What an empty signature says: one answer for whoever reads a return.
//!
//! In: the rows of a list as they stream. Out: whether most of them say that the money was handed over;
//! only then is it open what became of a row that says nothing (`contract.md`, 7).

use crate::model::Row;

/// How many rows of a list say that the money was handed over.
#[derive(Clone, Copy, Debug, Default)]
pub struct Signatures {
    signed: u32,
    rows: u32,
}

impl Signatures {
    /// Takes the next row.
    pub fn note(&mut self, row: &Row) {
        self.rows += 1;
        self.signed += u32::from(row.paid == Some(true));
    }

    /// Takes those of later rows of the same list.
    pub fn join(&mut self, next: Self) {
        self.signed += next.signed;
        self.rows += next.rows;
    }

    /// Whether most rows are signed, so that an empty signature leaves open what became of the money.
    pub fn are_usual(self) -> bool {
        self.signed * 2 > self.rows
    }
}

/// Whether nothing on a row says what became of its money.
pub fn is_unsigned(row: &Row) -> bool {
    row.paid.is_none() && row.received_on.is_none() && row.handed_over.is_none()
}
