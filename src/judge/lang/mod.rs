//! The language of rules: boolean expressions over facts, true of a case, not true, or unknown.
//!
//! In: an expression as a rule file writes it, and the [`Vocabulary`] of facts. Out: an
//! [`Expression`] bound to fact slots, which a [`FactSource`] answers without any look-up by name;
//! or faults with their place and the nearest right name.
//!
//! ```text
//! payment.month > death.month and not exists(move.month)
//! absence.kind in [moved, prison]
//! count(person.payments where payment.month = this.payment.month) > limit.payments
//! ```
//!
//! What a comparison answers is in [`truth`]; how the four states of a fact meet is in [`value`].

mod check;
mod compare;
mod eval;
mod fault;
mod guard;
mod parse;
mod program;
mod syntax;
pub mod truth;
pub mod value;
pub mod vocabulary;

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use check::Context;
pub use fault::{Expected, Fault, FaultKind, Named};
pub use program::{Expression, Measure};
pub use truth::{Answer, Verdict};
pub use value::{FactSource, Open, Range, Value};
pub use vocabulary::{Entity, FactDef, ListDef, Type, Vocabulary, WordList};

/// Thresholds by name, as `[limits]` gives them.
pub type Limits = BTreeMap<String, i64>;

/// Parses, checks and binds an expression that is true or not. Conditions are joined by `and`: a
/// case of a rule comes with the condition of the whole rule. Every fault of all of them is told.
pub fn condition(texts: &[&str], context: &Context) -> Result<Expression, Vec<(usize, Fault)>> {
    let mut faults = Vec::new();
    let mut trees = Vec::new();
    for (i, text) in texts.iter().enumerate() {
        match parse::expression(text) {
            Ok(tree) => trees.push(tree),
            Err(fault) => faults.push((i, fault)),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    check::condition(&trees, context)
}

/// Parses, checks and binds an expression that is a sum of money.
pub fn amount(text: &str, context: &Context) -> Result<Measure, Vec<Fault>> {
    let tree = parse::expression(text).map_err(|fault| vec![fault])?;
    check::measure(&tree, &[Type::Money], context)
}
