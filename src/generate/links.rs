//! The population on which linking is measured: a roll, a ledger and a death register that name the
//! same people, each in its own careless hand.
//!
//! In: settings and a plan. Out: three CSV files of one header row each, and `truth.json`, which
//! tells of every row which person it is and what slipped in writing it. Nothing is planted to be
//! found. Names are drawn as they are born, so namesakes of one year and commune are as many as in
//! life. Everything streams; memory does not grow with the people.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::rc::Rc;

use serde_json::json;

use super::cells::Office;
use super::city::{self, Plan};
use super::csv::Sheet;
use super::life::Life;
use super::maker::{Maker, Want};
use super::random::Random;
use super::rows::Who;
use super::settings::Settings;
use super::slips::{Habit, Pen};
use super::style::Style;

const ROLL: Habit = Habit {
    year_only: 0.1,
    old_id: 0.1,
};
const LEDGER: Habit = Habit {
    year_only: 0.5,
    old_id: 0.2,
};
const DEATHS: Habit = Habit {
    year_only: 0.15,
    old_id: 0.2,
};
const ROLL_KEYS: [&str; 10] = [
    "number",
    "name",
    "born",
    "sex",
    "id_number",
    "commune",
    "village",
    "category",
    "amount",
    "from",
];
const LEDGER_KEYS: [&str; 9] = [
    "month",
    "number",
    "name",
    "born",
    "id_number",
    "commune",
    "category",
    "regular",
    "total",
];
const DEATH_KEYS: [&str; 6] = ["name", "born", "sex", "id_number", "commune", "died"];

// Shares of the people of the roll.
const PAID: f64 = 0.97;
const DEAD: f64 = 0.06;
/// Months that stand on the ledger twice, typed each time.
const TWICE: f64 = 0.002;
/// Paid without being on the roll.
const GHOSTS: f64 = 0.005;
/// Dead without being on the roll: most who die never had a benefit.
const STRANGERS: f64 = 0.1;
/// Strangers who bear the name of somebody on the roll of their commune.
const NAMESAKES: f64 = 0.05;

// What slips at noise 1 beside the person's own cells.
const OTHER_CATEGORY: f64 = 0.03;
/// A ledger is copied from month to month; some rows are typed anew.
const TYPED_ANEW: f64 = 0.1;

/// Writes the three lists and the truth into an empty folder.
pub fn write(folder: &Path, settings: &Settings, plan: &Plan) -> io::Result<()> {
    let style = Style::of(settings, plan);
    let office = Office {
        style: &style,
        settings,
    };
    let mut lists = Lists {
        roll: Sheet::create(folder, &style, "roll", &ROLL_KEYS)?,
        ledger: Sheet::create(folder, &style, "ledger", &LEDGER_KEYS)?,
        deaths: Sheet::create(folder, &style, "deaths", &DEATH_KEYS)?,
        truth: Truth::create(folder, plan)?,
        office,
        pen: Pen {
            settings,
            noise: plan.noise,
            random: Random::new(plan.seed, 0),
            slips: Vec::new(),
        },
    };
    let communes = city::communes(settings, plan.people);
    let mut maker = Maker::new(settings, plan, communes);
    let mut made = 0;
    for (commune, quota) in city::quotas(settings, plan.people, communes).enumerate() {
        maker.commune = commune;
        while made < quota {
            made += 1;
            maker.random = Random::new(plan.seed, made);
            // A stream of its own, so that noise changes how people are written, never who they are.
            lists.pen.random = Random::new(plan.seed, u64::MAX / 2 + made);
            lists.neighbours(&mut maker)?;
        }
    }
    lists.finish()
}

/// The files under way.
struct Lists<'a> {
    roll: Sheet,
    ledger: Sheet,
    deaths: Sheet,
    truth: Truth,
    office: Office<'a>,
    pen: Pen<'a>,
}

/// Somebody who stands on the lists.
struct Person {
    /// Number in the truth.
    number: u64,
    who: Rc<Who>,
    old_id: String,
}

impl Person {
    fn of(who: Rc<Who>, maker: &Maker) -> Self {
        Self {
            number: maker.made,
            who,
            old_id: maker.second_number(),
        }
    }
}

impl Lists<'_> {
    /// One person of the roll, and who stands beside them on the other lists.
    fn neighbours(&mut self, maker: &mut Maker) -> io::Result<()> {
        let (life, person) = somebody(maker);
        for row in &life.roll {
            let mut row = row.clone();
            row.who = Rc::new(self.pen.write(&person.who, &person.old_id, &ROLL));
            let number = self.roll.rows + 1;
            let cells = ROLL_KEYS.map(|key| self.office.roll(&row, number, key));
            self.roll.row(&cells)?;
            (self.truth).row(&self.roll, person.number, &self.pen.slips)?;
        }
        if maker.random.chance(PAID) {
            self.pay(&life, &person, maker)?;
        }
        if maker.random.chance(DEAD) {
            self.die(&person, maker)?;
        }
        if maker.random.chance(GHOSTS) {
            let (life, ghost) = somebody(maker);
            self.pay(&life, &ghost, maker)?;
        }
        if maker.random.chance(STRANGERS) {
            let mut who = maker.stranger(30, 95);
            if maker.random.chance(NAMESAKES) {
                let other = Rc::make_mut(&mut who);
                other.name.clone_from(&person.who.name);
            }
            let stranger = Person::of(who, maker);
            self.die(&stranger, maker)?;
        }
        Ok(())
    }

    fn pay(&mut self, life: &Life, person: &Person, maker: &mut Maker) -> io::Result<()> {
        let mut typed: Option<(Who, Option<usize>, i64)> = None;
        let rows = life.pay.iter().flat_map(|row| {
            let twice = maker.random.chance(TWICE);
            (0..=u8::from(twice)).map(move |again| (row, again > 0))
        });
        for (row, twice) in rows {
            let mut row = row.clone();
            let again = twice || self.pen.random.chance(self.pen.noise * TYPED_ANEW);
            let (who, profile, regular) = match typed.take().filter(|_| !again) {
                Some(typed) => typed,
                None => self.type_anew(life, person),
            };
            (row.profile, row.regular) = (profile, regular);
            let number = self.ledger.rows + 1;
            let cells = LEDGER_KEYS.map(|key| self.office.pay(&row, &who, number, key));
            self.ledger.row(&cells)?;
            (self.truth).row(&self.ledger, person.number, &self.pen.slips)?;
            typed = Some((who, profile, regular));
        }
        Ok(())
    }

    /// The person, category and amount as the ledger has them.
    fn type_anew(&mut self, life: &Life, person: &Person) -> (Who, Option<usize>, i64) {
        let who = self.pen.write(&person.who, &person.old_id, &LEDGER);
        if !self.pen.slips("other category", OTHER_CATEGORY) {
            return (who, Some(life.profile), life.amount);
        }
        let profiles = &self.office.settings.profiles;
        let other = self.pen.random.below(profiles.len());
        let rate = profiles[other].bands.first().map_or(100, |b| b.rate);
        (who, Some(other), self.office.settings.amount(rate))
    }

    fn die(&mut self, person: &Person, maker: &mut Maker) -> io::Result<()> {
        let month = maker.months.last.plus(-maker.random.between(0, 11));
        let died = maker.day(month, 1, 28);
        let who = self.pen.write(&person.who, &person.old_id, &DEATHS);
        let cells = DEATH_KEYS.map(|key| match key {
            "died" => self.office.style.date(died),
            key => (self.office.style).person(key, &who, &self.office.settings.communes),
        });
        self.deaths.row(&cells)?;
        self.truth.row(&self.deaths, person.number, &self.pen.slips)
    }

    fn finish(mut self) -> io::Result<()> {
        for sheet in [&mut self.roll, &mut self.ledger, &mut self.deaths] {
            sheet.flush()?;
        }
        self.truth.finish()
    }
}

/// A beneficiary of the commune, whatever names it has already.
fn somebody(maker: &mut Maker) -> (Life, Person) {
    maker.taken.clear();
    let life = maker.life(&Want::any().full());
    let person = Person::of(life.who.clone(), maker);
    (life, person)
}

/// `truth.json` under way: a line for every row of every list.
struct Truth {
    out: BufWriter<File>,
    first: bool,
}

impl Truth {
    fn create(folder: &Path, plan: &Plan) -> io::Result<Self> {
        let mut out = BufWriter::new(File::create(folder.join("truth.json"))?);
        let generator = json!({
            "people": plan.people, "months": plan.months.len(), "seed": plan.seed,
            "noise": plan.noise,
        });
        writeln!(out, "{{ \"generator\": {generator},")?;
        write!(out, "  \"rows\": [")?;
        Ok(Self { out, first: true })
    }

    /// The row just written on this sheet is this person.
    fn row(&mut self, sheet: &Sheet, person: u64, slips: &[&str]) -> io::Result<()> {
        write!(self.out, "{}\n    ", if self.first { "" } else { "," })?;
        self.first = false;
        // The header is row 1.
        let row = json!({
            "path": sheet.name, "row": sheet.rows + 1, "person": person, "slips": slips,
        });
        serde_json::to_writer(&mut self.out, &row)?;
        Ok(())
    }

    fn finish(mut self) -> io::Result<()> {
        writeln!(self.out, "\n  ] }}")?;
        self.out.flush()
    }
}
