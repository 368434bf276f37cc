//! What rests on one text of the law, entry by entry, for whoever wants to see how a decree was understood.

use super::entry::{Band, Change, Treatment, Worth};
use super::{Clause, Law};
use crate::model::{Month, Span};

/// What an entry is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// The base level.
    Base,
    /// A category by its index.
    Category(usize),
    /// A number of the law by its name.
    Figure(String),
    /// One-off support.
    OneOff,
    /// What the month of a birthday gives, by the changes that it brings: the amount before it (`Some(false)`), the one
    /// after it (`Some(true)`), or either.
    Turn(Vec<Change>, Option<bool>),
    /// Only the highest of several.
    Highest,
    /// Two that are due together: the category.
    Both(usize),
    /// A ground of support: support and ground by their indices.
    Ground(usize, usize),
    /// Who decides.
    Decider(String),
}

/// One value that rests on a text.
#[derive(Clone, Debug)]
pub struct Entered {
    /// What it is about.
    pub about: About,
    /// First month.
    pub from: Month,
    /// Last month; `None` while in force.
    pub to: Option<Month>,
    /// Full years from and until (not included).
    pub ages: (Option<u8>, Option<u8>),
    /// Hundredths of the base level, least and most.
    pub coefficient: Option<(i64, i64)>,
    /// đồng, or the number of a figure.
    pub amount: Option<Span>,
    /// Where it stands.
    pub clause: Clause,
    /// Whether its text was read.
    pub checked: bool,
}

impl Law {
    /// Every value whose clause is one of the text of this code, in the order of the law files.
    pub fn entered(&self, code: &str) -> Vec<Entered> {
        let entries = &self.entries;
        let mut all = Vec::new();
        for base in &entries.bases {
            let (least, most) = base.level;
            all.push(Entered::dated(About::Base, &base.dated).with(Span { least, most }));
        }
        for rate in &entries.rates {
            let about = About::Category(rate.category);
            if rate.bands.is_empty() {
                let none = Entered::dated(about, &rate.dated);
                all.push(none.with(Span::default()));
                continue;
            }
            for band in rate.bands.iter().filter(|band| band.turning.is_none()) {
                all.push(Entered::dated(about.clone(), &rate.dated).of_band(band));
            }
        }
        for figure in &entries.figures {
            let (least, most) = figure.range;
            let about = About::Figure(figure.name.clone());
            all.push(Entered::dated(about, &figure.dated).with(Span { least, most }));
        }
        for one_off in &entries.one_offs {
            let (least, most) = (one_off.amount, one_off.amount);
            all.push(Entered::dated(About::OneOff, &one_off.dated).with(Span { least, most }));
        }
        let turns = entries.turns.iter();
        all.extend(turns.map(|turn| {
            let new = match turn.month {
                Treatment::Old => Some(false),
                Treatment::New => Some(true),
                Treatment::Open => None,
            };
            Entered::dated(About::Turn(turn.changes.clone(), new), &turn.dated)
        }));
        let highest = entries.highest.iter();
        all.extend(highest.map(|e| Entered::dated(About::Highest, &e.dated)));
        let both = entries.both.iter();
        all.extend(both.map(|e| Entered::dated(About::Both(e.category), &e.dated)));
        let grounds = entries.grounds.iter();
        all.extend(grounds.map(|e| Entered::dated(About::Ground(e.support, e.ground), &e.dated)));
        let deciders = entries.deciders.iter();
        all.extend(deciders.map(|e| Entered::dated(About::Decider(e.vi.clone()), &e.dated)));
        let of_text = |one: &Entered| {
            let clause = self.clause(one.clause);
            clause.split(':').next() == Some(code)
        };
        all.retain(of_text);
        all
    }
}

impl Entered {
    fn dated(about: About, dated: &super::entry::Dated) -> Self {
        Self {
            about,
            from: dated.from,
            to: dated.to,
            ages: (None, None),
            coefficient: None,
            amount: None,
            clause: dated.clause,
            checked: dated.checked,
        }
    }

    fn with(mut self, amount: Span) -> Self {
        self.amount = Some(amount);
        self
    }

    fn of_band(mut self, band: &Band) -> Self {
        self.ages = (band.from, band.until);
        match band.worth {
            Worth::Coefficient(pair) => self.coefficient = Some(pair),
            Worth::Amount((least, most)) => self.amount = Some(Span { least, most }),
        }
        self.clause = band.clause;
        self.checked &= band.checked;
        self
    }
}
