//! What one person was approved, paid and still owed in a commune's month, and the commune's sums:
//! the plain content of a reconciliation.

use super::{CellRef, Month, PersonId, Role, Sym};

/// One person, commune and month; all sums in đồng.
///
/// `carried_in + approved = paid + returned + carried_out + unexplained`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Approved and not yet collected when the month began.
    pub carried_in: i64,
    /// Approved for the month.
    pub approved: i64,
    /// Handed over.
    pub paid: i64,
    /// Given back to the budget.
    pub returned: i64,
    /// Still to be collected when the month ended.
    pub carried_out: i64,
    /// What the return says it brought over; `None` where it says nothing, or nothing is known of the
    /// month before.
    pub claimed: Option<i64>,
    /// By how much it brought over too much, without what it already brought over wrongly the month
    /// before and did not pay: a gap that stands for months is one sum.
    pub claim_gap: i64,
    /// The part of what is unexplained that the brought-over sum of the return makes up.
    pub carry_gap: i64,
    /// Paid a second time for the month, as far as `paid-twice` says so.
    pub twice: i64,
    /// How many months running something was carried out, this one among them.
    pub carried_run: u16,
    /// Whether a row of the return names the person.
    pub named: bool,
    /// What was carried on because a row is not signed where most are: it may have been collected.
    pub unsigned: i64,
    /// Whether rows that make it up belong to the person by a link that is only likely.
    pub likely: bool,
}

impl Account {
    /// What no column accounts for; below zero where too much was paid.
    pub fn unexplained(&self) -> i64 {
        self.carried_in + self.approved - self.paid - self.returned - self.carried_out
    }

    /// paid − (approved + carried), without what is returned, carried on, brought over wrongly, or
    /// paid twice.
    pub fn difference(&self) -> i64 {
        let left = self.carry_gap - self.unexplained();
        if left > 0 {
            left - self.twice.min(left)
        } else {
            left
        }
    }
}

/// An account with whose it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountEntry {
    /// Commune.
    pub commune: Sym,
    /// Month.
    pub month: Month,
    /// Index of the balance in which it stands.
    pub balance: u32,
    /// The sums.
    pub account: Account,
    /// The rows behind it.
    pub rows: Vec<RowId>,
}

/// A booked row: which booking, and which of its rows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct RowId {
    /// Index of the booking among those that count.
    pub booking: u32,
    /// Index of the row in it.
    pub row: u32,
}

/// All accounts of one person, by commune and month.
#[derive(Clone, Debug)]
pub struct PersonAccounts {
    /// Who.
    pub person: PersonId,
    /// Rising by commune and month.
    pub entries: Vec<AccountEntry>,
}

/// A commune's month, đồng and people; the line of `contract.md`, Reconciliation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// The month.
    pub month: Month,
    /// The commune as it is shown.
    pub commune: String,
    /// Its number among the texts of the run.
    pub commune_sym: Sym,
    /// The sums of all its accounts.
    pub sum: Account,
    /// People approved.
    pub people_approved: u64,
    /// People paid.
    pub people_paid: u64,
    /// People with something carried out.
    pub people_carried: u64,
    /// Whether an approved list was booked.
    pub has_approved: bool,
    /// Whether a return was booked.
    pub has_return: bool,
    /// Whether returns were booked before and after, and none for this month.
    pub return_missing: bool,
    /// Bookings of the month that others replaced.
    pub changes: Vec<Change>,
}

/// A booking that another one replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Whether it is the approved list or the return.
    pub role: Role,
    /// Sum of the earlier booking, đồng.
    pub before: i64,
    /// Sum of the one in force, đồng.
    pub after: i64,
    /// The rows that say something else now, in the order of the list in force.
    pub rows: Vec<ChangedRow>,
    /// Where they are, in the earlier list and the one in force.
    pub cells: Vec<CellRef>,
}

/// A row of a list that another one replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedRow {
    /// Whom it names.
    pub name: String,
    /// What it said; `None` for a row that came with the new list.
    pub before: Option<Said>,
    /// What it says now; `None` for one that is gone.
    pub after: Option<Said>,
}

/// What a row says of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// All of it, đồng.
    pub sum: i64,
    /// What became of it.
    pub state: RowState,
}

/// What became of the money of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowState {
    /// Handed over, or on a list where nothing says otherwise.
    #[default]
    Paid,
    /// Not collected.
    Unpaid,
    /// Given back to the budget.
    Returned,
    /// Not signed on a list where most rows are: nobody knows yet.
    Unsigned,
}

impl RowState {
    /// All of them, in the order of their numbers in the store.
    pub const ALL: [Self; 4] = [Self::Paid, Self::Unpaid, Self::Returned, Self::Unsigned];
}
