//! Facts of the review: what a commune sent for a month, or did not.

use super::{Element, Fact, View, facts, of};
use crate::judge::lang::{Type, Value};
use crate::judge::reviews::Review;

pub(super) const FACTS: &[Fact] = facts! {
    "review.missing": Type::Bool, "", of::COMMUNE_MONTH, true,
        "xã, phường có tên trong danh sách chi trả nhưng không gửi danh sách đối tượng nào",
        "ledgers name the commune, and it sent no roll", missing;
    "review.unchanged": Type::Bool, "", of::COMMUNE_MONTH, true,
        "danh sách giống hệt danh sách liền trước của xã, phường",
        "the roll is the same as the commune's roll before", unchanged;
    "review.changes": Type::Number, "người", of::COMMUNE_MONTH, true,
        "số người trong danh sách đã chết hoặc chuyển đi kể từ danh sách liền trước",
        "people on the roll who died or moved away since the one before", changes;
    "commune.paid": Type::Money, "đồng", of::COMMUNE_MONTH, true,
        "tổng số tiền xã, phường đã chi cho tháng", "all that the commune paid for the month", paid;
    "commune.paid_before": Type::Money, "đồng", of::COMMUNE_MONTH, true,
        "tổng số tiền xã, phường đã chi cho tháng liền trước; không có nếu tháng ấy không có danh sách chi trả", "all that it paid for the month before; none where that month has no ledger", paid_before;
    "commune.people": Type::Number, "người", of::COMMUNE_MONTH, true,
        "số người có tên trên danh sách chi trả của tháng", "people in the commune's ledgers of the month", people;
    "commune.people_before": Type::Number, "người", of::COMMUNE_MONTH, true,
        "số người có tên trên danh sách chi trả của tháng liền trước", "people in its ledgers of the month before", people_before;
};

fn review(view: &View, f: impl Fn(&Review) -> Value) -> Value {
    match view.at {
        Element::Review(at) => view.books.reviews.get(at).map_or(Value::None, f),
        _ => Value::None,
    }
}

fn missing(view: &View) -> Value {
    review(view, |r| Value::Bool(r.missing))
}

fn unchanged(view: &View) -> Value {
    review(view, |r| Value::Bool(r.unchanged))
}

fn changes(view: &View) -> Value {
    review(view, |r| Value::evidence(r.changes.0, r.changes.1))
}

fn paid(view: &View) -> Value {
    review(view, |r| {
        r.paid.map_or(Value::None, |sum| Value::number(sum.money))
    })
}

fn paid_before(view: &View) -> Value {
    review(view, |r| {
        r.before.map_or(Value::None, |sum| Value::number(sum.money))
    })
}

fn people(view: &View) -> Value {
    review(view, |r| {
        r.paid.map_or(Value::None, |sum| Value::number(sum.people))
    })
}

fn people_before(view: &View) -> Value {
    review(view, |r| {
        r.before
            .map_or(Value::None, |sum| Value::number(sum.people))
    })
}
