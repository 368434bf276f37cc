//! Lists as clerks of several communes lay them out, driven through the binary: sums carried from page to
//! page, births in three columns, months in file names, capitals typed in TCVN3, open names of sheets.

#![allow(missing_docs, clippy::unwrap_used, reason = "a test may fail")]

mod inspected;

use inspected::{column, inspect, read};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use tempfile::TempDir;

#[test]
fn a_sum_carried_from_page_to_page_is_nobody() {
    for (foot, head) in [
        ("Cộng sang trang", "Mang sang"),
        ("Cộng trang 1", "Trang trước mang sang"),
        ("Chuyển sang trang sau", "Số trang trước chuyển sang"),
        ("Cộng chuyển trang sau", "Cộng từ trang trước chuyển sang"),
    ] {
        let document = read(
            "chi-tra.csv",
            format!(
                "Danh sách chi trả tháng 10/2020\n\
                 STT,Họ và tên,Năm sinh,Số tiền trợ cấp,Tổng được lĩnh\n\
                 1,Trang Thị Sang,1938,270000,270000\n\
                 ,{foot},,,270000\n\
                 ,{head},,,270000\n\
                 2,Mạc Văn Tiền,1936,270000,270000\n"
            ),
        );
        assert_eq!(
            column(&document, "name"),
            "Trang Thị Sang | Mạc Văn Tiền",
            "{head}"
        );
    }
}

#[test]
fn day_month_and_year_under_any_word_of_birth() {
    for upper in ["Sinh", "Ngày sinh", "Sinh ngày", "NĂM SINH"] {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let bold = Format::new();
        for (column, text) in [
            (0, "STT"),
            (1, "Họ và tên"),
            (5, "Đối tượng"),
            (6, "Mức hưởng"),
        ] {
            sheet.write(0, column, text).unwrap();
        }
        sheet.merge_range(0, 2, 0, 4, upper, &bold).unwrap();
        for (column, text) in [(2, "Ngày"), (3, "Tháng"), (4, "Năm")] {
            sheet.write(1, column, text).unwrap();
        }
        for (column, number) in [(0, 1), (2, 9), (3, 6), (4, 1927), (6, 270_000)] {
            sheet.write(2, column, number).unwrap();
        }
        sheet.write(2, 1, "Bùi Thị Sen").unwrap();
        sheet.write(2, 5, "Trên 80 tuổi").unwrap();
        let document = read("DS T10.2020.xlsx", book.save_to_buffer().unwrap());
        assert_eq!(column(&document, "born"), "1927-06-09", "{upper}");
    }
}

#[test]
fn six_figures_of_a_file_name_are_its_month() {
    let list =
        "STT,Họ và tên,Năm sinh,Đối tượng,Mức hưởng\n1,Bùi Thị Sen,1938,Trên 80 tuổi,270000\n";
    for (name, month) in [
        ("xa_binh_lang_102020.csv", "2020-10"),
        ("xa_binh_lang_012020.csv", "2020-01"),
        ("xa_binh_lang_202009.csv", "2020-09"),
        ("ds T102020.csv", "2020-10"),
    ] {
        let document = read(name, list);
        assert_eq!(document["sources"][0]["month"], month, "{name}");
    }
    let document = read("so_132020.csv", list);
    assert!(document["sources"][0]["month"].is_null());
}

/// `N÷` and groups in capitals, in a font that does not tell.
#[test]
fn tcvn3_without_its_font_in_capitals() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let rows: [&[&str]; 5] = [
        &[
            "STT",
            "Hä vµ tªn",
            "Nam",
            "N÷",
            "Møc h\u{ad}ëng",
            "H\u{ad}ëng tõ th¸ng",
        ],
        &["A", "NG\u{ad}êI KHUYÕT TËT §ÆC BIÖT NÆNG"],
        &["1", "NguyÔn V¨n §¹t", "", "1960", "540.000", "01/2015"],
        &["B", "NG\u{ad}êI KHUYÕT TËT NÆNG"],
        &["1", "TrÇn V¨n N¨m", "1965", "", "405.000", "01/2015"],
    ];
    for (at, row) in (0u32..).zip(rows) {
        for (column, text) in (0u16..).zip(row) {
            sheet.write(at, column, *text).unwrap();
        }
    }
    let document = read("DS T10.2020.xlsx", book.save_to_buffer().unwrap());
    assert_eq!(
        column(&document, "category_code"),
        "disabled_extreme | disabled_severe"
    );
    assert_eq!(
        column(&document, "category"),
        "NGƯỜI KHUYẾT TẬT ĐẶC BIỆT NẶNG | NGƯỜI KHUYẾT TẬT NẶNG"
    );
    assert_eq!(column(&document, "sex"), "female | male");
}

#[test]
fn what_a_sheets_name_leaves_open_its_title_settles() {
    for (sheet_name, title, code) in [
        (
            "NCT",
            "DANH SÁCH NGƯỜI CAO TUỔI TỪ ĐỦ 80 TUỔI TRỞ LÊN",
            "elderly80",
        ),
        (
            "Sheet1",
            "Biểu số 04: Danh sách người khuyết tật nặng",
            "disabled_severe",
        ),
        ("KTN", "DANH SÁCH NGƯỜI KHUYẾT TẬT", "disabled_severe"),
        (
            "Sheet1",
            "Danh sách người cao tuổi từ đủ 80 tuổi và người khuyết tật nặng",
            "-",
        ),
    ] {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.set_name(sheet_name).unwrap();
        sheet.write(0, 0, title).unwrap();
        for (column, text) in (0u16..).zip(["STT", "Họ và tên", "Năm sinh", "Hệ số", "Mức hưởng"])
        {
            sheet.write(1, column, text).unwrap();
        }
        sheet.write(2, 0, 1).unwrap();
        sheet.write(2, 1, "Bùi Thị Sen").unwrap();
        sheet.write(2, 2, 1930).unwrap();
        sheet.write(2, 4, 270_000).unwrap();
        let document = read("DS T10.2020.xlsx", book.save_to_buffer().unwrap());
        assert_eq!(column(&document, "category_code"), code, "{title}");
    }
}

#[test]
fn short_words_of_categories() {
    let document = read(
        "ds T10.2020.csv",
        "STT,Họ và tên,Năm sinh,Đối tượng,Mức hưởng\n\
         1,Bùi Thị Sen,1938,NCT từ 80t trở lên,270000\n\
         2,Bùi Thị Gấm,1978,K.tật ĐB nặng,540000\n\
         3,Bùi Thị Vui,1978,K.tật nặng,405000\n\
         4,Bùi Thị Hoa,1988,ĐT nghèo nuôi 2 con,540000\n",
    );
    assert_eq!(
        column(&document, "category_code"),
        "elderly80 | disabled_extreme | disabled_severe | single_parent"
    );
}

/// In an OpenDocument sheet an area is told where it begins, however far down.
#[test]
fn a_category_merged_far_down_an_opendocument_sheet() {
    use std::fmt::Write as _;
    let mut rows = String::new();
    for word in [
        "STT",
        "Họ và tên",
        "Năm sinh",
        "Diện đối tượng",
        "Mức hưởng",
    ] {
        write!(
            rows,
            "<table:table-cell><text:p>{word}</text:p></table:table-cell>"
        )
        .unwrap();
    }
    rows = format!("<table:table-row>{rows}</table:table-row>");
    for number in 1..=90 {
        let category = match number {
            1 => {
                "<table:table-cell table:number-rows-spanned=\"80\"><text:p>KT nặng</text:p></table:table-cell>"
            }
            81 => {
                "<table:table-cell table:number-rows-spanned=\"10\"><text:p>Đơn thân nuôi 1 con</text:p></table:table-cell>"
            }
            _ => "<table:covered-table-cell/>",
        };
        write!(
            rows,
            "<table:table-row><table:table-cell><text:p>{number}</text:p></table:table-cell>\
             <table:table-cell><text:p>Bùi Thị Sen</text:p></table:table-cell>\
             <table:table-cell><text:p>1975</text:p></table:table-cell>{category}\
             <table:table-cell><text:p>270000</text:p></table:table-cell></table:table-row>"
        )
        .unwrap();
    }
    let flat = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
         office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\">\
         <office:body><office:spreadsheet><table:table table:name=\"Sheet1\">{rows}</table:table>\
         </office:spreadsheet></office:body></office:document>"
    );
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("ds T10.2020.fods");
    std::fs::write(&path, flat).unwrap();
    let codes = column(&inspect(&path), "category_code");
    assert_eq!(codes.matches("disabled_severe").count(), 80, "{codes}");
    assert_eq!(codes.matches("single_parent").count(), 10, "{codes}");
}

/// `quy` and a number are a quarter only up to the fourth.
#[test]
fn tan_quy_in_a_file_name_is_a_commune() {
    let list =
        "STT,Họ và tên,Năm sinh,Đối tượng,Mức hưởng\n1,Bùi Thị Sen,1938,Trên 80 tuổi,270000\n";
    for (name, commune) in [
        ("phuong_tan_quy_102020.csv", "Tan Quy"),
        ("phuong tan quy 10 2020.csv", "Tan Quy"),
        ("phuong_tan_hoa_quy_4_2020.csv", "Tan Hoa"),
        ("phuong_tan_hoa_quy_II_2020.csv", "Tan Hoa"),
    ] {
        assert_eq!(column(&read(name, list), "commune"), commune, "{name}");
    }
}

/// `Vò` is Vũ in TCVN3, and nothing else in its cell tells.
#[test]
fn a_name_in_the_encoding_of_its_sheet() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let rows: [&[&str]; 4] = [
        &[
            "STT",
            "Hä vµ tªn",
            "N¨m sinh",
            "§èi t\u{ad}îng",
            "Møc h\u{ad}ëng",
        ],
        &["1", "NguyÔn V¨n §¹t", "1960", "KT nÆng", "540.000"],
        &["2", "Vò Huy Khoa", "1961", "80+", "270.000"],
        &["3", "Phan Thóy Sen", "1962", "80+", "270.000"],
    ];
    for (at, row) in (0u32..).zip(rows) {
        for (column, text) in (0u16..).zip(row) {
            sheet.write(at, column, *text).unwrap();
        }
    }
    let document = read("DS T10.2020.xlsx", book.save_to_buffer().unwrap());
    assert_eq!(
        column(&document, "name"),
        "Nguyễn Văn Đạt | Vũ Huy Khoa | Phan Thúy Sen"
    );
}

/// Where fonts tell which cells are TCVN3, a cell in another font is what it says.
#[test]
fn unicode_beside_fonts_of_tcvn3_stays() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let old = Format::new().set_font_name(".VnTime");
    let rows: [&[&str]; 4] = [
        &["STT", "Hä vµ tªn", "N¨m sinh", "Møc h\u{ad}ëng"],
        &["1", "NguyÔn V¨n §¹t", "1960", "540.000"],
        &["2", "TrÇn V¨n N¨m", "1961", "270.000"],
        &["3", "Phan Thóy Sen", "1962", "270.000"],
    ];
    for (at, row) in (0u32..).zip(rows) {
        for (column, text) in (0u16..).zip(row) {
            sheet.write_with_format(at, column, *text, &old).unwrap();
        }
    }
    sheet.write(4, 1, "Lê Xuân Hòa").unwrap();
    sheet.write(4, 2, 1950).unwrap();
    let document = read("DS T10.2020.xlsx", book.save_to_buffer().unwrap());
    assert_eq!(
        column(&document, "name"),
        "Nguyễn Văn Đạt | Trần Văn Năm | Phan Thúy Sen | Lê Xuân Hòa"
    );
}

#[test]
fn as_above_means_what_stands_above() {
    let text = "DANH SÁCH HƯỞNG TRỢ CẤP THÁNG 10/2020\n\
                STT,Họ và tên,Năm sinh,Thôn,Đối tượng,Mức hưởng,Hưởng từ tháng\n\
                1,Hà Thị Kén,1938,Thôn Đông,NCT 80,270000,04/2018\n2,Lý A Páo,1931,nt,-nt-,270000,NT\n\
                Cộng,,,,,540000,\n3,Vi Thị Sen,1931,\"\"\"\",″,270000,-//-\n\
                4,Lò Văn Ín,1991,Thôn Tây,KT nặng,405000,05/2019\n\
                5,Cầm Bá Thước,1990,Như trên,như trên,nt,như trên\n";
    let document = read("danh-sach.csv", text);
    let of = |key: &str| column(&document, key);
    assert_eq!(
        of("village"),
        "Thôn Đông | Thôn Đông | Thôn Đông | Thôn Tây | Thôn Tây"
    );
    assert_eq!(
        of("category_code"),
        "elderly80 | elderly80 | elderly80 | disabled_severe | disabled_severe"
    );
    assert_eq!(
        of("from"),
        "2018-04 | 2018-04 | 2018-04 | 2019-05 | 2019-05"
    );
    // Whoever says so of a sum leaves it open.
    assert_eq!(of("amount"), "270000 | 270000 | 270000 | 405000 | -");
}

#[test]
fn a_group_may_have_a_number_like_a_person() {
    let text = "DANH SÁCH HƯỞNG TRỢ CẤP THÁNG 10/2020\nSTT,Họ và tên,Năm sinh,Mức hưởng\n\
                I,NGƯỜI KHUYẾT TẬT,,\n1,Đặc biệt nặng (2 người),,\n1,Hà Thị Kén,1938,675000\n\
                2,Lý A Páo,1991,540000\n2,Nặng: 1 người,,\n1,Vi Thị Sen,1981,405000\n\
                3,Trẻ em mồ côi,,\n1,Lò Văn Ín,2012,405000\n2,Lò Thị Nặng,,\n";
    let document = read("danh-sach.csv", text);
    assert_eq!(
        column(&document, "name"),
        "Hà Thị Kén | Lý A Páo | Vi Thị Sen | Lò Văn Ín | Lò Thị Nặng"
    );
    assert_eq!(
        column(&document, "category_code"),
        "disabled_extreme | disabled_extreme | disabled_severe | orphan | orphan"
    );
}

#[test]
fn a_summary_below_the_list_names_nobody() {
    let text = "DANH SÁCH CHI TRẢ THÁNG 10/2020\nSTT,Họ và tên,Năm sinh,Số tiền\n\
                1,Hà Thị Kén,1938,270000\n2,???,1941,405000\nTổng cộng,,,675000\n\nTỔNG HỢP\n\
                Đối tượng,Số người,Số tiền,\nNgười cao tuổi,1,270000,\nKhuyết tật nặng,1,405000,\n";
    assert_eq!(column(&read("danh-sach.csv", text), "name"), "Hà Thị Kén");
    // "Nữ" and "Chủ hộ" are a person's as well.
    let text = "DANH SÁCH HỘ NGHÈO NĂM 2020\nHọ và tên,Giới tính,Quan hệ với chủ hộ,Loại hộ\n\
                Hà Thị Kén,Nữ,Chủ hộ,Hộ nghèo\n";
    assert_eq!(column(&read("ho-ngheo.csv", text), "name"), "Hà Thị Kén");
}

#[test]
fn a_long_preamble_and_two_languages_hide_no_header() {
    let cites = "Căn cứ Nghị định số 136/2013/NĐ-CP\n".repeat(50);
    let text = format!(
        "{cites}LIST OF BENEFICIARIES / DANH SÁCH HƯỞNG TRỢ CẤP 10/2020\n\
         No / STT,Full name / Họ và tên,Date of birth / Ngày sinh,Category / Đối tượng,\"Amount\nSố tiền\"\n\
         1,Hà Thị Kén,03/02/1938,NCT 80,270000\n"
    );
    let document = read("danh-sach.csv", text);
    let of = |key: &str| column(&document, key);
    assert_eq!(
        (of("name"), of("born")),
        ("Hà Thị Kén".into(), "1938-02-03".into())
    );
    assert_eq!(
        (of("category_code"), of("amount")),
        ("elderly80".into(), "270000".into())
    );
}

#[test]
fn two_people_in_a_cell_are_told_and_their_sums_are_no_number() {
    let text = "DANH SÁCH CHI TRẢ THÁNG 10/2020\nSTT,Họ và tên,Năm sinh,Số tiền\n\
                1,\"Hà Thị Kén\nLý A Páo\",1938,\"270.000\n270.000\"\n\
                2,Vi Thị Sen/Lò Văn Ín,1941,405.000đ (bốn trăm linh năm nghìn)\n3,Bế Văn Đàn,1941,270’000\n";
    let document = read("danh-sach.csv", text);
    assert_eq!(column(&document, "amount"), "- | 405000 | 270000");
    let rows = inspected::rows(&document);
    let doubts = |row: usize| rows[row]["doubts"].to_string();
    assert!(doubts(0).contains("amount: "), "{}", doubts(0));
    assert!(doubts(0).contains("two people") && doubts(1).contains("two people"));
}

#[test]
fn a_date_shown_without_its_day_is_no_day() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet
        .write_row(
            0,
            0,
            [
                "Họ và tên",
                "Ngày sinh",
                "Đối tượng",
                "Hưởng từ tháng",
                "Mức hưởng",
            ],
        )
        .unwrap();
    let date = |y, m, d| ExcelDateTime::from_ymd(y, m, d).unwrap();
    let month = Format::new().set_num_format("mm/yyyy");
    for (row, name, born, shown) in [
        (1, "Hà Thị Kén", date(1938, 1, 1), "yyyy"),
        (2, "Lý A Páo", date(1941, 3, 1), "mmm-yy"),
        (3, "Vi Thị Sen", date(1941, 1, 1), "dd/mm/yyyy"),
        // A day that is not the first was typed by somebody.
        (4, "Lò Văn Ín", date(1930, 7, 9), "mm/yyyy"),
    ] {
        sheet.write(row, 0, name).unwrap();
        sheet
            .write_with_format(row, 1, &born, &Format::new().set_num_format(shown))
            .unwrap();
        sheet.write(row, 2, "NCT từ 80").unwrap();
        sheet
            .write_with_format(row, 3, date(2018, 4, 1), &month)
            .unwrap();
        sheet.write(row, 4, 270_000).unwrap();
    }
    let document = read("danh-sach.xlsx", book.save_to_buffer().unwrap());
    assert_eq!(
        column(&document, "born"),
        "1938 | 1941-03 | 1941-01-01 | 1930-07-09"
    );
    assert_eq!(
        column(&document, "from"),
        "2018-04 | 2018-04 | 2018-04 | 2018-04"
    );
    let xml = "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>\
        <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\
        <Styles><Style ss:ID=\"s1\"><Font ss:FontName=\"Arial\"/><NumberFormat ss:Format=\"yyyy\"/></Style></Styles>\
        <Worksheet ss:Name=\"DS\"><Table><Row><Cell><Data ss:Type=\"String\">Họ và tên</Data></Cell><Cell><Data ss:Type=\"String\">Năm sinh</Data></Cell><Cell><Data ss:Type=\"String\">Đối tượng</Data></Cell><Cell><Data ss:Type=\"String\">Mức hưởng</Data></Cell></Row>\
        <Row><Cell><Data ss:Type=\"String\">Hà Thị Kén</Data></Cell><Cell ss:StyleID=\"s1\"><Data ss:Type=\"DateTime\">1938-01-01T00:00:00.000</Data></Cell><Cell><Data ss:Type=\"String\">NCT 80</Data></Cell><Cell><Data ss:Type=\"Number\">270000</Data></Cell></Row></Table></Worksheet></Workbook>";
    assert_eq!(column(&read("nam-sinh.xml", xml), "born"), "1938");
}

#[test]
fn names_and_births_stand_in_three_columns() {
    let text = "DANH SÁCH CHI TRẢ THÁNG 10/2020\n\
                STT,Họ,Tên đệm,Tên,Ngày sinh,Tháng sinh,Năm sinh,Số tiền\n\
                1,Hà,Thị,Kén,3,2,1938,270000\n2,Lý,,Páo,,,1941,270000\n3,Vi,Thị,Sen,,5,1941,270000\n";
    let document = read("danh-sach.csv", text);
    assert_eq!(
        column(&document, "name"),
        "Hà Thị Kén | Lý Páo | Vi Thị Sen"
    );
    assert_eq!(column(&document, "born"), "1938-02-03 | 1941 | 1941-05");
    let text = "DANH SÁCH CHI TRẢ THÁNG 10/2020\nSTT,Họ và tên,Năm sinh,Số tiền\n\
                1,Hà Thị Kén,1.938,270000\n2,Lý A Páo,\"1,941\",270000\n3,Vi Thị Sen,3.941,270000\n";
    assert_eq!(
        column(&read("danh-sach.csv", text), "born"),
        "1938 | 1941 | -"
    );
}

/// Names and reasons of the lines that are nobody's.
fn names_and_lines(name: &str, text: &str) -> (String, String) {
    let document = read(name, text);
    let skipped = document["sources"][0]["skipped"].as_array().unwrap();
    let why: Vec<&str> = skipped.iter().map(|s| s["why"].as_str().unwrap()).collect();
    (column(&document, "name"), why.join(" "))
}

#[test]
fn a_name_that_sounds_like_a_total_is_a_person() {
    for name in [
        "Tống Công Hòa",
        "TỐNG CÔNG HÒA",
        "TONG CONG HOA",
        "Tống Công",
        "Tống Toàn Thắng",
        "Công Tô Hoài",
        "Tổng Thị Cộng",
        "Công Văn Tổng",
    ] {
        let pays = "Danh sách chi trả tháng 10/2020\n";
        for text in [
            // A ledger without a birth; pupils and electricity, with and without running numbers.
            format!(
                "{pays}STT,Họ và tên,Số tiền trợ cấp\n1,Mạc Văn Tiền,270000\n2,{name},270000\n"
            ),
            format!(
                "STT,Chủ hộ,Phường/Xã,Thôn/Tổ,Mã hộ,Quý,Số tiền hỗ trợ tiền điện\n\
                 1,Mạc Văn Tiền,Phường Kỳ Bá,Tổ 4,KB-1,III/2020,165000\n\
                 2,{name},Phường Kỳ Bá,Tổ 4,KB-2,III/2020,165000\n"
            ),
            format!(
                "Chủ hộ,Phường/Xã,Thôn/Tổ,Mã hộ,Quý,Số tiền hỗ trợ tiền điện\n\
                 Mạc Văn Tiền,Phường Kỳ Bá,Tổ 4,KB-1,III/2020,165000\n\
                 {name},Phường Kỳ Bá,Tổ 4,KB-2,III/2020,165000\n"
            ),
            format!(
                "STT,Họ và tên học sinh,Trường,Lớp,Học kỳ,Số tiền\n\
                 1,Mạc Văn Tiền,Tiểu học Kỳ Bá,3A,Học kỳ I năm học 2020-2021,400000\n\
                 2,{name},Tiểu học Kỳ Bá,3A,Học kỳ I năm học 2020-2021,400000\n"
            ),
        ] {
            let document = read("danh-sach.csv", &text);
            let names = column(&document, "name").to_lowercase();
            let whole = format!("mạc văn tiền | {}", name.to_lowercase());
            assert_eq!(names, whole, "{text}");
        }
    }
}

#[test]
fn a_name_that_sounds_like_a_total_may_have_a_remark_behind_it() {
    for said in [
        "Tống Công Hòa (chết 12/9/2020)",
        "TONG CONG HOA (chuyển đi)",
    ] {
        let (names, why) = names_and_lines(
            "chi-tra.csv",
            &format!(
                "Danh sách chi trả tháng 10/2020\nSTT,Họ và tên,Số tiền trợ cấp\n\
                 1,Mạc Văn Tiền,270000\n2,{said},270000\n,Tổng cộng,540000\n"
            ),
        );
        assert!(
            names.to_lowercase().starts_with("mạc văn tiền | t"),
            "{names}"
        );
        assert_eq!(why, "total", "{said}");
    }
}

#[test]
fn a_total_with_something_in_the_column_of_numbers_is_a_total() {
    for line in [
        "I,Tổng cộng,540000",
        "Cộng,,540000",
        "Tổng cộng,,540000",
        "2,Tổng cộng,540000",
        "2,TỔNG CỘNG,540000",
        "2,Tong cong,540000",
        ",Cộng thôn Đông,540000",
        "2,Cộng thôn Đông,540000",
        ",Tổng công: 2 người,540000",
        ",Tổng công (2 người),540000",
        ",Cộng (I+II),540000",
        ",Luỹ kế từ đầu năm,540000",
        ",TONG CONG CAC DOI TUONG,540000",
        "2,Tổng số 2 người,540000",
    ] {
        let text = format!(
            "Danh sách chi trả tháng 10/2020\nSTT,Họ và tên,Số tiền trợ cấp\n\
             1,Mạc Văn Tiền,270000\n2,Tống Công Hòa,270000\n{line}\n"
        );
        let (names, why) = names_and_lines("chi-tra.csv", &text);
        assert_eq!(names, "Mạc Văn Tiền | Tống Công Hòa", "{line}");
        assert_eq!(why, "total", "{line}");
    }
}
