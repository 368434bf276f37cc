//! Which lines of a list are totals, and which are people whose names only sound like one: Tống Công Hòa is no
//! "Tổng cộng".
//!
//! In: a row and a text of it. Out: whether that is the line of a total. The words' tones decide where they are
//! typed; where they are not, or names are in capitals without them, the other cells of the row do.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::plan::Plan;
use super::skip::{TELLING, is_enumerator};
use super::words::{Field, Words};
use crate::model::Key;
use crate::model::text::{beginning, fold, tidy};
use crate::read::{RawRow, Value};

/// Columns that are empty in a total.
const OF_PEOPLE: [Key; 12] = [
    Key::Commune,
    Key::Village,
    Key::Household,
    Key::Quarter,
    Key::Month,
    Key::School,
    Key::Class,
    Key::Relation,
    Key::Book,
    Key::Decision,
    Key::Card,
    Key::Account,
];

/// Words that a name has at most.
const MOST_OF_NAME: usize = 7;

/// Whether a text of a row makes it a total; `numbered`: the row has a running number of its own.
pub fn is_total(text: &str, row: &RawRow, numbered: bool, plan: &Plan, words: &Words) -> bool {
    let whole = beginning(text, TELLING);
    // What stands in brackets may be said of a person too.
    let text = whole.split(['(', '[']).next().unwrap_or(whole).trim();
    let (whole, folded) = (fold(whole), fold(text));
    let Some(rest) = behind_total(&folded, words).or_else(|| behind_total(&whole, words)) else {
        return false;
    };
    let settled = || numbered && is_placed(row, plan);
    let like_name = !text.contains(|c: char| c.is_ascii_digit() || ":;,=/+".contains(c))
        && folded.split(' ').count() <= MOST_OF_NAME;
    if !like_name {
        return true;
    }
    let counted = is_counted(rest, words);
    let toned = has_tones_of_total(text, words);
    // Tones typed as no total has them make it a name: without any nobody can tell.
    let other = !toned && !text.is_ascii();
    !match (counted, toned, other) {
        (true, true, _) => false,
        (true, _, true) => numbered || is_placed(row, plan),
        (true, ..) | (_, true, _) => settled(),
        (_, _, true) if is_capitalised(text) => true,
        _ => numbered || is_placed(row, plan),
    }
}

/// The words of a total, folded, that say nothing of what it counts: `Tổng cộng`, `Cộng: 36 người`. Nothing for
/// that of a group, a page or of what was handed over.
pub fn plain_total(row: &RawRow, plan: &Plan, words: &Words) -> Option<String> {
    let mut own = None;
    for (column, value) in row.cells() {
        let Value::Text(text) = value else { continue };
        let of_money = plan.slot(column).is_some_and(|slot| slot.field.is_money());
        let folded = fold(text);
        if of_money || folded.is_empty() {
            continue;
        }
        let rest = words.rows.whole.begins(&folded);
        let rest = rest.filter(|rest| rest.is_empty() || counts(rest, words));
        match rest {
            Some(rest) if own.is_none() => {
                own = folded
                    .strip_suffix(rest)
                    .map(|words| words.trim().to_owned());
            }
            _ if counts(&folded, words) => {}
            _ => return None,
        }
    }
    own
}

/// `125 người`, folded.
fn counts(folded: &str, words: &Words) -> bool {
    folded.starts_with(|c: char| c.is_ascii_digit())
        && folded.contains(char::is_alphabetic)
        && is_counted(folded, words)
}

/// What stands behind the words of a total, folded: `Tổng cộng: 125 người`, `Cộng thôn 1`, and `Cộng II: 36 người`
/// with nothing but what it counts.
fn behind_total<'a>(folded: &'a str, words: &Words) -> Option<&'a str> {
    let totals = &words.rows.total;
    if let Some(rest) = totals.begins(folded) {
        return Some(rest);
    }
    if is_carried(folded, words) {
        return Some("");
    }
    let (first, rest) = folded.split_once(' ')?;
    (totals.is(first) && is_counted(rest, words)).then_some(rest)
}

/// Whether nothing but figures, numbers of groups and what a total counts stands in a folded text.
fn is_counted(mut rest: &str, words: &Words) -> bool {
    while !rest.is_empty() {
        let (word, after) = rest.split_once(' ').unwrap_or((rest, ""));
        let figure = word.bytes().all(|b| b.is_ascii_digit());
        rest = if figure || is_enumerator(&word.to_ascii_uppercase()) {
            after
        } else if let Some(left) = words.rows.counted.begins(rest) {
            left
        } else {
            return false;
        };
    }
    true
}

/// Whether a text begins with the words of a total, tones and all.
fn has_tones_of_total(text: &str, words: &Words) -> bool {
    let text = marks_last(&tidy(text).to_lowercase());
    words.rows.total_toned.iter().any(|total| {
        let rest = text.strip_prefix(marks_last(total).as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })
}

/// Every word with its marks behind its letters: a tone may stand on either vowel, as in `lũy` and `luỹ`.
fn marks_last(text: &str) -> String {
    let word = |word: &str| {
        let (mut marks, letters): (Vec<char>, Vec<char>) =
            word.nfd().partition(|c| is_combining_mark(*c));
        marks.sort_unstable();
        letters.into_iter().chain(marks).collect::<String>()
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// Whether every word begins with a capital, as a name's do.
fn is_capitalised(text: &str) -> bool {
    let mut words = text.split_whitespace();
    words.all(|word| word.starts_with(char::is_uppercase))
}

/// Whether a row tells what no total does: a commune, a village, a household's code, a school, a quarter.
fn is_placed(row: &RawRow, plan: &Plan) -> bool {
    row.cells().any(|(column, value)| {
        let slot = plan.slot(column);
        let of_person = slot
            .is_some_and(|slot| matches!(slot.field, Field::Key(key) if OF_PEOPLE.contains(&key)));
        let told = match value {
            Value::Text(text) => text.contains(char::is_alphanumeric),
            Value::Number(_) | Value::Date(_) => true,
            _ => false,
        };
        of_person && told
    })
}

/// `Cộng sang trang`, `Trang trước mang sang`: nothing but words of carrying a sum from page to page.
fn is_carried(folded: &str, words: &Words) -> bool {
    if !words.rows.carrying.within(folded) {
        return false;
    }
    let (mut rest, mut count) = (folded, 0);
    while !rest.is_empty() {
        let (word, after) = rest.split_once(' ').unwrap_or((rest, ""));
        let figure = word.bytes().all(|b| b.is_ascii_digit());
        match words.rows.carried.begins(rest) {
            Some(left) => rest = left,
            None if figure && count > 0 => rest = after,
            None => return false,
        }
        count += 1;
    }
    count > 1
}
