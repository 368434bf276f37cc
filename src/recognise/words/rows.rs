//! Words of rows that are no people, and of names, from `rules/words/rows.toml`.

use super::{Lists, Phrases, WordsFault, nothing_left, parse, take};
use crate::rules::RuleFile;

/// `rules/words/rows.toml`.
#[derive(Clone, Debug, Default)]
pub struct RowWords {
    /// What begins a total.
    pub total: Phrases,
    /// The same in lower case with their tones: `Tổng cộng` is a total, `Tống Công` a family's name and a middle name.
    pub total_toned: Vec<String>,
    /// The words of a total that say nothing of what it counts.
    pub whole: Phrases,
    /// What stands in a total of more than the list.
    pub since: Phrases,
    /// What a total counts.
    pub counted: Phrases,
    /// What a line is made of that carries a sum to the next page.
    pub carried: Phrases,
    /// What at least stands in such a line.
    pub carrying: Phrases,
    /// What a block of signatures holds.
    pub signature: Phrases,
    /// Titles before a name, in lower case with their tones.
    pub courtesy: Vec<String>,
    /// What a level alone in a line of a group goes on with, as written.
    pub before_level: Vec<String>,
    /// What begins a village's name.
    pub village: Phrases,
    /// The same in lower case with their tones: `tổ` is a village's word, `Tô` a family's name.
    pub village_toned: Vec<String>,
    /// What begins the title of a list.
    pub list_title: Phrases,
    /// What says that a cell is as the one above.
    pub ditto: Phrases,
    /// What stands before a carer's name.
    pub carer: Phrases,
    /// What stands between a carer and the person cared for.
    pub cared_for: Phrases,
    /// What stands where a person may be named, and is none.
    pub not_names: Phrases,
}

pub(super) fn read(file: &RuleFile) -> Result<RowWords, WordsFault> {
    let mut lists = parse::<Lists>(file)?;
    let lower = |words: &Vec<String>| {
        let bare = |word: &String| word.trim_start_matches('=').to_lowercase();
        words.iter().map(bare).collect()
    };
    let words = RowWords {
        courtesy: lists
            .remove("courtesy")
            .as_ref()
            .map(lower)
            .unwrap_or_default(),
        before_level: lists.remove("before_level").unwrap_or_default(),
        village_toned: lists.get("village").map(lower).unwrap_or_default(),
        total_toned: lists.get("total").map(lower).unwrap_or_default(),
        total: take(&mut lists, "total"),
        whole: take(&mut lists, "whole"),
        since: take(&mut lists, "since"),
        counted: take(&mut lists, "counted"),
        carried: take(&mut lists, "carried"),
        carrying: take(&mut lists, "carrying"),
        signature: take(&mut lists, "signature"),
        village: take(&mut lists, "village"),
        list_title: take(&mut lists, "list_title"),
        ditto: take(&mut lists, "ditto"),
        carer: take(&mut lists, "carer"),
        cared_for: take(&mut lists, "cared_for"),
        not_names: take(&mut lists, "not_names"),
    };
    nothing_left(file, lists.keys().next())?;
    Ok(words)
}
