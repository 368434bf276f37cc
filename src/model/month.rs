//! A calendar month as a count, so that "the month after" and "three months running" are sums.

use std::fmt;
use std::str::FromStr;

/// A month, counted from January of the year 0. Arithmetic is in whole months.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Month(pub i32);

impl Month {
    /// The month of a calendar year; `month` is 1 to 12, anything else gives `None`.
    pub fn new(year: i32, month: u32) -> Option<Self> {
        ((1..=12).contains(&month) && (1..=9999).contains(&year))
            .then(|| Self(year * 12 + month as i32 - 1))
    }

    /// Calendar year.
    pub fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// Month of the year, 1 to 12.
    pub fn number(self) -> u32 {
        self.0.rem_euclid(12) as u32 + 1
    }

    /// This month moved by `months` (negative: back).
    #[must_use]
    pub fn plus(self, months: i32) -> Self {
        Self(self.0 + months)
    }

    /// As clerks write it: `8/2020`.
    pub fn slashed(self) -> String {
        format!("{}/{}", self.number(), self.year())
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.number())
    }
}

impl fmt::Debug for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Month {
    type Err = ();

    /// Reads `2020-10`.
    fn from_str(s: &str) -> Result<Self, ()> {
        let (year, month) = s.split_once('-').ok_or(())?;
        if year.len() != 4 || month.len() != 2 {
            return Err(());
        }
        let (year, month) = (year.parse().map_err(drop)?, month.parse().map_err(drop)?);
        Self::new(year, month).ok_or(())
    }
}

impl serde::Serialize for Month {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

/// The months from `first` to `last`, both included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MonthRange {
    /// First month.
    pub first: Month,
    /// Last month.
    pub last: Month,
}

impl MonthRange {
    /// Whether the month lies within.
    pub fn contains(self, month: Month) -> bool {
        self.first <= month && month <= self.last
    }

    /// The months in order.
    pub fn iter(self) -> impl Iterator<Item = Month> {
        (self.first.0..=self.last.0).map(Month)
    }

    /// How many months; 0 where `last` is before `first`.
    pub fn len(self) -> usize {
        (self.last.0 - self.first.0 + 1).max(0) as usize
    }

    /// Whether there is no month in it.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_count_over_the_turn_of_the_year() {
        let december: Month = "2020-12".parse().unwrap();
        assert_eq!(december.plus(1).to_string(), "2021-01");
        assert_eq!(december.plus(-12).to_string(), "2019-12");
        assert_eq!(december.slashed(), "12/2020");
        assert!("2020-13".parse::<Month>().is_err());
        assert!("20-01".parse::<Month>().is_err());
    }
}
