//! Money that waits to be collected, in lots of a month each, the oldest first.
//!
//! In: the lots of a person in a commune and a sum that was handed over. Out: the lots that it closes.

/// Money not yet collected.
#[derive(Clone, Copy, Debug)]
pub struct Lot {
    /// đồng.
    pub amount: i64,
    /// Whether it may have been collected unseen: a month without a return, or a row that is not signed.
    pub awaiting: bool,
}

impl Lot {
    /// One of which is known that it was not collected.
    pub fn of(amount: i64) -> Self {
        Self {
            amount,
            awaiting: false,
        }
    }
}

/// What some lots hold, đồng.
pub fn open(lots: &[Lot]) -> i64 {
    lots.iter().map(|l| l.amount).sum()
}

/// Takes a sum from the oldest lots on; what they do not hold is left.
pub fn take(lots: &mut Vec<Lot>, mut sum: i64) -> i64 {
    for lot in lots.iter_mut() {
        let part = lot.amount.min(sum).max(0);
        lot.amount -= part;
        sum -= part;
    }
    lots.retain(|l| l.amount != 0);
    sum
}

/// Most lots of which every choice is tried.
const MOST_LOTS: usize = 10;

/// The lots whose sum is nearest to `sum`: none for one not above zero; of two choices equally near the
/// smaller, of two equally small the older lots.
pub fn nearest(lots: &[Lot], sum: i64) -> Vec<usize> {
    if sum <= 0 || lots.is_empty() {
        return Vec::new();
    }
    let tried = lots.len().min(MOST_LOTS);
    let chosen = |set: u32| (0..tried).filter(move |at| set >> at & 1 == 1);
    let best = (0..1_u32 << tried).min_by_key(|set| {
        let total: i64 = chosen(*set)
            .filter_map(|at| lots.get(at))
            .map(|l| l.amount)
            .sum();
        ((sum - total).abs(), set.count_ones(), *set)
    });
    chosen(best.unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn late_money_closes_the_lots_that_it_is_nearest_to() {
        let lots: Vec<Lot> = [270, 405, 270].map(Lot::of).into();
        let chosen = |sum| nearest(&lots, sum);
        assert_eq!(chosen(270), [0]);
        assert_eq!(chosen(675), [0, 1]);
        assert_eq!(chosen(945), [0, 1, 2]);
        assert_eq!(chosen(540), [0, 2]);
        assert_eq!(chosen(30), [] as [usize; 0]);
        assert_eq!(chosen(-50), [] as [usize; 0]);
        assert_eq!(chosen(220), [0]);
    }

    #[test]
    fn what_is_taken_goes_from_the_oldest_lot_on() {
        let mut lots: Vec<Lot> = [270, 405].map(Lot::of).into();
        assert_eq!(take(&mut lots, 300), 0);
        assert_eq!(lots.iter().map(|l| l.amount).collect::<Vec<_>>(), [375]);
        assert_eq!(take(&mut lots, 500), 125);
        assert!(lots.is_empty());
    }
}
