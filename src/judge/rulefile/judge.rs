//! Asking a rule of a case: which branch holds, how sure, how heavy.

use super::rule::Rule;
use crate::judge::lang::{Answer, FactSource};
use crate::model::{Confidence, Severity};

/// A rule holds, or may hold, of a case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hit {
    /// Index of the branch in [`Rule::cases`].
    pub case: usize,
    /// Severity after lowering: what is not certain is a warning at most.
    pub severity: Severity,
    /// How sure it is. What is both possible and likely is possible.
    pub confidence: Confidence,
    /// Whether it rests on a link that is only likely.
    pub likely: bool,
    /// For a possible hit: slots of the facts that would settle it.
    pub missing: Vec<usize>,
}

impl Rule {
    /// The first branch that surely holds, else the first that may.
    pub fn judge(&self, case: &dyn FactSource) -> Option<Hit> {
        if let Some(guard) = &self.guard
            && matches!(guard.eval(case).truth, Answer::No | Answer::Silent)
        {
            return None;
        }
        let mut possible = None;
        for (i, branch) in self.cases.iter().enumerate() {
            let verdict = branch.when.eval(case);
            let (confidence, missing) = match verdict.truth {
                Answer::Yes if verdict.likely => (Confidence::Likely, Vec::new()),
                Answer::Yes => (Confidence::Certain, Vec::new()),
                Answer::Unknown if possible.is_none() => {
                    (Confidence::Possible, branch.when.missing(&verdict))
                }
                Answer::Unknown | Answer::No | Answer::Silent => continue,
            };
            let severity = match confidence {
                Confidence::Certain => branch.severity,
                _ => branch.severity.min(Severity::Warning),
            };
            let hit = Hit {
                case: i,
                severity,
                confidence,
                likely: verdict.likely,
                missing,
            };
            if verdict.truth == Answer::Yes {
                return Some(hit);
            }
            possible = Some(hit);
        }
        possible
    }
}
