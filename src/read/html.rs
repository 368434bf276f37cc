//! (to come)

use super::{Book, FaultKind, Rows, SheetHead};

/// An open file.
pub struct Table {
    heads: Vec<SheetHead>,
}

impl Book for Table {
    fn sheets(&self) -> &[SheetHead] {
        &self.heads
    }
    fn rows(&mut self, _sheet: usize) -> Result<Box<dyn Rows + '_>, FaultKind> {
        Err(FaultKind::OldFormat("html"))
    }
}

/// Opens a file.
pub fn open(_bytes: &[u8]) -> Table {
    Table { heads: Vec::new() }
}
