//! How one made-up office writes: its names for files and columns, its dates, months and money, and
//! how far its post office strays from the roll.

use std::borrow::Cow;

use crate::model::{Level, Month, PartialDate, Sex};

use unicode_normalization::UnicodeNormalization;

use super::city::Plan;
use super::random::Random;
use super::rows::{PayRow, Repaid, Who, Written};
use super::settings::{Commune, Settings};

/// A way of writing, drawn from the seed.
pub struct Style {
    seed: u64,
    noise: f64,
    delimiter: u8,
    bom: bool,
    dates: usize,
    months: usize,
    dotted: bool,
    comma: bool,
    ranked: bool,
    marks: usize,
    without: Vec<&'static str>,
    files: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    categories: Vec<String>,
    levels: Vec<(Level, String)>,
}

/// How a row tells what its arrears repay.
pub struct Told {
    /// How many months, for the column of that name; 0 where it stays empty.
    pub months: usize,
    /// For the note.
    pub note: String,
}

const ROLES: [&str; 6] = [
    "roll",
    "ledger",
    "deaths",
    "absences",
    "certificates",
    "pensions",
];
const KEYS: [&str; 38] = [
    "number",
    "name",
    "born",
    "sex",
    "id_number",
    "commune",
    "village",
    "category",
    "kind",
    "level",
    "children",
    "coefficient",
    "amount",
    "from",
    "until",
    "decision",
    "cared_for",
    "note",
    "month",
    "regular",
    "arrears",
    "arrears_months",
    "carried",
    "carried_months",
    "funeral",
    "total",
    "paid",
    "receiver",
    "received_on",
    "receipt",
    "died",
    "registered",
    "reason",
    "away_from",
    "away_to",
    "certificate",
    "issued",
    "pension",
];
const LATER: u64 = 1 << 61;
const LATER_ROLES: [&str; 1] = ["cards"];
const LATER_KEYS: [&str; 3] = ["card", "valid_from", "valid_to"];
const PAID: [(&str, &str); 3] = [
    ("Đã nhận", "Chưa nhận"),
    ("Đã ký", "Chưa lĩnh"),
    ("Đã chi", "Chưa chi"),
];

impl Style {
    /// The style of a seed.
    pub fn of(settings: &Settings, plan: &Plan) -> Self {
        Self::drawn(settings, plan, 0)
    }

    /// The style of one office among several: the post office, or a commune.
    pub fn of_workbooks(settings: &Settings, plan: &Plan, office: u64) -> Self {
        let mut style = Self::drawn(settings, plan, 1 + office);
        style.without = vec!["until"];
        style
    }

    fn drawn(settings: &Settings, plan: &Plan, office: u64) -> Self {
        let mut random = Random::new(plan.seed, u64::MAX - office);
        let mut named = |keys: &[&str], words: &dyn Fn(&str) -> Vec<String>| {
            let keys = keys.iter().map(|key| {
                let words = words(key);
                let word = words.get(random.below(words.len())).cloned();
                ((*key).to_owned(), word.unwrap_or_else(|| (*key).to_owned()))
            });
            keys.collect::<Vec<_>>()
        };
        let mut files = named(&ROLES, &|role| settings.file_names(role).to_vec());
        let mut headers = named(&KEYS, &|key| settings.headers(key).to_vec());
        headers.extend(named(&["pension_kind"], &|key| {
            settings.headers(key).to_vec()
        }));
        // Lists that came later draw from a stream of their own, so that the others stay as they were.
        let mut later = Random::new(plan.seed, LATER - office);
        let mut word = |key: &str, words: &[String]| {
            let word = words.get(later.below(words.len().max(1))).cloned();
            (key.to_owned(), word.unwrap_or_else(|| key.to_owned()))
        };
        files.extend(LATER_ROLES.map(|role| word(role, settings.file_names(role))));
        headers.extend(LATER_KEYS.map(|key| word(key, settings.headers(key))));
        let categories = settings.profiles.iter();
        let categories = categories.map(|p| random.pick(&p.words).clone()).collect();
        let levels = Level::ALL.into_iter().map(|level| {
            let words = settings.words.levels.get(level.code());
            let word = words.and_then(|w| w.get(random.below(w.len())));
            (level, word.cloned().unwrap_or_default())
        });
        let levels = levels.collect();
        let mut without = Vec::new();
        for key in ["until", "funeral"] {
            if random.chance(0.5) {
                without.push(key);
            }
        }
        Self {
            seed: plan.seed,
            noise: plan.noise,
            delimiter: *random.pick(b",,;\t"),
            bom: random.chance(0.5),
            dates: random.below(4),
            months: random.below(4),
            dotted: random.chance(0.3),
            comma: random.chance(0.5),
            ranked: random.chance(0.6),
            marks: random.below(PAID.len()),
            without,
            files,
            headers,
            categories,
            levels,
        }
    }

    /// Between the cells.
    pub fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// Before the first cell.
    pub fn mark(&self) -> &'static [u8] {
        if self.bom { "\u{feff}".as_bytes() } else { b"" }
    }

    /// Whether the lists have this column.
    pub fn has(&self, key: &str) -> bool {
        !self.without.contains(&key)
    }

    /// File name of a role.
    pub fn file(&self, role: &str) -> String {
        format!("{}.csv", look_up(&self.files, role))
    }

    /// Header of a column.
    pub fn header<'a>(&'a self, key: &'a str) -> &'a str {
        look_up(&self.headers, key)
    }

    /// Words of a category.
    pub fn category(&self, profile: usize) -> String {
        self.categories.get(profile).cloned().unwrap_or_default()
    }

    /// Words of a level.
    pub fn level(&self, level: Level) -> String {
        let found = self.levels.iter().find(|(l, _)| *l == level);
        found.map(|(_, word)| word.clone()).unwrap_or_default()
    }

    /// Money.
    pub fn money(&self, amount: i64) -> String {
        if self.dotted {
            crate::model::Money(amount).to_string()
        } else {
            amount.to_string()
        }
    }

    /// Hệ số from hundredths.
    pub fn coefficient(&self, rate: u16) -> String {
        let text = format!("{}.{}", rate / 100, rate % 100 / 10);
        if self.comma {
            text.replace('.', ",")
        } else {
            text
        }
    }

    /// A month.
    pub fn month(&self, month: Month) -> String {
        let (year, number) = (month.year(), month.number());
        match self.months {
            0 => month.to_string(),
            1 => format!("{number:02}/{year}"),
            2 => format!("T{number}/{year}"),
            _ => format!("{number}/{year}"),
        }
    }

    /// A date as far as it is known.
    pub fn date(&self, date: PartialDate) -> String {
        if !date.is_day() {
            return date.slashed();
        }
        let (year, month, day) = date.first.ymd();
        match self.dates {
            0 => date.to_string(),
            1 => format!("{day}/{month}/{year}"),
            2 => format!("{day:02}-{month:02}-{year}"),
            _ => date.slashed(),
        }
    }

    /// A day of a month.
    pub fn day(&self, month: Month, day: u32) -> String {
        let date = PartialDate::day(month.year(), month.number(), day);
        date.map(|d| self.date(d)).unwrap_or_default()
    }

    /// Whether the money was collected.
    pub fn paid(&self, collected: bool) -> &'static str {
        let (yes, no) = PAID[self.marks % PAID.len()];
        if collected { yes } else { no }
    }

    /// What arrears repay.
    pub fn repaid(row: &PayRow) -> Told {
        match &row.repaid {
            Repaid::Untold => Told {
                months: 0,
                note: String::new(),
            },
            Repaid::Count(count) => Told {
                months: usize::from(*count),
                note: String::new(),
            },
            Repaid::Named(months) => {
                let year = months.last().map_or(0, |m| m.year());
                let same_year = months.iter().all(|m| m.year() == year);
                let names = months.iter().map(|m| {
                    if same_year {
                        format!("T{}", m.number())
                    } else {
                        format!("T{}", m.slashed())
                    }
                });
                let names = names.collect::<Vec<_>>().join(", ");
                let year = if same_year {
                    format!("/{year}")
                } else {
                    String::new()
                };
                Told {
                    months: months.len(),
                    note: format!("Truy lĩnh {names}{year}"),
                }
            }
        }
    }

    /// A cell that every list has.
    pub fn person(&self, key: &str, who: &Who, communes: &[Commune]) -> String {
        match key {
            "name" => who.name.clone(),
            "born" => match &who.born {
                Written::Date(date) => self.date(*date),
                Written::Text(text) => text.to_string(),
                Written::Nothing => String::new(),
            },
            "sex" => match who.sex {
                Sex::Female => "Nữ".to_owned(),
                Sex::Male => "Nam".to_owned(),
            },
            "id_number" => who.id.clone(),
            "commune" => communes.get(who.commune).map_or_else(String::new, |c| {
                if self.ranked {
                    c.ranked()
                } else {
                    c.name.clone()
                }
            }),
            "village" => who.village.clone(),
            _ => String::new(),
        }
    }

    /// The post office types its own list: capitals, odd spaces, a birth year alone, a number left
    /// out; never so that an honest reader could not tell whom it means.
    pub fn as_the_post_office_writes<'w>(&self, who: &'w Who) -> Cow<'w, Who> {
        if who.exact || self.noise <= 0.0 {
            return Cow::Borrowed(who);
        }
        let stream = who.id.bytes().chain(who.name.bytes());
        let stream = stream.fold(0_u64, |h, b| h.wrapping_mul(31).wrapping_add(u64::from(b)));
        let mut random = Random::new(self.seed, stream);
        let mut typed = who.clone();
        if random.chance(self.noise * 0.3) {
            typed.name = match random.below(5) {
                0 => typed.name.to_uppercase(),
                1 => typed.name.replacen(' ', "  ", 1),
                2 => format!("{} ", typed.name),
                3 => typed.name.nfd().collect(),
                _ => old_tones(&typed.name),
            };
        }
        if random.chance(self.noise * 0.3) {
            match random.below(3) {
                0 => typed.id.clear(),
                1 if typed.id.len() == 12 => {
                    typed.id.insert(3, ' ');
                    typed.id.insert(7, ' ');
                }
                _ => {
                    if let Some(date) = typed.born.date() {
                        let year = PartialDate::year(date.first.ymd().0);
                        typed.born = year.map_or(Written::Nothing, Written::Date);
                    }
                }
            }
        }
        Cow::Owned(typed)
    }
}

/// The tone mark where typewriters put it.
pub fn old_tones(name: &str) -> String {
    let pairs = [
        ("òa", "oà"),
        ("óa", "oá"),
        ("ủy", "uỷ"),
        ("úy", "uý"),
        ("ùy", "uỳ"),
        ("ỳ", "ì"),
    ];
    let new = pairs.iter();
    new.fold(name.to_owned(), |name, (from, to)| name.replace(from, to))
}

fn look_up<'a>(words: &'a [(String, String)], key: &'a str) -> &'a str {
    let found = words.iter().find(|(k, _)| k == key);
    found.map_or(key, |(_, word)| word.as_str())
}
