//! Lists about households and pupils: what title and groups say of every row, and the time that a row is
//! for.
//!
//! In: the list's title and the row as far as its cells tell. Out: kind, ground and school put where the cells
//! leave them open; quarters, school years and terms turned into months.

use super::Typist;
use crate::model::text::fold;
use crate::model::{HouseholdKinds, Key, Month, PartialDate, Role, Row, Seat};
use crate::read::Value;
use crate::recognise::context::Context;
use crate::recognise::skip::Ruling;
use crate::recognise::values::{MonthSpan, month_span, plain};
use crate::recognise::words::{Field, Words, word_at};

/// Whether lists of a role are about households or pupils.
pub fn is_of_homes(role: Role) -> bool {
    matches!(role, Role::Households | Role::Electricity | Role::Pupils)
}

/// What such a list says of all its rows.
#[derive(Clone, Debug, Default)]
pub struct HomeList {
    /// The one kind of household that sheet or title name, in their words.
    kind: String,
    /// The school that title or sheet name.
    school: String,
    /// The school year or term that it is for.
    study: Option<MonthSpan>,
    /// The year that a list of households is made for.
    year: Option<i32>,
    /// The quarter that a sheet's or a file's name tells in short (`Q1.2020`), or the half of a year that a title does.
    quarter: Option<MonthSpan>,
    /// The money is what fees come to.
    fees: bool,
}

impl HomeList {
    /// Of a list of this role.
    pub fn new(role: Role, context: &Context, words: &Words) -> Self {
        if !is_of_homes(role) {
            return Self::default();
        }
        let around = [context.sheet.as_str(), context.file.as_str()];
        let lines = || context.lines.iter().map(String::as_str);
        let texts = || lines().chain(around);
        let one = |text: &&str| (words.household_kinds(text).0 & KINDS).is_power_of_two();
        // The sheet is closer than the title of a whole file.
        let mut by_closeness = around[..1].iter().copied().chain(lines()).chain(around);
        let titled = texts().map(|t| words.household_kinds(t).0 & KINDS);
        let several = lines().any(|t| (words.household_kinds(t).0 & KINDS).count_ones() > 1);
        let sheet_tells = one(&around[0]);
        let kind = if several && !sheet_tells {
            None
        } else {
            by_closeness.find(one)
        };
        let alone = titled.fold(0, |all, kinds| all | kinds).is_power_of_two() || sheet_tells;
        let school = |text: &&str| words.values.homes.school.begins(&fold(text)).is_some();
        let mut schools = lines().map(after_office).chain(around);
        let fees = texts().any(|t| words.values.homes.fees.within(&fold(t)));
        let study = texts().any(|t| words.values.homes.study.within(&fold(t)));
        Self {
            kind: kind.filter(|_| alone).unwrap_or_default().to_owned(),
            school: schools.find(school).unwrap_or_default().to_owned(),
            study: study_span(texts()),
            year: texts().find_map(told_year),
            quarter: texts()
                .find_map(|text| half_year(text, context.year, words))
                .or_else(|| {
                    let mut names = around.into_iter();
                    names.find_map(|name| short_quarter(name, context.year))
                }),
            fees: fees && !study,
        }
    }
}

/// Kinds that a title may give to all rows.
const KINDS: u8 = HouseholdKinds::POOR | HouseholdKinds::NEAR_POOR | HouseholdKinds::POLICY;

/// `PHÒNG GD&ĐT – TRƯỜNG TH KỲ BÁ`: what stands behind the office.
fn after_office(line: &str) -> &str {
    let last = line.rsplit(['–', '-', ':']).next().unwrap_or(line).trim();
    if last.is_empty() { line } else { last }
}

/// The year a list of households is for: `năm 2020`, `năm 2019 (rà soát cuối năm 2018)`. A review at the end of a
/// year makes the list of the next.
fn told_year(line: &str) -> Option<i32> {
    let folded = fold(line);
    let mut last_review = None;
    for (at, _) in folded.match_indices("nam ") {
        let rest = folded.get(at + 4..)?;
        let figures = rest.split(' ').next().unwrap_or("");
        let year: Option<i32> = (figures.len() == 4).then(|| figures.parse().ok()).flatten();
        let Some(year) = year.filter(|y| (2000..=2100).contains(y)) else {
            continue;
        };
        let before = folded.get(..at).unwrap_or("").trim_end();
        let dated = before.rsplit(' ').take(2).any(|w| w == "thang");
        if dated {
            continue;
        }
        if before.ends_with("cuoi") {
            last_review = last_review.or(Some(year + 1));
            continue;
        }
        return Some(year);
    }
    last_review
}

/// Months of a quarter, and of half a year.
const QUARTER: i32 = 3;
const HALF: i32 = 6;

/// First month of a school year, and the months of its terms as schools count them.
const SCHOOL_BEGINS: u32 = 9;
const FIRST_TERM: u8 = 4;
const SECOND_TERM: u8 = 5;

/// The months of `Học kỳ I năm học 2020-2021`, of a whole school year where no term is told.
fn study_span<'a>(texts: impl Iterator<Item = &'a str>) -> Option<MonthSpan> {
    let (mut first_year, mut term) = (None, None);
    for text in texts {
        let folded = fold(text);
        let words: Vec<&str> = folded.split(' ').collect();
        let number = |word: Option<&&str>| match word.copied() {
            Some("i" | "1") => Some(1),
            Some("ii" | "2") => Some(2),
            _ => None,
        };
        for (at, word) in words.iter().enumerate() {
            let found = match *word {
                "hk1" | "hki" => Some(1),
                "hk2" | "hkii" => Some(2),
                "hk" => number(words.get(at + 1)),
                "ky" if at > 0 && words.get(at - 1) == Some(&"hoc") => number(words.get(at + 1)),
                _ => None,
            };
            term = term.or(found);
        }
        let told = word_at(&folded, "nam hoc").is_some()
            || word_at(&folded, "nh").is_some()
            || term.is_some();
        let mut pairs = words.windows(2).filter_map(|pair| {
            let [a, b] = pair else { return None };
            let year: i32 = a.parse().ok().filter(|y| (2000..=2100).contains(y))?;
            let next: i32 = b.parse().ok()?;
            (next == year + 1 || next == (year + 1) % 100).then_some(year)
        });
        if told && first_year.is_none() {
            first_year = pairs.next();
        }
    }
    let begins = Month::new(first_year?, SCHOOL_BEGINS)?;
    Some(match term {
        Some(1) => MonthSpan {
            first: begins,
            count: FIRST_TERM,
        },
        Some(_) => MonthSpan {
            first: begins.plus(i32::from(FIRST_TERM)),
            count: SECOND_TERM,
        },
        None => MonthSpan {
            first: begins,
            count: FIRST_TERM + SECOND_TERM,
        },
    })
}

/// `Q1`, `Q3 2020`, `dien q2` in a name of a sheet or file.
fn short_quarter(name: &str, year: Option<i32>) -> Option<MonthSpan> {
    let folded = fold(name);
    let mut words = folded.split(' ').map(|word| word.strip_prefix('q'));
    let number = words.find_map(|number| number.filter(|n| matches!(*n, "1" | "2" | "3" | "4")))?;
    month_span(&format!("quý {number}"), year)
}

/// `6 tháng cuối năm 2020`: the months of half a year.
fn half_year(text: &str, year: Option<i32>, words: &Words) -> Option<MonthSpan> {
    let folded = fold(text);
    let halves = &words.values.homes.halves;
    let half = halves.iter().position(|half| half.within(&folded))?;
    let year = told_year(text).or(year)?;
    Some(MonthSpan {
        first: Month::new(year, 1)?.plus(HALF * i32::try_from(half).ok()?),
        count: HALF as u8,
    })
}

/// `Quý 9/2020`: no quarter that there is. The quarter of that month is the likeliest.
fn no_quarter(text: &str, year: Option<i32>, words: &Words) -> Option<MonthSpan> {
    let folded = fold(text);
    let (word, rest) = folded.split_at_checked(folded.find(|c: char| !c.is_alphabetic())?)?;
    if !words.values.homes.quarter.is(word) {
        return None;
    }
    let mut words = rest.trim_start().split(' ');
    let number = words.next()?;
    let number: u32 = number.parse().ok().filter(|n| (5..=12).contains(n))?;
    let told = words.find_map(|word| word.parse().ok().filter(|y| (2000..=2100).contains(y)));
    let month = Month::new(told.or(year)?, number)?;
    Some(MonthSpan {
        first: month.plus(-month.0.rem_euclid(QUARTER)),
        count: QUARTER as u8,
    })
}

/// `Quý I/2020`, `I/2020`, `3`: the months of a quarter.
fn quarter(text: &str, year: Option<i32>) -> Option<MonthSpan> {
    let bare = plain(text);
    let bare = bare.trim();
    // `2020-Q3`: the year first.
    if let Some((first, number)) = bare.split_once('q')
        && let Ok(first) = first
            .trim_matches(|c: char| !c.is_ascii_digit())
            .parse::<i32>()
    {
        return month_span(
            &format!(
                "quý {}/{first}",
                number.trim_matches(|c: char| !c.is_ascii_digit())
            ),
            year,
        );
    }
    let is_number = bare.starts_with(|c: char| matches!(c, '1'..='4' | 'i' | 'q'));
    let rest = bare
        .strip_prefix('q')
        .filter(|r| r.starts_with(|c: char| c.is_ascii_digit() || c == 'i'));
    let told = rest.unwrap_or(bare);
    let roman_or_one = told
        .split(['/', '-', ' ', '.'])
        .next()
        .is_some_and(|n| matches!(n, "1" | "2" | "3" | "4" | "i" | "ii" | "iii" | "iv"));
    if is_number && roman_or_one {
        return month_span(&format!("quý {told}"), year);
    }
    month_span(text, year)
}

impl Typist<'_, '_> {
    /// A mark in a column headed by a kind of household.
    pub(super) fn kind_mark(&self, kind: u8, value: Value<'_>, row: &mut Row) {
        let values = &self.list.words.values;
        let marked = match value {
            Value::Text(text) => {
                let folded = fold(text);
                !text.trim().is_empty() && !values.unpaid.is(&folded) && text.trim() != "-"
            }
            Value::Number(n) => n != 0.0,
            Value::Bool(b) => b,
            _ => false,
        };
        if !marked {
            return;
        }
        let word = match kind {
            HouseholdKinds::POOR => "hộ nghèo",
            HouseholdKinds::NEAR_POOR => "hộ cận nghèo",
            HouseholdKinds::POLICY => "hộ chính sách",
            HouseholdKinds::ORPHAN => "mồ côi",
            _ => "khuyết tật",
        };
        let key = self.kind_key();
        if let Some((_, text)) = row.others.iter_mut().find(|(k, _)| *k == key) {
            text.push_str(", ");
            text.push_str(word);
        } else {
            row.others.push((key, word.to_owned()));
        }
    }

    fn kind_key(&self) -> Key {
        if self.list.plan.role == Role::Pupils {
            Key::Ground
        } else {
            Key::HouseholdKind
        }
    }

    /// What the list and its groups say of a row, and the months that it is for.
    pub(super) fn home(&mut self, ruling: &Ruling, row: &mut Row) {
        let list = self.list;
        let key = self.kind_key();
        let tells = |text: &str| list.words.household_kinds(text) != HouseholdKinds::default();
        if row.other(key).trim().is_empty() {
            let kind = [&ruling.kind, &list.home.kind]
                .into_iter()
                .find(|text| tells(text));
            row.others.retain(|(k, _)| *k != key);
            row.others.extend(kind.map(|text| (key, text.clone())));
        }
        row.household_kinds = list.words.household_kinds(row.other(key));
        if row.household_kinds.0 == 0 && row.other(key).trim().is_empty() {
            row.household_kinds = list.words.household_kinds(&row.note);
        }
        let relation = fold(row.other(Key::Relation));
        if !relation.is_empty() {
            let head = &list.words.values.homes.head;
            row.seat = if head.begins(&relation).is_some() {
                Seat::Head
            } else {
                Seat::Member
            };
        }
        if !row.other(Key::Kwh).is_empty() {
            row.kwh_months = self.kwh_months();
        }
        match list.plan.role {
            Role::Households => {
                self.noted(row);
                if let Some(year) = list.home.year.filter(|_| list.month.is_none()) {
                    row.month = Month::new(year, 1);
                    row.months = 12;
                } else if let Some(month) = ruling.month.or(list.month) {
                    row.month = Some(month.first);
                    row.months = 0;
                }
            }
            Role::Electricity => {
                let (cell, year) = (row.other(Key::Quarter), list.latest_year());
                let open = no_quarter(cell, year, list.words);
                row.month_open = open.is_some();
                let cell = row.other(Key::Quarter);
                let told = open.or_else(|| half_year(cell, year, list.words));
                let told = told.or_else(|| quarter(cell, year).filter(|_| !cell.is_empty()));
                let told = told.or(list.home.quarter.filter(|_| row.month.is_none()));
                if let Some(span) = told {
                    (row.month, row.months) = (Some(span.first), span.count);
                }
            }
            _ => self.pupil(ruling, row),
        }
    }

    /// Months that the header of the use of electricity says it is of.
    fn kwh_months(&self) -> Option<u8> {
        let list = self.list;
        let words = &list.words.values.homes;
        let is_use = |column: u32| {
            let slot = list.plan.slot(column);
            slot.is_some_and(|slot| slot.field == Field::Key(Key::Kwh))
        };
        let mut labels = list.labels.iter().filter(|(column, _)| is_use(*column));
        labels.find_map(|(_, label)| {
            match (words.by_month.within(label), words.by_quarter.within(label)) {
                (true, false) => Some(1),
                (false, true) => Some(QUARTER as u8),
                _ => None,
            }
        })
    }

    /// What a note tells of the months on the list: `Thoát nghèo từ tháng 7/2020`.
    fn noted(&self, row: &mut Row) {
        let values = &self.list.words.values.homes;
        let folded = fold(&row.note);
        let year = self.list.home.year.or(self.list.latest_year());
        let Some(span) = month_span(&row.note, year).filter(|_| !folded.is_empty()) else {
            return;
        };
        let first = PartialDate::month(span.first);
        if values.through.within(&folded) {
            row.until = Some(span.last().plus(1));
        } else if values.ended.within(&folded) {
            row.until = Some(span.first);
        } else if values.entered.within(&folded) {
            row.from = row.from.or(first);
        }
    }

    fn pupil(&self, ruling: &Ruling, row: &mut Row) {
        let list = self.list;
        if row.other(Key::School).trim().is_empty() {
            let school = [&ruling.school, &list.home.school]
                .into_iter()
                .find(|s| !s.is_empty());
            row.others.retain(|(k, _)| *k != Key::School);
            row.others.extend(school.map(|s| (Key::School, s.clone())));
        }
        let school = row.other(Key::School).trim();
        if !school.is_empty() {
            row.school = list.words.values.homes.school_key(school);
        }
        let cell = row.other(Key::Quarter).to_owned();
        let told = study_span(std::iter::once(cell.as_str())).or_else(|| {
            let year = list.home.study.map(|s| s.first.year());
            let year = year.map(|y| format!("năm học {y}-{}", y + 1));
            year.filter(|_| !cell.is_empty())
                .and_then(|year| study_span([cell.as_str(), &year].into_iter()))
        });
        let by_month = row.month.is_some() && list.plan.has(Key::Month);
        if let Some(span) = told.or(list.home.study).filter(|_| !by_month) {
            (row.month, row.months) = (Some(span.first), span.count);
        }
        if let Some(counted) = row.counted.filter(|n| *n > 0) {
            row.within = if by_month { 0 } else { row.months };
            row.months = counted;
        }
        if list.home.fees && !list.plan.has(Key::Regular) {
            // What fees come to is no support for the cost of study.
            row.fees = row.fees.or(row.amount.take());
        }
    }
}
