//! Comments at the cells of a sheet of xls.
//!
//! In: the records of the sheet as they pass. Out: its comments. Since Excel 97 the text stands in a drawn
//! box, behind the cells, and the comment names the box; before, the comment held its text.

use rustc_hash::FxHashMap;

use super::records;
use super::strings::{Letters, boxed, long};
use crate::read::binary::Record;
use crate::read::comments::Comments;

/// Comments as far as the records have passed.
#[derive(Default)]
pub struct Notes<'a> {
    comments: Comments,
    /// Place, box and author of comments whose text stands in a box.
    boxed: Vec<((u32, u32), u16, String)>,
    /// The texts of boxes.
    texts: FxHashMap<u16, (u16, Vec<&'a [u8]>)>,
    /// The box that was begun last.
    last: Option<u16>,
    /// Whether its text is being told.
    in_text: bool,
    /// Place of the comment whose text may go on in the next record.
    open: Option<((u32, u32), String)>,
}

impl<'a> Notes<'a> {
    /// Takes a record of the sheet.
    pub fn take(&mut self, record: &Record<'a>, letters: Letters) {
        let text = self.last.filter(|_| self.in_text);
        self.in_text = false;
        match record.kind {
            // The first field of an object tells its number.
            records::OBJ => self.last = (record.u16(0) == 0x15).then(|| record.u16(6)),
            records::TXO => {
                if let Some(at) = self.last {
                    self.texts.insert(at, (record.u16(10), Vec::new()));
                    self.in_text = true;
                }
            }
            records::CONTINUE => {
                if let Some((_, parts)) = text.and_then(|at| self.texts.get_mut(&at)) {
                    parts.push(record.data);
                    self.in_text = true;
                }
            }
            records::NOTE => self.note(record, letters),
            _ => {}
        }
    }

    fn note(&mut self, record: &Record<'_>, letters: Letters) {
        let place = (u32::from(record.u16(2)), u32::from(record.u16(0)) + 1);
        let Letters::Page(_) = letters else {
            let author = long(record.from(8));
            self.boxed.push((place, record.u16(6), author));
            return;
        };
        let text = letters.long(record.from(4));
        match &mut self.open {
            Some((_, said)) if record.u16(0) == u16::MAX => said.push_str(&text),
            _ => {
                self.close();
                self.open = Some((place, text));
            }
        }
    }

    fn close(&mut self) {
        if let Some((place, said)) = self.open.take() {
            self.comments.add(place, "", &said);
        }
    }

    /// All comments, once the last record has passed.
    pub fn comments(mut self) -> Comments {
        self.close();
        for (place, at, author) in self.boxed {
            if let Some((letters, parts)) = self.texts.remove(&at) {
                self.comments.add(place, &author, &boxed(parts, letters));
            }
        }
        self.comments
    }
}
