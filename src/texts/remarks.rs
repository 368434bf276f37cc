//! What a run says beside its findings: what no list covered, what was a copy, what was left open.

use super::{Lang, law, pairs, words};
use crate::law::Law;
use crate::model::{Money, Month, Role, Source, Unread};

/// A list that another one holds already.
pub fn copy(lang: Lang, list: &Source, of: &Source, rows: u32) -> String {
    let (path, of) = (place(lang, list), place(lang, of));
    match lang {
        Lang::Vi => format!("{path}: {rows} dòng trùng với {of}, chỉ tính một lần."),
        Lang::En => format!("{path}: {rows} rows are a copy of {of}, counted once."),
    }
}

fn place(lang: Lang, source: &Source) -> String {
    match &source.sheet {
        Some(sheet) => lang.pick(
            format!("{} (trang tính “{sheet}”)", source.path),
            format!("{} (sheet “{sheet}”)", source.path),
        ),
        None => source.path.clone(),
    }
}

/// Ledger rows of which nothing tells the month.
pub fn undated(lang: Lang, rows: usize) -> String {
    match lang {
        Lang::Vi => format!("{rows} dòng chi trả không rõ tháng, không đưa vào rà soát."),
        Lang::En => format!("{rows} ledger rows tell no month and were left out."),
    }
}

/// A register that was not given.
pub fn no_register(lang: Lang, role: Role) -> String {
    let name = words::role(lang, role);
    match lang {
        Lang::Vi => {
            format!("Không có danh sách “{name}”: các quy tắc cần danh sách này không xét.")
        }
        Lang::En => format!("No list of “{name}” was given: rules that need it are silent."),
    }
}

/// Communes whose ledgers stand alone.
pub fn no_roll(lang: Lang, communes: &[&str]) -> String {
    let names: Vec<&str> = communes.iter().map(|n| words::commune(lang, n)).collect();
    let names = names.join("; ");
    match lang {
        Lang::Vi => {
            format!("Chưa có danh sách đối tượng của: {names}. Tiền chi ở đó không xét được.")
        }
        Lang::En => format!("No roll was given for: {names}. Money paid there is not judged."),
    }
}

/// Communes with electricity or study support and no list of households.
pub fn no_households(lang: Lang, communes: &[&str]) -> String {
    let names: Vec<&str> = communes.iter().map(|n| words::commune(lang, n)).collect();
    let names = names.join("; ");
    match lang {
        Lang::Vi => format!(
            "Chưa có danh sách hộ nghèo, cận nghèo, chính sách của: {names}. Hỗ trợ tiền điện, hỗ trợ học sinh ở đó không xét được diện hưởng."
        ),
        Lang::En => format!(
            "No list of poor, near-poor and policy households was given for: {names}. Whether electricity and study support there is due is not judged."
        ),
    }
}

/// Months of a commune without a ledger.
pub fn no_ledger(lang: Lang, commune: &str, months: &[Month]) -> String {
    let months = words::months(months);
    let commune = match commune {
        "" => lang.pick("Xã, phường không rõ tên", "A commune of unknown name"),
        commune => commune,
    };
    match lang {
        Lang::Vi => format!("{commune}: chưa có danh sách chi trả {months}."),
        Lang::En => format!("{commune}: no ledger of {months} was given."),
    }
}

/// Months before the first whose amounts are judged.
pub fn before_law(lang: Lang, from: Month) -> String {
    let from = from.slashed();
    match lang {
        Lang::Vi => format!(
            "Các tháng trước tháng {from}: chưa xét mức hưởng, vì các văn bản thời gian đó chồng lên nhau; số đã chi được coi là đúng mức."
        ),
        Lang::En => format!(
            "Months before {from}: amounts are not judged, since the texts of that time overlap; what was paid is taken as right."
        ),
    }
}

/// Months of a support for which the law files have no money.
pub fn without_rate(lang: Lang, support: &str, months: &[Month]) -> String {
    let months = words::months(months);
    match lang {
        Lang::Vi => format!(
            "{support}: các tệp văn bản chưa có mức của {months}, nên chưa xét số tiền; cần bổ sung mức mới."
        ),
        Lang::En => format!(
            "{support}: the law files have no rate for {months}, so amounts are not judged; add the new rate."
        ),
    }
}

/// Most clauses named in one remark.
const CLAUSES: usize = 6;

/// Amounts that rest on figures of the law whose text was not read.
pub fn unread(lang: Lang, law: &Law, unread: &Unread) -> String {
    let mut clauses: Vec<String> = unread
        .basis
        .iter()
        .map(|code| law::clause(lang, law, code))
        .collect();
    if clauses.len() > CLAUSES {
        clauses.truncate(CLAUSES);
        clauses.push("…".to_owned());
    }
    let counts = [
        (unread.people, lang.pick("người", "people")),
        (unread.households, lang.pick("hộ", "households")),
    ];
    let told = counts.iter().filter(|(count, _)| *count > 0);
    let told: Vec<String> = told.map(|(count, of)| format!("{count} {of}")).collect();
    let who = told.join(lang.pick(" và ", " and "));
    let (months, clauses) = (unread.months, clauses.join("; "));
    match lang {
        Lang::Vi => format!(
            "{months} tháng hưởng của {who} tính theo mức chưa đối chiếu với văn bản gốc ({clauses}); nên xem lại văn bản trước khi kết luận."
        ),
        Lang::En => format!(
            "{months} months of {who} were judged by figures that were not checked against their text ({clauses}); read it before you decide."
        ),
    }
}

/// Rows that may be one of several people.
pub fn unsure(lang: Lang, count: usize) -> String {
    let [sheet, _] = pairs::sheets(lang);
    match lang {
        Lang::Vi => format!(
            "{count} dòng chưa xác định được là của ai, không dùng để kết luận: xem trang “{sheet}” của sai-lech.xlsx, ghi “giống” hoặc “khác” rồi chạy lại kèm tệp ấy."
        ),
        Lang::En => format!(
            "{count} rows may be one of several people and prove nothing: see the sheet “{sheet}” of sai-lech.xlsx, answer “same” or “different” and run again with that file."
        ),
    }
}

/// Differences that no rule explains.
pub fn unexplained(lang: Lang, amount: i64) -> String {
    let amount = Money(amount);
    match lang {
        Lang::Vi => {
            format!("{amount} đồng chênh lệch không quy tắc nào giải thích (có quy tắc đã tắt?).")
        }
        Lang::En => {
            format!("No rule explains differences of {amount} đồng (is a rule switched off?).")
        }
    }
}

/// A file or sheet that was left out on the user's word; its fault need not tell how to leave it out.
pub fn left_out(lang: Lang, what: &str) -> String {
    let advice = lang.pick(
        ", hoặc chạy với --skip-unknown để bỏ qua",
        ", or run with --skip-unknown",
    );
    let what = what.replace(advice, "");
    match lang {
        Lang::Vi => format!("Không đọc được, đã bỏ qua: {what}"),
        Lang::En => format!("Could not be read, left out: {what}"),
    }
}

/// A file, and its sheet where it has several.
pub type Place<'a> = (&'a str, Option<&'a str>);

/// Most places named one by one in a sentence.
const NAMED: usize = 3;

/// Files and sheets that are no lists for one reason.
pub fn no_lists(lang: Lang, places: &[Place<'_>], why: &str) -> String {
    let (places, why) = (named(lang, places), why.trim_end_matches('.'));
    match lang {
        Lang::Vi => format!("{places}: không xét: {why}."),
        Lang::En => format!("{places}: left out: {why}."),
    }
}

/// Lists of which nothing tells the commune, and how many rows they have.
pub fn placeless(lang: Lang, places: &[Place<'_>], rows: usize) -> String {
    let places = named(lang, places);
    match lang {
        Lang::Vi => format!(
            "{places}: {rows} dòng không rõ của xã, phường nào. Đề nghị ghi tên xã, phường vào tiêu đề, tên trang tính hoặc tên tệp."
        ),
        Lang::En => format!(
            "{places}: nothing tells the commune of {rows} rows. Write its name into the title, the sheet's name or the file's."
        ),
    }
}

/// Lists of electricity or study support of which nothing tells the months, and how many rows they have.
pub fn undated_support(lang: Lang, role: Role, places: &[Place<'_>], rows: usize) -> String {
    let places = named(lang, places);
    match (lang, role) {
        (Lang::Vi, Role::Pupils) => format!(
            "{places}: {rows} dòng học sinh không rõ năm học, học kỳ; số tiền chỉ đối chiếu được với mức của các năm học trong kỳ rà soát. Đề nghị ghi năm học, học kỳ vào tiêu đề hoặc cột riêng."
        ),
        (Lang::En, Role::Pupils) => format!(
            "{places}: {rows} rows of pupils tell neither school year nor term; their sums are only held against the rates of the school years audited. Write it into the title or a column."
        ),
        (Lang::Vi, _) => format!(
            "{places}: {rows} dòng hỗ trợ tiền điện không rõ quý hay tháng, chưa xét được. Đề nghị ghi quý, tháng vào tiêu đề hoặc cột riêng."
        ),
        (Lang::En, _) => format!(
            "{places}: {rows} rows of electricity support tell neither quarter nor month and are not judged. Write it into the title or a column."
        ),
    }
}

/// Files and sheets: all of a few, else how many there are and the first of them.
fn named(lang: Lang, places: &[Place<'_>]) -> String {
    let one = |(path, sheet): &Place<'_>| match sheet {
        Some(sheet) => format!("{path} › {sheet}"),
        None => (*path).to_owned(),
    };
    let first: Vec<String> = places.iter().take(NAMED).map(one).collect();
    let first = first.join("; ");
    if places.len() <= NAMED {
        return first;
    }
    let sheets = places.iter().filter(|(_, sheet)| sheet.is_some()).count();
    let mut files: Vec<&str> = places.iter().map(|(path, _)| *path).collect();
    files.sort_unstable();
    files.dedup();
    let (all, files) = (places.len(), files.len());
    match (lang, sheets > 0) {
        (Lang::Vi, true) => format!("{all} trang tính của {files} tệp ({first}; …)"),
        (Lang::Vi, false) => format!("{all} tệp ({first}; …)"),
        (Lang::En, true) => format!("{all} sheets of {files} files ({first}; …)"),
        (Lang::En, false) => format!("{all} files ({first}; …)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{FaultKind, ReadFault};
    use crate::texts::reading;

    #[test]
    fn what_was_left_out_is_not_advised_to_be_left_out() {
        for kind in [
            FaultKind::NoHeader,
            FaultKind::Unrecognised {
                nearest: Role::Roll,
                missing: Vec::new(),
                row: 1,
                unknown: Vec::new(),
            },
        ] {
            let fault = ReadFault {
                path: "a.xlsx".into(),
                sheet: None,
                kind,
            };
            for lang in [Lang::Vi, Lang::En] {
                let told = reading::fault(lang, &fault);
                assert!(told.contains("--skip-unknown"), "{told}");
                let told = left_out(lang, &told);
                assert!(
                    !told.contains("--skip-unknown") && told.ends_with('.'),
                    "{told}"
                );
            }
        }
    }

    #[test]
    fn a_commune_without_a_name_is_spoken_of() {
        assert_eq!(
            no_roll(Lang::Vi, &["", "Kỳ Bá"]),
            "Chưa có danh sách đối tượng của: xã, phường không rõ tên; Kỳ Bá. Tiền chi ở đó không xét được."
        );
    }
}
