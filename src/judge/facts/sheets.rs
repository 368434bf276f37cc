//! Facts of whole sheets: total lines, running numbers, encodings.

use super::{Fact, View, facts, of};
use crate::judge::lang::{Type, Value};
use crate::model::FlawKind;

pub(super) const FACTS: &[Fact] = facts! {
    "sheet.role": Type::Word("role"), "", of::SHEET, false, "loại danh sách", "role of the list", role;
    "sheet.total_printed": Type::Money, "đồng", of::SHEET, true,
        "dòng tổng cộng của danh sách, nếu không bằng tổng các dòng; nếu nhiều dòng thì dòng cuối",
        "the list's own total line, where it is no sum of its rows; the last of several", total_printed;
    "sheet.wrong_totals": Type::Number, "dòng", of::SHEET, false,
        "số dòng cộng (tổng cộng, cộng nhóm, cộng trang) không bằng tổng các dòng",
        "lines of totals, of groups or pages as well, that are no sums of rows", wrong_totals;
    "sheet.total_sum": Type::Money, "đồng", of::SHEET, true,
        "tổng các dòng, nếu dòng tổng cộng ghi khác", "sum of the rows, where the total line says otherwise", total_sum;
    "sheet.number_gaps": Type::Number, "ô", of::SHEET, false,
        "số chỗ số thứ tự nhảy cóc hoặc lặp lại", "places where the running number repeats or jumps", number_gaps;
    "sheet.legacy": Type::Number, "ô", of::SHEET, false,
        "số ô gõ bằng bảng mã cũ (TCVN3, VNI); 1 nếu cả danh sách như vậy",
        "cells in an old encoding (TCVN3, VNI); 1 where the whole list is so", legacy;
};

fn role(view: &View) -> Value {
    let source = view.source();
    source.map_or(Value::Unknown, |s| Value::word(s.role as usize))
}

fn total_printed(view: &View) -> Value {
    let line = view.source().and_then(|s| s.wrong_totals.last());
    line.map_or(Value::None, |l| Value::number(l.printed.0))
}

fn total_sum(view: &View) -> Value {
    let line = view.source().and_then(|s| s.wrong_totals.last());
    line.map_or(Value::None, |l| Value::number(l.sum.0))
}

fn wrong_totals(view: &View) -> Value {
    let count = view.source().map_or(0, |s| s.wrong_totals.len());
    Value::number(count as i64)
}

fn number_gaps(view: &View) -> Value {
    flaws(view, FlawKind::NumberGap)
}

fn legacy(view: &View) -> Value {
    flaws(view, FlawKind::Legacy)
}

/// How many flaws of a kind the sheet has.
pub(super) fn flaws(view: &View, kind: FlawKind) -> Value {
    let count = view.source().map_or(0, |s| s.flaws_of(kind).count());
    Value::number(count as i64)
}
