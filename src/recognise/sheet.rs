//! One sheet from its first rows to its last: header, role, plan, then row after row.

use std::collections::BTreeSet;
use std::ops::Range;

use super::below::{Below, labels, pass};
use super::beside::{Beside, Glance};
use super::changes::change;
use super::context::{Context, Names, context};
use super::dated::take_months;
use super::ditto::Ditto;
use super::encodings::Encodings;
use super::flaws::Flaws;
use super::header::{Column, Header, header, known, label_field};
use super::heading::{self, begins_list};
use super::merged::Merged;
use super::plan::Plan;
use super::role::role;
use super::shifted::put_back;
use super::sides::{Side, Sides};
pub use super::skip::Ruling;
use super::skip::{counts_since, is_plain_person, is_somebody, no_person};
use super::sums::Sums;
use super::swapped::swapped;
use super::totals::plain_total;
use super::typing::{List, Typist};
use super::words::{Field, Words};
use super::years::years;
use super::{List as Finished, Sink};
use crate::model::text::{fold, tidy};
use crate::model::{CategoryTable, Key, Note, NoteKind, Role, Row, Skipped, Source};
use crate::read::{
    FaultKind, LeftOutWhy, Legacy, Merge, RawRow, Rows, Value, ahead, column_index, column_letters,
    is_broken,
};

/// Rows looked at before the first one is typed.
const LOOK_AHEAD: usize = 64;

/// A sheet as far as its first rows tell.
pub enum Opening<'w> {
    /// A list.
    List(Box<Opened<'w>>),
    /// No list.
    LeftOut(LeftOutWhy),
}

/// A list whose header was found.
pub struct Opened<'w> {
    /// What holds for all its rows.
    pub list: List<'w>,
    /// Its title, month and commune.
    pub context: Context,
    /// Row numbers of the header.
    pub header_rows: Vec<u32>,
    /// Columns whose header means nothing, as letters and words.
    pub unknown: Vec<(String, String)>,
    /// First rows, those of the header and before it taken off.
    pub waiting: Vec<RawRow>,
    /// Where it stands among others side by side.
    pub side: Option<Side>,
    /// What stands to its right.
    pub sides: Sides,
}

impl Opened<'_> {
    /// Its columns, where it is one of several lists side by side.
    pub fn columns(&self) -> Option<Range<u32>> {
        self.side.as_ref().map(|side| side.columns.clone())
    }
}

/// What is known around the rows that a list is looked for in.
pub struct Around<'a> {
    /// What the other sheets tell.
    pub beside: &'a Beside,
    /// Of the list above or to the left in the same sheet.
    pub above: Option<&'a Context>,
    /// Where the list stands, if there are several side by side.
    pub side: Option<&'a Side>,
}

/// Looks at the first rows of a sheet, or of what is left of it below the list of a context.
pub fn open<'w>(
    rows: &mut dyn Rows,
    names: &Names<'_>,
    around: &Around<'_>,
    words: &'w Words,
    table: &CategoryTable,
) -> Result<Opening<'w>, FaultKind> {
    let (mut ahead, usual) = first_rows(rows)?;
    let mut found = header(&ahead, rows.merges(), words);
    let mut sides = Sides::default();
    let mut side = around.side.cloned();
    if side.is_none() {
        sides = super::sides::sides(&ahead, found.as_ref(), words);
        side = (!sides.lists.is_empty()).then(|| sides.lists.remove(0));
    }
    let mut common: Vec<RawRow> = Vec::new();
    if let Some(side) = &side {
        common.extend(ahead.iter().filter(|r| r.number < side.top).cloned());
        for row in &mut ahead {
            row.keep(&side.columns);
        }
        ahead.retain(|row| !row.is_empty());
        found = header(&ahead, rows.merges(), words);
    }
    let cells: usize = ahead.iter().map(RawRow::len).sum();
    let no_list = |title: &[String]| {
        let sheet = names.sheet.map(fold).unwrap_or_default();
        words.context.no_list.within(&sheet)
            || title
                .iter()
                .any(|l| words.context.no_list.begins(l).is_some())
    };
    let Some(mut found) = found else {
        let above = context(&ahead, names, words);
        if cells <= 3 {
            return Ok(Opening::LeftOut(LeftOutWhy::EmptySheet));
        }
        if no_list(&above.title) {
            return Ok(Opening::LeftOut(LeftOutWhy::NoList));
        }
        return Err(broken(&ahead).unwrap_or_else(|| nearest(&ahead, &above, words)));
    };
    let title = ahead.get(..found.first).unwrap_or(&[]);
    // A title over all lists is said of each that has none of its own.
    let mut context = match &side {
        Some(side) if !title.iter().any(|row| begins_list(row, words)) => {
            let own = title.iter().filter(|row| row.number >= side.top);
            common.extend(own.cloned());
            context(&common, names, words)
        }
        _ => context(title, names, words),
    };
    if let Some(above) = around.above {
        context.go_on(above, words);
    }
    take_months(&mut found, &mut context, words);
    let people = found.columns.iter().any(|c| {
        matches!(
            c.field,
            Field::Key(Key::Born | Key::IdNumber | Key::Died)
                | Field::BornMale
                | Field::BornFemale
                | Field::BornYear
        )
    });
    if !people && no_list(&context.title) {
        return Ok(Opening::LeftOut(LeftOutWhy::NoList));
    }
    let below = ahead.get(found.last + 1..).unwrap_or(&[]);
    let role = match change(&found, below, &context, words) {
        Some(Ok(role)) => role,
        Some(Err(why)) => return Ok(Opening::LeftOut(why)),
        None => role(&found, &context, words).map_err(|fault| {
            let block = ahead.get(found.first..=found.last).unwrap_or(&[]);
            broken(block).unwrap_or(fault)
        })?,
    };
    // Pairs of rows are two people beside each other.
    sides.doubt = sides.doubt.filter(|_| role != Role::Links);
    let plan = Plan::new(&found, role, &context, words);
    around.beside.complete(&mut context, &plan);
    if matches!(role, Role::Ledger | Role::Approved)
        && context.month.is_none()
        && !plan.has(Key::Month)
        && !plan.wide
    {
        return Err(FaultKind::NoMonth(role));
    }
    let mut list = List::new(plan, &context, words, table);
    list.usual = usual;
    list.beside = side.is_some();
    list.labels = labels(ahead.get(found.first..=found.last).unwrap_or(&[]));
    list.years = years(ahead.get(found.last + 1..).unwrap_or(&[]), &found.columns);
    list.swapped = swapped(ahead.get(found.last + 1..).unwrap_or(&[]), &list.plan);
    let mut unknown = found.unknown;
    unknown.retain(|(letters, _)| {
        let known = column_index(letters).and_then(|column| list.plan.slot(column));
        known.is_none()
    });
    let header_rows = ahead
        .get(found.first..=found.last)
        .unwrap_or(&[])
        .iter()
        .map(|r| r.number)
        .collect();
    let waiting = ahead.split_off((found.last + 1).min(ahead.len()));
    Ok(Opening::List(Box::new(Opened {
        list,
        context,
        header_rows,
        unknown,
        waiting,
        side,
        sides,
    })))
}

/// What a sheet's first rows tell of the sheets beside it; `None` where it has no header.
pub fn glance(
    rows: &mut dyn Rows,
    names: &Names<'_>,
    words: &Words,
) -> Result<Option<Glance>, FaultKind> {
    let (ahead, _) = first_rows(rows)?;
    let Some(found) = header(&ahead, rows.merges(), words) else {
        return Ok(None);
    };
    let above = ahead.get(..found.first).unwrap_or(&[]);
    let of_commune = |c: &Column| c.field == Field::Key(Key::Commune);
    Ok(Some(Glance {
        context: context(above, names, words),
        communes: found.columns.iter().any(of_commune),
    }))
}

/// The first rows of a sheet, and the old encoding that they are in.
fn first_rows(rows: &mut dyn Rows) -> Result<(Vec<RawRow>, Option<Legacy>), FaultKind> {
    let mut ahead = Vec::with_capacity(LOOK_AHEAD);
    while ahead.len() < LOOK_AHEAD {
        let mut row = RawRow::default();
        if !rows.next(&mut row)? {
            break;
        }
        row.is_whole()?;
        ahead.push(row);
    }
    let usual = RawRow::usual_of(&ahead);
    if let Some(usual) = usual {
        for row in &mut ahead {
            row.settle_as(usual);
        }
    }
    Ok((ahead, usual))
}

/// The fault of a header that cannot be understood because letters of it are lost.
fn broken(rows: &[RawRow]) -> Option<FaultKind> {
    rows.iter().find_map(|row| {
        row.cells().find_map(|(column, value)| {
            let Value::Text(text) = value else {
                return None;
            };
            let was = row.legacy.iter().find(|(c, _, _)| *c == column);
            let text = was.map_or(text, |(_, _, was)| was.as_str());
            let is_label = text.len() < 120;
            (is_label && is_broken(text)).then(|| FaultKind::LostLetters {
                cell: format!("{}{}", column_letters(column), row.number),
                text: tidy(text).into_owned(),
            })
        })
    })
}

/// The fault of a sheet without a header: the role that its first rows come nearest to.
fn nearest(ahead: &[RawRow], context: &Context, words: &Words) -> FaultKind {
    let best = ahead.iter().max_by_key(|r| known(r, words).len());
    let fields = best.map(|r| known(r, words)).unwrap_or_default();
    if fields.is_empty() {
        return FaultKind::NoHeader;
    }
    let columns = fields
        .into_iter()
        .map(|field| Column {
            at: 0,
            field,
            label: String::new(),
            written: String::new(),
        })
        .collect();
    let texts = best.into_iter().flat_map(RawRow::cells);
    let unknown = texts.filter_map(|(at, value)| match value {
        Value::Text(text) if label_field(text, words).is_none() => {
            Some((column_letters(at), tidy(text).into_owned()))
        }
        _ => None,
    });
    let header = Header {
        first: 0,
        last: 0,
        row: best.map_or(1, |row| row.number),
        columns,
        unknown: unknown.collect(),
        parted: Vec::new(),
    };
    match role(&header, context, words) {
        Ok(nearest) => FaultKind::Unrecognised {
            nearest,
            missing: vec![Key::Name],
            row: header.row,
            unknown: header.unknown,
        },
        Err(fault) => fault,
    }
}

/// Types the rows of a list.
pub struct Worker<'l, 'w, S> {
    list: &'l List<'w>,
    typist: Typist<'l, 'w>,
    /// Takes the rows.
    pub sink: S,
    /// What earlier rows say about later ones.
    pub ruling: Ruling,
    row: Row,
    /// Rows that are people.
    pub rows: u32,
    /// Rows that are not.
    pub skipped: Vec<Skipped>,
    encodings: Encodings,
    merged: Merged,
    ditto: Ditto,
    sums: Sums,
    flaws: Flaws,
    told: Told,
    below: Below,
}

/// Which communes the rows tell.
#[derive(Default)]
struct Told {
    communes: BTreeSet<String>,
    placeless: u32,
}

impl Told {
    fn see(&mut self, commune: &str) {
        if commune.is_empty() {
            self.placeless += 1;
        } else if !self.communes.contains(commune) {
            self.communes.insert(commune.to_owned());
        }
    }
}

impl<'l, 'w, S: Sink> Worker<'l, 'w, S> {
    /// Goes on from what earlier rows said.
    pub fn new(list: &'l List<'w>, sink: S, ruling: Ruling, merges: &[Merge]) -> Self {
        Self {
            list,
            typist: Typist::new(list),
            sink,
            ruling,
            row: Row::default(),
            rows: 0,
            skipped: Vec::new(),
            encodings: Encodings::default(),
            merged: Merged::new(merges),
            ditto: Ditto::default(),
            sums: Sums::new(list.beside),
            told: Told::default(),
            flaws: Flaws::default(),
            below: Below::default(),
        }
    }

    /// Types all rows that are left.
    pub fn run(&mut self, rows: &mut dyn Rows) -> Result<(), FaultKind> {
        let mut raw = RawRow::default();
        while rows.next(&mut raw)? {
            raw.is_whole()?;
            self.take(&mut raw);
        }
        Ok(())
    }

    /// Types all rows of a sheet that are left, while those after them are read.
    pub fn run_behind(&mut self, rows: &mut dyn Rows) -> Result<(), FaultKind> {
        ahead(rows, |batch| {
            self.merged.learn(&batch.merges);
            for raw in batch.rows() {
                self.take(raw);
            }
        })
    }

    /// Types one row.
    pub fn take(&mut self, raw: &mut RawRow) {
        if let Some(usual) = self.list.usual {
            raw.settle_as(usual);
        }
        let plain = self.below.found().is_none() && is_plain_person(raw, &self.list.plan);
        if !plain && self.below.begins(raw, self.list, self.ruling.title) {
            return;
        }
        self.merged.fill(raw, self.list);
        let shifted = put_back(raw, &self.list.plan);
        for parts in &self.list.plan.parted {
            join_date(raw, *parts);
        }
        if let Some(why) = no_person(raw, &self.list.plan, self.list.words, &mut self.ruling) {
            pass(&mut self.ruling.title, raw.number, Some(why));
            heading::hear(raw, why, self.list, &mut self.ruling);
            self.flaws.no_person(raw, why, &self.list.plan);
            if why == "total" {
                let since = counts_since(raw, self.list.words);
                let plain = plain_total(raw, &self.list.plan, self.list.words);
                self.sums.total(raw, &self.list.plan, since, plain);
            } else if why == "no-name" && is_somebody(raw, &self.list.plan) {
                self.sums.nameless(raw, &self.list.plan);
            } else {
                self.sums.boundary(raw, why, &self.list.plan);
            }
            self.skipped.push(Skipped {
                row: raw.number,
                why,
            });
            return;
        }
        pass(&mut self.ruling.title, raw.number, None);
        if self.ruling.heading.is_some() {
            heading::before_person(self.list, &mut self.ruling);
        }
        if !raw.legacy.is_empty() || self.encodings.has_old() {
            self.encodings.see(raw);
        }
        self.ditto.fill(raw, &self.list.plan, self.list.words);
        self.typist.fill(raw, &self.ruling, &mut self.row);
        if shifted {
            self.row.notes.push(Note {
                key: Key::Name,
                kind: NoteKind::Shifted,
                was: String::new(),
            });
        }
        self.rows += 1;
        self.flaws.person(raw, &self.list.plan);
        if self
            .row
            .notes
            .iter()
            .any(|n| n.kind == NoteKind::ErrorValue)
        {
            self.flaws.broken(raw);
        }
        self.sums.person(&self.row);
        self.told.see(&self.row.commune);
        if !self.list.plan.wide {
            self.sink.row(&self.row);
            return;
        }
        // The sum of all months is that of none.
        self.row.total = None;
        for (month, sum) in &self.typist.sums {
            self.row.month = Some(*month);
            self.row.months = 1;
            self.row.amount = Some(*sum);
            self.sink.row(&self.row);
        }
    }

    /// Rows with a signature or a mark of payment.
    pub fn signed(&self) -> u32 {
        self.typist.signed
    }

    /// Encodings met.
    pub fn encodings(&self) -> Encodings {
        self.encodings
    }

    /// Where the next list begins, if one does; no row from there on was taken.
    pub fn below(&self) -> Option<u32> {
        self.below.found()
    }
}

/// Puts a date of three columns into the one of its day, as far as it is told.
fn join_date(raw: &mut RawRow, [day, month, year]: [u32; 3]) {
    let part = |column| {
        let text = raw.get(column).map(super::shown).unwrap_or_default();
        let text = text.trim().to_owned();
        (!text.is_empty() && text != "0").then_some(text)
    };
    let Some(year) = part(year) else {
        return;
    };
    let parts = match (part(day), part(month)) {
        (Some(day), Some(month)) => vec![day, month, year],
        (None, Some(month)) => vec![month, year],
        _ => vec![year],
    };
    raw.put_text(day, &parts.join("/"));
}

/// A list with all its rows read.
pub fn finished<S>(
    opened: &Opened<'_>,
    file: (&str, &'static str, String),
    sheet: Option<String>,
    work: Work<S>,
) -> Finished<S> {
    let (path, format, sha256) = file;
    let plan = &opened.list.plan;
    Finished {
        source: Source {
            path: path.to_owned(),
            sha256,
            format,
            encoding: work.encodings.code(),
            sheet,
            role: plan.role,
            month: opened.context.month.map(|m| m.first),
            unit: opened.context.unit.unwrap_or(1),
            header_rows: opened.header_rows.clone(),
            columns: plan.letters(),
            unknown_columns: opened.unknown.clone(),
            commune: if plan.has(Key::Commune) {
                String::new()
            } else {
                opened.context.commune.clone()
            },
            rows: work.rows,
            skipped: work.skipped,
            wrong_totals: work.sums.wrong_totals(),
            flaws: work.flaws.of(work.rows),
        },
        sink: work.sink,
        signed: work.signed,
        communes: work.told.communes,
        placeless: work.told.placeless,
        sums: work.sums,
    }
}

/// What was done to the rows of a list, piece by piece.
pub struct Work<S> {
    /// What took the rows.
    pub sink: S,
    /// Rows that are people.
    pub rows: u32,
    /// Rows that are not.
    pub skipped: Vec<Skipped>,
    /// Rows signed.
    pub signed: u32,
    /// Encodings met.
    pub encodings: Encodings,
    sums: Sums,
    told: Told,
    flaws: Flaws,
}

impl<S: Sink> Work<S> {
    /// The first piece, and what it says about later rows.
    pub fn new(worker: Worker<'_, '_, S>) -> (Self, Ruling) {
        let first = Self {
            rows: worker.rows,
            signed: worker.signed(),
            encodings: worker.encodings(),
            skipped: worker.skipped,
            sums: worker.sums,
            told: worker.told,
            flaws: worker.flaws,
            sink: worker.sink,
        };
        (first, worker.ruling)
    }

    /// Leaves out the title of the next list, which begins in this row.
    pub fn end_at(&mut self, below: Option<u32>) {
        let end = below.unwrap_or(u32::MAX);
        self.skipped.retain(|skipped| skipped.row < end);
    }

    /// Adds the next piece; answers what it says about later rows.
    pub fn add(&mut self, worker: Worker<'_, '_, S>) -> Ruling {
        self.rows += worker.rows;
        self.signed += worker.signed();
        self.encodings.and(worker.encodings());
        self.skipped.extend(worker.skipped);
        self.sums.follow(worker.sums);
        self.told.communes.extend(worker.told.communes);
        self.told.placeless += worker.told.placeless;
        self.flaws.follow(worker.flaws);
        self.sink.join(worker.sink);
        worker.ruling
    }
}
