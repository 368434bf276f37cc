//! What is kept of a list when it is booked: whom its rows name, and what they say of money.
//!
//! In: typed rows as they stream ([`Collector`]). Out: [`Piece`]s, one for each commune and month of a
//! list. A piece read again from the store and one just read from its file are the same thing, so that
//! it makes no difference in how many runs the months of a year came.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::whos::{TEXTS, Text, Who, Whos};
use crate::link::fold::{Shares, Signatures, is_unsigned};
pub use crate::model::RowState as State;
use crate::model::text::commune_key;
use crate::model::{Checked, Key, Month, Pair, Role, Row, Source, Sym};
use crate::recognise::{Sink, Words};

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
    /// Index into [`Scheme::ALL`](crate::model::Scheme::ALL).
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
    /// Whether every row says that its money was given back: a part of a return as well.
    pub fn only_returned(&self) -> bool {
        self.rows.iter().all(|r| r.state == State::Returned)
    }

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

/// Takes the rows of one list.
pub struct Collector<'a> {
    words: &'a Words,
    /// Where the list is, so that only lists of money are kept.
    takes: bool,
    whos: Whos,
    /// The texts of the row before.
    before: [Sym; TEXTS],
    rows: Vec<BookedRow>,
    signatures: Signatures,
    checked: Vec<Checked>,
    pairs: Vec<(u32, Pair)>,
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
    pub fn new(takes: bool, words: &'a Words) -> Self {
        Self {
            words,
            takes,
            whos: Whos::default(),
            before: [Sym::EMPTY; TEXTS],
            rows: Vec::new(),
            signatures: Signatures::default(),
            checked: Vec::new(),
            pairs: Vec::new(),
            returned: FxHashMap::default(),
        }
    }

    fn who(&mut self, row: &Row) -> u32 {
        let texts = [
            &row.name,
            &row.commune,
            &row.village,
            &row.book,
            &row.account,
            &row.receiver,
            &row.category,
            &row.cared_for,
        ];
        // Commune and category are mostly those of the row before.
        let mut syms = [Sym::EMPTY; TEXTS];
        for ((text, before), sym) in texts.iter().zip(&mut self.before).zip(&mut syms) {
            if self.whos.texts.get(*before) != text.as_str() {
                *before = self.whos.texts.intern(text);
            }
            *sym = *before;
        }
        self.whos.number(Who {
            born: row.born,
            sex: row.sex,
            id_number: row.id_number,
            categories: row.categories,
            texts: syms,
        })
    }

    /// A row of which a part was handed over is two: what was, and what was not.
    fn take_part(&mut self, row: &Row) {
        let Some(paid) = row.handed_over.map(|sum| sum.0) else {
            return;
        };
        let of_row = self
            .rows
            .iter_mut()
            .rev()
            .take_while(|r| r.row == row.number);
        let mut of_row: Vec<&mut BookedRow> = of_row.collect();
        let told: i64 = of_row.iter().map(|r| r.sum()).sum();
        let Some(main) = of_row.last_mut().filter(|r| r.state == State::Paid) else {
            return;
        };
        main.regular += paid - told;
        let left = BookedRow {
            regular: row.left_over.map_or(0, |sum| sum.0),
            arrears: 0,
            carried: None,
            deduction: 0,
            state: State::Unpaid,
            ..(*main).clone()
        };
        if left.regular != 0 {
            self.rows.push(left);
        }
    }

    /// What a column says was given back is a row of its own. Where nothing tells what was handed over, it
    /// is taken from what the row brings over, then from its month.
    fn give_back(&mut self, row: &Row) {
        let Some(back) = row.given_back.map(|sum| sum.0).filter(|sum| *sum > 0) else {
            return;
        };
        let Some(main) = self.rows.last_mut().filter(|r| r.row == row.number) else {
            return;
        };
        if main.state == State::Returned {
            return;
        }
        let mut carried = None;
        if row.handed_over.is_none() {
            carried = main.carried.map(|sum| sum.min(back));
            let brought = carried.unwrap_or(0);
            main.carried = main.carried.map(|sum| sum - brought);
            main.regular -= (back - brought).min(main.regular.max(0));
        }
        let given = BookedRow {
            regular: back - carried.unwrap_or(0),
            arrears: 0,
            carried,
            deduction: 0,
            state: State::Returned,
            ..main.clone()
        };
        self.rows.push(given);
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
        if row.returned || texts.into_iter().any(|text| self.says_returned(text)) {
            State::Returned
        } else if row.paid == Some(false) {
            State::Unpaid
        } else if is_unsigned(row) {
            // Only the whole list tells whether an empty signature says anything.
            State::Unsigned
        } else {
            State::Paid
        }
    }

    /// Findings that a person looked into, where it is a list of them.
    pub fn checked(self) -> Vec<Checked> {
        self.checked
    }

    /// Rows that a person compared, each with the row in which it is said, where it is a list of them.
    pub fn pairs(self) -> Vec<(u32, Pair)> {
        self.pairs
    }

    /// The pieces of the list, taken as one of `role`; rows without a month are counted beside them.
    pub fn pieces(self, source: &Source, role: Role, whos: &mut Whos) -> (Vec<Piece>, u32) {
        let numbers = whos.absorb(&self.whos);
        let leaves_open = role == Role::Ledger && self.signatures.are_usual();
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
        // The communes of the list, and for everybody named on it which one is theirs.
        let mut keys: BTreeMap<String, usize> = BTreeMap::new();
        let mut key_of: FxHashMap<&str, usize> = FxHashMap::default();
        let commune_of: Vec<usize> = self
            .whos
            .all
            .iter()
            .map(|who| {
                let commune = self.whos.text(who, Text::Commune);
                *key_of.entry(commune).or_insert_with(|| {
                    let next = keys.len();
                    *keys.entry(commune_key(commune)).or_insert(next)
                })
            })
            .collect();
        let mut shown: Vec<String> = vec![String::new(); keys.len()];
        let mut months: Vec<BTreeMap<Month, Vec<BookedRow>>> = vec![BTreeMap::new(); keys.len()];
        let mut undated = 0;
        for mut row in self.rows {
            let who = row.who as usize;
            let at = commune_of.get(who).copied().unwrap_or(0);
            row.who = numbers.get(who).copied().unwrap_or(0);
            if row.state == State::Unsigned && !leaves_open {
                row.state = State::Paid;
            }
            if row.month == NO_MONTH {
                let Some(month) = source.month else {
                    undated += 1;
                    continue;
                };
                row.month = month;
            }
            if let Some(shown) = shown.get_mut(at).filter(|shown| shown.is_empty())
                && let Some(who) = self.whos.all.get(who)
            {
                self.whos.text(who, Text::Commune).clone_into(shown);
            }
            let Some(months) = months.get_mut(at) else {
                continue;
            };
            if row.months <= 1 {
                months.entry(row.month).or_default().push(row);
            } else {
                for part in split(&row) {
                    months.entry(part.month).or_default().push(part);
                }
            }
        }
        let mut pieces = Vec::new();
        for at in keys.into_values() {
            let months = months.get_mut(at).map(std::mem::take).unwrap_or_default();
            let commune = shown.get(at).cloned().unwrap_or_default();
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
                    commune: commune.clone(),
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
fn split(row: &BookedRow) -> Vec<BookedRow> {
    let count = i64::from(row.months.max(1));
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
        self.pairs
            .extend(row.pair.as_deref().map(|pair| (row.number, pair.clone())));
        if !self.takes {
            return;
        }
        self.signatures.note(row);
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
        self.take_part(row);
        self.give_back(row);
    }

    fn join(&mut self, next: Self) {
        self.signatures.join(next.signatures);
        self.checked.extend(next.checked);
        self.pairs.extend(next.pairs);
        let numbers = self.whos.absorb(&next.whos);
        self.rows.extend(next.rows.into_iter().map(|mut row| {
            row.who = numbers.get(row.who as usize).copied().unwrap_or(0);
            row
        }));
    }
}
