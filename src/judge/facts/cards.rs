//! Facts of health cards, month by month: valid or not, for whom, and whether the holder's benefit
//! has ended.

use super::{Element, Fact, View, facts, of};
use crate::judge::lang::{Type, Value};
use crate::model::{PartialDate, Role, Sym};

pub(super) const FACTS: &[Fact] = facts! {
    "card.month": Type::Month, "", of::CARD, false, "tháng đang xét của thẻ", "month in which the card is looked at", month;
    "card.valid": Type::Bool, "", of::CARD, false,
        "thẻ còn giá trị trong tháng", "the card is valid in the month", valid;
    "card.kind": Type::Word("card"), "", of::CARD, true,
        "mã đối tượng của thẻ (BT: bảo trợ xã hội)", "code of the card's holder (BT: social assistance)", kind;
    "card.number": Type::Text, "", of::CARD, false, "số thẻ BHYT", "number of the card", number;
    "card.to": Type::Date, "", of::CARD, true, "ngày cuối thẻ còn giá trị", "last day of the card", to;
    "entry.stopped": Type::Bool, "", of::CARD, false,
        "mọi chế độ hàng tháng đã thôi hưởng theo quyết định, hoặc người hưởng đã đi hẳn (không kể vắng mặt thông thường)",
        "every monthly benefit has ended by decision, or its holder has left for good (a plain absence is none)", stopped;
    "card.held": Type::Bool, "", of::MONTH, true,
        "có thẻ BHYT loại bất kỳ còn giá trị trong tháng, hoặc có thẻ chỉ bắt đầu sau tháng đó",
        "holds a card of any kind valid in the month, or one that begins after it: what was before, the list does not tell", held;
};

fn truth(known: Option<bool>) -> Value {
    known.map_or(Value::Unknown, Value::Bool)
}

fn month(view: &View) -> Value {
    Value::month(view.month())
}

fn valid(view: &View) -> Value {
    match (view.at, view.card()) {
        (Element::Card(_, month), Some(card)) => truth(card.is_valid(month)),
        _ => Value::Bool(false),
    }
}

fn kind(view: &View) -> Value {
    let kind = view.card().and_then(|c| c.kind);
    kind.map_or(Value::Unknown, |k| Value::word(usize::from(k.0)))
}

fn number(view: &View) -> Value {
    Value::Text(view.card().map_or(Sym::EMPTY, |c| c.number))
}

fn to(view: &View) -> Value {
    match view.card().and_then(|c| c.to) {
        Some(to) => Value::date(to),
        None => Value::None,
    }
}

fn stopped(view: &View) -> Value {
    truth(view.case.has_left(view.month()))
}

fn held(view: &View) -> Value {
    let cards = &view.case.cards;
    let covered = view.world.register_covers(Role::Cards, view.commune());
    if cards.is_empty() && (view.case.shadowed || !covered) {
        return Value::NotCovered;
    }
    let month = view.month();
    let begins = |from: PartialDate| from.last_month() > month;
    if cards.iter().any(|c| c.from.is_some_and(begins)) {
        return Value::Bool(true);
    }
    let valid: Vec<_> = cards.iter().map(|c| c.is_valid(month)).collect();
    if valid.contains(&Some(true)) {
        Value::Bool(true)
    } else {
        truth((!valid.contains(&None)).then_some(false))
    }
}
