//! Facts of single rows: what `validate` looks at, and what a list shows on its own.

use super::view::{Element, RowRef};
use super::{Fact, View, facts, of};
use crate::judge::lang::{Type, Value};
use crate::model::{Identity, Key, NoteKind, PartialDate, Place, RollRecord, SourceId};

pub(super) const FACTS: &[Fact] = facts! {
    "row.role": Type::Word("role"), "", of::ROW, false, "loại danh sách", "role of the list", role;
    "row.missing": Type::Number, "ô", of::ROW, false,
        "số ô bắt buộc để trống (họ tên, ngày sinh, đối tượng, mức hưởng, hưởng từ tháng)",
        "empty cells among name, birth, category, amount and start, where the list has the column", missing;
    "row.whole_column": Type::Bool, "", of::ROW, false,
        "cả danh sách không có cột đó: nói một lần cho cả danh sách",
        "the whole list lacks the column: told once for the list", whole_column;
    "row.doubt": Type::Word("cell"), "", of::ROW, true,
        "điều nghi ngờ ở một ô của dòng", "what is doubtful about a cell of the row", doubt;
    "row.bad_date": Type::Bool, "", of::ROW, false,
        "có ngày không hợp lệ: không phải ngày, ở tương lai, quá già, hưởng trước khi sinh",
        "a date that is none, lies in the future, makes an age beyond the limit, or a start before birth", bad_date;
    "row.age": Type::Number, "tuổi", of::ROW, true,
        "tuổi vào cuối kỳ rà soát, theo dòng này", "age on the last day audited by this row", row_age;
    "row.bad_id": Type::Bool, "", of::ROW, false,
        "số CMND/CCCD không đúng dạng", "the id number is not of a valid shape", bad_id;
    "row.id_contradicts": Type::Bool, "", of::ROW, true,
        "số CCCD mâu thuẫn với năm sinh hoặc giới tính", "the digits of the citizen number contradict birth or sex", id_contradicts;
    "row.repeat": Type::Number, "dòng", of::ROW, false,
        "dòng thứ mấy của cùng một người trong danh sách (0 là dòng đầu)",
        "how many rows of the same person and category stand before it in the list", repeat;
    "row.amount": Type::Money, "đồng", of::ROW, true, "mức hưởng ghi trên dòng", "amount on the row", amount;
    "row.by_coefficient": Type::Money, "đồng", of::ROW, true,
        "hệ số nhân mức chuẩn của tháng", "coefficient times base level", by_coefficient;
    "sheet.role": Type::Word("role"), "", of::SHEET, false, "loại danh sách", "role of the list", sheet_role;
    "sheet.total_printed": Type::Money, "đồng", of::SHEET, true,
        "dòng tổng cộng của danh sách, nếu không bằng tổng các dòng",
        "the list's own total line, where it is no sum of its rows", total_printed;
    "sheet.total_sum": Type::Money, "đồng", of::SHEET, true,
        "tổng các dòng, nếu dòng tổng cộng ghi khác", "sum of the rows, where the total line says otherwise", total_sum;
    "row.coefficient_of_category": Type::Bool, "", of::ROW, true,
        "hệ số có trong các hệ số của chế độ", "the coefficient is one of the category's", coefficient_of_category;
};

fn place(view: &View) -> Option<Place> {
    let Element::Row(row) = view.at else {
        return None;
    };
    row.place(view.world.corpus)
}

fn record<'a>(view: &View<'a>) -> Option<&'a RollRecord> {
    match view.at {
        Element::Row(RowRef::Roll(index)) => view.world.corpus.roll.get(index as usize),
        _ => None,
    }
}

fn identity<'a>(view: &View<'a>) -> Option<&'a Identity> {
    let Element::Row(row) = view.at else {
        return None;
    };
    view.world.corpus.identity(row.identity(view.world.corpus)?)
}

fn has_column(view: &View, key: Key) -> bool {
    let source = place(view).and_then(|p| view.world.corpus.source(p.source));
    source.is_some_and(|s| s.column(key).is_some())
}

fn noted(view: &View, kinds: &[NoteKind]) -> bool {
    let notes = place(view).map_or(&[][..], |p| view.world.corpus.notes_of(p));
    notes.iter().any(|note| kinds.contains(&note.kind))
}

fn role(view: &View) -> Value {
    let source = place(view).and_then(|p| view.world.corpus.source(p.source));
    source.map_or(Value::Unknown, |s| Value::word(s.role as usize))
}

/// The doubtful cells of a row with what they hold.
pub(in crate::judge) fn doubtful_cells(view: View) -> Vec<(Key, String)> {
    let notes = place(&view).map_or(&[][..], |p| view.world.corpus.notes_of(p));
    let doubts = notes.iter().filter(|n| !n.kind.is_repair());
    let mut cells: Vec<_> = doubts.map(|n| (n.key, n.was.clone())).collect();
    if cells.is_empty() {
        cells.extend(identity(&view).and_then(|i| Some((Key::Born, i.born?.slashed()))));
    }
    cells
}

/// The cells that a roll row leaves empty although the list has their column.
pub(in crate::judge) fn missing_keys(view: View) -> Vec<Key> {
    if let Element::Sheet(source) = view.at {
        return missing_columns(view, source);
    }
    let view = &view;
    let (Some(record), Some(identity)) = (record(view), identity(view)) else {
        return Vec::new();
    };
    let notes = place(view).map_or(&[][..], |p| view.world.corpus.notes_of(p));
    let told = |key: Key| notes.iter().any(|note| note.key == key);
    let empty = [
        (Key::Name, identity.name.is_empty()),
        (Key::Born, identity.born.is_none()),
        (Key::Category, record.category.is_empty()),
        (Key::Amount, record.amount.is_none()),
        (Key::From, record.from.is_none()),
    ];
    // A cell that holds something unreadable is not empty; its own rule tells of it.
    empty
        .into_iter()
        .filter(|(key, empty)| *empty && has_column(view, *key) && !told(*key))
        .map(|(key, _)| key)
        .collect()
}

/// What no row of a roll tells, by column or otherwise.
fn missing_columns(view: View, source: SourceId) -> Vec<Key> {
    let corpus = view.world.corpus;
    let rows = || corpus.roll.iter().filter(|r| r.place.source == source);
    let born = |r: &RollRecord| {
        corpus
            .identity(r.identity)
            .is_some_and(|i| i.born.is_some())
    };
    let told = [
        (Key::Born, rows().any(born)),
        (Key::Category, rows().any(|r| !r.category.is_empty())),
        (Key::Amount, rows().any(|r| r.amount.is_some())),
        (Key::From, rows().any(|r| r.from.is_some())),
    ];
    let has_column = |key| {
        corpus
            .source(source)
            .is_some_and(|s| s.column(key).is_some())
    };
    told.into_iter()
        .filter(|(key, told)| !told && !has_column(*key) && rows().next().is_some())
        .map(|(key, _)| key)
        .collect()
}

fn whole_column(view: &View) -> Value {
    Value::Bool(matches!(view.at, Element::Sheet(_)))
}

fn missing(view: &View) -> Value {
    Value::number(missing_keys(*view).len() as i64)
}

fn doubt(view: &View) -> Value {
    let notes = place(view).map_or(&[][..], |p| view.world.corpus.notes_of(p));
    let set = notes.iter().fold(0, |set, n| set | 1u64 << n.kind as usize);
    if set == 0 {
        Value::None
    } else {
        Value::Words(set)
    }
}

fn bad_date(view: &View) -> Value {
    let today = view.world.today();
    let Some(identity) = identity(view) else {
        return Value::Bool(false);
    };
    let future = |date: Option<PartialDate>| date.is_some_and(|d| d.first > today);
    let corpus = view.world.corpus;
    let died = match view.at {
        Element::Row(RowRef::Death(index)) => {
            corpus.deaths.get(index as usize).and_then(|d| d.died)
        }
        _ => None,
    };
    let before_birth = |date: Option<PartialDate>| {
        date.zip(identity.born)
            .is_some_and(|(d, b)| d.last < b.first)
    };
    let from = record(view).and_then(|r| r.from);
    Value::Bool(
        noted(view, &[NoteKind::NotADate])
            || future(identity.born)
            || future(died)
            || before_birth(from)
            || before_birth(died),
    )
}

fn row_age(view: &View) -> Value {
    let Some(born) = identity(view).and_then(|i| i.born) else {
        return Value::None;
    };
    let last = view.world.range.last.0;
    let years = |month: crate::model::Month| i64::from((last - month.0).div_euclid(12));
    Value::evidence(years(born.last_month()), years(born.first_month()))
}

fn bad_id(view: &View) -> Value {
    Value::Bool(noted(
        view,
        &[
            NoteKind::IdLetters,
            NoteKind::IdLength,
            NoteKind::IdProvince,
            NoteKind::IdFiller,
        ],
    ))
}

fn id_contradicts(view: &View) -> Value {
    // Digits of a number that is none tell nothing.
    if bad_id(view) == Value::Bool(true) {
        return Value::None;
    }
    let agrees = identity(view).and_then(|i| i.id_number?.agrees_with(i.born, i.sex));
    agrees.map_or(Value::None, |agrees| Value::Bool(!agrees))
}

fn repeat(view: &View) -> Value {
    let Element::Row(RowRef::Roll(index)) = view.at else {
        return Value::number(0);
    };
    let Some(record) = record(view) else {
        return Value::number(0);
    };
    let rows = view.world.roll_of(view.case).iter();
    let before = rows.take_while(|i| **i != index).filter(|i| {
        view.world
            .corpus
            .roll
            .get(**i as usize)
            .is_some_and(|other| {
                let apart = !other.categories.is_empty()
                    && !record.categories.is_empty()
                    && other.categories.and(record.categories).is_empty();
                other.place.source == record.place.source
                    && other.commune == record.commune
                    && other.month == record.month
                    && other.scheme == record.scheme
                    && other.cared_for == record.cared_for
                    && !apart
            })
    });
    Value::number(before.count() as i64)
}

fn amount(view: &View) -> Value {
    record(view)
        .and_then(|r| r.amount)
        .map_or(Value::None, |a| Value::number(a.0))
}

fn by_coefficient(view: &View) -> Value {
    let month = |r: &RollRecord| r.month.unwrap_or(view.world.range.last);
    let product = record(view).and_then(|r| {
        let base = view.world.law.base(month(r))?;
        Some(i64::from(r.coefficient?) * base / 100)
    });
    product.map_or(Value::None, Value::number)
}

fn coefficient_of_category(view: &View) -> Value {
    let Some(record) = record(view) else {
        return Value::None;
    };
    let month = record.month.unwrap_or(view.world.range.last);
    let Some(coefficient) = record.coefficient else {
        return Value::None;
    };
    if record.categories.is_empty() {
        return Value::None;
    }
    let of = |category| {
        let known = view.world.law.coefficients(category, record.level, month);
        known.is_empty() || known.contains(&coefficient)
    };
    Value::Bool(record.categories.iter().any(of))
}

fn sheet_role(view: &View) -> Value {
    let source = view.source();
    source.map_or(Value::Unknown, |s| Value::word(s.role as usize))
}

fn total_printed(view: &View) -> Value {
    let line = view.source().and_then(|s| s.wrong_total.as_ref());
    line.map_or(Value::None, |l| Value::number(l.printed.0))
}

fn total_sum(view: &View) -> Value {
    let line = view.source().and_then(|s| s.wrong_total.as_ref());
    line.map_or(Value::None, |l| Value::number(l.sum.0))
}
