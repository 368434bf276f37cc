//! Months as clerks write them: `10/2020`, `T10/2020`, `Tháng 10 năm 2020`, `2020-10`, `Quý IV/2020`,
//! `T1+T2/2020`, `T4-T6/2020`.

use unicode_normalization::UnicodeNormalization;

use crate::model::Month;

/// A month named in a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mention {
    /// 1 to 12.
    pub month: u32,
    /// The year, where the text tells it.
    pub year: Option<i32>,
    /// How many months it stands for (3 for a quarter).
    pub count: u32,
    /// Whether it is part of a date with a day: the day of a document, not the period of a list.
    pub dated: bool,
}

/// Months running from a first one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MonthSpan {
    /// The first.
    pub first: Month,
    /// How many.
    pub count: u8,
}

impl MonthSpan {
    /// The last.
    pub fn last(self) -> Month {
        self.first.plus(i32::from(self.count.max(1)) - 1)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Token<'a> {
    Word(&'a str),
    Number { value: u32, digits: usize },
    Sign(char),
}

/// Lower-case letters without marks, signs and digits kept.
pub fn plain(text: &str) -> String {
    if text.is_ascii() {
        return in_figures(text.to_ascii_lowercase());
    }
    text.nfd()
        .filter(|c| !matches!(c, '\u{300}'..='\u{36f}'))
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'đ' | 'ð' => 'd',
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            c => c,
        })
        .collect()
}

const ENGLISH: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// An English Excel saves `5-Jun-32` and `Oct-20`: the month in figures, as `5/6/32` and `10/2020`.
fn in_figures(plain: String) -> String {
    let pieces: Vec<&str> = plain.trim().split(['-', '/', ' ']).collect();
    let month = |name: &str| ENGLISH.iter().position(|m| name.get(..3) == Some(m));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    match pieces.as_slice() {
        [day, name, year] if is_number(day) && is_number(year) => {
            month(name).map(|m| format!("{day}/{}/{year}", m + 1))
        }
        [name, year] if is_number(year) && name.len() == 3 => month(name).map(|m| {
            let century = if year.len() == 2 { "20" } else { "" };
            format!("{}/{century}{year}", m + 1)
        }),
        _ => None,
    }
    .unwrap_or(plain)
}

fn tokens(plain: &str) -> Vec<Token<'_>> {
    let mut all = Vec::new();
    let mut rest = plain;
    while let Some(c) = rest.chars().next() {
        let length = if c.is_ascii_digit() {
            rest.find(|c: char| !c.is_ascii_digit())
        } else if c.is_alphabetic() {
            rest.find(|c: char| !c.is_alphabetic())
        } else {
            Some(c.len_utf8())
        };
        let (token, after) = rest.split_at(length.unwrap_or(rest.len()));
        rest = after;
        if c.is_ascii_digit() {
            let value = token.parse().unwrap_or(u32::MAX);
            all.push(Token::Number {
                value,
                digits: token.len(),
            });
        } else if c.is_alphabetic() {
            all.push(Token::Word(token));
        } else if !c.is_whitespace() {
            all.push(Token::Sign(c));
        } else if !matches!(all.last(), Some(Token::Sign(' '))) {
            all.push(Token::Sign(' '));
        }
    }
    all
}

/// Walks over tokens.
struct Scan<'a> {
    tokens: Vec<Token<'a>>,
    at: usize,
}

impl<'a> Scan<'a> {
    fn peek(&self, ahead: usize) -> Option<Token<'a>> {
        self.tokens.get(self.at + ahead).copied()
    }

    fn skip_blank(&mut self) {
        while self.peek(0) == Some(Token::Sign(' ')) {
            self.at += 1;
        }
    }

    /// A number of at most two digits from 1 to 12 that no letter or further digit follows.
    fn month(&self) -> Option<u32> {
        match self.peek(0)? {
            Token::Number {
                value: value @ 1..=12,
                digits: 1..=2,
            } => {
                let glued = matches!(self.peek(1), Some(Token::Word(w)) if w != "nam" && w != "t" && w != "den");
                (!glued).then_some(value)
            }
            _ => None,
        }
    }

    /// A year of four digits, behind a separator or `năm`; moves past it.
    fn year_after(&mut self) -> Option<i32> {
        let start = self.at;
        self.skip_blank();
        if let Some(Token::Sign('/' | '-' | '.' | ',' | '_') | Token::Word("nam")) = self.peek(0) {
            self.at += 1;
        }
        self.skip_blank();
        if let Some(Token::Word("nam")) = self.peek(0) {
            self.at += 1;
            self.skip_blank();
        }
        if let Some(Token::Number {
            value: value @ 1950..=2100,
            digits: 4,
        }) = self.peek(0)
        {
            self.at += 1;
            return Some(value as i32);
        }
        self.at = start;
        None
    }
}

/// All months that a text names, in order.
pub fn mentions(text: &str) -> Vec<Mention> {
    let plain = plain(text);
    let mut scan = Scan {
        tokens: tokens(&plain),
        at: 0,
    };
    let mut all: Vec<Mention> = Vec::new();
    while let Some(token) = scan.peek(0) {
        let glued = scan.at > 0
            && matches!(
                scan.tokens.get(scan.at - 1),
                Some(Token::Word(_) | Token::Number { .. })
            );
        match token {
            Token::Word("quy") if !glued => {
                scan.at += 1;
                if let Some(mention) = quarter(&mut scan) {
                    all.push(mention);
                }
            }
            Token::Word("thang" | "t" | "thg") if !glued => {
                scan.at += 1;
                let dated = after_day(&scan);
                worded(&mut scan, dated, &mut all);
            }
            Token::Number { .. } if !glued => numeric(&mut scan, &mut all),
            _ => scan.at += 1,
        }
    }
    // "T1+T2/2020": what stands before takes the year of what follows.
    let mut year = None;
    for mention in all.iter_mut().rev() {
        if mention.year.is_none() && !mention.dated {
            mention.year = year;
        }
        year = if mention.dated { None } else { mention.year };
    }
    all
}

/// Whether the word just passed follows a day: `ngày 05 tháng …`.
fn after_day(scan: &Scan<'_>) -> bool {
    let before: Vec<Token<'_>> = scan
        .tokens
        .get(..scan.at.saturating_sub(1))
        .unwrap_or(&[])
        .iter()
        .rev()
        .filter(|t| **t != Token::Sign(' '))
        .take(2)
        .copied()
        .collect();
    match before.as_slice() {
        [Token::Number { value: 1..=31, .. }, Token::Word("ngay")] => true,
        [Token::Number { value: 1..=31, .. }, ..] => {
            !matches!(before.get(1), Some(Token::Sign('/' | '+' | ',')))
        }
        _ => false,
    }
}

/// Behind `quý`: a number or a Roman one, and the year.
fn quarter(scan: &mut Scan<'_>) -> Option<Mention> {
    scan.skip_blank();
    if matches!(scan.peek(0), Some(Token::Sign('-' | '_' | '.' | ':'))) {
        scan.at += 1;
    }
    let number = match scan.peek(0)? {
        Token::Number {
            value: value @ 1..=4,
            digits: 1..=2,
        } => value,
        Token::Word("i") => 1,
        Token::Word("ii") => 2,
        Token::Word("iii") => 3,
        Token::Word("iv") => 4,
        _ => return None,
    };
    scan.at += 1;
    let year = scan.year_after();
    Some(Mention {
        month: number * 3 - 2,
        year,
        count: 3,
        dated: false,
    })
}

/// Behind `tháng` or `T`: a month in figures or in words, more of them, a range, the year.
fn worded(scan: &mut Scan<'_>, dated: bool, all: &mut Vec<Mention>) {
    while matches!(scan.peek(0), Some(Token::Sign(' ' | '.' | ':' | '-' | '_'))) {
        scan.at += 1;
    }
    if let Some(Token::Number { value, digits: 6 }) = scan.peek(0)
        && let Some((month, year)) = month_of_six(value)
    {
        scan.at += 1;
        all.push(Mention {
            month,
            year: Some(year),
            count: 1,
            dated,
        });
        return;
    }
    let Some(first) = scan.month().or_else(|| spelled(scan)) else {
        return;
    };
    scan.at += 1;
    let from = all.len();
    all.push(Mention {
        month: first,
        year: None,
        count: 1,
        dated,
    });
    if let Some(year) = scan.year_after() {
        if let Some(mention) = all.last_mut() {
            mention.year = Some(year);
        }
        let before = all.len();
        more(scan, first, all);
        if all.len() > before {
            return;
        }
        return;
    }
    more(scan, first, all);
    if let Some(year) = scan.year_after() {
        for mention in all.iter_mut().skip(from) {
            mention.year = mention.year.or(Some(year));
        }
    }
}

/// `+2`, `, T3`, `và tháng 4`, `- T6`, `đến tháng 6` behind a month.
fn more(scan: &mut Scan<'_>, mut last: u32, all: &mut Vec<Mention>) {
    loop {
        let start = scan.at;
        scan.skip_blank();
        let range = match scan.peek(0) {
            Some(Token::Sign('+' | ',' | '&' | ';') | Token::Word("va")) => false,
            Some(Token::Sign('-') | Token::Word("den")) => true,
            _ => {
                scan.at = start;
                return;
            }
        };
        scan.at += 1;
        scan.skip_blank();
        if matches!(scan.peek(0), Some(Token::Word("het"))) {
            scan.at += 1;
            scan.skip_blank();
        }
        let named = matches!(scan.peek(0), Some(Token::Word("thang" | "t")));
        if named {
            scan.at += 1;
            while matches!(scan.peek(0), Some(Token::Sign(' ' | '.'))) {
                scan.at += 1;
            }
        }
        let Some(month) = scan.month() else {
            scan.at = start;
            return;
        };
        // "T10, 2 người": a bare number counts only where another sign does not start afresh.
        let bare_count = !named
            && matches!(scan.peek(1), Some(Token::Sign(' ')))
            && matches!(scan.peek(2), Some(Token::Word(w)) if w != "nam" && w != "va");
        if bare_count {
            scan.at = start;
            return;
        }
        scan.at += 1;
        if range {
            for between in last + 1..month {
                all.push(Mention {
                    month: between,
                    year: None,
                    count: 1,
                    dated: false,
                });
            }
        }
        all.push(Mention {
            month,
            year: None,
            count: 1,
            dated: false,
        });
        last = month;
        if let Some(year) = scan.year_after()
            && let Some(mention) = all.last_mut()
        {
            mention.year = Some(year);
        }
    }
}

/// A month in words; `năm` and `tư` are left out, which are also "year" and "from".
fn spelled(scan: &Scan<'_>) -> Option<u32> {
    let Some(Token::Word(word)) = scan.peek(0) else {
        return None;
    };
    let next = match (scan.peek(1), scan.peek(2)) {
        (Some(Token::Sign(' ' | '_' | '-')), Some(Token::Word(w))) => w,
        _ => "",
    };
    Some(match (word, next) {
        ("muoi", "mot") => 11,
        ("muoi", "hai") | ("chap", _) => 12,
        ("muoi", _) => 10,
        ("mot" | "gieng", _) => 1,
        ("hai", _) => 2,
        ("ba", _) => 3,
        ("bon", _) => 4,
        ("sau", _) => 6,
        ("bay", _) => 7,
        ("tam", _) => 8,
        ("chin", _) => 9,
        _ => return None,
    })
}

/// `10/2020`, `2020-10`, `202010`, `05/10/2020`.
fn numeric(scan: &mut Scan<'_>, all: &mut Vec<Mention>) {
    let number = |ahead: usize| match scan.peek(ahead) {
        Some(Token::Number { value, digits }) => Some((value, digits)),
        _ => None,
    };
    let sign = |ahead: usize| matches!(scan.peek(ahead), Some(Token::Sign('/' | '-' | '.' | '_')));
    let year = |n: Option<(u32, usize)>| {
        n.filter(|(v, d)| *d == 4 && (1950..=2100).contains(v))
            .map(|(v, _)| v as i32)
    };
    let month = |n: Option<(u32, usize)>| {
        n.filter(|(v, d)| *d <= 2 && (1..=12).contains(v))
            .map(|(v, _)| v)
    };
    let day = |n: Option<(u32, usize)>| {
        n.as_ref()
            .is_some_and(|(v, d)| *d <= 2 && (1..=31).contains(v))
    };
    let (first, second, third) = (number(0), number(2), number(4));
    let (one, two) = (sign(1), sign(3));
    let word_at = |ahead: usize| matches!(scan.peek(ahead), Some(Token::Word(_)));
    // "Thông tư 02/2021/TT-BLĐTBXH", "số 12/2020": the number of a paper.
    let of_paper = (sign(3) && word_at(4)) || after_number_word(scan);
    let mention = |month: u32, year: i32, dated: bool| Mention {
        month,
        year: Some(year),
        count: 1,
        dated,
    };
    let (found, length) = match (year(first), month(first), month(second), year(second)) {
        _ if !one => match first {
            Some((value, 6)) if !word_at(1) && !after_number_word(scan) => {
                let read = month_of_six(value);
                (read.map(|(month, year)| mention(month, year, false)), 1)
            }
            _ => (None, 1),
        },
        (_, _, Some(month), _) if two && day(first) && year(third).is_some() => {
            (year(third).map(|y| mention(month, y, true)), 5)
        }
        (Some(year), _, Some(month), _) if two && day(third) => {
            (Some(mention(month, year, true)), 5)
        }
        (Some(year), _, Some(month), _) if !word_at(3) => (Some(mention(month, year, false)), 3),
        (_, Some(month), _, Some(year)) if !word_at(3) && !of_paper => {
            (Some(mention(month, year, false)), 3)
        }
        _ => (None, 1),
    };
    scan.at += length;
    all.extend(found);
}

/// `202010` and `102020`: six figures that are a month and a year, either first.
fn month_of_six(value: u32) -> Option<(u32, i32)> {
    let read = |month: u32, year: u32| {
        ((1..=12).contains(&month) && (1950..=2100).contains(&year)).then_some((month, year as i32))
    };
    read(value % 100, value / 100).or_else(|| read(value / 10_000, value % 10_000))
}

/// Whether the number at hand follows `số`, `QĐ` and the like.
fn after_number_word(scan: &Scan<'_>) -> bool {
    let before = scan.tokens.get(..scan.at).unwrap_or(&[]);
    let word = before
        .iter()
        .rev()
        .find(|t| !matches!(t, Token::Sign(' ' | ':' | '.')));
    matches!(
        word,
        Some(Token::Word(
            "so" | "qd" | "nd" | "tt" | "nq" | "dinh" | "tu"
        ))
    ) && !matches!(word, Some(Token::Word("tu")) if !before.contains(&Token::Word("thong")))
}

/// The months of a cell or a title, taken together where they run on; `year` helps where none is told.
pub fn month_span(text: &str, year: Option<i32>) -> Option<MonthSpan> {
    let all: Vec<Mention> = mentions(text);
    let undated: Vec<&Mention> = all.iter().filter(|m| !m.dated).collect();
    let chosen = if undated.is_empty() {
        all.iter().collect()
    } else {
        undated
    };
    span(&chosen, year)
}

/// Joins months that run on from the first.
pub fn span(chosen: &[&Mention], year: Option<i32>) -> Option<MonthSpan> {
    let first = chosen.first()?;
    let start = Month::new(first.year.or(year)?, first.month)?;
    let mut count = first.count;
    for next in chosen.iter().skip(1) {
        let month = Month::new(next.year.or(first.year).or(year)?, next.month)?;
        if month != start.plus(count as i32) {
            break;
        }
        count += next.count;
    }
    Some(MonthSpan {
        first: start,
        count: count.min(60) as u8,
    })
}

/// Every month of a list such as `T3/2020; T4/2020` or `2020-03,2020-04`; those without a year take
/// the latest year that does not put them after `until`.
pub fn month_list(text: &str, until: Option<Month>) -> Vec<Month> {
    let mut months = Vec::new();
    for mention in mentions(text) {
        let year = mention.year.or_else(|| {
            let until = until?;
            Some(if mention.month <= until.number() {
                until.year()
            } else {
                until.year() - 1
            })
        });
        let Some(first) = year.and_then(|y| Month::new(y, mention.month)) else {
            continue;
        };
        months.extend((0..mention.count as i32).map(|i| first.plus(i)));
    }
    months.sort_unstable();
    months.dedup();
    months
}

#[cfg(test)]
mod tests;
