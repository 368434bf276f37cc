//! Rows that say the same, told apart, and what a decision draws along.

use super::*;
use crate::link::link;
use crate::link::made_up::{fold, paid, row, source};
use crate::model::{NamedRow, Role, Row as Typed, Source, SourceId};

const HOA: &str = "Nguyễn Thị Hoa";

fn hoa(number: u32) -> Typed {
    row(number, HOA, "1938-03-21", "034138001234", "Kỳ Bá")
}

fn lists() -> [(Source, Vec<Typed>); 3] {
    let months = [(2, "2020-09"), (3, "2020-10"), (4, "2020-10")];
    let months = months.map(|(at, month)| paid(hoa(at), month, 270_000));
    [
        (source("roll.csv", Role::Roll, None), vec![hoa(2)]),
        (source("ledger.csv", Role::Ledger, None), months.to_vec()),
        (source("deaths.csv", Role::Deaths, None), vec![hoa(2)]),
    ]
}

fn pair(a: (&str, u32), b: (&str, u32), same: bool) -> (Place, Pair) {
    let named = |(path, row): (&str, u32)| NamedRow {
        path: path.to_owned(),
        row: Some(row),
        ..NamedRow::default()
    };
    let at = Place {
        source: SourceId(0),
        row: 1,
    };
    let pair = Pair {
        rows: [named(a), named(b)],
        same: Some(same),
        ..Pair::default()
    };
    (at, pair)
}

/// Which of the rows of roll, ledger and register are of the person of the roll.
fn with_the_roll(pairs: Vec<(Place, Pair)>) -> (bool, Vec<bool>, bool) {
    let mut corpus = fold(&lists()).corpus;
    let decisions = Decisions::settle(&mut corpus, pairs);
    assert_eq!(decisions.ignored().count(), 0);
    let linked = link(&corpus, &decisions.links());
    let own = linked.person(corpus.roll[0].identity);
    let is_own = |identity| linked.person(identity) == own;
    let payments = corpus.payments.iter().map(|p| is_own(p.identity));
    (
        own.is_some(),
        payments.collect(),
        is_own(corpus.deaths[0].identity),
    )
}

#[test]
fn of_rows_written_alike_those_of_the_kind_named_leave() {
    assert_eq!(with_the_roll(Vec::new()), (true, vec![true; 3], true));
    let dead = pair(("roll.csv", 2), ("deaths.csv", 2), false);
    assert_eq!(with_the_roll(vec![dead]), (true, vec![true; 3], false));
    let twice = pair(("ledger.csv", 4), ("ledger.csv", 3), false);
    assert_eq!(
        with_the_roll(vec![twice]),
        (true, vec![true, true, false], true)
    );
    let paid = pair(("ledger.csv", 2), ("roll.csv", 2), false);
    assert_eq!(with_the_roll(vec![paid]).1, [false; 3]);
    let one = pair(("ledger.csv", 2), ("deaths.csv", 2), true);
    assert_eq!(with_the_roll(vec![one]), (true, vec![true; 3], true));
}

#[test]
fn the_order_of_decisions_changes_nothing() {
    let pairs = [
        pair(("ledger.csv", 3), ("ledger.csv", 4), false),
        pair(("deaths.csv", 2), ("roll.csv", 2), false),
        pair(("deaths.csv", 2), ("ledger.csv", 4), true),
    ];
    let [a, b, c] = pairs.clone();
    let turned = vec![c, a, b];
    assert_eq!(with_the_roll(pairs.to_vec()), with_the_roll(turned));
    assert_eq!(
        with_the_roll(pairs.to_vec()),
        (true, vec![true, true, false], false)
    );
}
