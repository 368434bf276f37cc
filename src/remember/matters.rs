//! The tables `finding` and `adjustment`: the very values of `ket-qua.json`, what is nested as JSON.

use rusqlite::types::Value;
use serde::Serialize;
use serde_json::Value as Json;

use super::rows::json;
use crate::model::PersonId;

/// The value of a column of an entry of `ket-qua.json`.
pub(super) struct Matter {
    person: Option<PersonId>,
    entry: Json,
}

impl Matter {
    /// An entry, and the person it is about.
    pub fn new(person: Option<PersonId>, entry: &impl Serialize) -> Self {
        Self {
            person,
            entry: serde_json::to_value(entry).unwrap_or_default(),
        }
    }

    /// The value of a column.
    pub fn value(&self, column: &str) -> Value {
        if column == "person" {
            let person = self.person.map(|p| i64::from(p.0));
            return person.map_or(Value::Null, Value::Integer);
        }
        match self.entry.get(column) {
            None | Some(Json::Null) => Value::Null,
            Some(Json::String(text)) => Value::Text(text.clone()),
            Some(Json::Number(number)) => number.as_i64().map_or(Value::Null, Value::Integer),
            Some(nested) => json(nested),
        }
    }
}
