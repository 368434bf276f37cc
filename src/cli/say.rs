//! Telling what a command could not do.

use std::io::Write;
use std::process::ExitCode;

/// Prints sentences to the error stream; exit code 2.
pub fn complain(sentences: &str) -> ExitCode {
    let mut err = std::io::stderr().lock();
    let _ = err.write_all(sentences.as_bytes());
    if !sentences.ends_with('\n') {
        let _ = err.write_all(b"\n");
    }
    ExitCode::from(2)
}
