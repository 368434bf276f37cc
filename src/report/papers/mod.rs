//! `dieu-chinh.xlsx`: in, an outcome; out, the lists that an office signs and sends on: stops,
//! adjustments, recoveries, arrears, health cards, and cases to verify, with their sums.

mod lists;
pub(in crate::report) mod paper;
mod summary;
mod verify;

use std::io::Write;

use super::place::Fill;
use super::sheet::{self, Hand, ROWS_A_SHEET};
use crate::model::{Adjustment, AdjustmentKind, Outcome};
use crate::texts::{Lang, papers, words};

/// The mark of this workbook in its document properties.
pub const MARK: &str = "dieu-chinh";

/// Writes the workbook.
pub fn write(outcome: &Outcome, lang: Lang, to: impl Write + Send) -> Result<(), Fill> {
    let mut book = sheet::workbook(lang, MARK, outcome.range)?;
    let [sums, to_verify] = papers::sheets(lang);
    let page = book.add_worksheet_with_constant_memory()?.set_name(sums)?;
    summary::write(&mut Hand::new(page), outcome, lang)?;
    for &kind in AdjustmentKind::ALL {
        let lines = of_kind(outcome, kind);
        let list = lists::list(kind, lang, outcome);
        for (number, part) in parts(&lines) {
            let name = numbered(words::adjustment(lang, kind), number);
            let page = book.add_worksheet_with_constant_memory()?.set_name(name)?;
            paper::write(&mut Hand::new(page), &list, part, lang, outcome)?;
        }
    }
    let cases = verify::cases(outcome);
    if !cases.is_empty() {
        let list = verify::list(lang);
        for (number, part) in parts(&cases) {
            let name = numbered(to_verify, number);
            let page = book.add_worksheet_with_constant_memory()?.set_name(name)?;
            paper::write(&mut Hand::new(page), &list, part, lang, outcome)?;
        }
    }
    book.save_to_writer(to)?;
    Ok(())
}

fn of_kind(outcome: &Outcome, kind: AdjustmentKind) -> Vec<&Adjustment> {
    outcome
        .adjustments
        .iter()
        .filter(|line| line.kind == kind)
        .collect()
}

/// What fits on a sheet, numbered; one empty part where there is nothing.
fn parts<T>(lines: &[T]) -> impl Iterator<Item = (usize, &[T])> {
    let empty = lines.is_empty().then_some(lines);
    // Lines of communes stand between the lines of people: half a sheet leaves room for them.
    (1..).zip(empty.into_iter().chain(lines.chunks(ROWS_A_SHEET / 2)))
}

fn numbered(name: &str, number: usize) -> String {
    match number {
        1 => name.to_owned(),
        _ => format!("{name} ({number})"),
    }
}
