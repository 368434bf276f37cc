//! The first page: what a leader wants to know in a minute, and what the run could not see.

use rust_xlsxwriter::{Color, XlsxError};
use rustc_hash::FxHashSet;

use super::chart;
use super::communes::GroupsAt;
use super::matrix::{self, Columns};
use crate::model::{Money, Outcome};
use crate::report::sheet::{Drawn, Hand};
use crate::report::style;
use crate::report::tally::Tally;
use crate::texts::{Lang, results};

/// Row of the first key figure.
const FIGURES: u32 = 4;
/// Widest table that is still read with ease on an upright page.
const UPRIGHT_MOST: f64 = 140.0;
/// Most remarks above the table; the rest follows below it.
const REMARKS: usize = 8;

/// Writes the page.
pub fn write(
    page: &mut Hand,
    outcome: &Outcome,
    tally: &Tally,
    lang: Lang,
    groups: &GroupsAt,
    footer: &str,
) -> Drawn {
    let columns = Columns::of(tally, lang);
    page.widths(columns.widths())?;
    if columns.widths().sum::<f64>() <= UPRIGHT_MOST {
        page.portrait(footer);
    } else {
        page.landscape(footer);
    }
    page.sheet.set_screen_gridlines(false);
    let last = columns.last();
    let title = style::centred(style::plain(16.0))
        .set_bold()
        .set_font_color(Color::RGB(style::INK));
    page.wide(0, (0, last), results::headline(lang), &title)?;
    page.tall(0, 28.0)?;
    let files: FxHashSet<&str> = outcome.sources.iter().map(|s| &*s.path).collect();
    let under = results::underline(lang, outcome.range, outcome.sources.len(), files.len());
    let under = results::of_office(&outcome.office.name, under);
    let italic = style::centred(style::plain(11.0)).set_italic();
    page.wide(1, (0, last), &under, &italic)?;
    let short = results::in_short(lang, &outcome.totals, tally.sums.by_severity);
    let wrapped = style::plain(12.0).set_text_wrap();
    page.wide(2, (0, last), &short, &wrapped)?;
    let width: f64 = columns.widths().sum();
    page.fit(2, &[(&short, width, 12.0)])?;

    let row = figures(page, outcome, tally, lang)?;
    if !tally.groups.is_empty() {
        let height = (row - FIGURES) * 24;
        chart::insert(
            page,
            FIGURES,
            lang,
            groups,
            (columns.right_pixels(), height),
        )?;
    }
    let remarks = outcome.remarks.as_slice();
    let (first, rest) = remarks.split_at(REMARKS.min(remarks.len()));
    let mut row = remark_lines(page, first, lang, &columns, row + 1)?;
    row = matrix::write(page, tally, lang, &columns, row + 1)?;
    if !rest.is_empty() {
        row = remark_lines(page, rest, lang, &columns, row + 1)?;
    }
    page.fill_pages(row, 0.0, columns.widths());
    Ok(())
}

fn figures(
    page: &mut Hand,
    outcome: &Outcome,
    tally: &Tally,
    lang: Lang,
) -> Result<u32, XlsxError> {
    let totals = &outcome.totals;
    let sums = &tally.sums;
    let labels = results::figures(lang);
    let difference = totals.paid - totals.due;
    let collected = difference + totals.unclaimed;
    let unexplained = collected - sums.certain - sums.unsure;
    let label = style::cell(12.0).set_indent(1);
    let value = style::right(style::cell(12.0)).set_bold();
    let mut row = FIGURES;
    let mut line = |page: &mut Hand, text: &str, amount: Option<i64>, alarm: bool| -> Drawn {
        let value = if alarm {
            value.clone().set_font_color(Color::RGB(0x9C_1C_1C))
        } else {
            value.clone()
        };
        page.wide(row, (0, 1), text, &label)?;
        match amount {
            Some(0) => page.nought(row, 2, &value)?,
            Some(amount) => page.money(row, 2, amount, &value)?,
            None => page.blank(row, 2, &value)?,
        }
        page.tall(row, 18.0)?;
        row += 1;
        Ok(())
    };
    let [people, payments] = labels.counts;
    line(page, people, Some(totals.people as i64), false)?;
    line(page, payments, Some(totals.payments as i64), false)?;
    let [paid, due, less] = labels.money;
    line(page, paid, Some(totals.paid.0), false)?;
    line(page, due, Some(totals.due.0), false)?;
    if totals.due_range.0 != totals.due_range.1 {
        let between = results::due_between(lang, totals.due_range);
        line(page, &between, None, false)?;
    }
    // The difference stands twice, and adds up both ways: by what is over and under, and by how
    // well it is proved (`contract.md`, 12).
    line(page, less, Some(difference.0), false)?;
    let [over, under] = labels.by_sign;
    line(
        page,
        over,
        Some(totals.recover.0),
        totals.recover > Money::ZERO,
    )?;
    line(
        page,
        under,
        Some(-totals.arrears.0),
        totals.arrears > Money::ZERO,
    )?;
    let [certain, unsure, uncollected, no_rule] = labels.by_proof;
    line(page, certain, Some(sums.certain.0), false)?;
    for (text, amount) in [
        (unsure, sums.unsure.0),
        (uncollected, -totals.unclaimed.0),
        (no_rule, unexplained.0),
    ] {
        if amount != 0 {
            line(page, text, Some(amount), false)?;
        }
    }
    let [unjudged, earlier] = labels.outside;
    for (text, amount) in [(unjudged, totals.unjudged.0), (earlier, totals.outside.0)] {
        if amount != 0 {
            line(page, text, Some(amount), false)?;
        }
    }
    let [findings, subjects, open] = labels.findings;
    line(page, findings, Some(sums.count() as i64), false)?;
    line(page, subjects, Some(tally.subjects as i64), false)?;
    if sums.open != Money::ZERO {
        line(page, open, Some(sums.open.0), false)?;
    }
    Ok(row)
}

fn remark_lines(
    page: &mut Hand,
    remarks: &[String],
    lang: Lang,
    columns: &Columns,
    first: u32,
) -> Result<u32, XlsxError> {
    page.text(first, 0, results::remarks_title(lang), &style::section())?;
    let text = style::plain(12.0).set_text_wrap();
    let none = [results::no_remarks(lang).to_owned()];
    let remarks = if remarks.is_empty() { &none } else { remarks };
    let width: f64 = columns.widths().sum();
    let mut row = first;
    for remark in remarks {
        row += 1;
        let line = format!("•  {remark}");
        page.wide(row, (0, columns.last()), &line, &text)?;
        page.fit(row, &[(&line, width, 12.0)])?;
    }
    Ok(row + 1)
}
