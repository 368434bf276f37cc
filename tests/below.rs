//! Lists below one another in one sheet: each has the month and the commune of its own title.
#![allow(missing_docs, clippy::unwrap_used)]

mod inspected;

use inspected::{read, role};
use serde_json::Value;

/// Name, month and commune of each row.
fn rows(text: &str) -> Vec<(String, String, String)> {
    let document = read("danh-sach.csv", text);
    let of = |row: &Value, key: &str| row[key].as_str().unwrap_or("").to_owned();
    let rows = document["sources"][0]["rows"].as_array().unwrap();
    rows.iter()
        .map(|row| (of(row, "name"), of(row, "month"), of(row, "commune")))
        .collect()
}

fn row(name: &str, month: &str, commune: &str) -> (String, String, String) {
    (name.to_owned(), month.to_owned(), commune.to_owned())
}

const HEADER: &str = "STT,Họ và tên,Năm sinh,Số tiền,Ký nhận\n";

#[test]
fn each_of_two_months_has_its_own() {
    let first = format!(
        "DANH SÁCH CHI TRẢ TRỢ CẤP THÁNG 3/2020\n\n{HEADER}1,Nguyễn Thị Hoa,1938,270000,x\n2,Trần Văn Bình,1950,540000,x\nCộng,,,810000,\n,\"An Khê, ngày 5 tháng 3 năm 2020\",,,\n,Người lập biểu,,,\n"
    );
    let second = "1,Nguyễn Thị Hoa,1938,270000,x\n,Lê Mai,,360000,x\n";
    let expected = [
        row("Nguyễn Thị Hoa", "2020-03", ""),
        row("Trần Văn Bình", "2020-03", ""),
        row("Nguyễn Thị Hoa", "2020-04", ""),
        row("Lê Mai", "2020-04", ""),
    ];
    for title in [
        format!("DANH SÁCH CHI TRẢ TRỢ CẤP THÁNG 4/2020\n\n{HEADER}"),
        format!("DANH SÁCH CHI TRẢ TRỢ CẤP\nTháng 4 năm 2020\n{HEADER}"),
        format!(
            "UBND XÃ,,CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM,,\nBẢNG THANH TOÁN THÁNG 4,,,,\n{HEADER}"
        ),
        "DANH SÁCH CHI TRẢ TRỢ CẤP THÁNG 4/2020\n".to_owned(),
        "Tháng 4/2020\n".to_owned(),
        "II. T4/2020\n".to_owned(),
    ] {
        assert_eq!(
            rows(&format!("{first}{title}{second}")),
            expected,
            "{title}"
        );
    }
}

#[test]
fn remarks_and_pages_rule_nothing() {
    let first =
        format!("DANH SÁCH CHI TRẢ TRỢ CẤP THÁNG 3/2020\n{HEADER}1,Nguyễn Thị Hoa,1938,270000,x\n");
    let second = "2,Trần Văn Bình,1950,540000,x\n";
    for between in [
        "Truy lĩnh tháng 2/2020 theo đơn\n",
        "Danh sách bổ sung tháng 2/2020\n",
        "Cộng tháng 4/2020,,,270000,\n",
        "\"An Khê, ngày … tháng 4 năm 2020\"\nSTT,Họ và tên,Năm sinh,Số tiền,Ký nhận\n",
        "Danh sách kèm theo Quyết định ngày 5 tháng 4 năm 2020\n",
        "DANH SÁCH CHI TRẢ TRỢ CẤP THÁNG 3/2020\nSTT,Họ và tên,Năm sinh,Số tiền,Ký nhận\n",
    ] {
        let expected = [
            row("Nguyễn Thị Hoa", "2020-03", ""),
            row("Trần Văn Bình", "2020-03", ""),
        ];
        assert_eq!(
            rows(&format!("{first}{between}{second}")),
            expected,
            "{between}"
        );
    }
}

#[test]
fn each_of_two_communes_has_its_own() {
    let text = format!(
        "UBND XÃ AN KHÊ\nDANH SÁCH CHI TRẢ THÁNG 3/2020\n{HEADER}I,Người cao tuổi,,,\n1,Nguyễn Thị Hoa,1938,270000,x\nCộng,,,270000,\nUBND XÃ AN ĐỒNG\nDANH SÁCH CHI TRẢ THÁNG 3/2020\n{HEADER}1,Trần Văn Bình,1950,540000,x\n"
    );
    let document = read("danh-sach.csv", text.clone());
    assert_eq!(
        rows(&text),
        [
            row("Nguyễn Thị Hoa", "2020-03", "An Khê"),
            row("Trần Văn Bình", "2020-03", "An Đồng"),
        ]
    );
    let rows = &document["sources"][0]["rows"];
    assert_eq!(rows[0]["category"], "Người cao tuổi");
    assert_ne!(rows[1]["category"], "Người cao tuổi");
}

#[test]
fn who_was_not_paid_stands_below_who_was() {
    let text = format!(
        "DANH SÁCH CHI TRẢ THÁNG 3/2020\n{HEADER}1,Nguyễn Thị Hoa,1938,270000,x\nDANH SÁCH CHƯA NHẬN TIỀN THÁNG 3/2020\n{HEADER}1,Trần Văn Bình,1950,540000,\n"
    );
    let document = read("danh-sach.csv", text);
    assert_eq!(role(&document), "ledger");
    let rows = &document["sources"][0]["rows"];
    assert_eq!(rows[0]["paid"], true);
    assert_eq!(rows[1]["paid"], false);
}

#[test]
fn two_months_of_one_roll_are_two_rolls() {
    let header = "STT,Họ và tên,Năm sinh,Đối tượng,Hệ số\n";
    let person = "1,Nguyễn Thị Hoa,1938,NCT,1.0\n";
    let text = format!(
        "DANH SÁCH ĐỐI TƯỢNG ĐANG HƯỞNG THÁNG 3/2020\n{header}{person}DANH SÁCH ĐỐI TƯỢNG ĐANG HƯỞNG THÁNG 4/2020\n{header}{person}"
    );
    let document = read("danh-sach.csv", text);
    let source = &document["sources"][0];
    assert_eq!(
        (role(&document), &source["month"]),
        ("roll", &Value::from("2020-03"))
    );
    assert_eq!(source["rows"][0]["month"], Value::Null);
    assert_eq!(source["rows"][1]["month"], "2020-04");
}

#[test]
fn a_month_without_a_year_is_the_one_next_to_the_month_above() {
    let person = "1,Nguyễn Thị Hoa,1938,270000,x\n";
    for (above, below, expected) in [
        ("12/2020", "1", "2021-01"),
        ("11/2020", "12", "2020-12"),
        ("1/2021", "12", "2020-12"),
    ] {
        let text = format!(
            "DANH SÁCH CHI TRẢ THÁNG {above}\n{HEADER}{person}DANH SÁCH CHI TRẢ THÁNG {below}\n{HEADER}{person}"
        );
        let rows = rows(&text);
        assert_eq!(rows.last(), Some(&row("Nguyễn Thị Hoa", expected, "")));
    }
}

/// Role, header row, month, commune and people of each list.
fn lists(document: &Value) -> Vec<String> {
    let sources = document["sources"].as_array().unwrap();
    sources
        .iter()
        .map(|s| {
            let rows = s["rows"].as_array().unwrap();
            let names: Vec<&str> = rows.iter().map(|r| r["name"].as_str().unwrap()).collect();
            let of = |key: &str| s[key].as_str().unwrap_or("-").to_owned();
            format!(
                "{} {} {} {}: {}",
                of("role"),
                s["header_rows"][0],
                of("month"),
                of("commune"),
                names.join(", ")
            )
        })
        .collect()
}

#[test]
fn a_list_of_other_columns_is_one_of_its_own() {
    let ledger = format!(
        "UBND XÃ AN KHÊ\nDANH SÁCH CHI TRẢ THÁNG 3/2020\n{HEADER}1,Nguyễn Thị Hoa,1938,270000,x\n2,Trần Văn Bình,1950,540000,x\nCộng,,,810000,\n,\"An Khê, ngày 5 tháng 3 năm 2020\",,,\n,Người lập biểu,,,\n"
    );
    let deaths = "DANH SÁCH NGƯỜI CHẾT TRONG THÁNG\n\nSTT,Họ và tên,Ngày sinh,Ngày chết,Nơi chết\n1,Lê Thị Mai,02/03/1931,15/02/2020,Tại nhà\n";
    let document = read("danh-sach.csv", format!("{ledger}{deaths}"));
    assert_eq!(
        lists(&document),
        [
            "ledger 3 2020-03 An Khê: Nguyễn Thị Hoa, Trần Văn Bình",
            "deaths 11 2020-03 An Khê: Lê Thị Mai",
        ]
    );
    let dead = &document["sources"][1]["rows"][0];
    assert_eq!(
        (&dead["born"], &dead["died"]),
        (&Value::from("1931-03-02"), &Value::from("2020-02-15"))
    );
    let skipped = document["sources"][0]["skipped"].as_array().unwrap();
    assert!(
        skipped.iter().all(|s| s["row"].as_u64() < Some(9)),
        "{skipped:?}"
    );
    assert_eq!(
        document["sources"][0]["sha256"],
        document["sources"][1]["sha256"]
    );
}

#[test]
fn the_same_columns_in_another_order_are_read_where_they_stand() {
    let text = format!(
        "DANH SÁCH CHI TRẢ THÁNG 3/2020\n{HEADER}1,Nguyễn Thị Hoa,1938,270000,x\nDANH SÁCH CHI TRẢ THÁNG 4\nSTT,Năm sinh,Họ và tên,Ký nhận,Số tiền\n1,1950,Trần Văn Bình,x,540000\n"
    );
    let document = read("danh-sach.csv", text);
    assert_eq!(
        lists(&document),
        [
            "ledger 2 2020-03 -: Nguyễn Thị Hoa",
            "ledger 5 2020-04 -: Trần Văn Bình"
        ]
    );
    let row = &document["sources"][1]["rows"][0];
    assert_eq!(
        (&row["born"], &row["amount"]),
        (&Value::from("1950"), &Value::from(540_000))
    );
}

#[test]
fn the_first_header_is_that_of_the_first_people_even_where_the_next_has_more_columns() {
    let text = "DANH SÁCH CHI TRẢ THÁNG 3/2020\nSTT,Họ và tên,Số tiền,Ký nhận\n1,Nguyễn Thị Hoa,270000,x\nDANH SÁCH KHAI TỬ\nSTT,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Ngày chết,Nơi chết\n1,Lê Thị Mai,02/03/1931,Nữ,,15/02/2020,Tại nhà\n";
    let document = read("danh-sach.csv", text);
    assert_eq!(
        lists(&document),
        [
            "ledger 2 2020-03 -: Nguyễn Thị Hoa",
            "deaths 5 2020-03 -: Lê Thị Mai"
        ]
    );
}

#[test]
fn what_stands_below_a_list_and_is_none_is_left_out_and_told() {
    let text = format!(
        "DANH SÁCH CHI TRẢ THÁNG 3/2020\n{HEADER}1,Nguyễn Thị Hoa,1938,270000,x\nTỔ CHI TRẢ\nSTT,Họ và tên,Chức vụ,Giới tính,Ghi chú\n1,Lê Mai,Kế toán,Nữ,\n"
    );
    let document = read("danh-sach.csv", text);
    assert_eq!(lists(&document), ["ledger 2 2020-03 -: Nguyễn Thị Hoa"]);
    assert_eq!(document["left_out"].as_array().unwrap().len(), 1);
}

#[test]
fn a_title_without_a_month_keeps_the_month_above() {
    let text = format!(
        "DANH SÁCH CHI TRẢ THÁNG 3/2020\n{HEADER}1,Nguyễn Thị Hoa,1938,270000,x\nDANH SÁCH CHI TRẢ NGƯỜI KHUYẾT TẬT\n{HEADER}1,Trần Văn Bình,1950,540000,x\n"
    );
    assert_eq!(rows(&text)[1], row("Trần Văn Bình", "2020-03", ""));
}

#[test]
fn lists_below_one_another_in_a_workbook_are_read_alike() {
    let dir = tempfile::TempDir::new().unwrap();
    let path = dir.path().join("danh sach.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let text = "DANH SÁCH CHI TRẢ THÁNG 3/2020\nSTT,Họ và tên,Năm sinh,Số tiền,Ký nhận\n1,Nguyễn Thị Hoa,1938,270000,x\n\nDANH SÁCH KHAI TỬ\nSTT,Họ và tên,Ngày sinh,Ngày chết\n1,Lê Thị Mai,02/03/1931,15/02/2020\n\nDANH SÁCH VẮNG MẶT\nSTT,Họ và tên,Năm sinh,Vắng từ ngày,Lý do vắng mặt\n1,Trần Văn Bình,1950,01/02/2020,Đi tù\n";
    for (row, line) in (0..).zip(text.lines()) {
        for (column, cell) in (0..).zip(line.split(',')) {
            sheet.write(row, column, cell).unwrap();
        }
    }
    book.save(&path).unwrap();
    let document = inspected::inspect(&path);
    assert_eq!(
        lists(&document),
        [
            "ledger 2 2020-03 -: Nguyễn Thị Hoa",
            "deaths 6 2020-03 -: Lê Thị Mai",
            "absences 10 2020-03 -: Trần Văn Bình"
        ]
    );
}
