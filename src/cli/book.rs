//! Loads law and rules for a command; faults come back as sentences.

use std::path::Path;

use super::{Color, colored, law_faults};
use crate::audit::{Book, BookFault};
use crate::judge::lang::Limits;
use crate::judge::rulefile;
use crate::recognise::Words;
use crate::rules::RuleFiles;
use crate::texts::{Lang, reading, rule_faults, rules as texts};

/// The rules folder with a department's own laid over it, and what is in it.
pub fn load(
    own: Option<&Path>,
    limits: &Limits,
    lang: Lang,
    color: Color,
) -> Result<(RuleFiles, Book), String> {
    let files = files(own, lang)?;
    let book = Book::load(&files, limits).map_err(|fault| match fault {
        BookFault::Law(faults) => law_faults(lang, &faults),
        BookFault::Words(fault) => format!("{}\n", reading::words_fault(lang, &fault)),
        BookFault::Rules(faults) => {
            let told = rule_faults::render(lang, &faults, colored(color));
            format!("{told}\n{}\n", texts::faults(lang, faults.len()))
        }
    })?;
    let unknown = rulefile::unknown_limits(&book.rules, limits);
    if let Some((name, nearest)) = unknown.first() {
        return Err(texts::no_such_limit(lang, name, nearest.as_deref()));
    }
    Ok((files, book))
}

/// The files of the rules folder, with a department's own laid over them.
pub fn files(own: Option<&Path>, lang: Lang) -> Result<RuleFiles, String> {
    RuleFiles::load(own).map_err(|error| rule_faults::folder(lang, &error))
}

/// The words of clerks.
pub fn words(files: &RuleFiles, book: &Book, lang: Lang) -> Result<Words, String> {
    Words::load(files, book.law.categories()).map_err(|faults| {
        let lines = faults.iter().map(|fault| reading::words_fault(lang, fault));
        lines.map(|line| line + "\n").collect()
    })
}
