//! The cells that a finding rests on: its own rows, and those of the registers its rule asks.

use super::facts::{self, Element, Namespace, RowRef, View};
use super::lang::Entity;
use super::rulefile::Rule;
use super::run::Held;
use crate::model::{CellRef, Key, Place, Source};
use crate::settle::World;

/// Cells in the order: the rows found, the roll, the registers.
#[derive(Default)]
pub(super) struct Evidence {
    pub(super) cells: Vec<CellRef>,
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
            evidence.element(view.at(one.element));
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

    fn element(&mut self, view: View) {
        match view.at {
            Element::Payment(_) => {
                let payment = view.part().and_then(|p| view.world.payment(p.payment));
                if let Some(payment) = payment {
                    let keys = self.asked_or(&[Key::Amount, Key::Regular, Key::Total]);
                    self.add(view.world, payment.place, &keys);
                }
            }
            Element::Month(_) => self.month(view),
            Element::Entry(_) => self.register(view, Namespace::Entry),
            Element::Sheet(_) | Element::Account(_) | Element::Balance(_) => {}
            Element::Row(row) => {
                if let Some(place) = row.place(view.world.corpus) {
                    let notes = view.world.corpus.notes_of(place);
                    let doubted = notes.iter().find(|n| !n.kind.is_repair()).map(|n| n.key);
                    let empty = facts::missing_keys(view).into_iter().next();
                    let mut keys: Vec<Key> = doubted.or(empty).into_iter().collect();
                    keys.extend(self.asked_or(&[Key::Name]));
                    self.add(view.world, place, &keys);
                }
            }
            Element::Person => {
                for &index in view.world.roll_of(view.case) {
                    if let Some(place) = RowRef::Roll(index).place(view.world.corpus) {
                        self.add(view.world, place, &[Key::IdNumber, Key::Name]);
                    }
                }
                if self.cells.is_empty() {
                    for &index in view.world.payments_of(view.case).iter().take(1) {
                        if let Some(payment) = view.world.payment(index) {
                            self.add(view.world, payment.place, &[Key::IdNumber, Key::Name]);
                        }
                    }
                }
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
            Namespace::Entry => (
                view.entry().map(|e| e.place),
                &[Key::Amount, Key::Category, Key::Name],
            ),
            _ => (None, &[]),
        };
        if let Some(place) = place {
            self.add(view.world, place, keys);
        }
    }

    fn add(&mut self, world: &World, place: Place, keys: &[Key]) {
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
        if !self.cells.contains(&cell) {
            self.cells.push(cell);
        }
    }

    /// Adds what stands for a whole sheet: its total line, or its header.
    pub(super) fn sheet(&mut self, source: &Source, about: Entity) {
        let (row, column) = match (&source.wrong_total, about) {
            (Some(line), Entity::Sheet) => (line.row, source.column(line.key)),
            _ => (source.header_rows.last().copied().unwrap_or(1), None),
        };
        self.cells.push(CellRef {
            path: source.path.clone(),
            sheet: source.sheet.clone(),
            row,
            column: column.map(str::to_owned),
            role: source.role,
        });
    }

    /// Adds a ledger row, for findings about somebody who collects.
    pub(super) fn payment(&mut self, world: &World, place: Place) {
        self.add(world, place, &[Key::Receiver, Key::Amount]);
    }
}

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
