//! `rasoat audit`: reads every list under the paths, judges, writes both workbooks and the JSON.
//!
//! In: paths, months, `--out`. Out: three files, a table on the terminal, exit code 1 where
//! something at or above `--fail-on` was found, 2 where the lists or rules could not be used (all
//! such faults at once; nothing is written then).

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;

use super::config::Config;
use super::{Color, Common, Format, book, progress, say};
use crate::audit::audit;
use crate::link::fold::{Folded, ListFolder, Merger};
use crate::model::{Month, MonthRange, Outcome, Severity};
use crate::read;
use crate::recognise;
use crate::report;
use crate::texts::{Lang, audit as texts, reading, remarks};

/// Rà soát mọi danh sách trong các thư mục, viết sai-lech.xlsx và dieu-chinh.xlsx.
#[derive(clap::Args)]
pub struct Options {
    /// Thư mục hoặc tệp danh sách
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Thư mục kết quả
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Tháng rà soát, ví dụ 2020-10
    #[arg(long, value_name = "MONTH", conflicts_with_all = ["from", "to"])]
    month: Option<String>,
    /// Từ tháng
    #[arg(long, value_name = "MONTH", requires = "to")]
    from: Option<String>,
    /// Đến tháng
    #[arg(long, value_name = "MONTH", requires = "from")]
    to: Option<String>,
    /// Trả mã 1 khi có phát hiện từ mức này (error, warning, info, never)
    #[arg(long, value_name = "LEVEL")]
    fail_on: Option<String>,
    /// Bỏ qua tệp không đọc được và nói rõ trong kết quả
    #[arg(long)]
    skip_unknown: bool,
}

/// Runs the command.
pub fn run(common: &Common, options: &Options) -> ExitCode {
    match prepare(common, options) {
        Ok((outcome, settings)) => finish(&outcome, &settings),
        Err(sentences) => say::complain(&sentences),
    }
}

/// What flags and configuration together ask for.
struct Settings {
    lang: Lang,
    format: Format,
    color: Color,
    quiet: bool,
    out: PathBuf,
    fail_on: Option<Severity>,
    range: Option<MonthRange>,
    skip_unknown: bool,
}

fn prepare(common: &Common, options: &Options) -> Result<(Outcome, Settings), String> {
    let config = Config::load(common.config.as_deref(), options.paths.first())
        .map_err(|fault| format!("{fault}\n"))?;
    let settings = settings(common, options, &config)?;
    if let (None, Some(jobs)) = (common.jobs, config.jobs) {
        super::use_threads(jobs);
    }
    let lang = settings.lang;
    let own = common.rules.as_ref().or(config.rules.as_ref());
    let (files, book) = book::load(
        own.map(PathBuf::as_path),
        &config.limits,
        lang,
        common.color,
    )?;
    let mut words = book::words(&files, &book, lang)?;
    words
        .lay_over(&config.words)
        .map_err(|column| texts::no_such_column(lang, &column))?;
    let tell = |faults: &[read::ReadFault]| {
        let lines = faults.iter().map(|fault| reading::fault(lang, fault));
        lines.map(|line| line + "\n").collect::<String>()
    };
    let inputs = read::inputs(&options.paths).map_err(|faults| tell(&faults))?;
    let left_out = |one: &read::LeftOut| {
        let sheet = one.sheet.as_deref();
        remarks::no_list(lang, &one.path, sheet, reading::left_out(lang, one.why))
    };
    // What an earlier run left is passed over in silence: it must not change this run's result.
    let foreign = inputs.left_out.iter().filter(|one| !one.is_own_output());
    let mut told: Vec<String> = foreign.map(left_out).collect();
    let bar = progress::bar(inputs.files.len(), common.quiet, lang);
    let recognised = recognise::read_lists(
        &inputs.files,
        &words,
        book.law.categories(),
        ListFolder::new,
        &|| bar.inc(1),
    );
    bar.finish_and_clear();
    if !recognised.faults.is_empty() {
        if !settings.skip_unknown {
            return Err(tell(&recognised.faults));
        }
        for fault in &recognised.faults {
            told.push(remarks::left_out(lang, &reading::fault(lang, fault)));
        }
    }
    told.extend(recognised.left_out.iter().map(left_out));
    if recognised.lists.is_empty() {
        return Err(texts::no_list(lang));
    }
    let mut merger = Merger::new();
    for list in recognised.lists {
        merger.add(list.source, list.sinks.into_iter().map(ListFolder::finish));
    }
    let folded: Folded = merger.finish();
    let outcome = audit("audit", folded, &book, settings.range, lang, told);
    Ok((outcome, settings))
}

fn settings(common: &Common, options: &Options, config: &Config) -> Result<Settings, String> {
    let lang = match config.lang.as_deref() {
        Some(code) if common.asked_lang.is_none() => {
            Lang::from_str(code, true).map_err(|_| texts::bad_lang(common.lang, code))?
        }
        _ => common.lang,
    };
    let month = |text: &String| {
        let month = text.parse::<Month>();
        month.map_err(|()| texts::bad_month(lang, text))
    };
    let flag = |flag: &Option<String>, kept: &Option<String>| flag.clone().or(kept.clone());
    // Months given as flags stand for all that the configuration says of months.
    let (one, from, to) = if options.month.is_some() || options.from.is_some() {
        (&options.month, &options.from, &options.to)
    } else {
        (&config.month, &config.from, &config.to)
    };
    let range = match (one, from, to) {
        (Some(one), _, _) => {
            let first = month(one)?;
            Some(MonthRange { first, last: first })
        }
        (None, Some(from), Some(to)) => {
            let (first, last) = (month(from)?, month(to)?);
            if last < first {
                return Err(texts::range_backwards(lang, from, to));
            }
            Some(MonthRange { first, last })
        }
        (None, None, None) => None,
        _ => return Err(texts::half_a_range(lang)),
    };
    let fail_on = flag(&options.fail_on, &config.fail_on);
    let fail_on = match fail_on.as_deref() {
        None => Some(Severity::Error),
        Some("never") => None,
        Some(code) => {
            Some(Severity::from_code(code).ok_or_else(|| texts::bad_fail_on(lang, code))?)
        }
    };
    Ok(Settings {
        lang,
        format: common.format,
        color: common.color,
        quiet: common.quiet,
        out: options
            .out
            .clone()
            .or_else(|| config.out.clone())
            .unwrap_or_else(|| PathBuf::from("ket-qua")),
        fail_on,
        range,
        skip_unknown: options.skip_unknown || config.skip_unknown.unwrap_or(false),
    })
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
