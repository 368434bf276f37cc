//! A rule of a department's own, as it stands in its folder, for the tests that change it.
#![allow(clippy::expect_used, reason = "a test may fail")]

use std::fs;
use std::path::Path;

/// A rule in order, with an example that fires and one that stays quiet.
pub const RULE: &str = r#"about    = "payment"
severity = "warning"
action   = "verify"
when     = "payment.month > 2020-01"

[basis]
"2015-01" = "CV15-2020"

[vi]
title   = "Quy tắc riêng"
message = "{name}: {months}."
why     = "Phòng tự đặt."
settled = "biên bản"

[[example]]
name  = "fires"
given.ledger = [{ name = "Nguyễn Thị Hoa", amount = 270000, months = ["2020-02"] }]
expect = [{ months = ["2020-02"], severity = "warning" }]

[[example]]
name  = "quiet"
given.ledger = [{ name = "Nguyễn Thị Hoa", amount = 270000, months = ["2020-01"] }]
expect = []
"#;

/// Writes a file of the folder.
pub fn write(folder: &Path, path: &str, text: impl AsRef<[u8]>) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("folder made");
    fs::write(path, text).expect("file written");
}
