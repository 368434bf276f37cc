//! Files that are odd and yet legal are read; what damage or another program makes of them is told by
//! name, each kind in words of its own.

#![allow(missing_docs, clippy::unwrap_used, reason = "a test may fail")]

mod inspected;

use encoding_rs::WINDOWS_1258;
use inspected::{column, inspect, read, refused};
use std::fs;
use std::io::{Cursor, Write};
use tempfile::TempDir;

const LIST: &str =
    "Họ và tên,Năm sinh,Mức hưởng\nNguyễn Thị Hoa,1938,270000\nTrần Văn Bình,1937,405000\n";

fn holds_the_people(name: &str, bytes: impl AsRef<[u8]>) {
    let document = read(name, bytes);
    assert_eq!(
        column(&document, "name"),
        "Nguyễn Thị Hoa | Trần Văn Bình",
        "{name}"
    );
    assert_eq!(column(&document, "born"), "1938 | 1937", "{name}");
    assert_eq!(column(&document, "amount"), "270000 | 405000", "{name}");
}

/// The parts of a small workbook, strings in their cells.
fn parts() -> Vec<(String, String)> {
    let row = |number: usize, line: &str| {
        let cells = line.split(',').enumerate().map(|(i, value)| {
            let place = format!("{}{number}", ["A", "B", "C"][i]);
            match value.parse::<u32>() {
                Ok(n) => format!("<c r=\"{place}\"><v>{n}</v></c>"),
                Err(_) => format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{value}</t></is></c>"),
            }
        });
        format!("<row r=\"{number}\">{}</row>", cells.collect::<String>())
    };
    let rows: String = LIST
        .lines()
        .enumerate()
        .map(|(i, line)| row(i + 1, line))
        .collect();
    let head = "<?xml version=\"1.0\"?>";
    let pairs = [
        (
            "xl/workbook.xml",
            format!("{head}<workbook><sheets><sheet name=\"DS\" r:id=\"r1\"/></sheets></workbook>"),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<R><Relationship Id=\"r1\" Type=\"/worksheet\" Target=\"s.xml\"/></R>".to_owned(),
        ),
        (
            "xl/s.xml",
            format!("{head}<worksheet><sheetData>{rows}</sheetData></worksheet>"),
        ),
    ];
    pairs.map(|(name, text)| (name.to_owned(), text)).into()
}

fn packed<B: AsRef<[u8]>>(parts: &[(String, B)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let stored = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored);
        zip.start_file(name, stored).unwrap();
        zip.write_all(bytes.as_ref()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The workbook with one text put for another, wherever it stands.
fn with(from: &str, to: &str) -> Vec<u8> {
    let mut parts = parts();
    for (_, text) in &mut parts {
        *text = text.replace(from, to);
    }
    packed(&parts)
}

#[test]
fn a_workbook_is_read_however_its_program_writes_it() {
    holds_the_people("dung.xlsx", packed(&parts()));
    let prefixed = parts().into_iter().map(|(name, text)| {
        let text = text
            .replace("</", "\u{1}")
            .replace('<', "<x:")
            .replace('\u{1}', "</x:");
        (name, text.replace("<x:?", "<?").replace('"', "'"))
    });
    holds_the_people("tien-to.xlsx", packed(&prefixed.collect::<Vec<_>>()));
    let wide = parts().into_iter().map(|(name, text)| {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        (name, units.flat_map(u16::to_be_bytes).collect::<Vec<u8>>())
    });
    holds_the_people("utf16.xlsx", packed(&wide.collect::<Vec<_>>()));
    let backslashes = parts()
        .into_iter()
        .map(|(name, text)| (name.replace('/', "\\"), text));
    holds_the_people("gach.xlsx", packed(&backslashes.collect::<Vec<_>>()));
    let blank = parts().into_iter().map(|(name, text)| {
        (
            name.replace("s.xml", "Trang 1.xml")
                .replace("workTrang", "works"),
            text.replace("s.xml", "/xl/Trang%201.xml"),
        )
    });
    holds_the_people("ten-phan.xlsx", packed(&blank.collect::<Vec<_>>()));
    holds_the_people("rac-sau.xlsx", [packed(&parts()), vec![0; 700]].concat());
    holds_the_people("thoat.xlsx", with("Họ và tên", "Họ_x0020_và_x000A_tên"));
    holds_the_people("mu.xlsx", with("<v>270000<", "<v> 2.7E5\n<"));
    holds_the_people("cdata.xlsx", with("<v>405000<", "<v><![CDATA[405000]]><"));
    let dated = with(
        "<c r=\"B2\"><v>1938</v>",
        "<c r=\"B2\" t=\"d\"><v>1938-03-02T00:00:00Z</v>",
    );
    assert_eq!(
        column(&read("iso.xlsx", dated), "born"),
        "1938-03-02 | 1937"
    );
}

#[test]
fn a_long_sheet_is_read_alike_where_its_cells_are_written_in_many_ways() {
    let cell = |at: usize, place: &str, text: &str| match at % 6 {
        0 => format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
        1 => format!("<c r='{place}' t='str'><f>A1&amp;B1</f><v>{text}</v></c>"),
        2 => format!("<c t=\"str\" r=\"{place}\"><f>A1</f><v>{text}</v></c>"),
        3 => format!("<c r=\"{place}\" t=\"inlineStr\"><is><r><t>{text}</t></r></is></c>\n"),
        4 => format!("<!-- <c --><x:c r=\"{place}\" t=\"str\"><x:v>{text}</x:v></x:c>"),
        _ => format!("<c r=\"{place}\" s=\"0\" t=\"str\"><v>{text}</v></c>"),
    };
    let names = ["Hoa", "Lan", "Mai", "Cúc", "Đào", "Na", "Sen"];
    let people = 5000;
    let name = |i: usize| format!("Nguyễn Thị {}", names[i % names.len()]);
    let born = |i: usize| (1930 + i % 11).to_string();
    let rows = (0..people).map(|i| {
        let number = i + 4;
        let (a, b) = (
            cell(i, &format!("A{number}"), &name(i)),
            format!("B{number}"),
        );
        let b = cell(i / 6, &b, &born(i));
        format!("<row r=\"{number}\">{a}{b}<c r=\"C{number}\"><v>270000</v></c></row>")
    });
    let rows = rows.collect::<String>() + "</sheetData>";
    let document = read("dai.xlsx", with("</sheetData>", &rows));
    let expected = |of: &dyn Fn(usize) -> String| (0..people).map(of).collect::<Vec<_>>();
    let told = |key| {
        let told = column(&document, key);
        told.split(" | ")
            .skip(2)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(told("name"), expected(&name));
    assert_eq!(told("born"), expected(&born));
    assert_eq!(told("amount"), expected(&|_| "270000".to_owned()));
}

#[test]
fn merged_areas_count_in_any_writing() {
    let merge = "</sheetData><mergeCells count='1'><mergeCell\n\tx='1' ref='C2:C3'/></mergeCells>";
    let mut bytes = parts();
    for (_, text) in &mut bytes {
        *text = text
            .replace("</sheetData>", merge)
            .replace("<c r=\"C3\"><v>405000</v></c>", "");
        *text = text.replace("Mức hưởng", "Đối tượng").replace(
            "<c r=\"C2\"><v>270000</v>",
            "<c r=\"C2\" t=\"str\"><v>Người cao tuổi</v>",
        );
    }
    let document = read("gop.xlsx", packed(&bytes));
    assert_eq!(
        column(&document, "category"),
        "Người cao tuổi | Người cao tuổi"
    );
}

#[test]
fn damage_that_still_parses_is_refused() {
    let mut bytes = packed(&parts());
    let at = bytes.windows(6).position(|w| w == b"270000").unwrap();
    bytes[at] = b'9';
    assert!(refused("mot-byte.xlsx", &bytes).contains("damaged"));
    // Two parts of one name: one reader takes the first, another the last.
    let mut twice = parts();
    twice.push((
        "xl/S.xml".to_owned(),
        twice[2].1.replace("270000", "999999"),
    ));
    let mut bytes = packed(&twice);
    while let Some(at) = bytes.windows(8).position(|w| w == b"xl/S.xml") {
        bytes[at + 3] = b's';
    }
    assert!(refused("hai-phan.xlsx", &bytes).contains("damaged"));
    let hole = [LIST.as_bytes(), &[0; 3000]].concat();
    assert!(refused("lo-hong.csv", hole).contains("damaged"));
}

#[test]
fn open_documents_in_one_file_and_with_styles() {
    let cells = |line: &str| -> String {
        let cells = line.split(',').map(|value| format!("<table:table-cell table:style-name=\"gach\"><text:p>{value}</text:p></table:table-cell>"));
        format!(
            "<table:table-row>{}</table:table-row>",
            cells.collect::<String>()
        )
    };
    let rows: String = LIST.lines().map(cells).collect();
    let style = "<style:style style:name=\"gach\"><style:text-properties style:text-line-through-style=\"solid\"/></style:style>";
    let content = |mime: &str| {
        format!(
            "<?xml version=\"1.0\"?><office:document office:mimetype=\"application/vnd.oasis.opendocument.{mime}\">{style}<table:table>{rows}</table:table></office:document>"
        )
    };
    let document = read("phang.fods", content("spreadsheet"));
    assert_eq!(column(&document, "name"), "Nguyễn Thị Hoa | Trần Văn Bình");
    assert_eq!(column(&document, "struck"), "true | true");
    assert!(refused("van-ban.fodt", content("text")).contains("a text document"));
}

#[test]
fn web_pages_as_offices_get_them() {
    let page = |style: &str| {
        let rows = LIST
            .lines()
            .map(|line| format!("<tr{style}><td>{}", line.replace(',', "<td>")));
        format!("<html><table>{}</table>", rows.collect::<String>())
    };
    holds_the_people("trang.xls", page(""));
    let noted = page("").replace("<td>Trần", "<td><a></a><comment>hỏi lại</COMMENT>Trần");
    holds_the_people("ghi-chu.xls", noted);
    let document = read("an.xls", page(" height=0 style='display: none'"));
    assert_eq!(column(&document, "hidden"), "true | true");
    let told = refused(
        "het-phien.xls",
        "<html><body>Phiên làm việc đã hết hạn.</body></html>",
    );
    assert!(told.contains("a web page without a table"), "{told}");
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"windows-1258\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet><Table>{}</Table></Worksheet></Workbook>",
        LIST.trim_end()
            .replace(',', "</Data></Cell><Cell><Data>")
            .split('\n')
            .map(|line| ["<Row><Cell><Data>", line, "</Data></Cell></Row>"].concat())
            .collect::<String>()
    );
    let marks = [
        ("ì", "i\u{300}"),
        ("ễ", "ê\u{303}"),
        ("ị", "i\u{323}"),
        ("ầ", "â\u{300}"),
        ("ọ", "o\u{323}"),
        ("ứ", "ư\u{301}"),
        ("ở", "ơ\u{309}"),
    ];
    let xml = marks
        .iter()
        .fold(xml, |text, (one, two)| text.replace(one, two));
    let (bytes, _, unmappable) = WINDOWS_1258.encode(&xml);
    assert!(!unmappable);
    holds_the_people("khai-bao.xml", bytes);
}

#[test]
fn text_with_a_few_broken_bytes() {
    // Fields filled up with zeros, and the sign with which DOS ends a text.
    holds_the_people(
        "khong.csv",
        LIST.replace(",1938", "\0\0\0\0,1938") + "\u{1a}\0\0\0",
    );
    holds_the_people("crcrlf.csv", LIST.replace('\n', "\r\r\n"));
    let mut bytes = LIST.as_bytes().to_vec();
    let at = LIST.find("ình").unwrap();
    bytes.splice(at..at + 2, [0xcc, 0xec]);
    let document = read("hong.csv", bytes);
    assert!(column(&document, "name").starts_with("Nguyễn Thị Hoa | Trần Văn B\u{fffd}"));
    assert_eq!(
        column(&document, "doubts").matches("letters lost").count(),
        1
    );
}

#[test]
fn what_is_no_list_is_named_with_the_way_out() {
    let numbers = packed(&[("Index/Document.iwa".to_owned(), "x")]);
    let files: [(&str, &[u8], &str); 7] = [
        (
            "loi-tat.gsheet",
            b"{\"url\": \"https://docs.google.com/open?id=1\"}",
            "only a shortcut",
        ),
        (
            "loi-tat.xlsx",
            b"[InternetShortcut]\r\nURL=https://a.vn",
            "only a shortcut",
        ),
        (
            "luu.xls",
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related",
            "in a single file (.mht)",
        ),
        ("tao.numbers", &numbers, "format Numbers"),
        ("cu.slk", b"ID;PWXL;N;E\r\nC;Y1;X1;K\"STT\"", "format SYLK"),
        (
            "cu.dbf",
            b"\x03\x7d\x07\x01\x03\0\0\0\x61\0\x28\0",
            "format dBase",
        ),
        (
            "khac.xml",
            b"<?xml version=\"1.0\"?><DanhSach/>",
            "not a spreadsheet",
        ),
    ];
    let dir = TempDir::new().unwrap();
    for (name, bytes, told) in files {
        let said = refused(name, bytes);
        assert!(said.contains(told), "{name}: {said}");
        fs::write(dir.path().join(name), bytes).unwrap();
    }
    fs::write(
        dir.path().join("trong.zip"),
        packed(&[("a.csv".to_owned(), LIST)]),
    )
    .unwrap();
    fs::write(dir.path().join("tot.csv"), LIST).unwrap();
    for name in [
        "loi-tat.xlsx",
        "luu.xls",
        "khac.xml",
        "cu.slk",
        "cu.dbf",
        "tao.numbers",
    ] {
        fs::remove_file(dir.path().join(name)).unwrap();
    }
    // In a folder they stop nothing.
    let output = inspected::rasoat(&[dir.path()]).output().unwrap();
    assert!(output.status.success());
    let output = assert_cmd::Command::cargo_bin("rasoat")
        .unwrap()
        .args(["inspect", "--lang", "en"])
        .arg(dir.path())
        .output()
        .unwrap();
    let told = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    for (name, way) in [
        ("loi-tat.gsheet", "download it as .xlsx"),
        ("trong.zip", "Unpack it"),
    ] {
        let line = told.lines().find(|line| line.contains(name));
        assert!(
            line.is_some_and(|line| line.contains(way)),
            "{name}: {told}"
        );
    }
}

#[cfg(unix)]
#[test]
fn pipes_and_links_in_circles_end() {
    let dir = TempDir::new().unwrap();
    fs::create_dir(dir.path().join("a")).unwrap();
    fs::write(dir.path().join("a/ds.csv"), LIST).unwrap();
    std::os::unix::fs::symlink("..", dir.path().join("a/vong")).unwrap();
    let pipe = dir.path().join("ong.csv");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let document = inspect(dir.path());
    assert_eq!(column(&document, "name"), "Nguyễn Thị Hoa | Trần Văn Bình");
    let output = inspected::rasoat(&[&pipe])
        .timeout(std::time::Duration::from_secs(20))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
}
