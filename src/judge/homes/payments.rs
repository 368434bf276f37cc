//! Rows of electricity lists put to the households that they pay.
//!
//! In: the rows and the households of all lists. Out: the [`Stretch`]es of each household. Rows whose months overlap
//! are held together, whatever periods their lists are made for: a half-year and a quarter of it are one stretch.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::lists::{Asked, Found, Home, Homes, code};
use super::who::Who;
use crate::model::{ElectricityRecord, HouseholdKinds, Month, MonthRange, Sym};
use crate::settle::World;

/// So many households of a kind may all have been forgotten.
const FEW: usize = 2;

/// First month and count.
pub type Time = (Month, u8);

/// The months of a time.
pub fn months((first, count): Time) -> impl Iterator<Item = Month> {
    (0..i32::from(count)).map(move |i| first.plus(i))
}

fn overlap(a: Time, b: Time) -> bool {
    months(a).any(|month| months(b).any(|other| month == other))
}

/// A row and the household that it is put to.
#[derive(Clone, Copy)]
pub struct Payment {
    /// Index into [`crate::model::Corpus::electricity`].
    pub row: usize,
    /// The months that it is for.
    pub time: Time,
    /// More than a name says whose it is.
    pub firm: bool,
    /// It may as well be another's, who would have no row then.
    pub guessed: bool,
    /// Its code is another household's.
    pub miscoded: bool,
}

/// Months of a household that rows of lists run over, or one list that should have named it.
#[derive(Default)]
pub struct Stretch {
    /// The months, rising.
    pub months: Vec<Month>,
    /// The rows.
    pub rows: Vec<Payment>,
    /// A further row may be this household's.
    pub perhaps: bool,
}

/// All rows, by household.
#[derive(Default)]
pub struct Payments {
    rows: BTreeMap<usize, Vec<Payment>>,
    /// Times for which lists of its commune pay its kind, and name it in none of the months.
    unpaid: BTreeMap<usize, BTreeSet<Time>>,
    /// When a row may be a household's; none where the row tells no time.
    perhaps: BTreeMap<usize, Vec<Option<Time>>>,
    /// Households that fit a row alike.
    alike: Vec<(Vec<usize>, Time)>,
    /// Kinds of household that a commune's lists pay at a time.
    listed: BTreeMap<(Sym, Time), u8>,
    /// Households that an unlisted one may be.
    pub doubts: BTreeMap<usize, Vec<usize>>,
}

impl Payments {
    /// Of all lists; a household that no list of households has is put to `homes`.
    pub fn new(world: &World, homes: &mut Homes) -> Self {
        let mut all = Self::default();
        for (row, record) in world.corpus.electricity.iter().enumerate() {
            all.place(world, row, record, homes);
        }
        all.add_unpaid(homes);
        all.doubt_equals();
        all
    }

    fn is_paid(&self, home: usize, time: Time) -> bool {
        let rows = self.rows.get(&home);
        rows.is_some_and(|rows| rows.iter().any(|r| overlap(r.time, time)))
    }

    /// Puts a row to its household.
    fn place(&mut self, world: &World, row: usize, record: &ElectricityRecord, homes: &mut Homes) {
        let who = Who::new(world, record.who);
        let asked = Asked {
            who: &who,
            code: code(world, record.code),
        };
        if who.bare().is_empty() && asked.code.is_empty() {
            return;
        }
        let Found {
            sure,
            perhaps,
            equals,
            coded,
        } = homes.find_named(&asked);
        let Some(first) = record.month else {
            let any = sure.iter().map(|(home, _)| home).chain(&equals);
            for home in any.chain(&perhaps) {
                self.perhaps.entry(*home).or_default().push(None);
            }
            return;
        };
        let time = (first, record.months.max(1));
        // Of households that fit alike those on a list count, and each takes one row.
        let listed = |home: usize| homes.all.get(home).is_some_and(|h| kinds(h, time) != 0);
        let any_listed = equals.iter().any(|home| listed(*home));
        let alike = equals.into_iter();
        let alike: Vec<usize> = alike.filter(|home| !any_listed || listed(*home)).collect();
        let free = alike.iter().find(|home| !self.is_paid(**home, time));
        let (home, firm) = match (sure, free.or(alike.first())) {
            (Some((_, firm)), Some(free)) => (*free, firm),
            (Some(sure), None) => sure,
            (None, _) => {
                let home = homes.unlisted(&asked, record.code);
                self.doubts.entry(home).or_default().extend(&perhaps);
                (home, true)
            }
        };
        let maybe = self.doubts.get(&home).into_iter().flatten();
        // A row that surely is one household's is no other's.
        let others = perhaps.iter().filter(|p| **p != home && !firm);
        for maybe in maybe.chain(others) {
            self.perhaps.entry(*maybe).or_default().push(Some(time));
        }
        if record.month_open {
            self.perhaps.entry(home).or_default().push(None);
        }
        if alike.len() > 1 {
            self.alike.push((alike, time));
        }
        self.alike
            .extend(coded.map(|other| (vec![home, other], time)));
        self.rows.entry(home).or_default().push(Payment {
            row,
            time,
            firm,
            guessed: false,
            miscoded: coded.is_some(),
        });
        let paid = !record.unpaid && record.amount != Some(0) && !record.month_open;
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
        let rows = self.rows.iter();
        let rows = rows.flat_map(|(home, rows)| rows.iter().map(move |row| (*home, row.time)));
        let named: BTreeSet<(usize, Month)> = rows
            .flat_map(|(home, time)| months(time).map(move |month| (home, month)))
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
                    self.unpaid.entry(*at).or_default().insert(*time);
                }
            }
        }
    }

    /// Where households fit alike and there is not a row for each, nobody knows whose the rows are.
    fn doubt_equals(&mut self) {
        let short = |(homes, time): &&(Vec<usize>, Time)| {
            homes.iter().any(|home| !self.is_paid(*home, *time))
        };
        let short: Vec<_> = self.alike.iter().filter(short).cloned().collect();
        for (homes, time) in short {
            for home in homes {
                self.perhaps.entry(home).or_default().push(Some(time));
                let rows = self.rows.get_mut(&home).into_iter().flatten();
                for row in rows.filter(|r| !r.firm && overlap(r.time, time)) {
                    row.guessed = true;
                }
            }
        }
    }

    /// The stretches that reach into a range, by household and month.
    pub fn stretches(&self, range: MonthRange) -> Vec<(usize, Stretch)> {
        let homes: BTreeSet<usize> = self
            .rows
            .keys()
            .chain(self.unpaid.keys())
            .copied()
            .collect();
        let mut all = Vec::new();
        for home in homes {
            let rows = self.rows.get(&home).into_iter().flatten();
            let unpaid = self.unpaid.get(&home).into_iter().flatten();
            let rows = rows.map(|row| (row.time, Some(*row)));
            let mut times: Vec<(Time, Option<Payment>)> = rows
                .chain(unpaid.map(|time| (*time, None)))
                .filter(|(time, _)| months(*time).any(|month| range.contains(month)))
                .collect();
            times
                .sort_by_key(|((first, count), row)| (*first, Reverse(*count), row.map(|r| r.row)));
            let mut open: Option<Stretch> = None;
            for (time, row) in times {
                let mut stretch = match open.take() {
                    Some(before) if before.months.last() >= Some(&time.0) => before,
                    before => {
                        all.extend(before.map(|stretch| (home, stretch)));
                        Stretch::default()
                    }
                };
                let last = stretch.months.last().copied();
                let later = months(time).filter(|month| last.is_none_or(|last| *month > last));
                stretch.months.extend(later);
                stretch.rows.extend(row);
                open = Some(stretch);
            }
            all.extend(open.map(|stretch| (home, stretch)));
        }
        for (home, stretch) in &mut all {
            let mut perhaps = self.perhaps.get(home).into_iter().flatten();
            let within = |time: Time| months(time).any(|month| stretch.months.contains(&month));
            stretch.perhaps = perhaps.any(|time| time.is_none_or(within));
        }
        all
    }
}

/// The kinds that entitle which a household is on a list of at a time.
fn kinds(home: &Home, time: Time) -> u8 {
    let on = |kind: u8| months(time).any(|m| home.is(kind, m));
    [HouseholdKinds::POOR, HouseholdKinds::POLICY]
        .into_iter()
        .filter(|k| on(*k))
        .sum()
}
