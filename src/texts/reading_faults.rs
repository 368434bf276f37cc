//! What is said about files and sheets that cannot be read: what is wrong, and the way out.

use super::Lang;
use super::reading::{key, role, unknown_columns};
use crate::model::{Key, Role};
use crate::read::{FaultKind, Other, ReadFault, column_letters};
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
        FaultKind::LostLetters { cell, text } => {
            return lang.pick(
                format!("chữ ở ô {cell} “{text}” đã hỏng: tệp từng bị lưu sai bảng mã, có chữ mất hẳn nên không tự sửa được. Xuất lại danh sách từ phần mềm gốc, hoặc mở tệp Excel gốc rồi lưu dạng “CSV UTF-8” hay .xlsx; hoặc chạy với --skip-unknown để bỏ qua."),
                format!("the letters of {cell} “{text}” are broken: the file was once saved in a wrong encoding, and some are lost for good. Export the list anew, or save the original Excel file as “CSV UTF-8” or .xlsx; or run with --skip-unknown."),
            );
        }
        FaultKind::LongRow(row) => {
            return lang.pick(
                format!("dòng {row} chứa quá nhiều chữ, không thể là dòng của danh sách; đọc tiếp thì mất các ô phía sau. Mở bằng Excel, xóa chữ thừa ở dòng đó rồi lưu lại."),
                format!("row {row} holds more text than a row of a list can, and its last cells would be lost. Open it in Excel, delete the surplus text of that row, and save."),
            );
        }
        FaultKind::Beside(first, last) => {
            let (first, last) = (column_letters(*first), column_letters(*last));
            return lang.pick(
                format!("các cột {first}–{last} có thể là một danh sách khác nằm bên cạnh, cũng có thể là người liên quan trên cùng dòng, nên chưa đọc trang này. Nếu là danh sách khác, hãy chuyển sang trang tính riêng; nếu là người liên quan, hãy ghi rõ ở tiêu đề (ví dụ “Họ và tên người nhận thay”); hoặc chạy với --skip-unknown để bỏ qua."),
                format!("columns {first}–{last} may be another list beside it, or people who belong to those of the same row, so none of the sheet was read. If they are another list, move it to a sheet of its own; if not, say in the header who they are (such as “Họ và tên người nhận thay”); or run with --skip-unknown."),
            );
        }
        FaultKind::ManyLists(most) => {
            return lang.pick(
                format!("có hơn {most} danh sách trên một trang tính nên không đọc hết được. Tách ra nhiều trang tính hoặc nhiều tệp, hoặc chạy với --skip-unknown để bỏ qua."),
                format!("more than {most} lists stand in one sheet, too many to be read. Spread them over several sheets or files, or run with --skip-unknown."),
            );
        }
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
pub(super) fn no_spreadsheet(lang: Lang, other: Other) -> &'static str {
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
