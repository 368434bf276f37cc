//! What a run says to eyes, driven through the binary: gaps first, names in the order of the alphabet,
//! sentences that read well without a commune, a first page that adds up.

#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

mod lists;

use calamine::{Data, Reader, Xlsx, open_workbook};
use lists::{Lists, ROLL};
use rust_xlsxwriter::Workbook;

/// The remarks on the terminal.
fn remarks(run: &lists::Run) -> Vec<String> {
    let shown = String::from_utf8_lossy(&run.output.stdout).into_owned();
    let all = shown.lines().filter_map(|line| line.strip_prefix("  - "));
    all.map(str::to_owned).collect()
}

fn person(name: &str, commune: &str) -> String {
    format!("1,{name},01/02/1935,Nữ,,{commune},Trên 80 tuổi,,270000,01/2018,")
}

#[test]
fn gaps_come_first_and_summaries_are_one_line() {
    let lists = Lists::new().with(
        "danh-sach-T10-2020.csv",
        ROLL,
        &[
            &person("Nguyễn Thị Hoa", "Yên Thái"),
            &person("Trần Thị Lan", "Đông Hòa"),
        ],
    );
    for file in 0..6 {
        let mut book = Workbook::new();
        book.add_worksheet()
            .set_name("Tong hop")
            .unwrap()
            .write_row(0, 0, ["BẢNG TỔNG HỢP", "Người", "Tiền", "Xã"])
            .unwrap();
        book.save(lists.path().join(format!("tong-hop-{file}.xlsx")))
            .unwrap();
    }
    let told = remarks(&lists.run(&[]));
    let at = |what: &str| told.iter().position(|r| r.contains(what));
    assert!(at("Đông Hòa: chưa có danh sách chi trả") < at("Yên Thái: chưa có danh sách chi trả"));
    assert!(at("Yên Thái: chưa có") < at("bảng tổng hợp"), "{told:#?}");
    let last = told.last().unwrap();
    assert_eq!(
        last,
        "6 trang tính của 6 tệp (tong-hop-0.xlsx › Tong hop; tong-hop-1.xlsx › Tong hop; \
         tong-hop-2.xlsx › Tong hop; …): không xét: bảng tổng hợp, không phải danh sách."
    );
    assert_eq!(
        told.iter().filter(|r| r.contains("bảng tổng hợp")).count(),
        1
    );
}

const BARE_ROLL: &str = "STT,Họ và tên,Ngày sinh,Đối tượng,Mức hưởng\n";
const BARE_LEDGER: &str = "Tháng,Họ và tên,Năm sinh,Chế độ,Số tiền,Trạng thái\n";

fn without_communes() -> Lists {
    Lists::new()
        .with(
            "a.csv",
            BARE_ROLL,
            &["1,Nguyễn Thị Hoa,24/10/1935,NCT 80+,270000"],
        )
        .with(
            "b.csv",
            BARE_LEDGER,
            &[
                "10/2020,Nguyễn Thị Hoa,1935,NCT 80+,270000,Đã ký",
                "10/2020,Quách Văn Bảy,1931,NCT 80+,270000,Đã ký",
                "09/2020,Quách Văn Bảy,1931,NCT 80+,270000,Đã ký",
            ],
        )
}

#[test]
fn sentences_read_well_without_a_commune() {
    let lists = without_communes();
    let run = lists.run(&[]);
    let audit = run.result();
    let found: Vec<&str> = audit
        .findings()
        .map(|f| f["message"].as_str().unwrap())
        .collect();
    assert!(
        found
            .iter()
            .any(|m| m.contains("danh sách của xã, phường không rõ tên; T9/2020")),
        "{found:#?}"
    );
    for told in found.iter().map(|m| (*m).to_owned()).chain(remarks(&run)) {
        for hole in ["  ", " ,", " ;", " .", "()", ", )", "(,"] {
            assert!(!told.contains(hole), "{told}");
        }
    }
    let told = remarks(&run);
    let placeless = "a.csv; b.csv: 4 dòng không rõ của xã, phường nào.";
    assert!(told.iter().any(|r| r.starts_with(placeless)), "{told:#?}");
}

#[test]
fn payments_of_a_finding_stand_by_month() {
    let audit = without_communes().audit();
    let ghost = audit
        .findings()
        .find(|f| f["rule"] == "paid-not-on-roll")
        .unwrap();
    let rows: Vec<i64> = ghost["evidence"]
        .as_array()
        .unwrap()
        .iter()
        .map(|cell| cell["row"].as_i64().unwrap())
        .collect();
    assert_eq!(rows, [4, 3]);
}

#[test]
fn the_first_page_adds_up() {
    let lists = without_communes();
    let run = lists.run(&[]);
    let mut book: Xlsx<_> = open_workbook(run.out.join("sai-lech.xlsx")).unwrap();
    let page = book.worksheet_range_at(0).unwrap().unwrap();
    let sum = |label: &str| {
        let text = |d: &Data| d.to_string().trim().to_owned();
        let row = page
            .rows()
            .filter(|r| r.get(2).is_some_and(|d| !text(d).is_empty()))
            .find(|r| r.first().is_some_and(|d| text(d).contains(label)));
        row.and_then(|r| r.get(2))
            .map_or(0, |d| d.to_string().parse::<i64>().unwrap())
    };
    let difference = sum("Chênh lệch: đã chi trừ phải chi");
    assert_eq!(
        difference,
        sum("Đã chi (đồng)") - sum("Phải chi theo quy định")
    );
    assert_eq!(difference, sum("gồm: chi thừa") + sum("trừ chi thiếu"));
    let proved = sum("thấy rõ trên hồ sơ") + sum("chờ xác minh") + sum("chưa đến lĩnh");
    assert_eq!(difference, proved);
    // Two months of somebody on no roll, and a month of Hoa that nobody paid.
    assert_eq!(sum("gồm: chi thừa"), 540_000);
}

#[test]
fn care_for_one_of_several_namesakes_is_judged_where_all_are_alike() {
    let roll = "STT,Họ và tên,Ngày sinh,Số CMND,Xã,Đối tượng,Mức hưởng,Hưởng từ tháng\n";
    let proofs = "STT,Họ và tên,Ngày sinh,Số CMND,Xã,Dạng khuyết tật,Mức độ khuyết tật,Số GXNKT,Ngày cấp GXN\n";
    let ledger = "Tháng,Xã,Họ và tên,Năm sinh,Số CMND,Chế độ,Số tiền,Trạng thái\n";
    for (first, second, want) in [
        ("Đặc biệt nặng", "Đặc biệt nặng", None),
        ("Nặng", "Nặng", Some("certain")),
    ] {
        let level = |l: &str| format!("Người khuyết tật {}", l.to_lowercase());
        let money = if first == "Nặng" { 405_000 } else { 540_000 };
        let on_roll = |n: u8, born: &str, of: &str| {
            format!(
                "{n},Dương Thị Vui,{born},15000000{n},An Khê,{},{money},01/2018",
                level(of)
            )
        };
        let carer = "3,Lý Thị Nga (nuôi Dương Thị Vui),01/02/1990,150000003,An Khê,Hộ gia đình chăm sóc NKT đặc biệt nặng,270000,01/2018";
        let proof = |n: u8, born: &str, of: &str| {
            format!("{n},Dương Thị Vui,{born},15000000{n},An Khê,Vận động,{of},1{n}/GXN,01/02/2016")
        };
        let audit = Lists::new()
            .with(
                "danh-sach-T10-2020.csv",
                roll,
                &[&on_roll(1, "01/02/1970", first), &on_roll(2, "05/08/1975", second), carer],
            )
            .with(
                "giay-xac-nhan.csv",
                proofs,
                &[&proof(1, "01/02/1970", first), &proof(2, "05/08/1975", second)],
            )
            .with(
                "chi-tra.csv",
                ledger,
                &["10/2020,An Khê,Lý Thị Nga (nuôi Dương Thị Vui),1990,150000003,Hộ gia đình chăm sóc NKT đặc biệt nặng,270000,Đã ký"],
            )
            .audit();
        let found: Vec<&str> = audit
            .findings()
            .filter(|f| f["rule"] == "care-without-extreme")
            .map(|f| f["confidence"].as_str().unwrap())
            .collect();
        assert_eq!(
            found,
            want.into_iter().collect::<Vec<_>>(),
            "{first}, {second}"
        );
        assert!(audit.ties(), "{first}");
    }
}

#[test]
fn carried_money_of_namesakes_stays_with_one_of_them() {
    let roll = "STT,Họ và tên,Ngày sinh,Xã,Thôn,Đối tượng,Hệ số,Mức hưởng,Hưởng từ tháng\n";
    let ledger = "Tháng,Xã,Họ và tên,Năm sinh,Chế độ,Tiền trợ cấp tháng này,Số tháng tồn kỳ trước,Số tiền tồn kỳ trước,Tổng số tiền,Trạng thái\n";
    let row = |month: u8, rest: &str| {
        format!("{month:02}/2020,An Khê,NGUYỄN THỊ TUẤT,1937,NCT 80+,270000,{rest}")
    };
    let plain = |month| row(month, ",,270000,Đã ký");
    let mut rows = Vec::new();
    for month in 1..=10 {
        let other = match month {
            4 => row(4, ",,270000,Chưa nhận"),
            5 => row(5, "1,270000,540000,Chưa nhận"),
            6 => row(6, "2,540000,810000,Đã ký"),
            month => plain(month),
        };
        // Which of the two stands first is left to chance.
        if month % 2 == 0 {
            rows.extend([other, plain(month)]);
        } else {
            rows.extend([plain(month), other]);
        }
    }
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let audit = Lists::new()
        .with(
            "danh-sach-T10-2020.csv",
            roll,
            &[
                "1,Nguyễn Thị Tuất,24/10/1937,An Khê,5,NCT 80+,1.0,270000,08/2018",
                "2,Nguyễn Thị Tuất,05/12/1937,An Khê,6,NCT 80+,1.0,270000,07/2019",
            ],
        )
        .with("chi-tra.csv", ledger, &rows)
        .audit();
    assert_eq!(audit.of("wrong-amount"), Vec::<String>::new());
    assert_eq!((audit.total("recover"), audit.total("arrears")), (0, 0));
}

#[test]
fn the_office_of_the_configuration_heads_the_papers() {
    let office = "[office]\nabove = \"UBND THÀNH PHỐ THÁI BÌNH\"\nname = \"PHÒNG LAO ĐỘNG\"\nplace = \"Thái Bình\"\n";
    let texts = |config: &str, book: &str, sheet: usize| -> Vec<String> {
        let lists = Lists::new()
            .with(
                "danh-sach-T10-2020.csv",
                ROLL,
                &[&person("Nguyễn Thị Hoa", "Yên Thái")],
            )
            .with("rasoat.toml", config, &[]);
        let run = lists.run(&[]);
        assert!(run.code() < 2, "{}", run.told());
        let mut book: Xlsx<_> = open_workbook(run.out.join(book)).unwrap();
        let range = book.worksheet_range_at(sheet).unwrap().unwrap();
        let cells = range.cells().take_while(|(row, ..)| *row < 6);
        cells.map(|(.., cell)| cell.to_string()).collect()
    };
    let has = |cells: &[String], text: &str| cells.iter().any(|cell| cell.starts_with(text));
    for sheet in [0, 1] {
        let told = texts(office, "dieu-chinh.xlsx", sheet);
        assert!(has(&told, "UBND THÀNH PHỐ THÁI BÌNH"), "{told:?}");
        assert!(has(&told, "PHÒNG LAO ĐỘNG"), "{told:?}");
        assert!(has(&told, "Thái Bình, ngày"), "{told:?}");
    }
    let told = texts(office, "sai-lech.xlsx", 0);
    assert!(has(&told, "PHÒNG LAO ĐỘNG · Kỳ rà soát"), "{told:?}");
    // Without it the places are left to be filled in.
    let told = texts("", "dieu-chinh.xlsx", 0);
    assert!(
        has(&told, "UBND ………") && has(&told, "………………, ngày"),
        "{told:?}"
    );
    let told = texts("", "sai-lech.xlsx", 0);
    assert!(has(&told, "Kỳ rà soát"), "{told:?}");
}

#[test]
fn a_misspelt_key_of_the_office_is_a_fault() {
    let lists = Lists::new().with("rasoat.toml", "[office]\nnmae = \"PHÒNG\"\n", &[]);
    let run = lists.run(&[]);
    assert_eq!(run.code(), 2);
    assert!(run.told().contains("nmae"), "{}", run.told());
}
