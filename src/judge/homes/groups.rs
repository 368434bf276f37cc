//! The rows of a list of households put together: a head and the members below.
//!
//! In: the rows in their order. Out: [`Group`]s, one a household. A list may tell heads by a relation, by a column of
//! heads, by a code, or have a row a household.

use super::lists::code;
use super::usage::Use;
use super::who::Who;
use crate::model::{HouseholdRecord, Named, Seat, Sym};
use crate::settle::World;

/// A row ready to be put under its head.
pub(super) struct Row<'a> {
    pub record: &'a HouseholdRecord,
    pub who: Who,
    pub head: Who,
    code: String,
}

impl<'a> Row<'a> {
    /// From a record.
    pub fn new(world: &World, record: &'a HouseholdRecord) -> Self {
        let head = Named {
            name: record.head,
            born: None,
            sex: None,
            id_number: None,
            ..record.who
        };
        Self {
            record,
            who: Who::new(world, record.who),
            head: Who::new(world, head),
            code: code(world, record.code),
        }
    }
}

/// The rows of one household.
pub(super) struct Group<'a> {
    pub rows: Vec<Row<'a>>,
    /// Mã hộ, folded.
    pub code: String,
    /// Electricity used.
    pub used: Option<Use>,
}

impl<'a> Group<'a> {
    /// Of its first row.
    pub fn of(row: Row<'a>) -> Self {
        Self {
            code: row.code.clone(),
            used: Use::of_household(row.record),
            rows: vec![row],
        }
    }

    /// Takes in a further row.
    pub fn add(&mut self, row: Row<'a>) {
        if self.code.is_empty() {
            self.code.clone_from(&row.code);
        }
        self.used = self.used.or(Use::of_household(row.record));
        self.rows.push(row);
    }

    /// Whether a row is of the same household as those before it.
    pub fn takes(&self, row: &Row) -> bool {
        if row.record.seat == Seat::Head {
            return false;
        }
        let told = |a: &str, b: &str| !a.is_empty() && !b.is_empty();
        if told(&self.code, &row.code) {
            return self.code == row.code;
        }
        let first = self.rows.first();
        if !row.head.bare().is_empty() {
            return first.is_some_and(|f| {
                f.head.is_named_as(&row.head)
                    || f.head.bare().is_empty() && f.who.is_named_as(&row.head)
            });
        }
        row.record.seat == Seat::Member
    }

    /// Mã hộ as written.
    pub fn written_code(&self) -> Sym {
        let coded = self.rows.iter().find(|r| !r.code.is_empty());
        coded.map_or(Sym::EMPTY, |r| r.record.code)
    }

    /// Whether the list names others beside the head.
    pub fn tells_members(&self) -> bool {
        self.rows.len() > 1 || self.rows.iter().any(|r| r.record.seat == Seat::Member)
    }

    /// What the list calls the household.
    pub fn kinds(&self) -> u8 {
        let head = self
            .rows
            .iter()
            .find(|r| r.record.seat != Seat::Member)
            .or(self.rows.first());
        let own = head.map_or(0, |r| r.record.kinds.0);
        if own != 0 {
            return own;
        }
        self.rows.iter().fold(0, |all, r| all | r.record.kinds.0)
    }

    /// Its head, with the address of the household.
    pub fn head(&self, world: &World) -> Option<Who> {
        let told = self.rows.iter().find(|r| r.record.seat == Seat::Head);
        let first = self.rows.first()?;
        let named = self.rows.iter().find(|r| !r.head.bare().is_empty());
        if let (None, Some(named)) = (told, named) {
            let row = self.rows.iter().find(|r| r.who.is_named_as(&named.head));
            return Some(row.map_or_else(|| named.head.clone(), |r| r.who.clone()));
        }
        let head = told.unwrap_or(first);
        let mut who = head.who.clone();
        // Members may stand where only the head tells the address, or the other way round.
        if !who.tells_place()
            && let Some(row) = self.rows.iter().find(|r| r.who.tells_place())
        {
            who = Who::new(
                world,
                Named {
                    village: row.record.who.village,
                    ..who.named
                },
            );
        }
        Some(who)
    }
}
