//! Sums over settled people (12): to the đồng, in any order of adding.

use super::case::{Case, Standing};
use super::world::World;
use std::collections::BTreeMap;

use crate::law::Clause;
use crate::model::{Money, Scheme, Totals};

/// What one person adds to the totals of a run and of their commune.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// The sums.
    pub totals: Totals,
    /// Months whose due rests on a figure of the law that was not read, by its clause.
    pub unread: BTreeMap<Clause, u64>,
    /// People with such a month (count).
    pub unread_people: u64,
}

/// Tallies a case.
pub fn tally(world: &World, case: &Case) -> Tally {
    let mut totals = Totals {
        people: 1,
        payments: world.payments_of(case).len() as u64,
        outside: Money(case.outside),
        ..Totals::default()
    };
    let mut unread = BTreeMap::new();
    for month in &case.months {
        if month.unread != Clause::NONE && month.due.most() > 0 {
            *unread.entry(month.unread).or_default() += 1;
        }
        let point = month.point();
        totals.paid += Money(month.paid);
        totals.due += Money(point);
        totals.due_range.0 += Money(month.due.least().min(point));
        totals.due_range.1 += Money(month.due.most().max(point));
        totals.recover += Money((month.paid - point).max(0));
        totals.arrears += Money((point - month.paid).max(0));
        totals.unclaimed += Money(month.unclaimed());
        // Funeral money and one-off support are not granted by a roll.
        let by_roll = matches!(month.scheme, Scheme::Benefit | Scheme::Care);
        if by_roll && month.standing == Standing::Unjudged {
            totals.unjudged += Money(month.paid);
        }
    }
    Tally {
        totals,
        unread_people: u64::from(!unread.is_empty()),
        unread,
    }
}

impl Tally {
    /// Adds another's sums.
    pub fn add(&mut self, other: &Self) {
        let (sum, more) = (&mut self.totals, &other.totals);
        sum.people += more.people;
        sum.payments += more.payments;
        sum.paid += more.paid;
        sum.due += more.due;
        sum.due_range.0 += more.due_range.0;
        sum.due_range.1 += more.due_range.1;
        sum.recover += more.recover;
        sum.arrears += more.arrears;
        sum.unclaimed += more.unclaimed;
        sum.unjudged += more.unjudged;
        sum.outside += more.outside;
        for (clause, months) in &other.unread {
            *self.unread.entry(*clause).or_default() += months;
        }
        self.unread_people += other.unread_people;
    }
}
