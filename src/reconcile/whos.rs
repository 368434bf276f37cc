//! Whom booked rows name, numbered: rows repeat it month for month.
//!
//! In: what typed rows say of who somebody is. Out: a number for each who says the same, and from it the
//! row again, as lists are folded.

use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;

use super::booked::{BookedRow, State};
use crate::link::fold::Index;
use crate::model::{Categories, IdNumber, Interner, Money, PartialDate, Row, Scheme, Sex, Sym};

/// What rows repeat month for month of the person they name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Who {
    /// Birth as far as told.
    pub born: Option<PartialDate>,
    /// Sex if told.
    pub sex: Option<Sex>,
    /// Id number after repair.
    pub id_number: Option<IdNumber>,
    /// What the category may mean.
    pub categories: Categories,
    /// The texts, by [`Text`], of [`Whos::texts`].
    pub texts: [Sym; TEXTS],
}

/// The texts of a [`Who`], in the order of their columns in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    /// Name.
    Name,
    /// Commune of the row.
    Commune,
    /// Village or address.
    Village,
    /// Book number.
    Book,
    /// Account number.
    Account,
    /// Who receives the money.
    Receiver,
    /// Category as written.
    Category,
    /// Whom the person cares for.
    CaredFor,
}

/// How many texts there are.
pub const TEXTS: usize = 8;

/// Whom the rows of some lists name.
#[derive(Clone, Default)]
pub struct Whos {
    /// By number.
    pub all: Vec<Who>,
    /// What they are written with.
    pub texts: Interner,
    index: Index,
}

impl Whos {
    /// The number of one whose texts are ours; a new one for one not met before.
    pub fn number(&mut self, who: Who) -> u32 {
        let new = self.all.len() as u32;
        let found = self.place(&who);
        if found == new {
            self.all.push(who);
        }
        found
    }

    /// Adds one under the next number, as the store has it, even where another says the same.
    pub fn add(&mut self, who: Who) {
        self.place(&who);
        self.all.push(who);
    }

    /// Takes over all of `other`; the answer's entry `i` is the number here of its `i`.
    pub fn absorb(&mut self, other: &Self) -> Vec<u32> {
        let of = self.texts.absorb(&other.texts);
        let ours = |text: Sym| of.get(text.0 as usize).copied().unwrap_or_default();
        let texts = |who: &Who| Who {
            texts: who.texts.map(ours),
            ..*who
        };
        other
            .all
            .iter()
            .map(|who| self.number(texts(who)))
            .collect()
    }

    /// One of the texts of somebody.
    pub fn text(&self, who: &Who, text: Text) -> &str {
        let sym = who.texts.get(text as usize).copied();
        self.texts.get(sym.unwrap_or_default())
    }

    /// Fills a row as lists are folded, numbered anew; `row` is used again and again.
    pub fn fill(&self, row: &mut Row, booked: &BookedRow, number: u32) {
        row.clear();
        let Some(who) = self.all.get(booked.who as usize) else {
            return;
        };
        let mut put = |field: fn(&mut Row) -> &mut String, text: Text| {
            self.text(who, text).clone_into(field(row));
        };
        put(|r| &mut r.name, Text::Name);
        put(|r| &mut r.commune, Text::Commune);
        put(|r| &mut r.village, Text::Village);
        put(|r| &mut r.book, Text::Book);
        put(|r| &mut r.account, Text::Account);
        put(|r| &mut r.receiver, Text::Receiver);
        put(|r| &mut r.category, Text::Category);
        put(|r| &mut r.cared_for, Text::CaredFor);
        let sum = |sum: i64| (sum != 0).then_some(Money(sum));
        row.number = number;
        row.born = who.born;
        row.sex = who.sex;
        row.id_number = who.id_number;
        row.categories = who.categories;
        row.scheme = Scheme::ALL.get(usize::from(booked.scheme)).copied();
        row.month = Some(booked.month);
        row.months = booked.months;
        row.regular = Some(Money(booked.regular));
        row.amount = Some(Money(booked.regular));
        row.arrears = sum(booked.arrears);
        row.carried = booked.carried.map(Money);
        row.deduction = sum(booked.deduction);
        row.paid = match booked.state {
            State::Paid => Some(true),
            State::Unsigned => None,
            State::Unpaid | State::Returned => Some(false),
        };
    }

    fn place(&mut self, who: &Who) -> u32 {
        let new = self.all.len() as u32;
        let all = &self.all;
        let same = |at: u32| all.get(at as usize) == Some(who);
        self.index
            .find_or_insert(FxBuildHasher.hash_one(who), new, same)
    }
}
