//! Formats, encodings, faults and odd shapes, read through the binary.

#![allow(missing_docs, clippy::unwrap_used, reason = "a test may fail")]

mod inspected;

use assert_cmd::Command;
use inspected::{column, folder, inspect, rasoat, read, refused, rows};
use serde_json::Value;
use std::fs;
use std::io::Write;
use tempfile::TempDir;

#[test]
fn text_tables_come_in_many_encodings_and_delimiters() {
    let text = "STT;Họ và tên;Năm sinh;Mức hưởng\r\n1;Nguyễn Thị Hoa;1938;270.000\r\n";
    let utf16 = |big: bool| -> Vec<u8> {
        let bytes = |u: u16| {
            if big {
                u.to_be_bytes()
            } else {
                u.to_le_bytes()
            }
        };
        let mut all = bytes(0xfeff).to_vec();
        all.extend(text.encode_utf16().flat_map(bytes));
        all
    };
    let tcvn3: Vec<u8> = [
        &b"STT,H\xe4 v\xb5 t\xaan,N\xa8m sinh,M\xf8c h\xad\xebng\r\n1,"[..],
        b"Nguy\xd4n Th\xde Hoa,1938,270000\r\n",
    ]
    .concat();
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("plain.csv", text.into()),
        ("bom.csv", format!("\u{feff}{text}").into()),
        ("little.csv", utf16(false)),
        ("big.txt", utf16(true)),
        ("sep.csv", format!("sep=;\r\n{text}").into()),
        ("tabs.xls", text.replace(';', "\t").into()),
        ("decomposed.csv", "Ho\u{323} va\u{300} te\u{302}n,Na\u{306}m sinh,Mu\u{31b}\u{301}c hu\u{31b}o\u{31b}\u{309}ng\nNguye\u{302}\u{303}n Thi\u{323} Hoa,1938,270000\n".into()),
        ("old.csv", tcvn3),
        ("page.xls", "<html><body><table><tr><td>Họ và tên</td><td>Năm sinh</td><td>Mức hưởng</td></tr><tr><td>Nguyễn&nbsp;Thị Hoa<td>1938<td>270.000</table>".into()),
    ];
    for (name, bytes) in files {
        let document = read(name, bytes);
        assert_eq!(column(&document, "name"), "Nguyễn Thị Hoa", "{name}");
        assert_eq!(column(&document, "amount"), "270000", "{name}");
    }
    let sep = read("sep.csv", format!("sep=;\r\n{text}"));
    assert_eq!(
        rows(&sep)[0]["row"],
        2,
        "Excel does not count the line sep="
    );
}

#[test]
fn large_text_files_are_the_same_on_any_number_of_threads() {
    let mut text = String::from("STT,Họ và tên,Năm sinh,Đối tượng,Số CCCD,Mức hưởng\n");
    for i in 0..110_000 {
        if i == 60_000 {
            // Ruled from here on: later blocks have to know.
            text.push_str("II,Tổ dân phố số 12,,,,\n");
        }
        let year = 1910 + i % 30;
        let row = format!("{i},Nguyễn Thị Hoa {i},{year},Người cao tuổi từ đủ 80 tuổi,,270000\n");
        text.push_str(&row);
    }
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("danh-sach.csv");
    fs::write(&path, &text).unwrap();
    let run = |jobs: &str| {
        let output = rasoat(&[&path]).args(["--jobs", jobs]).output().unwrap();
        assert!(output.status.success());
        output.stdout
    };
    let one = run("1");
    assert!(one == run("3"), "threads change the answer");
    let document: Value = serde_json::from_slice(&one).unwrap();
    let rows = document["sources"][0]["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 110_000);
    let last = &rows[109_999];
    assert_eq!(
        (&last["row"], &last["village"]),
        (&110_002.into(), &"Tổ dân phố số 12".into())
    );
    assert_eq!(rows[59_999]["village"], Value::Null);
}

#[test]
fn a_folder_names_what_it_leaves_out() {
    let dir = TempDir::new().unwrap();
    let root = dir.path();
    fs::create_dir_all(root.join("thang-10-2020/ky-ba")).unwrap();
    let list = "Họ và tên,Năm sinh,Số tiền,Ký nhận\nNguyễn Thị Hoa,1938,270000,x\n";
    fs::write(root.join("thang-10-2020/ky-ba/chi-tra.csv"), list).unwrap();
    fs::write(root.join("~$chi-tra.xlsx"), "x").unwrap();
    fs::write(root.join(".hidden.csv"), list).unwrap();
    fs::write(root.join("rasoat.toml"), "").unwrap();
    fs::write(root.join("ket-qua.json"), "{}").unwrap();
    fs::write(root.join("bien-ban.pdf"), "%PDF-1.4").unwrap();
    let mut own = rust_xlsxwriter::Workbook::new();
    own.set_properties(&rust_xlsxwriter::DocProperties::new().set_custom_property("rasoat", "0.1"));
    own.add_worksheet().write(0, 0, "Họ và tên").unwrap();
    own.save(root.join("sai-lech.xlsx")).unwrap();

    let document = inspect(root);
    let source = &document["sources"][0];
    assert_eq!(source["path"], "thang-10-2020/ky-ba/chi-tra.csv");
    assert_eq!(
        (&source["month"], &source["commune"]),
        (&"2020-10".into(), &"Kỳ Bá".into())
    );
    let left: Vec<&str> = document["left_out"]
        .as_array()
        .unwrap()
        .iter()
        .map(|l| l["path"].as_str().unwrap())
        .collect();
    assert_eq!(
        left,
        [
            "bien-ban.pdf",
            "ket-qua.json",
            "sai-lech.xlsx",
            "~$chi-tra.xlsx"
        ]
    );
}

#[test]
fn all_faults_of_all_files_are_told_at_once() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("a.csv"), "").unwrap();
    fs::write(dir.path().join("b.csv"), "x,y\n1,2\n3,4\n").unwrap();
    fs::write(
        dir.path().join("c.csv"),
        "Họ và tên,Ghi chú\nNguyễn Thị Hoa,x\n",
    )
    .unwrap();
    fs::write(
        dir.path().join("chi-tra.csv"),
        "Họ và tên,Năm sinh,Số tiền,Ký nhận\nA Văn B,1938,270000,x\n",
    )
    .unwrap();
    fs::write(
        dir.path().join("good.csv"),
        "Họ và tên,Năm sinh,Mức hưởng\nA Văn B,1938,270000\n",
    )
    .unwrap();
    let output = rasoat(&[dir.path()]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines.len(), 4, "{told}");
    assert!(lines[0].starts_with("a.csv: the file is empty"), "{told}");
    assert!(lines[1].starts_with("b.csv: no header row"), "{told}");
    assert!(
        lines[2].starts_with("c.csv: fits no kind of list; nearest is"),
        "{told}"
    );
    assert!(
        lines[3].starts_with("chi-tra.csv: is a payment list, but no title"),
        "{told}"
    );
}

#[test]
fn what_cannot_be_a_list_is_refused_by_name() {
    assert!(refused("~$ds.xlsx", "x").contains("lock file"));
    assert!(refused("ds.pdf", "%PDF-1.4").contains("not a spreadsheet"));
    assert!(refused("cut.xlsx", b"PK\x03\x04 and then nothing").contains("damaged"));
    assert!(
        refused(
            "old.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and then nothing"
        )
        .contains("damaged")
    );
    let mut bomb = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    bomb.start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default())
        .unwrap();
    bomb.write_all(&vec![b' '; 80 << 20]).unwrap();
    assert!(refused("bomb.xlsx", bomb.finish().unwrap().into_inner()).contains("unpacks to more"));
}

#[test]
fn a_category_merged_over_rows_holds_for_each_and_struck_rows_are_told() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("DS BTXH.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let struck = rust_xlsxwriter::Format::new().set_font_strikethrough();
    for (column, head) in ["Họ và tên", "Năm sinh", "Đối tượng", "Mức hưởng"]
        .iter()
        .enumerate()
    {
        sheet.write(0, column as u16, *head).unwrap();
    }
    for (row, name) in ["Nguyễn Thị Hoa", "Trần Văn Bình", "Lê Thị Mai"]
        .iter()
        .enumerate()
    {
        let row = row as u32 + 1;
        let format = if row == 2 {
            struck.clone()
        } else {
            rust_xlsxwriter::Format::new()
        };
        sheet.write_with_format(row, 0, *name, &format).unwrap();
        sheet.write_with_format(row, 1, 1938, &format).unwrap();
        sheet.write_with_format(row, 3, 270_000, &format).unwrap();
    }
    sheet
        .merge_range(
            1,
            2,
            3,
            2,
            "Người cao tuổi từ đủ 80 tuổi",
            &rust_xlsxwriter::Format::new(),
        )
        .unwrap();
    book.save(&path).unwrap();
    let document = inspect(&path);
    assert_eq!(
        column(&document, "category_code"),
        "elderly80 | elderly80 | elderly80"
    );
    assert_eq!(column(&document, "struck"), "false | true | false");
}

#[test]
fn a_category_merged_right_below_a_header_merged_over_two_rows_holds_for_all_its_rows() {
    let page = "<table><tr><td colspan=5>BIỂU TỔNG HỢP ĐỐI TƯỢNG ĐANG HƯỞNG</td></tr>\
        <tr><th rowspan=2>Họ đệm<th rowspan=2>Tên<th colspan=3>Ngày sinh<th rowspan=2>Đối tượng<th rowspan=2>Mức hưởng\
        <tr><th>Ngày<th>Tháng<th>Năm\
        <tr><td>Hà Thị<td>Na<td>1<td>2<td>1936<td rowspan=2>NCT 80<td>270000\
        <tr><td>Hà Văn<td>Ba<td><td>3<td>1937<td>270000\
        <tr><td>Lò Thị<td>Sáu<td>31<td>4<td>1950<td>KT nặng<td>405000</table>";
    let document = read(
        "bieu.xls",
        format!("<html><meta charset=utf-8>{page}</html>"),
    );
    assert_eq!(
        column(&document, "name"),
        "Hà Thị Na | Hà Văn Ba | Lò Thị Sáu"
    );
    assert_eq!(column(&document, "born"), "1936-02-01 | 1937-03 | 1950");
    assert_eq!(
        column(&document, "category_code"),
        "elderly80 | elderly80 | disabled_severe"
    );
}

#[test]
fn a_row_that_slid_by_a_column_is_read_where_it_belongs_and_doubted() {
    let text = "DANH SÁCH CHI TRẢ T10/2020\nSTT,Họ và tên,Năm sinh,Số CCCD,Số tiền,Ký nhận\n\
        1,Nguyễn Thị Hoa,1938,034138000001,270000,x\n\
        2,,Trần Văn Bình,1937,034037000002,270000,x\n\
        ,3,Lê Thị Mai,1936,034136000003,270000,x\n\
        Đỗ Thị Sen,1935,034135000004,270000,x\n\
        ,,Người lập,,Chủ tịch\n\
        ,,Phạm Văn Dũng,,Trần Thị Lan\n";
    let document = read("danh-sach.csv", text);
    assert_eq!(
        column(&document, "name"),
        "Nguyễn Thị Hoa | Trần Văn Bình | Lê Thị Mai | Đỗ Thị Sen"
    );
    assert_eq!(column(&document, "born"), "1938 | 1937 | 1936 | 1935");
    assert_eq!(
        column(&document, "amount"),
        "270000 | 270000 | 270000 | 270000"
    );
    assert_eq!(
        column(&document, "id_number"),
        "034138000001 | 034037000002 | 034136000003 | 034135000004"
    );
    let told = column(&document, "doubts");
    assert_eq!(told.matches("off by a column").count(), 3, "{told}");
}

#[test]
fn carers_are_told_by_what_stands_before_their_name_and_groups_by_what_they_count() {
    let text = "DANH SÁCH CHI TRẢ T10/2020\nSTT,Họ và tên,Năm sinh,Số tiền\n\
        ,Người khuyết tật nặng: 2 người,,810000\n\
        1,Lê Thị Mai,1956,405000\n\
        ,Người nuôi dưỡng: Lê Văn Tú,,270000\n\
        ,Người chăm sóc Lê Văn Tư,,270000\n\
        2,Lê Thị Mơ,1957,405000\n\
        ,Trẻ em mồ côi (01 em),,405000\n\
        3,Lê Thị Na,5-Jun-10,405000\n\
        ,Thôn 3 - 12 người,,405000\n\
        4,Lê Thị Nu,2011,405000\n";
    let document = read("danh-sach.csv", text);
    assert_eq!(
        column(&document, "name"),
        "Lê Thị Mai | Lê Văn Tú | Lê Văn Tư | Lê Thị Mơ | Lê Thị Na | Lê Thị Nu"
    );
    assert_eq!(
        column(&document, "scheme"),
        "benefit | care | care | benefit | benefit | benefit"
    );
    let category = column(&document, "category_code");
    assert!(
        category.ends_with("disabled_severe | orphan | orphan"),
        "{category}"
    );
    assert_eq!(column(&document, "village"), "- | - | - | - | - | Thôn 3");
    assert_eq!(
        column(&document, "born"),
        "1956 | - | - | 1957 | 2010-06-05 | 2011"
    );
}

#[test]
fn a_day_of_death_in_three_columns_is_one_date() {
    let rows = "<tr><td>1<td>Nguyễn Thị Hoa<td>1938<td>5<td>9<td>2020<td>07/09/2020\
        <tr><td>2<td>Trần Văn Bình<td>1937<td><td>8<td>2020<td>01/09/2020\
        <tr><td>3<td>Lê Thị Mai<td>1936<td><td><td>2020<td>";
    let merged = "<tr><th rowspan=2>STT<th rowspan=2>Họ và tên<th rowspan=2>Năm sinh<th colspan=3>Ngày chết<th rowspan=2>Ngày đăng ký<tr><th>Ngày<th>Tháng<th>Năm";
    let plain = "<tr><th>STT<th>Họ và tên<th>Năm sinh<th>Ngày chết<th><th><th>Ngày đăng ký<tr><td><td><td><td>Ngày<td>Tháng<td>Năm<td>";
    for header in [merged, plain] {
        let page = format!(
            "<html><meta charset=utf-8><table><tr><td>SỔ KHAI TỬ NĂM 2020</td></tr>{header}{rows}</table></html>"
        );
        let document = read("so.xls", page);
        assert_eq!(document["sources"][0]["role"], "deaths");
        assert_eq!(column(&document, "died"), "2020-09-05 | 2020-08 | 2020");
        assert_eq!(column(&document, "born"), "1938 | 1937 | 1936");
        assert_eq!(column(&document, "sex"), "- | - | -");
        assert_eq!(
            column(&document, "registered"),
            "2020-09-07 | 2020-09-01 | -"
        );
    }
}

#[test]
fn a_month_in_english_is_one() {
    let text = "Họ và tên,Năm sinh,Số tiền,Tháng\nNguyễn Thị Hoa,1938,270000,Oct-20\nTrần Văn Bình,1937,270000,Sep-2020\n";
    let document = read("danh-sach.csv", text);
    assert_eq!(column(&document, "month"), "2020-10 | 2020-09");
}

#[test]
fn a_name_merged_over_two_payments_holds_for_both() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("chi tra T10.2020.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let plain = rust_xlsxwriter::Format::new();
    for (column, head) in [
        "STT",
        "Họ và tên",
        "Năm sinh",
        "Nội dung hưởng",
        "Số tiền",
        "Ký nhận",
    ]
    .iter()
    .enumerate()
    {
        sheet.write(0, column as u16, *head).unwrap();
    }
    sheet.merge_range(1, 0, 2, 0, "1", &plain).unwrap();
    sheet
        .merge_range(1, 1, 2, 1, "Nguyễn Thị Hoa", &plain)
        .unwrap();
    sheet.merge_range(1, 2, 2, 2, "1938", &plain).unwrap();
    for (row, what, sum) in [(1, "NCT80", 270_000), (2, "Hỗ trợ NQ 42", 1_500_000)] {
        sheet.write(row, 3, what).unwrap();
        sheet.write(row, 4, sum).unwrap();
    }
    book.save(&path).unwrap();
    let document = inspect(&path);
    assert_eq!(column(&document, "name"), "Nguyễn Thị Hoa | Nguyễn Thị Hoa");
    assert_eq!(column(&document, "amount"), "270000 | 1500000");
    assert_eq!(column(&document, "scheme"), "benefit | one_off");
}

#[test]
fn dates_that_an_american_excel_took_apart_are_doubted() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("danh sach.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let shown = rust_xlsxwriter::Format::new().set_num_format("mm/dd/yyyy");
    for (column, head) in ["Họ và tên", "Ngày sinh", "Mức hưởng"].iter().enumerate() {
        sheet.write(0, column as u16, *head).unwrap();
    }
    for row in 1..5 {
        sheet.write(row, 0, "Nguyễn Thị Hoa").unwrap();
        sheet.write(row, 2, 270_000).unwrap();
    }
    sheet.write(1, 1, "25/06/1940").unwrap();
    sheet.write(2, 1, "13/01/1939").unwrap();
    for (row, month, day) in [(3, 6, 5), (4, 7, 7)] {
        let date = rust_xlsxwriter::ExcelDateTime::from_ymd(1940, month, day).unwrap();
        sheet.write_with_format(row, 1, &date, &shown).unwrap();
    }
    book.save(&path).unwrap();
    let document = inspect(&path);
    assert_eq!(
        column(&document, "born"),
        "1940-06-25 | 1939-01-13 | 1940-06-05 | 1940-07-07"
    );
    assert_eq!(
        column(&document, "doubts"),
        r#"[] | [] | ["born: day and month may be swapped (“05/06/1940”)"] | []"#
    );
}

#[test]
fn vietnamese_is_the_default_and_text_is_for_eyes() {
    let output = Command::cargo_bin("rasoat")
        .unwrap()
        .args(["inspect", "--rows"])
        .arg(folder().join("id-zeros-lost.xlsx"))
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    for part in [
        "danh sách đối tượng",
        "Hòa Bình",
        "D Số CCCD",
        "đã sửa: Số CCCD: đã thêm lại số 0 ở đầu",
    ] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
}

#[test]
fn a_list_of_the_unpaid_takes_commune_and_month_from_the_sheets_beside_it() {
    let sheet = |name: &str, lines: &[&str]| {
        let row = |line: &&str| {
            let cells: Vec<String> = line
                .split('|')
                .map(|c| format!("<Cell><Data ss:Type=\"String\">{c}</Data></Cell>"))
                .collect();
            let cells = cells.concat();
            format!("<Row>{cells}</Row>")
        };
        let rows: String = lines.iter().map(row).collect();
        format!("<Worksheet ss:Name=\"{name}\"><Table>{rows}</Table></Worksheet>")
    };
    let header = "STT|Họ và tên|Năm sinh|Số tiền";
    let list = |commune: &str| {
        let title = "DANH SÁCH CHI TRẢ THÁNG 4 NĂM 2020";
        sheet(
            commune,
            &[
                &format!("UBND PHƯỜNG {commune}"),
                title,
                header,
                "1|Hà Văn Bình|1935|270.000",
            ],
        )
    };
    let unpaid = sheet(
        "Chua nhan",
        &[
            "DANH SÁCH ĐỐI TƯỢNG CHƯA NHẬN TIỀN",
            header,
            "1|Vũ Thị Oanh|1934|270.000",
        ],
    );
    let book = |sheets: String| {
        format!(
            "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
             xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">{sheets}</Workbook>"
        )
    };
    let one = read("chi-tra.xls", book(list("BỒ XUYÊN") + &unpaid));
    assert_eq!(column(&one, "commune"), "Bồ Xuyên | Bồ Xuyên");
    assert_eq!(column(&one, "month"), "2020-04 | 2020-04");
    assert_eq!(column(&one, "paid"), "- | false");
    let two = read(
        "chi-tra.xls",
        book(list("BỒ XUYÊN") + &list("KỲ BÁ") + &unpaid),
    );
    assert_eq!(column(&two, "commune"), "Bồ Xuyên | Kỳ Bá | -");
}
