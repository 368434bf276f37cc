//! Schools' lists held against the lists of households: who, which months, how many đồng.
#[path = "support/homes.rs"]
mod homes;

use homes::{Told, audited, of_rules, text};
use serde_json::{Value, json};

const TERM: [&str; 4] = ["2020-09", "2020-10", "2020-11", "2020-12"];

/// The findings about pupils.
fn found(files: &[(&str, &str)]) -> Vec<Told> {
    let result = audited(files, ("2020-09", "2020-12"));
    for finding in of_rules(&result, "pupil") {
        assert_eq!(finding["subject"]["kind"], "person");
    }
    homes::found(&result, "pupil")
}

fn one(rule: &str, name: &str, amount: i64) -> Vec<Told> {
    let months = if rule == "pupil-not-claimed" {
        json!([])
    } else {
        json!(TERM)
    };
    vec![(
        rule.to_owned(),
        name.to_owned(),
        months,
        amount,
        "certain".to_owned(),
    )]
}

const HOMES: &str = "Mã hộ,Họ và tên,Quan hệ với chủ hộ,Ngày sinh,Phường/Xã,Tổ,Loại hộ\n\
    HN-001,Nguyễn Văn Hoạch,Chủ hộ,01/02/1980,Bồ Xuyên,Tổ 5,Hộ nghèo\n\
    HN-001,Nguyễn Thị Bé,Con,06/05/2010,Bồ Xuyên,Tổ 5,\n\
    HN-001,Nguyễn Văn Tí,Con,06/05/2015,Bồ Xuyên,Tổ 5,\n\
    HN-002,Trần Thị Bưởi,Chủ hộ,01/02/1981,Bồ Xuyên,Tổ 9,Hộ nghèo\n\
    HN-002,Trần Văn Út,Cháu,06/05/2009,Bồ Xuyên,Tổ 9,\n\
    CN-003,Phạm Văn Cận,Chủ hộ,01/02/1982,Bồ Xuyên,Tổ 7,Hộ cận nghèo\n\
    CN-003,Phạm Minh Khôi,Con,06/05/2011,Bồ Xuyên,Tổ 7,\n";

const HEADER: &str = "Họ và tên học sinh,Ngày sinh,Phường/Xã,Tổ,Họ tên cha/mẹ,Trường,Lớp,Đối tượng miễn giảm,Học kỳ,Số tiền\n";
const TERM_TEXT: &str = "Học kỳ I năm học 2020-2021";

fn row(
    name: &str,
    born: &str,
    place: &str,
    parent: &str,
    school: &str,
    ground: &str,
    sum: &str,
) -> String {
    format!("{name},{born},Bồ Xuyên,{place},{parent},{school},4A,{ground},{TERM_TEXT},{sum}\n")
}

fn be(school: &str, sum: &str) -> String {
    row(
        "Nguyễn Thị Bé",
        "06/05/2010",
        "Tổ 5",
        "Nguyễn Văn Hoạch",
        school,
        "Hộ nghèo",
        sum,
    )
}

fn ut() -> String {
    row(
        "Trần Văn Út",
        "06/05/2009",
        "Tổ 9",
        "Trần Thị Bưởi",
        "THCS Bồ Xuyên",
        "Hộ nghèo",
        "400000",
    )
}

fn khoi(ground: &str, sum: &str) -> String {
    row(
        "Phạm Minh Khôi",
        "06/05/2011",
        "Tổ 7",
        "Phạm Văn Cận",
        "TH Bồ Xuyên",
        ground,
        sum,
    )
}

fn run(rows: &[String]) -> Vec<Told> {
    let pupils = format!("{HEADER}{}", rows.concat());
    found(&[("ho-ngheo.csv", HOMES), ("hoc-sinh.csv", &pupils)])
}

#[test]
fn what_is_in_order_accuses_nobody() {
    let rows = [be("TH Bồ Xuyên", "400000"), ut(), khoi("Hộ cận nghèo", "")];
    assert_eq!(run(&rows), vec![]);
}

#[test]
fn a_ground_that_no_list_bears_out() {
    let stranger = row(
        "Đỗ Thị Sen",
        "01/02/2010",
        "Tổ 20",
        "Đỗ Văn Giàu",
        "TH Bồ Xuyên",
        "Hộ nghèo",
        "400000",
    );
    let rule = "pupil-not-eligible";
    assert_eq!(
        run(&[be("TH Bồ Xuyên", "400000"), ut(), stranger]),
        one(rule, "Đỗ Thị Sen", 400_000)
    );
    let rows = [
        be("TH Bồ Xuyên", "400000"),
        ut(),
        khoi("Hộ nghèo", "400000"),
    ];
    assert_eq!(run(&rows), one(rule, "Phạm Minh Khôi", 400_000));
}

#[test]
fn two_schools_and_one_school_under_two_names() {
    let at = |school: &str| run(&[be("TH Bồ Xuyên", "400000"), be(school, "400000"), ut()]);
    assert_eq!(
        at("Tiểu học Kỳ Bá"),
        one("pupil-twice", "Nguyễn Thị Bé", 400_000)
    );
    let twice = at("Trường Tiểu học Bồ Xuyên");
    assert!(twice.iter().all(|f| f.0 != "pupil-twice"), "{twice:?}");
    let namesake = row(
        "Nguyễn Thị Bé",
        "06/05/2010",
        "Tổ 20",
        "Nguyễn Văn Khác",
        "TH Kỳ Bá",
        "Mồ côi",
        "400000",
    );
    assert_eq!(run(&[be("TH Bồ Xuyên", "400000"), ut(), namesake]), vec![]);
}

#[test]
fn name_and_birth_alone_make_two_rows_perhaps_one_pupil() {
    let header = "Họ và tên học sinh,Ngày sinh,Phường/Xã,Tổ,Mã hộ,Trường,Lớp,Đối tượng miễn giảm,Học kỳ,Số tiền\n";
    let of = |first: &str, second: &str| {
        let row = |place: &str, school: &str| {
            format!(
                "{header}Nguyễn Văn Nam,06/05/2010,{place},{school},4A,Mồ côi,{TERM_TEXT},400000\n"
            )
        };
        let (here, there) = (row(first, "TH Bồ Xuyên"), row(second, "TH Kỳ Bá"));
        let told = found(&[("hs1.csv", &here), ("hs2.csv", &there)]);
        let told: Vec<_> = told.into_iter().map(|t| (t.0, t.3, t.4)).collect();
        told
    };
    let twice = |sure: &str| vec![("pupil-twice".to_owned(), 400_000, sure.to_owned())];
    assert_eq!(of("Bồ Xuyên,Tổ 1,", "Kỳ Bá,Tổ 8,"), twice("possible"));
    assert_eq!(of("Bồ Xuyên,Tổ 1,", "Bồ Xuyên,Tổ 8,"), twice("possible"));
    assert_eq!(of("Bồ Xuyên,Tổ 1,", "Bồ Xuyên,Tổ 1,"), twice("certain"));
    assert_eq!(of("Bồ Xuyên,,", "Bồ Xuyên,Tổ 1,"), twice("certain"));
    assert_eq!(
        of("Bồ Xuyên,Tổ 1,HN-001", "Bồ Xuyên,Tổ 8,HN-001"),
        twice("certain")
    );
}

#[test]
fn the_commune_of_a_school_need_not_be_the_pupils() {
    let list = |columns: &str, cells: &str| {
        format!(
            "DANH SÁCH HỌC SINH TRƯỜNG TIỂU HỌC BỒ XUYÊN PHƯỜNG BỒ XUYÊN,,,,,,,\n\
             Họ và tên học sinh,Ngày sinh,Họ tên cha/mẹ,{columns}Trường,Lớp,Đối tượng miễn giảm,Học kỳ,Số tiền\n\
             Đỗ Thị Sen,01/02/2010,Đỗ Văn Giàu,{cells}TH Bồ Xuyên,4A,Hộ nghèo,{TERM_TEXT},400000\n"
        )
    };
    let of = |columns: &str, cells: &str| {
        let pupils = list(columns, cells);
        let files = [("ho.csv", HOMES), ("hoc-sinh-bo-xuyen.csv", &*pupils)];
        let told = homes::found(
            &audited(&files, ("2020-09", "2020-12")),
            "pupil-not-eligible",
        );
        told.into_iter().map(|t| (t.1, t.4)).collect::<Vec<_>>()
    };
    let sen = |sure: &str| vec![("Đỗ Thị Sen".to_owned(), sure.to_owned())];
    assert_eq!(of("", ""), sen("possible"));
    assert_eq!(of("Phường/Xã,", "Bồ Xuyên,"), sen("certain"));
}

#[test]
fn a_code_beside_the_name_of_a_poor_household_proves_nothing_against_the_pupil() {
    let of = |code: &str, parent: &str| {
        let header = HEADER.replace("Trường,", "Mã hộ,Trường,");
        let row = row(
            "Trần Thị Sương",
            "06/05/2012",
            "Tổ 9",
            parent,
            &format!("{code},TH Bồ Xuyên"),
            "Hộ nghèo",
            "400000",
        );
        let pupils = format!("{header}{row}");
        let told = found(&[("ho-ngheo.csv", HOMES), ("hoc-sinh.csv", &pupils)]);
        let told = told.into_iter().filter(|t| t.0 == "pupil-not-eligible");
        told.map(|t| t.4).collect::<Vec<_>>()
    };
    assert_eq!(of("HN-002", "Trần Thị Bưởi"), [""; 0]);
    assert_eq!(of("CN-003", "Trần Thị Bưởi"), ["possible"]);
    assert_eq!(of("CN-003", "Phạm Văn Cận"), ["certain"]);
}

#[test]
fn wrong_sums() {
    let rule = "pupil-wrong-amount";
    assert_eq!(
        run(&[be("TH Bồ Xuyên", "300000"), ut()]),
        one(rule, "Nguyễn Thị Bé", -100_000)
    );
    let rows = [
        be("TH Bồ Xuyên", "400000"),
        ut(),
        khoi("Hộ cận nghèo", "400000"),
    ];
    assert_eq!(run(&rows), one(rule, "Phạm Minh Khôi", 400_000));
}

#[test]
fn a_child_of_school_age_on_no_list() {
    // Of the others one is five years old and one of a near-poor household.
    assert_eq!(
        run(&[be("TH Bồ Xuyên", "400000")]),
        one("pupil-not-claimed", "Trần Văn Út", 0)
    );
}

#[test]
fn without_a_list_of_households_only_sums_are_judged() {
    let rows = [be("TH Bồ Xuyên", "600000"), khoi("Hộ nghèo", "400000")];
    let pupils = format!("{HEADER}{}", rows.concat());
    assert_eq!(
        found(&[("hoc-sinh.csv", &pupils)]),
        one("pupil-wrong-amount", "Nguyễn Thị Bé", 100_000)
    );
}

/// A list of one school with the months counted, and the households and people that stand beside it.
fn counted(title: &str, rows: &str, homes: &str) -> Value {
    let header =
        "STT,Họ và tên,Ngày sinh,Lớp,Trường,Phường/Xã,Tổ,Họ tên cha/mẹ,Đối tượng,Số tháng,Số tiền";
    let list = format!("{title},,,,,,,,,,\n{header}\n{rows}");
    audited(
        &[("ho.csv", homes), ("hoc-sinh.csv", &list)],
        ("2020-09", "2020-12"),
    )
}

const STUDY: &str = "DANH SÁCH HỌC SINH ĐƯỢC HỖ TRỢ CHI PHÍ HỌC TẬP HỌC KỲ I NĂM HỌC 2020-2021";
const FEES: &str = "DANH SÁCH HỌC SINH ĐƯỢC MIỄN GIẢM HỌC PHÍ HỌC KỲ I NĂM HỌC 2020-2021";

/// Name, confidence and sentence of each finding of a rule.
fn sentences(result: &Value, rule: &str) -> Vec<(String, String, String)> {
    let told = of_rules(result, rule).map(|f| {
        let name = text(&f["subject"]["name"]);
        (name, text(&f["confidence"]), text(&f["message"]))
    });
    told.collect()
}

#[test]
fn each_reason_has_its_own_sentence() {
    let roll = "Họ và tên,Ngày sinh,Giới tính,Phường/Xã,Tổ,Đối tượng,Mức hưởng,Hưởng từ tháng\n\
        Lê Thị Mùi,01/02/1935,Nữ,Bồ Xuyên,Tổ 2,Người từ đủ 80 tuổi,270000,04/2018\n\
        Vũ Thị Na,06/05/2011,Nữ,Bồ Xuyên,Tổ 3,Người khuyết tật nặng,540000,04/2018\n";
    let policy = "CS-004,Lê Văn Chính,Chủ hộ,01/02/1970,Bồ Xuyên,Tổ 2,Hộ chính sách\n\
        CS-004,Lê Thị Mùi,Mẹ,01/02/1935,Bồ Xuyên,Tổ 2,\n\
        CS-004,Lê Thị Sen,Con,06/05/2010,Bồ Xuyên,Tổ 2,\n";
    let pupil = |name: &str, born: &str, place: &str, parent: &str, ground: &str| {
        row(name, born, place, parent, "TH Bồ Xuyên", ground, "400000")
    };
    let rows = [
        khoi("Hộ nghèo", "400000"),
        pupil(
            "Lê Thị Sen",
            "06/05/2010",
            "Tổ 2",
            "Lê Văn Chính",
            "Hộ cận nghèo",
        ),
        pupil("Vũ Thị Na", "06/05/2011", "Tổ 3", "Vũ Văn Ơn", "Hộ nghèo"),
        pupil(
            "Đỗ Thị Sen",
            "01/02/2010",
            "Tổ 20",
            "Đỗ Văn Giàu",
            "Hộ nghèo",
        ),
        pupil(
            "Đỗ Thị Súng",
            "01/02/2011",
            "Tổ 20",
            "Đỗ Văn Giàu",
            "Hộ cận nghèo",
        ),
    ];
    let files = [
        ("ho-ngheo.csv", &*format!("{HOMES}{policy}")),
        ("danh-sach.csv", roll),
        ("hoc-sinh.csv", &format!("{HEADER}{}", rows.concat())),
    ];
    let result = audited(&files, ("2020-09", "2020-12"));
    let told = sentences(&result, "pupil-not-eligible");
    let says = |name: &str, confidence: &str, words: &str| {
        let (_, sure, sentence) = told.iter().find(|t| t.0 == name).expect("a finding");
        assert_eq!(sure, confidence, "{sentence}");
        assert!(sentence.contains(words), "{sentence}");
        assert!(sentence.contains("400.000 đồng"), "{sentence}");
    };
    says(
        "Phạm Minh Khôi",
        "certain",
        "is on the list of the near-poor",
    );
    says(
        "Lê Thị Sen",
        "certain",
        "somebody of it draws monthly assistance",
    );
    says(
        "Vũ Thị Na",
        "possible",
        "the pupil draws monthly assistance",
    );
    says(
        "Đỗ Thị Sen",
        "certain",
        "not on the list of poor households",
    );
    says(
        "Đỗ Thị Súng",
        "certain",
        "neither on the list of the near-poor",
    );
    assert_eq!(told.len(), 5);
}

#[test]
fn a_birth_a_digit_off_may_be_the_same_child() {
    let homes = |born: &str| {
        format!(
            "Mã hộ,Họ và tên,Quan hệ với chủ hộ,Ngày sinh,Phường/Xã,Tổ,Loại hộ\n\
             HN-002,Trần Văn Tám,Chủ hộ,01/01/1980,Bồ Xuyên,Tổ 6,Hộ nghèo\n\
             HN-002,Trần Văn Minh,Con,{born},Bồ Xuyên,Tổ 6,\n"
        )
    };
    let minh = "1,Trần Văn Minh,11/01/2009,6A,THCS Bồ Xuyên,Bồ Xuyên,,,Hộ nghèo,4,400000\n";
    let told = |born: &str| homes::found(&counted(STUDY, minh, &homes(born)), "pupil");
    let one = |rule: &str, confidence: &str, amount: i64| {
        let months = if amount == 0 { json!([]) } else { json!(TERM) };
        (
            rule.to_owned(),
            "Trần Văn Minh".to_owned(),
            months,
            amount,
            confidence.to_owned(),
        )
    };
    assert_eq!(told("11/01/2009"), vec![]);
    // A digit of the day, and day and month the other way round.
    let perhaps = vec![one("pupil-not-eligible", "possible", 400_000)];
    assert_eq!(told("01/01/2009"), perhaps);
    assert_eq!(told("01/11/2009"), perhaps);
    let other = [
        one("pupil-not-eligible", "certain", 400_000),
        one("pupil-not-claimed", "certain", 0),
    ];
    assert_eq!(told("25/08/2007"), other);
}

#[test]
fn who_changes_school_within_a_term_is_surely_twice_only_beyond_its_months() {
    let homes = "Mã hộ,Họ và tên,Quan hệ với chủ hộ,Ngày sinh,Phường/Xã,Tổ,Loại hộ\n\
        HN-002,Trần Văn Tám,Chủ hộ,01/01/1980,Bồ Xuyên,Tổ 6,Hộ nghèo\n\
        HN-002,Trần Văn Minh,Con,01/01/2009,Bồ Xuyên,Tổ 6,\n";
    let told = |(first, second): (u32, u32)| {
        let minh = |school: &str, months: u32| {
            let sum = months * 100_000;
            format!("1,Trần Văn Minh,01/01/2009,6A,{school},Bồ Xuyên,,,Hộ nghèo,{months},{sum}\n")
        };
        let rows = format!(
            "{}{}",
            minh("THCS Bồ Xuyên", first),
            minh("THCS Kỳ Bá", second)
        );
        let all = homes::found(&counted(STUDY, &rows, homes), "pupil");
        let one = |told: Told| (told.0, told.3, told.4);
        all.into_iter().map(one).collect::<Vec<_>>()
    };
    let twice = |amount: i64, confidence: &str| {
        vec![("pupil-twice".to_owned(), amount, confidence.to_owned())]
    };
    assert_eq!(told((2, 2)), twice(200_000, "possible"));
    // A term may have five months.
    assert_eq!(told((3, 2)), twice(200_000, "possible"));
    assert_eq!(told((3, 3)), twice(100_000, "certain"));
    assert_eq!(told((4, 2)), twice(200_000, "certain"));
    assert_eq!(told((4, 4)), twice(400_000, "certain"));
}

#[test]
fn fees_are_told_and_held_against_no_rate() {
    let rows = "1,Phạm Minh Khôi,06/05/2011,4A,TH Bồ Xuyên,Bồ Xuyên,Tổ 7,Phạm Văn Cận,Hộ nghèo,4,240000\n\
        2,Nguyễn Thị Bé,06/05/2010,5A,TH Bồ Xuyên,Bồ Xuyên,Tổ 5,Nguyễn Văn Hoạch,Hộ nghèo,4,240000\n\
        3,Trần Văn Út,06/05/2009,6A,THCS Bồ Xuyên,Bồ Xuyên,Tổ 9,Trần Thị Bưởi,Hộ nghèo,4,\n";
    let result = counted(FEES, rows, HOMES);
    assert_eq!(
        homes::found(&result, "pupil"),
        one("pupil-not-eligible", "Phạm Minh Khôi", 240_000)
    );
    let told = sentences(&result, "pupil-not-eligible");
    assert!(told[0].2.contains("240.000 đồng in all"), "{told:?}");
    let unpaid = counted(FEES, &rows.replace("240000", ""), HOMES);
    let told = sentences(&unpaid, "pupil-not-eligible");
    assert!(!told[0].2.contains("đồng"), "{told:?}");
}

#[test]
fn fees_stand_in_a_column_of_their_own_beside_the_support() {
    let header = "Họ và tên,Ngày sinh,Phường/Xã,Tổ,Họ tên cha/mẹ,Trường,Đối tượng,Học kỳ,Học phí được miễn giảm,Hỗ trợ chi phí học tập\n";
    let told = |fees: &str, support: &str| {
        let khoi = format!(
            "Phạm Minh Khôi,06/05/2011,Bồ Xuyên,Tổ 7,Phạm Văn Cận,TH Bồ Xuyên,Hộ nghèo,{TERM_TEXT},{fees},{support}\n"
        );
        let list = format!("{header}{khoi}");
        let found = found(&[("ho-ngheo.csv", HOMES), ("hoc-sinh.csv", &list)]);
        let of_rule = found.into_iter().filter(|f| f.0 == "pupil-not-eligible");
        of_rule.map(|f| f.3).collect::<Vec<_>>()
    };
    assert_eq!(told("240000", "400000"), [640_000]);
    assert_eq!(told("240000", ""), [240_000]);
    // A share is no sum.
    assert_eq!(told("100%", "400000"), [400_000]);
    assert_eq!(told("", ""), [0]);
}

/// Schools call their pupils in August: the month is of the year that begins in September.
#[test]
fn a_school_year_has_nine_months_and_begins_in_august_at_the_earliest() {
    let homes = "Mã hộ,Họ và tên,Quan hệ với chủ hộ,Ngày sinh,Phường/Xã,Tổ,Loại hộ\n\
        HN-002,Trần Văn Tám,Chủ hộ,01/01/1980,Bồ Xuyên,Tổ 6,Hộ nghèo\n\
        HN-002,Trần Văn Minh,Con,01/01/2009,Bồ Xuyên,Tổ 6,\n";
    let told = |month: &str| {
        let header =
            "Họ và tên,Ngày sinh,Phường/Xã,Họ tên cha/mẹ,Trường,Đối tượng,Tháng,Số tháng,Số tiền\n";
        let minh = |month: &str, count: u32| {
            let sum = count * 100_000;
            format!(
                "Trần Văn Minh,01/01/2009,Bồ Xuyên,Trần Văn Tám,THCS Bồ Xuyên,Hộ nghèo,{month},{count},{sum}\n"
            )
        };
        let list = format!("{header}{}{}", minh("09/2019", 9), minh(month, 1));
        let files = [("ho.csv", homes), ("chi-phi-hoc-tap.csv", &*list)];
        let result = audited(&files, ("2019-09", "2020-12"));
        let one = |told: Told| (told.0, told.2, told.3);
        homes::found(&result, "pupil")
            .into_iter()
            .map(one)
            .collect::<Vec<_>>()
    };
    let beyond = |month: &str| vec![("pupil-wrong-amount".to_owned(), json!([month]), 100_000)];
    assert_eq!(told("06/2020"), beyond("2020-06"));
    assert_eq!(told("07/2020"), beyond("2020-07"));
    assert_eq!(told("08/2020"), vec![]);
    assert_eq!(told("09/2020"), vec![]);
}

#[test]
fn a_term_has_four_months_or_five_and_no_sum_between() {
    let told = |sum: &str| {
        let told = run(&[be("TH Bồ Xuyên", sum), ut()]);
        told.into_iter().map(|t| t.3).collect::<Vec<_>>()
    };
    assert_eq!(told("400000"), Vec::<i64>::new());
    assert_eq!(told("500000"), Vec::<i64>::new());
    assert_eq!(told("460000"), [-40_000]);
    assert_eq!(told("300000"), [-100_000]);
    assert_eq!(told("600000"), [100_000]);
}

/// What a run over months of a school year tells, the sums it finds wrong, and the figures that nobody checked.
fn in_year(year: i32, months: (&str, &str)) -> (String, Vec<i64>, Value) {
    let term = format!("Học kỳ I năm học {year}-{}", year + 1);
    let pupils = format!(
        "{HEADER}{}",
        be("TH Bồ Xuyên", "350000").replace(TERM_TEXT, &term)
    );
    let result = audited(&[("hoc-sinh.csv", &pupils)], months);
    let amounts = homes::found(&result, "pupil").into_iter().map(|t| t.3);
    let unchecked = result["unchecked"].clone();
    (text(&result["told"]), amounts.collect(), unchecked)
}

#[test]
fn months_beyond_the_law_files_are_not_judged_and_the_run_says_so() {
    let says = |told: &str| told.contains("have no rate for T9");
    let (told, amounts, _) = in_year(2027, ("2027-09", "2027-12"));
    assert!(says(&told), "{told}");
    assert_eq!(amounts, Vec::<i64>::new());
    let (told, amounts, _) = in_year(2014, ("2014-09", "2014-12"));
    assert!(says(&told), "{told}");
    assert_eq!(amounts, Vec::<i64>::new());
    let (told, amounts, _) = in_year(2026, ("2026-09", "2026-12"));
    assert!(!says(&told), "{told}");
    assert_eq!(amounts, [-250_000]);
}

#[test]
fn figures_that_nobody_checked_are_counted_in_the_run() {
    let (_, _, unchecked) = in_year(2020, ("2020-09", "2020-12"));
    assert_eq!(unchecked["people"], 1);
    assert_eq!(unchecked["months"], 4);
    assert_eq!(unchecked["basis"], json!(["ND86-2015"]));
}

/// The findings of a list that tells no school year, in short, with what the run says of it.
fn undated(sums: [&str; 3]) -> (Vec<String>, String) {
    let homes = "Chủ hộ,Họ và tên thành viên,Quan hệ với chủ hộ,Ngày sinh,Phường/Xã,Loại hộ\n\
        Phạm Văn Thế,Phạm Văn Thế,Chủ hộ,01/01/1975,Kỳ Bá,Hộ nghèo\n\
        Phạm Văn Thế,Phạm Hữu Đạt,con,11/02/2012,Kỳ Bá,Hộ nghèo\n\
        Lê Văn Sơn,Lê Văn Sơn,Chủ hộ,01/01/1976,Kỳ Bá,Hộ nghèo\n\
        Lê Văn Sơn,Lê Thị Vân,con,11/03/2012,Kỳ Bá,Hộ nghèo\n\
        Lê Văn Sơn,Lê Văn Đức,con,11/03/2010,Kỳ Bá,Hộ nghèo\n";
    let [dat, van, again] = sums;
    let list = format!(
        "Họ và tên học sinh,Ngày sinh,Trường,Lớp,Chủ hộ,Phường/Xã,Thuộc diện,Số tháng,Số tiền hỗ trợ\n\
         Phạm Hữu Đạt,11/02/2012,Tiểu học Kỳ Bá,3A,Phạm Văn Thế,Kỳ Bá,Hộ nghèo,9,{dat}\n\
         Lê Thị Vân,11/03/2012,Tiểu học Kỳ Bá,3A,Lê Văn Sơn,Kỳ Bá,Hộ nghèo,9,{van}\n\
         Lê Thị Vân,11/03/2012,Tiểu học Bồ Xuyên,3A,Lê Văn Sơn,Kỳ Bá,Hộ nghèo,9,{again}\n"
    );
    let files = [("ho-ngheo-2021.csv", homes), ("hoc-sinh.csv", &list)];
    let result = audited(&files, ("2021-03", "2021-12"));
    let told = homes::found(&result, "pupil").into_iter();
    let lines = told.map(|(rule, name, _, amount, sure)| format!("{rule} {sure} {name} {amount}"));
    (lines.collect(), text(&result["told"]))
}

#[test]
fn a_list_without_a_school_year_is_right_at_the_rate_of_any_year_audited() {
    let rest = [
        "pupil-twice possible Lê Thị Vân 900000",
        "pupil-not-claimed possible Lê Văn Đức 0",
    ];
    let (lines, said) = undated(["900000", "900000", "900000"]);
    assert_eq!(lines, rest);
    let remark = "hoc-sinh.csv: 3 rows of pupils tell neither school year nor term";
    assert_eq!(said.matches(remark).count(), 1, "{said}");
    assert_eq!(undated(["1350000", "900000", "900000"]).0, rest);
    let (lines, _) = undated(["1800000", "900000", "900000"]);
    assert!(
        lines.contains(&"pupil-wrong-amount possible Phạm Hữu Đạt 450000".to_owned()),
        "{lines:?}"
    );
    assert_eq!(lines.len(), 3);
}
