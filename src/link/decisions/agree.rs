//! Which of several answers count where they contradict each other.
//!
//! In: who was said to be the same as whom, or different, and when. Out: how each answer stands. The
//! later day counts; answers of one day that contradict each other do not count at all. The order in
//! which answers are given changes nothing but which of two equal ones is called the repetition.

use rustc_hash::FxHashMap;

use crate::link::units::Groups;
use crate::model::Day;

/// One answer about two things.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said {
    pub a: u32,
    pub b: u32,
    pub same: bool,
    /// The day; answers without one are older than all others.
    pub on: Option<Day>,
}

/// How an answer stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Standing {
    /// It counts.
    Counts,
    /// A later or equal one about the same two says the same.
    Repeats,
    /// A later one says otherwise.
    Overruled,
    /// One of the same day says otherwise.
    Disputed,
}

/// The standing of each answer about one of `things`.
pub(super) fn agree(all: &[Said], things: usize) -> Vec<Standing> {
    let mut standing = vec![Standing::Counts; all.len()];
    about_the_same_two(all, &mut standing);
    through_others(all, things, &mut standing);
    standing
}

fn about_the_same_two(all: &[Said], standing: &mut [Standing]) {
    let key = |said: &Said| (said.a.min(said.b), said.a.max(said.b));
    let mut order: Vec<(&Said, &mut Standing)> = all.iter().zip(standing).collect();
    order.sort_by_key(|(said, _)| (key(said), std::cmp::Reverse(said.on)));
    for of_two in order.chunk_by_mut(|x, y| key(x.0) == key(y.0)) {
        let mut counts: Option<bool> = None;
        for of_day in of_two.chunk_by_mut(|x, y| x.0.on == y.0.on) {
            let same = of_day.iter().filter(|(said, _)| said.same).count();
            let disputed = same != 0 && same != of_day.len();
            for (said, standing) in of_day {
                **standing = match counts {
                    Some(answer) if answer == said.same => Standing::Repeats,
                    Some(_) => Standing::Overruled,
                    None if disputed => Standing::Disputed,
                    None => {
                        counts = Some(said.same);
                        Standing::Counts
                    }
                };
            }
        }
    }
}

/// A is B and B is C, but A is not C: of one day, what keeps people apart stays, and what would join
/// them does not count.
fn through_others(all: &[Said], things: usize, standing: &mut [Standing]) {
    let mut days: Vec<Option<Day>> = all.iter().map(|said| said.on).collect();
    days.sort_unstable();
    days.dedup();
    let mut joined = Groups::new(things);
    let mut apart: Vec<&Said> = Vec::new();
    for day in days.into_iter().rev() {
        let of_day = all.iter().zip(standing.iter_mut());
        let of_day = of_day.filter(|(said, how)| said.on == day && **how == Standing::Counts);
        let (same, different): (Vec<_>, Vec<_>) = of_day.partition(|(said, _)| said.same);
        for (said, how) in different {
            if joined.find(said.a) == joined.find(said.b) {
                *how = Standing::Overruled;
            } else {
                apart.push(said);
            }
        }
        let mut tried = joined.clone();
        for (said, _) in &same {
            tried.join(said.a, said.b);
        }
        // The sets that would hold two who are apart, and the latest day that says they are.
        let mut broken: FxHashMap<u32, Option<Day>> = FxHashMap::default();
        for other in &apart {
            let set = tried.find(other.a);
            if set == tried.find(other.b) {
                let latest = broken.entry(set).or_insert(other.on);
                *latest = (*latest).max(other.on);
            }
        }
        for (said, how) in same {
            match broken.get(&tried.find(said.a)) {
                Some(latest) if *latest > day => *how = Standing::Overruled,
                Some(_) => *how = Standing::Disputed,
                None => {
                    joined.join(said.a, said.b);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Standing::{Counts, Disputed, Overruled, Repeats};
    use super::*;

    fn standing(said: &[(u32, u32, bool, &str)]) -> Vec<Standing> {
        let said: Vec<Said> = said
            .iter()
            .map(|(a, b, same, on)| Said {
                a: *a,
                b: *b,
                same: *same,
                on: on
                    .parse::<crate::model::PartialDate>()
                    .ok()
                    .map(|d| d.first),
            })
            .collect();
        agree(&said, 9)
    }

    #[test]
    fn the_later_day_counts_and_one_day_settles_nothing() {
        let later = [(0, 1, true, "2020-11-02"), (1, 0, false, "2020-11-03")];
        assert_eq!(standing(&later), [Overruled, Counts]);
        let day = [(0, 1, true, "2020-11-02"), (0, 1, false, "2020-11-02")];
        assert_eq!(standing(&day), [Disputed, Disputed]);
        let undated = [(0, 1, true, ""), (0, 1, false, "2020-11-02")];
        assert_eq!(standing(&undated), [Overruled, Counts]);
        let again = [(0, 1, true, "2020-11-02"), (0, 1, true, "2020-11-05")];
        assert_eq!(standing(&again), [Repeats, Counts]);
    }

    #[test]
    fn what_is_joined_through_a_third_is_not_kept_apart_as_well() {
        let chain = [
            (0, 1, true, "2020-11-02"),
            (1, 2, true, "2020-11-02"),
            (0, 2, false, "2020-11-02"),
            (3, 4, true, "2020-11-02"),
        ];
        assert_eq!(standing(&chain), [Disputed, Disputed, Counts, Counts]);
        let mut later = chain;
        later[2].3 = "2020-11-05";
        assert_eq!(standing(&later), [Overruled, Overruled, Counts, Counts]);
        later[2].3 = "2020-11-01";
        assert_eq!(standing(&later), [Counts, Counts, Overruled, Counts]);
    }
}
