//! The plain marked copy: the cells as they were read, written into a new workbook. For formats that
//! are no package, and for packages that cannot be changed safely.

use std::collections::BTreeMap;
use std::io::{Seek, Write};

use rust_xlsxwriter::{Color, Format, FormatBorder, Note, Url, Workbook, Worksheet};

use super::comments;
use super::frame::{Frames, Part};
use super::page::{Named, POINTS, Page, WIDTHS, note};
use super::styles::FILL;
use super::{Copied, MARK};
use crate::model::{MonthRange, Severity};
use crate::read::{RawRow, SheetCells, Value};
use crate::report::faults::Fault;
use crate::report::place::Fill;
use crate::report::sheet::{Drawn, Hand, workbook};
use crate::report::style;
use crate::texts::{Lang, validate as texts};

/// Cells of a sheet that are noted; what is more is filled alone: the first sheet tells of all.
const MOST_NOTED: usize = 10_000;
/// Widest column, in characters.
const WIDEST: usize = 40;

/// Writes the copy.
pub fn write(
    copied: &Copied<'_>,
    (page, names): (&Page, &[Named<'_>]),
    range: MonthRange,
    lang: Lang,
    to: &mut (impl Write + Seek + Send),
) -> Result<(), Fill> {
    let mut book = workbook(lang, MARK, range)?;
    front(book.add_worksheet(), page)?;
    for (sheet, (_, name)) in copied.sheets.iter().zip(names) {
        let page = book.add_worksheet();
        page.set_name(name)?;
        if sheet.hidden {
            page.set_hidden(true);
        }
        let here = |fault: &&Fault<'_>| fault.cell.sheet == sheet.name;
        let faults: Vec<&Fault<'_>> = copied.faults.iter().filter(here).collect();
        let lists = copied.lists.iter();
        let lists = lists.filter(|l| l.path == copied.name && l.sheet == sheet.name);
        let frames = Frames::new(sheet, lists, &faults);
        cells(page, sheet, (&faults, &frames), lang)?;
    }
    save(&mut book, to)
}

/// The names of the sheets in the copy: as they are, where Excel lets a sheet be called so.
pub fn names<'a>(sheets: &'a [SheetCells], lang: Lang) -> Vec<Named<'a>> {
    let mut names: Vec<Named<'a>> = Vec::new();
    for sheet in sheets {
        let own = sheet.name.as_deref();
        let plain = own.unwrap_or(texts::only_sheet(lang));
        let plain: String = plain
            .trim_matches('\'')
            .chars()
            .map(|c| if "[]:*?/\\".contains(c) { ' ' } else { c })
            .take(26)
            .collect();
        let taken = |name: &String| {
            name.trim().is_empty()
                || names
                    .iter()
                    .any(|n| n.1.to_lowercase() == name.to_lowercase())
        };
        let mut all = std::iter::once(plain.trim_end_matches('\'').to_owned())
            .chain((2u32..).map(|n| format!("{plain}-{n}")));
        let name = all.find(|name| !taken(name)).unwrap_or_default();
        names.push((own, name));
    }
    names
}

fn save(book: &mut Workbook, to: &mut (impl Write + Seek + Send)) -> Result<(), Fill> {
    Ok(book.save_to_writer(to)?)
}

fn front(sheet: &mut Worksheet, page: &Page) -> Drawn {
    sheet.set_name(&page.name)?;
    sheet.set_screen_gridlines(false);
    sheet.set_tab_color(Color::RGB(style::bar(Severity::Error)));
    let mut hand = Hand::new(sheet);
    hand.widths(WIDTHS)?;
    hand.landscape("");
    hand.text(0, 0, &page.title, &style::section())?;
    let mut row = 0;
    for line in &page.intro {
        row += 1;
        hand.text(row, 0, line, &style::plain(POINTS))?;
    }
    row += 2;
    if page.lines.is_empty() {
        return Ok(());
    }
    for (column, head) in (0..).zip(page.heads) {
        hand.text(row, column, head, &style::head(POINTS))?;
    }
    hand.sheet.set_freeze_panes(row + 1, 0)?;
    let (text, middle) = (style::cell(POINTS), style::centred(style::cell(POINTS)));
    let linked = middle
        .clone()
        .set_underline(rust_xlsxwriter::FormatUnderline::Single)
        .set_font_color(Color::RGB(0x05_63_C1));
    for line in &page.lines {
        row += 1;
        hand.tall(row, line.height())?;
        for (column, words) in (0u16..).zip(&line.cells) {
            let format = match column {
                0 | 2 => middle.clone(),
                4 => style::tinted(middle.clone(), line.severity),
                _ => text.clone(),
            };
            match (&line.target, column) {
                (Some((sheet, cell)), 2) => {
                    let to = format!("internal:'{}'!{cell}", sheet.replace('\'', "''"));
                    let url = Url::new(to).set_text(words);
                    hand.sheet
                        .write_url_with_format(row, column, url, &linked)?;
                }
                _ => hand.text(row, column, words, &format)?,
            }
        }
    }
    Ok(())
}

/// The cells of one sheet, row after row; those at fault that hold nothing as well.
fn cells(
    page: &mut Worksheet,
    sheet: &SheetCells,
    (faults, frames): (&[&Fault<'_>], &Frames),
    lang: Lang,
) -> Drawn {
    let mut by_cell: BTreeMap<(u32, u32), Vec<&Fault<'_>>> = BTreeMap::new();
    for fault in faults {
        if let Some(at) = fault.at() {
            by_cell.entry(at).or_default().push(fault);
        }
    }
    let mut hand = Hand::new(page);
    hand.widths(widths(sheet))?;
    hand.landscape("");
    if let Some((first, last)) = frames.header() {
        hand.sheet.set_repeat_rows(first - 1, last - 1)?;
        hand.sheet.set_freeze_panes(last, 0)?;
    }
    let mut rows: Vec<u32> = sheet.rows.iter().map(|r| r.number).collect();
    rows.extend(by_cell.keys().map(|(row, _)| *row));
    rows.extend(frames.rows());
    rows.sort_unstable();
    rows.dedup();
    for merge in &frames.merges {
        let format = format(frames, merge.top, merge.left);
        let (rows, columns) = (
            (merge.top - 1, merge.bottom - 1),
            (merge.left as u16, merge.right as u16),
        );
        hand.block(rows, columns, "", &format)?;
    }
    let (mut held, mut noted) = (sheet.rows.iter().peekable(), 0);
    for number in rows {
        let row = number.saturating_sub(1);
        let own = held.next_if(|r| r.number == number);
        if own.is_some_and(|r| r.hidden) {
            hand.sheet.set_row_hidden(row)?;
        }
        let mut columns: Vec<u32> = own
            .into_iter()
            .flat_map(RawRow::cells)
            .map(|c| c.0)
            .collect();
        let marked = by_cell.range((number, 0)..=(number, u32::MAX));
        columns.extend(marked.map(|((_, column), _)| *column));
        columns.extend(frames.columns(number));
        columns.sort_unstable();
        columns.dedup();
        columns.retain(|column| !frames.is_covered(number, *column));
        for column in columns {
            let mut format = format(frames, number, column);
            let told = by_cell.get(&(number, column));
            if told.is_some() {
                format = format.set_background_color(Color::RGB(FILL));
            }
            let at = (row, column as u16);
            cell(&mut hand, at, own.and_then(|r| r.get(column)), format)?;
            if let Some(told) = told.filter(|_| noted < MOST_NOTED) {
                noted += 1;
                mark(&mut hand, at, told, lang)?;
            }
        }
    }
    Ok(())
}

/// The look of a cell: as state papers have it, since the reader of cells knows no formats.
fn format(frames: &Frames, row: u32, column: u32) -> Format {
    let plain = style::plain(POINTS);
    match frames.part(row, column) {
        Part::Beside => plain,
        Part::Title => style::centred(plain).set_bold(),
        Part::Head => {
            let head = style::centred(plain).set_bold().set_text_wrap();
            head.set_border(FormatBorder::Thin)
        }
        Part::Cell => plain.set_border(FormatBorder::Thin),
        Part::Money => {
            let cell = plain.set_border(FormatBorder::Thin);
            cell.set_num_format(style::dotted(1))
        }
    }
}

/// Notes at a cell what is wrong with it.
fn mark(
    hand: &mut Hand<'_>,
    (row, column): (u32, u16),
    faults: &[&Fault<'_>],
    lang: Lang,
) -> Drawn {
    let (title, text) = note(faults, lang);
    let height = comments::height(&title, &text) * 4 / 3;
    let note = Note::new(format!("{title}\n{text}"))
        .set_author(env!("CARGO_PKG_NAME"))
        .add_author_prefix(false)
        .set_width(320)
        .set_height(height);
    hand.sheet.insert_note(row, column, &note)?;
    Ok(())
}

fn cell(hand: &mut Hand<'_>, at: (u32, u16), value: Option<Value<'_>>, format: Format) -> Drawn {
    let (row, column) = at;
    match value {
        None | Some(Value::NoValue) => hand.blank(row, column, &format),
        Some(Value::Text(text) | Value::Error(text)) => hand.text(row, column, text, &format),
        Some(Value::Number(number)) => {
            hand.sheet
                .write_number_with_format(row, column, number, &format)?;
            Ok(())
        }
        Some(Value::Date(serial)) => {
            let format = format.set_num_format("dd/mm/yyyy");
            hand.sheet
                .write_number_with_format(row, column, serial, &format)?;
            Ok(())
        }
        Some(Value::Bool(value)) => {
            hand.sheet
                .write_boolean_with_format(row, column, value, &format)?;
            Ok(())
        }
    }
}

/// Columns as wide as most of what they hold; a title over the whole page widens none.
fn widths(sheet: &SheetCells) -> Vec<f64> {
    let mut widths: Vec<usize> = Vec::new();
    for row in sheet.rows.iter().filter(|row| row.len() > 2) {
        for (column, value) in row.cells() {
            let wide = match value {
                Value::Text(text) => text.chars().count(),
                _ => 12,
            };
            let column = column as usize;
            if widths.len() <= column {
                widths.resize(column + 1, 8);
            }
            if let Some(width) = widths.get_mut(column) {
                *width = (*width).max(wide.min(WIDEST));
            }
        }
    }
    widths.into_iter().map(|width| width as f64 + 2.0).collect()
}
