//! The likely links that findings rest on, a line each: which row was linked to which, what each field
//! weighed, and which findings would fall with it.

use rust_xlsxwriter::{Color, FormatAlign, IgnoreError};

use super::pairs::titles;
use crate::model::{LikelyLine, Outcome, PartialDate};
use crate::report::sheet::{Drawn, Hand};
use crate::report::style;
use crate::texts::{Lang, pairs as texts};

/// Widths in the order of [`texts::likely_heads`].
const WIDTHS: [f64; 12] = [
    5.0, 30.0, 20.0, 11.0, 30.0, 20.0, 11.0, 42.0, 8.0, 22.0, 36.0, 20.0,
];
/// The last column that is printed: ids are for looking up.
const PRINTED: u16 = 10;
const HEAD_ROW: u32 = 2;
const POINTS: f64 = 11.0;

/// Writes the sheet.
pub fn write(page: &mut Hand, outcome: &Outcome, lang: Lang, footer: &str) -> Drawn {
    let links = &outcome.links;
    let last = HEAD_ROW + links.likely.len() as u32;
    let last_column = WIDTHS.len() as u16 - 1;
    page.widths(WIDTHS)?;
    page.landscape(footer);
    page.sheet
        .set_freeze_panes(HEAD_ROW + 1, 3)?
        .autofilter(HEAD_ROW, 0, last, last_column)?
        .set_repeat_rows(HEAD_ROW, HEAD_ROW)?
        .set_print_area(0, 0, last, PRINTED)?
        .ignore_error_range(
            HEAD_ROW,
            0,
            last,
            last_column,
            IgnoreError::NumberStoredAsText,
        )?
        .set_tab_color(Color::RGB(style::bar(crate::model::Severity::Info)));
    let [name, how] = texts::likely_title(lang);
    titles(
        page,
        name,
        how,
        links.likely.len(),
        links.likely_besides,
        lang,
    )?;
    page.tall(HEAD_ROW, 34.0)?;
    for (column, head) in (0..).zip(texts::likely_heads(lang)) {
        page.text(HEAD_ROW, column, head, &style::head(POINTS))?;
    }
    let cell = style::cell(POINTS).set_align(FormatAlign::Top);
    let middle = style::centred(cell.clone());
    for (number, line) in (1..).zip(&links.likely) {
        let row = HEAD_ROW + number;
        page.money(row, 0, i64::from(number), &middle)?;
        let cells = cells(line, outcome, lang);
        for (column, text) in (1..).zip(&cells) {
            page.text(row, column, text, &cell)?;
        }
        let printed = cells.iter().zip(WIDTHS.iter().skip(1));
        let printed = printed.take(usize::from(PRINTED));
        let printed: Vec<_> = printed
            .map(|(text, w)| (text.as_str(), *w, POINTS))
            .collect();
        page.fit(row, &printed)?;
    }
    let printed = WIDTHS.iter().take(usize::from(PRINTED) + 1);
    page.fill_pages(last, 34.0, printed.copied());
    Ok(())
}

fn cells(line: &LikelyLine, outcome: &Outcome, lang: Lang) -> [String; 11] {
    let [row, to] = &line.rows;
    let born = |born: Option<PartialDate>| born.map_or_else(String::new, PartialDate::slashed);
    let findings = line
        .findings
        .iter()
        .filter_map(|at| outcome.findings.get(*at));
    let (mut titles, mut ids): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for finding in findings {
        if !titles.contains(&&*finding.title) {
            titles.push(&finding.title);
        }
        ids.push(&finding.id);
    }
    [
        texts::place(lang, &row.at, row.alike),
        row.name.clone(),
        born(row.born),
        texts::place(lang, &to.at, to.alike),
        to.name.clone(),
        born(to.born),
        line.fields.clone(),
        line.sum.clone(),
        line.verdict.clone(),
        titles.join("; "),
        ids.join("\n"),
    ]
}
