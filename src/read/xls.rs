//! Workbooks of Excel before 2007 (to come).

use super::{Book, FaultKind, Rows, SheetHead};

/// An open workbook.
pub struct Xls {
    heads: Vec<SheetHead>,
}

impl Xls {
    /// Opens a container.
    pub fn open(bytes: &[u8]) -> Result<Self, FaultKind> {
        let wide: Vec<u8> = "EncryptedPackage"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        if bytes.windows(wide.len()).any(|w| w == wide) {
            return Err(FaultKind::Encrypted);
        }
        Err(FaultKind::OldFormat("xls"))
    }
}

impl Book for Xls {
    fn sheets(&self) -> &[SheetHead] {
        &self.heads
    }
    fn rows(&mut self, _sheet: usize) -> Result<Box<dyn Rows + '_>, FaultKind> {
        Err(FaultKind::OldFormat("xls"))
    }
}
