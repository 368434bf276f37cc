//! Dates as clerks write them; day before month always.

use super::{Read, month, plain};
use crate::model::{Month, NoteKind, PartialDate};
use crate::read::Value;

/// What the date is of, which decides the century of `5/6/40` and what is a filler.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DateUse {
    /// A birth: never after the list.
    Birth,
    /// Something recent: a death, an absence, a start.
    Event,
}

/// Days from 1 January of the year 1 to 30 December 1899, where Excel counts from.
const EXCEL_DAYS: i32 = 693_594;
/// The latest year taken for real where the list tells none.
const LATEST: i32 = 2035;

/// The date of a cell. `latest` is the year of the list, if known.
pub fn date(value: Value<'_>, usage: DateUse, latest: Option<i32>) -> Read<PartialDate> {
    match value {
        Value::Text(text) => text_date(text, usage, latest),
        Value::Date(serial) => serial_date(serial, usage, latest),
        Value::Number(number) => number_date(number, usage, latest),
        Value::Error(_) => Read::lost(NoteKind::ErrorValue),
        Value::NoValue => Read::lost(NoteKind::NoFormulaValue),
        Value::Bool(_) => Read::lost(NoteKind::NotADate),
    }
}

fn serial_date(serial: f64, usage: DateUse, latest: Option<i32>) -> Read<PartialDate> {
    let days = serial.floor();
    if !(0.0..100_000.0).contains(&days) {
        return Read::lost(NoteKind::NotADate);
    }
    let days = days as i32;
    if (1900..=2100).contains(&days) {
        // 1945 typed into a cell that shows dates: Excel made 28 April 1905 of it.
        let year = Read::noted(days, NoteKind::YearFromSerial);
        return Read {
            value: year.value.and_then(PartialDate::year),
            note: year.note,
        };
    }
    if days <= 1 {
        return Read::lost(NoteKind::FillerDate);
    }
    // Excel believes in 29 February 1900.
    let shift = i32::from(days < 60);
    let date = PartialDate::from(crate::model::Day(EXCEL_DAYS + days + shift));
    let (y, m, d) = date.first.ymd();
    if usage == DateUse::Birth && y > latest.unwrap_or(LATEST) {
        // Excel takes the two digits of 5/6/28 for 2028.
        return Read {
            value: PartialDate::day(y - 100, m, d),
            note: Some(NoteKind::WrongCentury),
        };
    }
    Read::fine(date)
}

fn number_date(number: f64, usage: DateUse, latest: Option<i32>) -> Read<PartialDate> {
    let whole = number.round();
    if (whole - number).abs() > 1e-6 {
        // 10.2020 typed for a month comes as a number.
        return text_date(&format!("{number}"), usage, latest);
    }
    match whole {
        n if (1850.0..=2100.0).contains(&n) => year(n as i32),
        n if (3000.0..=60_000.0).contains(&n) => serial_date(n, usage, latest),
        n if (1_000_000.0..1e8).contains(&n) => text_date(&format!("{n:08.0}"), usage, latest),
        n if (195_001.0..=210_012.0).contains(&n) => text_date(&format!("{n:.0}"), usage, latest),
        0.0 => Read::none(),
        _ => Read::lost(NoteKind::NotADate),
    }
}

fn year(year: i32) -> Read<PartialDate> {
    PartialDate::year(year).map_or_else(|| Read::lost(NoteKind::NotADate), Read::fine)
}

fn text_date(text: &str, usage: DateUse, latest: Option<i32>) -> Read<PartialDate> {
    let text = text.trim().trim_start_matches('\'');
    if let Some(date) = quick(text.as_bytes(), latest) {
        return Read::fine(date);
    }
    slow(text, usage, latest)
}

/// The plainest spellings without any allocation: `21/03/1938`, `1938-03-21`, `1938`.
fn quick(text: &[u8], latest: Option<i32>) -> Option<PartialDate> {
    let number = |from: usize, to: usize| {
        text.get(from..to)?.iter().try_fold(0u32, |n, b| {
            b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0'))
        })
    };
    let real = |y: u32| {
        let y = y as i32;
        (1901..=latest.unwrap_or(LATEST) + 1)
            .contains(&y)
            .then_some(y)
    };
    match (text.len(), text.get(2), text.get(4)) {
        (10, Some(b'/'), _) if text.get(5) == Some(&b'/') => {
            PartialDate::day(real(number(6, 10)?)?, number(3, 5)?, number(0, 2)?)
        }
        (10, _, Some(b'-')) if text.get(7) == Some(&b'-') => {
            PartialDate::day(real(number(0, 4)?)?, number(5, 7)?, number(8, 10)?)
        }
        (7, _, Some(b'-')) => {
            Month::new(real(number(0, 4)?)?, number(5, 7)?).and_then(PartialDate::month)
        }
        (4, ..) => PartialDate::year(real(number(0, 4)?)?),
        _ => None,
    }
}

/// Everything else.
fn slow(text: &str, usage: DateUse, latest: Option<i32>) -> Read<PartialDate> {
    let mut plain = plain(text);
    // A time of day, a lunar year's name and "khoảng" say nothing more.
    if let Some(at) = plain.find([':', '(']) {
        let cut = if plain.get(at..).is_some_and(|t| t.starts_with(':')) {
            plain
                .get(..at)
                .and_then(|t| t.rfind([' ', 't']))
                .unwrap_or(0)
        } else {
            at
        };
        if cut > 3 {
            plain.truncate(cut);
        }
    }
    let parts = parts(&plain);
    match parts.as_slice() {
        parts
            if parts.iter().all(|p| *p == Part::Gap) && !plain.chars().any(char::is_alphabetic) =>
        {
            Read::none()
        }
        [Part::Number(n, 8)] => eight_digits(*n, usage, latest),
        [Part::Number(n, 5)] if *n > 3000 => serial_date(f64::from(*n), usage, latest),
        [Part::Number(n, 6)] if (195_001..=210_012).contains(n) => {
            month_date(n / 100, n % 100).map_or_else(|| Read::lost(NoteKind::NotADate), Read::fine)
        }
        [Part::Number(y, 4)] => written_year(*y, &plain),
        // A year with the dot of thousands: 1.938.
        [Part::Number(k, 1), Part::Number(n, 3)]
            if usage == DateUse::Birth
                && plain.len() == 5
                && plain.contains(['.', ','])
                && (1850..=2100).contains(&(k * 1000 + n)) =>
        {
            year((k * 1000 + n) as i32)
        }
        [Part::Number(y, 2)] if usage == DateUse::Birth && plain.len() == 2 => {
            let year = century(*y, latest);
            Read {
                value: PartialDate::year(year),
                note: Some(NoteKind::CenturyAdded),
            }
        }
        [Part::Gap, Part::Gap, Part::Number(y, 4)] | [Part::Gap, Part::Number(y, 4)] => {
            filler_year(*y)
        }
        [Part::Gap, month @ Part::Number(..), Part::Number(y, 4)] => {
            month_year(month.value(), *y, true)
        }
        [day @ Part::Number(..), Part::Gap, Part::Number(y, 4)] if day.value() <= 31 => {
            filler_year(*y)
        }
        [Part::Number(y, 4), Part::Number(m, _), Part::Number(d, _)]
        | [Part::Number(d, _), Part::Number(m, _), Part::Number(y, 4)] => {
            full(*y as i32, *m, *d, None)
        }
        [Part::Number(d, _), Part::Number(m, _), Part::Number(y, 2)] => {
            let (note, year) = (NoteKind::CenturyAdded, two_digit(*y, usage, latest));
            full(year, *m, *d, Some(note))
        }
        [Part::Number(y, 4), Part::Number(m, _)] | [Part::Number(m, 1..=2), Part::Number(y, 4)] => {
            month_year(*m, *y, false)
        }
        [Part::Number(m, 1..=2), Part::Number(y, 2)] => {
            let year = two_digit(*y, usage, latest);
            let value = month_date(year as u32, *m);
            Read {
                value,
                note: Some(value.map_or(NoteKind::NotADate, |_| NoteKind::CenturyAdded)),
            }
        }
        _ => by_words(text, &plain),
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part {
    /// Figures and how many there are.
    Number(u32, usize),
    /// A place left open: blank, `--`, `xx`, `00`, dots.
    Gap,
}

impl Part {
    fn value(self) -> u32 {
        match self {
            Self::Number(n, _) => n,
            Self::Gap => 0,
        }
    }
}

/// The numbers between separators, with gaps where one is left open. Words such as `ngày`, `tháng`
/// and `năm` separate; any other word makes it no date.
fn parts(plain: &str) -> Vec<Part> {
    let mut all = Vec::new();
    let slashes = plain.matches('/').count();
    if slashes > 0 {
        for piece in plain.split('/') {
            let piece = piece.trim();
            let digits: String = piece.chars().filter(char::is_ascii_digit).collect();
            let words = piece
                .chars()
                .filter(|c| c.is_alphabetic())
                .collect::<String>();
            let known = matches!(
                words.as_str(),
                "" | "ngay"
                    | "thang"
                    | "nam"
                    | "t"
                    | "x"
                    | "xx"
                    | "xxx"
                    | "o"
                    | "oo"
                    | "sinh"
                    | "ngaysinh"
            );
            if !known || digits.len() > 4 {
                return Vec::new();
            }
            all.push(number_or_gap(&digits));
        }
        return all;
    }
    let mut digits = String::new();
    let mut word = String::new();
    for c in plain.chars().chain([' ']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            all.push(number_or_gap(&digits));
            digits.clear();
        }
        if c.is_alphabetic() {
            word.push(c);
        } else {
            if !matches!(
                word.as_str(),
                "" | "ngay" | "thang" | "nam" | "t" | "sinh" | "khoang" | "x" | "xx"
            ) {
                return Vec::new();
            }
            word.clear();
        }
    }
    all
}

fn number_or_gap(digits: &str) -> Part {
    match digits.parse::<u32>() {
        Ok(0) | Err(_) => Part::Gap,
        Ok(n) => Part::Number(n, digits.len()),
    }
}

fn written_year(y: u32, plain: &str) -> Read<PartialDate> {
    if !(1850..=2100).contains(&y) {
        return Read::lost(NoteKind::NotADate);
    }
    // "/1940" and "  /  /1940": only the year is meant.
    if plain.contains('/') {
        filler_year(y)
    } else {
        year(y as i32)
    }
}

fn filler_year(y: u32) -> Read<PartialDate> {
    if y == 1900 || !(1850..=2100).contains(&y) {
        return Read::lost(NoteKind::FillerDate);
    }
    Read {
        value: PartialDate::year(y as i32),
        note: Some(NoteKind::FillerDate),
    }
}

fn month_date(y: u32, m: u32) -> Option<PartialDate> {
    Month::new(y as i32, m).and_then(PartialDate::month)
}

fn month_year(m: u32, y: u32, filled: bool) -> Read<PartialDate> {
    match month_date(y, m) {
        Some(date) if (1850..=2100).contains(&y) => Read {
            value: Some(date),
            note: filled.then_some(NoteKind::FillerDate),
        },
        _ => only_year(y as i32),
    }
}

/// The year of a date that the calendar does not have.
fn only_year(y: i32) -> Read<PartialDate> {
    let value = (1850..=2100)
        .contains(&y)
        .then(|| PartialDate::year(y))
        .flatten();
    Read {
        value,
        note: Some(NoteKind::NotADate),
    }
}

fn full(y: i32, m: u32, d: u32, note: Option<NoteKind>) -> Read<PartialDate> {
    if (y, m, d) == (1900, 1, 1) || (y, m, d) == (1899, 12, 30) || (y, m, d) == (1899, 12, 31) {
        return Read::lost(NoteKind::FillerDate);
    }
    if !(1850..=2100).contains(&y) {
        return Read::lost(NoteKind::NotADate);
    }
    if let Some(date) = PartialDate::day(y, m, d) {
        return Read {
            value: Some(date),
            note,
        };
    }
    if m > 12
        && let Some(date) = PartialDate::day(y, d, m)
    {
        return Read::noted(date, NoteKind::MaybeSwapped);
    }
    only_year(y)
}

/// `15081960` or `19600815`.
fn eight_digits(n: u32, usage: DateUse, latest: Option<i32>) -> Read<PartialDate> {
    let (d, m, y) = (n / 1_000_000, n / 10_000 % 100, n % 10_000);
    if (1850..=latest.unwrap_or(LATEST) as u32 + 1).contains(&y) {
        return full(y as i32, m, d, None);
    }
    let _ = usage;
    full((n / 10_000) as i32, n / 100 % 100, n % 100, None)
}

/// The year of two digits: for a birth never after the list, for an event near it.
fn two_digit(y: u32, usage: DateUse, latest: Option<i32>) -> i32 {
    match usage {
        DateUse::Birth => century(y, latest),
        DateUse::Event => 2000 + y as i32,
    }
}

fn century(y: u32, latest: Option<i32>) -> i32 {
    let recent = 2000 + y as i32;
    if recent <= latest.unwrap_or(2026) {
        recent
    } else {
        recent - 100
    }
}

/// A month or a year within other words: `tháng 8/1960`, `khoảng năm 1940`.
fn by_words(text: &str, plain: &str) -> Read<PartialDate> {
    // "10 giờ 30 phút, ngày 05/03/2020": one date among other words.
    let mut whole = plain
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')'))
        .filter_map(|piece| quick(piece.as_bytes(), None).or_else(|| slashed(piece)))
        .filter(|date| date.is_day());
    if let (Some(date), None) = (whole.next(), whole.next()) {
        return Read::fine(date);
    }
    if let Some((_, tail)) = plain.rsplit_once("ngay ")
        && let [
            Part::Number(d, 1..=2),
            Part::Number(m, 1..=2),
            Part::Number(y, 4),
        ] = parts(tail).as_slice()
    {
        return full(*y as i32, *m, *d, None);
    }
    if let [mention] = month::mentions(text).as_slice()
        && let Some(y) = mention.year
        && !mention.dated
        && mention.count == 1
    {
        return month_year(mention.month, y as u32, false);
    }
    let years: Vec<u32> = plain
        .split(|c: char| !c.is_ascii_digit())
        .filter(|n| n.len() == 4)
        .filter_map(|n| n.parse().ok())
        .filter(|y| (1850..=2100).contains(y))
        .collect();
    match years.as_slice() {
        [y] => only_year(*y as i32),
        _ => Read::lost(NoteKind::NotADate),
    }
}

/// `5/3/2020` and its like with other separators.
fn slashed(piece: &str) -> Option<PartialDate> {
    let mut numbers = piece.split(['/', '-', '.']).map(|n| n.parse::<u32>().ok());
    let (d, m, y) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let real = numbers.next().is_none() && (1850..=2100).contains(&y);
    if real {
        PartialDate::day(y as i32, m, d)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn birth(text: &str) -> (String, Option<NoteKind>) {
        let read = date(Value::Text(text), DateUse::Birth, Some(2020));
        (
            read.value.map(|d| d.to_string()).unwrap_or_default(),
            read.note,
        )
    }

    #[test]
    fn births_are_read_as_far_as_they_tell() {
        for (text, value) in [
            ("05/06/1940", "1940-06-05"),
            ("5-6-1940", "1940-06-05"),
            ("5.6.1940", "1940-06-05"),
            (" 05/06/1940 ", "1940-06-05"),
            ("1940", "1940"),
            ("1940-06-05", "1940-06-05"),
            ("1940-06", "1940-06"),
            ("06/1940", "1940-06"),
            ("T6/1940", "1940-06"),
            ("Ngày 15 tháng 8 năm 1960", "1960-08-15"),
            ("05/06/1940 00:00:00", "1940-06-05"),
            ("1940-06-05T00:00:00", "1940-06-05"),
            ("05061940", "1940-06-05"),
            ("năm 1940", "1940"),
            ("vào lúc 10 giờ 30 phút, ngày 05/06/1940", "1940-06-05"),
            ("10 giờ 30, ngày 5 tháng 6 năm 1940", "1940-06-05"),
            ("1940 (Canh Thìn)", "1940"),
        ] {
            assert_eq!(birth(text), (value.to_owned(), None), "{text}");
        }
        for (text, value, note) in [
            ("  /  /1940", "1940", NoteKind::FillerDate),
            ("/1940", "1940", NoteKind::FillerDate),
            ("00/00/1940", "1940", NoteKind::FillerDate),
            ("xx/xx/1940", "1940", NoteKind::FillerDate),
            ("--/11/1939", "1939-11", NoteKind::FillerDate),
            ("01/01/1900", "", NoteKind::FillerDate),
            ("9/1/50", "1950-01-09", NoteKind::CenturyAdded),
            ("5/6/15", "2015-06-05", NoteKind::CenturyAdded),
            ("05/13/1940", "1940-05-13", NoteKind::MaybeSwapped),
            ("31/02/1958", "1958", NoteKind::NotADate),
            ("chưa rõ", "", NoteKind::NotADate),
        ] {
            assert_eq!(birth(text), (value.to_owned(), Some(note)), "{text}");
        }
        assert_eq!(birth("  /  /  "), (String::new(), None));
    }

    #[test]
    fn numbers_and_serials_are_told_apart() {
        let read = |value| {
            let read = date(value, DateUse::Birth, Some(2020));
            (
                read.value.map(|d| d.to_string()).unwrap_or_default(),
                read.note,
            )
        };
        assert_eq!(read(Value::Number(1945.0)), ("1945".to_owned(), None));
        assert_eq!(read(Value::Date(16_498.0)), ("1945-03-02".to_owned(), None));
        assert_eq!(
            read(Value::Number(16_498.0)),
            ("1945-03-02".to_owned(), None)
        );
        assert_eq!(
            read(Value::Date(1945.0)),
            ("1945".to_owned(), Some(NoteKind::YearFromSerial))
        );
        assert_eq!(
            read(Value::Date(1.0)),
            (String::new(), Some(NoteKind::FillerDate))
        );
        assert_eq!(
            read(Value::Date(46_909.0)),
            ("1928-06-05".to_owned(), Some(NoteKind::WrongCentury))
        );
    }
}
