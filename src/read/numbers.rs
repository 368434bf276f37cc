//! Which number formats of a workbook show a number as a date, and which as an id number.

/// Whether a built-in format (by its id) shows a date or a time of day.
pub fn is_date_id(id: u32) -> bool {
    matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58)
}

/// Whether a format such as `dd/mm/yyyy` shows a date. Text in quotes, brackets and after `\`, `_`
/// and `*` is no code.
pub fn is_date_code(code: &str) -> bool {
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                chars.by_ref().find(|c| *c == '"');
            }
            '[' => {
                let inner: String = chars.by_ref().take_while(|c| *c != ']').collect();
                if matches!(
                    inner.to_ascii_lowercase().as_str(),
                    "h" | "hh" | "m" | "mm" | "s" | "ss"
                ) {
                    return true;
                }
            }
            '\\' | '_' | '*' => {
                chars.next();
            }
            'G' | 'g'
                // General
                if chars.as_str().to_ascii_lowercase().starts_with("eneral") => {
                    chars.nth(5);
                }
            ';' => return false,
            'd' | 'm' | 'y' | 'h' | 's' | 'D' | 'M' | 'Y' | 'H' | 'S' => return true,
            _ => {}
        }
    }
    false
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
            assert!(is_date_code(code), "{code}");
        }
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
            assert!(!is_date_code(code), "{code}");
        }
    }
}
