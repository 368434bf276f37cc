//! What a file is, told by its first bytes.

use super::{FaultKind, Other};

/// How many first bytes are looked at.
pub const HEAD: usize = 64 * 1024;

/// A family of formats.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// A zip package: xlsx, ods.
    Zip,
    /// An OLE container: xls, or an encrypted xlsx.
    Ole,
    /// The stream of an xls without its container, as some programs export it.
    Biff,
    /// XML Spreadsheet 2003.
    Xml2003,
    /// An OpenDocument spreadsheet in one file of XML.
    FlatOds,
    /// A table of a web page.
    Html,
    /// Text with delimiters.
    Delimited,
}

/// The format of a file that begins with these bytes.
pub fn format(head: &[u8]) -> Result<Format, FaultKind> {
    // DOS ends a text with such a sign; what broke off may end in zeros.
    let end = head.iter().rposition(|b| !matches!(b, 0 | 0x1a));
    let kept = end.and_then(|end| head.get(..=end)).unwrap_or(&[]);
    if kept.iter().all(|b| b.is_ascii_whitespace() || *b == 0) {
        return Err(FaultKind::Empty);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Ok(Format::Zip);
    }
    if head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Ok(Format::Ole);
    }
    match head {
        [0x09, 0x08, 0x08 | 0x10, 0x00, ..] => return Ok(Format::Biff),
        [b'I', b'D', b';', b'P', ..] => return Err(FaultKind::OldFormat("SYLK")),
        // Year, month and day of the last change follow the version.
        [0x03 | 0x30 | 0x83 | 0xf5, _, 1..=12, 1..=31, ..] => {
            return Err(FaultKind::OldFormat("dBase, FoxPro"));
        }
        [0x09, 0x00, 0x04, 0x00, ..] | [0x09, 0x02 | 0x04, 0x06, 0x00, ..] => {
            return Err(FaultKind::OldFormat("Excel 2–4"));
        }
        _ => {}
    }
    let text = plain(head);
    let start = text.trim_start();
    let lower = start
        .get(..start.len().min(4096))
        .unwrap_or(start)
        .to_ascii_lowercase();
    if lower.starts_with('<') {
        if lower.contains("urn:schemas-microsoft-com:office:spreadsheet") {
            return Ok(Format::Xml2003);
        }
        if lower.contains("<office:document") {
            return if start.contains("opendocument.spreadsheet") {
                Ok(Format::FlatOds)
            } else {
                Err(FaultKind::Other(Other::Document))
            };
        }
        if [
            "<frameset",
            "<html",
            "<table",
            "<!doctype html",
            "<meta",
            "<style",
            "<body",
        ]
        .iter()
        .any(|tag| lower.contains(tag))
        {
            return Ok(Format::Html);
        }
        return Err(FaultKind::NotASpreadsheet);
    }
    if let Some(other) = other(head) {
        return Err(FaultKind::Other(other));
    }
    if is_mostly_control(if super::csv::is_utf16(head) {
        head
    } else {
        kept
    }) {
        return Err(FaultKind::NotASpreadsheet);
    }
    Ok(Format::Delimited)
}

/// The first bytes as something to search tags in: UTF-16 loses its zero bytes.
fn plain(head: &[u8]) -> String {
    let kept: Vec<u8> = match head {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
            head.iter().copied().skip(2).filter(|b| *b != 0).collect()
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => rest.to_vec(),
        _ => head.to_vec(),
    };
    kept.iter()
        .map(|b| if b.is_ascii() { char::from(*b) } else { '?' })
        .collect()
}

fn other(head: &[u8]) -> Option<Other> {
    let signs: [(&[u8], Other); 13] = [
        (b"%PDF", Other::Pdf),
        (b"{\\rtf", Other::Document),
        (b"\x89PNG", Other::Picture),
        (b"\xff\xd8\xff", Other::Picture),
        (b"GIF8", Other::Picture),
        (b"Rar!", Other::Archive),
        (b"7z\xbc\xaf", Other::Archive),
        (b"\x1f\x8b", Other::Archive),
        (b"MIME-Version:", Other::WebArchive),
        (b"{\"url\":", Other::Shortcut),
        (b"{\"doc_id\":", Other::Shortcut),
        (b"[InternetShortcut]", Other::Shortcut),
        (b"L\0\0\0\x01\x14\x02\0", Other::Shortcut),
    ];
    let mut signs = signs.iter();
    signs
        .find(|(sign, _)| head.starts_with(sign))
        .map(|(_, other)| *other)
}

/// Text has no zero bytes (but for UTF-16, where every second one is) and few control bytes.
fn is_mostly_control(head: &[u8]) -> bool {
    if super::csv::is_utf16(head) {
        return false;
    }
    let control = head
        .iter()
        .filter(|b| **b < 0x20 && !matches!(**b, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c))
        .count();
    control * 20 > head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_decide() {
        assert_eq!(format(b"PK\x03\x04rest"), Ok(Format::Zip));
        assert_eq!(format(b"STT;Ten\r\n"), Ok(Format::Delimited));
        assert_eq!(format(b"\xef\xbb\xbf<table><tr>"), Ok(Format::Html));
        assert_eq!(format(b"\x09\x08\x08\0\0\x05"), Ok(Format::Biff));
        assert_eq!(
            format(b"\x09\0\x04\0\x02\0\x10\0"),
            Err(FaultKind::OldFormat("Excel 2–4"))
        );
        assert_eq!(
            format(b"\x03\x7d\x07\x01\x03\0\0\0"),
            Err(FaultKind::OldFormat("dBase, FoxPro"))
        );
        assert_eq!(format(b"ID;PWXL;N;E"), Err(FaultKind::OldFormat("SYLK")));
        assert_eq!(format(b"%PDF-1.4"), Err(FaultKind::Other(Other::Pdf)));
        assert_eq!(
            format(b"[InternetShortcut]\r\nURL=https://a.vn"),
            Err(FaultKind::Other(Other::Shortcut))
        );
        assert_eq!(format(b"  \r\n"), Err(FaultKind::Empty));
        assert_eq!(format(b"STT;Ten\r\n\x1a\0\0"), Ok(Format::Delimited));
    }
}
