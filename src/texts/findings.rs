//! Small words inside the sentences of findings.

use super::{Lang, words};
use crate::model::Key;

/// Alternatives.
pub fn either(lang: Lang, texts: &[&str]) -> String {
    texts.join(lang.pick(" hoặc ", " or "))
}

/// What stands where nothing is known.
pub fn unknown(lang: Lang) -> &'static str {
    lang.pick("chưa rõ", "unknown")
}

/// What stands where a finding names no month.
pub fn no_month(lang: Lang) -> &'static str {
    lang.pick("không nêu tháng", "no month")
}

/// A doubtful cell: what it is and what it holds.
pub fn cell(lang: Lang, key: Key, was: &str) -> String {
    format!("{} “{was}”", words::key(lang, key))
}

/// Somebody else whom a finding concerns.
pub fn other(lang: Lang, name: &str, born: Option<&str>, commune: &str) -> String {
    let born = born.map_or_else(String::new, |born| match lang {
        Lang::Vi => format!(", sinh {born}"),
        Lang::En => format!(", born {born}"),
    });
    format!("{name}{born}, {commune}")
}
