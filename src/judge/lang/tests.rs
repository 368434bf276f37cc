//! What the language promises, on a vocabulary of a dozen facts.

use proptest::prelude::*;

use super::testing::{Case, vocabulary};
use super::{Answer, Context, Entity, Expected, FaultKind, Limits, Named, Type, Value, condition};
use crate::model::{Day, Due, Month, PartialDate, Span, Sym};

fn limits() -> Limits {
    [("many".to_owned(), 5)].into()
}

fn verdict(text: &str, case: &Case) -> super::Verdict {
    let (vocabulary, limits) = (vocabulary(), limits());
    let context = Context::new(&vocabulary, Entity::Payment, &limits);
    match condition(&[text], &context) {
        Ok(expression) => expression.eval(case),
        Err(faults) => panic!("{text}: {faults:?}"),
    }
}

fn ask(text: &str, case: &Case) -> Answer {
    verdict(text, case).truth
}

fn faults(text: &str) -> Vec<(String, FaultKind)> {
    let (vocabulary, limits) = (vocabulary(), limits());
    let context = Context::new(&vocabulary, Entity::Payment, &limits);
    let faults = condition(&[text], &context).err().unwrap_or_default();
    let at = |f: super::Fault| (text.get(f.span).unwrap_or("?").to_owned(), f.kind);
    faults.into_iter().map(|(_, fault)| at(fault)).collect()
}

fn month(text: &str) -> Value {
    Value::month(text.parse::<Month>().unwrap())
}

fn date(text: &str) -> Value {
    Value::date(text.parse::<PartialDate>().unwrap())
}

#[test]
fn a_death_known_by_its_year_leaves_the_year_open() {
    let paid = Case::default().with("payment.month", month("2020-08"));
    for (died, answer) in [
        (month("2020-07"), Answer::Yes),
        (month("2020-08"), Answer::No),
        (Value::evidence(2020 * 12, 2020 * 12 + 11), Answer::Unknown),
        (Value::evidence(2019 * 12, 2019 * 12 + 11), Answer::Yes),
        (Value::None, Answer::No),
        (Value::NotCovered, Answer::Silent),
        (Value::Unknown, Answer::Unknown),
    ] {
        let case = paid.clone().with("death.month", died);
        assert_eq!(
            ask("payment.month > death.month", &case),
            answer,
            "{died:?}"
        );
    }
}

#[test]
fn what_the_law_leaves_open_is_never_held_against_anybody() {
    let case = Case::default()
        .with("payment.amount", Value::number(450))
        .with("person.sharing", Value::law(1, 9));
    assert_eq!(ask("person.sharing > 5", &case), Answer::No);
    assert_eq!(ask("not person.sharing > 5", &case), Answer::No);
    assert_eq!(ask("person.sharing = 5", &case), Answer::No);
    assert_eq!(ask("person.sharing != 5", &case), Answer::No);
    assert_eq!(ask("person.sharing > 0", &case), Answer::Yes);
    let mut due = Due::exactly(405);
    due.add(Span {
        least: 540,
        most: 540,
    });
    let case = case.with("due.amount", Value::Due(due));
    assert_eq!(
        ask("not agrees(payment.amount, due.amount)", &case),
        Answer::Yes
    );
    assert_eq!(ask("payment.amount > due.amount", &case), Answer::Unknown);
    let case = case.with("due.amount", Value::Due(Due::between(405, 540)));
    assert_eq!(
        ask("not agrees(payment.amount, due.amount)", &case),
        Answer::No
    );
    assert_eq!(ask("payment.amount > due.amount", &case), Answer::No);
    assert_eq!(ask("payment.amount + 100 > due.amount", &case), Answer::Yes);
}

#[test]
fn two_years_are_never_equal_but_may_differ() {
    let year = |y: i32| Value::date(PartialDate::year(y).unwrap());
    let case = Case::default().with("death.date", year(2020));
    assert_eq!(ask("death.date = 2020-05-01", &case), Answer::Unknown);
    assert_eq!(ask("death.date = 2021-05-01", &case), Answer::No);
    let case = case.with(
        "death.date",
        Value::date(Day::from_ymd(2021, 5, 1).unwrap().into()),
    );
    assert_eq!(ask("death.date = 2021-05-01", &case), Answer::Yes);
}

#[test]
fn a_register_not_given_silences_what_hangs_on_it_alone() {
    let case = Case::default()
        .with("death.month", Value::NotCovered)
        .with("payment.month", month("2020-08"))
        .with("person.listed", Value::Bool(true));
    for (text, answer) in [
        ("payment.month > death.month", Answer::Silent),
        ("exists(death.month)", Answer::Silent),
        (
            "payment.month > death.month and person.listed",
            Answer::Silent,
        ),
        (
            "payment.month > death.month and not person.listed",
            Answer::No,
        ),
        ("payment.month > death.month or person.listed", Answer::Yes),
        (
            "payment.month > death.month or not person.listed",
            Answer::Silent,
        ),
        (
            "payment.month > death.month or person.age > 80",
            Answer::Unknown,
        ),
        (
            "payment.month > death.month and person.age > 80",
            Answer::Silent,
        ),
    ] {
        assert_eq!(ask(text, &case), answer, "{text}");
    }
}

#[test]
fn words_are_sets() {
    for (value, is, among, not) in [
        (Value::word(0), Answer::Yes, Answer::Yes, Answer::No),
        (
            Value::Words(0b11),
            Answer::Unknown,
            Answer::Yes,
            Answer::Unknown,
        ),
        (
            Value::Words(0b101),
            Answer::Unknown,
            Answer::Unknown,
            Answer::Unknown,
        ),
        (Value::word(2), Answer::No, Answer::No, Answer::Yes),
        (Value::None, Answer::No, Answer::No, Answer::No),
    ] {
        let case = Case::default().with("absence.kind", value);
        assert_eq!(ask("absence.kind = moved", &case), is, "{value:?}");
        assert_eq!(
            ask("absence.kind in [moved, 'prison']", &case),
            among,
            "{value:?}"
        );
        let exists = "absence.kind exists and absence.kind != moved";
        assert_eq!(ask(exists, &case), not, "{value:?}");
    }
    let case = Case::default().with("absence.kind", Value::word(3));
    assert_eq!(ask("absence.kind = near-poor", &case), Answer::Yes);
}

#[test]
fn the_missing_fact_is_named_and_a_likely_link_is_told() {
    let (vocabulary, limits) = (vocabulary(), limits());
    let context = Context::new(&vocabulary, Entity::Payment, &limits);
    let text = "payment.month > death.month and person.age > 80";
    let expression = condition(&[text], &context).unwrap();
    let case = Case::default()
        .with("payment.month", month("2020-08"))
        .with("death.month", month("2020-07"))
        .likely("death.month");
    let verdict = expression.eval(&case);
    assert_eq!((verdict.truth, verdict.likely), (Answer::Unknown, true));
    assert_eq!(
        expression.missing(&verdict),
        [vocabulary.slot("person.age").unwrap()]
    );
    // a side that decides on firm links is enough
    let verdict = self::verdict(
        "payment.month > death.month or payment.month > 2020-01",
        &case,
    );
    assert_eq!((verdict.truth, verdict.likely), (Answer::Yes, false));
}

#[test]
fn count_and_sum_go_over_a_list() {
    let paid = |m: &str, amount: Value| {
        Case::default()
            .with("payment.month", month(m))
            .with("payment.amount", amount)
    };
    let case = paid("2020-08", Value::number(405))
        .payment(paid("2020-08", Value::number(405)))
        .payment(paid("2020-08", Value::number(405)))
        .payment(paid("2020-09", Value::evidence(0, 10)));
    for (text, answer) in [
        (
            "count(person.payments where payment.month = this.payment.month) = 2",
            Answer::Yes,
        ),
        ("count(person.payments) > 2", Answer::Yes),
        (
            "count(person.payments where payment.amount > 5) > 2",
            Answer::Unknown,
        ),
        (
            "count(person.payments where payment.amount > 5) > 3",
            Answer::No,
        ),
        (
            "sum(payment.amount for person.payments) >= 810",
            Answer::Yes,
        ),
        (
            "sum(payment.amount for person.payments) > 815",
            Answer::Unknown,
        ),
        (
            "sum(payment.amount for person.payments where payment.month > 2020-08) < 11",
            Answer::Yes,
        ),
        (
            "count(person.payments where death.month < 2020-01) = 0",
            Answer::Unknown,
        ),
    ] {
        assert_eq!(ask(text, &case), answer, "{text}");
    }
}

#[test]
fn arithmetic_is_on_ranges() {
    let case = Case::default()
        .with("payment.month", month("2020-08"))
        .with("death.month", month("2020-05"))
        .with("death.date", date("2020-05"))
        .with("payment.amount", Value::number(1_215_000))
        .with("person.age", Value::evidence(79, 80));
    for (text, answer) in [
        ("payment.month - death.month = 3", Answer::Yes),
        ("payment.month = death.month + 3", Answer::Yes),
        ("2020-05-31 - death.date >= 0", Answer::Yes),
        ("2020-05-30 - death.date >= 0", Answer::Unknown),
        ("payment.amount = 3 * 405_000", Answer::Yes),
        ("abs(1_000_000 - payment.amount) = 215_000", Answer::Yes),
        ("max(person.age, 80) = 80", Answer::Yes),
        ("min(person.age, 80) = 80", Answer::Unknown),
        (
            "person.sharing < limit.many or person.age > -1",
            Answer::Yes,
        ),
        ("known(person.sharing)", Answer::No),
        ("known(person.age)", Answer::Yes),
        ("payment.month in [2020-07, 2020-08]", Answer::Yes),
        ("payment.month not in [2020-07, 2020-08]", Answer::No),
    ] {
        assert_eq!(ask(text, &case), answer, "{text}");
    }
}

#[test]
fn texts_are_the_same_or_not() {
    let case = Case::default()
        .with("person.name", Value::Text(Sym(1)))
        .with("payment.receiver", Value::Text(Sym(1)));
    assert_eq!(ask("payment.receiver = person.name", &case), Answer::Yes);
    let case = case.with("payment.receiver", Value::None);
    assert_eq!(ask("payment.receiver = person.name", &case), Answer::No);
}

#[test]
fn faults_stand_where_they_are() {
    let unknown = |what, name: &str, nearest: Option<&str>| FaultKind::Unknown {
        what,
        name: name.to_owned(),
        nearest: nearest.map(str::to_owned),
    };
    let mismatch = |left, right, instead: Option<&str>| FaultKind::Mismatch {
        left,
        right,
        instead: instead.map(str::to_owned),
    };
    for (text, at, kind) in [
        (
            "death.moth > 2020-01",
            "death.moth",
            unknown(Named::Fact, "death.moth", Some("death.month")),
        ),
        (
            "absence.kind = mvoed",
            "mvoed",
            unknown(Named::Word, "mvoed", Some("moved")),
        ),
        (
            "person.age > limit.may",
            "limit.may",
            unknown(Named::Limit, "limit.may", Some("limit.many")),
        ),
        (
            "exist(death.date)",
            "exist",
            unknown(Named::Function, "exist", Some("exists")),
        ),
        (
            "count(person.payment) > 1",
            "person.payment",
            unknown(Named::List, "person.payment", Some("person.payments")),
        ),
        (
            "death.date > payment.month",
            "death.date > payment.month",
            mismatch((Type::Date, ""), (Type::Month, ""), Some("death.month")),
        ),
        (
            "payment.amount > person.age",
            "payment.amount > person.age",
            mismatch((Type::Money, "đồng"), (Type::Number, "tuổi"), None),
        ),
        (
            "person.sharing > person.age",
            "person.sharing > person.age",
            mismatch((Type::Number, "người"), (Type::Number, "tuổi"), None),
        ),
        (
            "payment.amount = due.amount",
            "payment.amount = due.amount",
            FaultKind::UseAgrees,
        ),
        (
            "person.age and person.listed",
            "person.age",
            FaultKind::NotACondition(Some(Type::Number)),
        ),
        (
            "not death.month < 2020-01",
            "death.month",
            FaultKind::NeedsExists("death.month".into()),
        ),
        (
            "death.month != 2020-01",
            "death.month",
            FaultKind::NeedsExists("death.month".into()),
        ),
        ("payment.month > 2020-13", "2020-13", FaultKind::NoSuchMonth),
        (
            "death.date > 2020-02-30",
            "2020-02-30",
            FaultKind::NoSuchDate,
        ),
        (
            "payment.amount > 270.000",
            "270.000",
            FaultKind::DottedNumber,
        ),
        (
            "payment.amount > ",
            "",
            FaultKind::Expected(Expected::Value),
        ),
        (
            "(payment.amount > 1",
            "",
            FaultKind::Expected(Expected::Parenthesis),
        ),
        (
            "1 < person.age < 3",
            "<",
            FaultKind::Expected(Expected::Operator),
        ),
        (
            "absence.kind in moved",
            "moved",
            FaultKind::Expected(Expected::List),
        ),
        (
            "absence.kind in [moved prison]",
            "prison",
            FaultKind::Expected(Expected::Bracket),
        ),
        (
            "person.listed und true",
            "und",
            FaultKind::Expected(Expected::Operator),
        ),
        (
            "absence.kind = 'moved",
            "",
            FaultKind::Expected(Expected::Quote),
        ),
        (
            "person.age * person.sharing > 3",
            "person.age * person.sharing",
            FaultKind::TimesNumber,
        ),
        ("person.name = 'Hoa'", "person.name", FaultKind::TextLiteral),
        ("exists(3)", "3", FaultKind::NotAFact),
    ] {
        assert_eq!(faults(text), [(at.to_owned(), kind)], "{text}");
    }
    let of = faults("row.cell = person.name");
    assert!(matches!(&of[..], [(_, FaultKind::NotOf { .. })]), "{of:?}");
    assert_eq!(faults("death.moth > 2020-01 and persn.age > 3").len(), 2);
}

#[test]
fn no_text_exhausts_the_stack() {
    for deep in ["(", "not ", "- ", "abs("] {
        let text = deep.repeat(100_000);
        assert_eq!(
            super::parse::expression(&text).unwrap_err().kind,
            FaultKind::TooLong
        );
        let _ = super::parse::expression(&deep.repeat(100));
    }
    let long = format!("person.listed{}", " and person.listed".repeat(200));
    assert_eq!(faults(&long), []);
}

#[test]
fn a_negation_asks_first_whether_there_is_any() {
    for text in [
        "exists(death.month) and not death.month < 2020-01",
        "death.month exists and (person.listed and death.month != 2020-01)",
        "death.month < 2021-01 and not death.month < 2020-01",
        "not (not exists(death.month) or death.month < 2020-01)",
        "not exists(death.month)",
        "not payment.month < 2020-01",
    ] {
        assert_eq!(faults(text), [], "{text}");
    }
    for text in [
        "exists(death.month) or not death.month < 2020-01",
        "not (exists(death.month) and death.month < 2020-01)",
        "exists(death.date) and not death.month < 2020-01",
        "not agrees(death.month, payment.month)",
        "count(person.payments where death.month != 2020-01) in [1, 2]",
    ] {
        assert_eq!(faults(text).len(), 1, "{text}");
    }
}

// Invariants over made-up expressions and cases.

/// Numbers of the case: what they may be, and why.
fn values() -> impl Strategy<Value = Vec<Value>> {
    let value = prop_oneof![
        (0i64..8).prop_map(Value::number),
        (0i64..6, 1i64..4).prop_map(|(lo, width)| Value::evidence(lo, lo + width)),
        (0i64..6, 1i64..4).prop_map(|(lo, width)| Value::law(lo, lo + width)),
    ];
    prop::collection::vec(value, 4)
}

const NAMES: [&str; 4] = [
    "payment.amount",
    "person.sharing",
    "person.age",
    "payment.month",
];

/// Comparisons of numbers with numbers, so that every name can meet every other's literal.
fn expressions() -> impl Strategy<Value = String> {
    let name = prop::sample::select(&NAMES[..3]);
    let term = prop_oneof![
        name.clone().prop_map(str::to_owned),
        (name.clone(), 0i64..4).prop_map(|(n, k)| format!("{n} + {k}")),
        (name.clone(), 0i64..4).prop_map(|(n, k)| format!("abs({n} - {k})")),
        (name.clone(), -2i64..3).prop_map(|(n, k)| format!("{n} * {k}")),
        (name.clone(), 0i64..8).prop_map(|(n, k)| format!("max({n}, {k})")),
    ];
    let sign = prop::sample::select(vec!["=", "!=", "<", "<=", ">", ">="]);
    let leaf = (term, sign, 0i64..9).prop_map(|(t, s, k)| format!("{t} {s} {k}"));
    leaf.prop_recursive(3, 16, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|a| format!("not ({a})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} and {b})")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("({a} or {b})")),
        ]
    })
}

fn case(values: &[Value]) -> Case {
    NAMES
        .iter()
        .zip(values)
        .fold(Case::default(), |case, (name, v)| case.with(name, *v))
}

/// The value narrowed to one number by a die.
fn pick(value: &Value, die: u64) -> Value {
    match value {
        Value::Int(r) => Value::number(r.lo + die as i64 % (r.hi - r.lo + 1)),
        other => *other,
    }
}

proptest! {
    #[test]
    fn certain_means_certain_for_every_value(
        text in expressions(), values in values(), dice in prop::collection::vec(0u64..100, 4),
    ) {
        let open = ask(&text, &case(&values));
        let picked: Vec<Value> = values.iter().zip(&dice).map(|(v, d)| pick(v, *d)).collect();
        let exact = ask(&text, &case(&picked));
        prop_assert!(matches!(exact, Answer::Yes | Answer::No));
        if open == Answer::Yes {
            prop_assert_eq!(exact, Answer::Yes, "{} of {:?} picked {:?}", text, values, picked);
        }
        let law = values.iter().any(|v| matches!(v, Value::Int(r) if r.open == super::Open::Law && !r.is_point()));
        if open == Answer::No && !law {
            prop_assert_eq!(exact, Answer::No, "{} of {:?} picked {:?}", text, values, picked);
        }
    }

    #[test]
    fn narrowing_never_turns_yes_into_no(
        text in expressions(), values in values(), which in 0usize..4, die in 0u64..100,
    ) {
        let wide = ask(&text, &case(&values));
        let mut narrow = values.clone();
        narrow[which] = pick(&narrow[which], die);
        let narrow = ask(&text, &case(&narrow));
        if wide == Answer::Yes {
            prop_assert_eq!(narrow, Answer::Yes);
        }
    }

    #[test]
    fn kleenes_laws_hold(a in expressions(), b in expressions(), c in expressions(), values in values()) {
        let case = case(&values);
        for (left, right) in [
            (format!("not not ({a})"), a.clone()),
            (format!("({a}) and ({b})"), format!("({b}) and ({a})")),
            (format!("({a}) or ({b})"), format!("({b}) or ({a})")),
            (format!("not (({a}) and ({b}))"), format!("not ({a}) or not ({b})")),
            (format!("not (({a}) or ({b}))"), format!("not ({a}) and not ({b})")),
            (format!("(({a}) and ({b})) and ({c})"), format!("({a}) and (({b}) and ({c}))")),
            (format!("({a}) and ({a})"), a.clone()),
            (format!("({a}) or false"), a.clone()),
            (format!("({a}) and true"), a.clone()),
        ] {
            prop_assert_eq!(ask(&left, &case), ask(&right, &case), "{} / {}", left, right);
        }
        prop_assert_eq!(ask(&format!("({a}) and false"), &case), Answer::No);
        prop_assert_eq!(ask(&format!("({a}) or true"), &case), Answer::Yes);
    }

    #[test]
    fn the_parser_never_falls_over(text in "[a-z0-9 .,()\\[\\]<>=!'\"_+*-]{0,40}|\\PC{0,20}") {
        let _ = super::parse::expression(&text);
    }
}
