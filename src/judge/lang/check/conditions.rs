//! Conditions: what is true or not.

use std::ops::Range;

use super::Checker;
use crate::judge::lang::fault::FaultKind;
use crate::judge::lang::program::{Node, Term};
use crate::judge::lang::syntax::{Compare, Kind, Name, Tree};
use crate::judge::lang::vocabulary::Type;

impl Checker<'_> {
    pub(super) fn node(&mut self, tree: &Tree) -> Option<Node> {
        match &tree.kind {
            Kind::Bool(value) => Some(Node::Constant(*value)),
            Kind::Not(inner) => Some(Node::Not(Box::new(self.node(inner)?))),
            Kind::And(a, b) => {
                let (a, b) = (self.node(a), self.node(b));
                Some(Node::And(flat(a?, b?, |node| match node {
                    Node::And(sides) => Ok(sides),
                    other => Err(other),
                })))
            }
            Kind::Or(a, b) => {
                let (a, b) = (self.node(a), self.node(b));
                Some(Node::Or(flat(a?, b?, |node| match node {
                    Node::Or(sides) => Ok(sides),
                    other => Err(other),
                })))
            }
            Kind::Compare(how, a, b) => self.compare(*how, a, b, &tree.span),
            Kind::In(of, items) => self.among(of, items),
            Kind::Call(function, arguments) => match function.text.as_str() {
                "exists" => Some(Node::Exists(self.only_fact(function, arguments)?)),
                "known" => Some(Node::Known(self.only_fact(function, arguments)?)),
                "agrees" => self.agrees(function, arguments, &tree.span),
                "min" | "max" | "abs" => {
                    let ty = self.operand(tree)?.ty;
                    self.fault(&tree.span, FaultKind::NotACondition(Some(ty)));
                    None
                }
                _ => self.unknown_function(function),
            },
            Kind::Name(name) => {
                let (fact, def) = self.fact(name, &tree.span)?;
                if def.ty == Type::Bool {
                    return Some(Node::Flag(fact));
                }
                self.fault(&tree.span, FaultKind::NotACondition(Some(def.ty)));
                None
            }
            _ => {
                let ty = match &tree.kind {
                    Kind::Quoted(_) => None,
                    _ => Some(self.operand(tree)?.ty),
                };
                self.fault(&tree.span, FaultKind::NotACondition(ty));
                None
            }
        }
    }

    pub(super) fn compare(
        &mut self,
        how: Compare,
        a: &Tree,
        b: &Tree,
        span: &Range<usize>,
    ) -> Option<Node> {
        let equality = matches!(how, Compare::Equal | Compare::Unequal);
        let negated = how == Compare::Unequal;
        for (of, other) in [(a, b), (b, a)] {
            if let Kind::Bool(value) = &other.kind
                && equality
            {
                let node = self.node(of)?;
                let turned = *value == negated;
                return Some(if turned {
                    Node::Not(Box::new(node))
                } else {
                    node
                });
            }
            if let Some(word) = self.word(other) {
                if !equality {
                    let left = self.operand(of)?.ty;
                    self.fault(span, FaultKind::CannotDo(left));
                    return None;
                }
                let (fact, set) = self.words(of, &[(word, &other.span)])?;
                return Some(Node::Words { fact, set, negated });
            }
        }
        let (left, right) = (self.operand(a), self.operand(b));
        let (left, right) = (left?, right?);
        let (ty, _) = self.unify(&left, &right, (a, b))?;
        match ty {
            Type::Amounts if equality => {
                self.fault(span, FaultKind::UseAgrees);
                None
            }
            Type::Word(_) | Type::Text if equality => {
                let (Term::Fact(left), Term::Fact(right)) = (left.term, right.term) else {
                    return None;
                };
                Some(Node::Same {
                    left,
                    right,
                    negated,
                })
            }
            Type::Word(_) | Type::Text | Type::Bool => {
                self.fault(span, FaultKind::CannotDo(ty));
                None
            }
            _ => {
                let (left, right) = (left.term, right.term);
                let less = |left, right, or_equal| Node::Less {
                    left,
                    right,
                    or_equal,
                };
                Some(match how {
                    Compare::Equal | Compare::Unequal => Node::Equal {
                        left,
                        right,
                        negated,
                    },
                    Compare::Less => less(left, right, false),
                    Compare::AtMost => less(left, right, true),
                    Compare::Greater => less(right, left, false),
                    Compare::AtLeast => less(right, left, true),
                })
            }
        }
    }

    /// `of in [ … ]`: words, or numbers, months and dates as written.
    pub(super) fn among(&mut self, of: &Tree, items: &[Tree]) -> Option<Node> {
        let words: Vec<_> = items.iter().map(|i| (self.word(i), &i.span)).collect();
        if words.iter().any(|(word, _)| word.is_some()) {
            let words: Vec<_> = words
                .iter()
                .filter_map(|(w, s)| Some((w.clone()?, *s)))
                .collect();
            let (fact, set) = self.words(of, &words)?;
            return Some(Node::Words {
                fact,
                set,
                negated: false,
            });
        }
        let sides: Option<Vec<Node>> = items
            .iter()
            .map(|item| self.compare(Compare::Equal, of, item, &(of.span.start..item.span.end)))
            .collect();
        Some(Node::Or(sides?.into_boxed_slice()))
    }

    pub(super) fn agrees(
        &mut self,
        function: &Name,
        arguments: &[Tree],
        span: &Range<usize>,
    ) -> Option<Node> {
        let [a, b] = arguments else {
            return self.wrong_count(function, 2, span);
        };
        let (left, right) = (self.operand(a), self.operand(b));
        let (left, right) = (left?, right?);
        self.unify(&left, &right, (a, b))?;
        Some(Node::Agrees(left.term, right.term))
    }
}

/// Two sides of one operator, with the sides of the same operator within them.
fn flat(a: Node, b: Node, sides: fn(Node) -> Result<Box<[Node]>, Node>) -> Box<[Node]> {
    let mut all = Vec::new();
    for node in [a, b] {
        match sides(node) {
            Ok(inner) => all.extend(inner),
            Err(node) => all.push(node),
        }
    }
    all.into_boxed_slice()
}
