//! Entries to tables by month. In: what the law files say. Out: one [`Slot`] for each stretch of months in which
//! nothing changes, with the amounts of every age worked out, the months of birthdays among them.

use std::collections::BTreeSet;

use super::LawFault;
use super::ages::{Frame, nothing};
use super::answer::{AgeStanding, Why};
use super::entry::{Base, Dated, Entries, Of, Pair, Rate};
use super::table::{Segment, Slot, Table};
use crate::model::{Month, Span};

/// The tables of all months, or the faults that only show when entries meet.
pub(super) fn compile(entries: &Entries) -> Result<(Vec<Slot>, Vec<Table>), Vec<LawFault>> {
    let mut compiler = Compiler {
        entries,
        tables: Vec::new(),
        faults: Vec::new(),
    };
    let slots = changes(entries)
        .into_iter()
        .map(|month| compiler.slot(month))
        .collect();
    compiler
        .faults
        .dedup_by_key(|fault| (fault.path.clone(), fault.line));
    if compiler.faults.is_empty() {
        Ok((slots, compiler.tables))
    } else {
        Err(compiler.faults)
    }
}

/// The months in which something changes.
fn changes(entries: &Entries) -> BTreeSet<Month> {
    let bases = entries.bases.iter().map(|e| e.dated);
    let rates = entries.rates.iter().map(|e| e.dated);
    let turns = entries.turns.iter().map(|e| e.dated);
    let highest = entries.highest.iter().map(|e| e.dated);
    let both = entries.both.iter().map(|e| e.dated);
    bases
        .chain(rates)
        .chain(turns)
        .chain(highest)
        .chain(both)
        .flat_map(|dated: Dated| [Some(dated.from), dated.to.map(|to| to.plus(1))])
        .flatten()
        .collect()
}

struct Compiler<'a> {
    entries: &'a Entries,
    tables: Vec<Table>,
    faults: Vec<LawFault>,
}

impl Compiler<'_> {
    fn slot(&mut self, month: Month) -> Slot {
        let entries = self.entries;
        // Where a province has its own level, the higher counts.
        let base = entries
            .bases
            .iter()
            .filter(|base| base.dated.in_force(month))
            .max_by_key(|base| (base.level.1, base.level.0))
            .copied();
        let mut tables = Vec::with_capacity(entries.categories.len());
        let mut funerals = Vec::new();
        for index in 0..entries.categories.len() {
            let rates: Vec<&Rate> = entries
                .rates
                .iter()
                .filter(|rate| rate.category == index && rate.dated.in_force(month))
                .collect();
            let (own, general): (Vec<_>, Vec<_>) = rates.into_iter().partition(|r| r.drawn != 0);
            for rate in own {
                let table = self.table(&[rate], base, month);
                funerals.push((rate.drawn, table));
            }
            tables.push(self.by_level(&general, base, month));
        }
        Slot {
            first: month,
            base,
            tables,
            funerals,
            both: entries
                .both
                .iter()
                .filter(|e| e.dated.in_force(month))
                .copied()
                .collect(),
            highest: entries
                .highest
                .iter()
                .filter(|e| e.dated.in_force(month))
                .copied()
                .collect(),
        }
    }

    fn by_level(&mut self, rates: &[&Rate], base: Option<Base>, month: Month) -> [Option<u32>; 3] {
        let Some(first) = rates.first() else {
            return [None; 3];
        };
        if rates.iter().all(|rate| rate.levels == u8::MAX) {
            return [Some(self.table(rates, base, month)); 3];
        }
        [0, 1, 2].map(|level| {
            let of_level: Vec<&Rate> = rates
                .iter()
                .filter(|rate| rate.levels >> level & 1 == 1)
                .copied()
                .collect();
            if of_level.is_empty() {
                let nothing = Segment {
                    why: Why::Level,
                    ..nothing(first.dated, AgeStanding::Met)
                };
                self.tables.push(Table {
                    segments: [vec![nothing], vec![nothing]],
                    ..empty_table(first)
                });
                Some((self.tables.len() - 1) as u32)
            } else {
                Some(self.table(&of_level, base, month))
            }
        })
    }

    /// One table of one rate; where a province's own stands beside it, the higher at each age.
    fn table(&mut self, rates: &[&Rate], base: Option<Base>, month: Month) -> u32 {
        let mut table: Option<Table> = None;
        for rate in rates {
            let frame = Frame {
                entries: self.entries,
                rate,
                base,
                month,
            };
            let segments = [false, true].map(|poor| match frame.segments(poor) {
                Ok(segments) => segments,
                Err(kind) => {
                    let (path, line) = rate.place.clone();
                    self.faults.push(LawFault { path, line, kind });
                    vec![nothing(rate.dated, AgeStanding::Met)]
                }
            });
            table = Some(match table {
                None => Table {
                    segments,
                    ..empty_table(rate)
                },
                Some(mut table) => {
                    let [others, poor] = &segments;
                    let [ours, our_poor] = &table.segments;
                    table.segments = [higher(ours, others), higher(our_poor, poor)];
                    table.excludes &= rate.excludes;
                    table.opens &= rate.opens;
                    table.studying &= rate.studying;
                    table
                }
            });
        }
        if let Some(mut table) = table {
            let [others, poor] = &table.segments;
            table.by_household = others.len() != poor.len()
                || others
                    .iter()
                    .zip(poor)
                    .any(|(a, b)| (a.from, a.one) != (b.from, b.one));
            let most = i64::from(self.entries.children_most);
            table.rates = rates_of(poor, table.of, most);
            table.coefficients = coefficients_of(poor, table.of, most);
            self.tables.push(table);
        }
        self.tables.len().saturating_sub(1) as u32
    }
}

fn empty_table(rate: &Rate) -> Table {
    Table {
        segments: [Vec::new(), Vec::new()],
        by_household: false,
        excludes: rate.excludes,
        opens: rate.opens,
        studying: rate.studying,
        continues: rate.continues,
        of: rate.of,
        clause: rate.dated.clause,
        unread: rate.dated.unread(),
        rates: Vec::new(),
        coefficients: Vec::new(),
    }
}

/// At each age the higher of two.
fn higher(a: &[Segment], b: &[Segment]) -> Vec<Segment> {
    let edges: BTreeSet<i32> = a.iter().chain(b).map(|s| s.from).collect();
    let at = |list: &[Segment], from: i32| list.iter().rev().find(|s| s.from <= from).copied();
    edges
        .into_iter()
        .filter_map(|from| {
            let best = [at(b, from), at(a, from)]
                .into_iter()
                .flatten()
                .max_by_key(|s| (s.one.most, s.one.least))?;
            Some(Segment { from, ..best })
        })
        .collect()
}

/// The age bands of a table, without the months of birthdays.
fn bands(segments: &[Segment]) -> impl Iterator<Item = &Segment> {
    segments
        .iter()
        .filter(|s| !matches!(s.why, Why::Birthday(_) | Why::BirthdayOwn) && s.one.most > 0)
}

fn counts(of: Of, most: i64) -> std::ops::RangeInclusive<i64> {
    1..=if of == Of::Nothing { 1 } else { most }
}

fn rates_of(segments: &[Segment], of: Of, most: i64) -> Vec<Span> {
    let spans: BTreeSet<Span> = bands(segments)
        .flat_map(|s| counts(of, most).map(move |n| s.amount(n)))
        .map(|span| {
            if span.least == 0 {
                Span {
                    least: span.most,
                    ..span
                }
            } else {
                span
            }
        })
        .collect();
    spans.into_iter().collect()
}

fn coefficients_of(segments: &[Segment], of: Of, most: i64) -> Vec<u16> {
    let all: BTreeSet<u16> = bands(segments)
        .flat_map(|s| {
            // A coefficient multiplies as its amount does.
            let (least, top): Pair = s.hundredths;
            counts(of, most).flat_map(move |n| {
                let span = s.amount(n);
                let ratio =
                    |amount: i64, one: i64, c: i64| if one == 0 { 0 } else { c * amount / one };
                [
                    ratio(span.least, s.one.least, least),
                    ratio(span.most, s.one.most, top),
                ]
            })
        })
        .filter(|c| *c > 0)
        .map(|c| c as u16)
        .collect();
    all.into_iter().collect()
}
