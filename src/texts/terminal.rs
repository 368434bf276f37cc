//! What the terminal says around what was read and found.

use super::Lang;
use super::results::number;

/// Heads of the two tables on the terminal, and the words around them.
pub fn heads(lang: Lang) -> ([&'static str; 6], [&'static str; 5]) {
    match lang {
        Lang::Vi => (
            ["Tệp", "Trang", "Là", "Tháng", "Dòng", "Bỏ qua"],
            ["Loại", "Lỗi", "Xác minh", "Thông tin", "Số tiền"],
        ),
        Lang::En => (
            ["File", "Sheet", "Is", "Month", "Rows", "Skipped"],
            ["Kind", "Errors", "To verify", "Info", "Money"],
        ),
    }
}

/// Titles of the parts on the terminal: read, found, money, remarks, files.
pub fn titles(lang: Lang) -> [&'static str; 5] {
    lang.pick(
        ["Đã đọc", "Sai lệch", "Tiền (đồng)", "Lưu ý", "Kết quả ở"],
        ["Read", "Found", "Money (đồng)", "Note", "Results in"],
    )
}

/// How many sheets of a file one line stands for.
pub fn sheet_count(lang: Lang, count: u64) -> String {
    let count = number(count);
    lang.pick(format!("{count} trang tính"), format!("{count} sheets"))
}

/// The line that stands for lists not shown: so many more lists of a role.
pub fn more_lists(lang: Lang, count: u64) -> String {
    let shown = number(count);
    let lists = if count == 1 { "list" } else { "lists" };
    lang.pick(
        format!("… và {shown} danh sách nữa"),
        format!("… and {shown} more {lists}"),
    )
}

/// Labels of the sums on the terminal: paid, due, to recover, owed, uncollected, no roll, earlier.
pub fn sums(lang: Lang) -> [&'static str; 7] {
    match lang {
        Lang::Vi => [
            "đã chi",
            "phải chi",
            "phải thu hồi",
            "còn nợ",
            "trong đó chưa lĩnh",
            "chưa có danh sách đối chiếu",
            "cho tháng trước kỳ rà soát",
        ],
        Lang::En => [
            "paid",
            "due",
            "to recover",
            "owed",
            "of which uncollected",
            "no roll covers",
            "for earlier months",
        ],
    }
}
