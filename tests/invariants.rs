//! What holds for every set of lists: money ties to the đồng, the order and names of files and the
//! number of threads change nothing, and nobody loses money to a namesake.
#![allow(missing_docs, clippy::expect_used)]

mod lists;

use lists::{DEATHS, LEDGER, Lists, ROLL};
use proptest::prelude::*;

const MONTHS: [&str; 4] = ["07/2020", "08/2020", "09/2020", "10/2020"];
const NAMES: [&str; 4] = [
    "Nguyễn Thị Hoa",
    "Trần Văn Bình",
    "Lê Thị Mận",
    "Nguyễn Thị Hoa",
];

/// A person with odd money: amounts by month (0: no row), on the roll or not, dead or not.
#[derive(Clone, Debug)]
struct Odd {
    name: usize,
    year: u32,
    on_roll: bool,
    started: usize,
    amounts: [i64; 4],
    twice: Option<usize>,
    arrears: i64,
    unpaid: Option<usize>,
    died: Option<u32>,
}

fn odd() -> impl Strategy<Value = Odd> {
    let amount = prop_oneof![
        Just(0i64),
        Just(270_000),
        Just(405_000),
        Just(450_000),
        Just(-50_000)
    ];
    (
        (0..NAMES.len(), 1925u32..1939, any::<bool>(), 0usize..4),
        prop::array::uniform4(amount),
        prop::option::of(0usize..4),
        prop_oneof![Just(0i64), Just(270_000), Just(1_000_000)],
        prop::option::of(0usize..4),
        prop::option::of(6u32..11),
    )
        .prop_map(
            |((name, year, on_roll, started), amounts, twice, arrears, unpaid, died)| Odd {
                name,
                year,
                on_roll,
                started,
                amounts,
                twice,
                arrears,
                unpaid,
                died,
            },
        )
}

fn written(people: &[Odd], names: [&str; 3]) -> Lists {
    let (mut roll, mut ledger, mut deaths) = (Vec::new(), Vec::new(), Vec::new());
    for (i, person) in people.iter().enumerate() {
        let name = NAMES[person.name];
        let id = format!("0341{:02}{:06}", person.year % 100, i + 1);
        let who = format!("{name},{},{id},Bồ Xuyên", person.year);
        if person.on_roll {
            let start = MONTHS[person.started];
            roll.push(format!(
                "{},{name},{},Nữ,{id},Bồ Xuyên,Người cao tuổi từ đủ 80 tuổi,,270000,{start},",
                roll.len() + 1,
                person.year
            ));
        }
        for (m, amount) in person.amounts.iter().enumerate() {
            let status = if person.unpaid == Some(m) {
                "Chưa nhận"
            } else {
                "Đã chi"
            };
            let arrears = if m == 3 && person.arrears > 0 {
                person.arrears.to_string()
            } else {
                String::new()
            };
            let row = format!(
                "{},{who},Người cao tuổi từ đủ 80 tuổi,{amount},{arrears},,{status},",
                MONTHS[m]
            );
            if *amount != 0 {
                ledger.push(row.clone());
                if person.twice == Some(m) {
                    ledger.push(row);
                }
            }
        }
        if let Some(month) = person.died {
            deaths.push(format!("{who},05/{month:02}/2020"));
        }
    }
    let text = |rows: &'_ [String]| rows.to_vec();
    let add = |lists: Lists, name: &str, header: &str, rows: Vec<String>| {
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        lists.with(name, header, &rows)
    };
    let lists = add(Lists::new(), names[0], ROLL, text(&roll));
    let lists = add(lists, names[1], LEDGER, text(&ledger));
    add(lists, names[2], DEATHS, text(&deaths))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(40) })]

    #[test]
    fn money_ties_to_the_dong(people in prop::collection::vec(odd(), 1..6)) {
        let lists = written(&people, ["danh sach.csv", "chi tra.csv", "khai tu.csv"]);
        let run = lists.run(&["--from", "2020-07", "--to", "2020-10"]);
        prop_assume!(matches!(run.code(), 0 | 1));
        let audit = run.result();
        prop_assert!(audit.ties(), "{:?} {:?}", audit.found(), audit.0["totals"]);
        for finding in audit.findings() {
            if finding["confidence"] != "certain" {
                prop_assert_eq!(&finding["counted"], &serde_json::json!(0));
            }
        }
    }

    #[test]
    fn the_order_of_files_and_the_threads_change_nothing(people in prop::collection::vec(odd(), 1..6)) {
        let one = written(&people, ["1 danh sach.csv", "2 chi tra.csv", "3 khai tu.csv"]);
        let other = written(&people, ["3 danh sach.csv", "1 chi tra.csv", "2 khai tu.csv"]);
        let first = one.run(&["--from", "2020-07", "--to", "2020-10"]);
        prop_assume!(matches!(first.code(), 0 | 1));
        let second = other.run(&["--from", "2020-07", "--to", "2020-10", "--jobs", "1"]);
        prop_assert_eq!(first.result().found(), second.result().found());
        prop_assert_eq!(&first.result().0["totals"], &second.result().0["totals"]);
    }

    #[test]
    fn nobody_loses_money_to_a_namesake(year in 1925u32..1939, died in 6u32..11) {
        // The dead stranger has the name and the year, another id number and another day.
        let roll = [format!("1,Nguyễn Thị Hoa,21/03/{year},Nữ,0341{:02}000001,Bồ Xuyên,Người cao tuổi từ đủ 80 tuổi,,270000,04/2019,", year % 100)];
        let pay = |m: &str| format!("{m},Nguyễn Thị Hoa,21/03/{year},0341{:02}000001,Bồ Xuyên,Người cao tuổi từ đủ 80 tuổi,270000,,,Đã chi,", year % 100);
        let ledger: Vec<String> = MONTHS.iter().map(|m| pay(m)).collect();
        let dead = format!("Nguyễn Thị Hoa,22/11/{year},0341{:02}000002,Bồ Xuyên,05/{died:02}/2020", year % 100);
        let rows: Vec<&str> = ledger.iter().map(String::as_str).collect();
        let audit = Lists::new()
            .with("danh sach.csv", ROLL, &[&roll[0]])
            .with("chi tra.csv", LEDGER, &rows)
            .with("khai tu.csv", DEATHS, &[&dead])
            .audit();
        prop_assert_eq!(audit.found(), Vec::<String>::new());
    }
}

#[test]
fn what_was_taken_back_twice_is_no_payment_too_many() {
    let row = |id: u32, amount: i64, status: &str| {
        format!(
            "07/2020,Nguyễn Thị Hoa,1930,034130{id:06},Bồ Xuyên,Người cao tuổi từ đủ 80 tuổi,{amount},,,{status},"
        )
    };
    let ledger = [
        row(1, 270_000, "Chưa nhận"),
        row(2, -50_000, "Đã chi"),
        row(2, -50_000, "Đã chi"),
    ];
    let rows: Vec<&str> = ledger.iter().map(String::as_str).collect();
    let roll = "1,Nguyễn Thị Hoa,1930,Nữ,034130000002,Bồ Xuyên,Người cao tuổi từ đủ 80 tuổi,,270000,07/2020,";
    let other = "1,Trần Thị Lan,1931,Nữ,034131000009,Bồ Xuyên,Người cao tuổi từ đủ 80 tuổi,,270000,01/2020,";
    for roll in [roll, other] {
        let audit = Lists::new()
            .with("danh sach.csv", ROLL, &[roll])
            .with("chi tra.csv", LEDGER, &rows)
            .audit();
        assert!(audit.ties(), "{:?} {:?}", audit.found(), audit.0["totals"]);
        assert!(audit.findings().all(|f| f["rule"] != "paid-twice"));
    }
}
