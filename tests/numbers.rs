//! `contract.md`, What the numbers mean: a test a point, on lists that go through the binary.
#![allow(missing_docs, clippy::expect_used)]

mod lists;

use lists::{ABSENCES, CERTIFICATES, DEATHS, LEDGER, Lists, ROLL};

const HOA: &str = "1,Nguyễn Thị Hoa,21/03/1938,Nữ,034138001234,Bồ Xuyên,Người cao tuổi từ đủ 80 tuổi,,270000,04/2018,";
const BINH: &str = "2,Trần Văn Bình,02/04/1975,Nam,034075000456,Bồ Xuyên,Người khuyết tật nặng,Nặng,405000,05/2016,";

fn hoa(month: &str) -> String {
    format!(
        "{month},Nguyễn Thị Hoa,21/03/1938,034138001234,Bồ Xuyên,Người cao tuổi từ đủ 80 tuổi,270000,,,Đã chi,"
    )
}

fn binh(month: &str) -> String {
    format!(
        "{month},Trần Văn Bình,02/04/1975,034075000456,Bồ Xuyên,Người khuyết tật nặng,405000,,,Đã chi,"
    )
}

fn ledger(lists: Lists, rows: &[String]) -> Lists {
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    lists.with("chi-tra.csv", LEDGER, &rows)
}

fn with_roll(rows: &[&str]) -> Lists {
    Lists::new().with("danh-sach.csv", ROLL, rows)
}

#[test]
fn point_01_a_copy_of_a_list_is_counted_once() {
    let rows: Vec<String> = ["08/2020", "09/2020", "10/2020"]
        .iter()
        .flat_map(|m| [hoa(m), binh(m)])
        .collect();
    let text: Vec<&str> = rows.iter().map(String::as_str).collect();
    let lists = ledger(with_roll(&[HOA, BINH]), &rows).with("chi-tra-ban-sao.csv", LEDGER, &text);
    let audit = lists.audit();
    assert_eq!(audit.found(), Vec::<String>::new());
    assert_eq!(audit.total("paid"), 3 * 675_000);
}

#[test]
fn point_01_one_repeated_row_within_a_list_is_a_genuine_row() {
    let audit = ledger(
        with_roll(&[HOA, BINH]),
        &[hoa("10/2020"), hoa("10/2020"), binh("10/2020")],
    )
    .audit();
    assert_eq!(
        audit.found(),
        ["paid-twice Nguyễn Thị Hoa 2020-10 270000 error"]
    );
}

#[test]
fn point_02_own_output_is_never_taken_as_input() {
    let lists = ledger(with_roll(&[HOA]), &[hoa("09/2020"), hoa("10/2020")]);
    let first = lists.run(&[]);
    assert_eq!(first.code(), 0, "{}", first.told());
    let before = std::fs::read(first.out.join("sai-lech.xlsx")).expect("written");
    let moved = lists.path().join("danh sach.xlsx");
    std::fs::rename(first.out.join("dieu-chinh.xlsx"), moved).expect("moved among the lists");
    let again = lists.run(&[]);
    let result = again.result();
    assert_eq!(result.0["sources"].as_array().expect("sources").len(), 2);
    let after = std::fs::read(again.out.join("sai-lech.xlsx")).expect("written");
    assert!(
        before == after,
        "what a run left must not change the next one"
    );
}

#[test]
fn point_03_a_roll_takes_its_month_from_its_file_name() {
    let lists = Lists::new()
        .with("DS BTXH T8.2020.csv", ROLL, &[HOA, BINH])
        .with("DS BTXH T9.2020.csv", ROLL, &[HOA]);
    let rows = [
        hoa("08/2020"),
        binh("08/2020"),
        hoa("09/2020"),
        binh("09/2020"),
    ];
    // Bình vanished from the roll of September: what is due to him is open, nobody is accused.
    let audit = ledger(lists, &rows).audit();
    assert_eq!(audit.found(), Vec::<String>::new());
}

#[test]
fn point_04_before_the_first_roll_leaving_is_open_unless_still_paid_in_its_month() {
    let rows = [
        hoa("08/2020"),
        binh("08/2020"),
        hoa("09/2020"),
        binh("09/2020"),
        hoa("10/2020"),
    ];
    let left = ledger(with_roll(&[HOA]), &rows).audit();
    assert_eq!(left.found(), Vec::<String>::new());
    let rows = [
        hoa("08/2020"),
        binh("08/2020"),
        hoa("09/2020"),
        binh("09/2020"),
        hoa("10/2020"),
        binh("10/2020"),
    ];
    let ghost = ledger(with_roll(&[HOA]), &rows).audit();
    assert_eq!(
        ghost.found(),
        ["paid-not-on-roll Trần Văn Bình 2020-08+2020-09+2020-10 1215000 error"]
    );
}

#[test]
fn point_05_an_entry_ends_by_a_note_on_the_roll() {
    let ended = format!("{BINH}Cắt từ T9/2020");
    let rows = [
        hoa("08/2020"),
        binh("08/2020"),
        hoa("09/2020"),
        binh("09/2020"),
        hoa("10/2020"),
    ];
    let audit = ledger(with_roll(&[HOA, &ended]), &rows).audit();
    assert_eq!(
        audit.found(),
        ["paid-after-decision Trần Văn Bình 2020-09 405000 error"]
    );
}

#[test]
fn point_05_a_plain_absence_only_asks_to_look_and_the_months_stay_due() {
    let rows = [
        hoa("08/2020"),
        binh("08/2020"),
        hoa("09/2020"),
        binh("09/2020"),
    ];
    let audit = ledger(with_roll(&[HOA, BINH]), &rows)
        .with(
            "vang-mat.csv",
            ABSENCES,
            &["Trần Văn Bình,02/04/1975,034075000456,Bồ Xuyên,05/08/2020,,Đi làm ăn xa"],
        )
        .audit();
    assert_eq!(
        audit.found(),
        ["paid-while-absent Trần Văn Bình 2020-09 0 warning"]
    );
    assert_eq!(audit.total("due"), 2 * 675_000);
}

#[test]
fn point_06_without_a_roll_the_money_is_unjudged() {
    let lists = ledger(with_roll(&[HOA]), &[
        hoa("10/2020"),
        "10/2020,Lê Văn Tám,03/05/1950,034050000777,Kỳ Bá,Người khuyết tật nặng,540000,,,Đã chi,".to_owned(),
    ]);
    let audit = lists.audit();
    assert_eq!(audit.found(), ["review-missing Kỳ Bá 2020-10 0 warning"]);
    assert_eq!(audit.total("unjudged"), 540_000);
    assert!(audit.ties());
}

#[test]
fn point_06_not_paid_needs_a_ledger_of_that_month() {
    let audit = ledger(
        with_roll(&[HOA, BINH]),
        &[
            hoa("08/2020"),
            binh("08/2020"),
            binh("10/2020"),
            hoa("10/2020"),
        ],
    )
    .audit();
    assert_eq!(audit.found(), Vec::<String>::new());
    let audit = ledger(
        with_roll(&[HOA, BINH]),
        &[
            hoa("08/2020"),
            binh("08/2020"),
            binh("09/2020"),
            hoa("10/2020"),
            binh("10/2020"),
        ],
    )
    .audit();
    assert_eq!(
        audit.found(),
        ["not-paid Nguyễn Thị Hoa 2020-09 -270000 error"]
    );
}

#[test]
fn point_07_a_row_is_paid_unless_its_status_says_otherwise() {
    let unpaid = hoa("10/2020").replace("Đã chi", "Chưa nhận");
    let audit = ledger(
        with_roll(&[HOA, BINH]),
        &[hoa("09/2020"), binh("09/2020"), unpaid, binh("10/2020")],
    )
    .audit();
    assert_eq!(audit.found(), Vec::<String>::new());
    assert_eq!(
        (audit.total("arrears"), audit.total("unclaimed")),
        (270_000, 270_000)
    );
    assert!(audit.ties());
}

#[test]
fn point_08_arrears_repay_the_months_named() {
    let rows = [
        hoa("08/2020"), binh("08/2020"), binh("09/2020"), binh("10/2020"),
        "10/2020,Nguyễn Thị Hoa,21/03/1938,034138001234,Bồ Xuyên,Người cao tuổi từ đủ 80 tuổi,270000,270000,T9/2020,Đã chi,".to_owned(),
    ];
    let audit = ledger(with_roll(&[HOA, BINH]), &rows).audit();
    assert_eq!(audit.found(), Vec::<String>::new());
    assert_eq!(audit.total("arrears"), 0);
}

#[test]
fn point_08_arrears_without_months_repay_the_oldest_unpaid_month() {
    let rows = [
        hoa("08/2020"), binh("08/2020"), binh("09/2020"), binh("10/2020"),
        "10/2020,Nguyễn Thị Hoa,21/03/1938,034138001234,Bồ Xuyên,Người cao tuổi từ đủ 80 tuổi,270000,270000,,Đã chi,".to_owned(),
    ];
    let audit = ledger(with_roll(&[HOA, BINH]), &rows).audit();
    assert_eq!(audit.found(), Vec::<String>::new());
}

#[test]
fn point_08_arrears_for_months_before_the_range_are_outside() {
    let rows = [
        "08/2020,Nguyễn Thị Hoa,21/03/1938,034138001234,Bồ Xuyên,Người cao tuổi từ đủ 80 tuổi,270000,540000,\"T5, T6/2020\",Đã chi,".to_owned(),
        binh("08/2020"),
    ];
    let audit = ledger(with_roll(&[HOA, BINH]), &rows).audit();
    assert_eq!(audit.found(), Vec::<String>::new());
    assert_eq!(audit.total("outside"), 540_000);
}

#[test]
fn point_09_a_ledger_of_a_quarter_is_split_by_month() {
    let lists = with_roll(&[HOA]).with(
        "chi tra quy IV 2020.csv",
        "STT,Họ và tên,Ngày sinh,Số CCCD,Xã/Phường,Số tiền,Ký nhận\n",
        &["1,Nguyễn Thị Hoa,21/03/1938,034138001234,Bồ Xuyên,810000,x"],
    );
    let audit = lists.audit();
    assert_eq!(audit.0["run"]["from"], "2020-10");
    assert_eq!(audit.0["run"]["to"], "2020-12");
    assert_eq!(audit.found(), Vec::<String>::new());
    assert_eq!(audit.total("paid"), 810_000);
}

#[test]
fn point_11_and_21_amounts_are_measured_from_the_nearest_value_allowed() {
    // Born in 1962, day unknown: 540.000 or 720.000 in May 2022, so 600.000 is wrong by 60.000.
    let roll = "1,Đỗ Văn Năm,1962,Nam,,Bồ Xuyên,Người khuyết tật nặng,Nặng,540000,05/2016,";
    let rows =
        ["05/2022,Đỗ Văn Năm,1962,,Bồ Xuyên,Người khuyết tật nặng,600000,,,Đã chi,".to_owned()];
    let audit = ledger(with_roll(&[roll]), &rows).audit();
    assert_eq!(
        audit.found(),
        ["wrong-amount Đỗ Văn Năm 2022-05 60000 error"]
    );
    assert!(audit.ties());
}

#[test]
fn point_12_every_difference_is_counted_once() {
    let rows = [
        hoa("08/2020"),
        hoa("09/2020"),
        hoa("09/2020"),
        hoa("10/2020"),
        binh("08/2020"),
        binh("09/2020"),
        binh("10/2020"),
    ];
    let audit = ledger(with_roll(&[HOA, BINH]), &rows)
        .with(
            "khai-tu.csv",
            DEATHS,
            &["Nguyễn Thị Hoa,21/03/1938,034138001234,Bồ Xuyên,12/08/2020"],
        )
        .audit();
    assert_eq!(
        audit.found(),
        [
            "paid-after-death Nguyễn Thị Hoa 2020-09+2020-10 810000 error",
            "paid-twice Nguyễn Thị Hoa 2020-09 270000 error",
        ]
    );
    assert_eq!(audit.total("recover"), 810_000);
    assert!(audit.ties());
}

#[test]
fn point_13_possible_findings_count_nothing_and_say_what_settles_them() {
    let audit = ledger(
        with_roll(&[HOA, BINH]),
        &[
            hoa("09/2020"),
            binh("09/2020"),
            hoa("10/2020"),
            binh("10/2020"),
        ],
    )
    .with(
        "khai-tu.csv",
        DEATHS,
        &["Nguyễn Thị Hoa,21/03/1938,034138001234,Bồ Xuyên,2020"],
    )
    .audit();
    assert_eq!(
        audit.of("paid-after-death"),
        ["paid-after-death Nguyễn Thị Hoa 2020-09+2020-10 540000 warning possible"]
    );
    let finding = audit
        .findings()
        .find(|f| f["rule"] == "paid-after-death")
        .expect("found");
    assert_eq!(finding["counted"], 0);
    assert_eq!(finding["amount_range"], serde_json::json!([0, 540_000]));
    assert!(
        finding["settled_by"]
            .as_str()
            .is_some_and(|s| !s.is_empty())
    );
    assert_eq!(audit.total("recover"), 0);
    assert!(audit.ties());
}

#[test]
fn point_14_the_surplus_is_all_but_the_payment_nearest_the_due() {
    let odd = hoa("10/2020").replace("270000", "300000");
    let audit = ledger(
        with_roll(&[HOA, BINH]),
        &[odd, hoa("10/2020"), binh("10/2020")],
    )
    .audit();
    assert_eq!(
        audit.found(),
        ["paid-twice Nguyễn Thị Hoa 2020-10 300000 error"]
    );
    assert!(audit.ties());
}

#[test]
fn point_15_today_is_the_last_day_of_the_last_month_audited() {
    let born_later =
        "1,Lê Thị Mai,05/11/2020,Nữ,,Bồ Xuyên,Người khuyết tật nặng,Nặng,540000,10/2020,";
    let audit = ledger(with_roll(&[HOA, born_later]), &[hoa("10/2020")]).audit();
    assert_eq!(audit.of("bad-date"), ["bad-date Lê Thị Mai  0 error"]);
}

#[test]
fn point_17_months_paid_elsewhere_that_end_before_the_start_are_a_move() {
    let moved = "1,Nguyễn Thị Hoa,21/03/1938,Nữ,034138001234,Kỳ Bá,Người cao tuổi từ đủ 80 tuổi,,270000,09/2020,";
    let there = |m: &str| hoa(m).replace("Bồ Xuyên", "Kỳ Bá");
    let rows = [
        hoa("07/2020"),
        hoa("08/2020"),
        there("09/2020"),
        there("10/2020"),
        binh("07/2020"),
        binh("08/2020"),
        binh("09/2020"),
        binh("10/2020"),
    ];
    let audit = ledger(with_roll(&[moved, BINH]), &rows).audit();
    assert_eq!(audit.found(), Vec::<String>::new());
    let rows = [
        hoa("07/2020"),
        hoa("08/2020"),
        there("08/2020"),
        there("09/2020"),
        binh("07/2020"),
        binh("08/2020"),
        binh("09/2020"),
    ];
    let audit = ledger(with_roll(&[moved, BINH]), &rows).audit();
    assert_eq!(
        audit.of("paid-before-start"),
        ["paid-before-start Nguyễn Thị Hoa 2020-08 270000 error"]
    );
}

#[test]
fn point_20_verify_only_absence_keeps_its_months_due() {
    let audit = ledger(
        with_roll(&[HOA, BINH]),
        &[hoa("08/2020"), binh("08/2020"), hoa("09/2020")],
    )
    .with(
        "vang-mat.csv",
        ABSENCES,
        &["Trần Văn Bình,02/04/1975,034075000456,Bồ Xuyên,05/08/2020,,Đi vắng"],
    )
    .audit();
    assert_eq!(
        audit.of("not-paid"),
        ["not-paid Trần Văn Bình 2020-09 -405000 error"]
    );
}

#[test]
fn point_22_a_shared_id_number_is_a_finding_for_each_with_the_others_named() {
    let other = "3,Phạm Văn Khoai,11/11/1940,Nam,034138001234,Bồ Xuyên,Người khuyết tật nặng,Nặng,540000,05/2016,";
    let audit = ledger(
        with_roll(&[HOA, BINH, other]),
        &[hoa("10/2020"), binh("10/2020")],
    )
    .audit();
    assert_eq!(
        audit.of("shared-id-number"),
        [
            "shared-id-number Nguyễn Thị Hoa  0 error",
            "shared-id-number Phạm Văn Khoai  0 error",
        ]
    );
    let also: Vec<_> = audit
        .findings()
        .filter(|f| f["rule"] == "shared-id-number")
        .map(|f| f["also"][0]["name"].as_str().unwrap_or("").to_owned())
        .collect();
    assert_eq!(also, ["Phạm Văn Khoai", "Nguyễn Thị Hoa"]);
}

#[test]
fn point_25_a_start_holds_before_the_roll_it_first_appears_on() {
    let lists = Lists::new()
        .with("DS BTXH T8.2020.csv", ROLL, &[BINH])
        .with("DS BTXH T9.2020.csv", ROLL, &[HOA, BINH]);
    let rows = [
        hoa("08/2020"),
        binh("08/2020"),
        hoa("09/2020"),
        binh("09/2020"),
    ];
    let audit = ledger(lists, &rows).audit();
    assert_eq!(audit.found(), Vec::<String>::new());
}

#[test]
fn a_lighter_certificate_moves_the_difference() {
    let roll = BINH.replace(
        "Người khuyết tật nặng,Nặng,405000",
        "Người khuyết tật đặc biệt nặng,Đặc biệt nặng,540000",
    );
    let row = |m: &str| {
        binh(m).replace(
            "Người khuyết tật nặng,405000",
            "Người khuyết tật đặc biệt nặng,540000",
        )
    };
    let audit = ledger(
        with_roll(&[HOA, &roll]),
        &[
            hoa("09/2020"),
            row("09/2020"),
            hoa("10/2020"),
            row("10/2020"),
        ],
    )
    .with(
        "giay-xac-nhan.csv",
        CERTIFICATES,
        &["Trần Văn Bình,02/04/1975,034075000456,Bồ Xuyên,Vận động,Nặng,12/2016,20/04/2016"],
    )
    .audit();
    assert_eq!(
        audit.found(),
        ["disability-level-mismatch Trần Văn Bình 2020-09+2020-10 270000 error"]
    );
    let adjustment = audit.0["adjustments"].as_array().expect("adjustments");
    let recover = adjustment
        .iter()
        .find(|a| a["kind"] == "recover")
        .expect("a recovery");
    assert_eq!(recover["amount"], 270_000);
    assert_eq!(
        (&recover["old_monthly"], &recover["new_monthly"]),
        (&540_000.into(), &405_000.into())
    );
}

#[test]
fn a_namesake_in_the_death_register_stops_nobodys_money() {
    let rows = [
        hoa("09/2020"),
        binh("09/2020"),
        hoa("10/2020"),
        binh("10/2020"),
    ];
    let audit = ledger(with_roll(&[HOA, BINH]), &rows)
        .with(
            "khai-tu.csv",
            DEATHS,
            &["Nguyễn Thị Hoa,09/11/1938,034138009999,Bồ Xuyên,12/08/2020"],
        )
        .audit();
    assert_eq!(audit.found(), Vec::<String>::new());
}

#[test]
fn point_17_who_moved_in_the_month_of_leaving_is_not_away_in_the_new_commune() {
    // The list of absences names no commune and tells the day; the new roll tells the month.
    let moved = "1,Nguyễn Thị Hoa,21/03/1938,Nữ,034138001234,Kỳ Bá,Người cao tuổi từ đủ 80 tuổi,,270000,08/2020,";
    let there = |m: &str| hoa(m).replace("Bồ Xuyên", "Kỳ Bá");
    let rows = [
        hoa("07/2020"),
        there("08/2020"),
        there("09/2020"),
        binh("07/2020"),
        binh("08/2020"),
        binh("09/2020"),
    ];
    let audit = ledger(with_roll(&[moved, BINH]), &rows)
        .with(
            "vang-mat.csv",
            "Họ và tên,Ngày sinh,Số CCCD,Từ ngày,Đến ngày,Lý do\n",
            &["Nguyễn Thị Hoa,21/03/1938,034138001234,15/08/2020,,Chuyển đi"],
        )
        .audit();
    assert_eq!(audit.found(), Vec::<String>::new());
}
