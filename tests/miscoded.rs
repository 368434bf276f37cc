//! Rows of electricity lists whose code, name and address speak for several households: whose they are stays open,
//! and nobody is accused of what may be another's.
#[path = "support/homes.rs"]
mod homes;

const POOR: &str = "Mã hộ,Họ và tên chủ hộ,Phường/Xã,Địa chỉ,Loại hộ\n\
    HN-001,Lưu Văn Hoạch,Bồ Xuyên,Tổ 5,Hộ nghèo\n\
    HN-002,Quách Thị Bưởi,Bồ Xuyên,Tổ 9,Hộ nghèo\n\
    HN-003,Tạ Văn Cam,Bồ Xuyên,Tổ 9,Hộ nghèo\n\
    CS-004,Mạc Văn Chính,Bồ Xuyên,Tổ 2,Hộ chính sách\n";
const CHINH: &str = "CS-004,Mạc Văn Chính,Tổ 2";

/// `rule confidence name amount` of the findings, where these rows (code, head, address) are paid.
fn paid(lists: &str, rows: &[&str]) -> Vec<String> {
    let row = |row: &&str| {
        let (who, place) = row.rsplit_once(',').unwrap_or((row, ""));
        format!("Quý III/2020,{who},Bồ Xuyên,{place},165000\n")
    };
    let rows: String = rows.iter().map(row).collect();
    let power = format!("Quý,Mã hộ,Chủ hộ,Phường/Xã,Địa chỉ,Số tiền\n{rows}");
    let files = [("ho.csv", lists), ("tien-dien.csv", &*power)];
    let result = homes::audited(&files, ("2020-07", "2020-12"));
    let found = homes::found(&result, "electricity").into_iter();
    let line = |(rule, name, _, amount, sure): homes::Told| {
        let rule = rule.trim_start_matches("electricity-").to_owned();
        format!("{rule} {sure} {name} {amount}")
    };
    found.map(line).collect()
}

#[test]
fn a_code_beside_the_name_of_another_head_leaves_open_whose_the_row_is() {
    let buoi = "HN-002,Quách Thị Bưởi,Tổ 9";
    let both = |other: &str| {
        vec![
            "twice possible Quách Thị Bưởi 165000".to_owned(),
            format!("not-paid possible {other} -165000"),
        ]
    };
    let cam = "HN-003,Tạ Văn Cam,Tổ 9";
    for first in ["HN-001,Quách Thị Bưởi,Tổ 9", "HN-001,Quách Thị Bưởi,"] {
        let mut told = paid(POOR, &[first, buoi, cam, CHINH]);
        told.sort_by_key(|line| !line.starts_with("twice"));
        assert_eq!(told, both("Lưu Văn Hoạch"), "{first}");
    }
    // Of two of one place as well, whichever row comes first.
    let hoach = "HN-001,Lưu Văn Hoạch,Tổ 5";
    let other = "HN-003,Quách Thị Bưởi,Tổ 9";
    for rows in [[hoach, buoi, other, CHINH], [hoach, other, buoi, CHINH]] {
        let mut told = paid(POOR, &rows);
        told.sort_by_key(|line| !line.starts_with("twice"));
        assert_eq!(told, both("Tạ Văn Cam"), "{rows:?}");
    }
    // Code and address speak for one, the name alone for the other.
    let collected = "HN-001,Quách Thị Bưởi,Tổ 5";
    assert_eq!(paid(POOR, &[collected, buoi, cam, CHINH]), [""; 0]);
}

#[test]
fn of_heads_a_tone_apart_the_code_alone_decides_nothing() {
    let homes = POOR.replace("Quách Thị Bưởi", "Tạ Văn Cảm");
    let hoach = "HN-001,Lưu Văn Hoạch,Tổ 5";
    let rows = [
        hoach,
        "HN-002,Tạ Văn Cảm,Tổ 9",
        "HN-003,Tạ Văn Cảm,Tổ 9",
        CHINH,
    ];
    let mut told = paid(&homes, &rows);
    told.sort();
    assert_eq!(
        told,
        [
            "not-paid possible Tạ Văn Cam -165000",
            "twice possible Tạ Văn Cảm 165000",
        ]
    );
}

#[test]
fn a_row_that_may_be_of_an_entitled_household_is_not_surely_paid_to_another() {
    let homes = format!("{POOR}CN-005,Ninh Văn Mận,Bồ Xuyên,Tổ 3,Hộ cận nghèo\n");
    let rows = [
        "HN-001,Lưu Văn Hoạch,Tổ 5",
        "HN-002,Quách Thị Bưởi,Tổ 9",
        "HN-003,Tạ Văn Cam,Tổ 9",
        CHINH,
    ];
    let of = |code: &str| {
        let more = format!("{code},Ninh Văn Mận,Tổ 3");
        paid(&homes, &[&rows[..], &[&*more]].concat())
    };
    assert_eq!(of("CN-005"), ["not-eligible certain Ninh Văn Mận 165000"]);
    assert_eq!(of("HN-001"), ["not-eligible possible Ninh Văn Mận 165000"]);
}

#[test]
fn the_number_of_a_house_is_no_number_of_a_part_of_the_commune() {
    let rows = |place: &str| {
        let other = format!(",Lưu Văn Hoạch,{place}");
        paid(
            POOR,
            &[
                ",Lưu Văn Hoạch,Tổ 5",
                &other,
                ",Quách Thị Bưởi,Tổ 9",
                ",Tạ Văn Cam,Tổ 9",
                ",Mạc Văn Chính,Tổ 2",
            ],
        )
    };
    assert_eq!(rows("Số 12 Tổ 5"), ["twice certain Lưu Văn Hoạch 165000"]);
    for place in ["Số 5 Tổ 12", "Ngõ 5 Tổ 12", "5 Trần Phú", "Tổ 12 số nhà 5"] {
        assert_eq!(
            rows(place),
            ["not-eligible possible Lưu Văn Hoạch 165000"],
            "{place}"
        );
    }
}
