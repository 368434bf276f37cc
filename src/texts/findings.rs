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

/// What stands for a row without a name.
pub fn nameless(lang: Lang) -> &'static str {
    lang.pick("Dòng không ghi họ tên", "A row without a name")
}

/// What stands where a finding names no month.
pub fn no_month(lang: Lang) -> &'static str {
    lang.pick("không nêu tháng", "no month")
}

/// The money of a finding, behind what it was granted for.
pub fn sum(lang: Lang, money: &str) -> String {
    match lang {
        Lang::Vi => format!(", số tiền {money}"),
        Lang::En => format!(", {money} in all"),
    }
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
    let commune = Some(commune).filter(|c| !c.is_empty());
    format!(
        "{name}{born}{}",
        commune.map_or_else(String::new, |c| format!(", {c}"))
    )
}

/// A household by its head, with its code and where it lives, as far as told.
pub fn household(lang: Lang, head: &str, code: &str, address: &str) -> String {
    let code = (!code.is_empty()).then(|| format!("{} {code}", lang.pick("mã hộ", "household")));
    let address = Some(address.to_owned()).filter(|a| !a.is_empty());
    let told: Vec<String> = code.into_iter().chain(address).collect();
    match told.as_slice() {
        [] => head.to_owned(),
        told => format!("{head} ({})", told.join(", ")),
    }
}

/// How many others there are beyond those who are named.
pub fn more(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Vi => format!("và {count} người khác"),
        Lang::En => format!("and {count} more"),
    }
}

/// What a finding adds that rests on facts known only in part.
pub fn possible(lang: Lang, settled: &str) -> String {
    match lang {
        Lang::Vi => format!("Chưa chắc chắn, cần đối chiếu {settled}."),
        Lang::En => format!("Not certain yet: {settled} would settle it."),
    }
}

/// What a finding adds that rests on rows joined into one person with some doubt.
pub fn likely(lang: Lang) -> &'static str {
    lang.pick(
        "Các dòng có thể là của hai người khác nhau, cần đối chiếu trước.",
        "The rows may be of two different people; compare them first.",
    )
}
