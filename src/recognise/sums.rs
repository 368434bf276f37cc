//! Whether a list's own total line is the sum of its rows.
//!
//! In: the typed rows and the total lines as they pass. Out: for the last total line, the first column
//! in which it is no sum of rows above it. Sub-totals, page carries and totals of what was handed over
//! are sums too: only a figure that no run of rows gives is wrong.

use super::plan::Plan;
use super::values::amount;
use crate::model::{Key, Money, Row, TotalLine};
use crate::read::RawRow;

/// Columns that a total line adds up.
const KEYS: [Key; 9] = [
    Key::Total,
    Key::Amount,
    Key::Regular,
    Key::Care,
    Key::Funeral,
    Key::OneOff,
    Key::Arrears,
    Key::Carried,
    Key::Deduction,
];

type Sum = [i64; KEYS.len()];

/// Sums of the rows of one piece of a list.
#[derive(Clone, Default, Debug)]
pub struct Sums {
    all: Sum,
    paid: Sum,
    /// `all` and `paid` at every line that is no person: where a run of rows may begin.
    starts: Vec<(Sum, Sum)>,
    last: Option<Line>,
}

/// The last total line, with the sums above it.
#[derive(Clone, Debug)]
struct Line {
    row: u32,
    printed: Vec<(usize, i64)>,
    all: Sum,
    paid: Sum,
    starts: usize,
}

impl Sums {
    /// Adds a person's row.
    pub fn person(&mut self, row: &Row) {
        let cells = [
            row.total,
            row.amount,
            row.regular,
            row.care,
            row.funeral,
            row.one_off,
            row.arrears,
            row.carried,
            row.deduction,
        ];
        for (i, cell) in cells.into_iter().enumerate() {
            let amount = cell.unwrap_or(Money::ZERO).0;
            self.all[i] += amount;
            if row.paid != Some(false) {
                self.paid[i] += amount;
            }
        }
    }

    /// A row of somebody without a name: a total may count it or not, as one that was not handed over.
    pub fn nameless(&mut self, raw: &RawRow, plan: &Plan) {
        for (at, sum) in figures(raw, plan) {
            self.all[at] += sum;
        }
    }

    /// A line that is no person: a run of rows may begin after it.
    pub fn boundary(&mut self) {
        let now = (self.all, self.paid);
        if self.starts.last() != Some(&now) {
            self.starts.push(now);
        }
    }

    /// A total line.
    pub fn total(&mut self, raw: &RawRow, plan: &Plan) {
        let mut printed: Vec<_> = figures(raw, plan).collect();
        if !printed.is_empty() {
            printed.sort_unstable();
            self.last = Some(Line {
                row: raw.number,
                printed,
                all: self.all,
                paid: self.paid,
                starts: self.starts.len(),
            });
        }
        self.boundary();
    }

    /// Adds the sums of the piece that follows.
    pub fn follow(&mut self, next: Self) {
        let (all, paid) = (self.all, self.paid);
        let shift = |sum: &Sum, by: &Sum| std::array::from_fn(|i| sum[i] + by[i]);
        let before = self.starts.len();
        let moved = next
            .starts
            .iter()
            .map(|(a, p)| (shift(a, &all), shift(p, &paid)));
        self.starts.extend(moved);
        if let Some(line) = next.last {
            self.last = Some(Line {
                all: shift(&line.all, &all),
                paid: shift(&line.paid, &paid),
                starts: line.starts + before,
                ..line
            });
        }
        self.all = shift(&next.all, &all);
        self.paid = shift(&next.paid, &paid);
    }

    /// The last total line, if a column of it is no sum of rows above.
    pub fn wrong_total(&self) -> Option<TotalLine> {
        let line = self.last.as_ref()?;
        let nothing = (Sum::default(), Sum::default());
        let starts = self.starts.get(..line.starts).unwrap_or(&[]);
        let is_sum = |at: usize, printed: i64| {
            std::iter::once(&nothing).chain(starts).any(|(all, paid)| {
                printed == line.all[at] - all[at] || printed == line.paid[at] - paid[at]
            })
        };
        let (at, printed) = line.printed.iter().find(|(at, p)| !is_sum(*at, *p))?;
        Some(TotalLine {
            row: line.row,
            key: *KEYS.get(*at)?,
            printed: Money(*printed),
            sum: Money(line.all[*at]),
        })
    }
}

/// The sums of money of a row, by their place in [`KEYS`].
fn figures(raw: &RawRow, plan: &Plan) -> impl Iterator<Item = (usize, i64)> {
    raw.cells().filter_map(|(column, value)| {
        let slot = plan.slot(column)?;
        let key = slot.field.key()?;
        let at = KEYS.iter().position(|k| *k == key)?;
        Some((at, amount(value, slot.unit).value?.0))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(total: i64, paid: Option<bool>) -> Row {
        Row {
            total: Some(Money(total)),
            paid,
            ..Row::default()
        }
    }

    fn line(sums: &Sums, printed: i64) -> Sums {
        let mut sums = sums.clone();
        sums.last = Some(Line {
            row: 9,
            printed: vec![(0, printed)],
            all: sums.all,
            paid: sums.paid,
            starts: sums.starts.len(),
        });
        sums
    }

    #[test]
    fn a_total_may_be_of_all_of_a_group_or_of_what_was_handed_over() {
        let mut sums = Sums::default();
        sums.person(&person(100, None));
        sums.boundary();
        sums.person(&person(20, Some(false)));
        sums.person(&person(3, Some(true)));
        for right in [123, 23, 103, 3] {
            assert_eq!(line(&sums, right).wrong_total(), None, "{right}");
        }
        let wrong = line(&sums, 122).wrong_total();
        assert_eq!(wrong.map(|w| (w.row, w.sum)), Some((9, Money(123))));
    }

    #[test]
    fn pieces_of_a_list_add_up() {
        let mut first = Sums::default();
        first.person(&person(100, None));
        let mut second = Sums::default();
        second.person(&person(20, None));
        first.follow(line(&second, 120));
        assert_eq!(first.wrong_total(), None);
        let mut again = Sums::default();
        again.person(&person(1, None));
        first.follow(line(&again, 130));
        assert_eq!(first.wrong_total().map(|w| w.sum), Some(Money(121)));
    }
}
