//! `truth.json`: every finding that an audit of the made-up city must bring, and none besides.
//!
//! In: the cases as they are made. Out: a JSON document, written as it grows.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::model::{IdNumber, SubjectKind};

use super::city::Plan;
use super::rows::{Case, Expected};
use super::settings::Settings;

/// The document under way.
pub struct Truth<'a> {
    out: BufWriter<File>,
    settings: &'a Settings,
    first: bool,
    sums: Sums,
    scenes: BTreeMap<&'static str, u64>,
    rules: BTreeMap<&'static str, u64>,
}

/// What the totals of an audit must come to.
#[derive(Default)]
struct Sums {
    people: u64,
    payments: u64,
    recover: i64,
    owed: i64,
    unclaimed: i64,
    paid: i64,
}

impl<'a> Truth<'a> {
    /// Starts the document; findings of the rules `besides` are neither demanded nor too much.
    pub fn create(
        path: &Path,
        settings: &'a Settings,
        plan: &Plan,
        besides: &[&str],
    ) -> io::Result<Self> {
        let mut out = BufWriter::new(File::create(path)?);
        let generator = json!({
            "people": plan.people, "months": plan.months.len(), "seed": plan.seed,
            "noise": plan.noise, "faults": plan.faults,
        });
        writeln!(out, "{{ \"generator\": {generator},")?;
        let (from, to) = (plan.months.first, plan.months.last);
        writeln!(out, "  \"from\": \"{from}\", \"to\": \"{to}\",")?;
        writeln!(out, "  \"besides\": {},", json!(besides))?;
        write!(out, "  \"findings\": [")?;
        Ok(Self {
            out,
            settings,
            first: true,
            sums: Sums::default(),
            scenes: BTreeMap::new(),
            rules: BTreeMap::new(),
        })
    }

    /// Takes in a case; `scene` is empty for a person who is simply in order.
    pub fn case(&mut self, scene: &'static str, case: &Case) -> io::Result<()> {
        if !scene.is_empty() {
            *self.scenes.entry(scene).or_default() += 1;
        }
        for row in &case.ledger {
            self.sums.payments += 1;
            if !row.unclaimed {
                self.sums.paid += row.sum();
            }
        }
        self.sums.unclaimed += still_unclaimed(case);
        for expected in &case.expected {
            if expected.counts {
                self.sums.recover += expected.amount.max(0);
                self.sums.owed -= expected.amount.min(0);
            }
            if !expected.optional {
                *self.rules.entry(expected.rule).or_default() += 1;
            }
            write!(self.out, "{}\n    ", if self.first { "" } else { "," })?;
            self.first = false;
            let finding = finding(self.settings, scene, expected);
            serde_json::to_writer(&mut self.out, &finding)?;
        }
        Ok(())
    }

    /// Ends the document.
    pub fn finish(mut self, people: u64) -> io::Result<()> {
        self.sums.people = people;
        let sums = &self.sums;
        let totals = json!({
            "people": sums.people, "payments": sums.payments, "paid": sums.paid,
            "recover": sums.recover, "arrears": sums.owed + sums.unclaimed,
            "unclaimed": sums.unclaimed,
        });
        writeln!(self.out, "\n  ],")?;
        writeln!(self.out, "  \"totals\": {totals},")?;
        writeln!(self.out, "  \"rules\": {},", json!(self.rules))?;
        writeln!(self.out, "  \"scenes\": {} }}", json!(self.scenes))?;
        self.out.flush()
    }
}

/// What lies uncollected and was not handed over later, đồng.
fn still_unclaimed(case: &Case) -> i64 {
    let left = case.ledger.iter().filter(|r| r.unclaimed);
    let left: i64 = left.map(|r| r.regular).sum();
    let handed_over = case.ledger.iter().map(|r| r.carried + r.arrears);
    if left == 0 {
        return 0;
    }
    (left - handed_over.sum::<i64>()).max(0)
}

fn finding(settings: &Settings, scene: &str, expected: &Expected) -> Value {
    let who = &expected.who;
    let mut subject = Map::new();
    subject.insert("kind".into(), json!(expected.kind));
    subject.insert("name".into(), json!(who.name));
    if expected.kind == SubjectKind::Person {
        if let Some(born) = who.born.date() {
            subject.insert("born".into(), json!(born));
        }
        subject.insert("sex".into(), json!(who.sex.code()));
        if let Some(id) = IdNumber::from_digits(&who.id) {
            subject.insert("id_number".into(), json!(id));
        }
    }
    let commune = settings.communes.get(who.commune);
    let commune = commune.map_or("", |c| c.name.as_str());
    subject.insert("commune".into(), json!(commune));
    let mut entry = Map::new();
    entry.insert("rule".into(), json!(expected.rule));
    entry.insert("severity".into(), json!(expected.severity));
    entry.insert("confidence".into(), json!(expected.confidence));
    entry.insert("subject".into(), Value::Object(subject));
    entry.insert("months".into(), json!(expected.months));
    if !expected.months_or.is_empty() {
        entry.insert("months_or".into(), json!(expected.months_or));
    }
    entry.insert("amount".into(), json!(expected.amount));
    let marks = [
        ("any_months", expected.any_months),
        ("secondary", expected.secondary),
        ("optional", expected.optional),
        ("counts", expected.counts && expected.amount != 0),
    ];
    for (mark, set) in marks {
        if set {
            entry.insert(mark.into(), Value::Bool(true));
        }
    }
    entry.insert("scene".into(), json!(scene));
    Value::Object(entry)
}
