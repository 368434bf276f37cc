//! Booked rows into accounts: what each person was approved, paid and is still owed, month by month.
//!
//! In: the pieces with the identity of every row, and the people. Out: [`PersonAccounts`]. Money that is
//! not collected is kept in lots of a month each, the oldest first; a sum that came later closes the
//! lots that it is nearest to.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::alike::share_out;
use super::booked::{BookedRow, Piece, State};
use super::lists::Lists;
use crate::link::Linked;
use crate::model::text::commune_key;
use crate::model::{
    Account, AccountEntry, Month, PersonAccounts, PersonId, Role, RowId, Strength, Sym,
};

/// Which months of a commune are booked.
#[derive(Clone, Debug, Default)]
pub struct Booked {
    /// Months with an approved list.
    pub approved: BTreeSet<Month>,
    /// Months with a return.
    pub returns: BTreeSet<Month>,
}

impl Booked {
    /// First and last month booked.
    pub fn span(&self) -> Option<(Month, Month)> {
        let both = || self.approved.iter().chain(&self.returns);
        Some((*both().min()?, *both().max()?))
    }

    /// Whether returns were booked before and after a month, and none for it.
    pub fn is_missing(&self, month: Month) -> bool {
        !self.returns.contains(&month)
            && self.returns.range(..month).next().is_some()
            && self.returns.range(month..).next().is_some()
    }
}

/// The communes of the pieces: their texts, and what is booked of each.
#[derive(Debug, Default)]
pub struct Communes {
    /// The commune of each piece.
    pub of: Vec<Sym>,
    /// By commune.
    pub booked: BTreeMap<Sym, Booked>,
}

impl Communes {
    /// The communes of pieces in canonical order.
    pub fn new(lists: &mut Lists, pieces: &[&Piece]) -> Self {
        let mut all = Self::default();
        let mut known: BTreeMap<String, Sym> = BTreeMap::new();
        for piece in pieces {
            let texts = &mut lists.corpus.texts;
            let commune = *known
                .entry(commune_key(&piece.commune))
                .or_insert_with(|| texts.intern(&piece.commune));
            all.of.push(commune);
            let booked = all.booked.entry(commune).or_default();
            match piece.role {
                Role::Approved => booked.approved.insert(piece.month),
                _ => booked.returns.insert(piece.month),
            };
        }
        // A list that tells no commune is of them all.
        if let Some(nowhere) = all.booked.get(&Sym::EMPTY).cloned() {
            for booked in all.booked.values_mut() {
                booked.approved.extend(&nowhere.approved);
                booked.returns.extend(&nowhere.returns);
            }
            // Wherever its people are, all returns are there where every commune's is.
            let others = all.booked.iter().filter(|(commune, _)| !commune.is_empty());
            let mut returns = others.map(|(_, booked)| booked.returns.clone());
            if let Some(first) = returns.next() {
                let everywhere = returns.fold(first, |all, of| &all & &of);
                if let Some(nowhere) = all.booked.get_mut(&Sym::EMPTY) {
                    nowhere.returns.extend(everywhere);
                }
            }
        }
        all
    }
}

/// A booked row with whose it is.
struct Seat<'a> {
    person: PersonId,
    commune: Sym,
    month: Month,
    id: RowId,
    row: &'a BookedRow,
    approved: bool,
    unpaid: bool,
    only_unpaid: bool,
    sure: bool,
}

/// The accounts of all people.
pub fn accounts(
    lists: &Lists,
    pieces: &[&Piece],
    linked: &Linked,
    communes: &Communes,
) -> Vec<PersonAccounts> {
    let shared = share_out(lists, pieces, linked, communes);
    let shared = &shared;
    let mut seats: Vec<Seat> = pieces
        .par_iter()
        .zip(&lists.identities)
        .zip(&communes.of)
        .zip(0..pieces.len() as u32)
        .flat_map_iter(|(((piece, identities), commune), booking)| {
            let rows = piece.rows.iter().zip(identities).zip(0..);
            rows.filter_map(move |((row, identity), at)| {
                let (identity, unpaid) = (*identity)?;
                let id = RowId { booking, row: at };
                Some(Seat {
                    person: match shared.get(&id) {
                        Some(person) => *person,
                        None => linked.person(identity)?,
                    },
                    commune: *commune,
                    month: piece.month,
                    id,
                    row,
                    approved: piece.role == Role::Approved,
                    unpaid,
                    only_unpaid: piece.only_unpaid,
                    sure: linked.strength(identity) == Strength::Certain
                        && !shared.contains_key(&id),
                })
            })
        })
        .collect();
    if communes.of.contains(&Sym::EMPTY) {
        bring_home(&mut seats);
    }
    seats.par_sort_unstable_by_key(|s| (s.person, s.commune, s.month, !s.approved, s.id));
    let people: Vec<&[Seat]> = seats.chunk_by(|a, b| a.person == b.person).collect();
    people
        .into_par_iter()
        .filter_map(|seats| {
            let person = seats.first()?.person;
            let shadowed = linked.may_be_more(person);
            let mut entries = Vec::new();
            for here in seats.chunk_by(|a, b| a.commune == b.commune) {
                let commune = here.first()?.commune;
                let booked = communes.booked.get(&commune)?;
                entries.extend(in_commune(here, commune, booked, shadowed));
            }
            Some(PersonAccounts { person, entries })
        })
        .collect()
}

/// Rows that tell no commune go to the one of the person's other rows, where there is but one.
fn bring_home(seats: &mut [Seat]) {
    let mut homes: FxHashMap<PersonId, Option<Sym>> = FxHashMap::default();
    for seat in seats.iter().filter(|s| !s.commune.is_empty()) {
        let home = homes.entry(seat.person).or_insert(Some(seat.commune));
        if *home != Some(seat.commune) {
            *home = None;
        }
    }
    for seat in seats.iter_mut().filter(|s| s.commune.is_empty()) {
        if let Some(Some(home)) = homes.get(&seat.person) {
            seat.commune = *home;
        }
    }
}

/// One month of a person in a commune, before it is settled.
#[derive(Default)]
struct Given<'a> {
    approved: i64,
    rows: Vec<(RowId, &'a BookedRow, State)>,
    behind: Vec<RowId>,
    unsure: bool,
}

impl Given<'_> {
    /// Whether the return brings over all that may have been collected unseen.
    fn confirms(&self, lots: &[Lot]) -> bool {
        let brought = self.rows.iter().filter_map(|(_, r, _)| r.carried);
        let open: i64 = lots.iter().map(|l| l.amount).sum();
        lots.iter().any(|l| l.awaiting) && brought.sum::<i64>() >= open
    }
}

/// Money not yet collected.
#[derive(Clone, Copy, Debug)]
struct Lot {
    amount: i64,
    /// Whether a month without a return hides what became of it.
    awaiting: bool,
}

fn in_commune(here: &[Seat], commune: Sym, booked: &Booked, shadowed: bool) -> Vec<AccountEntry> {
    let mut months: BTreeMap<Month, Given> = BTreeMap::new();
    for seat in here {
        let given = months.entry(seat.month).or_default();
        given.unsure |= !seat.sure;
        if seat.approved {
            given.approved += seat.row.own();
            given.behind.push(seat.id);
        }
    }
    for of_month in here.chunk_by(|a, b| a.month == b.month) {
        let rows = || of_month.iter().filter(|s| !s.approved);
        // A list of the unpaid is a part of the return that it belongs to.
        let listed = rows().any(|s| s.only_unpaid);
        let beside = rows().any(|s| !s.only_unpaid);
        for seat in rows() {
            let Some(given) = months.get_mut(&seat.month) else {
                continue;
            };
            given.behind.push(seat.id);
            if beside && seat.only_unpaid {
                continue;
            }
            let state = match seat.row.state {
                State::Paid | State::Unsigned if listed || seat.unpaid => State::Unpaid,
                state => state,
            };
            given.rows.push((seat.id, seat.row, state));
        }
    }
    // A late row that pays nothing that was carried belongs to its own month.
    for _ in 0..8 {
        let (entries, stray) = settle(&months, commune, booked, shadowed);
        let Some((month, at)) = stray else {
            return entries;
        };
        let moved = months.get_mut(&month).map(|given| given.rows.remove(at));
        if let Some((id, row, state)) = moved {
            let own = months.entry(row.month).or_default();
            own.rows.push((id, row, state));
            own.behind.push(id);
        }
    }
    settle(&months, commune, booked, shadowed).0
}

/// Settles a person's months in a commune; also a late row that should stand in its own month.
fn settle(
    months: &BTreeMap<Month, Given>,
    commune: Sym,
    booked: &Booked,
    shadowed: bool,
) -> (Vec<AccountEntry>, Option<(Month, usize)>) {
    let mut entries: Vec<AccountEntry> = Vec::new();
    let mut running: Vec<bool> = Vec::new();
    let Some((first, last)) = booked.span() else {
        return (entries, None);
    };
    let begins = months.keys().next().copied().unwrap_or(first);
    let ends = months.keys().next_back().copied().unwrap_or(last).max(last);
    let mut lots: Vec<Lot> = Vec::new();
    let mut standing = 0;
    let nothing = Given::default();
    let mut month = begins;
    while month <= ends {
        let given = months.get(&month).unwrap_or(&nothing);
        let idle = given.rows.is_empty() && given.approved == 0 && lots.is_empty();
        if !idle {
            let known = month > first && booked.returns.contains(&month.plus(-1));
            if known && given.confirms(&lots) {
                // What the return brings over was not collected in the month before.
                for lot in &mut lots {
                    lot.awaiting = false;
                }
                if let Some(last) = running.last_mut() {
                    *last = true;
                }
            }
            let before = lots.clone();
            let mut account = one_month(given, &mut lots, month, booked, known);
            if account.difference() > 0
                && let Some(at) = given.rows.iter().position(|(_, r, _)| r.month < month)
            {
                let mut without = Given {
                    approved: given.approved,
                    rows: given.rows.clone(),
                    ..Given::default()
                };
                without.rows.remove(at);
                let mut lots = before;
                let other = one_month(&without, &mut lots, month, booked, known);
                if other.difference().abs() < account.difference() {
                    return (entries, Some((month, at)));
                }
            }
            account.likely = given.unsure || shadowed;
            let gap = account.claimed.map_or(0, |of| of - account.carried_in);
            account.claim_gap = gap - standing;
            standing = gap + account.carry_gap;
            if !booked.returns.contains(&month) {
                // It may have been collected there: the months after prove no run and no wrong sum.
                for lot in &mut lots {
                    lot.awaiting = true;
                }
            }
            running.push(lots.iter().any(|l| !l.awaiting));
            entries.push(AccountEntry {
                commune,
                month,
                balance: 0,
                account,
                rows: given.behind.clone(),
            });
        }
        month = month.plus(1);
    }
    count_runs(&mut entries, &running);
    (entries, None)
}

fn one_month(
    given: &Given,
    lots: &mut Vec<Lot>,
    month: Month,
    booked: &Booked,
    known: bool,
) -> Account {
    let of = |state: State| given.rows.iter().filter(move |(_, _, s)| *s == state);
    let open_rows = || of(State::Unpaid).chain(of(State::Unsigned));
    let own = |state: State| -> i64 { of(state).map(|(_, r, _)| r.own()).sum() };
    let brought = |state: State| -> i64 { of(state).filter_map(|(_, r, _)| r.carried).sum() };
    let all_brought: i64 = given.rows.iter().filter_map(|(_, r, _)| r.carried).sum();
    let claims = given.rows.iter().any(|(_, r, _)| r.carried.is_some());
    let open = |lots: &[Lot]| -> i64 { lots.iter().map(|l| l.amount).sum() };
    // Of what was before the first month booked, the return is the only witness.
    if !known && all_brought > open(lots) {
        let amount = all_brought - open(lots);
        lots.insert(
            0,
            Lot {
                amount,
                awaiting: false,
            },
        );
    }
    let hidden = lots.iter().any(|lot| lot.awaiting) && all_brought < open(lots);
    let mut account = Account {
        carried_in: open(lots),
        approved: given.approved,
        paid: own(State::Paid) + brought(State::Paid),
        returned: own(State::Returned) + brought(State::Returned),
        claimed: (known && claims && !hidden).then_some(all_brought),
        named: !given.rows.is_empty(),
        ..Account::default()
    };
    account.carry_gap = -take(lots, brought(State::Paid) + brought(State::Returned));
    if !booked.approved.contains(&month) {
        // Nothing is known of what was approved: the return's own word stands for it.
        let rows = given.rows.iter().filter(|(_, r, _)| r.month == month);
        account.approved = rows.map(|(_, r, _)| r.own()).sum();
    }
    let approved = account.approved;
    if account.named {
        let settled = own(State::Paid) + own(State::Returned);
        let unsigned = own(State::Unsigned);
        let mut unpaid = own(State::Unpaid) + unsigned;
        if unpaid == 0 && open_rows().next().is_some() {
            unpaid = (approved - settled).max(0);
        }
        let chosen = nearest(lots, settled + unpaid - approved);
        let sum: i64 = chosen
            .iter()
            .filter_map(|at| lots.get(*at))
            .map(|l| l.amount)
            .sum();
        let mut closing = sum.min(settled);
        let again = sum - closing;
        // What one row calls unpaid and another pays is not carried on as well.
        let open_still = (approved - (settled - closing)).max(0);
        for at in chosen {
            if let Some(lot) = lots.get_mut(at) {
                let part = lot.amount.min(closing);
                lot.amount -= part;
                closing -= part;
            }
        }
        lots.retain(|l| l.amount != 0);
        let amount = (unpaid - again).clamp(0, open_still);
        // What stands unsigned may have been collected, like what a missing return may have paid.
        let brought = brought(State::Unsigned);
        account.unsigned = match amount.min(unsigned) {
            0 => brought.min(open(lots)),
            own => own,
        };
        for lot in lots.iter_mut().filter(|_| brought != 0) {
            lot.awaiting = true;
        }
        if amount != 0 {
            lots.push(Lot {
                amount,
                awaiting: unsigned != 0,
            });
        }
    } else if approved != 0 {
        lots.push(Lot {
            amount: approved,
            awaiting: !booked.returns.contains(&month),
        });
    }
    account.carried_out = open(lots);
    account
}

/// Takes a sum from the oldest lots on; what they do not hold is left.
fn take(lots: &mut Vec<Lot>, mut sum: i64) -> i64 {
    for lot in lots.iter_mut() {
        let part = lot.amount.min(sum).max(0);
        lot.amount -= part;
        sum -= part;
    }
    lots.retain(|l| l.amount != 0);
    sum
}

/// Most lots of which every choice is tried.
const MOST_LOTS: usize = 10;

/// The lots whose sum is nearest to `sum`: none for one not above zero; of two choices equally near the
/// smaller, of two equally small the older lots.
fn nearest(lots: &[Lot], sum: i64) -> Vec<usize> {
    if sum <= 0 || lots.is_empty() {
        return Vec::new();
    }
    let tried = lots.len().min(MOST_LOTS);
    let chosen = |set: u32| (0..tried).filter(move |at| set >> at & 1 == 1);
    let best = (0..1_u32 << tried).min_by_key(|set| {
        let total: i64 = chosen(*set)
            .filter_map(|at| lots.get(at))
            .map(|l| l.amount)
            .sum();
        ((sum - total).abs(), set.count_ones(), *set)
    });
    chosen(best.unwrap_or(0)).collect()
}

/// Numbers the runs of months in which something was carried out.
fn count_runs(entries: &mut [AccountEntry], running: &[bool]) {
    let mut start = 0;
    while start < entries.len() {
        let mut end = start;
        while running.get(end) == Some(&true)
            && (end == start
                || entries.get(end).map(|e| e.month)
                    == entries.get(end - 1).map(|e| e.month.plus(1)))
        {
            end += 1;
        }
        for entry in entries.get_mut(start..end).unwrap_or(&mut []) {
            entry.account.carried_run = (end - start) as u16;
        }
        start = end.max(start + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn late_money_closes_the_lots_that_it_is_nearest_to() {
        let lots: Vec<Lot> = [270, 405, 270]
            .map(|amount| Lot {
                amount,
                awaiting: false,
            })
            .into();
        let chosen = |sum| nearest(&lots, sum);
        assert_eq!(chosen(270), [0]);
        assert_eq!(chosen(675), [0, 1]);
        assert_eq!(chosen(945), [0, 1, 2]);
        assert_eq!(chosen(540), [0, 2]);
        assert_eq!(chosen(30), [] as [usize; 0]);
        assert_eq!(chosen(-50), [] as [usize; 0]);
        assert_eq!(chosen(220), [0]);
    }

    #[test]
    fn what_is_taken_goes_from_the_oldest_lot_on() {
        let mut lots: Vec<Lot> = [270, 405]
            .map(|amount| Lot {
                amount,
                awaiting: false,
            })
            .into();
        assert_eq!(take(&mut lots, 300), 0);
        assert_eq!(lots.iter().map(|l| l.amount).collect::<Vec<_>>(), [375]);
        assert_eq!(take(&mut lots, 500), 125);
        assert!(lots.is_empty());
    }
}
