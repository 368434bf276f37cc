//! How much electricity a household uses: by the month or by the quarter, as each list tells it.
//!
//! In: the figures of a list and what its header says of them. Out: whether a use is above the most that is
//! supported: surely, perhaps or not. A list whose header tells nothing is known by its own households: those cut for
//! using much are few.

use rustc_hash::FxHashMap;

use super::quarters::Told;
use crate::model::{HouseholdRecord, SourceId};
use crate::settle::World;

/// The most kWh a month of a policy household, by its name in `rules/law/electricity.toml`.
pub const MOST_USED: &str = "electricity.policy_kwh_most";

/// Months of a quarter.
const QUARTER: u8 = 3;

/// Households from which on a list speaks for itself.
const SEVERAL: usize = 3;

/// Electricity used, as a row tells it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Use {
    /// kWh.
    pub kwh: u32,
    /// The list.
    pub list: SourceId,
    /// Months that the header says the figures are of.
    pub told: Option<u8>,
    /// Months of the row.
    pub months: u8,
}

impl Use {
    /// Of a row of a list of households.
    pub fn of_household(record: &HouseholdRecord) -> Option<Self> {
        Some(Self {
            kwh: record.kwh?,
            list: record.place.source,
            told: record.kwh_months,
            months: QUARTER,
        })
    }
}

/// What the figures of a list without a telling header are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum By {
    Month,
    Quarter,
    Either,
}

/// What the figures of each list are.
#[derive(Default)]
pub struct Usage {
    lists: FxHashMap<SourceId, By>,
}

impl Usage {
    /// Of all lists.
    pub fn new(world: &World) -> Self {
        let most = world.law.figure(MOST_USED, world.range.last);
        let most = most.and_then(|f| u32::try_from(f.value).ok()).unwrap_or(0);
        let corpus = world.corpus;
        let paid = corpus.electricity.iter().map(|r| (r.place.source, r.kwh));
        let listed = corpus.households.iter().map(|r| (r.place.source, r.kwh));
        let mut used: FxHashMap<SourceId, Vec<u32>> = FxHashMap::default();
        for (list, kwh) in paid.chain(listed) {
            used.entry(list).or_default().extend(kwh);
        }
        let lists = used.into_iter().map(|(list, used)| (list, by(&used, most)));
        Self {
            lists: lists.collect(),
        }
    }

    /// Whether a use is above the most of a month, kWh.
    pub fn is_much(&self, used: Use, most: u32) -> Told {
        let above = |months: u8| used.kwh > most * u32::from(months.max(1));
        let by = self.lists.get(&used.list).copied().unwrap_or(By::Either);
        let (most_months, least_months) = match (used.told, by) {
            (Some(months), _) => (months, months),
            (None, By::Month) => (1, 1),
            (None, By::Quarter) => (used.months, used.months),
            (None, By::Either) => (used.months, 1),
        };
        match (above(most_months), above(least_months)) {
            (true, true) => Told::Yes,
            (false, false) => Told::No,
            _ => Told::Perhaps,
        }
    }
}

fn by(used: &[u32], most: u32) -> By {
    let little = used.iter().filter(|kwh| **kwh <= most).count();
    if little * 2 >= used.len() {
        By::Month
    } else if little * 4 <= used.len() && used.len() >= SEVERAL {
        By::Quarter
    } else {
        By::Either
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_known_by_its_own_households() {
        assert_eq!(by(&[31, 28, 64, 40], 50), By::Month);
        assert_eq!(by(&[92, 120, 88, 45], 50), By::Quarter);
        assert_eq!(by(&[120, 121], 50), By::Either);
        assert_eq!(by(&[40, 60, 70], 50), By::Either);
    }
}
