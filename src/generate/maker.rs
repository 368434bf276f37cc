//! Makes invented people who are in order: name, birth, id number that agrees with both, category
//! and the money it gives, from before the first month on.
//!
//! In: the settings, a stream of draws, what a scene wants. Out: [`Life`]s, which scenes then bend.
//! Nobody comes into the age borders of the law within the months unless a scene wants it.

use std::rc::Rc;

use rustc_hash::FxHashSet;

use crate::model::{Day, Kinds, Level, Month, MonthRange, PartialDate};

use super::city::Plan;
use super::life::Life;
use super::random::Random;
use super::rows::{CertificateRow, PayRow, Repaid, RollRow, Who};
use super::settings::{Profile, Settings};

/// What a scene wants of a person.
#[derive(Clone, Debug, Default)]
pub struct Want {
    profiles: &'static [&'static str],
    turning: Option<(i32, Month)>,
    aged: Option<(i32, i32)>,
    full_birth: bool,
    old_id: bool,
    from: Option<Month>,
}

impl Want {
    /// Anybody.
    pub fn any() -> Self {
        Self::default()
    }

    /// One of these categories.
    pub fn of(profiles: &'static [&'static str]) -> Self {
        Self {
            profiles,
            ..Self::default()
        }
    }

    /// Turns this age in this month (years).
    pub fn turning(mut self, age: i32, month: Month) -> Self {
        self.turning = Some((age, month));
        self.full()
    }

    /// Between these ages in the last month, wherever the law's borders lie (years).
    pub fn aged(mut self, least: i32, most: i32) -> Self {
        self.aged = Some((least, most));
        self.full()
    }

    /// The day of birth is known.
    pub fn full(mut self) -> Self {
        self.full_birth = true;
        self
    }

    /// The id number is an old one of nine digits, which tells nothing about its holder.
    pub fn old_id(mut self) -> Self {
        self.old_id = true;
        self
    }

    /// Draws from this month on.
    pub fn from(mut self, month: Month) -> Self {
        self.from = Some(month);
        self
    }
}

/// The maker of one commune's people.
pub struct Maker<'a> {
    /// What people are made of.
    pub settings: &'a Settings,
    /// The months of the ledgers.
    pub months: MonthRange,
    /// The draws of the case at hand.
    pub random: Random,
    /// Index of the commune.
    pub commune: usize,
    /// How many communes there are.
    pub communes: usize,
    /// People named so far, in all communes, on the lists or not.
    pub made: u64,
    /// Beneficiaries made so far, in all communes.
    pub lives: u64,
    /// Seed of the id numbers.
    pub seed: u64,
    /// Receipts given out so far.
    pub receipts: u64,
    /// Names with birth years, and names of receivers, that the commune has already.
    pub taken: FxHashSet<(String, i32)>,
}

const TRIES: usize = 2000;

impl<'a> Maker<'a> {
    /// Before anybody is made.
    pub fn new(settings: &'a Settings, plan: &Plan, communes: usize) -> Self {
        Self {
            settings,
            months: plan.months,
            random: Random::new(plan.seed, 0),
            commune: 0,
            communes,
            made: 0,
            lives: 0,
            seed: plan.seed,
            receipts: 0,
            taken: FxHashSet::default(),
        }
    }

    /// How many months there are.
    pub fn len(&self) -> i32 {
        self.months.len() as i32
    }

    /// The month at an index from the first.
    pub fn month(&self, index: i32) -> Month {
        self.months.first.plus(index)
    }

    /// A day of a month between two days.
    pub fn day(&mut self, month: Month, least: i32, most: i32) -> PartialDate {
        let day = self.random.between(least, most) as u32;
        full_day(month, day)
    }

    /// The monthly amount of a category at an age, đồng.
    pub fn amount(&self, code: &str, age: i32) -> i64 {
        let profile = &self.settings.profiles[self.settings.profile(code)];
        self.settings.amount(profile.rate(age, 1).unwrap_or(0))
    }

    /// Somebody who is in order, paid in every month.
    pub fn life(&mut self, want: &Want) -> Life {
        let mut drawn = self.draw(want);
        for _ in 0..TRIES {
            if drawn.is_some() {
                break;
            }
            drawn = self.draw(want);
        }
        // A want that nobody can meet would be a mistake of a scene; anybody will do then.
        let drawn = drawn.unwrap_or_else(|| Drawn {
            profile: 0,
            born: full_day(self.months.last.plus(-12 * 85), 15),
            from: self.months.first.plus(-1),
            issued: None,
        });
        self.live(&drawn, want)
    }

    /// The number of a receipt that no other payment has.
    pub fn receipt(&mut self) -> u64 {
        self.receipts += 1;
        self.receipts
    }

    /// A row of the ledger in order.
    pub fn pay_row(&mut self, who: &Rc<Who>, profile: usize, month: Month, regular: i64) -> PayRow {
        PayRow {
            who: who.clone(),
            month,
            profile: Some(profile),
            regular,
            arrears: 0,
            repaid: Repaid::Untold,
            carried: 0,
            carried_months: 0,
            funeral: 0,
            total_off: 0,
            unclaimed: false,
            receiver: None,
            day: self.random.between(5, 10) as u32,
            receipt: self.receipt(),
            cared_for: String::new(),
        }
    }

    /// A certificate.
    pub fn certificate(
        &mut self,
        who: &Rc<Who>,
        level: Level,
        kinds: Kinds,
        month: Month,
    ) -> CertificateRow {
        CertificateRow {
            who: who.clone(),
            level,
            kinds,
            number: format!("{}/GXN-KT", self.random.between(1, 900)),
            issued: self.day(month, 2, 27),
        }
    }

    /// A kind of disability.
    pub fn kinds(&mut self) -> Kinds {
        Kinds(1 << self.random.below(Kinds::CODES.len()))
    }

    /// A decision as lists write it.
    pub fn decision(&mut self, month: Month) -> String {
        let number = self.random.between(100, 4900);
        let day = self.random.between(1, 28);
        format!(
            "{number}/QĐ-UBND ngày {day:02}/{:02}/{}",
            month.number(),
            month.year()
        )
    }

    fn draw(&mut self, want: &Want) -> Option<Drawn> {
        let settings = self.settings;
        let profile = if want.profiles.is_empty() {
            let all = settings.profiles.iter().enumerate();
            let weights: Vec<(usize, u32)> = all.map(|(i, p)| (i, p.weight)).collect();
            *self.random.weighted(&weights)
        } else {
            settings.profile(self.random.pick::<&str>(want.profiles))
        };
        let category = &settings.profiles[profile];
        let born = self.birth(category, want);
        let free = want.turning.is_some() || want.aged.is_some();
        if !free && !self.is_settled(category, born) {
            return None;
        }
        let entry = entry(category, born);
        if !free && want.from.is_some_and(|from| from < entry) {
            return None;
        }
        let issued = if category.level().is_some() {
            let remade = born.last_month().plus(12 * settings.redetermined_at + 1);
            let first = settings.certificates_since.max(remade);
            let last = want.from.map_or(self.months.first.plus(-2), |m| m.plus(-1));
            Some(self.between(first, last)?)
        } else {
            None
        };
        let from = if let Some(month) = want.from {
            month
        } else {
            let entry = if free {
                born.last_month().plus(2)
            } else {
                entry
            };
            let least = settings
                .decisions_since
                .max(entry)
                .max(issued.unwrap_or(entry));
            self.between(least, self.months.first.plus(-1))?
        };
        Some(Drawn {
            profile,
            born,
            from,
            issued,
        })
    }

    fn birth(&mut self, category: &Profile, want: &Want) -> PartialDate {
        if let Some((age, month)) = want.turning {
            return self.day(month.plus(-12 * age), 1, 28);
        }
        let ages = want.aged.unwrap_or_else(|| {
            let brackets = category.ages.iter();
            let weights: Vec<_> = brackets.map(|a| ((a.from, a.to), a.weight)).collect();
            *self.random.weighted(&weights)
        });
        let age = self.random.between(ages.0, ages.1);
        let back = 12 * age + self.random.between(0, 11);
        let day = self.day(self.months.last.plus(-back), 1, 28);
        if !want.full_birth && self.random.chance(0.1) {
            return PartialDate::year(day.first.ymd().0).unwrap_or(day);
        }
        day
    }

    /// Whether no age of the category is reached near the months.
    fn is_settled(&self, category: &Profile, born: PartialDate) -> bool {
        let near = |age: i32| {
            let reached = (
                born.first_month().plus(12 * age),
                born.last_month().plus(12 * age),
            );
            reached.0 <= self.months.last.plus(1) && self.months.first.plus(-1) <= reached.1
        };
        !category.bands.iter().any(|b| near(b.from) || near(b.to))
    }

    fn between(&mut self, first: Month, last: Month) -> Option<Month> {
        (first <= last).then(|| Month(self.random.between(first.0, last.0)))
    }

    fn live(&mut self, drawn: &Drawn, want: &Want) -> Life {
        self.lives += 1;
        let settings = self.settings;
        let category = &settings.profiles[drawn.profile];
        let sex = self.sex(category.women);
        let who = Rc::new(self.who(drawn.born, sex, want.old_id));
        let children = if category.children.is_empty() {
            0
        } else {
            // With three and more, decree 136 is read in two ways: no amount there is surely wrong.
            self.random.between(1, 2) as u8
        };
        let age = (self.months.last.0 - drawn.born.first_month().0) / 12;
        let rate = category.rate_near(age, children);
        let amount = settings.amount(rate);
        let level = category.level();
        let kinds = level.map_or(Kinds::default(), |_| self.kinds());
        let decision = self.decision(drawn.from);
        let note = if self.random.chance(0.01) {
            self.random.pick(&settings.words.harmless_notes).clone()
        } else {
            String::new()
        };
        let roll = RollRow {
            who: who.clone(),
            profile: Some(drawn.profile),
            level,
            kinds,
            children,
            rate,
            amount: Some(amount),
            from: Some(drawn.from),
            until: None,
            decision,
            cared_for: String::new(),
            note,
        };
        let proxy = self.random.chance(0.25).then(|| {
            let sex = self.sex(50);
            self.fresh_name(sex)
        });
        let first = self.months.first.max(drawn.from);
        let paid = MonthRange {
            first,
            last: self.months.last,
        };
        let pay = paid.iter().map(|month| PayRow {
            receiver: proxy.clone(),
            ..self.pay_row(&who, drawn.profile, month, amount)
        });
        let pay = pay.collect();
        let certificates = match (level, drawn.issued) {
            (Some(level), Some(issued)) => vec![self.certificate(&who, level, kinds, issued)],
            _ => Vec::new(),
        };
        Life {
            who,
            profile: drawn.profile,
            amount,
            from: drawn.from,
            roll: vec![roll],
            pay,
            deaths: Vec::new(),
            absences: Vec::new(),
            certificates,
            pensions: Vec::new(),
        }
    }
}

/// What settles a person before the name.
struct Drawn {
    profile: usize,
    born: PartialDate,
    from: Month,
    issued: Option<Month>,
}

/// First month in which the age gives the right for certain.
fn entry(category: &Profile, born: PartialDate) -> Month {
    let least = category.bands.iter().map(|b| b.from).min().unwrap_or(0);
    born.last_month().plus(12 * least + 1)
}

/// A day that every month has.
pub fn full_day(month: Month, day: u32) -> PartialDate {
    let date = PartialDate::day(month.year(), month.number(), day.clamp(1, 28));
    date.unwrap_or(PartialDate::from(Day(1)))
}
