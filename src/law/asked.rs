//! A question of either kind: what a beneficiary is due in a month, or what support a household or a pupil is due.

use super::{Answer, Law, Question, QuestionFault, SupportQuestion, Words};

/// A question that can be answered.
#[derive(Clone, Debug)]
pub enum Asked {
    /// Of a beneficiary.
    Person(Question),
    /// Of a household or a pupil.
    Support(SupportQuestion),
}

impl Asked {
    /// Understands the words of a question; the category tells of which kind it is.
    ///
    /// # Errors
    /// What cannot be understood, the first of it.
    pub fn read(law: &Law, words: &Words<'_>) -> Result<Self, QuestionFault> {
        match law.find_support(words.category) {
            Some(support) => SupportQuestion::read(law, support, words).map(Self::Support),
            None => Question::read(law, words).map(Self::Person),
        }
    }

    /// What the law gives.
    pub fn answer(&self, law: &Law) -> Answer {
        match self {
            Self::Person(question) => question.answer(law),
            Self::Support(question) => question.answer(law).answer,
        }
    }
}
