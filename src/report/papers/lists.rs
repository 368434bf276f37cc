//! The columns of each list of adjustments, as commune and department send them round.

use rustc_hash::FxHashMap;

use super::paper::{Cell, Column, List, month};
use crate::model::{Adjustment, AdjustmentKind, Money, Outcome};
use crate::report::tally::{Who, who};
use crate::texts::Lang;
use crate::texts::papers::{self, heads};

type Line<'a> = &'a Adjustment;

/// The list of a kind. Its columns that nobody can fill from the lists stay, to be filled by hand.
pub fn list(kind: AdjustmentKind, lang: Lang, outcome: &Outcome) -> List<'_, Line<'_>> {
    let columns = match kind {
        AdjustmentKind::Stop => stop(lang, outcome),
        AdjustmentKind::Adjust => adjust(lang),
        AdjustmentKind::Recover => recover(lang),
        AdjustmentKind::Arrears => arrears(lang),
        AdjustmentKind::CardDecrease => card(lang),
    };
    let overpaid = overpaid(outcome);
    let names = papers::sums(lang, kind);
    List {
        title: papers::title(lang, kind),
        columns,
        subject: |line| &line.subject,
        sums: Box::new(move |lines| {
            let [first, second] = names;
            let sum = |of: &dyn Fn(&Line) -> Money| lines.iter().map(of).sum::<Money>();
            match kind {
                AdjustmentKind::Stop => vec![
                    (first, sum(&|line| line.old_monthly - line.new_monthly)),
                    (
                        second,
                        sum(&|line| {
                            overpaid
                                .get(&who(&line.subject))
                                .map_or(Money::ZERO, |o| o.amount)
                        }),
                    ),
                ],
                AdjustmentKind::Adjust => vec![
                    (first, sum(&|line| Money((difference(line).0).max(0)))),
                    (second, sum(&|line| Money((-difference(line).0).max(0)))),
                ],
                AdjustmentKind::Recover | AdjustmentKind::Arrears => {
                    vec![(first, sum(&|line| line.amount))]
                }
                AdjustmentKind::CardDecrease => Vec::new(),
            }
        }),
        cases: false,
        money: kind != AdjustmentKind::CardDecrease,
    }
}

fn column<'a>(
    head: heads::Head,
    width: f64,
    cell: impl Fn(&Line<'a>) -> Cell + 'a,
) -> Column<'a, Line<'a>> {
    Column {
        head,
        width,
        cell: Box::new(cell),
        summed: false,
    }
}

fn summed<'a>(
    head: heads::Head,
    width: f64,
    cell: impl Fn(&Line<'a>) -> Cell + 'a,
) -> Column<'a, Line<'a>> {
    Column {
        head,
        width,
        cell: Box::new(cell),
        summed: true,
    }
}

fn empty<'a>(head: heads::Head, width: f64) -> Column<'a, Line<'a>> {
    column(head, width, |_| Cell::Blank)
}

fn address<'a>(lang: Lang) -> Column<'a, Line<'a>> {
    column(heads::address(lang), 15.0, |line| {
        Cell::Text(line.village.clone())
    })
}

fn reason<'a>(head: heads::Head) -> Column<'a, Line<'a>> {
    column(head, 19.0, |line| Cell::Text(line.reason.clone()))
}

fn category<'a>(head: heads::Head) -> Column<'a, Line<'a>> {
    column(head, 19.0, |line| Cell::Text(line.category.clone()))
}

fn coefficient<'a>(
    head: heads::Head,
    of: impl Fn(&Line<'a>) -> Option<u16> + 'a,
) -> Column<'a, Line<'a>> {
    column(head, 6.0, move |line| match of(line) {
        Some(hundredths) => Cell::Middle(decimal(hundredths)),
        None => Cell::Blank,
    })
}

fn event<'a>(lang: Lang, width: f64) -> Column<'a, Line<'a>> {
    column(heads::event(lang), width, |line| {
        line.event
            .map_or(Cell::Blank, |day| Cell::Middle(day.slashed()))
    })
}

fn old_monthly<'a>(head: heads::Head) -> Column<'a, Line<'a>> {
    summed(head, 11.0, |line| Cell::Money(line.old_monthly))
}

fn new_monthly<'a>(head: heads::Head) -> Column<'a, Line<'a>> {
    summed(head, 11.0, |line| Cell::Money(line.new_monthly))
}

fn difference(line: &Adjustment) -> Money {
    line.new_monthly - line.old_monthly
}

/// 150 hundredths are `1,5`.
fn decimal(hundredths: u16) -> String {
    match hundredths % 100 {
        rest if rest % 10 == 0 => format!("{},{}", hundredths / 100, rest / 10),
        rest => format!("{},{rest:02}", hundredths / 100),
    }
}

#[derive(Clone, Copy, Default)]
struct Overpaid {
    until: Option<crate::model::Month>,
    months: u32,
    amount: Money,
}

/// What each person has to give back, which the list of stops shows beside the stop.
fn overpaid(outcome: &Outcome) -> FxHashMap<Who<'_>, Overpaid> {
    let mut by_person = FxHashMap::default();
    for line in &outcome.adjustments {
        if line.kind == AdjustmentKind::Recover {
            let sums: &mut Overpaid = by_person.entry(who(&line.subject)).or_default();
            sums.until = sums.until.max(Some(line.to));
            sums.months += line.months;
            sums.amount += line.amount;
        }
    }
    by_person
}

fn stop<'a>(lang: Lang, outcome: &'a Outcome) -> Vec<Column<'a, Line<'a>>> {
    let sums = std::rc::Rc::new(overpaid(outcome));
    let of = move |pick: fn(&Overpaid) -> Cell| {
        let sums = sums.clone();
        move |line: &Line<'a>| sums.get(&who(&line.subject)).map_or(Cell::Blank, pick)
    };
    vec![
        address(lang),
        category(heads::category(lang)),
        coefficient(heads::coefficient(lang), |line| line.coefficient),
        old_monthly(heads::monthly(lang)),
        column(heads::decision(lang), 15.0, |line| {
            Cell::Text(line.decision.clone())
        }),
        reason(heads::stop_reason(lang)),
        event(lang, 12.0),
        column(heads::stop_from(lang), 9.0, |line| month(line.from)),
        column(
            heads::paid_until(lang),
            10.0,
            of(|sums| sums.until.map_or(Cell::Blank, month)),
        ),
        column(
            heads::over_months(lang),
            8.0,
            of(|sums| Cell::Count(u64::from(sums.months))),
        ),
        summed(
            heads::over_sum(lang),
            13.0,
            of(|sums| Cell::Money(sums.amount)),
        ),
        empty(heads::note(lang), 12.0),
    ]
}

fn adjust<'a>(lang: Lang) -> Vec<Column<'a, Line<'a>>> {
    vec![
        address(lang),
        column(heads::decision(lang), 15.0, |line| {
            Cell::Text(line.decision.clone())
        }),
        category(heads::old_category(lang)),
        coefficient(heads::old_coefficient(lang), |line| line.coefficient),
        old_monthly(heads::old_monthly(lang)),
        empty(heads::new_category(lang), 19.0),
        coefficient(heads::new_coefficient(lang), |line| line.new_coefficient),
        new_monthly(heads::new_monthly(lang)),
        column(heads::from_month(lang), 9.0, |line| month(line.from)),
        summed(heads::difference(lang), 12.0, |line| {
            Cell::Money(difference(line))
        }),
        reason(heads::adjust_reason(lang)),
        empty(heads::note(lang), 12.0),
    ]
}

fn span<'a>(lang: Lang) -> [Column<'a, Line<'a>>; 3] {
    [
        column(heads::span_from(lang), 9.0, |line| month(line.from)),
        column(heads::span_to(lang), 9.0, |line| month(line.to)),
        column(heads::span_months(lang), 7.0, |line| {
            Cell::Count(u64::from(line.months))
        }),
    ]
}

fn recover<'a>(lang: Lang) -> Vec<Column<'a, Line<'a>>> {
    let mut columns = vec![
        address(lang),
        category(heads::category(lang)),
        reason(heads::recover_reason(lang)),
    ];
    columns.extend(span(lang));
    columns.extend([
        column(heads::paid_monthly(lang), 11.0, |line| {
            Cell::Money(line.old_monthly)
        }),
        column(heads::due_monthly(lang), 11.0, |line| {
            Cell::Money(line.new_monthly)
        }),
        summed(heads::recover_sum(lang), 14.0, |line| {
            Cell::Money(line.amount)
        }),
        empty(heads::given_back(lang), 13.0),
        empty(heads::given_back_on(lang), 12.0),
        empty(heads::note(lang), 12.0),
    ]);
    columns
}

fn arrears<'a>(lang: Lang) -> Vec<Column<'a, Line<'a>>> {
    let mut columns = vec![
        address(lang),
        category(heads::category(lang)),
        reason(heads::arrears_reason(lang)),
    ];
    columns.extend(span(lang));
    columns.extend([
        column(heads::paid_monthly(lang), 11.0, |line| {
            Cell::Money(line.old_monthly)
        }),
        column(heads::due_monthly(lang), 11.0, |line| {
            Cell::Money(line.new_monthly)
        }),
        summed(heads::arrears_sum(lang), 14.0, |line| {
            Cell::Money(line.amount)
        }),
        empty(heads::signed(lang), 15.0),
        empty(heads::note(lang), 12.0),
    ]);
    columns
}

fn card<'a>(lang: Lang) -> Vec<Column<'a, Line<'a>>> {
    vec![
        column(heads::card(lang), 20.0, |line| {
            Cell::Text(line.card.clone())
        }),
        address(lang),
        category(heads::category(lang)),
        column(heads::card_reason(lang), 28.0, |line| {
            Cell::Text(line.reason.clone())
        }),
        event(lang, 20.0),
        column(heads::card_from(lang), 11.0, |line| month(line.from)),
        empty(heads::note(lang), 18.0),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coefficients_have_a_comma() {
        assert_eq!(decimal(150), "1,5");
        assert_eq!(decimal(200), "2,0");
        assert_eq!(decimal(125), "1,25");
    }
}
