//! What a comment at a cell says is part of its row's note, whatever the format.
#![allow(missing_docs, clippy::unwrap_used)]

mod inspected;

use std::fs;
use std::io::{Cursor, Read as _, Write as _};

use inspected::{column, folder, inspect, read};

#[test]
fn comments_of_excel_97_stand_in_boxes_behind_the_cells() {
    let document = inspect(&folder().join("comments.xls"));
    let notes = column(&document, "note");
    let notes: Vec<&str> = notes.split(" | ").collect();
    assert_eq!(notes[0], "chết 12/9/2020");
    assert_eq!(notes[1], "đã xác minh; mất ngày 3/8/2020");
    // Its letters go on in a second record; of so long a comment the beginning counts.
    assert!(notes[3].starts_with("chuyển đi Hà Nội từ 1/7/2020 (theo đơn của gia đình)"));
    assert!(
        (1900..=2000).contains(&notes[3].len()),
        "{}",
        notes[3].len()
    );
    assert_eq!(
        column(&document, "died"),
        "2020-09-12 | 2020-08-03 | 2020-09-12 | -"
    );
}

/// A record of BIFF5 or BIFF8.
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes()[..], data].concat()
}

#[test]
fn comments_before_excel_97_hold_their_text() {
    let stream = fs::read(folder().join("one-sheet-without-workbook.xls")).unwrap();
    // The last record goes on with the one before, since no cell has such a row.
    let notes = [
        record(0x1c, b"\x01\x00\x00\x00\x13\x00Lan:\nsinh nam 1937?"),
        record(0x1c, b"\x03\x00\x00\x00\x0b\x00chet 12/9/2"),
        record(0x1c, b"\xff\xff\x00\x00\x03\x00020"),
    ]
    .concat();
    let end = stream.len() - 4;
    assert_eq!(stream[end..], record(0x0a, &[]));
    let document = read(
        "mot-trang.xls",
        [&stream[..end], &notes, &stream[end..]].concat(),
    );
    let notes = column(&document, "note");
    assert!(notes.starts_with("sinh nam 1937? | "), "{notes}");
    assert!(notes.contains(" | chet 12/9/2020"), "{notes}");
}

/// A record of BIFF12.
fn record12(kind: u16, data: &[u8]) -> Vec<u8> {
    let kind = [(kind & 0x7f) as u8 | 0x80, (kind >> 7) as u8];
    let length = u8::try_from(data.len()).unwrap();
    assert!(length < 0x80);
    [&kind[..], &[length], data].concat()
}

fn string12(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = u32::try_from(units.len()).unwrap().to_le_bytes().to_vec();
    bytes.extend(units.iter().flat_map(|u| u.to_le_bytes()));
    bytes
}

#[test]
fn comments_of_binary_workbooks_stand_in_a_part_of_their_own() {
    let held = fs::File::open(folder().join("binary-workbook.xlsb")).unwrap();
    let mut held = zip::ZipArchive::new(held).unwrap();
    let mut book = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for i in 0..held.len() {
        let mut part = held.by_index(i).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        book.start_file(part.name().unwrap().into_owned(), options)
            .unwrap();
        book.write_all(&bytes).unwrap();
    }
    let mut add = |name: &str, bytes: &[u8]| {
        book.start_file(name, options).unwrap();
        book.write_all(bytes).unwrap();
    };
    add(
        "xl/worksheets/_rels/sheet1.bin.rels",
        br#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="../comments1.bin"/></Relationships>"#,
    );
    let comment = |author: u32, row: u32, said: &str| {
        let place = [author, row, row, 1, 1];
        let place: Vec<u8> = place.iter().flat_map(|n| n.to_le_bytes()).collect();
        let said = [&[0], &string12(said)[..]].concat();
        [
            record12(635, &[&place[..], &[0; 16]].concat()),
            record12(637, &said),
        ]
        .concat()
    };
    let comments = [
        record12(632, &string12("rasoat")),
        record12(632, &string12("chị Lan")),
        comment(1, 1, "Lan:\nchết 12/9/2020"),
        comment(1, 2, "hỏi lại"),
        comment(0, 3, "của máy"),
    ];
    add("xl/comments1.bin", &comments.concat());
    let document = read("ghi-chu.xlsb", book.finish().unwrap().into_inner());
    assert_eq!(
        column(&document, "note"),
        "chết 12/9/2020 | chuyển từ tổ 5; hỏi lại | - | -"
    );
    assert_eq!(column(&document, "died"), "2020-09-12 | - | - | -");
}

#[test]
fn comments_of_xml_spreadsheets_stand_in_their_cells() {
    let cell = |text: &str| format!("<Cell><Data ss:Type=\"String\">{text}</Data></Cell>");
    let row = |cells: &[&str]| {
        let cells: String = cells.iter().map(|text| cell(text)).collect();
        format!("<Row>{cells}</Row>")
    };
    let said = |author: &str, text: &str| {
        format!(
            "<Comment ss:Author=\"{author}\"><ss:Data xmlns=\"http://www.w3.org/TR/REC-html40\">\
             <B><Font html:FontName=\".VnTime\">{author}:</Font></B><Font>&#10;{text}</Font>\
             </ss:Data></Comment>"
        )
    };
    let people = row(&["Lưu Thị Hoa", "21/03/1936", "Vũ Lạc", "NCT từ 80", "270000"])
        .replace("</Data></Cell><Cell>", "</Data></Cell>\n<Cell>")
        .replacen("</Data></Cell>", &format!("</Data>{}</Cell>", said("Lan", "chết &amp; mai táng 12/9/2020")), 1)
        + &row(&["Phan Thị Sen", "21/03/1936", "Vũ Lạc", "NCT từ 80", "270000", "đã gặp"])
            .replacen("</Data></Cell>", &format!("</Data>{}</Cell>", said("rasoat", "chết 12/9/2020")), 1)
        // A cell without a value of its own.
        + &row(&["Đỗ Văn Quế", "21/03/1936", "Vũ Lạc", "NCT từ 80", "270000"])
            .replace("</Row>", &format!("<Cell>{}</Cell></Row>", said("Lan", "hỏi lại")));
    let head = row(&["DANH SÁCH HƯỞNG TRỢ CẤP THÁNG 10/2020"])
        + &row(&[
            "Họ và tên",
            "Ngày sinh",
            "Xã",
            "Đối tượng",
            "Mức hưởng",
            "Ghi chú",
        ]);
    let text = format!(
        "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>\
         <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
         xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\" \
         xmlns:html=\"http://www.w3.org/TR/REC-html40\"><Worksheet ss:Name=\"DS\"><Table>\
         {head}{people}</Table></Worksheet></Workbook>"
    );
    let document = read("ghi-chu.xls", text);
    assert_eq!(
        column(&document, "name"),
        "Lưu Thị Hoa | Phan Thị Sen | Đỗ Văn Quế"
    );
    assert_eq!(
        column(&document, "note"),
        "chết & mai táng 12/9/2020 | đã gặp | hỏi lại"
    );
    assert_eq!(column(&document, "died"), "2020-09-12 | - | -");
}

#[test]
fn a_comment_of_open_document_is_told_without_who_writes_it() {
    let cell = |text: &str, comment: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\">{comment}<text:p>{text}</text:p></table:table-cell>"
        )
    };
    let said = |by: &str, text: &str| {
        format!(
            "<office:annotation><dc:creator>{by}</dc:creator><dc:date>2020-10-01</dc:date>{text}</office:annotation>"
        )
    };
    let row = |name: &str, comment: &str| {
        let rest = ["21/03/1936", "Vũ Lạc", "NCT từ 80", "270000"].map(|text| cell(text, ""));
        let rest = rest.concat();
        format!(
            "<table:table-row>{}{rest}</table:table-row>",
            cell(name, comment)
        )
    };
    let head = ["Họ và tên", "Ngày sinh", "Xã", "Đối tượng", "Mức hưởng"].map(|t| cell(t, ""));
    let people = [
        row(
            "Lưu Thị Hoa",
            &said(
                "Lan",
                "<text:p>Lan:</text:p><text:p>chết &amp; mai táng</text:p><text:p>12/9/2020</text:p>",
            ),
        ),
        row(
            "Phan Thị Sen",
            &said("rasoat", "<text:p>chết 12/9/2020</text:p>"),
        ),
        // Written in the old letters of .VnTime.
        row(
            "Đỗ Văn Quế",
            &said("", "<text:p>®· chÕt ngµy 12/9/2020</text:p>"),
        ),
    ];
    let text = format!(
        "<?xml version=\"1.0\"?><office:document office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\">\
         <office:body><office:spreadsheet><table:table table:name=\"DS T10.2020\"><table:table-row>{}</table:table-row>{}\
         </table:table></office:spreadsheet></office:body></office:document>",
        head.concat(),
        people.concat()
    );
    let document = read("ghi-chu.fods", text);
    assert_eq!(
        column(&document, "note"),
        "chết & mai táng 12/9/2020 | - | đã chết ngày 12/9/2020"
    );
    assert_eq!(column(&document, "died"), "2020-09-12 | - | 2020-09-12");
}
