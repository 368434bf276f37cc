//! Pairs of rows that a person has to settle, side by side, with columns for the answer; below them
//! what was settled before, so that this file alone carries every decision to the next run.

use rust_xlsxwriter::{Color, DataValidation, Format, FormatAlign, IgnoreError};

use crate::model::{Links, PairLine, PartialDate, RowLine};
use crate::report::sheet::{Drawn, Hand};
use crate::report::style;
use crate::texts::{Lang, pairs as texts};

/// Widths in the order of [`texts::open_heads`].
const WIDTHS: [f64; 21] = [
    5.0, 12.0, 21.0, 16.5, 11.5, 15.0, 11.0, 10.5, 18.0, 21.0, 16.5, 11.5, 15.0, 11.0, 10.5, 18.0,
    24.0, 15.0, 10.0, 13.0, 11.5,
];
/// Where the columns of each row begin.
const SIDES: [u16; 2] = [2, 9];
const AGREES: u16 = 16;
/// The columns in which a person types; the first takes one of two answers.
const TYPING: std::ops::RangeInclusive<u16> = 18..=20;
const HEAD_ROW: u32 = 2;
/// Its height in points.
const HEAD: f64 = 50.0;
/// Many columns on one page: letters that are still read on paper.
const POINTS: f64 = 12.0;
/// So that the columns to type in are seen beside the rows on a usual screen.
const ZOOM: u16 = 80;

struct Formats {
    cell: Format,
    /// Of the second row, a little darker, so that the two sides are told apart.
    other: Format,
    date: Format,
}

/// Writes the sheet.
pub fn write(page: &mut Hand, links: &Links, lang: Lang, footer: &str) -> Drawn {
    let all: Vec<&PairLine> = links.open.iter().chain(&links.decided).collect();
    let last = HEAD_ROW + all.len() as u32;
    let last_column = *TYPING.end();
    page.widths(WIDTHS)?;
    page.landscape(footer);
    page.sheet.set_zoom(ZOOM);
    let [same, different] = texts::answers(lang);
    let answers = DataValidation::new()
        .allow_list_strings(&[same, different])?
        // A clerk may have more to say; what is not understood is told.
        .show_error_message(false);
    page.sheet
        .set_freeze_panes(HEAD_ROW + 1, 2)?
        .autofilter(HEAD_ROW, 0, last, last_column)?
        .set_repeat_rows(HEAD_ROW, HEAD_ROW)?
        .ignore_error_range(
            HEAD_ROW,
            0,
            last,
            last_column,
            IgnoreError::NumberStoredAsText,
        )?
        .add_data_validation(
            HEAD_ROW + 1,
            *TYPING.start(),
            last,
            *TYPING.start(),
            &answers,
        )?
        .set_tab_color(Color::RGB(style::bar(crate::model::Severity::Info)));
    let [name, how] = texts::open_title(lang);
    titles(page, name, how, links.open.len(), links.open_besides, lang)?;
    page.tall(HEAD_ROW, HEAD)?;
    for (column, head) in (0..).zip(texts::open_heads(lang)) {
        let format = if TYPING.contains(&column) {
            style::typing_head(POINTS)
        } else {
            style::head(POINTS)
        };
        page.text(HEAD_ROW, column, head, &format)?;
    }
    let cell = style::cell(POINTS).set_align(FormatAlign::Top);
    let formats = Formats {
        other: cell.clone().set_background_color(Color::RGB(0xF3_F5_F8)),
        date: style::centred(cell.clone()).set_num_format("dd/mm/yyyy"),
        cell,
    };
    for (number, line) in (1..).zip(all) {
        line_of(page, HEAD_ROW + number, number, line, lang, &formats)?;
    }
    page.fill_pages(last, HEAD, WIDTHS);
    Ok(())
}

/// What the sheet is, how it is read, and what it leaves out.
pub fn titles(
    page: &mut Hand,
    name: &str,
    how: &str,
    shown: usize,
    besides: usize,
    lang: Lang,
) -> Drawn {
    let title = style::plain(14.0)
        .set_bold()
        .set_font_color(Color::RGB(style::INK));
    page.tall(0, 22.0)?;
    page.text(0, 0, name, &title)?;
    let mut how = how.to_owned();
    if besides > 0 {
        how = format!("{how} {}", texts::besides(lang, shown, besides));
    }
    page.text(1, 0, &how, &style::plain(POINTS).set_italic())
}

fn line_of(
    page: &mut Hand,
    row: u32,
    number: u32,
    line: &PairLine,
    lang: Lang,
    formats: &Formats,
) -> Drawn {
    let Formats { cell, other, date } = formats;
    page.money(row, 0, i64::from(number), &style::centred(cell.clone()))?;
    page.text(row, 1, &line.chance, cell)?;
    let mut tallest: Vec<(String, f64)> = vec![(line.chance.clone(), width(1))];
    for ((said, first), format) in line.rows.iter().zip(SIDES).zip([cell, other]) {
        for (column, text) in (first..).zip(row_texts(said, lang)) {
            page.text(row, column, &text, format)?;
            tallest.push((text, width(column)));
        }
    }
    for (column, text) in (AGREES..).zip([&line.agrees, &line.differs]) {
        page.text(row, column, text, cell)?;
        tallest.push((text.clone(), width(column)));
    }
    let on = line.on.map_or_else(String::new, PartialDate::slashed);
    let answer = [(&line.answer, cell), (&line.by, cell), (&on, date)];
    for (column, (text, format)) in TYPING.zip(answer) {
        if text.is_empty() {
            page.blank(row, column, format)?;
        } else {
            page.text(row, column, text, format)?;
        }
    }
    let tallest: Vec<_> = tallest
        .iter()
        .map(|(text, width)| (text.as_str(), *width, POINTS))
        .collect();
    page.fit(row, &tallest)
}

fn row_texts(row: &RowLine, lang: Lang) -> [String; 7] {
    [
        texts::place(lang, &row.at, row.alike),
        row.name.clone(),
        row.born.map_or_else(String::new, PartialDate::slashed),
        row.id_number.map_or_else(String::new, |id| id.to_string()),
        row.commune.clone(),
        row.village.clone(),
        row.says.clone(),
    ]
}

fn width(column: u16) -> f64 {
    WIDTHS.get(usize::from(column)).copied().unwrap_or(10.0)
}
