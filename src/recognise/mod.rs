//! Second step: sheets to lists. What each sheet is (role, header, columns, month, commune, unit), its
//! rows typed, the rest skipped with a reason.
//!
//! In: files of [`crate::read`] and the words of clerks ([`Words`]). Out: a [`Source`] a list, and its
//! rows poured into sinks as they stream. All faults of all files are gathered.

use std::collections::BTreeSet;
use std::path::Path;

use rayon::prelude::*;

use crate::model::{CategoryTable, Checked, PartialDate, Role, Row, Source};
use crate::read::{self, Book, Content, FaultKind, Input, LeftOut, LeftOutWhy, ReadFault, Rows};

mod address;
mod apart;
mod below;
mod beside;
mod blocks;
mod changes;
mod commune;
mod context;
mod dated;
mod ditto;
mod encodings;
mod flaws;
mod header;
#[cfg(test)]
mod header_table;
mod heading;
mod merged;
mod outcomes;
mod placeless;
mod plan;
mod role;
mod sheet;
mod shifted;
mod sides;
mod skip;
mod sums;
mod swapped;
mod totals;
mod typing;
mod values;
mod words;
mod years;

pub use typing::shown;
pub use words::{Words, WordsFault, address_words, card_codes};

use below::RowsFrom;
use beside::Beside;
use context::{Context, Names};
use placeless::Places;
use sheet::{Around, Opened, Opening, Work, Worker};
use sides::{Side, Sides};
use sums::{Sums, hold_together};

/// The categories that the built-in words speak of, in the order of the law files.
pub const CATEGORY_CODES: [&str; 20] = [
    "orphan",
    "studying16to22",
    "hiv_child",
    "hiv_adult",
    "single_parent",
    "poor_elderly",
    "elderly75_hard",
    "elderly80",
    "elderly_fostered",
    "disabled_mild",
    "disabled_severe",
    "disabled_extreme",
    "child_under3_hard",
    "social_pension",
    "care_household",
    "care_taken_in",
    "care_orphan",
    "care_elderly",
    "care_mother",
    "funeral",
];

/// The date that a cell kept as written tells, if it is one.
pub fn written_date(text: &str) -> Option<PartialDate> {
    values::date(read::Value::Text(text), values::DateUse::Event, None).value
}

/// The whole number that a cell kept as written begins with: `62`, `62 kWh`, `62,0`.
pub fn written_count(text: &str) -> Option<u32> {
    let text = text.trim();
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    text.get(..end)?.parse().ok()
}

/// Takes the rows of a list, in order.
pub trait Sink: Send + Sized {
    /// The next row; it is used again for the one after.
    fn row(&mut self, row: &Row);
    /// Takes what a sink of later rows of the list took.
    fn join(&mut self, next: Self);
}

/// A list that was read.
#[derive(Debug)]
pub struct List<S> {
    /// What it is and where it came from, complete.
    pub source: Source,
    /// The sink that took its rows. Where large text files are cut into pieces for several does not
    /// depend on the number of threads.
    pub sink: S,
    /// Rows with a signature or a mark of payment. Where it is 0, an empty mark says nothing; where
    /// most rows have one, an empty mark is unknown (`contract.md`, What the numbers mean, 7).
    pub signed: u32,
    /// The communes that its rows tell.
    pub communes: BTreeSet<String>,
    /// Rows that tell no commune.
    pub placeless: u32,
    sums: Sums,
}

/// Everything that was read.
#[derive(Debug)]
pub struct Recognised<S> {
    /// Lists, in path order and then sheet order.
    pub lists: Vec<List<S>>,
    /// Sheets that are no lists.
    pub left_out: Vec<LeftOut>,
    /// What could not be read or recognised, in path order.
    pub faults: Vec<ReadFault>,
}

/// Reads all lists, files side by side. `new_sink` makes an empty sink; one whose rows turn out to need
/// a second reading is dropped, so sinks must keep to themselves. `after_file` is called once a file.
pub fn read_lists<S: Sink>(
    inputs: &[Input],
    words: &Words,
    categories: &CategoryTable,
    new_sink: impl Fn(Role) -> S + Sync,
    after_file: &(dyn Fn() + Sync),
) -> Recognised<S> {
    let none = Places::default();
    let mut reader = Reader {
        words,
        categories,
        new_sink: &new_sink,
        places: &none,
    };
    let file = |input| {
        let read = reader.file(input);
        after_file();
        read
    };
    let mut files: Vec<Recognised<S>> = inputs.par_iter().map(file).collect();
    // Lists that name no commune may be called like one that others name: these are read again.
    let places = placeless::places(&files);
    reader.places = &places;
    let again = inputs.par_iter().zip(&mut files);
    again
        .filter(|(input, _)| places.speaks_of(&input.shown))
        .for_each(|(input, read)| *read = reader.file(input));
    let mut all = Recognised {
        lists: Vec::new(),
        left_out: Vec::new(),
        faults: Vec::new(),
    };
    for file in files {
        all.lists.extend(file.lists);
        all.left_out.extend(file.left_out);
        all.faults.extend(file.faults);
    }
    all
}

/// Lists of a sheet past which it is not read: each needs a reading of its own.
const MOST_LISTS: usize = 100;

/// The lists of one sheet, from the left to the right and from the top down.
struct OfSheet<S> {
    lists: Vec<List<S>>,
    /// Why what is beside and below them, or all of it, is none.
    left_out: Vec<LeftOutWhy>,
    /// Where further lists stand side by side.
    sides: Vec<Side>,
    /// What is told of the first list.
    leftmost: Option<Context>,
}

impl<S> Default for OfSheet<S> {
    fn default() -> Self {
        Self {
            lists: Vec::new(),
            left_out: Vec::new(),
            sides: Vec::new(),
            leftmost: None,
        }
    }
}

impl<S> OfSheet<S> {
    /// The next list, if there is one. What stands below a list and is none is only left out; a sheet
    /// whose people may stand in columns that are not read is not read at all, or half of them were missed.
    fn opened<'w>(
        &mut self,
        opening: Result<Opening<'w>, FaultKind>,
        (side, is_below): (Option<&Side>, bool),
    ) -> Result<Option<Box<Opened<'w>>>, FaultKind> {
        match opening {
            Ok(Opening::List(mut opened)) => {
                let sides = std::mem::take(&mut opened.sides);
                self.take(sides)?;
                self.leftmost.get_or_insert_with(|| opened.context.clone());
                return Ok(Some(opened));
            }
            Ok(Opening::LeftOut(why)) => self.left_out.push(why),
            Err(kind) if self.lists.is_empty() => return Err(kind),
            Err(kind) if side.is_some() && !is_below => return Err(kind),
            Err(_) => self.left_out.push(LeftOutWhy::NoList),
        }
        Ok(None)
    }

    fn take(&mut self, sides: Sides) -> Result<(), FaultKind> {
        if let Some((first, last)) = sides.doubt {
            return Err(FaultKind::Beside(first, last));
        }
        self.sides.extend(sides.lists);
        self.has_room()
    }

    /// A fault where there are too many lists for one more.
    fn has_room(&self) -> Result<(), FaultKind> {
        if self.lists.len() + self.sides.len() < MOST_LISTS {
            Ok(())
        } else {
            Err(FaultKind::ManyLists(MOST_LISTS))
        }
    }
}

struct Reader<'a, F> {
    words: &'a Words,
    categories: &'a CategoryTable,
    new_sink: &'a F,
    places: &'a Places,
}

impl<S: Sink, F: Fn(Role) -> S + Sync> Reader<'_, F> {
    fn file(&self, input: &Input) -> Recognised<S> {
        let mut found = Recognised {
            lists: Vec::new(),
            left_out: Vec::new(),
            faults: Vec::new(),
        };
        match read::open(input) {
            Ok(opened) => match opened.content {
                Content::Delimited(text) => self.delimited(input, *text, &mut found),
                Content::Book(mut book) if opened.own => {
                    self.own(
                        input,
                        (opened.format, &opened.sha256),
                        book.as_mut(),
                        &mut found,
                    );
                }
                Content::Book(mut book) => {
                    self.book(
                        input,
                        (opened.format, &opened.sha256),
                        book.as_mut(),
                        &mut found,
                    );
                }
            },
            Err(kind) => found.faults.push(kind.at(&input.shown, None)),
        }
        found
    }

    fn book(
        &self,
        input: &Input,
        file: (&'static str, &str),
        book: &mut dyn Book,
        found: &mut Recognised<S>,
    ) {
        let heads = book.sheets().to_vec();
        if heads.is_empty() {
            found.faults.push(FaultKind::Empty.at(&input.shown, None));
        }
        let beside = self.beside(input, book);
        for (index, head) in heads.iter().enumerate() {
            let sheet = head.name.as_deref();
            let left_out = |why| LeftOut {
                path: input.shown.clone(),
                sheet: head.name.clone(),
                why,
            };
            if head.hidden {
                found.left_out.push(left_out(LeftOutWhy::HiddenSheet));
                continue;
            }
            match self.sheet(input, file, (head.name.clone(), &beside), book, index) {
                Ok(read) => {
                    found.lists.extend(read.lists);
                    found
                        .left_out
                        .extend(read.left_out.into_iter().map(left_out));
                }
                Err(kind) => found.faults.push(kind.at(&input.shown, sheet)),
            }
        }
    }

    /// A workbook that this program wrote: nothing in it is a list but what a person typed about rows.
    /// One without such answers is as good as not there.
    fn own(
        &self,
        input: &Input,
        file: (&'static str, &str),
        book: &mut dyn Book,
        found: &mut Recognised<S>,
    ) {
        let before = found.lists.len();
        let heads = book.sheets().to_vec();
        for (index, head) in heads.iter().enumerate().filter(|(_, head)| !head.hidden) {
            if !self.is_of_pairs(input, head.name.as_deref(), book, index) {
                let checked = book
                    .rows(index)
                    .and_then(|mut rows| outcomes::outcomes(rows.as_mut()));
                if let Ok((head_row, checked)) = checked
                    && !checked.is_empty()
                {
                    let sheet = (head.name.clone(), head_row);
                    found.lists.push(self.checked(input, file, sheet, checked));
                }
                continue;
            }
            let beside = Beside::default();
            let sheet = self.sheet(input, file, (head.name.clone(), &beside), book, index);
            let lists = sheet.into_iter().flat_map(|read| read.lists);
            found
                .lists
                .extend(lists.filter(|list| list.source.rows > 0));
        }
        if found.lists.len() == before {
            found.left_out.push(LeftOut {
                path: input.shown.clone(),
                sheet: None,
                why: LeftOutWhy::OwnOutput,
            });
        }
    }

    /// Findings beside which a person typed what looking into them came to.
    fn checked(
        &self,
        input: &Input,
        (format, sha256): (&'static str, &str),
        (sheet, head_row): (Option<String>, u32),
        checked: Vec<(u32, Checked)>,
    ) -> List<S> {
        let mut sink = (self.new_sink)(Role::Outcomes);
        let rows = checked.len() as u32;
        for (number, checked) in checked {
            sink.row(&Row {
                number,
                checked: Some(Box::new(checked)),
                ..Row::default()
            });
        }
        let source = Source {
            path: input.shown.clone(),
            sha256: sha256.to_owned(),
            format,
            encoding: "unicode",
            sheet,
            role: Role::Outcomes,
            month: None,
            unit: 1,
            header_rows: vec![head_row],
            columns: Vec::new(),
            unknown_columns: Vec::new(),
            commune: String::new(),
            rows,
            skipped: Vec::new(),
            wrong_totals: Vec::new(),
            flaws: Vec::new(),
        };
        let signed = 0;
        List {
            source,
            sink,
            signed,
            communes: BTreeSet::new(),
            placeless: 0,
            sums: Sums::default(),
        }
    }

    /// Whether a sheet holds pairs of rows, by its first rows: sheets of findings may be long.
    fn is_of_pairs(
        &self,
        input: &Input,
        sheet: Option<&str>,
        book: &mut dyn Book,
        index: usize,
    ) -> bool {
        let (names, beside) = (self.names(input, sheet), Beside::default());
        let opening = book.rows(index).and_then(|mut rows| {
            let rows = rows.as_mut();
            let around = Around {
                beside: &beside,
                above: None,
                side: None,
            };
            sheet::open(rows, &names, &around, self.words, self.categories)
        });
        matches!(opening, Ok(Opening::List(opened)) if opened.list.plan.role == Role::Links)
    }

    /// What the sheets of a workbook say together.
    fn beside(&self, input: &Input, book: &mut dyn Book) -> Beside {
        let heads = book.sheets().to_vec();
        let seen: Vec<usize> = (0..heads.len())
            .filter(|i| heads.get(*i).is_some_and(|h| !h.hidden))
            .collect();
        let mut beside = Beside::default();
        if seen.len() < 2 {
            return beside;
        }
        let mut glances = Vec::new();
        for index in seen {
            let sheet = heads.get(index).and_then(|h| h.name.as_deref());
            // A sheet that cannot be read is told where it is read in earnest.
            if let Ok(mut rows) = book.rows(index)
                && let Ok(Some(glance)) =
                    sheet::glance(rows.as_mut(), &self.names(input, sheet), self.words)
            {
                glances.push(glance);
            }
        }
        beside.take(&glances);
        beside
    }

    fn sheet(
        &self,
        input: &Input,
        (format, sha256): (&'static str, &str),
        (sheet, beside): (Option<String>, &Beside),
        book: &mut dyn Book,
        index: usize,
    ) -> Result<OfSheet<S>, FaultKind> {
        let names = self.names(input, sheet.as_deref());
        let mut read = OfSheet::default();
        let (mut first, mut above) = (0, None);
        let mut side: Option<Side> = None;
        loop {
            let mut rows = book.rows(index)?;
            let mut rows = RowsFrom::row(first, rows.as_mut());
            let around = Around {
                beside,
                above: above.as_ref(),
                side: side.as_ref(),
            };
            let opening = sheet::open(&mut rows, &names, &around, self.words, self.categories);
            let mut below = None;
            if let Some(mut opened) = read.opened(opening, (side.as_ref(), first > 0))? {
                side.clone_from(&opened.side);
                rows.columns = opened.columns();
                let waiting = std::mem::take(&mut opened.waiting);
                let merges = rows.merges().to_vec();
                let sink = (self.new_sink)(opened.list.plan.role);
                let mut worker = Worker::new(&opened.list, sink, sheet::Ruling::default(), &merges);
                for mut row in waiting {
                    worker.take(&mut row);
                }
                worker.run_behind(&mut rows)?;
                below = worker.below();
                let (mut work, _) = Work::new(worker);
                work.end_at(below);
                let file = (input.shown.as_str(), format, sha256.to_owned());
                let list = sheet::finished(&opened, file, sheet.clone(), work);
                read.lists.push(list);
                above = Some(opened.context);
            }
            match below {
                Some(row) => {
                    read.has_room()?;
                    first = row;
                }
                None if read.sides.is_empty() => {
                    hold_together(&mut read.lists);
                    return Ok(read);
                }
                None => {
                    (first, side) = (0, Some(read.sides.remove(0)));
                    above.clone_from(&read.leftmost);
                }
            }
        }
    }

    /// The names of a list from the outside in.
    fn names<'a>(&'a self, input: &'a Input, sheet: Option<&'a str>) -> Names<'a> {
        let depth = input.shown.matches('/').count();
        let folder = input
            .path
            .ancestors()
            .nth(depth + 1)
            .and_then(Path::file_name)
            .and_then(std::ffi::OsStr::to_str)
            .unwrap_or("");
        Names {
            sheet,
            shown: &input.shown,
            folder,
            commune: self.places.of(&input.shown, sheet),
        }
    }
}
