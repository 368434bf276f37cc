//! How the lists of households, electricity support and pupils are laid out: three CSV files of the city, or a
//! workbook a commune and a school, each in one of several layouts.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use rust_xlsxwriter::{Workbook, XlsxError};

use crate::generate::Layout;
use crate::generate::city::Plan;
use crate::generate::legacy::Encoding;
use crate::generate::paper::{Cell, Paper, workbook};
use crate::generate::random::Random;
use crate::generate::rows::Who;
use crate::generate::settings::{Commune, Settings};
use crate::generate::workbooks::heads;
use crate::model::{Month, PartialDate, Sex};

use super::{Home, Homes, Kind, Power, Pupil};

/// A row of any of the lists; a key that means nothing in it is an empty cell.
enum Line<'a> {
    Head(&'a Home),
    Member(&'a Home, &'a Who, &'a str),
    Power(&'a Power),
    Pupil(&'a Pupil),
    /// The line of a group.
    Group(&'a str),
}

/// Columns: the words over a column, its header, its key.
type Columns = &'static [(&'static str, &'static str, &'static str)];

/// Writes the lists of all communes.
pub fn write(
    folder: &Path,
    settings: &Settings,
    plan: &Plan,
    layout: Layout,
    all: &[Homes],
) -> io::Result<()> {
    match layout {
        Layout::Workbooks => books(folder, settings, plan, all).map_err(io::Error::other),
        _ => files(folder, settings, plan, all),
    }
}

const HOUSEHOLD_KEYS: [&str; 10] = [
    "household",
    "name",
    "relation",
    "born",
    "sex",
    "commune",
    "village",
    "household_kind",
    "from",
    "until",
];
const POWER_KEYS: [&str; 8] = [
    "quarter",
    "household",
    "head",
    "commune",
    "village",
    "household_kind",
    "kwh",
    "support",
];
const PUPIL_KEYS: [&str; 10] = [
    "name", "born", "sex", "commune", "village", "parent", "school", "ground", "term", "support",
];

fn files(folder: &Path, settings: &Settings, plan: &Plan, all: &[Homes]) -> io::Result<()> {
    let mut random = Random::new(plan.seed, super::STREAM - 1);
    let homes = all.iter().flat_map(|h| &h.households).flat_map(lines);
    let power = all.iter().flat_map(|h| &h.power).map(Line::Power);
    let pupils = all.iter().flat_map(|h| &h.pupils).map(Line::Pupil);
    let lists: [(&str, &[&str], Vec<Line>); 3] = [
        ("households", &HOUSEHOLD_KEYS, homes.collect()),
        ("electricity", &POWER_KEYS, power.collect()),
        ("pupils", &PUPIL_KEYS, pupils.collect()),
    ];
    for (role, keys, lines) in lists {
        let words = settings.file_names(role);
        let name = words
            .get(random.below(words.len()))
            .map_or(role, String::as_str);
        let mut file = csv::Writer::from_path(folder.join(format!("{name}.csv")))?;
        let header = keys.iter().map(|key| {
            let words = settings.headers(key);
            words
                .get(random.below(words.len()))
                .map_or(*key, String::as_str)
        });
        file.write_record(header.collect::<Vec<_>>())?;
        for line in lines {
            file.write_record(keys.iter().map(|key| text(settings, plan, &line, key)))?;
        }
        file.flush()?;
    }
    Ok(())
}

/// A household's head, then its members.
fn lines(home: &Home) -> impl Iterator<Item = Line<'_>> {
    let members = home
        .members
        .iter()
        .map(move |(who, word)| Line::Member(home, who, word));
    std::iter::once(Line::Head(home)).chain(members)
}

/// A cell in words.
fn text(settings: &Settings, plan: &Plan, line: &Line, key: &str) -> String {
    let commune = |at: usize| {
        settings
            .communes
            .get(at)
            .map_or("", |c| c.name.as_str())
            .to_owned()
    };
    let who: Option<&Who> = match line {
        Line::Head(home) => Some(&home.head),
        Line::Member(_, who, _) => Some(who),
        Line::Power(row) => Some(&row.head),
        Line::Pupil(row) => Some(&row.who),
        Line::Group(_) => None,
    };
    let home = match line {
        Line::Head(home) | Line::Member(home, ..) => Some(*home),
        _ => None,
    };
    let kind = home.map(|h| h.kind).or(match line {
        Line::Power(row) => Some(row.kind),
        _ => None,
    });
    let mark = |of: Kind| {
        if kind == Some(of) {
            "x".to_owned()
        } else {
            String::new()
        }
    };
    let month = |month: Option<Month>| {
        month.map_or_else(String::new, |m| format!("{:02}/{}", m.number(), m.year()))
    };
    let nothing = String::new;
    match (key, line) {
        ("name" | "head", Line::Group(word)) | ("relation", Line::Member(_, _, word)) => {
            (*word).to_owned()
        }
        ("name" | "head", _) => who.map_or_else(nothing, |w| w.name.clone()),
        ("of_head", _) => home.map_or_else(nothing, |h| h.head.name.clone()),
        ("born", _) => who
            .and_then(|w| w.born.date())
            .map_or_else(nothing, PartialDate::slashed),
        ("year", _) => who
            .and_then(|w| w.born.date())
            .map_or_else(nothing, |b| b.first.ymd().0.to_string()),
        ("sex", _) => who.map_or_else(nothing, |w| {
            if w.sex == Sex::Male {
                "Nam".into()
            } else {
                "Nữ".into()
            }
        }),
        ("commune", _) => who.map_or_else(nothing, |w| commune(w.commune)),
        ("village", _) => who.map_or_else(nothing, |w| w.village.clone()),
        ("address", _) => who.map_or_else(nothing, |w| {
            let ranked = settings
                .communes
                .get(w.commune)
                .map_or_else(nothing, Commune::ranked);
            format!(
                "{}, {}",
                w.village,
                ranked
                    .to_lowercase()
                    .replace(&commune(w.commune).to_lowercase(), &commune(w.commune))
            )
        }),
        ("household", Line::Power(row)) => row.code.clone(),
        ("household", _) => home.map_or_else(nothing, |h| h.code.clone()),
        ("household_kind", _) => kind.map_or_else(nothing, |k| k.word().to_owned()),
        ("poor", _) => mark(Kind::Poor),
        ("near_poor", _) => mark(Kind::NearPoor),
        ("policy", _) => mark(Kind::Policy),
        ("relation", Line::Head(_)) => "Chủ hộ".into(),
        ("from", _) => month(home.and_then(|h| h.from)),
        // The last month on the list.
        ("until", _) => month(home.and_then(|h| h.until).map(|m| m.plus(-1))),
        ("left", _) => home.and_then(|h| h.until).map_or_else(nothing, |m| {
            format!("Thoát nghèo từ tháng {}/{}", m.number(), m.year())
        }),
        ("quarter", Line::Power(row)) => quarter(row.quarter),
        ("kwh", Line::Power(row)) => row.kwh.to_string(),
        ("support", Line::Power(row)) => row.amount.to_string(),
        ("support", Line::Pupil(row)) if row.amount != 0 => row.amount.to_string(),
        ("parent", Line::Pupil(row)) => row.parent.clone(),
        ("school", Line::Pupil(row)) => school(settings, row),
        ("ground", Line::Pupil(row)) => row.ground.to_owned(),
        ("term", Line::Pupil(_)) => term(plan),
        ("class", Line::Pupil(row)) => {
            if row.school.0 {
                "4A".into()
            } else {
                "7B".into()
            }
        }
        _ => String::new(),
    }
}

fn quarter(first: Month) -> String {
    let number = ["I", "II", "III", "IV"]
        .get((first.number() as usize - 1) / 3)
        .copied();
    format!("{}/{}", number.unwrap_or(""), first.year())
}

fn term(plan: &Plan) -> String {
    let year = plan.months.last.year();
    format!("Học kỳ I năm học {year}-{}", year + 1)
}

fn school(settings: &Settings, row: &Pupil) -> String {
    let commune = settings
        .communes
        .get(row.school.1)
        .map_or("", |c| c.name.as_str());
    format!(
        "{} {commune}",
        if row.school.0 { "Tiểu học" } else { "THCS" }
    )
}

/// Household lists: a row a person with a kind and a span, marks under one header, sheets of one kind, groups of one kind.
const BY_PERSON: Columns = &[
    ("", "STT", "number"),
    ("", "Mã hộ", "household"),
    ("", "Họ và tên", "name"),
    ("", "Quan hệ với chủ hộ", "relation"),
    ("", "Ngày sinh", "born"),
    ("", "Giới tính", "sex"),
    ("", "Địa chỉ", "village"),
    ("", "Loại hộ", "household_kind"),
    ("", "Từ tháng", "from"),
    ("", "Đến tháng", "until"),
];
const BY_MARKS: Columns = &[
    ("", "TT", "number"),
    ("", "Mã số hộ", "household"),
    ("", "Họ và tên", "name"),
    ("", "Ngày sinh", "born"),
    ("", "Quan hệ với chủ hộ", "relation"),
    ("", "Tổ", "village"),
    ("Phân loại hộ", "Nghèo", "poor"),
    ("Phân loại hộ", "Cận nghèo", "near_poor"),
    ("Phân loại hộ", "Chính sách", "policy"),
    ("", "Từ tháng", "from"),
    ("", "Ghi chú", "left"),
];
const BY_KIND: Columns = &[
    ("", "STT", "number"),
    ("", "Chủ hộ", "of_head"),
    ("", "Thành viên", "name"),
    ("", "Quan hệ", "relation"),
    ("", "Năm sinh", "year"),
    ("", "Địa chỉ", "address"),
    ("", "Từ tháng", "from"),
    ("", "Ghi chú", "left"),
];
const BY_GROUP: Columns = &[
    ("", "Số TT", "number"),
    ("", "Họ và tên", "name"),
    ("", "QH với chủ hộ", "relation"),
    ("", "Ngày sinh", "born"),
    ("", "Thôn, tổ", "village"),
    ("", "Mã hộ", "household"),
    ("", "Hưởng từ", "from"),
    ("", "Đến tháng", "until"),
];
/// Electricity: a sheet a quarter with codes, one sheet with marks, a sheet a quarter in groups.
const POWER_CODED: Columns = &[
    ("", "STT", "number"),
    ("", "Họ và tên chủ hộ", "head"),
    ("", "Địa chỉ", "village"),
    ("", "Mã hộ", "household"),
    ("", "Loại hộ", "household_kind"),
    ("", "Số kWh/tháng", "kwh"),
    ("", "Thành tiền", "support"),
    ("", "Ký nhận", "signed"),
];
const POWER_MARKED: Columns = &[
    ("", "TT", "number"),
    ("", "Quý", "quarter"),
    ("", "Mã hộ", "household"),
    ("", "Chủ hộ", "head"),
    ("", "Tổ", "village"),
    ("", "Hộ nghèo", "poor"),
    ("", "Hộ chính sách", "policy"),
    ("", "Điện năng sử dụng (kWh/tháng)", "kwh"),
    ("", "Số tiền", "support"),
];
const POWER_GROUPED: Columns = &[
    ("", "STT", "number"),
    ("", "Họ tên chủ hộ", "head"),
    ("", "Mã hộ", "household"),
    ("", "Thôn, tổ", "village"),
    ("", "Điện năng sử dụng (kWh/tháng)", "kwh"),
    ("", "Số tiền hỗ trợ (đồng)", "support"),
    ("", "Ký nhận", "signed"),
];
/// Schools: the ground in a column, with the level and the count of months; with sexes apart; with fees beside it.
const PUPILS_COUNTED: Columns = &[
    ("", "STT", "number"),
    ("", "Họ và tên học sinh", "name"),
    ("", "Ngày sinh", "born"),
    ("", "Giới tính", "sex"),
    ("", "Lớp", "class"),
    ("", "Họ tên cha/mẹ", "parent"),
    ("", "Địa chỉ", "address"),
    ("", "Đối tượng miễn giảm", "ground"),
    ("", "Số tháng", "months"),
    ("", "Thành tiền", "support"),
];
const PUPILS_PLAIN: Columns = &[
    ("", "TT", "number"),
    ("", "Họ và tên", "name"),
    ("", "NTNS", "born"),
    ("", "Giới tính", "sex"),
    ("", "Lớp", "class"),
    ("", "Chủ hộ", "parent"),
    ("", "Phường/Xã", "commune"),
    ("", "Tổ", "village"),
    ("", "Diện", "ground"),
    ("", "Chi phí học tập", "support"),
];

fn books(folder: &Path, settings: &Settings, plan: &Plan, all: &[Homes]) -> Result<(), XlsxError> {
    for name in ["ho-ngheo", "tien-dien", "hoc-sinh"] {
        fs::create_dir(folder.join(name))?;
    }
    let turn = plan.seed as usize;
    let mut schools: BTreeMap<String, Vec<&Pupil>> = BTreeMap::new();
    for (at, homes) in all.iter().enumerate() {
        let Some(commune) = settings.communes.get(at) else {
            continue;
        };
        let pages = Pages {
            settings,
            plan,
            office: format!("UBND {}", commune.ranked()).to_uppercase(),
        };
        let mut book = workbook();
        pages.households(&mut book, homes, (at + turn) % 4)?;
        book.save(
            folder
                .join("ho-ngheo")
                .join(format!("Ho ngheo {}.xlsx", commune.name)),
        )?;
        let mut book = workbook();
        pages.power(&mut book, homes, (at + turn) % 3)?;
        book.save(
            folder
                .join("tien-dien")
                .join(format!("Tien dien {}.xlsx", commune.name)),
        )?;
        for pupil in &homes.pupils {
            schools
                .entry(school(settings, pupil))
                .or_default()
                .push(pupil);
        }
    }
    for (at, (name, pupils)) in schools.iter().enumerate() {
        let pages = Pages {
            settings,
            plan,
            office: format!("Trường {name}").to_uppercase(),
        };
        let mut book = workbook();
        pages.pupils(&mut book, pupils, (at + turn) % 2)?;
        book.save(folder.join("hoc-sinh").join(format!("{name}.xlsx")))?;
    }
    Ok(())
}

/// Lays out the sheets of one office.
struct Pages<'a> {
    settings: &'a Settings,
    plan: &'a Plan,
    office: String,
}

impl Pages<'_> {
    fn page(
        &self,
        book: &mut Workbook,
        name: &str,
        titles: &[&str],
        columns: Columns,
        lines: &[Line],
    ) -> Result<(), XlsxError> {
        let sheet = book.add_worksheet().set_name(name)?;
        let widths = vec![16.0; columns.len()];
        let mut paper = Paper::new(sheet, Encoding::Unicode, &widths)?;
        paper.title(&self.office)?;
        for title in titles {
            paper.title(title)?;
        }
        paper.header(&heads(columns.iter().map(|(over, word, _)| (*over, *word))))?;
        let mut number = 0;
        for line in lines {
            // A household has one number, whoever of it stands in the row.
            let numbered = !matches!(line, Line::Member(..) | Line::Group(_));
            number += u32::from(numbered);
            let cells = columns.iter().map(|(_, _, key)| match *key {
                "number" if numbered => Cell::Bare(f64::from(number)),
                "months" => match line {
                    Line::Pupil(row) if row.amount != 0 => Cell::Bare(4.0),
                    _ => Cell::EMPTY,
                },
                key => {
                    let text = text(self.settings, self.plan, line, key);
                    match (key, text.parse::<f64>()) {
                        ("support", Ok(sum)) => Cell::Money(sum),
                        ("kwh" | "year", Ok(count)) => Cell::Bare(count),
                        _ => Cell::Text(text),
                    }
                }
            });
            paper.line(&cells.collect::<Vec<_>>())?;
        }
        paper.signatures(
            "Thái Bình, tháng 10 năm 2020",
            "NGƯỜI LẬP",
            "THỦ TRƯỞNG ĐƠN VỊ",
        )
    }

    fn households(
        &self,
        book: &mut Workbook,
        homes: &Homes,
        layout: usize,
    ) -> Result<(), XlsxError> {
        let year = self.plan.months.first.year();
        let title = format!("DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO, HỘ CHÍNH SÁCH NĂM {year}");
        let all = || homes.households.iter();
        let kinds = [Kind::Poor, Kind::NearPoor, Kind::Policy];
        let of = |kind: Kind| all().filter(move |h| h.kind == kind).flat_map(lines);
        match layout {
            0 => self.page(
                book,
                "Sheet1",
                &[&title],
                BY_PERSON,
                &all().flat_map(lines).collect::<Vec<_>>(),
            ),
            1 => self.page(
                book,
                "Danh sach",
                &[&title],
                BY_MARKS,
                &all().flat_map(lines).collect::<Vec<_>>(),
            ),
            2 => {
                for kind in kinds {
                    let title = format!("DANH SÁCH {} NĂM {year}", kind.word().to_uppercase());
                    self.page(
                        book,
                        kind.word(),
                        &[&title],
                        BY_KIND,
                        &of(kind).collect::<Vec<_>>(),
                    )?;
                }
                Ok(())
            }
            _ => {
                let groups = kinds
                    .iter()
                    .flat_map(|k| std::iter::once(Line::Group(k.word())).chain(of(*k)));
                self.page(
                    book,
                    "Sheet1",
                    &[&title],
                    BY_GROUP,
                    &groups.collect::<Vec<_>>(),
                )
            }
        }
    }

    fn power(&self, book: &mut Workbook, homes: &Homes, layout: usize) -> Result<(), XlsxError> {
        let mut quarters: Vec<Month> = homes.power.iter().map(|r| r.quarter).collect();
        quarters.sort_unstable();
        quarters.dedup();
        let title = "DANH SÁCH HỘ NGHÈO, HỘ CHÍNH SÁCH XÃ HỘI ĐƯỢC HỖ TRỢ TIỀN ĐIỆN";
        if layout == 1 || quarters.is_empty() {
            let rows: Vec<Line> = homes.power.iter().map(Line::Power).collect();
            return self.page(book, "Tien dien", &[title], POWER_MARKED, &rows);
        }
        for first in quarters {
            let when = format!("Quý {}", quarter(first));
            let rows = || homes.power.iter().filter(|r| r.quarter == first);
            let name = when.replace('/', ".");
            if layout == 0 {
                let rows: Vec<Line> = rows().map(Line::Power).collect();
                self.page(book, &name, &[title, &when], POWER_CODED, &rows)?;
                continue;
            }
            let of = |kind: Kind| rows().filter(move |r| r.kind == kind).map(Line::Power);
            let kinds = [Kind::Poor, Kind::Policy];
            let groups = kinds
                .into_iter()
                .flat_map(|k| std::iter::once(Line::Group(k.word())).chain(of(k)));
            self.page(
                book,
                &name,
                &[title, &when],
                POWER_GROUPED,
                &groups.collect::<Vec<_>>(),
            )?;
        }
        Ok(())
    }

    fn pupils(
        &self,
        book: &mut Workbook,
        pupils: &[&Pupil],
        layout: usize,
    ) -> Result<(), XlsxError> {
        let title = "DANH SÁCH HỌC SINH ĐƯỢC HỖ TRỢ CHI PHÍ HỌC TẬP";
        let when = term(self.plan);
        let rows: Vec<Line> = pupils.iter().map(|row| Line::Pupil(row)).collect();
        let columns = if layout == 0 {
            PUPILS_COUNTED
        } else {
            PUPILS_PLAIN
        };
        self.page(book, "Sheet1", &[title, &when], columns, &rows)
    }
}
