//! Linking measured on made-up lists: who is linked for certain is, who is likely nearly always is,
//! hardly anybody is missed, two rows of a roll are never made one person, and none of it depends on
//! the order of files or the number of threads.

mod made_up;

use std::collections::BTreeMap;
use std::hash::BuildHasher;

use made_up::measured::{Measured, measure, part};
use made_up::{Ledger, List, fold, identities, lists};
use proptest::prelude::*;
use rasoat::link::link;
use rasoat::model::{IdentityId, PersonId, Strength};
use rustc_hash::FxBuildHasher;

fn measured(people: u64, seed: u64, ledger: Ledger) -> Measured {
    let lists = lists(people, seed, ledger);
    let folded = fold(&lists, &[0, 1, 2]);
    let linked = link(&folded.corpus, &[]);
    measure(&lists, &folded.corpus, &linked)
}

/// Twenty cities of 8.000 people together: what is seldom wrong needs many to be measured.
fn twenty_cities(ledger: Ledger) -> Measured {
    let cities = (1..=20).map(|seed| measured(8_000, seed, ledger));
    let all = cities.fold(Measured::default(), |all, city| all.add(&city));
    assert!(part(all.certain) >= 0.9995, "{all:?}");
    assert!(part(all.likely) >= 0.985, "{all:?}");
    assert!(part(all.alone) >= 0.98, "{all:?}");
    assert_eq!(all.rolls_joined, 0);
    all
}

#[test]
fn noisy_cities_are_linked_soundly() {
    let all = twenty_cities(Ledger::Mixed);
    println!("{all}");
    assert!(part(all.found) >= 0.99, "{all:?}");
    assert!(all.likely.1 * 100 < all.certain.1, "{all:?}");
}

#[test]
fn names_and_years_link_where_the_commune_has_nobody_else() {
    let all = twenty_cities(Ledger::PostOffice);
    println!("{all:?}");
    assert!(part(all.found) >= 0.98, "{all:?}");
    assert!(all.likely.1 * 50 < all.certain.1, "{all:?}");
}

/// Person and strength of each row, list by list in the lists' own order.
fn answers_of(lists: &[List], order: &[usize; 3]) -> Vec<Vec<(PersonId, Strength)>> {
    let folded = fold(lists, order);
    let linked = link(&folded.corpus, &[]);
    let of = |id: &IdentityId| (linked.person_of[id.0 as usize], linked.strength(*id));
    let ids = identities(&folded.corpus);
    ids.iter().map(|ids| ids.iter().map(of).collect()).collect()
}

/// The answers, where rows of a list that say the same of somebody have theirs in rising order:
/// which of them is which, nobody can tell.
fn like_rows_together(
    lists: &[List],
    mut answers: Vec<Vec<(PersonId, Strength)>>,
) -> Vec<Vec<(PersonId, Strength)>> {
    for (list, answers) in lists.iter().zip(&mut answers) {
        let mut like: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, (row, _)) in list.rows.iter().enumerate() {
            let who = (&row.name, row.born, row.sex, row.id_number, &row.commune);
            let lives = (&row.village, &row.book, &row.account);
            let granted = (row.month, row.categories, row.amount, row.regular);
            let said = format!("{:?}", (who, lives, granted));
            like.entry(said).or_default().push(at);
        }
        for places in like.values() {
            let mut sorted: Vec<_> = places.iter().map(|at| answers[*at]).collect();
            sorted.sort_unstable();
            for (at, answer) in places.iter().zip(sorted) {
                answers[*at] = answer;
            }
        }
    }
    answers
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn neither_order_nor_threads_change_anything(seed in 0u64..1_000_000, turn in 0usize..3) {
        let ledger = [Ledger::Mixed, Ledger::PostOffice][seed as usize % 2];
        let mut lists = lists(400, seed, ledger);
        let first = answers_of(&lists, &[0, 1, 2]);
        let order = [[1, 2, 0], [2, 1, 0], [2, 0, 1]][turn];
        prop_assert_eq!(&first, &answers_of(&lists, &order));
        let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        prop_assert_eq!(&first, &one.install(|| answers_of(&lists, &order)));
        let mut first = first;
        for (list, answers) in lists.iter_mut().zip(&mut first) {
            let mut both: Vec<_> = list.rows.drain(..).zip(answers.drain(..)).collect();
            both.sort_by_key(|((row, _), _)| FxBuildHasher.hash_one((seed, row.number)));
            (list.rows, *answers) = both.into_iter().unzip();
        }
        let turned = answers_of(&lists, &order);
        prop_assert_eq!(like_rows_together(&lists, first), like_rows_together(&lists, turned));
    }
}
