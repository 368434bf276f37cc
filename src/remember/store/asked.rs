//! One reading statement asked of a store.
//!
//! In: SQL and the file. Out: its rows, printed. What would change anything is refused while it is
//! prepared, as in a query over lists.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};

use super::{StoreFault, open_to_read};
use crate::remember::answer::Shape;
use crate::remember::ask::{QueryFault, print};

/// Why a store gives no answer.
pub enum AskFault {
    /// The store.
    Store(StoreFault),
    /// The statement; the tables that there are.
    Query(QueryFault, String),
}

/// The rows of a statement; waits for a run under way at most `wait`.
pub fn ask_store(
    (path, wait): (&Path, Duration),
    sql: &str,
    shape: Shape,
) -> Result<Vec<u8>, AskFault> {
    let mut connection = open_to_read(path, wait).map_err(AskFault::Store)?;
    let outline = outline(&connection).unwrap_or_default();
    let mut result = || {
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
        connection.authorizer(Some(|context: AuthContext<'_>| match context.action {
            AuthAction::Read { .. }
            | AuthAction::Select
            | AuthAction::Function { .. }
            | AuthAction::Recursive => Authorization::Allow,
            _ => Authorization::Deny,
        }))?;
        print(&connection, sql, shape)
    };
    result().map_err(|fault| AskFault::Query(fault, outline))
}

/// The tables and views with their columns, a line each.
fn outline(connection: &rusqlite::Connection) -> rusqlite::Result<String> {
    let mut query = connection.prepare(
        "select m.name, group_concat(c.name, ', ') from sqlite_master m, pragma_table_info(m.name) c \
         where m.type in ('table', 'view') group by m.name order by m.name",
    )?;
    let lines = query.query_map([], |row| {
        let (name, columns): (String, String) = (row.get(0)?, row.get(1)?);
        Ok(format!("  {name}({columns})\n"))
    })?;
    lines.collect()
}
