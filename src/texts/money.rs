//! Money in words, as receipts and decisions want it: in, an amount in đồng; out, `Một triệu hai
//! trăm mười lăm nghìn đồng`.

use super::Lang;
use crate::model::Money;

/// The amount in words, with a capital and the unit.
pub fn in_words(lang: Lang, amount: Money) -> String {
    let number = amount.0.unsigned_abs();
    let mut words = Vec::new();
    if amount.0 < 0 {
        words.push(lang.pick("âm", "minus"));
    }
    match lang {
        Lang::Vi => vietnamese(number, &mut words),
        Lang::En => english(number, &mut words),
    }
    words.push("đồng");
    capital(&words.join(" "))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

const BILLION: u64 = 1_000_000_000;

fn vietnamese(number: u64, words: &mut Vec<&'static str>) {
    if number == 0 {
        words.push("không");
        return;
    }
    if number >= BILLION {
        vietnamese(number / BILLION, words);
        words.push("tỷ");
    }
    let mut follows = number >= BILLION;
    for (size, unit) in [
        (1_000_000, Some("triệu")),
        (1_000, Some("nghìn")),
        (1, None),
    ] {
        let group = number % BILLION / size % 1_000;
        if group > 0 {
            vietnamese_group(group, follows, words);
            words.extend(unit);
            follows = true;
        }
    }
}

/// Three digits. After a higher group the hundreds are read even where they are none: `một triệu
/// không trăm linh năm nghìn`.
fn vietnamese_group(group: u64, follows: bool, words: &mut Vec<&'static str>) {
    let (hundreds, tens, ones) = (group / 100, group / 10 % 10, group % 10);
    if hundreds > 0 || follows {
        words.extend([vietnamese_digit(hundreds), "trăm"]);
    }
    match tens {
        0 if ones > 0 && (hundreds > 0 || follows) => words.push("linh"),
        0 => {}
        1 => words.push("mười"),
        _ => words.extend([vietnamese_digit(tens), "mươi"]),
    }
    match (tens, ones) {
        (_, 0) => {}
        (2.., 1) => words.push("mốt"),
        (2.., 4) => words.push("tư"),
        (1.., 5) => words.push("lăm"),
        _ => words.push(vietnamese_digit(ones)),
    }
}

fn vietnamese_digit(digit: u64) -> &'static str {
    match digit {
        0 => "không",
        1 => "một",
        2 => "hai",
        3 => "ba",
        4 => "bốn",
        5 => "năm",
        6 => "sáu",
        7 => "bảy",
        8 => "tám",
        _ => "chín",
    }
}

fn english(number: u64, words: &mut Vec<&'static str>) {
    if number == 0 {
        words.push("zero");
        return;
    }
    if number >= BILLION {
        english(number / BILLION, words);
        words.push("billion");
    }
    for (size, unit) in [
        (1_000_000, Some("million")),
        (1_000, Some("thousand")),
        (1, None),
    ] {
        let group = number % BILLION / size % 1_000;
        if group > 0 {
            english_group(group, words);
            words.extend(unit);
        }
    }
}

fn english_group(group: u64, words: &mut Vec<&'static str>) {
    if group >= 100 {
        words.extend([english_below_twenty(group / 100), "hundred"]);
    }
    let rest = group % 100;
    if rest >= 20 {
        words.push(match rest / 10 {
            2 => "twenty",
            3 => "thirty",
            4 => "forty",
            5 => "fifty",
            6 => "sixty",
            7 => "seventy",
            8 => "eighty",
            _ => "ninety",
        });
        if !rest.is_multiple_of(10) {
            words.push(english_below_twenty(rest % 10));
        }
    } else if rest > 0 {
        words.push(english_below_twenty(rest));
    }
}

fn english_below_twenty(number: u64) -> &'static str {
    match number {
        1 => "one",
        2 => "two",
        3 => "three",
        4 => "four",
        5 => "five",
        6 => "six",
        7 => "seven",
        8 => "eight",
        9 => "nine",
        10 => "ten",
        11 => "eleven",
        12 => "twelve",
        13 => "thirteen",
        14 => "fourteen",
        15 => "fifteen",
        16 => "sixteen",
        17 => "seventeen",
        18 => "eighteen",
        _ => "nineteen",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn vi(amount: i64) -> String {
        in_words(Lang::Vi, Money(amount))
    }

    #[test]
    fn amounts_are_read_as_a_cashier_reads_them() {
        for (amount, words) in [
            (0, "Không đồng"),
            (5, "Năm đồng"),
            (15, "Mười lăm đồng"),
            (21, "Hai mươi mốt đồng"),
            (24, "Hai mươi tư đồng"),
            (55, "Năm mươi lăm đồng"),
            (101, "Một trăm linh một đồng"),
            (104, "Một trăm linh bốn đồng"),
            (111, "Một trăm mười một đồng"),
            (270_000, "Hai trăm bảy mươi nghìn đồng"),
            (405_000, "Bốn trăm linh năm nghìn đồng"),
            (1_005_000, "Một triệu không trăm linh năm nghìn đồng"),
            (1_215_000, "Một triệu hai trăm mười lăm nghìn đồng"),
            (1_000_005, "Một triệu không trăm linh năm đồng"),
            (2_000_000_000, "Hai tỷ đồng"),
            (1_000_405_000, "Một tỷ bốn trăm linh năm nghìn đồng"),
            (1_500_000_000_000, "Một nghìn năm trăm tỷ đồng"),
            (-405_000, "Âm bốn trăm linh năm nghìn đồng"),
        ] {
            assert_eq!(vi(amount), words);
        }
        assert_eq!(
            in_words(Lang::En, Money(1_215_042)),
            "One million two hundred fifteen thousand forty two đồng"
        );
    }

    /// Reads the words back the way a person does: left to right, without the rules above.
    fn read_back(words: &str) -> Option<u64> {
        let words = words.to_lowercase();
        let words = words.strip_suffix(" đồng")?;
        if let Some((high, low)) = words.rsplit_once(" tỷ") {
            let low = if low.is_empty() {
                0
            } else {
                read_back(&format!("{low} đồng"))?
            };
            return Some(read_back(&format!("{high} đồng"))? * BILLION + low);
        }
        let (mut sum, mut group, mut digit) = (0, 0, 0);
        for word in words.split_whitespace() {
            match word {
                "không" => digit = 0,
                "một" | "mốt" => digit = 1,
                "hai" => digit = 2,
                "ba" => digit = 3,
                "bốn" | "tư" => digit = 4,
                "năm" | "lăm" => digit = 5,
                "sáu" => digit = 6,
                "bảy" => digit = 7,
                "tám" => digit = 8,
                "chín" => digit = 9,
                "linh" => {}
                "mười" => group += 10,
                "mươi" => {
                    group += digit * 10;
                    digit = 0;
                }
                "trăm" => {
                    group += digit * 100;
                    digit = 0;
                }
                "nghìn" | "triệu" => {
                    sum += (group + digit) * if word == "nghìn" { 1_000 } else { 1_000_000 };
                    (group, digit) = (0, 0);
                }
                _ => return None,
            }
        }
        Some(sum + group + digit)
    }

    proptest! {
        #[test]
        fn words_read_back_are_the_amount(amount in prop_oneof![0..2_000_000_i64, 0..=i64::MAX, (0..100_000_i64).prop_map(|n| n * 5_000)]) {
            prop_assert_eq!(read_back(&vi(amount)), Some(amount.unsigned_abs()));
        }
    }
}
