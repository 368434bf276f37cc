//! Total lines that are right once the rows at fault are mended: one wrong cell does not blame its neighbours.
//!
//! In: the lists as read, whose rows they are and the law. Out: the same lists without the total lines that differ
//! from the rows by just what some rows leave out, or are off from their coefficient.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::law::Law;
use crate::link::Linked;
use crate::model::{
    Categories, Corpus, IdentityId, Month, NoteKind, Payment, PaymentFlags, PersonId, RollRecord,
    Source, SourceId, Strength,
};

/// Rows at fault, and differences that they can make, that are tried in every combination; past it a total
/// is taken as it stands.
const MOST_ROWS: usize = 12;
const MOST_SUMS: usize = 20_000;

/// What a row at fault may add to the sum once it is mended, đồng: one of these.
type Mended = BTreeSet<i64>;

/// Drops the total lines that rows at fault explain: those of the list, or of all lists of its sheet, as they may
/// stand side by side above one total. `last` is the month of rows that tell none.
pub fn excuse(corpus: &mut Corpus, linked: &Linked, law: &Law, last: Month) {
    let mut sheets: BTreeMap<_, Vec<SourceId>> = BTreeMap::new();
    for (id, source) in (0..).map(SourceId).zip(&corpus.sources) {
        let sheet = (source.path.clone(), source.sheet.clone());
        sheets.entry(sheet).or_default().push(id);
    }
    let is_wrong = |id: &SourceId| {
        let source = corpus.source(*id);
        source.is_some_and(|source| !source.wrong_totals.is_empty())
    };
    sheets.retain(|_, lists| lists.iter().any(is_wrong));
    if sheets.is_empty() {
        return;
    }
    let lists = sheets.values().flatten().copied();
    let mended = Mending::new(corpus, linked, law, last, lists).mended();
    let of_list = |id: &SourceId| mended.get(id).map_or(&[][..], Vec::as_slice);
    for lists in sheets.values() {
        let all: Vec<Mended> = lists.iter().flat_map(of_list).cloned().collect();
        for id in lists {
            let sums = [sums_of_some(of_list(id)), sums_of_some(&all)];
            if let Some(source) = corpus.sources.get_mut(id.0 as usize) {
                for sums in sums.iter().flatten() {
                    drop_explained(source, sums);
                }
            }
        }
    }
}

fn drop_explained(source: &mut Source, sums: &BTreeSet<i64>) {
    let lines = &mut source.wrong_totals;
    lines.retain(|line| !sums.contains(&(line.printed.0 - line.sum.0)));
}

/// The rows of a list.
#[derive(Default)]
struct Rows<'a> {
    granted: Vec<&'a RollRecord>,
    paid: Vec<&'a Payment>,
}

/// What rows at fault come to once they are mended.
struct Mending<'a> {
    corpus: &'a Corpus,
    linked: &'a Linked,
    law: &'a Law,
    last: Month,
    lists: BTreeMap<SourceId, Rows<'a>>,
    /// What people with a row that names no sum have a month elsewhere.
    monthly: FxHashMap<PersonId, Mended>,
}

impl<'a> Mending<'a> {
    fn new(
        corpus: &'a Corpus,
        linked: &'a Linked,
        law: &'a Law,
        last: Month,
        lists: impl Iterator<Item = SourceId>,
    ) -> Self {
        let mut lists: BTreeMap<SourceId, Rows> = lists.map(|id| (id, Rows::default())).collect();
        for row in &corpus.roll {
            if let Some(list) = lists.get_mut(&row.place.source) {
                list.granted.push(row);
            }
        }
        for payment in &corpus.payments {
            if let Some(list) = lists.get_mut(&payment.place.source) {
                list.paid.push(payment);
            }
        }
        let mut mending = Self {
            corpus,
            linked,
            law,
            last,
            lists,
            monthly: FxHashMap::default(),
        };
        mending.learn();
        mending
    }

    fn learn(&mut self) {
        let lists = self.lists.values();
        let granted = lists.clone().flat_map(|list| &list.granted);
        let granted = granted
            .filter(|row| row.amount.is_none())
            .map(|row| row.identity);
        let paid = lists.flat_map(|list| &list.paid);
        let paid = paid
            .filter(|payment| is_blank(payment))
            .map(|payment| payment.identity);
        let people = granted
            .chain(paid)
            .filter_map(|identity| self.person(identity));
        let mut monthly: FxHashMap<_, _> = people.map(|person| (person, Mended::new())).collect();
        let mut add = |identity, sum: Option<i64>| {
            let person = self.person(identity);
            let known = person.and_then(|person| monthly.get_mut(&person));
            if let (Some(known), Some(sum)) = (known, sum.filter(|sum| *sum > 0)) {
                known.insert(sum);
            }
        };
        for row in &self.corpus.roll {
            let sum = row.amount.map(|amount| amount.0);
            add(row.identity, sum.or_else(|| self.product(row)));
        }
        for payment in &self.corpus.payments {
            add(payment.identity, Some(of_month(payment)));
        }
        self.monthly = monthly;
    }

    /// Whose row it is, where that is known.
    fn person(&self, identity: IdentityId) -> Option<PersonId> {
        let is_sure = self.linked.strength(identity) != Strength::Unsure;
        self.linked.person(identity).filter(|_| is_sure)
    }

    fn mended(&self) -> BTreeMap<SourceId, Vec<Mended>> {
        let of_list = |list: &Rows| {
            let of_roll = list.granted.iter().map(|row| self.of_entry(row, list));
            let of_ledger = list
                .paid
                .iter()
                .map(|payment| self.of_payment(payment, list));
            let all = of_roll.chain(of_ledger).filter(|mended| !mended.is_empty());
            all.take(MOST_ROWS + 1).collect()
        };
        self.lists
            .iter()
            .map(|(id, list)| (*id, of_list(list)))
            .collect()
    }

    /// Coefficient times base.
    fn product(&self, row: &RollRecord) -> Option<i64> {
        let base = self.law.base(row.month.unwrap_or(self.last))?;
        row.coefficient.map(|c| i64::from(c) * base / 100)
    }

    /// A roll's row: coefficient times base, where the amount is another or none.
    fn of_entry(&self, row: &RollRecord, list: &Rows) -> Mended {
        match (row.amount, self.product(row)) {
            (Some(amount), Some(product)) if product != amount.0 => {
                Mended::from([product - amount.0])
            }
            (None, Some(product)) => Mended::from([product]),
            (None, None) => self.of_blank(row.identity, row.categories, list),
            (Some(_), _) => Mended::new(),
        }
    }

    /// A ledger's row: what it says elsewhere, where one of its sums is left out; what its person has elsewhere,
    /// where all are, unless nothing was handed over.
    fn of_payment(&self, payment: &Payment, list: &Rows) -> Mended {
        let (regular, arrears) = (i64::from(payment.regular), i64::from(payment.arrears));
        let is_lost = |kind| {
            matches!(
                kind,
                NoteKind::NotAnAmount | NoteKind::ErrorValue | NoteKind::NoFormulaValue
            )
        };
        let notes = self.corpus.notes_of(payment.place);
        if is_blank(payment) {
            let monthly = self.of_blank(payment.identity, payment.categories, list);
            let months = i64::from(payment.months.max(1));
            monthly.into_iter().map(|sum| sum * months).collect()
        } else if payment.flags.has(PaymentFlags::NO_SUM) {
            Mended::new()
        } else if payment.flags.has(PaymentFlags::NO_REGULAR)
            || notes.iter().any(|n| is_lost(n.kind))
        {
            Mended::from([regular, arrears, regular + arrears])
        } else {
            Mended::new()
        }
    }

    /// What somebody has a month in other rows. Where no other row is theirs, what the list has for others of
    /// their category, or else for anybody.
    fn of_blank(&self, identity: IdentityId, categories: Categories, list: &Rows) -> Mended {
        let person = self.person(identity);
        let own = person.and_then(|person| self.monthly.get(&person));
        if let Some(own) = own.filter(|own| !own.is_empty()) {
            return own.clone();
        }
        let granted = list.granted.iter();
        let granted = granted.filter_map(|row| Some((row.categories, row.amount?.0)));
        let paid = list.paid.iter().map(|p| (p.categories, of_month(p)));
        let all = granted.chain(paid).filter(|(_, sum)| *sum > 0);
        let alike = all.clone().filter(|(of, _)| *of == categories);
        let alike: Mended = alike.map(|(_, sum)| sum).collect();
        if alike.is_empty() {
            return all.map(|(_, sum)| sum).collect();
        }
        alike
    }
}

/// Whether a row that names no sum stands for money handed over.
fn is_blank(payment: &Payment) -> bool {
    let flags = payment.flags;
    flags.has(PaymentFlags::NO_SUM) && !flags.has(PaymentFlags::UNPAID)
}

/// The regular benefit of one of its months.
fn of_month(payment: &Payment) -> i64 {
    i64::from(payment.regular) / i64::from(payment.months.max(1))
}

/// The sums that some of the rows can make; nothing where there are too many.
fn sums_of_some(rows: &[Mended]) -> Option<BTreeSet<i64>> {
    if rows.len() > MOST_ROWS {
        return None;
    }
    let mut sums = BTreeSet::from([0]);
    for row in rows {
        let more: Vec<i64> = sums
            .iter()
            .flat_map(|sum| row.iter().map(move |one| sum + one))
            .collect();
        sums.extend(more);
        if sums.len() > MOST_SUMS {
            return None;
        }
    }
    sums.remove(&0);
    Some(sums)
}

#[cfg(test)]
mod tests {
    use super::{Mended, sums_of_some};

    #[test]
    fn a_difference_is_explained_by_one_row_or_by_several() {
        let rows = [[-30_000], [135_000]].map(Mended::from);
        let open = [Mended::from([270_000, 405_000])];
        let sums = sums_of_some(&[&rows[..], &open[..]].concat()).unwrap_or_default();
        for explained in [-30_000, 105_000, 405_000, 375_000, 540_000] {
            assert!(sums.contains(&explained), "{explained}");
        }
        for unexplained in [0, 30_000, 165_000, 675_000] {
            assert!(!sums.contains(&unexplained), "{unexplained}");
        }
        assert_eq!(sums_of_some(&vec![Mended::from([1]); 13]), None);
    }
}
