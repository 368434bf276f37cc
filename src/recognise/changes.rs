//! Lists of changes to a roll: who is new on it, whose benefit ended.
//!
//! In: header, context and first rows of a sheet. Out: its role, where it is such a list. Three rows of
//! additions must never be taken for the commune's whole roll, whatever columns they have.

use super::context::Context;
use super::header::Header;
use super::words::{ChangeWords, Field, Words};
use crate::model::{Key, Role};
use crate::read::{LeftOutWhy, RawRow};

/// What a text, or all texts around a list, say of its direction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Told {
    Added,
    Ended,
    Both,
}

/// The role of a list of changes; the reason for leaving it out where it does not tell enough; `None`
/// where the sheet is no such list.
pub fn change(
    header: &Header,
    below: &[RawRow],
    context: &Context,
    words: &Words,
) -> Option<Result<Role, LeftOutWhy>> {
    let change = &words.change;
    let has = |key: Key| header.columns.iter().any(|c| c.field == Field::Key(key));
    // Payments, registers and cards have their own increases and decreases.
    let foreign = [
        Key::Paid,
        Key::Receiver,
        Key::Receipt,
        Key::ReceivedOn,
        Key::Carried,
        Key::Died,
        Key::AwayFrom,
        Key::Card,
        Key::ValidFrom,
        Key::ValidTo,
        Key::Household,
        Key::HouseholdKind,
        Key::School,
        Key::Class,
        Key::Kwh,
        Key::FirstRow,
        Key::Pension,
    ];
    let around = || {
        let names = [&context.sheet, &context.file];
        context.title.iter().chain(names)
    };
    if foreign.into_iter().any(has) || around().any(|text| change.not_change.within(text)) {
        return None;
    }
    // So have certificates.
    let of_certificates = [Key::Certificate, Key::Kind, Key::Issued];
    let of_entries = [
        Key::Category,
        Key::Amount,
        Key::Coefficient,
        Key::From,
        Key::Until,
    ];
    if of_certificates.into_iter().any(has) && !of_entries.into_iter().any(has) {
        return None;
    }
    let told = match by_title(context, words) {
        Titled::Other => return None,
        // A title that was copied from the sheet before.
        Titled::Roll => by_name(&context.sheet, change),
        Titled::Change(told) => Some(told),
        Titled::Nothing => {
            by_name(&context.sheet, change).or_else(|| by_name(&context.file, change))
        }
    };
    let told = match told {
        Some(Told::Both) => by_name(&context.sheet, change)
            .filter(|told| *told != Told::Both)
            .or_else(|| by_columns(header, None, change))
            .or(Some(Told::Both)),
        Some(told) => Some(told),
        None => by_columns(header, Some(below), change),
    };
    let month = context.month.is_some();
    Some(match told? {
        Told::Added if month || has(Key::From) => Ok(Role::Additions),
        Told::Ended if month || has(Key::Until) || has(Key::Reason) || has(Key::Note) => {
            Ok(Role::Decisions)
        }
        _ => Err(LeftOutWhy::UntoldChange),
    })
}

/// What the title says.
enum Titled {
    /// A roll.
    Roll,
    /// A list of changes.
    Change(Told),
    /// A list of another kind.
    Other,
    /// None of these.
    Nothing,
}

fn by_title(context: &Context, words: &Words) -> Titled {
    let change = &words.change;
    // "Danh sách … tháng 10/2020 (tăng mới 3, giảm 2)" counts what a whole roll holds.
    let says = |phrases: &super::words::Phrases| {
        context.title.iter().any(|line| {
            let counts = line.find(|c: char| c.is_ascii_digit());
            let before = line.get(..counts.unwrap_or(line.len())).unwrap_or("");
            change.title_start.begins(before).is_some() && phrases.within(before)
        })
    };
    if let Some(told) = both(says(&change.added), says(&change.ended)) {
        return Titled::Change(told);
    }
    let titled = |role: Role| {
        let of = words.role(role);
        of.is_some_and(|of| context.title.iter().any(|line| of.titled(line)))
    };
    if titled(Role::Roll) {
        Titled::Roll
    } else if Role::ALL.iter().any(|role| titled(*role)) {
        Titled::Other
    } else {
        Titled::Nothing
    }
}

fn both(added: bool, ended: bool) -> Option<Told> {
    match (added, ended) {
        (true, true) => Some(Told::Both),
        (true, false) => Some(Told::Added),
        (false, true) => Some(Told::Ended),
        (false, false) => None,
    }
}

/// The name of a sheet or file: `Giam`, `DS tang T10.2020`, `An Khe - danh sach giam`.
fn by_name(name: &str, change: &ChangeWords) -> Option<Told> {
    // A word alone is one only where nothing but a month follows.
    let alone = |phrases: &super::words::Phrases| {
        phrases.begins(name).is_some_and(|rest| {
            rest.split(' ').all(|word| {
                let digits = word.trim_start_matches('t');
                matches!(word, "thang" | "nam" | "quy" | "trong")
                    || digits.bytes().all(|b| b.is_ascii_digit())
            })
        })
    };
    both(
        change.added.within(name) || alone(&change.added_name),
        change.ended.within(name) || alone(&change.ended_name),
    )
}

/// By columns such as `Lý do giảm`: where `below` is given, every row has to fill one of them, since a
/// whole roll may have such a column too.
fn by_columns(header: &Header, below: Option<&[RawRow]>, change: &ChangeWords) -> Option<Told> {
    let name = header
        .columns
        .iter()
        .find(|c| matches!(c.field, Field::Key(Key::Name) | Field::GivenName))?;
    let filled = |phrases: &super::words::Phrases| {
        let mut of = header.columns.iter().filter(|c| phrases.within(&c.label));
        of.any(|column| {
            let Some(rows) = below else {
                return true;
            };
            let mut people = rows
                .iter()
                .filter(|row| row.len() > 2 && row.text(name.at).is_some())
                .peekable();
            people.peek().is_some() && people.all(|row| row.get(column.at).is_some())
        })
    };
    both(filled(&change.added_column), filled(&change.ended_column))
        .filter(|told| *told != Told::Both)
}
