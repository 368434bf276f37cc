//! Lists written into a folder, audited through the binary, and what came out.

#![allow(dead_code, missing_docs, clippy::expect_used)] // each test file uses its own part

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::Value;
use tempfile::TempDir;

/// A folder of lists.
pub struct Lists {
    folder: TempDir,
}

/// Header of the rolls below.
pub const ROLL: &str = "STT,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Xã/Phường,Đối tượng,Mức độ,Mức hưởng,Hưởng từ tháng,Ghi chú\n";
/// Header of the ledgers below.
pub const LEDGER: &str = "Kỳ chi trả,Họ và tên,Ngày sinh,Số CCCD,Xã/Phường,Đối tượng,Số tiền,Truy lĩnh,Số tháng truy lĩnh,Trạng thái,Ghi chú\n";
/// Header of the death registers below.
pub const DEATHS: &str = "Họ và tên,Ngày sinh,Số CCCD,Xã/Phường,Ngày chết\n";
/// Header of the lists of absences below.
pub const ABSENCES: &str = "Họ và tên,Ngày sinh,Số CCCD,Xã/Phường,Từ ngày,Đến ngày,Lý do\n";
/// Header of the lists of certificates below.
pub const CERTIFICATES: &str =
    "Họ và tên,Ngày sinh,Số CCCD,Xã/Phường,Dạng tật,Mức độ khuyết tật,Số giấy xác nhận,Ngày cấp\n";

impl Lists {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder for the lists"),
        }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Adds a file; a line a row.
    pub fn with(self, name: &str, header: &str, rows: &[&str]) -> Self {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folder made");
        let mut text = header.to_owned();
        for row in rows {
            text.push_str(row);
            text.push('\n');
        }
        fs::write(path, text).expect("list written");
        self
    }

    /// Runs `rasoat audit` over the folder.
    pub fn run(&self, args: &[&str]) -> Run {
        let out = self.folder.path().join("ket-qua");
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_rasoat"))
            .arg("audit")
            .arg(self.folder.path())
            .arg("--out")
            .arg(&out)
            .args(args)
            .output()
            .expect("rasoat runs");
        Run { out, output }
    }

    /// Runs it and reads the result; fails where the run could not be made.
    pub fn audit(&self) -> Audit {
        let run = self.run(&[]);
        let code = run.output.status.code();
        let told = String::from_utf8_lossy(&run.output.stderr).into_owned();
        assert!(matches!(code, Some(0 | 1)), "exit {code:?}: {told}");
        run.result()
    }
}

/// A run of the binary.
pub struct Run {
    pub out: PathBuf,
    pub output: Output,
}

impl Run {
    pub fn code(&self) -> i32 {
        self.output.status.code().unwrap_or(-1)
    }

    pub fn told(&self) -> String {
        String::from_utf8_lossy(&self.output.stderr).into_owned()
    }

    pub fn result(&self) -> Audit {
        let text = fs::read_to_string(self.out.join("ket-qua.json")).expect("ket-qua.json");
        Audit(serde_json::from_str(&text).expect("valid JSON"))
    }
}

/// `ket-qua.json`.
pub struct Audit(pub Value);

impl Audit {
    /// Rule, name, months, amount and severity of every finding, sorted.
    pub fn found(&self) -> Vec<String> {
        let mut found: Vec<String> = self.findings().map(line).collect();
        found.sort();
        found
    }

    pub fn findings(&self) -> impl Iterator<Item = &Value> {
        self.0["findings"].as_array().expect("findings").iter()
    }

    pub fn of(&self, rule: &str) -> Vec<String> {
        let mut found: Vec<String> = self
            .findings()
            .filter(|f| f["rule"] == rule)
            .map(line)
            .collect();
        found.sort();
        found
    }

    pub fn total(&self, key: &str) -> i64 {
        self.0["totals"][key].as_i64().expect("a sum")
    }

    /// The identity of `contract.md`, 12, and what each side is.
    pub fn ties(&self) -> bool {
        let counted: i64 = self
            .findings()
            .map(|f| f["counted"].as_i64().expect("counted"))
            .sum();
        let moved = self.total("recover") - (self.total("arrears") - self.total("unclaimed"));
        let paid = self.total("paid") - self.total("due") + self.total("unclaimed");
        counted == moved && moved == paid
    }
}

fn line(finding: &Value) -> String {
    let text = |v: &Value| v.as_str().unwrap_or("").to_owned();
    let months: Vec<String> = finding["months"]
        .as_array()
        .expect("months")
        .iter()
        .map(text)
        .collect();
    let open = match finding["confidence"].as_str() {
        Some("certain") | None => String::new(),
        Some(other) => format!(" {other}"),
    };
    format!(
        "{} {} {} {} {}{open}",
        text(&finding["rule"]),
        text(&finding["subject"]["name"]),
        months.join("+"),
        finding["amount"],
        text(&finding["severity"]),
    )
}
