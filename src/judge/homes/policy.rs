//! Who of a household draws monthly assistance: a member who does makes it a policy household.
//!
//! In: the rolls and the people of a household. Out: for each month yes, perhaps or no.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::who::Who;
use crate::link::FoldedName;
use crate::model::{Month, Named, PersonId, Scheme, Sym};
use crate::settle::{Standing, World};

/// People on the rolls, by name, and the heads that rolls tell beside them.
pub struct Rolls<'a> {
    world: &'a World<'a>,
    by_name: FxHashMap<String, Vec<(PersonId, Who)>>,
    by_head: FxHashMap<(Sym, String), Vec<PersonId>>,
    granted: RefCell<FxHashMap<PersonId, Vec<Month>>>,
}

impl<'a> Rolls<'a> {
    /// Of all rolls.
    pub fn new(world: &'a World<'a>) -> Self {
        let mut by_name: FxHashMap<String, Vec<(PersonId, Who)>> = FxHashMap::default();
        let mut by_head: FxHashMap<(Sym, String), Vec<PersonId>> = FxHashMap::default();
        let corpus = world.corpus;
        let mut seen = rustc_hash::FxHashSet::default();
        for record in &corpus.roll {
            let (Some(person), Some(one)) = (
                world.linked.person(record.identity),
                corpus.identity(record.identity),
            ) else {
                continue;
            };
            if !record.guardian.is_empty() {
                let bare = FoldedName::new(corpus.texts.get(record.guardian)).bare;
                let of_head = by_head.entry((record.commune, bare)).or_default();
                if !of_head.contains(&person) {
                    of_head.push(person);
                }
            }
            if seen.insert(record.identity) {
                let named = Named {
                    name: one.name,
                    born: one.born,
                    sex: one.sex,
                    id_number: one.id_number,
                    commune: record.commune,
                    village: one.village,
                };
                let who = Who::new(world, named);
                by_name
                    .entry(who.bare().to_owned())
                    .or_default()
                    .push((person, who));
            }
        }
        Self {
            world,
            by_name,
            by_head,
            granted: RefCell::default(),
        }
    }

    /// Whether somebody draws the benefit in one of some months: surely or perhaps.
    pub fn draws(&self, who: &Who, months: &[Month]) -> Option<bool> {
        let named = self.by_name.get(who.bare()).into_iter().flatten();
        let fits = named.filter_map(|(person, other)| Some((*person, who.fit(other)?)));
        let of_head = self
            .by_head
            .get(&(who.named.commune, who.bare().to_owned()));
        let heads = of_head.into_iter().flatten().map(|person| (*person, true));
        let all = fits.map(|(person, fit)| (person, fit.sure)).chain(heads);
        let mut perhaps = false;
        for (person, sure) in all {
            if months.iter().any(|m| self.is_granted(person, *m)) {
                if sure {
                    return Some(true);
                }
                perhaps = true;
            }
        }
        perhaps.then_some(false)
    }

    fn is_granted(&self, person: PersonId, month: Month) -> bool {
        let mut known = self.granted.borrow_mut();
        let months = known.entry(person).or_insert_with(|| {
            let case = self.world.case(person);
            let states = case.months.iter().filter(|s| s.scheme == Scheme::Benefit);
            let granted = states.filter(|s| s.standing == Standing::Granted && !s.right_ended);
            granted.map(|s| s.month).collect()
        });
        let (first, last) = (self.world.range.first, self.world.range.last);
        // Of months that are not audited the nearest one speaks.
        let month = month.max(first).min(last);
        months.contains(&month)
    }
}
