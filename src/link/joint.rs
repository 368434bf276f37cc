//! Cells that name several people: nobody knows which of them the row is, or that it is one alone.
//!
//! In: facts and units. Out: [`Joint`], the units named so and who else may be meant with them. Their
//! links stay open, so that neither they nor who has a row of their own is accused of what may stand in
//! the other's row.

use rustc_hash::FxHashMap;

use super::facts::Facts;
use super::name::FoldedName;
use super::units::Units;
use crate::model::Corpus;
use crate::model::text::several_names;

/// Units named by several people's names.
#[derive(Default)]
pub(super) struct Joint {
    /// These units, in canonical order.
    pub units: Vec<u32>,
    /// A unit and another that it may be: one of the two is named so, and the second is on a roll if
    /// either is.
    pub pairs: Vec<(u32, u32)>,
}

impl Joint {
    pub fn new(corpus: &Corpus, facts: &Facts, units: &Units) -> Self {
        let mut joint = Self::default();
        let mut bearers: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (at, (fact, unit)) in facts.all.iter().zip(&units.of).enumerate() {
            let written = corpus.identity(fact.identity).map(|one| one.name);
            let names = several_names(written.map_or("", |sym| corpus.texts.get(sym)));
            if names.is_empty() {
                continue;
            }
            joint.units.push(*unit);
            for name in names {
                bearers
                    .entry(FoldedName::new(name).bare)
                    .or_default()
                    .push(at);
            }
        }
        if bearers.is_empty() {
            return joint;
        }
        for (fact, unit) in facts.all.iter().zip(&units.of) {
            let same = bearers.get(facts.texts.get(facts.name(fact).bare));
            for at in same.into_iter().flatten() {
                let (Some(other), Some(its)) = (facts.all.get(*at), units.of.get(*at)) else {
                    continue;
                };
                let apart = fact.commune != other.commune
                    && !fact.commune.is_empty()
                    && !other.commune.is_empty();
                if its != unit && !apart {
                    let pair = if other.tier == 0 {
                        (*unit, *its)
                    } else {
                        (*its, *unit)
                    };
                    joint.pairs.push(pair);
                }
            }
        }
        joint.pairs.sort_unstable();
        joint.pairs.dedup();
        joint.units.sort_unstable();
        joint.units.dedup();
        joint
    }
}
