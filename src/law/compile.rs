//! Entries to tables by month. In: what the law files say. Out: one [`Slot`] for each stretch of months in which
//! nothing changes, with the amounts of every age worked out, the months of birthdays among them.

use std::collections::BTreeSet;

use super::answer::{AgeStanding, Why};
use super::entry::{
    Band, Base, Change, Dated, Each, Entries, Of, Pair, Rate, Treatment, Turn, Worth,
};
use super::table::{Segment, Slot, Table, hull};
use super::{Clause, LawFault, LawFaultKind as Kind};
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

/// What holds in the months of one slot, for one rate.
struct Frame<'a> {
    entries: &'a Entries,
    rate: &'a Rate,
    base: Option<Base>,
    month: Month,
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

    fn by_level(&mut self, rates: &[&Rate], base: Option<Base>, month: Month) -> [Option<u16>; 3] {
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
                Some((self.tables.len() - 1) as u16)
            } else {
                Some(self.table(&of_level, base, month))
            }
        })
    }

    /// One table of one rate; where a province's own stands beside it, the higher at each age.
    fn table(&mut self, rates: &[&Rate], base: Option<Base>, month: Month) -> u16 {
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
        self.tables.len().saturating_sub(1) as u16
    }
}

impl Frame<'_> {
    /// What is due by age, the months of birthdays among it.
    fn segments(&self, poor: bool) -> Result<Vec<Segment>, Kind> {
        let rate = self.rate;
        let mut bands: Vec<&Band> = rate
            .bands
            .iter()
            .filter(|band| poor || !band.poor)
            .collect();
        if bands.is_empty() {
            return Ok(vec![self.never()]);
        }
        bands.sort_by_key(|band| band.from);
        let edges: BTreeSet<u8> = bands
            .iter()
            .flat_map(|band| [band.from, band.until, band.turning])
            .flatten()
            .filter(|edge| *edge > 0)
            .collect();
        let covering = |year: i32| {
            bands.iter().copied().find(|band| {
                band.turning.is_none()
                    && band.from.is_none_or(|from| i32::from(from) <= year)
                    && band.until.is_none_or(|until| year < i32::from(until))
            })
        };
        let last = bands
            .iter()
            .filter(|band| band.turning.is_none())
            .map(|band| band.until)
            .max_by_key(|until| until.unwrap_or(u8::MAX));
        let piece = |from: i32, year: i32| -> Result<Segment, Kind> {
            let Some(band) = covering(year) else {
                let past = matches!(last, Some(Some(until)) if i32::from(until) <= year);
                let standing = if past {
                    AgeStanding::Past
                } else {
                    AgeStanding::NotYet
                };
                // Past the age, the clause that ends the benefit belongs to the reasons.
                let end = if past { self.turn(Change::End) } else { None };
                return Ok(Segment {
                    from,
                    also: end.map_or(Clause::NONE, |turn| turn.dated.clause),
                    ..nothing(rate.dated, standing)
                });
            };
            self.segment(from, band)
        };
        let mut segments = vec![piece(i32::MIN, -1)?];
        for edge in edges {
            let year = i32::from(edge);
            let month = year * 12;
            let old = piece(month, year - 1)?;
            let new = piece(month, year)?;
            let turning = bands.iter().find(|band| band.turning == Some(edge));
            if let Some(band) = turning {
                let why = if band.open {
                    Why::OpenByLaw
                } else {
                    Why::BirthdayOwn
                };
                segments.push(Segment {
                    why,
                    ..self.segment(month, band)?
                });
            } else if !same(&old, &new) {
                segments.push(self.birthday(&old, &new)?);
            } else {
                segments.push(new);
                continue;
            }
            segments.push(Segment {
                from: month + 1,
                ..new
            });
        }
        Ok(segments)
    }

    fn segment(&self, from: i32, band: &Band) -> Result<Segment, Kind> {
        let worth = |worth: Worth| self.worth(worth);
        let (one, also, base_checked) = worth(band.worth)?;
        let several = band.several.map(worth).transpose()?.map(|(span, ..)| span);
        let wide = one.least != one.most;
        Ok(Segment {
            from,
            one,
            several,
            each: band.each,
            clause: band.clause,
            also: if band.also == Clause::NONE {
                also
            } else {
                band.also
            },
            several_clause: band.several_clause,
            checked: band.checked && base_checked,
            standing: if band.open {
                AgeStanding::OpenByLaw
            } else {
                AgeStanding::Met
            },
            why: if wide { Why::OpenByLaw } else { Why::Rate },
            hundredths: match band.worth {
                Worth::Coefficient(pair) => pair,
                Worth::Amount(_) => (0, 0),
            },
        })
    }

    /// Đồng, the clause of the base level used, and whether that was read.
    fn worth(&self, worth: Worth) -> Result<(Span, Clause, bool), Kind> {
        match worth {
            Worth::Amount((least, most)) => Ok((Span { least, most }, Clause::NONE, true)),
            Worth::Coefficient((least, most)) => {
                let Some(base) = self.base else {
                    return Err(Kind::NoBase(self.month.to_string()));
                };
                let span = Span {
                    least: least * base.level.0 / 100,
                    most: most * base.level.1 / 100,
                };
                Ok((span, base.dated.clause, base.dated.checked))
            }
        }
    }

    /// The month of a birthday, by the [[turn]] in force.
    fn birthday(&self, old: &Segment, new: &Segment) -> Result<Segment, Kind> {
        let change = if old.one == Span::default() {
            self.rate.entry.unwrap_or(Change::EntryByDecision)
        } else if new.one == Span::default() {
            Change::End
        } else if new.one.least + new.one.most > old.one.least + old.one.most {
            Change::Rise
        } else {
            Change::Fall
        };
        let Some(turn) = self.turn(change) else {
            return Err(Kind::NoTurn {
                change: change.code(),
                month: self.month.to_string(),
            });
        };
        let (standing, of) = match (turn.month, change) {
            (Treatment::Old, Change::EntryByAge | Change::EntryByDecision) => {
                (AgeStanding::NotYet, old)
            }
            (Treatment::New, Change::End) => (AgeStanding::Past, new),
            (Treatment::Open, Change::EntryByAge | Change::EntryByDecision | Change::End) => {
                (AgeStanding::OpenByLaw, new)
            }
            (Treatment::Old, _) => (AgeStanding::Met, old),
            (_, _) => (AgeStanding::Met, new),
        };
        let mut month = Segment {
            from: new.from,
            clause: turn.dated.clause,
            checked: of.checked && turn.dated.checked,
            standing,
            why: Why::Birthday(change),
            ..*of
        };
        if turn.month == Treatment::Open {
            // What exists on one side only (an entry, an end) goes by the form of that side.
            let form = if change == Change::End { old } else { new };
            month.one = hull(old.one, new.one);
            month.several = match (old.several, new.several) {
                (Some(a), Some(b)) => Some(hull(a, b)),
                (Some(one), None) | (None, Some(one)) => Some(hull(one, Span::default())),
                (None, None) => None,
            };
            month.each = form.each;
            month.also = form.also;
        }
        Ok(month)
    }

    fn turn(&self, change: Change) -> Option<&Turn> {
        let bit = 1 << self.rate.category;
        self.entries
            .turns
            .iter()
            .filter(|turn| turn.dated.in_force(self.month) && turn.changes.contains(&change))
            .filter(|turn| turn.of == 0 || turn.of & bit != 0)
            .max_by_key(|turn| turn.of != 0)
    }

    /// Nothing at any age: a category that is not in force, or one that never gives money.
    fn never(&self) -> Segment {
        let elsewhere = self
            .entries
            .rates
            .iter()
            .any(|rate| rate.category == self.rate.category && !rate.bands.is_empty());
        let (why, standing) = if elsewhere {
            (Why::NotInForce, AgeStanding::NotInForce)
        } else {
            (Why::NoBenefit, AgeStanding::Met)
        };
        Segment {
            why,
            ..nothing(self.rate.dated, standing)
        }
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
        checked: rate.dated.checked,
        rates: Vec::new(),
        coefficients: Vec::new(),
    }
}

fn nothing(dated: Dated, standing: AgeStanding) -> Segment {
    Segment {
        from: i32::MIN,
        one: Span::default(),
        several: None,
        each: Each::No,
        clause: dated.clause,
        also: Clause::NONE,
        several_clause: Clause::NONE,
        checked: dated.checked,
        standing,
        why: if standing == AgeStanding::Past {
            Why::AgePassed
        } else {
            Why::AgeNotReached
        },
        hundredths: (0, 0),
    }
}

fn same(a: &Segment, b: &Segment) -> bool {
    (a.one, a.several, a.each) == (b.one, b.several, b.each)
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
