//! A sheet a group, a line a finding: to filter, to print, and to type the outcome of checking into.

use rust_xlsxwriter::{Color, Format, IgnoreError};

use crate::model::{CellRef, Finding, PartialDate, Status};
use crate::report::sheet::{Drawn, Hand};
use crate::report::style;
use crate::report::tally::GroupTally;
use crate::texts::{Lang, clauses, results, words};

/// Widths in the order of [`results::finding_heads`].
const WIDTHS: [f64; 19] = [
    5.0, 18.0, 18.0, 10.5, 13.5, 12.0, 12.0, 12.0, 9.5, 11.0, 50.0, 17.0, 13.0, 15.0, 10.0, 12.0,
    44.0, 64.0, 20.0,
];
/// The columns in which a person types, and the last of which is the last that is printed.
const TYPING: std::ops::RangeInclusive<u16> = 13..=15;
const HEAD_ROW: u32 = 2;
/// Most cells of evidence that one line names, and that its print names.
const CELLS: [usize; 2] = [6, 3];

struct Formats {
    cell: Format,
    middle: Format,
    money: Format,
    date: Format,
    severities: [Format; 3],
}

/// Writes a sheet with some findings of a group.
pub fn write(
    page: &mut Hand,
    group: &GroupTally,
    findings: &[&Finding],
    lang: Lang,
    footer: &str,
) -> Drawn {
    let last = HEAD_ROW + findings.len() as u32;
    page.widths(WIDTHS)?;
    page.landscape(footer);
    page.sheet
        .set_freeze_panes(HEAD_ROW + 1, 3)?
        .autofilter(HEAD_ROW, 0, last, WIDTHS.len() as u16 - 1)?
        .set_repeat_rows(0, HEAD_ROW)?
        .set_print_area(0, 0, last, *TYPING.end())?
        .ignore_error_range(
            HEAD_ROW,
            0,
            last,
            WIDTHS.len() as u16 - 1,
            IgnoreError::NumberStoredAsText,
        )?;
    if let Some(severity) = findings.iter().map(|finding| finding.severity).max() {
        page.sheet.set_tab_color(Color::RGB(style::bar(severity)));
    }
    let title = style::plain(14.0)
        .set_bold()
        .set_font_color(Color::RGB(style::INK));
    let name = words::group(lang, group.group).to_uppercase();
    page.tall(0, 22.0)?;
    page.text(0, 0, &name, &title)?;
    let sums = &group.sums;
    let line = results::group_line(lang, sums.by_severity, sums.certain, sums.open);
    page.text(1, 0, &line, &style::plain(11.0).set_italic())?;
    page.tall(HEAD_ROW, 34.0)?;
    for (column, head) in (0..).zip(results::finding_heads(lang)) {
        let typing = TYPING.contains(&column);
        let format = if typing {
            style::typing_head(11.0)
        } else {
            style::head(11.0)
        };
        page.text(HEAD_ROW, column, head, &format)?;
    }
    let top = |format: Format| format.set_align(rust_xlsxwriter::FormatAlign::Top);
    let middle = top(style::centred(style::cell(11.0)));
    let formats = Formats {
        cell: top(style::cell(11.0)),
        money: top(style::right(style::cell(11.0))),
        date: middle.clone().set_num_format("dd/mm/yyyy"),
        severities: crate::model::Severity::ALL
            .iter()
            .map(|severity| style::tinted(middle.clone(), *severity))
            .collect::<Vec<_>>()
            .try_into()
            .unwrap_or_default(),
        middle,
    };
    for (number, finding) in (1..).zip(findings) {
        line_of(page, HEAD_ROW + number, number, finding, lang, &formats)?;
    }
    let printed = WIDTHS.iter().take(usize::from(*TYPING.end()) + 1);
    page.fill_pages(last, 71.0, printed.copied());
    Ok(())
}

fn line_of(
    page: &mut Hand,
    row: u32,
    number: u32,
    finding: &Finding,
    lang: Lang,
    formats: &Formats,
) -> Drawn {
    let Formats {
        cell,
        middle,
        money,
        date,
        severities,
    } = formats;
    let subject = &finding.subject;
    let actions: Vec<&str> = finding
        .action
        .iter()
        .map(|action| words::action(lang, action))
        .collect();
    let severity = severities.get(finding.severity as usize).unwrap_or(middle);
    let born = subject.born.map_or(String::new(), PartialDate::slashed);
    let id_number = subject.id_number.map_or(String::new(), |id| id.to_string());
    let name = results::subject(lang, subject);
    let months = words::months(&finding.months);
    let mut content = results::content(lang, finding);
    if !finding.evidence.is_empty() {
        // The column of cells is too wide to be printed, so print has them under the sentence.
        let places = places(lang, &finding.evidence, CELLS[1], results::short_places);
        content = format!("{content}\n{}", results::see(lang, &places));
    }
    let basis = results::sentence(&clauses::clauses(lang, &finding.basis));
    let actions = actions.join(", ");
    let to_settle = results::to_settle(lang, finding);
    let places = places(lang, &finding.evidence, CELLS[0], results::places);
    let confidence = words::confidence(lang, finding.confidence);
    let texts: [(u16, &str, &Format); 13] = [
        (1, &finding.title, cell),
        (2, &name, cell),
        (3, &born, middle),
        (4, &id_number, middle),
        (5, &subject.commune, cell),
        (6, &months, cell),
        (8, words::severity(lang, finding.severity), severity),
        (9, confidence, middle),
        (10, &content, cell),
        (11, &basis, cell),
        (12, &actions, cell),
        (16, &to_settle, cell),
        (17, &places, cell),
    ];
    page.money(row, 0, i64::from(number), middle)?;
    for (column, text, format) in texts {
        page.text(row, column, text, format)?;
    }
    page.money(row, 7, finding.amount.0, money)?;
    typed(page, row, finding, cell, date)?;
    page.text(row, 18, &finding.id, cell)?;
    // What is not printed must not stretch what is.
    let printed: Vec<_> = texts
        .iter()
        .filter(|(column, ..)| TYPING.end() >= column)
        .map(|&(column, text, _)| (text, width(column), 11.0))
        .collect();
    page.fit(row, &printed)
}

/// What was typed for these very facts stands here again; else there is room to type.
fn typed(page: &mut Hand, row: u32, finding: &Finding, cell: &Format, date: &Format) -> Drawn {
    let known = finding.remembered.as_ref();
    let accepted = known.filter(|known| known.status == Status::Accepted);
    let Some(checked) = accepted.and_then(|known| known.outcome.as_ref()) else {
        page.blank(row, 13, cell)?;
        page.blank(row, 14, date)?;
        return page.blank(row, 15, cell);
    };
    page.text(row, 13, &checked.outcome, cell)?;
    let on = checked.on.map_or_else(String::new, PartialDate::slashed);
    page.text(row, 14, &on, date)?;
    page.text(row, 15, &checked.by, cell)
}

fn width(column: u16) -> f64 {
    WIDTHS.get(usize::from(column)).copied().unwrap_or(10.0)
}

/// The first cells, and how many more there are.
fn places(
    lang: Lang,
    cells: &[CellRef],
    most: usize,
    told: fn(Lang, &[CellRef]) -> String,
) -> String {
    let shown = told(lang, cells.get(..most).unwrap_or(cells));
    match cells.len().saturating_sub(most) {
        0 => shown,
        more => format!("{shown} {}", results::and_more(lang, more)),
    }
}
