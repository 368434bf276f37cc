//! What the registers tell of a person: death, stays away, certificates, pension.

use super::case::{Card, Certificate, Event, Stay};
use super::world::World;
use crate::model::{Day, PartialDate, PersonId};

/// The death of a person. Where rows disagree, every day they name is possible, so that money is
/// only asked back from the later bound on.
pub(super) fn death(world: &World, person: PersonId) -> Option<Event> {
    let mut death: Option<Event> = None;
    for &index in world.deaths.of(person) {
        let record = world.corpus.deaths.get(index as usize)?;
        let likely = world.is_likely(record.identity);
        let known = death.get_or_insert(Event {
            place: record.place,
            date: record.died,
            until: None,
            likely,
        });
        known.date = match (known.date, record.died) {
            (Some(a), Some(b)) => Some(a.intersect(b).unwrap_or(PartialDate {
                first: a.first.min(b.first),
                last: a.last.max(b.last),
            })),
            (a, b) => a.or(b),
        };
        known.likely &= likely;
    }
    death
}

/// The stays away of a person, by start; the same stay told twice is one.
pub(super) fn stays(world: &World, person: PersonId) -> Vec<Stay> {
    let mut stays: Vec<Stay> = Vec::new();
    for &index in world.absences.of(person) {
        if let Some(record) = world.corpus.absences.get(index as usize) {
            stays.push(Stay {
                place: record.place,
                commune: record.commune,
                kind: record.kind,
                from: record.from,
                to: record.to,
                likely: world.is_likely(record.identity),
            });
        }
    }
    stays.sort_by_key(|s| (s.from.map_or(Day(0), |f| f.first), s.place));
    stays.dedup_by(|b, a| {
        let same = (a.kind, a.from, a.commune) == (b.kind, b.from, b.commune);
        // One list may know of the return and another not yet.
        let told = same && (a.to == b.to || a.to.is_none() || b.to.is_none());
        if told {
            a.to = a.to.or(b.to);
        }
        told
    });
    stays
}

/// The certificates of a person, by issue.
pub(super) fn certificates(world: &World, person: PersonId) -> Vec<Certificate> {
    let mut certificates: Vec<Certificate> = Vec::new();
    for &index in world.certificates.of(person) {
        if let Some(record) = world.corpus.certificates.get(index as usize) {
            certificates.push(Certificate {
                place: record.place,
                issued: record.issued,
                level: record.level,
                kinds: record.kinds,
                likely: world.is_likely(record.identity),
            });
        }
    }
    certificates.sort_by_key(|c| (c.issued.map_or(Day(0), |i| i.first), c.place));
    certificates
}

/// The pension of a person: one that is still drawn before one that has ended, then the earliest
/// start told.
pub(super) fn pension(world: &World, person: PersonId) -> Option<Event> {
    let rows = world.pensions.of(person).iter();
    rows.filter_map(|&index| {
        let record = world.corpus.pensions.get(index as usize)?;
        Some(Event {
            place: record.place,
            date: record.from,
            until: record.until,
            likely: world.is_likely(record.identity),
        })
    })
    .min_by_key(|e| {
        let start = e.date.map_or(Day(0), |d| d.first);
        (e.likely, e.until.is_some(), start, e.place)
    })
}

/// The health cards of a person, by start; the same card told twice is one.
pub(super) fn cards(world: &World, person: PersonId) -> Vec<Card> {
    let rows = world.cards.of(person).iter();
    let mut cards: Vec<Card> = rows
        .filter_map(|&index| {
            let record = world.corpus.cards.get(index as usize)?;
            Some(Card {
                place: record.place,
                number: record.number,
                kind: record.kind,
                from: record.from,
                to: record.to,
                unreadable: record.unreadable,
                likely: world.is_likely(record.identity),
            })
        })
        .collect();
    cards.sort_by_key(|c| (c.from.map_or(Day(0), |f| f.first), c.place));
    cards.dedup_by_key(|c| (c.number, c.from, c.to));
    cards
}
