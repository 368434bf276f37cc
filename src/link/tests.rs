//! What linking promises on small lists: plain ones link for certain, nobody is joined against a
//! contradiction, and what fits two people is left open.

use super::made_up::{fold, paid, row, sexed, source};
use super::*;
use crate::model::{PersonId, Role, Row, Sex, Source, Strength};

const HOA: &str = "Nguyễn Thị Hoa";

fn roll(rows: Vec<Row>) -> (Source, Vec<Row>) {
    (source("roll.csv", Role::Roll, None), rows)
}

fn ledger(rows: Vec<Row>) -> (Source, Vec<Row>) {
    (source("ledger.csv", Role::Ledger, Some("2020-10")), rows)
}

fn deaths(rows: Vec<Row>) -> (Source, Vec<Row>) {
    (source("deaths.csv", Role::Deaths, None), rows)
}

/// For each list, the person and strength of each row's identity.
fn linked(lists: &[(Source, Vec<Row>)]) -> (Vec<Vec<(u32, Strength)>>, Linked) {
    let folded = fold(lists);
    let corpus = &folded.corpus;
    let linked = link(corpus, &[]);
    let of = |id| (linked.person(id).unwrap().0, linked.strength(id));
    let mut out = Vec::new();
    for (at, (source, _)) in lists.iter().enumerate() {
        let mine = |p: crate::model::Place| p.source.0 as usize == at;
        out.push(match source.role {
            Role::Roll => (corpus.roll.iter().filter(|r| mine(r.place)))
                .map(|r| of(r.identity))
                .collect(),
            Role::Ledger => (corpus.payments.iter().filter(|r| mine(r.place)))
                .map(|r| of(r.identity))
                .collect(),
            _ => (corpus.deaths.iter().filter(|r| mine(r.place)))
                .map(|r| of(r.identity))
                .collect(),
        });
    }
    (out, linked)
}

#[test]
fn plain_lists_link_for_certain() {
    let (rows, _) = linked(&[
        roll(vec![
            row(2, HOA, "1938-03-21", "034138001234", "Kỳ Bá"),
            row(3, "Trần Văn Long", "1950", "", "Kỳ Bá"),
        ]),
        ledger(vec![
            paid(
                row(2, HOA, "1938", "034138001234", "Phường Kỳ Bá"),
                "2020-10",
                405_000,
            ),
            paid(
                row(3, "TRẦN VĂN LONG", "1950", "", "Kỳ Bá"),
                "2020-10",
                405_000,
            ),
        ]),
        deaths(vec![row(2, HOA, "1938", "", "Kỳ Bá")]),
    ]);
    let certain = |person| (person, Strength::Certain);
    assert_eq!(rows[0], rows[1]);
    assert!(rows[0].iter().all(|r| r.1 == Strength::Certain));
    assert_ne!(rows[0][0].0, rows[0][1].0);
    assert_eq!(rows[2], [certain(rows[0][0].0)]);
}

#[test]
fn a_row_that_fits_two_people_is_neither() {
    let (rows, linked) = linked(&[
        roll(vec![
            row(2, HOA, "1938-03-21", "034138001234", "Kỳ Bá"),
            row(3, HOA, "1938-07-02", "034138001999", "Kỳ Bá"),
        ]),
        ledger(vec![paid(row(2, HOA, "1938", "", "Kỳ Bá"), "2020-10", 1)]),
    ]);
    assert_ne!(rows[0][0].0, rows[0][1].0);
    assert_eq!(rows[1][0].1, Strength::Unsure);
    assert_eq!(linked.people(), 3);
    assert_eq!(linked.unsure[0].candidates.len(), 2);
    assert!(rows[0].iter().all(|r| linked.may_be_more(PersonId(r.0))));
}

#[test]
fn namesakes_without_papers_stay_apart() {
    let (rows, _) = linked(&[
        roll(vec![
            row(2, HOA, "1938", "", "Kỳ Bá"),
            row(3, HOA, "1938", "", "Kỳ Bá"),
        ]),
        ledger(vec![paid(row(2, HOA, "1938", "", "Kỳ Bá"), "2020-10", 1)]),
    ]);
    assert_ne!(rows[0][0].0, rows[0][1].0);
    assert_eq!(rows[1][0].1, Strength::Unsure);
}

#[test]
fn twins_mother_and_child_and_one_number_for_two_stay_apart() {
    let (rows, linked) = linked(&[roll(vec![
        row(2, "Trần Văn Long", "2010-05-04", "034210000123", "Kỳ Bá"),
        row(3, "Trần Văn Lân", "2010-05-04", "034210000124", "Kỳ Bá"),
        row(4, "Lê Thị Mai", "1980-01-02", "034180000777", "Kỳ Bá"),
        row(5, "Phạm Minh Đức", "2012-09-09", "034180000777", "Kỳ Bá"),
    ])]);
    assert_eq!(linked.people(), 4, "{rows:?}");
    let id = IdNumber::from_digits("034180000777").unwrap();
    assert_eq!(linked.shared_ids.len(), 1);
    assert_eq!(linked.shared_ids[0].0, id);
    assert_eq!(linked.shared_ids[0].1.len(), 2);
}

#[test]
fn who_moved_is_one_person() {
    let rare = "Quách Bạch Nhâm";
    let (rows, _) = linked(&[
        roll(vec![
            sexed(row(2, rare, "1938-03-21", "", "Kỳ Bá"), Sex::Female),
            row(3, HOA, "1950-03-21", "034150001234", "Kỳ Bá"),
        ]),
        roll(vec![
            sexed(row(2, rare, "1938-03-21", "", "Vũ Phúc"), Sex::Female),
            row(3, HOA, "1950-03-21", "034150001234", "Vũ Phúc"),
        ]),
    ]);
    assert_eq!(rows[0][0].0, rows[1][0].0);
    assert_eq!(rows[0][1].0, rows[1][1].0);
}

#[test]
fn sexes_and_births_that_contradict_are_two_people() {
    let (rows, _) = linked(&[
        roll(vec![
            sexed(row(2, HOA, "1938-03-21", "", "Kỳ Bá"), Sex::Female),
            row(3, "Lê Văn Tám", "1940-01-05", "", "Kỳ Bá"),
        ]),
        deaths(vec![
            sexed(row(2, HOA, "1938-03-21", "", "Kỳ Bá"), Sex::Male),
            row(3, "Lê Văn Tám", "1946-01-05", "", "Kỳ Bá"),
        ]),
    ]);
    assert_ne!(rows[0][0].0, rows[1][0].0);
    assert_ne!(rows[0][1].0, rows[1][1].0);
}

#[test]
fn a_decision_is_obeyed() {
    let lists = [
        roll(vec![row(2, HOA, "1938-03-21", "034138001234", "Kỳ Bá")]),
        ledger(vec![paid(
            row(2, HOA, "1938", "034138001234", "Kỳ Bá"),
            "2020-10",
            1,
        )]),
        deaths(vec![row(2, "Nguyễn Thị Huê", "1951", "", "Vũ Phúc")]),
    ];
    let corpus = fold(&lists).corpus;
    let (on_roll, paid) = (corpus.roll[0].identity, corpus.payments[0].identity);
    let dead = corpus.deaths[0].identity;
    let decide = |a, b, same| {
        let linked = link(&corpus, &[Decision { a, b, same }]);
        linked.person(a) == linked.person(b)
    };
    assert!(decide(on_roll, dead, true));
    assert!(!decide(on_roll, paid, false));
    assert!(decide(on_roll, paid, true));
}

#[test]
fn a_link_tells_why_field_by_field() {
    let lists = [
        roll(vec![row(2, HOA, "1938-03-21", "034138001234", "Kỳ Bá")]),
        deaths(vec![row(2, "NGUYEN THI HOA", "1938", "", "Kỳ Bá")]),
    ];
    let corpus = fold(&lists).corpus;
    let linked = link(&corpus, &[]);
    let explainer = Explainer::new(&corpus, &[]);
    let why = explainer.why(&linked, corpus.deaths[0].identity).unwrap();
    assert_eq!(why.through, corpus.roll[0].identity);
    let told = why.fields.map(|w| w.agreement);
    assert_eq!(told[..2], [Agreement::TonesLost, Agreement::Within]);
    assert_eq!(told[4], Agreement::Same);
    assert!(why.fields.iter().map(|w| w.weight).sum::<f64>() > 5.0);
    assert_eq!(explainer.why(&linked, corpus.roll[0].identity), None);
}

#[test]
fn a_common_name_proves_less_than_a_rare_one() {
    let given = ["Hoa", "Lan", "Mai", "Nga", "Huệ", "Sen", "Yến", "Thơm"];
    let mut beneficiaries: Vec<Row> = (0..800)
        .map(|n| {
            let middle = ["Thị", "Thu", "Minh", "Bích", "Kim"][n as usize / 160];
            let name = format!("Nguyễn {middle} {}", given[n as usize % 8]);
            let born = format!("{}-03-{:02}", 1930 + n % 31, 1 + n % 28);
            row(
                n + 2,
                &name,
                &born,
                &format!("0341{:02}00{n:04}", 30 + n % 31),
                "Kỳ Bá",
            )
        })
        .collect();
    beneficiaries.push(row(
        900,
        "Quách Bạch Nhâm",
        "1938-05-05",
        "034138999999",
        "Kỳ Bá",
    ));
    let (once, _) = linked(&[
        roll(beneficiaries.clone()),
        deaths(vec![
            row(2, "Quách Bạch Nhâm", "1938", "", "Kỳ Bá"),
            row(3, "Nguyễn Thị Hoa", "1938", "", "Kỳ Bá"),
            row(4, "Nguyễn Thị Hoa", "1938", "", "Vũ Phúc"),
        ]),
    ]);
    let (rare, common, elsewhere) = (once[1][0], once[1][1], once[1][2]);
    assert_eq!(rare, (once[0][800].0, Strength::Certain));
    assert!(common.1 < Strength::Certain, "{common:?}");
    assert!(elsewhere.1 == Strength::Unsure || once[0].iter().all(|r| r.0 != elsewhere.0));
}

#[test]
fn few_people_with_little_told_still_link() {
    let bare = |n| row(n, "Trần Văn Long", "", "", "Kỳ Bá");
    let (rows, _) = linked(&[
        roll(vec![row(
            2,
            "Trần Văn Long",
            "1950-02-01",
            "034050000001",
            "Kỳ Bá",
        )]),
        ledger(vec![paid(bare(2), "2020-10", 1)]),
        deaths(vec![row(2, "Trần Văn Long", "1950-02", "", "Kỳ Bá")]),
    ]);
    assert_eq!(rows[1], rows[0]);
    assert_eq!(rows[2], rows[0]);
    assert_eq!(rows[0][0].1, Strength::Certain);
}

const LAN: &str = "Nguyễn Thị Lan";

/// A roll of two communes with common names and the ledger of the same people as the post
/// office types them; these come first.
fn commune_of(common: &[(&str, &str)]) -> (Vec<Row>, Vec<Row>) {
    let given = ["Lan", "Mai", "Nga", "Huệ", "Sen", "Yến", "Thơm", "Hiền"];
    let middle = ["Thị", "Thu", "Minh", "Bích", "Kim"];
    let others = (0..400).map(|n| {
        let (middle, given) = (middle[n / 8 % 5], given[n % 8]);
        let born = format!("{}-03-{:02}", 1925 + n / 13, 1 + n % 28);
        (format!("Nguyễn {middle} {given}"), born)
    });
    let first = common
        .iter()
        .map(|(n, b)| ((*n).to_owned(), (*b).to_owned()));
    let (mut roll, mut ledger) = (Vec::new(), Vec::new());
    for ((name, born), n) in first.chain(others).zip(2..) {
        let commune = ["Kỳ Bá", "Vũ Phúc"][usize::from(n > 101)];
        let id = format!("0341{}{n:06}", &born[2..4]);
        roll.push(row(n, &name, &born, &id, commune));
        let typed = row(n, &name.to_uppercase(), &born[..4], "", commune);
        ledger.push(paid(typed, "2020-10", 405_000));
    }
    (roll, ledger)
}

#[test]
fn a_common_name_is_enough_where_nobody_else_can_be_meant() {
    let (on_roll, paid_to) = commune_of(&[(LAN, "1942-02-02")]);
    let (rows, _) = linked(&[roll(on_roll.clone()), ledger(paid_to.clone())]);
    assert_eq!(rows[1][0], (rows[0][0].0, Strength::Certain));
    // Not so in a ledger that turns out to be full of strangers.
    let mut strangers = paid_to;
    for (at, row) in strangers.iter_mut().enumerate().skip(1) {
        row.name = format!("TRẦN VĂN {}", ["HÙNG", "DŨNG", "LONG"][at % 3]);
    }
    let (rows, _) = linked(&[roll(on_roll), ledger(strangers)]);
    assert!(rows[1][0].1 < Strength::Certain, "{:?}", rows[1][0]);
}

#[test]
fn a_second_row_of_the_name_and_year_is_perhaps_somebody_else() {
    let (on_roll, mut paid_to) = commune_of(&[(LAN, "1942-02-02")]);
    let known = row(901, LAN, "1942-02-02", "034142000002", "Kỳ Bá");
    paid_to.push(paid(known, "2020-10", 405_000));
    let (rows, _) = linked(&[roll(on_roll), ledger(paid_to)]);
    assert_eq!(rows[1].last(), Some(&(rows[0][0].0, Strength::Certain)));
    assert!(rows[1][0].1 < Strength::Certain, "{:?}", rows[1][0]);
}

#[test]
fn two_on_the_roll_and_one_in_the_ledger_stay_open() {
    let (on_roll, mut paid_to) = commune_of(&[(LAN, "1942-02-02"), (LAN, "1942-09-09")]);
    paid_to.remove(0);
    let (rows, _) = linked(&[roll(on_roll), ledger(paid_to)]);
    assert_eq!(rows[1][0].1, Strength::Unsure);
}

/// Two namesakes of one year on the roll and their ledger rows, told apart by nothing but what
/// `tell` writes: for the first and the second of each.
fn told_apart_by(tell: impl Fn(&mut Row, bool)) -> Vec<Vec<(u32, Strength)>> {
    let mut on_roll = vec![
        row(2, HOA, "1938-03-21", "034138001234", "Kỳ Bá"),
        row(3, HOA, "1938-07-02", "034138001999", "Kỳ Bá"),
    ];
    let mut in_ledger = vec![
        paid(row(2, HOA, "1938", "", "Kỳ Bá"), "2020-10", 405_000),
        paid(row(3, HOA, "1938", "", "Kỳ Bá"), "2020-10", 405_000),
    ];
    // Others, so that an account or a guardian is not what half of all people have.
    for (number, name) in (4..).zip(["Lê Văn Tý", "Đỗ Thị Cúc", "Vũ Văn Sửu", "Bùi Thị Lan"])
    {
        for list in [&mut on_roll, &mut in_ledger] {
            list.push(paid(
                row(number, name, "1941", "", "Kỳ Bá"),
                "2020-10",
                405_000,
            ));
        }
    }
    for list in [&mut on_roll, &mut in_ledger] {
        for (at, row) in list.iter_mut().take(2).enumerate() {
            tell(row, at == 0);
        }
    }
    linked(&[roll(on_roll), ledger(in_ledger)]).0
}

#[test]
fn an_account_tells_namesakes_apart() {
    let nothing = told_apart_by(|_, _| {});
    assert!(
        nothing[1]
            .iter()
            .take(2)
            .all(|(_, s)| *s == Strength::Unsure)
    );
    let accounts = told_apart_by(|row, first| {
        row.account = if first { "0123000001" } else { "0123000002" }.to_owned();
    });
    let people = |list: &[(u32, Strength)]| [list[0].0, list[1].0];
    assert_eq!(people(&accounts[0]), people(&accounts[1]));
    assert!(accounts[1].iter().all(|(_, s)| *s != Strength::Unsure));
}

#[test]
fn a_guardian_speaks_for_whose_money_is_received() {
    let mut a = row(2, HOA, "2012-03-21", "", "Kỳ Bá");
    a.others
        .push((crate::model::Key::Head, "Trần Văn Bảy".to_owned()));
    let mut b = paid(row(2, HOA, "2012", "", "Kỳ Bá"), "2020-10", 405_000);
    b.receiver = "TRẦN VĂN BẢY".to_owned();
    let folded = fold(&[roll(vec![a]), ledger(vec![b])]);
    let (roll, ledger) = (
        folded.corpus.roll[0].identity,
        folded.corpus.payments[0].identity,
    );
    let why = Explainer::new(&folded.corpus, &[])
        .compare(ledger, roll)
        .unwrap();
    let guardian = why
        .fields
        .iter()
        .find(|w| w.field == Field::Guardian)
        .unwrap();
    assert_eq!(guardian.agreement, Agreement::Same);
    assert!(guardian.weight > 0.0);
}

#[test]
fn an_old_commune_and_the_one_it_went_into_agree() {
    let old = row(2, HOA, "1938", "", "Bồ Xuyên");
    let new = paid(row(2, HOA, "1938", "", "Thái Bình"), "2025-10", 500_000);
    let mut folded = fold(&[roll(vec![old]), ledger(vec![new])]);
    let of = |folded: &fold::Folded| {
        let corpus = &folded.corpus;
        let (a, b) = (corpus.roll[0].identity, corpus.payments[0].identity);
        let why = Explainer::new(corpus, &[]).compare(a, b).unwrap();
        let commune = why.fields.into_iter().find(|w| w.field == Field::Commune);
        commune.map(|w| w.agreement)
    };
    assert_eq!(of(&folded), Some(Agreement::Differs));
    folded.corpus.note_mergers(&[crate::model::MergedCommunes {
        into: "Thái Bình".to_owned(),
        of: vec!["Lê Hồng Phong".to_owned(), "Bồ Xuyên".to_owned()],
    }]);
    assert_eq!(of(&folded), Some(Agreement::Merged));
}
