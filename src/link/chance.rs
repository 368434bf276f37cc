//! How likely two different people agree by chance, counted from the lists themselves.
//!
//! In: the facts of one member of each unit. Out: [`Chances`]: the share of people with a name, a
//! birth, a commune, a village or a book. Two `Nguyễn Thị Hoa` are common in one ward, two `Quách
//! Bạch Nhâm` are not. What stands only in the pair itself does not count as common, so a list of
//! three people is judged as soundly as one of three thousand.

use rustc_hash::FxHashMap;

use super::facts::{Fact, Facts, Name};
use crate::model::{PartialDate, Sym};

/// Both sides of the pair: what only they have says nothing of chance.
const PAIR: u32 = 2;

/// Shares of people.
#[derive(Default)]
pub(crate) struct Chances {
    people: f64,
    bare: FxHashMap<Sym, u32>,
    toned: FxHashMap<Sym, u32>,
    family: FxHashMap<Sym, u32>,
    middle: FxHashMap<Sym, u32>,
    given: FxHashMap<Sym, u32>,
    years: FxHashMap<i32, u32>,
    days: FxHashMap<i32, u32>,
    communes: FxHashMap<Sym, u32>,
    villages: FxHashMap<(Sym, Sym), u32>,
    books: FxHashMap<(Sym, Sym), u32>,
}

impl Chances {
    /// Counts these facts, one a unit.
    pub fn count<'a>(facts: &Facts, one_each: impl Iterator<Item = &'a Fact>) -> Self {
        let mut new = Self::default();
        for fact in one_each {
            let name = facts.name(fact);
            new.people += 1.0;
            *new.bare.entry(name.bare).or_default() += 1;
            *new.toned.entry(name.toned).or_default() += 1;
            *new.family.entry(name.family).or_default() += 1;
            *new.middle.entry(name.middle).or_default() += 1;
            *new.given.entry(name.given).or_default() += 1;
            *new.communes.entry(fact.commune).or_default() += 1;
            *new.villages
                .entry((fact.commune, fact.village))
                .or_default() += 1;
            *new.books.entry((fact.commune, fact.book)).or_default() += 1;
            if let Some(born) = fact.born {
                *new.years.entry(born.first.ymd().0).or_default() += 1;
                if born.is_day() {
                    *new.days.entry(born.first.0).or_default() += 1;
                }
            }
        }
        new
    }

    /// Share of people with this name, marks apart.
    pub fn bare(&self, name: Name) -> f64 {
        let parts = self.family(name) * self.middle(name) * self.given(name);
        self.seen(self.bare.get(&name.bare)).max(parts)
    }

    /// Share of people with this name, marks and all.
    pub fn toned(&self, name: Name) -> f64 {
        let bare = self.bare.get(&name.bare).copied().unwrap_or(1);
        let toned = self.toned.get(&name.toned).copied().unwrap_or(1);
        self.bare(name) * f64::from(toned) / f64::from(bare.max(1))
    }

    /// Share of people with this family name.
    fn family(&self, name: Name) -> f64 {
        self.part(self.family.get(&name.family))
    }

    /// Share of people with these middle names.
    fn middle(&self, name: Name) -> f64 {
        self.part(self.middle.get(&name.middle))
    }

    /// Share of people with this given name.
    fn given(&self, name: Name) -> f64 {
        self.part(self.given.get(&name.given))
    }

    /// Share of people born in this year.
    pub fn year(&self, year: i32) -> f64 {
        let count = self.years.get(&year).copied().unwrap_or(0);
        (f64::from(count.saturating_sub(PAIR)) + 0.5) / (self.people + 40.0)
    }

    /// Share of people born on this day: fillers such as 1 January are common.
    pub fn day(&self, born: PartialDate) -> f64 {
        let year = self.year(born.first.ymd().0);
        self.seen(self.days.get(&born.first.0)).max(year / 365.0)
    }

    /// Share of people of a commune.
    pub fn commune(&self, commune: Sym) -> f64 {
        let count = self.communes.get(&commune).copied().unwrap_or(1);
        (f64::from(count) / self.people.max(1.0)).min(1.0)
    }

    /// Share of a commune's people with this village.
    pub fn village(&self, commune: Sym, village: Sym) -> f64 {
        let all = self.communes.get(&commune).copied().unwrap_or(1).max(1);
        let count = self.villages.get(&(commune, village)).copied().unwrap_or(0);
        f64::from(count) / f64::from(all)
    }

    /// Share of a commune's people with this book.
    pub fn book(&self, commune: Sym, book: Sym) -> f64 {
        let all = f64::from(self.communes.get(&commune).copied().unwrap_or(1));
        let count = self.books.get(&(commune, book)).copied().unwrap_or(0);
        (f64::from(count.saturating_sub(PAIR)) + 0.5) / (all + 20.0)
    }

    fn seen(&self, count: Option<&u32>) -> f64 {
        let others = count.copied().unwrap_or(0).saturating_sub(PAIR);
        f64::from(others) / self.people.max(1.0)
    }

    fn part(&self, count: Option<&u32>) -> f64 {
        let others = count.copied().unwrap_or(0).saturating_sub(PAIR);
        (f64::from(others) + 0.5) / (self.people + 25.0)
    }
}
