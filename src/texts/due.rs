//! What `rasoat due` says around an answer: what was asked, the heads of its lines, how sure it is.

use super::{Lang, law};
use crate::model::{Month, MonthRange, PartialDate};

/// Heads of the lines of an answer: what is due, its basis, why.
pub fn heads(lang: Lang) -> [&'static str; 3] {
    lang.pick(["Được hưởng", "Căn cứ", "Vì sao"], ["Due", "Basis", "Why"])
}

/// A question about a person: month, categories, birth.
pub fn person(lang: Lang, month: Month, categories: &[&str], born: Option<PartialDate>) -> String {
    let who = categories.join(lang.pick(" hoặc ", " or "));
    let born = born.map_or_else(String::new, |born| {
        format!(", {} {}", lang.pick("sinh", "born"), born.slashed())
    });
    let month = month.slashed();
    format!("{} {month}, {who}{born}", lang.pick("Tháng", "Month"))
}

/// A question about a support: months, support, grounds.
pub fn support(lang: Lang, months: MonthRange, support: &str, grounds: &[&str]) -> String {
    let months = law::months(lang, months);
    format!("{months}, {support}, {}", grounds.join(", "))
}

/// How sure an answer is, in a table.
pub fn sure(lang: Lang, certain: bool) -> &'static str {
    if certain {
        lang.pick("chắc chắn", "certain")
    } else {
        lang.pick("chưa chắc", "open")
    }
}

/// A file of cases without the columns that a question needs.
pub fn columns_missing(lang: Lang) -> &'static str {
    lang.pick(
        "thiếu cột month hoặc category ở dòng đầu",
        "the first line lacks the column month or category",
    )
}

/// A line of a file of cases that cannot be answered.
pub fn line(lang: Lang, file: &str, line: u64, what: &str) -> String {
    let place = lang.pick("dòng", "line");
    format!("{file}, {place} {line}: {what}")
}
