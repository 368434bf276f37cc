//! Money held back from a ledger row (28): a deduction, or arrears below zero ("truy thu").
//!
//! In: a person's money cut into parts by month. Out: the same parts less what was taken back,
//! where it had been too much. What takes back nothing in the range is for months before it, as with
//! arrears (8), unless there were none.

use super::case::Case;
use super::due::Granted;
use super::world::World;
use crate::model::{Month, Payment, Scheme, Sym};
use std::cmp::Reverse;

/// What a ledger row holds back, đồng.
pub(super) fn of(world: &World, payment: &Payment) -> i64 {
    let deduction = world.corpus.extra(payment).map_or(0, |e| e.deduction.0);
    deduction - i64::from(payment.arrears.min(0))
}

/// Takes `held` đồng back from the months up to the payment's that were surely paid too much, the
/// oldest first. What is left was held back without cause only if no month can have had too much.
pub(super) fn take_back(
    world: &World,
    case: &mut Case,
    payment: &Payment,
    held: i64,
    granted: &impl Fn(&Case, Month) -> Granted,
) {
    let scheme = payment.scheme;
    let mut left = held;
    let mut explained = !case.began_within(world, scheme);
    for month in world.range.iter().take_while(|m| *m <= payment.month) {
        let granted = granted(case, month);
        let paid = case.paid_for(scheme, month);
        if !granted.unbounded {
            let over = (paid - granted.due.most()).max(0);
            left -= case.lessen(scheme, month, payment.commune, over.min(left));
        }
        explained |= granted.unbounded || granted.due.least() < paid.min(granted.due.most());
    }
    if !explained {
        left -= case.lessen(scheme, payment.month, payment.commune, left);
    }
    case.outside -= left;
}

impl Case {
    /// Takes up to `amount` from what was paid for a month, first from what the commune paid that
    /// holds it back, the last row first; tells how much it took.
    fn lessen(&mut self, scheme: Scheme, month: Month, commune: Sym, amount: i64) -> i64 {
        let of_month = |i: &usize| {
            let part = self.parts.get(*i);
            part.is_some_and(|p| p.month == month && p.scheme == scheme)
        };
        let mut parts: Vec<usize> = (0..self.parts.len()).filter(of_month).collect();
        parts.sort_by_key(|&i| {
            let own = self.parts.get(i).is_some_and(|p| p.commune == commune);
            (!own, Reverse(i))
        });
        let mut left = amount;
        for i in parts {
            if let Some(part) = self.parts.get_mut(i) {
                let cut = part.amount.clamp(0, left);
                part.amount -= cut;
                left -= cut;
            }
        }
        self.parts.retain(|p| p.amount != 0);
        amount - left
    }
}
