//! What must hold for every category, month and birth, whatever the figures are.

use proptest::prelude::*;

use super::*;

fn law() -> &'static Law {
    static LAW: std::sync::OnceLock<Law> = std::sync::OnceLock::new();
    LAW.get_or_init(|| Law::load(&RuleFiles::load(None).unwrap()).unwrap())
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

/// A built-in law with one more file.
fn with(path: &str, text: &str) -> Result<Law, Vec<LawFault>> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(path);
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(file, text).unwrap();
    Law::load(&RuleFiles::load(Some(folder.path())).unwrap())
}

fn alone(law: &Law, at: &str, code: &str, born: &str) -> (i64, i64, bool) {
    let claims = [Claim::new(law.categories().index(code).unwrap())];
    let person = Circumstances {
        claims: &claims,
        born: born.parse().ok(),
        ..Circumstances::default()
    };
    let answer = law.due(month(at), &person);
    (answer.due.least(), answer.due.most(), answer.certain)
}

fn judged_months() -> impl Strategy<Value = Month> {
    (month("2014-12").0..=month("2026-12").0).prop_map(Month)
}

fn category() -> impl Strategy<Value = usize> {
    0..law().categories().codes().len()
}

fn level() -> impl Strategy<Value = Option<Level>> {
    prop::sample::select(vec![
        None,
        Some(Level::Mild),
        Some(Level::Severe),
        Some(Level::Extreme),
    ])
}

prop_compose! {
    fn birthday()(year in 1920i32..2027, month in 1u32..=12, day in 1u32..=28) -> PartialDate {
        PartialDate::day(year, month, day).unwrap()
    }
}

prop_compose! {
    fn claims()(
        list in prop::collection::vec((category(), level()), 1..4)
    ) -> Vec<Claim> {
        list.into_iter().map(|(category, level)| Claim { category, level }).collect()
    }
}

fn within(narrow: &Due, wide: &Due) -> bool {
    narrow.spans().iter().all(|n| {
        wide.spans()
            .iter()
            .any(|w| w.least <= n.least && n.most <= w.most)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    /// Knowing less only widens: month, year, nothing at all. A known month is as good as a day.
    #[test]
    fn a_full_date_lies_within_what_a_vaguer_one_gives(
        at in judged_months(), claims in claims(), born in birthday(), studying: Option<bool>,
        children in prop::option::of(0u8..4), pension: bool,
    ) {
        let person = Circumstances {
            claims: &claims, born: Some(born), studying, children, pension, ..Circumstances::default()
        };
        let full = law().due(at, &person);
        let of = |born| law().due(at, &Circumstances { born, ..person });
        let monthly = of(PartialDate::month(born.first_month()));
        prop_assert_eq!(monthly.due, full.due);
        prop_assert_eq!(monthly.certain, full.certain);
        let yearly = of(PartialDate::year(born.first.ymd().0));
        let unknown = of(None);
        prop_assert!(within(&full.due, &yearly.due), "{:?} not in {:?}", full.due, yearly.due);
        prop_assert!(within(&yearly.due, &unknown.due), "{:?} not in {:?}", yearly.due, unknown.due);
    }

    #[test]
    fn a_level_or_number_of_children_lies_within_the_unknown(
        at in judged_months(), category in category(), born in birthday(),
        level in 0usize..3, children in 1u8..=4, extra in category(),
    ) {
        let told = [Claim { category, level: Some(Level::ALL[level]) }, Claim::new(extra)];
        let untold = [Claim::new(category), Claim::new(extra)];
        let own = [category, extra].iter().any(|index| {
            let category = law().category(*index).unwrap();
            category.level.or(category.cares_for).is_some()
        });
        let known = Circumstances {
            claims: &told, born: Some(born), children: Some(children), ..Circumstances::default()
        };
        let due = law().due(at, &known).due;
        let less = law().due(at, &Circumstances { children: None, ..known }).due;
        prop_assert!(within(&due, &less));
        if !own {
            let least = law().due(at, &Circumstances { claims: &untold, ..known }).due;
            prop_assert!(within(&due, &least));
        }
    }

    #[test]
    fn more_children_and_more_claims_never_give_less(
        at in judged_months(), claims in claims(), born in birthday(), children in 0u8..6,
        more in category(), persons in 1u8..5,
    ) {
        let funeral = law().categories().index("funeral").unwrap();
        prop_assume!(claims.iter().all(|c| c.category != funeral) && more != funeral);
        let person = Circumstances {
            claims: &claims, born: Some(born), children: Some(children), persons: Some(persons),
            ..Circumstances::default()
        };
        let due = law().due(at, &person).due;
        let mut further = claims.clone();
        further.push(Claim::new(more));
        for richer in [
            Circumstances { children: Some(children + 1), ..person },
            Circumstances { persons: Some(persons + 1), ..person },
            Circumstances { pregnant: true, ..person },
        ] {
            let richer = law().due(at, &richer).due;
            prop_assert!(richer.least() >= due.least() && richer.most() >= due.most());
        }
        // A further claim may bring in a level that was unknown; only the sums must not fall.
        if claims.iter().all(|c| law().level_of(*c).is_some()) {
            let richer = law().due(at, &Circumstances { claims: &further, ..person }).due;
            prop_assert!(richer.least() >= due.least() && richer.most() >= due.most());
        }
    }

    #[test]
    fn the_order_of_claims_does_not_matter(
        at in judged_months(), claims in claims(), born in birthday(), level in 0usize..3,
    ) {
        // A level that nobody stated is taken from the first claim that states one: here all state the same.
        let claims: Vec<Claim> = claims
            .iter()
            .map(|c| Claim { level: Some(Level::ALL[level]), ..*c })
            .collect();
        let turned: Vec<Claim> = claims.iter().rev().copied().collect();
        let person = Circumstances { claims: &claims, born: Some(born), ..Circumstances::default() };
        let other = law().due(at, &Circumstances { claims: &turned, ..person });
        prop_assert_eq!(law().due(at, &person).due, other.due);
    }

    /// What is due outside the months of birthdays is one of the rates; where the age does not hold, nothing is.
    #[test]
    fn rates_standing_and_due_agree(at in judged_months(), category in category(), born in birthday()) {
        let claims = [Claim { category, level: Some(Level::Extreme) }];
        let person = Circumstances {
            claims: &claims, born: Some(born), children: Some(1), household: Household::Poor,
            ..Circumstances::default()
        };
        let answer = law().due(at, &person);
        let judged = law().of_level(claims[0]);
        let standing = law().age_standing(judged, at, Some(born));
        if matches!(standing, AgeStanding::NotYet | AgeStanding::Past | AgeStanding::NotInForce) {
            prop_assert_eq!(answer.due.most(), 0);
        }
        if answer.due.is_exact() && answer.due.most() > 0 {
            let rates = law().rates(judged, Some(Level::Extreme), at);
            prop_assert!(rates.iter().any(|r| r.least <= answer.due.most() && answer.due.most() <= r.most));
        }
        prop_assert!(answer.clauses.first() != Clause::NONE);
    }
}

#[test]
fn every_category_is_answered_in_every_judged_month() {
    let law = law();
    for at in month("2015-01").0..=month("2026-12").0 {
        let at = Month(at);
        assert!(law.judges(at) && law.base(at).is_some(), "{at}");
        for (index, code) in law.categories().codes().iter().enumerate() {
            for level in Level::ALL {
                assert!(
                    law.table_in(index, Some(level), at).is_some(),
                    "{code} {at}"
                );
            }
            assert_ne!(law.clause_in_force(index, at), Clause::NONE, "{code} {at}");
        }
    }
    assert!(!law.judges(month("2014-12")));
    assert_eq!(law.base(month("2014-12")), None);
}

#[test]
fn every_clause_names_a_decree_that_the_files_title() {
    let law = law();
    for text in law.entries.clauses.iter().filter(|text| !text.is_empty()) {
        let code = text.split(':').next().unwrap();
        assert!(law.decree(code).is_some(), "{text}");
    }
}

#[test]
fn unknown_births_leave_outcomes_and_not_an_interval() {
    let claims = [Claim::new(
        law().categories().index("disabled_severe").unwrap(),
    )];
    let person = Circumstances {
        claims: &claims,
        ..Circumstances::default()
    };
    let extreme = [Claim {
        level: Some(Level::Extreme),
        ..claims[0]
    }];
    // From 10/2026 a birthday leaves nothing open by law, so only the rates themselves are right.
    let due = law().due(month("2026-10"), &person).due;
    assert!(due.allows(810_000) && due.allows(1_080_000) && !due.allows(900_000));
    let heavier = Circumstances {
        claims: &extreme,
        born: "1980".parse().ok(),
        ..person
    };
    assert_eq!(
        law().due(month("2026-10"), &heavier).due,
        Due::exactly(1_080_000)
    );
}

#[test]
fn the_social_pension_before_75_asks_for_poverty() {
    let claims = [Claim::new(
        law().categories().index("social_pension").unwrap(),
    )];
    let of = |household| {
        let born = "1953-01-01".parse().ok();
        let person = Circumstances {
            claims: &claims,
            born,
            household,
            ..Circumstances::default()
        };
        law().due(month("2025-08"), &person).due
    };
    assert_eq!(of(Household::AsNeeded), Due::exactly(0));
    assert_eq!(of(Household::Poor), Due::exactly(500_000));
    let open = of(Household::Unknown);
    assert!(open.allows(0) && open.allows(500_000) && !open.allows(250_000));
}

#[test]
fn what_cumulates_and_what_a_pension_excludes() {
    let index = |code| law().categories().index(code).unwrap();
    let at = month("2022-05");
    assert!(law().cumulates(index("single_parent"), index("disabled_severe"), at));
    assert!(law().cumulates(index("disabled_extreme"), index("care_household"), at));
    assert!(!law().cumulates(index("disabled_severe"), index("elderly80"), at));
    assert!(law().excluded_by_pension(index("elderly80"), at));
    assert!(!law().excluded_by_pension(index("disabled_severe"), at));
    let later = month("2025-08");
    assert_eq!(
        law().pension_effect(index("social_pension"), later),
        PensionEffect::ExcludesUnlessLower
    );
}

#[test]
fn figures_and_the_one_off_are_found_by_month() {
    let figure = |name, at| law().figure(name, month(at)).unwrap();
    assert_eq!(figure("electricity.month", "2020-10").value, 55_000);
    assert_eq!(figure("electricity.month", "2019-03").least, 51_000);
    assert_eq!(figure("study.month", "2021-09").value, 100_000);
    assert!(
        law()
            .figure("electricity.month", month("2014-01"))
            .is_none()
    );
    assert_eq!(law().one_off(month("2020-05")).unwrap().amount, 500_000);
    assert!(law().one_off(month("2020-07")).is_none());
}

#[test]
fn a_province_lays_its_own_base_level_over_the_national_one() {
    let own = "[[base]]\nfrom = \"2020-07\"\nlevel = 300_000\nclause = \"NQ12-2020-HDND:1\"\nchecked = \"2020-07-01\"\n";
    let law = with("law/tinh.toml", own).unwrap();
    assert_eq!(
        alone(&law, "2020-06", "elderly80", "1930"),
        (270_000, 270_000, true)
    );
    assert_eq!(
        alone(&law, "2020-07", "elderly80", "1930"),
        (300_000, 300_000, true)
    );
    assert_eq!(
        alone(&law, "2020-07", "disabled_severe", "1980"),
        (450_000, 450_000, true)
    );
    assert_eq!(
        alone(&law, "2021-07", "elderly80", "1930"),
        (360_000, 360_000, true)
    );
}

#[test]
fn a_province_adds_a_category_and_raises_a_rate() {
    let own = r#"
[[category]]
code = "local_ill"
scheme = "benefit"
vi = "Người mắc bệnh hiểm nghèo"
en = "gravely ill person"

[[rate]]
category = "local_ill"
from = "2022-01"
clause = "NQ05-2021-HDND:2"
checked = "2022-01-01"
bands = [{ coefficient = 1.25, clause = "NQ05-2021-HDND:2", checked = "2022-01-01" }]

[[rate]]
category = "social_pension"
from = "2025-07"
clause = "NQ09-2025-HDND:1"
checked = "2025-07-01"
entry = "decision"
opens = ["pension"]
bands = [{ from = 75, amount = 650_000, clause = "NQ09-2025-HDND:1", checked = "2025-07-01" }]
"#;
    let law = with("law/a.toml", own).unwrap();
    assert_eq!(law.categories().index("orphan"), Some(0));
    assert_eq!(alone(&law, "2021-12", "local_ill", "1980"), (0, 0, true));
    assert_eq!(
        alone(&law, "2022-01", "local_ill", "1980"),
        (450_000, 450_000, true)
    );
    assert_eq!(
        alone(&law, "2025-08", "social_pension", "1945"),
        (650_000, 650_000, true)
    );
    assert_eq!(
        alone(&law, "2025-08", "social_pension", "1953"),
        (0, 0, true)
    );
    assert_eq!(
        alone(&law, "2025-06", "social_pension", "1945"),
        (0, 0, true)
    );
}

#[test]
fn faults_are_told_all_at_once_with_file_and_line() {
    let text = r#"
[[base]]
from = "2020-7"
level = 300_000
clause = "X:1"
checked = "yesterday"

[[rate]]
category = "orphans"
from = "2020-07"
clause = "X:1"
checked = "not yet"
bands = [
  { until = 4, coefficient = 2.5, clause = "X:1" },
  { from = 3, coefficient = "much", clause = "", checked = "not yet" },
]
"#;
    let faults = with("law/own.toml", text).err().unwrap();
    let told: Vec<(usize, &LawFaultKind)> = faults.iter().map(|f| (f.line, &f.kind)).collect();
    assert!(faults.iter().all(|f| f.path.ends_with("own.toml")));
    let has = |line: usize, kind: LawFaultKind| {
        assert!(
            told.contains(&(line, &kind)),
            "{line} {kind:?} not in {told:#?}"
        );
    };
    has(3, LawFaultKind::NotAMonth("2020-7".into()));
    has(6, LawFaultKind::NotChecked("yesterday".into()));
    has(
        9,
        LawFaultKind::UnknownCategory {
            given: "orphans".into(),
            nearest: Some("orphan".into()),
        },
    );
    has(14, LawFaultKind::Missing("checked"));
    let huge = "[[base]]\nfrom = \"2020-07\"\nlevel = 9_000_000_000_000\nclause = \"X:1\"\nchecked = \"not yet\"\n";
    let huge = with("law/own.toml", huge).err().unwrap();
    assert!(matches!(
        huge[0].kind,
        LawFaultKind::NotANumber { key: "level", .. }
    ));
    has(15, LawFaultKind::Missing("clause"));
    assert!(told.iter().any(|(line, kind)| *line == 15
        && matches!(
            kind,
            LawFaultKind::NotANumber {
                key: "coefficient",
                ..
            }
        )));

    let unknown = with("law/own.toml", "[[base]]\nfrom = \"2020-07\"\nlevle = 1\n")
        .err()
        .unwrap();
    assert_eq!((unknown[0].line, unknown.len()), (3, 1));
    let gap = "[[rate]]\ncategory = \"orphan\"\nfrom = \"2013-01\"\nto = \"2013-12\"\nclause = \"X:1\"\nchecked = \"not yet\"\nbands = [{ coefficient = 1.0, clause = \"X:1\", checked = \"not yet\" }]\n";
    let gap = with("law/own.toml", gap).err().unwrap();
    assert_eq!(gap[0].kind, LawFaultKind::NoBase("2013-01".into()));
}

#[test]
fn a_category_is_found_by_code_name_and_the_words_of_clerks() {
    let codes = |text: &str| match law().find_category(text) {
        Named::Found(found) => found
            .iter()
            .map(|i| law().categories().code(i))
            .collect::<Vec<_>>(),
        Named::Unknown(_) => Vec::new(),
    };
    assert_eq!(codes("elderly80"), ["elderly80"]);
    assert_eq!(codes("NCT80"), ["elderly80"]);
    assert_eq!(codes("Người khuyết tật NẶNG"), ["disabled_severe"]);
    assert_eq!(
        codes("Người khuyết tật đặc biệt nặng"),
        ["disabled_extreme"]
    );
    assert_eq!(
        codes("Trẻ em khuyết tật đặc biệt nặng dưới 16 tuổi"),
        ["disabled_extreme"]
    );
    assert_eq!(
        codes("người khuyết tật"),
        ["disabled_mild", "disabled_severe", "disabled_extreme"]
    );
    assert!(
        matches!(law().find_category("elderly8"), Named::Unknown(near) if near[0] == "elderly80")
    );
}

/// Beside an open category, what another surely gives stays due.
#[test]
fn what_is_surely_due_alone_stays_due_beside_an_open_category() {
    let category = |code: &str| Claim::new(law().categories().index(code).unwrap());
    let month = Month::new(2025, 7).unwrap();
    let due = |claims: &[Claim]| {
        let person = Circumstances {
            claims,
            born: PartialDate::day(1920, 1, 1),
            children: Some(1),
            ..Circumstances::default()
        };
        law().due(month, &person).due
    };
    let two = [category("single_parent"), category("hiv_child")];
    let three = [two[0], two[1], category("elderly80")];
    assert!(due(&three).least() >= due(&two).least());
}
