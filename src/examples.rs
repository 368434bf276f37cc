//! Runs the examples of rules through everything that a user's lists go through: each list of an
//! example becomes a CSV file in memory, with the keys of its cells as header words.

use std::path::PathBuf;

use crate::audit::{Book, audit};
use crate::judge::rulefile::{Cell, Example, ExampleRunner, Given, GivenList, Observed, Rule};
use crate::link::fold::{ListFolder, Merger};
use crate::model::{Finding, Key, MonthRange, Role};
use crate::read::Input;
use crate::recognise::{self, Words};
use crate::reconcile::booked::{Collector, Piece};
use crate::reconcile::whos::Whos;
use crate::reconcile::{self, canonical};
use crate::texts::{Lang, reading};

/// Runs examples with the law, the rules and the words of a run.
pub struct Runner<'a> {
    /// Law and rules.
    pub book: &'a Book,
    /// Header and category words.
    pub words: &'a Words,
    /// Language of what is told of an example that cannot run.
    pub lang: Lang,
}

impl ExampleRunner for Runner<'_> {
    fn run(&self, _rules: &[Rule], example: &Example) -> Result<Vec<Observed>, String> {
        let given = &example.given;
        if given.lists.iter().any(|list| list.role == Role::Approved) {
            return self.reconciled(given);
        }
        let inputs: Vec<Input> = given.lists.iter().map(input).collect();
        let categories = self.book.law.categories();
        let read = recognise::read_lists(&inputs, self.words, categories, ListFolder::new, &|| {});
        if !read.faults.is_empty() {
            let faults = read
                .faults
                .iter()
                .map(|fault| reading::fault(self.lang, fault));
            return Err(faults.collect::<Vec<_>>().join("\n"));
        }
        let mut merger = Merger::new();
        for list in read.lists {
            merger.add(list.source, list.sink.finish());
        }
        let mut folded = merger.finish();
        folded.corpus.note_mergers(self.words.mergers());
        folded
            .corpus
            .note_places(|name| self.words.commune(name).is_some());
        let range = given.from.zip(given.to);
        let range = range.map(|(first, last)| MonthRange { first, last });
        let outcome = audit("audit", folded, self.book, range, self.lang, Vec::new());
        Ok(outcome.findings.iter().map(observed).collect())
    }
}

impl Runner<'_> {
    /// An example with an approved list is one of reconciliation.
    fn reconciled(&self, given: &Given) -> Result<Vec<Observed>, String> {
        let mut whos = Whos::default();
        let pieces = self.pieces(&given.lists, &mut whos)?;
        let earlier = GivenList {
            role: Role::Ledger,
            rows: given.replaced.clone(),
        };
        let earlier = if earlier.rows.is_empty() {
            Vec::new()
        } else {
            self.pieces(&[earlier], &mut whos)?
        };
        let replaced: Vec<(&Piece, &Piece)> = earlier
            .iter()
            .filter_map(|before| Some((before, pieces.iter().find(|p| p.is_beside(before))?)))
            .collect();
        let mut ordered: Vec<&Piece> = pieces.iter().collect();
        canonical(&mut ordered);
        let given = reconcile::Given {
            pieces: &ordered,
            replaced: &replaced,
            pairs: &[],
            links: &[],
            whos: &whos,
            keys: &[],
            sources: Vec::new(),
        };
        let reckoned = reconcile::reconcile(given, self.book, self.lang, Vec::new());
        Ok(reckoned.outcome.findings.iter().map(observed).collect())
    }

    fn pieces(&self, lists: &[GivenList], whos: &mut Whos) -> Result<Vec<Piece>, String> {
        let inputs: Vec<Input> = lists.iter().map(input).collect();
        let categories = self.book.law.categories();
        let sink = |role: Role| {
            let takes = matches!(role, Role::Approved | Role::Ledger);
            Collector::new(takes, self.words)
        };
        let read = recognise::read_lists(&inputs, self.words, categories, sink, &|| {});
        if !read.faults.is_empty() {
            let faults = read.faults.iter();
            let faults = faults.map(|fault| reading::fault(self.lang, fault));
            return Err(faults.collect::<Vec<_>>().join("\n"));
        }
        let mut pieces = Vec::new();
        for list in read.lists {
            let role = list.source.role;
            pieces.extend(list.sink.pieces(&list.source, role, whos).0);
        }
        Ok(pieces)
    }
}

fn observed(finding: &Finding) -> Observed {
    Observed {
        rule: finding.rule.clone(),
        months: finding.months.clone(),
        amount: finding.amount,
        severity: finding.severity,
        confidence: finding.confidence,
        name: finding.subject.name.clone(),
    }
}

/// A list as a file in memory.
fn input(list: &GivenList) -> Input {
    let mut keys: Vec<Key> = Vec::new();
    for (key, _) in list.rows.iter().flat_map(|row| &row.cells) {
        if !keys.contains(key) {
            keys.push(*key);
        }
    }
    keys.sort_unstable();
    let dated = list.rows.iter().any(|row| row.month.is_some());
    let mut header: Vec<String> = keys.iter().map(|key| key.code().to_owned()).collect();
    if dated {
        header.push(Key::Month.code().to_owned());
    }
    let mut text = line(&header);
    for row in &list.rows {
        let cell = |key: &Key| {
            row.cells
                .iter()
                .find(|(k, _)| k == key)
                .map(|(_, cell)| cell)
        };
        let mut cells: Vec<String> = keys
            .iter()
            .map(|key| match cell(key) {
                Some(Cell::Text(text)) => text.clone(),
                Some(Cell::Number(number)) => number.to_string(),
                Some(Cell::Bool(value)) => value.to_string(),
                None => String::new(),
            })
            .collect();
        if dated {
            cells.push(
                row.month
                    .map_or_else(String::new, |month| month.to_string()),
            );
        }
        text.push_str(&line(&cells));
    }
    let shown = format!("{}.csv", list.role.code());
    Input {
        path: PathBuf::from(&shown),
        shown,
        held: Some(text.into_bytes()),
    }
}

fn line(cells: &[String]) -> String {
    let quoted: Vec<String> = cells
        .iter()
        .map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")))
        .collect();
    quoted.join(",") + "\n"
}
