//! A command line that cannot be understood. In: the fault that the parser of arguments found. Out: a sentence in the
//! language of the run on standard error, and exit code 2; help and version are no faults and go to standard output.

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::texts::Lang;
use crate::texts::usage::{self as texts, UsageFault};

/// Says what is wrong, or shows the help asked for.
pub(super) fn tell(error: &clap::Error) -> ExitCode {
    let lang = asked_lang(std::env::args_os());
    match fault(error).filter(|_| lang == Lang::Vi) {
        Some(fault) => {
            let told = texts::fault(&fault, of(error, ContextKind::Usage).first());
            let _ = std::io::stderr().write_all(told.as_bytes());
        }
        // The parser's own words are English.
        None => drop(error.print()),
    }
    ExitCode::from(u8::from(error.use_stderr()) * 2)
}

/// The language that the arguments ask for, though they cannot be parsed as a whole.
fn asked_lang(mut arguments: impl Iterator<Item = OsString>) -> Lang {
    while let Some(argument) = arguments.next() {
        let value = match argument.to_str() {
            Some("--lang") => arguments.next().and_then(|value| value.into_string().ok()),
            Some(text) => text.strip_prefix("--lang=").map(str::to_owned),
            None => None,
        };
        if let Some(lang) = value.and_then(|v| <Lang as clap::ValueEnum>::from_str(&v, true).ok()) {
            return lang;
        }
    }
    Lang::default()
}

fn fault(error: &clap::Error) -> Option<UsageFault> {
    let argument = || of(error, ContextKind::InvalidArg).join(", ");
    let value = || of(error, ContextKind::InvalidValue).join(", ");
    let close = |kind| of(error, kind).into_iter().next();
    Some(match error.kind() {
        ErrorKind::InvalidValue if value().is_empty() => UsageFault::NoValue(argument()),
        ErrorKind::InvalidValue => UsageFault::Value {
            argument: argument(),
            value: value(),
            possible: of(error, ContextKind::ValidValue),
        },
        ErrorKind::ValueValidation => UsageFault::Value {
            argument: argument(),
            value: value(),
            possible: Vec::new(),
        },
        ErrorKind::UnknownArgument => UsageFault::Unknown {
            argument: argument(),
            close: close(ContextKind::SuggestedArg),
        },
        ErrorKind::InvalidSubcommand => UsageFault::Command {
            command: of(error, ContextKind::InvalidSubcommand).join(" "),
            close: close(ContextKind::SuggestedSubcommand),
        },
        ErrorKind::ArgumentConflict => UsageFault::Conflict {
            argument: argument(),
            other: of(error, ContextKind::PriorArg).join(", "),
        },
        ErrorKind::MissingRequiredArgument => UsageFault::Missing(argument()),
        ErrorKind::MissingSubcommand => UsageFault::NoCommand,
        ErrorKind::TooFewValues | ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => {
            UsageFault::Count(argument())
        }
        ErrorKind::InvalidUtf8 => UsageFault::NotText,
        _ => return None,
    })
}

/// What the parser tells of a fault.
fn of(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(one)) => vec![one.clone()],
        Some(ContextValue::Strings(all)) => all.clone(),
        Some(ContextValue::StyledStr(one)) => vec![one.to_string()],
        _ => Vec::new(),
    }
}
