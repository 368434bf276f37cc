//! What `validate` says, on the terminal and in the marked copy.

use super::results::number;
use super::{Lang, words};

/// A row where no one cell is meant.
pub fn row(lang: Lang, row: u32) -> String {
    match lang {
        Lang::Vi => format!("dòng {row}"),
        Lang::En => format!("row {row}"),
    }
}

/// The way out where a rule has none of its own: what to do, by which paper.
pub fn mend(lang: Lang, actions: &[String], paper: &str) -> String {
    let actions: Vec<&str> = actions.iter().map(|a| words::action(lang, a)).collect();
    match lang {
        Lang::Vi => format!("{}; đối chiếu {paper}.", actions.join(", ")),
        Lang::En => format!("{}; compare {paper}.", actions.join(", ")),
    }
}

/// Most places named beside a fault.
const PLACES: usize = 3;

/// Where else something stands, after the sentence that says what is wrong; empty for nowhere.
pub fn elsewhere(lang: Lang, places: &[String]) -> String {
    if places.is_empty() {
        return String::new();
    }
    let named = places.iter().take(PLACES).cloned().collect::<Vec<_>>();
    let named = named.join("; ");
    let more = match places.len().saturating_sub(PLACES) {
        0 => String::new(),
        more if lang == Lang::Vi => format!(" và {more} chỗ khác"),
        more => format!(" and {more} more"),
    };
    match lang {
        Lang::Vi => format!("Xem thêm: {named}{more}."),
        Lang::En => format!("See also: {named}{more}."),
    }
}

/// Name of the first sheet.
pub fn sheet(lang: Lang) -> &'static str {
    lang.pick("Kiểm tra", "Check")
}

/// Name of the sheet of a format without sheets.
pub fn only_sheet(lang: Lang) -> &'static str {
    lang.pick("Danh sách", "List")
}

/// Title of the first sheet.
pub fn title(lang: Lang, file: &str) -> String {
    match lang {
        Lang::Vi => format!("KẾT QUẢ KIỂM TRA DANH SÁCH {file}"),
        Lang::En => format!("WHAT A CHECK OF {file} FOUND"),
    }
}

/// Under the title: what to do with the copy.
pub fn advice(lang: Lang, nothing: bool) -> &'static str {
    if nothing {
        return lang.pick(
            "Bản này chỉ để lưu; hãy gửi danh sách gốc.",
            "This copy is for your files; send the list itself.",
        );
    }
    lang.pick(
        "Ô sai được tô màu và có ghi chú. Bấm vào cột Ô để đến đúng chỗ; hãy sửa trên danh sách gốc rồi kiểm tra lại.",
        "Wrong cells are filled and noted. Click a cell's name to go there; mend the list itself, then check again.",
    )
}

/// Where a file has no fault.
pub fn nothing_here(lang: Lang) -> &'static str {
    lang.pick("Không thấy lỗi nào.", "No fault was found.")
}

/// Heads of the table of faults.
pub fn heads(lang: Lang) -> [&'static str; 7] {
    lang.pick(
        [
            "STT",
            "Trang tính",
            "Ô",
            "Giá trị trong ô",
            "Mức độ",
            "Sai ở đâu",
            "Cách sửa",
        ],
        [
            "No",
            "Sheet",
            "Cell",
            "Value in the cell",
            "Weight",
            "What is wrong",
            "How to mend it",
        ],
    )
}

/// How many faults: errors, to verify, information.
pub fn summary(lang: Lang, [errors, warnings, infos]: [usize; 3]) -> String {
    let counted = |count: usize, words: &str| format!("{} {words}", number(count as u64));
    let parts = match lang {
        Lang::Vi => [
            (errors, "chỗ sai phải sửa"),
            (warnings, "chỗ cần xem lại"),
            (infos, "điều nên biết"),
        ],
        Lang::En => [
            (errors, "to mend"),
            (warnings, "to look at"),
            (infos, "to know"),
        ],
    };
    let told = parts.into_iter().filter(|(count, _)| *count > 0);
    let told: Vec<String> = told.map(|(count, words)| counted(count, words)).collect();
    format!("{}: {}.", lang.pick("Tất cả", "In all"), told.join(", "))
}

/// A list and how many rows it has.
pub fn list(lang: Lang, name: &str, role: &str, rows: u32) -> String {
    let rows = number(u64::from(rows));
    match lang {
        Lang::Vi => format!("{name}: {role}, {rows} dòng"),
        Lang::En => format!("{name}: {role}, {rows} rows"),
    }
}

/// What an empty cell is shown as.
pub fn empty(lang: Lang) -> &'static str {
    lang.pick("(để trống)", "(empty)")
}

/// Where no list has a fault.
pub fn all_well(lang: Lang, lists: usize, rows: u64) -> String {
    let (lists, rows) = (number(lists as u64), number(rows));
    match lang {
        Lang::Vi => {
            format!(
                "Đã kiểm tra {lists} danh sách, {rows} dòng: không thấy lỗi nào, có thể gửi đi."
            )
        }
        Lang::En => {
            format!("Checked {lists} lists, {rows} rows: no fault was found, ready to send.")
        }
    }
}

/// Where no list that was read has a fault, and others were left out unread.
pub fn partly_read(lang: Lang, lists: usize, rows: u64) -> String {
    let (lists, rows) = (number(lists as u64), number(rows));
    match lang {
        Lang::Vi => format!(
            "Đã kiểm tra {lists} danh sách, {rows} dòng: không thấy lỗi nào, nhưng còn phần chưa đọc được (xem ghi chú) nên chưa thể gửi đi."
        ),
        Lang::En => format!(
            "Checked {lists} lists, {rows} rows: no fault was found in them, but not everything could be read (see the note): not to be sent yet."
        ),
    }
}

/// Before the paths of the marked copies.
pub fn copies(lang: Lang) -> &'static str {
    lang.pick("Bản kiểm tra", "Marked copies")
}

/// A package that could not be marked in place.
pub fn written_anew(lang: Lang, file: &str) -> String {
    match lang {
        Lang::Vi => format!(
            "{file}: không giữ được nguyên trang trí của tệp này; bản kiểm tra chỉ chép lại các ô."
        ),
        Lang::En => format!(
            "{file}: the layout of this file could not be kept; the marked copy holds its cells alone."
        ),
    }
}

/// The files named were all written by this program.
pub fn only_own(lang: Lang, file: &str) -> String {
    match lang {
        Lang::Vi => {
            format!("{file}: đây là bản kiểm tra do rasoat viết ra; hãy kiểm tra danh sách gốc.\n")
        }
        Lang::En => format!("{file}: this is a copy that rasoat wrote; check the list itself.\n"),
    }
}
