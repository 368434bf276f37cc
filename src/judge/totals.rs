//! Total lines that are right once the rows at fault are mended: one wrong cell does not blame its neighbours.
//!
//! In: the lists as read and the law. Out: the same lists without the total lines that differ from the rows by
//! just what some rows leave out, or are off from their coefficient.

use std::collections::{BTreeMap, BTreeSet};

use crate::law::Law;
use crate::model::{Corpus, Month, NoteKind, Payment, PaymentFlags, RollRecord, Source, SourceId};

/// Rows at fault, and differences that they can make, that are tried in every combination; past it a total
/// is taken as it stands.
const MOST_ROWS: usize = 12;
const MOST_SUMS: usize = 20_000;

/// What a row at fault may add to the sum once it is mended, đồng: one of these.
type Mended = BTreeSet<i64>;

/// Drops the total lines that rows at fault explain. `last` is the month of rows that tell none.
pub fn excuse(corpus: &mut Corpus, law: &Law, last: Month) {
    let mut mended: BTreeMap<SourceId, Vec<Mended>> = BTreeMap::new();
    for (index, source) in corpus.sources.iter().enumerate() {
        if !source.wrong_totals.is_empty() {
            let id = SourceId(index as u32);
            mended.insert(id, rows_at_fault(corpus, id, law, last));
        }
    }
    for (id, rows) in mended {
        let source = corpus.sources.get_mut(id.0 as usize);
        if let (Some(source), Some(sums)) = (source, sums_of_some(&rows)) {
            drop_explained(source, &sums);
        }
    }
}

fn drop_explained(source: &mut Source, sums: &BTreeSet<i64>) {
    let lines = &mut source.wrong_totals;
    lines.retain(|line| !sums.contains(&(line.printed.0 - line.sum.0)));
}

fn rows_at_fault(corpus: &Corpus, id: SourceId, law: &Law, last: Month) -> Vec<Mended> {
    let granted = || corpus.roll.iter().filter(|r| r.place.source == id);
    let paid = || corpus.payments.iter().filter(|p| p.place.source == id);
    let amounts: Mended = granted().filter_map(|r| r.amount.map(|a| a.0)).collect();
    let amounts: Mended = paid()
        .map(|p| i64::from(p.regular))
        .chain(amounts)
        .collect();
    let of_roll = granted().map(|row| of_entry(row, law.base(row.month.unwrap_or(last)), &amounts));
    let of_ledger = paid().map(|payment| of_payment(corpus, payment, &amounts));
    let all = of_roll.chain(of_ledger).filter(|mended| !mended.is_empty());
    all.take(MOST_ROWS + 1).collect()
}

/// A roll's row: coefficient times base, where the amount is another or none.
fn of_entry(row: &RollRecord, base: Option<i64>, amounts: &Mended) -> Mended {
    let product = row
        .coefficient
        .zip(base)
        .map(|(c, base)| i64::from(c) * base / 100);
    match (row.amount, product) {
        (Some(amount), Some(product)) if product != amount.0 => Mended::from([product - amount.0]),
        (None, Some(product)) => Mended::from([product]),
        (None, None) => amounts.clone(),
        (Some(_), _) => Mended::new(),
    }
}

/// A ledger's row: what it says elsewhere, where one of its sums is left out; anything that the list pays,
/// where all are.
fn of_payment(corpus: &Corpus, payment: &Payment, amounts: &Mended) -> Mended {
    let (regular, arrears) = (i64::from(payment.regular), i64::from(payment.arrears));
    let is_lost = |kind| {
        let lost = [
            NoteKind::NotAnAmount,
            NoteKind::ErrorValue,
            NoteKind::NoFormulaValue,
        ];
        lost.contains(&kind)
    };
    let notes = corpus.notes_of(payment.place);
    if payment.flags.has(PaymentFlags::NO_SUM) {
        amounts.clone()
    } else if payment.flags.has(PaymentFlags::NO_REGULAR) || notes.iter().any(|n| is_lost(n.kind)) {
        Mended::from([regular, arrears, regular + arrears])
    } else {
        Mended::new()
    }
}

/// The sums that some of the rows can make; nothing where there are too many.
fn sums_of_some(rows: &[Mended]) -> Option<BTreeSet<i64>> {
    if rows.len() > MOST_ROWS {
        return None;
    }
    let mut sums = BTreeSet::from([0]);
    for row in rows {
        let more: Vec<i64> = sums
            .iter()
            .flat_map(|sum| row.iter().map(move |one| sum + one))
            .collect();
        sums.extend(more);
        if sums.len() > MOST_SUMS {
            return None;
        }
    }
    sums.remove(&0);
    Some(sums)
}

#[cfg(test)]
mod tests {
    use super::{Mended, sums_of_some};

    #[test]
    fn a_difference_is_explained_by_one_row_or_by_several() {
        let rows = [[-30_000], [135_000]].map(Mended::from);
        let open = [Mended::from([270_000, 405_000])];
        let sums = sums_of_some(&[&rows[..], &open[..]].concat()).unwrap_or_default();
        for explained in [-30_000, 105_000, 405_000, 375_000, 540_000] {
            assert!(sums.contains(&explained), "{explained}");
        }
        for unexplained in [0, 30_000, 165_000, 675_000] {
            assert!(!sums.contains(&unexplained), "{unexplained}");
        }
        assert_eq!(sums_of_some(&vec![Mended::from([1]); 13]), None);
    }
}
