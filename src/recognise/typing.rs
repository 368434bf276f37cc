//! A row of cells to a row of values.
//!
//! In: [`RawRow`]s of people. Out: [`Row`]s, the same one filled again and again. What texts mean is
//! remembered, since few differ: categories, communes, notes.

use rustc_hash::FxHashMap;

use super::context::Context;
use super::plan::{Plan, Slot};
use super::skip::Ruling;
use super::values::{
    DateUse, IdContext, MonthSpan, NameCell, NoteCell, amount, coefficient, count, date, id_number,
    month_list, month_span, name, note,
};
use super::words::{Categorised, Field, Words};
use crate::model::text::{commune_name, fold, tidy};
use crate::model::{
    AwayKind, Categories, CategoryTable, IdState, Key, Level, Money, Month, Note, NoteKind,
    PartialDate, Role, Row, Scheme,
};
use crate::read::{RawRow, Value};

/// What holds for all rows of a list.
#[derive(Clone, Debug)]
pub struct List<'w> {
    /// Words and places.
    pub words: &'w Words,
    /// Columns.
    pub plan: Plan,
    /// The months that the list is of.
    pub month: Option<MonthSpan>,
    /// Its commune; empty where it is told in a column or not at all.
    pub commune: String,
    /// What sheet or title say of everybody's category.
    pub category: (String, Categorised),
    /// What the title says of everybody's absence.
    pub away: Option<AwayKind>,
    /// A list of people who were not paid.
    pub unpaid: bool,
    /// Sets of categories by level, lightest first: what a level leaves of open words.
    levels: [Categories; 3],
}

impl<'w> List<'w> {
    /// Everything that holds for a list.
    pub fn new(plan: Plan, context: &Context, words: &'w Words, table: &CategoryTable) -> Self {
        let of_level = |level: Level| {
            let index = table.index(&format!("disabled_{}", level.code()));
            index.map(Categories::one).unwrap_or_default()
        };
        let sheet = words.categories.means(&context.sheet);
        let category = if sheet == Categorised::default() {
            (String::new(), sheet)
        } else {
            (context.sheet.clone(), sheet)
        };
        let away = words
            .values
            .away
            .iter()
            .filter(|(_, p)| context.title_has(p) || p.within(&context.file));
        Self {
            words,
            month: context.month,
            commune: context.commune.clone(),
            category,
            away: away
                .map(|(kind, _)| *kind)
                .min()
                .filter(|_| plan.role == Role::Absences),
            unpaid: context.title_has(&words.values.unpaid_list)
                || words.values.unpaid_list.within(&context.file),
            levels: Level::ALL.map(of_level),
            plan,
        }
    }

    fn latest_year(&self) -> Option<i32> {
        self.month.map(|m| m.first.year())
    }

    /// Whether rows of such a list hand over money for a month.
    fn is_of_months(&self) -> bool {
        matches!(
            self.plan.role,
            Role::Ledger | Role::Approved | Role::Electricity | Role::Pupils
        )
    }
}

/// Fills rows, remembering what texts mean.
pub struct Typist<'l, 'w> {
    list: &'l List<'w>,
    categories: FxHashMap<String, Categorised>,
    communes: FxHashMap<String, String>,
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
            if let Some(slot) = list.plan.slot(column) {
                self.cell(value, slot, row, &mut parts);
            }
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
                    Field::BornMale | Field::Male => crate::model::Sex::Male,
                    _ => crate::model::Sex::Female,
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
            Field::FamilyName => parts.family = text_of(value),
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
            }
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
                let read = self.money(Key::Amount, value, slot, row);
                if let (Some(month), Some(sum)) = (month, read)
                    && sum.0 != 0
                {
                    self.sums.push((month, sum));
                }
            }
            Field::Months | Field::BareNumber | Field::Ignored => {}
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
                    let NameCell { cared_for, two } =
                        name(text, &self.list.words.rows, &mut row.name);
                    if !cared_for.is_empty() {
                        row.cared_for = cared_for;
                        row.scheme = Some(Scheme::Care);
                    }
                    if two {
                        doubt(row, key, NoteKind::TwoPeople, value);
                    }
                }
                other => write(&mut row.name, other),
            },
            Key::Born => row.born = self.a_date(key, value, DateUse::Birth, row).or(row.born),
            Key::Sex => row.sex = self.sex(value),
            Key::IdNumber => parts.id = Some(value),
            Key::Commune => parts.commune = text_of(value),
            Key::Village => self.text(key, value, row),
            Key::Category => self.text(key, value, row),
            Key::Coefficient => {
                row.coefficient = coefficient(value);
                if row.coefficient.is_none() {
                    self.told(key, value, NoteKind::NotAnAmount, row);
                }
            }
            Key::Amount => row.amount = self.money(key, value, slot, row),
            Key::Regular => row.regular = self.money(key, value, slot, row),
            Key::Care => row.care = self.money(key, value, slot, row),
            Key::Funeral => row.funeral = self.money(key, value, slot, row),
            Key::OneOff => row.one_off = self.money(key, value, slot, row),
            Key::Arrears => row.arrears = self.money(key, value, slot, row),
            Key::Carried => row.carried = self.money(key, value, slot, row),
            Key::Deduction => row.deduction = self.money(key, value, slot, row).map(Money::abs),
            Key::Total => row.total = self.money(key, value, slot, row),
            Key::From => row.from = self.a_date(key, value, DateUse::Event, row),
            Key::Until => {
                row.until = self
                    .a_date(key, value, DateUse::Event, row)
                    .map(PartialDate::first_month);
            }
            Key::Level => parts.level = text_of(value),
            Key::Kind => {
                if let Value::Text(text) = value {
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
            Key::Paid => parts.paid = Some(value),
            Key::ReceivedOn => row.received_on = self.a_date(key, value, DateUse::Event, row),
            Key::Died => row.died = self.a_date(key, value, DateUse::Event, row),
            Key::Registered => row.registered = self.a_date(key, value, DateUse::Event, row),
            Key::AwayFrom => row.away_from = self.a_date(key, value, DateUse::Event, row),
            Key::AwayTo => row.away_to = self.a_date(key, value, DateUse::Event, row),
            Key::Decision
            | Key::Book
            | Key::Certificate
            | Key::Receiver
            | Key::Account
            | Key::Receipt
            | Key::Reason
            | Key::Pension
            | Key::CaredFor
            | Key::Status
            | Key::Note => self.text(key, value, row),
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

    /// A text cell to its field.
    fn text(&mut self, key: Key, value: Value<'_>, row: &mut Row) {
        if matches!(value, Value::Error(_)) {
            doubt(row, key, NoteKind::ErrorValue, value);
            return;
        }
        let field = match key {
            Key::Village => &mut row.village,
            Key::Category => &mut row.category,
            Key::Decision => &mut row.decision,
            Key::Book => &mut row.book,
            Key::Certificate => &mut row.certificate,
            Key::Receiver => &mut row.receiver,
            Key::Account => &mut row.account,
            Key::Receipt => &mut row.receipt,
            Key::Reason => &mut row.reason,
            Key::Pension => &mut row.pension,
            Key::CaredFor => &mut row.cared_for,
            Key::Status => &mut row.status,
            _ => &mut row.note,
        };
        field.clear();
        write(field, value);
    }

    fn money(&mut self, key: Key, value: Value<'_>, slot: Slot, row: &mut Row) -> Option<Money> {
        let read = amount(value, slot.unit);
        if let Some(kind) = read.note {
            self.told(key, value, kind, row);
        }
        read.value
    }

    fn a_date(
        &mut self,
        key: Key,
        value: Value<'_>,
        usage: DateUse,
        row: &mut Row,
    ) -> Option<PartialDate> {
        let read = date(value, usage, self.list.latest_year());
        if let Some(kind) = read.note {
            self.told(key, value, kind, row);
        }
        read.value
    }

    /// Says something of a cell, but never that an empty one is unreadable.
    fn told(&mut self, key: Key, value: Value<'_>, kind: NoteKind, row: &mut Row) {
        doubt(row, key, kind, value);
    }

    /// A birth in the column of its sex; a mark in a column of its own tells the sex alone.
    fn born_by_sex(
        &mut self,
        value: Value<'_>,
        sex: crate::model::Sex,
        may_be_mark: bool,
        row: &mut Row,
    ) {
        let is_mark = match value {
            Value::Text(t) => t.bytes().filter(u8::is_ascii_digit).count() < 2,
            Value::Number(n) => n.abs() < 10.0,
            Value::Bool(b) => b,
            _ => false,
        };
        let nothing = matches!(value, Value::Number(n) if n == 0.0)
            || matches!(value, Value::Text(t) if matches!(t.trim(), "0" | "-"));
        if nothing {
            return;
        }
        if is_mark && may_be_mark {
            row.sex = Some(sex);
            return;
        }
        if let Some(born) = self.a_date(Key::Born, value, DateUse::Birth, row) {
            row.born = Some(born);
            row.sex = Some(sex);
        }
    }

    fn sex(&self, value: Value<'_>) -> Option<crate::model::Sex> {
        use crate::model::Sex::{Female, Male};
        let values = &self.list.words.values;
        match value {
            Value::Text("Nam" | "nam" | "NAM" | "male" | "M") => Some(Male),
            Value::Text("Nữ" | "nữ" | "NỮ" | "female" | "F") => Some(Female),
            Value::Text(text) => {
                let folded = fold(text);
                if values.male.is(&folded) {
                    Some(Male)
                } else if values.female.is(&folded) {
                    Some(Female)
                } else {
                    None
                }
            }
            Value::Number(n) if n == 1.0 => Some(Male),
            Value::Number(n) if n == 0.0 => Some(Female),
            Value::Bool(b) => Some(if b { Male } else { Female }),
            _ => None,
        }
    }

    fn month(&mut self, value: Value<'_>, row: &mut Row) {
        let span = match value {
            Value::Text(text) => match self.months.get(text) {
                Some(span) => *span,
                None => {
                    let span = month_of_text(text, self.list.latest_year());
                    remember(&mut self.months, text.to_owned(), span);
                    span
                }
            },
            Value::Number(n) if (1.0..=12.0).contains(&n) && n.fract() == 0.0 => {
                let first = self
                    .list
                    .latest_year()
                    .and_then(|y| Month::new(y, n as u32));
                first.map(|first| MonthSpan { first, count: 1 })
            }
            other => {
                let read = date(other, DateUse::Event, None);
                read.value.filter(|d| d.is_month()).map(|d| MonthSpan {
                    first: d.first_month(),
                    count: 1,
                })
            }
        };
        if let Some(span) = span {
            row.month = Some(span.first);
            row.months = span.count;
        } else {
            self.told(Key::Month, value, NoteKind::NotADate, row);
        }
    }

    /// What needs several cells, and what the list says of every row.
    fn finish(&mut self, parts: &Parts<'_>, ruling: &Ruling, row: &mut Row) {
        let list = self.list;
        if !parts.given.is_empty() || !parts.family.is_empty() {
            let whole = format!("{} {}", parts.family, parts.given);
            name(&whole, &list.words.rows, &mut row.name);
        }
        if let (_, _, Some(year)) = parts.born {
            row.born = row.born.or_else(|| parts_of_date(parts.born, year));
        }
        if let Some(value) = parts.id {
            self.id(value, row);
        }
        if !parts.decided.is_empty() {
            if row.decision.is_empty() {
                row.decision.push_str(&parts.decided);
            } else if !row.decision.contains(parts.decided.as_str()) {
                row.decision.push_str(" ngày ");
                row.decision.push_str(&parts.decided);
            }
        }
        if row.month.is_none()
            && list.is_of_months()
            && let Some(span) = list.month
        {
            row.month = Some(span.first);
            row.months = span.count;
        }
        self.commune(parts, ruling, row);
        if row.village.is_empty() {
            row.village.push_str(&ruling.village);
        }
        self.level(parts, row);
        self.category(ruling, row);
        self.away(row);
        self.arrears_months(parts, row);
        self.paid(parts, row);
        self.note(row);
    }

    fn id(&mut self, value: Value<'_>, row: &mut Row) {
        let words = self.list.words;
        let context = IdContext {
            born: row.born,
            sex: row.sex,
            is_province: &|code| words.is_province(code),
            fillers: &words.values.filler_ids,
        };
        let cell = id_number(value, context);
        row.id_number = cell.number;
        row.id_state = cell.state;
        if let Some(kind) = cell.note {
            self.told(Key::IdNumber, value, kind, row);
        }
        debug_assert!(row.id_number.is_none() || row.id_state != IdState::Absent);
    }

    fn commune(&mut self, parts: &Parts<'_>, ruling: &Ruling, row: &mut Row) {
        if parts.commune.is_empty() {
            let told = if ruling.commune.is_empty() {
                &self.list.commune
            } else {
                &ruling.commune
            };
            row.commune.push_str(told);
            return;
        }
        if let Some(known) = self.communes.get(parts.commune.as_str()) {
            row.commune.push_str(known);
            return;
        }
        let known = self.list.words.commune(&parts.commune);
        let shown = known.map_or_else(
            || commune_name(&parts.commune).into_owned(),
            |c| c.name.clone(),
        );
        row.commune.push_str(&shown);
        remember(&mut self.communes, parts.commune.clone(), shown);
    }

    fn level(&mut self, parts: &Parts<'_>, row: &mut Row) {
        if parts.level.is_empty() {
            return;
        }
        row.level = match self.levels.get(parts.level.as_str()) {
            Some(level) => *level,
            None => {
                let folded = fold(&parts.level);
                let levels = &self.list.words.values.levels;
                let exact = levels.iter().find(|(_, p)| p.is(&folded));
                let found = exact.or_else(|| levels.iter().find(|(_, p)| p.within(&folded)));
                let level = found.map(|(level, _)| *level);
                remember(&mut self.levels, parts.level.clone(), level);
                level
            }
        };
        if row.level.is_none() && parts.level.chars().any(char::is_alphabetic) {
            let was = parts.level.clone();
            row.notes.push(Note {
                key: Key::Level,
                kind: NoteKind::UnknownCategory,
                was,
            });
        }
    }

    fn category(&mut self, ruling: &Ruling, row: &mut Row) {
        let from_cell = !row.category.is_empty();
        let means = if from_cell {
            match self.categories.get(row.category.as_str()) {
                Some(means) => *means,
                None => {
                    let means = self.list.words.categories.means(&row.category);
                    remember(&mut self.categories, row.category.clone(), means);
                    means
                }
            }
        } else if !ruling.category.is_empty() {
            row.category.push_str(&ruling.category);
            ruling.categorised
        } else {
            row.category.push_str(&self.list.category.0);
            self.list.category.1
        };
        row.categories = means.categories;
        row.scheme = row.scheme.or(means.scheme);
        if from_cell && means == Categorised::default() && has_category(self.list.plan.role) {
            let was = row.category.clone();
            row.notes.push(Note {
                key: Key::Category,
                kind: NoteKind::UnknownCategory,
                was,
            });
        }
        let Some(level) = row.level else {
            return;
        };
        let of_level = self
            .list
            .levels
            .get(level as usize)
            .copied()
            .unwrap_or_default();
        if row.categories.is_empty() && row.category.is_empty() && has_category(self.list.plan.role)
        {
            row.categories = of_level;
        } else if row.categories.single().is_none() && !row.categories.and(of_level).is_empty() {
            row.categories = row.categories.and(of_level);
        }
    }

    fn away(&mut self, row: &mut Row) {
        let list = self.list;
        if list.plan.role != Role::Absences {
            return;
        }
        let folded = fold(&row.reason);
        let note = fold(&row.note);
        let told = |text: &str| {
            let kinds = list
                .words
                .values
                .away
                .iter()
                .filter(|(_, p)| !text.is_empty() && p.within(text));
            kinds.map(|(kind, _)| *kind).min()
        };
        row.away = told(&folded)
            .or_else(|| told(&note))
            .or(list.away)
            .or(Some(AwayKind::Unclear));
    }

    fn arrears_months(&mut self, parts: &Parts<'_>, row: &mut Row) {
        let Some(value) = parts.arrears_months else {
            return;
        };
        if let Value::Text(text) = value {
            row.arrears_for = month_list(text, row.month.or(self.list.month.map(|m| m.first)));
        } else if let Value::Date(_) = value {
            let read = date(value, DateUse::Event, None);
            row.arrears_for
                .extend(read.value.map(PartialDate::first_month));
        }
        row.arrears_months = if row.arrears_for.is_empty() {
            count(value)
        } else {
            u8::try_from(row.arrears_for.len()).ok()
        };
    }

    /// Signatures, marks and status words.
    fn paid(&mut self, parts: &Parts<'_>, row: &mut Row) {
        if !self.list.is_of_months() {
            return;
        }
        if let Some(value) = parts.paid {
            let marked = match value {
                // Whatever stands where one signs is a signature, unless it says no.
                Value::Text(text) => Some(self.says_paid(text) != Some(false)),
                Value::Number(n) => Some(n != 0.0),
                Value::Bool(b) => Some(b),
                Value::Date(_) => {
                    row.received_on = row.received_on.or(date(value, DateUse::Event, None).value);
                    Some(true)
                }
                Value::Error(_) | Value::NoValue => None,
            };
            row.paid = row.paid.or(marked);
            self.signed += u32::from(row.paid == Some(true));
        }
        if !row.status.is_empty() {
            let status = self.says_paid(&row.status);
            row.paid = if status == Some(false) {
                status
            } else {
                row.paid.or(status)
            };
        }
        if self.list.unpaid && row.paid.is_none() {
            row.paid = Some(false);
        }
    }

    /// What a mark or a status word says of the money.
    fn says_paid(&mut self, text: &str) -> Option<bool> {
        if let Some(known) = self.paid_words.get(text) {
            return *known;
        }
        let values = &self.list.words.values;
        let folded = fold(text);
        let says = if values.unpaid.is(&folded) {
            Some(false)
        } else if values.paid.is(&folded) {
            Some(true)
        } else if values.unpaid.within(&folded) {
            Some(false)
        } else {
            values.paid.begins(&folded).map(|_| true)
        };
        remember(&mut self.paid_words, text.to_owned(), says);
        says
    }

    fn note(&mut self, row: &mut Row) {
        if row.note.is_empty() || matches!(self.list.plan.role, Role::Deaths | Role::Absences) {
            return;
        }
        let month = row.month.or(self.list.month.map(|m| m.first));
        let known = (row.note.clone(), month);
        let cell = match self.notes.get(&known) {
            Some(cell) => cell.clone(),
            None => {
                let cell = note(&row.note, self.list.words, month);
                remember(&mut self.notes, known, cell.clone());
                cell
            }
        };
        row.died = row.died.or(cell.died);
        row.until = row.until.or(cell.until);
        row.away = row.away.or(cell.away);
        if cell.unpaid && matches!(self.list.plan.role, Role::Ledger | Role::Approved) {
            row.paid = Some(false);
        }
        if row.arrears_for.is_empty() && row.arrears_months.is_none() {
            row.arrears_for = cell.arrears_for;
            row.arrears_months = cell.arrears_months;
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

/// Whether lists of this role sort people by the law's categories.
fn has_category(role: Role) -> bool {
    matches!(
        role,
        Role::Roll | Role::Ledger | Role::Approved | Role::Decisions
    )
}

fn remember<K: std::hash::Hash + Eq, V>(known: &mut FxHashMap<K, V>, text: K, value: V) {
    if known.len() < MOST_REMEMBERED {
        known.insert(text, value);
    }
}

fn doubt(row: &mut Row, key: Key, kind: NoteKind, value: Value<'_>) {
    let mut was = String::new();
    write(&mut was, value);
    row.notes.push(Note { key, kind, was });
}

/// A cell as a text.
fn write(out: &mut String, value: Value<'_>) {
    use std::fmt::Write;
    let _ = match value {
        Value::Text(text) => {
            out.push_str(&tidy(text));
            Ok(())
        }
        Value::Error(text) => {
            out.push_str(text);
            Ok(())
        }
        Value::Number(n) if n.fract() == 0.0 && n.abs() < 1e15 => write!(out, "{n:.0}"),
        Value::Number(n) => write!(out, "{n}"),
        Value::Date(_) => match date(value, DateUse::Event, None).value {
            Some(date) => write!(out, "{}", date.slashed()),
            None => Ok(()),
        },
        Value::Bool(b) => write!(out, "{}", u8::from(b)),
        Value::NoValue => Ok(()),
    };
}

fn text_of(value: Value<'_>) -> String {
    let mut text = String::new();
    write(&mut text, value);
    text
}

fn small(value: Value<'_>) -> Option<u32> {
    match value {
        Value::Number(n) if n.fract() == 0.0 && (0.0..=2200.0).contains(&n) => Some(n as u32),
        Value::Text(t) => t.trim().parse().ok(),
        _ => None,
    }
}

fn parts_of_date(
    (day, month, _): (Option<u32>, Option<u32>, Option<u32>),
    year: u32,
) -> Option<PartialDate> {
    let y = year as i32;
    match (day, month) {
        (Some(d), Some(m)) => PartialDate::day(y, m, d),
        _ => None,
    }
    .or_else(|| {
        month
            .and_then(|m| Month::new(y, m))
            .and_then(PartialDate::month)
    })
    .or_else(|| PartialDate::year(y))
}

/// A month cell: `2020-10` at once, anything else the long way.
fn month_of_text(text: &str, year: Option<i32>) -> Option<MonthSpan> {
    if let Ok(first) = text.parse::<Month>() {
        return Some(MonthSpan { first, count: 1 });
    }
    if let Some(span) = month_span(text, year) {
        return Some(span);
    }
    let number: u32 = text.trim().parse().ok()?;
    Some(MonthSpan {
        first: Month::new(year?, number)?,
        count: 1,
    })
}
