//! The sheet of faults as XML, for packages that are changed in place.

use std::fmt::Write;

use super::book::MAIN;
use super::edit::escaped;
use super::page::{Page, WIDTHS};
use super::parts::HEAD;
use super::styles::{Look, Styles};
use crate::model::Severity;
use crate::read::column_letters;
use crate::report::style;

/// The sheet as XML; its formats are added to `styles`.
pub fn sheet(page: &Page, styles: &mut Styles) -> String {
    let plain = Look {
        points: 11,
        ..Look::default()
    };
    let cell = Look {
        lined: true,
        wrapped: true,
        ..plain
    };
    let title = styles.format(&Look {
        points: 14,
        bold: true,
        ink: style::INK,
        ..plain
    });
    let words = styles.format(&plain);
    let head = styles.format(&Look {
        bold: true,
        centred: true,
        ink: style::INK,
        fill: Some(style::HEAD_FILL),
        ..cell
    });
    let text = styles.format(&cell);
    let middle = styles.format(&Look {
        centred: true,
        ..cell
    });
    let link = styles.format(&Look {
        centred: true,
        link: true,
        ink: 0x05_63_C1,
        ..cell
    });
    let tints = [Severity::Info, Severity::Warning, Severity::Error].map(|severity| {
        let look = Look {
            centred: true,
            fill: Some(style::tint(severity)),
            ..cell
        };
        (severity, styles.format(&look))
    });
    let tint = |severity| tints.iter().find(|t| t.0 == severity).map_or(text, |t| t.1);
    let mut rows = Rows::default();
    rows.add(20.0, [(page.title.as_str(), title)]);
    for line in &page.intro {
        rows.add(16.0, [(line.as_str(), words)]);
    }
    rows.add(6.0, []);
    if !page.lines.is_empty() {
        rows.add(32.0, page.heads.map(|h| (h, head)));
    }
    let above = rows.number;
    let mut links = String::new();
    for line in &page.lines {
        let [number, sheet, place, value, weight, reason, mend] = &line.cells;
        rows.add(
            line.height(),
            [
                (number, middle),
                (sheet, text),
                (place, if line.target.is_some() { link } else { middle }),
                (value, text),
                (weight, tint(line.severity)),
                (reason, text),
                (mend, text),
            ]
            .map(|(text, style)| (text.as_str(), style)),
        );
        if let Some((sheet, cell)) = &line.target {
            let to = format!("'{}'!{cell}", sheet.replace('\'', "''"));
            let (at, to) = (rows.number, escaped(&to));
            let _ = write!(links, "<hyperlink ref=\"C{at}\" location=\"{to}\"/>");
        }
    }
    let mut columns = String::new();
    for (n, width) in (1..).zip(WIDTHS) {
        let _ = write!(
            columns,
            "<col min=\"{n}\" max=\"{n}\" width=\"{width}\" customWidth=\"1\"/>"
        );
    }
    let links = if links.is_empty() {
        links
    } else {
        format!("<hyperlinks>{links}</hyperlinks>")
    };
    let frozen = if page.lines.is_empty() {
        String::new()
    } else {
        format!(
            "<pane ySplit=\"{above}\" topLeftCell=\"A{}\" activePane=\"bottomLeft\" state=\"frozen\"/>",
            above + 1
        )
    };
    format!(
        "{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetPr><tabColor rgb=\"FFC0504D\"/><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView showGridLines=\"0\" tabSelected=\"1\" workbookViewId=\"0\">{frozen}</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/><cols>{columns}</cols><sheetData>{}</sheetData>{links}<pageMargins left=\"0.5\" right=\"0.4\" top=\"0.5\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/><pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>",
        rows.xml
    )
}

#[derive(Default)]
struct Rows {
    number: u32,
    xml: String,
}

impl Rows {
    fn add<'a>(&mut self, height: f64, cells: impl IntoIterator<Item = (&'a str, u32)>) {
        self.number += 1;
        let number = self.number;
        let _ = write!(
            self.xml,
            "<row r=\"{number}\" ht=\"{height:.2}\" customHeight=\"1\">"
        );
        for (column, (text, style)) in (0..).zip(cells) {
            let at = column_letters(column);
            let _ = write!(
                self.xml,
                "<c r=\"{at}{number}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                escaped(text)
            );
        }
        self.xml += "</row>";
    }
}
