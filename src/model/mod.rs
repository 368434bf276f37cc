//! The plain types that every step speaks.
//!
//! Nothing here reads a file, knows a law or prints a sentence. A type belongs here as soon as two
//! steps pass it to each other.

mod account;
mod address;
mod category;
mod checked;
mod date;
mod due;
mod held;
mod homes;
mod id_number;
mod intern;
mod money;
mod month;
mod pair;
mod people;
mod result;
mod role;
mod row;
mod source;
pub mod text;
mod who;
mod words;

pub use account::{
    Account, AccountEntry, Balance, Change, ChangedRow, PersonAccounts, RowId, RowState, Said,
};
pub use address::{Address, AddressWords};
pub use category::{Categories, CategoryTable};
pub use checked::Checked;
pub use date::{Day, PartialDate};
pub use due::{Due, Span};
pub use held::{HELD, Held, HeldKind};
pub use homes::{ElectricityRecord, HouseholdKinds, HouseholdRecord, Named, PupilRecord, Seat};
pub use id_number::{IdNumber, IdState};
pub use intern::{Interner, Sym};
pub use money::Money;
pub use month::{Month, MonthRange};
pub use pair::{NamedRow, Pair};
pub use people::{
    AbsenceRecord, CardKind, CardRecord, CertificateRecord, ChangeRecord, Corpus, DeathRecord,
    Identity, IdentityId, MergedCommunes, OtherRecord, PartyExtra, Payment, PaymentFlags,
    PensionRecord, PersonId, Place, RollRecord, SourceId, Strength,
};
pub use result::{
    Adjustment, AdjustmentKind, CellRef, CommuneTally, Confidence, CountedIn, Difference, Finding,
    Office, Outcome, Reconciliation, Remembered, Resolved, Severity, Status, Subject, SubjectKind,
    Totals, Unread,
};
pub(crate) use role::codes;
pub use role::{Key, Role, Scheme};
pub use row::{Note, NoteKind, Row};
pub use source::{Coverage, Flaw, FlawKind, Skipped, Source, TotalLine};
pub use who::{LikelyLine, Links, PairLine, RowLine};
pub use words::{AwayKind, Kinds, Level, Sex};
