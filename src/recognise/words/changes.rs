//! What speaks for a list of changes to a roll, from `rules/words/changes.toml`.

use serde::Deserialize;

use super::{Phrases, WordsFault, parse};
use crate::rules::RuleFile;

/// Words of lists of changes.
#[derive(Clone, Debug, Default)]
pub struct ChangeWords {
    /// Titles and names of additions.
    pub added: Phrases,
    /// Of ends.
    pub ended: Phrases,
    /// What begins a title that is one of such a list.
    pub title_start: Phrases,
    /// A whole name, but for a month: additions.
    pub added_name: Phrases,
    /// Ends.
    pub ended_name: Phrases,
    /// Headers of additions.
    pub added_column: Phrases,
    /// Of ends.
    pub ended_column: Phrases,
    /// Titles of lists that only ask for it.
    pub proposed: Phrases,
    /// Titles and names of anything else.
    pub not_change: Phrases,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    added: Vec<String>,
    ended: Vec<String>,
    title_start: Vec<String>,
    proposed: Vec<String>,
    added_name: Vec<String>,
    ended_name: Vec<String>,
    added_column: Vec<String>,
    ended_column: Vec<String>,
    not_change: Vec<String>,
}

pub(super) fn read(file: &RuleFile) -> Result<ChangeWords, WordsFault> {
    let entry = parse::<Entry>(file)?;
    Ok(ChangeWords {
        added: Phrases::new(&entry.added),
        ended: Phrases::new(&entry.ended),
        title_start: Phrases::new(&entry.title_start),
        proposed: Phrases::new(&entry.proposed),
        added_name: Phrases::new(&entry.added_name),
        ended_name: Phrases::new(&entry.ended_name),
        added_column: Phrases::new(&entry.added_column),
        ended_column: Phrases::new(&entry.ended_column),
        not_change: Phrases::new(&entry.not_change),
    })
}
