//! The city as six plain CSV files, one a role; the ledger in long form with a column for the
//! month.
//!
//! In: cases. Out: files whose names, header words, delimiter and spellings of dates and money
//! follow the seed. The ledger goes into one part a month while the city is walked through, and the
//! parts are joined at the end, so that its rows stand month by month.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use ::csv::{Writer, WriterBuilder};

use crate::model::Month;

use super::cells::Office;
use super::city::{Lists, Plan};
use super::maker::full_day;
use super::rows::{CardRow, Case, PayRow, RollRow, Who};
use super::settings::Settings;
use super::style::Style;

/// A file under way, with its header written.
pub struct Sheet {
    /// Name of the file.
    pub name: String,
    /// How many rows it has below the header.
    pub rows: u64,
    writer: Writer<BufWriter<File>>,
}

impl Sheet {
    /// Opens the file of a role and writes its header.
    pub fn create(folder: &Path, style: &Style, role: &str, keys: &[&str]) -> io::Result<Self> {
        Self::named(folder, style.file(role), style, keys)
    }

    /// The same under a name of its own.
    pub fn named(folder: &Path, name: String, style: &Style, keys: &[&str]) -> io::Result<Self> {
        let mut file = BufWriter::new(File::create(folder.join(&name))?);
        file.write_all(style.mark())?;
        let mut writer = style.sheet(file);
        writer.write_record(keys.iter().map(|key| style.header(key)))?;
        Ok(Self {
            name,
            rows: 0,
            writer,
        })
    }

    /// Writes a row.
    pub fn row(&mut self, cells: &[String]) -> io::Result<()> {
        self.rows += 1;
        self.writer.write_record(cells).map_err(io::Error::from)
    }

    /// Writes out what is held back.
    pub fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

type Part = Writer<BufWriter<File>>;

/// The files under way.
pub struct CsvFiles<'a> {
    settings: &'a Settings,
    plan: Plan,
    style: Style,
    commune: usize,
    folder: PathBuf,
    roll: Sheet,
    parts: Vec<Part>,
    part_rows: Vec<u64>,
    deaths: Sheet,
    absences: Sheet,
    certificates: Sheet,
    pensions: Sheet,
    cards: Sheet,
}

const ROLL: [&str; 17] = [
    "number",
    "name",
    "born",
    "sex",
    "id_number",
    "commune",
    "village",
    "category",
    "kind",
    "level",
    "children",
    "coefficient",
    "amount",
    "from",
    "until",
    "decision",
    "note",
];
const LEDGER: [&str; 17] = [
    "month",
    "number",
    "name",
    "born",
    "id_number",
    "commune",
    "category",
    "regular",
    "arrears",
    "arrears_months",
    "carried",
    "carried_months",
    "funeral",
    "total",
    "paid",
    "receiver",
    "received_on",
];
const LEDGER_END: [&str; 2] = ["receipt", "note"];
const PERSON: [&str; 5] = ["name", "born", "sex", "id_number", "commune"];

impl<'a> CsvFiles<'a> {
    /// Opens the files in an empty folder and writes their headers.
    pub fn create(folder: &Path, settings: &'a Settings, plan: &Plan) -> io::Result<Self> {
        let style = Style::of(settings, plan);
        let open = |role: &str, keys: &[&str]| Sheet::create(folder, &style, role, keys);
        let register = |role: &str, keys: &[&str]| {
            let keys: Vec<&str> = PERSON.iter().chain(keys).copied().collect();
            open(role, &keys)
        };
        let mut roll: Vec<&str> = ROLL.to_vec();
        roll.insert(roll.len() - 1, "cared_for");
        roll.retain(|key| style.has(key));
        let parts = plan.months.iter().enumerate();
        let parts = parts.map(|(i, _)| {
            let part = File::create(folder.join(part_name(i)))?;
            Ok(style.sheet(BufWriter::new(part)))
        });
        Ok(Self {
            roll: open("roll", &roll)?,
            deaths: register("deaths", &["died", "registered"])?,
            absences: register("absences", &["reason", "away_from", "away_to"])?,
            certificates: register("certificates", &["kind", "level", "certificate", "issued"])?,
            pensions: register("pensions", &["pension_kind", "pension", "from"])?,
            cards: register("cards", &["card", "valid_from", "valid_to"])?,
            parts: parts.collect::<io::Result<_>>()?,
            settings,
            plan: *plan,
            style,
            commune: 0,
            folder: folder.to_owned(),
            part_rows: vec![0; plan.months.len()],
        })
    }

    /// Joins the parts of the ledger and closes everything.
    pub fn finish(mut self) -> io::Result<()> {
        let sheets = [
            &mut self.roll,
            &mut self.deaths,
            &mut self.absences,
            &mut self.certificates,
            &mut self.pensions,
            &mut self.cards,
        ];
        for sheet in sheets {
            sheet.flush()?;
        }
        for part in &mut self.parts {
            part.flush()?;
        }
        let mut file = BufWriter::new(File::create(self.folder.join(self.style.file("ledger")))?);
        file.write_all(self.style.mark())?;
        let mut header = self.style.sheet(Vec::new());
        let keys = self.ledger_keys();
        header.write_record(keys.iter().map(|key| self.style.header(key)))?;
        file.write_all(
            &header
                .into_inner()
                .map_err(::csv::IntoInnerError::into_error)?,
        )?;
        for i in 0..self.parts.len() {
            let part = self.folder.join(part_name(i));
            io::copy(&mut File::open(&part)?, &mut file)?;
            fs::remove_file(part)?;
        }
        file.flush()
    }

    /// An earlier roll in a file of its own, which tells its month.
    pub fn earlier_roll(&self, month: Month, rows: &[RollRow]) -> io::Result<()> {
        let (number, year) = (month.number(), month.year());
        let name = format!("Danh sach doi tuong BTXH T{number:02}.{year}.csv");
        let keys = self.roll_keys();
        let mut sheet = Sheet::named(&self.folder, name, &self.style, &keys)?;
        for row in rows {
            let cells = self.roll_cells(row, sheet.rows + 1, &keys);
            sheet.row(&cells)?;
        }
        sheet.flush()
    }

    fn roll_keys(&self) -> Vec<&'static str> {
        let keys = ROLL[..ROLL.len() - 1].iter().chain(&["cared_for", "note"]);
        keys.copied().filter(|key| self.style.has(key)).collect()
    }

    fn roll_cells(&self, row: &RollRow, number: u64, keys: &[&str]) -> Vec<String> {
        let office = Office {
            style: &self.style,
            settings: self.settings,
        };
        keys.iter()
            .map(|key| office.roll(row, number, key))
            .collect()
    }

    fn ledger_keys(&self) -> Vec<&'static str> {
        let keys = LEDGER.iter().chain(&["cared_for"]).chain(&LEDGER_END);
        keys.copied().filter(|key| self.style.has(key)).collect()
    }

    fn roll_row(&mut self, row: &RollRow) -> io::Result<()> {
        let cells = self.roll_cells(row, self.roll.rows + 1, &self.roll_keys());
        self.roll.row(&cells)
    }

    fn pay_row(&mut self, row: &PayRow) -> io::Result<()> {
        let part = (row.month.0 - self.plan.months.first.0) as usize;
        let keys = self.ledger_keys();
        let (Some(sheet), Some(rows)) = (self.parts.get_mut(part), self.part_rows.get_mut(part))
        else {
            return Ok(());
        };
        *rows += 1;
        let office = Office {
            style: &self.style,
            settings: self.settings,
        };
        let who = self.style.as_the_post_office_writes(&row.who);
        let cells = keys.iter().map(|key| office.pay(row, &who, *rows, key));
        sheet.write_record(cells).map_err(io::Error::from)
    }
}

/// The person's cells of a register, and then these.
fn register(
    sheet: &mut Sheet,
    style: &Style,
    settings: &Settings,
    who: &Who,
    cells: &[String],
) -> io::Result<()> {
    let person = PERSON.map(|key| style.person(key, who, &settings.communes));
    sheet.row(&[&person, cells].concat())
}

/// Number, first and last day of a card.
pub fn card_cells(style: &Style, row: &CardRow, plan: &Plan) -> [String; 3] {
    let digits = row
        .who
        .name
        .bytes()
        .fold(7_u64, |sum, b| sum.wrapping_mul(131) + u64::from(b));
    let from = full_day(plan.months.first.plus(-1), 1);
    let number = format!("{}2340{:09}", row.kind, digits % 1_000_000_000);
    [number, style.date(from), style.date(row.to)]
}

impl Lists for CsvFiles<'_> {
    fn commune(&mut self, index: usize) -> io::Result<()> {
        self.commune = index;
        self.part_rows.fill(0);
        Ok(())
    }

    fn case(&mut self, case: &Case) -> io::Result<()> {
        for row in &case.roll {
            self.roll_row(row)?;
        }
        for row in &case.ledger {
            self.pay_row(row)?;
        }
        let (style, settings) = (&self.style, self.settings);
        for row in &case.deaths {
            let registered = row.registered.map_or_else(String::new, |d| style.date(d));
            let cells = [style.date(row.died), registered];
            register(&mut self.deaths, style, settings, &row.who, &cells)?;
        }
        for row in &case.absences {
            let to = row.to.map_or_else(String::new, |d| style.date(d));
            let cells = [row.reason.clone(), style.date(row.from), to];
            register(&mut self.absences, style, settings, &row.who, &cells)?;
        }
        for row in &case.certificates {
            let kinds = settings.words.kinds(row.kinds);
            let (level, issued) = (style.level(row.level), style.date(row.issued));
            let cells = [kinds, level, row.number.clone(), issued];
            register(&mut self.certificates, style, settings, &row.who, &cells)?;
        }
        for row in &case.pensions {
            let (amount, from) = (style.money(row.amount), style.date(row.from));
            let cells = [row.kind.clone(), amount, from];
            register(&mut self.pensions, style, settings, &row.who, &cells)?;
        }
        for row in &case.cards {
            let cells = card_cells(style, row, &self.plan);
            register(&mut self.cards, style, settings, &row.who, &cells)?;
        }
        Ok(())
    }
}

fn part_name(index: usize) -> String {
    format!(".chi-tra-{index}.tmp")
}

impl Style {
    fn sheet<W: Write>(&self, to: W) -> Writer<W> {
        WriterBuilder::new()
            .delimiter(self.delimiter())
            .from_writer(to)
    }
}
