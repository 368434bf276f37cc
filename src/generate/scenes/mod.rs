//! The scenes of the made-up city: each plants one fault, or something that looks like one and is
//! in order, and writes down what an audit must find.
//!
//! In: a [`Maker`]. Out: the rows of one [`Case`] with its findings. What is expected is read off
//! the rule catalogue alone, never off the audit's own code.

pub(super) mod absences;
mod amounts;
pub mod cards;
mod care;
pub(super) mod deaths;
mod disability;
mod duplicates;
mod lists;
mod moves;
mod starts;
mod transitions;

use crate::model::Month;

use super::maker::Maker;
use super::rows::Case;

/// One kind of case.
#[derive(Clone, Copy)]
pub struct Scene {
    /// Its name in `truth.json`.
    pub name: &'static str,
    /// Fewest months it needs.
    pub months: usize,
    /// Communes it needs: the one at hand and a later one.
    pub communes: usize,
    /// Most people it makes.
    pub people: usize,
    /// How often it comes for each round of the deck.
    pub copies: usize,
    /// Plants it.
    pub plant: fn(&mut Maker, &mut Case),
}

impl Scene {
    const fn new(name: &'static str, months: usize, plant: fn(&mut Maker, &mut Case)) -> Self {
        Self {
            name,
            months,
            communes: 1,
            people: 1,
            copies: 1,
            plant,
        }
    }

    const fn across(mut self) -> Self {
        self.communes = 2;
        self
    }

    const fn people(mut self, most: usize) -> Self {
        self.people = most;
        self
    }

    const fn often(mut self, copies: usize) -> Self {
        self.copies = copies;
        self
    }
}

/// All scenes, by group.
pub const GROUPS: &[&[Scene]] = &[
    deaths::SCENES,
    absences::SCENES,
    disability::SCENES,
    care::SCENES,
    duplicates::SCENES,
    moves::SCENES,
    amounts::SCENES,
    starts::SCENES,
    transitions::SCENES,
    lists::SCENES,
];

/// All scenes.
pub fn all() -> impl Iterator<Item = &'static Scene> {
    GROUPS.iter().copied().flatten()
}

/// An index of a month between two, counted from the first; negative bounds count from the end.
pub(in crate::generate) fn index(maker: &mut Maker, least: i32, most: i32) -> i32 {
    let count = maker.len();
    let from_end = |i: i32| if i < 0 { count + i } else { i };
    maker.random.between(from_end(least), from_end(most))
}

/// Months from one to another, both included.
pub(in crate::generate) fn span(first: Month, last: Month) -> Vec<Month> {
    (first.0..=last.0).map(Month).collect()
}
