//! Messages of rules: text with places for facts, checked when the rule is loaded.
//!
//! `{death.date}` is a fact, `{limit.months}` a threshold, `{name}`, `{months}`, `{amount}` and a
//! few more speak of the finding; `{{` and `}}` are braces.

use std::ops::Range;

use super::fault::FaultKind;
use crate::judge::lang::Context;
use crate::judge::lang::vocabulary::nearest;
use crate::model::codes;

codes! {
    /// What a message can say of its finding, beside facts.
    Special {
        /// Whom it concerns.
        Name = "name",
        /// Of a household: its head, with its code and address.
        Household = "household",
        /// Birth of that person, as far as known.
        Born = "born",
        /// Commune.
        Commune = "commune",
        /// The months concerned.
        Months = "months",
        /// How many months these are.
        MonthCount = "month_count",
        /// The money, without its sign.
        Amount = "amount",
        /// The money behind a comma; nothing where there is none.
        Sum = "sum",
        /// The others concerned.
        Others = "others",
        /// Id number of that person.
        IdNumber = "id_number",
        /// Of a row: its doubtful cells, with what they hold.
        Cell = "cell",
        /// Of a commune: what lists changed that took the place of others.
        Changes = "changes",
        /// Of a row: the columns that it leaves empty.
        Missing = "missing",
    }
}

/// A piece of a message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
    /// Words.
    Text(String),
    /// A fact, by its slot.
    Fact(usize),
    /// Something of the finding.
    Special(Special),
    /// A threshold.
    Limit(i64),
}

/// A checked message.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Template {
    /// As written.
    pub text: String,
    /// Its pieces.
    pub parts: Vec<Part>,
}

impl Template {
    /// The message with every place filled; `fill` is asked for facts and specials.
    pub fn render(&self, fill: &dyn Fn(&Part) -> String) -> String {
        let mut out = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Limit(value) => out.push_str(&value.to_string()),
                Part::Fact(_) | Part::Special(_) => out.push_str(&fill(part)),
            }
        }
        out
    }

    /// The slots of the facts it names.
    pub fn facts(&self) -> impl Iterator<Item = usize> {
        self.parts.iter().filter_map(|part| match part {
            Part::Fact(slot) => Some(*slot),
            _ => None,
        })
    }

    /// Reads a message; faults with the bytes of the text they stand in.
    pub(super) fn read(
        text: &str,
        context: &Context,
    ) -> Result<Self, Vec<(Range<usize>, FaultKind)>> {
        let mut parts: Vec<Part> = Vec::new();
        let mut faults = Vec::new();
        let mut words = String::new();
        let mut at = 0;
        while let Some(open) = text
            .get(at..)
            .and_then(|rest| rest.find('{'))
            .map(|i| at + i)
        {
            words.push_str(&unescaped(text.get(at..open)));
            let inside = text.get(open + 1..).unwrap_or("");
            if inside.starts_with('{') {
                words.push('{');
                at = open + 2;
                continue;
            }
            let Some(len) = inside.find('}') else {
                faults.push((open..open + 1, FaultKind::OpenBrace));
                at = text.len();
                break;
            };
            let name = inside.get(..len).unwrap_or("");
            at = open + len + 2;
            match place(name, context) {
                Ok(part) => {
                    if !words.is_empty() {
                        parts.push(Part::Text(std::mem::take(&mut words)));
                    }
                    parts.push(part);
                }
                Err(kind) => faults.push((open + 1..open + 1 + len, kind)),
            }
        }
        words.push_str(&unescaped(text.get(at..)));
        if !words.is_empty() {
            parts.push(Part::Text(words));
        }
        if faults.is_empty() {
            Ok(Self {
                text: text.to_owned(),
                parts,
            })
        } else {
            Err(faults)
        }
    }
}

fn unescaped(words: Option<&str>) -> String {
    words.unwrap_or("").replace("}}", "}")
}

fn place(name: &str, context: &Context) -> Result<Part, FaultKind> {
    if let Some(special) = Special::from_code(name) {
        return Ok(Part::Special(special));
    }
    if let Some(limit) = name.strip_prefix("limit.")
        && let Some(value) = context.limits.get(limit)
    {
        context.used.borrow_mut().insert(limit.to_owned());
        return Ok(Part::Limit(*value));
    }
    let fact = context.vocabulary.slot(name).filter(|slot| {
        let fact = context.vocabulary.fact(*slot);
        fact.is_some_and(|fact| fact.of.contains(&context.entity))
    });
    if let Some(slot) = fact {
        return Ok(Part::Fact(slot));
    }
    let limits: Vec<String> = context
        .limits
        .keys()
        .map(|name| format!("limit.{name}"))
        .collect();
    let names = context
        .vocabulary
        .facts_of(context.entity)
        .map(|fact| fact.name)
        .chain(Special::ALL.iter().map(|special| special.code()))
        .chain(limits.iter().map(String::as_str));
    let nearest = nearest(name, names).map(str::to_owned);
    Err(FaultKind::Placeholder {
        name: name.to_owned(),
        nearest,
    })
}
