//! What folding promises: parts join as the whole would, copies count once, namesakes stay two.

use super::*;
use crate::link::made_up::{fold, paid, row, source};
use crate::model::{Corpus, Coverage, Month, PaymentFlags, Role, Row, Source, Sym};

const MONTH: &str = "2020-10";

fn ledger(path: &str) -> Source {
    source(path, Role::Ledger, Some(MONTH))
}

fn people(from: u32, to: u32) -> Vec<Row> {
    (from..to)
        .map(|n| {
            let name = format!("Trần Văn {}", char::from(b'A' + (n % 26) as u8));
            paid(
                row(n, &name, "1940", &format!("{n:09}"), "Kỳ Bá"),
                MONTH,
                405_000,
            )
        })
        .collect()
}

fn rows_of(corpus: &Corpus, at: u32) -> usize {
    let payments = corpus.payments.iter();
    payments.filter(|p| p.place.source.0 == at).count()
}

#[test]
fn chunks_join_as_the_whole_list_would() {
    let rows = people(2, 40);
    let whole = fold(&[(ledger("a.csv"), rows.clone())]).corpus;
    let mut merger = Merger::new();
    let mut list = ListFolder::new(Role::Ledger);
    for chunk in rows.chunks(7) {
        let mut folder = ListFolder::new(Role::Ledger);
        for row in chunk {
            folder.row(row);
        }
        list.join(folder);
    }
    merger.add(ledger("a.csv"), list.finish());
    let parts = merger.finish().corpus;
    assert_eq!(whole.identities, parts.identities);
    let told = |c: &Corpus| format!("{:?}{:?}", c.payments, c.coverage);
    assert_eq!(told(&whole), told(&parts));
}

#[test]
fn the_same_list_twice_and_a_part_beside_the_whole_count_once() {
    let mut nearly = people(2, 22);
    nearly[0].amount = nearly[1].amount.map(|m| m + m);
    let folded = fold(&[
        (ledger("a.csv"), people(2, 22)),
        (ledger("b.csv"), nearly),
        (ledger("c.csv"), people(5, 12)),
        (ledger("d.csv"), people(20, 40)),
    ]);
    assert_eq!(folded.copies.len(), 2);
    assert_eq!((folded.copies[0].source.0, folded.copies[0].same), (1, 19));
    assert_eq!((folded.copies[1].of.0, folded.copies[1].rows), (0, 7));
    let rows: Vec<usize> = (0..4).map(|at| rows_of(&folded.corpus, at)).collect();
    assert_eq!(rows, [20, 0, 0, 20]);
}

#[test]
fn a_repeated_row_within_a_list_is_genuine() {
    let rows: Vec<Row> = people(2, 5).into_iter().chain(people(2, 5)).collect();
    let corpus = fold(&[(ledger("a.csv"), rows)]).corpus;
    assert_eq!((corpus.payments.len(), corpus.identities.len()), (6, 3));
}

#[test]
fn a_list_of_the_unpaid_marks_the_ledger() {
    let mut unpaid = people(4, 6);
    for row in &mut unpaid {
        row.paid = Some(false);
    }
    let corpus = fold(&[(ledger("a.csv"), people(2, 12)), (ledger("b.csv"), unpaid)]).corpus;
    let marked = |p: &&crate::model::Payment| p.flags.has(PaymentFlags::UNPAID);
    assert_eq!(corpus.payments.len(), 10);
    assert_eq!(corpus.payments.iter().filter(marked).count(), 2);
}

#[test]
fn an_empty_signature_is_open_only_where_most_are_signed() {
    for (signed, open) in [(8, 2), (2, 0)] {
        let mut rows = people(2, 12);
        for row in rows.iter_mut().take(signed) {
            row.paid = Some(true);
        }
        let corpus = fold(&[(ledger("a.csv"), rows)]).corpus;
        let unknown = |p: &&crate::model::Payment| p.flags.has(PaymentFlags::UNKNOWN);
        assert_eq!(corpus.payments.iter().filter(unknown).count(), open);
    }
}

#[test]
fn communes_have_one_spelling_and_late_money_covers_no_month() {
    let mut rows = people(2, 22);
    rows[3].commune = "PHƯỜNG KỲ BÁ".to_owned();
    rows[4].month = "2020-08".parse().ok();
    let corpus = fold(&[(ledger("a.csv"), rows)]).corpus;
    let kỳ_bá = corpus.texts.find("Kỳ Bá").unwrap();
    assert!(corpus.payments.iter().all(|p| p.commune == kỳ_bá));
    let covered = |month: &str| {
        let month: Month = month.parse().unwrap();
        corpus.covers(Role::Ledger, kỳ_bá, Some(month))
    };
    assert!(covered("2020-10") && !covered("2020-08"));
}

#[test]
fn a_register_covers_every_commune_unless_it_is_one_communes() {
    let mut of_one = source("b.csv", Role::Certificates, None);
    of_one.commune = "Phường Kỳ Bá".to_owned();
    let corpus = fold(&[
        (source("a.csv", Role::Deaths, None), people(2, 3)),
        (of_one, people(2, 3)),
    ])
    .corpus;
    let kỳ_bá = corpus.texts.find("Kỳ Bá").unwrap();
    let of = |role, commune| Coverage {
        role,
        commune,
        month: None,
    };
    assert_eq!(
        corpus.coverage,
        [of(Role::Deaths, Sym::EMPTY), of(Role::Certificates, kỳ_bá)]
    );
}

#[test]
fn namesakes_on_one_roll_are_two_and_next_months_are_the_same_two() {
    let hoa = |n| row(n, "Nguyễn Thị Hoa", "1938", "", "Kỳ Bá");
    let roll = |path, month| (source(path, Role::Roll, Some(month)), vec![hoa(2), hoa(3)]);
    let corpus = fold(&[
        roll("a.csv", "2020-01"),
        roll("b.csv", "2020-02"),
        (ledger("c.csv"), vec![paid(hoa(2), MONTH, 1)]),
    ])
    .corpus;
    let of: Vec<u32> = corpus.roll.iter().map(|r| r.identity.0).collect();
    assert_ne!(of[0], of[1]);
    assert_eq!(of[..2], of[2..]);
    assert!(!of.contains(&corpus.payments[0].identity.0));
    assert_eq!(corpus.identities.len(), 3);
}

#[test]
fn rows_without_a_month_are_told_and_not_guessed() {
    let mut rows = people(2, 4);
    rows[0].month = None;
    let folded = fold(&[(source("a.csv", Role::Ledger, None), rows)]);
    assert_eq!((folded.undated.len(), folded.corpus.payments.len()), (1, 1));
}
