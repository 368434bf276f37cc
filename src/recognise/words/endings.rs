//! Words that end a commune's name, each with what makes it such: "Tháng 8" ends one, while "Tân Tháng"
//! is one.
//!
//! In: phrases of `rules/words/context.toml`. Out: [`Endings`], held against the words of a line with
//! their tones where it has any: huyện is not Huyền, quận not Quan.

use unicode_normalization::UnicodeNormalization;

use crate::model::text::fold;

/// A word of a line.
#[derive(Clone, Debug)]
pub struct Written {
    /// As it stands, without signs.
    pub text: String,
    /// In lower case with its tones.
    pub toned: String,
    /// Folded.
    pub folded: String,
}

impl Written {
    /// One word.
    pub fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            toned: text.nfc().collect::<String>().to_lowercase(),
            folded: fold(text),
        }
    }

    /// All words of a text.
    pub fn all(text: &str) -> Vec<Self> {
        text.split_whitespace().map(Self::new).collect()
    }

    /// No quarter is `102020`: Tân Quy 10/2020.
    fn is_quarter(&self) -> bool {
        let number = self.text.trim_start_matches('0');
        number.is_empty()
            || matches!(number, "1" | "2" | "3" | "4")
            || !number.is_ascii()
            || matches!(number, "I" | "II" | "III" | "IV")
            || self.folded.is_empty()
    }

    /// `8`, `2020`, `II`, `…`
    fn is_number(&self) -> bool {
        let digits = self.text.bytes().next().is_some_and(|b| b.is_ascii_digit());
        let roman = self.text.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
        digits || roman || self.folded.is_empty()
    }
}

/// Phrases, longest first.
#[derive(Clone, Debug, Default)]
pub struct Endings(Vec<Ending>);

#[derive(Clone, Debug)]
struct Ending {
    words: Vec<Written>,
    only_toned: bool,
}

impl Endings {
    /// From phrases as the file has them.
    pub fn new(phrases: &[String]) -> Self {
        let mut all: Vec<Ending> = phrases
            .iter()
            .map(|phrase| Ending {
                words: Written::all(phrase.trim_start_matches('=')),
                only_toned: phrase.starts_with('='),
            })
            .collect();
        all.sort_by_key(|ending| std::cmp::Reverse(ending.words.len()));
        Self(all)
    }

    /// How many words of the line the phrase that begins it has; `toned` where the line has tones.
    pub fn begin(&self, line: &[Written], toned: bool) -> Option<usize> {
        let begins = |ending: &&Ending| {
            let numbered = ending.words.iter().any(|w| w.text == "#");
            ending.words.len() <= line.len()
                && ending.words.iter().zip(line).all(|(want, word)| {
                    if want.text == "#" {
                        let of_quarter =
                            matches!(ending.words.first(), Some(w) if w.folded.starts_with("qu"));
                        return word.is_number() && (!of_quarter || word.is_quarter());
                    }
                    // A number beside it makes even a word without tones what it is.
                    let bare = !toned || numbered && word.text.is_ascii();
                    want.toned == word.toned
                        || bare && !ending.only_toned && want.folded == word.folded
                })
        };
        self.0.iter().find(begins).map(|ending| ending.words.len())
    }
}
