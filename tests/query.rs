//! `rasoat query` (`contract.md`, Tables of `query`): SQL over the linked tables.
#![allow(missing_docs, clippy::expect_used)]

mod lists;

use std::path::Path;
use std::process::{Command, Output};

use lists::{DEATHS, LEDGER, Lists, ROLL};
use serde_json::{Value, json};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-data");

fn query(sql: &str, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rasoat"))
        .args(["query", sql])
        .args(args)
        .output()
        .expect("rasoat runs")
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn printed(sql: &str, path: &Path, args: &[&str]) -> String {
    let path = path.to_str().expect("a path");
    let output = query(sql, &[&[path], args].concat());
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The rows of an answer.
fn rows(sql: &str, path: &Path) -> Vec<Value> {
    let text = printed(sql, path, &["--format", "json"]);
    serde_json::from_str(&text).expect("valid JSON")
}

fn sample(sql: &str) -> Vec<Value> {
    rows(sql, Path::new(SAMPLE))
}

fn one(sql: &str) -> Value {
    sample(sql).swap_remove(0)
}

/// One elderly woman on a roll, with the row of a ledger.
fn hoa() -> Lists {
    Lists::new()
        .with(
            "danh-sach.csv",
            ROLL,
            &[
                "1,Nguyễn Thị Hoa,1938,Nữ,034138001234,Bồ Xuyên,Người cao tuổi từ đủ 80 tuổi,,270000,04/2018,",
            ],
        )
        .with(
            "chi-tra.csv",
            LEDGER,
            &[
                "10/2020,Nguyễn Thị Hoa,03/1938,034138001234,Bồ Xuyên,Người cao tuổi từ đủ 80 tuổi,270000,,,Đã nhận,",
            ],
        )
}

#[test]
fn each_table_of_the_sample_holds_what_its_lists_hold() {
    for (table, count) in [
        ("roll", 59),
        ("ledger", 239),
        ("deaths", 6),
        ("absences", 5),
        ("certificates", 21),
        ("pensions", 2),
        ("finding", 42),
    ] {
        let counted = one(&format!("select count(*) as n from {table}"));
        assert_eq!(counted, json!({"n": count}), "{table}");
    }
    let death = one(
        "select name, died_from, died_to, path, sheet, row from deaths \
         where name = 'Phạm Thị Lụa'",
    );
    assert_eq!(
        death,
        json!({"name": "Phạm Thị Lụa", "died_from": "2020-07-12", "died_to": "2020-07-12",
               "path": "so-sach/So khai tu 2020.xlsx", "sheet": "Khai tử", "row": 3})
    );
    let natural = one("select count(*) as n from person natural join month");
    assert_eq!(natural, one("select count(*) as n from month"));
    let paid = sample(
        "select l.month, l.amount + coalesce(l.regular, 0) as amount, m.due, m.paid, m.reason \
         from ledger l join person p using (person) join month m using (person, month) \
         where p.name = 'Phạm Thị Lụa' order by month desc limit 1",
    );
    assert_eq!(paid[0]["month"], "2020-09");
    assert_eq!(paid[0]["due"], 0);
    assert_eq!(paid[0]["reason"], "paid-after-death");
}

#[test]
fn every_row_of_every_list_has_one_link() {
    let out = tempfile::tempdir().expect("a folder");
    let audit = Command::new(env!("CARGO_BIN_EXE_rasoat"))
        .args(["audit", SAMPLE, "--format", "json", "--out"])
        .arg(out.path())
        .output()
        .expect("rasoat runs");
    let document: Value = serde_json::from_slice(&audit.stdout).expect("valid JSON");
    let links = sample("select path, sheet, count(*) as rows from link group by path, sheet");
    let sources = document["sources"].as_array().expect("sources");
    assert_eq!(links.len(), sources.len());
    for source in sources {
        let same = |l: &&Value| l["path"] == source["path"] && l["sheet"] == source["sheet"];
        let link = links.iter().find(same).expect("a list of the audit");
        assert_eq!(link["rows"], source["rows"], "{link}");
    }
    let twice = one(
        "select count(*) as n from (select 1 from link group by path, sheet, row \
         having count(*) > 1)",
    );
    assert_eq!(twice["n"], 0);
    let nobody = one(
        "select count(*) as n from link left join person using (person) \
         where name is null or why is null or strength not in ('certain', 'likely', 'unsure')",
    );
    assert_eq!(nobody["n"], 0);
}

#[test]
fn a_link_says_which_fields_agree_and_what_they_weigh() {
    let lists = hoa();
    let sql = "select path, row, person, strength, why from link";
    let links = rows(sql, lists.path());
    assert_eq!(links.len(), 2);
    assert_eq!(links[0]["person"], links[1]["person"]);
    assert_eq!(links[0]["strength"], "certain");
    let why = |at: usize| links[at]["why"].as_str().expect("why").to_owned();
    assert!(
        why(0).contains("nối với dòng 2 của danh-sach.csv: "),
        "{}",
        why(0)
    );
    assert!(why(0).contains("cùng số CMND/CCCD (+13,0)"), "{}", why(0));
    assert!(why(1).contains("dòng gốc của người này"), "{}", why(1));
    let english = printed(sql, lists.path(), &["--lang", "en"]);
    assert!(english.contains("same id number (+13.0)"), "{english}");
}

#[test]
fn months_add_up_to_the_totals_of_the_audit() {
    let sums = one("select sum(paid) as paid, sum(due) as due, \
         sum(max(0, paid - due)) as recover, sum(max(0, due - paid)) as arrears, \
         sum(paid <> due and reason is null) as unexplained from month");
    assert_eq!(
        sums,
        json!({"paid": 97_695_000, "due": 88_020_000, "recover": 11_295_000,
               "arrears": 1_620_000, "unexplained": 0})
    );
    let counted = one("select sum(counted) as n from finding");
    assert_eq!(counted["n"], 11_295_000 - (1_620_000 - 810_000));
}

#[test]
fn findings_are_those_of_the_document_with_nested_values_as_json() {
    let finding = one(
        "select id, months, evidence, subject ->> 'name' as name, p.name as linked \
         from finding f join person p using (person) where rule = 'paid-after-death' limit 1",
    );
    assert_eq!(finding["name"], finding["linked"]);
    let months: Vec<String> =
        serde_json::from_str(finding["months"].as_str().expect("text")).expect("JSON");
    assert!(months.iter().all(|m| m.starts_with("2020-")), "{months:?}");
    let evidence: Vec<Value> =
        serde_json::from_str(finding["evidence"].as_str().expect("text")).expect("JSON");
    assert!(evidence[0]["path"].is_string());
    let adjustment = one(
        "select count(*) as n from adjustment, json_each(findings) e \
         join finding f on f.id = e.value where adjustment.person = f.person \
         and \"from\" <= \"to\"",
    );
    assert!(adjustment["n"].as_i64() > Some(0));
}

#[test]
fn a_partial_date_is_its_first_and_last_day() {
    let born = |table: &str| {
        let sql = format!("select born_from, born_to from {table}");
        rows(&sql, hoa().path()).swap_remove(0)
    };
    let year = json!({"born_from": "1938-01-01", "born_to": "1938-12-31"});
    assert_eq!(born("roll"), year);
    assert_eq!(born("person"), year);
    assert_eq!(
        born("ledger"),
        json!({"born_from": "1938-03-01", "born_to": "1938-03-31"})
    );
}

#[test]
fn the_order_of_files_and_the_number_of_threads_change_nothing() {
    let sql = "select * from link join person using (person) order by path, sheet, row";
    let folder = |name: &str| format!("{SAMPLE}/{name}");
    let [rolls, paid, books] = ["danh-sach", "chi-tra", "so-sach"].map(folder);
    let run = |paths: [&str; 3], jobs: &str| {
        let args = [&paths[..], &["--format", "csv", "--jobs", jobs]].concat();
        query(sql, &args).stdout
    };
    let once = run([&rolls, &paid, &books], "1");
    assert!(!once.is_empty());
    assert_eq!(once, run([&books, &rolls, &paid], "2"));
}

#[test]
fn cards_and_approved_lists_are_tables() {
    let lists = hoa()
        .with(
            "the-bhyt.csv",
            "STT,Họ và tên,Ngày sinh,Số CCCD,Xã/Phường,Số thẻ BHYT,Giá trị từ ngày,Giá trị đến ngày\n",
            &[
                "1,Nguyễn Thị Hoa,1938,034138001234,Bồ Xuyên,BT2343420123456,01/01/2020,31/12/2020",
                "2,Lê Văn Tám,1950,034050009999,Bồ Xuyên,BT2343420654321,01/01/2020,31/12/2020",
            ],
        )
        .with(
            "phê duyệt chi trả tháng 10.2020.csv",
            "Kỳ chi trả,Họ và tên,Ngày sinh,Xã/Phường,Số tiền\n",
            &["10/2020,Nguyễn Thị Hoa,1938,Bồ Xuyên,270000"],
        );
    let cards = rows(
        "select card, valid_to_from, valid_to_to, p.name from cards left join person p using (person)",
        lists.path(),
    );
    let card = |number, name: &str| json!({"card": number, "valid_to_from": "2020-12-31", "valid_to_to": "2020-12-31", "name": name});
    let hoas = card("BT2343420123456", "Nguyễn Thị Hoa");
    assert_eq!(cards, [hoas, card("BT2343420654321", "Lê Văn Tám")]);
    let approved = rows("select amount, month from approved", lists.path());
    assert_eq!(approved, [json!({"amount": 270_000, "month": "2020-10"})]);
    let links = rows(
        "select strength, person is null as nobody from link where path like 'the-%' order by row",
        lists.path(),
    );
    assert_eq!(links[0], json!({"strength": "certain", "nobody": 0}));
    assert_eq!(links[1], json!({"strength": "certain", "nobody": 0}));
}

#[test]
fn rows_of_a_copy_have_their_links() {
    let row = "Nguyễn Thị Hoa,1938,034138001234,Bồ Xuyên,02/02/2020";
    let lists =
        hoa()
            .with("khai-tu.csv", DEATHS, &[row])
            .with("khai-tu-ban-sao.csv", DEATHS, &[row]);
    let people = rows(
        "select path, count(distinct person) as people, count(*) as rows from link group by path",
        lists.path(),
    );
    let of = |path: &str| {
        let found = people.iter().find(|p| p["path"] == path);
        let found = found.expect("the list");
        (found["people"].as_i64(), found["rows"].as_i64())
    };
    assert_eq!(of("khai-tu.csv"), (Some(1), Some(1)));
    assert_eq!(of("khai-tu-ban-sao.csv"), (Some(1), Some(1)));
    let copied = rows(
        "select why, person from link where path like 'khai%'",
        lists.path(),
    );
    assert_eq!(copied[0]["person"], copied[1]["person"]);
    let why = copied.iter().filter_map(|c| c["why"].as_str());
    assert_eq!(why.filter(|w| w.contains("bản sao của")).count(), 1);
}

#[test]
fn a_row_with_a_column_a_month_is_one_row_of_link_and_a_payment_a_month() {
    let lists = Lists::new().with(
        "chi trả 2020.csv",
        "STT,Họ và tên,Ngày sinh,Xã/Phường,Đối tượng,Tháng 8/2020,Tháng 9/2020\n",
        &["1,Nguyễn Thị Hoa,21/03/1938,Bồ Xuyên,Người cao tuổi từ đủ 80 tuổi,270000,270000"],
    );
    let months = rows("select month from ledger order by month", lists.path());
    assert_eq!(
        months,
        [json!({"month": "2020-08"}), json!({"month": "2020-09"})]
    );
    assert_eq!(
        rows("select row from link", lists.path()),
        [json!({"row": 2})]
    );
}

#[test]
fn answers_come_as_text_json_and_csv() {
    let lists = hoa();
    let sql = "select name, amount, book, 'a\"b,c' as odd, 1.5 as half, name from roll";
    assert_eq!(
        printed(sql, lists.path(), &["--format", "csv"]),
        "name,amount,book,odd,half,name\r\n\
         Nguyễn Thị Hoa,270000,,\"a\"\"b,c\",1.5,Nguyễn Thị Hoa\r\n"
    );
    assert_eq!(
        printed(sql, lists.path(), &["--format", "json"]),
        "[\n  {\"name\": \"Nguyễn Thị Hoa\", \"amount\": 270000, \"book\": null, \
         \"odd\": \"a\\\"b,c\", \"half\": 1.5, \"name_2\": \"Nguyễn Thị Hoa\"}\n]\n"
    );
    assert_eq!(
        printed("select name, amount from roll", lists.path(), &[]),
        "  name            amount\n  Nguyễn Thị Hoa  270000\n"
    );
    let none = "select * from roll where 0";
    assert_eq!(printed(none, lists.path(), &["--format", "json"]), "[]\n");
}

#[test]
fn only_one_reading_statement_is_taken() {
    for sql in [
        "delete from person",
        "insert into person(name) values ('x')",
        "update month set due = 0",
        "drop table link",
        "create table mine(a)",
        "attach 'mine.db' as mine",
        "pragma journal_mode = wal",
        "begin",
        "vacuum into 'mine.db'",
        "select 1; select 2",
        "select 1; drop table link",
    ] {
        let output = query(sql, &[SAMPLE]);
        assert_eq!(output.status.code(), Some(2), "{sql}");
        assert!(
            told(&output).contains("Chỉ nhận một câu SQL để đọc"),
            "{sql}: {}",
            told(&output)
        );
        assert!(output.stdout.is_empty());
    }
    assert_eq!(one("select 1 as one; -- and a word behind it")["one"], 1);
    let empty = query(" -- nothing", &[SAMPLE]);
    assert_eq!(empty.status.code(), Some(2));
    assert!(told(&empty).contains("Câu SQL trống"), "{}", told(&empty));
}

#[test]
fn a_wrong_statement_is_told_with_what_there_is() {
    for (sql, sqlite) in [
        ("select nam from person", "no such column: nam"),
        ("select \"nam\" from person", "no such column: \"nam\""),
        ("select * from people", "no such table: people"),
        ("selekt 1", "near \"selekt\": syntax error"),
        (
            "select json_each.value from json_each('{')",
            "malformed JSON",
        ),
    ] {
        let output = query(sql, &[SAMPLE, "--lang", "en"]);
        assert_eq!(output.status.code(), Some(2), "{sql}");
        let told = told(&output);
        assert!(told.contains(&format!("cannot be run: {sqlite}")), "{told}");
        assert!(
            told.contains("person(person, name, born_from, born_to,"),
            "{told}"
        );
    }
}

#[test]
fn lists_that_cannot_be_read_stop_it_unless_left_out() {
    let lists = hoa()
        .with("hỏng.csv", "a,b\n", &["1,2"])
        .with("sai.csv", "c,d\n", &["1,2"]);
    let path = lists.path().to_str().expect("a path");
    let sql = "select count(*) as n from roll";
    let stopped = query(sql, &[path]);
    assert_eq!(stopped.status.code(), Some(2));
    assert!(told(&stopped).contains("hỏng.csv") && told(&stopped).contains("sai.csv"));
    let output = query(sql, &[path, "--skip-unknown", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(told(&output).contains("hỏng.csv"));
    assert_eq!(output.stdout, b"[\n  {\"n\": 1}\n]\n");
}

#[test]
fn months_asked_for_bound_the_months_told() {
    let months = printed(
        "select distinct month from month order by month",
        Path::new(SAMPLE),
        &["--from", "2020-08", "--to", "2020-09", "--format", "csv"],
    );
    assert_eq!(months, "month\r\n2020-08\r\n2020-09\r\n");
}

#[test]
fn a_row_written_alike_is_alike_in_what_it_tells_alone() {
    let header = "STT,Họ và tên,Ngày sinh,Số CMND,Xã,Đối tượng,Mức hưởng,Hưởng từ tháng,Số QĐ\n";
    let lists = Lists::new().with(
        "danh-sach-T10-2020.csv",
        header,
        &[
            "1,Trần Văn Minh,1936,153135968,An Khê,NCT 80+,270000,09/2019,1959/QĐ-UBND",
            "2,Trần Văn Minh,1936,153135968,An Khê,NKT nặng,540000,03/2018,1852/QĐ-UBND",
        ],
    );
    let why = printed("select why from link where row = 3", lists.path(), &[]);
    assert!(
        why.contains(
            "dòng 2 của danh-sach-T10-2020.csv: họ tên, ngày sinh, số CMND/CCCD, xã, phường"
        ),
        "{why}"
    );
    for absent in ["giới tính", "thôn", "số sổ"] {
        assert!(!why.contains(absent), "{why}");
    }
}
