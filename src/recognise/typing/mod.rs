//! A row of cells to a row of values.
//!
//! In: [`RawRow`]s of people. Out: [`Row`]s, the same one filled again and again. What texts mean is
//! remembered, since few differ: categories, communes, notes.

use rustc_hash::FxHashMap;

use super::address::Address;
use super::plan::Slot;
use super::skip::Ruling;
use super::swapped::could_be_swapped;
use super::values::{DateUse, MonthSpan, NameCell, NoteCell, coefficient, count, date, name};
use super::words::{Categorised, Field};
use super::years::is_long_year;
use crate::model::text::fold;
use crate::model::{Key, Level, Money, Month, Note, NoteKind, PartialDate, Row, Scheme, Sex};
use crate::read::{RawRow, Value};

mod cells;
mod homes;
mod list;
mod meanings;
mod pair;

pub use cells::shown;
pub use homes::is_of_homes;
pub use list::{Fate, List};

use cells::{doubt, letters_lost, money, sex, small, sum, text, text_of, write};
use meanings::remark;

/// Fills rows, remembering what texts mean.
pub struct Typist<'l, 'w> {
    list: &'l List<'w>,
    categories: FxHashMap<String, Categorised>,
    communes: FxHashMap<String, String>,
    addresses: FxHashMap<String, Option<Address>>,
    months: FxHashMap<String, Option<MonthSpan>>,
    notes: FxHashMap<(String, Option<Month>), NoteCell>,
    /// Rows signed or marked as paid.
    pub signed: u32,
    /// The money of single months, in lists with a column a month.
    pub sums: Vec<(Month, Money)>,
    paid_words: FxHashMap<String, Option<bool>>,
    levels: FxHashMap<String, Option<Level>>,
}

/// Texts remembered of each sort; past it they are read anew each time.
const MOST_REMEMBERED: usize = 20_000;

impl<'l, 'w> Typist<'l, 'w> {
    /// Of a list.
    pub fn new(list: &'l List<'w>) -> Self {
        Self {
            list,
            categories: FxHashMap::default(),
            communes: FxHashMap::default(),
            addresses: FxHashMap::default(),
            months: FxHashMap::default(),
            notes: FxHashMap::default(),
            signed: 0,
            sums: Vec::new(),
            paid_words: FxHashMap::default(),
            levels: FxHashMap::default(),
        }
    }

    /// Fills `row` from the cells.
    pub fn fill(&mut self, raw: &RawRow, ruling: &Ruling, row: &mut Row) {
        let list = self.list;
        row.clear();
        row.number = raw.number;
        row.hidden = raw.hidden;
        row.struck = raw.is_struck();
        self.sums.clear();
        let mut parts = Parts::default();
        for (column, value) in raw.cells() {
            let Some(slot) = list.plan.slot(column) else {
                continue;
            };
            if let (Value::Error(_), Some(key)) = (value, slot.field.key()) {
                // `#REF!` is nobody's name and no date: the cell is as good as empty.
                doubt(row, key, NoteKind::ErrorValue, value);
            } else if list.years.contains(&column) && is_long_year(value) {
                doubt(row, Key::Born, NoteKind::NotADate, value);
            } else {
                self.cell(value, slot, row, &mut parts);
                if matches!(value, Value::Date(_)) && list.swapped.contains(&column) {
                    maybe_swapped(value, slot, row);
                }
            }
        }
        // A death may be told by a comment alone.
        for (_, said) in &raw.aside {
            remark(said, row);
        }
        self.finish(&parts, ruling, row);
        for (column, _, was) in &raw.legacy {
            if let Some(key) = list.plan.slot(*column).and_then(|s| s.field.key()) {
                row.notes.push(Note {
                    key,
                    kind: NoteKind::LegacyEncoding,
                    was: was.clone(),
                });
            }
        }
        if row.hidden || row.struck {
            row.notes.push(Note {
                key: Key::Name,
                kind: NoteKind::HiddenRow,
                was: String::new(),
            });
        }
    }

    fn cell<'a>(&mut self, value: Value<'a>, slot: Slot, row: &mut Row, parts: &mut Parts<'a>) {
        match slot.field {
            Field::Key(key) => self.key(key, value, slot, row, parts),
            Field::BornMale | Field::BornFemale | Field::Male | Field::Female => {
                let sex = match slot.field {
                    Field::BornMale | Field::Male => Sex::Male,
                    _ => Sex::Female,
                };
                self.born_by_sex(
                    value,
                    sex,
                    matches!(slot.field, Field::Male | Field::Female),
                    row,
                );
            }
            Field::BornDay => parts.born.0 = small(value),
            Field::BornMonth => parts.born.1 = small(value),
            Field::BornYear => parts.born.2 = small(value),
            Field::FamilyName => {
                let more = text_of(value);
                let gap = if parts.family.is_empty() { "" } else { " " };
                parts.family.extend([gap, &more]);
            }
            Field::GivenName => parts.given = text_of(value),
            Field::Unpaid => {
                let marked = match value {
                    Value::Text(t) => !matches!(t.trim(), "0" | "-"),
                    Value::Number(n) => n != 0.0,
                    Value::Bool(b) => b,
                    _ => false,
                };
                if marked {
                    row.paid = Some(false);
                }
                row.left_over = sum(value, slot);
            }
            Field::GivenBack => row.given_back = sum(value, slot),
            Field::To => {
                // The last month of benefit: the next one is the first without.
                if let Some(to) = self.a_date(Key::Until, value, DateUse::Event, row) {
                    row.until = Some(to.last_month().plus(1));
                }
            }
            Field::DecisionDate => parts.decided = text_of(value),
            Field::MonthSum { month, year } => {
                let year = year.map(i32::from).or(self.list.latest_year());
                let month = year.and_then(|y| Month::new(y, u32::from(month)));
                let read = money(Key::Amount, value, slot, row);
                if let (Some(month), Some(sum)) = (month, read)
                    && sum.0 != 0
                {
                    self.sums.push((month, sum));
                }
            }
            Field::Months => row.counted = count(value),
            Field::KindMark(kind) => self.kind_mark(kind, value, row),
            Field::NameOrCategory | Field::BareNumber | Field::Ignored => {}
        }
    }

    fn key<'a>(
        &mut self,
        key: Key,
        value: Value<'a>,
        slot: Slot,
        row: &mut Row,
        parts: &mut Parts<'a>,
    ) {
        match key {
            Key::Number => {}
            Key::Name => match value {
                Value::Text(text) => {
                    let NameCell {
                        cared_for,
                        two,
                        carer,
                    } = name(text, &self.list.words.rows, &mut row.name);
                    if carer || !cared_for.is_empty() {
                        row.cared_for = cared_for;
                        row.scheme = Some(Scheme::Care);
                    }
                    if two {
                        doubt(row, key, NoteKind::TwoPeople, value);
                    }
                    if letters_lost(text) {
                        doubt(row, key, NoteKind::LettersLost, value);
                    }
                }
                other => write(&mut row.name, other),
            },
            Key::Born => row.born = self.a_date(key, value, DateUse::Birth, row).or(row.born),
            Key::Sex => row.sex = sex(value, &self.list.words.values),
            Key::IdNumber => parts.id = Some(value),
            Key::Commune => parts.commune = text_of(value),
            Key::Coefficient => {
                let read = coefficient(value);
                row.coefficient = read.value;
                if let Some(kind) = read.note {
                    doubt(row, key, kind, value);
                }
            }
            Key::Amount => row.amount = money(key, value, slot, row),
            Key::Fees => {
                // A share or a mark may stand in such a column as well.
                let notes = row.notes.len();
                row.fees = money(key, value, slot, row);
                row.notes.truncate(notes);
            }
            Key::Regular => row.regular = money(key, value, slot, row),
            Key::Care => row.care = money(key, value, slot, row),
            Key::Funeral => row.funeral = money(key, value, slot, row),
            Key::OneOff => row.one_off = money(key, value, slot, row),
            Key::Arrears => row.arrears = money(key, value, slot, row),
            // A mark where the money carried over is looked for: this money was not paid.
            Key::Carried if is_mark(value) => row.paid = Some(false),
            Key::Carried => row.carried = money(key, value, slot, row),
            Key::Deduction => row.deduction = money(key, value, slot, row).map(Money::abs),
            Key::Total => row.total = money(key, value, slot, row),
            Key::From => row.from = self.a_date(key, value, DateUse::Event, row),
            Key::Until => {
                row.until = self
                    .a_date(key, value, DateUse::Event, row)
                    .map(PartialDate::first_month);
            }
            Key::Level => parts.level = text_of(value),
            Key::Kind => {
                if let Value::Text(text) = value {
                    if self.list.plan.role == crate::model::Role::Cards {
                        row.others.push((key, text.to_string()));
                    }
                    let folded = fold(text);
                    for (kind, phrases) in &self.list.words.values.kinds {
                        if phrases.within(&folded) {
                            row.kinds = row.kinds.and(*kind);
                        }
                    }
                }
            }
            Key::Issued => row.issued = self.a_date(key, value, DateUse::Event, row),
            Key::Children => row.children = count(value),
            Key::Month => self.month(value, row),
            Key::ArrearsMonths => parts.arrears_months = Some(value),
            Key::CarriedMonths => row.carried_months = count(value),
            Key::Paid => {
                parts.paid = Some(value);
                row.handed_over = sum(value, slot);
            }
            Key::ReceivedOn => row.received_on = self.a_date(key, value, DateUse::Event, row),
            Key::Died => row.died = self.a_date(key, value, DateUse::Event, row),
            Key::Registered => row.registered = self.a_date(key, value, DateUse::Event, row),
            Key::AwayFrom => row.away_from = self.a_date(key, value, DateUse::Event, row),
            Key::AwayTo => row.away_to = self.a_date(key, value, DateUse::Event, row),
            Key::Village
            | Key::Category
            | Key::Decision
            | Key::Book
            | Key::Certificate
            | Key::Receiver
            | Key::Account
            | Key::Receipt
            | Key::Reason
            | Key::Pension
            | Key::CaredFor
            | Key::Status
            | Key::Note => text(key, value, row),
            Key::FirstRow
            | Key::FirstPath
            | Key::FirstSheet
            | Key::FirstName
            | Key::SecondRow
            | Key::SecondPath
            | Key::SecondSheet
            | Key::SecondName
            | Key::Answer
            | Key::AnsweredBy
            | Key::AnsweredOn => self.pair(key, value, row),
            Key::Card
            | Key::ValidFrom
            | Key::ValidTo
            | Key::Household
            | Key::HouseholdKind
            | Key::Quarter
            | Key::Kwh
            | Key::School
            | Key::Class
            | Key::Ground
            | Key::Head
            | Key::Member
            | Key::Relation => {
                let mut text = String::new();
                write(&mut text, value);
                if !text.is_empty() {
                    row.others.push((key, text));
                }
            }
        }
    }
}

/// Cells that wait for their neighbours.
#[derive(Default)]
struct Parts<'a> {
    id: Option<Value<'a>>,
    paid: Option<Value<'a>>,
    arrears_months: Option<Value<'a>>,
    born: (Option<u32>, Option<u32>, Option<u32>),
    family: String,
    given: String,
    commune: String,
    level: String,
    decided: String,
}

/// `x`, `v`: a mark, no sum.
fn is_mark(value: Value<'_>) -> bool {
    matches!(value, Value::Text(t) if matches!(t.trim(), "x" | "X" | "v" | "V"))
}

/// Doubts a date that an American Excel may have taken apart.
fn maybe_swapped(value: Value<'_>, slot: Slot, row: &mut Row) {
    let read = date(value, DateUse::Event, None).value;
    if let (Some(key), Some(true)) = (slot.field.key(), read.map(could_be_swapped)) {
        doubt(row, key, NoteKind::MaybeSwapped, value);
    }
}

/// Keeps what a text means.
fn remember<K: std::hash::Hash + Eq, V>(known: &mut FxHashMap<K, V>, text: K, value: V) {
    if known.len() < MOST_REMEMBERED {
        known.insert(text, value);
    }
}
