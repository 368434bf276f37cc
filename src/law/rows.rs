//! The law files as they are written: one struct for each kind of `[[entry]]`. Nothing is judged here, so that
//! [`super::load`] can tell every fault of a file at once.

use serde::Deserialize;
use toml::{Spanned, Value};

/// Everything that one file of `rules/law` may hold.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileRows {
    pub children_most: Option<u8>,
    pub judged_from: Option<Spanned<String>>,
    pub province: Option<Spanned<String>>,
    #[serde(default)]
    pub decree: Vec<DecreeRow>,
    #[serde(default)]
    pub category: Vec<Spanned<CategoryRow>>,
    #[serde(default)]
    pub base: Vec<Spanned<BaseRow>>,
    #[serde(default)]
    pub rate: Vec<Spanned<RateRow>>,
    #[serde(default)]
    pub turn: Vec<Spanned<TurnRow>>,
    #[serde(default)]
    pub highest: Vec<Spanned<HighestRow>>,
    #[serde(default)]
    pub both: Vec<Spanned<BothRow>>,
    #[serde(default)]
    pub figure: Vec<Spanned<FigureRow>>,
    #[serde(default)]
    pub one_off: Vec<Spanned<OneOffRow>>,
    #[serde(default)]
    pub support: Vec<Spanned<SupportRow>>,
    #[serde(default)]
    pub ground: Vec<Spanned<GroundRow>>,
    #[serde(default)]
    pub decider: Vec<Spanned<DeciderRow>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DecreeRow {
    pub code: String,
    pub vi: String,
    pub en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CategoryRow {
    pub code: String,
    pub scheme: String,
    pub level: Option<String>,
    pub cares_for: Option<String>,
    pub vi: String,
    pub en: String,
    #[serde(default)]
    pub names: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SupportRow {
    pub code: String,
    pub vi: String,
    pub en: String,
    #[serde(default)]
    pub names: Vec<String>,
    pub begins: u8,
    pub months: u8,
    pub part: Option<String>,
    pub grounds: Vec<GroundNameRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GroundNameRow {
    pub code: String,
    pub vi: String,
    pub en: String,
    #[serde(default)]
    pub names: Vec<String>,
}

/// What every value of the law carries, as written.
#[derive(Clone, Copy)]
pub(super) struct Written<'a> {
    pub from: Option<&'a str>,
    pub to: Option<&'a str>,
    pub clause: Option<&'a str>,
    pub checked: Option<&'a str>,
}

/// A row with the four keys that every dated value must have.
macro_rules! dated {
    ($($name:ident { $($(#[$meta:meta])* $field:ident: $type:ty,)* })*) => {$(
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name {
            pub from: Option<String>,
            pub to: Option<String>,
            pub clause: Option<String>,
            pub checked: Option<String>,
            $($(#[$meta])* pub $field: $type,)*
        }

        impl $name {
            pub fn written(&self) -> Written<'_> {
                Written {
                    from: self.from.as_deref(),
                    to: self.to.as_deref(),
                    clause: self.clause.as_deref(),
                    checked: self.checked.as_deref(),
                }
            }
        }
    )*};
}

dated! {
    BaseRow {
        level: Option<Value>,
        province: Option<String>,
    }
    RateRow {
        category: Option<String>,
        province: Option<String>,
        #[serde(default)] drawn: Vec<String>,
        #[serde(default)] levels: Vec<String>,
        entry: Option<String>,
        #[serde(default)] excludes: Vec<String>,
        #[serde(default)] opens: Vec<String>,
        studying: Option<String>,
        continues: Option<String>,
        of: Option<String>,
        bands: Option<Vec<Spanned<BandRow>>>,
    }
    TurnRow {
        #[serde(default)] changes: Vec<String>,
        #[serde(default)] of: Vec<String>,
        month: Option<String>,
    }
    HighestRow {
        #[serde(default)] of: Vec<String>,
    }
    BothRow {
        category: Option<String>,
        #[serde(default)] with: Vec<String>,
        #[serde(default)] open: bool,
    }
    FigureRow {
        name: Option<String>,
        value: Option<Value>,
        range: Option<Value>,
    }
    OneOffRow {
        amount: Option<Value>,
    }
    DeciderRow {
        vi: Option<String>,
        en: Option<String>,
    }
    GroundRow {
        support: Option<String>,
        code: Option<String>,
        gives: Option<String>,
        kwh_most: Option<u32>,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BandRow {
    pub from: Option<u8>,
    pub until: Option<u8>,
    pub turning: Option<u8>,
    pub household: Option<String>,
    pub coefficient: Option<Value>,
    pub amount: Option<Value>,
    pub several: Option<Value>,
    pub each: Option<String>,
    #[serde(default)]
    pub open: bool,
    pub clause: Option<String>,
    pub also: Option<String>,
    pub several_clause: Option<String>,
    pub checked: Option<String>,
}
