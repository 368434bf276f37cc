//! Rule files: `checks/<group>/<slug>.toml` into rules that can be asked.
//!
//! In: the texts of the rules folder, the [`Vocabulary`] of facts, thresholds from the
//! configuration. Out: rules in order of rank with every expression checked and bound, or all
//! faults of all files at once. A rule without an example that fires and one that stays quiet is a
//! fault as well.

mod example;
mod fault;
mod judge;
mod message;
mod rule;
mod table;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use example::{
    Cell, Example, ExampleRow, ExampleRunner, Expected, Failure, Given, GivenList, Observed,
    run_examples,
};
pub use fault::{Code, Fault, FaultKind, Wants};
pub use judge::Hit;
pub use message::{Part, Special, Template};
pub use rule::{Action, Case, MonthsOf, OWN_GROUP, Rule, Words};

use crate::judge::lang::{Limits, Vocabulary};
use crate::rules::RuleFiles;

/// Folders of the rules folder that hold no rules.
const OTHER_FOLDERS: [&str; 4] = ["law/", "words/", "places/", "generate/"];

/// A configuration that lies in the same folder.
const CONFIGURATION: &str = "rasoat.toml";

/// Loads every rule in force. `overrides` sets limits by name (`months`) or by rule and name
/// (`unclaimed-streak.months`).
pub fn load(
    files: &RuleFiles,
    vocabulary: &Vocabulary,
    overrides: &Limits,
) -> Result<Vec<Rule>, Vec<Fault>> {
    let mut rules: Vec<Rule> = Vec::new();
    let mut faults = Vec::new();
    let mut places: BTreeMap<String, String> = BTreeMap::new();
    for file in files.under("") {
        let elsewhere = |folder: &&str| file.path.starts_with(folder);
        if file.path == CONFIGURATION || OTHER_FOLDERS.iter().any(elsewhere) {
            continue;
        }
        let file = Arc::new(file.clone());
        match rule::read(&file, vocabulary, overrides) {
            Ok(Some(rule)) => {
                if let Some(other) = places.insert(rule.slug.clone(), file.shown.clone()) {
                    faults.push(Fault {
                        file,
                        span: 0..0,
                        kind: FaultKind::SlugTwice(other),
                    });
                }
                rules.push(rule);
            }
            Ok(None) => {}
            Err(more) => faults.extend(more),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    rules.sort_by(|a, b| (a.rank, &a.slug).cmp(&(b.rank, &b.slug)));
    Ok(rules)
}

/// Names of `overrides` that are no limit of any rule, each with the nearest that is.
pub fn unknown_limits(rules: &[Rule], overrides: &Limits) -> Vec<(String, Option<String>)> {
    let mut known: Vec<String> = Vec::new();
    for rule in rules {
        for name in rule.limits.keys() {
            known.push(name.clone());
            known.push(format!("{}.{name}", rule.slug));
        }
    }
    let unknown = overrides.keys().filter(|name| !known.contains(name));
    unknown
        .map(|name| {
            let names = known.iter().map(String::as_str);
            let nearest = crate::judge::lang::vocabulary::nearest(name, names);
            (name.clone(), nearest.map(str::to_owned))
        })
        .collect()
}
