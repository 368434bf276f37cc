//! What is said about reading: files left out, repairs, doubts, skipped rows, and `inspect`.

use std::borrow::Cow;

use super::Lang;
use super::reading_faults::no_spreadsheet;
pub use super::reading_faults::{fault, words_fault};
use crate::model::{Key, Role};
use crate::read::LeftOutWhy;

/// Why a file or sheet was left out.
pub fn left_out(lang: Lang, why: LeftOutWhy) -> Cow<'static, str> {
    let told = match why {
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
    };
    Cow::Borrowed(told)
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
        Key::Fees => "Học phí được miễn giảm",
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

/// Columns whose header means nothing: `B “Tuổi Tây”; F “Cột 6”`.
pub fn unknown_columns(columns: &[(String, String)]) -> String {
    let shown: Vec<String> = columns
        .iter()
        .map(|(at, text)| format!("{at} “{text}”"))
        .collect();
    shown.join("; ")
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
