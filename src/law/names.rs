//! A category by what somebody calls it: its code, its name in either language, or another word for it.

use super::Law;
use crate::model::Categories;
use crate::model::text::fold;

/// What a text was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// These categories (several where the words leave the level of disability open).
    Found(Categories),
    /// None; the codes nearest to it, best first.
    Unknown(Vec<String>),
}

impl Law {
    /// The categories that a text names: exactly, else by the longest name that it contains.
    pub fn find_category(&self, text: &str) -> Named {
        let wanted = fold(text);
        let mut exact = Categories::default();
        let mut contained = Categories::default();
        let mut longest = 0;
        for (index, category) in self.entries.categories.iter().enumerate() {
            let names = [&category.code, &category.vi, &category.en];
            for name in names.into_iter().chain(&category.names) {
                let name = fold(name);
                let one = Categories::one(index);
                if name == wanted {
                    exact = exact.or(one);
                } else if name.len() >= longest.max(4) && contains(&wanted, &name) {
                    contained = if name.len() > longest {
                        one
                    } else {
                        contained.or(one)
                    };
                    longest = name.len();
                }
            }
        }
        if !exact.is_empty() {
            return Named::Found(exact);
        }
        if !contained.is_empty() {
            return Named::Found(contained);
        }
        let distance = |name: &String| strsim::damerau_levenshtein(&fold(name), &wanted);
        let mut near: Vec<(usize, &str)> = self
            .entries
            .categories
            .iter()
            .map(|c| {
                let names = [&c.code, &c.vi, &c.en];
                let nearest = names.into_iter().chain(&c.names).map(distance).min();
                (nearest.unwrap_or(usize::MAX), c.code.as_str())
            })
            .collect();
        near.sort_unstable();
        Named::Unknown(
            near.iter()
                .take(3)
                .map(|(_, code)| (*code).to_owned())
                .collect(),
        )
    }
}

/// Whether the words of `name` stand in `text`, whole.
fn contains(text: &str, name: &str) -> bool {
    format!(" {text} ").contains(&format!(" {name} "))
}
