//! What a list changed that took the place of a booked one.
//!
//! In: the bookings that others replaced, each with its successor. Out: on the balance of their month a
//! [`Change`] for each successor, with the rows that it says otherwise. Rows are held against each other
//! by whom they name, whatever their order and columns; those that say the same are left out.

use std::collections::BTreeMap;

use super::booked::{BookedRow, Piece};
use super::booking::{Named, named, tells_births};
use super::lists::cell_of;
use super::whos::{Text, Whos};
use crate::model::text::commune_key;
use crate::model::{Balance, CellRef, Change, ChangedRow, Said};

/// Notes the changes on the balances of their months.
pub fn note(balances: &mut [Balance], replaced: &[(&Piece, &Piece)], whos: &Whos) {
    // One list may take the place of several parts.
    let mut groups: Vec<(&Piece, Vec<&Piece>)> = Vec::new();
    for (before, after) in replaced {
        match groups.iter_mut().find(|(of, _)| std::ptr::eq(*of, *after)) {
            Some((_, parts)) => parts.push(before),
            None => groups.push((after, vec![before])),
        }
    }
    for (after, before) in groups {
        let key = commune_key(&after.commune);
        let here = balances
            .iter_mut()
            .find(|b| b.month == after.month && commune_key(&b.commune) == key);
        if let Some(balance) = here {
            balance.changes.push(change(&before, after, whos));
        }
    }
}

/// A row of a list.
type Of<'a> = (&'a Piece, &'a BookedRow);

fn change(before: &[&Piece], after: &Piece, whos: &Whos) -> Change {
    let births = before.iter().chain([&after]).all(|p| tells_births(p, whos));
    let (earlier, later) = (
        by_name(before, births, whos),
        by_name(&[after], births, whos),
    );
    let mut pairs: Vec<(Option<Of>, Option<Of>)> = Vec::new();
    for (name, rows) in &earlier {
        let mut mine = rows.clone();
        let mut theirs = later.get(name).cloned().unwrap_or_default();
        mine.retain(
            |(_, row)| match theirs.iter().position(|(_, r)| says(r) == says(row)) {
                Some(at) => {
                    theirs.remove(at);
                    false
                }
                None => true,
            },
        );
        let longest = mine.len().max(theirs.len());
        pairs.extend((0..longest).map(|at| (mine.get(at).copied(), theirs.get(at).copied())));
    }
    let new = later
        .iter()
        .filter(|(name, _)| !earlier.contains_key(*name));
    pairs.extend(new.flat_map(|(_, rows)| rows.iter().map(|row| (None, Some(*row)))));
    let place = |of: &Option<Of>| of.map_or(u32::MAX, |(_, row)| row.row);
    pairs.sort_by_key(|(a, b)| (place(b), place(a)));
    let cell = |(piece, row): Of| cell_of(piece, row.row, &["total", "regular", "amount"]);
    let cells = pairs.iter().flat_map(|(a, b)| [*a, *b]).flatten().map(cell);
    let mut cells: Vec<CellRef> = cells.collect();
    if cells.is_empty() {
        let all = before.iter().copied().chain([after]);
        cells.extend(all.filter_map(|p| p.rows.first().map(|row| cell((p, row)))));
    }
    let named = |(_, row): Of| {
        let who = whos.all.get(row.who as usize);
        who.map_or("", |who| whos.text(who, Text::Name)).to_owned()
    };
    let said = |(_, row): Of| Said {
        sum: row.sum(),
        state: row.state,
    };
    Change {
        role: after.role,
        before: before.iter().map(|p| p.sum()).sum(),
        after: after.sum(),
        rows: pairs
            .iter()
            .map(|(a, b)| ChangedRow {
                name: b.or(*a).map(named).unwrap_or_default(),
                before: a.map(said),
                after: b.map(said),
            })
            .collect(),
        cells,
    }
}

/// What a row says of money.
fn says(row: &BookedRow) -> impl Eq {
    let sums = (row.regular, row.arrears, row.carried, row.deduction);
    (row.month, sums, row.state)
}

fn by_name<'a>(pieces: &[&'a Piece], births: bool, whos: &Whos) -> BTreeMap<Named, Vec<Of<'a>>> {
    let mut all: BTreeMap<Named, Vec<Of>> = BTreeMap::new();
    for piece in pieces {
        let names = named(piece, whos, births).zip(&piece.rows);
        for (name, row) in names {
            all.entry(name).or_default().push((piece, row));
        }
    }
    all
}
