//! paid − due of everybody, counted from the rows of a city alone: the simplest settlement that the
//! documents allow. The tests hold the truth against it.

use std::collections::BTreeMap;

use crate::model::{Level, Month, MonthRange, PartialDate};

use super::rows::{AbsenceRow, Case, CertificateRow, DeathRow, PayRow, RollRow, Who};
use super::settings::Settings;

/// A person across all lists.
pub fn key(who: &Who) -> String {
    format!("{} {} {:?}", who.name.to_lowercase(), who.id, who.born)
}

/// What all lists say about one person.
#[derive(Default)]
pub struct Person<'a> {
    paid: Vec<&'a PayRow>,
    roll: Vec<&'a RollRow>,
    deaths: Vec<&'a DeathRow>,
    absences: Vec<&'a AbsenceRow>,
    certificates: Vec<&'a CertificateRow>,
    pensioner: bool,
}

/// paid − due of everybody, counted from the rows: the simplest settlement that the documents
/// allow, without a month for each difference.
pub struct Count<'a> {
    /// What the city is made of.
    pub settings: &'a Settings,
    /// All rows.
    pub all: &'a Case,
    /// The months of the ledgers.
    pub months: MonthRange,
}

impl Count<'_> {
    /// Everybody by [`key`].
    pub fn people(&self) -> BTreeMap<String, Person<'_>> {
        let all = self.all;
        let mut people: BTreeMap<String, Person> = BTreeMap::new();
        for row in &all.ledger {
            people.entry(key(&row.who)).or_default().paid.push(row);
        }
        for row in &all.roll {
            people.entry(key(&row.who)).or_default().roll.push(row);
        }
        for row in &all.deaths {
            people.entry(key(&row.who)).or_default().deaths.push(row);
        }
        for row in all.absences.iter().filter(|a| a.kind.ends_right()) {
            people.entry(key(&row.who)).or_default().absences.push(row);
        }
        for row in &all.certificates {
            let person = people.entry(key(&row.who)).or_default();
            person.certificates.push(row);
        }
        for row in &all.pensions {
            people.entry(key(&row.who)).or_default().pensioner = true;
        }
        people
    }

    /// Least and most that a row's category gives in a month, by birth, certificate and pension.
    fn by_law(&self, person: &Person, row: &RollRow, m: Month) -> (i64, i64) {
        let profiles = &self.settings.profiles;
        let mut profile = &profiles[row.profile.unwrap()];
        if profile.level().is_some() {
            let in_force = person.certificates.iter().max_by_key(|c| c.issued);
            match in_force.map(|c| c.level) {
                Some(Level::Mild) => return (0, 0),
                Some(Level::Severe) => {
                    profile = &profiles[self.settings.profile("disabled_severe")];
                }
                _ => {}
            }
        }
        let extreme = |name: &str| {
            let certified = self.all.certificates.iter();
            let here = |c: &&CertificateRow| c.who.commune == row.who.commune;
            let mut certified = certified.filter(here).filter(|c| c.who.name == name);
            certified.any(|c| c.level == Level::Extreme)
        };
        let excluded = (profile.code == "care_household" && !extreme(&row.cared_for))
            || (profile.code == "elderly80" && person.pensioner);
        if excluded {
            return (0, 0);
        }
        let Some(born) = row.who.born.date() else {
            let amount = self.settings.amount(profile.rate_near(40, row.children));
            return (amount, amount);
        };
        let amount = |born: Month, m: Month| {
            let age = (m.0 - born.0).div_euclid(12).clamp(0, 120);
            let rate = profile.rate(age, row.children).unwrap_or(0);
            self.settings.amount(rate)
        };
        // In the month of a birthday the amounts before and after it are both right.
        let before = amount(born.last_month(), m.plus(-1));
        let after = amount(born.first_month(), m);
        let at_22 = (m.0 - born.last_month().0).div_euclid(12) == 22;
        if profile.code == "studying16to22" && at_22 {
            return (0, self.settings.amount(profile.rate_near(21, 0)));
        }
        (before.min(after), before.max(after))
    }

    /// Least and most due to a person in a month, where `paid` was paid.
    fn due(&self, person: &Person, m: Month, paid: i64) -> (i64, i64) {
        if person.deaths.iter().any(|d| m > d.died.last_month()) {
            return (0, 0);
        }
        let open = person.deaths.iter().any(|d| m > d.died.first_month());
        let single = self.settings.profile("single_parent");
        let (mut highest, mut besides, mut active) = ((0, 0), (0, 0), false);
        for row in &person.roll {
            let began = row.from.is_none_or(|from| from <= m);
            if !began || row.until.is_some_and(|until| m >= until) {
                continue;
            }
            active = true;
            let (mut least, mut most) = self.by_law(person, row, m);
            let here = person.absences.iter();
            for away in here.filter(|a| a.who.commune == row.who.commune) {
                let back = away.to.map(PartialDate::first_month);
                if m > away.from.last_month() && back.is_none_or(|back| m <= back) {
                    least = 0;
                    most = if back == Some(m) { most } else { 0 };
                }
            }
            if row.profile == Some(single) {
                besides = (besides.0.max(least), besides.1.max(most));
            } else {
                highest = (highest.0.max(least), highest.1.max(most));
            }
        }
        let elsewhere = |r: &&PayRow| {
            let on_roll = person.roll.iter().any(|l| l.who.commune == r.who.commune);
            r.month == m && !on_roll
        };
        if !active && person.paid.iter().any(elsewhere) {
            return (0, paid);
        }
        let due = (highest.0 + besides.0, highest.1 + besides.1);
        if open { (0, due.1) } else { due }
    }

    /// paid − due over all months, đồng.
    pub fn balance(&self, person: &Person) -> i64 {
        let benefit = |r: &&&PayRow| r.profile.is_some() && !r.unclaimed;
        let paid: i64 = person.paid.iter().filter(benefit).map(|r| r.sum()).sum();
        let in_month = |m: Month| -> i64 {
            let rows = person.paid.iter().filter(benefit);
            rows.filter(|r| r.month == m).map(|r| r.regular).sum()
        };
        if !person.roll.is_empty() {
            let due = self.months.iter().map(|m| {
                let paid = in_month(m);
                let (least, most) = self.due(person, m, paid);
                paid.clamp(least, most)
            });
            return paid - due.sum::<i64>();
        }
        let explained = !person.deaths.is_empty() || !person.absences.is_empty();
        if in_month(self.months.last) > 0 && !explained {
            return paid;
        }
        // Who is on no roll may rightly have left before; only what came after is too much.
        let gone = |m: &Month| {
            person.deaths.iter().any(|d| *m > d.died.last_month())
                || person.absences.iter().any(|a| *m > a.from.last_month())
        };
        self.months.iter().filter(gone).map(in_month).sum()
    }
}
