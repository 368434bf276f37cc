//! Made-up people on three noisy lists, with the truth known: what linking is measured by.
//!
//! In: how many people and a seed. Out: a roll, a ledger and a death register as typed rows, each
//! with the person it truly is. Names are put together from lists of syllables.

use rasoat::link::fold::{Folded, ListFolder, Merger};
use rasoat::model::{
    Corpus, IdNumber, IdentityId, Money, Month, PartialDate, Role, Row, Sex, Source,
};
use unicode_normalization::UnicodeNormalization;

/// Truths from here on are of people who are not on the roll.
pub const STRANGERS: u32 = 1_000_000_000;

/// A list with the truth of each row; strangers have numbers of their own.
pub struct List {
    pub role: Role,
    pub rows: Vec<(Row, u32)>,
}

/// A small random source (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    pub fn chance(&mut self, p: f64) -> bool {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64 <= p - f64::EPSILON
    }

    /// An entry; the early ones of a list are the common ones.
    fn common<'a>(&mut self, all: &[&'a str], steep: f64) -> &'a str {
        let x = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        all[((x.powf(steep)) * all.len() as f64) as usize % all.len()]
    }
}

const FAMILY: &[&str] = &[
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương", "Đinh",
    "Phan", "Hà", "Lương", "Mai", "Tạ", "Đào", "Đoàn", "Trịnh", "Khúc", "Quách", "Nghiêm", "Tống",
    "Lại", "Phí", "Doãn", "Bạch", "Kiều", "Vi",
];
const MIDDLE: [&[&str]; 2] = [
    &[
        "Thị",
        "Thị",
        "Thị",
        "Thị",
        "Thị Thu",
        "Thị Minh",
        "Thị Kim",
        "Thị Ngọc",
        "Thu",
        "Minh",
        "Ngọc",
        "Thị Thanh",
        "Bích",
        "Thị Bích",
        "Kim",
        "Diệu",
    ],
    &[
        "Văn", "Văn", "Văn", "Đức", "Hữu", "Xuân", "Đình", "Quang", "Minh", "Công", "Ngọc",
        "Trọng", "Bá", "Viết", "Thế", "Duy",
    ],
];
const GIVEN: [&[&str]; 2] = [
    &[
        "Hoa", "Lan", "Hương", "Hòa", "Mai", "Nga", "Thúy", "Hà", "Huệ", "Lý", "Thảo", "Xuân",
        "Hồng", "Loan", "Yến", "Oanh", "Tuyết", "Nhung", "Mỹ", "Thơm", "Mận", "Nhài", "Sen",
        "Chiên", "Gái", "Ngát", "Vân", "Liên", "Thoa", "Đào", "Bưởi", "Rụt", "Tẹo", "Nụ", "Quý",
        "Thìn", "Tỵ", "Dậu", "Mùi", "Sửu",
    ],
    &[
        "Hùng", "Dũng", "Long", "Hải", "Sơn", "Bình", "Tuấn", "Thành", "Minh", "Đức", "Thắng",
        "Cường", "Hòa", "Quý", "Khánh", "Lân", "Kỳ", "Toàn", "Tý", "Thìn", "Ngọ", "Hợi", "Bảo",
        "Chiến", "Đạt", "Giang", "Khoa", "Lợi", "Mạnh", "Nam", "Phúc", "Quyết", "Sáu", "Tám", "Út",
        "Vinh", "Xuyên", "Ân", "Ước", "Yên",
    ],
];
const COMMUNES: &[&str] = &[
    "Lê Hồng Phong",
    "Bồ Xuyên",
    "Đề Thám",
    "Kỳ Bá",
    "Quang Trung",
    "Phú Khánh",
    "Tiền Phong",
    "Trần Hưng Đạo",
    "Trần Lãm",
    "Hoàng Diệu",
    "Đông Hòa",
    "Phú Xuân",
    "Vũ Phúc",
    "Vũ Chính",
    "Đông Mỹ",
    "Đông Thọ",
    "Vũ Đông",
    "Vũ Lạc",
    "Tân Bình",
];

struct Person {
    name: String,
    born: (i32, u32, u32),
    sex: Sex,
    citizen: String,
    old_id: String,
    commune: &'static str,
    village: String,
}

fn person(dice: &mut Dice) -> Person {
    let female = dice.chance(0.58);
    let at = usize::from(!female);
    let name = format!(
        "{} {} {}",
        dice.common(FAMILY, 2.6),
        dice.common(MIDDLE[at], 1.3),
        dice.common(GIVEN[at], 1.5)
    );
    let old = dice.chance(0.65);
    let year = if old {
        1928 + dice.below(18) as i32
    } else {
        1946 + dice.below(74) as i32
    };
    let born = (year, 1 + dice.below(12) as u32, 1 + dice.below(28) as u32);
    let century = if year < 2000 { 0 } else { 2 } + usize::from(female);
    Person {
        name,
        born,
        sex: if female { Sex::Female } else { Sex::Male },
        citizen: format!("034{century}{:02}{:06}", year % 100, dice.below(1_000_000)),
        old_id: format!("15{:07}", dice.below(10_000_000)),
        commune: COMMUNES[dice.below(COMMUNES.len())],
        village: format!("Tổ {}", 1 + dice.below(12)),
    }
}

/// How noisy a list is.
struct Noise {
    year_only: f64,
    no_id: f64,
    old_id: f64,
    village: f64,
    sex: f64,
}

fn write(person: &Person, noise: &Noise, dice: &mut Dice) -> Row {
    let (mut year, mut month, mut day) = person.born;
    if dice.chance(0.02) && month != day && day <= 12 {
        std::mem::swap(&mut month, &mut day);
    } else if dice.chance(0.02) {
        year += if dice.chance(0.5) { 1 } else { -1 };
    }
    let born = if dice.chance(noise.year_only) {
        PartialDate::year(year)
    } else {
        PartialDate::day(year, month, day)
    };
    let mut id = String::new();
    if !dice.chance(noise.no_id) {
        let old = dice.chance(noise.old_id);
        id.clone_from(if old { &person.old_id } else { &person.citizen });
        if dice.chance(0.01) {
            let at = dice.below(id.len());
            let digit = dice.below(10).to_string();
            id.replace_range(at..=at, &digit);
        }
    }
    Row {
        name: misspell(&person.name, dice),
        born,
        sex: dice.chance(noise.sex).then_some(person.sex),
        id_number: IdNumber::from_digits(&id),
        commune: person.commune.to_owned(),
        village: if dice.chance(noise.village) {
            person.village.clone()
        } else {
            String::new()
        },
        months: 1,
        ..Row::default()
    }
}

fn misspell(name: &str, dice: &mut Dice) -> String {
    let mut name = name.to_owned();
    if dice.chance(0.03) {
        let parts: Vec<&str> = name.split(' ').collect();
        name = match parts.len() {
            3 => format!("{} {}", parts[0], parts[2]),
            _ => format!("{} {} {}", parts[0], parts[1], parts[parts.len() - 1]),
        };
    }
    if dice.chance(0.3) {
        name = name.replace("Hòa", "Hoà").replace("Thúy", "Thuý");
    }
    if dice.chance(0.1) {
        name = name
            .replace("Kỳ", "Kì")
            .replace("Lý", "Lí")
            .replace("Mỹ", "Mĩ")
            .replace("Quý", "Quí");
    }
    if dice.chance(0.02) {
        let letters: Vec<char> = name.chars().collect();
        let at = dice.below(letters.len());
        let other = ['n', 'h', 'i', 'o', 'a', 'u', 'g', 't'][dice.below(8)];
        name = letters
            .iter()
            .enumerate()
            .filter_map(|(i, c)| match (i == at && *c != ' ', dice.below(2)) {
                (true, 0) => None,
                (true, _) => Some(other),
                _ => Some(*c),
            })
            .collect();
    }
    if dice.chance(0.05) {
        name = name
            .nfd()
            .filter(|c| !('\u{300}'..'\u{370}').contains(c))
            .collect::<String>()
            .replace('đ', "d")
            .replace('Đ', "D");
    }
    if dice.chance(0.2) {
        name = name.to_uppercase();
    }
    if dice.chance(0.02) {
        name = format!("Cụ {name}");
    }
    name
}

/// A roll, a ledger and a death register of so many people.
pub fn lists(people: usize, seed: u64) -> Vec<List> {
    let mut dice = Dice(seed);
    let all: Vec<Person> = (0..people).map(|_| person(&mut dice)).collect();
    let roll = Noise {
        year_only: 0.1,
        no_id: 0.3,
        old_id: 0.1,
        village: 0.8,
        sex: 0.9,
    };
    let ledger = Noise {
        year_only: 0.5,
        no_id: 0.3,
        old_id: 0.2,
        village: 0.3,
        sex: 0.2,
    };
    let deaths = Noise {
        year_only: 0.15,
        no_id: 0.3,
        old_id: 0.2,
        village: 0.5,
        sex: 1.0,
    };
    let mut out = Vec::new();
    let mut write_list = |role,
                          noise: &Noise,
                          who: &mut dyn Iterator<Item = (u32, Option<&Person>)>,
                          dice: &mut Dice| {
        let mut rows = Vec::new();
        for (truth, known) in who {
            let stranger;
            let person = if let Some(known) = known {
                known
            } else {
                stranger = person(dice);
                &stranger
            };
            let mut row = write(person, noise, dice);
            row.number = rows.len() as u32 + 2;
            if role == Role::Ledger {
                row.amount = Some(Money(405_000));
                row.month = Month::new(2020, 10);
            }
            rows.push((row, truth));
        }
        out.push(List { role, rows });
    };
    let everybody = || all.iter().zip(0u32..).map(|(p, i)| (i, Some(p)));
    write_list(Role::Roll, &roll, &mut everybody(), &mut dice);
    let paid: Vec<bool> = (0..people).map(|_| dice.chance(0.97)).collect();
    let ghosts = (0..people as u32 / 200).map(|i| (STRANGERS + i, None));
    write_list(
        Role::Ledger,
        &ledger,
        &mut everybody().filter(|(i, _)| paid[*i as usize]).chain(ghosts),
        &mut dice,
    );
    let dead: Vec<bool> = (0..people).map(|_| dice.chance(0.06)).collect();
    let strangers = (0..people as u32 / 10).map(|i| (2 * STRANGERS + i, None));
    write_list(
        Role::Deaths,
        &deaths,
        &mut everybody()
            .filter(|(i, _)| dead[*i as usize])
            .chain(strangers),
        &mut dice,
    );
    out
}

/// The lists folded, taken in this order.
pub fn fold(lists: &[List], order: &[usize; 3]) -> Folded {
    let mut merger = Merger::new();
    for list in order.iter().map(|at| &lists[*at]) {
        let mut folder = ListFolder::new(list.role);
        for (row, _) in &list.rows {
            folder.row(row);
        }
        merger.add(source(list.role), [folder.finish()]);
    }
    merger.finish()
}

/// The identity of each row, list by list.
#[allow(dead_code, reason = "the bench does not measure")]
pub fn identities(corpus: &Corpus) -> [Vec<IdentityId>; 3] {
    [
        corpus.roll.iter().map(|r| r.identity).collect(),
        corpus.payments.iter().map(|r| r.identity).collect(),
        corpus.deaths.iter().map(|r| r.identity).collect(),
    ]
}

fn source(role: Role) -> Source {
    Source {
        path: format!("{}.csv", role.code()),
        sha256: String::new(),
        format: "csv",
        encoding: "unicode",
        sheet: None,
        role,
        month: None,
        unit: 1,
        header_rows: vec![1],
        columns: Vec::new(),
        unknown_columns: Vec::new(),
        commune: String::new(),
        rows: 0,
        skipped: Vec::new(),
        wrong_total: None,
    }
}
