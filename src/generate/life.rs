//! One person's rows on all lists, and how a scene bends them.

use std::rc::Rc;

use crate::model::{AwayKind, Month, PartialDate, Severity};

use super::maker::Maker;
use super::rows::{
    AbsenceRow, Case, CertificateRow, DeathRow, PayRow, PensionRow, Repaid, RollRow, Who,
};

/// Everything the lists say about one person.
#[derive(Clone, Debug)]
pub struct Life {
    /// Who.
    pub who: Rc<Who>,
    /// Index of the category.
    pub profile: usize,
    /// Monthly amount due, đồng.
    pub amount: i64,
    /// Start.
    pub from: Month,
    /// Rows of the roll.
    pub roll: Vec<RollRow>,
    /// Rows of the ledger, in month order.
    pub pay: Vec<PayRow>,
    /// Rows of the death register.
    pub deaths: Vec<DeathRow>,
    /// Rows of the list of people away.
    pub absences: Vec<AbsenceRow>,
    /// Certificates.
    pub certificates: Vec<CertificateRow>,
    /// Pensions.
    pub pensions: Vec<PensionRow>,
}

impl Life {
    /// Names the person otherwise on every list.
    pub fn rename(&mut self, change: impl FnOnce(&mut Who)) {
        let mut who = (*self.who).clone();
        change(&mut who);
        let who = Rc::new(who);
        self.roll.iter_mut().for_each(|r| r.who = who.clone());
        self.pay.iter_mut().for_each(|r| r.who = who.clone());
        self.deaths.iter_mut().for_each(|r| r.who = who.clone());
        self.absences.iter_mut().for_each(|r| r.who = who.clone());
        self.certificates
            .iter_mut()
            .for_each(|r| r.who = who.clone());
        self.pensions.iter_mut().for_each(|r| r.who = who.clone());
        self.who = who;
    }

    /// No noise may touch the person.
    pub fn exact(&mut self) {
        self.rename(|who| who.exact = true);
    }

    /// Keeps the payments of these months.
    pub fn keep(&mut self, month: impl Fn(Month) -> bool) {
        self.pay.retain(|row| month(row.month));
    }

    /// Paid for the last time in this month.
    pub fn paid_through(&mut self, last: Month) {
        self.keep(|m| m <= last);
    }

    /// Struck off the roll before it was made.
    pub fn off_roll(&mut self) {
        self.roll.clear();
    }

    /// The row of a month.
    pub fn row(&mut self, month: Month) -> Option<&mut PayRow> {
        self.pay.iter_mut().find(|row| row.month == month)
    }

    /// Months paid that fulfil a condition, each once.
    pub fn months(&self, wanted: impl Fn(Month) -> bool) -> Vec<Month> {
        let paid = self.pay.iter().filter(|r| r.regular > 0 && !r.unclaimed);
        let mut months: Vec<_> = paid.map(|r| r.month).filter(|m| wanted(*m)).collect();
        months.dedup();
        months
    }

    /// What those months come to at the amount due, đồng.
    pub fn worth(&self, months: &[Month]) -> i64 {
        self.amount * months.len() as i64
    }

    /// Dies; the register hears of it within a fortnight.
    pub fn die(&mut self, died: PartialDate, maker: &mut Maker) {
        let registered = died.is_day().then(|| {
            let day = crate::model::Day(died.last.0 + maker.random.between(1, 14));
            PartialDate::from(day)
        });
        self.deaths.push(DeathRow {
            who: self.who.clone(),
            died,
            registered,
        });
    }

    /// Somebody else takes the money from this month on.
    pub fn heir(&mut self, from: Month, maker: &mut Maker) {
        let heir = maker.fresh_name(self.who.sex);
        let rows = self.pay.iter_mut().filter(|r| r.month >= from);
        rows.for_each(|r| {
            r.receiver.get_or_insert_with(|| heir.clone());
        });
    }

    /// Goes away.
    pub fn away(
        &mut self,
        kind: AwayKind,
        from: PartialDate,
        to: Option<PartialDate>,
        maker: &mut Maker,
    ) {
        let reason = maker.random.pick(maker.settings.words.away(kind)).clone();
        self.absences.push(AbsenceRow {
            who: self.who.clone(),
            kind,
            reason,
            from,
            to,
        });
    }

    /// Draws a pension as well.
    pub fn pension(&mut self, maker: &mut Maker) {
        let row = pension_row(&self.who, maker);
        self.pensions.push(row);
    }

    /// Misses the rows of these months and gets them back in a later one.
    pub fn repay(&mut self, missed: &[Month], in_month: Month, told: Repaid) {
        let sum = self.worth(missed);
        self.pay.retain(|r| !missed.contains(&r.month));
        if let Some(row) = self.row(in_month) {
            row.arrears += sum;
            row.repaid = told;
        }
    }

    /// Gets the same months back once more.
    pub fn repay_again(&mut self, missed: &[Month], in_month: Month) {
        let sum = self.worth(missed);
        if let Some(row) = self.row(in_month) {
            row.arrears += sum;
            row.repaid = Repaid::Named(missed.to_vec());
        }
    }

    /// Mai táng phí is paid soon after the death, or is missed where the months show it.
    pub fn bury(&mut self, died: Month, case: &mut Case, maker: &mut Maker) {
        let last = maker.months.last;
        let seen = died.plus(3) <= last;
        if died < last && maker.random.chance(0.6) {
            let month = died.plus(i32::from(maker.random.chance(0.7)));
            let heir = maker.fresh_name(self.who.sex);
            let row = PayRow {
                profile: None,
                funeral: maker.settings.funeral,
                receiver: Some(heir),
                ..maker.pay_row(&self.who, self.profile, month, 0)
            };
            self.pay.push(row);
        } else if seen && died >= maker.months.first {
            let unclaimed = case.expect("funeral-unclaimed", &self.who, vec![died], 0);
            unclaimed.severity = Severity::Info;
        }
    }

    /// Puts the person's rows into a case.
    pub fn join(self, case: &mut Case) {
        case.roll.extend(self.roll);
        case.ledger.extend(self.pay);
        case.deaths.extend(self.deaths);
        case.absences.extend(self.absences);
        case.certificates.extend(self.certificates);
        case.pensions.extend(self.pensions);
    }
}

/// A pension that has run since long before the months.
pub fn pension_row(who: &Rc<Who>, maker: &mut Maker) -> PensionRow {
    let years = maker.random.between(3, 15);
    let kind = maker.random.pick(&maker.settings.words.pensions).clone();
    PensionRow {
        who: who.clone(),
        kind,
        amount: i64::from(maker.random.between(9, 48)) * 100_000,
        from: maker.day(maker.months.first.plus(-12 * years), 1, 28),
    }
}
