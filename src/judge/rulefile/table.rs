//! Reading TOML tables key by key, with the place of everything and all faults gathered.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::{Code, FaultKind, Wants};
use super::rule::{Action, MonthsOf};
use crate::judge::lang::Entity;
use crate::judge::lang::vocabulary::nearest;
use crate::model::{Confidence, Month, Severity};

/// Faults of one file.
pub(super) type Faults = Vec<(Range<usize>, FaultKind)>;

/// A value and the bytes it stands in.
pub(super) type Placed<T> = (T, Range<usize>);

/// A table, and the bytes of its head.
#[derive(Clone)]
pub(super) struct Table<'a> {
    entries: &'a DeTable<'a>,
    pub(super) span: Range<usize>,
}

impl<'a> Table<'a> {
    /// The table, with a fault for each key that it may not have.
    pub(super) fn new(
        entries: &'a DeTable<'a>,
        span: Range<usize>,
        keys: &[&str],
        faults: &mut Faults,
    ) -> Self {
        if !keys.is_empty() {
            for key in entries.keys() {
                let name = key.get_ref().as_ref();
                if !keys.contains(&name) {
                    let near = nearest(name, keys.iter().copied()).map(str::to_owned);
                    let kind = FaultKind::UnknownKey {
                        key: name.to_owned(),
                        nearest: near,
                    };
                    faults.push((key.span(), kind));
                }
            }
        }
        Self { entries, span }
    }

    /// All keys and values, in the order of the keys.
    pub(super) fn entries(
        &self,
    ) -> impl Iterator<Item = (Placed<&'a str>, &'a Spanned<DeValue<'a>>)> {
        self.entries
            .iter()
            .map(|(key, value)| ((key.get_ref().as_ref(), key.span()), value))
    }

    pub(super) fn get(&self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.entries
            .iter()
            .find(|(k, _)| k.get_ref().as_ref() == key)
            .map(|(_, value)| value)
    }

    /// A text that is not empty.
    pub(super) fn text(&self, key: &str, faults: &mut Faults) -> Option<Placed<&'a str>> {
        text(self.get(key)?, faults)
    }

    /// A text that has to be there.
    pub(super) fn needed(&self, key: &'static str, faults: &mut Faults) -> Option<Placed<&'a str>> {
        if self.get(key).is_none() {
            faults.push((self.span.clone(), FaultKind::Missing(key)));
        }
        self.text(key, faults)
    }

    /// A text or a list of texts; none if the key is not there.
    pub(super) fn texts(&self, key: &str, faults: &mut Faults) -> Vec<Placed<&'a str>> {
        self.get(key)
            .map_or_else(Vec::new, |value| texts(value, faults))
    }

    pub(super) fn integer(&self, key: &str, faults: &mut Faults) -> Option<i64> {
        integer(self.get(key)?, faults)
    }

    pub(super) fn boolean(&self, key: &str, faults: &mut Faults) -> Option<bool> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::Boolean(value) => Some(*value),
            _ => wrong(value, Wants::Boolean, faults),
        }
    }

    /// A table within the table; `keys` as in [`Table::new`].
    pub(super) fn table(&self, key: &str, keys: &[&str], faults: &mut Faults) -> Option<Self> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::Table(table) => Some(Self::new(table, value.span(), keys, faults)),
            _ => wrong(value, Wants::Table, faults),
        }
    }

    /// A list of tables; none if the key is not there.
    pub(super) fn tables(&self, key: &str, keys: &[&str], faults: &mut Faults) -> Vec<Self> {
        self.get(key)
            .map_or_else(Vec::new, |value| tables(value, keys, faults))
    }

    /// A word of a closed list.
    pub(super) fn code<T: Coded>(&self, key: &str, faults: &mut Faults) -> Option<T> {
        coded(&self.text(key, faults)?, faults)
    }
}

/// A closed list of words.
pub(super) trait Coded: Sized {
    const CODE: Code;
    fn known() -> Vec<&'static str>;
    fn of(code: &str) -> Option<Self>;
}

macro_rules! coded {
    ($($list:ident is $code:ident),*) => {$(
        impl Coded for $list {
            const CODE: Code = Code::$code;

            fn known() -> Vec<&'static str> {
                Self::ALL.iter().map(|one| one.code()).collect()
            }

            fn of(code: &str) -> Option<Self> {
                Self::from_code(code)
            }
        }
    )*};
}

coded!(Entity is About, Severity is Severity, Action is Action, Confidence is Confidence, MonthsOf is Months);

pub(super) fn coded<T: Coded>((given, span): &Placed<&str>, faults: &mut Faults) -> Option<T> {
    let found = T::of(given);
    if found.is_none() {
        let (code, known) = (T::CODE, T::known());
        let nearest = nearest(given, known.iter().copied()).map(str::to_owned);
        let given = (*given).to_owned();
        faults.push((
            span.clone(),
            FaultKind::NotACode {
                code,
                given,
                nearest,
                known,
            },
        ));
    }
    found
}

pub(super) fn wrong<T>(value: &Spanned<DeValue>, wants: Wants, faults: &mut Faults) -> Option<T> {
    faults.push((value.span(), FaultKind::WrongType(wants)));
    None
}

pub(super) fn text<'a>(
    value: &'a Spanned<DeValue<'a>>,
    faults: &mut Faults,
) -> Option<Placed<&'a str>> {
    match value.get_ref() {
        DeValue::String(text) if text.trim().is_empty() => {
            faults.push((value.span(), FaultKind::Empty));
            None
        }
        DeValue::String(text) => Some((text.as_ref(), value.span())),
        _ => wrong(value, Wants::Text, faults),
    }
}

pub(super) fn texts<'a>(
    value: &'a Spanned<DeValue<'a>>,
    faults: &mut Faults,
) -> Vec<Placed<&'a str>> {
    match value.get_ref() {
        DeValue::Array(items) => items.iter().filter_map(|item| text(item, faults)).collect(),
        DeValue::String(_) => text(value, faults).into_iter().collect(),
        _ => {
            faults.push((value.span(), FaultKind::WrongType(Wants::Texts)));
            Vec::new()
        }
    }
}

pub(super) fn integer(value: &Spanned<DeValue>, faults: &mut Faults) -> Option<i64> {
    let number = match value.get_ref() {
        DeValue::Integer(n) => i64::from_str_radix(n.as_str(), n.radix()).ok(),
        _ => None,
    };
    number.or_else(|| wrong(value, Wants::Integer, faults))
}

pub(super) fn tables<'a>(
    value: &'a Spanned<DeValue<'a>>,
    keys: &[&str],
    faults: &mut Faults,
) -> Vec<Table<'a>> {
    let DeValue::Array(items) = value.get_ref() else {
        faults.push((value.span(), FaultKind::WrongType(Wants::Tables)));
        return Vec::new();
    };
    let mut tables = Vec::new();
    for item in items {
        match item.get_ref() {
            DeValue::Table(table) => {
                tables.push(Table::new(table, item.span(), keys, faults));
            }
            _ => faults.push((item.span(), FaultKind::WrongType(Wants::Table))),
        }
    }
    tables
}

/// Months as `2020-10`, or `2020-01..2020-10` for all from the first to the last.
pub(super) fn months(given: &[Placed<&str>], faults: &mut Faults) -> Vec<Month> {
    let mut months = Vec::new();
    for (text, span) in given {
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        match (first.parse::<Month>(), last.parse::<Month>()) {
            (Ok(first), Ok(last)) if first <= last && last.0 - first.0 < 1200 => {
                months.extend((first.0..=last.0).map(Month));
            }
            _ => faults.push((span.clone(), FaultKind::NotAMonth)),
        }
    }
    months
}
