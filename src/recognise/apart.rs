//! Dates whose day, month and year stand in three columns.
//!
//! In: the columns of a header. Out: the same columns, those of such dates told apart from months and from
//! the column of men, which is spelled like a year.

use super::header::Column;
use super::words::{Field, Phrases, Words};
use crate::model::Key;

/// Day, month and year of birth in columns of their own, in whatever order.
pub fn births(columns: &mut [Column], words: &Words) {
    each_named(columns, words);
    under_one(columns);
}

/// `Ngày sinh | Tháng sinh | Năm sinh`.
fn each_named(columns: &mut [Column], words: &Words) {
    let [day, month, year] = &words.values.birth;
    let has = |part: &Phrases| columns.iter().any(|c| part.is(&c.label));
    let (parted, whole) = (has(month), !has(year));
    for column in columns.iter_mut().filter(|_| parted) {
        let is = |part: &Phrases| part.is(&column.label);
        column.field = match column.field {
            _ if is(day) && !whole => Field::BornDay,
            _ if is(year) => Field::BornYear,
            // Without a year beside it, it has its own.
            _ if is(month) && whole => Field::Key(Key::Born),
            other => other,
        };
    }
}

/// Day, month and year side by side under one word of birth.
fn under_one(columns: &mut [Column]) {
    for at in 0..columns.len().saturating_sub(2) {
        let Some(three) = columns.get_mut(at..at + 3) else {
            return;
        };
        let apart = |column: &Column| {
            let (upper, part) = column.label.rsplit_once(' ')?;
            let field = match part {
                "ngay" => Field::BornDay,
                "thang" => Field::BornMonth,
                "nam" => Field::BornYear,
                _ => return None,
            };
            let of_birth = upper.split(' ').any(|word| word == "sinh");
            of_birth.then(|| (upper.to_owned(), field))
        };
        let parts: Vec<_> = three.iter().filter_map(apart).collect();
        let [(a, first), (b, second), (c, third)] = parts.as_slice() else {
            continue;
        };
        let whole = first != second && second != third && first != third;
        if whole && a == b && b == c {
            for (column, (_, field)) in three.iter_mut().zip(&parts) {
                column.field = *field;
            }
        }
    }
}

/// Day, month and year side by side under the word of another date: the day's column stands for all.
pub fn others(columns: &mut [Column], words: &Words) -> Vec<[u32; 3]> {
    let mut all = Vec::new();
    for at in 0..columns.len().saturating_sub(2) {
        let Some(three) = columns.get_mut(at..at + 3) else {
            break;
        };
        let place = |part: &str| {
            let is = |c: &Column| c.label.rsplit(' ').next() == Some(part);
            three.iter().position(is)
        };
        let (Some(day), Some(month), Some(year)) = (place("ngay"), place("thang"), place("nam"))
        else {
            continue;
        };
        let mut uppers = three.iter().filter_map(|c| c.label.rsplit_once(' '));
        let Some((upper, _)) = uppers.next() else {
            continue;
        };
        let date = words.exact_header(upper).or_else(|| words.header(upper));
        let is_date = |field: &Field| {
            matches!(
                field,
                Field::Key(
                    Key::Died
                        | Key::Registered
                        | Key::From
                        | Key::Until
                        | Key::Issued
                        | Key::ReceivedOn
                        | Key::AwayFrom
                        | Key::AwayTo
                )
            )
        };
        let (Some(date), true) = (
            date.filter(is_date),
            uppers.all(|(other, _)| other == upper),
        ) else {
            continue;
        };
        let mut places = [0; 3];
        for ((place, part), field) in
            places
                .iter_mut()
                .zip([day, month, year])
                .zip([date, Field::Ignored, Field::Ignored])
        {
            if let Some(column) = three.get_mut(part) {
                *place = column.at;
                column.field = field;
            }
        }
        all.push(places);
    }
    all
}
