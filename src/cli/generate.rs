//! (to come)

use std::process::ExitCode;

use super::Common;

/// Options of the command.
#[derive(clap::Args)]
pub struct Options {}

/// Runs the command.
pub fn run(_common: &Common, _options: &Options) -> ExitCode {
    ExitCode::from(2)
}

/// Options of `sample`.
#[derive(clap::Args)]
pub struct SampleOptions {}

/// Runs `sample`.
pub fn sample(_common: &Common, _options: &SampleOptions) -> ExitCode {
    ExitCode::from(2)
}
