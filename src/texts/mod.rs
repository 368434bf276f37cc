//! Every sentence a user reads, Vietnamese and English side by side.
//!
//! One file a subject; each is functions from a [`Lang`] and plain values to a sentence. Steps hand
//! out typed faults and findings, never sentences.

pub mod alphabet;
pub mod audit;
pub mod clauses;
pub mod due;
pub mod findings;
pub mod generate;
pub mod law;
pub mod linking;
pub mod money;
pub mod pairs;
pub mod papers;
pub mod query;
pub mod reading;
mod reading_faults;
pub mod reconcile;
pub mod remarks;
pub mod results;
pub mod rows;
pub mod rule_faults;
pub mod rules;
pub mod stories;
pub mod terminal;
pub mod usage;
pub mod validate;
pub mod words;

/// The language of a run.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
pub enum Lang {
    /// Tiếng Việt.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// The text of this language.
    pub fn pick<T>(self, vi: T, en: T) -> T {
        match self {
            Self::Vi => vi,
            Self::En => en,
        }
    }
}
