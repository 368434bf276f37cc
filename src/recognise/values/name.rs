//! Names: titles and brackets off, look-alike letters mended, carers told from the cared for.

use crate::model::text::{fold, several_names, tidy};
use crate::recognise::words::RowWords;

/// What a name cell gives.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NameCell {
    /// The person cared for: `Nguyễn Văn A (nuôi Nguyễn Thị B)`.
    pub cared_for: String,
    /// Whether the cell holds two people.
    pub two: bool,
    /// Whether the person is named as a carer.
    pub carer: bool,
}

/// Writes the name of a cell to `out`; says what else the cell holds.
pub fn name(text: &str, words: &RowWords, out: &mut String) -> NameCell {
    let mut cell = NameCell::default();
    out.clear();
    let named = of_carer(text, words);
    cell.carer = named.is_some();
    let text = named.unwrap_or(text);
    let plain = !text.contains(needs_care);
    if plain {
        let tidied = tidy(text);
        out.push_str(without_courtesy(&tidied, words));
        return cell;
    }
    let (bare, within) = split_brackets(text);
    cell.two = !several_names(&bare).is_empty();
    // A line break between two people must not make one name of theirs.
    let between = |c| if cell.two && c == '\n' { '/' } else { mend(c) };
    let mended: String = bare.chars().map(between).collect();
    let tidied = tidy(&mended);
    out.push_str(without_courtesy(&tidied, words).trim_end_matches([',', ';', '.', '-', ' ']));
    let within: String = within.chars().map(mend).collect();
    if words.cared_for.begins(&fold(&within)).is_some() {
        cell.cared_for = after_verb(&within, words);
    }
    cell
}

/// The name in `Người nuôi dưỡng: Lê Văn Tú`, `NND Lê Văn Tú`.
fn of_carer<'a>(text: &'a str, words: &RowWords) -> Option<&'a str> {
    if let Some((label, name)) = text.split_once(':') {
        return words.carer.is(&fold(label)).then_some(name);
    }
    let begins = ["Người ", "NGƯỜI ", "người ", "NND ", "NCS "];
    if !begins.iter().any(|word| text.starts_with(word)) {
        return None;
    }
    let mut spaces = text.match_indices(' ').map(|(at, _)| text.split_at(at));
    let (_, name) = spaces.rfind(|(label, _)| words.carer.is(&fold(label)))?;
    Some(name).filter(|name| name.trim().contains(' '))
}

/// A name without `Cụ`, `Ông`, `Bà` before it.
fn without_courtesy<'a>(name: &'a str, words: &RowWords) -> &'a str {
    let Some((first, rest)) = name.split_once([' ', '.']) else {
        return name;
    };
    let rest = rest.trim_start_matches(['.', ' ']);
    // At least two words have to be left: "Bà Hoa" is all the name there is.
    if first.chars().count() > 4 || !rest.contains(' ') {
        return name;
    }
    let lower = first.to_lowercase();
    let dotted = name.as_bytes().get(first.len()) == Some(&b'.');
    let is_title = words.courtesy.iter().any(|c| match c.strip_suffix('.') {
        Some(short) => dotted && short == lower,
        None => *c == lower,
    });
    if !is_title {
        return name;
    }
    // "Cụ ông Nguyễn …": twice at most.
    match rest.split_once(' ') {
        Some((second, last))
            if last.contains(' ') && words.courtesy.iter().any(|c| *c == second.to_lowercase()) =>
        {
            last
        }
        _ => rest,
    }
}

/// What stands outside the brackets, and what within.
fn split_brackets(text: &str) -> (String, String) {
    let (mut outer, mut inner, mut depth) = (String::new(), String::new(), 0);
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = (depth - 1).max(0),
            c if depth > 0 => inner.push(c),
            c => outer.push(c),
        }
    }
    if outer.trim().is_empty() {
        (inner, String::new())
    } else {
        (outer, inner)
    }
}

/// The person whom a carer's category or note names: `Chăm sóc NKT đặc biệt nặng (Nguyễn Thị B)`,
/// `Nuôi dưỡng cháu Lê Thị D`.
pub fn cared_for(text: &str, words: &RowWords) -> Option<String> {
    let (outer, within) = split_brackets(text);
    let told = if within.is_empty() {
        words.cared_for.begins(&fold(&outer))?;
        outer
    } else {
        within
    };
    // In a cell all in capitals, capitals tell nothing.
    if !text.contains(char::is_lowercase) {
        return None;
    }
    let tidied = tidy(&told);
    let name = without_courtesy(last_words_of_a_name(&tidied)?, words);
    let folded = fold(name);
    let first = name.split(' ').next().unwrap_or_default().to_lowercase();
    let is_place = words.village_toned.contains(&first);
    let is_level = words.not_names.within(&folded);
    (!is_place && !is_level && name.contains(' ')).then(|| name.to_owned())
}

/// What a text ends in, if that is two to six words with capitals; `NKT` is none.
fn last_words_of_a_name(text: &str) -> Option<&str> {
    let of_a_name = |word: &&str| {
        word.chars().all(char::is_alphabetic)
            && word.starts_with(char::is_uppercase)
            && fold(word).contains(['a', 'e', 'i', 'o', 'u', 'y'])
    };
    let count = text.split(' ').rev().take_while(of_a_name).count();
    let before = text.split(' ').count() - count;
    let from = text.split(' ').take(before).map(|w| w.len() + 1).sum();
    (2..=6).contains(&count).then(|| text.get(from..))?
}

/// The name behind `nuôi`, `chăm sóc`.
fn after_verb(text: &str, words: &RowWords) -> String {
    let tidied = tidy(text).into_owned();
    let mut rest = tidied.as_str();
    // Words of the verb go one by one, as long as what is left still begins with one of them.
    while words.cared_for.begins(&fold(rest)).is_some() {
        let Some((_, after)) = rest.split_once(' ') else {
            return String::new();
        };
        let verbs = words
            .cared_for
            .begins(&fold(rest))
            .map_or(0, |left| left.split(' ').count());
        if rest.split(' ').count() <= verbs {
            break;
        }
        rest = after;
    }
    without_courtesy(rest.trim_start_matches([':', ' ']), words).to_owned()
}

/// Brackets, line breaks and letters of other alphabets, which few names have.
fn needs_care(c: char) -> bool {
    matches!(
        c,
        '(' | '[' | '\n' | ';' | '/' | '&' | '+' | '.' | 'Ð' | 'ð' | 'Ɖ' | 'ɖ' | '\u{400}'..='\u{4ff}' | '\u{ff01}'..='\u{ff5e}'
    )
}

/// Letters that look like Vietnamese ones and are others: Icelandic and African Đ, Cyrillic, full width.
fn mend(c: char) -> char {
    match c {
        'Ð' | 'Ɖ' => 'Đ',
        'ð' | 'ɖ' => 'đ',
        'А' => 'A',
        'В' => 'B',
        'Е' => 'E',
        'К' => 'K',
        'М' => 'M',
        'Н' => 'H',
        'О' => 'O',
        'Р' => 'P',
        'С' => 'C',
        'Т' => 'T',
        'Х' => 'X',
        'а' => 'a',
        'е' => 'e',
        'о' => 'o',
        'р' => 'p',
        'с' => 'c',
        'у' => 'y',
        'х' => 'x',
        'і' => 'i',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise::words::built_in;

    #[test]
    fn only_the_name_is_left() {
        let (words, _) = built_in();
        let mut out = String::new();
        for (text, expected) in [
            ("Nguyễn Thị Hoa", "Nguyễn Thị Hoa"),
            ("  Nguyễn  Thị\nHoa ", "Nguyễn Thị Hoa"),
            ("Cụ Nguyễn Thị Hoa", "Nguyễn Thị Hoa"),
            ("Bà Nguyễn Thị Hoa", "Nguyễn Thị Hoa"),
            ("Ô. Trần Văn Bình", "Trần Văn Bình"),
            ("Trần Văn Bình (Tý)", "Trần Văn Bình"),
            ("Ðặng Văn Ðức", "Đặng Văn Đức"),
            ("Bà Hoa", "Bà Hoa"),
            ("Ba Văn Tư", "Ba Văn Tư"),
        ] {
            let cell = name(text, &words.rows, &mut out);
            assert_eq!((out.as_str(), cell.two), (expected, false), "{text}");
        }
        for (text, two) in [
            ("Nguyễn Thị Hoa\nTrần Văn Bình", true),
            ("Lê Thị Hoa / Đỗ Văn Tư", true),
            ("Lê Thị Hoa & con", true),
            ("Lê Thị Hoa + Đỗ Văn Tư", true),
            ("Lê Thị Hoa/Tý", false),
            ("Lê Thị Hoa (Đỗ Văn Tư/con)", false),
        ] {
            assert_eq!(name(text, &words.rows, &mut out).two, two, "{text}");
        }
        let cell = name("Nguyễn Văn A (nuôi Nguyễn Thị B)", &words.rows, &mut out);
        assert_eq!(
            (out.as_str(), cell.cared_for.as_str()),
            ("Nguyễn Văn A", "Nguyễn Thị B")
        );
        for (text, who) in [
            (
                "Chăm sóc NKT đặc biệt nặng (Hoàng Trọng Đạt)",
                "Hoàng Trọng Đạt",
            ),
            ("Hộ CS NKT ĐBN (bà Lê Thị Đào)", "Lê Thị Đào"),
            ("Chăm sóc NKT Lê Thị Đào", "Lê Thị Đào"),
            ("Hộ gia đình chăm sóc NKT đặc biệt nặng", ""),
            ("CHĂM SÓC NKT ĐẶC BIỆT NẶNG", ""),
            ("Chăm sóc NKT (Đặc Biệt Nặng)", ""),
            ("Chăm sóc NKT (Ông Nội)", ""),
            ("Chăm sóc NKT (Thôn Trung Bình)", ""),
            ("Chăm sóc người khuyết tật (hộ nghèo)", ""),
        ] {
            let told = cared_for(text, &words.rows).unwrap_or_default();
            assert_eq!(told, who, "{text}");
        }
        let cell = name("Lê Văn C (nhận nuôi cháu Lê Thị D)", &words.rows, &mut out);
        assert_eq!(cell.cared_for, "Lê Thị D");
    }
}
