//! The shared strings of a workbook, in one piece of memory.

use std::borrow::Cow;
use std::io::BufRead;

use quick_xml::events::Event;

use crate::read::xml::{self, attribute, broken, push_entity};
use crate::read::{FaultKind, Legacy};

/// More than the strings of any list take in memory, in bytes.
const MOST: usize = 256 << 20;

/// All shared strings.
#[derive(Default)]
pub struct Strings {
    text: String,
    ends: Vec<u32>,
    /// Strings whose own runs are in a font of an old encoding: index and encoding, rising.
    fonts: Vec<(u32, Legacy)>,
}

impl Strings {
    /// Reads the part.
    pub fn read<R: BufRead>(part: R) -> Result<Self, FaultKind> {
        let mut strings = Self::default();
        let mut reader = xml::reader(part);
        let mut buffer = Vec::new();
        let mut at = Within::default();
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer).map_err(broken)? {
                Event::End(e) if e.local_name().as_ref() == "si" => {
                    let start = strings.ends.last().map_or(0, |end| *end as usize);
                    if let Some(Cow::Owned(text)) = strings.text.get(start..).map(unescaped) {
                        strings.text.truncate(start);
                        strings.text.push_str(&text);
                    }
                    strings.end(at.font.take())?;
                }
                Event::Eof => return Ok(strings),
                event => {
                    at.take(&event, &mut strings.text);
                    strings.bounded()?;
                }
            }
        }
    }

    /// Adds a string.
    pub fn push(&mut self, text: &str, font: Option<Legacy>) -> Result<(), FaultKind> {
        self.text.push_str(text);
        self.end(font)
    }

    fn end(&mut self, font: Option<Legacy>) -> Result<(), FaultKind> {
        if let Some(font) = font {
            self.fonts.push((self.ends.len() as u32, font));
        }
        self.ends.push(self.text.len() as u32);
        self.bounded()
    }

    fn bounded(&self) -> Result<(), FaultKind> {
        if self.text.len() + self.ends.len() * 4 + self.fonts.len() * 8 > MOST {
            return Err(FaultKind::UnpackedTooLarge);
        }
        Ok(())
    }

    /// The string of an index, and the encoding its font tells.
    pub fn get(&self, index: usize) -> Option<(&str, Option<Legacy>)> {
        let end = *self.ends.get(index)?;
        let start = match index.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        let found = self
            .fonts
            .binary_search_by_key(&(index as u32), |(i, _)| *i);
        let font = found
            .ok()
            .and_then(|i| self.fonts.get(i))
            .map(|(_, font)| *font);
        Some((self.text.get(start as usize..end as usize)?, font))
    }
}

/// The text with the letters that Excel writes by their number (`_x000D_`): those that XML lacks, and any
/// that another program chose to write so.
pub fn unescaped(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        let digits = from
            .get(2..6)
            .filter(|_| from.as_bytes().get(6) == Some(&b'_'));
        let number = digits.and_then(|d| u32::from_str_radix(d, 16).ok());
        out.push_str(before);
        if let Some(c) = number.and_then(char::from_u32) {
            out.push(c);
            rest = from.get(7..).unwrap_or("");
        } else {
            out.push_str("_x");
            rest = from.get(2..).unwrap_or("");
        }
    }
    if rest.len() == text.len() {
        return Cow::Borrowed(text);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Where in a rich text the reader stands: letters count within `t`, but not within `rPh`, which
/// holds how they are spoken.
#[derive(Default)]
pub struct Within {
    letters: bool,
    spoken: bool,
    /// The encoding that the font of a run tells.
    pub font: Option<Legacy>,
}

impl Within {
    /// Takes an event of the rich text, adding its letters to `text`.
    pub fn take(&mut self, event: &Event<'_>, text: &mut String) {
        match event {
            Event::Start(e) => match e.local_name().as_ref() {
                "t" => self.letters = true,
                "rPh" => self.spoken = true,
                "rFont" => {
                    let font = attribute(e, "val").and_then(|name| Legacy::of_font(&name));
                    self.font = self.font.or(font);
                }
                _ => {}
            },
            Event::End(e) => match e.local_name().as_ref() {
                "t" => self.letters = false,
                "rPh" => self.spoken = false,
                _ => {}
            },
            Event::Text(t) if self.letters && !self.spoken => text.push_str(&t.xml10_content()),
            Event::CData(t) if self.letters && !self.spoken => text.push_str(&t.xml10_content()),
            Event::GeneralRef(e) if self.letters && !self.spoken => push_entity(e, text),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn letters_by_number() {
        assert_eq!(unescaped("Họ_x0020_tên_x000d_\n"), "Họ tên\r\n");
        assert_eq!(unescaped("a_x005F_x0041_"), "a_x0041_");
        for text in ["", "_x", "_x12_", "_xZZZZ_", "_xD800_", "a_xộộ_"] {
            assert_eq!(unescaped(text), text);
        }
    }
}
