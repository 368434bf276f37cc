//! Strings of xls: since Excel 97 one or two bytes of Unicode a letter, and shared ones that run over
//! several records; before, bytes of a code page.

use encoding_rs::{Encoding, WINDOWS_1252, WINDOWS_1258};

/// How a workbook, or a font in it, holds letters.
#[derive(Clone, Copy)]
pub enum Letters {
    /// Since Excel 97.
    Unicode,
    /// Excel 5 and 95.
    Page(&'static Encoding),
}

impl Letters {
    /// By the number in the record of the code page.
    pub fn of_page(number: u16) -> Self {
        let label = match number {
            1200 => return Self::Unicode,
            874 => "windows-874",
            932 => "shift_jis",
            936 => "gbk",
            949 => "euc-kr",
            950 => "big5",
            10_000 | 0x8000 => "macintosh",
            1250 => "windows-1250",
            1251 => "windows-1251",
            1253 => "windows-1253",
            1254 => "windows-1254",
            1258 => "windows-1258",
            65_001 => "utf-8",
            _ => "windows-1252",
        };
        Self::Page(Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252))
    }

    /// Where letters have one byte, a font tells its own code page: fonts of old encodings lie on the
    /// Western one, and a Vietnamese one (character set 163) needs the Vietnamese.
    pub fn of_font(self, is_legacy: bool, charset: u8) -> Self {
        match self {
            Self::Page(_) if is_legacy => Self::Page(WINDOWS_1252),
            Self::Page(_) if charset == 163 => Self::Page(WINDOWS_1258),
            any => any,
        }
    }

    /// A string whose length takes two bytes.
    pub fn long(self, data: &[u8]) -> String {
        match self {
            Self::Unicode => long(data),
            Self::Page(page) => {
                let count = data
                    .iter()
                    .take(2)
                    .rev()
                    .fold(0, |n, b| n * 256 + usize::from(*b));
                decoded(page, data.get(2..), count)
            }
        }
    }

    /// A string whose length takes one byte.
    pub fn short(self, data: &[u8]) -> String {
        match self {
            Self::Unicode => short(data),
            Self::Page(page) => {
                let count = data.first().copied().map_or(0, usize::from);
                decoded(page, data.get(1..), count)
            }
        }
    }
}

fn decoded(page: &'static Encoding, letters: Option<&[u8]>, count: usize) -> String {
    let letters = letters.unwrap_or(&[]);
    let letters = letters.get(..count).unwrap_or(letters);
    page.decode_without_bom_handling(letters).0.into_owned()
}

/// A string whose length takes two bytes.
pub fn long(data: &[u8]) -> String {
    let mut segments = Segments::new(vec![data]);
    let count = segments.u16();
    segments.string(usize::from(count)).0
}

/// A string whose length takes one byte.
fn short(data: &[u8]) -> String {
    let mut segments = Segments::new(vec![data]);
    let count = segments.u8();
    segments.string(usize::from(count)).0
}

/// The shared strings of the records they stand in, each with the first font of its runs.
pub fn shared(parts: Vec<&[u8]>) -> Vec<(String, Option<u16>)> {
    let most: usize = parts.iter().map(|p| p.len()).sum();
    let mut segments = Segments::new(parts);
    segments.u32();
    let count = segments.u32() as usize;
    let mut all = Vec::with_capacity(count.min(most / 3));
    while all.len() < count && !segments.is_at_end() {
        let letters = usize::from(segments.u16());
        all.push(segments.string(letters));
    }
    all
}

/// The text of a box: so many letters, in the records behind the one that counts them.
pub fn boxed(parts: Vec<&[u8]>, letters: u16) -> String {
    Segments::new(parts).string(usize::from(letters)).0
}

/// Bytes of several records as if they were one.
struct Segments<'a> {
    parts: Vec<&'a [u8]>,
    part: usize,
    at: usize,
}

impl<'a> Segments<'a> {
    fn new(parts: Vec<&'a [u8]>) -> Self {
        Self {
            parts,
            part: 0,
            at: 0,
        }
    }

    fn here(&self) -> &'a [u8] {
        self.parts
            .get(self.part)
            .and_then(|p| p.get(self.at..))
            .unwrap_or(&[])
    }

    fn is_at_end(&mut self) -> bool {
        while self.here().is_empty() {
            if self.part + 1 >= self.parts.len() {
                return true;
            }
            self.part += 1;
            self.at = 0;
        }
        false
    }

    fn u8(&mut self) -> u8 {
        if self.is_at_end() {
            return 0;
        }
        let byte = self.here().first().copied().unwrap_or(0);
        self.at += 1;
        byte
    }

    fn u16(&mut self) -> u16 {
        u16::from(self.u8()) | u16::from(self.u8()) << 8
    }

    fn u32(&mut self) -> u32 {
        u32::from(self.u16()) | u32::from(self.u16()) << 16
    }

    fn skip(&mut self, mut count: usize) {
        while count > 0 && !self.is_at_end() {
            let step = count.min(self.here().len());
            self.at += step;
            count -= step;
        }
    }

    /// Flags, letters and what follows them; where a record ends within the letters, the next one
    /// begins with flags again.
    fn string(&mut self, letters: usize) -> (String, Option<u16>) {
        let flags = self.u8();
        let runs = if flags & 8 != 0 {
            usize::from(self.u16())
        } else {
            0
        };
        let extra = if flags & 4 != 0 {
            self.u32() as usize
        } else {
            0
        };
        let mut wide = flags & 1 != 0;
        let mut units: Vec<u16> = Vec::with_capacity(letters.min(4096));
        while units.len() < letters {
            if self.here().is_empty() {
                if self.is_at_end() {
                    break;
                }
                wide = self.u8() & 1 != 0;
                continue;
            }
            let unit = if wide {
                self.u16()
            } else {
                u16::from(self.u8())
            };
            units.push(unit);
        }
        let mut font = None;
        for _ in 0..runs {
            if self.is_at_end() {
                break;
            }
            self.u16();
            let index = self.u16();
            font = font.or(Some(index));
        }
        self.skip(extra);
        (String::from_utf16_lossy(&units), font)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_string_goes_on_in_the_next_record() {
        // Two strings: "Hoa" in one byte each, cut after "Ho"; "Tú" in two bytes.
        let first = [2, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, b'H', b'o'];
        let second = [0, b'a', 2, 0, 1, b'T', 0, 0xfa, 0];
        let all = shared(vec![&first, &second]);
        assert_eq!(all, [("Hoa".to_owned(), None), ("Tú".to_owned(), None)]);
    }

    #[test]
    fn letters_of_one_byte_stand_in_the_code_page_of_their_font() {
        let page = Letters::of_page(1258);
        assert_eq!(page.short(b"\x03H\xe0 and more"), "Hà ");
        assert_eq!(page.long(b"\xff\x00\xd0\xe3"), "Đă");
        assert_eq!(page.of_font(true, 0).long(b"\x02\x00H\xe4"), "Hä");
        let western = Letters::of_page(1252);
        assert_eq!(western.of_font(false, 163).short(b"\x01\xf5"), "ơ");
    }

    #[test]
    fn a_count_that_lies_ends_with_the_bytes() {
        assert_eq!(shared(vec![&[0xff; 12]]).len(), 1);
    }
}
