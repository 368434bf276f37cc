//! Which number formats of a workbook show a number as a date.

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

#[cfg(test)]
mod tests {
    use super::*;

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
