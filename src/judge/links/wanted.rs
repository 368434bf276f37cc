//! Which links a person should look at: pairs left open, and likely links that findings rest on.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::link::{UnsureLink, records};
use crate::model::{CellRef, Confidence, Corpus, Finding, IdentityId, Place, SourceId, Strength};
use crate::settle::World;

/// Most pairs to settle, and most likely links, that are listed: nobody looks at more.
const MOST: usize = 5_000;
/// Most people that one row may be who are listed, and the least chance of them.
const CANDIDATES: usize = 3;
const LEAST: f64 = 0.005;

/// Two identities that may be one person.
pub(super) struct Open {
    pub identity: IdentityId,
    pub other: IdentityId,
    pub chance: f64,
}

/// The pairs left open, likeliest first, those of one row together; and how many are too many.
pub(super) fn open(world: &World) -> (Vec<Open>, usize) {
    let mut seen: FxHashSet<(IdentityId, IdentityId)> = FxHashSet::default();
    let mut all = Vec::new();
    let mut count = 0;
    for unsure in &world.linked.unsure {
        for (other, _, chance) in unsure.candidates.iter().take(CANDIDATES) {
            let (a, b) = (unsure.identity, *other);
            if *chance < LEAST || !seen.insert((a.min(b), a.max(b))) {
                continue;
            }
            count += 1;
            if all.len() < MOST {
                all.push(Open {
                    identity: a,
                    other: b,
                    chance: *chance,
                });
            }
        }
    }
    let besides = count - all.len();
    (all, besides)
}

/// A link that is only likely, and what rests on it.
pub(super) struct Likely {
    pub identity: IdentityId,
    /// The row on which a finding rests.
    pub at: Option<Place>,
    /// The identity it was linked to; else one from which it likely differs, with the chance.
    pub to: (IdentityId, Option<f64>),
    pub findings: Vec<usize>,
}

/// The likely links that findings rest on; and how many are too many.
pub(super) fn likely(world: &World, findings: &[Finding]) -> (Vec<Likely>, usize) {
    let open = |finding: &&Finding| finding.confidence != Confidence::Certain;
    let mut wanted: FxHashMap<Place, Option<IdentityId>> = FxHashMap::default();
    let sources = by_place(world.corpus);
    let place = |cell: &CellRef| {
        let sheet = cell.sheet.as_deref();
        let source = sources.get(&(cell.path.as_str(), sheet))?;
        Some(Place {
            source: *source,
            row: cell.row,
        })
    };
    for finding in findings.iter().filter(open) {
        wanted.extend(finding.evidence.iter().filter_map(place).map(|p| (p, None)));
    }
    if wanted.is_empty() {
        return (Vec::new(), 0);
    }
    for record in records(world.corpus) {
        if let Some(identity) = wanted.get_mut(&record.place()) {
            *identity = (*identity).max(Some(record.identity()));
        }
    }
    let unsure: FxHashMap<IdentityId, &UnsureLink> = world
        .linked
        .unsure
        .iter()
        .map(|u| (u.identity, u))
        .collect();
    let mut at: FxHashMap<IdentityId, usize> = FxHashMap::default();
    let mut all: Vec<Likely> = Vec::new();
    for (index, finding) in findings.iter().enumerate().filter(|(_, f)| open(f)) {
        for found in finding.evidence.iter().filter_map(place) {
            let Some(Some(identity)) = wanted.get(&found).copied() else {
                continue;
            };
            for (step, (identity, to)) in steps(world, &unsure, identity).enumerate() {
                let known = *at.entry(identity).or_insert(all.len());
                if known == all.len() {
                    all.push(Likely {
                        identity,
                        at: (step == 0).then_some(found),
                        to,
                        findings: Vec::new(),
                    });
                }
                if let Some(one) = all.get_mut(known)
                    && one.findings.last() != Some(&index)
                {
                    one.findings.push(index);
                }
            }
        }
    }
    let besides = all.len().saturating_sub(MOST);
    all.truncate(MOST);
    (all, besides)
}

/// An identity, and the one it was linked to (or likely differs from, with the chance).
type Step = (IdentityId, (IdentityId, Option<f64>));

/// The likely links from an identity to the row that stands for its person.
fn steps<'a>(
    world: &'a World,
    unsure: &'a FxHashMap<IdentityId, &UnsureLink>,
    identity: IdentityId,
) -> impl Iterator<Item = Step> + 'a {
    let mut next = Some(identity);
    std::iter::from_fn(move || {
        let identity = next.take()?;
        if world.linked.strength(identity) != Strength::Likely {
            return None;
        }
        let through = *world.linked.through.get(identity.0 as usize)?;
        if through != identity {
            next = Some(through);
            return Some((identity, (through, None)));
        }
        let (other, _, chance) = unsure.get(&identity)?.candidates.first()?;
        Some((identity, (*other, Some(*chance))))
    })
}

fn by_place(corpus: &Corpus) -> FxHashMap<(&str, Option<&str>), SourceId> {
    let sources = corpus.sources.iter().zip(0..);
    sources
        .map(|(s, at)| ((s.path.as_str(), s.sheet.as_deref()), SourceId(at)))
        .collect()
}
