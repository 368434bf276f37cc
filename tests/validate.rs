//! `validate` names the wrong cells of a list and no others, and marks them in the clerk's own layout.
#![allow(clippy::expect_used, reason = "a test may fail")]

#[path = "validate/list.rs"]
mod list;
#[path = "validate/package.rs"]
mod package;

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use calamine::{Reader, Xlsx, open_workbook};
use list::{List, person};
use serde_json::Value;
use tempfile::TempDir;

/// What a run came to.
struct Run {
    code: i32,
    out: String,
    err: String,
}

fn validate(args: &[&str], files: &[&Path]) -> Run {
    let mut command = Command::cargo_bin("rasoat").expect("the binary");
    command.arg("validate").args(args).args(files);
    let output = command.output().expect("a run");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    Run {
        code: output.status.code().expect("a code"),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

/// Rule and cell of every fault.
fn found(files: &[&Path]) -> BTreeSet<(String, String)> {
    let out = tempfile::tempdir().expect("a folder");
    let folder = out.path().to_str().expect("a name");
    let run = validate(&["--format", "json", "--out", folder], files);
    let result: Value = serde_json::from_str(&run.out).expect("json");
    assert_eq!(result["run"]["command"], "validate");
    let mut all = BTreeSet::new();
    for finding in result["findings"].as_array().expect("findings") {
        for cell in finding["evidence"].as_array().expect("evidence") {
            let column = cell["column"].as_str().unwrap_or("");
            let rule = finding["rule"].as_str().expect("a rule").to_owned();
            all.insert((rule, format!("{column}{}", cell["row"])));
        }
    }
    all
}

fn cells(all: &[(&str, &str)]) -> BTreeSet<(String, String)> {
    let owned = |(rule, cell): &(&str, &str)| ((*rule).to_owned(), (*cell).to_owned());
    all.iter().map(owned).collect()
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

/// Five hundred rows with ten faults of ten kinds.
fn ward(folder: &Path) -> (PathBuf, BTreeSet<(String, String)>) {
    let mut list = List::ward("Kỳ Bá", (0..500).map(person).collect());
    let truth = [
        list.set("missing-value", 17, "I", ""),
        list.set("bad-date", 44, "C", "31/02/1934"),
        list.set("bad-id-number", 81, "E", "0341A8001234"),
        list.set_number("id-number-damaged", 120, "E", 34_130_900_120.0),
        list.set("id-number-contradicts", 163, "E", "034038000163"),
        list.repeat("duplicate-row", 205, 206),
        list.set("unknown-category", 260, "F", "Diện đặc thù của phường"),
        list.set_number("amount-not-coefficient", 310, "H", 405_000.0),
        list.error("formula-error", 377, "J"),
        list.total_off("sheet-total"),
    ];
    list.note(44, "C");
    list.note(45, "C");
    let path = folder.join("DS BTXH Ky Ba T10.2020.xlsx");
    list.write(&path);
    (path, truth.into_iter().collect())
}

#[test]
fn ten_faults_of_ten_kinds_are_ten_cells_and_nothing_else() {
    let folder = folder();
    let (path, truth) = ward(folder.path());
    assert_eq!(truth.len(), 10);
    assert_eq!(found(&[&path]), truth);
}

#[test]
fn each_fault_is_told_with_its_cell_value_reason_and_way_out() {
    let folder = folder();
    let (path, _) = ward(folder.path());
    let run = validate(&[], &[&path]);
    assert_eq!(run.code, 1, "{}", run.err);
    let at = run.out.find("“31/02/1934”").expect("the value");
    let told: Vec<&str> = run.out[at..].lines().take(3).collect();
    assert!(told[0].ends_with("Lỗi"), "{told:?}");
    assert!(told[1].contains("không hợp lệ"), "{told:?}");
    assert_eq!(told[2].trim(), "→ Đề nghị sửa theo giấy tờ.");
    assert!(
        run.out.contains("9 chỗ sai phải sửa, 1 chỗ cần xem lại"),
        "{}",
        run.out
    );
    let english = validate(&["--lang", "en"], &[&path]);
    assert!(
        english.out.contains("Mend it by the papers."),
        "{}",
        english.out
    );
}

#[test]
fn the_marked_copy_keeps_the_layout_and_is_the_same_twice() {
    let folder = folder();
    let (path, truth) = ward(folder.path());
    let copy = folder.path().join("DS BTXH Ky Ba T10.2020.kiem-tra.xlsx");
    validate(&[], &[&path]);
    let first = fs::read(&copy).expect("the copy");
    validate(&[], &[&path]);
    assert!(first == fs::read(&copy).expect("the copy"));

    // All that stands around the cells is the clerk's; the cells differ in their format alone.
    let around = |text: &str| {
        let (head, rest) = text.split_once("<sheetData>").expect("cells");
        let (_, tail) = rest.split_once("</sheetData>").expect("cells");
        let head = head.replace(" tabSelected=\"1\"", " tabSelected=\"0\"");
        (head, tail.to_owned())
    };
    let unmarked = |text: &str| {
        let cells = text.split(" s=\"").enumerate().map(|(at, piece)| {
            let bare = piece.split_once('"').map(|(_, rest)| rest);
            if at == 0 {
                piece
            } else {
                bare.unwrap_or(piece)
            }
        });
        cells
            .collect::<String>()
            .replace(" tabSelected=\"1\"", " tabSelected=\"0\"")
    };
    let (own, marked) = (part(&path, SHEET), part(&copy, SHEET));
    assert_eq!(around(&own), around(&marked));
    assert_eq!(unmarked(&own), unmarked(&marked));
    assert_ne!(own, marked);

    let mut book: Xlsx<_> = open_workbook(&copy).expect("a workbook");
    let names = book.sheet_names();
    assert_eq!(names, ["Kiểm tra", "T10"]);
    let page = book.worksheet_range("Kiểm tra").expect("the first sheet");
    let listed: BTreeSet<String> = page
        .rows()
        .filter(|r| r.len() > 2)
        .map(|r| r[2].to_string())
        .collect();
    for (_, cell) in &truth {
        assert!(listed.contains(cell), "{cell} in {listed:?}");
    }
    let notes = part(&copy, "xl/comments1.xml");
    // Ten of ours, one of them behind the clerk's own, and another of the clerk's.
    assert_eq!(notes.matches("<comment ref").count(), 11);
    assert_eq!(notes.matches("đã hỏi gia đình").count(), 2);
    let shapes = part(&copy, "xl/drawings/vmlDrawing1.vml");
    assert_eq!(shapes.matches("<v:shape ").count(), 11);
    // Own output is no list: neither in a folder nor where a pattern names it.
    let again = validate(&[], &[&path, &copy]);
    assert_eq!(again.code, 1);
    assert!(
        !folder
            .path()
            .join("DS BTXH Ky Ba T10.2020.kiem-tra.kiem-tra.xlsx")
            .exists()
    );
    assert_eq!(validate(&[], &[&copy]).code, 2);
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

fn part(path: &Path, name: &str) -> String {
    let file = fs::File::open(path).expect("a file");
    let mut zip = zip::ZipArchive::new(file).expect("a package");
    let mut text = String::new();
    let mut part = zip.by_name(name).expect("a part");
    part.read_to_string(&mut text).expect("text");
    text
}

#[test]
fn encodings_running_numbers_and_communes() {
    let folder = folder();
    let mut list = List::ward("Kỳ Bá", (0..60).map(person).collect());
    let truth = [
        list.set("legacy-encoding", 10, "B", "NguyÔn ThÞ HuyÒn"),
        list.set_number("row-number-gap", 30, "A", 77.0),
    ];
    let path = folder.path().join("ds.xlsx");
    list.write(&path);
    assert_eq!(found(&[&path]), truth.into_iter().collect());
    // Neither makes a list wrong.
    assert_eq!(validate(&[], &[&path]).code, 0);
    assert_eq!(validate(&["--fail-on", "info"], &[&path]).code, 1);

    let csv = folder.path().join("xa.csv");
    let mut text =
        String::from("Họ và tên,Ngày sinh,Xã phường,Số CCCD,Đối tượng,Mức hưởng,Hưởng từ tháng\n");
    for (at, commune) in ["Kỳ Bá", "Bồ Xuyên", "Kỳ Bả Hạ", "Kỳ Bá"]
        .iter()
        .enumerate()
    {
        let p = person(at as u32);
        let line = [p.name.as_str(), &p.born, commune, &p.id];
        text += &line.join(",");
        text += ",Người cao tuổi từ đủ 80 tuổi,270000,04/2018\n";
    }
    fs::write(&csv, text).expect("a file");
    assert_eq!(found(&[&csv]), cells(&[("unknown-commune", "C4")]));
}

#[test]
fn a_list_as_text_gets_a_copy_of_its_cells() {
    let folder = folder();
    let path = folder.path().join("ds.csv");
    let (a, b) = (person(1), person(2));
    let text = format!(
        "Họ và tên,Ngày sinh,Số CCCD,Đối tượng,Mức hưởng,Hưởng từ tháng\n{},{},{},Người cao tuổi từ đủ 80 tuổi,270000,04/2018\n{},30/02/1932,{},Người cao tuổi từ đủ 80 tuổi,270000,\n",
        a.name, a.born, a.id, b.name, b.id
    );
    fs::write(&path, text).expect("a file");
    assert_eq!(
        found(&[&path]),
        cells(&[("bad-date", "B3"), ("missing-value", "F3")])
    );
    assert_eq!(validate(&[], &[&path]).code, 1);
    let copy = folder.path().join("ds.kiem-tra.xlsx");
    let mut book: Xlsx<_> = open_workbook(&copy).expect("a workbook");
    let range = book.worksheet_range("Danh sách").expect("the cells");
    assert_eq!(
        range.get_value((2, 1)).map(ToString::to_string),
        Some("30/02/1932".to_owned())
    );
    assert_eq!(
        part(&copy, "xl/comments1.xml")
            .matches("<comment ref")
            .count(),
        2
    );
}

#[test]
fn old_workbooks_get_a_copy_of_their_cells() {
    let folder = folder();
    let path = folder.path().join("cu.xls");
    fs::copy("tests/reading/vni-fonts.xls", &path).expect("a file");
    assert_eq!(validate(&["--fail-on", "never"], &[&path]).code, 0);
    let copy = folder.path().join("cu.kiem-tra.xlsx");
    let mut book: Xlsx<_> = open_workbook(&copy).expect("a workbook");
    let sheets = book.sheet_names();
    assert_eq!(sheets.first().map(String::as_str), Some("Kiểm tra"));
    let cells = book.worksheet_range(&sheets[1]).expect("the cells");
    let texts: Vec<String> = cells.cells().map(|(_, _, cell)| cell.to_string()).collect();
    assert!(texts.iter().any(|t| t.contains("Họ và tên")), "{texts:?}");
}

#[test]
fn one_person_on_the_rolls_of_two_communes() {
    let folder = folder();
    let (here, there) = (
        folder.path().join("ky-ba.xlsx"),
        folder.path().join("bo-xuyen.xlsx"),
    );
    List::ward("Kỳ Bá", (0..60).map(person).collect()).write(&here);
    let mut others: Vec<_> = (100..160).map(person).collect();
    others[7] = person(5);
    // A namesake of the same year is nobody's double.
    others[9].name.clone_from(&person(3).name);
    List::ward("Bồ Xuyên", others).write(&there);
    let truth = cells(&[("duplicate-row", "B16"), ("duplicate-row", "B14")]);
    assert_eq!(found(&[&here, &there]), truth);
    assert_eq!(found(&[&here]), BTreeSet::new());
}

#[test]
fn a_list_in_order_gives_a_friendly_word() {
    let folder = folder();
    let path = folder.path().join("ds.xlsx");
    List::ward("Kỳ Bá", (0..40).map(person).collect()).write(&path);
    let run = validate(&[], &[&path]);
    assert_eq!(run.code, 0, "{}", run.out);
    assert!(
        run.out.contains("không thấy lỗi nào, có thể gửi đi"),
        "{}",
        run.out
    );
    assert!(folder.path().join("ds.kiem-tra.xlsx").is_file());
    assert!(validate(&["-q"], &[&path]).out.is_empty());
}

#[test]
fn ledgers_and_registers_are_checked_as_well() {
    let folder = folder();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("a file");
        path
    };
    let ledger = write(
        "chi-tra-2020-10.csv",
        "Họ và tên,Ngày sinh,Số CCCD,Đối tượng,Số tiền,Ký nhận\nNguyễn Thị Hoa,21/03/1938,034138001234,Người cao tuổi từ đủ 80 tuổi,270000,x\nPhạm Thị Lan,31/02/1936,034136001235,Người cao tuổi từ đủ 80 tuổi,,x\n",
    );
    assert_eq!(
        found(&[&ledger]),
        cells(&[("bad-date", "B3"), ("missing-value", "E3")])
    );
    let deaths = write(
        "khai-tu.csv",
        "Họ và tên,Ngày sinh,Ngày chết,Nơi cư trú\nNguyễn Thị Hoa,21/03/1938,15/07/2020,Kỳ Bá\nPhạm Thị Lan,05/02/1936,31/09/2020,Kỳ Bá\nLê Văn Tư,1940,,Kỳ Bá\n",
    );
    assert_eq!(
        found(&[&deaths]),
        cells(&[("bad-date", "C3"), ("missing-value", "C4")])
    );
    let cards = write(
        "the-bhyt.csv",
        "Họ và tên,Ngày sinh,Số CCCD,Số thẻ BHYT,Giá trị từ ngày,Giá trị đến ngày\nNguyễn Thị Hoa,21/03/1938,0341A8001234,BT2340123456789,01/01/2020,31/12/2020\n",
    );
    assert_eq!(found(&[&cards]), cells(&[("bad-id-number", "C2")]));
}

#[test]
fn what_cannot_be_read_is_told_and_nothing_is_written() {
    let folder = folder();
    let good = folder.path().join("ds.xlsx");
    List::ward("Kỳ Bá", (0..40).map(person).collect()).write(&good);
    let (broken, gone) = (
        folder.path().join("hong.xlsx"),
        folder.path().join("khong-co.xlsx"),
    );
    fs::write(&broken, b"PK\x03\x04 and no more").expect("a file");
    let out = folder.path().join("ra");
    let args = ["--out", out.to_str().expect("a name")];
    let run = validate(&args, &[&good, &broken]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("hong.xlsx") && !out.exists(),
        "{}",
        run.err
    );
    assert_eq!(validate(&args, &[&good, &gone]).code, 2);
    let run = validate(
        &[&args[..], &["--skip-unknown"]].concat(),
        &[&good, &broken],
    );
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("hong.xlsx"), "{}", run.out);
    assert_eq!(fs::read_dir(&out).expect("a folder").count(), 1);
}

/// A list in order typed as text, with one cell of one row (both from 1, as Excel counts) typed over.
fn typed_over(
    folder: &Path,
    header: &str,
    rows: &[&str],
    over: &[(usize, usize, &str)],
) -> PathBuf {
    let mut lines: Vec<Vec<String>> = std::iter::once(&header)
        .chain(rows)
        .map(|line| line.split(';').map(str::to_owned).collect())
        .collect();
    for (row, column, text) in over {
        (*text).clone_into(&mut lines[row - 1][column - 1]);
    }
    let lines: Vec<String> = lines.iter().map(|line| line.join(";")).collect();
    let path = folder.join("phuong-ky-ba-thang-10-2020.csv");
    fs::write(&path, lines.join("\n")).expect("a file");
    path
}

const ROLL: &str =
    "STT;Họ và tên;Ngày sinh;Giới tính;Số CCCD;Đối tượng;Hệ số;Mức hưởng;Hưởng từ tháng";
const ELDERLY: [&str; 5] = [
    "1;Nguyễn Thị Hoa;21/03/1938;Nữ;034138001234;Người cao tuổi từ đủ 80 tuổi;1;270000;04/2018",
    "2;Tổng Thị Cộng;29/02/1936;Nữ;034136001235;Người cao tuổi từ đủ 80 tuổi;1;270000;04/2018",
    "3;Cộng Văn Lý;01/05/1919;Nam;150123456;Người cao tuổi từ đủ 80 tuổi;1;270000;04/2018",
    "4;Lê Thị Mận;12/12/1937;Nữ;034137001236;Người cao tuổi từ đủ 80 tuổi;1;270000;04/2018",
    ";Tổng cộng;;;;;;1080000;",
];

#[test]
fn a_row_without_a_name_is_one_fault_and_breaks_neither_numbers_nor_total() {
    let folder = folder();
    let found =
        |over: &[(usize, usize, &str)]| found(&[&typed_over(folder.path(), ROLL, &ELDERLY, over)]);
    assert_eq!(found(&[]), BTreeSet::new());
    let nameless = cells(&[("missing-value", "B3")]);
    assert_eq!(found(&[(3, 2, "")]), nameless);
    // Whoever it is, the row is somebody's by its number, words and money alone.
    assert_eq!(found(&[(3, 2, ""), (3, 3, ""), (3, 5, "")]), nameless);
    // A total that leaves the row out is a sum as well, any other is none.
    assert_eq!(found(&[(3, 2, ""), (6, 8, "810000")]), nameless);
    let off = cells(&[("missing-value", "B3"), ("sheet-total", "H6")]);
    assert_eq!(found(&[(3, 2, ""), (6, 8, "1350000")]), off);
}

#[test]
fn one_wrong_cell_does_not_blame_its_neighbours() {
    let folder = folder();
    let found =
        |over: &[(usize, usize, &str)]| found(&[&typed_over(folder.path(), ROLL, &ELDERLY, over)]);
    // A birth that is none says nothing about the id number, but the sex still does.
    assert_eq!(found(&[(2, 3, "31/02/1940")]), cells(&[("bad-date", "C2")]));
    assert_eq!(found(&[(2, 3, "01/01/2025")]), cells(&[("bad-date", "C2")]));
    assert_eq!(
        found(&[(2, 3, "31/02/1940"), (2, 4, "Nam")]),
        cells(&[("bad-date", "C2"), ("id-number-contradicts", "E2")])
    );
    // Nor does a coefficient of no category say anything about the amount.
    assert_eq!(
        found(&[(2, 7, "3,7")]),
        cells(&[("amount-not-coefficient", "G2")])
    );
    assert_eq!(
        found(&[(2, 8, "300000"), (6, 8, "1110000")]),
        cells(&[("amount-not-coefficient", "H2")])
    );
}

#[test]
fn a_birth_in_three_columns_is_a_date_of_the_calendar() {
    let folder = folder();
    let header = "STT;Họ và tên;Ngày sinh;;;Giới tính;Số CCCD;Đối tượng;Mức hưởng;Hưởng từ tháng";
    let rows = [
        ";;Ngày;Tháng;Năm;;;;;",
        "1;Nguyễn Thị Hoa;21;3;1938;Nữ;034138001234;Người cao tuổi từ đủ 80 tuổi;270000;04/2018",
        "2;Tổng Thị Cộng;29;2;1936;Nữ;034136001235;Người cao tuổi từ đủ 80 tuổi;270000;04/2018",
        "3;Cộng Văn Lý;;;1919;Nam;150123456;Người cao tuổi từ đủ 80 tuổi;270000;04/2018",
        "4;Lê Thị Mận;0;0;1937;Nữ;034137001236;Người cao tuổi từ đủ 80 tuổi;270000;04/2018",
    ];
    let found =
        |over: &[(usize, usize, &str)]| found(&[&typed_over(folder.path(), header, &rows, over)]);
    assert_eq!(found(&[]), BTreeSet::new());
    let wrong = cells(&[("bad-date", "C3")]);
    assert_eq!(found(&[(3, 3, "31"), (3, 4, "2")]), wrong);
    assert_eq!(found(&[(3, 4, "13")]), wrong);
    assert_eq!(found(&[(4, 5, "1935")]), cells(&[("bad-date", "C4")]));
}

#[test]
fn a_birth_that_excel_put_into_the_next_century_is_a_warning() {
    let folder = folder();
    let path = folder.path().join("ds.xlsx");
    let mut list = List::ward("Kỳ Bá", (0..40).map(person).collect());
    // 5/6/30 as Excel has it: 5 June 2030.
    list.set_date(10, "C", 47_639.0);
    list.write(&path);
    assert_eq!(found(&[&path]), cells(&[("bad-date", "C19")]));
    let run = validate(&[], &[&path]);
    assert_eq!(run.code, 0, "{}", run.out);
    assert!(run.out.contains("đã hiểu là 05/06/1930"), "{}", run.out);
}

const RELATIONS: &str = "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";

#[test]
fn a_copy_has_neither_macros_nor_a_signature_that_no_longer_holds() {
    let folder = folder();
    let mut list = List::ward("Kỳ Bá", (0..40).map(person).collect());
    let truth = [list.set("bad-date", 9, "C", "31/02/1934")];
    let path = folder.path().join("ds.xlsm");
    list.write(&path);
    package::change(&path, |parts| {
        let types = parts.get_mut("[Content_Types].xml").expect("types");
        *types = types.replace(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        );
        let declared = "<Override PartName=\"/_xmlsignatures/sig1.xml\" ContentType=\"application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml\"/>";
        package::append(parts, "[Content_Types].xml", "</Types>", declared);
        let macros = "<Relationship Id=\"rIdV\" Type=\"http://schemas.microsoft.com/office/2006/relationships/vbaProject\" Target=\"vbaProject.bin\"/>";
        package::append(
            parts,
            "xl/_rels/workbook.xml.rels",
            "</Relationships>",
            macros,
        );
        let signed = "<Relationship Id=\"rIdS\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin\" Target=\"_xmlsignatures/origin.sigs\"/>";
        package::append(parts, "_rels/.rels", "</Relationships>", signed);
        let related = |kind: &str, target: &str| {
            format!(
                "{RELATIONS}<Relationship Id=\"rId1\" Type=\"http://a/{kind}\" Target=\"{target}\"/></Relationships>"
            )
        };
        for (name, text) in [
            ("xl/vbaProject.bin", "macros".to_owned()),
            (
                "xl/_rels/vbaProject.bin.rels",
                related("vbaProjectSignature", "vbaProjectSignature.bin"),
            ),
            ("xl/vbaProjectSignature.bin", "signature".to_owned()),
            ("_xmlsignatures/origin.sigs", String::new()),
            (
                "_xmlsignatures/_rels/origin.sigs.rels",
                related("signature", "sig1.xml"),
            ),
            ("_xmlsignatures/sig1.xml", "<Signature/>".to_owned()),
        ] {
            parts.insert(name.to_owned(), text);
        }
    });
    assert_eq!(found(&[&path]), truth.into_iter().collect());
    validate(&[], &[&path]);
    let copy = package::read(&folder.path().join("ds.kiem-tra.xlsx"));
    let left = |word: &str| {
        let named = copy.keys().filter(|name| name.contains(word));
        let told = copy.values().filter(|text| text.contains(word));
        named.count() + told.count()
    };
    assert_eq!(
        (left("vba"), left("signature"), left("macroEnabled")),
        (0, 0, 0)
    );
    assert!(copy["[Content_Types].xml"].contains("spreadsheetml.sheet.main+xml"));
    assert!(copy["xl/worksheets/sheet1.xml"].contains("tabSelected=\"0\""));
}

#[test]
fn packages_of_other_programs_are_marked_in_place() {
    let folder = folder();
    let mut list = List::ward("Kỳ Bá", (0..40).map(person).collect());
    let truth: BTreeSet<_> = [list.set("bad-date", 9, "C", "31/02/1934")].into();
    let prefixed = |text: &str| {
        let (head, text) = text.split_once("?>").expect("a head");
        let text = text
            .replace("</", "\u{1}")
            .replace('<', "<x:")
            .replace('\u{1}', "</x:");
        format!("{head}?>{}", text.replace(" xmlns=", " xmlns:x="))
    };
    let bare = |text: &str| {
        let mut pieces = text.split(" s=\"");
        let first = pieces.next().unwrap_or("").to_owned();
        let rest = pieces.map(|p| p.split_once('"').map_or(p, |(_, rest)| rest));
        rest.fold(first, |text, piece| text + piece)
    };
    let without = |text: &str, word: &str| {
        let kept = text.split_inclusive('>').filter(|tag| !tag.contains(word));
        kept.collect::<String>()
    };
    for kind in ["prefixed", "no styles"] {
        let path = folder.path().join(format!("{kind}.xlsx"));
        list.write(&path);
        package::change(&path, |parts| {
            if kind == "prefixed" {
                for name in [SHEET, "xl/workbook.xml", "xl/styles.xml"] {
                    let text = parts.get_mut(name).expect("the part");
                    *text = prefixed(text);
                }
                return;
            }
            parts.remove("xl/styles.xml");
            let sheet = parts.get_mut(SHEET).expect("the sheet");
            *sheet = bare(sheet);
            for name in ["[Content_Types].xml", "xl/_rels/workbook.xml.rels"] {
                let text = parts.get_mut(name).expect("the part");
                *text = without(text, "styles");
            }
        });
        assert_eq!(found(&[&path]), truth, "{kind}");
        let run = validate(&[], &[&path]);
        assert!(
            !run.out.contains("chỉ chép lại các ô"),
            "{kind}: {}",
            run.out
        );
        let copy = package::read(&folder.path().join(format!("{kind}.kiem-tra.xlsx")));
        assert_eq!(copy["xl/comments1.xml"].matches("<comment ").count(), 1);
        assert!(copy["xl/styles.xml"].contains("patternFill"), "{kind}");
        let own = package::read(&path);
        let cells = own[SHEET].matches(":c ").count() + own[SHEET].matches("<c ").count();
        let kept = copy[SHEET].matches(":c ").count() + copy[SHEET].matches("<c ").count();
        assert_eq!(cells, kept, "{kind}");
    }
}
