//! Everybody whose two sides differ in a month, as a list to sign.

use crate::model::{Account, Difference, Money};
use crate::report::papers::paper::{Cell, Column, List, month};
use crate::texts::{Lang, reconcile as texts};

/// The list and its columns.
pub fn list<'a>(lang: Lang) -> List<'a, &'a Difference> {
    let [
        when,
        carried_in,
        approved,
        paid,
        returned,
        carried_out,
        unexplained,
        found,
    ] = texts::difference_heads(lang);
    let money = |head, sum: fn(&Account) -> i64, summed| Column {
        head,
        width: 13.0,
        cell: Box::new(move |line: &&Difference| Cell::Money(Money(sum(&line.account)))),
        summed,
    };
    List {
        title: texts::difference_title(lang),
        columns: vec![
            Column {
                head: when,
                width: 10.0,
                cell: Box::new(|line: &&Difference| month(line.month)),
                summed: false,
            },
            // What is carried stands in every month that it waits: added up, it would be no sum of money.
            money(carried_in, |a| a.carried_in, false),
            money(approved, |a| a.approved, true),
            money(paid, |a| a.paid, true),
            money(returned, |a| a.returned, true),
            money(carried_out, |a| a.carried_out, false),
            money(unexplained, Account::unexplained, true),
            Column {
                head: found,
                width: 26.0,
                cell: Box::new(|line: &&Difference| Cell::Text(line.found.clone())),
                summed: false,
            },
        ],
        subject: |line| &line.subject,
        sums: Box::new(move |lines| {
            let sum = lines.iter().map(|l| l.account.unexplained()).sum();
            vec![(texts::unexplained_sum(lang), Money(sum))]
        }),
        cases: true,
        money: true,
    }
}
