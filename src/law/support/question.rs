//! A question about electricity or study support in words, as `rasoat due` and its files of cases put it. In: texts.
//! Out: a [`SupportQuestion`] that can be answered, or what is wrong with it.

use super::{SupportFor, Supported};
use crate::law::question::{QuestionFault, Words, month, number};
use crate::law::{Ground, Law};
use crate::model::text::fold;
use crate::model::{Month, MonthRange};

/// A question about support that can be answered.
#[derive(Clone, Debug)]
pub struct SupportQuestion {
    /// Index of the support.
    pub support: usize,
    /// The months paid for.
    pub months: MonthRange,
    grounds: Vec<usize>,
    from: Option<Month>,
    to: Option<Month>,
    kwh: Option<u32>,
}

impl Law {
    /// The support that a text names by its code or another word for it.
    pub fn find_support(&self, text: &str) -> Option<usize> {
        let wanted = fold(text);
        self.supports().iter().position(|support| {
            let names = [&support.code, &support.vi, &support.en];
            let mut names = names.into_iter().chain(&support.names);
            names.any(|name| fold(name) == wanted)
        })
    }

    /// The ground of a support that a text names by its code or another word for it.
    pub fn ground(&self, support: usize, text: &str) -> Option<usize> {
        let wanted = fold(text);
        let grounds = &self.supports().get(support)?.grounds;
        grounds.iter().position(|ground| {
            let names = [&ground.code, &ground.vi, &ground.en];
            let mut names = names.into_iter().chain(&ground.names);
            names.any(|name| fold(name) == wanted)
        })
    }
}

impl SupportQuestion {
    /// Understands the words of a question about `support`.
    ///
    /// # Errors
    /// What cannot be understood, the first of it.
    pub fn read(law: &Law, support: usize, words: &Words<'_>) -> Result<Self, QuestionFault> {
        let mut question = Self {
            support,
            months: months(words.month)?,
            grounds: Vec::new(),
            from: None,
            to: None,
            kwh: None,
        };
        let extras = words.extra.split(';').map(str::trim);
        for extra in extras.filter(|extra| !extra.is_empty()) {
            question.extra(law, extra)?;
        }
        if question.grounds.is_empty() {
            return Err(QuestionFault::NoGround(codes(law, support)));
        }
        let first = question.months.first;
        match law.first_month() {
            Some(from) if first < from => Err(QuestionFault::BeforeLaw {
                month: first,
                first: from,
            }),
            _ => Ok(question),
        }
    }

    fn extra(&mut self, law: &Law, extra: &str) -> Result<(), QuestionFault> {
        let (key, value) = extra.split_once('=').unwrap_or((extra, ""));
        match key.trim() {
            "kwh" => {
                let kwh = value.trim().parse();
                self.kwh = Some(kwh.map_err(|_| QuestionFault::Kwh(value.to_owned()))?);
            }
            "months" => {
                let count = number(value).map_err(QuestionFault::Months)?;
                let count = count.filter(|count| (1..=12).contains(count));
                let count = count.ok_or_else(|| QuestionFault::Months(value.to_owned()))?;
                self.months.last = self.months.first.plus(i32::from(count) - 1);
            }
            "from" => self.from = Some(month(value)?),
            "to" => self.to = Some(month(value)?),
            _ => match law.ground(self.support, extra) {
                Some(ground) => self.grounds.push(ground),
                None => {
                    return Err(QuestionFault::Ground {
                        text: extra.to_owned(),
                        codes: codes(law, self.support),
                    });
                }
            },
        }
        Ok(())
    }

    /// The grounds named.
    pub fn grounds<'a>(&'a self, law: &'a Law) -> impl Iterator<Item = &'a Ground> {
        let all = law.supports().get(self.support).map(|s| &s.grounds);
        self.grounds
            .iter()
            .filter_map(move |index| all?.get(*index))
    }

    /// What is due.
    pub fn answer(&self, law: &Law) -> Supported {
        let listed = MonthRange {
            first: self.from.unwrap_or(self.months.first),
            last: self.to.unwrap_or(self.months.last),
        };
        law.support(&SupportFor {
            support: self.support,
            grounds: &self.grounds,
            months: self.months,
            listed: Some(listed),
            kwh: self.kwh,
        })
    }
}

fn codes(law: &Law, support: usize) -> Vec<String> {
    let grounds = law.supports().get(support).map(|s| s.grounds.iter());
    grounds
        .into_iter()
        .flatten()
        .map(|g| g.code.clone())
        .collect()
}

/// One month, or a quarter written `2020-Q4` or `IV/2020`.
fn months(text: &str) -> Result<MonthRange, QuestionFault> {
    if let Some(first) = quarter(text) {
        return Ok(MonthRange {
            first,
            last: first.plus(2),
        });
    }
    month(text).map(|month| MonthRange {
        first: month,
        last: month,
    })
}

fn quarter(text: &str) -> Option<Month> {
    const ROMAN: [&str; 4] = ["I", "II", "III", "IV"];
    let text = text.trim().to_uppercase();
    if let Some((year, number)) = text.split_once("-Q") {
        let number: u32 = number.parse().ok().filter(|n| (1..=4).contains(n))?;
        return Month::new(year.parse().ok()?, number * 3 - 2);
    }
    let (number, year) = text.split_once('/')?;
    let number = number.trim_start_matches("QUÝ").trim();
    let index = ROMAN.iter().position(|roman| *roman == number)? as u32;
    Month::new(year.trim().parse().ok()?, index * 3 + 1)
}
