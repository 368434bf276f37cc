//! The answer to one question for a clerk: how much, under which clause, why, and whether it can be relied on.

use std::fmt::Write as _;

use super::clauses;
use crate::law::{Answer, Asked, Law, Question, SupportQuestion};
use crate::texts::{Lang, due as words, law as texts};

/// What was asked for, by code: categories parted by `|`, or the support.
pub(super) fn codes(law: &Law, asked: &Asked) -> String {
    match asked {
        Asked::Person(question) => {
            let codes = law.categories();
            let codes: Vec<&str> = question.categories.iter().map(|i| codes.code(i)).collect();
            codes.join("|")
        }
        Asked::Support(question) => law
            .supports()
            .get(question.support)
            .map_or_else(String::new, |support| support.code.clone()),
    }
}

/// The first month asked about.
pub(super) fn month(asked: &Asked) -> String {
    match asked {
        Asked::Person(question) => question.month.to_string(),
        Asked::Support(question) => question.months.first.to_string(),
    }
}

/// Of support: đồng by which a row may differ.
pub(super) fn tolerance(law: &Law, asked: &Asked) -> Option<i64> {
    match asked {
        Asked::Person(_) => None,
        Asked::Support(question) => Some(question.answer(law).tolerance).filter(|t| *t > 0),
    }
}

/// The answer in sentences.
pub(super) fn told(lang: Lang, law: &Law, asked: &Asked, answer: &Answer) -> String {
    let (about, beside, steps) = match asked {
        Asked::Person(question) => (person(lang, law, question), String::new(), {
            let steps = question.explain(law);
            let step = |step| texts::step(lang, law, question.month, step);
            steps.iter().map(step).collect()
        }),
        Asked::Support(question) => (
            support(lang, law, question),
            texts::rounding(lang, question.answer(law).tolerance),
            Vec::new(),
        ),
    };
    let [due, basis, why] = words::heads(lang);
    let mut text = String::new();
    let _ = writeln!(text, "{about}");
    let _ = writeln!(text, "{due}: {}{beside}", texts::amount(lang, answer));
    let clauses: Vec<String> = clauses(law, answer)
        .map(|code| texts::clause(lang, law, code))
        .collect();
    let _ = writeln!(text, "{basis}: {}", clauses.join("; "));
    let _ = writeln!(text, "{why}: {}", texts::why(lang, answer.why));
    for step in steps {
        let _ = writeln!(text, "  - {step}");
    }
    let _ = writeln!(text, "{}", texts::reliance(lang, answer));
    text
}

fn person(lang: Lang, law: &Law, question: &Question) -> String {
    let names: Vec<&str> = question
        .categories
        .iter()
        .filter_map(|index| law.category(index))
        .map(|c| lang.pick(c.vi.as_str(), c.en.as_str()))
        .collect();
    words::person(lang, question.month, &names, question.born)
}

fn support(lang: Lang, law: &Law, question: &SupportQuestion) -> String {
    let what = law.supports().get(question.support);
    let what = what.map_or("", |s| lang.pick(s.vi.as_str(), s.en.as_str()));
    let grounds: Vec<&str> = question
        .grounds(law)
        .map(|g| lang.pick(g.vi.as_str(), g.en.as_str()))
        .collect();
    words::support(lang, question.months, what, &grounds)
}
