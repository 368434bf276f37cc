//! A row as our own sheets name it: `chi-tra/2020-08.xlsx › T8 › dòng 15`.

/// Path, sheet (empty if there is none) and row number; `None` where it is no such reference. Only the
/// first line counts: below it may stand how many other rows say the same.
pub fn reference(text: &str) -> Option<(String, String, Option<u32>)> {
    let line = text.lines().find(|line| !line.trim().is_empty())?;
    let (path, rest) = line.split_once('›')?;
    let (sheet, row) = rest.rsplit_once('›').unwrap_or(("", rest));
    let tidy = |part: &str| part.trim().to_owned();
    Some((tidy(path), tidy(sheet), row_number(row)))
}

/// `15`, `dòng 15`, `H15`: the digits at the end.
pub fn row_number(text: &str) -> Option<u32> {
    let text = text.trim();
    let others = text.trim_end_matches(|c: char| c.is_ascii_digit());
    text.get(others.len()..)?.parse().ok().filter(|n| *n > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_taken_apart_with_and_without_a_sheet() {
        let of = |text| reference(text).unwrap();
        let parts = |path: &str, sheet: &str, row| (path.to_owned(), sheet.to_owned(), row);
        assert_eq!(
            of("chi-tra/T8.xlsx › T8 › dòng 15\n(và 3 dòng ghi như vậy)"),
            parts("chi-tra/T8.xlsx", "T8", Some(15))
        );
        assert_eq!(of("a.csv › row 7"), parts("a.csv", "", Some(7)));
        assert_eq!(of("a.xlsx › A › B › H9"), parts("a.xlsx", "A › B", Some(9)));
        assert_eq!(reference("15"), None);
        assert_eq!(row_number("dòng 15"), Some(15));
        assert_eq!(row_number("x"), None);
    }
}
