//! `rasoat audit`: reads every list under the paths, judges, writes both workbooks and the JSON.
//!
//! In: paths, months, `--out`. Out: three files, a table on the terminal, exit code 1 where
//! something at or above `--fail-on` was found, 2 where the lists or rules could not be used (all
//! such faults at once; nothing is written then).

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use super::lists::{Chosen, Run};
use super::{Color, Common, Format, say};
use crate::audit::audit;
use crate::link::fold::{ListFolder, Merger};
use crate::model::{Outcome, Severity};
use crate::report;
use crate::texts::{Lang, audit as texts};

/// Rà soát mọi danh sách trong các thư mục, viết sai-lech.xlsx và dieu-chinh.xlsx.
#[derive(clap::Args)]
pub struct Options {
    #[command(flatten)]
    chosen: Chosen,
    /// Thư mục kết quả
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Trả mã 1 khi có phát hiện từ mức này (error, warning, info, never)
    #[arg(long, value_name = "LEVEL")]
    fail_on: Option<String>,
}

/// Runs the command.
pub fn run(common: &Common, options: &Options) -> ExitCode {
    match prepare(common, options) {
        Ok((outcome, settings)) => finish(&outcome, &settings),
        Err(sentences) => say::complain(&sentences),
    }
}

/// What becomes of the outcome.
struct Settings {
    lang: Lang,
    format: Format,
    color: Color,
    quiet: bool,
    out: PathBuf,
    fail_on: Option<Severity>,
}

fn prepare(common: &Common, options: &Options) -> Result<(Outcome, Settings), String> {
    let run = Run::prepare(
        common,
        options.chosen.paths.first(),
        &options.chosen.months,
    )?;
    let settings = settings(common, options, &run)?;
    let read = run.read(&options.chosen.paths, ListFolder::new)?;
    let mut merger = Merger::new();
    for list in read.lists {
        merger.add(list.source, list.sink.finish());
    }
    let mut folded = merger.finish();
    folded.corpus.note_mergers(run.words.mergers());
    let outcome = audit("audit", folded, &run.book, run.range, run.lang, read.told);
    Ok((outcome, settings))
}

fn settings(common: &Common, options: &Options, run: &Run) -> Result<Settings, String> {
    let (lang, config) = (run.lang, &run.config);
    let fail_on = fail_on(options.fail_on.as_deref(), run)?;
    let out = options.out.as_ref().or(config.out.as_ref());
    Ok(Settings {
        lang,
        format: common.format,
        color: common.color,
        quiet: common.quiet,
        out: out.cloned().unwrap_or_else(|| PathBuf::from("ket-qua")),
        fail_on,
    })
}

/// From which severity on a run fails; `None` for never.
pub fn fail_on(flag: Option<&str>, run: &Run) -> Result<Option<Severity>, String> {
    match flag.or(run.config.fail_on.as_deref()) {
        None => Ok(Some(Severity::Error)),
        Some("never") => Ok(None),
        Some(code) => {
            let severity = Severity::from_code(code);
            severity
                .map(Some)
                .ok_or_else(|| texts::bad_fail_on(run.lang, code))
        }
    }
}

fn finish(outcome: &Outcome, settings: &Settings) -> ExitCode {
    let lang = settings.lang;
    let written = match report::write_all(&settings.out, outcome, lang) {
        Ok(written) => written,
        Err(fault) => return say::complain(&crate::texts::results::write_fault(lang, &fault)),
    };
    let mut out = std::io::stdout().lock();
    // A closed pipe is the reader's wish.
    let _ = match settings.format {
        Format::Json => report::write_json(outcome, &mut out),
        Format::Text | Format::Csv if settings.quiet => Ok(()),
        Format::Text | Format::Csv => {
            let colour = match settings.color {
                Color::Auto => out.is_terminal(),
                Color::Always => true,
                Color::Never => false,
            };
            report::terminal(&mut out, outcome, lang, colour, Some(&written))
        }
    };
    let _ = out.flush();
    let failed = settings
        .fail_on
        .is_some_and(|least| outcome.findings.iter().any(|f| f.severity >= least));
    ExitCode::from(u8::from(failed))
}
