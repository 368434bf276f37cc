//! From settled cases to findings: the rule language, the rule files, and the facts a rule may name.

pub mod facts;
pub mod lang;
pub mod rulefile;
