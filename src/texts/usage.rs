//! What is said of a command line that cannot be understood. The parser of arguments says it in English; these are
//! its Vietnamese sentences.

/// What is wrong with a command line. Arguments stand as the help shows them: `--month <MONTH>`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum UsageFault {
    /// A value that an argument does not take; what it takes, where these are a few.
    Value {
        /// The argument.
        argument: String,
        /// The value given.
        value: String,
        /// What it takes.
        possible: Vec<String>,
    },
    /// An argument without its value.
    NoValue(String),
    /// No such argument, perhaps one that is much like it.
    Unknown {
        /// As given.
        argument: String,
        /// What may be meant.
        close: Option<String>,
    },
    /// No such command, perhaps one that is much like it.
    Command {
        /// As given.
        command: String,
        /// What may be meant.
        close: Option<String>,
    },
    /// Two arguments that do not go together.
    Conflict {
        /// The one.
        argument: String,
        /// The other.
        other: String,
    },
    /// Arguments that the command needs.
    Missing(String),
    /// No command.
    NoCommand,
    /// Too many or too few values of an argument.
    Count(String),
    /// An argument is no text.
    NotText,
}

/// The sentence, how the command is used, and where more is told.
pub fn fault(fault: &UsageFault, usage: Option<&String>) -> String {
    let what = match fault {
        UsageFault::Value {
            argument,
            value,
            possible,
        } if possible.is_empty() => format!("{argument}: không nhận giá trị “{value}”."),
        UsageFault::Value {
            argument,
            value,
            possible,
        } => {
            let possible = possible.join(", ");
            format!("{argument}: không nhận giá trị “{value}”; chọn một trong: {possible}.")
        }
        UsageFault::NoValue(argument) => format!("{argument}: chưa ghi giá trị."),
        UsageFault::Unknown { argument, close } => {
            format!("Không có tùy chọn “{argument}”.{}", meant(close.as_deref()))
        }
        UsageFault::Command { command, close } => {
            format!("Không có lệnh “{command}”.{}", meant(close.as_deref()))
        }
        UsageFault::Conflict { argument, other } => {
            format!("Không dùng {argument} cùng với {other}.")
        }
        UsageFault::Missing(arguments) => format!("Còn thiếu: {arguments}"),
        UsageFault::NoCommand => "Chưa ghi lệnh.".to_owned(),
        UsageFault::Count(argument) => format!("{argument}: số giá trị không đúng."),
        UsageFault::NotText => "Có tham số không phải là chữ Unicode.".to_owned(),
    };
    let usage = usage.map_or_else(String::new, |usage| {
        let usage = usage.trim_start_matches("Usage:").trim();
        format!("Cách dùng: {usage}\n")
    });
    format!("{what}\n{usage}Thêm --help để xem hướng dẫn.\n")
}

fn meant(close: Option<&str>) -> String {
    close.map_or_else(String::new, |close| format!(" Có phải ý là “{close}”?"))
}
