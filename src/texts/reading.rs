//! What is said about reading: files left out, repairs, doubts, skipped rows, and `inspect`.

use super::reading_faults::no_spreadsheet;
pub use super::reading_faults::{fault, words_fault};
use super::{Lang, words};
use crate::model::{Key, Money, Month, Note, NoteKind, PartialDate, Role, Row};
use crate::read::LeftOutWhy;

/// Why a file or sheet was left out.
pub fn left_out(lang: Lang, why: LeftOutWhy) -> &'static str {
    match why {
        LeftOutWhy::LockFile => lang.pick("tệp khóa tạm của Excel", "lock file of Excel"),
        LeftOutWhy::OwnOutput => lang.pick(
            "kết quả do chính chương trình này lập",
            "written by this program",
        ),
        LeftOutWhy::Other(other) => no_spreadsheet(lang, other),
        LeftOutWhy::NotASpreadsheet => lang.pick("không phải bảng tính", "not a spreadsheet"),
        LeftOutWhy::HiddenSheet => lang.pick("trang tính ẩn", "hidden sheet"),
        LeftOutWhy::NoList => {
            lang.pick("bảng tổng hợp, không phải danh sách", "a summary, no list")
        }
        LeftOutWhy::UntoldChange => lang.pick(
            "danh sách tăng, giảm không rõ ai tăng, ai giảm hoặc từ tháng nào",
            "a list of changes that does not tell who came, who went or since when",
        ),
        LeftOutWhy::EmptySheet => lang.pick("trang tính trống", "empty sheet"),
    }
}

/// Why a row was skipped, for eyes.
pub fn skipped(lang: Lang, why: &str) -> &str {
    match why {
        "total" => lang.pick("dòng cộng", "total"),
        "column-numbers" => lang.pick("số thứ tự cột", "column numbers"),
        "group" => lang.pick("dòng nhóm", "group line"),
        "signature" => lang.pick("phần ký tên", "signatures"),
        "repeated-header" => lang.pick("tiêu đề lặp lại", "repeated header"),
        "no-name" => lang.pick("không có họ tên", "no name"),
        "title" => lang.pick("dòng chữ ngoài danh sách", "a line of the layout"),
        "unanswered" => lang.pick("chưa ghi kết luận", "not answered yet"),
        other => other,
    }
}

/// What a role is called.
pub fn role(lang: Lang, role: Role) -> &'static str {
    match role {
        Role::Roll => lang.pick("danh sách đối tượng", "beneficiary roll"),
        Role::Ledger => lang.pick("danh sách chi trả", "payment list"),
        Role::Approved => lang.pick("danh sách phê duyệt chi trả", "approved payment list"),
        Role::Deaths => lang.pick("danh sách khai tử", "death register"),
        Role::Absences => lang.pick("danh sách vắng mặt", "list of people away"),
        Role::Certificates => lang.pick(
            "danh sách giấy xác nhận khuyết tật",
            "list of disability certificates",
        ),
        Role::Pensions => lang.pick(
            "danh sách hưởng lương hưu, trợ cấp BHXH",
            "list of pensions",
        ),
        Role::Cards => lang.pick("danh sách thẻ BHYT", "list of health cards"),
        Role::Households => lang.pick(
            "danh sách hộ nghèo, cận nghèo, chính sách",
            "list of households",
        ),
        Role::Electricity => lang.pick("danh sách hỗ trợ tiền điện", "list of electricity support"),
        Role::Pupils => lang.pick("danh sách học sinh", "list of pupils"),
        Role::Decisions => lang.pick(
            "danh sách quyết định thôi hưởng, điều chỉnh",
            "list of decisions",
        ),
        Role::Additions => lang.pick("danh sách tăng", "list of additions"),
        Role::Outcomes => lang.pick("kết quả xác minh", "outcomes"),
        Role::Links => lang.pick("cặp dòng đã xác định", "decided pairs"),
    }
}

/// What a column is called.
pub fn key(lang: Lang, key: Key) -> &'static str {
    let vi = match key {
        Key::Number => "STT",
        Key::Name => "Họ và tên",
        Key::Born => "Ngày sinh",
        Key::Sex => "Giới tính",
        Key::IdNumber => "Số CCCD",
        Key::Commune => "Xã, phường",
        Key::Village => "Thôn, tổ",
        Key::Category => "Đối tượng",
        Key::Coefficient => "Hệ số",
        Key::Amount => "Số tiền",
        Key::From => "Hưởng từ tháng",
        Key::Until => "Thôi hưởng từ tháng",
        Key::Decision => "Số quyết định",
        Key::Book => "Số sổ",
        Key::Level => "Mức độ khuyết tật",
        Key::Kind => "Dạng tật",
        Key::Certificate => "Số giấy xác nhận",
        Key::Issued => "Ngày cấp",
        Key::Children => "Số con",
        Key::Month => "Kỳ chi trả",
        Key::Regular => "Trợ cấp tháng này",
        Key::Care => "Kinh phí chăm sóc",
        Key::Funeral => "Mai táng phí",
        Key::OneOff => "Hỗ trợ một lần",
        Key::Arrears => "Truy lĩnh",
        Key::ArrearsMonths => "Số tháng truy lĩnh",
        Key::Carried => "Chưa trả tháng trước",
        Key::CarriedMonths => "Số tháng chưa trả",
        Key::Deduction => "Truy thu",
        Key::Total => "Tổng số tiền",
        Key::Paid => "Ký nhận",
        Key::ReceivedOn => "Ngày nhận",
        Key::Receiver => "Người nhận",
        Key::Account => "Số tài khoản",
        Key::Receipt => "Số phiếu chi",
        Key::Died => "Ngày chết",
        Key::Registered => "Ngày đăng ký",
        Key::AwayFrom => "Vắng từ ngày",
        Key::AwayTo => "Vắng đến ngày",
        Key::Reason => "Lý do",
        Key::Pension => "Lương hưu",
        Key::Card => "Số thẻ BHYT",
        Key::ValidFrom => "Giá trị từ ngày",
        Key::ValidTo => "Giá trị đến ngày",
        Key::Household => "Mã hộ",
        Key::HouseholdKind => "Loại hộ",
        Key::Quarter => "Quý",
        Key::Kwh => "Số kWh",
        Key::School => "Trường",
        Key::Class => "Lớp",
        Key::Ground => "Diện miễn giảm",
        Key::CaredFor => "Người được chăm sóc",
        Key::Head => "Chủ hộ",
        Key::Member => "Thành viên",
        Key::Relation => "Quan hệ",
        Key::Status => "Trạng thái",
        Key::Note => "Ghi chú",
        Key::FirstRow => "Dòng 1",
        Key::FirstPath => "Tệp 1",
        Key::FirstSheet => "Trang 1",
        Key::FirstName => "Họ và tên 1",
        Key::SecondRow => "Dòng 2",
        Key::SecondPath => "Tệp 2",
        Key::SecondSheet => "Trang 2",
        Key::SecondName => "Họ và tên 2",
        Key::Answer => "Kết luận",
        Key::AnsweredBy => "Người xác định",
        Key::AnsweredOn => "Ngày xác định",
    };
    lang.pick(vi, key.code())
}

/// A repair or a doubt as `inspect` tells it: the key, what it is, and the cell as it stood.
pub fn note(lang: Lang, note: &Note) -> String {
    let what = note_kind(lang, note.kind);
    if note.was.is_empty() {
        format!("{}: {what}", note.key.code())
    } else {
        format!("{}: {what} (“{}”)", note.key.code(), note.was)
    }
}

/// A repair or a doubt for eyes: the column's name instead of its key.
pub fn note_line(lang: Lang, note: &Note) -> String {
    let (column, what) = (key(lang, note.key), note_kind(lang, note.kind));
    if note.was.is_empty() {
        format!("{column}: {what}")
    } else {
        format!("{column}: {what} (“{}”)", note.was)
    }
}

/// Columns whose header means nothing: `B “Tuổi Tây”; F “Cột 6”`.
pub fn unknown_columns(columns: &[(String, String)]) -> String {
    let shown: Vec<String> = columns
        .iter()
        .map(|(at, text)| format!("{at} “{text}”"))
        .collect();
    shown.join("; ")
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
    }
}

/// Words of `inspect`'s text form.
pub struct Labels {
    /// Before the role.
    pub role: &'static str,
    /// Before the month.
    pub month: &'static str,
    /// Before the commune.
    pub commune: &'static str,
    /// Before the unit.
    pub unit: &'static str,
    /// Before the header's rows.
    pub header: &'static str,
    /// Before the columns.
    pub columns: &'static str,
    /// Before the columns that were not understood.
    pub unknown: &'static str,
    /// Before the number of rows.
    pub rows: &'static str,
    /// Before the skipped rows.
    pub skipped: &'static str,
    /// Before what was left out.
    pub left_out: &'static str,
    /// Where nothing is told.
    pub none: &'static str,
    /// Before a row's number.
    pub row: &'static str,
    /// Before a repair.
    pub repair: &'static str,
    /// Before a doubt.
    pub doubt: &'static str,
    /// Thousands of đồng.
    pub dong: &'static str,
}

/// The words of a language.
pub fn labels(lang: Lang) -> Labels {
    lang.pick(
        Labels {
            role: "Loại",
            month: "Tháng",
            commune: "Xã, phường",
            unit: "Đơn vị tiền",
            header: "Dòng tiêu đề",
            columns: "Cột",
            unknown: "Cột không hiểu",
            rows: "Số dòng",
            skipped: "Bỏ qua",
            left_out: "Không đọc",
            none: "không ghi",
            row: "dòng",
            repair: "đã sửa",
            doubt: "nghi ngờ",
            dong: "đồng",
        },
        Labels {
            role: "Kind",
            month: "Month",
            commune: "Commune",
            unit: "Unit of money",
            header: "Header rows",
            columns: "Columns",
            unknown: "Columns not understood",
            rows: "Rows",
            skipped: "Skipped",
            left_out: "Left out",
            none: "not told",
            row: "row",
            repair: "repaired",
            doubt: "doubtful",
            dong: "đồng",
        },
    )
}
