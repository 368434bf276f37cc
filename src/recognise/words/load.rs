//! The files of words read one by one, with the faults of all of them.
//!
//! In: the texts of the rules folder. Out: the parts of [`Words`](super::Words), and [`WordsFault`]s with file and line.
//! A list that no part takes is a fault: a misspelt name must not be lost in silence.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{
    Commune, ContextWords, Endings, Field, HomeWords, NoteWords, Phrases, RowWords, ValueWords,
    WordsFault, rows,
};
use crate::model::text::{commune_key, fold};
use crate::model::{AwayKind, Key, Kinds, Level, MergedCommunes};
use crate::rules::{RuleFile, RuleFiles};

pub(super) type Lists = BTreeMap<String, Vec<String>>;
type Sections = BTreeMap<String, Lists>;

/// The files, and what is wrong with those read so far.
pub(super) struct Loader<'a> {
    files: &'a RuleFiles,
    pub faults: Vec<WordsFault>,
}

impl<'a> Loader<'a> {
    pub fn new(files: &'a RuleFiles) -> Self {
        Self {
            files,
            faults: Vec::new(),
        }
    }

    /// What `read` makes of a file; the empty value where it cannot.
    pub fn one<T: Default>(
        &mut self,
        path: &str,
        read: impl FnOnce(&RuleFile) -> Result<T, WordsFault>,
    ) -> T {
        let Some(file) = self.files.get(path) else {
            let what = "missing".to_owned();
            self.faults.push(WordsFault {
                path: format!("rules/{path}"),
                line: 1,
                what,
            });
            return T::default();
        };
        read(file).unwrap_or_else(|fault| {
            self.faults.push(fault);
            T::default()
        })
    }

    pub fn headers(&mut self) -> (FxHashMap<String, Field>, FxHashMap<String, Field>) {
        self.one("words/headers.toml", |file| {
            let mut headers = FxHashMap::default();
            let mut toned = FxHashMap::default();
            for key in Key::ALL {
                headers.insert(fold(key.code()), Field::Key(*key));
            }
            for (name, words) in parse::<Lists>(file)? {
                let field = Field::from_code(&name).ok_or_else(|| unknown(file, &name))?;
                for word in words {
                    if !word.is_ascii() {
                        toned.insert(word.to_lowercase(), field);
                    }
                    headers.insert(fold(&word), field);
                }
            }
            Ok((headers, toned))
        })
    }

    pub fn rows(&mut self) -> RowWords {
        self.one("words/rows.toml", rows::read)
    }

    pub fn values(&mut self) -> ValueWords {
        self.one("words/values.toml", |file| {
            let mut all = parse::<Sections>(file)?;
            let mut words = ValueWords::default();
            let mut sex = all.remove("sex").unwrap_or_default();
            words.female = take(&mut sex, "female");
            words.male = take(&mut sex, "male");
            let mut paid = all.remove("paid").unwrap_or_default();
            words.paid = take(&mut paid, "yes");
            words.unpaid = take(&mut paid, "no");
            words.returned = take(&mut paid, "returned");
            words.unpaid_list = take(&mut paid, "unpaid_list");
            words.returned_list = take(&mut paid, "returned_list");
            let mut answers = all.remove("answer").unwrap_or_default();
            words.same = take(&mut answers, "same");
            words.different = take(&mut answers, "different");
            words.filler_ids = all
                .remove("id")
                .and_then(|mut id| id.remove("filler"))
                .unwrap_or_default();
            for (code, list) in all.remove("level").unwrap_or_default() {
                let level = Level::from_code(&code).ok_or_else(|| unknown(file, &code))?;
                words.levels.push((level, Phrases::new(&list)));
            }
            words
                .levels
                .sort_by_key(|(level, _)| std::cmp::Reverse(*level));
            for (code, list) in all.remove("kind").unwrap_or_default() {
                let kind = Kinds::from_code(&code).ok_or_else(|| unknown(file, &code))?;
                words.kinds.push((kind, Phrases::new(&list)));
            }
            for (code, list) in all.remove("away").unwrap_or_default() {
                let kind = AwayKind::from_code(&code).ok_or_else(|| unknown(file, &code))?;
                words.away.push((kind, Phrases::new(&list)));
            }
            let mut birth = all.remove("birth").unwrap_or_default();
            words.birth = ["day", "month", "year"].map(|part| take(&mut birth, part));
            let mut homes = all.remove("household").unwrap_or_default();
            words.homes = HomeWords::new(&mut homes);
            nothing_left(file, homes.keys().next())?;
            nothing_left(file, all.keys().next())?;
            Ok(words)
        })
    }

    pub fn notes(&mut self) -> NoteWords {
        self.one("words/notes.toml", |file| {
            let mut lists = parse::<Lists>(file)?;
            let words = NoteWords {
                death: take(&mut lists, "death"),
                not_death: take(&mut lists, "not_death"),
                until: take(&mut lists, "until"),
                not_until: take(&mut lists, "not_until"),
                unpaid: take(&mut lists, "unpaid"),
                not_unpaid: take(&mut lists, "not_unpaid"),
                arrears: take(&mut lists, "arrears"),
                relative: take(&mut lists, "relative"),
                not_relative: take(&mut lists, "not_relative"),
                kin: take(&mut lists, "kin"),
                kin_alone: take(&mut lists, "kin_alone"),
                kin_then: take(&mut lists, "kin_then"),
                unsure: take(&mut lists, "unsure"),
                denied: take(&mut lists, "denied"),
                revoked: take(&mut lists, "revoked"),
                not_revoked: take(&mut lists, "not_revoked"),
                not_away: take(&mut lists, "not_away"),
                moved_in: take(&mut lists, "moved_in"),
                outside: take(&mut lists, "outside"),
            };
            nothing_left(file, lists.keys().next())?;
            Ok(words)
        })
    }

    pub fn context(&mut self) -> ContextWords {
        self.one("words/context.toml", |file| {
            let mut lists = parse::<Lists>(file)?;
            let words = ContextWords {
                rank: take(&mut lists, "rank"),
                not_commune: endings(&mut lists, "not_commune"),
                not_commune_alone: endings(&mut lists, "not_commune_alone"),
                office: take(&mut lists, "office"),
                wider: endings(&mut lists, "wider"),
                commune_end: endings(&mut lists, "commune_end"),
                thousands: take(&mut lists, "thousands"),
                millions: take(&mut lists, "millions"),
                no_list: take(&mut lists, "no_list"),
                lasting: take(&mut lists, "lasting"),
            };
            nothing_left(file, lists.keys().next())?;
            Ok(words)
        })
    }

    pub fn provinces(&mut self) -> Vec<bool> {
        self.one("words/provinces.toml", |file| {
            let mut known = vec![false; 1000];
            for code in parse::<Lists>(file)?.remove("codes").unwrap_or_default() {
                let place = code.parse::<usize>().ok().and_then(|i| known.get_mut(i));
                *place.ok_or_else(|| unknown(file, &code))? = true;
            }
            Ok(known)
        })
    }

    pub fn places(&mut self) -> (Vec<Commune>, Vec<MergedCommunes>) {
        #[derive(serde::Deserialize)]
        struct Places {
            #[serde(default)]
            commune: Vec<Entry>,
            #[serde(default)]
            merger: Vec<MergedCommunes>,
        }
        #[derive(serde::Deserialize)]
        struct Entry {
            name: String,
            #[serde(default)]
            code: String,
            #[serde(default)]
            former: Vec<String>,
        }
        let (mut communes, mut mergers) = (Vec::new(), Vec::new());
        for file in self.files.under("places/") {
            match parse::<Places>(file) {
                Ok(places) => {
                    communes.extend(places.commune.into_iter().map(|c| Commune {
                        key: fold(&c.name),
                        name: c.name,
                        code: c.code,
                        former: c.former.iter().map(|name| commune_key(name)).collect(),
                    }));
                    mergers.extend(places.merger);
                }
                Err(fault) => self.faults.push(fault),
            }
        }
        (communes, mergers)
    }
}

/// A file as typed TOML, or its fault with file and line.
pub(super) fn parse<T: serde::de::DeserializeOwned>(file: &RuleFile) -> Result<T, WordsFault> {
    toml::from_str(&file.text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        fault_at(file, at, error.message().to_owned())
    })
}

pub(super) fn fault_at(file: &RuleFile, at: usize, what: String) -> WordsFault {
    let before = file.text.get(..at).unwrap_or("");
    WordsFault {
        path: file.shown.clone(),
        line: 1 + before.matches('\n').count(),
        what,
    }
}

/// A name that means nothing, at the line where it stands.
pub(super) fn unknown(file: &RuleFile, name: &str) -> WordsFault {
    let at = file.text.find(name).unwrap_or(0);
    fault_at(file, at, format!("`{name}`?"))
}

pub(super) fn take(lists: &mut Lists, name: &str) -> Phrases {
    Phrases::new(&lists.remove(name).unwrap_or_default())
}

fn endings(lists: &mut Lists, name: &str) -> Endings {
    Endings::new(&lists.remove(name).unwrap_or_default())
}

pub(super) fn nothing_left(file: &RuleFile, left: Option<&String>) -> Result<(), WordsFault> {
    left.map_or(Ok(()), |name| Err(unknown(file, name)))
}
