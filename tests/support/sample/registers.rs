//! The registers beside the lists: deaths, absences, certificates, pensions.

use std::collections::BTreeMap;

use super::page::{self, Cell, Page};
use super::spec::{Person, Spec, day, slashed};

/// All four.
pub fn write(spec: &Spec, files: &mut BTreeMap<String, Vec<u8>>) {
    files.insert("so-sach/So khai tu 2020.xlsx".into(), deaths(spec));
    files.insert("so-sach/Vang mat, chuyen di.csv".into(), absences(spec));
    files.insert(
        "so-sach/Giay xac nhan khuyet tat.xlsx".into(),
        certificates(spec),
    );
    files.insert("so-sach/Luong huu, tro cap BHXH.csv".into(), pensions(spec));
}

fn ranked(person: &Person) -> String {
    let rank = if person.commune == "Vũ Phúc" {
        "Xã"
    } else {
        "Phường"
    };
    format!("{rank} {}", person.commune)
}

fn date(text: &str) -> Cell {
    day(text).map_or_else(|| text.into(), |(y, m, d)| Cell::Day(y, m, d))
}

fn deaths(spec: &Spec) -> Vec<u8> {
    let mut book = page::workbook();
    let sheet = book.add_worksheet().set_name("Khai tử").expect("a name");
    let mut page = Page::new(sheet, &[6.0, 24.0, 12.0, 10.0, 16.0, 20.0, 12.0, 14.0]);
    page.title("TRÍCH SỔ ĐĂNG KÝ KHAI TỬ NĂM 2020");
    page.header(&[
        "Số",
        "Họ và tên",
        "Ngày sinh",
        "Giới tính",
        "Số định danh",
        "Phường/Xã",
        "Ngày chết",
        "Ngày đăng ký",
    ]);
    let dead = spec
        .person
        .iter()
        .filter_map(|p| Some((p, p.died.as_deref()?)));
    for (i, (person, died)) in dead.enumerate() {
        let (y, m, d) = day(died).expect("a day");
        page.line(vec![
            Cell::Number(i as f64 + 1.0),
            person.name.as_str().into(),
            person.born().into(),
            if person.sex == "female" {
                "Nữ"
            } else {
                "Nam"
            }
            .into(),
            person.id.as_str().into(),
            ranked(person).into(),
            Cell::Day(y, m, d),
            Cell::Day(y, m, d + 3),
        ]);
    }
    page::bytes(book)
}

fn absences(spec: &Spec) -> Vec<u8> {
    let header = [
        "Họ và tên",
        "Ngày sinh",
        "Số CCCD",
        "Phường/Xã",
        "Lý do",
        "Từ ngày",
        "Đến ngày",
    ];
    let mut lines = vec![header.map(str::to_owned).to_vec()];
    for (person, away) in spec
        .person
        .iter()
        .filter_map(|p| Some((p, p.away.as_ref()?)))
    {
        lines.push(vec![
            person.name.clone(),
            person.born(),
            person.id.clone(),
            ranked(person),
            away.reason.clone(),
            slashed(&away.from),
            away.to.as_deref().map(slashed).unwrap_or_default(),
        ]);
    }
    page::csv(true, b',', &lines)
}

fn certificates(spec: &Spec) -> Vec<u8> {
    let mut book = page::workbook();
    let sheet = book.add_worksheet().set_name("GXNKT").expect("a name");
    let mut page = Page::new(
        sheet,
        &[6.0, 24.0, 12.0, 15.0, 20.0, 20.0, 14.0, 14.0, 12.0],
    );
    page.title("DANH SÁCH CẤP GIẤY XÁC NHẬN KHUYẾT TẬT");
    page.header(&[
        "STT",
        "Họ và tên",
        "Ngày sinh",
        "Số CCCD",
        "Phường/Xã",
        "Dạng khuyết tật",
        "Mức độ khuyết tật",
        "Số GXNKT",
        "Ngày cấp",
    ]);
    let mut number = 0;
    for person in &spec.person {
        for certificate in person.certificates() {
            number += 1;
            page.line(vec![
                Cell::Number(f64::from(number)),
                person.name.as_str().into(),
                person.born().into(),
                person.id.as_str().into(),
                ranked(person).into(),
                certificate.kind.as_deref().unwrap_or(person.kind()).into(),
                spec.levels[&certificate.level].as_str().into(),
                format!("{number:02}/GXN-KT").into(),
                date(&certificate.issued),
            ]);
        }
    }
    page::bytes(book)
}

fn pensions(spec: &Spec) -> Vec<u8> {
    let header = [
        "Họ và tên",
        "Ngày sinh",
        "Số CCCD",
        "Phường/Xã",
        "Loại trợ cấp BHXH",
        "Mức lương hưu",
        "Hưởng từ ngày",
    ];
    let mut lines = vec![header.map(str::to_owned).to_vec()];
    for (person, pension) in spec
        .person
        .iter()
        .filter_map(|p| Some((p, p.pension.as_ref()?)))
    {
        lines.push(vec![
            person.name.clone(),
            person.born(),
            person.id.clone(),
            ranked(person),
            pension.kind.clone(),
            pension.amount.to_string(),
            slashed(&pension.from),
        ]);
    }
    page::csv(false, b';', &lines)
}
