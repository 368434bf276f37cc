//! Which finding carries which money, so that every đồng is counted once (`contract.md`, 12).
//!
//! A person's differences fall into atoms: each surplus payment, and for each month and scheme what
//! is left between the money kept and the due. Findings claim them in order of rank.

use crate::judge::facts::Element;
use crate::model::Month;
use crate::settle::{Case, MonthState, Part};

/// The differences of a case that no finding has claimed yet, đồng.
pub(super) struct Atoms {
    /// By index into [`Case::parts`]; 0 unless a surplus.
    surplus: Vec<i64>,
    /// By index into [`Case::months`].
    months: Vec<i64>,
    /// Which finding of the case claimed a surplus, and a month.
    claimed: [Vec<Option<usize>>; 2],
    /// The same as if every likely link held: what likely findings speak of. They count nothing.
    as_if: Vec<i64>,
}

impl Atoms {
    /// All differences of a case.
    pub(super) fn of(case: &Case) -> Self {
        let open = |p: &Part| {
            let same = |m: &&MonthState| m.month == p.month && m.scheme == p.scheme;
            case.months.iter().find(same).is_some_and(|m| m.money_open)
        };
        let amount = |p: &Part| match p.surplus {
            Some(_) if !open(p) => p.amount,
            _ => 0,
        };
        Self {
            surplus: case.parts.iter().map(amount).collect(),
            months: case.months.iter().map(MonthState::difference).collect(),
            claimed: [vec![None; case.parts.len()], vec![None; case.months.len()]],
            as_if: case.months.iter().map(if_likely).collect(),
        }
    }

    /// What a finding about this element carries: the surplus payment itself, else what is left of
    /// its month. Nothing the second time: then the finding that claimed it before is told. `finding`
    /// is the place of the one that asks, among those of the case.
    pub(super) fn claim(
        &mut self,
        case: &Case,
        element: Element,
        finding: usize,
    ) -> (i64, Option<usize>) {
        let [of_surplus, of_months] = &mut self.claimed;
        let (atoms, claimed, at) = match element {
            Element::Payment(index) => match case.parts.get(index) {
                Some(part) if part.surplus.is_some() => (&mut self.surplus, of_surplus, index),
                Some(part) => {
                    let same = |m: &MonthState| m.month == part.month && m.scheme == part.scheme;
                    match case.months.iter().position(same) {
                        Some(month) => (&mut self.months, of_months, month),
                        None => return (0, None),
                    }
                }
                None => return (0, None),
            },
            Element::Month(index) => (&mut self.months, of_months, index),
            _ => return (0, None),
        };
        let amount = atoms.get_mut(at).map_or(0, std::mem::take);
        let Some(by) = claimed.get_mut(at) else {
            return (amount, None);
        };
        if amount != 0 {
            *by = Some(finding);
        }
        (amount, by.filter(|by| *by != finding))
    }

    /// A likely finding has spoken of this element's month: the next rule need not.
    pub(super) fn speak_of(&mut self, case: &Case, element: Element) {
        let month = match element {
            Element::Month(index) => Some(index),
            Element::Payment(index) => case.parts.get(index).and_then(|part| {
                let same = |m: &MonthState| m.month == part.month && m.scheme == part.scheme;
                case.months.iter().position(same)
            }),
            _ => None,
        };
        if let Some(atom) = month.and_then(|m| self.as_if.get_mut(m)) {
            *atom = 0;
        }
    }

    /// Whether a month still has a difference to explain.
    pub(super) fn is_open(&self, month: usize) -> bool {
        let left = |atoms: &[i64]| atoms.get(month).is_some_and(|left| *left != 0);
        left(&self.months) || left(&self.as_if)
    }

    /// What nobody claimed, đồng.
    pub(super) fn left(&self) -> i64 {
        self.surplus
            .iter()
            .chain(&self.months)
            .map(|a| a.abs())
            .sum()
    }
}

/// The money that a finding carries, month by month, đồng: what was too much and what was too
/// little in other months are two matters, though the finding shows their sum.
#[derive(Default)]
pub(super) struct Moved(Vec<(Option<Month>, i64)>);

impl Moved {
    /// Adds what was claimed for a month.
    pub(super) fn add(&mut self, month: Option<Month>, amount: i64) {
        if amount != 0 {
            self.0.push((month, amount));
        }
    }

    /// Too much less too little.
    pub(super) fn sum(&self) -> i64 {
        self.0.iter().map(|(_, amount)| amount).sum()
    }

    /// What was too much (`over`) or too little: its months, rising, and the sum without sign.
    pub(super) fn part(&self, over: bool) -> (Vec<Month>, i64) {
        let part = self.0.iter().filter(|(_, amount)| (*amount > 0) == over);
        let mut months: Vec<Month> = part.clone().filter_map(|(month, _)| *month).collect();
        months.sort_unstable();
        months.dedup();
        (months, part.map(|(_, amount)| amount.abs()).sum())
    }
}

fn if_likely(month: &MonthState) -> i64 {
    if month.likely {
        month.difference_as_if()
    } else {
        0
    }
}
