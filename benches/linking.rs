//! How well made-up cities are linked, and how long it takes to fold a ledger and to link a city.
//!
//! `cargo bench --bench linking`

#![allow(missing_docs, clippy::print_stdout)]

#[path = "../tests/made_up/mod.rs"]
mod made_up;

use std::time::Instant;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use made_up::measured::{Measured, measure};
use made_up::{Ledger, fold, lists};
use rasoat::link::fold::ListFolder;
use rasoat::link::link;
use rasoat::model::Role;

/// What linking gets right in a few cities, and what stood in the rows it got wrong.
fn soundness(_: &mut Criterion) {
    let mut all = Measured::default();
    for seed in 1..=5 {
        let lists = lists(8_000, seed, Ledger::Mixed);
        let start = Instant::now();
        let folded = fold(&lists, &[0, 1, 2]);
        let linked = link(&folded.corpus, &[]);
        let seconds = start.elapsed().as_secs_f64();
        let measured = measure(&lists, &folded.corpus, &linked);
        println!("seed {seed}: {measured}; {seconds:.3} s");
        all = all.add(&measured);
    }
    println!("together: {all}");
    for ((kind, slip), times) in &all.slips {
        println!("  {kind}: {slip}: {times}");
    }
}

fn folding(c: &mut Criterion) {
    let lists = lists(200_000, 1, Ledger::Mixed);
    let ledger: Vec<_> = lists[1].rows.iter().map(|(row, _)| row.clone()).collect();
    c.bench_function(&format!("fold a ledger of {} rows", ledger.len()), |b| {
        b.iter_batched(
            || ListFolder::new(Role::Ledger),
            |mut folder| {
                for row in &ledger {
                    folder.row(row);
                }
                folder.finish()
            },
            BatchSize::LargeInput,
        );
    });
}

fn linking(c: &mut Criterion) {
    for (people, ledger) in [
        (8_000, Ledger::Mixed),
        (20_000, Ledger::Mixed),
        (20_000, Ledger::PostOffice),
    ] {
        let corpus = fold(&lists(people, 1, ledger), &[0, 1, 2]).corpus;
        let name = format!("link {people} people on three lists, ledger {ledger:?}");
        c.bench_function(&name, |b| b.iter(|| link(&corpus, &[])));
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = soundness, folding, linking
}
criterion_main!(benches);
