//! The generator against itself: every scene planted, nothing planted by accident, and the money of
//! the truth against a count of its own that knows the rows alone.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use crate::model::MonthRange;
use crate::rules::RuleFiles;

use super::city::{self, Lists, Plan};
use super::count::{Count, key};
use super::rows::{Case, Expected, PayRow};
use super::settings::Settings;
use super::truth::Truth;
use super::{GenerateError, Layout, Order, generate, scenes};

/// Keeps everything.
#[derive(Default)]
struct Kept {
    all: Case,
}

impl Lists for Kept {
    fn commune(&mut self, _: usize) -> io::Result<()> {
        Ok(())
    }

    fn case(&mut self, case: &Case) -> io::Result<()> {
        let all = &mut self.all;
        all.roll.extend(case.roll.iter().cloned());
        all.ledger.extend(case.ledger.iter().cloned());
        all.deaths.extend(case.deaths.iter().cloned());
        all.absences.extend(case.absences.iter().cloned());
        all.certificates.extend(case.certificates.iter().cloned());
        all.pensions.extend(case.pensions.iter().cloned());
        all.expected.extend(case.expected.iter().cloned());
        Ok(())
    }
}

fn settings() -> Settings {
    Settings::load(&RuleFiles::load(None).unwrap()).unwrap()
}

fn city(settings: &Settings, people: u64, months: i32, seed: u64, faults: f64) -> Kept {
    let last = settings.last;
    let months = MonthRange {
        first: last.plus(1 - months),
        last,
    };
    let plan = Plan {
        people,
        months,
        seed,
        noise: 0.0,
        faults,
    };
    let folder = tempfile::tempdir().unwrap();
    let mut truth = Truth::create(&folder.path().join("truth.json"), settings, &plan, &[]).unwrap();
    let mut kept = Kept::default();
    city::walk(settings, &plan, &mut kept, &mut truth).unwrap();
    kept
}

/// What the truth says that each person's payments are off by, đồng.
fn wanted(expected: &[Expected], ledger: &[PayRow]) -> BTreeMap<String, i64> {
    let mut sums: BTreeMap<String, i64> = BTreeMap::new();
    for e in expected.iter().filter(|e| e.counts && e.amount != 0) {
        *sums.entry(key(&e.who)).or_default() += e.amount;
    }
    let mut left: BTreeMap<String, i64> = BTreeMap::new();
    for row in ledger.iter().filter(|r| r.unclaimed) {
        *left.entry(key(&row.who)).or_default() += row.regular;
    }
    for row in ledger.iter().filter(|r| r.carried + r.arrears > 0) {
        if let Some(sum) = left.get_mut(&key(&row.who)) {
            *sum -= row.carried + row.arrears;
        }
    }
    for (who, sum) in left {
        *sums.entry(who).or_default() -= sum;
    }
    sums.retain(|_, sum| *sum != 0);
    sums
}

#[test]
fn the_money_of_the_truth_is_what_the_rows_come_to() {
    let settings = settings();
    for (people, months, seed) in [
        (1500, 10, 1),
        (1500, 10, 2),
        (900, 6, 3),
        (700, 4, 4),
        (900, 24, 5),
    ] {
        let kept = city(&settings, people, months, seed, 0.6);
        let count = Count {
            settings: &settings,
            all: &kept.all,
            months: MonthRange {
                first: settings.last.plus(1 - months),
                last: settings.last,
            },
        };
        let wanted = wanted(&kept.all.expected, &kept.all.ledger);
        let people = count.people();
        let mut got: BTreeMap<String, i64> = BTreeMap::new();
        for (who, sum) in &people {
            got.insert(who.clone(), count.balance(sum));
        }
        got.retain(|_, sum| *sum != 0);
        for who in wanted.keys().chain(got.keys()) {
            let rules: Vec<_> = kept
                .all
                .expected
                .iter()
                .filter(|e| key(&e.who) == *who)
                .collect();
            let rules: Vec<_> = rules
                .iter()
                .map(|e| (e.rule, e.amount, &e.months))
                .collect();
            assert_eq!(
                wanted.get(who),
                got.get(who),
                "seed {seed}: {who}: {rules:?}"
            );
        }
    }
}

#[test]
fn every_scene_is_planted_in_a_city_of_two_thousand() {
    let settings = settings();
    let kept = city(&settings, 2000, 10, 1, 0.2);
    let planted: BTreeSet<&str> = kept.all.expected.iter().map(|e| e.rule).collect();
    let rules = [
        "paid-after-death",
        "dead-on-roll",
        "death-reported-late",
        "signed-after-death",
        "funeral-unclaimed",
        "paid-while-absent",
        "absent-on-roll",
        "unclaimed-streak",
        "one-receiver-many",
        "disability-level-mismatch",
        "disability-kind-mismatch",
        "disability-not-eligible",
        "disability-no-certificate",
        "disability-not-redetermined",
        "care-without-extreme",
        "paid-twice",
        "paid-in-two-communes",
        "two-categories",
        "shared-id-number",
        "arrears-twice",
        "receipt-repeated",
        "pension-and-benefit",
        "wrong-amount",
        "age-not-met",
        "age-rate-not-adjusted",
        "paid-not-on-roll",
        "paid-before-start",
        "paid-after-decision",
        "not-paid",
        "ledger-arithmetic",
        "missing-value",
        "bad-date",
        "bad-id-number",
        "id-number-contradicts",
        "duplicate-row",
        "amount-not-coefficient",
    ];
    for rule in rules {
        assert!(planted.contains(rule), "{rule}");
    }
    let names: BTreeSet<&str> = scenes::all().map(|s| s.name).collect();
    assert_eq!(
        names.len(),
        scenes::all().count(),
        "a scene's name stands once"
    );
}

#[test]
fn people_without_a_scene_are_in_order_and_nobody_else() {
    let settings = settings();
    let kept = city(&settings, 3000, 10, 9, 0.0);
    assert!(kept.all.expected.is_empty() && kept.all.deaths.is_empty());
    let mut ids = BTreeSet::new();
    let mut names = BTreeSet::new();
    for row in &kept.all.roll {
        assert!(ids.insert(row.who.id.clone()), "{:?}", row.who);
        let year = row.who.born.date().unwrap().first.ymd().0;
        let name = (row.who.commune, row.who.name.clone(), year);
        assert!(names.insert(name), "{:?}", row.who);
    }
    assert_eq!(kept.all.roll.len(), 3000);
    assert_eq!(kept.all.ledger.len(), 30_000);
    let receipts: BTreeSet<u64> = kept.all.ledger.iter().map(|r| r.receipt).collect();
    assert_eq!(receipts.len(), kept.all.ledger.len());
}

#[test]
fn numbers_agree_with_their_holders() {
    use crate::model::IdNumber;
    let settings = settings();
    for row in city(&settings, 2000, 10, 4, 0.0).all.roll {
        let id = IdNumber::from_digits(&row.who.id).unwrap();
        let agrees = id.agrees_with(row.who.born.date(), Some(row.who.sex));
        assert_ne!(agrees, Some(false), "{:?}", row.who);
    }
}

fn order(people: u64, seed: u64, noise: f64) -> Order {
    Order {
        people,
        months: 10,
        seed,
        noise,
        faults: 0.3,
        layout: Layout::Csv,
    }
}

fn folder_bytes(order: &Order) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    generate(folder.path(), order, &RuleFiles::load(None).unwrap()).unwrap();
    let entries = std::fs::read_dir(folder.path()).unwrap();
    let files = entries.map(|entry| {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, std::fs::read(path).unwrap())
    });
    files.collect()
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_another_city() {
    let once = folder_bytes(&order(400, 11, 0.3));
    assert_eq!(once.len(), 11);
    assert!(once == folder_bytes(&order(400, 11, 0.3)));
    assert!(once.get("truth.json") != folder_bytes(&order(400, 12, 0.3)).get("truth.json"));
    // Noise changes how a city is written down, never what is in it.
    let findings = |files: &BTreeMap<String, Vec<u8>>| -> serde_json::Value {
        let truth: serde_json::Value = serde_json::from_slice(&files["truth.json"]).unwrap();
        truth["findings"].clone()
    };
    assert_eq!(
        findings(&once),
        findings(&folder_bytes(&order(400, 11, 0.0)))
    );
}

#[test]
fn a_folder_with_files_and_too_many_months_are_refused() {
    let rules = RuleFiles::load(None).unwrap();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("old.csv"), "x").unwrap();
    let refused = generate(folder.path(), &order(10, 1, 0.0), &rules);
    assert!(matches!(refused, Err(GenerateError::NotEmpty(_))));
    let mut long = order(10, 1, 0.0);
    long.months = 1000;
    let refused = generate(folder.path(), &long, &rules);
    assert!(matches!(refused, Err(GenerateError::TooManyMonths { .. })));
}

/// `truth.json` of a folder that was made to measure linking on: file, row, person and slips.
fn rows_of(files: &BTreeMap<String, Vec<u8>>) -> Vec<(String, usize, u64, usize)> {
    let truth: serde_json::Value = serde_json::from_slice(&files["truth.json"]).unwrap();
    let rows = truth["rows"].as_array().unwrap().iter().map(|row| {
        (
            row["path"].as_str().unwrap().to_owned(),
            row["row"].as_u64().unwrap() as usize,
            row["person"].as_u64().unwrap(),
            row["slips"].as_array().unwrap().len(),
        )
    });
    rows.collect()
}

#[test]
fn every_row_of_the_lists_for_linking_is_somebody() {
    let links = |noise| Order {
        layout: Layout::Links,
        months: 2,
        ..order(2000, 3, noise)
    };
    let noisy = folder_bytes(&links(1.0));
    assert!(noisy == folder_bytes(&links(1.0)));
    assert_eq!(noisy.len(), 4);
    let rows = rows_of(&noisy);
    for (name, bytes) in noisy.iter().filter(|(name, _)| *name != "truth.json") {
        let last = bytes.split(|b| *b == b'\n').count() - 1;
        let of_file = rows.iter().filter(|(path, ..)| path == name);
        let numbers: BTreeSet<usize> = of_file.map(|(_, row, ..)| *row).collect();
        assert_eq!(numbers, (2..=last).collect(), "{name}");
    }
    let slips: usize = rows.iter().map(|(.., slips)| slips).sum();
    assert!(slips > rows.len() / 2, "{slips}");
    // Noise changes how people are written, never who they are.
    let clean = rows_of(&folder_bytes(&links(0.0)));
    assert!(clean.iter().all(|(.., slips)| *slips == 0));
    let who = |rows: &[(String, usize, u64, usize)]| -> Vec<_> {
        rows.iter()
            .map(|(p, r, who, _)| (p.clone(), *r, *who))
            .collect()
    };
    assert_eq!(who(&rows), who(&clean));
}
