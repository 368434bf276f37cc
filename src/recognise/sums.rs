//! Whether a list's own total lines are the sums of its rows.
//!
//! In: the typed rows and the lines of totals and groups as they pass. Out: the lines of which a column is no
//! sum of rows around them. Sub-totals, page carries, totals of what was handed over and figures at the head of
//! their group are sums too: only a figure that no run of rows gives is wrong, and above the last line only
//! where most such lines of the list are right, so that it is known what they are.

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

/// Lines kept; past it only the last is looked at.
const MOST: usize = 500;
/// Bounds of runs past which nothing is said.
const MOST_BOUNDS: usize = 10_000;

type Sum = [i64; KEYS.len()];

/// What the rows so far add up to.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
struct Run {
    all: Sum,
    /// Of what was handed over.
    paid: Sum,
}

impl Run {
    fn and(&self, other: &Self) -> Self {
        let both = |a: &Sum, b: &Sum| std::array::from_fn(|i| a[i].saturating_add(b[i]));
        Self {
            all: both(&self.all, &other.all),
            paid: both(&self.paid, &other.paid),
        }
    }
}

/// Sums of the rows of one piece of a list.
#[derive(Clone, Default, Debug)]
pub struct Sums {
    now: Run,
    /// Where a run of rows may begin or end: at every line that is no person.
    bounds: Vec<Run>,
    lines: Vec<Line>,
    /// The last total line; those of groups are none.
    last: Option<Line>,
}

/// A line of figures, with what stands above it.
#[derive(Clone, Debug)]
struct Line {
    row: u32,
    printed: Vec<(usize, i64)>,
    above: Run,
    /// Bounds above it.
    bounds: usize,
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
            self.now.all[i] += amount;
            if row.paid != Some(false) {
                self.now.paid[i] += amount;
            }
        }
    }

    /// A row of somebody without a name: a total may count it or not, as one that was not handed over.
    pub fn nameless(&mut self, raw: &RawRow, plan: &Plan) {
        for (at, sum) in figures(raw, plan) {
            self.now.all[at] += sum;
        }
    }

    /// A line that is no person: a run of rows may begin after it. That of a group may say its sum.
    pub fn boundary(&mut self, raw: &RawRow, why: &str, plan: &Plan) {
        if why == "group" {
            self.line(raw, plan);
        }
        self.bound();
    }

    fn bound(&mut self) {
        if self.bounds.last() != Some(&self.now) {
            self.bounds.push(self.now);
        }
    }

    /// A total line; `since` one that counts from some time before the list, which is no sum of its rows.
    pub fn total(&mut self, raw: &RawRow, plan: &Plan, since: bool) {
        if let Some(line) = (!since).then(|| self.line(raw, plan)).flatten() {
            self.last = Some(line);
        }
        self.bound();
    }

    fn line(&mut self, raw: &RawRow, plan: &Plan) -> Option<Line> {
        let mut printed: Vec<_> = figures(raw, plan).collect();
        if printed.is_empty() {
            return None;
        }
        printed.sort_unstable();
        let line = Line {
            row: raw.number,
            printed,
            above: self.now,
            bounds: self.bounds.len(),
        };
        if self.lines.len() < MOST {
            self.lines.push(line.clone());
        }
        Some(line)
    }

    /// Adds the sums of the piece that follows.
    pub fn follow(&mut self, next: Self) {
        let (now, before) = (self.now, self.bounds.len());
        let moved = |line: Line| Line {
            above: now.and(&line.above),
            bounds: line.bounds + before,
            ..line
        };
        let bounds = next.bounds.iter().map(|bound| now.and(bound));
        self.bounds.extend(bounds);
        let room = MOST.saturating_sub(self.lines.len());
        let lines = next.lines.into_iter().take(room).map(moved);
        self.lines.extend(lines);
        self.last = next.last.map(moved).or(self.last.take());
        self.now = now.and(&next.now);
    }

    /// The total lines of which a column is no sum of rows, in order.
    pub fn wrong_totals(&self) -> Vec<TotalLine> {
        let last = self
            .last
            .as_ref()
            .filter(|_| self.bounds.len() <= MOST_BOUNDS);
        let Some(last) = last else {
            return Vec::new();
        };
        let (mut wrong, mut right) = (Vec::new(), 0);
        for line in self.lines.iter().filter(|line| line.row != last.row) {
            match self.wrong(line) {
                Some((at, printed)) => {
                    wrong.push(line.told(at, printed, self.nearest(line, at, printed)));
                }
                None => right += 1,
            }
        }
        let of_last = self.wrong(last);
        right += usize::from(of_last.is_none());
        if right <= wrong.len() {
            wrong.clear();
        }
        wrong.extend(of_last.map(|(at, printed)| last.told(at, printed, last.above.all[at])));
        wrong
    }

    /// The first figure of a line that is no sum.
    fn wrong(&self, line: &Line) -> Option<(usize, i64)> {
        let is_sum = |at: usize, printed: i64| {
            self.runs(line).any(|(from, to)| {
                printed == to.all[at] - from.all[at] || printed == to.paid[at] - from.paid[at]
            })
        };
        let mut printed = line.printed.iter().copied();
        printed.find(|(at, printed)| !is_sum(*at, *printed))
    }

    /// The runs of rows that end at a line, and those that begin at it.
    fn runs<'a>(&'a self, line: &'a Line) -> impl Iterator<Item = (&'a Run, &'a Run)> {
        let (before, after) = self.bounds.split_at(line.bounds.min(self.bounds.len()));
        let above = std::iter::once(&NOTHING)
            .chain(before)
            .map(|from| (from, &line.above));
        let below = after.iter().chain([&self.now]).map(|to| (&line.above, to));
        above.chain(below)
    }

    /// The sum of the run that comes nearest to a figure.
    fn nearest(&self, line: &Line, at: usize, printed: i64) -> i64 {
        let sums = self.runs(line).map(|(from, to)| to.all[at] - from.all[at]);
        sums.min_by_key(|sum| sum.abs_diff(printed)).unwrap_or(0)
    }
}

const NOTHING: Run = Run {
    all: [0; KEYS.len()],
    paid: [0; KEYS.len()],
};

impl Line {
    fn told(&self, at: usize, printed: i64, sum: i64) -> TotalLine {
        TotalLine {
            row: self.row,
            key: KEYS.get(at).copied().unwrap_or(Key::Total),
            printed: Money(printed),
            sum: Money(sum),
        }
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

    fn with_line(sums: &mut Sums, row: u32, printed: i64) -> Line {
        let line = Line {
            row,
            printed: vec![(0, printed)],
            above: sums.now,
            bounds: sums.bounds.len(),
        };
        sums.lines.push(line.clone());
        line
    }

    fn line(sums: &Sums, printed: i64) -> Sums {
        let mut sums = sums.clone();
        sums.last = Some(with_line(&mut sums, 9, printed));
        sums
    }

    fn told(sums: &Sums) -> Vec<(u32, i64)> {
        let wrong = sums.wrong_totals();
        wrong.iter().map(|line| (line.row, line.sum.0)).collect()
    }

    #[test]
    fn a_total_may_be_of_all_of_a_group_or_of_what_was_handed_over() {
        let mut sums = Sums::default();
        sums.person(&person(100, None));
        sums.bound();
        sums.person(&person(20, Some(false)));
        sums.person(&person(3, Some(true)));
        for right in [123, 23, 103, 3] {
            assert_eq!(told(&line(&sums, right)), [], "{right}");
        }
        assert_eq!(told(&line(&sums, 122)), [(9, 123)]);
    }

    #[test]
    fn pieces_of_a_list_add_up() {
        let mut first = Sums::default();
        first.person(&person(100, None));
        let mut second = Sums::default();
        second.person(&person(20, None));
        first.follow(line(&second, 120));
        assert_eq!(told(&first), []);
        let mut again = Sums::default();
        again.person(&person(1, None));
        first.follow(line(&again, 130));
        assert_eq!(told(&first), [(9, 121)]);
    }

    /// Three groups of two rows; each says its sum at its head or at its foot.
    fn groups(at_head: bool, printed: [i64; 3], total: i64) -> Sums {
        let mut sums = Sums::default();
        for (group, figure) in (1u32..).zip(printed) {
            if at_head {
                with_line(&mut sums, group, figure);
                sums.bound();
            }
            sums.person(&person(10 * i64::from(group), None));
            sums.person(&person(1, None));
            if !at_head {
                with_line(&mut sums, group, figure);
                sums.bound();
            }
        }
        line(&sums, total)
    }

    #[test]
    fn the_sum_of_a_group_stands_at_its_foot_or_its_head() {
        for at_head in [false, true] {
            assert_eq!(told(&groups(at_head, [11, 21, 31], 63)), []);
            assert_eq!(told(&groups(at_head, [11, 24, 31], 63)), [(2, 21)]);
            assert_eq!(told(&groups(at_head, [11, 21, 31], 66)), [(9, 63)]);
            // Figures that are mostly no sums are something else.
            assert_eq!(told(&groups(at_head, [7, 8, 31], 63)), []);
        }
    }
}
