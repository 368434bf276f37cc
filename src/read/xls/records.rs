//! The records of a BIFF8 stream, one after the other, and their numbers.

use crate::read::FaultKind;

/// Begins a part of the stream.
pub const BOF: u16 = 0x809;
/// Ends a part of the stream.
pub const EOF: u16 = 0x0a;
/// Protected by a password.
pub const FILEPASS: u16 = 0x2f;
/// Which calendar dates count from.
pub const DATEMODE: u16 = 0x22;
/// A font.
pub const FONT: u16 = 0x31;
/// A number format.
pub const FORMAT: u16 = 0x41e;
/// A cell format.
pub const XF: u16 = 0xe0;
/// A sheet's name and place.
pub const BOUNDSHEET: u16 = 0x85;
/// Shared strings.
pub const SST: u16 = 0xfc;
/// Goes on with the record before.
pub const CONTINUE: u16 = 0x3c;
/// A row's look.
pub const ROW: u16 = 0x208;
/// A shared string.
pub const LABELSST: u16 = 0xfd;
/// A string.
pub const LABEL: u16 = 0x204;
/// A string with formats.
pub const RSTRING: u16 = 0xd6;
/// A number.
pub const NUMBER: u16 = 0x203;
/// A packed number.
pub const RK: u16 = 0x27e;
/// Packed numbers side by side.
pub const MULRK: u16 = 0xbd;
/// True, false or an error.
pub const BOOLERR: u16 = 0x205;
/// A formula with its result.
pub const FORMULA: u16 = 0x06;
/// The text that a formula gave.
pub const STRING: u16 = 0x207;
/// Merged areas.
pub const MERGED: u16 = 0xe5;

/// One record.
#[derive(Clone, Copy)]
pub struct Record<'a> {
    /// What it is.
    pub kind: u16,
    /// Its bytes.
    pub data: &'a [u8],
}

impl Record<'_> {
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

    fn bytes<const N: usize>(&self, at: usize) -> Option<[u8; N]> {
        self.data.get(at..at.checked_add(N)?)?.try_into().ok()
    }
}

/// Walks over the records of a stream.
pub struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    /// From the first byte on.
    pub fn new(stream: &'a [u8]) -> Self {
        Self { rest: stream }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<Record<'a>, FaultKind>;

    fn next(&mut self) -> Option<Self::Item> {
        let head = Record {
            kind: 0,
            data: self.rest.get(..4)?,
        };
        let (kind, length) = (head.u16(0), usize::from(head.u16(2)));
        let Some(data) = self.rest.get(4..4 + length) else {
            self.rest = &[];
            return Some(Err(FaultKind::Damaged("BIFF".to_owned())));
        };
        self.rest = self.rest.get(4 + length..).unwrap_or(&[]);
        Some(Ok(Record { kind, data }))
    }
}
