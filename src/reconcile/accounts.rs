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
use super::lots::{Lot, nearest, open, take};
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
        let first = self
            .approved
            .first()
            .into_iter()
            .chain(self.returns.first());
        let last = self.approved.last().into_iter().chain(self.returns.last());
        Some((*first.min()?, *last.max()?))
    }

    /// Of what the return of a month may bring over unheard of; `None` where the lists before it tell all
    /// that can have been left. `first` is the first month booked.
    fn unheard(&self, month: Month, first: Month) -> Option<Unheard> {
        let last_return = self.returns.range(..month).next_back();
        let since = last_return.map_or(first, |last| last.plus(1));
        let mut between = (since.0..month.0).rev().map(Month);
        match between.find(|month| !self.approved.contains(month)) {
            Some(blind) => Some(Unheard::Month(blind)),
            None if last_return.is_none() => Some(Unheard::Before(first.min(month))),
            None => None,
        }
    }

    /// Whether returns were booked before and after a month, and none for it.
    pub fn is_missing(&self, month: Month) -> bool {
        !self.returns.contains(&month)
            && self.returns.range(..month).next().is_some()
            && self.returns.range(month..).next().is_some()
    }
}

/// Since when a return is the only witness of what it brings over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Unheard {
    /// Since before this month, the first that is booked.
    Before(Month),
    /// Of this month neither what was approved nor what was paid is known.
    Month(Month),
}

/// The communes of the pieces: their texts, and what is booked of each.
#[derive(Debug, Default)]
pub struct Communes {
    /// The commune of each piece.
    pub of: Vec<Sym>,
    /// By commune.
    pub booked: BTreeMap<Sym, Booked>,
    /// Months with an approved list in every commune.
    approved_everywhere: BTreeSet<Month>,
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
                // What was given back tells nothing of what was handed over.
                _ if piece.only_returned() => continue,
                _ => booked.returns.insert(piece.month),
            };
        }
        // A list that tells no commune is of them all.
        if let Some(nowhere) = all.booked.get(&Sym::EMPTY).cloned() {
            for booked in all.booked.values_mut() {
                booked.approved.extend(&nowhere.approved);
                booked.returns.extend(&nowhere.returns);
            }
            // Wherever its people are, a month is booked there where it is in every commune.
            let everywhere = |months: fn(&Booked) -> &BTreeSet<Month>| {
                let others = all.booked.iter().filter(|(commune, _)| !commune.is_empty());
                let all = others.map(|(_, booked)| months(booked).clone());
                all.reduce(|all, of| &all & &of).unwrap_or_default()
            };
            let (approved, returns) = (everywhere(|b| &b.approved), everywhere(|b| &b.returns));
            all.approved_everywhere = approved;
            if let Some(nowhere) = all.booked.get_mut(&Sym::EMPTY) {
                nowhere.returns.extend(returns);
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
    communes: &mut Communes,
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
        let at_home = bring_home(&mut seats);
        // Where most of a month's people are of communes with approved lists, so are the others.
        let approved = communes.approved_everywhere.intersection(&at_home);
        if let Some(nowhere) = communes.booked.get_mut(&Sym::EMPTY) {
            nowhere.approved.extend(approved);
        }
    }
    let communes = &*communes;
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

/// Rows that tell no commune go to the one of the person's other rows, where there is but one. Out: the
/// months in which most of them have one.
fn bring_home(seats: &mut [Seat]) -> BTreeSet<Month> {
    let mut homes: FxHashMap<PersonId, Option<Sym>> = FxHashMap::default();
    for seat in seats.iter().filter(|s| !s.commune.is_empty()) {
        let home = homes.entry(seat.person).or_insert(Some(seat.commune));
        if *home != Some(seat.commune) {
            *home = None;
        }
    }
    let mut by_month: BTreeMap<Month, i64> = BTreeMap::new();
    for seat in seats.iter_mut().filter(|s| s.commune.is_empty()) {
        let balance = by_month.entry(seat.month).or_default();
        if let Some(Some(home)) = homes.get(&seat.person) {
            seat.commune = *home;
            *balance += 1;
        } else {
            *balance -= 1;
        }
    }
    let most = by_month.into_iter().filter(|(_, balance)| *balance > 0);
    most.map(|(month, _)| month).collect()
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
    /// What the return brings over, đồng.
    fn brought(&self) -> i64 {
        self.rows.iter().filter_map(|(_, r, _)| r.carried).sum()
    }

    /// Whether the return brings over all that may have been collected unseen.
    fn confirms(&self, lots: &[Lot]) -> bool {
        lots.iter().any(|l| l.awaiting) && self.brought() >= open(lots)
    }
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
    let mut accounts = Accounts::default();
    let Some((first, last)) = booked.span() else {
        return (Vec::new(), None);
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
            let unheard = booked.unheard(month, first);
            let known = unheard.is_none();
            if let Some(unheard) = unheard {
                let more = given.brought() - open(&lots);
                if more > 0 {
                    lots.insert(0, Lot::of(more));
                    accounts.bring(more, unheard, month);
                }
            } else if given.confirms(&lots) {
                // What the return brings over was not collected in the month before.
                for lot in &mut lots {
                    lot.awaiting = false;
                }
                if let Some(before) = accounts.0.get_mut(&month.plus(-1)) {
                    before.runs = true;
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
                    return (Vec::new(), Some((month, at)));
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
            let settled = Settled {
                account,
                rows: given.behind.clone(),
                runs: lots.iter().any(|l| !l.awaiting),
            };
            accounts.0.insert(month, settled);
        }
        month = month.plus(1);
    }
    (accounts.entries(commune), None)
}

/// The months of a person in a commune, settled.
#[derive(Default)]
struct Accounts(BTreeMap<Month, Settled>);

/// One month, settled.
#[derive(Default)]
struct Settled {
    account: Account,
    rows: Vec<RowId>,
    /// Whether something was surely carried on.
    runs: bool,
}

impl Accounts {
    /// Books what the return of `until` brings over of months of which nothing was heard: as approved in
    /// the month without a list, else as carried since before all that is booked.
    fn bring(&mut self, sum: i64, since: Unheard, until: Month) {
        let (Unheard::Before(from) | Unheard::Month(from)) = since;
        for month in (from.0..until.0).map(Month) {
            let account = &mut self.0.entry(month).or_default().account;
            if since == Unheard::Month(month) {
                account.approved += sum;
            } else {
                account.carried_in += sum;
            }
            account.carried_out += sum;
        }
    }

    fn entries(self, commune: Sym) -> Vec<AccountEntry> {
        let running: Vec<bool> = self.0.values().map(|settled| settled.runs).collect();
        let entries = self.0.into_iter().map(|(month, settled)| AccountEntry {
            commune,
            month,
            balance: 0,
            account: settled.account,
            rows: settled.rows,
        });
        let mut entries: Vec<AccountEntry> = entries.collect();
        count_runs(&mut entries, &running);
        entries
    }
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
    let all_brought = given.brought();
    let claims = given.rows.iter().any(|(_, r, _)| r.carried.is_some());
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
        // Money is given back after it waited: what waits is no new money.
        let again = own(State::Returned).min(open(lots)).max(0);
        account.approved = (account.approved - again).max(0);
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
