//! Facts of the registers: deaths, stays away, certificates, pensions, and the people cared for.

use super::{Fact, View, facts, of};
use crate::judge::lang::{Type, Value};
use crate::model::{PartialDate, Role, Scheme};
use crate::settle::{Certificate, Stay};

pub(super) const FACTS: &[Fact] = facts! {
    "death.date": Type::Date, "", of::PERSONAL, true,
        "ngày chết (một khoảng nếu sổ chỉ ghi tháng hoặc năm)", "day of death as far as the register tells", death_date;
    "death.month": Type::Month, "", of::PERSONAL, true, "tháng chết", "month of death", death_month;
    "death.paid_after": Type::Bool, "", of::PERSONAL, true,
        "có trợ cấp chi cho tháng sau tháng chết, kể cả tháng chỉ có thể là sau khi chết",
        "benefit was paid for a month that lies, or may lie, after the month of death", paid_after;
    "death.while_drawing": Type::Bool, "", of::PERSONAL, true,
        "chết khi đang hưởng trợ cấp", "died while drawing benefit", while_drawing;
    "death.funeral_paid": Type::Bool, "", of::PERSONAL, true,
        "đã chi mai táng phí cho người chết", "funeral support stands in the ledgers", funeral_paid;
    "absence.kind": Type::Word("away"), "", of::ENTRY, true,
        "lý do vắng mặt", "why the person is away", absence_kind;
    "absence.from": Type::Month, "", of::ENTRY, true,
        "tháng bắt đầu vắng mặt", "month in which the stay away began", absence_from;
    "absence.to": Type::Month, "", of::ENTRY, true,
        "tháng trở về; không có nếu còn vắng", "month of return; none while away", absence_to;
    "certificate.level": Type::Word("level"), "", of::ENTRY, true,
        "mức độ trên giấy xác nhận có hiệu lực trong tháng", "level on the certificate in force in the month", certificate_level;
    "certificate.than_roll": Type::Word("weight"), "", of::ENTRY, true,
        "giấy xác nhận nhẹ hơn (lighter), bằng (same) hay nặng hơn (heavier) danh sách",
        "whether the certificate is lighter, the same or heavier than the roll", than_roll;
    "certificate.issued": Type::Date, "", of::ENTRY, true,
        "ngày cấp giấy xác nhận có hiệu lực", "day of issue of the certificate in force", certificate_issued;
    "certificate.age": Type::Number, "năm", of::ENTRY, true,
        "số năm tròn từ ngày cấp giấy xác nhận có hiệu lực đến tháng đang xét", "full years since the certificate in force was issued", certificate_age;
    "certificate.kind_differs": Type::Bool, "", of::ENTRY, true,
        "dạng tật trên danh sách không có trên giấy xác nhận", "no kind on the roll stands on the certificate", kind_differs;
    "certificate.number": Type::Number, "giấy", of::PERSONAL, true,
        "số giấy xác nhận của người này", "how many certificates the person has", certificate_number;
    "certificate.outgrown": Type::Bool, "", of::ENTRY, true,
        "giấy cấp trước tuổi phải xác định lại và đến nay đã quá tuổi đó",
        "issued before the age at which it must be made anew, and that age is past", outgrown;
    "pension.from": Type::Month, "", of::PERSONAL, true,
        "tháng bắt đầu hưởng lương hưu, trợ cấp BHXH", "month in which the pension began", pension_from;
    "pension.until": Type::Month, "", of::PERSONAL, true,
        "tháng thôi hưởng lương hưu", "first month without pension", pension_until;
    "care.level": Type::Word("level"), "", of::ENTRY, true,
        "mức độ của người được chăm sóc", "level of the person cared for", care_level;
};

/// What stands where a register has nobody: none if it covers the commune, else not covered. Where
/// an unsure row may be this person's, nothing can be said: such a row feeds no rule.
fn absent(view: &View, role: Role) -> Value {
    if view.case.shadowed || !view.world.register_covers(role, view.commune()) {
        Value::NotCovered
    } else {
        Value::None
    }
}

fn months(date: PartialDate) -> Value {
    Value::evidence(
        i64::from(date.first_month().0),
        i64::from(date.last_month().0),
    )
}

fn death_date(view: &View) -> Value {
    match view.case.death {
        Some(death) => death.date.map_or(Value::Unknown, Value::date),
        None => Value::None,
    }
}

fn death_month(view: &View) -> Value {
    match view.case.death {
        Some(death) => death.date.map_or(Value::Unknown, months),
        None => Value::None,
    }
}

fn paid_after(view: &View) -> Value {
    let Some(death) = view.case.death else {
        return Value::None;
    };
    let first = death.date.map(PartialDate::first_month);
    let after = view.case.parts.iter().any(|p| {
        matches!(p.scheme, Scheme::Benefit | Scheme::Care) && first.is_none_or(|f| p.month > f)
    });
    Value::Bool(after)
}

fn while_drawing(view: &View) -> Value {
    let Some(died) = view.case.death.and_then(|d| d.date) else {
        return Value::None;
    };
    let drawn = |p: &crate::settle::Part| {
        p.scheme == Scheme::Benefit && p.month.plus(1) >= died.first_month()
    };
    Value::Bool(view.case.parts.iter().any(drawn))
}

fn funeral_paid(view: &View) -> Value {
    if view.case.death.is_none() {
        return Value::None;
    }
    if !view.world.has_scheme(view.case.commune, Scheme::Funeral) {
        return Value::NotCovered;
    }
    let mut parts = view.case.parts.iter();
    let paid = parts.any(|p| p.scheme == Scheme::Funeral);
    if !paid && view.case.shadowed {
        // The row that is missing may be one that is nobody's for sure.
        return Value::NotCovered;
    }
    Value::Bool(paid)
}

fn stay(view: &View, f: impl Fn(&Stay) -> Value) -> Value {
    view.stay().map_or(Value::None, f)
}

fn absence_kind(view: &View) -> Value {
    stay(view, |s| Value::word(s.kind as usize))
}

fn absence_from(view: &View) -> Value {
    stay(view, |s| s.from.map_or(Value::Unknown, months))
}

fn absence_to(view: &View) -> Value {
    stay(view, |s| s.to.map_or(Value::None, months))
}

fn in_force<'a>(view: &'a View) -> Option<&'a Certificate> {
    view.case.certificate(view.month())
}

fn certificate_level(view: &View) -> Value {
    match in_force(view) {
        Some(c) => c.level.map_or(Value::Unknown, |l| Value::word(l as usize)),
        None => absent(view, Role::Certificates),
    }
}

fn than_roll(view: &View) -> Value {
    let Some(certificate) = in_force(view) else {
        return absent(view, Role::Certificates);
    };
    match (certificate.level, view.level()) {
        (Some(certified), Some(level)) => Value::word((certified.cmp(&level) as i8 + 1) as usize),
        (_, None) if view.entry().is_none() => Value::None,
        _ => Value::Unknown,
    }
}

fn certificate_issued(view: &View) -> Value {
    match in_force(view) {
        Some(c) => c.issued.map_or(Value::Unknown, Value::date),
        None => absent(view, Role::Certificates),
    }
}

fn certificate_age(view: &View) -> Value {
    let Some(certificate) = in_force(view) else {
        return absent(view, Role::Certificates);
    };
    let Some(issued) = certificate.issued else {
        return Value::Unknown;
    };
    let years = |from: crate::model::Month| i64::from((view.month().0 - from.0).div_euclid(12));
    Value::evidence(years(issued.last_month()), years(issued.first_month()))
}

fn kind_differs(view: &View) -> Value {
    let Some(certificate) = in_force(view) else {
        return absent(view, Role::Certificates);
    };
    match view.entry() {
        Some(entry) if !entry.kinds.is_empty() && !certificate.kinds.is_empty() => {
            Value::Bool(entry.kinds.0 & certificate.kinds.0 == 0)
        }
        _ => Value::None,
    }
}

fn certificate_number(view: &View) -> Value {
    match view.case.certificates.len() {
        0 => match absent(view, Role::Certificates) {
            Value::None => Value::number(0),
            other => other,
        },
        number => Value::number(number as i64),
    }
}

fn outgrown(view: &View) -> Value {
    let (Some(certificate), Some(born)) = (in_force(view), view.case.born) else {
        return absent(view, Role::Certificates);
    };
    let month = view.month();
    let Some(age) = view.world.law.figure("disability.redetermine_age", month) else {
        return Value::None;
    };
    let Some(issued) = certificate.issued else {
        return Value::Unknown;
    };
    let birthday = |month: crate::model::Month| month.plus(age.value as i32 * 12);
    let (least, most) = (birthday(born.first_month()), birthday(born.last_month()));
    if issued.last_month() < least && month > most {
        Value::Bool(true)
    } else if issued.first_month() >= most || month <= least {
        Value::Bool(false)
    } else {
        Value::Unknown
    }
}

fn pension_from(view: &View) -> Value {
    match view.case.pension {
        // A pension without a start has been drawn from of old.
        Some(pension) => pension.date.map_or(Value::number(0), months),
        None => Value::None,
    }
}

fn pension_until(view: &View) -> Value {
    let until = view.case.pension.and_then(|p| p.until);
    until.map_or(Value::None, Value::month)
}

fn care_level(view: &View) -> Value {
    let Some(entry) = view.entry().filter(|e| e.scheme == Scheme::Care) else {
        return Value::None;
    };
    match view.world.care_level(entry, view.month()) {
        Some(level) => Value::word(level as usize),
        // The list does not say who is cared for.
        None if entry.cared_for.is_empty() => Value::NotCovered,
        None => match view.world.care_levels(entry, view.month()).as_slice() {
            // Only a certificate could tell (6).
            [] if !view
                .world
                .register_covers(Role::Certificates, entry.commune) =>
            {
                Value::NotCovered
            }
            [] => Value::Unknown,
            levels => Value::Words(
                levels
                    .iter()
                    .fold(0, |set, level| set | 1 << *level as usize),
            ),
        },
    }
}
