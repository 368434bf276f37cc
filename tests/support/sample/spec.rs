//! The spec of the sample: its people as `sample.toml` writes them.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Mức chuẩn of 2020, đồng a month, as law.md 1.4 has it.
const BASE: i64 = 270_000;
/// Mai táng phí of 2020, đồng.
pub const FUNERAL: i64 = 5_400_000;
/// The months of the sample.
pub const MONTHS: [u32; 4] = [7, 8, 9, 10];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    pub person: Vec<Person>,
    pub finding: Vec<Other>,
    pub wrong_total: WrongTotal,
    pub words: BTreeMap<String, String>,
    pub levels: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub about: Option<String>,
    pub commune: String,
    pub name: String,
    pub born: String,
    pub sex: String,
    pub id: String,
    pub village: String,
    #[serde(default = "yes")]
    pub on_roll: bool,
    pub rows: Vec<Row>,
    #[serde(default = "all_months")]
    pub pay: Vec<u32>,
    #[serde(default)]
    pub sums: BTreeMap<String, i64>,
    #[serde(default)]
    pub twice: Vec<u32>,
    #[serde(default)]
    pub unclaimed: Vec<u32>,
    pub carried: Option<Carried>,
    #[serde(default)]
    pub arrears: Vec<Arrears>,
    pub receipt: Option<Receipt>,
    #[serde(default)]
    pub total_off: BTreeMap<String, i64>,
    #[serde(default)]
    pub received: BTreeMap<String, u32>,
    pub heir: Option<Heir>,
    pub died: Option<String>,
    pub funeral: Option<u32>,
    pub away: Option<Away>,
    #[serde(default)]
    pub certificate: Certificates,
    pub pension: Option<Pension>,
    #[serde(default)]
    pub expect: Vec<Expect>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    pub category: String,
    pub rate: i64,
    pub amount: Option<i64>,
    pub from: Option<String>,
    pub kind: Option<String>,
    pub children: Option<u32>,
    pub cared_for: Option<String>,
    #[serde(default)]
    pub note: String,
    #[serde(default)]
    pub unpaid: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Carried {
    pub r#in: u32,
    pub months: u32,
    pub amount: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Arrears {
    pub r#in: u32,
    pub r#for: Vec<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    pub r#in: u32,
    pub number: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heir {
    pub from: u32,
    pub to: Option<u32>,
    pub name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Away {
    pub reason: String,
    pub from: String,
    pub to: Option<String>,
}

/// Certificates: as the roll says unless told otherwise.
#[derive(Deserialize, Default)]
#[serde(untagged)]
pub enum Certificates {
    #[default]
    AsRoll,
    Word(#[allow(dead_code)] String),
    These(Vec<Certificate>),
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    pub level: String,
    pub kind: Option<String>,
    pub issued: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pension {
    pub kind: String,
    pub amount: i64,
    pub from: String,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    pub rule: String,
    #[serde(default)]
    pub months: Vec<u32>,
    #[serde(default)]
    pub months_or: Vec<Vec<u32>>,
    #[serde(default)]
    pub any_months: bool,
    #[serde(default)]
    pub amount: i64,
    pub severity: Option<String>,
    #[serde(default)]
    pub secondary: bool,
}

/// A finding about no beneficiary.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Other {
    pub rule: String,
    pub kind: String,
    pub name: String,
    pub commune: String,
    pub months: Vec<u32>,
    pub severity: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrongTotal {
    pub commune: String,
    pub month: u32,
    pub by: i64,
}

fn yes() -> bool {
    true
}

fn all_months() -> Vec<u32> {
    MONTHS.to_vec()
}

impl Spec {
    pub fn load() -> Self {
        toml::from_str(include_str!("../sample.toml")).expect("tests/support/sample.toml")
    }

    /// The people of a commune.
    pub fn of<'a>(&'a self, commune: &'a str) -> impl Iterator<Item = &'a Person> {
        self.person.iter().filter(move |p| p.commune == commune)
    }
}

impl Row {
    /// Monthly amount on the roll, đồng.
    pub fn amount(&self) -> i64 {
        self.amount.unwrap_or(BASE * self.rate / 100)
    }

    /// Level that the category names.
    pub fn level(&self) -> Option<&'static str> {
        match self.category.as_str() {
            "disabled_severe" => Some("severe"),
            "disabled_extreme" => Some("extreme"),
            _ => None,
        }
    }

    /// `2015-04` as `04/2015`.
    pub fn from(&self) -> String {
        let from = self.from.as_deref().unwrap_or("");
        from.split_once('-')
            .map_or(String::new(), |(year, month)| format!("{month}/{year}"))
    }
}

impl Person {
    /// Year, month and day of birth, where it is a day.
    pub fn day(&self) -> Option<(u16, u8, u8)> {
        day(&self.born)
    }

    /// Birth as clerks write it.
    pub fn born(&self) -> String {
        slashed(&self.born)
    }

    /// Year of birth.
    pub fn year(&self) -> String {
        match self.day() {
            Some((year, ..)) => year.to_string(),
            None => self.born[self.born.len() - 4..].to_owned(),
        }
    }

    /// Certificates.
    pub fn certificates(&self) -> Vec<Certificate> {
        match &self.certificate {
            Certificates::Word(_) => Vec::new(),
            Certificates::These(these) => these.clone(),
            Certificates::AsRoll => {
                let disabled = self.rows.iter().filter(|r| !r.unpaid);
                let disabled = disabled.filter_map(|r| r.level().map(|level| (r, level)));
                let certificates = disabled.map(|(row, level)| {
                    let from = row.from.as_deref().expect("a start");
                    Certificate {
                        level: level.to_owned(),
                        kind: None,
                        issued: format!("{from}-01"),
                    }
                });
                certificates.collect()
            }
        }
    }

    /// Kind of disability on the roll.
    pub fn kind(&self) -> &str {
        let kind = self.rows.iter().find_map(|r| r.kind.as_deref());
        kind.unwrap_or("")
    }

    /// Who signs in a month.
    pub fn receiver(&self, month: u32) -> &str {
        match &self.heir {
            Some(heir) if heir.from <= month && heir.to.is_none_or(|to| month <= to) => &heir.name,
            _ => &self.name,
        }
    }

    /// What stays uncollected to the end, đồng.
    pub fn left_unclaimed(&self) -> i64 {
        let monthly = self.rows.first().map_or(0, Row::amount);
        let carried = self.carried.as_ref().map_or(0, |c| c.amount);
        (monthly * self.unclaimed.len() as i64 - carried).max(0)
    }
}

/// `1935-03-12` in numbers.
pub fn day(text: &str) -> Option<(u16, u8, u8)> {
    let mut parts = text.split('-');
    let day = (
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
    );
    Some(day)
}

/// `1935-03-12` as `12/03/1935`; anything else as it is.
pub fn slashed(text: &str) -> String {
    day(text).map_or_else(|| text.to_owned(), |(y, m, d)| format!("{d:02}/{m:02}/{y}"))
}
