//! Text with delimiters: commas, semicolons, tabs or bars; UTF-8, UTF-16 or a Windows code page.
//!
//! In: a file. Out: blocks of whole records that can be read on their own, in any order and on any
//! thread. Our own splitter and not the `csv` crate, because Excel's row numbers count the blank
//! lines that the crate swallows, and because blocks have to be cut between records.

use std::io::Read;

use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258};
use sha2::{Digest, Sha256};

use super::sniff::HEAD;
use super::{FaultKind, Legacy, RawRow, Rows, legacy, syllable};

/// Where a cell may end, before the delimiter is known.
const CELL_ENDS: [char; 6] = ['\n', '\r', ',', ';', '\t', '|'];

/// Bytes read at a time. Fixed, so that blocks do not depend on the number of threads.
const BLOCK: usize = 4 << 20;

/// Longer than a record of any list.
const MOST_RECORD: usize = 16 << 20;

/// So many zeros are no filling of fields but a hole that a broken disk or copy left, and rows are missing.
const HOLE: usize = 256;

/// An open file of delimited text.
pub struct Delimited {
    file: Box<dyn Read + Send>,
    decoder: Decoder,
    digest: Sha256,
    delimiter: u8,
    legacy: Option<Legacy>,
    rest: String,
    next_row: u32,
    ended: bool,
}

/// Whole records of a file, decoded.
pub struct Block {
    text: String,
    first_row: u32,
    delimiter: u8,
    legacy: Option<Legacy>,
}

impl Delimited {
    /// Opens a file whose first bytes are known.
    pub fn open(file: Box<dyn Read + Send>, head: &[u8]) -> Result<Self, FaultKind> {
        let encoding = encoding(head);
        let (text, _, _) = encoding.decode(head);
        let declared = declared_delimiter(&text);
        let delimiter = declared.unwrap_or_else(|| guess_delimiter(&text));
        let mut opened = Self {
            file,
            decoder: encoding.new_decoder_with_bom_removal(),
            digest: Sha256::new(),
            delimiter,
            legacy: legacy::usual(text.split(CELL_ENDS)),
            rest: String::new(),
            next_row: 1,
            ended: false,
        };
        if declared.is_some() {
            // Excel swallows the line `sep=;` and counts rows from the next one.
            opened.fill()?;
            let end = opened
                .rest
                .find('\n')
                .map_or(opened.rest.len(), |at| at + 1);
            opened.rest.drain(..end);
        }
        Ok(opened)
    }

    /// The next whole records; `None` at the end.
    pub fn next_block(&mut self) -> Result<Option<Block>, FaultKind> {
        while !self.ended && self.rest.len() < BLOCK {
            self.fill()?;
        }
        if self.rest.is_empty() {
            return Ok(None);
        }
        loop {
            let (end, records) = self.whole_records()?;
            if end == 0 && !self.ended {
                // One record longer than a block: an unclosed quote, or a very long cell.
                if self.rest.len() > MOST_RECORD {
                    return Err(FaultKind::EndlessRecord(self.next_row));
                }
                self.fill()?;
                continue;
            }
            let rest = self.rest.split_off(end);
            let text = std::mem::replace(&mut self.rest, rest);
            let first_row = self.next_row;
            self.next_row += records;
            return Ok(Some(Block {
                text,
                first_row,
                delimiter: self.delimiter,
                legacy: self.legacy,
            }));
        }
    }

    /// Digest of all bytes, once the last block was taken.
    pub fn sha256(&self) -> String {
        crate::rules::hex(&self.digest.clone().finalize())
    }

    fn fill(&mut self) -> Result<(), FaultKind> {
        let mut bytes = Vec::with_capacity(BLOCK);
        (&mut self.file)
            .take(BLOCK as u64)
            .read_to_end(&mut bytes)
            .map_err(FaultKind::unreadable)?;
        self.ended = bytes.is_empty();
        self.digest.update(&bytes);
        let room = self
            .decoder
            .max_utf8_buffer_length(bytes.len())
            .unwrap_or(bytes.len() * 3);
        let text = self.decoder.encoding() == UTF_8 || self.decoder.encoding().is_single_byte();
        if text && bytes.contains(&0) {
            if bytes.split(|b| *b != 0).any(|zeros| zeros.len() >= HOLE) {
                return Err(FaultKind::Damaged("00 00 00 …".to_owned()));
            }
            bytes.retain(|b| *b != 0);
        }
        self.rest.reserve(room);
        let _ = self
            .decoder
            .decode_to_string(&bytes, &mut self.rest, self.ended);
        Ok(())
    }

    /// Where the last whole record ends, and how many there are up to there.
    fn whole_records(&self) -> Result<(usize, u32), FaultKind> {
        let bytes = self.rest.as_bytes();
        let (mut at, mut records) = (0, 0);
        loop {
            let next = record_end(bytes, at, self.delimiter);
            if !next.closed && !self.ended {
                return Ok((at, records));
            }
            // A quote that is never closed would let the lines behind it vanish in one cell.
            let left = self.rest.get(at..).unwrap_or("");
            if next.quoted && left.trim_end().contains(['\n', '\r']) {
                return Err(FaultKind::EndlessRecord(self.next_row + records));
            }
            if next.at == at {
                return Ok((at, records));
            }
            at = next.at;
            records += 1;
        }
    }
}

impl Block {
    /// The number of its first row.
    pub fn first_row(&self) -> u32 {
        self.first_row
    }

    /// Adds the block that follows.
    pub fn add(&mut self, next: &Self) {
        self.text.push_str(&next.text);
    }

    /// The records as rows.
    pub fn rows(&self) -> BlockRows<'_> {
        BlockRows {
            text: &self.text,
            at: 0,
            number: self.first_row,
            delimiter: self.delimiter,
            legacy: self.legacy,
            scratch: String::new(),
        }
    }
}

/// Rows of a [`Block`].
pub struct BlockRows<'a> {
    text: &'a str,
    at: usize,
    number: u32,
    delimiter: u8,
    legacy: Option<Legacy>,
    scratch: String,
}

impl Rows for BlockRows<'_> {
    fn next(&mut self, row: &mut RawRow) -> Result<bool, FaultKind> {
        while self.at < self.text.len() {
            row.start(self.number);
            self.number += 1;
            self.record(row);
            if !row.is_empty() {
                row.settle_encoding();
                return Ok(true);
            }
        }
        Ok(false)
    }
}

impl BlockRows<'_> {
    fn record(&mut self, row: &mut RawRow) {
        let bytes = self.text.as_bytes();
        let mut column = 0;
        loop {
            let start = self.at;
            if bytes.get(start) == Some(&b'"') {
                self.quoted(row, column);
            } else {
                let end = plain_end(bytes, start, self.delimiter);
                push(
                    row,
                    column,
                    self.text.get(start..end).unwrap_or(""),
                    self.legacy,
                );
                self.at = end;
            }
            match bytes.get(self.at) {
                Some(&b) if b == self.delimiter => {
                    self.at += 1;
                    column += 1;
                }
                Some(b'\r') => {
                    self.at += 1 + usize::from(bytes.get(self.at + 1) == Some(&b'\n'));
                    return;
                }
                Some(_) => {
                    self.at += 1;
                    return;
                }
                None => return,
            }
        }
    }

    /// A field in quotes, and whatever stands between them and the next delimiter.
    fn quoted(&mut self, row: &mut RawRow, column: u32) {
        let bytes = self.text.as_bytes();
        self.scratch.clear();
        let mut from = self.at + 1;
        loop {
            let quote = find(bytes, from, b'"').unwrap_or(bytes.len());
            self.scratch
                .push_str(self.text.get(from..quote).unwrap_or(""));
            if bytes.get(quote + 1) == Some(&b'"') {
                self.scratch.push('"');
                from = quote + 2;
                continue;
            }
            let after = (quote + 1).min(bytes.len());
            self.at = plain_end(bytes, after, self.delimiter);
            self.scratch
                .push_str(self.text.get(after..self.at).unwrap_or(""));
            break;
        }
        push(row, column, &self.scratch, self.legacy);
    }
}

fn push(row: &mut RawRow, column: u32, text: &str, legacy: Option<Legacy>) {
    if !text.is_empty() {
        row.push_text(column, text, legacy);
    }
}

/// Where an unquoted field ends: at a delimiter, a line end or the end of the text.
fn plain_end(bytes: &[u8], from: usize, delimiter: u8) -> usize {
    let rest = bytes.get(from..).unwrap_or(&[]);
    rest.iter()
        .position(|b| *b == delimiter || *b == b'\n' || *b == b'\r')
        .map_or(bytes.len(), |at| from + at)
}

fn find(bytes: &[u8], from: usize, wanted: u8) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.iter().position(|b| *b == wanted).map(|at| from + at)
}

struct RecordEnd {
    at: usize,
    /// Whether the record was ended by a line end (else by the end of the text).
    closed: bool,
    /// Whether the text ends within quotes.
    quoted: bool,
}

/// Where the record that starts at `from` ends, its line end included. Quotes count only where a
/// field begins, as Excel has it.
fn record_end(bytes: &[u8], from: usize, delimiter: u8) -> RecordEnd {
    let mut at = from;
    let open = |quoted| RecordEnd {
        at: bytes.len(),
        closed: false,
        quoted,
    };
    let closed = |at| RecordEnd {
        at,
        closed: true,
        quoted: false,
    };
    loop {
        if bytes.get(at) == Some(&b'"') {
            at += 1;
            loop {
                let Some(quote) = find(bytes, at, b'"') else {
                    return open(true);
                };
                at = quote + 1;
                if bytes.get(at) != Some(&b'"') {
                    break;
                }
                at += 1;
            }
        }
        at = plain_end(bytes, at, delimiter);
        match bytes.get(at) {
            Some(b'\n') => return closed(at + 1),
            // A carriage return at the very end may be half of a line end.
            Some(b'\r') => match bytes.get(at + 1) {
                Some(b'\n') => return closed(at + 2),
                Some(_) => return closed(at + 1),
                None => return open(false),
            },
            Some(_) => at += 1,
            None => return open(false),
        }
    }
}

/// Whether the bytes are UTF-16, by their mark or by where their zeros stand.
pub fn is_utf16(head: &[u8]) -> bool {
    matches!(head, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) || utf16_without_mark(head).is_some()
}

fn utf16_without_mark(head: &[u8]) -> Option<&'static Encoding> {
    let sample = head.get(..head.len().min(2000))?;
    let zeros = |odd: usize| {
        sample
            .iter()
            .skip(odd)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let many = sample.len() / 5;
    match () {
        () if sample.len() < 8 => None,
        () if odd > many && even * 8 < odd => Some(UTF_16LE),
        () if even > many && odd * 8 < even => Some(UTF_16BE),
        () => None,
    }
}

/// The encoding of a file by its first bytes. Without a mark and not UTF-8 it is a Windows code page:
/// the Western one under TCVN3 or VNI letters, else the Vietnamese one.
fn encoding(head: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return encoding;
    }
    if let Some(encoding) = utf16_without_mark(head) {
        return encoding;
    }
    // A few broken bytes among many right ones are lost letters, and no code page.
    let (mut right, mut wrong) = (0, 0);
    for chunk in head.utf8_chunks() {
        right += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    // The head may end within a letter.
    if head.len() >= HEAD && std::str::from_utf8(head).is_err_and(|e| e.valid_up_to() + 4 > HEAD) {
        wrong = 0;
    }
    if wrong * 4 <= right || wrong == 0 {
        return UTF_8;
    }
    let (western, _, _) = WINDOWS_1252.decode(head);
    let (vietnamese, _, _) = WINDOWS_1258.decode(head);
    let mut old = false;
    let mut wrong_if_old = 0;
    for cell in western.split(CELL_ENDS) {
        let mut decoded = String::new();
        match legacy::detect(cell) {
            Some(found) => found.decode_into(cell, &mut decoded),
            None => decoded.push_str(cell),
        }
        old |= decoded != cell;
        wrong_if_old += syllable::misspelt(&decoded);
    }
    // Marks that follow their vowel look like letters of the old alphabets, and the other way round.
    if old && wrong_if_old <= syllable::misspelt(&vietnamese) {
        WINDOWS_1252
    } else {
        WINDOWS_1258
    }
}

/// The delimiter that a first line `sep=;` names.
fn declared_delimiter(text: &str) -> Option<u8> {
    let line = text.trim_start_matches('\u{feff}').lines().next()?;
    let rest = line.trim_matches('"').strip_prefix("sep=")?;
    match rest.as_bytes() {
        [b] if b.is_ascii() => Some(*b),
        _ => None,
    }
}

/// The delimiter that splits most lines into the same number of fields, two at least.
fn guess_delimiter(text: &str) -> u8 {
    let mut best = (0, b',');
    for delimiter in [b',', b';', b'\t', b'|'] {
        let mut counts: Vec<usize> = records(text, delimiter)
            .take(60)
            .filter(|n| *n > 1)
            .collect();
        counts.sort_unstable();
        let Some(&typical) = counts.get(counts.len() / 2) else {
            continue;
        };
        let agree = counts.iter().filter(|n| **n == typical).count();
        let score = agree * 4 + typical.min(20);
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

/// How many fields each record has.
fn records(text: &str, delimiter: u8) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        if at >= bytes.len() {
            return None;
        }
        let end = record_end(bytes, at, delimiter).at;
        let mut fields = 1;
        let mut from = at;
        let mut in_quotes = false;
        while from < end {
            match bytes.get(from) {
                Some(b'"') => in_quotes = !in_quotes,
                Some(b) if *b == delimiter && !in_quotes => fields += 1,
                _ => {}
            }
            from += 1;
        }
        at = end;
        Some(fields)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, delimiter: u8) -> Vec<(u32, Vec<(u32, String)>)> {
        let block = Block {
            text: text.to_owned(),
            first_row: 1,
            delimiter,
            legacy: None,
        };
        let mut rows = block.rows();
        let mut row = RawRow::default();
        let mut all = Vec::new();
        while rows.next(&mut row).unwrap() {
            let cells = (0..9)
                .filter_map(|c| Some((c, row.text(c)?.to_owned())))
                .collect();
            all.push((row.number, cells));
        }
        all
    }

    #[test]
    fn row_numbers_count_blank_lines_and_not_line_breaks_in_cells() {
        let all = rows("a,b\r\n\r\n\"x\ny\",\"say \"\"ho\"\"\"\n5\" wide,z", b',');
        let cell = |c: u32, t: &str| (c, t.to_owned());
        assert_eq!(
            all,
            vec![
                (1, vec![cell(0, "a"), cell(1, "b")]),
                (3, vec![cell(0, "x\ny"), cell(1, "say \"ho\"")]),
                (4, vec![cell(0, "5\" wide"), cell(1, "z")]),
            ]
        );
    }

    #[test]
    fn the_delimiter_is_the_one_that_splits_evenly() {
        assert_eq!(
            guess_delimiter("Danh sách, tháng 7\nSTT;Tên;Tiền\n1;A, B;5\n2;C;6"),
            b';'
        );
        assert_eq!(guess_delimiter("a\tb\n1,5\t2"), b'\t');
        assert_eq!(guess_delimiter("name,amount\nA,\"1;2;3\""), b',');
    }

    #[test]
    fn old_code_pages_are_told_by_their_letters() {
        assert_eq!(encoding("Họ và tên".as_bytes()), UTF_8);
        assert_eq!(encoding(b"H\xe4 v\xb5 t\xaan,Ng\xb5y sinh"), WINDOWS_1252);
        assert_eq!(encoding(b"H\xf4 Ch\xed Minh"), WINDOWS_1258);
        assert_eq!(
            encoding(b"Nguy\xea\xden Thi\xf2 Hoa,Tr\xe2\xccn"),
            WINDOWS_1258
        );
        assert_eq!(encoding(b"Nguye\xe3n Th\xf2 Hoa,Tra\xe0n"), WINDOWS_1252);
        assert_eq!(encoding(b"\xff\xfeA\0"), UTF_16LE);
    }
}
