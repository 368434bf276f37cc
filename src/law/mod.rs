//! What the law says for a category, an age and a month. In: the files of `rules/law`, read once. Out: what is due,
//! under which clause, how sure that is, and the law's other numbers by name.
//!
//! No number of the law stands in this code. The way of a value: [`rows`] as written, [`load`] and [`reader`] checked
//! to [`entry`], [`compile`] and [`ages`] worked out to [`table`] by month, [`due`] looked up for a person: [`part`]
//! for a claim, [`total`] for all of them. What goes to a household or a pupil is [`support`].

mod ages;
mod answer;
mod asked;
mod compile;
mod due;
mod entry;
mod explain;
mod fault;
mod load;
mod names;
mod part;
mod question;
mod reader;
mod rows;
mod support;
mod table;
#[cfg(test)]
mod tests;
mod total;

pub use answer::{
    AgeStanding, Answer, Circumstances, Claim, Clauses, Figure, Household, PensionEffect, Why,
};
pub use asked::Asked;
pub use entry::{Category, Change, Decider, Decree, Ground, Support};
pub use explain::Step;
pub use fault::{LawFault, LawFaultKind};
pub use names::Named;
pub use question::{Question, QuestionFault, Words};
pub use support::{SupportFor, SupportQuestion, Supported};

use entry::{Entries, bars};
use table::{Slot, Table};

use crate::model::{Categories, CategoryTable, Due, Level, Month, PartialDate, Scheme, Span};
use crate::rules::RuleFiles;

/// How many claims of one person are looked at together.
pub const MOST_CLAIMS: usize = 6;

/// Upper bound of an amount that nothing is known of, đồng.
const ANYTHING: i64 = 1_000_000_000_000;

/// A clause such as `ND20-2021:6.1a`, as a number; [`Law::clause`] gives its text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Clause(u16);

impl Clause {
    /// No clause.
    pub const NONE: Self = Self(0);

    /// This one, or the other where it is none.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        if self == Self::NONE { other } else { self }
    }
}

/// Money paid once, or for a few months, on top of everything (NQ 42/NQ-CP).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OneOff {
    /// First month it is for.
    pub from: Month,
    /// Last month it is for.
    pub to: Month,
    /// Đồng a month.
    pub amount: i64,
    /// Where it stands.
    pub clause: Clause,
    /// Whether its text was read.
    pub checked: bool,
}

impl OneOff {
    /// Its clause, if the text was not read.
    pub fn unread(&self) -> Clause {
        if self.checked {
            Clause::NONE
        } else {
            self.clause
        }
    }
}

/// The law, ready to be asked.
pub struct Law {
    entries: Entries,
    codes: CategoryTable,
    schemes: Vec<Scheme>,
    /// By level, the category that names it.
    by_level: [Option<usize>; 3],
    children_most: u8,
    slots: Vec<Slot>,
    tables: Vec<Table>,
}

impl Law {
    /// Reads the law files.
    ///
    /// # Errors
    /// Every fault of every law file, with file and line.
    pub fn load(files: &RuleFiles) -> Result<Self, Vec<LawFault>> {
        let entries = load::load(files)?;
        let (slots, tables) = compile::compile(&entries)?;
        let codes = entries.categories.iter().map(|c| c.code.clone()).collect();
        let of_level = |level| {
            entries
                .categories
                .iter()
                .position(|c| c.level == Some(level))
        };
        Ok(Self {
            codes: CategoryTable::new(codes),
            schemes: entries.categories.iter().map(|c| c.scheme).collect(),
            by_level: Level::ALL.map(of_level),
            children_most: entries.children_most,
            slots,
            tables,
            entries,
        })
    }

    /// The codes of the categories; an index is a bit of [`crate::model::Categories`].
    pub fn categories(&self) -> &CategoryTable {
        &self.codes
    }

    /// Names, scheme and level of a category.
    pub fn category(&self, index: usize) -> Option<&Category> {
        self.entries.categories.get(index)
    }

    /// What kind of money a category means.
    pub fn scheme(&self, category: usize) -> Scheme {
        self.scheme_of(category)
    }

    /// What a person is due in a month: đồng, clauses and how sure.
    pub fn due(&self, month: Month, person: &Circumstances<'_>) -> Answer {
        let Some(slot) = self.slot(month) else {
            return Answer {
                due: Due::between(0, ANYTHING),
                clauses: Clauses::default(),
                certain: false,
                unread: Clause::NONE,
                why: Why::NotJudged,
            };
        };
        self.answer(slot, month, person)
    }

    /// The same, where a cell can mean several categories: each in turn in place of the first claim's category,
    /// as outcomes that the evidence leaves open. Without a reading, what the claims say.
    pub fn due_any(
        &self,
        month: Month,
        readings: Categories,
        person: &Circumstances<'_>,
    ) -> Answer {
        let mut claims = [Claim::new(0); MOST_CLAIMS];
        let len = person.claims.len().clamp(1, MOST_CLAIMS);
        for (place, claim) in claims.iter_mut().zip(person.claims) {
            *place = *claim;
        }
        let mut all: Option<Answer> = None;
        for category in readings.iter() {
            if let Some(first) = claims.first_mut() {
                first.category = category;
            }
            let claims = claims.get(..len).unwrap_or(&[]);
            let answer = self.due(month, &Circumstances { claims, ..*person });
            all = Some(all.map_or(answer, |all| all.or(&answer)));
        }
        all.unwrap_or_else(|| self.due(month, person))
    }

    /// Whether amounts of this month are judged at all; before the first such month decrees overlap.
    pub fn judges(&self, month: Month) -> bool {
        self.entries.judged_from.is_none_or(|from| from <= month)
    }

    /// The first month whose amounts are judged, where the law files name one.
    pub fn judged_from(&self) -> Option<Month> {
        self.entries.judged_from
    }

    /// The first month that the law files reach back to.
    pub fn first_month(&self) -> Option<Month> {
        self.slots.first().map(|slot| slot.first)
    }

    /// The base level, đồng a month; `None` where it is open or unknown.
    pub fn base(&self, month: Month) -> Option<i64> {
        let (least, most) = self.slot(month)?.base?.level;
        (least == most).then_some(most)
    }

    /// The amounts of all age bands in force, rising, đồng: so that the child's rate paid at 30 can be told from a
    /// plainly wrong amount. Where children or persons multiply, each multiple.
    pub fn rates(&self, category: usize, level: Option<Level>, month: Month) -> &[Span] {
        self.table_in(category, level, month)
            .map_or(&[], |table| &table.rates)
    }

    /// The coefficients in force at any age, rising, in hundredths. Empty where the amount is no multiple of the base
    /// level.
    pub fn coefficients(&self, category: usize, level: Option<Level>, month: Month) -> &[u16] {
        self.table_in(category, level, month)
            .map_or(&[], |table| &table.coefficients)
    }

    /// Whether the category's condition of age holds in a month.
    pub fn age_standing(
        &self,
        category: usize,
        month: Month,
        born: Option<PartialDate>,
    ) -> AgeStanding {
        let Some(table) = self.table_in(category, None, month) else {
            return AgeStanding::NotInForce;
        };
        let (youngest, oldest) = born.map_or((i32::MIN, i32::MAX), |born| {
            (
                month.0 - born.last_month().0,
                month.0 - born.first_month().0,
            )
        });
        let mut all: Option<AgeStanding> = None;
        for poor in [false, true] {
            let segments = table.of_household(poor);
            for (i, segment) in segments.iter().enumerate() {
                let next = segments.get(i + 1).map_or(i32::MAX, |s| s.from - 1);
                if next < youngest || segment.from > oldest {
                    continue;
                }
                match all {
                    None => all = Some(segment.standing),
                    Some(standing) if standing == segment.standing => {}
                    Some(_) => return AgeStanding::OpenByEvidence,
                }
            }
        }
        all.unwrap_or(AgeStanding::Met)
    }

    /// Whether a pension always excludes the category in a month.
    pub fn excluded_by_pension(&self, category: usize, month: Month) -> bool {
        self.pension_effect(category, month) == PensionEffect::Excludes
    }

    /// What a pension does to the category in a month.
    pub fn pension_effect(&self, category: usize, month: Month) -> PensionEffect {
        match self.table_in(category, None, month) {
            Some(table) if table.excludes & bars::PENSION != 0 => PensionEffect::Excludes,
            Some(table) if table.opens & bars::PENSION != 0 => PensionEffect::ExcludesUnlessLower,
            _ => PensionEffect::None,
        }
    }

    /// Whether both are due together: benefits that law lets cumulate, or money of different schemes. Else the
    /// highest only. Where the law leaves it open, yes, so that nobody is accused.
    pub fn cumulates(&self, a: usize, b: usize, month: Month) -> bool {
        if self.scheme_of(a) != Scheme::Benefit || self.scheme_of(b) != Scheme::Benefit {
            return a != b;
        }
        self.slot(month).is_none_or(|slot| {
            slot.both.iter().any(|both| {
                both.category == a && both.with >> b & 1 == 1
                    || both.category == b && both.with >> a & 1 == 1
            })
        })
    }

    /// The one-off support that covers a month.
    pub fn one_off(&self, month: Month) -> Option<OneOff> {
        let entry = self
            .entries
            .one_offs
            .iter()
            .find(|e| e.dated.in_force(month))?;
        Some(OneOff {
            from: entry.dated.from,
            to: entry.dated.to.unwrap_or(entry.dated.from),
            amount: entry.amount,
            clause: entry.dated.clause,
            checked: entry.dated.checked,
        })
    }

    /// A number of the law by its name in the law files, such as `electricity.month`.
    pub fn figure(&self, name: &str, month: Month) -> Option<Figure> {
        // A department's own file may give the same name: the later one counts.
        let figures = self.entries.figures.iter();
        let found = figures
            .filter(|f| f.name == name && f.dated.in_force(month))
            .max_by_key(|f| f.dated.from)?;
        Some(Figure {
            value: found.value,
            least: found.range.0,
            most: found.range.1,
            clause: found.dated.clause,
            checked: found.dated.checked,
        })
    }

    /// The clause that grants a category in a month; [`Clause::NONE`] where there is none.
    pub fn clause_in_force(&self, category: usize, month: Month) -> Clause {
        self.table_in(category, None, month)
            .map_or(Clause::NONE, |table| table.clause)
    }

    /// Who decides in a month that a benefit begins, changes or stops, and under which clause.
    pub fn decider(&self, month: Month) -> Option<(&Decider, Clause)> {
        let deciders = self.entries.deciders.iter();
        let found = deciders.filter(|d| d.dated.in_force(month));
        let found = found.max_by_key(|d| d.dated.from)?;
        Some((found, found.dated.clause))
    }

    /// The text of a clause; empty for [`Clause::NONE`].
    pub fn clause(&self, clause: Clause) -> &str {
        let texts = &self.entries.clauses;
        texts.get(usize::from(clause.0)).map_or("", String::as_str)
    }

    /// The decree that a clause's text names by its code.
    pub fn decree(&self, code: &str) -> Option<&Decree> {
        self.entries.decrees.iter().find(|d| d.code == code)
    }

    fn slot(&self, month: Month) -> Option<&Slot> {
        let after = self.slots.partition_point(|slot| slot.first <= month);
        self.slots.get(after.checked_sub(1)?)
    }

    fn table_in(&self, category: usize, level: Option<Level>, month: Month) -> Option<&Table> {
        let levels = self.slot(month)?.tables.get(category)?;
        let index = (*levels.get(level.unwrap_or(Level::Extreme) as usize)?)?;
        self.tables.get(index as usize)
    }

    fn scheme_of(&self, category: usize) -> Scheme {
        self.schemes
            .get(category)
            .copied()
            .unwrap_or(Scheme::Benefit)
    }

    /// The level that a claim states or its category names.
    fn level_of(&self, claim: Claim) -> Option<Level> {
        claim
            .level
            .or_else(|| self.entries.categories.get(claim.category)?.level)
    }

    fn cares_for(&self, claim: Claim) -> Option<Level> {
        self.entries.categories.get(claim.category)?.cares_for
    }

    /// The category by which a claim is judged: of the disabled, the one of the level stated.
    fn of_level(&self, claim: Claim) -> usize {
        let own = |level| {
            self.entries
                .categories
                .get(claim.category)?
                .level
                .filter(|l| *l != level)
        };
        claim
            .level
            .filter(|level| own(*level).is_some())
            .and_then(|level| self.by_level.get(level as usize).copied().flatten())
            .unwrap_or(claim.category)
    }
}
