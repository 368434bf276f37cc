//! What the first sheet of a marked copy says, whichever way it is written: title, counts, a line a
//! fault with a link to its cell.

use crate::model::Severity;
use crate::report::faults::{Fault, counts};
use crate::report::measure;
use crate::texts::{Lang, validate as texts, words};

/// Widths of the columns, in characters.
pub const WIDTHS: [f64; 7] = [5.0, 16.0, 9.0, 24.0, 13.0, 58.0, 46.0];
/// Size of the letters of a line, points.
pub const POINTS: f64 = 11.0;

/// A sheet: its name in the file, if it has one, and in the copy.
pub type Named<'a> = (Option<&'a str>, String);

/// The first sheet.
pub struct Page {
    /// Its name, which no other sheet has.
    pub name: String,
    /// What it is.
    pub title: String,
    /// What is said before the table.
    pub intro: Vec<String>,
    /// Heads of the table.
    pub heads: [&'static str; 7],
    /// One a fault.
    pub lines: Vec<Line>,
}

/// A fault on the first sheet.
pub struct Line {
    /// Number, sheet, cell, value, weight, what is wrong, how to mend it.
    pub cells: [String; 7],
    /// Where the link goes: the sheet's name and the cell.
    pub target: Option<(String, String)>,
    /// How heavy it is.
    pub severity: Severity,
}

impl Line {
    /// The height that the line needs, points.
    pub fn height(&self) -> f64 {
        let fitted = self.cells.iter().zip(WIDTHS);
        let fitted: Vec<_> = fitted.map(|(t, w)| (t.as_str(), w, POINTS)).collect();
        measure::height(&fitted)
    }
}

impl Page {
    /// The page of a file. `sheets` are its sheets with the names that they have in the copy.
    pub fn new(file: &str, faults: &[Fault<'_>], sheets: &[Named<'_>], lang: Lang) -> Self {
        let line = |(at, fault): (usize, &Fault<'_>)| {
            let own = fault.cell.sheet.as_deref();
            let sheet = sheets.iter().find(|(name, _)| *name == own);
            let finding = fault.finding;
            Line {
                cells: [
                    (at + 1).to_string(),
                    sheet.map_or_else(String::new, |(_, shown)| shown.clone()),
                    fault.place(lang),
                    fault.shown(lang),
                    words::severity(lang, finding.severity).to_owned(),
                    fault.reason(lang),
                    fault.mend(lang),
                ],
                target: sheet.map(|(_, shown)| (shown.clone(), fault.target())),
                severity: finding.severity,
            }
        };
        let summary = if faults.is_empty() {
            texts::nothing_here(lang).to_owned()
        } else {
            texts::summary(lang, counts(faults))
        };
        let taken = |name: &String| {
            let mut others = sheets.iter().map(|(_, shown)| shown.to_lowercase());
            others.any(|other| other == name.to_lowercase())
        };
        let own = texts::sheet(lang);
        let mut names =
            std::iter::once(own.to_owned()).chain((2u32..).map(|n| format!("{own} ({n})")));
        Self {
            name: names.find(|name| !taken(name)).unwrap_or_default(),
            title: texts::title(lang, file),
            intro: vec![summary, texts::advice(lang, faults.is_empty()).to_owned()],
            heads: texts::heads(lang),
            lines: faults.iter().enumerate().map(line).collect(),
        }
    }
}

/// What a note on a cell says of its faults: the titles, then reasons and ways out.
pub fn note(faults: &[&Fault<'_>], lang: Lang) -> (String, String) {
    let mut titles: Vec<&str> = faults.iter().map(|f| f.finding.title.as_str()).collect();
    titles.dedup();
    let mut lines: Vec<String> = Vec::new();
    for fault in faults {
        for line in [fault.reason(lang), fault.mend(lang)] {
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    (titles.join("; "), lines.join("\n"))
}
