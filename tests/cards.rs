//! Health cards: what the list of cards proves goes to the papers, with the number to report.
#![allow(clippy::expect_used, reason = "a test may fail")]

use std::fs;

use assert_cmd::Command;
use serde_json::{Value, json};

/// Audits a roll, a ledger of August to October, a death on 9 July and perhaps a list of cards.
fn audited(cards: Option<&str>) -> Value {
    audited_with("Số thẻ BHYT,Giá trị từ ngày,Giá trị đến ngày", cards)
}

/// The same, with other columns of the list of cards.
fn audited_with(columns: &str, cards: Option<&str>) -> Value {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        fs::write(folder.path().join(name), text).expect("a file");
    };
    let who = "Nguyễn Thị Hoa,21/03/1938,Nữ,Bồ Xuyên";
    let header = "Họ và tên,Ngày sinh,Giới tính,Xã/Phường";
    write(
        "danh-sach.csv",
        &format!("{header},Đối tượng,Mức hưởng,Hưởng từ tháng\n{who},NCT80,270000,04/2018\n"),
    );
    let months = ["07/2020", "08/2020", "09/2020"];
    let rows = months.map(|month| format!("{month},{who},270000,Đã nhận\n"));
    let paid = rows.concat();
    write(
        "chi-tra.csv",
        &format!("Tháng,{header},Số tiền,Tình trạng\n{paid}"),
    );
    write(
        "khai-tu.csv",
        &format!("{header},Ngày chết\n{who},09/07/2020\n"),
    );
    if let Some(row) = cards {
        write(
            "the-bhyt.csv",
            &format!("{header},{columns}\n{who},{row}\n"),
        );
    }
    let out = folder.path().join("ket-qua");
    let mut command = Command::cargo_bin("rasoat").expect("the binary");
    command
        .arg("audit")
        .arg(folder.path())
        .arg("--out")
        .arg(&out);
    command.assert().code(1);
    let text = fs::read(out.join("ket-qua.json")).expect("the result");
    serde_json::from_slice(&text).expect("json")
}

fn decreases(result: &Value) -> Vec<&Value> {
    let lines = result["adjustments"].as_array().expect("adjustments");
    lines
        .iter()
        .filter(|l| l["kind"] == "card-decrease")
        .collect()
}

#[test]
fn a_card_that_outlives_its_holder_is_one_line_of_the_decreases() {
    let result = audited(Some("BT2340123456789,01/01/2020,31/12/2020"));
    let findings = result["findings"].as_array().expect("findings");
    let found = findings.iter().find(|f| f["rule"] == "card-after-death");
    let found = found.expect("the finding");
    assert_eq!(found["months"], json!(["2020-08", "2020-09"]));
    assert_eq!(found["amount"], 0);
    let columns = found["evidence"].as_array().expect("evidence");
    assert!(
        columns
            .iter()
            .any(|c| c["role"] == "cards" && c["column"] == "G")
    );
    let lines = decreases(&result);
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["findings"], json!([found["id"]]));
    assert_eq!(lines[0]["from"], "2020-08");
}

#[test]
fn a_card_that_has_ended_is_not_reported_again() {
    let result = audited(Some("BT2340123456789,01/01/2020,31/07/2020"));
    assert!(decreases(&result).is_empty());
}

#[test]
fn without_a_list_of_cards_a_stop_for_death_names_the_card() {
    assert_eq!(decreases(&audited(None)).len(), 1);
}

/// Confidences of `card-after-stop` for a card of this number and kind, of somebody who had moved away in July.
fn after_leaving(heading: &str, number: &str, kind: &str) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        fs::write(folder.path().join(name), text).expect("a file");
    };
    let who = "Nguyễn Thị Hoa,21/03/1938,Nữ,Bồ Xuyên";
    let header = "Họ và tên,Ngày sinh,Giới tính,Xã/Phường";
    write(
        "danh-sach.csv",
        &format!("{header},Đối tượng,Mức hưởng,Hưởng từ tháng\n{who},NCT80,270000,04/2018\n"),
    );
    let months = ["06/2020", "07/2020", "08/2020"];
    let rows = months.map(|month| format!("{month},{who},270000,Đã nhận\n"));
    write(
        "chi-tra.csv",
        &format!("Tháng,{header},Số tiền,Tình trạng\n{}", rows.concat()),
    );
    write(
        "vang-mat.csv",
        &format!("{header},Từ ngày,Lý do\n{who},10/07/2020,chuyển đi\n"),
    );
    write(
        "the-bhyt.csv",
        &format!(
            "{header},Số thẻ BHYT,{heading},Giá trị từ ngày,Giá trị đến ngày\n{who},{number},{kind},01/01/2020,31/12/2020\n"
        ),
    );
    let out = folder.path().join("ket-qua");
    let mut command = Command::cargo_bin("rasoat").expect("the binary");
    command
        .arg("audit")
        .arg(folder.path())
        .arg("--out")
        .arg(&out);
    command.assert().code(1);
    let text = fs::read(out.join("ket-qua.json")).expect("the result");
    let result: Value = serde_json::from_slice(&text).expect("json");
    let findings = result["findings"].as_array().expect("findings").iter();
    let found = findings.filter(|f| f["rule"] == "card-after-stop");
    found
        .map(|f| f["confidence"].as_str().unwrap_or("").to_owned())
        .collect()
}

#[test]
fn a_kind_of_card_is_told_by_its_letters_or_in_words() {
    for heading in ["Đối tượng", "Loại thẻ", "Diện cấp thẻ"] {
        for of_assistance in [
            "Bảo trợ xã hội",
            "BT",
            "Người cao tuổi",
            "BTXH",
            "người khuyết tật nặng",
        ] {
            let found = after_leaving(heading, "0123456789", of_assistance);
            assert_eq!(found, ["certain"], "{heading}: {of_assistance}");
        }
        for other in [
            "Hộ nghèo",
            "Trẻ em",
            "HN",
            "Hộ cận nghèo",
            "Trẻ em dưới 6 tuổi",
            "Hưu trí",
        ] {
            let found = after_leaving(heading, "0123456789", other);
            assert_eq!(found, Vec::<String>::new(), "{heading}: {other}");
        }
    }
    // A word that says nothing leaves it open; the number's own letters go before any word.
    assert_eq!(
        after_leaving("Loại thẻ", "0123456789", "thẻ giấy"),
        ["possible"]
    );
    assert_eq!(
        after_leaving("Loại thẻ", "HN2340123456789", "Bảo trợ xã hội"),
        Vec::<String>::new()
    );
}

#[test]
fn the_number_of_the_insured_is_no_card() {
    let result = audited_with(
        "Mã số BHXH,Mã thẻ,Giá trị từ ngày,Giá trị đến ngày",
        Some("3401234567,BT2340123456789,01/01/2020,31/12/2020"),
    );
    let findings = result["findings"].as_array().expect("findings");
    let found = findings.iter().find(|f| f["rule"] == "card-after-death");
    let columns = found.expect("the finding")["evidence"].clone();
    let columns = columns.as_array().expect("evidence").clone();
    assert!(
        columns
            .iter()
            .any(|c| c["role"] == "cards" && c["column"] == "H")
    );
}
