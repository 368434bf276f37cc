//! `sai-lech.xlsx`: in, an outcome; out, a workbook with a first page for the leader, the figures
//! by commune, a line a person, a sheet a group with a line a finding, who is who as far as a person should look, and
//! the lists that were read.

mod chart;
mod communes;
mod groups;
mod likely;
mod matrix;
mod overview;
mod pairs;
mod people;
mod sources;

use std::io::Write;

use rustc_hash::FxHashSet;

use super::place::Fill;
use super::sheet::{self, Hand, ROWS_A_SHEET};
use super::tally::Tally;
use crate::model::Outcome;
use crate::texts::{Lang, results, words};

/// The mark of this workbook in its document properties.
pub const MARK: &str = "sai-lech";

/// Writes the workbook.
pub fn write(outcome: &Outcome, lang: Lang, to: impl Write + Send) -> Result<(), Fill> {
    let tally = Tally::of(outcome);
    let mut book = sheet::workbook(lang, MARK, outcome.range)?;
    let [overview, communes, sources] = results::sheets(lang);
    let footer = results::book_title(lang, MARK, outcome.range);
    let mut names = Names::default();
    let (overview, communes) = (names.free(overview), names.free(communes));

    let page = book.add_worksheet().set_name(&overview)?;
    let groups = communes::groups_at(&communes, &tally);
    overview::write(
        &mut Hand::new(page),
        outcome,
        &tally,
        lang,
        &groups,
        &footer,
    )?;
    let page = book.add_worksheet().set_name(&communes)?;
    communes::write(&mut Hand::new(page), outcome, &tally, lang, &footer)?;
    for part in people::people(outcome).chunks(ROWS_A_SHEET) {
        let name = names.free(crate::texts::stories::sheet(lang));
        let page = book.add_worksheet_with_constant_memory()?.set_name(&name)?;
        people::write(&mut Hand::new(page), part, outcome, lang, &footer)?;
    }
    for group in &tally.groups {
        for part in group.findings.chunks(ROWS_A_SHEET) {
            let name = names.free(words::group(lang, group.group));
            let page = book.add_worksheet_with_constant_memory()?.set_name(&name)?;
            groups::write(&mut Hand::new(page), group, part, lang, &footer)?;
        }
    }
    let [open, likely] = crate::texts::pairs::sheets(lang);
    let links = &outcome.links;
    if !links.open.is_empty() || !links.decided.is_empty() {
        let name = names.free(open);
        let page = book.add_worksheet_with_constant_memory()?.set_name(&name)?;
        pairs::write(&mut Hand::new(page), links, lang, &footer)?;
    }
    if !links.likely.is_empty() {
        let name = names.free(likely);
        let page = book.add_worksheet_with_constant_memory()?.set_name(&name)?;
        likely::write(&mut Hand::new(page), outcome, lang, &footer)?;
    }
    let name = names.free(sources);
    let page = book.add_worksheet_with_constant_memory()?.set_name(&name)?;
    sources::write(&mut Hand::new(page), outcome, lang, &footer)?;
    book.save_to_writer(to)?;
    Ok(())
}

/// Names of sheets: none twice, none that a workbook refuses.
#[derive(Default)]
struct Names {
    taken: FxHashSet<String>,
}

impl Names {
    fn free(&mut self, wanted: &str) -> String {
        const MOST: usize = 31;
        let tidy: String = wanted
            .chars()
            .map(|c| {
                if "[]:*?/\\'".contains(c) || c.is_control() {
                    ' '
                } else {
                    c
                }
            })
            .collect();
        let tidy = if tidy.trim().is_empty() {
            "–"
        } else {
            tidy.trim()
        };
        let mut number = 1;
        loop {
            let tail = if number == 1 {
                String::new()
            } else {
                format!(" ({number})")
            };
            let room = MOST - tail.chars().count();
            let name = tidy.chars().take(room).collect::<String>() + &tail;
            if self.taken.insert(name.to_lowercase()) {
                return name;
            }
            number += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheet_names_are_lawful_and_never_twice() {
        let mut names = Names::default();
        assert_eq!(names.free("Trùng"), "Trùng");
        assert_eq!(names.free("TRÙNG"), "TRÙNG (2)");
        assert_eq!(names.free("a/b:c"), "a b c");
        assert_eq!(names.free("'"), "–");
        let long = "x".repeat(40);
        assert_eq!(names.free(&long).len(), 31);
        assert_eq!(names.free(&long), format!("{} (2)", "x".repeat(27)));
    }
}
