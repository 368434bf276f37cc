//! What is said of a row as it was read: its values, what was repaired, what is doubtful.

use super::reading::key;
use super::{Lang, words};
use crate::model::{Key, Money, Month, Note, NoteKind, PartialDate, Row};

/// A repair or a doubt as `inspect` tells it: the key, what it is, and the cell as it stood.
pub fn note(lang: Lang, note: &Note) -> String {
    noted(lang, note.key.code(), note)
}

/// A repair or a doubt for eyes: the column's name instead of its key.
pub fn note_line(lang: Lang, note: &Note) -> String {
    noted(lang, key(lang, note.key), note)
}

fn noted(lang: Lang, column: &str, note: &Note) -> String {
    let what = note_kind(lang, note.kind);
    if note.was.is_empty() {
        format!("{column}: {what}")
    } else {
        format!("{column}: {what} (“{}”)", note.was)
    }
}

/// What a row holds, for eyes: each value with the name of its column, in the words of the language.
pub fn row(lang: Lang, row: &Row) -> String {
    let mut all: Vec<String> = Vec::new();
    let mut put = |name: &str, value: Option<String>| {
        let value = value.filter(|v| !v.is_empty());
        all.extend(value.map(|v| format!("{name}: {v}")));
    };
    let text = |text: &str| Some(text.to_owned());
    let date = |date: Option<PartialDate>| date.map(PartialDate::slashed);
    let month = |month: Option<Month>| month.map(Month::slashed);
    let money = |sum: Option<Money>| sum.map(|s| format!("{s} đồng"));
    let count = |n: Option<u8>| n.map(|n| n.to_string());
    put(key(lang, Key::Name), text(&row.name));
    put(key(lang, Key::Born), date(row.born));
    put(
        key(lang, Key::Sex),
        row.sex.and_then(|s| text(words::sex(lang, s))),
    );
    put(
        key(lang, Key::IdNumber),
        row.id_number.map(|n| n.to_string()),
    );
    put(key(lang, Key::Commune), text(&row.commune));
    put(key(lang, Key::Village), text(&row.village));
    put(key(lang, Key::Category), text(&row.category));
    put(
        lang.pick("Loại tiền", "Kind of money"),
        row.scheme.and_then(|s| text(words::scheme(lang, s))),
    );
    put(
        key(lang, Key::Coefficient),
        row.coefficient.map(|c| coefficient(lang, c)),
    );
    put(key(lang, Key::Amount), money(row.amount));
    put(key(lang, Key::Fees), money(row.fees));
    put(key(lang, Key::From), date(row.from));
    put(key(lang, Key::Until), month(row.until));
    put(key(lang, Key::Decision), text(&row.decision));
    put(key(lang, Key::Book), text(&row.book));
    put(
        key(lang, Key::Level),
        row.level.and_then(|l| text(words::level(lang, l))),
    );
    put(key(lang, Key::Kind), Some(words::kinds(lang, row.kinds)));
    put(key(lang, Key::Certificate), text(&row.certificate));
    put(key(lang, Key::Issued), date(row.issued));
    put(key(lang, Key::Children), count(row.children));
    put(key(lang, Key::Month), month(row.month));
    put(
        lang.pick("Số tháng chi trả", "Months paid for"),
        (row.months > 1).then(|| row.months.to_string()),
    );
    put(key(lang, Key::Regular), money(row.regular));
    put(key(lang, Key::Care), money(row.care));
    put(key(lang, Key::Funeral), money(row.funeral));
    put(key(lang, Key::OneOff), money(row.one_off));
    put(key(lang, Key::Arrears), money(row.arrears));
    put(key(lang, Key::ArrearsMonths), count(row.arrears_months));
    put(
        lang.pick("Truy lĩnh của tháng", "Arrears of"),
        Some(words::months(&row.arrears_for)),
    );
    put(key(lang, Key::Carried), money(row.carried));
    put(key(lang, Key::CarriedMonths), count(row.carried_months));
    put(key(lang, Key::Deduction), money(row.deduction));
    put(key(lang, Key::Total), money(row.total));
    let paid = |paid| {
        if paid {
            lang.pick("đã nhận", "paid")
        } else {
            lang.pick("chưa nhận", "not paid")
        }
    };
    put(key(lang, Key::Paid), row.paid.and_then(|p| text(paid(p))));
    put(key(lang, Key::ReceivedOn), date(row.received_on));
    put(key(lang, Key::Receiver), text(&row.receiver));
    put(key(lang, Key::Account), text(&row.account));
    put(key(lang, Key::Receipt), text(&row.receipt));
    put(key(lang, Key::Died), date(row.died));
    put(key(lang, Key::Registered), date(row.registered));
    put(key(lang, Key::AwayFrom), date(row.away_from));
    put(key(lang, Key::AwayTo), date(row.away_to));
    put(key(lang, Key::Reason), text(&row.reason));
    put(
        lang.pick("Hiểu là", "Taken for"),
        row.away.and_then(|a| text(words::away(lang, a))),
    );
    put(key(lang, Key::Pension), text(&row.pension));
    put(key(lang, Key::CaredFor), text(&row.cared_for));
    put(key(lang, Key::Status), text(&row.status));
    put(key(lang, Key::Note), text(&row.note));
    if let Some(pair) = &row.pair {
        let sides = [
            [
                Key::FirstPath,
                Key::FirstSheet,
                Key::FirstRow,
                Key::FirstName,
            ],
            [
                Key::SecondPath,
                Key::SecondSheet,
                Key::SecondRow,
                Key::SecondName,
            ],
        ];
        for (row, keys) in pair.rows.iter().zip(sides) {
            let number = row.row.map(|n| n.to_string());
            let values = [text(&row.path), text(&row.sheet), number, text(&row.name)];
            for (of, value) in keys.into_iter().zip(values) {
                put(key(lang, of), value);
            }
        }
        put(key(lang, Key::Answer), text(&pair.answer));
        put(key(lang, Key::AnsweredBy), text(&pair.by));
        put(key(lang, Key::AnsweredOn), date(pair.on));
    }
    for (column, value) in &row.others {
        put(key(lang, *column), text(value));
    }
    all.join("; ")
}

/// Hundredths as a coefficient: `1,5`.
fn coefficient(lang: Lang, hundredths: u16) -> String {
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    let digits = format!("{rest:02}");
    let digits = digits.trim_end_matches('0');
    let digits = if digits.is_empty() { "0" } else { digits };
    format!("{whole}{}{digits}", lang.pick(',', '.'))
}

/// What a repair or doubt is.
pub fn note_kind(lang: Lang, kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::ZeroRestored => lang.pick("đã thêm lại số 0 ở đầu", "leading zero put back"),
        NoteKind::LegacyEncoding => lang.pick(
            "đã chuyển sang Unicode từ bảng mã cũ hoặc bị mã hóa hai lần",
            "turned into Unicode from an old encoding, or from one applied twice",
        ),
        NoteKind::Thousands => lang.pick(
            "ghi theo nghìn đồng, đã nhân 1.000",
            "given in thousands, multiplied by 1,000",
        ),
        NoteKind::CommaLost => lang.pick(
            "hệ số mất dấu phẩy, đã thêm lại",
            "the coefficient had lost its comma, put back",
        ),
        NoteKind::Rounded => lang.pick(
            "có phần lẻ, đã làm tròn đến đồng",
            "had a fraction, rounded to the đồng",
        ),
        NoteKind::CenturyAdded => lang.pick(
            "năm ghi hai chữ số, đã thêm thế kỷ",
            "year of two digits, century added",
        ),
        NoteKind::WrongCentury => lang.pick(
            "Excel ghi nhầm thế kỷ nên năm sinh ở tương lai, đã lấy lại",
            "Excel had put the birth into the future, century taken back",
        ),
        NoteKind::YearFromSerial => lang.pick(
            "Excel đổi năm thành ngày, đã lấy lại năm",
            "Excel had made a date of the year, year taken back",
        ),
        NoteKind::FillerDate => lang.pick(
            "ngày, tháng để trống hoặc ghi cho có, chỉ lấy phần biết được",
            "day or month left open, only what is known was taken",
        ),
        NoteKind::MaybeSwapped => lang.pick(
            "ngày và tháng có thể bị đảo",
            "day and month may be swapped",
        ),
        NoteKind::NotADate => lang.pick("không phải là ngày có thật", "not a date of the calendar"),
        NoteKind::NotAnAmount => lang.pick("không phải là số", "not a number"),
        NoteKind::IdLetters => lang.pick("số giấy tờ có chữ cái", "the number has letters"),
        NoteKind::IdLength => lang.pick(
            "số giấy tờ không đủ 9 hoặc 12 chữ số",
            "neither nine nor twelve digits",
        ),
        NoteKind::IdProvince => lang.pick(
            "ba số đầu không phải mã tỉnh nào",
            "the first three digits are no province",
        ),
        NoteKind::IdLost => lang.pick(
            "Excel đã đổi số thành dạng lũy thừa, mất chữ số; phải hỏi lại",
            "turned into a power of ten, digits lost; ask again",
        ),
        NoteKind::IdFiller => lang.pick("số ghi cho có", "only fills the cell"),
        NoteKind::NoFormulaValue => lang.pick(
            "công thức chưa có kết quả; mở bằng Excel rồi lưu lại",
            "formula without a result; open it in Excel and save",
        ),
        NoteKind::ErrorValue => lang.pick("ô báo lỗi", "error value"),
        NoteKind::UnknownCategory => lang.pick("không rõ là đối tượng nào", "not understood"),
        NoteKind::NotAnAnswer => lang.pick(
            "không phải “giống” hay “khác”",
            "neither “same” nor “different”",
        ),
        NoteKind::TwoPeople => lang.pick("một ô có hai người", "two people in one cell"),
        NoteKind::HiddenRow => lang.pick(
            "dòng bị ẩn hoặc gạch ngang",
            "the row is hidden or struck through",
        ),
        NoteKind::LettersLost => lang.pick(
            "mất chữ do chuyển bảng mã; xem lại tệp gốc",
            "letters lost by a change of encoding; look into the original file",
        ),
        NoteKind::Shifted => lang.pick(
            "các ô của dòng lệch một cột, đã đọc lùi lại",
            "the row's cells are off by a column and were read where they belong",
        ),
    }
}
