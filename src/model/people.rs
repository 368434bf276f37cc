//! What all lists together hold, in small fixed-size records: identities, payments and registers.
//!
//! Rows that agree in name, birth, id, commune, village, book and account are one *identity*; linking joins
//! identities into people. Path, sheet, role and columns stand once a source, so the evidence of a
//! record is its source and row.

use rustc_hash::FxHashMap;

use super::{
    AddressWords, AwayKind, Categories, Coverage, Day, ElectricityRecord, HouseholdRecord,
    IdNumber, IdState, Interner, Kinds, Level, Money, Month, Note, PartialDate, PupilRecord, Role,
    Scheme, Sex, Source, Sym,
};

/// Index of a [`Source`] in [`Corpus::sources`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SourceId(pub u32);

/// Index of an [`Identity`] in [`Corpus::identities`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct IdentityId(pub u32);

/// A person: some identities taken together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PersonId(pub u32);

/// A row of a source.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Place {
    /// The source.
    pub source: SourceId,
    /// The row number that Excel shows.
    pub row: u32,
}

/// Rows that say the same of who somebody is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Identity {
    /// Name as written.
    pub name: Sym,
    /// Birth as far as told.
    pub born: Option<PartialDate>,
    /// Sex if told.
    pub sex: Option<Sex>,
    /// Id number after repair.
    pub id_number: Option<IdNumber>,
    /// Commune.
    pub commune: Sym,
    /// Village or address.
    pub village: Sym,
    /// Book number.
    pub book: Sym,
    /// Account number.
    pub account: Sym,
    /// Number of the insured on the health card.
    pub card: Sym,
    /// Which of several rows of one list that say no more than this, counted from 0.
    pub nth: u8,
    /// Which stretch of months of several, counted from 0.
    pub stretch: u16,
}

/// How sure it is that an identity belongs to its person.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Strength {
    /// Perhaps; feeds no rule.
    Unsure,
    /// Probably; a finding that rests on it is a warning at most.
    Likely,
    /// As good as proven.
    Certain,
}

/// Yes/no marks of a payment, packed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct PaymentFlags(pub u8);

impl PaymentFlags {
    /// A list, status or note says that it was not handed over.
    pub const UNPAID: u8 = 1;
    /// The row names the beneficiary as the receiver.
    pub const OWN_NAME: u8 = 2;
    /// The row was hidden or struck through.
    pub const DOUBTFUL: u8 = 4;
    /// Whether it was handed over is not known (unsigned where most are signed).
    pub const UNKNOWN: u8 = 8;
    /// The row names no sum of money at all.
    pub const NO_SUM: u8 = 16;
    /// It stands on a list of what was given back to the budget: of earlier months, mostly.
    pub const RETURNED: u8 = 32;

    /// The month's own benefit is left out, though the total says that there is one.
    pub const NO_REGULAR: u8 = 64;

    /// Whether a mark is set.
    pub fn has(self, mark: u8) -> bool {
        self.0 & mark != 0
    }

    /// Sets a mark.
    pub fn set(&mut self, mark: u8) {
        self.0 |= mark;
    }
}

/// One row of a ledger. 64 bytes; what few rows have, or many have alike, stands in
/// [`Corpus::extras`].
#[derive(Clone, Copy, Debug)]
pub struct Payment {
    /// Its row.
    pub place: Place,
    /// Who it was for.
    pub identity: IdentityId,
    /// The month it is for (the first, where it covers several).
    pub month: Month,
    /// What the row was taken for; empty where the ledger has no category.
    pub categories: Categories,
    /// Regular benefit, đồng.
    pub regular: i32,
    /// Arrears and sums carried over, đồng.
    pub arrears: i32,
    /// Commune that pays.
    pub commune: Sym,
    /// Receiver as written; empty if not told.
    pub receiver: Sym,
    /// 0, or 1 + index into [`Corpus::extras`].
    pub extra: u32,
    /// The receipt number as a digest, 0 for none: hardly two rows have one in common, and all that
    /// is asked is which.
    pub receipt: u64,
    /// Day on which it was handed over.
    pub received: Received,
    /// Scheme.
    pub scheme: Scheme,
    /// How many months it is for.
    pub months: u8,
    /// Marks.
    pub flags: PaymentFlags,
}

impl Payment {
    /// The months that the regular benefit is for, in order.
    pub fn span(&self) -> impl Iterator<Item = Month> + use<> {
        let first = self.month.0;
        (first..first + i32::from(self.months.max(1))).map(Month)
    }

    /// Whether the regular benefit is for a month.
    pub fn covers(&self, month: Month) -> bool {
        self.month <= month && month.0 - self.month.0 < i32::from(self.months.max(1))
    }
}

/// A date in six bytes; nothing at all by default.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Received {
    first: Day,
    /// Days after the first; more than fit count as no date.
    further: u16,
}

impl Default for Received {
    fn default() -> Self {
        Self {
            first: Day(i32::MIN),
            further: 0,
        }
    }
}

impl From<Option<PartialDate>> for Received {
    fn from(date: Option<PartialDate>) -> Self {
        let packed = date.and_then(|d| {
            let further = u16::try_from(d.last.0.checked_sub(d.first.0)?).ok()?;
            let first = d.first;
            Some(Self { first, further })
        });
        packed.unwrap_or_default()
    }
}

impl Received {
    /// The date.
    pub fn date(self) -> Option<PartialDate> {
        let Self { first, further } = self;
        let last = Day(first.0.checked_add(i32::from(further))?);
        (first.0 != i32::MIN).then_some(PartialDate { first, last })
    }
}

/// What few ledger rows have, or many have alike.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct PartyExtra {
    /// The months that the arrears repay, where named.
    pub arrears_for: Vec<Month>,
    /// How many months the arrears repay.
    pub arrears_months: Option<u8>,
    /// Held back, đồng.
    pub deduction: Money,
    /// What the row says in all, where it has a column of its own.
    pub total: Option<Money>,
    /// The person cared for.
    pub cared_for: Sym,
    /// Level of disability that the row names.
    pub level: Option<Level>,
    /// Note as written.
    pub note: Sym,
}

/// One row of a roll.
#[derive(Clone, Debug)]
pub struct RollRecord {
    /// Its row.
    pub place: Place,
    /// Who.
    pub identity: IdentityId,
    /// The roll's commune.
    pub commune: Sym,
    /// The roll's month; `None`: as of the last month audited.
    pub month: Option<Month>,
    /// Scheme of the row.
    pub scheme: Scheme,
    /// Category words as written.
    pub category: Sym,
    /// What they can mean.
    pub categories: Categories,
    /// Level.
    pub level: Option<Level>,
    /// Kinds.
    pub kinds: Kinds,
    /// Hệ số in hundredths.
    pub coefficient: Option<u16>,
    /// Monthly amount, đồng.
    pub amount: Option<Money>,
    /// Start.
    pub from: Option<PartialDate>,
    /// First month without benefit.
    pub until: Option<Month>,
    /// From this month on the benefit may have ended.
    pub leaving: Option<Month>,
    /// Children who count.
    pub children: Option<u8>,
    /// Decision as written.
    pub decision: Sym,
    /// Person cared for, on a care row.
    pub cared_for: Sym,
    /// The guardian or head named.
    pub guardian: Sym,
    /// Note as written.
    pub note: Sym,
    /// What became of the id cell.
    pub id_state: IdState,
    /// The row was hidden or struck through.
    pub doubtful: bool,
}

/// One row of a list of changes to the rolls: an increase, a decrease, a stop decision. It is never a
/// roll of its own; `row.month` is the month of the list, where the list is one of a month's changes.
#[derive(Clone, Debug)]
pub struct ChangeRecord {
    /// Whether the person was added; else the benefit ended.
    pub added: bool,
    /// What it says, as a row of a roll says it.
    pub row: RollRecord,
}

/// One row of a death register.
#[derive(Clone, Debug)]
pub struct DeathRecord {
    /// Its row.
    pub place: Place,
    /// Who.
    pub identity: IdentityId,
    /// When.
    pub died: Option<PartialDate>,
    /// When registered.
    pub registered: Option<PartialDate>,
}

/// One row of a list of people away.
#[derive(Clone, Debug)]
pub struct AbsenceRecord {
    /// Its row.
    pub place: Place,
    /// Who.
    pub identity: IdentityId,
    /// The commune that tells.
    pub commune: Sym,
    /// Since when.
    pub from: Option<PartialDate>,
    /// Day of return; `None` while away.
    pub to: Option<PartialDate>,
    /// Why.
    pub kind: AwayKind,
    /// Reason as written.
    pub reason: Sym,
}

/// One disability certificate.
#[derive(Clone, Debug)]
pub struct CertificateRecord {
    /// Its row.
    pub place: Place,
    /// Who.
    pub identity: IdentityId,
    /// Number as written.
    pub number: Sym,
    /// Day of issue.
    pub issued: Option<PartialDate>,
    /// Level.
    pub level: Option<Level>,
    /// Kinds.
    pub kinds: Kinds,
}

/// One monthly pension or social-insurance benefit.
#[derive(Clone, Debug)]
pub struct PensionRecord {
    /// Its row.
    pub place: Place,
    /// Who.
    pub identity: IdentityId,
    /// Since when.
    pub from: Option<PartialDate>,
    /// Its last month or end, if told.
    pub until: Option<Month>,
    /// Kind or sum as written.
    pub kind: Sym,
}

/// For whom a health card is: its place among the kinds of `rules/words/cards.toml`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct CardKind(pub u8);

/// One health card (thẻ BHYT).
#[derive(Clone, Debug)]
pub struct CardRecord {
    /// Its row.
    pub place: Place,
    /// Who.
    pub identity: IdentityId,
    /// Number as written.
    pub number: Sym,
    /// For whom, if number or kind tell.
    pub kind: Option<CardKind>,
    /// First day; none where it is not told.
    pub from: Option<PartialDate>,
    /// Last day; none where it is not told, and the card runs on.
    pub to: Option<PartialDate>,
    /// A day is told that cannot be read.
    pub unreadable: bool,
}

/// One row of a list whose role has no record of its own.
#[derive(Clone, Debug)]
pub struct OtherRecord {
    /// Its row.
    pub place: Place,
    /// Who.
    pub identity: IdentityId,
}

/// All lists of a run.
#[derive(Clone, Default)]
pub struct Corpus {
    /// Sources in path order.
    pub sources: Vec<Source>,
    /// Texts.
    pub texts: Interner,
    /// Identities in the order in which they first came.
    pub identities: Vec<Identity>,
    /// Ledger rows in source and row order.
    pub payments: Vec<Payment>,
    /// What few ledger rows have.
    pub extras: Vec<PartyExtra>,
    /// Roll rows.
    pub roll: Vec<RollRecord>,
    /// Changes to the rolls.
    pub changes: Vec<ChangeRecord>,
    /// Death register.
    pub deaths: Vec<DeathRecord>,
    /// People away.
    pub absences: Vec<AbsenceRecord>,
    /// Disability certificates.
    pub certificates: Vec<CertificateRecord>,
    /// Pensions.
    pub pensions: Vec<PensionRecord>,
    /// Health cards.
    pub cards: Vec<CardRecord>,
    /// Poor, near-poor and policy households.
    pub households: Vec<HouseholdRecord>,
    /// Electricity support.
    pub electricity: Vec<ElectricityRecord>,
    /// Pupils exempt or supported.
    pub pupils: Vec<PupilRecord>,
    /// Rows of other roles, where lists are checked on their own.
    pub others: Vec<OtherRecord>,
    /// Repairs and doubts, by row, in source and row order.
    pub notes: Vec<(Place, Vec<Note>)>,
    /// What was covered: sorted, without repeats.
    pub coverage: Vec<Coverage>,
    /// Old communes and the new ones that they went into, rising.
    pub merged: Vec<(Sym, Sym)>,
    /// Communes of rolls and ledgers that are none of the locality's, rising.
    pub strange: Vec<Sym>,
    /// The words of addresses.
    pub addresses: AddressWords,
}

/// Communes that became one (`rules/places`).
#[derive(Clone, Debug, serde::Deserialize)]
pub struct MergedCommunes {
    /// The name of the new one.
    pub into: String,
    /// The names of the old ones.
    pub of: Vec<String>,
}

impl Corpus {
    /// Notes which of the communes met here became one. An old commune that has rolls or ledgers for as
    /// late a month as the new one has not gone into it yet.
    pub fn note_mergers(&mut self, mergers: &[MergedCommunes]) {
        for merger in mergers {
            let old = merger.of.iter().filter_map(|name| self.texts.find(name));
            let new = self.texts.find(&merger.into);
            self.merged.extend(old.filter_map(|old| Some((old, new?))));
        }
        if self.merged.is_empty() {
            return;
        }
        let last = self.last_months();
        self.merged.retain(|(old, new)| {
            let ends = last.get(old).zip(last.get(new));
            ends.is_none_or(|(old, new)| old < new)
        });
        self.merged.sort_unstable();
    }

    /// The last month for which each commune has a roll or a ledger.
    fn last_months(&self) -> FxHashMap<Sym, Month> {
        let rolls = self.roll.iter();
        let rolls = rolls.filter_map(|r| Some((r.commune, r.month?)));
        let paid = self.payments.iter().map(|p| (p.commune, p.month));
        let mut last: FxHashMap<Sym, Month> = FxHashMap::default();
        for (commune, month) in rolls.chain(paid) {
            let known = last.entry(commune).or_insert(month);
            *known = month.max(*known);
        }
        last
    }

    /// Notes which communes are none of the locality's (`rules/places`). Where most rows are of such, the
    /// places are another locality's, and nothing is said.
    pub fn note_places(&mut self, is_known: impl Fn(&str) -> bool) {
        let rolls = self.roll.iter().map(|r| r.commune);
        let mut met: Vec<Sym> = rolls
            .chain(self.payments.iter().map(|p| p.commune))
            .filter(|commune| !commune.is_empty())
            .collect();
        met.sort_unstable();
        let (all, mut strange_rows) = (met.len(), 0);
        let rows = met.chunk_by(|a, b| a == b);
        let strange = rows.filter_map(|rows| {
            let commune = rows.first().filter(|c| !is_known(self.texts.get(**c)))?;
            strange_rows += rows.len();
            Some(*commune)
        });
        let strange: Vec<Sym> = strange.collect();
        if strange_rows * 2 <= all {
            self.strange = strange;
        }
    }

    /// What few rows have, for a payment that has it.
    pub fn extra(&self, payment: &Payment) -> Option<&PartyExtra> {
        self.extras.get(payment.extra.checked_sub(1)? as usize)
    }

    /// An identity.
    pub fn identity(&self, id: IdentityId) -> Option<&Identity> {
        self.identities.get(id.0 as usize)
    }

    /// A source.
    pub fn source(&self, id: SourceId) -> Option<&Source> {
        self.sources.get(id.0 as usize)
    }

    /// Repairs and doubts of a row.
    pub fn notes_of(&self, place: Place) -> &[Note] {
        self.notes
            .binary_search_by_key(&place, |(p, _)| *p)
            .ok()
            .and_then(|i| self.notes.get(i))
            .map_or(&[], |(_, notes)| notes)
    }

    /// Whether a role covers a commune in a month; a register without a commune covers all, a
    /// register without a month covers every month.
    pub fn covers(&self, role: Role, commune: Sym, month: Option<Month>) -> bool {
        self.coverage.iter().any(|c| {
            c.role == role
                && (c.commune.is_empty() || c.commune == commune)
                && (c.month.is_none() || month.is_none() || c.month == month)
        })
    }
}
