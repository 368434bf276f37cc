//! Sentences about the law: clauses in words, why an amount is due, what is wrong with a law file or a question.

use super::Lang;
use super::rule_faults::toml_vi;
use crate::law::{
    About, Answer, Change, Entered, Law, LawFault, LawFaultKind, QuestionFault, Step, Why,
};
use crate::model::text::nearest;
use crate::model::{Money, Month, MonthRange, Span};

/// A clause in words: `ND20-2021:6.1đ` is `điểm đ khoản 1 Điều 6 Nghị định 20/2021/NĐ-CP`.
pub fn clause(lang: Lang, law: &Law, code: &str) -> String {
    let (text, place) = code.split_once(':').unwrap_or((code, ""));
    let title = law
        .decree(text)
        .map_or(text, |decree| lang.pick(&decree.vi, &decree.en));
    if place.is_empty() {
        return title.to_owned();
    }
    let (article, rest) = place.split_once('.').unwrap_or((place, ""));
    let cut = rest.find(|c: char| c.is_alphabetic()).unwrap_or(rest.len());
    let (paragraph, point) = rest.split_at(cut);
    let part = |word: &str, part: &str| {
        if part.is_empty() {
            String::new()
        } else {
            format!("{word} {part} ")
        }
    };
    let words =
        part(lang.pick("điểm", "point"), point) + &part(lang.pick("khoản", "paragraph"), paragraph);
    let article_word = if article.starts_with(|c: char| c.is_ascii_digit()) {
        lang.pick("Điều", "Article")
    } else {
        lang.pick("mục", "section")
    };
    match lang {
        Lang::Vi => format!("{words}{article_word} {article} {title}"),
        Lang::En => format!("{words}{article_word} {article} of {title}"),
    }
}

/// An amount, or from where to where it may lie.
pub fn span(lang: Lang, span: Span) -> String {
    let (least, most) = (Money(span.least), Money(span.most));
    match lang {
        _ if least == most => format!("{least} đồng"),
        Lang::Vi => format!("từ {least} đến {most} đồng"),
        Lang::En => format!("{least} to {most} đồng"),
    }
}

/// A number of the law; those of money by the month are đồng.
pub fn figure(lang: Lang, name: &str, of: Span) -> String {
    let (_, what) = name.split_once('.').unwrap_or(("", name));
    if matches!(what, "month" | "tolerance" | "price") {
        span(lang, of)
    } else if of.least == of.most {
        of.most.to_string()
    } else {
        format!("{}–{}", of.least, of.most)
    }
}

/// What is due, in a word or two.
pub fn amount(lang: Lang, answer: &Answer) -> String {
    let outcomes: Vec<String> = answer.due.spans().iter().map(|s| span(lang, *s)).collect();
    outcomes.join(lang.pick(" hoặc ", " or "))
}

/// Beside an amount, what a row may differ by (đồng); nothing where there is no such slack.
pub fn rounding(lang: Lang, tolerance: i64) -> String {
    let money = Money(tolerance);
    match lang {
        _ if tolerance == 0 => String::new(),
        Lang::Vi => format!(" (làm tròn chênh đến {money} đồng vẫn đúng)"),
        Lang::En => format!(" (rounded by up to {money} đồng is right too)"),
    }
}

/// The months asked about: one, a quarter, or from one to another.
pub fn months(lang: Lang, months: MonthRange) -> String {
    let (first, last) = (months.first.slashed(), months.last.slashed());
    let quarter = ["I", "II", "III", "IV"].get(months.first.number() as usize / 3);
    let whole = months.len() == 3 && months.first.number() % 3 == 1;
    let year = months.first.year();
    match (lang, quarter) {
        (Lang::Vi, Some(quarter)) if whole => format!("Quý {quarter}/{year}"),
        (Lang::En, Some(quarter)) if whole => format!("Quarter {quarter}/{year}"),
        (Lang::Vi, _) if months.len() == 1 => format!("Tháng {first}"),
        (Lang::En, _) if months.len() == 1 => format!("Month {first}"),
        (Lang::Vi, _) => format!("Từ tháng {first} đến tháng {last}"),
        (Lang::En, _) => format!("Months {first} to {last}"),
    }
}

/// Hundredths as clerks write a coefficient: `1,5`.
pub fn coefficient(lang: Lang, (least, most): (i64, i64)) -> String {
    let mark = lang.pick(',', '.');
    let one = |hundredths: i64| {
        let text = format!("{}{mark}{:02}", hundredths / 100, hundredths % 100);
        text.strip_suffix('0').unwrap_or(&text).to_owned()
    };
    if least == most {
        return one(most);
    }
    format!("{}–{}", one(least), one(most))
}

/// The same behind its name.
pub fn coefficient_named(lang: Lang, pair: (i64, i64)) -> String {
    let name = lang.pick("hệ số", "coefficient");
    format!("{name} {}", coefficient(lang, pair))
}

/// One amount that was looked at, and how it came about.
pub fn step(lang: Lang, law: &Law, month: Month, step: &Step) -> String {
    let name = law.category(step.category).map_or("", |category| {
        lang.pick(category.vi.as_str(), category.en.as_str())
    });
    let mut how = why(lang, step.why).to_owned();
    if step.coefficient.1 > 0 && step.amount.most > 0 {
        let times = coefficient(lang, step.coefficient);
        let base = law
            .base(month)
            .map_or_else(String::new, |base| format!(" {}", Money(base)));
        how = match lang {
            Lang::Vi => format!("{how}; hệ số {times} × mức chuẩn{base}"),
            Lang::En => format!("{how}; coefficient {times} × base level{base}"),
        };
    }
    if step.count > 1 {
        how = match lang {
            Lang::Vi => format!("{how}, tính cho {} người", step.count),
            Lang::En => format!("{how}, for {} persons", step.count),
        };
    }
    let place = clause(lang, law, law.clause(step.clause));
    format!("{name}: {} ({how}; {place})", span(lang, step.amount))
}

/// What decided an amount.
pub fn why(lang: Lang, why: Why) -> &'static str {
    let (vi, en) = match why {
        Why::Rate => ("mức của đối tượng này", "the rate of this category"),
        Why::Birthday(Change::EntryByAge) => (
            "tháng vừa đủ tuổi hưởng",
            "the month in which the age is reached",
        ),
        Why::Birthday(Change::EntryByDecision) => (
            "tháng vừa đủ tuổi, hưởng từ tháng ký quyết định",
            "the month in which the age is reached; due from the month of the decision",
        ),
        Why::Birthday(Change::Rise) => (
            "tháng đủ tuổi chuyển lên mức cao hơn",
            "the month of the birthday that raises the amount",
        ),
        Why::Birthday(Change::Fall) => (
            "tháng đủ tuổi chuyển xuống mức thấp hơn",
            "the month of the birthday that lowers the amount",
        ),
        Why::Birthday(Change::End) => (
            "tháng hết tuổi hưởng",
            "the month of the birthday that ends the benefit",
        ),
        Why::BirthdayOwn => (
            "tháng sinh nhật có quy định riêng",
            "the month of a birthday with a rule of its own",
        ),
        Why::OpenByLaw => (
            "văn bản chưa quy định rõ mức của thời gian này",
            "the texts do not settle the amount of this time",
        ),
        Why::AgeNotReached => ("chưa đủ tuổi", "the age is not reached"),
        Why::AgePassed => ("đã quá tuổi", "the age is past"),
        Why::NotInForce => (
            "tháng này văn bản không có đối tượng này",
            "the category does not exist in this month",
        ),
        Why::NoBenefit => (
            "đối tượng này không được trợ cấp hàng tháng",
            "the category gives no monthly money",
        ),
        Why::Level => (
            "mức độ khuyết tật này không được hỗ trợ",
            "not at this level of disability",
        ),
        Why::NearPoor => (
            "không áp dụng cho hộ cận nghèo",
            "not for near-poor households",
        ),
        Why::Divorced => (
            "cha mẹ ly hôn không thuộc diện người đơn thân",
            "a divorced parent is not covered",
        ),
        Why::Pension => (
            "đang có lương hưu hoặc trợ cấp bảo hiểm xã hội",
            "a pension is drawn",
        ),
        Why::NotStudying => ("không còn đi học", "no longer studying"),
        Why::NoChildren => ("không còn con thuộc diện tính", "no child counts"),
        Why::NothingDrawn => (
            "người mất không hưởng trợ cấp hàng tháng",
            "the dead person drew no benefit",
        ),
        Why::Highest => (
            "thuộc nhiều diện, chỉ hưởng một mức cao nhất",
            "of several, only the highest is due",
        ),
        Why::Both => ("được hưởng cả các khoản này", "these are due together"),
        Why::BothOpen => (
            "văn bản chưa rõ được hưởng cả hai hay chỉ mức cao nhất",
            "whether both are due, or the highest only, is not settled",
        ),
        Why::Evidence => (
            "thông tin về người này chưa đủ để biết mức nào",
            "what is known of the person leaves several amounts",
        ),
        Why::NotJudged => (
            "bộ quy định chưa có văn bản của tháng này",
            "the law files do not reach this month",
        ),
        Why::Ground => (
            "diện này không được hỗ trợ",
            "no such support on this ground",
        ),
        Why::TooMuchUse => (
            "hộ dùng điện nhiều hơn mức được hỗ trợ",
            "the household uses more electricity than the support allows",
        ),
        Why::UseUnknown => (
            "chưa biết hộ dùng bao nhiêu kWh một tháng",
            "how many kWh a month the household uses is not known",
        ),
        Why::PartOfPeriod => (
            "chỉ có tên một phần của kỳ: tính theo số tháng có tên hay cả kỳ đều đúng",
            "on the list for a part of the period: those months or the whole period, both are right",
        ),
        Why::NoClaim => ("chưa nêu đối tượng", "no category was given"),
    };
    lang.pick(vi, en)
}

/// Heads of the table of what rests on a text of the law.
pub fn entered_heads(lang: Lang) -> [&'static str; 6] {
    lang.pick(
        [
            "NỘI DUNG",
            "TUỔI",
            "MỨC",
            "THÁNG ÁP DỤNG",
            "CĂN CỨ",
            "ĐỐI CHIẾU",
        ],
        ["WHAT", "AGE", "AMOUNT", "MONTHS", "BASIS", "READ"],
    )
}

/// The line under it.
pub fn entered_note(lang: Lang) -> &'static str {
    lang.pick(
        "Hệ số nhân với mức chuẩn của tháng. Thêm -v để xem nguyên tệp.",
        "A coefficient multiplies the base level of the month. With -v the file as it stands.",
    )
}

/// Where nothing rests on a text under its own name.
pub fn nothing_entered(lang: Lang) -> &'static str {
    lang.pick(
        "Chưa có mức nào dẫn văn bản này. Thêm -v để xem nguyên tệp.",
        "No value names this text. With -v the file as it stands.",
    )
}

/// What an entry is about.
pub fn entered_what(lang: Lang, law: &Law, one: &Entered) -> String {
    let category = |index: &usize| {
        let category = law.category(*index);
        category.map_or_else(String::new, |c| lang.pick(&c.vi, &c.en).clone())
    };
    match &one.about {
        About::Base => lang
            .pick("Mức chuẩn trợ giúp xã hội", "Base level")
            .to_owned(),
        About::Category(index) => category(index),
        About::Figure(name) => name.clone(),
        About::OneOff => lang
            .pick("Hỗ trợ một lần, mỗi tháng", "One-off support a month")
            .to_owned(),
        About::Turn(changes, new) => turn(lang, changes, *new),
        About::Highest => lang
            .pick(
                "Nhiều diện chỉ hưởng một mức cao nhất",
                "Of several only the highest",
            )
            .to_owned(),
        About::Both(index) => match lang {
            Lang::Vi => format!("Được hưởng thêm chế độ khác: {}", category(index)),
            Lang::En => format!("Due beside others: {}", category(index)),
        },
        About::Ground(support, ground) => {
            let support = law.supports().get(*support);
            let ground = support.and_then(|s| s.grounds.get(*ground));
            let name = |vi: &str, en: &str| lang.pick(vi, en).to_owned();
            let support = support.map_or_else(String::new, |s| name(&s.vi, &s.en));
            let ground = ground.map_or_else(String::new, |g| name(&g.vi, &g.en));
            format!("{support}: {ground}")
        }
        About::Decider(who) => match lang {
            Lang::Vi => format!("Người quyết định: {who}"),
            Lang::En => format!("Who decides: {who}"),
        },
    }
}

/// What the month of a birthday gives.
fn turn(lang: Lang, changes: &[Change], new: Option<bool>) -> String {
    let named = changes.iter().map(|change| match change {
        Change::EntryByAge => lang.pick("đủ tuổi là hưởng", "entry by age"),
        Change::EntryByDecision => lang.pick("đủ tuổi, hưởng theo quyết định", "entry by decision"),
        Change::Rise => lang.pick("tăng mức", "a rise"),
        Change::Fall => lang.pick("giảm mức", "a fall"),
        Change::End => lang.pick("hết tuổi hưởng", "an end"),
    });
    let named = named.collect::<Vec<_>>().join(", ");
    let gives = match new {
        Some(false) => lang.pick("như trước sinh nhật", "as before it"),
        Some(true) => lang.pick("như sau sinh nhật", "as after it"),
        None => lang.pick("mức trước hay sau đều đúng", "either is right"),
    };
    match lang {
        Lang::Vi => format!("Tháng sinh nhật ({named}): {gives}"),
        Lang::En => format!("Month of the birthday ({named}): {gives}"),
    }
}

/// An age band in full years.
pub fn ages(lang: Lang, ages: (Option<u8>, Option<u8>)) -> String {
    match (lang, ages) {
        (_, (None, None)) => String::new(),
        (Lang::Vi, (None, Some(until))) => format!("dưới {until}"),
        (Lang::En, (None, Some(until))) => format!("under {until}"),
        (Lang::Vi, (Some(from), None)) => format!("từ đủ {from}"),
        (Lang::En, (Some(from), None)) => format!("from {from}"),
        (Lang::Vi, (Some(from), Some(until))) => format!("từ đủ {from} đến dưới {until}"),
        (Lang::En, (Some(from), Some(until))) => format!("{from} to under {until}"),
    }
}

/// Whether the text of a value was read.
pub fn read_or_not(lang: Lang, checked: bool) -> &'static str {
    if checked {
        lang.pick("đã đối chiếu", "read")
    } else {
        lang.pick("chưa đối chiếu", "not read")
    }
}

/// Whether an answer can be relied on, and what would settle it.
pub fn reliance(lang: Lang, answer: &Answer) -> &'static str {
    let (vi, en) = if answer.certain {
        (
            "Chắc chắn: đã đối chiếu với văn bản.",
            "Certain: the texts that settle it were read.",
        )
    } else if answer.due.is_exact() {
        (
            "Có số liệu chưa đối chiếu với văn bản gốc; nên xem lại văn bản trước khi kết luận.",
            "A figure used was not checked against its text; read it before you decide.",
        )
    } else if answer.why == Why::UseUnknown {
        (
            "Chưa đủ thông tin: có hóa đơn tiền điện của các tháng mới xác định được.",
            "Too little is known: the electricity bills of these months would settle it.",
        )
    } else if answer.why == Why::Evidence {
        (
            "Chưa đủ thông tin: biết rõ ngày tháng sinh (hoặc mức độ khuyết tật, số con) mới xác định được một mức.",
            "Too little is known: the full date of birth (or the level, the number of children) would settle it.",
        )
    } else {
        (
            "Văn bản chưa quy định rõ: mọi số tiền trong khoảng này đều chấp nhận được.",
            "The texts do not settle it: any amount within the range is acceptable.",
        )
    };
    lang.pick(vi, en)
}

/// What is wrong with a law file, where, and what belongs there; then the line with what is meant underlined.
pub fn fault(lang: Lang, fault: &LawFault) -> String {
    let LawFault {
        path,
        line,
        excerpt,
        kind,
    } = fault;
    let what = match lang {
        Lang::Vi => fault_vi(kind),
        Lang::En => kind.to_string(),
    };
    let mut told = match lang {
        Lang::Vi => format!("{path}, dòng {line}: {what}"),
        Lang::En => format!("{path}, line {line}: {what}"),
    };
    if let Some(excerpt) = excerpt {
        let blank = " ".repeat(excerpt.before);
        let caret = "^".repeat(excerpt.letters);
        told = format!("{told}\n    {}\n    {blank}{caret}", excerpt.text);
    }
    told
}

/// What the reader of the form says: the key that is not known, with the nearest of those that may stand there.
fn form_vi(why: &str) -> String {
    let named = |lead: &str| why.strip_prefix(lead)?.split('`').next();
    if let Some(key) = named("unknown field `") {
        if key == "about" || key == "when" {
            return "đây là tệp quy tắc; chuyển ra khỏi thư mục law/".to_owned();
        }
        let known = why.split('`').skip(3).step_by(2);
        return match nearest(key, known) {
            Some(near) => format!("không có khóa `{key}`; có phải là `{near}`?"),
            None => format!("không có khóa `{key}`"),
        };
    }
    if let Some(key) = named("missing field `") {
        return format!("thiếu khóa `{key}`");
    }
    let why = toml_vi(why);
    format!("không đúng dạng TOML của tệp quy định ({why})")
}

fn fault_vi(kind: &LawFaultKind) -> String {
    match kind {
        LawFaultKind::Form(text) => form_vi(text),
        LawFaultKind::Loop(way) => format!("`continues` đi vòng về chỗ bắt đầu: {way}"),
        LawFaultKind::Missing(key) => format!("thiếu khóa `{key}`"),
        LawFaultKind::NotAMonth(text) => format!("“{text}” không phải tháng; viết như 2020-07"),
        LawFaultKind::NotChecked(text) => format!(
            "`checked` là “{text}”; phải là ngày đã đối chiếu (2026-11-25) hoặc \"not yet\""
        ),
        LawFaultKind::NotANumber { key, value } => {
            format!("`{key}` không nhận giá trị {value}; cần một số, hoặc hai số tăng dần")
        }
        LawFaultKind::UnknownCategory { given, nearest } => match nearest {
            Some(near) => format!("không có đối tượng “{given}”; có phải là “{near}”?"),
            None => format!("không có đối tượng “{given}”"),
        },
        LawFaultKind::UnknownGround(code) => {
            format!("không có khoản hỗ trợ hoặc diện hỗ trợ “{code}”")
        }
        LawFaultKind::UnknownProvince { given, known } => {
            format!("chưa có mức riêng của tỉnh “{given}”; hiện có: {known}")
        }
        LawFaultKind::UnknownWord {
            key,
            value,
            allowed,
        } => {
            format!("`{key}` không nhận “{value}”; chỉ nhận: {allowed}")
        }
        LawFaultKind::Twice(code) => format!("đối tượng “{code}” khai hai lần"),
        LawFaultKind::TooMany => "quá 64 đối tượng".to_owned(),
        LawFaultKind::Backwards => "điểm kết thúc đứng trước điểm bắt đầu".to_owned(),
        LawFaultKind::Overlap(years) => format!("các khoảng tuổi chồng nhau ở {years} tuổi"),
        LawFaultKind::NoEntry => {
            "mức bắt đầu từ một độ tuổi nên phải có `entry` là age hoặc decision".to_owned()
        }
        LawFaultKind::NoTurn { change, month } => {
            format!("không có [[turn]] cho {change} trong tháng {month}")
        }
        LawFaultKind::NoBase(month) => format!("không có mức chuẩn của tháng {month}"),
    }
}

/// What is wrong with a question, and how to put it.
pub fn question(lang: Lang, fault: &QuestionFault) -> String {
    match (lang, fault) {
        (Lang::Vi, QuestionFault::Month(text)) => {
            format!("“{text}” không phải tháng; viết như 2020-10")
        }
        (Lang::En, QuestionFault::Month(text)) => {
            format!("“{text}” is not a month; write it as 2020-10")
        }
        (Lang::Vi, QuestionFault::BeforeLaw { month, first }) => format!(
            "bộ quy định chỉ có văn bản từ tháng {}, chưa trả lời được cho tháng {}",
            first.slashed(),
            month.slashed()
        ),
        (Lang::En, QuestionFault::BeforeLaw { month, first }) => {
            format!("the law files begin with {first}; there is no answer for {month}")
        }
        (Lang::Vi, QuestionFault::Category { text, near }) => format!(
            "không có đối tượng “{text}”; gần nhất là {}. Có thể ghi mã hoặc tên, ví dụ \"người khuyết tật nặng\"",
            near.join(", ")
        ),
        (Lang::En, QuestionFault::Category { text, near }) => format!(
            "there is no category “{text}”; nearest: {}. A code or a Vietnamese name will do",
            near.join(", ")
        ),
        (Lang::Vi, QuestionFault::Ambiguous { text, codes }) => {
            format!("“{text}” có thể là {}; hãy ghi rõ một", codes.join(", "))
        }
        (Lang::En, QuestionFault::Ambiguous { text, codes }) => {
            format!("“{text}” can mean {}; name one", codes.join(", "))
        }
        (Lang::Vi, QuestionFault::Level(text)) => format!(
            "“{text}” không phải mức độ khuyết tật; chỉ nhận mild (nhẹ), severe (nặng), extreme (đặc biệt nặng)"
        ),
        (Lang::En, QuestionFault::Level(text)) => {
            format!("“{text}” is no level of disability; it is mild, severe or extreme")
        }
        (Lang::Vi, QuestionFault::Born(text)) => {
            format!("“{text}” không phải ngày sinh; viết như 1938, 1938-03 hoặc 1938-03-21")
        }
        (Lang::En, QuestionFault::Born(text)) => {
            format!("“{text}” is no date of birth; write it as 1938, 1938-03 or 1938-03-21")
        }
        (Lang::Vi, QuestionFault::Children(text)) => format!("“{text}” không phải số con"),
        (Lang::En, QuestionFault::Children(text)) => {
            format!("“{text}” is no number of children")
        }
        (Lang::Vi, QuestionFault::Studying(text)) => {
            format!("“{text}”: đang đi học thì ghi yes, không thì ghi no")
        }
        (Lang::En, QuestionFault::Studying(text)) => {
            format!("“{text}”: write yes for who studies, else no")
        }
        (Lang::Vi, QuestionFault::Persons(text)) => {
            format!("“{text}” không phải số người; viết như persons=2")
        }
        (Lang::En, QuestionFault::Persons(text)) => {
            format!("“{text}” is no number of persons; write it as persons=2")
        }
        (Lang::Vi, QuestionFault::Ground { text, codes }) => format!(
            "không hiểu “{text}”; ở đây ghi được: {}, kwh=N, months=N, from=THÁNG, to=THÁNG",
            codes.join(", ")
        ),
        (Lang::En, QuestionFault::Ground { text, codes }) => format!(
            "“{text}” is not understood; possible here: {}, kwh=N, months=N, from=MONTH, to=MONTH",
            codes.join(", ")
        ),
        (Lang::Vi, QuestionFault::NoGround(codes)) => format!(
            "chưa nêu diện được hỗ trợ; thêm --extra với một trong các mã: {}",
            codes.join(", ")
        ),
        (Lang::En, QuestionFault::NoGround(codes)) => format!(
            "no ground was given; add --extra with one of: {}",
            codes.join(", ")
        ),
        (Lang::Vi, QuestionFault::Kwh(text)) => {
            format!("“{text}” không phải số kWh một tháng; viết như kwh=45")
        }
        (Lang::En, QuestionFault::Kwh(text)) => {
            format!("“{text}” is no use of electricity in kWh a month; write it as kwh=45")
        }
        (Lang::Vi, QuestionFault::Months(text)) => {
            format!("“{text}” không phải số tháng (1 đến 12); viết như months=9")
        }
        (Lang::En, QuestionFault::Months(text)) => {
            format!("“{text}” is no number of months (1 to 12); write it as months=9")
        }
        (Lang::Vi, QuestionFault::TooMany) => "một lần chỉ xét được sáu đối tượng".to_owned(),
        (Lang::En, QuestionFault::TooMany) => "six categories at most at a time".to_owned(),
    }
}
