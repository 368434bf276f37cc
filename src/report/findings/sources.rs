//! The last sheet: which lists were read and what each was taken for.

use rust_xlsxwriter::Color;

use crate::model::{Month, Outcome};
use crate::report::sheet::{Drawn, Hand, ROWS_A_SHEET};
use crate::report::style;
use crate::texts::{Lang, results, words};

const WIDTHS: [f64; 8] = [6.0, 52.0, 24.0, 30.0, 20.0, 11.0, 11.0, 12.0];
const HEAD_ROW: u32 = 2;

/// Writes the sheet.
pub fn write(page: &mut Hand, outcome: &Outcome, lang: Lang, footer: &str) -> Drawn {
    let (name, heads) = results::source_heads(lang);
    let sources = outcome
        .sources
        .get(..ROWS_A_SHEET)
        .unwrap_or(&outcome.sources);
    let last = HEAD_ROW + sources.len() as u32;
    page.widths(WIDTHS)?;
    page.landscape(footer);
    page.sheet
        .set_freeze_panes(HEAD_ROW + 1, 0)?
        .autofilter(HEAD_ROW, 0, last, WIDTHS.len() as u16 - 1)?
        .set_repeat_rows(HEAD_ROW, HEAD_ROW)?;
    let title = style::plain(14.0)
        .set_bold()
        .set_font_color(Color::RGB(style::INK));
    page.text(0, 0, name, &title)?;
    for (column, head) in (0..).zip(heads) {
        page.text(HEAD_ROW, column, head, &style::head(11.0))?;
    }
    let cell = style::cell(11.0);
    let middle = style::centred(cell.clone());
    let right = style::right(cell.clone());
    for (number, source) in (1..).zip(sources) {
        let row = HEAD_ROW + number;
        page.money(row, 0, i64::from(number), &middle)?;
        page.text(row, 1, &source.path, &cell)?;
        page.text(row, 2, source.sheet.as_deref().unwrap_or(""), &cell)?;
        page.text(row, 3, words::role(lang, source.role), &cell)?;
        page.text(row, 4, &source.commune, &cell)?;
        page.text(
            row,
            5,
            &source.month.map_or(String::new(), Month::slashed),
            &middle,
        )?;
        page.money(row, 6, i64::from(source.rows), &right)?;
        page.money(row, 7, source.skipped.len() as i64, &right)?;
        let sheet = source.sheet.as_deref().unwrap_or("");
        page.fit(
            row,
            &[
                (&source.path, 52.0, 11.0),
                (sheet, 24.0, 11.0),
                (&source.commune, 20.0, 11.0),
            ],
        )?;
    }
    Ok(())
}
