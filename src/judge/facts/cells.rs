//! Which cells a rule finds fault with: of a row or a sheet, and of the facts that made it fire.
//!
//! In: a view and the branch of the rule that holds. Out: columns of a row with what they hold, or
//! places of a sheet. The clerk is shown these cells, so a fact that knows its cell says so here.

use super::rows::{self, missing_keys};
use super::{View, column, name};
use crate::judge::rulefile::Case;
use crate::model::{FlawKind, Key, NoteKind, Source};

/// The notes that say that an id number is of no valid shape.
pub(super) const BAD_ID: [NoteKind; 4] = [
    NoteKind::IdLetters,
    NoteKind::IdLength,
    NoteKind::IdProvince,
    NoteKind::IdFiller,
];

/// The faulty cells of a row, with what they hold as far as a note has kept it.
pub(in crate::judge) fn faulty_cells(view: View, branch: &Case) -> Vec<(Key, String)> {
    let mut cells: Vec<(Key, String)> = Vec::new();
    for slot in branch.when.facts() {
        for cell in of_fact(&view, name(slot), &cells) {
            if !cells.iter().any(|(key, _)| *key == cell.0) {
                cells.push(cell);
            }
        }
    }
    if cells.is_empty() {
        let key = branch.when.facts().find_map(column);
        cells.extend(key.map(|key| (key, rows::written(&view, key))));
    }
    cells
}

/// The cells of one fact, beside those found already.
fn of_fact(view: &View, fact: &str, cells: &[(Key, String)]) -> Vec<(Key, String)> {
    let noted = |kinds: &[NoteKind]| rows::noted_cells(view, kinds);
    let keys = |keys: Vec<Key>| keys.into_iter().map(|k| (k, rows::written(view, k)));
    match fact {
        "row.missing" => keys(missing_keys(*view)).collect(),
        "row.bad_date" => noted(&[NoteKind::NotADate])
            .into_iter()
            .chain(keys(rows::impossible_dates(view)))
            .collect(),
        "row.wrong_century" => noted(&[NoteKind::WrongCentury]),
        "row.month_first" => keys(rows::month_first_keys(view)).collect(),
        "row.start_ahead" if cells.is_empty() && rows::starts_ahead(view) => {
            keys(vec![Key::From]).collect()
        }
        "row.two_people" => noted(&[NoteKind::TwoPeople]),
        "row.comma_lost" => noted(&[NoteKind::CommaLost]),
        "row.bad_id" => noted(&BAD_ID),
        "row.id_repaired" => rows::id_noted(view, NoteKind::ZeroRestored),
        "row.id_lost" => noted(&[NoteKind::IdLost]),
        "row.formula_errors" => noted(&[NoteKind::ErrorValue]),
        "row.formulas_unsaved" => noted(&[NoteKind::NoFormulaValue]),
        "row.other_category" => keys(vec![Key::Category]).collect(),
        // A coefficient that is not the category's says nothing of the amount.
        "row.by_coefficient"
            if rows::differs_from_coefficient(view) && !rows::is_foreign_coefficient(view) =>
        {
            keys(vec![Key::Amount]).collect()
        }
        "row.coefficient_of_category" if rows::is_foreign_coefficient(view) => {
            keys(vec![Key::Coefficient]).collect()
        }
        _ => Vec::new(),
    }
}

/// The faulty cells of a sheet: row and column letters; without any, its header.
pub(in crate::judge) fn faulty_places(
    source: &Source,
    branch: Option<&Case>,
) -> Vec<(u32, Option<String>)> {
    let facts = branch.into_iter().flat_map(|b| b.when.facts()).map(name);
    let mut places = Vec::new();
    for fact in facts {
        let kind = match fact {
            "sheet.number_gaps" => FlawKind::NumberGap,
            "sheet.legacy" => FlawKind::Legacy,
            "row.nameless" => FlawKind::NoName,
            "row.formula_errors" => FlawKind::ErrorValue,
            "sheet.total_printed" => {
                let lines = source.wrong_totals.iter();
                places.extend(lines.map(|l| (l.row, source.column(l.key).map(str::to_owned))));
                continue;
            }
            _ => continue,
        };
        let flaws = source.flaws_of(kind);
        places.extend(flaws.map(|flaw| (flaw.row, Some(flaw.column.clone()))));
    }
    places.dedup();
    if places.is_empty() {
        places.push((source.header_rows.last().copied().unwrap_or(1), None));
    }
    places
}
