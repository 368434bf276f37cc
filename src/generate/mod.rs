//! Made-up cities: invented people, their rolls and ledgers, planted faults and what an audit must
//! find.
//!
//! In: how many people and months, a seed, a layout. Out: files in a folder, and `truth.json`
//! beside them. The same seed gives the same bytes.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::model::MonthRange;
use crate::rules::RuleFiles;

mod cells;
mod city;
mod csv;
mod homes;
mod layouts;
mod legacy;
mod life;
mod links;
mod maker;
mod paper;
mod people;
mod random;
mod review;
mod rows;
mod sample;
pub mod scenes;
mod settings;
mod settlement;
mod slips;
mod style;
mod truth;
mod workbook_roll;
mod workbooks;

pub use sample::write as write_sample;
pub use settings::SettingsError;

/// How the lists are laid out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
pub enum Layout {
    /// Ten plain CSV files.
    #[default]
    Csv,
    /// Some hundred workbooks, as clerks send them.
    Workbooks,
    /// Three CSV files with the person behind every row, to measure linking on.
    Links,
    /// Approved lists and returns month by month, to measure reconciliation on.
    Reconcile,
    /// Plain CSV files with an earlier roll beside them: how far the review of the lists has come.
    Review,
}

/// What to make.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    /// Beneficiaries.
    pub people: u64,
    /// Months, up to the last month of the settings.
    pub months: u32,
    /// Seed.
    pub seed: u64,
    /// How carelessly the lists are written, 0 to 1.
    pub noise: f64,
    /// Share of cases that plant something, 0 to 1.
    pub faults: f64,
    /// Layout.
    pub layout: Layout,
}

/// Why nothing was made.
#[derive(Debug, thiserror::Error)]
pub enum GenerateError {
    /// The settings cannot be used.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// More months than the settings have figures for.
    #[error("months: {asked} > {most}")]
    TooManyMonths {
        /// Months asked for.
        asked: u32,
        /// Months there are.
        most: u32,
    },
    /// The folder holds something already.
    #[error("{}: not empty", .0.display())]
    NotEmpty(PathBuf),
    /// A file cannot be written.
    #[error("{}: {source}", path.display())]
    Write {
        /// The folder.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
}

/// Makes a city in a folder, which must be empty or not there yet.
pub fn generate(folder: &Path, order: &Order, rules: &RuleFiles) -> Result<(), GenerateError> {
    let settings = settings::Settings::load(rules)?;
    let most = (settings.last.0 - settings.earliest.0 + 1).max(0) as u32;
    if order.months > most {
        return Err(GenerateError::TooManyMonths {
            asked: order.months,
            most,
        });
    }
    let last = settings.last;
    let plan = city::Plan {
        people: order.people,
        months: MonthRange {
            first: last.plus(1 - order.months.max(1) as i32),
            last,
        },
        seed: order.seed,
        noise: order.noise,
        faults: order.faults,
    };
    empty_folder(folder)?;
    write(folder, &settings, &plan, order.layout).map_err(|source| GenerateError::Write {
        path: folder.to_owned(),
        source,
    })
}

fn write(
    folder: &Path,
    settings: &settings::Settings,
    plan: &city::Plan,
    layout: Layout,
) -> io::Result<()> {
    let path = folder.join("truth.json");
    // `besides` is what a layout itself brings about, in every list of that layout.
    let truth = |besides: &[&str]| truth::Truth::create(&path, settings, plan, besides);
    match layout {
        Layout::Csv => {
            let mut truth = truth(&[])?;
            let mut lists = csv::CsvFiles::create(folder, settings, plan)?;
            let further = city::walk(settings, plan, &mut lists, &mut truth)?;
            lists.finish()?;
            homes::write(folder, settings, plan, layout, &mut truth)?;
            truth.finish(plan.people + further)
        }
        Layout::Workbooks => {
            let mut truth = truth(&["id-number-damaged", "legacy-encoding"])?;
            let mut lists = workbooks::Workbooks::create(folder, settings, plan)?;
            let further = city::walk(settings, plan, &mut lists, &mut truth)?;
            lists.finish()?;
            homes::write(folder, settings, plan, layout, &mut truth)?;
            truth.finish(plan.people + further)
        }
        Layout::Review => {
            let mut truth = truth(&[])?;
            let people = review::write(folder, settings, plan, &mut truth)?;
            truth.finish(people)
        }
        Layout::Links => links::write(folder, settings, plan),
        Layout::Reconcile => settlement::write(folder, settings, plan),
    }
}

/// The folder, made if need be. Older files beside new ones would be audited together.
fn empty_folder(folder: &Path) -> Result<(), GenerateError> {
    let fault = |source| GenerateError::Write {
        path: folder.to_owned(),
        source,
    };
    fs::create_dir_all(folder).map_err(fault)?;
    if fs::read_dir(folder).map_err(fault)?.next().is_some() {
        return Err(GenerateError::NotEmpty(folder.to_owned()));
    }
    Ok(())
}

#[cfg(test)]
mod count;
#[cfg(test)]
mod tests;
