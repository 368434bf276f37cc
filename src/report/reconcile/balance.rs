//! The balance sheet: a line a month under each commune, sums that tie, signatures.

use std::collections::BTreeMap;

use rust_xlsxwriter::Format;

use super::paper;
use crate::model::{Account, Balance, Outcome};
use crate::report::sheet::{Drawn, Hand};
use crate::report::style;
use crate::texts::{Lang, papers, reconcile as texts, results, words};

const HEAD_ROW: u32 = 9;
const WIDTHS: [f64; 11] = [5.0, 22.0, 17.0, 18.0, 18.0, 16.0, 17.0, 15.0, 9.0, 9.0, 9.0];

/// Writes the page.
pub fn write(page: &mut Hand, balances: &[Balance], outcome: &Outcome, lang: Lang) -> Drawn {
    let last = WIDTHS.len() as u16 - 1;
    let title = texts::title(lang);
    page.widths(WIDTHS)?;
    page.landscape(title);
    page.sheet
        .set_screen_gridlines(false)
        .set_repeat_rows(HEAD_ROW, HEAD_ROW)?;
    paper::letterhead(page, title, last, lang, outcome)?;
    paper::unit(page, last, lang)?;
    let head = style::head(11.0);
    for (column, text) in (0..).zip(texts::balance_heads(lang)) {
        page.text(HEAD_ROW, column, text, &head)?;
    }
    page.tall(HEAD_ROW, 50.0)?;
    let numbers = style::centred(style::cell(10.0)).set_italic();
    for column in 0..=last {
        page.text(HEAD_ROW + 1, column, &format!("({})", column + 1), &numbers)?;
    }
    let cell = style::cell(11.0);
    let strong = style::strong(&cell);
    let mut communes: BTreeMap<&str, Vec<&Balance>> = BTreeMap::new();
    for balance in balances {
        communes.entry(&balance.commune).or_default().push(balance);
    }
    let mut row = HEAD_ROW + 1;
    let mut all = Account::default();
    for (number, (commune, months)) in (1..).zip(&communes) {
        let sum = across(months.iter().map(|b| &b.sum));
        row += 1;
        page.money(row, 0, number, &style::centred(strong.clone()))?;
        let name = if commune.is_empty() {
            results::no_commune(lang)
        } else {
            commune
        };
        page.text(row, 1, name, &strong)?;
        sums(page, row, &sum, &strong)?;
        people(page, row, None, &strong)?;
        for balance in months {
            row += 1;
            page.blank(row, 0, &cell)?;
            page.text(row, 1, &words::formal_month(balance.month), &cell)?;
            sums(page, row, &balance.sum, &cell)?;
            people(page, row, Some(balance), &cell)?;
        }
        crate::reconcile::add(&mut all, &sum);
    }
    row += 1;
    page.wide(row, (0, 1), results::all(lang), &strong)?;
    sums(page, row, &all, &strong)?;
    people(page, row, None, &strong)?;
    let italic = style::plain(13.0).set_italic().set_bold().set_text_wrap();
    let width: f64 = WIDTHS.iter().sum();
    for (what, sum) in texts::balance_sums(lang, &all) {
        row += 1;
        let line = papers::figures_and_words(lang, what, crate::model::Money(sum));
        page.wide(row, (0, last), &line, &italic)?;
        page.fit(row, &[(&line, width, 13.5)])?;
    }
    // A balance is agreed between two: the post office signs it too.
    let [drawn_up, head] = papers::signatures(lang);
    let post = texts::post_office_signs(lang);
    let signed = [((0, 2), drawn_up), ((3, 5), post), ((6, last), head)];
    paper::signed(page, row + 2, &signed)?;
    page.fill_pages(row + 3, 70.0, WIDTHS);
    Ok(())
}

/// The sums of months on end: what was carried into the first and out of the last.
fn across<'a>(months: impl Iterator<Item = &'a Account>) -> Account {
    let mut all = Account::default();
    for (at, month) in months.enumerate() {
        if at == 0 {
            all.carried_in = month.carried_in;
        }
        all.approved += month.approved;
        all.paid += month.paid;
        all.returned += month.returned;
        all.carried_out = month.carried_out;
    }
    all
}

fn sums(page: &mut Hand, row: u32, sum: &Account, format: &Format) -> Drawn {
    let right = style::right(format.clone());
    let values = [
        sum.carried_in,
        sum.approved,
        sum.paid,
        sum.returned,
        sum.carried_out,
        sum.unexplained(),
    ];
    for (column, value) in (2..).zip(values) {
        page.money(row, column, value, &right)?;
    }
    Ok(())
}

fn people(page: &mut Hand, row: u32, balance: Option<&Balance>, format: &Format) -> Drawn {
    let right = style::right(format.clone());
    let counts = balance.map_or([0; 3], |b| {
        [b.people_approved, b.people_paid, b.people_carried]
    });
    for (column, count) in (8..).zip(counts) {
        page.count(row, column, count, &right)?;
    }
    Ok(())
}
