//! The one table of what a rule may name: facts, lists and words, each with type, unit and doc.
//!
//! Type checking, `rasoat rules facts`, nearest names and message placeholders all read it.

use crate::model::codes;

/// The unit of a difference of two months.
pub const MONTHS: &str = "tháng";
/// The unit of a difference of two dates.
pub const DAYS: &str = "ngày";

/// What a fact's value is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Type {
    /// Yes or no.
    Bool,
    /// A count, in the unit of its fact.
    Number,
    /// Whole đồng.
    Money,
    /// A month.
    Month,
    /// A day, perhaps known only to the month or year.
    Date,
    /// A word of the word list of this name.
    Word(&'static str),
    /// Text as written; it can only be compared with another text.
    Text,
    /// What may be due: several outcomes, đồng.
    Amounts,
}

impl Type {
    /// As `rules facts` writes it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::Number => "number",
            Self::Money => "money",
            Self::Month => "month",
            Self::Date => "date",
            Self::Word(_) => "word",
            Self::Text => "text",
            Self::Amounts => "amounts",
        }
    }
}

codes! {
    /// What a rule can be about.
    Entity {
        /// One payment.
        Payment = "payment",
        /// One person's month.
        Month = "month",
        /// A person.
        Person = "person",
        /// One entry of a roll.
        Entry = "entry",
        /// One row of any list.
        Row = "row",
        /// One sheet.
        Sheet = "sheet",
        /// One death.
        Death = "death",
        /// One health card.
        Card = "card",
        /// One id number and those who bear it.
        IdNumber = "id-number",
        /// Somebody who collects money.
        Receiver = "receiver",
        /// A household's quarter.
        Household = "household",
        /// A pupil's row.
        Pupil = "pupil",
        /// A person's month of a reconciliation.
        Account = "account",
        /// A commune's month.
        CommuneMonth = "commune-month",
    }
}

/// A fact that rules may name.
#[derive(Clone, Copy, Debug)]
pub struct FactDef {
    /// As rules write it: `death.month`.
    pub name: &'static str,
    /// Its type.
    pub ty: Type,
    /// What a number counts (`tháng`, `người`); empty where there is nothing to say. Numbers of
    /// different units cannot be compared or added.
    pub unit: &'static str,
    /// What it is, Vietnamese and English.
    pub doc: (&'static str, &'static str),
    /// Rules about these may name it.
    pub of: &'static [Entity],
    /// Whether there may be none of it. Under `not` or `!=` a rule then has to ask `exists` first.
    pub optional: bool,
}

/// A list that `count` and `sum` may go over.
#[derive(Clone, Copy, Debug)]
pub struct ListDef {
    /// As rules write it: `person.payments`.
    pub name: &'static str,
    /// What its elements are; their facts may be named after `where`.
    pub element: Entity,
    /// Rules about these may name it.
    pub of: &'static [Entity],
    /// What it is, Vietnamese and English.
    pub doc: (&'static str, &'static str),
}

/// The words that facts of one [`Type::Word`] can be, at most 64: bit i of [`super::Value::Words`]
/// stands for word i.
#[derive(Clone, Debug)]
pub struct WordList {
    /// The name that [`Type::Word`] refers to.
    pub name: &'static str,
    /// The words, as rules write them.
    pub words: Vec<String>,
}

/// All that rules may name.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Facts; a fact's index is its slot.
    pub facts: &'static [FactDef],
    /// Lists; a list's index is its number.
    pub lists: &'static [ListDef],
    /// Word lists.
    pub words: Vec<WordList>,
}

impl Vocabulary {
    /// The slot of a fact.
    pub fn slot(&self, name: &str) -> Option<usize> {
        self.facts.iter().position(|fact| fact.name == name)
    }

    /// The fact in a slot.
    pub fn fact(&self, slot: usize) -> Option<&'static FactDef> {
        self.facts.get(slot)
    }

    /// The words of a word list; none for an unknown list.
    pub fn words_of(&self, list: &str) -> &[String] {
        self.words
            .iter()
            .find(|words| words.name == list)
            .map_or(&[], |words| &words.words)
    }

    /// Facts that a rule about `entity` may name.
    pub fn facts_of(&self, entity: Entity) -> impl Iterator<Item = &'static FactDef> {
        self.facts
            .iter()
            .filter(move |fact| fact.of.contains(&entity))
    }
}

pub use crate::model::text::nearest;
