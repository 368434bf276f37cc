//! Lists side by side in one sheet, each under a header of its own.
#![allow(missing_docs, clippy::unwrap_used)]

mod inspected;

use std::fmt::Write as _;
use std::fs;

use assert_cmd::Command;
use inspected::read;
use rust_xlsxwriter::{Note, Workbook};
use serde_json::Value;
use tempfile::TempDir;

/// Role, month, columns of name and money, and row, name and money of each row, a list a line.
fn lists(document: &Value) -> Vec<String> {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Null => "-".to_owned(),
        other => other.to_string(),
    };
    let sources = document["sources"].as_array().unwrap();
    let told = sources.iter().map(|source| {
        let (columns, month) = (&source["columns"], text(&source["month"]));
        let mut line = format!(
            "{} {month} {}",
            text(&source["role"]),
            text(&columns["name"])
        );
        for row in source["rows"].as_array().unwrap() {
            let (number, name) = (text(&row["row"]), text(&row["name"]));
            write!(line, "; {number} {name} {}", text(&row["amount"])).unwrap();
        }
        line
    });
    told.collect()
}

fn left_out(document: &Value) -> String {
    let all = document["left_out"].as_array().unwrap();
    let why = all.iter().map(|one| one["why"].as_str().unwrap());
    why.collect::<Vec<_>>().join("; ")
}

#[test]
fn one_list_in_two_halves_is_read_whole() {
    let text = "UBND XÃ AN KHÊ,,,,,,,,\n\
                DANH SÁCH CHI TRẢ TRỢ CẤP THÁNG 10/2020,,,,,,,,\n\
                STT,Họ và tên,Năm sinh,Số tiền,,STT,Họ và tên,Năm sinh,Số tiền\n\
                1,Nguyễn Thị Hoa,1938,270000,,3,Lê Văn Bình,1940,360000\n\
                2,Trần Văn Sơn,1936,270000,,4,Đỗ Thị Mai,1935,270000\n\
                Cộng,,,540000,,5,Vũ Thị Tý,1937,270000\n";
    let expected = [
        "ledger 2020-10 B; 4 Nguyễn Thị Hoa 270000; 5 Trần Văn Sơn 270000",
        "ledger 2020-10 G; 4 Lê Văn Bình 360000; 5 Đỗ Thị Mai 270000; 6 Vũ Thị Tý 270000",
    ];
    let document = read("danh-sach.csv", text);
    assert_eq!(lists(&document), expected);
    assert_eq!(document["sources"][1]["commune"], "An Khê");
    assert_eq!(
        document["sources"][0]["sha256"],
        document["sources"][1]["sha256"]
    );
    // Without an empty column between them, and without running numbers.
    let close = text.replace(",,STT", ",STT").replace("0,,", "0,");
    let close = lists(&read("danh-sach.csv", close));
    assert_eq!(close, expected.map(|line| line.replace(" G;", " F;")));
    let bare = text.replace("STT,Họ", "Họ");
    let bare: String = bare
        .lines()
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            let numbered = cells.len() > 8 && cells[0].parse::<u32>().is_ok();
            if numbered {
                format!("{},,{}\n", cells[1..4].join(","), cells[6..9].join(","))
            } else {
                line.replace("Cộng,,", "Cộng,").replace(",5,", ",") + "\n"
            }
        })
        .collect();
    let halves = ["A", "E"].map(|at| format!(" {at};"));
    assert_eq!(
        lists(&read("danh-sach.csv", bare)),
        [
            expected[0].replace(" B;", &halves[0]),
            expected[1].replace(" G;", &halves[1])
        ]
    );
}

#[test]
fn each_of_two_lists_has_its_own_title_and_header() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "UBND XÃ AN KHÊ").unwrap();
    sheet
        .write(1, 0, "DANH SÁCH CHI TRẢ TRỢ CẤP THÁNG 10/2020")
        .unwrap();
    sheet
        .write(1, 7, "DANH SÁCH NGƯỜI CHẾT TRONG THÁNG 9/2020")
        .unwrap();
    let left = [
        "STT",
        "Họ và tên",
        "Ngày sinh",
        "Đối tượng",
        "Số tiền",
        "Ký nhận",
    ];
    let right = ["TT", "Họ và tên", "Ngày sinh", "Ngày mất"];
    sheet.write_row(3, 0, left).unwrap();
    // The right header stands a row lower.
    sheet.write_row(4, 7, right).unwrap();
    for (row, number, name) in [
        (4, 1, "Nguyễn Thị Hoa"),
        (5, 2, "Trần Văn Sơn"),
        (6, 3, "Đỗ Thị Mai"),
    ] {
        sheet.write(row, 0, number).unwrap();
        sheet
            .write_row(row, 1, [name, "01/02/1938", "NCT từ 80"])
            .unwrap();
        sheet.write(row, 4, 270_000).unwrap();
    }
    for (row, number, name) in [(5, 1, "Lê Văn Bình"), (6, 2, "Vũ Thị Tý")] {
        sheet.write(row, 7, number).unwrap();
        sheet
            .write_row(row, 8, [name, "03/04/1930", "15/09/2020"])
            .unwrap();
    }
    sheet.insert_note(5, 1, &Note::new("hỏi lại")).unwrap();
    sheet.insert_note(6, 8, &Note::new("chưa khai tử")).unwrap();
    let document = read("thang-10.xlsx", book.save_to_buffer().unwrap());
    assert_eq!(
        lists(&document),
        [
            "ledger 2020-10 B; 5 Nguyễn Thị Hoa 270000; 6 Trần Văn Sơn 270000; 7 Đỗ Thị Mai 270000",
            "deaths 2020-09 I; 6 Lê Văn Bình -; 7 Vũ Thị Tý -",
        ]
    );
    let rows = |list: usize, key: &str| {
        let rows = document["sources"][list]["rows"].as_array().unwrap();
        let told = rows.iter().map(|row| row[key].as_str().unwrap_or("-"));
        told.collect::<Vec<_>>().join(" | ")
    };
    assert_eq!(rows(0, "note"), "- | hỏi lại | -");
    assert_eq!(rows(1, "note"), "- | chưa khai tử");
    assert_eq!(rows(1, "died"), "2020-09-15 | 2020-09-15");
    assert_eq!(document["sources"][1]["columns"]["died"], "K");
    assert_eq!(
        document["sources"][1]["header_rows"],
        serde_json::json!([5])
    );
}

#[test]
fn two_people_of_one_row_are_one_list() {
    for header in [
        "STT,Họ và tên,Năm sinh,Số tiền,Họ và tên người nhận,Năm sinh,Số CCCD",
        "STT,Họ và tên,Năm sinh,Số tiền,Người nhận thay,Quan hệ,Số CCCD",
        "STT,Họ và tên,Năm sinh,Số tiền,Họ và tên,Ký nhận,Ghi chú",
        "STT,Họ đệm,Tên,Năm sinh,Số tiền,Ký nhận,Ghi chú",
    ] {
        let text = format!(
            "DANH SÁCH CHI TRẢ THÁNG 10/2020\n{header}\n\
             1,Nguyễn Thị Hoa,1938,270000,Lê Văn Bình,,\n2,Trần Văn Sơn,1936,270000,Đỗ Thị Mai,,\n"
        );
        let document = read("danh-sach.csv", text);
        assert_eq!(document["sources"].as_array().unwrap().len(), 1, "{header}");
        assert_eq!(left_out(&document), "", "{header}");
    }
    // Below one another, a column apart.
    let text = "DANH SÁCH CHI TRẢ THÁNG 10/2020\nSTT,Họ và tên,Năm sinh,Số tiền\n\
                1,Nguyễn Thị Hoa,1938,270000\nDANH SÁCH NGƯỜI CHẾT\n\
                ,STT,Họ và tên,Năm sinh,Ngày chết\n,1,Lê Văn Bình,1930,15/09/2020\n";
    assert_eq!(
        lists(&read("danh-sach.csv", text)),
        [
            "ledger 2020-10 B; 3 Nguyễn Thị Hoa 270000",
            "deaths 2020-10 C; 6 Lê Văn Bình -"
        ]
    );
}

/// A header and a row of two people beside each other.
const CHILDREN: &str = "DANH SÁCH HƯỞNG TRỢ CẤP THÁNG 10/2020\n\
    STT,Họ và tên,Năm sinh,Số tiền,TT,Họ và tên,Năm sinh\n\
    1,Nguyễn Thị Hoa,1988,270000,1,Lê Văn Bình,2010\n,,,,2,Lê Văn Sơn,2012\n\
    2,Trần Thị Mai,1986,270000,1,Đỗ Thị Tý,2014\n3,Vũ Thị Lan,1986,270000,1,Lê Hạnh,2014\n";
const NAMES: &str = "DANH SÁCH HƯỞNG TRỢ CẤP THÁNG 10/2020\n\
    STT,Họ và tên,Năm sinh,Số tiền,Họ và tên,Năm sinh,Số CCCD\n\
    1,Nguyễn Thị Hoa,1988,270000,Lê Văn Bình,2010,\n";

/// Runs a command on files of a folder; exit code, and all that it printed.
fn run(command: &str, files: &[(&str, &str)], flags: &[&str]) -> (Option<i32>, String, Value) {
    let dir = TempDir::new().unwrap();
    let lists = dir.path().join("lists");
    fs::create_dir(&lists).unwrap();
    for (name, text) in files {
        fs::write(lists.join(name), text).unwrap();
    }
    let out = dir.path().join("out");
    let mut rasoat = Command::cargo_bin("rasoat").unwrap();
    rasoat.args([command, "--lang", "en", "--fail-on", "never"]);
    rasoat.args(flags).arg("--out").arg(&out).arg(&lists);
    let output = rasoat.output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr) + String::from_utf8_lossy(&output.stdout);
    let result = fs::read(out.join("ket-qua.json")).unwrap_or_default();
    let result = serde_json::from_slice(&result).unwrap_or(Value::Null);
    (output.status.code(), told.into_owned(), result)
}

#[test]
fn what_may_be_another_list_leaves_the_sheet_unread() {
    // Children beside their mother, whose numbers begin again with each; a second name without a word of
    // whose it is.
    for text in [CHILDREN, NAMES] {
        for command in ["audit", "validate"] {
            let (code, told, _) = run(command, &[("danh-sach.csv", text)], &[]);
            assert_eq!(code, Some(2), "{command}: {told}");
            assert!(told.contains("danh-sach.csv: columns E–G"), "{told}");
            assert!(told.contains("--skip-unknown"), "{told}");
        }
    }
    // The way out that is told.
    let told = NAMES.replacen(
        ",Họ và tên,Năm sinh,Số CCCD",
        ",Họ và tên người nhận thay,Năm sinh,Số CCCD",
        1,
    );
    assert_eq!(lists(&read("danh-sach.csv", told)).len(), 1);
}

#[test]
fn a_sheet_left_out_is_no_list_without_a_fault() {
    let good = "DANH SÁCH ĐỐI TƯỢNG XÃ AN KHÊ THÁNG 10/2020\n\
                STT,Họ và tên,Năm sinh,Loại đối tượng,Mức hưởng,Hưởng từ\n\
                1,Đỗ Thị Sen,1935,Người cao tuổi từ đủ 80 tuổi trở lên,270000,01/2018\n";
    let files = [("an-khe.csv", good), ("khac.csv", NAMES)];
    let (code, told, _) = run("validate", &files, &["--skip-unknown"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("khac.csv: columns E–G"), "{told}");
    assert!(!told.contains("ready to send"), "{told}");
    let (_, told, _) = run("validate", &files[..1], &["--skip-unknown"]);
    assert!(told.contains("ready to send"), "{told}");
}

/// Eight people, as a roll of one column and as a ledger of a line each.
const PEOPLE: [&str; 8] = [
    "Trần Thị Lan",
    "Phạm Văn Bốn",
    "Lê Thị Hoa",
    "Đỗ Văn Tư",
    "Vũ Thị Năm",
    "Bùi Văn Sáu",
    "Ngô Thị Bảy",
    "Hà Văn Tám",
];
const OLD: &str = "Bồ Xuyên,Người cao tuổi từ đủ 80 tuổi trở lên,270000";

/// The people two a line, each behind a number of these, or behind none.
fn halves(head: &str, numbers: Option<[u32; 8]>, between: &str, after: &str) -> String {
    let head = if numbers.is_some() {
        format!("STT,{head}")
    } else {
        head.to_owned()
    };
    let mut text = format!("{head}{between},{head}\n");
    let person = |at: usize| {
        let number = numbers.map_or(String::new(), |all| format!("{},", all[at]));
        format!("{number}{},193{at},{OLD}{after}", PEOPLE[at])
    };
    for line in 0..4 {
        writeln!(text, "{}{between},{}", person(line), person(line + 4)).unwrap();
    }
    text
}

#[test]
fn nobody_of_the_right_half_is_accused() {
    const ROLL: &str = "Họ và tên,Năm sinh,Phường/Xã,Loại đối tượng,Mức hưởng,Hưởng từ";
    const LEDGER: &str = "Họ và tên,Năm sinh,Phường/Xã,Loại đối tượng,Số tiền";
    let one_column = |head: &str, after: &str| {
        let rows = PEOPLE.iter().enumerate();
        let rows = rows.map(|(at, name)| format!("{},{name},193{at},{OLD}{after}\n", at + 1));
        format!("STT,{head}\n{}", rows.collect::<String>())
    };
    let paid = "DANH SÁCH CHI TRẢ TRỢ CẤP THÁNG 1/2020\n";
    let of_roll = "DANH SÁCH ĐỐI TƯỢNG THÁNG 1/2020\n";
    let (roll, ledger) = (
        of_roll.to_owned() + &one_column(ROLL, ",01/2018"),
        paid.to_owned() + &one_column(LEDGER, ""),
    );
    let in_turn = [1, 3, 5, 7, 2, 4, 6, 8];
    let disordered = [1, 2, 3, 4, 5, 8, 9, 7];
    for (numbers, between) in [
        (None, ""),
        (None, ","),
        (Some([1, 2, 3, 4, 5, 6, 7, 8]), ""),
        (Some(in_turn), ""),
        (Some(in_turn), ","),
        (Some(disordered), ""),
        (Some([1, 2, 3, 4, 1, 2, 4, 3]), ""),
        (Some([4, 9, 1, 40, 3, 17, 60, 2]), ""),
    ] {
        let right = format!("{}DANH SÁCH ĐỐI TƯỢNG THÁNG 1/2020\n", ",".repeat(6));
        for (rolls, paid) in [
            (
                of_roll.to_owned() + &halves(ROLL, numbers, between, ",01/2018"),
                ledger.clone(),
            ),
            (
                right + &halves(ROLL, numbers, between, ",01/2018"),
                ledger.clone(),
            ),
            (
                roll.clone(),
                paid.to_owned() + &halves(LEDGER, numbers, between, ""),
            ),
        ] {
            let files = [("ds.csv", rolls.as_str()), ("chi.csv", paid.as_str())];
            let (code, told, result) = run("audit", &files, &["--month", "2020-01"]);
            assert_eq!(code, Some(0), "{told}");
            let rows = result["sources"].as_array().unwrap().iter();
            let rows: u64 = rows.map(|source| source["rows"].as_u64().unwrap()).sum();
            assert_eq!(rows, 16, "{rolls}{paid}");
            let of_people = result["findings"].as_array().unwrap().iter();
            let of_people = of_people.map(|finding| finding["rule"].as_str().unwrap());
            let of_people: Vec<&str> = of_people.filter(|rule| *rule != "row-number-gap").collect();
            assert!(of_people.is_empty(), "{of_people:?} {rolls}{paid}");
        }
    }
}

#[test]
fn numbers_of_both_tell_halves_whose_headers_differ() {
    let text = "DANH SÁCH CHI TRẢ TRỢ CẤP THÁNG 10/2020\n\
                STT,Họ và tên,Năm sinh,Số tiền,TT,Họ tên,Năm sinh,Số tiền,Ký nhận\n\
                1,Nguyễn Thị Hoa,1938,270000,2,Lê Văn Bình,1940,360000,\n\
                3,Trần Văn Sơn,1936,270000,4,Đỗ Thị Mai,1935,270000,\n";
    assert_eq!(
        lists(&read("danh-sach.csv", text)),
        [
            "ledger 2020-10 B; 3 Nguyễn Thị Hoa 270000; 4 Trần Văn Sơn 270000",
            "ledger 2020-10 F; 3 Lê Văn Bình 360000; 4 Đỗ Thị Mai 270000",
        ]
    );
}

#[test]
fn far_more_lists_than_a_sheet_has_are_told() {
    let beside = |lists: usize| {
        let line = |one: &str| vec![one; lists].join(",") + "\n";
        "DANH SÁCH CHI TRẢ THÁNG 10/2020\n".to_owned()
            + &line("STT,Họ và tên,Năm sinh,Số tiền")
            + &line("1,Nguyễn Thị Hoa,1938,270000")
    };
    assert_eq!(lists(&read("danh-sach.csv", beside(100))).len(), 100);
    let paid = "DANH SÁCH CHI TRẢ THÁNG 10/2020\nSTT,Họ và tên,Năm sinh,Số tiền\n1,Nguyễn Thị Hoa,1938,270000\n";
    let dead =
        "DANH SÁCH NGƯỜI CHẾT\n,STT,Họ và tên,Năm sinh,Ngày chết\n,1,Lê Văn Bình,1930,15/09/2020\n";
    let below = format!("{paid}{dead}").repeat(51);
    for text in [beside(101), beside(2000), below] {
        let (code, told, _) = run("audit", &[("danh-sach.csv", &text)], &[]);
        assert_eq!(code, Some(2), "{told}");
        assert!(
            told.contains("danh-sach.csv: more than 100 lists"),
            "{told}"
        );
    }
}

#[test]
fn a_title_at_the_end_of_a_piece_of_text_keeps_its_header() {
    const PIECE: usize = 4 << 20;
    let title = "DANH SÁCH NGƯỜI CHẾT THÁNG 8/2020\n";
    for short in [0, 1, 2] {
        let mut text =
            "DANH SÁCH CHI TRẢ THÁNG 10/2020\nSTT,Họ và tên,Năm sinh,Số tiền,Ghi chú\n".to_owned();
        let mut people = 0;
        while text.len() + 9000 < PIECE {
            people += 1;
            let filling = "x".repeat(4000);
            writeln!(text, "{people},Nguyễn Thị Hoa,1938,270000,{filling}").unwrap();
        }
        let begin = format!("{},Trần Văn Sơn,1936,270000,", people + 1);
        let room = PIECE - text.len() - title.len() - begin.len() - 1 - short;
        writeln!(text, "{begin}{}", "x".repeat(room)).unwrap();
        text.push_str(title);
        assert_eq!(text.len() + short, PIECE);
        text.push_str("STT,Họ và tên,Năm sinh,Ngày chết\n1,Lê Văn Bình,1930,15/08/2020\n");
        let document = read("danh-sach.csv", text);
        let sources = document["sources"].as_array().unwrap();
        assert_eq!(sources.len(), 2);
        assert_eq!(sources[0]["rows"].as_array().unwrap().len(), people + 1);
        assert_eq!(
            (&sources[1]["role"], &sources[1]["month"]),
            (&"deaths".into(), &"2020-08".into())
        );
        assert_eq!(sources[1]["rows"][0]["row"], people + 6);
        let skipped = sources[0]["skipped"].as_array().unwrap();
        assert!(skipped.is_empty(), "{skipped:?}");
    }
}

#[test]
fn why_somebody_left_was_said_of_another_in_the_row_beside() {
    let roll = "DANH SÁCH ĐỐI TƯỢNG HƯỞNG TRỢ CẤP XÃ HỘI THÁNG 10/2020 XÃ KỲ BÁ\n\
        STT,Họ và tên,Ngày sinh,Đối tượng,Mức hưởng,,,Họ và tên,Lý do\n\
        1,Lê Thị Hoa,10/02/1930,Người cao tuổi từ đủ 80 tuổi,270000,,,Phạm Thị Út,chết 3/9/2020\n\
        2,Đỗ Văn Tư,11/02/1931,Người cao tuổi từ đủ 80 tuổi,270000,,,,\n";
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("ds.csv"), roll).expect("a file");
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_rasoat"))
        .arg("audit")
        .arg(dir.path())
        .arg("--out")
        .arg(dir.path().join("kq"))
        .output()
        .expect("rasoat runs");
    assert_eq!(run.status.code(), Some(2));
    let told = String::from_utf8_lossy(&run.stderr);
    assert!(told.contains("ds.csv") && told.contains('H'), "{told}");
}
