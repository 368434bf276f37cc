//! `doi-chieu.xlsx` and what the terminal shows of a reconciliation: in, balances and differences; out,
//! the balance of every commune as a paper to sign, and everybody whose two sides differ.

mod balance;
mod differences;
mod terminal;

use std::io::Write;

pub use terminal::terminal;

use super::papers::paper;
use super::place::Fill;
use super::sheet::{self, Hand, ROWS_A_SHEET};
use crate::model::{Outcome, Reconciliation};
use crate::texts::{Lang, reconcile as texts};

/// The mark of this workbook in its document properties.
pub const MARK: &str = "doi-chieu";

/// Writes the workbook.
pub fn write(
    of: &Reconciliation,
    outcome: &Outcome,
    lang: Lang,
    to: impl Write + Send,
) -> Result<(), Fill> {
    let mut book = sheet::workbook(lang, MARK, outcome.range)?;
    let [balances, differences] = texts::sheets(lang);
    let page = book
        .add_worksheet_with_constant_memory()?
        .set_name(balances)?;
    balance::write(&mut Hand::new(page), &of.balances, outcome, lang)?;
    let lines: Vec<_> = of.differences.iter().collect();
    let list = differences::list(lang);
    let empty = lines.is_empty().then_some(&lines[..]);
    let parts = empty.into_iter().chain(lines.chunks(ROWS_A_SHEET / 2));
    for (number, part) in (1..).zip(parts) {
        let name = match number {
            1 => differences.to_owned(),
            _ => format!("{differences} ({number})"),
        };
        let page = book.add_worksheet_with_constant_memory()?.set_name(name)?;
        paper::write(&mut Hand::new(page), &list, part, lang, outcome)?;
    }
    book.save_to_writer(to)?;
    Ok(())
}
