//! Rows of lists about households: poor, near-poor and policy households, electricity support, pupils.
//!
//! They carry what they say of a person themselves: a head told by a bare name would leave people of the
//! rolls in doubt if it were linked like a row of a register.

use super::{IdNumber, Month, PartialDate, Place, Sex, Sym};

/// What is told of a person.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Named {
    /// Name as written; empty if not told.
    pub name: Sym,
    /// Birth as far as told.
    pub born: Option<PartialDate>,
    /// Sex if told.
    pub sex: Option<Sex>,
    /// Id number after repair.
    pub id_number: Option<IdNumber>,
    /// Commune.
    pub commune: Sym,
    /// Village or address.
    pub village: Sym,
}

/// Kinds of household, and grounds of pupils, as a set.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct HouseholdKinds(pub u8);

impl HouseholdKinds {
    /// Hộ nghèo.
    pub const POOR: u8 = 1;
    /// Hộ cận nghèo.
    pub const NEAR_POOR: u8 = 2;
    /// Hộ chính sách xã hội.
    pub const POLICY: u8 = 4;
    /// Neither poor nor near-poor any longer.
    pub const LEFT: u8 = 8;
    /// Of a pupil: an orphan.
    pub const ORPHAN: u8 = 16;
    /// Of a pupil: disabled.
    pub const DISABLED: u8 = 32;
    /// Of a pupil: something else that exempts.
    pub const OTHER: u8 = 64;

    /// Whether any of these is in it.
    pub fn has(self, kinds: u8) -> bool {
        self.0 & kinds != 0
    }
}

/// What a row of a list of households is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Seat {
    /// The list does not tell heads and members apart.
    #[default]
    Untold,
    /// Chủ hộ.
    Head,
    /// Vợ, con, …
    Member,
}

/// One row of a list of households: a head, or a member under one.
#[derive(Clone, Debug)]
pub struct HouseholdRecord {
    /// Its row.
    pub place: Place,
    /// Who stands in it.
    pub who: Named,
    /// Whether that is the head.
    pub seat: Seat,
    /// The head, where a column beside the name tells it.
    pub head: Sym,
    /// Mã hộ.
    pub code: Sym,
    /// What the household is.
    pub kinds: HouseholdKinds,
    /// First month of the list; none where it tells no time and holds for all.
    pub month: Option<Month>,
    /// For how many months it is made, where it is one of a year; 0 where it holds until the next.
    pub months: u8,
    /// On the list since.
    pub from: Option<PartialDate>,
    /// First month no longer on it.
    pub until: Option<Month>,
    /// Electricity used, kWh.
    pub kwh: Option<u32>,
    /// Months that the header says this is the use of.
    pub kwh_months: Option<u8>,
}

/// One row of a list of electricity support.
#[derive(Clone, Debug)]
pub struct ElectricityRecord {
    /// Its row.
    pub place: Place,
    /// The head, or who stands for the household.
    pub who: Named,
    /// Mã hộ.
    pub code: Sym,
    /// What the list calls the household.
    pub kinds: HouseholdKinds,
    /// First month that it is for.
    pub month: Option<Month>,
    /// How many months it is for.
    pub months: u8,
    /// The period is written as none that there is; the months are the likeliest.
    pub month_open: bool,
    /// Số tháng, where the row counts the months supported.
    pub counted: Option<u8>,
    /// What was paid, đồng.
    pub amount: Option<i64>,
    /// What it may be as well: a level that may be a month's or the whole, đồng.
    pub or_amount: Option<i64>,
    /// Electricity used, kWh.
    pub kwh: Option<u32>,
    /// Months that the header says this is the use of.
    pub kwh_months: Option<u8>,
    /// It was not handed over.
    pub unpaid: bool,
}

/// One row of a school's list.
#[derive(Clone, Debug)]
pub struct PupilRecord {
    /// Its row.
    pub place: Place,
    /// The pupil.
    pub who: Named,
    /// Father, mother or head of the household.
    pub parent: Sym,
    /// The mother, where a column of her own tells her.
    pub mother: Sym,
    /// Mã hộ.
    pub code: Sym,
    /// School.
    pub school: Sym,
    /// Grounds of the exemption.
    pub grounds: HouseholdKinds,
    /// First month that it is for.
    pub month: Option<Month>,
    /// How many months it is for; 0 where nothing tells.
    pub months: u8,
    /// How many months the term or year has from the first on in which these lie somewhere; as many where they are
    /// told.
    pub within: u8,
    /// Whether the row counts its months; else a term may have one more.
    pub counted: bool,
    /// Support for the cost of study, đồng.
    pub amount: Option<i64>,
    /// Fees that the pupil is exempt from, đồng.
    pub fees: Option<i64>,
    /// What it may be as well: a level that may be a month's or the whole, đồng.
    pub or_amount: Option<i64>,
}
