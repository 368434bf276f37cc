//! A made-up settlement with a known truth: months of approved lists and returns with planted faults.

#![allow(dead_code, missing_docs, clippy::expect_used)] // each test file uses its own part

pub mod desk;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

pub const COMMUNES: [&str; 3] = ["Bồ Xuyên", "Kỳ Bá", "Vũ Phúc"];
const AMOUNTS: [i64; 4] = [270_000, 405_000, 540_000, 675_000];

/// What is wrong with a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    None,
    Short,
    Missing,
    Late,
    Uncollected,
    Returned,
    Twice,
    Stranger,
}

#[derive(Clone, Debug)]
pub struct Person {
    pub name: String,
    pub born: String,
    pub id: String,
    pub commune: usize,
    pub amount: i64,
    pub fault: Fault,
    /// The month of the fault, counted from 0.
    pub at: usize,
}

/// A commune's month: carried in, approved, paid, returned, carried out, unexplained.
pub type Line = [i64; 6];

/// How a return tells of money that comes late.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Style {
    /// In a column of what was brought over.
    Carried,
    /// In one sum with the month's own.
    OneSum,
    /// In a row of its own, with the month it is for.
    Rows,
    /// The same as a column, under the keys of `inspect`.
    Keys,
}

pub struct Settlement {
    pub style: Style,
    pub people: Vec<Person>,
    pub months: usize,
}

/// A finding: rule, name, months, amount.
pub type Found = (String, String, Vec<String>, i64);

#[derive(Default)]
pub struct Truth {
    pub balances: BTreeMap<(String, String), Line>,
    pub findings: Vec<Found>,
}

struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }
}

pub fn month(at: usize) -> String {
    format!("2020-{:02}", at + 3)
}

/// A row of a return.
struct Row {
    own: i64,
    carried: i64,
    status: &'static str,
}

impl Settlement {
    pub fn new(count: usize, months: usize, seed: u64) -> Self {
        const FAMILY: [&str; 8] = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi"];
        const MIDDLE: [&str; 6] = ["Thị", "Văn", "Đức", "Ngọc", "Minh", "Hữu"];
        const GIVEN: [&str; 12] = [
            "Hoa", "Bình", "Lan", "Long", "Mai", "Hùng", "Nga", "Sơn", "Thu", "Dũng", "Hạnh",
            "Phúc",
        ];
        let mut random = Random(seed);
        let mut pick = |all: &[&str]| all[random.below(all.len())].to_owned();
        let names: Vec<String> = (0..count)
            .map(|_| format!("{} {} {}", pick(&FAMILY), pick(&MIDDLE), pick(&GIVEN)))
            .collect();
        let people = names.into_iter().enumerate().map(|(n, name)| {
            let year = 1930 + random.below(50);
            let fault = match n % 30 {
                1 => Fault::Short,
                4 => Fault::Missing,
                7 => Fault::Late,
                11 => Fault::Uncollected,
                15 => Fault::Returned,
                19 => Fault::Twice,
                23 => Fault::Stranger,
                _ => Fault::None,
            };
            // What takes several months has to fit.
            let needs = match fault {
                Fault::Uncollected => 4,
                Fault::Returned => 3,
                Fault::Missing | Fault::Late => 2,
                _ => 1,
            };
            Person {
                name,
                born: format!(
                    "{:02}/{:02}/{year}",
                    1 + random.below(28),
                    1 + random.below(12)
                ),
                id: format!("034{}{:02}{:06}", random.below(2), year % 100, 100_000 + n),
                commune: random.below(COMMUNES.len()),
                amount: AMOUNTS[random.below(AMOUNTS.len())],
                fault,
                at: random.below((months + 1).saturating_sub(needs).max(1)),
            }
        });
        Self {
            style: Style::Carried,
            people: people.collect(),
            months,
        }
    }

    fn is_approved(person: &Person, month: usize) -> bool {
        match person.fault {
            Fault::Stranger => false,
            Fault::Returned => month < person.at + 2,
            _ => true,
        }
    }

    fn rows(person: &Person, month: usize) -> Vec<Row> {
        let own = person.amount;
        let after = month as i64 - person.at as i64;
        let row = |own, carried, status| Row {
            own,
            carried,
            status,
        };
        let paid = || vec![row(own, 0, "Đã nhận")];
        match (person.fault, after) {
            (Fault::Short, 0) => vec![row(own - 50_000, 0, "Đã nhận")],
            (Fault::Missing, 0) | (Fault::Returned, 3..) => Vec::new(),
            (Fault::Missing | Fault::Late, 1) => vec![row(own, own, "Đã nhận")],
            (Fault::Late, 0) => vec![row(own, 0, "Chưa nhận")],
            (Fault::Uncollected, 0..=2) | (Fault::Returned, 0..=1) => {
                vec![row(own, own * after, "Chưa nhận")]
            }
            (Fault::Uncollected, 3) => vec![row(own, own * 3, "Đã nhận")],
            (Fault::Returned, 2) => vec![row(0, own * 2, "Nộp trả ngân sách")],
            (Fault::Twice, 0) => vec![row(own, 0, "Đã nhận"), row(own, 0, "Đã nhận")],
            (Fault::Stranger, at) if at != 0 => Vec::new(),
            _ => paid(),
        }
    }

    /// The approved list of a month.
    pub fn approved(&self, at: usize) -> String {
        let mut text = "STT,Họ và tên,Ngày sinh,Số CCCD,Xã/Phường,Đối tượng,Số tiền\n".to_owned();
        let on = self.people.iter().filter(|p| Self::is_approved(p, at));
        for (n, p) in on.enumerate() {
            let commune = COMMUNES[p.commune];
            let line = format!(
                "{},{},{},{},{commune},NCT80,{}",
                n + 1,
                p.name,
                p.born,
                p.id,
                p.amount
            );
            writeln!(text, "{line}").expect("text");
        }
        text
    }

    /// The return of a month.
    pub fn paid(&self, at: usize) -> String {
        let who = "STT,Họ và tên,Ngày sinh,Số CCCD,Xã/Phường";
        let mut text = match self.style {
            Style::Carried => {
                format!("{who},Tháng này,Chưa trả tháng trước,Tổng số tiền,Trạng thái\n")
            }
            Style::OneSum => format!("{who},Số tiền,Trạng thái\n"),
            Style::Rows => format!("{who},Kỳ chi trả,Số tiền,Trạng thái\n"),
            Style::Keys => {
                "number,name,born,id_number,commune,regular,carried,total,status\n".to_owned()
            }
        };
        let mut n = 0;
        for p in &self.people {
            for row in Self::rows(p, at) {
                n += 1;
                let who = format!("{n},{},{},{},{}", p.name, p.born, p.id, COMMUNES[p.commune]);
                let cell = |sum: i64| {
                    if sum == 0 {
                        String::new()
                    } else {
                        sum.to_string()
                    }
                };
                let (own, carried, status) = (row.own, row.carried, row.status);
                match self.style {
                    Style::Carried | Style::Keys => {
                        let sum = own + carried;
                        writeln!(text, "{who},{},{},{sum},{status}", cell(own), cell(carried))
                    }
                    Style::OneSum if status == "Chưa nhận" => {
                        writeln!(text, "{who},{own},{status}")
                    }
                    Style::OneSum => writeln!(text, "{who},{},{status}", own + carried),
                    Style::Rows => {
                        let mut all = String::new();
                        if own != 0 {
                            writeln!(all, "{who},{},{own},{status}", month(at)).expect("text");
                        }
                        // Each month that comes late is a row of its own.
                        let late = if status == "Chưa nhận" {
                            0
                        } else {
                            carried / p.amount
                        };
                        for back in 1..=late as usize {
                            let of = month(at - back);
                            writeln!(all, "{who},{of},{},{status}", p.amount).expect("text");
                        }
                        write!(text, "{all}")
                    }
                }
                .expect("text");
            }
        }
        text
    }

    /// Writes the two lists of a month into a folder of its own.
    pub fn write(&self, folder: &Path, at: usize) {
        let folder = folder.join(format!("thang-{}", month(at)));
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(
            folder.join(format!("phe-duyet-{}.csv", month(at))),
            self.approved(at),
        )
        .expect("written");
        fs::write(
            folder.join(format!("chi-tra-{}.csv", month(at))),
            self.paid(at),
        )
        .expect("written");
    }

    /// What a reconciliation of the first `months` has to find.
    pub fn truth(&self, months: usize) -> Truth {
        let mut truth = Truth::default();
        let mut carried: Vec<i64> = vec![0; self.people.len()];
        for at in 0..months {
            for (p, carried) in self.people.iter().zip(&mut carried) {
                let key = (month(at), COMMUNES[p.commune].to_owned());
                let line = truth.balances.entry(key).or_default();
                let approved = if Self::is_approved(p, at) {
                    p.amount
                } else {
                    0
                };
                let rows = Self::rows(p, at);
                let sum = |status: &str| -> i64 {
                    let of = rows.iter().filter(|r| r.status == status);
                    of.map(|r| r.own + r.carried).sum()
                };
                let (paid, returned) = (sum("Đã nhận"), sum("Nộp trả ngân sách"));
                let before = *carried;
                let open = before + approved;
                let stays = rows.is_empty() || rows.iter().any(|r| r.status == "Chưa nhận");
                *carried = if stays { open } else { 0 };
                let add = [
                    before,
                    approved,
                    paid,
                    returned,
                    *carried,
                    open - paid - returned - *carried,
                ];
                for (sum, more) in line.iter_mut().zip(add) {
                    *sum += more;
                }
            }
        }
        for p in &self.people {
            let seen = |at: usize| at < months;
            let mut add = |rule: &str, months: Vec<usize>, amount: i64| {
                let months = months.into_iter().map(month).collect();
                truth
                    .findings
                    .push((rule.to_owned(), p.name.clone(), months, amount));
            };
            match p.fault {
                Fault::Short if seen(p.at) => add("paid-differs", vec![p.at], -50_000),
                Fault::Missing if seen(p.at) => add("approved-unaccounted", vec![p.at], -p.amount),
                Fault::Uncollected if seen(p.at + 2) => {
                    add("carried-too-long", vec![p.at, p.at + 1, p.at + 2], 0);
                }
                Fault::Twice if seen(p.at) => add("paid-twice", vec![p.at], p.amount),
                Fault::Stranger if seen(p.at) => add("paid-not-approved", vec![p.at], p.amount),
                _ => {}
            }
        }
        truth.findings.sort();
        truth
    }
}
