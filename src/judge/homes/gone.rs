//! Households nobody of whom is left: whom the registers of deaths name.
//!
//! In: the death rows of a run. Out: the month in which the last of some people died, where all of them surely did.

use rustc_hash::FxHashMap;

use super::who::Who;
use crate::model::{Month, Named, PartialDate};
use crate::settle::World;

/// The dead, by name.
pub struct Deaths {
    by_name: FxHashMap<String, Vec<(Who, Month)>>,
}

impl Deaths {
    /// Of all registers; a death whose month is not told tells nothing here.
    pub fn new(world: &World) -> Self {
        let mut by_name: FxHashMap<String, Vec<(Who, Month)>> = FxHashMap::default();
        for record in &world.corpus.deaths {
            let died = record
                .died
                .or(record.registered)
                .map(PartialDate::last_month);
            let one = world.corpus.identity(record.identity);
            let (Some(one), Some(died)) = (one, died) else {
                continue;
            };
            let named = Named {
                name: one.name,
                born: one.born,
                sex: one.sex,
                id_number: one.id_number,
                commune: one.commune,
                village: one.village,
            };
            let who = Who::new(world, named);
            let of_name = by_name.entry(who.bare().to_owned()).or_default();
            of_name.push((who, died));
        }
        Self { by_name }
    }

    fn of(&self, who: &Who) -> Option<Month> {
        let named = self.by_name.get(who.bare())?.iter();
        let fits = named.filter(|(dead, _)| who.fit(dead).is_some_and(|f| f.sure && f.firm));
        fits.map(|(_, died)| *died).max()
    }

    /// The month of the last death, if all of these people had died before a month.
    pub fn all_before<'w>(
        &self,
        who: impl Iterator<Item = &'w Who>,
        month: Month,
    ) -> Option<Month> {
        let mut last = None;
        for one in who {
            let died = self.of(one).filter(|died| *died < month)?;
            last = last.max(Some(died));
        }
        last
    }
}
