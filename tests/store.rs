//! The store through the binary: what it remembers, that it is never left half written, and who may ask
//! it what.

#![allow(missing_docs, clippy::expect_used)]

mod settlement;

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use settlement::desk::{Desk, assert_true};
use settlement::{Fault, Settlement, month};

#[test]
fn the_same_files_again_say_the_same_and_keep_quiet() {
    let settlement = Settlement::new(120, 3, 3);
    let desk = Desk::new(&settlement);
    let all = [desk.path("ho-so")];
    let first = desk.run("so.db", &all, &["-q"]);
    assert!(!first.stdout.is_empty(), "what is new is told");
    let files = [
        "ket-qua.json",
        "sai-lech.xlsx",
        "dieu-chinh.xlsx",
        "doi-chieu.xlsx",
    ];
    let read = || files.map(|name| fs::read(desk.path("ket-qua").join(name)).expect("a file"));
    let before = read();
    let again = desk.run("so.db", &all, &["-q"]);
    assert_eq!(again.status.code(), first.status.code());
    assert_eq!(String::from_utf8_lossy(&again.stdout), "");
    assert!(read() == before, "the same bytes");
    let count = |sql: &str| desk.query("so.db", sql)[0]["n"].as_i64().expect("a count");
    assert_eq!(count("select count(*) n from booking"), 18);
    assert_eq!(count("select sum(booked) n from journal"), 18);
    assert_eq!(count("select count(*) n from journal"), 2);
    assert_eq!(count("select count(*) n from file"), 6);
}

#[test]
fn an_accepted_finding_is_quiet_until_its_facts_change() {
    let settlement = Settlement::new(60, 3, 5);
    let desk = Desk::new(&settlement);
    let result = desk.reconcile("so.db", &[desk.month(0), desk.month(1)]);
    let all = result["findings"].as_array().expect("findings");
    let accept = |id: &str, why: &str| {
        Command::new(env!("CARGO_BIN_EXE_rasoat"))
            .args(["accept", id, "--why", why, "--store"])
            .arg(desk.path("so.db"))
            .output()
            .expect("rasoat runs")
    };
    for finding in all {
        assert_eq!(finding["status"], "new");
        assert_eq!(finding["first_seen"], "2020-04");
        let output = accept(finding["id"].as_str().expect("id"), "Đã giải trình");
        assert_eq!(output.status.code(), Some(0));
    }
    let again = desk.run("so.db", &[desk.month(0), desk.month(1)], &["-q"]);
    assert_eq!(
        again.status.code(),
        Some(0),
        "explained findings never count"
    );
    let result = desk.result();
    let all = result["findings"].as_array().expect("findings");
    assert!(
        all.iter()
            .all(|f| f["status"] == "accepted" && f["outcome"] == "Đã giải trình")
    );
    assert_eq!(accept("khong-co", "x").status.code(), Some(2));
    assert_eq!(accept("khong-co", " ").status.code(), Some(2));

    // The next month adds nothing to them: still quiet; what is new is not.
    let next = desk.run("so.db", &[desk.month(2)], &["-q"]);
    let told = String::from_utf8_lossy(&next.stdout).into_owned();
    let result = desk.result();
    for finding in result["findings"].as_array().expect("findings") {
        let id = finding["id"].as_str().expect("id");
        let is_new = finding["status"] == "new";
        assert_eq!(told.contains(id), is_new, "{finding}");
        assert!(is_new || finding["status"] == "accepted", "{finding}");
    }

    // A corrected return changes the sum of a short payment.
    let short = settlement
        .people
        .iter()
        .find(|p| p.fault == Fault::Short)
        .expect("one");
    let path = desk
        .month(short.at)
        .join(format!("chi-tra-{}.csv", month(short.at)));
    let text = fs::read_to_string(&path).expect("a return");
    let (was, is) = (short.amount - 50_000, short.amount - 20_000);
    let lines = text.lines().map(|line| {
        if line.contains(&short.id) {
            line.replace(&was.to_string(), &is.to_string())
        } else {
            line.to_owned()
        }
    });
    fs::write(&path, lines.collect::<Vec<_>>().join("\n")).expect("written");
    let result = desk.reconcile("so.db", &[desk.month(short.at)]);
    let all = result["findings"].as_array().expect("findings");
    let back = all
        .iter()
        .find(|f| f["rule"] == "paid-differs" && f["subject"]["name"] == short.name.as_str());
    let back = back.expect("the finding");
    assert_eq!(back["status"], "returned");
    assert_eq!(back["amount"], -20_000);
    let message = back["message"].as_str().expect("message");
    assert!(
        message.contains("Đã giải trình") && message.contains("-50.000"),
        "{message}"
    );
    let changed: Vec<&Value> = all
        .iter()
        .filter(|f| f["rule"] == "return-changed")
        .collect();
    assert_eq!(changed.len(), 1);
    assert_eq!(changed[0]["amount"], 30_000);
    let earlier = desk.query(
        "so.db",
        &format!(
            "select regular, standing from booked_row where id_number = '{}' and role = 'ledger' and month = '{}' order by booking",
            short.id,
            month(short.at)
        ),
    );
    assert_eq!(earlier[0]["regular"], was);
    assert_eq!(earlier[0]["standing"], "replaced");
    assert_eq!(earlier[1]["regular"], is);
    assert_eq!(earlier[1]["standing"], "current");
}

/// Kills runs at moments spread over a whole run, then lets one end; answers what the store says.
fn killed(times: u32) {
    let settlement = Settlement::new(300, 3, 11);
    let desk = Desk::new(&settlement);
    let all = [desk.path("ho-so")];
    desk.reconcile("ca.db", &[desk.month(0)]);
    let after_one = fs::read(desk.path("ca.db")).expect("a store");
    let begin = std::time::Instant::now();
    let whole = desk.reconcile("ca.db", &all);
    let whole_run = begin.elapsed();
    for n in 0..times {
        fs::write(desk.path("giet.db"), &after_one).expect("a store");
        let mut run = desk
            .command("giet.db", &all)
            .arg("-q")
            .spawn()
            .expect("rasoat runs");
        std::thread::sleep(whole_run * n / times);
        let _ = run.kill();
        let _ = run.wait();
        let result = desk.reconcile("giet.db", &all);
        assert_eq!(result, whole, "killed at {n} of {times}");
        let booked = desk.query("giet.db", "select count(*) n from booking");
        assert_eq!(booked[0]["n"], 18);
    }
    let left: Vec<_> = fs::read_dir(desk.path("ket-qua"))
        .expect("results")
        .collect();
    assert_eq!(left.len(), 4, "nothing half-written is left: {left:?}");
}

#[test]
fn a_run_killed_at_any_moment_is_made_good_by_the_next() {
    let times = std::env::var("RASOAT_KILLS")
        .ok()
        .and_then(|n| n.parse().ok());
    killed(times.unwrap_or(10));
}

#[test]
fn of_two_runs_one_waits_or_says_who_holds_the_store() {
    let settlement = Settlement::new(60, 1, 2);
    let desk = Desk::new(&settlement);
    let lock = fs::File::create(desk.path(".so.db.khoa")).expect("a lock");
    lock.lock().expect("locked");
    fs::write(
        desk.path(".so.db.khoa"),
        "reconcile\t77\tA\t2020-03-02 10:00:00",
    )
    .expect("told");
    let output = desk.run("so.db", &[desk.month(0)], &["--wait", "1"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(
        told.contains("rasoat reconcile, tiến trình 77, máy A, từ 2020-03-02 10:00:00"),
        "{told}"
    );
    let english = ["--wait", "0", "--lang", "en"];
    let output = desk.run("so.db", &[desk.month(0)], &english);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        told.contains("rasoat reconcile, process 77, machine A, since 2020-03-02 10:00:00"),
        "{told}"
    );
    let waiting = desk
        .command("so.db", &[desk.month(0)])
        .arg("-q")
        .spawn()
        .expect("rasoat runs");
    std::thread::sleep(std::time::Duration::from_millis(400));
    drop(lock);
    let code = waiting.wait_with_output().expect("it ends").status.code();
    assert!(matches!(code, Some(0 | 1)), "{code:?}");
    // Both at once.
    let runs = [0, 0].map(|at| {
        desk.command("hai.db", &[desk.month(at)])
            .arg("-q")
            .spawn()
            .expect("rasoat runs")
    });
    for run in runs {
        let code = run.wait_with_output().expect("it ends").status.code();
        assert!(matches!(code, Some(0 | 1)), "{code:?}");
    }
    assert_true(&desk.result(), &settlement, 1);
}

#[test]
fn a_store_that_a_run_holds_is_answered_for_quickly() {
    let settlement = Settlement::new(60, 1, 2);
    let desk = Desk::new(&settlement);
    desk.reconcile("so.db", &[desk.month(0)]);
    let lock = fs::File::open(desk.path(".so.db.khoa")).expect("a lock");
    lock.lock().expect("locked");
    let writer = rusqlite::Connection::open(desk.path("so.db")).expect("a store");
    writer.execute_batch("begin exclusive").expect("begun");
    let begin = std::time::Instant::now();
    let ask = |args: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_rasoat"))
            .args(["query", "select count(*) n from booking", "--store"])
            .arg(desk.path("so.db"))
            .args(args)
            .output()
            .expect("rasoat runs")
    };
    let output = ask(&["--wait", "1"]);
    assert!(begin.elapsed().as_secs() < 5, "{:?}", begin.elapsed());
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        told.contains("giữ bởi rasoat reconcile, tiến trình") && told.contains("đã chờ 1 giây"),
        "{told}"
    );
    // Stopped for good, its half-written pages are undone by whoever asks next.
    drop((writer, lock));
    assert_eq!(ask(&["--wait", "1"]).status.code(), Some(0));
    assert_eq!(ask(&[]).status.code(), Some(0));
}

#[test]
fn what_a_killed_run_left_half_written_is_undone_by_a_question() {
    let settlement = Settlement::new(60, 1, 2);
    let desk = Desk::new(&settlement);
    desk.reconcile("so.db", &[desk.month(0)]);
    let writer = rusqlite::Connection::open(desk.path("so.db")).expect("a store");
    writer
        .execute_batch("pragma cache_size = 1; begin exclusive; update booking set content = content || ' '; update finding set message = ''")
        .expect("begun");
    // As the files lie when the power goes.
    for (from, to) in [
        ("so.db", "mat-dien.db"),
        ("so.db-journal", "mat-dien.db-journal"),
    ] {
        fs::copy(desk.path(from), desk.path(to)).expect("copied");
    }
    let rows = desk.query(
        "mat-dien.db",
        "select count(*) n from finding where message = ''",
    );
    assert_eq!(rows[0]["n"], 0);
    assert!(!desk.path("mat-dien.db-journal").exists());
}

#[test]
fn the_journal_tells_months_files_and_counts_and_nobodys_name() {
    let settlement = Settlement::new(60, 2, 6);
    let desk = Desk::new(&settlement);
    desk.reconcile("so.db", &[desk.path("ho-so")]);
    let lines = desk.query("so.db", "select * from journal");
    let line = &lines.as_array().expect("lines")[0];
    let keys = ["first", "last", "files", "booked", "replaced", "new"];
    let told = keys.map(|key| line[key].to_string());
    let new = desk.result()["findings"]
        .as_array()
        .expect("findings")
        .len();
    let expected = [
        "\"2020-03\"",
        "\"2020-04\"",
        "4",
        "12",
        "0",
        &new.to_string(),
    ];
    assert_eq!(told, expected);
    // Neither does the lock, nor the error stream of a run that could not be made.
    let lock = fs::read_to_string(desk.path(".so.db.khoa")).expect("the lock");
    fs::write(desk.path("ho-so/hong.xlsx"), b"PK\x03\x04 cut off").expect("written");
    let refused = desk.run("so.db", &[desk.path("ho-so")], &["-v"]);
    assert_eq!(refused.status.code(), Some(2));
    let told = format!("{line} {lock} {}", String::from_utf8_lossy(&refused.stderr));
    for person in &settlement.people {
        for private in [&person.name, &person.id, &person.born] {
            assert!(!told.contains(private.as_str()), "{private}: {told}");
        }
    }
}

#[test]
fn a_store_is_asked_and_never_changed() {
    let settlement = Settlement::new(60, 2, 6);
    let desk = Desk::new(&settlement);
    desk.reconcile("so.db", &[desk.path("ho-so")]);
    let sums = desk.query("so.db", "select sum(carried_in + approved - paid - returned - carried_out - unexplained) n from balance");
    assert_eq!(sums[0]["n"], 0);
    let query = |sql: &str, store: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rasoat"));
        command.args(["query", sql, "--store"]).arg(store);
        command.output().expect("rasoat runs")
    };
    for sql in [
        "delete from balance",
        "select 1; select 2",
        "pragma user_version = 9",
        "attach 'x' as y",
        "selec 1",
        "",
    ] {
        let output = query(sql, &desk.path("so.db"));
        assert_eq!(output.status.code(), Some(2), "{sql}");
    }
    assert_eq!(
        query("select 1", &desk.path("khong-co.db")).status.code(),
        Some(2)
    );
    fs::write(desk.path("la.db"), "not a database at all, but long enough to be looked at by SQLite ........................................").expect("written");
    assert_eq!(
        query("select 1", &desk.path("la.db")).status.code(),
        Some(2)
    );
    let output = desk.run("la.db", &[desk.path("ho-so")], &[]);
    assert_eq!(output.status.code(), Some(2));
}

/// The findings of a group as a person saves the workbook with an outcome typed beside the first few.
fn answered(from: &Path, to: &Path, sheet: &str, answers: &[(&str, &str)]) {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(from).expect("a workbook");
    let range = calamine::Reader::worksheet_range(&mut book, sheet).expect("a sheet");
    let mut copy = rust_xlsxwriter::Workbook::new();
    copy.set_properties(
        &rust_xlsxwriter::DocProperties::new().set_custom_property("rasoat", "sai-lech"),
    );
    let page = copy.add_worksheet();
    for (at, row) in range.rows().enumerate() {
        let id = row.last().map(ToString::to_string).unwrap_or_default();
        for (column, cell) in row.iter().enumerate() {
            let text = cell.to_string();
            if !text.is_empty() {
                page.write_string(at as u32, column as u16, text)
                    .expect("a cell");
            }
        }
        if let Some((_, outcome)) = answers.iter().find(|(of, _)| *of == id) {
            for (column, text) in [(13, *outcome), (14, "05/05/2020"), (15, "Phạm Thị Mai")] {
                page.write_string(at as u32, column, text).expect("a cell");
            }
        }
    }
    copy.save(to).expect("saved");
}

#[test]
fn what_is_typed_beside_a_finding_is_read_back() {
    let settlement = Settlement::new(60, 2, 8);
    let desk = Desk::new(&settlement);
    let result = desk.reconcile("so.db", &[desk.month(0)]);
    let all = result["findings"].as_array().expect("findings");
    let group: Vec<&Value> = all.iter().filter(|f| f["rule"] != "paid-twice").collect();
    let id = group[0]["id"].as_str().expect("id").to_owned();
    let typed = desk.path("da-xac-minh.xlsx");
    answered(
        &desk.path("ket-qua/sai-lech.xlsx"),
        &typed,
        "Đối chiếu",
        &[(&id, "Bưu điện đã chi bù")],
    );
    let result = desk.reconcile("so.db", &[desk.month(1), typed.clone()]);
    let all = result["findings"].as_array().expect("findings");
    let one = all
        .iter()
        .find(|f| f["id"] == id.as_str())
        .expect("the finding");
    assert_eq!(one["status"], "accepted");
    assert_eq!(one["outcome"], "Bưu điện đã chi bù");
    assert_eq!(all.iter().filter(|f| f["status"] == "accepted").count(), 1);
    let kept = desk.query("so.db", "select why, on_day, by_whom from outcome");
    assert_eq!(kept.as_array().expect("rows").len(), 1);
    assert_eq!(kept[0]["on_day"], "2020-05-05");
    assert_eq!(kept[0]["by_whom"], "Phạm Thị Mai");
    // Given again with the files of the month, it changes nothing.
    let before = fs::read(desk.path("ket-qua/ket-qua.json")).expect("a result");
    let again = desk.run("so.db", &[desk.month(1), typed], &["-q"]);
    assert_eq!(String::from_utf8_lossy(&again.stdout), "");
    assert!(fs::read(desk.path("ket-qua/ket-qua.json")).expect("a result") == before);
}

#[test]
fn an_audit_remembers_in_the_same_store() {
    let settlement = Settlement::new(60, 2, 8);
    let desk = Desk::new(&settlement);
    let audit = |at: usize| {
        let output = Command::new(env!("CARGO_BIN_EXE_rasoat"))
            .arg("audit")
            .arg(desk.month(at).join(format!("chi-tra-{}.csv", month(at))))
            .args(["-q", "--store"])
            .arg(desk.path("so.db"))
            .arg("--out")
            .arg(desk.path("ket-qua"))
            .output()
            .expect("rasoat runs");
        assert!(
            output.status.code() < Some(2),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        (
            String::from_utf8_lossy(&output.stdout).into_owned(),
            desk.result(),
        )
    };
    desk.reconcile("so.db", &[desk.month(0)]);
    let reconciled = desk.query("so.db", "select count(*) n from finding")[0]["n"].clone();
    let (told, first) = audit(0);
    let all = first["findings"].as_array().expect("findings");
    assert!(!all.is_empty() && all.iter().all(|f| f["status"] == "new"));
    assert!(told.contains(all[0]["id"].as_str().expect("id")));
    let (told, again) = audit(0);
    assert_eq!((told.as_str(), &again), ("", &first));
    let (_, next) = audit(1);
    let gone = next["resolved"].as_array().expect("what is gone");
    assert!(gone.iter().all(|g| g["status"] == "resolved"));
    let kept = desk.query(
        "so.db",
        "select count(*) n from finding where command = 'reconcile' and status = 'new'",
    );
    assert_eq!(
        kept[0]["n"], reconciled,
        "an audit leaves what reconcile found alone"
    );
}

#[test]
fn the_store_answers_what_the_readme_asks_it() {
    let settlement = Settlement::new(60, 2, 6);
    let desk = Desk::new(&settlement);
    desk.reconcile("so.db", &[desk.path("ho-so")]);
    let readme =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).expect("README");
    let asked = readme.lines().filter_map(|line| {
        let line = line.strip_prefix("sqlite3 so-doi-chieu.db \"")?;
        line.strip_suffix('"')
    });
    let asked: Vec<&str> = asked.collect();
    assert!(asked.len() >= 7, "{asked:?}");
    let connection = rusqlite::Connection::open(desk.path("so.db")).expect("a store");
    for sql in asked {
        let by_hand: i64 = connection
            .query_row(&format!("select count(*) from ({sql})"), [], |row| {
                row.get(0)
            })
            .expect(sql);
        let rows = desk.query("so.db", sql);
        assert_eq!(
            rows.as_array().expect("rows").len() as i64,
            by_hand,
            "{sql}"
        );
    }
    let mode: String = connection
        .pragma_query_value(None, "journal_mode", |row| row.get(0))
        .expect("a mode");
    assert_eq!(mode, "delete", "a share knows no write-ahead log");
}
