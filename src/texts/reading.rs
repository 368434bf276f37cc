//! What is said about reading: faults, files left out, repairs, doubts, skipped rows, and `inspect`.

use super::Lang;
use crate::model::{Key, Role};
use crate::read::{FaultKind, LeftOutWhy, Other, ReadFault};
use crate::recognise::WordsFault;

/// A fault in one sentence: file, sheet, what is wrong, the way out.
pub fn fault(lang: Lang, fault: &ReadFault) -> String {
    let place = match &fault.sheet {
        Some(sheet) => lang.pick(
            format!("{} (trang tính “{sheet}”)", fault.path),
            format!("{} (sheet “{sheet}”)", fault.path),
        ),
        None => fault.path.clone(),
    };
    format!("{place}: {}", kind(lang, &fault.kind))
}

fn kind(lang: Lang, kind: &FaultKind) -> String {
    match kind {
        FaultKind::NotFound => lang.pick(
            "không có tệp hay thư mục này. Kiểm tra lại đường dẫn.",
            "there is no such file or folder. Check the path.",
        ),
        FaultKind::Unreadable(why) => {
            return lang.pick(
                format!("không mở được ({why}). Đóng tệp nếu đang mở ở chương trình khác, hoặc kiểm tra quyền đọc."),
                format!("cannot be opened ({why}). Close it elsewhere, or check that it may be read."),
            );
        }
        FaultKind::Empty => lang.pick(
            "tệp trống. Chép lại tệp gốc rồi chạy lại.",
            "the file is empty. Copy the original again.",
        ),
        FaultKind::LockFile => lang.pick(
            "đây là tệp khóa tạm của Excel, không phải danh sách. Đóng Excel và dùng tệp không có dấu ~$ ở đầu.",
            "this is a lock file of Excel, no list. Close Excel and use the file without ~$ before its name.",
        ),
        FaultKind::NotASpreadsheet => lang.pick(
            "không phải bảng tính (xlsx, xlsb, xls, ods, csv). Xuất danh sách ra một trong các dạng đó.",
            "not a spreadsheet (xlsx, xlsb, xls, ods, csv). Save the list as one of these.",
        ),
        FaultKind::Other(other) => no_spreadsheet(lang, *other),
        FaultKind::EndlessRecord(row) => {
            return lang.pick(
                format!("dòng {row} không có chỗ kết thúc: dài quá mức, hoặc có dấu ngoặc kép (\") mở mà không đóng nên nuốt các dòng sau. Sửa dòng đó rồi chạy lại."),
                format!("row {row} does not end: it is far too long, or a quote (\") in it is never closed and swallows the rows behind it. Mend that row."),
            );
        }
        FaultKind::Encrypted => lang.pick(
            "tệp đặt mật khẩu nên không đọc được. Mở bằng Excel, bỏ mật khẩu (Tệp > Thông tin > Bảo vệ sổ làm việc) rồi lưu lại.",
            "protected by a password. Open it in Excel, take the password off (File > Info > Protect Workbook) and save.",
        ),
        FaultKind::Damaged(why) => {
            return lang.pick(
                format!("tệp hỏng hoặc chép chưa hết ({why}). Chép lại từ máy gốc, hoặc mở bằng Excel để sửa rồi lưu lại."),
                format!("damaged or not copied to its end ({why}). Copy it again, or open and repair it in Excel."),
            );
        }
        FaultKind::UnpackedTooLarge => lang.pick(
            "giải nén ra lớn bất thường, không thể là danh sách. Mở bằng Excel, xóa các dòng và cột thừa rồi lưu lại.",
            "unpacks to more than any list can be. Open it in Excel, delete the surplus rows and columns, and save.",
        ),
        FaultKind::TooLarge => lang.pick(
            "lớn hơn mức một bảng tính có thể có. Xuất ra CSV rồi chạy lại.",
            "larger than a workbook may be. Save it as CSV.",
        ),
        FaultKind::OldFormat(format) => {
            return lang.pick(
                format!("dạng tệp {format} không đọc được. Mở bằng Excel hoặc chương trình đã lập tệp rồi lưu thành .xlsx."),
                format!("files of the format {format} are not read. Open it in Excel, or in the program it is from, and save it as .xlsx."),
            );
        }
        FaultKind::NoHeader => lang.pick(
            "không thấy dòng tiêu đề cột (Họ và tên, Năm sinh, …) trong 40 dòng đầu. Thêm dòng tiêu đề, hoặc chạy với --skip-unknown để bỏ qua.",
            "no header row (Họ và tên, Năm sinh, …) within the first 40 rows. Add one, or run with --skip-unknown.",
        ),
        FaultKind::Unrecognised {
            nearest,
            missing,
            row,
            unknown,
        } => return unrecognised(lang, *nearest, missing, *row, unknown),
        FaultKind::NoMonth(of) => {
            let of = role(lang, *of);
            return lang.pick(
                format!("là {of} nhưng không thấy tháng ở tiêu đề, tên trang tính, tên tệp hay cột nào. Ghi tháng vào tiêu đề (Tháng 10/2020) hoặc tên tệp."),
                format!("is a {of}, but no title, sheet, file name or column tells its month. Put it in the title (Tháng 10/2020) or the file name."),
            );
        }
    }
    .to_owned()
}

/// A sheet that is no list known: what it comes nearest to, what was not understood of its header, and
/// how its words are taught.
fn unrecognised(
    lang: Lang,
    nearest: Role,
    missing: &[Key],
    row: u32,
    unknown: &[(String, String)],
) -> String {
    let lacks: Vec<&str> = missing.iter().map(|k| key(lang, *k)).collect();
    let (nearest, lacks) = (role(lang, nearest), lacks.join(", "));
    let code = missing.first().map_or("name", |k| k.code());
    let heads = unknown_columns(unknown);
    let (not_understood, teach) = match unknown.first() {
        Some((_, word)) => (
            lang.pick(
                format!(" Dòng tiêu đề {row} còn cột chưa hiểu: {heads}."),
                format!(" Headers of row {row} not understood: {heads}."),
            ),
            lang.pick(
                format!(", hoặc ghi thêm cách gọi của địa phương vào mục [words] của rasoat.toml (ví dụ {code} = [\"{word}\"])"),
                format!(", or add your own word under [words] of rasoat.toml (such as {code} = [\"{word}\"])"),
            ),
        ),
        None => (
            lang.pick(
                format!(" Tiêu đề đọc ở dòng {row}."),
                format!(" The header was read in row {row}."),
            ),
            String::new(),
        ),
    };
    lang.pick(
        format!("không nhận ra là danh sách gì; gần nhất là {nearest}, còn thiếu cột: {lacks}.{not_understood} Sửa tên cột{teach}, hoặc chạy với --skip-unknown để bỏ qua."),
        format!("fits no kind of list; nearest is {nearest}, which lacks: {lacks}.{not_understood} Mend the column names{teach}, or run with --skip-unknown."),
    )
}

/// A fault of a words file.
pub fn words_fault(lang: Lang, fault: &WordsFault) -> String {
    let WordsFault { path, line, what } = fault;
    lang.pick(
        format!("{path}, dòng {line}: {what}. Sửa tệp từ ngữ rồi chạy lại."),
        format!("{path}, line {line}: {what}. Mend the words file and run again."),
    )
}

/// What a file is instead of a spreadsheet, and the way out.
fn no_spreadsheet(lang: Lang, other: Other) -> &'static str {
    match other {
        Other::Document => lang.pick(
            "là văn bản (Word), không phải bảng tính. Chép bảng sang Excel rồi lưu thành .xlsx.",
            "a text document, not a spreadsheet. Copy its table into Excel and save it as .xlsx.",
        ),
        Other::Pdf => lang.pick(
            "là tệp PDF, không phải bảng tính. Xin tệp Excel gốc của danh sách.",
            "a PDF, not a spreadsheet. Ask for the Excel file it was made from.",
        ),
        Other::Picture => lang.pick(
            "là ảnh, không phải bảng tính. Xin tệp Excel gốc của danh sách.",
            "a picture, not a spreadsheet. Ask for the Excel file of the list.",
        ),
        Other::Archive => lang.pick(
            "là tệp nén, không phải bảng tính. Giải nén rồi chạy với các tệp bên trong.",
            "an archive, not a spreadsheet. Unpack it and run on the files within.",
        ),
        Other::WebPage => lang.pick(
            "là trang web không có bảng nào: phiên đăng nhập đã hết khi tải về, hoặc thiếu thư mục đi kèm. Tải lại, hoặc mở bằng Excel rồi lưu thành .xlsx.",
            "a web page without a table: the session had ended when it was downloaded, or its folder is missing. Download it again, or save it as .xlsx in Excel.",
        ),
        Other::WebArchive => lang.pick(
            "là trang web lưu thành một tệp (.mht). Mở bằng Excel rồi lưu thành .xlsx.",
            "a web page in a single file (.mht). Open it in Excel and save it as .xlsx.",
        ),
        Other::Shortcut => lang.pick(
            "chỉ là lối tắt tới tệp ở nơi khác, không có danh sách bên trong. Mở tệp gốc rồi tải về dạng .xlsx.",
            "only a shortcut to a file elsewhere, with no list in it. Open the original and download it as .xlsx.",
        ),
    }
}

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
