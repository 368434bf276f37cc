//! Text that was encoded twice: UTF-8 taken for a Windows code page, and made UTF-8 again, so that
//! `Nguyên` stands as `NguyÃªn`. Told by its bytes alone: no Vietnamese text happens to be UTF-8 once
//! more.

use encoding_rs::{Encoding, WINDOWS_1252, WINDOWS_1258};

/// What the text was before, if it was encoded twice. `beside` says that others of its row were: then
/// a tilde over A is enough, which alone may be the name `LÃ`.
pub fn undone(text: &str, beside: bool) -> Option<String> {
    let may_be = has_pair(text) || (beside && text.contains('Ã'));
    if !may_be {
        return None;
    }
    let pages = [WINDOWS_1252, WINDOWS_1258];
    let once = pages.iter().find_map(|page| decoded(&bytes(text, page)?));
    let once = once.or_else(|| with_holes(text))?;
    // Some programs do it again at every save.
    Some(undone(&once, false).unwrap_or(once))
}

/// Whether two letters stand together that can be the first bytes of a Vietnamese one: nearly no other
/// text has such a pair, and nearly all cells are done with here.
pub fn has_pair(text: &str) -> bool {
    let mut leads = false;
    text.chars().any(|c| {
        let found = leads && !c.is_ascii() && !('\u{c0}'..='\u{ff}').contains(&c);
        leads = matches!(
            c,
            'Ã'..='Æ' | 'Ì' | 'Í' | 'á' | 'â' | 'ï' | 'Ă' | '\u{300}' | '\u{301}'
        );
        found
    })
}

/// The bytes that the letters were in a code page. Of letters that it lacks, those of Latin-1 are
/// meant as they are, since not every program goes by Windows.
fn bytes(text: &str, page: &'static Encoding) -> Option<Vec<u8>> {
    let mut all = Vec::with_capacity(text.len());
    let mut buffer = [0; 4];
    for c in text.chars() {
        let (encoded, _, unmappable) = page.encode(c.encode_utf8(&mut buffer));
        match (encoded.as_ref(), unmappable) {
            ([byte], false) => all.push(*byte),
            _ if (c as u32) < 0x100 => all.push(c as u32 as u8),
            _ => return None,
        }
    }
    Some(all)
}

/// The letters of the bytes; the second byte of `à` looks like a space, and may be one by now, or have
/// been trimmed away.
fn decoded(bytes: &[u8]) -> Option<String> {
    let mut whole = Vec::with_capacity(bytes.len() + 1);
    for (i, byte) in bytes.iter().enumerate() {
        whole.push(*byte);
        if *byte == 0xc3 && bytes.get(i + 1).is_none_or(u8::is_ascii) {
            whole.push(0xa0);
        }
    }
    String::from_utf8(whole).ok()
}

/// The same where the program in between lost the bytes that its code page lacks: left them out, or put
/// `?` or its like. What cannot be known becomes U+FFFD, and a doubt of the row.
fn with_holes(text: &str) -> Option<String> {
    const LOST: u8 = 0xff;
    let mut buffer = [0; 4];
    let bytes = text.chars().map(|c| {
        let (encoded, _, unmappable) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
        match encoded.as_ref() {
            [byte] if !unmappable => *byte,
            _ => LOST,
        }
    });
    let mut bytes = bytes.peekable();
    let mut whole = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        whole.push(byte);
        let next = bytes.peek().copied();
        let lost = next.is_none_or(|b| !(0x80..0xc0).contains(&b));
        if byte == 0xc4 && lost {
            // Of the letters that begin so, only Đ loses its second byte.
            whole.push(0x90);
            bytes.next_if(|b| matches!(*b, b'?' | LOST));
        } else if byte == 0xc3 && next.is_none_or(|b| b.is_ascii() && b != b'?') {
            whole.push(0xa0);
        }
    }
    let mut out = String::with_capacity(whole.len());
    let (mut right, mut lost) = (0, 0);
    for c in String::from_utf8_lossy(&whole).chars() {
        match c {
            '\u{1ea0}'..='\u{1ef9}' | 'Đ' | 'đ' | 'Ă' | 'ă' | 'Ơ' | 'ơ' | 'Ư' | 'ư' => {
                right += 1;
            }
            '?' | char::REPLACEMENT_CHARACTER if out.ends_with(char::REPLACEMENT_CHARACTER) => {
                continue;
            }
            char::REPLACEMENT_CHARACTER => lost += 1,
            '\u{80}'..='\u{bf}' if c != '\u{a0}' => return None,
            'Ĩ' | 'ĩ' | 'Ũ' | 'ũ' | '\0'..='\u{ff}' | '\u{2010}'..='\u{2026}' => {}
            _ => return None,
        }
        out.push(c);
    }
    (right > 0 && lost <= right).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_page_it_was_taken_for() {
        for text in ["Nguyễn Thị Hoà", "Đặng Văn Ước", "Họ và tên", "Trí – Tú"]
        {
            for page in [WINDOWS_1252, WINDOWS_1258] {
                let (twice, _, _) = page.decode(text.as_bytes());
                assert_eq!(undone(&twice, false).as_deref(), Some(text), "{twice}");
                let (thrice, _, _) = page.decode(twice.as_bytes());
                assert_eq!(undone(&thrice, false).as_deref(), Some(text), "{thrice}");
            }
            let latin: String = text.bytes().map(char::from).collect();
            assert_eq!(undone(&latin, false).as_deref(), Some(text));
        }
        assert_eq!(undone("Tráº§n HÃ", false).as_deref(), Some("Trần Hà"));
        assert_eq!(undone("HÃ", true).as_deref(), Some("Hà"));
    }

    #[test]
    fn bytes_lost_between_are_holes_and_no_letters() {
        let whole = "Đặng Văn Ước";
        for hole in ["", "?", "\u{fffd}"] {
            let (twice, _, _) = WINDOWS_1252.decode(whole.as_bytes());
            let twice = twice.replace('\u{90}', hole);
            assert_eq!(undone(&twice, false).as_deref(), Some(whole), "{twice}");
            let (twice, _, _) = WINDOWS_1252.decode("Tổ Ngọc Tứ".as_bytes());
            let twice = twice.replace('\u{8d}', hole);
            assert_eq!(
                undone(&twice, false).as_deref(),
                Some("Tổ Ng\u{fffd}c Tứ"),
                "{twice}"
            );
        }
    }

    #[test]
    fn other_text_is_left_alone() {
        for text in [
            "LÃ",
            "LÃ MAI LAN",
            "Bá “Út”",
            "NguyÔn V¨n §Æng",
            "Nguyeãn AÃ",
            "Hoà",
            "§Æng ThÞ ¸nh TuyÕt, x· B×nh §Þnh",
            "TrÇn ThÞ Thuû – æ «ng Ých",
            "Ñaëng Thò AÙnh Tuyeát, Voõ Thò UÙt",
            "“Hoà” – Trần Á…",
        ] {
            assert_eq!(undone(text, false), None, "{text}");
        }
    }
}
