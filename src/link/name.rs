//! Names as they are compared: without case, titles, nicknames and the many ways to put a tone.
//!
//! In: a name as written. Out: its syllables without marks (`nguyen thi hoa`) and with marks in a
//! fixed place (`Hòa` and `Hoà` are both `hoa` with the tone behind), and whether it has any marks
//! at all, since lists typed without tones are common and must not count as different.

use unicode_normalization::char::decompose_canonical;

/// A name taken apart for comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FoldedName {
    /// Syllables without marks, one space between.
    pub bare: String,
    /// Syllables with their marks, the tone behind each.
    pub toned: String,
    /// Whether any letter carries a mark.
    pub marked: bool,
}

/// Words of respect that stand before a name, tone behind.
const TITLES: [&str; 4] = ["cu.", "ong", "ba`", "chau'"];

impl FoldedName {
    /// Takes a name apart.
    pub fn new(name: &str) -> Self {
        let mut folder = Folder::default();
        let mut in_brackets = false;
        for c in name.chars() {
            match c {
                '(' | '[' => in_brackets = true,
                ')' | ']' => in_brackets = false,
                _ if in_brackets => {}
                _ => folder.letter(c),
            }
        }
        folder.end_syllable();
        folder.out.without_title()
    }

    /// Whether both are one name, marks apart.
    pub fn same(a: &str, b: &str) -> bool {
        a == b || Self::new(a).bare == Self::new(b).bare
    }

    /// `Cụ Nguyễn Thị Hoa` is `Nguyễn Thị Hoa`, but `Ông Thắng` keeps what may be a family name.
    fn without_title(mut self) -> Self {
        let title = self.toned.split(' ').next().unwrap_or("");
        if TITLES.contains(&title) && self.toned.split(' ').count() > 2 {
            for text in [&mut self.bare, &mut self.toned] {
                let rest = text.find(' ').map_or(0, |space| space + 1);
                text.drain(..rest);
            }
        }
        self
    }
}

/// Collects letters into syllables.
#[derive(Default)]
struct Folder {
    out: FoldedName,
    bare: String,
    toned: String,
    tone: Option<char>,
}

impl Folder {
    fn letter(&mut self, c: char) {
        let c = look_alike(c);
        if c.is_ascii_alphabetic() {
            let c = c.to_ascii_lowercase();
            self.bare.push(c);
            self.toned.push(c);
        } else if c.is_ascii() {
            self.end_syllable();
        } else if matches!(c, 'đ' | 'Đ' | 'Ð' | 'ð') {
            self.bare.push('d');
            self.toned.push_str("d-");
            self.out.marked = true;
        } else {
            decompose_canonical(c, |part| self.part(part));
        }
    }

    /// A letter or mark of a decomposed character.
    fn part(&mut self, part: char) {
        match part {
            '\u{300}' => self.tone = Some('`'),
            '\u{301}' => self.tone = Some('\''),
            '\u{303}' => self.tone = Some('~'),
            '\u{309}' => self.tone = Some('?'),
            '\u{323}' => self.tone = Some('.'),
            '\u{302}' => self.toned.push('^'),
            '\u{306}' => self.toned.push('('),
            '\u{31b}' => self.toned.push('+'),
            _ if part.is_alphabetic() => {
                let lower = part.to_lowercase().next().unwrap_or(part);
                self.bare.push(lower);
                self.toned.push(lower);
            }
            '\u{200b}'..='\u{200f}' | '\u{ad}' | '\u{feff}' => {}
            _ => self.end_syllable(),
        }
    }

    fn end_syllable(&mut self) {
        if self.bare.is_empty() {
            return;
        }
        one_i(&mut self.bare);
        one_i(&mut self.toned);
        if self.tone.is_some() || self.toned.len() != self.bare.len() {
            self.out.marked = true;
        }
        self.toned.extend(self.tone.take());
        for (all, syllable) in [
            (&mut self.out.bare, &mut self.bare),
            (&mut self.out.toned, &mut self.toned),
        ] {
            if !all.is_empty() {
                all.push(' ');
            }
            all.push_str(syllable);
            syllable.clear();
        }
    }
}

/// `Kỳ` and `Kì`, `Quý` and `Quí` are one syllable; `Tây` and `Tai` are not.
fn one_i(syllable: &mut String) {
    let Some(start) = syllable.strip_suffix('y') else {
        return;
    };
    let start = start.strip_prefix("qu").unwrap_or(start);
    if !start.contains(['a', 'e', 'i', 'o', 'u', 'y']) {
        syllable.pop();
        syllable.push('i');
    }
}

/// Letters of other scripts, and digits, that look like the Latin letter meant.
fn look_alike(c: char) -> char {
    match c {
        '0' | 'о' | 'О' | 'ο' | 'Ο' => 'o',
        '1' | 'і' | 'І' | 'ı' => 'i',
        'а' | 'А' | 'Α' => 'a',
        'е' | 'Е' | 'Ε' => 'e',
        'н' | 'Н' | 'Η' | 'һ' => 'h',
        'к' | 'К' | 'Κ' => 'k',
        'м' | 'М' | 'Μ' => 'm',
        'т' | 'Т' | 'Τ' => 't',
        'р' | 'Р' | 'Ρ' => 'p',
        'с' | 'С' => 'c',
        'х' | 'Х' | 'Χ' => 'x',
        'у' | 'У' | 'Υ' => 'y',
        'В' | 'Β' => 'b',
        'Ν' => 'n',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_fold_alike() {
        let name = FoldedName::new("Nguyễn Thị Thúy Hòa");
        for text in [
            "NGUYỄN THỊ THÚY HÒA",
            "Nguyễn Thị Thuý Hoà",
            "Cụ  Nguyễn Thị Thúy Hòa (Tý)",
            "Nguye\u{302}\u{303}n Thị Thúy Hòa",
            "Nguyễn Тhị Thúy Hòa",
        ] {
            assert_eq!(FoldedName::new(text), name, "{text}");
        }
        let bare = FoldedName::new("nguyen thi thuy hoa");
        assert_eq!(bare.bare, name.bare);
        assert!(name.marked && !bare.marked);
    }

    #[test]
    fn i_and_y_are_one_only_where_the_sound_is() {
        assert_eq!(FoldedName::new("Lý Mỹ Quý"), FoldedName::new("Lí Mĩ Quí"));
        assert_ne!(FoldedName::new("Tây").bare, FoldedName::new("Tai").bare);
    }

    #[test]
    fn other_tones_are_another_name_but_the_same_letters() {
        let (a, b) = (FoldedName::new("Lê Hoa"), FoldedName::new("Lê Hòa"));
        assert_eq!(a.bare, b.bare);
        assert_ne!(a.toned, b.toned);
        assert_eq!(FoldedName::new("Ông Thắng").bare, "ong thang");
    }
}
