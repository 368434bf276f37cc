//! What becomes of lists that come while others of the same month are booked already.
//!
//! In: the pieces booked by earlier runs and those of this run. Out: for each new piece whether it is
//! known, a copy, a correction of an earlier one, or a further part of the month.

use rustc_hash::{FxHashMap, FxHashSet};

use super::booked::{BookedRow, Piece};
use super::whos::{Text, Whos};
use crate::model::text::{commune_key, fold};
use crate::model::{Month, Role};

/// How a booking stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It counts.
    Current,
    /// A corrected list took its place.
    Replaced,
    /// Another list says the very same.
    Copy,
}

/// A booked piece.
#[derive(Clone, Debug)]
pub struct Booking {
    /// Its number in the store.
    pub id: i64,
    /// The piece.
    pub piece: Piece,
    /// How it stands.
    pub standing: Standing,
    /// The number of the booking that took its place.
    pub replaced_by: Option<i64>,
}

/// A new piece with how it stands, and the numbers of the bookings whose place it takes.
pub type ToBook = (Piece, Standing, Vec<i64>);

/// What makes a piece the same one when its file is read again.
type PieceKey<'a> = (&'a str, Option<&'a str>, Role, Month, String);

fn key(piece: &Piece) -> PieceKey<'_> {
    (
        &piece.origin.sha256,
        piece.origin.sheet.as_deref(),
        piece.role,
        piece.month,
        commune_key(&piece.commune),
    )
}

/// Puts pieces of one sheet, month and commune together, which are in canonical order: of lists below one
/// another in a sheet each gives one.
pub fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let same =
            |last: &&mut Piece| key(last) == key(&piece) && last.origin.path == piece.origin.path;
        match all.last_mut().filter(same) {
            Some(last) => {
                last.rows.extend(piece.rows);
                last.only_unpaid &= piece.only_unpaid;
            }
            None => all.push(piece),
        }
    }
    all
}

/// Sorts the pieces of a run, which are in canonical order.
pub fn to_book(known: &[Booking], pieces: Vec<Piece>, whos: &Whos) -> Vec<ToBook> {
    let by_key: FxHashSet<PieceKey> = known.iter().map(|b| key(&b.piece)).collect();
    let mut places: FxHashMap<(Role, Month, String), Vec<&Booking>> = FxHashMap::default();
    for booking in known.iter().filter(|b| b.standing == Standing::Current) {
        let (_, _, role, month, commune) = key(&booking.piece);
        places
            .entry((role, month, commune))
            .or_default()
            .push(booking);
    }
    let mut taken: FxHashSet<(String, Option<String>, Role, Month, String)> = FxHashSet::default();
    let mut all = Vec::new();
    for piece in pieces {
        let (sha256, sheet, role, month, commune) = key(&piece);
        // Where it was first met is where it is told: given by another path, the same file changes nothing.
        if by_key.contains(&key(&piece)) {
            continue;
        }
        let own = (
            sha256.to_owned(),
            sheet.map(str::to_owned),
            role,
            month,
            commune.clone(),
        );
        if !taken.insert(own) {
            continue;
        }
        let beside = places.get(&(role, month, commune));
        let same: Vec<&Booking> = beside
            .into_iter()
            .flatten()
            .filter(|b| {
                // A part of a return replaces no return, nor the other way round.
                !(piece.only_unpaid || b.piece.only_unpaid)
                    && piece.only_returned() == b.piece.only_returned()
                    && overlap(&b.piece, &piece, whos)
            })
            .copied()
            .collect();
        if same.iter().any(|b| says_the_same(&b.piece, &piece, whos)) {
            all.push((piece, Standing::Copy, Vec::new()));
        } else {
            let replaced = same.iter().map(|b| b.id).collect();
            all.push((piece, Standing::Current, replaced));
        }
    }
    all
}

/// A person as far as two lists of different columns can both tell, folded name and year of birth, and what
/// the money is for: a list of one-off support beside one of benefit corrects nothing.
pub(super) type Named = (String, i32, u8);

/// The people of a list; births count only where the other list tells them as well.
pub(super) fn named<'a>(
    piece: &'a Piece,
    whos: &'a Whos,
    births: bool,
) -> impl Iterator<Item = Named> + 'a {
    piece.rows.iter().filter_map(move |row| {
        let who = whos.all.get(row.who as usize)?;
        let year = who.born.filter(|_| births).map(|b| b.first.ymd().0);
        Some((
            fold(whos.text(who, Text::Name)),
            year.unwrap_or(0),
            row.scheme,
        ))
    })
}

pub(super) fn tells_births(piece: &Piece, whos: &Whos) -> bool {
    let of = |row: &BookedRow| whos.all.get(row.who as usize);
    piece
        .rows
        .iter()
        .any(|row| of(row).is_some_and(|who| who.born.is_some()))
}

/// Whether at least half of the people of the earlier list stand on the new one.
fn overlap(earlier: &Piece, new: &Piece, whos: &Whos) -> bool {
    let births = tells_births(earlier, whos) && tells_births(new, whos);
    let names: FxHashSet<Named> = named(new, whos, births).collect();
    let both = named(earlier, whos, births).filter(|name| names.contains(name));
    both.count() * 2 >= earlier.rows.len()
}

/// Whether two lists say the same money of the same people, whatever their columns and order.
fn says_the_same(a: &Piece, b: &Piece, whos: &Whos) -> bool {
    let births = tells_births(a, whos) && tells_births(b, whos);
    let said = |piece: &Piece| {
        let rows = named(piece, whos, births).zip(&piece.rows).map(|(who, r)| {
            let sums = (r.regular, r.arrears, r.carried, r.deduction);
            (who, r.month, sums, r.state as u8)
        });
        let mut rows: Vec<_> = rows.collect();
        rows.sort_unstable();
        rows
    };
    a.rows.len() == b.rows.len() && said(a) == said(b)
}
