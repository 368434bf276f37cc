//! What the rows of a stretch came to: the money that counts, and what was paid for the same months again.
//!
//! In: the rows with their months and sums. Out: [`Sums`]. Rows that together are no more than what is right are
//! parts of one payment; a sum that nobody can read makes no certain second payment.

use std::cmp::Reverse;

use crate::model::Month;

/// A row that hands money over.
pub struct Part {
    /// The months that it is for.
    pub months: Vec<Month>,
    /// đồng; none where it cannot be read.
    pub sum: Option<i64>,
    /// How far that is off what is right for its own months, đồng.
    pub off: i64,
    /// Whose it is rests on more than a name.
    pub firm: bool,
    /// Its months are told beyond doubt.
    pub dated: bool,
    /// Its list has a column of money at all.
    pub money: bool,
}

impl Part {
    /// It takes money back.
    pub fn is_back(&self) -> bool {
        self.sum.is_some_and(|sum| sum < 0)
    }
}

/// What the rows came to.
#[derive(Default)]
pub struct Sums {
    /// Everything paid that can be read, đồng.
    pub paid: i64,
    /// What counts, đồng; none where it cannot be read.
    pub kept: Option<i64>,
    /// What was paid again, đồng; none where nothing of it can be read.
    pub surplus: Option<i64>,
    /// The months paid again, rising.
    pub again: Vec<Month>,
    /// How often a month was paid, at least and at most.
    pub times: (usize, usize),
    /// What counts is of told months.
    pub dated: bool,
}

impl Sums {
    /// Of all rows; `most` is the most that is right for all months together, đồng, rounding included.
    pub fn of(parts: &[Part], most: Option<i64>) -> Self {
        // Money taken back is no payment of its own.
        let back: i64 = parts
            .iter()
            .filter_map(|p| p.sum)
            .map(|sum| sum.min(0))
            .sum();
        let parts: Vec<&Part> = parts.iter().filter(|p| !p.is_back()).collect();
        let mut money: Vec<&Part> = parts.iter().copied().filter(|p| p.money).collect();
        money.sort_by_key(|p| (!p.dated, p.sum.is_none(), Reverse(p.months.len()), p.off));
        let mut covered: Vec<Month> = Vec::new();
        let mut sums = Self {
            paid: money.iter().filter_map(|p| p.sum).sum::<i64>() + back,
            kept: (!money.is_empty()).then_some(0),
            times: (
                usize::from(!parts.is_empty()),
                usize::from(!parts.is_empty()),
            ),
            dated: parts.iter().any(|p| p.dated),
            ..Self::default()
        };
        for part in &money {
            let twice = part.months.iter().filter(|m| covered.contains(m));
            let twice: Vec<Month> = twice.copied().collect();
            let share = |sum: i64| sum * twice.len() as i64 / part.months.len().max(1) as i64;
            if twice.len() < part.months.len() {
                let rest = part.sum.map(|sum| sum - share(sum));
                sums.kept = sums.kept.zip(rest).map(|(kept, rest)| kept + rest);
            }
            if !twice.is_empty() {
                let more = part.sum.map(share);
                sums.surplus = sums
                    .surplus
                    .map_or(more, |all| Some(all + more.unwrap_or(0)));
            }
            covered.extend(part.months.iter().filter(|m| !twice.contains(m)));
            sums.again.extend(twice);
        }
        sums.again.sort_unstable();
        sums.again.dedup();
        let readable = money.iter().all(|p| p.sum.is_some());
        if readable && most.is_some_and(|most| sums.paid <= most) {
            sums.kept = sums.kept.map(|_| sums.paid);
            sums.surplus = None;
            sums.again.clear();
        }
        sums.surplus = sums.surplus.map(|more| (more + back).max(0));
        if !sums.again.is_empty() {
            let often = |parts: &dyn Fn(&Part) -> bool| {
                let of = |month: &Month| {
                    let here = |p: &&&Part| parts(p) && p.months.contains(month);
                    money.iter().filter(here).count()
                };
                covered.iter().map(of).max().unwrap_or(0)
            };
            let named = money.iter().all(|p| p.firm);
            let least = often(&|p| named && p.dated && p.sum.is_some());
            sums.times = (least.max(1), often(&|_| true));
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(first: i32, count: i32, sum: Option<i64>) -> Part {
        Part {
            months: (first..first + count).map(Month).collect(),
            sum,
            off: 0,
            firm: true,
            dated: true,
            money: true,
        }
    }

    #[test]
    fn a_month_within_a_quarter_is_paid_again() {
        let sums = Sums::of(&[part(7, 3, Some(165)), part(7, 1, Some(55))], Some(165));
        assert_eq!((sums.kept, sums.surplus), (Some(165), Some(55)));
        assert_eq!((sums.times, sums.again), ((2, 2), vec![Month(7)]));
    }

    #[test]
    fn parts_of_one_due_are_no_second_payment() {
        let sums = Sums::of(&[part(7, 6, Some(165)), part(7, 3, Some(165))], Some(330));
        assert_eq!((sums.kept, sums.surplus), (Some(330), None));
        assert_eq!((sums.times, sums.again), ((1, 1), vec![]));
    }

    #[test]
    fn periods_that_overlap_in_part_keep_the_rest() {
        let sums = Sums::of(&[part(7, 3, Some(165)), part(9, 3, Some(165))], Some(275));
        assert_eq!((sums.kept, sums.surplus), (Some(275), Some(55)));
        assert_eq!(sums.again, vec![Month(9)]);
    }

    #[test]
    fn money_taken_back_is_no_payment() {
        let all = [
            part(7, 3, Some(165)),
            part(7, 3, Some(165)),
            part(7, 3, Some(-165)),
        ];
        let sums = Sums::of(&all, Some(165));
        assert_eq!(
            (sums.kept, sums.surplus, sums.times),
            (Some(165), None, (1, 1))
        );
        let sums = Sums::of(&all[1..], Some(165));
        assert_eq!((sums.kept, sums.times), (Some(0), (1, 1)));
    }

    #[test]
    fn an_unreadable_sum_is_a_doubt_without_an_amount() {
        let sums = Sums::of(&[part(7, 3, Some(165)), part(7, 3, None)], Some(165));
        assert_eq!((sums.kept, sums.surplus), (Some(165), None));
        assert_eq!(sums.times, (1, 2));
    }
}
