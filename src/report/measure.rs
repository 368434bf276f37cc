//! How much room a text takes: in, a text, a column's width and a size of letters; out, lines and a
//! row's height. Programs differ in which rows they fit by themselves, so every row with wrapped
//! text is given its height.

/// A text in a column: the text, the column's width in characters, the size in points.
pub type Fitted<'a> = (&'a str, f64, f64);

/// The height in points of a row that holds these texts.
pub fn height(texts: &[Fitted]) -> f64 {
    texts
        .iter()
        .map(|&(text, width, points)| f64::from(lines(text, width, points)) * points * 1.26 + 2.5)
        .fold(15.0, f64::max)
        // What a row can hold at most.
        .min(409.0)
}

/// How many lines a text takes when it is wrapped between words.
pub fn lines(text: &str, width: f64, points: f64) -> u32 {
    // Seven pixels a character, less what the edges of a cell keep free.
    let room = (width * 7.0 - 4.0).max(7.0);
    let em = points * 96.0 / 72.0;
    text.lines()
        .map(|line| wrapped(line, room / em))
        .sum::<u32>()
        .max(1)
}

/// Lines of one paragraph, `room` in em.
fn wrapped(line: &str, room: f64) -> u32 {
    let (mut lines, mut used) = (1, 0.0);
    for word in line.split(' ') {
        let width: f64 = word.chars().map(em).sum();
        let gap = if used > 0.0 { em(' ') } else { 0.0 };
        if used + gap + width <= room {
            used += gap + width;
            continue;
        }
        lines += u32::from(used > 0.0);
        // A word longer than the column is broken anywhere.
        let over = (width / room).floor();
        lines += over as u32;
        used = width - over * room;
    }
    lines
}

/// Widths of Times New Roman in em, rounded up a little for bold heads.
fn em(c: char) -> f64 {
    match c {
        ' ' | ',' | '.' | ':' | ';' | '/' | 'i' | 'í' | 'ì' | 'ỉ' | 'ĩ' | 'ị' | 'l' | 'j' | 't'
        | '\'' | '(' | ')' | '-' | 'f' | 'r' | 'I' => 0.32,
        'm' | 'w' | 'M' | 'W' | '…' => 0.9,
        'a'..='z' | '0'..='9' | '–' => 0.5,
        c if c.is_uppercase() => 0.74,
        _ => 0.52,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_wrap_and_long_ones_break() {
        assert_eq!(lines("", 10.0, 11.0), 1);
        assert_eq!(lines("Thôi hưởng", 15.0, 11.0), 1);
        assert_eq!(lines("Thôi hưởng, Thu hồi, Xác minh", 20.0, 11.0), 2);
        assert_eq!(lines("một\nhai", 15.0, 11.0), 2);
        assert!(lines(&"x".repeat(100), 10.0, 11.0) >= 10);
        assert!(height(&[("a", 5.0, 11.0), ("b\nc\nd", 5.0, 11.0)]) > 40.0);
    }
}
