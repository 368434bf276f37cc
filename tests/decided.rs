//! What a person said of two rows (`contract.md`, role `links`), obeyed by the reconciliation and
//! remembered: the decision of one month holds when the next month comes without it.

#![allow(missing_docs, clippy::expect_used)]

mod booking_desk;

use std::path::PathBuf;

use booking_desk::{Desk, balances, rules};

const PAIRS: &str = "Tệp 1,Trang 1,Dòng 1,Tệp 2,Trang 2,Dòng 2,Kết luận,Người xác định,Ngày\n";

/// An approved list and a return of Hoa and Bình; `hoa` is how the return writes Hoa's name and birth.
fn month(desk: &Desk, month: &str, hoa: &str) -> PathBuf {
    let folder = format!("t{month}");
    let who = "Trần Văn Bình,02/04/1975,Bồ Xuyên,270000";
    let approved = format!(
        "Họ và tên,Ngày sinh,Xã/Phường,Số tiền phê duyệt\n{who}\nNguyễn Thị Hoa,21/03/1938,Bồ Xuyên,270000\n"
    );
    desk.text(&format!("{folder}/phe-duyet-{month}.csv"), &approved);
    let paid = format!(
        "Kỳ chi trả,Họ và tên,Ngày sinh,Xã/Phường,Số tiền,Trạng thái\n\
         {month},{who},Đã nhận\n{month},{hoa},Bồ Xuyên,270000,Đã nhận\n"
    );
    desk.text(&format!("{folder}/chi-tra.csv"), &paid);
    desk.path(&folder)
}

fn decided(desk: &Desk, answer: &str) -> PathBuf {
    let row = format!("phe-duyet-2020-03.csv,,3,chi-tra.csv,,3,{answer},Phạm Thị Mai,02/04/2020\n");
    desk.text("ket-luan/links.csv", &(PAIRS.to_owned() + &row))
}

/// A name and a birth that no weight joins with Hoa's.
const OTHER: &str = "Nguyễn Thị Huế,30/09/1951";
const PAID: [i64; 6] = [0, 540_000, 540_000, 0, 0, 0];

#[test]
fn rows_said_to_be_one_person_are_one_account() {
    let desk = Desk::new();
    let march = month(&desk, "2020-03", OTHER);
    let result = desk.reconcile(std::slice::from_ref(&march));
    assert_eq!(
        rules(&result),
        ["paid-not-approved", "approved-unaccounted"]
    );
    let result = desk.reconcile(&[decided(&desk, "giống")]);
    assert_eq!(rules(&result), Vec::<&str>::new(), "{}", result["resolved"]);
    assert_eq!(balances(&result)[0].1, PAID);
    // It is remembered, and given again it changes nothing.
    let result = desk.reconcile(&[month(&desk, "2020-04", OTHER)]);
    assert_eq!(rules(&result), Vec::<&str>::new());
    let again = desk.run(&["-q"], &[march, desk.path("ket-luan")]);
    assert_eq!(String::from_utf8_lossy(&again.stdout), "");
    assert_eq!(desk.told(&again)["findings"], result["findings"]);
}

#[test]
fn rows_said_to_be_two_people_are_two_accounts() {
    let desk = Desk::new();
    let march = month(&desk, "2020-03", "Nguyễn Thị Hoa,21/03/1938");
    let result = desk.reconcile(std::slice::from_ref(&march));
    assert_eq!(rules(&result), Vec::<&str>::new());
    let result = desk.reconcile(&[march, decided(&desk, "khác")]);
    assert_eq!(
        rules(&result),
        ["paid-not-approved", "approved-unaccounted"]
    );
    assert_eq!(
        balances(&result)[0].1,
        [0, 540_000, 540_000, 0, 270_000, -270_000]
    );
}

#[test]
fn a_decision_may_come_before_the_lists_it_speaks_of() {
    let desk = Desk::new();
    let first = month(&desk, "2020-02", "Nguyễn Thị Hoa,21/03/1938");
    desk.reconcile(&[first, decided(&desk, "giống")]);
    let result = desk.reconcile(&[month(&desk, "2020-03", OTHER)]);
    assert_eq!(
        rules(&result),
        ["paid-not-approved", "approved-unaccounted"],
        "chi-tra.csv may be either month's"
    );
    let at = |name: &str| desk.path(name);
    let result = desk.reconcile(&[at("t2020-03"), decided(&desk, "giống")]);
    assert_eq!(rules(&result), Vec::<&str>::new());
}

#[test]
fn decisions_about_lists_of_no_money_are_left_to_the_audit() {
    let desk = Desk::new();
    let march = month(&desk, "2020-03", "Nguyễn Thị Hoa,21/03/1938");
    let deaths =
        "Họ và tên,Ngày sinh,Xã/Phường,Ngày chết\nNguyễn Thị Hoa,1938,Bồ Xuyên,15/08/2020\n";
    desk.text("t2020-03/khai-tu.csv", deaths);
    let row = "khai-tu.csv,,2,chi-tra.csv,,3,giống,Phạm Thị Mai,02/04/2020\n";
    let links = desk.text("ket-luan/links.csv", &(PAIRS.to_owned() + row));
    let output = desk.run(&[], &[march, links]);
    desk.told(&output);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(!told.contains("khai-tu.csv"), "{told}");
}
