//! A person's stretches on the rolls, and how a commune's rolls stand to a month (4, 17, 19, 25).

use super::case::{Case, Entry, Standing};
use super::world::World;
use super::{changes, paid};
use crate::model::text::fold;
use crate::model::{Month, PartialDate, PaymentFlags, PersonId, RollRecord, Scheme, Sym};

/// Gathers the roll rows of a person into entries: rows of one commune, scheme and category on
/// roll after roll are one stretch, told by the latest of them. A later roll that grants something
/// else (another level, another number of children) begins a stretch of its own, since each month
/// is held against the roll that counted then (4).
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
                && (e.rolls.contains(&month) || grants_the_same(e, record, month))
        });
        match same {
            Some(entry) => add_row(entry, record, month, likely),
            None => entries.push(new_entry(record, month, likely)),
        }
    }
    changes::apply(world, person, &mut entries);
    for entry in &mut entries {
        entry.rolls.sort_unstable();
        let latest = world.rolls(entry.commune).last();
        entry.current = latest.is_some_and(|latest| entry.rolls.last() == Some(latest));
    }
    name_cared_for(world, person, &mut entries);
    entries
}

/// Where the roll does not say for whom somebody cares, the ledger may: whom it names if it names
/// one only.
fn name_cared_for(world: &World, person: PersonId, entries: &mut [Entry]) {
    let texts = |name| fold(world.corpus.texts.get(name));
    let untold = |e: &&mut Entry| e.scheme == Scheme::Care && e.cared_for.is_empty();
    for entry in entries.iter_mut().filter(untold) {
        let care = world.payments.of(person).iter().filter_map(|&index| {
            let payment = world.payment(index)?;
            (payment.scheme == Scheme::Care && payment.commune == entry.commune).then_some(payment)
        });
        let mut named = care
            .filter_map(|payment| Some(world.corpus.extra(payment)?.cared_for))
            .filter(|name| !name.is_empty());
        if let Some(name) = named.next()
            && named.all(|other| texts(other) == texts(name))
        {
            entry.cared_for = name;
        }
    }
}

/// Whether a row of another roll grants what the entry grants, and neither had ended before the
/// other. What a list leaves out contradicts nothing; the amount speaks only for children whom
/// neither tells, as the law moves it otherwise.
fn grants_the_same(entry: &Entry, record: &RollRecord, month: Month) -> bool {
    fn differ<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
        a.zip(b).is_some_and(|(a, b)| a != b)
    }
    let untold = entry.children.is_none() && record.children.is_none();
    let resumed = entry.until != record.until
        && (entry.until.is_some_and(|until| until <= month)
            || record
                .until
                .is_some_and(|until| entry.rolls.iter().any(|roll| until <= *roll)));
    let changed = differ(entry.level, record.level)
        || differ(entry.children, record.children)
        || untold && differ(entry.amount, record.amount.map(|a| a.0));
    !resumed && !changed
}

pub(super) fn new_entry(record: &RollRecord, month: Month, likely: bool) -> Entry {
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
        leaving: record.leaving,
        ended_by: None,
        children: record.children,
        decision: record.decision,
        cared_for: record.cared_for,
        note: record.note,
        rolls: vec![month],
        current: false,
        likely,
    }
}

fn add_row(entry: &mut Entry, record: &RollRecord, month: Month, likely: bool) {
    if entry.rolls.contains(&month) {
        return;
    }
    let latest = entry.rolls.iter().max().copied();
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
    /// Whether the entry that decides it is linked only likely.
    pub likely: bool,
}

impl Case {
    /// How an entry stands to a month: through the roll of its commune that counts.
    pub(super) fn stand_of(&self, world: &World, entry: &Entry, month: Month) -> Stand {
        let rolls = world.rolls(entry.commune);
        let closed = |standing| Stand {
            standing,
            open: false,
            likely: entry.likely,
        };
        let Some(&earliest) = rolls.first() else {
            return closed(Standing::Unjudged);
        };
        if entry.until.is_some_and(|until| month >= until) {
            return closed(Standing::Ended);
        }
        if entry.leaving.is_some_and(|left| month >= left) {
            return closed(Standing::MayHaveLeft);
        }
        let counts = rolls.iter().rev().find(|r| **r <= month);
        let counts = counts.copied().unwrap_or(earliest);
        let listed = entry.rolls.contains(&counts);
        let (first, last) = (entry.rolls.first(), entry.rolls.last());
        if !listed && first < Some(&counts) {
            // Vanished from a roll (5), unless a later grant has taken its place there.
            let replaced = |o: &Entry| last < o.rolls.first() && o.rolls.first() <= Some(&counts);
            return closed(if self.others(entry).any(replaced) {
                Standing::Ended
            } else {
                Standing::MayHaveLeft
            });
        }
        if !listed && counts <= month {
            // A start holds before the first roll that has it (25), unless the roll that counts
            // grants something else.
            let began = entry.from.is_none_or(|from| from.first_month() <= counts);
            if began && self.others(entry).any(|o| o.rolls.contains(&counts)) {
                return closed(Standing::Ended);
            }
        }
        match entry.from {
            Some(from) if month < from.first_month() => closed(Standing::BeforeStart),
            Some(from) if month < from.last_month() => Stand {
                open: true,
                ..closed(Standing::BeforeStart)
            },
            // Not on the roll that counts and no start told: only a later roll speaks for it.
            None if !listed => closed(Standing::MayHaveLeft),
            _ => closed(Standing::Granted),
        }
    }

    /// The other grants of the same scheme in the commune of an entry, for the same person.
    fn others<'a>(&'a self, entry: &'a Entry) -> impl Iterator<Item = &'a Entry> {
        self.entries.iter().filter(move |o| {
            (o.commune, o.scheme, o.cared_for) == (entry.commune, entry.scheme, entry.cared_for)
                && o.rolls != entry.rolls
        })
    }

    /// How a commune that paid stands to the person in a month: its best entry, else whether
    /// anything explains that it has none.
    pub(super) fn stand_in(
        &self,
        world: &World,
        commune: Sym,
        scheme: Scheme,
        month: Month,
    ) -> Stand {
        let here = self.entries.iter().filter(|e| e.commune == commune);
        let best = here
            .map(|e| self.stand_of(world, e, month))
            .min_by_key(|s| s.standing);
        if let Some(best) = best {
            return best;
        }
        let rolls = world.rolls(commune);
        let counts = rolls.iter().rev().find(|r| **r <= month).or(rolls.first());
        let standing = match counts {
            None => Standing::Unjudged,
            Some(&roll) if self.leaving_explained(world, commune, roll) => Standing::MayHaveLeft,
            // Before the first roll, only who is still paid in its month is a ghost (19).
            Some(&roll) if month < roll && !self.paid_in(world, (commune, scheme), roll) => {
                Standing::MayHaveLeft
            }
            // Somebody on the roll may be meant.
            Some(_) if self.perhaps_listed => Standing::MayHaveLeft,
            Some(_) if self.rather_again.is_some() => Standing::RatherAgain,
            Some(_) => Standing::NotOnRoll,
        };
        Stand {
            standing,
            open: standing == Standing::RatherAgain
                || self.shadowed && standing == Standing::NotOnRoll,
            likely: false,
        }
    }

    /// Whether anything tells why the person is not on a roll: by its month a death, a stay away,
    /// funeral money, a pension or a list of decreases, or another commune's roll (a move).
    fn leaving_explained(&self, world: &World, commune: Sym, roll: Month) -> bool {
        let by_then = |date: Option<PartialDate>| date.is_none_or(|d| d.first_month() <= roll);
        self.death.is_some_and(|d| by_then(d.date))
            || self
                .stays
                .iter()
                .any(|s| self.concerns(s, commune) && by_then(s.from))
            || self.pension.is_some_and(|p| by_then(p.date))
            || self.buried(world, roll)
            || changes::ended(world, self.person, commune)
            || self.entries.iter().any(|e| e.commune != commune)
    }

    /// Whether funeral money was paid by a month: somebody died before it.
    fn buried(&self, world: &World, month: Month) -> bool {
        let mut payments = world.payments.of(self.person).iter();
        payments.any(|&index| {
            let payment = world.payment(index);
            payment
                .is_some_and(|p| p.scheme == Scheme::Funeral && p.regular > 0 && p.month <= month)
        })
    }

    /// Whether a commune paid the person under a scheme for a month: its own money or a repayment that
    /// names it, not money of earlier months that came in its ledger (9).
    fn paid_in(&self, world: &World, (commune, scheme): (Sym, Scheme), month: Month) -> bool {
        world.payments.of(self.person).iter().any(|&index| {
            world.payment(index).is_some_and(|p| {
                let own = p.regular > 0 && p.covers(month);
                (p.commune, p.scheme) == (commune, scheme)
                    && !p.flags.has(PaymentFlags::UNPAID)
                    && (own || p.arrears > 0 && paid::repaid(world, p).contains(&month))
            })
        })
    }
}
