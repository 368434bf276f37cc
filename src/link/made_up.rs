//! Made-up lists with a known truth, for the tests of linking.

use crate::link::fold::{Folded, ListFolder, Merger};
use crate::model::{IdNumber, Money, Month, PartialDate, Role, Row, Sex, Source};

/// A source of this role.
pub(crate) fn source(path: &str, role: Role, month: Option<&str>) -> Source {
    Source {
        path: path.to_owned(),
        sha256: String::new(),
        format: "csv",
        encoding: "unicode",
        sheet: None,
        role,
        month: month.and_then(|m| m.parse().ok()),
        unit: 1,
        header_rows: vec![1],
        columns: Vec::new(),
        unknown_columns: Vec::new(),
        commune: String::new(),
        rows: 0,
        skipped: Vec::new(),
        wrong_totals: Vec::new(),
        flaws: Vec::new(),
    }
}

/// A row of a person.
pub(crate) fn row(number: u32, name: &str, born: &str, id: &str, commune: &str) -> Row {
    Row {
        number,
        name: name.to_owned(),
        born: born.parse::<PartialDate>().ok(),
        id_number: IdNumber::from_digits(id),
        commune: commune.to_owned(),
        months: 1,
        ..Row::default()
    }
}

/// A paid row.
pub(crate) fn paid(mut row: Row, month: &str, amount: i64) -> Row {
    row.month = month.parse::<Month>().ok();
    row.amount = Some(Money(amount));
    row
}

/// Folds lists as they come.
pub(crate) fn fold(lists: &[(Source, Vec<Row>)]) -> Folded {
    let mut merger = Merger::new();
    for (source, rows) in lists {
        let mut folder = ListFolder::new(source.role);
        for row in rows {
            folder.row(row);
        }
        merger.add(source.clone(), folder.finish());
    }
    merger.finish()
}

/// A row with a sex.
pub(crate) fn sexed(row: Row, sex: Sex) -> Row {
    Row {
        sex: Some(sex),
        ..row
    }
}
