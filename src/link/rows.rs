//! Every row that became a record, whatever list it stands on.

use super::fold::tier_of;
use crate::model::{
    AbsenceRecord, CardRecord, CertificateRecord, ChangeRecord, Corpus, DeathRecord, IdentityId,
    Payment, PensionRecord, Place, RollRecord,
};

/// One row of a list.
#[derive(Clone, Copy, Debug)]
pub enum Record<'a> {
    /// Of a roll.
    Roll(&'a RollRecord),
    /// Of a ledger.
    Payment(&'a Payment),
    /// Of a list of changes.
    Change(&'a ChangeRecord),
    /// Of a list of people away.
    Absence(&'a AbsenceRecord),
    /// A certificate.
    Certificate(&'a CertificateRecord),
    /// A pension.
    Pension(&'a PensionRecord),
    /// A health card.
    Card(&'a CardRecord),
    /// Of a death register.
    Death(&'a DeathRecord),
}

impl Record<'_> {
    /// Where it stands.
    pub fn place(self) -> Place {
        match self {
            Self::Roll(r) => r.place,
            Self::Payment(r) => r.place,
            Self::Change(r) => r.row.place,
            Self::Absence(r) => r.place,
            Self::Certificate(r) => r.place,
            Self::Pension(r) => r.place,
            Self::Card(r) => r.place,
            Self::Death(r) => r.place,
        }
    }

    /// Whom it names.
    pub fn identity(self) -> IdentityId {
        match self {
            Self::Roll(r) => r.identity,
            Self::Payment(r) => r.identity,
            Self::Change(r) => r.row.identity,
            Self::Absence(r) => r.identity,
            Self::Certificate(r) => r.identity,
            Self::Pension(r) => r.identity,
            Self::Card(r) => r.identity,
            Self::Death(r) => r.identity,
        }
    }

    /// The kind of its list, in the order in which linking takes them.
    pub fn tier(self) -> usize {
        match self {
            Self::Roll(_) => 0,
            Self::Payment(payment) => tier_of(payment),
            Self::Change(_) | Self::Absence(_) => 2,
            Self::Certificate(_) => 3,
            Self::Pension(_) | Self::Card(_) => 4,
            Self::Death(_) => 5,
        }
    }
}

/// All records: rolls first, each kind in source and row order. A row may have several.
pub fn records(corpus: &Corpus) -> impl Iterator<Item = Record<'_>> {
    let roll = corpus.roll.iter().map(Record::Roll);
    let payments = corpus.payments.iter().map(Record::Payment);
    let changes = corpus.changes.iter().map(Record::Change);
    let absences = corpus.absences.iter().map(Record::Absence);
    let certificates = corpus.certificates.iter().map(Record::Certificate);
    let pensions = corpus.pensions.iter().map(Record::Pension);
    let cards = corpus.cards.iter().map(Record::Card);
    let deaths = corpus.deaths.iter().map(Record::Death);
    roll.chain(payments)
        .chain(changes)
        .chain(absences)
        .chain(certificates)
        .chain(pensions)
        .chain(cards)
        .chain(deaths)
}

/// Every such row with its identity, in source and row order, once each.
pub fn rows(corpus: &Corpus) -> Vec<(Place, IdentityId)> {
    let others = corpus.others.iter().map(|r| (r.place, r.identity));
    let mut all: Vec<_> = records(corpus)
        .map(|r| (r.place(), r.identity()))
        .chain(others)
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}
