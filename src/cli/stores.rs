//! What `audit` and `reconcile` have in common: where results and store are, how long to wait for the
//! store, and what the journal says of a run.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::Color;
use super::config::Config;
use crate::model::{Checked, Finding, Outcome, Severity, Status};
use crate::remember::store::{JournalLine, STORE, Store, StoreFault};
use crate::report::{self, LeaveFault};
use crate::texts::{Lang, reconcile as texts, results};

/// The flags of the store.
#[derive(clap::Args)]
pub struct StoreFlags {
    /// Sổ ghi nhớ từ tháng này sang tháng khác (reconcile mặc định: so-doi-chieu.db trong thư mục đầu tiên)
    #[arg(long, value_name = "FILE")]
    pub store: Option<PathBuf>,
    /// Số giây chờ khi lần chạy khác đang giữ sổ
    #[arg(long, value_name = "SECONDS")]
    wait: Option<u64>,
}

/// The flags of what a run leaves behind.
#[derive(clap::Args)]
pub struct ResultFlags {
    /// Thư mục kết quả
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Trả mã 1 khi có phát hiện từ mức này (error, warning, info, never)
    #[arg(long, value_name = "LEVEL")]
    pub fail_on: Option<String>,
}

impl ResultFlags {
    /// The folder named by the flag or the configuration, else `ket-qua`.
    pub fn folder(&self, config: &Config) -> PathBuf {
        let named = self.out.as_ref().or(config.out.as_ref());
        named.cloned().unwrap_or_else(|| PathBuf::from("ket-qua"))
    }
}

/// How long a run waits for another one that nobody told it, seconds.
pub const WAIT: u64 = 60;

impl StoreFlags {
    /// The store named by the flag or the configuration.
    pub fn named<'a>(&'a self, config: &'a Config) -> Option<&'a PathBuf> {
        self.store.as_ref().or(config.store.as_ref())
    }

    /// The same, else the one in the folder of the first path.
    pub fn path(&self, config: &Config, first: Option<&PathBuf>) -> PathBuf {
        if let Some(path) = self.named(config) {
            return path.clone();
        }
        let folder = match first {
            Some(path) if path.is_dir() => path.as_path(),
            Some(path) => path.parent().unwrap_or(Path::new("")),
            None => Path::new(""),
        };
        folder.join(STORE)
    }
}

/// What the lock tells others who have to wait, in no language: command, process, machine, time.
pub fn holder(command: &str) -> String {
    let machine = std::env::var("COMPUTERNAME")
        .or_else(|_| std::env::var("HOSTNAME"))
        .ok()
        .or_else(|| std::fs::read_to_string("/etc/hostname").ok());
    let machine = machine.as_deref().map(str::trim).unwrap_or_default();
    format!("{command}\t{}\t{machine}\t{}", std::process::id(), now())
}

/// The wall clock, for the journal and for who waits; it is in no result.
fn now() -> String {
    chrono::Local::now().format("%Y-%m-%d %H:%M:%S").to_string()
}

/// A store that a run holds, and what the run taught it.
pub struct Kept {
    /// The store.
    pub store: Store,
    /// Whether there is news that nobody was told.
    pub untold: bool,
    learnt: bool,
    command: &'static str,
    wait: u64,
    lang: Lang,
}

impl Kept {
    /// Opens the store for a run of `command`; waits for others as flags and configuration say.
    pub fn open(
        (flags, config): (&StoreFlags, &Config),
        path: &Path,
        command: &'static str,
        lang: Lang,
    ) -> Result<Self, String> {
        let seconds = flags.wait.or(config.wait).unwrap_or(WAIT);
        let wait = Duration::from_secs(seconds);
        let store = Store::open(path, wait, &holder(command));
        Ok(Self {
            store: store.map_err(|fault| texts::store_fault(lang, &fault, seconds))?,
            untold: false,
            learnt: false,
            command,
            wait: seconds,
            lang,
        })
    }

    /// What the store says of a fault of its own.
    pub fn told<T>(&self, result: Result<T, StoreFault>) -> Result<T, String> {
        result.map_err(|fault| texts::store_fault(self.lang, &fault, self.wait))
    }

    /// Takes what was typed beside findings; a sentence about those that the store does not know.
    pub fn accept(&self, checked: &[Checked]) -> Result<Option<String>, String> {
        let mut unknown = 0;
        for one in checked {
            unknown += usize::from(!self.told(self.store.accept(one, true))?);
        }
        Ok((unknown > 0).then(|| texts::unknown_outcomes(self.lang, unknown)))
    }

    /// Gives findings their status; `key` stands for all that the run rests on.
    pub fn remember(&mut self, outcome: &mut Outcome, key: &str, lang: Lang) -> Result<(), String> {
        let month = outcome.range.last;
        let findings = &mut outcome.findings;
        let done = self
            .store
            .remember(self.command, key, findings, month, lang);
        (outcome.resolved, self.learnt) = self.told(done)?;
        self.untold = self.learnt || self.told(self.store.has_untold(self.command))?;
        if let Some(of) = outcome.reconciliation.as_ref().filter(|_| self.learnt) {
            self.told(self.store.put_balances(of))?;
        }
        Ok(())
    }

    /// Adds the run to the journal and makes it last.
    pub fn commit(
        &self,
        outcome: &Outcome,
        files: usize,
        (booked, replaced): (usize, usize),
    ) -> Result<(), String> {
        let line = JournalLine {
            command: self.command,
            range: outcome.range,
            files,
            booked,
            replaced,
            findings: outcome.findings.len(),
            new: if self.learnt {
                news(&outcome.findings).count()
            } else {
                0
            },
        };
        self.told(self.store.commit(&line, &now()))
    }

    /// Notes that the news was told.
    pub fn told_all(&self) -> Result<(), String> {
        self.told(self.store.told_all(self.command))
    }
}

/// Writes the results, then does what is to be done last; sentences for what cannot be done.
pub fn leave(
    out: &Path,
    outcome: &Outcome,
    lang: Lang,
    last: impl FnOnce() -> Result<(), String>,
) -> Result<report::Written, String> {
    report::write_all_then(out, outcome, lang, last).map_err(|fault| match fault {
        LeaveFault::Write(fault) => results::write_fault(lang, &fault),
        LeaveFault::Last(sentence) => sentence,
    })
}

/// Whether what goes to the terminal is coloured.
pub fn coloured(color: Color, out: &impl IsTerminal) -> bool {
    match color {
        Color::Auto => out.is_terminal(),
        Color::Always => true,
        Color::Never => false,
    }
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
