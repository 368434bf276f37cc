//! One sum over several months: in, what may be right for each of them; out, a share a month.
//!
//! Where the due of a month is open, a sum for several can be cut in more ways than one. If one of
//! them makes every month right, it is taken (9, 11): nobody is accused by how a sum was cut.

/// More sums than this are not followed up; what the law leaves open has a handful.
const MOST_SUMS: usize = 512;

/// What a month may take of a sum.
#[derive(Clone, Debug, Default)]
pub(super) struct Share {
    /// Least and most of each stretch that makes the month right, đồng.
    pub right: Vec<(i64, i64)>,
    /// What it takes if it is free to, đồng.
    pub wanted: i64,
    /// Whether nothing was paid for it before.
    pub unpaid: bool,
}

impl Share {
    /// The least that makes the month right, đồng.
    fn least(&self) -> i64 {
        let least = self.right.iter().map(|(least, _)| *least);
        least.min().unwrap_or(0)
    }

    /// The right amount nearest to another, đồng.
    pub fn nearest(&self, amount: i64) -> i64 {
        let right = self.right.iter();
        let right = right.map(|(least, most)| amount.clamp(*least, *most));
        let nearest = right.min_by_key(|right| (amount - right).abs());
        nearest.unwrap_or(amount)
    }
}

/// Cuts a sum so that every month is right; none if that cannot be.
pub(super) fn all_right(sum: i64, months: &[Share]) -> Option<Vec<i64>> {
    // What the months from each on can take together.
    let mut together = vec![vec![(0, 0)]];
    for month in months.iter().rev() {
        let later = together.last()?;
        let mut all: Vec<(i64, i64)> = Vec::with_capacity(later.len() * month.right.len());
        for (least, most) in &month.right {
            all.extend(later.iter().map(|(l, m)| (least + l, most + m)));
        }
        let all = joined(all);
        if all.len() > MOST_SUMS {
            return None;
        }
        together.push(all);
    }
    let mut left = sum;
    let mut cut = Vec::with_capacity(months.len());
    for (month, later) in months.iter().zip(together.iter().rev().skip(1)) {
        let off = |amount: &i64| ((amount - month.wanted).abs(), *amount);
        let amount = month
            .right
            .iter()
            .flat_map(|(least, most)| {
                later.iter().filter_map(move |(l, m)| {
                    let (least, most) = (*least.max(&(left - m)), *most.min(&(left - l)));
                    (least <= most).then(|| month.wanted.clamp(least, most))
                })
            })
            .min_by_key(off)?;
        left -= amount;
        cut.push(amount);
    }
    (left == 0).then_some(cut)
}

/// Cuts a sum that cannot make all months right: each takes what it wants, or the least where there is
/// not even that for all, as long as the sum reaches; the last takes what is left.
pub(super) fn in_turn(sum: i64, months: &[Share]) -> Vec<i64> {
    let even = sum / months.len().max(1) as i64;
    let short = sum < months.iter().map(Share::least).sum();
    let mut left = sum;
    let one = |(i, month): (usize, &Share)| {
        let wanted = if short { month.least() } else { month.wanted };
        let amount = match wanted {
            _ if i + 1 == months.len() => left,
            wanted if wanted > 0 => wanted.min(left),
            _ => even.min(left),
        };
        left -= amount;
        amount
    };
    months.iter().enumerate().map(one).collect()
}

/// What each month takes of a sum that names none: those that surely lack something come first, the
/// oldest before the later, then those for which nothing was paid, then the others.
pub(super) fn oldest_first(sum: i64, months: &[Share]) -> Vec<i64> {
    let lacking: Vec<usize> = months
        .iter()
        .enumerate()
        .filter_map(|(at, month)| (month.least() > 0).then_some(at))
        .collect();
    let mut cut = vec![0; months.len()];
    let lack: Vec<Share> = lacking
        .iter()
        .filter_map(|at| months.get(*at).cloned())
        .collect();
    let fitting = (1..=lack.len())
        .rev()
        .find_map(|count| all_right(sum, lack.get(..count)?));
    if let Some(fitting) = fitting {
        for (at, amount) in lacking.into_iter().zip(fitting) {
            if let Some(cut) = cut.get_mut(at) {
                *cut = amount;
            }
        }
        return cut;
    }
    let mut left = sum;
    let least = |month: &Share| month.least();
    let unpaid = |month: &Share| if month.unpaid { month.wanted } else { 0 };
    let wanted = |month: &Share| month.wanted;
    let turns: [&dyn Fn(&Share) -> i64; 3] = [&least, &unpaid, &wanted];
    for up_to in turns {
        for (cut, month) in cut.iter_mut().zip(months) {
            let amount = (up_to(month) - *cut).clamp(0, left.max(0));
            *cut += amount;
            left -= amount;
        }
    }
    cut
}

/// Stretches in rising order, those that touch as one.
fn joined(mut stretches: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    stretches.sort_unstable();
    let mut all: Vec<(i64, i64)> = Vec::new();
    for (least, most) in stretches {
        match all.last_mut() {
            Some((_, end)) if least <= *end => *end = most.max(*end),
            _ => all.push((least, most)),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(right: &[(i64, i64)], wanted: i64) -> Share {
        Share {
            right: right.to_vec(),
            wanted,
            unpaid: true,
        }
    }

    #[test]
    fn the_first_month_leaves_the_later_ones_what_they_need() {
        let open = share(&[(540, 810)], 810);
        let cut = |sum| all_right(sum, &[open.clone(), open.clone()]);
        assert_eq!(cut(1080), Some(vec![540, 540]));
        assert_eq!(cut(1400), Some(vec![810, 590]));
        assert_eq!(cut(1000), None);
        let set = share(&[(405, 405), (540, 540)], 405);
        let exact = share(&[(270, 270)], 270);
        assert_eq!(all_right(810, &[set.clone(), exact]), Some(vec![540, 270]));
        assert_eq!(all_right(900, &[set.clone(), set]), None);
    }

    #[test]
    fn a_sum_that_fits_nothing_leaves_the_least_to_complain_of() {
        let open = share(&[(540, 810)], 810);
        assert_eq!(in_turn(1000, &[open.clone(), open.clone()]), [540, 460]);
        assert_eq!(in_turn(1700, &[open.clone(), open]), [810, 890]);
        let paid = share(&[(0, 0)], 0);
        assert_eq!(in_turn(540, &[paid.clone(), paid]), [270, 270]);
    }

    #[test]
    fn months_that_lack_something_come_before_months_that_could_take_more() {
        let more = Share {
            unpaid: false,
            ..share(&[(0, 270)], 270)
        };
        let lacks = share(&[(540, 810)], 810);
        let months = [more, lacks.clone(), lacks, share(&[(0, 270)], 270)];
        assert_eq!(oldest_first(1080, &months), [0, 540, 540, 0]);
        assert_eq!(oldest_first(600, &months), [0, 600, 0, 0]);
        assert_eq!(oldest_first(2000, &months), [110, 810, 810, 270]);
    }

    #[test]
    fn no_month_takes_no_money() {
        assert_eq!(all_right(0, &[]), Some(Vec::new()));
        assert_eq!(all_right(1, &[]), None);
    }
}
