//! Which role a list has: what its columns say, and the words of title, sheet and file.

use super::context::Context;
use super::header::Header;
use super::words::{Field, RoleWords, Words};
use crate::model::{Key, Role};
use crate::read::FaultKind;

/// The role of a list; else the nearest one and what it lacks.
pub fn role(header: &Header, context: &Context, words: &Words) -> Result<Role, FaultKind> {
    let titled = words.roles.iter().any(|role| is_titled(role, context));
    let mut scored: Vec<(i32, &RoleWords, Vec<Key>)> = words
        .roles
        .iter()
        .map(|role| {
            let columns = header.columns_for(role);
            let fields: Vec<Field> = columns.iter().map(|c| c.field).collect();
            (
                score(role, &fields, context, titled),
                role,
                missing(role, &fields),
            )
        })
        .collect();
    // The first of equals is the plainer role, as roles are ordered.
    scored.sort_by_key(|(score, role, _)| (std::cmp::Reverse(*score), role.role));
    let fits = scored
        .iter()
        .find(|(score, _, missing)| *score > 0 && missing.is_empty());
    if let Some((_, words, _)) = fits {
        return Ok(words.role);
    }
    let (_, nearest, missing) = scored.into_iter().next().ok_or(FaultKind::NoHeader)?;
    let missing = if missing.is_empty() {
        nearest
            .columns
            .iter()
            .filter(|(_, w)| *w > 2)
            .map(|(c, _)| c.key())
            .collect()
    } else {
        missing
    };
    Err(FaultKind::Unrecognised {
        nearest: nearest.role,
        missing,
        row: header.row,
        unknown: header.unknown.clone(),
    })
}

fn is_titled(role: &RoleWords, context: &Context) -> bool {
    context.title.iter().any(|line| role.titled(line))
}

/// How much speaks for a role. Once a title speaks for any, a sheet called `DS` says next to nothing.
fn score(role: &RoleWords, fields: &[Field], context: &Context, titled: bool) -> i32 {
    let columns: i32 = role
        .columns
        .iter()
        .filter(|(column, _)| fields.iter().any(|f| column.is(*f)))
        .map(|(_, weight)| weight)
        .sum();
    let mut sum = columns;
    if is_titled(role, context) {
        sum += role.title_weight;
    }
    let names = [&context.sheet, &context.file];
    if names.iter().any(|name| role.titled(name)) {
        sum += role.title_weight;
    } else if names.iter().any(|name| role.file.within(name)) {
        sum += if titled { 1 } else { role.title_weight };
    }
    if context.month.is_some() {
        sum += role.month_told;
    }
    sum
}

fn missing(role: &RoleWords, fields: &[Field]) -> Vec<Key> {
    role.needs
        .iter()
        .filter(|any| {
            !any.iter()
                .any(|need| fields.iter().any(|f| need.is(*f) || is_name(*need, *f)))
        })
        .filter_map(|any| any.first().map(|need| need.key()))
        .collect()
}

/// Họ đệm and Tên are a name in two columns.
fn is_name(need: super::words::SpokenFor, field: Field) -> bool {
    need.is(Field::Key(Key::Name)) && matches!(field, Field::FamilyName | Field::GivenName)
}
