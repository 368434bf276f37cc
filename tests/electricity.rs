//! Electricity support where lists tell only a part, or tell it in several ways: what is sure, what is a doubt, and
//! what nobody may be accused of.
#![allow(clippy::expect_used, reason = "a test may fail")]

#[path = "support/homes.rs"]
mod homes;

use homes::of_rules;
use serde_json::Value;

/// The result of an audit of files, with what was told on the terminal.
fn audited(files: &[(&str, &str)]) -> Value {
    homes::audited(files, ("2020-07", "2020-12"))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("")
}

fn findings(result: &Value) -> Vec<&Value> {
    of_rules(result, "electricity").collect()
}

/// `rule confidence name amount first-last`, a line a finding.
fn lines(result: &Value) -> Vec<String> {
    let line = |f: &&Value| {
        let months: Vec<&str> = f["months"]
            .as_array()
            .expect("months")
            .iter()
            .map(text)
            .collect();
        let span = [months.first(), months.last()].map(|m| m.copied().unwrap_or(""));
        format!(
            "{} {} {} {} {}",
            text(&f["rule"]).trim_start_matches("electricity-"),
            text(&f["confidence"]),
            text(&f["subject"]["name"]),
            f["amount"],
            span.join(".."),
        )
    };
    findings(result).iter().map(line).collect()
}

const POOR: &str = "Mã hộ,Họ và tên chủ hộ,Phường/Xã,Địa chỉ,Loại hộ\n\
    HN-001,Lưu Văn Hoạch,Bồ Xuyên,Tổ 5,Hộ nghèo\n\
    HN-002,Quách Thị Bưởi,Bồ Xuyên,Tổ 9,Hộ nghèo\n\
    HN-003,Tạ Văn Cam,Bồ Xuyên,Tổ 9,Hộ nghèo\n";

const PAID: &str = "Quý,Chủ hộ,Phường/Xã,Địa chỉ,Số tiền\n";
const HOACH: &str = "Quý III/2020,Lưu Văn Hoạch,Bồ Xuyên,Tổ 5,165000\n";
const BUOI: &str = "Quý III/2020,Quách Thị Bưởi,Bồ Xuyên,Tổ 9,165000\n";
const CAM: &str = "Quý III/2020,Tạ Văn Cam,Bồ Xuyên,Tổ 9,165000\n";

/// A list of payments of the third quarter beside others.
fn told(homes: &str, rows: &[&str], more: &[(&str, &str)]) -> Vec<String> {
    lines(&audited_with(homes, rows, more))
}

fn audited_with(homes: &str, rows: &[&str], more: &[(&str, &str)]) -> Value {
    let paid = format!("{PAID}{}", rows.concat());
    let mut files = vec![("ho.csv", homes), ("tien-dien.csv", paid.as_str())];
    files.extend(more);
    audited(&files)
}

#[test]
fn a_month_of_a_quarter_that_is_paid_by_another_list_is_paid_twice() {
    let monthly = "Tháng,Chủ hộ,Phường/Xã,Địa chỉ,Tiền điện\n\
        7/2020,Tạ Văn Cam,Bồ Xuyên,Tổ 9,55000\n8/2020,Tạ Văn Cam,Bồ Xuyên,Tổ 9,55000\n\
        9/2020,Tạ Văn Cam,Bồ Xuyên,Tổ 9,55000\n7/2020,Quách Thị Bưởi,Bồ Xuyên,Tổ 9,55000\n";
    let more = [("ho-tro-tien-dien-thang.csv", monthly)];
    assert_eq!(
        told(POOR, &[HOACH, BUOI], &more),
        ["twice certain Quách Thị Bưởi 55000 2020-07..2020-07"]
    );
}

#[test]
fn half_a_year_and_a_quarter_of_it_are_held_together() {
    let half = |sum: &str| {
        format!(
            "DANH SÁCH CHI TRẢ TIỀN ĐIỆN 6 THÁNG CUỐI NĂM 2020,,,,\n\
             STT,Chủ hộ,Phường/Xã,Địa chỉ,Số tiền\n\
             1,Lưu Văn Hoạch,Bồ Xuyên,Tổ 5,{sum}\n2,Quách Thị Bưởi,Bồ Xuyên,Tổ 9,330000\n"
        )
    };
    let of = |sum: &str| {
        told(
            POOR,
            &[CAM, HOACH],
            &[("tien-dien-6-thang.csv", &half(sum))],
        )
    };
    assert_eq!(
        of("330000"),
        ["twice certain Lưu Văn Hoạch 165000 2020-07..2020-09"]
    );
    // The half-year list pays what the quarter's has not: together it is what is right.
    assert_eq!(of("165000"), Vec::<String>::new());
}

#[test]
fn a_quarter_that_there_is_not_is_a_doubt() {
    let ninth = CAM.replace("Quý III", "Quý 9");
    assert_eq!(
        told(POOR, &[HOACH, BUOI, CAM, &ninth], &[]),
        ["twice possible Tạ Văn Cam 165000 2020-07..2020-09"]
    );
    // On its own it is the quarter of that month, and no month paid three times over.
    assert_eq!(
        told(POOR, &[HOACH, BUOI, &ninth], &[]),
        Vec::<String>::new()
    );
    let stranger = ninth.replace("Tạ Văn Cam", "Khúc Văn Giàu");
    let policy = format!("{POOR}CS-004,Mạc Văn Chính,Bồ Xuyên,Tổ 2,Hộ chính sách\n");
    let told = told(&policy, &[HOACH, BUOI, CAM, &stranger], &[]);
    assert_eq!(
        told,
        ["not-eligible possible Khúc Văn Giàu 165000 2020-07..2020-09"]
    );
}

#[test]
fn households_of_one_name_have_ids_and_sentences_of_their_own() {
    let homes = POOR.replace("HN-002,Quách Thị Bưởi", "HN-002,Lưu Văn Hoạch");
    let result = audited_with(&homes, &[CAM], &[]);
    let found = findings(&result);
    let of = |at: usize, key: &str| text(&found[at][key]).to_owned();
    assert_eq!(found.len(), 2);
    assert!(of(0, "message").contains("Lưu Văn Hoạch (household HN-001, Tổ 5)"));
    assert!(of(1, "message").contains("Lưu Văn Hoạch (household HN-002, Tổ 9)"));
    let one = |at: usize| found[at]["subject"]["household"].clone();
    assert_eq!([one(0), one(1)], ["HN-001", "HN-002"]);
    assert!(!of(1, "id").ends_with("-2"), "{}", of(1, "id"));
    // Where the first is paid, the second keeps its id.
    let later = audited_with(&homes, &[CAM, HOACH], &[]);
    let ids: Vec<&str> = findings(&later).iter().map(|f| text(&f["id"])).collect();
    assert_eq!(ids, [of(1, "id")]);
}

/// Six policy households of one commune that use little a month, three of another with these figures.
fn used(header: &str, figures: &[&str]) -> Vec<String> {
    let names = [
        "An", "Bình", "Cường", "Dũng", "Giang", "Hải", "Khánh", "Lâm", "Minh",
    ];
    let row = |at: usize, commune: &str| format!("Mạc Văn {},{commune},Tổ {at}", names[at]);
    let mut homes = vec!["Mã hộ,Họ và tên chủ hộ,Phường/Xã,Địa chỉ,Loại hộ".to_owned()];
    let mut near = vec![format!("Quý,Chủ hộ,Phường/Xã,Địa chỉ,{header},Số tiền")];
    let mut far = vec!["Quý,Chủ hộ,Phường/Xã,Địa chỉ,Số kWh,Số tiền".to_owned()];
    for at in 0..9 {
        let commune = if at < 6 { "Bồ Xuyên" } else { "Kỳ Bá" };
        let who = row(at, commune);
        homes.push(format!("CS-{at:03},{who},Hộ chính sách"));
        match figures.get(at.wrapping_sub(6)) {
            Some(kwh) => near.push(format!("Quý III/2020,{who},{kwh},165000")),
            None => far.push(format!("Quý III/2020,{who},{},165000", 30 + at)),
        }
    }
    let [homes, near, far] = [homes, near, far].map(|lines| lines.join("\n"));
    let files = [
        ("ho.csv", homes.as_str()),
        ("tien-dien-ky-ba.csv", near.as_str()),
        ("tien-dien-bo-xuyen.csv", far.as_str()),
    ];
    lines(&audited(&files))
}

#[test]
fn what_a_household_uses_is_read_as_its_own_list_tells_it() {
    let lam = |sure: &str| {
        vec![format!(
            "not-eligible {sure} Mạc Văn Lâm 165000 2020-07..2020-09"
        )]
    };
    let nothing = Vec::<String>::new();
    // Most use little: the figures may be of a month, and 64 too much.
    assert_eq!(used("Số kWh", &["31", "64", "40"]), lam("possible"));
    assert_eq!(used("kWh/tháng", &["31", "64", "40"]), lam("certain"));
    // All use much: they are of a quarter.
    assert_eq!(used("Số kWh", &["92", "121", "88"]), nothing);
    assert_eq!(used("Số kWh", &["92", "190", "88"]), lam("certain"));
    // The header decides before the figures.
    assert_eq!(used("kWh/quý", &["31", "64", "40"]), nothing);
    let certain = used("Số điện (tháng)", &["92", "121", "88"]);
    assert!(certain.len() == 3 && certain.iter().all(|l| l.contains("certain")));
    // Some use much, some little: nobody knows.
    let open = used("Số kWh", &["40", "121", "88"]);
    assert!(
        open.len() == 2 && open.iter().all(|l| l.contains("possible")),
        "{open:?}"
    );
    // Who used nothing tells nothing of the others, and two are too few.
    for figures in [&["0", "120", "0"][..], &["45", "120"]] {
        assert_eq!(used("Số kWh sử dụng", figures), lam("possible"));
    }
}

#[test]
fn who_may_be_a_poor_household_may_use_much() {
    let roll = |name: &str| {
        format!(
            "DANH SÁCH ĐỐI TƯỢNG HƯỞNG TRỢ CẤP THÁNG 7/2020,,,,,,,\n\
             STT,Họ và tên,Năm sinh,Phường/Xã,Địa chỉ,Loại đối tượng,Mức hưởng,Hưởng từ\n\
             1,{name},1938,Bồ Xuyên,Tổ 9,Người cao tuổi từ đủ 80 tuổi trở lên,270000,01/2019\n"
        )
    };
    let homes = format!("{POOR}CS-004,Mạc Văn Chính,Bồ Xuyên,Tổ 2,Hộ chính sách\n");
    let of = |drawn: &str, paid: &str| {
        let rows = format!(
            "Quý,Chủ hộ,Phường/Xã,Địa chỉ,Số kWh sử dụng tháng,Số tiền\n\
             Quý III/2020,Lưu Văn Hoạch,Bồ Xuyên,Tổ 5,30,165000\n\
             Quý III/2020,Quách Thị Bưởi,Bồ Xuyên,Tổ 9,30,165000\n\
             Quý III/2020,Mạc Văn Chính,Bồ Xuyên,Tổ 2,20,165000\n\
             Quý III/2020,{paid},Bồ Xuyên,Tổ 9,80,165000\n"
        );
        let result = audited(&[
            ("ho.csv", &*homes),
            ("ds-doi-tuong.csv", &*roll(drawn)),
            ("tien-dien.csv", &*rows),
        ]);
        let mut told = lines(&result);
        told.retain(|line| line.contains(paid));
        told
    };
    let told = |sure: &str, name: &str| {
        [format!(
            "not-eligible {sure} {name} 165000 2020-07..2020-09"
        )]
    };
    // A tone apart from a poor household of the same place.
    assert_eq!(
        of("Tạ Văn Cảm", "Tạ Văn Cảm"),
        told("possible", "Tạ Văn Cảm")
    );
    assert_eq!(
        of("Khúc Văn Giàu", "Khúc Văn Giàu"),
        told("certain", "Khúc Văn Giàu")
    );
    // Nor is it sure that who draws assistance is this one.
    assert_eq!(
        of("Khúc Văn Giàu", "Khúc Văn Giầu"),
        told("possible", "Khúc Văn Giầu")
    );
}

#[test]
fn each_reason_has_its_sentence() {
    let homes = "Mã hộ,Họ và tên chủ hộ,Phường/Xã,Địa chỉ,Loại hộ,Từ tháng,Đến tháng\n\
        HN-001,Lưu Văn Hoạch,Bồ Xuyên,Tổ 5,Hộ nghèo,,\n\
        CS-002,Quách Thị Bưởi,Bồ Xuyên,Tổ 9,Hộ chính sách,,\n\
        CN-003,Tạ Văn Cam,Bồ Xuyên,Tổ 9,Hộ cận nghèo,,\n\
        HN-004,Khúc Văn Giàu,Bồ Xuyên,Tổ 1,Hộ nghèo,,05/2020\n\
        HN-005,Mạc Thị Na,Bồ Xuyên,Tổ 1,Hộ nghèo,11/2020,\n";
    let rows = "Quý,Chủ hộ,Phường/Xã,Địa chỉ,kWh/tháng,Số tiền\n\
        Quý III/2020,Lưu Văn Hoạch,Bồ Xuyên,Tổ 5,64,165000\n\
        Quý III/2020,Quách Thị Bưởi,Bồ Xuyên,Tổ 9,64,165000\n\
        Quý III/2020,Tạ Văn Cam,Bồ Xuyên,Tổ 9,64,165000\n\
        Quý III/2020,Khúc Văn Giàu,Bồ Xuyên,Tổ 1,20,165000\n\
        Quý III/2020,Mạc Thị Na,Bồ Xuyên,Tổ 1,20,165000\n\
        Quý III/2020,Doãn Văn Lạ,Bồ Xuyên,Tổ 30,20,165000\n";
    let result = audited(&[("ho.csv", homes), ("tien-dien.csv", rows)]);
    let said = |name: &str, words: &str| {
        let one = findings(&result)
            .into_iter()
            .find(|f| text(&f["subject"]["name"]) == name);
        let message = one.map_or("", |f| text(&f["message"])).to_owned();
        assert!(message.contains(words), "{name}: {message}");
    };
    said(
        "Quách Thị Bưởi",
        "uses 64 kWh, more than the 50 kWh a month",
    );
    said("Tạ Văn Cam", "is near-poor and not entitled");
    said(
        "Khúc Văn Giàu",
        "no longer on a list of poor or policy households since 6/2020",
    );
    said("Mạc Thị Na", "only in 11/2020");
    said("Doãn Văn Lạ", "is on no list");
    assert_eq!(findings(&result).len(), 5);
}

#[test]
fn a_code_beside_another_name_proves_nothing() {
    let paid = "Quý,Mã hộ,Chủ hộ,Phường/Xã,Địa chỉ,Số tiền\n\
        Quý III/2020,HN-001,Lưu Văn Hoạch,Bồ Xuyên,Tổ 5,165000\n\
        Quý III/2020,HN-001,Quách Thị Bưởi,Bồ Xuyên,Tổ 9,165000\n\
        Quý III/2020,HN-003,Doãn Quốc Lạ,Bồ Xuyên,Tổ 30,165000\n";
    let result = audited(&[("ho.csv", POOR), ("tien-dien.csv", paid)]);
    let said = |at: usize, words: &str| {
        let message = text(&findings(&result)[at]["message"]);
        assert!(message.contains(words), "{message}");
    };
    said(
        0,
        "may be the household of Tạ Văn Cam, which is on the list",
    );
    said(1, "whether it is its own or another household's");
    assert_eq!(
        lines(&result),
        [
            "not-eligible possible Doãn Quốc Lạ 165000 2020-07..2020-09",
            "not-paid possible Tạ Văn Cam -165000 2020-07..2020-09",
        ]
    );
    // Somebody of the house whom the list of heads does not name collects; a second time is a doubt.
    let wife = paid.replace("Doãn Quốc Lạ,Bồ Xuyên,Tổ 30", "Doãn Thị Mơ,Bồ Xuyên,Tổ 9");
    let of = |paid: &str| lines(&audited(&[("ho.csv", POOR), ("tien-dien.csv", paid)]));
    assert_eq!(of(&wife), [""; 0]);
    let both = format!("{wife}Quý III/2020,HN-003,Tạ Văn Cam,Bồ Xuyên,Tổ 9,165000\n");
    assert_eq!(
        of(&both),
        ["twice possible Tạ Văn Cam 165000 2020-07..2020-09"]
    );
}

#[test]
fn another_head_at_the_same_number_may_be_of_the_household() {
    let homes = POOR.replace("Bồ Xuyên,Tổ 5", "Bồ Xuyên,\"Số 12, Tổ 5\"");
    let homes = format!("{homes}CS-004,Mạc Văn Chính,Bồ Xuyên,Tổ 2,Hộ chính sách\n");
    let row = |place: &str| format!("Quý III/2020,Doãn Thị Mơ,Bồ Xuyên,\"{place}\",165000\n");
    let of = |place: &str| told(&homes, &[&row(place), BUOI, CAM], &[]);
    assert_eq!(
        of("Số nhà 12, Tổ 5"),
        [
            "not-eligible possible Doãn Thị Mơ 165000 2020-07..2020-09",
            "not-paid possible Lưu Văn Hoạch -165000 2020-07..2020-09",
        ]
    );
    assert_eq!(
        of("Số 14, Tổ 5"),
        [
            "not-eligible certain Doãn Thị Mơ 165000 2020-07..2020-09",
            "not-paid certain Lưu Văn Hoạch -165000 2020-07..2020-09",
        ]
    );
}

#[test]
fn one_household_with_members_does_not_tell_those_of_the_others() {
    let header = "Mã hộ,Họ và tên,Quan hệ với chủ hộ,Phường/Xã,Địa chỉ,Loại hộ\n";
    let homes = format!(
        "{header}HN-001,Lưu Văn Hoạch,Chủ hộ,Bồ Xuyên,Tổ 5,Hộ nghèo\n\
         HN-001,Tống Thị Mơ,Vợ,Bồ Xuyên,Tổ 5,\n\
         HN-002,Quách Thị Bưởi,Chủ hộ,Bồ Xuyên,Tổ 9,Hộ nghèo\n\
         HN-003,Tạ Văn Cam,Chủ hộ,Bồ Xuyên,Tổ 9,Hộ nghèo\n\
         KN-004,Mạc Văn Chính,Chủ hộ,Bồ Xuyên,Tổ 2,Thoát nghèo\n"
    );
    let chinh = "Quý III/2020,Mạc Văn Chính,Bồ Xuyên,Tổ 2,165000\n";
    let of = |homes: &str| told(homes, &[HOACH, BUOI, CAM, chinh], &[]);
    let told = |sure: &str| {
        [format!(
            "not-eligible {sure} Mạc Văn Chính 165000 2020-07..2020-09"
        )]
    };
    assert_eq!(of(&homes), told("possible"));
    let whole = format!(
        "{homes}KN-004,Kim Thị Lê,Vợ,Bồ Xuyên,Tổ 2,\nHN-005,Ninh Văn Mận,Chủ hộ,Bồ Xuyên,Tổ 3,Hộ cận nghèo\n\
         HN-005,Ninh Thị Mai,Con,Bồ Xuyên,Tổ 3,\n"
    );
    assert_eq!(of(&whole), told("certain"));
}

#[test]
fn of_namesakes_with_one_row_either_may_be_unpaid() {
    let homes = POOR.replace("HN-002,Quách Thị Bưởi", "HN-002,Lưu Văn Hoạch");
    let bare = HOACH.replace("Tổ 5", "");
    let both = [
        "not-paid possible Lưu Văn Hoạch -165000 2020-07..2020-09",
        "not-paid possible Lưu Văn Hoạch -165000 2020-07..2020-09",
    ];
    assert_eq!(told(&homes, &[&bare, CAM], &[]), both);
    assert_eq!(told(&homes, &[&bare, &bare, CAM], &[]), [""; 0]);
    // An address says which of them is paid.
    let one = ["not-paid certain Lưu Văn Hoạch -165000 2020-07..2020-09"];
    assert_eq!(told(&homes, &[HOACH, CAM], &[]), one);
    // A wrong sum of a row that may be either's is a doubt as well.
    let less = bare.replace("165000", "100000");
    let told = told(&homes, &[&less, CAM], &[]);
    assert!(
        told.len() == 3 && told.iter().all(|l| l.contains("possible")),
        "{told:?}"
    );
}

#[test]
fn a_household_nobody_of_which_is_left_is_not_unpaid() {
    let header = "Mã hộ,Họ và tên chủ hộ,Ngày sinh,Phường/Xã,Địa chỉ,Loại hộ\n";
    let homes = |kind: &str| {
        format!(
            "{header}HN-001,Lưu Văn Hoạch,01/02/1950,Bồ Xuyên,Tổ 5,{kind}\n\
             HN-002,Quách Thị Bưởi,21/03/1938,Bồ Xuyên,Tổ 9,{kind}\n"
        )
    };
    let dead =
        "Họ và tên,Ngày sinh,Xã/Phường,Ngày chết\nQuách Thị Bưởi,21/03/1938,Bồ Xuyên,10/06/2020\n";
    let died = [("khai-tu.csv", dead)];
    let policy = homes("Hộ chính sách");
    assert_eq!(told(&policy, &[HOACH], &died), [""; 0]);
    let paid = audited_with(&policy, &[HOACH, BUOI], &died);
    assert_eq!(
        lines(&paid),
        ["not-eligible possible Quách Thị Bưởi 165000 2020-07..2020-09"]
    );
    assert!(text(&findings(&paid)[0]["message"]).contains("had died by 6/2020"));
    // Of a poor household a list of heads does not tell who else lives there.
    assert_eq!(
        told(&homes("Hộ nghèo"), &[HOACH], &died),
        ["not-paid possible Quách Thị Bưởi -165000 2020-07..2020-09"]
    );
    assert_eq!(told(&homes("Hộ nghèo"), &[HOACH, BUOI], &died), [""; 0]);
}

#[test]
fn months_that_a_row_counts_and_the_lists_do_not_are_a_doubt() {
    let of = |since: &str, counted: &str, sum: &str| {
        let homes = format!(
            "Mã hộ,Họ và tên chủ hộ,Phường/Xã,Địa chỉ,Loại hộ,Từ tháng\n\
             HN-001,Lưu Văn Hoạch,Bồ Xuyên,Tổ 5,Hộ nghèo,{since}\n"
        );
        let paid = format!(
            "Quý,Chủ hộ,Phường/Xã,Địa chỉ,Số tháng,Số tiền\n\
             Quý III/2020,Lưu Văn Hoạch,Bồ Xuyên,Tổ 5,{counted},{sum}\n"
        );
        lines(&audited(&[("ho.csv", &homes), ("tien-dien.csv", &paid)]))
    };
    let told = |sure: &str, sum: i64| {
        vec![format!(
            "wrong-amount {sure} Lưu Văn Hoạch {sum} 2020-07..2020-09"
        )]
    };
    // Poor all along, one month counted: the list of households or the row is wrong.
    assert_eq!(of("", "1", "55000"), told("possible", -110_000));
    assert_eq!(of("", "1", "165000"), told("possible", 110_000));
    assert_eq!(of("", "4", "220000"), told("possible", 55_000));
    // On the list since September: a month or the whole quarter is right, and the row says which.
    assert_eq!(of("09/2020", "3", "165000"), [""; 0]);
    assert_eq!(of("09/2020", "3", "110000"), told("certain", -55_000));
    assert_eq!(of("", "3", "110000"), told("certain", -55_000));
}

#[test]
fn a_sum_that_cannot_be_read_makes_no_amount() {
    let unread = CAM.replace("165000", "một trăm");
    let result = audited_with(POOR, &[HOACH, BUOI, CAM, &unread], &[]);
    assert_eq!(
        lines(&result),
        ["twice possible Tạ Văn Cam 0 2020-07..2020-09"]
    );
    let message = text(&findings(&result)[0]["message"]).to_owned();
    assert!(
        message.contains("cannot be read") && !message.contains("0 đồng"),
        "{message}"
    );
    // A list without any money names whom another pays.
    let named = "DANH SÁCH HỘ ĐƯỢC HỖ TRỢ TIỀN ĐIỆN QUÝ III NĂM 2020,,,\nSTT,Chủ hộ,Phường/Xã,Địa chỉ,Số kWh\n\
        1,Tạ Văn Cam,Bồ Xuyên,Tổ 9,31\n2,Quách Thị Bưởi,Bồ Xuyên,Tổ 9,30\n";
    let more = [("danh-sach-ho-tro-tien-dien.csv", named)];
    assert_eq!(told(POOR, &[HOACH, CAM], &more), [""; 0]);
}

#[test]
fn a_list_that_tells_no_commune_is_judged_by_what_it_tells() {
    let paid = "Quý,Chủ hộ,Địa chỉ,Số tiền\n\
        Quý III/2020,Lưu Văn Hoạch,Tổ 5,165000\nQuý III/2020,Quách Thị Bưởi,Tổ 9,153000\n\
        Quý III/2020,Doãn Văn Lạ,Tổ 30,165000\n";
    let result = audited(&[("ho.csv", POOR), ("tien-dien.csv", paid)]);
    assert_eq!(
        lines(&result),
        ["wrong-amount certain Quách Thị Bưởi -12000 2020-07..2020-09"]
    );
    let remarks = result["told"].to_string();
    assert!(
        remarks.contains("nothing tells the commune of 3 rows"),
        "{remarks}"
    );
    assert!(!remarks.contains("unknown name"), "{remarks}");
}

#[test]
fn figures_of_the_law_that_were_not_read_are_counted_for_households_too() {
    let result = audited_with(POOR, &[HOACH, BUOI, CAM], &[]);
    let unchecked = &result["unchecked"];
    assert_eq!(unchecked["households"], 3, "{unchecked}");
    assert_eq!(unchecked["months"], 9);
    assert_eq!(unchecked["people"], 0);
    assert!(
        result["told"]
            .to_string()
            .contains("9 months of 3 households")
    );
}

#[test]
fn a_code_given_to_another_household_the_year_after_does_not_make_them_one() {
    let list = |year: i32, row: &str| {
        format!(
            "DANH SÁCH HỘ NGHÈO NĂM {year},,,\nMã hộ,Họ và tên chủ hộ,Phường/Xã,Địa chỉ\n\
             HN-002,Quách Thị Bưởi,Bồ Xuyên,Tổ 9\nHN-001,{row}\n"
        )
    };
    let (before, now) = (
        list(2019, "Lưu Văn Hoạch,Bồ Xuyên,Tổ 5"),
        list(2020, "Khúc Văn Giàu,Bồ Xuyên,Tổ 1"),
    );
    let paid = format!("{PAID}{HOACH}{BUOI}Quý III/2020,Khúc Văn Giàu,Bồ Xuyên,Tổ 1,165000\n");
    let result = audited(&[
        ("ho-ngheo-2019.csv", &before),
        ("ho-ngheo-2020.csv", &now),
        ("tien-dien.csv", &paid),
    ]);
    let told = lines(&result);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].starts_with("not-eligible") && told[0].contains("Lưu Văn Hoạch"),
        "{told:?}"
    );
    let message = text(&findings(&result)[0]["message"]);
    assert!(message.contains("no longer on a list"), "{message}");
}

#[test]
fn a_list_of_households_with_what_they_use_is_a_list_of_households() {
    let homes = "Mã hộ,Họ và tên chủ hộ,Phường/Xã,Địa chỉ,Loại hộ,Số kWh\n\
        HN-001,Lưu Văn Hoạch,Bồ Xuyên,Tổ 5,Hộ nghèo,33\n\
        CS-002,Quách Thị Bưởi,Bồ Xuyên,Tổ 9,Hộ chính sách,41\n\
        CS-003,Tạ Văn Cam,Bồ Xuyên,Tổ 9,Hộ chính sách,72\n";
    let of = |homes: &str| {
        let paid = format!("{PAID}{HOACH}{BUOI}");
        let file = ("ho-ngheo-ho-chinh-sach.csv", homes);
        lines(&audited(&[file, ("tien-dien.csv", &paid)]))
    };
    // 72 kWh a month is too much, and nothing is due.
    assert_eq!(of(homes), [""; 0]);
    // Nobody knows whether one figure alone is of a month.
    let alone = homes.replace(",33\n", ",\n").replace(",41\n", ",\n");
    assert_eq!(
        of(&alone),
        ["not-paid possible Tạ Văn Cam -165000 2020-07..2020-09"]
    );
}

#[test]
fn a_row_without_a_time_is_told_and_leaves_open_whether_it_is_paid() {
    let undated = BUOI.replace("Quý III/2020", "");
    let result = audited_with(POOR, &[HOACH, &undated, CAM], &[]);
    let told = text(&result["told"]);
    assert_eq!(
        lines(&result),
        ["not-paid possible Quách Thị Bưởi -165000 2020-07..2020-09"]
    );
    assert!(
        told.contains("1 rows of electricity support tell neither quarter nor month"),
        "{told}"
    );
}

#[test]
fn rows_that_share_a_quarter_and_money_taken_back_are_no_second_payment() {
    let paid = "Quý,Chủ hộ,Phường/Xã,Địa chỉ,Số tháng,Số tiền\n\
        Quý III/2020,Lưu Văn Hoạch,Bồ Xuyên,Tổ 5,3,165000\n\
        Quý III/2020,Lưu Văn Hoạch,Bồ Xuyên,Tổ 5,3,165000\n\
        Quý III/2020,Lưu Văn Hoạch,Bồ Xuyên,Tổ 5,3,-165000\n\
        Quý III/2020,Quách Thị Bưởi,Bồ Xuyên,Tổ 9,1,55000\n\
        Quý III/2020,Quách Thị Bưởi,Bồ Xuyên,Tổ 9,2,110000\n\
        Quý III/2020,Tạ Văn Cam,Bồ Xuyên,Tổ 9,3,-165000\n";
    assert_eq!(
        lines(&audited(&[("ho.csv", POOR), ("tien-dien.csv", paid)])),
        [""; 0]
    );
}

#[test]
fn a_head_whose_name_sounds_like_a_total_is_paid() {
    for name in ["Tống Công Chiến", "TỐNG CÔNG CHIẾN", "Tong Cong Chien"] {
        let homes = format!(
            "Mã hộ,Chủ hộ,Ngày sinh,Phường/Xã,Thôn/Tổ,Loại hộ\n\
             KB-1,{name},18/05/1947,Kỳ Bá,Tổ 4,Hộ nghèo\nKB-2,Phan Văn Thổ,10/05/1952,Kỳ Bá,Tổ 9,Hộ nghèo\n"
        );
        let paid = format!(
            "STT,Chủ hộ,Phường/Xã,Thôn/Tổ,Mã hộ,Diện hộ,Quý,Số tiền hỗ trợ tiền điện\n\
             1,{name},Kỳ Bá,Tổ 4,KB-1,Hộ nghèo,III/2020,165000\n2,Phan Văn Thổ,Kỳ Bá,Tổ 9,KB-2,Hộ nghèo,III/2020,165000\n\
             ,Tổng cộng,,,,,,330000\n"
        );
        let files = [("ho-ngheo-2020.csv", &*homes), ("tien-dien.csv", &*paid)];
        let result = homes::audited(&files, ("2020-07", "2020-09"));
        assert_eq!(lines(&result), Vec::<String>::new(), "{name}");
        assert_eq!(of_rules(&result, "sheet-total").count(), 0, "{name}");
    }
}
