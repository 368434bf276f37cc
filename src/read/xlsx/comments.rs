//! The part of a sheet's comments.

use quick_xml::events::Event;

use super::super::xml::{self, attribute, push_entity};
use crate::read::cell::cell_reference;
use crate::read::comments::Comments;
use crate::read::excel::Excel;

/// The comments of a sheet's part; none where they are missing or broken.
pub fn of(book: &mut Excel, part: &str) -> Comments {
    let part = book.comments(part);
    let text = part.and_then(|part| book.package.text(&part).ok());
    text.map(|text| read(&text)).unwrap_or_default()
}

fn read(text: &str) -> Comments {
    let mut reader = xml::reader(text.as_bytes());
    let mut buffer = Vec::new();
    let mut all = Comments::default();
    let mut authors: Vec<String> = Vec::new();
    let (mut said, mut letters) = (String::new(), false);
    let (mut place, mut author) = (None, None);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(e)) => match e.local_name().as_ref() {
                "author" | "t" => letters = true,
                "comment" => {
                    said.clear();
                    author = attribute(&e, "authorId").and_then(|id| id.trim().parse().ok());
                    place = attribute(&e, "ref").and_then(|at| cell_reference(&at));
                }
                _ => {}
            },
            Ok(Event::End(e)) => match e.local_name().as_ref() {
                "author" => {
                    authors.push(std::mem::take(&mut said));
                    letters = false;
                }
                "t" => letters = false,
                "comment" => {
                    if let Some(place) = place.take() {
                        let author = author.and_then(|at: usize| authors.get(at));
                        all.add(place, author.map_or("", String::as_str), &said);
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
