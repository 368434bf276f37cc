//! `rasoat completions`: completions for a shell, on the screen.

use std::io::Write;
use std::process::ExitCode;

use clap::CommandFactory;
use clap_complete::Shell;

/// In phần gợi ý lệnh cho shell (bash, zsh, fish, powershell, elvish).
#[derive(clap::Args)]
pub struct Options {
    /// Shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Runs the command.
pub fn run(options: &Options) -> ExitCode {
    let mut command = super::Cli::command();
    // Into memory first: the generator would panic on a pipe that its reader has closed.
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut command, "rasoat", &mut script);
    let _ = std::io::stdout().write_all(&script);
    ExitCode::SUCCESS
}
