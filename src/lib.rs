//! `rasoat`: goes over the lists and ledgers of monthly social assistance and says what does not
//! agree.
//!
//! Data goes one way: [`read`] bytes into cells, [`recognise`] lists, [`link`] people, [`settle`]
//! months, [`judge`] rules, [`report`] results; [`remember`] keeps them to be asked. [`reconcile`]
//! holds approved lists against what was paid, by the same steps. A step knows only the steps before it, the plain
//! types of [`model`], the [`law`] and the files of [`rules`]. Sentences live in [`texts`].

pub mod audit;
pub mod cli;
pub mod examples;
pub mod generate;
pub mod judge;
pub mod law;
pub mod link;
pub mod model;
pub mod read;
pub mod recognise;
pub mod reconcile;
pub mod remember;
pub mod report;
pub mod rules;
pub mod settle;
pub mod texts;
