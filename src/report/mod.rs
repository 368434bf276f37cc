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
pub use sheet::OWN_MARK;
pub(crate) use table::{Shown, Table, plain};
pub use terminal::terminal;

use crate::model::Outcome;
use crate::texts::Lang;

/// The file of findings.
pub const FINDINGS: &str = "sai-lech.xlsx";
/// The file of adjustments.
pub const ADJUSTMENTS: &str = "dieu-chinh.xlsx";
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

/// Writes all three files into `folder`, which is made if need be. Either all are new and whole, or
/// none has changed; other files of the folder are left alone.
pub fn write_all(folder: &Path, outcome: &Outcome, lang: Lang) -> Result<Written, WriteFault> {
    let batch = Batch::new(folder, &[JSON, FINDINGS, ADJUSTMENTS])?;
    let (findings, (adjustments, json)) = rayon::join(
        || batch.write(FINDINGS, |to| findings::write(outcome, lang, to)),
        || {
            rayon::join(
                || batch.write(ADJUSTMENTS, |to| papers::write(outcome, lang, to)),
                || batch.write(JSON, |to| Ok(write_json(outcome, to)?)),
            )
        },
    );
    findings.and(adjustments).and(json)?;
    let placed = Written {
        findings: batch.target(FINDINGS),
        adjustments: batch.target(ADJUSTMENTS),
        json: batch.target(JSON),
    };
    batch.commit()?;
    Ok(placed)
}
