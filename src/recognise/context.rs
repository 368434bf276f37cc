//! What stands around a list: its month, commune, unit and title.
//!
//! In: the rows above the header, the names of sheet, file and folders. Out: [`Context`]. A month is
//! taken from the title, else the sheet, else the file, else the folder.

use super::values::{Mention, MonthSpan, mentions, plain, span};
use super::words::{Phrases, Words};
use crate::model::text::{fold, tidy};
use crate::read::RawRow;

/// What stands around a list.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// The lines above the header, folded.
    pub title: Vec<String>,
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

    Context {
        title: lines.iter().map(|l| fold(l)).collect(),
        month: month(&lines, &around),
        year: years(&lines, &around).next(),
        commune: commune(&lines, &around, words),
        unit: unit(lines.iter().map(String::as_str), words),
        sheet: fold(sheet),
        file: fold(stem),
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

fn commune(lines: &[String], around: &[&str], words: &Words) -> String {
    let ranked = lines
        .iter()
        .find_map(|line| ranked_commune(line, words, true));
    let ranked = ranked.or_else(|| known(lines.iter().map(String::as_str), words));
    let ranked = ranked.or_else(|| known(around.iter().copied(), words));
    ranked
        .or_else(|| {
            around
                .iter()
                .find_map(|name| ranked_commune(name, words, false))
        })
        .unwrap_or_default()
}

/// The one commune of the places that the texts name; two of them tell nothing.
fn known<'a>(texts: impl Iterator<Item = &'a str>, words: &Words) -> Option<String> {
    for text in texts {
        let folded = fold(text);
        let mut found: Vec<&str> = words
            .communes()
            .iter()
            .filter(|c| super::words::word_at(&folded, &c.key).is_some())
            .map(|c| c.name.as_str())
            .collect();
        found.dedup();
        if let [one] = found.as_slice() {
            return Some((*one).to_owned());
        }
    }
    None
}

/// The name behind a rank: `UBND PHƯỜNG KỲ BÁ`, `Xã Hòa Bình - Tháng 7`.
pub fn ranked_commune(line: &str, words: &Words, titled: bool) -> Option<String> {
    let pieces: Vec<&str> = line
        .split(|c: char| c.is_whitespace() || matches!(c, '/' | ':' | '_') || (!titled && c == '-'))
        .filter(|p| !p.is_empty())
        .collect();
    for at in 0..pieces.len() {
        let Some((first, rest)) = behind_rank(&pieces, at, words) else {
            continue;
        };
        // A town of its own, "thị xã Sơn Tây", is wider than a commune.
        let before = at.checked_sub(1).and_then(|b| pieces.get(b));
        if before.is_some_and(|b| fold(b) == "thi") && fold(first) != "xa" {
            continue;
        }
        let ahead: Vec<&str> = std::iter::once(first)
            .chain(rest.iter().copied())
            .take(4)
            .collect();
        if let Some(commune) = known_start(&ahead, words) {
            return Some(commune);
        }
        let mut name: Vec<String> = Vec::new();
        for (i, piece) in std::iter::once(first)
            .chain(rest.iter().copied())
            .enumerate()
        {
            let bare = piece.trim_matches(|c: char| !c.is_alphanumeric());
            let folded = fold(bare);
            let next = rest.get(i).map(|n| fold(n)).unwrap_or_default();
            let stop = bare.is_empty()
                || !bare.chars().all(|c| c.is_alphabetic() || c == '\u{301}')
                || words.context.commune_end.is(&folded)
                || words.context.commune_end.is(&format!("{folded} {next}"))
                || (i == 0 && words.context.not_commune.is(&folded))
                || (titled && bare.chars().next().is_some_and(char::is_lowercase))
                || piece.starts_with(['(', '-', '–'])
                || name.len() == 4;
            if stop {
                break;
            }
            name.push(capitalised(bare));
            if piece.ends_with([',', ';', ')', '-', '.']) {
                break;
            }
        }
        if name.is_empty() {
            continue;
        }
        return Some(name.join(" "));
    }
    None
}

/// The known commune that begins the words, the longest of several.
fn known_start(pieces: &[&str], words: &Words) -> Option<String> {
    (1..=pieces.len()).rev().find_map(|len| {
        let candidate = pieces.get(..len)?.join(" ");
        words.commune(&candidate).map(|c| c.name.clone())
    })
}

/// What stands behind a rank at `at`: the rest of the piece itself (`P.Kỳ`), or the next piece.
fn behind_rank<'a>(
    pieces: &'a [&'a str],
    at: usize,
    words: &Words,
) -> Option<(&'a str, &'a [&'a str])> {
    let piece = pieces.get(at)?;
    let rest = pieces.get(at + 1..).unwrap_or(&[]);
    if let Some((rank, name)) = piece.split_once('.')
        && words.context.rank.is(&fold(rank))
    {
        return if name.is_empty() {
            let (first, rest) = rest.split_first()?;
            Some((first, rest))
        } else {
            Some((name, rest))
        };
    }
    let folded = fold(piece);
    // A single letter is a rank only with its full stop.
    if folded.len() > 2 || folded == "xa" {
        if words.context.rank.is(&folded) {
            let (first, rest) = rest.split_first()?;
            return Some((first, rest));
        }
        let (second, after) = rest.split_first()?;
        if words.context.rank.is(&format!("{folded} {}", fold(second))) {
            let (first, rest) = after.split_first()?;
            return Some((first, rest));
        }
    }
    None
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

impl Context {
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
    fn communes_are_found_behind_their_rank() {
        let (words, _) = built_in();
        for (line, name) in [
            ("UBND PHƯỜNG KỲ BÁ", Some("Kỳ Bá")),
            (
                "DANH SÁCH ĐỐI TƯỢNG BẢO TRỢ XÃ HỘI XÃ HÒA BÌNH",
                Some("Hòa Bình"),
            ),
            ("Tháng 7 năm 2025 - Xã Hòa Bình", Some("Hòa Bình")),
            ("Phường: Bồ Xuyên, thành phố Thái Bình", Some("Bồ Xuyên")),
            ("P.Kỳ Bá", Some("Kỳ Bá")),
            ("xã Vũ Phúc huyện A", Some("Vũ Phúc")),
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", None),
            ("DANH SÁCH CHI TRẢ TRỢ CẤP XÃ HỘI", None),
        ] {
            assert_eq!(
                ranked_commune(line, &words, true).as_deref(),
                name,
                "{line}"
            );
        }
        let names = Names {
            sheet: None,
            shown: "danh-sach/bo-xuyen.xlsx",
            folder: "",
        };
        assert_eq!(context(&[], &names, &words).commune, "Bồ Xuyên");
    }

    #[test]
    fn the_month_comes_from_the_closest_that_tells_it() {
        let (words, _) = built_in();
        let month = |shown: &str, sheet: Option<&str>| {
            let names = Names {
                sheet,
                shown,
                folder: "",
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
