//! One folded corpus into another: texts, identities and records numbered anew.
//!
//! In: a corpus numbered within itself, and how it fits (whose rows they are, how communes are spelt,
//! the month of rows that tell none). Out: the other corpus with its records behind those it had. Used
//! for the pieces of a large file and for the files of a run; records are moved, never kept twice.

use super::homes;
use super::identities::Identities;
use crate::model::{Corpus, Identity, IdentityId, Month, Payment, Place, Sym};

/// How a corpus fits into another one.
pub(super) trait Fit {
    /// The place of a record.
    fn place(&self, place: Place) -> Place;
    /// The spelling that stands for a commune's; `all` has the texts.
    fn commune(&mut self, written: Sym, all: &Corpus) -> Sym;
    /// The month of a payment; without one it is left out.
    fn month(&mut self, payment: &Payment) -> Option<Month>;
    /// The month of a roll that tells none.
    fn roll_month(&self) -> Option<Month>;
}

/// Puts `part` behind what `all` has.
pub(super) fn absorb(
    all: &mut Corpus,
    known: &mut Identities,
    mut part: Corpus,
    mut fit: impl Fit,
) {
    let of = all.texts.absorb(&part.texts);
    let text = |local: Sym| of.get(local.0 as usize).copied().unwrap_or_default();
    let identities: Vec<IdentityId> = std::mem::take(&mut part.identities)
        .into_iter()
        .map(|one| {
            let one = Identity {
                name: text(one.name),
                commune: fit.commune(text(one.commune), all),
                village: text(one.village),
                book: text(one.book),
                account: text(one.account),
                card: text(one.card),
                ..one
            };
            known.number(one, &mut all.identities)
        })
        .collect();
    let identity = |local: IdentityId| {
        let found = identities.get(local.0 as usize).copied();
        found.unwrap_or(IdentityId(u32::MAX))
    };

    let extras_before = all.extras.len() as u32;
    part.payments.retain_mut(|payment| {
        let Some(month) = fit.month(payment) else {
            return false;
        };
        payment.place = fit.place(payment.place);
        payment.identity = identity(payment.identity);
        payment.month = month;
        payment.commune = fit.commune(text(payment.commune), all);
        payment.receiver = text(payment.receiver);
        payment.extra += if payment.extra == 0 { 0 } else { extras_before };
        true
    });
    append(&mut all.payments, part.payments);
    for extra in &mut part.extras {
        extra.cared_for = text(extra.cared_for);
        extra.note = text(extra.note);
    }
    append(&mut all.extras, part.extras);
    let changes = part
        .changes
        .iter_mut()
        .map(|change| (&mut change.row, None));
    let month = fit.roll_month();
    let roll = part.roll.iter_mut().map(|record| (record, month));
    for (record, month) in roll.chain(changes) {
        record.place = fit.place(record.place);
        record.identity = identity(record.identity);
        record.commune = fit.commune(text(record.commune), all);
        record.month = record.month.or(month);
        record.category = text(record.category);
        record.decision = text(record.decision);
        record.cared_for = text(record.cared_for);
        record.guardian = text(record.guardian);
        record.note = text(record.note);
    }
    append(&mut all.changes, part.changes);
    append(&mut all.roll, part.roll);
    for record in &mut part.deaths {
        record.place = fit.place(record.place);
        record.identity = identity(record.identity);
    }
    append(&mut all.deaths, part.deaths);
    for record in &mut part.absences {
        record.place = fit.place(record.place);
        record.identity = identity(record.identity);
        record.commune = fit.commune(text(record.commune), all);
        record.reason = text(record.reason);
    }
    append(&mut all.absences, part.absences);
    for record in &mut part.certificates {
        record.place = fit.place(record.place);
        record.identity = identity(record.identity);
        record.number = text(record.number);
    }
    append(&mut all.certificates, part.certificates);
    for record in &mut part.pensions {
        record.place = fit.place(record.place);
        record.identity = identity(record.identity);
        record.kind = text(record.kind);
    }
    append(&mut all.pensions, part.pensions);
    for record in &mut part.cards {
        record.place = fit.place(record.place);
        record.identity = identity(record.identity);
        record.number = text(record.number);
    }
    append(&mut all.cards, part.cards);
    for record in &mut part.others {
        record.place = fit.place(record.place);
        record.identity = identity(record.identity);
    }
    append(&mut all.others, part.others);
    let homes = (part.households, part.electricity, part.pupils);
    homes::absorb(all, homes, &text, &mut fit);
    for (place, _) in &mut part.notes {
        *place = fit.place(*place);
    }
    append(&mut all.notes, part.notes);
}

/// Moves records behind others without doubling: millions of payments are kept once, not twice.
pub(super) fn append<T>(all: &mut Vec<T>, mut more: Vec<T>) {
    if all.is_empty() {
        *all = more;
        return;
    }
    if all.capacity() - all.len() < more.len() {
        all.reserve_exact(more.len().max(all.len() / 8));
    }
    all.append(&mut more);
}
