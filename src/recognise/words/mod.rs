//! The words of clerks: everything that `rules/words` and `rules/places` say, ready for matching.
//!
//! In: the texts of the rules folder. Out: [`Words`]. All words are kept folded
//! ([`crate::model::text::fold`]), so that tones, capitals and signs make no difference.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::model::text::{commune_key, fold, tidy};
use crate::model::{
    AwayKind, CategoryTable, HouseholdKinds, Key, Kinds, Level, MergedCommunes, Role, Sex,
};
use crate::rules::{RuleFile, RuleFiles};

mod addresses;
mod cards;
mod categories;
mod changes;
mod compound;
mod endings;
mod fields;
mod homes;
mod phrases;
mod roles;
mod rows;

pub use addresses::address_words;
pub use cards::{CardWords, card_codes};
pub use categories::{Categorised, CategoryWords};
pub use changes::ChangeWords;
use compound::Compound;
pub use endings::{Endings, Written};
pub use fields::Field;
pub use homes::HomeWords;
pub use phrases::{Phrases, word_at};
pub use roles::{RoleWords, SpokenFor};
pub use rows::RowWords;

/// All words.
#[derive(Clone, Debug)]
pub struct Words {
    headers: FxHashMap<String, Field>,
    /// Headers in lower case with their tones, which tell "Kỳ" from "Ký".
    toned: FxHashMap<String, Field>,
    /// Headers put together of words in any order.
    compound: Compound,
    /// What roles are told by.
    pub roles: Vec<RoleWords>,
    /// What categories are called.
    pub categories: CategoryWords,
    /// Rows that are not people.
    pub rows: RowWords,
    /// Words within cells.
    pub values: ValueWords,
    /// Words of the note column.
    pub notes: NoteWords,
    /// Words around a list.
    pub context: ContextWords,
    /// Words of lists of changes.
    pub change: ChangeWords,
    /// Kinds of health cards.
    pub cards: CardWords,
    provinces: Vec<bool>,
    communes: Vec<Commune>,
    mergers: Vec<MergedCommunes>,
}

/// A commune of `rules/places`.
#[derive(Clone, Debug)]
pub struct Commune {
    /// Its name without rank.
    pub name: String,
    /// The same, folded.
    pub key: String,
    /// Its code.
    pub code: String,
    /// Folded names that it had before, without rank.
    former: Vec<String>,
}

/// `rules/words/values.toml`.
#[derive(Clone, Debug, Default)]
pub struct ValueWords {
    /// Nữ.
    pub female: Phrases,
    /// Nam.
    pub male: Phrases,
    /// Levels, heaviest first.
    pub levels: Vec<(Level, Phrases)>,
    /// Kinds of disability.
    pub kinds: Vec<(Kinds, Phrases)>,
    /// Reasons for being away.
    pub away: Vec<(AwayKind, Phrases)>,
    /// Handed over.
    pub paid: Phrases,
    /// Not handed over.
    pub unpaid: Phrases,
    /// Given back to the budget.
    pub returned: Phrases,
    /// Titles of lists of people who were not paid.
    pub unpaid_list: Phrases,
    /// Titles of lists of money given back to the budget.
    pub returned_list: Phrases,
    /// Two rows are one person.
    pub same: Phrases,
    /// Two rows are two people.
    pub different: Phrases,
    /// Of lists about households and pupils.
    pub homes: HomeWords,
    /// Numbers that fill an id cell.
    pub filler_ids: Vec<String>,
}

/// `rules/words/notes.toml`.
#[derive(Clone, Debug, Default)]
pub struct NoteWords {
    /// Dead.
    pub death: Phrases,
    /// Sounds like it, and is not.
    pub not_death: Phrases,
    /// Benefit ends with the month that follows.
    pub until: Phrases,
    /// Sounds like it, and is not.
    pub not_until: Phrases,
    /// Not handed over.
    pub unpaid: Phrases,
    /// Sounds like it, and is not.
    pub not_unpaid: Phrases,
    /// Truy lĩnh.
    pub arrears: Phrases,
    /// Whose death or prison is not the person's.
    pub relative: Phrases,
    /// Sounds like one, and is not.
    pub not_relative: Phrases,
    /// Somebody who may be the person or a relative, where a clause begins with it.
    pub kin: Phrases,
    /// The same, right before a word.
    pub kin_alone: Phrases,
    /// What may stand between these and the word.
    pub kin_then: Phrases,
    /// Before a word: it is asked for, planned or feared.
    pub unsure: Phrases,
    /// Before a word: it is not so.
    pub denied: Phrases,
    /// Whatever ended goes on.
    pub revoked: Phrases,
    /// Sounds like it, and is not.
    pub not_revoked: Phrases,
    /// Sounds like being away, and is not.
    pub not_away: Phrases,
    /// Moved into the commune.
    pub moved_in: Phrases,
    /// Places outside the commune.
    pub outside: Phrases,
}

/// `rules/words/context.toml`.
#[derive(Clone, Debug, Default)]
pub struct ContextWords {
    /// Ranks of communes.
    pub rank: Phrases,
    /// What follows a rank word without being a name.
    pub not_commune: Endings,
    /// What is no name where nothing follows it.
    pub not_commune_alone: Endings,
    /// Whose commune may be called like the word for society.
    pub office: Phrases,
    /// Cities, districts, provinces.
    pub wider: Endings,
    /// Where a commune's name ends.
    pub commune_end: Endings,
    /// Money in thousands.
    pub thousands: Phrases,
    /// Money in millions.
    pub millions: Phrases,
    /// No list.
    pub no_list: Phrases,
}

/// A fault in a words or places file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}:{line}: {what}")]
pub struct WordsFault {
    /// The file as shown.
    pub path: String,
    /// Its line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

type Lists = BTreeMap<String, Vec<String>>;
type Sections = BTreeMap<String, Lists>;

impl Words {
    /// The kinds of household, or grounds of a pupil, that a text names.
    pub fn household_kinds(&self, text: &str) -> HouseholdKinds {
        self.values.homes.kinds(text)
    }

    /// Whether a status, note or reason says that money was given back to the budget.
    pub fn says_returned(&self, text: &str) -> bool {
        !text.is_empty() && self.values.returned.within(&fold(text))
    }

    /// Adds a department's own header words by column; the answer is a column that does not exist.
    pub fn lay_over(&mut self, own: &BTreeMap<String, Vec<String>>) -> Result<(), String> {
        for (name, words) in own {
            let field = Field::from_code(name).ok_or_else(|| name.clone())?;
            for word in words {
                self.headers.insert(fold(word), field);
            }
        }
        Ok(())
    }

    /// Reads the words and places of the rules folder. All faults of all files are told.
    pub fn load(files: &RuleFiles, table: &CategoryTable) -> Result<Self, Vec<WordsFault>> {
        let mut load = Loader {
            files,
            faults: Vec::new(),
        };
        let (headers, toned) = load.headers();
        let (communes, mergers) = load.places();
        let words = Self {
            headers,
            toned,
            compound: load.one("words/compound.toml", compound::read),
            roles: load.one("words/roles.toml", roles::read),
            categories: load.one("words/categories.toml", |file| {
                categories::read(file, table)
            }),
            rows: load.rows(),
            values: load.values(),
            notes: load.notes(),
            context: load.context(),
            change: load.one("words/changes.toml", changes::read),
            cards: load.one("words/cards.toml", cards::read),
            provinces: load.provinces(),
            communes,
            mergers,
        };
        if load.faults.is_empty() {
            Ok(words)
        } else {
            Err(load.faults)
        }
    }

    /// What a header is, given folded: the whole of it, else the longest known word that begins it.
    pub fn header(&self, folded: &str) -> Option<Field> {
        if let Some(field) = self.headers.get(folded) {
            return Some(*field);
        }
        let mut end = folded.len();
        while let Some(space) = folded.get(..end)?.rfind(' ') {
            end = space;
            let start = folded.get(..end)?;
            // One short word begins too many things: "ky" is a signature, "ky tra" a period.
            if start.contains(' ')
                && let Some(field) = self.headers.get(start)
            {
                return Some(*field);
            }
        }
        None
    }

    /// What exactly this header is as written, tones and all.
    pub fn toned_header(&self, text: &str) -> Option<Field> {
        self.toned.get(&tidy(text).to_lowercase()).copied()
    }

    /// What exactly this header is, given folded.
    pub fn exact_header(&self, folded: &str) -> Option<Field> {
        self.headers.get(folded).copied()
    }

    /// What a header of sums carried over, paid late or taken back is, given folded, in whatever order
    /// its words stand.
    pub fn compound_header(&self, folded: &str) -> Option<Field> {
        self.compound.field(folded)
    }

    /// The commune of the places that a name means, with or without rank.
    pub fn commune(&self, name: &str) -> Option<&Commune> {
        let key = commune_key(name);
        let named = self.communes.iter().find(|c| c.key == key);
        named.or_else(|| self.communes.iter().find(|c| c.former.contains(&key)))
    }

    /// Which communes became one.
    pub fn mergers(&self) -> &[MergedCommunes] {
        &self.mergers
    }

    /// The communes of the places.
    pub fn communes(&self) -> &[Commune] {
        &self.communes
    }

    /// Whether three digits are the code of a province.
    pub fn is_province(&self, code: u32) -> bool {
        self.provinces.get(code as usize).copied().unwrap_or(false)
    }

    /// The sex that a text names.
    pub fn sex(&self, text: &str) -> Option<Sex> {
        let folded = fold(text);
        let of = |words: &Phrases, sex| words.is(&folded).then_some(sex);
        of(&self.values.male, Sex::Male).or_else(|| of(&self.values.female, Sex::Female))
    }

    /// The words of a role.
    pub fn role(&self, role: Role) -> Option<&RoleWords> {
        self.roles.iter().find(|r| r.role == role)
    }
}

struct Loader<'a> {
    files: &'a RuleFiles,
    faults: Vec<WordsFault>,
}

impl Loader<'_> {
    /// What `read` makes of a file; the empty value where it cannot.
    fn one<T: Default>(
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

    fn headers(&mut self) -> (FxHashMap<String, Field>, FxHashMap<String, Field>) {
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

    fn rows(&mut self) -> RowWords {
        self.one("words/rows.toml", rows::read)
    }

    fn values(&mut self) -> ValueWords {
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
            let mut homes = all.remove("household").unwrap_or_default();
            words.homes = HomeWords::new(&mut homes);
            nothing_left(file, homes.keys().next())?;
            nothing_left(file, all.keys().next())?;
            Ok(words)
        })
    }

    fn notes(&mut self) -> NoteWords {
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

    fn context(&mut self) -> ContextWords {
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
            };
            nothing_left(file, lists.keys().next())?;
            Ok(words)
        })
    }

    fn provinces(&mut self) -> Vec<bool> {
        self.one("words/provinces.toml", |file| {
            let mut known = vec![false; 1000];
            for code in parse::<Lists>(file)?.remove("codes").unwrap_or_default() {
                let place = code.parse::<usize>().ok().and_then(|i| known.get_mut(i));
                *place.ok_or_else(|| unknown(file, &code))? = true;
            }
            Ok(known)
        })
    }

    fn places(&mut self) -> (Vec<Commune>, Vec<MergedCommunes>) {
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
fn parse<T: serde::de::DeserializeOwned>(file: &RuleFile) -> Result<T, WordsFault> {
    toml::from_str(&file.text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        fault_at(file, at, error.message().to_owned())
    })
}

fn fault_at(file: &RuleFile, at: usize, what: String) -> WordsFault {
    let before = file.text.get(..at).unwrap_or("");
    WordsFault {
        path: file.shown.clone(),
        line: 1 + before.matches('\n').count(),
        what,
    }
}

/// A name that means nothing, at the line where it stands.
fn unknown(file: &RuleFile, name: &str) -> WordsFault {
    let at = file.text.find(name).unwrap_or(0);
    fault_at(file, at, format!("`{name}`?"))
}

fn take(lists: &mut Lists, name: &str) -> Phrases {
    Phrases::new(&lists.remove(name).unwrap_or_default())
}

fn endings(lists: &mut Lists, name: &str) -> Endings {
    Endings::new(&lists.remove(name).unwrap_or_default())
}

fn nothing_left(file: &RuleFile, left: Option<&String>) -> Result<(), WordsFault> {
    left.map_or(Ok(()), |name| Err(unknown(file, name)))
}

#[cfg(test)]
pub(crate) fn built_in() -> (Words, CategoryTable) {
    let table = CategoryTable::new(
        super::CATEGORY_CODES
            .iter()
            .map(|c| (*c).to_owned())
            .collect(),
    );
    let files = RuleFiles::load(None).unwrap();
    (Words::load(&files, &table).unwrap(), table)
}

#[cfg(test)]
mod tests;
