//! Where the lists of a sheet stand: their headers, rows and columns of money, and the merged areas that can
//! be drawn again. For copies of formats of which the cells alone are read.
//!
//! In: the cells of a sheet and the lists found on it. Out: what part of a list a cell is.

use std::collections::BTreeSet;

use crate::model::Source;
use crate::read::{Merge, SheetCells, column_index};
use crate::report::faults::Fault;

/// Cells that merged areas cover altogether, at most; what is more is not merged.
const MOST_COVERED: u64 = 200_000;
/// The last column that is drawn.
const LAST_COLUMN: u32 = 200;
/// Rows with fewer cells stand beside the table.
const LEAST_CELLS: usize = 3;

/// What part of a list a cell is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// None.
    Beside,
    /// A merged line above a list.
    Title,
    /// Its header.
    Head,
    /// A cell of a row.
    Cell,
    /// The same, in a column of money.
    Money,
}

/// A list on its sheet.
struct Frame {
    head: (u32, u32),
    /// The last row with cells.
    last: u32,
    right: u32,
    money: BTreeSet<u32>,
}

/// The lists of a sheet.
pub struct Frames {
    all: Vec<Frame>,
    /// Merged areas to draw, none within another.
    pub merges: Vec<Merge>,
    covered: BTreeSet<(u32, u32)>,
}

impl Frames {
    /// Finds the lists of a sheet.
    pub fn new<'a>(
        sheet: &SheetCells,
        lists: impl Iterator<Item = &'a Source>,
        faults: &[&Fault<'_>],
    ) -> Self {
        let mut lists: Vec<&Source> = lists.collect();
        lists.sort_by_key(|list| list.header_rows.first().copied());
        let begins = |list: &Source| list.header_rows.first().copied().unwrap_or(0);
        // Lists side by side begin in the same row, and each goes on to the next header below it.
        let end = |list: &Source| {
            let nexts = lists.iter().map(|next| begins(next));
            nexts
                .filter(|next| *next > begins(list))
                .min()
                .unwrap_or(u32::MAX)
        };
        let all: Vec<Frame> = lists
            .iter()
            .filter_map(|list| frame(sheet, list, end(list)))
            .collect();
        let mut frames = Self {
            all,
            merges: Vec::new(),
            covered: BTreeSet::new(),
        };
        frames.merge(sheet, faults);
        frames
    }

    /// Takes the merged areas over, but for those that hide a cell that holds or is told something.
    fn merge(&mut self, sheet: &SheetCells, faults: &[&Fault<'_>]) {
        if sheet.merges.is_empty() {
            return;
        }
        let last = sheet.rows.last().map_or(0, |row| row.number);
        let mut told: BTreeSet<(u32, u32)> = faults.iter().filter_map(|f| f.at()).collect();
        for row in &sheet.rows {
            told.extend(row.cells().map(|(column, _)| (row.number, column)));
        }
        let mut left = MOST_COVERED;
        for merge in &sheet.merges {
            let Merge {
                top,
                bottom,
                left: from,
                right,
            } = *merge;
            let fits = (1..=bottom).contains(&top) && bottom <= last && from <= right;
            if !fits || right > LAST_COLUMN {
                continue;
            }
            let size = u64::from(bottom - top + 1) * u64::from(right - from + 1);
            if size < 2 || size > left {
                continue;
            }
            let cells = || (top..=bottom).flat_map(|row| (from..=right).map(move |c| (row, c)));
            let hides = cells().skip(1).any(|cell| told.contains(&cell));
            if hides || cells().any(|cell| self.covered.contains(&cell)) {
                continue;
            }
            left -= size;
            // The first cell is written after the area, and is no other's.
            self.covered.extend(cells());
            self.merges.push(*merge);
        }
        for merge in &self.merges {
            self.covered.remove(&(merge.top, merge.left));
        }
    }

    /// First and last row of the header, where the sheet holds one list.
    pub fn header(&self) -> Option<(u32, u32)> {
        match self.all.as_slice() {
            [one] => Some(one.head),
            _ => None,
        }
    }

    /// The rows of the lists' headers, whether they hold something or not.
    pub fn rows(&self) -> impl Iterator<Item = u32> {
        self.all
            .iter()
            .flat_map(|frame| frame.head.0..=frame.head.1)
    }

    /// The lists of a row: several where they stand side by side.
    fn of_row(&self, row: u32) -> impl Iterator<Item = &Frame> {
        let frames = self.all.iter();
        frames.filter(move |frame| (frame.head.0..=frame.last).contains(&row))
    }

    fn at(&self, row: u32) -> Option<&Frame> {
        self.of_row(row).next()
    }

    /// The columns that a row has in its list.
    pub fn columns(&self, row: u32) -> std::ops::Range<u32> {
        self.at(row).map_or(0..0, |frame| 0..frame.right + 1)
    }

    /// What a cell is.
    pub fn part(&self, row: u32, column: u32) -> Part {
        let Some(frame) = self.at(row).filter(|frame| column <= frame.right) else {
            let title = self.all.iter().any(|frame| row < frame.head.0);
            let is_wide = |m: &Merge| (m.top, m.left) == (row, column);
            let wide = title && self.merges.iter().any(is_wide);
            return if wide { Part::Title } else { Part::Beside };
        };
        if row <= frame.head.1 {
            Part::Head
        } else if self.of_row(row).any(|frame| frame.money.contains(&column)) {
            Part::Money
        } else {
            Part::Cell
        }
    }

    /// Whether a merged area covers a cell.
    pub fn is_covered(&self, row: u32, column: u32) -> bool {
        self.covered.contains(&(row, column))
    }
}

fn frame(sheet: &SheetCells, list: &Source, end: u32) -> Option<Frame> {
    let head = (*list.header_rows.first()?, *list.header_rows.last()?);
    let below = sheet
        .rows
        .iter()
        .filter(|row| (head.0..end).contains(&row.number));
    let wide = below.filter(|row| row.len() >= LEAST_CELLS);
    let bottom = wide.clone().map(|row| row.number).max()?;
    let right = wide.filter_map(|row| row.cells().map(|(column, _)| column).max());
    let money = list.columns.iter().filter(|(key, _)| key.is_money());
    Some(Frame {
        head,
        last: bottom.max(head.1),
        right: right.max()?.min(LAST_COLUMN),
        money: money
            .filter_map(|(_, letters)| column_index(letters))
            .collect(),
    })
}
