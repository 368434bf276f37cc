//! What a run says beside its findings: what no list covered, what was a copy, what was left open.

use super::{Lang, pairs, words};
use crate::model::{Money, Month, Role, Source};

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
    let unnamed = lang.pick("xã, phường không rõ tên", "a commune of unknown name");
    let names: Vec<&str> = communes
        .iter()
        .map(|name| if name.is_empty() { unnamed } else { name })
        .collect();
    let names = names.join("; ");
    match lang {
        Lang::Vi => {
            format!("Chưa có danh sách đối tượng của: {names}. Tiền chi ở đó không xét được.")
        }
        Lang::En => format!("No roll was given for: {names}. Money paid there is not judged."),
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

/// A file or sheet that is no list, and why.
pub fn no_list(lang: Lang, path: &str, sheet: Option<&str>, why: &str) -> String {
    let sheet = sheet.map_or_else(String::new, |sheet| format!(" › {sheet}"));
    match lang {
        Lang::Vi => format!("{path}{sheet}: không xét: {why}."),
        Lang::En => format!("{path}{sheet}: left out: {why}."),
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
