//! What is due, with both kinds of openness kept apart.

use super::Money;

/// Amounts between which the law does not decide: every amount within is right.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Span {
    /// Least, đồng.
    pub least: i64,
    /// Most, đồng.
    pub most: i64,
}

/// What may be due in a month: one [`Span`] for each outcome that the *evidence* leaves open (a
/// birth year, a day of death), so `{405.000, 540.000}` makes 450.000 surely wrong. Spans are
/// sorted and do not touch; more than eight are taken together as one, which can only widen, and
/// widens what is known less at least as much as what is known better.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Due {
    spans: [Span; Self::MOST],
    len: u8,
}

impl Due {
    /// Most outcomes kept apart.
    pub const MOST: usize = 8;

    /// Exactly this amount.
    pub fn exactly(amount: i64) -> Self {
        Self::between(amount, amount)
    }

    /// Any amount from `least` to `most` is right.
    pub fn between(least: i64, most: i64) -> Self {
        let mut due = Self::default();
        due.add(Span { least, most });
        due
    }

    /// The outcomes in rising order.
    pub fn spans(&self) -> &[Span] {
        self.spans.get(..usize::from(self.len)).unwrap_or(&[])
    }

    /// Adds an outcome that the evidence leaves open.
    pub fn add(&mut self, span: Span) {
        let mut all = [Span::default(); Self::MOST + 1];
        let mut len = 0;
        let mut new = span;
        for &old in self.spans() {
            if old.most < new.least || new.most < old.least {
                all[len] = old;
                len += 1;
            } else {
                new = Span {
                    least: old.least.min(new.least),
                    most: old.most.max(new.most),
                };
            }
        }
        all[len] = new;
        len += 1;
        all[..len].sort_unstable();
        if len > Self::MOST {
            all[0].most = all[len - 1].most;
            len = 1;
        }
        self.len = len as u8;
        self.spans.copy_from_slice(&all[..Self::MOST]);
    }

    /// The outcomes of both: the evidence allows either.
    #[must_use]
    pub fn or(mut self, other: &Self) -> Self {
        for &span in other.spans() {
            self.add(span);
        }
        self
    }

    /// Each outcome of one added to each of the other: both are due.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let mut sum = Self::default();
        for a in self.spans() {
            for b in other.spans() {
                sum.add(Span {
                    least: a.least + b.least,
                    most: a.most + b.most,
                });
            }
        }
        sum
    }

    /// The higher of the two, outcome by outcome: only the highest is due.
    #[must_use]
    pub fn highest(&self, other: &Self) -> Self {
        let mut high = Self::default();
        for a in self.spans() {
            for b in other.spans() {
                high.add(Span {
                    least: a.least.max(b.least),
                    most: a.most.max(b.most),
                });
            }
        }
        high
    }

    /// Whether the amount is right in at least one outcome.
    pub fn allows(&self, amount: i64) -> bool {
        self.spans()
            .iter()
            .any(|s| s.least <= amount && amount <= s.most)
    }

    /// Least that can be due.
    pub fn least(&self) -> i64 {
        self.spans().first().map_or(0, |s| s.least)
    }

    /// Most that can be due.
    pub fn most(&self) -> i64 {
        self.spans().last().map_or(0, |s| s.most)
    }

    /// Whether there is one amount and no other.
    pub fn is_exact(&self) -> bool {
        self.least() == self.most()
    }

    /// The allowed amount nearest to what was paid (`contract.md`, 11 and 21); the lower of two
    /// equally near.
    pub fn nearest(&self, paid: i64) -> i64 {
        self.spans()
            .iter()
            .map(|s| paid.clamp(s.least, s.most))
            .min_by_key(|value| (paid - value).abs())
            .unwrap_or(paid)
    }

    /// Least and most as money.
    pub fn range(&self) -> (Money, Money) {
        (Money(self.least()), Money(self.most()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_evidence_is_a_set_and_open_law_an_interval() {
        let mut due = Due::exactly(405);
        due.add(Span {
            least: 540,
            most: 540,
        });
        assert!(due.allows(405) && due.allows(540) && !due.allows(450));
        assert_eq!(due.nearest(450), 405);
        assert!(Due::between(405, 540).allows(450));
        assert_eq!(
            due.plus(&Due::exactly(100)).range(),
            (Money(505), Money(640))
        );
        assert_eq!(due.highest(&Due::exactly(450)).spans().len(), 2);
    }

    #[test]
    fn too_many_outcomes_only_widen() {
        let mut due = Due::default();
        for i in 0..20 {
            due.add(Span {
                least: i * 10,
                most: i * 10,
            });
        }
        assert!((0..20).all(|i| due.allows(i * 10)));
    }
}
