//! A household's quarter: what was paid for its electricity, and what the law gives.
//!
//! In: households and the rows of electricity lists. Out: a [`Quarter`] for each household and time that a list
//! of electricity support covers, paid or not.

use std::collections::{BTreeMap, BTreeSet};

use super::lists::{Asked, Found, Home, Homes, code};
use super::policy::Rolls;
use super::who::Who;
use crate::judge::lang::Value;
use crate::model::{ElectricityRecord, HouseholdKinds, Month, Place, Sym};
use crate::settle::World;

/// Figures of the law by their names in `rules/law/electricity.toml`.
const RATE: &str = "electricity.month";
const TOLERANCE: &str = "electricity.tolerance";
const MOST_USED: &str = "electricity.policy_kwh_most";

/// What the lists tell of a question.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Told {
    /// It is so.
    Yes,
    /// It is not.
    No,
    /// It may be.
    Perhaps,
    /// No list covers it.
    NotCovered,
}

impl Told {
    /// As a fact.
    pub fn value(self) -> Value {
        match self {
            Self::Yes => Value::Bool(true),
            Self::No => Value::Bool(false),
            Self::Perhaps => Value::Unknown,
            Self::NotCovered => Value::NotCovered,
        }
    }
}

/// A household and the months of a payment.
pub struct Quarter {
    /// Index into [`Homes::all`].
    pub home: usize,
    /// The months, rising.
    pub months: Vec<Month>,
    /// Whether the household is entitled.
    pub eligible: Told,
    /// What each row paid, đồng, the one nearest to the due first; a row with no sum pays nothing known.
    pub paid: Vec<Option<i64>>,
    /// Some row may be this household's.
    pub perhaps_paid: bool,
    /// A row rests on a name alone.
    pub bare: bool,
    /// What is right, đồng, at least and at most; none where the law gives no rate.
    pub due: Option<(i64, i64)>,
    /// How far a row may be off, đồng.
    pub tolerance: i64,
    /// The rows.
    pub places: Vec<Place>,
}

impl Quarter {
    /// Everything paid, đồng.
    pub fn sum(&self) -> i64 {
        self.paid.iter().flatten().sum()
    }

    /// Everything paid but what counts, đồng.
    pub fn surplus(&self) -> i64 {
        self.paid.iter().skip(1).flatten().sum()
    }

    /// What counts: the row nearest to the due, đồng.
    pub fn kept(&self) -> Option<i64> {
        self.paid.first().copied().flatten()
    }

    /// What counts, less the nearest sum that is right, đồng.
    pub fn difference(&self) -> i64 {
        match (self.kept(), self.due) {
            (Some(kept), Some((least, most))) => kept - kept.clamp(least, most),
            _ => 0,
        }
    }
}

/// So many households of a kind may all have been forgotten.
const FEW: usize = 2;

/// First month and count.
type Time = (Month, u8);

/// Rows of one household and time.
#[derive(Default)]
struct Rows {
    sure: Vec<usize>,
    bare: bool,
    perhaps: bool,
}

/// Builds the quarters of a run.
pub fn quarters(world: &World, homes: &mut Homes, rolls: &Rolls) -> Vec<Quarter> {
    let records = &world.corpus.electricity;
    let mut builder = Builder {
        world,
        records,
        monthly: use_is_monthly(world, records),
        by_home: BTreeMap::new(),
        listed: BTreeMap::new(),
        doubts: BTreeMap::new(),
    };
    for at in 0..records.len() {
        builder.place(at, homes);
    }
    builder.add_unpaid(homes);
    let mut all = Vec::new();
    for ((home, time), rows) in &builder.by_home {
        all.extend(builder.quarter(homes, rolls, (*home, *time), rows));
    }
    all
}

struct Builder<'a> {
    world: &'a World<'a>,
    records: &'a [ElectricityRecord],
    /// Whether lists tell the electricity used by the month.
    monthly: bool,
    by_home: BTreeMap<(usize, Time), Rows>,
    /// Kinds of household that a commune's lists pay at a time.
    listed: BTreeMap<(Sym, Time), u8>,
    /// Households that an unlisted one may be.
    doubts: BTreeMap<usize, Vec<usize>>,
}

/// Whether most households use no more than a month's worth: else the lists tell a quarter's use.
fn use_is_monthly(world: &World, records: &[ElectricityRecord]) -> bool {
    let most = world
        .law
        .figure(MOST_USED, world.range.last)
        .map_or(0, |f| f.value);
    let mut used: Vec<u32> = records.iter().filter_map(|r| r.kwh).collect();
    used.sort_unstable();
    // Households that are cut for using much are few.
    used.get(used.len() / 2)
        .is_none_or(|median| i64::from(*median) <= 2 * most)
}

impl Builder<'_> {
    /// Puts a row to its household.
    fn place(&mut self, at: usize, homes: &mut Homes) {
        let Some(record) = self.records.get(at) else {
            return;
        };
        let Some(first) = record.month else {
            return;
        };
        let time = (first, record.months.max(1));
        let who = Who::new(self.world, record.who);
        let asked = Asked {
            who: &who,
            code: code(self.world, record.code),
        };
        if who.bare().is_empty() && asked.code.is_empty() {
            return;
        }
        let Found {
            sure,
            perhaps,
            equals,
        } = homes.find(&asked);
        let paid = !record.unpaid && record.amount != Some(0);
        // Of households that fit alike those on a list count, and each takes one row.
        let rows = |home: usize| self.by_home.get(&(home, time));
        let taken = |home: usize| rows(home).is_some_and(|r| !r.sure.is_empty());
        let listed = |home: usize| homes.all.get(home).is_some_and(|h| kinds(h, time) != 0);
        let any_listed = equals.iter().any(|home| listed(*home));
        let mut alike = equals.iter().filter(|home| !any_listed || listed(**home));
        let first = alike.clone().next();
        let free = alike.find(|home| !taken(**home)).or(first);
        let (home, firm) = match (sure, free) {
            (Some((_, firm)), Some(free)) => (*free, firm),
            (Some(sure), None) => sure,
            (None, _) => {
                let home = homes.unlisted(&asked);
                self.doubts.entry(home).or_default().extend(&perhaps);
                (home, true)
            }
        };
        for maybe in self.doubts.get(&home).into_iter().flatten() {
            self.by_home.entry((*maybe, time)).or_default().perhaps = true;
        }
        let rows = self.by_home.entry((home, time)).or_default();
        rows.bare |= !firm && !rows.sure.is_empty();
        rows.sure.push(at);
        if paid {
            let kinds = homes.all.get(home).map_or(0, |h| kinds(h, time));
            *self.listed.entry((record.who.commune, time)).or_default() |= kinds;
        }
    }

    /// Households of a commune whose kind its lists pay, and which no row of a time names.
    fn add_unpaid(&mut self, homes: &Homes) {
        let mut ever: BTreeMap<Sym, u8> = BTreeMap::new();
        for ((commune, _), paid) in &self.listed {
            *ever.entry(*commune).or_default() |= paid;
        }
        // Named for some of the months by a row of another period: not forgotten.
        let with_rows = self
            .by_home
            .iter()
            .filter(|(_, rows)| !rows.sure.is_empty());
        let named: BTreeSet<(usize, Month)> = with_rows
            .flat_map(|((home, time), _)| months(*time).map(move |month| (*home, month)))
            .collect();
        for ((commune, time), paid) in &self.listed {
            let here = |home: &Home| home.is_listed() && home.head.named.commune == *commune;
            let of: Vec<(usize, u8)> = (homes.all.iter().enumerate())
                .filter(|(_, home)| here(home))
                .map(|(at, home)| (at, kinds(home, *time)))
                .collect();
            let ever = ever.get(commune).copied().unwrap_or(0);
            for kind in [HouseholdKinds::POOR, HouseholdKinds::POLICY] {
                let all = || of.iter().filter(|(_, kinds)| kinds & kind != 0);
                // Of several households of a kind none is paid: the list of that kind was not given.
                let covered = paid & kind != 0 || ever & kind != 0 && all().count() <= FEW;
                let is_named = |at: usize| months(*time).any(|month| named.contains(&(at, month)));
                for (at, _) in all().filter(|(at, _)| covered && !is_named(*at)) {
                    self.by_home.entry((*at, *time)).or_default();
                }
            }
        }
    }

    fn quarter(
        &self,
        homes: &Homes,
        rolls: &Rolls,
        (at, time): (usize, Time),
        rows: &Rows,
    ) -> Option<Quarter> {
        let home = homes.all.get(at)?;
        let months: Vec<Month> = months(time).collect();
        if !months.iter().any(|m| self.world.range.contains(*m)) {
            return None;
        }
        let records: Vec<&ElectricityRecord> = rows
            .sure
            .iter()
            .filter_map(|i| self.records.get(*i))
            .collect();
        let (eligible, counted) = self.eligible((homes, rolls), (at, home), &months, &records);
        let law = |name: &str, month: Month| self.world.law.figure(name, month);
        let told = records
            .iter()
            .filter_map(|r| r.counted)
            .max()
            .filter(|n| usize::from(*n) <= months.len());
        let due = self.due(&months, told, counted);
        let nearest = |paid: Option<i64>, or: Option<i64>| match (paid, or, due) {
            (Some(paid), Some(or), Some((least, most))) => {
                let off = |sum: i64| (sum - sum.clamp(least, most)).abs();
                Some(if off(or) < off(paid) { or } else { paid })
            }
            (paid, _, _) => paid,
        };
        let handed = records.iter().filter(|r| !r.unpaid && r.amount != Some(0));
        let mut paid: Vec<Option<i64>> = handed.map(|r| nearest(r.amount, r.or_amount)).collect();
        paid.sort_by_key(|sum| match (sum, due) {
            (Some(sum), Some((least, most))) => (sum - sum.clamp(&least, &most)).abs(),
            _ => i64::MAX,
        });
        // A row names the household, though nothing was handed over.
        if paid.is_empty() && records.iter().any(|r| r.unpaid) {
            return None;
        }
        let own = home.places.first().copied();
        Some(Quarter {
            home: at,
            eligible,
            paid,
            perhaps_paid: rows.perhaps,
            bare: rows.bare,
            due,
            tolerance: months
                .first()
                .and_then(|m| law(TOLERANCE, *m))
                .map_or(0, |f| f.value),
            places: records.iter().map(|r| r.place).chain(own).collect(),
            months,
        })
    }

    /// What is right: the months counted, else from the months on a list to all of them.
    fn due(&self, months: &[Month], told: Option<u8>, eligible: usize) -> Option<(i64, i64)> {
        let figures: Option<Vec<_>> = months
            .iter()
            .map(|m| self.world.law.figure(RATE, *m))
            .collect();
        let figures = figures?;
        let mut least: Vec<i64> = figures.iter().map(|f| f.least).collect();
        let mut most: Vec<i64> = figures.iter().map(|f| f.most).collect();
        least.sort_unstable();
        most.sort_unstable();
        let at_least = told.map_or(eligible, usize::from).max(1);
        let at_most = told.map_or(months.len(), usize::from).max(at_least);
        let low = least.iter().take(at_least).sum();
        let high = most.iter().rev().take(at_most).sum();
        Some((low, high))
    }

    /// Whether a household is entitled, and for how many of the months.
    fn eligible(
        &self,
        (homes, rolls): (&Homes, &Rolls),
        (at, home): (usize, &Home),
        months: &[Month],
        records: &[&ElectricityRecord],
    ) -> (Told, usize) {
        let (poor, policy) = (HouseholdKinds::POOR, HouseholdKinds::POLICY);
        let uses_much = self.uses_much(home, months, records);
        let on = |m: &&Month| home.is(poor, **m) || home.is(policy, **m) && !uses_much;
        let counted = months.iter().filter(on).count();
        if counted > 0 {
            return (Told::Yes, counted);
        }
        let all = months.len();
        if uses_much && months.iter().any(|m| home.is(policy, *m)) {
            return (Told::No, all);
        }
        let commune = home.head.named.commune;
        if !months.iter().any(|m| homes.covers(poor, commune, *m)) {
            return (Told::NotCovered, 1);
        }
        let near = months
            .iter()
            .any(|m| home.is(HouseholdKinds::NEAR_POOR, *m));
        let people = std::iter::once(&home.head).chain(home.members.iter().map(|m| &m.who));
        let drawn = people.filter_map(|who| rolls.draws(who, months)).max();
        let maybe = self
            .doubts
            .get(&at)
            .into_iter()
            .flatten()
            .filter_map(|i| homes.all.get(*i));
        let doubtful = maybe
            .into_iter()
            .any(|h| months.iter().any(|m| h.is(poor | policy, *m)));
        let listed_policy = months.iter().any(|m| homes.covers(policy, commune, *m));
        let called = records.iter().fold(0, |all, r| all | r.kinds.0);
        let called_poor = called & poor != 0 && called & policy == 0;
        let told = if drawn.is_some() && uses_much {
            Told::No
        } else if drawn == Some(true) && !near {
            Told::Yes
        } else if drawn.is_some() || doubtful {
            Told::Perhaps
        } else if near
            || listed_policy
            || called_poor
            || homes.tells_members(commune) && home.is_listed()
        {
            Told::No
        } else {
            // Somebody of the household may draw a benefit, and no list names its members.
            Told::Perhaps
        };
        // Which months are open, where a benefit alone entitles.
        (told, if told == Told::No { all } else { 1 })
    }

    fn uses_much(&self, home: &Home, months: &[Month], records: &[&ElectricityRecord]) -> bool {
        let most = months
            .first()
            .and_then(|m| self.world.law.figure(MOST_USED, *m));
        let Some(most) = most.and_then(|f| u32::try_from(f.value).ok()) else {
            return false;
        };
        let months = if self.monthly { 1 } else { months.len() as u32 };
        let used = records.iter().filter_map(|r| r.kwh).max().or(home.kwh);
        used.is_some_and(|used| used > most * months)
    }
}

fn months((first, count): Time) -> impl Iterator<Item = Month> {
    (0..i32::from(count)).map(move |i| first.plus(i))
}

/// The kinds that entitle which a household is on a list of at a time.
fn kinds(home: &Home, time: Time) -> u8 {
    let on = |kind: u8| months(time).any(|m| home.is(kind, m));
    [HouseholdKinds::POOR, HouseholdKinds::POLICY]
        .into_iter()
        .filter(|k| on(*k))
        .sum()
}
