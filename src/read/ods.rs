//! OpenDocument spreadsheets (to come).

use super::package::Package;
use super::{Book, FaultKind, Rows, SheetHead};

/// An open document.
pub struct Ods {
    heads: Vec<SheetHead>,
}

impl Ods {
    /// Opens a package.
    pub fn open(_package: Package) -> Result<Self, FaultKind> {
        Err(FaultKind::OldFormat("ods"))
    }
}

impl Book for Ods {
    fn sheets(&self) -> &[SheetHead] {
        &self.heads
    }
    fn rows(&mut self, _sheet: usize) -> Result<Box<dyn Rows + '_>, FaultKind> {
        Err(FaultKind::OldFormat("ods"))
    }
}
