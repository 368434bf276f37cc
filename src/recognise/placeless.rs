//! Lists that name no commune, but are called like one that other lists of the run name:
//! `bo-xuyen.xlsx`, a sheet `Phù Lưu`.
//!
//! In: everything read so far. Out: [`Places`], the commune of each such list. Only one commune may
//! fit; a folder tells nothing if lists of other communes stand in it.

use std::collections::{BTreeMap, BTreeSet};

use super::words::word_at;
use super::{List, Recognised};
use crate::model::text::{commune_key, fold};
use crate::model::{Key, Role};

/// Communes of lists, by path and sheet.
#[derive(Debug, Default)]
pub struct Places(BTreeMap<String, BTreeMap<Option<String>, String>>);

impl Places {
    /// Whether lists of this file were found a commune.
    pub fn speaks_of(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// The commune of a list; empty if none was found.
    pub fn of(&self, path: &str, sheet: Option<&str>) -> &str {
        let sheets = self.0.get(path);
        let found = sheets.and_then(|s| s.get(&sheet.map(str::to_owned)));
        found.map_or("", String::as_str)
    }
}

/// The communes that names of lists tell.
pub fn places<S>(files: &[Recognised<S>]) -> Places {
    let lists = || files.iter().flat_map(|file| &file.lists);
    let mut places = Places::default();
    if !lists().any(|list| is_placeless(list) || is_bare(list)) {
        return places;
    }
    // By key, the spelling with tones first: letters with marks stand behind the bare ones.
    let mut known: BTreeMap<String, &str> = BTreeMap::new();
    for name in lists().flat_map(communes).collect::<BTreeSet<_>>() {
        known.insert(commune_key(name), name);
    }
    for list in lists().filter(|list| is_bare(list)) {
        let source = &list.source;
        if let Some(toned) = known
            .get(&commune_key(&source.commune))
            .filter(|c| !c.is_ascii())
        {
            let sheets = places.0.entry(source.path.clone()).or_default();
            sheets.insert(source.sheet.clone(), (*toned).to_owned());
        }
    }
    for list in lists().filter(|list| is_placeless(list)) {
        let path = list.source.path.as_str();
        let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let sheet = list.source.sheet.as_deref().unwrap_or("");
        let own = [sheet, stem].into_iter().find_map(|name| one(name, &known));
        let found = own.or_else(|| {
            let mut folder = folders;
            while !folder.is_empty() {
                let (outer, name) = folder.rsplit_once('/').unwrap_or(("", folder));
                let within = |l: &&List<S>| {
                    let rest = l.source.path.strip_prefix(folder);
                    rest.is_some_and(|rest| rest.starts_with('/'))
                };
                if let Some((key, commune)) = one(name, &known) {
                    let mut told = lists().filter(within).flat_map(communes);
                    return told
                        .all(|c| commune_key(c) == key)
                        .then_some((key, commune));
                }
                folder = outer;
            }
            None
        });
        if let Some((_, commune)) = found {
            let sheets = places.0.entry(path.to_owned()).or_default();
            sheets.insert(list.source.sheet.clone(), commune.to_owned());
        }
    }
    places
}

/// A list of one commune's people that does not say of which.
fn is_placeless<S>(list: &List<S>) -> bool {
    let source = &list.source;
    let of_one = matches!(
        source.role,
        Role::Roll | Role::Ledger | Role::Approved | Role::Decisions
    );
    let told_by_row = source.columns.iter().any(|(key, _)| *key == Key::Commune);
    of_one && list.placeless > 0 && source.commune.is_empty() && !told_by_row
}

/// A list whose commune is written without tones, as the names of files are.
fn is_bare<S>(list: &List<S>) -> bool {
    !list.source.commune.is_empty() && list.source.commune.is_ascii()
}

fn communes<S>(list: &List<S>) -> impl Iterator<Item = &str> {
    let of_list = Some(list.source.commune.as_str()).filter(|c| !c.is_empty());
    of_list
        .into_iter()
        .chain(list.communes.iter().map(String::as_str))
}

/// The one commune that a name holds, with its key.
fn one<'a>(name: &str, known: &'a BTreeMap<String, &'a str>) -> Option<(&'a str, &'a str)> {
    let folded = fold(name);
    // One syllable stands in too many names by chance.
    let fits = |key: &str| key == folded || key.contains(' ') && word_at(&folded, key).is_some();
    let mut found = known.iter().filter(|(key, _)| fits(key));
    match (found.next(), found.next()) {
        (Some((key, name)), None) => Some((key, name)),
        _ => None,
    }
}
