//! From arguments to exit code, nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    rasoat::cli::main()
}
