//! The tables `person` and `month`.
//!
//! In: the settled world and its findings. Out: a line a person; a line a person, scheme and month,
//! with what is due and paid as `totals` of `ket-qua.json` add it up, and the rule that explains a
//! difference.

use rayon::prelude::*;
use rusqlite::types::Value;
use rustc_hash::FxHashMap;

use super::rows::day;
use crate::model::{Finding, Money, Month, PersonId, Sex, Sym};
use crate::settle::{Case, MonthState, World};

/// A value by the name of its column.
pub(super) type Named = (&'static str, Value);

/// People handled by one thread at a time.
const CHUNK: usize = 512;

/// Lines of every person, in order, made side by side.
fn each<T: Send>(world: &World<'_>, lines: impl Fn(&Case) -> Vec<T> + Sync) -> Vec<T> {
    let people = 0..world.people() as u32;
    people
        .into_par_iter()
        .with_min_len(CHUNK)
        .flat_map_iter(|person| lines(&world.case(PersonId(person))))
        .collect()
}

/// The lines of `person`.
pub(super) fn persons(world: &World<'_>) -> Vec<[Named; 7]> {
    each(world, |case| {
        let text = |sym: Sym| words(world.corpus.texts.get(sym));
        vec![[
            ("person", number(case.person)),
            ("name", text(case.name)),
            ("born_from", day(case.shown_born.map(|b| b.first))),
            ("born_to", day(case.shown_born.map(|b| b.last))),
            ("sex", words(case.sex.map_or("", Sex::code))),
            (
                "id_number",
                words(&case.id_number.map_or_else(String::new, |id| id.to_string())),
            ),
            ("commune", text(case.commune)),
        ]]
    })
}

/// The lines of `month`, for whoever is on a roll or was paid.
pub(super) fn months(world: &World<'_>, findings: &[Finding]) -> Vec<[Named; 8]> {
    let mut of: FxHashMap<PersonId, Vec<&Finding>> = FxHashMap::default();
    for finding in findings {
        if let Some(person) = finding.person {
            of.entry(person).or_default().push(finding);
        }
    }
    each(world, |case| {
        if !world.is_beneficiary(case) {
            return Vec::new();
        }
        let findings = of.get(&case.person).map_or(&[][..], Vec::as_slice);
        let line = |state: &MonthState| {
            [
                ("person", number(case.person)),
                ("month", Value::Text(state.month.to_string())),
                ("scheme", words(state.scheme.code())),
                ("due", Value::Integer(state.point())),
                ("due_least", Value::Integer(state.due.least())),
                ("due_most", Value::Integer(state.due.most())),
                ("paid", Value::Integer(state.paid)),
                ("reason", reason(state, findings)),
            ]
        };
        case.months.iter().map(line).collect()
    })
}

/// The rule that explains why paid is not due: one that carries the money before one that only
/// speaks of it. Findings come in order of rank. What only lies uncollected is nobody's fault.
fn reason(state: &MonthState, findings: &[&Finding]) -> Value {
    if state.paid == state.point() {
        return Value::Null;
    }
    let of_month = |f: &&&Finding| is_about(f, state.month);
    let counted = findings
        .iter()
        .filter(of_month)
        .find(|f| f.counted != Money::ZERO);
    let told = || {
        findings
            .iter()
            .filter(of_month)
            .find(|f| f.amount != Money::ZERO)
    };
    counted
        .or_else(told)
        .map(|f| f.rule.as_str())
        .or((state.unclaimed() > 0).then_some("unclaimed"))
        .map_or(Value::Null, words)
}

fn is_about(finding: &Finding, month: Month) -> bool {
    finding.months.binary_search(&month).is_ok()
}

fn number(person: PersonId) -> Value {
    Value::Integer(i64::from(person.0))
}

fn words(text: &str) -> Value {
    if text.is_empty() {
        Value::Null
    } else {
        Value::Text(text.to_owned())
    }
}
