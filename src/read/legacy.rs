//! TCVN3 (ABC), VNI and twice-encoded text into Unicode. The first two show Vietnamese by fonts, so what the file holds are
//! letters of Windows-1252; `Hä vµ tªn` and `Hoï vaø teân` are both `Họ và tên`.

use super::{syllable, twice};
use crate::model::text::beginning;

/// An encoding from before Unicode, or one that was applied twice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Legacy {
    /// Fonts named `.Vn…`.
    Tcvn3,
    /// TCVN3 in a font of capitals (`.VnTimeH`), where small letters are shown as capitals.
    Tcvn3Capitals,
    /// Fonts named `VNI-…`.
    Vni,
    /// UTF-8 that was taken for a code page and encoded again.
    Twice,
}

/// TCVN3: one letter each.
const TCVN3: &[(char, char)] = &[
    ('µ', 'à'),
    ('¶', 'ả'),
    ('·', 'ã'),
    ('¸', 'á'),
    ('¹', 'ạ'),
    ('¨', 'ă'),
    ('»', 'ằ'),
    ('¼', 'ẳ'),
    ('½', 'ẵ'),
    ('¾', 'ắ'),
    ('Æ', 'ặ'),
    ('©', 'â'),
    ('Ç', 'ầ'),
    ('È', 'ẩ'),
    ('É', 'ẫ'),
    ('Ê', 'ấ'),
    ('Ë', 'ậ'),
    ('®', 'đ'),
    ('Ì', 'è'),
    ('Î', 'ẻ'),
    ('Ï', 'ẽ'),
    ('Ð', 'é'),
    ('Ñ', 'ẹ'),
    ('ª', 'ê'),
    ('Ò', 'ề'),
    ('Ó', 'ể'),
    ('Ô', 'ễ'),
    ('Õ', 'ế'),
    ('Ö', 'ệ'),
    ('×', 'ì'),
    ('Ø', 'ỉ'),
    ('Ü', 'ĩ'),
    ('Ý', 'í'),
    ('Þ', 'ị'),
    ('ß', 'ò'),
    ('á', 'ỏ'),
    ('â', 'õ'),
    ('ã', 'ó'),
    ('ä', 'ọ'),
    ('«', 'ô'),
    ('å', 'ồ'),
    ('æ', 'ổ'),
    ('ç', 'ỗ'),
    ('è', 'ố'),
    ('é', 'ộ'),
    ('¬', 'ơ'),
    ('ê', 'ờ'),
    ('ë', 'ở'),
    ('ì', 'ỡ'),
    ('í', 'ớ'),
    ('î', 'ợ'),
    ('ï', 'ù'),
    ('ñ', 'ủ'),
    ('ò', 'ũ'),
    ('ó', 'ú'),
    ('ô', 'ụ'),
    ('\u{ad}', 'ư'),
    ('õ', 'ừ'),
    ('ö', 'ử'),
    ('÷', 'ữ'),
    ('ø', 'ứ'),
    ('ù', 'ự'),
    ('ú', 'ỳ'),
    ('û', 'ỷ'),
    ('ü', 'ỹ'),
    ('ý', 'ý'),
    ('þ', 'ỵ'),
    ('¡', 'Ă'),
    ('¢', 'Â'),
    ('£', 'Ê'),
    ('¤', 'Ô'),
    ('¥', 'Ơ'),
    ('¦', 'Ư'),
    ('§', 'Đ'),
];

/// The same by the letter's number, `\0` where it is no such letter: every cell of such a file passes here.
const BY_NUMBER: [char; 256] = {
    let mut table = ['\0'; 256];
    let mut i = 0;
    while i < TCVN3.len() {
        table[TCVN3[i].0 as usize] = TCVN3[i].1;
        i += 1;
    }
    table
};

/// How much of a text tells its encoding, in bytes.
const TELLING: usize = 4096;

/// VNI: letters that stand alone.
const VNI_LETTERS: &[(char, char)] = &[
    ('ñ', 'đ'),
    ('Ñ', 'Đ'),
    ('ô', 'ơ'),
    ('Ô', 'Ơ'),
    ('ö', 'ư'),
    ('Ö', 'Ư'),
    ('æ', 'ỉ'),
    ('Æ', 'Ỉ'),
    ('ó', 'ĩ'),
    ('Ó', 'Ĩ'),
    ('ò', 'ị'),
    ('Ò', 'Ị'),
    ('î', 'ỵ'),
    ('Î', 'Ỵ'),
    ('í', 'í'),
    ('ì', 'ì'),
];

/// VNI: marks that follow their vowel, as combining marks (circumflex, breve, tone).
const VNI_MARKS: &[(char, &str)] = &[
    ('ù', "\u{301}"),
    ('ø', "\u{300}"),
    ('û', "\u{309}"),
    ('õ', "\u{303}"),
    ('ï', "\u{323}"),
    ('â', "\u{302}"),
    ('á', "\u{302}\u{301}"),
    ('à', "\u{302}\u{300}"),
    ('å', "\u{302}\u{309}"),
    ('ã', "\u{302}\u{303}"),
    ('ä', "\u{302}\u{323}"),
    ('ê', "\u{306}"),
    ('é', "\u{306}\u{301}"),
    ('è', "\u{306}\u{300}"),
    ('ú', "\u{306}\u{309}"),
    ('ü', "\u{306}\u{303}"),
    ('ë', "\u{306}\u{323}"),
];

/// Letters that TCVN3 uses and no Vietnamese Unicode text does.
const TCVN3_ONLY: &str = "µ¶·¸¹¨»¼½¾Æ©ÇËÑÎÏÖ×ØÜÞßäåæçëîïñöøûüþ®ª¬«÷\u{ad}§";
/// Letters that VNI uses and no Vietnamese Unicode text does.
const VNI_ONLY: &str = "øûïåäëüöñÑÖæîØÛÏÅÄËÜ";

impl Legacy {
    /// The encoding that a font's name tells.
    pub fn of_font(name: &str) -> Option<Self> {
        let lower = name.trim().to_ascii_lowercase();
        if lower.starts_with("vni") {
            Some(Self::Vni)
        } else if lower.starts_with(".vn") {
            Some(if lower.ends_with('h') {
                Self::Tcvn3Capitals
            } else {
                Self::Tcvn3
            })
        } else {
            None
        }
    }

    /// `tcvn3`, `vni` or `utf8-twice`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Tcvn3 | Self::Tcvn3Capitals => "tcvn3",
            Self::Vni => "vni",
            Self::Twice => "utf8-twice",
        }
    }

    /// Whether a text can be meant so: otherwise Unicode letters were typed over the font.
    pub fn could_be(self, text: &str) -> bool {
        if self == Self::Twice {
            return twice::undone(text, true).is_some();
        }
        text.chars().all(|c| match self {
            _ if c.is_ascii() || matches!(c, '\u{a0}' | '\u{2013}'..='\u{2026}') => true,
            Self::Vni | Self::Twice => (c as u32) < 0x100,
            Self::Tcvn3 | Self::Tcvn3Capitals => tcvn3(c) != c || c == 'ý',
        })
    }

    /// Appends the text in Unicode (NFC).
    pub fn decode_into(self, text: &str, out: &mut String) {
        match self {
            Self::Tcvn3 if typed_in_capitals(text) => {
                out.extend(text.chars().map(tcvn3).flat_map(char::to_uppercase));
            }
            Self::Tcvn3 => out.extend(text.chars().map(tcvn3)),
            Self::Tcvn3Capitals => {
                out.extend(text.chars().map(tcvn3).flat_map(char::to_uppercase));
            }
            Self::Vni => {
                use unicode_normalization::UnicodeNormalization;
                out.extend(vni(text).nfc());
            }
            Self::Twice => match twice::undone(text, true) {
                Some(once) => out.push_str(&once),
                None => out.push_str(text),
            },
        }
    }
}

/// TCVN3 has no capitals with a tone: beside capitals, its letters stand for them.
fn typed_in_capitals(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_ascii_alphabetic());
    !text.bytes().any(|b| b.is_ascii_lowercase()) && words.any(|word| word.len() > 1)
}

/// The encoding that the letters of a text tell, where no font does.
pub fn detect(text: &str) -> Option<Legacy> {
    let text = beginning(text, TELLING);
    if twice::undone(text, false).is_some() {
        return Some(Legacy::Twice);
    }
    // Letters that only Unicode text has (Latin Extended, combining marks, Vietnamese): whatever else
    // is odd, it is no old encoding. Told by their first bytes, since every cell passes here.
    if text
        .bytes()
        .any(|b| matches!(b, 0xc4..=0xc9 | 0xcc..=0xcd | 0xe1))
    {
        return None;
    }
    let (mut tcvn3, mut vni) = (0, 0);
    let mut before = ' ';
    for c in text.chars() {
        // TCVN3 puts small letters where Windows-1252 has capitals: `tiÒn`.
        let odd_capital = before.is_lowercase() && c.is_uppercase() && !c.is_ascii();
        tcvn3 += i32::from(TCVN3_ONLY.contains(c) || (odd_capital && of_tcvn3(c).is_some()));
        let marked = only_vni_pair(lower(before), lower(c));
        // Such a pair says more than a letter that both alphabets use.
        let weight = if matches!(lower(before), 'u' | 'y') {
            1
        } else {
            2
        };
        vni += if marked {
            weight
        } else {
            i32::from(VNI_ONLY.contains(c))
        };
        before = c;
    }
    // A lone § or © is a sign, not a letter: one letter of an alphabet has to stand beside it, or right
    // before it (`N÷`).
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let behind_letter = |(a, b): (char, char)| {
        a.is_ascii_alphabetic() && !b.is_alphabetic() && TCVN3_ONLY.contains(b)
    };
    let pairs = text.chars().zip(text.chars().skip(1));
    let letters = letters + pairs.map(behind_letter).filter(|is| *is).count();
    match (tcvn3, vni) {
        (0, 0) => None,
        // Letters of both: `Buøi` is Bùi and no Buứi.
        (1.., 1..) if letters >= 2 => {
            let wrong = |found: Legacy| {
                let mut decoded = String::new();
                found.decode_into(text, &mut decoded);
                syllable::misspelt(&decoded)
            };
            let (as_tcvn3, as_vni) = (wrong(Legacy::Tcvn3), wrong(Legacy::Vni));
            let is_vni = as_vni < as_tcvn3 || (as_vni == as_tcvn3 && vni > tcvn3);
            Some(if is_vni { Legacy::Vni } else { Legacy::Tcvn3 })
        }
        (t, v) if v > t && letters >= 2 => Some(Legacy::Vni),
        // A soft hyphen in `Ngày` is no ư: TCVN3 has no such à.
        (t, v) if t >= v && t > 0 && letters >= 2 && !text.contains(['à', 'ð']) => {
            Some(Legacy::Tcvn3)
        }
        _ => None,
    }
}

/// Whether a wrong encoding took letters from a text for good: what it was cannot be told any more.
pub fn is_broken(text: &str) -> bool {
    let mut before = ' ';
    let holes = text.chars().any(|c| {
        let hole = matches!(before, '?' | '\u{fffd}') && c.is_lowercase()
            || before.is_alphabetic() && c == '\u{fffd}';
        before = c;
        hole
    });
    holes || twice::has_pair(text)
}

/// The old encoding in which a file without fonts is written, by its first cells: nothing where some can
/// only be Unicode. It settles what a cell alone leaves open, such as `Phan Thò Sen`.
pub fn usual<'a>(cells: impl Iterator<Item = &'a str>) -> Option<Legacy> {
    let cells: Vec<&str> = cells.filter(|cell| !cell.is_ascii()).collect();
    let all = [Legacy::Tcvn3, Legacy::Vni, Legacy::Twice];
    let count = |of: Legacy| cells.iter().filter(|c| detect(c) == Some(of)).count();
    let (found, most) = all
        .map(|of| (of, count(of)))
        .into_iter()
        .max_by_key(|(_, n)| *n)?;
    let whole = most >= 3 && cells.iter().all(|cell| found.could_be(cell));
    whole.then_some(found)
}

/// A vowel and a mark that no Vietnamese word has side by side: `oà` may be Unicode's Hoàng.
fn only_vni_pair(vowel: char, mark: char) -> bool {
    let tone = matches!(mark, 'ù' | 'ø' | 'û' | 'õ' | 'ï');
    match vowel {
        'a' => tone || "âáàåãäêéèúüë".contains(mark),
        'e' => tone || "âáàåãä".contains(mark),
        'o' => tone || "âåä".contains(mark),
        'u' | 'y' | 'ô' | 'ö' => tone,
        _ => false,
    }
}

fn tcvn3(c: char) -> char {
    of_tcvn3(c).unwrap_or(c)
}

fn of_tcvn3(c: char) -> Option<char> {
    let found = BY_NUMBER.get(c as usize).copied();
    found.filter(|letter| *letter != '\0')
}

fn vni(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for c in text.chars() {
        let vowel = matches!(lower(before), 'a' | 'e' | 'o' | 'u' | 'y' | 'ô' | 'ö');
        let mark = VNI_MARKS.iter().find(|(mark, _)| *mark == lower(c));
        match mark {
            Some((_, marks)) if vowel => out.push_str(marks),
            _ => out.push(
                VNI_LETTERS
                    .iter()
                    .find(|(from, _)| *from == c)
                    .map_or(c, |(_, to)| *to),
            ),
        }
        before = c;
    }
    out
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(encoding: Legacy, text: &str) -> String {
        let mut out = String::new();
        encoding.decode_into(text, &mut out);
        out
    }

    #[test]
    fn both_alphabets_read_as_unicode() {
        for (tcvn3, vni, unicode) in [
            ("Hä vµ tªn", "Hoï vaø teân", "Họ và tên"),
            ("NguyÔn ThÞ Hoa", "Nguyeãn Thò Hoa", "Nguyễn Thị Hoa"),
            ("§èi t\u{ad}îng", "Ñoái töôïng", "Đối tượng"),
            ("Bïi ThÞ Loan", "Buøi Thò Loan", "Bùi Thị Loan"),
            ("§ç ThÞ BÝch Th×n", "Ñoã Thò Bích Thìn", "Đỗ Thị Bích Thìn"),
        ] {
            assert_eq!(decoded(Legacy::Tcvn3, tcvn3), unicode);
            assert_eq!(decoded(Legacy::Vni, vni), unicode);
            assert_eq!(detect(tcvn3), Some(Legacy::Tcvn3), "{tcvn3}");
            assert_eq!(detect(vni), Some(Legacy::Vni), "{vni}");
        }
    }

    #[test]
    fn unicode_text_is_left_alone() {
        for text in [
            "Nguyễn Thị Hoà",
            "Ngày\u{ad} sinh",
            "Ðặng Văn Ðức",
            "Thuý",
            "Hà",
            "ðoàn thị ðào",
            "10°",
            "§ 5",
            "Hoàng Thu Bình",
            "Xuân",
            "Toán",
            "Ông Tú",
        ] {
            assert_eq!(detect(text), None, "{text}");
        }
    }
}
