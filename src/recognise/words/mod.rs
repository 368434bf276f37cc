//! The words of clerks: everything that `rules/words` and `rules/places` say, ready for matching.
//!
//! In: the texts of the rules folder. Out: [`Words`]. All words are kept folded
//! ([`crate::model::text::fold`]), so that tones, capitals and signs make no difference.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::model::text::{commune_key, fold, tidy};
use crate::model::{
    AwayKind, CategoryTable, HouseholdKinds, Kinds, Level, MergedCommunes, Role, Sex,
};
use crate::rules::RuleFiles;

mod addresses;
mod cards;
mod categories;
mod changes;
mod compound;
mod endings;
mod fields;
mod homes;
mod load;
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
use load::{Lists, Loader, nothing_left, parse, take, unknown};
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
    /// Headers of the day, month and year of birth in three columns.
    pub birth: [Phrases; 3],
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
    /// What makes a month in a header of money no month of payment.
    pub lasting: Phrases,
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
        let mut load = Loader::new(files);
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

    /// The level of disability that a folded text names and nothing else.
    pub fn level(&self, folded: &str) -> Option<Level> {
        let mut levels = self.values.levels.iter();
        levels.find(|(_, p)| p.is(folded)).map(|(level, _)| *level)
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
