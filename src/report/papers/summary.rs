//! The first page of the lists: people and money by commune and list, sums in words.

use std::collections::BTreeMap;

use super::paper;
use crate::model::{AdjustmentKind, Money, Outcome};
use crate::report::sheet::{Drawn, Hand};
use crate::report::style;
use crate::texts::alphabet;
use crate::texts::{Lang, papers, results, words};

const HEAD_ROW: u32 = 9;
const WIDTHS: [f64; 2] = [6.0, 28.0];
const PEOPLE: f64 = 10.0;
const MONEY: f64 = 19.0;

#[derive(Clone, Copy, Default)]
struct Sum {
    people: u64,
    money: Money,
}

type Sums = BTreeMap<AdjustmentKind, Sum>;

/// Writes the page.
pub fn write(page: &mut Hand, outcome: &Outcome, lang: Lang) -> Drawn {
    let mut communes: BTreeMap<&str, Sums> = BTreeMap::new();
    let mut all = Sums::new();
    for line in &outcome.adjustments {
        let money = match line.kind {
            AdjustmentKind::Stop => line.old_monthly - line.new_monthly,
            AdjustmentKind::Adjust => line.new_monthly - line.old_monthly,
            AdjustmentKind::Recover | AdjustmentKind::Arrears => line.amount,
            AdjustmentKind::CardDecrease => Money::ZERO,
        };
        let of_commune = communes.entry(&line.subject.commune).or_default();
        for sums in [of_commune, &mut all] {
            let sum = sums.entry(line.kind).or_default();
            sum.people += 1;
            sum.money += money;
        }
    }
    let mut communes: Vec<(&str, Sums)> = communes.into_iter().collect();
    communes.sort_by_cached_key(|(commune, _)| alphabet::place(commune));
    let kinds = || AdjustmentKind::ALL.iter().copied();
    let has_money = |kind| kind != AdjustmentKind::CardDecrease;
    let mut widths = WIDTHS.to_vec();
    for kind in kinds() {
        if has_money(kind) {
            widths.extend([PEOPLE, MONEY]);
        } else {
            widths.push(MONEY + 3.0);
        }
    }
    let last = widths.len() as u16 - 1;
    let width: f64 = widths.iter().sum();
    page.widths(widths.iter().copied())?;
    page.landscape(papers::summary_title(lang));
    page.sheet
        .set_screen_gridlines(false)
        .set_repeat_rows(HEAD_ROW, HEAD_ROW + 1)?;
    paper::letterhead(page, papers::summary_title(lang), last, lang, outcome)?;
    paper::unit(page, last, lang)?;

    let head = style::head(12.0);
    let [number, commune, people, _] = papers::summary_heads(lang);
    page.block((HEAD_ROW, HEAD_ROW + 1), (0, 0), number, &head)?;
    page.block((HEAD_ROW, HEAD_ROW + 1), (1, 1), commune, &head)?;
    let mut column = 2;
    for kind in kinds() {
        let end = column + u16::from(has_money(kind));
        page.wide(
            HEAD_ROW,
            (column, end),
            words::adjustment(lang, kind),
            &head,
        )?;
        column = end + 1;
    }
    page.tall(HEAD_ROW, 22.0)?;
    let mut column = 2;
    for kind in kinds() {
        page.text(HEAD_ROW + 1, column, people, &head)?;
        column += 1;
        if has_money(kind) {
            page.text(
                HEAD_ROW + 1,
                column,
                papers::summary_money(lang, kind),
                &head,
            )?;
            column += 1;
        }
    }
    page.tall(HEAD_ROW + 1, 34.0)?;

    let cell = style::cell(12.0);
    let strong = style::strong(&cell);
    let line =
        |page: &mut Hand, row: u32, sums: &Sums, format: &rust_xlsxwriter::Format| -> Drawn {
            let right = style::right(format.clone());
            let mut column = 2;
            for kind in kinds() {
                let sum = sums.get(&kind).copied().unwrap_or_default();
                page.count(row, column, sum.people, &right)?;
                column += 1;
                if has_money(kind) {
                    page.money(row, column, sum.money.0, &right)?;
                    column += 1;
                }
            }
            Ok(())
        };
    let mut row = HEAD_ROW + 1;
    for (number, (commune, sums)) in (1..).zip(&communes) {
        row += 1;
        page.money(row, 0, number, &style::centred(cell.clone()))?;
        let name = if commune.is_empty() {
            results::no_commune(lang)
        } else {
            commune
        };
        page.text(row, 1, name, &cell)?;
        line(page, row, sums, &cell)?;
    }
    row += 1;
    page.wide(row, (0, 1), results::all(lang), &strong)?;
    line(page, row, &all, &strong)?;
    let italic = style::plain(13.0).set_italic().set_bold().set_text_wrap();
    for kind in [
        AdjustmentKind::Stop,
        AdjustmentKind::Recover,
        AdjustmentKind::Arrears,
    ] {
        row += 1;
        let [what, _] = papers::sums(lang, kind);
        let amount = all.get(&kind).copied().unwrap_or_default().money;
        let line = papers::figures_and_words(lang, what, amount);
        page.wide(row, (0, last), &line, &italic)?;
        page.fit(row, &[(&line, width, 13.5)])?;
    }
    paper::signatures(page, row + 2, last, lang)?;
    page.fill_pages(row + 3, 56.0, widths);
    Ok(())
}
