//! Numbers for people, the same whatever the order of files.
//!
//! In: units and who of them are one person. Out: [`Linked`]. People are numbered in the canonical
//! order of their first identity.

use super::attach::Attached;
use super::decided::Decided;
use super::facts::Facts;
use super::joint::Joint;
use super::linked::{Linked, UnsureLink};
use super::units::Units;
use crate::model::{Corpus, IdentityId, PersonId, Strength};

/// Whose links stay open, whatever the weights say.
pub(super) struct LeftOpen<'a> {
    /// Units with far too many like them.
    pub crowded: &'a [u32],
    /// Units named by several people's names.
    pub joint: Joint,
}

/// The people of a corpus.
pub(super) fn people(
    corpus: &Corpus,
    facts: &Facts,
    units: &Units,
    mut attached: Attached,
    (decided, left): (&Decided, &LeftOpen<'_>),
) -> Linked {
    let identity = |unit: u32| units.face(unit, facts).identity;
    let count = corpus.identities.len();
    let mut linked = Linked {
        person_of: vec![PersonId(0); count],
        strength: vec![Strength::Certain; count],
        through: vec![IdentityId(0); count],
        ..Linked::default()
    };
    let mut person_of_set = vec![u32::MAX; units.len()];
    let mut sizes: Vec<u32> = Vec::new();
    for (fact, unit) in facts.all.iter().zip(&units.of) {
        let set = attached.groups.find(*unit) as usize;
        if person_of_set[set] == u32::MAX {
            person_of_set[set] = sizes.len() as u32;
            sizes.push(0);
        }
        let person = person_of_set[set];
        sizes[person as usize] += 1;
        let at = fact.identity.0 as usize;
        linked.person_of[at] = PersonId(person);
        linked.strength[at] = attached.strength[*unit as usize];
        let own = identity(*unit);
        linked.through[at] = if own == fact.identity {
            identity(attached.to[*unit as usize])
        } else {
            own
        };
    }
    for (a, b) in &decided.same {
        through_the_rows_named((*a, *b), facts, units, &attached, &mut linked);
    }
    let mut end = 0;
    for size in &sizes {
        end += size;
        linked.ends.push(end);
    }
    let mut next: Vec<u32> = linked.ends.iter().zip(&sizes).map(|(e, s)| e - s).collect();
    linked.members = vec![IdentityId(0); count];
    for fact in &facts.all {
        let place = &mut next[linked.person_of[fact.identity.0 as usize].0 as usize];
        linked.members[*place as usize] = fact.identity;
        *place += 1;
    }
    let mut person = |unit: u32| PersonId(person_of_set[attached.groups.find(unit) as usize]);
    for (id, bearers) in &units.shared {
        let mut people: Vec<PersonId> = bearers.iter().map(|u| person(*u)).collect();
        people.sort_unstable();
        people.dedup();
        if people.len() > 1 {
            linked.shared_ids.push((*id, people));
        }
    }
    let doubtful = || {
        let all = units.doubtful.iter().chain(&left.joint.pairs);
        all.filter(|(a, b)| decided.of(*a, *b).is_none())
    };
    for unit in doubtful().flat_map(|(a, b)| [*a, *b]) {
        if units.tiers[unit as usize] > 0 && attached.to[unit as usize] == unit {
            for fact in units.members(unit) {
                let at = facts.all[*fact as usize].identity.0 as usize;
                linked.strength[at] = Strength::Unsure;
            }
        }
    }
    let half = doubtful().map(|(a, b)| (*a, vec![(*b, 0.5)]));
    for (unit, candidates) in attached.unsure.into_iter().chain(half) {
        let own = person(unit);
        let candidates: Vec<_> = candidates
            .into_iter()
            .map(|(to, chance)| (identity(to), person(to), chance))
            .filter(|(_, other, _)| *other != own)
            .collect();
        if !candidates.is_empty() {
            linked.open.extend(candidates.iter().map(|c| c.1));
            linked.unsure.push(UnsureLink {
                identity: identity(unit),
                candidates,
            });
        }
    }
    for unit in left.crowded.iter().chain(&left.joint.units) {
        if units.tiers[*unit as usize] == 0 {
            linked.open.push(person(*unit));
        } else if attached.to[*unit as usize] == *unit {
            for fact in units.members(*unit) {
                let at = facts.all[*fact as usize].identity.0 as usize;
                linked.strength[at] = Strength::Unsure;
            }
        }
    }
    // Whose a row is that a person placed is no question any more.
    for unit in attached.surplus.iter().filter(|u| !decided.is_placed(**u)) {
        linked.surplus.push(person(*unit));
    }
    linked.surplus.sort_unstable();
    linked.open.sort_unstable();
    linked.open.dedup();
    linked.unsure.sort_by(|a, b| {
        let best = |u: &UnsureLink| u.candidates.first().map_or(0.0, |c| c.2);
        best(b).total_cmp(&best(a))
    });
    linked
}

/// A link that a person decided goes through the rows that the person compared, not through those that
/// tell most.
fn through_the_rows_named(
    (a, b): (u32, u32),
    facts: &Facts,
    units: &Units,
    attached: &Attached,
    linked: &mut Linked,
) {
    let unit = |fact: u32| units.of[fact as usize];
    for (fact, other) in [(a, b), (b, a)] {
        if unit(fact) == unit(other) || attached.to[unit(fact) as usize] != unit(other) {
            continue;
        }
        let face = units.face(unit(fact), facts).identity;
        let identity = |at: u32| facts.all[at as usize].identity;
        linked.through[face.0 as usize] = identity(fact);
        linked.through[identity(fact).0 as usize] = identity(other);
    }
}
