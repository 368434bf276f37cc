//! What a rule of a department costs: every rule about payments asked of every payment of a made-up city, settled
//! beforehand. Told in nanoseconds a rule and payment.
//!
//! `cargo bench --bench rules`

#![allow(missing_docs, clippy::expect_used, clippy::print_stdout)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rasoat::audit::Book;
use rasoat::generate::{self, Layout, Order};
use rasoat::judge::facts::{Books, Element, View};
use rasoat::judge::lang::{Entity, Limits};
use rasoat::judge::rulefile::Rule;
use rasoat::link::fold::{Folded, ListFolder, Merger};
use rasoat::link::{link, mark_unpaid};
use rasoat::model::{Month, MonthRange, PersonId};
use rasoat::recognise::{self, Words};
use rasoat::rules::RuleFiles;
use rasoat::settle::{Case, World};
use rasoat::{judge, read};

const PEOPLE: u64 = 5_000;
const MONTHS: u32 = 12;

fn city(files: &RuleFiles, book: &Book) -> Folded {
    let folder = tempfile::tempdir().expect("a folder");
    let order = Order {
        people: PEOPLE,
        months: MONTHS,
        seed: 3,
        noise: 0.5,
        faults: 1.0,
        layout: Layout::Csv,
    };
    generate::generate(folder.path(), &order, files).expect("the city is made");
    let categories = book.law.categories();
    let words = Words::load(files, categories).expect("words");
    let inputs = read::inputs(&[folder.path().to_owned()]).expect("inputs");
    let read = recognise::read_lists(&inputs.files, &words, categories, ListFolder::new, &|| {});
    let mut merger = Merger::new();
    for list in read.lists {
        merger.add(list.source, list.sink.finish());
    }
    merger.finish()
}

/// How many times a rule of these holds, so that nothing is left out of the work.
fn ask(rules: &[&Rule], world: &World, cases: &[Case]) -> usize {
    let mut held = 0;
    for case in cases {
        let view = View {
            world,
            case,
            at: Element::Person,
            books: Books::default(),
        };
        for at in 0..case.parts.len() {
            let view = view.at(Element::Payment(at));
            held += rules.iter().filter(|r| r.judge(&view).is_some()).count();
        }
    }
    held
}

/// Time that this thread spent on a processor, nanoseconds: what a busy machine does not lengthen.
fn on_cpu() -> Option<u64> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    stat.split_whitespace().next()?.parse().ok()
}

/// Tells what one asking costs, the best of a few times.
fn told(name: &str, askings: usize, work: impl Fn() -> usize) {
    let once = || {
        let before = on_cpu()?;
        std::hint::black_box(work());
        Some((on_cpu()? - before) / askings.max(1) as u64)
    };
    if let Some(best) = (0..5).filter_map(|_| once()).min() {
        println!("{best:>5} ns  {name}");
    }
}

fn rules(criterion: &mut Criterion) {
    let own = std::path::Path::new("tests/department");
    let files = RuleFiles::load(Some(own)).expect("rules");
    let book = Book::load(&files, &Limits::new()).expect("law and rules");
    let mut folded = city(&files, &book);
    let linked = link(&folded.corpus, &[]);
    mark_unpaid(&mut folded.corpus, &linked);
    let months = folded.corpus.payments.iter().map(|p| p.month);
    let range = MonthRange {
        first: months.clone().min().unwrap_or(Month(0)),
        last: months.max().unwrap_or(Month(0)),
    };
    let world = World::new(&folded.corpus, &linked, &book.law, range);
    let cases: Vec<Case> = (0..world.people())
        .map(|index| world.case(PersonId(index as u32)))
        .collect();
    let payments: usize = cases.iter().map(|case| case.parts.len()).sum();
    let about: Vec<&Rule> = book
        .rules
        .iter()
        .filter(|rule| rule.about == Entity::Payment)
        .collect();
    println!("{} rules about {payments} payments", about.len());
    for rule in &about {
        told(&rule.slug, payments, || ask(&[rule], &world, &cases));
    }
    told("all", payments * about.len(), || {
        ask(&about, &world, &cases)
    });
    let mut group = criterion.benchmark_group("rules");
    group.sample_size(10);
    group.throughput(Throughput::Elements((payments * about.len()) as u64));
    group.bench_function("all, a rule and payment", |b| {
        b.iter(|| ask(&about, &world, &cases));
    });
    group.finish();
    let speaker = book.speaker(rasoat::texts::Lang::Vi);
    let found = judge::judge(&world, &book.rules, &speaker, judge::Scope::Beneficiaries);
    println!("{} findings", found.findings.len());
}

criterion_group!(benches, rules);
criterion_main!(benches);
