//! The cells of a marked sheet: in, the sheet's XML and the cells at fault; out, the same XML in which
//! just these have another format. A cell that is not there is put where it belongs.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::edit::{Edits, Kind, Odd, Tag, filled, walk, with};
use super::styles::Styles;
use crate::read::{Merge, area, cell_reference, column_letters};

/// A cell: row number, then column from 0.
pub type Cell = (u32, u32);

/// The merged areas of a sheet.
pub fn merges(text: &str) -> Result<Vec<Merge>, Odd> {
    let mut all = Vec::new();
    for tag in walk(text) {
        let tag = tag?;
        if tag.begins("mergeCell") {
            all.extend(tag.attribute("ref").and_then(area));
        }
    }
    Ok(all)
}

/// The cell that shows for this one: of a merged area its first.
pub fn shown((row, column): Cell, merges: &[Merge]) -> Cell {
    let within =
        |m: &&Merge| (m.top..=m.bottom).contains(&row) && (m.left..=m.right).contains(&column);
    merges
        .iter()
        .find(within)
        .map_or((row, column), |m| (m.top, m.left))
}

/// Whether a sheet opens as chosen; with another chosen beside it, what is typed goes into both.
fn is_chosen(tag: &Tag<'_>) -> bool {
    tag.begins("sheetView") && tag.attribute("tabSelected").is_some()
}

/// The sheet's XML not chosen.
pub fn unchosen(text: &str) -> Result<String, Odd> {
    let mut edits = Edits::default();
    for tag in walk(text) {
        let tag = tag?;
        if is_chosen(&tag) {
            edits.replace(tag.at.clone(), with(tag.text, "tabSelected", "0"));
        }
    }
    edits.apply(text)
}

/// The sheet's XML not chosen, with the cells marked.
pub fn marked(text: &str, wanted: &[Cell], styles: &mut Styles) -> Result<String, Odd> {
    let root = walk(text).next().ok_or(Odd)??;
    let mut marker = Marker {
        styles,
        edits: Edits::default(),
        prefix: root.prefix(),
        columns: Vec::new(),
        left: BTreeMap::new(),
    };
    for (row, column) in wanted {
        marker.left.entry(*row).or_default().push(*column);
    }
    for columns in marker.left.values_mut() {
        columns.sort_unstable();
        columns.dedup();
    }
    let (mut row, mut before) = (None, 0);
    let mut has_cells = false;
    for tag in walk(text) {
        let tag = &tag?;
        match (tag.local(), tag.kind) {
            ("sheetView", Kind::Open | Kind::Empty) if is_chosen(tag) => {
                let plain = with(tag.text, "tabSelected", "0");
                marker.edits.replace(tag.at.clone(), plain);
            }
            ("col", Kind::Open | Kind::Empty) => marker.columns.extend(styled(tag)),
            ("sheetData", Kind::Empty) => {
                has_cells = true;
                let rows = marker.rows(u32::MAX)?;
                marker.edits.replace(tag.at.clone(), filled(tag, &rows));
            }
            ("sheetData", Kind::Close) => {
                has_cells = true;
                let rows = marker.rows(u32::MAX)?;
                marker.edits.insert(tag.at.start, rows);
            }
            ("row", Kind::Open | Kind::Empty) => {
                let number = match tag.attribute("r") {
                    Some(number) => number.trim().parse().map_err(|_| Odd)?,
                    None => before + 1,
                };
                if number <= before {
                    return Err(Odd);
                }
                let rows = marker.rows(number)?;
                marker.edits.insert(tag.at.start, rows);
                before = number;
                let mut open = Row::new(tag, number, marker.left.remove(&number));
                if tag.kind == Kind::Empty {
                    if !open.left.is_empty() {
                        let cells = marker.cells(&mut open, u32::MAX)?;
                        marker.edits.replace(tag.at.clone(), filled(tag, &cells));
                    }
                } else {
                    row = Some(open);
                }
            }
            ("row", Kind::Close) => {
                let mut open = row.take().ok_or(Odd)?;
                let cells = marker.cells(&mut open, u32::MAX)?;
                marker.edits.insert(tag.at.start, cells);
            }
            ("c", Kind::Open | Kind::Empty) => {
                let open = row.as_mut().ok_or(Odd)?;
                marker.cell(tag, open)?;
            }
            _ => {}
        }
    }
    if has_cells {
        marker.edits.apply(text)
    } else {
        Err(Odd)
    }
}

/// A row on the way through its cells.
struct Row {
    number: u32,
    /// The row's own format, for cells that it does not have.
    style: Option<u32>,
    next: u32,
    /// Columns to mark, rising.
    left: Vec<u32>,
}

impl Row {
    fn new(tag: &Tag<'_>, number: u32, left: Option<Vec<u32>>) -> Self {
        let own = tag.attribute("customFormat");
        let own = own.filter(|v| matches!(*v, "1" | "true"));
        Self {
            number,
            style: own.and_then(|_| tag.number("s")),
            next: 0,
            left: left.unwrap_or_default(),
        }
    }
}

struct Marker<'t, 's> {
    styles: &'s mut Styles,
    edits: Edits,
    prefix: &'t str,
    /// Columns with a format of their own: first, last, format.
    columns: Vec<(u32, u32, u32)>,
    left: BTreeMap<u32, Vec<u32>>,
}

impl Marker<'_, '_> {
    fn cell(&mut self, tag: &Tag<'_>, row: &mut Row) -> Result<(), Odd> {
        let column = match tag.attribute("r") {
            Some(at) => {
                let (column, number) = cell_reference(at.trim()).ok_or(Odd)?;
                if number != row.number {
                    return Err(Odd);
                }
                column
            }
            None => row.next,
        };
        if column < row.next {
            return Err(Odd);
        }
        row.next = column + 1;
        let cells = self.cells(row, column)?;
        self.edits.insert(tag.at.start, cells);
        if row.left.first() == Some(&column) {
            row.left.remove(0);
            let style = self.styles.marked(tag.number("s").unwrap_or(0))?;
            let marked = with(tag.text, "s", &style.to_string());
            self.edits.replace(tag.at.clone(), marked);
        }
        Ok(())
    }

    /// The cells to mark that a row lacks before a column.
    fn cells(&mut self, row: &mut Row, before: u32) -> Result<String, Odd> {
        let mut cells = String::new();
        while let Some(column) = row.left.first().copied().filter(|c| *c < before) {
            row.left.remove(0);
            let of_column = self
                .columns
                .iter()
                .find(|(a, b, _)| (*a..=*b).contains(&column));
            let own = row.style.or(of_column.map(|c| c.2)).unwrap_or(0);
            let style = self.styles.marked(own)?;
            let (prefix, at) = (self.prefix, column_letters(column));
            let _ = write!(cells, "<{prefix}c r=\"{at}{}\" s=\"{style}\"/>", row.number);
        }
        Ok(cells)
    }

    /// The rows to mark that the sheet lacks before a row.
    fn rows(&mut self, before: u32) -> Result<String, Odd> {
        let mut rows = String::new();
        while let Some((number, left)) = self.left.first_key_value() {
            if *number >= before {
                break;
            }
            let mut row = Row {
                number: *number,
                style: None,
                next: 0,
                left: left.clone(),
            };
            self.left.pop_first();
            let cells = self.cells(&mut row, u32::MAX)?;
            let prefix = self.prefix;
            let number = row.number;
            let _ = write!(rows, "<{prefix}row r=\"{number}\">{cells}</{prefix}row>");
        }
        Ok(rows)
    }
}

/// A column's own format.
fn styled(tag: &Tag<'_>) -> Option<(u32, u32, u32)> {
    let (min, max) = (tag.number("min")?, tag.number("max")?);
    Some((
        min.checked_sub(1)?,
        max.checked_sub(1)?,
        tag.number("style")?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(data: &str, wanted: &[Cell]) -> Option<String> {
        let mut styles = Styles::read(None).ok()?;
        let text = format!("<worksheet><sheetData>{data}</sheetData></worksheet>");
        let text = marked(&text, wanted, &mut styles).ok()?;
        let (_, rest) = text.split_once("<sheetData>")?;
        Some(rest.split_once("</sheetData>")?.0.to_owned())
    }

    #[test]
    fn cells_that_are_not_there_are_put_where_they_belong() {
        let data = "<row r=\"2\"><c r=\"B2\"><v>1</v></c></row><row r=\"5\"/>";
        let wanted = [(1, 0), (2, 0), (2, 1), (2, 3), (4, 2), (5, 0), (9, 9)];
        assert_eq!(
            mark(data, &wanted).as_deref(),
            Some(concat!(
                "<row r=\"1\"><c r=\"A1\" s=\"1\"/></row>",
                "<row r=\"2\"><c r=\"A2\" s=\"1\"/><c r=\"B2\" s=\"1\"><v>1</v></c><c r=\"D2\" s=\"1\"/></row>",
                "<row r=\"4\"><c r=\"C4\" s=\"1\"/></row>",
                "<row r=\"5\"><c r=\"A5\" s=\"1\"/></row>",
                "<row r=\"9\"><c r=\"J9\" s=\"1\"/></row>",
            ))
        );
    }

    #[test]
    fn cells_without_a_place_of_their_own_are_counted() {
        let data = "<row><c t=\"inlineStr\"><is><t>a</t></is></c><c><v>2</v></c></row>";
        let marked = mark(data, &[(1, 1)]);
        assert!(marked.is_some_and(|text| text.contains("</c><c s=\"1\"><v>2</v>")));
        assert_eq!(mark("<row r=\"2\"/><row r=\"1\"/>", &[(1, 1)]), None);
    }
}
