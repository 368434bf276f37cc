//! Lists side by side in one sheet, each under a header of its own.
#![allow(missing_docs, clippy::unwrap_used)]

mod inspected;

use std::fmt::Write as _;

use inspected::read;
use rust_xlsxwriter::{Note, Workbook};
use serde_json::Value;

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

#[test]
fn what_may_be_another_list_is_told() {
    // Children beside their mother: their numbers begin again with each.
    let children = "DANH SÁCH HƯỞNG TRỢ CẤP THÁNG 10/2020\n\
                    STT,Họ và tên,Năm sinh,Số tiền,TT,Họ và tên,Năm sinh\n\
                    1,Nguyễn Thị Hoa,1988,270000,1,Lê Văn Bình,2010\n,,,,2,Lê Văn Sơn,2012\n\
                    2,Trần Thị Mai,1986,270000,1,Đỗ Thị Tý,2014\n3,Vũ Thị Lan,1986,270000,1,Lê Hạnh,2014\n";
    // A second name without a word of whose it is.
    let names = "DANH SÁCH HƯỞNG TRỢ CẤP THÁNG 10/2020\n\
                 STT,Họ và tên,Năm sinh,Số tiền,Họ và tên,Năm sinh,Số CCCD\n\
                 1,Nguyễn Thị Hoa,1988,270000,Lê Văn Bình,2010,\n";
    for (text, columns) in [(children, "columns E–G"), (names, "columns E–G")] {
        let document = read("danh-sach.csv", text);
        assert_eq!(document["sources"].as_array().unwrap().len(), 1, "{text}");
        assert_eq!(document["sources"][0]["rows"][0]["name"], "Nguyễn Thị Hoa");
        assert!(
            left_out(&document).contains(columns),
            "{}",
            left_out(&document)
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
