//! Typed rows of one list (or one chunk of it) into a small corpus of its own.
//!
//! In: the role and row after row. Out: a [`ListPart`] whose texts and identities are numbered
//! within itself, so that lists can be typed side by side; [`super::Merger`] joins them in path
//! order.

use std::hash::{DefaultHasher, Hash, Hasher};

use rustc_hash::FxHashMap;

use super::absorb::{Fit, absorb};
use super::homes;
use super::identities::Identities;
use super::ledger::Shares;
use super::signatures::{Signatures, is_unsigned};
use crate::link::FoldedName;
use crate::model::text::out_of_capitals;
use crate::model::{
    AbsenceRecord, AwayKind, CardRecord, CertificateRecord, ChangeRecord, Checked, Corpus,
    DeathRecord, Identity, IdentityId, Key, Money, Month, OtherRecord, Pair, PartyExtra, Payment,
    PaymentFlags, PensionRecord, Place, Role, RollRecord, Row, Scheme, SourceId, Sym,
};
use crate::recognise::written_date;

/// The month of a row whose list tells none; the merger puts the source's in its place.
pub(super) const NO_MONTH: Month = Month(i32::MIN);

/// Takes the typed rows of one list.
pub struct ListFolder {
    role: Role,
    /// Whether rows of roles without records are kept.
    keeps_all: bool,
    part: Corpus,
    identities: Identities,
    pairs: Vec<(Place, Pair)>,
    checked: Vec<Checked>,
    extras: FxHashMap<PartyExtra, u32>,
    signatures: Signatures,
}

/// A list or a chunk of one, folded; numbered within itself.
pub struct ListPart {
    pub(super) corpus: Corpus,
    /// Rows that a person compared.
    pub(super) pairs: Vec<(Place, Pair)>,
    /// Findings that a person looked into.
    pub(super) checked: Vec<Checked>,
    /// How many rows say that the money was handed over.
    pub(super) signatures: Signatures,
}

impl crate::recognise::Sink for ListFolder {
    fn row(&mut self, row: &Row) {
        Self::row(self, row);
    }

    fn join(&mut self, next: Self) {
        Self::join(self, next);
    }
}

/// Later rows of the same list.
struct SameList;

impl Fit for SameList {
    fn place(&self, place: Place) -> Place {
        place
    }

    fn commune(&mut self, written: Sym, _: &Corpus) -> Sym {
        written
    }

    fn month(&mut self, payment: &Payment) -> Option<Month> {
        Some(payment.month)
    }

    fn roll_month(&self) -> Option<Month> {
        None
    }
}

impl ListFolder {
    /// A folder for a list of this role. Rows of roles without records are counted only.
    pub fn new(role: Role) -> Self {
        Self {
            role,
            keeps_all: false,
            part: Corpus::default(),
            identities: Identities::default(),
            pairs: Vec::new(),
            checked: Vec::new(),
            extras: FxHashMap::default(),
            signatures: Signatures::default(),
        }
    }

    /// The same, keeping rows of every role: lists are checked on their own.
    pub fn of_any_role(role: Role) -> Self {
        Self {
            keeps_all: true,
            ..Self::new(role)
        }
    }

    /// Takes the next row of the list.
    pub fn row(&mut self, row: &Row) {
        self.signatures.note(row);
        match self.role {
            Role::Ledger => self.ledger(row),
            Role::Roll => self.roll(row),
            Role::Decisions | Role::Additions => {
                let row = self.entry(row);
                let added = self.role == Role::Additions;
                self.part.changes.push(ChangeRecord { added, row });
            }
            Role::Deaths => {
                let (place, identity) = self.who(row);
                self.part.deaths.push(DeathRecord {
                    place,
                    identity,
                    died: row.died,
                    registered: row.registered,
                });
            }
            Role::Absences => self.absence(row),
            Role::Certificates => {
                let (place, identity) = self.who(row);
                self.part.certificates.push(CertificateRecord {
                    place,
                    identity,
                    number: self.part.texts.intern(&row.certificate),
                    issued: row.issued,
                    level: row.level,
                    kinds: row.kinds,
                });
            }
            Role::Pensions => {
                let (place, identity) = self.who(row);
                self.part.pensions.push(PensionRecord {
                    place,
                    identity,
                    from: row.from,
                    until: row.until,
                    kind: self.part.texts.intern(&row.pension),
                });
            }
            Role::Cards => self.card(row),
            Role::Links => {
                let pair = row.pair.as_deref().cloned();
                self.pairs.extend(pair.map(|pair| (place(row), pair)));
                return;
            }
            Role::Outcomes => {
                self.checked.extend(row.checked.as_deref().cloned());
                return;
            }
            Role::Households | Role::Electricity | Role::Pupils => {
                homes::fold(&mut self.part, self.role, row);
                if self.keeps_all {
                    let (place, identity) = self.who(row);
                    self.part.others.push(OtherRecord { place, identity });
                }
            }
            _ if self.keeps_all => {
                let (place, identity) = self.who(row);
                self.part.others.push(OtherRecord { place, identity });
            }
            Role::Approved => return,
        }
        self.note(row);
    }

    /// Takes the rows that another folder took of the same list, behind its own.
    pub fn join(&mut self, next: Self) {
        self.signatures.join(next.signatures);
        self.pairs.extend(next.pairs);
        self.checked.extend(next.checked);
        absorb(&mut self.part, &mut self.identities, next.part, SameList);
    }

    /// The list folded.
    pub fn finish(self) -> ListPart {
        ListPart {
            corpus: self.part,
            pairs: self.pairs,
            checked: self.checked,
            signatures: self.signatures,
        }
    }

    fn who(&mut self, row: &Row) -> (Place, IdentityId) {
        let texts = &mut self.part.texts;
        let identity = Identity {
            // A list that changes to capitals from one month to the next still tells of one person.
            name: texts.intern(&out_of_capitals(&row.name)),
            born: row.born,
            sex: row.sex,
            id_number: row.id_number,
            commune: texts.intern(&row.commune),
            village: texts.intern(&row.village),
            book: texts.intern(&row.book),
            account: texts.intern(&row.account),
            card: texts.intern(&insured(row.other(Key::Card))),
            nth: 0,
            stretch: 0,
        };
        let number = self.identities.number(identity, &mut self.part.identities);
        (place(row), number)
    }

    fn note(&mut self, row: &Row) {
        if row.notes.is_empty() {
            return;
        }
        let place = place(row);
        match self.part.notes.last_mut() {
            // Two people in one cell are two rows of one place.
            Some((last, notes)) if *last == place => notes.extend(row.notes.iter().cloned()),
            _ => self.part.notes.push((place, row.notes.clone())),
        }
    }

    fn ledger(&mut self, row: &Row) {
        let (place, identity) = self.who(row);
        let mut doubts = Vec::new();
        let shares = Shares::of(row, &mut doubts);
        if !doubts.is_empty() {
            self.part.notes.push((place, doubts));
        }
        let extra = self.extra(row, &shares);
        let flags = Self::flags(row);
        let commune = self.part.texts.intern(&row.commune);
        let receiver = self.part.texts.intern(&row.receiver);
        for (i, share) in shares.iter().enumerate() {
            self.part.payments.push(Payment {
                place,
                identity,
                month: row.month.unwrap_or(NO_MONTH),
                categories: row.categories,
                regular: share.regular,
                arrears: share.arrears,
                commune,
                receiver,
                extra: if i == 0 { extra } else { 0 },
                receipt: digest(&row.receipt),
                received: row.received_on.into(),
                scheme: share.scheme,
                months: row.months.max(1),
                flags,
            });
        }
    }

    fn flags(row: &Row) -> PaymentFlags {
        let mut flags = PaymentFlags::default();
        if row.paid == Some(false) {
            flags.set(PaymentFlags::UNPAID);
        } else if is_unsigned(row) {
            // Only the whole list tells whether an empty signature says anything.
            flags.set(PaymentFlags::UNKNOWN);
        }
        if row.returned {
            flags.set(PaymentFlags::RETURNED);
        }
        if row.hidden || row.struck {
            flags.set(PaymentFlags::DOUBTFUL);
        }
        let sums = [
            row.amount,
            row.regular,
            row.total,
            row.care,
            row.funeral,
            row.one_off,
            row.arrears,
            row.carried,
        ];
        if sums.iter().all(Option::is_none) {
            flags.set(PaymentFlags::NO_SUM);
        }
        if leaves_regular_out(row) {
            flags.set(PaymentFlags::NO_REGULAR);
        }
        if !row.receiver.is_empty() && FoldedName::same(&row.receiver, &row.name) {
            flags.set(PaymentFlags::OWN_NAME);
        }
        flags
    }

    /// What few rows have; a total is kept only where it is not the sum of the row's own parts.
    fn extra(&mut self, row: &Row, shares: &Shares) -> u32 {
        let deduction = row.deduction.unwrap_or_default();
        let parts: i64 = shares
            .iter()
            .map(|s| i64::from(s.regular) + i64::from(s.arrears))
            .sum();
        let total = row
            .total
            .filter(|t| Some(t.0) != parts.checked_sub(deduction.0));
        let texts = &mut self.part.texts;
        let extra = PartyExtra {
            arrears_for: row.arrears_for.clone(),
            arrears_months: months_back(row),
            deduction,
            total,
            cared_for: texts.intern(&row.cared_for),
            level: row.level,
            note: texts.intern(&row.note),
        };
        if extra == PartyExtra::default() {
            return 0;
        }
        let next = self.part.extras.len() as u32 + 1;
        let extras = &mut self.part.extras;
        *self.extras.entry(extra).or_insert_with_key(|extra| {
            extras.push(extra.clone());
            next
        })
    }

    /// What a row says of an entry.
    fn entry(&mut self, row: &Row) -> RollRecord {
        let (place, identity) = self.who(row);
        let texts = &mut self.part.texts;
        RollRecord {
            place,
            identity,
            commune: texts.intern(&row.commune),
            month: row.month,
            scheme: row.scheme.unwrap_or(Scheme::Benefit),
            category: texts.intern(&row.category),
            categories: row.categories,
            level: row.level,
            kinds: row.kinds,
            coefficient: row.coefficient,
            amount: row.amount.or(row.regular),
            from: row.from,
            until: row.until,
            leaving: row.leaving,
            children: row.children,
            decision: texts.intern(&row.decision),
            cared_for: texts.intern(&row.cared_for),
            guardian: texts.intern(row.other(Key::Head)),
            note: texts.intern(&row.note),
            id_state: row.id_state,
            doubtful: row.hidden || row.struck,
        }
    }

    fn roll(&mut self, row: &Row) {
        let record = self.entry(row);
        // A care column beside the benefit grants care as well; each scheme is settled apart.
        let care = row
            .care
            .filter(|m| *m != Money::ZERO && record.scheme != Scheme::Care);
        if let Some(amount) = care {
            self.part.roll.push(RollRecord {
                scheme: Scheme::Care,
                amount: Some(amount),
                coefficient: None,
                ..record.clone()
            });
            let at = self.part.roll.len() - 1;
            self.part.roll.insert(at, record);
        } else {
            self.part.roll.push(record);
        }
    }

    fn absence(&mut self, row: &Row) {
        let (place, identity) = self.who(row);
        let texts = &mut self.part.texts;
        let reason = if row.reason.is_empty() {
            &row.note
        } else {
            &row.reason
        };
        self.part.absences.push(AbsenceRecord {
            place,
            identity,
            commune: texts.intern(&row.commune),
            from: row.away_from,
            to: row.away_to,
            kind: row.away.unwrap_or(AwayKind::Unclear),
            reason: texts.intern(reason),
        });
    }

    fn card(&mut self, row: &Row) {
        let (place, identity) = self.who(row);
        let day = |key: Key| {
            let text = row.other(key);
            let read = written_date(text);
            (read, read.is_none() && !text.trim().is_empty())
        };
        let ((from, from_bad), (to, to_bad)) = (day(Key::ValidFrom), day(Key::ValidTo));
        let number = row.other(Key::Card);
        self.part.cards.push(CardRecord {
            place,
            identity,
            number: self.part.texts.intern(number),
            kind: row.card_kind,
            from,
            to,
            unreadable: from_bad || to_bad,
        });
    }
}

/// The number of the insured on a health card, its last ten digits: they stay a person's, whatever
/// kind of card it is. Empty where a cell holds none (a mark, a word).
fn insured(card: &str) -> String {
    const DIGITS: usize = 10;
    let mut last: Vec<char> = card.chars().filter(char::is_ascii_alphanumeric).collect();
    last.drain(..last.len().saturating_sub(DIGITS));
    let whole = last.len() == DIGITS && last.iter().all(char::is_ascii_digit);
    last.into_iter().filter(|_| whole).collect()
}

/// A text in eight bytes, 0 for none.
fn digest(text: &str) -> u64 {
    if text.is_empty() {
        return 0;
    }
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish().max(1)
}

pub(super) fn place(row: &Row) -> Place {
    Place {
        source: SourceId(0),
        row: row.number,
    }
}

/// Whether a row's total holds more than its other parts, and the month's own benefit is not told.
fn leaves_regular_out(row: &Row) -> bool {
    let (None, None, Some(total)) = (row.regular, row.amount, row.total) else {
        return false;
    };
    let parts = [row.care, row.funeral, row.one_off, row.arrears, row.carried];
    let parts: i64 = parts.iter().flatten().map(|part| part.0).sum();
    total.0 + row.deduction.unwrap_or_default().0 != parts
}

/// How many months arrears and sums carried over repay together.
fn months_back(row: &Row) -> Option<u8> {
    match (row.arrears_months, row.carried_months) {
        (Some(a), Some(b)) => Some(a.saturating_add(b)),
        (a, b) => a.or(b),
    }
}
