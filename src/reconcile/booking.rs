//! What becomes of lists that come while others of the same month are booked already.
//!
//! In: the pieces booked by earlier runs and those of this run. Out: for each new piece whether it is
//! known, a copy, a correction of an earlier one, or a further part of the month.

use rustc_hash::{FxHashMap, FxHashSet};

use super::booked::{BookedRow, Piece};
use crate::model::text::commune_key;
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

/// What a run books.
#[derive(Debug, Default)]
pub struct ToBook {
    /// New pieces with how they stand, and the numbers of the bookings whose place they take.
    pub new: Vec<(Piece, Standing, Vec<i64>)>,
    /// Bookings whose file was met again under another path.
    pub moved: Vec<(i64, String)>,
}

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

/// Sorts the pieces of a run, which are in canonical order.
pub fn to_book(known: &[Booking], pieces: Vec<Piece>) -> ToBook {
    let by_key: FxHashMap<PieceKey, &Booking> = known.iter().map(|b| (key(&b.piece), b)).collect();
    let mut places: FxHashMap<(Role, Month, String), Vec<&Booking>> = FxHashMap::default();
    for booking in known.iter().filter(|b| b.standing == Standing::Current) {
        let (_, _, role, month, commune) = key(&booking.piece);
        places
            .entry((role, month, commune))
            .or_default()
            .push(booking);
    }
    let mut taken: FxHashSet<(String, Option<String>, Role, Month, String)> = FxHashSet::default();
    let mut all = ToBook::default();
    for piece in pieces {
        let (sha256, sheet, role, month, commune) = key(&piece);
        if let Some(booking) = by_key.get(&key(&piece)) {
            if booking.piece.origin.path != piece.origin.path {
                all.moved.push((booking.id, piece.origin.path.clone()));
            }
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
            .filter(|b| !piece.only_unpaid && !b.piece.only_unpaid && overlap(&b.piece, &piece))
            .copied()
            .collect();
        if same.iter().any(|b| says_the_same(&b.piece, &piece)) {
            all.new.push((piece, Standing::Copy, Vec::new()));
        } else {
            let replaced = same.iter().map(|b| b.id).collect();
            all.new.push((piece, Standing::Current, replaced));
        }
    }
    all
}

/// Whether at least half of the people of the earlier list stand on the new one.
fn overlap(earlier: &Piece, new: &Piece) -> bool {
    let names: FxHashSet<u32> = new.rows.iter().map(|r| r.who).collect();
    let both = earlier
        .rows
        .iter()
        .filter(|r| names.contains(&r.who))
        .count();
    both * 2 >= earlier.rows.len()
}

fn says_the_same(a: &Piece, b: &Piece) -> bool {
    let said = |piece: &Piece| {
        let mut rows: Vec<BookedRow> = piece.rows.clone();
        for row in &mut rows {
            row.row = 0;
        }
        rows.sort_by_key(|r| {
            (
                r.who,
                r.month,
                r.scheme,
                r.regular,
                r.arrears,
                r.carried,
                r.deduction,
            )
        });
        rows
    };
    a.rows.len() == b.rows.len() && said(a) == said(b)
}
