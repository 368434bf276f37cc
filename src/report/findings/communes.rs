//! The figures by commune and by group: what stands behind the first page and its chart.

use rust_xlsxwriter::Color;

use crate::model::{CommuneTally, Outcome, Severity};
use crate::report::sheet::{Drawn, Hand};
use crate::report::style;
use crate::report::tally::Tally;
use crate::texts::{Lang, results, words};

/// Where the table of groups stands, for the chart of the first page.
pub struct GroupsAt {
    /// Sheet.
    pub sheet: String,
    /// First row of data, from 0.
    pub first: u32,
    /// Last row of data.
    pub last: u32,
}

/// The columns of the severities, heaviest first.
pub const SEVERITIES: [(Severity, u16); 3] = [
    (Severity::Error, 2),
    (Severity::Warning, 3),
    (Severity::Info, 4),
];
const FIRST_GROUP: u32 = 3;

/// Where [`write`] will put the groups.
pub fn groups_at(sheet: &str, tally: &Tally) -> GroupsAt {
    GroupsAt {
        sheet: sheet.to_owned(),
        first: FIRST_GROUP,
        last: FIRST_GROUP + tally.groups.len().max(1) as u32 - 1,
    }
}

/// Writes both tables, groups first, since their number is small and known.
pub fn write(page: &mut Hand, outcome: &Outcome, tally: &Tally, lang: Lang, footer: &str) -> Drawn {
    page.widths([7.0, 34.0, 14.0, 20.0, 21.0, 19.0, 14.0])?;
    page.landscape(footer);
    page.sheet.set_screen_gridlines(false);
    let row = groups(page, tally, lang)?;
    communes(page, outcome, tally, lang, row + 1)
}

fn title() -> rust_xlsxwriter::Format {
    style::plain(14.0)
        .set_bold()
        .set_font_color(Color::RGB(style::INK))
}

fn groups(page: &mut Hand, tally: &Tally, lang: Lang) -> Result<u32, rust_xlsxwriter::XlsxError> {
    let (name, [group, money]) = results::group_heads(lang);
    let head = style::head(12.0);
    page.text(0, 0, name, &title())?;
    let row = FIRST_GROUP - 1;
    page.wide(row, (0, 1), group, &head)?;
    for (severity, column) in SEVERITIES {
        page.text(row, column, words::severity(lang, severity), &head)?;
    }
    page.text(row, 5, money, &head)?;
    let cell = style::cell(12.0).set_indent(1);
    let right = style::right(style::cell(12.0));
    let mut row = FIRST_GROUP;
    for group in &tally.groups {
        page.wide(row, (0, 1), words::group(lang, group.group), &cell)?;
        for (severity, column) in SEVERITIES {
            page.count(row, column, group.sums.of(severity), &right)?;
        }
        page.money(row, 5, group.sums.certain.0, &right)?;
        row += 1;
    }
    let strong = style::strong(&cell);
    let right = style::right(strong.clone());
    page.wide(row, (0, 1), results::all(lang), &strong)?;
    for (severity, column) in SEVERITIES {
        page.count(row, column, tally.sums.of(severity), &right)?;
    }
    page.money(row, 5, tally.sums.certain.0, &right)?;
    Ok(row + 1)
}

fn communes(page: &mut Hand, outcome: &Outcome, tally: &Tally, lang: Lang, first: u32) -> Drawn {
    let (name, heads) = results::commune_heads(lang);
    page.text(first, 0, name, &title())?;
    let mut row = first + 2;
    for (column, head) in (0..).zip(heads) {
        page.text(row, column, head, &style::head(12.0))?;
    }
    let cell = style::cell(12.0).set_indent(1);
    let right = style::right(style::cell(12.0));
    let mut all = CommuneTally::default();
    let mut found = 0;
    for (number, (commune, findings)) in (1..).zip(&tally.communes) {
        row += 1;
        let known = outcome.communes.iter().find(|c| c.commune == *commune);
        page.money(row, 0, number, &style::centred(style::cell(12.0)))?;
        let shown = if commune.is_empty() {
            results::no_commune(lang)
        } else {
            commune
        };
        page.text(row, 1, shown, &cell)?;
        let sums = known.cloned().unwrap_or_default();
        page.money(row, 2, sums.people as i64, &right)?;
        page.money(row, 3, sums.paid.0, &right)?;
        page.money(row, 4, sums.recover.0, &right)?;
        page.money(row, 5, sums.arrears.0, &right)?;
        page.money(row, 6, *findings as i64, &right)?;
        all.people += sums.people;
        all.paid += sums.paid;
        all.recover += sums.recover;
        all.arrears += sums.arrears;
        found += findings;
    }
    row += 1;
    let strong = style::strong(&cell);
    let right = style::right(strong.clone());
    page.wide(row, (0, 1), results::all(lang), &strong)?;
    let sums = [
        all.people as i64,
        all.paid.0,
        all.recover.0,
        all.arrears.0,
        found as i64,
    ];
    for (column, sum) in (2..).zip(sums) {
        page.money(row, column, sum, &right)?;
    }
    Ok(())
}
