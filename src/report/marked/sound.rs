//! Whether a part is whole XML: in, its text; out, yes or no. Reading forgives much that Excel does not
//! open, and a copy that does not open helps nobody.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::escape::{resolve_xml_entity, unescape};
use quick_xml::events::attributes::Attributes;
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};

use super::edit::Odd;

/// Refuses a text that is not one whole element, with all names and letters as XML wants them.
pub fn check(text: &str) -> Result<(), Odd> {
    if !text.chars().all(is_letter) {
        return Err(Odd);
    }
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut prefixes = Prefixes::default();
    let (mut depth, mut roots) = (0usize, 0usize);
    loop {
        match reader.read_event().map_err(|_| Odd)? {
            Event::Start(tag) => {
                roots += usize::from(depth == 0);
                depth += 1;
                prefixes.element(&tag)?;
            }
            Event::Empty(tag) => {
                roots += usize::from(depth == 0);
                prefixes.element(&tag)?;
            }
            Event::End(_) => depth = depth.checked_sub(1).ok_or(Odd)?,
            Event::Text(text) if depth == 0 && !text.trim_ascii().is_empty() => return Err(Odd),
            Event::GeneralRef(entity) if depth == 0 || !is_known(&entity) => return Err(Odd),
            Event::CData(_) if depth == 0 => return Err(Odd),
            Event::Decl(told) => declaration(&told)?,
            Event::DocType(_) => return Err(Odd),
            Event::Eof => break,
            _ => {}
        }
    }
    let whole = depth == 0 && roots == 1 && prefixes.used.is_subset(&prefixes.declared);
    whole.then_some(()).ok_or(Odd)
}

/// Prefixes of names; that one holds only within the element that declares it is not looked at.
#[derive(Default)]
struct Prefixes {
    used: BTreeSet<String>,
    declared: BTreeSet<String>,
}

impl Prefixes {
    fn element(&mut self, tag: &BytesStart<'_>) -> Result<(), Odd> {
        self.name(tag.name().as_ref())?;
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|_| Odd)?;
            let value = &attribute.value;
            if value.contains('<') || unescape(value).map_err(|_| Odd)?.contains('\0') {
                return Err(Odd);
            }
            let key: &str = attribute.key.as_ref();
            if let Some(prefix) = key.strip_prefix("xmlns:") {
                self.declared.insert(prefix.to_owned());
            } else {
                self.name(key)?;
            }
        }
        Ok(())
    }

    fn name(&mut self, name: &str) -> Result<(), Odd> {
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
        let begins = |c: char| c.is_alphabetic() || c == '_';
        if !name.starts_with(begins) || !name.chars().all(fits) {
            return Err(Odd);
        }
        if let Some((prefix, local)) = name.split_once(':') {
            if !local.starts_with(begins) || local.contains(':') {
                return Err(Odd);
            }
            if prefix != "xml" && !self.used.contains(prefix) {
                self.used.insert(prefix.to_owned());
            }
        }
        Ok(())
    }
}

/// `version`, then perhaps `encoding` and `standalone`: what is written is always UTF-8.
fn declaration(told: &BytesDecl<'_>) -> Result<(), Odd> {
    let text: &str = told.as_ref();
    let told = text.strip_prefix("xml").ok_or(Odd)?;
    let mut names = ["version", "encoding", "standalone"].into_iter();
    for attribute in Attributes::new(told, 0) {
        let attribute = attribute.map_err(|_| Odd)?;
        let key: &str = attribute.key.as_ref();
        let known = names.any(|name| name == key);
        let other = key == "encoding" && !attribute.value.eq_ignore_ascii_case("utf-8");
        if !known || other {
            return Err(Odd);
        }
    }
    let spaced = told.starts_with(|c: char| c.is_ascii_whitespace());
    (spaced && told.trim_start().starts_with("version"))
        .then_some(())
        .ok_or(Odd)
}

fn is_known(entity: &BytesRef<'_>) -> bool {
    let of_number = || matches!(entity.resolve_char_ref(), Ok(Some(c)) if is_letter(c));
    resolve_xml_entity(entity.as_ref()).is_some() || of_number()
}

/// Whether XML can hold it.
fn is_letter(c: char) -> bool {
    c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}') || matches!(c, '\t' | '\n' | '\r')
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn only_whole_xml_is_sound() {
        for whole in [
            "<?xml version=\"1.0\"?>\n<a xmlns:x=\"u\"><x:b c='1' x:d=\"2\"/>&amp;&#7843;<!-- - --></a>\n",
            "<a/>",
            "<a b=\"x > y &lt;\"><![CDATA[<]]></a>",
        ] {
            assert!(check(whole).is_ok(), "{whole}");
        }
        for broken in [
            "",
            "<a>",
            "<a></b>",
            "<a/><b/>",
            "<a/>b",
            "<a b='1' b='2'/>",
            "<a b=1/>",
            "<a b='<'/>",
            "<a b='&x;'/>",
            "<a>&</a>",
            "<a>&x;</a>",
            "<x:a/>",
            "<1/>",
            "<a ='1'/>",
            "<a>\u{1}</a>",
            "<?xml?><a/>",
            "<?xml version=\"1.0\" 99ding=\"UTF-8\"?><a/>",
            "<?xml version=\"1.0 encoding=\"UTF-8\"?><a/>",
            "<?xml encoding=\"UTF-8\" version=\"1.0\"?><a/>",
            "<?xml version=\"1.0\" encoding=\"latin1\"?><a/>",
        ] {
            assert!(check(broken).is_err(), "{broken}");
        }
    }
}
