//! What is learned of ledgers and rolls as a whole, before anybody is linked.
//!
//! In: how well the rows of ledgers fit the people of the rolls. Out: [`Shares`]: how many rows of a
//! commune are of nobody on a roll (ghosts), how many people of its roll are paid, and how seldom
//! somebody is paid twice in a month. Nobody tells which rows are right: the shares are those under
//! which the rows are likeliest (expectation and maximization).

use rustc_hash::FxHashMap;

use super::attach::LEDGERS;
use super::claims::{Claim, People, paid};
use super::facts::Facts;
use super::grant::Months;
use super::units::Units;
use crate::model::Sym;

/// Rounds in which the share of known rows is learned.
const ROUNDS: usize = 12;
/// A commune with fewer rows than this is judged by the others as well.
const FEW: f64 = 20.0;
/// Shares before anything is known: of ledger rows that are of somebody on the roll, of people on
/// the roll that are paid, and of people paid that are paid twice (as from a hundred people).
const KNOWN: f64 = 0.98;
const PAID: f64 = 0.9;
const TWICE: (f64, f64) = (0.003, 100.0);
/// What was learned.
pub(super) struct Shares {
    /// Rows that are of nobody: how many there were if all were of this commune.
    strangers: ByCommune,
    /// Odds that somebody on the commune's roll is paid.
    is_paid: ByCommune,
    /// Odds that who is paid has another row in the same month.
    pub twice: f64,
    /// Units to expect for each person.
    pub rows_each: f64,
    /// The months in which anybody is paid; bits as in [`Grant::paid`](super::grant::Grant::paid).
    months: Months,
}

impl Shares {
    /// Learns from the claims of units of a tier; `claims` are of rising units.
    pub fn learn(
        claims: &[Claim],
        units: &Units,
        facts: &Facts,
        people: &People,
        tier: u8,
    ) -> Self {
        let of_tier = (0..units.len() as u32).filter(|u| units.tiers[*u as usize] == tier);
        let of_tier: Vec<u32> = of_tier.collect();
        let known = known(claims, units, facts, people, &of_tier);
        let rows = of_tier.len() as f64;
        let rows_each = known.at_large * rows / people.count();
        let strangers = known.map(|share| (1.0 - share) * rows);
        let months = of_tier
            .iter()
            .fold(0, |months, unit| months | paid(*unit, units, facts).once);
        let is_paid = are_paid(claims, units, facts, people, |commune| {
            rows_each / strangers.of(commune)
        });
        Self {
            strangers,
            is_paid: is_paid.map(odds),
            twice: odds(are_paid_twice(units, facts, months)),
            rows_each,
            months,
        }
    }

    /// How these months lie among all.
    pub fn pattern(&self, months: Months) -> Pattern {
        pattern(months, self.months)
    }

    /// How many strangers to expect among all rows, were they of this commune.
    pub fn strangers(&self, commune: Sym) -> f64 {
        self.strangers.of(commune)
    }

    /// Odds that somebody on this commune's roll is paid.
    pub fn is_paid(&self, commune: Sym) -> f64 {
        self.is_paid.of(commune)
    }
}

/// A number for each commune, and one for those that are not known.
struct ByCommune {
    each: FxHashMap<Sym, f64>,
    at_large: f64,
}

impl ByCommune {
    /// Mean chances, each commune's drawn to that of all where it has few.
    fn mean(
        chances: impl Iterator<Item = (Sym, f64)>,
        before: f64,
        (least, most): (f64, f64),
    ) -> Self {
        let share = |(sum, count): (f64, f64), before| {
            f64::clamp((sum + FEW * before) / (count + FEW), least, most)
        };
        let mut all = (0.0, 0.0);
        let mut each: FxHashMap<Sym, (f64, f64)> = FxHashMap::default();
        for (commune, chance) in chances {
            for sum in [&mut all, each.entry(commune).or_default()] {
                sum.0 += chance;
                sum.1 += 1.0;
            }
        }
        let at_large = share(all, before);
        let each = each.into_iter();
        Self {
            each: each.map(|(c, sum)| (c, share(sum, at_large))).collect(),
            at_large,
        }
    }

    fn map(self, with: impl Fn(f64) -> f64) -> Self {
        let each = self.each.into_iter();
        Self {
            each: each.map(|(commune, of)| (commune, with(of))).collect(),
            at_large: with(self.at_large),
        }
    }

    fn of(&self, commune: Sym) -> f64 {
        *self.each.get(&commune).unwrap_or(&self.at_large)
    }
}

/// The share of rows that are of somebody.
fn known(
    claims: &[Claim],
    units: &Units,
    facts: &Facts,
    people: &People,
    of_tier: &[u32],
) -> ByCommune {
    let mut claims = claims.chunk_by(|a, b| a.unit == b.unit).peekable();
    let evidence: Vec<(Sym, f64)> = of_tier
        .iter()
        .map(|unit| {
            let mine = claims.next_if(|mine| mine.first().is_some_and(|c| c.unit == *unit));
            let fit: f64 = mine.unwrap_or(&[]).iter().map(|c| c.ratio).sum();
            (units.face(*unit, facts).commune, fit / people.count())
        })
        .collect();
    let mut known = ByCommune {
        each: FxHashMap::default(),
        at_large: KNOWN,
    };
    for _ in 0..ROUNDS {
        let chances = evidence.iter().map(|(commune, fit)| {
            let odds = fit * odds(known.of(*commune));
            (*commune, odds / (1.0 + odds))
        });
        known = ByCommune::mean(chances, KNOWN, (0.002, 0.995));
    }
    known
}

/// The share of people who are paid; who has several claims is so once. `prior` are the odds of a
/// claim in a commune before anything is compared.
fn are_paid(
    claims: &[Claim],
    units: &Units,
    facts: &Facts,
    people: &People,
    prior: impl Fn(Sym) -> f64,
) -> ByCommune {
    let surely = people.are_paid().into_iter();
    let mut chance: Vec<f64> = surely.map(|paid| f64::from(u8::from(paid))).collect();
    for mine in claims.chunk_by(|a, b| a.unit == b.unit) {
        let Some(unit) = mine.first().map(|c| c.unit) else {
            continue;
        };
        let prior = prior(units.face(unit, facts).commune);
        let all: f64 = mine.iter().map(|c| c.ratio * prior).sum();
        for claim in mine {
            let known = &mut chance[claim.person as usize];
            *known = (*known + claim.ratio * prior / (1.0 + all)).min(1.0);
        }
    }
    let chances = people.communes.iter().copied().zip(chance);
    ByCommune::mean(chances, PAID, (0.05, 0.98))
}

/// The share of people who are paid twice in a month, as far as their id numbers prove it or a row
/// stands twice now and then, as no namesake's would.
fn are_paid_twice(units: &Units, facts: &Facts, all: Months) -> f64 {
    let (mut paid_ones, mut twice) = (TWICE.1, TWICE.0 * TWICE.1);
    for unit in 0..units.len() as u32 {
        let months = paid(unit, units, facts);
        let face = units.face(unit, facts);
        if months.once == 0 {
            continue;
        }
        if face.nth > 0 {
            twice += f64::from(u8::from(pattern(months.once, all) == Pattern::Scattered));
        } else if face.id.is_some() || face.tier == LEDGERS {
            paid_ones += 1.0;
            twice += f64::from(u8::from(face.id.is_some() && months.twice != 0));
        }
    }
    (twice / paid_ones).clamp(0.001, 0.2)
}

/// How the months in which somebody is paid lie among all.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Pattern {
    /// All of them.
    Throughout,
    /// Several on end, from the first of all or up to the last: so somebody is paid whose right ended
    /// or began.
    Span,
    /// The first of all or the last.
    OneAtTheEdge,
    /// Here and there, as by a slip.
    Scattered,
}

fn pattern(months: Months, all: Months) -> Pattern {
    let first = months & !months.rotate_left(1);
    let last = months & !months.rotate_right(1);
    let before = first.rotate_right(1) & all;
    let after = last.rotate_left(1) & all;
    if months == all && first != last {
        Pattern::Throughout
    } else if first.count_ones() > 1 || before != 0 && after != 0 {
        Pattern::Scattered
    } else if first == last {
        Pattern::OneAtTheEdge
    } else {
        Pattern::Span
    }
}

fn odds(share: f64) -> f64 {
    share / (1.0 - share)
}
