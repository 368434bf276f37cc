//! Fills the tables that a statement reads, and no others.
//!
//! In: the folded lists with the rows kept of them. They are linked, settled and judged as `audit`
//! does it, each step only where a table needs it. Out: the database, ready to answer.

use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Result, Statement};

use super::ask::Memory;
use super::keep::{Line, Lines};
use super::matters::Matter;
use super::people;
use super::rows::Columns;
use super::tables;
use super::whose::{Whose, is_one_row};
use super::why::Reasons;
use crate::audit::{Book, covered, unheeded};
use crate::judge::{Judged, Scope, judge};
use crate::link::fold::{CopyOf, Folded};
use crate::link::{Decisions, Linked, link, mark_unpaid};
use crate::model::{Corpus, MonthRange, Place, SourceId, Strength};
use crate::report;
use crate::settle::World;
use crate::texts::Lang;

/// What a run knows before anything is asked.
pub struct Known<'a> {
    /// The lists.
    pub folded: Folded,
    /// The rows kept of them.
    pub lines: Lines,
    /// Law and rules.
    pub book: &'a Book,
    /// Months asked for.
    pub range: Option<MonthRange>,
    /// Language of sentences.
    pub lang: Lang,
}

/// Fills what the statement of `memory` reads; answers what there is to say of decisions not followed.
pub fn fill(
    memory: &Memory,
    known: Known<'_>,
) -> std::result::Result<Vec<String>, super::QueryFault> {
    let Folded {
        mut corpus,
        copies,
        pairs,
        ..
    } = known.folded;
    corpus.addresses = known.book.addresses.clone();
    let decisions = Decisions::settle(&mut corpus, pairs);
    let told = unheeded(&corpus, &decisions, known.lang);
    let linked = link(&corpus, &decisions.links());
    memory.connection.execute_batch("begin")?;
    lists(
        memory,
        (&corpus, &linked, &copies, &decisions),
        &known.lines,
        known.lang,
    )?;
    let reads = |tables: &[&str]| tables.iter().any(|table| memory.reads.table(table));
    if reads(&["person", "month", "finding", "adjustment"]) {
        mark_unpaid(&mut corpus, &linked);
        let range = known.range.unwrap_or_else(|| covered(&corpus));
        let world = World::new(&corpus, &linked, &known.book.law, range);
        let judging = reads(&["finding", "adjustment"]) || memory.reads.column("month", "reason");
        let judged = if judging {
            judge(
                &world,
                &known.book.rules,
                &known.book.speaker(known.lang),
                Scope::Beneficiaries,
            )
        } else {
            Judged::default()
        };
        matters(memory, &world, &judged)?;
    }
    memory.connection.execute_batch("commit")?;
    Ok(told)
}

/// Tables of lists, and `link`.
fn lists(
    memory: &Memory,
    (corpus, linked, copies, decisions): (&Corpus, &Linked, &[CopyOf], &Decisions),
    lines: &Lines,
    lang: Lang,
) -> Result<()> {
    let whose = Whose::new(corpus, linked, copies);
    let people = (corpus, linked, decisions);
    let explained = memory.reads.column("link", "why");
    let mut reasons = explained.then(|| Reasons::new(people, &whose, lang));
    let mut seats = Filler::new(memory, "link")?;
    for ((source, lines), at) in corpus.sources.iter().zip(&lines.0).zip(0..) {
        let columns = Columns::new(&memory.reads, source.role);
        let kept: Vec<&str> = columns.names().collect();
        let mut list = Filler::new(memory, source.role.code())?;
        let mut before: Option<&Line> = None;
        for line in lines {
            let place = Place {
                source: SourceId(at),
                row: line.number,
            };
            let seat = whose.seat(place, &line.who);
            let person = seat.person.map(|p| Value::Integer(i64::from(p.0)));
            let whereabouts = |column: &str| match column {
                "path" => Some(text(&source.path)),
                "sheet" => Some(source.sheet.as_deref().map_or(NULL, text)),
                "row" => Some(ToSqlOutput::from(line.number)),
                "person" => Some(person.clone().map_or(NULL, ToSqlOutput::Owned)),
                _ => None,
            };
            list.put(|column| {
                let own = || {
                    let at = kept.iter().position(|name| *name == column)?;
                    line.values.get(at).map(|v| ToSqlOutput::Borrowed(v.into()))
                };
                whereabouts(column).or_else(own).unwrap_or(NULL)
            })?;
            if !before.replace(line).is_some_and(|b| is_one_row(b, line)) {
                seats.put(|column| match (column, &mut reasons) {
                    ("strength", _) => text(strength(seat.strength)),
                    ("why", Some(reasons)) => ToSqlOutput::from(reasons.why(place, &seat)),
                    _ => whereabouts(column).unwrap_or(NULL),
                })?;
            }
        }
    }
    Ok(())
}

/// Tables of people and of what was found.
fn matters(memory: &Memory, world: &World<'_>, judged: &Judged) -> Result<()> {
    let mut persons = Filler::new(memory, "person")?;
    if persons.is_asked() {
        for line in people::persons(world) {
            persons.put(|column| named(&line, column))?;
        }
    }
    let mut months = Filler::new(memory, "month")?;
    if months.is_asked() {
        for line in people::months(world, &judged.findings) {
            months.put(|column| named(&line, column))?;
        }
    }
    let mut findings = Filler::new(memory, "finding")?;
    for finding in &judged.findings {
        let matter = Matter::new(finding.person, &report::finding(finding));
        findings.put(|column| ToSqlOutput::Owned(matter.value(column)))?;
    }
    let mut adjustments = Filler::new(memory, "adjustment")?;
    for line in &judged.adjustments {
        let matter = Matter::new(line.person, &report::adjustment(line));
        adjustments.put(|column| ToSqlOutput::Owned(matter.value(column)))?;
    }
    Ok(())
}

const NULL: ToSqlOutput<'static> = ToSqlOutput::Owned(Value::Null);

fn text(text: &str) -> ToSqlOutput<'_> {
    ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes()))
}

fn named<'a>(line: &'a [people::Named], column: &str) -> ToSqlOutput<'a> {
    let found = line.iter().find(|(name, _)| *name == column);
    found.map_or(NULL, |(_, value)| ToSqlOutput::Borrowed(value.into()))
}

fn strength(strength: Strength) -> &'static str {
    match strength {
        Strength::Certain => "certain",
        Strength::Likely => "likely",
        Strength::Unsure => "unsure",
    }
}

/// Puts lines into one table; into one that is not read it puts nothing.
struct Filler<'a> {
    columns: Vec<String>,
    insert: Option<Statement<'a>>,
}

impl<'a> Filler<'a> {
    fn new(memory: &'a Memory, name: &str) -> Result<Self> {
        let table = tables::all().into_iter().find(|t| t.name == name);
        let Some(table) = table.filter(|_| memory.reads.table(name)) else {
            return Ok(Self {
                columns: Vec::new(),
                insert: None,
            });
        };
        let all = table.columns.into_iter().map(|(column, _)| column);
        let all: Vec<String> = all.collect();
        let mut columns = all.clone();
        columns.retain(|column| memory.reads.column(name, column));
        if columns.is_empty() {
            // Rows that are only counted still have to be there.
            columns.extend(all.into_iter().next());
        }
        let names: Vec<String> = columns.iter().map(|c| tables::quoted(c)).collect();
        let marks = vec!["?"; columns.len()].join(",");
        let table = tables::quoted(name);
        let insert = format!("insert into {table}({}) values ({marks})", names.join(","));
        Ok(Self {
            insert: Some(memory.connection.prepare(&insert)?),
            columns,
        })
    }

    fn is_asked(&self) -> bool {
        self.insert.is_some()
    }

    /// One line, its values by column.
    fn put<'v>(&mut self, mut value: impl FnMut(&str) -> ToSqlOutput<'v>) -> Result<()> {
        if let Some(insert) = &mut self.insert {
            for (column, at) in self.columns.iter().zip(1..) {
                insert.raw_bind_parameter(at, value(column))?;
            }
            insert.raw_execute()?;
        }
        Ok(())
    }
}
