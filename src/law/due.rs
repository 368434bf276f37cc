//! What one person is due in one month. In: the tables of the month and what is known of the person. Out: an
//! [`Answer`]. Called for every person and month, so it allocates nothing and compares no texts.
//!
//! What is not known is gone through world by world (each level, each number of children, each age that the birth
//! allows, as far as they change anything), and each world gives one outcome.

use super::answer::{Answer, Circumstances, Claim, Clauses, Household, Why};
use super::entry::{Of, bars};
use super::part::{Part, Parts, World};
use super::table::{Slot, Table};
use super::total::Total;
use super::{Clause, Law, MOST_CLAIMS};
use crate::model::{Due, Level, Month, Scheme};

impl Law {
    pub(super) fn answer(&self, slot: &Slot, month: Month, person: &Circumstances<'_>) -> Answer {
        let mut due = Due::default();
        let mut clauses = Clauses::default();
        let mut last = None;
        let mut why = Why::NoClaim;
        let mut unread = Clause::NONE;
        self.walk(slot, month, person, |_, total| {
            unread = unread.or(total.unread);
            if last != Some(total.span) {
                why = if last.is_none() {
                    total.why
                } else {
                    Why::Evidence
                };
                due.add(total.span);
                last = Some(total.span);
            }
            clauses.extend(&total.clauses);
        });
        if due.spans().is_empty() {
            due = Due::exactly(0);
        }
        Answer {
            due,
            clauses,
            certain: unread == Clause::NONE && due.is_exact(),
            unread,
            why,
        }
    }

    /// Goes through every world that differs, in rising age.
    pub(super) fn walk(
        &self,
        slot: &Slot,
        month: Month,
        person: &Circumstances<'_>,
        mut visit: impl FnMut(&Parts, &Total),
    ) {
        let Some(first) = person.claims.first() else {
            return;
        };
        // A level stated or named holds for the person; else what a care category says of the one cared for.
        let claims = person.claims.iter().take(MOST_CLAIMS);
        let own_level = claims
            .clone()
            .find_map(|claim| self.level_of(*claim))
            .or_else(|| claims.clone().find_map(|claim| self.cares_for(*claim)));
        let mut needs = Needs::default();
        for claim in person.claims.iter().take(MOST_CLAIMS) {
            self.needs(slot, person, *claim, own_level, &mut needs);
        }
        let (youngest, oldest) = person.born.map_or((i32::MIN, i32::MAX), |born| {
            (
                month.0 - born.last_month().0,
                month.0 - born.first_month().0,
            )
        });
        let levels: &[Option<Level>] = if needs.level {
            &[Some(Level::Mild), Some(Level::Severe), Some(Level::Extreme)]
        } else {
            &[None]
        };
        let children = match person.children {
            Some(n) => i64::from(n)..=i64::from(n),
            None if needs.children => 1..=i64::from(self.children_most),
            None => 0..=0,
        };
        let households: &[bool] = match person.household {
            Household::Unknown if needs.household => &[false, true],
            Household::Unknown | Household::AsNeeded => &[false],
            Household::Poor | Household::NearPoor => &[true],
        };
        let pensions: &[bool] = if needs.pension {
            &[false, true]
        } else {
            &[true]
        };
        for &level in levels {
            for children in children.clone() {
                for &poor in households {
                    for &pension_excludes in pensions {
                        let mut world = World {
                            age: youngest,
                            level: level.or(own_level),
                            children,
                            poor,
                            pension_excludes,
                        };
                        loop {
                            let parts = self.parts(slot, person, &world);
                            let total = self.total(slot, &world, *first, &parts);
                            visit(&parts, &total);
                            let next = person
                                .claims
                                .iter()
                                .take(MOST_CLAIMS)
                                .filter_map(|claim| self.next_age(slot, *claim, &world))
                                .min();
                            match next {
                                Some(age) if age <= oldest => world.age = age,
                                _ => break,
                            }
                        }
                    }
                }
            }
        }
    }

    /// What of the unknown would change a claim.
    fn needs(
        &self,
        slot: &Slot,
        person: &Circumstances<'_>,
        claim: Claim,
        own_level: Option<Level>,
        needs: &mut Needs,
    ) {
        let category = self.of_level(claim);
        let Some([mild, severe, extreme]) = slot.tables.get(category).copied() else {
            return;
        };
        let by_level = mild != severe || severe != extreme;
        needs.level |= by_level && claim.level.or(own_level).is_none();
        for index in [mild, severe, extreme].into_iter().flatten() {
            let Some(table) = self.tables.get(index as usize) else {
                continue;
            };
            needs.household |= table.by_household;
            needs.children |= table.of == Of::Children
                || table.of == Of::ChildrenAndPregnancy && !person.pregnant;
            needs.pension |= person.pension && table.opens & bars::PENSION != 0;
            if !by_level {
                break;
            }
        }
        let funeral = self.scheme_of(claim.category) == Scheme::Funeral;
        needs.pension |= funeral && person.pension;
    }

    fn table(&self, slot: &Slot, category: usize, level: Option<Level>) -> Option<&Table> {
        let levels = slot.tables.get(category)?;
        let level = level.unwrap_or(Level::Extreme);
        let index = (*levels.get(level as usize)?)?;
        self.tables.get(index as usize)
    }

    fn next_age(&self, slot: &Slot, claim: Claim, world: &World) -> Option<i32> {
        let level = claim.level.or(world.level);
        let table = self.table(slot, self.of_level(claim), level)?;
        let next = table.next(world.poor, world.age);
        let continued = table.continues.and_then(|category| {
            let table = self.table(slot, category, level)?;
            table.next(world.poor, world.age)
        });
        match (next, continued) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        }
    }

    fn parts(&self, slot: &Slot, person: &Circumstances<'_>, world: &World) -> Parts {
        let mut list = [None; MOST_CLAIMS];
        for (place, claim) in list.iter_mut().zip(person.claims) {
            *place = Some(self.part(slot, person, *claim, world));
        }
        Parts { list }
    }

    /// What one claim gives in one world.
    fn part(&self, slot: &Slot, person: &Circumstances<'_>, claim: Claim, world: &World) -> Part {
        let category = self.of_level(claim);
        let level = claim.level.or(world.level);
        let Some(table) = self.table(slot, category, level) else {
            return Part::nothing(category, Why::NotInForce, Clause::NONE, Clause::NONE);
        };
        let part = Part::of_table(person, category, table, world);
        // A child of khoản 1 that studies goes on under khoản 2.
        match table.continues {
            Some(next) if person.studying == Some(true) => {
                let claim = Claim {
                    category: next,
                    level,
                };
                let after = self.part(slot, person, claim, world);
                let better = |p: &Part| (p.span.most, p.span.least);
                if better(&after) > better(&part) {
                    after
                } else {
                    part
                }
            }
            _ => part,
        }
    }
}

/// Which unknown things would change the answer.
#[derive(Default)]
struct Needs {
    level: bool,
    children: bool,
    household: bool,
    pension: bool,
}
