//! Lists of a month's increases and decreases beside the rolls: never rolls themselves, and nobody on
//! one is accused for it.
#![allow(missing_docs, clippy::unwrap_used)]

mod lists;

use lists::{Audit, Lists};
use rust_xlsxwriter::Workbook;

const HEAD: &str = "STT,Họ và tên,Ngày sinh,Số CMND,Xã,Đối tượng,Mức hưởng,Hưởng từ tháng\n";
const PAID: &str = "Tháng,Xã,Họ và tên,Năm sinh,Số CMND,Chế độ,Số tiền,Trạng thái\n";

/// Name, birth, id number.
const HOA: (&str, &str, &str) = ("Nguyễn Thị Hoa", "01/02/1930", "150000001");
const NAM: (&str, &str, &str) = ("Trần Văn Nam", "02/02/1931", "150000002");
const THO: (&str, &str, &str) = ("Bùi Văn Thọ", "01/05/1931", "150000003");
const MUI: (&str, &str, &str) = ("Vũ Thị Mùi", "01/02/1934", "150000004");

fn on_roll(who: (&str, &str, &str), from: &str) -> String {
    let (name, born, id) = who;
    format!("1,{name},{born},{id},Xã An Khê,NCT 80+,270000,{from}")
}

fn paid(who: (&str, &str, &str), months: std::ops::RangeInclusive<u32>) -> Vec<String> {
    let (name, born, id) = who;
    let year = born.rsplit('/').next().unwrap();
    months
        .map(|m| format!("{m:02}/2020,Xã An Khê,{name},{year},{id},NCT 80+,270000,Đã ký"))
        .collect()
}

fn refs(all: &[String]) -> Vec<&str> {
    all.iter().map(String::as_str).collect()
}

/// A workbook of the main roll of October and two sheets of changes.
fn workbook(lists: &Lists) {
    let heads = ["TT", "Họ và tên", "NTNS", "Chế độ hưởng", "Số tiền"];
    let people = [HOA, NAM, MUI].map(|(name, born, id)| (name, born, id, "01/2018"));
    let mut book = Workbook::new();
    let main = book.add_worksheet().set_name("Danh sach").unwrap();
    main.write_string(0, 0, "UBND Xã An Khê").unwrap();
    main.write_string(1, 0, "DANH SÁCH ĐỐI TƯỢNG BẢO TRỢ XÃ HỘI THÁNG 10/2020")
        .unwrap();
    for (at, head) in heads
        .iter()
        .chain(&["Số CMND", "Hưởng từ tháng"])
        .enumerate()
    {
        main.write_string(2, at as u16, *head).unwrap();
    }
    for (row, (name, born, id, from)) in (3..).zip(people) {
        for (at, text) in ["1", name, born, "NCT≥80", "270000", id, from]
            .iter()
            .enumerate()
        {
            main.write_string(row, at as u16, *text).unwrap();
        }
    }
    let mut changes = |sheet: &str, title: &str, reason: &str, rows: &[(&str, &str, &str)]| {
        let sheet = book.add_worksheet().set_name(sheet).unwrap();
        sheet.write_string(0, 0, title).unwrap();
        for (at, head) in heads.iter().chain(&[reason]).enumerate() {
            sheet.write_string(1, at as u16, *head).unwrap();
        }
        for (row, (name, born, why)) in (2..).zip(rows) {
            for (at, text) in ["1", name, born, "NCT≥80", "270000", why]
                .iter()
                .enumerate()
            {
                sheet.write_string(row, at as u16, *text).unwrap();
            }
        }
    };
    changes(
        "Tang",
        "DANH SÁCH TĂNG THÁNG 10/2020",
        "Lý do tăng",
        &[(MUI.0, MUI.1, "Mới")],
    );
    changes(
        "Giam",
        "DANH SÁCH GIẢM THÁNG 10/2020",
        "Lý do giảm",
        &[
            (THO.0, THO.1, "Chết"),
            ("Đỗ Thị Gấm", "02/05/1932", "Chuyển đi"),
        ],
    );
    book.save(lists.path().join("An Khe T10.2020.xlsx"))
        .unwrap();
}

fn roles(audit: &Audit) -> Vec<(String, String)> {
    let sources = audit.0["sources"].as_array().unwrap();
    let text = |v: &serde_json::Value| v.as_str().unwrap_or("-").to_owned();
    sources
        .iter()
        .map(|s| (text(&s["sheet"]), text(&s["role"])))
        .collect()
}

#[test]
fn sheets_of_changes_beside_the_roll_of_the_month_accuse_nobody() {
    let mut ledger = Vec::new();
    for who in [HOA, NAM, MUI] {
        ledger.extend(paid(who, 8..=10));
    }
    ledger.extend(paid(THO, 8..=9));
    let lists = Lists::new().with("chi-tra.csv", PAID, &refs(&ledger));
    workbook(&lists);
    let audit = lists.audit();
    let told: Vec<_> = roles(&audit)
        .into_iter()
        .filter(|(sheet, _)| sheet != "-")
        .collect();
    let told: Vec<_> = told.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(
        told,
        [
            ("Danh sach", "roll"),
            ("Tang", "additions"),
            ("Giam", "decisions")
        ]
    );
    assert_eq!(audit.found(), Vec::<String>::new());
    assert!(audit.ties());
}

#[test]
fn three_rows_of_additions_are_no_roll() {
    let roll = [on_roll(HOA, "01/2018"), on_roll(NAM, "01/2018")];
    let new = [on_roll(MUI, "07/2020")];
    let mut ledger = Vec::new();
    ledger.extend(paid(HOA, 1..=10));
    ledger.extend(paid(NAM, 1..=10));
    ledger.extend(paid(MUI, 7..=10));
    for (name, title) in [
        ("danh-sach-tang-T7-2020.csv", ""),
        ("bien-dong.csv", "DANH SÁCH ĐỐI TƯỢNG TĂNG THÁNG 7/2020\n"),
        (
            "moi.csv",
            "DANH SÁCH ĐỐI TƯỢNG MỚI HƯỞNG TRỢ CẤP THÁNG 7/2020\n",
        ),
    ] {
        let lists = Lists::new()
            .with("danh-sach-T1-2020.csv", HEAD, &refs(&roll))
            .with(name, &format!("{title}{HEAD}"), &refs(&new))
            .with("chi-tra.csv", PAID, &refs(&ledger));
        let audit = lists.audit();
        assert!(
            roles(&audit).iter().any(|(_, role)| role == "additions"),
            "{name}"
        );
        assert_eq!(audit.found(), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn a_list_of_decreases_ends_entries() {
    let roll = [HOA, NAM, THO].map(|who| on_roll(who, "01/2018"));
    let gone = |rest: &str| {
        let (name, born, id) = THO;
        vec![format!(
            "1,{name},{born},{id},Xã An Khê,NCT 80+,270000,{rest}"
        )]
    };
    let head = |more: &str| HEAD.replace("Hưởng từ tháng", more);
    let audit = |name: &str, head: &str, rows: &[String], to: u32| {
        let mut ledger = Vec::new();
        ledger.extend(paid(HOA, 1..=10));
        ledger.extend(paid(NAM, 1..=10));
        ledger.extend(paid(THO, 1..=to));
        Lists::new()
            .with("danh-sach-T1-2020.csv", HEAD, &refs(&roll))
            .with(name, head, &refs(rows))
            .with("chi-tra.csv", PAID, &refs(&ledger))
            .audit()
    };
    let titled = format!(
        "DANH SÁCH ĐỐI TƯỢNG GIẢM THÁNG 7/2020\n{}",
        head("Lý do giảm")
    );
    // The month of the list may be the last or the first without.
    for to in [6, 7] {
        let found = audit("giam.csv", &titled, &gone("Chuyển đi"), to).found();
        assert_eq!(found, Vec::<String>::new(), "{to}");
    }
    let late = audit("giam.csv", &titled, &gone("Chuyển đi"), 9).of("paid-after-decision");
    assert_eq!(
        late,
        ["paid-after-decision Bùi Văn Thọ 2020-08+2020-09 540000 error"]
    );
    // What is only asked for ends nothing, and explains why nothing more was paid.
    let asked = format!(
        "DANH SÁCH ĐỀ NGHỊ THÔI HƯỞNG TRỢ CẤP THÁNG 7/2020\n{}",
        head("Lý do")
    );
    for to in [6, 7, 10] {
        let found = audit("de-nghi.csv", &asked, &gone("Chuyển đi"), to).found();
        assert_eq!(found, Vec::<String>::new(), "{to}");
    }
    // A month of its own; told by headings alone.
    let own = head("Giảm từ tháng,Lý do giảm");
    let found = audit("dot-2.csv", &own, &gone("07/2020,Chết"), 6).found();
    assert_eq!(found, Vec::<String>::new());
    let late = audit("dot-2.csv", &own, &gone("07/2020,Thôi hưởng"), 7).of("paid-after-decision");
    assert_eq!(
        late,
        ["paid-after-decision Bùi Văn Thọ 2020-07 270000 error"]
    );
    // A whole roll with such columns, mostly empty, is still a roll.
    let all = [
        format!("{},,", on_roll(HOA, "01/2018")),
        format!("{},07/2020,Chết", on_roll(THO, "01/2018")),
    ];
    let whole = HEAD.trim_end().to_owned() + ",Giảm từ tháng,Lý do giảm\n";
    let audit = audit("tong-T10-2020.csv", &whole, &all, 6);
    assert!(roles(&audit).iter().all(|(_, role)| role != "decisions"));
}

#[test]
fn changes_that_do_not_tell_who_came_and_who_went_are_left_out_by_name() {
    let roll = [HOA, NAM].map(|who| on_roll(who, "01/2018"));
    let mut ledger = paid(HOA, 1..=10);
    ledger.extend(paid(NAM, 1..=10));
    let mixed = format!("DANH SÁCH TĂNG GIẢM THÁNG 7/2020\n{HEAD}");
    let lists = Lists::new()
        .with("danh-sach-T1-2020.csv", HEAD, &refs(&roll))
        .with("thang-7.csv", &mixed, &refs(&[on_roll(MUI, "07/2020")]))
        .with("chi-tra.csv", PAID, &refs(&ledger));
    let run = lists.run(&["--lang", "en"]);
    let shown = String::from_utf8_lossy(&run.output.stdout).into_owned();
    assert!(
        shown.contains("thang-7.csv") && shown.contains("list of changes"),
        "{shown}"
    );
    assert_eq!(run.result().found(), Vec::<String>::new());
}

#[test]
fn a_note_that_leaves_the_end_open_accuses_nobody_either_way() {
    let head = HEAD.trim_end().to_owned() + ",Diễn biến\n";
    let found = |note: &str, to: u32| {
        let roll = [
            format!("{},", on_roll(HOA, "01/2018")),
            format!("{},\"{note}\"", on_roll(THO, "01/2018")),
        ];
        let mut ledger = paid(HOA, 1..=10);
        ledger.extend(paid(THO, 1..=to));
        let lists = Lists::new()
            .with("danh-sach-T10-2020.csv", &head, &refs(&roll))
            .with("chi-tra.csv", PAID, &refs(&ledger));
        lists.audit().found()
    };
    for note in [
        "Đề nghị cắt từ T6/2020",
        "Dự kiến thôi hưởng từ tháng 6/2020",
        "Tạm dừng từ T6/2020",
        "Chết",
        "Đã chết",
        "Nghi đã chết 5/2020",
        "Thôi hưởng",
        "Chuyển đi",
        "Chuyển sang phường Bồ Xuyên T6/2020",
        "Đi tù",
    ] {
        assert_eq!(found(note, 5), Vec::<String>::new(), "stopped: {note}");
        assert_eq!(found(note, 10), Vec::<String>::new(), "paid on: {note}");
    }
    for note in [
        "Chưa cắt",
        "Không cắt",
        "Vợ chết",
        "Chuyển từ tổ 3 sang tổ 5",
        "Tù treo",
    ] {
        assert_eq!(found(note, 10), Vec::<String>::new(), "{note}");
        assert_eq!(found(note, 5).len(), 1, "{note}");
    }
}

#[test]
fn what_only_sounds_like_a_list_of_changes_is_none() {
    let ledger = paid(HOA, 1..=10);
    for (name, title) in [
        (
            "ds-T10-2020.csv",
            "DANH SÁCH ĐỐI TƯỢNG BẢO TRỢ XÃ HỘI THÁNG 10/2020 (TĂNG MỚI 3, GIẢM 2)",
        ),
        (
            "ds.csv",
            "DANH SÁCH ĐỐI TƯỢNG BẢO TRỢ XÃ HỘI THÁNG 10/2020\nTrong đó: tăng mới 3 người; giảm trong tháng 2 người",
        ),
        (
            "tang-giam-T10-2020.csv",
            "DANH SÁCH NGƯỜI ĐANG HƯỞNG TRỢ CẤP THÁNG 10/2020",
        ),
    ] {
        let audit = Lists::new()
            .with(
                name,
                &format!("{title}\n{HEAD}"),
                &[&on_roll(HOA, "01/2018")],
            )
            .with("chi-tra.csv", PAID, &refs(&ledger))
            .audit();
        let roles: Vec<_> = roles(&audit).into_iter().map(|(_, role)| role).collect();
        assert!(
            roles.iter().any(|role| role == "roll"),
            "{title}: {roles:?}"
        );
        assert_eq!(audit.found(), Vec::<String>::new(), "{title}");
    }
    // A supplement to payments is a ledger, whatever its sheet or file is called.
    let more = Lists::new()
        .with("ds-T10-2020.csv", HEAD, &[&on_roll(HOA, "01/2018")])
        .with(
            "tang-T10.csv",
            &format!("DANH SÁCH CHI TRẢ BỔ SUNG\n{PAID}"),
            &refs(&ledger),
        )
        .audit();
    assert!(roles(&more).iter().any(|(_, role)| role == "ledger"));
}

/// The roll of October still has whom a signed decision of April stopped.
#[test]
fn a_signed_decision_ends_what_a_later_roll_still_lists() {
    let roll = |from: &str| [HOA, NAM, THO].map(|who| on_roll(who, from));
    let (name, born, id) = THO;
    let head = "STT,Họ và tên,Ngày sinh,Số CMND,Xã/phường,Đối tượng,Số quyết định,Ngày quyết định,Thôi hưởng từ tháng,Lý do thôi hưởng\n";
    let stop = |number: &str| {
        vec![format!(
            "1,{name},{born},{id},Xã An Khê,NCT 80+,{number},20/04/2020,05/2020,Không còn đủ điều kiện"
        )]
    };
    let audit = |from: &str, stop: &[String], to: u32| {
        let mut ledger = Vec::new();
        ledger.extend(paid(HOA, 1..=10));
        ledger.extend(paid(NAM, 1..=10));
        ledger.extend(paid(THO, 1..=to));
        let mut rows = roll("01/2018");
        rows[2] = on_roll(THO, from);
        Lists::new()
            .with("danh-sach-T10-2020.csv", HEAD, &refs(&rows))
            .with("quyet-dinh.csv", head, &refs(stop))
            .with("chi-tra.csv", PAID, &refs(&ledger))
            .audit()
    };
    let found = audit("01/2018", &stop("15/QĐ-UBND"), 4).found();
    assert_eq!(found, Vec::<String>::new());
    let found = audit("01/2018", &stop("15/QĐ-UBND"), 6).found();
    assert_eq!(
        found,
        ["paid-after-decision Bùi Văn Thọ 2020-05+2020-06 540000 error"]
    );
    // Granted anew after it.
    let found = audit("05/2020", &stop("15/QĐ-UBND"), 10).of("paid-after-decision");
    assert_eq!(found, Vec::<String>::new());
}
