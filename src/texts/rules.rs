//! What `rasoat rules` says, and how messages of rules write the values of facts.

use super::Lang;
use crate::judge::lang::{Entity, FactDef, Range, Type, Value, Vocabulary};
use crate::model::{Day, Money, Month, PartialDate, Severity, Sym};

/// A value of a fact within a sentence. `text` gives the text of a symbol.
pub fn value(
    lang: Lang,
    vocabulary: &Vocabulary,
    fact: &FactDef,
    value: &Value,
    text: &dyn Fn(Sym) -> String,
) -> String {
    match (value, fact.ty) {
        (Value::None, _) => lang.pick("không có", "none").to_owned(),
        (Value::Bool(yes), _) => match yes {
            true => lang.pick("có", "yes").to_owned(),
            false => lang.pick("không", "no").to_owned(),
        },
        (Value::Text(sym), _) => match text(*sym) {
            empty if empty.is_empty() => super::findings::unknown(lang).to_owned(),
            text => text,
        },
        (Value::Int(range), Type::Month) => month_range(lang, *range),
        (Value::Int(range), Type::Date) => date_range(*range),
        (Value::Int(range), Type::Money) => money_range(range.lo, range.hi),
        (Value::Int(range), _) if range.is_point() => range.lo.to_string(),
        (Value::Int(range), _) => format!("{}–{}", range.lo, range.hi),
        (Value::Words(set), Type::Word(list)) if *set != 0 => {
            let words = vocabulary.words_of(list).iter().enumerate();
            let possible = words.filter(|(bit, _)| *bit < 64 && set >> bit & 1 == 1);
            either(
                lang,
                &possible
                    .map(|(_, w)| word(lang, list, w))
                    .collect::<Vec<_>>(),
            )
        }
        (Value::Due(due), _) if !due.spans().is_empty() => {
            let spans = due.spans().iter().map(|s| money_range(s.least, s.most));
            either(lang, &spans.collect::<Vec<_>>())
        }
        _ => lang.pick("chưa rõ", "unknown").to_owned(),
    }
}

fn either(lang: Lang, all: &[String]) -> String {
    all.join(lang.pick(" hoặc ", " or "))
}

fn money_range(lo: i64, hi: i64) -> String {
    if lo == hi {
        money(Money(lo))
    } else {
        format!("{}–{}", Money(lo), money(Money(hi)))
    }
}

/// Money within a sentence: `1.215.000 đồng`.
pub fn money(amount: Money) -> String {
    format!("{amount} đồng")
}

fn month_range(lang: Lang, range: Range) -> String {
    let (first, last) = (Month(range.lo as i32), Month(range.hi as i32));
    let whole_year = first.number() == 1 && range.hi == range.lo + 11;
    match (lang, range.is_point()) {
        (Lang::Vi, true) => format!("T{}", first.slashed()),
        (Lang::En, true) => first.slashed(),
        (Lang::Vi, false) if whole_year => format!("năm {}", first.year()),
        (Lang::En, false) if whole_year => first.year().to_string(),
        (Lang::Vi, false) => {
            format!("T{}–T{}", first.slashed(), last.slashed())
        }
        (Lang::En, false) => format!("{}–{}", first.slashed(), last.slashed()),
    }
}

/// A date with the precision it is known to; what is neither day, month nor year is a span.
fn date_range(range: Range) -> String {
    let date = PartialDate {
        first: Day(range.lo as i32),
        last: Day(range.hi as i32),
    };
    let whole = [
        PartialDate::month(date.first.month()),
        PartialDate::year(date.first.ymd().0),
    ];
    if date.is_day() || whole.contains(&Some(date)) {
        return date.slashed();
    }
    format!(
        "{}–{}",
        PartialDate::from(date.first).slashed(),
        PartialDate::from(date.last).slashed()
    )
}

/// Months within a sentence: `8/2020`, `8/2020–10/2020, 12/2020`.
pub fn months(months: &[Month]) -> String {
    let mut runs: Vec<(Month, Month)> = Vec::new();
    for month in months {
        match runs.last_mut() {
            Some((_, last)) if last.plus(1) == *month => *last = *month,
            _ => runs.push((*month, *month)),
        }
    }
    let run = |(first, last): &(Month, Month)| match last.0 - first.0 {
        0 => first.slashed(),
        _ => format!("{}–{}", first.slashed(), last.slashed()),
    };
    runs.iter().map(run).collect::<Vec<_>>().join(", ")
}

/// A word of a word list as users read it; a code that is not here is shown as it stands.
pub fn word(lang: Lang, list: &str, word: &str) -> String {
    match (list, word) {
        (_, "moved") => lang.pick("chuyển đi nơi khác", "moved away"),
        (_, "prison") => lang.pick("chấp hành án phạt tù", "in prison"),
        (_, "institution") => lang.pick("vào cơ sở trợ giúp xã hội", "in an institution"),
        (_, "missing") => lang.pick("mất tích", "missing"),
        (_, "plain") => lang.pick("vắng mặt tại địa phương", "away from home"),
        (_, "unclear") => lang.pick("vắng mặt, lý do chưa rõ", "away, reason unclear"),
        (_, "mild") => lang.pick("nhẹ", "mild"),
        (_, "severe") => lang.pick("nặng", "severe"),
        (_, "extreme") => lang.pick("đặc biệt nặng", "extremely severe"),
        (_, "movement") => lang.pick("vận động", "movement"),
        (_, "hearing") => lang.pick("nghe, nói", "hearing and speech"),
        (_, "sight") => lang.pick("nhìn", "sight"),
        (_, "mental") => lang.pick("thần kinh, tâm thần", "mental"),
        (_, "intellect") => lang.pick("trí tuệ", "intellect"),
        (_, "female") => lang.pick("nữ", "female"),
        (_, "male") => lang.pick("nam", "male"),
        (_, "benefit") => lang.pick("trợ cấp xã hội hàng tháng", "monthly benefit"),
        (_, "care") => lang.pick("kinh phí chăm sóc", "care allowance"),
        (_, "funeral") => lang.pick("mai táng phí", "funeral support"),
        (_, "one_off") => lang.pick("hỗ trợ một lần", "one-off support"),
        (_, "poor") => lang.pick("hộ nghèo", "poor"),
        (_, "near-poor") => lang.pick("hộ cận nghèo", "near-poor"),
        (_, "policy") => lang.pick("hộ chính sách xã hội", "policy household"),
        (_, other) => other,
    }
    .to_owned()
}

/// What a rule is about.
pub fn entity(lang: Lang, entity: Entity) -> &'static str {
    match entity {
        Entity::Payment => lang.pick("khoản chi", "a payment"),
        Entity::Month => lang.pick("tháng của một người", "a person's month"),
        Entity::Person => lang.pick("người", "a person"),
        Entity::Entry => lang.pick("lượt hưởng trong danh sách đối tượng", "a roll entry"),
        Entity::Row => lang.pick("dòng danh sách", "a row"),
        Entity::Sheet => lang.pick("trang tính", "a sheet"),
        Entity::Death => lang.pick("ca tử vong", "a death"),
        Entity::Card => lang.pick("thẻ BHYT", "a health card"),
        Entity::IdNumber => lang.pick("số CMND/CCCD", "an id number"),
        Entity::Receiver => lang.pick("người nhận thay", "a receiver"),
        Entity::Household => lang.pick("quý của một hộ", "a household's quarter"),
        Entity::Pupil => lang.pick("học sinh", "a pupil"),
        Entity::Account => lang.pick(
            "tháng của một người khi đối chiếu chi trả",
            "a person's month of a reconciliation",
        ),
        Entity::CommuneMonth => lang.pick("tháng của một xã, phường", "a commune's month"),
    }
}

/// Several of them, joined.
pub fn entities(lang: Lang, all: &[Entity]) -> String {
    let names: Vec<&str> = all.iter().map(|e| entity(lang, *e)).collect();
    names.join(", ")
}

/// A type, with the unit of a number.
pub fn type_name(lang: Lang, ty: Type, unit: &str) -> String {
    let name = match ty {
        Type::Bool => lang.pick("điều có hoặc không", "yes or no"),
        Type::Number => lang.pick("số", "a number"),
        Type::Money => lang.pick("số tiền", "money"),
        Type::Month => lang.pick("tháng", "a month"),
        Type::Date => lang.pick("ngày", "a date"),
        Type::Word(_) => lang.pick("một từ", "a word"),
        Type::Text => lang.pick("văn bản", "a text"),
        Type::Amounts => lang.pick("mức được hưởng", "what is due"),
    };
    match ty {
        Type::Number if !unit.is_empty() => format!("{name} ({unit})"),
        _ => name.to_owned(),
    }
}

/// The labels of `rules show`, in the order in which it prints them.
pub fn label(lang: Lang, label: Label) -> &'static str {
    match label {
        Label::Group => lang.pick("Nhóm", "Group"),
        Label::About => lang.pick("Xét từng", "About"),
        Label::When => lang.pick("Khi", "When"),
        Label::Severity => lang.pick("Mức độ", "Severity"),
        Label::Action => lang.pick("Việc cần làm", "Action"),
        Label::Message => lang.pick("Thông báo", "Message"),
        Label::Why => lang.pick("Vì sao", "Why"),
        Label::Basis => lang.pick("Căn cứ", "Basis"),
        Label::Settled => lang.pick("Xác minh bằng", "Settled by"),
        Label::Limits => lang.pick("Ngưỡng", "Limits"),
        Label::Examples => lang.pick("Ví dụ", "Examples"),
        Label::File => lang.pick("Tệp", "File"),
    }
}

/// Lines of `rules show`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Label {
    Group,
    About,
    When,
    Severity,
    Action,
    Message,
    Why,
    Basis,
    Settled,
    Limits,
    Examples,
    File,
}

/// `judged last`, for a residual rule.
pub fn residual(lang: Lang) -> &'static str {
    lang.pick(
        "xét sau cùng, trên phần chưa có quy tắc nào giải thích",
        "judged last, on what no other rule explained",
    )
}

/// Since when a clause holds.
pub fn since(lang: Lang, month: Month) -> String {
    match lang {
        Lang::Vi => format!("từ {}", month.slashed()),
        Lang::En => format!("from {}", month.slashed()),
    }
}

/// A severity within a line.
pub fn severity(lang: Lang, severity: Severity) -> &'static str {
    match severity {
        Severity::Error => lang.pick("lỗi", "error"),
        Severity::Warning => lang.pick("cần xác minh", "to verify"),
        Severity::Info => lang.pick("thông tin", "information"),
    }
}

/// What a finding is expected to be, or was.
pub fn finding(lang: Lang, of: &[Month], amount: Money, parts: &[&str]) -> String {
    let of = if of.is_empty() {
        lang.pick("không nêu tháng", "no months").to_owned()
    } else {
        months(of)
    };
    let mut line = format!("{of}: {}", money(amount));
    for part in parts.iter().filter(|part| !part.is_empty()) {
        line.push_str(", ");
        line.push_str(part);
    }
    line
}

/// What an example says or a rule found: nothing.
pub fn nothing(lang: Lang) -> &'static str {
    lang.pick("không có sai lệch", "no finding")
}

/// Heading of an example that failed.
pub fn failed(lang: Lang, rule: &str, example: &str) -> String {
    match lang {
        Lang::Vi => format!("{rule}: ví dụ «{example}» không đạt"),
        Lang::En => format!("{rule}: example “{example}” failed"),
    }
}

/// Before what an example expects.
pub fn expected(lang: Lang) -> &'static str {
    lang.pick("phải ra", "expected")
}

/// Before what came instead.
pub fn came(lang: Lang) -> &'static str {
    lang.pick("lại ra", "came")
}

/// Before why an example could not run.
pub fn could_not_run(lang: Lang) -> &'static str {
    lang.pick("không chạy được", "could not run")
}

/// The last line of `rules test`.
pub fn tested(lang: Lang, rules: usize, examples: usize, failures: usize) -> String {
    match (lang, failures) {
        (Lang::Vi, 0) => format!("{rules} quy tắc, {examples} ví dụ: đạt cả."),
        (Lang::Vi, n) => format!("{rules} quy tắc, {examples} ví dụ: {n} không đạt."),
        (Lang::En, 0) => format!("{rules} rules, {examples} examples: all passed."),
        (Lang::En, n) => format!("{rules} rules, {examples} examples: {n} failed."),
    }
}

/// After faults of rule files.
pub fn faults(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Vi => format!("Có {count} lỗi trong các tệp quy tắc; chưa chạy gì cả."),
        Lang::En => format!("{count} faults in the rule files; nothing was run."),
    }
}

/// No rule and no law file of this name.
pub fn no_such_rule(lang: Lang, id: &str, nearest: Option<&str>) -> String {
    let nearest = nearest.map_or_else(String::new, |near| match lang {
        Lang::Vi => format!(" Có phải là `{near}`?"),
        Lang::En => format!(" Did you mean `{near}`?"),
    });
    match lang {
        Lang::Vi => format!(
            "Không có quy tắc hay văn bản `{id}`.{nearest} `rasoat rules list` liệt kê các quy tắc."
        ),
        Lang::En => {
            format!("There is no rule or law `{id}`.{nearest} `rasoat rules list` lists the rules.")
        }
    }
}

/// A limit of the configuration that no rule has.
pub fn no_such_limit(lang: Lang, name: &str, nearest: Option<&str>) -> String {
    let nearest = nearest.map_or_else(String::new, |near| match lang {
        Lang::Vi => format!(" Có phải là `{near}`?"),
        Lang::En => format!(" Did you mean `{near}`?"),
    });
    match lang {
        Lang::Vi => {
            format!("[limits] của tệp cấu hình: không quy tắc nào có ngưỡng `{name}`.{nearest}")
        }
        Lang::En => {
            format!("[limits] of the configuration: no rule has a limit `{name}`.{nearest}")
        }
    }
}

/// Heads of the columns of `rules facts`.
pub fn fact_heads(lang: Lang) -> [&'static str; 4] {
    lang.pick(
        ["DỮ KIỆN", "KIỂU", "CHO QUY TẮC VỀ", "NGHĨA"],
        ["FACT", "TYPE", "FOR RULES ABOUT", "MEANING"],
    )
}

/// Mark of a fact of which there may be none.
pub fn optional(lang: Lang) -> &'static str {
    lang.pick("có thể không có", "may be none")
}

/// Heading of the lists in `rules facts`.
pub fn lists_head(lang: Lang) -> &'static str {
    lang.pick(
        "DANH SÁCH (dùng với count và sum)",
        "LISTS (for count and sum)",
    )
}

/// Heading of the words in `rules facts`.
pub fn words_head(lang: Lang) -> &'static str {
    lang.pick("TỪ", "WORDS")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::lang::WordList;
    use crate::model::{Due, Span};

    const FACT: FactDef = FactDef {
        name: "x",
        ty: Type::Number,
        unit: "",
        doc: ("…", "…"),
        of: &[],
        optional: true,
    };

    fn told(ty: Type, of: Value) -> String {
        let words = vec![WordList {
            name: "away",
            words: vec!["moved".into(), "prison".into()],
        }];
        let vocabulary = Vocabulary {
            words,
            ..Vocabulary::default()
        };
        value(Lang::Vi, &vocabulary, &FactDef { ty, ..FACT }, &of, &|_| {
            "Hoa".to_owned()
        })
    }

    fn date(text: &str) -> Value {
        text.parse().map_or(Value::None, Value::date)
    }

    #[test]
    fn values_read_as_a_clerk_writes_them() {
        let month = Month::new(2020, 8).map_or(Value::None, Value::month);
        assert_eq!(told(Type::Month, month), "T8/2020");
        assert_eq!(told(Type::Month, Value::evidence(24240, 24251)), "năm 2020");
        assert_eq!(
            told(Type::Month, Value::evidence(24241, 24243)),
            "T2/2020–T4/2020"
        );
        assert_eq!(told(Type::Date, date("2020-07-15")), "15/07/2020");
        assert_eq!(told(Type::Date, date("2020-07")), "07/2020");
        assert_eq!(told(Type::Date, date("2020")), "2020");
        let Value::Int(day) = date("2020-07-15") else {
            return;
        };
        let week = Value::evidence(day.lo, day.lo + 6);
        assert_eq!(told(Type::Date, week), "15/07/2020–21/07/2020");
        assert_eq!(
            told(Type::Money, Value::number(1_215_000)),
            "1.215.000 đồng"
        );
        assert_eq!(
            told(Type::Money, Value::law(405_000, 540_000)),
            "405.000–540.000 đồng"
        );
        assert_eq!(
            told(Type::Word("away"), Value::Words(3)),
            "chuyển đi nơi khác hoặc chấp hành án phạt tù"
        );
        let mut due = Due::exactly(405_000);
        due.add(Span {
            least: 540_000,
            most: 540_000,
        });
        assert_eq!(
            told(Type::Amounts, Value::Due(due)),
            "405.000 đồng hoặc 540.000 đồng"
        );
        assert_eq!(told(Type::Text, Value::Text(Sym(1))), "Hoa");
        assert_eq!(told(Type::Date, Value::Unknown), "chưa rõ");
    }

    #[test]
    fn months_running_are_one_span() {
        let of: Vec<Month> = [8, 9, 10, 12]
            .iter()
            .filter_map(|m| Month::new(2020, *m))
            .collect();
        assert_eq!(months(&of), "8/2020–10/2020, 12/2020");
        assert_eq!(months(&[]), "");
    }
}
