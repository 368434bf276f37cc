//! `rasoat query`: SQL over the linked tables.
//!
//! In: one reading statement, and the paths that `audit` would take. Out: its rows on the screen. Exit
//! 2 where the statement or the lists cannot be used; nothing is written anywhere.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use super::lists::{Months, Run};
use super::{Common, Format, say};
use crate::remember::store::{AskFault, ask_store};
use crate::remember::{Keep, Kept, Known, Memory, Shape, fill};
use crate::texts::query as texts;
use crate::texts::reconcile::store_fault;

/// Hỏi bằng câu SQL trên các bảng đã nối: ai là ai, được hưởng gì, đã chi gì
#[derive(clap::Args)]
#[command(after_help = texts::AFTER_HELP)]
pub struct Options {
    /// Câu SQL (một câu SELECT)
    #[arg(value_name = "SQL")]
    sql: String,
    /// Thư mục hoặc tệp danh sách
    #[arg(value_name = "PATH", required_unless_present = "store")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    months: Months,
    /// Hỏi sổ ghi nhớ của reconcile thay vì các danh sách
    #[arg(long, value_name = "FILE", conflicts_with = "paths")]
    store: Option<PathBuf>,
    /// Số giây chờ khi một lần chạy đang giữ sổ
    #[arg(long, value_name = "SECONDS", default_value_t = PATIENCE, requires = "store")]
    wait: u64,
}

/// Who asks sits before the screen: how long an answer waits for a run under way, seconds.
const PATIENCE: u64 = 5;

/// Runs the command.
pub fn run(common: &Common, options: &Options) -> ExitCode {
    match answer(common, options) {
        Ok(bytes) => {
            let mut out = std::io::stdout().lock();
            // A closed pipe is the reader's wish.
            let _ = out.write_all(&bytes).and_then(|()| out.flush());
            ExitCode::SUCCESS
        }
        Err(sentences) => say::complain(&sentences),
    }
}

fn answer(common: &Common, options: &Options) -> Result<Vec<u8>, String> {
    let shape = match common.format {
        Format::Text => Shape::Text,
        Format::Json => Shape::Json,
        Format::Csv => Shape::Csv,
    };
    if let Some(store) = &options.store {
        let lang = common.lang;
        let wait = Duration::from_secs(options.wait);
        let answer = ask_store((store, wait), &options.sql, shape);
        return answer.map_err(|fault| match fault {
            AskFault::Store(fault) => store_fault(lang, &fault, options.wait),
            AskFault::Query(fault, tables) => texts::fault_beside(lang, &fault, &tables),
        });
    }
    let run = Run::prepare(common, options.paths.first(), &options.months)?;
    let lang = run.lang;
    // A slip in the statement is told before a province is read.
    let memory = Memory::ask(&options.sql).map_err(|f| texts::fault(lang, &f))?;
    let keep = Keep::new(&memory.reads, run.book.law.categories(), lang);
    let read = run.read(&options.paths, |role| keep.sink(role))?;
    if !common.quiet {
        tell(&read.told);
        tell(&read.left_out);
    }
    let (mut folded, lines) = Kept::gather(read.lists);
    folded.corpus.note_mergers(run.words.mergers());
    let known = Known {
        folded,
        lines,
        book: &run.book,
        range: run.range,
        lang,
    };
    let unheeded = fill(&memory, known).map_err(|f| texts::fault(lang, &f))?;
    if !common.quiet {
        tell(&unheeded);
    }
    let answer = memory.answer(shape);
    answer.map_err(|f| texts::fault(lang, &f))
}

/// What was left out goes to the error stream: the answer is for other programs as well.
fn tell(told: &[String]) {
    let mut err = std::io::stderr().lock();
    for sentence in told {
        let _ = writeln!(err, "{sentence}");
    }
}
