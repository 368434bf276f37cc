//! Comments at the cells of a sheet.
//!
//! In: who says what at which cell, as the formats tell it. Out: what is said beside each row. A clerk who
//! may not touch the list says in a comment that somebody died. Our own comments in marked copies are left
//! out.

use std::collections::BTreeMap;

use super::RawRow;

/// The comments of a sheet, by the row that Excel shows.
#[derive(Default)]
pub struct Comments(BTreeMap<u32, Vec<(u32, String)>>);

impl Comments {
    /// Takes a comment.
    pub fn add(&mut self, (column, row): (u32, u32), author: &str, said: &str) {
        if let Some(remark) = remark(author, said) {
            let of_row = self.0.entry(row).or_default();
            of_row.push((column, remark.to_owned()));
        }
    }

    /// Tells a row what is said beside it.
    pub fn tell(&self, row: &mut RawRow) {
        for (column, said) in self.0.get(&row.number).into_iter().flatten() {
            row.note_aside(*column, said);
        }
    }
}

/// What somebody says in a comment, without what their program puts before it.
pub fn remark<'a>(author: &str, said: &'a str) -> Option<&'a str> {
    let said = said.trim_start();
    // A conversation is told to older programs in a comment that explains itself first.
    let told = match said.split_once('\n') {
        Some((first, rest)) if first.starts_with('[') && first.trim_end().ends_with(']') => {
            rest.split_once(":\n").map_or(rest, |(_, told)| told)
        }
        // Excel puts who writes on a line of its own.
        Some((first, rest)) if first.trim_end().ends_with(':') => rest,
        _ => said,
    };
    let ours = author.trim() == env!("CARGO_PKG_NAME");
    Some(told.trim()).filter(|told| !ours && !told.is_empty())
}

#[cfg(test)]
mod tests {
    use super::remark;

    #[test]
    fn only_what_a_person_says_counts() {
        assert_eq!(remark("Lan", "Lan:\nchết 12/9"), Some("chết 12/9"));
        assert_eq!(remark("", " chết\n12/9 "), Some("chết\n12/9"));
        let told = "[Threaded comment]\n\nYour version of Excel allows you to read this; \
            edits to it will get removed. Learn more: https://go.microsoft.com/\n\nComment:\n    chết 12/9";
        assert_eq!(remark("tc={1}", told), Some("chết 12/9"));
        assert_eq!(remark("rasoat", "chết 12/9"), None);
        assert_eq!(remark("Lan", "Lan:\n"), None);
    }
}
