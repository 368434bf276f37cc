//! Linking measured on made-up lists: who is linked for certain is, who is likely nearly always is,
//! hardly anybody is missed, and two rows of a roll are never made one person.

mod made_up;

use made_up::{List, fold, lists};
use rasoat::link::{Linked, link};
use rasoat::model::{Corpus, IdentityId, Strength};

#[derive(Default, Debug)]
struct Measured {
    certain: (usize, usize),
    likely: (usize, usize),
    alone: (usize, usize),
    found: (usize, usize),
    rolls_joined: usize,
}

fn part((right, all): (usize, usize)) -> f64 {
    right as f64 / all.max(1) as f64
}

/// The identity of each row, list by list.
fn identities(corpus: &Corpus) -> [Vec<IdentityId>; 3] {
    [
        corpus.roll.iter().map(|r| r.identity).collect(),
        corpus.payments.iter().map(|r| r.identity).collect(),
        corpus.deaths.iter().map(|r| r.identity).collect(),
    ]
}

fn measure(lists: &[List], corpus: &Corpus, linked: &Linked, tell: bool) -> Measured {
    let mut out = Measured::default();
    let ids = identities(corpus);
    let mut truth_of: Vec<Option<u32>> = vec![None; linked.people()];
    for (identity, (_, truth)) in ids[0].iter().zip(&lists[0].rows) {
        let person = linked.person(*identity).unwrap();
        let known = &mut truth_of[person.0 as usize];
        if let (true, Some(k)) = (tell, known.filter(|k| k != truth)) {
            let (a, b) = (
                &lists[0].rows[k as usize].0,
                &lists[0].rows[*truth as usize].0,
            );
            println!(
                "ROLLS {} {:?} {:?} {} | {} {:?} {:?} {}",
                a.name, a.born, a.id_number, a.commune, b.name, b.born, b.id_number, b.commune
            );
        }
        if known.is_some_and(|k| k != *truth) {
            out.rolls_joined += 1;
        }
        *known = Some(*truth);
    }
    for (list, ids) in lists.iter().zip(&ids).skip(1) {
        assert_eq!(list.rows.len(), ids.len());
        for (identity, (row, truth)) in ids.iter().zip(&list.rows) {
            let person = linked.person(*identity).unwrap();
            let strength = linked.strength(*identity);
            let known = truth_of[person.0 as usize];
            let right = usize::from(known == Some(*truth));
            if *truth < 1_000_000_000 {
                out.found.1 += 1;
                out.found.0 += right;
            }
            if known.is_some() {
                let of = if strength == Strength::Certain {
                    &mut out.certain
                } else {
                    &mut out.likely
                };
                of.0 += right;
                of.1 += 1;
                if tell && right == 0 {
                    let roll = &lists[0].rows[known.unwrap() as usize].0;
                    println!(
                        "{strength:?} {:?}: {} {:?} {:?} {} | {} {:?} {:?} {}",
                        list.role,
                        row.name,
                        row.born,
                        row.id_number,
                        row.commune,
                        roll.name,
                        roll.born,
                        roll.id_number,
                        roll.commune
                    );
                }
            } else if strength == Strength::Certain {
                out.alone.1 += 1;
                out.alone.0 += usize::from(*truth >= 1_000_000_000);
                if tell && *truth < 1_000_000_000 {
                    let roll = &lists[0].rows[*truth as usize].0;
                    println!(
                        "alone {:?}: {} {:?} {:?} {} | {} {:?} {:?} {}",
                        list.role,
                        row.name,
                        row.born,
                        row.id_number,
                        row.commune,
                        roll.name,
                        roll.born,
                        roll.id_number,
                        roll.commune
                    );
                }
            }
        }
    }
    out
}

#[test]
fn a_noisy_city_is_linked_soundly() {
    for seed in [1, 2, 3] {
        let lists = lists(8_000, seed);
        let folded = fold(&lists);
        let start = std::time::Instant::now();
        let linked = link(&folded.corpus, &[]);
        let took = start.elapsed();
        let measured = measure(
            &lists,
            &folded.corpus,
            &linked,
            std::env::var("TELL").is_ok(),
        );
        println!(
            "{took:?} certain {:.5} likely {:.4} alone {:.4} recall {:.4} {measured:?} unsure {}",
            part(measured.certain),
            part(measured.likely),
            part(measured.alone),
            part(measured.found),
            linked.unsure.len()
        );
    }
}
