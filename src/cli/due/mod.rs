//! `rasoat due`: what one person is due in a month, under which clause, and why; or the answers to a file of cases.
//! Electricity and study support are asked for in the same way. In: options, or a CSV with the columns of
//! `id,month,category,level,born,children,studying,extra`. Out: text, JSON or CSV on the screen; exit code 2 and a
//! sentence where the question cannot be understood.

mod cases;
mod told;

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use serde::Serialize;

use super::{Common, Format};
use crate::law::{Answer, Asked, Clause, Law, Named, Words};
use crate::recognise;
use crate::rules::RuleFiles;
use crate::texts::law as texts;

/// Cho biết một người được hưởng bao nhiêu trong một tháng, theo điều nào và vì sao.
///
/// Hỏi được cả hỗ trợ tiền điện của một hộ và hỗ trợ chi phí học tập của một học sinh:
///
///   rasoat due --month 2020-Q4 --category electricity --extra policy --extra kwh=45
///
///   rasoat due --month 2020-09 --category study --extra poor --extra months=9
///
/// Tệp --cases có các cột id, month, category, level, born, children, studying, extra; cột extra ghi
/// nhiều mục thì cách nhau bằng dấu chấm phẩy.
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Options {
    /// Tháng cần biết, ví dụ 2020-10; với tiền điện có thể ghi cả quý: 2020-Q4
    #[arg(long, value_name = "MONTH", required_unless_present = "cases")]
    month: Option<String>,
    /// Đối tượng: mã (disabled_severe) hoặc tên ("người khuyết tật nặng"); electricity (tiền điện), study (chi phí học tập)
    #[arg(long, value_name = "TEXT", required_unless_present = "cases")]
    category: Option<String>,
    /// Ngày sinh, biết đến đâu ghi đến đó: 1938, 1938-03, 1938-03-21
    #[arg(long, value_name = "DATE")]
    born: Option<String>,
    /// Mức độ khuyết tật: mild (nhẹ), severe (nặng), extreme (đặc biệt nặng)
    #[arg(long)]
    level: Option<String>,
    /// Số con được tính
    #[arg(long, value_name = "N")]
    children: Option<String>,
    /// Có đang đi học không: yes, no
    #[arg(long, value_name = "YES|NO")]
    studying: Option<String>,
    /// Thêm: đối tượng khác (mã hoặc mã:mức độ), poor, near_poor, divorced, pension, pregnant, persons=N; với tiền
    /// điện: poor, near_poor, policy, kwh=N (số kWh một tháng), from=, to= (tháng vào, ra danh sách); với chi phí
    /// học tập: poor, near_poor, orphan, disabled, hard_area; cả hai: months=N (số tháng kể từ --month)
    #[arg(long, value_name = "EXTRA")]
    extra: Vec<String>,
    /// Trả lời cả một tệp CSV
    #[arg(long, value_name = "FILE", conflicts_with_all = ["month", "category"])]
    cases: Option<PathBuf>,
}

/// Runs the command.
pub fn run(common: &Common, options: &Options) -> ExitCode {
    let answer = load(common).and_then(|law| match &options.cases {
        Some(path) => cases::cases(common, &law, path),
        None => single(common, &law, options),
    });
    match answer {
        Ok(text) => {
            // A closed pipe is the reader's wish.
            let _ = io::stdout().lock().write_all(text.as_bytes());
            ExitCode::SUCCESS
        }
        Err(sentences) => {
            let _ = io::stderr().lock().write_all(sentences.as_bytes());
            ExitCode::from(2)
        }
    }
}

/// The law, or what is wrong with it, a line a fault.
fn load(common: &Common) -> Result<Law, String> {
    let files = RuleFiles::load(common.rules.as_deref()).map_err(|error| format!("{error}\n"))?;
    Law::load(&files).map_err(|faults| {
        faults.iter().fold(String::new(), |mut all, fault| {
            let _ = writeln!(all, "{}", texts::fault(common.lang, fault));
            all
        })
    })
}

fn single(common: &Common, law: &Law, options: &Options) -> Result<String, String> {
    fn text(option: Option<&String>) -> &str {
        option.map_or("", String::as_str)
    }
    let extra = options.extra.join(";");
    let as_read = as_lists_say(common, law, text(options.category.as_ref()));
    let words = Words {
        month: text(options.month.as_ref()),
        category: as_read
            .as_deref()
            .unwrap_or(text(options.category.as_ref())),
        level: text(options.level.as_ref()),
        born: text(options.born.as_ref()),
        children: text(options.children.as_ref()),
        studying: text(options.studying.as_ref()),
        extra: &extra,
    };
    let question = Asked::read(law, &words)
        .map_err(|fault| format!("{}\n", texts::question(common.lang, &fault)))?;
    let answer = question.answer(law);
    let line = Line::new(law, "", &answer);
    match common.format {
        Format::Text => Ok(told::told(common.lang, law, &question, &answer)),
        Format::Csv => csv(&[line]),
        Format::Json => {
            let json = Single {
                month: told::month(&question),
                category: told::codes(law, &question),
                least: answer.due.least(),
                most: answer.due.most(),
                line,
                tolerance: told::tolerance(law, &question),
                unchecked: answer.unread != Clause::NONE,
                why: texts::why(common.lang, answer.why),
            };
            json_text(&json)
        }
    }
}

/// The code of a category that the law files do not name so, but lists do.
fn as_lists_say(common: &Common, law: &Law, category: &str) -> Option<String> {
    if law.find_support(category).is_some()
        || matches!(law.find_category(category), Named::Found(_))
    {
        return None;
    }
    let files = RuleFiles::load(common.rules.as_deref()).ok()?;
    let words = recognise::Words::load(&files, law.categories()).ok()?;
    let index = words.categories.means(category).categories.single()?;
    Some(law.categories().code(index).to_owned())
}

fn clauses<'a>(law: &'a Law, answer: &'a Answer) -> impl Iterator<Item = &'a str> {
    answer.clauses.as_slice().iter().map(|c| law.clause(*c))
}

/// The answer to one case.
#[derive(Serialize)]
struct Line {
    #[serde(skip_serializing_if = "String::is_empty")]
    id: String,
    amount: String,
    certain: bool,
    basis: Vec<String>,
}

#[derive(Serialize)]
struct Single<'a> {
    month: String,
    category: String,
    least: i64,
    most: i64,
    #[serde(flatten)]
    line: Line,
    #[serde(skip_serializing_if = "Option::is_none")]
    tolerance: Option<i64>,
    unchecked: bool,
    why: &'a str,
}

impl Line {
    fn new(law: &Law, id: &str, answer: &Answer) -> Self {
        let (least, most) = (answer.due.least(), answer.due.most());
        Self {
            id: id.to_owned(),
            amount: if least == most {
                most.to_string()
            } else {
                format!("{least}..{most}")
            },
            certain: answer.certain,
            basis: clauses(law, answer).map(str::to_owned).collect(),
        }
    }
}

fn csv(lines: &[Line]) -> Result<String, String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let failed = |error: &dyn std::fmt::Display| format!("{error}\n");
    writer
        .write_record(["id", "amount", "certain", "basis"])
        .map_err(|error| failed(&error))?;
    for line in lines {
        let certain = if line.certain { "yes" } else { "no" };
        writer
            .write_record([&line.id, &line.amount, certain, &line.basis.join("; ")])
            .map_err(|error| failed(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| failed(&error))?;
    String::from_utf8(bytes).map_err(|error| failed(&error))
}

fn json_text<T: Serialize>(value: &T) -> Result<String, String> {
    serde_json::to_string_pretty(value)
        .map(|text| text + "\n")
        .map_err(|error| format!("{error}\n"))
}
