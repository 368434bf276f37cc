//! One thing that a rule is about, seen from its person's settled case.

use super::Namespace;
use crate::judge::homes::HomeBooks;
use crate::judge::lang::{FactSource, Value};
use crate::judge::reviews::Review;
use crate::link::FoldedName;
use crate::model::{
    AccountEntry, Balance, Corpus, IdentityId, Level, Month, Place, Source, SourceId, Sym,
};
use crate::settle::{Card, Case, Entry, MonthState, Part, Stay, World};

/// The thing itself.
#[derive(Clone, Copy, Debug)]
pub enum Element {
    /// Index into [`Case::parts`].
    Payment(usize),
    /// Index into [`Case::months`].
    Month(usize),
    /// Index into [`Case::entries`].
    Entry(usize),
    /// Index into [`Case::cards`], in a month audited.
    Card(usize, Month),
    /// The person.
    Person,
    /// A row of a roll or register.
    Row(RowRef),
    /// A sheet.
    Sheet(SourceId),
    /// A month of a reconciliation: index into [`Books::entries`].
    Account(usize),
    /// A commune's month of a reconciliation: index into [`Books::balances`].
    Balance(usize),
    /// What a commune sent: index into [`Books::reviews`].
    Review(usize),
    /// A household's quarter.
    Quarter(usize),
    /// A pupil's row.
    Pupil(usize),
}

/// What a reconciliation knows of the person and of the communes; nothing in an audit.
#[derive(Clone, Copy, Default)]
pub struct Books<'a> {
    /// The person's accounts.
    pub entries: &'a [AccountEntry],
    /// The balances of communes.
    pub balances: &'a [Balance],
    /// What communes sent, in an audit.
    pub reviews: &'a [Review],
    /// Households and pupils, in an audit.
    pub homes: Option<&'a HomeBooks>,
}

/// A row of a roll or register: index into its table of the corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowRef {
    /// Of a roll.
    Roll(u32),
    /// Of a death register.
    Death(u32),
    /// Of a list of people away.
    Absence(u32),
    /// A certificate.
    Certificate(u32),
    /// A pension.
    Pension(u32),
    /// A health card.
    Card(u32),
    /// Of a ledger.
    Payment(u32),
    /// Of a role without a record of its own.
    Other(u32),
}

impl RowRef {
    /// Where it stands and whom it names.
    fn record(self, corpus: &Corpus) -> Option<(Place, IdentityId)> {
        match self {
            Self::Roll(i) => corpus.roll.get(i as usize).map(|r| (r.place, r.identity)),
            Self::Death(i) => corpus.deaths.get(i as usize).map(|r| (r.place, r.identity)),
            Self::Absence(i) => corpus
                .absences
                .get(i as usize)
                .map(|r| (r.place, r.identity)),
            Self::Certificate(i) => {
                let record = corpus.certificates.get(i as usize);
                record.map(|r| (r.place, r.identity))
            }
            Self::Pension(i) => corpus
                .pensions
                .get(i as usize)
                .map(|r| (r.place, r.identity)),
            Self::Card(i) => corpus.cards.get(i as usize).map(|r| (r.place, r.identity)),
            Self::Payment(i) => {
                let record = corpus.payments.get(i as usize);
                record.map(|r| (r.place, r.identity))
            }
            Self::Other(i) => corpus.others.get(i as usize).map(|r| (r.place, r.identity)),
        }
    }

    /// Where it stands.
    pub fn place(self, corpus: &Corpus) -> Option<Place> {
        self.record(corpus).map(|(place, _)| place)
    }

    /// Whom it names.
    pub fn identity(self, corpus: &Corpus) -> Option<IdentityId> {
        self.record(corpus).map(|(_, identity)| identity)
    }
}

/// What a rule sees.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// Lists, law and range.
    pub world: &'a World<'a>,
    /// The person.
    pub case: &'a Case,
    /// The thing the rule is about.
    pub at: Element,
    /// What is reconciled.
    pub books: Books<'a>,
}

impl<'a> View<'a> {
    /// The same case seen at another element.
    #[must_use]
    pub fn at(self, at: Element) -> Self {
        Self { at, ..self }
    }

    /// The payment, for rules about one.
    pub fn part(&self) -> Option<&'a Part> {
        match self.at {
            Element::Payment(index) => self.case.parts.get(index),
            _ => None,
        }
    }

    /// The health card: the one a rule is about, else the one that runs longest.
    pub fn card(&self) -> Option<&'a Card> {
        match self.at {
            Element::Card(index, _) => self.case.cards.get(index),
            _ => self.case.cards.last(),
        }
    }

    /// The account, for rules about one.
    pub fn account(&self) -> Option<&'a AccountEntry> {
        match self.at {
            Element::Account(index) => self.books.entries.get(index),
            _ => None,
        }
    }

    /// The commune's month, for rules about one; else the one in which the account stands.
    pub fn balance(&self) -> Option<&'a Balance> {
        match self.at {
            Element::Balance(index) => self.books.balances.get(index),
            Element::Account(_) => {
                let at = self.account()?.balance;
                self.books.balances.get(at as usize)
            }
            _ => None,
        }
    }

    /// The month state: of the payment's month and scheme, or the month itself.
    pub fn state(&self) -> Option<&'a MonthState> {
        match self.at {
            Element::Month(index) => self.case.months.get(index),
            Element::Payment(index) => {
                let part = self.case.parts.get(index)?;
                let same = |m: &&MonthState| m.month == part.month && m.scheme == part.scheme;
                self.case.months.iter().find(same)
            }
            _ => None,
        }
    }

    /// Whether some list has the person under this name: the ledger's own row may be short of it.
    pub fn is_named(&self, name: Sym) -> bool {
        let texts = &self.world.corpus.texts;
        let members = self.world.linked.members(self.case.person).iter();
        let mut names = members.filter_map(|id| Some(self.world.corpus.identity(*id)?.name));
        names.any(|own| own == name || FoldedName::same(texts.get(own), texts.get(name)))
    }

    /// The month that dated facts are asked for: the payment's, the month, the roll's; else the
    /// last month audited.
    pub fn month(&self) -> Month {
        match self.at {
            Element::Payment(_) => self.part().map(|p| p.month),
            Element::Month(_) => self.state().map(|s| s.month),
            Element::Card(_, month) => Some(month),
            Element::Entry(_) => self.entry().and_then(|e| e.rolls.last().copied()),
            Element::Account(_) => self.account().map(|a| a.month),
            Element::Balance(_) => self.balance().map(|b| b.month),
            _ => None,
        }
        .unwrap_or(self.world.range.last)
    }

    /// The commune concerned: the payer's, the entry's, else the person's.
    pub fn commune(&self) -> Sym {
        match self.at {
            Element::Payment(_) => self.part().map(|p| p.commune),
            _ => self.entry().map(|e| e.commune),
        }
        .unwrap_or(self.case.commune)
    }

    /// The entry concerned: of the commune that paid (17), of the month, or itself.
    pub fn entry(&self) -> Option<&'a Entry> {
        match self.at {
            Element::Entry(index) => self.case.entries.get(index),
            Element::Card(..) => {
                let entries = &self.case.entries;
                entries.iter().find(|e| e.current).or(entries.last())
            }
            Element::Month(_) => {
                let index = self.state()?.entry?;
                self.case.entries.get(usize::from(index))
            }
            Element::Payment(_) => {
                let part = self.part()?;
                let here = |e: &&Entry| e.commune == part.commune && e.scheme == part.scheme;
                let granting = self.state().and_then(|state| state.entry);
                let granting = granting.and_then(|e| self.case.entries.get(usize::from(e)));
                let first = || self.case.entries.iter().find(here);
                granting.filter(here).or_else(first).or(granting)
            }
            _ => None,
        }
    }

    /// The sheet, for rules about one.
    pub fn source(&self) -> Option<&'a Source> {
        match self.at {
            Element::Sheet(id) => self.world.corpus.source(id),
            _ => None,
        }
    }

    /// The stay away that matters.
    pub fn stay(&self) -> Option<&'a Stay> {
        self.case.stay(self.month(), self.commune())
    }

    /// The level on the roll as the rule should see it.
    pub fn level(&self) -> Option<Level> {
        let entry = self.entry()?;
        entry
            .level
            .or_else(|| self.world.level_of(entry.categories.single()?))
    }

    /// Whether a fact of this namespace rests on a link that is only likely.
    fn rests_on_likely(&self, namespace: Namespace) -> bool {
        match namespace {
            Namespace::Death => self.case.death.is_some_and(|d| d.likely),
            Namespace::Absence => self.stay().is_some_and(|s| s.likely),
            Namespace::Certificate => {
                let in_force = self.case.certificate(self.month());
                let certificate = in_force.or(self.case.certificates.last());
                certificate.is_some_and(|c| c.likely)
            }
            Namespace::Pension => self.case.pension.is_some_and(|p| p.likely),
            Namespace::Card => self.card().is_some_and(|c| c.likely),
            Namespace::Entry => self.entry().is_some_and(|e| e.likely),
            Namespace::Payment => self.part().is_some_and(|p| p.likely),
            Namespace::Month => self.state().is_some_and(|s| s.likely),
            Namespace::Account => self.account().is_some_and(|a| a.account.likely),
            Namespace::Other => false,
        }
    }

    /// Whether every fact of a namespace is none for the whole case: no register names the person.
    pub(in crate::judge) fn is_silent(&self, namespace: Namespace) -> bool {
        match namespace {
            Namespace::Death => self.case.death.is_none(),
            Namespace::Absence => self.case.stays.is_empty(),
            Namespace::Pension => self.case.pension.is_none(),
            _ => false,
        }
    }
}

impl FactSource for View<'_> {
    fn fact(&self, slot: usize) -> Value {
        super::get(self, slot)
    }

    fn likely(&self, slot: usize) -> bool {
        self.rests_on_likely(super::namespace(slot))
    }

    fn each(&self, list: usize, f: &mut dyn FnMut(&dyn FactSource)) {
        let count = match list {
            0 => self.case.parts.len(),
            1 => self.case.months.len(),
            _ => self.case.entries.len(),
        };
        for index in 0..count {
            let element = match list {
                0 => Element::Payment(index),
                1 => Element::Month(index),
                _ => Element::Entry(index),
            };
            f(&self.at(element));
        }
    }
}
