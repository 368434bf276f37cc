//! Headings of sums carried over and paid late, driven through the binary: whatever the order of their
//! words, months are no money.

#![allow(missing_docs, clippy::unwrap_used, reason = "a test may fail")]

mod inspected;

use inspected::{column, read};
use rust_xlsxwriter::{Format, Workbook};

const PAIRS: [(&str, &str, &str); 12] = [
    ("carried", "Tồn kỳ trước\nSố tháng", "Tồn kỳ trước\nSố tiền"),
    (
        "carried",
        "Tồn kỳ trước (Số tháng)",
        "Tồn kỳ trước (Số tiền)",
    ),
    ("carried", "Số tháng tồn kỳ trước", "Số tiền tồn kỳ trước"),
    (
        "carried",
        "Kỳ trước chuyển sang\n(Số tháng)",
        "Kỳ trước chuyển sang\n(số tiền)",
    ),
    (
        "carried",
        "Chưa trả tháng trước - số tháng",
        "Chưa trả tháng trước - số tiền",
    ),
    ("carried", "Số kỳ chưa lĩnh", "Tiền chưa lĩnh các kỳ trước"),
    (
        "carried",
        "Tháng trước chưa nhận: số tháng",
        "Tháng trước chưa nhận: thành tiền",
    ),
    ("arrears", "Số tháng truy lĩnh", "Số tiền truy lĩnh"),
    ("arrears", "Truy lĩnh (tháng)", "Truy lĩnh (đồng)"),
    ("arrears", "Truy lĩnh - số tháng", "Truy lĩnh - số tiền"),
    ("arrears", "Số tháng được truy lĩnh", "Tiền được truy lĩnh"),
    ("arrears", "Truy lãnh\nSố tháng", "Truy lãnh\nThành tiền"),
];

fn assert_read(document: &serde_json::Value, key: &str, of: &str) {
    assert_eq!(column(document, "regular"), "270000 | 270000", "{of}");
    assert_eq!(column(document, key), "- | 540000", "{of}");
    assert_eq!(column(document, &format!("{key}_months")), "- | 2", "{of}");
    assert_eq!(column(document, "total"), "270000 | 810000", "{of}");
}

#[test]
fn one_row_of_headings() {
    for (key, months, money) in PAIRS {
        let text = format!(
            "Danh sách chi trả tháng 10/2020\n\
             STT;Họ và tên;Năm sinh;Loại trợ cấp;Số tiền trợ cấp;\"{months}\";\"{money}\";Tổng được lĩnh\n\
             1;Nguyễn Thị Hoa;1938;Trên 80 tuổi;270000;;;270000\n\
             2;Trần Văn Nam;1936;Trên 80 tuổi;270000;2;540000;810000\n"
        );
        assert_read(&read("chi-tra.csv", text), key, months);
    }
}

#[test]
fn two_and_three_rows_of_headings() {
    for (key, upper, lower) in [
        ("carried", "Tồn kỳ trước", ["Số tháng", "Số tiền"]),
        ("carried", "Kỳ trước chuyển sang", ["Tháng", "Tiền"]),
        (
            "carried",
            "Chưa nhận tháng trước",
            ["Số tháng", "Thành tiền"],
        ),
        ("arrears", "Truy lĩnh", ["Tháng", "Số tiền"]),
        (
            "arrears",
            "Truy lĩnh",
            ["Số tháng truy lĩnh", "Số tiền truy lĩnh"],
        ),
    ] {
        for above in [None, Some("Chi trả trong kỳ")] {
            let mut book = Workbook::new();
            let sheet = book.add_worksheet();
            let format = Format::new();
            sheet
                .write(0, 0, "Danh sách chi trả tháng 10/2020")
                .unwrap();
            let mut row = 1;
            if let Some(above) = above {
                sheet.merge_range(row, 4, row, 7, above, &format).unwrap();
                row += 1;
            }
            let heads = [
                "STT",
                "Họ và tên",
                "Năm sinh",
                "Loại trợ cấp",
                "Số tiền trợ cấp",
            ];
            for (at, head) in (0u16..).zip(heads) {
                let top = if at < 4 { 1 } else { row };
                sheet
                    .merge_range(top, at, row + 1, at, head, &format)
                    .unwrap();
            }
            sheet.merge_range(row, 5, row, 6, upper, &format).unwrap();
            sheet.write(row + 1, 5, lower[0]).unwrap();
            sheet.write(row + 1, 6, lower[1]).unwrap();
            sheet
                .merge_range(row, 7, row + 1, 7, "Tổng được lĩnh", &format)
                .unwrap();
            for (at, name) in (0u32..).zip(["Nguyễn Thị Hoa", "Trần Văn Nam"]) {
                let here = row + 2 + at;
                sheet.write(here, 0, at + 1).unwrap();
                sheet.write(here, 1, name).unwrap();
                sheet.write(here, 2, 1938).unwrap();
                sheet.write(here, 3, "Trên 80 tuổi").unwrap();
                sheet.write(here, 4, 270_000).unwrap();
                if at == 1 {
                    sheet.write(here, 5, 2).unwrap();
                    sheet.write(here, 6, 540_000).unwrap();
                }
                sheet.write(here, 7, 270_000 + at * 540_000).unwrap();
            }
            let document = read("chi-tra.xlsx", book.save_to_buffer().unwrap());
            assert_read(&document, key, &format!("{above:?} {upper}"));
        }
    }
}

#[test]
fn a_column_said_to_count_months_that_holds_sums_is_money() {
    let document = read(
        "chi-tra.csv",
        "Danh sách chi trả tháng 10/2020\n\
         STT;Họ và tên;Năm sinh;Loại trợ cấp;Số tiền trợ cấp;Truy lĩnh các tháng;Tổng được lĩnh\n\
         1;Nguyễn Thị Hoa;1938;Trên 80 tuổi;270000;540000;810000\n",
    );
    assert_eq!(column(&document, "arrears"), "540000");
    assert_eq!(column(&document, "arrears_months"), "-");
}
