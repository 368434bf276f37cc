//! Id numbers: what Excel and typing did to them, and what can be put back.

use crate::model::{IdNumber, IdState, NoteKind, PartialDate, Sex};
use crate::read::Value;

/// What an id cell gives.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct IdCell {
    /// The number, where it can be known.
    pub number: Option<IdNumber>,
    /// What became of the cell.
    pub state: IdState,
    /// What is to be said of it.
    pub note: Option<NoteKind>,
}

impl IdCell {
    fn doubt(state: IdState, note: NoteKind) -> Self {
        Self {
            number: None,
            state,
            note: Some(note),
        }
    }
}

/// What else the row and the country tell, to judge a number by.
#[derive(Clone, Copy)]
pub struct IdContext<'a> {
    /// Birth of the row.
    pub born: Option<PartialDate>,
    /// Sex of the row.
    pub sex: Option<Sex>,
    /// Whether three digits are a province.
    pub is_province: &'a dyn Fn(u32) -> bool,
    /// Numbers that only fill the cell.
    pub fillers: &'a [String],
}

/// The id number of a cell.
pub fn id_number(value: Value<'_>, context: IdContext<'_>) -> IdCell {
    match value {
        Value::Text(text) => from_text(text, context),
        Value::Number(number) => {
            if number.fract() != 0.0 || !(0.0..1e13).contains(&number) {
                return IdCell::doubt(IdState::WrongLength, NoteKind::IdLength);
            }
            if number == 0.0 {
                return IdCell::default();
            }
            digits(&format!("{number:.0}"), true, context)
        }
        Value::Error(_) => IdCell {
            note: Some(NoteKind::ErrorValue),
            ..IdCell::default()
        },
        Value::NoValue => IdCell {
            note: Some(NoteKind::NoFormulaValue),
            ..IdCell::default()
        },
        Value::Date(_) | Value::Bool(_) => IdCell::doubt(IdState::WrongLength, NoteKind::IdLength),
    }
}

fn from_text(text: &str, context: IdContext<'_>) -> IdCell {
    let bytes = text.as_bytes();
    if matches!(bytes.len(), 9 | 12) && bytes.iter().all(u8::is_ascii_digit) {
        return digits(text, false, context);
    }
    let text = text.trim();
    if is_scientific(text) {
        return IdCell::doubt(IdState::Lost, NoteKind::IdLost);
    }
    let text = text
        .strip_suffix(".0")
        .or_else(|| text.strip_suffix(",0"))
        .unwrap_or(text);
    let mut bare = String::new();
    let mut letters = false;
    let mut figures = 0;
    for c in text.chars() {
        match c {
            '0'..='9' => {
                bare.push(c);
                figures += 1;
            }
            'o' | 'O' | 'О' | 'о' => bare.push('0'),
            'l' | 'I' => bare.push('1'),
            c if c.is_alphabetic() => letters = true,
            _ => {}
        }
    }
    if figures == 0 {
        // "không có", "chưa cấp", "-": nothing is told.
        return IdCell::default();
    }
    if letters {
        // "CCCD: 034138001234" holds a number; "03413800A234" does not.
        let runs: Vec<&str> = text
            .split(|c: char| !c.is_ascii_digit())
            .filter(|run| matches!(run.len(), 9 | 12))
            .collect();
        return match runs.as_slice() {
            [run] => digits(run, false, context),
            _ => IdCell::doubt(IdState::Letters, NoteKind::IdLetters),
        };
    }
    let mut cell = digits(&bare, false, context);
    let swapped = text.chars().any(char::is_alphabetic);
    if swapped && cell.note.is_none() {
        cell.note = Some(NoteKind::IdLetters);
        cell.state = IdState::Letters;
    }
    cell
}

/// `3.4E+10`, `3,81459E+10`.
fn is_scientific(text: &str) -> bool {
    let Some((head, tail)) = text.split_once(['E', 'e']) else {
        return false;
    };
    let figure = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
    let power = tail.trim_start_matches(['+', '-']);
    !head.is_empty()
        && head.chars().all(figure)
        && !power.is_empty()
        && power.bytes().all(|b| b.is_ascii_digit())
}

fn digits(text: &str, was_number: bool, context: IdContext<'_>) -> IdCell {
    if is_filler(text, context.fillers) {
        return IdCell::doubt(IdState::Filler, NoteKind::IdFiller);
    }
    match text.len() {
        12 => twelve(text, context),
        9 => IdCell {
            number: IdNumber::from_digits(text),
            state: IdState::Fine,
            note: None,
        },
        // One zero gone of a CCCD, or two (001…); one of a CMND. Which, the digits themselves tell.
        8 | 10 | 11 => restored(text, was_number, context),
        _ => IdCell::doubt(IdState::WrongLength, NoteKind::IdLength),
    }
}

fn twelve(text: &str, context: IdContext<'_>) -> IdCell {
    let number = IdNumber::from_digits(text);
    let known = number
        .and_then(IdNumber::province)
        .is_some_and(|p| (context.is_province)(p));
    if known {
        IdCell {
            number,
            state: IdState::Fine,
            note: None,
        }
    } else {
        IdCell {
            number,
            state: IdState::UnknownProvince,
            note: Some(NoteKind::IdProvince),
        }
    }
}

fn restored(text: &str, was_number: bool, context: IdContext<'_>) -> IdCell {
    let back = |width: usize| IdNumber::from_digits(&format!("{text:0>width$}"));
    let number = if text.len() == 8 {
        // A nine-digit number tells nothing to check it by: only a number cell loses zeros.
        back(9)
    } else {
        // Eleven digits have lost the zero that every province's code begins with, even where birth or
        // sex contradict: that is a fault of its own. Ten may be another number altogether.
        let one_zero = text.len() == 11 && !text.starts_with('0');
        back(12).filter(|n| {
            let agrees = n.agrees_with(context.born, context.sex) == Some(true)
                && (context.born.is_some() || was_number);
            n.province().is_some_and(|p| (context.is_province)(p)) && (one_zero || agrees)
        })
    };
    match number {
        Some(number)
            if text.len() > 8 || was_number || text.bytes().all(|b| b.is_ascii_digit()) =>
        {
            IdCell {
                number: Some(number),
                state: IdState::ZeroRestored,
                note: Some(NoteKind::ZeroRestored),
            }
        }
        _ => IdCell::doubt(IdState::WrongLength, NoteKind::IdLength),
    }
}

fn is_filler(text: &str, fillers: &[String]) -> bool {
    let first = text.bytes().next();
    let same = text.len() >= 6 && text.bytes().all(|b| Some(b) == first);
    same || (matches!(text.len(), 9 | 12) && fillers.iter().any(|f| f == text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: Value<'_>, born: &str) -> (String, IdState) {
        let context = IdContext {
            born: born.parse().ok(),
            sex: None,
            is_province: &|p| matches!(p, 1 | 34 | 38),
            fillers: &["123456789".to_owned()],
        };
        let cell = id_number(value, context);
        (
            cell.number.map(|n| n.to_string()).unwrap_or_default(),
            cell.state,
        )
    }

    #[test]
    fn zeros_come_back_where_the_digits_agree() {
        let zero = IdState::ZeroRestored;
        assert_eq!(
            read(Value::Number(38_145_900_011.0), "1945-03-02"),
            ("038145900011".to_owned(), zero)
        );
        assert_eq!(
            read(Value::Text("1039900012"), "1939"),
            ("001039900012".to_owned(), zero)
        );
        assert_eq!(
            read(Value::Number(12_345_678.0), "1950"),
            ("012345678".to_owned(), zero)
        );
        // One zero is gone whatever the birth says; with two gone the digits have to agree.
        assert_eq!(
            read(Value::Number(38_145_900_011.0), "1999"),
            ("038145900011".to_owned(), zero)
        );
        assert_eq!(
            read(Value::Text("1039900012"), "1999"),
            (String::new(), IdState::WrongLength)
        );
    }

    #[test]
    fn noise_goes_and_damage_is_told() {
        let fine = ("034138001234".to_owned(), IdState::Fine);
        for text in [
            "034138001234",
            "'034138001234",
            "034.138.001.234",
            "034 138 001 234",
            "034138001234.0",
            "CCCD: 034138001234",
        ] {
            assert_eq!(read(Value::Text(text), "1938"), fine, "{text}");
        }
        assert_eq!(
            read(Value::Text("O34138001234"), "1938"),
            (fine.0.clone(), IdState::Letters)
        );
        assert_eq!(read(Value::Text("3.81459E+10"), "1945").1, IdState::Lost);
        assert_eq!(read(Value::Text("1,0399E+09"), "1939").1, IdState::Lost);
        assert_eq!(read(Value::Text("000000000"), "1939").1, IdState::Filler);
        assert_eq!(read(Value::Text("123456789"), "1939").1, IdState::Filler);
        assert_eq!(
            read(Value::Text("034A38001234"), "1938").1,
            IdState::Letters
        );
        assert_eq!(read(Value::Text("không có"), "1938").1, IdState::Absent);
        assert_eq!(
            read(Value::Text("999138001234"), "1938").1,
            IdState::UnknownProvince
        );
        assert_eq!(read(Value::Text("12345"), "1938").1, IdState::WrongLength);
    }
}
