//! From settled cases to findings: the rule language, the rule files, the facts a rule may name,
//! and running the rules; and which links a person should look at.

mod accounts;
mod adjust;
mod evidence;
pub mod facts;
mod finding;
mod homes;
pub mod lang;
mod links;
mod money;
mod receivers;
mod reviews;
pub mod rulefile;
mod run;
mod say;
mod sheets;
mod totals;

pub use accounts::{PAID_TWICE, Reconciled, judge_accounts};
pub use finding::key_of;
pub use links::links;
pub use run::{Judged, Scope, judge};
pub use say::Speaker;
pub use totals::excuse as excuse_totals;
