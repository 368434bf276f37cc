//! A text of the law as the tool understands it: levels, amounts by category and age, and what else rests on it. In: a
//! code such as `ND20-2021`. Out: a table, or JSON.

use std::fmt::Write as _;

use serde_json::{Value as Json, json};

use super::rules::columns;
use crate::law::{About, Entered, Law};
use crate::model::Month;
use crate::texts::{Lang, law as texts};

/// The table; `None` where no entry rests on the text.
pub(super) fn text(lang: Lang, law: &Law, code: &str) -> Option<String> {
    let decree = law.decree(code)?;
    let entered = law.entered(code);
    let mut out = format!("{} ({code})\n", lang.pick(&decree.vi, &decree.en));
    if entered.is_empty() {
        let _ = writeln!(out, "\n{}", texts::nothing_entered(lang));
        return Some(out);
    }
    let mut rows = vec![texts::entered_heads(lang).map(str::to_owned)];
    rows.extend(entered.iter().map(|one| row(lang, law, one)));
    let _ = write!(out, "\n{}", columns(&rows));
    let _ = writeln!(out, "\n{}", texts::entered_note(lang));
    Some(out)
}

fn row(lang: Lang, law: &Law, one: &Entered) -> [String; 6] {
    let until = one.to.map_or_else(|| "…".to_owned(), Month::slashed);
    let told = |span| match &one.about {
        // A number of the law by its name: years, days, kWh or đồng.
        About::Figure(name) => texts::figure(lang, name, span),
        _ => texts::span(lang, span),
    };
    let amount = one.amount.map_or_else(String::new, told);
    let how = match one.coefficient {
        Some(pair) => texts::coefficient_named(lang, pair),
        None => amount,
    };
    [
        texts::entered_what(lang, law, one),
        texts::ages(lang, one.ages),
        how,
        format!("{}–{until}", one.from.slashed()),
        texts::clause(lang, law, law.clause(one.clause)),
        texts::read_or_not(lang, one.checked).to_owned(),
    ]
}

/// The same for scripts.
pub(super) fn json(lang: Lang, law: &Law, code: &str) -> Option<Json> {
    let decree = law.decree(code)?;
    let entries = law.entered(code);
    let entries = entries.iter().map(|one| {
        json!({ "what": texts::entered_what(lang, law, one), "from": one.from, "to": one.to,
                "ages": one.ages, "coefficient": one.coefficient.map(|(a, b)| [a, b]),
                "amount": one.amount.map(|s| [s.least, s.most]),
                "clause": law.clause(one.clause), "checked": one.checked })
    });
    Some(
        json!({ "code": code, "vi": decree.vi, "en": decree.en, "entries": entries.collect::<Json>() }),
    )
}
