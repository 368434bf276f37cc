//! The tree of an expression as written, before anything is known of the names in it.

use std::ops::Range;

use crate::model::{Day, Month};

/// A part of an expression and the bytes it stands in.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Tree {
    pub(super) span: Range<usize>,
    pub(super) kind: Kind,
}

/// A name and the bytes it stands in.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Name {
    pub(super) span: Range<usize>,
    pub(super) text: String,
}

#[derive(Clone, PartialEq, Debug)]
pub(super) enum Kind {
    Number(i64),
    Month(Month),
    Date(Day),
    Bool(bool),
    /// A word in quotation marks.
    Quoted(String),
    /// A fact, a limit, or a word without quotation marks.
    Name(String),
    Not(Box<Tree>),
    And(Box<Tree>, Box<Tree>),
    Or(Box<Tree>, Box<Tree>),
    Compare(Compare, Box<Tree>, Box<Tree>),
    In(Box<Tree>, Vec<Tree>),
    Arithmetic(Arithmetic, Box<Tree>, Box<Tree>),
    Negative(Box<Tree>),
    Call(Name, Vec<Tree>),
    /// `count(list where …)`.
    Count(Name, Option<Box<Tree>>),
    /// `sum(of for list where …)`.
    Sum(Box<Tree>, Name, Option<Box<Tree>>),
}

/// Comparisons.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Compare {
    Equal,
    Unequal,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Arithmetic {
    Plus,
    Minus,
    Times,
}
