//! `NAME.kiem-tra.xlsx`: the clerk's own list with the wrong cells filled and noted, and a first sheet
//! that lists the faults with links to the cells.
//!
//! In: a file's bytes or cells, and its faults. Out: the copy. A package is changed in place, so that
//! whatever is not marked stays as the clerk made it; anything else, and a package that cannot be
//! changed safely, is written anew from its cells.

mod book;
mod cells;
mod comments;
mod edit;
mod frame;
mod front;
mod page;
mod parts;
mod plain;
mod sound;
mod styles;

use std::collections::BTreeMap;
use std::io::{Seek, Write};

use book::Book;
use comments::Told;
use edit::Odd;
use page::Page;
use parts::Parts;
use styles::Styles;

use super::faults::Fault;
use super::place::Fill;
use crate::model::{MonthRange, Source};
use crate::read::SheetCells;
use crate::texts::Lang;

/// What the tool's own mark calls a marked copy.
const MARK: &str = "kiem-tra";
/// What the name of a marked copy ends in.
pub const ENDING: &str = ".kiem-tra.xlsx";

/// A file to copy.
pub struct Copied<'a> {
    /// Its name as shown.
    pub name: &'a str,
    /// Its cells.
    pub sheets: &'a [SheetCells],
    /// The lists of the run, its own among them.
    pub lists: &'a [Source],
    /// Its faults, in the order of their cells.
    pub faults: &'a [Fault<'a>],
}

/// The copy of a package, changed in place; `None` where that is not safe.
pub fn in_place(copied: &Copied<'_>, bytes: &[u8], lang: Lang) -> Option<Vec<u8>> {
    changed(copied, bytes, lang).ok()
}

/// Writes the copy of the cells alone.
pub fn anew(
    copied: &Copied<'_>,
    range: MonthRange,
    lang: Lang,
    to: &mut (impl Write + Seek + Send),
) -> Result<(), Fill> {
    let names = plain::names(copied.sheets, lang);
    let page = Page::new(copied.name, copied.faults, &names, lang);
    plain::write(copied, (&page, &names), range, lang, to)
}

fn changed(copied: &Copied<'_>, bytes: &[u8], lang: Lang) -> Result<Vec<u8>, Odd> {
    let mut parts = Parts::open(bytes)?;
    let book = Book::read(&mut parts)?;
    let styles = book.styles(&parts);
    let mut styles = Styles::read(styles.map(|part| parts.text(&part)).transpose()?)?;
    let mut by_sheet: BTreeMap<&str, Vec<&Fault<'_>>> = BTreeMap::new();
    for fault in copied.faults.iter().filter(|f| f.at().is_some()) {
        let sheet = fault.cell.sheet.as_deref().ok_or(Odd)?;
        book.sheet(sheet).ok_or(Odd)?;
        by_sheet.entry(sheet).or_default().push(fault);
    }
    for (name, part) in &book.sheets {
        let faults = by_sheet.get(name.as_str()).map_or(&[][..], Vec::as_slice);
        mark_sheet(&mut parts, part, faults, &mut styles, lang)?;
    }
    let names = book.sheets.iter();
    let names: Vec<page::Named<'_>> = names
        .map(|(name, _)| (Some(name.as_str()), name.clone()))
        .collect();
    let page = Page::new(copied.name, copied.faults, &names, lang);
    let front = front::sheet(&page, &mut styles);
    book.put_styles(&mut parts, styles.finish()?)?;
    book.put_first(&mut parts, &page.name, front)?;
    book::own(&mut parts, MARK)?;
    parts.finish()
}

fn mark_sheet(
    parts: &mut Parts<'_>,
    part: &str,
    faults: &[&Fault<'_>],
    styles: &mut Styles,
    lang: Lang,
) -> Result<(), Odd> {
    let text = parts.text(part)?;
    if faults.is_empty() {
        // A sheet of charts has no cells. One with cells is held to the same as one that is marked:
        // a copy in which one sheet breaks does not open at all.
        let plain = if text.contains("sheetData") {
            cells::marked(&text, &[], styles)?
        } else {
            cells::unchosen(&text)?
        };
        if plain != text {
            parts.put(part, plain);
        }
        return Ok(());
    }
    let merges = cells::merges(&text)?;
    let mut by_cell: BTreeMap<cells::Cell, Vec<&Fault<'_>>> = BTreeMap::new();
    for fault in faults {
        let at = fault.at().ok_or(Odd)?;
        by_cell
            .entry(cells::shown(at, &merges))
            .or_default()
            .push(fault);
    }
    let wanted: Vec<cells::Cell> = by_cell.keys().copied().collect();
    let text = cells::marked(&text, &wanted, styles)?;
    let note = |(cell, faults): (&cells::Cell, &Vec<&Fault<'_>>)| {
        let (title, text) = page::note(faults, lang);
        Told {
            cell: *cell,
            title,
            text,
        }
    };
    let notes: Vec<Told> = by_cell.iter().map(note).collect();
    let text = comments::put(parts, part, text, &notes)?;
    parts.put(part, text);
    Ok(())
}
