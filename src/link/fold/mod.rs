//! From typed rows to one corpus: list by list side by side, then joined in path order.
//!
//! [`ListFolder`] takes the rows of one list or chunk, [`Merger`] joins the parts. Rows that agree
//! in name, birth, sex, id number, commune, village, book and account become one identity here; only
//! identities are linked afterwards, so a year of payments costs no more than a month.

mod absorb;
mod copies;
mod coverage;
mod homes;
mod identities;
mod index;
mod ledger;
mod list;
mod merge;
mod namesakes;
mod signatures;
mod stretches;
#[cfg(test)]
mod tests;

pub use copies::CopyOf;
pub(crate) use index::Index;
pub(crate) use ledger::Shares;
pub use list::{ListFolder, ListPart};
pub use merge::{Folded, Merger};
pub(crate) use namesakes::{TIERS, tier_of};
pub(crate) use signatures::{Signatures, is_unsigned};
