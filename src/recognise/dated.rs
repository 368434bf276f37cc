//! Months that headers of money tell: `Số tiền chi trả tháng 8/2020`.
//!
//! In: a header and what stands around the list. Out: of one month, the month of a list that tells none; of several,
//! a column of money for each.

use super::context::Context;
use super::header::{Column, Header};
use super::values::{Mention, mentions, span};
use super::words::{Field, Words};
use crate::model::{Key, Role};

/// Puts the months of the money where the list needs them.
pub fn take_months(found: &mut Header, context: &mut Context, words: &Words) {
    let by_column = |field| matches!(field, Field::Key(Key::Month) | Field::MonthSum { .. });
    if found.columns.iter().any(|column| by_column(column.field)) {
        return;
    }
    let told: Vec<(u32, Mention)> = found
        .columns
        .iter()
        .filter_map(|column| Some((column.at, month_of(column, words)?)))
        .collect();
    let Some((_, first)) = told.first() else {
        return;
    };
    let same = |other: &Mention| (other.month, other.year) == (first.month, first.year);
    if told.iter().all(|(_, month)| same(month)) {
        if context.month.is_some() {
            return;
        }
        context.month = span(&[first], context.year);
        // What a title would say: "chi trả tháng 8/2020".
        let headers = found
            .columns
            .iter()
            .filter(|c| month_of(c, words).is_some());
        let ledger = words.role(Role::Ledger);
        let pays = headers.filter(|c| ledger.is_some_and(|role| role.titled(&c.label)));
        context.title.extend(pays.map(|c| c.label.clone()));
        return;
    }
    for column in &mut found.columns {
        if let Some(month) = month_of(column, words).filter(|month| month.count == 1) {
            column.field = Field::MonthSum {
                month: month.month as u8,
                year: month.year.and_then(|year| u16::try_from(year).ok()),
            };
        }
    }
}

/// The one month that a column's money is said to be of; a level that holds from a month on is of many.
fn month_of(column: &Column, words: &Words) -> Option<Mention> {
    if !matches!(
        column.field,
        Field::Key(Key::Amount | Key::Regular | Key::Total)
    ) {
        return None;
    }
    if words.context.lasting.within(&column.label) {
        return None;
    }
    match mentions(&column.written).as_slice() {
        [one] if !one.dated => Some(*one),
        _ => None,
    }
}
