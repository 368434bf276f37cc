//! Results: in, an [`Outcome`]; out, `ket-qua.json`, `sai-lech.xlsx`, `dieu-chinh.xlsx` and what the
//! terminal shows. Nothing here reads a file or decides anything.

mod check;
mod faults;
mod findings;
mod json;
pub mod marked;
mod measure;
mod papers;
mod place;
mod reconcile;
mod sheet;
mod style;
mod table;
mod tally;
mod terminal;

use std::path::{Path, PathBuf};

pub use check::check;
pub use faults::{Fault, faults};
pub use json::{adjustment, finding, json, write_json};
pub use place::{Batch, WriteFault};
pub use reconcile::terminal as reconciled;
pub use sheet::OWN_MARK;
pub(crate) use table::{Shown, Table, plain};
pub use terminal::terminal;

use crate::model::Outcome;
use crate::texts::Lang;

/// The file of findings.
pub const FINDINGS: &str = "sai-lech.xlsx";
/// The file of adjustments.
pub const ADJUSTMENTS: &str = "dieu-chinh.xlsx";
/// The file of balances.
pub const BALANCES: &str = "doi-chieu.xlsx";
/// The file for scripts.
pub const JSON: &str = "ket-qua.json";

/// Where the results of a run stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// `sai-lech.xlsx`.
    pub findings: PathBuf,
    /// `dieu-chinh.xlsx`.
    pub adjustments: PathBuf,
    /// `ket-qua.json`.
    pub json: PathBuf,
}

/// Why a run leaves its results as they were.
#[derive(Debug)]
pub enum LeaveFault<E> {
    /// A file cannot be written or replaced.
    Write(WriteFault),
    /// What had to be done last could not be.
    Last(E),
}

/// Writes the files of an outcome into `folder`: all or none.
pub fn write_all(folder: &Path, outcome: &Outcome, lang: Lang) -> Result<Written, WriteFault> {
    let nothing = || Ok::<(), std::convert::Infallible>(());
    write_all_then(folder, outcome, lang, nothing).map_err(|fault| match fault {
        LeaveFault::Write(fault) => fault,
        LeaveFault::Last(never) => match never {},
    })
}

/// Writes the files of an outcome into `folder`, which is made if need be, then does what is to be done
/// `last`. Either all are new and whole and that is done, or none has changed; other files of the folder
/// are left alone.
pub fn write_all_then<E>(
    folder: &Path,
    outcome: &Outcome,
    lang: Lang,
    last: impl FnOnce() -> Result<(), E>,
) -> Result<Written, LeaveFault<E>> {
    let (batch, written) = prepare(folder, outcome, lang).map_err(LeaveFault::Write)?;
    batch.commit_then(last)?;
    Ok(written)
}

/// The files under their temporary names.
fn prepare(folder: &Path, outcome: &Outcome, lang: Lang) -> Result<(Batch, Written), WriteFault> {
    let mut names = vec![JSON, FINDINGS, ADJUSTMENTS];
    names.extend(outcome.reconciliation.as_ref().map(|_| BALANCES));
    let batch = Batch::new(folder, &names)?;
    let (findings, (adjustments, (balances, json))) = rayon::join(
        || batch.write(FINDINGS, |to| findings::write(outcome, lang, to)),
        || {
            rayon::join(
                || batch.write(ADJUSTMENTS, |to| papers::write(outcome, lang, to)),
                || {
                    rayon::join(
                        || match &outcome.reconciliation {
                            Some(of) => {
                                batch.write(BALANCES, |to| reconcile::write(of, outcome, lang, to))
                            }
                            None => Ok(()),
                        },
                        || batch.write(JSON, |to| Ok(write_json(outcome, to)?)),
                    )
                },
            )
        },
    );
    findings.and(adjustments).and(balances).and(json)?;
    let written = Written {
        findings: batch.target(FINDINGS),
        adjustments: batch.target(ADJUSTMENTS),
        json: batch.target(JSON),
    };
    Ok((batch, written))
}
