//! Accounts added up: a line for each commune and month from its first month booked to its last.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::accounts::{Booked, Communes};
use crate::model::{Account, Balance, Corpus, Month, PersonAccounts, Sym};

/// The balances, by month and commune; every account learns in which it stands.
pub fn balances(
    people: &mut [PersonAccounts],
    communes: &Communes,
    corpus: &Corpus,
) -> Vec<Balance> {
    let mut places: BTreeSet<(Month, &str, Sym)> = BTreeSet::new();
    let name = |commune: Sym| corpus.texts.get(commune);
    for (commune, booked) in &communes.booked {
        if let Some((first, last)) = booked.span() {
            let months = (first.0..=last.0).map(Month);
            places.extend(months.map(|month| (month, name(*commune), *commune)));
        }
    }
    // Late money of months before all that is booked.
    let mut last = None;
    for entry in people.iter().flat_map(|p| &p.entries) {
        if last.replace((entry.month, entry.commune)) != Some((entry.month, entry.commune)) {
            let spans = communes.booked.get(&entry.commune).and_then(Booked::span);
            if spans.is_none_or(|(first, last)| entry.month < first || entry.month > last) {
                places.insert((entry.month, name(entry.commune), entry.commune));
            }
        }
    }
    let mut lines: Vec<Balance> = Vec::new();
    let mut index: FxHashMap<(Sym, Month), u32> = FxHashMap::default();
    for (month, name, commune) in places {
        index.insert((commune, month), lines.len() as u32);
        let booked = communes.booked.get(&commune);
        lines.push(Balance {
            month,
            commune: name.to_owned(),
            commune_sym: commune,
            has_approved: booked.is_some_and(|b| b.approved.contains(&month)),
            has_return: booked.is_some_and(|b| b.returns.contains(&month)),
            return_missing: booked.is_some_and(|b| b.is_missing(month)),
            ..Balance::default()
        });
    }
    for entry in people.iter_mut().flat_map(|p| &mut p.entries) {
        let place = index.get(&(entry.commune, entry.month)).copied();
        entry.balance = place.unwrap_or(u32::MAX);
        if let Some(balance) = lines.get_mut(entry.balance as usize) {
            add(&mut balance.sum, &entry.account);
            balance.people_approved += u64::from(entry.account.approved > 0);
            balance.people_paid += u64::from(entry.account.paid > 0);
            balance.people_carried += u64::from(entry.account.carried_out > 0);
        }
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
