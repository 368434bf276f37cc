//! From typed rows to people.
//!
//! In: the typed rows of every list. Out: the [`Corpus`](crate::model::Corpus) of small records
//! ([`fold`]) and, for each identity in it, the person it belongs to and how sure that is.

pub mod fold;
mod name;
