//! The words that the program brings along, and a department's own over them.

use super::*;
use crate::model::Key;

#[test]
fn the_built_in_words_load_and_know_the_headers_of_the_field() {
    let (words, _) = built_in();
    for (header, key) in [
        ("Họ và tên", Key::Name),
        ("ho_ten", Key::Name),
        ("NGÀY, THÁNG,\nNĂM SINH", Key::Born),
        ("so_cccd", Key::IdNumber),
        ("muc_huong", Key::Amount),
        ("tu_thang", Key::From),
        ("away_from", Key::AwayFrom),
        ("Mức trợ cấp (đồng/tháng)", Key::Amount),
        ("Chưa trả tháng trước Số tháng", Key::CarriedMonths),
        ("Người nhận Ký", Key::Paid),
    ] {
        assert_eq!(
            words.header(&fold(header)),
            Some(Field::Key(key)),
            "{header}"
        );
    }
    assert_eq!(words.header("nam sinh nu"), Some(Field::BornFemale));
    assert_eq!(
        words.commune("P. Kỳ Bá").map(|c| c.name.as_str()),
        Some("Kỳ Bá")
    );
}

#[test]
fn a_commune_is_known_by_the_names_it_had() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("places");
    std::fs::create_dir(&path).unwrap();
    let place = "[[commune]]\nname = \"Hòa Bình\"\nformer = [\"xã Tây Hồ\", \"Đông Hồ\"]\n";
    std::fs::write(path.join("o-day.toml"), place).unwrap();
    let files = RuleFiles::load(Some(folder.path())).unwrap();
    let (_, table) = built_in();
    let words = Words::load(&files, &table).unwrap();
    for name in ["Hoà Bình", "Xã Tây Hồ", "đông hồ"] {
        let known = words.commune(name).map(|c| c.name.as_str());
        assert_eq!(known, Some("Hòa Bình"), "{name}");
    }
}

#[test]
fn a_fault_in_an_own_words_file_names_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("words");
    std::fs::create_dir(&path).unwrap();
    std::fs::write(path.join("rows.toml"), "total = []\n\nnonsense = [\"x\"]\n").unwrap();
    let files = RuleFiles::load(Some(folder.path())).unwrap();
    let faults = Words::load(&files, &CategoryTable::default()).unwrap_err();
    assert!(
        faults
            .iter()
            .any(|f| f.path.ends_with("rows.toml") && f.line == 3),
        "{faults:?}"
    );
}
