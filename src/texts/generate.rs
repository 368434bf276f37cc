//! What `generate` and `sample` say.

use std::path::Path;

use super::Lang;
use crate::generate::{GenerateError, Layout, Order, SettingsError};

/// Where the city lies.
pub fn made(lang: Lang, order: &Order, folder: &Path) -> String {
    let Order { people, months, .. } = order;
    let folder = folder.display();
    let truth = match order.layout {
        Layout::Csv | Layout::Workbooks | Layout::Review => lang.pick(
            "Các sai lệch đã cài ghi ở",
            "What is wrong with them stands in",
        ),
        Layout::Reconcile => lang.pick(
            "Số cân đối và các sai lệch đã cài ghi ở",
            "The balances and what is wrong with them stand in",
        ),
        Layout::Links => lang.pick("Mỗi dòng là ai ghi ở", "Who each row is stands in"),
    };
    lang.pick(
        format!(
            "Đã tạo dữ liệu giả: {people} người, {months} tháng, trong {folder}. \
             {truth} {folder}/truth.json."
        ),
        format!(
            "Made up {people} people over {months} months in {folder}. \
             {truth} {folder}/truth.json."
        ),
    )
}

/// Where the sample lies.
pub fn sample(lang: Lang, files: usize, folder: &Path) -> String {
    let folder = folder.display();
    lang.pick(
        format!("Đã ghi {files} tệp mẫu vào {folder}. Thử: rasoat audit {folder}"),
        format!("Wrote {files} sample files to {folder}. Try: rasoat audit {folder}"),
    )
}

/// Why nothing was made, and what helps.
pub fn fault(lang: Lang, fault: &GenerateError) -> String {
    match fault {
        GenerateError::Settings(SettingsError::Missing) => lang.pick(
            "Không thấy rules/generate/city.toml.".to_owned(),
            "rules/generate/city.toml is not there.".to_owned(),
        ),
        GenerateError::Settings(SettingsError::Toml { shown, source }) => lang.pick(
            format!("{shown}: không đọc được: {source}"),
            format!("{shown}: cannot be read: {source}"),
        ),
        GenerateError::Settings(SettingsError::Value { shown, key }) => lang.pick(
            format!("{shown}: giá trị `{key}` trống hoặc sai."),
            format!("{shown}: `{key}` is empty or wrong."),
        ),
        GenerateError::TooManyMonths { asked, most } => lang.pick(
            format!("--months {asked}: chỉ tạo được nhiều nhất {most} tháng."),
            format!("--months {asked}: there are at most {most} months."),
        ),
        GenerateError::NotEmpty(folder) => lang.pick(
            format!(
                "{}: thư mục đã có tệp. Chọn thư mục trống để khỏi lẫn với dữ liệu cũ.",
                folder.display()
            ),
            format!(
                "{}: the folder is not empty. Choose an empty one, so that nothing mixes.",
                folder.display()
            ),
        ),
        GenerateError::Write { path, source } => lang.pick(
            format!("{}: không ghi được: {source}", path.display()),
            format!("{}: cannot be written: {source}", path.display()),
        ),
    }
}
