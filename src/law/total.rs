//! What all claims of a person give together: of benefits the highest, or those that cumulate; care money on top; a
//! funeral by itself.

use super::answer::{Clauses, Why};
use super::part::{Part, Parts, World};
use super::table::Slot;
use super::{Claim, Clause, Law};
use crate::model::{Scheme, Span};

/// What all claims give together in one world.
#[derive(Clone, Copy)]
pub(super) struct Total {
    pub span: Span,
    pub clauses: Clauses,
    pub unread: Clause,
    pub why: Why,
}

impl Law {
    /// Benefits: the highest, or those that cumulate; care money on top; a funeral by itself.
    pub(super) fn total(&self, slot: &Slot, world: &World, asked: Claim, parts: &Parts) -> Total {
        let scheme = |part: &Part| self.scheme_of(part.category);
        if let Some(funeral) = parts.iter().find(|p| scheme(p) == Scheme::Funeral) {
            return self.funeral(slot, world, funeral, parts);
        }
        let benefits = parts.iter().filter(|p| scheme(p) == Scheme::Benefit);
        let mut total = benefit(slot, &benefits);
        for care in parts.iter().filter(|p| scheme(p) != Scheme::Benefit) {
            if care.span.most > 0 || scheme(care) == self.scheme_of(asked.category) {
                total = Some(match total {
                    None => Total::of(care),
                    Some(total) => total.with(care),
                });
            }
        }
        total.unwrap_or(Total {
            span: Span::default(),
            clauses: Clauses::default(),
            unread: Clause::NONE,
            why: Why::NoClaim,
        })
    }

    fn funeral(&self, slot: &Slot, world: &World, general: &Part, parts: &Parts) -> Total {
        let mut best: Option<Total> = None;
        let drawn = parts
            .iter()
            .filter(|p| self.scheme_of(p.category) == Scheme::Benefit);
        for drew in drawn.clone() {
            let own = slot
                .funerals
                .iter()
                .find(|(of, _)| of >> drew.category & 1 == 1)
                .and_then(|(_, index)| self.tables.get(*index as usize))
                .and_then(|table| {
                    let segment = table.at(false, 0)?;
                    Some(Part::of(general.category, table.clause, segment, 1))
                })
                .unwrap_or(*general);
            // Open whether it was drawn: open whether it is due. What moved to another list is drawn there.
            let moved = drew.why == Why::OpenByLaw && drew.span.most > 0;
            let (least, most) = match (drew.span.least > 0 || moved, drew.span.most > 0) {
                (true, _) => (own.span.least, own.span.most),
                (false, true) => (0, own.span.most),
                (false, false) => (0, 0),
            };
            let mut total = Total::of(&own);
            total.span = Span { least, most };
            if most == 0 {
                total = Total::of(drew);
                total.why = Why::NothingDrawn;
            }
            // A pension of that age may be survivors' money, which buries as well (Điều 11 khoản 1c).
            if drew.why == Why::Pension && !world.pension_excludes {
                total = Total::of(&own);
            }
            let better = |t: &Total| (t.span.most, t.span.least);
            if best.as_ref().is_none_or(|b| better(&total) > better(b)) {
                best = Some(total);
            }
        }
        best.unwrap_or_else(|| Total::of(general))
    }
}

/// The highest of several benefits, or the sum of those that cumulate.
fn benefit<'a>(slot: &Slot, parts: &(impl Iterator<Item = &'a Part> + Clone)) -> Option<Total> {
    let best = parts
        .clone()
        .max_by_key(|p| (p.span.most, p.span.least, p.unread == Clause::NONE))?;
    // Of equals the one asked for first.
    let read = |p: &Part| p.unread == Clause::NONE;
    let equal = |p: &&Part| (p.span, read(p)) == (best.span, read(best));
    let best = parts.clone().find(equal).unwrap_or(best);
    let mut total = Total::of(best);
    let paying = parts.clone().filter(|p| p.span.most > 0);
    if paying.clone().count() < 2 {
        return Some(total);
    }
    total.span.least = parts.clone().map(|p| p.span.least).max().unwrap_or(0);
    let mut together = Clauses::default();
    for (i, a) in paying.clone().enumerate() {
        for b in paying.clone().skip(i + 1) {
            let Some(both) = slot.both.iter().find(|both| {
                let other = if both.category == a.category { b } else { a };
                (both.category == a.category || both.category == b.category)
                    && both.with >> other.category & 1 == 1
            }) else {
                continue;
            };
            let sum = Total::of(a).with(b);
            if (sum.span.most, sum.span.least) <= (total.span.most, total.span.least) {
                continue;
            }
            together = Clauses::default();
            together.push(both.dated.clause);
            let least = total.span.least;
            total = sum;
            total.unread = total.unread.or(both.dated.unread());
            total.why = Why::Both;
            // What is surely due without the sum stays due with it.
            total.span.least = total.span.least.max(least);
            if both.open {
                total.span.least = least;
                total.why = Why::BothOpen;
            }
        }
    }
    if together.as_slice().is_empty() {
        let highest = slot
            .highest
            .iter()
            .filter(|h| h.of == 0 || paying.clone().any(|p| h.of >> p.category & 1 == 1))
            .max_by_key(|h| h.of != 0);
        if let Some(highest) = highest {
            together.push(highest.dated.clause);
        }
        total.why = Why::Highest;
    }
    together.extend(&total.clauses);
    total.clauses = together;
    Some(total)
}

impl Total {
    fn of(part: &Part) -> Self {
        let mut clauses = Clauses::default();
        clauses.push(part.clause);
        clauses.push(part.who);
        clauses.push(part.also);
        Self {
            span: part.span,
            clauses,
            unread: part.unread,
            why: part.why,
        }
    }

    fn with(mut self, part: &Part) -> Self {
        self.span.least += part.span.least;
        self.span.most += part.span.most;
        self.clauses.push(part.clause);
        self.clauses.push(part.who);
        self.clauses.push(part.also);
        self.unread = self.unread.or(part.unread);
        self.why = Why::Both;
        self
    }
}
