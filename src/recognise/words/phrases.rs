//! A list of folded words and phrases, and the ways of finding one in a folded text.

use crate::model::text::fold;

/// Folded phrases; matches keep to whole words.
#[derive(Clone, Debug, Default)]
pub struct Phrases {
    /// Longest first.
    parts: Vec<String>,
    /// Those that have to be the whole text.
    whole: Vec<String>,
}

impl Phrases {
    /// From words as clerks write them; `=` before one means that it has to be the whole text.
    pub fn new(words: &[String]) -> Self {
        let mut phrases = Self::default();
        for word in words {
            match word.strip_prefix('=') {
                Some(word) => phrases.whole.push(fold(word)),
                None => phrases.parts.push(fold(word)),
            }
        }
        phrases.parts.sort_by_key(|p| std::cmp::Reverse(p.len()));
        phrases
    }

    /// Whether the text is one of them.
    pub fn is(&self, folded: &str) -> bool {
        self.parts.iter().chain(&self.whole).any(|p| p == folded)
    }

    /// What is left of the text behind the longest of them that begins it.
    pub fn begins<'a>(&self, folded: &'a str) -> Option<&'a str> {
        if self.whole.iter().any(|p| p == folded) {
            return Some("");
        }
        self.parts.iter().find_map(|p| {
            let rest = folded.strip_prefix(p.as_str())?;
            (rest.is_empty() || rest.starts_with(' ')).then(|| rest.trim_start())
        })
    }

    /// Whether one of them stands in the text.
    pub fn within(&self, folded: &str) -> bool {
        self.find(folded).is_some()
    }

    /// Where the first of them stands in the text, and where it ends; of two at one place, the longer.
    pub fn find(&self, folded: &str) -> Option<(usize, usize)> {
        if self.whole.iter().any(|p| p == folded) {
            return Some((0, folded.len()));
        }
        self.parts
            .iter()
            .filter_map(|p| word_at(folded, p).map(|at| (at, at + p.len())))
            .min_by_key(|(at, end)| (*at, std::cmp::Reverse(*end)))
    }

    /// The text with all of them blanked out.
    pub fn without(&self, folded: &str) -> String {
        let mut text = folded.to_owned();
        for phrase in &self.parts {
            while let Some(at) = word_at(&text, phrase) {
                text.replace_range(at..at + phrase.len(), &" ".repeat(phrase.len()));
            }
        }
        text
    }
}

/// Where a phrase stands as whole words. A digit may follow a letter at once ("cat t10").
pub fn word_at(folded: &str, phrase: &str) -> Option<usize> {
    if phrase.is_empty() || phrase.len() > folded.len() {
        return None;
    }
    let is_part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    folded.match_indices(phrase).map(|(at, _)| at).find(|&at| {
        let before = folded.get(..at).and_then(|t| t.chars().next_back());
        let after = folded
            .get(at + phrase.len()..)
            .and_then(|t| t.chars().next());
        !is_part(before) && !is_part(after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_keep_to_whole_words() {
        let phrases = Phrases::new(&["mất".to_owned(), "=cộng".to_owned()]);
        assert!(phrases.within("da mat 12 9") && !phrases.within("matxa"));
        assert!(phrases.is("cong") && phrases.begins("cong thon").is_none());
        assert_eq!(phrases.without("ong mat so"), "ong     so");
    }
}
