//! The cells of a row, key by key, as one office writes them.

use super::rows::{PayRow, RollRow, Who};
use super::settings::Settings;
use super::style::Style;

/// An office at its desk.
pub struct Office<'a> {
    /// How it writes.
    pub style: &'a Style,
    /// What the city is made of.
    pub settings: &'a Settings,
}

impl Office<'_> {
    /// A cell of the roll.
    pub fn roll(&self, row: &RollRow, number: u64, key: &str) -> String {
        let (style, words) = (self.style, &self.settings.words);
        match key {
            "number" => number.to_string(),
            "category" => row.profile.map_or_else(String::new, |p| style.category(p)),
            "kind" => words.kinds(row.kinds),
            "level" => row.level.map_or_else(String::new, |l| style.level(l)),
            "children" if row.children == 0 => String::new(),
            "children" => row.children.to_string(),
            "coefficient" => style.coefficient(row.rate),
            "amount" => row.amount.map_or_else(String::new, |a| style.money(a)),
            "from" => row.from.map_or_else(String::new, |m| style.month(m)),
            "until" => row.until.map_or_else(String::new, |m| style.month(m)),
            "decision" => row.decision.clone(),
            "cared_for" => row.cared_for.clone(),
            "note" => match row.until {
                Some(until) if !style.has("until") => {
                    format!("Thôi hưởng từ tháng {}", until.slashed())
                }
                _ => row.note.clone(),
            },
            key => style.person(key, &row.who, &self.settings.communes),
        }
    }

    /// A cell of the ledger, which names the person as `who`.
    pub fn pay(&self, row: &PayRow, who: &Who, number: u64, key: &str) -> String {
        let style = self.style;
        let own_row = row.profile.is_none() && !style.has("funeral");
        let money = |amount: i64| match amount {
            0 => String::new(),
            amount => style.money(amount),
        };
        let count = |months: usize| match months {
            0 => String::new(),
            months => months.to_string(),
        };
        let received = !row.unclaimed;
        match key {
            "month" => style.month(row.month),
            "number" => number.to_string(),
            "category" => match row.profile {
                None if own_row => self.settings.words.funeral.clone(),
                None => String::new(),
                Some(profile) => style.category(profile),
            },
            "regular" if own_row => style.money(row.funeral),
            "regular" => money(row.regular),
            "arrears" => money(row.arrears),
            "arrears_months" => count(Style::repaid(row).months),
            "carried" => money(row.carried),
            "carried_months" => count(usize::from(row.carried_months)),
            "funeral" => money(row.funeral),
            "total" => style.money(row.sum() + row.total_off),
            "paid" => style.paid(received).to_owned(),
            "receiver" | "received_on" | "receipt" if !received => String::new(),
            "receiver" => row.receiver.as_deref().unwrap_or(&row.who.name).to_owned(),
            "received_on" => style.day(row.month, row.day),
            "receipt" => format!("PC{:06}", row.receipt),
            "cared_for" => row.cared_for.clone(),
            "note" => Style::repaid(row).note,
            key => style.person(key, who, &self.settings.communes),
        }
    }
}
