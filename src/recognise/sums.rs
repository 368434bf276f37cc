//! Whether a list's own total lines are the sums of its rows.
//!
//! In: the typed rows and the lines of totals and groups as they pass. Out: the lines of which a column is no
//! sum of rows around them. Sub-totals, page carries, totals of what was handed over and figures at the head of
//! their group are sums too: only a figure that no run of rows gives is wrong, and above the last line only
//! where most such lines of the list are right, or its words say nothing but "total", so that it is known what
//! they are. Of lists side by side a line may be the total of all.

use super::List;
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
/// Lines of groups that are sums, from which on it is known that the last is that of all of them.
const GROUPS: usize = 2;
/// Bounds of runs past which nothing is said.
const MOST_BOUNDS: usize = 10_000;

type Sum = [i64; KEYS.len()];

/// What the rows so far add up to.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
struct Run {
    rows: u32,
    all: Sum,
    /// Of what was handed over.
    paid: Sum,
}

impl Run {
    fn and(&self, other: &Self) -> Self {
        let both = |a: &Sum, b: &Sum| std::array::from_fn(|i| a[i].saturating_add(b[i]));
        Self {
            rows: self.rows.saturating_add(other.rows),
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
    /// Whether the line of a group came last: there may be nobody in it.
    opened: bool,
    /// Of a list beside others, what stands in which row.
    seen: Option<Vec<(u32, Seen)>>,
}

/// What stands in a row.
#[derive(Clone, Debug)]
enum Seen {
    Bound,
    Rows(Run),
    Line(Line),
}

/// A line of figures, with what stands above it.
#[derive(Clone, Debug)]
struct Line {
    row: u32,
    printed: Vec<(usize, i64)>,
    above: Run,
    /// Bounds above it.
    bounds: usize,
    /// Its words, where they say nothing but that it is a total.
    plain: Option<String>,
    /// Whether it may be a total of nobody.
    empty: bool,
}

impl Sums {
    /// Of a list that stands beside others or alone.
    pub fn new(beside: bool) -> Self {
        Self {
            seen: beside.then(Vec::new),
            ..Self::default()
        }
    }

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
        let all = cells.map(|cell| cell.unwrap_or(Money::ZERO).0);
        let paid = if row.paid == Some(false) {
            NOTHING.paid
        } else {
            all
        };
        let rows = 1;
        self.rows(row.number, Run { rows, all, paid });
    }

    fn rows(&mut self, number: u32, run: Run) {
        self.now = self.now.and(&run);
        self.opened = false;
        self.see(number, || Seen::Rows(run));
    }

    fn see(&mut self, number: u32, what: impl FnOnce() -> Seen) {
        if let Some(seen) = &mut self.seen {
            seen.push((number, what()));
        }
    }

    /// A row of somebody without a name: a total may count it or not, as one that was not handed over.
    pub fn nameless(&mut self, raw: &RawRow, plan: &Plan) {
        let mut run = Run { rows: 1, ..NOTHING };
        for (at, sum) in figures(raw, plan) {
            run.all[at] += sum;
        }
        self.rows(raw.number, run);
    }

    /// A line that is no person: a run of rows may begin after it. That of a group may say its sum.
    pub fn boundary(&mut self, raw: &RawRow, why: &str, plan: &Plan) {
        if why == "group" {
            self.opened = true;
            self.line(raw, plan, None);
        }
        self.bound(raw.number);
    }

    fn bound(&mut self, number: u32) {
        if self.bounds.last() != Some(&self.now) {
            self.bounds.push(self.now);
        }
        self.see(number, || Seen::Bound);
    }

    /// A total line; `since` one that counts from some time before the list, which is no sum of its rows;
    /// `words` its own, where they say nothing but that it is one.
    pub fn total(&mut self, raw: &RawRow, plan: &Plan, since: bool, words: Option<String>) {
        let line = (!since).then(|| self.line(raw, plan, words)).flatten();
        self.last = line.or(self.last.take());
        self.opened = false;
        self.bound(raw.number);
    }

    fn line(&mut self, raw: &RawRow, plan: &Plan, words: Option<String>) -> Option<Line> {
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
            empty: words.is_none() || self.opened,
            plain: words,
        };
        self.see(line.row, || Seen::Line(line.clone()));
        self.keep(line.clone());
        Some(line)
    }

    fn keep(&mut self, line: Line) {
        if self.lines.len() < MOST {
            self.lines.push(line);
        }
    }

    /// The sums of all rows of lists side by side, each with its part above every line.
    fn together(lists: &[&[(u32, Seen)]]) -> Self {
        let begin = |seen: &&[(u32, Seen)]| seen.first().map(|(row, _)| (*row, &Seen::Bound));
        let all = lists.iter().flat_map(|seen| *seen);
        let begins = lists.iter().filter_map(begin);
        let mut all: Vec<(u32, &Seen)> =
            begins.chain(all.map(|(row, what)| (*row, what))).collect();
        all.sort_by_key(|(row, what)| (*row, matches!(what, Seen::Line(_))));
        let mut joint = Self::default();
        for (row, what) in all {
            match what {
                Seen::Bound => joint.bound(row),
                Seen::Rows(run) => joint.rows(row, *run),
                Seen::Line(line) => {
                    joint.keep(Line {
                        above: joint.now,
                        bounds: joint.bounds.len(),
                        ..line.clone()
                    });
                    joint.bound(row);
                }
            }
        }
        joint
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
        self.opened = next.opened;
        if let (Some(seen), Some(next)) = (&mut self.seen, next.seen) {
            seen.extend(next);
        }
    }

    /// The total lines of which a column is no sum of rows, in order.
    pub fn wrong_totals(&self) -> Vec<TotalLine> {
        self.wrong_beside(None)
    }

    /// The same, where the lists beside this one have `joint` sums with it.
    fn wrong_beside(&self, joint: Option<&Self>) -> Vec<TotalLine> {
        let last = self
            .last
            .as_ref()
            .filter(|_| self.bounds.len() <= MOST_BOUNDS);
        let Some(last) = last else {
            return Vec::new();
        };
        let (mut wrong, mut right) = (Vec::new(), 0);
        let others = || self.lines.iter().filter(|line| line.row != last.row);
        for line in others() {
            match self.wrong(line, joint, false) {
                Some((at, printed)) => {
                    let told = line.told(at, printed, self.nearest(line, at, printed));
                    wrong.push((told, line.plain.is_some()));
                }
                None => right += 1,
            }
        }
        // A total of its own kind below those of several groups is that of all.
        let alike = others().any(|line| line.plain == last.plain);
        let of_all = last.plain.is_some() && right >= GROUPS && !alike;
        let of_last = self.wrong(last, joint, of_all);
        right += usize::from(of_last.is_none());
        if right <= wrong.len() {
            wrong.retain(|(_, plain)| *plain && of_last.is_none());
        }
        let mut wrong: Vec<TotalLine> = wrong.into_iter().map(|(told, _)| told).collect();
        wrong.extend(of_last.map(|(at, printed)| {
            let joint = joint.and_then(|joint| Some(joint.beside(last)?.above.all[at]));
            let sums = joint.into_iter().chain([last.above.all[at]]);
            let sum = sums.min_by_key(|sum| sum.abs_diff(printed)).unwrap_or(0);
            last.told(at, printed, sum)
        }));
        wrong
    }

    /// The same line among those of the lists side by side.
    fn beside(&self, line: &Line) -> Option<&Line> {
        let same = |one: &&Line| one.row == line.row && one.printed == line.printed;
        self.lines.iter().find(same)
    }

    /// The first figure of a line that is no sum; `of_all` one that must be of all rows.
    fn wrong(&self, line: &Line, joint: Option<&Self>, of_all: bool) -> Option<(usize, i64)> {
        let joint = joint.and_then(|joint| Some((joint, joint.beside(line)?)));
        let mut printed = line.printed.iter().copied();
        printed.find(|(at, printed)| {
            let among = |(sums, line): (&Self, &Line)| sums.gives(line, *at, *printed, of_all);
            !among((self, line)) && !joint.is_some_and(among)
        })
    }

    fn gives(&self, line: &Line, at: usize, printed: i64, of_all: bool) -> bool {
        let empty = line.empty || self.now.rows == 0;
        let is_sum = |(from, to): (&Run, &Run)| {
            let sums = [to.all[at] - from.all[at], to.paid[at] - from.paid[at]];
            (empty || to.rows > from.rows) && sums.contains(&printed)
        };
        if of_all {
            let (above, now) = (&line.above, &self.now);
            let wholes = [(&NOTHING, above), (above, now), (&NOTHING, now)];
            return wholes.into_iter().any(is_sum);
        }
        self.runs(line).any(is_sum)
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
    rows: 0,
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

/// Holds the totals of lists side by side in one sheet against the rows of all of them as well.
pub fn hold_together<S>(lists: &mut [List<S>]) {
    let seen = lists.iter().filter_map(|list| list.sums.seen.as_deref());
    let seen: Vec<_> = seen.collect();
    if seen.len() < 2 {
        return;
    }
    let joint = Sums::together(&seen);
    for list in lists {
        let sums = std::mem::take(&mut list.sums);
        if sums.seen.is_some() {
            list.source.wrong_totals = sums.wrong_beside(Some(&joint));
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
            plain: None,
            empty: true,
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
        sums.bound(0);
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
                sums.bound(0);
            }
            sums.person(&person(10 * i64::from(group), None));
            sums.person(&person(1, None));
            if !at_head {
                with_line(&mut sums, group, figure);
                sums.bound(0);
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
