//! `rasoat generate` and `rasoat sample`: data to try things on, without a real person in it.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use super::{Common, book};
use crate::generate::{self, GenerateError, Layout, Order};
use crate::texts;

/// Tạo dữ liệu giả có cài sẵn sai lệch, để thử và đo công cụ
#[derive(clap::Args)]
pub struct Options {
    /// Thư mục ghi kết quả (phải trống hoặc chưa có)
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Số người hưởng
    #[arg(long, default_value_t = 2000, value_parser = clap::value_parser!(u64).range(1..))]
    people: u64,
    /// Số tháng, tính lùi từ tháng 10/2020
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..))]
    months: u32,
    /// Số gieo: cùng số thì cùng kết quả
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Cách trình bày
    #[arg(long = "as", value_enum, default_value_t)]
    layout: Layout,
    /// Mức cẩu thả khi gõ, từ 0 đến 1; với `--as links`, 1 là mức dùng để đo việc ghép người
    #[arg(long, default_value_t = 0.1, value_parser = share)]
    noise: f64,
    /// Tỷ lệ hồ sơ có cài sai lệch hoặc tình huống dễ nhầm, từ 0 đến 1; `--as links` không cài gì
    #[arg(long, default_value_t = 0.2, value_parser = share)]
    faults: f64,
}

/// Ghi bộ dữ liệu mẫu nhỏ để dùng thử
#[derive(clap::Args)]
pub struct SampleOptions {
    /// Thư mục ghi kết quả (phải trống hoặc chưa có)
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// A number between 0 and 1.
fn share(text: &str) -> Result<f64, String> {
    let value: Result<f64, _> = text.parse();
    value
        .ok()
        .filter(|v| (0.0..=1.0).contains(v))
        .ok_or_else(|| "0..1".to_owned())
}

/// Runs `generate`.
pub fn run(common: &Common, options: &Options) -> ExitCode {
    let rules = match book::files(common.rules.as_deref(), common.lang) {
        Ok(rules) => rules,
        Err(told) => return refuse(told.trim_end()),
    };
    let order = Order {
        people: options.people,
        months: options.months,
        seed: options.seed,
        noise: options.noise,
        faults: options.faults,
        layout: options.layout,
    };
    let made = generate::generate(&options.folder, &order, &rules)
        .map(|()| texts::generate::made(common.lang, &order, &options.folder));
    answer(common, made)
}

/// Runs `sample`.
pub fn sample(common: &Common, options: &SampleOptions) -> ExitCode {
    let written = generate::write_sample(&options.folder)
        .map(|files| texts::generate::sample(common.lang, files, &options.folder));
    answer(common, written)
}

fn answer(common: &Common, outcome: Result<String, GenerateError>) -> ExitCode {
    match outcome {
        Ok(sentence) => {
            if !common.quiet {
                // A closed pipe is no reason to fail: the files are there.
                let _ = writeln!(std::io::stdout(), "{sentence}");
            }
            ExitCode::SUCCESS
        }
        Err(fault) => refuse(&texts::generate::fault(common.lang, &fault)),
    }
}

fn refuse(sentence: &str) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "{sentence}");
    ExitCode::from(2)
}
