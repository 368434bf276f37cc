//! Ledgers as the post office types them, with names and years and no numbers: who has a namesake in
//! the commune is neither accused of the other's money nor hidden behind it.
#![allow(missing_docs, clippy::expect_used)]

mod lists;

use std::process::Command;

use lists::{Audit, Lists};

/// A person of the rolls: name, birth, id number, commune, village.
type Person = (&'static str, &'static str, &'static str, &'static str, u8);

const HOA: Person = ("Lưu Thị Hoa", "04/06/1936", "034136000001", "Kỳ Bá", 3);
const OTHER_HOA: Person = ("Lưu Thị Hoa", "19/11/1936", "034136000002", "Kỳ Bá", 9);
const LONG: Person = ("Quách Đình Long", "02/05/1935", "034035000003", "Kỳ Bá", 2);

/// A city of two communes in which some ordinary people are paid, besides those whom a test is about.
struct City {
    roll: Vec<String>,
    ledger: Vec<String>,
    deaths: Vec<String>,
}

impl City {
    fn new() -> Self {
        let mut city = Self {
            roll: Vec::new(),
            ledger: Vec::new(),
            deaths: Vec::new(),
        };
        let family = ["Nguyễn", "Trần", "Lê", "Phạm", "Đỗ", "Bùi", "Vũ", "Ngô"];
        let given = ["Lan", "Mai", "Cúc", "Huệ", "Nga", "Yến"];
        for at in 0..48_usize {
            let name = format!("{} Thị {}", family[at % 8], given[at / 8]);
            let year = 1926 + (at * 7) % 13;
            let commune = ["Kỳ Bá", "Bồ Xuyên"][at % 2];
            let born = format!("{:02}/{:02}/{year}", 1 + at % 28, 1 + at % 12);
            let id = format!("0341{:02}{:06}", year % 100, 500 + at);
            city.on_roll((&name, &born, &id, commune, at as u8 % 12));
            for month in 1..=10 {
                city.row(month, &name, &year.to_string(), commune);
            }
        }
        city
    }

    fn on_roll(&mut self, (name, born, id, commune, village): (&str, &str, &str, &str, u8)) {
        self.roll.push(format!(
            "10/2020,{name},{born},{id},{commune},Tổ {village},Người cao tuổi từ đủ 80 tuổi trở lên,270000,03/2018"
        ));
    }

    fn listed(mut self, who: Person) -> Self {
        self.on_roll(who);
        self
    }

    fn row(&mut self, month: u8, name: &str, year: &str, commune: &str) {
        self.row_as_written(month, &name.to_uppercase(), year, commune);
    }

    fn row_as_written(&mut self, month: u8, name: &str, year: &str, commune: &str) {
        self.ledger.push(format!(
            "{month:02}/2020,{name},{year},{commune},NCT từ 80,270000"
        ));
    }

    fn paid(mut self, who: Person, months: impl IntoIterator<Item = u8>) -> Self {
        for month in months {
            self.row(month, who.0, &who.1[6..], who.3);
        }
        self
    }

    fn died(mut self, who: Person, on: &str) -> Self {
        let (name, born, id, commune, _) = who;
        self.deaths
            .push(format!("{name},{born},{id},{commune},{on}"));
        self
    }

    fn lists(&self) -> Lists {
        fn rows(rows: &[String]) -> Vec<&str> {
            rows.iter().map(String::as_str).collect()
        }
        let roll = "Tháng,Họ và tên,Ngày sinh,Số CCCD,Xã/Phường,Thôn/Tổ,Đối tượng,Mức hưởng,Hưởng từ tháng\n";
        let ledger = "Kỳ chi trả,Họ và tên,Năm sinh,Xã/Phường,Đối tượng,Tiền trợ cấp tháng này\n";
        let mut lists = Lists::new()
            .with("danh-sach.csv", roll, &rows(&self.roll))
            .with("chi-tra.csv", ledger, &rows(&self.ledger));
        if !self.deaths.is_empty() {
            let deaths = "Họ và tên,Ngày sinh,Số CCCD,Xã/Phường,Ngày chết\n";
            lists = lists.with("khai-tu.csv", deaths, &rows(&self.deaths));
        }
        lists
    }

    fn audit(&self) -> Audit {
        let audit = self.lists().audit();
        assert!(audit.ties(), "{:?}", audit.found());
        audit
    }
}

fn query(lists: &Lists, sql: &str) -> String {
    let answer = Command::new(env!("CARGO_BIN_EXE_rasoat"))
        .args(["query", sql])
        .arg(lists.path())
        .args(["--format", "csv", "-q"])
        .output()
        .expect("rasoat runs");
    String::from_utf8_lossy(&answer.stdout).into_owned()
}

#[test]
fn two_namesakes_on_the_roll_were_paid_twice_and_not_on_the_roll() {
    let audit = City::new()
        .listed(HOA)
        .listed(OTHER_HOA)
        .paid(HOA, 1..=10)
        .paid(OTHER_HOA, 1..=10)
        .audit();
    assert_eq!(audit.found(), Vec::<String>::new());
}

#[test]
fn whose_namesake_died_was_paid_after_death() {
    let audit = City::new()
        .listed(OTHER_HOA)
        .paid(HOA, 1..=3)
        .paid(OTHER_HOA, 1..=10)
        .died(HOA, "12/03/2020")
        .audit();
    assert_eq!(audit.found(), Vec::<String>::new());
}

#[test]
fn a_row_written_twice_now_and_then_is_paid_twice() {
    let audit = City::new()
        .listed(LONG)
        .paid(LONG, 1..=10)
        .paid(LONG, [4, 7])
        .audit();
    let twice = "paid-twice Quách Đình Long 2020-04+2020-07 540000 warning likely";
    assert_eq!(audit.found(), [twice]);
}

#[test]
fn who_stands_on_two_rolls_was_not_seen_in_two_ledgers() {
    let away = (LONG.0, LONG.1, LONG.2, "Bồ Xuyên", 7);
    let audit = City::new()
        .listed(LONG)
        .listed(away)
        .paid(LONG, 1..=10)
        .paid(away, 6..=10)
        .audit();
    let months = "2020-06+2020-07+2020-08+2020-09+2020-10";
    let twice = format!("paid-in-two-communes Quách Đình Long {months} 1350000 error");
    assert_eq!(audit.found(), [twice]);
}

#[test]
fn a_row_copied_on_the_roll_hid_whom_it_names() {
    let nobody = ("Lưu Thị Hoa", "1936", "", "Kỳ Bá", 3);
    let audit = City::new()
        .listed(nobody)
        .listed(nobody)
        .paid(HOA, 1..=10)
        .audit();
    assert_eq!(audit.found(), ["duplicate-row Lưu Thị Hoa  0 error"]);
    let elsewhere = ("Lưu Thị Hoa", "1936", "", "Kỳ Bá", 9);
    let audit = City::new()
        .listed(nobody)
        .listed(elsewhere)
        .paid(HOA, 1..=10)
        .audit();
    assert_eq!(audit.of("duplicate-row"), Vec::<String>::new());
    assert_eq!(audit.of("paid-not-on-roll"), Vec::<String>::new());
}

#[test]
fn twenty_one_namesakes_were_all_ghosts_and_all_unpaid() {
    let mut city = City::new();
    for at in 0..21_u8 {
        let born = format!("{:02}/04/1936", 1 + at);
        let id = format!("0341360009{at:02}");
        city.on_roll((HOA.0, &born, &id, HOA.3, at));
        city = city.paid(HOA, 1..=10);
    }
    assert_eq!(city.audit().found(), Vec::<String>::new());
}

#[test]
fn the_newcomer_was_charged_with_her_dead_namesakes_money() {
    let mut city = City::new()
        .listed(HOA)
        .paid(HOA, 1..=5)
        .paid(OTHER_HOA, 5..=10)
        .died(HOA, "12/05/2020");
    let (name, born, id, commune, village) = OTHER_HOA;
    city.roll.push(format!(
        "10/2020,{name},{born},{id},{commune},Tổ {village},Người cao tuổi từ đủ 80 tuổi trở lên,270000,05/2020"
    ));
    assert_eq!(
        city.audit().found(),
        ["dead-on-roll Lưu Thị Hoa 2020-10 0 error"]
    );
}

#[test]
fn a_row_too_many_in_a_month_by_itself_was_told_by_nobody() {
    let mut city = City::new().listed(LONG);
    city.ledger.retain(|row| row.starts_with("10/"));
    let audit = city.paid(LONG, [10, 10]).audit();
    let told = audit.found();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("Quách Đình Long") || told[0].contains("QUÁCH ĐÌNH LONG"));
    assert!(told[0].contains("2020-10 270000 warning"), "{told:?}");
}

#[test]
fn a_ledger_that_left_its_capitals_made_two_strangers_of_one() {
    let mut city = City::new().paid(HOA, 1..=7);
    for month in 8..=10 {
        city.row_as_written(month, HOA.0, "1936", HOA.3);
    }
    let months: Vec<String> = (1..=10).map(|m| format!("2020-{m:02}")).collect();
    let ghost = format!(
        "paid-not-on-roll Lưu Thị Hoa {} 2700000 error",
        months.join("+")
    );
    assert_eq!(city.audit().found(), [ghost]);
}

#[test]
fn repeated_rows_of_a_common_name_were_taken_for_a_stranger_paid_now_and_then() {
    let lan = ("Nguyễn Thị Lan", "", "", "Kỳ Bá", 0);
    let mut city = City::new();
    // Strangers besides, so that another one is nothing unheard of.
    for at in 0..4_u8 {
        let name = format!("{} Thị Gấm", ["Nguyễn", "Trần", "Lê"][usize::from(at) % 3]);
        let born = format!("01/01/19{}", 21 + at);
        city = city.paid((&*name.leak(), &*born.leak(), "", "Kỳ Bá", 0), 1..=10);
    }
    let year = "01/01/1926";
    let audit = city.paid((lan.0, year, "", lan.3, 0), [4, 8, 10]).audit();
    let twice = "paid-twice Nguyễn Thị Lan 2020-04+2020-08+2020-10 810000 warning likely";
    assert_eq!(audit.of("paid-twice"), [twice]);
}

#[test]
fn a_namesake_of_another_birthday_died_and_the_year_in_the_ledger_outvoted_the_roll() {
    let roll =
        ["1,Đặng Trọng Cường,21/06/1934,Nam,161816093,Kỳ Bá,NCT từ đủ 80 tuổi,,270000,03/2018,"];
    // Two writings with the year alone, held together by the number.
    let ledger: Vec<String> = (1..=10)
        .map(|month| {
            let name = ["ĐẶNG TRỌNG CƯỜNG", "Dang Trong Cuong"][usize::from(month > 7)];
            format!(
                "{month:02}/2020,{name},1934,161816093,Kỳ Bá,NCT từ đủ 80 tuổi,270000,,,Đã nhận,"
            )
        })
        .collect();
    let ledger: Vec<&str> = ledger.iter().map(String::as_str).collect();
    let audit = Lists::new()
        .with("danh-sach.csv", lists::ROLL, &roll)
        .with("chi-tra.csv", lists::LEDGER, &ledger)
        .with(
            "khai-tu.csv",
            lists::DEATHS,
            &["Đặng Trọng Cường,27/07/1934,033034110222,Bồ Xuyên,15/04/2020"],
        )
        .audit();
    assert_eq!(audit.found(), Vec::<String>::new());
}

#[test]
fn money_that_stopped_soon_after_a_death_said_nothing_of_whose_death_it_is() {
    let city = City::new().paid(HOA, 1..=6).died(HOA, "21/05/2020");
    let lists = city.lists();
    let why = query(&lists, "select why from link where path = 'khai-tu.csv'");
    assert!(why.contains("tiền dừng ít lâu sau tháng mất (+"), "{why}");
    let audit = city.audit();
    let after = "paid-after-death Lưu Thị Hoa 2020-06 270000 error";
    assert_eq!(audit.of("paid-after-death"), [after]);
}

#[test]
fn a_health_card_said_nothing_of_which_namesake_is_meant() {
    let roll = "Họ và tên,Ngày sinh,Xã/Phường,Số thẻ BHYT,Đối tượng,Mức hưởng,Hưởng từ tháng\n";
    let cards = "Họ và tên,Ngày sinh,Xã/Phường,Số thẻ BHYT,Giá trị từ ngày,Giá trị đến ngày\n";
    let lists = Lists::new()
        .with(
            "danh-sach.csv",
            roll,
            &[
                "Lưu Thị Hoa,1936,Kỳ Bá,BT 2 34 0123456789,NCT từ 80,270000,03/2018",
                "Lưu Thị Hoa,1936,Kỳ Bá,BT 2 34 0987654321,NCT từ 80,270000,05/2018",
            ],
        )
        .with(
            "the-bhyt.csv",
            cards,
            &["Lưu Thị Hoa,15/04/1936,Kỳ Bá,HT3340987654321,01/01/2020,31/12/2020"],
        );
    let told = query(
        &lists,
        "select r.row, l.why from link l join link o on o.person = l.person join roll r \
         on r.path = o.path and r.row = o.row where l.path = 'the-bhyt.csv'",
    );
    assert!(told.contains("\n3,"), "{told}");
    assert!(told.contains("cùng số thẻ BHYT (+"), "{told}");
}

#[test]
fn communes_that_merged_five_years_later_were_taken_for_one() {
    let neighbour = (
        "Quách Thị Nhâm",
        "02/05/1935",
        "034135000004",
        "Trần Lãm",
        2,
    );
    let lists = City::new()
        .listed(HOA)
        .paid(HOA, 1..=10)
        .listed(neighbour)
        .paid(neighbour, 1..=10)
        .died((HOA.0, "04/06/1936", "", "Trần Lãm", 0), "12/03/2020")
        .lists();
    let why = query(&lists, "select why from link where path = 'khai-tu.csv'");
    assert!(why.contains("khác xã, phường (-"), "{why}");
    assert!(!why.contains("sáp nhập"), "{why}");
}

#[test]
fn one_day_of_birth_made_one_person_of_two_namesakes_in_a_city_where_nobody_is_listed_twice() {
    let family = "Nguyễn Trần Lê Phạm Đỗ Bùi Vũ Ngô Đặng Hoàng";
    let middle = "Minh Văn Đình Hữu Bá Quang Xuân Trọng Ngọc Công Duy Gia Khắc Mạnh Tiến Viết";
    let given =
        "Quý Lộc An Bình Cường Dũng Hải Hùng Khánh Long Nam Phúc Quân Sơn Tâm Tùng Vinh Việt";
    let word = |words: &'static str, at: usize| {
        let count = words.split(' ').count();
        words.split(' ').nth(at % count).expect("a word")
    };
    let rows = (0..6_000_usize).map(|at| {
        let name = [
            word(family, at),
            word(middle, at / 10),
            word(given, at / 160),
        ]
        .join(" ");
        let (day, month, year) = (1 + at % 27, 1 + at / 800 % 12, 1925 + at / 27 % 70);
        let commune = word("Tiền_Phong Bồ_Xuyên Đề_Thám Trần_Lãm", at / 3).replace('_', " ");
        let id = format!("0340{:02}{at:06}", year % 100);
        format!(
            "{name},{day:02}/{month:02}/{year},{id},{commune},Nam,Người khuyết tật nặng,{}",
            [270_000, 405_000][usize::from(at % 5 == 0)]
        )
    });
    let namesakes = ["Đề Thám", "Bồ Xuyên"]
        .map(|at| format!("Vũ Minh Quý,28/05/1988,,{at},Nam,Người khuyết tật nặng,405000"));
    let rows: Vec<String> = rows
        .chain(namesakes)
        .map(|row| format!("{row},03/2018"))
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let header =
        "Họ và tên,Ngày sinh,Số CCCD,Xã/Phường,Giới tính,Đối tượng,Mức hưởng,Hưởng từ tháng\n";
    let lists = Lists::new().with("danh-sach.csv", header, &rows);
    let people = query(
        &lists,
        "select count(*), count(distinct person) from link where row > 6001 and strength = 'certain'",
    );
    assert!(people.contains("\n2,2"), "{people}");
}

#[test]
fn a_row_repeated_in_the_last_months_was_told_as_a_stranger_on_no_roll() {
    let audit = City::new()
        .listed(LONG)
        .paid(LONG, 1..=10)
        .paid(LONG, 8..=10)
        .audit();
    let twice = "paid-twice Quách Đình Long 2020-08+2020-09+2020-10 810000 warning possible";
    assert_eq!(audit.found(), [twice]);
    let finding = audit.findings().next().expect("one finding");
    let cells = finding["evidence"].as_array().expect("cells");
    let rows: Vec<u64> = cells
        .iter()
        .filter_map(|cell| cell["row"].as_u64())
        .collect();
    // Of each month the row that stays and the one too many.
    assert_eq!(rows, [489, 492, 490, 493, 491, 494]);
}

#[test]
fn a_ghost_written_in_three_ways_was_told_nowhere() {
    let mut city = City::new();
    for month in 1..=10 {
        let (name, born) = match month {
            4 | 8 => ("Tạ Xuân Năng", "18/09/1939"),
            9 => ("Tạ Năng", "1939"),
            _ => ("Tạ Xuân Năng", "1939"),
        };
        city.row_as_written(month, name, born, "Kỳ Bá");
    }
    let told: i64 = (city.audit().findings())
        .filter(|f| f["rule"] == "paid-not-on-roll" && f["subject"]["name"] == "Tạ Xuân Năng")
        .filter_map(|f| f["amount"].as_i64())
        .sum();
    assert_eq!(told, 2_700_000);
}

#[test]
fn a_row_of_two_columns_was_of_two_namesakes() {
    let roll = "Tháng,Họ và tên,Ngày sinh,Số CCCD,Xã/Phường,Đối tượng,Mức hưởng,Hưởng từ tháng\n";
    let ledger = "Kỳ chi trả,Họ và tên,Năm sinh,Xã/Phường,Đối tượng,Tiền trợ cấp tháng này,\
                  Hỗ trợ theo NQ 42,Tổng số tiền,Số phiếu chi\n";
    let on_roll = [HOA, OTHER_HOA].map(|(name, born, id, commune, _)| {
        format!("10/2020,{name},{born},{id},{commune},NCT từ 80,270000,03/2018")
    });
    let rows = (1..=10).flat_map(|month| {
        let (once, sum) = if month == 5 { ("1500000", 1_770_000) } else { ("", 270_000) };
        [1, 2].map(|nth| {
            format!("{month:02}/2020,Lưu Thị Hoa,1936,Kỳ Bá,NCT từ 80,270000,{once},{sum},PC{nth}{month:02}")
        })
    });
    let rows: Vec<String> = rows.collect();
    let lists = Lists::new()
        .with("danh-sach.csv", roll, &[&on_roll[0], &on_roll[1]])
        .with(
            "chi-tra.csv",
            ledger,
            &rows.iter().map(String::as_str).collect::<Vec<_>>(),
        );
    assert_eq!(lists.audit().found(), Vec::<String>::new());
}

#[test]
fn a_row_without_its_number_was_the_namesakes_whose_own_row_stands_beside_it() {
    let (a, b) = ("034028006539", "034028013717");
    let roll = "Họ và tên,Ngày sinh,Số CCCD,Xã/Phường,Đối tượng,Mức hưởng,Hưởng từ tháng\n";
    let on_roll = [("24/04/1928", a), ("24/05/1928", b)]
        .map(|(born, id)| format!("Đào Văn Ất,{born},{id},Kỳ Bá,NCT từ 80,270000,02/2014"));
    let ledger =
        "Kỳ chi trả,Họ và tên,Ngày sinh,Số CCCD,Xã/Phường,Đối tượng,Tiền trợ cấp tháng này\n";
    let rows = (1..=10).flat_map(|month| {
        let first = if month == 10 {
            "1928,"
        } else {
            "1928,034028006539"
        };
        let second = match month {
            1 | 5 => "1928,",
            2 => "24/05/1928,",
            4 | 9 | 10 => "24/05/1928,034028013717",
            _ => "1928,034028013717",
        };
        [first, second]
            .map(|who| format!("{month:02}/2020,Đào Văn Ất,{who},Kỳ Bá,NCT từ 80,270000"))
    });
    let rows: Vec<String> = rows.collect();
    let lists = Lists::new()
        .with("danh-sach.csv", roll, &[&on_roll[0], &on_roll[1]])
        .with(
            "chi-tra.csv",
            ledger,
            &rows.iter().map(String::as_str).collect::<Vec<_>>(),
        );
    assert_eq!(lists.audit().found(), Vec::<String>::new());
}
