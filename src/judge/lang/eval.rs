//! Asking an expression of a case.
//!
//! Two passes share one code: the first stops as soon as a side decides and asks nothing but
//! values; only where it does not end in "no" does the second (`EXPLAIN`) look at every side, at
//! the links the facts rest on, and at what is missing.

use super::compare::{agree, among, equal, flag, less, met, unless};
use super::program::{Expression, FactRef, Measure, Node, Term};
use super::truth::{Answer, Mark, Truth, Verdict};
use super::value::{FactSource, Open, Range, Value};

/// Who answers: the case, and the list element that `where` goes over.
#[derive(Clone, Copy)]
struct Scope<'a> {
    case: &'a dyn FactSource,
    element: Option<&'a dyn FactSource>,
}

/// What the facts of one comparison rest on.
#[derive(Default)]
struct Trace {
    likely: bool,
    open: u64,
}

impl Expression {
    /// What the expression says of a case.
    pub fn eval(&self, case: &dyn FactSource) -> Verdict {
        let scope = Scope {
            case,
            element: None,
        };
        let quick = eval::<false>(&self.node, scope).verdict();
        match quick.truth {
            Answer::No | Answer::Silent => quick,
            Answer::Yes | Answer::Unknown => eval::<true>(&self.node, scope).verdict(),
        }
    }

    /// The slots of the facts that left a verdict of this expression open, each once.
    pub fn missing(&self, verdict: &Verdict) -> Vec<usize> {
        let mut slots: Vec<usize> = (0..64)
            .filter(|bit| verdict.missing >> bit & 1 == 1)
            .filter_map(|bit| self.facts.get(bit).map(|slot| *slot as usize))
            .collect();
        slots.sort_unstable();
        slots.dedup();
        slots
    }

    /// The slots of all facts that the expression names.
    pub fn facts(&self) -> impl Iterator<Item = usize> {
        self.facts.iter().map(|slot| *slot as usize)
    }
}

impl Measure {
    /// The sum for a case, đồng.
    pub fn value(&self, case: &dyn FactSource) -> Value {
        term::<false>(
            &self.term,
            Scope {
                case,
                element: None,
            },
            &mut Trace::default(),
        )
    }
}

fn eval<const EXPLAIN: bool>(node: &Node, scope: Scope<'_>) -> Mark {
    let mut trace = Trace::default();
    let trace_ = &mut trace;
    let truth = match node {
        Node::Not(inner) => return eval::<EXPLAIN>(inner, scope).not(),
        Node::And(sides) => return join::<EXPLAIN>(sides, scope, true),
        Node::Or(sides) => return join::<EXPLAIN>(sides, scope, false),
        Node::Constant(value) => Truth::of(*value),
        Node::Flag(fact) => flag(&read::<EXPLAIN>(*fact, scope, trace_)),
        Node::Exists(fact) => match read::<EXPLAIN>(*fact, scope, trace_) {
            Value::None => Truth::NO,
            Value::NotCovered => Truth::UNCOVERED,
            _ => Truth::YES,
        },
        Node::Known(fact) => match read::<EXPLAIN>(*fact, scope, trace_) {
            Value::None | Value::Unknown => Truth::NO,
            Value::NotCovered => Truth::UNCOVERED,
            _ => Truth::YES,
        },
        Node::Less {
            left,
            right,
            or_equal,
        } => {
            let left = term::<EXPLAIN>(left, scope, trace_);
            less(&left, &term::<EXPLAIN>(right, scope, trace_), *or_equal)
        }
        Node::Equal {
            left,
            right,
            negated,
        } => {
            let left = term::<EXPLAIN>(left, scope, trace_);
            let right = term::<EXPLAIN>(right, scope, trace_);
            met(&left, &right).unwrap_or_else(|| unless(*negated, equal(&left, &right)))
        }
        Node::Words { fact, set, negated } => {
            let value = read::<EXPLAIN>(*fact, scope, trace_);
            met(&value, &value).unwrap_or_else(|| unless(*negated, among(&value, *set)))
        }
        Node::Same {
            left,
            right,
            negated,
        } => {
            let left = read::<EXPLAIN>(*left, scope, trace_);
            let right = read::<EXPLAIN>(*right, scope, trace_);
            met(&left, &right).unwrap_or_else(|| unless(*negated, equal(&left, &right)))
        }
        Node::Agrees(left, right) => {
            let left = term::<EXPLAIN>(left, scope, trace_);
            let right = term::<EXPLAIN>(right, scope, trace_);
            met(&left, &right).unwrap_or_else(|| Truth::of(agree(&left, &right)))
        }
    };
    let missing = if truth.is_decided() { 0 } else { trace.open };
    Mark {
        truth,
        likely: trace.likely,
        missing,
    }
}

/// `and` (or `or`) over its sides. The first pass stops at the side that decides.
fn join<const EXPLAIN: bool>(sides: &[Node], scope: Scope<'_>, all: bool) -> Mark {
    let decisive = Truth::of(!all);
    let mut joined = Mark::plain(Truth::of(all));
    for side in sides {
        let mark = eval::<EXPLAIN>(side, scope);
        joined = if all {
            joined.and(mark)
        } else {
            joined.or(mark)
        };
        if !EXPLAIN && joined.truth == decisive {
            break;
        }
    }
    joined
}

fn read<const EXPLAIN: bool>(fact: FactRef, scope: Scope<'_>, trace: &mut Trace) -> Value {
    let source = match scope.element {
        Some(element) if fact.inner => element,
        _ => scope.case,
    };
    let value = source.fact(fact.slot as usize);
    if EXPLAIN {
        trace.likely |= source.likely(fact.slot as usize);
        if value.is_open() {
            trace.open |= 1 << fact.bit;
        }
    }
    value
}

fn term<const EXPLAIN: bool>(term_: &Term, scope: Scope<'_>, trace: &mut Trace) -> Value {
    match term_ {
        Term::Constant(value) => Value::number(*value),
        Term::Fact(fact) => read::<EXPLAIN>(*fact, scope, trace),
        Term::Plus(sides) => both::<EXPLAIN>(sides, scope, trace, |a, b| {
            (a.lo.saturating_add(b.lo), a.hi.saturating_add(b.hi))
        }),
        Term::Minus(sides) => both::<EXPLAIN>(sides, scope, trace, |a, b| {
            (a.lo.saturating_sub(b.hi), a.hi.saturating_sub(b.lo))
        }),
        Term::Least(sides) => {
            both::<EXPLAIN>(sides, scope, trace, |a, b| (a.lo.min(b.lo), a.hi.min(b.hi)))
        }
        Term::Most(sides) => {
            both::<EXPLAIN>(sides, scope, trace, |a, b| (a.lo.max(b.lo), a.hi.max(b.hi)))
        }
        Term::Times(of, by) => map(term::<EXPLAIN>(of, scope, trace), |r| {
            let (a, b) = (r.lo.saturating_mul(*by), r.hi.saturating_mul(*by));
            (a.min(b), a.max(b))
        }),
        Term::Absolute(of) => map(term::<EXPLAIN>(of, scope, trace), |r| {
            let (a, b) = (r.lo.saturating_abs(), r.hi.saturating_abs());
            let least = if r.lo <= 0 && r.hi >= 0 { 0 } else { a.min(b) };
            (least, a.max(b))
        }),
        Term::Count { list, filter } => {
            total::<EXPLAIN>(*list, filter, scope, trace, &mut |_, _| Value::number(1))
        }
        Term::Sum { of, list, filter } => {
            total::<EXPLAIN>(*list, filter, scope, trace, &mut |scope, trace| {
                term::<EXPLAIN>(of, scope, trace)
            })
        }
    }
}

/// Adds up a value over the elements that surely pass the filter, and perhaps over those that may.
/// Elements without the value add nothing.
fn total<const EXPLAIN: bool>(
    list: u32,
    filter: &Node,
    scope: Scope<'_>,
    trace: &mut Trace,
    of: &mut dyn FnMut(Scope<'_>, &mut Trace) -> Value,
) -> Value {
    let mut sum = Value::number(0);
    scope.case.each(list as usize, &mut |element| {
        let scope = Scope {
            case: scope.case,
            element: Some(element),
        };
        let mark = eval::<EXPLAIN>(filter, scope);
        if mark.truth == Truth::NO {
            return;
        }
        trace.likely |= mark.likely;
        trace.open |= mark.missing;
        let value = match of(scope, trace) {
            Value::None => return,
            _ if mark.truth.has(Truth::UNCOVERED) => Value::NotCovered,
            value if mark.truth == Truth::YES => value,
            value if mark.truth == Truth::LAW => perhaps(value, Open::Law),
            value => perhaps(value, Open::Evidence),
        };
        sum = combine(&sum, &value, |a, b| {
            (a.lo.saturating_add(b.lo), a.hi.saturating_add(b.hi))
        });
    });
    sum
}

/// The value or nothing.
fn perhaps(value: Value, open: Open) -> Value {
    match value {
        Value::Int(r) => {
            let open = if r.is_point() { open } else { r.open };
            Value::Int(Range {
                lo: r.lo.min(0),
                hi: r.hi.max(0),
                open,
            })
        }
        other => other,
    }
}

fn both<const EXPLAIN: bool>(
    sides: &(Term, Term),
    scope: Scope<'_>,
    trace: &mut Trace,
    compute: fn(Range, Range) -> (i64, i64),
) -> Value {
    let left = term::<EXPLAIN>(&sides.0, scope, trace);
    combine(&left, &term::<EXPLAIN>(&sides.1, scope, trace), compute)
}

fn combine(left: &Value, right: &Value, compute: impl Fn(Range, Range) -> (i64, i64)) -> Value {
    match (left, right) {
        (Value::None, _) | (_, Value::None) => Value::None,
        (Value::NotCovered, _) | (_, Value::NotCovered) => Value::NotCovered,
        (Value::Int(a), Value::Int(b)) => {
            let (lo, hi) = compute(*a, *b);
            Value::Int(Range::of(lo, hi, *a, *b))
        }
        _ => Value::Unknown,
    }
}

fn map(value: Value, compute: impl Fn(Range) -> (i64, i64)) -> Value {
    match value {
        Value::Int(range) => {
            let (lo, hi) = compute(range);
            Value::Int(Range {
                lo,
                hi,
                open: range.open,
            })
        }
        other => other,
    }
}
