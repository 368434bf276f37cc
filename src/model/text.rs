//! Text as it should be compared: NFC with single spaces for showing, folded for matching.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// NFC, edges trimmed, every run of white space (no-break spaces too) one space, zero-width marks
/// and soft hyphens gone.
pub fn tidy(text: &str) -> Cow<'_, str> {
    let plain = |c: char| !is_invisible(c) && (!c.is_whitespace() || c == ' ');
    if text.chars().all(plain) && !text.contains("  ") && is_composed(text) {
        return Cow::Borrowed(text.trim_matches(' '));
    }
    let mut out = String::with_capacity(text.len());
    for c in text.nfc().filter(|c| !is_invisible(*c)) {
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    Cow::Owned(out)
}

/// Whether the text is NFC; Latin and Vietnamese letters are known to be without a look-up each.
fn is_composed(text: &str) -> bool {
    let latin = |c: char| c < '\u{300}' || ('\u{1e00}'..='\u{1eff}').contains(&c);
    text.chars().all(latin) || is_nfc(text)
}

/// What stands between the names of several people in a cell.
const BETWEEN_NAMES: [char; 5] = ['\n', ';', '/', '&', '+'];

/// The names in a cell that names several people; none where it names one: `Nguyễn Thị⏎Hoa`,
/// `Nguyễn Thị Hoa/Tý`. Of `Lê Thị Hoa & con` one is told.
pub fn several_names(text: &str) -> Vec<&str> {
    if !text.contains(BETWEEN_NAMES) {
        return Vec::new();
    }
    let parts = text.split(BETWEEN_NAMES).map(str::trim);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let is_name = |part: &&str| part.split_whitespace().count() >= 2 && !part.starts_with('(');
    let names: Vec<&str> = parts.iter().copied().filter(is_name).collect();
    let and = text.contains(['&', '+']) && parts.len() > 1;
    if names.len() > 1 || and && !names.is_empty() {
        names
    } else {
        Vec::new()
    }
}

/// Lower case without tones or marks, `đ` as `d`, everything but letters and digits as one space:
/// `Số CMND/CCCD` and `so_cmnd_cccd` are both `so cmnd cccd`.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfd() {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            'đ' | 'Đ' | 'Ð' | 'ð' => out.push('d'),
            c if is_combining(c) || is_invisible(c) => {}
            c if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ if !out.is_empty() && !out.ends_with(' ') => out.push(' '),
            _ => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// A name typed all in capitals, as it is written: `TRẦN THỊ MẬN` is `Trần Thị Mận`.
pub fn out_of_capitals(name: &str) -> Cow<'_, str> {
    if name.chars().any(char::is_lowercase) {
        return Cow::Borrowed(name);
    }
    let mut out = String::with_capacity(name.len());
    let mut begins = true;
    for c in name.chars() {
        if begins {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        begins = !c.is_alphanumeric();
    }
    Cow::Owned(out)
}

/// A commune's name without its rank: `Phường Kỳ Bá`, `P. Kỳ Bá` and `kỳ bá` fold to the same key.
pub fn commune_key(name: &str) -> String {
    let folded = fold(name);
    let bare = [
        "phuong ",
        "xa ",
        "thi tran ",
        "p ",
        "x ",
        "tt ",
        "ubnd phuong ",
        "ubnd xa ",
    ]
    .iter()
    .find_map(|rank| folded.strip_prefix(rank));
    bare.map_or_else(|| folded.clone(), str::to_owned)
}

/// A commune's name as it is shown, without `Phường`, `Xã`, `P.`, `X.`, `Thị trấn`.
pub fn commune_name(name: &str) -> Cow<'_, str> {
    let tidy = tidy(name);
    let ranks = [
        "ubnd ",
        "phường ",
        "xã ",
        "thị trấn ",
        "p.",
        "x.",
        "tt.",
        "p ",
        "x ",
    ];
    let mut rest: &str = &tidy;
    loop {
        let lower = rest.to_lowercase();
        let Some(rank) = ranks.iter().find(|r| lower.starts_with(**r)) else {
            break;
        };
        let skip: usize = rest
            .chars()
            .take(rank.chars().count())
            .map(char::len_utf8)
            .sum();
        rest = rest.get(skip..).unwrap_or("").trim_start();
    }
    if rest.is_empty() || rest.len() == tidy.len() {
        return tidy;
    }
    Cow::Owned(rest.to_owned())
}

fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{00ad}' | '\u{2060}'
    )
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}')
}

/// The first bytes of a text, so many at most, as far as they are whole letters.
pub fn beginning(text: &str, most: usize) -> &str {
    let ends = (0..=most.min(text.len())).rev();
    ends.into_iter()
        .find_map(|end| text.get(..end))
        .unwrap_or("")
}

/// The name nearest to a misspelt one, unless all are far from it.
pub fn nearest<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (name.chars().count() / 3).max(2);
    names
        .into_iter()
        .map(|other| (strsim::damerau_levenshtein(name, other), other))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, other)| other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_joins_the_spellings_of_one_word() {
        for text in [
            "Số CMND/CCCD",
            "so_cmnd_cccd",
            "SỐ  CMND \n CCCD",
            "So\u{302}\u{301} CMND.CCCD",
        ] {
            assert_eq!(fold(text), "so cmnd cccd", "{text}");
        }
        assert_eq!(fold("Ðặng Đình"), "dang dinh");
    }

    #[test]
    fn tidying_keeps_the_letters_and_drops_the_noise() {
        assert_eq!(tidy("  Nguyễn\u{a0} Thị\u{200b}  Hoa "), "Nguyễn Thị Hoa");
        assert_eq!(tidy("Nguye\u{302}\u{303}n"), "Nguyễn");
    }

    #[test]
    fn a_commune_is_known_with_and_without_its_rank() {
        for text in [
            "Phường Kỳ Bá",
            "P. Kỳ Bá",
            "P.Kỳ Bá",
            "kỳ bá",
            "UBND PHƯỜNG KỲ BÁ",
            "UBND xã Kỳ Bá",
        ] {
            assert_eq!(commune_key(text), "ky ba", "{text}");
            assert_eq!(fold(&commune_name(text)), "ky ba", "{text}");
        }
        assert_eq!(commune_name("Xuân Hòa"), "Xuân Hòa");
    }
}
