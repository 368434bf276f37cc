//! What an identity was granted or paid, and in which months it was paid.
//!
//! In: roll entries, payments and deaths. Out: a [`Grant`] for each fact. Category and amount are
//! weak evidence, since either may be the very fault that is looked for; the months tell whether two
//! ledger identities can be one person without a payment made twice, and whose payments end when
//! somebody dies.

use super::facts::Fact;
use super::fold::tier_of;
use super::weigh::Agreement;
use crate::model::{Categories, Corpus, IdentityId, Month, PaymentFlags, Scheme};

/// The monthly benefit of a fact.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Grant {
    /// What its categories can be, all rows together.
    categories: Categories,
    /// The months in which money was handed over.
    pub paid: Months,
    /// Those in which it was handed over more than once.
    pub twice: Months,
    /// The months in which it may be that the register has the person die.
    pub died: Months,
    /// Monthly amounts, falling, đồng; the highest few where there are many, then zeros.
    amounts: [i32; 4],
}

impl Grant {
    /// Monthly amounts, đồng.
    pub fn amounts(&self) -> impl Iterator<Item = i32> {
        self.amounts.into_iter().filter(|a| *a > 0)
    }

    /// The amount that two grants have in common.
    pub fn common(&self, other: &Self) -> Option<i32> {
        self.amounts().find(|a| other.amounts.contains(a))
    }

    /// How two grants agree: amount and category, or neither.
    pub fn agrees(&self, other: &Self) -> Agreement {
        let amounts_told = self.amounts[0] > 0 && other.amounts[0] > 0;
        let told = !self.categories.is_empty() && !other.categories.is_empty();
        let one_category = !self.categories.and(other.categories).is_empty();
        match (told.then_some(one_category), self.common(other)) {
            (None | Some(true), Some(_)) => Agreement::Same,
            (None | Some(true), None) if amounts_told => Agreement::OtherAmount,
            (Some(false), None) => Agreement::Differs,
            _ => Agreement::Missing,
        }
    }

    fn amount(&mut self, amount: i32) {
        let mut new = amount;
        for old in &mut self.amounts {
            if new > *old {
                std::mem::swap(old, &mut new);
            } else if new == *old {
                return;
            }
        }
    }
}

/// Notes the grants of all facts.
pub(super) fn note(facts: &mut [Fact], corpus: &Corpus, fact_of: &[u32]) {
    let mut with = |identity: IdentityId, grant: &dyn Fn(&mut Grant)| {
        let at = fact_of.get(identity.0 as usize);
        if let Some(fact) = at.and_then(|at| facts.get_mut(*at as usize)) {
            grant(&mut fact.grant);
        }
    };
    for entry in corpus.roll.iter().filter(|r| r.scheme == Scheme::Benefit) {
        with(entry.identity, &|grant| {
            grant.categories = grant.categories.or(entry.categories);
            grant.amount(entry.amount.map_or(0, |m| i32::try_from(m.0).unwrap_or(0)));
        });
    }
    let benefits = corpus
        .payments
        .iter()
        .filter(|p| p.scheme == Scheme::Benefit);
    for payment in benefits.filter(|p| p.regular > 0) {
        with(payment.identity, &|grant| {
            grant.categories = grant.categories.or(payment.categories);
            grant.amount(payment.regular / i32::from(payment.months.max(1)));
            if !payment.flags.has(PaymentFlags::UNPAID) {
                let months = months(payment.month, payment.months);
                grant.twice |= grant.paid & months;
                grant.paid |= months;
            }
        });
    }
    // Funeral support is paid within a few months of the death.
    let funerals = corpus.payments.iter().filter(|p| tier_of(p) > 1);
    for payment in funerals {
        let first = payment.month.plus(-i32::from(MONTHS_TELLING));
        with(payment.identity, &|grant| {
            grant.died |= months(first, MONTHS_TELLING + 1);
        });
    }
    for death in &corpus.deaths {
        let Some(died) = death.died else { continue };
        let (first, last) = (died.first_month(), died.last_month());
        let count = u8::try_from(last.0 - first.0 + 1).unwrap_or(u8::MAX);
        if count <= MONTHS_TELLING {
            with(death.identity, &|grant| grant.died |= months(first, count));
        }
    }
}

/// A date of death known less than to a quarter says too little.
const MONTHS_TELLING: u8 = 3;

/// A set of months, a bit each, by the remainder of [`MONTHS`].
pub(crate) type Months = u128;
/// So many months in a row are told apart: ten years.
pub(crate) const MONTHS: u32 = Months::BITS;

/// One month.
pub(crate) fn month_bit(month: Month) -> Months {
    1 << month.0.rem_euclid(MONTHS as i32)
}

fn months(first: Month, count: u8) -> Months {
    (0..i32::from(count)).fold(0, |all, i| all | month_bit(first.plus(i)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant(categories: u64, amounts: &[i32]) -> Grant {
        let mut grant = Grant {
            categories: Categories(categories),
            ..Grant::default()
        };
        for amount in amounts {
            grant.amount(*amount);
        }
        grant
    }

    #[test]
    fn amounts_are_kept_whatever_their_order() {
        let rising = grant(1, &[270, 360, 405, 540, 675, 405]);
        let falling = grant(1, &[675, 405, 540, 405, 360, 270]);
        assert_eq!(rising.amounts, [675, 540, 405, 360]);
        assert_eq!(rising.amounts, falling.amounts);
    }

    #[test]
    fn what_is_not_told_is_no_difference() {
        let known = grant(1, &[405]);
        assert_eq!(known.agrees(&grant(1, &[405, 270])), Agreement::Same);
        assert_eq!(known.agrees(&grant(0, &[405])), Agreement::Same);
        assert_eq!(known.agrees(&grant(1, &[270])), Agreement::OtherAmount);
        assert_eq!(known.agrees(&grant(1, &[])), Agreement::Missing);
        assert_eq!(known.agrees(&grant(2, &[405])), Agreement::Missing);
        assert_eq!(known.agrees(&grant(2, &[270])), Agreement::Differs);
    }
}
