//! Clauses of law as officials write them: in, the code of a rule or law file (`ND20-2021:6.1đ`);
//! out, `điểm đ khoản 1 Điều 6 NĐ 20/2021/NĐ-CP`.

use super::Lang;

/// One clause. A code of another shape is shown as it stands.
pub fn clause(lang: Lang, code: &str) -> String {
    let (paper, place) = code.split_once(':').unwrap_or((code, ""));
    let Some(paper) = instrument(lang, paper) else {
        return code.to_owned();
    };
    match (place, spot(lang, place)) {
        ("", _) => paper,
        (_, Some(spot)) => lang.pick(format!("{spot} {paper}"), format!("{spot}, {paper}")),
        _ => format!("{paper}, {place}"),
    }
}

/// Several clauses, joined.
pub fn clauses(lang: Lang, codes: &[String]) -> String {
    let all: Vec<String> = codes.iter().map(|code| clause(lang, code)).collect();
    all.join("; ")
}

/// `ND136-2013` is NĐ 136/2013/NĐ-CP. A third part names another issuer: `TT190-2014-BTC`.
fn instrument(lang: Lang, code: &str) -> Option<String> {
    let digits = code.find(|c: char| c.is_ascii_digit())?;
    let (kind, rest) = code.split_at(digits);
    let mut parts = rest.split('-');
    let (number, year) = (parts.next()?, parts.next()?);
    let issuer = parts.collect::<Vec<_>>().join("-");
    let is_number = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if !is_number(number) || year.len() != 4 || !is_number(year) {
        return None;
    }
    let (kind, usual) = match kind {
        "ND" | "NĐ" => (lang.pick("NĐ", "Decree"), "CP"),
        "NQ" => (lang.pick("NQ", "Resolution"), "CP"),
        "QD" | "QĐ" => (lang.pick("QĐ", "Decision"), "TTg"),
        "TT" => (lang.pick("TT", "Circular"), ""),
        "TTLT" => (lang.pick("TTLT", "Joint Circular"), ""),
        "CV" => (lang.pick("CV", "Dispatch"), ""),
        "L" | "LUAT" | "Luật" => (lang.pick("Luật", "Law"), ""),
        _ => return None,
    };
    let issuer = if issuer.is_empty() { usual } else { &issuer };
    let tail = match (code.get(..digits).unwrap_or(""), issuer) {
        (_, "") => String::new(),
        ("ND" | "NĐ", issuer) => format!("/NĐ-{issuer}"),
        ("QD" | "QĐ", issuer) => format!("/QĐ-{issuer}"),
        ("L" | "LUAT" | "Luật", issuer) => format!("/{issuer}"),
        (kind, issuer) => format!("/{kind}-{issuer}"),
    };
    Some(format!("{kind} {number}/{year}{tail}"))
}

/// `6.1đ`: article, clause, point.
fn spot(lang: Lang, place: &str) -> Option<String> {
    let (article, rest) = place.split_once('.').unwrap_or((place, ""));
    let letters = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let (clause, point) = rest.split_at(letters);
    let point = point.trim_start_matches('.');
    let is_article = article.starts_with(|c: char| c.is_ascii_digit())
        && article.chars().all(char::is_alphanumeric);
    if !is_article || !point.chars().all(char::is_alphanumeric) {
        return None;
    }
    Some(match (lang, clause, point) {
        (Lang::Vi, "", "") => format!("Điều {article}"),
        (Lang::Vi, "", point) => format!("điểm {point} Điều {article}"),
        (Lang::Vi, clause, "") => format!("khoản {clause} Điều {article}"),
        (Lang::Vi, clause, point) => format!("điểm {point} khoản {clause} Điều {article}"),
        (Lang::En, "", "") => format!("Article {article}"),
        (Lang::En, "", point) => format!("Article {article}({point})"),
        (Lang::En, clause, "") => format!("Article {article}({clause})"),
        (Lang::En, clause, point) => format!("Article {article}({clause})({point})"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_are_spelt_as_officials_write_them() {
        for (code, spelt) in [
            ("ND136-2013:8", "Điều 8 NĐ 136/2013/NĐ-CP"),
            ("ND20-2021:8.2", "khoản 2 Điều 8 NĐ 20/2021/NĐ-CP"),
            ("ND20-2021:6.1đ", "điểm đ khoản 1 Điều 6 NĐ 20/2021/NĐ-CP"),
            ("ND20-2021:6.1.đ", "điểm đ khoản 1 Điều 6 NĐ 20/2021/NĐ-CP"),
            ("ND335-2026", "NĐ 335/2026/NĐ-CP"),
            ("TT01-2019:5", "Điều 5 TT 01/2019"),
            ("TT190-2014-BTC:1.2", "khoản 2 Điều 1 TT 190/2014/TT-BTC"),
            ("LUAT51-2010-QH12:51.2", "khoản 2 Điều 51 Luật 51/2010/QH12"),
            ("quy chế nội bộ", "quy chế nội bộ"),
            ("ND:8", "ND:8"),
            ("", ""),
        ] {
            assert_eq!(clause(Lang::Vi, code), spelt);
        }
        assert_eq!(
            clause(Lang::En, "ND20-2021:6.1đ"),
            "Article 6(1)(đ), Decree 20/2021/NĐ-CP"
        );
    }
}
