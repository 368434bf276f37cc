//! Whole runs of `rasoat audit` over made-up cities, as plain CSV and as clerks' workbooks.
//!
//! `cargo bench --bench audit`

#![allow(missing_docs, clippy::expect_used)]

use std::path::Path;
use std::process::{Command, Stdio};

use criterion::{Criterion, criterion_group, criterion_main};

fn rasoat() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rasoat"));
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn generate(folder: &Path, people: &str, layout: &str) {
    let status = rasoat()
        .arg("generate")
        .arg(folder)
        .args([
            "--people", people, "--months", "10", "--seed", "3", "--as", layout,
        ])
        .status()
        .expect("rasoat runs");
    assert!(status.success(), "the city is made");
}

fn audits(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut group = criterion.benchmark_group("audit");
    group.sample_size(10);
    for (people, layout) in [("2000", "csv"), ("2000", "workbooks"), ("20000", "csv")] {
        let city = folder.path().join(format!("{people}-{layout}"));
        generate(&city, people, layout);
        let out = folder.path().join("ket-qua");
        group.bench_function(
            format!("{people} people x 10 months, {layout}"),
            |bencher| {
                bencher.iter(|| {
                    let mut run = rasoat();
                    run.arg("audit").arg(&city).arg("--out").arg(&out).arg("-q");
                    run.status().expect("rasoat runs")
                });
            },
        );
    }
    group.finish();
}

criterion_group!(benches, audits);
criterion_main!(benches);
