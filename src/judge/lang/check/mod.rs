//! From the tree of an expression to its program: names to slots, types and units compared.
//!
//! Every fault of the expression is gathered; a side at fault does not stop the other.

mod conditions;
mod names;
mod values;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

use super::Limits;
use super::fault::{Fault, FaultKind};
use super::guard;
use super::program::{Expression, Measure, Node, Term};
use super::syntax::Tree;
use super::vocabulary::{Entity, FactDef, Type, Vocabulary};

/// What an expression may name.
pub struct Context<'a> {
    /// Facts, lists and words.
    pub vocabulary: &'a Vocabulary,
    /// What the rule is about.
    pub entity: Entity,
    /// The rule's thresholds.
    pub limits: &'a Limits,
    /// Thresholds that some expression named.
    pub used: RefCell<BTreeSet<String>>,
}

impl<'a> Context<'a> {
    /// A context in which no limit has been named yet.
    pub fn new(vocabulary: &'a Vocabulary, entity: Entity, limits: &'a Limits) -> Self {
        Self {
            vocabulary,
            entity,
            limits,
            used: RefCell::default(),
        }
    }
}

/// Checks conditions that stand in one `and`.
pub(super) fn condition(
    trees: &[Tree],
    context: &Context,
) -> Result<Expression, Vec<(usize, Fault)>> {
    let mut checker = Checker::new(context);
    let mut faults = Vec::new();
    let mut nodes = Vec::new();
    for (i, tree) in trees.iter().enumerate() {
        nodes.extend(checker.node(tree));
        faults.extend(checker.faults.drain(..).map(|fault| (i, fault)));
    }
    if faults.is_empty() {
        faults = guard::check(trees, context);
    }
    if checker.facts.len() > 64 {
        faults.push((
            0,
            Fault {
                span: 0..0,
                kind: FaultKind::TooManyFacts,
            },
        ));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let node = match nodes.pop() {
        Some(only) if nodes.is_empty() => only,
        last => Node::And(nodes.into_iter().chain(last).collect()),
    };
    Ok(Expression {
        node,
        facts: checker.facts.iter().map(|(slot, _)| *slot).collect(),
    })
}

/// Checks an expression that is a value of one of these types.
pub(super) fn measure(
    tree: &Tree,
    types: &[Type],
    context: &Context,
) -> Result<Measure, Vec<Fault>> {
    let mut checker = Checker::new(context);
    let operand = checker.operand(tree);
    let ty = operand.as_ref().map(|o| o.ty);
    if let Some(ty) = ty
        && !types.contains(&ty)
        && !operand.as_ref().is_some_and(|o| o.literal)
    {
        checker.fault(&tree.span, FaultKind::NotMoney(ty));
    }
    match operand {
        Some(operand) if checker.faults.is_empty() => Ok(Measure { term: operand.term }),
        _ => Err(checker.faults),
    }
}

/// A value on its way up the tree. A number as written takes the type of what it meets.
struct Operand {
    term: Term,
    ty: Type,
    unit: &'static str,
    literal: bool,
}

struct Checker<'a> {
    context: &'a Context<'a>,
    /// What the elements of the list are, after `where`.
    element: Option<Entity>,
    facts: Vec<(u32, bool)>,
    faults: Vec<Fault>,
}

/// A fact by name: of the list element if it has it, else of the case; `this.` is always the case.
pub(super) fn resolve(
    name: &str,
    context: &Context,
    element: Option<Entity>,
) -> Option<(usize, &'static FactDef, bool)> {
    let bare = name.strip_prefix("this.").unwrap_or(name);
    let slot = context.vocabulary.slot(bare)?;
    let def = context.vocabulary.fact(slot)?;
    let inner = bare == name && element.is_some_and(|entity| def.of.contains(&entity));
    (inner || def.of.contains(&context.entity)).then_some((slot, def, inner))
}

impl<'a> Checker<'a> {
    fn new(context: &'a Context<'a>) -> Self {
        Self {
            context,
            element: None,
            facts: Vec::new(),
            faults: Vec::new(),
        }
    }

    fn fault(&mut self, span: &Range<usize>, kind: FaultKind) {
        self.faults.push(Fault {
            span: span.clone(),
            kind,
        });
    }
}
