//! `rasoat audit`: reads every list under the paths, judges, writes both workbooks and the JSON.
//!
//! In: paths, months, `--out`. Out: three files, a table on the terminal, exit code 1 where
//! something at or above `--fail-on` was found, 2 where the lists or rules could not be used (all
//! such faults at once; nothing is written then).

use std::io::Write;
use std::process::ExitCode;

use sha2::{Digest, Sha256};

use super::lists::{Chosen, Run};
use super::stores::{Kept, ResultFlags, StoreFlags, coloured, fails, leave, news};
use super::{Common, Format, say};
use crate::audit::audit;
use crate::link::fold::{ListFolder, Merger};
use crate::model::Outcome;
use crate::report;
use crate::rules::hex;
use crate::texts::Lang;

/// Rà soát mọi danh sách trong các thư mục, viết sai-lech.xlsx và dieu-chinh.xlsx.
#[derive(clap::Args)]
pub struct Options {
    #[command(flatten)]
    chosen: Chosen,
    #[command(flatten)]
    store: StoreFlags,
    #[command(flatten)]
    results: ResultFlags,
}

/// Runs the command.
pub fn run(common: &Common, options: &Options) -> ExitCode {
    match audited(common, options) {
        Ok(failed) => ExitCode::from(u8::from(failed)),
        Err(sentences) => say::complain(&sentences),
    }
}

fn audited(common: &Common, options: &Options) -> Result<bool, String> {
    let run = Run::prepare(common, options.chosen.paths.first(), &options.chosen.months)?;
    let lang = run.lang;
    let fail_on = run.fail_on(options.results.fail_on.as_deref())?;
    let out = options.results.folder(&run.config);
    let read = run.read(&options.chosen.paths, ListFolder::new)?;
    let mut merger = Merger::new();
    for list in read.lists {
        merger.add(list.source, list.sink.finish());
    }
    let mut folded = merger.finish();
    folded.corpus.note_mergers(run.words.mergers());
    folded
        .corpus
        .note_places(|name| run.words.commune(name).is_some());
    let checked = std::mem::take(&mut folded.checked);
    let mut outcome = audit("audit", folded, &run.book, run.range, lang, read.told);
    outcome.office.clone_from(&run.config.office);
    // What is no list matters less than what no list covers.
    outcome.remarks.extend(read.left_out);
    let flags = (&options.store, &run.config);
    let mut kept = match options.store.named(&run.config) {
        Some(path) => Some(Kept::open(flags, path, "audit", lang)?),
        None => None,
    };
    if let Some(kept) = &mut kept {
        let unknown = kept.accept(&checked)?;
        outcome.remarks.extend(unknown);
        let key = key(&outcome);
        kept.remember(&mut outcome, &key, lang)?;
    }
    if kept.is_none() && !checked.is_empty() {
        let sentence = crate::texts::reconcile::outcomes_without_store(lang, checked.len());
        outcome.remarks.push(sentence);
    }
    let written = leave(&out, &outcome, lang, || match &kept {
        Some(kept) => kept.commit(&outcome, outcome.sources.len(), (0, 0)),
        None => Ok(()),
    })?;
    print(common, &outcome, kept.as_ref(), &written, lang);
    if let Some(kept) = &kept {
        kept.told_all()?;
    }
    Ok(fails(&outcome.findings, fail_on))
}

/// A digest of all that an audit rests on.
fn key(outcome: &Outcome) -> String {
    let mut hash = Sha256::new();
    for source in &outcome.sources {
        hash.update(source.sha256.as_bytes());
    }
    hash.update(outcome.rules_digest.as_bytes());
    hash.update(outcome.range.first.to_string().as_bytes());
    hash.update(outcome.range.last.to_string().as_bytes());
    hash.update(env!("CARGO_PKG_VERSION").as_bytes());
    hex(&hash.finalize())
}

fn print(
    common: &Common,
    outcome: &Outcome,
    kept: Option<&Kept>,
    files: &report::Written,
    lang: Lang,
) {
    let mut out = std::io::stdout().lock();
    let colour = coloured(common.color, &out);
    // A closed pipe is the reader's wish.
    let _ = match (common.format, kept) {
        (Format::Json, _) => report::write_json(outcome, &mut out),
        // What a store does not know yet is worth a mail.
        (_, Some(kept)) if common.quiet && kept.untold => {
            let news: Vec<_> = news(&outcome.findings).collect();
            report::reconciled(&mut out, outcome, &news, lang, colour, None)
        }
        _ if common.quiet => Ok(()),
        _ => report::terminal(&mut out, outcome, lang, colour, Some(files)),
    };
    let _ = out.flush();
}
