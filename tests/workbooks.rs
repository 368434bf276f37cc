//! Workbooks of Excel beside the usual: Excel 5/95, streams without a container, xlsb, xlsm, templates
//! and strict xlsx, whatever the file's ending. The files are written by `tests/support/books.py`.

#![allow(missing_docs, clippy::unwrap_used, reason = "a test may fail")]

mod inspected;

use calamine::{Data, Reader};
use inspected::{column, folder, inspect, read, refused};
use std::fs;
use std::io::{Cursor, Write};
use unicode_normalization::UnicodeNormalization;

/// What every list of `books.py` says.
fn holds_the_people(name: &str, format: &str, encoding: &str) {
    let document = inspect(&folder().join(name));
    let source = &document["sources"][0];
    assert_eq!(
        (&source["format"], &source["encoding"], &source["sheet"]),
        (&format.into(), &encoding.into(), &"DS BTXH".into()),
        "{name}"
    );
    for (key, want) in [
        (
            "name",
            "Nguyễn Thị Hoà | Đặng Văn Ước | Trần Thị Mỹ | Lê Quý Đôn",
        ),
        ("born", "1938-03-11 | 1938-04-30 | 1933-10-18 | 1930-06-02"),
        ("amount", "270000 | 405000 | 270000 | 540000"),
        ("hidden", "false | false | false | true"),
        ("struck", "false | false | true | false"),
    ] {
        assert_eq!(column(&document, key), want, "{name}: {key}");
    }
    let category = column(&document, "category");
    assert_eq!(
        category,
        ["Người cao tuổi"; 4].join(" | "),
        "{name}: text results of formulas, or a merged area"
    );
    assert!(column(&document, "note").contains("chuyển từ tổ 5"));
    assert!(column(&document, "doubts").contains("error value"));
    assert_eq!(document["left_out"][0]["why"], "hidden sheet", "{name}");
}

#[test]
fn excel_95_is_read_by_code_page_and_font() {
    holds_the_people("excel-95-tcvn3-fonts.xls", "xls", "tcvn3");
    holds_the_people("excel-95-code-page-1258.xls", "xls", "unicode");
    holds_the_people("excel-95-vietnamese-fonts.xls", "xls", "unicode");
    holds_the_people("excel-95-without-container.xls", "xls", "tcvn3");
}

#[test]
fn one_sheet_that_a_web_program_exported_is_read() {
    let document = inspect(&folder().join("one-sheet-without-workbook.xls"));
    assert_eq!(
        column(&document, "name"),
        "Nguyễn Thị Hoà | Đặng Văn Ước | Trần Thị Mỹ | Lê Quý Đôn"
    );
    assert_eq!(
        column(&document, "amount"),
        "270000 | 405000 | 270000 | 540000"
    );
    assert_eq!(document["sources"][0]["encoding"], "utf8-twice");
}

#[test]
fn binary_workbooks_are_read() {
    holds_the_people("binary-workbook.xlsb", "xlsb", "unicode");
    holds_the_people("binary-workbook-1904.xlsb", "xlsb", "unicode");
    let tcvn3 = inspect(&folder().join("binary-workbook-tcvn3-fonts.xlsb"));
    assert_eq!(
        column(&tcvn3, "name"),
        "Nguyễn Thị Hoà | Đặng Văn Ước | Trần Thị Mỹ | Lê Quý Đôn"
    );
}

#[test]
fn an_independent_reader_finds_the_same_in_them() {
    for name in ["binary-workbook.xlsb", "excel-95-code-page-1258.xls"] {
        let mut book = calamine::open_workbook_auto(folder().join(name)).unwrap();
        let range = book.worksheet_range("DS BTXH").unwrap();
        let names: Vec<String> = range
            .rows()
            .skip(1)
            .filter_map(|row| row.get(1).map(ToString::to_string))
            .collect();
        let document = inspect(&folder().join(name));
        let composed: String = names.join(" | ").nfc().collect();
        assert_eq!(composed, column(&document, "name"), "{name}");
        let amounts: Vec<String> = range
            .rows()
            .skip(1)
            .filter_map(|row| match row.get(4)? {
                Data::Float(n) => Some(n.to_string()),
                Data::Int(n) => Some(n.to_string()),
                _ => None,
            })
            .collect();
        assert_eq!(amounts.join(" | "), column(&document, "amount"), "{name}");
    }
}

#[test]
fn older_excel_and_cut_streams_are_refused() {
    let old = refused("ds.xls", b"\x09\x04\x06\0\0\x04\x10\0\0\0");
    assert!(old.contains("Excel 2–4"), "{old}");
    let whole = fs::read(folder().join("excel-95-without-container.xls")).unwrap();
    let cut = refused("ds.xls", &whole[..whole.len() / 2]);
    assert!(cut.contains("damaged"), "{cut}");
}

/// A package of one list, in the dialect and under the content type asked for.
fn package(strict: bool, workbook: &str, content_type: &str) -> Vec<u8> {
    let (main, office) = if strict {
        (
            "http://purl.oclc.org/ooxml/spreadsheetml/main",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
    } else {
        (
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        )
    };
    let (folder, name) = workbook.rsplit_once('/').unwrap();
    let text = |place: &str, text: &str| {
        format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    };
    // Strict workbooks hold dates as text.
    let born = "<c r=\"B2\" t=\"d\"><v>1938-03-02T00:00:00</v></c>";
    let sheet = [
        &format!("<worksheet xmlns=\"{main}\"><sheetData><row r=\"1\">"),
        &text("A1", "Họ và tên"),
        &text("B1", "Ngày sinh"),
        &text("C1", "Mức hưởng"),
        "</row><row r=\"2\">",
        &text("A2", "Nguyễn Thị Hoa"),
        born,
        "<c r=\"C2\"><v>270000</v></c></row></sheetData></worksheet>",
    ]
    .concat();
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationships><Relationship Id=\"rId1\" Type=\"{office}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (part, text) in [
        (
            "[Content_Types].xml".to_owned(),
            format!(
                "<Types><Override PartName=\"/{workbook}\" ContentType=\"{content_type}\"/></Types>"
            ),
        ),
        (
            "_rels/.rels".to_owned(),
            relation("officeDocument", workbook),
        ),
        (
            workbook.to_owned(),
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"DS\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        (
            format!("{folder}/_rels/{name}.rels"),
            relation("worksheet", "worksheets/sheet1.xml"),
        ),
        (format!("{folder}/worksheets/sheet1.xml"), sheet),
    ] {
        zip.start_file(part, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn macros_templates_and_the_strict_dialect_are_workbooks_too_whatever_the_ending() {
    let of = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let sheet = format!("{of}.sheet.main+xml");
    let usual = "xl/workbook.xml";
    for (name, bytes) in [
        (
            "a.xlsm",
            package(
                false,
                usual,
                "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            ),
        ),
        (
            "b.xltx",
            package(false, usual, &format!("{of}.template.main+xml")),
        ),
        (
            "c.xltm",
            package(
                false,
                "excel/book.xml",
                "application/vnd.ms-excel.template.macroEnabled.main+xml",
            ),
        ),
        ("strict.xlsx", package(true, usual, &sheet)),
        ("named.xls", package(false, usual, &sheet)),
        ("named.csv", package(false, usual, &sheet)),
        ("named", package(true, usual, &sheet)),
    ] {
        let document = read(name, bytes);
        assert_eq!(column(&document, "name"), "Nguyễn Thị Hoa", "{name}");
        assert_eq!(column(&document, "born"), "1938-03-02", "{name}");
        assert_eq!(column(&document, "amount"), "270000", "{name}");
    }
}
