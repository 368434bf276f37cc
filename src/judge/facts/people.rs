//! Facts of persons, roll entries, the law of a month, and the range.

use super::{Fact, View, facts, of};
use crate::judge::lang::{Type, Value};
use crate::law::AgeStanding;
use crate::model::{Categories, Day, PartialDate, Scheme};
use crate::settle::Entry;

pub(super) const FACTS: &[Fact] = facts! {
    "person.born": Type::Date, "", of::PERSONAL, true,
        "ngày sinh, theo mọi danh sách", "birth as all lists together tell it", born;
    "person.sex": Type::Word("sex"), "", of::PERSONAL, true, "giới tính", "sex", sex;
    "person.age": Type::Number, "tuổi", of::PERSONAL, true,
        "tuổi tròn trong tháng đang xét (một khoảng nếu chỉ biết năm sinh)",
        "full years in the month concerned; a range where the birth is known in part", age;
    "person.commune": Type::Text, "", of::PERSONAL, false, "xã, phường", "commune", commune;
    "person.sharing_id": Type::Number, "người", of::PERSONAL, false,
        "số người khác mang cùng số CMND/CCCD", "other people who bear the same id number", sharing_id;
    "person.last_paid": Type::Month, "", of::PERSONAL, true,
        "tháng cuối cùng đã chi trợ cấp", "last month for which benefit was paid", last_paid;
    "entry.category": Type::Word("category"), "", of::ENTRY, true,
        "đối tượng trên danh sách", "category on the roll", category;
    "entry.disabled": Type::Bool, "", of::ENTRY, false,
        "hưởng theo diện khuyết tật", "drawn as disabled", disabled;
    "entry.level": Type::Word("level"), "", of::ENTRY, true,
        "mức độ khuyết tật trên danh sách", "level of disability on the roll", level;
    "entry.amount": Type::Money, "đồng", of::ENTRY, true,
        "mức hưởng ghi trên danh sách", "monthly amount on the roll", amount;
    "entry.from": Type::Month, "", of::ENTRY, true,
        "hưởng từ tháng", "first month of benefit", from;
    "entry.until": Type::Month, "", of::ENTRY, true,
        "thôi hưởng từ tháng", "first month without benefit", until;
    "entry.month": Type::Month, "", of::ENTRY, true,
        "tháng của danh sách mới nhất có tên người này", "month of the latest roll that has the person", roll_month;
    "entry.current": Type::Bool, "", of::ENTRY, false,
        "có tên trên danh sách mới nhất của xã và chưa ghi thôi hưởng",
        "on the commune's latest roll, which does not say that the benefit has ended", current;
    "entry.commune": Type::Text, "", of::ENTRY, false, "xã, phường của danh sách", "commune of the roll", entry_commune;
    "entry.scheme": Type::Word("scheme"), "", of::ENTRY, false, "chế độ của dòng", "scheme of the entry", scheme;
    "law.base": Type::Money, "đồng", of::ROLLED, true,
        "mức chuẩn trợ giúp xã hội của tháng", "base level in force", base;
    "law.excludes_pension": Type::Bool, "", of::ROLLED, false,
        "chế độ không được hưởng cùng lương hưu", "the category excludes a pension", excludes_pension;
    "law.age": Type::Word("age"), "", of::ROLLED, true,
        "điều kiện tuổi của chế độ trong tháng: đủ, chưa đủ, đã quá",
        "whether the category's age is reached in the month: met, not_yet, past", law_age;
    "range.first": Type::Month, "", of::PERSONAL, false, "tháng đầu kỳ rà soát", "first month audited", first;
    "range.last": Type::Month, "", of::PERSONAL, false, "tháng cuối kỳ rà soát", "last month audited", last;
    "receiver.people": Type::Number, "người", of::RECEIVER, false,
        "số người hưởng mà người này nhận thay", "for how many beneficiaries this person collects", collects_for;
    "receiver.name": Type::Text, "", of::RECEIVER, false, "người nhận thay", "who collects", receiver_name;
    "ledger.last": Type::Month, "", of::PERSONAL, true,
        "tháng cuối có danh sách chi trả của xã", "last month that the commune's ledgers cover", ledger_last;
};

fn entry(view: &View, f: impl Fn(&Entry) -> Value) -> Value {
    view.entry().map_or(Value::None, f)
}

fn born(view: &View) -> Value {
    view.case.born.map_or(Value::Unknown, Value::date)
}

fn sex(view: &View) -> Value {
    view.case
        .sex
        .map_or(Value::Unknown, |s| Value::word(s as usize))
}

fn age(view: &View) -> Value {
    let Some(born) = view.case.born else {
        return Value::Unknown;
    };
    let month = view.month();
    // A birthday counts for the whole of its month (law.md, 12.3).
    let years = |day: Day| i64::from((month.0 - day.month().0).div_euclid(12));
    Value::evidence(years(born.last), years(born.first))
}

fn commune(view: &View) -> Value {
    Value::Text(view.case.commune)
}

fn sharing_id(view: &View) -> Value {
    let bearers = view.world.sharing_id(view.case.person);
    Value::number(bearers.map(|all| all.len() as i64 - 1).max().unwrap_or(0))
}

fn last_paid(view: &View) -> Value {
    view.case.last_paid().map_or(Value::None, Value::month)
}

fn category(view: &View) -> Value {
    entry(view, |e| {
        if e.categories.is_empty() {
            Value::Unknown
        } else {
            Value::Words(e.categories.0)
        }
    })
}

fn disabled(view: &View) -> Value {
    Value::Bool(
        view.entry()
            .is_some_and(|e| e.scheme == Scheme::Benefit && view.world.is_disability(e.categories)),
    )
}

fn level(view: &View) -> Value {
    match view.level() {
        Some(level) => Value::word(level as usize),
        None if view.entry().is_some() => Value::Unknown,
        None => Value::None,
    }
}

fn amount(view: &View) -> Value {
    entry(view, |e| e.amount.map_or(Value::Unknown, Value::number))
}

fn from(view: &View) -> Value {
    entry(view, |e| {
        e.from.map_or(Value::Unknown, |f| {
            Value::evidence(i64::from(f.first_month().0), i64::from(f.last_month().0))
        })
    })
}

fn until(view: &View) -> Value {
    entry(view, |e| e.until.map_or(Value::None, Value::month))
}

fn roll_month(view: &View) -> Value {
    entry(view, |e| {
        e.rolls.last().map_or(Value::None, |m| Value::month(*m))
    })
}

fn current(view: &View) -> Value {
    Value::Bool(view.entry().is_some_and(|e| {
        let ended = e.until.zip(e.rolls.last()).is_some_and(|(u, r)| u <= *r);
        e.current && !ended
    }))
}

fn entry_commune(view: &View) -> Value {
    entry(view, |e| Value::Text(e.commune))
}

fn scheme(view: &View) -> Value {
    entry(view, |e| Value::word(e.scheme as usize))
}

fn base(view: &View) -> Value {
    view.world
        .law
        .base(view.month())
        .map_or(Value::None, Value::number)
}

/// The categories concerned: the entry's, else those that the ledger names.
fn categories(view: &View) -> Categories {
    let written = view.entry().map(|e| e.categories);
    let paid = || Some(view.world.payment(view.part()?.payment)?.categories);
    written.or_else(paid).unwrap_or_default()
}

fn excludes_pension(view: &View) -> Value {
    let month = view.month();
    let law = view.world.law;
    let set = categories(view);
    let excluded = set
        .iter()
        .filter(|c| law.excluded_by_pension(*c, month))
        .count();
    if excluded == 0 {
        Value::Bool(false)
    } else if excluded == set.iter().count() {
        Value::Bool(true)
    } else {
        Value::Unknown
    }
}

fn law_age(view: &View) -> Value {
    let Some(category) = categories(view).single() else {
        return Value::None;
    };
    let born = view.case.born;
    let standing = |born| view.world.law.age_standing(category, view.month(), born);
    let if_oldest = born.map(|born| PartialDate {
        first: born.first,
        last: born.first,
    });
    match standing(born) {
        AgeStanding::NotYet => Value::word(1),
        AgeStanding::Past => Value::word(2),
        // The grant looked at the age that it asks for, and not at the one at which it ends.
        AgeStanding::OpenByEvidence if standing(if_oldest) == AgeStanding::Past => Value::Unknown,
        _ => Value::word(0),
    }
}

fn first(view: &View) -> Value {
    Value::month(view.world.range.first)
}

fn last(view: &View) -> Value {
    Value::month(view.world.range.last)
}

fn ledger_last(view: &View) -> Value {
    let last = view.world.last_ledger(view.commune());
    last.map_or(Value::NotCovered, Value::month)
}

fn collects_for(view: &View) -> Value {
    Value::number(i64::from(view.case.collects_for))
}

fn receiver_name(view: &View) -> Value {
    Value::Text(view.case.name)
}
