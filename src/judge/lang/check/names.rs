//! Names: facts, words, limits and functions, each with the nearest right name where it is none.

use std::ops::Range;

use super::{Checker, resolve};
use crate::judge::lang::fault::{FaultKind, Named};
use crate::judge::lang::program::{FactRef, Term};
use crate::judge::lang::syntax::{Kind, Name, Tree};
use crate::judge::lang::vocabulary::{Entity, FactDef, Type, nearest};

impl Checker<'_> {
    /// A word as written: in quotation marks, or a name that is no fact and has no dot.
    pub(super) fn word(&self, tree: &Tree) -> Option<String> {
        match &tree.kind {
            Kind::Quoted(word) => Some(word.clone()),
            Kind::Name(name)
                if !name.contains('.') && self.context.vocabulary.slot(name).is_none() =>
            {
                Some(name.clone())
            }
            _ => None,
        }
    }

    pub(super) fn words(
        &mut self,
        of: &Tree,
        words: &[(String, &Range<usize>)],
    ) -> Option<(FactRef, u64)> {
        let operand = self.operand(of)?;
        let (Term::Fact(fact), Type::Word(list)) = (operand.term, operand.ty) else {
            let kind = match operand.ty {
                Type::Text => FaultKind::TextLiteral,
                ty => FaultKind::CannotDo(ty),
            };
            self.fault(&of.span, kind);
            return None;
        };
        let known = self.context.vocabulary.words_of(list);
        let mut set = Some(0);
        for (word, span) in words {
            if let Some(bit) = known.iter().position(|k| k == word) {
                set = set.map(|set| set | 1 << bit);
            } else {
                let nearest = nearest(word, known.iter().map(String::as_str)).map(str::to_owned);
                let name = word.clone();
                self.fault(
                    span,
                    FaultKind::Unknown {
                        what: Named::Word,
                        name,
                        nearest,
                    },
                );
                set = None;
            }
        }
        Some((fact, set?))
    }

    pub(super) fn only_fact(&mut self, function: &Name, arguments: &[Tree]) -> Option<FactRef> {
        match arguments {
            [
                Tree {
                    span,
                    kind: Kind::Name(name),
                },
            ] => Some(self.fact(name, span)?.0),
            [other] => {
                self.fault(&other.span, FaultKind::NotAFact);
                None
            }
            _ => self.wrong_count(function, 1, &function.span),
        }
    }

    pub(super) fn fact(
        &mut self,
        name: &str,
        span: &Range<usize>,
    ) -> Option<(FactRef, &'static FactDef)> {
        let entity = self.element.unwrap_or(self.context.entity);
        let Some((slot, def, inner)) = resolve(name, self.context, self.element) else {
            let bare = name.strip_prefix("this.").unwrap_or(name);
            if let Some(def) = self
                .context
                .vocabulary
                .facts
                .iter()
                .find(|f| f.name == bare)
            {
                self.not_of(name, def.of, entity, span);
            } else {
                let mut usable: Vec<&str> = self
                    .context
                    .vocabulary
                    .facts_of(entity)
                    .map(|f| f.name)
                    .collect();
                usable.extend(
                    self.context
                        .vocabulary
                        .facts_of(self.context.entity)
                        .map(|f| f.name),
                );
                let nearest = nearest(bare, usable).map(str::to_owned);
                let name = name.to_owned();
                self.fault(
                    span,
                    FaultKind::Unknown {
                        what: Named::Fact,
                        name,
                        nearest,
                    },
                );
            }
            return None;
        };
        let key = (slot as u32, inner);
        let bit = self
            .facts
            .iter()
            .position(|f| *f == key)
            .unwrap_or_else(|| {
                self.facts.push(key);
                self.facts.len() - 1
            });
        Some((
            FactRef {
                slot: slot as u32,
                bit: (bit % 64) as u8,
                inner,
            },
            def,
        ))
    }

    pub(super) fn not_of(
        &mut self,
        name: &str,
        of: &[Entity],
        entity: Entity,
        span: &Range<usize>,
    ) {
        let (name, of) = (name.to_owned(), of.to_vec());
        self.fault(span, FaultKind::NotOf { name, entity, of });
    }

    pub(super) fn limit(&mut self, name: &str, span: &Range<usize>) -> Option<i64> {
        let limits = self.context.limits;
        if let Some(value) = limits.get(name) {
            self.context.used.borrow_mut().insert(name.to_owned());
            return Some(*value);
        }
        let nearest = nearest(name, limits.keys().map(String::as_str))
            .map(|nearest| format!("limit.{nearest}"));
        let name = format!("limit.{name}");
        self.fault(
            span,
            FaultKind::Unknown {
                what: Named::Limit,
                name,
                nearest,
            },
        );
        None
    }

    pub(super) fn unknown_function<T>(&mut self, function: &Name) -> Option<T> {
        let functions = [
            "exists", "known", "agrees", "min", "max", "abs", "count", "sum",
        ];
        let nearest = nearest(&function.text, functions).map(str::to_owned);
        let name = function.text.clone();
        self.fault(
            &function.span,
            FaultKind::Unknown {
                what: Named::Function,
                name,
                nearest,
            },
        );
        None
    }

    pub(super) fn wrong_count<T>(
        &mut self,
        function: &Name,
        takes: usize,
        span: &Range<usize>,
    ) -> Option<T> {
        let function = function.text.clone();
        self.fault(span, FaultKind::Arguments { function, takes });
        None
    }
}
