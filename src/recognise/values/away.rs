//! Why somebody is away, as a note or a reason tells it; and notes cut into clauses.
//!
//! In: a text and the words of clerks. Out: the kind of absence. Who moved within the commune, or into
//! it, is not away.

use unicode_normalization::UnicodeNormalization;

use super::month;
use crate::model::AwayKind;
use crate::recognise::words::{Phrases, Words, word_at};

/// Why somebody is away; `None` where the text does not say so.
pub fn away(text: &str, words: &Words) -> Option<AwayKind> {
    let since = clauses(text);
    let bare = clauses(&prison_apart(text));
    let kinds = words
        .values
        .away
        .iter()
        .filter(|(kind, phrases)| match kind {
            AwayKind::Moved => since.split('|').any(|clause| moved(clause, phrases, words)),
            _ => bare.split('|').any(|clause| says(clause, phrases, words)),
        });
    kinds.map(|(kind, _)| *kind).min()
}

/// Whether a clause says so of the person, not of a relative.
fn says(clause: &str, phrases: &Phrases, words: &Words) -> bool {
    let notes = &words.notes;
    let sober = without_untoned_since(&notes.not_away.without(clause));
    phrases.find(&sober).is_some_and(|(at, _)| {
        let before = notes.not_relative.without(sober.get(..at).unwrap_or(""));
        let open = notes.unsure.within(&before) || notes.denied.within(&before);
        !open && !notes.relative.within(&before)
    })
}

/// Whether a clause says that the person moved out of the commune.
fn moved(clause: &str, phrases: &Phrases, words: &Words) -> bool {
    let notes = &words.notes;
    let sober = notes.not_away.without(clause);
    let Some((at, end)) = phrases.find(&sober) else {
        return false;
    };
    let (before, after) = (
        sober.get(..at).unwrap_or("").trim_end(),
        sober.get(end..).unwrap_or(""),
    );
    let open = notes.unsure.within(before) || notes.denied.within(before);
    if open || notes.moved_in.within(&sober) {
        return false;
    }
    let outside = |text: &str| notes.outside.find(text);
    let said = sober.get(at..).unwrap_or("");
    let to = ["sang", "den", "ve", "qua", "toi", "vao"]
        .iter()
        .filter_map(|word| word_at(said, word).map(|at| at + word.len()))
        .max();
    let target = to.and_then(|at| said.get(at..)).unwrap_or("");
    // "Xã bên chuyển sang", "chuyển đến T5": the place is the one moved from, or none but this.
    let here = outside(before).is_some() && outside(after).is_none();
    if to.is_some() && (here || is_date(target)) {
        return false;
    }
    let from = word_at(said, "tu").and_then(|at| said.get(at..));
    // "Chuyển từ xã bên sang": nothing but a date behind the last word of direction.
    if from.is_some_and(|from| outside(from).is_some()) {
        return outside(target).is_some();
    }
    let within = words.rows.village.find(said).is_some();
    !within || outside(said).is_some()
}

/// Nothing but a date, if anything.
fn is_date(text: &str) -> bool {
    text.split_whitespace().all(|word| {
        let digits = word.trim_start_matches('t');
        matches!(word, "tu" | "ngay" | "thang" | "nam")
            || digits.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// The text without the words that only their tones keep apart from "tù": từ, tử, tự.
fn prison_apart(text: &str) -> String {
    let words = text.split_whitespace();
    let kept = words.filter(|word| {
        let written: String = word.nfc().collect::<String>().to_lowercase();
        let written = written.trim_matches(|c: char| !c.is_alphanumeric());
        written.is_ascii() || written == "tù" || month::plain(written) != "tu"
    });
    kept.collect::<Vec<_>>().join(" ")
}

/// Without tones, `tu` before a month is "từ", never "tù".
fn without_untoned_since(clause: &str) -> String {
    let words: Vec<&str> = clause.split_whitespace().collect();
    let dated = |word: &str| {
        let digits = word.trim_start_matches("thang").trim_start_matches('t');
        matches!(word, "thang" | "ngay" | "nam" | "dau")
            || digits.starts_with(|c: char| c.is_ascii_digit())
    };
    let next = |at: usize| words.get(at + 1).is_some_and(|word| dated(word));
    let went = |at: usize| at > 0 && matches!(words.get(at - 1), Some(&("di" | "an" | "phat")));
    let kept = words
        .iter()
        .enumerate()
        .filter(|(at, word)| **word != "tu" || !next(*at) || went(*at));
    kept.map(|(_, word)| *word).collect::<Vec<_>>().join(" ")
}

/// A note in lower case without tones, its clauses apart by `|`; the signs of dates are kept.
pub fn clauses(text: &str) -> String {
    let plain: Vec<char> = month::plain(text).chars().collect();
    let mut out = String::with_capacity(plain.len());
    for (i, c) in plain.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|b| plain.get(b)).copied();
        let after = plain.get(i + 1).copied();
        let of = |c: Option<char>, is: fn(char) -> bool| c.is_some_and(is);
        let beside_digit = of(before, |c| c.is_ascii_digit()) || of(after, |c| c.is_ascii_digit());
        let joined = of(before, char::is_alphanumeric) && of(after, char::is_alphanumeric);
        let stands_apart = !of(before, char::is_alphanumeric) || !of(after, char::is_alphanumeric);
        match c {
            c if c.is_alphanumeric() => out.push(*c),
            '/' | '.' | '-' | '+' if joined && beside_digit => out.push(*c),
            ',' | ';' | '(' | ')' | '\n' | '.' => out.push_str(" | "),
            '-' if stands_apart => out.push_str(" | "),
            _ => out.push(' '),
        }
    }
    let words: Vec<&str> = out.split(' ').filter(|w| !w.is_empty()).collect();
    words.join(" ")
}
