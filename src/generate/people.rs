//! Names and id numbers of invented people.
//!
//! In: a birth and a sex. Out: a name by the frequencies of the settings, a number of valid shape
//! that agrees with both and that nobody else has.

use std::rc::Rc;

use crate::model::{PartialDate, Sex};

use super::maker::Maker;
use super::rows::{Who, Written};

/// How often a name is drawn anew before a second bearer is accepted.
const TRIES: usize = 30;

impl Maker<'_> {
    /// A person whom no list of the city pays.
    pub fn stranger(&mut self, least_age: i32, most_age: i32) -> Rc<Who> {
        let age = self.random.between(least_age, most_age);
        let month = self.random.between(0, 11);
        let born = self.day(self.months.last.plus(-12 * age - month), 1, 28);
        let sex = self.sex(50);
        Rc::new(self.who(born, sex, false))
    }

    /// A name that nobody of the commune has.
    pub fn fresh_name(&mut self, sex: Sex) -> Rc<str> {
        for _ in 0..TRIES {
            let name = self.name(sex);
            if self.taken.insert((name.clone(), 0)) {
                return name.into();
            }
        }
        self.name(sex).into()
    }

    /// A woman with this probability in a hundred.
    pub fn sex(&mut self, women: u32) -> Sex {
        if self.random.below(100) < women as usize {
            Sex::Female
        } else {
            Sex::Male
        }
    }

    /// Somebody of this birth and sex, with a name and a number.
    pub fn who(&mut self, born: PartialDate, sex: Sex, old_id: bool) -> Who {
        let year = born.first.ymd().0;
        let mut name = self.name(sex);
        let mut exact = !born.is_day();
        let mut tries = 0;
        while !self.taken.insert((name.clone(), year)) {
            tries += 1;
            if tries > TRIES {
                exact = true;
                break;
            }
            name = self.name(sex);
        }
        self.made += 1;
        let old_id = old_id || self.random.chance(0.15);
        let id = if old_id {
            self.old_number()
        } else {
            self.citizen_number(year, sex)
        };
        let commune = &self.settings.communes[self.commune];
        let village = if commune.ward {
            format!("Tổ {}", self.random.between(1, 30))
        } else {
            format!("Thôn {}", self.random.pick(&self.settings.hamlets))
        };
        Who {
            name,
            born: Written::Date(born),
            sex,
            id,
            commune: self.commune,
            village,
            exact,
        }
    }

    /// A name by the frequencies of the settings.
    pub fn name(&mut self, sex: Sex) -> String {
        let settings = self.settings;
        let i = usize::from(sex == Sex::Male);
        let surname = self.random.weighted(&settings.surnames);
        let middle = self.random.weighted(&settings.middles[i]);
        let given = self.random.weighted(&settings.given[i]);
        format!("{surname} {middle} {given}")
    }

    /// A name of four words that hardly anybody else has.
    pub fn rare_name(&mut self, sex: Sex) -> String {
        let settings = self.settings;
        let i = usize::from(sex == Sex::Male);
        let first = self.random.weighted(&settings.given[i]).clone();
        let second = self.random.weighted(&settings.given[1 - i]).clone();
        let surname = self.random.weighted(&settings.surnames);
        let middle = if sex == Sex::Female { "Thị" } else { "Văn" };
        format!("{surname} {middle} {second} {first}")
    }

    /// Twelve digits that agree with birth and sex and that nobody else has: the six last ones
    /// run through all their values before the code of the province changes.
    pub fn citizen_number(&mut self, year: i32, sex: Sex) -> String {
        let serial = mixed(self.made, self.seed, 1_000_000);
        let settings = self.settings;
        let round = (self.made / 1_000_000) as usize;
        let province = if round > 0 {
            &settings.other_provinces[(round - 1) % settings.other_provinces.len()]
        } else if self.random.chance(0.06) {
            self.random.pick(&settings.other_provinces)
        } else {
            &settings.province
        };
        let century = 2 * ((year - 1900) / 100);
        let digit = century.clamp(0, 8) + i32::from(sex == Sex::Female);
        format!("{province}{digit}{:02}{serial:06}", year.rem_euclid(100))
    }

    /// Nine digits that the person made last has on another paper, with nothing in them of any
    /// number above.
    pub fn second_number(&self) -> String {
        format!("16{:07}", mixed(19 * self.made, self.seed, 10_000_000))
    }

    fn old_number(&mut self) -> String {
        format!("15{:07}", mixed(self.made, self.seed, 10_000_000))
    }
}

/// The numbers below `size` in an order of the seed's, each once.
fn mixed(index: u64, seed: u64, size: u64) -> u64 {
    // Neither 2 nor 5 divides the factor, so that the product runs through every residue.
    (index % size * 387_421 + seed % size * 7_919) % size
}
