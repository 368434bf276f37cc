//! The one pass over a person: registers, entries, money, months.

use super::case::{Case, MonthState, Part, PartKind, Standing};
use super::due::Granted;
use super::paid::{self, Ledgers};
use super::world::World;
use super::{entries, narrow, registers};
use crate::law::Clause;
use crate::model::{Due, IdentityId, Month, PersonId, Scheme};

impl World<'_> {
    /// Settles one person.
    pub fn case(&self, person: PersonId) -> Case {
        let mut case = self.who(person);
        case.entries = entries::entries(self, person);
        case.death = registers::death(self, person);
        case.stays = registers::stays(self, person);
        case.certificates = registers::certificates(self, person);
        case.pension = registers::pension(self, person);
        case.cards = registers::cards(self, person);
        self.take_commune(&mut case);
        narrow::narrow(self, &mut case);
        for scheme in self.schemes(&case) {
            self.settle(&mut case, scheme);
        }
        case
    }

    /// The schemes under which the person has an entry or money.
    fn schemes(&self, case: &Case) -> Vec<Scheme> {
        let mut schemes: Vec<Scheme> = case.entries.iter().map(|e| e.scheme).collect();
        let payments = self.payments.of(case.person).iter();
        schemes.extend(payments.filter_map(|&i| Some(self.payment(i)?.scheme)));
        schemes.sort_unstable();
        schemes.dedup();
        schemes
    }

    /// Settles one scheme, month by month.
    fn settle(&self, case: &mut Case, scheme: Scheme) {
        let known: Vec<Granted> = self
            .range
            .iter()
            .map(|month| self.granted(case, scheme, month))
            .collect();
        let granted = |case: &Case, month: Month| {
            let at = usize::try_from(month.0 - self.range.first.0).ok();
            let known = at.and_then(|at| known.get(at)).copied();
            known.unwrap_or_else(|| self.granted(case, scheme, month))
        };
        let ledgers = paid::parts(self, case, scheme, &granted);
        let first = case.months.len();
        for month in self.range.iter() {
            let granted = granted(case, month);
            if scheme == Scheme::Benefit {
                paid::mark_surplus(self, case, month, &granted);
            }
            let state = self.month(case, &ledgers, scheme, month, &granted);
            let open = state.due.most() != 0 || state.as_if.most() != 0;
            if open || state.paid != 0 || state.kept != 0 || state.uncollected != 0 {
                case.months.push(state);
            }
        }
        let months = case.months.get_mut(first..).unwrap_or(&mut []);
        tell_slips_from_ages(months);
        count_runs(months);
    }

    /// Who the person is, told by their identities; the roll speaks first, then the ledger (22).
    pub fn who(&self, person: PersonId) -> Case {
        let mut case = Case {
            shadowed: self.is_shadowed(person),
            unsure: self.may_be_nobody(person),
            rather_again: self.linked.rather_again(person),
            ..Case::blank(person)
        };
        let roll = self.roll.of(person).iter().rev();
        let roll = roll.filter_map(|&i| Some(self.corpus.roll.get(i as usize)?.identity));
        let ledger = self.payments.of(person).iter();
        let ledger = ledger.filter_map(|&i| Some(self.payment(i)?.identity));
        let others = self.linked.members(person).iter().copied();
        let mut last: Option<IdentityId> = None;
        for identity in roll.chain(ledger).chain(others) {
            if last == Some(identity) {
                continue;
            }
            last = Some(identity);
            let Some(who) = self.corpus.identity(identity) else {
                continue;
            };
            if case.name.is_empty() {
                case.name = who.name;
                case.shown_born = who.born;
                case.commune = who.commune;
            }
            if case.village.is_empty() {
                case.village = who.village;
            }
            case.sex = case.sex.or(who.sex);
            case.id_number = case.id_number.or(who.id_number);
            case.born = match (case.born, who.born) {
                (Some(a), Some(b)) => a.intersect(b).or(Some(a)),
                (a, b) => a.or(b),
            };
            if case.shown_born.is_none() {
                case.shown_born = who.born;
            }
        }
        case.sex = case.sex.or_else(|| case.id_number?.sex());
        case
    }

    fn take_commune(&self, case: &mut Case) {
        let latest = case.entries.iter().max_by_key(|e| {
            (
                e.current,
                e.from.map(|f| f.first),
                std::cmp::Reverse(e.place),
            )
        });
        if let Some(entry) = latest {
            case.commune = entry.commune;
        } else if let Some(payment) = self.payments.of(case.person).last() {
            case.commune = self.payment(*payment).map_or(case.commune, |p| p.commune);
        }
    }

    fn granted(&self, case: &Case, scheme: Scheme, month: Month) -> Granted {
        let payers = paid::payers(self, case, scheme, month);
        let nothing = Granted {
            due: Due::exactly(0),
            as_if: Due::exactly(0),
            standing: Standing::Unjudged,
            entry: None,
            right_ended: false,
            likely: false,
            likely_entry: false,
            unbounded: false,
            unread: Clause::NONE,
        };
        match scheme {
            Scheme::Benefit | Scheme::Care => {
                let entered = case.entries.iter().any(|e| e.scheme == scheme);
                if !entered && payers.is_empty() {
                    nothing
                } else if scheme == Scheme::Care && !entered {
                    // Care money of somebody whose care nobody lists is not judged.
                    Granted {
                        unbounded: true,
                        ..nothing
                    }
                } else {
                    case.granted(self, scheme, month, &payers)
                }
            }
            // Due on application or by a decision of its own: open until paid (18, 29).
            Scheme::OneOff => self.law.one_off(month).map_or(
                Granted {
                    unbounded: true,
                    ..nothing
                },
                |support| Granted {
                    due: Due::between(0, support.amount),
                    as_if: Due::between(0, support.amount),
                    unread: support.unread(),
                    ..nothing
                },
            ),
            Scheme::Funeral => Granted {
                unbounded: true,
                ..nothing
            },
        }
    }

    fn month(
        &self,
        case: &Case,
        ledgers: &Ledgers,
        scheme: Scheme,
        month: Month,
        granted: &Granted,
    ) -> MonthState {
        let parts = || {
            let all = case.parts.iter();
            all.filter(|p| p.month == month && p.scheme == scheme)
        };
        let sum =
            |of: fn(&Part) -> bool| -> i64 { parts().filter(|p| of(p)).map(|p| p.amount).sum() };
        let paid = sum(|_| true);
        let kept = sum(|p| p.surplus.is_none());
        let arrears = sum(|p| p.kind == PartKind::Arrears);
        let unpaid: i64 = ledgers
            .uncollected
            .iter()
            .filter(|(m, _)| *m == month)
            .map(|(_, amount)| amount)
            .sum();
        let uncollected = if kept > arrears {
            0
        } else {
            (unpaid - arrears).max(0)
        };
        let entry = granted.entry.and_then(|e| case.entries.get(usize::from(e)));
        let in_ledger = if ledgers.named.contains(&month) {
            Some(true)
        } else {
            let commune = entry.map_or(case.commune, |e| e.commune);
            self.has_ledger(commune, month).then_some(false)
        };
        let mut due = granted.due;
        let mut as_if = granted.as_if;
        let mut money_open = granted.likely_entry || parts().any(|p| p.likely);
        let likely = granted.likely || money_open;
        if granted.unbounded || granted.standing == Standing::Unjudged && granted.entry.is_none() {
            due = Due::between(due.least().min(0).min(kept), due.most().max(kept));
            as_if = due;
        } else if in_ledger.is_none() && paid == 0 {
            // No ledger tells of this month: nothing can be said to be missing (6).
            due = Due::between(0, due.most());
            as_if = due;
        } else if case.shadowed && paid == 0 {
            // A row that may be this person's: open (13), whatever likely links hold besides.
            let open = |due: Due| Due::between(due.least().min(kept), due.most().max(kept));
            due = open(due);
            as_if = open(as_if);
        }
        if in_ledger == Some(false) && paid == 0 && case.shadowed {
            // The row that is missing may stand under another name.
            due = due.or(&Due::exactly(0));
            as_if = as_if.or(&Due::exactly(0));
        }
        // What is wrong with or without a likely link is still told by a likely finding only.
        money_open |= likely && !due.allows(kept);
        MonthState {
            month,
            scheme,
            due,
            as_if,
            paid,
            kept,
            uncollected,
            // Whether it lay uncollected is not undone by a later month that repays it.
            uncollected_run: u16::from(unpaid > 0 && kept <= arrears),
            standing: granted.standing,
            entry: granted.entry,
            in_ledger,
            other_age_rate: self.is_other_age_rate(case, granted.entry, month, kept, &due),
            right_ended: granted.right_ended,
            likely,
            money_open,
            unread: granted.unread,
        }
    }

    fn is_other_age_rate(
        &self,
        case: &Case,
        entry: Option<u16>,
        month: Month,
        kept: i64,
        due: &Due,
    ) -> bool {
        let entry = entry.and_then(|e| case.entries.get(usize::from(e)));
        let Some((entry, category)) = entry.and_then(|e| Some((e, e.categories.single()?))) else {
            return false;
        };
        let lighter = case.certificate(month).is_some_and(|c| {
            c.level.is_some() && c.level < entry.level.or(self.level_of(category))
        });
        kept != 0
            && due.least() > 0
            && !lighter
            && !due.allows(kept)
            && self.is_rate_of_some_age(category, entry, month, kept)
    }
}

/// An age is heeded, or not, from some month on: a rate that goes to and fro while the same is due is
/// a slip, even where it happens to be that of another age.
fn tell_slips_from_ages(months: &mut [MonthState]) {
    let one_age = |a: &MonthState, b: &MonthState| a.entry == b.entry && a.due == b.due;
    for of_one_age in months.chunk_by_mut(one_age) {
        let paid = of_one_age.iter().filter(|m| m.kept != 0);
        let mut other: Vec<bool> = paid.map(|m| m.other_age_rate).collect();
        other.dedup();
        if other.len() > 2 {
            for month in of_one_age {
                month.other_age_rate = false;
            }
        }
    }
}

/// Numbers the runs of uncollected months of one scheme.
fn count_runs(months: &mut [MonthState]) {
    let mut start = 0;
    while start < months.len() {
        let mut end = start;
        while let Some(state) = months.get(end) {
            let follows = end == start
                || months
                    .get(end - 1)
                    .is_some_and(|before| before.month.plus(1) == state.month);
            if state.uncollected_run == 0 || !follows {
                break;
            }
            end += 1;
        }
        for state in months.get_mut(start..end).unwrap_or(&mut []) {
            state.uncollected_run = (end - start) as u16;
        }
        start = end.max(start + 1);
    }
}
