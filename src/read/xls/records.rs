//! The records of a BIFF stream, one after the other, and their numbers.

use crate::read::FaultKind;
use crate::read::binary::Record;

/// Begins a part of the stream.
pub const BOF: u16 = 0x809;
/// Ends a part of the stream.
pub const EOF: u16 = 0x0a;
/// Protected by a password.
pub const FILEPASS: u16 = 0x2f;
/// In which code page letters of one byte stand.
pub const CODEPAGE: u16 = 0x42;
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

/// A comment: at which cell, and by whom.
pub const NOTE: u16 = 0x1c;
/// A drawn object, such as the box of a comment.
pub const OBJ: u16 = 0x5d;
/// How long the text in a box is.
pub const TXO: u16 = 0x1b6;

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
