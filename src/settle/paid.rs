//! What was paid for each month: ledger rows cut into parts by the month that the money is for
//! (7–9), and the parts that are one too many (14).

use super::case::{Case, Entry, Part, PartKind, Surplus};
use super::due::{Granted, Payer};
use super::held_back;
use super::split::{self, Share};
use super::world::World;
use crate::model::{Categories, Month, PartialDate, Payment, PaymentFlags, Scheme, Sym};

/// What the ledgers say of a person beside the money handed over.
#[derive(Default)]
pub(super) struct Ledgers {
    /// Rows not handed over: month, đồng.
    pub uncollected: Vec<(Month, i64)>,
    /// Months in which some ledger names the person.
    pub named: Vec<Month>,
}

/// The communes that paid for a month under a scheme, or may have repaid it.
pub(super) fn payers(world: &World, case: &Case, scheme: Scheme, month: Month) -> Vec<Payer> {
    let mut payers: Vec<Payer> = Vec::new();
    for payment in rows(world, case) {
        let repays = || payment.arrears > 0 && may_repay(world, case, payment, month);
        if payment.scheme != scheme || !payment.covers(month) && !repays() {
            continue;
        }
        if !payers.iter().any(|p| p.commune == payment.commune) {
            payers.push(Payer {
                commune: payment.commune,
                categories: payment.categories,
                level: world.corpus.extra(payment).and_then(|e| e.level),
            });
        }
    }
    payers
}

fn rows<'a>(world: &'a World, case: &Case) -> impl Iterator<Item = &'a Payment> {
    let rows = world.payments.of(case.person).iter();
    rows.filter_map(|&index| world.payment(index))
}

/// The months that the arrears of a row repay by its own word (8).
pub(super) fn repaid(world: &World, payment: &Payment) -> Vec<Month> {
    match world.corpus.extra(payment) {
        Some(e) if !e.arrears_for.is_empty() => e.arrears_for.clone(),
        Some(e) => (1..=i32::from(e.arrears_months.unwrap_or(0)))
            .rev()
            .map(|back| payment.month.plus(-back))
            .collect(),
        None => Vec::new(),
    }
}

/// Whether arrears repay a month, or may: where they name none, any since the commune first paid.
fn may_repay(world: &World, case: &Case, payment: &Payment, month: Month) -> bool {
    let named = repaid(world, payment);
    if !named.is_empty() {
        return named.contains(&month);
    }
    let since = |p: &Payment| {
        (p.commune, p.scheme) == (payment.commune, payment.scheme) && p.month <= month
    };
    month < payment.month && rows(world, case).any(since)
}

/// Cuts the ledger rows of a person under a scheme into parts. `granted` tells what is due in any month.
pub(super) fn parts(
    world: &World,
    case: &mut Case,
    scheme: Scheme,
    granted: &impl Fn(&Case, Month) -> Granted,
) -> Ledgers {
    let mut ledgers = Ledgers::default();
    let mut later = Vec::new();
    for &index in world.payments.of(case.person) {
        let Some(payment) = world.payment(index).filter(|p| p.scheme == scheme) else {
            continue;
        };
        ledgers.named.extend(payment.span());
        if payment.flags.has(PaymentFlags::UNPAID) {
            let share = i64::from(payment.regular) / i64::from(payment.months.max(1));
            let unpaid = payment.span().map(|m| (m, share));
            ledgers.uncollected.extend(unpaid);
            continue;
        }
        if payment.regular != 0 {
            regular(world, case, index, payment, granted);
        }
        if payment.arrears != 0 || held_back::of(world, payment) != 0 {
            later.push(index);
        }
    }
    // Repayments come after all regular money, so that "the oldest unpaid month" is known.
    for &index in &later {
        if let Some(payment) = world.payment(index).filter(|p| p.arrears > 0) {
            arrears(world, case, index, payment, granted);
        }
    }
    // What is held back comes last: it takes back what all that was paid is too much.
    for &index in &later {
        if let Some(payment) = world.payment(index) {
            let held = held_back::of(world, payment);
            held_back::take_back(world, case, payment, held, granted);
        }
    }
    ledgers
}

fn regular(
    world: &World,
    case: &mut Case,
    index: u32,
    payment: &Payment,
    granted: &impl Fn(&Case, Month) -> Granted,
) {
    let sum = i64::from(payment.regular);
    let months: Vec<Month> = payment.span().collect();
    let even = sum / months.len().max(1) as i64;
    // A sum for several months is split by what each of them is due (9).
    let shares: Vec<Share> = months
        .iter()
        .map(|month| share(&granted(case, *month), (0, sum), even))
        .collect();
    let cut = split::all_right(sum, &shares).unwrap_or_else(|| {
        let mut left = sum;
        let one = |(i, share): (usize, &Share)| {
            let rest = (shares.len() - i) as i64;
            let amount = if rest == 1 {
                left
            } else {
                share.nearest(left / rest).min(left)
            };
            left -= amount;
            amount
        };
        shares.iter().enumerate().map(one).collect()
    });
    for (month, amount) in months.into_iter().zip(cut) {
        let row = (index, payment);
        push(world, case, row, month, PartKind::Regular, amount);
    }
}

/// What a month may take of a sum, of which `paid` was paid before.
fn share(granted: &Granted, (paid, sum): (i64, i64), wanted: i64) -> Share {
    let right = if granted.unbounded {
        vec![(0, sum)]
    } else {
        let spans = granted.due.spans().iter();
        let open = spans.filter(|s| s.most >= paid);
        open.map(|s| ((s.least - paid).max(0), s.most - paid))
            .collect()
    };
    Share {
        right,
        wanted,
        unpaid: paid == 0,
    }
}

fn arrears(
    world: &World,
    case: &mut Case,
    index: u32,
    payment: &Payment,
    granted: &impl Fn(&Case, Month) -> Granted,
) {
    let named = repaid(world, payment);
    let sum = i64::from(payment.arrears);
    let even = sum / named.len().max(1) as i64;
    let share = |case: &Case, month: Month| {
        let granted = granted(case, month);
        let paid = case.paid_for(payment.scheme, month);
        let owed = match (granted.unbounded, named.is_empty()) {
            (false, _) => (granted.due.most() - paid).max(0),
            (true, false) => even,
            (true, true) => 0,
        };
        let mut share = share(&granted, (paid, sum), owed);
        if !world.range.contains(month) {
            // What was paid for it is not known here.
            share.right.push((0, owed.min(sum)));
        }
        share
    };
    let row = (index, payment);
    if named.is_empty() {
        let before: Vec<Month> = world
            .range
            .iter()
            .take_while(|m| *m < payment.month)
            .collect();
        let shares: Vec<Share> = before.iter().map(|m| share(case, *m)).collect();
        let cut = split::oldest_first(sum, &shares);
        let left = sum - cut.iter().sum::<i64>();
        for (month, amount) in before.into_iter().zip(cut) {
            push(world, case, row, month, PartKind::Arrears, amount);
        }
        // Nothing in the range is owed: it repays months before, unless there were none.
        if case.began_within(world, payment.scheme) {
            push(world, case, row, payment.month, PartKind::Arrears, left);
        } else {
            case.outside += left;
        }
        return;
    }
    let shares: Vec<Share> = named.iter().map(|m| share(case, *m)).collect();
    let cut = split::all_right(sum, &shares).unwrap_or_else(|| split::in_turn(sum, &shares));
    for (month, amount) in named.into_iter().zip(cut) {
        if world.range.contains(month) {
            push(world, case, row, month, PartKind::Arrears, amount);
        } else {
            case.outside += amount;
        }
    }
}

fn push(
    world: &World,
    case: &mut Case,
    (index, payment): (u32, &Payment),
    month: Month,
    kind: PartKind,
    amount: i64,
) {
    if amount == 0 || !world.range.contains(month) {
        return;
    }
    let stand = case.stand_in(world, payment.commune, payment.scheme, month);
    let again = |p: &Part| {
        p.kind == PartKind::Arrears
            && p.month == month
            && p.scheme == payment.scheme
            && p.payment != index
    };
    case.parts.push(Part {
        payment: index,
        month,
        scheme: payment.scheme,
        kind,
        amount,
        commune: payment.commune,
        standing: stand.standing,
        standing_open: stand.open,
        surplus: None,
        repaid_again: kind == PartKind::Arrears && case.parts.iter().any(again),
        likely: stand.likely || world.is_likely(payment.identity),
    });
}

/// Marks the regular parts of a month that are one too many: all but the one nearest the due, and
/// one over a likely link before any that is certain, since it may be somebody else's. Of two
/// equally near, the one in the commune that grants it stays, then the first in the ledgers.
pub(super) fn mark_surplus(world: &World, case: &mut Case, month: Month, granted: &Granted) {
    let regular: Vec<usize> = (0..case.parts.len())
        .filter(|&i| {
            case.parts.get(i).is_some_and(|p| {
                // What was taken back is no payment, and none too many.
                let is_paid = p.kind == PartKind::Regular && p.amount > 0;
                p.month == month && p.scheme == Scheme::Benefit && is_paid
            })
        })
        .collect();
    if regular.len() < 2 {
        return;
    }
    let home = granted
        .entry
        .and_then(|e| case.entries.get(usize::from(e)))
        .map(|e| e.commune);
    let regular: Vec<(usize, Part)> = regular
        .into_iter()
        .filter_map(|i| Some((i, *case.parts.get(i)?)))
        .collect();
    let kept = regular.iter().copied().min_by_key(|(i, p)| {
        let off = (p.amount - granted.due.nearest(p.amount)).abs();
        (p.likely, off, Some(p.commune) != home, *i)
    });
    let Some((kept, kept_part)) = kept else {
        return;
    };
    let category = |p: &Part| {
        world
            .payment(p.payment)
            .map_or(Categories::default(), |p| p.categories)
    };
    let kept_category = category(&kept_part);
    let mut both: Vec<Categories> = vec![kept_category];
    let mut communes: Vec<Sym> = vec![kept_part.commune];
    for (i, p) in regular.into_iter().filter(|(i, _)| *i != kept) {
        let other = category(&p);
        let distinct =
            |a: Categories, b: Categories| !a.is_empty() && !b.is_empty() && a.and(b).is_empty();
        let surplus = if both.iter().all(|known| distinct(*known, other)) {
            // Of words that leave a category open, one that cumulates is enough: nobody is accused.
            let cumulates = |known: Categories| {
                let with = |a| other.iter().any(|b| world.law.cumulates(a, b, month));
                known.iter().any(with)
            };
            if both.iter().any(|known| cumulates(*known)) {
                both.push(other);
                continue;
            }
            Surplus::OtherCategory
        } else if communes.contains(&p.commune) {
            Surplus::SameCommune
        } else {
            communes.push(p.commune);
            Surplus::OtherCommune
        };
        if let Some(p) = case.parts.get_mut(i) {
            p.surplus = Some(surplus);
        }
    }
}

impl Case {
    /// Paid for a month under a scheme, đồng.
    pub(super) fn paid_for(&self, scheme: Scheme, month: Month) -> i64 {
        let parts = self.parts.iter();
        let parts = parts.filter(|p| p.month == month && p.scheme == scheme);
        parts.map(|p| p.amount).sum()
    }

    /// Whether all that the rolls grant under a scheme began in the range audited, so that no money
    /// can be for months before.
    pub(super) fn began_within(&self, world: &World, scheme: Scheme) -> bool {
        let began = |e: &Entry| e.from.map(PartialDate::first_month);
        let mut entries = self.entries.iter().filter(|e| e.scheme == scheme);
        entries.clone().next().is_some() && entries.all(|e| began(e) >= Some(world.range.first))
    }
}
