//! `rasoat due`: the worked cases, answered by the binary, row by row.

use std::collections::BTreeMap;

use assert_cmd::Command;

fn rasoat(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("rasoat")
        .unwrap()
        .args(arguments)
        .output()
        .unwrap();
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

/// Every row of a file of cases against what the binary answers.
fn all_agree(path: &str, basis_as_well: bool) {
    let (code, out, err) = rasoat(&["due", "--cases", path, "--format", "csv"]);
    assert_eq!(code, 0, "{err}");
    let (answers, cases) = (rows(&out), rows(&std::fs::read_to_string(path).unwrap()));
    assert_eq!(answers.len(), cases.len());
    let mut wrong = Vec::new();
    for (answer, case) in answers.iter().zip(&cases) {
        let same = answer["id"] == case["id"]
            && answer["amount"] == case["expected_amount"]
            && answer["certain"] == case["certain"]
            && (!basis_as_well || answer["basis"].contains(&case["clause"]));
        if !same {
            wrong.push(format!(
                "{}: {} {} {} instead of {} {} {} ({})",
                case["id"],
                answer["amount"],
                answer["certain"],
                answer["basis"],
                case["expected_amount"],
                case["certain"],
                case["clause"],
                case["why"],
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}

#[test]
fn the_worked_cases_of_the_law_come_out_to_the_dong() {
    all_agree("tests/due/law-cases.csv", true);
}
