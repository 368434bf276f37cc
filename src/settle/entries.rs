//! A person's stretches on the rolls, and how a commune's rolls stand to a month (4, 17, 19, 25).

use super::case::{Case, Entry, Standing};
use super::world::World;
use crate::model::{Month, PartialDate, PaymentFlags, PersonId, RollRecord, Sym};

/// Gathers the roll rows of a person into entries: rows of one commune, scheme and category on
/// roll after roll are one stretch, told by the latest of them.
pub(super) fn entries(world: &World, person: PersonId) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for &index in world.roll.of(person) {
        let Some(record) = world.corpus.roll.get(index as usize) else {
            continue;
        };
        let month = record.month.unwrap_or(world.range.last);
        let likely = world.is_likely(record.identity);
        let same = entries.iter_mut().find(|e| {
            e.commune == record.commune
                && e.scheme == record.scheme
                && e.cared_for == record.cared_for
                && (e.categories == record.categories
                    || !e.categories.and(record.categories).is_empty())
        });
        match same {
            Some(entry) => add_row(entry, record, month, likely),
            None => entries.push(new_entry(record, month, likely)),
        }
    }
    for entry in &mut entries {
        entry.rolls.sort_unstable();
        let latest = world.rolls(entry.commune).last();
        entry.current = latest.is_some_and(|latest| entry.rolls.last() == Some(latest));
    }
    entries
}

fn new_entry(record: &RollRecord, month: Month, likely: bool) -> Entry {
    Entry {
        place: record.place,
        commune: record.commune,
        scheme: record.scheme,
        category: record.category,
        categories: record.categories,
        level: record.level,
        kinds: record.kinds,
        coefficient: record.coefficient,
        amount: record.amount.map(|a| a.0),
        from: record.from,
        until: record.until,
        children: record.children,
        decision: record.decision,
        cared_for: record.cared_for,
        note: record.note,
        rolls: vec![month],
        current: false,
        likely,
        repeats: 1,
    }
}

fn add_row(entry: &mut Entry, record: &RollRecord, month: Month, likely: bool) {
    let latest = entry.rolls.iter().max().copied();
    if entry.rolls.contains(&month) {
        if latest == Some(month) {
            entry.repeats += 1;
        }
        return;
    }
    let mut rolls = std::mem::take(&mut entry.rolls);
    rolls.push(month);
    if latest.is_some_and(|latest| month > latest) {
        let from = earliest(entry.from, record.from);
        *entry = new_entry(record, month, likely && entry.likely);
        entry.from = from;
    } else {
        entry.from = earliest(entry.from, record.from);
        entry.likely &= likely;
    }
    entry.rolls = rolls;
}

/// Of two starts the earlier: a later roll that moves a start does not undo what was granted.
fn earliest(a: Option<PartialDate>, b: Option<PartialDate>) -> Option<PartialDate> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if a.first <= b.first { a } else { b }),
        (a, b) => a.or(b),
    }
}

/// Where a person stands in one commune in one month, and through which entries.
#[derive(Debug)]
pub(super) struct Stand {
    pub standing: Standing,
    /// Whether a start known only in part leaves it open between this and `Granted`.
    pub open: bool,
}

impl Case {
    /// How an entry stands to a month: through the roll of its commune that counts.
    pub(super) fn stand_of(world: &World, entry: &Entry, month: Month) -> Stand {
        let rolls = world.rolls(entry.commune);
        let closed = |standing| Stand {
            standing,
            open: false,
        };
        let Some(&first) = rolls.first() else {
            return closed(Standing::Unjudged);
        };
        let counts = rolls
            .iter()
            .rev()
            .find(|r| **r <= month)
            .copied()
            .unwrap_or(first);
        let listed = entry.rolls.contains(&counts);
        let later = entry.rolls.iter().any(|r| *r > month);
        if !listed && !later {
            return closed(Standing::MayHaveLeft);
        }
        if entry.until.is_some_and(|until| month >= until) {
            return closed(Standing::Ended);
        }
        match entry.from {
            Some(from) if month < from.first_month() => closed(Standing::BeforeStart),
            Some(from) if month < from.last_month() => Stand {
                standing: Standing::BeforeStart,
                open: true,
            },
            // Not on the roll that counts and no start told: only a later roll speaks for it.
            None if !listed => closed(Standing::MayHaveLeft),
            _ => closed(Standing::Granted),
        }
    }

    /// How a commune that paid stands to the person in a month: its best entry, else whether
    /// anything explains that it has none.
    pub(super) fn stand_in(&self, world: &World, commune: Sym, month: Month) -> Stand {
        let here = self.entries.iter().filter(|e| e.commune == commune);
        let best = here
            .map(|e| Self::stand_of(world, e, month))
            .min_by_key(|s| s.standing);
        if let Some(best) = best {
            return best;
        }
        let rolls = world.rolls(commune);
        let counts = rolls.iter().rev().find(|r| **r <= month).or(rolls.first());
        let standing = match counts {
            None => Standing::Unjudged,
            Some(&roll) if self.leaving_explained(commune, roll) => Standing::MayHaveLeft,
            // Before the first roll, only who is still paid in its month is a ghost (19).
            Some(&roll) if month < roll && !self.paid_in(world, commune, roll) => {
                Standing::MayHaveLeft
            }
            Some(_) => Standing::NotOnRoll,
        };
        Stand {
            standing,
            open: self.shadowed && standing == Standing::NotOnRoll,
        }
    }

    /// Whether anything tells why the person is not on a roll: by its month a death, a stay away
    /// or a pension, or another commune's roll (a move).
    fn leaving_explained(&self, commune: Sym, roll: Month) -> bool {
        let by_then = |date: Option<PartialDate>| date.is_none_or(|d| d.first_month() <= roll);
        self.death.is_some_and(|d| by_then(d.date))
            || self
                .stays
                .iter()
                .any(|s| self.concerns(s, commune) && by_then(s.from))
            || self.pension.is_some_and(|p| by_then(p.date))
            || self.entries.iter().any(|e| e.commune != commune)
    }

    /// Whether a commune's ledger has the person in a month.
    fn paid_in(&self, world: &World, commune: Sym, month: Month) -> bool {
        world.payments.of(self.person).iter().any(|&index| {
            world.payment(index).is_some_and(|p| {
                let last = p.month.plus(i32::from(p.months.max(1)) - 1);
                p.commune == commune
                    && p.month <= month
                    && month <= last
                    && !p.flags.has(PaymentFlags::UNPAID)
            })
        })
    }
}
