//! The parts of a package: in, its bytes; out, a package in which only the parts put anew differ.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::edit::{Odd, append, escaped};

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

    /// A part as text; one that is no UTF-8 is not changed.
    pub fn text(&mut self, name: &str) -> Result<String, Odd> {
        if let Some(text) = self.changed.get(name) {
            return Ok(text.clone());
        }
        let part = self.zip.by_name(name).map_err(|_| Odd)?;
        let mut text = String::new();
        part.take(MOST_TEXT)
            .read_to_string(&mut text)
            .map_err(|_| Odd)?;
        Ok(text
            .strip_prefix('\u{feff}')
            .map_or(text.clone(), str::to_owned))
    }

    /// Puts a part anew.
    pub fn put(&mut self, name: &str, text: String) {
        self.changed.insert(name.to_owned(), text);
    }

    /// Leaves a part out.
    pub fn drop_part(&mut self, name: &str) {
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

    /// The package; the same bytes for the same parts.
    pub fn finish(mut self) -> Result<Vec<u8>, Odd> {
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
    let tags = super::edit::tags(text)?;
    let root = tags.first().ok_or(Odd)?;
    Ok(root.prefix().to_owned())
}
