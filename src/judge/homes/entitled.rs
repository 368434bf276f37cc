//! Whether a household is entitled to electricity support in some months, and what speaks against it.
//!
//! In: the lists of households, the rolls, the registers of deaths, the electricity used. Out: an [`Entitled`]. What
//! no list covers is held against nobody; what is known in part is a doubt.

use super::gone::Deaths;
use super::lists::{Home, Homes};
use super::payments::Payments;
use super::policy::Rolls;
use super::quarters::Told;
use super::usage::{MOST_USED, Usage, Use};
use crate::model::{ElectricityRecord, HouseholdKinds, Month, Sym};
use crate::settle::World;

/// The kinds that entitle.
const POOR: u8 = HouseholdKinds::POOR;
const POLICY: u8 = HouseholdKinds::POLICY;

/// Whether a household is entitled.
#[derive(Clone, Copy)]
pub struct Entitled {
    /// What the lists tell.
    pub told: Told,
    /// For how many of the months at least.
    pub counted: usize,
    /// Whether it is a policy household that uses more than it may.
    pub uses_much: Told,
    /// What it uses as the list tells it, kWh.
    pub kwh: Option<u32>,
    /// The most that a policy household may use a month, kWh.
    pub kwh_most: Option<u32>,
    /// Whether it is on a list of near-poor households.
    pub near_poor: bool,
    /// First month in which it was no longer on a list, where it had been on one.
    pub left: Option<Month>,
    /// First month in which it came onto a list, later than all of these.
    pub joined: Option<Month>,
    /// Head of a household on the lists that it may be.
    pub like: Option<Sym>,
    /// Month of the last death, where nobody of the household is left.
    pub died: Option<Month>,
}

impl Entitled {
    /// What is held against a household for months that are told beyond doubt is else a doubt.
    pub fn if_dated(mut self, dated: bool) -> Self {
        if !dated && self.told == Told::No {
            self.told = Told::Perhaps;
        }
        self
    }
}

/// In how many of some months a household is on a list, whatever it uses.
pub fn counted(home: &Home, months: &[Month]) -> usize {
    let on = |month: &&Month| home.is(POOR | POLICY, **month);
    months.iter().filter(on).count()
}

/// What it takes to tell.
pub struct Judge<'a> {
    world: &'a World<'a>,
    homes: &'a Homes,
    rolls: &'a Rolls<'a>,
    payments: &'a Payments,
    usage: Usage,
    deaths: Deaths,
}

impl<'a> Judge<'a> {
    /// Of the lists of a run.
    pub fn new(
        world: &'a World,
        homes: &'a Homes,
        rolls: &'a Rolls,
        payments: &'a Payments,
    ) -> Self {
        Self {
            world,
            homes,
            rolls,
            payments,
            usage: Usage::new(world),
            deaths: Deaths::new(world),
        }
    }

    /// What the lists tell of a household; none where it has no row and nobody of it is left.
    pub fn entitled(
        &self,
        (at, home): (usize, &Home),
        months: &[Month],
        records: &[&ElectricityRecord],
    ) -> Option<Entitled> {
        let first = *months.first()?;
        let (uses_much, kwh) = self.uses_much(home, first, records);
        let (mut told, counted, by_use) = self.told((at, home), months, records, uses_much);
        let died = self.deaths.all_before(home.people(), first);
        if died.is_some() && told == Told::Yes {
            // A list of heads leaves open who else lives there; a policy household was one by whom it names.
            let poor = months.iter().any(|m| home.is(POOR, *m));
            let whole = self.homes.tells_members(home.head.named.commune);
            match (whole || !poor, records.is_empty()) {
                (true, true) => return None,
                (false, false) => {}
                (true, false) | (false, true) => told = Told::Perhaps,
            }
        }
        let ever = POOR | POLICY;
        Some(Entitled {
            told,
            counted,
            uses_much: if by_use { uses_much } else { Told::No },
            kwh,
            kwh_most: self.most_used(first),
            near_poor: months
                .iter()
                .any(|m| home.is(HouseholdKinds::NEAR_POOR, *m)),
            left: home.left_before(ever, first),
            joined: months.last().and_then(|last| home.joins_after(ever, *last)),
            like: self.doubtful(at, months).map(|home| home.head.named.name),
            died,
        })
    }

    /// Whether a household is entitled, for how many of the months, and whether what it uses decides that.
    fn told(
        &self,
        (at, home): (usize, &Home),
        months: &[Month],
        records: &[&ElectricityRecord],
        uses_much: Told,
    ) -> (Told, usize, bool) {
        let (homes, rolls) = (self.homes, self.rolls);
        let little = uses_much == Told::No;
        let on = |m: &&Month| home.is(POOR, **m) || home.is(POLICY, **m) && little;
        let counted = months.iter().filter(on).count();
        if counted > 0 {
            return (Told::Yes, counted, false);
        }
        let all = months.len();
        let policy = months.iter().filter(|m| home.is(POLICY, **m)).count();
        match (policy, uses_much) {
            (1.., Told::Yes) => return (Told::No, all, true),
            (1.., _) => return (Told::Perhaps, policy, true),
            _ => {}
        }
        let commune = home.head.named.commune;
        if !months.iter().any(|m| homes.covers(POOR, commune, *m)) {
            return (Told::NotCovered, 1, false);
        }
        let near = months
            .iter()
            .any(|m| home.is(HouseholdKinds::NEAR_POOR, *m));
        let drawn = home
            .people()
            .filter_map(|who| rolls.draws(who, months))
            .max();
        let doubtful = self.doubtful(at, months).is_some();
        let listed_policy = months.iter().any(|m| homes.covers(POLICY, commune, *m));
        let called = records.iter().fold(0, |all, r| all | r.kinds.0);
        let called_poor = called & POOR != 0 && called & POLICY == 0;
        let by_use = drawn == Some(true) && !near && !little && !doubtful;
        let told = if drawn == Some(true) && !near && little {
            Told::Yes
        } else if doubtful || drawn == Some(false) {
            // Poor households may use what they like.
            Told::Perhaps
        } else if drawn.is_some() && uses_much == Told::Yes {
            Told::No
        } else if drawn.is_some() {
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
        (told, if told == Told::No { all } else { 1 }, by_use)
    }

    /// The household on a list in some months that one on none may be.
    fn doubtful(&self, at: usize, months: &[Month]) -> Option<&Home> {
        let maybe = self.payments.doubts.get(&at).into_iter().flatten();
        let mut maybe = maybe.filter_map(|i| self.homes.all.get(*i));
        maybe.find(|home| counted(home, months) > 0)
    }

    fn most_used(&self, month: Month) -> Option<u32> {
        let most = self.world.law.figure(MOST_USED, month);
        most.and_then(|f| u32::try_from(f.value).ok())
    }

    /// Whether a household uses more than a policy household may, and the kWh that say so.
    fn uses_much(
        &self,
        home: &Home,
        first: Month,
        records: &[&ElectricityRecord],
    ) -> (Told, Option<u32>) {
        let Some(most) = self.most_used(first) else {
            return (Told::No, None);
        };
        let used = |record: &&ElectricityRecord| {
            Some(Use {
                kwh: record.kwh?,
                list: record.place.source,
                told: record.kwh_months,
                months: record.months,
            })
        };
        let paid: Vec<Use> = records.iter().filter_map(used).collect();
        let used = if paid.is_empty() {
            home.used.into_iter().collect()
        } else {
            paid
        };
        let rank = |told: Told| match told {
            Told::Yes => 2,
            Told::Perhaps => 1,
            Told::No | Told::NotCovered => 0,
        };
        let is_paid = !records.is_empty();
        let told = used
            .into_iter()
            .map(|used| (self.usage.is_much(used, most, is_paid), used.kwh));
        let most = told.max_by_key(|(told, kwh)| (rank(*told), *kwh));
        most.map_or((Told::No, None), |(told, kwh)| (told, Some(kwh)))
    }
}
