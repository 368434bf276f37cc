//! What each column means in a list of this role.
//!
//! In: the header and the role. Out: [`Plan`]: for each column one [`Slot`]. Words that mean one thing
//! on a roll and another on a ledger are settled here.

use super::context::{Context, unit};
use super::header::{Column, Header};
use super::typing::is_of_homes;
use super::values::Unit;
use super::words::{Field, Words};
use crate::model::{Key, Role};
use crate::read::column_letters;

/// What a column holds.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    /// Its meaning.
    pub field: Field,
    /// What a written unit of its money is worth.
    pub unit: Unit,
}

/// The columns of a list.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The list's role.
    pub role: Role,
    /// Columns of day, month and year of dates in three columns.
    pub parted: Vec<[u32; 3]>,
    /// By column; `None` where a column is of no use.
    pub slots: Vec<Option<Slot>>,
    /// Column of the name.
    pub name: Option<u32>,
    /// Column of the running number.
    pub number: Option<u32>,
    /// The folded header of the name column, to know it again on the next page.
    pub name_label: String,
    /// Whether several columns hold the money of a month each.
    pub wide: bool,
}

impl Plan {
    /// Settles the columns.
    pub fn new(header: &Header, role: Role, context: &Context, words: &Words) -> Self {
        let mut columns = match words.role(role) {
            Some(own) => header.columns_for(own),
            None => header.columns.clone(),
        };
        for i in 0..columns.len() {
            let before = i
                .checked_sub(1)
                .and_then(|b| columns.get(b))
                .map(|c| c.field);
            if let Some(column) = columns.get_mut(i) {
                column.field = settled(column, before, role);
            }
        }
        settle_birth(&mut columns);
        settle_name(&mut columns);
        if is_of_homes(role) {
            settle_kinds(&mut columns, words);
            settle_support(&mut columns);
        } else {
            settle_money(&mut columns, role);
        }
        settle_cards(&mut columns);
        drop_repeats(&mut columns);

        let mut plan = Self {
            role,
            parted: header.parted.clone(),
            slots: Vec::new(),
            name: None,
            number: None,
            name_label: String::new(),
            wide: columns
                .iter()
                .any(|c| matches!(c.field, Field::MonthSum { .. })),
        };
        for column in &columns {
            if column.field == Field::Ignored {
                continue;
            }
            let told = unit(std::iter::once(column.written.as_str()), words).or(context.unit);
            let slot = Slot {
                field: column.field,
                unit: Unit {
                    dong: told.unwrap_or(1),
                    told: told.is_some(),
                },
            };
            let place = column.at as usize;
            if plan.slots.len() <= place {
                plan.slots.resize(place + 1, None);
            }
            if let Some(empty) = plan.slots.get_mut(place) {
                *empty = Some(slot);
            }
            match column.field {
                Field::Key(Key::Name) | Field::GivenName if plan.name.is_none() => {
                    plan.name = Some(column.at);
                    plan.name_label.clone_from(&column.label);
                }
                Field::Key(Key::Number) => plan.number = Some(column.at),
                _ => {}
            }
        }
        plan
    }

    /// The meaning of a column.
    pub fn slot(&self, column: u32) -> Option<Slot> {
        self.slots.get(column as usize).copied().flatten()
    }

    /// The columns of each key, as documents tell them.
    pub fn letters(&self) -> Vec<(Key, String)> {
        (0u32..)
            .zip(&self.slots)
            .filter_map(|(column, slot)| {
                Some((slot.as_ref()?.field.key()?, column_letters(column)))
            })
            .collect()
    }

    /// The first column that holds a key.
    pub fn column(&self, key: Key) -> Option<u32> {
        let of_key = |slot: &Option<Slot>| slot.is_some_and(|s| s.field.key() == Some(key));
        self.slots.iter().position(of_key).map(|at| at as u32)
    }

    /// Whether a column holds a key.
    pub fn has(&self, key: Key) -> bool {
        self.column(key).is_some()
    }
}

/// The meaning of one column in a list of this role.
fn settled(column: &Column, before: Option<Field>, role: Role) -> Field {
    let key = |key| Field::Key(key);
    match (column.field, role) {
        // Of the rows compared, a list of pairs repeats much that is nobody's here.
        (Field::Key(of_pairs), Role::Links) if of_pairs.is_of_pairs() => column.field,
        (_, Role::Links) => Field::Ignored,
        (Field::Key(of_pairs), _) if of_pairs.is_of_pairs() => Field::Ignored,
        (Field::Key(Key::From), Role::Absences) => key(Key::AwayFrom),
        (Field::Key(Key::From), Role::Cards) => key(Key::ValidFrom),
        (Field::To, Role::Absences) => key(Key::AwayTo),
        (Field::To | Field::Key(Key::Until), Role::Cards) => key(Key::ValidTo),
        (Field::BareNumber, Role::Certificates) => key(Key::Certificate),
        (Field::BareNumber, Role::Decisions) => key(Key::Decision),
        (Field::BareNumber, _) => Field::Ignored,
        // The day of issue of an id card is nobody's business here.
        (Field::Key(Key::Issued), _)
            if role != Role::Certificates
                && before != Some(key(Key::Certificate))
                && column.label != "issued" =>
        {
            Field::Ignored
        }
        (Field::Key(Key::Category | Key::Amount | Key::Regular), Role::Pensions) => {
            key(Key::Pension)
        }
        (Field::Key(Key::Category), Role::Pupils) => key(Key::Ground),
        (Field::Key(Key::Category | Key::Kind), Role::Households) => key(Key::HouseholdKind),
        (Field::Key(Key::Category | Key::Kind), Role::Electricity) if column.label != "dien" => {
            key(Key::HouseholdKind)
        }
        (Field::KindMark(_), _) if !is_of_homes(role) => Field::Ignored,
        (Field::Months, Role::Electricity | Role::Pupils) => Field::Months,
        // Without tones: diện or điện.
        (Field::Key(Key::Category), Role::Electricity) if column.label == "dien" => key(Key::Kwh),
        (Field::Key(Key::Card), Role::Roll | Role::Ledger | Role::Approved)
            if column.label == "so the" =>
        {
            key(Key::Book)
        }
        (Field::Key(Key::Month), Role::Electricity) if !column.label.contains("thang") => {
            key(Key::Quarter)
        }
        (Field::Months, _) => match before {
            Some(Field::Key(Key::Carried | Key::CarriedMonths)) => key(Key::CarriedMonths),
            Some(Field::Key(Key::Arrears | Key::ArrearsMonths)) => key(Key::ArrearsMonths),
            _ => Field::Ignored,
        },
        (field, _) => field,
    }
}

/// `Ngày | Tháng | Năm` under one header: folded, the year is spelled like the men's column.
fn settle_birth(columns: &mut [Column]) {
    let parted = columns
        .iter()
        .any(|c| matches!(c.field, Field::BornDay | Field::BornMonth));
    for column in columns
        .iter_mut()
        .filter(|c| parted && c.field == Field::BornMale)
    {
        column.field = Field::BornYear;
    }
}

/// Lists of households name their people as heads or members.
fn settle_name(columns: &mut [Column]) {
    let named = columns.iter().any(|c| {
        matches!(
            c.field,
            Field::Key(Key::Name) | Field::GivenName | Field::FamilyName
        )
    });
    if named {
        return;
    }
    for wanted in [Key::Member, Key::Head, Key::CaredFor] {
        if let Some(column) = columns.iter_mut().find(|c| c.field == Field::Key(wanted)) {
            column.field = Field::Key(Key::Name);
            return;
        }
    }
}

/// Several columns of kinds, each headed by one: a mark stands where a household is of it.
fn settle_kinds(columns: &mut [Column], words: &Words) {
    let told = |c: &Column| matches!(c.field, Field::Key(Key::HouseholdKind | Key::Ground));
    let marks = |c: &Column| matches!(c.field, Field::KindMark(_));
    if columns.iter().filter(|c| told(c) || marks(c)).count() < 2 {
        return;
    }
    for column in columns.iter_mut().filter(|c| told(c)) {
        let kind = words.household_kinds(&column.label).0;
        if kind.is_power_of_two() {
            column.field = Field::KindMark(kind);
        }
    }
}

/// Of several columns of money in a list of support the sum counts; what a month is worth stands beside it.
fn settle_support(columns: &mut [Column]) {
    let money: Vec<usize> = (0..columns.len())
        .filter(|i| columns.get(*i).is_some_and(|c| c.field.is_money()))
        .collect();
    let is_total = |i: &usize| {
        columns
            .get(*i)
            .is_some_and(|c| c.field == Field::Key(Key::Total))
    };
    let sum = money.iter().copied().find(is_total).or_else(|| {
        let rate = |i: &usize| {
            columns
                .get(*i)
                .is_some_and(|c| c.field == Field::Key(Key::Regular))
        };
        money.iter().rev().copied().find(|i| !rate(i))
    });
    let counts = columns.iter().any(|c| c.field == Field::Months);
    let is_rate = |i: usize| columns.get(i).is_some_and(|c| c.label.starts_with("muc"));
    // A level beside a count of months is what one of them is worth.
    let sum = sum.filter(|i| money.len() > 1 || !counts || !is_rate(*i));
    let rate = money.iter().copied().find(|i| Some(*i) != sum);
    for i in money {
        if let Some(column) = columns.get_mut(i) {
            column.field = if Some(i) == sum {
                Field::Key(Key::Amount)
            } else if Some(i) == rate {
                Field::Key(Key::Regular)
            } else {
                Field::Ignored
            };
        }
    }
}

/// Which of several columns of money is which.
fn settle_money(columns: &mut [Column], role: Role) {
    let has = |columns: &[Column], key: Key| columns.iter().any(|c| c.field == Field::Key(key));
    let find =
        |columns: &[Column], key: Key| columns.iter().position(|c| c.field == Field::Key(key));
    let pays = matches!(role, Role::Ledger | Role::Approved);
    if pays {
        let amounts: Vec<usize> = (0..columns.len())
            .filter(|i| {
                columns
                    .get(*i)
                    .is_some_and(|c| c.field == Field::Key(Key::Amount))
            })
            .collect();
        // "Mức hưởng" and "Thành tiền": what a month is worth, and what was handed over.
        let has_total = has(columns, Key::Total);
        let has_regular = has(columns, Key::Regular);
        if let [first, .., last] = amounts.as_slice() {
            if let Some(column) = columns.get_mut(*first) {
                column.field = Field::Key(if has_regular {
                    Key::Month
                } else {
                    Key::Regular
                });
                if has_regular {
                    column.field = Field::Ignored;
                }
            }
            if !has_total && let Some(column) = columns.get_mut(*last) {
                column.field = Field::Key(Key::Total);
            }
        } else if let [only] = amounts.as_slice() {
            let others = [
                Key::Care,
                Key::Funeral,
                Key::OneOff,
                Key::Arrears,
                Key::Carried,
                Key::Deduction,
                Key::Total,
            ];
            let beside = others.iter().any(|k| has(columns, *k));
            if let Some(column) = columns.get_mut(*only) {
                if has_regular {
                    column.field = if has_total {
                        Field::Ignored
                    } else {
                        Field::Key(Key::Total)
                    };
                } else if beside {
                    column.field = Field::Key(Key::Regular);
                }
            }
        }
        let alone = columns.iter().filter(|c| c.field.is_money()).count() == 1;
        if alone
            && let Some(i) = find(columns, Key::Total).or_else(|| find(columns, Key::Regular))
            && let Some(column) = columns.get_mut(i)
            && !matches!(column.label.as_str(), "total" | "regular")
        {
            column.field = Field::Key(Key::Amount);
        }
    } else if !has(columns, Key::Amount)
        && let Some(i) = find(columns, Key::Regular).or_else(|| find(columns, Key::Total))
        && let Some(column) = columns.get_mut(i)
    {
        column.field = Field::Key(Key::Amount);
    }
}

/// Beside the number of a card that of the insured says nothing: it lacks the letters that tell the kind.
fn settle_cards(columns: &mut [Column]) {
    let is_card = |c: &Column| c.field == Field::Key(Key::Card);
    let of_insured = |c: &Column| c.label.ends_with(" bhxh");
    if columns.iter().any(|c| is_card(c) && !of_insured(c)) {
        for column in columns.iter_mut().filter(|c| is_card(c) && of_insured(c)) {
            column.field = Field::Ignored;
        }
    }
}

/// Of two columns that hold the same, the first counts.
fn drop_repeats(columns: &mut [Column]) {
    let mut seen: Vec<Field> = Vec::new();
    for column in columns {
        // A name may stand in three columns: "Họ", "Tên đệm", "Tên".
        let several = matches!(column.field, Field::MonthSum { .. } | Field::FamilyName);
        let repeats = seen.contains(&column.field) && !several;
        if repeats {
            column.field = Field::Ignored;
        } else {
            seen.push(column.field);
        }
    }
}
