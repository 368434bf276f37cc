//! Which number formats of a workbook show a number as a date, and how much of it, and which as an id
//! number.

/// What a format shows of a date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DateShown {
    /// The day, or a time.
    Day,
    /// Month and year: Excel turns a typed `3/1938` into the first of March.
    Month,
    /// The year alone.
    Year,
}

/// What a built-in format (by its id) shows of a date or a time of day, if it shows one.
pub fn date_of_id(id: u32) -> Option<DateShown> {
    match id {
        17 => Some(DateShown::Month),
        14..=22 | 27..=36 | 45..=47 | 50..=58 => Some(DateShown::Day),
        _ => None,
    }
}

/// What a format such as `dd/mm/yyyy` shows of a date. Text in quotes, brackets and after `\`, `_`
/// and `*` is no code.
pub fn date_of_code(code: &str) -> Option<DateShown> {
    let (mut day, mut month, mut year) = (false, false, false);
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c.to_ascii_lowercase() {
            '"' => {
                chars.by_ref().find(|c| *c == '"');
            }
            '[' => {
                let inner: String = chars.by_ref().take_while(|c| *c != ']').collect();
                let inner = inner.to_ascii_lowercase();
                day |= matches!(inner.as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss");
            }
            '\\' | '_' | '*' => {
                chars.next();
            }
            'g' if chars.as_str().to_ascii_lowercase().starts_with("eneral") => {
                chars.nth(5);
            }
            ';' => break,
            'd' | 'h' | 's' => day = true,
            'm' => month = true,
            'y' => year = true,
            _ => {}
        }
    }
    match (day, month, year) {
        (false, true, true) => Some(DateShown::Month),
        (false, false, true) => Some(DateShown::Year),
        (false, false, false) => None,
        _ => Some(DateShown::Day),
    }
}

/// How many digits a format such as `000000000000` fills a number up to; 0 for any other. Only the
/// lengths of id numbers count: in such a cell no nought in front was lost.
pub fn id_width(code: &str) -> u8 {
    let shown = code.split(';').next().unwrap_or("");
    match shown.len() {
        width @ (9 | 12) if shown.bytes().all(|b| b == b'0') => width as u8,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_id_numbers() {
        assert_eq!(id_width("000000000000"), 12);
        assert_eq!(id_width("000000000;@"), 9);
        for other in [
            "0",
            "00",
            "#,##0",
            "0000000000",
            "00000000.0",
            "General",
            "",
        ] {
            assert_eq!(id_width(other), 0, "{other}");
        }
    }

    #[test]
    fn dates_are_told_from_money() {
        for code in [
            "dd/mm/yyyy",
            "[$-42A]dd mmmm yyyy",
            "m/d/yy h:mm",
            "yyyy\\-mm\\-dd",
            "[h]:mm",
        ] {
            assert_eq!(date_of_code(code), Some(DateShown::Day), "{code}");
        }
        for code in ["mm/yyyy", "mmm-yy", "\"tháng \"m\" năm \"yyyy;@"] {
            assert_eq!(date_of_code(code), Some(DateShown::Month), "{code}");
        }
        assert_eq!(date_of_code("yyyy"), Some(DateShown::Year));
        assert_eq!(date_of_id(17), Some(DateShown::Month));
        for code in [
            "General",
            "#,##0",
            "#,##0\\ \"đồng\"",
            "_-* #,##0\\ _d_-",
            "0.00",
            "@",
            "[Red]0",
            "#,##0\\ [$VND]",
        ] {
            assert_eq!(date_of_code(code), None, "{code}");
        }
    }
}
