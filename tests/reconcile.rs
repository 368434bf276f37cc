//! Reconciliation through the binary: balances to the đồng, every planted fault under its rule and no
//! other, whether months come one by one, in any order or all at once.

#![allow(missing_docs, clippy::expect_used)]

mod settlement;

use std::fs;

use serde_json::Value;
use settlement::desk::{Desk, assert_true, balances, findings, ids};
use settlement::{Settlement, Style, month};

#[test]
fn months_one_by_one_in_any_order_and_at_once_come_to_the_same() {
    let settlement = Settlement::new(600, 5, 7);
    let desk = Desk::new(&settlement);
    for at in 0..5 {
        let result = desk.reconcile("tung-thang.db", &[desk.month(at)]);
        assert_true(&result, &settlement, at + 1);
    }
    let one_by_one = desk.result();
    let at_once = desk.reconcile("mot-lan.db", &[desk.path("ho-so")]);
    assert_true(&at_once, &settlement, 5);
    for at in [3, 0, 4, 2, 1] {
        desk.reconcile("tron.db", &[desk.month(at)]);
    }
    let mixed = desk.result();
    assert_true(&mixed, &settlement, 5);
    assert_eq!(ids(&one_by_one), ids(&at_once));
    assert_eq!(ids(&mixed), ids(&at_once));
}

#[test]
fn a_missing_month_is_told_until_it_comes() {
    let settlement = Settlement::new(90, 3, 9);
    let desk = Desk::new(&settlement);
    desk.reconcile("so.db", &[desk.month(0)]);
    let result = desk.reconcile("so.db", &[desk.month(2)]);
    let missing = |result: &Value| {
        let all = result["findings"].as_array().expect("findings").iter();
        all.filter(|f| f["rule"] == "month-missing").count()
    };
    assert_eq!(missing(&result), 3);
    let result = desk.reconcile("so.db", &[desk.month(1)]);
    assert_eq!(missing(&result), 0);
    assert_true(&result, &settlement, 3);
    let gone = result["resolved"].as_array().expect("what is gone");
    assert_eq!(
        gone.iter().filter(|g| g["rule"] == "month-missing").count(),
        3
    );
    assert!(gone.iter().all(|g| g["status"] == "resolved"));
}

#[test]
fn a_damaged_file_is_refused_and_changes_nothing() {
    let settlement = Settlement::new(60, 2, 4);
    let desk = Desk::new(&settlement);
    desk.reconcile("so.db", &[desk.month(0)]);
    let store = fs::read(desk.path("so.db")).expect("the store");
    let result = fs::read(desk.path("ket-qua/ket-qua.json")).expect("the result");
    fs::write(desk.month(1).join("hong.xlsx"), b"PK\x03\x04 cut off").expect("written");
    let output = desk.run("so.db", &[desk.month(1)], &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("hong.xlsx"));
    assert!(fs::read(desk.path("so.db")).expect("the store") == store);
    assert!(fs::read(desk.path("ket-qua/ket-qua.json")).expect("the result") == result);
}

#[test]
fn late_money_is_known_however_a_return_tells_it() {
    for style in [Style::OneSum, Style::Rows, Style::Keys] {
        let mut settlement = Settlement::new(240, 5, 21);
        settlement.style = style;
        let desk = Desk::new(&settlement);
        for at in 0..5 {
            let result = desk.reconcile("so.db", &[desk.month(at)]);
            let truth = settlement.truth(at + 1);
            assert_eq!(
                findings(&result),
                truth.findings,
                "{style:?}, {}",
                month(at)
            );
            assert_eq!(
                balances(&result),
                truth.balances,
                "{style:?}, {}",
                month(at)
            );
        }
        let at_once = desk.reconcile("mot-lan.db", &[desk.path("ho-so")]);
        assert_true(&at_once, &settlement, 5);
    }
}

#[test]
fn findings_carry_all_that_is_unexplained() {
    let settlement = Settlement::new(300, 4, 17);
    let desk = Desk::new(&settlement);
    let result = desk.reconcile("so.db", &[desk.path("ho-so")]);
    let counted: i64 = result["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .map(|f| f["counted"].as_i64().expect("đồng"))
        .sum();
    let unexplained: i64 = balances(&result).values().map(|line| line[5]).sum();
    assert_ne!(unexplained, 0);
    assert_eq!(counted, -unexplained);
}
