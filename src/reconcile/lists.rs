//! Booked pieces as the lists that linking and settlement know.
//!
//! In: the pieces that count. Out: [`Lists`]: a corpus in which approved lists stand for rolls and
//! returns for ledgers, and for each booked row the identity it names. Rows are numbered by their place
//! in the piece, and sources named by the number of the piece, so that a cell is found again.

use rayon::prelude::*;

use super::booked::{Piece, State};
use super::decided::{self, KeptPair};
use super::whos::Whos;
use crate::link::Decisions;
use crate::link::fold::{CopyOf, ListFolder, ListPart, Merger};
use crate::model::{
    CellRef, Corpus, IdentityId, PaymentFlags, Place, Role, Row, RowId, Source, SourceId,
};

/// The lists of a reconciliation.
pub struct Lists<'a> {
    /// What linking and settlement see.
    pub corpus: Corpus,
    /// Pieces that another piece holds already.
    pub copies: Vec<CopyOf>,
    /// What persons decided of their rows.
    pub decisions: Decisions,
    /// Rows of every piece: the identity each names, and whether another list says that it was not
    /// collected; `None` for a row of a copy.
    pub identities: Vec<Vec<Option<(IdentityId, bool)>>>,
    pieces: &'a [&'a Piece],
}

impl<'a> Lists<'a> {
    /// Folds the pieces, which are in canonical order.
    pub fn new(pieces: &'a [&'a Piece], whos: &Whos, pairs: &[KeptPair]) -> Self {
        let parts: Vec<(Source, ListPart)> = pieces
            .par_iter()
            .zip(0..pieces.len())
            .map(|(piece, at)| fold(piece, at, whos))
            .collect();
        let mut merger = Merger::new();
        for (source, part) in parts {
            merger.add(source, part);
        }
        let folded = merger.finish();
        let (mut corpus, copies) = (folded.corpus, folded.copies);
        let decisions = decided::settle(&mut corpus, pieces, pairs);
        let mut identities: Vec<Vec<Option<(IdentityId, bool)>>> =
            pieces.iter().map(|p| vec![None; p.rows.len()]).collect();
        let mut seat = |place: Place, identity: IdentityId, unpaid: bool| {
            let rows = identities.get_mut(place.source.0 as usize);
            if let Some(seat) = rows.and_then(|rows| rows.get_mut(place.row as usize)) {
                *seat = Some((identity, unpaid));
            }
        };
        for record in &corpus.roll {
            seat(record.place, record.identity, false);
        }
        for payment in &corpus.payments {
            let unpaid = payment.flags.has(PaymentFlags::UNPAID);
            seat(payment.place, payment.identity, unpaid);
        }
        Self {
            corpus,
            copies,
            decisions,
            identities,
            pieces,
        }
    }

    /// The cell of a booked row.
    pub fn cell(&self, id: RowId) -> Option<CellRef> {
        let piece = self.pieces.get(id.booking as usize)?;
        let row = piece.rows.get(id.row as usize)?;
        let keys: &[&str] = if row.state == State::Paid {
            &["total", "regular", "amount"]
        } else {
            &["status", "paid", "note", "total", "regular", "amount"]
        };
        Some(cell_of(piece, row.row, keys))
    }

    /// A cell whose path and row are numbers of a piece and of a row in it, as one of its file.
    pub fn told(&self, cell: &CellRef) -> Option<CellRef> {
        let piece = self.pieces.get(number(&cell.path)?)?;
        let row = piece.rows.get(cell.row as usize)?;
        let key = cell.column.as_deref();
        Some(cell_of(piece, row.row, key.as_slice()))
    }

    /// The piece of a source.
    pub fn piece(&self, source: SourceId) -> Option<&'a Piece> {
        self.pieces.get(source.0 as usize).copied()
    }
}

/// A row of a piece; the first of these columns that its list has.
pub fn cell_of(piece: &Piece, row: u32, keys: &[&str]) -> CellRef {
    let columns = &piece.origin.columns;
    let find = |key: &&str| columns.iter().find(|(k, _)| k == key);
    CellRef {
        path: piece.origin.path.clone(),
        sheet: piece.origin.sheet.clone(),
        row,
        column: keys.iter().find_map(find).map(|(_, at)| at.clone()),
        role: piece.role,
    }
}

fn number(path: &str) -> Option<usize> {
    path.strip_prefix('#')?.parse().ok()
}

fn fold(piece: &Piece, at: usize, whos: &Whos) -> (Source, ListPart) {
    let is_roll = piece.role == Role::Approved;
    let role = if is_roll { Role::Roll } else { Role::Ledger };
    let mut folder = ListFolder::new(role);
    let mut filled = Row::default();
    let returned = piece.only_returned();
    for (row, number) in piece.rows.iter().zip(0..) {
        whos.fill(&mut filled, row, number);
        filled.returned = returned;
        if is_roll {
            filled.month = Some(piece.month);
            filled.arrears = None;
        }
        folder.row(&filled);
    }
    let columns = piece.origin.columns.iter().filter_map(|(key, _)| {
        // A cell's column is its key here, so that its letters are found later.
        Some((crate::model::Key::from_code(key)?, key.clone()))
    });
    let source = Source {
        path: format!("#{at}"),
        sha256: piece.origin.sha256.clone(),
        format: "",
        encoding: "unicode",
        sheet: None,
        role,
        month: Some(piece.month),
        unit: 1,
        header_rows: Vec::new(),
        columns: columns.collect(),
        unknown_columns: Vec::new(),
        commune: piece.commune.clone(),
        rows: piece.rows.len() as u32,
        skipped: Vec::new(),
        wrong_totals: Vec::new(),
        flaws: Vec::new(),
    };
    (source, folder.finish())
}
