//! What one person is due in one month. In: the tables of the month and what is known of the person. Out: an
//! [`Answer`]. Called for every person and month, so it allocates nothing and compares no texts.
//!
//! What is not known is gone through world by world (each level, each number of children, each age that the birth
//! allows, as far as they change anything), and each world gives one outcome.

use super::answer::{Answer, Circumstances, Claim, Clauses, Household, Why};
use super::entry::{Of, bars};
use super::table::{Segment, Slot, Table};
use super::{Clause, Law, MOST_CLAIMS};
use crate::model::{Due, Level, Month, Scheme, Span};

/// One way in which everything unknown may be.
#[derive(Clone, Copy)]
pub(super) struct World {
    /// Age in months.
    age: i32,
    level: Option<Level>,
    children: i64,
    poor: bool,
    /// A pension is drawn, and it excludes where only a higher one does.
    pension_excludes: bool,
}

/// What one claim gives in one world.
#[derive(Clone, Copy)]
pub(super) struct Part {
    pub category: usize,
    pub span: Span,
    pub clause: Clause,
    /// The clause that grants the category.
    pub who: Clause,
    /// The clause of the base level, or another that set the amount.
    pub also: Clause,
    pub checked: bool,
    pub why: Why,
    /// Coefficient in hundredths, if the amount is one of the base level.
    pub hundredths: (i64, i64),
    /// How many children or persons it was multiplied by.
    pub count: i64,
}

/// What all claims give together in one world.
#[derive(Clone, Copy)]
pub(super) struct Total {
    pub span: Span,
    pub clauses: Clauses,
    pub checked: bool,
    pub why: Why,
}

/// What one claim each gives.
#[derive(Clone, Copy)]
pub(super) struct Parts {
    list: [Option<Part>; MOST_CLAIMS],
}

impl Parts {
    pub fn iter(&self) -> impl Iterator<Item = &Part> + Clone {
        self.list.iter().flatten()
    }
}

impl Law {
    pub(super) fn answer(&self, slot: &Slot, month: Month, person: &Circumstances<'_>) -> Answer {
        let mut due = Due::default();
        let mut clauses = Clauses::default();
        let mut last = None;
        let mut why = Why::NoClaim;
        let mut checked = true;
        self.walk(slot, month, person, |_, total| {
            checked &= total.checked;
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
            certain: checked && due.is_exact(),
            unchecked: !checked,
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
        let own_level = person.claims.iter().find_map(|claim| self.level_of(*claim));
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
            let Some(table) = self.tables.get(usize::from(index)) else {
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
        self.tables.get(usize::from(index))
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
            return Part::nothing(category, Why::NotInForce, Clause::NONE, true);
        };
        let part = of_table(person, category, table, world);
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

    /// Benefits: the highest, or those that cumulate; care money on top; a funeral by itself.
    fn total(&self, slot: &Slot, world: &World, asked: Claim, parts: &Parts) -> Total {
        let scheme = |part: &Part| self.scheme_of(part.category);
        if let Some(funeral) = parts.iter().find(|p| scheme(p) == Scheme::Funeral) {
            return self.funeral(slot, world, funeral, parts);
        }
        let benefits = parts.iter().filter(|p| scheme(p) == Scheme::Benefit);
        let mut total = benefit(slot, &benefits);
        for care in parts.iter().filter(|p| scheme(p) != Scheme::Benefit) {
            if care.span.most > 0 || scheme(care) == self.scheme_of(asked.category) {
                total = Some(match total {
                    None => Total::of(care),
                    Some(total) => total.with(care),
                });
            }
        }
        total.unwrap_or(Total {
            span: Span::default(),
            clauses: Clauses::default(),
            checked: true,
            why: Why::NoClaim,
        })
    }

    fn funeral(&self, slot: &Slot, world: &World, general: &Part, parts: &Parts) -> Total {
        let mut best: Option<Total> = None;
        let drawn = parts
            .iter()
            .filter(|p| self.scheme_of(p.category) == Scheme::Benefit);
        for drew in drawn.clone() {
            let own = slot
                .funerals
                .iter()
                .find(|(of, _)| of >> drew.category & 1 == 1)
                .and_then(|(_, index)| self.tables.get(usize::from(*index)))
                .and_then(|table| {
                    let segment = table.at(false, 0)?;
                    Some(Part::of(general.category, table.clause, segment, 1))
                })
                .unwrap_or(*general);
            // Open whether it was drawn: open whether it is due. What moved to another list is drawn there.
            let moved = drew.why == Why::OpenByLaw && drew.span.most > 0;
            let (least, most) = match (drew.span.least > 0 || moved, drew.span.most > 0) {
                (true, _) => (own.span.least, own.span.most),
                (false, true) => (0, own.span.most),
                (false, false) => (0, 0),
            };
            let mut total = Total::of(&own);
            total.span = Span { least, most };
            if most == 0 {
                total = Total::of(drew);
                total.why = Why::NothingDrawn;
            }
            // A pension of that age may be survivors' money, which buries as well (Điều 11 khoản 1c).
            if drew.why == Why::Pension && !world.pension_excludes {
                total = Total::of(&own);
            }
            let better = |t: &Total| (t.span.most, t.span.least);
            if best.as_ref().is_none_or(|b| better(&total) > better(b)) {
                best = Some(total);
            }
        }
        best.unwrap_or_else(|| Total::of(general))
    }
}

/// What one category gives in one world.
fn of_table(person: &Circumstances<'_>, category: usize, table: &Table, world: &World) -> Part {
    let barred = |why| Part::nothing(category, why, table.clause, table.checked);
    let excluded = |bar: u8| table.excludes & bar != 0;
    if person.household == Household::NearPoor && excluded(bars::NEAR_POOR) {
        return barred(Why::NearPoor);
    }
    if person.divorced && excluded(bars::DIVORCED) {
        return barred(Why::Divorced);
    }
    let opened = table.opens & bars::PENSION != 0 && world.pension_excludes;
    if person.pension && (excluded(bars::PENSION) || opened) {
        return barred(Why::Pension);
    }
    if table.studying && person.studying == Some(false) {
        return barred(Why::NotStudying);
    }
    let count = match table.of {
        Of::Nothing => 1,
        Of::Children => world.children,
        Of::ChildrenAndPregnancy => world.children + i64::from(person.pregnant),
        Of::Persons => i64::from(person.persons.unwrap_or(1)),
    };
    let Some(segment) = table.at(world.poor, world.age) else {
        return barred(Why::NotInForce);
    };
    if count == 0 {
        return barred(Why::NoChildren);
    }
    Part::of(category, table.clause, segment, count)
}

/// Which unknown things would change the answer.
#[derive(Default)]
struct Needs {
    level: bool,
    children: bool,
    household: bool,
    pension: bool,
}

/// The highest of several benefits, or the sum of those that cumulate.
fn benefit<'a>(slot: &Slot, parts: &(impl Iterator<Item = &'a Part> + Clone)) -> Option<Total> {
    let best = parts
        .clone()
        .max_by_key(|p| (p.span.most, p.span.least, p.checked))?;
    // Of equals the one asked for first.
    let equal = |p: &&Part| (p.span, p.checked) == (best.span, best.checked);
    let best = parts.clone().find(equal).unwrap_or(best);
    let mut total = Total::of(best);
    let paying = parts.clone().filter(|p| p.span.most > 0);
    if paying.clone().count() < 2 {
        return Some(total);
    }
    total.span.least = parts.clone().map(|p| p.span.least).max().unwrap_or(0);
    let mut together = Clauses::default();
    for (i, a) in paying.clone().enumerate() {
        for b in paying.clone().skip(i + 1) {
            let Some(both) = slot.both.iter().find(|both| {
                let other = if both.category == a.category { b } else { a };
                (both.category == a.category || both.category == b.category)
                    && both.with >> other.category & 1 == 1
            }) else {
                continue;
            };
            let sum = Total::of(a).with(b);
            if (sum.span.most, sum.span.least) <= (total.span.most, total.span.least) {
                continue;
            }
            together = Clauses::default();
            together.push(both.dated.clause);
            let least = total.span.least;
            total = sum;
            total.checked &= both.dated.checked;
            total.why = Why::Both;
            if both.open {
                total.span.least = least;
                total.why = Why::BothOpen;
            }
        }
    }
    if together.as_slice().is_empty() {
        let highest = slot
            .highest
            .iter()
            .filter(|h| h.of == 0 || paying.clone().any(|p| h.of >> p.category & 1 == 1))
            .max_by_key(|h| h.of != 0);
        if let Some(highest) = highest {
            together.push(highest.dated.clause);
        }
        total.why = Why::Highest;
    }
    together.extend(&total.clauses);
    total.clauses = together;
    Some(total)
}

impl Part {
    fn of(category: usize, who: Clause, segment: &Segment, count: i64) -> Self {
        let several = count > 1 && segment.several_clause != Clause::NONE;
        let span = segment.amount(count);
        Self {
            category,
            span,
            clause: if several {
                segment.several_clause
            } else {
                segment.clause
            },
            who,
            also: segment.also,
            checked: segment.checked,
            why: match segment.why {
                Why::Rate if span.least != span.most => Why::OpenByLaw,
                why => why,
            },
            hundredths: segment.hundredths,
            count,
        }
    }

    fn nothing(category: usize, why: Why, clause: Clause, checked: bool) -> Self {
        Self {
            category,
            span: Span::default(),
            clause,
            who: Clause::NONE,
            also: Clause::NONE,
            checked,
            why,
            hundredths: (0, 0),
            count: 0,
        }
    }
}

impl Total {
    fn of(part: &Part) -> Self {
        let mut clauses = Clauses::default();
        clauses.push(part.clause);
        clauses.push(part.who);
        clauses.push(part.also);
        Self {
            span: part.span,
            clauses,
            checked: part.checked,
            why: part.why,
        }
    }

    fn with(mut self, part: &Part) -> Self {
        self.span.least += part.span.least;
        self.span.most += part.span.most;
        self.clauses.push(part.clause);
        self.clauses.push(part.who);
        self.clauses.push(part.also);
        self.checked &= part.checked;
        self.why = Why::Both;
        self
    }
}
