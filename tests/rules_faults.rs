//! Broken rule files and the exact text that tells how to mend them, all at once.

use std::error::Error;
use std::fs;

use rasoat::judge::lang::{Entity, FactDef, Limits, Type, Vocabulary, WordList};
use rasoat::judge::rulefile;
use rasoat::rules::RuleFiles;
use rasoat::texts::{Lang, rule_faults};

const PAYMENT: &[Entity] = &[Entity::Payment];

const fn fact(name: &'static str, ty: Type, unit: &'static str, optional: bool) -> FactDef {
    FactDef {
        name,
        ty,
        unit,
        doc: ("…", "…"),
        of: PAYMENT,
        optional,
    }
}

const FACTS: &[FactDef] = &[
    fact("payment.month", Type::Month, "", false),
    fact("payment.amount", Type::Money, "đồng", false),
    fact("death.date", Type::Date, "", true),
    fact("death.month", Type::Month, "", true),
    fact("absence.kind", Type::Word("absence"), "", true),
    fact("person.age", Type::Number, "tuổi", false),
];

fn vocabulary() -> Vocabulary {
    let words = ["moved", "prison", "plain"].map(str::to_owned).to_vec();
    Vocabulary {
        facts: FACTS,
        lists: &[],
        words: vec![WordList {
            name: "absence",
            words,
        }],
    }
}

const RULE: &str = r#"about    = "payment"
severity = "error"
rank     = 10
when     = "payment.month > death.month"
action   = ["stop", "recover"]

[basis]
"2015-01" = "ND136-2013:8"

[vi]
title   = "Chi trả sau khi chết"
message = "{name} mất {death.date}; {months} vẫn chi {amount}."
why     = "Thôi hưởng từ tháng sau tháng chết."
settled = "trích lục khai tử"

[[example]]
name  = "the next month is not due"
given.ledger = [{ name = "Nguyễn Thị Hoa", amount = 270000, months = ["2020-07", "2020-08"] }]
expect = [{ months = ["2020-08"], amount = 270000, severity = "error" }]

[[example]]
name  = "quiet: paid up to the month of death"
given.ledger = [{ name = "Nguyễn Thị Hoa", amount = 270000, months = ["2020-07"] }]
expect = []
"#;

/// What is said of a file that was broken in these places.
fn told(lang: Lang, broken: &[(&str, &str)]) -> Result<String, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    for file in RuleFiles::load(None)?.under("checks/") {
        let path = folder.path().join(&file.path);
        fs::create_dir_all(path.parent().unwrap_or(folder.path()))?;
        fs::write(path, "enabled = false\n")?;
    }
    let mut text = RULE.to_owned();
    for (from, to) in broken {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    fs::write(folder.path().join("my-rule.toml"), text)?;
    let files = RuleFiles::load(Some(folder.path()))?;
    let faults = rulefile::load(&files, &vocabulary(), &Limits::new())
        .err()
        .unwrap_or_default();
    let told = rule_faults::render(lang, &faults, false);
    Ok(told.replace(&format!("{}/", folder.path().display()), ""))
}

#[track_caller]
fn is(lang: Lang, broken: &[(&str, &str)], expected: &str) {
    let told = told(lang, broken).unwrap_or_else(|error| error.to_string());
    assert_eq!(told.trim_end(), expected.trim(), "\n{told}");
}

#[test]
fn the_whole_rule_is_fine() {
    is(Lang::Vi, &[], "");
}

#[test]
fn a_misspelt_fact() {
    is(
        Lang::Vi,
        &[("> death.month", "> death.moth")],
        r#"
lỗi: không có dữ kiện `death.moth`
 --> my-rule.toml:4:29
  |
4 | when     = "payment.month > death.moth"
  |                             ^^^^^^^^^^
  |
cách sửa: có phải là `death.month`?
"#,
    );
}

#[test]
fn a_date_held_against_a_month() {
    is(
        Lang::Vi,
        &[("> death.month", "> death.date")],
        r#"
lỗi: không so sánh hay cộng trừ được tháng với ngày
 --> my-rule.toml:4:13
  |
4 | when     = "payment.month > death.date"
  |             ^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
cách sửa: có phải là `death.month`?
"#,
    );
}

#[test]
fn money_held_against_an_age() {
    is(
        Lang::Vi,
        &[("payment.month > death.month", "payment.amount > person.age")],
        r#"
lỗi: không so sánh hay cộng trừ được số tiền với số (tuổi)
 --> my-rule.toml:4:13
  |
4 | when     = "payment.amount > person.age"
  |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^
"#,
    );
}

#[test]
fn a_negation_of_what_may_not_be() {
    is(
        Lang::Vi,
        &[(
            "payment.month > death.month",
            "not payment.month <= death.month",
        )],
        r#"
lỗi: có thể không có `death.month`, và `not` hay `!=` khi đó thành đúng
 --> my-rule.toml:4:34
  |
4 | when     = "not payment.month <= death.month"
  |                                  ^^^^^^^^^^^
  |
cách sửa: thêm `exists(death.month) and` vào phía trước
"#,
    );
}

#[test]
fn an_expression_that_stops_short() {
    is(
        Lang::Vi,
        &[("> death.month\"", ">\"")],
        r#"
lỗi: chỗ này cần một dữ kiện, số, tháng hoặc ngày
 --> my-rule.toml:4:28
  |
4 | when     = "payment.month >"
  |                            ^
"#,
    );
}

#[test]
fn misspelt_words_of_closed_lists() {
    is(
        Lang::Vi,
        &[
            ("= \"error\"\nrank", "= \"eror\"\nrank"),
            ("\"recover\"", "\"retrieve\""),
        ],
        r#"
lỗi: `eror` không phải là mức độ (severity)
 --> my-rule.toml:2:12
  |
2 | severity = "eror"
  |            ^^^^^^
  |
cách sửa: có phải là `error`?

lỗi: `retrieve` không phải là việc cần làm (action)
 --> my-rule.toml:5:21
  |
5 | action   = ["stop", "retrieve"]
  |                     ^^^^^^^^^^
  |
cách sửa: chọn một trong: stop, adjust, recover, pay, verify, fix, keep-highest, report-decrease, report-increase
"#,
    );
}

#[test]
fn an_unknown_key_and_a_month_that_is_none() {
    is(
        Lang::Vi,
        &[("rank  ", "ranks "), ("\"2015-01\" =", "\"2015-13\" =")],
        r#"
lỗi: không có khóa `ranks`
 --> my-rule.toml:3:1
  |
3 | ranks    = 10
  | ^^^^^
  |
cách sửa: có phải là `rank`?

lỗi: không phải là tháng
 --> my-rule.toml:8:1
  |
8 | "2015-13" = "ND136-2013:8"
  | ^^^^^^^^^
  |
cách sửa: viết tháng là "2020-10", nhiều tháng liền là "2020-01..2020-10"
"#,
    );
}

#[test]
fn no_basis() {
    is(
        Lang::Vi,
        &[("[basis]\n\"2015-01\" = \"ND136-2013:8\"\n", "")],
        r#"
lỗi: thiếu `basis`
 --> my-rule.toml:1:1
  |
1 | about    = "payment"
  | ^^^^^^^^^^^^^^^^^^^^
  |
cách sửa: thêm [basis] với tháng bắt đầu áp dụng: "2021-07" = "ND20-2021:8.2"
"#,
    );
}

#[test]
fn no_example_that_stays_quiet() {
    let quiet = RULE.get(RULE.rfind("[[example]]").unwrap()..).unwrap();
    is(
        Lang::Vi,
        &[(quiet, "")],
        r#"
lỗi: quy tắc chưa có ví dụ nào phải im lặng
 --> my-rule.toml:1:1
  |
1 | about    = "payment"
  | ^^^^^^^^^^^^^^^^^^^^
  |
cách sửa: thêm một [[example]] gần đúng nhưng không sai, với expect = []
"#,
    );
}

#[test]
fn an_empty_text_and_a_message_about_nothing() {
    is(
        Lang::Vi,
        &[("trích lục khai tử", ""), ("{death.date}", "{death.day}")],
        r#"
lỗi: câu thông báo không có gì để điền vào `{death.day}`
  --> my-rule.toml:12:24
   |
12 | message = "{name} mất {death.day}; {months} vẫn chi {amount}."
   |                        ^^^^^^^^^
   |
cách sửa: có phải là `death.date`?

lỗi: chỗ này để trống
  --> my-rule.toml:14:11
   |
14 | settled = ""
   |           ^^
"#,
    );
}

#[test]
fn a_list_of_no_known_kind() {
    is(
        Lang::Vi,
        &[("given.ledger = [{ name", "given.leger = [{ name")],
        r#"
lỗi: không có khóa `leger`
  --> my-rule.toml:18:7
   |
18 | given.leger = [{ name = "Nguyễn Thị Hoa", amount = 270000, months = ["2020-07", "2020-08"] }]
   |       ^^^^^
   |
cách sửa: có phải là `ledger`?

lỗi: không có khóa `leger`
  --> my-rule.toml:23:7
   |
23 | given.leger = [{ name = "Nguyễn Thị Hoa", amount = 270000, months = ["2020-07"] }]
   |       ^^^^^
   |
cách sửa: có phải là `ledger`?
"#,
    );
}

#[test]
fn a_file_that_is_no_toml() {
    is(
        Lang::Vi,
        &[("rank     = 10", "rank     = ")],
        r#"
lỗi: tệp không đúng dạng TOML ở chỗ này (chưa có giá trị, hoặc chữ chưa đặt trong dấu nháy thẳng "…")
 --> my-rule.toml:3:12
  |
3 | rank     = 
  |            ^
"#,
    );
}

#[test]
fn all_faults_are_told_at_once_in_english_as_well() {
    let broken = [
        (
            "> death.month",
            "> death.month and absence.kind = mvoed and payment.amount > 270.000",
        ),
        ("why     =", "whz     ="),
    ];
    is(
        Lang::En,
        &broken,
        r#"
error: numbers have no dots
 --> my-rule.toml:4:87
  |
4 | when     = "payment.month > death.month and absence.kind = mvoed and payment.amount > 270.000"
  |                                                                                       ^^^^^^^
  |
help: write 270000 or 270_000

error: `why` is missing
  --> my-rule.toml:10:1
   |
10 | [vi]
   | ^^^^

error: there is no key `whz`
  --> my-rule.toml:13:1
   |
13 | whz     = "Thôi hưởng từ tháng sau tháng chết."
   | ^^^
   |
help: did you mean `why`?
"#,
    );
}
