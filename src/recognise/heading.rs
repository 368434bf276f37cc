//! Titles between the rows of a sheet: below a list stands the next one, of another month or commune.
//!
//! In: the rows that are no person's. Out: in [`Ruling`], the month and commune of the rows behind them.
//! A line rules what follows where it says itself that a list of the kind begins or is a month and nothing
//! else, or where the header stands behind it once more: remarks name months as well.

use super::commune::ranked_commune;
use super::skip::{Ruling, TELLING, is_signature, without_enumerator};
use super::typing::{Fate, List};
use super::values::{Mention, MonthSpan, mentions, span};
use super::words::{Categorised, Words};
use crate::model::Month;
use crate::model::text::{beginning, fold, tidy};
use crate::read::{RawRow, Value};

/// What the lines of a title have told so far.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Heading {
    month: Option<MonthSpan>,
    commune: String,
    fate: Option<Fate>,
    /// Whether a line is a group's as well, which rules what follows by itself.
    grouped: bool,
    /// Whether a line says itself that a list of the sheet's kind begins.
    begins: bool,
}

/// Whether a row is the line of a title: of words alone, the first of which begin a list or a letterhead.
pub fn is_title(row: &RawRow, words: &Words) -> bool {
    let mut cells = row.cells();
    let Some((_, Value::Text(first))) = cells.next() else {
        return false;
    };
    let folded = fold(beginning(first, TELLING));
    (starts_list(&folded, words) || words.context.office.begins(&folded).is_some())
        && cells.all(|(_, value)| matches!(value, Value::Text(_)))
}

/// Whether one of a row's texts is the title of a list.
pub fn begins_list(row: &RawRow, words: &Words) -> bool {
    row.cells().any(|(_, value)| match value {
        Value::Text(text) => starts_list(&fold(beginning(text, TELLING)), words),
        _ => false,
    })
}

/// Takes in a row that is no person's.
pub fn hear(row: &RawRow, why: &str, list: &List<'_>, ruling: &mut Ruling) {
    if why == "repeated-header" {
        begin(list, ruling);
        return;
    }
    let words = list.words;
    let titled = is_title(row, words);
    let aside = match why {
        "total" | "column-numbers" => true,
        "no-name" if row.len() > 1 => !titled,
        _ => !titled && is_signature(row, words),
    };
    if aside {
        return;
    }
    let texts = row.cells().filter_map(|(_, value)| match value {
        Value::Text(text) => Some(beginning(text, TELLING)),
        _ => None,
    });
    for line in texts.flat_map(str::lines) {
        // A group's line rules for itself, unless it is a month's.
        if why != "group" || titled || is_only_month(line) {
            hear_line(line, list, ruling);
        }
    }
    if let (Some(heading), "group") = (&mut ruling.heading, why) {
        heading.grouped = true;
    }
}

fn hear_line(line: &str, list: &List<'_>, ruling: &mut Ruling) {
    let words = list.words;
    let (line, folded) = (tidy(line), fold(line));
    let before = ruling.month.or(list.month).map(|month| month.first);
    if words.context.office.begins(&folded).is_some() {
        ruling.heading = None;
    }
    let heading = ruling.heading.get_or_insert_default();
    if starts_list(&folded, words) {
        // A group of additions or arrears is called a list as well.
        let own = words.role(list.plan.role);
        (heading.month, heading.begins) = (None, own.is_some_and(|role| role.titled(&folded)));
        heading.fate = Some(Fate::of(std::iter::once(&folded), words));
    }
    let all = mentions(&line);
    let undated: Vec<&Mention> = all.iter().filter(|m| !m.dated).collect();
    if heading.month.is_none()
        && let Some(first) = undated.first()
    {
        let near = before.map(|before| nearest_year(first.month, before));
        heading.month = span(&undated, first.year.or(near).or(list.year));
    }
    heading.begins |= !undated.is_empty() && is_only_month(&line);
    if heading.commune.is_empty() {
        heading.commune = ranked_commune(&line, words, true).unwrap_or_default();
    }
}

/// A person's row follows: what was heard holds for it, or was a remark.
pub fn before_person(list: &List<'_>, ruling: &mut Ruling) {
    if ruling.heading.as_ref().is_some_and(|h| h.begins) {
        begin(list, ruling);
    }
    ruling.heading = None;
}

/// A list begins. Where it is another's, the groups of the one above end.
fn begin(list: &List<'_>, ruling: &mut Ruling) {
    let heading = ruling.heading.take().unwrap_or_default();
    ruling.ended = false;
    let month = heading
        .month
        .filter(|m| ruling.month.or(list.month) != Some(*m));
    let before = if ruling.commune.is_empty() {
        &list.commune
    } else {
        &ruling.commune
    };
    let commune = Some(heading.commune).filter(|c| !c.is_empty() && fold(c) != fold(before));
    let fate = heading.fate.unwrap_or(ruling.fate);
    if month.is_none() && commune.is_none() && fate == ruling.fate {
        return;
    }
    (ruling.month, ruling.fate) = (month.or(ruling.month), fate);
    if let Some(commune) = commune {
        ruling.commune = commune;
    }
    if !heading.grouped {
        ruling.category.clear();
        ruling.categorised = Categorised::default();
        ruling.village.clear();
    }
}

/// The year of a month that tells none, below a list of another month.
fn nearest_year(month: u32, before: Month) -> i32 {
    match i64::from(month) - i64::from(before.number()) {
        7.. => before.year() - 1,
        ..-6 => before.year() + 1,
        _ => before.year(),
    }
}

fn starts_list(folded: &str, words: &Words) -> bool {
    words.rows.list_title.begins(folded).is_some()
}

/// `Tháng 8 năm 2025`, `II. T8/2025`: a month and nothing else.
fn is_only_month(line: &str) -> bool {
    fold(without_enumerator(line)).split(' ').all(|word| {
        let figures = word.strip_prefix('t').unwrap_or(word);
        matches!(word, "thang" | "nam" | "quy" | "ky")
            || figures.bytes().all(|b| b.is_ascii_digit())
    })
}
