//! How much electricity a household uses: by the month or by the quarter, as each list tells it.
//!
//! In: the figures of a list and what its header says of them. Out: whether a use is above the most that is
//! supported: surely, perhaps or not. Where a header tells nothing, the households of its list show what it may mean: those
//! cut for using much are few.

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

    /// Whether a use is above the most of a month, kWh. What the figures of a list look like clears a household: one
    /// that is paid of using too much, one that is not of having been forgotten. It proves nothing against it.
    pub fn is_much(&self, used: Use, most: u32, is_paid: bool) -> Told {
        let above = |months: u8| used.kwh > most * u32::from(months.max(1));
        let told = |much: bool| if much { Told::Yes } else { Told::No };
        if let Some(months) = used.told {
            return told(above(months));
        }
        if above(used.months) == above(1) {
            return told(above(1));
        }
        match self.lists.get(&used.list) {
            Some(By::Quarter) if is_paid => Told::No,
            Some(By::Month) if !is_paid => Told::Yes,
            _ => Told::Perhaps,
        }
    }
}

/// What a list looks like; a household that used nothing fits either.
fn by(used: &[u32], most: u32) -> By {
    let used = || used.iter().filter(|kwh| **kwh > 0);
    let (all, little) = (used().count(), used().filter(|kwh| **kwh <= most).count());
    if all < SEVERAL {
        By::Either
    } else if little * 2 >= all {
        By::Month
    } else if little * 4 <= all {
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
        assert_eq!(by(&[45, 60], 50), By::Either);
        assert_eq!(by(&[0, 0, 120, 110], 50), By::Either);
        assert_eq!(by(&[0, 0, 0, 120, 110, 92], 50), By::Quarter);
    }
}
