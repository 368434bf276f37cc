//! Zip packages: which format one holds, and its parts with a bound on what they unpack to.

use std::io::{BufRead, BufReader, Cursor, Read, Seek, SeekFrom};

use encoding_rs::{Encoding, UTF_8};
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use super::{Book, FaultKind, Other, ods, xlsb, xlsx};

/// Most that all parts together may unpack to, in bytes.
const MOST_UNPACKED: u64 = 3 << 30;
/// A part larger than this has to be packed like real text.
const LARGE_PART: u64 = 64 << 20;
/// A sheet larger than this is not looked over for merged areas first.
pub const LARGE_SHEET: u64 = 32 << 20;
/// Real sheets pack to a tenth or so; nothing but filler packs this much better.
const MOST_RATIO: u64 = 250;

/// The bytes of a package, in a file or in memory.
pub trait Bytes: Read + Seek + Send {}

impl<T: Read + Seek + Send> Bytes for T {}

type Input = BufReader<Box<dyn Bytes>>;

/// A package; its bytes stay where they are.
pub struct Package {
    zip: ZipArchive<Input>,
}

/// What a zip file is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A workbook of Excel (xlsx, xlsm, xltx).
    Xlsx,
    /// A binary workbook of Excel.
    Xlsb,
    /// An OpenDocument spreadsheet.
    Ods,
    /// A workbook that this program wrote.
    Own,
    /// Our workbook of findings, into which a person may have typed.
    Findings,
    /// Something else, or damaged.
    Other,
}

/// Opens whatever spreadsheet the package is.
pub fn open(bytes: Box<dyn Bytes>) -> Result<(Kind, Box<dyn Book>), FaultKind> {
    let mut package = Package::open(bytes)?;
    let kind = package.kind();
    match kind {
        Kind::Xlsx | Kind::Own | Kind::Findings => Ok((kind, Box::new(xlsx::Xlsx::open(package)?))),
        Kind::Ods => Ok((kind, Box::new(ods::Ods::open(package)?))),
        Kind::Xlsb => Ok((kind, Box::new(xlsb::Xlsb::open(package)?))),
        Kind::Other => Err(package.other()),
    }
}

impl Package {
    /// Opens a package and holds what it claims against the bounds.
    pub fn open(mut bytes: Box<dyn Bytes>) -> Result<Self, FaultKind> {
        let listed = listed(bytes.as_mut()).map_err(FaultKind::unreadable)?;
        let bytes = BufReader::with_capacity(1 << 16, bytes);
        let mut zip = ZipArchive::new(bytes).map_err(fault)?;
        // Of two parts of one name nobody knows which is meant.
        if listed.is_some_and(|count| count > zip.len()) {
            return Err(FaultKind::Damaged("ZIP: A = A".to_owned()));
        }
        let mut all = 0u64;
        for i in 0..zip.len() {
            let part = zip.by_index_raw(i).map_err(fault)?;
            let (size, packed) = (part.size(), part.compressed_size());
            all = all.saturating_add(size);
            if all > MOST_UNPACKED || (size > LARGE_PART && size / MOST_RATIO > packed) {
                return Err(FaultKind::UnpackedTooLarge);
            }
        }
        Ok(Self { zip })
    }

    /// What it holds.
    pub fn kind(&mut self) -> Kind {
        let types = self.text("[Content_Types].xml").unwrap_or_default();
        if self.has("xl/workbook.bin") || types.contains("sheet.binary.macroEnabled.main") {
            return Kind::Xlsb;
        }
        if self
            .text("mimetype")
            .is_ok_and(|t| t.contains("opendocument.spreadsheet"))
            || (self.has("content.xml") && !self.has("xl/workbook.xml") && !self.has("mimetype"))
        {
            return Kind::Ods;
        }
        if let Ok(marks) = self.text("docProps/custom.xml")
            && marks.contains("name=\"rasoat\"")
        {
            return if marks.contains(">sai-lech<") {
                Kind::Findings
            } else {
                Kind::Own
            };
        }
        if self
            .text("docProps/app.xml")
            .is_ok_and(|t| t.contains("<Application>rasoat"))
        {
            return Kind::Own;
        }
        let book = self.has("xl/workbook.xml")
            || [
                "spreadsheetml.sheet.main",
                "spreadsheetml.template.main",
                "ms-excel.sheet.macroEnabled.main",
                "ms-excel.template.macroEnabled.main",
            ]
            .iter()
            .any(|kind| types.contains(kind));
        if book { Kind::Xlsx } else { Kind::Other }
    }

    /// What it is instead of a workbook.
    pub fn other(&mut self) -> FaultKind {
        let types = self.text("[Content_Types].xml").unwrap_or_default();
        let mime = self.text("mimetype").unwrap_or_default();
        if self.has("Index/Document.iwa") || self.has("Index.zip") {
            return FaultKind::OldFormat("Numbers (Apple)");
        }
        if types.contains("wordprocessingml") || mime.contains("opendocument.text") {
            FaultKind::Other(Other::Document)
        } else if types.is_empty() && mime.is_empty() {
            FaultKind::Other(Other::Archive)
        } else {
            FaultKind::NotASpreadsheet
        }
    }

    /// Whether there is such a part; small and capital letters are the same.
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// A part as a stream. It fails past the declared size, and at the end if the check sum differs.
    pub fn part(&mut self, name: &str) -> Result<Part<'_>, FaultKind> {
        let name = self
            .find(name)
            .ok_or_else(|| FaultKind::Damaged(format!("{name}?")))?;
        let file = self.zip.by_name(&name).map_err(fault)?;
        Ok(BufReader::with_capacity(1 << 16, file))
    }

    /// A part of XML as UTF-8. The standard allows UTF-16, which hardly any program writes.
    pub fn xml(&mut self, name: &str) -> Result<Box<dyn BufRead + Send + '_>, FaultKind> {
        let size = self.size(name);
        let mut part = self.part(name)?;
        let head = part
            .fill_buf()
            .map_err(|e| FaultKind::Damaged(e.to_string()))?;
        if Encoding::for_bom(head).is_none_or(|(found, _)| found == UTF_8) {
            return Ok(Box::new(part));
        }
        if size > LARGE_PART {
            return Err(FaultKind::UnpackedTooLarge);
        }
        Ok(Box::new(Cursor::new(read_text(part)?)))
    }

    /// A part's unpacked size in bytes.
    pub fn size(&mut self, name: &str) -> u64 {
        let name = self.find(name);
        name.and_then(|n| self.zip.by_name(&n).ok().map(|f| f.size()))
            .unwrap_or(0)
    }

    /// A small part as text.
    pub fn text(&mut self, name: &str) -> Result<String, FaultKind> {
        read_text(self.part(name)?)
    }

    fn find(&self, name: &str) -> Option<String> {
        let name = name.trim_start_matches('/');
        if self.zip.index_for_name(name).is_some() {
            return Some(name.to_owned());
        }
        let plain = |n: &str| unquoted(&n.replace('\\', "/")).to_ascii_lowercase();
        let name = plain(name);
        self.zip
            .file_names()
            .flatten()
            .find(|n| plain(n) == name)
            .map(std::borrow::Cow::into_owned)
    }
}

/// A name with its letters by number (`%20`) put back, as far as they are plain ones.
fn unquoted(name: &str) -> String {
    let mut pieces = name.split('%');
    let mut out = pieces.next().unwrap_or("").to_owned();
    for piece in pieces {
        let code = piece.get(..2).and_then(|d| u8::from_str_radix(d, 16).ok());
        if let (Some(code), Some(rest)) = (code.filter(u8::is_ascii), piece.get(2..)) {
            out.push(char::from(code));
            out.push_str(rest);
        } else {
            out.push('%');
            out.push_str(piece);
        }
    }
    out
}

/// A part's bytes as they unpack.
pub type Part<'a> = BufReader<ZipFile<'a, Input>>;

fn read_text(part: Part<'_>) -> Result<String, FaultKind> {
    let mut bytes = Vec::new();
    part.take(LARGE_PART)
        .read_to_end(&mut bytes)
        .map_err(|e| FaultKind::Damaged(e.to_string()))?;
    Ok(UTF_8.decode(&bytes).0.into_owned())
}

/// How many parts the end of the zip counts; the crate tells but those of different names.
fn listed(bytes: &mut dyn Bytes) -> std::io::Result<Option<usize>> {
    let size = bytes.seek(SeekFrom::End(0))?;
    bytes.seek(SeekFrom::Start(size.saturating_sub(0x1_0016)))?;
    let mut tail = Vec::new();
    bytes.read_to_end(&mut tail)?;
    bytes.rewind()?;
    let at = tail.windows(4).rposition(|w| w == b"PK\x05\x06");
    let count = at.and_then(|at| tail.get(at + 10..at + 12)?.try_into().ok());
    let count = count.map(|count| usize::from(u16::from_le_bytes(count)));
    // Past so many, another record counts.
    Ok(count.filter(|count| *count != 0xffff))
}

#[allow(clippy::needless_pass_by_value)] // stands as a function in map_err
fn fault(error: ZipError) -> FaultKind {
    match error {
        ZipError::UnsupportedArchive(why) if why.contains("assword") => FaultKind::Encrypted,
        other => FaultKind::Damaged(other.to_string()),
    }
}
