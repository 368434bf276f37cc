//! What is kept of a list when it is booked: whom its rows name, and what they say of money.
//!
//! In: typed rows as they stream ([`Collector`]). Out: [`Piece`]s, one for each commune and month of a
//! list. A piece read again from the store and one just read from its file are the same thing, so that
//! it makes no difference in how many runs the months of a year came.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::link::fold::Shares;
use crate::model::text::commune_key;
use crate::model::{
    Checked, Day, IdNumber, Key, Money, Month, PartialDate, Role, Row, Scheme, Sex, Source,
};
use crate::recognise::{Sink, Words};

/// What rows repeat month for month of the person they name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Who {
    /// Name.
    pub name: String,
    /// First and last day on which the person may be born.
    pub born: Option<(i32, i32)>,
    /// `female` or `male`; empty if not told.
    pub sex: String,
    /// Id number after repair; empty if not told.
    pub id_number: String,
    /// Commune of the row.
    pub commune: String,
    /// Village or address.
    pub village: String,
    /// Book number.
    pub book: String,
    /// Account number.
    pub account: String,
    /// Who receives the money.
    pub receiver: String,
    /// Category as written.
    pub category: String,
    /// The codes that it may stand for, with blanks between.
    pub codes: String,
    /// Whom the person cares for.
    pub cared_for: String,
}

/// What became of the money of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Handed over, or on a list where nothing says otherwise.
    #[default]
    Paid,
    /// Not collected.
    Unpaid,
    /// Given back to the budget.
    Returned,
}

impl State {
    /// All of them, in the order of their numbers in the store.
    pub const ALL: [Self; 3] = [Self::Paid, Self::Unpaid, Self::Returned];
}

/// One row, or the money of one scheme on it; sums in đồng.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BookedRow {
    /// The row number that Excel shows.
    pub row: u32,
    /// Number of the [`Who`].
    pub who: u32,
    /// The month that the money is for.
    pub month: Month,
    /// How many months it is for.
    pub months: u8,
    /// Index into [`Scheme::ALL`].
    pub scheme: u8,
    /// The month's own benefit.
    pub regular: i64,
    /// Arrears.
    pub arrears: i64,
    /// Brought over from earlier months, where the row says so.
    pub carried: Option<i64>,
    /// Held back.
    pub deduction: i64,
    /// What became of it.
    pub state: State,
}

impl BookedRow {
    /// The row's own money, without what it brings over, đồng.
    pub fn own(&self) -> i64 {
        self.regular + self.arrears - self.deduction
    }

    /// All of it, đồng.
    pub fn sum(&self) -> i64 {
        self.own() + self.carried.unwrap_or(0)
    }
}

/// Where the rows of a piece came from, as far as findings tell of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Path as shown.
    pub path: String,
    /// Digest of the file.
    pub sha256: String,
    /// Sheet.
    pub sheet: Option<String>,
    /// Columns that evidence points to: key and letters.
    pub columns: Vec<(String, String)>,
}

/// A commune's month of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// [`Role::Approved`] or [`Role::Ledger`].
    pub role: Role,
    /// The month in whose balance the rows stand.
    pub month: Month,
    /// The commune as written.
    pub commune: String,
    /// Whether every row says that it was not collected: a part of a return, not one of its own.
    pub only_unpaid: bool,
    /// Where it came from.
    pub origin: Origin,
    /// The rows.
    pub rows: Vec<BookedRow>,
}

impl Piece {
    /// Sum of its rows, đồng; of a return what was paid.
    pub fn sum(&self) -> i64 {
        let counts = |r: &&BookedRow| self.role == Role::Approved || r.state == State::Paid;
        let rows = self.rows.iter().filter(counts);
        rows.map(|r| {
            if self.role == Role::Approved {
                r.own()
            } else {
                r.sum()
            }
        })
        .sum()
    }

    /// Whether it stands for the same commune, month and kind of list.
    pub fn is_beside(&self, other: &Self) -> bool {
        (self.role, self.month) == (other.role, other.month)
            && commune_key(&self.commune) == commune_key(&other.commune)
    }
}

/// Numbers of [`Who`]s.
#[derive(Clone, Debug, Default)]
pub struct Whos {
    /// By number.
    pub all: Vec<Who>,
    numbers: FxHashMap<Who, u32>,
}

impl Whos {
    /// The number of one; a new one for one not met before.
    pub fn number(&mut self, who: Who) -> u32 {
        if let Some(known) = self.numbers.get(&who) {
            return *known;
        }
        let new = self.all.len() as u32;
        self.all.push(who.clone());
        self.numbers.insert(who, new);
        new
    }
}

/// Takes the rows of one list.
pub struct Collector<'a> {
    words: &'a Words,
    codes: &'a [String],
    /// Where the list is, so that only lists of money are kept.
    takes: bool,
    whos: Whos,
    rows: Vec<BookedRow>,
    checked: Vec<Checked>,
    /// Which status words and notes tell of money given back.
    returned: FxHashMap<String, bool>,
}

/// Most different notes whose meaning is kept.
const MOST_REMEMBERED: usize = 10_000;

/// The month of a row whose list has to tell it.
const NO_MONTH: Month = Month(i32::MIN);

/// A month with fewer rows than this part of the busiest month of a return is late money, not a return
/// of that month.
const LATE_PART: usize = 5;

impl<'a> Collector<'a> {
    /// An empty one for a list of this role.
    pub fn new(takes: bool, words: &'a Words, codes: &'a [String]) -> Self {
        Self {
            words,
            codes,
            takes,
            whos: Whos::default(),
            rows: Vec::new(),
            checked: Vec::new(),
            returned: FxHashMap::default(),
        }
    }

    fn who(&mut self, row: &Row) -> u32 {
        let codes: Vec<&str> = row
            .categories
            .iter()
            .filter_map(|at| self.codes.get(at).map(String::as_str))
            .collect();
        self.whos.number(Who {
            name: row.name.clone(),
            born: row.born.map(|b| (b.first.0, b.last.0)),
            sex: row.sex.map_or("", Sex::code).to_owned(),
            id_number: row.id_number.map_or_else(String::new, |id| id.to_string()),
            commune: row.commune.clone(),
            village: row.village.clone(),
            book: row.book.clone(),
            account: row.account.clone(),
            receiver: row.receiver.clone(),
            category: row.category.clone(),
            codes: codes.join(" "),
            cared_for: row.cared_for.clone(),
        })
    }

    fn says_returned(&mut self, text: &str) -> bool {
        if text.is_empty() {
            return false;
        }
        if let Some(known) = self.returned.get(text) {
            return *known;
        }
        let says = self.words.says_returned(text);
        if self.returned.len() < MOST_REMEMBERED {
            self.returned.insert(text.to_owned(), says);
        }
        says
    }

    fn state(&mut self, row: &Row) -> State {
        let texts = [&row.status, &row.note, &row.reason];
        if texts.into_iter().any(|text| self.says_returned(text)) {
            State::Returned
        } else if row.paid == Some(false) {
            State::Unpaid
        } else {
            State::Paid
        }
    }

    /// Findings that a person looked into, where it is a list of them.
    pub fn checked(self) -> Vec<Checked> {
        self.checked
    }

    /// The pieces of the list, taken as one of `role`; rows without a month are counted beside them.
    pub fn pieces(self, source: &Source, role: Role, whos: &mut Whos) -> (Vec<Piece>, u32) {
        let numbers: Vec<u32> = self.whos.all.into_iter().map(|w| whos.number(w)).collect();
        let origin = Origin {
            path: source.path.clone(),
            sha256: source.sha256.clone(),
            sheet: source.sheet.clone(),
            columns: source
                .columns
                .iter()
                .filter(|(key, _)| EVIDENCE.contains(key))
                .map(|(key, at)| (key.code().to_owned(), at.clone()))
                .collect(),
        };
        let mut undated = 0;
        let mut communes: BTreeMap<String, BTreeMap<Month, Vec<BookedRow>>> = BTreeMap::new();
        let mut shown: BTreeMap<String, String> = BTreeMap::new();
        for mut row in self.rows {
            row.who = numbers.get(row.who as usize).copied().unwrap_or(0);
            if row.month == NO_MONTH {
                let Some(month) = source.month else {
                    undated += 1;
                    continue;
                };
                row.month = month;
            }
            let commune = whos.all.get(row.who as usize).map_or("", |w| &w.commune);
            let key = commune_key(commune);
            shown
                .entry(key.clone())
                .or_insert_with(|| commune.to_owned());
            let months = communes.entry(key).or_default();
            for part in split(row) {
                months.entry(part.month).or_default().push(part);
            }
        }
        let mut pieces = Vec::new();
        for (key, months) in communes {
            let busiest = months.values().map(Vec::len).max().unwrap_or(0);
            let is_own = |month: Month, rows: usize| {
                source.month == Some(month) || rows * LATE_PART >= busiest
            };
            let own: Vec<Month> = months
                .iter()
                .filter(|(month, rows)| is_own(**month, rows.len()))
                .map(|(month, _)| *month)
                .collect();
            let mut booked: BTreeMap<Month, Vec<BookedRow>> = BTreeMap::new();
            for (month, rows) in months {
                // Late money stands in the return in which it came.
                let later = || own.iter().copied().find(|m| *m > month);
                let at = if own.contains(&month) {
                    Some(month)
                } else {
                    later().or(own.last().copied())
                };
                booked.entry(at.unwrap_or(month)).or_default().extend(rows);
            }
            for (month, mut rows) in booked {
                rows.sort_by_key(|r| r.row);
                pieces.push(Piece {
                    role,
                    month,
                    commune: shown.get(&key).cloned().unwrap_or_default(),
                    only_unpaid: rows.iter().all(|r| r.state == State::Unpaid),
                    origin: origin.clone(),
                    rows,
                });
            }
        }
        (pieces, undated)
    }
}

/// The columns that evidence may point to.
const EVIDENCE: [Key; 8] = [
    Key::Amount,
    Key::Regular,
    Key::Total,
    Key::Carried,
    Key::Paid,
    Key::Status,
    Key::Note,
    Key::Name,
];

/// A row for several months as one for each.
fn split(row: BookedRow) -> Vec<BookedRow> {
    let count = i64::from(row.months.max(1));
    if count == 1 {
        return vec![row];
    }
    let share = |sum: i64, at: i64| {
        if at + 1 == count {
            sum - sum / count * at
        } else {
            sum / count
        }
    };
    (0..count)
        .map(|at| BookedRow {
            month: row.month.plus(at as i32),
            months: 1,
            regular: share(row.regular, at),
            arrears: if at == 0 { row.arrears } else { 0 },
            carried: if at == 0 { row.carried } else { None },
            deduction: if at == 0 { row.deduction } else { 0 },
            ..row.clone()
        })
        .collect()
}

impl Sink for Collector<'_> {
    fn row(&mut self, row: &Row) {
        self.checked.extend(row.checked.as_deref().cloned());
        if !self.takes {
            return;
        }
        let who = self.who(row);
        let state = self.state(row);
        let shares = Shares::of(row, &mut Vec::new());
        let carried = row.carried.map(|m| m.0);
        let mut first = true;
        for share in shares.iter() {
            let mut arrears = i64::from(share.arrears);
            if first {
                arrears -= carried.unwrap_or(0);
            }
            let booked = BookedRow {
                row: row.number,
                who,
                month: row.month.unwrap_or(NO_MONTH),
                months: row.months.max(1),
                scheme: share.scheme as u8,
                regular: i64::from(share.regular),
                arrears,
                carried: carried.filter(|_| first),
                deduction: row.deduction.filter(|_| first).map_or(0, |m| m.0),
                state,
            };
            self.rows.push(booked);
            first = false;
        }
    }

    fn join(&mut self, next: Self) {
        let numbers: Vec<u32> = next
            .whos
            .all
            .into_iter()
            .map(|who| self.whos.number(who))
            .collect();
        self.rows.extend(next.rows.into_iter().map(|mut row| {
            row.who = numbers.get(row.who as usize).copied().unwrap_or(0);
            row
        }));
    }
}

impl Who {
    /// Birth as a date.
    pub fn birth(&self) -> Option<PartialDate> {
        let (first, last) = self.born?;
        let (first, last) = (Day(first), Day(last));
        Some(PartialDate { first, last })
    }

    /// The row as lists are folded, numbered anew.
    pub fn row(
        &self,
        booked: &BookedRow,
        number: u32,
        categories: crate::model::Categories,
    ) -> Row {
        let sum = |sum: i64| (sum != 0).then_some(Money(sum));
        Row {
            number,
            name: self.name.clone(),
            born: self.birth(),
            sex: match self.sex.as_str() {
                "female" => Some(Sex::Female),
                "male" => Some(Sex::Male),
                _ => None,
            },
            id_number: IdNumber::from_digits(&self.id_number),
            commune: self.commune.clone(),
            village: self.village.clone(),
            category: self.category.clone(),
            categories,
            book: self.book.clone(),
            account: self.account.clone(),
            receiver: self.receiver.clone(),
            cared_for: self.cared_for.clone(),
            scheme: Scheme::ALL.get(usize::from(booked.scheme)).copied(),
            month: Some(booked.month),
            months: booked.months,
            regular: Some(Money(booked.regular)),
            amount: Some(Money(booked.regular)),
            arrears: sum(booked.arrears),
            carried: booked.carried.map(Money),
            deduction: sum(booked.deduction),
            paid: Some(booked.state == State::Paid),
            ..Row::default()
        }
    }
}
