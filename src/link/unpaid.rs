//! Lists of people who did not collect their money (`contract.md`, 7).
//!
//! In: the corpus and its people. Out: the same corpus, in which a ledger row is marked unpaid where
//! a list that names none but unpaid people names this person, commune, month and scheme. Such lists
//! often have fewer columns than the ledger, so only linking tells who is meant.

use rustc_hash::FxHashSet;

use super::Linked;
use crate::model::{Corpus, Month, Payment, PaymentFlags, PersonId, Role, Scheme, Strength, Sym};

/// Marks the ledger rows that a list of the unpaid names.
pub fn mark_unpaid(corpus: &mut Corpus, linked: &Linked) {
    let mut lists: Vec<bool> = corpus
        .sources
        .iter()
        .map(|s| s.role == Role::Ledger)
        .collect();
    for payment in &corpus.payments {
        if let Some(only) = lists.get_mut(payment.place.source.0 as usize) {
            let flags = payment.flags;
            *only &= flags.has(PaymentFlags::UNPAID) && !flags.has(PaymentFlags::RETURNED);
        }
    }
    let on_one = |p: &Payment| lists.get(p.place.source.0 as usize) == Some(&true);
    let named: FxHashSet<_> = corpus
        .payments
        .iter()
        .filter(|p| on_one(p))
        .filter_map(|p| money_of(p, linked))
        .collect();
    if named.is_empty() {
        return;
    }
    for payment in &mut corpus.payments {
        if money_of(payment, linked).is_some_and(|money| named.contains(&money)) {
            payment.flags.set(PaymentFlags::UNPAID);
        }
    }
}

/// Whose money it is; `None` where that is open.
fn money_of(payment: &Payment, linked: &Linked) -> Option<(PersonId, Month, Scheme, Sym)> {
    if linked.strength(payment.identity) == Strength::Unsure {
        return None;
    }
    let person = linked.person(payment.identity)?;
    Some((person, payment.month, payment.scheme, payment.commune))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::link;
    use crate::link::made_up::{fold, paid, row, source};

    #[test]
    fn a_list_of_the_unpaid_names_whom_it_means() {
        let ledger = |path| source(path, Role::Ledger, Some("2020-10"));
        let rows = [
            ("Nguyễn Thị Hoa", "1938"),
            ("Trần Văn Long", "1950"),
            ("Lê Thị Mai", "1941"),
        ];
        let mut unpaid = paid(row(2, "TRẦN VĂN LONG", "", "", "Kỳ Bá"), "2020-10", 405_000);
        unpaid.paid = Some(false);
        let mut corpus = fold(&[
            (
                ledger("a.csv"),
                rows.iter()
                    .zip(2..)
                    .map(|((name, born), n)| {
                        paid(row(n, name, born, "", "Kỳ Bá"), "2020-10", 405_000)
                    })
                    .collect(),
            ),
            (ledger("b.csv"), vec![unpaid]),
        ])
        .corpus;
        let linked = link(&corpus, &[]);
        mark_unpaid(&mut corpus, &linked);
        let marks = corpus.payments.iter();
        let marks: Vec<bool> = marks.map(|p| p.flags.has(PaymentFlags::UNPAID)).collect();
        assert_eq!(marks, [false, true, false, true]);
    }
}
