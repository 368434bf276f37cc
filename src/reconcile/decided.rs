//! What persons decided of two rows, where the rows are booked ones.
//!
//! In: decisions of this run and of earlier ones, and the pieces in force. Out: [`Decisions`] that linking
//! obeys. The file that a row stood on is kept by its digest, since returns of many months share a name;
//! where that file counts no longer, the one in its place is looked at, and the name in the row decides.

use rustc_hash::FxHashSet;

use super::booked::Piece;
use crate::link::Decisions;
use crate::link::decisions::{NamedRows, RowFault};
use crate::model::{Corpus, NamedRow, Pair, Place, Source, SourceId};

/// A decision as it is remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptPair {
    /// What was said.
    pub pair: Pair,
    /// Digests of the files of both rows; empty where no such file was met yet.
    pub files: [String; 2],
    /// Where it stands among the lists of decisions of this run.
    pub at: Option<Place>,
}

/// A sheet of a file.
type Sheet<'a> = (&'a str, Option<&'a str>, &'a str);

/// Each sheet once, by path and name; of one met again the later file counts.
fn sheets<'a>(all: impl Iterator<Item = Sheet<'a>>) -> Vec<Sheet<'a>> {
    let mut seen: Vec<Sheet> = Vec::new();
    let mut known: FxHashSet<Sheet> = FxHashSet::default();
    for sheet in all.filter(|sheet| known.insert(*sheet)) {
        match seen.iter_mut().find(|s| (s.0, s.1) == (sheet.0, sheet.1)) {
            Some(same) => *same = sheet,
            None => seen.push(sheet),
        }
    }
    seen
}

fn index<'a>(sheets: &[Sheet<'a>]) -> NamedRows<'a> {
    let numbered = sheets.iter().zip(0..);
    NamedRows::new(numbered.map(|((path, sheet, _), at)| (SourceId(at), *path, *sheet, 0)))
}

/// Decisions with the files that they speak of: of this run, else of all that is booked. Those about
/// lists `beside` the money, as of deaths, are for an audit.
pub fn keep(
    pairs: Vec<(Place, Pair)>,
    (sources, beside): (&[Source], &[Source]),
    booked: &[&Piece],
) -> Vec<KeptPair> {
    fn of(source: &Source) -> Sheet<'_> {
        (&source.path, source.sheet.as_deref(), &source.sha256)
    }
    let beside = sheets(beside.iter().map(of));
    let beside = index(&beside);
    let earlier = booked.iter().map(|piece| sheet_of(piece));
    let sheets = sheets(earlier.chain(sources.iter().map(of)));
    let rows = index(&sheets);
    let is_of_money =
        |(_, pair): &(Place, Pair)| !pair.rows.iter().any(|row| beside.place(row).is_ok());
    let file = |row: &NamedRow| {
        let place = rows.place(row).ok();
        let sheet = place.and_then(|place| sheets.get(place.source.0 as usize));
        sheet.map_or_else(String::new, |(.., digest)| (*digest).to_owned())
    };
    let kept = pairs.into_iter().filter(is_of_money);
    let kept = kept.map(|(at, pair)| KeptPair {
        files: pair.rows.each_ref().map(file),
        pair,
        at: Some(at),
    });
    kept.collect()
}

fn sheet_of(piece: &Piece) -> Sheet<'_> {
    let origin = &piece.origin;
    (&origin.path, origin.sheet.as_deref(), &origin.sha256)
}

/// Settles them over a corpus whose sources are the pieces, in their order.
pub fn settle(corpus: &mut Corpus, pieces: &[&Piece], pairs: &[KeptPair]) -> Decisions {
    if pairs.is_empty() {
        return Decisions::default();
    }
    let by_path = sheets(pieces.iter().map(|piece| sheet_of(piece)));
    let by_digest = sheets(pieces.iter().map(|piece| {
        let (_, sheet, digest) = sheet_of(piece);
        (digest, sheet, digest)
    }));
    let (paths, digests) = (index(&by_path), index(&by_digest));
    let place = |row: &NamedRow, file: &str| {
        let exact = NamedRow {
            path: file.to_owned(),
            ..row.clone()
        };
        let (found, sheets) = match digests.place(&exact) {
            Err(RowFault::NoFile) => (paths.place(row)?, &by_path),
            found => (found?, &by_digest),
        };
        let sheet = sheets.get(found.source.0 as usize);
        let (_, sheet, digest) = sheet.ok_or(RowFault::NoFile)?;
        let here = pieces.iter().zip(0..).find_map(|(piece, source)| {
            let origin = &piece.origin;
            if (origin.sheet.as_deref(), origin.sha256.as_str()) != (*sheet, *digest) {
                return None;
            }
            let row = piece.rows.iter().position(|r| r.row == found.row)?;
            Some(Place {
                source: SourceId(source),
                row: row as u32,
            })
        });
        here.ok_or(RowFault::NobodyThere)
    };
    let nowhere = Place {
        source: SourceId(u32::MAX),
        row: 0,
    };
    let found = pairs.iter().map(|kept| {
        let [first, second] = &kept.pair.rows;
        let [one, other] = &kept.files;
        [place(first, one), place(second, other)]
    });
    let found = found.collect();
    let said = pairs
        .iter()
        .map(|kept| (kept.at.unwrap_or(nowhere), kept.pair.clone()));
    Decisions::settle_at(corpus, said.collect(), found)
}
