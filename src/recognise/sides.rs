//! Lists side by side in one sheet, each under a header of its own.
//!
//! In: the first rows of a sheet and the header found in them. Out: the columns of each list, where it is
//! sure that there are several. A header may name two people of one list (who is entitled and who
//! receives), so only running numbers of both, or all words of the header once more, are sure. Columns
//! that may be of another list and may be not leave the sheet unread.

use std::ops::Range;

use super::MOST_LISTS;
use super::flaws::running;
use super::header::{Column, Header, MOST_ABOVE, known, label_field, names_somebody};
use super::words::{Field, Words};
use crate::model::Key;
use crate::read::{RawRow, Value};

/// Where one of several lists stands.
#[derive(Clone, Debug)]
pub struct Side {
    /// Its columns.
    pub columns: Range<u32>,
    /// The first row of the topmost header: what is above it is said of all lists.
    pub top: u32,
}

/// What stands side by side.
#[derive(Clone, Debug, Default)]
pub struct Sides {
    /// The lists from left to right; none where there is but one.
    pub lists: Vec<Side>,
    /// First and last column of what may be another list.
    pub doubt: Option<(u32, u32)>,
}

/// A list's fields at least.
const LEAST: usize = 3;

/// Of so many running numbers one may be missing, twice or out of its place.
const ONE_OFF_IN: usize = 4;

/// Looks for lists side by side.
pub fn sides(rows: &[RawRow], found: Option<&Header>, words: &Words) -> Sides {
    let (mut begins, sure) = numbered(rows, words);
    let mut top = begins.iter().map(|begin| begin.row).min().unwrap_or(0);
    let mut doubt = None;
    if begins.len() > 1 && !sure {
        doubt = begins.get(1).map(|second| second.column);
        begins.clear();
    }
    if let Some(found) = found.filter(|_| begins.len() < 2) {
        let block = rows.get(found.first..=found.last).unwrap_or(&[]);
        let below = rows.get(found.last + 1..).unwrap_or(&[]);
        top = block.first().map_or(0, |row| row.number);
        begins.clear();
        let again = repeated(&found.columns, rows.get(found.first..).unwrap_or(&[]));
        if again.is_empty() {
            doubt = doubt.or_else(|| second_people(&found.columns, below));
        } else {
            let all = [0].into_iter().chain(again).map(|column| Begin {
                row: top,
                column,
                field: Field::Key(Key::Name),
            });
            begins.extend(all);
        }
    }
    if begins.len() < 2 {
        let last = found.and_then(|f| f.columns.last()).map(|c| c.at);
        let doubt = doubt.map(|first| (first, last.unwrap_or(first).max(first)));
        return Sides {
            lists: Vec::new(),
            doubt,
        };
    }
    let ends = begins.iter().skip(1).map(|begin| begin.column);
    let ends: Vec<u32> = ends.chain([u32::MAX]).collect();
    let first = [0].into_iter().chain(ends.iter().copied());
    let lists = first.zip(&ends).map(|(from, to)| Side {
        columns: from..*to,
        top,
    });
    Sides {
        lists: lists.collect(),
        doubt: None,
    }
}

/// Where the header of a list begins with its running number.
struct Begin {
    row: u32,
    column: u32,
    /// What its people are called.
    field: Field,
}

/// The headers that begin with a running number, from left to right, and whether they are sure to be of
/// lists of their own: the numbers below each run on, or those of all together.
fn numbered(rows: &[RawRow], words: &Words) -> (Vec<Begin>, bool) {
    let mut begins: Vec<Begin> = Vec::new();
    for row in rows.iter().filter(|row| row.number <= MOST_ABOVE) {
        let is_number = |text: &str| label_field(text, words) == Some(Field::Key(Key::Number));
        let numbers = texts(row).filter(|(_, text)| is_number(text));
        let mut numbers: Vec<u32> = numbers.map(|(column, _)| column).collect();
        numbers.truncate(MOST_LISTS + 1);
        numbers.push(u32::MAX);
        for part in numbers.windows(2) {
            let [column, end] = *part else { continue };
            let fields = known(&within(row, &(column..end)), words);
            let field = fields.iter().copied().find(|f| names_somebody(*f));
            let again = begins.iter().any(|begin| begin.column == column);
            if let (Some(field), false) = (field, again || fields.len() < LEAST) {
                let row = row.number;
                begins.push(Begin { row, column, field });
            }
        }
    }
    begins.sort_by_key(|begin| begin.column);
    let alike = begins
        .iter()
        .all(|b| begins.first().is_some_and(|a| a.field == b.field));
    let apart = begins.windows(2).all(|pair| match pair {
        [left, right] => left.row == right.row || stand_apart(rows, left, right, words),
        _ => true,
    });
    if !alike || !apart {
        return (Vec::new(), false);
    }
    let numbers: Vec<Vec<u32>> = begins.iter().map(|begin| below(rows, begin)).collect();
    let each = numbers.iter().all(|own| runs_on(own) || counts(own));
    let sure = each || numbers.iter().all(|own| !own.is_empty()) && counts(&numbers.concat());
    (begins, sure)
}

/// Whether headers of different rows have no column in common: lists below each other have.
fn stand_apart(rows: &[RawRow], left: &Begin, right: &Begin, words: &Words) -> bool {
    let labels = |row: u32, columns: Range<u32>| {
        let row = rows.iter().find(|r| r.number == row);
        row.map_or(0, |row| known(&within(row, &columns), words).len())
    };
    labels(left.row, right.column..u32::MAX) == 0 && labels(right.row, 0..right.column) < 2
}

/// The running numbers below a header.
fn below(rows: &[RawRow], begin: &Begin) -> Vec<u32> {
    let below = rows.iter().filter(|row| row.number > begin.row);
    below
        .filter_map(|row| running(row.get(begin.column)?))
        .collect()
}

/// Whether numbers follow one another, but for where a group begins anew.
fn runs_on(numbers: &[u32]) -> bool {
    let breaks = numbers.windows(2).filter(|pair| match pair {
        [a, b] => a.checked_add(1) != Some(*b),
        _ => false,
    });
    !numbers.is_empty() && breaks.count() * ONE_OFF_IN <= numbers.len()
}

/// Whether numbers in whatever order count people: hardly one is missing or there twice.
fn counts(numbers: &[u32]) -> bool {
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable();
    let (Some(first), Some(last)) = (sorted.first().copied(), sorted.last().copied()) else {
        return false;
    };
    sorted.dedup();
    let twice = numbers.len() - sorted.len();
    let span = last.abs_diff(first) as usize + 1;
    (twice + span - sorted.len()) * ONE_OFF_IN <= numbers.len()
}

/// The columns where all words of a header begin once more: in the same order, or behind a column that
/// is empty from the header down.
fn repeated(columns: &[Column], rows: &[RawRow]) -> Vec<u32> {
    let labels = |part: &[Column]| part.iter().map(|c| c.label.clone()).collect::<Vec<_>>();
    let sorted = |part: &[Column]| {
        let mut all = labels(part);
        all.sort_unstable();
        all
    };
    let is_empty = |column: u32| rows.iter().all(|row| row.get(column).is_none());
    let next_to = |left: &[Column], right: &[Column]| {
        let ends = left.last().zip(right.first());
        let gap = ends.is_some_and(|(last, first)| (last.at + 1..first.at).any(is_empty));
        labels(left) == labels(right) || gap && sorted(left) == sorted(right)
    };
    let whole = |width: &usize| {
        let parts: Vec<&[Column]> = columns.chunks(*width).collect();
        let named = |part: &&[Column]| part.iter().any(|c| names_somebody(c.field));
        let mut pairs = parts.windows(2);
        let alike = pairs.all(|pair| matches!(pair, [left, right] if next_to(left, right)));
        alike && parts.first().is_some_and(named)
    };
    let mut widths = (LEAST..=columns.len() / 2).filter(|w| columns.len().is_multiple_of(*w));
    let Some(width) = widths.find(whole) else {
        return Vec::new();
    };
    let again = columns.iter().step_by(width).skip(1).map(|c| c.at);
    again.take(MOST_LISTS).collect()
}

/// The column where further people of a header begin, who have more than a name: they may be those of
/// another list.
fn second_people(columns: &[Column], below: &[RawRow]) -> Option<u32> {
    let is_name = |column: &&Column| column.field == Field::Key(Key::Name);
    let second = columns.iter().filter(is_name).nth(1)?;
    let held = below.iter().any(|row| row.get(second.at).is_some());
    let from = columns.iter().filter(|column| column.at >= second.at);
    let mut fields: Vec<Field> = Vec::new();
    for column in from.filter(|column| column.field != Field::Ignored) {
        if !fields.contains(&column.field) {
            fields.push(column.field);
        }
    }
    let personal = |field: &Field| {
        let own = Field::Key(Key::IdNumber);
        matches!(
            field,
            Field::Key(Key::Born) | Field::BornMale | Field::BornFemale
        ) || *field == own
            || field.is_money()
    };
    // Why somebody left, behind an empty column, is said of whom that column names.
    let before = second.at.checked_sub(1);
    let stands_off = before.is_some_and(|gap| {
        columns.iter().all(|column| column.at != gap)
            && below.iter().all(|row| row.get(gap).is_none())
    });
    let leaves = stands_off && fields.contains(&Field::Key(Key::Reason));
    let is_list = fields.len() >= LEAST && fields.iter().any(personal);
    (held && (is_list || leaves)).then_some(second.at)
}

/// The cells of a row in some columns.
fn within(row: &RawRow, columns: &Range<u32>) -> RawRow {
    let mut part = row.clone();
    part.keep(columns);
    part
}

fn texts(row: &RawRow) -> impl Iterator<Item = (u32, &str)> {
    row.cells().filter_map(|(column, value)| match value {
        Value::Text(text) => Some((column, text)),
        _ => None,
    })
}
