//! What several cells say together, and what the list says of every row.

use super::cells::{doubt, parts_of_date};
use super::list::Fate;
use super::{Parts, Typist, remember};
use crate::model::text::{commune_name, fold};
use crate::model::{AwayKind, IdState, Key, Money, Note, NoteKind, PartialDate, Role, Row, Scheme};
use crate::read::Value;
use crate::recognise::address::address;
use crate::recognise::skip::Ruling;
use crate::recognise::values::{
    DateUse, IdContext, MonthSpan, away, cared_for, count, date, id_number, month_list, name, note,
};
use crate::recognise::words::Categorised;

/// A birth whose day, month and year stand in three columns.
fn born_of_parts(parts: (Option<u32>, Option<u32>, Option<u32>), year: u32, row: &mut Row) {
    if row.born.is_some() {
        return;
    }
    row.born = parts_of_date(parts, year);
    if row.born.is_none() {
        let figure = |part: Option<u32>| part.map_or_else(String::new, |n| n.to_string());
        let was = format!("{}/{}/{year}", figure(parts.0), figure(parts.1));
        doubt(row, Key::Born, NoteKind::NotADate, Value::Text(&was));
        row.born = PartialDate::year(year as i32);
    }
}

impl Typist<'_, '_> {
    /// What needs several cells, and what the list says of every row.
    pub(super) fn finish(&mut self, parts: &Parts<'_>, ruling: &Ruling, row: &mut Row) {
        let list = self.list;
        let month = ruling.month.or(list.month);
        if !parts.given.is_empty() || !parts.family.is_empty() {
            let whole = format!("{} {}", parts.family, parts.given);
            name(&whole, &list.words.rows, &mut row.name);
        }
        if let (_, _, Some(year)) = parts.born {
            born_of_parts(parts.born, year, row);
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
            && let Some(span) = month
        {
            row.month = Some(span.first);
            row.months = span.count;
        }
        if list.changes && row.month.is_none() {
            row.month = month.map(MonthSpan::last);
        }
        if list.plan.role == Role::Roll && row.month.is_none() {
            // The month of the first list on the sheet is the source's.
            row.month = ruling.month.map(|m| m.first);
        }
        self.commune(parts, ruling, row);
        if row.village.is_empty() {
            row.village.push_str(&ruling.village);
        }
        self.level(parts, row);
        self.category(ruling, row);
        row.scheme = scheme_of_money(row).or(row.scheme);
        if row.scheme == Some(Scheme::Care) && row.cared_for.is_empty() {
            let told = |text| cared_for(text, &list.words.rows);
            let told = told(&row.category).or_else(|| told(&row.note));
            row.cared_for = told.unwrap_or_default();
        }
        self.away(row);
        self.card(row);
        arrears_months(parts, month, row);
        self.paid(parts, ruling, row);
        self.note(month, row);
        if list.is_of_homes() {
            self.home(ruling, row);
        }
        if list.proposed {
            // Asked for is not decided: from then on it is open.
            row.leaving = row.until.or(row.month).or(row.leaving);
            (row.until, row.month) = (None, None);
        }
    }

    /// For whom a health card is: by the letters of its number, else by what a column of kinds says.
    fn card(&self, row: &mut Row) {
        if self.list.plan.role != Role::Cards {
            return;
        }
        let cards = &self.list.words.cards;
        let of_number = cards.of_code(row.other(Key::Card));
        let of_kind = || cards.of(row.other(Key::Kind));
        let of_category = || cards.of(&row.category);
        row.card_kind = of_number.or_else(of_kind).or_else(of_category);
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
            doubt(row, Key::IdNumber, kind, value);
        }
        debug_assert!(row.id_number.is_none() || row.id_state != IdState::Absent);
    }

    fn commune(&mut self, parts: &Parts<'_>, ruling: &Ruling, row: &mut Row) {
        if parts.commune.is_empty() {
            let (ruled, list) = (&ruling.commune, &self.list.commune);
            // Rolls and payments are of the commune in their title; a register of the city's people
            // is not of the one whose office keeps it.
            // A pupil lives where the address says, not where the school stands.
            let of_school = self.list.plan.role == Role::Pupils;
            let settled = !ruled.is_empty() || self.list.is_of_one_commune() && !list.is_empty();
            if settled || !self.lives_in(list.is_empty() || of_school, row) {
                row.commune
                    .push_str(if ruled.is_empty() { list } else { ruled });
            }
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

    /// Takes the commune from the address, which keeps the rest; says whether it tells one.
    fn lives_in(&mut self, by_name_alone: bool, row: &mut Row) -> bool {
        if row.village.is_empty() {
            return false;
        }
        let told = if let Some(known) = self.addresses.get(row.village.as_str()) {
            known.clone()
        } else {
            let told = address(&row.village, self.list.words);
            remember(&mut self.addresses, row.village.clone(), told.clone());
            told
        };
        let Some(told) = told.filter(|a| a.ranked || by_name_alone) else {
            return false;
        };
        row.commune.push_str(&told.commune);
        row.village = told.village;
        true
    }

    fn level(&mut self, parts: &Parts<'_>, row: &mut Row) {
        if parts.level.is_empty() {
            return;
        }
        row.level = if let Some(level) = self.levels.get(parts.level.as_str()) {
            *level
        } else {
            let folded = fold(&parts.level);
            let levels = &self.list.words.values.levels;
            let exact = levels.iter().find(|(_, p)| p.is(&folded));
            let found = exact.or_else(|| levels.iter().find(|(_, p)| p.within(&folded)));
            let level = found.map(|(level, _)| *level);
            remember(&mut self.levels, parts.level.clone(), level);
            level
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
            if let Some(means) = self.categories.get(row.category.as_str()) {
                *means
            } else {
                let means = self.list.words.categories.means(&row.category);
                remember(&mut self.categories, row.category.clone(), means);
                means
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
        if from_cell && means == Categorised::default() && self.list.has_category() {
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
        if row.categories.is_empty() && row.category.is_empty() && self.list.has_category() {
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
        let told = |text: &str| away(text, list.words);
        // The title speaks for rows that give no reason, never against one that was not understood.
        let by_title = list.away.filter(|_| row.reason.is_empty());
        row.away = told(&row.reason)
            .or_else(|| told(&row.note))
            .or(by_title)
            .or(Some(AwayKind::Unclear));
    }

    /// Signatures, marks and status words.
    fn paid(&mut self, parts: &Parts<'_>, ruling: &Ruling, row: &mut Row) {
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
        // A part was handed over and a part was not.
        if row.handed_over.is_some() && row.left_over.is_some() {
            row.paid = Some(true);
        }
        let fate = match ruling.fate {
            Fate::Open => self.list.fate,
            fate => fate,
        };
        match fate {
            Fate::Unpaid if row.paid.is_none() => row.paid = Some(false),
            // Where one may sign, each row tells what was given back.
            Fate::Returned if !self.list.has_marks() => {
                let sums = [row.amount, row.regular, row.total, row.carried];
                if sums.iter().all(Option::is_none) {
                    row.amount = row.given_back.take();
                }
                (row.returned, row.paid) = (true, Some(false));
            }
            _ => {}
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

    fn note(&mut self, month: Option<MonthSpan>, row: &mut Row) {
        if self.list.is_of_entries() {
            remarks(row);
        }
        if row.note.is_empty() || matches!(self.list.plan.role, Role::Deaths | Role::Absences) {
            return;
        }
        let month = row.month.or(month.map(|m| m.first));
        let known = (row.note.clone(), month);
        let cell = if let Some(cell) = self.notes.get(&known) {
            cell.clone()
        } else {
            let cell = note(&row.note, self.list.words, month);
            remember(&mut self.notes, known, cell.clone());
            cell
        };
        row.died = row.died.or(cell.died);
        row.until = row.until.or(cell.until);
        row.leaving = cell.leaving;
        row.away = row.away.or(cell.away);
        if cell.unpaid && matches!(self.list.plan.role, Role::Ledger | Role::Approved) {
            row.paid = Some(false);
        }
        // A column that counts the months is made good by a note that names them (27).
        if row.arrears_for.is_empty() {
            row.arrears_for = cell.arrears_for;
            row.arrears_months = row.arrears_months.or(cell.arrears_months);
        }
    }
}

/// Which months arrears are for, or how many.
fn arrears_months(parts: &Parts<'_>, month: Option<MonthSpan>, row: &mut Row) {
    let Some(value) = parts.arrears_months else {
        return;
    };
    if let Value::Text(text) = value {
        row.arrears_for = month_list(text, row.month.or(month.map(|m| m.first)));
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

/// On a roll, what a reason or a state says is a note, whatever its column is called.
fn remarks(row: &mut Row) {
    for more in [row.reason.clone(), row.status.clone()] {
        remark(&more, row);
    }
}

/// Puts something said of a row behind its note.
pub(super) fn remark(more: &str, row: &mut Row) {
    if more.is_empty() || row.note.contains(more) {
        return;
    }
    if !row.note.is_empty() {
        row.note.push_str("; ");
    }
    row.note.push_str(more);
}

/// A row whose only money is of one scheme is of that scheme, whatever the person's category.
fn scheme_of_money(row: &Row) -> Option<Scheme> {
    let some = |sum: Option<Money>| sum.is_some_and(|s| s.0 != 0);
    if [row.amount, row.regular, row.arrears, row.carried]
        .into_iter()
        .any(some)
    {
        return None;
    }
    match (some(row.funeral), some(row.one_off), some(row.care)) {
        (true, false, false) => Some(Scheme::Funeral),
        (false, true, false) => Some(Scheme::OneOff),
        (false, false, true) => Some(Scheme::Care),
        _ => None,
    }
}
