//! Money and small numbers as clerks write them.

use super::Read;
use crate::model::{Money, NoteKind};
use crate::read::Value;

/// What one written unit is worth.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unit {
    /// Đồng a unit: 1, 1.000 or 1.000.000.
    pub dong: i64,
    /// Whether the sheet says so; if not, sums too small to be đồng are taken for thousands.
    pub told: bool,
}

/// A sum of money.
pub type Amount = Read<Money>;

/// Below this, a sum of a list whose unit is not told cannot be đồng: there are no such notes.
const LEAST_DONG: f64 = 10_000.0;
/// More than any list can hold, in đồng.
const MOST_DONG: f64 = 1e15;

/// The sum of a cell.
pub fn amount(value: Value<'_>, unit: Unit) -> Amount {
    match value {
        Value::Number(number) => scaled(number, unit),
        Value::Text(text) => match quick(text.as_bytes()) {
            Some(number) => scaled(number as f64, unit),
            None => text_amount(text, unit),
        },
        Value::NoValue => Read::lost(NoteKind::NoFormulaValue),
        Value::Error(_) => Read::lost(NoteKind::ErrorValue),
        Value::Date(_) | Value::Bool(_) => Read::lost(NoteKind::NotAnAmount),
    }
}

fn quick(text: &[u8]) -> Option<u64> {
    if text.is_empty() || text.len() > 12 {
        return None;
    }
    text.iter().try_fold(0u64, |n, b| {
        b.is_ascii_digit().then(|| n * 10 + u64::from(b - b'0'))
    })
}

fn scaled(number: f64, unit: Unit) -> Amount {
    if !number.is_finite() || number.abs() > MOST_DONG {
        return Read::lost(NoteKind::NotAnAmount);
    }
    let (factor, mut note) = if unit.told {
        (
            unit.dong,
            (unit.dong > 1 && number != 0.0).then_some(NoteKind::Thousands),
        )
    } else if number != 0.0 && number.abs() < LEAST_DONG {
        (1000, Some(NoteKind::Thousands))
    } else {
        (1, None)
    };
    let exact = number * factor as f64;
    let whole = exact.round();
    if (exact - whole).abs() > 1e-9 * exact.abs().max(1.0)
        || (number.fract() != 0.0 && note.is_none())
    {
        note = Some(NoteKind::Rounded);
    }
    Read {
        value: Some(Money(whole as i64)),
        note,
    }
}

/// `405.000`, `405,000đ`, `750.000,00 VNĐ`, `(45.000)`, `-45.000`, `500.000đ/tháng`.
fn text_amount(text: &str, unit: Unit) -> Amount {
    let has_digits = |part: &str| part.bytes().any(|b| b.is_ascii_digit());
    if text.lines().filter(|line| has_digits(line)).count() > 1 {
        // Sums of two people, one below the other, are not one number.
        return Read::lost(NoteKind::NotAnAmount);
    }
    let plain = super::plain(text);
    let plain = plain.trim();
    // What a sum is in words may stand behind it.
    let plain = match plain.split_once('(') {
        Some((sum, words)) if has_digits(sum) && !has_digits(words) => sum.trim(),
        _ => plain,
    };
    if plain
        .chars()
        .all(|c| matches!(c, '-' | '–' | '.' | ' ' | '\u{a0}' | '_' | '/'))
    {
        return Read::none();
    }
    let negative = plain.starts_with('-') || (plain.starts_with('(') && plain.ends_with(')'));
    let digits: String = plain
        .chars()
        .filter(|c| {
            !c.is_whitespace()
                && !matches!(c, '\u{a0}' | '\'' | '’' | '(' | ')' | '-' | '+' | '*' | '$')
        })
        .collect();
    let end = digits
        .find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')
        .unwrap_or(digits.len());
    let (number, tail) = digits.split_at(end);
    let (factor, known) = match tail.split('/').next().unwrap_or("") {
        "" | "d" | "dong" | "vnd" | "vnđ" | "₫" | "dongchan" => (1.0, true),
        "k" | "nghin" | "ngan" | "nghindong" | "ngandong" | "n" => (1000.0, true),
        "tr" | "trieu" | "trieudong" => (1e6, true),
        _ => (1.0, false),
    };
    let parsed = if known { separated(number) } else { None };
    let Some(number) = parsed else {
        return Read::lost(NoteKind::NotAnAmount);
    };
    let number = if negative { -number } else { number };
    if factor > 1.0 {
        return scaled(
            number * factor,
            Unit {
                dong: 1,
                told: true,
            },
        );
    }
    scaled(number, unit)
}

/// Figures with dots or commas: groups of three are thousands, anything shorter at the end a fraction.
fn separated(text: &str) -> Option<f64> {
    let text = text.trim_end_matches(['.', ',']);
    if text.is_empty() || !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let last = text.rfind(['.', ',']);
    let (whole, fraction) = match last {
        None => (text, ""),
        Some(at) => {
            let (head, tail) = text.split_at(at);
            let tail = tail.get(1..).unwrap_or("");
            let mark = text.get(at..=at).unwrap_or("");
            let other_before = head.contains(if mark == "." { ',' } else { '.' });
            let grouped = tail.len() == 3
                && !other_before
                && head.len() <= 3 + 4 * head.matches(mark).count();
            if grouped || (tail.len() == 3 && !other_before) {
                (text, "")
            } else {
                (head, tail)
            }
        }
    };
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    format!("{digits}.{fraction}0").parse().ok()
}

/// A small whole number such as a count of children or months; a fraction is none.
pub fn count(value: Value<'_>) -> Option<u8> {
    let number = match value {
        Value::Number(n) => n,
        Value::Text(text) => {
            let digits: String = text
                .chars()
                .skip_while(|c| !c.is_ascii_digit())
                .take_while(char::is_ascii_digit)
                .collect();
            digits.parse().ok()?
        }
        _ => return None,
    };
    (number.fract() == 0.0 && (0.0..=255.0).contains(&number)).then_some(number as u8)
}

/// A coefficient in hundredths: `1,5`, `1.5`, or `15` where the comma was lost.
pub fn coefficient(value: Value<'_>) -> Read<u16> {
    let number: Option<f64> = match value {
        Value::Number(n) => Some(n),
        Value::Text(text) => {
            let text = text.trim().replace(',', ".");
            let digits = text.trim_matches(|c: char| !c.is_ascii_digit());
            digits.parse().ok()
        }
        _ => None,
    };
    let Some(number) = number else {
        return Read::lost(NoteKind::NotAnAmount);
    };
    // No coefficient reaches ten: 15 is 1,5 and 150 is 1,50 without their comma.
    let (number, note) = if number >= 100.0 {
        (number / 100.0, Some(NoteKind::CommaLost))
    } else if number >= 10.0 {
        (number / 10.0, Some(NoteKind::CommaLost))
    } else {
        (number, None)
    };
    if number > 0.0 && number < 10.0 {
        let value = Some((number * 100.0).round() as u16);
        Read { value, note }
    } else {
        Read::lost(NoteKind::NotAnAmount)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPEN: Unit = Unit {
        dong: 1,
        told: false,
    };

    #[test]
    fn money_is_read_in_all_its_spellings() {
        for (text, dong) in [
            ("405000", 405_000),
            ("405.000", 405_000),
            ("405,000", 405_000),
            ("405.000đ", 405_000),
            ("405.000 đồng", 405_000),
            ("1\u{a0}000\u{a0}000", 1_000_000),
            ("750.000,00 VNĐ", 750_000),
            ("1,250,000.00", 1_250_000),
            ("500.000đ/tháng", 500_000),
            ("1.215.000", 1_215_000),
            ("405000.0", 405_000),
            ("(45.000)", -45_000),
            ("-45.000", -45_000),
            ("\u{2212}45.000", -45_000),
            ("405k", 405_000),
            ("1,5 triệu", 1_500_000),
        ] {
            assert_eq!(
                amount(Value::Text(text), OPEN).value,
                Some(Money(dong)),
                "{text}"
            );
        }
        assert_eq!(
            amount(Value::Text("405"), OPEN),
            Read::noted(Money(405_000), NoteKind::Thousands)
        );
        assert_eq!(amount(Value::Number(0.0), OPEN), Read::fine(Money(0)));
        assert_eq!(amount(Value::Text("-"), OPEN), Read::none());
        assert_eq!(
            amount(Value::Text("đã chuyển"), OPEN).note,
            Some(NoteKind::NotAnAmount)
        );
        assert_eq!(
            amount(Value::Number(404_999.999_999_9), OPEN),
            Read::noted(Money(405_000), NoteKind::Rounded)
        );
        let thousands = Unit {
            dong: 1000,
            told: true,
        };
        assert_eq!(
            amount(Value::Number(405.0), thousands).value,
            Some(Money(405_000))
        );
        assert_eq!(
            amount(Value::Text("1.215"), thousands).value,
            Some(Money(1_215_000))
        );
    }

    #[test]
    fn a_lost_comma_of_a_coefficient_is_put_back() {
        for text in ["1,5", "1.5", "1,50", " 1,5 ", "15", "150"] {
            assert_eq!(coefficient(Value::Text(text)).value, Some(150), "{text}");
        }
        let lost = Some(NoteKind::CommaLost);
        assert_eq!(coefficient(Value::Number(15.0)).note, lost);
        assert_eq!(coefficient(Value::Number(2.0)), Read::fine(200));
        assert_eq!(coefficient(Value::Text("abc")).value, None);
    }
}
