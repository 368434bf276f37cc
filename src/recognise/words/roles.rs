//! What speaks for a role: columns and title words, from `rules/words/roles.toml`.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{Field, Phrases, WordsFault, parse, unknown};
use crate::model::text::fold;
use crate::model::{Key, Role};
use crate::rules::RuleFile;

/// What tells a role.
#[derive(Clone, Debug)]
pub struct RoleWords {
    /// The role.
    pub role: Role,
    /// Each of these is needed; one of several suffices.
    pub needs: Vec<Vec<SpokenFor>>,
    /// Words of titles and of sheet and file names.
    pub title: Phrases,
    /// What sounds like them, and is not.
    pub not_title: Phrases,
    /// How much one of these speaks for it.
    pub title_weight: i32,
    /// Words of sheet and file names alone.
    pub file: Phrases,
    /// How much a month told by title, sheet or file speaks for it.
    pub month_told: i32,
    /// How much a column speaks for it.
    pub columns: Vec<(SpokenFor, i32)>,
    /// Headers, folded, that mean something in a list of this role alone.
    pub own: FxHashMap<String, Field>,
}

/// A column as `roles.toml` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpokenFor {
    /// A field.
    Field(Field),
    /// Any column of one month's money.
    MonthSum,
}

impl SpokenFor {
    fn from_code(code: &str) -> Option<Self> {
        if code == "month_sum" {
            return Some(Self::MonthSum);
        }
        Field::from_code(code).map(Self::Field)
    }

    /// Whether this field is it.
    pub fn is(self, field: Field) -> bool {
        match self {
            Self::Field(wanted) => {
                wanted == field
                    || matches!(wanted, Field::Key(key) if field.key() == Some(key)
                    && !matches!(field, Field::MonthSum { .. } | Field::Unpaid | Field::GivenBack | Field::DecisionDate | Field::KindMark(_)))
            }
            Self::MonthSum => matches!(field, Field::MonthSum { .. }),
        }
    }

    /// The key to name where it is missing.
    pub fn key(self) -> Key {
        match self {
            Self::Field(field) => field.key().unwrap_or(Key::Name),
            Self::MonthSum => Key::Amount,
        }
    }
}

impl RoleWords {
    /// What a header means in such a list alone, with what stands in brackets or without.
    pub fn own_field(&self, written: &str) -> Option<Field> {
        let bare = written.split(['(', '[']).next().unwrap_or(written);
        let of = |text: &str| self.own.get(&fold(text)).copied();
        of(written).or_else(|| of(bare))
    }

    /// Whether a title or a name, given folded, speaks for it.
    pub fn titled(&self, folded: &str) -> bool {
        self.title.within(&self.not_title.without(folded))
    }
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    needs: Vec<String>,
    title: Vec<String>,
    #[serde(default)]
    not_title: Vec<String>,
    #[serde(default = "four")]
    title_weight: i32,
    #[serde(default)]
    file: Vec<String>,
    #[serde(default)]
    month_told: i32,
    columns: BTreeMap<String, i32>,
    #[serde(default)]
    own: BTreeMap<String, Vec<String>>,
}

fn four() -> i32 {
    4
}

pub(super) fn read(file: &RuleFile) -> Result<Vec<RoleWords>, WordsFault> {
    let mut all = Vec::new();
    for (code, entry) in parse::<BTreeMap<String, Entry>>(file)? {
        let role = Role::from_code(&code).ok_or_else(|| unknown(file, &code))?;
        let mut own = FxHashMap::default();
        for (code, headers) in &entry.own {
            let field = Field::from_code(code).ok_or_else(|| unknown(file, code))?;
            own.extend(headers.iter().map(|header| (fold(header), field)));
        }
        let column = |code: &str| SpokenFor::from_code(code).ok_or_else(|| unknown(file, code));
        all.push(RoleWords {
            role,
            own,
            needs: entry
                .needs
                .iter()
                .map(|need| need.split('|').map(column).collect())
                .collect::<Result<_, _>>()?,
            title: Phrases::new(&entry.title),
            not_title: Phrases::new(&entry.not_title),
            title_weight: entry.title_weight,
            file: Phrases::new(&entry.file),
            month_told: entry.month_told,
            columns: entry
                .columns
                .iter()
                .map(|(code, weight)| Ok((column(code)?, *weight)))
                .collect::<Result<_, _>>()?,
        });
    }
    all.sort_by_key(|r| r.role);
    Ok(all)
}
