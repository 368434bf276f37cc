//! Whether words are spelt as Vietnamese is. It settles which of two readings of the same bytes is meant.

use unicode_normalization::UnicodeNormalization;

const ONSETS: &[&str] = &[
    "", "b", "c", "ch", "d", "đ", "g", "gh", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p",
    "ph", "q", "r", "s", "t", "th", "tr", "v", "x",
];
/// Without their hats, breves and horns.
const VOWELS: &[&str] = &[
    "a", "ai", "ao", "au", "ay", "e", "eo", "eu", "i", "ia", "ie", "ieu", "iu", "o", "oa", "oai",
    "oao", "oay", "oe", "oeo", "oi", "oo", "u", "ua", "uai", "uao", "uau", "uay", "ue", "ueo",
    "ueu", "ui", "uo", "uoi", "uou", "uu", "uy", "uya", "uye", "uyu", "y", "ya", "ye", "yeu",
];
const CODAS: &[&str] = &["", "c", "ch", "m", "n", "ng", "nh", "p", "t"];

/// How many words with letters beyond ASCII are no Vietnamese syllable.
pub fn misspelt(text: &str) -> usize {
    text.split(|c: char| c.is_ascii() && !c.is_ascii_alphabetic())
        .filter(|word| !word.is_ascii() && !is_syllable(word))
        .count()
}

/// An onset, one to three vowels with one tone at most, a coda; no capital behind a small letter.
fn is_syllable(word: &str) -> bool {
    let (mut letters, mut tones, mut before) = (String::new(), 0, ' ');
    // Where TCVN3 is typed in capitals, letters with marks stay small: `KHUYÕT` is `KHUYếT`.
    let typed_capital = !word.bytes().any(|b| b.is_ascii_lowercase());
    for c in word.chars() {
        if before.is_lowercase() && c.is_uppercase() && !typed_capital {
            return false;
        }
        before = c;
    }
    for c in word.nfd().flat_map(char::to_lowercase) {
        match c {
            // Hat, breve and horn make a vowel what it is.
            '\u{302}' | '\u{306}' | '\u{31b}' if letters.ends_with(is_vowel) => {}
            '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}'
                if letters.ends_with(is_vowel) =>
            {
                tones += 1;
            }
            _ => letters.push(c),
        }
    }
    let (Some(first), Some(last)) = (letters.find(is_vowel), letters.rfind(is_vowel)) else {
        // Đ alone stands in abbreviations.
        return letters.chars().all(|c| c == 'đ' || c.is_ascii_alphabetic());
    };
    let onset = letters.get(..first).unwrap_or("");
    let vowels = letters.get(first..=last).unwrap_or("");
    let coda = letters.get(last + 1..).unwrap_or("");
    tones <= 1 && VOWELS.contains(&vowels) && ONSETS.contains(&onset) && CODAS.contains(&coda)
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_is_told_from_what_is_not() {
        let right = "Nguyễn Thị Hoà, Đặng Quý Ước; nghiêng khuỷu Trường hưởng QĐ GIÊNG quyết";
        assert_eq!(misspelt(right), 0);
        for wrong in [
            "NguyÔn",
            "ThÞ",
            "Nguyờịn",
            "Th\u{323}",
            "Tra\u{300}\u{309}n",
            "H\u{e4}",
            "Bu\u{1ee9}i",
        ] {
            assert_eq!(misspelt(wrong), 1, "{wrong}");
        }
    }
}
