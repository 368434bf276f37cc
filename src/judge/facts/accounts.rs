//! Facts of a reconciliation: what was approved for a person, paid, given back and carried on.

use super::{Fact, View, facts, of};
use crate::judge::lang::{Type, Value};
use crate::model::{Account, Balance, Change};

pub(super) const FACTS: &[Fact] = facts! {
    "account.month": Type::Month, "", of::ACCOUNT, false,
        "tháng đối chiếu", "the month", month;
    "account.approved": Type::Money, "đồng", of::ACCOUNT, false,
        "số tiền được phê duyệt của tháng", "approved for the month", approved;
    "account.carried_in": Type::Money, "đồng", of::ACCOUNT, false,
        "kỳ trước chuyển sang: đã phê duyệt mà chưa lĩnh", "approved earlier and not collected when the month began", carried_in;
    "account.paid": Type::Money, "đồng", of::ACCOUNT, false,
        "đã chi theo kết quả của Bưu điện", "handed over by the return", paid;
    "account.returned": Type::Money, "đồng", of::ACCOUNT, false,
        "đã nộp trả ngân sách", "given back to the budget", returned;
    "account.carried_out": Type::Money, "đồng", of::ACCOUNT, false,
        "chuyển kỳ sau: còn phải chi khi hết tháng", "still to be collected when the month ended", carried_out;
    "account.claimed": Type::Money, "đồng", of::ACCOUNT, true,
        "số kỳ trước chuyển sang mà danh sách của Bưu điện ghi", "what the return says it brought over", claimed;
    "account.claim_gap": Type::Money, "đồng", of::ACCOUNT, false,
        "phần kỳ trước chuyển sang ghi thừa so với số theo dõi (âm: ghi thiếu), không kể phần lệch còn treo từ tháng trước",
        "by how much too much was brought over, without what already stood wrong the month before", claim_gap;
    "account.difference": Type::Money, "đồng", of::ACCOUNT, false,
        "đã chi trừ phần được chi, không kể phần nộp trả, chuyển kỳ, ghi sai số chuyển kỳ và chi trùng",
        "paid less approved and carried, without what is given back, carried on, wrongly brought over or paid twice", difference;
    "account.carried_run": Type::Number, "tháng", of::ACCOUNT, false,
        "số tháng liên tục còn tiền chuyển kỳ sau, tính cả tháng này", "months running in which something was carried on, this one included", run;
    "account.named": Type::Bool, "", of::ACCOUNT, false,
        "kết quả chi trả của tháng có nêu người này đã nhận hay chưa; chưa rõ khi dòng không ký nhận mà phần lớn dòng khác có ký",
        "whether the return of the month names the person as paid or unpaid; unknown for a row not signed where most are", named;
    "account.unsigned": Type::Money, "đồng", of::ACCOUNT, false,
        "số tiền chuyển kỳ vì dòng không ký nhận trong khi phần lớn dòng khác có ký",
        "carried on because its row is not signed where most are", unsigned;
    "balance.return_missing": Type::Bool, "", of::BALANCE, false,
        "chưa có kết quả chi trả của tháng, trong khi tháng trước và tháng sau đã có",
        "no return of the month, though there are some before and after", return_missing;
    "balance.changes": Type::Number, "lần", of::BALANCE, false,
        "số danh sách của tháng đã bị bản khác thay", "how many lists of the month were replaced by others", changes;
    "balance.before": Type::Money, "đồng", of::BALANCE, true,
        "tổng tiền của các bản đã bị thay", "sum of the lists that were replaced", before;
    "balance.after": Type::Money, "đồng", of::BALANCE, true,
        "tổng tiền của các bản thay vào", "sum of the lists that took their places", after;
};

fn account(view: &View, f: impl Fn(&Account) -> Value) -> Value {
    view.account().map_or(Value::None, |e| f(&e.account))
}

/// A fact that needs the approved list of the month: without one nothing can be held against it.
fn against_approved(view: &View, f: impl Fn(&Account) -> Value) -> Value {
    match view.balance() {
        Some(balance) if !balance.has_approved => Value::NotCovered,
        _ => account(view, f),
    }
}

fn balance(view: &View, f: impl Fn(&Balance) -> Value) -> Value {
    view.balance().map_or(Value::None, f)
}

fn month(view: &View) -> Value {
    view.account()
        .map_or(Value::None, |e| Value::month(e.month))
}

fn approved(view: &View) -> Value {
    against_approved(view, |a| Value::number(a.approved))
}

fn carried_in(view: &View) -> Value {
    account(view, |a| Value::number(a.carried_in))
}

fn paid(view: &View) -> Value {
    account(view, |a| Value::number(a.paid))
}

fn returned(view: &View) -> Value {
    account(view, |a| Value::number(a.returned))
}

fn carried_out(view: &View) -> Value {
    account(view, |a| Value::number(a.carried_out))
}

fn claimed(view: &View) -> Value {
    account(view, |a| a.claimed.map_or(Value::None, Value::number))
}

fn claim_gap(view: &View) -> Value {
    account(view, |a| Value::number(a.claim_gap))
}

fn difference(view: &View) -> Value {
    against_approved(view, |a| Value::number(a.difference()))
}

fn run(view: &View) -> Value {
    account(view, |a| Value::number(i64::from(a.carried_run)))
}

fn named(view: &View) -> Value {
    match view.balance() {
        Some(balance) if !balance.has_return => Value::NotCovered,
        _ => account(view, |a| match a.unsigned {
            0 => Value::Bool(a.named),
            _ => Value::Unknown,
        }),
    }
}

fn unsigned(view: &View) -> Value {
    account(view, |a| Value::number(a.unsigned))
}

fn return_missing(view: &View) -> Value {
    balance(view, |b| Value::Bool(b.return_missing))
}

fn changes(view: &View) -> Value {
    balance(view, |b| Value::number(b.changes.len() as i64))
}

fn before(view: &View) -> Value {
    sum_of(view, |c| c.before)
}

fn after(view: &View) -> Value {
    sum_of(view, |c| c.after)
}

fn sum_of(view: &View, of: impl Fn(&Change) -> i64) -> Value {
    balance(view, |b| match b.changes.as_slice() {
        [] => Value::None,
        changes => Value::number(changes.iter().map(&of).sum()),
    })
}
