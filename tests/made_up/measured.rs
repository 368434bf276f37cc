//! How well lists are linked, held against the truth.
//!
//! In: lists, their corpus and what linking made of it. Out: shares of right answers, and for every
//! kind of wrong one the slips that stood in its rows.

use std::collections::BTreeMap;
use std::fmt;

use rasoat::link::Linked;
use rasoat::model::{Corpus, Strength};
use rustc_hash::FxHashMap;

use super::{List, Truth, identities};

/// Right answers and all answers.
pub type Share = (usize, usize);

#[derive(Default, Debug)]
pub struct Measured {
    /// Rows linked for certain to somebody on the roll.
    pub certain: Share,
    /// Rows that are likely linked.
    pub likely: Share,
    /// Rows that for certain are nobody on the roll.
    pub alone: Share,
    /// Rows of people on the roll.
    pub found: Share,
    /// Roll rows of different people made one.
    pub rolls_joined: usize,
    /// How often rows that were linked wrongly or missed had which slip, by kind of mistake.
    pub slips: BTreeMap<(&'static str, String), usize>,
}

pub fn part((right, all): Share) -> f64 {
    right as f64 / all.max(1) as f64
}

fn count(share: &mut Share, right: bool) {
    share.0 += usize::from(right);
    share.1 += 1;
}

pub fn measure(lists: &[List], corpus: &Corpus, linked: &Linked) -> Measured {
    let mut out = Measured::default();
    let ids = identities(corpus);
    let mut truth_of: Vec<Option<u64>> = vec![None; linked.people()];
    let mut on_roll: FxHashMap<u64, &Truth> = FxHashMap::default();
    for (identity, (_, truth)) in ids[0].iter().zip(&lists[0].rows) {
        let person = linked.person_of[identity.0 as usize];
        let known = &mut truth_of[person.0 as usize];
        out.rolls_joined += usize::from(known.is_some_and(|k| k != truth.person));
        *known = Some(truth.person);
        on_roll.insert(truth.person, truth);
    }
    for (list, ids) in lists.iter().zip(&ids).skip(1) {
        assert_eq!(list.rows.len(), ids.len());
        for (identity, (_, truth)) in ids.iter().zip(&list.rows) {
            let known = truth_of[linked.person_of[identity.0 as usize].0 as usize];
            let right = known == Some(truth.person);
            let home = on_roll.get(&truth.person).copied();
            if home.is_some() {
                count(&mut out.found, right);
            }
            let kind = match (known, linked.strength(*identity)) {
                (Some(_), Strength::Certain) => {
                    count(&mut out.certain, right);
                    "wrong, certain"
                }
                (Some(_), _) => {
                    count(&mut out.likely, right);
                    "wrong, likely"
                }
                (None, strength) => {
                    if strength == Strength::Certain {
                        count(&mut out.alone, home.is_none());
                    }
                    "missed"
                }
            };
            if !right && (known.is_some() || home.is_some()) {
                out.blame(kind, truth, home);
            }
        }
    }
    out
}

impl Measured {
    fn blame(&mut self, kind: &'static str, row: &Truth, home: Option<&Truth>) {
        let mut blame = |slip: String| *self.slips.entry((kind, slip)).or_default() += 1;
        blame("(rows)".to_owned());
        for slip in &row.slips {
            blame(slip.clone());
        }
        match home {
            None => blame("not on the roll".to_owned()),
            Some(home) => home.slips.iter().for_each(|s| blame(format!("roll: {s}"))),
        }
    }

    pub fn add(mut self, other: &Self) -> Self {
        for (sum, share) in [
            (&mut self.certain, other.certain),
            (&mut self.likely, other.likely),
            (&mut self.alone, other.alone),
            (&mut self.found, other.found),
        ] {
            *sum = (sum.0 + share.0, sum.1 + share.1);
        }
        self.rolls_joined += other.rolls_joined;
        for (key, times) in &other.slips {
            *self.slips.entry(key.clone()).or_default() += times;
        }
        self
    }
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |(right, all): Share| format!("{:.5} of {all}", part((right, all)));
        write!(
            f,
            "right: certain {}, likely {}, alone {}; found {}; roll rows joined {}",
            share(self.certain),
            share(self.likely),
            share(self.alone),
            share(self.found),
            self.rolls_joined
        )
    }
}
