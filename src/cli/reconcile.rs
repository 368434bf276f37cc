//! `rasoat reconcile`: holds approved payment lists against what was paid, and remembers.
//!
//! In: approved lists and returns, and the store of earlier runs. Out: the store with the new lists booked,
//! the three files of `audit` and `doi-chieu.xlsx`, what is new on the terminal; exit codes as `audit`.
//! Order: the files are written beside their places, put in place, the store made to last, the news
//! printed. Killed in between, the next run does the rest again.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use sha2::{Digest, Sha256};

use super::lists::{Months, Run};
use super::stores::{Kept, ResultFlags, StoreFlags, coloured, fails, leave, news};
use super::{Common, Format, say};
use crate::model::{Checked, Outcome, Pair, Place, Role, Source, SourceId};
use crate::reconcile::booked::{Collector, Piece};
use crate::reconcile::booking::{Standing, joined, to_book};
use crate::reconcile::decided;
use crate::reconcile::{self, Given, canonical, narrow};
use crate::remember::store::{Booked, Store, StoreFault};
use crate::report;
use crate::rules::hex;
use crate::texts::Lang;

/// Đối chiếu danh sách phê duyệt với kết quả chi trả, ghi nhớ từ tháng này sang tháng khác
#[derive(clap::Args)]
pub struct Options {
    /// Thư mục hoặc tệp danh sách
    #[arg(value_name = "PATH", required_unless_present_any = ["approved", "paid"])]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    months: Months,
    /// Danh sách phê duyệt, nếu tệp không tự nói rõ
    #[arg(long, value_name = "PATH")]
    approved: Vec<PathBuf>,
    /// Kết quả chi trả, nếu tệp không tự nói rõ
    #[arg(long, value_name = "PATH")]
    paid: Vec<PathBuf>,
    #[command(flatten)]
    store: StoreFlags,
    #[command(flatten)]
    results: ResultFlags,
}

/// Runs the command.
pub fn run(common: &Common, options: &Options) -> ExitCode {
    match reconciled(common, options) {
        Ok(failed) => ExitCode::from(u8::from(failed)),
        Err(sentences) => say::complain(&sentences),
    }
}

/// What was read of this run's files.
struct Present<'a> {
    lists: Vec<(Source, Role, Collector<'a>)>,
    checked: Vec<Checked>,
    /// Lists of decisions, and what they say.
    links: Vec<Source>,
    pairs: Vec<(Place, Pair)>,
    /// Lists that are none of money.
    beside: Vec<Source>,
    told: Vec<String>,
}

fn reconciled(common: &Common, options: &Options) -> Result<bool, String> {
    let first = options
        .paths
        .first()
        .or(options.paid.first())
        .or(options.approved.first());
    let run = Run::prepare(common, first, &options.months)?;
    let lang = run.lang;
    let fail_on = run.fail_on(options.results.fail_on.as_deref())?;
    let out = options.results.folder(&run.config);
    let present = read(&run, options)?;

    let path = options.store.path(&run.config, first);
    let mut kept = Kept::open((&options.store, &run.config), &path, "reconcile", lang)?;
    let unknown = kept.accept(&present.checked)?;
    let mut done = kept.told(book(&kept.store, &run, present))?;
    let outcome = &mut done.outcome;
    outcome.remarks.extend(unknown);
    outcome.office.clone_from(&run.config.office);
    kept.remember(outcome, &done.key, lang)?;
    if let Some(range) = run.range {
        narrow(outcome, range);
    }
    let (files, booked) = (done.files, done.booked);
    let written = leave(&out, outcome, lang, || kept.commit(outcome, files, booked))?;
    print(common, outcome, kept.untold, &written, lang);
    kept.told_all()?;
    Ok(fails(&outcome.findings, fail_on))
}

fn print(common: &Common, outcome: &Outcome, untold: bool, files: &report::Written, lang: Lang) {
    let mut out = std::io::stdout().lock();
    let colour = coloured(common.color, &out);
    // A closed pipe is the reader's wish.
    let _ = match common.format {
        Format::Json => report::write_json(outcome, &mut out),
        Format::Text | Format::Csv if common.quiet && !untold => Ok(()),
        Format::Text | Format::Csv => {
            let news: Vec<_> = news(&outcome.findings).collect();
            let files = (!common.quiet).then_some(files);
            report::reconciled(&mut out, outcome, &news, lang, colour, files)
        }
    };
    let _ = out.flush();
}

fn read<'a>(run: &'a Run, options: &Options) -> Result<Present<'a>, String> {
    let mut present = Present {
        lists: Vec::new(),
        checked: Vec::new(),
        links: Vec::new(),
        pairs: Vec::new(),
        beside: Vec::new(),
        told: Vec::new(),
    };
    let groups = [
        (&options.paths, None),
        (&options.approved, Some(Role::Approved)),
        (&options.paid, Some(Role::Ledger)),
    ];
    for (paths, forced) in groups.into_iter().filter(|(paths, _)| !paths.is_empty()) {
        let is_money = |role| matches!(role, Role::Approved | Role::Ledger);
        let sink = |role| {
            let takes = is_money(role) || forced.is_some() && role == Role::Roll;
            Collector::new(takes, &run.words)
        };
        let read = run.read(paths, sink)?;
        present.told.extend(read.told);
        present.told.extend(read.left_out);
        for list in read.lists {
            let own = list.source.role;
            let role = match forced {
                Some(role) if is_money(own) || own == Role::Roll => role,
                _ => own,
            };
            if is_money(role) {
                present.lists.push((list.source, role, list.sink));
            } else if role == Role::Links {
                let source = SourceId(present.links.len() as u32);
                let pairs = list.sink.pairs().into_iter();
                let pairs = pairs.map(|(row, pair)| (Place { source, row }, pair));
                present.pairs.extend(pairs);
                present.links.push(list.source);
            } else if role == Role::Outcomes {
                present.checked.extend(list.sink.checked());
            } else {
                present.beside.push(list.source);
            }
        }
    }
    // The same file by a role of its own and by its folder: the role that was named holds.
    let same = |source: &Source| (source.sha256.clone(), source.sheet.clone(), source.month);
    let named: Vec<_> = present
        .lists
        .iter()
        .filter(|(source, role, _)| *role != source.role)
        .map(|(source, ..)| same(source))
        .collect();
    present
        .lists
        .retain(|(source, role, _)| *role != source.role || !named.contains(&same(source)));
    Ok(present)
}

/// A run, booked and reckoned.
struct Done {
    outcome: Outcome,
    /// All that the result rests on.
    key: String,
    files: usize,
    booked: (usize, usize),
}

fn book(store: &Store, run: &Run, present: Present) -> Result<Done, StoreFault> {
    let lang = run.lang;
    let categories = run.book.law.categories();
    let mut booked = store.load(categories)?;
    let known_whos = booked.whos.all.len();
    let mut told = present.told;
    let (mut pieces, mut sources, mut undated) = (Vec::new(), Vec::new(), 0);
    for (mut source, role, sink) in present.lists {
        let (of_list, without) = sink.pieces(&source, role, &mut booked.whos);
        pieces.extend(of_list);
        undated += without;
        source.role = role;
        sources.push(source);
    }
    if undated > 0 {
        told.push(crate::texts::remarks::undated(lang, undated as usize));
    }
    pieces.sort_by(reconcile::order);
    let new = to_book(&booked.bookings, joined(pieces), &booked.whos);
    store.note_files(sources.iter().chain(&present.links))?;
    let earlier = booked
        .bookings
        .iter()
        .filter(|b| b.standing == Standing::Current);
    let earlier: Vec<&Piece> = earlier.map(|b| &b.piece).collect();
    let pairs = decided::keep(present.pairs, (&sources, &present.beside), &earlier);
    let changes = booked.take(new, pairs, known_whos);
    let key = key(&booked, &run.book.digest);
    let mut in_force: Vec<&Piece> = Vec::new();
    let mut replaced: Vec<(&Piece, &Piece)> = Vec::new();
    for booking in &booked.bookings {
        match booking.standing {
            Standing::Current => in_force.push(&booking.piece),
            Standing::Replaced => {
                let by = booked.bookings.iter();
                let by = by.filter(|b| Some(b.id) == booking.replaced_by);
                replaced.extend(by.map(|b| (&booking.piece, &b.piece)));
            }
            Standing::Copy => {}
        }
    }
    canonical(&mut in_force);
    let files = sources.len();
    let given = Given {
        pieces: &in_force,
        replaced: &replaced,
        pairs: &booked.pairs,
        links: &present.links,
        whos: &booked.whos,
        keys: &booked.keys,
        sources,
    };
    // What is booked is written while it is reckoned.
    let (written, reckoned) = std::thread::scope(|scope| {
        let reckoning = scope.spawn(|| reconcile::reconcile(given, &run.book, lang, told));
        let written = store.write(&booked, &changes, categories);
        (written, reckoning.join())
    });
    written?;
    let reckoned = reckoned.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    store.add_keys(&reckoned.keys)?;
    Ok(Done {
        outcome: reckoned.outcome,
        key,
        files,
        booked: changes.counts(&booked),
    })
}

/// A digest of all that counts: with the same one, nothing was learnt.
fn key(booked: &Booked, rules: &str) -> String {
    let mut lines: Vec<String> = booked
        .bookings
        .iter()
        .map(|b| {
            let piece = &b.piece;
            format!(
                "{}\0{}\0{}\0{}\0{}\0{:?}",
                piece.origin.sha256,
                piece.origin.sheet.as_deref().unwrap_or(""),
                piece.role.code(),
                piece.month,
                piece.commune,
                b.standing
            )
        })
        .chain(booked.pairs.iter().map(|kept| format!("{:?}", kept.pair)))
        .collect();
    lines.sort_unstable();
    let mut hash = Sha256::new();
    for line in lines
        .iter()
        .map(String::as_str)
        .chain([rules, env!("CARGO_PKG_VERSION")])
    {
        hash.update(line.as_bytes());
        hash.update([b'\n']);
    }
    hex(&hash.finalize())
}
