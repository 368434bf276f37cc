//! A line a person: all findings about somebody as one story, the money counted once, the clauses, and what to do
//! next. For whoever has the person's file before them.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Color, Format, FormatAlign, IgnoreError};

use crate::model::{Adjustment, Confidence, Finding, Money, Outcome, Severity, SubjectKind};
use crate::report::sheet::{Drawn, Hand};
use crate::report::style;
use crate::report::tally::{Who, who};
use crate::texts::alphabet::compare;
use crate::texts::{Lang, clauses, results, stories, words};

/// Widths in the order of [`stories::heads`]. The second has room for the number of an id card.
const WIDTHS: [f64; 9] = [5.0, 23.0, 13.0, 10.0, 65.0, 13.0, 13.0, 24.0, 44.0];
const HEAD_ROW: u32 = 2;
const POINTS: f64 = 11.0;

/// Somebody, and all that was found.
pub struct Person<'a> {
    findings: Vec<&'a Finding>,
    adjustments: Vec<&'a Adjustment>,
}

/// The people whom findings concern, by commune and name.
pub fn people(outcome: &Outcome) -> Vec<Person<'_>> {
    let mut all: BTreeMap<Who<'_>, Person<'_>> = BTreeMap::new();
    let of_people = outcome.findings.iter();
    for finding in of_people.filter(|f| f.subject.kind == SubjectKind::Person) {
        let person = all.entry(who(&finding.subject)).or_insert_with(|| Person {
            findings: Vec::new(),
            adjustments: Vec::new(),
        });
        person.findings.push(finding);
    }
    for line in &outcome.adjustments {
        if let Some(person) = all.get_mut(&who(&line.subject)) {
            person.adjustments.push(line);
        }
    }
    let mut people: Vec<Person<'_>> = all.into_values().collect();
    people.sort_by(|a, b| match (a.findings.first(), b.findings.first()) {
        (Some(a), Some(b)) => {
            let (a, b) = (&a.subject, &b.subject);
            compare(&a.commune, &b.commune).then_with(|| compare(&a.name, &b.name))
        }
        _ => std::cmp::Ordering::Equal,
    });
    people
}

struct Formats {
    cell: Format,
    name: Format,
    middle: Format,
    money: Format,
    severities: [Format; 3],
}

/// Writes a sheet with some of the people.
pub fn write(
    page: &mut Hand,
    people: &[Person<'_>],
    outcome: &Outcome,
    lang: Lang,
    footer: &str,
) -> Drawn {
    let last = HEAD_ROW + people.len() as u32;
    let last_column = WIDTHS.len() as u16 - 1;
    page.widths(WIDTHS)?;
    page.landscape(footer);
    page.sheet
        .set_freeze_panes(HEAD_ROW + 1, 2)?
        .autofilter(HEAD_ROW, 0, last, last_column)?
        .set_repeat_rows(0, HEAD_ROW)?
        .set_print_area(0, 0, last, last_column)?
        .ignore_error_range(
            HEAD_ROW,
            0,
            last,
            last_column,
            IgnoreError::NumberStoredAsText,
        )?
        .set_tab_color(Color::RGB(style::INK));
    let [title, under] = stories::title(lang);
    let ink = style::plain(14.0)
        .set_bold()
        .set_font_color(Color::RGB(style::INK));
    page.tall(0, 22.0)?;
    page.text(0, 0, title, &ink)?;
    page.text(1, 0, under, &style::plain(POINTS).set_italic())?;
    page.tall(HEAD_ROW, 34.0)?;
    for (column, head) in (0..).zip(stories::heads(lang)) {
        page.text(HEAD_ROW, column, head, &style::head(POINTS))?;
    }
    let top = |format: Format| format.set_align(FormatAlign::Top);
    let middle = top(style::centred(style::cell(POINTS)));
    let formats = Formats {
        cell: top(style::cell(POINTS)),
        name: style::plain(POINTS).set_bold(),
        money: top(style::right(style::cell(POINTS))),
        severities: Severity::ALL
            .iter()
            .map(|severity| style::tinted(middle.clone(), *severity))
            .collect::<Vec<_>>()
            .try_into()
            .unwrap_or_default(),
        middle,
    };
    for (number, person) in (1..).zip(people) {
        line(page, HEAD_ROW + number, person, outcome, lang, &formats)?;
    }
    page.fill_pages(last, 71.0, WIDTHS);
    Ok(())
}

fn line(
    page: &mut Hand,
    row: u32,
    person: &Person<'_>,
    outcome: &Outcome,
    lang: Lang,
    formats: &Formats,
) -> Drawn {
    let findings = person.findings.as_slice();
    let Some(first) = findings.first() else {
        return Ok(());
    };
    let severity = findings.iter().map(|f| f.severity).max();
    let severity = severity.unwrap_or(Severity::Info);
    let tinted = formats.severities.get(severity as usize);
    let certain = |f: &&&Finding| f.confidence == Confidence::Certain;
    let counted: Money = findings.iter().filter(certain).map(|f| f.counted).sum();
    let open = findings.iter().filter(|f| !certain(f));
    let open: Money = open.map(|f| f.amount.abs()).sum();
    let mut basis: Vec<String> = Vec::new();
    for clause in findings.iter().flat_map(|f| &f.basis) {
        if !basis.contains(clause) {
            basis.push(clause.clone());
        }
    }
    let basis = results::sentence(&clauses::clauses(lang, &basis));
    let name = first.subject.name.as_str();
    let known = stories::who(lang, &first.subject);
    let person_cell = format!("{name}\n{known}");
    let story = stories::story(lang, findings);
    let next = stories::next(lang, findings, &person.adjustments, &outcome.decider);
    let texts: [(u16, &str, &Format); 5] = [
        (2, &first.subject.commune, &formats.cell),
        (
            3,
            words::severity(lang, severity),
            tinted.unwrap_or(&formats.middle),
        ),
        (4, &story, &formats.cell),
        (7, &basis, &formats.cell),
        (8, &next, &formats.cell),
    ];
    page.money(row, 0, i64::from(row - HEAD_ROW), &formats.middle)?;
    if known.is_empty() || name.is_empty() {
        page.text(row, 1, person_cell.trim(), &formats.cell)?;
    } else {
        page.two(
            row,
            1,
            (name, &formats.name),
            &format!("\n{known}"),
            &formats.cell,
        )?;
    }
    for (column, text, format) in texts {
        page.text(row, column, text, format)?;
    }
    page.money(row, 5, counted.0, &formats.money)?;
    page.money(row, 6, open.0, &formats.money)?;
    let width = |column: u16| WIDTHS.get(usize::from(column)).copied().unwrap_or(10.0);
    let printed = texts.iter().map(|&(column, text, _)| (column, text));
    let printed: Vec<_> = printed
        .chain([(1, person_cell.as_str())])
        .map(|(column, text)| (text, width(column), POINTS))
        .collect();
    page.fit(row, &printed)
}

#[cfg(test)]
mod tests {
    use super::{POINTS, WIDTHS};
    use crate::report::measure::lines;

    #[test]
    fn the_number_of_an_id_card_takes_one_line() {
        assert_eq!(lines("số giấy tờ 034144939694", WIDTHS[1], POINTS), 1);
    }
}
