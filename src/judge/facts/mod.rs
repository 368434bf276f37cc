//! The facts that rules may name: one table with name, type, unit and doc, and beside each entry
//! the function that answers it from a settled case.
//!
//! Type checking, `rasoat rules facts` and running rules all read this table, so they cannot drift.

mod accounts;
mod cards;
mod cells;
mod homes;
mod money;
mod people;
mod registers;
mod reviews;
mod rows;
mod sheets;
mod view;

pub(super) use cells::{faulty_cells, faulty_places};
pub(super) use rows::missing_keys;
pub use view::{Books, Element, RowRef, View};

use super::lang::{Entity, FactDef, ListDef, Value, Vocabulary, WordList};
use crate::law::Law;
use crate::model::{AwayKind, Key, Level, NoteKind, Role, Scheme};
use crate::settle::{PartKind, Standing, Surplus};

/// A fact with the function that answers it.
pub(super) struct Fact {
    def: FactDef,
    get: fn(&View) -> Value,
}

/// Shorthand for the tables: `name type "unit" [entities] optional? "vi" "en" getter`.
macro_rules! facts {
    ($($name:literal: $ty:expr, $unit:literal, $of:expr, $optional:literal, $vi:literal, $en:literal, $get:path;)*) => {
        &[$($crate::judge::facts::Fact {
            def: $crate::judge::lang::FactDef {
                name: $name, ty: $ty, unit: $unit, doc: ($vi, $en), of: $of, optional: $optional,
            },
            get: $get,
        },)*]
    };
}
use facts;

/// Which rules may name a fact.
mod of {
    use super::Entity::{
        self, Account, Card, CommuneMonth, Death, Entry, Household, Month, Payment, Person, Pupil,
        Receiver, Row, Sheet,
    };
    pub(super) const PAYMENT: &[Entity] = &[Payment];
    pub(super) const MONTHLY: &[Entity] = &[Payment, Month];
    pub(super) const ROLLED: &[Entity] = &[Payment, Month, Entry];
    pub(super) const PERSONAL: &[Entity] = &[Payment, Month, Entry, Person, Row, Death, Card];
    pub(super) const ENTRY: &[Entity] = &[Payment, Month, Entry];
    pub(super) const CARD: &[Entity] = &[Card];
    pub(super) const MONTH: &[Entity] = &[Month];
    pub(super) const ROW: &[Entity] = &[Row];
    pub(super) const SHEET: &[Entity] = &[Sheet];
    pub(super) const RECEIVER: &[Entity] = &[Receiver];
    pub(super) const ACCOUNT: &[Entity] = &[Account];
    pub(super) const HOUSEHOLD: &[Entity] = &[Household];
    pub(super) const PUPIL: &[Entity] = &[Pupil];
    pub(super) const COMMUNE_MONTH: &[Entity] = &[CommuneMonth];
    pub(super) const BALANCE: &[Entity] = &[CommuneMonth, Account];
}

/// All tables; a fact's slot is its place in their concatenation.
const TABLES: [&[Fact]; 9] = [
    money::FACTS,
    people::FACTS,
    registers::FACTS,
    rows::FACTS,
    sheets::FACTS,
    accounts::FACTS,
    cards::FACTS,
    reviews::FACTS,
    homes::FACTS,
];

const COUNT: usize = {
    let mut count = 0;
    let mut i = 0;
    while i < TABLES.len() {
        count += TABLES[i].len();
        i += 1;
    }
    count
};

static DEFS: [FactDef; COUNT] = {
    let mut defs = [TABLES[0][0].def; COUNT];
    let (mut table, mut at, mut slot) = (0, 0, 0);
    while slot < COUNT {
        if at == TABLES[table].len() {
            table += 1;
            at = 0;
        }
        defs[slot] = TABLES[table][at].def;
        at += 1;
        slot += 1;
    }
    defs
};

static GETTERS: [fn(&View) -> Value; COUNT] = {
    let mut getters = [TABLES[0][0].get; COUNT];
    let (mut table, mut at, mut slot) = (0, 0, 0);
    while slot < COUNT {
        if at == TABLES[table].len() {
            table += 1;
            at = 0;
        }
        getters[slot] = TABLES[table][at].get;
        at += 1;
        slot += 1;
    }
    getters
};

/// Lists that `count` and `sum` may go over.
static LISTS: &[ListDef] = &[
    ListDef {
        name: "person.payments",
        element: Entity::Payment,
        of: of::PERSONAL,
        doc: (
            "mọi khoản đã chi cho người này",
            "all money handed over for the person",
        ),
    },
    ListDef {
        name: "person.months",
        element: Entity::Month,
        of: of::PERSONAL,
        doc: (
            "mọi tháng của người này trong kỳ rà soát",
            "all months of the person in the range",
        ),
    },
    ListDef {
        name: "person.entries",
        element: Entity::Entry,
        of: of::PERSONAL,
        doc: (
            "mọi lần có tên trên danh sách",
            "all stretches of the person on rolls",
        ),
    },
];

/// The vocabulary of a run: the facts, the lists, and the words that the law names; `cards` are the letters of health
/// cards in the order of [`crate::model::CardKind`].
pub fn vocabulary(law: &Law, cards: Vec<String>) -> Vocabulary {
    fn codes<T: Copy>(all: &[T], code: fn(T) -> &'static str) -> Vec<String> {
        all.iter().map(|one| code(*one).to_owned()).collect()
    }
    let list = |name, words| WordList { name, words };
    let own = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect();
    Vocabulary {
        facts: &DEFS,
        lists: LISTS,
        words: vec![
            list("category", law.categories().codes().to_vec()),
            list("level", codes(&Level::ALL, Level::code)),
            list("away", codes(&AwayKind::ALL, AwayKind::code)),
            list("standing", codes(Standing::ALL, Standing::code)),
            list("surplus", codes(Surplus::ALL, Surplus::code)),
            list("part", codes(PartKind::ALL, PartKind::code)),
            list("card", cards),
            list("scheme", codes(Scheme::ALL, Scheme::code)),
            list("role", codes(Role::ALL, Role::code)),
            list("cell", codes(NoteKind::ALL, NoteKind::code)),
            list("sex", own(&["female", "male"])),
            list("weight", own(&["lighter", "same", "heavier"])),
            list("household", own(&homes::HOUSEHOLD)),
            list("age", own(&["met", "not_yet", "past"])),
        ],
    }
}

/// Answers the fact in a slot.
pub(super) fn get(view: &View, slot: usize) -> Value {
    GETTERS.get(slot).map_or(Value::Unknown, |get| get(view))
}

/// What a fact is a fact of: the part of its name before the dot.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Namespace {
    /// A payment.
    Payment,
    /// A person's month.
    Month,
    /// A roll entry.
    Entry,
    /// A death.
    Death,
    /// A stay away.
    Absence,
    /// A certificate.
    Certificate,
    /// A pension.
    Pension,
    /// A health card.
    Card,
    /// An account of a reconciliation.
    Account,
    /// Anything else: the person, the law, the range, a row.
    Other,
}

static NAMESPACES: [Namespace; COUNT] = {
    let mut namespaces = [Namespace::Other; COUNT];
    let mut slot = 0;
    while slot < COUNT {
        namespaces[slot] = match DEFS[slot].name.as_bytes() {
            [b'p', b'a', b'y', ..] => Namespace::Payment,
            [b'm', b'o', b'n', b't', b'h', b'.', ..] => Namespace::Month,
            [b'e', b'n', b't', b'r', b'y', b'.', ..] => Namespace::Entry,
            [b'd', b'e', b'a', b't', b'h', b'.', ..] => Namespace::Death,
            [b'a', b'b', b's', ..] => Namespace::Absence,
            [b'c', b'e', b'r', b't', ..] => Namespace::Certificate,
            [b'p', b'e', b'n', b's', ..] => Namespace::Pension,
            [b'c', b'a', b'r', b'd', ..] => Namespace::Card,
            [b'a', b'c', b'c', ..] => Namespace::Account,
            _ => Namespace::Other,
        };
        slot += 1;
    }
    namespaces
};

/// What the fact in a slot is a fact of.
pub(super) fn namespace(slot: usize) -> Namespace {
    NAMESPACES.get(slot).copied().unwrap_or(Namespace::Other)
}

/// The column that a fact is read from, where one cell shows it.
pub(super) fn column(slot: usize) -> Option<Key> {
    Some(match name(slot) {
        "payment.received_on" | "payment.day" | "payment.has_date" => Key::ReceivedOn,
        "payment.own_name" => Key::Receiver,
        "payment.receipt_shared" | "payment.has_receipt" => Key::Receipt,
        "payment.account_shared" | "payment.by_account" => Key::Account,
        "payment.row_total" => Key::Total,
        "payment.repaid_again" => Key::Arrears,
        "row.repeat" | "row.elsewhere" => Key::Name,
        "row.unknown_category" => Key::Category,
        "row.strange_commune" => Key::Commune,
        "row.amount" | "row.by_coefficient" | "quarter.kept" | "pupil.paid" | "pupil.granted" => {
            Key::Amount
        }
        "row.id_contradicts" | "row.bad_id" | "person.sharing_id" => Key::IdNumber,
        "row.bad_date" | "row.age" => Key::Born,
        _ => return None,
    })
}

/// The name of the fact in a slot.
pub(super) fn name(slot: usize) -> &'static str {
    DEFS.get(slot).map_or("", |def| def.name)
}
