//! Rule files as departments write them, and what comes of them.

use std::fs;

use super::{Example, ExampleRunner, Observed, Part, Rule, Template, load, run_examples};
use crate::judge::lang::testing::{Case, vocabulary};
use crate::judge::lang::{Context, Entity, Limits, Value};
use crate::model::{Confidence, Money, Month, Severity};
use crate::rules::RuleFiles;

/// The rules of a folder with these files (the built-in ones switched off).
pub(super) fn rules_of(
    files: &[(&str, &str)],
    overrides: &Limits,
) -> Result<Vec<Rule>, Vec<super::Fault>> {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    // the built-in rules speak of other facts
    let built_in = RuleFiles::load(None).unwrap();
    for file in built_in
        .under("checks/")
        .filter(|f| !files.iter().any(|(p, _)| *p == f.path))
    {
        let path = folder.path().join(&file.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "enabled = false\n").unwrap();
    }
    load(
        &RuleFiles::load(Some(folder.path())).unwrap(),
        &vocabulary(),
        overrides,
    )
}

const PAID_AFTER_DEATH: &str = r#"
about    = "payment"
severity = "error"
rank     = 10
when     = "payment.month > death.month"
action   = ["stop", "recover"]

[basis]
"2015-01" = "ND136-2013:8"
"2021-07" = ["ND20-2021:8.2", "ND20-2021:8.3"]

[vi]
title   = "Chi trả sau khi chết"
message = "{name} mất {death.date}; {months} vẫn chi {amount}."
why     = "Thôi hưởng từ tháng sau tháng chết."
settled = "trích lục khai tử"

[en]
title   = "Paid after death"
message = "{name} died {death.date}; {months} still paid {amount}."
why     = "Benefit ends after the month of death."
settled = "death certificate"

[[example]]
name  = "the month of death is due, the next is not"
given.deaths = [{ name = "Nguyễn Thị Hoa", born = "1938", died = "2020-07-15" }]
given.ledger = [{ name = "Nguyễn Thị Hoa", born = "1938", amount = 270000, months = ["2020-07", "2020-08"] }]
expect = [{ months = ["2020-08"], amount = 270000, severity = "error" }]

[[example]]
name  = "quiet: paid up to the month of death"
given.month  = "2020-07"
given.ledger = [{ name = "Nguyễn Thị Hoa", months = ["2020-01..2020-07"], amount = 270000 }]
expect = []
"#;

#[test]
fn the_rule_of_the_design_loads_and_fires() {
    let rules = rules_of(
        &[("checks/deaths/paid-after-death.toml", PAID_AFTER_DEATH)],
        &Limits::new(),
    );
    let rules = rules.unwrap();
    let [rule] = &rules[..] else {
        panic!("{rules:?}")
    };
    assert_eq!(
        (rule.slug.as_str(), rule.group.as_str()),
        ("paid-after-death", "deaths")
    );
    let month = |text: &str| text.parse::<Month>().unwrap();
    assert_eq!(rule.basis_at(month("2021-06")), ["ND136-2013:8"]);
    assert_eq!(rule.basis_at(month("2021-07")).len(), 2);
    assert_eq!(rule.examples[0].given.lists[1].rows.len(), 2);
    assert_eq!(rule.examples[1].given.lists[0].rows.len(), 7);
    let case = Case::default()
        .with("payment.month", Value::month(month("2020-08")))
        .with("death.month", Value::month(month("2020-07")));
    let hit = rule.judge(&case).unwrap();
    assert_eq!(
        (hit.severity, hit.confidence),
        (Severity::Error, Confidence::Certain)
    );
    let hit = rule.judge(&case.clone().likely("death.month")).unwrap();
    assert_eq!(
        (hit.severity, hit.confidence),
        (Severity::Warning, Confidence::Likely)
    );
    let unknown = case.with("death.month", Value::Unknown);
    let hit = rule.judge(&unknown.clone().likely("death.month")).unwrap();
    assert_eq!(
        (hit.severity, hit.confidence),
        (Severity::Warning, Confidence::Possible)
    );
    assert_eq!(hit.missing, [vocabulary().slot("death.month").unwrap()]);
    assert!(
        rule.judge(&unknown.with("death.month", Value::NotCovered))
            .is_none()
    );
}

#[test]
fn branches_are_tried_in_order_and_a_certain_one_goes_first() {
    let text = PAID_AFTER_DEATH
        .replace("when     = \"payment.month > death.month\"", "when = \"payment.month > 2020-01\"")
        .replace("[basis]", "[[case]]\nwhen = \"absence.kind in [moved, prison]\"\n\n[[case]]\nwhen = \"exists(absence.kind)\"\nseverity = \"warning\"\naction = \"verify\"\nvi.message = \"{name} vắng mặt.\"\n\n[basis]");
    let rules = rules_of(&[("checks/absences/x.toml", &text)], &Limits::new()).unwrap();
    let rule = &rules[0];
    let month = |text: &str| Value::month(text.parse::<Month>().unwrap());
    let case = Case::default().with("payment.month", month("2020-08"));
    let hit = |kind: Value| {
        rule.judge(&case.clone().with("absence.kind", kind))
            .map(|h| (h.case, h.confidence))
    };
    assert_eq!(hit(Value::word(0)), Some((0, Confidence::Certain)));
    assert_eq!(hit(Value::word(2)), Some((1, Confidence::Certain)));
    assert_eq!(hit(Value::Words(0b101)), Some((1, Confidence::Certain)));
    assert_eq!(hit(Value::None), None);
    assert_eq!(rule.cases[1].action, [super::Action::Verify]);
    let early = case
        .with("payment.month", month("2019-01"))
        .with("absence.kind", Value::word(0));
    assert_eq!(rule.judge(&early), None);
}

#[test]
fn an_own_rule_needs_no_folder_and_may_replace_or_switch_off() {
    let own = PAID_AFTER_DEATH.replace("rank     = 10\n", "");
    let files = [
        ("my-rule.toml", own.as_str()),
        ("checks/deaths/off.toml", "enabled = false\n"),
        ("rasoat.toml", "[limits]\nmonths = 3\n"),
        ("law/nd20-2021.toml", "about = \"not a rule\"\n"),
    ];
    let rules = rules_of(&files, &Limits::new()).unwrap();
    let names: Vec<_> = rules
        .iter()
        .map(|r| (r.group.as_str(), r.slug.as_str()))
        .collect();
    assert_eq!(names, [("own", "my-rule")]);
}

#[test]
fn the_configuration_sets_limits() {
    let text = PAID_AFTER_DEATH
        .replace(
            "payment.month > death.month\"",
            "payment.month > death.month + limit.months\"",
        )
        .replace("[basis]", "[limits]\nmonths = 3\n\n[basis]");
    let files = [
        ("checks/deaths/a.toml", text.as_str()),
        ("checks/deaths/b.toml", text.as_str()),
    ];
    let set: Limits = [("b.months".to_owned(), 1), ("month".to_owned(), 9)].into();
    let rules = rules_of(&files, &set).unwrap();
    assert_eq!(rules[0].limits["months"], 3);
    assert_eq!(rules[1].limits["months"], 1);
    assert_eq!(
        super::unknown_limits(&rules, &set),
        [("month".into(), Some("months".into()))]
    );
}

#[test]
fn two_files_of_one_name_are_a_fault() {
    let files = [
        ("checks/a/x.toml", PAID_AFTER_DEATH),
        ("checks/b/x.toml", PAID_AFTER_DEATH),
    ];
    let faults = rules_of(&files, &Limits::new()).unwrap_err();
    assert!(matches!(&faults[..], [f] if matches!(f.kind, super::FaultKind::SlugTwice(_))));
}

/// Says the same of every example.
struct Always(Vec<Observed>);

impl ExampleRunner for Always {
    fn run(&self, _rules: &[Rule], _example: &Example) -> Result<Vec<Observed>, String> {
        Ok(self.0.clone())
    }
}

#[test]
fn examples_hold_what_came_against_what_was_expected() {
    let files = [("checks/deaths/paid-after-death.toml", PAID_AFTER_DEATH)];
    let rules = rules_of(&files, &Limits::new()).unwrap();
    let seen = |rule: &str, amount: i64| Observed {
        rule: rule.to_owned(),
        months: vec!["2020-08".parse().unwrap()],
        amount: Money(amount),
        severity: Severity::Error,
        confidence: Confidence::Certain,
        name: "Nguyễn Thị Hoa".to_owned(),
    };
    let failing = |came: Vec<Observed>| {
        let failures = run_examples(&rules, &Always(came));
        failures
            .iter()
            .map(|f| f.example.expect.len())
            .collect::<Vec<_>>()
    };
    // one example expects a finding, the other none
    assert_eq!(failing(vec![]), [1]);
    assert_eq!(failing(vec![seen("paid-after-death", 270_000)]), [0]);
    assert_eq!(failing(vec![seen("paid-after-death", 1)]), [1, 0]);
    let twice = vec![
        seen("paid-after-death", 270_000),
        seen("paid-after-death", 270_000),
    ];
    assert_eq!(failing(twice), [1, 0]);
    let others = vec![seen("paid-after-death", 270_000), seen("wrong-amount", 5)];
    assert_eq!(failing(others), [0]);
}

#[test]
fn a_message_is_filled_with_facts_limits_and_the_finding() {
    let vocabulary = vocabulary();
    let limits: Limits = [("months".to_owned(), 3)].into();
    let context = Context::new(&vocabulary, Entity::Payment, &limits);
    let text = "{name} {{mất}} {death.date}; quá {limit.months} tháng.";
    let template = Template::read(text, &context).unwrap();
    let told = template.render(&|part| match part {
        Part::Special(special) => special.code().to_uppercase(),
        Part::Fact(slot) => format!("fact {slot}"),
        _ => String::new(),
    });
    let slot = vocabulary.slot("death.date").unwrap();
    assert_eq!(told, format!("NAME {{mất}} fact {slot}; quá 3 tháng."));
    assert!(Template::read("{name", &context).is_err());
}
