//! People of one name and year whom nothing else tells apart, reconciled: rows are counted, one's payment
//! never hides the other's, and what rests on a guess between them is no more than likely.

#![allow(missing_docs, clippy::expect_used)]

mod booking_desk;

use std::fmt::Write;
use std::path::PathBuf;

use booking_desk::{Desk, balances, findings};

/// Two of one name and year in one commune, a third in another; sums approved.
const APPROVED: [(&str, i64); 3] = [
    ("Bồ Xuyên", 270_000),
    ("Bồ Xuyên", 405_000),
    ("Kỳ Bá", 270_000),
];

fn approved(desk: &Desk, month: &str) -> PathBuf {
    let rows = APPROVED.map(|(commune, sum)| format!("Nguyễn Thị Hoa,1938,{commune},{sum}\n"));
    let text = "Họ và tên,Năm sinh,Xã/Phường,Số tiền phê duyệt\n".to_owned() + &rows.concat();
    desk.text(&format!("phe-duyet-{month}.csv"), &text)
}

fn paid(desk: &Desk, month: &str, rows: &[(&str, i64, &str)]) -> PathBuf {
    let mut text = "Họ và tên,Năm sinh,Xã/Phường,Số tiền,Trạng thái\n".to_owned();
    for (commune, sum, status) in rows {
        writeln!(text, "Nguyễn Thị Hoa,1938,{commune},{sum},{status}").expect("text");
    }
    desk.text(&format!("chi-tra-{month}.csv"), &text)
}

const PAID: &str = "Đã nhận";

#[test]
fn a_namesakes_payment_does_not_hide_what_the_other_was_not_paid() {
    let desk = Desk::new();
    let rows = [("Bồ Xuyên", 405_000, PAID), ("Kỳ Bá", 270_000, PAID)];
    let lists = [approved(&desk, "2020-03"), paid(&desk, "2020-03", &rows)];
    let result = desk.reconcile(&lists);
    let told = findings(&result);
    assert_eq!(told, [("approved-unaccounted", vec!["2020-03"], -270_000)]);
    let lines = balances(&result);
    assert_eq!(lines[0].1, [0, 675_000, 405_000, 0, 270_000, 0]);
    assert_eq!(lines[1].1, [0, 270_000, 270_000, 0, 0, 0]);
}

#[test]
fn rows_of_namesakes_are_all_counted_and_nobody_is_accused() {
    let desk = Desk::new();
    let rows = [
        ("Bồ Xuyên", 270_000, PAID),
        ("Bồ Xuyên", 405_000, PAID),
        ("Kỳ Bá", 270_000, PAID),
    ];
    let lists = [approved(&desk, "2020-03"), paid(&desk, "2020-03", &rows)];
    let result = desk.reconcile(&lists);
    assert_eq!(findings(&result), []);
    assert_eq!(result["totals"]["payments"], 3);
    // One row more is too many, whoever's it is.
    let more = [rows[0], rows[0], rows[1], rows[2]];
    let result = desk.reconcile(&[paid(&desk, "2020-03", &more)]);
    assert_eq!(
        balances(&result)[0].1,
        [0, 675_000, 945_000, 0, 0, -270_000]
    );
    let all = result["findings"].as_array().expect("findings").iter();
    let of_money: Vec<_> = all.filter(|f| f["rule"] != "return-changed").collect();
    assert_eq!(of_money.len(), 1);
    assert_eq!(of_money[0]["amount"], 270_000);
    assert_ne!(of_money[0]["confidence"], "certain");
}

#[test]
fn a_list_of_the_unpaid_means_who_is_approved_in_its_commune() {
    let desk = Desk::new();
    let march = [
        approved(&desk, "2020-03"),
        paid(&desk, "2020-03", &APPROVED.map(|(commune, sum)| (commune, sum, ""))),
        desk.text(
            "chua-nhan-2020-03.csv",
            "Họ và tên,Năm sinh,Xã/Phường,Số tiền\nNguyễn Thị Hoa,1938,Bồ Xuyên,405000\nNguyễn Thị Hoa,1938,Kỳ Bá,270000\n",
        ),
    ];
    let result = desk.reconcile(&march);
    assert_eq!(findings(&result), []);
    let lines = balances(&result);
    assert_eq!(lines[0].1, [0, 675_000, 270_000, 0, 405_000, 0]);
    assert_eq!(lines[1].1, [0, 270_000, 0, 0, 270_000, 0]);
    // What is given back is of who waits for it.
    let back = desk.text(
        "nop-tra-2020-04.csv",
        "DANH SÁCH NỘP TRẢ NGÂN SÁCH THÁNG 4/2020,,,\nHọ và tên,Năm sinh,Xã/Phường,Số tiền\nNguyễn Thị Hoa,1938,Kỳ Bá,270000\n",
    );
    let april = [
        approved(&desk, "2020-04"),
        paid(
            &desk,
            "2020-04",
            &APPROVED.map(|(commune, sum)| (commune, sum, PAID)),
        ),
        back,
    ];
    let result = desk.reconcile(&april);
    assert_eq!(findings(&result), []);
    let lines = balances(&result);
    assert_eq!(lines[3].1, [270_000, 270_000, 270_000, 270_000, 0, 0]);
}
