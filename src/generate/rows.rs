//! What the lists of the made-up city hold, before any layout: rows, and the findings that an
//! audit of them must bring.

use std::rc::Rc;

use crate::model::{
    AwayKind, Confidence, Kinds, Level, Month, PartialDate, Severity, Sex, SubjectKind,
};

/// A date as a list writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// A date, as far as it is known.
    Date(PartialDate),
    /// Something that is no date.
    Text(Rc<str>),
    /// An empty cell.
    Nothing,
}

impl Written {
    /// The date, if it is one.
    pub fn date(&self) -> Option<PartialDate> {
        match self {
            Self::Date(date) => Some(*date),
            _ => None,
        }
    }
}

/// A person as the lists name them.
#[derive(Clone, Debug)]
pub struct Who {
    /// Họ và tên.
    pub name: String,
    /// Birth.
    pub born: Written,
    /// Sex.
    pub sex: Sex,
    /// Id number as written.
    pub id: String,
    /// Index of the commune.
    pub commune: usize,
    /// Thôn, tổ.
    pub village: String,
    /// The lists must name this person exactly: noise would make an honest reading impossible.
    pub exact: bool,
}

/// A row of the roll.
#[derive(Clone, Debug)]
pub struct RollRow {
    /// Who.
    pub who: Rc<Who>,
    /// Index of the category; `None`: the cell is empty.
    pub profile: Option<usize>,
    /// Level.
    pub level: Option<Level>,
    /// Kinds.
    pub kinds: Kinds,
    /// Children who count; 0 where the category does not ask.
    pub children: u8,
    /// Hệ số in hundredths.
    pub rate: u16,
    /// Monthly amount, đồng; `None`: the cell is empty.
    pub amount: Option<i64>,
    /// Start.
    pub from: Option<Month>,
    /// First month without benefit.
    pub until: Option<Month>,
    /// Decision.
    pub decision: String,
    /// Person cared for, on a care row.
    pub cared_for: String,
    /// Note.
    pub note: String,
}

/// How a ledger tells which months its arrears repay.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Repaid {
    /// Not at all.
    #[default]
    Untold,
    /// The months, in the note.
    Named(Vec<Month>),
    /// How many.
    Count(u8),
}

/// A row of the ledger.
#[derive(Clone, Debug)]
pub struct PayRow {
    /// Who.
    pub who: Rc<Who>,
    /// The month it is for.
    pub month: Month,
    /// Index of the category; `None` on a funeral row.
    pub profile: Option<usize>,
    /// Regular benefit, đồng.
    pub regular: i64,
    /// Truy lĩnh, đồng.
    pub arrears: i64,
    /// What they repay.
    pub repaid: Repaid,
    /// Carried over from earlier months, đồng.
    pub carried: i64,
    /// How many months are carried.
    pub carried_months: u8,
    /// Mai táng phí, đồng.
    pub funeral: i64,
    /// How far the printed total is off, đồng.
    pub total_off: i64,
    /// Not collected.
    pub unclaimed: bool,
    /// Who took the money; `None`: the beneficiary.
    pub receiver: Option<Rc<str>>,
    /// Day of the month on which it was handed over.
    pub day: u32,
    /// Number of the receipt.
    pub receipt: u64,
    /// Person cared for, on a care row.
    pub cared_for: String,
}

impl PayRow {
    /// Sum of the parts, đồng.
    pub fn sum(&self) -> i64 {
        self.regular + self.arrears + self.carried + self.funeral
    }
}

/// A row of the death register.
#[derive(Clone, Debug)]
pub struct DeathRow {
    /// Who.
    pub who: Rc<Who>,
    /// When.
    pub died: PartialDate,
    /// When registered.
    pub registered: Option<PartialDate>,
}

/// A row of the list of people away.
#[derive(Clone, Debug)]
pub struct AbsenceRow {
    /// Who.
    pub who: Rc<Who>,
    /// Why.
    pub kind: AwayKind,
    /// Which of the words for it.
    pub reason: String,
    /// Since when.
    pub from: PartialDate,
    /// Day of return.
    pub to: Option<PartialDate>,
}

/// A disability certificate.
#[derive(Clone, Debug)]
pub struct CertificateRow {
    /// Who.
    pub who: Rc<Who>,
    /// Level.
    pub level: Level,
    /// Kinds.
    pub kinds: Kinds,
    /// Number.
    pub number: String,
    /// Day of issue.
    pub issued: PartialDate,
}

/// A pension.
#[derive(Clone, Debug)]
pub struct PensionRow {
    /// Who.
    pub who: Rc<Who>,
    /// Kind, in words.
    pub kind: String,
    /// Monthly sum, đồng.
    pub amount: i64,
    /// Since when.
    pub from: PartialDate,
}

/// A health card.
#[derive(Clone, Debug)]
pub struct CardRow {
    /// Who.
    pub who: Rc<Who>,
    /// The letters that its number begins with.
    pub kind: &'static str,
    /// Last day.
    pub to: PartialDate,
}

/// A finding that an audit must bring.
#[derive(Clone, Debug)]
pub struct Expected {
    /// Slug of the rule.
    pub rule: &'static str,
    /// Whom it concerns.
    pub who: Rc<Who>,
    /// Kind of subject.
    pub kind: SubjectKind,
    /// Months.
    pub months: Vec<Month>,
    /// Other months that the documents allow as well.
    pub months_or: Vec<Vec<Month>>,
    /// The documents do not say which months.
    pub any_months: bool,
    /// paid − due over the months, đồng.
    pub amount: i64,
    /// Severity.
    pub severity: Severity,
    /// Sureness.
    pub confidence: Confidence,
    /// Follows from another fault of the same person.
    pub secondary: bool,
    /// The documents allow it and do not demand it.
    pub optional: bool,
    /// Carries its amount in the totals.
    pub counts: bool,
}

impl Expected {
    /// A warning.
    pub fn warning(&mut self) -> &mut Self {
        self.severity = Severity::Warning;
        self
    }

    /// An info.
    pub fn info(&mut self) -> &mut Self {
        self.severity = Severity::Info;
        self
    }

    /// Holds for some of the values that the lists leave open; then it is a warning at most and
    /// moves no money.
    pub fn possible(&mut self) -> &mut Self {
        self.confidence = Confidence::Possible;
        self.counts = false;
        self.severity = self.severity.min(Severity::Warning);
        self
    }

    /// Follows from another fault.
    pub fn secondary(&mut self) -> &mut Self {
        self.secondary = true;
        self
    }

    /// Allowed, not demanded.
    pub fn optional(&mut self) -> &mut Self {
        self.optional = true;
        self.uncounted()
    }

    /// Another finding carries the money.
    pub fn uncounted(&mut self) -> &mut Self {
        self.counts = false;
        self
    }

    /// These months would be right as well.
    pub fn or_months(&mut self, months: Vec<Month>) -> &mut Self {
        if months != self.months {
            self.months_or.push(months);
        }
        self
    }

    /// Any months would be right.
    pub fn any_months(&mut self) -> &mut Self {
        self.any_months = true;
        self
    }

    /// About somebody who collects.
    pub fn receiver(&mut self) -> &mut Self {
        self.kind = SubjectKind::Receiver;
        self
    }
}

/// The rows of one made-up case, and what must be found in them.
#[derive(Clone, Debug, Default)]
pub struct Case {
    /// Rows of the roll.
    pub roll: Vec<RollRow>,
    /// Rows of the ledger.
    pub ledger: Vec<PayRow>,
    /// Rows of the death register.
    pub deaths: Vec<DeathRow>,
    /// Rows of the list of people away.
    pub absences: Vec<AbsenceRow>,
    /// Certificates.
    pub certificates: Vec<CertificateRow>,
    /// Pensions.
    pub pensions: Vec<PensionRow>,
    /// Health cards.
    pub cards: Vec<CardRow>,
    /// Who has none, as a scene wants it.
    pub uncarded: Vec<Rc<Who>>,
    /// Findings.
    pub expected: Vec<Expected>,
}

impl Case {
    /// Demands a finding: an error, certain, that carries its amount.
    pub fn expect(
        &mut self,
        rule: &'static str,
        who: &Rc<Who>,
        months: Vec<Month>,
        amount: i64,
    ) -> &mut Expected {
        self.expected.push(Expected {
            rule,
            who: who.clone(),
            kind: SubjectKind::Person,
            months,
            months_or: Vec::new(),
            any_months: false,
            amount,
            severity: Severity::Error,
            confidence: Confidence::Certain,
            secondary: false,
            optional: false,
            counts: true,
        });
        let last = self.expected.len() - 1;
        &mut self.expected[last]
    }
}
