//! How likely two different people agree by chance, counted from the lists themselves.
//!
//! In: the facts of one member of each unit. Out: [`Chances`]: the share of people with a name, a
//! birth, a commune, a village, a book, an account or a health card. Two `Nguyễn Thị Hoa` are common in one ward, two `Quách
//! Bạch Nhâm` are not. What somebody has alone on each list does not count as common, so a list of
//! three people is judged as soundly as one of three thousand.

use rustc_hash::FxHashMap;

use super::attach::LEDGERS;
use super::facts::{Fact, Facts, Name};
use super::grant::{MONTHS, Months};
use crate::model::{PartialDate, Sym};

/// How many units have something, and on which tiers of lists.
#[derive(Clone, Copy, Default)]
struct Tally {
    units: u32,
    tiers: u8,
}

impl Tally {
    fn add(&mut self, tier: u8) {
        self.units += 1;
        self.tiers |= 1 << tier;
    }

    /// How many other people have it: both sides of a pair, or one on each tier, are the person in
    /// question.
    fn others(self) -> f64 {
        let own = self.tiers.count_ones().max(2);
        f64::from(self.units.saturating_sub(own))
    }
}

/// Shares of people.
#[derive(Default)]
pub(crate) struct Chances {
    people: f64,
    bare: FxHashMap<Sym, Tally>,
    toned: FxHashMap<Sym, Tally>,
    family: FxHashMap<Sym, Tally>,
    middle: FxHashMap<Sym, Tally>,
    given: FxHashMap<Sym, Tally>,
    years: FxHashMap<i32, Tally>,
    days: FxHashMap<i32, Tally>,
    communes: FxHashMap<Sym, Tally>,
    villages: FxHashMap<(Sym, Sym), Tally>,
    books: FxHashMap<(Sym, Sym), Tally>,
    accounts: FxHashMap<Sym, Tally>,
    cards: FxHashMap<Sym, Tally>,
    endings: Endings,
    amounts: FxHashMap<(i32, i32), u32>,
    granted: FxHashMap<i32, u32>,
}

impl Chances {
    /// Counts these facts, one a unit.
    pub fn count<'a>(facts: &Facts, one_each: impl Iterator<Item = &'a Fact>) -> Self {
        let mut new = Self {
            endings: Endings::count(facts),
            ..Self::default()
        };
        // Whoever has a row twice is not two people for that.
        for fact in one_each.filter(|f| (f.nth, f.stretch) == (0, 0) || f.tier != LEDGERS) {
            let name = facts.name(fact);
            new.people += 1.0;
            new.bare.entry(name.bare).or_default().add(fact.tier);
            new.toned.entry(name.toned).or_default().add(fact.tier);
            new.family.entry(name.family).or_default().add(fact.tier);
            new.middle.entry(name.middle).or_default().add(fact.tier);
            new.given.entry(name.given).or_default().add(fact.tier);
            new.communes.entry(fact.commune).or_default().add(fact.tier);
            new.villages
                .entry((fact.commune, fact.village))
                .or_default()
                .add(fact.tier);
            new.books
                .entry((fact.commune, fact.book))
                .or_default()
                .add(fact.tier);
            if !fact.account.is_empty() {
                new.accounts.entry(fact.account).or_default().add(fact.tier);
            }
            if !fact.card.is_empty() {
                new.cards.entry(fact.card).or_default().add(fact.tier);
            }
            for (at, amount) in fact.grant.amounts().enumerate() {
                let age = decade(fact);
                *new.granted.entry(age).or_default() += u32::from(at == 0);
                *new.amounts.entry((age, amount)).or_default() += 1;
            }
            if let Some(born) = fact.born {
                new.years
                    .entry(born.first.ymd().0)
                    .or_default()
                    .add(fact.tier);
                if born.is_day() {
                    new.days.entry(born.first.0).or_default().add(fact.tier);
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
        let bare = units(self.bare.get(&name.bare));
        self.bare(name) * units(self.toned.get(&name.toned)) / bare
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
        (others(self.years.get(&year)) + 0.5) / (self.people + 40.0)
    }

    /// Share of people born on this day: fillers such as 1 January are common.
    pub fn day(&self, born: PartialDate) -> f64 {
        let year = self.year(born.first.ymd().0);
        let more_than_chance = (others(self.days.get(&born.first.0)) - 2.0).max(0.0);
        (more_than_chance / self.people.max(1.0)).max(year / 365.0)
    }

    /// Share of people of a commune.
    pub fn commune(&self, commune: Sym) -> f64 {
        (units(self.communes.get(&commune)) / self.people.max(1.0)).min(1.0)
    }

    /// Share of a commune's people with this village.
    pub fn village(&self, commune: Sym, village: Sym) -> f64 {
        let all = units(self.communes.get(&commune));
        units(self.villages.get(&(commune, village))) / all
    }

    /// Share of a commune's people with this book.
    pub fn book(&self, commune: Sym, book: Sym) -> f64 {
        let all = units(self.communes.get(&commune));
        (others(self.books.get(&(commune, book))) + 0.5) / (all + 20.0)
    }

    /// Share of people with this account: a family may have one.
    pub fn account(&self, account: Sym) -> f64 {
        self.part(self.accounts.get(&account))
    }

    /// Share of people with this number of the insured: more than one where it was copied down a column.
    pub fn card(&self, card: Sym) -> f64 {
        self.part(self.cards.get(&card))
    }

    /// Share of people with this name, of whom nothing is known but that.
    pub fn named(&self, bare: Sym) -> f64 {
        self.part(self.bare.get(&bare))
    }

    /// Share of people as old as this one who have this monthly amount.
    pub fn amount(&self, fact: &Fact, amount: i32) -> f64 {
        let age = decade(fact);
        let count = |tally: Option<&u32>| f64::from(tally.copied().unwrap_or(0));
        let all = count(self.granted.get(&age));
        (count(self.amounts.get(&(age, amount))) + 1.0) / (all + 1.0)
    }

    /// Where somebody's payments end with these deaths, the share of people paid of whom the same is
    /// true.
    pub fn ended(&self, paid: Months, died: Months) -> Option<f64> {
        // The month of death is paid, unless the death came before the day of payment.
        self.endings
            .share(paid, |turned| turned | turned >> 1, died)
    }

    /// The same where they end soon after, as of somebody whose death is reported late.
    pub fn ended_late(&self, paid: Months, died: Months) -> Option<f64> {
        let after = |turned| turned << 1 | turned << 2 | turned << 3;
        self.endings.share(paid, after, died)
    }

    fn seen(&self, tally: Option<&Tally>) -> f64 {
        others(tally) / self.people.max(1.0)
    }

    fn part(&self, tally: Option<&Tally>) -> f64 {
        (others(tally) + 0.5) / (self.people + 25.0)
    }
}

/// In which months payments end.
#[derive(Default)]
struct Endings {
    /// How far months are turned so that the last of all is the highest bit.
    turn: u32,
    /// How many are paid last in each month, as turned.
    last: Vec<u32>,
    paid: u32,
}

impl Endings {
    fn count(facts: &Facts) -> Self {
        let paid = || facts.all.iter().map(|f| f.grant.paid).filter(|p| *p != 0);
        let all = paid().fold(0, |all, paid| all | paid);
        let latest = all & !all.rotate_right(1);
        let mut new = Self {
            turn: latest.trailing_zeros().wrapping_add(1) % MONTHS,
            last: vec![0; MONTHS as usize],
            paid: 0,
        };
        for months in paid() {
            let last = new.last_of(months);
            new.paid += 1;
            new.last[last as usize] += 1;
        }
        new
    }

    /// The last month in which somebody is paid, as turned; the highest where they still are.
    fn last_of(&self, paid: Months) -> u32 {
        let before = paid.rotate_right(self.turn).leading_zeros();
        MONTHS.saturating_sub(1 + before)
    }

    /// `ending` makes the months in which payments would end of those of death, both as turned.
    fn share(&self, paid: Months, ending: impl Fn(Months) -> Months, died: Months) -> Option<f64> {
        let last = self.last_of(paid);
        let ending = ending(died.rotate_right(self.turn));
        if paid == 0 || last == MONTHS - 1 || ending & 1 << last == 0 {
            return None;
        }
        let like = (0..MONTHS as usize - 1).filter(|month| ending & 1 << month != 0);
        let like: u32 = like.map(|month| self.last[month]).sum();
        Some((f64::from(like) + 0.5) / (f64::from(self.paid) + 1.0))
    }
}

/// The decade of birth, 0 for an unknown one.
fn decade(fact: &Fact) -> i32 {
    fact.born.map_or(0, |b| b.first.ymd().0 / 10)
}

fn others(tally: Option<&Tally>) -> f64 {
    tally.map_or(0.0, |t| t.others())
}

fn units(tally: Option<&Tally>) -> f64 {
    f64::from(tally.map_or(1, |t| t.units))
}
