//! What `rasoat inspect --rows --format json` promises (`contract.md`), driven through the binary: each
//! file of `tests/reading` is named after the trap it holds, `expected.json` says what must come of it.

#![allow(missing_docs, clippy::unwrap_used, reason = "a test may fail")]

mod inspected;

use inspected::{column, folder, inspect, rasoat, read, role, rows};
use serde_json::Value;
use std::fs;

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
fn who_is_fostered_and_who_fosters_is_left_open_where_the_words_say_neither() {
    let document = read(
        "danh-sach.csv",
        "Họ và tên,Năm sinh,Đối tượng,Hệ số,Mức trợ cấp\n\
         Dương Thị Lan,1950,NCT nhận nuôi tại cộng đồng,3,810000\n\
         Hà Văn Bình,1950,NCT được nhận nuôi dưỡng tại cộng đồng,3,810000\n\
         Lê Thị Nhì,1970,Hộ nhận nuôi dưỡng người cao tuổi,\"1,5\",405000\n",
    );
    assert_eq!(
        column(&document, "category_code"),
        "elderly_fostered|care_elderly | elderly_fostered | care_elderly"
    );
    assert_eq!(column(&document, "scheme"), "benefit | benefit | care");
}

#[test]
fn a_total_that_counts_its_people_is_no_person() {
    let lines = [
        "Cộng I: 36 người",
        "Cộng: 2 người",
        "Cộng I: 02 đối tượng",
        "TC",
        "TC: 12 người",
        "Tổng số: 12",
        "Cộng nhóm II (5 người)",
        "Tổng: 3 hộ",
    ];
    let totals = lines.map(|l| format!(",{l},,540000")).join("\n");
    let text = format!(
        "STT,Họ và tên,Năm sinh,Mức trợ cấp\n1,Tổng Thị Cộng,1930,270000\n,Tống Văn Cộng,,270000\n\
         ,Tô Thị Hoa,,270000\n{totals}\n"
    );
    let document = read("danh-sach.csv", text);
    assert_eq!(
        column(&document, "name"),
        "Tổng Thị Cộng | Tống Văn Cộng | Tô Thị Hoa"
    );
}

#[test]
fn a_person_named_like_a_column_is_no_header() {
    for name in [
        "Lương Hữu Tài",
        "Đỗ Thị Tổ",
        "Ngô Thị Quý",
        "Lê Thị Lý Do",
        "Lý Do",
        "Lương Hữu",
    ] {
        for (file, head, cells) in [
            (
                "gxn.csv",
                "Xã/Phường,Họ và tên,Ngày sinh,Giới tính,Dạng tật,Mức độ khuyết tật,Số giấy xác nhận",
                [
                    "22/07/1970,Nam,Vận động,Nặng,12/GXN-KT",
                    ",Nam,Vận động,Nặng,",
                ],
            ),
            (
                "danh-sach.csv",
                "Xã/Phường,Họ và tên,Năm sinh,Giới tính,Đối tượng,Hệ số,Mức trợ cấp",
                ["1930,Nam,NCT80,1,270000", "1930,,NCT80,,"],
            ),
        ] {
            let [one, two] = cells;
            let document = read(
                file,
                format!(
                    "{head}\nBồ Xuyên,{name},{one}\nBồ Xuyên,{name},{two}\nKỳ Bá,Hà Văn Bình,{one}\n"
                ),
            );
            assert_eq!(
                column(&document, "name"),
                format!("{name} | {name} | Hà Văn Bình"),
                "{file}"
            );
        }
    }
}

#[test]
fn money_carried_over_is_told_from_a_mark_of_what_was_not_paid() {
    let head = "thang,ho_ten,ngay_sinh,so_tien";
    let of = |header: &str, cells: [&str; 2]| {
        let [one, two] = cells;
        read(
            "chi-tra.csv",
            format!(
                "{head},{header}\n05/2020,Hà Văn Bình,1935,270000,{one}\n\
                 05/2020,Lê Thị Nhì,1933,270000,{two}\n"
            ),
        )
    };
    for header in ["chua_tra", "Chưa trả", "Chưa trả tháng trước", "carried"] {
        let document = of(header, ["540000", ""]);
        assert_eq!(column(&document, "carried"), "540000 | -", "{header}");
        assert_eq!(column(&document, "paid"), "- | -", "{header}");
    }
    for header in ["Chưa chi", "Chưa nhận", "chua_tra"] {
        let document = of(header, ["x", ""]);
        assert_eq!(column(&document, "paid"), "false | -", "{header}");
        assert_eq!(column(&document, "carried"), "- | -", "{header}");
    }
    let parted = read(
        "chi-tra-T5-2020.csv",
        "Họ và tên,Năm sinh,Tháng này,Chưa trả tháng trước,,Tổng cộng\n\
         ,,,Số tháng,Số tiền,\nHà Văn Bình,1935,270000,2,540000,810000\n",
    );
    assert_eq!(column(&parted, "carried"), "540000");
    assert_eq!(column(&parted, "carried_months"), "2");
}

#[test]
fn a_period_is_told_from_a_signature() {
    for (header, cell, key, want) in [
        ("Kỳ", "05/2020", "month", "2020-05"),
        ("ky", "05/2020", "month", "2020-05"),
        ("ky", "2020-05", "month", "2020-05"),
        ("ky", "T5/2020", "month", "2020-05"),
        ("paid_on", "06/05/2020", "received_on", "2020-05-06"),
        ("received_date", "06/05/2020", "received_on", "2020-05-06"),
        ("Ngày chi", "06/05/2020", "received_on", "2020-05-06"),
        ("Người nhận tiền", "Hà Thị Lan", "receiver", "Hà Thị Lan"),
        ("ky", "x", "paid", "true"),
        ("Ký", "x", "paid", "true"),
    ] {
        let file = if key == "month" {
            "chi-tra.csv"
        } else {
            "chi-tra-T5-2020.csv"
        };
        let text = format!("ho_ten,nam_sinh,so_tien,{header}\nHà Văn Bình,1935,270000,{cell}\n");
        let document = read(file, text);
        assert_eq!(column(&document, key), want, "{header}");
    }
    for (header, want) in [
        ("ho_ten,duoc_cham_soc", "Lê Văn Cả"),
        ("ho_ten,ghi_chu", "-"),
    ] {
        let text =
            format!("{header},nam_sinh,doi_tuong,muc\nDương Thị Lan,Lê Văn Cả,1970,CSNKT,270000\n");
        assert_eq!(column(&read("danh-sach.csv", text), "cared_for"), want);
    }
    let listed = read(
        "danh-sach.csv",
        "STT,Đối tượng hưởng,Năm sinh,Chế độ,Mức hưởng\n1,Hà Văn Bình,1935,NCT80,270000\n",
    );
    assert_eq!(column(&listed, "name"), "Hà Văn Bình");
}

#[test]
fn an_address_tells_the_commune_where_no_column_does() {
    for header in [
        "Nơi cư trú cuối cùng",
        "Nơi cư trú",
        "Nơi ở",
        "Địa chỉ",
        "HKTT",
        "Nơi thường trú",
    ] {
        let document = read(
            "khai-tu.csv",
            format!(
                "Họ và tên,Năm sinh,{header},Ngày chết\n\
                 Hà Văn Bình,1932,Phường Bồ Xuyên,20/05/2020\n\
                 Vũ Thị Lan,1940,\"Tổ 5, phường Kỳ Bá, TP Thái Bình\",20/05/2020\n\
                 Lê Thị Nhì,1940,thôn Nam Hưng - xã Vũ Phúc,20/05/2020\n\
                 Lê Thị Ba,1940,Tổ 5,20/05/2020\n"
            ),
        );
        assert_eq!(
            column(&document, "commune"),
            "Bồ Xuyên | Kỳ Bá | Vũ Phúc | -"
        );
        assert_eq!(
            column(&document, "village"),
            "- | Tổ 5 | thôn Nam Hưng | Tổ 5"
        );
    }
}

#[test]
fn an_address_never_overrides_the_column_of_the_commune() {
    let document = read(
        "danh-sach.csv",
        "Họ và tên,Năm sinh,Phường,Địa chỉ,Đối tượng,Mức hưởng\n\
         Hà Văn Bình,1932,Bồ Xuyên,\"Tổ 5, phường Kỳ Bá\",NCT80,270000\n\
         Vũ Thị Lan,1932,,\"Tổ 5, phường Kỳ Bá\",NCT80,270000\n",
    );
    assert_eq!(column(&document, "commune"), "Bồ Xuyên | Kỳ Bá");
    assert_eq!(column(&document, "village"), "Tổ 5, phường Kỳ Bá | Tổ 5");
}

#[test]
fn inspect_names_the_columns_that_it_did_not_understand() {
    let text = "Họ và tên,Tuổi Tây,Năm sinh,Đối tượng,Hệ số,Mức hưởng,Vắng\n\
                Hà Văn Bình,88,02/1932,NCT80,1,270000,\n";
    let document = read("danh-sach.csv", text);
    let unknown = &document["sources"][0]["unknown_columns"];
    assert_eq!(unknown["B"], "Tuổi Tây");
    let dir = tempfile::TempDir::new().unwrap();
    let path = dir.path().join("danh-sach.csv");
    fs::write(&path, text).unwrap();
    let told = |path: &std::path::Path| {
        let mut command = assert_cmd::Command::cargo_bin("rasoat").unwrap();
        let output = command
            .args(["inspect", "--rows"])
            .arg(path)
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let shown = told(&path);
    for part in [
        "Cột không hiểu: B “Tuổi Tây”",
        "Số dòng: 1",
        "Ngày sinh: 02/1932",
        "Số tiền: 270.000 đồng",
        "Hệ số: 1,0",
        "Loại tiền: Trợ cấp xã hội hàng tháng",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let away = dir.path().join("vang-mat.csv");
    let text = "ho_ten,nam_sinh,tu_ngay,ly_do\nLê Thị Mai,1950,05/03/2020,chấp hành án\n";
    fs::write(&away, text).unwrap();
    let shown = told(&away);
    assert!(
        !shown.contains("prison") && !shown.contains("2020-03"),
        "{shown}"
    );
    assert!(shown.contains("Vắng từ ngày: 05/03/2020"), "{shown}");
}
