//! Approved lists and returns month by month, for a reconciliation to be measured on.
//!
//! In: settings and a plan. Out: a folder a month with the list that was approved and what the post office
//! returned, and `truth.json`: the balance of every commune and month to the đồng, and every finding that
//! a reconciliation of all months must bring. Rows stream; balances and what was planted are kept.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::rc::Rc;

use serde_json::{Value, json};

use super::cells::Office;
use super::city::{self, Plan};
use super::csv::Sheet;
use super::life::Life;
use super::maker::{Maker, Want};
use super::random::Random;
use super::rows::Who;
use super::settings::Settings;
use super::style::Style;
use crate::model::Month;

const APPROVED_KEYS: [&str; 7] = [
    "number",
    "name",
    "born",
    "id_number",
    "commune",
    "category",
    "amount",
];
const RETURN_KEYS: [&str; 11] = [
    "number",
    "name",
    "born",
    "id_number",
    "commune",
    "category",
    "regular",
    "carried",
    "total",
    "paid",
    "note",
];
const GIVEN_BACK: &str = "Nộp trả ngân sách";

/// What is planted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Plant {
    /// Less than approved.
    Short,
    /// More than approved.
    Over,
    /// Left out of the return, collected a month later.
    Missing,
    /// Collected a month late.
    Late,
    /// Not collected three months running, then all at once.
    Uncollected,
    /// Not collected twice, then given back; approved no longer.
    Returned,
    /// Two rows in one return.
    Twice,
    /// Paid without being approved.
    Stranger,
}

const PLANTS: [Plant; 8] = [
    Plant::Short,
    Plant::Over,
    Plant::Missing,
    Plant::Late,
    Plant::Uncollected,
    Plant::Returned,
    Plant::Twice,
    Plant::Stranger,
];

impl Plant {
    /// How many months it takes, from the first on.
    fn months(self) -> i32 {
        match self {
            Self::Short | Self::Over | Self::Twice | Self::Stranger => 1,
            Self::Missing | Self::Late => 2,
            Self::Uncollected | Self::Returned => 3,
        }
    }
}

/// What became of the money of a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Paid,
    Unpaid,
    Returned,
}

/// A row of a return, đồng.
#[derive(Clone, Copy)]
struct Paid {
    own: i64,
    carried: i64,
    state: State,
}

/// Somebody with what is planted and since when, counted from the first month.
struct Person {
    who: Rc<Who>,
    profile: usize,
    amount: i64,
    planted: Option<(Plant, i32)>,
}

impl Person {
    fn draw(life: &Life, maker: &mut Maker, faults: f64) -> Self {
        let planted = maker.random.chance(faults);
        let plant = *maker.random.pick(&PLANTS);
        let last = maker.len() - plant.months();
        let at = maker.random.between(0, last.max(0));
        Self {
            who: life.who.clone(),
            profile: life.profile,
            amount: life.amount,
            planted: (planted && last >= 0).then_some((plant, at)),
        }
    }

    /// Approved for a month, đồng.
    fn approved(&self, month: i32) -> i64 {
        match self.planted {
            Some((Plant::Stranger, _)) => 0,
            Some((Plant::Returned, at)) if month >= at + 2 => 0,
            _ => self.amount,
        }
    }

    /// The rows of a month's return.
    fn paid(&self, month: i32) -> Vec<Paid> {
        let own = self.amount;
        let row = |own, carried, state| Paid {
            own,
            carried,
            state,
        };
        let Some((plant, at)) = self.planted else {
            return vec![row(own, 0, State::Paid)];
        };
        let since = month - at;
        let waiting = own * i64::from(since.max(0));
        match (plant, since) {
            (Plant::Short, 0) => vec![row(own - own / 3, 0, State::Paid)],
            (Plant::Over, 0) => vec![row(own + own / 3, 0, State::Paid)],
            (Plant::Missing, 0) | (Plant::Returned, 3..) => Vec::new(),
            (Plant::Missing | Plant::Late, 1) | (Plant::Uncollected, 3) => {
                vec![row(own, waiting, State::Paid)]
            }
            (Plant::Late, 0) | (Plant::Uncollected, 0..=2) | (Plant::Returned, 0..=1) => {
                vec![row(own, waiting, State::Unpaid)]
            }
            (Plant::Returned, 2) => vec![row(0, waiting, State::Returned)],
            (Plant::Twice, 0) => vec![row(own, 0, State::Paid); 2],
            (Plant::Stranger, since) if since != 0 => Vec::new(),
            _ => vec![row(own, 0, State::Paid)],
        }
    }

    /// What a reconciliation finds: rule, how many months from the first on, amount.
    fn found(&self) -> Option<(&'static str, i32, i64)> {
        let own = self.amount;
        match self.planted?.0 {
            Plant::Short => Some(("paid-differs", 1, -(own / 3))),
            Plant::Over => Some(("paid-differs", 1, own / 3)),
            Plant::Missing => Some(("approved-unaccounted", 1, -own)),
            Plant::Uncollected => Some(("carried-too-long", 3, 0)),
            Plant::Twice => Some(("paid-twice", 1, own)),
            Plant::Stranger => Some(("paid-not-approved", 1, own)),
            Plant::Late | Plant::Returned => None,
        }
    }
}

/// Carried in, approved, paid, returned, carried out, unexplained.
type Line = [i64; 6];

/// The lists of a month under way.
struct MonthsLists {
    month: Month,
    approved: Sheet,
    paid: Sheet,
}

/// Writes the lists of all months and the truth into an empty folder.
pub fn write(folder: &Path, settings: &Settings, plan: &Plan) -> io::Result<()> {
    let style = Style::of(settings, plan);
    let office = Office {
        style: &style,
        settings,
    };
    let mut lists = Vec::new();
    for month in plan.months.iter() {
        let at = folder.join(format!("thang-{month}"));
        fs::create_dir(&at)?;
        lists.push(MonthsLists {
            month,
            approved: Sheet::named(
                &at,
                format!("phe-duyet-{month}.csv"),
                &style,
                &APPROVED_KEYS,
            )?,
            paid: Sheet::named(&at, format!("chi-tra-{month}.csv"), &style, &RETURN_KEYS)?,
        });
    }
    let mut balances: BTreeMap<(Month, usize), Line> = BTreeMap::new();
    let mut found: Vec<Value> = Vec::new();
    let communes = city::communes(settings, plan.people);
    let mut maker = Maker::new(settings, plan, communes);
    let mut made = 0;
    for (commune, quota) in city::quotas(settings, plan.people, communes).enumerate() {
        maker.commune = commune;
        maker.taken.clear();
        while made < quota {
            made += 1;
            maker.random = Random::new(plan.seed, made);
            let life = maker.life(&Want::any().full());
            let person = Person::draw(&life, &mut maker, plan.faults);
            let mut waiting = 0;
            for (list, at) in lists.iter_mut().zip(0..) {
                let sums = balances.entry((list.month, commune)).or_default();
                waiting = list.add(&office, &person, at, waiting, sums)?;
            }
            if let (Some((rule, count, amount)), Some((_, at))) = (person.found(), person.planted) {
                let months = (at..at + count).map(|at| maker.month(at).to_string());
                found.push(json!({
                    "rule": rule, "name": person.who.name,
                    "commune": settings.communes[commune].name,
                    "months": months.collect::<Vec<_>>(), "amount": amount,
                }));
            }
        }
    }
    for list in &mut lists {
        list.approved.flush()?;
        list.paid.flush()?;
    }
    let balances = balances.iter().map(|((month, commune), line)| {
        let [
            carried_in,
            approved,
            paid,
            returned,
            carried_out,
            unexplained,
        ] = line;
        json!({
            "month": month.to_string(), "commune": settings.communes[*commune].name,
            "carried_in": carried_in, "approved": approved, "paid": paid, "returned": returned,
            "carried_out": carried_out, "unexplained": unexplained,
        })
    });
    let truth = json!({
        "generator": {
            "people": plan.people, "months": plan.months.len(), "seed": plan.seed,
            "noise": plan.noise, "faults": plan.faults,
        },
        "from": plan.months.first.to_string(), "to": plan.months.last.to_string(),
        "reconciliation": balances.collect::<Vec<_>>(), "findings": found,
    });
    fs::write(folder.join("truth.json"), format!("{truth:#}\n"))
}

impl MonthsLists {
    /// Adds a person's rows and sums; `waiting` is what was carried in, the answer what is carried out.
    fn add(
        &mut self,
        office: &Office,
        person: &Person,
        at: i32,
        waiting: i64,
        line: &mut Line,
    ) -> io::Result<i64> {
        let style = office.style;
        let communes = &office.settings.communes;
        let money = |sum: i64| match sum {
            0 => String::new(),
            sum => style.money(sum),
        };
        let approved = person.approved(at);
        if approved != 0 {
            let number = self.approved.rows + 1;
            let cells = APPROVED_KEYS.map(|key| match key {
                "number" => number.to_string(),
                "category" => style.category(person.profile),
                "amount" => money(approved),
                key => style.person(key, &person.who, communes),
            });
            self.approved.row(&cells)?;
        }
        let rows = person.paid(at);
        let typed = style.as_the_post_office_writes(&person.who);
        for row in &rows {
            let number = self.paid.rows + 1;
            let cells = RETURN_KEYS.map(|key| match key {
                "number" => number.to_string(),
                "category" => style.category(person.profile),
                "regular" => money(row.own),
                "carried" => money(row.carried),
                "total" => money(row.own + row.carried),
                "paid" => style.paid(row.state == State::Paid).to_owned(),
                "note" if row.state == State::Returned => GIVEN_BACK.to_owned(),
                "note" => String::new(),
                key => style.person(key, &typed, communes),
            });
            self.paid.row(&cells)?;
        }
        let sum = |state: State| -> i64 {
            let of = rows.iter().filter(|row| row.state == state);
            of.map(|row| row.own + row.carried).sum()
        };
        let (paid, returned) = (sum(State::Paid), sum(State::Returned));
        let open = waiting + approved;
        let stays = rows.is_empty() || rows.iter().any(|row| row.state == State::Unpaid);
        let left = if stays { open } else { 0 };
        let sums = [
            waiting,
            approved,
            paid,
            returned,
            left,
            open - paid - returned - left,
        ];
        for (all, one) in line.iter_mut().zip(sums) {
            *all += one;
        }
        Ok(left)
    }
}
