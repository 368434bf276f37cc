//! What `reconcile` and the store say.

use super::{Lang, words};
use crate::model::{Money, Month};
use crate::reconcile::booked::Piece;

/// Money that no finding names.
pub fn unexplained(lang: Lang, sum: i64) -> String {
    let sum = Money(sum);
    match lang {
        Lang::Vi => format!(
            "Còn {sum} đồng lệch mà chưa quy tắc nào giải thích (có quy tắc bị tắt hoặc sửa)."
        ),
        Lang::En => {
            format!("{sum} đồng of difference that no rule explains (a rule is off or changed).")
        }
    }
}

fn place(piece: &Piece) -> String {
    match &piece.origin.sheet {
        Some(sheet) => format!("{} › {sheet}", piece.origin.path),
        None => piece.origin.path.clone(),
    }
}

/// A list that another one holds already.
pub fn copy(lang: Lang, piece: &Piece, of: &Piece) -> String {
    let (piece, of) = (place(piece), place(of));
    match lang {
        Lang::Vi => format!("{piece} là bản sao hoặc một phần của {of}; chỉ tính một lần."),
        Lang::En => format!("{piece} is a copy or a part of {of}; counted once."),
    }
}

/// Months without an approved list.
pub fn no_approved(lang: Lang, commune: &str, months: &[Month]) -> String {
    let months = words::months(months);
    match lang {
        Lang::Vi => format!(
            "{commune}: chưa có danh sách phê duyệt {months}; số phê duyệt tạm lấy theo kết quả chi trả."
        ),
        Lang::En => format!(
            "{commune}: no approved list for {months}; what the return says stands for what was approved."
        ),
    }
}
