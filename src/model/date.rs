//! Dates known only as far as somebody wrote them down: a year, a month or a day.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

use super::Month;

/// A calendar day, counted from 1 January of the year 1 (day 1).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// The day of a calendar date, if there is one.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(|d| Self(d.num_days_from_ce()))
    }

    /// Year, month and day of the month.
    pub fn ymd(self) -> (i32, u32, u32) {
        let date = NaiveDate::from_num_days_from_ce_opt(self.0).unwrap_or(NaiveDate::MIN);
        (date.year(), date.month(), date.day())
    }

    /// The month it lies in.
    pub fn month(self) -> Month {
        let (year, month, _) = self.ymd();
        Month(year * 12 + month as i32 - 1)
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (y, m, d) = self.ymd();
        write!(f, "{y:04}-{m:02}-{d:02}")
    }
}

/// A date as a range of days: `1938` is 1938-01-01 to 1938-12-31, `1938-03` a month, a full date
/// one day. Every comparison of two of them answers yes, no or unknown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    /// Earliest day possible.
    pub first: Day,
    /// Latest day possible.
    pub last: Day,
}

impl PartialDate {
    /// A full date, if the calendar has it.
    pub fn day(year: i32, month: u32, day: u32) -> Option<Self> {
        Day::from_ymd(year, month, day).map(Self::from)
    }

    /// A month of a year.
    pub fn month(month: Month) -> Option<Self> {
        let first = Day::from_ymd(month.year(), month.number(), 1)?;
        let next = month.plus(1);
        let last = Day(Day::from_ymd(next.year(), next.number(), 1)?.0 - 1);
        Some(Self { first, last })
    }

    /// A whole year.
    pub fn year(year: i32) -> Option<Self> {
        Some(Self {
            first: Day::from_ymd(year, 1, 1)?,
            last: Day::from_ymd(year, 12, 31)?,
        })
    }

    /// Whether the day is known.
    pub fn is_day(self) -> bool {
        self.first == self.last
    }

    /// Whether the month is known.
    pub fn is_month(self) -> bool {
        self.first.month() == self.last.month()
    }

    /// Earliest month possible.
    pub fn first_month(self) -> Month {
        self.first.month()
    }

    /// Latest month possible.
    pub fn last_month(self) -> Month {
        self.last.month()
    }

    /// Whether both can be the same day.
    pub fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// What is left when both are true of the same day; `None` if they contradict.
    pub fn intersect(self, other: Self) -> Option<Self> {
        self.overlaps(other).then(|| Self {
            first: self.first.max(other.first),
            last: self.last.min(other.last),
        })
    }

    /// How many days are possible.
    pub fn width(self) -> i32 {
        self.last.0 - self.first.0 + 1
    }

    /// As clerks write it: `21/03/1938`, `03/1938`, `1938`.
    pub fn slashed(self) -> String {
        let (y, m, d) = self.first.ymd();
        if self.is_day() {
            format!("{d:02}/{m:02}/{y}")
        } else if self.is_month() {
            format!("{m:02}/{y}")
        } else {
            format!("{y}")
        }
    }
}

impl From<Day> for PartialDate {
    fn from(day: Day) -> Self {
        Self {
            first: day,
            last: day,
        }
    }
}

impl fmt::Display for PartialDate {
    /// Only the precision known: `1938`, `1938-03`, `1938-03-21`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (y, m, d) = self.first.ymd();
        if self.is_day() {
            write!(f, "{y:04}-{m:02}-{d:02}")
        } else if self.is_month() {
            write!(f, "{y:04}-{m:02}")
        } else {
            write!(f, "{y:04}")
        }
    }
}

impl fmt::Debug for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for PartialDate {
    type Err = ();

    /// Reads the form it prints. How clerks write dates is `recognise`'s business.
    fn from_str(s: &str) -> Result<Self, ()> {
        let mut parts = s.split('-');
        let year = parts.next().ok_or(())?;
        if year.len() != 4 {
            return Err(());
        }
        let year: i32 = year.parse().map_err(drop)?;
        let month: Option<u32> = parts.next().map(str::parse).transpose().map_err(drop)?;
        let day: Option<u32> = parts.next().map(str::parse).transpose().map_err(drop)?;
        if parts.next().is_some() {
            return Err(());
        }
        match (month, day) {
            (Some(m), Some(d)) => Self::day(year, m, d),
            (Some(m), None) => Month::new(year, m).and_then(Self::month),
            _ => Self::year(year),
        }
        .ok_or(())
    }
}

impl serde::Serialize for PartialDate {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_prints_the_precision_it_was_read_with() {
        for text in ["1938", "1938-03", "1938-03-21", "2024-02-29"] {
            assert_eq!(text.parse::<PartialDate>().unwrap().to_string(), text);
        }
        for text in ["38", "1938-13", "2023-02-29", "1938-03-21-1", ""] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_year_and_a_day_within_it_narrow_each_other() {
        let year: PartialDate = "1938".parse().unwrap();
        let day: PartialDate = "1938-03-21".parse().unwrap();
        assert_eq!(year.intersect(day), Some(day));
        assert_eq!(year.intersect("1939".parse().unwrap()), None);
        assert_eq!(day.slashed(), "21/03/1938");
    }
}
