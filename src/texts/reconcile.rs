//! What `reconcile` and the store say.

use std::path::Path;

use super::papers::heads::Head;
use super::{Lang, words};
use crate::model::{Account, Change, ChangedRow, Money, Month, Role, RowState, Said};
use crate::reconcile::booked::Piece;
use crate::remember::store::StoreFault;

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

/// A finding that had been explained, and what changed since: months and amount before and now.
pub fn changed(lang: Lang, why: &str, before: (&[Month], Money), now: (&[Month], Money)) -> String {
    let months = |months: &[Month]| match months {
        [] => lang.pick("không nêu tháng", "no month").to_owned(),
        months => words::months(months),
    };
    if before == now {
        return match lang {
            Lang::Vi => format!("Trước đã xác minh: “{why}”; nay các dòng lại khác đi."),
            Lang::En => format!("Explained before: “{why}”; the rows have changed since."),
        };
    }
    let (was, is) = (months(before.0), months(now.0));
    let (was_sum, is_sum) = (before.1, now.1);
    match lang {
        Lang::Vi => format!(
            "Trước đã xác minh: “{why}”; nay khác đi: {was}, {was_sum} đồng thành {is}, {is_sum} đồng."
        ),
        Lang::En => format!(
            "Explained before: “{why}”; changed since: {was}, {was_sum} đồng became {is}, {is_sum} đồng."
        ),
    }
}

/// How many changed rows are named one by one.
const MOST_NAMED: usize = 5;

/// What lists changed that took the place of booked ones: the sums, then the rows.
pub fn changes(lang: Lang, all: &[(Month, &Change)]) -> String {
    let first = all.first().map(|(month, _)| *month);
    let many = all.iter().any(|(month, _)| Some(*month) != first);
    let told = all.iter().map(|(month, change)| {
        let list = match change.role {
            Role::Approved => lang.pick("danh sách phê duyệt", "the approved list"),
            _ => lang.pick("kết quả chi trả", "the return"),
        };
        let of = if many {
            format!("{list} {}", words::months(&[*month]))
        } else {
            list.to_owned()
        };
        let (before, after) = (Money(change.before), Money(change.after));
        let sums = match (lang, before == after) {
            (Lang::Vi, true) => format!("{of} tổng vẫn {after} đồng"),
            (Lang::En, true) => format!("{of}, its sum still {after} đồng"),
            (Lang::Vi, false) => format!("{of} tổng tiền từ {before} thành {after} đồng"),
            (Lang::En, false) => format!("{of}, its sum from {before} to {after} đồng"),
        };
        let named = change.rows.iter().take(MOST_NAMED);
        let mut rows: Vec<String> = named
            .map(|row| changed_row(lang, change.role, row))
            .collect();
        let more = change.rows.len().saturating_sub(MOST_NAMED);
        if more > 0 {
            rows.push(match lang {
                Lang::Vi => format!("và {more} dòng khác"),
                Lang::En => format!("and {more} more rows"),
            });
        }
        match rows.as_slice() {
            [] => sums,
            rows => format!("{sums} ({})", rows.join("; ")),
        }
    });
    told.collect::<Vec<_>>().join("; ")
}

fn changed_row(lang: Lang, role: Role, row: &ChangedRow) -> String {
    let name = &row.name;
    let said = |said: Said| match role {
        Role::Approved => format!("{} đồng", Money(said.sum)),
        _ => format!("{} {} đồng", state(lang, said.state), Money(said.sum)),
    };
    match (row.before, row.after) {
        (Some(before), Some(after)) if before.state == after.state => {
            let (before, after) = (Money(before.sum), Money(after.sum));
            format!("{name} {before} → {after} đồng")
        }
        (Some(before), Some(after)) => format!("{name} {} → {}", said(before), said(after)),
        (None, Some(after)) => format!("{} {name} {}", lang.pick("thêm", "new"), said(after)),
        (Some(before), None) => format!("{} {name} {}", lang.pick("bỏ", "gone"), said(before)),
        (None, None) => name.clone(),
    }
}

/// What became of money.
fn state(lang: Lang, state: RowState) -> &'static str {
    match state {
        RowState::Paid => lang.pick("được chi", "paid"),
        RowState::Unpaid => lang.pick("chưa nhận", "not collected"),
        RowState::Returned => lang.pick("nộp trả", "given back"),
        RowState::Unsigned => lang.pick("chưa ký nhận", "not signed"),
    }
}

/// Who holds a store, from what the lock says: command, process, machine and time, a tab between them.
/// Whoever wrote it, it is read in the language of the one who waits.
fn holder(lang: Lang, told: &str) -> String {
    let mut parts = told.split('\t').map(str::trim);
    let (Some(command), Some(process), Some(machine), Some(since)) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        let told = told.trim();
        return if told.is_empty() { "?" } else { told }.to_owned();
    };
    match lang {
        Lang::Vi => format!("rasoat {command}, tiến trình {process}, máy {machine}, từ {since}"),
        Lang::En => {
            format!("rasoat {command}, process {process}, machine {machine}, since {since}")
        }
    }
}

/// How the post office signs the balances: the office, and what is written below it.
pub fn post_office_signs(lang: Lang) -> [&'static str; 2] {
    lang.pick(
        ["ĐẠI DIỆN BƯU ĐIỆN", "(Ký, ghi rõ họ tên, đóng dấu)"],
        ["FOR THE POST OFFICE", "(signature, full name, seal)"],
    )
}

/// A store that cannot be used, and the way out.
pub fn store_fault(lang: Lang, fault: &StoreFault, waited: u64) -> String {
    let (StoreFault::Held(path, _)
    | StoreFault::Busy(path)
    | StoreFault::Missing(path)
    | StoreFault::Newer(path)
    | StoreFault::Foreign(path)
    | StoreFault::Broken(path, _)) = fault;
    let what = match fault {
        StoreFault::Held(_, who) => {
            let who = holder(lang, who);
            lang.pick(
                format!(
                    "sổ đang được giữ bởi {who}; đã chờ {waited} giây. Chờ lần chạy đó xong rồi chạy lại, hoặc tăng --wait."
                ),
                format!(
                    "the store is held by {who}; waited {waited} seconds. Run again when that run is over, or raise --wait."
                ),
            )
        }
        StoreFault::Busy(_) => lang.pick(
            format!(
                "một chương trình khác đang mở sổ để ghi; đã chờ {waited} giây. Đóng chương trình đó rồi chạy lại."
            ),
            format!(
                "another program has the store open for writing; waited {waited} seconds. Close it and run again."
            ),
        ),
        StoreFault::Missing(_) => lang
            .pick(
                "không có sổ này. Sổ do rasoat reconcile lập; hãy kiểm tra lại --store.",
                "there is no such store. rasoat reconcile makes one; check --store.",
            )
            .to_owned(),
        StoreFault::Newer(_) => lang
            .pick(
                "sổ do bản rasoat mới hơn lập; hãy dùng bản đó.",
                "a later rasoat made this store; use that one.",
            )
            .to_owned(),
        StoreFault::Foreign(_) => lang
            .pick(
                "không phải sổ của rasoat, hoặc đã hỏng. Hãy chọn tệp khác bằng --store hoặc khôi phục bản sao.",
                "no store of rasoat, or damaged. Name another file with --store, or restore a copy.",
            )
            .to_owned(),
        StoreFault::Broken(_, why) => lang.pick(
            format!(
                "không đọc hoặc ghi được sổ: {why}. Kiểm tra quyền ghi và chỗ trống của thư mục."
            ),
            format!(
                "the store cannot be read or written: {why}. Check rights and space of its folder."
            ),
        ),
    };
    format!("{}: {what}\n", path.display())
}

/// An acceptance without a reason.
pub fn no_reason(lang: Lang) -> String {
    lang.pick(
        "Hãy ghi kết quả xác minh sau --why.\n",
        "Say after --why what looking into it came to.\n",
    )
    .to_owned()
}

/// Findings that the store does not know.
pub fn no_finding(lang: Lang, ids: &[&str], store: &Path) -> String {
    let (ids, store) = (ids.join(", "), store.display());
    match lang {
        Lang::Vi => format!(
            "{store}: không có phát hiện {ids}. Mã nằm ở cột cuối của sai-lech.xlsx và ở \"id\" của ket-qua.json. Không ghi gì.\n"
        ),
        Lang::En => format!(
            "{store}: there is no finding {ids}. The id is in the last column of sai-lech.xlsx and \"id\" of ket-qua.json. Nothing was written.\n"
        ),
    }
}

/// Findings accepted.
pub fn accepted(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Vi => {
            format!("Đã ghi nhận {count} phát hiện; không tính nữa cho đến khi số liệu thay đổi.\n")
        }
        Lang::En => {
            format!("{count} findings accepted; they no longer count until their facts change.\n")
        }
    }
}

/// Titles of what the terminal shows: balances, news, where the files are.
pub fn terminal_titles(lang: Lang) -> [&'static str; 3] {
    lang.pick(
        ["Đối chiếu chi trả", "Phát hiện mới", "Kết quả ở"],
        ["Reconciliation", "New findings", "Results in"],
    )
}

/// Heads of the balances.
pub fn heads(lang: Lang) -> [&'static str; 8] {
    lang.pick(
        [
            "Tháng",
            "Xã, phường",
            "Kỳ trước chuyển sang",
            "Phê duyệt",
            "Đã chi",
            "Nộp trả ngân sách",
            "Chuyển kỳ sau",
            "Chưa giải trình",
        ],
        [
            "Month",
            "Commune",
            "Carried in",
            "Approved",
            "Paid",
            "Given back",
            "Carried out",
            "Unexplained",
        ],
    )
}

/// How many findings there are, and how many of them are new and accepted.
pub fn counts(lang: Lang, all: usize, new: usize, accepted: usize) -> String {
    match lang {
        Lang::Vi => format!("{all} phát hiện, {new} mới hoặc trở lại, {accepted} đã xác minh."),
        Lang::En => format!("{all} findings, {new} new or returned, {accepted} accepted."),
    }
}

/// Names of the sheets of `doi-chieu.xlsx`.
pub fn sheets(lang: Lang) -> [&'static str; 2] {
    lang.pick(["Cân đối", "Chênh lệch"], ["Balances", "Differences"])
}

/// Title of the balance sheet.
pub fn title(lang: Lang) -> &'static str {
    lang.pick(
        "BẢNG ĐỐI CHIẾU KINH PHÍ CHI TRẢ TRỢ CẤP XÃ HỘI HÀNG THÁNG",
        "RECONCILIATION OF MONTHLY SOCIAL ASSISTANCE PAID",
    )
}

/// Title of the list of differences.
pub fn difference_title(lang: Lang) -> &'static str {
    lang.pick(
        "DANH SÁCH NGƯỜI HƯỞNG CÓ CHÊNH LỆCH, CHUYỂN KỲ HOẶC NỘP TRẢ",
        "PEOPLE WHOSE TWO SIDES DIFFER, OR WHOSE MONEY WAS CARRIED ON OR GIVEN BACK",
    )
}

/// Heads of the balance sheet.
pub fn balance_heads(lang: Lang) -> [&'static str; 11] {
    lang.pick(
        [
            "STT",
            "Xã, phường / tháng",
            "Kỳ trước chuyển sang",
            "Phê duyệt trong kỳ",
            "Đã chi trả",
            "Nộp trả ngân sách",
            "Chuyển kỳ sau",
            "Chưa giải trình",
            "Người phê duyệt",
            "Người đã nhận",
            "Người chuyển kỳ",
        ],
        [
            "No.",
            "Commune / month",
            "Carried in",
            "Approved",
            "Paid",
            "Given back",
            "Carried out",
            "Unexplained",
            "People approved",
            "People paid",
            "People carried",
        ],
    )
}

/// The sums under the balance sheet, in figures and words.
pub fn balance_sums(lang: Lang, sum: &Account) -> [(&'static str, i64); 3] {
    let [paid, carried, unexplained] = lang.pick(
        [
            "Số tiền đã chi trả",
            "Số tiền chuyển kỳ sau",
            "Số tiền chưa giải trình",
        ],
        ["Paid", "Carried out", "Unexplained"],
    );
    [
        (paid, sum.paid),
        (carried, sum.carried_out),
        (unexplained, sum.unexplained()),
    ]
}

/// What the sum under the list of differences is.
pub fn unexplained_sum(lang: Lang) -> &'static str {
    lang.pick("Số tiền chưa giải trình", "Unexplained")
}

/// Heads of the list of differences, from the month on.
pub fn difference_heads(lang: Lang) -> [Head; 8] {
    lang.pick(
        [
            ("", "Tháng"),
            ("", "Kỳ trước chuyển sang"),
            ("", "Phê duyệt"),
            ("", "Đã chi"),
            ("", "Nộp trả ngân sách"),
            ("", "Chuyển kỳ sau"),
            ("", "Chưa giải trình"),
            ("", "Phát hiện"),
        ],
        [
            ("", "Month"),
            ("", "Carried in"),
            ("", "Approved"),
            ("", "Paid"),
            ("", "Given back"),
            ("", "Carried out"),
            ("", "Unexplained"),
            ("", "Findings"),
        ],
    )
}

/// Results of checking for findings that the store does not know.
pub fn unknown_outcomes(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Vi => format!(
            "{count} kết quả xác minh là của phát hiện chưa có trong sổ nên chưa ghi nhận được."
        ),
        Lang::En => format!("{count} outcomes are of findings that the store does not know."),
    }
}

/// Results of checking that nothing remembers.
pub fn outcomes_without_store(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Vi => format!(
            "Có {count} kết quả xác minh trong sai-lech.xlsx; hãy thêm --store TỆP để chương trình ghi nhớ."
        ),
        Lang::En => format!(
            "{count} outcomes were typed into sai-lech.xlsx; give --store FILE to remember them."
        ),
    }
}

/// Findings that are not shown one by one.
pub fn more_findings(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Vi => format!("… và {count} phát hiện nữa, xem sai-lech.xlsx"),
        Lang::En => format!("… and {count} more, see sai-lech.xlsx"),
    }
}
