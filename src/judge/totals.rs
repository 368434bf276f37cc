//! Total lines that are right once the rows at fault are mended: one wrong cell does not blame its neighbours.
//!
//! In: the lists as read and the law. Out: the same lists without the total lines that differ from the rows by
//! just what the amounts of some rows are off from their coefficient.

use std::collections::BTreeMap;

use crate::law::Law;
use crate::model::{Corpus, Month, SourceId};

/// Rows at fault that are tried in every combination; past it a total is taken as it stands.
const MOST: usize = 12;

/// Drops the total lines that wrong amounts explain. `last` is the month of rows that tell none.
pub fn excuse(corpus: &mut Corpus, law: &Law, last: Month) {
    let is_wrong = |source: SourceId| {
        let source = corpus.source(source);
        source.is_some_and(|s| !s.wrong_totals.is_empty())
    };
    let mut off: BTreeMap<SourceId, Vec<i64>> = BTreeMap::new();
    for row in corpus.roll.iter().filter(|r| is_wrong(r.place.source)) {
        let (Some(amount), Some(coefficient)) = (row.amount, row.coefficient) else {
            continue;
        };
        let Some(base) = law.base(row.month.unwrap_or(last)) else {
            continue;
        };
        let by_coefficient = i64::from(coefficient) * base / 100;
        if by_coefficient != amount.0 {
            let rows = off.entry(row.place.source).or_default();
            rows.push(by_coefficient - amount.0);
        }
    }
    for (source, rows) in off.into_iter().filter(|(_, rows)| rows.len() <= MOST) {
        if let Some(source) = corpus.sources.get_mut(source.0 as usize) {
            let lines = &mut source.wrong_totals;
            lines.retain(|line| !is_sum_of_some(&rows, line.printed.0 - line.sum.0));
        }
    }
}

/// Whether some of the numbers add up to a sum.
fn is_sum_of_some(numbers: &[i64], sum: i64) -> bool {
    let taken = |set: usize| {
        let of_set = numbers.iter().enumerate().filter(|(i, _)| set >> i & 1 == 1);
        of_set.map(|(_, n)| n).sum::<i64>()
    };
    (1..1usize << numbers.len()).any(|set| taken(set) == sum)
}

#[cfg(test)]
mod tests {
    use super::is_sum_of_some;

    #[test]
    fn a_difference_is_explained_by_one_row_or_by_several() {
        let rows = [-30_000, 135_000, 270_000];
        for explained in [-30_000, 105_000, 405_000, 375_000] {
            assert!(is_sum_of_some(&rows, explained), "{explained}");
        }
        for open in [0, 30_000, 165_000] {
            assert!(!is_sum_of_some(&rows, open), "{open}");
        }
    }
}
