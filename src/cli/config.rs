//! `rasoat.toml`: the long flags of a command and the thresholds of rules, kept in a file.
//!
//! In: the file named by `--config`, else `rasoat.toml` in the first folder audited. Out: what the
//! flags left unsaid. Unknown keys are faults: a misspelt threshold must not be lost in silence.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::model::Office;

/// Keys that are the long flags, and the tables of the contract.
#[derive(Deserialize, Default, Debug)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Config {
    /// `--lang`.
    pub lang: Option<String>,
    /// `--rules`, from the folder of the file on.
    pub rules: Option<PathBuf>,
    /// `--fail-on`.
    pub fail_on: Option<String>,
    /// `--out`, from the folder of the file on.
    pub out: Option<PathBuf>,
    /// `--month`.
    pub month: Option<String>,
    /// `--from`.
    pub from: Option<String>,
    /// `--to`.
    pub to: Option<String>,
    /// `--skip-unknown`.
    pub skip_unknown: Option<bool>,
    /// `--jobs`.
    pub jobs: Option<usize>,
    /// `--store`, from the folder of the file on.
    pub store: Option<PathBuf>,
    /// `--wait`.
    pub wait: Option<u64>,
    /// Thresholds of rules by name.
    pub limits: BTreeMap<String, i64>,
    /// The office whose papers they are: `above`, `name`, `place`.
    pub office: Office,
    /// A department's own header words by column.
    pub words: BTreeMap<String, Vec<String>>,
}

/// The configuration file cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}: {reason}", path.display())]
pub struct ConfigFault {
    /// The file.
    pub path: PathBuf,
    /// What is wrong, with line and column.
    pub reason: String,
}

impl Config {
    /// Reads the configuration of a run; none is an empty one.
    pub fn load(named: Option<&Path>, first: Option<&PathBuf>) -> Result<Self, ConfigFault> {
        let path = match (named, first) {
            (Some(named), _) => named.to_owned(),
            (None, Some(first)) => {
                let path = first.join("rasoat.toml");
                if !path.is_file() {
                    return Ok(Self::default());
                }
                path
            }
            (None, None) => return Ok(Self::default()),
        };
        let fault = |reason: String| ConfigFault {
            path: path.clone(),
            reason,
        };
        let text = std::fs::read_to_string(&path).map_err(|e| fault(e.to_string()))?;
        let mut config: Self = toml::from_str(&text).map_err(|e| fault(e.to_string()))?;
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let own = [&mut config.rules, &mut config.out, &mut config.store];
        for own in own.into_iter().flatten() {
            *own = folder.join(&*own);
        }
        Ok(config)
    }
}
