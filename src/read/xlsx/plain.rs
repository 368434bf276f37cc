//! Cells as nearly every program writes them, straight from the bytes: `<c r="B4" s="1" t="s"><v>7</v></c>`.
//!
//! In: the bytes of a sheet from a cell on. Out: the cell and what follows it, or nothing where anything
//! is written another way (entities, runs of fonts, shared formulas, a cell cut off by the end of the
//! bytes): such a cell is left to the XML reader, which knows them all and takes five times as long.

use std::str::from_utf8;

/// A cell without anything unusual.
#[derive(Default, Debug, PartialEq)]
pub struct Plain<'a> {
    /// Its place, `B4`.
    pub reference: Option<&'a str>,
    /// The number of its format.
    pub style: &'a str,
    /// Its type; empty for a number.
    pub kind: &'a str,
    /// Whether it is computed.
    pub formula: bool,
    /// Its value; empty where it has none.
    pub value: &'a str,
}

/// The cell at the start of the bytes, and what follows it. All names begin with `prefix`, if they are not
/// in the sheet's own name space (`x:`).
pub fn plain<'a>(bytes: &'a [u8], prefix: &str) -> Option<(Plain<'a>, &'a [u8])> {
    let tag = |bytes: &'a [u8], begin: &str, name: &str| -> Option<&'a [u8]> {
        let mut rest = bytes.strip_prefix(begin.as_bytes())?;
        // To compare with a text of no letters and no place may take a thousand times as long.
        if !prefix.is_empty() {
            rest = rest.strip_prefix(prefix.as_bytes())?;
        }
        rest.strip_prefix(name.as_bytes())
    };
    let mut cell = Plain::default();
    let mut rest = tag(bytes, "<", "c")?;
    loop {
        match rest {
            [b'>', after @ ..] => {
                rest = after;
                break;
            }
            [b'/', b'>', after @ ..] => return Some((cell, after)),
            [b' ', name, b'=', b'"', after @ ..] => {
                let (value, after) = until(after, |b| !b.is_ascii_alphanumeric())?;
                match name {
                    b'r' => cell.reference = Some(value),
                    b's' => cell.style = value,
                    b't' => cell.kind = value,
                    _ => return None,
                }
                rest = after.strip_prefix(b"\"")?;
            }
            _ => return None,
        }
    }
    let markup = |b| matches!(b, b'<' | b'&' | b'\r');
    if let Some(formula) = tag(rest, "<", "f>") {
        cell.formula = true;
        rest = tag(until(formula, markup)?.1, "</", "f>")?;
    }
    if cell.kind == "inlineStr" {
        if let Some(text) = tag(rest, "<", "is>") {
            (cell.value, rest) = until(tag(text, "<", "t>")?, markup)?;
            rest = tag(tag(rest, "</", "t>")?, "</", "is>")?;
        }
    } else if let Some(value) = tag(rest, "<", "v>") {
        (cell.value, rest) = until(value, markup)?;
        rest = tag(rest, "</", "v>")?;
    }
    Some((cell, tag(rest, "</", "c>")?))
}

/// The text up to the first such byte, and what begins there.
fn until(bytes: &[u8], is_end: impl Fn(u8) -> bool) -> Option<(&str, &[u8])> {
    let (text, rest) = bytes.split_at_checked(bytes.iter().position(|b| is_end(*b))?)?;
    Some((from_utf8(text).ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::{Plain, plain};

    fn value(text: &str) -> Option<&str> {
        plain(text.as_bytes(), "").map(|(cell, _)| cell.value)
    }

    #[test]
    fn a_cell_and_what_follows_it() {
        let (cell, rest) = plain(br#"<c r="B4" s="12" t="s"><v>7</v></c><c r="C4"/>"#, "").unwrap();
        let held = Plain {
            reference: Some("B4"),
            style: "12",
            kind: "s",
            formula: false,
            value: "7",
        };
        assert_eq!(cell, held);
        let (cell, rest) = plain(rest, "").unwrap();
        assert_eq!((cell.reference, cell.value), (Some("C4"), ""));
        assert_eq!(rest, b"");
        let inline = r#"<c t="inlineStr"><is><t>Bùi Thị Ổn</t></is></c>"#;
        assert_eq!(value(inline), Some("Bùi Thị Ổn"));
        let (cell, _) = plain(b"<x:c><x:f>A1*2</x:f><x:v>7</x:v></x:c>", "x:").unwrap();
        assert_eq!((cell.formula, cell.value), (true, "7"));
        let (cell, _) = plain(b"<c><f>A1*2</f></c>", "").unwrap();
        assert_eq!((cell.formula, cell.value), (true, ""));
    }

    #[test]
    fn whatever_is_unusual_is_left_to_the_reader_of_xml() {
        for text in [
            r#"<c r="B4"><f>A1&amp;A2</f><v>7</v></c>"#,
            r#"<c r="B4"><f t="shared" si="0"/><v>7</v></c>"#,
            r#"<c t="str"><v>a&amp;b</v></c>"#,
            r#"<c t="inlineStr"><v>7</v></c>"#,
            r#"<c t="inlineStr"><is><r><t>7</t></r></is></c>"#,
            r#"<c t="s"><is><t>7</t></is></c>"#,
            r"<c r='B4'><v>7</v></c>",
            r#"<c r="B4"><v>7</v></c"#,
            r#"<c r="B4"><v>7</v><extLst/></c>"#,
            r#"<c r="B4"><v><![CDATA[7]]></v></c>"#,
            r#"<c r="B4" cm="1"><v>7</v></c>"#,
            "<c r=\"B4\" t=\"str\"><v>a\r\nb</v></c>",
            r#"<cols r="B4"/>"#,
            "<x:c><x:v>7</x:v></x:c>",
            "</row>",
        ] {
            assert_eq!(value(text), None, "{text}");
        }
        assert_eq!(plain(b"<c t=\"str\"><v>\xff</v></c>", ""), None);
    }
}
