//! From a person's findings to the lines of `dieu-chinh.xlsx`: what to stop, set right, ask back,
//! pay, and which health card to report.
//!
//! Only certain findings move anything; the others are for a visit first (13).

use super::money::Moved;
use super::rulefile::Action;
use crate::model::{
    Adjustment, AdjustmentKind, Confidence, Finding, Money, Month, PartialDate, Role, Scheme,
    Severity, Sym,
};
use crate::settle::{Case, Entry, MonthState, Standing, World};
use crate::texts::alphabet::compare;

/// The adjustments that a person's findings ask for.
pub(super) fn from_findings<'a>(
    world: &World,
    case: &Case,
    findings: impl Iterator<Item = (&'a Finding, &'a Moved)>,
) -> Vec<Adjustment> {
    let mut lines: Vec<Adjustment> = Vec::new();
    for (finding, moved) in findings.filter(|(f, _)| f.confidence == Confidence::Certain) {
        let asks = |action: Action| finding.action.iter().any(|a| a == action.code());
        let proven = finding.severity == Severity::Error;
        if asks(Action::Stop) && proven && !is_due_again(world, case, finding) {
            stop(world, case, finding, &mut lines);
        }
        if asks(Action::Adjust) && !finding.months.is_empty() && finding.amount != Money::ZERO {
            let mut line = line(world, case, finding, AdjustmentKind::Adjust);
            (line.old_monthly, line.new_monthly) = monthly(case, finding.months.last());
            line.new_coefficient = coefficient(world, line.to, line.new_monthly);
            line.amount = (line.new_monthly - line.old_monthly).abs();
            if line.amount > Money::ZERO {
                lines.push(line);
            }
        }
        if asks(Action::ReportDecrease) {
            decrease(world, case, finding, &mut lines);
        }
        for (kind, over) in [
            (AdjustmentKind::Recover, true),
            (AdjustmentKind::Arrears, false),
        ] {
            let (months, amount) = moved.part(over);
            if amount == 0 {
                continue;
            }
            let mut line = line(world, case, finding, kind);
            line.from = months.first().copied().unwrap_or(line.from);
            line.to = months.last().copied().unwrap_or(line.to);
            line.months = months.len() as u32;
            (line.old_monthly, line.new_monthly) = monthly(case, months.last());
            line.amount = Money(amount);
            lines.push(line);
        }
    }
    lines
}

/// Sorts lines by kind, commune and name, as the papers list them.
pub(super) fn sort(lines: &mut [Adjustment]) {
    lines.sort_by(|a, b| {
        let key = |l: &Adjustment| (l.kind, l.from);
        key(a)
            .0
            .cmp(&key(b).0)
            .then_with(|| compare(&a.subject.commune, &b.subject.commune))
            .then_with(|| compare(&a.subject.name, &b.subject.name))
            .then_with(|| key(a).1.cmp(&key(b).1))
            .then_with(|| a.findings.cmp(&b.findings))
    });
}

/// Whether the right holds again at the end of the range, as after a return: what was paid in
/// between is asked back, but there is nothing left to stop.
fn is_due_again(world: &World, case: &Case, finding: &Finding) -> bool {
    let last = world.range.last;
    let at_last = |m: &&MonthState| m.month == last && m.scheme == Scheme::Benefit;
    let state = case.months.iter().find(at_last);
    !finding.months.contains(&last)
        && state.is_some_and(|m| m.standing == Standing::Granted && m.due.least() > 0)
}

/// One stop a person, however many findings ask for it, and the card that ends with a death.
fn stop(world: &World, case: &Case, finding: &Finding, lines: &mut Vec<Adjustment>) {
    let earlier = lines.iter_mut().find(|l| l.kind == AdjustmentKind::Stop);
    if let Some(line) = earlier {
        line.findings.push(finding.id.clone());
        // Who had moved away before dying lost the right with the move.
        if let Some(first) = finding.months.first() {
            line.from = line.from.min(*first);
        }
        line.event = line.event.or_else(|| left(case, finding));
        line.reason = format!("{}; {}", line.reason, finding.title);
        return;
    }
    let mut line = line(world, case, finding, AdjustmentKind::Stop);
    let dead = case.death.filter(|d| !d.likely).and_then(|d| d.date);
    if let Some(died) = dead {
        line.from = died.last_month().plus(1);
        line.to = line.to.max(line.from);
    }
    line.event = dead.or_else(|| left(case, finding));
    let on_roll = entry(case).and_then(|e| e.amount).map(Money);
    line.old_monthly = on_roll.unwrap_or(monthly(case, finding.months.last()).0);
    line.amount = line.old_monthly;
    if line.amount <= Money::ZERO {
        return;
    }
    // Where the register of cards is known, it says which card is to be reported.
    let registered = world.register_covers(Role::Cards, case.commune);
    if dead.is_some() && !registered {
        lines.push(Adjustment {
            kind: AdjustmentKind::CardDecrease,
            ..line.clone()
        });
    }
    lines.push(line);
}

/// One report a person that the card has to end, from the first month after the death or the leaving.
fn decrease(world: &World, case: &Case, finding: &Finding, lines: &mut Vec<Adjustment>) {
    let kind = AdjustmentKind::CardDecrease;
    let mut line = line(world, case, finding, kind);
    if let Some(earlier) = lines.iter_mut().find(|l| l.kind == kind) {
        earlier.from = earlier.from.min(line.from);
        earlier.to = earlier.to.max(line.to);
        earlier.findings.push(finding.id.clone());
        earlier.event = earlier.event.or_else(|| left(case, finding));
        earlier.reason = format!("{}; {}", earlier.reason, finding.title);
        return;
    }
    let dead = case.death.filter(|d| !d.likely).and_then(|d| d.date);
    line.event = left(case, finding).or(dead);
    let on_roll = entry(case).and_then(|e| e.amount).map(Money);
    line.old_monthly = on_roll.unwrap_or(monthly(case, finding.months.last()).0);
    line.amount = line.old_monthly;
    let cards = case.cards.iter().filter(|c| {
        let valid = |month: &Month| c.is_valid(*month) == Some(true);
        finding.months.iter().any(valid)
    });
    let numbers = cards.map(|c| world.corpus.texts.get(c.number));
    line.card = numbers.collect::<Vec<_>>().join("; ");
    if line.amount > Money::ZERO {
        lines.push(line);
    }
}

fn line(world: &World, case: &Case, finding: &Finding, kind: AdjustmentKind) -> Adjustment {
    let text = |sym: Sym| world.corpus.texts.get(sym).to_owned();
    let entry = entry(case);
    let last = world.range.last;
    Adjustment {
        kind,
        subject: finding.subject.clone(),
        person: finding.person,
        village: text(case.village),
        category: entry.map_or_else(|| paid_as(world, case), |e| text(e.category)),
        coefficient: entry.and_then(|e| e.coefficient),
        decision: entry.map_or_else(String::new, |e| text(e.decision)),
        event: None,
        from: finding.months.first().copied().unwrap_or(last),
        to: finding.months.last().copied().unwrap_or(last),
        old_monthly: Money::ZERO,
        new_monthly: Money::ZERO,
        new_coefficient: None,
        amount: Money::ZERO,
        months: finding.months.len() as u32,
        findings: vec![finding.id.clone()],
        reason: finding.title.clone(),
        card: String::new(),
    }
}

fn entry(case: &Case) -> Option<&Entry> {
    case.entries
        .iter()
        .find(|e| e.current)
        .or(case.entries.first())
}

/// What the ledger pays somebody as whom no roll names: the category of the latest row that has
/// one, in the words of the law, since lists are kept in Vietnamese.
fn paid_as(world: &World, case: &Case) -> String {
    let rows = case.parts.iter().rev();
    let one = rows
        .filter(|part| !part.likely)
        .filter_map(|part| world.payment(part.payment)?.categories.single())
        .find_map(|category| world.law.category(category));
    one.map_or_else(String::new, |category| category.vi.clone())
}

/// The day of leaving, where the finding rests on the register of those who are away.
fn left(case: &Case, finding: &Finding) -> Option<PartialDate> {
    if !finding.evidence.iter().any(|c| c.role == Role::Absences) {
        return None;
    }
    let stay = case.stay(*finding.months.last()?, case.commune)?;
    stay.from.filter(|_| !stay.likely)
}

/// The amount as a multiple of the standard amount, in hundredths; none where it is no whole one.
fn coefficient(world: &World, month: Month, amount: Money) -> Option<u16> {
    let base = world.law.base(month).filter(|base| *base > 0)?;
    let hundredths = amount.0.checked_mul(100)?;
    if hundredths % base != 0 {
        return None;
    }
    u16::try_from(hundredths / base).ok().filter(|c| *c > 0)
}

/// What was paid and what is due in a month, đồng.
fn monthly(case: &Case, month: Option<&Month>) -> (Money, Money) {
    let state = case.months.iter().find(|m| Some(&m.month) == month);
    state.map_or((Money::ZERO, Money::ZERO), |s| {
        (Money(s.paid), Money(s.point()))
    })
}
