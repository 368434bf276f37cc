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
    lanes: Vec<String>,
}

/// What an address tells.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Address {
    /// Its words without ranks, without the commune itself, and without the numbers below; numbers without a zero
    /// before them.
    pub parts: Vec<String>,
    /// Numbers of the house and its lanes, each with the word of a lane, empty for the house; sorted.
    pub numbers: Vec<(String, String)>,
    /// It tells a house.
    pub in_house: bool,
}

impl Address {
    /// Whether it tells nothing.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.numbers.is_empty()
    }

    /// Whether two addresses can be one: the same, or one within the other; `None` where either tells too little.
    pub fn is_one_with(&self, other: &Self) -> Option<bool> {
        let differs = |(kind, number): &&(String, String)| {
            let mut of_kind = other.numbers.iter().filter(|(k, _)| k == kind).peekable();
            of_kind.peek().is_some() && !of_kind.any(|(_, n)| n == number)
        };
        if self.numbers.iter().any(|number| differs(&number)) {
            return Some(false);
        }
        let (a, b) = (self.parts.as_slice(), other.parts.as_slice());
        if a.is_empty() || b.is_empty() {
            let same = self == other && !self.is_empty();
            return same.then_some(true);
        }
        let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
        Some(long.windows(short.len()).any(|part| part == short))
    }
}

impl AddressWords {
    /// Of ranks of a part of a commune (tổ, thôn), of what else stands beside a name in an address (đường, phường),
    /// of what stands before the number of a house, and before that of a lane or a road.
    pub fn new(ranks: &[String], streets: &[String], houses: &[String], lanes: &[String]) -> Self {
        let words = |texts: &[String]| texts.iter().map(|text| fold(text)).collect();
        Self {
            ranks: words(ranks),
            streets: words(streets),
            houses: words(houses),
            lanes: words(lanes),
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
        let (folded, commune) = (fold(address), fold(commune));
        let without = if commune.is_empty() {
            folded
        } else {
            folded.replace(&commune, &format!(" {COMMUNE} "))
        };
        let words: Vec<&str> = without.split(' ').filter(|w| !w.is_empty()).collect();
        let mut told = Address::default();
        // The kind of number that the word before was: `12/5` is one.
        let mut before: Option<String> = None;
        for (at, word) in words.iter().enumerate() {
            let number = word.trim_start_matches('0').to_owned();
            before = is_number(word)
                .then(|| before.or_else(|| self.kind(&words, at)))
                .flatten();
            if let Some(kind) = &before {
                told.numbers.push((kind.clone(), number));
            } else if *word != COMMUNE && !self.stands_beside(word) {
                told.parts.push(number);
            }
        }
        told.in_house = told.numbers.iter().any(|(kind, _)| kind.is_empty());
        told.numbers.sort_unstable();
        told
    }

    /// Whether a word only stands beside a name or a number.
    fn stands_beside(&self, word: &str) -> bool {
        let mut all = self.ranks.iter().chain(&self.streets).chain(&self.houses);
        all.any(|other| other == word)
    }

    /// What a number numbers: the word of a lane, or nothing for a house (`Số 12, Tổ 5`, `SN 4 Trần Phú`, `12 Trần
    /// Phú`, `5 Tổ 12`); none where it is of a part of the commune.
    fn kind(&self, words: &[&str], at: usize) -> Option<String> {
        let is = |words: &[String], word: &str| words.iter().any(|other| other == word);
        let nth_before = |n: usize| at.checked_sub(n).and_then(|at| words.get(at)).copied();
        let Some(before) = nth_before(1) else {
            // Behind a street's number there is the street, behind a part's the commune.
            let rest = words.iter().skip(at + 1);
            let mut rest = rest.filter(|w| !is_number(w) && !is(&self.streets, w));
            return rest
                .next()
                .filter(|w| **w != COMMUNE)
                .map(|_| String::new());
        };
        let is_house = is(&self.houses, before);
        // `Tổ dân phố số 5` and `đường số 5` number the place, not a house.
        let ranked = if is_house {
            nth_before(2)
        } else {
            Some(before)
        };
        let ranked = ranked.filter(|w| !is(&self.houses, w));
        if let Some(lane) = ranked.filter(|w| is(&self.lanes, w)) {
            return Some(lane.to_owned());
        }
        let of_place = ranked.is_some_and(|w| is(&self.ranks, w));
        (is_house && !of_place).then(String::new)
    }
}

/// Stands for the name of the commune; no folded text has it.
const COMMUNE: &str = "|";

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
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
            &of(&["ngõ", "đường"]),
        )
    }

    #[test]
    fn one_place_however_written() {
        let words = words();
        assert_eq!(words.bare("to dan pho so 5"), "5");
        let read = words.read("Số 04, Tổ 5, Bồ Xuyên", "Bồ Xuyên");
        assert_eq!(read.parts, ["5"]);
        assert_eq!(read.numbers, [(String::new(), "4".to_owned())]);
        let one = |a: &str, b: &str| {
            let [a, b] = [a, b].map(|address| words.read(address, "Bồ Xuyên"));
            assert_eq!(a.is_one_with(&b), b.is_one_with(&a));
            a.is_one_with(&b)
        };
        for (a, b) in [
            ("Số 12, Tổ 5", "Tổ 5"),
            ("Số 12, Tổ 5", "Tổ 5, số nhà 12"),
            ("Ngõ 12, Tổ 5", "Tổ dân phố số 5"),
            ("12 Trần Phú", "đường Trần Phú"),
            ("5, Bồ Xuyên", "Tổ 5"),
            ("SN 4", "Số 4"),
        ] {
            assert_eq!(one(a, b), Some(true), "{a}, {b}");
        }
        for (a, b) in [
            ("Số 5 Tổ 12", "Tổ 5"),
            ("5 Tổ 12", "Tổ 5"),
            ("Tổ 12 số nhà 5", "Tổ 5"),
            ("Ngõ 5 Tổ 12", "Tổ 5"),
            ("Đường số 5 Tổ 12", "Tổ 5"),
            ("Số 12/5 Tổ 3", "Tổ 5"),
            ("12 Trần Phú", "Tổ 12"),
            ("Số 12, Tổ 5", "Số 14, Tổ 5"),
        ] {
            assert_eq!(one(a, b), Some(false), "{a}, {b}");
        }
        // A house alone tells no part of the commune.
        assert_eq!(one("Số 5", "Tổ 5"), None);
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
