//! The first page: what a leader wants to know in a minute, and what the run could not see.

use rust_xlsxwriter::{
    Chart, ChartAxisCrossing, ChartFont, ChartFormat, ChartLegendPosition, ChartLine,
    ChartSolidFill, ChartType, Color, Format, ObjectMovement, XlsxError,
};
use rustc_hash::FxHashSet;

use super::communes::{GroupsAt, SEVERITIES};
use crate::model::Outcome;
use crate::report::sheet::{Drawn, Hand};
use crate::report::style;
use crate::report::tally::{GroupTally, Tally};
use crate::texts::{Lang, results, words};

/// Widths of number, title and severity; the key figures stand over the first two, their values
/// under the third.
const LEFT: [f64; 3] = [5.0, 44.0, 18.0];
const ALL_WIDTH: f64 = 9.0;
const MONEY_WIDTH: f64 = 17.0;
/// Most communes with a column of their own.
const COMMUNES: usize = 20;
/// What the communes and sums take together at least, so that the chart finds room above them.
const RIGHT_LEAST: f64 = 66.0;

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
    chart: &GroupsAt,
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
    page.sheet.set_row_height(0, 28)?;
    let files: FxHashSet<&str> = outcome.sources.iter().map(|s| &*s.path).collect();
    let under = results::underline(lang, outcome.range, outcome.sources.len(), files.len());
    let italic = style::centred(style::plain(11.0)).set_italic();
    page.wide(1, (0, last), &under, &italic)?;
    let short = results::in_short(lang, &outcome.totals, tally.sums.by_severity);
    let wrapped = style::plain(12.0).set_text_wrap();
    page.wide(2, (0, last), &short, &wrapped)?;
    let width: f64 = columns.widths().sum();
    page.fit(2, &[(&short, width, 12.0)])?;

    let row = figures(page, outcome, tally, lang, 4)?;
    if !tally.groups.is_empty() {
        let height = (row - 4) * 24;
        insert_chart(page, lang, chart, columns.right_pixels(), height)?;
    }
    let remarks = outcome.remarks.as_slice();
    let (first, rest) = remarks.split_at(REMARKS.min(remarks.len()));
    let mut row = remark_lines(page, first, lang, &columns, row + 1)?;
    row = matrix(page, tally, lang, &columns, row + 1)?;
    if !rest.is_empty() {
        remark_lines(page, rest, lang, &columns, row + 1)?;
    }
    Ok(())
}

/// Which communes have a column, and how wide the columns are.
struct Columns<'a> {
    shown: Vec<&'a str>,
    rest: Vec<&'a str>,
    heads: Vec<String>,
    width: f64,
}

impl<'a> Columns<'a> {
    fn of(tally: &Tally<'a>, lang: Lang) -> Self {
        let mut by_count: Vec<(&str, u64)> = tally.communes.iter().map(|(c, n)| (*c, *n)).collect();
        if by_count.len() > COMMUNES {
            by_count.sort_by_key(|(commune, count)| (std::cmp::Reverse(*count), *commune));
        }
        let fit = if by_count.len() > COMMUNES {
            COMMUNES - 1
        } else {
            COMMUNES
        };
        let (shown, rest) = by_count.split_at(fit.min(by_count.len()));
        let mut shown: Vec<&str> = shown.iter().map(|(commune, _)| *commune).collect();
        shown.sort_unstable();
        let rest: Vec<&str> = rest.iter().map(|(commune, _)| *commune).collect();
        let mut heads: Vec<String> = shown
            .iter()
            .map(|c| {
                if c.is_empty() {
                    results::no_commune(lang).to_owned()
                } else {
                    (*c).to_owned()
                }
            })
            .collect();
        if !rest.is_empty() {
            heads.push(results::other_communes(lang, rest.len()));
        }
        let room = RIGHT_LEAST - ALL_WIDTH - MONEY_WIDTH;
        let width = (room / heads.len().max(1) as f64).clamp(5.5, 22.0);
        Self {
            shown,
            rest,
            heads,
            width,
        }
    }

    fn widths(&self) -> impl Iterator<Item = f64> + '_ {
        LEFT.into_iter()
            .chain(self.heads.iter().map(|_| self.width))
            .chain([ALL_WIDTH, MONEY_WIDTH])
    }

    fn last(&self) -> u16 {
        (LEFT.len() + self.heads.len() + 1) as u16
    }

    fn right_pixels(&self) -> u32 {
        let widths = self.widths().skip(LEFT.len());
        widths
            .map(|width| width as u32 * 7 + 5)
            .sum::<u32>()
            .max(460)
    }

    /// Heads that do not fit across stand upright.
    fn upright(&self) -> bool {
        let longest = self
            .heads
            .iter()
            .map(|h| h.chars().count())
            .max()
            .unwrap_or(0);
        longest as f64 > self.width * 1.9
    }
}

fn figures(
    page: &mut Hand,
    outcome: &Outcome,
    tally: &Tally,
    lang: Lang,
    first: u32,
) -> Result<u32, XlsxError> {
    let totals = &outcome.totals;
    let [
        people,
        payments,
        paid,
        due,
        recover,
        arrears,
        unclaimed,
        unjudged,
        outside,
        findings,
        subjects,
        certain,
        open,
    ] = results::figures(lang);
    let always = [
        (people, totals.people as i64),
        (payments, totals.payments as i64),
        (paid, totals.paid.0),
        (due, totals.due.0),
    ];
    let money = [
        (recover, totals.recover.0),
        (arrears, totals.arrears.0),
        (unclaimed, totals.unclaimed.0),
    ];
    let if_any = [(unjudged, totals.unjudged.0), (outside, totals.outside.0)];
    let found = [
        (findings, tally.sums.count() as i64),
        (subjects, tally.subjects as i64),
        (certain, tally.sums.counted.0),
        (open, tally.sums.open.0),
    ];
    let label = style::cell(12.0).set_indent(1);
    let value = style::right(style::cell(12.0)).set_bold();
    let mut row = first;
    let mut line = |page: &mut Hand, text: &str, amount: Option<i64>, alarm: bool| -> Drawn {
        let value = if alarm {
            value.clone().set_font_color(Color::RGB(0x9C_1C_1C))
        } else {
            value.clone()
        };
        page.wide(row, (0, 1), text, &label)?;
        match amount {
            Some(0) => page.text(row, 2, "0", &value)?,
            Some(amount) => page.money(row, 2, amount, &value)?,
            None => page.blank(row, 2, &value)?,
        }
        page.sheet.set_row_height(row, 18)?;
        row += 1;
        Ok(())
    };
    for (text, amount) in always {
        line(page, text, Some(amount), false)?;
    }
    if totals.due_range.0 != totals.due_range.1 {
        line(
            page,
            &results::due_between(lang, totals.due_range),
            None,
            false,
        )?;
    }
    for (text, amount) in money {
        line(page, text, Some(amount), amount > 0)?;
    }
    for (text, amount) in if_any.into_iter().filter(|(_, amount)| *amount != 0) {
        line(page, text, Some(amount), false)?;
    }
    for (text, amount) in found {
        line(page, text, Some(amount), false)?;
    }
    Ok(row)
}

fn insert_chart(page: &mut Hand, lang: Lang, data: &GroupsAt, width: u32, height: u32) -> Drawn {
    let font = |points: f64| {
        let mut font = ChartFont::new();
        font.set_name(style::FONT).set_size(points);
        font
    };
    let mut chart = Chart::new(ChartType::BarStacked);
    chart
        .title()
        .set_name(results::chart_title(lang))
        .set_font(font(12.0).set_bold());
    for (severity, column) in SEVERITIES {
        let fill = ChartSolidFill::new()
            .set_color(Color::RGB(style::bar(severity)))
            .clone();
        chart
            .add_series()
            .set_name(words::severity(lang, severity))
            .set_categories((&*data.sheet, data.first, 0, data.last, 0))
            .set_values((&*data.sheet, data.first, column, data.last, column))
            .set_gap(45)
            .set_format(ChartFormat::new().set_solid_fill(&fill));
    }
    let light = ChartLine::new().set_color(Color::RGB(0xE1_E5_EA)).clone();
    // Bars lie, so the groups stand on the y axis, the first on top and the numbers at the foot.
    chart
        .y_axis()
        .set_reverse()
        .set_crossing(ChartAxisCrossing::Max)
        .set_major_gridlines(false)
        .set_label_interval(1)
        .set_font(&font(11.0));
    chart
        .x_axis()
        .set_font(&font(10.0))
        .set_num_format("0")
        .set_major_gridlines(true)
        .set_major_gridlines_line(&light);
    chart
        .legend()
        .set_position(ChartLegendPosition::Bottom)
        .set_font(&font(10.0));
    chart
        .chart_area()
        .set_format(ChartFormat::new().set_border(&light));
    chart
        .set_width(width.saturating_sub(12))
        .set_height(height)
        .set_object_movement(ObjectMovement::MoveButDontSizeWithCells)
        .set_alt_text(results::chart_title(lang));
    page.sheet
        .insert_chart_with_offset(4, LEFT.len() as u16, &chart, 12, 0)?;
    Ok(())
}

fn matrix(
    page: &mut Hand,
    tally: &Tally,
    lang: Lang,
    columns: &Columns,
    first: u32,
) -> Result<u32, XlsxError> {
    page.text(first, 0, results::matrix_title(lang), &section())?;
    if tally.groups.is_empty() {
        page.text(
            first + 1,
            0,
            results::no_findings(lang),
            &style::plain(12.0),
        )?;
        return Ok(first + 2);
    }
    let (before, after) = results::matrix_heads(lang);
    let head = style::head(11.0);
    let mut row = first + 1;
    for (column, text) in (0..).zip(before) {
        page.text(row, column, text, &head)?;
    }
    let upright = if columns.upright() {
        head.clone().set_rotation(90)
    } else {
        head.clone()
    };
    for (column, text) in (LEFT.len() as u16..).zip(&columns.heads) {
        page.text(row, column, text, &upright)?;
    }
    for (column, text) in (columns.last() - 1..).zip(after) {
        page.text(row, column, text, &head)?;
    }
    let longest = columns
        .heads
        .iter()
        .map(|h| h.chars().count())
        .max()
        .unwrap_or(0) as u32;
    page.sheet.set_row_height(
        row,
        if columns.upright() {
            (longest * 6 + 10).min(160)
        } else {
            34
        },
    )?;

    let mut number = 0;
    for group in &tally.groups {
        row += 1;
        group_line(page, group, lang, columns, row)?;
        for rule in &group.rules {
            row += 1;
            number += 1;
            let cell = style::cell(11.0).set_indent(1);
            let right = style::right(style::cell(11.0));
            page.money(row, 0, number, &style::centred(style::cell(11.0)))?;
            page.text(row, 1, rule.title, &cell)?;
            let tinted = style::tinted(style::centred(style::cell(11.0)), rule.severity);
            page.text(row, 2, words::severity(lang, rule.severity), &tinted)?;
            counts(page, row, columns, &right, |commune| {
                rule.communes.get(commune).copied().unwrap_or(0)
            })?;
            page.count(
                row,
                columns.last() - 1,
                rule.sums.count(),
                &right.clone().set_bold(),
            )?;
            page.money(row, columns.last(), rule.sums.counted.0, &right)?;
        }
    }
    row += 1;
    let strong = style::strong(&style::cell(11.0)).set_indent(1);
    let right = style::right(strong.clone());
    page.wide(row, (0, 2), results::all(lang), &strong)?;
    counts(page, row, columns, &right, |commune| {
        tally.communes.get(commune).copied().unwrap_or(0)
    })?;
    page.count(row, columns.last() - 1, tally.sums.count(), &right)?;
    page.money(row, columns.last(), tally.sums.counted.0, &right)?;
    let note = style::plain(10.0).set_italic().set_text_wrap();
    page.wide(
        row + 1,
        (0, columns.last()),
        results::matrix_note(lang),
        &note,
    )?;
    let width: f64 = columns.widths().sum();
    page.fit(row + 1, &[(results::matrix_note(lang), width, 10.0)])?;
    Ok(row + 2)
}

fn group_line(
    page: &mut Hand,
    group: &GroupTally,
    lang: Lang,
    columns: &Columns,
    row: u32,
) -> Drawn {
    let strong = style::strong(&style::cell(11.0)).set_indent(1);
    let right = style::right(strong.clone());
    page.wide(row, (0, 2), words::group(lang, group.group), &strong)?;
    counts(page, row, columns, &right, |commune| {
        group
            .rules
            .iter()
            .filter_map(|rule| rule.communes.get(commune))
            .sum()
    })?;
    page.count(row, columns.last() - 1, group.sums.count(), &right)?;
    page.money(row, columns.last(), group.sums.counted.0, &right)
}

fn counts(
    page: &mut Hand,
    row: u32,
    columns: &Columns,
    format: &Format,
    count: impl Fn(&str) -> u64,
) -> Drawn {
    let mut column = LEFT.len() as u16;
    for commune in &columns.shown {
        page.count(row, column, count(commune), format)?;
        column += 1;
    }
    if !columns.rest.is_empty() {
        let sum = columns.rest.iter().map(|commune| count(commune)).sum();
        page.count(row, column, sum, format)?;
    }
    Ok(())
}

fn remark_lines(
    page: &mut Hand,
    remarks: &[String],
    lang: Lang,
    columns: &Columns,
    first: u32,
) -> Result<u32, XlsxError> {
    page.text(first, 0, results::remarks_title(lang), &section())?;
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

fn section() -> Format {
    style::plain(13.0)
        .set_bold()
        .set_font_color(Color::RGB(style::INK))
}
