//! The cells that a finding rests on: its own rows, and those of the registers its rule asks.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::accounts::PAID_TWICE;
use super::facts::{self, Element, Namespace, RowRef, View};
use super::rulefile::{Case, Rule};
use super::run::Held;
use crate::model::{CellRef, Key, Month, Payment, Place, Role, Source, SourceId};
use crate::settle::{Part, World};

/// The rule about a payment by a second commune.
const PAID_ELSEWHERE: &str = "paid-in-two-communes";

/// Cells in the order: the rows found, the roll, the registers.
#[derive(Default)]
pub(super) struct Evidence {
    /// Each with the month that it pays for.
    cells: Vec<(Option<Month>, CellRef)>,
    /// The same, to know a cell met again.
    known: FxHashSet<(SourceId, u32, Option<String>)>,
    /// Columns that the rule's facts are read from.
    asked: Vec<Key>,
}

impl Evidence {
    pub(super) fn of(view: View, rule: &Rule, held: &[&Held]) -> Self {
        let mut evidence = Self {
            asked: columns(rule),
            ..Self::default()
        };
        for one in held {
            evidence.element(view.at(one.element), rule.cases.get(one.hit.case));
        }
        let Some(first) = held.first() else {
            return evidence;
        };
        let view = view.at(first.element);
        for namespace in namespaces(rule) {
            evidence.register(view, namespace);
        }
        evidence
    }

    fn element(&mut self, view: View, branch: Option<&Case>) {
        match view.at {
            Element::Payment(_) => {
                let payment = view.part().and_then(|p| view.world.payment(p.payment));
                let keys = self.asked_or(&[Key::Amount, Key::Regular, Key::Total]);
                if let Some(payment) = payment {
                    self.add(view.world, Some(payment.month), payment.place, &keys);
                }
                for other in payments_beside(view) {
                    self.add(view.world, Some(other.month), other.place, &keys);
                }
            }
            Element::Month(_) => self.month(view),
            Element::Entry(_) => self.register(view, Namespace::Entry),
            Element::Card(..) => self.register(view, Namespace::Card),
            Element::Sheet(_)
            | Element::Account(_)
            | Element::Balance(_)
            | Element::Review(_)
            | Element::Quarter(_)
            | Element::Pupil(_) => {}
            Element::Row(row) => {
                let faulty = branch.map_or_else(Vec::new, |b| facts::faulty_cells(view, b));
                if let Some(place) = row.place(view.world.corpus) {
                    for (key, _) in &faulty {
                        self.add(view.world, None, place, &[*key]);
                    }
                    if faulty.is_empty() {
                        self.add(view.world, None, place, &[Key::Name]);
                    }
                }
            }
            Element::Person => self.person(view),
        }
    }

    /// The rows that name somebody: of rolls, else of a ledger, else of any other list.
    fn person(&mut self, view: View) {
        let (world, case) = (view.world, view.case);
        let keys = [Key::IdNumber, Key::Name];
        let [deaths, absences, certificates, pensions, cards] = world.registered(case);
        let ledger = world.payments_of(case);
        let lists: [Listed<'_>; 8] = [
            (world.roll_of(case), RowRef::Roll),
            (ledger.get(..1).unwrap_or(&[]), RowRef::Payment),
            (deaths, RowRef::Death),
            (absences, RowRef::Absence),
            (certificates, RowRef::Certificate),
            (pensions, RowRef::Pension),
            (cards, RowRef::Card),
            (world.others_of(case), RowRef::Other),
        ];
        for (indexes, row) in lists {
            let rows = indexes.iter().map(|i| row(*i));
            for place in rows.filter_map(|row| row.place(world.corpus)) {
                self.add(world, None, place, &keys);
            }
            if !self.cells.is_empty() {
                return;
            }
        }
    }

    /// The columns that the rule asks for, then the usual ones.
    fn asked_or(&self, usual: &[Key]) -> Vec<Key> {
        self.asked.iter().chain(usual).copied().collect()
    }

    /// A month rests on the payments for it and on the entry that grants it.
    fn month(&mut self, view: View) {
        let Some(state) = view.state() else {
            return;
        };
        for part in &view.case.parts {
            if part.month == state.month
                && part.scheme == state.scheme
                && let Some(payment) = view.world.payment(part.payment)
            {
                self.add(
                    view.world,
                    Some(payment.month),
                    payment.place,
                    &[Key::Amount, Key::Regular, Key::Total],
                );
            }
        }
        if state.uncollected > 0 {
            for &index in view.world.payments_of(view.case) {
                if let Some(payment) = view.world.payment(index)
                    && payment.month == state.month
                {
                    self.add(
                        view.world,
                        Some(payment.month),
                        payment.place,
                        &[Key::Paid, Key::Status, Key::Amount],
                    );
                }
            }
        }
        self.register(view, Namespace::Entry);
    }

    fn register(&mut self, view: View, namespace: Namespace) {
        let case = view.case;
        let (place, keys): (Option<Place>, &[Key]) = match namespace {
            Namespace::Death => (case.death.map(|d| d.place), &[Key::Died]),
            Namespace::Absence => (view.stay().map(|s| s.place), &[Key::AwayFrom, Key::Reason]),
            Namespace::Certificate => {
                let certificate = case.certificate(view.month());
                (certificate.map(|c| c.place), &[Key::Level, Key::Kind])
            }
            Namespace::Pension => (case.pension.map(|p| p.place), &[Key::Pension, Key::From]),
            Namespace::Card => (
                view.card().map(|c| c.place),
                &[Key::ValidTo, Key::Card, Key::Name],
            ),
            Namespace::Entry => (
                view.entry().map(|e| e.place),
                &[Key::Amount, Key::Category, Key::Name],
            ),
            _ => (None, &[]),
        };
        if let Some(place) = place {
            self.add(view.world, None, place, keys);
        }
        let stay = view.stay().filter(|s| s.kind.ends_right());
        if let (Namespace::Entry, Element::Card(..), Some(stay)) = (namespace, view.at, stay) {
            let keys = [Key::AwayFrom, Key::Reason];
            self.add(view.world, None, stay.place, &keys);
        }
        let ended_by = view.entry().and_then(|e| e.ended_by);
        if let (Namespace::Entry, Some(place)) = (namespace, ended_by) {
            self.add(
                view.world,
                None,
                place,
                &[Key::Until, Key::Reason, Key::Note],
            );
        }
    }

    fn add(&mut self, world: &World, month: Option<Month>, place: Place, keys: &[Key]) {
        let Some(source) = world.corpus.source(place.source) else {
            return;
        };
        let column = keys.iter().find_map(|key| source.column(*key));
        let cell = CellRef {
            path: source.path.clone(),
            sheet: source.sheet.clone(),
            row: place.row,
            column: column.map(str::to_owned),
            role: source.role,
        };
        let own = (place.source, place.row, cell.column.clone());
        if self.known.insert(own) {
            let list = source.month.filter(|_| source.role == Role::Ledger);
            self.cells.push((month.or(list), cell));
        }
    }

    /// Adds cells that are known already, in their order.
    pub(super) fn known(&mut self, cells: impl Iterator<Item = CellRef>) {
        self.cells.extend(cells.map(|cell| (None, cell)));
    }

    /// Adds the faulty cells of a sheet.
    pub(super) fn sheet(&mut self, source: &Source, branch: Option<&Case>) {
        for (row, column) in facts::faulty_places(source, branch) {
            let cell = CellRef {
                path: source.path.clone(),
                sheet: source.sheet.clone(),
                row,
                column,
                role: source.role,
            };
            self.cells.push((None, cell));
        }
    }

    /// Adds a ledger row, for findings about somebody who collects.
    pub(super) fn payment(&mut self, world: &World, place: Place) {
        self.add(world, None, place, &[Key::Receiver, Key::Amount]);
    }

    /// Adds a row of a list about households or pupils.
    pub(super) fn home(&mut self, world: &World, place: Place) {
        let keys = [Key::Amount, Key::HouseholdKind, Key::Ground, Key::Name];
        self.add(world, None, place, &keys);
    }

    /// Adds a row as a whole, for findings about a list.
    pub(super) fn row(&mut self, world: &World, place: Place) {
        self.add(world, None, place, &[Key::Name]);
    }

    /// Where lists alone are judged, whoever is paid too often is named like whoever stands twice on a roll: by the
    /// name, and the first row of a list is not the one too many.
    pub(super) fn name_doubles(&mut self, lists: &[Source], rule: &str) {
        if ![PAID_TWICE, PAID_ELSEWHERE].contains(&rule) {
            return;
        }
        let place = |cell: &CellRef| {
            let row = (cell.row, cell.column.as_deref());
            Source::at(lists, (&cell.path, cell.sheet.as_deref()), row)
        };
        let list = |cell: &CellRef| place(cell).map(|(at, _)| at);
        if rule == PAID_TWICE {
            let mut ends: BTreeMap<Option<usize>, (u32, u32)> = BTreeMap::new();
            for (_, cell) in &self.cells {
                let end = ends.entry(list(cell)).or_insert((cell.row, cell.row));
                *end = (end.0.min(cell.row), end.1.max(cell.row));
            }
            self.cells.retain(|(_, cell)| {
                let end = ends.get(&list(cell));
                end.is_none_or(|(first, last)| cell.row > *first || first == last)
            });
        }
        for (_, cell) in &mut self.cells {
            if let Some(name) = place(cell).and_then(|(_, list)| list.column(Key::Name)) {
                cell.column = Some(name.to_owned());
            }
        }
    }

    /// The cells: payments by month, path and row, then the rest as it was found.
    pub(super) fn in_order(&self) -> Vec<CellRef> {
        let (mut paid, rest): (Vec<_>, Vec<_>) =
            self.cells.iter().partition(|(month, _)| month.is_some());
        paid.sort_by(|(a, one), (b, two)| {
            let place = |cell: &CellRef| (cell.path.clone(), cell.sheet.clone(), cell.row);
            a.cmp(b).then_with(|| place(one).cmp(&place(two)))
        });
        let all = paid.into_iter().chain(rest);
        all.map(|(_, cell)| cell.clone()).collect()
    }
}

/// The payments for the month beside which one is too many: either receipt tells of the other.
fn payments_beside(view: View<'_>) -> impl Iterator<Item = &Payment> {
    let (world, case) = (view.world, view.case);
    let part = view.part().copied();
    let own = part.filter(|p| p.surplus.is_some()).into_iter();
    let own = own.flat_map(move |too_many| {
        let alike = move |p: &&Part| {
            (p.month, p.scheme, p.kind) == (too_many.month, too_many.scheme, too_many.kind)
        };
        case.parts.iter().filter(alike).map(|p| p.payment)
    });
    let again = case.rather_again.zip(part).into_iter();
    let again = again.flat_map(move |(person, part)| {
        let paid = world.payments_of_person(person).iter().copied();
        paid.filter(move |index| (world.payment(*index)).is_some_and(|p| p.month == part.month))
    });
    own.chain(again).filter_map(|index| world.payment(index))
}

/// Indexes into a table of the corpus, and what a row of it is.
type Listed<'a> = (&'a [u32], fn(u32) -> RowRef);

/// The registers that a rule's conditions ask.
fn namespaces(rule: &Rule) -> Vec<Namespace> {
    let mut found: Vec<Namespace> = Vec::new();
    for slot in rule.cases.iter().flat_map(|c| c.when.facts()) {
        let namespace = facts::namespace(slot);
        if !found.contains(&namespace) {
            found.push(namespace);
        }
    }
    found
}

/// The columns that a rule's facts are read from.
fn columns(rule: &Rule) -> Vec<Key> {
    let slots = rule.cases.iter().flat_map(|c| c.when.facts());
    let mut columns: Vec<Key> = slots.filter_map(facts::column).collect();
    columns.dedup();
    columns
}
