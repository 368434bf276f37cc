//! Findings about lists as their clerk mends them: in, an outcome; out, one fault a cell, in the order
//! of the lists and their cells.

use crate::model::{CellRef, Finding, Outcome, Severity, Source};
use crate::read::column_index;
use crate::texts::{Lang, validate as texts};

/// Cells of a finding that are looked at for other lists: a file may repeat one row without end.
const MOST_LOOKED_AT: usize = 200;

/// A cell at fault.
pub struct Fault<'a> {
    /// What was found.
    pub finding: &'a Finding,
    /// Where.
    pub cell: &'a CellRef,
    /// What the cell holds, as shown.
    pub value: String,
}

impl Fault<'_> {
    /// The place as Excel names it: `F12`; the row alone where no one cell is meant.
    pub fn place(&self, lang: Lang) -> String {
        match &self.cell.column {
            Some(column) => format!("{column}{}", self.cell.row),
            None => texts::row(lang, self.cell.row),
        }
    }

    /// The cell that a link goes to.
    pub fn target(&self) -> String {
        let column = self.cell.column.as_deref().unwrap_or("A");
        format!("{column}{}", self.cell.row)
    }

    /// What the cell holds, or that it is empty.
    pub fn shown(&self, lang: Lang) -> String {
        match (&*self.value, &self.cell.column) {
            ("", Some(_)) => texts::empty(lang).to_owned(),
            (value, _) => value.to_owned(),
        }
    }

    /// What is wrong; where other lists have a part in it, also where.
    pub fn reason(&self, lang: Lang) -> String {
        let elsewhere = |c: &&CellRef| (&c.path, &c.sheet) != (&self.cell.path, &self.cell.sheet);
        let places = self.finding.evidence.iter().take(MOST_LOOKED_AT);
        let places = places.filter(elsewhere);
        let places: Vec<String> = places.map(|cell| name(cell, lang)).collect();
        let own = self.finding.reason();
        match texts::elsewhere(lang, &places) {
            more if more.is_empty() => own.to_owned(),
            more => format!("{own} {more}"),
        }
    }

    /// How to put it right.
    pub fn mend(&self, lang: Lang) -> String {
        if self.finding.mend.is_empty() {
            texts::mend(lang, &self.finding.action, &self.finding.paper)
        } else {
            self.finding.mend.clone()
        }
    }

    /// Row and column from 0, where one cell is meant.
    pub fn at(&self) -> Option<(u32, u32)> {
        let column = column_index(self.cell.column.as_deref()?)?;
        Some((self.cell.row, column))
    }

    /// The list that the cell is of, and its place among all.
    pub fn list<'o>(&self, outcome: &'o Outcome) -> Option<(usize, &'o Source)> {
        let sheet = (self.cell.path.as_str(), self.cell.sheet.as_deref());
        let place = (self.cell.row, self.cell.column.as_deref());
        Source::at(&outcome.sources, sheet, place)
    }
}

/// A cell with its list: `ds.xlsx › T10 › F12`.
fn name(cell: &CellRef, lang: Lang) -> String {
    let row = || texts::row(lang, cell.row);
    let place = cell.column.as_ref().map(|c| format!("{c}{}", cell.row));
    let sheet = cell.sheet.iter().cloned();
    let parts = std::iter::once(cell.path.clone()).chain(sheet);
    let parts: Vec<String> = parts.chain([place.unwrap_or_else(row)]).collect();
    parts.join(" › ")
}

/// The faults of an outcome; `value` shows what a cell holds.
pub fn faults<'a>(outcome: &'a Outcome, value: &dyn Fn(&CellRef) -> String) -> Vec<Fault<'a>> {
    let cells = outcome.findings.iter().flat_map(|finding| {
        let cells = finding.evidence.iter();
        cells.map(move |cell| (finding, cell))
    });
    let mut all: Vec<Fault<'a>> = cells
        .map(|(finding, cell)| Fault {
            finding,
            cell,
            value: value(cell),
        })
        .collect();
    let order = |fault: &Fault<'_>| {
        let list = fault.list(outcome).map(|(index, _)| index);
        let column = fault.cell.column.as_deref().and_then(column_index);
        (list, fault.cell.row, column)
    };
    all.sort_by_cached_key(order);
    all
}

/// How many faults there are of each weight, heaviest first.
pub fn counts(faults: &[Fault<'_>]) -> [usize; 3] {
    [Severity::Error, Severity::Warning, Severity::Info].map(|severity| {
        faults
            .iter()
            .filter(|f| f.finding.severity == severity)
            .count()
    })
}
