//! What `reconcile` prints for eyes: the balances, what is new, where the files are.

use std::io::{self, Write};

use crate::model::{Finding, Money, Month, Outcome, Status, SubjectKind};
use crate::report::{BALANCES, Table, Written, plain};
use crate::texts::{Lang, reconcile as texts, words};

/// Most balances, findings and remarks shown one by one.
const BALANCES_SHOWN: usize = 40;
const NEWS: usize = 30;
const REMARKS: usize = 12;

/// Prints an outcome; without `files` nothing but the news.
pub fn terminal(
    to: &mut impl Write,
    outcome: &Outcome,
    news: &[&Finding],
    lang: Lang,
    colour: bool,
    files: Option<&Written>,
) -> io::Result<()> {
    let bold = |text: &str| {
        if colour {
            format!("\u{1b}[1m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    };
    let [title, new, place] = texts::terminal_titles(lang);
    if let (Some(_), Some(of)) = (files, &outcome.reconciliation) {
        let range = words::range(lang, outcome.range);
        writeln!(to, "{}", bold(&format!("{title}: {range}")))?;
        let mut table = Table::new("llrrrrrr");
        table.line(texts::heads(lang).map(plain));
        let skipped = of.balances.len().saturating_sub(BALANCES_SHOWN);
        for balance in of.balances.iter().skip(skipped) {
            let sum = &balance.sum;
            let money = |sum: i64| plain(Money(sum).to_string());
            table.line([
                plain(Month::slashed(balance.month)),
                plain(balance.commune.as_str()),
                money(sum.carried_in),
                money(sum.approved),
                money(sum.paid),
                money(sum.returned),
                money(sum.carried_out),
                money(sum.unexplained()),
            ]);
        }
        table.print(to)?;
        let accepted = outcome.findings.iter().filter(|f| {
            let known = f.remembered.as_ref();
            known.is_some_and(|known| known.status == Status::Accepted)
        });
        let counts = texts::counts(lang, outcome.findings.len(), news.len(), accepted.count());
        writeln!(to, "\n{counts}")?;
    }
    if !news.is_empty() {
        writeln!(to, "{}", bold(new))?;
        // What concerns a whole commune, a month without a return, changes how all else is read.
        let mut news = news.to_vec();
        news.sort_by_key(|f| f.subject.kind != SubjectKind::Commune);
        for finding in news.iter().take(NEWS) {
            let severity = words::severity(lang, finding.severity);
            writeln!(to, "  {} [{severity}] {}", finding.id, finding.message)?;
        }
        let more = news.len().saturating_sub(NEWS);
        if more > 0 {
            writeln!(to, "  {}", texts::more_findings(lang, more))?;
        }
    }
    let Some(files) = files else {
        return Ok(());
    };
    for remark in outcome.remarks.iter().take(REMARKS) {
        writeln!(to, "  - {remark}")?;
    }
    writeln!(to, "\n{}", bold(place))?;
    let balances = files.json.with_file_name(BALANCES);
    for path in [&balances, &files.findings, &files.adjustments, &files.json] {
        writeln!(to, "  {}", path.display())?;
    }
    Ok(())
}
