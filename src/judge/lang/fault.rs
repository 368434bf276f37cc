//! What can be wrong with an expression. The sentences are in `texts::rule_faults`.

use std::ops::Range;

use super::vocabulary::{Entity, Type};

/// A fault and the bytes of the expression it stands in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// Bytes of the expression.
    pub span: Range<usize>,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What the parser would have needed to go on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Expected {
    /// A fact, number, month, date or bracket.
    Value,
    /// An operator, or the end.
    Operator,
    /// `[` after `in`.
    List,
    /// A word, number, month or date of a list.
    Item,
    /// `,` or `]`.
    Bracket,
    /// `,` or `)`.
    Parenthesis,
    /// The name of a list such as `person.payments`.
    ListName,
    /// `for` in `sum(… for …)`.
    For,
    /// The second quotation mark.
    Quote,
}

/// What is wrong with an expression.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FaultKind {
    /// The parser cannot go on.
    Expected(Expected),
    /// `2020-13`.
    NoSuchMonth,
    /// `2020-02-30`.
    NoSuchDate,
    /// `270.000` or `1,5`.
    DottedNumber,
    /// `3 tháng`, `270000 đồng`: a number stands without its unit.
    Unit(String),
    /// `15/10/2020`.
    SlashedDate,
    /// A sign or word of another language.
    OtherSign {
        /// As written.
        given: &'static str,
        /// What it is here.
        right: &'static str,
    },
    /// More digits than money has.
    NumberTooLarge,
    /// No fact, limit, list, word or function of this name.
    Unknown {
        /// What was looked for.
        what: Named,
        /// As written.
        name: String,
        /// The nearest right name.
        nearest: Option<String>,
    },
    /// A fact or list that a rule about this has not.
    NotOf {
        /// As written.
        name: String,
        /// What the rule, or the list, is about.
        entity: Entity,
        /// What has it.
        of: Vec<Entity>,
    },
    /// Something that is true or not was needed.
    NotACondition(Option<Type>),
    /// A value was needed, and this is true or not.
    NotAValue,
    /// Both sides have to be of one type.
    Mismatch {
        /// Type and unit of the left side.
        left: (Type, &'static str),
        /// Type and unit of the right side.
        right: (Type, &'static str),
        /// A fact of the same thing that would fit.
        instead: Option<String>,
    },
    /// The type has no such operation.
    CannotDo(Type),
    /// `=` on what may be due.
    UseAgrees,
    /// A text as written in a rule: texts are only compared with each other.
    TextLiteral,
    /// One factor has to be a number as written or a limit.
    TimesNumber,
    /// A function was given too much or too little.
    Arguments {
        /// Its name.
        function: String,
        /// How many it takes.
        takes: usize,
    },
    /// `exists` and `known` ask for a fact.
    NotAFact,
    /// `count` within `count`.
    Nested,
    /// `not` or `!=` on a fact of which there may be none.
    NeedsExists(String),
    /// A sum of money was needed.
    NotMoney(Type),
    /// Longer or deeper than anybody can read.
    TooLong,
    /// More than 64 facts in one expression.
    TooManyFacts,
}

/// Kinds of names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Named {
    /// A fact.
    Fact,
    /// A threshold of `[limits]`.
    Limit,
    /// A list.
    List,
    /// A word of a fact's word list.
    Word,
    /// A function.
    Function,
}
