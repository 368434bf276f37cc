//! The rows of links, as they are told.
//!
//! In: the identities and places that are wanted. Out: for each a line with where it stands and what it
//! says, found in one pass over all records.

use rustc_hash::FxHashMap;

use super::wanted::{Likely, Open};
use crate::link::{Decisions, Record, records};
use crate::model::{CellRef, Corpus, IdentityId, NamedRow, Place, Role, RowLine};
use crate::texts::{Lang, pairs as texts};

/// The records of the rows that are told.
pub(super) struct Rows<'a> {
    corpus: &'a Corpus,
    lang: Lang,
    /// The first row of each identity, of the first kind of list, and how many say the same.
    first: FxHashMap<IdentityId, Option<(Record<'a>, usize)>>,
    at: FxHashMap<Place, Option<Record<'a>>>,
}

impl<'a> Rows<'a> {
    pub fn new(
        corpus: &'a Corpus,
        lang: Lang,
        open: &[Open],
        likely: &[Likely],
        decisions: &Decisions,
    ) -> Self {
        let open = open.iter().flat_map(|pair| [pair.identity, pair.other]);
        let linked = likely.iter().flat_map(|link| [link.identity, link.to.0]);
        let named = decisions.given.iter().flat_map(|given| given.rows);
        let mut new = Self {
            corpus,
            lang,
            first: open.chain(linked).map(|id| (id, None)).collect(),
            at: (likely.iter().map(|link| link.at).chain(named))
                .flatten()
                .map(|place| (place, None))
                .collect(),
        };
        let mut last: FxHashMap<IdentityId, Place> = FxHashMap::default();
        for record in records(corpus) {
            let (place, identity) = (record.place(), record.identity());
            if let Some(known) = new.at.get_mut(&place) {
                *known = known.or(Some(record));
            }
            if let Some(known) = new.first.get_mut(&identity) {
                // A row may have several records.
                let is_new = last.insert(identity, place) != Some(place);
                match known {
                    None => *known = Some((record, 0)),
                    Some((_, alike)) => *alike += usize::from(is_new),
                }
            }
        }
        new
    }

    /// The row that stands for an identity.
    pub fn of(&self, identity: IdentityId) -> Option<RowLine> {
        let (record, alike) = (*self.first.get(&identity)?)?;
        self.line(record, alike)
    }

    pub fn at(&self, place: Place) -> Option<RowLine> {
        self.line((*self.at.get(&place)?)?, 0)
    }

    /// Whom a row names.
    pub fn identity(&self, place: Place) -> Option<IdentityId> {
        let record = (*self.at.get(&place)?)?;
        Some(record.identity())
    }

    fn line(&self, record: Record<'_>, alike: usize) -> Option<RowLine> {
        let (corpus, place) = (self.corpus, record.place());
        let source = corpus.source(place.source)?;
        let identity = corpus.identity(record.identity())?;
        let text = |sym| corpus.texts.get(sym).to_owned();
        Some(RowLine {
            at: CellRef {
                path: source.path.clone(),
                sheet: source.sheet.clone(),
                row: place.row,
                column: None,
                role: source.role,
            },
            alike,
            name: text(identity.name),
            born: identity.born,
            id_number: identity.id_number,
            commune: text(identity.commune),
            village: text(identity.village),
            says: texts::says(self.lang, record, corpus),
        })
    }
}

/// A row that was not found, as it was named.
pub(super) fn as_named(row: &NamedRow) -> RowLine {
    RowLine {
        at: CellRef {
            path: row.path.clone(),
            sheet: (!row.sheet.is_empty()).then(|| row.sheet.clone()),
            row: row.row.unwrap_or(0),
            column: None,
            role: Role::Links,
        },
        alike: 0,
        name: row.name.clone(),
        born: None,
        id_number: None,
        commune: String::new(),
        village: String::new(),
        says: String::new(),
    }
}
