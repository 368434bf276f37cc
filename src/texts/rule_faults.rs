//! Faults of rule files as a department's rule writer reads them: place, excerpt with a caret,
//! what is wrong, the way out.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::Lang;
use super::rules::{entities, entity, type_name};
use crate::judge::lang::{self, Expected, Named};
use crate::judge::rulefile::{Code, Fault, FaultKind, Wants};
use crate::rules::{FolderFault, FolderFaultKind, RulesFolderError};

/// Keys by which people would name a rule.
const NAMES: [&str; 5] = ["id", "slug", "name", "rule", "code"];

/// Entries of law files.
const LAW: [&str; 10] = [
    "base", "rate", "category", "decree", "figure", "turn", "one_off", "support", "ground",
    "province",
];

/// All faults, each with its excerpt, one empty line between them; ends with a line break.
pub fn render(lang: Lang, faults: &[Fault], color: bool) -> String {
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut out = String::new();
    for (i, fault) in faults.iter().enumerate() {
        let (title, help) = (title(lang, &fault.kind), help(lang, &fault.kind));
        let snippet = Snippet::source(fault.file.text.as_str())
            .path(fault.file.shown.as_str())
            .annotation(AnnotationKind::Primary.span(caret(fault)));
        let level = Level::ERROR.with_name(lang.pick("lỗi", "error"));
        let mut report = vec![level.primary_title(title).element(snippet)];
        if let Some(help) = help {
            let level = Level::HELP.with_name(lang.pick("cách sửa", "help"));
            report.push(Group::with_title(level.secondary_title(help)));
        }
        if i > 0 {
            out.push('\n');
        }
        out.push_str(&renderer.render(&report));
        out.push('\n');
    }
    out
}

/// Why the own rules folder cannot be used, a line each.
pub fn folder(lang: Lang, error: &RulesFolderError) -> String {
    use FolderFaultKind as Kind;
    let told = |fault: &FolderFault| {
        let what = match (lang, &fault.kind) {
            (Lang::En, kind) => kind.to_string(),
            (_, Kind::Missing) => "không có thư mục này".to_owned(),
            (_, Kind::NotAFolder) => {
                "không phải thư mục; --rules cần thư mục chứa các tệp quy tắc".to_owned()
            }
            (_, Kind::Unreadable(error)) => format!("không đọc được ({error})"),
            (_, Kind::NotUtf8) => {
                "không lưu bằng bảng mã UTF-8; mở tệp, chọn Lưu thành (Save As) với mã hóa UTF-8".to_owned()
            }
            (_, Kind::Ending) => {
                "là tệp quy tắc nhưng tên không kết thúc bằng .toml nên sẽ không được dùng; đổi tên tệp".to_owned()
            }
        };
        format!("{}: {what}\n", fault.path.display())
    };
    error.0.iter().map(told).collect()
}

/// The bytes to underline: whole letters, and at least one place.
fn caret(fault: &Fault) -> std::ops::Range<usize> {
    let text = &fault.file.text;
    let floor = |at: usize| {
        (0..=at.min(text.len()))
            .rev()
            .find(|i| text.is_char_boundary(*i))
    };
    let start = floor(fault.span.start).unwrap_or(0);
    start..floor(fault.span.end).unwrap_or(start).max(start)
}

/// What is wrong.
fn title(lang: Lang, kind: &FaultKind) -> String {
    match kind {
        FaultKind::Expression(kind) => expression(lang, kind),
        FaultKind::Toml(why) => match lang {
            Lang::Vi => format!("tệp không đúng dạng TOML ở chỗ này ({})", toml_vi(why)),
            Lang::En => format!("not a TOML file: {why}"),
        },
        FaultKind::UnknownKey { key, .. } => match lang {
            Lang::Vi => format!("không có khóa `{key}`"),
            Lang::En => format!("there is no key `{key}`"),
        },
        FaultKind::Missing(key) => match lang {
            Lang::Vi => format!("thiếu `{key}`"),
            Lang::En => format!("`{key}` is missing"),
        },
        FaultKind::WrongType(wants) => match lang {
            Lang::Vi => format!("chỗ này phải là {}", wanted(lang, *wants)),
            Lang::En => format!("this has to be {}", wanted(lang, *wants)),
        },
        FaultKind::Empty => lang
            .pick("chỗ này để trống", "this text is empty")
            .to_owned(),
        FaultKind::NotACode { code, given, .. } => match lang {
            Lang::Vi => format!("`{given}` không phải là {}", code_name(lang, *code)),
            Lang::En => format!("`{given}` is not {}", code_name(lang, *code)),
        },
        FaultKind::NotAMonth => lang
            .pick("không phải là tháng", "this is not a month")
            .to_owned(),
        FaultKind::Placeholder { name, .. } => match lang {
            Lang::Vi => format!("câu thông báo không có gì để điền vào `{{{name}}}`"),
            Lang::En => format!("the message has nothing to put into `{{{name}}}`"),
        },
        FaultKind::OpenBrace => lang
            .pick(
                "dấu `{` trong câu thông báo chưa được đóng",
                "`{` in the message is not closed",
            )
            .to_owned(),
        FaultKind::UnusedLimit => lang
            .pick(
                "ngưỡng này không được dùng ở đâu",
                "nothing names this limit",
            )
            .to_owned(),
        FaultKind::NoExampleFires => lang
            .pick(
                "quy tắc chưa có ví dụ nào phải ra sai lệch",
                "the rule has no example that expects a finding",
            )
            .to_owned(),
        FaultKind::NoExampleQuiet => lang
            .pick(
                "quy tắc chưa có ví dụ nào phải im lặng",
                "the rule has no example that stays quiet",
            )
            .to_owned(),
        FaultKind::SlugTwice(other) => match lang {
            Lang::Vi => format!("đã có quy tắc cùng tên ở {other}"),
            Lang::En => format!("a rule of this name is already in {other}"),
        },
    }
}

/// The TOML reader's commonest complaints in Vietnamese; others as they are.
pub(super) fn toml_vi(why: &str) -> &str {
    const SAID: [(&str, &str); 13] = [
        (
            "string values must be quoted",
            "chưa có giá trị, hoặc chữ chưa đặt trong dấu nháy thẳng \"…\"",
        ),
        (
            "invalid basic string",
            "thiếu dấu nháy \" đóng, hoặc có chữ sau \\ không hợp lệ",
        ),
        ("invalid literal string", "thiếu dấu nháy ' đóng"),
        (
            "invalid escape",
            "sau dấu \\ không phải ký tự hợp lệ; muốn viết chính nó thì viết \\\\",
        ),
        ("unclosed table", "tên bảng chưa đóng bằng ]"),
        (
            "unclosed array",
            "danh sách chưa đóng bằng ], hoặc thiếu dấu phẩy",
        ),
        (
            "unclosed inline table",
            "dấu { chưa đóng bằng }, hoặc thiếu dấu phẩy",
        ),
        ("duplicate key", "khóa này đã có ở trên"),
        ("extra comma", "thừa dấu phẩy"),
        ("missing comma", "thiếu dấu phẩy"),
        ("key with no value", "khóa này chưa có dấu = và giá trị"),
        (
            "unexpected key or value",
            "thừa chữ ở cuối dòng; dấu nháy bên trong chữ phải viết là \\\"",
        ),
        (
            "unquoted keys cannot",
            "tên khóa chỉ gồm chữ không dấu, số, _ và -",
        ),
    ];
    let said = SAID.iter().find(|(en, _)| why.starts_with(en));
    said.map_or(why, |(_, vi)| vi)
}

/// The way out, where there is one to name.
fn help(lang: Lang, kind: &FaultKind) -> Option<String> {
    let meant = |near: &Option<String>| near.as_deref().map(|near| did_you_mean(lang, near));
    match kind {
        FaultKind::Expression(kind) => expression_help(lang, kind),
        FaultKind::UnknownKey { key, .. } if NAMES.contains(&key.as_str()) => Some(
            lang.pick(
                "quy tắc mang tên của tệp; bỏ khóa này, muốn đổi tên thì đổi tên tệp",
                "a rule is called as its file is; remove this key, rename the file to rename the rule",
            )
            .to_owned(),
        ),
        FaultKind::UnknownKey { key, .. } if LAW.contains(&key.as_str()) => Some(
            lang.pick(
                "đây là mục của tệp quy định; chuyển tệp vào thư mục law/",
                "this belongs into a law file; move the file to the folder law/",
            )
            .to_owned(),
        ),
        FaultKind::UnknownKey { nearest, .. } => meant(nearest),
        FaultKind::Placeholder { nearest, .. } => meant(nearest).or_else(|| Some(see_facts(lang))),
        FaultKind::NotACode { nearest, known, .. } => meant(nearest).or_else(|| {
            let known = known.join(", ");
            Some(match lang {
                Lang::Vi => format!("chọn một trong: {known}"),
                Lang::En => format!("choose one of: {known}"),
            })
        }),
        FaultKind::NotAMonth => Some(
            lang.pick(
                "viết tháng là \"2020-10\", nhiều tháng liền là \"2020-01..2020-10\"",
                "write a month as \"2020-10\", months running as \"2020-01..2020-10\"",
            )
            .to_owned(),
        ),
        FaultKind::Missing("basis") => Some(
            lang.pick(
                "thêm [basis] với tháng bắt đầu áp dụng: \"2021-07\" = \"ND20-2021:8.2\"",
                "add [basis] with the month from which it holds: \"2021-07\" = \"ND20-2021:8.2\"",
            )
            .to_owned(),
        ),
        FaultKind::Missing("vi") => Some(
            lang.pick(
                "thêm [vi] với title, message, why, settled",
                "add [vi] with title, message, why, settled",
            )
            .to_owned(),
        ),
        FaultKind::NoExampleFires => Some(
            lang.pick(
                "thêm một [[example]] có expect = [{ months = […], amount = …, severity = \"…\" }]",
                "add an [[example]] with expect = [{ months = […], amount = …, severity = \"…\" }]",
            )
            .to_owned(),
        ),
        FaultKind::NoExampleQuiet => Some(
            lang.pick(
                "thêm một [[example]] gần đúng nhưng không sai, với expect = []",
                "add an [[example]] of a near miss with expect = []",
            )
            .to_owned(),
        ),
        FaultKind::SlugTwice(_) => Some(
            lang.pick(
                "đổi tên tệp; muốn thay quy tắc có sẵn thì đặt tệp ở cùng đường dẫn \
                 checks/<nhóm>/<tên>.toml",
                "rename the file; to replace a built-in rule, give it the same path \
                 checks/<group>/<name>.toml",
            )
            .to_owned(),
        ),
        FaultKind::OpenBrace => Some(
            lang.pick(
                "muốn viết chính dấu ngoặc thì viết {{",
                "for a brace itself write {{",
            )
            .to_owned(),
        ),
        FaultKind::UnusedLimit => Some(
            lang.pick(
                "dùng là limit.TÊN trong when, hoặc bỏ đi",
                "name it limit.NAME, or remove it",
            )
            .to_owned(),
        ),
        FaultKind::Toml(_) | FaultKind::Missing(_) | FaultKind::WrongType(_) | FaultKind::Empty => {
            None
        }
    }
}

fn expression(lang: Lang, kind: &lang::FaultKind) -> String {
    use lang::FaultKind as Kind;
    let both = |vi: &str, en: &str| lang.pick(vi, en).to_owned();
    match kind {
        Kind::Expected(expected) => match lang {
            Lang::Vi => format!("chỗ này cần {}", awaited(lang, *expected)),
            Lang::En => format!("{} expected here", awaited(lang, *expected)),
        },
        Kind::NoSuchMonth => both("lịch không có tháng này", "the calendar has no such month"),
        Kind::NoSuchDate => both("lịch không có ngày này", "the calendar has no such day"),
        Kind::DottedNumber => both("số không viết dấu chấm", "numbers have no dots"),
        Kind::Unit(unit) => match lang {
            Lang::Vi => format!("số không viết kèm đơn vị `{unit}`"),
            Lang::En => format!("a number stands without a unit such as `{unit}`"),
        },
        Kind::SlashedDate => both(
            "ngày tháng không viết bằng dấu gạch chéo",
            "a date is not written with slashes",
        ),
        Kind::OtherSign { given, .. } => match lang {
            Lang::Vi => format!("ở đây không viết `{given}`"),
            Lang::En => format!("`{given}` is not written here"),
        },
        Kind::NumberTooLarge => both("số quá lớn", "the number is too large"),
        Kind::Unknown { what, name, .. } => match lang {
            Lang::Vi => format!("không có {} `{name}`", named(lang, *what)),
            Lang::En => format!("there is no {} `{name}`", named(lang, *what)),
        },
        Kind::NotOf {
            name,
            entity: about,
            ..
        } => match lang {
            Lang::Vi => format!("quy tắc về {} không có `{name}`", entity(lang, *about)),
            Lang::En => format!("a rule about {} has no `{name}`", entity(lang, *about)),
        },
        Kind::NotACondition(ty) => {
            let ty = ty.map(|ty| type_name(lang, ty, ""));
            let ty = ty.unwrap_or_else(|| both("một từ", "a word"));
            match lang {
                Lang::Vi => format!("chỗ này cần một điều đúng hoặc sai, đây là {ty}"),
                Lang::En => format!("something true or false is needed here, this is {ty}"),
            }
        }
        Kind::NotAValue => both(
            "chỗ này cần một giá trị, đây là điều đúng hoặc sai",
            "a value is needed here, this is true or false",
        ),
        Kind::Mismatch { left, right, .. } => {
            let (l, r) = (
                type_name(lang, left.0, left.1),
                type_name(lang, right.0, right.1),
            );
            match lang {
                Lang::Vi => format!("không so sánh hay cộng trừ được {l} với {r}"),
                Lang::En => format!("{l} and {r} cannot be compared or added"),
            }
        }
        Kind::CannotDo(ty) => {
            let ty = type_name(lang, *ty, "");
            match lang {
                Lang::Vi => format!("không làm phép này được với {ty}"),
                Lang::En => format!("this cannot be done with {ty}"),
            }
        }
        Kind::UseAgrees => both(
            "mức được hưởng có thể là nhiều mức, không dùng `=` được",
            "what is due can be several amounts, `=` does not fit",
        ),
        Kind::TextLiteral => both(
            "văn bản chỉ so sánh được với văn bản của dữ kiện khác",
            "a text can only be compared with the text of another fact",
        ),
        Kind::TimesNumber => both(
            "chỉ nhân được với một số viết sẵn hoặc một ngưỡng",
            "only a number as written or a limit can multiply",
        ),
        Kind::Arguments { function, takes } => match lang {
            Lang::Vi => format!("`{function}` cần đúng {takes} giá trị"),
            Lang::En => format!("`{function}` takes exactly {takes}"),
        },
        Kind::NotAFact => both(
            "chỗ này phải là tên một dữ kiện",
            "this has to be a fact's name",
        ),
        Kind::Nested => both(
            "không đếm hay cộng bên trong một phép đếm hay cộng khác",
            "count and sum cannot stand within another",
        ),
        Kind::NeedsExists(name) => match lang {
            Lang::Vi => format!("có thể không có `{name}`, và `not` hay `!=` khi đó thành đúng"),
            Lang::En => format!("there may be no `{name}`, and `not` or `!=` would then be true"),
        },
        Kind::NotMoney(ty) => {
            let ty = type_name(lang, *ty, "");
            match lang {
                Lang::Vi => format!("`amount` phải là số tiền, đây là {ty}"),
                Lang::En => format!("`amount` has to be money, this is {ty}"),
            }
        }
        Kind::TooLong => both(
            "điều kiện quá dài hoặc lồng quá sâu; tách thành nhiều [[case]]",
            "the condition is too long or too deep; split it into several [[case]]",
        ),
        Kind::TooManyFacts => both(
            "một điều kiện chỉ được nêu 64 dữ kiện",
            "a condition names 64 facts at most",
        ),
    }
}

fn expression_help(lang: Lang, kind: &lang::FaultKind) -> Option<String> {
    use lang::FaultKind as Kind;
    let both = |vi: &str, en: &str| Some(lang.pick(vi, en).to_owned());
    match kind {
        Kind::Unknown {
            nearest: Some(near),
            ..
        } => Some(did_you_mean(lang, near)),
        Kind::Unknown {
            what: Named::Fact | Named::List | Named::Word,
            ..
        } => Some(see_facts(lang)),
        Kind::NotOf { of, .. } => {
            let of = entities(lang, of);
            Some(match lang {
                Lang::Vi => format!("dữ kiện này có ở quy tắc về {of}"),
                Lang::En => format!("rules about {of} have it"),
            })
        }
        Kind::Mismatch {
            instead: Some(fact),
            ..
        } => Some(did_you_mean(lang, fact)),
        Kind::UseAgrees => both(
            "viết agrees(a, b), hoặc not agrees(a, b)",
            "write agrees(a, b), or not agrees(a, b)",
        ),
        Kind::NeedsExists(name) => Some(match lang {
            Lang::Vi => format!("thêm `exists({name}) and` vào phía trước"),
            Lang::En => format!("put `exists({name}) and` before it"),
        }),
        Kind::DottedNumber => both("viết 270000 hoặc 270_000", "write 270000 or 270_000"),
        Kind::Unit(_) => both(
            "chỉ viết số; đơn vị (đồng, tháng, ngày, tuổi) là đơn vị của dữ kiện đem so sánh",
            "write the number alone; its unit is that of the fact that it is held against",
        ),
        Kind::OtherSign { right, .. } => Some(match lang {
            Lang::Vi => format!("viết `{right}`"),
            Lang::En => format!("write `{right}`"),
        }),
        Kind::SlashedDate | Kind::NoSuchMonth | Kind::NoSuchDate => both(
            "viết 2020-10 hoặc 2020-10-15",
            "write 2020-10 or 2020-10-15",
        ),
        Kind::Expected(Expected::Operator) => both(
            "nối hai điều kiện bằng and hoặc or; muốn so sánh hai lần thì viết a < b and b < c",
            "join two conditions by and or or; compare twice as a < b and b < c",
        ),
        _ => None,
    }
}

fn awaited(lang: Lang, expected: Expected) -> &'static str {
    match expected {
        Expected::Value => lang.pick(
            "một dữ kiện, số, tháng hoặc ngày",
            "a fact, number, month or date",
        ),
        Expected::Operator => lang.pick("một phép so sánh, and hoặc or", "a comparison, and or or"),
        Expected::List => lang.pick("dấu [ mở danh sách", "a list in [ ]"),
        Expected::Item => lang.pick(
            "một từ, số, tháng hoặc ngày",
            "a word, number, month or date",
        ),
        Expected::Bracket => lang.pick("dấu , hoặc ]", "`,` or `]`"),
        Expected::Parenthesis => lang.pick("dấu )", "`)`"),
        Expected::ListName => lang.pick("tên một danh sách", "the name of a list"),
        Expected::For => lang.pick("`for` và tên một danh sách", "`for` and the name of a list"),
        Expected::Quote => lang.pick("dấu nháy đóng", "the closing quotation mark"),
    }
}

fn named(lang: Lang, what: Named) -> &'static str {
    match what {
        Named::Fact => lang.pick("dữ kiện", "fact"),
        Named::Limit => lang.pick("ngưỡng", "limit"),
        Named::List => lang.pick("danh sách", "list"),
        Named::Word => lang.pick("từ", "word"),
        Named::Function => lang.pick("phép tính", "function"),
    }
}

fn wanted(lang: Lang, wants: Wants) -> &'static str {
    match wants {
        Wants::Text => lang.pick("chữ trong dấu nháy", "a text in quotation marks"),
        Wants::Texts => lang.pick("chữ, hoặc nhiều chữ trong [ ]", "a text, or texts in [ ]"),
        Wants::Integer => lang.pick("một số nguyên", "a whole number"),
        Wants::Boolean => lang.pick("true hoặc false", "true or false"),
        Wants::Table => lang.pick("một bảng", "a table"),
        Wants::Tables => lang.pick("nhiều bảng", "a list of tables"),
        Wants::Cell => lang.pick("chữ, số, true hoặc false", "a text, number, true or false"),
    }
}

fn code_name(lang: Lang, code: Code) -> &'static str {
    match code {
        Code::About => lang.pick("điều mà quy tắc xét được", "what a rule can be about"),
        Code::Severity => lang.pick("mức độ (severity)", "a severity"),
        Code::Months => lang.pick("cách nêu tháng (months)", "months to name (months)"),
        Code::Action => lang.pick("việc cần làm (action)", "an action"),
        Code::Confidence => lang.pick("độ chắc chắn (confidence)", "a confidence"),
    }
}

fn did_you_mean(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Vi => format!("có phải là `{name}`?"),
        Lang::En => format!("did you mean `{name}`?"),
    }
}

fn see_facts(lang: Lang) -> String {
    lang.pick(
        "`rasoat rules facts` liệt kê mọi dữ kiện",
        "`rasoat rules facts` lists all facts",
    )
    .to_owned()
}
