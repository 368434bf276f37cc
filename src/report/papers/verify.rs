//! The list of cases to verify: findings that are only possible or likely, that ask for a look, or
//! that would stop a benefit but move nothing on the other lists.

use rustc_hash::FxHashSet;

use super::paper::{Cell, Column, List};
use crate::model::{Confidence, Finding, Outcome};
use crate::texts::alphabet;
use crate::texts::papers::{self, heads};
use crate::texts::{Lang, results, words};

/// The cases, by commune.
pub fn cases(outcome: &Outcome) -> Vec<&Finding> {
    let listed: FxHashSet<&str> = outcome
        .adjustments
        .iter()
        .flat_map(|line| line.findings.iter().map(String::as_str))
        .collect();
    let mut cases: Vec<&Finding> = outcome
        .findings
        .iter()
        .filter(|finding| {
            let asks = |action: &str| finding.action.iter().any(|a| a == action);
            finding.confidence != Confidence::Certain
                || asks("verify")
                || (asks("stop") && !listed.contains(&*finding.id))
        })
        .collect();
    cases.sort_by_cached_key(|case| alphabet::place(&case.subject.commune));
    cases
}

/// Their columns.
pub fn list<'a>(lang: Lang) -> List<'a, &'a Finding> {
    let column = |head, width, cell: Box<dyn Fn(&&'a Finding) -> Cell + 'a>| Column {
        head,
        width,
        cell,
        summed: false,
    };
    List {
        title: papers::verify_title(lang),
        columns: vec![
            column(
                heads::question(lang),
                64.0,
                Box::new(move |case| Cell::Text(results::content(lang, case))),
            ),
            column(
                heads::months(lang),
                14.0,
                Box::new(|case| Cell::Middle(words::months(&case.months))),
            ),
            column(
                heads::would_be(lang),
                13.0,
                Box::new(|case| Cell::Money(case.amount)),
            ),
            column(
                heads::papers(lang),
                24.0,
                Box::new(move |case| Cell::Text(results::to_settle(lang, case))),
            ),
            column(heads::outcome(lang), 20.0, Box::new(|_| Cell::Blank)),
            column(heads::note(lang), 10.0, Box::new(|_| Cell::Blank)),
        ],
        subject: |case| &case.subject,
        sums: Box::new(|_| Vec::new()),
        cases: true,
        money: true,
    }
}
