//! Command lines that cannot be understood: a sentence in the language of the run, exit code 2.
#![allow(clippy::expect_used, reason = "a test may fail")]

use assert_cmd::Command;

/// What the binary says to standard error, with its exit code.
fn told(arguments: &[&str]) -> (String, i32) {
    let mut command = Command::cargo_bin("rasoat").expect("the binary");
    let done = command.args(arguments).assert();
    let done = done.get_output();
    assert!(done.stdout.is_empty());
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    (said, done.status.code().unwrap_or(-1))
}

#[test]
fn faults_of_usage_are_vietnamese_unless_asked_otherwise() {
    let says = |arguments: &[&str], words: &str| {
        let (said, code) = told(arguments);
        assert!(said.contains(words), "{arguments:?}: {said}");
        assert!(!said.contains("error") && !said.contains("Usage"), "{said}");
        assert!(said.contains("--help"), "{said}");
        assert_eq!(code, 2);
    };
    says(&["audit"], "Còn thiếu: <PATH>...\nCách dùng: rasoat audit");
    says(&["audit", ".", "--bogus"], "Không có tùy chọn “--bogus”");
    says(&["audi"], "Không có lệnh “audi”. Có phải ý là “audit”?");
    says(&["audit", ".", "--jobs", "x"], "không nhận giá trị “x”.");
    says(
        &["audit", ".", "--color", "x"],
        "chọn một trong: auto, always, never",
    );
    says(
        &["audit", ".", "--month"],
        "--month <MONTH>: chưa ghi giá trị",
    );
    says(
        &["audit", ".", "--month", "2020-10", "--from", "2020-01"],
        "Không dùng --month <MONTH> cùng với --from <MONTH>",
    );
    says(
        &["due", "--month", "2020-10", "--lang=vi"],
        "Còn thiếu: --category",
    );
}

#[test]
fn in_english_where_that_is_asked_for() {
    for lang in [&["--lang", "en"][..], &["--lang=en"]] {
        let (said, code) = told(&[&["audit", "--bogus"], lang].concat());
        assert!(said.contains("unexpected argument"), "{said}");
        assert_eq!(code, 2);
    }
}
