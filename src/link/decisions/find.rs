//! Which row of the lists a person means.
//!
//! In: a row by path, sheet, number and name. Out: its place, or why there is none. A path counts as
//! it stands among the sources; one that does not is looked for by the file's name alone, if only one
//! file has it. Lists change from month to month: where the name in the row is another one than the
//! person saw, the row is not taken.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use super::RowFault;
use crate::link::FoldedName;
use crate::link::rows::records;
use crate::model::text::{fold, tidy};
use crate::model::{Corpus, IdentityId, NamedRow, Place, Role, SourceId};

/// Finds rows by the files and sheets that people name.
pub struct Rows<'a> {
    sheets: FxHashMap<SourceId, Option<&'a str>>,
    begins: FxHashMap<SourceId, u32>,
    by_path: FxHashMap<String, Vec<SourceId>>,
    /// Paths by the name of the file.
    by_file: FxHashMap<String, Vec<String>>,
}

impl<'a> Rows<'a> {
    /// Over these lists: number, path, sheet, the row they begin at.
    pub fn new(lists: impl Iterator<Item = (SourceId, &'a str, Option<&'a str>, u32)>) -> Self {
        let mut all = Self {
            sheets: FxHashMap::default(),
            begins: FxHashMap::default(),
            by_path: FxHashMap::default(),
            by_file: FxHashMap::default(),
        };
        for (id, path, sheet, begins) in lists {
            all.sheets.insert(id, sheet);
            all.begins.insert(id, begins);
            let path = plain(path);
            let known = all.by_path.entry(path.clone()).or_default();
            if known.is_empty() {
                let file = file_name(&path).to_owned();
                all.by_file.entry(file).or_default().push(path);
            }
            known.push(id);
        }
        all
    }

    /// Over the lists of a corpus.
    pub fn of(corpus: &'a Corpus) -> Self {
        let lists = corpus.sources.iter().zip(0..);
        let lists = lists.filter(|(source, _)| source.role != Role::Links);
        Self::new(lists.map(|(list, at)| {
            let begins = list.header_rows.first().copied().unwrap_or(0);
            (
                SourceId(at),
                list.path.as_str(),
                list.sheet.as_deref(),
                begins,
            )
        }))
    }

    /// The place that is meant, if there is one list that it can be on.
    pub fn place(&self, row: &NamedRow) -> Result<Place, RowFault> {
        let number = row.row.ok_or(RowFault::NoNumber)?;
        let lists = self.file(&row.path)?;
        let sheet_of = |id: &SourceId| self.sheets.get(id).copied().flatten();
        let sheet = |id: &&SourceId| {
            let own = sheet_of(id);
            row.sheet.is_empty() || own.is_none_or(|own| fold(own) == fold(&row.sheet))
        };
        let mut fitting = self.on(lists, number).filter(sheet);
        match (fitting.next(), fitting.next()) {
            (Some(list), None) => Ok(Place {
                source: *list,
                row: number,
            }),
            (None, _) => Err(RowFault::NoSheet),
            // Sheets that differ in capitals or tones alone.
            (Some(_), Some(_)) => {
                let exact = |id: &&SourceId| sheet_of(id) == Some(row.sheet.as_str());
                let list = self.on(lists, number).find(exact);
                let list = list.ok_or(RowFault::ManySheets)?;
                Ok(Place {
                    source: *list,
                    row: number,
                })
            }
        }
    }

    /// The lists that may have a row: of lists below one another in a sheet only the one that it is on,
    /// the lowest of those that begin above it.
    fn on<'l>(&'l self, lists: &'l [SourceId], row: u32) -> impl Iterator<Item = &'l SourceId> {
        let begins = |id: &SourceId| self.begins.get(id).copied().unwrap_or(0);
        lists.iter().filter(move |id| {
            let in_sheet = lists
                .iter()
                .filter(|other| self.sheets.get(other) == self.sheets.get(id));
            let above = in_sheet.clone().filter(|other| begins(other) <= row);
            let lowest = above.max_by_key(|other| begins(other));
            let own = lowest.or_else(|| in_sheet.min_by_key(|other| begins(other)));
            own == Some(id)
        })
    }

    /// The same row of all lists in the sheet of a place: of lists side by side each may have it.
    fn beside(&self, place: Place) -> impl Iterator<Item = Place> {
        let same_file = self
            .by_path
            .values()
            .find(|ids| ids.contains(&place.source));
        let ids = same_file.into_iter().flatten().copied();
        let sheet = |id| self.sheets.get(&id);
        ids.filter(move |id| sheet(*id) == sheet(place.source))
            .map(move |source| Place {
                source,
                row: place.row,
            })
    }

    fn file(&self, path: &str) -> Result<&[SourceId], RowFault> {
        let path = plain(path);
        if let Some(lists) = self.by_path.get(&path) {
            return Ok(lists);
        }
        let named = self.by_file.get(file_name(&path)).map(Vec::as_slice);
        let path = match named {
            None | Some([]) => return Err(RowFault::NoFile),
            Some([one]) => one,
            Some(_) => return Err(RowFault::ManyFiles),
        };
        Ok(self.by_path.get(path).map_or(&[], Vec::as_slice))
    }
}

fn plain(path: &str) -> String {
    let path: String = tidy(path).replace('\\', "/").nfc().collect();
    path.trim_start_matches("./").to_owned()
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// What stands in some rows: identity and the kind of list. A row may have several records; of
/// namesakes on one roll a care column may be taken for the first's, so the later identity is its own.
pub(super) fn identities(
    corpus: &Corpus,
    places: impl IntoIterator<Item = Place>,
) -> FxHashMap<Place, (IdentityId, usize)> {
    let mut found: FxHashMap<Place, Option<(IdentityId, usize)>> =
        places.into_iter().map(|place| (place, None)).collect();
    if found.is_empty() {
        return FxHashMap::default();
    }
    for record in records(corpus) {
        if let Some(known) = found.get_mut(&record.place()) {
            *known = (*known).max(Some((record.identity(), record.tier())));
        }
    }
    let found = found.into_iter();
    found
        .filter_map(|(place, what)| Some((place, what?)))
        .collect()
}

/// Of lists side by side in a sheet takes the one in which the person stands that was seen.
pub(super) fn settle_sides<'p>(
    corpus: &Corpus,
    rows: &Rows<'_>,
    places: impl Iterator<Item = (&'p NamedRow, &'p mut Result<Place, RowFault>)>,
) {
    let told = places.filter_map(|(named, place)| Some((named, place.as_mut().ok()?)));
    let mut told: Vec<(&NamedRow, &mut Place)> = told.collect();
    let all = told.iter().flat_map(|(_, place)| rows.beside(**place));
    let found = identities(corpus, all.collect::<Vec<_>>());
    for (named, place) in &mut told {
        let is_meant = |place: &Place| {
            let there = found.get(place);
            there.is_some_and(|(id, _)| is_named(corpus, *id, &named.name))
        };
        let meant = std::iter::once(**place).chain(rows.beside(**place));
        let meant = meant.into_iter().find(is_meant);
        **place = meant.unwrap_or(**place);
    }
}

/// The first kind of list on which each of some identities stands.
pub(super) fn first_kinds(
    corpus: &Corpus,
    of: impl IntoIterator<Item = IdentityId>,
) -> FxHashMap<IdentityId, usize> {
    let mut first: FxHashMap<IdentityId, usize> = of
        .into_iter()
        .map(|identity| (identity, usize::MAX))
        .collect();
    if first.is_empty() {
        return first;
    }
    for record in records(corpus) {
        if let Some(kind) = first.get_mut(&record.identity()) {
            *kind = (*kind).min(record.tier());
        }
    }
    first
}

/// Whether the name that a person saw is the one that stands there now, tones aside.
pub(super) fn is_named(corpus: &Corpus, identity: IdentityId, seen: &str) -> bool {
    let now = corpus.identity(identity);
    let now = now.map_or("", |identity| corpus.texts.get(identity.name));
    seen.is_empty() || FoldedName::new(seen).bare == FoldedName::new(now).bare
}
