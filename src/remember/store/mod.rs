//! The store: what is remembered from run to run, in one SQLite file.
//!
//! In: what a run booked and found. Out: everything booked before, and what became of findings. A run
//! holds the store from its first look to its last ([`Lock`]), and all that it changes is one
//! transaction: killed at any moment, it leaves the store as it was before or as it is after.

mod asked;
mod bookings;
mod lock;
mod memory;
mod schema;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, params};

pub use asked::{AskFault, ask_store};
pub use bookings::{Booked, Changes};
pub use lock::{Lock, LockFault};

use crate::model::{
    CategoryTable, Checked, Finding, Month, MonthRange, Reconciliation, Resolved, Source,
};
use crate::texts::Lang;
use schema::Found;

/// The name of the store in the folder of lists.
pub const STORE: &str = "so-doi-chieu.db";

/// An open store, held until it is dropped; without [`Store::commit`] nothing in it changes.
pub struct Store {
    connection: Connection,
    path: PathBuf,
    _lock: Lock,
}

/// Why a store cannot be used.
#[derive(Debug)]
pub enum StoreFault {
    /// Another run holds it; what that run says of itself.
    Held(PathBuf, String),
    /// Another program writes to it.
    Busy(PathBuf),
    /// There is none.
    Missing(PathBuf),
    /// A later program made it.
    Newer(PathBuf),
    /// It is no store.
    Foreign(PathBuf),
    /// It cannot be read or written.
    Broken(PathBuf, String),
}

/// One line of the journal.
pub struct JournalLine<'a> {
    /// `reconcile`, `audit`.
    pub command: &'a str,
    /// Months of the run.
    pub range: MonthRange,
    /// Files read.
    pub files: usize,
    /// Lists booked.
    pub booked: usize,
    /// Lists whose place others took.
    pub replaced: usize,
    /// Findings.
    pub findings: usize,
    /// New or returned ones.
    pub new: usize,
}

impl Store {
    /// Opens the store, a new one where there is none; waits for others at most `wait`.
    pub fn open(path: &Path, wait: Duration, holder: &str) -> Result<Self, StoreFault> {
        let lock = Lock::take(path, wait, holder).map_err(|fault| match fault {
            LockFault::Held(who) => StoreFault::Held(path.to_owned(), who),
            LockFault::Io(at, error) => StoreFault::Broken(at, error.to_string()),
        })?;
        let fault = |error: rusqlite::Error| broken(path, &error);
        let connection = Connection::open(path).map_err(fault)?;
        connection.busy_timeout(wait).map_err(fault)?;
        connection
            .pragma_update(None, "journal_mode", "delete")
            .map_err(fault)?;
        connection
            .execute_batch("pragma synchronous = full; begin exclusive")
            .map_err(fault)?;
        match schema::prepare(&connection).map_err(fault)? {
            Found::Ready => Ok(Self {
                connection,
                path: path.to_owned(),
                _lock: lock,
            }),
            Found::Newer => Err(StoreFault::Newer(path.to_owned())),
            Found::Foreign => Err(StoreFault::Foreign(path.to_owned())),
        }
    }

    /// The same where there has to be one already.
    pub fn open_old(path: &Path, wait: Duration, holder: &str) -> Result<Self, StoreFault> {
        if !path.is_file() {
            return Err(StoreFault::Missing(path.to_owned()));
        }
        Self::open(path, wait, holder)
    }

    fn told<T>(&self, result: rusqlite::Result<T>) -> Result<T, StoreFault> {
        result.map_err(|error| broken(&self.path, &error))
    }

    /// Everything booked.
    pub fn load(&self, categories: &CategoryTable) -> Result<Booked, StoreFault> {
        self.told(bookings::load(&self.connection, categories))
    }

    /// Writes what a run books.
    pub fn write(
        &self,
        booked: &Booked,
        changes: &Changes,
        categories: &CategoryTable,
    ) -> Result<(), StoreFault> {
        let run = self.told(self.next_run())?;
        self.told(bookings::write(
            &self.connection,
            booked,
            changes,
            (run, categories),
        ))
    }

    /// Notes the digest of every file read, with the path under which it was first met.
    pub fn note_files<'a>(
        &self,
        sources: impl Iterator<Item = &'a Source>,
    ) -> Result<(), StoreFault> {
        let result = move || {
            let run = self.next_run()?;
            let mut insert = self.connection.prepare(
                "insert into file(sha256, path, run) select ?1, ?2, ?3 \
                 where not exists (select 1 from file where sha256 = ?1 and run < ?3) \
                 on conflict do nothing",
            )?;
            for source in sources {
                insert.execute(params![source.sha256, source.path, run])?;
            }
            Ok(())
        };
        self.told(result())
    }

    /// Keeps by what persons are told apart.
    pub fn add_keys(&self, keys: &[(u32, String)]) -> Result<(), StoreFault> {
        self.told(bookings::add_keys(&self.connection, keys))
    }

    /// Takes what looking into a finding came to (`read_back` from our own workbook); `false` where the store knows no such finding.
    pub fn accept(&self, answer: &Checked, read_back: bool) -> Result<bool, StoreFault> {
        self.told(memory::accept(&self.connection, answer, read_back))
    }

    /// Gives findings their status. `key` stands for all that the run rests on: with the same key as the
    /// run before, nothing has become old. Out: what is gone, and whether the run learnt something.
    pub fn remember(
        &self,
        command: &str,
        key: &str,
        findings: &mut [Finding],
        month: Month,
        lang: Lang,
    ) -> Result<(Vec<Resolved>, bool), StoreFault> {
        let name = format!("{command}.key");
        let same = self.setting(&name)?.as_deref() == Some(key);
        let resolved = memory::remember(&self.connection, command, findings, same, month, lang);
        let resolved = self.told(resolved)?;
        if !same {
            self.set(&name, key)?;
        }
        Ok((resolved, !same))
    }

    /// Writes the balances for whoever asks the store.
    pub fn put_balances(&self, reconciliation: &Reconciliation) -> Result<(), StoreFault> {
        self.told(put_balances(&self.connection, reconciliation))
    }

    /// Whether the news of an earlier run was never printed.
    pub fn has_untold(&self, command: &str) -> Result<bool, StoreFault> {
        let value = self.setting(&format!("{command}.untold"))?;
        Ok(value.as_deref() == Some("1"))
    }

    /// Adds a line to the journal and makes all changes last. From here on only [`Store::told_all`] can
    /// follow.
    pub fn commit(&self, line: &JournalLine, at: &str) -> Result<(), StoreFault> {
        let range = line.range;
        let insert = self.connection.execute(
            "insert into journal(at, command, first, last, files, booked, replaced, findings, new) \
             values(?,?,?,?,?,?,?,?,?)",
            params![
                at,
                line.command,
                range.first.to_string(),
                range.last.to_string(),
                line.files as i64,
                line.booked as i64,
                line.replaced as i64,
                line.findings as i64,
                line.new as i64
            ],
        );
        self.told(insert)?;
        self.set(&format!("{}.untold", line.command), "1")?;
        self.told(self.connection.execute_batch("commit"))
    }

    /// The same for a change that is no run.
    pub fn commit_quietly(&self) -> Result<(), StoreFault> {
        self.told(self.connection.execute_batch("commit"))
    }

    /// Notes that the news of the run was printed.
    pub fn told_all(&self, command: &str) -> Result<(), StoreFault> {
        self.told(
            self.connection
                .execute("update journal set told = 1 where told = 0", []),
        )?;
        self.set(&format!("{command}.untold"), "0")
    }

    fn next_run(&self) -> rusqlite::Result<i64> {
        self.connection
            .query_row("select coalesce(max(run), 0) + 1 from journal", [], |r| {
                r.get(0)
            })
    }

    fn setting(&self, name: &str) -> Result<Option<String>, StoreFault> {
        let value = self
            .connection
            .query_row("select value from setting where name = ?", [name], |r| {
                r.get(0)
            })
            .optional();
        self.told(value)
    }

    fn set(&self, name: &str, value: &str) -> Result<(), StoreFault> {
        let set = self.connection.execute(
            "insert into setting(name, value) values(?,?) on conflict do update set value = excluded.value",
            [name, value],
        );
        self.told(set).map(drop)
    }
}

/// A store to be asked and not changed; waits for a run under way at most `wait`.
fn open_to_read(path: &Path, wait: Duration) -> Result<Connection, StoreFault> {
    if !path.is_file() {
        return Err(StoreFault::Missing(path.to_owned()));
    }
    let fault = |error: rusqlite::Error| match (broken(path, &error), Lock::holder(path)) {
        (StoreFault::Busy(path), Some(who)) => StoreFault::Held(path, who),
        (fault, _) => fault,
    };
    // After a run that was killed, reading has to put the file right first.
    let writing = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let reading = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, writing)
        .or_else(|_| Connection::open_with_flags(path, reading))
        .map_err(fault)?;
    connection.busy_timeout(wait).map_err(fault)?;
    connection
        .pragma_update(None, "query_only", true)
        .map_err(fault)?;
    connection
        .query_row("select count(*) from sqlite_master", [], |_| Ok(()))
        .map_err(fault)?;
    Ok(connection)
}

fn put_balances(connection: &Connection, reconciliation: &Reconciliation) -> rusqlite::Result<()> {
    connection.execute_batch("delete from balance; delete from difference")?;
    let mut insert = connection.prepare("insert into balance values(?,?,?,?,?,?,?,?,?,?,?)")?;
    for balance in &reconciliation.balances {
        let sum = &balance.sum;
        insert.execute(params![
            balance.month.to_string(),
            balance.commune,
            sum.carried_in,
            sum.approved,
            sum.paid,
            sum.returned,
            sum.carried_out,
            sum.unexplained(),
            balance.people_approved as i64,
            balance.people_paid as i64,
            balance.people_carried as i64
        ])?;
    }
    let mut insert =
        connection.prepare("insert into difference values(?,?,?,?,?,?,?,?,?,?,?,?)")?;
    for line in &reconciliation.differences {
        let account = &line.account;
        let subject = &line.subject;
        insert.execute(params![
            line.month.to_string(),
            subject.commune,
            subject.name,
            subject.born.map(|b| b.to_string()),
            subject.id_number.map(|id| id.to_string()),
            account.carried_in,
            account.approved,
            account.paid,
            account.returned,
            account.carried_out,
            account.unexplained(),
            line.found
        ])?;
    }
    Ok(())
}

fn broken(path: &Path, error: &rusqlite::Error) -> StoreFault {
    let path = path.to_owned();
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreFault::Busy(path),
        Some(ErrorCode::NotADatabase) => StoreFault::Foreign(path),
        _ => StoreFault::Broken(path, error.to_string()),
    }
}
