//! Who is who, for a person to settle: the two sheets of `sai-lech.xlsx`, what rows say besides names,
//! and what became of decisions.

use super::{Lang, linking, results, words};
use crate::link::decisions::{Fault, RowFault};
use crate::link::{Agreement, Record, Why};
use crate::model::{CellRef, Corpus, Money, Month, NamedRow, Pair, PartialDate, Role, Source, Sym};

/// Names of the sheets: pairs to settle, likely links explained.
pub fn sheets(lang: Lang) -> [&'static str; 2] {
    lang.pick(["Cần xác định", "Ghép người"], ["To settle", "Who is who"])
}

/// Title of the sheet of pairs, and how to fill it in.
pub fn open_title(lang: Lang) -> [&'static str; 2] {
    match lang {
        Lang::Vi => [
            "CẦN XÁC ĐỊNH: HAI DÒNG NÀY CÓ PHẢI MỘT NGƯỜI?",
            "Mỗi dòng dưới đây là hai dòng của danh sách gốc mà chương trình không dám ghép. Xem giấy tờ rồi ghi “giống” hoặc “khác” vào cột Kết luận, ghi tên và ngày, lưu lại; lần sau chạy kèm tệp này thì kết luận được theo. Chưa rõ thì để trống.",
        ],
        Lang::En => [
            "TO SETTLE: ARE THESE TWO ROWS ONE PERSON?",
            "Each line is two rows of the lists that could not be linked for sure. Look at the papers, type “same” or “different” under Answer, your name and the date, and save; give this file to the next run and it is obeyed. Leave open what is not known.",
        ],
    }
}

/// Heads of a pair: number and chance, seven of each row, what agrees and what not, and three to type in.
pub fn open_heads(lang: Lang) -> [&'static str; 21] {
    match lang {
        Lang::Vi => [
            "STT",
            "Khả năng là một người",
            "Dòng 1",
            "Họ và tên 1",
            "Ngày sinh 1",
            "CMND/CCCD 1",
            "Xã, phường 1",
            "Thôn, tổ 1",
            "Nội dung 1",
            "Dòng 2",
            "Họ và tên 2",
            "Ngày sinh 2",
            "CMND/CCCD 2",
            "Xã, phường 2",
            "Thôn, tổ 2",
            "Nội dung 2",
            "Điểm khớp",
            "Điểm lệch",
            "Kết luận",
            "Người xác định",
            "Ngày",
        ],
        Lang::En => [
            "No.",
            "Chance of one person",
            "Row 1",
            "Name 1",
            "Born 1",
            "Id number 1",
            "Commune 1",
            "Village 1",
            "Says 1",
            "Row 2",
            "Name 2",
            "Born 2",
            "Id number 2",
            "Commune 2",
            "Village 2",
            "Says 2",
            "Agrees",
            "Differs",
            "Answer",
            "Decided by",
            "Date",
        ],
    }
}

/// The two answers, as they are offered and read back.
pub fn answers(lang: Lang) -> [&'static str; 2] {
    lang.pick(["giống", "khác"], ["same", "different"])
}

/// Title of the sheet of likely links, and how to read it.
pub fn likely_title(lang: Lang) -> [&'static str; 2] {
    match lang {
        Lang::Vi => [
            "GHÉP NGƯỜI: CÁC SAI LỆCH “NHIỀU KHẢ NĂNG” DỰA VÀO ĐÂU",
            "Điểm dương là bằng chứng hai dòng là một người, điểm âm là bằng chứng ngược lại; cái gì hiếm trong danh sách thì nhiều điểm. Muốn chắc chắn hoặc muốn bỏ mối ghép: ghi hai dòng này vào tệp kết luận “giống” hoặc “khác”.",
        ],
        Lang::En => [
            "WHO IS WHO: WHAT THE “LIKELY” FINDINGS REST ON",
            "Points above zero speak for one person, below zero against it; what is rare in the lists weighs more. To make a link certain, or to undo it, put the two rows into a file of decisions as “same” or “different”.",
        ],
    }
}

/// Heads of a likely link.
pub fn likely_heads(lang: Lang) -> [&'static str; 12] {
    match lang {
        Lang::Vi => [
            "STT",
            "Dòng",
            "Họ và tên",
            "Ngày sinh",
            "Ghép với dòng",
            "Họ và tên",
            "Ngày sinh",
            "Từng điểm",
            "Cộng",
            "Nghĩa là",
            "Sai lệch dựa vào đây",
            "Mã sai lệch",
        ],
        Lang::En => [
            "No.",
            "Row",
            "Name",
            "Born",
            "Linked to row",
            "Name",
            "Born",
            "Field by field",
            "Sum",
            "It means",
            "Findings that rest on it",
            "Finding ids",
        ],
    }
}

/// What is left of a sheet that would be too long.
pub fn besides(lang: Lang, shown: usize, more: usize) -> String {
    let (shown, more) = (results::number(shown as u64), results::number(more as u64));
    match lang {
        Lang::Vi => format!("Chỉ ghi {shown} dòng đầu; còn {more} dòng nữa."),
        Lang::En => format!("Only the first {shown} are listed; there are {more} more."),
    }
}

/// A probability in words.
pub fn chance(lang: Lang, chance: f64) -> String {
    let percent = (chance * 100.0).round();
    match lang {
        Lang::Vi if percent < 1.0 => "dưới 1 %".to_owned(),
        Lang::En if percent < 1.0 => "below 1%".to_owned(),
        Lang::Vi => format!("khoảng {percent} %"),
        Lang::En => format!("about {percent}%"),
    }
}

/// A likely link.
pub fn likely(lang: Lang) -> &'static str {
    lang.pick(
        "nhiều khả năng là một người (khoảng 99 %)",
        "most likely one person (about 99%)",
    )
}

/// Somebody who is likely none of those who resemble.
pub fn likely_apart(lang: Lang, chance_of_one: f64) -> String {
    let chance = chance(lang, 1.0 - chance_of_one);
    match lang {
        Lang::Vi => format!("nhiều khả năng là hai người ({chance})"),
        Lang::En => format!("most likely two people ({chance})"),
    }
}

/// Where a row stands, and how many others say the same.
pub fn place(lang: Lang, at: &CellRef, alike: usize) -> String {
    let place = results::places(lang, std::slice::from_ref(at));
    match (lang, alike) {
        (_, 0) => place,
        (Lang::Vi, more) => format!("{place}\n(và {more} dòng ghi như vậy)"),
        (Lang::En, more) => format!("{place}\n(and {more} more alike)"),
    }
}

/// What speaks for one person, and what against it.
pub fn for_and_against(lang: Lang, why: &Why) -> [String; 2] {
    let told = |speaks_for: bool| {
        let fields = why.fields.iter();
        let fields = fields.filter(|w| {
            let other = matches!(w.agreement, Agreement::Differs | Agreement::OtherAmount);
            other != speaks_for
        });
        let fields = fields.filter_map(|w| linking::agreement(lang, w.field, w.agreement));
        fields.collect::<Vec<_>>().join("; ")
    };
    [told(true), told(false)]
}

/// What a row says besides who it is.
pub fn says(lang: Lang, record: Record<'_>, corpus: &Corpus) -> String {
    let text = |sym: Sym| corpus.texts.get(sym).to_owned();
    let money = |sum: Option<Money>| sum.map(|s| format!("{s} đồng")).unwrap_or_default();
    let date = |date: Option<PartialDate>| date.map(PartialDate::slashed).unwrap_or_default();
    let role = corpus.source(record.place().source).map(|s| s.role);
    let mut parts = vec![words::role(lang, role.unwrap_or(Role::Roll)).to_owned()];
    parts.extend(match record {
        Record::Roll(r) => [text(r.category), money(r.amount)],
        Record::Payment(p) => {
            let sum = i64::from(p.regular) + i64::from(p.arrears);
            [words::months(&[p.month]), money(Some(Money(sum)))]
        }
        Record::Change(c) => {
            let end = c.row.until.map(Month::slashed).unwrap_or_default();
            [text(c.row.note), end]
        }
        Record::Absence(r) => [text(r.reason), date(r.from)],
        Record::Certificate(r) => {
            let level = r.level.map(|l| words::level(lang, l).to_owned());
            [level.unwrap_or_default(), text(r.number)]
        }
        Record::Pension(r) => [text(r.kind), date(r.from)],
        Record::Card(r) => [text(r.number), date(r.from)],
        Record::Death(r) => {
            let died = date(r.died);
            let died = match (lang, died.is_empty()) {
                (_, true) => died,
                (Lang::Vi, _) => format!("chết {died}"),
                (Lang::En, _) => format!("died {died}"),
            };
            [died, String::new()]
        }
    });
    parts.retain(|part| !part.is_empty());
    parts.join("; ")
}

/// A decision that is followed, and one that is not.
pub fn fate(lang: Lang, followed: bool) -> &'static str {
    if followed {
        lang.pick("đã xác định", "settled")
    } else {
        lang.pick(
            "chưa theo được, xem trang đầu",
            "not followed, see the first page",
        )
    }
}

/// Who decided what, for `query`: the other row is named.
pub fn decided(lang: Lang, same: bool, other: &str, pair: &Pair) -> String {
    let by = match (lang, pair.by.as_str()) {
        (Lang::Vi, "") => "đã có người xác định".to_owned(),
        (Lang::En, "") => "somebody decided".to_owned(),
        (Lang::Vi, by) => format!("{by} xác định"),
        (Lang::En, by) => format!("{by} decided"),
    };
    let on = match (lang, pair.on.map(PartialDate::slashed)) {
        (_, None) => String::new(),
        (Lang::Vi, Some(on)) => format!(" ngày {on}"),
        (Lang::En, Some(on)) => format!(" on {on}"),
    };
    match (lang, same) {
        (Lang::Vi, true) => format!("{by}{on}: cùng một người với {other}"),
        (Lang::Vi, false) => format!("{by}{on}: khác người với {other}"),
        (Lang::En, true) => format!("{by}{on}: the same person as {other}"),
        (Lang::En, false) => format!("{by}{on}: another person than {other}"),
    }
}

/// A decision that is not followed: where it stands and why.
pub fn ignored(lang: Lang, list: &Source, row: u32, pair: &Pair, fault: Fault) -> String {
    let at = CellRef {
        path: list.path.clone(),
        sheet: list.sheet.clone(),
        row,
        column: None,
        role: list.role,
    };
    let at = results::places(lang, &[at]);
    let why = match fault {
        Fault::NoAnswer => {
            let answer = &pair.answer;
            lang.pick(
                format!("“{answer}” không phải “giống” hay “khác”"),
                format!("“{answer}” is neither “same” nor “different”"),
            )
        }
        Fault::Row(side, why) => pair
            .rows
            .get(side)
            .map(|named| row_fault(lang, side, named, why))
            .unwrap_or_default(),
        Fault::OneRow => lang
            .pick(
                "hai dòng nêu ra chỉ là một dòng",
                "both rows named are the same one",
            )
            .to_owned(),
        Fault::Overruled => lang
            .pick(
                "có kết luận ngày sau nói ngược lại, theo kết luận sau",
                "a later decision says otherwise and counts",
            )
            .to_owned(),
        Fault::Disputed => lang
            .pick(
                "có kết luận cùng ngày nói ngược lại, nên không theo bên nào; sửa lại hoặc ghi ngày mới hơn",
                "a decision of the same day says otherwise, so neither counts; mend one or date it later",
            )
            .to_owned(),
        Fault::Inseparable => lang
            .pick(
                "có quá nhiều dòng ghi giống hệt nhau nên không tách được; sửa danh sách cho các dòng khác nhau",
                "too many rows say the very same for these to be told apart; make them differ in the list",
            )
            .to_owned(),
    };
    match lang {
        Lang::Vi => format!("{at}: không theo kết luận này: {why}."),
        Lang::En => format!("{at}: this decision is not followed: {why}."),
    }
}

/// Decisions about rows of a file that was not given.
pub fn not_given(lang: Lang, path: &str, count: usize) -> String {
    match lang {
        Lang::Vi => {
            format!(
                "{count} kết luận giống, khác nói về “{path}”: lần này không có tệp ấy nên chưa dùng đến."
            )
        }
        Lang::En => {
            let decisions = if count == 1 { "decision" } else { "decisions" };
            format!("{count} {decisions} on who is who speak of “{path}”, which was not given.")
        }
    }
}

/// Decisions not followed that are too many to be told one by one.
pub fn more_ignored(lang: Lang, count: usize) -> String {
    let [sheet, _] = sheets(lang);
    match lang {
        Lang::Vi => format!("Còn {count} kết luận khác chưa theo được, xem trang “{sheet}”."),
        Lang::En => format!("{count} more decisions are not followed, see the sheet “{sheet}”."),
    }
}

fn row_fault(lang: Lang, side: usize, named: &NamedRow, why: RowFault) -> String {
    let NamedRow {
        path, sheet, name, ..
    } = named;
    let row = named.row.map_or_else(String::new, |row| row.to_string());
    let which = side + 1;
    let what = match why {
        RowFault::NoNumber => lang.pick("không ghi số dòng".to_owned(), "no row number".to_owned()),
        RowFault::NoFile => lang.pick(
            format!("lần này không có tệp “{path}”"),
            format!("the file “{path}” was not given"),
        ),
        RowFault::ManyFiles => lang.pick(
            format!("có nhiều tệp tên “{path}”, hãy ghi cả thư mục"),
            format!("several files are called “{path}”, name the folder as well"),
        ),
        RowFault::NoSheet => lang.pick(
            format!("“{path}” không có trang tính “{sheet}”"),
            format!("“{path}” has no sheet “{sheet}”"),
        ),
        RowFault::ManySheets => lang.pick(
            format!("“{path}” có nhiều trang tính, hãy ghi tên trang"),
            format!("“{path}” has several sheets, name one"),
        ),
        RowFault::NobodyThere => lang.pick(
            format!("dòng {row} của “{path}” không có người nào được đưa vào rà soát"),
            format!("nobody in row {row} of “{path}” takes part in this run"),
        ),
        RowFault::OtherName => lang.pick(
            format!("dòng {row} của “{path}” nay không phải {name}"),
            format!("row {row} of “{path}” is no longer {name}"),
        ),
    };
    match lang {
        Lang::Vi => format!("dòng thứ {which}: {what}"),
        Lang::En => format!("row {which}: {what}"),
    }
}
