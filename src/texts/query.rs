//! What `query` says: faults of a statement, and why a row belongs to its person.

use super::Lang;
use crate::remember::{QueryFault, outline};

/// Below the help of the command.
pub const AFTER_HELP: &str = "Ví dụ: rasoat query \"select rule, count(*), sum(counted) from finding group by rule\" sample-data\n\
Các bảng: person, month, finding, adjustment, link và mỗi loại danh sách một bảng (roll, ledger, deaths, …).";

/// A statement that has no answer, and the way out.
pub fn fault(lang: Lang, fault: &QueryFault) -> String {
    fault_beside(lang, fault, &outline())
}

/// The same, where these tables can be asked.
pub fn fault_beside(lang: Lang, fault: &QueryFault, tables: &str) -> String {
    match fault {
        QueryFault::Empty => lang
            .pick(
                "Câu SQL trống. Hãy viết một câu SELECT, ví dụ: select * from person.\n",
                "The SQL is empty. Write one SELECT, for example: select * from person.\n",
            )
            .to_owned(),
        QueryFault::NotOneReading => lang
            .pick(
                "Chỉ nhận một câu SQL để đọc (SELECT): không ghi, không sửa, không nhiều câu nối bằng dấu “;”.\n",
                "Only one reading SQL statement (SELECT) is taken: nothing that writes or changes, no second statement behind “;”.\n",
            )
            .to_owned(),
        QueryFault::Sql(message) => {
            match lang {
                Lang::Vi => format!("Câu SQL không chạy được: {message}\nCác bảng và cột có sẵn:\n{tables}"),
                Lang::En => format!("The SQL cannot be run: {message}\nTables and columns that exist:\n{tables}"),
            }
        }
    }
}

/// A row of a list.
pub fn row(lang: Lang, path: &str, row: u32) -> String {
    match lang {
        Lang::Vi => format!("dòng {row} của {path}"),
        Lang::En => format!("row {row} of {path}"),
    }
}

/// Linked through another row, with the fields.
pub fn linked(lang: Lang, row: &str, fields: &str) -> String {
    match lang {
        Lang::Vi => format!("nối với {row}: {fields}"),
        Lang::En => format!("linked to {row}: {fields}"),
    }
}

/// The row says of the person what another row says, in these fields.
pub fn written_alike(lang: Lang, row: &str, fields: &[&str]) -> String {
    let fields = fields.join(", ");
    match lang {
        Lang::Vi => format!("ghi giống hệt {row}: {fields}"),
        Lang::En => format!("written as {row}: {fields}"),
    }
}

/// The row to which the person's other rows were linked.
pub fn stands_for_others(lang: Lang) -> String {
    lang.pick(
        "dòng gốc của người này; các dòng khác được nối vào đây",
        "the first row of this person; the others were linked to it",
    )
    .to_owned()
}

/// Nobody else is this person.
pub fn alone(lang: Lang) -> String {
    lang.pick(
        "đứng riêng: không dòng nào ghi khác đi được coi là người này",
        "stands for itself: no row written otherwise was taken for this person",
    )
    .to_owned()
}

/// It may be somebody else's, and nothing tells whose.
pub fn unsure_alone(lang: Lang) -> String {
    lang.pick(
        "tạm đứng riêng: có thể là người khác đã có trong danh sách, chưa đủ căn cứ để nối",
        "stands for itself for now: it may be somebody known, the evidence does not suffice",
    )
    .to_owned()
}

/// Left open between several.
pub fn may_be(lang: Lang, candidates: &[String]) -> String {
    let candidates = candidates.join(" | ");
    match lang {
        Lang::Vi => format!("chưa nối, tạm đứng riêng; có thể là {candidates}"),
        Lang::En => format!("not linked, stands for itself for now; may be {candidates}"),
    }
}

/// One of those it may be.
pub fn candidate(lang: Lang, row: &str, chance: f64, fields: &str) -> String {
    let percent = (chance * 100.0).round();
    match lang {
        Lang::Vi => format!("{row} (khoảng {percent} %): {fields}"),
        Lang::En => format!("{row} (about {percent}%): {fields}"),
    }
}

/// A row of a copy.
pub fn copy(lang: Lang, of: &str, row: &str) -> String {
    match lang {
        Lang::Vi => format!("danh sách là bản sao của {of}; cùng người với {row}"),
        Lang::En => format!("the list is a copy of {of}; the same person as {row}"),
    }
}

/// A row of a copy that the original does not have.
pub fn copy_of_nobody(lang: Lang, of: &str) -> String {
    match lang {
        Lang::Vi => {
            format!("danh sách là bản sao của {of} nên không đem nối; ở đó không có dòng này")
        }
        Lang::En => {
            format!("the list is a copy of {of} and was not linked; this row does not stand there")
        }
    }
}

/// A row that linking does not take, found by what it says.
pub fn unlinked(lang: Lang, row: &str) -> String {
    match lang {
        Lang::Vi => format!(
            "dòng không đem cân nhắc (loại danh sách chưa nối, hoặc không rõ tháng); cùng họ tên và số CMND/CCCD (hoặc ngày sinh, xã) với {row}"
        ),
        Lang::En => format!(
            "not weighed (a kind of list that is not linked yet, or no month told); same name and id number (or birth and commune) as {row}"
        ),
    }
}

/// A row that linking does not take, and that names nobody known for sure.
pub fn unlinked_nobody(lang: Lang) -> String {
    lang.pick(
        "dòng không đem cân nhắc (loại danh sách chưa nối, hoặc không rõ tháng); không có đúng một người cùng họ tên và số CMND/CCCD (hoặc ngày sinh, xã)",
        "not weighed (a kind of list that is not linked yet, or no month told); there is not exactly one person of this name and id number (or birth and commune)",
    )
    .to_owned()
}
