//! What a row holds, under the keys of `contract.md`.
//!
//! In: a typed row. Out: the values that are there, in the order of the keys, and beforehand the
//! kind that each key has. `inspect` prints them and `query` makes columns of them, so both speak
//! of a row in the same words.

use std::borrow::Cow;

use super::{AwayKind, CategoryTable, Kinds, Level, Month, Pair, PartialDate, Row, Sex};

/// One value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Held<'a> {
    /// Words, codes and months.
    Text(Cow<'a, str>),
    /// Đồng and counts.
    Number(i64),
    /// A coefficient.
    Decimal(f64),
    /// Yes or no.
    Flag(bool),
    /// A date as far as known.
    Date(PartialDate),
    /// Several months.
    Months(&'a [Month]),
}

/// What the values of a key are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeldKind {
    /// Words, codes and months.
    Text,
    /// Whole numbers, yes and no.
    Number,
    /// Numbers with a comma.
    Decimal,
    /// Partial dates.
    Date,
    /// Several months.
    Months,
}

/// Every key that a row can hold, in the order in which they are told.
pub const HELD: [(&str, HeldKind); 64] = {
    use HeldKind::{Date, Decimal, Months, Number, Text};
    [
        ("name", Text),
        ("born", Date),
        ("sex", Text),
        ("id_number", Text),
        ("commune", Text),
        ("village", Text),
        ("category", Text),
        ("category_code", Text),
        ("scheme", Text),
        ("coefficient", Decimal),
        ("amount", Number),
        ("fees", Number),
        ("from", Date),
        ("until", Text),
        ("decision", Text),
        ("book", Text),
        ("level", Text),
        ("kind", Text),
        ("certificate", Text),
        ("issued", Date),
        ("children", Number),
        ("month", Text),
        ("months", Number),
        ("regular", Number),
        ("care", Number),
        ("funeral", Number),
        ("one_off", Number),
        ("arrears", Number),
        ("arrears_months", Number),
        ("arrears_for", Months),
        ("carried", Number),
        ("carried_months", Number),
        ("deduction", Number),
        ("total", Number),
        ("paid", Number),
        ("received_on", Date),
        ("receiver", Text),
        ("account", Text),
        ("receipt", Text),
        ("died", Date),
        ("registered", Date),
        ("away_from", Date),
        ("away_to", Date),
        ("reason", Text),
        ("away", Text),
        ("pension", Text),
        ("cared_for", Text),
        ("status", Text),
        ("note", Text),
        // Of the later roles, whose cells are kept as written.
        ("card", Text),
        ("valid_from", Date),
        ("valid_to", Date),
        ("household", Text),
        ("household_kind", Text),
        ("quarter", Text),
        ("kwh", Number),
        ("school", Text),
        ("class", Text),
        ("ground", Text),
        ("head", Text),
        ("member", Text),
        ("relation", Text),
        ("hidden", Number),
        ("struck", Number),
    ]
};

impl Row {
    /// The values that are there, in the order of [`HELD`].
    pub fn held(&self, table: &CategoryTable) -> Vec<(&'static str, Held<'_>)> {
        let codes: Vec<&str> = self.categories.iter().map(|i| table.code(i)).collect();
        let kinds: Vec<&str> = Kinds::CODES
            .iter()
            .enumerate()
            .filter(|(i, _)| self.kinds.0 >> i & 1 == 1)
            .map(|(_, code)| *code)
            .collect();
        let months = (self.months > 1).then_some(self.months);
        let coefficient = self.coefficient.map(|c| f64::from(c) / 100.0);
        let named = !self.arrears_for.is_empty();
        let all = [
            ("name", text(&self.name)),
            ("born", self.born.map(Held::Date)),
            ("sex", self.sex.map(Sex::code).and_then(text)),
            ("id_number", self.id_number.map(|id| owned(id.to_string()))),
            ("commune", text(&self.commune)),
            ("village", text(&self.village)),
            ("category", text(&self.category)),
            ("category_code", some(codes.join("|"))),
            ("scheme", self.scheme.and_then(|s| text(s.code()))),
            ("coefficient", coefficient.map(Held::Decimal)),
            ("amount", number(self.amount.map(|m| m.0))),
            ("fees", number(self.fees.map(|m| m.0))),
            ("from", self.from.map(Held::Date)),
            ("until", month(self.until)),
            ("decision", text(&self.decision)),
            ("book", text(&self.book)),
            ("level", self.level.map(Level::code).and_then(text)),
            ("kind", some(kinds.join("|"))),
            ("certificate", text(&self.certificate)),
            ("issued", self.issued.map(Held::Date)),
            ("children", number(self.children)),
            ("month", month(self.month)),
            ("months", number(months)),
            ("regular", number(self.regular.map(|m| m.0))),
            ("care", number(self.care.map(|m| m.0))),
            ("funeral", number(self.funeral.map(|m| m.0))),
            ("one_off", number(self.one_off.map(|m| m.0))),
            ("arrears", number(self.arrears.map(|m| m.0))),
            ("arrears_months", number(self.arrears_months)),
            (
                "arrears_for",
                named.then_some(Held::Months(&self.arrears_for)),
            ),
            ("carried", number(self.carried.map(|m| m.0))),
            ("carried_months", number(self.carried_months)),
            ("deduction", number(self.deduction.map(|m| m.0))),
            ("total", number(self.total.map(|m| m.0))),
            ("paid", self.paid.map(Held::Flag)),
            ("received_on", self.received_on.map(Held::Date)),
            ("receiver", text(&self.receiver)),
            ("account", text(&self.account)),
            ("receipt", text(&self.receipt)),
            ("died", self.died.map(Held::Date)),
            ("registered", self.registered.map(Held::Date)),
            ("away_from", self.away_from.map(Held::Date)),
            ("away_to", self.away_to.map(Held::Date)),
            ("reason", text(&self.reason)),
            ("away", self.away.map(AwayKind::code).and_then(text)),
            ("pension", text(&self.pension)),
            ("cared_for", text(&self.cared_for)),
            ("status", text(&self.status)),
            ("note", text(&self.note)),
        ];
        let own = all
            .into_iter()
            .chain(self.pair.iter().flat_map(|p| of_pair(p)));
        let others = self
            .others
            .iter()
            .map(|(key, words)| (key.code(), text(words)));
        let marks = [("hidden", self.hidden), ("struck", self.struck)];
        let marks = marks
            .into_iter()
            .map(|(key, is)| (key, Some(Held::Flag(is))));
        own.chain(others)
            .chain(marks)
            .filter_map(|(key, value)| Some((key, value?)))
            .collect()
    }
}

/// What a row of decided pairs holds; such lists have no table of `query`.
fn of_pair(pair: &Pair) -> Vec<(&'static str, Option<Held<'_>>)> {
    let [first, second] = &pair.rows;
    vec![
        ("first_path", text(&first.path)),
        ("first_sheet", text(&first.sheet)),
        ("first_row", number(first.row)),
        ("first_name", text(&first.name)),
        ("second_path", text(&second.path)),
        ("second_sheet", text(&second.sheet)),
        ("second_row", number(second.row)),
        ("second_name", text(&second.name)),
        ("answer", text(&pair.answer)),
        ("same", pair.same.map(Held::Flag)),
        ("answered_by", text(&pair.by)),
        ("answered_on", pair.on.map(Held::Date)),
    ]
}

fn text(words: &str) -> Option<Held<'_>> {
    (!words.is_empty()).then_some(Held::Text(Cow::Borrowed(words)))
}

fn owned(words: String) -> Held<'static> {
    Held::Text(Cow::Owned(words))
}

fn some(words: String) -> Option<Held<'static>> {
    (!words.is_empty()).then(|| owned(words))
}

fn month(month: Option<Month>) -> Option<Held<'static>> {
    month.map(|m| owned(m.to_string()))
}

fn number(value: Option<impl Into<i64>>) -> Option<Held<'static>> {
    value.map(|v| Held::Number(v.into()))
}

#[cfg(test)]
mod tests {
    use super::super::{Categories, Key, Money, Scheme};
    use super::*;

    #[test]
    fn every_key_told_is_one_of_the_keys_in_their_order() {
        let some = || "x".to_owned();
        let date = "1938".parse().ok();
        let month = "2020-10".parse().ok();
        let money = Some(Money(1));
        let later = [
            Key::Card,
            Key::ValidFrom,
            Key::ValidTo,
            Key::Household,
            Key::HouseholdKind,
            Key::Quarter,
            Key::Kwh,
            Key::School,
            Key::Class,
            Key::Ground,
            Key::Head,
            Key::Member,
            Key::Relation,
        ];
        let row = Row {
            name: some(),
            born: date,
            sex: Some(Sex::Female),
            id_number: "034138001234".parse().ok(),
            commune: some(),
            village: some(),
            category: some(),
            categories: Categories::one(0),
            scheme: Some(Scheme::Benefit),
            coefficient: Some(150),
            amount: money,
            fees: money,
            from: date,
            until: month,
            decision: some(),
            book: some(),
            level: Some(Level::Severe),
            kinds: Kinds(1),
            certificate: some(),
            issued: date,
            children: Some(2),
            month,
            months: 3,
            regular: money,
            care: money,
            funeral: money,
            one_off: money,
            arrears: money,
            arrears_for: month.into_iter().collect(),
            arrears_months: Some(1),
            carried: money,
            carried_months: Some(1),
            deduction: money,
            total: money,
            paid: Some(true),
            received_on: date,
            receiver: some(),
            account: some(),
            receipt: some(),
            died: date,
            registered: date,
            away_from: date,
            away_to: date,
            reason: some(),
            away: Some(AwayKind::Moved),
            pension: some(),
            cared_for: some(),
            status: some(),
            note: some(),
            others: later.map(|key| (key, some())).to_vec(),
            ..Row::default()
        };
        let table = CategoryTable::new(vec!["elderly80".to_owned()]);
        let told: Vec<&str> = row.held(&table).iter().map(|(key, _)| *key).collect();
        let keys: Vec<&str> = HELD.iter().map(|(key, _)| *key).collect();
        assert_eq!(told, keys);
        assert_eq!(Row::default().held(&table).len(), 2);
    }
}
