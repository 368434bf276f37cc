//! What stands around a list: its month, commune, unit and title.
//!
//! In: the rows above the header, the names of sheet, file and folders. Out: [`Context`]. A month is
//! taken from the title, else the sheet, else the file, else the folder.

use super::commune::{known, ranked_commune};
use super::values::{Mention, MonthSpan, mentions, plain, span};
use super::words::{Phrases, Words};
use crate::model::text::{commune_key, fold, tidy};
use crate::read::RawRow;

/// What stands around a list.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// The lines above the header, folded.
    pub title: Vec<String>,
    /// The same as they stand.
    pub lines: Vec<String>,
    /// Sheet name, folded.
    pub sheet: String,
    /// File name without its ending, folded.
    pub file: String,
    /// The months that the list is of.
    pub month: Option<MonthSpan>,
    /// The closest year told, for months that have none of their own.
    pub year: Option<i32>,
    /// Its commune without rank; empty if none is told.
    pub commune: String,
    /// How many đồng a written unit is, where that is told.
    pub unit: Option<i64>,
}

/// Names of a list from the outside in.
pub struct Names<'a> {
    /// Sheet.
    pub sheet: Option<&'a str>,
    /// Path as shown.
    pub shown: &'a str,
    /// The folder that the argument itself names; it may tell the month of all files in it.
    pub folder: &'a str,
    /// The commune that other lists of the run know by one of these names; empty if none.
    pub commune: &'a str,
}

/// The context of the rows above a header.
pub fn context(above: &[RawRow], names: &Names<'_>, words: &Words) -> Context {
    let mut lines = Vec::new();
    for row in above {
        for (_, value) in row.cells() {
            if let crate::read::Value::Text(text) = value {
                lines.extend(
                    text.lines()
                        .map(|l| tidy(l).into_owned())
                        .filter(|l| !l.is_empty()),
                );
            }
        }
    }
    let path: Vec<&str> = names.shown.split('/').collect();
    let (file, folders) = path
        .split_last()
        .map_or(("", &[][..]), |(f, rest)| (*f, rest));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let sheet = names.sheet.unwrap_or("");
    // From the closest to the farthest.
    let mut around: Vec<&str> = vec![sheet, stem];
    around.extend(folders.iter().rev());
    around.push(names.folder);

    let year = years(&lines, &around).next();
    Context {
        title: lines.iter().map(|l| fold(l)).collect(),
        month: month(&lines, &around),
        year,
        commune: commune(&lines, &around, words)
            .filter(|c| names.commune.is_empty() || commune_key(c) != commune_key(names.commune))
            .unwrap_or_else(|| names.commune.to_owned()),
        unit: unit(lines.iter().map(String::as_str), words),
        sheet: fold(sheet),
        file: fold(stem),
        lines,
    }
}

/// The factor that one of the texts tells.
pub fn unit<'a>(texts: impl Iterator<Item = &'a str>, words: &Words) -> Option<i64> {
    for text in texts {
        let folded = fold(text);
        if words.context.thousands.within(&folded) {
            return Some(1000);
        }
        if words.context.millions.within(&folded) {
            return Some(1_000_000);
        }
    }
    None
}

fn month(lines: &[String], around: &[&str]) -> Option<MonthSpan> {
    let year = years(lines, around).next();
    let texts = lines.iter().map(String::as_str);
    for text in texts.chain(around.iter().copied()) {
        let all = mentions(text);
        let undated: Vec<&Mention> = all.iter().filter(|m| !m.dated).collect();
        if let Some(found) = span(&undated, year) {
            return Some(found);
        }
    }
    None
}

/// The years told, from the closest to the farthest.
fn years<'a>(lines: &'a [String], around: &'a [&'a str]) -> impl Iterator<Item = i32> + 'a {
    let texts = lines.iter().map(String::as_str);
    texts.chain(around.iter().copied()).filter_map(year)
}

/// The first year that a text names.
fn year(text: &str) -> Option<i32> {
    plain(text)
        .split(|c: char| !c.is_ascii_digit())
        .filter(|n| n.len() == 4)
        .filter_map(|n| n.parse().ok())
        .find(|y| (2000..=2100).contains(y))
}

fn commune(lines: &[String], around: &[&str], words: &Words) -> Option<String> {
    let ranked = lines
        .iter()
        .find_map(|line| ranked_commune(line, words, true));
    let ranked = ranked.or_else(|| known(lines.iter().map(String::as_str), words));
    let ranked = ranked.or_else(|| known(around.iter().copied(), words));
    ranked.or_else(|| {
        around
            .iter()
            .find_map(|name| ranked_commune(name, words, false))
    })
}

impl Context {
    /// Takes from the list above in the same sheet what the title leaves open.
    pub fn go_on(&mut self, above: &Self, words: &Words) {
        let lines = || self.lines.iter().map(String::as_str);
        let told = lines().any(|line| mentions(line).iter().any(|m| !m.dated));
        if !told && above.month.is_some() {
            self.month = above.month;
        }
        if self.month.is_none() {
            // "Tháng 4" below "Tháng 3/2020".
            self.month = month(&self.lines, &[&above.lines.join(" ")]);
        }
        self.year = self.year.or(above.year);
        self.unit = self.unit.or(above.unit);
        if !above.commune.is_empty() && commune(&self.lines, &[], words).is_none() {
            self.commune.clone_from(&above.commune);
        }
    }

    /// Whether one of the phrases stands in the title.
    pub fn title_has(&self, phrases: &Phrases) -> bool {
        self.title.iter().any(|line| phrases.within(line))
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::built_in;
    use super::*;

    #[test]
    fn the_month_comes_from_the_closest_that_tells_it() {
        let (words, _) = built_in();
        let month = |shown: &str, sheet: Option<&str>| {
            let names = Names {
                sheet,
                shown,
                folder: "",
                commune: "",
            };
            context(&[], &names, &words)
                .month
                .map(|m| m.first.to_string())
        };
        assert_eq!(
            month("2020/chi-tra-thang-10.csv", None).as_deref(),
            Some("2020-10")
        );
        assert_eq!(
            month("chi-tra-2020.xlsx", Some("T7")).as_deref(),
            Some("2020-07")
        );
        assert_eq!(
            month("DS BTXH T10.2020.xls", Some("Sheet1")).as_deref(),
            Some("2020-10")
        );
        assert_eq!(month("danh-sach.csv", None), None);
    }
}
