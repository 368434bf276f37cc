//! The marked copy: the clerk's own layout with the wrong cells filled and noted.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::Path;

use super::list::{List, person};
use super::package;
use super::run::{cells, folder, found, validate, ward};
use calamine::{Reader, Xlsx, open_workbook};

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
fn a_copy_of_cells_has_the_lines_merged_areas_and_heads_of_the_list() {
    let folder = folder();
    let path = folder.path().join("ds.xls");
    let text = "<table><tr><td colspan=5>DANH SÁCH ĐỐI TƯỢNG THÁNG 10/2020</td></tr>\
        <tr><td rowspan=2>Họ và tên</td><td rowspan=2>Ngày sinh</td><td rowspan=2>Đối tượng</td><td colspan=2>Được hưởng</td></tr>\
        <tr><td>Mức hưởng</td><td>Hưởng từ tháng</td></tr>\
        <tr><td>Nguyễn Thị Hoa</td><td>31/02/1938</td><td>Người cao tuổi từ đủ 80 tuổi</td><td>270.000</td><td>04/2018</td></tr>\
        <tr><td>Lê Thị Mận</td><td>12/12/1937</td><td rowspan=3>Người cao tuổi từ đủ 80 tuổi</td><td>270.000</td><td>04/2018</td></tr>\
        <tr><td>Trần Thị Lan</td><td>13/12/1937</td><td>270.000</td><td>04/2018</td></tr>\
        <tr><td>Bùi Văn Tư</td><td></td><td>270.000</td><td>04/2018</td></tr></table>";
    fs::write(&path, text).expect("a file");
    let truth = [("bad-date", "B4"), ("missing-value", "B7")];
    assert_eq!(found(&[&path]), cells(&truth));
    assert_eq!(validate(&[], &[&path]).code, 1);
    let copy = folder.path().join("ds.kiem-tra.xlsx");
    let sheet = part(&copy, "xl/worksheets/sheet2.xml");
    for area in ["A1:E1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "C5:C7"] {
        let merged = format!("<mergeCell ref=\"{area}\"/>");
        assert!(sheet.contains(&merged), "{area} in {sheet}");
    }
    assert_eq!(sheet.matches("<mergeCell ").count(), 6);
    // Its cells have lines, those above it none; the head stays in sight and on every page.
    let styles = part(&copy, "xl/styles.xml");
    assert!(styles.contains("<left style=\"thin\">"), "{styles}");
    assert!(sheet.contains("<pane ySplit=\"3\""), "{sheet}");
    let book = part(&copy, "xl/workbook.xml");
    assert!(book.contains("$2:$3"), "{book}");
}

#[test]
fn a_copy_of_halves_side_by_side_shows_the_money_of_both_alike() {
    let folder = folder();
    let path = folder.path().join("ds.csv");
    let head = "Họ và tên,Ngày sinh,Đối tượng,Mức hưởng,Hưởng từ tháng";
    let row = |name: &str, born: &str| {
        format!("{name},{born},Người cao tuổi từ đủ 80 tuổi,270000,04/2018")
    };
    let (left, right) = (
        row("Nguyễn Thị Hoa", "31/02/1938"),
        row("Lê Thị Mận", "12/12/1937"),
    );
    fs::write(&path, format!("{head},,{head}\n{left},,{right}\n")).expect("a file");
    assert_eq!(validate(&[], &[&path]).code, 1);
    let sheet = part(
        &folder.path().join("ds.kiem-tra.xlsx"),
        "xl/worksheets/sheet2.xml",
    );
    let style = |cell: &str| {
        let (_, tag) = sheet
            .split_once(&format!("<c r=\"{cell}\""))
            .expect("the cell");
        tag.split_once('>').expect("a tag").0.to_owned()
    };
    assert_eq!(style("D2"), style("J2"));
    assert_ne!(style("D2"), style("A2"));
}

#[test]
fn a_package_with_a_broken_or_straying_part_is_written_anew() {
    for (name, text) in [
        ("xl/theme/theme1.xml", "<a:theme><b></a:theme>"),
        ("docProps/core.xml", "<?xml version=\"1.0\" 9?><a/>"),
        ("../../evil.xml", "<a/>"),
    ] {
        let folder = folder();
        let mut list = List::ward("Kỳ Bá", (0..40).map(person).collect());
        let truth = [list.set("bad-date", 9, "C", "31/02/1934")];
        let path = folder.path().join("ds.xlsx");
        list.write(&path);
        package::change(&path, |parts| {
            parts.insert(name.to_owned(), text.to_owned());
        });
        assert_eq!(found(&[&path]), truth.into_iter().collect(), "{name}");
        let run = validate(&[], &[&path]);
        assert!(
            run.out.contains("không giữ được nguyên trang trí"),
            "{}",
            run.out
        );
        let parts = package::read(&folder.path().join("ds.kiem-tra.xlsx"));
        assert!(parts.get(name).is_none_or(|held| held != text), "{name}");
    }
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
fn what_hangs_on_a_workbook_stays_as_it_was() {
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let folder = folder();
    let (path, _) = ward(folder.path());
    let hung = [
        (
            "xl/pivotCache/pivotCacheDefinition1.xml",
            "<pivotCacheDefinition/>",
        ),
        ("xl/pivotTables/pivotTable1.xml", "<pivotTableDefinition/>"),
        ("xl/externalLinks/externalLink1.xml", "<externalLink/>"),
        ("xl/charts/chart1.xml", "<chartSpace/>"),
    ];
    let book = format!(
        "<externalReferences><externalReference xmlns:q=\"{OFFICE}\" q:id=\"rIdX\"/></externalReferences><pivotCaches><pivotCache cacheId=\"5\" xmlns:q=\"{OFFICE}\" q:id=\"rIdP\"/></pivotCaches>"
    );
    let relations = format!(
        "<Relationship Id=\"rIdP\" Type=\"{OFFICE}/pivotCacheDefinition\" Target=\"pivotCache/pivotCacheDefinition1.xml\"/><Relationship Id=\"rIdX\" Type=\"{OFFICE}/externalLink\" Target=\"externalLinks/externalLink1.xml\"/>"
    );
    let rules = "<conditionalFormatting sqref=\"H5:H9\"><cfRule type=\"cellIs\" priority=\"1\" operator=\"lessThan\"><formula>1</formula></cfRule></conditionalFormatting><dataValidations count=\"1\"><dataValidation type=\"list\" sqref=\"D5:D9\"><formula1>\"Nam,Nữ\"</formula1></dataValidation></dataValidations>";
    package::change(&path, |parts| {
        package::append(parts, "xl/workbook.xml", "</workbook>", &book);
        package::append(
            parts,
            "xl/_rels/workbook.xml.rels",
            "</Relationships>",
            &relations,
        );
        let sheet = parts.get_mut(SHEET).expect("the sheet");
        *sheet = sheet.replace("</sheetData>", &format!("</sheetData>{rules}"));
        parts.extend(hung.map(|(name, text)| (name.to_owned(), text.to_owned())));
    });
    assert_eq!(validate(&[], &[&path]).code, 1);
    let copy = folder.path().join("DS BTXH Ky Ba T10.2020.kiem-tra.xlsx");
    let (own, copied) = (package::read(&path), package::read(&copy));
    let changed = [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/custom.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/styles.xml",
        "xl/workbook.xml",
        SHEET,
    ];
    for (name, text) in own
        .iter()
        .filter(|(name, _)| !changed.contains(&name.as_str()))
    {
        assert_eq!(copied.get(name), Some(text), "{name}");
    }
    assert!(copied["xl/workbook.xml"].contains(&book));
    assert!(copied["xl/_rels/workbook.xml.rels"].contains(&relations));
    assert!(copied[SHEET].contains(rules));
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
