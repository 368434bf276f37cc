//! What becomes of lists that come late, twice, corrected, in another layout or without saying what they
//! are: each through the binary on small lists whose balance is known by heart.

#![allow(missing_docs, clippy::expect_used, clippy::unwrap_used)]

mod booking_desk;

use std::fs;
use std::process::Command;

use booking_desk::{Desk, PAID, UNPAID, WHO, balances, rules};

#[test]
fn a_late_file_is_booked_in_its_month_beside_the_return() {
    let desk = Desk::new();
    let approved = desk.approved("phe-duyet-2020-03.csv", &[0, 1, 2, 3]);
    let paid = desk.list(
        "chi-tra-2020-03.csv",
        &[(0, 270_000, PAID), (1, 270_000, PAID), (2, 270_000, PAID)],
    );
    let result = desk.reconcile(&[approved, paid]);
    assert_eq!(rules(&result), ["approved-unaccounted"]);
    let late = desk.list("chi-tra-bo-sung-2020-03.csv", &[(3, 270_000, PAID)]);
    let result = desk.reconcile(&[late]);
    assert_eq!(rules(&result), Vec::<&str>::new());
    assert_eq!(
        balances(&result),
        [("2020-03".to_owned(), [0, 1_080_000, 1_080_000, 0, 0, 0])]
    );
}

#[test]
fn a_list_of_the_unpaid_is_a_part_of_the_return() {
    let desk = Desk::new();
    let approved = desk.approved("phe-duyet-2020-03.csv", &[0, 1, 2]);
    let all: Vec<_> = (0..3).map(|at| (at, 270_000, "")).collect();
    let paid = desk.list("chi-tra-2020-03.csv", &all);
    let unpaid = desk.list("chua-nhan-tien-2020-03.csv", &[(1, 270_000, "")]);
    let line = [("2020-03".to_owned(), [0, 810_000, 540_000, 0, 270_000, 0])];
    let result = desk.reconcile(&[approved.clone(), paid.clone(), unpaid.clone()]);
    assert_eq!((balances(&result), rules(&result)), (line.to_vec(), vec![]));
    // It makes no difference that it comes in a run of its own.
    let other = Desk::new();
    other.reconcile(&[approved, paid]);
    let result = other.reconcile(&[unpaid]);
    assert_eq!((balances(&result), rules(&result)), (line.to_vec(), vec![]));
}

#[test]
fn a_corrected_return_in_another_layout_replaces_the_first() {
    let desk = Desk::new();
    let approved = desk.approved("phe-duyet-2020-03.csv", &[0, 1, 2]);
    let wrong = desk.list(
        "chi-tra-2020-03.csv",
        &[(0, 270_000, PAID), (1, 220_000, PAID), (2, 270_000, UNPAID)],
    );
    let result = desk.reconcile(&[approved, wrong.clone()]);
    assert_eq!(rules(&result), ["paid-differs"]);
    let corrected = desk.text(
        "sua/ket-qua-chi-tra-thang-3-2020.csv",
        "Họ và tên,Năm sinh,Xã/Phường,Tổng số tiền,Ký nhận\n\
         Phạm Văn Long,1950,Bồ Xuyên,0,\n\
         Nguyễn Thị Hoa,1938,Bồ Xuyên,270000,x\n\
         Trần Văn Bình,1975,Bồ Xuyên,270000,x\n\
         Lê Thị Mai,1941,Bồ Xuyên,270000,x\n",
    );
    let result = desk.reconcile(&[corrected]);
    assert_eq!(rules(&result), ["return-changed"]);
    assert_eq!(result["findings"][0]["amount"], 320_000);
    assert_eq!(
        balances(&result),
        [("2020-03".to_owned(), [0, 810_000, 810_000, 0, 0, 0])]
    );
    // The first one given again does not come back.
    let again = desk.reconcile(&[wrong]);
    assert_eq!(balances(&again), balances(&result));
}

#[test]
fn a_copy_in_another_format_is_told_and_counted_once() {
    let desk = Desk::new();
    let approved = desk.approved("phe-duyet-2020-03.csv", &[0, 1, 2]);
    let all: Vec<_> = (0..3).map(|at| (at, 270_000, PAID)).collect();
    let paid = desk.list("chi-tra-2020-03.csv", &all);
    desk.reconcile(&[approved, paid.clone()]);
    let text = fs::read_to_string(&paid)
        .expect("a return")
        .replace(',', ";");
    let copy = desk.text("ban-sao/chi-tra-2020-03.csv", &text);
    let result = desk.reconcile(&[copy]);
    assert_eq!(rules(&result), Vec::<&str>::new());
    assert_eq!(
        balances(&result),
        [("2020-03".to_owned(), [0, 810_000, 810_000, 0, 0, 0])]
    );
}

#[test]
fn lists_that_do_not_say_what_they_are_are_named() {
    let desk = Desk::new();
    let plain = |name: &str, sums: &[i64]| {
        let lines = WHO
            .iter()
            .zip(sums)
            .map(|((name, born, id), sum)| format!("{name},{born},{id},Bồ Xuyên,{sum}\n"));
        let head = "Họ và tên,Ngày sinh,Số CCCD,Xã/Phường,Số tiền\n";
        desk.text(name, &(head.to_owned() + &lines.collect::<String>()))
    };
    let one = plain("a/thang-3-2020.csv", &[270_000, 405_000, 270_000]);
    let other = plain("b/thang-3-2020.csv", &[270_000, 355_000, 270_000]);
    let (one, other) = (one.display().to_string(), other.display().to_string());
    let output = desk.run(&["-q", "--approved", &one, "--paid", &other], &[]);
    let result = desk.told(&output);
    assert_eq!(rules(&result), ["paid-differs"]);
    assert_eq!(
        balances(&result),
        [("2020-03".to_owned(), [0, 945_000, 895_000, 0, 0, 50_000])]
    );
}

#[test]
fn money_given_back_is_no_longer_carried() {
    for status in ["Nộp trả ngân sách", "Hoàn trả", "Trả lại", "Đã nộp NSNN"] {
        let desk = Desk::new();
        let mut paths = Vec::new();
        for month in ["2020-03", "2020-04"] {
            paths.push(desk.approved(&format!("phe-duyet-{month}.csv"), &[0, 1]));
        }
        paths.push(desk.list(
            "chi-tra-2020-03.csv",
            &[(0, 270_000, PAID), (1, 270_000, UNPAID)],
        ));
        paths.push(desk.list(
            "chi-tra-2020-04.csv",
            &[(0, 270_000, PAID), (1, 540_000, status)],
        ));
        let result = desk.reconcile(&paths);
        assert_eq!(rules(&result), Vec::<&str>::new(), "{status}");
        let lines = [
            ("2020-03".to_owned(), [0, 540_000, 270_000, 0, 270_000, 0]),
            (
                "2020-04".to_owned(),
                [270_000, 540_000, 270_000, 540_000, 0, 0],
            ),
        ];
        assert_eq!(balances(&result), lines, "{status}");
    }
}

#[test]
fn a_second_row_that_pays_what_was_carried_is_late_money() {
    let desk = Desk::new();
    let mut paths = Vec::new();
    for month in ["2020-03", "2020-04"] {
        paths.push(desk.approved(&format!("phe-duyet-{month}.csv"), &[0, 1]));
    }
    paths.push(desk.list(
        "chi-tra-2020-03.csv",
        &[(0, 270_000, PAID), (1, 270_000, UNPAID)],
    ));
    let twice = [(0, 270_000, PAID), (1, 270_000, PAID), (1, 270_000, PAID)];
    paths.push(desk.list("chi-tra-2020-04.csv", &twice));
    let result = desk.reconcile(&paths);
    assert_eq!(rules(&result), Vec::<&str>::new());
    let april = ("2020-04".to_owned(), [270_000, 540_000, 810_000, 0, 0, 0]);
    assert_eq!(balances(&result).last(), Some(&april));
}

#[test]
fn a_part_that_was_handed_over_is_told_by_its_sum() {
    let desk = Desk::new();
    let approved = desk.approved("phe-duyet-2020-03.csv", &[0, 1, 2, 3]);
    let paid = desk.text(
        "ket-qua-chi-tra-2020-03.csv",
        "Họ và tên,Ngày sinh,Xã/Phường,Số tiền phải chi,Đã chi,Chưa chi,Lý do chưa chi\n\
         Nguyễn Thị Hoa,21/03/1938,Bồ Xuyên,270000,270000,,\n\
         Trần Văn Bình,02/04/1975,Bồ Xuyên,270000,220000,50000,\n\
         Lê Thị Mai,11/11/1941,Bồ Xuyên,270000,200000,,\n\
         Phạm Văn Long,05/06/1950,Bồ Xuyên,270000,,270000,đi vắng\n",
    );
    let result = desk.reconcile(&[approved, paid]);
    assert_eq!(rules(&result), ["paid-differs"]);
    assert_eq!(result["findings"][0]["subject"]["name"], "Lê Thị Mai");
    assert_eq!(
        balances(&result),
        [(
            "2020-03".to_owned(),
            [0, 1_080_000, 690_000, 0, 320_000, 70_000]
        )]
    );
}

#[test]
fn an_approved_list_of_the_whole_city_needs_no_communes() {
    let desk = Desk::new();
    let approved = desk.text(
        "phe-duyet-2020-03.csv",
        "Họ và tên,Ngày sinh,Số CCCD,Số tiền phê duyệt\n\
         Nguyễn Thị Hoa,21/03/1938,034138001234,270000\n\
         Trần Văn Bình,02/04/1975,034075001235,270000\n\
         Lê Thị Mai,11/11/1941,034141001236,270000\n",
    );
    let paid = desk.list(
        "chi-tra-2020-03.csv",
        &[(0, 270_000, PAID), (1, 220_000, PAID)],
    );
    let result = desk.reconcile(&[approved, paid]);
    assert_eq!(rules(&result), ["paid-differs", "approved-unaccounted"]);
    let sums = |commune: &str| {
        let lines = result["reconciliation"]
            .as_array()
            .expect("balances")
            .iter();
        let of = lines.filter(|line| line["commune"] == commune);
        of.map(|line| (line["approved"].as_i64(), line["unexplained"].as_i64()))
            .collect::<Vec<_>>()
    };
    assert_eq!(sums("Bồ Xuyên"), [(Some(540_000), Some(50_000))]);
    assert_eq!(sums(""), [(Some(270_000), Some(0))]);
}

#[test]
fn a_return_that_tells_no_commune_is_held_against_the_lists_of_all() {
    let desk = Desk::new();
    let approved = desk.approved("phe-duyet-2020-03.csv", &[0, 1, 2]);
    let row = |at: usize| format!("{},{},{},270000,{PAID}\n", WHO[at].0, WHO[at].1, WHO[at].2);
    let rows = [0, 1, 1, 2, 5].map(row).concat();
    let head = "Họ và tên,Ngày sinh,Số CCCD,Số tiền,Trạng thái\n";
    let paid = desk.text("chi-tra-2020-03.csv", &(head.to_owned() + &rows));
    let result = desk.reconcile(&[approved, paid]);
    assert_eq!(rules(&result), ["paid-twice", "paid-not-approved"]);
    let lines: Vec<[i64; 6]> = balances(&result)
        .into_iter()
        .map(|(_, sums)| sums)
        .collect();
    assert_eq!(
        lines[0],
        [0, 0, 270_000, 0, 0, -270_000],
        "somebody of no commune"
    );
    assert_eq!(lines[1], [0, 810_000, 1_080_000, 0, 0, -270_000]);
    // Most people of another return are on no approved list: it may be of a commune without one.
    let desk = Desk::new();
    let approved = desk.approved("phe-duyet-2020-03.csv", &[0]);
    let rows = [0, 1, 2, 3].map(row).concat();
    let paid = desk.text("chi-tra-2020-03.csv", &(head.to_owned() + &rows));
    assert_eq!(
        rules(&desk.reconcile(&[approved, paid])),
        Vec::<&str>::new()
    );
}

#[test]
fn one_off_support_beside_the_benefit_replaces_nothing() {
    let desk = Desk::new();
    let people: Vec<_> = (0..3).map(|at| (at, 270_000, PAID)).collect();
    let approved = desk.approved("phe-duyet-2020-04.csv", &[0, 1, 2]);
    let paid = desk.list("chi-tra-2020-04.csv", &people);
    desk.reconcile(&[approved, paid]);
    let head = "Họ và tên,Ngày sinh,Số CCCD,Xã/Phường,Hỗ trợ NQ 42,Tổng số tiền,Trạng thái\n";
    let lines = WHO
        .iter()
        .take(3)
        .map(|(name, born, id)| format!("{name},{born},{id},Bồ Xuyên,1500000,1500000,{PAID}\n"));
    let lines: String = lines.collect();
    let paid = desk.text("chi-tra-nq42-thang-4-2020.csv", &(head.to_owned() + &lines));
    let head = "Họ và tên,Ngày sinh,Số CCCD,Xã/Phường,Hỗ trợ NQ 42,Tổng số tiền\n";
    let lines = lines.replace(&format!(",{PAID}"), "");
    let approved = desk.text(
        "phe-duyet-nq42-thang-4-2020.csv",
        &(head.to_owned() + &lines),
    );
    let output = desk.run(
        &[
            "-q",
            "--approved",
            &approved.display().to_string(),
            "--paid",
            &paid.display().to_string(),
        ],
        &[],
    );
    let result = desk.told(&output);
    assert_eq!(rules(&result), Vec::<&str>::new());
    assert_eq!(
        balances(&result),
        [("2020-04".to_owned(), [0, 5_310_000, 5_310_000, 0, 0, 0])]
    );
}

#[test]
fn rows_that_look_alike_are_counted_and_nobody_is_accused() {
    let desk = Desk::new();
    let alike = "Nguyễn Thị Hoa,1938,Bồ Xuyên,270000";
    let approved = desk.text(
        "phe-duyet-2020-03.csv",
        &format!("Họ và tên,Năm sinh,Xã/Phường,Số tiền phê duyệt\n{alike}\n{alike}\n"),
    );
    let head = "Họ và tên,Năm sinh,Xã/Phường,Số tiền,Trạng thái";
    let paid = desk.text(
        "chi-tra-2020-03.csv",
        &format!("{head}\n{alike},{PAID}\n{alike},{PAID}\n"),
    );
    let result = desk.reconcile(&[approved, paid]);
    assert_eq!(rules(&result), Vec::<&str>::new());
    assert_eq!(
        balances(&result),
        [("2020-03".to_owned(), [0, 540_000, 540_000, 0, 0, 0])]
    );
    assert_eq!(result["totals"]["payments"], 2);
}

#[test]
fn without_an_approved_list_nobody_is_accused() {
    let desk = Desk::new();
    let paid = desk.list(
        "chi-tra-2020-03.csv",
        &[(0, 270_000, PAID), (1, 405_000, UNPAID)],
    );
    let result = desk.reconcile(&[paid]);
    assert_eq!(rules(&result), Vec::<&str>::new());
    assert_eq!(
        balances(&result),
        [("2020-03".to_owned(), [0, 675_000, 270_000, 0, 405_000, 0])]
    );
}

#[test]
fn the_store_lies_in_the_first_folder_and_is_no_list() {
    let desk = Desk::new();
    desk.approved("ho-so/phe-duyet-2020-03.csv", &[0, 1]);
    desk.list(
        "ho-so/chi-tra-2020-03.csv",
        &[(0, 270_000, PAID), (1, 270_000, PAID)],
    );
    let run = || {
        Command::new(env!("CARGO_BIN_EXE_rasoat"))
            .arg("reconcile")
            .arg(desk.path("ho-so"))
            .arg("--out")
            .arg(desk.path("ket-qua"))
            .output()
            .expect("rasoat runs")
    };
    let first = desk.told(&run());
    assert!(desk.path("ho-so/so-doi-chieu.db").is_file());
    let again = run();
    assert_eq!(desk.told(&again), first);
    let told = String::from_utf8_lossy(&again.stdout).into_owned();
    assert!(!told.contains("so-doi-chieu.db"), "{told}");
}

#[test]
fn a_store_of_a_later_program_is_left_alone() {
    let desk = Desk::new();
    let paid = desk.list("chi-tra-2020-03.csv", &[(0, 270_000, PAID)]);
    desk.reconcile(std::slice::from_ref(&paid));
    let connection = rusqlite::Connection::open(desk.path("so.db")).expect("a store");
    connection
        .pragma_update(None, "user_version", 99)
        .expect("set");
    drop(connection);
    let before = fs::read(desk.path("so.db")).expect("a store");
    let output = desk.run(&[], &[paid]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("mới hơn"));
    assert!(fs::read(desk.path("so.db")).expect("a store") == before);
}

#[test]
fn a_store_of_an_earlier_program_is_carried_on() {
    let desk = Desk::new();
    let march = [
        desk.approved("phe-duyet-2020-03.csv", &[0, 1]),
        desk.list(
            "chi-tra-2020-03.csv",
            &[(0, 270_000, PAID), (1, 270_000, UNPAID)],
        ),
    ];
    desk.reconcile(&march);
    let connection = rusqlite::Connection::open(desk.path("so.db")).expect("a store");
    connection
        .execute_batch("drop table pair; pragma user_version = 1")
        .expect("as it was");
    drop(connection);
    let april = [
        desk.approved("phe-duyet-2020-04.csv", &[0, 1]),
        desk.list(
            "chi-tra-2020-04.csv",
            &[(0, 270_000, PAID), (1, 540_000, PAID)],
        ),
    ];
    let result = desk.reconcile(&april);
    assert_eq!(rules(&result), Vec::<&str>::new());
    assert_eq!(balances(&result)[1].1, [270_000, 540_000, 810_000, 0, 0, 0]);
}

#[test]
fn the_balance_sheet_has_the_sums_of_the_result() {
    let desk = Desk::new();
    let approved = desk.approved("phe-duyet-2020-03.csv", &[0, 1, 2]);
    let paid = desk.list(
        "chi-tra-2020-03.csv",
        &[(0, 270_000, PAID), (1, 220_000, PAID), (2, 270_000, UNPAID)],
    );
    desk.reconcile(&[approved, paid]);
    let path = desk.path("ket-qua/doi-chieu.xlsx");
    let numbers = |sheet: &str, label: &str| -> Vec<f64> {
        let mut book: calamine::Xlsx<_> = calamine::open_workbook(&path).expect("a workbook");
        let range = calamine::Reader::worksheet_range(&mut book, sheet).expect("a sheet");
        let row = range.rows().find(|row| {
            row.iter()
                .any(|cell| calamine::DataType::as_string(cell).as_deref() == Some(label))
        });
        let cells = row
            .expect("a line")
            .iter()
            .filter_map(calamine::DataType::as_f64);
        cells.collect()
    };
    let sums = [0.0, 810_000.0, 490_000.0, 0.0, 270_000.0, 50_000.0];
    assert_eq!(numbers("Cân đối", "3/2020")[..6], sums);
    assert_eq!(numbers("Cân đối", "Cộng")[..6], sums);
    let short = numbers("Chênh lệch", "Trần Văn Bình");
    assert_eq!(short[2..], [0.0, 270_000.0, 220_000.0, 0.0, 0.0, 50_000.0]);
    // Two sides agree on the balances: both sign.
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(&path).expect("a workbook");
    let range = calamine::Reader::worksheet_range(&mut book, "Cân đối").expect("a sheet");
    let signs: Vec<String> = range
        .rows()
        .rev()
        .nth(1)
        .into_iter()
        .flatten()
        .filter_map(calamine::DataType::as_string)
        .collect();
    let offices = ["NGƯỜI LẬP BIỂU", "ĐẠI DIỆN BƯU ĐIỆN", "THỦ TRƯỞNG ĐƠN VỊ"];
    assert_eq!(signs, offices);
}

#[test]
fn a_replaced_return_names_the_rows_that_changed() {
    let desk = Desk::new();
    let approved = desk.approved("phe-duyet-2020-03.csv", &[0, 1, 2]);
    let first = [(0, 270_000, PAID), (1, 270_000, UNPAID), (2, 270_000, PAID)];
    desk.reconcile(&[approved, desk.list("chi-tra-2020-03.csv", &first)]);
    let second = [(0, 270_000, PAID), (1, 270_000, PAID), (2, 270_000, UNPAID)];
    let result = desk.reconcile(&[desk.list("sua/chi-tra-2020-03.csv", &second)]);
    assert_eq!(rules(&result), ["return-changed"]);
    let finding = &result["findings"][0];
    let told = finding["message"].as_str().expect("message");
    assert!(
        told.contains(
            "kết quả chi trả tổng vẫn 540.000 đồng (Trần Văn Bình chưa nhận 270.000 đồng → được chi 270.000 đồng; \
             Lê Thị Mai được chi 270.000 đồng → chưa nhận 270.000 đồng)"
        ),
        "{told}"
    );
    let cells = finding["evidence"].as_array().expect("cells").iter();
    let mut rows: Vec<i64> = cells.filter_map(|cell| cell["row"].as_i64()).collect();
    rows.sort_unstable();
    assert_eq!(rows, [3, 3, 4, 4], "the changed rows in both lists");
}

#[test]
fn a_replaced_approved_list_and_return_are_told_apart() {
    let desk = Desk::new();
    let paid = [(0, 270_000, PAID), (1, 220_000, PAID)];
    let first = [
        desk.approved("phe-duyet-2020-03.csv", &[0, 1]),
        desk.list("chi-tra-2020-03.csv", &paid),
    ];
    desk.reconcile(&first);
    let paid = [(0, 270_000, PAID), (1, 270_000, PAID), (2, 270_000, PAID)];
    let second = [
        desk.approved("sua/phe-duyet-2020-03.csv", &[0, 1, 2]),
        desk.list("sua/chi-tra-2020-03.csv", &paid),
    ];
    let result = desk.reconcile(&second);
    assert_eq!(rules(&result), ["return-changed"]);
    let finding = &result["findings"][0];
    assert_eq!(finding["amount"], 270_000 + 320_000);
    let told = finding["message"].as_str().expect("message");
    for part in [
        "danh sách phê duyệt tổng tiền từ 540.000 thành 810.000 đồng (thêm Lê Thị Mai 270.000 đồng)",
        "kết quả chi trả tổng tiền từ 490.000 thành 810.000 đồng (Trần Văn Bình 220.000 → 270.000 đồng; thêm Lê Thị Mai được chi 270.000 đồng)",
    ] {
        assert!(told.contains(part), "{told}");
    }
}

#[test]
fn the_same_folder_by_another_path_changes_nothing_in_the_store() {
    let desk = Desk::new();
    desk.approved("ho-so/t3/phe-duyet-2020-03.csv", &[0, 1]);
    let paid = [(0, 270_000, PAID), (1, 220_000, PAID)];
    desk.list("ho-so/t3/chi-tra-2020-03.csv", &paid);
    let asked = |sql: &str| {
        let connection = rusqlite::Connection::open(desk.path("so.db")).expect("a store");
        let mut rows = connection.prepare(sql).expect("a statement");
        let rows = rows
            .query_map([], |row| row.get::<_, String>(0))
            .expect("rows");
        rows.collect::<Result<Vec<_>, _>>().expect("rows")
    };
    let remembered = || {
        [
            "select path || sha256 from file order by 1",
            "select path || coalesce(sheet, '') || content || standing from booking order by id",
            "select id || message || status from finding order by 1",
        ]
        .map(asked)
    };
    let by_folder = desk.reconcile(&[desk.path("ho-so")]);
    let before = remembered();
    assert_eq!(before[0].len(), 2);
    let others = [
        desk.path("ho-so/t3"),
        desk.path("ho-so/t3/../t3"),
        desk.path("ho-so/t3/chi-tra-2020-03.csv"),
    ];
    for path in others {
        let output = desk.run(&["-q"], &[path]);
        assert_eq!(String::from_utf8_lossy(&output.stdout), "");
        assert_eq!(desk.told(&output)["findings"], by_folder["findings"]);
        assert_eq!(remembered(), before);
    }
}

#[test]
fn a_second_correction_of_the_same_sum_brings_an_accepted_finding_back() {
    let desk = Desk::new();
    let approved = desk.approved("phe-duyet-2020-03.csv", &[0, 1, 2]);
    let of = |name: &str, unpaid: usize| {
        let rows = [0, 1, 2].map(|at| (at, 270_000, if at == unpaid { UNPAID } else { PAID }));
        desk.list(name, &rows)
    };
    desk.reconcile(&[approved, of("chi-tra-2020-03.csv", 0)]);
    let corrected = of("lan-2/chi-tra-2020-03.csv", 1);
    let result = desk.reconcile(std::slice::from_ref(&corrected));
    let id = result["findings"][0]["id"].as_str().expect("id").to_owned();
    let accepted = Command::new(env!("CARGO_BIN_EXE_rasoat"))
        .args(["accept", &id, "--why", "Bưu điện gửi nhầm", "--store"])
        .arg(desk.path("so.db"))
        .output()
        .expect("rasoat runs");
    assert_eq!(accepted.status.code(), Some(0));
    let quiet = desk.run(&["-q", "--fail-on", "info"], &[corrected]);
    assert_eq!((quiet.status.code(), quiet.stdout.len()), (Some(0), 0));
    let result = desk.reconcile(&[of("lan-3/chi-tra-2020-03.csv", 2)]);
    let finding = &result["findings"][0];
    assert_eq!(finding["status"], "returned");
    let told = finding["message"].as_str().expect("message");
    assert!(
        told.contains("“Bưu điện gửi nhầm”; nay các dòng lại khác đi"),
        "{told}"
    );
}
