//! A package with some of its parts changed, as other programs write them.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The parts of a package by name.
pub type Parts = BTreeMap<String, String>;

/// Reads all parts; those that are no text come out empty.
pub fn read(path: &Path) -> Parts {
    let bytes = fs::read(path).expect("a file");
    let mut zip = ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut parts = Parts::new();
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).expect("a part");
        let name = part.name().expect("a name").to_string();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("bytes");
        parts.insert(name, String::from_utf8(bytes).unwrap_or_default());
    }
    parts
}

/// Changes the parts of a package of texts.
pub fn change(path: &Path, how: impl FnOnce(&mut Parts)) {
    let mut parts = read(path);
    how(&mut parts);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default())
            .expect("a part");
        zip.write_all(text.as_bytes()).expect("bytes");
    }
    let bytes = zip.finish().expect("a package").into_inner();
    fs::write(path, bytes).expect("a file");
}

/// Puts a piece last into a part.
pub fn append(parts: &mut Parts, part: &str, close: &str, piece: &str) {
    let text = parts.get_mut(part).expect("the part");
    *text = text.replace(close, &format!("{piece}{close}"));
}
