//! Facts of households and pupils: what electricity and study support came to, and what the lists of households
//! say of it.

use super::{Element, Fact, View, facts, of};
use crate::judge::homes::{Borne, Pupil, Quarter, Told};
use crate::judge::lang::{Type, Value};

/// Words for lists of households, in the order of the bits of [`HouseholdKinds`](crate::model::HouseholdKinds).
pub(super) const HOUSEHOLD: [&str; 4] = ["poor", "near_poor", "policy", "none"];

/// The bit of the last of them.
const ON_NONE: u8 = 8;

pub(super) const FACTS: &[Fact] = facts! {
    "quarter.eligible": Type::Bool, "", of::HOUSEHOLD, true,
        "hộ có tên trong danh sách hộ nghèo, hộ chính sách trong quý", "the household is on a list of poor or policy households in the quarter", eligible;
    "quarter.near_poor": Type::Bool, "", of::HOUSEHOLD, false,
        "hộ có tên trong danh sách hộ cận nghèo", "the household is on a list of near-poor households", near_poor;
    "quarter.uses_much": Type::Bool, "", of::HOUSEHOLD, false,
        "hộ chính sách dùng quá lượng điện được dùng", "a policy household that uses more than it may", uses_much;
    "quarter.kwh": Type::Number, "kWh", of::HOUSEHOLD, true,
        "lượng điện sử dụng ghi trong danh sách", "electricity used, as the list tells it", kwh;
    "quarter.kwh_most": Type::Number, "kWh", of::HOUSEHOLD, true,
        "lượng điện một tháng mà hộ chính sách được dùng nhiều nhất", "the most that a policy household may use a month", kwh_most;
    "quarter.left": Type::Month, "", of::HOUSEHOLD, true,
        "tháng hộ ra khỏi danh sách hộ nghèo, hộ chính sách trước đó", "month in which the household had left the lists before", left;
    "quarter.joined": Type::Month, "", of::HOUSEHOLD, true,
        "tháng hộ vào danh sách hộ nghèo, hộ chính sách sau đó", "month in which the household comes onto a list later", joined;
    "quarter.died": Type::Month, "", of::HOUSEHOLD, true,
        "tháng người cuối cùng của hộ mà danh sách nêu đã chết", "month in which the last of the household that lists name died", died;
    "quarter.like": Type::Text, "", of::HOUSEHOLD, true,
        "chủ hộ của hộ trong danh sách mà hộ này có thể là", "head of a household on the lists that this one may be", like;
    "quarter.perhaps": Type::Bool, "", of::HOUSEHOLD, false,
        "có dòng chi có thể là của hộ này, có thể của hộ khác", "a row may be this household's or another's", perhaps;
    "quarter.sure": Type::Bool, "", of::HOUSEHOLD, true,
        "chắc chắn là khoản chi của hộ này, cho đúng các tháng này", "the rows surely are this household's and of these months", sure;
    "quarter.counted": Type::Number, "tháng", of::HOUSEHOLD, true,
        "số tháng ghi trong dòng chi, khi khác số tháng có tên trong danh sách", "months that the row counts, where the lists have others", counted;
    "quarter.entitled": Type::Number, "tháng", of::HOUSEHOLD, false,
        "số tháng ít nhất hộ có tên trong danh sách", "for how many of the months at least the household is entitled", entitled;
    "quarter.payments": Type::Number, "lần", of::HOUSEHOLD, false,
        "số lần hộ được chi tiền điện cho cùng một tháng", "how many times the household was paid for one month", payments;
    "quarter.paid": Type::Money, "đồng", of::HOUSEHOLD, false,
        "tổng tiền điện đã chi cho hộ trong quý", "all electricity support paid for the quarter", paid;
    "quarter.kept": Type::Money, "đồng", of::HOUSEHOLD, true,
        "khoản chi được tính cho quý, không kể khoản chi trùng", "the payment that counts, without those too many", kept;
    "quarter.surplus": Type::Money, "đồng", of::HOUSEHOLD, true,
        "các khoản chi trùng trong quý", "payments too many for the quarter", surplus;
    "quarter.due": Type::Money, "đồng", of::HOUSEHOLD, true,
        "mức hỗ trợ của quý: định mức kWh × giá bán lẻ bậc 1 × số tháng", "support of the quarter: the kWh supported at the price of the first tier × months", due;
    "quarter.difference": Type::Money, "đồng", of::HOUSEHOLD, false,
        "khoản chi được tính trừ mức đúng gần nhất", "what was paid less the nearest sum that is right", difference;
    "quarter.tolerance": Type::Money, "đồng", of::HOUSEHOLD, false,
        "phần chênh do làm tròn được chấp nhận", "what offices may round by", tolerance;
    "pupil.claimed": Type::Bool, "", of::PUPIL, false,
        "có trường lập danh sách cho em này", "some school claims the pupil", claimed;
    "pupil.school_age": Type::Bool, "", of::PUPIL, false,
        "đang ở tuổi đi học mà phải có tên trong danh sách của trường", "of the age at which a school should claim the child", school_age;
    "pupil.eligible": Type::Bool, "", of::PUPIL, true,
        "hộ của em có trong danh sách mà lý do miễn giảm đòi hỏi", "the household is on the list that the ground asks for", pupil_eligible;
    "pupil.ground": Type::Word("household"), "", of::PUPIL, true,
        "danh sách mà lý do miễn giảm đòi hỏi: hộ nghèo (poor), hộ cận nghèo (near_poor)", "the list that the ground asks for", ground;
    "pupil.listed": Type::Word("household"), "", of::PUPIL, true,
        "danh sách mà hộ của em có tên: policy là hộ có người hưởng trợ cấp xã hội, none là không có", "the list that the household is on instead; policy: one of it draws monthly assistance", listed;
    "pupil.draws": Type::Bool, "", of::PUPIL, false,
        "em đang hưởng trợ cấp xã hội hàng tháng", "the pupil draws monthly assistance", draws;
    "pupil.birth_off": Type::Bool, "", of::PUPIL, false,
        "hộ trong danh sách có em cùng tên, ngày sinh gần giống", "a household on the list has a child of this name whose birth is nearly the same", birth_off;
    "pupil.claimed_twice": Type::Bool, "", of::PUPIL, false,
        "trường khác cũng kê khai em này cho cùng tháng", "another school claims the pupil for the same months", claimed_twice;
    "pupil.undated": Type::Bool, "", of::PUPIL, false,
        "danh sách không nêu năm học, học kỳ hay tháng", "nothing tells the school year, term or months of the row", pupil_undated;
    "pupil.paid": Type::Money, "đồng", of::PUPIL, true,
        "tiền hỗ trợ chi phí học tập", "support for the cost of study", pupil_paid;
    "pupil.due": Type::Amounts, "đồng", of::PUPIL, true,
        "mức hỗ trợ × số tháng, không quá số tháng tối đa của năm học", "the rate × months, no more than the law gives in a school year", pupil_due;
    "pupil.granted": Type::Money, "đồng", of::PUPIL, false,
        "tiền hỗ trợ chi phí học tập và học phí được miễn giảm", "support for the cost of study and fees let off", granted;
    "pupil.difference": Type::Money, "đồng", of::PUPIL, false,
        "tiền hỗ trợ trừ mức đúng gần nhất", "what was granted less the nearest sum that is right", pupil_difference;
    "pupil.surplus": Type::Money, "đồng", of::PUPIL, false,
        "tiền hỗ trợ, học phí hưởng thêm lần nữa", "support and fees granted once more", pupil_surplus;
};

fn quarter(view: &View, f: impl Fn(&Quarter) -> Value) -> Value {
    match (view.at, view.books.homes) {
        (Element::Quarter(at), Some(books)) => books.quarters.get(at).map_or(Value::None, f),
        _ => Value::None,
    }
}

fn pupil(view: &View, f: impl Fn(&Pupil) -> Value) -> Value {
    match (view.at, view.books.homes) {
        (Element::Pupil(at), Some(books)) => books.pupils.get(at).map_or(Value::None, f),
        _ => Value::None,
    }
}

fn range((least, most): (i64, i64)) -> Value {
    Value::law(least, most)
}

fn eligible(view: &View) -> Value {
    quarter(view, |q| q.right.told.value())
}

fn sure(view: &View) -> Value {
    quarter(view, |q| {
        if q.sure {
            Value::Bool(true)
        } else {
            Value::Unknown
        }
    })
}

fn near_poor(view: &View) -> Value {
    quarter(view, |q| Value::Bool(q.right.near_poor))
}

fn uses_much(view: &View) -> Value {
    quarter(view, |q| q.right.uses_much.value())
}

fn kwh(view: &View) -> Value {
    quarter(view, |q| count(q.right.kwh))
}

fn kwh_most(view: &View) -> Value {
    quarter(view, |q| count(q.right.kwh_most))
}

fn left(view: &View) -> Value {
    quarter(view, |q| q.right.left.map_or(Value::None, Value::month))
}

fn joined(view: &View) -> Value {
    quarter(view, |q| q.right.joined.map_or(Value::None, Value::month))
}

fn died(view: &View) -> Value {
    quarter(view, |q| q.right.died.map_or(Value::None, Value::month))
}

fn counted(view: &View) -> Value {
    quarter(view, |q| count(q.counted.map(u32::from)))
}

fn entitled(view: &View) -> Value {
    quarter(view, |q| Value::number(q.right.counted as i64))
}

fn like(view: &View) -> Value {
    quarter(view, |q| q.right.like.map_or(Value::None, Value::Text))
}

fn perhaps(view: &View) -> Value {
    quarter(view, |q| {
        Value::Bool(q.sums.times.0 == 0 && q.sums.times.1 > 0)
    })
}

fn count(number: Option<u32>) -> Value {
    number.map_or(Value::None, |n| Value::number(i64::from(n)))
}

fn payments(view: &View) -> Value {
    quarter(view, |q| {
        let (least, most) = q.sums.times;
        Value::evidence(least as i64, most as i64)
    })
}

fn paid(view: &View) -> Value {
    quarter(view, |q| Value::number(q.sums.paid))
}

fn kept(view: &View) -> Value {
    quarter(view, |q| q.sums.kept.map_or(Value::None, Value::number))
}

fn surplus(view: &View) -> Value {
    quarter(view, |q| q.sums.surplus.map_or(Value::None, Value::number))
}

fn due(view: &View) -> Value {
    // What is not due at all has no right sum.
    quarter(view, |q| match q.due {
        Some(due) if q.right.told != Told::No => range(due),
        _ => Value::None,
    })
}

fn difference(view: &View) -> Value {
    quarter(view, |q| Value::number(q.difference()))
}

fn tolerance(view: &View) -> Value {
    quarter(view, |q| Value::number(q.tolerance))
}

fn claimed(view: &View) -> Value {
    pupil(view, |p| Value::Bool(p.claimed))
}

fn school_age(view: &View) -> Value {
    pupil(view, |p| p.school_age.value())
}

fn pupil_eligible(view: &View) -> Value {
    borne(view, |b| b.eligible.value())
}

fn borne(view: &View, f: impl Fn(&Borne) -> Value) -> Value {
    pupil(view, |p| p.borne.as_ref().map_or(Value::None, &f))
}

fn ground(view: &View) -> Value {
    borne(view, |b| Value::Words(u64::from(b.ground)))
}

fn listed(view: &View) -> Value {
    // The first list counts: of the poor before that of the near-poor, and this before policy households.
    borne(view, |b| match b.listed {
        0 => Value::Words(u64::from(ON_NONE)),
        kinds => Value::Words(u64::from(kinds & kinds.wrapping_neg())),
    })
}

fn draws(view: &View) -> Value {
    borne(view, |b| match b.draws {
        Some(true) => Value::Bool(true),
        Some(false) => Value::Unknown,
        None => Value::Bool(false),
    })
}

fn birth_off(view: &View) -> Value {
    borne(view, |b| Value::Bool(b.birth_off))
}

fn granted(view: &View) -> Value {
    pupil(view, |p| Value::number(p.granted()))
}

fn claimed_twice(view: &View) -> Value {
    pupil(view, |p| match &p.twice {
        None => Value::Bool(false),
        Some((_, true)) => Value::Bool(true),
        Some((_, false)) => Value::Unknown,
    })
}

fn pupil_undated(view: &View) -> Value {
    // Never surely: what it says of a row is a doubt.
    pupil(view, |p| {
        if p.is_undated() {
            Value::Unknown
        } else {
            Value::Bool(false)
        }
    })
}

fn pupil_paid(view: &View) -> Value {
    pupil(view, |p| p.paid.map_or(Value::None, Value::number))
}

fn pupil_due(view: &View) -> Value {
    pupil(view, |p| p.due.map_or(Value::None, Value::Due))
}

fn pupil_difference(view: &View) -> Value {
    pupil(view, |p| Value::number(p.difference()))
}

fn pupil_surplus(view: &View) -> Value {
    pupil(view, |p| Value::number(p.surplus))
}
