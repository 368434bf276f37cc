//! What the result workbooks and the terminal say around the findings themselves.

use super::{Lang, stories, words};
use crate::model::{CellRef, Finding, Money, MonthRange, Severity, Subject, SubjectKind, Totals};
use crate::report::WriteFault;

/// A count with dots between thousands.
pub fn number(count: u64) -> String {
    Money(count as i64).to_string()
}

/// Title of a workbook, by its mark.
pub fn book_title(lang: Lang, mark: &str, range: MonthRange) -> String {
    let months = words::range(lang, range);
    match mark {
        "dieu-chinh" => lang.pick(
            format!("Danh sách thôi hưởng, điều chỉnh, thu hồi, truy lĩnh ({months})"),
            format!("Lists of stops, adjustments, recoveries and arrears ({months})"),
        ),
        _ => lang.pick(
            format!("Kết quả rà soát trợ cấp xã hội hàng tháng ({months})"),
            format!("Findings on monthly social assistance ({months})"),
        ),
    }
}

/// Head of the first page.
pub fn headline(lang: Lang) -> &'static str {
    lang.pick(
        "KẾT QUẢ RÀ SOÁT TRỢ CẤP XÃ HỘI HÀNG THÁNG",
        "FINDINGS ON MONTHLY SOCIAL ASSISTANCE",
    )
}

/// A line with the office before it, where that is known.
pub fn of_office(office: &str, line: String) -> String {
    match office {
        "" => line,
        office => format!("{office} · {line}"),
    }
}

/// The line under it.
pub fn underline(lang: Lang, range: MonthRange, sources: usize, files: usize) -> String {
    let months = words::range(lang, range);
    let (sources, files) = (number(sources as u64), number(files as u64));
    lang.pick(
        format!("Kỳ rà soát: {months}. Đã đọc {sources} danh sách trong {files} tệp."),
        format!("Months audited: {months}. Read {sources} lists in {files} files."),
    )
}

/// The whole run in one breath.
pub fn in_short(lang: Lang, totals: &Totals, by_severity: [u64; 3]) -> String {
    let (people, payments) = (number(totals.people), number(totals.payments));
    let (paid, recover, arrears) = (totals.paid, totals.recover, totals.arrears);
    let unclaimed = totals.unclaimed;
    let lying = match (lang, unclaimed) {
        (_, Money::ZERO) => String::new(),
        (Lang::Vi, _) => format!(" (trong đó {unclaimed} đồng người hưởng chưa đến lĩnh)"),
        (Lang::En, _) => format!(" (of which {unclaimed} đồng lies uncollected)"),
    };
    let found = counted(lang, by_severity);
    lang.pick(
        format!(
            "Đã rà soát {people} người với {payments} lượt chi trả, tổng số tiền đã chi {paid} đồng. \
             Chi thừa phải thu hồi {recover} đồng; chi thiếu, còn nợ người hưởng {arrears} đồng{lying}. {found}"
        ),
        format!(
            "{people} people and {payments} payments were gone over, {paid} đồng paid in all. \
             {recover} đồng was overpaid and is to be recovered; {arrears} đồng is owed{lying}. {found}"
        ),
    )
}

/// How many findings of each severity; those of which there are none are not named.
fn counted(lang: Lang, by_severity: [u64; 3]) -> String {
    let [info, warning, error] = by_severity;
    let all: u64 = by_severity.iter().sum();
    if all == 0 {
        return no_findings(lang).to_owned();
    }
    let named = [
        (
            error,
            lang.pick("lỗi thấy rõ trên hồ sơ", "errors that the lists prove"),
        ),
        (
            warning,
            lang.pick("trường hợp cần xác minh", "cases to verify"),
        ),
        (info, lang.pick("thông tin để biết", "for information")),
    ];
    let parts: Vec<String> = named
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{} {what}", number(count)))
        .collect();
    let (all, parts) = (number(all), parts.join(", "));
    lang.pick(
        format!("Có {all} sai lệch: {parts}."),
        format!("Findings: {all}, namely {parts}."),
    )
}

/// Labels of the key figures on the first page.
pub struct Figures {
    /// People, payments.
    pub counts: [&'static str; 2],
    /// Paid, due, the one less the other.
    pub money: [&'static str; 3],
    /// What the difference consists of: overpaid, underpaid.
    pub by_sign: [&'static str; 2],
    /// The same difference: certain, to verify, uncollected, unexplained.
    pub by_proof: [&'static str; 4],
    /// Outside the difference, if any: paid where no roll covers, paid for earlier months.
    pub outside: [&'static str; 2],
    /// Findings, those concerned, money of findings to verify.
    pub findings: [&'static str; 3],
}

/// The labels.
pub fn figures(lang: Lang) -> Figures {
    match lang {
        Lang::Vi => Figures {
            counts: ["Số người được rà soát", "Số lượt chi trả"],
            money: [
                "Đã chi (đồng)",
                "Phải chi theo quy định (đồng)",
                "Chênh lệch: đã chi trừ phải chi (đồng)",
            ],
            by_sign: [
                "   gồm: chi thừa, phải thu hồi",
                "            trừ chi thiếu, còn nợ người hưởng",
            ],
            by_proof: [
                "   trong đó: thấy rõ trên hồ sơ",
                "            chờ xác minh",
                "            người hưởng chưa đến lĩnh",
                "            chưa quy tắc nào giải thích",
            ],
            outside: [
                "Đã chi nhưng chưa có danh sách để đối chiếu",
                "Trả cho các tháng trước kỳ rà soát",
            ],
            findings: [
                "Số sai lệch",
                "Số người, hộ, danh sách liên quan",
                "Tiền liên quan của các sai lệch chờ xác minh",
            ],
        },
        Lang::En => Figures {
            counts: ["People audited", "Payments"],
            money: [
                "Paid (đồng)",
                "Due by law (đồng)",
                "Difference: paid less due (đồng)",
            ],
            by_sign: [
                "   made of: overpaid, to recover",
                "            less underpaid, owed",
            ],
            by_proof: [
                "   of it: certain",
                "            to verify",
                "            uncollected by the people",
                "            explained by no rule",
            ],
            outside: ["Paid where no roll covers", "Paid for months before these"],
            findings: [
                "Findings",
                "People, households, lists concerned",
                "Money at stake in findings to verify",
            ],
        },
    }
}

/// How many findings of each severity a kind has, where it has several.
pub fn severities(lang: Lang, by_severity: [u64; 3]) -> String {
    let all = [Severity::Error, Severity::Warning, Severity::Info];
    let counts = all.into_iter().zip(by_severity.into_iter().rev());
    let some: Vec<(Severity, u64)> = counts.filter(|(_, count)| *count > 0).collect();
    if let [(only, _)] = some.as_slice() {
        return words::severity(lang, *only).to_owned();
    }
    let parts = some.iter();
    let parts =
        parts.map(|(one, count)| format!("{} {}", words::severity(lang, *one), number(*count)));
    parts.collect::<Vec<_>>().join("\n")
}

/// Under the due, where the law or the lists leave it open.
pub fn due_between(lang: Lang, (least, most): (Money, Money)) -> String {
    lang.pick(
        format!("   (trong khoảng {least} – {most})"),
        format!("   (between {least} and {most})"),
    )
}

/// Title of the chart.
pub fn chart_title(lang: Lang) -> &'static str {
    lang.pick("Số sai lệch theo nhóm", "Findings by group")
}

/// Title of the table of rules and communes.
pub fn matrix_title(lang: Lang) -> &'static str {
    lang.pick(
        "Sai lệch theo loại và theo xã, phường (số trường hợp)",
        "Findings by kind and commune (cases)",
    )
}

/// Heads of the table of rules and communes: before the communes, and after.
pub fn matrix_heads(lang: Lang) -> ([&'static str; 3], [&'static str; 2]) {
    match lang {
        Lang::Vi => (
            ["STT", "Loại sai lệch", "Mức độ"],
            ["Cộng", "Số tiền (đồng)"],
        ),
        Lang::En => (
            ["No.", "Kind of finding", "Severity"],
            ["All", "Money (đồng)"],
        ),
    }
}

/// Communes past those that fit.
pub fn other_communes(lang: Lang, count: usize) -> String {
    lang.pick(format!("{count} nơi khác"), format!("{count} others"))
}

/// A commune that is not known.
pub fn no_commune(lang: Lang) -> &'static str {
    lang.pick("(không rõ)", "(unknown)")
}

/// The line of sums.
pub fn all(lang: Lang) -> &'static str {
    lang.pick("Cộng", "All")
}

/// Under the table: what its money is.
pub fn matrix_note(lang: Lang) -> &'static str {
    lang.pick(
        "Số tiền là chênh lệch đã chi trừ phải chi thấy rõ trên hồ sơ (số âm là chi thiếu); mỗi tháng của một người chỉ tính một lần dù nhiều loại sai lệch cùng chạm đến; phần chờ xác minh không cộng vào đây.",
        "Money is what was paid less what was due, where the lists prove it (below zero: paid too little); each month of a person counts once however many rules hit it. What waits to be verified is not added.",
    )
}

/// Title of what the run could not judge or left out.
pub fn remarks_title(lang: Lang) -> &'static str {
    lang.pick(
        "Những gì chưa rà soát được hoặc để ngoài",
        "What was not covered or left out",
    )
}

/// Where nothing was.
pub fn no_remarks(lang: Lang) -> &'static str {
    lang.pick(
        "Không có: mọi danh sách đã đọc đều được dùng.",
        "Nothing: every list that was read was used.",
    )
}

/// Where nothing was found.
pub fn no_findings(lang: Lang) -> &'static str {
    lang.pick("Không thấy sai lệch nào.", "Nothing was found.")
}

/// Names of the sheets that are no group.
pub fn sheets(lang: Lang) -> [&'static str; 3] {
    lang.pick(
        ["Tổng quan", "Xã, phường", "Nguồn"],
        ["Overview", "Communes", "Sources"],
    )
}

/// Title and heads of the table of communes.
pub fn commune_heads(lang: Lang) -> (&'static str, [&'static str; 7]) {
    match lang {
        Lang::Vi => (
            "SỐ LIỆU THEO XÃ, PHƯỜNG",
            [
                "STT",
                "Xã, phường",
                "Số người",
                "Đã chi (đồng)",
                "Phải thu hồi (đồng)",
                "Còn nợ (đồng)",
                "Số sai lệch",
            ],
        ),
        Lang::En => (
            "FIGURES BY COMMUNE",
            [
                "No.",
                "Commune",
                "People",
                "Paid (đồng)",
                "To recover (đồng)",
                "Owed (đồng)",
                "Findings",
            ],
        ),
    }
}

/// Title and last head of the table of groups (between them stand the severities).
pub fn group_heads(lang: Lang) -> (&'static str, [&'static str; 2]) {
    lang.pick(
        ("SỐ SAI LỆCH THEO NHÓM", ["Nhóm", "Số tiền (đồng)"]),
        ("FINDINGS BY GROUP", ["Group", "Money (đồng)"]),
    )
}

/// The line under a group's name.
pub fn group_line(lang: Lang, by_severity: [u64; 3], sure: Money, open: Money) -> String {
    let mut line = counted(lang, by_severity);
    if sure != Money::ZERO {
        line += &lang.pick(
            format!(" Số tiền chắc chắn: {sure} đồng."),
            format!(" Money, certain: {sure} đồng."),
        );
    }
    if open != Money::ZERO {
        line += &lang.pick(
            format!(" Số tiền chờ xác minh: {open} đồng."),
            format!(" Money, to verify: {open} đồng."),
        );
    }
    line
}

/// Heads of a line a finding; the last three of the first part are for typing.
pub fn finding_heads(lang: Lang) -> [&'static str; 19] {
    match lang {
        Lang::Vi => [
            "STT",
            "Sai lệch",
            "Họ và tên",
            "Ngày sinh",
            "CMND/CCCD",
            "Xã, phường",
            "Tháng",
            "Số tiền (đồng)",
            "Mức độ",
            "Độ chắc chắn",
            "Nội dung",
            "Căn cứ",
            "Đề nghị",
            "Kết quả xác minh",
            "Ngày",
            "Người xác minh",
            "Cần để làm rõ",
            "Dòng, ô trong danh sách gốc",
            "Mã sai lệch",
        ],
        Lang::En => [
            "No.",
            "Finding",
            "Name",
            "Born",
            "Id number",
            "Commune",
            "Months",
            "Money (đồng)",
            "Severity",
            "Sureness",
            "What is wrong",
            "Basis",
            "To do",
            "Outcome of checking",
            "Date",
            "Checked by",
            "What would settle it",
            "Cells of the lists",
            "Finding id",
        ],
    }
}

/// Which of these heads stand over what a person types: the outcome, the day, who checked; and the
/// finding's id.
pub const TYPED: [usize; 4] = [13, 14, 15, 18];

/// A subject's name, with what it is where that is not a beneficiary.
pub fn subject(lang: Lang, subject: &Subject) -> String {
    match subject.kind {
        SubjectKind::Person => subject.name.clone(),
        kind => format!("{} ({})", subject.name, words::subject_kind(lang, kind)),
    }
}

/// The sentence of a finding, with the others whom it concerns.
pub fn content(lang: Lang, finding: &Finding) -> String {
    let others: Vec<String> = finding
        .also
        .iter()
        // Whom the sentence names already is not named again.
        .filter(|other| !finding.message.contains(&other.name))
        .map(|other| {
            let born = other.born.map(crate::model::PartialDate::slashed);
            let commune = Some(other.commune.clone()).filter(|c| !c.is_empty());
            let known: Vec<String> = born.into_iter().chain(commune).collect();
            match known.as_slice() {
                [] => other.name.clone(),
                known => format!("{} ({})", other.name, known.join(", ")),
            }
        })
        .collect();
    let mut content = finding.message.clone();
    if let Some(told) = stories::counted_in(lang, finding) {
        content = format!("{content} {told}");
    }
    if others.is_empty() {
        return content;
    }
    let also = lang.pick("Cùng liên quan", "Also concerned");
    format!("{content}\n{also}: {}.", others.join("; "))
}

/// What would settle a finding, and between which amounts it leaves the money.
pub fn to_settle(lang: Lang, finding: &Finding) -> String {
    let paper = &*finding.paper;
    match finding.amount_range {
        Some((least, most)) if least != most => {
            let range = lang.pick(
                format!("số tiền từ {least} đến {most} đồng"),
                format!("between {least} and {most} đồng"),
            );
            if paper.is_empty() {
                sentence(&range)
            } else {
                format!("{} ({range})", sentence(paper))
            }
        }
        _ => sentence(paper),
    }
}

/// The same words beginning with a capital.
pub fn sentence(words: &str) -> String {
    let mut rest = words.chars();
    rest.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(rest).collect()
    })
}

/// Cells named shortly, for print: the file without its folders, cells of one sheet together.
pub fn short_places(lang: Lang, cells: &[CellRef]) -> String {
    let of_sheet = |a: &CellRef, b: &CellRef| (&a.path, &a.sheet) == (&b.path, &b.sheet);
    let parts: Vec<String> = cells
        .chunk_by(of_sheet)
        .filter_map(|cells| {
            let first = cells.first()?;
            let file = first.path.rsplit(['/', '\\']).next()?;
            let sheet = first
                .sheet
                .as_ref()
                .map_or(String::new(), |sheet| format!(" › {sheet}"));
            let named: Vec<String> = cells.iter().map(|cell| within(lang, cell)).collect();
            Some(format!("{file}{sheet} › {}", named.join(", ")))
        })
        .collect();
    parts.join("; ")
}

/// The line of print that names the cells of a finding.
pub fn see(lang: Lang, places: &str) -> String {
    lang.pick(format!("Xem: {places}."), format!("See: {places}."))
}

fn within(lang: Lang, cell: &CellRef) -> String {
    match &cell.column {
        Some(column) => format!("{column}{}", cell.row),
        None => lang.pick(format!("dòng {}", cell.row), format!("row {}", cell.row)),
    }
}

/// Cells as a person would look them up, each on its line: `chi-tra/2020-08.xlsx › T8 › H15`.
pub fn places(lang: Lang, cells: &[CellRef]) -> String {
    let places: Vec<String> = cells.iter().map(|cell| place(lang, cell)).collect();
    places.join("\n")
}

fn place(lang: Lang, cell: &CellRef) -> String {
    let sheet = cell
        .sheet
        .as_ref()
        .map_or(String::new(), |sheet| format!("{sheet} › "));
    format!("{} › {sheet}{}", cell.path, within(lang, cell))
}

/// What is left of a long list.
pub fn and_more(lang: Lang, count: usize) -> String {
    let count = number(count as u64);
    lang.pick(
        format!("… và {count} nơi khác"),
        format!("… and {count} more"),
    )
}

/// Title and heads of the sheet of sources.
pub fn source_heads(lang: Lang) -> (&'static str, [&'static str; 8]) {
    match lang {
        Lang::Vi => (
            "CÁC DANH SÁCH ĐÃ ĐỌC",
            [
                "STT",
                "Tệp",
                "Trang",
                "Là",
                "Xã, phường",
                "Tháng",
                "Số dòng",
                "Dòng bỏ qua",
            ],
        ),
        Lang::En => (
            "LISTS READ",
            [
                "No.", "File", "Sheet", "Is", "Commune", "Month", "Rows", "Skipped",
            ],
        ),
    }
}

/// Results could not be written, and the way out.
pub fn write_fault(lang: Lang, fault: &WriteFault) -> String {
    match (lang, fault) {
        (Lang::Vi, WriteFault::Folder { path, source }) => format!(
            "Không tạo được thư mục kết quả {}: {source}. Hãy chọn thư mục khác bằng --out.",
            path.display()
        ),
        (Lang::En, WriteFault::Folder { path, source }) => format!(
            "Cannot make the folder for results {}: {source}. Choose another with --out.",
            path.display()
        ),
        (Lang::Vi, WriteFault::File { path, source }) => format!(
            "Không ghi được {}: {source}. Nếu tệp đang mở trong Excel thì đóng lại rồi chạy lại; kết quả cũ còn nguyên.",
            path.display()
        ),
        (Lang::En, WriteFault::File { path, source }) => format!(
            "Cannot write {}: {source}. If it is open in Excel, close it and run again; the old results are untouched.",
            path.display()
        ),
        (Lang::Vi, WriteFault::Workbook { path, source }) => {
            format!("Không lập được {}: {source}.", path.display())
        }
        (Lang::En, WriteFault::Workbook { path, source }) => {
            format!("Cannot make {}: {source}.", path.display())
        }
    }
}
