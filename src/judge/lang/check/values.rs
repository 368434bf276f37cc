//! Values: types, units and what can be computed from them.

use super::{Checker, Operand};
use crate::judge::lang::fault::{FaultKind, Named};
use crate::judge::lang::program::{Node, Term};
use crate::judge::lang::syntax::{Arithmetic, Kind, Name, Tree};
use crate::judge::lang::vocabulary::{DAYS, MONTHS, Type, nearest};

impl Checker<'_> {
    pub(super) fn operand(&mut self, tree: &Tree) -> Option<Operand> {
        let literal = |value: i64, ty: Type| {
            Some(Operand {
                term: Term::Constant(value),
                ty,
                unit: "",
                literal: ty == Type::Number,
            })
        };
        match &tree.kind {
            Kind::Number(value) => literal(*value, Type::Number),
            Kind::Month(month) => literal(i64::from(month.0), Type::Month),
            Kind::Date(day) => literal(i64::from(day.0), Type::Date),
            Kind::Name(name) => {
                if let Some(limit) = name.strip_prefix("limit.") {
                    return literal(self.limit(limit, &tree.span)?, Type::Number);
                }
                let (fact, def) = self.fact(name, &tree.span)?;
                let (ty, unit) = (def.ty, def.unit);
                Some(Operand {
                    term: Term::Fact(fact),
                    ty,
                    unit,
                    literal: false,
                })
            }
            Kind::Quoted(_) => {
                self.fault(&tree.span, FaultKind::TextLiteral);
                None
            }
            Kind::Negative(of) => {
                let of_ = self.numeric(of)?;
                Some(Operand {
                    term: times(of_.term, -1),
                    ..of_
                })
            }
            Kind::Arithmetic(how, a, b) => self.arithmetic(*how, a, b),
            Kind::Call(function, arguments) => self.call(function, arguments, tree),
            Kind::Count(list, filter) => {
                let (list, filter) = self.list(list, filter.as_deref(), |_| Some(()))?.0;
                let term = Term::Count { list, filter };
                Some(Operand {
                    term,
                    ty: Type::Number,
                    unit: "",
                    literal: false,
                })
            }
            Kind::Sum(of, list, filter) => {
                let ((list, filter), of) =
                    self.list(list, filter.as_deref(), |checker| checker.numeric(of))?;
                let term = Term::Sum {
                    of: Box::new(of.term),
                    list,
                    filter,
                };
                Some(Operand { term, ..of })
            }
            _ => {
                self.fault(&tree.span, FaultKind::NotAValue);
                None
            }
        }
    }

    pub(super) fn arithmetic(&mut self, how: Arithmetic, a: &Tree, b: &Tree) -> Option<Operand> {
        let (left, right) = (self.operand(a), self.operand(b));
        let (left, right) = (left?, right?);
        if how == Arithmetic::Times {
            let (of, by, at) = match (&left.term, &right.term) {
                (_, Term::Constant(by)) if right.literal => (&left, *by, a),
                (Term::Constant(by), _) if left.literal => (&right, *by, b),
                _ => {
                    self.fault(&(a.span.start..b.span.end), FaultKind::TimesNumber);
                    return None;
                }
            };
            if !matches!(of.ty, Type::Number | Type::Money) {
                self.fault(&at.span, FaultKind::CannotDo(of.ty));
                return None;
            }
            let (ty, unit, literal) = (of.ty, of.unit, of.literal);
            return Some(Operand {
                term: times(of.term.clone(), by),
                ty,
                unit,
                literal,
            });
        }
        let minus = how == Arithmetic::Minus;
        let step = |of: Type, by: &Operand| {
            let unit = if of == Type::Month { MONTHS } else { DAYS };
            matches!(of, Type::Month | Type::Date)
                && by.ty == Type::Number
                && (by.unit.is_empty() || by.unit == unit)
        };
        let (ty, unit) = if step(left.ty, &right) {
            (left.ty, "")
        } else if !minus && step(right.ty, &left) {
            (right.ty, "")
        } else {
            let (ty, unit) = self.unify(&left, &right, (a, b))?;
            match ty {
                Type::Month if minus => (Type::Number, MONTHS),
                Type::Date if minus => (Type::Number, DAYS),
                Type::Number | Type::Money => (ty, unit),
                _ => {
                    self.fault(&(a.span.start..b.span.end), FaultKind::CannotDo(ty));
                    return None;
                }
            }
        };
        let literal = left.literal && right.literal;
        let term = match (&left.term, &right.term) {
            (Term::Constant(a), Term::Constant(b)) if minus => Term::Constant(a.saturating_sub(*b)),
            (Term::Constant(a), Term::Constant(b)) => Term::Constant(a.saturating_add(*b)),
            _ if minus => Term::Minus(Box::new((left.term, right.term))),
            _ => Term::Plus(Box::new((left.term, right.term))),
        };
        Some(Operand {
            term,
            ty,
            unit,
            literal,
        })
    }

    pub(super) fn call(
        &mut self,
        function: &Name,
        arguments: &[Tree],
        tree: &Tree,
    ) -> Option<Operand> {
        let takes = match function.text.as_str() {
            "min" | "max" => 2,
            "abs" => 1,
            "exists" | "known" | "agrees" => {
                self.fault(&tree.span, FaultKind::NotAValue);
                return None;
            }
            _ => return self.unknown_function(function),
        };
        match arguments {
            [of] if takes == 1 => {
                let of = self.numeric(of)?;
                Some(Operand {
                    term: Term::Absolute(Box::new(of.term)),
                    ..of
                })
            }
            [a, b] if takes == 2 => {
                let (left, right) = (self.operand(a), self.operand(b));
                let (left, right) = (left?, right?);
                let (ty, unit) = self.unify(&left, &right, (a, b))?;
                if matches!(ty, Type::Bool | Type::Word(_) | Type::Text | Type::Amounts) {
                    self.fault(&tree.span, FaultKind::CannotDo(ty));
                    return None;
                }
                let literal = left.literal && right.literal;
                let sides = Box::new((left.term, right.term));
                let least = function.text == "min";
                let term = if least {
                    Term::Least(sides)
                } else {
                    Term::Most(sides)
                };
                Some(Operand {
                    term,
                    ty,
                    unit,
                    literal,
                })
            }
            _ => self.wrong_count(function, takes, &tree.span),
        }
    }

    pub(super) fn list<T>(
        &mut self,
        list: &Name,
        filter: Option<&Tree>,
        of: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<((u32, Box<Node>), T)> {
        if self.element.is_some() {
            self.fault(&list.span, FaultKind::Nested);
            return None;
        }
        let lists = self.context.vocabulary.lists;
        let Some((number, def)) = lists.iter().enumerate().find(|(_, l)| l.name == list.text)
        else {
            let nearest = nearest(&list.text, lists.iter().map(|l| l.name)).map(str::to_owned);
            self.fault(
                &list.span,
                FaultKind::Unknown {
                    what: Named::List,
                    name: list.text.clone(),
                    nearest,
                },
            );
            return None;
        };
        if !def.of.contains(&self.context.entity) {
            self.not_of(&list.text, def.of, self.context.entity, &list.span);
            return None;
        }
        self.element = Some(def.element);
        let filter = filter.map_or(Some(Node::Constant(true)), |f| self.node(f));
        let of = of(self);
        self.element = None;
        Some(((number as u32, Box::new(filter?)), of?))
    }

    /// A number or sum of money.
    pub(super) fn numeric(&mut self, tree: &Tree) -> Option<Operand> {
        let operand = self.operand(tree)?;
        if matches!(operand.ty, Type::Number | Type::Money) {
            return Some(operand);
        }
        self.fault(&tree.span, FaultKind::CannotDo(operand.ty));
        None
    }

    /// The type and unit of two sides that are compared or added.
    pub(super) fn unify(
        &mut self,
        left: &Operand,
        right: &Operand,
        at: (&Tree, &Tree),
    ) -> Option<(Type, &'static str)> {
        let counts = |ty: Type| matches!(ty, Type::Number | Type::Money);
        let money = |a: Type, b: Type| a == Type::Amounts && (b == Type::Money);
        let (l, r) = (left.ty, right.ty);
        if left.literal && (counts(r) || r == Type::Amounts) {
            return Some((r, right.unit));
        }
        if right.literal && (counts(l) || l == Type::Amounts) || money(l, r) {
            return Some((l, left.unit));
        }
        if money(r, l) {
            return Some((r, right.unit));
        }
        let units = left.unit == right.unit || left.unit.is_empty() || right.unit.is_empty();
        if l == r && (units || l != Type::Number) {
            return Some((
                l,
                if left.unit.is_empty() {
                    right.unit
                } else {
                    left.unit
                },
            ));
        }
        let instead = self
            .sibling(at.0, l, r)
            .or_else(|| self.sibling(at.1, r, l));
        self.fault(
            &(at.0.span.start..at.1.span.end),
            FaultKind::Mismatch {
                left: (l, left.unit),
                right: (r, right.unit),
                instead,
            },
        );
        None
    }

    /// The fact of the same thing that has the type of the other side: `death.month` for
    /// `death.date`. Of a month and a date, the month is what can be compared.
    pub(super) fn sibling(&self, at: &Tree, own: Type, wanted: Type) -> Option<String> {
        let Kind::Name(name) = &at.kind else {
            return None;
        };
        if own == wanted || (own, wanted) == (Type::Month, Type::Date) {
            return None;
        }
        let (thing, _) = name.rsplit_once('.')?;
        let facts = self
            .context
            .vocabulary
            .facts_of(self.element.unwrap_or(self.context.entity));
        let mut fitting = facts.filter(|fact| {
            fact.ty == wanted && fact.name.rsplit_once('.').is_some_and(|(t, _)| t == thing)
        });
        fitting.next().map(|fact| fact.name.to_owned())
    }
}

fn times(term: Term, by: i64) -> Term {
    match term {
        Term::Constant(value) => Term::Constant(value.saturating_mul(by)),
        other => Term::Times(Box::new(other), by),
    }
}
