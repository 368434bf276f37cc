//! Rules down, communes across: how many findings there are of each, and their money.

use rust_xlsxwriter::{Format, XlsxError};

use crate::report::sheet::{Drawn, Hand};
use crate::report::style;
use crate::report::tally::{GroupTally, Tally};
use crate::texts::alphabet;
use crate::texts::{Lang, results, words};

/// Widths of number, title and severity; the key figures stand over the first two, their values
/// under the third.
pub const LEFT: [f64; 3] = [5.0, 44.0, 18.0];
const ALL_WIDTH: f64 = 9.0;
const MONEY_WIDTH: f64 = 17.0;
/// Most communes with a column of their own.
const COMMUNES: usize = 20;
/// What the communes and sums take together at least, so that the chart finds room above them.
const RIGHT_LEAST: f64 = 66.0;

/// Which communes have a column, and how wide the columns are.
pub struct Columns<'a> {
    shown: Vec<&'a str>,
    rest: Vec<&'a str>,
    heads: Vec<String>,
    width: f64,
}

impl<'a> Columns<'a> {
    /// The columns for these findings.
    pub fn of(tally: &Tally<'a>, lang: Lang) -> Self {
        let mut by_count: Vec<(&str, u64)> = tally.communes.iter().map(|(c, n)| (*c, *n)).collect();
        if by_count.len() > COMMUNES {
            by_count.sort_by_cached_key(|(commune, count)| {
                (std::cmp::Reverse(*count), alphabet::place(commune))
            });
        }
        let fit = if by_count.len() > COMMUNES {
            COMMUNES - 1
        } else {
            COMMUNES
        };
        let (shown, rest) = by_count.split_at(fit.min(by_count.len()));
        let mut shown: Vec<&str> = shown.iter().map(|(commune, _)| *commune).collect();
        shown.sort_by_cached_key(|commune| alphabet::place(commune));
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

    /// Widths of all columns, in characters.
    pub fn widths(&self) -> impl Iterator<Item = f64> + '_ {
        LEFT.into_iter()
            .chain(self.heads.iter().map(|_| self.width))
            .chain([ALL_WIDTH, MONEY_WIDTH])
    }

    /// The last column.
    pub fn last(&self) -> u16 {
        (LEFT.len() + self.heads.len() + 1) as u16
    }

    /// How wide all columns right of the key figures are together.
    pub fn right_pixels(&self) -> u32 {
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

/// Writes the table from row `first` on; answers the next free row.
pub fn write(
    page: &mut Hand,
    tally: &Tally,
    lang: Lang,
    columns: &Columns,
    first: u32,
) -> Result<u32, XlsxError> {
    page.text(first, 0, results::matrix_title(lang), &style::section())?;
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
    let height = if columns.upright() {
        (longest * 6 + 10).min(160)
    } else {
        34
    };
    page.tall(row, f64::from(height))?;

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
            let levels = results::severities(lang, rule.sums.by_severity);
            page.fit(
                row,
                &[(rule.title, LEFT[1] - 2.0, 11.0), (&levels, LEFT[2], 11.0)],
            )?;
            let tinted = style::tinted(style::centred(style::cell(11.0)), rule.severity);
            page.text(row, 2, &levels, &tinted)?;
            counts(page, row, columns, &right, |commune| {
                rule.communes.get(commune).copied().unwrap_or(0)
            })?;
            page.count(
                row,
                columns.last() - 1,
                rule.sums.count(),
                &right.clone().set_bold(),
            )?;
            page.money(row, columns.last(), rule.sums.certain.0, &right)?;
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
    page.money(row, columns.last(), tally.sums.certain.0, &right)?;
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
    page.money(row, columns.last(), group.sums.certain.0, &right)
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
