//! Category words to the law's codes, from `rules/words/categories.toml`.

use rustc_hash::FxHashMap;

use super::phrases::word_at;
use super::{WordsFault, parse, unknown};
use crate::model::text::fold;
use crate::model::{Categories, CategoryTable, Scheme};
use crate::rules::RuleFile;

/// What category words mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Categorised {
    /// All that they can mean; empty where nothing was understood.
    pub categories: Categories,
    /// What kind of money they name.
    pub scheme: Option<Scheme>,
}

/// All category words.
#[derive(Clone, Debug, Default)]
pub struct CategoryWords {
    exact: FxHashMap<String, Categorised>,
    begin: Vec<(String, Categorised)>,
    within: Vec<Within>,
}

#[derive(Clone, Debug)]
struct Within {
    has: Vec<Vec<String>>,
    not: Vec<String>,
    means: Categorised,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    entry: Vec<Entry>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    means: Vec<String>,
    scheme: Option<String>,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    has: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
}

impl CategoryWords {
    /// Whether a text is nothing but the words of a category.
    pub fn says(&self, text: &str) -> bool {
        self.exact.contains_key(&fold(text))
    }

    /// What a text means.
    pub fn means(&self, text: &str) -> Categorised {
        let folded = fold(text);
        if let Some(exact) = self.exact.get(&folded) {
            return *exact;
        }
        let has = |words: &[String]| words.iter().any(|w| word_at(&folded, w).is_some());
        let within = self
            .within
            .iter()
            .find(|w| w.has.iter().all(|any| has(any)) && !has(&w.not))
            .map(|w| w.means);
        within
            .or_else(|| {
                let longest = self
                    .begin
                    .iter()
                    .filter(|(w, _)| word_at(&folded, w) == Some(0));
                longest
                    .max_by_key(|(w, _)| w.len())
                    .map(|(_, means)| *means)
            })
            .unwrap_or_default()
    }
}

pub(super) fn read(file: &RuleFile, table: &CategoryTable) -> Result<CategoryWords, WordsFault> {
    let mut words = CategoryWords::default();
    for (index, code) in table.codes().iter().enumerate() {
        let categories = Categories::one(index);
        let means = Categorised {
            categories,
            scheme: Some(scheme_of(code)),
        };
        words.exact.insert(fold(code), means);
    }
    for entry in parse::<File>(file)?.entry {
        let mut means = Categorised::default();
        for code in &entry.means {
            // A department's own law files may lack a code; its words then mean nothing.
            if let Some(index) = table.index(code) {
                means.categories = means.categories.or(Categories::one(index));
            }
        }
        if let Some(code) = &entry.scheme {
            means.scheme = Some(Scheme::from_code(code).ok_or_else(|| unknown(file, code))?);
        } else if !entry.means.is_empty() {
            means.scheme = Some(Scheme::Benefit);
        }
        for word in &entry.words {
            let folded = fold(word);
            if folded.split(' ').count() >= 3 {
                words.begin.push((folded.clone(), means));
            }
            words.exact.entry(folded).or_insert(means);
        }
        if !entry.has.is_empty() {
            words.within.push(Within {
                has: entry
                    .has
                    .iter()
                    .map(|any| any.split('|').map(fold).collect())
                    .collect(),
                not: entry.not.iter().map(|w| fold(w)).collect(),
                means,
            });
        }
    }
    Ok(words)
}

/// The scheme of a code: care codes begin with `care_`.
fn scheme_of(code: &str) -> Scheme {
    match code {
        "funeral" => Scheme::Funeral,
        code if code.starts_with("care_") => Scheme::Care,
        _ => Scheme::Benefit,
    }
}

#[cfg(test)]
mod tests {
    use super::super::built_in;
    use super::*;

    #[test]
    fn category_words_find_their_codes() {
        let (words, table) = built_in();
        for (text, codes) in [
            ("NCT80", "elderly80"),
            ("Người cao tuổi từ đủ 80 tuổi trở lên", "elderly80"),
            ("KT nặng", "disabled_severe"),
            ("Người khuyết tật đặc biệt nặng", "disabled_extreme"),
            ("NKT ĐBN", "disabled_extreme"),
            (
                "Người khuyết tật",
                "disabled_mild disabled_severe disabled_extreme",
            ),
            ("TTN (tâm thần)", "disabled_severe disabled_extreme"),
            ("NCT cô đơn", "poor_elderly"),
            (
                "Người cao tuổi thuộc hộ nghèo không có người phụng dưỡng",
                "poor_elderly",
            ),
            ("Trẻ em dưới 16 tuổi không có nguồn nuôi dưỡng", "orphan"),
            ("TE mồ côi", "orphan"),
            ("Người đơn thân nghèo nuôi 2 con", "single_parent"),
            ("CSNKT", "care_household"),
            (
                "Hộ gia đình chăm sóc người khuyết tật ĐBN",
                "care_household",
            ),
            (
                "NCT nhận nuôi tại cộng đồng",
                "elderly_fostered care_elderly",
            ),
            (
                "Người cao tuổi nhận nuôi tại cộng đồng",
                "elderly_fostered care_elderly",
            ),
            (
                "NCT thuộc hộ nghèo nhận nuôi dưỡng",
                "elderly_fostered care_elderly",
            ),
            ("NCT được nhận nuôi dưỡng tại cộng đồng", "elderly_fostered"),
            ("NCT có người nhận nuôi dưỡng", "elderly_fostered"),
            ("Hộ nhận nuôi dưỡng NCT", "care_elderly"),
            ("Người nhận nuôi NCT", "care_elderly"),
            ("Chăm sóc người cao tuổi", "care_elderly"),
            ("disabled_severe", "disabled_severe"),
            ("Mai táng phí", "funeral"),
            ("Trẻ em khuyết tật nặng", "disabled_severe"),
            ("Hỗ trợ theo NQ 42/NQ-CP", ""),
            ("abc", ""),
        ] {
            let got: Vec<&str> = words
                .categories
                .means(text)
                .categories
                .iter()
                .map(|i| table.code(i))
                .collect();
            assert_eq!(got.join(" "), codes, "{text}");
        }
        assert_eq!(
            words.categories.means("Hỗ trợ NQ 42").scheme,
            Some(Scheme::OneOff)
        );
        assert_eq!(words.categories.means("CSNKT").scheme, Some(Scheme::Care));
    }
}
