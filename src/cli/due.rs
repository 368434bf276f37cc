//! `rasoat due`: what one person is due in a month, under which clause, and why; or the answers to a file of cases.
//! In: options, or a CSV with the columns of `id,month,category,level,born,children,studying,extra`. Out: text, JSON or
//! CSV on the screen; exit code 2 and a sentence where the question cannot be understood.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Serialize;

use super::{Common, Format};
use crate::law::{Answer, Law, Named, Question, Words};
use crate::recognise;
use crate::rules::RuleFiles;
use crate::texts::{Lang, law as texts};

/// Cho biết một người được hưởng bao nhiêu trong một tháng, theo điều nào và vì sao.
#[derive(clap::Args)]
pub struct Options {
    /// Tháng cần biết, ví dụ 2020-10
    #[arg(long, value_name = "MONTH", required_unless_present = "cases")]
    month: Option<String>,
    /// Đối tượng: mã (disabled_severe) hoặc tên ("người khuyết tật nặng")
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
    /// Thêm: đối tượng khác (mã hoặc mã:mức độ), poor, near_poor, divorced, pension, pregnant, persons=N
    #[arg(long, value_name = "EXTRA")]
    extra: Vec<String>,
    /// Trả lời cả một tệp CSV
    #[arg(long, value_name = "FILE", conflicts_with_all = ["month", "category"])]
    cases: Option<PathBuf>,
}

/// Runs the command.
pub fn run(common: &Common, options: &Options) -> ExitCode {
    let answer = load(common).and_then(|law| match &options.cases {
        Some(path) => cases(common, &law, path),
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
    let question = Question::read(law, &words)
        .map_err(|fault| format!("{}\n", texts::question(common.lang, &fault)))?;
    let answer = question.answer(law);
    let line = Line::new(law, "", &answer);
    match common.format {
        Format::Text => Ok(told(common.lang, law, &question, &answer)),
        Format::Csv => csv(&[line]),
        Format::Json => {
            let json = Single {
                month: question.month.to_string(),
                category: codes(law, &question).join("|"),
                least: answer.due.least(),
                most: answer.due.most(),
                line,
                unchecked: answer.unchecked,
                why: texts::why(common.lang, answer.why),
            };
            json_text(&json)
        }
    }
}

/// The code of a category that the law files do not name so, but lists do.
fn as_lists_say(common: &Common, law: &Law, category: &str) -> Option<String> {
    if matches!(law.find_category(category), Named::Found(_)) {
        return None;
    }
    let files = RuleFiles::load(common.rules.as_deref()).ok()?;
    let words = recognise::Words::load(&files, law.categories()).ok()?;
    let index = words.categories.means(category).categories.single()?;
    Some(law.categories().code(index).to_owned())
}

fn codes<'a>(law: &'a Law, question: &Question) -> Vec<&'a str> {
    let codes = law.categories();
    question.categories.iter().map(|i| codes.code(i)).collect()
}

/// The answer for a clerk: how much, under which clause, why, and whether it can be relied on.
fn told(lang: Lang, law: &Law, question: &Question, answer: &Answer) -> String {
    let names: Vec<&str> = question
        .categories
        .iter()
        .filter_map(|index| law.category(index))
        .map(|c| lang.pick(c.vi.as_str(), c.en.as_str()))
        .collect();
    let mut text = String::new();
    let month = question.month.slashed();
    let who = names.join(lang.pick(" hoặc ", " or "));
    let born = question.born.map_or_else(String::new, |born| {
        format!(", {} {}", lang.pick("sinh", "born"), born.slashed())
    });
    let amount = texts::amount(lang, answer);
    let (in_month, due, basis, why) = match lang {
        Lang::Vi => ("Tháng", "Được hưởng", "Căn cứ", "Vì sao"),
        Lang::En => ("Month", "Due", "Basis", "Why"),
    };
    let _ = writeln!(text, "{in_month} {month}, {who}{born}");
    let _ = writeln!(text, "{due}: {amount}");
    let clauses: Vec<String> = clauses(law, answer)
        .map(|code| texts::clause(lang, law, code))
        .collect();
    let _ = writeln!(text, "{basis}: {}", clauses.join("; "));
    let _ = writeln!(text, "{why}: {}", texts::why(lang, answer.why));
    for step in question.explain(law) {
        let _ = writeln!(
            text,
            "  - {}",
            texts::step(lang, law, question.month, &step)
        );
    }
    let _ = writeln!(text, "{}", texts::reliance(lang, answer));
    text
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

/// Answers every row of a file of cases, or says what is wrong with all rows that cannot be answered.
fn cases(common: &Common, law: &Law, path: &Path) -> Result<String, String> {
    let lang = common.lang;
    let unreadable = |error: &dyn std::fmt::Display| format!("{}: {error}\n", path.display());
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .trim(csv::Trim::All)
        .from_path(path)
        .map_err(|error| unreadable(&error))?;
    let headers = reader
        .headers()
        .map_err(|error| unreadable(&error))?
        .clone();
    let column = |name: &str| {
        headers
            .iter()
            .position(|h| h.trim_start_matches('\u{feff}') == name)
    };
    if column("month").is_none() || column("category").is_none() {
        let what = lang.pick(
            "thiếu cột month hoặc category ở dòng đầu",
            "the first line lacks the column month or category",
        );
        return Err(unreadable(&what));
    }
    let mut lines = Vec::new();
    let mut faults = String::new();
    for record in reader.records() {
        let record = record.map_err(|error| unreadable(&error))?;
        let cell = |name: &str| column(name).and_then(|i| record.get(i)).unwrap_or("");
        let words = Words {
            month: cell("month"),
            category: cell("category"),
            level: cell("level"),
            born: cell("born"),
            children: cell("children"),
            studying: cell("studying"),
            extra: cell("extra"),
        };
        match Question::read(law, &words) {
            Ok(question) => lines.push(Line::new(law, cell("id"), &question.answer(law))),
            Err(fault) => {
                let line = record.position().map_or(0, csv::Position::line);
                let place = lang.pick("dòng", "line");
                let what = texts::question(lang, &fault);
                let _ = writeln!(faults, "{}, {place} {line}: {what}", path.display());
            }
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    match common.format {
        Format::Csv => csv(&lines),
        Format::Json => json_text(&lines),
        Format::Text => Ok(lines.iter().fold(String::new(), |mut all, line| {
            let sure = if line.certain {
                lang.pick("chắc chắn", "certain")
            } else {
                lang.pick("chưa chắc", "open")
            };
            let basis = line.basis.join("; ");
            let _ = writeln!(all, "{:8} {:>20}  {sure:10} {basis}", line.id, line.amount);
            all
        })),
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
