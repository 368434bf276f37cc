//! What a run prints for eyes: what was read, what was found, the money, where the files are.

use std::io::{self, Write};

use super::Written;
use super::table::{Shown, Table, plain};
use super::tally::Tally;
use crate::model::{Money, Month, Outcome, Role, Severity, Source};
use crate::texts::{Lang, results, terminal, words};

/// Most lists and remarks shown one by one.
const LISTS: usize = 14;
const REMARKS: usize = 12;
/// Most characters of a path.
const PATH: usize = 48;

/// Prints an outcome. `files` are the files written, if any were.
pub fn terminal(
    to: &mut impl Write,
    outcome: &Outcome,
    lang: Lang,
    colour: bool,
    files: Option<&Written>,
) -> io::Result<()> {
    let paint = Paint::new(colour);
    let [read, found, money, remarks, place] = terminal::titles(lang);
    let tally = Tally::of(outcome);

    writeln!(
        to,
        "{}",
        paint.bold(&format!("{read}: {}", words::range(lang, outcome.range)))
    )?;
    sources(outcome, lang, paint).print(to)?;

    writeln!(to, "\n{}", paint.bold(found))?;
    if tally.groups.is_empty() {
        writeln!(to, "  {}", results::no_findings(lang))?;
    } else {
        findings(&tally, lang, paint).print(to)?;
    }

    let totals = &outcome.totals;
    writeln!(to, "\n{}", paint.bold(money))?;
    let mut sums = Table::new("lr");
    let lines = [
        totals.paid,
        totals.due,
        totals.recover,
        totals.arrears,
        totals.unclaimed,
        totals.unjudged,
        totals.outside,
    ];
    for (i, (label, sum)) in terminal::sums(lang).into_iter().zip(lines).enumerate() {
        if i < 4 || sum != Money::ZERO {
            sums.line([plain(label), plain(sum.to_string())]);
        }
    }
    sums.print(to)?;

    if !outcome.remarks.is_empty() {
        writeln!(to, "\n{}", paint.bold(remarks))?;
        for remark in outcome.remarks.iter().take(REMARKS) {
            writeln!(to, "  - {remark}")?;
        }
        if let Some(more) = outcome
            .remarks
            .len()
            .checked_sub(REMARKS)
            .filter(|more| *more > 0)
        {
            writeln!(to, "  {}", results::and_more(lang, more))?;
        }
    }
    if let Some(files) = files {
        writeln!(to, "\n{}", paint.bold(place))?;
        for path in [&files.findings, &files.adjustments, &files.json] {
            writeln!(to, "  {}", path.display())?;
        }
    }
    Ok(())
}

/// Lists of one file that are of one role and month: a line.
struct Lists<'a> {
    first: &'a Source,
    count: u64,
    rows: u64,
    skipped: u64,
}

impl<'a> Lists<'a> {
    fn of(sources: &'a [Source]) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for source in sources {
            let key = |s: &'a Source| (&s.path, s.role, s.month);
            let (rows, skipped) = (u64::from(source.rows), source.skipped.len() as u64);
            match all.iter_mut().find(|l| key(l.first) == key(source)) {
                Some(line) => {
                    line.count += 1;
                    line.rows += rows;
                    line.skipped += skipped;
                }
                None => all.push(Self {
                    first: source,
                    count: 1,
                    rows,
                    skipped,
                }),
            }
        }
        all
    }

    fn sheet(&self, lang: Lang) -> String {
        match self.count {
            1 => self.first.sheet.clone().unwrap_or_default(),
            count => terminal::sheet_count(lang, count),
        }
    }
}

fn sources(outcome: &Outcome, lang: Lang, paint: Paint) -> Table {
    let (heads, _) = terminal::heads(lang);
    let mut table = Table::new("llllrr");
    table.line(heads.map(|head| paint.faint(head)));
    let all = Lists::of(&outcome.sources);
    let shown = if all.len() > LISTS {
        LISTS - 4
    } else {
        all.len()
    };
    for line in all.iter().take(shown) {
        table.line([
            plain(short(&line.first.path)),
            plain(line.sheet(lang)),
            plain(words::role(lang, line.first.role)),
            plain(line.first.month.map_or(String::new(), Month::slashed)),
            plain(results::number(line.rows)),
            plain(results::number(line.skipped)),
        ]);
    }
    let rest = all.get(shown..).unwrap_or(&[]);
    for &role in Role::ALL {
        let of_role = || rest.iter().filter(|line| line.first.role == role);
        let sum = |count: fn(&Lists<'_>) -> u64| of_role().map(count).sum::<u64>();
        if of_role().next().is_some() {
            table.line([
                plain(terminal::more_lists(lang, sum(|line| line.count))),
                plain(""),
                plain(words::role(lang, role)),
                plain(""),
                plain(results::number(sum(|line| line.rows))),
                plain(results::number(sum(|line| line.skipped))),
            ]);
        }
    }
    table
}

fn findings(tally: &Tally, lang: Lang, paint: Paint) -> Table {
    let (_, heads) = terminal::heads(lang);
    let mut table = Table::new("lrrrr");
    table.line(heads.map(|head| paint.faint(head)));
    let count = |count: u64, severity| match count {
        0 => plain("·"),
        count => paint.severity(&results::number(count), severity),
    };
    for group in &tally.groups {
        table.line([paint.faint(words::group(lang, group.group))]);
        for rule in &group.rules {
            table.line([
                plain(format!("  {}", rule.title)),
                count(rule.sums.of(Severity::Error), Severity::Error),
                count(rule.sums.of(Severity::Warning), Severity::Warning),
                count(rule.sums.of(Severity::Info), Severity::Info),
                money_or_dot(rule.sums.certain),
            ]);
        }
    }
    table.line([
        paint.bold_text(results::all(lang)),
        count(tally.sums.of(Severity::Error), Severity::Error),
        count(tally.sums.of(Severity::Warning), Severity::Warning),
        count(tally.sums.of(Severity::Info), Severity::Info),
        paint.bold_text(&tally.sums.certain.to_string()),
    ]);
    table
}

fn money_or_dot(sum: Money) -> Shown {
    match sum {
        Money::ZERO => plain("·"),
        sum => plain(sum.to_string()),
    }
}

/// A long path by its end, which tells more than its beginning.
fn short(path: &str) -> String {
    let skip = path.chars().count().saturating_sub(PATH);
    match skip {
        0 => path.to_owned(),
        _ => std::iter::once('…')
            .chain(path.chars().skip(skip + 1))
            .collect(),
    }
}

/// Colours, or none.
#[derive(Clone, Copy)]
pub(super) struct Paint {
    on: bool,
}

impl Paint {
    /// Colours, if asked for.
    pub fn new(on: bool) -> Self {
        Self { on }
    }

    fn code(self, text: &str, code: &str) -> Shown {
        let mut shown = plain(text);
        if self.on {
            shown.text = format!("\u{1b}[{code}m{text}\u{1b}[0m");
        }
        shown
    }

    /// Bold letters.
    pub fn bold(self, text: &str) -> String {
        self.bold_text(text).text
    }

    fn bold_text(self, text: &str) -> Shown {
        self.code(text, "1")
    }

    fn faint(self, text: &str) -> Shown {
        self.code(text, "2")
    }

    /// In the colour of a severity.
    pub fn severity(self, text: &str, severity: Severity) -> Shown {
        match severity {
            Severity::Error => self.code(text, "31"),
            Severity::Warning => self.code(text, "33"),
            Severity::Info => self.code(text, "36"),
        }
    }
}
