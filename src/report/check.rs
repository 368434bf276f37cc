//! What `validate` prints for eyes: list by list each faulty cell with what it holds, what is wrong and
//! the way out.

use std::io::{self, Write};
use std::path::PathBuf;

use super::faults::{Fault, counts};
use super::terminal::Paint;
use crate::model::Outcome;
use crate::texts::{Lang, terminal, validate as texts, words};

/// Prints the faults; `copies` are the files written. What was not read `whole` is never called ready.
pub fn check(
    to: &mut impl Write,
    outcome: &Outcome,
    faults: &[Fault<'_>],
    copies: &[PathBuf],
    whole: bool,
    (lang, colour): (Lang, bool),
) -> io::Result<()> {
    let paint = Paint::new(colour);
    let list = |fault: &Fault<'_>| fault.list(outcome).map(|(list, _)| list);
    let lists: Vec<Option<usize>> = faults.iter().map(list).collect();
    for (index, source) in outcome.sources.iter().enumerate() {
        let here = lists.iter().zip(faults);
        let here = here.filter(|(list, _)| **list == Some(index));
        let mut faults = here.map(|(_, fault)| fault).peekable();
        if faults.peek().is_none() {
            continue;
        }
        let name = match &source.sheet {
            Some(sheet) => format!("{} › {sheet}", source.path),
            None => source.path.clone(),
        };
        let role = words::role(lang, source.role).to_lowercase();
        let list = texts::list(lang, &name, &role, source.rows);
        writeln!(to, "{}", paint.bold(&list))?;
        for fault in faults {
            let severity = fault.finding.severity;
            let weight = paint.severity(words::severity(lang, severity), severity);
            let value = match fault.value.as_str() {
                "" if fault.cell.column.is_none() => String::new(),
                "" => format!(" {}", texts::empty(lang)),
                value => format!(" “{value}”"),
            };
            let place = paint.bold(&fault.place(lang));
            writeln!(to, "  {place}{value} · {}", weight.text)?;
            writeln!(to, "      {}", fault.reason(lang))?;
            writeln!(to, "      → {}", fault.mend(lang))?;
        }
        writeln!(to)?;
    }
    if faults.is_empty() {
        let rows = outcome.sources.iter().map(|s| u64::from(s.rows)).sum();
        let well = if whole {
            texts::all_well
        } else {
            texts::partly_read
        };
        writeln!(to, "{}", well(lang, outcome.sources.len(), rows))?;
    } else {
        writeln!(to, "{}", texts::summary(lang, counts(faults)))?;
    }
    if !outcome.remarks.is_empty() {
        let [_, _, _, remarks, _] = terminal::titles(lang);
        writeln!(to, "\n{}", paint.bold(remarks))?;
        for remark in &outcome.remarks {
            writeln!(to, "  - {remark}")?;
        }
    }
    writeln!(to, "\n{}", paint.bold(texts::copies(lang)))?;
    for copy in copies {
        writeln!(to, "  {}", copy.display())?;
    }
    Ok(())
}
