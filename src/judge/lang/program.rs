//! A checked expression: every name is a slot, every limit a number, every word a bit.

/// A fact as the program reads it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct FactRef {
    /// Slot of the vocabulary.
    pub(super) slot: u32,
    /// Its place among the facts of this expression, below 64.
    pub(super) bit: u8,
    /// Whether it is asked of the list element that `where` goes over.
    pub(super) inner: bool,
}

/// What is true or not.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Node {
    Constant(bool),
    /// A yes/no fact.
    Flag(FactRef),
    Exists(FactRef),
    Known(FactRef),
    Less {
        left: Term,
        right: Term,
        or_equal: bool,
    },
    Equal {
        left: Term,
        right: Term,
        negated: bool,
    },
    /// A word among these.
    Words {
        fact: FactRef,
        set: u64,
        negated: bool,
    },
    /// Two words or two texts.
    Same {
        left: FactRef,
        right: FactRef,
        negated: bool,
    },
    Agrees(Term, Term),
    Not(Box<Node>),
    And(Box<[Node]>),
    Or(Box<[Node]>),
}

/// What is a value.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Term {
    Constant(i64),
    Fact(FactRef),
    Plus(Box<(Term, Term)>),
    Minus(Box<(Term, Term)>),
    Times(Box<Term>, i64),
    Least(Box<(Term, Term)>),
    Most(Box<(Term, Term)>),
    Absolute(Box<Term>),
    Count {
        list: u32,
        filter: Box<Node>,
    },
    Sum {
        of: Box<Term>,
        list: u32,
        filter: Box<Node>,
    },
}

/// A condition, ready to be asked of cases.
#[derive(Clone, PartialEq, Debug)]
pub struct Expression {
    pub(super) node: Node,
    /// Slots by bit.
    pub(super) facts: Vec<u32>,
}

/// A sum of money, ready to be asked of cases.
#[derive(Clone, PartialEq, Debug)]
pub struct Measure {
    pub(super) term: Term,
}

impl Expression {
    /// Slots of facts without which it cannot hold: where one of them is none, the answer is no.
    /// Whoever knows that a whole register is silent about somebody need not ask.
    pub fn needs(&self) -> Vec<usize> {
        let mut needed = Vec::new();
        let sides: &[Node] = match &self.node {
            Node::And(sides) => sides,
            one => std::slice::from_ref(one),
        };
        let mut add = |fact: &FactRef| {
            if !fact.inner {
                needed.push(fact.slot as usize);
            }
        };
        for side in sides {
            match side {
                Node::Flag(fact)
                | Node::Exists(fact)
                | Node::Known(fact)
                | Node::Words {
                    fact,
                    negated: false,
                    ..
                } => add(fact),
                Node::Less { left, right, .. }
                | Node::Equal {
                    left,
                    right,
                    negated: false,
                } => {
                    for term in [left, right] {
                        if let Term::Fact(fact) = term {
                            add(fact);
                        }
                    }
                }
                _ => {}
            }
        }
        needed
    }
}
