//! The order of the Vietnamese alphabet, for lists that people look names up in: a ă â b c d đ e ê …;
//! tones count only between words that are else the same (`ngang`, huyền, hỏi, ngã, sắc, nặng).
//!
//! In: two texts. Out: which comes first. By bytes, Đông Hòa would stand behind Yên Thái.

use std::cmp::Ordering;

use unicode_normalization::UnicodeNormalization;

/// What a text is sorted by: its letters, then its tones, then itself.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Place {
    letters: Vec<(char, u8)>,
    tones: Vec<u8>,
    text: String,
}

/// The place of a text in the order.
pub fn place(text: &str) -> Place {
    let mut place = Place {
        letters: Vec::new(),
        tones: Vec::new(),
        text: text.to_owned(),
    };
    for c in text.nfd().flat_map(char::to_lowercase) {
        let tone = match c {
            '\u{300}' => 1,
            '\u{309}' => 2,
            '\u{303}' => 3,
            '\u{301}' => 4,
            '\u{323}' => 5,
            _ => 0,
        };
        if tone != 0 {
            if let Some(last) = place.tones.last_mut() {
                *last = tone;
            }
            continue;
        }
        // ă, â, ê, ô, ơ, ư: letters of their own behind the bare ones.
        let mark = match c {
            '\u{306}' => 1,
            '\u{302}' => 2,
            '\u{31b}' => 3,
            _ => 0,
        };
        if mark != 0 {
            if let Some((_, last)) = place.letters.last_mut() {
                *last = mark;
            }
            continue;
        }
        place.letters.push(match c {
            'đ' | 'ð' => ('d', 1),
            c => (c, 0),
        });
        place.tones.push(0);
    }
    place
}

/// Which of two texts comes first.
pub fn compare(a: &str, b: &str) -> Ordering {
    place(a).cmp(&place(b))
}

#[cfg(test)]
mod tests {
    use super::compare;

    #[test]
    fn names_stand_in_the_order_of_the_alphabet() {
        let sorted = [
            "",
            "An Khê",
            "Ân Thi",
            "Bo",
            "Bò",
            "Bỏ",
            "Bõ",
            "Bó",
            "Bọ",
            "Bồ Xuyên",
            "Bờ",
            "Dương Quan",
            "Đông Hòa",
            "Đông Mỹ",
            "Hoàng Diệu",
            "Kỳ Bá",
            "Ô Môn",
            "Ơ",
            "Tân An",
            "Tân Kỳ",
            "Tân Quy",
            "U Minh",
            "Ứng Hòa",
            "Vũ Phúc",
            "Yên Thái",
        ];
        let mut mixed = sorted;
        mixed.reverse();
        mixed.sort_by(|a, b| compare(a, b));
        assert_eq!(mixed, sorted);
        assert!(compare("ĐÔNG HÒA", "Yên Thái").is_lt());
    }
}
