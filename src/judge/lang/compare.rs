//! What comparisons of two facts answer: the four states, ranges, sets of words, what is due.

use super::truth::Truth;
use super::value::{Open, Range, Value};
use crate::model::Span;

/// What a comparison answers where one side is no value.
pub(super) fn met(left: &Value, right: &Value) -> Option<Truth> {
    match (left, right) {
        (Value::None, _) | (_, Value::None) => Some(Truth::NO),
        (Value::NotCovered, _) | (_, Value::NotCovered) => Some(Truth::UNCOVERED),
        (Value::Unknown, _) | (_, Value::Unknown) => Some(Truth::UNKNOWN),
        _ => None,
    }
}

pub(super) fn unless(negated: bool, truth: Truth) -> Truth {
    if negated { truth.not() } else { truth }
}

pub(super) fn flag(value: &Value) -> Truth {
    match value {
        Value::Bool(value) => Truth::of(*value),
        Value::None => Truth::NO,
        Value::NotCovered => Truth::UNCOVERED,
        _ => Truth::UNKNOWN,
    }
}

/// `left < right`, world by world.
pub(super) fn less(left: &Value, right: &Value, or_equal: bool) -> Truth {
    if let (Value::Int(a), Value::Int(b)) = (left, right)
        && a.is_point()
        && b.is_point()
    {
        return Truth::of(a.lo < b.lo || or_equal && a.lo == b.lo);
    }
    if let Some(truth) = met(left, right) {
        return truth;
    }
    let (left, right) = (left.worlds(), right.worlds());
    let mut truth: Option<Truth> = None;
    for a in left.spans() {
        for b in right.spans() {
            let holds = |x: i64, y: i64| x < y || or_equal && x == y;
            let here = match (holds(a.most, b.least), holds(a.least, b.most)) {
                (true, _) => Truth::YES,
                (_, false) => Truth::NO,
                _ => Truth::LAW,
            };
            truth = Some(truth.map_or(here, |t| t.or_else(here)));
        }
    }
    truth.unwrap_or(Truth::UNKNOWN)
}

/// Yes only for two single values; where ranges overlap it is open, by law if the law opens one.
pub(super) fn equal(left: &Value, right: &Value) -> Truth {
    match (left, right) {
        (Value::Int(a), Value::Int(b)) if !a.overlaps(*b) => Truth::NO,
        (Value::Int(a), Value::Int(b)) if a.is_point() && b.is_point() => Truth::YES,
        (Value::Int(a), Value::Int(b)) => {
            let law = |r: &Range| !r.is_point() && r.open == Open::Law;
            match (law(a), law(b)) {
                (false, false) => Truth::UNKNOWN,
                (true, true) => Truth::LAW,
                // the evidence may also lie where the law does not reach
                _ if a.is_point() || b.is_point() => Truth::LAW,
                _ => Truth::LAW.or_else(Truth::NO),
            }
        }
        (Value::Words(0), _) | (_, Value::Words(0)) => Truth::UNKNOWN,
        (Value::Words(a), Value::Words(b)) if a & b == 0 => Truth::NO,
        (Value::Words(a), Value::Words(b)) if a == b && a.is_power_of_two() => Truth::YES,
        (Value::Text(a), Value::Text(b)) => Truth::of(a == b),
        _ => Truth::UNKNOWN,
    }
}

pub(super) fn among(value: &Value, set: u64) -> Truth {
    match value {
        Value::Words(0) => Truth::UNKNOWN,
        Value::Words(words) if words & !set == 0 => Truth::YES,
        Value::Words(words) if words & set == 0 => Truth::NO,
        _ => Truth::UNKNOWN,
    }
}

/// Whether one value can be both: a question to the evidence, so the answer is never unknown.
pub(super) fn agree(left: &Value, right: &Value) -> bool {
    let spans = |value: &Value| match value {
        Value::Int(r) => Some(r.lo..=r.hi),
        _ => None,
    };
    match (left, right) {
        (Value::Words(a), Value::Words(b)) => a & b != 0,
        (Value::Text(a), Value::Text(b)) => a == b,
        (Value::Due(a), Value::Due(b)) => {
            let meets = |s: &Span| {
                b.spans()
                    .iter()
                    .any(|t| s.least <= t.most && t.least <= s.most)
            };
            a.spans().iter().any(meets)
        }
        (Value::Due(due), other) | (other, Value::Due(due)) => spans(other).is_some_and(|r| {
            due.spans()
                .iter()
                .any(|s| s.least <= *r.end() && *r.start() <= s.most)
        }),
        (Value::Int(a), Value::Int(b)) => a.overlaps(*b),
        _ => false,
    }
}
