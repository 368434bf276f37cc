//! Nobody is accused because something is missing: where a rule turns a comparison round (`not`,
//! `!=`), it has to say first that the fact exists.
//!
//! A comparison with a fact of which there is none is no, so its negation would be yes. The fact
//! counts as asked for if `exists`, `known` or a plain comparison of it stands in the same
//! conjunction. The two sides of an `or` under `not` are a conjunction as well.

use std::collections::BTreeSet;

use super::check::{Context, resolve};
use super::fault::{Fault, FaultKind};
use super::syntax::{Compare, Kind, Tree};
use super::vocabulary::Entity;

/// A fact of the case, or of the list element.
type Asked = BTreeSet<(usize, bool)>;

/// Checks conditions that stand in one `and`; each fault with the number of its condition.
pub(super) fn check(trees: &[Tree], context: &Context) -> Vec<(usize, Fault)> {
    let mut faults = Vec::new();
    for (i, tree) in trees.iter().enumerate() {
        let mut guard = Guard {
            context,
            element: None,
            faults: Vec::new(),
        };
        let mut asked = Asked::new();
        for (j, other) in trees.iter().enumerate() {
            if i != j {
                guard.ask(other, true, &mut asked);
            }
        }
        guard.walk(tree, true, &asked);
        faults.extend(guard.faults.into_iter().map(|fault| (i, fault)));
    }
    faults
}

struct Guard<'a> {
    context: &'a Context<'a>,
    element: Option<Entity>,
    faults: Vec<Fault>,
}

impl Guard<'_> {
    /// Adds the facts that exist if `tree` is true (or, with `is` false, if it is not).
    fn ask(&self, tree: &Tree, is: bool, asked: &mut Asked) {
        match &tree.kind {
            Kind::Not(inner) => self.ask(inner, !is, asked),
            Kind::And(a, b) if is => [a, b].into_iter().for_each(|t| self.ask(t, is, asked)),
            Kind::Or(a, b) if !is => [a, b].into_iter().for_each(|t| self.ask(t, is, asked)),
            Kind::Compare(..) | Kind::In(..) | Kind::Call(..) | Kind::Name(_) if is => {
                asked.extend(self.facts(tree).into_iter().map(|(fact, _)| fact));
            }
            _ => {}
        }
    }

    /// Finds what a negation turns round without having asked. `is` is false under an odd `not`.
    fn walk(&mut self, tree: &Tree, is: bool, asked: &Asked) {
        match &tree.kind {
            Kind::Not(inner) => self.walk(inner, !is, asked),
            Kind::And(a, b) | Kind::Or(a, b) => {
                let together = matches!(tree.kind, Kind::And(..)) == is;
                for (side, other) in [(a, b), (b, a)] {
                    let mut asked = asked.clone();
                    if together {
                        self.ask(other, is, &mut asked);
                    }
                    self.walk(side, is, &asked);
                }
            }
            Kind::Call(function, _) if matches!(function.text.as_str(), "exists" | "known") => {}
            Kind::Compare(how, a, b) => {
                if !is || *how == Compare::Unequal {
                    self.demand(tree, asked);
                }
                self.within(a);
                self.within(b);
            }
            Kind::In(..) | Kind::Call(..) | Kind::Name(_) => {
                if !is {
                    self.demand(tree, asked);
                }
                self.within(tree);
            }
            _ => {}
        }
    }

    /// The conditions after `where` stand on their own: an element that lacks a fact is passed over.
    fn within(&mut self, tree: &Tree) {
        match &tree.kind {
            Kind::Count(list, Some(filter)) | Kind::Sum(_, list, Some(filter)) => {
                let lists = self.context.vocabulary.lists;
                self.element = lists
                    .iter()
                    .find(|l| l.name == list.text)
                    .map(|l| l.element);
                self.walk(filter, true, &Asked::new());
                self.element = None;
            }
            Kind::Arithmetic(_, a, b) => {
                self.within(a);
                self.within(b);
            }
            Kind::Negative(of) | Kind::In(of, _) => self.within(of),
            Kind::Call(_, arguments) => arguments.iter().for_each(|a| self.within(a)),
            _ => {}
        }
    }

    fn demand(&mut self, tree: &Tree, asked: &Asked) {
        for (fact, place) in self.facts(tree) {
            let def = self.context.vocabulary.fact(fact.0);
            if let Some(def) = def.filter(|def| def.optional && !asked.contains(&fact)) {
                let kind = FaultKind::NeedsExists(def.name.to_owned());
                self.faults.push(Fault { span: place, kind });
            }
        }
    }

    /// The facts named in a comparison, outside of its `count` and `sum`.
    fn facts(&self, tree: &Tree) -> Vec<((usize, bool), std::ops::Range<usize>)> {
        match &tree.kind {
            Kind::Name(name) => resolve(name, self.context, self.element)
                .map(|(slot, _, inner)| ((slot, inner), tree.span.clone()))
                .into_iter()
                .collect(),
            Kind::Compare(_, a, b) | Kind::Arithmetic(_, a, b) => {
                let mut facts = self.facts(a);
                facts.extend(self.facts(b));
                facts
            }
            Kind::In(of, _) | Kind::Negative(of) => self.facts(of),
            Kind::Call(_, arguments) => arguments.iter().flat_map(|a| self.facts(a)).collect(),
            _ => Vec::new(),
        }
    }
}
