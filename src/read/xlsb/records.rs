//! The records of a part of an xlsb, one after the other, and their numbers.

use std::io::{BufRead, Read, copy, sink};

use crate::read::FaultKind;
use crate::read::binary::Record;

/// A row's number and look.
pub const ROW: u16 = 0;
/// A packed number.
pub const RK: u16 = 2;
/// An error.
pub const ERROR: u16 = 3;
/// True or false.
pub const BOOL: u16 = 4;
/// A number.
pub const REAL: u16 = 5;
/// A string of the cell's own.
pub const STRING: u16 = 6;
/// A shared string.
pub const SHARED: u16 = 7;
/// A formula that gave a string.
pub const FORMULA_STRING: u16 = 8;
/// A formula that gave a number.
pub const FORMULA_REAL: u16 = 9;
/// A formula that gave true or false.
pub const FORMULA_BOOL: u16 = 10;
/// A formula that gave an error.
pub const FORMULA_ERROR: u16 = 11;
/// From here on cells leave out their column, which is the one after the cell before.
pub const SHORT_BLANK: u16 = 12;
/// Packed number, error, bool, number, string, shared string: as [`RK`] to [`SHARED`].
pub const SHORT_RK: u16 = 13;
/// The last of them.
pub const SHORT_SHARED: u16 = 18;
/// A string with formats.
pub const RICH_STRING: u16 = 62;
/// An entry of the shared strings.
pub const SST_ITEM: u16 = 19;
/// A font.
pub const FONT: u16 = 43;
/// A number format.
pub const FORMAT: u16 = 44;
/// A cell format.
pub const XF: u16 = 47;
/// Cell formats that cells name begin; others are those of named styles.
pub const CELL_XFS: u16 = 617;
/// They end.
pub const CELL_XFS_END: u16 = 618;
/// What holds for the whole workbook.
pub const BOOK_PROPERTIES: u16 = 153;
/// A sheet's name and part.
pub const SHEET: u16 = 156;
/// The cells end.
pub const SHEET_DATA_END: u16 = 146;
/// A merged area.
pub const MERGED: u16 = 176;
/// Somebody who wrote comments.
pub const COMMENT_AUTHOR: u16 = 632;
/// A comment: who, and at which cell.
pub const COMMENT: u16 = 635;
/// What it says.
pub const COMMENT_TEXT: u16 = 637;

/// Far more than a cell's longest text; what a record holds past this is passed over, so that no
/// length that a file claims asks for memory.
const MOST_KEPT: u64 = 1 << 18;

/// Walks over the records of a part.
pub struct Records<R: BufRead> {
    part: R,
    data: Vec<u8>,
}

impl<R: BufRead> Records<R> {
    /// From the first byte on.
    pub fn new(part: R) -> Self {
        Self {
            part,
            data: Vec::new(),
        }
    }

    /// The next record; `None` at the end of the part.
    pub fn next(&mut self) -> Result<Option<Record<'_>>, FaultKind> {
        let Some(low) = self.byte()? else {
            return Ok(None);
        };
        let high = if low & 0x80 == 0 {
            0
        } else {
            self.byte()?.ok_or_else(cut)?
        };
        let kind = u16::from(low & 0x7f) | u16::from(high & 0x7f) << 7;
        let mut length = 0u64;
        for place in 0..4 {
            let byte = self.byte()?.ok_or_else(cut)?;
            length |= u64::from(byte & 0x7f) << (7 * place);
            if byte & 0x80 == 0 {
                break;
            }
        }
        self.data.clear();
        let kept = length.min(MOST_KEPT);
        let mut part = (&mut self.part).take(length);
        let read = (&mut part).take(kept).read_to_end(&mut self.data);
        let read = read.map_err(broken)? as u64 + copy(&mut part, &mut sink()).map_err(broken)?;
        if read < length {
            return Err(cut());
        }
        Ok(Some(Record {
            kind,
            data: &self.data,
        }))
    }

    /// Passes over what is left, so that the part's check sum is looked at.
    pub fn finish(&mut self) -> Result<(), FaultKind> {
        copy(&mut self.part, &mut sink()).map_err(broken)?;
        Ok(())
    }

    fn byte(&mut self) -> Result<Option<u8>, FaultKind> {
        let byte = self.part.fill_buf().map_err(broken)?.first().copied();
        self.part.consume(usize::from(byte.is_some()));
        Ok(byte)
    }
}

fn cut() -> FaultKind {
    FaultKind::Damaged("BIFF12".to_owned())
}

#[allow(clippy::needless_pass_by_value)] // stands as a function in map_err
fn broken(error: std::io::Error) -> FaultKind {
    FaultKind::Damaged(error.to_string())
}

/// A string whose length in letters takes four bytes, and what follows it.
pub fn string(data: &[u8]) -> (String, &[u8]) {
    let Some((count, rest)) = data.split_first_chunk::<4>() else {
        return (String::new(), &[]);
    };
    // A string that is not there claims to be as long as can be.
    let count = u32::from_le_bytes(*count);
    let count = if count == u32::MAX { 0 } else { count as usize };
    let end = count.saturating_mul(2).min(rest.len());
    let (letters, rest) = rest.split_at(end);
    let units = letters.as_chunks::<2>().0.iter();
    let text = char::decode_utf16(units.map(|u| u16::from_le_bytes(*u)))
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    (text, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_that_lies_ends_with_the_bytes() {
        assert_eq!(string(&[0xfe, 0xff, 0xff, 0xff, b'T', 0, 0xfa, 0]).0, "Tú");
        assert_eq!(string(&[0xff; 4]).0, "");
        assert_eq!(string(&[1, 0]).0, "");
        let mut records = Records::new(&[0x07, 0xff, 0xff, 0xff, 0x7f, 1, 2][..]);
        assert!(records.next().is_err());
    }
}
