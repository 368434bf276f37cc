//! Money carried from month to month: what a month without a return hides is held against nobody, and a
//! gap that stands for months is one sum.

#![allow(missing_docs, clippy::expect_used)]

mod booking_desk;

use std::path::PathBuf;

use booking_desk::{Desk, balances, findings};

const HOA: &str = "1,Nguyễn Thị Hoa,21/03/1938,034138001234,Bồ Xuyên";
const BINH: &str = "2,Trần Văn Bình,02/04/1975,034075001235,Bồ Xuyên";
const PAID: &str = "270000,0,270000,Đã nhận";

/// The approved list of a month: both people, 270.000 đồng each.
fn approved(desk: &Desk, month: u8) -> PathBuf {
    let head = "STT,Họ và tên,Ngày sinh,Số CCCD,Xã/Phường,Số tiền phê duyệt";
    let text = format!("{head}\n{HOA},270000\n{BINH},270000\n");
    desk.text(&format!("phe-duyet-2020-{month:02}.csv"), &text)
}

/// The return of a month: Bình is paid, Hoa's row is as told, or left out.
fn paid(desk: &Desk, month: u8, hoa: &str) -> PathBuf {
    let head = "STT,Họ và tên,Ngày sinh,Số CCCD,Xã/Phường,Tháng này,Chưa trả tháng trước,Tổng số tiền,Trạng thái";
    let mut text = format!("{head}\n{BINH},{PAID}\n");
    if !hoa.is_empty() {
        text = format!("{text}{HOA},{hoa}\n");
    }
    desk.text(&format!("chi-tra-2020-{month:02}.csv"), &text)
}

#[test]
fn what_a_missing_return_may_have_paid_makes_no_run_and_no_wrong_sum() {
    let desk = Desk::new();
    let mut paths = vec![
        approved(&desk, 3),
        paid(&desk, 3, "270000,0,270000,Chưa nhận"),
    ];
    for month in 5..9 {
        paths.extend([approved(&desk, month), paid(&desk, month, PAID)]);
    }
    let result = desk.reconcile(&paths);
    assert_eq!(
        findings(&result),
        [("month-missing", vec!["2020-04"], 0)],
        "Hoa may have collected in April"
    );
    let april = paid(&desk, 4, "270000,270000,540000,Đã nhận");
    let result = desk.reconcile(&[approved(&desk, 4), april]);
    assert_eq!(findings(&result), []);
}

#[test]
fn a_month_whose_return_is_not_here_yet_lengthens_no_run() {
    let desk = Desk::new();
    let unpaid = [
        "270000,0,270000,Chưa nhận",
        "270000,270000,540000,Chưa nhận",
    ];
    let paths = [
        approved(&desk, 3),
        paid(&desk, 3, unpaid[0]),
        approved(&desk, 4),
        paid(&desk, 4, unpaid[1]),
        approved(&desk, 5),
    ];
    assert_eq!(findings(&desk.reconcile(&paths)), []);
    let may = paid(&desk, 5, "270000,540000,810000,Chưa nhận");
    let months = vec!["2020-03", "2020-04", "2020-05"];
    assert_eq!(
        findings(&desk.reconcile(&[may])),
        [("carried-too-long", months, 0)]
    );
}

#[test]
fn a_gap_that_stands_for_months_is_one_sum() {
    let desk = Desk::new();
    let mut paths = vec![approved(&desk, 3), paid(&desk, 3, "")];
    for month in 4..6 {
        paths.extend([approved(&desk, month), paid(&desk, month, PAID)]);
    }
    let result = desk.reconcile(&paths);
    let mismatch = findings(&result)
        .into_iter()
        .find(|(rule, ..)| *rule == "carry-mismatch");
    assert_eq!(
        mismatch,
        Some(("carry-mismatch", vec!["2020-04", "2020-05"], -270_000))
    );
}

#[test]
fn a_missing_month_is_told_before_what_hangs_on_it() {
    let desk = Desk::new();
    let short = "220000,0,220000,Đã nhận";
    let paths = [
        approved(&desk, 3),
        paid(&desk, 3, short),
        approved(&desk, 5),
        paid(&desk, 5, PAID),
    ];
    let output = desk.run(&["-q"], &paths);
    let told = String::from_utf8_lossy(&output.stdout);
    let at = |words: &str| told.find(words).expect(words);
    assert!(at("chưa có kết quả chi trả T4/2020") < at("chi thiếu 50.000 đồng"));
}

#[test]
fn a_column_of_what_was_given_back_is_read() {
    let heads = [
        (
            "Mức trợ cấp,Kỳ trước chuyển sang,Đã chi,Chưa chi,Nộp trả ngân sách",
            ["270000,,270000,,", "270000,270000,270000,,270000"],
        ),
        (
            "Tháng này,Chưa trả tháng trước,Tổng số tiền,Số tiền nộp trả",
            ["270000,0,270000,", "270000,270000,540000,270000"],
        ),
    ];
    for (head, [binh, hoa]) in heads {
        let desk = Desk::new();
        let text = format!(
            "STT,Họ và tên,Ngày sinh,Số CCCD,Xã/Phường,{head}\n{BINH},{binh}\n{HOA},{hoa}\n"
        );
        let paths = [
            approved(&desk, 3),
            paid(&desk, 3, "270000,0,270000,Chưa nhận"),
            approved(&desk, 4),
            desk.text("chi-tra-2020-04.csv", &text),
        ];
        let result = desk.reconcile(&paths);
        assert_eq!(findings(&result), [], "{head}");
        let april = &result["reconciliation"][1];
        let sums = ["carried_in", "paid", "returned", "carried_out"];
        let sums = sums.map(|key| april[key].as_i64().expect("đồng"));
        assert_eq!(sums, [270_000, 540_000, 270_000, 0], "{head}");
    }
}

#[test]
fn what_is_brought_over_of_months_unheard_of_ties_to_the_month_before() {
    let unpaid = "270000,0,270000,Chưa nhận";
    let over = |sum: i64| format!("270000,{sum},{},Đã nhận", 270_000 + sum);
    // Of April there is nothing: what May brings over of it was approved in April.
    let desk = Desk::new();
    let paths = [
        approved(&desk, 3),
        paid(&desk, 3, unpaid),
        approved(&desk, 5),
        paid(&desk, 5, &over(540_000)),
    ];
    let result = desk.reconcile(&paths);
    assert_eq!(findings(&result), [("month-missing", vec!["2020-04"], 0)]);
    let lines: Vec<[i64; 6]> = balances(&result)
        .into_iter()
        .map(|(_, sums)| sums)
        .collect();
    assert_eq!(lines[1], [270_000, 270_000, 0, 0, 540_000, 0]);
    assert_eq!(lines[2], [540_000, 540_000, 1_080_000, 0, 0, 0]);

    // April's approved list tells all that can be left: more than that is a wrong sum.
    let desk = Desk::new();
    let paths = [
        approved(&desk, 3),
        paid(&desk, 3, unpaid),
        approved(&desk, 4),
        approved(&desk, 5),
        paid(&desk, 5, &over(600_000)),
    ];
    let result = desk.reconcile(&paths);
    let wrong = ("carry-mismatch", vec!["2020-05"], 60_000);
    assert_eq!(
        findings(&result),
        [wrong, ("month-missing", vec!["2020-04"], 0)]
    );

    // Nothing is booked before April: what is brought over was carried all the while.
    let desk = Desk::new();
    let paths = [
        approved(&desk, 4),
        approved(&desk, 5),
        paid(&desk, 5, &over(810_000)),
    ];
    let result = desk.reconcile(&paths);
    assert_eq!(findings(&result), []);
    let lines: Vec<[i64; 6]> = balances(&result)
        .into_iter()
        .map(|(_, sums)| sums)
        .collect();
    assert_eq!(lines[0][..2], [540_000, 540_000]);
    assert_eq!(lines[1], [1_080_000, 540_000, 1_350_000, 0, 270_000, 0]);
}

/// A list whose title says that its money was given back: who stands on it was not paid.
fn given_back(desk: &Desk, name: &str, title: &str, head: &str, sum: i64) -> PathBuf {
    let text = format!(
        "{title}\nSTT,Họ và tên,Năm sinh,Xã/Phường,Số tháng,{head},Lý do\n\
         1,Nguyễn Thị Hoa,1938,Bồ Xuyên,1,{sum},Đi vắng lâu ngày\n"
    );
    desk.text(name, &text)
}

#[test]
fn a_list_of_what_was_given_back_is_a_part_of_the_return() {
    let title = "DANH SÁCH NỘP TRẢ NGÂN SÁCH THÁNG 4/2020,,,,,,";
    let lists = [
        ("hoan-tra-2020-04.csv", title, "Số tiền"),
        (
            "kq-2020-04.csv",
            "DANH SÁCH HOÀN TRẢ KINH PHÍ THÁNG 4/2020,,,,,,",
            "Số tiền nộp trả",
        ),
        ("kq-2020-04.csv", title, "Tổng số tiền"),
    ];
    for (name, title, head) in lists {
        let desk = Desk::new();
        let march = [
            approved(&desk, 3),
            paid(&desk, 3, "270000,0,270000,Chưa nhận"),
        ];
        desk.reconcile(&march);
        // Beside the return, which leaves Hoa's April open, whichever comes first.
        let back = given_back(&desk, name, title, head, 270_000);
        let unpaid = "270000,270000,540000,Chưa nhận";
        let april = [approved(&desk, 4), paid(&desk, 4, unpaid)];
        let alone = desk.reconcile(std::slice::from_ref(&back));
        assert_eq!(
            balances(&alone)[1].1,
            [270_000, 0, 0, 270_000, 0, 0],
            "{head}"
        );
        let result = desk.reconcile(&april);
        assert_eq!(findings(&result), [], "{head}");
        let sums = [270_000, 540_000, 270_000, 270_000, 270_000, 0];
        assert_eq!(balances(&result)[1].1, sums, "{head}");
    }
}

#[test]
fn a_corrected_list_of_what_was_given_back_replaces_the_first_and_no_return() {
    let desk = Desk::new();
    let lists = [
        approved(&desk, 3),
        paid(&desk, 3, "270000,0,270000,Chưa nhận"),
        approved(&desk, 4),
        paid(&desk, 4, "270000,0,270000,Đã nhận"),
    ];
    desk.reconcile(&lists);
    let title = "DANH SÁCH NỘP TRẢ NGÂN SÁCH THÁNG 4/2020,,,,,,";
    let first = given_back(&desk, "a/nop-tra.csv", title, "Số tiền", 200_000);
    desk.reconcile(&[first]);
    let second = given_back(&desk, "b/nop-tra.csv", title, "Số tiền", 270_000);
    let result = desk.reconcile(&[second]);
    let told = findings(&result);
    assert!(
        told.contains(&("return-changed", vec!["2020-04"], 0)),
        "{told:?}"
    );
    let sums = [270_000, 540_000, 540_000, 270_000, 0, 0];
    assert_eq!(balances(&result)[1].1, sums);
}
