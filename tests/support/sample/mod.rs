//! Makes `sample-data` and `tests/sample-truth.json` out of `tests/support/sample.toml`: rolls and
//! ledgers in layouts that clerks use, registers beside them, and what an audit must find.
//!
//! In: the spec. Out: the bytes of every file by its path, the same in every run.

mod ledgers;
mod page;
mod registers;
mod rolls;
pub mod spec;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use spec::{Expect, Spec};

/// The files of the sample by path.
pub fn files(spec: &Spec) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    rolls::write(spec, &mut files);
    ledgers::write(spec, &mut files);
    registers::write(spec, &mut files);
    files
}

/// What an audit of the sample must find, in the form of `truth.json`.
pub fn truth(spec: &Spec) -> Value {
    let mut findings = Vec::new();
    for person in &spec.person {
        for expect in &person.expect {
            let mut subject = json!({
                "kind": "person", "name": person.name, "commune": person.commune,
                "sex": person.sex,
            });
            if person.day().is_some() || person.born.len() == 4 {
                subject["born"] = json!(person.born);
            }
            if matches!(person.id.len(), 9 | 12) {
                subject["id_number"] = json!(person.id);
            }
            findings.push(finding(expect, &subject, person.about.as_deref()));
        }
    }
    for other in &spec.finding {
        let subject = json!({
            "kind": other.kind, "name": other.name, "commune": other.commune,
        });
        let expect = Expect {
            rule: other.rule.clone(),
            months: other.months.clone(),
            severity: other.severity.clone(),
            ..Expect::default()
        };
        findings.push(finding(&expect, &subject, None));
    }
    let amounts = spec.person.iter().flat_map(|p| &p.expect).map(|e| e.amount);
    let (over, under) = amounts.fold((0, 0), |(o, u), a| (o + a.max(0), u - a.min(0)));
    let unclaimed: i64 = spec.person.iter().map(spec::Person::left_unclaimed).sum();
    json!({
        "from": "2020-07", "to": "2020-10",
        "findings": findings,
        "totals": { "recover": over, "arrears": under + unclaimed, "unclaimed": unclaimed },
    })
}

fn finding(expect: &Expect, subject: &Value, about: Option<&str>) -> Value {
    let months =
        |months: &[u32]| -> Vec<String> { months.iter().map(|m| format!("2020-{m:02}")).collect() };
    let mut entry = json!({
        "rule": expect.rule,
        "severity": expect.severity.as_deref().unwrap_or("error"),
        "confidence": "certain",
        "subject": subject,
        "months": months(&expect.months),
        "amount": expect.amount,
        "scene": about.unwrap_or(""),
    });
    if !expect.months_or.is_empty() {
        let others: Vec<_> = expect.months_or.iter().map(|m| months(m)).collect();
        entry["months_or"] = json!(others);
    }
    if expect.any_months {
        entry["any_months"] = json!(true);
    }
    if expect.secondary {
        entry["secondary"] = json!(true);
    }
    entry
}
