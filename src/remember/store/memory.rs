//! What became of findings: new, seen before, gone, back, explained.
//!
//! In: the findings of a run. Out: the same, each with its status, and those that are gone. A run that
//! learnt nothing changes nothing, so that it says again what the one before said.

use rusqlite::{Connection, OptionalExtension, Result, params};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::model::{Checked, Finding, Money, Month, Remembered, Resolved, Status};
use crate::texts::{Lang, reconcile as texts};

/// The rule that tells of lists that took the place of others.
const RETURN_CHANGED: &str = "return-changed";

/// What an acceptance rests on: when these change, it no longer holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Facts {
    months: Vec<String>,
    amount: i64,
    severity: String,
    /// Of a list that was replaced: the rows that changed. Another correction may come to the same sum.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    rows: Vec<(Option<String>, u32)>,
}

impl Facts {
    fn of(finding: &Finding) -> Self {
        Self {
            months: finding.months.iter().map(ToString::to_string).collect(),
            amount: finding.amount.0,
            severity: finding.severity.code().to_owned(),
            rows: finding
                .evidence
                .iter()
                .filter(|_| finding.rule == RETURN_CHANGED)
                .map(|cell| (cell.sheet.clone(), cell.row))
                .collect(),
        }
    }

    fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    fn months(&self) -> Vec<Month> {
        self.months.iter().filter_map(|m| m.parse().ok()).collect()
    }
}

/// A finding as it was left.
struct Known {
    status: Status,
    first_seen: Month,
}

/// Takes an answer for a finding as it stands in the store; `false` where there is no such finding.
/// An answer that was `read_back` and given before, to other facts, says nothing of these.
pub fn accept(connection: &Connection, answer: &Checked, read_back: bool) -> Result<bool> {
    let on = answer.on.map(|on| on.to_string());
    let facts: Option<String> = connection
        .query_row(
            "select facts from finding where id = ? order by command",
            [&answer.finding],
            |row| row.get(0),
        )
        .optional()?;
    let Some(facts) = facts else {
        return Ok(false);
    };
    if read_back {
        let given: bool = connection.query_row(
            "select exists(select 1 from outcome where finding = ? and why = ? and on_day is ? and \
             coalesce(by_whom, '') = ?)",
            params![answer.finding, answer.outcome, on, answer.by],
            |row| row.get(0),
        )?;
        if given {
            return Ok(true);
        }
    }
    connection.execute(
        "insert into outcome(finding, why, on_day, by_whom, facts) values(?,?,?,nullif(?,''),?) \
         on conflict do update set why = excluded.why, on_day = excluded.on_day, by_whom = excluded.by_whom",
        params![answer.finding, answer.outcome, on, answer.by, facts],
    )?;
    connection.execute(
        "update finding set status = 'accepted' where id = ?",
        [&answer.finding],
    )?;
    Ok(true)
}

/// Gives every finding its status and keeps it. `same` says that the run learnt nothing new; `month` is
/// the last one of the run.
pub fn remember(
    connection: &Connection,
    command: &str,
    findings: &mut [Finding],
    same: bool,
    month: Month,
    lang: Lang,
) -> Result<Vec<Resolved>> {
    let known = known(connection, command)?;
    let answers = answers(connection)?;
    let mut put = connection.prepare(
        "insert into finding(id, command, rule, severity, confidence, status, first_seen, last_seen, kind, \
         name, commune, months, amount, title, message, facts) values(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) \
         on conflict do update set rule = excluded.rule, severity = excluded.severity, \
         confidence = excluded.confidence, status = excluded.status, last_seen = excluded.last_seen, \
         kind = excluded.kind, name = excluded.name, commune = excluded.commune, months = excluded.months, \
         amount = excluded.amount, title = excluded.title, message = excluded.message, facts = excluded.facts",
    )?;
    for finding in findings.iter_mut() {
        let facts = Facts::of(finding);
        let before = known.get(&finding.id);
        let given = answers.get(&finding.id).map_or(&[][..], Vec::as_slice);
        let holding = given.iter().find(|(of, _)| *of == facts);
        let status = match before {
            _ if holding.is_some() => Status::Accepted,
            None => Status::New,
            Some(known) if known.status == Status::Accepted => Status::Returned,
            Some(known) if same => known.status,
            Some(known) if known.status == Status::Resolved => Status::Returned,
            Some(_) => Status::Open,
        };
        let first_seen = before.map_or(month, |known| known.first_seen);
        let message = finding.message.clone();
        let earlier = given.last().filter(|_| holding.is_none());
        if let Some((of, checked)) = earlier {
            let changed = texts::changed(
                lang,
                &checked.outcome,
                (&of.months(), Money(of.amount)),
                (&finding.months, finding.amount),
            );
            finding.message = format!("{} {changed}", finding.message);
        }
        finding.remembered = Some(Remembered {
            status,
            first_seen,
            outcome: holding.or(earlier).map(|(_, checked)| checked.clone()),
        });
        if same && before.is_some_and(|known| known.status == status) {
            continue;
        }
        let months: Vec<String> = finding.months.iter().map(ToString::to_string).collect();
        put.execute(params![
            finding.id,
            command,
            finding.rule,
            finding.severity.code(),
            finding.confidence.code(),
            status.code(),
            first_seen.to_string(),
            month.to_string(),
            finding.subject.kind.code(),
            finding.subject.name,
            finding.subject.commune,
            serde_json::to_string(&months).unwrap_or_default(),
            finding.amount.0,
            finding.title,
            message,
            facts.text()
        ])?;
    }
    let here: rustc_hash::FxHashSet<&str> = findings.iter().map(|f| f.id.as_str()).collect();
    let mut gone = connection
        .prepare("update finding set status = 'resolved' where id = ? and command = ?")?;
    let mut ids: Vec<&String> = known
        .iter()
        .filter(|(id, known)| !here.contains(id.as_str()) && known.status != Status::Resolved)
        .map(|(id, _)| id)
        .collect();
    ids.sort_unstable();
    for id in ids {
        gone.execute(params![id, command])?;
    }
    resolved(connection, command)
}

fn known(connection: &Connection, command: &str) -> Result<FxHashMap<String, Known>> {
    let mut query =
        connection.prepare("select id, status, first_seen from finding where command = ?")?;
    let rows = query.query_map([command], |row| {
        let (id, status, first): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let status = Status::from_code(&status).unwrap_or(Status::Open);
        let first_seen = first.parse().unwrap_or_default();
        Ok((id, Known { status, first_seen }))
    })?;
    rows.collect()
}

/// Answers by finding, in the order in which they were given.
fn answers(connection: &Connection) -> Result<FxHashMap<String, Vec<(Facts, Checked)>>> {
    let mut query = connection
        .prepare("select finding, facts, why, on_day, by_whom from outcome order by given")?;
    let mut rows = query.query([])?;
    let mut all: FxHashMap<String, Vec<(Facts, Checked)>> = FxHashMap::default();
    while let Some(row) = rows.next()? {
        let facts: String = row.get(1)?;
        if let Ok(facts) = serde_json::from_str(&facts) {
            let finding: String = row.get(0)?;
            let on: Option<String> = row.get(3)?;
            let checked = Checked {
                finding: finding.clone(),
                outcome: row.get(2)?,
                on: on.and_then(|on| on.parse().ok()),
                by: row.get::<_, Option<String>>(4)?.unwrap_or_default(),
            };
            all.entry(finding).or_default().push((facts, checked));
        }
    }
    Ok(all)
}

fn resolved(connection: &Connection, command: &str) -> Result<Vec<Resolved>> {
    let mut query = connection.prepare(
        "select id, rule, name, commune, months, amount, message, first_seen from finding \
         where command = ? and status = 'resolved' order by rule, id",
    )?;
    let rows = query.query_map([command], |row| {
        let months: Vec<String> =
            serde_json::from_str(&row.get::<_, String>(4)?).unwrap_or_default();
        Ok(Resolved {
            id: row.get(0)?,
            rule: row.get(1)?,
            name: row.get(2)?,
            commune: row.get(3)?,
            months: months.iter().filter_map(|m| m.parse().ok()).collect(),
            amount: Money(row.get(5)?),
            message: row.get(6)?,
            first_seen: row.get::<_, String>(7)?.parse().unwrap_or_default(),
        })
    })?;
    rows.collect()
}
