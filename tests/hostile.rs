//! Files that claim more than they hold, or are something else: each is answered clearly, in little
//! time and memory: `ulimit` holds the program to 1 GB of addresses, threads and code included.

#![allow(missing_docs, clippy::unwrap_used, reason = "a test may fail")]

mod inspected;

use inspected::{column, folder, read, refused};
use serde_json::Value;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const HEAD: &str = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Họ và tên</t></is></c>\
                    <c r=\"B1\" t=\"inlineStr\"><is><t>Năm sinh</t></is></c>\
                    <c r=\"C1\" t=\"inlineStr\"><is><t>Mức hưởng</t></is></c></row>";
const PERSON: &str = "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>Nguyễn Thị Hoa</t></is></c>\
                      <c r=\"B2\"><v>1938</v></c><c r=\"C2\"><v>270000</v></c></row>";

fn packed(parts: &[(&str, &[&[u8]])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, pieces) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        for piece in *pieces {
            zip.write_all(piece).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of one sheet with shared strings and styles, each in pieces.
fn workbook(sheet: &[&[u8]], strings: &[&[u8]], extra: &[(&str, &[&[u8]])]) -> Vec<u8> {
    let mut parts: Vec<(&str, &[&[u8]])> = vec![
        (
            "xl/workbook.xml",
            &[br#"<workbook><sheets><sheet name="DS" id="r1"/></sheets></workbook>"#],
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &[br#"<R><Relationship Id="r1" Type="/worksheet" Target="s.xml"/><Relationship Id="r2" Type="/sharedStrings" Target="t.xml"/></R>"#],
        ),
        ("xl/s.xml", sheet),
        ("xl/t.xml", strings),
    ];
    parts.extend(extra);
    packed(&parts)
}

fn sheet_with(rows: &str, tail: &str) -> Vec<u8> {
    let sheet = format!(
        "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData>{HEAD}{PERSON}{rows}</sheetData>{tail}</worksheet>"
    );
    workbook(&[sheet.as_bytes()], &[b"<sst/>"], &[])
}

/// What is told of a file that has to be refused within bounds.
fn refused_within_bounds(name: &str, bytes: &[u8]) -> String {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join(name);
    fs::write(&path, bytes).unwrap();
    let start = Instant::now();
    let output = bounded(&path);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{name}: {told}");
    assert!(
        start.elapsed() < Duration::from_secs(30),
        "{name} took long"
    );
    assert!(told.contains(name), "{told}");
    told
}

fn bounded(path: &Path) -> std::process::Output {
    Command::new("sh")
        .args([
            "-c",
            "ulimit -v 1000000; exec \"$0\" inspect --rows --format json --jobs 2 --lang en \"$1\"",
        ])
        .arg(assert_cmd::cargo::cargo_bin("rasoat"))
        .arg(path)
        .output()
        .unwrap()
}

/// Text that packs, but no better than real sheets do.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 7u32;
    (0..length)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            b'a' + (state >> 28) as u8
        })
        .collect()
}

#[test]
fn stray_cells_false_dimensions_and_merges_cost_nothing() {
    for (name, bytes) in [
        (
            "last.xlsx",
            sheet_with(
                "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>",
                "",
            ),
        ),
        (
            "beyond.xlsx",
            sheet_with(
                "<row r=\"4294967295\"><c r=\"ZZZZ4294967295\"><v>1</v></c></row>",
                "",
            ),
        ),
        (
            "merged.xlsx",
            sheet_with(
                "",
                "<mergeCells count=\"4000000000\"><mergeCell ref=\"B1:XFD1048576\"/></mergeCells>",
            ),
        ),
        (
            "index.xlsx",
            sheet_with(
                "<row r=\"3\"><c r=\"D3\" t=\"s\"><v>4000000000</v></c></row>",
                "",
            ),
        ),
    ] {
        let document = read(name, bytes);
        assert_eq!(column(&document, "name"), "Nguyễn Thị Hoa", "{name}");
        assert_eq!(column(&document, "amount"), "270000", "{name}");
    }
}

#[test]
fn entities_of_a_document_are_never_unfolded() {
    let mut laughs = String::from("<!DOCTYPE x [<!ENTITY l0 \"ha\">");
    for i in 1..10 {
        let ten = format!("&l{};", i - 1).repeat(10);
        laughs += &["<!ENTITY l", &i.to_string(), " \"", &ten, "\">"].concat();
    }
    laughs += "]>";
    let sheet = format!("{laughs}<worksheet><sheetData>{HEAD}{PERSON}</sheetData></worksheet>")
        .replace("Nguyễn", "&l9;Nguyễn");
    let document = read(
        "cuoi.xlsx",
        workbook(&[sheet.as_bytes()], &[b"<sst/>"], &[]),
    );
    assert_eq!(column(&document, "name"), "Nguyễn Thị Hoa");
}

#[test]
fn parts_that_unpack_without_end_are_refused() {
    let zeros = vec![0u8; 1 << 20];
    let gigabyte: Vec<&[u8]> = (0..1024).map(|_| zeros.as_slice()).collect();
    let told = refused_within_bounds("khong.xlsx", &workbook(&gigabyte, &[b"<sst/>"], &[]));
    assert!(told.contains("unpacks to more"), "{told}");
    let told = refused_within_bounds(
        "anh.xlsx",
        &workbook(&[b"<x/>"], &[b"<sst/>"], &[("xl/media/a.png", &gigabyte)]),
    );
    assert!(told.contains("unpacks to more"), "{told}");
}

#[test]
fn one_text_or_row_without_end_is_refused() {
    let noise = noise(20_000);
    let many: Vec<&[u8]> = (0..3_000).map(|_| noise.as_slice()).collect();
    let in_tags = |open: &'static [u8]| {
        let mut all = vec![open];
        all.extend(&many);
        all
    };
    let text = in_tags(b"<sst><si><t>");
    refused_within_bounds("chu.xlsx", &workbook(&[b"<x/>"], &text, &[]));
    let attribute = in_tags(b"<worksheet a=\"");
    refused_within_bounds("tag.xlsx", &workbook(&attribute, &[b"<sst/>"], &[]));

    let cells = "<c r=\"A1\"><v>1</v></c>".repeat(20_000);
    let row = [
        b"<worksheet><sheetData><row r=\"1\">",
        cells.as_bytes(),
        cells.as_bytes(),
    ];
    let told = refused_within_bounds("dong.xlsx", &workbook(&row, &[b"<sst/>"], &[]));
    assert!(told.contains("row 1"), "{told}");
}

#[test]
fn shared_strings_without_end_are_refused() {
    let noise = noise(20_000);
    let mut all: Vec<&[u8]> = vec![b"<sst count=\"4000000000\">"];
    for _ in 0..14_000 {
        all.extend([b"<si><t>".as_slice(), &noise, b"</t></si>"]);
    }
    let told = refused_within_bounds("chuoi.xlsx", &workbook(&[b"<x/>"], &all, &[]));
    assert!(told.contains("unpacks to more"), "{told}");
}

#[test]
fn a_quote_that_is_never_closed_names_its_row() {
    let list = "Họ và tên,Năm sinh,Mức hưởng\nA Văn B,1938,270000\n";
    let told = refused(
        "ngoac.csv",
        format!("{list}\"C Văn D,1939,270000\nE Văn G,1940,270000\n"),
    );
    assert!(told.contains("row 3 does not end"), "{told}");
    // In the last row nothing can be swallowed.
    let document = read("ngoac.csv", format!("{list}C Văn D,1939,\"270000"));
    assert_eq!(column(&document, "amount"), "270000 | 270000");
    refused_within_bounds("dai.csv", &vec![b'a'; 40 << 20]);
}

#[test]
fn a_name_that_leaves_the_package_finds_nothing() {
    let bytes = packed(&[
        (
            "xl/workbook.xml",
            &[br#"<workbook><sheets><sheet name="DS" id="r1"/></sheets></workbook>"#],
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &[br#"<R><Relationship Id="r1" Type="/worksheet" Target="../../../../etc/passwd"/></R>"#],
        ),
    ]);
    assert!(refused("ra-ngoai.xlsx", bytes).contains("etc/passwd?"));
}

#[test]
fn binary_records_that_lie_are_refused() {
    let mut book =
        zip::ZipArchive::new(fs::File::open(folder().join("binary-workbook.xlsb")).unwrap())
            .unwrap();
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for i in 0..book.len() {
        let mut part = book.by_index(i).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        parts.push((part.name().unwrap().into_owned(), bytes));
    }
    let with = |name: &str, bytes: &[u8]| {
        let mut changed = parts.clone();
        for (part, held) in &mut changed {
            if part == name {
                *held = bytes.to_vec();
            }
        }
        let pieces: Vec<(&str, [&[u8]; 1])> = changed
            .iter()
            .map(|(n, b)| (n.as_str(), [b.as_slice()]))
            .collect();
        let pieces: Vec<(&str, &[&[u8]])> =
            pieces.iter().map(|(n, b)| (*n, b.as_slice())).collect();
        packed(&pieces)
    };
    let sheet = "xl/worksheets/sheet1.bin";
    refused_within_bounds("dai.xlsb", &with(sheet, &[7, 0xff, 0xff, 0xff, 0x7f, 1]));
    refused_within_bounds("cut.xlsb", &with(sheet, &[0x91, 0x01, 0x00, 0x00, 0x80]));
    // One cell, over and over.
    let mut cells = vec![0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    for _ in 0..200_000 {
        cells.extend([2, 12, 0, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0]);
    }
    refused_within_bounds("o.xlsb", &with(sheet, &cells));
}

#[test]
fn what_is_no_spreadsheet_is_told_apart_all_at_once_in_both_languages() {
    let ole = |stream: &str| {
        let bytes = fs::read(folder().join("excel-95-code-page-1258.xls")).unwrap();
        let name: Vec<u8> = "Book".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let at = bytes.windows(8).position(|w| w == name).unwrap();
        let mut bytes = bytes;
        let units: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes[at..at + units.len()].copy_from_slice(&units);
        bytes[at + 64..at + 66].copy_from_slice(&(units.len() as u16 + 2).to_le_bytes());
        bytes
    };
    let files: [(&str, Vec<u8>, &str, &str); 9] = [
        (
            "a.doc",
            ole("WordDocument"),
            "văn bản (Word)",
            "a text document",
        ),
        ("b.pdf", b"%PDF-1.4".to_vec(), "tệp PDF", "a PDF"),
        (
            "c.zip",
            packed(&[("ds.csv", &[b"x"])]),
            "tệp nén",
            "an archive",
        ),
        ("d.jpg", b"\xff\xd8\xff\xe0".to_vec(), "là ảnh", "a picture"),
        ("e.xlsx", Vec::new(), "tệp trống", "the file is empty"),
        (
            "g.xlsx",
            fs::read(folder().join("with-a-password.xlsx")).unwrap(),
            "mật khẩu",
            "protected by a password",
        ),
        (
            "h.xlsx",
            fs::read(folder().join("cut-at-sixty-percent.xlsx")).unwrap(),
            "tệp hỏng",
            "damaged",
        ),
        (
            "i.dat",
            vec![0, 1, 2, 3, 4, 5, 6, 7],
            "không phải bảng tính",
            "not a spreadsheet",
        ),
        ("~$k.xlsx", b"x".to_vec(), "tệp khóa", "lock file"),
    ];
    let dir = TempDir::new().unwrap();
    let paths: Vec<_> = files
        .iter()
        .map(|(name, ..)| dir.path().join(name))
        .collect();
    for ((_, bytes, ..), path) in files.iter().zip(&paths) {
        fs::write(path, bytes).unwrap();
    }
    for lang in ["vi", "en"] {
        for command in ["inspect", "audit"] {
            let output = assert_cmd::Command::cargo_bin("rasoat")
                .unwrap()
                .args([command, "--lang", lang])
                .args(&paths)
                .current_dir(dir.path())
                .output()
                .unwrap();
            assert_eq!(output.status.code(), Some(2));
            let told = String::from_utf8(output.stderr).unwrap();
            for (name, _, vi, en) in &files {
                let line = told.lines().find(|l| l.contains(name));
                let want = if lang == "vi" { vi } else { en };
                assert!(line.is_some_and(|l| l.contains(want)), "{name}: {told}");
            }
        }
    }
    let document: Value = read(
        "tot.csv",
        "Họ và tên,Năm sinh,Mức hưởng\nA Văn B,1938,5000\n",
    );
    assert_eq!(column(&document, "name"), "A Văn B");
}

#[test]
fn a_sheet_that_does_not_begin_where_the_workbook_says_is_damaged() {
    let mut bytes = fs::read(folder().join("excel-95-without-container.xls")).unwrap();
    let at = bytes.windows(7).position(|w| w == b"DS BTXH").unwrap();
    bytes[at - 7] ^= 0x04;
    let told = refused("lech.xls", bytes);
    assert!(told.contains("damaged"), "{told}");
}

#[test]
fn where_no_list_is_found_each_file_is_named() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("trong.csv"), "chỉ một dòng\n").unwrap();
    fs::write(dir.path().join("anh.jpg"), b"\xff\xd8\xff\xe0").unwrap();
    let output = assert_cmd::Command::cargo_bin("rasoat")
        .unwrap()
        .args(["audit", "--lang", "en"])
        .arg(dir.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("trong.csv: left out: empty sheet"), "{told}");
    assert!(
        told.contains("anh.jpg: left out: a picture, not a spreadsheet. Ask"),
        "{told}"
    );
}

#[test]
fn a_folder_without_a_list_is_told_and_fails() {
    let empty = TempDir::new().unwrap();
    let none = TempDir::new().unwrap();
    fs::write(none.path().join("anh.jpg"), b"\xff\xd8\xff\xe0").unwrap();
    for dir in [&empty, &none] {
        for command in ["inspect", "audit", "validate"] {
            let output = assert_cmd::Command::cargo_bin("rasoat")
                .unwrap()
                .args([command, "--lang", "en"])
                .arg(dir.path())
                .output()
                .unwrap();
            let told = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{command}: {told}");
            assert!(told.contains("No list was found"), "{command}: {told}");
            let named = told.contains("anh.jpg");
            assert_eq!(named, dir.path() == none.path(), "{command}: {told}");
        }
    }
}

#[test]
fn a_row_with_more_text_than_any_has_is_told_and_not_cut() {
    let long = "é".repeat(16_000);
    let rows = format!(
        "Họ và tên,Năm sinh,Mức hưởng\nNguyễn Thị Hoa,1938,270000\nTrần Văn Bình,1950,270000{}\n",
        format!(",{long}").repeat(33)
    );
    let told = refused("dai.csv", &rows);
    assert!(told.contains("row 3 holds more text"), "{told}");
    let shared = format!("<sst><si><t>{long}</t></si></sst>");
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(40);
    let sheet = format!(
        "<worksheet><sheetData>{HEAD}{PERSON}<row r=\"3\">{cells}</row></sheetData></worksheet>"
    );
    let bytes = workbook(&[sheet.as_bytes()], &[shared.as_bytes()], &[]);
    let told = refused("dai.xlsx", bytes);
    assert!(told.contains("row 3 holds more text"), "{told}");
}

#[test]
fn two_sheets_of_one_part_are_refused() {
    let sheet = format!("<worksheet><sheetData>{HEAD}{PERSON}</sheetData></worksheet>");
    let bytes = packed(&[
        (
            "xl/workbook.xml",
            &[br#"<workbook><sheets><sheet name="T3" id="r1"/><sheet name="T4" id="r2"/></sheets></workbook>"#],
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &[br#"<R><Relationship Id="r1" Type="/worksheet" Target="s.xml"/><Relationship Id="r2" Type="/worksheet" Target="s.xml"/></R>"#],
        ),
        ("xl/s.xml", &[sheet.as_bytes()]),
    ]);
    let told = refused("hai.xlsx", bytes);
    assert!(told.contains("damaged"), "{told}");
}

#[test]
fn one_row_repeated_without_end_is_judged_in_bounded_time() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("lap.csv");
    let row = ";Nguyễn Thị Hoa;21/03/1938;NCT80;270000;04/2018\n";
    let text = format!(
        "STT;Họ và tên;Ngày sinh;Đối tượng;Mức hưởng;Hưởng từ tháng\n{}",
        row.repeat(20_000)
    );
    fs::write(&path, text).unwrap();
    let start = Instant::now();
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("rasoat"));
    let output = command
        .args(["validate", "-q"])
        .arg(&path)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(start.elapsed() < Duration::from_mins(1));
}

#[test]
fn a_persons_row_that_claims_to_stand_a_million_times_is_refused() {
    let document = |times: u32| {
        let row = |cells: &[&str], times: u32| {
            let mut held = String::new();
            for cell in cells {
                held += "<table:table-cell office:value-type=\"string\"><text:p>";
                held += cell;
                held += "</text:p></table:table-cell>";
            }
            format!(
                "<table:table-row table:number-rows-repeated=\"{times}\">{held}</table:table-row>"
            )
        };
        let rows = row(&["Họ và tên", "Năm sinh", "Đối tượng", "Mức hưởng"], 1)
            + &row(&["Nguyễn Thị Hoa", "1938", "NCT80", "270000"], times)
            + &row(&["0"], 1_000_000);
        let content = format!(
            "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet><table:table table:name=\"A\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
        );
        let kind: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";
        packed(&[
            ("mimetype", &[kind]),
            ("content.xml", &[content.as_bytes()]),
        ])
    };
    let told = refused_within_bounds("lap.ods", &document(1_000_000));
    assert!(told.contains("unpacks"), "{told}");
    // Twice is twice, and what is filled down to the end costs nothing.
    assert_eq!(inspected::rows(&read("hai.ods", document(2))).len(), 2);
}
