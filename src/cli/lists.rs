//! What every command over lists begins with: the flags that choose them, the configuration, law
//! and words, and the reading itself.
//!
//! In: paths and months. Out: a [`Run`], and the rows of every list in sinks of the command's own
//! making. What cannot be used comes back as sentences, all of it at once.

use std::path::PathBuf;

use clap::ValueEnum;

use super::config::Config;
use super::{Common, book, progress};
use crate::audit::Book;
use crate::model::{Month, MonthRange, Role, Severity};
use crate::recognise::{self, List, Sink, Words};
use crate::report::marked::ENDING;
use crate::texts::{Lang, audit as texts, reading, remarks, validate};
use crate::{read, rules::RuleFiles};

/// The flags that choose lists and months.
#[derive(clap::Args)]
pub struct Chosen {
    /// Thư mục hoặc tệp danh sách
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub months: Months,
}

/// The flags that choose months, and what becomes of files that are no lists.
#[derive(clap::Args)]
pub struct Months {
    /// Tháng rà soát, ví dụ 2020-10
    #[arg(long, value_name = "MONTH", conflicts_with_all = ["from", "to"])]
    month: Option<String>,
    /// Từ tháng
    #[arg(long, value_name = "MONTH", requires = "to")]
    from: Option<String>,
    /// Đến tháng
    #[arg(long, value_name = "MONTH", requires = "from")]
    to: Option<String>,
    /// Bỏ qua tệp không đọc được và nói rõ trong kết quả
    #[arg(long)]
    skip_unknown: bool,
}

impl Months {
    /// No word on months.
    pub fn none(skip_unknown: bool) -> Self {
        Self {
            month: None,
            from: None,
            to: None,
            skip_unknown,
        }
    }
}

/// What flags and configuration together ask for, with the law and words in force.
pub struct Run {
    /// What the flags left unsaid.
    pub config: Config,
    /// Language of the result.
    pub lang: Lang,
    /// Months asked for.
    pub range: Option<MonthRange>,
    /// Law and rules.
    pub book: Book,
    /// The words of clerks.
    pub words: Words,
    skip_unknown: bool,
    quiet: bool,
}

/// Lists that were read, and what reading has to say.
pub struct Read<S> {
    /// Lists, in path order and then sheet order.
    pub lists: Vec<List<S>>,
    /// Sentences about what could not be read.
    pub told: Vec<String>,
    /// Sentences about what is no list.
    pub left_out: Vec<String>,
    /// The files that hold the lists, and others.
    pub files: Vec<read::Input>,
}

impl Run {
    /// Loads configuration, law, rules and words.
    pub fn prepare(
        common: &Common,
        first: Option<&PathBuf>,
        chosen: &Months,
    ) -> Result<Self, String> {
        let config =
            Config::load(common.config.as_deref(), first).map_err(|fault| format!("{fault}\n"))?;
        let lang = match config.lang.as_deref() {
            Some(code) if common.asked_lang.is_none() => {
                Lang::from_str(code, true).map_err(|_| texts::bad_lang(common.lang, code))?
            }
            _ => common.lang,
        };
        let range = range(lang, chosen, &config)?;
        if let (None, Some(jobs)) = (common.jobs, config.jobs) {
            super::use_threads(jobs);
        }
        let own = common.rules.as_ref().or(config.rules.as_ref());
        let own = own.map(PathBuf::as_path);
        let (files, book): (RuleFiles, Book) = book::load(own, &config.limits, lang, common.color)?;
        let mut words = book::words(&files, &book, lang)?;
        words
            .lay_over(&config.words)
            .map_err(|column| texts::no_such_column(lang, &column))?;
        Ok(Self {
            lang,
            range,
            book,
            words,
            skip_unknown: chosen.skip_unknown || config.skip_unknown.unwrap_or(false),
            quiet: common.quiet,
            config,
        })
    }

    /// From which weight on a finding fails the run; `None` for never.
    pub fn fail_on(&self, flag: Option<&str>) -> Result<Option<Severity>, String> {
        match flag.or(self.config.fail_on.as_deref()) {
            None => Ok(Some(Severity::Error)),
            Some("never") => Ok(None),
            Some(code) => match Severity::from_code(code) {
                Some(severity) => Ok(Some(severity)),
                None => Err(texts::bad_fail_on(self.lang, code)),
            },
        }
    }

    /// Reads every list under the paths into sinks.
    pub fn read<S: Sink>(
        &self,
        paths: &[PathBuf],
        new_sink: impl Fn(Role) -> S + Sync,
    ) -> Result<Read<S>, String> {
        let lang = self.lang;
        let tell = |faults: &[read::ReadFault]| {
            let lines = faults.iter().map(|fault| reading::fault(lang, fault));
            lines.map(|line| line + "\n").collect::<String>()
        };
        let inputs = read::inputs(paths).map_err(|faults| tell(&faults))?;
        let mut told = Vec::new();
        let bar = progress::bar(inputs.files.len(), self.quiet, lang);
        let recognised = recognise::read_lists(
            &inputs.files,
            &self.words,
            self.book.law.categories(),
            new_sink,
            &|| bar.inc(1),
        );
        bar.finish_and_clear();
        if !recognised.faults.is_empty() {
            if !self.skip_unknown {
                return Err(tell(&recognised.faults));
            }
            for fault in &recognised.faults {
                told.push(remarks::left_out(lang, &reading::fault(lang, fault)));
            }
        }
        let left_out = no_lists(inputs.left_out.iter().chain(&recognised.left_out), lang);
        if recognised.lists.is_empty() {
            if let Some(own) = inputs
                .left_out
                .iter()
                .find(|one| one.path.ends_with(ENDING))
            {
                return Err(validate::only_own(lang, &own.path));
            }
            let lines = told.iter().chain(&left_out);
            let lines = lines.map(|line| format!("{line}\n"));
            return Err(texts::no_list(lang) + &lines.collect::<String>());
        }
        Ok(Read {
            lists: recognised.lists,
            told,
            left_out,
            files: inputs.files,
        })
    }
}

/// What is no list, one sentence a reason: summaries stand in every workbook.
pub(super) fn no_lists<'a>(
    all: impl Iterator<Item = &'a read::LeftOut>,
    lang: Lang,
) -> Vec<String> {
    let mut reasons: Vec<(read::LeftOutWhy, Vec<remarks::Place<'_>>)> = Vec::new();
    // What an earlier run left is passed over in silence: it must not change this run's result.
    for one in all.filter(|one| !one.is_own_output()) {
        let place = (one.path.as_str(), one.sheet.as_deref());
        match reasons.iter_mut().find(|(why, _)| *why == one.why) {
            Some((_, places)) => places.push(place),
            None => reasons.push((one.why, vec![place])),
        }
    }
    let told = reasons.iter();
    told.map(|(why, places)| remarks::no_lists(lang, places, &reading::left_out(lang, *why)))
        .collect()
}

fn range(lang: Lang, chosen: &Months, config: &Config) -> Result<Option<MonthRange>, String> {
    let month = |text: &String| {
        let month = text.parse::<Month>();
        month.map_err(|()| texts::bad_month(lang, text))
    };
    // Months given as flags stand for all that the configuration says of months.
    let (one, from, to) = if chosen.month.is_some() || chosen.from.is_some() {
        (&chosen.month, &chosen.from, &chosen.to)
    } else {
        (&config.month, &config.from, &config.to)
    };
    match (one, from, to) {
        (Some(one), _, _) => {
            let first = month(one)?;
            Ok(Some(MonthRange { first, last: first }))
        }
        (None, Some(from), Some(to)) => {
            let (first, last) = (month(from)?, month(to)?);
            if last < first {
                return Err(texts::range_backwards(lang, from, to));
            }
            Ok(Some(MonthRange { first, last }))
        }
        (None, None, None) => Ok(None),
        _ => Err(texts::half_a_range(lang)),
    }
}
