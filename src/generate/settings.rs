//! What the made-up city is made of: `rules/generate/city.toml`, read and checked.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::model::{AwayKind, Kinds, Level, Month};
use crate::rules::RuleFiles;

const PATH: &str = "generate/city.toml";

/// The file of settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// There is none.
    #[error("rules/{PATH}: not found")]
    Missing,
    /// It does not read.
    #[error("{shown}: {source}")]
    Toml {
        /// Where it lies.
        shown: String,
        /// Why.
        #[source]
        source: Box<toml::de::Error>,
    },
    /// A list that must not be empty is, or a value has no such form.
    #[error("{shown}: `{key}`")]
    Value {
        /// Where it lies.
        shown: String,
        /// Which key.
        key: String,
    },
}

/// A place that keeps a list.
#[derive(Deserialize, Clone, Debug)]
#[serde(deny_unknown_fields)]
pub struct Commune {
    /// Its name without the rank.
    pub name: String,
    /// Phường rather than xã.
    pub ward: bool,
    /// Its share of the people.
    pub weight: u32,
}

impl Commune {
    /// With its rank: `Phường Kỳ Bá`.
    pub fn ranked(&self) -> String {
        format!("{} {}", if self.ward { "Phường" } else { "Xã" }, self.name)
    }
}

/// Ages for which one rate holds.
#[derive(Deserialize, Clone, Debug)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// First age, years.
    pub from: i32,
    /// First age past it, years.
    pub to: i32,
    /// Hệ số in hundredths.
    pub rate: u16,
}

/// Ages that people of a profile have in the last month.
#[derive(Deserialize, Clone, Debug)]
#[serde(deny_unknown_fields)]
pub struct Ages {
    /// Youngest, years.
    pub from: i32,
    /// Oldest, years.
    pub to: i32,
    /// Share among the profile's people.
    pub weight: u32,
}

/// A category with its people.
#[derive(Deserialize, Clone, Debug)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Code of the category as law.md 12.2 has it.
    pub code: String,
    /// Name of its sheet, in workbooks with a sheet a category.
    pub sheet: String,
    /// What clerks write for it.
    pub words: Vec<String>,
    /// Level of disability, for the categories that need a certificate.
    #[serde(default)]
    pub level: Option<String>,
    /// Share among all people.
    pub weight: u32,
    /// Women in a hundred.
    pub women: u32,
    /// Rates by age.
    pub bands: Vec<Band>,
    /// Rates by number of children, instead of by age.
    #[serde(default)]
    pub children: Vec<u16>,
    /// Ages.
    pub ages: Vec<Ages>,
}

impl Profile {
    /// The level that the category names.
    pub fn level(&self) -> Option<Level> {
        self.level.as_deref().and_then(Level::from_code)
    }

    /// Hệ số in hundredths that is wrongly drawn at an age without a right: that of the nearest
    /// band.
    pub fn rate_near(&self, age: i32, children: u8) -> u16 {
        let last = self.bands.last().map_or(age, |b| b.to - 1);
        let first = self.bands.first().map_or(age, |b| b.from);
        self.rate(age.min(last).max(first), children).unwrap_or(0)
    }

    /// Hệ số in hundredths at an age, with so many children; `None` where the age has no right.
    pub fn rate(&self, age: i32, children: u8) -> Option<u16> {
        let band = self.bands.iter().find(|b| b.from <= age && age < b.to)?;
        let by_child = self.children.get(usize::from(children.max(1)) - 1);
        Some(*by_child.or(self.children.last()).unwrap_or(&band.rate))
    }
}

/// Words of the lists.
#[derive(Deserialize, Clone, Debug)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Category of a funeral row.
    pub funeral: String,
    /// By code of the level.
    pub levels: BTreeMap<String, Vec<String>>,
    /// Kinds of disability, in the order of their bits.
    pub kinds: Vec<String>,
    /// Reasons for being away, by code.
    pub away: BTreeMap<String, Vec<String>>,
    /// Kinds of pension.
    pub pensions: Vec<String>,
    /// Notes that sound like an end and are none.
    pub harmless_notes: Vec<String>,
}

impl Words {
    /// Reasons for a kind of absence.
    pub fn away(&self, kind: AwayKind) -> &[String] {
        self.away.get(kind.code()).map_or(&[], Vec::as_slice)
    }

    /// How a list writes kinds of disability.
    pub fn kinds(&self, kinds: Kinds) -> String {
        let words = self.kinds.iter().enumerate();
        words
            .filter(|(bit, _)| kinds.0 >> bit & 1 == 1)
            .map(|(_, word)| word.as_str())
            .collect::<Vec<_>>()
            .join(" + ")
    }
}

/// The file as it stands.
#[derive(Deserialize, Clone, Debug)]
#[serde(deny_unknown_fields)]
struct File {
    last: String,
    earliest: String,
    base: i64,
    electricity: i64,
    study: i64,
    funeral: i64,
    certificates_since: String,
    decisions_since: String,
    redetermined_at: i32,
    province: String,
    other_provinces: Vec<String>,
    surnames: Vec<(String, u32)>,
    female_middles: Vec<(String, u32)>,
    male_middles: Vec<(String, u32)>,
    female_given: Vec<(String, u32)>,
    male_given: Vec<(String, u32)>,
    female_titles: Vec<String>,
    male_titles: Vec<String>,
    hamlets: Vec<String>,
    communes: Vec<Commune>,
    profiles: Vec<Profile>,
    words: Words,
    files: BTreeMap<String, Vec<String>>,
    headers: BTreeMap<String, Vec<String>>,
}

/// Everything that is settled before the first person is made.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Last month of every made-up city.
    pub last: Month,
    /// First month for which the figures hold.
    pub earliest: Month,
    /// Mức chuẩn, đồng a month.
    pub base: i64,
    /// Mai táng phí, đồng.
    pub funeral: i64,
    /// Electricity support, đồng a month.
    pub electricity: i64,
    /// Study support, đồng a month.
    pub study: i64,
    /// Month of the oldest certificates.
    pub certificates_since: Month,
    /// Month of the oldest decisions.
    pub decisions_since: Month,
    /// Age at which a child's certificate is made anew, years.
    pub redetermined_at: i32,
    /// Code of the province in id numbers.
    pub province: String,
    /// Codes of people born elsewhere.
    pub other_provinces: Vec<String>,
    /// Họ.
    pub surnames: Vec<(String, u32)>,
    /// Tên đệm, women then men.
    pub middles: [Vec<(String, u32)>; 2],
    /// Tên, women then men.
    pub given: [Vec<(String, u32)>; 2],
    /// What people are called before their names, women then men.
    pub titles: [Vec<String>; 2],
    /// Names of thôn.
    pub hamlets: Vec<String>,
    /// Communes in the order of the lists.
    pub communes: Vec<Commune>,
    /// Categories.
    pub profiles: Vec<Profile>,
    /// Words.
    pub words: Words,
    files: BTreeMap<String, Vec<String>>,
    headers: BTreeMap<String, Vec<String>>,
}

impl Settings {
    /// Reads and checks the settings.
    pub fn load(rules: &RuleFiles) -> Result<Self, SettingsError> {
        let file = rules.get(PATH).ok_or(SettingsError::Missing)?;
        let shown = &file.shown;
        let read: File = toml::from_str(&file.text).map_err(|source| SettingsError::Toml {
            shown: shown.clone(),
            source: Box::new(source),
        })?;
        let fault = |key: &str| SettingsError::Value {
            shown: shown.clone(),
            key: key.to_owned(),
        };
        check(&read).map_err(|key| fault(&key))?;
        let month = |key, text: &str| text.parse().map_err(|()| fault(key));
        Ok(Self {
            last: month("last", &read.last)?,
            earliest: month("earliest", &read.earliest)?,
            certificates_since: month("certificates_since", &read.certificates_since)?,
            decisions_since: month("decisions_since", &read.decisions_since)?,
            redetermined_at: read.redetermined_at,
            base: read.base,
            electricity: read.electricity,
            study: read.study,
            funeral: read.funeral,
            province: read.province,
            other_provinces: read.other_provinces,
            surnames: read.surnames,
            middles: [read.female_middles, read.male_middles],
            given: [read.female_given, read.male_given],
            titles: [read.female_titles, read.male_titles],
            hamlets: read.hamlets,
            communes: read.communes,
            profiles: read.profiles,
            words: read.words,
            files: read.files,
            headers: read.headers,
        })
    }

    /// Index of the category with this code; 0 where the file has none.
    pub fn profile(&self, code: &str) -> usize {
        let found = self.profiles.iter().position(|p| p.code == code);
        found.unwrap_or(0)
    }

    /// Monthly amount of a hệ số in hundredths, đồng.
    pub fn amount(&self, rate: u16) -> i64 {
        self.base * i64::from(rate) / 100
    }

    /// Names that a file of this role may have.
    pub fn file_names(&self, role: &str) -> &[String] {
        self.files.get(role).map_or(&[], Vec::as_slice)
    }

    /// Header words of a column.
    pub fn headers(&self, key: &str) -> &[String] {
        self.headers.get(key).map_or(&[], Vec::as_slice)
    }
}

/// The first key whose value would leave nothing to draw from.
fn check(file: &File) -> Result<(), String> {
    let weighted = [
        ("surnames", &file.surnames),
        ("female_middles", &file.female_middles),
        ("male_middles", &file.male_middles),
        ("female_given", &file.female_given),
        ("male_given", &file.male_given),
    ];
    for (key, list) in weighted {
        if list.iter().all(|(_, weight)| *weight == 0) {
            return Err(key.to_owned());
        }
    }
    let words = &file.words;
    let lists: [(&str, bool); 9] = [
        ("female_titles", file.female_titles.is_empty()),
        ("male_titles", file.male_titles.is_empty()),
        ("hamlets", file.hamlets.is_empty()),
        ("other_provinces", file.other_provinces.is_empty()),
        ("communes", file.communes.iter().all(|c| c.weight == 0)),
        ("profiles", file.profiles.iter().all(|p| p.weight == 0)),
        ("words.kinds", words.kinds.len() < Kinds::CODES.len()),
        ("words.pensions", words.pensions.is_empty()),
        ("words.harmless_notes", words.harmless_notes.is_empty()),
    ];
    if let Some((key, _)) = lists.iter().find(|(_, empty)| *empty) {
        return Err((*key).to_owned());
    }
    for kind in AwayKind::ALL {
        if words.away(kind).is_empty() {
            return Err(format!("words.away.{}", kind.code()));
        }
    }
    for level in Level::ALL {
        if words.levels.get(level.code()).is_none_or(Vec::is_empty) {
            return Err(format!("words.levels.{}", level.code()));
        }
    }
    for profile in &file.profiles {
        let empty = profile.words.is_empty()
            || profile.bands.is_empty()
            || profile.ages.iter().all(|a| a.weight == 0);
        if empty {
            return Err(format!("profiles.{}", profile.code));
        }
    }
    let named = file.files.iter().chain(&file.headers);
    for (key, names) in named {
        if names.is_empty() {
            return Err(key.clone());
        }
    }
    Ok(())
}
