//! What `audit` says when it cannot run.

use super::Lang;

/// None of the paths holds a list.
pub fn no_list(lang: Lang) -> String {
    lang.pick(
        "Không tìm thấy danh sách nào trong các đường dẫn đã cho. Hãy kiểm tra lại thư mục.\n",
        "No list was found under the paths given. Check the folder.\n",
    )
    .to_owned()
}

/// A month that is none.
pub fn bad_month(lang: Lang, text: &str) -> String {
    match lang {
        Lang::Vi => format!("“{text}” không phải là tháng; hãy viết như 2020-10.\n"),
        Lang::En => format!("“{text}” is not a month; write it as 2020-10.\n"),
    }
}

/// An end before its beginning.
pub fn range_backwards(lang: Lang, from: &str, to: &str) -> String {
    match lang {
        Lang::Vi => format!("Tháng đầu {from} sau tháng cuối {to}; hãy đổi lại --from và --to.\n"),
        Lang::En => {
            format!("The first month {from} is after the last {to}; swap --from and --to.\n")
        }
    }
}

/// A beginning without an end, or the other way round.
pub fn half_a_range(lang: Lang) -> String {
    lang.pick(
        "Tệp cấu hình chỉ ghi from hoặc to; hãy ghi cả hai tháng.\n",
        "The configuration has only one of from and to; give both months.\n",
    )
    .to_owned()
}

/// A language that is none.
pub fn bad_lang(lang: Lang, text: &str) -> String {
    match lang {
        Lang::Vi => format!("Ngôn ngữ “{text}” trong tệp cấu hình không có; chọn vi hoặc en.\n"),
        Lang::En => format!("The configuration's language “{text}” is unknown; use vi or en.\n"),
    }
}

/// A severity that is none.
pub fn bad_fail_on(lang: Lang, text: &str) -> String {
    match lang {
        Lang::Vi => format!("--fail-on “{text}” không có; chọn error, warning, info hoặc never.\n"),
        Lang::En => format!("--fail-on “{text}” is unknown; use error, warning, info or never.\n"),
    }
}

/// Beside the bar while files are read.
pub fn reading(lang: Lang) -> &'static str {
    lang.pick("Đang đọc", "Reading")
}

/// A column in `[words]` that does not exist.
pub fn no_such_column(lang: Lang, column: &str) -> String {
    match lang {
        Lang::Vi => format!(
            "[words] của tệp cấu hình: không có cột “{column}”; tên cột xem trong rules/words/headers.toml.\n"
        ),
        Lang::En => format!(
            "[words] of the configuration: there is no column “{column}”; see rules/words/headers.toml.\n"
        ),
    }
}
