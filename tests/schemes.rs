//! `contract.md`, What the numbers mean, on schemes, lists and parts of a row: a test a point.
#![allow(missing_docs, clippy::expect_used)]

mod lists;

use lists::{DEATHS, LEDGER, Lists, ROLL};

const HOA: &str = "1,Nguyễn Thị Hoa,21/03/1938,Nữ,034138001234,Bồ Xuyên,Người cao tuổi từ đủ 80 tuổi,,270000,04/2018,";
const PARTS: &str = "Kỳ chi trả,Họ và tên,Ngày sinh,Xã/Phường,Đối tượng,Trợ cấp tháng này,Truy lĩnh,Khấu trừ,Mai táng phí,Tổng số tiền,Ghi chú\n";

fn hoa(month: &str) -> String {
    format!(
        "{month},Nguyễn Thị Hoa,21/03/1938,Bồ Xuyên,Người cao tuổi từ đủ 80 tuổi,270000,,,,270000,"
    )
}

fn with(rows: &[String]) -> Lists {
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    Lists::new()
        .with("danh-sach.csv", ROLL, &[HOA])
        .with("chi-tra.csv", PARTS, &rows)
}

#[test]
fn point_10_and_18_one_off_support_is_a_scheme_of_its_own() {
    // 500.000 a month for April to June 2020 beside the benefit is nothing paid twice or too much.
    let rows = [
        hoa("04/2020"),
        "04/2020,Nguyễn Thị Hoa,21/03/1938,Bồ Xuyên,Hỗ trợ theo Nghị quyết 42/NQ-CP,500000,,,,500000,".to_owned(),
        hoa("05/2020"),
    ];
    let audit = with(&rows).audit();
    assert_eq!(audit.found(), Vec::<String>::new());
    assert_eq!(audit.total("paid"), 2 * 270_000 + 500_000);
    assert!(audit.ties());
}

#[test]
fn point_16_a_missing_column_is_one_finding_a_sheet() {
    let lists = Lists::new().with(
        "danh-sach.csv",
        "STT,Họ và tên,Ngày sinh,Xã/Phường,Đối tượng,Mức hưởng\n",
        &[
            "1,Nguyễn Thị Hoa,21/03/1938,Bồ Xuyên,Người cao tuổi từ đủ 80 tuổi,270000",
            "2,Trần Văn Bình,02/04/1975,Bồ Xuyên,Người khuyết tật nặng,405000",
        ],
    );
    let audit = lists.audit();
    assert_eq!(audit.of("missing-value").len(), 1);
    let finding = audit.findings().next().expect("a finding");
    assert_eq!(finding["subject"]["kind"], "list");
    assert_eq!(finding["severity"], "warning");
}

#[test]
fn point_23_each_commune_of_a_file_is_a_list_of_its_own() {
    // Kỳ Bá has no roll here although the file of Bồ Xuyên's roll lies beside its ledger.
    let rows = [
        hoa("10/2020"),
        "10/2020,Lê Văn Tám,03/05/1950,Kỳ Bá,Người khuyết tật nặng,540000,,,,540000,".to_owned(),
    ];
    let audit = with(&rows).audit();
    let asked_for = "review-missing Kỳ Bá 2020-10 0 warning";
    assert_eq!(audit.found(), [asked_for]);
    assert_eq!(audit.total("unjudged"), 540_000);
}

#[test]
fn point_24_a_wrong_total_is_a_finding_about_the_list() {
    let rows = [hoa("10/2020"), ",Tổng cộng,,,,250000,,,,250000,".to_owned()];
    let audit = with(&rows).audit();
    assert_eq!(audit.of("ledger-total").len(), 1);
    let finding = audit.findings().next().expect("a finding");
    assert_eq!(finding["subject"]["kind"], "list");
    assert_eq!(finding["evidence"][0]["row"], 3);
}

#[test]
fn point_26_a_care_row_is_judged_by_the_person_cared_for() {
    let roll = [
        "1,Trần Văn Bình,02/04/1975,Nam,,Kỳ Bá,Người khuyết tật đặc biệt nặng,Đặc biệt nặng,540000,05/2016,",
        "2,Trần Thị Lụa (nuôi Trần Văn Bình),03/02/1950,Nữ,,Kỳ Bá,Hộ gia đình chăm sóc người khuyết tật đặc biệt nặng,,270000,05/2016,",
    ];
    let pay = |month: &str| {
        [
            format!(
                "{month},Trần Văn Bình,02/04/1975,,Kỳ Bá,Người khuyết tật đặc biệt nặng,540000,,,Đã chi,"
            ),
            format!(
                "{month},Trần Thị Lụa (nuôi Trần Văn Bình),03/02/1950,,Kỳ Bá,Hộ gia đình chăm sóc người khuyết tật đặc biệt nặng,270000,,,Đã chi,"
            ),
        ]
    };
    let rows: Vec<String> = [pay("09/2020"), pay("10/2020")].concat();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let lists = Lists::new()
        .with("danh-sach.csv", ROLL, &roll)
        .with("chi-tra.csv", LEDGER, &rows);
    let audit = lists.audit();
    assert_eq!(audit.found(), Vec::<String>::new());
    assert_eq!(audit.total("due"), 2 * 810_000);
    assert!(audit.ties());
}

#[test]
fn point_27_the_months_of_arrears_may_stand_in_the_note() {
    let other = |m: &str| {
        format!("{m},Trần Văn Bình,02/04/1975,Bồ Xuyên,Người khuyết tật nặng,405000,,,,405000,")
    };
    let repaid = "10/2020,Nguyễn Thị Hoa,21/03/1938,Bồ Xuyên,Người cao tuổi từ đủ 80 tuổi,270000,270000,,,540000,Truy lĩnh T8/2020".to_owned();
    let rows = [
        other("08/2020"),
        hoa("09/2020"),
        other("09/2020"),
        repaid,
        other("10/2020"),
    ];
    let text: Vec<&str> = rows.iter().map(String::as_str).collect();
    let binh =
        "2,Trần Văn Bình,02/04/1975,Nam,,Bồ Xuyên,Người khuyết tật nặng,Nặng,405000,05/2016,";
    let audit = Lists::new()
        .with("danh-sach.csv", ROLL, &[HOA, binh])
        .with("chi-tra.csv", PARTS, &text)
        .audit();
    assert_eq!(audit.found(), Vec::<String>::new());
}

#[test]
fn point_28_settlement_goes_by_the_parts_not_by_the_printed_total() {
    let rows = [
        hoa("10/2020").replace(",270000,\u{0}", ""),
        hoa("09/2020").replace("270000,,,,270000", "270000,,,,300000"),
    ];
    let audit = with(&rows).audit();
    assert_eq!(
        audit.found(),
        ["ledger-arithmetic Nguyễn Thị Hoa 2020-09 0 error"]
    );
    assert_eq!(audit.total("paid"), 540_000);
    assert!(audit.ties());
}

/// A ledger row of Trần Văn Bình, severely disabled: 405.000 đồng a month are due.
fn binh(month: &str, regular: u32, arrears: &str, held_back: &str) -> String {
    format!(
        "{month},Trần Văn Bình,02/04/1975,Bồ Xuyên,Người khuyết tật nặng,{regular},{arrears},{held_back},,,"
    )
}

fn with_binh(since: &str, rows: &[String]) -> lists::Audit {
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let roll = format!(
        "1,Trần Văn Bình,02/04/1975,Nam,,Bồ Xuyên,Người khuyết tật nặng,Nặng,405000,{since},"
    );
    let lists = Lists::new()
        .with("danh-sach-09-2020.csv", ROLL, &[&roll])
        .with("chi-tra.csv", PARTS, &rows);
    let audit = lists.audit();
    assert!(audit.ties());
    audit
}

#[test]
fn point_28_money_held_back_takes_back_what_was_paid_too_much() {
    // As a deduction or as arrears below zero; in part, in full, and from a month paid twice.
    for (arrears, deduction) in [("", "50000"), ("-50000", "")] {
        let rows = [
            binh("09/2020", 455_000, "", ""),
            binh("10/2020", 405_000, arrears, deduction),
        ];
        let audit = with_binh("05/2016", &rows);
        assert_eq!(audit.found(), Vec::<String>::new());
        assert_eq!(audit.total("paid"), 2 * 405_000);
    }
    let part = [
        binh("09/2020", 455_000, "", ""),
        binh("10/2020", 405_000, "", "20000"),
    ];
    let audit = with_binh("05/2016", &part);
    assert_eq!(
        audit.found(),
        ["wrong-amount Trần Văn Bình 2020-09 30000 error"]
    );
    let twice = [
        binh("09/2020", 405_000, "", ""),
        binh("09/2020", 405_000, "", ""),
        binh("10/2020", 405_000, "", "405000"),
    ];
    let audit = with_binh("05/2016", &twice);
    assert_eq!(audit.found(), Vec::<String>::new());
    assert_eq!(audit.total("paid"), 2 * 405_000);
}

#[test]
fn point_28_money_held_back_for_nothing_in_the_range_is_outside_it() {
    let rows = [
        binh("09/2020", 405_000, "", ""),
        binh("10/2020", 405_000, "", "50000"),
    ];
    let audit = with_binh("05/2016", &rows);
    assert_eq!(audit.found(), Vec::<String>::new());
    assert_eq!(audit.total("outside"), -50_000);
    // Whose benefit only began in the range can have been overpaid in no month before it.
    let audit = with_binh("09/2020", &rows);
    assert_eq!(
        audit.found(),
        ["wrong-amount Trần Văn Bình 2020-10 -50000 error"]
    );
    assert_eq!(audit.total("paid"), 2 * 405_000 - 50_000);
}

#[test]
fn point_29_funeral_support_is_open_until_paid() {
    let rows = [
        hoa("08/2020"),
        "09/2020,Nguyễn Thị Hoa,21/03/1938,Bồ Xuyên,Người cao tuổi từ đủ 80 tuổi,,,,5400000,5400000,".to_owned(),
    ];
    let audit = with(&rows)
        .with(
            "khai-tu.csv",
            DEATHS,
            &["Nguyễn Thị Hoa,21/03/1938,034138001234,Bồ Xuyên,12/08/2020"],
        )
        .audit();
    let money: Vec<String> = audit
        .found()
        .into_iter()
        .filter(|f| !f.starts_with("dead-on-roll"))
        .collect();
    assert_eq!(money, Vec::<String>::new());
    // No roll grants funeral support, so none leaves it unjudged.
    assert_eq!(audit.total("unjudged"), 0);
    assert!(audit.ties());
}
