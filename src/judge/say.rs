//! The sentence of a finding: its rule's message with every place filled from the facts.

use super::facts::{self, View};
use super::lang::{FactSource, Type, Value, Vocabulary};
use super::rulefile::{Case, Part, Rule, Special};
use crate::model::{Categories, Finding, PartialDate, Subject};
use crate::texts::{Lang, findings as texts, rules, words};

/// Speaks one language, with the words of one law.
pub struct Speaker<'a> {
    /// The language.
    pub lang: Lang,
    /// Names and types of facts.
    pub vocabulary: &'a Vocabulary,
    /// Names of categories in this language, in the order of their codes.
    pub categories: Vec<String>,
}

impl Speaker<'_> {
    /// The sentence of a finding, seen at the element that speaks for it.
    pub(super) fn message(
        &self,
        view: View,
        rule: &Rule,
        branch: usize,
        finding: &Finding,
    ) -> String {
        let Some(case) = rule.cases.get(branch) else {
            return finding.title.clone();
        };
        case.message(self.lang).render(&|part| match part {
            Part::Fact(slot) => self.fact(view, *slot),
            Part::Special(special) => self.special(view, *special, case, finding),
            Part::Text(text) => text.clone(),
            Part::Limit(limit) => limit.to_string(),
        })
    }

    fn special(&self, view: View, special: Special, branch: &Case, finding: &Finding) -> String {
        let subject = &finding.subject;
        match special {
            Special::Name if subject.name.is_empty() => texts::nameless(self.lang).to_owned(),
            Special::Name => subject.name.clone(),
            Special::Household => {
                let (code, address) = super::homes::told_of(&view);
                let name = match subject.name.as_str() {
                    "" => texts::nameless(self.lang),
                    name => name,
                };
                texts::household(self.lang, name, &code, &address)
            }
            Special::Born => self.or_unknown(subject.born.map(PartialDate::slashed)),
            Special::Commune if subject.commune.is_empty() && view.source().is_some() => {
                // A list of several communes is known by its file.
                view.source().map_or_else(String::new, |s| s.path.clone())
            }
            Special::Commune => words::commune(self.lang, &subject.commune).to_owned(),
            Special::IdNumber => self.or_unknown(subject.id_number.map(|n| n.to_string())),
            Special::Months if finding.months.is_empty() => texts::no_month(self.lang).to_owned(),
            Special::Months => words::months(&finding.months),
            Special::MonthCount => finding.months.len().to_string(),
            Special::Amount => rules::money(finding.amount.abs()),
            Special::Sum if finding.amount.0 == 0 => String::new(),
            Special::Sum => texts::sum(self.lang, &rules::money(finding.amount.abs())),
            Special::Others => {
                let named = finding.also.iter().map(|s| self.other(s));
                let more = match super::receivers::others_unnamed(&view) {
                    0 => None,
                    more => Some(texts::more(self.lang, more)),
                };
                named.chain(more).collect::<Vec<_>>().join("; ")
            }
            Special::Changes => {
                let here = view.books.balances.iter().filter(|b| {
                    b.commune_sym == view.case.commune && finding.months.contains(&b.month)
                });
                let all = here.flat_map(|b| b.changes.iter().map(|c| (b.month, c)));
                crate::texts::reconcile::changes(self.lang, &all.collect::<Vec<_>>())
            }
            Special::Cell => facts::faulty_cells(view, branch)
                .into_iter()
                .map(|(key, was)| texts::cell(self.lang, key, &was))
                .collect::<Vec<_>>()
                .join(", "),
            Special::Missing => facts::missing_keys(view)
                .into_iter()
                .map(|key| words::key(self.lang, key))
                .collect::<Vec<_>>()
                .join(", "),
        }
    }

    fn other(&self, subject: &Subject) -> String {
        let born = subject.born.map(PartialDate::slashed);
        texts::other(self.lang, &subject.name, born.as_deref(), &subject.commune)
    }

    fn or_unknown(&self, text: Option<String>) -> String {
        text.unwrap_or_else(|| texts::unknown(self.lang).to_owned())
    }

    /// A fact in words; a category by its name.
    fn fact(&self, view: View, slot: usize) -> String {
        let Some(def) = self.vocabulary.fact(slot) else {
            return String::new();
        };
        let value = view.fact(slot);
        if let (Type::Word("category"), Value::Words(set)) = (def.ty, value) {
            let names = Categories(set).iter();
            let names: Vec<&str> = names
                .filter_map(|index| self.categories.get(index).map(String::as_str))
                .collect();
            return texts::either(self.lang, &names);
        }
        let text = |sym| view.world.corpus.texts.get(sym).to_owned();
        rules::value(self.lang, self.vocabulary, def, &value, &text)
    }
}
