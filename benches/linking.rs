//! How long it takes to fold a ledger and to link a city, and how well it is linked.

#[path = "../tests/made_up/mod.rs"]
mod made_up;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use made_up::{Ledger, fold, lists};
use rasoat::link::fold::ListFolder;
use rasoat::link::link;
use rasoat::model::Role;

fn folding(c: &mut Criterion) {
    let lists = lists(200_000, 1, Ledger::Mixed);
    let ledger: Vec<_> = lists[1].rows.iter().map(|(row, _)| row.clone()).collect();
    c.bench_function("fold a ledger of 195.000 rows", |b| {
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
    targets = folding, linking
}
criterion_main!(benches);
