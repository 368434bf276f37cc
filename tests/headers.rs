//! Headers and what stands right below them: groups, months of money, columns of years; driven through the binary.

#![allow(missing_docs, clippy::unwrap_used, reason = "a test may fail")]

mod inspected;

use inspected::{column, read, role};
use rust_xlsxwriter::{Format, Workbook};

#[test]
fn the_line_of_a_group_right_under_the_header_is_no_header() {
    for group in ["Tổ dân phố số 12", "Tổ 1", "Thôn Đông", "Khu dân cư số 3"] {
        for merged in [false, true] {
            let mut book = Workbook::new();
            let sheet = book.add_worksheet();
            sheet
                .write(0, 0, "Danh sách đối tượng tháng 10 năm 2020")
                .unwrap();
            for (column, text) in [
                (0, "STT"),
                (1, "Họ và tên"),
                (2, "Năm sinh"),
                (3, "Đối tượng"),
                (4, "Mức hưởng"),
            ] {
                sheet.write(1, column, text).unwrap();
            }
            if merged {
                sheet
                    .merge_range(2, 0, 2, 4, group, &Format::new())
                    .unwrap();
            } else {
                sheet.write(2, 0, group).unwrap();
            }
            sheet.write(3, 0, 1).unwrap();
            sheet.write(3, 1, "Mạc Thị Hoa").unwrap();
            sheet.write(3, 2, 1935).unwrap();
            sheet.write(3, 3, "NCT 80").unwrap();
            sheet.write(3, 4, 270_000).unwrap();
            let document = read("DS T10.2020.xlsx", book.save_to_buffer().unwrap());
            assert_eq!(column(&document, "name"), "Mạc Thị Hoa", "{group}");
            assert_eq!(column(&document, "village"), group, "{merged}");
        }
    }
}

#[test]
fn the_line_of_a_group_may_count_its_people() {
    for group in [
        "Tổ dân phố số 12,,,,15 người",
        "Tổ dân phố số 12,Cộng: 15 người,,,",
        "I,Tổ dân phố số 12,,,",
    ] {
        let document = read(
            "danh-sach.csv",
            format!(
                "Danh sách đối tượng tháng 10/2020\nSTT,Họ và tên,Năm sinh,Đối tượng,Mức hưởng\n{group}\n\
                 1,Mạc Thị Hoa,1935,NCT 80,270000\n2,Mạc Văn Tám,1936,NCT 80,270000\n"
            ),
        );
        assert_eq!(
            column(&document, "name"),
            "Mạc Thị Hoa | Mạc Văn Tám",
            "{group}"
        );
        let villages = column(&document, "village");
        assert!(
            !villages.contains("1 |") && !villages.ends_with("| 2"),
            "{villages}"
        );
    }
}

#[test]
fn a_month_in_the_header_of_the_money_is_the_lists() {
    let rows = "1,Mạc Văn Tiền,1935,NCT 80,270000,x\n2,Mạc Thị Hoa,1936,NCT 80,270000,x\n";
    for header in [
        "Số tiền chi trả tháng 8/2020",
        "Số tiền được chi trả T8/2020",
    ] {
        let text = format!("STT,Họ và tên,Năm sinh,Đối tượng,{header},Ký nhận\n{rows}");
        let document = read("danh-sach.csv", text);
        assert_eq!(role(&document), "ledger", "{header}");
        assert_eq!(column(&document, "month"), "2020-08 | 2020-08", "{header}");
        assert_eq!(column(&document, "amount"), "270000 | 270000", "{header}");
    }
    // A level that holds from a month on says nothing of the list.
    let text =
        format!("STT,Họ và tên,Năm sinh,Đối tượng,Mức hưởng từ tháng 8/2020,Ghi chú\n{rows}");
    let document = read("danh-sach.csv", text);
    assert_eq!(role(&document), "roll");
    assert_eq!(column(&document, "month"), "- | -");
}

#[test]
fn months_in_several_headers_of_money_are_columns_of_their_own() {
    let document = read(
        "so-theo-doi.csv",
        "STT,Họ và tên,Năm sinh,Số tiền chi trả tháng 8/2020,Số tiền chi trả tháng 9/2020,Tổng cộng\n\
         1,Mạc Văn Tiền,1935,270000,405000,675000\n,Tổng cộng,,270000,405000,675000\n",
    );
    assert_eq!(role(&document), "ledger");
    assert_eq!(column(&document, "month"), "2020-08 | 2020-09");
    assert_eq!(column(&document, "amount"), "270000 | 405000");
    // The sum of all months is that of none.
    assert_eq!(column(&document, "total"), "- | -");
}

#[test]
fn a_year_with_a_figure_too_many_is_no_day() {
    let born = |header: &str, births: [&str; 3]| {
        let [a, b, c] = births;
        let text = format!(
            "STT,Họ và tên,{header},Đối tượng,Mức hưởng\n1,Mạc Văn Tiền,{a},NCT 80,270000\n\
             2,Mạc Thị Hoa,{b},NCT 80,270000\n3,Mạc Văn Tám,{c},NCT 80,270000\n"
        );
        let document = read("danh-sach.csv", text);
        let doubts = document["sources"][0]["rows"][0]["doubts"].to_string();
        (column(&document, "born"), doubts.contains("19333"))
    };
    let years = ["19333", "1936", "1938"];
    assert_eq!(
        born("Năm sinh", years),
        ("- | 1936 | 1938".to_owned(), true)
    );
    assert_eq!(
        born("Ngày sinh", years),
        ("- | 1936 | 1938".to_owned(), true)
    );
    // Beside other days that Excel counts it is one of them.
    let days = ["19333", "13150", "1938"];
    let read = "1952-12-05 | 1936-01-01 | 1938".to_owned();
    assert_eq!(born("Ngày sinh", days), (read, false));
}
