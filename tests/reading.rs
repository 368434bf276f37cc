//! What `rasoat inspect --rows --format json` promises (`contract.md`), driven through the binary: each
//! file of `tests/reading` is named after the trap it holds, `expected.json` says what must come of it.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reading")
}

fn rasoat(paths: &[&Path]) -> Command {
    let mut command = Command::cargo_bin("rasoat").unwrap();
    command.args(["inspect", "--rows", "--format", "json", "--lang", "en"]);
    command.args(paths);
    command
}

fn inspect(path: &Path) -> Value {
    let output = rasoat(&[path]).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{}: {told}", path.display());
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Writes a file and reads it.
fn read(name: &str, bytes: impl AsRef<[u8]>) -> Value {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join(name);
    fs::write(&path, bytes).unwrap();
    inspect(&path)
}

/// All rows of a document, with their sheet.
fn rows(document: &Value) -> Vec<Value> {
    let sources = document["sources"].as_array().unwrap();
    sources
        .iter()
        .flat_map(|s| {
            s["rows"].as_array().unwrap().iter().map(|row| {
                let mut row = row.clone();
                row["sheet"] = s["sheet"].clone();
                row
            })
        })
        .collect()
}

fn role(document: &Value) -> &str {
    document["sources"][0]["role"].as_str().unwrap()
}

/// The rows of one column, `-` where it is absent.
fn column(document: &Value, key: &str) -> String {
    let text = |row: &Value| match &row[key] {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    rows(document)
        .iter()
        .map(text)
        .collect::<Vec<_>>()
        .join(" | ")
}

fn refused(name: &str, bytes: impl AsRef<[u8]>) -> String {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join(name);
    fs::write(&path, bytes).unwrap();
    let output = rasoat(&[&path]).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{name} was read");
    assert!(
        output.stdout.is_empty(),
        "{name}: half an answer was printed"
    );
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains(name), "{told}");
    told
}

#[test]
fn every_trap_is_read_as_expected() {
    let expected: Value =
        serde_json::from_slice(&fs::read(folder().join("expected.json")).unwrap()).unwrap();
    let mut wrong = Vec::new();
    for (name, want) in expected.as_object().unwrap() {
        let path = folder().join(name);
        if want["fault"] == true {
            let output = rasoat(&[&path]).output().unwrap();
            let told = String::from_utf8_lossy(&output.stderr).into_owned();
            if output.status.code() != Some(2) || !told.contains(name) {
                wrong.push(format!("{name}: exit {:?}: {told}", output.status.code()));
            }
            continue;
        }
        let document = inspect(&path);
        let got = rows(&document);
        let want_rows = want["rows"].as_array().unwrap();
        if got.len() != want_rows.len() || role(&document) != want["role"] {
            wrong.push(format!("{name}: {} rows, {}", got.len(), role(&document)));
        }
        for (want, got) in want_rows.iter().zip(&got) {
            for (key, value) in want.as_object().unwrap() {
                let fits = match key.as_str() {
                    "money" => got["amount"] == *value || got["total"] == *value,
                    "told" => [&got["repairs"], &got["doubts"]]
                        .iter()
                        .any(|n| *n != &Value::Array(vec![])),
                    key => got.get(key).unwrap_or(&Value::Null) == value,
                };
                if !fits {
                    wrong.push(format!(
                        "{name}: {} {key}: {value} wanted, got {got}",
                        want["name"]
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_trap_has_its_expectation() {
    let expected: Value =
        serde_json::from_slice(&fs::read(folder().join("expected.json")).unwrap()).unwrap();
    for entry in fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(
            name == "expected.json" || expected.get(&name).is_some(),
            "{name}"
        );
    }
}

#[test]
fn the_keys_of_the_contract_are_headers() {
    let document = read(
        "roll.csv",
        "name,born,sex,id_number,commune,village,category,coefficient,amount,from,decision,level\n\
         Nguyễn Thị Hoa,1938-03,female,034138001234,Bồ Xuyên,Tổ 5,elderly80,1,270000,2018-01,12/QĐ-UBND,\n\
         Trần Văn Bình,1975-02-11,male,034075001235,Kỳ Bá,Tổ 6,disabled_severe,1.5,405000,2019-06,13/QĐ-UBND,severe\n",
    );
    assert_eq!(role(&document), "roll");
    assert_eq!(
        column(&document, "category_code"),
        "elderly80 | disabled_severe"
    );
    assert_eq!(column(&document, "born"), "1938-03 | 1975-02-11");
    assert_eq!(column(&document, "from"), "2018-01 | 2019-06");
    assert_eq!(column(&document, "commune"), "Bồ Xuyên | Kỳ Bá");
    assert_eq!(column(&document, "sex"), "female | male");
    assert_eq!(column(&document, "coefficient"), "1.0 | 1.5");
    let absences = read(
        "absences.csv",
        "name,born,commune,away_from,away_to,reason\nLê Thị Mai,1950,Kỳ Bá,2020-03-05,,chấp hành án phạt tù\n",
    );
    assert_eq!(
        (role(&absences), column(&absences, "away").as_str()),
        ("absences", "prison")
    );
    let titled = read(
        "chuyen-di.csv",
        "name,born,away_from,reason\nLê Thị Mai,1950,2020-03-05,\nLê Thị Lan,1951,2020-03-05,lý do khác\n",
    );
    assert_eq!(column(&titled, "away"), "moved | unclear");
}

#[test]
fn each_role_is_told_by_its_columns() {
    for (name, text, expected) in [
        (
            "khai-tu.csv",
            "Họ và tên,Năm sinh,Ngày chết,Ngày đăng ký\nA Văn B,1940,05/03/2020,12/03/2020\n",
            "deaths",
        ),
        (
            "a.csv",
            "Họ và tên,Năm sinh,Ngày chết\nA Văn B,1940,05/03/2020\n",
            "deaths",
        ),
        (
            "vang-mat.csv",
            "ho_ten,nam_sinh,tu_ngay,den_ngay,ly_do\nA Văn B,1940,05/03/2020,,đi làm ăn xa\n",
            "absences",
        ),
        (
            "giay-xac-nhan.csv",
            "ho_ten,nam_sinh,dang_tat,muc_do,so_giay,ngay_cap\nA Văn B,1940,Vận động,Nặng,12/2016,05/03/2016\n",
            "certificates",
        ),
        (
            "luong-huu.csv",
            "ho_ten,nam_sinh,so_cccd,che_do,tu_thang\nA Văn B,1940,034040001234,Hưu trí,01/2005\n",
            "pensions",
        ),
        (
            "danh-sach.csv",
            "ho_ten,nam_sinh,doi_tuong,muc_huong,tu_thang\nA Văn B,1938,NCT80,270000,01/2019\n",
            "roll",
        ),
        (
            "chi-tra-2020.csv",
            "thang,ho_ten,nam_sinh,so_tien,trang_thai\n10/2020,A Văn B,1938,270000,Đã nhận\n",
            "ledger",
        ),
        (
            "phe-duyet T10.2020.csv",
            "Họ tên,Năm sinh,Số tiền đề nghị\nA Văn B,1938,270000\n",
            "approved",
        ),
        (
            "the-bhyt.csv",
            "ho_ten,nam_sinh,so_the_bhyt,gia_tri_tu,gia_tri_den\nA Văn B,1938,BT2343412345678,01/01/2020,31/12/2020\n",
            "cards",
        ),
        (
            "ho-ngheo.csv",
            "Mã hộ,Họ và tên chủ hộ,Năm sinh,Loại hộ\nH1,A Văn B,1938,Hộ nghèo\n",
            "households",
        ),
        (
            "tien-dien.csv",
            "Họ tên chủ hộ,Quý,Số kWh,Số tiền\nA Văn B,Quý I/2020,30,165000\n",
            "electricity",
        ),
        (
            "hoc-sinh.csv",
            "Họ và tên học sinh,Ngày sinh,Trường,Lớp,Diện miễn giảm\nA Văn B,05/03/2010,TH Kỳ Bá,4A,Hộ nghèo\n",
            "pupils",
        ),
        (
            "thoi-huong.csv",
            "Họ tên,Năm sinh,Số QĐ,Thôi hưởng từ tháng,Lý do\nA Văn B,1938,12/QĐ,08/2020,chết\n",
            "decisions",
        ),
    ] {
        let document = read(name, text);
        assert_eq!(role(&document), expected, "{name}");
        assert_eq!(column(&document, "name"), "A Văn B", "{name}");
    }
}

#[test]
fn a_ledger_in_long_form_gives_each_row_its_month() {
    let document = read(
        "chi-tra-2020.csv",
        "Tháng;Họ và tên;Năm sinh;Xã;Trợ cấp tháng này;Truy lĩnh;Truy lĩnh các tháng;Tổng cộng;Trạng thái;Ghi chú\n\
         T9/2020;Nguyễn Thị Hoa;1938;P. Kỳ Bá;270.000;;;270.000;Đã nhận;\n\
         2020-10;Nguyễn Thị Hoa;1938;Kỳ Bá;270.000;540.000;T7/2020;810.000;Chưa nhận;\n\
         Quý IV/2020;Trần Văn Bình;1939;Bồ Xuyên;810.000;;;810.000;Chưa lĩnh;cắt T1/2021\n\
         T11+T12/2020;Lê Thị Mai;1950;Bồ Xuyên;810.000;405.000;;1.215.000;;TL T9/2020\n",
    );
    assert_eq!(role(&document), "ledger");
    assert_eq!(
        column(&document, "month"),
        "2020-09 | 2020-10 | 2020-10 | 2020-11"
    );
    assert_eq!(column(&document, "months"), "- | - | 3 | 2");
    assert_eq!(column(&document, "paid"), "true | false | false | -");
    assert_eq!(
        column(&document, "regular"),
        "270000 | 270000 | 810000 | 810000"
    );
    assert_eq!(
        column(&document, "total"),
        "270000 | 810000 | 810000 | 1215000"
    );
    assert_eq!(
        column(&document, "arrears_for"),
        r#"- | ["2020-07"] | - | ["2020-09"]"#
    );
    assert_eq!(column(&document, "until"), "- | - | 2021-01 | -");
    assert_eq!(
        column(&document, "commune"),
        "Kỳ Bá | Kỳ Bá | Bồ Xuyên | Bồ Xuyên"
    );
    assert_eq!(document["sources"][0]["commune"], Value::Null);
}

#[test]
fn a_ledger_with_a_column_a_month_gives_a_row_a_month() {
    let document = read(
        "chi-tra-2020.csv",
        "Họ và tên,Năm sinh,T1,T2,T3\nNguyễn Thị Hoa,1938,270000,,270000\nTrần Văn Bình,1939,405000,405000,405000\n",
    );
    assert_eq!(role(&document), "ledger");
    assert_eq!(
        column(&document, "month"),
        "2020-01 | 2020-03 | 2020-01 | 2020-02 | 2020-03"
    );
    assert_eq!(
        column(&document, "amount"),
        "270000 | 270000 | 405000 | 405000 | 405000"
    );
}

#[test]
fn a_title_tells_month_commune_and_unit() {
    let document = read(
        "x.csv",
        "UBND PHƯỜNG KỲ BÁ,,,CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\
         DANH SÁCH CHI TRẢ TRỢ CẤP HÀNG THÁNG\n\
         Tháng 10 năm 2020\n\
         (Kèm theo Tờ trình số 02/2020/TTr-UBND ngày 05/11/2020)\n\
         ,,,ĐVT: nghìn đồng\n\
         STT,Họ và tên,Năm sinh,Số tiền\n\
         A,B,1,2\n\
         1,Nguyễn Thị Hoa,1938,270\n\
         ,Tổng cộng: 1 người,,270\n\
         ,\"Kỳ Bá, ngày 06 tháng 11 năm 2020\",,\n\
         ,Người lập biểu,,Chủ tịch\n\
         ,Lê Văn Lập,,Bùi Thị Trưởng\n",
    );
    let source = &document["sources"][0];
    assert_eq!(source["month"], "2020-10");
    assert_eq!(source["commune"], "Kỳ Bá");
    assert_eq!(source["unit"], 1000);
    assert_eq!(source["header_rows"], serde_json::json!([6]));
    assert_eq!(column(&document, "amount"), "270000");
    let why: Vec<&str> = source["skipped"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["why"].as_str().unwrap())
        .collect();
    assert_eq!(
        why,
        [
            "column numbers",
            "total",
            "signature",
            "signature",
            "signature"
        ]
    );
}

#[test]
fn group_rows_rule_what_follows() {
    let document = read(
        "danh-sach.csv",
        "STT,Họ và tên,Năm sinh,Mức hưởng\n\
         I,Người cao tuổi từ đủ 80 tuổi,,\n\
         ,Tổ 5,,\n\
         1,Nguyễn Thị Hoa,1938,270000\n\
         II,Người khuyết tật đặc biệt nặng,2 người,1080000\n\
         ,Tổ 6,,\n\
         1,Trần Văn Bình,1975,540000\n\
         2,Tổng Thị Cộng,1976,540000\n\
         ,Cộng II,,1080000\n",
    );
    assert_eq!(
        column(&document, "name"),
        "Nguyễn Thị Hoa | Trần Văn Bình | Tổng Thị Cộng"
    );
    assert_eq!(
        column(&document, "category_code"),
        "elderly80 | disabled_extreme | disabled_extreme"
    );
    assert_eq!(column(&document, "village"), "Tổ 5 | Tổ 6 | Tổ 6");
}

#[test]
fn open_category_words_stay_a_set_that_a_level_narrows() {
    let document = read(
        "danh-sach.csv",
        "Họ và tên,Năm sinh,Đối tượng,Mức độ,Mức hưởng\n\
         A Văn B,1975,Người khuyết tật,,405000\n\
         C Văn D,1975,Người khuyết tật,ĐBN,540000\n\
         E Văn G,1975,NKT,Nặng,405000\n\
         H Văn I (nuôi K Thị L),1975,CSNKT,,270000\n\
         M Văn N,1975,gì đó,,270000\n",
    );
    assert_eq!(
        column(&document, "category_code"),
        "disabled_mild|disabled_severe|disabled_extreme | disabled_extreme | disabled_severe | care_household | -"
    );
    assert_eq!(
        column(&document, "scheme"),
        "benefit | benefit | benefit | care | -"
    );
    assert_eq!(column(&document, "cared_for"), "- | - | - | K Thị L | -");
    assert_eq!(
        rows(&document)[4]["doubts"][0],
        "category: not understood (“gì đó”)"
    );
}

#[test]
fn text_tables_come_in_many_encodings_and_delimiters() {
    let text = "STT;Họ và tên;Năm sinh;Mức hưởng\r\n1;Nguyễn Thị Hoa;1938;270.000\r\n";
    let utf16 = |big: bool| -> Vec<u8> {
        let bytes = |u: u16| {
            if big {
                u.to_be_bytes()
            } else {
                u.to_le_bytes()
            }
        };
        let mut all = bytes(0xfeff).to_vec();
        all.extend(text.encode_utf16().flat_map(bytes));
        all
    };
    let tcvn3: Vec<u8> = [
        &b"STT,H\xe4 v\xb5 t\xaan,N\xa8m sinh,M\xf8c h\xad\xebng\r\n1,"[..],
        b"Nguy\xd4n Th\xde Hoa,1938,270000\r\n",
    ]
    .concat();
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("plain.csv", text.into()),
        ("bom.csv", format!("\u{feff}{text}").into()),
        ("little.csv", utf16(false)),
        ("big.txt", utf16(true)),
        ("sep.csv", format!("sep=;\r\n{text}").into()),
        ("tabs.xls", text.replace(';', "\t").into()),
        ("decomposed.csv", "Ho\u{323} va\u{300} te\u{302}n,Na\u{306}m sinh,Mu\u{31b}\u{301}c hu\u{31b}o\u{31b}\u{309}ng\nNguye\u{302}\u{303}n Thi\u{323} Hoa,1938,270000\n".into()),
        ("old.csv", tcvn3),
        ("page.xls", "<html><body><table><tr><td>Họ và tên</td><td>Năm sinh</td><td>Mức hưởng</td></tr><tr><td>Nguyễn&nbsp;Thị Hoa<td>1938<td>270.000</table>".into()),
    ];
    for (name, bytes) in files {
        let document = read(name, bytes);
        assert_eq!(column(&document, "name"), "Nguyễn Thị Hoa", "{name}");
        assert_eq!(column(&document, "amount"), "270000", "{name}");
    }
    let sep = read("sep.csv", format!("sep=;\r\n{text}"));
    assert_eq!(
        rows(&sep)[0]["row"],
        2,
        "Excel does not count the line sep="
    );
}

#[test]
fn large_text_files_are_the_same_on_any_number_of_threads() {
    let mut text = String::from("STT,Họ và tên,Năm sinh,Đối tượng,Số CCCD,Mức hưởng\n");
    for i in 0..110_000 {
        if i == 60_000 {
            // Ruled from here on: later blocks have to know.
            text.push_str("II,Tổ dân phố số 12,,,,\n");
        }
        let year = 1910 + i % 30;
        let row = format!("{i},Nguyễn Thị Hoa {i},{year},Người cao tuổi từ đủ 80 tuổi,,270000\n");
        text.push_str(&row);
    }
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("danh-sach.csv");
    fs::write(&path, &text).unwrap();
    let run = |jobs: &str| {
        let output = rasoat(&[&path]).args(["--jobs", jobs]).output().unwrap();
        assert!(output.status.success());
        output.stdout
    };
    let one = run("1");
    assert!(one == run("3"), "threads change the answer");
    let document: Value = serde_json::from_slice(&one).unwrap();
    let rows = document["sources"][0]["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 110_000);
    let last = &rows[109_999];
    assert_eq!(
        (&last["row"], &last["village"]),
        (&110_002.into(), &"Tổ dân phố số 12".into())
    );
    assert_eq!(rows[59_999]["village"], Value::Null);
}

#[test]
fn a_folder_names_what_it_leaves_out() {
    let dir = TempDir::new().unwrap();
    let root = dir.path();
    fs::create_dir_all(root.join("thang-10-2020/ky-ba")).unwrap();
    let list = "Họ và tên,Năm sinh,Số tiền,Ký nhận\nNguyễn Thị Hoa,1938,270000,x\n";
    fs::write(root.join("thang-10-2020/ky-ba/chi-tra.csv"), list).unwrap();
    fs::write(root.join("~$chi-tra.xlsx"), "x").unwrap();
    fs::write(root.join(".hidden.csv"), list).unwrap();
    fs::write(root.join("rasoat.toml"), "").unwrap();
    fs::write(root.join("ket-qua.json"), "{}").unwrap();
    fs::write(root.join("bien-ban.pdf"), "%PDF-1.4").unwrap();
    let mut own = rust_xlsxwriter::Workbook::new();
    own.set_properties(&rust_xlsxwriter::DocProperties::new().set_custom_property("rasoat", "0.1"));
    own.add_worksheet().write(0, 0, "Họ và tên").unwrap();
    own.save(root.join("sai-lech.xlsx")).unwrap();

    let document = inspect(root);
    let source = &document["sources"][0];
    assert_eq!(source["path"], "thang-10-2020/ky-ba/chi-tra.csv");
    assert_eq!(
        (&source["month"], &source["commune"]),
        (&"2020-10".into(), &"Kỳ Bá".into())
    );
    let left: Vec<&str> = document["left_out"]
        .as_array()
        .unwrap()
        .iter()
        .map(|l| l["path"].as_str().unwrap())
        .collect();
    assert_eq!(
        left,
        [
            "bien-ban.pdf",
            "ket-qua.json",
            "sai-lech.xlsx",
            "~$chi-tra.xlsx"
        ]
    );
}

#[test]
fn all_faults_of_all_files_are_told_at_once() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("a.csv"), "").unwrap();
    fs::write(dir.path().join("b.csv"), "x,y\n1,2\n3,4\n").unwrap();
    fs::write(
        dir.path().join("c.csv"),
        "Họ và tên,Ghi chú\nNguyễn Thị Hoa,x\n",
    )
    .unwrap();
    fs::write(
        dir.path().join("chi-tra.csv"),
        "Họ và tên,Năm sinh,Số tiền,Ký nhận\nA Văn B,1938,270000,x\n",
    )
    .unwrap();
    fs::write(
        dir.path().join("good.csv"),
        "Họ và tên,Năm sinh,Mức hưởng\nA Văn B,1938,270000\n",
    )
    .unwrap();
    let output = rasoat(&[dir.path()]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines.len(), 4, "{told}");
    assert!(lines[0].starts_with("a.csv: the file is empty"), "{told}");
    assert!(lines[1].starts_with("b.csv: no header row"), "{told}");
    assert!(
        lines[2].starts_with("c.csv: fits no kind of list; nearest is"),
        "{told}"
    );
    assert!(
        lines[3].starts_with("chi-tra.csv: is a payment list, but no title"),
        "{told}"
    );
}

#[test]
fn what_cannot_be_a_list_is_refused_by_name() {
    assert!(refused("~$ds.xlsx", "x").contains("lock file"));
    assert!(refused("ds.pdf", "%PDF-1.4").contains("not a spreadsheet"));
    assert!(refused("cut.xlsx", b"PK\x03\x04 and then nothing").contains("damaged"));
    assert!(
        refused(
            "old.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and then nothing"
        )
        .contains("damaged")
    );
    let mut bomb = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    bomb.start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default())
        .unwrap();
    bomb.write_all(&vec![b' '; 80 << 20]).unwrap();
    assert!(refused("bomb.xlsx", bomb.finish().unwrap().into_inner()).contains("unpacks to more"));
}

#[test]
fn a_category_merged_over_rows_holds_for_each_and_struck_rows_are_told() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("DS BTXH.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let struck = rust_xlsxwriter::Format::new().set_font_strikethrough();
    for (column, head) in ["Họ và tên", "Năm sinh", "Đối tượng", "Mức hưởng"]
        .iter()
        .enumerate()
    {
        sheet.write(0, column as u16, *head).unwrap();
    }
    for (row, name) in ["Nguyễn Thị Hoa", "Trần Văn Bình", "Lê Thị Mai"]
        .iter()
        .enumerate()
    {
        let row = row as u32 + 1;
        let format = if row == 2 {
            struck.clone()
        } else {
            rust_xlsxwriter::Format::new()
        };
        sheet.write_with_format(row, 0, *name, &format).unwrap();
        sheet.write_with_format(row, 1, 1938, &format).unwrap();
        sheet.write_with_format(row, 3, 270_000, &format).unwrap();
    }
    sheet
        .merge_range(
            1,
            2,
            3,
            2,
            "Người cao tuổi từ đủ 80 tuổi",
            &rust_xlsxwriter::Format::new(),
        )
        .unwrap();
    book.save(&path).unwrap();
    let document = inspect(&path);
    assert_eq!(
        column(&document, "category_code"),
        "elderly80 | elderly80 | elderly80"
    );
    assert_eq!(column(&document, "struck"), "false | true | false");
}

#[test]
fn a_name_merged_over_two_payments_holds_for_both() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("chi tra T10.2020.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let plain = rust_xlsxwriter::Format::new();
    for (column, head) in [
        "STT",
        "Họ và tên",
        "Năm sinh",
        "Nội dung hưởng",
        "Số tiền",
        "Ký nhận",
    ]
    .iter()
    .enumerate()
    {
        sheet.write(0, column as u16, *head).unwrap();
    }
    sheet.merge_range(1, 0, 2, 0, "1", &plain).unwrap();
    sheet
        .merge_range(1, 1, 2, 1, "Nguyễn Thị Hoa", &plain)
        .unwrap();
    sheet.merge_range(1, 2, 2, 2, "1938", &plain).unwrap();
    for (row, what, sum) in [(1, "NCT80", 270_000), (2, "Hỗ trợ NQ 42", 1_500_000)] {
        sheet.write(row, 3, what).unwrap();
        sheet.write(row, 4, sum).unwrap();
    }
    book.save(&path).unwrap();
    let document = inspect(&path);
    assert_eq!(column(&document, "name"), "Nguyễn Thị Hoa | Nguyễn Thị Hoa");
    assert_eq!(column(&document, "amount"), "270000 | 1500000");
    assert_eq!(column(&document, "scheme"), "benefit | one_off");
}

#[test]
fn dates_that_an_american_excel_took_apart_are_doubted() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("danh sach.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let shown = rust_xlsxwriter::Format::new().set_num_format("mm/dd/yyyy");
    for (column, head) in ["Họ và tên", "Ngày sinh", "Mức hưởng"].iter().enumerate() {
        sheet.write(0, column as u16, *head).unwrap();
    }
    for row in 1..5 {
        sheet.write(row, 0, "Nguyễn Thị Hoa").unwrap();
        sheet.write(row, 2, 270_000).unwrap();
    }
    sheet.write(1, 1, "25/06/1940").unwrap();
    sheet.write(2, 1, "13/01/1939").unwrap();
    for (row, month, day) in [(3, 6, 5), (4, 7, 7)] {
        let date = rust_xlsxwriter::ExcelDateTime::from_ymd(1940, month, day).unwrap();
        sheet.write_with_format(row, 1, &date, &shown).unwrap();
    }
    book.save(&path).unwrap();
    let document = inspect(&path);
    assert_eq!(
        column(&document, "born"),
        "1940-06-25 | 1939-01-13 | 1940-06-05 | 1940-07-07"
    );
    assert_eq!(
        column(&document, "doubts"),
        r#"[] | [] | ["born: day and month may be swapped (“05/06/1940”)"] | []"#
    );
}

#[test]
fn vietnamese_is_the_default_and_text_is_for_eyes() {
    let output = Command::cargo_bin("rasoat")
        .unwrap()
        .args(["inspect", "--rows"])
        .arg(folder().join("id-zeros-lost.xlsx"))
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    for part in [
        "danh sách đối tượng",
        "Hòa Bình",
        "D Số CCCD",
        "đã sửa: id_number: đã thêm lại số 0 ở đầu",
    ] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
}
