//! What a run leaves in `--out` (`contract.md`): three files, whole or not at all, the same bytes for
//! the same outcome, readable by people and programs.

#[cfg(test)]
mod made_up;

use std::fs;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Xlsx, open_workbook};
use rasoat::model::{Confidence, Severity};
use rasoat::report;
use rasoat::texts::Lang;

#[cfg(test)]
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("report")
        .join(name);
    let _ = fs::remove_dir_all(&folder);
    folder
}

#[cfg(test)]
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[cfg(test)]
fn rows(path: &Path, sheet: &str) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn the_same_outcome_leaves_the_same_bytes() {
    let outcome = made_up::rich();
    let (one, other) = (folder("same-1"), folder("same-2"));
    let placed = report::write_all(&one, &outcome, Lang::Vi).unwrap();
    report::write_all(&other, &outcome, Lang::Vi).unwrap();
    assert_eq!(
        names(&one),
        [report::ADJUSTMENTS, report::JSON, report::FINDINGS]
    );
    assert_eq!(placed.json, one.join(report::JSON));
    for name in names(&one) {
        assert!(
            fs::read(one.join(&name)).unwrap() == fs::read(other.join(&name)).unwrap(),
            "{name}"
        );
    }
    report::write_all(&folder("english"), &outcome, Lang::En).unwrap();
    report::write_all(&folder("bare"), &made_up::bare(), Lang::Vi).unwrap();
    report::write_all(&folder("wide"), &made_up::many(700), Lang::Vi).unwrap();
}

#[test]
fn a_run_that_cannot_finish_changes_nothing() {
    let folder = folder("failed");
    fs::create_dir_all(folder.join(report::ADJUSTMENTS)).unwrap();
    fs::write(folder.join(report::JSON), "cũ").unwrap();
    fs::write(folder.join("ghi-chu.txt"), "của người khác").unwrap();
    let fault = report::write_all(&folder, &made_up::rich(), Lang::Vi).unwrap_err();
    assert!(matches!(fault, report::WriteFault::File { .. }), "{fault}");
    assert!(rasoat::texts::results::write_fault(Lang::Vi, &fault).contains(report::ADJUSTMENTS));
    assert_eq!(
        names(&folder),
        [report::ADJUSTMENTS, "ghi-chu.txt", report::JSON]
    );
    assert_eq!(fs::read_to_string(folder.join(report::JSON)).unwrap(), "cũ");

    fs::remove_dir(folder.join(report::ADJUSTMENTS)).unwrap();
    report::write_all(&folder, &made_up::rich(), Lang::Vi).unwrap();
    assert_eq!(names(&folder).len(), 4);
    assert_eq!(
        fs::read_to_string(folder.join("ghi-chu.txt")).unwrap(),
        "của người khác"
    );
}

#[test]
fn json_has_the_keys_of_the_contract_and_leaves_out_what_is_absent() {
    let outcome = made_up::rich();
    let mut text = Vec::new();
    report::write_json(&outcome, &mut text).unwrap();
    let text = String::from_utf8(text).unwrap();
    assert!(text.ends_with("}\n") && !text.contains("null"));
    let read: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(read, serde_json::to_value(report::json(&outcome)).unwrap());
    let at = |keys: &[&str]| -> Vec<usize> {
        keys.iter()
            .map(|key| {
                text.find(&format!("\"{key}\": "))
                    .unwrap_or_else(|| panic!("{key}"))
            })
            .collect()
    };
    for keys in [
        &[
            "tool",
            "run",
            "sources",
            "findings",
            "adjustments",
            "totals",
        ][..],
        &[
            "id",
            "rule",
            "severity",
            "confidence",
            "action",
            "subject",
            "months",
            "amount",
            "counted",
            "message",
            "basis",
            "evidence",
        ],
        &[
            "people",
            "payments",
            "paid",
            "due",
            "due_range",
            "recover",
            "arrears",
            "unclaimed",
            "unjudged",
            "outside",
        ],
    ] {
        assert!(at(keys).is_sorted(), "{keys:?}");
    }
    let finding = &read["findings"][0];
    assert_eq!(finding["months"], serde_json::json!(["2020-08", "2020-09"]));
    assert_eq!(finding["subject"]["id_number"], "034032001000");
    assert_eq!(read["findings"][1]["subject"].get("id_number"), None);
    assert_eq!(finding.get("amount_range"), None);
    assert_eq!(read["sources"][0]["header_row"], 7);
    assert_eq!(read["totals"]["due_range"][1], 26_902_540_000_i64);
    assert_eq!(
        text.lines()
            .filter(|line| line.starts_with("    {\"id\""))
            .count(),
        outcome.findings.len()
    );
}

#[test]
fn every_finding_stands_once_on_the_sheet_of_its_group() {
    let outcome = made_up::rich();
    let folder = folder("findings");
    let placed = report::write_all(&folder, &outcome, Lang::Vi).unwrap();
    let book: Xlsx<_> = open_workbook(&placed.findings).unwrap();
    assert_eq!(
        book.sheet_names(),
        [
            "Tổng quan",
            "Xã, phường",
            "Theo người",
            "Tử vong",
            "Vắng mặt",
            "Khuyết tật",
            "Trùng",
            "Mức hưởng",
            "Danh sách",
            "Thẻ BHYT",
            "Tiền điện",
            "Học sinh",
            "Tiến độ",
            "Nguồn",
        ]
    );
    let mut ids = Vec::new();
    for sheet in &book.sheet_names()[3..13] {
        let rows = rows(&placed.findings, sheet);
        let head: Vec<String> = rows[2].iter().map(ToString::to_string).collect();
        let column = |name: &str| head.iter().position(|h| h == name).unwrap();
        for typed in ["Kết quả xác minh", "Ngày", "Người xác minh"] {
            assert!(
                rows[3..]
                    .iter()
                    .all(|row| row[column(typed)] == Data::Empty),
                "{typed}"
            );
        }
        for row in &rows[3..] {
            let id = row[column("Mã sai lệch")].to_string();
            let finding = outcome.findings.iter().find(|f| f.id == id).unwrap();
            assert_eq!(
                row[column("Số tiền (đồng)")],
                Data::Float(finding.amount.0 as f64)
            );
            assert!(
                row[column("Nội dung")]
                    .to_string()
                    .starts_with(&finding.message)
            );
            ids.push(id);
        }
    }
    ids.sort();
    let mut all: Vec<&str> = outcome.findings.iter().map(|f| &*f.id).collect();
    all.sort_unstable();
    assert_eq!(ids, all);
    let first = &rows(&placed.findings, "Tử vong")[3];
    assert_eq!(first[6], Data::String("T8/2020, T9/2020".to_owned()));
    assert_eq!(
        first[11],
        Data::String("Điều 8 NĐ 136/2013/NĐ-CP; khoản 2 Điều 8 NĐ 20/2021/NĐ-CP".to_owned())
    );
    assert_eq!(
        first[17],
        Data::String("chi-tra/2020-01.xlsx › T1 › H12".to_owned())
    );
}

#[test]
fn the_sums_of_a_list_stand_in_figures_and_words() {
    let outcome = made_up::rich();
    let placed = report::write_all(&folder("papers"), &outcome, Lang::Vi).unwrap();
    let recover: i64 = outcome
        .adjustments
        .iter()
        .filter(|a| a.kind == rasoat::model::AdjustmentKind::Recover)
        .map(|a| a.amount.0)
        .sum();
    assert_eq!(recover, 6_480_000);
    let cells: Vec<String> = rows(&placed.adjustments, "Thu hồi")
        .concat()
        .iter()
        .map(ToString::to_string)
        .collect();
    let words = "Tổng số tiền đề nghị thu hồi: 6.480.000 đồng. Bằng chữ: Sáu triệu bốn trăm tám mươi nghìn đồng.";
    assert!(cells.iter().any(|cell| cell == words), "{cells:?}");
    assert!(cells.iter().any(|cell| cell == "6480000"));
    let nothing = report::write_all(&folder("no-papers"), &made_up::bare(), Lang::Vi).unwrap();
    let cells = rows(&nothing.adjustments, "Thôi hưởng").concat();
    assert!(cells.contains(&Data::String("(Không có trường hợp nào)".to_owned())));
}

#[cfg(test)]
fn texts(path: &Path, sheet: &str) -> Vec<Vec<String>> {
    let shown = |row: Vec<Data>| row.iter().map(ToString::to_string).collect();
    rows(path, sheet).into_iter().map(shown).collect()
}

#[test]
fn a_stop_without_proof_stands_among_the_cases_to_verify() {
    let mut outcome = made_up::rich();
    outcome.adjustments.clear();
    let odd = &mut outcome.findings[0];
    odd.severity = Severity::Warning;
    odd.action = vec!["stop".to_owned()];
    let message = odd.message.clone();
    assert_eq!(odd.confidence, Confidence::Certain);
    let placed = report::write_all(&folder("unproven"), &outcome, Lang::Vi).unwrap();
    let cases = texts(&placed.adjustments, "Cần xác minh");
    let case = cases.iter().find(|row| row[5] == message).unwrap();
    assert_eq!(
        case[8],
        "Trích lục khai tử hoặc xác nhận của Công an phường"
    );
}

#[test]
fn the_lists_of_the_sample_say_what_its_registers_know() {
    let folder = folder("sample");
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut command = assert_cmd::Command::cargo_bin("rasoat").unwrap();
    let run = command.arg("audit").arg(home.join("sample-data"));
    run.arg("--out").arg(&folder).assert().code(1);
    let book = folder.join(report::ADJUSTMENTS);
    let of = |sheet: &str, name: &str| {
        let rows = texts(&book, sheet).into_iter();
        rows.filter(|row| row[1] == name).collect::<Vec<_>>()
    };
    // Off the roll since her death: the ledger tells as whom she was paid.
    let stop = of("Thôi hưởng", "Phạm Thị Lụa");
    assert_eq!(stop[0][11], "12/07/2020");
    assert!(stop[0][6].contains("80 tuổi"), "{:?}", stop[0]);
    let away = of("Thôi hưởng", "Hoàng Văn Quyết");
    assert_eq!(away[0][11], "20/07/2020");
    let adjust = of("Điều chỉnh", "Trần Văn Cường");
    assert_eq!(adjust[0][8..=12], ["1,5", "405000", "", "2,0", "540000"]);
    // Nobody stands on no list.
    assert_eq!(of("Cần xác minh", "Ngô Thị Sen").len(), 1);
    for row in of("Cần xác minh", "Lê Thị Tý") {
        assert_eq!(row[8], "Phiếu chi có chữ ký");
    }
    let unit = |sheet: &str| {
        let cells = texts(&book, sheet).concat();
        cells.iter().any(|cell| cell == "Đơn vị tính: đồng")
    };
    assert!(unit("Thu hồi") && !unit("Báo giảm thẻ BHYT"));
    let json = fs::read_to_string(folder.join(report::JSON)).unwrap();
    assert!(!json.contains("settled_by") && json.contains("\"unjudged\": 0,"));
}

#[test]
fn our_own_workbooks_carry_their_mark() {
    let placed = report::write_all(&folder("mark"), &made_up::bare(), Lang::Vi).unwrap();
    for (path, mark) in [
        (&placed.findings, "sai-lech"),
        (&placed.adjustments, "dieu-chinh"),
    ] {
        let mut archive = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
        let custom =
            std::io::read_to_string(archive.by_name("docProps/custom.xml").unwrap()).unwrap();
        assert!(
            custom.contains(&format!("name=\"{}\"", report::OWN_MARK)),
            "{custom}"
        );
        assert!(custom.contains(mark), "{custom}");
        let core = std::io::read_to_string(archive.by_name("docProps/core.xml").unwrap()).unwrap();
        assert!(core.contains("2020-10-31T00:00:00Z"), "{core}");
    }
}

#[test]
fn many_findings_and_odd_groups_are_borne() {
    let mut outcome = made_up::many(20_000);
    let odd = &mut outcome.findings[0];
    odd.message = "Một câu dài quá mức. ".repeat(5_000);
    odd.subject.name = "=1+1\u{1}\u{b}".to_owned();
    odd.months = Vec::new();
    let placed = report::write_all(&folder("many"), &outcome, Lang::Vi).unwrap();
    let book: Xlsx<_> = open_workbook(&placed.findings).unwrap();
    assert!(
        book.sheet_names()
            .iter()
            .any(|name| name == "của riêng  phòng"),
        "{:?}",
        book.sheet_names()
    );
}

#[test]
fn the_terminal_is_plain_unless_colours_are_asked_for() {
    let outcome = made_up::rich();
    let print = |colour| {
        let mut text = Vec::new();
        report::terminal(&mut text, &outcome, Lang::Vi, colour, None).unwrap();
        String::from_utf8(text).unwrap()
    };
    let (plain, coloured) = (print(false), print(true));
    assert!(!plain.contains('\u{1b}') && coloured.contains("\u{1b}[31m"));
    assert!(
        plain.contains("Chi trả sau khi chết") && plain.contains("96.390.000"),
        "{plain}"
    );
}
