//! Facts of single rows: what `validate` looks at, and what a list shows on its own.

use super::cells::BAD_ID;
use super::view::{Element, RowRef};
use super::{Fact, View, facts, of};
use crate::judge::lang::{Type, Value};
use crate::link::FoldedName;
use crate::model::{
    FlawKind, Identity, Key, NoteKind, PartialDate, PaymentFlags, Place, RollRecord, Scheme,
    SourceId, Sym,
};

pub(super) const FACTS: &[Fact] = facts! {
    "row.role": Type::Word("role"), "", of::ROW, false, "loại danh sách", "role of the list", role;
    "row.missing": Type::Number, "ô", of::ROW, false,
        "số ô bắt buộc để trống (họ tên, ngày sinh, đối tượng, mức hưởng, hưởng từ tháng) hoặc ghi tiền không đọc được",
        "cells among name, birth, category, amount and start that are empty though the list has the column, or hold no readable sum", missing;
    "row.whole_column": Type::Bool, "", of::ROW, false,
        "cả danh sách không có cột đó: nói một lần cho cả danh sách",
        "the whole list lacks the column: told once for the list", whole_column;
    "row.doubt": Type::Word("cell"), "", of::ROW, true,
        "điều nghi ngờ ở một ô của dòng", "what is doubtful about a cell of the row", doubt;
    "row.bad_date": Type::Bool, "", of::ROW, false,
        "có ngày không hợp lệ: không phải ngày, ở tương lai, quá già, hưởng trước khi sinh",
        "a date that is none, lies in the future, makes an age beyond the limit, or a start before birth", bad_date;
    "row.wrong_century": Type::Bool, "", of::ROW, false,
        "năm sinh ghi ở tương lai vì Excel nhầm thế kỷ, đã lấy lại",
        "Excel put the birth into the future; the century was taken back", wrong_century;
    "row.two_people": Type::Bool, "", of::ROW, false,
        "ô họ tên ghi hơn một người", "the name cell names more than one person", two_people;
    "row.month_first": Type::Bool, "", of::ROW, false,
        "có ngày ghi tháng trước ngày sau (12/25/1940), đã đảo lại", "a date with its month first (12/25/1940), read the right way round", month_first;
    "row.start_ahead": Type::Number, "tháng", of::ROW, true,
        "số tháng từ tháng của danh sách đến tháng bắt đầu hưởng", "months from the list's month to the month of the start", start_ahead;
    "row.comma_lost": Type::Bool, "", of::ROW, false,
        "hệ số mất dấu phẩy (15 thay cho 1,5), đã thêm lại", "the coefficient had lost its comma (15 for 1,5), put back", comma_lost;
    "row.age": Type::Number, "tuổi", of::ROW, true,
        "tuổi vào cuối kỳ rà soát, theo dòng này", "age on the last day audited by this row", row_age;
    "row.bad_id": Type::Bool, "", of::ROW, false,
        "số CMND/CCCD không đúng dạng", "the id number is not of a valid shape", bad_id;
    "row.id_contradicts": Type::Bool, "", of::ROW, true,
        "số CCCD mâu thuẫn với năm sinh hoặc giới tính", "the digits of the citizen number contradict birth or sex", id_contradicts;
    "row.id_repaired": Type::Bool, "", of::ROW, false,
        "số giấy tờ mất số 0 ở đầu, đã thêm lại được", "leading zeros of the id number were lost and could be put back", id_repaired;
    "row.id_lost": Type::Bool, "", of::ROW, false,
        "số giấy tờ bị đổi thành dạng lũy thừa (3,4E+10), mất chữ số",
        "the id number was turned into a power of ten and its digits are gone", id_lost;
    "row.unknown_category": Type::Bool, "", of::ROW, false,
        "ô đối tượng không khớp đối tượng nào trong luật", "the category cell matches no category in law", unknown_category;
    "row.strange_commune": Type::Bool, "", of::ROW, false,
        "xã, phường ở cột riêng không thuộc địa bàn", "the commune in its column is none of the locality's", strange_commune;
    "row.formula_errors": Type::Number, "ô", of::ROW, false,
        "số ô báo lỗi như #REF!, #N/A; của danh sách: ngoài các dòng của người hưởng",
        "cells that show an error such as #REF!; of a list: outside the people's rows", formula_errors;
    "row.formulas_unsaved": Type::Number, "ô", of::ROW, false,
        "số ô có công thức lưu mà chưa tính", "cells with a formula that was saved without its result", formulas_unsaved;
    "row.nameless": Type::Number, "dòng", of::ROW, false,
        "của danh sách: số dòng của người hưởng mà không ghi họ tên", "of a list: people's rows without a name", nameless;
    "row.elsewhere": Type::Number, "dòng", of::ROW, false,
        "số dòng cùng chế độ của chính người này trên danh sách khác cùng kỳ (cùng số giấy tờ, hoặc cùng họ tên và ngày sinh đầy đủ), khi chưa có danh sách chi trả",
        "rows of the same person and benefit on other rolls of the month: same id number, or same name and full birth; where no ledger was given", elsewhere;
    "row.repeat": Type::Number, "dòng", of::ROW, false,
        "dòng thứ mấy của cùng một người trong danh sách (0 là dòng đầu)",
        "how many rows of the same person and category stand before it in the list", repeat;
    "row.first_row": Type::Number, "", of::ROW, true,
        "số dòng của dòng đầu ghi người này trong danh sách", "row number of the person's first row in the list", first_row;
    "row.other_category": Type::Number, "dòng", of::ROW, false,
        "số dòng khác cùng kỳ của chính người này, còn hưởng, ở chế độ không hưởng cùng nhau, khi chưa có danh sách chi trả",
        "other rows of the same month that grant the same person what does not go together with this, none ended; where no ledger was given", other_category;
    "row.amount": Type::Money, "đồng", of::ROW, true, "mức hưởng ghi trên dòng", "amount on the row", amount;
    "row.by_coefficient": Type::Money, "đồng", of::ROW, true,
        "hệ số nhân mức chuẩn của tháng", "coefficient times base level", by_coefficient;
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

/// Whether the header of every column is understood: else what a row lacks may stand in another.
fn all_known(view: &View) -> bool {
    let source = place(view).and_then(|p| view.world.corpus.source(p.source));
    source.is_some_and(|s| s.unknown_columns.is_empty())
}

fn noted(view: &View, kinds: &[NoteKind]) -> bool {
    let notes = place(view).map_or(&[][..], |p| view.world.corpus.notes_of(p));
    notes.iter().any(|note| kinds.contains(&note.kind))
}

fn role(view: &View) -> Value {
    let source = place(view).and_then(|p| view.world.corpus.source(p.source));
    source.map_or(Value::Unknown, |s| Value::word(s.role as usize))
}

/// Cells of the row of which one of these is said, with what they hold.
pub(super) fn noted_cells(view: &View, kinds: &[NoteKind]) -> Vec<(Key, String)> {
    let notes = place(view).map_or(&[][..], |p| view.world.corpus.notes_of(p));
    let told = notes.iter().filter(|note| kinds.contains(&note.kind));
    told.map(|note| (note.key, note.was.clone())).collect()
}

/// The same, of the id number's cell alone: dates and sums are repaired as well.
pub(super) fn id_noted(view: &View, kind: NoteKind) -> Vec<(Key, String)> {
    let mut cells = noted_cells(view, &[kind]);
    cells.retain(|(key, _)| *key == Key::IdNumber);
    cells
}

/// What a cell holds, as far as the row's note or its typed value tells.
pub(super) fn written(view: &View, key: Key) -> String {
    let corpus = view.world.corpus;
    let notes = place(view).map_or(&[][..], |p| corpus.notes_of(p));
    if let Some(note) = notes.iter().find(|note| note.key == key) {
        return note.was.clone();
    }
    let date = |date: Option<PartialDate>| date.map(PartialDate::slashed);
    let told = match key {
        Key::Born => date(identity(view).and_then(|i| i.born)),
        Key::From => date(record(view).and_then(|r| r.from)),
        Key::Died => date(died(view)),
        Key::Commune => Some(corpus.texts.get(commune(view)).to_owned()),
        Key::Category => record(view).map(|r| corpus.texts.get(r.category).to_owned()),
        _ => None,
    };
    told.unwrap_or_default()
}

fn died(view: &View) -> Option<PartialDate> {
    match view.at {
        Element::Row(RowRef::Death(index)) => view.world.corpus.deaths.get(index as usize)?.died,
        _ => None,
    }
}

/// The commune that a row is of.
fn commune(view: &View) -> Sym {
    let corpus = view.world.corpus;
    match view.at {
        Element::Row(RowRef::Roll(_)) => record(view).map(|r| r.commune),
        Element::Row(RowRef::Payment(index)) => {
            corpus.payments.get(index as usize).map(|p| p.commune)
        }
        _ => None,
    }
    .unwrap_or_default()
}

/// The cells that a row leaves empty although the list has their column, and those whose sum of
/// money cannot be read.
pub(in crate::judge) fn missing_keys(view: View) -> Vec<Key> {
    if let Element::Sheet(source) = view.at {
        return missing_columns(view, source);
    }
    let view = &view;
    let Some(identity) = identity(view) else {
        return Vec::new();
    };
    let notes = place(view).map_or(&[][..], |p| view.world.corpus.notes_of(p));
    let told = |key: Key| notes.iter().any(|note| note.key == key);
    let born = (Key::Born, identity.born.is_none());
    let mut empty = vec![(Key::Name, identity.name.is_empty())];
    match view.at {
        Element::Row(RowRef::Roll(_)) => empty.extend(record(view).into_iter().flat_map(|r| {
            [
                born,
                (Key::Category, r.category.is_empty()),
                (Key::Amount, r.amount.is_none()),
                (Key::From, r.from.is_none()),
            ]
        })),
        Element::Row(RowRef::Payment(index)) => {
            let payment = view.world.payment(index);
            let no_sum = payment.is_some_and(|p| p.flags.has(PaymentFlags::NO_SUM));
            let no_regular = payment.is_some_and(|p| p.flags.has(PaymentFlags::NO_REGULAR));
            empty.extend([
                born,
                (Key::Amount, no_sum),
                (Key::Regular, no_regular && all_known(view)),
            ]);
        }
        Element::Row(RowRef::Death(_)) => empty.push((Key::Died, died(view).is_none())),
        _ => {}
    }
    // A cell that holds something of another kind is not empty; its own rule tells of it.
    let empty = empty
        .into_iter()
        .filter(|(key, empty)| *empty && has_column(view, *key) && !told(*key))
        .map(|(key, _)| key);
    let unreadable = notes
        .iter()
        .filter(|note| note.kind == NoteKind::NotAnAmount)
        .map(|note| note.key);
    empty.chain(unreadable).collect()
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
    Value::Bool(noted(view, &[NoteKind::NotADate]) || !impossible_dates(view).is_empty())
}

fn wrong_century(view: &View) -> Value {
    Value::Bool(noted(view, &[NoteKind::WrongCentury]))
}

fn two_people(view: &View) -> Value {
    Value::Bool(noted(view, &[NoteKind::TwoPeople]))
}

fn month_first(view: &View) -> Value {
    Value::Bool(!month_first_keys(view).is_empty())
}

/// Dates that can only be meant with the month first: no month is the thirteenth.
pub(super) fn month_first_keys(view: &View) -> Vec<Key> {
    let mut keys = noted_cells(view, &[NoteKind::MaybeSwapped]);
    keys.retain(|(key, _)| {
        let date = match key {
            Key::Born => identity(view).and_then(|i| i.born),
            Key::From => record(view).and_then(|r| r.from),
            Key::Died => died(view),
            _ => None,
        };
        date.is_some_and(|d| d.is_day() && d.first.ymd().2 > 12)
    });
    keys.into_iter().map(|(key, _)| key).collect()
}

fn start_ahead(view: &View) -> Value {
    let record = record(view);
    let months = record.and_then(|r| Some((r.from?.first_month(), r.month?)));
    months.map_or(Value::None, |(from, list)| {
        Value::number(i64::from(from.0 - list.0))
    })
}

/// Whether the start lies behind the month of the list.
pub(super) fn starts_ahead(view: &View) -> bool {
    let months = record(view).and_then(|r| Some((r.from?.first_month(), r.month?)));
    months.is_some_and(|(from, list)| from > list)
}

fn comma_lost(view: &View) -> Value {
    Value::Bool(noted(view, &[NoteKind::CommaLost]))
}

/// Real dates that cannot be: in the future, or before birth.
pub(super) fn impossible_dates(view: &View) -> Vec<Key> {
    let today = view.world.today();
    let Some(identity) = identity(view) else {
        return Vec::new();
    };
    let future = |date: Option<PartialDate>| date.is_some_and(|d| d.first > today);
    let before_birth = |date: Option<PartialDate>| {
        let both = date.zip(identity.born);
        both.is_some_and(|(d, b)| d.last < b.first)
    };
    let (from, died) = (record(view).and_then(|r| r.from), died(view));
    let dates = [
        (Key::Born, future(identity.born)),
        (Key::From, before_birth(from) && !future(identity.born)),
        (Key::Died, future(died) || before_birth(died)),
    ];
    let wrong = dates.into_iter().filter(|(_, wrong)| *wrong);
    wrong.map(|(key, _)| key).collect()
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
    Value::Bool(noted(view, &BAD_ID))
}

fn id_contradicts(view: &View) -> Value {
    // Digits of a number that is none tell nothing.
    if bad_id(view) == Value::Bool(true) {
        return Value::None;
    }
    // Nor does a birth that is none tell anything about the number.
    let doubted = [NoteKind::NotADate, NoteKind::WrongCentury];
    let mut doubted = noted_cells(view, &doubted).into_iter().map(|(key, _)| key);
    let is_wrong = |key| key == Key::Born;
    let wrong = doubted.any(is_wrong) || impossible_dates(view).into_iter().any(is_wrong);
    let born = |i: &Identity| i.born.filter(|_| !wrong);
    let agrees = identity(view).and_then(|i| i.id_number?.agrees_with(born(i), i.sex));
    agrees.map_or(Value::None, |agrees| Value::Bool(!agrees))
}

fn repeat(view: &View) -> Value {
    Value::number(rows_before(view).count() as i64)
}

fn first_row(view: &View) -> Value {
    let first = rows_before(view).map(|r| r.place.row).min();
    first.map_or(Value::None, |row| Value::number(i64::from(row)))
}

/// Rows of the list that grant the person the same, before this one.
fn rows_before<'a>(view: &View<'a>) -> impl Iterator<Item = &'a RollRecord> {
    let own = record(view);
    own_rows(view).filter(move |other| {
        own.is_some_and(|record| {
            other.place < record.place
                && other.place.source == record.place.source
                && other.commune == record.commune
                && other.month == record.month
                && is_same_grant(other, record)
        })
    })
}

/// Rows of one person that are held against each other: nobody has more, and of a file that repeats one row a
/// million times every further row still has all these before it.
const MOST_OWN: usize = 256;

/// The roll rows of the person.
fn own_rows<'a>(view: &View<'a>) -> impl Iterator<Item = &'a RollRecord> {
    let (world, case) = (view.world, view.case);
    let rows = world.roll_of(case).iter().take(MOST_OWN);
    rows.filter_map(|i| world.corpus.roll.get(*i as usize))
}

/// Whether two rows of one person grant the same.
fn is_same_grant(a: &RollRecord, b: &RollRecord) -> bool {
    let told = !a.categories.is_empty() && !b.categories.is_empty();
    let apart = told && a.categories.and(b.categories).is_empty();
    a.scheme == b.scheme && a.cared_for == b.cared_for && !apart
}

/// Rows of other rolls of the same month that grant the person the same; where ledgers were given,
/// they tell what was paid twice, and this says nothing. Two rolls of one commune of
/// which neither tells its month may be an older and a newer one.
fn elsewhere(view: &View) -> Value {
    let Some(record) = record(view) else {
        return Value::number(0);
    };
    if view.world.last_ledger(record.commune).is_some() {
        return Value::number(0);
    }
    let doubles = |other: &&RollRecord| {
        is_beside(other, record)
            && is_same_grant(other, record)
            && is_surely_one(view, other, record)
    };
    Value::number(own_rows(view).filter(doubles).count() as i64)
}

/// Whether a row stands on another roll, which is of the same month.
fn is_beside(other: &RollRecord, record: &RollRecord) -> bool {
    let moved = other.commune != record.commune;
    let beside = other.place.source != record.place.source && record.month.is_some();
    (moved || beside) && other.month == record.month
}

/// Rows of the month that grant the same person a benefit of another category, of which law pays the
/// higher alone.
fn other_category(view: &View) -> Value {
    let Some(record) = record(view) else {
        return Value::number(0);
    };
    if view.world.last_ledger(record.commune).is_some() {
        return Value::number(0);
    }
    let month = record.month.unwrap_or(view.world.range.last);
    let draws = |r: &RollRecord| {
        let ended = r.doubtful || r.until.is_some();
        !ended && r.scheme == Scheme::Benefit && r.amount.is_some_and(|a| a.0 > 0)
    };
    let excludes = |other: &RollRecord| {
        let apart = other.categories.and(record.categories).is_empty();
        let mut pairs = other
            .categories
            .iter()
            .flat_map(|a| record.categories.iter().map(move |b| (a, b)));
        let cumulates = |(a, b)| view.world.law.cumulates(a, b, month);
        let told = !other.categories.is_empty() && !record.categories.is_empty();
        told && apart && !pairs.any(cumulates)
    };
    let rivals = |other: &&RollRecord| {
        let here = other.place.source == record.place.source && other.place != record.place;
        (here || is_beside(other, record))
            && draws(record)
            && draws(other)
            && excludes(other)
            && is_surely_one(view, other, record)
    };
    Value::number(own_rows(view).filter(rivals).count() as i64)
}

/// Whether an id number, or a name with a full day of birth, says that two rows are one person's: a
/// name alone or with a year never does.
fn is_surely_one(view: &View, a: &RollRecord, b: &RollRecord) -> bool {
    let corpus = view.world.corpus;
    let likely = |r: &RollRecord| view.world.is_likely(r.identity);
    let both = corpus.identity(a.identity).zip(corpus.identity(b.identity));
    let Some((x, y)) = both.filter(|_| !likely(a) && !likely(b)) else {
        return false;
    };
    let number = x.id_number.is_some() && x.id_number == y.id_number;
    let day = x.born.is_some_and(PartialDate::is_day) && x.born == y.born;
    let texts = &corpus.texts;
    number || day && FoldedName::same(texts.get(x.name), texts.get(y.name))
}

fn id_repaired(view: &View) -> Value {
    Value::Bool(!id_noted(view, NoteKind::ZeroRestored).is_empty())
}

fn id_lost(view: &View) -> Value {
    Value::Bool(noted(view, &[NoteKind::IdLost]))
}

fn unknown_category(view: &View) -> Value {
    let cells = noted_cells(view, &[NoteKind::UnknownCategory]);
    Value::Bool(cells.iter().any(|(key, _)| *key == Key::Category))
}

fn strange_commune(view: &View) -> Value {
    let strange = &view.world.corpus.strange;
    let is_strange = strange.binary_search(&commune(view)).is_ok();
    Value::Bool(is_strange && has_column(view, Key::Commune))
}

fn formula_errors(view: &View) -> Value {
    if let Element::Sheet(_) = view.at {
        return super::sheets::flaws(view, FlawKind::ErrorValue);
    }
    Value::number(noted_cells(view, &[NoteKind::ErrorValue]).len() as i64)
}

fn formulas_unsaved(view: &View) -> Value {
    Value::number(noted_cells(view, &[NoteKind::NoFormulaValue]).len() as i64)
}

fn nameless(view: &View) -> Value {
    super::sheets::flaws(view, FlawKind::NoName)
}

/// Whether the amount is not coefficient times base.
pub(super) fn differs_from_coefficient(view: &View) -> bool {
    let (written, product) = (amount(view), by_coefficient(view));
    written != Value::None && product != Value::None && written != product
}

/// Whether the coefficient is none of the category's.
pub(super) fn is_foreign_coefficient(view: &View) -> bool {
    coefficient_of_category(view) == Value::Bool(false)
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
