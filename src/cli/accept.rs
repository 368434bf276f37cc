//! `rasoat accept`: a finding was looked into and explained.
//!
//! In: its id, why, and the store. Out: the store, in which the finding no longer counts until its facts
//! change. Exit 2 where the store knows no such finding.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use super::stores::{WAIT, holder};
use super::{Common, say};
use crate::model::Checked;
use crate::remember::store::Store;
use crate::texts::reconcile as texts;

/// Ghi nhận một phát hiện đã được xác minh; không tính nữa cho đến khi số liệu của nó thay đổi
#[derive(clap::Args)]
pub struct Options {
    /// Mã phát hiện (cột cuối của sai-lech.xlsx)
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    /// Kết quả xác minh
    #[arg(long, value_name = "TEXT")]
    why: String,
    /// Sổ ghi nhớ
    #[arg(long, value_name = "FILE")]
    store: PathBuf,
    /// Số giây chờ khi lần chạy khác đang giữ sổ
    #[arg(long, value_name = "SECONDS", default_value_t = WAIT)]
    wait: u64,
}

/// Runs the command.
pub fn run(common: &Common, options: &Options) -> ExitCode {
    match accept(common, options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => say::complain(&sentence),
    }
}

fn accept(common: &Common, options: &Options) -> Result<(), String> {
    let lang = common.lang;
    let told = |fault| texts::store_fault(lang, &fault, options.wait);
    if options.why.trim().is_empty() {
        return Err(texts::no_reason(lang));
    }
    let wait = Duration::from_secs(options.wait);
    let store = Store::open_old(&options.store, wait, &holder("accept")).map_err(told)?;
    let mut unknown = Vec::new();
    for id in &options.ids {
        let answer = Checked {
            finding: id.trim().to_owned(),
            outcome: options.why.trim().to_owned(),
            ..Checked::default()
        };
        if !store.accept(&answer, false).map_err(told)? {
            unknown.push(id.as_str());
        }
    }
    if !unknown.is_empty() {
        return Err(texts::no_finding(lang, &unknown, &options.store));
    }
    store.commit_quietly().map_err(told)?;
    if !common.quiet {
        let _ = std::io::Write::write_all(
            &mut std::io::stdout(),
            texts::accepted(lang, options.ids.len()).as_bytes(),
        );
    }
    Ok(())
}
