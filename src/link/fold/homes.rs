//! Lists about households and pupils: typed rows into records, records of one corpus into another, copies.

use super::absorb::{Fit, append};
use super::list::place;
use crate::model::{
    Corpus, ElectricityRecord, HouseholdRecord, Key, Money, Named, PupilRecord, Role, Row, Sym,
};
use crate::recognise::written_count;

/// Puts a row of such a list behind the others.
pub(super) fn fold(part: &mut Corpus, role: Role, row: &Row) {
    let texts = &mut part.texts;
    let mut text = |key: Key| texts.intern(row.other(key).trim());
    let (code, head, mother, school) = (
        text(Key::Household),
        text(Key::Head),
        text(Key::Member),
        texts.intern(&row.school),
    );
    let who = Named {
        name: texts.intern(&row.name),
        born: row.born,
        sex: row.sex,
        id_number: row.id_number,
        commune: texts.intern(&row.commune),
        village: texts.intern(&row.village),
    };
    let place = place(row);
    let kwh = written_count(row.other(Key::Kwh));
    let (amount, or_amount) = paid(row);
    match role {
        Role::Households => part.households.push(HouseholdRecord {
            place,
            who,
            seat: row.seat,
            head,
            code,
            kinds: row.household_kinds,
            month: row.month,
            months: row.months,
            from: row.from,
            until: row.until.or(row.leaving),
            kwh,
            kwh_months: row.kwh_months,
        }),
        Role::Electricity => {
            let who = if who.name.is_empty() {
                Named { name: head, ..who }
            } else {
                who
            };
            part.electricity.push(ElectricityRecord {
                place,
                who,
                code,
                kinds: row.household_kinds,
                month: row.month,
                months: row.months,
                month_open: row.month_open,
                counted: row.counted,
                amount,
                or_amount,
                kwh,
                kwh_months: row.kwh_months,
                unpaid: row.paid == Some(false),
            });
        }
        _ => part.pupils.push(PupilRecord {
            place,
            who,
            parent: head,
            mother,
            code,
            school,
            grounds: row.household_kinds,
            month: row.month,
            months: row.months,
            within: row.within.max(row.months),
            counted: row.counted.is_some(),
            amount,
            fees: row.fees.map(|sum| sum.0),
            or_amount,
        }),
    }
}

/// The sum of a row, đồng; of a level and a count of months their product, or the level if it is the whole.
fn paid(row: &Row) -> (Option<i64>, Option<i64>) {
    let months = row.counted.unwrap_or(row.months).max(1);
    let product = |rate: Money| rate.0.checked_mul(i64::from(months));
    match (row.amount, row.regular) {
        (Some(amount), _) => (Some(amount.0), None),
        (None, Some(rate)) => (product(rate), Some(rate.0)),
        (None, None) => (None, None),
    }
}

/// The records of a part about households and pupils.
type Homes = (
    Vec<HouseholdRecord>,
    Vec<ElectricityRecord>,
    Vec<PupilRecord>,
);

/// Puts the records of a part behind those of the whole.
pub(super) fn absorb(
    all: &mut Corpus,
    (mut households, mut electricity, mut pupils): Homes,
    text: &impl Fn(Sym) -> Sym,
    fit: &mut impl Fit,
) {
    for record in &mut households {
        record.place = fit.place(record.place);
        record.who = named(record.who, all, text, fit);
        record.head = text(record.head);
        record.code = text(record.code);
    }
    for record in &mut electricity {
        record.place = fit.place(record.place);
        record.who = named(record.who, all, text, fit);
        record.code = text(record.code);
    }
    for record in &mut pupils {
        record.place = fit.place(record.place);
        record.who = named(record.who, all, text, fit);
        record.parent = text(record.parent);
        record.mother = text(record.mother);
        record.code = text(record.code);
        record.school = text(record.school);
    }
    append(&mut all.households, households);
    append(&mut all.electricity, electricity);
    append(&mut all.pupils, pupils);
}

fn named(who: Named, all: &Corpus, text: &impl Fn(Sym) -> Sym, fit: &mut impl Fit) -> Named {
    Named {
        name: text(who.name),
        commune: fit.commune(text(who.commune), all),
        village: text(who.village),
        ..who
    }
}
