//! Addresses that tell a commune: `Tổ 5, phường Kỳ Bá, TP Thái Bình`.
//!
//! In: an address as written. Out: its commune, and what is left of it for the village. Death registers
//! have no column of communes but a last residence, and two namesakes are told apart by it.

use super::commune::ranked_commune;
use super::words::{Words, Written};
use crate::model::text::tidy;

/// What an address tells.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Address {
    /// Commune without its rank.
    pub commune: String,
    /// What stands around it; without the city or province behind it.
    pub village: String,
    /// Whether the commune stood behind its rank; else it is a place known by its name alone.
    pub ranked: bool,
}

const SIGNS: [char; 7] = [',', ';', '-', '–', ':', '(', ')'];

/// The commune of an address, if it tells one.
pub fn address(text: &str, words: &Words) -> Option<Address> {
    let text = tidy(text);
    let pieces: Vec<&str> = text.split(SIGNS).map(str::trim).collect();
    let ranked = pieces.iter().enumerate().find_map(|(i, piece)| {
        let commune = ranked(piece, words)?;
        let before = piece.get(..rank_at(piece, &commune, words)).unwrap_or("");
        Some((i, commune, before.trim_end()))
    });
    let is_ranked = ranked.is_some();
    let (at, commune, before) = ranked.or_else(|| {
        // The last of them: a street may be called like a commune.
        let found = pieces.iter().enumerate().rev();
        let mut known = found.filter_map(|(i, p)| words.commune(p).map(|c| (i, c.name.clone())));
        known.next().map(|(i, name)| (i, name, ""))
    })?;
    let mut village: Vec<&str> = pieces.get(..at).unwrap_or(&[]).to_vec();
    village.push(before);
    village.retain(|p| !p.is_empty());
    if village.is_empty() {
        let behind = pieces.get(at + 1..).unwrap_or(&[]).iter();
        village.extend(behind.filter(|p| !p.is_empty() && !is_wider(p, words)));
    }
    Some(Address {
        commune,
        village: village.join(", "),
        ranked: is_ranked,
    })
}

fn ranked(piece: &str, words: &Words) -> Option<String> {
    ranked_commune(piece, words, true).or_else(|| ranked_commune(piece, words, false))
}

/// Where the rank before the commune's name begins.
fn rank_at(piece: &str, commune: &str, words: &Words) -> usize {
    let starts = piece
        .char_indices()
        .filter(|(i, c)| {
            let before = piece.get(..*i).and_then(|t| t.chars().next_back());
            !c.is_whitespace() && before.is_none_or(char::is_whitespace)
        })
        .map(|(i, _)| i);
    let tells = |at: &usize| {
        let rest = piece.get(*at..).unwrap_or("");
        ranked(rest, words).as_deref() == Some(commune)
    };
    starts.rev().find(tells).unwrap_or(0)
}

/// A city, district or province: `TP Thái Bình`.
fn is_wider(piece: &str, words: &Words) -> bool {
    words
        .context
        .wider
        .begin(&Written::all(piece), true)
        .is_some()
}

#[cfg(test)]
mod tests {
    use super::super::words::built_in;
    use super::*;

    #[test]
    fn the_commune_and_the_village_of_an_address() {
        let (words, _) = built_in();
        for (text, commune, village) in [
            ("Phường Bồ Xuyên", "Bồ Xuyên", ""),
            ("Tổ 5, phường Kỳ Bá, TP Thái Bình", "Kỳ Bá", "Tổ 5"),
            ("thôn Nam Hưng - xã Vũ Phúc", "Vũ Phúc", "thôn Nam Hưng"),
            ("Thôn Nam Hưng xã Vũ Phúc", "Vũ Phúc", "Thôn Nam Hưng"),
            ("tổ 12-P.Kỳ Bá", "Kỳ Bá", "tổ 12"),
            ("Phường Kỳ Bá, tổ 7, thành phố Thái Bình", "Kỳ Bá", "tổ 7"),
            (
                "Số 3, đường Quang Trung, phường Bồ Xuyên",
                "Bồ Xuyên",
                "Số 3, đường Quang Trung",
            ),
            ("Tổ 3, Kỳ Bá, Thái Bình", "Kỳ Bá", "Tổ 3"),
            ("Thị trấn Vũ Thư, huyện Vũ Thư", "Vũ Thư", ""),
            ("xã Song An, huyện Vũ Thư", "Song An", ""),
        ] {
            let told = address(text, &words).unwrap_or_default();
            assert_eq!(
                (told.commune.as_str(), told.village.as_str()),
                (commune, village),
                "{text}"
            );
        }
        for text in [
            "Tổ 5",
            "thôn Quang Trung",
            "thị xã Sơn Tây",
            "Nhà xã hội",
            "5",
        ] {
            assert_eq!(address(text, &words), None, "{text}");
        }
    }
}
