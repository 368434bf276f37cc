//! A small vocabulary and cases made of plain values, for tests.

use super::vocabulary::{Entity, FactDef, ListDef, Type, Vocabulary, WordList};
use super::{FactSource, Value};

const ALL: &[Entity] = &[Entity::Payment, Entity::Person];
const PAYMENT: &[Entity] = &[Entity::Payment];

const fn fact(
    name: &'static str,
    ty: Type,
    unit: &'static str,
    of: &'static [Entity],
    optional: bool,
) -> FactDef {
    FactDef {
        name,
        ty,
        unit,
        doc: ("…", "…"),
        of,
        optional,
    }
}

const FACTS: &[FactDef] = &[
    fact("payment.month", Type::Month, "", PAYMENT, false),
    fact("payment.amount", Type::Money, "đồng", PAYMENT, false),
    fact("due.amount", Type::Amounts, "đồng", PAYMENT, false),
    fact("death.date", Type::Date, "", ALL, true),
    fact("death.month", Type::Month, "", ALL, true),
    fact("absence.kind", Type::Word("absence"), "", ALL, true),
    fact("person.sharing", Type::Number, "người", ALL, false),
    fact("person.age", Type::Number, "tuổi", ALL, false),
    fact("person.listed", Type::Bool, "", ALL, false),
    fact("payment.receiver", Type::Text, "", PAYMENT, true),
    fact("person.name", Type::Text, "", ALL, false),
    fact("row.cell", Type::Text, "", &[Entity::Row], false),
];

const LISTS: &[ListDef] = &[ListDef {
    name: "person.payments",
    element: Entity::Payment,
    of: ALL,
    doc: ("…", "…"),
}];

/// A few facts of each type.
pub(crate) fn vocabulary() -> Vocabulary {
    Vocabulary {
        facts: FACTS,
        lists: LISTS,
        words: vec![WordList {
            name: "absence",
            words: ["moved", "prison", "plain", "near-poor"]
                .map(str::to_owned)
                .to_vec(),
        }],
    }
}

/// A case with the facts set; all others are unknown.
#[derive(Clone, Debug, Default)]
pub(crate) struct Case {
    pub(crate) facts: Vec<(usize, Value)>,
    pub(crate) likely: Vec<usize>,
    pub(crate) payments: Vec<Case>,
}

impl Case {
    pub(crate) fn with(mut self, name: &str, value: Value) -> Self {
        let slot = FACTS.iter().position(|f| f.name == name).unwrap();
        self.facts.retain(|(s, _)| *s != slot);
        self.facts.push((slot, value));
        self
    }

    pub(crate) fn likely(mut self, name: &str) -> Self {
        self.likely
            .extend(FACTS.iter().position(|f| f.name == name));
        self
    }

    pub(crate) fn payment(mut self, payment: Self) -> Self {
        self.payments.push(payment);
        self
    }
}

impl FactSource for Case {
    fn fact(&self, slot: usize) -> Value {
        self.facts
            .iter()
            .find(|(s, _)| *s == slot)
            .map_or(Value::Unknown, |(_, v)| *v)
    }

    fn likely(&self, slot: usize) -> bool {
        self.likely.contains(&slot)
    }

    fn each(&self, _list: usize, f: &mut dyn FnMut(&dyn FactSource)) {
        for payment in &self.payments {
            f(payment);
        }
    }
}
