//! One rate by age. In: its bands, the base level and the [[turn]]s of a month. Out: segments by age in months, the
//! months of birthdays among them.

use std::collections::BTreeSet;

use super::answer::{AgeStanding, Why};
use super::entry::{Band, Base, Change, Dated, Each, Entries, Rate, Treatment, Turn, Worth};
use super::table::{Segment, hull};
use super::{Clause, LawFaultKind as Kind};
use crate::model::{Month, Span};

/// What holds in the months of one slot, for one rate.
pub(super) struct Frame<'a> {
    pub entries: &'a Entries,
    pub rate: &'a Rate,
    pub base: Option<Base>,
    pub month: Month,
}

impl Frame<'_> {
    /// What is due by age, the months of birthdays among it.
    pub fn segments(&self, poor: bool) -> Result<Vec<Segment>, Kind> {
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
        let (one, also, base_unread) = worth(band.worth)?;
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
            unread: band.unread().or(base_unread),
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

    /// Đồng, the clause of the base level used, and the same if that was not read.
    fn worth(&self, worth: Worth) -> Result<(Span, Clause, Clause), Kind> {
        match worth {
            Worth::Amount((least, most)) => Ok((Span { least, most }, Clause::NONE, Clause::NONE)),
            Worth::Coefficient((least, most)) => {
                let Some(base) = self.base else {
                    return Err(Kind::NoBase(self.month.to_string()));
                };
                let span = Span {
                    least: least * base.level.0 / 100,
                    most: most * base.level.1 / 100,
                };
                Ok((span, base.dated.clause, base.dated.unread()))
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
            unread: of.unread.or(turn.dated.unread()),
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

/// No money, from birth on.
pub(super) fn nothing(dated: Dated, standing: AgeStanding) -> Segment {
    Segment {
        from: i32::MIN,
        one: Span::default(),
        several: None,
        each: Each::No,
        clause: dated.clause,
        also: Clause::NONE,
        several_clause: Clause::NONE,
        unread: dated.unread(),
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
