//! Cells of a list that are at fault whoever their row is about.
//!
//! In: rows as they pass. Out: [`Flaw`]s for the clerk: a running number that jumps, a person's row
//! without a name, text in an old encoding, an error value outside the people's rows.

use std::collections::BTreeSet;

use super::plan::Plan;
use super::skip::{has_letters, is_somebody};
use crate::model::{Flaw, FlawKind};
use crate::read::{RawRow, Value, column_letters};

/// Flaws kept of each kind; past it a list is not read cell by cell any more.
const MOST: usize = 500;

/// Flaws of one piece of a list.
#[derive(Clone, Default, Debug)]
pub struct Flaws {
    numbers: Numbers,
    gaps: Vec<(u32, u32)>,
    legacy: Vec<(u32, u32)>,
    legacy_cells: u32,
    others: Vec<Flaw>,
    /// Columns in which a person's row shows an error: so does a total that adds it up.
    broken: BTreeSet<String>,
}

/// Running numbers as far as they have come.
#[derive(Clone, Copy, Default, Debug)]
struct Numbers {
    /// Row, column and number where the piece begins.
    first: Option<(u32, u32, u32)>,
    last: Option<u32>,
    /// The number that a wrong one stands in place of.
    instead_of: Option<u32>,
    counted: u32,
}

impl Numbers {
    /// Takes the next number; says whether it is not the one to follow. A group may begin anew at 1.
    fn jumps(&mut self, number: u32) -> bool {
        self.counted += 1;
        let after = |known: Option<u32>| known.is_some_and(|k| k.checked_add(1) == Some(number));
        let fits = self.last.is_none() || number == 1;
        let fits = fits || after(self.last) || after(self.instead_of);
        self.instead_of = if fits {
            None
        } else {
            self.last.and_then(|last| last.checked_add(1))
        };
        self.last = Some(number);
        !fits
    }
}

impl Flaws {
    /// A person's row.
    pub fn person(&mut self, raw: &RawRow, plan: &Plan) {
        for (column, _, _) in &raw.legacy {
            self.legacy_cells += 1;
            if self.legacy.len() < MOST {
                self.legacy.push((raw.number, *column));
            }
        }
        self.number(raw, plan);
    }

    fn number(&mut self, raw: &RawRow, plan: &Plan) {
        let number = plan.number.and_then(|c| Some((c, running(raw.get(c)?)?)));
        if let Some((column, number)) = number {
            if self.numbers.first.is_none() {
                self.numbers.first = Some((raw.number, column, number));
            }
            if self.numbers.jumps(number) && self.gaps.len() < MOST {
                self.gaps.push((raw.number, column));
            }
        }
    }

    /// A person's row in which some cell shows an error.
    pub fn broken(&mut self, raw: &RawRow) {
        let wrong = raw.cells().filter(|(_, v)| matches!(v, Value::Error(_)));
        self.broken
            .extend(wrong.map(|(column, _)| column_letters(column)));
    }

    /// A row that is no person's, and why.
    pub fn no_person(&mut self, raw: &RawRow, why: &str, plan: &Plan) {
        let nameless = why == "no-name" && is_somebody(raw, plan);
        if nameless {
            self.number(raw, plan);
        }
        if !nameless && why != "total" || self.others.len() >= MOST {
            return;
        }
        let mut add = |kind, column| {
            self.others.push(Flaw {
                kind,
                row: raw.number,
                column: column_letters(column),
            });
        };
        let wrong = |(_, value): &(u32, Value<'_>)| matches!(value, Value::Error(_));
        let read = raw.cells().filter(wrong).map(|(column, _)| column);
        for column in read.filter(|c| plan.slot(*c).is_some()) {
            add(FlawKind::ErrorValue, column);
        }
        if let (true, Some(column)) = (nameless, plan.name)
            && raw.text(column).is_none_or(|name| !has_letters(name))
        {
            add(FlawKind::NoName, column);
        }
    }

    /// Adds what the next piece of the list has.
    pub fn follow(&mut self, next: Self) {
        if let Some((row, column, number)) = next.numbers.first {
            let (counted, mut mine) = (self.numbers.counted, self.numbers);
            if mine.jumps(number) && self.gaps.len() < MOST {
                self.gaps.push((row, column));
            }
            self.numbers = Numbers {
                first: self.numbers.first.or(next.numbers.first),
                counted: counted + next.numbers.counted,
                ..next.numbers
            };
        }
        self.broken.extend(next.broken);
        self.legacy_cells += next.legacy_cells;
        let room = |held: usize| MOST.saturating_sub(held);
        self.gaps
            .extend(next.gaps.into_iter().take(room(self.gaps.len())));
        self.legacy
            .extend(next.legacy.into_iter().take(room(self.legacy.len())));
        self.others
            .extend(next.others.into_iter().take(room(self.others.len())));
    }

    /// The flaws of a list of so many people. Numbers that hardly ever follow each other are no
    /// running numbers; of a list in an old encoding throughout, one cell stands for all.
    pub fn of(self, rows: u32) -> Vec<Flaw> {
        let mut all = self.others;
        all.retain(|flaw| flaw.kind != FlawKind::ErrorValue || !self.broken.contains(&flaw.column));
        let mut add = |kind, cells: Vec<(u32, u32)>| {
            all.extend(cells.into_iter().map(|(row, column)| Flaw {
                kind,
                row,
                column: column_letters(column),
            }));
        };
        if self.gaps.len() * 3 <= self.numbers.counted as usize {
            add(FlawKind::NumberGap, self.gaps);
        }
        let throughout = self.legacy_cells > rows / 2;
        let shown = if throughout { 1 } else { MOST };
        add(
            FlawKind::Legacy,
            self.legacy.into_iter().take(shown).collect(),
        );
        all.sort_by_key(|flaw| (flaw.kind, flaw.row));
        all
    }
}

/// The running number of a cell.
pub fn running(value: Value<'_>) -> Option<u32> {
    match value {
        Value::Number(n) if n.fract() == 0.0 && (0.0..1e9).contains(&n) => Some(n as u32),
        Value::Text(text) => text.trim().trim_end_matches(['.', ')']).parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jumps(numbers: &[u32]) -> Vec<usize> {
        let mut seen = Numbers::default();
        let all = numbers.iter().enumerate();
        all.filter(|(_, n)| seen.jumps(**n))
            .map(|(at, _)| at)
            .collect()
    }

    #[test]
    fn one_wrong_number_is_one_fault() {
        assert_eq!(jumps(&[1, 2, 3, 1, 2]), Vec::<usize>::new());
        assert_eq!(jumps(&[7, 8, 9]), Vec::<usize>::new());
        assert_eq!(jumps(&[1, 2, 2, 3]), [2]);
        assert_eq!(jumps(&[1, 2, 33, 4, 5]), [2]);
        assert_eq!(jumps(&[1, 2, 5, 6, 7]), [2]);
    }
}
