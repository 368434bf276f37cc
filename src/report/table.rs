//! Cells under each other on a terminal: in, lines of texts; out, columns as wide as they must be.

use std::io::{self, Write};

/// A text and how many columns of the screen it takes without its colours.
pub(crate) struct Shown {
    pub(super) text: String,
    width: usize,
}

/// A text without colours.
pub(crate) fn plain(text: impl Into<String>) -> Shown {
    let text = text.into();
    let width = text
        .chars()
        .filter(|c| !('\u{300}'..='\u{36f}').contains(c))
        .count();
    Shown { text, width }
}

/// Lines of cells under each other.
pub(crate) struct Table {
    align: String,
    lines: Vec<Vec<Shown>>,
}

impl Table {
    /// `l` and `r` for each column.
    pub fn new(align: impl Into<String>) -> Self {
        Self {
            align: align.into(),
            lines: Vec::new(),
        }
    }

    /// The next line; one of a single cell among others may be as long as it likes.
    pub fn line(&mut self, cells: impl IntoIterator<Item = Shown>) {
        self.lines.push(cells.into_iter().collect());
    }

    /// Prints all lines.
    pub fn print(&self, to: &mut impl Write) -> io::Result<()> {
        let width = |column: usize| {
            let cells = self.lines.iter();
            let cells = cells.filter(|line| line.len() > 1 || self.align.len() == 1);
            cells
                .filter_map(|line| line.get(column))
                .map(|cell| cell.width)
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.align.len()).map(width).collect();
        for line in &self.lines {
            let mut text = String::from(" ");
            for ((cell, width), align) in line.iter().zip(&widths).zip(self.align.chars()) {
                let gap = " ".repeat(width.saturating_sub(cell.width));
                let (before, after) = match align {
                    'r' => (&*gap, ""),
                    _ => ("", &*gap),
                };
                text.extend([" ", before, &cell.text, after, " "]);
            }
            writeln!(to, "{}", text.trim_end())?;
        }
        Ok(())
    }
}
