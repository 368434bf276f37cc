//! One statement and the database that answers it.
//!
//! In: SQL. Out: which tables and columns it reads, before anything is read; once they are filled,
//! its rows. A statement that would change anything is refused while it is prepared.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use rusqlite::config::DbConfig;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Error, ErrorCode};

use super::answer::{Printer, Shape};
use super::tables;

/// Why a statement has no answer.
#[derive(Debug, thiserror::Error)]
pub enum QueryFault {
    /// There is no statement.
    #[error("empty")]
    Empty,
    /// It would change something, or there are several.
    #[error("not one reading statement")]
    NotOneReading,
    /// SQLite does not understand it, or cannot carry it out; in its own words.
    #[error("{0}")]
    Sql(String),
}

impl From<Error> for QueryFault {
    fn from(error: Error) -> Self {
        match error {
            Error::MultipleStatement => Self::NotOneReading,
            // In `prepare` the whole statement is repeated behind the message.
            Error::SqlInputError { msg, .. } => Self::Sql(msg),
            Error::SqliteFailure(_, Some(message)) => Self::Sql(message),
            other => Self::Sql(other.to_string()),
        }
    }
}

/// The columns that a statement reads, by table.
#[derive(Clone, Debug, Default)]
pub struct Reads(BTreeMap<String, BTreeSet<String>>);

impl Reads {
    /// Whether a table is read at all, if only to count its rows.
    pub fn table(&self, table: &str) -> bool {
        self.0.contains_key(table)
    }

    /// SQLite tells nothing of the columns of `using (…)` and of a natural join, nor of a table of
    /// which nothing else is asked: there, every table that the statement spells out counts as
    /// read, with the columns that it spells out, and for a natural join with all.
    fn add_joined(&mut self, sql: &str) {
        let sql = sql.to_lowercase();
        let natural = sql.contains("natural");
        if !natural && !sql.contains("using") {
            return;
        }
        for table in tables::all().into_iter().filter(|t| sql.contains(t.name)) {
            let columns = table.columns.into_iter().map(|(column, _)| column);
            let named = columns.filter(|column| natural || sql.contains(column.as_str()));
            self.0
                .entry(table.name.to_owned())
                .or_default()
                .extend(named);
        }
    }

    /// Whether a column is read.
    pub fn column(&self, table: &str, column: &str) -> bool {
        self.0.get(table).is_some_and(|c| c.contains(column))
    }
}

/// What the authorizer saw.
#[derive(Default)]
struct Seen {
    reads: Reads,
    refused: bool,
}

/// The database, in memory.
pub struct Memory {
    pub(super) connection: Connection,
    sql: String,
    /// What the statement reads.
    pub reads: Reads,
}

impl Memory {
    /// Empty tables, and what a statement would read of them.
    pub fn ask(sql: &str) -> Result<Self, QueryFault> {
        let mut connection = Connection::open_in_memory()?;
        // Else a misspelt column in double quotes would be taken for a text, without a word.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
        for table in tables::all() {
            let columns = table.columns.iter();
            let columns: Vec<String> = columns
                .map(|(name, kind)| format!("{} {kind}", tables::quoted(name)))
                .collect();
            let name = tables::quoted(table.name);
            connection.execute_batch(&format!("create table {name}({})", columns.join(",")))?;
        }
        let seen = Arc::new(Mutex::new(Seen::default()));
        let watching = Arc::clone(&seen);
        connection.authorizer(Some(move |context: AuthContext<'_>| {
            watching
                .lock()
                .map_or(Authorization::Deny, |mut seen| seen.watch(&context.action))
        }))?;
        let prepared = match connection.prepare(sql) {
            Ok(statement) if statement.readonly() => Ok(()),
            Ok(_) => Err(QueryFault::NotOneReading),
            Err(error) => Err(fault(error, sql)),
        };
        connection.authorizer(None::<fn(AuthContext<'_>) -> Authorization>)?;
        let seen = seen.lock().map(|mut seen| std::mem::take(&mut *seen));
        let seen = seen.unwrap_or_default();
        if seen.refused {
            return Err(QueryFault::NotOneReading);
        }
        prepared?;
        let mut reads = seen.reads;
        reads.add_joined(sql);
        Ok(Self {
            connection,
            sql: sql.to_owned(),
            reads,
        })
    }

    /// The rows of the statement, printed.
    pub fn answer(&self, shape: Shape) -> Result<Vec<u8>, QueryFault> {
        print(&self.connection, &self.sql, shape)
    }
}

/// The rows of one reading statement, printed.
pub(super) fn print(
    connection: &Connection,
    sql: &str,
    shape: Shape,
) -> Result<Vec<u8>, QueryFault> {
    let mut statement = match connection.prepare(sql) {
        Ok(statement) if statement.readonly() => statement,
        Ok(_) => return Err(QueryFault::NotOneReading),
        Err(error) => return Err(fault(error, sql)),
    };
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let count = columns.len();
    let mut printer = Printer::new(shape, columns);
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let cells = (0..count).map(|at| row.get_ref(at));
        let cells: Vec<ValueRef<'_>> = cells.collect::<Result<_, _>>()?;
        printer.row(&cells);
    }
    Ok(printer.finish())
}

impl Seen {
    /// Reading and computing is allowed, everything else refused.
    fn watch(&mut self, action: &AuthAction<'_>) -> Authorization {
        match action {
            AuthAction::Read {
                table_name,
                column_name,
            } => {
                let columns = self.reads.0.entry((*table_name).to_owned()).or_default();
                if !column_name.is_empty() {
                    columns.insert((*column_name).to_owned());
                }
                Authorization::Allow
            }
            AuthAction::Select | AuthAction::Function { .. } | AuthAction::Recursive => {
                Authorization::Allow
            }
            _ => {
                self.refused = true;
                Authorization::Deny
            }
        }
    }
}

/// Nothing but blanks and comments is no statement.
fn fault(error: Error, sql: &str) -> QueryFault {
    match error {
        Error::Empty => QueryFault::Empty,
        _ if error.sqlite_error_code() == Some(ErrorCode::AuthorizationForStatementDenied) => {
            QueryFault::NotOneReading
        }
        _ if sql.trim().is_empty() => QueryFault::Empty,
        other => other.into(),
    }
}
