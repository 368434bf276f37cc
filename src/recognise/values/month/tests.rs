//! Months as clerks write them: in, the text of a cell or title; out, what is read of it.

use super::*;

fn one(text: &str) -> Option<(String, u8)> {
    month_span(text, None).map(|s| (s.first.to_string(), s.count))
}

#[test]
fn months_are_read_in_all_their_spellings() {
    for text in [
        "Tháng 10 năm 2020",
        "(Tháng 10/2020)",
        "Kỳ chi trả: T10.2020",
        "10/2020",
        "T10/2020",
        "2020-10",
        "202010",
        "T.10-2020",
        "DS BTXH T10.2020",
        "chi-tra-2020-10.csv",
        "thang 10 nam 2020",
        "05/10/2020",
        "tháng 10, năm 2020",
        "tháng mười năm 2020",
    ] {
        assert_eq!(one(text), Some(("2020-10".to_owned(), 1)), "{text}");
    }
    assert_eq!(one("Quý IV/2020"), Some(("2020-10".to_owned(), 3)));
    assert_eq!(one("quý 4 năm 2020"), Some(("2020-10".to_owned(), 3)));
    assert_eq!(one("T1+T2/2020"), Some(("2020-01".to_owned(), 2)));
    assert_eq!(one("tháng 1, 2/2020"), Some(("2020-01".to_owned(), 2)));
    assert_eq!(one("T4-T6/2020"), Some(("2020-04".to_owned(), 3)));
    assert_eq!(
        one("từ tháng 4 đến tháng 6 năm 2020"),
        Some(("2020-04".to_owned(), 3))
    );
    for text in [
        "abc",
        "Quyết định 12",
        "danh-sach.csv",
        "01_cccd_so",
        "T",
        "tháng … năm 2020",
        "t45/2020",
        "Thông tư 02/2021/TT-BLĐTBXH",
        "Quyết định số 12/2020",
    ] {
        assert_eq!(one(text), None, "{text}");
    }
}

#[test]
fn the_date_of_a_document_is_no_period() {
    let all = mentions("Thái Bình, ngày 05 tháng 11 năm 2020");
    assert!(all.iter().all(|m| m.dated), "{all:?}");
    assert_eq!(
        one("Tháng 10/2020, kèm theo tờ trình ngày 05/11/2020"),
        Some(("2020-10".to_owned(), 1))
    );
}

#[test]
fn months_without_a_year_look_back() {
    let until = "2020-05".parse().ok();
    let list = |t| {
        month_list(t, until)
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(list("T3/2020;T4/2020"), "2020-03 2020-04");
    assert_eq!(list("T3, T4/2020"), "2020-03 2020-04");
    assert_eq!(list("2020-03,2020-04"), "2020-03 2020-04");
    assert_eq!(list("T12"), "2019-12");
    assert_eq!(list("T3"), "2020-03");
}
