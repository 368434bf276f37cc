//! SQL over what a run knows: the tables of `query` in an SQLite database in memory.
//!
//! In: one statement, and the lists as they are read. Out: its rows, as text, JSON or CSV. The
//! statement is prepared against empty [`tables`] first ([`Memory`]), so that only what it reads is
//! kept while lists stream ([`Keep`]) and filled afterwards ([`fill`]).

mod answer;
mod ask;
mod fill;
mod keep;
mod matters;
mod people;
mod rows;
pub mod store;
mod tables;
mod whose;
mod why;

pub use answer::Shape;
pub use ask::{Memory, QueryFault, Reads};
pub use fill::{Known, fill};
pub use keep::{Keep, Kept, Lines};
pub use tables::outline;
