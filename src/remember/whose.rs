//! Whose each row is.
//!
//! In: the corpus, its links, and a row by its place and whom it names. Out: its [`Seat`]: the
//! person, how sure that is, and by which way it was found. Every row that was read has one, those
//! that linking never saw among them.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use super::keep::Line;
use crate::link::fold::CopyOf;
use crate::link::{Finder, Linked, Wanted, rows};
use crate::model::{Corpus, IdentityId, PersonId, Place, SourceId, Strength};

/// Finds the person of any row.
pub(super) struct Whose<'a> {
    corpus: &'a Corpus,
    linked: &'a Linked,
    /// Rows that are records, rising.
    pub rows: Vec<(Place, IdentityId)>,
    copies: FxHashMap<SourceId, SourceId>,
    finder: OnceCell<Finder<'a>>,
}

/// Where a row stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Seat {
    /// The person; `None` where it is nobody known.
    pub person: Option<PersonId>,
    /// The identity of the row, or of one that says the same.
    pub identity: Option<IdentityId>,
    /// How sure.
    pub strength: Strength,
    /// How it came there.
    pub way: Way,
}

/// How a row came to its person.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Way {
    /// It was linked, or stands for itself.
    Linked,
    /// Its list is a copy of another one.
    Copy(SourceId),
    /// Nothing of the kind is linked: a list of a role that no rule asks, a payment without a month.
    Unlinked,
}

impl<'a> Whose<'a> {
    /// Indexes the rows of a corpus.
    pub fn new(corpus: &'a Corpus, linked: &'a Linked, copies: &[CopyOf]) -> Self {
        Self {
            corpus,
            linked,
            rows: rows(corpus),
            copies: copies.iter().map(|c| (c.source, c.of)).collect(),
            finder: OnceCell::new(),
        }
    }

    /// Where a row stands.
    pub fn seat(&self, place: Place, who: &Wanted) -> Seat {
        if let Some(identity) = self.record(place) {
            return Seat {
                person: self.linked.person(identity),
                identity: Some(identity),
                strength: self.linked.strength(identity),
                way: Way::Linked,
            };
        }
        let copy = self.copies.get(&place.source);
        let finder = self
            .finder
            .get_or_init(|| Finder::new(self.corpus, self.linked));
        let found = finder.find(who);
        Seat {
            person: found.map(|f| f.0),
            identity: found.map(|f| f.1),
            strength: found.map_or(Strength::Unsure, |f| f.2),
            way: copy.map_or(Way::Unlinked, |of| Way::Copy(*of)),
        }
    }

    /// The identity of a row that is a record. Of namesakes on one roll a care column may be taken
    /// for the first's: the later identity is the row's own.
    fn record(&self, place: Place) -> Option<IdentityId> {
        let end = self.rows.partition_point(|(p, _)| *p <= place);
        let (last, identity) = self.rows.get(end.checked_sub(1)?)?;
        (*last == place).then_some(*identity)
    }
}

/// Whether two neighbouring lines are one row of the sheet about one person: a row with a column a
/// month is typed once a month.
pub(super) fn is_one_row(a: &Line, b: &Line) -> bool {
    a.number == b.number && a.who == b.who
}
