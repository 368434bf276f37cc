//! What persons decided of two rows, made fit for linking.
//!
//! In: the corpus and pairs of rows with an answer each. Out: [`Decisions`]: which identities are one
//! person or two, whatever the weights say, and what became of every answer given. Rows that say the
//! same of who somebody is are one identity: “same” holds for all of them. “Different” is said of the
//! row named and those alike on lists of its kind; rows of one identity that are different people are
//! given identities of their own ([`part`]). Answers that contradict each other are settled by day
//! ([`agree`]).

mod agree;
mod find;
mod part;

use super::linked::Decision;
use crate::model::{Corpus, Day, IdentityId, Pair, Place};
use agree::{Said, Standing, agree};
pub use find::Rows as NamedRows;
use part::Leaving;

/// All decisions of a run.
#[derive(Clone, Debug, Default)]
pub struct Decisions {
    /// In the order in which they were given.
    pub given: Vec<Given>,
}

/// One decision and what became of it.
#[derive(Clone, Debug)]
pub struct Given {
    /// Where it stands.
    pub at: Place,
    /// What was said.
    pub pair: Pair,
    /// The rows, where they were found.
    pub rows: [Option<Place>; 2],
    /// What became of it.
    pub fate: Fate,
}

/// What became of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is obeyed.
    Obeyed(Decision),
    /// Nothing is left to obey: both rows say the same of who they are, or another decision says it.
    Needless,
    /// It is not followed.
    Ignored(Fault),
}

/// Why a decision is not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The answer says neither.
    NoAnswer,
    /// One of the rows (the first or second) cannot be found.
    Row(usize, RowFault),
    /// Both rows are the same one.
    OneRow,
    /// A later decision says otherwise.
    Overruled,
    /// A decision of the same day says otherwise.
    Disputed,
    /// Too many rows say the same for another one to be told apart.
    Inseparable,
}

/// Why a row cannot be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowFault {
    /// No row number.
    NoNumber,
    /// No such file was given.
    NoFile,
    /// Several files have this name.
    ManyFiles,
    /// The file has no such sheet.
    NoSheet,
    /// The file has several sheets and none was named.
    ManySheets,
    /// Nobody stands in this row (or its list is a copy, and left out).
    NobodyThere,
    /// Somebody else stands there now.
    OtherName,
}

impl Decisions {
    /// Finds the rows and settles what counts; parts identities of which two rows are different people.
    pub fn settle(corpus: &mut Corpus, pairs: Vec<(Place, Pair)>) -> Self {
        let rows = NamedRows::of(corpus);
        let places = pairs
            .iter()
            .map(|(_, pair)| pair.rows.each_ref().map(|row| rows.place(row)));
        let mut places: Vec<[Result<Place, RowFault>; 2]> = places.collect();
        let named = pairs.iter().flat_map(|(_, pair)| &pair.rows);
        find::settle_sides(corpus, &rows, named.zip(places.iter_mut().flatten()));
        Self::settle_at(corpus, pairs, places)
    }

    /// The same where both rows of every pair were looked for.
    pub fn settle_at(
        corpus: &mut Corpus,
        pairs: Vec<(Place, Pair)>,
        places: Vec<[Result<Place, RowFault>; 2]>,
    ) -> Self {
        let all_places: Vec<Place> = places.iter().flatten().filter_map(|p| p.ok()).collect();
        let found = find::identities(corpus, all_places.iter().copied());
        let mut given: Vec<Given> = Vec::new();
        for ((at, pair), places) in pairs.into_iter().zip(places) {
            let mut fault = pair.same.is_none().then_some(Fault::NoAnswer);
            let mut rows = [None; 2];
            let sides = pair.rows.iter().zip(places).zip(&mut rows);
            for (side, ((named, place), row)) in sides.enumerate() {
                let place = place.and_then(|place| match found.get(&place) {
                    None => Err(RowFault::NobodyThere),
                    Some((id, _)) if !find::is_named(corpus, *id, &named.name) => {
                        Err(RowFault::OtherName)
                    }
                    Some(_) => Ok(place),
                });
                match place {
                    Ok(place) => *row = Some(place),
                    Err(why) => fault = fault.or(Some(Fault::Row(side, why))),
                }
            }
            let [first, second] = rows;
            if first.is_some() && first == second {
                fault = fault.or(Some(Fault::OneRow));
            }
            given.push(Given {
                at,
                pair,
                rows,
                fate: fault.map_or(Fate::Needless, Fate::Ignored),
            });
        }
        let mut settling = Settling { corpus, given };
        settling.by_rows(&all_places);
        settling.by_identities(&all_places);
        Self {
            given: settling.given,
        }
    }

    /// What linking obeys.
    pub fn links(&self) -> Vec<Decision> {
        self.obeyed().map(|(decision, _)| decision).collect()
    }

    /// The decisions obeyed.
    pub fn obeyed(&self) -> impl Iterator<Item = (Decision, &Given)> {
        self.given.iter().filter_map(|given| match given.fate {
            Fate::Obeyed(decision) => Some((decision, given)),
            _ => None,
        })
    }

    /// The decisions not followed.
    pub fn ignored(&self) -> impl Iterator<Item = (Fault, &Given)> {
        self.given.iter().filter_map(|given| match given.fate {
            Fate::Ignored(fault) => Some((fault, given)),
            _ => None,
        })
    }
}

/// Decisions whose fate is still open are [`Fate::Needless`] meanwhile.
struct Settling<'a> {
    corpus: &'a mut Corpus,
    given: Vec<Given>,
}

impl Settling<'_> {
    /// Settles answers about the very same rows, then parts rows that are written alike.
    fn by_rows(&mut self, places: &[Place]) {
        let mut things: Vec<Place> = places.to_vec();
        things.sort_unstable();
        things.dedup();
        let number = |place: Place| things.binary_search(&place).ok().map(|at| at as u32);
        let open: Vec<(usize, u32, u32)> = self
            .open()
            .filter_map(|(at, a, b)| Some((at, number(a)?, number(b)?)))
            .collect();
        let mut live = self.agreed(&open, things.len());
        live.retain(|at| {
            self.given
                .get(*at)
                .is_some_and(|g| g.pair.same == Some(false))
        });
        let rows = live
            .into_iter()
            .filter_map(|at| match self.given.get(at)?.rows {
                [Some(a), Some(b)] => Some((at, a, b)),
                _ => None,
            });
        let rows: Vec<(usize, Place, Place)> = rows.collect();
        let parting = self.parting(&rows);
        let leaving: Vec<_> = parting.iter().map(|(what, _)| *what).collect();
        for ((_, at), parted) in parting.iter().zip(part::part(self.corpus, &leaving)) {
            if let (false, Some(given)) = (parted, self.given.get_mut(*at)) {
                given.fate = Fate::Ignored(Fault::Inseparable);
            }
        }
    }

    /// What has to leave its identity, so that the rows of these pairs can be different people and
    /// nobody else is drawn along; with the decision that asks for it.
    fn parting(&self, pairs: &[(usize, Place, Place)]) -> Vec<((IdentityId, Leaving), usize)> {
        let named = pairs.iter().flat_map(|(_, a, b)| [*a, *b]);
        let found = find::identities(self.corpus, named);
        let first = find::first_kinds(self.corpus, found.values().map(|(id, _)| *id));
        let mut parting = Vec::new();
        for (at, a, b) in pairs {
            let (Some(x), Some(y)) = (found.get(a), found.get(b)) else {
                continue;
            };
            if x.0 == y.0 {
                // Rolls keep what they have, and of one list the first row does.
                let ((_, kind), place) = (*x, *a).max((*y, *b));
                let what = if x.1 == y.1 {
                    Leaving::Row(place)
                } else {
                    Leaving::Kind(kind)
                };
                parting.push(((x.0, what), *at));
                continue;
            }
            for (identity, kind) in [x, y] {
                if first.get(identity) < Some(kind) {
                    parting.push(((*identity, Leaving::Kind(*kind)), *at));
                }
            }
        }
        // What is parted first must not depend on the order of the decisions.
        parting.sort_unstable();
        parting
    }

    /// Settles answers about rows that say the same as others, and what follows through a third.
    fn by_identities(&mut self, places: &[Place]) {
        let found = find::identities(self.corpus, places.iter().copied());
        let mut things: Vec<IdentityId> = found.values().map(|(id, _)| *id).collect();
        things.sort_unstable();
        things.dedup();
        let number = |place: Place| {
            let (identity, _) = found.get(&place)?;
            things.binary_search(identity).ok().map(|at| at as u32)
        };
        let open: Vec<(usize, u32, u32)> = self
            .open()
            .filter_map(|(at, a, b)| Some((at, number(a)?, number(b)?)))
            .filter(|(_, a, b)| a != b)
            .collect();
        let live = self.agreed(&open, things.len());
        for (at, a, b) in open.iter().filter(|(at, ..)| live.contains(at)) {
            let identity = |at: u32| things.get(at as usize).copied();
            if let (Some(a), Some(b), Some(given)) =
                (identity(*a), identity(*b), self.given.get_mut(*at))
                && let Some(same) = given.pair.same
            {
                given.fate = Fate::Obeyed(Decision { a, b, same });
            }
        }
    }

    /// Decisions that are neither ignored nor repetitions, with their rows.
    fn open(&self) -> impl Iterator<Item = (usize, Place, Place)> {
        self.given.iter().enumerate().filter_map(|(at, given)| {
            let open = given.fate == Fate::Needless;
            match given.rows {
                [Some(a), Some(b)] if open => Some((at, a, b)),
                _ => None,
            }
        })
    }

    /// Those that count; the others learn their fate.
    fn agreed(&mut self, open: &[(usize, u32, u32)], things: usize) -> Vec<usize> {
        let said = open.iter().filter_map(|(at, a, b)| {
            let pair = &self.given.get(*at)?.pair;
            let on: Option<Day> = pair.on.map(|day| day.first);
            Some(Said {
                a: *a,
                b: *b,
                same: pair.same?,
                on,
            })
        });
        let said: Vec<Said> = said.collect();
        let mut live = Vec::new();
        for ((at, ..), standing) in open.iter().zip(agree(&said, things)) {
            let fault = match standing {
                Standing::Counts => {
                    live.push(*at);
                    continue;
                }
                Standing::Repeats => continue,
                Standing::Overruled => Fault::Overruled,
                Standing::Disputed => Fault::Disputed,
            };
            if let Some(given) = self.given.get_mut(*at) {
                given.fate = Fate::Ignored(fault);
            }
        }
        live
    }
}

#[cfg(test)]
mod tests;
