//! From the tree of an expression to its program: names to slots, types and units compared.
//!
//! Every fault of the expression is gathered; a side at fault does not stop the other.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

use super::Limits;
use super::fault::{Fault, FaultKind, Named};
use super::guard;
use super::program::{Expression, FactRef, Measure, Node, Term};
use super::syntax::{Arithmetic, Compare, Kind, Name, Tree};
use super::vocabulary::{DAYS, Entity, FactDef, MONTHS, Type, Vocabulary, nearest};

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

    fn node(&mut self, tree: &Tree) -> Option<Node> {
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

    fn compare(&mut self, how: Compare, a: &Tree, b: &Tree, span: &Range<usize>) -> Option<Node> {
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
    fn among(&mut self, of: &Tree, items: &[Tree]) -> Option<Node> {
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

    fn agrees(&mut self, function: &Name, arguments: &[Tree], span: &Range<usize>) -> Option<Node> {
        let [a, b] = arguments else {
            return self.wrong_count(function, 2, span);
        };
        let (left, right) = (self.operand(a), self.operand(b));
        let (left, right) = (left?, right?);
        self.unify(&left, &right, (a, b))?;
        Some(Node::Agrees(left.term, right.term))
    }

    fn operand(&mut self, tree: &Tree) -> Option<Operand> {
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
            Kind::Name(name) => match name.strip_prefix("limit.") {
                Some(limit) => literal(self.limit(limit, &tree.span)?, Type::Number),
                None => {
                    let (fact, def) = self.fact(name, &tree.span)?;
                    let (ty, unit) = (def.ty, def.unit);
                    Some(Operand {
                        term: Term::Fact(fact),
                        ty,
                        unit,
                        literal: false,
                    })
                }
            },
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

    fn arithmetic(&mut self, how: Arithmetic, a: &Tree, b: &Tree) -> Option<Operand> {
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

    fn call(&mut self, function: &Name, arguments: &[Tree], tree: &Tree) -> Option<Operand> {
        let (make, takes): (fn(Box<(Term, Term)>) -> Term, _) = match function.text.as_str() {
            "min" => (Term::Least, 2),
            "max" => (Term::Most, 2),
            "abs" => (Term::Least, 1),
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
                Some(Operand {
                    term: make(Box::new((left.term, right.term))),
                    ty,
                    unit,
                    literal,
                })
            }
            _ => self.wrong_count(function, takes, &tree.span),
        }
    }

    fn list<T>(
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
    fn numeric(&mut self, tree: &Tree) -> Option<Operand> {
        let operand = self.operand(tree)?;
        if matches!(operand.ty, Type::Number | Type::Money) {
            return Some(operand);
        }
        self.fault(&tree.span, FaultKind::CannotDo(operand.ty));
        None
    }

    /// The type and unit of two sides that are compared or added.
    fn unify(
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
    fn sibling(&self, at: &Tree, own: Type, wanted: Type) -> Option<String> {
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

    /// A word as written: in quotation marks, or a name that is no fact and has no dot.
    fn word(&self, tree: &Tree) -> Option<String> {
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

    fn words(&mut self, of: &Tree, words: &[(String, &Range<usize>)]) -> Option<(FactRef, u64)> {
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

    fn only_fact(&mut self, function: &Name, arguments: &[Tree]) -> Option<FactRef> {
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

    fn fact(&mut self, name: &str, span: &Range<usize>) -> Option<(FactRef, &'static FactDef)> {
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

    fn not_of(&mut self, name: &str, of: &[Entity], entity: Entity, span: &Range<usize>) {
        let (name, of) = (name.to_owned(), of.to_vec());
        self.fault(span, FaultKind::NotOf { name, entity, of });
    }

    fn limit(&mut self, name: &str, span: &Range<usize>) -> Option<i64> {
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

    fn unknown_function<T>(&mut self, function: &Name) -> Option<T> {
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

    fn wrong_count<T>(&mut self, function: &Name, takes: usize, span: &Range<usize>) -> Option<T> {
        let function = function.text.clone();
        self.fault(span, FaultKind::Arguments { function, takes });
        None
    }
}

fn times(term: Term, by: i64) -> Term {
    match term {
        Term::Constant(value) => Term::Constant(value.saturating_mul(by)),
        other => Term::Times(Box::new(other), by),
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
