//! The made-up population of `rasoat generate --as links`, read as an audit reads it: what linking is
//! measured by.
//!
//! In: how many people, a seed and how the ledger is written. Out: a roll, a ledger of two months and
//! a death register as typed rows, each with the person it truly is and what slipped in writing it.
#![allow(dead_code, reason = "neither the tests nor the bench use all of it")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

pub mod measured;

use std::path::Path;

use rasoat::generate::{self, Layout, Order};
use rasoat::link::fold::{Folded, ListFolder, Merger};
use rasoat::model::{CategoryTable, Corpus, IdState, IdentityId, PartialDate, Role, Row, Source};
use rasoat::recognise::{self, CATEGORY_CODES, Sink, Words};
use rasoat::{read, rules::RuleFiles};
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// Who a row truly is.
#[derive(Clone, Debug, Deserialize)]
pub struct Truth {
    path: String,
    row: u32,
    pub person: u64,
    pub slips: Vec<String>,
}

/// A list with the truth of each row.
pub struct List {
    pub source: Source,
    pub rows: Vec<(Row, Truth)>,
}

/// How a ledger is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ledger {
    /// Most rows with an id number, half with the full birth.
    Mixed,
    /// As the post office types it: names in capitals and years, nothing else.
    PostOffice,
}

/// Keeps the rows of a list.
struct Kept(Vec<Row>);

impl Sink for Kept {
    fn row(&mut self, row: &Row) {
        self.0.push(row.clone());
    }

    fn join(&mut self, next: Self) {
        self.0.extend(next.0);
    }
}

/// A roll, a ledger and a death register of so many people.
pub fn lists(people: u64, seed: u64, ledger: Ledger) -> Vec<List> {
    let folder = tempfile::tempdir().unwrap();
    let order = Order {
        people,
        months: 2,
        seed,
        noise: 1.0,
        faults: 0.0,
        layout: Layout::Links,
    };
    let rules = RuleFiles::load(None).unwrap();
    generate::generate(folder.path(), &order, &rules).unwrap();
    let mut lists = read_lists(folder.path(), &rules);
    if ledger == Ledger::PostOffice {
        for (row, _) in &mut lists[1].rows {
            row.name = row.name.to_uppercase();
            row.born = row.born.and_then(|b| PartialDate::year(b.first.ymd().0));
            row.id_number = None;
            row.id_state = IdState::default();
        }
    }
    lists
}

fn read_lists(folder: &Path, rules: &RuleFiles) -> Vec<List> {
    #[derive(Deserialize)]
    struct File {
        rows: Vec<Truth>,
    }
    let truth = std::fs::read(folder.join("truth.json")).unwrap();
    let truth: File = serde_json::from_slice(&truth).unwrap();
    let truth = truth.rows.into_iter();
    let mut truth: FxHashMap<(String, u32), Truth> =
        truth.map(|t| ((t.path.clone(), t.row), t)).collect();
    let table = CategoryTable::new(CATEGORY_CODES.iter().map(|c| (*c).to_owned()).collect());
    let words = Words::load(rules, &table).unwrap();
    let inputs = read::inputs(&[folder.to_owned()]).unwrap();
    let found = recognise::read_lists(&inputs.files, &words, &table, |_| Kept(vec![]), &|| {});
    assert!(found.faults.is_empty(), "{:?}", found.faults);
    let mut lists: Vec<List> = (found.lists.into_iter())
        .map(|list| {
            let file = list.source.path.rsplit('/').next().unwrap().to_owned();
            let rows = list.sink.0.into_iter();
            let rows = rows.map(|row| {
                let truth = truth.remove(&(file.clone(), row.number));
                (row, truth.expect("every row is in the truth"))
            });
            List {
                rows: rows.collect(),
                source: list.source,
            }
        })
        .collect();
    assert!(truth.is_empty(), "every row of the truth is read");
    let order = [Role::Roll, Role::Ledger, Role::Deaths];
    lists.sort_by_key(|list| order.iter().position(|role| *role == list.source.role));
    lists
}

/// The lists folded, taken in this order.
pub fn fold(lists: &[List], order: &[usize; 3]) -> Folded {
    let mut merger = Merger::new();
    for list in order.iter().map(|at| &lists[*at]) {
        let mut folder = ListFolder::new(list.source.role);
        for (row, _) in &list.rows {
            folder.row(row);
        }
        merger.add(list.source.clone(), folder.finish());
    }
    merger.finish()
}

/// The identity of each row, list by list.
pub fn identities(corpus: &Corpus) -> [Vec<IdentityId>; 3] {
    [
        corpus.roll.iter().map(|r| r.identity).collect(),
        corpus.payments.iter().map(|r| r.identity).collect(),
        corpus.deaths.iter().map(|r| r.identity).collect(),
    ]
}
