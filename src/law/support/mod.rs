//! Support that goes to a household (electricity) or a pupil (study): what is due on a ground for so many months. In:
//! the ground, the months paid for, the months on the list. Out: a [`Supported`], with the amounts that are right.

mod question;
mod read;

pub use question::SupportQuestion;

use super::answer::{Answer, Clauses, Why};
use super::entry::{Gives, GroundEntry};
use super::{ANYTHING, Clause, Law, Support};
use crate::model::{Due, Month, MonthRange, Span};

/// Whose support, for which months. Indices are those of [`Law::find_support`] and [`Law::ground`].
#[derive(Clone, Copy, Debug)]
pub struct SupportFor<'a> {
    /// Index of the support.
    pub support: usize,
    /// Indices of the grounds that hold; the best of them counts.
    pub grounds: &'a [usize],
    /// The months that it is paid for.
    pub months: MonthRange,
    /// The months on the list, where that was not all of them.
    pub listed: Option<MonthRange>,
    /// The most kWh used in a month, where known.
    pub kwh: Option<u32>,
}

/// What is due to a household or a pupil.
#[derive(Clone, Copy, Debug)]
pub struct Supported {
    /// What the law gives, before any rounding.
    pub answer: Answer,
    /// đồng by which a row may differ, because offices round differently.
    pub tolerance: i64,
}

impl Supported {
    /// The amounts that are right for a row, đồng: what the law gives, and what offices make of it by rounding.
    pub fn right(&self) -> Due {
        let mut right = Due::default();
        for span in self.answer.due.spans() {
            let slack = if span.most == 0 { 0 } else { self.tolerance };
            right.add(Span {
                least: (span.least - slack).max(0),
                most: span.most + slack,
            });
        }
        right
    }
}

/// What one month gives on the best ground.
#[derive(Clone, Copy)]
struct MonthDue {
    span: Span,
    /// Nothing if the household uses too much, and nobody knows whether it does.
    by_use: bool,
    clause: Clause,
    also: Clause,
    unread: Clause,
    why: Why,
}

impl Law {
    /// Electricity support or study support for one household or pupil.
    pub fn support(&self, asked: &SupportFor<'_>) -> Supported {
        let support = self.supports().get(asked.support);
        let tolerance = self.of_support(support, "tolerance", asked.months.first);
        Supported {
            answer: support.map_or_else(nothing, |support| self.support_due(support, asked)),
            tolerance: tolerance.map_or(0, |(value, _)| value.most),
        }
    }

    /// All kinds of support.
    pub fn supports(&self) -> &[Support] {
        &self.entries.supports
    }

    /// The first and last month of the period that a month lies in: the quarter, the school year.
    pub fn period(&self, support: usize, month: Month) -> MonthRange {
        let (begins, months) = self
            .supports()
            .get(support)
            .map_or((1, 1), |s| (i32::from(s.begins), i32::from(s.months)));
        let into = (month.0 - (begins - 1)).rem_euclid(months.max(1));
        let first = month.plus(-into);
        MonthRange {
            first,
            last: first.plus(months.max(1) - 1),
        }
    }

    /// Whether the law files have the money of a support in a month, and it is judged.
    pub fn supports_in(&self, support: usize, month: Month) -> bool {
        let support = self.supports().get(support);
        self.judges(month) && self.of_support(support, "month", month).is_some()
    }

    fn support_due(&self, support: &Support, asked: &SupportFor<'_>) -> Answer {
        let listed = asked.listed.unwrap_or(asked.months);
        let mut clauses = Clauses::default();
        let mut unread = Clause::NONE;
        let mut by_use = false;
        let mut why = None;
        let mut total = Span::default();
        let mut rest = asked.months.iter().peekable();
        while let Some(first) = rest.peek().copied() {
            let period = self.period(asked.support, first);
            let (mut sure, mut all) = (Vec::new(), Vec::new());
            while let Some(month) = rest.next_if(|month| period.contains(*month)) {
                if !self.supports_in(asked.support, month) {
                    return open();
                }
                let due = self.month_due(support, asked, month);
                clauses.push(due.clause);
                clauses.push(due.also);
                unread = unread.or(due.unread);
                by_use |= due.by_use;
                why = Some(match why {
                    None => due.why,
                    Some(Why::Rate | Why::OpenByLaw) if due.why == Why::OpenByLaw => due.why,
                    Some(why) => why,
                });
                if listed.contains(month) {
                    sure.push(due.span);
                    all.push(due.span);
                } else if support.whole_is_right {
                    all.push(due.span);
                    why = why.map(|_| Why::PartOfPeriod);
                }
            }
            let most = self.of_support(Some(support), "months_most", first);
            if let Some((figure, clause)) = most.filter(|(f, _)| (f.most as usize) < all.len()) {
                clauses.push(clause);
                for list in [&mut sure, &mut all] {
                    list.sort_unstable();
                }
                sure.truncate(figure.most as usize);
                all.drain(..all.len() - figure.most as usize);
            }
            total.least += sure.iter().map(|span| span.least).sum::<i64>();
            total.most += all.iter().map(|span| span.most).sum::<i64>();
        }
        let mut due = Due::between(total.least, total.most);
        if by_use && total.most > 0 {
            due.add(Span::default());
        }
        Answer {
            due,
            clauses,
            certain: unread == Clause::NONE && due.is_exact(),
            unread,
            why: match why {
                _ if by_use => Why::UseUnknown,
                Some(Why::Rate) if !due.is_exact() => Why::OpenByLaw,
                why => why.unwrap_or(Why::NoClaim),
            },
        }
    }

    /// The best that the grounds give in a month.
    fn month_due(&self, support: &Support, asked: &SupportFor<'_>, month: Month) -> MonthDue {
        let rate = self.of_support(Some(support), "month", month);
        let entries = self.entries.grounds.iter().filter(|entry| {
            entry.support == asked.support
                && asked.grounds.contains(&entry.ground)
                && entry.dated.in_force(month)
        });
        let best = entries
            .map(|entry| on_ground(entry, rate, asked.kwh))
            .max_by_key(|due| (due.span.most, due.span.least, !due.by_use));
        best.unwrap_or(MonthDue {
            span: Span::default(),
            by_use: false,
            clause: Clause::NONE,
            also: Clause::NONE,
            unread: Clause::NONE,
            why: Why::NotInForce,
        })
    }

    /// A figure of a support, least and most, with its clause; checked or not.
    fn of_support(
        &self,
        support: Option<&Support>,
        name: &str,
        month: Month,
    ) -> Option<(Rate, Clause)> {
        let figure = self.figure(&format!("{}.{name}", support?.code), month)?;
        let rate = Rate {
            least: figure.least,
            most: figure.most,
            checked: figure.checked,
        };
        Some((rate, figure.clause))
    }
}

/// A figure as it is used here.
#[derive(Clone, Copy)]
struct Rate {
    least: i64,
    most: i64,
    checked: bool,
}

fn on_ground(entry: &GroundEntry, rate: Option<(Rate, Clause)>, kwh: Option<u32>) -> MonthDue {
    let mut due = MonthDue {
        span: Span::default(),
        by_use: false,
        clause: entry.dated.clause,
        also: Clause::NONE,
        unread: entry.dated.unread(),
        why: Why::NotInForce,
    };
    let Some((rate, clause)) = rate else {
        return due;
    };
    due.why = match (entry.gives, entry.kwh_most, kwh) {
        (Gives::No, ..) => Why::Ground,
        (_, Some(most), Some(used)) if used > most => Why::TooMuchUse,
        (Gives::Open, ..) => Why::OpenByLaw,
        (Gives::Yes, ..) => Why::Rate,
    };
    if matches!(due.why, Why::Ground | Why::TooMuchUse) {
        return due;
    }
    due.by_use = entry.kwh_most.is_some() && kwh.is_none();
    due.also = clause;
    if !rate.checked {
        due.unread = due.unread.or(clause);
    }
    due.span = Span {
        least: if due.why == Why::OpenByLaw {
            0
        } else {
            rate.least
        },
        most: rate.most,
    };
    due
}

/// Outside the months that the law files reach.
fn open() -> Answer {
    Answer {
        due: Due::between(0, ANYTHING),
        clauses: Clauses::default(),
        certain: false,
        unread: Clause::NONE,
        why: Why::NotJudged,
    }
}

fn nothing() -> Answer {
    Answer {
        due: Due::exactly(0),
        clauses: Clauses::default(),
        certain: false,
        unread: Clause::NONE,
        why: Why::NoClaim,
    }
}
