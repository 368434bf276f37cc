//! The first part of an xls stream: sheets, shared strings and cell formats.

use rustc_hash::FxHashMap;

use super::records::{self, Records};
use super::strings::{self, Letters};
use crate::read::binary::Record;
use crate::read::numbers::{self, DateShown};
use crate::read::style::{DAYS_TO_1904, Style};
use crate::read::{FaultKind, Legacy};

/// What a stream holds that begins with a sheet and not with a workbook.
const ONE_SHEET: u16 = 0x10;

/// What all sheets share.
pub struct Globals {
    /// Sheets in order.
    pub sheets: Vec<Bound>,
    /// Shared strings, with the encoding that the font of their runs tells.
    pub strings: Vec<(String, Option<Legacy>)>,
    styles: Vec<(Style, Letters)>,
    fonts: Vec<(Style, Letters)>,
    /// How it holds letters where no font tells.
    pub letters: Letters,
    from_1904: bool,
}

/// A sheet and where it begins.
pub struct Bound {
    /// Its name; a stream of one sheet alone has none.
    pub name: Option<String>,
    /// Whether it is hidden.
    pub hidden: bool,
    /// Where in the stream.
    pub at: usize,
}

impl Globals {
    /// Reads the records up to the end of the first part.
    pub fn read(stream: &[u8]) -> Result<Self, FaultKind> {
        let mut globals = Self {
            sheets: Vec::new(),
            strings: Vec::new(),
            styles: Vec::new(),
            fonts: Vec::new(),
            letters: Letters::Unicode,
            from_1904: false,
        };
        let mut codes: FxHashMap<u16, (Option<DateShown>, u8)> = FxHashMap::default();
        let mut formats: Vec<(u16, u16)> = Vec::new();
        let mut shared: Vec<&[u8]> = Vec::new();
        let mut in_shared = false;
        for (i, record) in Records::new(stream).enumerate() {
            let record = record?;
            if i == 0 {
                globals.begin(&record)?;
            }
            let letters = globals.letters;
            match record.kind {
                records::FILEPASS => return Err(FaultKind::Encrypted),
                // Since Excel 97 the record may be there, but means nothing.
                records::CODEPAGE if matches!(letters, Letters::Page(_)) => {
                    globals.letters = Letters::of_page(record.u16(0));
                }
                records::DATEMODE => globals.from_1904 = record.u16(0) == 1,
                records::FONT => globals.fonts.push(font(&record, letters)),
                records::FORMAT => {
                    let code = match letters {
                        Letters::Unicode => letters.long(record.from(2)),
                        Letters::Page(_) => letters.short(record.from(2)),
                    };
                    let shown = (numbers::date_of_code(&code), numbers::id_width(&code));
                    codes.insert(record.u16(0), shown);
                }
                records::XF => formats.push((record.u16(0), record.u16(2))),
                records::BOUNDSHEET if record.u8(5) == 0 => {
                    let at = record.u32(0) as usize;
                    // Two sheets at one place: a damaged file, that would be read over and over.
                    if globals.sheets.iter().all(|s| s.at != at) {
                        globals.sheets.push(Bound {
                            name: Some(letters.short(record.from(6))),
                            hidden: record.u8(4) & 3 != 0,
                            at,
                        });
                    }
                }
                records::SST => shared.push(record.data),
                records::CONTINUE if in_shared => shared.push(record.data),
                records::EOF => break,
                _ => {}
            }
            in_shared =
                record.kind == records::SST || (in_shared && record.kind == records::CONTINUE);
        }
        globals.styles = formats
            .iter()
            .map(|(font, format)| {
                let own = codes.get(format).copied();
                let (date, width) =
                    own.unwrap_or_else(|| (numbers::date_of_id(u32::from(*format)), 0));
                let (mut style, letters) = globals.font(*font);
                style.date = date;
                style.width = width;
                (style, letters)
            })
            .collect();
        globals.strings = strings::shared(shared)
            .into_iter()
            .map(|(text, run)| (text, run.and_then(|f| globals.font(f).0.legacy)))
            .collect();
        Ok(globals)
    }

    /// The first record tells the version, and whether there is but one sheet without a workbook
    /// around it: so write the exports of many small programs, with a version of 0.
    fn begin(&mut self, first: &Record<'_>) -> Result<(), FaultKind> {
        self.letters = match (first.kind, first.u16(0)) {
            (records::BOF, 0x600) => Letters::Unicode,
            (records::BOF, 0x500 | 0) => Letters::of_page(1252),
            _ => return Err(FaultKind::OldFormat("Excel 2–4")),
        };
        if first.u16(2) == ONE_SHEET {
            self.sheets.push(Bound {
                name: None,
                hidden: false,
                at: 0,
            });
        }
        Ok(())
    }

    /// The cell format of a number; plain where there is none.
    pub fn style(&self, index: u16) -> Style {
        self.format(index).0
    }

    /// The text of a record that begins with a cell's place and format.
    pub fn text(&self, letters: &[u8], format: u16) -> String {
        self.format(format).1.long(letters)
    }

    fn format(&self, index: u16) -> (Style, Letters) {
        let found = self.styles.get(usize::from(index));
        found.copied().unwrap_or((Style::default(), self.letters))
    }

    /// Fonts are numbered without a fourth: 0, 1, 2, 3, 5, …
    fn font(&self, index: u16) -> (Style, Letters) {
        let at = usize::from(if index > 4 { index - 1 } else { index });
        let found = self.fonts.get(at);
        found.copied().unwrap_or((Style::default(), self.letters))
    }

    /// Days to add to a date.
    pub fn shift(&self) -> f64 {
        if self.from_1904 { DAYS_TO_1904 } else { 0.0 }
    }
}

fn font(record: &Record<'_>, letters: Letters) -> (Style, Letters) {
    let legacy = Legacy::of_font(&letters.short(record.from(14)));
    let style = Style {
        date: None,
        width: 0,
        struck: record.u16(2) & 8 != 0,
        legacy,
    };
    (style, letters.of_font(legacy.is_some(), record.u8(12)))
}
