//! A department's own folder with something wrong in it, run as the department would: what is said, where, with which
//! way out, and that nothing runs.
#![allow(missing_docs, clippy::expect_used)]

use std::fs;
use std::path::Path;
use std::process::Command;

#[path = "support/own_rule.rs"]
mod own_rule;

use own_rule::{RULE, write};

/// Exit code, what was printed and what was complained of, with the folder's own name left out.
fn listed(folder: &Path) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_rasoat"))
        .args(["rules", "list", "--rules"])
        .arg(folder)
        .output()
        .expect("rasoat runs");
    let text = |bytes: Vec<u8>| {
        let text = String::from_utf8(bytes).expect("UTF-8");
        text.replace(&format!("{}/", folder.display()), "")
    };
    let code = output.status.code().unwrap_or(-1);
    (code, text(output.stdout), text(output.stderr))
}

/// A rule changed in these places has to be refused, and all of this said.
#[track_caller]
fn refused(changes: &[(&str, &str)], told: &[&str]) {
    let mut text = RULE.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "quy-tac.toml", text);
    let (code, out, err) = listed(folder.path());
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    for wanted in told {
        assert!(err.contains(wanted), "{wanted}\n--- not in\n{err}");
    }
}

#[test]
fn a_rule_broken_in_each_of_ten_ways_is_refused_with_place_and_way_out() {
    let when = |to: &'static str| [("> 2020-01", to)];
    refused(
        &[("payment.month >", "payment.mont >")],
        &[
            "--> quy-tac.toml:4:13",
            "^^^^^^^^^^^^",
            "có phải là `payment.month`?",
        ],
    );
    refused(&when("> 270000"), &["quy-tac.toml:4:13", "tháng với số"]);
    refused(
        &[("[basis]\n\"2015-01\" = \"CV15-2020\"\n", "")],
        &["thiếu `basis`", "thêm [basis]"],
    );
    let examples = RULE
        .get(RULE.find("[[example]]").expect("examples")..)
        .unwrap_or("");
    refused(
        &[(examples, "")],
        &[
            "chưa có ví dụ nào phải ra sai lệch",
            "chưa có ví dụ nào phải im lặng",
        ],
    );
    refused(
        &when("+ 3 tháng > 2020-01"),
        &[
            "số không viết kèm đơn vị `tháng`",
            "quy-tac.toml:4:31",
            "^^^^^",
        ],
    );
    refused(&when("> 2020-13"), &["lịch không có tháng này", "^^^^^^^"]);
    refused(
        &when("> 15/10/2020"),
        &[
            "không viết bằng dấu gạch chéo",
            "viết 2020-10 hoặc 2020-10-15",
        ],
    );
    refused(
        &[("\"Quy tắc riêng\"", "\"  \"")],
        &["quy-tac.toml:10:11", "chỗ này để trống"],
    );
    refused(
        &[("\"warning\"\naction", "\"waring\"\naction")],
        &["`waring` không phải là mức độ", "có phải là `warning`?"],
    );
    refused(
        &[(
            "about    = \"payment\"",
            "id = \"khac\"\nabout = \"payment\"",
        )],
        &["không có khóa `id`", "quy tắc mang tên của tệp"],
    );
}

#[test]
fn several_faults_of_several_files_are_told_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    write(
        folder.path(),
        "a.toml",
        RULE.replace("payment.month >", "payment.mont >"),
    );
    write(
        folder.path(),
        "nhom/b.toml",
        RULE.replace("\"biên bản\"", "\"\"")
            .replace("> 2020-01", "> 2020-00")
            .replace("\"verify\"", "\"verfy\""),
    );
    let (code, _, err) = listed(folder.path());
    assert_eq!(code, 2);
    for told in [
        "a.toml:4:13",
        "nhom/b.toml:3:12",
        "nhom/b.toml:4:29",
        "nhom/b.toml:13:11",
        "Có 4 lỗi",
    ] {
        assert!(err.contains(told), "{told}\n{err}");
    }
}

#[test]
fn habits_of_other_languages_are_told_by_name() {
    for (to, told) in [
        ("== 2020-01", "viết `=`"),
        ("<> 2020-01", "viết `!=`"),
        ("≥ 2020-01", "viết `>=`"),
        ("> 2020-01 && payment.amount > 1", "viết `and`"),
        ("> 2020-01 và payment.amount > 1", "viết `and`"),
        (
            "> 2020-01 and payment.amount > 5%",
            "số không viết kèm đơn vị `%`",
        ),
    ] {
        refused(&[("> 2020-01\"", &format!("{to}\""))], &[told, "^"]);
    }
}

#[test]
fn what_is_no_toml_is_told_in_the_language_of_the_run() {
    for (from, to, told) in [
        (
            "= \"verify\"",
            "= verify",
            "chữ chưa đặt trong dấu nháy thẳng",
        ),
        (
            "\"payment.month > 2020-01\"",
            "“payment.month > 2020-01”",
            "chữ chưa đặt trong dấu nháy thẳng",
        ),
        ("\"Quy tắc riêng\"", "\"Quy tắc riêng", "thiếu dấu nháy"),
        ("[basis]", "[basis", "tên bảng chưa đóng bằng ]"),
        ("action   =", "severity =", "khóa này đã có ở trên"),
    ] {
        refused(&[(from, to)], &[told, "quy-tac.toml:", "^"]);
    }
}

#[test]
fn two_rules_of_one_name_are_refused_and_a_built_in_one_is_replaced_by_its_path() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "paid-late.toml", RULE);
    let (code, _, err) = listed(folder.path());
    assert_eq!(code, 2);
    assert!(
        err.contains("đã có quy tắc cùng tên ở rules/checks/amounts/paid-late.toml"),
        "{err}"
    );
    fs::remove_file(folder.path().join("paid-late.toml")).expect("removed");
    write(folder.path(), "checks/amounts/paid-late.toml", RULE);
    let (code, out, err) = listed(folder.path());
    assert_eq!(code, 0, "{err}");
    let line = out
        .lines()
        .find(|line| line.starts_with("paid-late"))
        .unwrap_or("");
    assert!(line.contains("Quy tắc riêng"), "{out}");
}

#[test]
fn files_as_notepad_and_habit_save_them() {
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(RULE.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let fine: [(&str, Vec<u8>); 4] = [
        ("quy-tac.toml", format!("\u{feff}{RULE}").into_bytes()),
        ("quy-tac.toml", RULE.replace('\n', "\r\n").into_bytes()),
        ("quy-tac.toml", utf16),
        ("quy-tac.TOML", RULE.as_bytes().to_vec()),
    ];
    for (name, bytes) in fine {
        let folder = tempfile::tempdir().expect("a folder");
        write(folder.path(), name, bytes);
        let (code, out, err) = listed(folder.path());
        assert_eq!(code, 0, "{err}");
        assert!(
            out.lines().any(|line| line.starts_with("quy-tac ")),
            "{out}"
        );
    }
    for name in ["quy-tac.txt", "quy-tac.toml.txt", "quy-tac.yaml", "quy-tac"] {
        let folder = tempfile::tempdir().expect("a folder");
        write(folder.path(), name, RULE);
        let (code, _, err) = listed(folder.path());
        assert_eq!(code, 2, "{name}");
        assert!(err.contains(&format!("{name}: là tệp quy tắc")), "{err}");
    }
    // A copy kept aside and a note are left alone.
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "quy-tac.toml.bak", RULE);
    write(
        folder.path(),
        "README.txt",
        "Quy tắc của phòng: hỏi chị Mận.\n",
    );
    write(folder.path(), "rasoat.toml", "lang = \"vi\"\n");
    let (code, _, err) = listed(folder.path());
    assert_eq!(code, 0, "{err}");
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "quy-tac.toml", b"x = \"\xE0\"\n");
    let (code, _, err) = listed(folder.path());
    assert_eq!(code, 2);
    assert!(
        err.contains("quy-tac.toml: không lưu bằng bảng mã UTF-8"),
        "{err}"
    );
}

#[test]
fn no_file_is_left_aside_in_silence() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "trong.toml", "\n");
    write(folder.path(), "nua.toml", "severity = \"error\"\n");
    write(
        folder.path(),
        "tinh.toml",
        "[[base]]\nfrom = \"2020-07\"\nlevel = 300_000\n",
    );
    let (code, _, err) = listed(folder.path());
    assert_eq!(code, 2);
    for told in [
        "trong.toml:1:1",
        "nua.toml:1:1",
        "thiếu `about`",
        "chuyển tệp vào thư mục law/",
    ] {
        assert!(err.contains(told), "{told}\n{err}");
    }
    let (code, _, err) = listed(&folder.path().join("khong-co"));
    assert_eq!(code, 2);
    assert!(err.contains("không có thư mục này"), "{err}");
    let (code, _, err) = listed(&folder.path().join("nua.toml"));
    assert_eq!(code, 2);
    assert!(err.contains("không phải thư mục"), "{err}");
}

#[test]
fn a_broken_law_file_shows_the_line_and_the_nearest_name() {
    let entry = "[[rate]]\ncategory = \"orphan\"\nfrom = \"2020-07\"\nclause = \"NQ1-2020:1\"\nchecked = \"not yet\"\nbands = [{ coefficient = 3.0, clause = \"NQ1-2020:1\", checked = \"not yet\" }]\n";
    for (from, to, told) in [
        (
            "\"orphan\"",
            "\"orphn\"",
            &[
                "tinh.toml, dòng 2",
                "có phải là “orphan”?",
                "           ^^^^^^^",
            ][..],
        ),
        (
            "\"2020-07\"",
            "\"7/2020\"",
            &["dòng 3", "viết như 2020-07", "       ^^^^^^^^"],
        ),
        (
            "category =",
            "categry =",
            &["dòng 2", "không có khóa `categry`; có phải là `category`?"],
        ),
        (
            "clause = \"NQ1-2020:1\"\nc",
            "c",
            &["dòng 1", "thiếu khóa `clause`"],
        ),
        (
            "checked = \"not yet\"\nb",
            "checked = \"soon\"\nb",
            &["dòng 5", "“soon”"],
        ),
        (
            "checked = \"not yet\"\nb",
            "checked = \"not yet\"\ncontinues = \"orphan\"\nb",
            &["dòng 1", "đi vòng về chỗ bắt đầu: orphan → orphan"],
        ),
        (
            "\"orphan\"",
            "\"studying16to22\"\ncontinues = \"orphan\"",
            &["dòng 1", "studying16to22 → orphan → studying16to22"],
        ),
        (
            "[[rate]]",
            "about = \"payment\"\n[[rate]]",
            &["đây là tệp quy tắc"],
        ),
    ] {
        assert!(entry.contains(from), "{from}");
        let folder = tempfile::tempdir().expect("a folder");
        write(folder.path(), "law/tinh.toml", entry.replacen(from, to, 1));
        let (code, out, err) = listed(folder.path());
        assert_eq!((code, out.as_str()), (2, ""), "{to}");
        for wanted in told {
            assert!(err.contains(wanted), "{wanted}\n--- not in\n{err}");
        }
    }
}
