//! Total lines: every one of them is held against its rows, and none is blamed for what is wrong elsewhere.

use std::collections::BTreeSet;

use super::run::{cells, folder, found};
use super::typed::typed_over;

const ROLL: &str = "STT;Họ và tên;Ngày sinh;Số CCCD;Đối tượng;Hệ số;Mức hưởng;Hưởng từ tháng";

/// Three groups, each with its sum at its head or at its foot.
fn grouped(at_head: bool) -> Vec<String> {
    let mut rows = Vec::new();
    for (group, village) in ["Tổ 1", "Tổ 2", "Tổ 3"].iter().enumerate() {
        rows.push(format!(
            "{village};;;;;;{};",
            if at_head { "540000" } else { "" }
        ));
        for one in 0..2 {
            let nth = group * 2 + one;
            let name = ["Hoa", "Bình", "Mận", "Lan", "Nụ", "Thắm"][nth];
            rows.push(format!(
                "{};Nguyễn Thị {name};2{nth}/03/1938;03413800123{nth};Người cao tuổi từ đủ 80 tuổi;1;270000;04/2018",
                nth + 1
            ));
        }
        if !at_head {
            rows.push(";Cộng;;;;;540000;".to_owned());
        }
    }
    rows.push(";Tổng cộng;;;;;1620000;".to_owned());
    rows
}

fn found_in(rows: &[String], over: &[(usize, usize, &str)]) -> BTreeSet<(String, String)> {
    let folder = folder();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    found(&[&typed_over(folder.path(), ROLL, &rows, over)])
}

#[test]
fn the_sums_of_groups_are_held_against_their_rows() {
    for (at_head, second) in [(true, 5), (false, 9)] {
        let rows = grouped(at_head);
        assert_eq!(found_in(&rows, &[]), BTreeSet::new());
        let cell = format!("G{second}");
        let wrong = cells(&[("sheet-total", cell.as_str())]);
        assert_eq!(found_in(&rows, &[(second, 7, "640000")]), wrong);
        let last = rows.len() + 1;
        let both = cells(&[("sheet-total", &cell), ("sheet-total", &format!("G{last}"))]);
        assert_eq!(
            found_in(&rows, &[(second, 7, "640000"), (last, 7, "1720000")]),
            both
        );
    }
}

#[test]
fn a_total_that_is_right_once_its_rows_are_mended_is_not_blamed() {
    let rows = grouped(false);
    for (over, truth) in [
        ((3, 7, ""), ("missing-value", "G3")),
        ((3, 7, "#REF!"), ("formula-error", "G3")),
        ((3, 7, "300000"), ("amount-not-coefficient", "G3")),
    ] {
        assert_eq!(found_in(&rows, &[over]), cells(&[truth]), "{over:?}");
        let off = cells(&[truth, ("sheet-total", "G14")]);
        assert_eq!(
            found_in(&rows, &[over, (14, 7, "2620000")]),
            off,
            "{over:?}"
        );
    }
}

#[test]
fn a_total_above_its_rows_and_one_of_more_than_the_list_are_no_faults() {
    let mut rows = grouped(false);
    let total = rows.pop().expect("the total");
    rows.insert(0, total);
    assert_eq!(found_in(&rows, &[]), BTreeSet::new());
    let mut rows = grouped(false);
    rows.push(";Lũy kế từ đầu năm;;;;;9999000;".to_owned());
    assert_eq!(found_in(&rows, &[]), BTreeSet::new());
}

#[test]
fn a_total_that_shows_the_error_of_its_row_is_no_fault_of_its_own() {
    let rows = grouped(false);
    let error = cells(&[("formula-error", "G3")]);
    assert_eq!(found_in(&rows, &[(3, 7, "#REF!"), (14, 7, "#REF!")]), error);
    let alone = cells(&[("formula-error", "G14")]);
    assert_eq!(found_in(&rows, &[(14, 7, "#REF!")]), alone);
}
