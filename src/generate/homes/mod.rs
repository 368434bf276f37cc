//! The households of the made-up city: lists of poor, near-poor and policy households, electricity support, and
//! schools' lists, with planted faults and what looks like one.
//!
//! In: settings and a plan. Out: files beside the rolls and ledgers, and the findings that an audit must bring.
//! Every commune draws from a stream of its own, so that rolls and ledgers are the same with and without it.

mod lists;
mod scenes;

use std::io;
use std::path::Path;
use std::rc::Rc;

use crate::model::{Month, Sex};

use super::Layout;
use super::city::{Plan, communes, quotas};
use super::maker::{Maker, full_day};
use super::random::Random;
use super::rows::{Case, Who, Written};
use super::settings::Settings;
use super::truth::Truth;

/// What a household is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Hộ nghèo.
    Poor,
    /// Hộ cận nghèo.
    NearPoor,
    /// Hộ chính sách.
    Policy,
}

impl Kind {
    /// As lists write it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Poor => "Hộ nghèo",
            Self::NearPoor => "Hộ cận nghèo",
            Self::Policy => "Hộ chính sách",
        }
    }

    fn prefix(self) -> &'static str {
        match self {
            Self::Poor => "HN",
            Self::NearPoor => "CN",
            Self::Policy => "CS",
        }
    }
}

/// A household on a list.
#[derive(Clone, Debug)]
pub struct Home {
    /// Its head.
    pub head: Rc<Who>,
    /// What it is.
    pub kind: Kind,
    /// Mã hộ.
    pub code: String,
    /// The others, with what they are to the head.
    pub members: Vec<(Rc<Who>, &'static str)>,
    /// On the list since.
    pub from: Option<Month>,
    /// First month no longer on it.
    pub until: Option<Month>,
}

/// A row of electricity support.
#[derive(Clone, Debug)]
pub struct Power {
    /// Who stands for the household.
    pub head: Rc<Who>,
    /// Mã hộ; empty if it has none.
    pub code: String,
    /// What the list calls it.
    pub kind: Kind,
    /// First month of the quarter.
    pub quarter: Month,
    /// đồng.
    pub amount: i64,
    /// kWh a month.
    pub kwh: i32,
}

/// A row of a school's list.
#[derive(Clone, Debug)]
pub struct Pupil {
    /// The pupil.
    pub who: Rc<Who>,
    /// Father, mother or head.
    pub parent: String,
    /// Whether it is a primary school, and of which commune.
    pub school: (bool, usize),
    /// Ground.
    pub ground: &'static str,
    /// đồng; 0 for fees alone.
    pub amount: i64,
}

/// What the lists of a commune hold.
#[derive(Clone, Debug, Default)]
pub struct Homes {
    /// Households.
    pub households: Vec<Home>,
    /// Electricity support.
    pub power: Vec<Power>,
    /// Pupils.
    pub pupils: Vec<Pupil>,
}

/// What the scenes of a commune draw from.
pub struct Town<'m, 's> {
    /// Names and draws.
    pub maker: &'m mut Maker<'s>,
    /// Whole quarters of the range, by their first months.
    pub quarters: Vec<Month>,
    /// Months of the first term of the school year, where the range reaches it.
    pub term: Vec<Month>,
    /// What is written so far.
    pub lists: Homes,
    /// Electricity support of a month, đồng.
    pub power: i64,
    /// Study support of a month, đồng.
    pub study: i64,
    codes: usize,
}

impl Town<'_, '_> {
    /// Somebody of a rare name.
    pub fn somebody(
        &mut self,
        family: Option<&str>,
        sex: Sex,
        ages: (i32, i32),
        village: &str,
    ) -> Rc<Who> {
        let maker = &mut *self.maker;
        let mut name = maker.rare_name(sex);
        while !maker.taken.insert((name.clone(), 0)) {
            name = maker.rare_name(sex);
        }
        if let Some(family) = family {
            let rest = name.split_once(' ').map_or("", |(_, rest)| rest);
            name = format!("{family} {rest}");
        }
        let age = maker.random.between(ages.0, ages.1);
        // Months before the last: nobody has a birthday that the audit's last day could move.
        let back = 12 * age + maker.random.between(1, 10);
        let day = maker.random.between(1, 28) as u32;
        Rc::new(Who {
            name,
            born: Written::Date(full_day(maker.months.last.plus(-back), day)),
            sex,
            id: String::new(),
            commune: maker.commune,
            village: village.to_owned(),
            exact: true,
        })
    }

    /// A sex, a village.
    fn place(&mut self) -> (Sex, String) {
        let sex = self.maker.sex(40);
        let village = format!("Tổ {}", self.maker.random.between(1, 30));
        (sex, village)
    }

    /// A household with a spouse, on its list for all months.
    pub fn home(&mut self, kind: Kind) -> Home {
        let (sex, village) = self.place();
        let head = self.somebody(None, sex, (34, 78), &village);
        let (other, word) = if sex == Sex::Male {
            (Sex::Female, "Vợ")
        } else {
            (Sex::Male, "Chồng")
        };
        let spouse = self.somebody(None, other, (34, 78), &village);
        self.codes += 1;
        let code = format!(
            "{}{:02}{:04}",
            kind.prefix(),
            self.maker.commune + 1,
            self.codes
        );
        Home {
            head,
            kind,
            code,
            members: vec![(spouse, word)],
            from: None,
            until: None,
        }
    }

    /// A child of a household, of these ages.
    pub fn child(&mut self, home: &mut Home, ages: (i32, i32)) -> Rc<Who> {
        let family = home.head.name.split(' ').next().unwrap_or("").to_owned();
        let sex = self.maker.sex(50);
        let child = self.somebody(Some(&family), sex, ages, &home.head.village.clone());
        home.members.push((child.clone(), "Con"));
        child
    }

    /// What is paid to a household for a quarter, in order.
    pub fn power_row(&mut self, home: &Home, quarter: Month) -> Power {
        Power {
            head: home.head.clone(),
            code: home.code.clone(),
            kind: home.kind,
            quarter,
            amount: 3 * self.power,
            kwh: self.maker.random.between(12, 48),
        }
    }

    /// Pays a household in every quarter but one.
    pub fn pay_but(&mut self, home: &Home, but: Option<Month>) {
        for quarter in self.quarters.clone() {
            if Some(quarter) != but {
                let row = self.power_row(home, quarter);
                self.lists.power.push(row);
            }
        }
    }

    /// A quarter of the range.
    pub fn quarter(&mut self) -> Month {
        *self.maker.random.pick(&self.quarters)
    }

    /// A child's row at the school of the commune.
    pub fn claim(&self, home: &Home, child: &Rc<Who>, amount: i64) -> Pupil {
        let age = child
            .born
            .date()
            .map_or(0, |b| self.maker.months.last.year() - b.first.ymd().0);
        Pupil {
            who: child.clone(),
            parent: home.head.name.clone(),
            school: (age < FIRST_OF_SECONDARY, self.maker.commune),
            ground: home.kind.word(),
            amount,
        }
    }
}

/// Age from which a child goes to a secondary school, years.
const FIRST_OF_SECONDARY: i32 = 11;

/// People of a commune for one household on its lists.
const PEOPLE_PER_HOME: u64 = 2;
const FEWEST_HOMES: u64 = 14;

/// Writes the lists of all communes.
pub fn write(
    folder: &Path,
    settings: &Settings,
    plan: &Plan,
    layout: Layout,
    truth: &mut Truth,
) -> io::Result<()> {
    let quarters = quarters(plan);
    let count = communes(settings, plan.people);
    let mut maker = Maker::new(settings, plan, count);
    let mut deck: Vec<&scenes::Scene> = Vec::new();
    let mut all = Vec::new();
    let mut before = 0;
    for (commune, quota) in quotas(settings, plan.people, count).enumerate() {
        maker.commune = commune;
        maker.random = Random::new(plan.seed, STREAM + commune as u64);
        let homes = ((quota - before) / PEOPLE_PER_HOME).max(FEWEST_HOMES);
        before = quota;
        let mut town = Town {
            maker: &mut maker,
            quarters: quarters.clone(),
            term: term(plan),
            lists: Homes::default(),
            power: settings.electricity,
            study: settings.study,
            codes: 0,
        };
        for _ in 0..homes {
            let planted = town.maker.random.chance(plan.faults);
            if deck.is_empty() {
                deck = scenes::shuffled(&mut town.maker.random, &town.quarters, &town.term);
            }
            let scene = planted.then(|| deck.pop()).flatten();
            let mut case = Case::default();
            match scene {
                Some(scene) => (scene.plant)(&mut town, &mut case),
                None => scenes::in_order(&mut town),
            }
            truth.case(scene.map_or("", |s| s.name), &case)?;
        }
        all.push(town.lists);
    }
    lists::write(folder, settings, plan, layout, &all)
}

/// The first of the streams of draws that are the households' own.
const STREAM: u64 = 1 << 62;

/// The whole quarters within the months.
fn quarters(plan: &Plan) -> Vec<Month> {
    let starts = plan
        .months
        .iter()
        .filter(|m| (m.number() - 1).is_multiple_of(3));
    starts.filter(|m| m.plus(2) <= plan.months.last).collect()
}

/// September to December of the last year, where the months reach September.
fn term(plan: &Plan) -> Vec<Month> {
    let last = plan.months.last;
    let begins = Month::new(last.year(), 9).filter(|m| *m <= last);
    begins.map_or_else(Vec::new, |first| (0..4).map(|i| first.plus(i)).collect())
}
