//! One ledger row taken apart into the money of each scheme.
//!
//! In: a typed row. Out: one share a scheme, with the sums that do not fit left out and named. The
//! month's own benefit is what its column says, else the one sum of the list, else what is left of
//! the total (`contract.md`, inspect).

use crate::model::{Key, Money, Note, NoteKind, Row, Scheme};

/// The money of one scheme on a row, đồng.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Share {
    pub scheme: Scheme,
    pub regular: i32,
    pub arrears: i32,
}

/// The shares of a row: at most one a scheme and the main one, without a heap for each row.
#[derive(Default)]
pub(crate) struct Shares {
    all: [Option<Share>; 4],
}

impl Shares {
    /// The shares of a row, the main one first. `notes` gains a doubt for each sum too large to be one.
    pub fn of(row: &Row, notes: &mut Vec<Note>) -> Self {
        let scheme = row.scheme.unwrap_or(Scheme::Benefit);
        let arrears = fit(Key::Arrears, add(row.arrears, row.carried), notes).unwrap_or(0);
        let regular = fit(Key::Regular, row.regular, notes);
        let named = regular.or_else(|| fit(Key::Amount, row.amount, notes));
        let mut own = None;
        let mut beside = |of, key, money| {
            let regular = fit(key, money, notes).filter(|m| *m != 0)?;
            // A care row's money may stand in the care column, or there as well as in the one sum.
            if of == scheme && named.is_none_or(|n| n == regular) {
                own = Some(regular);
                return None;
            }
            Some(Share {
                scheme: of,
                regular,
                arrears: 0,
            })
        };
        let others = [
            beside(Scheme::Care, Key::Care, row.care),
            beside(Scheme::Funeral, Key::Funeral, row.funeral),
            beside(Scheme::OneOff, Key::OneOff, row.one_off),
        ];
        let regular = named.or(own).or_else(|| {
            let total = fit(Key::Total, row.total, notes)?;
            let held_back = fit(Key::Deduction, row.deduction, notes).unwrap_or(0);
            let beside: i64 = others.iter().flatten().map(|s| i64::from(s.regular)).sum();
            let left = i64::from(total) + i64::from(held_back) - i64::from(arrears) - beside;
            i32::try_from(left).ok()
        });
        let main = Share {
            scheme,
            regular: regular.unwrap_or(0),
            arrears,
        };
        let nothing = (main.regular, main.arrears) == (0, 0) && others.iter().any(Option::is_some);
        let [care, funeral, one_off] = others;
        Self {
            all: [(!nothing).then_some(main), care, funeral, one_off],
        }
    }

    /// The shares in order.
    pub fn iter(&self) -> impl Iterator<Item = &Share> {
        self.all.iter().flatten()
    }
}

fn add(a: Option<Money>, b: Option<Money>) -> Option<Money> {
    match (a, b) {
        (Some(a), Some(b)) => Some(Money(a.0.saturating_add(b.0))),
        _ => a.or(b),
    }
}

/// The sum as it is kept; one past two thousand million is no monthly benefit but a slip, and says
/// so rather than wrapping around.
fn fit(key: Key, money: Option<Money>, notes: &mut Vec<Note>) -> Option<i32> {
    let money = money?;
    let fitting = i32::try_from(money.0).ok();
    if fitting.is_none() {
        notes.push(Note {
            key,
            kind: NoteKind::NotAnAmount,
            was: money.0.to_string(),
        });
    }
    fitting
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(row: &Row) -> Vec<(Scheme, i32, i32)> {
        let shares = Shares::of(row, &mut Vec::new());
        shares
            .iter()
            .map(|s| (s.scheme, s.regular, s.arrears))
            .collect()
    }

    #[test]
    fn the_months_own_benefit_is_named_or_left_of_the_total() {
        let mut row = Row {
            total: Some(Money(1_000_000)),
            arrears: Some(Money(300_000)),
            carried: Some(Money(200_000)),
            deduction: Some(Money(50_000)),
            ..Row::default()
        };
        assert_eq!(told(&row), [(Scheme::Benefit, 550_000, 500_000)]);
        row.regular = Some(Money(540_000));
        assert_eq!(told(&row), [(Scheme::Benefit, 540_000, 500_000)]);
    }

    #[test]
    fn each_scheme_on_a_row_is_paid_apart() {
        let row = Row {
            regular: Some(Money(675_000)),
            care: Some(Money(270_000)),
            funeral: Some(Money(5_400_000)),
            ..Row::default()
        };
        assert_eq!(
            told(&row),
            [
                (Scheme::Benefit, 675_000, 0),
                (Scheme::Care, 270_000, 0),
                (Scheme::Funeral, 5_400_000, 0)
            ]
        );
    }

    #[test]
    fn a_care_row_is_not_counted_twice() {
        let row = Row {
            scheme: Some(Scheme::Care),
            amount: Some(Money(270_000)),
            care: Some(Money(270_000)),
            ..Row::default()
        };
        assert_eq!(told(&row), [(Scheme::Care, 270_000, 0)]);
        assert_eq!(told(&Row::default()), [(Scheme::Benefit, 0, 0)]);
    }

    #[test]
    fn a_sum_too_large_is_a_doubt_and_does_not_wrap() {
        let row = Row {
            regular: Some(Money(i64::MAX)),
            arrears: Some(Money(i64::MAX)),
            carried: Some(Money(i64::MAX)),
            ..Row::default()
        };
        let mut notes = Vec::new();
        assert_eq!(Shares::of(&row, &mut notes).iter().count(), 1);
        assert!(notes.iter().all(|n| n.kind == NoteKind::NotAnAmount) && notes.len() == 2);
    }
}
