//! Citizen numbers: nine digits (CMND) or twelve (CCCD, số định danh), and what the digits of the
//! twelve say about their holder.

use std::fmt;
use std::str::FromStr;

use super::{PartialDate, Sex};

/// A number of nine or twelve digits, zeros kept.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdNumber {
    digits: u64,
    twelve: bool,
}

impl IdNumber {
    /// From exactly nine or twelve digits.
    pub fn from_digits(text: &str) -> Option<Self> {
        if !text.bytes().all(|b| b.is_ascii_digit()) || !matches!(text.len(), 9 | 12) {
            return None;
        }
        Some(Self {
            digits: text.parse().ok()?,
            twelve: text.len() == 12,
        })
    }

    /// Whether it is a twelve-digit citizen number, whose digits tell birth and sex.
    pub fn is_citizen_number(self) -> bool {
        self.twelve
    }

    /// The first three digits of a twelve-digit number: the province where the birth was registered.
    pub fn province(self) -> Option<u32> {
        self.twelve.then_some((self.digits / 1_000_000_000) as u32)
    }

    /// The sex that a twelve-digit number tells.
    pub fn sex(self) -> Option<Sex> {
        self.twelve.then(|| {
            if self.century_digit().is_multiple_of(2) {
                Sex::Male
            } else {
                Sex::Female
            }
        })
    }

    /// The birth year that a twelve-digit number tells.
    pub fn birth_year(self) -> Option<i32> {
        self.twelve.then(|| {
            let century = 1900 + 100 * (self.century_digit() / 2) as i32;
            century + (self.digits / 1_000_000 % 100) as i32
        })
    }

    /// Whether its digits agree with a birth and a sex as far as these are known; `None` for a
    /// nine-digit number, which tells nothing.
    pub fn agrees_with(self, born: Option<PartialDate>, sex: Option<Sex>) -> Option<bool> {
        let year = self.birth_year()?;
        let year_fits = born.is_none_or(|b| b.first.ymd().0 <= year && year <= b.last.ymd().0);
        Some(year_fits && sex.is_none_or(|s| Some(s) == self.sex()))
    }

    fn century_digit(self) -> u64 {
        self.digits / 100_000_000 % 10
    }
}

impl fmt::Display for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.twelve {
            write!(f, "{:012}", self.digits)
        } else {
            write!(f, "{:09}", self.digits)
        }
    }
}

impl fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for IdNumber {
    type Err = ();
    fn from_str(s: &str) -> Result<Self, ()> {
        Self::from_digits(s).ok_or(())
    }
}

impl serde::Serialize for IdNumber {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

/// What became of the id cell of a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash, PartialOrd, Ord)]
pub enum IdState {
    /// The cell is empty or there is no such column.
    #[default]
    Absent,
    /// Nine or twelve digits as typed (separators aside).
    Fine,
    /// Excel had dropped leading zeros; they were put back.
    ZeroRestored,
    /// Letters within.
    Letters,
    /// Neither nine nor twelve digits, and no zero explains it.
    WrongLength,
    /// Twelve digits whose first three are no province.
    UnknownProvince,
    /// Written as 3.4E+10: the digits are gone.
    Lost,
    /// A filler such as 000000000 or 123456789.
    Filler,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twelve_digits_tell_sex_and_year() {
        let id: IdNumber = "034138001234".parse().unwrap();
        assert_eq!(id.to_string(), "034138001234");
        assert_eq!((id.sex(), id.birth_year()), (Some(Sex::Female), Some(1938)));
        assert_eq!(
            "034203001234".parse::<IdNumber>().unwrap().birth_year(),
            Some(2003)
        );
        let born = "1938-03".parse().ok();
        assert_eq!(id.agrees_with(born, Some(Sex::Female)), Some(true));
        assert_eq!(id.agrees_with(born, Some(Sex::Male)), Some(false));
        assert_eq!(
            "012345678"
                .parse::<IdNumber>()
                .unwrap()
                .agrees_with(born, None),
            None
        );
        assert!("12345678901".parse::<IdNumber>().is_err());
    }
}
