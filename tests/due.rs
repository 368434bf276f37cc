//! `rasoat due`: cases worked out by hand, answered by the binary, row by row.

use std::collections::BTreeMap;
use std::error::Error;

use assert_cmd::Command;

type Fallible<T = ()> = Result<T, Box<dyn Error>>;
type Rows = Vec<BTreeMap<String, String>>;

/// Exit code, what was printed, what was complained of.
fn rasoat(arguments: &[&str]) -> Fallible<(i32, String, String)> {
    let output = Command::cargo_bin("rasoat")?.args(arguments).output()?;
    let code = output.status.code().ok_or("killed")?;
    let (out, err) = (output.stdout, output.stderr);
    Ok((code, String::from_utf8(out)?, String::from_utf8(err)?))
}

fn rows(text: &str) -> Fallible<Rows> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    Ok(reader.deserialize().collect::<Result<Rows, _>>()?)
}

/// Every row of a file of cases against what the binary answers: amount, sureness, and the clause among the basis.
fn all_agree(path: &str) -> Fallible {
    let (code, out, err) = rasoat(&["due", "--cases", path, "--format", "csv"])?;
    assert_eq!(code, 0, "{err}");
    let (answers, cases) = (rows(&out)?, rows(&std::fs::read_to_string(path)?)?);
    assert_eq!(answers.len(), cases.len());
    let mut wrong = Vec::new();
    for (answer, case) in answers.iter().zip(&cases) {
        let same = answer["id"] == case["id"]
            && answer["amount"] == case["expected_amount"]
            && answer["certain"] == case["certain"]
            && answer["basis"].contains(&case["clause"]);
        if !same {
            wrong.push(format!("{answer:?}\n  instead of {case:?}"));
        }
    }
    let (bad, all) = (wrong.len(), cases.len());
    assert!(wrong.is_empty(), "{bad} of {all}:\n{}", wrong.join("\n"));
    Ok(())
}

#[test]
fn the_worked_cases_of_the_law_come_out_to_the_dong() -> Fallible {
    all_agree("tests/due/law-cases.csv")
}

#[test]
fn further_cases_at_every_turn_of_the_law() -> Fallible {
    all_agree("tests/due/more-cases.csv")
}

#[test]
fn electricity_and_study_support_by_month_on_both_sides_of_each_date() -> Fallible {
    all_agree("tests/due/support-cases.csv")
}

#[test]
fn a_row_of_electricity_may_be_rounded_and_a_quarter_joined_late_paid_whole() -> Fallible {
    let law = rasoat::law::Law::load(&rasoat::rules::RuleFiles::load(None)?)
        .map_err(|faults| format!("{faults:?}"))?;
    let words = |extra| rasoat::law::Words {
        month: "2020-Q4",
        category: "electricity",
        extra,
        ..rasoat::law::Words::default()
    };
    let right = |extra| -> Fallible<rasoat::model::Due> {
        let support = law.find_support("electricity").ok_or("no such support")?;
        let asked = rasoat::law::SupportQuestion::read(&law, support, &words(extra))?;
        Ok(asked.answer(&law).right())
    };
    for (extra, fine, wrong) in [
        (
            "poor",
            &[164_500, 165_000, 165_500][..],
            &[0, 164_499, 165_501][..],
        ),
        (
            "poor;from=2020-12",
            &[54_500, 110_000, 165_500],
            &[0, 54_499],
        ),
        ("policy", &[0, 165_000], &[500, 110_000]),
        ("near_poor", &[0], &[500, 165_000]),
    ] {
        let right = right(extra)?;
        assert!(fine.iter().all(|amount| right.allows(*amount)), "{extra}");
        assert!(!wrong.iter().any(|amount| right.allows(*amount)), "{extra}");
    }
    Ok(())
}

#[test]
fn support_is_told_with_its_quarter_and_its_rounding() -> Fallible {
    let ask = [
        "due",
        "--month",
        "2020-Q4",
        "--category",
        "tiền điện",
        "--extra",
    ];
    let (code, out, _) = rasoat(&[&ask[..], &["policy", "--extra", "kwh=45"]].concat())?;
    assert_eq!(code, 0);
    assert!(
        out.contains("Quý IV/2020, Hỗ trợ tiền điện, hộ chính sách xã hội"),
        "{out}"
    );
    assert!(
        out.contains("165.000 đồng (làm tròn chênh đến 500 đồng vẫn đúng)"),
        "{out}"
    );
    for (extra, told) in [
        ("rich", "near_poor"),
        ("kwh=x", "kwh=45"),
        ("months=13", "months=9"),
    ] {
        let (code, out, err) = rasoat(&[&ask[..], &[extra]].concat())?;
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(err.contains(told), "{err}");
    }
    let (code, _, err) = rasoat(&ask[..5])?;
    assert_eq!(code, 2);
    assert!(err.contains("poor, near_poor, policy"), "{err}");
    Ok(())
}

#[test]
fn a_clerk_is_told_the_amount_the_clause_and_how_sure_it_is() -> Fallible {
    let (code, out, _) = rasoat(&[
        "due",
        "--month",
        "2020-10",
        "--category",
        "Người cao tuổi từ 80 tuổi",
        "--born",
        "1938-03",
    ])?;
    assert_eq!(code, 0);
    assert!(out.contains("Được hưởng: 270.000 đồng"), "{out}");
    assert!(
        out.contains("điểm l khoản 1 Điều 6 Nghị định 136/2013/NĐ-CP"),
        "{out}"
    );
    assert!(out.contains("Chắc chắn"), "{out}");
    let (_, out, _) = rasoat(&[
        "due",
        "--month",
        "2020-03",
        "--category",
        "hiv_adult",
        "--born",
        "1985",
        "--lang",
        "en",
    ])?;
    assert!(
        out.contains("405.000") && out.contains("not checked against its text"),
        "{out}"
    );
    Ok(())
}

#[test]
fn scripts_get_json() -> Fallible {
    let (code, out, _) = rasoat(&[
        "due",
        "--month",
        "2022-05",
        "--category",
        "khuyết tật",
        "--level",
        "severe",
        "--born",
        "1962",
        "--format",
        "json",
    ])?;
    assert_eq!(code, 0);
    let json: serde_json::Value = serde_json::from_str(&out)?;
    assert_eq!(json["amount"], "540000..720000");
    assert_eq!(json["category"], "disabled_severe");
    assert_eq!(json["certain"], false);
    Ok(())
}

#[test]
fn what_cannot_be_understood_is_said_and_nothing_is_answered() -> Fallible {
    for (arguments, told) in [
        (["--month", "2020-13", "--category", "orphan"], "2020-13"),
        (
            ["--month", "2010-05", "--category", "orphan"],
            "từ tháng 1/2014",
        ),
        (
            ["--month", "2020-10", "--category", "elderly8"],
            "elderly80",
        ),
        (["--month", "2020-10", "--cases", "none.csv"], "--cases"),
    ] {
        let (code, out, err) = rasoat(&[&["due"], &arguments[..]].concat())?;
        assert_eq!((code, out.as_str()), (2, ""), "{err}");
        assert!(err.contains(told), "{err}");
    }
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("cases.csv");
    std::fs::write(
        &file,
        "id,month,category\n1,2020-10,orphan\n2,2020-xx,orphan\n3,2020-10,nobody\n",
    )?;
    let (code, out, err) = rasoat(&["due", "--cases", &file.to_string_lossy()])?;
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(
        err.contains("dòng 3") && err.contains("dòng 4") && !err.contains("dòng 2"),
        "{err}"
    );
    Ok(())
}

#[test]
fn a_provinces_own_level_is_laid_over_and_its_faults_are_placed() -> Fallible {
    let folder = tempfile::tempdir()?;
    let law = folder.path().join("law");
    std::fs::create_dir(&law)?;
    let rules = folder.path().to_string_lossy().into_owned();
    let ask = [
        "due",
        "--month",
        "2020-07",
        "--category",
        "NCT80",
        "--born",
        "1930",
        "--rules",
        &rules,
    ];
    let entry = "[[base]]\nfrom = \"2020-07\"\nlevel = 300_000\nclause = \"NQ12-2020-HDND:1\"\n";
    std::fs::write(
        law.join("tinh.toml"),
        format!("{entry}checked = \"2020-07-01\"\n"),
    )?;
    let (code, out, err) = rasoat(&ask)?;
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("300.000 đồng"), "{out}");
    std::fs::write(law.join("tinh.toml"), entry)?;
    let (code, _, err) = rasoat(&ask)?;
    assert_eq!(code, 2);
    assert!(
        err.contains("tinh.toml, dòng 1: thiếu khóa `checked`"),
        "{err}"
    );
    Ok(())
}
