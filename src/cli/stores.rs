//! What the commands that remember have in common: where the store is, how long to wait for it, and
//! what the journal says of a run.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::model::{Finding, Severity, Status};
use crate::remember::store::{STORE, Store, StoreFault};
use crate::texts::{Lang, reconcile as texts};

/// The flags of the store.
#[derive(clap::Args)]
pub struct StoreFlags {
    /// Sổ ghi nhớ từ tháng này sang tháng khác (reconcile mặc định: so-doi-chieu.db trong thư mục đầu tiên)
    #[arg(long, value_name = "FILE")]
    pub store: Option<PathBuf>,
    /// Số giây chờ khi lần chạy khác đang giữ sổ
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub wait: u64,
}

impl StoreFlags {
    /// The store named, else the one in the folder of the first path.
    pub fn path(&self, first: Option<&PathBuf>) -> PathBuf {
        if let Some(path) = &self.store {
            return path.clone();
        }
        let folder = match first {
            Some(path) if path.is_dir() => path.as_path(),
            Some(path) => path.parent().unwrap_or(Path::new("")),
            None => Path::new(""),
        };
        folder.join(STORE)
    }

    /// Opens the store for a run of `command`.
    pub fn open(&self, path: &Path, command: &str, lang: Lang) -> Result<Store, String> {
        let wait = Duration::from_secs(self.wait);
        let store = Store::open(path, wait, &holder(command, lang));
        store.map_err(|fault| self.told(&fault, lang))
    }

    /// The sentence of a fault.
    pub fn told(&self, fault: &StoreFault, lang: Lang) -> String {
        texts::store_fault(lang, fault, self.wait)
    }
}

/// What others are told who have to wait.
pub fn holder(command: &str, lang: Lang) -> String {
    let machine = std::env::var("COMPUTERNAME")
        .or_else(|_| std::env::var("HOSTNAME"))
        .ok()
        .or_else(|| std::fs::read_to_string("/etc/hostname").ok());
    let machine = machine.as_deref().map(str::trim).unwrap_or_default();
    texts::holder(lang, command, std::process::id(), machine, &now())
}

/// The wall clock, for the journal and for who waits; it is in no result.
pub fn now() -> String {
    chrono::Local::now().format("%Y-%m-%d %H:%M:%S").to_string()
}

/// Whether something was found that counts: explained findings never do.
pub fn fails(findings: &[Finding], fail_on: Option<Severity>) -> bool {
    fail_on.is_some_and(|least| {
        let counting = findings.iter().filter(|f| !is_accepted(f));
        counting.into_iter().any(|f| f.severity >= least)
    })
}

fn is_accepted(finding: &Finding) -> bool {
    let known = finding.remembered.as_ref();
    known.is_some_and(|known| known.status == Status::Accepted)
}

/// The findings that are news.
pub fn news(findings: &[Finding]) -> impl Iterator<Item = &Finding> {
    findings.iter().filter(|f| {
        let known = f.remembered.as_ref();
        known.is_none_or(|known| matches!(known.status, Status::New | Status::Returned))
    })
}
