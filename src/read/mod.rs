//! First step: bytes to sheets of cells, whatever the format and the encoding.
//!
//! In: paths. Out: the files worth reading ([`inputs`]) and, for each ([`open`]), sheets whose rows
//! stream past as [`RawRow`]s. The bytes decide the format, never the file's ending. Nothing here
//! knows what a list is about.

use std::fs::{self, File};
use std::io::{self, Cursor, Read, Seek, SeekFrom};

use sha2::{Digest, Sha256};

mod ahead;
mod binary;
mod cell;
mod cells;
mod comments;
mod csv;
mod excel;
mod fault;
mod html;
mod inputs;
mod legacy;
mod numbers;
mod ods;
mod package;
mod relations;
mod sniff;
mod style;
mod syllable;
mod table;
mod twice;
mod xls;
mod xlsb;
mod xlsx;
mod xml;
mod xml2003;

pub use ahead::ahead;
pub use cell::{Merge, RawRow, Value, area, cell_reference, column_index, column_letters};
pub use cells::{SheetCells, bytes, cells};
pub use csv::{Block, Delimited};
pub use fault::{FaultKind, Other, ReadFault};
pub use inputs::{Input, Inputs, LeftOut, LeftOutWhy, inputs};
pub use legacy::{Legacy, is_broken};
pub use relations::{Relation, relations};

use package::Kind;
use sniff::Format;

/// The rows of a sheet, one after the other.
pub trait Rows: Send {
    /// Puts the next row that holds a value into `row`; `false` after the last one.
    fn next(&mut self, row: &mut RawRow) -> Result<bool, FaultKind>;

    /// Merged areas, as far as the format tells them before the rows.
    fn merges(&self) -> &[Merge] {
        &[]
    }
}

/// A sheet of a workbook, before its rows are read.
#[derive(Clone, Debug)]
pub struct SheetHead {
    /// Its name; `None` for formats without sheets.
    pub name: Option<String>,
    /// Whether the workbook hides it.
    pub hidden: bool,
}

/// A file with sheets.
pub trait Book {
    /// Its sheets in order.
    fn sheets(&self) -> &[SheetHead];
    /// The rows of a sheet.
    fn rows(&mut self, sheet: usize) -> Result<Box<dyn Rows + '_>, FaultKind>;
}

/// What a file turned out to be.
pub enum Content {
    /// Text with delimiters, read block by block.
    Delimited(Box<Delimited>),
    /// A workbook.
    Book(Box<dyn Book>),
}

/// An open file.
pub struct Opened {
    /// `csv`, `xlsx`, `xlsb`, `xls`, `ods`, `xml2003`, `html`.
    pub format: &'static str,
    /// Whether this program wrote it: of such a workbook only what a person typed is taken.
    pub own: bool,
    /// Digest of its bytes in hex; of delimited text it is known at the end only
    /// ([`Delimited::sha256`]).
    pub sha256: String,
    /// Its sheets.
    pub content: Content,
}

/// Largest workbook that is read, in bytes.
const MOST_BYTES: u64 = 1 << 30;

/// Opens a file by what its bytes are.
pub fn open(input: &Input) -> Result<Opened, FaultKind> {
    if inputs::is_lock_file(&input.path) {
        return Err(FaultKind::LockFile);
    }
    if let Some(held) = &input.held {
        return open_stream(Cursor::new(held.clone()), held.len() as u64);
    }
    // A pipe would be waited for without end.
    let meta = fs::metadata(&input.path).map_err(FaultKind::unreadable)?;
    if !meta.is_file() {
        return Err(FaultKind::NotASpreadsheet);
    }
    let file = File::open(&input.path).map_err(FaultKind::unreadable)?;
    let size = file.metadata().map_err(FaultKind::unreadable)?.len();
    open_stream(file, size)
}

fn open_stream(
    mut file: impl Read + Seek + Send + 'static,
    size: u64,
) -> Result<Opened, FaultKind> {
    let mut head = Vec::with_capacity(sniff::HEAD);
    (&mut file)
        .take(sniff::HEAD as u64)
        .read_to_end(&mut head)
        .map_err(FaultKind::unreadable)?;
    let format = sniff::format(&head)?;
    file.seek(SeekFrom::Start(0))
        .map_err(FaultKind::unreadable)?;
    if format == Format::Delimited {
        return Ok(Opened {
            format: "csv",
            own: false,
            sha256: String::new(),
            content: Content::Delimited(Box::new(Delimited::open(Box::new(file), &head)?)),
        });
    }
    if size > MOST_BYTES {
        return Err(FaultKind::TooLarge);
    }
    let sha256 = digest(&mut file).map_err(FaultKind::unreadable)?;
    let (format, own, book): (_, _, Box<dyn Book>) = match format {
        Format::Zip => {
            let (kind, book) = package::open(Box::new(file))?;
            let format = match kind {
                Kind::Ods => "ods",
                Kind::Xlsb => "xlsb",
                _ => "xlsx",
            };
            (format, matches!(kind, Kind::Own | Kind::Findings), book)
        }
        small => {
            let mut bytes = Vec::with_capacity(size as usize);
            file.read_to_end(&mut bytes)
                .map_err(FaultKind::unreadable)?;
            let (format, book) = in_memory(small, bytes)?;
            (format, false, book)
        }
    };
    Ok(Opened {
        format,
        own,
        sha256,
        content: Content::Book(book),
    })
}

/// Opens a format whose files are small.
fn in_memory(format: Format, bytes: Vec<u8>) -> Result<(&'static str, Box<dyn Book>), FaultKind> {
    Ok(match format {
        Format::Ole => ("xls", Box::new(xls::open(&bytes)?)),
        Format::Biff => ("xls", Box::new(xls::open_stream(&bytes)?)),
        Format::Xml2003 => ("xml2003", Box::new(xml2003::open(&bytes)?)),
        Format::FlatOds => ("ods", Box::new(ods::Ods::flat(bytes)?)),
        Format::Html => ("html", Box::new(html::open(&bytes)?)),
        Format::Zip | Format::Delimited => return Err(FaultKind::NotASpreadsheet),
    })
}

/// Digest of all bytes in hex; the file stands at its begin again.
fn digest(file: &mut (impl Read + Seek)) -> io::Result<String> {
    let mut digest = Sha256::new();
    let mut bytes = vec![0; 1 << 16];
    loop {
        match file.read(&mut bytes) {
            Ok(0) => break,
            Ok(count) => digest.update(bytes.get(..count).unwrap_or(&[])),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    file.rewind()?;
    Ok(crate::rules::hex(&digest.finalize()))
}
