//! What is kept of each row while lists stream: whom it names, and the columns that a statement reads.
//!
//! In: typed rows. Out: the folded lists, as `audit` has them, and beside them [`Lines`]. A list that
//! the statement does not ask for is folded and nothing more.

use rusqlite::types::Value;

use super::ask::Reads;
use super::rows::Columns;
use crate::link::Wanted;
use crate::link::fold::{Folded, ListFolder, Merger};
use crate::model::{CategoryTable, Role, Row};
use crate::recognise::{List, Sink};
use crate::texts::Lang;

/// What to keep of the lists of each role.
pub struct Keep<'a> {
    reads: &'a Reads,
    categories: &'a CategoryTable,
    lang: Lang,
}

/// The sink of one list.
pub struct Kept<'a> {
    folder: ListFolder,
    columns: Option<Columns>,
    keep: &'a Keep<'a>,
    lines: Vec<Line>,
}

/// One row that was read.
pub(super) struct Line {
    /// The row number that Excel shows.
    pub number: u32,
    /// Whom it names.
    pub who: Wanted,
    /// The values of the columns kept.
    pub values: Vec<Value>,
}

/// The rows kept of each source, in the order of sources and rows.
pub struct Lines(pub(super) Vec<Vec<Line>>);

impl<'a> Keep<'a> {
    /// Keeps what is read.
    pub fn new(reads: &'a Reads, categories: &'a CategoryTable, lang: Lang) -> Self {
        Self {
            reads,
            categories,
            lang,
        }
    }

    /// An empty sink for a list of this role.
    pub fn sink(&'a self, role: Role) -> Kept<'a> {
        let asked = self.reads.table("link") || self.reads.table(role.code());
        Kept {
            folder: ListFolder::new(role),
            columns: asked.then(|| Columns::new(self.reads, role)),
            keep: self,
            lines: Vec::new(),
        }
    }
}

impl Sink for Kept<'_> {
    fn row(&mut self, row: &Row) {
        self.folder.row(row);
        if let Some(columns) = &self.columns {
            self.lines.push(Line {
                number: row.number,
                who: Wanted {
                    name: row.name.clone(),
                    born: row.born,
                    id_number: row.id_number,
                    commune: row.commune.clone(),
                },
                values: columns.values(row, self.keep.categories, self.keep.lang),
            });
        }
    }

    fn join(&mut self, next: Self) {
        self.folder.join(next.folder);
        self.lines.extend(next.lines);
    }
}

impl Kept<'_> {
    /// Folds the lists into one corpus; what was kept stays beside it.
    pub fn gather(lists: Vec<List<Kept<'_>>>) -> (Folded, Lines) {
        let mut merger = Merger::new();
        let mut kept = Vec::new();
        for list in lists {
            merger.add(list.source, list.sink.folder.finish());
            kept.push(list.sink.lines);
        }
        (merger.finish(), Lines(kept))
    }
}
