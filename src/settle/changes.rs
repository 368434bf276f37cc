//! What lists of changes do to a person's entries: additions grant until the next roll, ends end (5).
//!
//! In: the entries from the rolls. Out: the same, with starts and ends from lists of changes. A list of
//! changes is no roll: whoever it does not name is not gone (4).

use super::case::Entry;
use super::entries::new_entry;
use super::world::World;
use crate::model::{
    Categories, ChangeRecord, Month, PartialDate, PaymentFlags, PersonId, Strength, Sym,
};

/// Applies what the lists of changes say of a person.
pub(super) fn apply(world: &World, person: PersonId, entries: &mut Vec<Entry>) {
    for change in of(world, person) {
        if change.added {
            add(world, person, change, entries);
        } else {
            end(world, person, change, entries);
            stop(world, person, change, entries);
        }
    }
}

/// Whether a list tells that the benefit in a commune ended.
pub(super) fn ended(world: &World, person: PersonId, commune: Sym) -> bool {
    of(world, person).any(|c| !c.added && (c.row.commune.is_empty() || c.row.commune == commune))
}

fn of<'a>(world: &'a World, person: PersonId) -> impl Iterator<Item = &'a ChangeRecord> {
    let rows = world.changes.of(person).iter();
    rows.filter_map(|&i| world.corpus.changes.get(i as usize))
}

/// Somebody new stands on the roll in force, as if it had been written then. Who is on it or on a later
/// one is no second time; and an addition explains what was paid, it does not ask for what was not.
fn add(world: &World, person: PersonId, change: &ChangeRecord, entries: &mut Vec<Entry>) {
    let row = &change.row;
    let told = row.from.map(PartialDate::first_month);
    let Some(month) = row.month.or(told) else {
        return;
    };
    let rolls = world.rolls(row.commune);
    let in_force = rolls.iter().rev().find(|r| **r <= month).or(rolls.first());
    let Some(&in_force) = in_force else {
        return;
    };
    let known = |e: &Entry| {
        (e.commune, e.scheme) == (row.commune, row.scheme)
            && e.rolls.iter().any(|roll| *roll >= in_force)
    };
    if entries.iter().any(known) || !is_paid(world, person, row.commune) {
        return;
    }
    let mut entry = new_entry(row, in_force, world.is_likely(row.identity));
    entry.from = row.from.or_else(|| since_unknown(month));
    entries.push(entry);
}

/// A start at some time in the year before a month, or in it.
fn since_unknown(month: Month) -> Option<PartialDate> {
    Some(PartialDate {
        first: PartialDate::month(month.plus(-12))?.first,
        last: PartialDate::month(month)?.last,
    })
}

fn is_paid(world: &World, person: PersonId, commune: Sym) -> bool {
    world.payments.of(person).iter().any(|&index| {
        let payment = world.payment(index);
        payment.is_some_and(|p| p.commune == commune && !p.flags.has(PaymentFlags::UNPAID))
    })
}

/// Ends the entries of the rolls up to then; a later roll that has the person knows better, but than a
/// signed decision only where it grants anew. A list that tells but its own month leaves that month
/// open, since it may be the last or the first without.
fn end(world: &World, person: PersonId, change: &ChangeRecord, entries: &mut [Entry]) {
    let row = &change.row;
    let Some(month) = row.month.or(row.until).or(row.leaving) else {
        return;
    };
    let (leaving, until) = match (row.until, row.month) {
        (Some(until), _) => (until, Some(until)),
        (None, Some(month)) => (month, Some(month.plus(1))),
        (None, None) => (month, None),
    };
    let signed = row.until.filter(|_| !row.decision.is_empty());
    let anew = |e: &Entry, since: Month| {
        let rows = world.roll.of(person).iter();
        let mut rows = rows.filter_map(|&i| world.corpus.roll.get(i as usize));
        rows.any(|r| {
            (r.commune, r.scheme) == (e.commune, e.scheme)
                && r.from.is_none_or(|from| from.last_month() >= since)
        })
    };
    let concerned = entries.iter_mut().filter(|e| {
        (row.commune.is_empty() || e.commune == row.commune)
            && e.scheme == row.scheme
            && (row.categories.is_empty()
                || e.categories.is_empty()
                || !e.categories.and(row.categories).is_empty())
            && (e.rolls.iter().all(|roll| *roll <= month)
                || signed.is_some_and(|since| !anew(e, since)))
    });
    for entry in concerned {
        let earlier = |a: Option<Month>, b: Month| Some(a.map_or(b, |a| a.min(b)));
        entry.ended_by = Some(row.place);
        entry.leaving = earlier(entry.leaving, leaving);
        if let (Some(until), false) = (until, world.is_likely(row.identity)) {
            entry.until = earlier(entry.until, until);
        }
    }
}

/// A commune stops somebody whom none of its rolls has any more, and paid: until then the benefit was
/// drawn rightly or not, as far as anybody can tell; from then on it has ended (5).
fn stop(world: &World, person: PersonId, change: &ChangeRecord, entries: &mut Vec<Entry>) {
    let row = &change.row;
    let until = row.until.or(row.month.map(|month| month.plus(1)));
    let Some(until) = until else {
        return;
    };
    // A death says more than a decision that is only likely theirs.
    let likely = world.is_likely(row.identity);
    let is_unsure = world.linked.strength(row.identity) == Strength::Unsure;
    if is_unsure || likely && !world.deaths.of(person).is_empty() {
        return;
    }
    let is_same =
        |a: Categories, b: Categories| a.is_empty() || b.is_empty() || !a.and(b).is_empty();
    let payments = world.payments.of(person).iter();
    let mut stopped = payments
        .filter_map(|&index| world.payment(index))
        .filter(|p| {
            p.scheme == row.scheme
                && !p.flags.has(PaymentFlags::UNPAID)
                && is_same(p.categories, row.categories)
                && (row.commune.is_empty() || p.commune == row.commune)
        });
    let Some(paid) = stopped.next() else {
        return;
    };
    // A list that names no commune may speak of any that paid.
    let listed = |e: &Entry| (e.commune, e.scheme) == (paid.commune, paid.scheme);
    if stopped.any(|p| p.commune != paid.commune) || entries.iter().any(listed) {
        return;
    }
    let mut entry = new_entry(row, until, likely);
    entry.rolls.clear();
    entry.commune = paid.commune;
    entry.until = Some(until);
    entry.ended_by = Some(row.place);
    if row.categories.is_empty() {
        entry.categories = paid.categories;
    }
    entry.level = entry.level.or_else(|| world.corpus.extra(paid)?.level);
    entries.push(entry);
}
