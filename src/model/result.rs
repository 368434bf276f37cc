//! What a run found: the plain content of `ket-qua.json` and of both workbooks.

use super::role::codes;
use super::{
    Account, Balance, Checked, IdNumber, Links, Money, Month, MonthRange, PartialDate, PersonId,
    Role, Sex, Source,
};

codes! {
    /// How heavy a finding is.
    Severity {
        /// Worth knowing.
        Info = "info",
        /// Must be verified on the ground.
        Warning = "warning",
        /// The lists themselves prove it.
        Error = "error",
    }
}

codes! {
    /// How sure a finding is.
    Confidence {
        /// Holds for every value that the lists leave open.
        Certain = "certain",
        /// Rests on a link that is only likely.
        Likely = "likely",
        /// Holds for some of the values that the lists leave open.
        Possible = "possible",
    }
}

codes! {
    /// What a finding is about.
    SubjectKind {
        /// A beneficiary.
        Person = "person",
        /// A household, named by its head.
        Household = "household",
        /// Somebody who collects for others.
        Receiver = "receiver",
        /// A commune.
        Commune = "commune",
        /// A list, named by its commune.
        List = "list",
    }
}

codes! {
    /// Which list of `dieu-chinh.xlsx` an adjustment stands on.
    AdjustmentKind {
        /// Thôi hưởng.
        Stop = "stop",
        /// Điều chỉnh mức.
        Adjust = "adjust",
        /// Thu hồi.
        Recover = "recover",
        /// Truy lĩnh.
        Arrears = "arrears",
        /// Báo giảm thẻ BHYT.
        CardDecrease = "card-decrease",
    }
}

/// Whom or what a finding concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// What it is.
    pub kind: SubjectKind,
    /// Name as on the roll, else the ledger.
    pub name: String,
    /// Birth as far as known.
    pub born: Option<PartialDate>,
    /// Sex if known.
    pub sex: Option<Sex>,
    /// Id number if known.
    pub id_number: Option<IdNumber>,
    /// Commune.
    pub commune: String,
    /// Of a household, what tells it apart beside its head: its code, else its address; empty for others.
    pub household: String,
}

/// A cell that a finding rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellRef {
    /// Path of the source.
    pub path: String,
    /// Sheet, where the format has sheets.
    pub sheet: Option<String>,
    /// Row that Excel shows.
    pub row: u32,
    /// Column letters, where one cell is meant.
    pub column: Option<String>,
    /// Role of the list.
    pub role: Role,
}

/// One finding.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Stable across runs and months.
    pub id: String,
    /// Slug of the rule.
    pub rule: String,
    /// Group of the rule, the folder it lies in.
    pub group: String,
    /// Title of the rule in the language of the run.
    pub title: String,
    /// Weight.
    pub severity: Severity,
    /// Sureness.
    pub confidence: Confidence,
    /// What to do, in the words of the contract.
    pub action: Vec<String>,
    /// Whom it concerns.
    pub subject: Subject,
    /// The same person among all lists, to look further; not part of the JSON.
    pub person: Option<PersonId>,
    /// Others whom it concerns as well.
    pub also: Vec<Subject>,
    /// Months concerned, rising.
    pub months: Vec<Month>,
    /// paid − due over these months, đồng.
    pub amount: Money,
    /// The part of it that this finding carries in the totals, đồng.
    pub counted: Money,
    /// The findings about the same subject that carry money of these months in its stead, by rank.
    pub counted_in: Vec<CountedIn>,
    /// For a possible or likely finding: least and most, đồng.
    pub amount_range: Option<(Money, Money)>,
    /// For a possible or likely finding: the paper that would settle it.
    pub settled_by: Option<String>,
    /// The paper to look at when the finding is checked, however sure it is; not part of the JSON.
    pub paper: String,
    /// One sentence that a clerk understands, then how to put it right, if the rule says so.
    pub message: String,
    /// How to put it right: what the message ends in; not part of the JSON on its own.
    pub mend: String,
    /// Clauses, such as `ND136-2013:8`.
    pub basis: Vec<String>,
    /// Cells it rests on.
    pub evidence: Vec<CellRef>,
    /// What a store knows of it.
    pub remembered: Option<Remembered>,
}

/// A finding that outranks another about the same money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedIn {
    /// Slug of its rule.
    pub rule: String,
    /// Title of that rule in the language of the run.
    pub title: String,
}

codes! {
    /// What became of a finding since the run before.
    Status {
        /// Not seen before.
        New = "new",
        /// Seen before.
        Open = "open",
        /// Gone now.
        Resolved = "resolved",
        /// Gone, and back; or explained, and its facts changed.
        Returned = "returned",
        /// Looked into and explained.
        Accepted = "accepted",
    }
}

/// What a store knows of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remembered {
    /// What became of it.
    pub status: Status,
    /// The last month of the run that first saw it.
    pub first_seen: Month,
    /// What looking into it came to.
    pub outcome: Option<Checked>,
}

/// A finding that is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// As it was.
    pub id: String,
    /// Slug of its rule.
    pub rule: String,
    /// Whom it concerned.
    pub name: String,
    /// Commune.
    pub commune: String,
    /// Its months.
    pub months: Vec<Month>,
    /// Its amount, đồng.
    pub amount: Money,
    /// Its sentence.
    pub message: String,
    /// The last month of the run that first saw it.
    pub first_seen: Month,
}

/// A person whose two sides differ in a commune's month; a line of `doi-chieu.xlsx`.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Who.
    pub subject: Subject,
    /// Month.
    pub month: Month,
    /// The sums.
    pub account: Account,
    /// Titles of the findings about it.
    pub found: String,
}

/// What a reconciliation leaves beside its findings.
#[derive(Clone, Debug, Default)]
pub struct Reconciliation {
    /// By month and commune.
    pub balances: Vec<Balance>,
    /// By commune, month and name.
    pub differences: Vec<Difference>,
}

impl From<&Finding> for CountedIn {
    fn from(finding: &Finding) -> Self {
        Self {
            rule: finding.rule.clone(),
            title: finding.title.clone(),
        }
    }
}

impl Finding {
    /// What is wrong, without how to put it right.
    pub fn reason(&self) -> &str {
        let whole = self.message.as_str();
        whole.strip_suffix(&self.mend).unwrap_or(whole).trim_end()
    }
}

/// One line of `dieu-chinh.xlsx`.
#[derive(Clone, Debug)]
pub struct Adjustment {
    /// Which list.
    pub kind: AdjustmentKind,
    /// Whom.
    pub subject: Subject,
    /// The same person among all lists, to look further; not part of the JSON.
    pub person: Option<PersonId>,
    /// Village or address as written.
    pub village: String,
    /// Category as written.
    pub category: String,
    /// Hệ số in hundredths.
    pub coefficient: Option<u16>,
    /// Decision as written.
    pub decision: String,
    /// Day of the death or the leaving that ends the right, as far as a register tells it.
    pub event: Option<PartialDate>,
    /// First month concerned.
    pub from: Month,
    /// Last month concerned.
    pub to: Month,
    /// Monthly amount until now, đồng.
    pub old_monthly: Money,
    /// Monthly amount from now on, đồng.
    pub new_monthly: Money,
    /// Hệ số of that amount in hundredths, where it is a whole one of the standard amount.
    pub new_coefficient: Option<u16>,
    /// Money that the line moves, đồng, above zero.
    pub amount: Money,
    /// How many months it concerns.
    pub months: u32,
    /// Ids of the findings behind it.
    pub findings: Vec<String>,
    /// Reason: titles of those findings' rules, joined.
    pub reason: String,
    /// Numbers of the health cards concerned, joined; not part of the JSON.
    pub card: String,
}

/// Sums of a run, đồng unless said otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// People judged (count).
    pub people: u64,
    /// Ledger rows (count).
    pub payments: u64,
    /// Paid for the months audited.
    pub paid: Money,
    /// Due, point values.
    pub due: Money,
    /// Due, least and most.
    pub due_range: (Money, Money),
    /// Σ max(0, paid − due).
    pub recover: Money,
    /// Σ max(0, due − paid).
    pub arrears: Money,
    /// Part of arrears that lies uncollected.
    pub unclaimed: Money,
    /// Paid where no roll covers.
    pub unjudged: Money,
    /// Paid for months before the range audited.
    pub outside: Money,
}

/// What was due by figures of the law that are known without their text having been read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unread {
    /// People concerned (count), pupils among them.
    pub people: u64,
    /// Households concerned (count).
    pub households: u64,
    /// Their months (count).
    pub months: u64,
    /// The clauses, such as `ND136-2013:6.1i`.
    pub basis: Vec<String>,
}

/// The office whose papers a run leaves; what is not told is left to be filled in by hand.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Office {
    /// The office above it, such as `UBND THÀNH PHỐ THÁI BÌNH`.
    pub above: String,
    /// Its name.
    pub name: String,
    /// The place at which papers are signed.
    pub place: String,
}

/// A line of the summary: what one commune's lists hold.
#[derive(Clone, Debug, Default)]
pub struct CommuneTally {
    /// Commune.
    pub commune: String,
    /// People (count).
    pub people: u64,
    /// Paid, đồng.
    pub paid: Money,
    /// To recover, đồng.
    pub recover: Money,
    /// Owed, đồng.
    pub arrears: Money,
}

/// Everything a run leaves behind.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// `audit`, …
    pub command: &'static str,
    /// Months audited.
    pub range: MonthRange,
    /// Digest of all rule, law and word files in force.
    pub rules_digest: String,
    /// Sources in path order.
    pub sources: Vec<Source>,
    /// Findings, heaviest and most money first within a rule; rules in order of rank.
    pub findings: Vec<Finding>,
    /// Adjustments, by kind, commune and name.
    pub adjustments: Vec<Adjustment>,
    /// Sums.
    pub totals: Totals,
    /// Per commune, sorted by name.
    pub communes: Vec<CommuneTally>,
    /// Who is who, as far as a person should look.
    pub links: Links,
    /// Sentences that tell what no list covered, what was a copy, what was left out.
    pub remarks: Vec<String>,
    /// Whose papers these are, as the configuration tells.
    pub office: Office,
    /// Who decides that a benefit stops or changes, in the language of the run; empty where nobody asked.
    pub decider: String,
    /// What rests on figures of the law that were not read.
    pub unread: Unread,
    /// The balances, where lists were reconciled.
    pub reconciliation: Option<Reconciliation>,
    /// Findings of earlier runs that are gone, where a store remembers them.
    pub resolved: Vec<Resolved>,
}
