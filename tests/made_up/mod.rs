//! Made-up people on three noisy lists, with the truth known: what linking is measured by.
//!
//! In: how many people, a seed and how the ledger is written. Out: a roll, a ledger of two months and
//! a death register as typed rows, each with the person it truly is. Some people have a namesake of
//! their year and commune, on the roll or only in the ledger; some are paid twice, or are spelt
//! otherwise in the second month.

mod names;

use names::{COMMUNES, FAMILY, GIVEN, MIDDLE};
use rasoat::link::fold::{Folded, ListFolder, Merger};
use rasoat::model::{
    Categories, Corpus, IdNumber, IdentityId, Money, Month, PartialDate, Role, Row, Sex, Source,
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

/// How a ledger is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ledger {
    /// Most rows with an id number, half with the full birth.
    Mixed,
    /// As the post office types it: names in capitals and years, nothing else.
    PostOffice,
}

#[derive(Clone)]
struct Person {
    name: String,
    born: (i32, u32, u32),
    sex: Sex,
    citizen: String,
    old_id: String,
    commune: &'static str,
    village: String,
    /// Category and monthly amount.
    grant: (usize, i64),
}

/// Categories and amounts as they are seldom or often given.
const GRANTS: [(usize, i64); 8] = [
    (1, 405_000),
    (1, 405_000),
    (1, 540_000),
    (2, 675_000),
    (3, 540_000),
    (4, 270_000),
    (4, 540_000),
    (5, 810_000),
];

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
        grant: if year <= 1940 && dice.chance(0.85) {
            (0, 405_000)
        } else {
            GRANTS[dice.below(GRANTS.len())]
        },
    }
}

/// Somebody else of the name, sex, year, commune and grant of one of these. Common names have more
/// namesakes than rare ones, as it is in life.
fn namesake(all: &[Person], dice: &mut Dice) -> Person {
    loop {
        let other = person(dice);
        let known: Vec<&Person> = all.iter().filter(|p| p.name == other.name).collect();
        if !known.is_empty() {
            let of = known[dice.below(known.len())];
            if (of.born.1, of.born.2) == (other.born.1, other.born.2) {
                continue;
            }
            return Person {
                born: (of.born.0, other.born.1, other.born.2),
                citizen: format!("{}{}", &of.citizen[..6], &other.citizen[6..]),
                commune: of.commune,
                grant: of.grant,
                ..other
            };
        }
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

const ROLL: Noise = Noise {
    year_only: 0.1,
    no_id: 0.3,
    old_id: 0.1,
    village: 0.8,
    sex: 0.9,
};
const MIXED: Noise = Noise {
    year_only: 0.5,
    no_id: 0.3,
    old_id: 0.2,
    village: 0.3,
    sex: 0.2,
};
const POST_OFFICE: Noise = Noise {
    year_only: 1.0,
    no_id: 1.0,
    old_id: 0.0,
    village: 0.0,
    sex: 0.0,
};
const DEATHS: Noise = Noise {
    year_only: 0.15,
    no_id: 0.3,
    old_id: 0.2,
    village: 0.5,
    sex: 1.0,
};

/// A roll, a ledger and a death register of so many people.
pub fn lists(people: usize, seed: u64, ledger: Ledger) -> Vec<List> {
    let mut dice = Dice(seed);
    let mut all: Vec<Person> = (0..people).map(|_| person(&mut dice)).collect();
    for _ in 0..people / 200 {
        let other = namesake(&all, &mut dice);
        all[dice.below(people)] = other;
    }
    let on_roll = |(p, i): (&Person, u32), dice: &mut Dice| {
        let mut row = write(p, &ROLL, dice);
        row.categories = Categories::one(p.grant.0);
        row.amount = Some(Money(p.grant.1));
        (row, i)
    };
    let roll = all.iter().zip(0..).map(|p| on_roll(p, &mut dice)).collect();
    let paid = ledger_of(&all, ledger, &mut dice);
    let dead: Vec<bool> = (0..people).map(|_| dice.chance(0.06)).collect();
    let dead = all.iter().zip(0u32..).filter(|(_, i)| dead[*i as usize]);
    let mut deaths: Vec<(Row, u32)> =
        (dead.map(|(p, i)| (write(p, &DEATHS, &mut dice), i))).collect();
    for i in 0..people as u32 / 10 {
        let stranger = person(&mut dice);
        deaths.push((write(&stranger, &DEATHS, &mut dice), 2 * STRANGERS + i));
    }
    let lists = [
        (Role::Roll, roll),
        (Role::Ledger, paid),
        (Role::Deaths, deaths),
    ];
    let numbered = |(role, mut rows): (Role, Vec<(Row, u32)>)| {
        for ((row, _), number) in rows.iter_mut().zip(2..) {
            row.number = number;
        }
        List { role, rows }
    };
    lists.into_iter().map(numbered).collect()
}

/// Two months: nearly everybody, ghosts of common names, and a few who are namesakes of others.
fn ledger_of(all: &[Person], ledger: Ledger, dice: &mut Dice) -> Vec<(Row, u32)> {
    let mut who: Vec<(Person, u32)> = all.iter().cloned().zip(0..).collect();
    who.retain(|_| dice.chance(0.97));
    let (ghosts, namesakes) = (all.len() as u32 / 200, all.len() as u32 / 8_000);
    who.extend((0..ghosts).map(|i| (person(dice), STRANGERS + i)));
    who.extend((0..namesakes).map(|i| (namesake(all, dice), STRANGERS + ghosts + i)));
    let written = |p: &Person, dice: &mut Dice| match ledger {
        Ledger::Mixed => write(p, &MIXED, dice),
        Ledger::PostOffice => {
            let row = write(p, &POST_OFFICE, dice);
            let name = row.name.to_uppercase();
            Row { name, ..row }
        }
    };
    let mut rows = Vec::new();
    for (person, truth) in &who {
        let (category, amount) = if dice.chance(0.03) {
            GRANTS[dice.below(GRANTS.len())]
        } else {
            person.grant
        };
        let mut row = written(person, dice);
        for month in [10, 11] {
            if month == 11 && dice.chance(0.1) {
                row = written(person, dice);
            }
            row.categories = Categories::one(category);
            row.amount = Some(Money(amount));
            row.month = Month::new(2020, month);
            rows.push((row.clone(), *truth));
            if dice.chance(0.002) {
                let twice = Row {
                    name: misspell(&person.name, dice),
                    ..row.clone()
                };
                rows.push((twice, *truth));
            }
        }
    }
    rows
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
