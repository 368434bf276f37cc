//! The words of addresses: ranks of places within a commune, streets and houses.
//!
//! In: the words of `rules/words`. Out: what tells two addresses apart, however each is written. They lie beside the
//! lists of a run, since linking and the rules about households both compare addresses.

use super::text::fold;

/// Words of addresses, folded.
#[derive(Clone, Debug, Default)]
pub struct AddressWords {
    ranks: Vec<String>,
    streets: Vec<String>,
    houses: Vec<String>,
}

/// What an address tells.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Address {
    /// Its words without ranks and without the commune itself; numbers without a zero before them.
    pub parts: Vec<String>,
    /// It tells a house.
    pub in_house: bool,
}

impl AddressWords {
    /// Of ranks of a part of a commune (tổ, thôn), of what else stands beside a name in an address (đường, phường),
    /// and of what stands before the number of a house.
    pub fn new(ranks: &[String], streets: &[String], houses: &[String]) -> Self {
        let words = |texts: &[String]| texts.iter().map(|text| fold(text)).collect();
        Self {
            ranks: words(ranks),
            streets: words(streets),
            houses: words(houses),
        }
    }

    /// `to dan pho so 5`, `to 5` and `5` are one place: the rest behind the ranks.
    pub fn bare<'t>(&self, folded: &'t str) -> &'t str {
        let mut rest = folded;
        while let Some((word, after)) = rest.split_once(' ') {
            if !self.ranks.iter().any(|rank| rank == word) {
                break;
            }
            rest = after;
        }
        rest
    }

    /// What an address tells, without the name of its commune.
    pub fn read(&self, address: &str, commune: &str) -> Address {
        let folded = fold(address);
        let in_house = self.tells_house(&folded);
        let commune = fold(commune);
        let without = if commune.is_empty() {
            folded
        } else {
            folded.replace(&commune, " ")
        };
        let beside = |word: &&str| {
            let mut all = self.ranks.iter().chain(&self.streets).chain(&self.houses);
            !all.any(|other| other == word)
        };
        let words = without.split(' ').filter(|w| !w.is_empty()).filter(beside);
        Address {
            parts: words
                .map(|w| w.trim_start_matches('0').to_owned())
                .collect(),
            in_house,
        }
    }

    /// Whether an address tells the number of a house: `Số 12, Tổ 5`, `SN 4 Trần Phú`, `12 Trần Phú`.
    fn tells_house(&self, folded: &str) -> bool {
        if !folded.bytes().any(|b| b.is_ascii_digit()) {
            return false;
        }
        let words: Vec<&str> = folded.split(' ').collect();
        let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
        let is = |words: &[String], word: &str| words.iter().any(|other| other == word);
        words.iter().enumerate().any(|(at, word)| {
            let before = at.checked_sub(1).and_then(|at| words.get(at)).copied();
            let house = before.is_some_and(|w| is(&self.houses, w));
            let ranked = at.checked_sub(2).and_then(|at| words.get(at)).copied();
            // `Tổ dân phố số 5` numbers the place, not a house.
            let of_place = ranked.is_some_and(|w| is(&self.ranks, w) && !is(&self.houses, w));
            let street = words
                .get(at + 1)
                .is_some_and(|w| !is_number(w) && !is(&self.ranks, w));
            is_number(word) && (house && !of_place || before.is_none() && street)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> AddressWords {
        let of = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
        AddressWords::new(
            &of(&["tổ", "dân", "phố", "số", "thôn"]),
            &of(&["đường"]),
            &of(&["số", "nhà", "sn"]),
        )
    }

    #[test]
    fn one_place_however_written() {
        let words = words();
        assert_eq!(words.bare("to dan pho so 5"), "5");
        assert_eq!(
            words.read("Số 04, Tổ 5, Bồ Xuyên", "Bồ Xuyên").parts,
            ["4", "5"]
        );
    }

    #[test]
    fn a_number_of_a_house_is_no_number_of_a_place() {
        let words = words();
        for house in ["Số 12, Tổ 5", "Tổ 5, số nhà 12", "12 Trần Phú", "SN 4"] {
            assert!(words.read(house, "").in_house, "{house}");
        }
        for place in ["Tổ 5", "Tổ dân phố số 5", "5", "Thôn Đông", "Tổ 5 Trần Phú"]
        {
            assert!(!words.read(place, "").in_house, "{place}");
        }
    }
}
