//! Facts of payments and months.

use super::{Fact, View, facts, of};
use crate::judge::lang::{Type, Value};
use crate::model::{Key, PartialDate, Payment, PaymentFlags, Scheme};
use crate::settle::{MonthState, Part};

pub(super) const FACTS: &[Fact] = facts! {
    "payment.month": Type::Month, "", of::PAYMENT, false,
        "tháng mà khoản tiền chi cho (kỳ chi trả, không phải ngày phát)",
        "the month that the money is for, not the day it was handed over", month;
    "payment.amount": Type::Money, "đồng", of::PAYMENT, false,
        "số tiền đã chi cho tháng đó", "money handed over for that month", amount;
    "payment.kind": Type::Word("part"), "", of::PAYMENT, false,
        "tiền của tháng (regular) hay truy lĩnh (arrears)", "the month's own benefit or arrears", kind;
    "payment.scheme": Type::Word("scheme"), "", of::PAYMENT, false,
        "chế độ: trợ cấp, chăm sóc, mai táng, một lần", "what the money is for", scheme;
    "payment.category": Type::Word("category"), "", of::PAYMENT, true,
        "đối tượng ghi trên danh sách chi trả", "category written in the ledger", category;
    "payment.commune": Type::Text, "", of::PAYMENT, false,
        "xã, phường chi trả", "commune that paid", commune;
    "payment.standing": Type::Word("standing"), "", of::PAYMENT, false,
        "người này đứng thế nào trên danh sách của xã chi trả trong tháng đó",
        "how the rolls of the commune that paid stand to the person in that month", standing;
    "payment.surplus": Type::Word("surplus"), "", of::PAYMENT, true,
        "khoản chi thừa: trùng trong xã, trùng ở xã khác, trùng chế độ khác",
        "one payment too many, and why", surplus;
    "payment.repaid_again": Type::Bool, "", of::PAYMENT, false,
        "truy lĩnh cho tháng đã được truy lĩnh trước đó", "arrears for a month that had been repaid already", repaid_again;
    "payment.received_on": Type::Date, "", of::PAYMENT, true,
        "ngày nhận tiền", "day on which it was received", received_on;
    "payment.day": Type::Number, "ngày", of::PAYMENT, true,
        "ngày nhận tiền, tính từ ngày đầu tháng của kỳ chi trả (ngày 28/8 của kỳ tháng 8 là 28)",
        "day on which it was received, counted from the first day of the month it is for", day;
    "payment.own_name": Type::Bool, "", of::PAYMENT, true,
        "chính người hưởng ký nhận; không có nếu danh sách không ghi người nhận", "received in the beneficiary's own name; none where the ledger names nobody", own_name;
    "payment.receipt_shared": Type::Number, "khoản", of::PAYMENT, false,
        "số khoản chi khác mang cùng số phiếu chi", "how many other payments bear the same receipt number", receipt_shared;
    "payment.has_receipt": Type::Bool, "", of::PAYMENT, false,
        "dòng có ghi số phiếu chi; không xét nếu danh sách không có cột này", "the row bears a receipt number; silent where the ledger has no such column", has_receipt;
    "payment.has_date": Type::Bool, "", of::PAYMENT, false,
        "dòng có ghi ngày nhận tiền; không xét nếu danh sách không có cột này", "the row bears a day of receipt; silent where the ledger has no such column", has_date;
    "payment.by_account": Type::Bool, "", of::PAYMENT, false,
        "chi vào tài khoản (dòng có số tài khoản), không thì là tiền mặt", "paid to an account: the row bears an account number; else in cash", by_account;
    "payment.account_shared": Type::Number, "người", of::PAYMENT, false,
        "số người khác được chi vào cùng số tài khoản", "how many other people are paid to the same account", account_shared;
    "payment.row_sum": Type::Money, "đồng", of::PAYMENT, false,
        "cộng các khoản của dòng, đã trừ khấu trừ", "sum of the row's parts less deductions", row_sum;
    "payment.row_total": Type::Money, "đồng", of::PAYMENT, true,
        "cột tổng cộng của dòng", "what the row's own total says", row_total;
    "month.month": Type::Month, "", of::MONTHLY, false,
        "tháng đang xét", "the month", state_month;
    "month.scheme": Type::Word("scheme"), "", of::MONTHLY, false,
        "chế độ đang xét", "the scheme", state_scheme;
    "month.due": Type::Amounts, "đồng", of::MONTHLY, false,
        "mức được hưởng của tháng", "what is due for the month", due;
    "month.paid": Type::Money, "đồng", of::MONTHLY, false,
        "đã chi cho tháng, kể cả truy lĩnh và chi trùng", "handed over for the month, arrears and doubles included", paid;
    "month.kept": Type::Money, "đồng", of::MONTHLY, false,
        "đã chi cho tháng, không kể khoản trùng", "handed over for the month without doubles", kept;
    "month.difference": Type::Money, "đồng", of::MONTHLY, false,
        "đã chi trừ được hưởng, không kể khoản trùng và khoản chưa lĩnh",
        "paid less due, without doubles and what lies uncollected", difference;
    "month.uncollected": Type::Money, "đồng", of::MONTHLY, false,
        "có trên danh sách chi trả nhưng chưa lĩnh", "in a ledger but not collected", uncollected;
    "month.uncollected_run": Type::Number, "tháng", of::MONTHLY, false,
        "số tháng chưa lĩnh liên tục, tính cả tháng này", "months running that lie uncollected, this one included", run;
    "month.standing": Type::Word("standing"), "", of::MONTHLY, false,
        "người này đứng thế nào trên danh sách trong tháng", "how the rolls stand to the person in the month", state_standing;
    "month.in_ledger": Type::Bool, "", of::MONTHLY, false,
        "có tên trên danh sách chi trả của tháng", "whether a ledger of the month names the person", in_ledger;
    "month.right_ended": Type::Bool, "", of::MONTHLY, false,
        "quyền hưởng đã hết (chết, vắng mặt, lương hưu, khuyết tật nhẹ)",
        "the right has ended: death, a stay away, a pension, a mild certificate", right_ended;
    "month.other_age_rate": Type::Bool, "", of::MONTHLY, false,
        "số đã chi là mức của lứa tuổi khác trong cùng chế độ", "what was paid is the rate of another age of the category", other_age_rate;
};

fn part(view: &View, f: impl Fn(&Part) -> Value) -> Value {
    view.part().map_or(Value::None, f)
}

fn state(view: &View, f: impl Fn(&MonthState) -> Value) -> Value {
    view.state().map_or(Value::None, f)
}

fn month(view: &View) -> Value {
    part(view, |p| Value::month(p.month))
}

fn amount(view: &View) -> Value {
    part(view, |p| Value::number(p.amount))
}

fn kind(view: &View) -> Value {
    part(view, |p| Value::word(p.kind as usize))
}

fn scheme(view: &View) -> Value {
    part(view, |p| Value::word(p.scheme as usize))
}

fn category(view: &View) -> Value {
    let payment = view.part().and_then(|p| view.world.payment(p.payment));
    match payment {
        Some(payment) if !payment.categories.is_empty() => Value::Words(payment.categories.0),
        _ => Value::None,
    }
}

fn commune(view: &View) -> Value {
    part(view, |p| Value::Text(p.commune))
}

fn standing(view: &View) -> Value {
    part(view, |p| {
        let word = Value::word(p.standing as usize);
        let granted = Value::word(crate::settle::Standing::Granted as usize);
        match (word, granted) {
            // A start known only in part: before it, or rightly paid.
            (Value::Words(a), Value::Words(b)) if p.standing_open => Value::Words(a | b),
            (word, _) => word,
        }
    })
}

fn surplus(view: &View) -> Value {
    part(view, |p| {
        p.surplus.map_or(Value::None, |s| Value::word(s as usize))
    })
}

fn repaid_again(view: &View) -> Value {
    part(view, |p| Value::Bool(p.repaid_again))
}

fn received_on(view: &View) -> Value {
    let payment = view.part().and_then(|p| view.world.payment(p.payment));
    let received = payment.and_then(|p| p.received.date());
    received.map_or(Value::None, Value::date)
}

fn day(view: &View) -> Value {
    let Value::Int(received) = received_on(view) else {
        return Value::None;
    };
    // A ledger of several months is in time until the window of its last month closes.
    let payment = view.part().and_then(|p| view.world.payment(p.payment));
    let last = payment.map(|p| p.month.plus(i32::from(p.months.max(1)) - 1));
    let first = last
        .and_then(PartialDate::month)
        .map_or(0, |m| i64::from(m.first.0));
    Value::evidence(received.lo - first + 1, received.hi - first + 1)
}

fn own_name(view: &View) -> Value {
    let payment = view.part().and_then(|p| view.world.payment(p.payment));
    match payment {
        // Nobody is named: nothing is said of who received it.
        Some(p) if p.receiver.is_empty() => Value::None,
        Some(p) => Value::Bool(p.flags.has(PaymentFlags::OWN_NAME) || view.is_named(p.receiver)),
        None => Value::None,
    }
}

fn receipt_shared(view: &View) -> Value {
    part(view, |p| {
        Value::number(i64::from(view.world.sharing_receipt(p.payment)))
    })
}

/// Whether a row has something in a column; not covered where its ledger has no such column.
fn has(view: &View, key: Key, there: impl Fn(&Payment) -> bool) -> Value {
    let Some(payment) = view.part().and_then(|p| view.world.payment(p.payment)) else {
        return Value::None;
    };
    let source = view.world.corpus.source(payment.place.source);
    match source.and_then(|source| source.column(key)) {
        _ if there(payment) => Value::Bool(true),
        Some(_) => Value::Bool(false),
        None => Value::NotCovered,
    }
}

fn has_receipt(view: &View) -> Value {
    has(view, Key::Receipt, |p| p.receipt != 0)
}

fn has_date(view: &View) -> Value {
    has(view, Key::ReceivedOn, |p| p.received.date().is_some())
}

fn by_account(view: &View) -> Value {
    part(view, |p| {
        Value::Bool(!view.world.account_of(p.payment).is_empty())
    })
}

fn account_shared(view: &View) -> Value {
    part(view, |p| {
        Value::number(i64::from(view.world.sharing_account(p.payment)))
    })
}

fn row_sum(view: &View) -> Value {
    part(view, |p| Value::number(view.world.row_sum(p.payment)))
}

fn row_total(view: &View) -> Value {
    let payment = view.part().and_then(|p| view.world.payment(p.payment));
    let total = payment.and_then(|p| view.world.corpus.extra(p)?.total);
    total.map_or(Value::None, |t| Value::number(t.0))
}

fn state_month(view: &View) -> Value {
    state(view, |s| Value::month(s.month))
}

fn state_scheme(view: &View) -> Value {
    state(view, |s| Value::word(s.scheme as usize))
}

fn due(view: &View) -> Value {
    // Over a likely link the rule speaks of what would be due, and its finding is a likely one.
    state(view, |s| Value::Due(if s.likely { s.as_if } else { s.due }))
}

fn paid(view: &View) -> Value {
    state(view, |s| Value::number(s.paid))
}

fn kept(view: &View) -> Value {
    state(view, |s| Value::number(s.kept))
}

fn difference(view: &View) -> Value {
    state(view, |s| Value::number(s.difference_as_if()))
}

fn uncollected(view: &View) -> Value {
    state(view, |s| Value::number(s.uncollected))
}

fn run(view: &View) -> Value {
    state(view, |s| Value::number(i64::from(s.uncollected_run)))
}

fn state_standing(view: &View) -> Value {
    state(view, |s| Value::word(s.standing as usize))
}

fn in_ledger(view: &View) -> Value {
    state(view, |s| match s.in_ledger {
        None => Value::NotCovered,
        // An unsure row may be this person's, and such a row feeds no rule.
        Some(false) if view.case.shadowed => Value::NotCovered,
        Some(named) => Value::Bool(named),
    })
}

fn right_ended(view: &View) -> Value {
    state(view, |s| Value::Bool(s.right_ended))
}

fn other_age_rate(view: &View) -> Value {
    state(view, |s| {
        Value::Bool(s.other_age_rate && s.scheme == Scheme::Benefit)
    })
}
