//! Holds the findings of an audit against what was planted.
//!
//! In: `truth.json` and `ket-qua.json`. Out: hits, misses and extras by rule, and a line for
//! everything that differs. `compare.py` beside this file does the same for quick looks.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use rasoat::model::text::{commune_key, fold};
use serde_json::Value;

/// What came of a comparison.
#[derive(Default)]
pub struct Comparison {
    /// Hits, misses and extras by rule.
    pub rules: BTreeMap<String, [usize; 3]>,
    /// Pairs whose months differ.
    pub months_off: usize,
    /// Pairs whose amounts differ.
    pub amounts_off: usize,
    /// Pairs whose severity or confidence differ.
    pub weights_off: usize,
    /// Errors against people without a planted fault.
    pub accused: usize,
    /// Totals that differ, and a broken identity.
    pub totals_off: usize,
    /// A line for everything that differs.
    pub lines: Vec<String>,
}

impl Comparison {
    fn sum(&self, i: usize) -> usize {
        self.rules.values().map(|counts| counts[i]).sum()
    }

    /// Share of what was planted that was found.
    pub fn recall(&self) -> f64 {
        self.sum(0) as f64 / (self.sum(0) + self.sum(1)).max(1) as f64
    }

    /// Share of what was found that was planted.
    pub fn precision(&self) -> f64 {
        self.sum(0) as f64 / (self.sum(0) + self.sum(2)).max(1) as f64
    }

    /// Share of the hits whose months are right.
    pub fn months(&self) -> f64 {
        1.0 - self.months_off as f64 / self.sum(0).max(1) as f64
    }

    /// A table for eyes.
    pub fn table(&self) -> String {
        let mut text = self.lines.join("\n");
        let _ = writeln!(
            text,
            "\n\n{:<30}{:>6}{:>8}{:>8}",
            "rule", "hits", "misses", "extras"
        );
        for (rule, [hits, misses, extras]) in &self.rules {
            let _ = writeln!(text, "{rule:<30}{hits:>6}{misses:>8}{extras:>8}");
        }
        let _ = writeln!(
            text,
            "recall {:.4}  precision {:.4}  months off {}  amounts off {}  weights off {}  accused {}  totals off {}",
            self.recall(),
            self.precision(),
            self.months_off,
            self.amounts_off,
            self.weights_off,
            self.accused,
            self.totals_off,
        );
        text
    }
}

/// Compares.
pub fn compare(truth: &Value, result: &Value) -> Comparison {
    let mut comparison = Comparison::default();
    let (planted, found) = (by_rule(truth), by_rule(result));
    let rules: BTreeSet<&str> = planted.keys().chain(found.keys()).copied().collect();
    let none = Vec::new();
    let blamed: BTreeSet<(String, String)> = planted.values().flatten().map(|e| key(e)).collect();
    for rule in rules {
        let planted = planted.get(rule).unwrap_or(&none);
        let found = found.get(rule).unwrap_or(&none);
        let pairs = pairs(planted, found);
        let counts = comparison.rules.entry(rule.to_owned()).or_default();
        counts[0] = pairs.len();
        for (i, entry) in planted.iter().enumerate() {
            let hit = pairs.iter().any(|(p, _)| *p == i);
            if !hit && !is(entry, "optional") {
                counts[1] += 1;
                comparison.lines.push(line("MISS", entry));
            }
        }
        let besides = truth["besides"].as_array().into_iter().flatten();
        let besides = besides.into_iter().any(|r| r == rule);
        for (j, entry) in found.iter().enumerate() {
            if besides || pairs.iter().any(|(_, f)| *f == j) {
                continue;
            }
            counts[2] += 1;
            let accused = entry["severity"] == "error" && !blamed.contains(&key(entry));
            comparison.accused += usize::from(accused);
            let what = if accused { "ACCUSED" } else { "EXTRA" };
            comparison.lines.push(line(what, entry));
        }
        for (i, j) in pairs {
            if !is(planted[i], "optional") {
                comparison.hold(planted[i], found[j]);
            }
        }
    }
    comparison.totals(truth, result);
    comparison
}

impl Comparison {
    fn hold(&mut self, planted: &Value, found: &Value) {
        let mut allowed = vec![&planted["months"]];
        allowed.extend(planted["months_or"].as_array().into_iter().flatten());
        if !is(planted, "any_months") && !allowed.contains(&&found["months"]) {
            self.months_off += 1;
            let want = format!("months {allowed:?}, found {}", found["months"]);
            self.lines
                .push(format!("{}: {want}", line("MONTHS", planted)));
        }
        if planted["amount"] != found["amount"] {
            self.amounts_off += 1;
            let want = format!("found {}", found["amount"]);
            self.lines
                .push(format!("{}: {want}", line("AMOUNT", planted)));
        }
        for key in ["severity", "confidence"] {
            if planted[key] != found[key] {
                self.weights_off += 1;
                let want = format!("{} but found {}", planted[key], found[key]);
                self.lines
                    .push(format!("{}: {want}", line("WEIGHT", planted)));
            }
        }
    }

    fn totals(&mut self, truth: &Value, result: &Value) {
        let got = &result["totals"];
        for (key, want) in truth["totals"].as_object().into_iter().flatten() {
            if &got[key] != want {
                self.totals_off += 1;
                self.lines
                    .push(format!("TOTAL {key}: planted {want}, found {}", got[key]));
            }
        }
        let sum = |key: &str| got[key].as_i64().unwrap_or(0);
        let findings = result["findings"].as_array().into_iter().flatten();
        let counted: i64 = findings.filter_map(|f| f["counted"].as_i64()).sum();
        let identity = sum("recover") - (sum("arrears") - sum("unclaimed"));
        if counted != identity {
            self.totals_off += 1;
            self.lines
                .push(format!("IDENTITY: Σ counted {counted} ≠ {identity}"));
        }
    }
}

fn is(entry: &Value, mark: &str) -> bool {
    entry[mark] == Value::Bool(true)
}

fn by_rule(document: &Value) -> BTreeMap<&str, Vec<&Value>> {
    let mut rules: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for entry in document["findings"].as_array().into_iter().flatten() {
        rules.entry(text(&entry["rule"])).or_default().push(entry);
    }
    rules
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("")
}

fn key(entry: &Value) -> (String, String) {
    let subject = &entry["subject"];
    (
        fold(text(&subject["name"])),
        commune_key(text(&subject["commune"])),
    )
}

/// How surely two subjects are one; 0 if they are not.
fn likeness(planted: &Value, found: &Value) -> u32 {
    let (a, b) = (&planted["subject"], &found["subject"]);
    if a["kind"] != b["kind"] {
        return 0;
    }
    let (name_a, commune_a) = key(planted);
    let (name_b, commune_b) = key(found);
    let (name, commune) = (name_a == name_b, commune_a == commune_b);
    let year = |s: &Value| text(&s["born"]).chars().take(4).collect::<String>();
    match (a["id_number"].as_str(), b["id_number"].as_str()) {
        (Some(x), Some(y)) if x == y => 4 + 2 * u32::from(name) + u32::from(commune),
        (Some(_), Some(_)) => 0,
        _ => u32::from(name && commune) * (1 + u32::from(year(a) == year(b))),
    }
}

/// Indexes of planted and found that are the same, the likeliest first.
fn pairs(planted: &[&Value], found: &[&Value]) -> Vec<(usize, usize)> {
    let mut scores = Vec::new();
    for (i, p) in planted.iter().enumerate() {
        for (j, f) in found.iter().enumerate() {
            let score = likeness(p, f);
            if score > 0 {
                scores.push((std::cmp::Reverse(score), i, j));
            }
        }
    }
    scores.sort_unstable();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, i, j) in scores {
        if !pairs.iter().any(|(p, f)| *p == i || *f == j) {
            pairs.push((i, j));
        }
    }
    pairs
}

fn line(what: &str, entry: &Value) -> String {
    let subject = &entry["subject"];
    let who = ["name", "born", "id_number", "commune"].map(|k| text(&subject[k]));
    let scene = text(&entry["scene"]);
    format!(
        "{what:<8} {:<28} {:<8} {} | {} | {} | {scene}{}",
        text(&entry["rule"]),
        text(&entry["severity"]),
        who.join(" "),
        entry["months"],
        entry["amount"],
        text(&entry["message"]),
    )
}
