//! `validate` names the wrong cells of a list and no others, and marks them in the clerk's own layout.
#![allow(clippy::expect_used, reason = "a test may fail")]

#[path = "validate/list.rs"]
mod list;
#[path = "validate/marked.rs"]
mod marked;
#[path = "validate/package.rs"]
mod package;
#[path = "validate/run.rs"]
mod run;
#[path = "validate/sums.rs"]
mod sums;
#[path = "validate/typed.rs"]
mod typed;

use std::collections::BTreeSet;
use std::fs;

use list::{List, person};
use run::{cells, folder, found, validate, ward};
use typed::typed_over;

#[test]
fn ten_faults_of_ten_kinds_are_ten_cells_and_nothing_else() {
    let folder = folder();
    let (path, truth) = ward(folder.path());
    assert_eq!(truth.len(), 10);
    assert_eq!(found(&[&path]), truth);
}

#[test]
fn each_fault_is_told_with_its_cell_value_reason_and_way_out() {
    let folder = folder();
    let (path, _) = ward(folder.path());
    let run = validate(&[], &[&path]);
    assert_eq!(run.code, 1, "{}", run.err);
    let at = run.out.find("“31/02/1934”").expect("the value");
    let told: Vec<&str> = run.out[at..].lines().take(3).collect();
    assert!(told[0].ends_with("Lỗi"), "{told:?}");
    assert!(told[1].contains("không hợp lệ"), "{told:?}");
    assert_eq!(told[2].trim(), "→ Đề nghị sửa theo giấy tờ.");
    assert!(
        run.out.contains("9 chỗ sai phải sửa, 1 chỗ cần xem lại"),
        "{}",
        run.out
    );
    let english = validate(&["--lang", "en"], &[&path]);
    assert!(
        english.out.contains("Mend it by the papers."),
        "{}",
        english.out
    );
}

#[test]
fn encodings_running_numbers_and_communes() {
    let folder = folder();
    let mut list = List::ward("Kỳ Bá", (0..60).map(person).collect());
    let truth = [
        list.set("legacy-encoding", 10, "B", "NguyÔn ThÞ HuyÒn"),
        list.set_number("row-number-gap", 30, "A", 77.0),
    ];
    let path = folder.path().join("ds.xlsx");
    list.write(&path);
    assert_eq!(found(&[&path]), truth.into_iter().collect());
    // Neither makes a list wrong.
    assert_eq!(validate(&[], &[&path]).code, 0);
    assert_eq!(validate(&["--fail-on", "info"], &[&path]).code, 1);

    let csv = folder.path().join("xa.csv");
    let mut text =
        String::from("Họ và tên,Ngày sinh,Xã phường,Số CCCD,Đối tượng,Mức hưởng,Hưởng từ tháng\n");
    for (at, commune) in ["Kỳ Bá", "Bồ Xuyên", "Kỳ Bả Hạ", "Kỳ Bá"]
        .iter()
        .enumerate()
    {
        let p = person(at as u32);
        let line = [p.name.as_str(), &p.born, commune, &p.id];
        text += &line.join(",");
        text += ",Người cao tuổi từ đủ 80 tuổi,270000,04/2018\n";
    }
    fs::write(&csv, text).expect("a file");
    assert_eq!(found(&[&csv]), cells(&[("unknown-commune", "C4")]));
}

#[test]
fn one_person_on_the_rolls_of_two_communes() {
    let folder = folder();
    let (here, there) = (
        folder.path().join("ky-ba.xlsx"),
        folder.path().join("bo-xuyen.xlsx"),
    );
    List::ward("Kỳ Bá", (0..60).map(person).collect()).write(&here);
    let mut others: Vec<_> = (100..160).map(person).collect();
    others[7] = person(5);
    // A namesake of the same year is nobody's double.
    others[9].name.clone_from(&person(3).name);
    List::ward("Bồ Xuyên", others).write(&there);
    let truth = cells(&[("duplicate-row", "B16"), ("duplicate-row", "B14")]);
    assert_eq!(found(&[&here, &there]), truth);
    assert_eq!(found(&[&here]), BTreeSet::new());
}

#[test]
fn a_list_in_order_gives_a_friendly_word() {
    let folder = folder();
    let path = folder.path().join("ds.xlsx");
    List::ward("Kỳ Bá", (0..40).map(person).collect()).write(&path);
    let run = validate(&[], &[&path]);
    assert_eq!(run.code, 0, "{}", run.out);
    assert!(
        run.out.contains("không thấy lỗi nào, có thể gửi đi"),
        "{}",
        run.out
    );
    assert!(folder.path().join("ds.kiem-tra.xlsx").is_file());
    assert!(validate(&["-q"], &[&path]).out.is_empty());
}

#[test]
fn ledgers_and_registers_are_checked_as_well() {
    let folder = folder();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("a file");
        path
    };
    let ledger = write(
        "chi-tra-2020-10.csv",
        "Họ và tên,Ngày sinh,Số CCCD,Đối tượng,Số tiền,Ký nhận\nNguyễn Thị Hoa,21/03/1938,034138001234,Người cao tuổi từ đủ 80 tuổi,270000,x\nPhạm Thị Lan,31/02/1936,034136001235,Người cao tuổi từ đủ 80 tuổi,,x\n",
    );
    assert_eq!(
        found(&[&ledger]),
        cells(&[("bad-date", "B3"), ("missing-value", "E3")])
    );
    let deaths = write(
        "khai-tu.csv",
        "Họ và tên,Ngày sinh,Ngày chết,Nơi cư trú\nNguyễn Thị Hoa,21/03/1938,15/07/2020,Kỳ Bá\nPhạm Thị Lan,05/02/1936,31/09/2020,Kỳ Bá\nLê Văn Tư,1940,,Kỳ Bá\n",
    );
    assert_eq!(
        found(&[&deaths]),
        cells(&[("bad-date", "C3"), ("missing-value", "C4")])
    );
    let cards = write(
        "the-bhyt.csv",
        "Họ và tên,Ngày sinh,Số CCCD,Số thẻ BHYT,Giá trị từ ngày,Giá trị đến ngày\nNguyễn Thị Hoa,21/03/1938,0341A8001234,BT2340123456789,01/01/2020,31/12/2020\n",
    );
    assert_eq!(found(&[&cards]), cells(&[("bad-id-number", "C2")]));
}

#[test]
fn what_cannot_be_read_is_told_and_nothing_is_written() {
    let folder = folder();
    let good = folder.path().join("ds.xlsx");
    List::ward("Kỳ Bá", (0..40).map(person).collect()).write(&good);
    let (broken, gone) = (
        folder.path().join("hong.xlsx"),
        folder.path().join("khong-co.xlsx"),
    );
    fs::write(&broken, b"PK\x03\x04 and no more").expect("a file");
    let out = folder.path().join("ra");
    let args = ["--out", out.to_str().expect("a name")];
    let run = validate(&args, &[&good, &broken]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("hong.xlsx") && !out.exists(),
        "{}",
        run.err
    );
    assert_eq!(validate(&args, &[&good, &gone]).code, 2);
    let run = validate(
        &[&args[..], &["--skip-unknown"]].concat(),
        &[&good, &broken],
    );
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("hong.xlsx"), "{}", run.out);
    assert_eq!(fs::read_dir(&out).expect("a folder").count(), 1);
}

const ROLL: &str =
    "STT;Họ và tên;Ngày sinh;Giới tính;Số CCCD;Đối tượng;Hệ số;Mức hưởng;Hưởng từ tháng";
const ELDERLY: [&str; 5] = [
    "1;Nguyễn Thị Hoa;21/03/1938;Nữ;034138001234;Người cao tuổi từ đủ 80 tuổi;1;270000;04/2018",
    "2;Tổng Thị Cộng;29/02/1936;Nữ;034136001235;Người cao tuổi từ đủ 80 tuổi;1;270000;04/2018",
    "3;Cộng Văn Lý;01/05/1919;Nam;150123456;Người cao tuổi từ đủ 80 tuổi;1;270000;04/2018",
    "4;Lê Thị Mận;12/12/1937;Nữ;034137001236;Người cao tuổi từ đủ 80 tuổi;1;270000;04/2018",
    ";Tổng cộng;;;;;;1080000;",
];

#[test]
fn a_row_without_a_name_is_one_fault_and_breaks_neither_numbers_nor_total() {
    let folder = folder();
    let found =
        |over: &[(usize, usize, &str)]| found(&[&typed_over(folder.path(), ROLL, &ELDERLY, over)]);
    assert_eq!(found(&[]), BTreeSet::new());
    let nameless = cells(&[("missing-value", "B3")]);
    assert_eq!(found(&[(3, 2, "")]), nameless);
    // Whoever it is, the row is somebody's by its number, words and money alone.
    assert_eq!(found(&[(3, 2, ""), (3, 3, ""), (3, 5, "")]), nameless);
    // A total that leaves the row out is a sum as well, any other is none.
    assert_eq!(found(&[(3, 2, ""), (6, 8, "810000")]), nameless);
    let off = cells(&[("missing-value", "B3"), ("sheet-total", "H6")]);
    assert_eq!(found(&[(3, 2, ""), (6, 8, "1350000")]), off);
}

#[test]
fn one_wrong_cell_does_not_blame_its_neighbours() {
    let folder = folder();
    let found =
        |over: &[(usize, usize, &str)]| found(&[&typed_over(folder.path(), ROLL, &ELDERLY, over)]);
    // A birth that is none says nothing about the id number, but the sex still does.
    assert_eq!(found(&[(2, 3, "31/02/1940")]), cells(&[("bad-date", "C2")]));
    assert_eq!(found(&[(2, 3, "01/01/2025")]), cells(&[("bad-date", "C2")]));
    assert_eq!(
        found(&[(2, 3, "31/02/1940"), (2, 4, "Nam")]),
        cells(&[("bad-date", "C2"), ("id-number-contradicts", "E2")])
    );
    // Nor does a coefficient of no category say anything about the amount.
    assert_eq!(
        found(&[(2, 7, "3,7")]),
        cells(&[("amount-not-coefficient", "G2")])
    );
    assert_eq!(
        found(&[(2, 8, "300000"), (6, 8, "1110000")]),
        cells(&[("amount-not-coefficient", "H2")])
    );
}

#[test]
fn a_birth_in_three_columns_is_a_date_of_the_calendar() {
    let folder = folder();
    let header = "STT;Họ và tên;Ngày sinh;;;Giới tính;Số CCCD;Đối tượng;Mức hưởng;Hưởng từ tháng";
    let rows = [
        ";;Ngày;Tháng;Năm;;;;;",
        "1;Nguyễn Thị Hoa;21;3;1938;Nữ;034138001234;Người cao tuổi từ đủ 80 tuổi;270000;04/2018",
        "2;Tổng Thị Cộng;29;2;1936;Nữ;034136001235;Người cao tuổi từ đủ 80 tuổi;270000;04/2018",
        "3;Cộng Văn Lý;;;1919;Nam;150123456;Người cao tuổi từ đủ 80 tuổi;270000;04/2018",
        "4;Lê Thị Mận;0;0;1937;Nữ;034137001236;Người cao tuổi từ đủ 80 tuổi;270000;04/2018",
    ];
    let found =
        |over: &[(usize, usize, &str)]| found(&[&typed_over(folder.path(), header, &rows, over)]);
    assert_eq!(found(&[]), BTreeSet::new());
    let wrong = cells(&[("bad-date", "C3")]);
    assert_eq!(found(&[(3, 3, "31"), (3, 4, "2")]), wrong);
    assert_eq!(found(&[(3, 4, "13")]), wrong);
    assert_eq!(found(&[(4, 5, "1935")]), cells(&[("bad-date", "C4")]));
}

#[test]
fn an_id_number_shown_with_its_noughts_has_lost_none() {
    let folder = folder();
    let path = folder.path().join("ds.xlsx");
    let mut list = List::ward("Kỳ Bá", (0..40).map(person).collect());
    let id: f64 = person(10).id.parse().expect("a number");
    let damaged = list.set_number("id-number-damaged", 10, "E", id);
    list.write(&path);
    assert_eq!(found(&[&path]), BTreeSet::from([damaged]));
    list.set_filled(10, "E", id);
    list.write(&path);
    assert_eq!(found(&[&path]), BTreeSet::new());
}

#[test]
fn a_birth_that_excel_put_into_the_next_century_is_a_warning() {
    let folder = folder();
    let path = folder.path().join("ds.xlsx");
    let mut list = List::ward("Kỳ Bá", (0..40).map(person).collect());
    // 5/6/30 as Excel has it: 5 June 2030.
    list.set_date(10, "C", 47_639.0);
    list.write(&path);
    assert_eq!(found(&[&path]), cells(&[("bad-date", "C19")]));
    let run = validate(&[], &[&path]);
    assert_eq!(run.code, 0, "{}", run.out);
    assert!(run.out.contains("đã hiểu là 05/06/1930"), "{}", run.out);
}

#[test]
fn one_person_under_two_categories_on_two_lists_of_a_commune() {
    let folder = folder();
    let elderly = typed_over(folder.path(), ROLL, &ELDERLY, &[]);
    let first = folder.path().join("nct-ky-ba-10-2020.csv");
    fs::rename(elderly, &first).expect("a file");
    let disabled = [
        "1;Nguyễn Thị Hoa;21/03/1938;Nữ;034138001234;Người khuyết tật nặng là người cao tuổi;2;540000;04/2018",
        "2;Bùi Văn Tư;02/09/1936;Nam;034036001237;Người khuyết tật nặng là người cao tuổi;2;540000;04/2018",
    ];
    let second = typed_over(folder.path(), ROLL, &disabled, &[]);
    let truth = cells(&[("two-categories-listed", "F2")]);
    assert_eq!(found(&[&first, &second]), truth);
    assert_eq!(found(&[&second]), BTreeSet::new());
    let run = validate(&[], &[&first, &second]);
    assert_eq!(run.code, 0, "{}", run.out);
    // Each list says where the other row is.
    for name in ["nct-ky-ba-10-2020.csv", "phuong-ky-ba-thang-10-2020.csv"] {
        let other = format!("Xem thêm: {name} › F2.");
        assert!(run.out.contains(&other), "{other} in {}", run.out);
    }
}

#[test]
fn a_list_of_several_communes_is_named_by_its_file() {
    let folder = folder();
    let header = ROLL.replace("Số CCCD", "Xã phường");
    let rows = ELDERLY.map(|row| {
        let mut cells: Vec<&str> = row.split(';').collect();
        cells[4] = if row.starts_with('1') {
            "Kỳ Bá"
        } else {
            "Bồ Xuyên"
        };
        cells.join(";")
    });
    let rows: Vec<&str> = rows.iter().take(4).map(String::as_str).collect();
    let path = typed_over(folder.path(), &header, &rows, &[(4, 1, "30")]);
    let name = folder.path().join("thang-10-2020.csv");
    fs::rename(path, &name).expect("a file");
    assert_eq!(found(&[&name]), cells(&[("row-number-gap", "A4")]));
    let run = validate(&[], &[&name]);
    let told = "Số thứ tự của danh sách thang-10-2020.csv nhảy cóc hoặc lặp lại ở 1 chỗ.";
    assert!(run.out.contains(told), "{}", run.out);
}

#[test]
fn dates_with_the_month_first_and_starts_behind_the_list_are_told() {
    let folder = folder();
    let found =
        |over: &[(usize, usize, &str)]| found(&[&typed_over(folder.path(), ROLL, &ELDERLY, over)]);
    assert_eq!(found(&[(2, 3, "03/21/1938")]), cells(&[("bad-date", "C2")]));
    assert_eq!(found(&[(2, 9, "04/2035")]), cells(&[("bad-date", "I2")]));
    // A list of a quarter names who begins within it.
    assert_eq!(found(&[(2, 9, "12/2020")]), BTreeSet::new());
    // One wrong date does not blame the other, nor the number.
    assert_eq!(
        found(&[(2, 3, "31/02/1938"), (2, 9, "11/2020")]),
        cells(&[("bad-date", "C2")])
    );
    assert_eq!(found(&[(2, 3, "01/01/1838")]), cells(&[("bad-date", "C2")]));
}

#[test]
fn a_coefficient_without_its_comma_is_told() {
    let folder = folder();
    let path = typed_over(folder.path(), ROLL, &ELDERLY, &[(2, 7, "10")]);
    assert_eq!(found(&[&path]), cells(&[("amount-not-coefficient", "G2")]));
    let run = validate(&[], &[&path]);
    assert_eq!(run.code, 0, "{}", run.out);
    assert!(run.out.contains("mất dấu phẩy"), "{}", run.out);
}

#[test]
fn a_birth_left_out_under_male_and_female_is_the_cell_of_the_persons_sex() {
    let folder = folder();
    let header = "STT;Họ và tên;Năm sinh;;Số CCCD;Đối tượng;Mức hưởng;Hưởng từ tháng";
    let rows = [
        ";;Nam;Nữ;;;;",
        "1;Nguyễn Thị Hoa;;1938;034138001234;Người cao tuổi từ đủ 80 tuổi;270000;04/2018",
        "2;Cộng Văn Lý;1937;;034037001235;Người cao tuổi từ đủ 80 tuổi;270000;04/2018",
        "3;Lê Thị Mận;;1936;034136001236;Người cao tuổi từ đủ 80 tuổi;270000;04/2018",
    ];
    let found =
        |over: &[(usize, usize, &str)]| found(&[&typed_over(folder.path(), header, &rows, over)]);
    assert_eq!(found(&[]), BTreeSet::new());
    assert_eq!(found(&[(3, 4, "")]), cells(&[("missing-value", "D3")]));
    assert_eq!(found(&[(4, 3, "")]), cells(&[("missing-value", "C4")]));
}

#[test]
fn wrong_communes_are_told_by_the_rows_and_not_by_their_names() {
    let folder = folder();
    let header = ROLL.replace("Số CCCD", "Xã phường");
    let mut rows: Vec<String> = Vec::new();
    for at in 0..8 {
        let commune = match at {
            2 => "Kỳ Bả Hạ",
            5 => "Kỳ Bá Đông",
            _ => "Kỳ Bá",
        };
        rows.push(format!(
            "{};{};21/03/1938;;{commune};Người cao tuổi từ đủ 80 tuổi;1;270000;04/2018",
            at + 1,
            person(at).name
        ));
    }
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let path = typed_over(folder.path(), &header, &rows, &[]);
    let truth = [("unknown-commune", "E4"), ("unknown-commune", "E7")];
    assert_eq!(found(&[&path]), cells(&truth));
}

#[test]
fn one_cell_in_an_old_encoding_leaves_its_neighbours_as_they_are() {
    let folder = folder();
    let header = ROLL.replace("Số CCCD", "Xã phường");
    let rows = [
        "1;Nguyễn Thị Hoa;21/03/1938;Nữ;Tân Bình;Người cao tuổi từ đủ 80 tuổi;1;270000;04/2018",
        "2;§inh Kim Nhµn;29/02/1936;Nữ;Tân Bình;Người cao tuổi từ đủ 80 tuổi;1;270000;04/2018",
        "3;Cộng Văn Lý;01/05/1919;Nam;Tân Bình;Người cao tuổi từ đủ 80 tuổi;1;270000;04/2018",
    ];
    let path = typed_over(folder.path(), &header, &rows, &[]);
    assert_eq!(found(&[&path]), cells(&[("legacy-encoding", "B3")]));
}

#[test]
fn whoever_stands_twice_on_a_ledger_is_named() {
    let folder = folder();
    let header = "STT;Họ và tên;Ngày sinh;Số CCCD;Đối tượng;Trợ cấp tháng này;Truy lĩnh;Tổng số tiền;Ký nhận";
    let rows = [
        "1;Nguyễn Thị Hoa;21/03/1938;034138001234;Người cao tuổi từ đủ 80 tuổi;270000;;270000;",
        "2;Cộng Văn Lý;01/05/1937;034037001235;Người cao tuổi từ đủ 80 tuổi;270000;270000;540000;",
        "3;Nguyễn Thị Hoa;21/03/1938;034138001234;Người cao tuổi từ đủ 80 tuổi;270000;;270000;",
    ];
    let found =
        |over: &[(usize, usize, &str)]| found(&[&typed_over(folder.path(), header, &rows, over)]);
    let twice = ("paid-twice", "B4");
    assert_eq!(found(&[]), cells(&[twice]));
    // What the total holds and no part tells is left out.
    let left_out = ("missing-value", "F3");
    assert_eq!(found(&[(3, 6, "")]), cells(&[twice, left_out]));
    // Arrears alone are no month's benefit left out.
    assert_eq!(found(&[(3, 6, ""), (3, 8, "270000")]), cells(&[twice]));
}
