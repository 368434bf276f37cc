//! Comments at the cells of a sheet.
//!
//! In: the parts that a sheet is related to. Out: what is said, by row. A clerk who may not touch the
//! list says in a comment that somebody died. Our own comments in marked copies are left out.

use std::collections::BTreeMap;

use quick_xml::events::Event;

use super::super::package::{LARGE_SHEET, Package};
use super::super::relations::{relations, target};
use super::super::xml::{self, attribute, push_entity};
use crate::read::cell::cell_reference;

/// What comments of a sheet's part say, by the row that Excel shows.
pub type Comments = BTreeMap<u32, Vec<String>>;

/// The comments of a sheet; none where their part is missing or broken.
pub fn of(package: &mut Package, part: &str) -> Comments {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let related = package.text(&format!("{folder}/_rels/{name}.rels"));
    let related = related.map(|text| relations(&text, folder));
    let part = related
        .ok()
        .and_then(|all| target(package, &all, "/comments"));
    let part = part.filter(|part| package.size(part) <= LARGE_SHEET);
    let text = part.and_then(|part| package.text(&part).ok());
    text.map(|text| read(&text)).unwrap_or_default()
}

fn read(text: &str) -> Comments {
    let mut reader = xml::reader(text.as_bytes());
    let mut buffer = Vec::new();
    let mut all = Comments::new();
    let mut ours: Vec<bool> = Vec::new();
    let (mut said, mut row, mut letters) = (String::new(), None, false);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(e)) => match e.local_name().as_ref() {
                "author" => {
                    ours.push(false);
                    letters = true;
                }
                "comment" => {
                    said.clear();
                    let author = attribute(&e, "authorId").and_then(|id| id.trim().parse().ok());
                    let is_ours = author.and_then(|id: usize| ours.get(id).copied());
                    let place = attribute(&e, "ref").and_then(|at| cell_reference(&at));
                    row = place.filter(|_| is_ours != Some(true)).map(|(_, row)| row);
                }
                "t" => letters = true,
                _ => {}
            },
            Ok(Event::End(e)) => match e.local_name().as_ref() {
                "author" => {
                    if let Some(last) = ours.last_mut() {
                        *last = said.trim() == env!("CARGO_PKG_NAME");
                    }
                    (said, letters) = (String::new(), false);
                }
                "t" => letters = false,
                "comment" => {
                    let row = row.take().filter(|_| !said.trim().is_empty());
                    if let Some(row) = row {
                        all.entry(row)
                            .or_default()
                            .push(without_author(&said).to_owned());
                    }
                }
                _ => {}
            },
            Ok(Event::Text(t)) if letters => said.push_str(&t.xml10_content()),
            Ok(Event::CData(t)) if letters => said.push_str(&t.xml10_content()),
            Ok(Event::GeneralRef(e)) if letters => push_entity(&e, &mut said),
            // Of what is broken the rows tell.
            Ok(Event::Eof) | Err(_) => return all,
            Ok(_) => {}
        }
    }
}

/// Excel puts who writes on a line of its own.
fn without_author(said: &str) -> &str {
    match said.trim().split_once('\n') {
        Some((first, rest)) if first.trim_end().ends_with(':') => rest.trim(),
        _ => said.trim(),
    }
}
