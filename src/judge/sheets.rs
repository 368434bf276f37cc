//! Findings about whole sheets, such as a total line that is no sum of its rows.

use super::evidence::Evidence;
use super::facts::{Books, Element, View};
use super::finding::{self, Gathered};
use super::lang::Entity;
use super::rulefile::Rule;
use super::run::Held;
use super::say::Speaker;
use crate::model::{Finding, Source, SourceId, SubjectKind};
use crate::settle::{Case, World};

/// Findings of the rules about sheets.
pub(super) fn judge(world: &World, rules: &[&Rule], speaker: &Speaker) -> Vec<(usize, Finding)> {
    let mut found = Vec::new();
    for (index, source) in world.corpus.sources.iter().enumerate() {
        let commune = world.commune_of(source);
        let case = Case::place(commune);
        let view = View {
            world,
            case: &case,
            at: Element::Sheet(SourceId(index as u32)),
            books: Books::default(),
        };
        for (rule_index, rule) in rules.iter().enumerate() {
            // A column that a whole list lacks is one finding a sheet, not one a row (16).
            if !matches!(rule.about, Entity::Sheet | Entity::Row) {
                continue;
            }
            let Some(hit) = rule.judge(&view) else {
                continue;
            };
            let mut evidence = Evidence::default();
            evidence.sheet(source, rule.cases.get(hit.case));
            let held = Held {
                hit,
                element: view.at,
                amount: 0,
                month: source.month.filter(|m| world.range.contains(*m)),
            };
            let gathered = Gathered {
                view,
                rule,
                held: &[&held],
                counted: 0,
                evidence,
            };
            let mut finding = finding::make(&gathered, speaker);
            name_by_commune(&mut finding, source, &world.corpus.sources);
            found.push((rule_index, finding));
        }
    }
    found
}

/// A list is named by its commune (`contract.md`, 24); one of no single commune by its path.
fn name_by_commune(finding: &mut Finding, source: &Source, all: &[Source]) {
    let subject = &mut finding.subject;
    subject.kind = SubjectKind::List;
    if subject.commune.is_empty() {
        subject.name.clone_from(&source.path);
    } else {
        subject.name.clone_from(&subject.commune);
    }
    // Two lists of a commune may both be wrong: what tells them apart is the file and the sheet.
    let sheet = source.sheet.as_deref().unwrap_or("");
    let begin = |list: &Source| list.header_rows.first().copied().unwrap_or(0);
    let first = Source::at(all, (&source.path, source.sheet.as_deref()), (0, None));
    let column = |list: &Source| list.first_column().unwrap_or("").to_owned();
    finding.id = match first {
        // So does where a list below or beside another begins.
        Some((_, first)) if begin(first) < begin(source) => {
            let begin = begin(source).to_string();
            finding::id_of(finding, &[&source.path, sheet, &begin])
        }
        Some((_, first)) if column(first) != column(source) => {
            let column = column(source);
            finding::id_of(finding, &[&source.path, sheet, &column])
        }
        _ => finding::id_of(finding, &[&source.path, sheet]),
    };
}
