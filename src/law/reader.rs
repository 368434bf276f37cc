//! One entry of a law file, key by key. In: the texts and numbers that stand there. Out: typed values, and a fault with
//! file and line for each that is missing or is not what it should be.

use toml::{Spanned, Value};

use super::entry::{Dated, Entries, Pair, bars};
use super::rows::Written;
use super::{Clause, LawFault, LawFaultKind as Kind};
use crate::model::{Day, Level, Month};
use crate::rules::RuleFile;

const NOT_YET: &str = "not yet";

/// Above any sum of the law, and small enough that no product of two of them overflows.
const LARGEST: i64 = 1_000_000_000;

/// A fault at a place of a file.
pub(super) fn fault(file: &RuleFile, at: usize, kind: Kind) -> LawFault {
    let before = file.text.get(..at).unwrap_or(&file.text);
    LawFault {
        path: file.shown.clone(),
        line: before.matches('\n').count() + 1,
        kind,
    }
}

/// Reads one entry and notes what is wrong with it.
pub(super) struct Reader<'a> {
    pub file: &'a RuleFile,
    pub at: usize,
    pub entries: &'a mut Entries,
    pub faults: &'a mut Vec<LawFault>,
}

impl<'a> Reader<'a> {
    pub fn new<T>(
        file: &'a RuleFile,
        row: &Spanned<T>,
        entries: &'a mut Entries,
        faults: &'a mut Vec<LawFault>,
    ) -> Self {
        let at = row.span().start;
        Self {
            file,
            at,
            entries,
            faults,
        }
    }

    pub fn fault(&mut self, kind: Kind) {
        let fault = fault(self.file, self.at, kind);
        self.faults.push(fault);
    }

    pub fn dated(&mut self, written: Written<'_>) -> Option<Dated> {
        let (clause, checked) = self.source(written.clause, written.checked);
        let from = if let Some(text) = written.from {
            self.month(text)
        } else {
            self.fault(Kind::Missing("from"));
            None
        };
        let to = written.to.and_then(|text| self.month(text));
        let from = from?;
        if to.is_some_and(|to| to < from) {
            self.fault(Kind::Backwards);
        }
        Some(Dated {
            from,
            to,
            clause,
            checked,
        })
    }

    pub fn source(&mut self, clause: Option<&str>, checked: Option<&str>) -> (Clause, bool) {
        let clause = match clause {
            Some(text) if !text.trim().is_empty() => self.clause(text),
            _ => {
                self.fault(Kind::Missing("clause"));
                Clause::NONE
            }
        };
        let checked = match checked {
            None => {
                self.fault(Kind::Missing("checked"));
                false
            }
            Some(text) => {
                let day = is_day(text);
                if !day && text != NOT_YET {
                    self.fault(Kind::NotChecked(text.to_owned()));
                }
                day
            }
        };
        (clause, checked)
    }

    pub fn clause(&mut self, text: &str) -> Clause {
        let clauses = &mut self.entries.clauses;
        let at = clauses.iter().position(|c| c == text).unwrap_or_else(|| {
            clauses.push(text.to_owned());
            clauses.len() - 1
        });
        Clause(at as u16)
    }

    pub fn month(&mut self, text: &str) -> Option<Month> {
        let month = text.parse().ok();
        if month.is_none() {
            self.fault(Kind::NotAMonth(text.to_owned()));
        }
        month
    }

    pub fn level(&mut self, text: &str) -> Option<Level> {
        let words: Vec<_> = Level::ALL.iter().map(|l| (l.code(), *l)).collect();
        self.word("levels", Some(text), &words, "mild, severe, extreme")
    }

    pub fn bars(&mut self, key: &'static str, words: &[String]) -> u8 {
        words.iter().fold(0, |all, word| {
            let bar = self.word(
                key,
                Some(word),
                &bars::WORDS,
                "near_poor, divorced, pension",
            );
            all | bar.unwrap_or(0)
        })
    }

    /// A text that has to be there.
    pub fn text(&mut self, key: &'static str, given: Option<&String>) -> Option<String> {
        let given = given.filter(|text| !text.trim().is_empty()).cloned();
        if given.is_none() {
            self.fault(Kind::Missing(key));
        }
        given
    }

    pub fn one(&mut self, key: &'static str, code: Option<&str>) -> Option<usize> {
        let Some(code) = code else {
            self.fault(Kind::Missing(key));
            return None;
        };
        let found = self.entries.categories.iter().position(|c| c.code == code);
        if found.is_none() {
            self.fault(Kind::UnknownCategory(code.to_owned()));
        }
        found
    }

    pub fn set(&mut self, codes: &[String]) -> u64 {
        codes.iter().fold(0, |set, code| {
            set | self.one("of", Some(code)).map_or(0, |index| 1 << index)
        })
    }

    pub fn word<T: Copy>(
        &mut self,
        key: &'static str,
        value: Option<&str>,
        words: &[(&str, T)],
        allowed: &'static str,
    ) -> Option<T> {
        let Some(value) = value else {
            self.fault(Kind::Missing(key));
            return None;
        };
        let found = words.iter().find(|(word, _)| *word == value);
        if found.is_none() {
            let value = value.to_owned();
            self.fault(Kind::UnknownWord {
                key,
                value,
                allowed,
            });
        }
        found.map(|(_, meaning)| *meaning)
    }

    /// A number, or a rising pair of them, in units of one over `scale`.
    pub fn pair(&mut self, key: &'static str, value: Option<&Value>, scale: i64) -> Option<Pair> {
        let Some(value) = value else {
            self.fault(Kind::Missing(key));
            return None;
        };
        let pair = match value {
            Value::Array(two) => match two.as_slice() {
                [least, most] => whole(least, scale).zip(whole(most, scale)),
                _ => None,
            },
            one => whole(one, scale).map(|n| (n, n)),
        };
        let pair = pair.filter(|(least, most)| {
            0 <= *least && least <= most && *most <= LARGEST / scale.pow(2)
        });
        if pair.is_none() {
            let value = value.to_string();
            self.fault(Kind::NotANumber { key, value });
        }
        pair
    }
}

fn is_day(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').map(str::parse::<u32>).collect();
    match parts.as_slice() {
        [Ok(year), Ok(month), Ok(day)] => Day::from_ymd(*year as i32, *month, *day).is_some(),
        _ => false,
    }
}

fn whole(value: &Value, scale: i64) -> Option<i64> {
    match value {
        Value::Integer(n) => n.checked_mul(scale),
        Value::Float(x) => {
            let scaled = x * scale as f64;
            ((scaled - scaled.round()).abs() < 1e-6 && scaled.abs() < 1e12)
                .then(|| scaled.round() as i64)
        }
        _ => None,
    }
}
