//! Text as old machines hold it: TCVN3 (fonts .VnTime) and decomposed Unicode.

use unicode_normalization::UnicodeNormalization;

/// How the texts of a list are stored.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    /// As it should be.
    Unicode,
    /// Letters and marks apart.
    Decomposed,
    /// TCVN3, a byte a letter, shown as Windows-1252.
    Tcvn3,
}

/// Letters of the Vietnamese alphabet, and what each is in TCVN3 seen as Windows-1252
/// (spreadsheets.md 4).
const LETTERS: &str = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ";
const TCVN3: &str =
    "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u{ad}õö÷øùúûüýþ¡¢£¤¥¦§";

impl Encoding {
    /// Stores a text.
    pub fn store(self, text: &str) -> String {
        match self {
            Self::Unicode => text.to_owned(),
            Self::Decomposed => text.nfd().collect(),
            Self::Tcvn3 => text.nfc().map(tcvn3).collect(),
        }
    }

    /// The font that shows it.
    pub fn font(self) -> &'static str {
        match self {
            Self::Tcvn3 => ".VnTime",
            _ => "Times New Roman",
        }
    }
}

fn tcvn3(letter: char) -> char {
    let find = |letter: char| {
        let place = LETTERS.chars().position(|l| l == letter)?;
        TCVN3.chars().nth(place)
    };
    // A capital with a tone has no code of its own: the font of capitals shows the small one.
    find(letter)
        .or_else(|| letter.to_lowercase().next().and_then(find))
        .unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tcvn3_is_what_old_files_hold() {
        assert_eq!(LETTERS.chars().count(), TCVN3.chars().count());
        let pairs = [
            ("Họ và tên", "Hä vµ tªn"),
            ("Ngày sinh", "Ngµy sinh"),
            ("Đối tượng", "§èi t\u{ad}îng"),
            ("Nguyễn Văn", "NguyÔn V¨n"),
            ("Trần Thị", "TrÇn ThÞ"),
            ("Mức trợ cấp", "Møc trî cÊp"),
        ];
        for (text, stored) in pairs {
            assert_eq!(Encoding::Tcvn3.store(text), stored);
        }
    }
}
