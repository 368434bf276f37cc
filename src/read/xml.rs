//! Small helpers over quick-xml that the XML formats share.

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart};

use super::FaultKind;

/// A reader that gives empty elements as a start and an end.
pub fn reader<R: BufRead>(input: R) -> Reader<R> {
    let mut reader = Reader::from_reader(input);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.check_end_names = false;
    reader
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
