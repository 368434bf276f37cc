//! What the cell formats of a workbook tell: dates, strike-through, fonts of old encodings.

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};
use rustc_hash::FxHashMap;

use crate::read::numbers::{self, DateShown};
use crate::read::style::Style;
use crate::read::xml::{self, attribute, broken};
use crate::read::{FaultKind, Legacy};

/// Reads the part: the formats in the order in which cells name them.
pub fn read<R: BufRead>(part: R) -> Result<Vec<Style>, FaultKind> {
    let mut reader = xml::reader(part);
    let mut buffer = Vec::new();
    let mut codes: FxHashMap<u32, (Option<DateShown>, u8)> = FxHashMap::default();
    let mut fonts: Vec<Style> = Vec::new();
    let mut styles = Vec::new();
    let mut section = String::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(broken)? {
            Event::Start(e) => match (section.as_str(), e.local_name().as_ref()) {
                ("", name @ ("fonts" | "cellXfs" | "numFmts" | "dxfs" | "cellStyleXfs")) => {
                    name.clone_into(&mut section);
                }
                ("numFmts", "numFmt") => {
                    let code = attribute(&e, "formatCode").unwrap_or_default();
                    let shown = (numbers::date_of_code(&code), numbers::id_width(&code));
                    codes.insert(number(&e, "numFmtId"), shown);
                }
                ("fonts", "font") => fonts.push(Style::default()),
                ("fonts", "name") => {
                    if let (Some(font), Some(name)) = (fonts.last_mut(), attribute(&e, "val")) {
                        font.legacy = Legacy::of_font(&name);
                    }
                }
                ("fonts", "strike") => {
                    if let Some(font) = fonts.last_mut() {
                        font.struck = attribute(&e, "val").is_none_or(|v| v != "0" && v != "false");
                    }
                }
                ("cellXfs", "xf") => {
                    let id = number(&e, "numFmtId");
                    let font = fonts.get(number(&e, "fontId") as usize).copied();
                    let own = codes.get(&id).copied();
                    let (date, width) = own.unwrap_or_else(|| (numbers::date_of_id(id), 0));
                    styles.push(Style {
                        date,
                        width,
                        ..font.unwrap_or_default()
                    });
                }
                _ => {}
            },
            Event::End(e) if e.local_name().as_ref() == section => section.clear(),
            Event::Eof => return Ok(styles),
            _ => {}
        }
    }
}

fn number(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name)
        .and_then(|v| v.parse().ok())
        .unwrap_or(0)
}
