//! The parts of a package: in, its bytes; out, a package in which only the parts put anew differ.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::edit::{Edits, Kind, Odd, Tag, append, escaped, tags};
use super::sound;
use crate::read::{Relation, relations};

/// Largest part that is changed as text, in bytes.
const MOST_TEXT: u64 = 256 << 20;

/// A package whose parts can be put anew.
pub struct Parts<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    changed: BTreeMap<String, String>,
    dropped: BTreeSet<String>,
}

impl<'a> Parts<'a> {
    /// Opens a package.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Odd> {
        Ok(Self {
            zip: ZipArchive::new(Cursor::new(bytes)).map_err(|_| Odd)?,
            changed: BTreeMap::new(),
            dropped: BTreeSet::new(),
        })
    }

    /// Whether there is such a part.
    pub fn has(&self, name: &str) -> bool {
        self.changed.contains_key(name)
            || (self.zip.index_for_name(name).is_some() && !self.dropped.contains(name))
    }

    /// A part as XML; one that is none is not changed.
    pub fn text(&mut self, name: &str) -> Result<String, Odd> {
        let text = self.any_text(name)?;
        if !self.changed.contains_key(name) {
            sound::check(&text)?;
        }
        Ok(text)
    }

    /// A part as text; one that is no UTF-8 is not changed.
    pub fn any_text(&mut self, name: &str) -> Result<String, Odd> {
        if let Some(text) = self.changed.get(name) {
            return Ok(text.clone());
        }
        let part = self.zip.by_name(name).map_err(|_| Odd)?;
        let mut text = String::new();
        part.take(MOST_TEXT)
            .read_to_string(&mut text)
            .map_err(|_| Odd)?;
        if text.starts_with('\u{feff}') {
            text.remove(0);
        }
        Ok(text)
    }

    /// Puts a part anew.
    pub fn put(&mut self, name: &str, text: String) {
        self.changed.insert(name.to_owned(), text);
    }

    /// Leaves out what a part is related to in one way, with all that is behind it; the package's own
    /// relations are those of no name.
    pub fn part_with(&mut self, part: &str, kind: &str) -> Result<(), Odd> {
        let name = relations_of(part);
        let text = self.text(&name)?;
        let gone = relations(&text, folder_of(part));
        let gone: Vec<Relation> = gone
            .into_iter()
            .filter(|r| r.kind.ends_with(kind))
            .collect();
        if gone.is_empty() {
            return Ok(());
        }
        let is_gone = |t: &Tag<'_>| t.attribute("Type").is_some_and(|k| k.ends_with(kind));
        let kept = without(&text, "Relationship", &is_gone)?;
        self.put(&name, kept);
        let mut left: Vec<String> = gone.into_iter().map(|r| r.target).collect();
        while let Some(part) = left.pop() {
            let name = relations_of(&part);
            if self.has(&name) {
                let behind = relations(&self.text(&name)?, folder_of(&part));
                left.extend(behind.into_iter().map(|r| r.target));
                self.drop_bytes(&name);
            }
            self.drop_bytes(&part);
            let is_gone = |t: &Tag<'_>| {
                let name = t.attribute("PartName").unwrap_or("");
                name.trim_start_matches('/') == part
            };
            let types = without(&self.text(TYPES)?, "Override", &is_gone)?;
            self.put(TYPES, types);
        }
        Ok(())
    }

    /// Leaves the bytes of a part out.
    fn drop_bytes(&mut self, name: &str) {
        self.changed.remove(name);
        self.dropped.insert(name.to_owned());
    }

    /// A name that no part has: the stem, a number, the ending.
    pub fn free(&self, stem: &str, ending: &str) -> String {
        let taken = |name: &String| {
            let held = || self.zip.file_names().flatten();
            self.has(name) || held().any(|other| other.eq_ignore_ascii_case(name))
        };
        let mut names = (1u32..).map(|n| format!("{stem}{n}{ending}"));
        names.find(|name| !taken(name)).unwrap_or_default()
    }

    /// Relates a part to another; answers the id of the relation.
    pub fn relate(&mut self, part: &str, kind: &str, target: &str) -> Result<String, Odd> {
        let name = relations_of(part);
        let text = if self.has(&name) {
            self.text(&name)?
        } else {
            format!("{HEAD}<Relationships xmlns=\"{RELATIONS}\"/>")
        };
        let taken = |id: &String| text.contains(&format!("\"{id}\""));
        let id = (1..=u32::MAX)
            .map(|n| format!("rIdRasoat{n}"))
            .find(|i| !taken(i));
        let id = id.ok_or(Odd)?;
        let prefix = root_prefix(&text)?;
        let line = format!(
            "<{prefix}Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"/{}\"/>",
            escaped(target)
        );
        self.put(&name, append(&text, None, &line)?);
        Ok(id)
    }

    /// Tells what a new part is.
    pub fn declare(&mut self, part: &str, content: &str) -> Result<(), Odd> {
        let text = self.text(TYPES)?;
        let prefix = root_prefix(&text)?;
        let line = format!("<{prefix}Override PartName=\"/{part}\" ContentType=\"{content}\"/>");
        self.put(TYPES, append(&text, None, &line)?);
        Ok(())
    }

    /// Refuses parts that are passed on and do not unpack, lead out of the package, or are XML and not whole.
    fn check_others(&mut self) -> Result<(), Odd> {
        let names = self
            .zip
            .file_names()
            .flatten()
            .map(std::borrow::Cow::into_owned);
        let names: Vec<String> = names.collect();
        for name in names {
            if self.changed.contains_key(&name) || self.dropped.contains(&name) {
                continue;
            }
            if name.starts_with('/') || name.split('/').any(|step| step == "..") {
                return Err(Odd);
            }
            let part = self.zip.by_name(&name).map_err(|_| Odd)?;
            let of_office = name.starts_with("xl/") || name.starts_with("docProps/");
            let is_xml = matches!(name.rsplit_once('.'), Some((_, "xml" | "rels")));
            let mut bytes = Vec::new();
            let mut part = part.take(MOST_TEXT);
            if of_office && is_xml {
                part.read_to_end(&mut bytes).map_err(|_| Odd)?;
                let text = String::from_utf8(bytes).map_err(|_| Odd)?;
                sound::check(text.trim_start_matches('\u{feff}'))?;
            } else {
                std::io::copy(&mut part, &mut std::io::sink()).map_err(|_| Odd)?;
            }
        }
        Ok(())
    }

    /// The package; the same bytes for the same parts. One with a broken part does not open, copied or not.
    pub fn finish(mut self) -> Result<Vec<u8>, Odd> {
        self.check_others()?;
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        for at in 0..self.zip.len() {
            let part = self.zip.by_index_raw(at).map_err(|_| Odd)?;
            let name = part.name().map_err(|_| Odd)?.into_owned();
            if self.dropped.contains(&name) {
                continue;
            }
            if let Some(text) = self.changed.remove(&name) {
                out.start_file(name, options).map_err(|_| Odd)?;
                out.write_all(text.as_bytes()).map_err(|_| Odd)?;
            } else {
                out.raw_copy_file(part).map_err(|_| Odd)?;
            }
        }
        for (name, text) in self.changed {
            out.start_file(name, options).map_err(|_| Odd)?;
            out.write_all(text.as_bytes()).map_err(|_| Odd)?;
        }
        Ok(out.finish().map_err(|_| Odd)?.into_inner())
    }
}

/// A text without some of its elements of a name that hold nothing.
fn without(text: &str, name: &str, is_gone: &dyn Fn(&Tag<'_>) -> bool) -> Result<String, Odd> {
    let mut edits = Edits::default();
    for tag in tags(text)?.iter().filter(|t| t.begins(name) && is_gone(t)) {
        if tag.kind != Kind::Empty {
            return Err(Odd);
        }
        edits.replace(tag.at.clone(), String::new());
    }
    edits.apply(text)
}

/// What begins every part.
pub const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// The part that tells what all others are.
pub const TYPES: &str = "[Content_Types].xml";
/// Namespace of relations between parts.
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// The part that holds the relations of a part.
pub fn relations_of(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

/// The folder of a part.
pub fn folder_of(part: &str) -> &str {
    part.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The prefix that a text's elements have.
pub fn root_prefix(text: &str) -> Result<String, Odd> {
    let tags = tags(text)?;
    let root = tags.first().ok_or(Odd)?;
    Ok(root.prefix().to_owned())
}
