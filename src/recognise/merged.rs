//! Cells merged over several rows: what they say holds for each of these.

use super::typing::List;
use super::words::Field;
use crate::model::Key;
use crate::read::{Merge, RawRow, Value};

/// The areas of a sheet that reach over several rows, from the top down.
pub struct Merged {
    areas: Vec<Merge>,
    next: usize,
    open: Vec<(Merge, Held)>,
}

/// The value of an area.
enum Held {
    Nothing,
    Text(String),
    Number(f64),
    Date(f64),
}

impl Merged {
    /// Of the merged areas of a sheet.
    pub fn new(merges: &[Merge]) -> Self {
        let mut areas: Vec<Merge> = merges
            .iter()
            .copied()
            .filter(|m| m.bottom > m.top)
            .collect();
        areas.sort_by_key(|m| (m.top, m.left));
        Self {
            areas,
            next: 0,
            open: Vec::new(),
        }
    }

    /// Takes the areas that came to light since: some formats tell them only where they begin.
    pub fn learn(&mut self, merges: &[Merge]) {
        let several = merges.iter().copied().filter(|m| m.bottom > m.top);
        self.areas.extend(several);
    }

    /// Adds to a row what areas reaching down to it say. Sums of money are said once, and a name holds
    /// for a further row only where that has money of its own.
    pub fn fill(&mut self, raw: &mut RawRow, list: &List<'_>) {
        if self.areas.is_empty() {
            return;
        }
        self.open.retain(|(area, _)| area.bottom >= raw.number);
        let pays = raw.cells().any(|(column, value)| {
            list.plan.slot(column).is_some_and(|s| s.field.is_money())
                && !matches!(value, Value::Text("-" | "0"))
        });
        for (area, held) in &self.open {
            let field = list.plan.slot(area.left).map(|s| s.field);
            let identity = matches!(
                field,
                Some(Field::Key(Key::Name) | Field::GivenName | Field::FamilyName)
            );
            let money = field.is_none_or(Field::is_money);
            let running = field == Some(Field::Key(Key::Number));
            if money || running || (identity && !pays) || raw.get(area.left).is_some() {
                continue;
            }
            match held {
                Held::Text(text) => raw.push_text(area.left, text, None),
                Held::Number(n) => raw.push_number(area.left, *n),
                Held::Date(n) => raw.push_date(area.left, *n),
                Held::Nothing => {}
            }
        }
        while let Some(area) = self.areas.get(self.next).filter(|a| a.top <= raw.number) {
            let held = match raw.get(area.left) {
                Some(Value::Text(text)) if area.top == raw.number => Held::Text(text.to_owned()),
                Some(Value::Number(n)) if area.top == raw.number => Held::Number(n),
                Some(Value::Date(n)) if area.top == raw.number => Held::Date(n),
                _ => Held::Nothing,
            };
            // Areas do not overlap, but for those of damaged files. One of the header has ended by now.
            if area.bottom >= raw.number && self.open.iter().all(|(open, _)| open.left != area.left)
            {
                self.open.push((*area, held));
            }
            self.next += 1;
        }
    }
}
