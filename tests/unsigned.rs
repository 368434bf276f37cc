//! Rows that nobody signed on a return where most rows are: the money stays open and is named, and the
//! next return tells what became of it.

#![allow(missing_docs, clippy::expect_used)]

mod booking_desk;

use std::fmt::Write;
use std::path::PathBuf;

use booking_desk::{Desk, WHO, balances, findings};

/// A return with a column to sign: what each row brings over and how it is signed.
fn signed(desk: &Desk, month: &str, rows: [(i64, &str); 6]) -> PathBuf {
    let mut text = "STT,Họ và tên,Ngày sinh,Số CCCD,Xã/Phường,Tháng này,Chưa trả tháng trước,\
                    Tổng số tiền,Ký nhận\n"
        .to_owned();
    for (((name, born, id), (carried, mark)), n) in WHO.iter().zip(rows).zip(1..) {
        let sum = 270_000 + carried;
        let line = format!("{n},{name},{born},{id},Bồ Xuyên,270000,{carried},{sum},{mark}");
        writeln!(text, "{line}").expect("text");
    }
    desk.text(&format!("chi-tra-{month}.csv"), &text)
}

fn approved(desk: &Desk, month: &str) -> PathBuf {
    desk.approved(&format!("phe-duyet-{month}.csv"), &[0, 1, 2, 3, 4, 5])
}

const SIGNED: (i64, &str) = (0, "x");

#[test]
fn a_row_unsigned_among_signed_ones_stays_open_and_is_named() {
    let desk = Desk::new();
    let mut rows = [SIGNED; 6];
    rows[5].1 = "";
    let paths = [approved(&desk, "2020-03"), signed(&desk, "2020-03", rows)];
    let result = desk.reconcile(&paths);
    assert_eq!(
        findings(&result),
        [("approved-unaccounted", vec!["2020-03"], -270_000)]
    );
    let finding = &result["findings"][0];
    assert_eq!(finding["confidence"], "possible");
    assert_eq!(finding["severity"], "warning");
    assert_eq!(finding["subject"]["name"], WHO[5].0);
    assert_eq!(
        balances(&result),
        [(
            "2020-03".to_owned(),
            [0, 1_620_000, 1_350_000, 0, 270_000, 0]
        )]
    );
}

#[test]
fn where_few_rows_are_signed_an_empty_signature_says_nothing() {
    for marks in [0, 3] {
        let desk = Desk::new();
        let mut rows = [(0, ""); 6];
        rows[..marks].fill(SIGNED);
        let paths = [approved(&desk, "2020-03"), signed(&desk, "2020-03", rows)];
        let result = desk.reconcile(&paths);
        assert_eq!(findings(&result), [], "{marks} signed");
        let line = [0, 1_620_000, 1_620_000, 0, 0, 0];
        assert_eq!(balances(&result), [("2020-03".to_owned(), line)]);
    }
}

#[test]
fn what_may_have_been_collected_makes_no_run_and_no_wrong_sum() {
    // Signed for again in April without anything brought over: March was collected, or is still open.
    let desk = Desk::new();
    let mut paths = Vec::new();
    for month in ["2020-03", "2020-04", "2020-05", "2020-06"] {
        let mut rows = [SIGNED; 6];
        if month == "2020-03" {
            rows[5].1 = "";
        }
        paths.extend([approved(&desk, month), signed(&desk, month, rows)]);
    }
    let march = ("approved-unaccounted", vec!["2020-03"], -270_000);
    assert_eq!(findings(&desk.reconcile(&paths)), [march]);
}

#[test]
fn what_the_next_return_brings_over_was_not_collected() {
    let desk = Desk::new();
    let months = ["2020-03", "2020-04", "2020-05", "2020-06"];
    let mut paths = Vec::new();
    for (month, carried) in months.into_iter().zip((0..).step_by(270_000)) {
        let mut rows = [SIGNED; 6];
        rows[5] = (carried, if month == "2020-06" { "x" } else { "" });
        paths.extend([approved(&desk, month), signed(&desk, month, rows)]);
    }
    let result = desk.reconcile(&paths);
    let first: Vec<&str> = months[..3].to_vec();
    assert_eq!(
        findings(&result),
        [
            ("approved-unaccounted", first.clone(), -810_000),
            ("carried-too-long", first, 0)
        ]
    );
    let last = balances(&result).pop().expect("a balance").1;
    assert_eq!(last, [810_000, 1_620_000, 2_430_000, 0, 0, 0]);
}
