//! Accounts added up: a line for each commune and month from its first month booked to its last.

use std::collections::BTreeMap;

use super::accounts::Communes;
use crate::model::{Account, Balance, Corpus, Month, PersonAccounts, Sym};

/// The balances, by month and commune; every account learns in which it stands.
pub fn balances(
    people: &mut [PersonAccounts],
    communes: &Communes,
    corpus: &Corpus,
) -> Vec<Balance> {
    let mut all: BTreeMap<(Sym, Month), Balance> = BTreeMap::new();
    for (commune, booked) in &communes.booked {
        let Some((first, last)) = booked.span() else {
            continue;
        };
        for month in (first.0..=last.0).map(Month) {
            let balance = Balance {
                month,
                commune: corpus.texts.get(*commune).to_owned(),
                commune_sym: *commune,
                has_approved: booked.approved.contains(&month),
                has_return: booked.returns.contains(&month),
                return_missing: booked.is_missing(month),
                ..Balance::default()
            };
            all.insert((*commune, month), balance);
        }
    }
    for entry in people.iter().flat_map(|p| &p.entries) {
        let balance = all
            .entry((entry.commune, entry.month))
            .or_insert_with(|| Balance {
                month: entry.month,
                commune: corpus.texts.get(entry.commune).to_owned(),
                commune_sym: entry.commune,
                ..Balance::default()
            });
        add(&mut balance.sum, &entry.account);
        balance.people_approved += u64::from(entry.account.approved > 0);
        balance.people_paid += u64::from(entry.account.paid > 0);
        balance.people_carried += u64::from(entry.account.carried_out > 0);
    }
    let mut lines: Vec<Balance> = all.into_values().collect();
    lines.sort_by(|a, b| (a.month, &a.commune).cmp(&(b.month, &b.commune)));
    let places: BTreeMap<(Sym, Month), u32> = lines
        .iter()
        .zip(0..)
        .map(|(line, at)| ((line.commune_sym, line.month), at))
        .collect();
    for entry in people.iter_mut().flat_map(|p| &mut p.entries) {
        let place = places.get(&(entry.commune, entry.month));
        entry.balance = place.copied().unwrap_or(u32::MAX);
    }
    lines
}

/// Adds the sums of one account.
pub fn add(sum: &mut Account, one: &Account) {
    sum.carried_in += one.carried_in;
    sum.approved += one.approved;
    sum.paid += one.paid;
    sum.returned += one.returned;
    sum.carried_out += one.carried_out;
    sum.carry_gap += one.carry_gap;
    sum.twice += one.twice;
}
