//! How much room a text takes: in, a text, a column's width and a size of letters; out, lines and a
//! row's height. Programs differ in which rows they fit by themselves, so every row with wrapped
//! text is given its height.

/// The height of a row that is given none, points.
pub const USUAL: f64 = 15.0;

/// A text in a column: the text, the column's width in characters, the size in points.
pub type Fitted<'a> = (&'a str, f64, f64);

/// The height in points of a row that holds these texts.
pub fn height(texts: &[Fitted]) -> f64 {
    texts
        .iter()
        .map(|&(text, width, points)| f64::from(lines(text, width, points)) * points * 1.26 + 2.5)
        .fold(USUAL, f64::max)
        // What a row can hold at most.
        .min(409.0)
}

/// How many pages of A4 rows of this height in all take, printed one page wide within the margins
/// of [`super::sheet`], `across` or upright, with `head` points of rows repeated on each page.
pub fn pages(height: f64, head: f64, widths: impl IntoIterator<Item = f64>, across: bool) -> f64 {
    let (wide, high) = if across {
        (777.0, 516.0)
    } else {
        (530.0, 762.0)
    };
    let width: f64 = widths.into_iter().map(|w| (w * 7.0 + 5.0) * 0.75).sum();
    let scale = (wide / width.max(1.0)).min(1.0);
    // What the first page holds, then what each further one does below its head.
    let (first, further) = (high / scale, (high / scale - head).max(1.0));
    if height <= first {
        height / first
    } else {
        1.0 + (height - first) / further
    }
}

/// On how many pages that many would better stand, if the last one would be all but empty.
pub fn drawn_together(pages: f64) -> Option<u16> {
    // What one page too few costs: letters a fifth smaller.
    const SPILL: f64 = 0.25;
    // Programs differ in how they measure rows.
    const DOUBT: f64 = 0.08;
    let whole = (pages - SPILL).ceil().max(1.0);
    (whole < (pages + DOUBT).ceil()).then_some(whole as u16)
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

/// Widths of Times New Roman in em, a little rounded up: screens set letters on whole pixels.
fn em(c: char) -> f64 {
    let width = match c {
        ' ' | ',' | '.' => 0.25,
        'i' | 'í' | 'ì' | 'ỉ' | 'ĩ' | 'ị' | 'l' | 'j' | 't' | ':' | ';' | '/' | '\'' => 0.28,
        '(' | ')' | '-' | 'f' | 'r' | 'I' | '›' => 0.34,
        's' => 0.39,
        'w' => 0.72,
        'm' => 0.78,
        'M' | 'W' | '…' => 1.0,
        'c' | 'z' => 0.45,
        'S' | 'P' | 'F' => 0.56,
        'B' | 'C' | 'L' | 'R' | 'T' | 'Z' => 0.67,
        c if AS_WIDE_AS_A.contains(c) => 0.45,
        c if c.is_uppercase() => 0.72,
        _ => 0.5,
    };
    width * 1.05
}

const AS_WIDE_AS_A: &str = "aáàảãạăắằẳẵặâấầẩẫậeéèẻẽẹêếềểễệ";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_its_own_is_only_for_what_is_worth_it() {
        let columns = [50.0, 50.0];
        assert!(pages(400.0, 0.0, columns, true) < 1.0);
        assert!(pages(600.0, 0.0, columns, true) > 1.0);
        assert!(pages(600.0, 0.0, columns, false) < 1.0);
        let (bare, headed) = (
            pages(2000.0, 0.0, columns, true),
            pages(2000.0, 70.0, columns, true),
        );
        assert!(headed > bare);
        assert_eq!(drawn_together(0.5), None);
        assert_eq!(drawn_together(0.97), Some(1));
        assert_eq!(drawn_together(1.15), Some(1));
        assert_eq!(drawn_together(1.5), None);
        assert_eq!(drawn_together(3.1), Some(3));
    }

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
