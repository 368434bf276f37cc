//! Total lines: every one of them is held against its rows, and none is blamed for what is wrong elsewhere.

use std::collections::BTreeSet;
use std::fmt::Write as _;

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

const HALF: &str = "STT;Họ và tên;Năm sinh;Số tiền";
const HALVES: &str = "STT;Họ và tên;Năm sinh;Số tiền;;STT;Họ và tên;Năm sinh;Số tiền";

/// Two pages of two halves, two rows each: numbers run down the left half, then down the right one.
fn halves(lines: &[(usize, &str)]) -> BTreeSet<(String, String)> {
    let names = ["Lan", "Bốn", "Hoa", "Tư", "Năm", "Sáu", "Bảy", "Tám"];
    let person = |nth: usize| {
        let (name, born) = (names[nth], 1930 + nth);
        format!("{};Trần Thị {name};{born};270000", nth + 1)
    };
    let mut text = format!("DANH SÁCH CHI TRẢ TRỢ CẤP THÁNG 1/2020 PHƯỜNG BỒ XUYÊN\n{HALVES}\n");
    for row in 0..4 {
        writeln!(text, "{};;{}", person(row), person(row + 4)).expect("text");
        for (_, line) in lines.iter().filter(|(after, _)| *after == row) {
            writeln!(text, "{line}").expect("text");
        }
    }
    let folder = folder();
    let path = folder.path().join("chi tra.csv");
    std::fs::write(&path, text).expect("a list");
    found(&[&path])
}

#[test]
fn the_total_of_two_halves_is_that_of_both() {
    let none = BTreeSet::new();
    let left = |sum: u32| format!(";Tổng cộng;;{sum};;;;;");
    let right = |sum: u32| format!(";;;;;;Tổng cộng;;{sum}");
    // Of both halves, or of its own.
    for sum in [2_160_000, 1_080_000] {
        assert_eq!(halves(&[(3, &left(sum))]), none, "{sum}");
        assert_eq!(halves(&[(3, &right(sum))]), none, "{sum}");
    }
    let each = ";Tổng cộng;;1080000;;;Tổng cộng;;1080000";
    assert_eq!(halves(&[(3, each)]), none);
    let page = ";Cộng trang;;1080000;;;;;";
    let pages = [(1, page), (3, page), (3, &left(2_160_000))];
    assert_eq!(halves(&pages), none);
    let wrong = |cell: &str| cells(&[("ledger-total", cell)]);
    assert_eq!(halves(&[(3, &left(2_170_000))]), wrong("D7"));
    assert_eq!(halves(&[(3, &right(2_170_000))]), wrong("I7"));
    let off = ";Cộng trang;;1090000;;;;;";
    let pages = [(1, off), (3, page), (3, &left(2_160_000))];
    assert_eq!(halves(&pages), wrong("D5"));
}

/// Cells of totals that are wrong; a figure alone is the sum of somebody's row.
fn totals(lines: &[&str]) -> BTreeSet<(String, String)> {
    let mut text = format!("DANH SÁCH CHI TRẢ TRỢ CẤP THÁNG 1/2020 PHƯỜNG BỒ XUYÊN\n{HALF}\n");
    let names = ["Lan", "Bốn", "Hoa", "Tư", "Năm", "Sáu", "Bảy", "Tám"];
    let mut number = 0;
    for line in lines {
        if line.parse::<u32>().is_ok() {
            let (name, born) = (names[number], 1930 + number);
            number += 1;
            writeln!(text, "{number};Trần Thị {name};{born};{line}").expect("text");
        } else {
            let (words, sum) = line.split_once('=').unwrap_or((line, ""));
            writeln!(text, ";{words};;{sum}").expect("text");
        }
    }
    let folder = folder();
    let path = folder.path().join("chi tra.csv");
    std::fs::write(&path, text).expect("a list");
    found(&[&path])
}

#[test]
fn a_total_that_is_none_hides_behind_nothing() {
    let wrong = |cell: &str| cells(&[("ledger-total", cell)]);
    // One plain total beside a right one; a total of nothing; one that leaves out a group.
    for (lines, cell) in [
        (
            &["270000", "405000", "Cộng=945000", "Tổng cộng=675000"][..],
            "D5",
        ),
        (&["270000", "405000", "Tổng cộng=0"], "D5"),
        (
            &[
                "270000",
                "Cộng=270000",
                "405000",
                "Cộng=405000",
                "Tổng cộng=0",
            ],
            "D7",
        ),
        (
            &[
                "270000",
                "Cộng=270000",
                "405000",
                "Cộng=405000",
                "Tổng cộng=405000",
            ],
            "D7",
        ),
        (
            &[
                "270000",
                "Cộng=270000",
                "405000",
                "Cộng=405000",
                "Tổng cộng: 2 người=270000",
            ],
            "D7",
        ),
    ] {
        assert_eq!(totals(lines), wrong(cell), "{lines:?}");
    }
}

#[test]
fn totals_of_groups_pages_and_nobody_are_no_faults() {
    for lines in [
        &[
            "270000",
            "Cộng=270000",
            "405000",
            "Cộng=405000",
            "Tổng cộng=675000",
        ][..],
        &["270000", "Cộng=270000", "405000", "Cộng=405000"],
        &[
            "270000",
            "Tổng cộng=270000",
            "405000",
            "Tổng cộng=405000",
            "540000",
            "Tổng cộng=540000",
        ],
        &[
            "270000",
            "Cộng thôn 1=270000",
            "405000",
            "Cộng thôn 2=405000",
            "Cộng xã=675000",
            "540000",
            "Cộng thôn 3=540000",
            "Cộng xã=540000",
        ],
        &[
            "270000",
            "Cộng sang trang=270000",
            "Trang trước mang sang=270000",
            "405000",
            "Cộng trang=405000",
            "Tổng cộng=675000",
        ],
        &[
            "Tổng cộng=675000",
            "270000",
            "Cộng=270000",
            "405000",
            "Cộng=405000",
        ],
        &[
            "270000",
            "Cộng=270000",
            "405000",
            "Cộng=405000",
            "Tổng cộng=675000",
            "540000",
            "Cộng nhóm=540000",
        ],
        &["Tổ 1", "270000", "Cộng=270000", "Tổ 2", "Cộng=0"],
        &["270000", "Tổng cộng=270000", "Tổng số tiền chưa nhận=0"],
    ] {
        assert_eq!(totals(lines), BTreeSet::new(), "{lines:?}");
    }
}

const ELDERLY: &str = "Người cao tuổi từ đủ 80 tuổi trở lên";

/// A ledger whose first rows name no sum, beside a roll or alone; whether its total is at fault.
fn is_off(total: u32, note: &str, beside_roll: bool) -> bool {
    let names = ["Lan", "Bốn", "Hoa", "Tư", "Năm", "Sáu", "Bảy", "Tám"];
    let mut roll = "DANH SÁCH ĐỐI TƯỢNG THÁNG 1/2020 PHƯỜNG BỒ XUYÊN\n\
                    STT;Họ và tên;Ngày sinh;Loại đối tượng;Mức hưởng;Hưởng từ\n"
        .to_owned();
    let mut ledger = "DANH SÁCH CHI TRẢ TRỢ CẤP THÁNG 1/2020 PHƯỜNG BỒ XUYÊN\n\
                      STT;Họ và tên;Ngày sinh;Loại đối tượng;Số tiền;Ghi chú\n"
        .to_owned();
    for (nth, name) in (1..).zip(names) {
        let who = format!("{nth};Trần Thị {name};0{nth}/03/193{nth};{ELDERLY}");
        writeln!(roll, "{who};270000;01/2018").expect("text");
        let (sum, note) = match nth {
            1..=3 => ("", note),
            4 => ("540000", ""),
            _ => ("270000", ""),
        };
        writeln!(ledger, "{who};{sum};{note}").expect("text");
    }
    writeln!(ledger, ";Tổng cộng;;;{total};").expect("text");
    let folder = folder();
    let paths = ["ds.csv", "chi tra.csv"].map(|name| folder.path().join(name));
    std::fs::write(&paths[0], roll).expect("a roll");
    std::fs::write(&paths[1], ledger).expect("a ledger");
    let files: Vec<&std::path::Path> = paths.iter().map(std::path::PathBuf::as_path).collect();
    let found = found(if beside_roll { &files } else { &files[1..] });
    found.iter().any(|(rule, _)| rule == "ledger-total")
}

#[test]
fn a_row_without_a_sum_excuses_no_more_than_its_own() {
    let rows = 540_000 + 4 * 270_000;
    // What the roll grants those three.
    assert!(!is_off(rows + 3 * 270_000, "", true));
    assert!(!is_off(rows + 270_000, "", true));
    assert!(is_off(rows + 3 * 540_000, "", true));
    assert!(is_off(rows + 270_000, "chưa nhận", true));
    assert!(!is_off(rows, "chưa nhận", true));
    // Whoever stands nowhere else may have what others of the list have.
    assert!(!is_off(rows + 540_000, "", false));
    assert!(is_off(rows + 300_000, "", false));
}

#[test]
fn a_row_of_one_half_excuses_the_total_of_both() {
    let text = format!(
        "DANH SÁCH CHI TRẢ TRỢ CẤP THÁNG 1/2020 PHƯỜNG BỒ XUYÊN\n{HALVES}\n\
         1;Trần Thị Lan;1930;270000;;3;Trần Thị Hoa;1932;270000\n\
         2;Trần Thị Bốn;1931;270000;;4;Trần Thị Tư;1933;\n"
    );
    let folder = folder();
    let path = folder.path().join("chi tra.csv");
    for (total, off) in [(1_080_000, false), (1_090_000, true)] {
        std::fs::write(&path, format!("{text};Tổng cộng;;{total};;;;;\n")).expect("a list");
        let found = found(&[&path]);
        let told = found.iter().any(|(rule, _)| rule == "ledger-total");
        assert_eq!(told, off, "{total}");
    }
}
