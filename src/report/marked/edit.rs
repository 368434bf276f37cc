//! Changing XML in place: in, a part's text; out, the same text with a few tags changed and pieces put
//! in. What is not touched stays byte for byte, which no parser and writer would give.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

/// The package is built in a way that is not safely changed.
#[derive(Debug)]
pub struct Odd;

/// How a tag stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// `<c>`
    Open,
    /// `</c>`
    Close,
    /// `<c/>`
    Empty,
}

/// A tag of a text.
#[derive(Clone, Debug)]
pub struct Tag<'a> {
    /// The tag itself, brackets included.
    pub text: &'a str,
    /// Where it stands.
    pub at: Range<usize>,
    /// How it stands.
    pub kind: Kind,
    /// How many elements are open around it; of a closing tag as of its opening one.
    pub depth: usize,
}

impl<'a> Tag<'a> {
    /// Name with prefix.
    pub fn name(&self) -> &'a str {
        let inside = self.text.trim_start_matches(['<', '/']);
        let end = inside.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>'));
        inside.get(..end.unwrap_or(inside.len())).unwrap_or("")
    }

    /// Name without prefix.
    pub fn local(&self) -> &'a str {
        let name = self.name();
        name.rsplit(':').next().unwrap_or(name)
    }

    /// Prefix with its colon; empty for none.
    pub fn prefix(&self) -> &'a str {
        let name = self.name();
        name.get(..name.len() - self.local().len()).unwrap_or("")
    }

    /// The value of an attribute, whatever its prefix, as it stands.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        self.text.get(value_at(self.text, name)?)
    }

    /// The value of an attribute with its entities resolved.
    pub fn words(&self, name: &str) -> Option<String> {
        let raw = self.attribute(name)?;
        Some(quick_xml::escape::unescape(raw).map_or_else(|_| raw.to_owned(), Into::into))
    }

    /// A number in an attribute.
    pub fn number(&self, name: &str) -> Option<u32> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// Whether it begins an element of this name.
    pub fn begins(&self, local: &str) -> bool {
        self.kind != Kind::Close && self.local() == local
    }

    /// Whether it ends an element of this name that has content.
    pub fn ends(&self, local: &str) -> bool {
        self.kind == Kind::Close && self.local() == local
    }
}

/// All tags of a text, for parts in which there are few.
pub fn tags(text: &str) -> Result<Vec<Tag<'_>>, Odd> {
    walk(text).collect()
}

/// The tags of a text one after the other: those of a sheet take ten times its memory.
pub fn walk(text: &str) -> impl Iterator<Item = Result<Tag<'_>, Odd>> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let mut walk = Walk {
        text,
        reader,
        from: 0,
        depth: 0,
    };
    std::iter::from_fn(move || walk.next().transpose())
}

/// A walk through the tags of a text.
struct Walk<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    from: usize,
    depth: usize,
}

impl<'a> Walk<'a> {
    fn next(&mut self) -> Result<Option<Tag<'a>>, Odd> {
        loop {
            let event = self.reader.read_event().map_err(|_| Odd)?;
            let to = usize::try_from(self.reader.buffer_position()).map_err(|_| Odd)?;
            let at = self.from..to;
            self.from = to;
            let kind = match event {
                Event::Start(_) => Kind::Open,
                Event::End(_) => Kind::Close,
                Event::Empty(_) => Kind::Empty,
                Event::DocType(_) => return Err(Odd),
                Event::Eof => return Ok(None),
                _ => continue,
            };
            if kind == Kind::Close {
                self.depth = self.depth.checked_sub(1).ok_or(Odd)?;
            }
            let tag = self.text.get(at.clone());
            let text = tag.filter(|t| t.starts_with('<')).ok_or(Odd)?;
            let depth = self.depth;
            self.depth += usize::from(kind == Kind::Open);
            return Ok(Some(Tag {
                text,
                at,
                kind,
                depth,
            }));
        }
    }
}

/// Where the value of an attribute stands within a tag.
fn value_at(tag: &str, wanted: &str) -> Option<Range<usize>> {
    let mut at = tag.find(char::is_whitespace)?;
    loop {
        let rest = tag.get(at..)?;
        at += rest.find(|c: char| !c.is_whitespace())?;
        let key_len = tag.get(at..)?.find('=')?;
        let key = tag.get(at..at + key_len)?.trim();
        at += key_len + 1;
        at += tag.get(at..)?.find(['"', '\''])?;
        let quote = tag.get(at..)?.chars().next()?;
        let start = at + 1;
        let end = start + tag.get(start..)?.find(quote)?;
        if key.rsplit(':').next() == Some(wanted) && !key.starts_with("xmlns") {
            return Some(start..end);
        }
        at = end + 1;
    }
}

/// A tag with an attribute set.
pub fn with(tag: &str, name: &str, value: &str) -> String {
    if let Some(at) = value_at(tag, name) {
        let (before, after) = (tag.get(..at.start), tag.get(at.end..));
        return [before.unwrap_or(""), value, after.unwrap_or("")].concat();
    }
    let end = if tag.ends_with("/>") { 2 } else { 1 };
    let at = tag.len().saturating_sub(end);
    let (before, after) = (tag.get(..at), tag.get(at..));
    let before = before.unwrap_or("").trim_end();
    format!("{before} {name}=\"{value}\"{}", after.unwrap_or(">"))
}

/// A text for an attribute or an element.
pub fn escaped(text: &str) -> String {
    // Letters that XML cannot hold at all would make the package unreadable.
    let plain: String = text
        .chars()
        .filter(|c| *c >= ' ' || matches!(c, '\n' | '\t'))
        .collect();
    quick_xml::escape::escape(&plain).into_owned()
}

/// Changes to a text, made all at once.
#[derive(Default)]
pub struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    /// Puts a text in place of a piece.
    pub fn replace(&mut self, at: Range<usize>, text: String) {
        self.0.push((at, text));
    }

    /// Puts a text before a place; several at one place keep their order.
    pub fn insert(&mut self, at: usize, text: String) {
        if !text.is_empty() {
            self.0.push((at..at, text));
        }
    }

    /// The text with all changes made.
    pub fn apply(mut self, text: &str) -> Result<String, Odd> {
        self.0.sort_by_key(|(at, _)| (at.start, at.end));
        let new: usize = self.0.iter().map(|(_, new)| new.len()).sum();
        let mut out = String::with_capacity(text.len() + new);
        let mut from = 0;
        for (at, new) in &self.0 {
            out.push_str(text.get(from..at.start).ok_or(Odd)?);
            out.push_str(new);
            from = at.end;
        }
        out.push_str(text.get(from..).ok_or(Odd)?);
        Ok(out)
    }
}

/// Puts a text last into the element that a text's root is, or into its first element of a name.
pub fn append(text: &str, local: Option<&str>, new: &str) -> Result<String, Odd> {
    let tags = tags(text)?;
    let found = |tag: &&Tag<'_>| local.map_or(tag.depth == 0, |name| tag.local() == name);
    let mut own = tags.iter().filter(found);
    let first = own.next().ok_or(Odd)?;
    let mut edits = Edits::default();
    match first.kind {
        Kind::Empty => edits.replace(first.at.clone(), filled(first, new)),
        Kind::Open => {
            let end = own.find(|t| t.kind == Kind::Close).ok_or(Odd)?;
            edits.insert(end.at.start, new.to_owned());
        }
        Kind::Close => return Err(Odd),
    }
    edits.apply(text)
}

/// An empty element with content.
pub fn filled(tag: &Tag<'_>, content: &str) -> String {
    let open = tag.text.trim_end_matches('>').trim_end_matches('/');
    format!("{}>{content}</{}>", open.trim_end(), tag.name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_set_and_the_rest_stays() {
        assert_eq!(with("<c r=\"A1\" s='3'/>", "s", "9"), "<c r=\"A1\" s='9'/>");
        assert_eq!(with("<x:c r=\"A1\">", "s", "9"), "<x:c r=\"A1\" s=\"9\">");
        assert_eq!(with("<row/>", "r", "2"), "<row r=\"2\"/>");
        assert_eq!(value_at("<a b=\"s=\" s=\"1\">", "s"), Some(13..14));
    }

    #[test]
    fn pieces_are_put_into_empty_and_full_elements() {
        let full = append("<a><b/></a>", None, "<c/>").map_err(|_| ());
        assert_eq!(full, Ok("<a><b/><c/></a>".to_owned()));
        let empty = append("<a><x:b n='1'/></a>", Some("b"), "<c/>").map_err(|_| ());
        assert_eq!(empty, Ok("<a><x:b n='1'><c/></x:b></a>".to_owned()));
    }
}
