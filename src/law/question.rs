//! A question to the law in words, as `rasoat due` and its files of cases put it. In: texts. Out: a [`Question`] that
//! can be answered, or what is wrong with it.

use super::{Answer, Circumstances, Claim, Household, Law, MOST_CLAIMS, Named, Step};
use crate::model::{Categories, Level, Month, PartialDate};

/// The texts of a question; an empty one says nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Words<'a> {
    /// `2020-10`.
    pub month: &'a str,
    /// A code, or Vietnamese words.
    pub category: &'a str,
    /// `mild`, `severe` or `extreme`.
    pub level: &'a str,
    /// `1938`, `1938-03` or `1938-03-21`.
    pub born: &'a str,
    /// Number of children.
    pub children: &'a str,
    /// `yes` or `no`.
    pub studying: &'a str,
    /// Further categories (`code` or `code:level`) and circumstances, parted by `;`.
    pub extra: &'a str,
}

/// A question that can be answered.
#[derive(Clone, Debug)]
pub struct Question {
    /// The month asked about.
    pub month: Month,
    /// What the category can mean.
    pub categories: Categories,
    /// Birth.
    pub born: Option<PartialDate>,
    level: Option<Level>,
    further: Vec<Claim>,
    children: Option<u8>,
    studying: Option<bool>,
    household: Household,
    divorced: bool,
    pension: bool,
    pregnant: bool,
    persons: Option<u8>,
}

/// What is wrong with a question.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuestionFault {
    /// Not a month.
    #[error("not a month: {0}")]
    Month(String),
    /// A month that the law files do not reach back to.
    #[error("no law for {month}, only from {first} on")]
    BeforeLaw {
        /// The month asked about.
        month: Month,
        /// The first month that can be answered.
        first: Month,
    },
    /// No category of that name.
    #[error("no such category: {text}")]
    Category {
        /// What was asked for.
        text: String,
        /// Codes that are near.
        near: Vec<String>,
    },
    /// A further category that can mean several.
    #[error("means several categories: {text}")]
    Ambiguous {
        /// What was asked for.
        text: String,
        /// The codes that it can mean.
        codes: Vec<String>,
    },
    /// Not a level.
    #[error("not a level: {0}")]
    Level(String),
    /// Not a date of birth.
    #[error("not a date of birth: {0}")]
    Born(String),
    /// Not a number of children.
    #[error("not a number of children: {0}")]
    Children(String),
    /// Neither yes nor no.
    #[error("neither yes nor no: {0}")]
    Studying(String),
    /// Not a number of persons.
    #[error("not a number of persons: {0}")]
    Persons(String),
    /// No such ground of support, and no such circumstance.
    #[error("no such ground: {text}")]
    Ground {
        /// What was asked for.
        text: String,
        /// The codes that may stand there.
        codes: Vec<String>,
    },
    /// Support was asked for without a ground.
    #[error("no ground given")]
    NoGround(Vec<String>),
    /// Not a use of electricity.
    #[error("not kWh a month: {0}")]
    Kwh(String),
    /// Not a number of months.
    #[error("not a number of months: {0}")]
    Months(String),
    /// Too many categories at once.
    #[error("more than {MOST_CLAIMS} categories")]
    TooMany,
}

impl Question {
    /// Understands the words of a question.
    ///
    /// # Errors
    /// What cannot be understood, the first of it.
    pub fn read(law: &Law, words: &Words<'_>) -> Result<Self, QuestionFault> {
        let level = level(words.level)?;
        let month = month(words.month)?;
        if let Some(first) = law.first_month().filter(|first| month < *first) {
            return Err(QuestionFault::BeforeLaw { month, first });
        }
        let mut question = Self {
            month,
            categories: of_level(law, named(law, words.category)?, level),
            born: born(words.born)?,
            level,
            further: Vec::new(),
            children: number(words.children).map_err(QuestionFault::Children)?,
            studying: match words.studying.trim() {
                "" => None,
                "yes" | "có" | "co" => Some(true),
                "no" | "không" | "khong" => Some(false),
                other => return Err(QuestionFault::Studying(other.to_owned())),
            },
            household: Household::AsNeeded,
            divorced: false,
            pension: false,
            pregnant: false,
            persons: None,
        };
        for extra in words
            .extra
            .split(';')
            .map(str::trim)
            .filter(|e| !e.is_empty())
        {
            question.extra(law, extra)?;
        }
        if question.further.len() >= MOST_CLAIMS {
            return Err(QuestionFault::TooMany);
        }
        Ok(question)
    }

    fn extra(&mut self, law: &Law, extra: &str) -> Result<(), QuestionFault> {
        match extra {
            "near_poor" => self.household = Household::NearPoor,
            "poor" => self.household = Household::Poor,
            "divorced" => self.divorced = true,
            "pension" => self.pension = true,
            "pregnant" => self.pregnant = true,
            _ => {
                if let Some(count) = extra.strip_prefix("persons=") {
                    self.persons = number(count).map_err(QuestionFault::Persons)?;
                    return Ok(());
                }
                let (text, own) = extra.split_once(':').unwrap_or((extra, ""));
                let level = level(own)?;
                let found = of_level(law, named(law, text)?, level.or(self.level));
                let Some(category) = found.single() else {
                    let codes = law.categories();
                    return Err(QuestionFault::Ambiguous {
                        text: text.to_owned(),
                        codes: found.iter().map(|i| codes.code(i).to_owned()).collect(),
                    });
                };
                self.further.push(Claim { category, level });
            }
        }
        Ok(())
    }

    /// What is due; where the category can mean several, any of them.
    pub fn answer(&self, law: &Law) -> Answer {
        let claims = self.claims(0);
        law.due_any(self.month, self.categories, &self.circumstances(&claims))
    }

    /// The single amounts behind the answer.
    pub fn explain(&self, law: &Law) -> Vec<Step> {
        let each = self.categories.iter().flat_map(|category| {
            let claims = self.claims(category);
            law.explain(self.month, &self.circumstances(&claims))
        });
        each.collect()
    }

    fn claims(&self, category: usize) -> Vec<Claim> {
        let asked = Claim {
            category,
            level: self.level,
        };
        let mut claims = vec![asked];
        claims.extend(&self.further);
        claims
    }

    fn circumstances<'a>(&self, claims: &'a [Claim]) -> Circumstances<'a> {
        Circumstances {
            claims,
            born: self.born,
            children: self.children,
            studying: self.studying,
            household: self.household,
            divorced: self.divorced,
            pension: self.pension,
            pregnant: self.pregnant,
            persons: self.persons,
        }
    }
}

fn named(law: &Law, text: &str) -> Result<Categories, QuestionFault> {
    match law.find_category(text) {
        Named::Found(found) => Ok(found),
        Named::Unknown(near) => Err(QuestionFault::Category {
            text: text.trim().to_owned(),
            near,
        }),
    }
}

/// Where the words leave the level open and it is told, only the category of that level.
fn of_level(law: &Law, found: Categories, level: Option<Level>) -> Categories {
    let of = |index: &usize| law.category(*index).and_then(|c| c.level) == level;
    match level {
        Some(_) if found.single().is_none() => {
            let narrowed = found.iter().filter(of).map(Categories::one);
            let narrowed = narrowed.fold(Categories::default(), Categories::or);
            if narrowed.is_empty() { found } else { narrowed }
        }
        _ => found,
    }
}

fn level(text: &str) -> Result<Option<Level>, QuestionFault> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    Level::from_code(text)
        .map(Some)
        .ok_or_else(|| QuestionFault::Level(text.to_owned()))
}

/// `2020-10`, or `10/2020` as clerks write it.
pub(super) fn month(text: &str) -> Result<Month, QuestionFault> {
    let text = text.trim();
    let slashed = || {
        let (month, year) = text.split_once('/')?;
        Month::new(year.parse().ok()?, month.parse().ok()?)
    };
    text.parse()
        .ok()
        .or_else(slashed)
        .ok_or_else(|| QuestionFault::Month(text.to_owned()))
}

/// `1938`, `1938-03`, `1938-03-21`, or the same with slashes as clerks write it.
fn born(text: &str) -> Result<Option<PartialDate>, QuestionFault> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let turned = text.rsplit('/').collect::<Vec<_>>().join("-");
    turned
        .parse()
        .map(Some)
        .map_err(|()| QuestionFault::Born(text.to_owned()))
}

pub(super) fn number(text: &str) -> Result<Option<u8>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| text.to_owned())
}
