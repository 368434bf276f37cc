//! Who is who, settled by a person (`contract.md`, roles `links` and `outcomes`): an unsure pair becomes
//! a finding once it is said to be one person, and is quiet once it is said to be two; what weights hold
//! for certain gives way to a decision; and answers come back from the workbook of findings itself.
#![allow(missing_docs, clippy::expect_used)]

mod lists;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Data, Reader, Xlsx, open_workbook};
use lists::{DEATHS, LEDGER, Lists, ROLL, Run};
use rust_xlsxwriter::{DocProperties, Workbook};
use serde_json::Value;

const PAIRS: &str = "Tệp 1,Trang 1,Dòng 1,Tệp 2,Trang 2,Dòng 2,Kết luận,Người xác định,Ngày\n";

/// Two namesakes of one year on a roll, both paid; a register tells that one of them died.
fn namesakes() -> Lists {
    let entry = |n: u8, born: &str, id: &str| {
        format!(
            "{n},Lưu Thị Hoa,{born},Nữ,{id},Kỳ Bá,Người cao tuổi từ đủ 80 tuổi,,270000,04/2018,"
        )
    };
    let paid = |month: u8, born: &str, id: &str| {
        format!("{month:02}/2020,Lưu Thị Hoa,{born},{id},Kỳ Bá,,270000,,,Đã nhận,")
    };
    let of = |month| {
        [
            paid(month, "04/06/1936", "034136000001"),
            paid(month, "19/11/1936", "034136000002"),
        ]
    };
    let ledger: Vec<String> = (8..=10).flat_map(of).collect();
    let ledger: Vec<&str> = ledger.iter().map(String::as_str).collect();
    Lists::new()
        .with(
            "danh-sach.csv",
            ROLL,
            &[
                &entry(1, "04/06/1936", "034136000001"),
                &entry(2, "19/11/1936", "034136000002"),
            ],
        )
        .with("chi-tra.csv", LEDGER, &ledger)
        .with(
            "so/khai-tu.csv",
            DEATHS,
            &["Lưu Thị Hoa,1936,,Kỳ Bá,15/08/2020"],
        )
}

/// The death said to be the first namesake's, or not.
fn death(answer: &str, on: &str) -> String {
    format!("so/khai-tu.csv,,2,danh-sach.csv,,2,{answer},Phạm Thị Mai,{on}")
}

const DEAD: [&str; 1] = ["paid-after-death Lưu Thị Hoa 2020-09+2020-10 540000 error"];

/// A run over lists that are kept until it has been looked at.
struct Ran {
    _lists: Lists,
    run: Run,
}

impl std::ops::Deref for Ran {
    type Target = Run;

    fn deref(&self) -> &Run {
        &self.run
    }
}

fn ran(lists: Lists, args: &[&str]) -> Ran {
    let run = lists.run(args);
    Ran { _lists: lists, run }
}

fn deaths(run: &Run) -> Vec<String> {
    assert!(matches!(run.code(), 0 | 1), "{}", run.told());
    run.result().of("paid-after-death")
}

fn remarks(run: &Run) -> String {
    String::from_utf8_lossy(&run.output.stdout).into_owned()
}

fn sheet(run: &Run, name: &str) -> Option<Vec<Vec<String>>> {
    let path = run.out.join("sai-lech.xlsx");
    let mut book: Xlsx<_> = open_workbook(path).expect("the workbook");
    let range = book.worksheet_range(name).ok()?;
    let shown = |row: &[Data]| row.iter().map(ToString::to_string).collect();
    Some(range.rows().map(shown).collect())
}

fn bytes(run: &Run, name: &str) -> Vec<u8> {
    fs::read(run.out.join(name)).expect("written")
}

#[test]
fn an_unsure_pair_is_listed_side_by_side_and_proves_nothing() {
    let run = ran(namesakes(), &[]);
    assert_eq!(deaths(&run), Vec::<String>::new());
    assert!(remarks(&run).contains("xem trang “Cần xác định” của sai-lech.xlsx"));
    let rows = sheet(&run, "Cần xác định").expect("the sheet");
    let lines: Vec<&Vec<String>> = rows.iter().skip(3).collect();
    assert_eq!(lines.len(), 2, "{rows:?}");
    for line in &lines {
        assert!(line[1].starts_with("khoảng 4"), "{line:?}");
        assert_eq!(line[2], "so/khai-tu.csv › dòng 2");
        assert_eq!(line[3..6], ["Lưu Thị Hoa", "1936", ""]);
        assert!(line[8].contains("15/08/2020"), "{line:?}");
        assert!(line[9].starts_with("danh-sach.csv › dòng "), "{line:?}");
        assert!(line[15].contains("270.000 đồng"), "{line:?}");
        assert!(line[16].contains("cùng họ tên"), "{line:?}");
        assert_eq!(line[18..21], ["", "", ""]);
    }
}

#[test]
fn said_to_be_one_person_it_is_a_finding_and_said_to_be_two_it_is_quiet() {
    let same = namesakes().with("links.csv", PAIRS, &[&death("giống", "02/11/2020")]);
    let run = ran(same, &[]);
    assert_eq!(deaths(&run), DEAD, "{}", remarks(&run));
    assert!(!remarks(&run).contains("chưa xác định được"));

    let both = [
        death("khác", "02/11/2020"),
        death("khác", "02/11/2020").replace("danh-sach.csv,,2", "danh-sach.csv,,3"),
    ];
    let different = namesakes().with("links.csv", PAIRS, &[&both[0], &both[1]]);
    let run = ran(different, &[]);
    assert_eq!(deaths(&run), Vec::<String>::new());
    assert!(!remarks(&run).contains("chưa xác định được"));

    // One of two ruled out leaves the other.
    let run = ran(namesakes().with("links.csv", PAIRS, &[&both[0]]), &[]);
    let rows = sheet(&run, "Cần xác định").expect("the sheet");
    assert_eq!(rows[3][1], "khoảng 96 %");
    assert_eq!(rows[3][9], "danh-sach.csv › dòng 3");
    assert_eq!(rows[4][1], "đã xác định");
}

#[test]
fn what_weights_hold_for_certain_gives_way() {
    let lists = || {
        namesakes().with(
            "so/khai-tu.csv",
            DEATHS,
            &["Lưu Thị Hoa,04/06/1936,034136000001,Kỳ Bá,15/08/2020"],
        )
    };
    assert_eq!(deaths(&ran(lists(), &[])), DEAD);
    // The row of the register and those of the ledger say the very same.
    for row in ["danh-sach.csv,,2", "chi-tra.csv,,2"] {
        let apart = death("khác", "02/11/2020").replace("danh-sach.csv,,2", row);
        let run = ran(lists().with("links.csv", PAIRS, &[&apart]), &[]);
        assert_eq!(deaths(&run), Vec::<String>::new(), "{row}");
    }
}

#[test]
fn two_rows_of_one_list_that_say_the_same_can_be_two_people() {
    let twice = "10/2020,Lưu Thị Hoa,04/06/1936,034136000001,Kỳ Bá,,270000,,,Đã nhận,";
    let once = "09/2020,Lưu Thị Hoa,04/06/1936,034136000001,Kỳ Bá,,270000,,,Đã nhận,";
    let lists = || namesakes().with("chi-tra.csv", LEDGER, &[once, twice, twice]);
    let run = ran(lists(), &[]);
    assert_eq!(run.result().of("paid-twice").len(), 1);
    let pair = "chi-tra.csv,,3,chi-tra.csv,,4,khác,Phạm Thị Mai,02/11/2020";
    let run = ran(lists().with("links.csv", PAIRS, &[pair]), &[]);
    let result = run.result();
    assert_eq!(result.of("paid-twice"), Vec::<String>::new());
    assert!(result.ties());
}

#[test]
fn an_answer_typed_into_the_workbook_comes_back_and_stays() {
    let lists = namesakes();
    let first = lists.run(&[]);
    let rows = sheet(&first, "Cần xác định").expect("the sheet");
    let line = rows.iter().position(|row| row[9].ends_with("dòng 2"));
    let line = line.expect("the first namesake's line");
    answered(&first.out.join("sai-lech.xlsx"), &rows, &[(line, "Giống")]);
    let second = lists.run(&[]);
    assert_eq!(deaths(&second), DEAD, "{}", remarks(&second));
    // What was obeyed stands in the new workbook, and so is obeyed again.
    let kept = sheet(&second, "Cần xác định").expect("the sheet");
    assert_eq!(kept.len(), 4, "{kept:?}");
    assert_eq!(kept[3][1], "đã xác định");
    assert_eq!(kept[3][18..21], ["giống", "Phạm Thị Mai", "02/11/2020"]);
    let third = lists.run(&[]);
    assert_eq!(deaths(&third), DEAD);
    let again = bytes(&third, "sai-lech.xlsx");
    let fourth = lists.run(&[]);
    assert!(again == bytes(&fourth, "sai-lech.xlsx"));
}

/// The sheet as a person saves it: other programs write a workbook anew, and keep its mark.
fn answered(path: &Path, rows: &[Vec<String>], answers: &[(usize, &str)]) {
    let mut book = Workbook::new();
    let mark = DocProperties::new().set_custom_property("rasoat", "sai-lech");
    book.set_properties(&mark);
    let page = book.add_worksheet();
    page.set_name("Cần xác định").expect("a name");
    for (at, row) in rows.iter().enumerate() {
        for (column, text) in row.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            page.write_string(at as u32, column as u16, text)
                .expect("a cell");
        }
    }
    for (at, answer) in answers {
        let typed = [(18, *answer), (19, "Phạm Thị Mai"), (20, "02/11/2020")];
        for (column, text) in typed {
            page.write_string(*at as u32, column, text).expect("a cell");
        }
    }
    book.save(path).expect("saved");
}

#[test]
fn the_order_of_files_and_of_lines_changes_nothing() {
    let lines = [
        death("giống", "02/11/2020"),
        "danh-sach.csv,,2,danh-sach.csv,,3,khác,Phạm Thị Mai,02/11/2020".to_owned(),
        death("khác", "01/11/2020"),
    ];
    let found = |names: [&str; 3]| {
        let lists = namesakes();
        let lists = names.iter().zip(&lines).fold(lists, |lists, (name, line)| {
            lists.with(&format!("so/{name}.csv"), PAIRS, &[line.as_str()])
        });
        let run = ran(lists, &[]);
        (
            deaths(&run),
            run.result().found(),
            remarks(&run).matches("không theo").count(),
        )
    };
    let one = found(["links 1", "links 2", "links 3"]);
    assert_eq!(one.0, DEAD);
    assert_eq!(one.2, 1);
    assert_eq!(one, found(["links 3", "links 1", "links 2"]));
    assert_eq!(one, found(["a links", "z links", "m links"]));
}

#[test]
fn of_contradicting_answers_the_later_counts_and_of_one_day_none() {
    let told = |lines: [&str; 2]| {
        let run = ran(namesakes().with("links.csv", PAIRS, &lines), &[]);
        (deaths(&run), remarks(&run))
    };
    let (found, remark) = told([&death("khác", "02/11/2020"), &death("giống", "03/11/2020")]);
    assert_eq!(found, DEAD);
    assert!(remark.contains("links.csv › dòng 2: không theo kết luận này: có kết luận ngày sau"));
    let (found, remark) = told([&death("giống", "02/11/2020"), &death("khác", "02/11/2020")]);
    assert_eq!(found, Vec::<String>::new());
    assert_eq!(
        remark
            .matches("có kết luận cùng ngày nói ngược lại")
            .count(),
        2
    );
    assert!(remark.contains("chưa xác định được là của ai"));
}

#[test]
fn what_cannot_be_followed_is_told_and_stops_nothing() {
    let lines = [
        death("chắc là giống", "02/11/2020"),
        death("giống", "02/11/2020").replace("khai-tu.csv,,2", "khai-tu.csv,,9"),
        death("giống", "02/11/2020").replace("so/khai-tu.csv", "khai-tu-2019.csv"),
        death("giống", "02/11/2020").replace("danh-sach.csv,,2", "danh-sach.csv,,"),
        "danh-sach.csv,,2,danh-sach.csv,,2,khác,,".to_owned(),
        // Not answered yet: nothing to tell.
        death("", ""),
    ];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let run = ran(
        namesakes().with("links.csv", PAIRS, &lines),
        &["--fail-on", "never"],
    );
    assert_eq!(run.code(), 0, "{}", run.told());
    let told = remarks(&run);
    for why in [
        "dòng 2: không theo kết luận này: “chắc là giống” không phải “giống” hay “khác”",
        "dòng 3: không theo kết luận này: dòng thứ 1: dòng 9 của “so/khai-tu.csv” không có người nào",
        "1 kết luận giống, khác nói về “khai-tu-2019.csv”: lần này không có tệp ấy",
        "dòng 5: không theo kết luận này: dòng thứ 2: không ghi số dòng",
        "dòng 6: không theo kết luận này: hai dòng nêu ra chỉ là một dòng",
    ] {
        assert!(told.contains(why), "{why}\n{told}");
    }
    assert!(!told.contains("links.csv › dòng 7"));
    assert_eq!(deaths(&run), Vec::<String>::new());
}

#[test]
fn a_row_that_names_somebody_else_by_now_is_not_taken() {
    let header = "Dòng 1,Họ và tên 1,Dòng 2,Họ và tên 2,Kết luận,Người xác định,Ngày\n";
    let line = |name: &str| {
        format!(
            "khai-tu.csv › dòng 2,{name},danh-sach.csv › dòng 2,LUU THI HOA,Giống,Mai,2020-11-02"
        )
    };
    let run = ran(
        namesakes().with("links.csv", header, &[&line("Lưu Thị Hoa")]),
        &[],
    );
    assert_eq!(deaths(&run), DEAD, "{}", remarks(&run));
    let run = ran(
        namesakes().with("links.csv", header, &[&line("Lưu Thị Huệ")]),
        &[],
    );
    assert_eq!(deaths(&run), Vec::<String>::new());
    assert!(remarks(&run).contains("dòng 2 của “khai-tu.csv” nay không phải Lưu Thị Huệ"));
}

#[test]
fn of_lists_side_by_side_the_one_is_meant_in_which_the_person_stands() {
    let entry = |n: u8, name: &str, born: &str, id: &str| {
        format!("{n},{name},{born},Nữ,{id},Kỳ Bá,Người cao tuổi từ đủ 80 tuổi,,270000,04/2018,")
    };
    let halves = [
        entry(1, "Lưu Thị Hoa", "04/06/1936", "034136000001")
            + ","
            + &entry(3, "Vũ Thị Lan", "01/02/1936", "034136000003"),
        entry(2, "Đỗ Thị Mai", "03/04/1936", "034136000004")
            + ","
            + &entry(4, "Lưu Thị Hoa", "19/11/1936", "034136000002"),
    ];
    let header = format!("{},{ROLL}", ROLL.trim_end());
    let pairs = "Dòng 1,Họ và tên 1,Dòng 2,Họ và tên 2,Kết luận,Người xác định,Ngày\n";
    for row in [2, 3] {
        let line = format!(
            "khai-tu.csv › dòng 2,Lưu Thị Hoa,danh-sach.csv › dòng {row},Lưu Thị Hoa,giống,Mai,2020-11-02"
        );
        let lists = namesakes()
            .with("danh-sach.csv", &header, &[&halves[0], &halves[1]])
            .with("links.csv", pairs, &[&line]);
        let run = ran(lists, &[]);
        assert_eq!(deaths(&run), DEAD, "{row}: {}", remarks(&run));
    }
}

#[test]
fn english_headers_and_answers_are_known() {
    let header = "File 1,Row 1,File 2,Row 2,Answer,Decided by,Date\n";
    let line = "so/khai-tu.csv,2,danh-sach.csv,2,same,Mai,2020-11-02";
    let run = ran(
        namesakes().with("pairs.csv", header, &[line]),
        &["--lang", "en"],
    );
    assert_eq!(deaths(&run), DEAD, "{}", remarks(&run));
    assert_eq!(sheet(&run, "To settle").expect("the sheet")[3][18], "same");
}

#[test]
fn inspect_tells_a_list_of_pairs() {
    let lists = namesakes().with(
        "links.csv",
        PAIRS,
        &[&death("có lẽ", "02/11/2020"), &death("", "")],
    );
    let path: PathBuf = lists.path().join("links.csv");
    let output = Command::new(env!("CARGO_BIN_EXE_rasoat"))
        .args(["inspect", "--rows", "--format", "json"])
        .arg(path)
        .output()
        .expect("rasoat runs");
    let told: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let source = &told["sources"][0];
    assert_eq!(source["role"], "links");
    assert_eq!(source["skipped"][0]["why"], "unanswered");
    let row = &source["rows"][0];
    assert_eq!(row["first_path"], "so/khai-tu.csv");
    assert_eq!(row["second_row"], 2);
    assert_eq!(row["answered_on"], "2020-11-02");
    assert_eq!(
        row["doubts"][0],
        "answer: không phải “giống” hay “khác” (“có lẽ”)"
    );
}

#[test]
fn query_obeys_and_says_who_decided() {
    let lists = namesakes().with("links.csv", PAIRS, &[&death("giống", "02/11/2020")]);
    let sql = "select strength, why, person from link where path = 'so/khai-tu.csv' \
               union all select strength, why, person from link where path = 'danh-sach.csv' and row = 2";
    let output = Command::new(env!("CARGO_BIN_EXE_rasoat"))
        .args(["query", sql, "--format", "json"])
        .arg(lists.path())
        .output()
        .expect("rasoat runs");
    let rows: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(rows[0]["strength"], "certain");
    assert_eq!(rows[0]["person"], rows[1]["person"]);
    assert_eq!(
        rows[0]["why"],
        "Phạm Thị Mai xác định ngày 02/11/2020: cùng một người với dòng 2 của danh-sach.csv"
    );
}

#[test]
fn each_likely_link_that_a_finding_rests_on_is_explained_field_by_field() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = Command::new(env!("CARGO_BIN_EXE_rasoat"))
        .arg("generate")
        .arg(folder.path().join("lists"))
        .args("--people 3000 --months 1 --seed 1 --noise 1 --as links".split(' '))
        .output()
        .expect("rasoat runs");
    assert!(made.status.success());
    let out = folder.path().join("out");
    let output = Command::new(env!("CARGO_BIN_EXE_rasoat"))
        .arg("audit")
        .arg(folder.path().join("lists"))
        .arg("--out")
        .arg(&out)
        .output()
        .expect("rasoat runs");
    let run = Run { out, output };
    let result = run.result();
    let rows = sheet(&run, "Ghép người").expect("the sheet");
    let lines: Vec<&Vec<String>> = rows.iter().skip(3).collect();
    let told: Vec<&str> = lines.iter().flat_map(|line| line[11].lines()).collect();
    let of = |finding: &Value| (finding["id"].to_string(), finding["confidence"].to_string());
    let likely: Vec<(String, String)> = result.findings().map(of).collect();
    for (id, confidence) in &likely {
        let is_told = told.iter().any(|told| id.trim_matches('"') == *told);
        match confidence.trim_matches('"') {
            "certain" => assert!(!is_told, "{id}"),
            "likely" => assert!(is_told, "{id}"),
            _ => {}
        }
    }
    assert!(!lines.is_empty());
    let number = |text: &str| -> f64 { text.replace(',', ".").parse().expect("a number") };
    for line in lines {
        let weights = line[7].lines().filter_map(|field| field.split(' ').next());
        let sum: f64 = weights.map(number).sum();
        assert!((sum - number(&line[8])).abs() < 0.5, "{line:?}");
        assert!(line[9].starts_with("nhiều khả năng là"), "{line:?}");
    }
}
