//! The front door: one file a command. In: arguments. Out: an exit code (0 nothing found, 1
//! findings, 2 could not run) and what the command prints.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::law::LawFault;
use crate::texts::Lang;

mod accept;
mod audit;
mod book;
mod completions;
mod config;
mod decree;
mod due;
mod generate;
mod inspect;
mod lists;
mod progress;
mod query;
mod reconcile;
mod rules;
mod say;
mod stores;
mod usage;
mod validate;

/// Rà soát danh sách và chi trả trợ cấp xã hội hàng tháng.
#[derive(Parser)]
#[command(name = "rasoat", version, propagate_version = true)]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

/// Flags that all commands share.
#[derive(Args, Clone, Debug)]
pub struct Common {
    /// Ngôn ngữ của kết quả (vi, en; mặc định vi)
    #[arg(long = "lang", global = true, value_enum, value_name = "LANG")]
    asked_lang: Option<Lang>,
    /// The language in force.
    #[arg(skip)]
    pub lang: Lang,
    /// Tệp cấu hình (mặc định: rasoat.toml trong thư mục đầu tiên)
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Thư mục quy tắc riêng, đặt chồng lên bộ có sẵn
    #[arg(long, global = true, value_name = "DIR")]
    pub rules: Option<PathBuf>,
    /// Dạng kết quả in ra (text, json; due và query có thêm csv)
    #[arg(long, global = true, value_enum, default_value_t)]
    pub format: Format,
    /// Chỉ in lỗi
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// In thêm chi tiết
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// Dùng màu trên màn hình (auto, always, never)
    #[arg(long, global = true, value_enum, default_value_t)]
    pub color: Color,
    /// Số luồng chạy song song (mặc định: mọi lõi)
    #[arg(long, global = true, value_name = "N")]
    pub jobs: Option<usize>,
}

/// How a result is printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
pub enum Format {
    /// Để đọc trên màn hình
    #[default]
    Text,
    /// Cho chương trình khác đọc
    Json,
    /// Cho bảng tính
    Csv,
}

/// When colours are used.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
pub enum Color {
    /// Chỉ khi in ra màn hình
    #[default]
    Auto,
    /// Luôn dùng màu
    Always,
    /// Không dùng màu
    Never,
}

#[derive(Subcommand)]
enum Command {
    Audit(audit::Options),
    Reconcile(reconcile::Options),
    Accept(accept::Options),
    Validate(validate::Options),
    Inspect(inspect::Options),
    Rules(rules::Options),
    Due(due::Options),
    Query(query::Options),
    Completions(completions::Options),
    Generate(generate::Options),
    Sample(generate::SampleOptions),
}

/// Sets the number of threads of this process, once.
fn use_threads(jobs: usize) {
    let _ = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs)
        .build_global();
}

/// Whether faults are coloured.
fn colored(color: Color) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => std::io::stderr().is_terminal(),
    }
}

/// Faults of law files, a line each.
fn law_faults(lang: Lang, faults: &[LawFault]) -> String {
    let line = |fault: &LawFault| format!("{}\n", crate::texts::law::fault(lang, fault));
    faults.iter().map(line).collect()
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let mut cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage::tell(&error),
    };
    cli.common.lang = cli.common.asked_lang.unwrap_or_default();
    let common = &cli.common;
    if let Some(jobs) = common.jobs {
        use_threads(jobs);
    }
    match cli.command {
        Command::Audit(options) => audit::run(common, &options),
        Command::Reconcile(options) => reconcile::run(common, &options),
        Command::Accept(options) => accept::run(common, &options),
        Command::Validate(options) => validate::run(common, &options),
        Command::Inspect(options) => inspect::run(common, &options),
        Command::Rules(options) => rules::run(common, &options),
        Command::Due(options) => due::run(common, &options),
        Command::Query(options) => query::run(common, &options),
        Command::Completions(options) => completions::run(&options),
        Command::Generate(options) => generate::run(common, &options),
        Command::Sample(options) => generate::sample(common, &options),
    }
}
