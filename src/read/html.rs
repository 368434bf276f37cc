//! Tables of web pages, mostly met as a file named `.xls` that some program wrote.
//!
//! A small tokenizer: these files are often no valid XML, and all that counts is rows and cells.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::cell::MOST_COLUMNS;
use super::table::{Sheet, Table};
use super::{FaultKind, Legacy, Merge, Other, RawRow, SheetHead, legacy};

/// Reads a file whole: all its tables below one another, as Excel shows them.
pub fn open(bytes: &[u8]) -> Result<Table, FaultKind> {
    let (text, _, _) = encoding(bytes).decode(bytes);
    let mut parser = Parser {
        legacy: legacy::usual(text.split(['<', '>'])),
        ..Parser::default()
    };
    let mut rest: &str = &text;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        parser.letters(before);
        rest = parser.tag(tag);
    }
    parser.letters(rest);
    parser.end_row();
    if parser.number == 0 {
        return Err(FaultKind::Other(Other::WebPage));
    }
    let mut table = Table::default();
    table.push(
        SheetHead {
            name: None,
            hidden: false,
        },
        parser.sheet,
    );
    Ok(table)
}

/// The encoding by mark, by `charset=`, else UTF-8 if it is that.
fn encoding(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(4096)).unwrap_or(bytes))
        .to_ascii_lowercase();
    let told = head.split("charset=").nth(1).map(|t| {
        let t = t.trim_start_matches(['"', '\'', ' ']);
        t.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')
            .next()
            .unwrap_or("")
    });
    told.and_then(|label| Encoding::for_label(label.as_bytes()))
        .filter(|e| *e != UTF_8 || std::str::from_utf8(bytes).is_ok())
        .unwrap_or_else(|| {
            if std::str::from_utf8(bytes).is_ok() {
                UTF_8
            } else {
                WINDOWS_1252
            }
        })
}

#[derive(Default)]
struct Parser {
    sheet: Sheet,
    row: RawRow,
    number: u32,
    in_row: bool,
    column: u32,
    legacy: Option<Legacy>,
    cell: Option<Cell>,
    /// For each column the last row down to which a cell of an earlier row reaches.
    down: Vec<u32>,
}

struct Cell {
    text: String,
    number: Option<f64>,
    across: u32,
}

impl Parser {
    /// Takes a tag and answers what stands behind it.
    fn tag<'a>(&mut self, text: &'a str) -> &'a str {
        if let Some(comment) = text.strip_prefix("<!--") {
            return comment
                .find("-->")
                .and_then(|end| comment.get(end + 3..))
                .unwrap_or("");
        }
        let Some(end) = text.find('>') else {
            return "";
        };
        let inner = text.get(1..end).unwrap_or("");
        let after = text.get(end + 1..).unwrap_or("");
        let name: String = inner
            .chars()
            .take_while(|c| !c.is_whitespace() && *c != '>')
            .collect::<String>()
            .trim_end_matches('/')
            .to_ascii_lowercase();
        match name.as_str() {
            // LibreOffice puts a cell's comment into the cell.
            "style" | "script" | "title" | "xml" | "comment" => return past(after, &name),
            "tr" => {
                self.start_row();
                let style = attribute(inner, "style").unwrap_or("");
                let style: String = style.split_whitespace().collect();
                self.row.hidden = style.to_ascii_lowercase().contains("display:none");
            }
            "/tr" | "/table" => self.end_row(),
            "td" | "th" => self.start_cell(inner),
            "/td" | "/th" => self.end_cell(),
            "br" | "p" | "/p" | "div" => {
                if let Some(cell) = &mut self.cell
                    && !cell.text.trim().is_empty()
                {
                    cell.text.push('\n');
                }
            }
            _ => {}
        }
        after
    }

    fn letters(&mut self, text: &str) {
        if let Some(cell) = &mut self.cell {
            unescape(text, &mut cell.text);
        }
    }

    fn start_row(&mut self) {
        self.end_row();
        self.number += 1;
        self.row.start(self.number);
        self.in_row = true;
        self.column = 0;
    }

    fn end_row(&mut self) {
        self.end_cell();
        if self.in_row && !self.row.is_empty() {
            self.row.settle_encoding();
            self.sheet.rows.push(std::mem::take(&mut self.row));
        }
        self.in_row = false;
    }

    fn start_cell(&mut self, tag: &str) {
        self.end_cell();
        if !self.in_row {
            self.start_row();
        }
        let number = self.number;
        let reaches = |column: u32| self.down.get(column as usize).is_some_and(|l| *l >= number);
        while reaches(self.column) {
            self.column += 1;
        }
        let across = attribute(tag, "colspan")
            .and_then(|v| v.parse().ok())
            .unwrap_or(1)
            .clamp(1, 1000);
        let rows: u32 = attribute(tag, "rowspan")
            .and_then(|v| v.parse().ok())
            .unwrap_or(1)
            .clamp(1, 10_000);
        if (across > 1 || rows > 1) && self.column < MOST_COLUMNS {
            self.sheet.merges.push(Merge {
                top: number,
                bottom: number + rows - 1,
                left: self.column,
                right: self.column + across - 1,
            });
        }
        if rows > 1 {
            let end = self.column.saturating_add(across).min(MOST_COLUMNS) as usize;
            if self.down.len() < end {
                self.down.resize(end, 0);
            }
            for last in self.down.iter_mut().take(end).skip(self.column as usize) {
                *last = number + rows - 1;
            }
        }
        self.cell = Some(Cell {
            text: String::new(),
            number: attribute(tag, "x:num").and_then(|v| v.parse().ok()),
            across,
        });
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else {
            return;
        };
        if self.column < MOST_COLUMNS {
            match cell.number {
                Some(number) => self.row.push_number(self.column, number),
                None => self
                    .row
                    .push_text(self.column, cell.text.trim(), self.legacy),
            }
        }
        self.column = self.column.saturating_add(cell.across);
    }
}

/// What stands from the closing tag of this name on.
fn past<'a>(text: &'a str, name: &str) -> &'a str {
    let mut tags = text.match_indices("</").map(|(at, _)| at);
    let close = tags.find(|at| {
        let end = text.get(at + 2..at + 2 + name.len());
        end.is_some_and(|end| end.eq_ignore_ascii_case(name))
    });
    close.and_then(|at| text.get(at..)).unwrap_or("")
}

/// The value of an attribute of a tag, quotes or not.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let lower = tag.to_ascii_lowercase();
    let at = lower.find(&format!("{name}="))? + name.len() + 1;
    let value = tag.get(at..)?;
    match value.as_bytes().first()? {
        b'"' => value.get(1..)?.split('"').next(),
        b'\'' => value.get(1..)?.split('\'').next(),
        _ => value.split([' ', '>', '/', '\t', '\n']).next(),
    }
}

/// Letters with their entities resolved; line breaks of the source are blanks.
fn unescape(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        blank(before, out);
        let end = from.find(';').filter(|e| *e <= 10);
        let known = end.and_then(|end| entity(from.get(1..end)?));
        if let (Some(c), Some(end)) = (known, end) {
            out.push(c);
            rest = from.get(end + 1..).unwrap_or("");
        } else {
            out.push('&');
            rest = from.get(1..).unwrap_or("");
        }
    }
    blank(rest, out);
}

fn blank(text: &str, out: &mut String) {
    out.extend(text.chars().map(|c| {
        if matches!(c, '\n' | '\r' | '\t') {
            ' '
        } else {
            c
        }
    }));
}

/// Named letters of older pages that Vietnamese has, each with its name.
const LATIN: &str = "Agrave À Aacute Á Acirc Â Atilde Ã Egrave È Eacute É Ecirc Ê Igrave Ì Iacute Í Ograve Ò Oacute Ó \
    Ocirc Ô Otilde Õ Ugrave Ù Uacute Ú Yacute Ý agrave à aacute á acirc â atilde ã egrave è eacute é ecirc ê igrave ì \
    iacute í ograve ò oacute ó ocirc ô otilde õ ugrave ù uacute ú yacute ý ETH Ð eth ð";

fn entity(name: &str) -> Option<char> {
    if let Some(code) = name.strip_prefix('#') {
        let number = match code.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => code.parse().ok()?,
        };
        return char::from_u32(number);
    }
    match name {
        "nbsp" => Some('\u{a0}'),
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let mut words = LATIN.split_whitespace();
            words.find(|w| *w == name)?;
            words.next()?.chars().next()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Book, RawRow};
    use super::*;

    #[test]
    fn spans_and_entities_are_laid_out_as_excel_does() {
        let html = "<html><style>td{}</style><table><tr><th rowspan=2>STT<th colspan='2'>T&ecirc;n<br>n&#432;&#7899;c</tr>\
            <tr><td>a<td>b</tr><tr><td>1</td><td x:num=\"5\">5,0</td></tr></table>";
        let mut table = open(html.as_bytes()).unwrap();
        let mut rows = table.rows(0).unwrap();
        let mut row = RawRow::default();
        let mut all = Vec::new();
        while rows.next(&mut row).unwrap() {
            all.push(format!(
                "{} {:?}",
                row.number,
                row.cells().collect::<Vec<_>>()
            ));
        }
        assert_eq!(
            all,
            [
                "1 [(0, Text(\"STT\")), (1, Text(\"Tên\\nnước\"))]",
                "2 [(1, Text(\"a\")), (2, Text(\"b\"))]",
                "3 [(0, Text(\"1\")), (1, Number(5.0))]",
            ]
        );
    }
}
