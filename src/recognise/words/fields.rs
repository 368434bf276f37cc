//! What a column can be: a key of the contract, or a piece that only makes sense with its neighbours.

use crate::model::{HouseholdKinds, Key};

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub enum Field {
    /// A value of its own.
    Key(Key),
    /// Birth of men.
    BornMale,
    /// Birth of women.
    BornFemale,
    /// Day of birth.
    BornDay,
    /// Month of birth.
    BornMonth,
    /// Year of birth.
    BornYear,
    /// A mark for men.
    Male,
    /// A mark for women.
    Female,
    /// Họ đệm.
    FamilyName,
    /// Tên.
    GivenName,
    /// Đối tượng hưởng: who they are, or what they are.
    NameOrCategory,
    /// A mark for who was not paid.
    Unpaid,
    /// What was given back to the budget.
    GivenBack,
    /// Đến ngày: of an absence, a card or a benefit.
    To,
    /// Số tháng: of arrears, of what is carried, or of the payment.
    Months,
    /// Số: of whatever the list is about.
    BareNumber,
    /// Ngày quyết định.
    DecisionDate,
    /// A mark for households of a kind, or pupils of a ground: `HouseholdKinds` bits.
    KindMark(u8),
    /// Money of one month, in a list with a column a month; the year may be told elsewhere.
    MonthSum {
        /// 1 to 12.
        month: u8,
        /// Where the header tells it.
        year: Option<u16>,
    },
    /// Known, and of no use here.
    Ignored,
}

impl Field {
    /// The field of a name in `headers.toml`.
    pub fn from_code(code: &str) -> Option<Self> {
        if let Some(key) = Key::from_code(code) {
            return Some(Self::Key(key));
        }
        Some(match code {
            "born_male" => Self::BornMale,
            "born_female" => Self::BornFemale,
            "born_day" => Self::BornDay,
            "born_month" => Self::BornMonth,
            "born_year" => Self::BornYear,
            "male" => Self::Male,
            "female" => Self::Female,
            "family_name" => Self::FamilyName,
            "given_name" => Self::GivenName,
            "name_or_category" => Self::NameOrCategory,
            "unpaid" => Self::Unpaid,
            "given_back" => Self::GivenBack,
            "to" => Self::To,
            "months" => Self::Months,
            "bare_number" => Self::BareNumber,
            "decision_date" => Self::DecisionDate,
            "poor_mark" => Self::KindMark(HouseholdKinds::POOR),
            "near_poor_mark" => Self::KindMark(HouseholdKinds::NEAR_POOR),
            "policy_mark" => Self::KindMark(HouseholdKinds::POLICY),
            "orphan_mark" => Self::KindMark(HouseholdKinds::ORPHAN),
            "disabled_mark" => Self::KindMark(HouseholdKinds::DISABLED),
            "ignored" => Self::Ignored,
            _ => return None,
        })
    }

    /// The key that the column is told under.
    pub fn key(self) -> Option<Key> {
        Some(match self {
            Self::Key(key) => key,
            Self::BornMale
            | Self::BornFemale
            | Self::BornDay
            | Self::BornMonth
            | Self::BornYear => Key::Born,
            Self::Male | Self::Female => Key::Sex,
            Self::FamilyName | Self::GivenName | Self::NameOrCategory => Key::Name,
            Self::Unpaid | Self::GivenBack => Key::Paid,
            Self::DecisionDate => Key::Decision,
            Self::KindMark(_) => Key::HouseholdKind,
            Self::MonthSum { .. } => Key::Amount,
            Self::To | Self::Months | Self::BareNumber | Self::Ignored => return None,
        })
    }

    /// Whether it holds money.
    pub fn is_money(self) -> bool {
        match self {
            Self::MonthSum { .. } => true,
            Self::Key(key) => key.is_money(),
            _ => false,
        }
    }
}
