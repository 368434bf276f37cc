//! Linking measured on made-up lists: who is linked for certain is, who is likely nearly always is,
//! hardly anybody is missed, two rows of a roll are never made one person, and none of it depends on
//! the order of files or the number of threads.

mod made_up;

use made_up::{Dice, Ledger, List, fold, identities, lists};
use std::collections::BTreeMap;

use proptest::prelude::*;
use rasoat::link::{Linked, link};
use rasoat::model::{Corpus, IdentityId, PersonId, Row, Strength};

/// Right answers and all answers.
type Share = (usize, usize);

#[derive(Default, Debug)]
struct Measured {
    /// Rows linked for certain to somebody on the roll.
    certain: Share,
    /// Rows that are likely linked.
    likely: Share,
    /// Rows that for certain are nobody on the roll.
    alone: Share,
    /// Rows of people on the roll.
    found: Share,
    /// Roll rows of different people made one.
    rolls_joined: usize,
}

fn part((right, all): Share) -> f64 {
    right as f64 / all.max(1) as f64
}

fn count(share: &mut Share, right: bool) {
    share.0 += usize::from(right);
    share.1 += 1;
}

fn measure(lists: &[List], corpus: &Corpus, linked: &Linked) -> Measured {
    let mut out = Measured::default();
    let ids = identities(corpus);
    let mut truth_of: Vec<Option<u32>> = vec![None; linked.people()];
    for (identity, (_, truth)) in ids[0].iter().zip(&lists[0].rows) {
        let person = linked.person_of[identity.0 as usize];
        let known = &mut truth_of[person.0 as usize];
        out.rolls_joined += usize::from(known.is_some_and(|k| k != *truth));
        *known = Some(*truth);
    }
    for (list, ids) in lists.iter().zip(&ids).skip(1) {
        assert_eq!(list.rows.len(), ids.len());
        for (identity, (_, truth)) in ids.iter().zip(&list.rows) {
            let known = truth_of[linked.person_of[identity.0 as usize].0 as usize];
            let right = known == Some(*truth);
            let stranger = *truth >= made_up::STRANGERS;
            if !stranger {
                count(&mut out.found, right);
            }
            match (known, linked.strength(*identity)) {
                (Some(_), Strength::Certain) => count(&mut out.certain, right),
                (Some(_), _) => count(&mut out.likely, right),
                (None, Strength::Certain) => count(&mut out.alone, stranger),
                _ => {}
            }
        }
    }
    out
}

fn measured(people: usize, seed: u64, ledger: Ledger) -> Measured {
    let lists = lists(people, seed, ledger);
    let folded = fold(&lists, &[0, 1, 2]);
    let linked = link(&folded.corpus, &[]);
    measure(&lists, &folded.corpus, &linked)
}

impl std::fmt::Display for Measured {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let share = |(right, all): Share| format!("{:.5} of {all}", part((right, all)));
        write!(
            f,
            "right: certain {}, likely {}, alone {}; found {}",
            share(self.certain),
            share(self.likely),
            share(self.alone),
            share(self.found)
        )
    }
}

impl Measured {
    fn add(mut self, other: &Self) -> Self {
        for (sum, share) in [
            (&mut self.certain, other.certain),
            (&mut self.likely, other.likely),
            (&mut self.alone, other.alone),
            (&mut self.found, other.found),
        ] {
            *sum = (sum.0 + share.0, sum.1 + share.1);
        }
        self.rolls_joined += other.rolls_joined;
        self
    }
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
    println!("{all}");
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

/// The answers, where rows of a list that say the same to the letter have theirs in rising order:
/// which of them is which, nobody can tell.
fn like_rows_together(
    lists: &[List],
    mut answers: Vec<Vec<(PersonId, Strength)>>,
) -> Vec<Vec<(PersonId, Strength)>> {
    for (list, answers) in lists.iter().zip(&mut answers) {
        let mut like: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, (row, _)) in list.rows.iter().enumerate() {
            let said = Row {
                number: 0,
                ..row.clone()
            };
            like.entry(format!("{said:?}")).or_default().push(at);
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
        let mut dice = Dice(seed);
        let mut first = first;
        for (list, answers) in lists.iter_mut().zip(&mut first) {
            for at in (1..list.rows.len()).rev() {
                let other = dice.below(at + 1);
                list.rows.swap(at, other);
                answers.swap(at, other);
            }
        }
        let turned = answers_of(&lists, &order);
        prop_assert_eq!(like_rows_together(&lists, first), like_rows_together(&lists, turned));
    }
}
