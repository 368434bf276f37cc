//! The tables of `query` (`contract.md`) and their columns, in one place.

use crate::model::{HELD, HeldKind, Role};

/// One table: its name, and its columns with the type that SQLite gives them.
pub struct Table {
    /// Name.
    pub name: &'static str,
    /// Columns in order.
    pub columns: Vec<(String, &'static str)>,
}

/// Roles whose lists are no lists of people but decisions about findings and links.
const OUR_OWN: [Role; 2] = [Role::Outcomes, Role::Links];

/// Roles that have a table.
pub fn lists() -> impl Iterator<Item = Role> {
    let all = Role::ALL.iter().copied();
    all.filter(|role| !OUR_OWN.contains(role))
}

/// All tables, those of people first.
pub fn all() -> Vec<Table> {
    let plain = [
        (
            "person",
            "person:INTEGER name born_from born_to sex id_number commune",
        ),
        (
            "month",
            "person:INTEGER month scheme due:INTEGER due_least:INTEGER due_most:INTEGER \
             paid:INTEGER reason",
        ),
        (
            "finding",
            "person:INTEGER id rule severity confidence action subject also months \
             amount:INTEGER counted:INTEGER amount_range settled_by message basis evidence",
        ),
        (
            "adjustment",
            "person:INTEGER kind subject from to old_monthly:INTEGER new_monthly:INTEGER \
             amount:INTEGER findings",
        ),
        ("link", "path sheet row:INTEGER person:INTEGER strength why"),
    ];
    let plain = plain.into_iter().map(|(name, columns)| Table {
        name,
        columns: columns.split_whitespace().map(column).collect(),
    });
    let lists = lists().map(|role| Table {
        name: role.code(),
        columns: list_columns(),
    });
    plain.chain(lists).collect()
}

fn column(text: &str) -> (String, &'static str) {
    match text.split_once(':') {
        Some((name, _)) => (name.to_owned(), "INTEGER"),
        None => (text.to_owned(), "TEXT"),
    }
}

/// Every list has the same columns: what a clerk adds to a list may be any of them.
fn list_columns() -> Vec<(String, &'static str)> {
    let mut columns: Vec<(String, &'static str)> = "person:INTEGER path sheet row:INTEGER"
        .split_whitespace()
        .map(column)
        .collect();
    for (key, kind) in HELD {
        match kind {
            HeldKind::Date => {
                let [first, last] = date_columns(key);
                columns.extend([(first, "TEXT"), (last, "TEXT")]);
            }
            HeldKind::Number => columns.push((key.to_owned(), "INTEGER")),
            HeldKind::Decimal => columns.push((key.to_owned(), "REAL")),
            HeldKind::Text | HeldKind::Months => columns.push((key.to_owned(), "TEXT")),
        }
    }
    columns.extend([
        ("repairs".to_owned(), "TEXT"),
        ("doubts".to_owned(), "TEXT"),
    ]);
    columns
}

/// A partial date is its first and its last possible day.
pub fn date_columns(key: &str) -> [String; 2] {
    [format!("{key}_from"), format!("{key}_to")]
}

/// A name as SQL takes it whatever it is: `from` is a word of the language.
pub fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

/// What there is, a line a table, for somebody whose statement named something else.
pub fn outline() -> String {
    let told = |columns: &[(String, &str)]| {
        let names = columns.iter().map(|(name, _)| match name.as_str() {
            "from" | "to" => quoted(name),
            _ => name.clone(),
        });
        names.collect::<Vec<_>>().join(", ")
    };
    let names: Vec<&str> = lists().map(Role::code).collect();
    let tables = all();
    let plain = tables.iter().filter(|t| !names.contains(&t.name));
    let mut lines: Vec<String> = plain
        .map(|t| format!("  {}({})\n", t.name, told(&t.columns)))
        .collect();
    lines.push(format!(
        "  {}({})\n",
        names.join(" | "),
        told(&list_columns())
    ));
    lines.concat()
}
