//! One finding a fault: money that several rules see is counted in one of them, the others say in which, and the sheet
//! "Theo người" tells each person's story once.
#![allow(missing_docs, clippy::expect_used)]

mod lists;

use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use lists::{ABSENCES, DEATHS, LEDGER, Lists, ROLL};

const HOA: &str = "1,Nguyễn Thị Hoa,21/03/1938,Nữ,034138001234,Bồ Xuyên,Người cao tuổi từ đủ 80 tuổi,,270000,04/2018,";
const BAY: &str = "2,Trần Văn Bảy,02/05/1936,Nam,034036001235,Bồ Xuyên,Người cao tuổi từ đủ 80 tuổi,,270000,04/2018,";

fn paid(month: &str, who: &str) -> String {
    format!("{month},{who},,Bồ Xuyên,,270000,,,,")
}

/// Hoa moved away in August and died in September, and was paid on to November.
fn lists() -> Lists {
    let hoa = "Nguyễn Thị Hoa,21/03/1938";
    let rows: Vec<String> = ["08", "09", "10", "11"]
        .iter()
        .flat_map(|m| {
            let month = format!("{m}/2020");
            [paid(&month, hoa), paid(&month, "Trần Văn Bảy,02/05/1936")]
        })
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    Lists::new()
        .with("danh-sach.csv", ROLL, &[HOA, BAY])
        .with("chi-tra.csv", LEDGER, &rows)
        .with(
            "khai-tu.csv",
            DEATHS,
            &["Nguyễn Thị Hoa,21/03/1938,034138001234,Bồ Xuyên,15/09/2020"],
        )
        .with(
            "vang-mat.csv",
            ABSENCES,
            &["Nguyễn Thị Hoa,21/03/1938,034138001234,Bồ Xuyên,10/08/2020,,Chuyển đi nơi khác"],
        )
}

fn sheet(path: &Path, name: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = open_workbook(path).expect("a workbook");
    let range = book.worksheet_range(name).expect("the sheet");
    range
        .rows()
        .map(|row| row.iter().map(Data::to_string).collect())
        .collect()
}

#[test]
fn money_seen_by_two_rules_is_counted_in_one_and_the_other_says_in_which() {
    let audit = lists().audit();
    assert!(audit.ties());
    assert_eq!(audit.total("recover"), 3 * 270_000);
    let of = |rule: &str| {
        audit
            .findings()
            .find(|f| f["rule"] == rule)
            .expect("the finding")
    };
    let dead = of("paid-after-death");
    assert_eq!(
        (&dead["amount"], &dead["counted"]),
        (&540_000.into(), &540_000.into())
    );
    assert!(dead.get("counted_in").is_none());
    // September was paid after the move and is nobody else's; October and November belong to the death.
    let away = of("paid-while-absent");
    assert_eq!(
        (&away["amount"], &away["counted"]),
        (&810_000.into(), &270_000.into())
    );
    assert_eq!(away["counted_in"], serde_json::json!(["paid-after-death"]));
}

#[test]
fn a_person_stands_once_with_all_findings_the_money_and_what_to_do() {
    let lists = lists();
    let run = lists.run(&[]);
    let rows = sheet(&run.out.join("sai-lech.xlsx"), "Theo người");
    let heads = rows.get(2).expect("heads");
    assert_eq!(heads.get(1).map(String::as_str), Some("Người"));
    let people = rows.get(3..).expect("people");
    assert_eq!(people.len(), 1, "{people:?}");
    let row = people.first().expect("Hoa");
    let cell = |at: usize| row.get(at).map_or("", String::as_str);
    assert!(
        cell(1).starts_with("Nguyễn Thị Hoa\nsinh 21/03/1938"),
        "{}",
        cell(1)
    );
    assert_eq!((cell(2), cell(3), cell(5)), ("Bồ Xuyên", "Lỗi", "810000"));
    let story = cell(4);
    assert!(
        story.contains("1. Nguyễn Thị Hoa mất 15/09/2020"),
        "{story}"
    );
    assert!(
        story.contains("đã tính ở sai lệch “Chi trả sau khi chết”"),
        "{story}"
    );
    assert!(!story.contains("Đề nghị"), "{story}");
    let next = cell(8);
    for wanted in [
        "thôi hưởng từ tháng 9/2020, trình Chủ tịch UBND cấp huyện quyết định",
        "Thu hồi 540.000 đồng đã chi thừa từ tháng 10/2020 đến tháng 11/2020",
        "Thu hồi 270.000 đồng đã chi thừa tháng 9/2020",
    ] {
        assert!(next.contains(wanted), "{wanted}\n--- not in\n{next}");
    }
    assert!(cell(7).contains("Điều 8 NĐ 136/2013/NĐ-CP"), "{}", cell(7));
}

#[test]
fn the_sheet_of_people_is_no_list_of_outcomes() {
    let lists = lists();
    let first = lists.run(&[]);
    let before = first.result().0["findings"].clone();
    // The result of the first run lies among the lists of the second.
    let again = lists.run(&[]);
    assert_eq!(again.result().0["findings"], before);
}
