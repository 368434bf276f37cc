//! The cells of a file held in memory, to show what stands at a place or to write them down again.
//!
//! In: a file. Out: its sheets with the rows asked for. A list of a commune is small.

use super::{Book, Content, FaultKind, Input, Merge, RawRow, Rows, open};

/// A sheet's name, rows and merged areas.
#[derive(Clone, Debug, Default)]
pub struct SheetCells {
    /// Its name; `None` for formats without sheets.
    pub name: Option<String>,
    /// Whether the workbook hides it.
    pub hidden: bool,
    /// Rows that hold a value, by number.
    pub rows: Vec<RawRow>,
    /// Merged areas.
    pub merges: Vec<Merge>,
}

/// The rows of a file that are asked for by sheet and number.
pub fn cells(
    input: &Input,
    wanted: &dyn Fn(Option<&str>, u32) -> bool,
) -> Result<Vec<SheetCells>, FaultKind> {
    match open(input)?.content {
        Content::Book(mut book) => (0..book.sheets().len())
            .map(|at| sheet(book.as_mut(), at, wanted))
            .collect(),
        Content::Delimited(mut text) => {
            let mut all = SheetCells::default();
            while let Some(block) = text.next_block()? {
                take(&mut block.rows(), &mut all, wanted)?;
            }
            Ok(vec![all])
        }
    }
}

/// The bytes of a file.
pub fn bytes(input: &Input) -> Result<Vec<u8>, FaultKind> {
    match &input.held {
        Some(held) => Ok(held.clone()),
        None => std::fs::read(&input.path).map_err(FaultKind::unreadable),
    }
}

fn sheet(
    book: &mut dyn Book,
    at: usize,
    wanted: &dyn Fn(Option<&str>, u32) -> bool,
) -> Result<SheetCells, FaultKind> {
    let head = book.sheets().get(at).cloned().ok_or(FaultKind::Empty)?;
    let mut all = SheetCells {
        name: head.name,
        hidden: head.hidden,
        ..SheetCells::default()
    };
    let mut rows = book.rows(at)?;
    take(rows.as_mut(), &mut all, wanted)?;
    all.merges = rows.merges().to_vec();
    Ok(all)
}

fn take(
    rows: &mut dyn Rows,
    all: &mut SheetCells,
    wanted: &dyn Fn(Option<&str>, u32) -> bool,
) -> Result<(), FaultKind> {
    let mut row = RawRow::default();
    while rows.next(&mut row)? {
        row.is_whole()?;
        if wanted(all.name.as_deref(), row.number) {
            all.rows.push(row.clone());
        }
    }
    Ok(())
}
