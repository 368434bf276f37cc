//! From settled cases to findings: the rule language, the rule files, the facts a rule may name,
//! and running the rules.

mod adjust;
mod evidence;
pub mod facts;
mod finding;
pub mod lang;
mod money;
mod receivers;
pub mod rulefile;
mod run;
mod say;
mod sheets;

pub use run::{Judged, Scope, judge};
pub use say::Speaker;
