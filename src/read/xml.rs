//! Small helpers over quick-xml that the XML formats share.

use std::io::{self, BufRead, Read};

use encoding_rs::{Encoding, UTF_8};
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::FaultKind;

/// Far more than a cell's longest text, with every letter written as a number.
pub const MOST_EVENT: usize = 4 << 20;

/// A reader that gives empty elements as a start and an end.
pub fn reader<R: BufRead>(input: R) -> Xml<R> {
    let mut reader = Reader::from_reader(Bounded { input, left: 0 });
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.check_end_names = false;
    Xml(reader)
}

/// Reads events none of which may be longer than text in a workbook can be.
pub struct Xml<R>(Reader<Bounded<R>>);

impl<R: BufRead> Xml<R> {
    /// The next event.
    pub fn read_event_into<'b>(&mut self, buffer: &'b mut Vec<u8>) -> quick_xml::Result<Event<'b>> {
        self.0.get_mut().left = MOST_EVENT;
        self.0.read_event_into(buffer)
    }

    /// The bytes that lie ready behind the last event, if that was no text.
    pub fn ahead(&mut self) -> quick_xml::Result<&[u8]> {
        Ok(self.0.get_mut().input.fill_buf()?)
    }

    /// Leaves out so many of them, whole elements.
    pub fn skip(&mut self, bytes: usize) {
        self.0.get_mut().input.consume(bytes);
    }

    /// Reads what is left, so that a part's check sum is looked at.
    pub fn finish(&mut self) -> Result<(), FaultKind> {
        let rest = &mut self.0.get_mut().input;
        io::copy(rest, &mut io::sink()).map_err(|e| FaultKind::Damaged(e.to_string()))?;
        Ok(())
    }
}

/// Input that breaks off after so many bytes.
struct Bounded<R> {
    input: R,
    left: usize,
}

impl<R: BufRead> BufRead for Bounded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::Error::other("XML: > 4 MB"));
        }
        self.input.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.left = self.left.saturating_sub(count);
        self.input.consume(count);
    }
}

impl<R: BufRead> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.input.read(into)
    }
}

/// The encoding that a file of XML declares; a mark at its begin overrules it.
pub fn declared(bytes: &[u8]) -> &'static Encoding {
    let head = bytes.get(..bytes.len().min(200)).unwrap_or(bytes);
    let declaration = head.split(|b| *b == b'>').next().unwrap_or(&[]);
    let declaration = String::from_utf8_lossy(declaration);
    let told = declaration.split_once("encoding=").map(|(_, rest)| rest);
    let label = told.and_then(|t| t.split(['"', '\'']).nth(1));
    label
        .and_then(|label| Encoding::for_label(label.as_bytes()))
        .unwrap_or(UTF_8)
}

/// The value of an attribute, whatever its prefix.
pub fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element
        .attributes()
        .with_checks(false)
        .flatten()
        .find_map(|a| {
            (a.key.local_name().as_ref() == name).then(|| {
                a.normalized_value(quick_xml::XmlVersion::Implicit1_0)
                    .map_or_else(|_| a.value.to_string(), std::borrow::Cow::into_owned)
            })
        })
}

/// Appends what an entity such as `&amp;` or `&#7843;` stands for; unknown ones are dropped, so that
/// nothing that a document defines itself can blow up.
pub fn push_entity(entity: &BytesRef<'_>, out: &mut String) {
    if let Some(text) = quick_xml::escape::resolve_xml_entity(entity.as_ref()) {
        out.push_str(text);
    } else if let Ok(Some(c)) = entity.resolve_char_ref() {
        out.push(c);
    }
}

/// A fault of the XML itself: the file is cut off or broken.
#[allow(clippy::needless_pass_by_value)] // stands as a function in map_err
pub fn broken(error: quick_xml::Error) -> FaultKind {
    FaultKind::Damaged(error.to_string())
}
