//! What xls and xlsb have in common: records of little-endian fields, packed numbers, error codes.

/// One record.
#[derive(Clone, Copy)]
pub struct Record<'a> {
    /// What it is.
    pub kind: u16,
    /// Its bytes.
    pub data: &'a [u8],
}

impl<'a> Record<'a> {
    /// A byte; 0 past the end.
    pub fn u8(&self, at: usize) -> u8 {
        self.data.get(at).copied().unwrap_or(0)
    }

    /// Two bytes; 0 past the end.
    pub fn u16(&self, at: usize) -> u16 {
        self.bytes(at).map_or(0, u16::from_le_bytes)
    }

    /// Four bytes; 0 past the end.
    pub fn u32(&self, at: usize) -> u32 {
        self.bytes(at).map_or(0, u32::from_le_bytes)
    }

    /// A float; 0 past the end.
    pub fn f64(&self, at: usize) -> f64 {
        self.bytes(at).map_or(0.0, f64::from_le_bytes)
    }

    /// All bytes from a place on; none past the end.
    pub fn from(&self, at: usize) -> &'a [u8] {
        self.data.get(at..).unwrap_or(&[])
    }

    fn bytes<const N: usize>(&self, at: usize) -> Option<[u8; N]> {
        self.data.get(at..at.checked_add(N)?)?.try_into().ok()
    }
}

/// Excel's packed numbers: an integer or the upper half of a float, perhaps in hundredths.
pub fn rk(raw: u32) -> f64 {
    let number = if raw & 2 != 0 {
        f64::from((raw as i32) >> 2)
    } else {
        f64::from_bits(u64::from(raw & !3) << 32)
    };
    if raw & 1 != 0 { number / 100.0 } else { number }
}

/// What a cell with this error code shows.
pub fn error(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }
}
