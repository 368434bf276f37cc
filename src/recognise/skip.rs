//! Which rows of a list are not people: totals, group lines, numbers of columns, repeated headers,
//! signatures. Group lines rule what follows them, so they are kept in mind.

use super::commune::ranked_commune;
use super::header::is_column_number;
use super::heading::{Heading, is_title};
use super::plan::Plan;
use super::totals::is_total;
use super::typing::{Fate, is_of_homes};
use super::values::MonthSpan;
use super::words::{Categorised, Field, Words};
use crate::model::text::{beginning, commune_name, fold, tidy};
use crate::model::{HouseholdKinds, Key, Role};
use crate::read::{RawRow, Value};

/// As much of a text as says what a line is, in bytes.
pub const TELLING: usize = 1000;

/// What earlier rows of a list said about later ones.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Ruling {
    /// Category words of the group.
    pub category: String,
    /// What they mean.
    pub categorised: Categorised,
    /// Village of the group.
    pub village: String,
    /// Commune of the group.
    pub commune: String,
    /// Kind of household of the group, in its words.
    pub kind: String,
    /// School of the group.
    pub school: String,
    /// The signatures have begun: what follows without a number or money is no person.
    pub ended: bool,
    /// Month of the list that began below another.
    pub month: Option<MonthSpan>,
    /// What its title says of all its money.
    pub fate: Fate,
    /// The lines of a title, until it is known whether a list begins.
    pub heading: Option<Heading>,
    /// The first line of what may be the title of a list with columns of its own.
    pub title: Option<u32>,
}

/// Why a row is no person; `None` where it is one. Group lines change `ruling`.
pub fn no_person(
    row: &RawRow,
    plan: &Plan,
    words: &Words,
    ruling: &mut Ruling,
) -> Option<&'static str> {
    if plan.role == Role::Links {
        return no_pair(row, plan);
    }
    let name = plan.name.and_then(|c| row.text(c));
    if let Some(name) = name
        && is_plain_person(row, plan)
        && !name
            .bytes()
            .all(|b| b.is_ascii_digit() || b == b'(' || b == b')')
        && has_letters(name)
    {
        return None;
    }
    let facts = Facts::of(row, plan);
    let why = why_no_person(row, plan, words, ruling, &facts);
    let titled = matches!(why, None | Some("signature" | "no-name"))
        && !facts.identified
        && !facts.numbered
        && is_title(row, words);
    if titled { Some("title") } else { why }
}

fn why_no_person(
    row: &RawRow,
    plan: &Plan,
    words: &Words,
    ruling: &mut Ruling,
    facts: &Facts,
) -> Option<&'static str> {
    let name = plan.name.and_then(|c| row.text(c));
    let folded = name
        .map(|t| fold(beginning(t, TELLING)))
        .unwrap_or_default();
    if !folded.is_empty()
        && (folded == plan.name_label || words.exact_header(&folded) == Some(Field::Key(Key::Name)))
    {
        return Some("repeated-header");
    }
    let number_in_name = plan.name.and_then(|c| row.get(c));
    if matches!(number_in_name, Some(Value::Number(_))) || name.is_some_and(is_column_number) {
        return Some("column-numbers");
    }
    let first = first_text(row);
    let total = |text: &str| is_total(text, row, facts.numbered, plan, words);
    if !facts.identified && (name.is_some_and(total) || first.is_some_and(total)) {
        return Some("total");
    }
    if !facts.identified && !facts.money && !facts.numbered && is_signature(row, words) {
        ruling.ended = true;
        return Some("signature");
    }
    if ruling.ended && !facts.identified && !facts.numbered {
        return Some("signature");
    }
    let Some(name) = name else {
        return Some(match first {
            Some(text)
                if !facts.identified
                    && texts(row, words) == 1
                    && (home_group(text, plan, words, ruling) || group(text, words, ruling)) =>
            {
                "group"
            }
            Some(_) if row.len() == 1 => "title",
            _ => "no-name",
        });
    };
    if !has_letters(name) {
        return Some("no-name");
    }
    if !facts.identified && !facts.numbered && !facts.money && is_header(row, words) {
        return Some("title");
    }
    // A group's line may have a number like a person's, but nothing else.
    let bare = facts.numbered && row.len() == 2;
    if bare && uncounted(name, words).is_none() && words.categories.says(name) {
        group(name, words, ruling);
        return Some("group");
    }
    if !facts.identified
        && (!facts.numbered || bare)
        && let Some(told) = uncounted(name, words)
    {
        group(told, words, ruling);
        return Some("group");
    }
    let lead = plan.number.and_then(|c| row.text(c)).unwrap_or("").trim();
    let enumerated = is_enumerator(lead);
    if !facts.identified
        && !facts.numbered
        && (home_group(name, plan, words, ruling) || group(name, words, ruling) || enumerated)
    {
        return Some("group");
    }
    if !facts.identified && !facts.numbered && !facts.money && row.len() == 1 {
        // A word alone in a list with more columns: a line of the layout.
        let lonely = plan.slots.iter().flatten().count() > 2;
        return lonely.then_some("title");
    }
    None
}

/// `???` and `-` are no names.
pub fn has_letters(name: &str) -> bool {
    name.chars().any(char::is_alphabetic)
}

/// Whether a row is the header of a table that names nobody, as of a summary below the list.
fn is_header(row: &RawRow, words: &Words) -> bool {
    let mut fields: Vec<Field> = Vec::new();
    for (at, (_, value)) in row.cells().enumerate() {
        let Value::Text(text) = value else {
            return false;
        };
        let field = words.exact_header(&fold(beginning(text, TELLING)));
        // Of a person's row the first cell is none, though "Nữ" and "Chủ hộ" are headers as well.
        if at == 0 && field.is_none() {
            return false;
        }
        fields.extend(field.filter(|field| !fields.contains(field)));
    }
    fields.len() >= 2
}

/// In a list of decided pairs, a row that nobody answered says nothing.
fn no_pair(row: &RawRow, plan: &Plan) -> Option<&'static str> {
    let of = |key| {
        let value = move |column| row.get(column);
        plan.column(key).and_then(value)
    };
    match of(Key::Answer) {
        Some(Value::Text(text)) if is_column_number(text) => Some("column-numbers"),
        Some(_) => None,
        None if of(Key::FirstRow).or(of(Key::SecondRow)).is_some() => Some("unanswered"),
        None => Some("title"),
    }
}

/// `Lũy kế từ đầu năm`: a total of more than the list.
pub fn counts_since(row: &RawRow, words: &Words) -> bool {
    row.cells().any(|(_, value)| {
        matches!(value, Value::Text(t) if words.rows.since.within(&fold(beginning(t, TELLING))))
    })
}

/// What a group's line counts: `Người cao tuổi: 15 người`; nothing where it counts nobody.
fn uncounted<'a>(text: &'a str, words: &Words) -> Option<&'a str> {
    let at = text.find([':', '(', '-'])?;
    let (told, count) = text.split_at(at);
    let count = fold(count);
    let figures = count.find(|c: char| !c.is_ascii_digit())?;
    let (_, counted) = count
        .split_at_checked(figures)
        .filter(|(n, _)| !n.is_empty())?;
    words.rows.counted.is(counted.trim()).then_some(told)
}

/// Most rows: a name with an id number or a birth beside it.
pub fn is_plain_person(row: &RawRow, plan: &Plan) -> bool {
    row.cells().any(|(column, value)| {
        let Some(slot) = plan.slot(column) else {
            return false;
        };
        match slot.field {
            Field::Key(Key::IdNumber) => match value {
                Value::Text(t) => t.bytes().filter(u8::is_ascii_digit).count() >= 8,
                Value::Number(n) => n >= 1e7,
                _ => false,
            },
            Field::Key(Key::Born | Key::Died)
            | Field::BornMale
            | Field::BornFemale
            | Field::BornYear => match value {
                Value::Text(t) => t.bytes().filter(u8::is_ascii_digit).count() >= 4,
                Value::Number(n) => n >= 1850.0,
                Value::Date(_) => true,
                _ => false,
            },
            _ => false,
        }
    })
}

/// Whether a row without a name is somebody's all the same: it tells a birth or an id number, or it has
/// a number, words and money like the rows around it.
pub fn is_somebody(row: &RawRow, plan: &Plan) -> bool {
    let facts = Facts::of(row, plan);
    let mut cells = row
        .cells()
        .filter(|(column, _)| plan.number != Some(*column));
    let worded =
        cells.any(|(column, value)| plan.slot(column).is_some() && matches!(value, Value::Text(_)));
    facts.identified || facts.numbered && facts.money && worded
}

/// What speaks for a person.
#[derive(Default)]
struct Facts {
    /// An id number or a birth.
    identified: bool,
    /// A running number.
    numbered: bool,
    /// Money above zero.
    money: bool,
}

impl Facts {
    fn of(row: &RawRow, plan: &Plan) -> Self {
        let numbered = plan
            .number
            .and_then(|c| row.get(c))
            .is_some_and(|v| match v {
                Value::Number(_) => true,
                Value::Text(t) => {
                    let t = t.trim().trim_end_matches(['.', ')']);
                    !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit())
                }
                _ => false,
            });
        let money = row.cells().any(|(column, value)| {
            plan.slot(column).is_some_and(|s| s.field.is_money())
                && match value {
                    Value::Number(n) => n > 0.0,
                    Value::Text(t) => t.bytes().any(|b| matches!(b, b'1'..=b'9')),
                    Value::NoValue => true,
                    _ => false,
                }
        });
        Self {
            identified: is_plain_person(row, plan),
            numbered,
            money,
        }
    }
}

fn first_text(row: &RawRow) -> Option<&str> {
    row.cells().find_map(|(_, v)| match v {
        Value::Text(t) if !is_enumerator(t.trim()) => Some(t),
        _ => None,
    })
}

/// How many texts a row has that are more than figures and what they count (`4.050.000`, `15 người`).
fn texts(row: &RawRow, words: &Words) -> usize {
    let speaks = |text: &str| {
        let text = text.trim();
        let counted = text.trim_start_matches(|c: char| !c.is_alphabetic());
        let counts = text.starts_with(|c: char| c.is_ascii_digit())
            && (counted.is_empty() || words.rows.counted.is(&fold(beginning(counted, TELLING))));
        !is_enumerator(text) && !counts
    };
    let texts = row
        .cells()
        .filter(|(_, v)| matches!(v, Value::Text(t) if speaks(t)));
    texts.count()
}

/// Whether a row is of the block of signatures.
pub fn is_signature(row: &RawRow, words: &Words) -> bool {
    row.cells().any(|(_, value)| {
        let Value::Text(text) = value else {
            return false;
        };
        let folded = fold(beginning(text, TELLING));
        let place_and_day = ["ngay", "thang", "nam"]
            .iter()
            .all(|w| super::words::word_at(&folded, w).is_some());
        place_and_day || words.rows.signature.within(&folded)
    })
}

/// `I`, `IV.`, `A`, `a)`: the number of a group.
pub fn is_enumerator(text: &str) -> bool {
    let bare = text.trim_end_matches(['.', ')', '/', ' ']);
    let roman = !bare.is_empty()
        && bare.len() <= 5
        && bare.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
    let letter = bare.len() == 1 && bare.bytes().all(|b| b.is_ascii_alphabetic() && b != b'x');
    roman || letter
}

/// Words that the line of a group has at most.
const MOST_OF_GROUP: usize = 12;

/// In a list about households or pupils, a line of a kind of household or of a school.
fn home_group(text: &str, plan: &Plan, words: &Words, ruling: &mut Ruling) -> bool {
    if !is_of_homes(plan.role) {
        return false;
    }
    let tidied = tidy(beginning(text, TELLING));
    let bare = without_enumerator(&tidied);
    if plan.role == Role::Pupils && words.values.homes.school.begins(&fold(bare)).is_some() {
        bare.clone_into(&mut ruling.school);
        return true;
    }
    if !words.values.homes.begins_with_kind(bare) {
        return false;
    }
    let kinds = words.household_kinds(bare);
    let of_lists = HouseholdKinds::POOR | HouseholdKinds::NEAR_POOR | HouseholdKinds::POLICY;
    if !kinds.has(of_lists) || bare.split_whitespace().count() > MOST_OF_GROUP {
        return false;
    }
    bare.clone_into(&mut ruling.kind);
    true
}

/// Takes a line for what it rules: a category, a village, a commune. Says whether it is one of these.
fn group(text: &str, words: &Words, ruling: &mut Ruling) -> bool {
    let tidied = tidy(beginning(text, TELLING));
    let bare = without_enumerator(&tidied);
    let folded = fold(bare);
    if words
        .rows
        .village
        .begins(&folded)
        .is_some_and(|rest| rest.len() < 40)
        && has_tones_of_village(bare, words)
    {
        bare.clone_into(&mut ruling.village);
        return true;
    }
    if let Some(commune) = words.commune(bare) {
        ruling.commune.clone_from(&commune.name);
        ruling.village.clear();
        return true;
    }
    let ranked = words
        .context
        .rank
        .begins(&folded)
        .is_some_and(|rest| !rest.is_empty() && rest.len() < 30);
    if ranked && folded.len() > 4 && !folded.starts_with("xa hoi") {
        ruling.commune =
            ranked_commune(bare, words, true).unwrap_or_else(|| commune_name(bare).into_owned());
        ruling.village.clear();
        return true;
    }
    let mut means = words.categories.means(bare);
    if means == Categorised::default() && folded.len() > 2 && words.level(&folded).is_some() {
        // Below a line of all levels the level alone names the group.
        let before = words.rows.before_level.iter();
        let mut whole = before.map(|before| words.categories.means(&format!("{before} {bare}")));
        means = whole.find(|one| *one != means).unwrap_or(means);
    }
    if means != Categorised::default() {
        bare.clone_into(&mut ruling.category);
        ruling.categorised = means;
        return true;
    }
    false
}

/// Whether the first word is a village's word with its own tones, or is written without any.
fn has_tones_of_village(text: &str, words: &Words) -> bool {
    let first = text.split(|c: char| !c.is_alphanumeric()).next();
    let first = first.unwrap_or("").to_lowercase();
    let mut toned = words.rows.village_toned.iter();
    first.is_ascii() || toned.any(|w| w.split(' ').next() == Some(first.as_str()))
}

/// `1. Người khuyết tật` without its number.
pub fn without_enumerator(text: &str) -> &str {
    let Some((first, rest)) = text.split_once([' ', '.', ')', '/', '-']) else {
        return text;
    };
    let number = first.bytes().all(|b| b.is_ascii_digit()) && !first.is_empty();
    let mark = text.as_bytes().get(first.len()).copied().unwrap_or(b' ');
    if (number || is_enumerator(first)) && (mark != b' ' || is_enumerator(first)) {
        rest.trim_start_matches(['.', ')', '/', '-', ' '])
    } else {
        text
    }
}
