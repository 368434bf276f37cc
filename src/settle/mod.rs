//! Each person's months: what was due, what was paid, and how far both are known.
//!
//! In: a [`Corpus`](crate::model::Corpus) with its people linked, and the law. Out: a [`Case`] a
//! person, made on demand so that a country's months are never held at once. `contract.md`, What
//! the numbers mean, is the specification; the numbers in the comments point there.

mod case;
mod changes;
mod due;
mod entries;
mod group;
mod held_back;
mod narrow;
mod paid;
mod pass;
mod registers;
mod split;
mod totals;
mod world;

pub use case::{
    Card, Case, Certificate, Entry, Event, MonthState, Part, PartKind, Standing, Stay, Surplus,
};
pub use group::Grouped;
pub use totals::{Tally, tally};
pub use world::World;
