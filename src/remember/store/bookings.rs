//! Booked pieces in the store: read all of them, add new ones.

use rayon::prelude::*;
use rusqlite::types::Type;
use rusqlite::{Connection, Error, Result, Row, params};
use serde_json::Value;

use crate::model::{
    Categories, CategoryTable, Day, IdNumber, Month, NamedRow, Pair, PartialDate, Role, Sex,
};
use crate::reconcile::booked::{BookedRow, Origin, Piece, State};
use crate::reconcile::booking::{Booking, Standing, ToBook};
use crate::reconcile::decided::KeptPair;
use crate::reconcile::whos::{TEXTS, Who, Whos};

/// A row as its array.
type Line = (u32, u32, i32, u8, u8, i64, i64, Option<i64>, i64, u8);

/// Everything booked.
#[derive(Default)]
pub struct Booked {
    /// Whom rows name.
    pub whos: Whos,
    /// By what persons are told apart, by number of who.
    pub keys: Vec<Option<String>>,
    /// All bookings, in the order in which they came.
    pub bookings: Vec<Booking>,
    /// What persons decided of two rows, in the order in which it came.
    pub pairs: Vec<KeptPair>,
}

/// What a run changes of all that is booked.
#[derive(Debug, Default)]
pub struct Changes {
    /// How many bookings there were before it; those behind them are new.
    known: usize,
    /// How many whos there were before it.
    known_whos: usize,
    /// Decisions that are new, or whose files were met, by their place among all.
    pairs: Vec<usize>,
    /// Bookings whose place others took, and which.
    replaced: Vec<(i64, i64)>,
}

impl Changes {
    /// How many lists were booked, and how many earlier ones gave way.
    pub fn counts(&self, booked: &Booked) -> (usize, usize) {
        let new = booked.bookings.get(self.known..).unwrap_or(&[]);
        let counting = new.iter().filter(|b| b.standing != Standing::Copy);
        (counting.count(), self.replaced.len())
    }
}

impl Booked {
    /// Takes the lists of a run; `known_whos` is how many whos were known before it.
    pub fn take(
        &mut self,
        to_book: Vec<ToBook>,
        pairs: Vec<KeptPair>,
        known_whos: usize,
    ) -> Changes {
        let mut changes = Changes {
            known: self.bookings.len(),
            known_whos,
            ..Changes::default()
        };
        for new in pairs {
            let known = self.pairs.iter().position(|old| old.pair == new.pair);
            let at = known.unwrap_or(self.pairs.len());
            match self.pairs.get_mut(at) {
                // Once both files are met, it is of these, whatever is called alike in later months.
                Some(old) if old.files.iter().all(|file| !file.is_empty()) => old.at = new.at,
                Some(old) => {
                    *old = new;
                    changes.pairs.push(at);
                }
                None => {
                    self.pairs.push(new);
                    changes.pairs.push(at);
                }
            }
        }
        let first = self.bookings.last().map_or(1, |last| last.id + 1);
        for (id, (piece, standing, replaced)) in (first..).zip(to_book) {
            for old in replaced {
                if let Some(booking) = self.booking(old) {
                    booking.standing = Standing::Replaced;
                    booking.replaced_by = Some(id);
                }
                changes.replaced.push((old, id));
            }
            self.bookings.push(Booking {
                id,
                piece,
                standing,
                replaced_by: None,
            });
        }
        changes
    }

    /// A booking by its number; they are in the order of their numbers.
    fn booking(&mut self, id: i64) -> Option<&mut Booking> {
        let at = self.bookings.binary_search_by_key(&id, |b| b.id).ok()?;
        self.bookings.get_mut(at)
    }
}

/// How a standing is written.
fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Current => "current",
        Standing::Replaced => "replaced",
        Standing::Copy => "copy",
    }
}

fn standing_of(code: &str) -> Option<Standing> {
    let all = [Standing::Current, Standing::Replaced, Standing::Copy];
    all.into_iter().find(|one| standing(*one) == code)
}

/// A text that has to be one of those that we write: a store that holds another one is damaged.
fn known<T>(row: &Row<'_>, at: usize, of: impl Fn(&str) -> Option<T>) -> Result<T> {
    let text = row.get_ref(at)?.as_str()?;
    of(text).ok_or_else(|| damaged(at, text))
}

fn damaged(at: usize, text: &str) -> Error {
    Error::FromSqlConversionFailure(at, Type::Text, text.to_owned().into())
}

/// Reads all that is booked.
pub fn load(connection: &Connection, categories: &CategoryTable) -> Result<Booked> {
    let mut booked = Booked {
        pairs: pairs(connection)?,
        ..Booked::default()
    };
    let mut query = connection.prepare(
        "select name, commune, village, book, account, receiver, category, cared_for, born_from, born_to, \
         sex, id_number, codes, key from who order by id",
    )?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let mut who = Who::default();
        for (text, at) in who.texts.iter_mut().zip(0..) {
            *text = booked.whos.texts.intern(row.get_ref(at)?.as_str()?);
        }
        who.born = date(row, TEXTS)?;
        who.sex = match row.get_ref(TEXTS + 2)?.as_str()? {
            "female" => Some(Sex::Female),
            "male" => Some(Sex::Male),
            _ => None,
        };
        who.id_number = IdNumber::from_digits(row.get_ref(TEXTS + 3)?.as_str()?);
        let codes = row.get_ref(TEXTS + 4)?.as_str()?;
        let codes = codes.split(' ').filter_map(|code| categories.index(code));
        who.categories = codes.fold(Categories::default(), |all, at| all.or(Categories::one(at)));
        booked.whos.add(who);
        booked.keys.push(row.get(TEXTS + 5)?);
    }
    let mut query = connection.prepare(
        "select id, role, month, commune, path, sheet, sha256, columns, only_unpaid, standing, replaced_by, \
         content from booking order by id",
    )?;
    let read = query.query_map([], |row| {
        let booking = Booking {
            id: row.get(0)?,
            standing: known(row, 9, standing_of)?,
            replaced_by: row.get(10)?,
            piece: Piece {
                role: known(row, 1, Role::from_code)?,
                month: known(row, 2, |text| text.parse().ok())?,
                commune: row.get(3)?,
                only_unpaid: row.get(8)?,
                origin: Origin {
                    path: row.get(4)?,
                    sheet: row.get(5)?,
                    sha256: row.get(6)?,
                    columns: known(row, 7, |text| serde_json::from_str(text).ok())?,
                },
                rows: Vec::new(),
            },
        };
        Ok((booking, row.get::<_, String>(11)?))
    })?;
    let read: Vec<(Booking, String)> = read.collect::<Result<_>>()?;
    booked.bookings = read
        .into_par_iter()
        .map(|(mut booking, content)| {
            let lines: Vec<Line> =
                serde_json::from_str(&content).map_err(|_| damaged(11, "content"))?;
            booking.piece.rows = lines.into_iter().map(row_of).collect();
            Ok(booking)
        })
        .collect::<Result<_>>()?;
    Ok(booked)
}

fn pairs(connection: &Connection) -> Result<Vec<KeptPair>> {
    let mut query = connection.prepare(
        "select path1, sheet1, row1, name1, path2, sheet2, row2, name2, file1, file2, said, same, by_whom, \
         on_from, on_to from pair order by given",
    )?;
    let read = query.query_map([], |row| {
        let named = |at: usize| -> Result<NamedRow> {
            Ok(NamedRow {
                path: row.get(at)?,
                sheet: row.get(at + 1)?,
                row: row.get(at + 2)?,
                name: row.get(at + 3)?,
            })
        };
        Ok(KeptPair {
            files: [row.get(8)?, row.get(9)?],
            pair: Pair {
                rows: [named(0)?, named(4)?],
                answer: row.get(10)?,
                same: row.get(11)?,
                by: row.get(12)?,
                on: date(row, 13)?,
            },
            at: None,
        })
    })?;
    read.collect()
}

fn put_pairs<'a>(
    connection: &Connection,
    pairs: impl Iterator<Item = (i64, &'a KeptPair)>,
) -> Result<()> {
    let mut insert = connection.prepare(
        "insert or replace into pair(given, path1, sheet1, row1, name1, path2, sheet2, row2, name2, file1, file2, said, same, \
         by_whom, on_from, on_to) values(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    )?;
    for (given, KeptPair { pair, files, .. }) in pairs {
        let [one, other] = &pair.rows;
        insert.execute(params![
            given,
            one.path,
            one.sheet,
            one.row,
            one.name,
            other.path,
            other.sheet,
            other.row,
            other.name,
            files[0],
            files[1],
            pair.answer,
            pair.same,
            pair.by,
            pair.on.map(|on| PartialDate::from(on.first).to_string()),
            pair.on.map(|on| PartialDate::from(on.last).to_string())
        ])?;
    }
    Ok(())
}

/// A date as far as it is known, from its first day and its last.
fn date(row: &Row<'_>, at: usize) -> Result<Option<PartialDate>> {
    let day = |at: usize| -> Result<Option<Day>> {
        let text: Option<String> = row.get(at)?;
        let date: Option<PartialDate> = text.and_then(|text| text.parse().ok());
        Ok(date.map(|date| date.first))
    };
    let days = day(at)?.zip(day(at + 1)?);
    Ok(days.map(|(first, last)| PartialDate { first, last }))
}

/// Adds those who were not met before; `from` is the first of them.
fn add_whos(
    connection: &Connection,
    whos: &Whos,
    from: usize,
    categories: &CategoryTable,
) -> Result<()> {
    let mut insert = connection.prepare(
        "insert into who(id, name, commune, village, book, account, receiver, category, cared_for, born_from, \
         born_to, sex, id_number, codes) values(?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    )?;
    for (who, id) in whos.all.iter().zip(0_i64..).skip(from) {
        insert.raw_bind_parameter(1, id)?;
        for (text, at) in who.texts.iter().zip(2..) {
            insert.raw_bind_parameter(at, whos.texts.get(*text))?;
        }
        let day = |day: Day| PartialDate::from(day).to_string();
        let codes = who.categories.iter().map(|at| categories.code(at));
        insert.raw_bind_parameter(TEXTS + 2, who.born.map(|b| day(b.first)))?;
        insert.raw_bind_parameter(TEXTS + 3, who.born.map(|b| day(b.last)))?;
        insert.raw_bind_parameter(TEXTS + 4, who.sex.map_or("", Sex::code))?;
        let id_number = who.id_number.map_or_else(String::new, |id| id.to_string());
        insert.raw_bind_parameter(TEXTS + 5, id_number)?;
        insert.raw_bind_parameter(TEXTS + 6, codes.collect::<Vec<_>>().join(" "))?;
        insert.raw_execute()?;
    }
    Ok(())
}

/// Keeps by what persons are told apart.
pub fn add_keys(connection: &Connection, keys: &[(u32, String)]) -> Result<()> {
    let mut update = connection.prepare("update who set key = ? where id = ? and key is null")?;
    for (who, key) in keys {
        update.execute(params![key, who])?;
    }
    Ok(())
}

/// The rows of a piece as they are kept.
fn content(piece: &Piece) -> String {
    let lines: Vec<Line> = piece.rows.iter().map(line_of).collect();
    serde_json::to_string(&lines).unwrap_or_default()
}

/// Writes the changes of a run, which may be reckoned with meanwhile.
pub fn write(
    connection: &Connection,
    booked: &Booked,
    changes: &Changes,
    (run, categories): (i64, &CategoryTable),
) -> Result<()> {
    let pairs = changes.pairs.iter();
    let pairs = pairs.filter_map(|at| Some((*at as i64, booked.pairs.get(*at)?)));
    put_pairs(connection, pairs)?;
    let new = booked.bookings.get(changes.known..).unwrap_or(&[]);
    if new.is_empty() {
        return Ok(());
    }
    add_whos(connection, &booked.whos, changes.known_whos, categories)?;
    let mut insert = connection.prepare(
        "insert into booking(id, role, month, commune, path, sheet, sha256, columns, only_unpaid, rows, sum, \
         standing, run, content) values(?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    )?;
    for booking in new {
        let piece = &booking.piece;
        let columns = piece.origin.columns.iter();
        let columns: Value = columns.map(|(k, at)| vec![k.clone(), at.clone()]).collect();
        insert.execute(params![
            booking.id,
            piece.role.code(),
            piece.month.to_string(),
            piece.commune,
            piece.origin.path,
            piece.origin.sheet,
            piece.origin.sha256,
            columns.to_string(),
            piece.only_unpaid,
            piece.rows.len() as i64,
            piece.sum(),
            standing(booking.standing),
            run,
            content(piece)
        ])?;
    }
    let mut replaced = connection
        .prepare("update booking set standing = 'replaced', replaced_by = ? where id = ?")?;
    for (old, by) in &changes.replaced {
        replaced.execute(params![by, old])?;
    }
    Ok(())
}

fn row_of(line: Line) -> BookedRow {
    let (row, who, month, months, scheme, regular, arrears, carried, deduction, state) = line;
    BookedRow {
        row,
        who,
        month: Month(month),
        months,
        scheme,
        regular,
        arrears,
        carried,
        deduction,
        state: State::ALL
            .get(usize::from(state))
            .copied()
            .unwrap_or_default(),
    }
}

fn line_of(row: &BookedRow) -> Line {
    (
        row.row,
        row.who,
        row.month.0,
        row.months,
        row.scheme,
        row.regular,
        row.arrears,
        row.carried,
        row.deduction,
        row.state as u8,
    )
}
