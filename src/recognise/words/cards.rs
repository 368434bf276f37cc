//! For whom health cards are, from `rules/words/cards.toml`.

use serde::Deserialize;

use super::phrases::word_at;
use super::{WordsFault, parse};
use crate::model::CardKind;
use crate::model::text::fold;
use crate::rules::{RuleFile, RuleFiles};

/// The file.
const FILE: &str = "words/cards.toml";

/// The kinds of health cards by their letters and by what lists call them.
#[derive(Clone, Debug, Default)]
pub struct CardWords {
    codes: Vec<String>,
    /// Folded, with the kind meant.
    words: Vec<(String, CardKind)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    kind: Vec<Kind>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kind {
    code: String,
    words: Vec<String>,
}

pub(super) fn read(file: &RuleFile) -> Result<CardWords, WordsFault> {
    let entry = parse::<Entry>(file)?;
    let mut cards = CardWords::default();
    for (index, kind) in (0..=u8::MAX).zip(entry.kind) {
        let words = kind.words.iter().map(|word| (fold(word), CardKind(index)));
        cards.words.extend(words);
        cards.codes.push(kind.code.to_uppercase());
    }
    Ok(cards)
}

/// The letters of all kinds, in the order of [`CardKind`].
///
/// # Errors
/// What is wrong with the file.
pub fn card_codes(files: &RuleFiles) -> Result<Vec<String>, WordsFault> {
    let Some(file) = files.get(FILE) else {
        return Ok(Vec::new());
    };
    read(file).map(|cards| cards.codes)
}

impl CardWords {
    /// The kind that a card number, or a cell of codes, begins with.
    pub fn of_code(&self, text: &str) -> Option<CardKind> {
        let text = text.trim();
        let letters = text.get(..2)?.to_uppercase();
        let rest = text.get(2..)?;
        let ends = rest.chars().next().is_none_or(|c| !c.is_alphabetic());
        let at = self.codes.iter().position(|code| *code == letters)?;
        ends.then_some(CardKind(at as u8))
    }

    /// The kind that a cell tells by its letters, else in words: the longest that stands in it.
    pub fn of(&self, text: &str) -> Option<CardKind> {
        let coded = self.of_code(text);
        coded.or_else(|| {
            let folded = fold(text);
            let said = self.words.iter();
            let said = said.filter(|(word, _)| word_at(&folded, word).is_some());
            said.max_by_key(|(word, _)| word.len())
                .map(|(_, kind)| *kind)
        })
    }
}
