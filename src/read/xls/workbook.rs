//! The first part of an xls stream: sheets, shared strings and cell formats.

use rustc_hash::FxHashMap;

use super::records::{self, Record, Records};
use super::strings;
use crate::read::{FaultKind, Legacy, numbers};

/// What all sheets share.
pub struct Globals {
    /// Sheets in order.
    pub sheets: Vec<Bound>,
    /// Shared strings, with the encoding that the font of their runs tells.
    pub strings: Vec<(String, Option<Legacy>)>,
    styles: Vec<Style>,
    from_1904: bool,
}

/// A sheet and where it begins.
pub struct Bound {
    /// Its name.
    pub name: String,
    /// Whether it is hidden.
    pub hidden: bool,
    /// Where in the stream.
    pub at: usize,
}

/// What a cell format tells.
#[derive(Clone, Copy, Default)]
pub struct Style {
    /// Numbers are shown as dates.
    pub date: bool,
    /// Whole numbers are filled up with noughts to so many digits; 0 for none.
    pub width: u8,
    /// Letters are struck through.
    pub struck: bool,
    /// The font is one of an old encoding.
    pub legacy: Option<Legacy>,
}

impl Globals {
    /// Reads the records up to the end of the first part.
    pub fn read(stream: &[u8]) -> Result<Self, FaultKind> {
        let mut globals = Self {
            sheets: Vec::new(),
            strings: Vec::new(),
            styles: Vec::new(),
            from_1904: false,
        };
        let mut fonts: Vec<Style> = Vec::new();
        let mut codes: FxHashMap<u16, (bool, u8)> = FxHashMap::default();
        let mut formats: Vec<(u16, u16)> = Vec::new();
        let mut shared: Vec<&[u8]> = Vec::new();
        let mut in_shared = false;
        for (i, record) in Records::new(stream).enumerate() {
            let record = record?;
            if i == 0 && (record.kind != records::BOF || record.u16(0) != 0x600) {
                return Err(FaultKind::OldFormat("Excel 5/95"));
            }
            match record.kind {
                records::FILEPASS => return Err(FaultKind::Encrypted),
                records::DATEMODE => globals.from_1904 = record.u16(0) == 1,
                records::FONT => fonts.push(font(&record)),
                records::FORMAT => {
                    let code = strings::long(record.data.get(2..).unwrap_or(&[]));
                    let shown = (numbers::is_date_code(&code), numbers::id_width(&code));
                    codes.insert(record.u16(0), shown);
                }
                records::XF => formats.push((record.u16(0), record.u16(2))),
                records::BOUNDSHEET if record.u8(5) == 0 => globals.sheets.push(Bound {
                    name: strings::short(record.data.get(6..).unwrap_or(&[])),
                    hidden: record.u8(4) & 3 != 0,
                    at: record.u32(0) as usize,
                }),
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
                    own.unwrap_or_else(|| (numbers::is_date_id(u32::from(*format)), 0));
                Style {
                    date,
                    width,
                    ..font_at(&fonts, *font)
                }
            })
            .collect();
        globals.strings = strings::shared(shared)
            .into_iter()
            .map(|(text, run)| (text, run.and_then(|f| font_at(&fonts, f).legacy)))
            .collect();
        Ok(globals)
    }

    /// The format of a number; plain where there is none.
    pub fn style(&self, index: u16) -> Style {
        self.styles
            .get(usize::from(index))
            .copied()
            .unwrap_or_default()
    }

    /// Days to add to a date.
    pub fn shift(&self) -> f64 {
        if self.from_1904 { 1462.0 } else { 0.0 }
    }
}

/// Fonts are numbered without a fourth: 0, 1, 2, 3, 5, …
fn font_at(fonts: &[Style], index: u16) -> Style {
    let at = usize::from(if index > 4 { index - 1 } else { index });
    fonts.get(at).copied().unwrap_or_default()
}

fn font(record: &Record<'_>) -> Style {
    let name = strings::short(record.data.get(14..).unwrap_or(&[]));
    Style {
        date: false,
        width: 0,
        struck: record.u16(2) & 8 != 0,
        legacy: Legacy::of_font(&name),
    }
}
