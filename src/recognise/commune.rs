//! Names of communes in titles, file names and addresses.
//!
//! In: a line. Out: the commune behind its rank (`UBND PHƯỜNG KỲ BÁ`), or the one known place that
//! texts name. Where a name ends is told by capitals, else by the words that follow: most words that
//! may end a name (kỳ, quý, năm, quan) are parts of other names.

use super::words::{Words, Written, word_at};
use crate::model::text::fold;

/// Most syllables of a name.
const LONGEST: usize = 4;

/// The one commune of the places that a text names; two of them tell nothing.
pub fn known<'a>(texts: impl Iterator<Item = &'a str>, words: &Words) -> Option<String> {
    for text in texts {
        let folded = fold(text);
        let mut found: Vec<&str> = words
            .communes()
            .iter()
            // One syllable stands in too many texts by chance.
            .filter(|c| {
                c.key == folded || c.key.contains(' ') && word_at(&folded, &c.key).is_some()
            })
            .map(|c| c.name.as_str())
            .collect();
        found.dedup();
        if let [one] = found.as_slice() {
            return Some((*one).to_owned());
        }
    }
    None
}

/// A word of a line and the signs around it.
struct Piece {
    word: Written,
    /// A bracket, comma or dash stands before it.
    opens: bool,
    /// A sign that ends what went before stands behind it.
    closes: bool,
    /// A full stop stands behind it.
    stop: bool,
}

/// The name behind a rank: `UBND PHƯỜNG KỲ BÁ`, `Xã Hòa Bình - Tháng 7`; in a title small letters
/// end a name, in the name of a file they do not.
pub fn ranked_commune(line: &str, words: &Words, titled: bool) -> Option<String> {
    let pieces = pieces(line, titled);
    let written: Vec<Written> = pieces.iter().map(|p| p.word.clone()).collect();
    let line = Line {
        toned: !line.is_ascii(),
        capitals: !line.chars().any(char::is_lowercase),
        titled,
        pieces: &pieces,
        written: &written,
        words,
    };
    (0..pieces.len()).find_map(|at| line.name(at))
}

struct Line<'a> {
    toned: bool,
    capitals: bool,
    titled: bool,
    pieces: &'a [Piece],
    written: &'a [Written],
    words: &'a Words,
}

impl Line<'_> {
    /// The name behind the rank at `at`.
    fn name(&self, at: usize) -> Option<String> {
        let start = self.behind_rank(at)?;
        // A town of its own, "thị xã Sơn Tây", is wider than a commune.
        let before = at.checked_sub(1).and_then(|b| self.written.get(b));
        if before.is_some_and(|b| b.toned == "thị" || !self.toned && b.folded == "thi") {
            return None;
        }
        let ahead = self.written.get(start..)?;
        let known = (1..=ahead.len().min(LONGEST)).rev().find_map(|len| {
            let texts: Vec<&str> = ahead.iter().take(len).map(|w| w.text.as_str()).collect();
            self.words.commune(&texts.join(" ")).map(|c| c.name.clone())
        });
        if known.is_some() {
            return known;
        }
        if self.is_no_name(at, start) {
            return None;
        }
        let mut end = start;
        while end < start + LONGEST && !self.ends(end, start) {
            end += 1;
            if self.pieces.get(end - 1).is_some_and(|p| p.closes || p.stop) {
                break;
            }
        }
        let name = self
            .written
            .get(start..end)
            .filter(|name| !name.is_empty())?;
        let alone = &self.words.context.not_commune_alone;
        if alone.begin(name, self.toned) == Some(name.len()) {
            return None;
        }
        let name: Vec<String> = name.iter().map(|w| capitalised(&w.text)).collect();
        Some(name.join(" "))
    }

    /// Whether the name ends before the word at `at`.
    fn ends(&self, at: usize, start: usize) -> bool {
        let Some(piece) = self.pieces.get(at) else {
            return true;
        };
        let word = &piece.word;
        word.folded.is_empty()
            || !word.text.chars().all(char::is_alphabetic)
            || piece.opens
            || self.titled && word.text.chars().next().is_some_and(char::is_lowercase)
            || self.stops(at)
            || at > start && self.begins_wider(at)
    }

    fn stops(&self, at: usize) -> bool {
        let ahead = self.written.get(at..).unwrap_or(&[]);
        let end = &self.words.context.commune_end;
        end.begin(ahead, self.toned).is_some()
    }

    /// Whether a district or province begins here: its name follows, unless its tones tell it at once.
    fn begins_wider(&self, at: usize) -> bool {
        let wider = &self.words.context.wider;
        let ahead = |at: usize| self.written.get(at..).unwrap_or(&[]);
        let Some(length) = wider.begin(ahead(at), self.toned) else {
            return false;
        };
        let next = at + length;
        let named = next < self.pieces.len()
            && !self.stops(next)
            && wider.begin(ahead(next), self.toned).is_none()
            && self.pieces.get(next - 1).is_some_and(|p| !p.closes);
        named || self.toned
    }

    /// Whether what follows the rank at `at` is no commune: xã hội.
    fn is_no_name(&self, at: usize, start: usize) -> bool {
        let ahead = self.written.get(start..).unwrap_or(&[]);
        let Some(length) = self.words.context.not_commune.begin(ahead, self.toned) else {
            return false;
        };
        let is = |i: usize, text: &str| self.written.get(i).is_some_and(|w| w.folded == text);
        if !is(start, "hoi") {
            return true;
        }
        if !is(at, "xa") {
            return false;
        }
        // "UBND xã Hội Xuân", "Xã Hội Sơn": behind an office, or a line of its own in which the
        // capitals say that it is a name.
        let before: Vec<&str> = self
            .written
            .iter()
            .take(at)
            .map(|w| w.folded.as_str())
            .collect();
        let office = &self.words.context.office;
        let of_office = (1..=before.len().min(2)).any(|n| {
            before
                .get(before.len() - n..)
                .is_some_and(|b| office.is(&b.join(" ")))
        });
        let capital = |i: usize| {
            let text = self.written.get(i).map_or("", |w| w.text.as_str());
            text.chars().next().is_some_and(char::is_uppercase)
        };
        let goes_on = !self.ends(start + length, start);
        let own_line = at == 0 && !self.capitals && capital(start) && capital(start + length);
        !(goes_on && (of_office || own_line))
    }

    /// Where the name behind a rank at `at` begins.
    fn behind_rank(&self, at: usize) -> Option<usize> {
        let rank = &self.words.context.rank;
        let piece = self.pieces.get(at)?;
        let folded = &piece.word.folded;
        // A few letters are a rank only with their full stop.
        if (piece.stop || folded.len() > 2 || folded == "xa") && rank.is(folded) {
            return Some(at + 1);
        }
        let second = self.pieces.get(at + 1)?;
        let two = format!("{folded} {}", second.word.folded);
        rank.is(&two).then_some(at + 2)
    }
}

/// The words of a line.
fn pieces(line: &str, titled: bool) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::new();
    let mut word = String::new();
    let mut opens = false;
    let mut spaced = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let follows = chars.peek().copied();
        let is_dash = matches!(c, '-' | '–' | '—');
        // In "xa-quy-loc" a dash is a space.
        let is_space = c.is_whitespace()
            || matches!(c, '/' | ':' | '_' | '"' | '“' | '”')
            || is_dash && !titled && !spaced && follows.is_some_and(char::is_alphanumeric);
        let closes = is_dash || matches!(c, ',' | ';' | '(' | ')' | '[' | ']' | '|' | '+');
        // Of several dots the first ends a word and the others are one, left to be filled in.
        let stop = c == '.' && !word.is_empty() && !word.starts_with('.');
        if is_space || closes || stop {
            if !word.is_empty() {
                let new = Piece {
                    word: Written::new(&std::mem::take(&mut word)),
                    opens: std::mem::take(&mut opens),
                    closes: false,
                    stop: false,
                };
                all.push(new);
            }
            // A sign behind blanks ends the word before it as well.
            if let Some(last) = all.last_mut() {
                last.closes |= closes && !is_space;
                last.stop |= stop && !spaced;
            }
            opens |= closes && !is_space && !matches!(c, ')' | ']');
            spaced = c.is_whitespace();
        } else {
            word.push(c);
            spaced = false;
        }
    }
    if !word.is_empty() {
        all.push(Piece {
            word: Written::new(&word),
            opens,
            closes: false,
            stop: false,
        });
    }
    all
}

/// `BỒ` and `bồ` as `Bồ`.
fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    let first: String = chars
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    first + &chars.as_str().to_lowercase()
}
