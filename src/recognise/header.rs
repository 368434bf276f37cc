//! Where a list's header is and what its columns are.
//!
//! In: the first rows of a sheet. Out: [`Header`]: its rows, and for each column what it holds. A
//! header has one to three rows, merged or not; titles stand above it.

use super::apart::{births, others};
use super::values::mentions;
use super::words::{Field, RoleWords, Words};
use crate::model::Key;
use crate::model::text::{fold, tidy};
use crate::read::{Merge, RawRow, Value, column_index, column_letters};

/// A header.
#[derive(Clone, Debug)]
pub struct Header {
    /// Index of its first row among the rows looked at.
    pub first: usize,
    /// Index of its last row.
    pub last: usize,
    /// The row number of its last row that Excel shows.
    pub row: u32,
    /// What the columns hold, from left to right.
    pub columns: Vec<Column>,
    /// Columns whose header means nothing, as letters and words.
    pub unknown: Vec<(String, String)>,
    /// Columns of day, month and year of dates in three columns.
    pub parted: Vec<[u32; 3]>,
}

/// A column of a list.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its place, from 0.
    pub at: u32,
    /// What it holds.
    pub field: Field,
    /// Its header, folded.
    pub label: String,
    /// Its header as written.
    pub written: String,
}

impl Header {
    /// The columns as a list of this role has them: some words mean something there alone.
    pub fn columns_for(&self, role: &RoleWords) -> Vec<Column> {
        let mut columns = self.columns.clone();
        if role.own.is_empty() {
            return columns;
        }
        for (letters, written) in &self.unknown {
            let label = fold(written);
            if let (Some(field), Some(at)) = (role.own_field(written), column_index(letters)) {
                columns.push(Column {
                    at,
                    field,
                    label,
                    written: written.clone(),
                });
            }
        }
        for column in &mut columns {
            column.field = role.own_field(&column.written).unwrap_or(column.field);
        }
        columns.sort_by_key(|column| column.at);
        columns
    }
}

/// A header lies within the first rows of a sheet.
pub const MOST_ABOVE: u32 = 40;

/// The header among the first rows: the row with most known words, one of them for whom the list is
/// about.
pub fn header(rows: &[RawRow], merges: &[Merge], words: &Words) -> Option<Header> {
    // Below another list the first rows are those from there.
    let top = rows.first().map_or(0, |r| r.number);
    let top = if top > MOST_ABOVE { top } else { 0 };
    // A long preamble may stand above it.
    let at =
        richest(rows, top + MOST_ABOVE + 1, words).or_else(|| richest(rows, u32::MAX, words))?;
    let mut first = at;
    let mut last = at;
    while last - first < 2
        && rows
            .get(last + 1)
            .is_some_and(|r| goes_on(rows, last, r, merges, words))
    {
        last += 1;
    }
    if let Some(above) = at.checked_sub(1)
        && last - first < 2
        && is_upper(rows, above, at, merges, words)
    {
        first = above;
    }
    let block = rows.get(first..=last)?;
    let (mut columns, unknown) = columns(block, merges, words);
    let below = rows.get(last + 1..).unwrap_or(&[]);
    settle_doubles(&mut columns, below);
    settle_counts(&mut columns, below);
    births(&mut columns, words);
    let parted = others(&mut columns, words);
    Some(Header {
        parted,
        first,
        last,
        row: rows.get(last).map_or(1, |r| r.number),
        columns,
        unknown,
    })
}

/// The row with most known words, up to the last row where a header may be.
fn richest(rows: &[RawRow], last: u32, words: &Words) -> Option<usize> {
    let mut best: Option<(usize, usize)> = None;
    let mut people = 0;
    let near = rows.iter().enumerate().filter(|(_, r)| r.number <= last);
    for (i, row) in near {
        let fields = known(row, words);
        let about = fields.iter().any(|f| names_somebody(*f));
        // "Lương Hữu Tài" sounds like a column of pensions; the figures beside it are a person's.
        let figures = figures(row);
        let person = 2 * figures >= fields.len();
        people += usize::from(person && figures > 0);
        // What stands below people is the header of the next list.
        if people > 0 && best.is_some_and(|(_, most)| most >= 3) {
            break;
        }
        if about && !person && fields.len() >= 2 && best.is_none_or(|(_, most)| fields.len() > most)
        {
            best = Some((i, fields.len()));
        }
    }
    best.map(|(at, _)| at)
}

/// Words that mean two things, told apart by the other columns and by what stands below.
fn settle_doubles(columns: &mut [Column], below: &[RawRow]) {
    let has = |columns: &[Column], field| columns.iter().any(|c| c.field == field);
    let named = columns
        .iter()
        .any(|c| c.field != Field::NameOrCategory && names_somebody(c.field));
    let parted = has(columns, Field::GivenName);
    for column in columns {
        let bare = column.written.is_ascii();
        column.field = match (column.field, column.label.as_str()) {
            (Field::NameOrCategory, _) if named => Field::Key(Key::Category),
            (Field::NameOrCategory, _) => Field::Key(Key::Name),
            // Without tones: họ or hộ, kỳ or ký.
            (Field::FamilyName | Field::Key(Key::Household), "ho") if bare => {
                if parted {
                    Field::FamilyName
                } else {
                    Field::Key(Key::Household)
                }
            }
            (Field::Key(Key::Paid), "ky") if bare && holds_months(column.at, below) => {
                Field::Key(Key::Month)
            }
            (field, _) => field,
        };
    }
}

/// The most months of arrears that a column may count.
const MOST_MONTHS: f64 = 120.0;

/// A column said to count months that holds sums is one of money.
fn settle_counts(columns: &mut [Column], below: &[RawRow]) {
    for (months, money) in [
        (Key::CarriedMonths, Key::Carried),
        (Key::ArrearsMonths, Key::Arrears),
    ] {
        let taken = columns.iter().any(|c| c.field == Field::Key(money));
        let counted = columns.iter_mut().filter(|c| c.field == Field::Key(months));
        for column in counted.filter(|c| !taken && holds_sums(c.at, below)) {
            column.field = Field::Key(money);
        }
    }
}

/// Whether all numbers of a column are too large to count months.
fn holds_sums(column: u32, rows: &[RawRow]) -> bool {
    let number = |value: Value<'_>| match value {
        Value::Number(n) if n != 0.0 => Some(n),
        Value::Text(text) if text.bytes().any(|b| (b'1'..=b'9').contains(&b)) => {
            let bare = text.trim().replace(['.', ',', ' '], "");
            Some(bare.parse().unwrap_or(0.0))
        }
        _ => None,
    };
    let mut numbers = rows
        .iter()
        .filter_map(|r| r.get(column).and_then(number))
        .peekable();
    // A month may be written as one number, 202008.
    let is_sum = |n: f64| n > MOST_MONTHS && !(195_001.0..=210_012.0).contains(&n);
    numbers.peek().is_some() && numbers.all(is_sum)
}

/// Whether what stands in a column is months.
fn holds_months(column: u32, rows: &[RawRow]) -> bool {
    let month = |value: Value<'_>| match value {
        Value::Text(t) => {
            !mentions(t).is_empty() || t.trim().parse::<crate::model::Month>().is_ok()
        }
        Value::Number(n) => (1.0..=12.0).contains(&n),
        Value::Date(_) => true,
        _ => false,
    };
    let mut values = rows.iter().filter_map(|r| r.get(column)).peekable();
    values.peek().is_some() && values.all(month)
}

/// The distinct fields that a row's texts are headers of.
pub fn known(row: &RawRow, words: &Words) -> Vec<Field> {
    let mut fields = Vec::new();
    for (_, value) in row.cells() {
        if let Value::Text(text) = value
            && text.len() < 120
            && let Some(field) = label_field(text, words)
            && !fields.contains(&field)
        {
            fields.push(field);
        }
    }
    fields
}

/// How many cells hold what only a person's row holds: a day, a year, a number of many digits.
pub fn figures(row: &RawRow) -> usize {
    row.cells()
        .filter(|(_, value)| match value {
            Value::Text(text) => is_figure(text),
            Value::Number(n) => *n >= 1000.0,
            // A header may hold the first days of months.
            Value::Date(serial) => month_start(*serial).is_none(),
            _ => false,
        })
        .count()
}

fn month_start(serial: f64) -> Option<()> {
    let read = super::values::date(Value::Date(serial), super::values::DateUse::Event, None);
    (read.value?.first.ymd().2 == 1).then_some(())
}

/// `05/06/1940`, `034138001234`, `1938`, `270.000`; a month such as `10/2020` may be a column's header.
fn is_figure(text: &str) -> bool {
    let text = text.trim();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let signs = text
        .bytes()
        .all(|b| b.is_ascii_digit() || b" ./-,".contains(&b));
    digits >= 4 && signs && month_column(text).is_none()
}

/// Whether a column says for whom the list is about.
pub fn names_somebody(field: Field) -> bool {
    matches!(
        field,
        Field::Key(
            Key::Name | Key::Head | Key::Member | Key::CaredFor | Key::FirstRow | Key::SecondRow
        ) | Field::FamilyName
            | Field::GivenName
            | Field::NameOrCategory
    )
}

/// What a header text is, with what stands in brackets or without.
pub fn label_field(text: &str, words: &Words) -> Option<Field> {
    let folded = fold(text);
    words
        .toned_header(text)
        .or_else(|| words.exact_header(&folded))
        .or_else(|| words.compound_header(&folded))
        .or_else(|| {
            let bare = fold(text.split(['(', '[']).next().unwrap_or(text));
            if bare.is_empty() {
                None
            } else {
                words.header(&bare)
            }
        })
        .or_else(|| words.header(&folded))
        .or_else(|| in_two_languages(text, words))
}

/// `Category / Đối tượng`: what its parts are, if they are one thing.
fn in_two_languages(text: &str, words: &Words) -> Option<Field> {
    let (first, second) = text.split_once(['/', '\n'])?;
    let mut known = [first, second]
        .into_iter()
        .filter_map(|part| words.exact_header(&fold(part)));
    let field = known.next()?;
    known.all(|other| other == field).then_some(field)
}

/// Whether the whole text is a header, not only its first words: a person may be called Lương Hữu.
fn is_label(text: &str, words: &Words) -> bool {
    let bare = text.split(['(', '[']).next().unwrap_or(text);
    [text, bare]
        .into_iter()
        .any(|t| words.exact_header(&fold(t)).is_some())
}

/// Whether a text is a kind of household: where the name stands, it is the line of a group.
fn names_kind(text: &str, words: &Words) -> bool {
    matches!(label_field(text, words), Some(Field::KindMark(_)))
}

/// Whether the row below goes on with the header: only words, none where the name stands.
fn goes_on(rows: &[RawRow], last: usize, row: &RawRow, merges: &[Merge], words: &Words) -> bool {
    let Some(above) = rows.get(last) else {
        return false;
    };
    if row.number != above.number + 1 || row.is_empty() {
        return false;
    }
    let texts: Vec<(u32, &str)> = row
        .cells()
        .filter_map(|(c, v)| {
            if let Value::Text(t) = v {
                Some((c, t))
            } else {
                None
            }
        })
        .collect();
    if texts.len() != row.len()
        || figures(row) > 0
        || texts.iter().all(|(_, t)| is_column_number(t))
    {
        return false;
    }
    let name = above.cells().find_map(|(c, v)| match v {
        Value::Text(t) if label_field(t, words).is_some_and(names_somebody) => Some(c),
        _ => None,
    });
    if let Some(name) = name
        && let Some(text) = row.text(name)
        && (!is_label(text, words) || names_kind(text, words))
    {
        return false;
    }
    // A page may repeat its header at once; that is no second row of it.
    if name.is_some_and(|c| row.text(c).is_some() && row.text(c) == above.text(c)) {
        return false;
    }
    if texts
        .iter()
        .any(|cell| names_group(above, *cell, texts.len(), words))
    {
        return false;
    }
    texts.iter().any(|(c, text)| {
        let upper = inherited(above, *c, merges, true).unwrap_or("");
        label_field(text, words).is_some()
            || words
                .exact_header(&fold(&format!("{upper} {text}")))
                .is_some()
    })
}

/// Whether a text below a header begins the line of a group: "Tổ dân phố số 12" alone in its row, merged over the columns
/// or not, or where the running numbers stand.
fn names_group(above: &RawRow, (column, text): (u32, &str), texts: usize, words: &Words) -> bool {
    let Some(over) = above.text(column) else {
        return false;
    };
    let is_first = above
        .cells()
        .next()
        .is_some_and(|(first, _)| first == column);
    let numbers = label_field(over, words) == Some(Field::Key(Key::Number));
    let sounds = numbers && label_field(text, words).is_some();
    match texts {
        1 => is_first || !is_label(text, words),
        _ => sounds && !is_label(text, words),
    }
}

/// Whether the row above is the header's upper row: words over several columns, no title line.
fn is_upper(rows: &[RawRow], above: usize, at: usize, merges: &[Merge], words: &Words) -> bool {
    let (Some(row), Some(header)) = (rows.get(above), rows.get(at)) else {
        return false;
    };
    if row.number + 1 != header.number {
        return false;
    }
    let all_text = row
        .cells()
        .all(|(_, v)| matches!(v, Value::Text(t) if t.len() < 80));
    let matched = row
        .cells()
        .filter(|(_, v)| matches!(v, Value::Text(t) if label_field(t, words).is_some()))
        .count();
    let merged_down = merges
        .iter()
        .any(|m| m.top == row.number && m.bottom >= header.number);
    all_text && figures(row) == 0 && row.len() >= 2 && (matched > 0 || merged_down)
}

/// `(1)`, `A`, `(8)=(6)+(7)`.
pub fn is_column_number(text: &str) -> bool {
    let text = text.trim();
    let bare = text
        .split('=')
        .next()
        .unwrap_or(text)
        .trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | ' ' | '.'));
    let digits = !bare.is_empty() && bare.len() <= 2 && bare.bytes().all(|b| b.is_ascii_digit());
    let letter = bare.len() == 1 && bare.bytes().all(|b| b.is_ascii_uppercase());
    digits || letter
}

/// The text over a column in an upper row: its own, that of the merged area, or, where no areas are
/// known, the nearest to the left.
fn inherited<'a>(
    row: &'a RawRow,
    column: u32,
    merges: &[Merge],
    any_left: bool,
) -> Option<&'a str> {
    if let Some(text) = row.text(column) {
        return Some(text);
    }
    let area = merges.iter().find(|m| {
        m.top <= row.number && row.number <= m.bottom && m.left <= column && column <= m.right
    });
    if let Some(area) = area {
        return row.text(area.left);
    }
    if !any_left || !merges.is_empty() {
        return None;
    }
    row.cells()
        .filter(|(c, _)| *c < column)
        .last()
        .and_then(|(c, _)| row.text(c))
}

fn columns(
    block: &[RawRow],
    merges: &[Merge],
    words: &Words,
) -> (Vec<Column>, Vec<(String, String)>) {
    let mut places: Vec<u32> = block
        .iter()
        .flat_map(|r| r.cells().map(|(c, _)| c))
        .collect();
    places.sort_unstable();
    places.dedup();
    let (mut all, mut unknown) = (Vec::new(), Vec::new());
    for column in places {
        let mut parts: Vec<&str> = Vec::new();
        for (i, row) in block.iter().enumerate() {
            let lower = block.iter().skip(i + 1).any(|r| r.text(column).is_some());
            let text = if lower {
                inherited(row, column, merges, true)
            } else {
                row.text(column)
            };
            parts.extend(text);
        }
        let dated = block.iter().find_map(|r| match r.get(column) {
            Some(Value::Date(serial)) => month_of_serial(serial),
            _ => None,
        });
        let written = parts.join(" ");
        let field = dated.or_else(|| field_of(&parts, words));
        if let Some(field) = field {
            all.push(Column {
                at: column,
                field,
                label: fold(&written),
                written,
            });
        } else if !fold(&written).is_empty() {
            unknown.push((column_letters(column), tidy(&written).into_owned()));
        }
    }
    (all, unknown)
}

fn month_of_serial(serial: f64) -> Option<Field> {
    let read = super::values::date(Value::Date(serial), super::values::DateUse::Event, None);
    let month = read.value?.first_month();
    Some(Field::MonthSum {
        month: month.number() as u8,
        year: u16::try_from(month.year()).ok(),
    })
}

/// What a column is by the texts over it, upper first.
fn field_of(parts: &[&str], words: &Words) -> Option<Field> {
    let (lower, uppers) = parts.split_last()?;
    if uppers.is_empty() {
        return label_field(lower, words).or_else(|| month_column(lower));
    }
    if let Some(field) = words.exact_header(&fold(&parts.join(" "))) {
        return Some(field);
    }
    let upper = uppers.last().copied().unwrap_or("");
    if let Some(field) = words.exact_header(&fold(&format!("{upper} {lower}"))) {
        return Some(field);
    }
    // Whichever of them stands above: "Truy lĩnh" over "Số tháng", "Số tháng" over "Truy lĩnh".
    let compound = |from: usize| words.compound_header(&fold(&parts.get(from..)?.join(" ")));
    if let Some(field) = (0..parts.len() - 1).find_map(compound) {
        return Some(field);
    }
    let child = label_field(lower, words);
    let parent = uppers.iter().rev().find_map(|u| label_field(u, words));
    match (parent, child) {
        (Some(Field::Key(parent)), Some(child)) => Some(under(parent, child)),
        (_, Some(child)) => Some(child),
        (parent, None) => month_column(lower).or(parent),
    }
}

/// A lower header under an upper one that says whose it is.
fn under(parent: Key, child: Field) -> Field {
    let person = matches!(
        parent,
        Key::Receiver | Key::Head | Key::CaredFor | Key::Member
    );
    match (parent, child) {
        (_, Field::Key(Key::Name) | Field::GivenName | Field::FamilyName) if person => {
            Field::Key(parent)
        }
        (_, Field::Key(Key::Paid | Key::Relation | Key::ReceivedOn | Key::Account | Key::Note)) => {
            child
        }
        _ if person => Field::Ignored,
        (Key::Carried | Key::CarriedMonths, Field::Months | Field::Key(Key::Month)) => {
            Field::Key(Key::CarriedMonths)
        }
        (Key::Arrears | Key::ArrearsMonths, Field::Months | Field::Key(Key::Month)) => {
            Field::Key(Key::ArrearsMonths)
        }
        (
            Key::Carried
            | Key::Arrears
            | Key::Care
            | Key::Funeral
            | Key::OneOff
            | Key::Deduction
            | Key::Regular,
            Field::Key(Key::Amount),
        ) => Field::Key(parent),
        (Key::Died, Field::Key(Key::Born)) => Field::Key(Key::Died),
        (Key::Card, Field::Key(Key::From)) => Field::Key(Key::ValidFrom),
        (Key::Card, Field::To) => Field::Key(Key::ValidTo),
        (Key::AwayFrom, Field::Key(Key::From)) => Field::Key(Key::AwayFrom),
        (Key::AwayFrom, Field::To) => Field::Key(Key::AwayTo),
        (Key::Decision, Field::BareNumber) => Field::Key(Key::Decision),
        (Key::Certificate, Field::BareNumber) => Field::Key(Key::Certificate),
        _ => child,
    }
}

/// A header that is nothing but a month: the column holds that month's money.
fn month_column(text: &str) -> Option<Field> {
    if text.chars().count() > 18 {
        return None;
    }
    match mentions(text).as_slice() {
        [one] if one.count == 1 && !one.dated => Some(Field::MonthSum {
            month: one.month as u8,
            year: one.year.and_then(|y| u16::try_from(y).ok()),
        }),
        _ => None,
    }
}
