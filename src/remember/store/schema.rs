//! The tables of the store, and how an older store becomes one of today.
//!
//! A store lies on an office share, where the memory that a write-ahead log shares between machines does
//! not work: so it has a rollback journal, written through at every booking.

use rusqlite::{Connection, Error};

/// Marks the file as ours (`PRAGMA application_id`): "raso".
const APPLICATION: i32 = 0x7261_736f;

/// Each entry takes a store of version i to version i + 1.
const MIGRATIONS: [&str; 2] = [include_str!("version_1.sql"), include_str!("version_2.sql")];

/// What a file is that was taken for a store.
pub enum Found {
    /// A store of today.
    Ready,
    /// A store of a later program.
    Newer,
    /// A database of something else.
    Foreign,
}

/// Looks at a database, and inside the transaction under way makes a store of today of it.
pub fn prepare(connection: &Connection) -> Result<Found, Error> {
    let number = |name: &str| -> Result<i64, Error> {
        connection.pragma_query_value(None, name, |row| row.get(0))
    };
    let (application, version) = (number("application_id")?, number("user_version")?);
    let tables: i64 =
        connection.query_row("select count(*) from sqlite_master", [], |r| r.get(0))?;
    if application != i64::from(APPLICATION) && (version != 0 || tables != 0 || application != 0) {
        return Ok(Found::Foreign);
    }
    let Ok(version) = usize::try_from(version) else {
        return Ok(Found::Foreign);
    };
    if version > MIGRATIONS.len() {
        return Ok(Found::Newer);
    }
    for step in MIGRATIONS.iter().skip(version) {
        connection.execute_batch(step)?;
    }
    if version < MIGRATIONS.len() {
        connection.pragma_update(None, "application_id", APPLICATION)?;
        connection.pragma_update(None, "user_version", MIGRATIONS.len() as i64)?;
    }
    Ok(Found::Ready)
}
